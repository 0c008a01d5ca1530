//! Which of a sentence's dates belongs to an event, and what stands in where none does.

use crate::events::Tree;
use crate::rows::WhenRow;
use crate::times::{Relation, RelationKind, TimeKind, TimeMention};
use crate::words::{Anchor, Precision, Status, TimeMod};
use dateline_lang::Rel;
use jiff::civil::Date;

/// A time expression with the word that ties it into the tree.
pub(super) struct PlacedTime<'t> {
    pub(super) time: &'t TimeMention,
    pub(super) head: usize,
    sentence: usize,
}

/// Finds the head word of each time expression.
pub(super) fn place_times<'t>(tree: &Tree<'_>, times: &'t [TimeMention]) -> Vec<PlacedTime<'t>> {
    let place = |time: &'t TimeMention| {
        let tokens = tree.tokens_in(time.start as u32..time.end as u32);
        let head = tree.head_of(tokens)?;
        Some(PlacedTime { time, head, sentence: tree.doc.sentence_of(head) })
    };
    times.iter().filter_map(place).collect()
}

/// The time that a trigger word happens at: nearest in the tree, never across "said that".
pub(super) fn time_of<'p, 't>(
    tree: &Tree<'_>,
    placed: &'p [PlacedTime<'t>],
    trigger: usize,
    light: Option<usize>,
) -> Option<&'p PlacedTime<'t>> {
    nearest(tree, placed, trigger, light, dates_an_event)
}

/// The length from or to another event that a trigger word is told to happen at: "three months after the coup".
pub(super) fn relation_of<'p, 't>(
    tree: &Tree<'_>,
    placed: &'p [PlacedTime<'t>],
    trigger: usize,
    light: Option<usize>,
) -> Option<&'p PlacedTime<'t>> {
    nearest(tree, placed, trigger, light, |time| {
        let beside =
            |relation: &Relation| relation.kind != RelationKind::Previous && relation.words.is_some();
        time.relation.as_ref().is_some_and(beside)
    })
}

fn nearest<'p, 't>(
    tree: &Tree<'_>,
    placed: &'p [PlacedTime<'t>],
    trigger: usize,
    light: Option<usize>,
    fits: impl Fn(&TimeMention) -> bool,
) -> Option<&'p PlacedTime<'t>> {
    let sentence = tree.doc.sentence_of(trigger);
    let candidates = placed.iter().filter(|time| time.sentence == sentence && fits(time.time));
    let scored = candidates.filter_map(|time| {
        let closeness = closeness(tree, time.head, trigger, light)?;
        Some((closeness, std::cmp::Reverse(time.head.abs_diff(trigger)), time))
    });
    scored.max_by_key(|(closeness, near, _)| (*closeness, *near)).map(|(.., time)| time)
}

/// A day or span that something can happen on; lengths, rates and "now" are none.
fn dates_an_event(time: &TimeMention) -> bool {
    matches!(time.kind, TimeKind::Date | TimeKind::Time)
        && !time.mark
        && (time.first.is_some() || time.last.is_some())
}

/// How closely a time's head is tied to a trigger; none where another clause keeps them apart.
fn closeness(tree: &Tree<'_>, time: usize, trigger: usize, light: Option<usize>) -> Option<u8> {
    if !dates_beyond_its_noun(tree, time, trigger, light) {
        return None;
    }
    let clause_of_time = tree.clause_of(time);
    if tree.ancestors(time).any(|above| above == trigger)
        && (clause_of_time == trigger || !tree.is_clausal(trigger))
    {
        return Some(5);
    }
    let own = light.unwrap_or_else(|| tree.clause_of(trigger));
    if clause_of_time == own {
        return Some(4);
    }
    // "is scheduled to meet on Monday" and "on Monday is due to meet" date the meeting.
    let mut at = own;
    let mut score = 3;
    while let Some(head) = tree.head(at) {
        match tree.rel(at) {
            Rel::Xcomp => {}
            Rel::Conj | Rel::Advcl | Rel::Acl | Rel::AclRelcl => score = 1,
            _ => break,
        }
        at = tree.clause_of(head);
        if at == clause_of_time {
            return Some(score);
        }
        if score == 1 {
            break;
        }
    }
    (tree.rel(clause_of_time) == Rel::Xcomp && tree.head(clause_of_time) == Some(own)).then_some(3)
}

/// "Last year's truce" dates the truce and nothing else, but "at Sunday's meeting" also what was done there.
fn dates_beyond_its_noun(tree: &Tree<'_>, time: usize, trigger: usize, light: Option<usize>) -> bool {
    let Some(noun) =
        tree.head(time).filter(|_| matches!(tree.rel(time), Rel::NmodPoss | Rel::Compound | Rel::Amod))
    else {
        return true;
    };
    let gathered = tree.preposition(noun).is_some_and(|word| matches!(word.as_str(), "at" | "during" | "in"));
    noun == trigger || Some(noun) == light || gathered
}

/// When nothing is told, news of the day is of the day: on it for what goes on, on or before it for what is done.
pub(super) fn day_of_report(day: Option<Date>, status: Status) -> Option<WhenRow> {
    let modifier = match status {
        Status::Ongoing => None,
        Status::Happened | Status::Signed | Status::Agreed | Status::Refused | Status::Cancelled => {
            Some(TimeMod::AtMost)
        }
        _ => return None,
    };
    let value = day?.to_string();
    Some(WhenRow {
        value: Some(value.clone()),
        start: None.or_else(|| modifier.is_none().then(|| value.clone())),
        end: Some(value),
        precision: Precision::Day,
        anchor: Anchor::Published,
        modifier,
        vague: modifier.is_some(),
    })
}
