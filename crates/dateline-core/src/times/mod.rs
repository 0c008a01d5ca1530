//! Finds time expressions and says which days they mean: "Sunday", "three months ago", "from 2004 to 2009".
//!
//! Works on plain text; a tree, when given, tells the tense of the clause. Patterns, words, names of days and cues
//! are rows of `data/times`. It must not know who acts or what happens: it hands out intervals with their precision,
//! what they were counted from, and the row that read them. Values are TIMEX3.

mod beside;
mod calendar;
mod clock;
mod compose;
mod days;
mod direction;
mod hours;
mod joins;
mod meaning;
mod pattern;
mod plausible;
mod reading;
mod spans;
mod tables;
mod terms;
mod within;

pub use tables::TimeTables;

use crate::rows::WhenRow;
use crate::scan::{CodePoints, Scan};
use crate::words::{Anchor, Precision, TimeMod};
use compose::{Expr, Found, Reader};
use dateline_lang::Doc;
use jiff::civil::{Date, Time};
use meaning::Reading;
use reading::{Counter, Named};
use serde_json::{Value, json};
use std::cmp::Ordering;

/// The TIMEX3 type of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeKind {
    /// A day or something longer.
    Date,
    /// A part of a day or a clock time.
    Time,
    /// A length.
    Duration,
    /// Something that comes again.
    Set,
}

impl TimeKind {
    /// The word of TIMEX3.
    pub fn as_str(self) -> &'static str {
        match self {
            TimeKind::Date => "DATE",
            TimeKind::Time => "TIME",
            TimeKind::Duration => "DURATION",
            TimeKind::Set => "SET",
        }
    }

    /// The kind of a TIMEX3 word.
    pub fn of(word: &str) -> Option<TimeKind> {
        [TimeKind::Date, TimeKind::Time, TimeKind::Duration, TimeKind::Set]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

/// How an expression stands to an event that the text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationKind {
    /// The length lies before the event.
    Before,
    /// The length lies after the event.
    After,
    /// An earlier event of the same kind is told: "first visit in six years".
    Previous,
}

/// A time that hangs on an event; it stays open until the event has a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// How it stands to the event.
    pub kind: RelationKind,
    /// The TIMEX3 length between them.
    pub length: Option<String>,
    /// Byte range of the words that name the event.
    pub words: Option<(usize, usize)>,
    /// First day on which the earlier event may have been ([`RelationKind::Previous`]).
    pub first: Option<Date>,
    /// Last such day.
    pub last: Option<Date>,
}

/// What a relation comes to once its event has a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedTime {
    /// TIMEX3 value.
    pub value: String,
    /// First possible day.
    pub first: Date,
    /// Last possible day.
    pub last: Date,
    /// Width of what is left open: the unit of the length.
    pub precision: Precision,
}

impl RelatedTime {
    /// The `when` of a printed row.
    pub fn to_when_row(&self, anchor: Anchor) -> WhenRow {
        WhenRow {
            value: Some(self.value.clone()),
            start: Some(self.first.to_string()),
            end: Some(self.last.to_string()),
            precision: self.precision,
            anchor,
            modifier: None,
            vague: false,
        }
    }
}

impl Relation {
    /// The time, once the event that it hangs on is known to lie on the days `first` to `last`.
    ///
    /// None where the relation tells no certain length ("weeks after"), or the day leaves the calendar.
    pub fn from_event(&self, first: Date, last: Date) -> Option<RelatedTime> {
        beside::from_event(self, first, last)
    }
}

/// One end of a range, as an expression of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimePart {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// TIMEX3 type.
    pub kind: TimeKind,
    /// TIMEX3 value.
    pub value: Option<String>,
}

/// A time expression in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeMention {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// TIMEX3 type.
    pub kind: TimeKind,
    /// TIMEX3 value; a range is `first/last`.
    pub value: Option<String>,
    /// First day that is possible; none where it is open.
    pub first: Option<Date>,
    /// Last day that is possible; never before `first`.
    pub last: Option<Date>,
    /// Width of what is left open.
    pub precision: Precision,
    /// What it was counted from.
    pub anchor: Anchor,
    /// How it is qualified.
    pub modifier: Option<TimeMod>,
    /// The interval is a convention ("soon").
    pub vague: bool,
    /// Other values that the words can have, best first.
    pub alternatives: Vec<String>,
    /// How it stands to an event.
    pub relation: Option<Relation>,
    /// The two ends of a range that name complete times of their own; empty for all else.
    pub parts: Vec<TimePart>,
    /// Tells as of when or roughly when ("now", "soon") and names no time of its own.
    pub mark: bool,
    /// The row of a table that read it.
    pub rule: String,
}

impl TimeMention {
    /// Whether it lies before, on or after `day`; nothing where it holds the day among others or its days are not known.
    pub fn against(&self, day: Date) -> Option<Ordering> {
        match (self.first, self.last) {
            (_, Some(last)) if last < day => Some(Ordering::Less),
            (Some(first), _) if first > day => Some(Ordering::Greater),
            (Some(first), Some(last)) if first == last => Some(Ordering::Equal),
            _ => None,
        }
    }

    /// The `when` of a printed row.
    pub fn to_when_row(&self) -> WhenRow {
        WhenRow {
            value: self.value.clone(),
            start: self.first.map(|day| day.to_string()),
            end: self.last.map(|day| day.to_string()),
            precision: self.precision,
            anchor: self.anchor,
            modifier: self.modifier,
            vague: self.vague,
        }
    }
}

/// Finds the time expressions of a text, in text order, not overlapping.
///
/// `anchor` is the day that relative expressions are counted from; without it they stay open, but what is counted
/// from a time named before in the text is still counted. `doc`, a tree of the same text, decides the direction of
/// weekdays and months; without it the nearest cue words do. Cost: linear in the text.
pub fn tag_times(
    text: &str,
    doc: Option<&Doc>,
    anchor: Option<Date>,
    tables: &TimeTables,
) -> Vec<TimeMention> {
    tag_times_in(text, doc, &TimeContext { anchor, ..TimeContext::default() }, tables)
}

/// What is known of a report before its text is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeContext<'a> {
    /// Day of the report, which relative expressions are counted from.
    pub anchor: Option<Date>,
    /// Time of day of the report: "two hours ago" is counted from it, and stays a day without it.
    pub clock: Option<Time>,
    /// ISO 3166 alpha-3 of the place that the report is about or from: decides seasons, fiscal years and which
    /// day a national holiday falls on.
    pub country: Option<&'a str>,
}

/// [`tag_times`] for a caller that knows more of the report than its day.
pub fn tag_times_in(
    text: &str,
    doc: Option<&Doc>,
    context: &TimeContext<'_>,
    tables: &TimeTables,
) -> Vec<TimeMention> {
    let TimeContext { anchor, clock: now, country } = *context;
    let scan = Scan::of(text);
    let reader = Reader { tables, scan: &scan, depth: 0 };
    let mut counter =
        Counter { tables, scan: &scan, doc, anchor, now, country, named: None, named_day: None };
    let mut mentions = Vec::new();
    let mut at = 0;
    while at < scan.pieces.len() {
        if scan.in_link(at) {
            at += 1;
            continue;
        }
        let read =
            reader.expression(at).and_then(|found| counter.read(&found).map(|reading| (found, reading)));
        let read = read.or_else(|| {
            reader.point(at).and_then(|found| counter.read(&found).map(|reading| (found, reading)))
        });
        let Some((found, reading)) = read else {
            at += 1;
            continue;
        };
        remember(&mut counter, &found, &reading);
        if !is_age(tables, &found) {
            mentions.push(mention(&counter, &found, reading));
        }
        at = found.last.max(at + 1);
    }
    mentions
}

/// An age is an amount, not a time; it is read only so that its words are not taken for a length.
fn is_age(tables: &TimeTables, found: &Found) -> bool {
    matches!(&found.expr, Expr::Base { rule, .. } if tables.rules[*rule].gives == pattern::Gives::Age)
}

/// Keeps a time for what is counted from it later.
fn remember(counter: &mut Counter<'_>, found: &Found, reading: &Reading) {
    let dated =
        matches!(reading.kind, TimeKind::Date | TimeKind::Time) && reading.precision <= Precision::Year;
    let term = matches!(&found.expr, Expr::Base { rule, .. }
        if matches!(counter.tables.rules[*rule].gives, pattern::Gives::Term | pattern::Gives::TermNth));
    let Some(first) = reading.first.filter(|_| dated && !reading.vague && !term) else { return };
    let last = reading.last.unwrap_or(first);
    let is_range = matches!(found.expr, Expr::Range { .. });
    let first = if is_range { last } else { first };
    if reading.precision <= Precision::Day {
        counter.named_day = Some(first);
    }
    // A bare year inside a sentence is an aside ("declassified in 2005"); at its head it moves the story.
    let aside =
        reading.precision == Precision::Year && found.first > counter.scan.sentence_start(found.first) + 3;
    let near = counter.named.is_none_or(|n| n.precision == Precision::Year);
    if aside && !near && counter.anchor.is_none() {
        return;
    }
    let precision = match reading.precision {
        Precision::Minute | Precision::Hour | Precision::PartOfDay => Precision::Day,
        other => other,
    };
    counter.named = Some(Named { first, precision, piece: found.first });
}

fn mention(counter: &Counter<'_>, found: &Found, reading: Reading) -> TimeMention {
    let range = counter.scan.range(found.first, found.last);
    let mut mention = TimeMention {
        start: range.start,
        end: range.end,
        kind: reading.kind,
        value: reading.value,
        first: reading.first,
        last: reading.last,
        precision: reading.precision,
        anchor: reading.anchor,
        modifier: reading.modifier,
        vague: reading.vague,
        alternatives: reading.alternatives,
        relation: reading.relation,
        parts: Vec::new(),
        mark: is_mark(counter.tables, found),
        rule: rule_of(counter.tables, found),
    };
    if let Expr::Range { from, to } = &found.expr {
        mention.parts = parts(counter, &mention, from, to);
    }
    bound(counter, found, &mut mention);
    mention
}

fn is_mark(tables: &TimeTables, found: &Found) -> bool {
    match &found.expr {
        Expr::Base { rule, .. } => match tables.rules[*rule].gives {
            pattern::Gives::Phrase(at) => tables.phrases[at].mark,
            _ => false,
        },
        _ => false,
    }
}

/// The name of the row that read an expression; composed ones name both.
fn rule_of(tables: &TimeTables, found: &Found) -> String {
    match &found.expr {
        Expr::Base { rule, .. } => tables.rules[*rule].id.clone(),
        Expr::Edge { inner, .. } => format!("edge+{}", rule_of(tables, inner)),
        Expr::Timed { day, time } => format!("{}+{}", rule_of(tables, day), rule_of(tables, time)),
        Expr::Zoned { .. } => "clock-two-zones".to_owned(),
        Expr::Range { from, to } => format!("range:{}+{}", rule_of(tables, from), rule_of(tables, to)),
        Expr::Starting { length, start } => {
            format!("{}+{}", rule_of(tables, length), rule_of(tables, start))
        }
        Expr::Around { day, .. } => format!("week-of+{}", rule_of(tables, day)),
        Expr::WeekdayIn { day, .. } => format!("weekday-in+{}", rule_of(tables, day)),
        Expr::Shifted { inner, .. } => format!("shift+{}", rule_of(tables, inner)),
        Expr::Bounded { inner, .. } => format!("bound+{}", rule_of(tables, inner)),
        Expr::Offset { length, base, .. } => format!("{}+{}", rule_of(tables, length), rule_of(tables, base)),
    }
}

/// The ends of a range of days, months or years; clock times and what shares a month stay one expression.
fn parts(counter: &Counter<'_>, whole: &TimeMention, from: &Found, to: &Found) -> Vec<TimePart> {
    if whole.kind == TimeKind::Time {
        return Vec::new();
    }
    let values: Vec<&str> = whole.value.as_deref().unwrap_or("").split('/').collect();
    let [first, last] = values.as_slice() else { return Vec::new() };
    let part = |found: &Found, value: &str| {
        let range = counter.scan.range(found.first, found.last);
        TimePart { start: range.start, end: range.end, kind: whole.kind, value: Some(value.to_owned()) }
    };
    vec![part(from, first), part(to, last)]
}

/// Opens or closes the interval by the word before: "since", "until", "by", "before", "after", "about".
fn bound(counter: &Counter<'_>, found: &Found, mention: &mut TimeMention) {
    let scan = counter.scan;
    let mut before = found.first;
    if before > 0 && scan.lower(before - 1) == "the" {
        before -= 1;
    }
    let word = before.checked_sub(1).map_or("", |b| scan.lower(b));
    if matches!(mention.kind, TimeKind::Duration | TimeKind::Set) {
        mention.modifier = length_bound(scan, before, word).or(mention.modifier);
        return;
    }
    if mention.first.is_none() && mention.last.is_none() || matches!(found.expr, Expr::Range { .. }) {
        return;
    }
    match word {
        "since" => {
            mention.modifier = Some(TimeMod::After);
            mention.last = counter.anchor.filter(|day| mention.first.is_some_and(|first| first <= *day));
        }
        "until" | "till" => {
            mention.modifier = Some(TimeMod::Before);
            mention.first = None;
        }
        "by" => {
            mention.modifier = Some(TimeMod::Before);
            mention.first = counter.anchor.filter(|day| mention.last.is_some_and(|last| *day <= last));
        }
        "before" => {
            mention.modifier = Some(TimeMod::Before);
            mention.last = mention.first.and_then(|first| calendar::plus_days(first, -1));
            mention.first = None;
        }
        "after" => {
            mention.modifier = Some(TimeMod::After);
            mention.first = mention.last.and_then(|last| calendar::plus_days(last, 1));
            mention.last = None;
        }
        "about" | "around" | "roughly" | "approximately" | "circa" | "nearly" | "almost" | "some" => {
            mention.modifier = Some(TimeMod::Approx);
        }
        _ => {}
    }
}

fn length_bound(scan: &Scan<'_>, before: usize, word: &str) -> Option<TimeMod> {
    let two = before.checked_sub(2).map_or("", |b| scan.lower(b));
    match (two, word) {
        ("at", "least") | ("more", "than") | (_, "over") => Some(TimeMod::AtLeast),
        ("at", "most") | ("less", "than") | ("up", "to") | (_, "under" | "within") => Some(TimeMod::AtMost),
        (_, "about" | "around" | "roughly" | "approximately" | "nearly" | "almost" | "some" | "just") => {
            Some(TimeMod::Approx)
        }
        _ => None,
    }
}

/// Answers one row `{id, text, doc_date?, country?}` with `timex` `[{start, end, type, value}]` added; offsets count code points.
///
/// Marks such as "now" and "soon" are left out. A range whose ends are complete times of their own is answered as two expressions, as TIMEX3 has it.
pub fn inspect_times(row: &Value, tables: &TimeTables) -> Value {
    let text = row.get("text").and_then(Value::as_str).unwrap_or("");
    let told = row.get("doc_date").and_then(Value::as_str).unwrap_or("");
    let context = TimeContext {
        anchor: told.get(..10).and_then(|day| day.parse().ok()),
        clock: told.get(11..).and_then(|clock| clock.get(..5)?.parse().ok()),
        country: row.get("country").and_then(Value::as_str),
    };
    let points = CodePoints::of(text);
    let timex: Vec<Value> = tag_times_in(text, None, &context, tables)
        .iter()
        .filter(|m| !m.mark)
        .flat_map(|m| timex(m, &points))
        .collect();
    let mut answer = row.clone();
    if let Some(fields) = answer.as_object_mut() {
        fields.insert("timex".to_owned(), Value::Array(timex));
    }
    answer
}

fn timex(mention: &TimeMention, points: &CodePoints) -> Vec<Value> {
    let row = |start: usize, end: usize, kind: TimeKind, value: &Option<String>| json!({"start": points.at(start), "end": points.at(end), "type": kind.as_str(), "value": value});
    if mention.parts.is_empty() {
        return vec![row(mention.start, mention.end, mention.kind, &mention.value)];
    }
    mention.parts.iter().map(|part| row(part.start, part.end, part.kind, &part.value)).collect()
}

#[cfg(test)]
mod tests;
