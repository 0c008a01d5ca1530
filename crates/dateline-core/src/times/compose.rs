//! Puts matched patterns together: edges ("late", "the end of"), days with times, ranges, lengths counted from a day.
//!
//! Knows the order of words, not the calendar: what comes out is still to be counted.

use super::pattern::{Clock, Gives, Slots};
use super::tables::{Edge, NamedRule, Shift, TimeTables, Unit};
use super::{clock, plausible};
use crate::scan::{PieceKind, Scan, is_dash};
use crate::words::TimeMod;

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
    /// A length that begins on a day or at a clock time: "two weeks starting 20 May".
    Starting { length: Box<Found>, start: Box<Found> },
    /// The unit that a day lies in: "the week of 10 April".
    Around { unit: Unit, day: Box<Found> },
    /// A weekday of the week that a day lies in: "Monday two weeks from now".
    WeekdayIn { weekday: u8, day: Box<Found> },
    /// "last", "next", "this" before a day of the year: "next 6 April", "last Easter".
    Shifted { shift: Shift, inner: Box<Found> },
    /// Before or after a clock time on a day: "Thursday before 5pm".
    Bounded { side: TimeMod, inner: Box<Found> },
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
        if let Some(hours) = self.hours_then_day(at, opener) {
            return Some(hours);
        }
        if word == "from"
            && let Some(stretch) = self.start_then_length(at)
        {
            return Some(stretch);
        }
        if opener { None } else { self.point(at) }
    }

    pub(super) fn range(&self, at: usize, opener: bool) -> Option<Found> {
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
        if self.class(&from) == Some('c')
            && let Expr::Timed { day, time } = &to.expr
            && self.class(time) == Some('c')
        {
            let from = self.same_half(from, time);
            let (first, last) = (if opener { at } else { from.first }, to.last);
            let range = Found { expr: Expr::Range { from: Box::new(from), to: time.clone() }, first, last };
            return Some(Found {
                expr: Expr::Timed { day: day.clone(), time: Box::new(range) },
                first,
                last,
            });
        }
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
    pub(super) fn connector(&self, at: usize, opener: &str) -> Option<usize> {
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
    pub(super) fn class(&self, found: &Found) -> Option<char> {
        Some(match &found.expr {
            Expr::Base { rule, .. } => match self.tables.rules[*rule].gives {
                gives if gives.is_clock() => 'c',
                Gives::Year
                | Gives::YearShort
                | Gives::YearAd
                | Gives::Bc
                | Gives::Month
                | Gives::Date
                | Gives::Iso
                | Gives::Numeric
                | Gives::Slash
                | Gives::DayOfMonth
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
            Expr::Shifted { .. } | Expr::Around { .. } => 'd',
            _ => return None,
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
        let last = (first.div_euclid(100) * 100).checked_add(self.scan.word(at).parse().ok()?)?;
        let long = self.scan.glued(at + 1)
            && (self.scan.kind(at + 1) != Some(PieceKind::Sign) || is_dash(self.scan.word(at + 1)));
        if !is_year || !two || last <= first || long {
            return None;
        }
        let slots = Slots { year: Some(last), ..Slots::default() };
        Some(Found { expr: Expr::Base { rule: *rule, slots: Box::new(slots) }, first: at, last: at + 1 })
    }

    /// The hour of "5 to 6 pm": a bare number before a clock time.
    pub(super) fn bare_hour(&self, at: usize) -> Option<Found> {
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

    pub(super) fn clock_at(&self, first: usize, last: usize, clock: Clock) -> Option<Found> {
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
        if entry.is_some_and(|entry| entry.unit.is_some())
            && let Some(found) = self.unit_around(at)
        {
            return Some(found);
        }
        let base = self.base(at);
        if entry.is_some_and(|entry| entry.shift.is_some())
            && let Some(found) = self.shifted(at)
            && base.as_ref().is_none_or(|base| base.last < found.last)
        {
            return Some(if self.is_day(&found) {
                self.day_then_time(&found).unwrap_or(found)
            } else {
                found
            });
        }
        Some(self.extended(base?))
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

    pub(super) fn part_at(&self, at: usize, daypart: &'static str) -> Option<Found> {
        let rule = self.tables.rules.iter().position(|rule| rule.gives == Gives::DayPart)?;
        let slots = Slots { daypart: Some(daypart), ..Slots::default() };
        Some(Found { expr: Expr::Base { rule, slots: Box::new(slots) }, first: at, last: at + 1 })
    }

    /// The longest pattern at a piece.
    pub(super) fn base(&self, at: usize) -> Option<Found> {
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

    pub(super) fn gives(&self, found: &Found) -> Option<Gives> {
        match &found.expr {
            Expr::Base { rule, .. } => Some(self.tables.rules[*rule].gives),
            _ => None,
        }
    }

    /// Whether an expression names one day.
    pub(super) fn is_day(&self, found: &Found) -> bool {
        match (&found.expr, self.gives(found)) {
            (_, Some(Gives::Date | Gives::Iso | Gives::Numeric | Gives::Weekday | Gives::WeekdayWeek)) => {
                true
            }
            (_, Some(Gives::DayOfMonth | Gives::DateSameYear | Gives::Slash | Gives::NthWeekday)) => true,
            (_, Some(Gives::Named(day))) => !matches!(self.tables.named[day].rule, NamedRule::Span(_)),
            (Expr::Shifted { .. } | Expr::WeekdayIn { .. }, _) => true,
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
}
