//! What the fuzz targets share: words and tags made of bytes, and the tables, read once.

use dateline_core::coder::Tables;
use dateline_lang::{Upos, Xpos};
use std::sync::LazyLock;

/// The tables that ship with the program.
pub static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::embedded().expect("tables without fault"));

/// Fails where a law is broken.
#[track_caller]
pub fn holds<T>(law: Result<T, String>) {
    if let Err(broken) = law {
        panic!("{broken}");
    }
}

/// Words with tags of any kind: a line each, its first two bytes the tags.
pub fn words_and_tags(bytes: &[u8]) -> (Vec<&str>, Vec<(Upos, Xpos)>) {
    let rows = bytes.split(|byte| *byte == b'\n').take(dateline_lang::limits::SENTENCE_TOKENS_MAX);
    rows.filter_map(|row| {
        let (&[upos, xpos], word) = row.split_first_chunk::<2>()?;
        let word = std::str::from_utf8(word).ok()?;
        let tag =
            (Upos::ALL[usize::from(upos) % Upos::ALL.len()], Xpos::ALL[usize::from(xpos) % Xpos::ALL.len()]);
        Some((word, tag))
    })
    .unzip()
}
