//! `dateline status`: how much the ledger holds.

use crate::{
    corpus::Setting,
    failure::Outcome,
    output::{FormArgs, Record, print_records},
};
use anyhow::Result;
use serde::Serialize;

/// Say how much the ledger holds
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    form: FormArgs,
}

/// One fact about the ledger.
#[derive(Serialize)]
struct Fact {
    what: &'static str,
    value: String,
}

impl Record for Fact {
    const COLUMNS: &'static [&'static str] = &["what", "value"];

    fn cells(&self) -> Vec<String> {
        vec![self.what.to_owned(), self.value.clone()]
    }
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    let ledger = setting.open_ledger()?;
    let totals = ledger.totals()?;
    let facts = [
        ("ledger", ledger.path().display().to_string()),
        ("reports", totals.reports.to_string()),
        ("inputs", totals.inputs.to_string()),
        ("mentions", totals.mentions.to_string()),
        ("rejects", totals.rejects.to_string()),
        ("corrections", totals.corrections.to_string()),
        ("tables", totals.tables),
        ("model", totals.model),
    ];
    print_records(args.form.form(), &facts.map(|(what, value)| Fact { what, value }))?;
    Ok(Outcome::Done)
}
