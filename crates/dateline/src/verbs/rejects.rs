//! `dateline rejects`: what could not be used, and why.

use crate::{
    corpus::Setting,
    failure::Outcome,
    output::{FormArgs, Record, print_records},
};
use anyhow::Result;
use dateline_ledger::Rejected;

/// List what could not be used, and why
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    form: FormArgs,
}

impl Record for Rejected {
    const COLUMNS: &'static [&'static str] = &["input", "reason", "detail"];

    fn cells(&self) -> Vec<String> {
        vec![self.input.clone(), self.reason.clone(), self.detail.clone()]
    }
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    print_records(args.form.form(), &setting.open_ledger()?.rejects()?)?;
    Ok(Outcome::Done)
}
