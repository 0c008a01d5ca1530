//! `dateline stories`: which reports tell one story.

use crate::{
    corpus::Setting,
    failure::Outcome,
    output::{FormArgs, Record, print_records},
};
use anyhow::Result;
use dateline_core::reconcile::{Origins, StoryBrief, brief};
use serde::Serialize;
use std::path::PathBuf;

/// List the stories that the reports tell, largest first
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Files and folders to read instead of the ledger
    paths: Vec<PathBuf>,
    #[command(flatten)]
    form: FormArgs,
}

/// One story.
#[derive(Serialize)]
struct Row {
    story: String,
    reports: usize,
    texts: usize,
    newsrooms: usize,
    /// How many newsrooms at least, best and at most.
    origins: Origins,
    /// Ids of the corrections by a person that the row depends on.
    corrections: Vec<String>,
    first: Option<String>,
    last: Option<String>,
    title: String,
}

impl Row {
    fn of(story: StoryBrief) -> Row {
        let (first, last) = story.days.unzip();
        let newsrooms = story.newsrooms.len();
        Row {
            story: story.story,
            reports: story.reports,
            texts: story.texts,
            newsrooms,
            origins: story.origins,
            corrections: story.corrected.into_iter().collect(),
            first,
            last,
            title: story.title,
        }
    }
}

impl Record for Row {
    const COLUMNS: &'static [&'static str] =
        &["story", "reports", "texts", "newsrooms", "origins", "first", "last", "corrections", "title"];

    fn cells(&self) -> Vec<String> {
        let day = |day: &Option<String>| day.clone().unwrap_or_default();
        vec![
            self.story.clone(),
            self.reports.to_string(),
            self.texts.to_string(),
            self.newsrooms.to_string(),
            self.origins.to_string(),
            day(&self.first),
            day(&self.last),
            self.corrections.join(" "),
            self.title.clone(),
        ]
    }
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    let corpus = setting.corpus(&args.paths)?;
    let held = corpus.held();
    let all = corpus.reconciled(&held);
    let stories = brief::write(&all, &[], usize::MAX, &|_| true).stories;
    let rows: Vec<Row> = stories.into_iter().map(Row::of).collect();
    print_records(args.form.form(), &rows)?;
    corpus.tell_rejects(setting);
    Ok(corpus.outcome(!rows.is_empty()))
}
