//! Counts an expression out: which days it may mean, how exact it is, its TIMEX value, what it was counted from.
//!
//! Knows the calendar and the two days an expression can be counted from: the day of the report, and the time that
//! was named before it.

use super::calendar::third;
use super::compose::{Expr, Found};
use super::direction;
use super::meaning::{self, Reading};
use super::pattern::{Gives, Slots};
use super::tables::{Direction, Edge, TimeTables, Unit};
use super::TimeKind;
use crate::scan::Scan;
use crate::words::{Anchor, Precision, TimeMod};
use dateline_lang::Doc;
use jiff::civil::Date;

/// Furthest a told year carries, in words: about three sentences.
const NARRATIVE: usize = 80;

/// The time that was named before, and where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    pub(super) first: Date,
    pub(super) precision: Precision,
    pub(super) piece: usize,
}

/// What expressions are counted from.
pub(super) struct Counter<'a> {
    pub(super) tables: &'a TimeTables,
    pub(super) scan: &'a Scan<'a>,
    pub(super) doc: Option<&'a Doc>,
    pub(super) anchor: Option<Date>,
    pub(super) named: Option<Named>,
    /// The last day that was named, whatever longer times were named since.
    pub(super) named_day: Option<Date>,
}

impl Counter<'_> {
    /// What an expression means; none where it can mean no time.
    pub(super) fn read(&self, found: &Found) -> Option<Reading> {
        match &found.expr {
            Expr::Base { rule, slots } => self.base(self.tables.rules[*rule].gives, slots, found),
            Expr::Edge { edge, inner } => self.edge(*edge, inner),
            Expr::Timed { day, time } => self.timed(day, time),
            Expr::Zoned { local, zone, utc } => Some(self.zoned(*local, *zone, *utc)),
            Expr::Range { from, to } => self.range(from, to),
            Expr::Offset { length, after, base } => self.offset(length, *after, base),
        }
    }

    pub(super) fn direction(&self, found: &Found) -> Option<Direction> {
        direction::direction(self.tables, self.scan, self.doc, found.first, found.last)
    }

    /// The day of the report, or with `back` the time named before.
    pub(super) fn origin(&self, back: bool) -> Option<(Date, Anchor)> {
        let named = self.named.map(|n| (n.first, Anchor::PreviousTime));
        let anchor = self.anchor.map(|a| (a, Anchor::Published));
        if back { named.or(anchor) } else { anchor }
    }

    /// The year that a narrative is in: the text has no day of its own, or tells of years long before it.
    pub(super) fn narrative(&self, at: usize) -> Option<Named> {
        let named = self.named?;
        let Some(anchor) = self.anchor else { return Some(named) };
        let far = i32::from(anchor.year()) - i32::from(named.first.year()) > 1;
        let between = self.scan.pieces.get(named.piece..at).unwrap_or(&[]);
        let same_paragraph = !between.iter().skip(1).any(|p| p.new_line);
        (far && same_paragraph && at - named.piece.min(at) < NARRATIVE).then_some(named)
    }

    fn base(&self, gives: Gives, slots: &Slots, found: &Found) -> Option<Reading> {
        match gives {
            Gives::Date | Gives::DateSameYear => self.date(slots, found, gives == Gives::DateSameYear),
            Gives::Iso => meaning::iso(slots),
            Gives::Numeric => meaning::numeric(slots),
            Gives::DateRange => self.date_range(slots, found),
            Gives::DayOfMonth => self.day_of_month(slots),
            Gives::Month | Gives::MonthSameYear | Gives::MonthShiftYear => self.month(gives, slots, found),
            Gives::Year | Gives::YearShort => meaning::year_reading(slots.year?),
            Gives::YearAd => meaning::ad_reading(slots),
            Gives::Bc => meaning::bc_reading(slots),
            Gives::Decade => meaning::named_stretch(Unit::Decade, slots.year?),
            Gives::Century => meaning::century(slots),
            Gives::Fiscal => meaning::fiscal(slots),
            Gives::Quarter => self.quarter(slots),
            Gives::HalfYear => meaning::half_year(slots),
            Gives::Season => self.season(slots, found),
            Gives::Weekday => self.weekday(slots, found),
            Gives::WeekdayWeek => self.weekday_of_week(slots),
            Gives::Unit => self.shifted_unit(slots, found),
            Gives::UnitBefore => self.unit_before(slots),
            Gives::Span | Gives::SpanVague => self.span(gives, slots, found),
            Gives::Ago | Gives::AgoOne => self.ago(slots),
            Gives::AgoVague => Some(self.some_units_ago(slots)),
            Gives::Later | Gives::LaterOne => self.later(slots),
            Gives::LaterVague => {
                Some(self.vague_side(!matches!(&*slots.word, "earlier" | "before" | "previously")))
            }
            Gives::FromNow | Gives::FromNowOne => self.step_from_day(slots, 1, false),
            Gives::Duration | Gives::DurationOne => self.length_or_day(slots, found),
            Gives::DurationHalf => meaning::half_more(slots),
            Gives::HalfUnit => meaning::length("0.5", slots.unit?),
            Gives::DurationTwo => meaning::two_units(slots),
            Gives::DurationRange => meaning::length(&slots.num2?.normalize().to_string(), slots.unit?),
            Gives::Age => meaning::length(&slots.num?.normalize().to_string(), slots.unit?),
            Gives::DurationVague | Gives::DurationBare => meaning::length("X", slots.unit?),
            Gives::SetEach
            | Gives::SetEachOne
            | Gives::SetOther
            | Gives::SetAfterAmount
            | Gives::SetWeekday => meaning::set(gives, slots),
            Gives::Clock | Gives::HalfPast | Gives::QuarterPast | Gives::QuarterTo => {
                self.clock(gives, slots)
            }
            Gives::DayPart => self.day_part(slots),
            Gives::WeekNumber => self.week_number(slots),
            Gives::PartOfYear => meaning::part_of_year(slots),
            Gives::NthOfYear => meaning::nth_of_year(slots),
            Gives::Phrase(at) => Some(self.phrase(at)),
            Gives::Named(at) => self.named_day(at, found),
        }
    }

    fn edge(&self, edge: Edge, inner: &Found) -> Option<Reading> {
        let mut reading = self.read(inner)?;
        reading.modifier = Some(match edge {
            Edge::Start => TimeMod::Start,
            Edge::Mid => TimeMod::Mid,
            Edge::End => TimeMod::End,
        });
        if let (Some(first), Some(last)) = (reading.first, reading.last) {
            let (first, last) = third((first, last), edge)?;
            (reading.first, reading.last) = (Some(first), Some(last));
        }
        Some(reading)
    }

    fn range(&self, from: &Found, to: &Found) -> Option<Reading> {
        let (mut first, mut last) = (self.read(from)?, self.read(to)?);
        if first.kind == TimeKind::Time && last.kind == TimeKind::Time {
            let value = format!("{}/{}", first.value.as_deref()?, last.value.as_deref()?);
            let end = last.last.filter(|last| first.first.is_some_and(|first| first <= *last)).or(first.last);
            return Some(Reading { value: Some(value), last: end, ..first });
        }
        // "from November 20 to December 11, 2015": the year named once holds for both.
        if let (None, true, Some(end)) = (first.first, last.year_named, last.first) {
            first = meaning::in_year_before(&first, end)?;
        }
        if last.year_named && !first.year_named {
            if let (Some(start), Some(end)) = (first.first, last.first) {
                let years = i32::from(end.year()) - i32::from(start.year());
                first = meaning::move_years(&first, years)?;
                if first.first > last.first {
                    first = meaning::move_years(&first, -1)?;
                }
            }
        } else if first.first > last.last && !last.year_named {
            last = meaning::later_round(&first, &last)?;
        }
        let (start, end) = (first.first?, last.last?);
        if start > end {
            return None;
        }
        let value = format!("{}/{}", first.value.as_deref()?, last.value.as_deref()?);
        let precision = first.precision.max(last.precision);
        let year_named = first.year_named || last.year_named;
        Some(Reading { value: Some(value), last: Some(end), precision, year_named, ..first })
    }
}
