//! The one place where files become reports and reports become rows.
//!
//! Reading and coding are done by the library crates; this module puts them in line for the verbs. Nothing here may
//! decide what a text means.

use dateline_core::{
    citation::sha256_hex,
    rows::{MentionRow, ReportRow},
};
use dateline_ledger::{Kept, Rejected, Told};
use serde::Deserialize;
use std::{
    fs,
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
    thread,
};

/// How many reports are read and coded together: enough for every core, little enough to hold in memory.
pub(crate) const BATCH_REPORTS: usize = 64;

/// One report as received and decoded.
#[derive(Clone, Debug)]
pub(crate) struct Obtained {
    /// The row's id, or the path as given.
    pub(crate) input: String,
    /// What came with it.
    pub(crate) told: Told,
    /// The bytes as received.
    pub(crate) original: Vec<u8>,
    /// The decoded text.
    pub(crate) text: String,
}

impl Obtained {
    /// SHA-256 of the original, hex.
    pub(crate) fn hash(&self) -> String {
        sha256_hex(&self.original)
    }
}

/// Hash of the tables that reports are coded with.
pub(crate) fn tables_hash() -> String {
    "none".to_owned()
}

/// Hash of the language model that reports are coded with.
pub(crate) fn model_hash() -> String {
    "none".to_owned()
}

/// Codes one report.
pub(crate) fn code_one(obtained: &Obtained) -> (ReportRow, Vec<MentionRow>) {
    let report = ReportRow {
        report: obtained.hash(),
        input: obtained.input.clone(),
        title: obtained.told.title.clone(),
        published: None,
        agency: None,
        dateline_places: Vec::new(),
        byline: None,
        language: None,
        text_chars: obtained.text.chars().count() as u64,
        removed: Vec::new(),
        notes: Vec::new(),
    };
    (report, Vec::new())
}

/// Codes reports on all cores; the answers stand in the order of the reports.
pub(crate) fn code_all(batch: Vec<Obtained>) -> Vec<Kept> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let share = batch.len().div_ceil(cores).max(1);
    let code_share = |reports: &[Obtained]| reports.iter().map(code_one).collect::<Vec<_>>();
    let coded: Vec<(ReportRow, Vec<MentionRow>)> = thread::scope(|scope| {
        let workers: Vec<_> =
            batch.chunks(share).map(|reports| scope.spawn(move || code_share(reports))).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    let keep = |(obtained, (report, mentions)): (Obtained, (ReportRow, Vec<MentionRow>))| Kept {
        told: obtained.told,
        original: obtained.original,
        text: obtained.text,
        report,
        mentions,
    };
    batch.into_iter().zip(coded).map(keep).collect()
}

/// Everything under `paths` in a fixed order: files as given, folders sorted by path, `-` as JSON lines from standard
/// input, `.jsonl` files as JSON lines. Each item is a report or why there is none.
pub(crate) fn read_all(paths: &[PathBuf]) -> Box<dyn Iterator<Item = Result<Obtained, Rejected>>> {
    let paths = paths.to_vec();
    Box::new(paths.into_iter().flat_map(|path| read_path(&path)))
}

fn read_path(path: &Path) -> Box<dyn Iterator<Item = Result<Obtained, Rejected>>> {
    if path == Path::new("-") {
        return Box::new(read_json_lines("-".to_owned(), BufReader::new(io::stdin())));
    }
    if path.is_dir() {
        return match sorted_entries(path) {
            Ok(entries) => Box::new(entries.into_iter().flat_map(|entry| read_path(&entry))),
            Err(error) => Box::new(std::iter::once(Err(rejected(path, &error.to_string())))),
        };
    }
    if path.extension().is_some_and(|ending| ending == "jsonl") {
        return match fs::File::open(path) {
            Ok(file) => Box::new(read_json_lines(path.display().to_string(), BufReader::new(file))),
            Err(error) => Box::new(std::iter::once(Err(rejected(path, &error.to_string())))),
        };
    }
    Box::new(std::iter::once(read_file(path)))
}

fn sorted_entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let hidden =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let entries: io::Result<Vec<PathBuf>> =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect();
    let mut entries: Vec<PathBuf> = entries?.into_iter().filter(|path| !hidden(path)).collect();
    entries.sort();
    Ok(entries)
}

fn read_file(path: &Path) -> Result<Obtained, Rejected> {
    let original = fs::read(path).map_err(|error| rejected(path, &error.to_string()))?;
    let text = String::from_utf8(original.clone()).map_err(|_| rejected(path, "not text"))?;
    if text.trim().is_empty() {
        return Err(rejected(path, "empty"));
    }
    Ok(Obtained { input: path.display().to_string(), told: Told::default(), original, text })
}

fn rejected(path: &Path, reason: &str) -> Rejected {
    Rejected { input: path.display().to_string(), record: String::new(), reason: reason.to_owned() }
}

/// One line of JSON input.
#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
    date: Option<String>,
    title: Option<String>,
    url: Option<String>,
    publisher: Option<String>,
}

fn read_json_lines<R: BufRead>(name: String, lines: R) -> impl Iterator<Item = Result<Obtained, Rejected>> {
    let numbered = lines.split(b'\n').enumerate();
    let kept = numbered.filter(|(_, line)| line.as_ref().map_or(true, |line| !line.trim_ascii().is_empty()));
    kept.map(move |(n, line)| {
        let reject = |reason: String| Rejected { input: name.clone(), record: (n + 1).to_string(), reason };
        let line = line.map_err(|error| reject(error.to_string()))?;
        let row: Line =
            serde_json::from_slice(&line).map_err(|error| reject(format!("not a row: {error}")))?;
        if row.text.trim().is_empty() {
            return Err(reject("empty".to_owned()));
        }
        let input = row.id.as_str().map_or_else(|| row.id.to_string(), str::to_owned);
        let told = Told { date: row.date, title: row.title, url: row.url, publisher: row.publisher };
        Ok(Obtained { input, told, original: row.text.clone().into_bytes(), text: row.text })
    })
}
