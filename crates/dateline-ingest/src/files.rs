//! Files and folders: walked in the order of their names, read one at a time.

use crate::{Limits, Reason, Reject};
use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

/// What a walk comes upon.
pub(crate) enum Found {
    Text { input: String, original: Vec<u8> },
    Lines { input: String, file: File },
    Reject(Reject),
}

/// A walk over one path. Holds the entries of the folders that are open, no contents.
pub(crate) struct Walk {
    // The next path is the last one.
    stack: Vec<Step>,
}

struct Step {
    path: PathBuf,
    depth: usize,
}

impl Walk {
    pub(crate) fn new(path: PathBuf) -> Walk {
        Walk { stack: vec![Step { path, depth: 0 }] }
    }

    /// The next text, stream or reject; `None` at the end.
    pub(crate) fn next_file(&mut self, limits: &Limits) -> Option<Found> {
        while let Some(Step { path, depth }) = self.stack.pop() {
            let input = path.to_string_lossy().into_owned();
            let entry = match fs::metadata(&path) {
                Ok(entry) => entry,
                Err(fault) => return Some(Found::Reject(Reject::new(input, Reason::Unreadable, fault))),
            };
            if !entry.is_dir() {
                return Some(open(&path, input, entry.len(), depth, limits));
            }
            if depth >= limits.folder_depth_max {
                let detail = format!("{depth} folders deep, the limit is {}", limits.folder_depth_max);
                return Some(Found::Reject(Reject::new(input, Reason::TooLarge, detail)));
            }
            match entries(&path) {
                Ok(names) => {
                    self.stack.extend(names.into_iter().rev().map(|path| Step { path, depth: depth + 1 }))
                }
                Err(fault) => return Some(Found::Reject(Reject::new(input, Reason::Unreadable, fault))),
            }
        }
        None
    }
}

/// The entries of a folder by name; hidden ones are left out, and links to folders, which could turn in a circle.
fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let linked_folder = entry.file_type()?.is_symlink() && entry.path().is_dir();
        if !hidden && !linked_folder {
            names.push(entry.path());
        }
    }
    names.sort();
    Ok(names)
}

/// Opens one file. Inside a folder its ending decides; a file that was named itself is read whatever its ending.
fn open(path: &Path, input: String, bytes: u64, depth: usize, limits: &Limits) -> Found {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let lines = matches!(ending.as_str(), "jsonl" | "ndjson");
    let text = matches!(ending.as_str(), "txt" | "md" | "markdown" | "text");
    if !lines && !text && depth > 0 {
        let kind = if ending.is_empty() { "no ending".to_owned() } else { format!(".{ending}") };
        return Found::Reject(Reject::new(input, Reason::KindNotRead, kind));
    }
    if !lines && bytes > limits.report_bytes_max {
        return Found::Reject(Reject::too_large(input, bytes, limits.report_bytes_max));
    }
    let file = match File::open(path) {
        Ok(file) => file,
        Err(fault) => return Found::Reject(Reject::new(input, Reason::Unreadable, fault)),
    };
    if lines { Found::Lines { input, file } } else { whole(file, input, limits) }
}

/// Reads a file that may be longer than it said (a pipe, a file that grows), never more than the limit.
fn whole(file: File, input: String, limits: &Limits) -> Found {
    let mut original = Vec::new();
    if let Err(fault) = file.take(limits.report_bytes_max + 1).read_to_end(&mut original) {
        return Found::Reject(Reject::new(input, Reason::Unreadable, fault));
    }
    if original.len() as u64 > limits.report_bytes_max {
        let detail = format!("more than {} bytes, the limit", limits.report_bytes_max);
        return Found::Reject(Reject::new(input, Reason::TooLarge, detail));
    }
    Found::Text { input, original }
}
