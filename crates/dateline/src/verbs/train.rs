//! `dateline train lang`: the language model from a treebank.

use crate::failure::{Outcome, usage};
use anyhow::Result;
use std::path::PathBuf;

/// Train the language model from a treebank in CoNLL-U
#[derive(clap::Args)]
pub(crate) struct Args {
    /// What to train
    #[arg(value_enum)]
    what: What,
    /// Treebank files
    #[arg(required = true)]
    treebanks: Vec<PathBuf>,
    /// Where the model goes
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum What {
    /// The parser, the tagger and the entity marker
    Lang,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let (what, files, output) = (args.what, args.treebanks.len(), args.output.display());
    Err(usage(format!("training {what:?} from {files} files to {output} is not part of this build")))
}
