//! Times that hang on something else: "three months after the visit", "first in six years", "two days before Easter".
//!
//! Knows the words beside a length; the day of an event is for the caller to find.

use super::calendar::plus_days;
use super::compose::{Expr, Found};
use super::meaning::Reading;
use super::pattern::Slots;
use super::reading::Counter;
use super::tables::Unit;
use super::{RelatedTime, Relation, RelationKind};
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

impl Counter<'_> {
    /// Whether "first" stands before "in six years": then an earlier event of the kind is told.
    pub(super) fn first_in(&self, found: &Found) -> bool {
        let start = self.scan.sentence_start(found.first).max(found.first.saturating_sub(12));
        (start..found.first).any(|at| {
            matches!(
                self.scan.lower(at),
                "first" | "only" | "worst" | "deadliest" | "highest" | "lowest" | "biggest" | "largest"
            )
        })
    }

    pub(super) fn earlier_event(&self, slots: &Slots) -> Option<Relation> {
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
    pub(super) fn beside_event(&self, found: &Found, value: Option<&str>) -> Option<Relation> {
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

    pub(super) fn offset(&self, length: &Found, after: bool, base: &Found) -> Option<Reading> {
        let Expr::Base { slots, .. } = &length.expr else { return None };
        let base = self.read(base)?;
        let (unit, times) = slots.unit?;
        let Some(origin) = (if after { base.last } else { base.first }) else {
            return Some(self.vague_side(after));
        };
        let Some(count) = slots.num.map_or(Some(1), |n| n.to_i32()) else {
            return Some(self.vague_side(after));
        };
        let count = count.checked_mul(if after { times } else { -times })?;
        let day = unit.step(origin, count)?;
        let reading = Reading::unit(Unit::Day, day)?;
        Some(Reading { anchor: base.anchor, year_named: base.year_named, ..reading })
    }
}

/// A length after the last day of an event, or before its first, at the precision of the unit of the length.
pub(super) fn from_event(relation: &Relation, first: Date, last: Date) -> Option<RelatedTime> {
    let (origin, sign) = match relation.kind {
        RelationKind::After => (last, 1),
        RelationKind::Before => (first, -1),
        RelationKind::Previous => return None,
    };
    let (count, unit) = counted(relation.length.as_deref()?)?;
    let reading = Reading::unit(unit, unit.step(origin, sign * count)?)?;
    Some(RelatedTime {
        value: reading.value?,
        first: reading.first?,
        last: reading.last?,
        precision: reading.precision,
    })
}

/// Number and unit of a TIMEX3 length of days or longer: "P3M", "P2W".
fn counted(length: &str) -> Option<(i32, Unit)> {
    let rest = length.strip_prefix('P')?;
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    let unit = match &rest[end..] {
        "D" => Unit::Day,
        "W" => Unit::Week,
        "M" => Unit::Month,
        "Y" => Unit::Year,
        "DE" => Unit::Decade,
        "CE" => Unit::Century,
        _ => return None,
    };
    Some((rest[..end].parse().ok()?, unit))
}
