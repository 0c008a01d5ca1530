//! `dateline codebook --actors`: everything that the tables of actors hold, one row each.

use crate::{
    corpus::Setting,
    failure::{Outcome, usage},
    output::{FormArgs, print_records},
};
use anyhow::{Context, Result};
use dateline_core::actors::{ActorTables, all_actors};

/// Print what the tables hold
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Every actor: names, codes, offices with their days, and the file and line of each
    #[arg(long)]
    actors: bool,
    #[command(flatten)]
    form: FormArgs,
}

pub(crate) fn run(args: &Args, _setting: &Setting) -> Result<Outcome> {
    if !args.actors {
        return Err(usage("say which part: dateline codebook --actors"));
    }
    let tables = ActorTables::embedded().context("a table of actors is at fault")?;
    print_records(args.form.form(), &all_actors(&tables))?;
    Ok(Outcome::Done)
}
