//! Looks at many reports together: which texts derive from one another, which tell one story, which mentions are one
//! event, where reports agree and where they differ.
//!
//! Everything in here is a pure function of the *set* of reports: they are sorted first, every tie is broken by a
//! stable key, so neither the order of adding nor the number of runs can show. Nothing in here knows where reports are
//! kept or how a result is printed.

pub mod brief;
pub mod claims;
pub mod corrections;
pub mod counts;
mod days;
pub mod events;
mod happenings;
pub mod lineage;
mod lines;
mod names;
mod phrases;
mod reading;
pub mod side_by_side;
pub mod sketch;
pub mod sources;
pub mod stories;
mod tolls;
mod values;
mod wording;

use crate::rows::{MentionRow, ReportRow};
pub use brief::{Block, Brief, Line, PositionLine, StoryBrief};
pub use claims::{Claim, Position, Verdict};
pub use corrections::{Change, Correction};
pub use counts::Counts;
pub use events::Event;
pub use lineage::{Handout, Lineage, Link, LinkCertainty, Null, OriginKind, Origins, Relation};
pub use stories::Story;

/// One report with its cleaned text and what it states.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    /// The report's own row.
    pub report: &'a ReportRow,
    /// Its body: decoded, paragraphs parted by blank lines, without what is not its own telling.
    pub text: &'a str,
    /// What it states, in text order.
    pub mentions: &'a [MentionRow],
}

/// What many reports say together. Reports are named by their place in [`Reconciled::reports`].
#[derive(Clone, Debug)]
pub struct Reconciled<'a> {
    /// The reports, ordered by hash, then by input.
    pub reports: Vec<Held<'a>>,
    /// Which text derives from which, and whose reporting it is.
    pub lineage: Lineage,
    /// Reports on the same happening, largest story first.
    pub stories: Vec<Story>,
    /// What several mentions are about, in order of id.
    pub events: Vec<Event>,
    /// Slots that reports fill with values, in order of story and slot.
    pub claims: Vec<Claim>,
}

/// Reconciles reports, given in any order, as corrected by what people said, in any order.
pub fn reconcile<'a>(reports: &[Held<'a>], corrections: &[Correction]) -> Reconciled<'a> {
    let reports = in_order(reports);
    let readings = reading::read_all(&reports);
    let said = corrections::Said::of(&reports, corrections);
    let mut lineage = lineage::trace(&reports, &readings, &said);
    let stories = stories::group(&reports, &readings, &lineage, &said);
    for story in &stories {
        for &place in &story.reports {
            lineage.corrected[place].extend(story.corrected.iter().cloned());
        }
    }
    let events = events::join(&reports, &lineage, &stories);
    let claims = claims::compare(&reports, &lineage, &stories, &events);
    Reconciled { reports, lineage, stories, events, claims }
}

impl Reconciled<'_> {
    /// What stands behind a story as a whole: all that its reports state.
    pub fn counts_of(&self, story: &Story) -> Counts {
        let mentions = story.reports.iter().flat_map(|&report| {
            (0..self.reports[report].mentions.len()).map(move |mention| events::At { report, mention })
        });
        let mut counts = counts::count(&self.reports, &self.lineage, &mentions.collect::<Vec<_>>());
        // Reports that state nothing are texts of newsrooms too, and a newsroom only cited is none that reported.
        counts.texts = self.lineage.texts(story.reports.iter().copied());
        counts.newsrooms = self.lineage.newsrooms(story.reports.iter().copied());
        counts.origins = self.lineage.origins(story.reports.iter().copied());
        counts.corrected = self.lineage.corrected(story.reports.iter().copied());
        counts
    }
}

/// Only the lineage of reports: the links, with reports named by their place in the second list.
pub fn lineage_of<'a>(reports: &[Held<'a>], corrections: &[Correction]) -> (Lineage, Vec<Held<'a>>) {
    let reports = in_order(reports);
    let readings = reading::read_all(&reports);
    let said = corrections::Said::of(&reports, corrections);
    (lineage::trace(&reports, &readings, &said), reports)
}

fn in_order<'a>(reports: &[Held<'a>]) -> Vec<Held<'a>> {
    let mut reports = reports.to_vec();
    reports.sort_by(|a, b| key(a).cmp(&key(b)));
    reports
}

fn key<'a>(held: &Held<'a>) -> (&'a str, &'a str) {
    (&held.report.report, &held.report.input)
}

/// Short stable name made from hashes: `prefix`, then as many Crockford base-32 digits of the first 64 bits of `hash`
/// (hex) as it takes, at least four, to differ from the other `hashes` (all in rising order).
pub(crate) fn short_id(prefix: &str, hash: &str, digits: usize) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let bits = u64::from_str_radix(hash.get(..16).unwrap_or("0"), 16).unwrap_or(0);
    let digit = |n: usize| char::from(DIGITS[((bits >> (59 - 5 * n)) & 31) as usize]);
    prefix.chars().chain((0..digits).map(digit)).collect()
}

/// How many base-32 digits tell all of `hashes` apart, at least four, at most twelve.
pub(crate) fn digits_needed<'a>(hashes: impl Iterator<Item = &'a str> + Clone) -> usize {
    let distinct = |digits: usize| {
        let mut names: Vec<String> = hashes.clone().map(|hash| short_id("", hash, digits)).collect();
        names.sort();
        names.windows(2).all(|two| two[0] != two[1])
    };
    (4..12).find(|&digits| distinct(digits)).unwrap_or(12)
}

#[cfg(test)]
mod brief_tests;
#[cfg(test)]
mod corrections_tests;
#[cfg(test)]
mod tests;
