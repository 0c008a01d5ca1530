//! How far along and how sure: the status of an event word, read by walking up its tree.
//!
//! The walk starts at the event word, takes its helpers, steps to governors that say something about how real it is,
//! and stops at the verb of speech, the root or the quotation marks. Cues are rows of a table; how they combine is
//! [`Strength`]. Must not know actors, codes or other reports.

mod grammar;
mod helpers;
mod inspect;
mod ladder;
mod steps;
mod strength;
mod tables;
mod walk;

#[cfg(test)]
mod tests;

pub use inspect::inspect_status;
pub use ladder::{is_exit, is_final_exit, rung};
pub use strength::{Exit, Strength};
pub use tables::{Class, Cue, Place, SmallWord, StatusTables};

use crate::attribution::Statement;
use crate::words::{Certainty, Polarity, Status, TimeRef};
use dateline_lang::Doc;
use std::cmp::Ordering;
use std::ops::Range;

/// The status of one event word, with what it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusReading {
    /// The one word for the parts.
    pub status: Status,
    /// Affirmed, negated or open.
    pub polarity: Polarity,
    /// How sure the one who speaks is.
    pub certainty: Certainty,
    /// Against the day of the report.
    pub time_ref: TimeRef,
    /// Rung or exit that the words name, where they name one.
    pub stage: Option<Status>,
    /// Bytes of what it hangs on.
    pub condition: Option<Range<u32>>,
    /// The path walked: `signed ←obj agreement ←nsubj:pass expected`.
    pub governor_path: String,
    /// Table rows that fired, in the order of the walk.
    pub rules: Vec<String>,
}

/// Days that a report names, with their order against the anchor day where it is known: bytes of the words.
pub type DayWords = (Range<usize>, Option<Ordering>);

/// Reads the status of the word at token `event`. `stage_floor` is the rung or exit that the event's own words give.
pub fn status_of(
    text: &str,
    doc: &Doc,
    event: usize,
    statements: &[Statement],
    times: &[DayWords],
    stage_floor: Option<Status>,
    tables: &StatusTables,
) -> StatusReading {
    walk::Walk::new(text, doc, event, statements, times, tables).read(stage_floor)
}
