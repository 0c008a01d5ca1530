//! Puts a cleaned report into the row that is printed: positions of the original bytes, words in place of positions.

use super::{Cleaned, Note, Published, Told};
use crate::{
    rows::{PublishedRow, RemovedRow, ReportRow},
    words::{DayFrom, ZoneKind},
};
use std::ops::Range;

/// What the row needs from ingestion.
#[derive(Clone, Copy)]
pub struct Obtained<'a> {
    /// The input's own id, or its path as given.
    pub input: &'a str,
    /// SHA-256 of the original bytes, hex.
    pub sha256: &'a str,
    /// The decoded text.
    pub text: &'a str,
    /// Byte of the text → byte of the original.
    pub original: &'a dyn Fn(usize) -> u64,
}

/// Longest quotation of a note, in code points: enough to find it, little enough to read.
const NOTE_CHARS_MAX: usize = 60;

/// The printed row of one report.
pub fn report_row(obtained: &Obtained<'_>, told: &Told<'_>, cleaned: &Cleaned) -> ReportRow {
    let words = |range: &Range<u32>| &obtained.text[range.start as usize..range.end as usize];
    let chars: usize = cleaned.blocks.iter().map(|block| words(block).chars().count()).sum();
    // Blocks are joined by a blank line in the cleaned text.
    let joints = cleaned.blocks.len().saturating_sub(1) * 2;
    ReportRow {
        report: obtained.sha256.to_owned(),
        input: obtained.input.to_owned(),
        title: cleaned.title.as_ref().map(words).or(told.title).map(one_line),
        published: published_row(&cleaned.published),
        agency: cleaned.agency.clone(),
        dateline_places: cleaned
            .dateline
            .iter()
            .flat_map(|line| &line.places)
            .map(|place| place.name.clone())
            .collect(),
        byline: cleaned.byline.as_ref().map(words).map(one_line),
        language: cleaned.language.clone(),
        text_chars: (chars + joints) as u64,
        removed: cleaned
            .zones
            .iter()
            .filter(|zone| !matches!(zone.kind, ZoneKind::Title | ZoneKind::Body))
            .map(|zone| RemovedRow {
                start: (obtained.original)(zone.range.start as usize),
                end: (obtained.original)(zone.range.end as usize),
                kind: zone.kind,
                quote: words(&zone.range).to_owned(),
            })
            .collect(),
        notes: cleaned.notes.iter().map(|note| in_words(note, obtained.text)).collect(),
    }
}

/// A note as people read it: what it is and the first words it is about.
fn in_words(note: &Note, text: &str) -> String {
    let Some(range) = &note.range else { return note.kind.to_string() };
    let quote = one_line(&text[range.start as usize..range.end as usize]);
    let short: String = quote.chars().take(NOTE_CHARS_MAX).collect();
    let cut = if short.len() < quote.len() { " …" } else { "" };
    format!("{}: {short}{cut}", note.kind)
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn published_row(published: &Published) -> Option<PublishedRow> {
    let known = published.from != DayFrom::None;
    known.then(|| PublishedRow {
        value: published.value.clone(),
        start: published.start.map(|day| day.to_string()),
        end: published.end.map(|day| day.to_string()),
        precision: published.precision,
        from: published.from,
    })
}
