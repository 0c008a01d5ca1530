//! Counts out units and lengths: "last year", "three months ago", "the past five years", quarters and seasons.
//!
//! Knows the calendar and the day counted from; nothing of names of days and clocks.

use super::TimeKind;
use super::calendar::{self, plus_days};
use super::compose::Found;
use super::meaning::{self, Reading};
use super::pattern::{Gives, Slots};
use super::reading::Counter;
use super::tables::{Direction, Unit};
use crate::words::{Anchor, Precision, TimeMod};
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

impl Counter<'_> {
    pub(super) fn quarter(&self, slots: &Slots) -> Option<Reading> {
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

    pub(super) fn season(&self, slots: &Slots, found: &Found) -> Option<Reading> {
        let code = slots.season?;
        let south =
            self.country.and_then(|country| self.tables.countries.get(country)).is_some_and(|own| own.south);
        let of = |year: i16, anchor: Anchor| {
            let stretch = calendar::season(year, code, south)?;
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
            Some(shift) if shift.by < 0 => meaning::latest(here, |year| {
                calendar::season(year, code, south).is_some_and(|s| s.1 < anchor)
            }),
            Some(shift) if shift.by > 0 => {
                if calendar::season(here, code, south).is_some_and(|s| s.0 > anchor) {
                    here
                } else {
                    here + 1
                }
            }
            Some(_) => here,
            None => match self.direction(found) {
                Some(Direction::Past) => meaning::latest(here, |year| {
                    calendar::season(year, code, south).is_some_and(|s| s.0 <= anchor)
                }),
                Some(Direction::Future)
                    if calendar::season(here, code, south).is_some_and(|s| s.1 < anchor) =>
                {
                    here + 1
                }
                _ => here,
            },
        };
        of(year, Anchor::Published)
    }

    /// "last year", "this week", "the same day", "the past decade".
    pub(super) fn shifted_unit(&self, slots: &Slots, found: &Found) -> Option<Reading> {
        let (shift, (unit, times)) = (slots.shift?, slots.unit?);
        let narrative = self.narrative(found.first).is_some() && shift.by > 0 && self.anchor.is_none();
        let next_day = unit == Unit::Day && shift.by == 1 && !shift.span;
        let Some((origin, counted)) = self.origin(shift.back || narrative || next_day) else {
            return Some(Reading::side(shift.by));
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
    pub(super) fn touching(&self, unit: Unit, count: i32, origin: Date) -> Option<Reading> {
        if unit == Unit::Quarter {
            // The quarters of business news are those of the calendar, the present one left out.
            let (near, far) = (count.signum(), count);
            let (a, b) = (Unit::Quarter.step(origin, near)?, Unit::Quarter.step(origin, far)?);
            let (first, last) = (Unit::Quarter.stretch(a.min(b))?, Unit::Quarter.stretch(a.max(b))?);
            if count.abs() == 1 {
                return Reading::unit(Unit::Quarter, first.0);
            }
            let value = format!("{}/{}", Unit::Quarter.value(first.0), Unit::Quarter.value(last.0));
            return Some(Reading::of(value, (first.0, last.1), Precision::Quarter));
        }
        let far = unit.step(origin, count)?;
        let years = count.abs() > 1 && unit >= Unit::Year || unit >= Unit::Decade;
        let (first, last) = if count < 0 { (far, origin) } else { (plus_days(origin, 1)?, far) };
        if !years {
            return Some(Reading::of(format!("{first}/{last}"), (first, last.max(first)), Precision::Day));
        }
        let value = format!("{}/{}", Unit::Year.value(first), Unit::Year.value(last));
        // "three decades" is told roundly: any day of the first year may be meant.
        let first = if unit >= Unit::Decade { Unit::Year.stretch(first)?.0.min(last) } else { first };
        let reading = Reading::of(value, (first, last.max(first)), Precision::Year);
        Some(Reading { modifier: Some(TimeMod::Approx), ..reading })
    }

    pub(super) fn span(&self, gives: Gives, slots: &Slots, found: &Found) -> Option<Reading> {
        let (shift, (unit, times)) = (slots.shift?, slots.unit?);
        if gives == Gives::SpanVague {
            let reading = Reading::side(shift.by);
            let Some((origin, counted)) = self.origin(shift.back) else { return Some(reading) };
            // "a few" and "several" are three to nine of a unit; ten is their outer edge.
            let most = if unit >= Unit::Decade { 3 } else { 10 };
            let far = unit.step(origin, most * shift.by * times)?;
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
        if unit < Unit::Day
            && shift.by != 0
            && !shift.back
            && let (Some(day), Some(now)) = (self.anchor, self.now)
            && let Some(far) = self.moment_from_now(unit, count.checked_mul(shift.by)?)
        {
            let here = format!("{day}T{:02}:{:02}", now.hour(), now.minute());
            let there = far.value.clone()?;
            let value = if shift.by < 0 { format!("{there}/{here}") } else { format!("{here}/{there}") };
            let (first, last) = (far.first?.min(day), far.last?.max(day));
            return Some(Reading { value: Some(value), first: Some(first), last: Some(last), ..far });
        }
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
    pub(super) fn some_units_ago(&self, slots: &Slots) -> Reading {
        let open = self.vague_side(false);
        let (Some(anchor), Some((unit, times))) = (self.anchor, slots.unit) else { return open };
        let (Some(far), Some(near)) = (unit.step(anchor, -10 * times), unit.step(anchor, -2 * times)) else {
            return open;
        };
        let reading = Reading::of(format!("{far}/{near}"), (far, near), unit.precision());
        Reading { vague: true, ..reading.counted_from(Anchor::Published) }
    }

    pub(super) fn ago(&self, slots: &Slots) -> Option<Reading> {
        self.step_from_day(slots, -1, false).or_else(|| Some(self.vague_side(false)))
    }

    pub(super) fn later(&self, slots: &Slots) -> Option<Reading> {
        let sign = if matches!(&*slots.word, "earlier" | "previously" | "beforehand") { -1 } else { 1 };
        self.step_from_day(slots, sign, true).or_else(|| Some(self.vague_side(sign > 0)))
    }

    pub(super) fn step_from_day(&self, slots: &Slots, sign: i32, back: bool) -> Option<Reading> {
        let (unit, times) = slots.unit?;
        let count = slots.num.map_or(Some(1), |n| n.round().to_i32())?.checked_mul(times)?;
        if unit < Unit::Day
            && (!back || self.named_day.is_none())
            && let Some(moment) = self.moment_from_now(unit, sign.saturating_mul(count))
        {
            return Some(moment);
        }
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

    pub(super) fn unit_before(&self, slots: &Slots) -> Option<Reading> {
        let (unit, times) = slots.unit?;
        let sign = if matches!(&*slots.word, "before" | "earlier") { -times } else { times };
        let (origin, counted) = self.origin(true)?;
        Reading::unit(unit, unit.step(origin, sign)?).map(|r| r.counted_from(counted))
    }

    pub(super) fn vague_side(&self, ahead: bool) -> Reading {
        Reading::side(if ahead { 1 } else { -1 })
    }

    /// "half an hour", but "in half an hour" where the sentence does not look back.
    pub(super) fn half_or_day(&self, slots: &Slots, found: &Found) -> Option<Reading> {
        let before = found.first.checked_sub(1).map_or("", |b| self.scan.lower(b));
        let ahead = before == "in" && self.direction(found) != Some(Direction::Past);
        let moment = if ahead && self.now.is_some() { self.half_away(slots, 1) } else { None };
        moment.or_else(|| meaning::length("0.5", slots.unit?))
    }

    /// "five years", but "in two days" where the sentence looks ahead.
    pub(super) fn length_or_day(&self, slots: &Slots, found: &Found) -> Option<Reading> {
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
}
