//! Decides the day of a report: claim model 2.2.
//!
//! In this order: the day told from outside, a header of the text, the byline, the dateline, the copyright year, the day
//! of receipt. The order is that of [`DayFrom`]; what it was stays on the answer. Must not know the clock.

use super::{
    NoteKind, Told,
    days::{WrittenDay, days_in, weekday_of},
    draft::Draft,
    lists::{STANCES, Stance},
    units::sentence_starts,
};
use crate::words::{DayFrom, Precision};
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// Latest year that is inferred for a dateline without one when nobody says when the text was received: the year in which
/// the tables were made. Without a bound every weekday fits some year to come, and a report cannot be of the future.
pub const LATEST_YEAR: i16 = 2026;

/// Earliest year that is inferred: wire texts before it are archives that carry their year.
const EARLIEST_YEAR: i16 = 2000;

/// A bare month up to this one is taken for a month of the copyright year: a report of the next January would call it
/// "last August" or give its year. Later months are named bare in January and February of the year after.
const BARE_MONTH_MAX: i8 = 8;

/// Paragraphs in which a weekday is taken for the day of the dateline.
const LEAD_PARAGRAPHS: usize = 3;

/// The day of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// TIMEX3 value where one value can be given: "2023-09-10", "2023-09", "2023", "XXXX-09-10".
    pub value: Option<String>,
    /// First possible day.
    pub start: Option<Date>,
    /// Last possible day.
    pub end: Option<Date>,
    /// Width of what is open between the two.
    pub precision: Precision,
    /// Where it was found.
    pub from: DayFrom,
    /// The words it was read from; `None` where it was told.
    pub range: Option<Range<u32>>,
    /// Id of the rule.
    pub rule: String,
}

/// A day that a part of the text names.
#[derive(Clone, Debug)]
pub(super) struct DayFound {
    pub(super) day: WrittenDay,
    pub(super) from: DayFrom,
    pub(super) range: Range<u32>,
    pub(super) rule: String,
}

/// Decides; leaves notes where a year was inferred, a told day differs, or nothing is known.
pub(super) fn decide(draft: &mut Draft<'_>, told: &Told<'_>, blocks: &[Range<usize>]) -> Published {
    let written = written(draft);
    if let Some(day) = told.day {
        conflict(draft, day, written.as_ref());
        return Published::day(day, DayFrom::Feed, None, "clean/day:told");
    }
    written
        .or_else(|| dateline(draft, told, blocks))
        .or_else(|| copyright(draft, told, blocks))
        .or_else(|| undated(draft))
        .or_else(|| received(told))
        .unwrap_or_else(|| {
            draft.note(NoteKind::NoDay, None, "clean/missing:day");
            Published::none()
        })
}

impl Published {
    /// The civil day, where the report has just one.
    pub fn civil_day(&self) -> Option<Date> {
        self.start.filter(|start| Some(*start) == self.end && self.precision == Precision::Day)
    }

    fn day(day: Date, from: DayFrom, range: Option<Range<u32>>, rule: &str) -> Published {
        Published {
            value: Some(day.to_string()),
            start: Some(day),
            end: Some(day),
            precision: Precision::Day,
            from,
            range,
            rule: rule.to_owned(),
        }
    }

    fn none() -> Published {
        Published {
            value: None,
            start: None,
            end: None,
            precision: Precision::Open,
            from: DayFrom::None,
            range: None,
            rule: "clean/missing:day".to_owned(),
        }
    }

    fn between(start: Date, end: Date, from: DayFrom, range: Option<Range<u32>>, rule: &str) -> Published {
        if start == end {
            return Published::day(start, from, range, rule);
        }
        let whole_year =
            start == start.first_of_year() && end == end.last_of_year() && start.year() == end.year();
        let same_month = start.first_of_month() == end.first_of_month();
        let whole_month = same_month && start == start.first_of_month() && end == end.last_of_month();
        let value = if whole_year {
            Some(format!("{:04}", start.year()))
        } else if whole_month {
            Some(format!("{:04}-{:02}", start.year(), start.month()))
        } else {
            None
        };
        let precision = width(start, end);
        Published { value, start: Some(start), end: Some(end), precision, from, range, rule: rule.to_owned() }
    }
}

/// The narrowest calendar unit that is at least as long as the span.
fn width(start: Date, end: Date) -> Precision {
    let days = start.until(end).map_or(i32::MAX, |span| span.get_days()) + 1;
    match days {
        ..=1 => Precision::Day,
        2..=7 => Precision::Week,
        8..=31 => Precision::Month,
        32..=92 => Precision::Quarter,
        93..=366 => Precision::Year,
        _ => Precision::Open,
    }
}

/// A whole day in a header, the byline or the dateline. A day of an update counts only where there is no other.
fn written(draft: &Draft<'_>) -> Option<Published> {
    let updated = |found: &&DayFound| found.rule.ends_with(":updated");
    let whole: Vec<&DayFound> = draft.days.iter().filter(|found| found.day.civil().is_some()).collect();
    let best =
        whole.iter().filter(|found| !updated(found)).min_by_key(|found| (found.from, found.range.start));
    let found = best.or_else(|| whole.first())?;
    Some(Published::day(found.day.civil()?, found.from, Some(found.range.clone()), &found.rule))
}

fn conflict(draft: &mut Draft<'_>, told: Date, written: Option<&Published>) {
    let Some(written) = written.filter(|written| written.start != Some(told)) else { return };
    let range = written.range.as_ref().map(|range| range.start as usize..range.end as usize);
    draft.note(NoteKind::DayConflict, range.as_ref(), "clean/day:told");
}

/// A dateline without its year: the year in which the weekday of the lead fits and that lies nearest before the day of
/// receipt.
fn dateline(draft: &mut Draft<'_>, told: &Told<'_>, blocks: &[Range<usize>]) -> Option<Published> {
    let found = draft.days.iter().find(|found| found.from == DayFrom::Dateline)?.clone();
    let range = found.range.start as usize..found.range.end as usize;
    let latest = latest_day(draft, told, blocks);
    let day = match found.day.month {
        Some(_) => {
            let weekdays = found.day.weekday.map_or_else(|| lead_weekdays(draft, blocks), |day| vec![day]);
            let earliest = earliest_year(draft, blocks, latest);
            fitting_year(found.day, &weekdays, earliest, latest, copyright_year(draft), told.received)?
        }
        None => on_or_before(told.received?, found.day.weekday?),
    };
    draft.note(NoteKind::YearInferred, Some(&range), &found.rule);
    Some(Published::day(day, DayFrom::Dateline, Some(found.range), &found.rule))
}

/// The last day that the report can have.
fn latest_day(draft: &Draft<'_>, told: &Told<'_>, _blocks: &[Range<usize>]) -> Date {
    let bound = told.received.unwrap_or_else(|| Date::constant(LATEST_YEAR, 12, 31));
    match copyright_year(draft).and_then(|year| Date::new(year, 12, 31).ok()) {
        Some(year_end) => bound.min(year_end),
        None => bound,
    }
}

fn copyright_year(draft: &Draft<'_>) -> Option<i16> {
    draft
        .days
        .iter()
        .filter(|found| found.from == DayFrom::Copyright)
        .filter_map(|found| found.day.year)
        .max()
}

/// The latest year of a month or day that the body tells as past: the report cannot be older.
fn earliest_year(draft: &Draft<'_>, blocks: &[Range<usize>], latest: Date) -> i16 {
    let mut earliest = EARLIEST_YEAR;
    for block in blocks {
        let words = &draft.text[block.clone()];
        let stances = Stances::of(words);
        for (range, day) in days_in(words) {
            let past = stances.at(range.start) != Some(Stance::Future);
            if let Some(year) = day.year.filter(|year| past && *year <= latest.year()) {
                earliest = earliest.max(year);
            }
        }
    }
    earliest
}

/// Weekdays named in the lead, the first one first.
fn lead_weekdays(draft: &Draft<'_>, blocks: &[Range<usize>]) -> Vec<Weekday> {
    let lead = blocks.iter().take(LEAD_PARAGRAPHS).map(|block| &draft.text[block.clone()]);
    let words = lead.flat_map(|words| words.split(|c: char| !c.is_alphabetic()));
    words
        .filter(|word| word.ends_with("day") && word.starts_with(char::is_uppercase))
        .filter_map(weekday_of)
        .collect()
}

/// Which year: the copyright year where the day exists in it; else the latest in which the first-named weekday is the
/// day of the dateline or, failing that, the day before or after it. Without a weekday only a day of receipt decides.
fn fitting_year(
    day: WrittenDay,
    weekdays: &[Weekday],
    earliest: i16,
    latest: Date,
    copyright: Option<i16>,
    received: Option<Date>,
) -> Option<Date> {
    if let Some(found) = copyright.and_then(|year| day.in_year(year)).filter(|found| *found <= latest) {
        return Some(found);
    }
    let years = || {
        (earliest..=latest.year()).rev().filter_map(|year| day.in_year(year)).filter(|found| *found <= latest)
    };
    let fits = weekdays.iter().find_map(|weekday| years().find(|found| found.weekday() == *weekday));
    fits.or_else(|| received.and_then(|_| years().next()))
}

fn on_or_before(day: Date, weekday: Weekday) -> Date {
    let back = i32::from(day.weekday().since(weekday));
    day.checked_sub(jiff::Span::new().days(back)).unwrap_or(day)
}

/// The copyright year, narrowed by what the body tells as past and as ahead.
fn copyright(draft: &Draft<'_>, told: &Told<'_>, blocks: &[Range<usize>]) -> Option<Published> {
    let year = copyright_year(draft)?;
    let found =
        draft.days.iter().find(|found| found.from == DayFrom::Copyright && found.day.year == Some(year))?;
    let (mut start, mut end) = (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?);
    if let Some(received) = told.received.filter(|received| (start..=end).contains(received)) {
        end = received;
    }
    let (past, ahead) = days_of_year(draft, blocks, year);
    if let Some(day) = ahead.filter(|day| *day >= start) {
        end = end.min(day);
    }
    if let Some(day) = past.filter(|day| *day <= end) {
        start = start.max(day);
    }
    Some(Published::between(start, end, DayFrom::Copyright, Some(found.range.clone()), &found.rule))
}

/// The latest day of `year` that the body tells as past, and the earliest that it tells as ahead.
fn days_of_year(draft: &Draft<'_>, blocks: &[Range<usize>], year: i16) -> (Option<Date>, Option<Date>) {
    let (mut past, mut ahead): (Option<Date>, Option<Date>) = (None, None);
    for block in blocks {
        let words = &draft.text[block.clone()];
        let stances = Stances::of(words);
        for (range, day) in days_in(words).into_iter().chain(bare_months(words)) {
            let Some(month) = day.month.filter(|_| day.year.is_none_or(|named| named == year)) else {
                continue;
            };
            let Ok(first) = Date::new(year, month, day.day.unwrap_or(1)) else { continue };
            match stances.at(range.start) {
                Some(Stance::Future) => {
                    let last = if day.day.is_some() { first } else { first.last_of_month() };
                    ahead = Some(ahead.map_or(last, |known| known.min(last)));
                }
                Some(Stance::Past) if day.year.is_some() || month <= BARE_MONTH_MAX => {
                    past = Some(past.map_or(first, |known| known.max(first)));
                }
                _ => {}
            }
        }
    }
    (past, ahead)
}

/// "In July": a month behind "in" with no day and no year.
fn bare_months(words: &str) -> Vec<(Range<usize>, WrittenDay)> {
    let months = words.match_indices("n ").filter(|(at, _)| *at > 0 && words[..*at].ends_with(['i', 'I']));
    let found = months.filter_map(|(at, _)| {
        let start = at + 2;
        let bytes = words[start..].find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(words.len() - start);
        let name = &words[start..start + bytes];
        let (day, _) = super::days::read_day(&format!("{name} 1")).filter(|_| name.len() > 2)?;
        let closed = !words[start + bytes..]
            .trim_start_matches([' ', ',', '.'])
            .starts_with(|c: char| c.is_ascii_digit());
        closed.then_some((start..start + bytes, WrittenDay { day: None, ..day }))
    });
    found.collect()
}

/// A block parted into sentences, to ask what its words say about a time.
struct Stances<'t> {
    words: &'t str,
    starts: Vec<usize>,
}

/// Bytes looked at on each side of a time: a cue farther off speaks of something else.
const STANCE_BYTES_MAX: usize = 300;

impl<'t> Stances<'t> {
    fn of(words: &'t str) -> Stances<'t> {
        Stances { words, starts: sentence_starts(words) }
    }

    /// What the words of the same sentence say about the time at byte `at`: the nearest cue before it, else the first
    /// after.
    fn at(&self, at: usize) -> Option<Stance> {
        let k = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        let near =
            |byte: usize| (byte..=at.max(byte)).find(|byte| self.words.is_char_boundary(*byte)).unwrap_or(at);
        let start = near(self.starts[k].max(at.saturating_sub(STANCE_BYTES_MAX)));
        let sentence_end = self.starts.get(k + 1).copied().unwrap_or(self.words.len());
        let cut = sentence_end.min(at + STANCE_BYTES_MAX);
        let end =
            (cut..=sentence_end).find(|byte| self.words.is_char_boundary(*byte)).unwrap_or(sentence_end);
        let (before, after) = (plain(&self.words[start..at]), plain(&self.words[at..end]));
        let cue = |phrase: &str| format!(" {phrase} ");
        let told = STANCES.iter();
        let last = told.clone().filter_map(|(phrase, stance)| Some((before.rfind(&cue(phrase))?, *stance)));
        let first = || told.filter_map(|(phrase, stance)| Some((after.find(&cue(phrase))?, *stance)));
        last.max_by_key(|(at, _)| *at).or_else(|| first().min_by_key(|(at, _)| *at)).map(|(_, stance)| stance)
    }
}

/// The words in lower case, with one blank at both ends and none of the marks that could hide a cue.
fn plain(words: &str) -> String {
    format!(" {} ", words.to_lowercase().replace([',', '\n', '“', '”', '.'], " "))
}

/// A dateline whose year cannot be told.
fn undated(draft: &Draft<'_>) -> Option<Published> {
    let found = draft.days.iter().find(|found| found.from == DayFrom::Dateline)?;
    let value = format!("XXXX-{:02}-{:02}", found.day.month?, found.day.day?);
    Some(Published {
        value: Some(value),
        from: DayFrom::Dateline,
        range: Some(found.range.clone()),
        rule: found.rule.clone(),
        ..Published::none()
    })
}

/// Not later than the day of receipt, and nothing else.
fn received(told: &Told<'_>) -> Option<Published> {
    let day = told.received?;
    Some(Published {
        end: Some(day),
        from: DayFrom::Received,
        rule: "clean/day:received".to_owned(),
        ..Published::none()
    })
}
