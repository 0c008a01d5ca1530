//! Puts matched patterns together: edges ("late", "the end of"), days with times, ranges, lengths counted from a day.
//!
//! Knows the order of words, not the calendar: what comes out is still to be counted.

use super::pattern::{Clock, Gives, Slots};
use super::tables::{Edge, Shift, TimeTables, Unit};
use super::{clock, plausible};
use crate::scan::{PieceKind, Scan, is_dash};

/// An expression as read, before it is counted out.
#[derive(Clone, Debug)]
pub(super) enum Expr {
    /// One matched pattern.
    Base { rule: usize, slots: Box<Slots> },
    /// The start, middle or end of something.
    Edge { edge: Edge, inner: Box<Found> },
    /// A part of a day or a clock time on a day.
    Timed { day: Box<Found>, time: Box<Found> },
    /// A clock time with the same time in another zone in brackets.
    Zoned { local: Clock, zone: i32, utc: Clock },
    /// From one to another.
    Range { from: Box<Found>, to: Box<Found> },
    /// A length before or after a day.
    Offset { length: Box<Found>, after: bool, base: Box<Found> },
}

/// An expression with the pieces it stands on.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) expr: Expr,
    pub(super) first: usize,
    pub(super) last: usize,
}

/// What reads expressions from a scan.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) tables: &'a TimeTables,
    pub(super) scan: &'a Scan<'a>,
    /// How many expressions the one being read stands in.
    pub(super) depth: u8,
}

/// Deepest that expressions stand in one another ("the end of the week before Easter"); hostile text goes no deeper.
const DEPTH_MAX: u8 = 4;

impl Reader<'_> {
    /// The expression that begins at a piece, ranges included.
    pub(super) fn expression(&self, at: usize) -> Option<Found> {
        let word = self.scan.lower(at);
        let opener = matches!(word, "from" | "between");
        if let Some(range) = self.range(at, opener) {
            return Some(self.clocks_then_day(range));
        }
        if opener { None } else { self.point(at) }
    }

    fn range(&self, at: usize, opener: bool) -> Option<Found> {
        let start = if opener { at + 1 } else { at };
        let start = if opener && self.scan.lower(start) == "the" { start + 1 } else { start };
        if !opener
            && self.scan.kind(at) == Some(PieceKind::Word)
            && self.tables.entry(self.scan.lower(at)).is_none()
        {
            return None;
        }
        let from = self.point(start).or_else(|| self.bare_hour(start))?;
        let to = self.connector(from.last, self.scan.lower(at))?;
        let to = if self.scan.lower(to) == "the" { to + 1 } else { to };
        let to = self
            .short_year(&from, to)
            .or_else(|| self.point(to))
            .or_else(|| self.bare_hour_after(&from, to))?;
        let from = self.same_half(from, &to);
        let fits = self.class(&from)? == self.class(&to)?;
        let (first, last) = (if opener { at } else { from.first }, to.last);
        fits.then(|| Found { expr: Expr::Range { from: Box::new(from), to: Box::new(to) }, first, last })
    }

    /// "5 to 6 pm on April 22": the day that follows a range of clock times.
    fn clocks_then_day(&self, range: Found) -> Found {
        let Expr::Range { to, .. } = &range.expr else { return range };
        if self.class(to) != Some('c') {
            return range;
        }
        let mut at = range.last;
        if matches!(self.scan.word(at), "," | "on" | "of") {
            at += 1;
        }
        match self.point(at).filter(|day| self.is_day(day)) {
            Some(day) => {
                let (first, last) = (range.first, day.last);
                Found { expr: Expr::Timed { day: Box::new(day), time: Box::new(range) }, first, last }
            }
            None => range,
        }
    }

    /// The word between the ends of a range; `opener` is the word that began it.
    fn connector(&self, at: usize, opener: &str) -> Option<usize> {
        let word = self.scan.lower(at);
        let fits = match opener {
            "between" => word == "and" || is_dash(word),
            "from" => matches!(word, "to" | "until" | "till" | "through" | "thru") || is_dash(word),
            _ => matches!(word, "to" | "through" | "until" | "till") || is_dash(word),
        };
        let line = self.scan.pieces.get(at).is_some_and(|p| p.new_line);
        (fits && !line).then_some(at + 1)
    }

    /// What sort of thing an expression names, so that only like things make a range.
    fn class(&self, found: &Found) -> Option<char> {
        Some(match &found.expr {
            Expr::Base { rule, .. } => match self.tables.rules[*rule].gives {
                Gives::Clock | Gives::HalfPast | Gives::QuarterPast | Gives::QuarterTo => 'c',
                Gives::Year
                | Gives::YearShort
                | Gives::YearAd
                | Gives::Bc
                | Gives::Month
                | Gives::Date
                | Gives::Iso
                | Gives::Numeric
                | Gives::Quarter
                | Gives::Season
                | Gives::Unit
                | Gives::MonthShiftYear
                | Gives::Decade
                | Gives::Century
                | Gives::Phrase(_)
                | Gives::Named(_) => 'd',
                Gives::Weekday => 'd',
                _ => return None,
            },
            Expr::Edge { .. } => 'd',
            Expr::Zoned { .. } => 'c',
            Expr::Timed { .. } => 'd',
            Expr::Range { .. } | Expr::Offset { .. } => return None,
        })
    }

    /// "1914-18", "1999–2000": the second year short.
    fn short_year(&self, from: &Found, at: usize) -> Option<Found> {
        let Expr::Base { rule, slots } = &from.expr else { return None };
        let is_year = self.tables.rules[*rule].gives == Gives::Year;
        let first = slots.year?;
        let two = self.scan.word(at).len() == 2
            && self.scan.kind(at) == Some(PieceKind::Digits)
            && self.scan.glued(at);
        let last = first.div_euclid(100) * 100 + self.scan.word(at).parse::<i16>().ok()?;
        let long = self.scan.glued(at + 1)
            && (self.scan.kind(at + 1) != Some(PieceKind::Sign) || is_dash(self.scan.word(at + 1)));
        if !is_year || !two || last <= first || long {
            return None;
        }
        let slots = Slots { year: Some(last), ..Slots::default() };
        Some(Found { expr: Expr::Base { rule: *rule, slots: Box::new(slots) }, first: at, last: at + 1 })
    }

    /// The hour of "5 to 6 pm": a bare number before a clock time.
    fn bare_hour(&self, at: usize) -> Option<Found> {
        let hour: u8 = self.scan.word(at).parse().ok().filter(|hour| (1..=24).contains(hour))?;
        let to = self.connector(at + 1, "from").or_else(|| self.connector(at + 1, "between"))?;
        let (later, _) = clock::read_clock(self.scan, to)?;
        let hour = if later.sure && later.hour >= 12 && hour < 12 && hour + 12 <= later.hour {
            hour + 12
        } else {
            hour
        };
        self.clock_at(at, at + 1, Clock { hour, minute: None, second: None, sure: later.sure })
    }

    /// "2:00 to 2:30 pm": the half of the day that is told once holds for both.
    fn same_half(&self, from: Found, to: &Found) -> Found {
        let (Expr::Base { rule, slots }, Expr::Base { slots: later, .. }) = (&from.expr, &to.expr) else {
            return from;
        };
        let (Some(first), Some(last)) = (slots.clock, later.clock) else { return from };
        if first.sure || !last.sure || last.hour < 12 || first.hour >= 12 || first.hour + 12 > last.hour {
            return from;
        }
        let mut slots = slots.clone();
        slots.clock = Some(Clock { hour: first.hour + 12, sure: true, ..first });
        Found { expr: Expr::Base { rule: *rule, slots }, first: from.first, last: from.last }
    }

    fn bare_hour_after(&self, from: &Found, at: usize) -> Option<Found> {
        let Expr::Base { slots, .. } = &from.expr else { return None };
        let clock = slots.clock?;
        let hour: u8 = self.scan.word(at).parse().ok().filter(|hour| (1..=24).contains(hour))?;
        self.clock_at(at, at + 1, Clock { hour, minute: None, second: None, sure: clock.sure })
    }

    fn clock_at(&self, first: usize, last: usize, clock: Clock) -> Option<Found> {
        let rule = self.tables.rules.iter().position(|rule| rule.gives == Gives::Clock)?;
        let slots = Slots { clock: Some(clock), ..Slots::default() };
        Some(Found { expr: Expr::Base { rule, slots: Box::new(slots) }, first, last })
    }

    /// One point or length of time, with its edge, weekday, clock time and the like.
    pub(super) fn point(&self, at: usize) -> Option<Found> {
        let deeper = Reader { depth: self.depth + 1, ..*self };
        if self.depth < DEPTH_MAX { deeper.whole_point(at) } else { None }
    }

    fn whole_point(&self, at: usize) -> Option<Found> {
        let entry = self.tables.entry(self.scan.lower(at));
        if let Some(entry) = entry {
            if entry.edge.is_some()
                && let Some(found) = self.edge(at, entry.edge?, entry.edge_of)
            {
                return Some(found);
            }
            if (entry.daypart.is_some() || entry.adj)
                && let Some(found) = self.part_of_day_of(at)
            {
                return Some(found);
            }
        }
        let base = self.base(at)?;
        Some(self.extended(base))
    }

    /// "late September", "mid-1990s", "early in 2016", "the end of the month".
    fn edge(&self, at: usize, edge: Edge, only_of: bool) -> Option<Found> {
        let scan = self.scan;
        let mut next = at + 1;
        let of = matches!(scan.lower(next), "of" | "in");
        if only_of && scan.lower(next) != "of" {
            return None;
        }
        if of || (is_dash(scan.word(next)) && scan.glued(next)) {
            next += 1;
        }
        if scan.lower(next) == "the" {
            next += 1;
        }
        let inner =
            self.the_unit(next, of).or_else(|| self.point(next)).filter(|inner| self.has_edges(inner))?;
        let last = inner.last;
        Some(Found { expr: Expr::Edge { edge, inner: Box::new(inner) }, first: at, last })
    }

    /// "the month" after "the end of": the month that was named before, or the current one.
    fn the_unit(&self, at: usize, of: bool) -> Option<Found> {
        let entry = self.tables.entry(self.scan.lower(at))?;
        let (unit, times) = entry.unit.filter(|(unit, _)| of && *unit >= Unit::Day && !entry.plural)?;
        let the = matches!(self.scan.lower(at.checked_sub(1)?), "the" | "of");
        let rule = self.tables.rules.iter().position(|rule| rule.gives == Gives::Unit)?;
        let shift = Some(Shift { by: 0, back: true, span: false });
        let slots = Slots { unit: Some((unit, times)), shift, ..Slots::default() };
        the.then(|| Found { expr: Expr::Base { rule, slots: Box::new(slots) }, first: at, last: at + 1 })
    }

    fn has_edges(&self, found: &Found) -> bool {
        match &found.expr {
            Expr::Base { rule, .. } => !matches!(
                self.tables.rules[*rule].gives,
                Gives::Duration
                    | Gives::DurationOne
                    | Gives::DurationVague
                    | Gives::DurationBare
                    | Gives::Age
                    | Gives::DurationTwo
                    | Gives::DurationHalf
                    | Gives::DurationRange
                    | Gives::HalfUnit
                    | Gives::SetEach
                    | Gives::SetEachOne
                    | Gives::SetOther
                    | Gives::SetAfterAmount
                    | Gives::Clock
                    | Gives::Ago
                    | Gives::Later
                    | Gives::AgoVague
                    | Gives::LaterVague
                    | Gives::LaterOne
                    | Gives::AgoOne
                    | Gives::Phrase(_)
            ),
            Expr::Timed { .. } => true,
            _ => false,
        }
    }

    /// "the night of 10 March", "the early morning hours of 30 April".
    fn part_of_day_of(&self, at: usize) -> Option<Found> {
        let scan = self.scan;
        let part = if self.tables.entry(scan.lower(at))?.daypart.is_some() { at } else { at + 1 };
        let daypart = self.tables.entry(scan.lower(part))?.daypart?;
        let mut next = part + 1;
        if scan.lower(next) == "hours" {
            next += 1;
        }
        if !matches!(scan.lower(next), "of" | "on") {
            return None;
        }
        next += 1;
        if scan.lower(next) == "the" {
            next += 1;
        }
        let day = self.point(next).filter(|day| self.is_day(day))?;
        let last = day.last;
        let time = self.part_at(part, daypart)?;
        Some(Found { expr: Expr::Timed { day: Box::new(day), time: Box::new(time) }, first: at, last })
    }

    fn part_at(&self, at: usize, daypart: &'static str) -> Option<Found> {
        let rule = self.tables.rules.iter().position(|rule| rule.gives == Gives::DayPart)?;
        let slots = Slots { daypart: Some(daypart), ..Slots::default() };
        Some(Found { expr: Expr::Base { rule, slots: Box::new(slots) }, first: at, last: at + 1 })
    }

    /// The longest pattern at a piece.
    fn base(&self, at: usize) -> Option<Found> {
        let mut best: Option<Found> = None;
        let digits = self.scan.kind(at)? == PieceKind::Digits;
        let entry = self.tables.entry(self.scan.lower(at));
        let rules = if digits { &self.tables.digit_rules } else { &entry?.rules };
        for &rule in rules {
            let rule = rule as usize;
            let Some((last, slots)) = self.tables.rules[rule].matches(self.tables, self.scan, at) else {
                continue;
            };
            let longer = best.as_ref().is_none_or(|best| last > best.last);
            if longer && plausible::plausible(self.tables, self.scan, rule, &slots, at, last) {
                best = Some(Found { expr: Expr::Base { rule, slots: Box::new(slots) }, first: at, last });
            }
        }
        best.or_else(|| self.bare_part(at, entry?.daypart?))
    }

    /// "in the morning", "at night": a part of a day without its day.
    fn bare_part(&self, at: usize, daypart: &'static str) -> Option<Found> {
        let before = at.checked_sub(1).map_or("", |b| self.scan.lower(b));
        let fits = matches!(before, "the" | "at" | "around" | "about" | "until" | "by") || daypart.len() > 3;
        if fits { self.part_at(at, daypart) } else { None }
    }

    fn gives(&self, found: &Found) -> Option<Gives> {
        match &found.expr {
            Expr::Base { rule, .. } => Some(self.tables.rules[*rule].gives),
            _ => None,
        }
    }

    /// Whether an expression names one day.
    fn is_day(&self, found: &Found) -> bool {
        match (&found.expr, self.gives(found)) {
            (_, Some(Gives::Date | Gives::Iso | Gives::Numeric | Gives::Weekday | Gives::WeekdayWeek)) => {
                true
            }
            (_, Some(Gives::DayOfMonth | Gives::DateSameYear | Gives::Named(_))) => true,
            (_, Some(Gives::Phrase(phrase))) => self.tables.phrases[phrase].value == "day",
            (Expr::Base { slots, .. }, Some(Gives::Unit | Gives::UnitBefore)) => {
                slots.unit.is_some_and(|u| u.0 == Unit::Day)
            }
            (Expr::Base { slots, .. }, Some(Gives::Later | Gives::LaterOne)) => {
                slots.unit.is_some_and(|u| u.0 == Unit::Day)
            }
            _ => false,
        }
    }

    /// Takes in what follows: a date after a weekday, a time after a day, a day after a time, a day after a length.
    fn extended(&self, found: Found) -> Found {
        let gives = self.gives(&found);
        let next = match gives {
            Some(Gives::Weekday) => self.weekday_then_date(&found),
            Some(Gives::Clock) => self.clock_then_more(&found),
            Some(Gives::Named(_)) => self.named_then_year(&found),
            Some(Gives::Duration | Gives::DurationOne | Gives::DurationVague) => self.length_then_day(&found),
            _ => None,
        };
        let found = next.unwrap_or(found);
        if self.is_day(&found) { self.day_then_time(&found).unwrap_or(found) } else { found }
    }

    /// "Easter 2018", "Christmas of 1944".
    fn named_then_year(&self, day: &Found) -> Option<Found> {
        let at = if matches!(self.scan.lower(day.last), "of" | "in" | ",") { day.last + 1 } else { day.last };
        let year = self.base(at)?;
        let fits = self.gives(&year) == Some(Gives::Year) && self.scan.kind(at) == Some(PieceKind::Digits);
        fits.then(|| Found { last: year.last, ..day.clone() })
    }

    fn weekday_then_date(&self, weekday: &Found) -> Option<Found> {
        let mut at = weekday.last;
        if self.scan.word(at) == "," {
            at += 1;
        }
        if matches!(self.scan.lower(at), "the" | "on") {
            at += 1;
        }
        let date = self.base(at)?;
        let day = matches!(self.gives(&date)?, Gives::Date | Gives::Iso | Gives::Numeric);
        day.then_some(Found { first: weekday.first, ..date })
    }

    fn clock_then_more(&self, clock: &Found) -> Option<Found> {
        let zoned = self.zone_in_brackets(clock).unwrap_or_else(|| clock.clone());
        let zoned = self.with_part(zoned);
        let mut at = zoned.last;
        if matches!(self.scan.word(at), "," | "on" | "of") {
            at += 1;
        }
        if self.scan.lower(at) == "the" {
            at += 1;
        }
        let day = self.point(at).filter(|day| self.is_day(day) && !matches!(day.expr, Expr::Timed { .. }));
        Some(match day {
            Some(day) => {
                let (first, last) = (zoned.first, day.last);
                Found { expr: Expr::Timed { day: Box::new(day), time: Box::new(zoned) }, first, last }
            }
            None => zoned,
        })
    }

    /// "8 in the evening": the part of the day decides the half.
    fn with_part(&self, clock: Found) -> Found {
        let Expr::Base { rule, slots } = &clock.expr else { return clock };
        let at = clock.last;
        let part = match (self.scan.lower(at), self.scan.lower(at + 1)) {
            ("in", "the") => at + 2,
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
    fn zone_in_brackets(&self, clock: &Found) -> Option<Found> {
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

    fn day_then_time(&self, day: &Found) -> Option<Found> {
        let mut at = day.last;
        let scan = self.scan;
        if scan.word(at) == "," {
            at += 1;
        }
        let opener = matches!(scan.lower(at), "from" | "between");
        if matches!(scan.lower(at), "at" | "around" | "about" | "for") {
            at += 1;
        }
        let clocks = self
            .range(at, opener)
            .filter(|range| matches!(&range.expr, Expr::Range { to, .. } if self.class(to) == Some('c')));
        if let Some(clocks) = clocks {
            let (first, last) = (day.first, clocks.last);
            return Some(Found {
                expr: Expr::Timed { day: Box::new(day.clone()), time: Box::new(clocks) },
                first,
                last,
            });
        }
        if scan.lower(at) == "in" && scan.lower(at + 1) == "the" {
            at += 2;
        }
        let at = if matches!(scan.lower(at), "early" | "late") { at + 1 } else { at };
        let part = self.tables.entry(scan.lower(at)).and_then(|entry| entry.daypart);
        let time = match part {
            Some(part) if part.len() == 3 => self.part_at(at, part)?,
            _ => self.base(at).filter(|time| self.gives(time) == Some(Gives::Clock))?,
        };
        let time = if self.gives(&time) == Some(Gives::Clock) {
            self.zone_in_brackets(&time).unwrap_or(time)
        } else {
            time
        };
        let (first, last) = (day.first, time.last);
        Some(Found { expr: Expr::Timed { day: Box::new(day.clone()), time: Box::new(time) }, first, last })
    }

    /// "two days after 5 May", "a week before Christmas".
    fn length_then_day(&self, length: &Found) -> Option<Found> {
        let after = match self.scan.lower(length.last) {
            "after" | "from" | "following" => true,
            "before" => false,
            _ => return None,
        };
        let at = if self.scan.lower(length.last + 1) == "the" { length.last + 2 } else { length.last + 1 };
        let base = self.point(at).filter(|base| self.is_day(base))?;
        let (first, last) = (length.first, base.last);
        Some(Found {
            expr: Expr::Offset { length: Box::new(length.clone()), after, base: Box::new(base) },
            first,
            last,
        })
    }
}
