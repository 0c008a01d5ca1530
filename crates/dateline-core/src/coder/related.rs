//! Times that hang on another event of the report: "three months after the coup", "during the summit".
//!
//! The other event must have a day that the text tells; while it has none the time stays open.

use super::Reading;
use super::when::{relation_of, time_of};
use crate::citation::sha256_hex;
use crate::events::Found;
use crate::rows::{MentionRow, WhenRow};
use crate::times::{Relation, RelationKind, TimeMention};
use crate::words::{Anchor, Certainty, Kind, Polarity, Precision, Status, TimeMod, TimeRef};

/// What a preposition says of the event behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    During,
    After,
    Before,
}

impl Reading<'_> {
    /// Dates the rows whose time is told by another event, where that event has a day.
    pub(super) fn date_by_relations(&self, found: &[Found<'_>], rows: &mut [MentionRow]) {
        for (at, action) in found.iter().enumerate() {
            if self.told_time(action).is_some() {
                continue;
            }
            let related = self.by_length(action, found).or_else(|| self.by_preposition(action, found));
            if let (Some((when, rule)), Some(row)) = (related, rows.get_mut(at)) {
                row.when = Some(when);
                row.rules.push(rule);
            }
        }
    }

    /// "His first visit in six years" tells of two: this one, and an earlier one of the same kind about six years back.
    pub(super) fn earlier_rows(&self, found: &[Found<'_>], rows: &[MentionRow]) -> Vec<MentionRow> {
        let pairs = found.iter().zip(rows).filter(|(_, row)| row.kind == Kind::Event);
        pairs.filter_map(|(action, row)| self.earlier_row(action, row)).collect()
    }

    fn earlier_row(&self, action: &Found<'_>, row: &MentionRow) -> Option<MentionRow> {
        let words = std::iter::once(action.trigger).chain(self.tree.children(action.trigger));
        let mut nouns = words.chain(action.light);
        let noun = nouns.find(|&noun| {
            self.tree.children(noun).any(|child| matches!(self.tree.lemma(child), "first" | "last"))
        })?;
        let placed = self.placed.iter().find(|placed| {
            self.tree.doc.sentence_of(placed.head) == self.tree.doc.sentence_of(noun)
                && placed.head > noun
                && placed.time.relation.as_ref().is_some_and(|r| r.kind == RelationKind::Previous)
        })?;
        let relation = placed.time.relation.as_ref()?;
        let (first, last) = (relation.first?, relation.last?);
        let when = WhenRow {
            value: Some(format!(
                "{:04}-{:02}/{:04}-{:02}",
                first.year(),
                first.month(),
                last.year(),
                last.month()
            )),
            start: Some(first.to_string()),
            end: Some(last.to_string()),
            precision: Precision::Year,
            anchor: Anchor::Published,
            modifier: Some(TimeMod::Approx),
            vague: false,
        };
        let key = format!("{}\nprevious", row.id);
        let mut earlier = row.clone();
        earlier.id = format!("m-{}", &sha256_hex(key.as_bytes())[..12]);
        earlier.when = Some(when);
        earlier.status = Some(Status::Happened);
        earlier.polarity = Some(Polarity::Affirmed);
        earlier.certainty = Some(Certainty::Certain);
        earlier.time_ref = Some(TimeRef::Past);
        earlier.condition = None;
        earlier.content_of = None;
        earlier.quantities.clear();
        earlier.rules = row.rules.iter().take(1).cloned().collect();
        earlier.rules.push(format!("{} previous", placed.time.rule));
        Some(earlier)
    }

    /// "Three months after the coup": the length from the day of the event that is named.
    fn by_length(&self, action: &Found<'_>, found: &[Found<'_>]) -> Option<(WhenRow, String)> {
        let placed = relation_of(&self.tree, &self.placed, action.trigger, action.light)?;
        let relation: &Relation = placed.time.relation.as_ref()?;
        let (start, end) = relation.words?;
        let named = |other: &&Found<'_>| {
            let byte = self.tree.doc.tokens[other.trigger].start as usize;
            (start..end).contains(&byte) && other.trigger != action.trigger
        };
        let time = self.day_of(found.iter().find(named)?, found)?;
        let dated = relation.from_event(time.first?, time.last?)?;
        let rule = format!("{} after event at {}", placed.time.rule, time.rule);
        Some((dated.to_when_row(Anchor::Event), rule))
    }

    /// "During the summit", "ahead of the talks": the days of the event, or those beside it.
    fn by_preposition(&self, action: &Found<'_>, found: &[Found<'_>]) -> Option<(WhenRow, String)> {
        let clause = action.light.unwrap_or(action.trigger);
        let other = found.iter().filter(|other| other.trigger != action.trigger).find_map(|other| {
            let beside = self.tree.head(other.trigger) == Some(clause)
                || self.tree.head(other.trigger) == Some(action.trigger);
            let side = match self.tree.preposition(other.trigger)?.as_str() {
                "during" | "throughout" => Side::During,
                "after" | "following" | "since" => Side::After,
                "before" | "ahead" => Side::Before,
                _ => return None,
            };
            beside.then_some((other, side))
        });
        let (other, side) = other?;
        let time = self.day_of(other, found)?;
        let row = time.to_when_row();
        let when = match side {
            Side::During => WhenRow { anchor: Anchor::Event, ..row },
            Side::After => WhenRow {
                start: time.last.map(|day| day.to_string()),
                end: None,
                anchor: Anchor::Event,
                modifier: Some(TimeMod::After),
                ..row
            },
            Side::Before => WhenRow {
                start: None,
                end: time.first.map(|day| day.to_string()),
                anchor: Anchor::Event,
                modifier: Some(TimeMod::Before),
                ..row
            },
        };
        Some((when, format!("beside event at {}", time.rule)))
    }

    /// The time that the text tells of an event: in its own sentence, else in the only other one that dates the like.
    fn day_of(&self, event: &Found<'_>, found: &[Found<'_>]) -> Option<&TimeMention> {
        if let Some(time) = self.told_time(event) {
            return Some(time);
        }
        let lemma = self.tree.lemma(event.trigger);
        let alike = found
            .iter()
            .filter(|other| other.trigger != event.trigger && self.tree.lemma(other.trigger) == lemma);
        let mut days = alike.filter_map(|other| self.told_time(other));
        let first = days.next()?;
        days.all(|other| (other.first, other.last) == (first.first, first.last)).then_some(first)
    }

    fn told_time(&self, action: &Found<'_>) -> Option<&TimeMention> {
        let placed = time_of(&self.tree, &self.placed, action.trigger, action.light)?;
        // What hangs on another event has no day of its own to lend.
        (placed.time.relation.as_ref().is_none_or(|r| r.kind == RelationKind::Previous))
            .then_some(placed.time)
    }
}
