//! Counts an expression out: which days it may mean, how exact it is, its TIMEX value, what it was counted from.
//!
//! Knows the calendar and the two days an expression can be counted from: the day of the report, and the time that
//! was named before it.

use super::TimeKind;
use super::calendar::third;
use super::compose::{Expr, Found};
use super::direction;
use super::meaning::{self, Reading};
use super::pattern::{Gives, Slots};
use super::tables::{Direction, Edge, TimeTables, Unit};
use super::within;
use crate::scan::Scan;
use crate::words::{Anchor, Precision, TimeMod};
use dateline_lang::Doc;
use jiff::civil::{Date, Time};

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
    /// Time of day of the report.
    pub(super) now: Option<Time>,
    /// ISO 3166 alpha-3 of the country whose calendar counts.
    pub(super) country: Option<&'a str>,
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
            Expr::Starting { length, start } => self.starting(length, start),
            Expr::Around { unit, day } => self.around(*unit, day),
            Expr::WeekdayIn { weekday, day } => self.weekday_in(*weekday, day),
            Expr::Shifted { shift, inner } => self.shifted_day(*shift, inner),
            Expr::Bounded { side, inner } => self.bounded(*side, inner),
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
            Gives::Fiscal => self.fiscal(slots),
            Gives::FiscalShift => self.fiscal_shift(slots),
            Gives::Quarter => self.quarter(slots),
            Gives::HalfYear => self.half_year(slots, found),
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
            Gives::HalfUnit => self.half_or_day(slots, found),
            Gives::DurationTwo => meaning::two_units(slots),
            Gives::DurationRange => meaning::length(&slots.num2?.normalize().to_string(), slots.unit?),
            Gives::Age => meaning::length(&slots.num?.normalize().to_string(), slots.unit?),
            Gives::DurationVague | Gives::DurationBare => meaning::length("X", slots.unit?),
            Gives::SetEach
            | Gives::SetEachOne
            | Gives::SetOther
            | Gives::SetAfterAmount
            | Gives::SetWeekday => meaning::set(gives, slots),
            Gives::Clock
            | Gives::HalfPast
            | Gives::QuarterPast
            | Gives::QuarterTo
            | Gives::MinutesPast
            | Gives::MinutesTo => self.clock(gives, slots),
            Gives::DayPart => self.day_part(slots),
            Gives::WeekNumber => self.week_number(slots),
            Gives::NthOf | Gives::LastOf => self.nth_of(slots, found, gives == Gives::LastOf),
            Gives::FirstSome | Gives::LastSome => self.some_of(slots, found, gives == Gives::LastSome),
            Gives::NthWeekday | Gives::LastWeekday => {
                self.nth_weekday(slots, found, gives == Gives::LastWeekday)
            }
            Gives::RestOf => self.rest_of(slots),
            Gives::ToDate => self.to_date(slots),
            Gives::TheWeekend => self.the_weekend(found),
            Gives::Slash => self.slash(slots, found),
            Gives::DayAlone => self.day_alone(slots, found),
            Gives::DateWords => {
                let day = slots.num.and_then(|n| rust_decimal::prelude::ToPrimitive::to_u8(&n));
                self.date(&Slots { day, ..slots.clone() }, found, false)
            }
            Gives::YearMonth => meaning::year_month(slots),
            Gives::AgoHalf => self.half_away(slots, -1),
            Gives::FromNowHalf => self.half_away(slots, 1),
            Gives::UnitHalf => {
                meaning::half_more(&Slots { num: slots.num.or(Some(1.into())), ..slots.clone() })
            }
            Gives::QuarterMore => meaning::quarter_more(slots),
            Gives::Term | Gives::TermNth => self.term(slots),
            Gives::SetWeekdayPart
            | Gives::SetWeekdayClock
            | Gives::SetPart
            | Gives::SetMonth
            | Gives::SetSeason
            | Gives::SetNth => within::set_of(slots),
            Gives::SetWorkday => Some(Reading::open(TimeKind::Set, "P1WD")),
            Gives::SetWeekend => Some(Reading::open(TimeKind::Set, "XXXX-WXX-WE")),
            Gives::Phrase(at) => Some(self.phrase(at)),
            Gives::Named(at) => self.named_day(at, found),
        }
    }

    fn bounded(&self, side: TimeMod, inner: &Found) -> Option<Reading> {
        let reading = self.read(inner)?;
        Some(Reading { modifier: Some(side), ..reading })
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
