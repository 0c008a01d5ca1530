//! Joins an expression with what stands beside it: a date after a weekday, a clock time after a day, a length from a day.
//!
//! Knows the order of words, not the calendar: what comes out is still to be counted.

use super::compose::{Expr, Found, Reader};
use super::pattern::{Clock, Gives};
use super::tables::{NamedRule, Unit};
use super::{clock, meaning, plausible};
use crate::scan::{PieceKind, is_dash};
use crate::words::TimeMod;
use rust_decimal::prelude::ToPrimitive;

impl Reader<'_> {
    /// Takes in what follows: a date after a weekday, a time after a day, a day after a time, a day after a length.
    pub(super) fn extended(&self, found: Found) -> Found {
        let gives = self.gives(&found);
        let next = match gives {
            Some(Gives::Weekday) => self
                .weekday_then_date(&found)
                .or_else(|| self.weekday_then_number(&found))
                .or_else(|| self.weekday_then_week(&found)),
            Some(gives) if gives.is_clock() => self.clock_then_more(&found),
            Some(Gives::Named(_)) => self.named_then_year(&found),
            Some(Gives::Duration | Gives::DurationOne | Gives::DurationVague | Gives::DurationTwo) => {
                self.length_then_day(&found).or_else(|| self.length_then_start(&found))
            }
            _ => None,
        };
        let found = next.unwrap_or(found);
        let found = if self.is_day(&found) { self.part_then_day(found) } else { found };
        if !self.holds_hours(&found) {
            return found;
        }
        let found = self.day_then_time(&found).unwrap_or(found);
        // "Sunday early morning at 8:00": the clock time makes the part of the day exact.
        if self.is_part_of_day(&found) { self.day_then_time(&found).unwrap_or(found) } else { found }
    }

    /// Whether a clock time can stand beside an expression: a day, or a part of one ("last night").
    pub(super) fn holds_hours(&self, found: &Found) -> bool {
        self.is_day(found) || self.is_part_of_day(found)
    }

    /// "last night", "this morning", "Monday evening": a part of a certain day.
    fn is_part_of_day(&self, found: &Found) -> bool {
        match &found.expr {
            Expr::Base { rule, slots } => match self.tables.rules[*rule].gives {
                Gives::DayPart => slots.shift.is_some(),
                Gives::Phrase(phrase) => {
                    let value = &self.tables.phrases[phrase].value;
                    value.len() > 3 && value.starts_with("day")
                }
                _ => false,
            },
            Expr::Timed { time, .. } => self.gives(time) == Some(Gives::DayPart),
            _ => false,
        }
    }

    /// "Friday the 26th", "Mon 13th", "Friday 31": the day of the month that falls on the weekday.
    fn weekday_then_number(&self, weekday: &Found) -> Option<Found> {
        let Expr::Base { rule, slots } = &weekday.expr else { return None };
        let scan = self.scan;
        let mut at = weekday.last;
        if scan.word(at) == "," {
            at += 1;
        }
        let the = scan.lower(at) == "the";
        if the {
            at += 1;
        }
        let (day, last) = match self.tables.numerals.ordinal(scan, at) {
            Some(found) => found,
            None if the || at != weekday.last => return None,
            None => {
                let day = scan.word(at).parse().ok()?;
                let alone = scan.kind(at + 1) != Some(PieceKind::Word)
                    && !(scan.kind(at + 1) == Some(PieceKind::Sign) && scan.glued(at + 2));
                (alone && scan.word(at).len() == 2).then_some((day, at + 1))?
            }
        };
        // "on Friday the first ship left" tells no day of the month.
        let counts = scan.kind(last) == Some(PieceKind::Word)
            && !scan.capital(last)
            && !plausible::is_preposition(scan.lower(last))
            && scan.lower(last) != "at";
        let day = u8::try_from(day).ok().filter(|day| (1..=31).contains(day) && !counts)?;
        let mut slots = slots.clone();
        slots.day = Some(day);
        Some(Found { expr: Expr::Base { rule: *rule, slots }, first: weekday.first, last })
    }

    /// "Monday two weeks from now", "Thursday, two years from now".
    fn weekday_then_week(&self, weekday: &Found) -> Option<Found> {
        let Expr::Base { slots, .. } = &weekday.expr else { return None };
        let at = if self.scan.word(weekday.last) == "," { weekday.last + 1 } else { weekday.last };
        let day = self.base(at)?;
        let day = match self.gives(&day)? {
            Gives::FromNow | Gives::FromNowOne => day,
            Gives::Duration | Gives::DurationOne => self.length_then_day(&day)?,
            _ => return None,
        };
        let (first, last) = (weekday.first, day.last);
        Some(Found { expr: Expr::WeekdayIn { weekday: slots.weekday?, day: Box::new(day) }, first, last })
    }

    /// "two weeks starting 20 May", "for three days from Monday", "for two hours from 2pm".
    fn length_then_start(&self, length: &Found) -> Option<Found> {
        let scan = self.scan;
        let mut at = length.last;
        let before = length.first.checked_sub(1).map_or("", |b| scan.lower(b));
        match scan.lower(at) {
            "starting" | "beginning" | "commencing" => at += 1,
            "from" if before == "for" => {}
            _ => return None,
        }
        if matches!(scan.lower(at), "from" | "on" | "at" | "with") {
            at += 1;
        }
        let start = self.point(at).or_else(|| self.hour_at(at)).filter(|start| self.may_start(start))?;
        let (first, last) = (length.first, start.last);
        let (length, start) = (Box::new(length.clone()), Box::new(start));
        Some(Found { expr: Expr::Starting { length, start }, first, last })
    }

    /// "from 2pm for two hours".
    pub(super) fn start_then_length(&self, at: usize) -> Option<Found> {
        let start =
            self.point(at + 1).or_else(|| self.hour_at(at + 1)).filter(|start| self.may_start(start))?;
        if self.scan.lower(start.last) != "for" {
            return None;
        }
        let length = self.base(start.last + 1)?;
        let fits = matches!(self.gives(&length)?, Gives::Duration | Gives::DurationOne | Gives::DurationTwo);
        let last = length.last;
        let (length, start) = (Box::new(length), Box::new(start));
        fits.then_some(Found { expr: Expr::Starting { length, start }, first: at, last })
    }

    fn may_start(&self, start: &Found) -> bool {
        self.holds_hours(start)
            || self.gives(start).is_some_and(Gives::is_clock)
            || matches!(&start.expr, Expr::Timed { .. })
    }

    /// A bare number as an hour: "at 4", "around five".
    pub(super) fn hour_at(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let (hour, mut last) = self.hour(at)?;
        let mut minute = None;
        let stop = scan.word(last) == "." && scan.glued(last) && scan.glued(last + 1);
        if stop && scan.word(last + 1).len() == 2 && scan.kind(last + 1) == Some(PieceKind::Digits) {
            minute = scan.word(last + 1).parse().ok().filter(|minute| *minute < 60);
            last += 2;
        }
        let goes_on = scan.kind(last) == Some(PieceKind::Digits)
            || (scan.kind(last) == Some(PieceKind::Word) && !plausible::is_preposition(scan.lower(last)))
            || matches!(scan.word(last), "%" | "/" | "-" | "–" | ":" | "°" | "$");
        if goes_on {
            return None;
        }
        let clock = Clock { hour, minute, second: None, sure: false };
        let found = self.clock_at(at, last, clock)?;
        Some(self.with_part(found))
    }

    /// A number from 1 to 12 in digits or words, and where it ends.
    pub(super) fn hour(&self, at: usize) -> Option<(u8, usize)> {
        if self.scan.kind(at) == Some(PieceKind::Digits) {
            let hour = self.scan.word(at).parse().ok().filter(|hour| (1..=12).contains(hour))?;
            return Some((hour, at + 1));
        }
        let number = self.tables.numerals.read(self.scan, at)?;
        let hour = number.value.to_u8().filter(|_| number.value.is_integer())?;
        ((1..=12).contains(&hour) && number.end == at + 1).then_some((hour, number.end))
    }

    /// "between 2 and 4:30pm tomorrow", "5 to seven in the morning": bare hours before a day or a part of one.
    pub(super) fn hours_then_day(&self, at: usize, opener: bool) -> Option<Found> {
        let scan = self.scan;
        let first = if opener { at + 1 } else { at };
        let (from, end) = self.hour(first)?;
        let to = self.connector(end, scan.lower(at))?;
        if !opener && is_dash(scan.word(end)) {
            return None;
        }
        let (mut to_clock, mut last) = match clock::read_clock(scan, to) {
            Some((clock, last)) => (clock, last),
            None => {
                let (hour, last) = self.hour(to)?;
                (Clock { hour, minute: None, second: None, sure: false }, last)
            }
        };
        let part = (scan.lower(last) == "in" && scan.lower(last + 1) == "the")
            .then(|| self.tables.entry(scan.lower(last + 2))?.daypart)
            .flatten();
        let day = if part.is_some() {
            last += 3;
            None
        } else {
            let on = matches!(scan.lower(last), "on" | "of");
            let day = self.point(if on { last + 1 } else { last });
            let day = day.filter(|day| self.holds_hours(day) && (opener || !on))?;
            last = day.last;
            Some(day)
        };
        to_clock = meaning::in_part(to_clock, part);
        let mut from_clock = Clock { hour: from, minute: None, second: None, sure: to_clock.sure };
        if to_clock.hour >= 12 && from + 12 <= to_clock.hour {
            from_clock.hour += 12;
        }
        let from = self.clock_at(first, end, from_clock)?;
        let to = self.clock_at(to, to + 1, to_clock)?;
        let range = Found { expr: Expr::Range { from: Box::new(from), to: Box::new(to) }, first: at, last };
        let Some(day) = day else { return Some(range) };
        let expr = Expr::Timed { day: Box::new(day), time: Box::new(range) };
        Some(Found { expr, first: at, last })
    }

    /// "the week of 10 April", "the week beginning on 4 February", "the weekend of 9 May".
    pub(super) fn unit_around(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let (unit, _) = self.tables.entry(scan.lower(at))?.unit?;
        let mut next = at + 1;
        if !matches!(unit, Unit::Week | Unit::Weekend)
            || !matches!(scan.lower(next), "of" | "beginning" | "starting" | "commencing" | "ending")
        {
            return None;
        }
        next += 1;
        next += usize::from(scan.lower(next) == "on");
        next += usize::from(scan.lower(next) == "the");
        let day = self.base(next).filter(|day| self.is_day(day))?;
        let last = day.last;
        Some(Found { expr: Expr::Around { unit, day: Box::new(day) }, first: at, last })
    }

    /// "next 6 April", "last Easter", "this past Christmas".
    pub(super) fn shifted(&self, at: usize) -> Option<Found> {
        let shift_at = |at: usize| self.tables.entry(self.scan.lower(at)).and_then(|entry| entry.shift);
        let mut shift = shift_at(at)?;
        let mut next = at + 1;
        if let Some(later) = shift_at(next).filter(|later| later.span && self.scan.lower(at) == "this") {
            shift = later;
            next += 1;
        }
        let inner = self.base(next)?;
        let fits = match self.gives(&inner)? {
            Gives::Date | Gives::Slash => {
                matches!(&inner.expr, Expr::Base { slots, .. } if slots.year.is_none())
            }
            Gives::Named(day) => !matches!(self.tables.named[day].rule, NamedRule::Span(_)),
            _ => false,
        };
        let last = inner.last;
        fits.then_some(Found { expr: Expr::Shifted { shift, inner: Box::new(inner) }, first: at, last })
    }

    /// "Christmas weekend", "Labor Day weekend": the weekend around a named day.
    fn part_then_day(&self, day: Found) -> Found {
        let named = matches!(self.gives(&day), Some(Gives::Named(_)));
        if !named || self.scan.lower(day.last) != "weekend" {
            return day;
        }
        let (first, last) = (day.first, day.last + 1);
        Found { expr: Expr::Around { unit: Unit::Weekend, day: Box::new(day) }, first, last }
    }

    /// "Easter 2018", "Christmas of 1944".
    pub(super) fn named_then_year(&self, day: &Found) -> Option<Found> {
        let at = if matches!(self.scan.lower(day.last), "of" | "in" | ",") { day.last + 1 } else { day.last };
        let year = self.base(at)?;
        let fits = self.gives(&year) == Some(Gives::Year) && self.scan.kind(at) == Some(PieceKind::Digits);
        fits.then(|| Found { last: year.last, ..day.clone() })
    }

    pub(super) fn weekday_then_date(&self, weekday: &Found) -> Option<Found> {
        let mut at = weekday.last;
        let bracket = self.scan.word(at) == "(";
        if bracket || self.scan.word(at) == "," || (is_dash(self.scan.word(at)) && self.scan.glued(at)) {
            at += 1;
        }
        if matches!(self.scan.lower(at), "the" | "on") {
            at += 1;
        }
        let date = self.base(at)?;
        let day = matches!(self.gives(&date)?, Gives::Date | Gives::Iso | Gives::Numeric | Gives::Slash);
        let closed = !bracket || self.scan.word(date.last) == ")";
        let last = date.last + usize::from(bracket);
        (day && closed).then_some(Found { first: weekday.first, last, ..date })
    }

    pub(super) fn clock_then_more(&self, clock: &Found) -> Option<Found> {
        let zoned = self.zone_in_brackets(clock).unwrap_or_else(|| clock.clone());
        let zoned = self.with_part(zoned);
        let mut at = zoned.last;
        if matches!(self.scan.word(at), "," | "on" | "of") {
            at += 1;
        }
        if self.scan.lower(at) == "the" {
            at += 1;
        }
        let day = self.point(at).filter(|day| {
            self.holds_hours(day) && (!matches!(day.expr, Expr::Timed { .. }) || self.is_part_of_day(day))
        });
        Some(match day {
            Some(day) => {
                let (first, last) = (zoned.first, day.last);
                Found { expr: Expr::Timed { day: Box::new(day), time: Box::new(zoned) }, first, last }
            }
            None => zoned,
        })
    }

    /// "8 in the evening": the part of the day decides the half.
    pub(super) fn with_part(&self, clock: Found) -> Found {
        let Expr::Base { rule, slots } = &clock.expr else { return clock };
        let at = clock.last;
        let part = match (self.scan.lower(at), self.scan.lower(at + 1)) {
            ("in", "the") => at + 2,
            ("early" | "late", _) => at + 1,
            _ => return clock,
        };
        let Some(daypart) = self.tables.entry(self.scan.lower(part)).and_then(|entry| entry.daypart) else {
            return clock;
        };
        let mut slots = slots.clone();
        slots.daypart = Some(daypart);
        Found { expr: Expr::Base { rule: *rule, slots }, first: clock.first, last: part + 1 }
    }

    /// "7:30 pm (1230 GMT)".
    pub(super) fn zone_in_brackets(&self, clock: &Found) -> Option<Found> {
        let Expr::Base { slots, .. } = &clock.expr else { return None };
        let at = clock.last;
        if self.scan.word(at) != "(" {
            return None;
        }
        let (utc, end) = clock::read_clock(self.scan, at + 1)?;
        let zone = self.tables.entry(self.scan.lower(end))?.zone?;
        let closed = self.scan.word(end + 1) == ")";
        let expr = Expr::Zoned { local: slots.clock?, zone, utc };
        closed.then_some(Found { expr, first: clock.first, last: end + 2 })
    }

    pub(super) fn day_then_time(&self, day: &Found) -> Option<Found> {
        let mut at = day.last;
        let scan = self.scan;
        if scan.word(at) == "," {
            at += 1;
        }
        let opener = matches!(scan.lower(at), "from" | "between");
        if let Some((side, next)) = self.side(at) {
            let time = self.clock_on_day(next)?;
            return Some(self.bounded(day, time, side));
        }
        let near = matches!(scan.lower(at), "at" | "around" | "about" | "for");
        if near {
            at += 1;
        }
        let clocks = self
            .range(at, opener)
            .filter(|range| matches!(&range.expr, Expr::Range { to, .. } if self.class(to) == Some('c')));
        if let Some(clocks) = clocks {
            return Some(self.timed(day, clocks));
        }
        if let Some(hour) = near.then(|| self.hour_at(at)).flatten().filter(|_| scan.lower(at - 1) != "for") {
            return Some(self.timed(day, hour));
        }
        if scan.lower(at) == "in" && scan.lower(at + 1) == "the" {
            at += 2;
        }
        let at = if matches!(scan.lower(at), "early" | "late") { at + 1 } else { at };
        let part = self.tables.entry(scan.lower(at)).and_then(|entry| entry.daypart);
        let time = match part {
            Some(_) if self.is_part_of_day(day) => return None,
            Some(part) if part.len() == 3 => self.part_at(at, part)?,
            _ => self.clock_on_day(at)?,
        };
        Some(self.timed(day, time))
    }

    /// A clock time with what tells its half of the day or its zone.
    fn clock_on_day(&self, at: usize) -> Option<Found> {
        let time = self.base(at).filter(|time| self.gives(time).is_some_and(Gives::is_clock));
        let time = time.or_else(|| if at > 0 && self.side_word(at) { self.hour_at(at) } else { None })?;
        let time = self.zone_in_brackets(&time).unwrap_or(time);
        Some(self.with_part(time))
    }

    fn side_word(&self, at: usize) -> bool {
        matches!(self.scan.lower(at - 1), "than" | "before" | "after" | "by" | "until")
    }

    /// "before", "after", "no later than" between a day and a clock time, and where they end.
    fn side(&self, at: usize) -> Option<(TimeMod, usize)> {
        let scan = self.scan;
        match (scan.lower(at), scan.lower(at + 1), scan.lower(at + 2)) {
            ("no" | "not", "later", "than") => Some((TimeMod::Before, at + 3)),
            ("later", "than", _) => Some((TimeMod::After, at + 2)),
            ("before" | "by" | "until" | "till", ..) => Some((TimeMod::Before, at + 1)),
            ("after", ..) => Some((TimeMod::After, at + 1)),
            _ => None,
        }
    }

    fn timed(&self, day: &Found, time: Found) -> Found {
        let (first, last) = (day.first, time.last);
        Found { expr: Expr::Timed { day: Box::new(day.clone()), time: Box::new(time) }, first, last }
    }

    fn bounded(&self, day: &Found, time: Found, side: TimeMod) -> Found {
        let timed = self.timed(day, time);
        let (first, last) = (timed.first, timed.last);
        Found { expr: Expr::Bounded { side, inner: Box::new(timed) }, first, last }
    }

    /// "two days after 5 May", "a week before Christmas".
    pub(super) fn length_then_day(&self, length: &Found) -> Option<Found> {
        let after = match self.scan.lower(length.last) {
            "after" | "from" | "following" => true,
            "before" => false,
            _ => return None,
        };
        let at = if self.scan.lower(length.last + 1) == "the" { length.last + 2 } else { length.last + 1 };
        let base = self
            .point(at)
            .filter(|base| self.is_day(base) || matches!(self.gives(base), Some(Gives::Named(_))))?;
        let (first, last) = (length.first, base.last);
        Some(Found {
            expr: Expr::Offset { length: Box::new(length.clone()), after, base: Box::new(base) },
            first,
            last,
        })
    }
}
