//! What an expression means, and the meanings that need no day to count from: years, centuries, lengths, sets.
//!
//! Knows the calendar and the slots of a pattern, nothing of the text around it.

use super::calendar::{self, Stretch, plus_days};
use super::pattern::{Clock, Gives, Slots};
use super::tables::Unit;
use super::{Relation, TimeKind};
use crate::words::{Anchor, Precision, TimeMod};
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

/// What an expression means.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) kind: TimeKind,
    pub(super) value: Option<String>,
    pub(super) first: Option<Date>,
    pub(super) last: Option<Date>,
    pub(super) precision: Precision,
    pub(super) anchor: Anchor,
    pub(super) modifier: Option<TimeMod>,
    pub(super) vague: bool,
    pub(super) alternatives: Vec<String>,
    pub(super) relation: Option<Relation>,
    /// The words name the year, so later expressions may be counted from here.
    pub(super) year_named: bool,
}

impl Reading {
    pub(super) fn empty(kind: TimeKind, precision: Precision) -> Reading {
        Reading {
            kind,
            value: None,
            first: None,
            last: None,
            precision,
            anchor: Anchor::None,
            modifier: None,
            vague: false,
            alternatives: Vec::new(),
            relation: None,
            year_named: false,
        }
    }

    pub(super) fn of(value: String, stretch: Stretch, precision: Precision) -> Reading {
        Reading {
            value: Some(value),
            first: Some(stretch.0),
            last: Some(stretch.1),
            ..Reading::empty(TimeKind::Date, precision)
        }
    }

    pub(super) fn unit(unit: Unit, day: Date) -> Option<Reading> {
        Some(Reading::of(unit.value(day), unit.stretch(day)?, unit.precision()))
    }

    pub(super) fn open(kind: TimeKind, value: &str) -> Reading {
        Reading { value: Some(value.to_owned()), ..Reading::empty(kind, Precision::Open) }
    }

    /// Before, at or after now, no more being known.
    pub(super) fn side(by: i32) -> Reading {
        let value = match by {
            0 => "PRESENT_REF",
            _ if by > 0 => "FUTURE_REF",
            _ => "PAST_REF",
        };
        Reading { vague: by != 0, ..Reading::open(TimeKind::Date, value) }
    }

    pub(super) fn counted_from(mut self, anchor: Anchor) -> Reading {
        self.anchor = anchor;
        self
    }
}

impl Reading {
    pub(super) fn open_day(value: &str) -> Reading {
        Reading { value: Some(value.to_owned()), ..Reading::empty(TimeKind::Date, Precision::Day) }
    }
}

pub(super) fn coarser(precision: Precision, unit: Unit) -> bool {
    match unit {
        Unit::Day | Unit::Week | Unit::Weekend => precision > Precision::Day,
        Unit::Month | Unit::Quarter => precision > Precision::Month,
        _ => precision > Precision::Year,
    }
}

pub(super) fn latest(here: i16, fits: impl Fn(i16) -> bool) -> i16 {
    if fits(here) { here } else { here - 1 }
}

pub(super) fn stretch_in(year: i16, month: i8, day: Option<i8>) -> Option<Stretch> {
    match day {
        Some(day) => Date::new(year, month, day).ok().map(|date| (date, date)),
        None => calendar::month(year, month),
    }
}

/// The year that puts a day nearest to the day counted from; a month alone never lies ahead.
pub(super) fn nearest_year(anchor: Date, month: i8, day: Option<i8>) -> i16 {
    let here = anchor.year();
    if day.is_none() {
        return if month > anchor.month() { here - 1 } else { here };
    }
    let distance = |year: i16| {
        stretch_in(year, month, day).map_or(i32::MAX, |(first, _)| (first - anchor).get_days().abs())
    };
    [here, here - 1, here + 1].into_iter().min_by_key(|&year| distance(year)).unwrap_or(here)
}

pub(super) fn move_years(reading: &Reading, years: i32) -> Option<Reading> {
    let old = reading.first?;
    let first = Unit::Year.step(old, years)?;
    let last = Unit::Year.step(reading.last?, years)?;
    let value =
        reading.value.as_ref()?.replacen(&format!("{:04}", old.year()), &format!("{:04}", first.year()), 1);
    Some(Reading { first: Some(first), last: Some(last), value: Some(value), ..reading.clone() })
}

/// An open day or month ("XXXX-11-20") in the last year that puts it before a day.
pub(super) fn in_year_before(open: &Reading, end: Date) -> Option<Reading> {
    let rest = open.value.as_deref()?.strip_prefix("XXXX-")?;
    let in_year = |year: i16| {
        let value = format!("{year:04}-{rest}");
        calendar::stretch_of(&value).map(|stretch| Reading::of(value, stretch, open.precision))
    };
    [end.year(), end.year() - 1].into_iter().filter_map(in_year).find(|reading| reading.first <= Some(end))
}

/// The end of a range that would lie before its start: the next Friday, the next May.
pub(super) fn later_round(first: &Reading, last: &Reading) -> Option<Reading> {
    if last.alternatives.is_empty() {
        return move_years(last, 1);
    }
    let day = last.first?;
    let days = (first.first? - day).get_days();
    let moved = plus_days(day, (days + 6).div_euclid(7) * 7)?;
    Reading::unit(Unit::Day, moved).map(|r| r.counted_from(last.anchor))
}

pub(super) fn signed_year(year: i32) -> String {
    if year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") }
}

pub(super) fn day_reading(year: i16, month: i8, day: i8) -> Option<Reading> {
    Reading::unit(Unit::Day, Date::new(year, month, day).ok()?)
}

pub(super) fn year_reading(year: i16) -> Option<Reading> {
    named_stretch(Unit::Year, year)
}

pub(super) fn named_stretch(unit: Unit, year: i16) -> Option<Reading> {
    let reading = Reading::unit(unit, Date::new(year, 1, 1).ok()?)?;
    Some(Reading { year_named: true, ..reading })
}

pub(super) fn ad_reading(slots: &Slots) -> Option<Reading> {
    slots.num?.to_i16().filter(|year| (1..9999).contains(year)).and_then(year_reading)
}

pub(super) fn bc_reading(slots: &Slots) -> Option<Reading> {
    let year = slots.num?.to_i32().filter(|year| (1..=9998).contains(year))?;
    let first = Date::new(-(year as i16), 1, 1).ok()?;
    let last = Date::new(-(year as i16), 12, 31).ok()?;
    Some(Reading::of(signed_year(-year), (first, last), Precision::Year))
}

pub(super) fn century(slots: &Slots) -> Option<Reading> {
    let year = match (slots.year, slots.ordinal) {
        (Some(year), _) => year,
        (None, Some(ordinal)) => i16::try_from(ordinal.checked_sub(1)?).ok()?.checked_mul(100)?,
        _ => return None,
    };
    // "the 2000s" and "the 1900s" name a decade as often; the pattern only takes hundreds before 2000.
    let first = Date::new(year, 1, 1).ok()?;
    Reading::unit(Unit::Century, first)
}

pub(super) fn iso(slots: &Slots) -> Option<Reading> {
    let month = i8::try_from(slots.digits.first()?.0).ok()?;
    let day = i8::try_from(slots.digits.get(1)?.0).ok()?;
    day_reading(slots.year?, month, day).map(|r| Reading { year_named: true, ..r })
}

/// Month and day as in the United States, the other order where only that can be.
pub(super) fn numeric(slots: &Slots) -> Option<Reading> {
    let (a, b) = (slots.digits.first()?.0, slots.digits.get(1)?.0);
    let year = match (slots.year, slots.digits.get(2)) {
        (Some(year), _) => year,
        (None, Some((year, 4))) => i16::try_from(*year).ok()?,
        (None, Some((year, 2))) => i16::try_from(if *year < 50 { 2000 + year } else { 1900 + year }).ok()?,
        _ => return None,
    };
    let of = |month: u32, day: u32| day_reading(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let (american, european) = (of(a, b), of(b, a));
    let other = european.as_ref().filter(|_| american.is_some() && a != b).and_then(|r| r.value.clone());
    let reading = american.or(european)?;
    Some(Reading { year_named: true, alternatives: other.into_iter().collect(), ..reading })
}

pub(super) fn length(count: &str, (unit, times): (Unit, i32)) -> Option<Reading> {
    Some(Reading::open(TimeKind::Duration, &unit.length(times, count)))
}

pub(super) fn half_more(slots: &Slots) -> Option<Reading> {
    let count = slots.num?.checked_add(rust_decimal::Decimal::new(5, 1))?;
    length(&count.normalize().to_string(), slots.unit?)
}

/// "one and a quarter years".
pub(super) fn quarter_more(slots: &Slots) -> Option<Reading> {
    let count = slots.num?.checked_add(rust_decimal::Decimal::new(25, 2))?;
    length(&count.normalize().to_string(), slots.unit?)
}

/// "2015-12".
pub(super) fn year_month(slots: &Slots) -> Option<Reading> {
    let month = i8::try_from(slots.digits.first()?.0).ok()?;
    let stretch = calendar::month(slots.year?, month)?;
    Some(Reading { year_named: true, ..Reading::of(Unit::Month.value(stretch.0), stretch, Precision::Month) })
}

pub(super) fn two_units(slots: &Slots) -> Option<Reading> {
    let first = slots.unit?.0.length(slots.unit?.1, &slots.num?.normalize().to_string());
    let second = slots.unit2?.0.length(slots.unit2?.1, &slots.num2?.normalize().to_string());
    let sound = slots.unit?.0 > slots.unit2?.0;
    let second =
        if first.contains('T') { second.trim_start_matches("PT") } else { second.trim_start_matches('P') };
    sound.then(|| Reading::open(TimeKind::Duration, &format!("{first}{second}")))
}

pub(super) fn set(gives: Gives, slots: &Slots) -> Option<Reading> {
    let value = match gives {
        Gives::SetWeekday => format!("XXXX-WXX-{}", slots.weekday?),
        Gives::SetOther => slots.unit?.0.length(slots.unit?.1, "2"),
        Gives::SetEach => {
            let count = slots.num.map_or_else(|| "1".to_owned(), |n| n.normalize().to_string());
            slots.unit?.0.length(slots.unit?.1, &count)
        }
        _ => slots.unit?.0.length(slots.unit?.1, "1"),
    };
    Some(Reading::open(TimeKind::Set, &value))
}

/// The half of the day that words after the clock time decide: "8 in the evening".
pub(super) fn in_part(clock: Clock, part: Option<&'static str>) -> Clock {
    // "one at night" lies after midnight, "nine at night" before it.
    let night = part == Some("TNI") && clock.hour > 4;
    let later = (matches!(part, Some("TAF" | "TEV")) || night) && clock.hour < 12 && !clock.sure;
    Clock { hour: if later { clock.hour + 12 } else { clock.hour }, ..clock }
}

pub(super) fn clock_value(clock: Clock, zone: Option<i32>) -> String {
    let second = clock.second.map_or_else(String::new, |s| format!(":{s:02}"));
    let minute = clock.minute.unwrap_or(0);
    let zone = match zone {
        None => String::new(),
        Some(0) => "Z".to_owned(),
        Some(z) => format!("{}{:02}:{:02}", if z < 0 { '-' } else { '+' }, z.abs() / 60, z.abs() % 60),
    };
    format!("T{:02}:{minute:02}{second}{zone}", clock.hour)
}
