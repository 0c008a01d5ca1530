//! Tells a report's own words from what stands around them: headline, dateline, byline, credits, copyright, furniture of
//! the page, tails that repeat the report; and the day and newsroom that these name.
//!
//! Nothing is deleted: every removed span is a [`Zone`] with the rule that marked it, and the body is what is left, in
//! [`Cleaned::blocks`]. The words looked for are tables in `data/clean/`. Must not know files, encodings, the clock or
//! what the sentences of the body say.

mod byline;
mod cues;
mod dateline;
mod days;
mod draft;
mod header;
mod language;
mod lists;
mod published;
mod row;
mod tails;
mod title;
mod units;

#[cfg(test)]
mod tests;

pub use dateline::{Dateline, DatelinePlace};
pub use days::{WrittenDay, told_day};
pub use lists::read_tables;
pub use published::{LATEST_YEAR, Published};
pub use row::{Obtained, report_row};

use crate::{newsrooms::Newsrooms, words::ZoneKind};
use draft::Draft;
use jiff::civil::Date;
use std::{fmt, ops::Range};

/// What is known of a report from outside its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told<'a> {
    /// Day of publication, from a feed or a person.
    pub day: Option<Date>,
    /// Headline.
    pub title: Option<&'a str>,
    /// Who published it.
    pub publisher: Option<&'a str>,
    /// Day on which the text was received: nothing in it can be later.
    pub received: Option<Date>,
}

/// What [`clean`] found. All positions are half-open byte ranges of the text, on character boundaries.
#[derive(Clone, Debug, PartialEq)]
pub struct Cleaned {
    /// Spans that are not body, in order, disjoint. With `blocks` they hold every character that is not blank.
    pub zones: Vec<Zone>,
    /// Paragraphs of the body, in order: no sentence reaches over the end of one.
    pub blocks: Vec<Range<u32>>,
    /// The headline's words, inside a zone of kind title or header; `None` where the text has none.
    pub title: Option<Range<u32>>,
    /// The dateline, where one was read.
    pub dateline: Option<Dateline>,
    /// The words that name who wrote it, without "by".
    pub byline: Option<Range<u32>>,
    /// The newsroom that the report comes from, as far as the text tells.
    pub agency: Option<String>,
    /// Where `agency` was found; strongest evidence first.
    pub origins: Vec<Origin>,
    /// The day of the report.
    pub published: Published,
    /// Language of the body, ISO 639-1; `None` where it cannot be told.
    pub language: Option<String>,
    /// What looked odd, in text order.
    pub notes: Vec<Note>,
}

/// A span that is not body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Bytes of the text.
    pub range: Range<u32>,
    /// What it is.
    pub kind: ZoneKind,
    /// Id of the rule that marked it: `clean/<table>:<row key>`.
    pub rule: String,
}

/// Evidence of the newsroom a report comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Name of the newsroom.
    pub agency: String,
    /// How strong it is.
    pub found: OriginFound,
    /// Where.
    pub range: Range<u32>,
    /// Id of the rule.
    pub rule: String,
}

/// Where a newsroom was named; the strongest evidence first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OriginFound {
    /// It signs the dateline.
    Dateline,
    /// It stands in the byline.
    Byline,
    /// It stands in a credit line.
    Credit,
    /// It owns the copyright.
    Copyright,
    /// A header names it as source.
    Header,
    /// It speaks of its own work in the text ("seen by Reuters"): weak.
    Text,
}

/// Something odd that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What.
    pub kind: NoteKind,
    /// Where; `None` for what is missing.
    pub range: Option<Range<u32>>,
    /// Id of the rule.
    pub rule: String,
}

/// What a note says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// The report has no headline.
    NoTitle,
    /// No newsroom is named as origin.
    NoOrigin,
    /// No day can be told.
    NoDay,
    /// The tag of the newsroom was cut from the dateline.
    TagRemoved,
    /// The newsroom is known only from words about its own work.
    WeakOrigin,
    /// The year of the dateline is not written; it was inferred.
    YearInferred,
    /// Day and month of a header can be read both ways.
    DayAmbiguous,
    /// The day told from outside is not the day the text names.
    DayConflict,
    /// A correction, clarification or update.
    Correction,
    /// A paragraph that sums up or flourishes: low evidence.
    ClosingSummary,
    /// Questions and answers that repeat the report.
    RepeatsBody,
    /// A trace of a program that made or spun the text.
    MachineMade,
    /// A quotation mark is opened and never closed in its paragraph.
    OpenQuote,
}

impl NoteKind {
    /// The note in words.
    pub fn as_str(self) -> &'static str {
        match self {
            NoteKind::NoTitle => "no title",
            NoteKind::NoOrigin => "no newsroom is named",
            NoteKind::NoDay => "no day can be told",
            NoteKind::TagRemoved => "newsroom removed from dateline",
            NoteKind::WeakOrigin => "newsroom known only from the text",
            NoteKind::YearInferred => "year inferred",
            NoteKind::DayAmbiguous => "day and month can be read both ways",
            NoteKind::DayConflict => "told day is not the day in the text",
            NoteKind::Correction => "correction or update",
            NoteKind::ClosingSummary => "closing summary, low evidence",
            NoteKind::RepeatsBody => "questions and answers repeat the report",
            NoteKind::MachineMade => "made or rewritten by a program",
            NoteKind::OpenQuote => "quotation mark not closed",
        }
    }
}

impl fmt::Display for NoteKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Marks what is not body in `text`, and reads title, dateline, byline, newsroom, day and language.
///
/// Total: any string gives an answer. A text that is one sentence and nothing else is body: it is no headline and no
/// furniture. Texts beyond 4 GiB are cut off there by their positions; ingestion rejects them long before.
/// Cost: linear in `text`, times the rows of the tables.
///
/// ```
/// use dateline_core::{clean::{Told, clean}, newsrooms::Newsrooms};
///
/// let text = "Port reopens after nine days\n\nACCRA, May 4 (Reuters) - Ghana reopened the port of Tema.\n\nCopyright 2011,";
/// let cleaned = clean(text, &Told::default(), Newsrooms::embedded());
/// assert_eq!(cleaned.agency.as_deref(), Some("Reuters"));
/// assert_eq!(cleaned.published.value.as_deref(), Some("2011-05-04"));
/// let body = &cleaned.blocks[0];
/// assert_eq!(&text[body.start as usize..body.end as usize], "Ghana reopened the port of Tema.");
/// ```
pub fn clean(text: &str, told: &Told<'_>, newsrooms: &Newsrooms) -> Cleaned {
    let mut draft = Draft::new(text, newsrooms);
    header::mark(&mut draft);
    title::mark_head(&mut draft, told);
    tails::mark(&mut draft);
    draft.finish(told)
}
