//! `dateline lineage`: which texts derive from which, and how sure that is.

use crate::{
    corpus::Setting,
    failure::Outcome,
    output::{FormArgs, Record, print_records},
};
use anyhow::Result;
use dateline_core::reconcile::{Held, Link, lineage::short_report, lineage_of};
use serde::Serialize;
use std::path::PathBuf;

/// Show which texts derive from which, with reasons and certainty. "Derives from" accuses nobody
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Files and folders to read instead of the ledger
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
}

impl Row {
    /// The row of a link, reports named by `name`.
    pub(crate) fn of(link: &Link, reports: &[Held<'_>], name: impl Fn(&Held<'_>) -> String) -> Row {
        Row {
            a: name(&reports[link.a]),
            b: name(&reports[link.b]),
            relation: link.relation.as_str(),
            certainty: link.certainty.as_str(),
            direction: link.direction,
            reasons: link.reasons.clone(),
        }
    }
}

impl Record for Row {
    const COLUMNS: &'static [&'static str] = &["a", "b", "relation", "certainty", "direction", "reasons"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.a.clone(),
            self.b.clone(),
            self.relation.replace('_', " "),
            self.certainty.to_owned(),
            self.direction.unwrap_or("").to_owned(),
            self.reasons.join("; "),
        ]
    }
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    let corpus = setting.corpus(&args.paths)?;
    let (lineage, reports) = lineage_of(&corpus.held());
    let name = |held: &Held<'_>| short_report(&held.report.report);
    let rows: Vec<Row> = lineage.links.iter().map(|link| Row::of(link, &reports, name)).collect();
    let newsrooms = lineage.newsrooms(0..reports.len());
    let named: Vec<&str> =
        newsrooms.iter().filter(|name| !name.starts_with("unknown newsroom")).map(String::as_str).collect();
    let names = if named.is_empty() { String::new() } else { format!(" ({})", named.join(", ")) };
    setting.tell(&format!(
        "{} reports → {} texts · {} newsrooms named{names} · {} texts of unknown newsrooms",
        reports.len(),
        lineage.texts(0..reports.len()),
        named.len(),
        newsrooms.len() - named.len()
    ));
    print_records(args.form.form(), &rows)?;
    corpus.tell_rejects(setting);
    Ok(corpus.outcome(!reports.is_empty()))
}
