//! Counts an expression out: which days it may mean, how exact it is, its TIMEX value, what it was counted from.
//!
//! Knows the calendar and the two days an expression can be counted from: the day of the report, and the time that
//! was named before it.

use super::calendar::{self, plus_days, third};
use super::compose::{Expr, Found};
use super::direction;
use super::meaning::{self, Reading};
use super::pattern::{Clock, Gives, Slots};
use super::tables::{Direction, Edge, NamedDay, TimeTables, Unit};
use super::{Relation, RelationKind, TimeKind};
use crate::scan::Scan;
use crate::words::{Anchor, Precision, TimeMod};
use dateline_lang::Doc;
use jiff::civil::{Date, Weekday};
use rust_decimal::prelude::ToPrimitive;

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

    fn direction(&self, found: &Found) -> Option<Direction> {
        direction::direction(self.tables, self.scan, self.doc, found.first, found.last)
    }

    /// The day of the report, or with `back` the time named before.
    fn origin(&self, back: bool) -> Option<(Date, Anchor)> {
        let named = self.named.map(|n| (n.first, Anchor::PreviousTime));
        let anchor = self.anchor.map(|a| (a, Anchor::Published));
        if back { named.or(anchor) } else { anchor }
    }

    /// The year that a narrative is in: the text has no day of its own, or tells of years long before it.
    fn narrative(&self, at: usize) -> Option<Named> {
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

    fn date(&self, slots: &Slots, found: &Found, same_year: bool) -> Option<Reading> {
        let (month, day) = (slots.month? as i8, slots.day? as i8);
        if let Some(year) = slots.year {
            return meaning::day_reading(year, month, day).map(|r| Reading { year_named: true, ..r });
        }
        if same_year {
            return meaning::day_reading(self.named?.first.year(), month, day)
                .map(|r| r.counted_from(Anchor::PreviousTime));
        }
        let Some((year, anchor)) = self.year_of(month, Some(day), found) else {
            return Some(Reading::open_day(&format!("XXXX-{month:02}-{day:02}")));
        };
        let reading = meaning::day_reading(year, month, day)
            .unwrap_or_else(|| Reading::open_day(&format!("XXXX-{month:02}-{day:02}")));
        Some(reading.counted_from(anchor))
    }

    /// The year of a day or month that is named without one.
    fn year_of(&self, month: i8, day: Option<i8>, found: &Found) -> Option<(i16, Anchor)> {
        let ahead = || self.anchor.is_some() && self.direction(found) == Some(Direction::Future);
        if let Some(named) = self.narrative(found.first).filter(|_| !ahead()) {
            let exact = matches!(named.precision, Precision::Day | Precision::Month);
            let turned = exact && named.first.month() >= 11 && month <= 2 && self.anchor.is_none();
            return Some((named.first.year() + i16::from(turned), Anchor::PreviousTime));
        }
        let anchor = self.anchor?;
        let here = anchor.year();
        let is_before =
            |year: i16| meaning::stretch_in(year, month, day).is_none_or(|(_, last)| last < anchor);
        let is_after =
            |year: i16| meaning::stretch_in(year, month, day).is_none_or(|(first, _)| first > anchor);
        let year = match self.direction(found) {
            Some(Direction::Future) => {
                if is_before(here) {
                    here + 1
                } else {
                    here
                }
            }
            Some(Direction::Past) => {
                if is_after(here) {
                    here - 1
                } else {
                    here
                }
            }
            None => meaning::nearest_year(anchor, month, day),
        };
        Some((year, Anchor::Published))
    }

    fn date_range(&self, slots: &Slots, found: &Found) -> Option<Reading> {
        let (month, from, to) = (slots.month? as i8, slots.day? as i8, slots.day2? as i8);
        let year = match slots.year {
            Some(year) => Some((year, Anchor::None)),
            None => self.year_of(month, Some(from), found),
        };
        let Some((year, anchor)) = year else {
            return Some(Reading::open_day(&format!("XXXX-{month:02}-{from:02}/XXXX-{month:02}-{to:02}")));
        };
        let (first, last) = (Date::new(year, month, from).ok()?, Date::new(year, month, to).ok()?);
        let sound = first <= last;
        let reading =
            Reading::of(format!("{first}/{last}"), (first, last), Precision::Day).counted_from(anchor);
        sound.then_some(Reading { year_named: slots.year.is_some(), ..reading })
    }

    fn day_of_month(&self, slots: &Slots) -> Option<Reading> {
        let shift = slots.shift.map_or(0, |s| s.by);
        let back = slots.shift.is_none_or(|s| s.back);
        let (day, anchor) = self.origin(back)?;
        let month = Unit::Month.step(day.first_of_month(), shift)?;
        meaning::day_reading(month.year(), month.month(), slots.day? as i8).map(|r| r.counted_from(anchor))
    }

    fn month(&self, gives: Gives, slots: &Slots, found: &Found) -> Option<Reading> {
        let month = slots.month? as i8;
        let of = |year: i16| {
            let stretch = calendar::month(year, month)?;
            Some(Reading::of(Unit::Month.value(stretch.0), stretch, Precision::Month))
        };
        if let Some(year) = slots.year {
            return of(year).map(|r| Reading { year_named: true, ..r });
        }
        if gives == Gives::MonthSameYear {
            return of(self.origin(true)?.0.year()).map(|r| r.counted_from(Anchor::PreviousTime));
        }
        if gives == Gives::MonthShiftYear {
            let shift = slots.shift?;
            let (day, anchor) = self.origin(shift.back)?;
            return of(Unit::Year.step(day, shift.by)?.year()).map(|r| r.counted_from(anchor));
        }
        if let (Some(shift), Some(anchor)) = (slots.shift.filter(|s| !(s.back && s.by == 0)), self.anchor) {
            let year = anchor.year()
                + match (shift.by, month.cmp(&anchor.month())) {
                    (-1, std::cmp::Ordering::Less) => 0,
                    (-1, _) => -1,
                    (1, std::cmp::Ordering::Greater) => 0,
                    (1, _) => 1,
                    _ => 0,
                };
            return of(year).map(|r| r.counted_from(Anchor::Published));
        }
        match self.year_of(month, None, found) {
            Some((year, anchor)) => of(year).map(|r| r.counted_from(anchor)),
            None => Some(Reading {
                precision: Precision::Month,
                ..Reading::open_day(&format!("XXXX-{month:02}"))
            }),
        }
    }

    fn quarter(&self, slots: &Slots) -> Option<Reading> {
        let shift = slots.shift.map_or(0, |s| s.by);
        let (year, anchor) = match slots.year {
            Some(year) => (year, Anchor::None),
            None => {
                let (day, anchor) = self.origin(self.anchor.is_none())?;
                (Unit::Year.step(day, shift)?.year(), anchor)
            }
        };
        let first = Date::new(year, i8::try_from(3 * slots.ordinal? - 2).ok()?, 1).ok()?;
        let reading = Reading::unit(Unit::Quarter, first)?.counted_from(anchor);
        Some(Reading { year_named: slots.year.is_some(), ..reading })
    }

    fn season(&self, slots: &Slots, found: &Found) -> Option<Reading> {
        let code = slots.season?;
        let of = |year: i16, anchor: Anchor| {
            let stretch = calendar::season(year, code)?;
            Some(Reading::of(format!("{year:04}-{code}"), stretch, Precision::Season).counted_from(anchor))
        };
        if let Some(year) = slots.year {
            return of(year, Anchor::None).map(|r| Reading { year_named: true, ..r });
        }
        if let Some(named) = self.narrative(found.first).filter(|_| slots.shift.is_none_or(|s| s.back)) {
            return of(named.first.year() + slots.shift.map_or(0, |s| s.by) as i16, Anchor::PreviousTime);
        }
        let Some(anchor) = self.anchor else {
            return Some(Reading {
                precision: Precision::Season,
                ..Reading::open_day(&format!("XXXX-{code}"))
            });
        };
        let here = anchor.year();
        let year = match slots.shift {
            Some(shift) if found.last - found.first > 2 => here + shift.by as i16,
            Some(shift) if shift.by < 0 => {
                meaning::latest(here, |year| calendar::season(year, code).is_some_and(|s| s.1 < anchor))
            }
            Some(shift) if shift.by > 0 => {
                if calendar::season(here, code).is_some_and(|s| s.0 > anchor) {
                    here
                } else {
                    here + 1
                }
            }
            Some(_) => here,
            None => match self.direction(found) {
                Some(Direction::Past) => {
                    meaning::latest(here, |year| calendar::season(year, code).is_some_and(|s| s.0 <= anchor))
                }
                Some(Direction::Future) if calendar::season(here, code).is_some_and(|s| s.1 < anchor) => {
                    here + 1
                }
                _ => here,
            },
        };
        of(year, Anchor::Published)
    }

    /// A weekday: the day of the report itself, else the one before or after by the tense of the clause.
    fn weekday(&self, slots: &Slots, found: &Found) -> Option<Reading> {
        let number = slots.weekday? as i8;
        let weekday = Weekday::from_monday_one_offset(number).ok()?;
        let shift = slots.shift;
        let (origin, counted) = match self.origin(shift.is_some_and(|s| s.back)) {
            Some(origin) => origin,
            None => return Some(Reading::open_day(&format!("XXXX-WXX-{number}"))),
        };
        let on_or_before = plus_days(origin, -i32::from(origin.weekday().since(weekday)))?;
        let before = if on_or_before == origin { plus_days(origin, -7)? } else { on_or_before };
        let after = plus_days(before, if on_or_before == origin { 14 } else { 7 })?;
        let mut alternatives = Vec::new();
        let monday = Unit::Week.stretch(origin)?.0;
        let day = match shift.map(|s| (s.by, s.span, s.back)) {
            Some((-1, ..)) => before,
            Some((1, false, false)) => {
                let next_week = plus_days(monday, 6 + i32::from(number))?;
                if after != next_week && (after - origin).get_days() < 4 {
                    alternatives = vec![after.to_string(), next_week.to_string()];
                }
                next_week
            }
            Some((1, ..)) => after,
            Some((0, _, false)) => plus_days(monday, i32::from(number) - 1)?,
            _ if on_or_before == origin => origin,
            _ => {
                let future = self.direction(found) == Some(Direction::Future);
                alternatives = vec![if future { before } else { after }.to_string()];
                if future { after } else { before }
            }
        };
        let reading = Reading::unit(Unit::Day, day)?.counted_from(counted);
        Some(Reading { alternatives, ..reading })
    }

    fn weekday_of_week(&self, slots: &Slots) -> Option<Reading> {
        let shift = slots.shift?;
        let (origin, counted) = self.origin(shift.back)?;
        let monday = Unit::Week.stretch(plus_days(origin, 7 * shift.by)?)?.0;
        let day = plus_days(monday, i32::from(slots.weekday?) - 1)?;
        Reading::unit(Unit::Day, day).map(|r| r.counted_from(counted))
    }

    /// "last year", "this week", "the same day", "the past decade".
    fn shifted_unit(&self, slots: &Slots, found: &Found) -> Option<Reading> {
        let (shift, (unit, times)) = (slots.shift?, slots.unit?);
        let narrative = self.narrative(found.first).is_some() && shift.by > 0 && self.anchor.is_none();
        let next_day = unit == Unit::Day && shift.by == 1 && !shift.span;
        let Some((origin, counted)) = self.origin(shift.back || narrative || next_day) else {
            return Some(self.vague_side_of(shift.by));
        };
        let over = found.first.checked_sub(1).map_or("", |b| self.scan.lower(b));
        let over =
            if over == "the" { found.first.checked_sub(2).map_or("", |b| self.scan.lower(b)) } else { over };
        let spans = shift.span && !(unit == Unit::Century && shift.by < 0)
            || (shift.by == -1
                && !shift.back
                && unit >= Unit::Week
                && matches!(over, "over" | "within" | "during")
                && unit != Unit::Weekend);
        if spans {
            return self.touching(unit, shift.by * times, origin).map(|r| r.counted_from(counted));
        }
        let day = unit.step(origin, shift.by * times)?;
        Reading::unit(unit, day).map(|r| r.counted_from(counted))
    }

    /// A length that ends (or begins) at a day: "over the last year".
    fn touching(&self, unit: Unit, count: i32, origin: Date) -> Option<Reading> {
        let far = unit.step(origin, count)?;
        let long = count.abs() > 1 && unit >= Unit::Month || unit >= Unit::Decade;
        let shown = match unit {
            Unit::Decade | Unit::Century => Unit::Year,
            _ if long => unit,
            _ => Unit::Day,
        };
        let (first, last) = if count < 0 { (far, origin) } else { (plus_days(origin, 1)?, far) };
        let value = if long {
            format!("{}/{}", shown.value(first), shown.value(last))
        } else {
            format!("{first}/{last}")
        };
        let first = if long { shown.stretch(first)?.0.min(last) } else { first };
        let mut reading = Reading::of(
            value,
            (first, last.max(first)),
            if long { shown.precision() } else { Precision::Day },
        );
        reading.modifier = long.then_some(TimeMod::Approx);
        Some(reading)
    }

    fn span(&self, gives: Gives, slots: &Slots, found: &Found) -> Option<Reading> {
        let (shift, (unit, times)) = (slots.shift?, slots.unit?);
        if gives == Gives::SpanVague {
            let reading = self.vague_side_of(shift.by);
            let Some((origin, counted)) = self.origin(shift.back) else { return Some(reading) };
            // "a few" and "several" are three to nine of a unit; ten is their outer edge.
            let far = unit.step(origin, 10 * shift.by * times)?;
            let (first, last) = (far.min(origin), far.max(origin));
            return Some(
                Reading {
                    vague: true,
                    ..Reading::of(format!("{first}/{last}"), (first, last), unit.precision())
                }
                .counted_from(counted),
            );
        }
        let count = slots.num?.to_i32()?.checked_mul(times)?;
        let narrative = self.narrative(found.first).filter(|_| shift.by > 0);
        let origin = match narrative {
            Some(named) => Some((named.first, Anchor::PreviousTime)),
            None => self.origin(shift.back),
        };
        match origin {
            Some((origin, counted)) if shift.by != 0 => {
                self.touching(unit, count.checked_mul(shift.by)?, origin).map(|r| r.counted_from(counted))
            }
            _ => meaning::length(&slots.num?.normalize().to_string(), (unit, times)),
        }
    }

    /// "a few months ago": two to ten of the unit, a convention.
    fn some_units_ago(&self, slots: &Slots) -> Reading {
        let open = self.vague_side(false);
        let (Some(anchor), Some((unit, times))) = (self.anchor, slots.unit) else { return open };
        let (Some(far), Some(near)) = (unit.step(anchor, -10 * times), unit.step(anchor, -2 * times)) else {
            return open;
        };
        let reading = Reading::of(format!("{far}/{near}"), (far, near), unit.precision());
        Reading { vague: true, ..reading.counted_from(Anchor::Published) }
    }

    fn ago(&self, slots: &Slots) -> Option<Reading> {
        self.step_from_day(slots, -1, false).or_else(|| Some(self.vague_side(false)))
    }

    fn later(&self, slots: &Slots) -> Option<Reading> {
        let sign = if matches!(&*slots.word, "earlier" | "previously" | "beforehand") { -1 } else { 1 };
        self.step_from_day(slots, sign, true).or_else(|| Some(self.vague_side(sign > 0)))
    }

    fn step_from_day(&self, slots: &Slots, sign: i32, back: bool) -> Option<Reading> {
        let (unit, times) = slots.unit?;
        let count = slots.num.map_or(Some(1), |n| n.round().to_i32())?.checked_mul(times)?;
        let Some((origin, counted)) = self.origin(back) else { return Some(self.vague_side(sign > 0)) };
        // A year that was named before gives no day to count days from.
        let coarse = back
            && counted == Anchor::PreviousTime
            && self.named.is_some_and(|n| meaning::coarser(n.precision, unit));
        if coarse {
            return Some(self.vague_side(sign > 0).counted_from(counted));
        }
        let shown = if unit == Unit::Weekend { Unit::Week } else { unit };
        let Some(day) = unit.step(origin, sign.saturating_mul(count)) else {
            let year = i32::from(origin.year()).saturating_add(sign.saturating_mul(count));
            return Some(Reading::open(TimeKind::Date, &meaning::signed_year(year)));
        };
        Reading::unit(shown, day).map(|r| r.counted_from(counted))
    }

    fn unit_before(&self, slots: &Slots) -> Option<Reading> {
        let (unit, times) = slots.unit?;
        let sign = if matches!(&*slots.word, "before" | "earlier") { -times } else { times };
        let (origin, counted) = self.origin(true)?;
        Reading::unit(unit, unit.step(origin, sign)?).map(|r| r.counted_from(counted))
    }

    fn vague_side(&self, ahead: bool) -> Reading {
        self.vague_side_of(if ahead { 1 } else { -1 })
    }

    fn vague_side_of(&self, by: i32) -> Reading {
        let value = match by {
            0 => "PRESENT_REF",
            _ if by > 0 => "FUTURE_REF",
            _ => "PAST_REF",
        };
        Reading { vague: by != 0, ..Reading::open(TimeKind::Date, value) }
    }

    /// "five years", but "in two days" where the sentence looks ahead.
    fn length_or_day(&self, slots: &Slots, found: &Found) -> Option<Reading> {
        let unit = slots.unit?;
        let count = slots.num.map_or_else(|| "1".to_owned(), |n| n.normalize().to_string());
        let before = found.first.checked_sub(1).map_or("", |b| self.scan.lower(b));
        let whole = slots.num.is_none_or(|n| n.fract().is_zero());
        let first_in = self.first_in(found);
        if before == "in"
            && whole
            && !first_in
            && self.anchor.is_some()
            && self.direction(found) == Some(Direction::Future)
        {
            return self.step_from_day(slots, 1, false);
        }
        let mut reading = meaning::length(&count, unit)?;
        if before == "in" && first_in {
            reading.relation = self.earlier_event(slots);
        } else {
            reading.relation = self.beside_event(found, reading.value.as_deref());
        }
        Some(reading)
    }

    /// Whether "first" stands before "in six years": then an earlier event of the kind is told.
    fn first_in(&self, found: &Found) -> bool {
        let start = self.scan.sentence_start(found.first).max(found.first.saturating_sub(12));
        (start..found.first).any(|at| {
            matches!(
                self.scan.lower(at),
                "first" | "only" | "worst" | "deadliest" | "highest" | "lowest" | "biggest" | "largest"
            )
        })
    }

    fn earlier_event(&self, slots: &Slots) -> Option<Relation> {
        let (unit, times) = slots.unit?;
        let count = slots.num.map_or(Some(1), |n| n.to_i32())?.checked_mul(times)?;
        let middle = unit.step(self.anchor?, -count)?;
        // Half a unit either way: "six years" is told of anything from five and a half to six and a half.
        let half = (unit.stretch(middle)?.1 - unit.stretch(middle)?.0).get_days() / 2;
        let (first, last) = (plus_days(middle, -half)?, plus_days(middle, half)?);
        Some(Relation {
            kind: RelationKind::Previous,
            length: None,
            words: None,
            first: Some(first),
            last: Some(last),
        })
    }

    /// "three months after the visit": what the length is counted from, in words.
    fn beside_event(&self, found: &Found, value: Option<&str>) -> Option<Relation> {
        let kind = match self.scan.lower(found.last) {
            "after" | "following" => RelationKind::After,
            "before" | "ahead" => RelationKind::Before,
            _ => return None,
        };
        let first = found.last + if self.scan.lower(found.last + 1) == "of" { 2 } else { 1 };
        let stop = |at: usize| {
            matches!(
                self.scan.word(at),
                "," | ";" | ":" | "." | "?" | "!" | "(" | ")" | "—" | "–" | "\"" | "”"
            )
        };
        let end = (first..self.scan.sentence_end(found.last)).take_while(|&at| !stop(at)).last()? + 1;
        let words = self.scan.range(first, end);
        let (start, end) = (words.start, words.end);
        Some(Relation {
            kind,
            length: value.map(str::to_owned),
            words: Some((start, end)),
            first: None,
            last: None,
        })
    }

    fn clock(&self, gives: Gives, slots: &Slots) -> Option<Reading> {
        let hour = slots.num.and_then(|n| n.to_u8());
        let clock = match gives {
            Gives::HalfPast => Clock { hour: hour?, minute: Some(30), second: None, sure: false },
            Gives::QuarterPast => Clock { hour: hour?, minute: Some(15), second: None, sure: false },
            Gives::QuarterTo => {
                Clock { hour: hour?.checked_sub(1)?, minute: Some(45), second: None, sure: false }
            }
            _ => slots.clock.unwrap_or(Clock {
                hour: hour.unwrap_or(0),
                minute: Some(0),
                second: None,
                sure: false,
            }),
        };
        let clock = meaning::in_part(clock, slots.daypart);
        if clock.hour > 24 {
            return None;
        }
        Some(self.on_day(
            &meaning::clock_value(clock, slots.zone),
            if clock.minute.is_some() { Precision::Minute } else { Precision::Hour },
        ))
    }

    /// The time on the day that was named before, else on the day of the report.
    fn on_day(&self, time: &str, precision: Precision) -> Reading {
        let day = match (self.named_day, self.anchor) {
            (Some(named), _) => Some((named, Anchor::PreviousTime)),
            (None, Some(anchor)) => Some((anchor, Anchor::Published)),
            (None, None) => None,
        };
        let value = day.map_or_else(|| format!("XXXX-XX-XX{time}"), |(day, _)| format!("{day}{time}"));
        let days = day.map(|(day, _)| day);
        let kind = TimeKind::Time;
        let reading =
            Reading { value: Some(value), first: days, last: days, ..Reading::empty(kind, precision) };
        reading.counted_from(day.map_or(Anchor::None, |(_, anchor)| anchor))
    }

    fn day_part(&self, slots: &Slots) -> Option<Reading> {
        let part = slots.daypart?;
        let precision = if part.len() == 3 { Precision::PartOfDay } else { Precision::Minute };
        let Some(shift) = slots.shift else {
            // Without a day in the text the part of the day stays open.
            let open = Reading { value: Some(part.to_owned()), ..Reading::empty(TimeKind::Time, precision) };
            return Some(if self.named_day.is_some() { self.on_day(part, precision) } else { open });
        };
        let back = shift.back || shift.by == 1;
        let (origin, counted) = self.origin(back)?;
        let day = plus_days(origin, shift.by)?;
        let kind = TimeKind::Time;
        let value = Some(format!("{day}{part}"));
        Some(
            Reading { value, first: Some(day), last: Some(day), ..Reading::empty(kind, precision) }
                .counted_from(counted),
        )
    }

    /// A local time told in another zone too: the zoned one fixes the moment, the difference the local offset.
    fn zoned(&self, local: Clock, zone: i32, utc: Clock) -> Reading {
        let minutes = |clock: Clock| i32::from(clock.hour) * 60 + i32::from(clock.minute.unwrap_or(0));
        let mut offset = minutes(local) - minutes(utc) + zone;
        if offset > 14 * 60 {
            offset -= 24 * 60;
        } else if offset < -12 * 60 {
            offset += 24 * 60;
        }
        self.on_day(&meaning::clock_value(local, Some(offset)), Precision::Minute)
    }

    fn timed(&self, day: &Found, time: &Found) -> Option<Reading> {
        let day = self.read(day)?;
        let time = self.read(time)?;
        let clocks = time.value.as_deref()?.split('/').map(|value| {
            let clock = value.find('T').map(|at| &value[at..])?;
            Some(format!("{}{clock}", day.value.as_deref()?))
        });
        let value = clocks.collect::<Option<Vec<String>>>()?.join("/");
        Some(Reading { kind: TimeKind::Time, value: Some(value), precision: time.precision, ..day })
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

    fn offset(&self, length: &Found, after: bool, base: &Found) -> Option<Reading> {
        let Expr::Base { slots, .. } = &length.expr else { return None };
        let base = self.read(base)?;
        let (unit, times) = slots.unit?;
        let Some(origin) = base.first else { return Some(self.vague_side(after)) };
        let Some(count) = slots.num.map_or(Some(1), |n| n.to_i32()) else {
            return Some(self.vague_side(after));
        };
        let count = count.checked_mul(if after { times } else { -times })?;
        let day = unit.step(origin, count)?;
        let reading = Reading::unit(Unit::Day, day)?;
        Some(Reading { anchor: base.anchor, year_named: base.year_named, ..reading })
    }

    fn week_number(&self, slots: &Slots) -> Option<Reading> {
        let week = slots.digits.first()?.0;
        let year = match (slots.year, slots.shift) {
            (Some(year), _) => year,
            (None, shift) => Unit::Year.step(self.anchor?, shift.map_or(0, |s| s.by))?.year(),
        };
        let fourth = Date::new(year, 1, 4).ok()?;
        let monday = Unit::Week.stretch(fourth)?.0;
        let sound = (1..=53).contains(&week);
        sound.then(|| Reading::unit(Unit::Week, plus_days(monday, 7 * (week as i32 - 1))?)).flatten()
    }

    fn phrase(&self, at: usize) -> Reading {
        let phrase = &self.tables.phrases[at];
        let Some(day) = self.anchor else { return self.phrase_without_day(at) };
        let edge = |days: Option<i32>| days.and_then(|days| plus_days(day, days));
        let (first, last) = (edge(phrase.first), edge(phrase.last));
        let reading = match (&*phrase.value, first) {
            ("day", Some(first)) => {
                return Reading::of(first.to_string(), (first, first), Precision::Day)
                    .counted_from(Anchor::Published);
            }
            (part, Some(first)) if part.starts_with("day") => {
                let value = Some(format!("{first}{}", &part[3..]));
                Reading { value, ..Reading::empty(TimeKind::Time, Precision::PartOfDay) }
            }
            ("same", _) => return self.same_time(),
            (value, _) => Reading::open(phrase.kind, value),
        };
        Reading { first, last, vague: phrase.vague, ..reading }
            .counted_from(if first.is_some() || last.is_some() { Anchor::Published } else { Anchor::None })
    }

    fn phrase_without_day(&self, at: usize) -> Reading {
        let phrase = &self.tables.phrases[at];
        match &*phrase.value {
            "same" => self.same_time(),
            "day" => Reading {
                value: Some("XXXX-XX-XX".to_owned()),
                ..Reading::empty(phrase.kind, Precision::Day)
            },
            part if part.starts_with("day") => Reading {
                value: Some(format!("XXXX-XX-XX{}", &part[3..])),
                ..Reading::empty(phrase.kind, Precision::PartOfDay)
            },
            value => Reading { vague: phrase.vague, ..Reading::open(phrase.kind, value) },
        }
    }

    fn same_time(&self) -> Reading {
        let Some(named) = self.named else {
            return Reading { value: None, ..Reading::empty(TimeKind::Date, Precision::Open) };
        };
        let unit = match named.precision {
            Precision::Year => Unit::Year,
            Precision::Month => Unit::Month,
            _ => Unit::Day,
        };
        let reading = Reading::unit(unit, named.first)
            .unwrap_or_else(|| Reading::empty(TimeKind::Date, Precision::Open));
        reading.counted_from(Anchor::PreviousTime)
    }

    fn named_day(&self, at: usize, found: &Found) -> Option<Reading> {
        let day = &self.tables.named[at];
        if let NamedDay::Span(span) = day {
            let (from, to) = span.split_once('/').unwrap_or((span, span));
            let (first, last) = (calendar::stretch_of(from)?, calendar::stretch_of(to)?);
            let precision = if from.len() > 4 { Precision::Day } else { Precision::Year };
            return Some(Reading::of(span.clone(), (first.0, last.1), precision));
        }
        let named_year =
            self.scan.word(found.last - 1).parse::<i16>().ok().filter(|y| (1000..2200).contains(y));
        if let Some(named) = self.narrative(found.first).filter(|_| named_year.is_none()) {
            let date = calendar::named_day(day, named.first.year())?;
            return Reading::unit(Unit::Day, date).map(|r| r.counted_from(Anchor::PreviousTime));
        }
        if let Some(year) = named_year {
            return Reading::unit(Unit::Day, calendar::named_day(day, year)?);
        }
        let anchor = self.anchor?;
        let here = anchor.year();
        let date = match self.direction(found) {
            Some(Direction::Future) => [here, here + 1]
                .into_iter()
                .filter_map(|y| calendar::named_day(day, y))
                .find(|d| *d >= anchor),
            Some(Direction::Past) => [here, here - 1]
                .into_iter()
                .filter_map(|y| calendar::named_day(day, y))
                .find(|d| *d <= anchor),
            None => [here - 1, here, here + 1]
                .into_iter()
                .filter_map(|y| calendar::named_day(day, y))
                .min_by_key(|d| (*d - anchor).get_days().abs()),
        };
        Reading::unit(Unit::Day, date?).map(|r| r.counted_from(Anchor::Published))
    }
}
