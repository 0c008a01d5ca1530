//! `dateline code PATH…|-`: reports to rows, without a ledger; the output stands in the order of the input.

use crate::{
    coding::{self, Coder},
    corpus::{Batches, Setting},
    failure::Outcome,
    output::stdout,
    reader::{ModelArgs, Reader},
};
use anyhow::Result;
use dateline_ledger::Kept;
use std::{io::Write, path::PathBuf};

/// Code reports to rows, one JSON object a line, in the order of the input
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Files, folders, or `-` for one JSON object a line
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// How rows are written
    #[arg(long, value_enum, default_value_t = RowFormat::Jsonl)]
    format: RowFormat,
    /// Which rows
    #[arg(long, value_enum, default_value_t = Table::Mentions)]
    table: Table,
    #[command(flatten)]
    model: ModelArgs,
}

/// How rows are written.
#[derive(Clone, Copy, clap::ValueEnum)]
pub(crate) enum RowFormat {
    /// One JSON object a line
    Jsonl,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Table {
    /// One row for each thing that one report states
    Mentions,
    /// One row for each report
    Reports,
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    let RowFormat::Jsonl = args.format;
    let coder = Coder::new(Reader::of(&args.model)?)?;
    let mut out = stdout();
    let mut rejected = 0;
    for batch in Batches::of(&args.paths) {
        let mut rejects = batch.rejects;
        for coded in coder.code_all(&batch.obtained)? {
            match coded {
                Ok(kept) => print(&mut out, &kept, args.table)?,
                Err(reject) => rejects.push(reject),
            }
        }
        out.flush()?;
        rejected += rejects.len();
        rejects.iter().for_each(|reject| setting.tell(&coding::in_words(reject)));
    }
    Ok(if rejected > 0 { Outcome::Rejects } else { Outcome::Done })
}

fn print(out: &mut impl Write, kept: &Kept, table: Table) -> Result<()> {
    match table {
        Table::Reports => writeln!(out, "{}", serde_json::to_string(&kept.report)?)?,
        Table::Mentions => {
            for mention in &kept.mentions {
                writeln!(out, "{}", serde_json::to_string(mention)?)?;
            }
        }
    }
    Ok(())
}
