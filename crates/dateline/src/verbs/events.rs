//! `dateline events`: what happens between whom, one row for each event.

use crate::{
    corpus::Setting,
    failure::Outcome,
    output::{FormArgs, Record, print_records},
};
use anyhow::Result;
use dateline_core::reconcile::{Event, Origins, Reconciled, brief};
use serde::Serialize;
use std::path::PathBuf;

/// List events, ties and deals with their status and counts
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Files and folders to read instead of the ledger
    paths: Vec<PathBuf>,
    #[command(flatten)]
    form: FormArgs,
}

/// One event.
#[derive(Serialize)]
struct Row {
    event: String,
    story: String,
    kind: &'static str,
    code: String,
    parties: Vec<String>,
    first: Option<String>,
    last: Option<String>,
    status: Option<&'static str>,
    disputed: bool,
    texts: usize,
    newsrooms: usize,
    voices: usize,
    voices_unnamed: u32,
    /// How many newsrooms at least, best and at most.
    origins: Origins,
    /// Ids of the corrections by a person that the row depends on.
    corrections: Vec<String>,
    mentions: Vec<String>,
    citations: Vec<String>,
}

impl Row {
    fn of(all: &Reconciled<'_>, event: &Event) -> Row {
        let rows = || event.mentions.iter().map(|at| at.row(&all.reports));
        let first = rows().next();
        let plover = first.and_then(|row| row.plover).map(|plover| plover.as_str().to_owned());
        let relation = first.and_then(|row| row.tie.as_ref()).map(|tie| tie.relation.clone());
        let (start, end) = event.days.clone().unzip();
        Row {
            event: event.id.clone(),
            story: all.stories[event.story].id.clone(),
            kind: event.kind.as_str(),
            code: plover.or(relation).unwrap_or_default(),
            parties: brief::parties(all, event),
            first: start,
            last: end,
            status: event.status.map(|status| status.as_str()),
            disputed: event.disputed,
            texts: event.counts.texts,
            newsrooms: event.counts.newsrooms.len(),
            voices: event.counts.voices.len(),
            voices_unnamed: event.counts.unnamed,
            origins: event.counts.origins,
            corrections: event.counts.corrected.iter().cloned().collect(),
            mentions: rows().map(|row| row.id.clone()).collect(),
            citations: rows().map(|row| row.citation.clone()).collect(),
        }
    }
}

impl Record for Row {
    const COLUMNS: &'static [&'static str] = &[
        "event",
        "story",
        "kind",
        "code",
        "parties",
        "first",
        "last",
        "status",
        "disputed",
        "texts",
        "newsrooms",
        "voices",
        "origins",
        "corrections",
        "citation",
    ];

    fn cells(&self) -> Vec<String> {
        let unnamed =
            if self.voices_unnamed > 0 { format!("+{}u", self.voices_unnamed) } else { String::new() };
        vec![
            self.event.clone(),
            self.story.clone(),
            self.kind.to_owned(),
            self.code.clone(),
            self.parties.join(" "),
            self.first.clone().unwrap_or_default(),
            self.last.clone().unwrap_or_default(),
            self.status.unwrap_or("").to_owned(),
            if self.disputed { "disputed" } else { "" }.to_owned(),
            self.texts.to_string(),
            self.newsrooms.to_string(),
            format!("{}{unnamed}", self.voices),
            self.origins.to_string(),
            self.corrections.join(" "),
            self.citations.first().cloned().unwrap_or_default(),
        ]
    }
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    let corpus = setting.corpus(&args.paths)?;
    let held = corpus.held();
    let all = corpus.reconciled(&held);
    let rows: Vec<Row> = all.events.iter().map(|event| Row::of(&all, event)).collect();
    print_records(args.form.form(), &rows)?;
    corpus.tell_rejects(setting);
    Ok(corpus.outcome(!rows.is_empty()))
}
