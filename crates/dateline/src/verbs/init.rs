//! `dateline init DIR`: an empty ledger.

use crate::{coding, corpus::Setting, failure::Outcome, reader::Reader};
use anyhow::Result;
use dateline_ledger::Ledger;
use std::path::PathBuf;

/// Make an empty ledger in a folder; it is kept in DIR/.dateline/ledger.sqlite
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder of the ledger; made if it is not there
    #[arg(default_value = ".")]
    dir: PathBuf,
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    let ledger = Ledger::init(&args.dir, &coding::tables_hash(), &Reader::embedded().hash())?;
    setting.tell(&format!("made {}", ledger.path().display()));
    setting.tell(&format!("Next: cd {} && dateline add PATH…", args.dir.display()));
    Ok(Outcome::Done)
}
