//! Counts out days and months: the year of a date that is told without one, weekdays, days that have a name.
//!
//! Knows the direction of the clause and the two days that can be counted from; nothing of lengths and clocks.

use super::TimeKind;
use super::calendar::{self, plus_days};
use super::compose::{Expr, Found};
use super::meaning::{self, Reading};
use super::pattern::{Gives, Slots};
use super::reading::Counter;
use super::tables::{Direction, NamedRule, Shift, Unit};
use crate::words::{Anchor, Precision};
use jiff::civil::{Date, Weekday};

impl Counter<'_> {
    pub(super) fn date(&self, slots: &Slots, found: &Found, same_year: bool) -> Option<Reading> {
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
    pub(super) fn year_of(&self, month: i8, day: Option<i8>, found: &Found) -> Option<(i16, Anchor)> {
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
            Some(Direction::Present) | None => meaning::nearest_year(anchor, month, day),
        };
        Some((year, Anchor::Published))
    }

    pub(super) fn date_range(&self, slots: &Slots, found: &Found) -> Option<Reading> {
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

    pub(super) fn day_of_month(&self, slots: &Slots) -> Option<Reading> {
        let shift = slots.shift.map_or(0, |s| s.by);
        let back = slots.shift.is_none_or(|s| s.back);
        let (day, anchor) = self.origin(back)?;
        let month = Unit::Month.step(day.first_of_month(), shift)?;
        meaning::day_reading(month.year(), month.month(), slots.day? as i8).map(|r| r.counted_from(anchor))
    }

    pub(super) fn month(&self, gives: Gives, slots: &Slots, found: &Found) -> Option<Reading> {
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

    /// A weekday: the day of the report itself, else the one before or after by the tense of the clause.
    pub(super) fn weekday(&self, slots: &Slots, found: &Found) -> Option<Reading> {
        let number = slots.weekday? as i8;
        let weekday = Weekday::from_monday_one_offset(number).ok()?;
        if let Some(day) = slots.day {
            return self.weekday_on_number(weekday, day as i8, found);
        }
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
                let future = matches!(self.direction(found), Some(Direction::Future | Direction::Present));
                alternatives = vec![if future { before } else { after }.to_string()];
                if future { after } else { before }
            }
        };
        let reading = Reading::unit(Unit::Day, day)?.counted_from(counted);
        Some(Reading { alternatives, ..reading })
    }

    pub(super) fn weekday_of_week(&self, slots: &Slots) -> Option<Reading> {
        let shift = slots.shift?;
        let (origin, counted) = self.origin(shift.back)?;
        let monday = Unit::Week.stretch(plus_days(origin, 7 * shift.by)?)?.0;
        let day = plus_days(monday, i32::from(slots.weekday?) - 1)?;
        Reading::unit(Unit::Day, day).map(|r| r.counted_from(counted))
    }

    pub(super) fn week_number(&self, slots: &Slots) -> Option<Reading> {
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

    pub(super) fn phrase(&self, at: usize) -> Reading {
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

    pub(super) fn phrase_without_day(&self, at: usize) -> Reading {
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

    pub(super) fn same_time(&self) -> Reading {
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

    /// "Friday the 26th": the nearest month, in the direction of the clause, in which the day falls on the weekday.
    fn weekday_on_number(&self, weekday: Weekday, day: i8, found: &Found) -> Option<Reading> {
        let (origin, counted) = self.origin(false)?;
        let month = origin.first_of_month();
        let falls = |step: i32| {
            let month = Unit::Month.step(month, step)?;
            let date = Date::new(month.year(), month.month(), day).ok()?;
            (date.weekday() == weekday).then_some(date)
        };
        // Every weekday falls on every day of the month within fourteen months, but for the 31st.
        let mut near: Vec<Date> = (-20..=20).filter_map(falls).collect();
        near.sort_by_key(|date| (*date - origin).get_days().abs());
        let sided = match self.direction(found) {
            Some(Direction::Past) => near.iter().find(|date| **date <= origin),
            Some(Direction::Future) => near.iter().find(|date| **date >= origin),
            _ => None,
        };
        Reading::unit(Unit::Day, *sided.or(near.first())?).map(|r| r.counted_from(counted))
    }

    /// "on the 18th": in the month that was named before, else the nearest in the direction of the clause.
    pub(super) fn day_alone(&self, slots: &Slots, found: &Found) -> Option<Reading> {
        let day = slots.day? as i8;
        let on = |month: Date| Date::new(month.year(), month.month(), day).ok();
        if let Some(named) = self.named.filter(|named| named.precision <= Precision::Month) {
            let near = found.first.saturating_sub(named.piece) < DAY_NEAR;
            if self.anchor.is_none() || near {
                return Reading::unit(Unit::Day, on(named.first)?)
                    .map(|r| r.counted_from(Anchor::PreviousTime));
            }
        }
        let anchor = self.anchor?;
        let months =
            [-1, 0, 1].into_iter().filter_map(|step| Unit::Month.step(anchor.first_of_month(), step));
        let days: Vec<Date> = months.filter_map(on).collect();
        let found = match self.direction(found) {
            Some(Direction::Past) => days.iter().rev().find(|day| **day <= anchor),
            Some(Direction::Future) => days.iter().find(|day| **day >= anchor),
            _ => days.iter().min_by_key(|day| (**day - anchor).get_days().abs()),
        };
        Reading::unit(Unit::Day, *found?).map(|r| r.counted_from(Anchor::Published))
    }

    /// "11/20": month and day as in the United States, the other order where only that can be.
    pub(super) fn slash(&self, slots: &Slots, found: &Found) -> Option<Reading> {
        let [(a, _), (b, _)] = *slots.digits.as_slice() else { return None };
        let (month, day) = if a <= 12 { (a, b) } else { (b, a) };
        let slots =
            Slots { month: u8::try_from(month).ok(), day: u8::try_from(day).ok(), ..Slots::default() };
        let reading = self.date(&slots, found, false)?;
        let other = (b <= 12 && a <= 12 && a != b)
            .then(|| Slots { month: u8::try_from(b).ok(), day: u8::try_from(a).ok(), ..Slots::default() })
            .and_then(|slots| self.date(&slots, found, false)?.value);
        Some(Reading { alternatives: other.into_iter().collect(), ..reading })
    }

    /// "next 6 April", "last Easter": the next or last such day, never the day of the report itself.
    pub(super) fn shifted_day(&self, shift: Shift, inner: &Found) -> Option<Reading> {
        let (origin, counted) = self.origin(shift.back)?;
        let Expr::Base { rule, slots } = &inner.expr else { return None };
        let in_year = |year: i16| match self.tables.rules[*rule].gives {
            Gives::Named(at) => calendar::named_stretch(self.named_rule(at), year),
            Gives::Slash => {
                let [(a, _), (b, _)] = *slots.digits.as_slice() else { return None };
                let (month, day) = if a <= 12 { (a, b) } else { (b, a) };
                meaning::stretch_in(year, i8::try_from(month).ok()?, Some(i8::try_from(day).ok()?))
            }
            _ => meaning::stretch_in(year, slots.month? as i8, Some(slots.day? as i8)),
        };
        let here = origin.year();
        let mut years = [here - 1, here, here + 1].into_iter().filter_map(in_year);
        let stretch = match shift.by.signum() {
            -1 => years.rfind(|(_, last)| *last < origin)?,
            1 => years.find(|(first, _)| *first > origin)?,
            _ => in_year(here)?,
        };
        let value = stretch_value(stretch);
        Some(Reading::of(value, stretch, Precision::Day).counted_from(counted))
    }

    /// The rule of a named day in the country of the report.
    pub(super) fn named_rule(&self, at: usize) -> &NamedRule {
        let day = &self.tables.named[at];
        let own = day.by_country.iter().find(|(country, _)| Some(country.as_str()) == self.country);
        own.map_or(&day.rule, |(_, rule)| rule)
    }

    pub(super) fn named_day(&self, at: usize, found: &Found) -> Option<Reading> {
        let rule = self.named_rule(at);
        if let NamedRule::Span(span) = rule {
            let (from, to) = span.split_once('/').unwrap_or((span, span));
            let (first, last) = (calendar::stretch_of(from)?, calendar::stretch_of(to)?);
            let precision = if from.len() > 4 { Precision::Day } else { Precision::Year };
            return Some(Reading::of(span.clone(), (first.0, last.1), precision));
        }
        let in_year = |year: i16| calendar::named_stretch(rule, year);
        let read = |stretch: calendar::Stretch, counted: Anchor| {
            Some(Reading::of(stretch_value(stretch), stretch, Precision::Day).counted_from(counted))
        };
        let named_year =
            self.scan.word(found.last - 1).parse::<i16>().ok().filter(|y| (1000..2200).contains(y));
        if let Some(year) = named_year {
            return read(in_year(year)?, Anchor::None).map(|r| Reading { year_named: true, ..r });
        }
        if let Some(named) = self.narrative(found.first) {
            return read(in_year(named.first.year())?, Anchor::PreviousTime);
        }
        let anchor = self.anchor?;
        let here = anchor.year();
        let mut years = [here - 1, here, here + 1].into_iter().filter_map(in_year);
        let stretch = match self.direction(found) {
            Some(Direction::Future) => years.find(|(_, last)| *last >= anchor),
            Some(Direction::Past) => years.rfind(|(first, _)| *first <= anchor),
            Some(Direction::Present) | None => {
                years.min_by_key(|(first, _)| (*first - anchor).get_days().abs())
            }
        };
        read(stretch?, Anchor::Published)
    }
}

/// Furthest that "on the 18th" stands from the month it means, in words: about two sentences.
const DAY_NEAR: usize = 60;

/// A day, or first and last of several.
fn stretch_value((first, last): calendar::Stretch) -> String {
    if first == last { first.to_string() } else { format!("{first}/{last}") }
}
