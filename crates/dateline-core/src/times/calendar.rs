//! Calendar arithmetic: the stretch of a unit that holds a day, steps by units, TIMEX values, days that have a name.
//!
//! Pure arithmetic on civil dates; every step that leaves the calendar gives none.

use super::tables::{Edge, NamedRule, Unit};
use crate::words::Precision;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use rust_decimal::Decimal;

/// First and last day.
pub(super) type Stretch = (Date, Date);

impl Unit {
    /// The precision of a date that names one such unit.
    pub(super) fn precision(self) -> Precision {
        match self {
            Unit::Second | Unit::Minute => Precision::Minute,
            Unit::Hour => Precision::Hour,
            Unit::Day => Precision::Day,
            Unit::Week | Unit::Weekend => Precision::Week,
            Unit::Month => Precision::Month,
            Unit::Quarter => Precision::Quarter,
            Unit::Year => Precision::Year,
            Unit::Decade => Precision::Decade,
            Unit::Century => Precision::Century,
        }
    }

    /// The day `count` units away; units shorter than a day leave it.
    pub(super) fn step(self, from: Date, count: i32) -> Option<Date> {
        let span: Span = match self {
            Unit::Second | Unit::Minute | Unit::Hour => 0.days(),
            Unit::Day => Span::new().try_days(count).ok()?,
            Unit::Week | Unit::Weekend => Span::new().try_weeks(count).ok()?,
            Unit::Month => Span::new().try_months(count).ok()?,
            Unit::Quarter => Span::new().try_months(count.checked_mul(3)?).ok()?,
            Unit::Year => Span::new().try_years(count).ok()?,
            Unit::Decade => Span::new().try_years(count.checked_mul(10)?).ok()?,
            Unit::Century => Span::new().try_years(count.checked_mul(100)?).ok()?,
        };
        from.checked_add(span).ok()
    }

    /// The unit that holds a day, from its first day to its last.
    pub(super) fn stretch(self, day: Date) -> Option<Stretch> {
        let year = day.year();
        match self {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Some((day, day)),
            Unit::Week => {
                let monday = plus_days(day, -i32::from(day.weekday().to_monday_zero_offset()))?;
                Some((monday, plus_days(monday, 6)?))
            }
            Unit::Weekend => {
                let (monday, sunday) = Unit::Week.stretch(day)?;
                Some((plus_days(monday, 5)?, sunday))
            }
            Unit::Month => month(year, day.month()),
            Unit::Quarter => months(year, (day.month() - 1) / 3 * 3 + 1, 3),
            Unit::Year => years(year, 1),
            Unit::Decade => years(year.div_euclid(10) * 10, 10),
            Unit::Century => years(year.div_euclid(100) * 100, 100),
        }
    }

    /// The TIMEX value of the unit that holds a day.
    pub(super) fn value(self, day: Date) -> String {
        let year = day.year();
        match self {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => day.to_string(),
            Unit::Week | Unit::Weekend => {
                let week = day.iso_week_date();
                let end = if self == Unit::Weekend { "-WE" } else { "" };
                format!("{:04}-W{:02}{end}", week.year(), week.week())
            }
            Unit::Month => format!("{year:04}-{:02}", day.month()),
            Unit::Quarter => format!("{year:04}-Q{}", (day.month() - 1) / 3 + 1),
            Unit::Year => format!("{year:04}"),
            Unit::Decade => format!("{:03}", year.div_euclid(10)),
            Unit::Century => format!("{:02}", year.div_euclid(100)),
        }
    }

    /// The TIMEX value of a length.
    pub(super) fn length(self, times: i32, count: &str) -> String {
        let count = match (count.parse::<Decimal>(), if self == Unit::Quarter { times * 3 } else { times }) {
            (Ok(number), times) if times != 1 => number
                .checked_mul(Decimal::from(times))
                .map_or_else(|| count.to_owned(), |product| product.normalize().to_string()),
            _ => count.to_owned(),
        };
        let (time, letters) = match self {
            Unit::Second => ("T", "S"),
            Unit::Minute => ("T", "M"),
            Unit::Hour => ("T", "H"),
            Unit::Day => ("", "D"),
            Unit::Week => ("", "W"),
            Unit::Weekend => ("", "WE"),
            Unit::Month | Unit::Quarter => ("", "M"),
            Unit::Year => ("", "Y"),
            Unit::Decade => ("", "DE"),
            Unit::Century => ("", "CE"),
        };
        format!("P{time}{count}{letters}")
    }
}

/// The day some days on.
pub(super) fn plus_days(day: Date, days: i32) -> Option<Date> {
    Span::new().try_days(days).ok().and_then(|span| day.checked_add(span).ok())
}

/// A month from its first day to its last.
pub(super) fn month(year: i16, number: i8) -> Option<Stretch> {
    months(year, number, 1)
}

/// Some months from the first day to the last.
pub(super) fn months(year: i16, first: i8, count: i32) -> Option<Stretch> {
    let first = Date::new(year, first, 1).ok()?;
    Some((first, plus_days(Unit::Month.step(first, count)?, -1)?))
}

/// Some years from the first day to the last.
pub(super) fn years(first: i16, count: i16) -> Option<Stretch> {
    let last = first.checked_add(count)?.checked_sub(1)?;
    Some((Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?))
}

/// The third of a stretch that an edge names: of a month ten days and the rest, of a year four months.
pub(super) fn third((first, last): Stretch, edge: Edge) -> Option<Stretch> {
    let days = (last - first).get_days() + 1;
    if days < 3 {
        return Some((first, last));
    }
    let whole_month = month(first.year(), first.month()) == Some((first, last));
    let whole_year = years(first.year(), 1) == Some((first, last));
    let (second, third) = if whole_month {
        (plus_days(first, 10)?, plus_days(first, 20)?)
    } else if whole_year {
        (Unit::Month.step(first, 4)?, Unit::Month.step(first, 8)?)
    } else {
        (plus_days(first, days / 3)?, plus_days(last, 1 - days / 3)?)
    };
    match edge {
        Edge::Start => Some((first, plus_days(second, -1)?)),
        Edge::Mid => Some((second, plus_days(third, -1)?)),
        Edge::End => Some((third, last)),
    }
}

/// A season; the one over the turn of the year begins in December of its year.
pub(super) fn season(year: i16, code: &str, south: bool) -> Option<Stretch> {
    let first = match (code, south) {
        ("SP", false) | ("FA", true) => 3,
        ("SU", false) | ("WI", true) => 6,
        ("FA", false) | ("SP", true) => 9,
        _ => 12,
    };
    months(year, first, 3)
}

/// First and last day of what is named, in a year; none where the table does not know that year.
pub(super) fn named_stretch(rule: &NamedRule, year: i16) -> Option<Stretch> {
    let day = match rule {
        NamedRule::Fixed(month, day) => Date::new(year, *month, *day).ok()?,
        NamedRule::Easter(plus) => plus_days(easter(year)?, *plus)?,
        NamedRule::OrthodoxEaster(plus) => plus_days(orthodox_easter(year)?, *plus)?,
        NamedRule::Nth { month, weekday, which, plus } => {
            let weekday = jiff::civil::Weekday::from_monday_one_offset(*weekday).ok()?;
            let day = Date::new(year, *month, 1).ok()?.nth_weekday_of_month(*which, weekday).ok()?;
            plus_days(day, *plus)?
        }
        NamedRule::Days(days) => days.iter().copied().find(|day| day.year() == year)?,
        NamedRule::Periods(periods) => {
            return periods.iter().copied().find(|(first, _)| first.year() == year);
        }
        NamedRule::Span(_) | NamedRule::Nowhere => return None,
    };
    Some((day, day))
}

/// Easter Sunday of the eastern churches (Meeus' rule in the Julian calendar, told in the Gregorian; 1900 to 2099).
fn orthodox_easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 4, y % 7, y % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let (month, day) = ((d + e + 114) / 31, (d + e + 114) % 31 + 1);
    let julian = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    if (1900..2100).contains(&year) { plus_days(julian, 13) } else { None }
}

/// Easter Sunday of the western churches (the anonymous Gregorian rule).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// First and last day of a value such as "1939-09-01", "1947", "2009-Q3", "199", "18".
pub(super) fn stretch_of(value: &str) -> Option<Stretch> {
    let number = |text: &str| text.parse::<i16>().ok();
    let parts: Vec<&str> = value.split('-').collect();
    match parts.as_slice() {
        [year] if year.len() == 4 => years(number(year)?, 1),
        [decade] if decade.len() == 3 => years(number(decade)?.checked_mul(10)?, 10),
        [century] if century.len() == 2 => years(number(century)?.checked_mul(100)?, 100),
        [year, part] if part.starts_with('Q') => {
            months(number(year)?, i8::try_from(3 * number(&part[1..])? - 2).ok()?, 3)
        }
        [year, month_number] => month(number(year)?, month_number.parse().ok()?),
        [_, _, _] => value.parse().ok().map(|day: Date| (day, day)),
        _ => None,
    }
}
