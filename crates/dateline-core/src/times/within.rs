//! Units inside longer ones: "the last week of July", "the third Thursday of November", "the rest of the year".
//!
//! Knows the calendar and the day counted from. A week belongs to the month and year that its Thursday lies in, as
//! ISO 8601 has it for years.

use super::TimeKind;
use super::calendar::{self, Stretch, plus_days};
use super::compose::{Expr, Found};
use super::meaning::{self, Reading};
use super::pattern::Slots;
use super::reading::Counter;
use super::tables::{Direction, Shift, Unit};
use crate::words::{Anchor, Precision};
use jiff::civil::{Date, Weekday};
use rust_decimal::prelude::ToPrimitive;

impl Counter<'_> {
    /// The longer unit: a month, a year, "next month", "the year".
    fn whole(&self, slots: &Slots, found: &Found) -> Option<(Stretch, Anchor)> {
        if let Some(month) = slots.month {
            let (year, anchor) = match (slots.year, slots.shift) {
                (Some(year), _) => (year, Anchor::None),
                (None, Some(shift)) => {
                    let (day, anchor) = self.origin(shift.back)?;
                    (Unit::Year.step(day, shift.by)?.year(), anchor)
                }
                (None, None) => self.year_of(month as i8, None, found)?,
            };
            return Some((calendar::month(year, month as i8)?, anchor));
        }
        if let Some(year) = slots.year {
            return Some((calendar::years(year, 1)?, Anchor::None));
        }
        let (unit, times) = slots.unit2?;
        let shift = slots.shift.unwrap_or(Shift { by: 0, back: true, span: false });
        let (day, anchor) = self.origin(shift.back)?;
        Some((unit.stretch(unit.step(day, shift.by.checked_mul(times)?)?)?, anchor))
    }

    /// "the third week of May", "the last month of 2021"; counted from the end with `from_end`.
    pub(super) fn nth_of(&self, slots: &Slots, found: &Found, from_end: bool) -> Option<Reading> {
        let (whole, anchor) = self.whole(slots, found)?;
        let (unit, _) = slots.unit?;
        let count = if from_end { 1 } else { i32::try_from(slots.ordinal?).ok()? };
        let parts = within(unit, whole, count, from_end)?;
        let reading = Reading::unit(unit, parts.0)?.counted_from(anchor);
        let fits = reading.first.is_some_and(|first| first <= whole.1);
        fits.then_some(Reading { year_named: slots.year.is_some(), ..reading })
    }

    /// "the first two weeks of 2021", "the last four months of the year".
    pub(super) fn some_of(&self, slots: &Slots, found: &Found, from_end: bool) -> Option<Reading> {
        let (whole, anchor) = self.whole(slots, found)?;
        let (unit, times) = slots.unit?;
        let count = slots.num?.to_i32()?.checked_mul(times)?;
        let (near, far) = (within(unit, whole, 1, from_end)?, within(unit, whole, count, from_end)?);
        let (first, last) = (near.0.min(far.0), near.1.max(far.1));
        let shown = match unit {
            Unit::Quarter => Unit::Month,
            Unit::Week | Unit::Weekend => Unit::Day,
            other => other,
        };
        let value = format!("{}/{}", shown.value(first), shown.value(last));
        let reading = Reading::of(value, (first, last), shown.precision()).counted_from(anchor);
        Some(Reading { year_named: slots.year.is_some(), ..reading })
    }

    /// "the second half of 2014", "the first half of next year", "H2 2012".
    pub(super) fn half_year(&self, slots: &Slots, found: &Found) -> Option<Reading> {
        let unit2 = slots.unit2.or(Some((Unit::Year, 1)));
        let ((start, _), anchor) = self.whole(&Slots { unit2, ..slots.clone() }, found)?;
        let half = slots.ordinal?;
        let stretch = calendar::months(start.year(), if half == 1 { 1 } else { 7 }, 6)?;
        let value = format!("{:04}-H{half}", start.year());
        let reading = Reading::of(value, stretch, Precision::Quarter).counted_from(anchor);
        Some(Reading { year_named: slots.year.is_some(), ..reading })
    }

    /// "the first Monday of next month", "the last Friday in May".
    pub(super) fn nth_weekday(&self, slots: &Slots, found: &Found, from_end: bool) -> Option<Reading> {
        let ((first, last), anchor) = self.whole(slots, found)?;
        let weekday = Weekday::from_monday_one_offset(slots.weekday? as i8).ok()?;
        let day = if from_end {
            plus_days(last, -i32::from(last.weekday().since(weekday)))?
        } else {
            let weeks = i32::try_from(slots.ordinal?).ok()?.checked_sub(1)?;
            plus_days(first, i32::from(weekday.since(first.weekday())) + 7 * weeks)?
        };
        let fits = first <= day && day <= last;
        fits.then(|| Reading::unit(Unit::Day, day).map(|r| r.counted_from(anchor))).flatten()
    }

    /// "the rest of the year": from the day counted from to its end.
    pub(super) fn rest_of(&self, slots: &Slots) -> Option<Reading> {
        let back = slots.shift.is_some_and(|shift| shift.back);
        let (day, anchor) = self.origin(back)?;
        let (_, last) = slots.unit?.0.stretch(day)?;
        Some(Reading::of(format!("{day}/{last}"), (day, last), Precision::Day).counted_from(anchor))
    }

    /// "this year so far", "year to date".
    pub(super) fn to_date(&self, slots: &Slots) -> Option<Reading> {
        let (day, anchor) = self.origin(false)?;
        let (first, _) = slots.unit?.0.stretch(day)?;
        Some(Reading::of(format!("{first}/{day}"), (first, day), Precision::Day).counted_from(anchor))
    }

    /// "over the weekend": the one that goes on, else the last or next by the tense of the clause.
    pub(super) fn the_weekend(&self, found: &Found) -> Option<Reading> {
        let Some((day, anchor)) = self.origin(false) else {
            return Some(Reading::open(TimeKind::Date, "XXXX-WXX-WE"));
        };
        let in_weekend = day.weekday().to_monday_zero_offset() >= 5;
        let ahead = matches!(self.direction(found), Some(Direction::Future | Direction::Present));
        let week = if in_weekend || ahead { 0 } else { -1 };
        Reading::unit(Unit::Weekend, Unit::Week.step(day, week)?).map(|r| r.counted_from(anchor))
    }

    /// The week or weekend that a day lies in; a weekend takes in a Friday or Monday that is free.
    pub(super) fn around(&self, unit: Unit, day: &Found) -> Option<Reading> {
        let inner = self.read(day)?;
        let first = inner.first?;
        let day = match (unit, first.weekday()) {
            (Unit::Weekend, Weekday::Monday | Weekday::Tuesday) => plus_days(first, -3)?,
            _ => first,
        };
        let reading = Reading::unit(unit, day)?;
        Some(Reading { anchor: inner.anchor, year_named: inner.year_named, ..reading })
    }

    /// "Monday two weeks from now": the weekday in the week of that day.
    pub(super) fn weekday_in(&self, weekday: u8, day: &Found) -> Option<Reading> {
        let inner = self.read(day)?;
        // A week or year far off is told by its like day, not by its first.
        let like = match &day.expr {
            Expr::Base { slots, .. } => {
                let (unit, times) = slots.unit?;
                let count = slots.num.map_or(Some(1), |n| n.to_i32())?.checked_mul(times)?;
                unit.step(self.anchor?, count)?
            }
            _ => inner.first?,
        };
        let monday = Unit::Week.stretch(like)?.0;
        let day = plus_days(monday, i32::from(weekday) - 1)?;
        Some(Reading { anchor: inner.anchor, ..Reading::unit(Unit::Day, day)? })
    }

    /// A fiscal year by the calendar of the country; without one the budget year of the United States.
    pub(super) fn fiscal_year(&self, named: i16) -> Option<Reading> {
        let calendar = self.country.and_then(|country| self.tables.countries.get(country));
        let ((month, day), by_start) = match (calendar, self.country) {
            (Some(own), _) => (own.fiscal, own.named_by_start),
            (None, Some(_)) => ((1, 1), false),
            (None, None) => ((10, 1), false),
        };
        let starts = if by_start || (month, day) == (1, 1) { named } else { named - 1 };
        let first = Date::new(starts, month, day).ok()?;
        let last = plus_days(Unit::Year.step(first, 1)?, -1)?;
        let reading = Reading::of(format!("FY{named}"), (first, last), Precision::Year);
        Some(Reading { year_named: true, ..reading })
    }

    /// "fiscal 2024", "FY24", "the 2023-24 financial year".
    pub(super) fn fiscal(&self, slots: &Slots) -> Option<Reading> {
        let short = slots
            .digits
            .first()
            .and_then(|&(number, width)| i16::try_from(if width == 2 { 2000 + number } else { number }).ok());
        match (slots.year, short) {
            (Some(start), Some(end)) if end == start + 1 => {
                let by_start = self
                    .country
                    .and_then(|country| self.tables.countries.get(country))
                    .is_some_and(|own| own.named_by_start);
                self.fiscal_year(if by_start { start } else { end })
            }
            (Some(year), None) | (None, Some(year)) => self.fiscal_year(year),
            _ => None,
        }
    }

    /// "the last fiscal year", "this financial year".
    pub(super) fn fiscal_shift(&self, slots: &Slots) -> Option<Reading> {
        let (day, anchor) = self.origin(false)?;
        let named = [day.year() - 1, day.year(), day.year() + 1].into_iter().find(|&year| {
            self.fiscal_year(year)
                .is_some_and(|r| r.first.is_some_and(|f| f <= day) && r.last.is_some_and(|l| day <= l))
        })?;
        let by = slots.shift.map_or(0, |shift| shift.by);
        self.fiscal_year(i16::try_from(i32::from(named) + by).ok()?).map(|r| r.counted_from(anchor))
    }

    /// "during the Oder presidency": the terms of the holder that began last before the day of the report.
    pub(super) fn term(&self, slots: &Slots) -> Option<Reading> {
        let (start, end) = slots.holder?;
        let name = self.scan.lower.get(start..end)?;
        let last = name.rsplit(' ').next()?;
        let held = self.tables.terms.get(last)?;
        let mut held: Vec<_> = held
            .iter()
            .filter(|term| {
                let person = term.person.to_lowercase();
                person.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with(' '))
            })
            .filter(|term| self.anchor.is_none_or(|day| term.first().is_some_and(|first| first <= day)))
            .collect();
        let (person, office) = held.last().map(|term| (term.person.clone(), term.office.clone()))?;
        held.retain(|term| term.person == person && term.office == office);
        let (from, to) = match slots.ordinal {
            Some(which) => {
                let term = held.get(usize::try_from(which.checked_sub(1)?).ok()?)?;
                (term, term)
            }
            None => (held.first()?, held.last()?),
        };
        let first = from.first()?;
        // A term that goes on has no last day yet.
        let end = if to.to.is_empty() { String::new() } else { to.to.clone() };
        let precision = if from.from.len() > 7 { Precision::Day } else { Precision::Year };
        let reading = Reading::of(format!("{}/{end}", from.from), (first, first), precision);
        Some(Reading { last: to.last().or(self.anchor.filter(|day| first <= *day)), ..reading })
    }

    /// "two weeks starting 20 May", "for three hours from 10 am".
    pub(super) fn starting(&self, length: &Found, start: &Found) -> Option<Reading> {
        let Expr::Base { slots, .. } = &length.expr else { return None };
        let begin = self.read(start)?;
        let day = begin.first?;
        let (unit, times) = slots.unit?;
        let count = slots.num.unwrap_or(rust_decimal::Decimal::ONE);
        if let Some(clock) = begin.value.as_deref().and_then(super::hours::minutes_of) {
            let more = slots.unit2.zip(slots.num2).map_or(Some(0), |((unit, _), n)| minutes(unit, n))?;
            let end = clock.checked_add(minutes(unit, count)?)?.checked_add(more)?;
            let last = plus_days(day, end.div_euclid(24 * 60))?;
            let of = |day: Date, minutes: i32| {
                format!("{day}T{:02}:{:02}", minutes.rem_euclid(24 * 60) / 60, minutes.rem_euclid(60))
            };
            let value = format!("{}/{}", of(day, clock), of(last, end));
            return Some(Reading { value: Some(value), last: Some(last), ..begin });
        }
        let count = count.to_i32()?.checked_mul(times)?;
        let last = plus_days(unit.step(day, count)?, -1)?;
        let sound = unit >= Unit::Day && day <= last;
        let reading = Reading::of(format!("{day}/{last}"), (day, last), Precision::Day);
        sound.then_some(Reading { anchor: begin.anchor, year_named: begin.year_named, ..reading })
    }
}

/// A length in minutes; days are twenty-four hours.
fn minutes(unit: Unit, count: rust_decimal::Decimal) -> Option<i32> {
    let each = match unit {
        Unit::Minute => 1,
        Unit::Hour => 60,
        Unit::Day => 24 * 60,
        _ => return None,
    };
    count.checked_mul(rust_decimal::Decimal::from(each))?.to_i32()
}

/// The `count`th unit inside a stretch, from its start or from its end.
fn within(unit: Unit, (first, last): Stretch, count: i32, from_end: bool) -> Option<Stretch> {
    let steps = if from_end { 1 - count } else { count - 1 };
    let from = match unit {
        Unit::Week => {
            // the week whose Thursday is the first, or last, of the stretch
            let thursday = if from_end {
                plus_days(last, -i32::from(last.weekday().since(Weekday::Thursday)))?
            } else {
                plus_days(first, i32::from(Weekday::Thursday.since(first.weekday())))?
            };
            Unit::Week.stretch(thursday)?.0
        }
        Unit::Weekend => {
            let saturday = if from_end {
                plus_days(last, -i32::from(last.weekday().since(Weekday::Saturday)))?
            } else {
                plus_days(first, i32::from(Weekday::Saturday.since(first.weekday())))?
            };
            return Unit::Weekend.stretch(unit.step(saturday, steps)?);
        }
        _ if from_end => unit.stretch(last)?.0,
        _ => first,
    };
    let found = unit.stretch(unit.step(from, steps)?)?;
    let inside = (1..=366).contains(&count) && found.0 <= last && found.1 >= first;
    inside.then_some(found)
}

/// "every Monday morning", "every January", "every fourth year", "every weekday".
pub(super) fn set_of(slots: &Slots) -> Option<Reading> {
    let open = |value: String| Some(Reading::open(TimeKind::Set, &value));
    if let Some((unit, times)) = slots.unit {
        let count = slots.ordinal.map_or_else(|| "1".to_owned(), |n| n.to_string());
        return open(unit.length(times, &count));
    }
    if let Some(month) = slots.month {
        return open(format!("XXXX-{month:02}"));
    }
    if let Some(season) = slots.season {
        return open(format!("XXXX-{season}"));
    }
    let part = match slots.clock {
        Some(clock) if clock.minute.is_none() => format!("T{:02}", clock.hour),
        Some(clock) => meaning::clock_value(clock, slots.zone),
        None => slots.daypart.unwrap_or_default().to_owned(),
    };
    match slots.weekday {
        Some(weekday) => open(format!("XXXX-WXX-{weekday}{part}")),
        None => open(format!("XXXX-XX-XX{part}")),
    }
}
