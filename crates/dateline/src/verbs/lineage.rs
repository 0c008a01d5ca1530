//! `dateline lineage`: which texts derive from which, and how sure that is.

use super::brief::depends_on;
use crate::{
    corpus::{Corpus, Setting},
    failure::{Outcome, usage},
    names::{is_id, report_called, story_of},
    output::{FormArgs, Record, print_records},
};
use anyhow::Result;
use dateline_core::reconcile::{Held, Link, Reconciled, lineage::short_report};
use serde::Serialize;
use std::{collections::BTreeSet, path::PathBuf};

/// Show which texts derive from which, with reasons and certainty. "Derives from" accuses nobody
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Files and folders to read instead of the ledger; a story (`s-…`) or a report (`r-…`) to keep to
    paths: Vec<PathBuf>,
    #[command(flatten)]
    form: FormArgs,
}

/// One pair.
#[derive(Serialize)]
pub(crate) struct Row {
    a: String,
    b: String,
    relation: &'static str,
    certainty: &'static str,
    direction: Option<&'static str>,
    reasons: Vec<String>,
    /// Ids of the corrections by a person that the link depends on.
    corrections: Vec<String>,
}

impl Row {
    /// "rewrite, likely, the first derives from the second: …".
    pub(crate) fn in_words(&self) -> String {
        let derives = |of: &str, from: &str| format!(", {of} derives from {from}");
        let direction = match self.direction {
            Some("a>b") => derives(&self.a, &self.b),
            Some(_) => derives(&self.b, &self.a),
            None => String::new(),
        };
        let relation = self.relation.replace('_', " ");
        format!("{relation}, {}{direction}: {}", self.certainty, self.reasons.join("; "))
    }

    /// The row of a link, reports named by `name`.
    pub(crate) fn of(link: &Link, reports: &[Held<'_>], name: impl Fn(&Held<'_>) -> String) -> Row {
        Row {
            a: name(&reports[link.a]),
            b: name(&reports[link.b]),
            relation: link.relation.as_str(),
            certainty: link.certainty.as_str(),
            direction: link.direction,
            reasons: link.reasons.clone(),
            corrections: link.corrections.iter().cloned().collect(),
        }
    }
}

impl Record for Row {
    const COLUMNS: &'static [&'static str] =
        &["a", "b", "relation", "certainty", "direction", "reasons", "corrections"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.a.clone(),
            self.b.clone(),
            self.relation.replace('_', " "),
            self.certainty.to_owned(),
            self.direction.unwrap_or("").to_owned(),
            self.reasons.join("; "),
            self.corrections.join(" "),
        ]
    }
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    let (ids, paths): (Vec<PathBuf>, Vec<PathBuf>) = args.paths.iter().cloned().partition(|path| is_id(path));
    let corpus = setting.corpus(&paths)?;
    let held = corpus.held();
    let all = corpus.reconciled(&held);
    let wanted = match ids.as_slice() {
        [] => Wanted { reports: (0..all.reports.len()).collect(), links: all.lineage.links.iter().collect() },
        [id] => wanted(&all, &corpus, &id.to_string_lossy(), setting)?,
        _ => return Err(usage("one story or one report at a time")),
    };
    let name = |held: &Held<'_>| short_report(&held.report.report);
    let rows: Vec<Row> = wanted.links.iter().map(|link| Row::of(link, &all.reports, name)).collect();
    setting.tell(&summary(&all, &wanted.reports));
    setting.tell(&format!("rewrites judged against {}", all.lineage.null));
    print_records(args.form.form(), &rows)?;
    corpus.tell_rejects(setting);
    Ok(corpus.outcome(!wanted.reports.is_empty()))
}

/// Places of reports, and the links to show.
struct Wanted<'l> {
    reports: Vec<usize>,
    links: Vec<&'l Link>,
}

/// The links inside a story, or those of a report; a report is summed up with all that its links lead to.
fn wanted<'l>(all: &'l Reconciled<'_>, corpus: &Corpus, id: &str, setting: &Setting) -> Result<Wanted<'l>> {
    let links = all.lineage.links.iter();
    if id.starts_with("s-") {
        let (story, note) = story_of(all, corpus, id)?;
        note.iter().for_each(|note| setting.tell(note));
        let inside = |place: &usize| story.reports.contains(place);
        let links = links.filter(|link| inside(&link.a) && inside(&link.b)).collect();
        return Ok(Wanted { reports: story.reports.clone(), links });
    }
    let hash = report_called(corpus.hashes(), id)?;
    let place = all.reports.iter().position(|held| held.report.report == hash).unwrap_or_default();
    let links: Vec<&Link> = links.filter(|link| link.a == place || link.b == place).collect();
    let reports: BTreeSet<usize> = links.iter().flat_map(|link| [link.a, link.b]).chain([place]).collect();
    Ok(Wanted { reports: reports.into_iter().collect(), links })
}

/// "5 reports → 4 texts · 2 newsrooms named (…) · 2 texts of unknown newsrooms; origins: at least 3, best 4, at most 5".
fn summary(all: &Reconciled<'_>, places: &[usize]) -> String {
    let newsrooms = all.lineage.newsrooms(places.iter().copied());
    let named: Vec<&str> =
        newsrooms.iter().filter(|name| !name.starts_with("unknown newsroom")).map(String::as_str).collect();
    let names = if named.is_empty() { String::new() } else { format!(" ({})", named.join(", ")) };
    let origins = all.lineage.origins(places.iter().copied());
    let corrected = depends_on(&all.lineage.corrected(places.iter().copied()));
    format!(
        "{} reports → {} texts · {} newsrooms named{names} · {} texts of unknown newsrooms; origins: at least {}, best \
         {}, at most {}{}",
        places.len(),
        all.lineage.texts(places.iter().copied()),
        named.len(),
        newsrooms.len() - named.len(),
        origins.at_least,
        origins.best,
        origins.at_most,
        corrected.map_or(String::new(), |words| format!("; {words}"))
    )
}
