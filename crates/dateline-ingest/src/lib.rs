//! Bytes to reports: files, folders and JSON lines in; decoded texts with the way back to their original bytes out.
//!
//! One file per reader. Reads one report at a time, so a stream of any length takes the memory of its longest report.
//! Every input ends as an [`Obtained`] or as a [`Reject`] with its reason; nothing is dropped in silence. Must not know
//! what a report says: headlines, datelines and tails are the matter of `dateline_core::clean`.

mod decode;
mod files;
mod json_lines;
pub mod laws;
mod limits;
mod offsets;
mod reject;

pub use decode::{Decoded, decode};
pub use limits::Limits;
pub use offsets::Offsets;
pub use reject::{Reason, Reject};

use json_lines::JsonLines;
use sha2::{Digest, Sha256};
use std::{
    collections::VecDeque,
    fs::File,
    io::{BufRead, BufReader},
    path::PathBuf,
};

/// One text obtained, with its original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obtained {
    /// The input's own id, or its path as given.
    pub input: String,
    /// The bytes as they came; for a JSON row the UTF-8 of its `text`.
    pub original: Vec<u8>,
    /// SHA-256 of `original`, hex, 64 characters.
    pub sha256: String,
    /// The decoded text, without a byte order mark.
    pub text: String,
    /// Byte of `text` → byte of `original`.
    pub offsets: Offsets,
    /// Name of the encoding ("UTF-8", "windows-1252").
    pub encoding: &'static str,
    /// What the input says beside the text.
    pub told: Told,
}

/// What an input says about its text, as written there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Day of publication.
    pub date: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
}

impl Obtained {
    /// Decodes the bytes of one text.
    ///
    /// # Errors
    ///
    /// The reject says why the bytes are no report: empty, not text, not decodable, too large.
    pub fn read(input: String, original: Vec<u8>, told: Told, limits: &Limits) -> Result<Obtained, Reject> {
        let bytes = original.len() as u64;
        if bytes > limits.report_bytes_max {
            return Err(Reject::too_large(input, bytes, limits.report_bytes_max));
        }
        let Decoded { text, offsets, encoding } = match decode(&original) {
            Ok(decoded) => decoded,
            Err((reason, detail)) => return Err(Reject { input, reason, detail }),
        };
        let sha256 = Sha256::digest(&original).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Obtained { input, original, sha256, text, offsets, encoding, told })
    }
}

/// Where texts come from.
pub enum Input {
    /// A file or folder. Folders are walked in the order of their entries' names; `.jsonl` and `.ndjson` files are read
    /// as JSON lines, everything else as one text.
    Path(PathBuf),
    /// A stream of one JSON object a line: `{"id", "text", "date"?, "title"?, "url"?, "publisher"?}`.
    JsonLines {
        /// What rejects and nameless rows are called by ("-").
        name: String,
        /// The stream.
        lines: Box<dyn BufRead>,
    },
}

/// The texts of some inputs, in order, one at a time.
pub struct Reports {
    waiting: VecDeque<Input>,
    walk: Option<files::Walk>,
    lines: Option<JsonLines>,
    limits: Limits,
}

/// Opens `inputs`; nothing is read before the first text is asked for.
///
/// ```
/// use dateline_ingest::{Input, Limits, read};
///
/// let lines = Box::new(std::io::Cursor::new("{\"id\": \"a\", \"text\": \"Chad and Niger met.\"}\n{}\n"));
/// let mut reports = read([Input::JsonLines { name: "-".to_owned(), lines }], Limits::default());
/// assert_eq!(reports.next().map(|report| report.map(|report| report.text)), Some(Ok("Chad and Niger met.".to_owned())));
/// assert_eq!(reports.next().map(|report| report.is_err()), Some(true));
/// assert!(reports.next().is_none());
/// ```
pub fn read(inputs: impl IntoIterator<Item = Input>, limits: Limits) -> Reports {
    Reports { waiting: inputs.into_iter().collect(), walk: None, lines: None, limits }
}

impl Iterator for Reports {
    type Item = Result<Obtained, Reject>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(found) = self.lines.as_mut().and_then(|lines| lines.next_row(&self.limits)) {
                return Some(found);
            }
            self.lines = None;
            match self.walk.as_mut().and_then(|walk| walk.next_file(&self.limits)) {
                Some(files::Found::Text { input, original }) => {
                    return Some(Obtained::read(input, original, Told::default(), &self.limits));
                }
                Some(files::Found::Lines { input, file }) => self.lines = Some(lines_of(input, file)),
                Some(files::Found::Reject(reject)) => return Some(Err(reject)),
                None => {
                    self.walk = None;
                    match self.waiting.pop_front()? {
                        Input::Path(path) => self.walk = Some(files::Walk::new(path)),
                        Input::JsonLines { name, lines } => self.lines = Some(JsonLines::new(name, lines)),
                    }
                }
            }
        }
    }
}

fn lines_of(input: String, file: File) -> JsonLines {
    JsonLines::new(input, Box::new(BufReader::new(file)))
}
