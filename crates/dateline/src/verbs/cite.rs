//! `dateline cite REPORT:from-to`: the citation of a byte range.

use crate::{
    corpus::Setting,
    failure::{Outcome, usage},
    output::stdout,
};
use anyhow::Result;
use dateline_core::citation::{Citation, read_ranges};
use std::{io::Write, path::PathBuf};

/// Make the citation of a byte range of a report, with its words
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Report and range, such as `r-6d46022b:4803-4985`; several ranges are joined by `+`
    address: String,
    /// Files and folders to look in instead of the ledger
    #[arg(long, value_name = "PATH", num_args = 1..)]
    from: Vec<PathBuf>,
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    let parts =
        args.address.rsplit_once(':').and_then(|(report, ranges)| Some((report, read_ranges(ranges)?)));
    let (report, ranges) = parts.ok_or_else(|| {
        usage(format!(
            "`{}` is not an address (write REPORT:from-to, such as r-6d46022b:4803-4985)",
            args.address
        ))
    })?;
    let prefix = report.strip_prefix("r-").unwrap_or(report);
    let corpus = setting.corpus(&args.from)?;
    let Some((hash, original)) = corpus.original(prefix)? else {
        setting.tell(&format!("no report, or more than one, begins with `{prefix}`"));
        return Ok(Outcome::No);
    };
    let ranges: Vec<_> = ranges.into_iter().map(|(from, to)| from..to).collect();
    let citation = Citation::make(&hash, &original, &ranges)?;
    let words = citation.words(&original)?;
    writeln!(
        stdout(),
        "{citation}\t{}",
        String::from_utf8_lossy(&words).split_whitespace().collect::<Vec<_>>().join(" ")
    )?;
    Ok(Outcome::Done)
}
