//! Code points and bytes of one text, and the reading of a plain text by paragraphs; for rows that count code points.

use dateline_lang::{Analyzer, Doc};
use std::ops::Range;

/// The number of code points before each byte that begins one.
pub(crate) struct CodePoints {
    starts: Vec<u32>,
    len: u32,
}

impl CodePoints {
    pub(crate) fn of(text: &str) -> CodePoints {
        CodePoints { starts: text.char_indices().map(|(at, _)| at as u32).collect(), len: text.len() as u32 }
    }

    /// Code points before this byte.
    pub(crate) fn at(&self, byte: u32) -> usize {
        self.starts.partition_point(|&start| start < byte)
    }

    /// The byte at which this code point begins; the length of the text beyond its end.
    pub(crate) fn byte(&self, point: usize) -> u32 {
        self.starts.get(point).copied().unwrap_or(self.len)
    }
}

/// Reads a plain text; every line is a paragraph.
pub(crate) fn analyze(text: &str, analyzer: &dyn Analyzer) -> Doc {
    analyzer.analyze(text, &lines(text))
}

fn lines(text: &str) -> Vec<Range<u32>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        if !words.trim().is_empty() {
            found.push(start as u32..(start + words.len()) as u32);
        }
        start += line.len();
    }
    found
}
