//! `dateline code PATH…|-`: reports to rows, without a ledger; the output stands in the order of the input.

use crate::{
    coding::{self, Coder},
    corpus::{Batches, Setting},
    failure::Outcome,
    output::stdout,
    reader::{ModelArgs, Reader},
};
use anyhow::Result;
use dateline_core::layouts::{Layout, Lookup};
use dateline_ledger::Kept;
use std::{io::Write, path::PathBuf, thread};

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
    /// Events in a layout of the field instead of rows; actors are spread into pairs where the layout wants pairs
    #[arg(long, value_enum, value_name = "LAYOUT", conflicts_with_all = ["format", "table"])]
    to: Option<LayoutName>,
    /// How many threads code; the output is the same [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    #[command(flatten)]
    model: ModelArgs,
}

/// A layout by its name.
#[derive(Clone, Copy, clap::ValueEnum)]
enum LayoutName {
    /// PLOVER, one JSON object a line
    PloverJsonl,
    /// POLECAT, 40 columns with a header line
    Polecat,
    /// ICEWS, 20 columns with a header line
    Icews,
    /// Phoenix, 26 columns
    Phoenix,
    /// GDELT 2.0 events, 61 columns
    Gdelt,
}

impl From<LayoutName> for Layout {
    fn from(name: LayoutName) -> Layout {
        match name {
            LayoutName::PloverJsonl => Layout::PloverJsonl,
            LayoutName::Polecat => Layout::Polecat,
            LayoutName::Icews => Layout::Icews,
            LayoutName::Phoenix => Layout::Phoenix,
            LayoutName::Gdelt => Layout::Gdelt,
        }
    }
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
    let layout = args.to.map(Layout::from);
    let lookup = Lookup::new(&coder.tables().actors)?;
    if let Some(header) = layout.and_then(Layout::header) {
        writeln!(out, "{header}")?;
    }
    let jobs = args.jobs.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from);
    let mut rejected = 0;
    for batch in Batches::of(&args.paths) {
        let mut rejects = batch.rejects;
        for coded in coder.code_with(&batch.obtained, jobs)? {
            match coded {
                Ok(kept) => match layout {
                    Some(layout) => {
                        for line in layout.lines(&kept.report, &kept.mentions, &lookup) {
                            writeln!(out, "{line}")?;
                        }
                    }
                    None => print(&mut out, &kept, args.table)?,
                },
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
