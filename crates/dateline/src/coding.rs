//! The one place where inputs become reports and reports become rows.
//!
//! Reading and coding are done by the library crates; this module puts them in line for the verbs and spreads the work
//! over the cores. Nothing here may decide what a text means.

use crate::{overlay, reader::Reader};
use anyhow::{Context, Result};
use dateline_core::{
    clean,
    coder::{Input, Tables, code},
};
use dateline_ingest::{Limits, Obtained, Reason, Reject, Reports};
use dateline_ledger::{Kept, Rejected, Told};
use std::{
    io::{self, BufReader},
    path::{Path, PathBuf},
    thread,
};

/// How many reports are read and coded together: enough for every core, little enough to hold in memory.
pub(crate) const BATCH_REPORTS: usize = 64;

/// Hash of the tables that reports are coded with – those of the program, then the user's – and the version of the program
/// that reads them.
pub(crate) fn tables_hash() -> String {
    let own = overlay::hash().map_or_else(String::new, |hash| format!(" + {hash}"));
    format!("{} {}{own}", env!("CARGO_PKG_VERSION"), env!("DATELINE_TABLES"))
}

/// Everything under `paths`, one text at a time: files as given, folders sorted by name, `-` as JSON lines from
/// standard input.
pub(crate) fn read_all(paths: &[PathBuf]) -> Reports {
    let input = |path: &PathBuf| {
        if path == Path::new("-") {
            let lines = Box::new(BufReader::new(io::stdin()));
            return dateline_ingest::Input::JsonLines { name: "-".to_owned(), lines };
        }
        dateline_ingest::Input::Path(path.clone())
    };
    dateline_ingest::read(paths.iter().map(input).collect::<Vec<_>>(), Limits::default())
}

/// Tables and model, read once.
pub(crate) struct Coder {
    tables: Tables,
    reader: Reader,
}

impl Coder {
    /// The tables that ship with the program, and what reads sentences for them.
    ///
    /// # Errors
    /// A fault in a table, with file and line.
    pub(crate) fn new(reader: Reader) -> Result<Coder> {
        Ok(Coder { tables: Tables::embedded().context("a table is at fault")?, reader })
    }

    /// The tables that it codes with.
    pub(crate) fn tables(&self) -> &Tables {
        &self.tables
    }

    /// Codes one report; an error says why it is none.
    fn code_one(&self, obtained: &Obtained) -> Result<Kept, Rejected> {
        let told = &obtained.told;
        let input = Input {
            input: &obtained.input,
            report: &obtained.sha256,
            text: &obtained.text,
            to_original: &|byte: u32| obtained.offsets.original(byte as usize, obtained.text.len()),
            original: &obtained.original,
            told: clean::Told {
                day: told.date.as_deref().and_then(clean::told_day),
                title: told.title.as_deref(),
                publisher: told.publisher.as_deref(),
                received: None,
            },
        };
        let no_sentence =
            || Reject { input: obtained.input.clone(), reason: Reason::NoSentence, detail: String::new() };
        let coded =
            code(&input, &self.tables, self.reader.analyzer()).ok_or_else(|| rejected(no_sentence()))?;
        Ok(Kept {
            told: told_of(obtained),
            original: obtained.original.clone(),
            text: coded.body,
            report: coded.report,
            mentions: coded.mentions,
        })
    }

    /// Codes reports on all cores; the answers stand in the order of the reports.
    ///
    /// # Errors
    /// A plugged-in model failed on one of them.
    pub(crate) fn code_all(&self, batch: &[Obtained]) -> Result<Vec<Result<Kept, Rejected>>> {
        self.code_with(batch, thread::available_parallelism().map_or(1, usize::from))
    }

    /// Codes reports with so many threads; the answers stand in the order of the reports.
    ///
    /// # Errors
    /// A plugged-in model failed on one of them.
    pub(crate) fn code_with(&self, batch: &[Obtained], jobs: usize) -> Result<Vec<Result<Kept, Rejected>>> {
        let share = batch.len().div_ceil(jobs.max(1)).max(1);
        let code_share =
            |reports: &[Obtained]| reports.iter().map(|report| self.code_one(report)).collect::<Vec<_>>();
        let coded = thread::scope(|scope| {
            let workers: Vec<_> =
                batch.chunks(share).map(|reports| scope.spawn(move || code_share(reports))).collect();
            let join = |worker: thread::ScopedJoinHandle<'_, Vec<_>>| {
                worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            workers.into_iter().flat_map(join).collect()
        });
        self.reader.check()?;
        Ok(coded)
    }
}

/// What came with a report, as the ledger keeps it.
pub(crate) fn told_of(obtained: &Obtained) -> Told {
    let told = obtained.told.clone();
    Told { date: told.date, title: told.title, url: told.url, publisher: told.publisher }
}

/// A reject, as the ledger keeps it.
pub(crate) fn rejected(reject: Reject) -> Rejected {
    Rejected { input: reject.input, reason: reject.reason.as_str().to_owned(), detail: reject.detail }
}

/// A reject in one line: "a.txt: not text (…)".
pub(crate) fn in_words(reject: &Rejected) -> String {
    let detail = if reject.detail.is_empty() { String::new() } else { format!(" ({})", reject.detail) };
    format!("rejected {}: {}{detail}", reject.input, reject.reason)
}
