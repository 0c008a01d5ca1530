//! The walk from the event word up its tree: its own helpers, then governor after governor, until the verb of speech,
//! the root or a quotation mark closes it.
//!
//! Must not know what a cue says; it knows where cues stand.

use super::grammar::{is_clause, is_finite, predicate_of};
use super::strength::{Exit, Strength};
use super::tables::{Class, Place, StatusTables};
use super::{DayWords, StatusReading};
use crate::attribution::tree::Tree;
use crate::attribution::{Statement, governing};
use crate::words::{Certainty, Polarity, Status, TimeRef};
use dateline_lang::{Doc, Rel, Upos, Xpos};
use std::cmp::Ordering;
use std::ops::Range;

/// Links that one walk may take; longer chains say nothing more.
const STEPS: usize = 12;

pub(crate) struct Walk<'a> {
    pub(super) text: &'a str,
    pub(super) doc: &'a Doc,
    pub(super) tree: Tree<'a>,
    pub(super) event: usize,
    pub(super) statements: &'a [Statement],
    /// The statement that holds the event: its cue closes the walk.
    pub(super) holder: Option<&'a Statement>,
    pub(super) times: &'a [DayWords],
    pub(super) tables: &'a StatusTables,
    pub(super) chain: Strength,
    pub(super) soft: Option<Strength>,
    pub(super) condition: Option<Range<u32>>,
    pub(super) path: String,
    pub(super) rules: Vec<String>,
    /// Clause heads whose helpers were read.
    pub(super) read: Vec<usize>,
    pub(super) depth: u8,
    /// Told as done again and again: on no one day.
    pub(super) habit: bool,
}

/// Governors of governors whose own walks are read.
pub(super) const DEPTH: u8 = 4;

/// Whether the walk goes on above a governor.
pub(super) enum Step {
    On,
    /// From this word instead of the governor.
    To(usize),
    Stop,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(
        text: &'a str,
        doc: &'a Doc,
        event: usize,
        statements: &'a [Statement],
        times: &'a [DayWords],
        tables: &'a StatusTables,
    ) -> Walk<'a> {
        let tree = Tree::around(doc, event);
        let event = predicate_of(&tree, event);
        Walk::at(text, doc, tree, event, statements, times, tables)
    }

    pub(super) fn at(
        text: &'a str,
        doc: &'a Doc,
        tree: Tree<'a>,
        event: usize,
        statements: &'a [Statement],
        times: &'a [DayWords],
        tables: &'a StatusTables,
    ) -> Walk<'a> {
        let holder = governing(statements, event).map(|at| &statements[at]);
        Walk {
            text,
            doc,
            tree,
            statements,
            event,
            holder,
            times,
            tables,
            chain: Strength::PLAIN,
            soft: None,
            condition: None,
            path: String::new(),
            rules: Vec::new(),
            read: Vec::new(),
            depth: 0,
            habit: false,
        }
    }

    pub(crate) fn read(mut self, floor: Option<Status>) -> StatusReading {
        if !self.tree.tokens().contains(&self.event) {
            return self.answer();
        }
        self.path = self.tree.token(self.event).form(self.text).to_lowercase();
        self.begin(floor);
        let top = self.climb();
        self.read_question(top);
        self.read_loose_infinitive();
        self.place_in_time(top);
        self.read_headline();
        self.read_custom();
        self.answer()
    }

    /// Steps to governors until one closes the walk: the last word reached.
    pub(super) fn climb(&mut self) -> usize {
        let mut at = self.event;
        for _ in 0..STEPS {
            let Some(above) = self.tree.head(at) else { break };
            if self.closed_at(above) {
                break;
            }
            match self.step(at, above) {
                Step::On => at = above,
                Step::To(word) => at = word,
                Step::Stop => break,
            }
        }
        at
    }

    /// "Rebels seize port of Beira": the present of a headline tells what happened. A headline has no full stop.
    fn read_headline(&mut self) {
        let word = self.tree.token(self.event);
        let last = self.tree.tokens().end.checked_sub(1).map_or("", |t| self.tree.token(t).form(self.text));
        let headline = !last.chars().any(|c| matches!(c, '.' | '?' | '!' | ':' | '"' | '\u{201d}'));
        let simple = matches!(word.xpos, Xpos::Vbz | Xpos::Vbp)
            && word.upos == Upos::Verb
            && self.tree.child(self.event, &[Rel::Aux, Rel::AuxPass, Rel::Cop]).is_none();
        let plain = self.chain == Strength::at(TimeRef::Present);
        if headline && simple && plain && !self.is_state(self.event) {
            self.chain = Strength::at(TimeRef::Past);
            self.rules.push("status/headline.told".to_owned());
        }
    }

    /// What is usual stands on no one day.
    fn read_custom(&mut self) {
        if self.is_custom() {
            self.habit = true;
            self.rules.push("status/custom".to_owned());
        }
        self.habit &= self.chain == Strength::at(TimeRef::Present);
    }

    /// "Did the army cross the river?": a question without a question word asserts nothing.
    fn read_question(&mut self, top: usize) {
        let tokens = self.tree.tokens();
        let asked = tokens.clone().rev().take(2).any(|t| self.tree.token(t).form(self.text) == "?");
        let words = |t: &usize| self.tree.token(*t).upos != Upos::Punct;
        let opens = tokens
            .clone()
            .find(words)
            .is_some_and(|first| is_finite(&self.tree, first) || self.tree.token(first).upos == Upos::Aux);
        let main = self.tree.rel(top) == Rel::Root
            || self.tree.head(top).is_some_and(|up| self.tree.rel(up) == Rel::Root);
        if asked && opens && main && self.holder.is_none() {
            let link = Strength {
                polarity: Polarity::Open,
                ..Strength::stage(Status::Unknown, Certainty::Open, TimeRef::None)
            };
            self.chain = link.over(self.chain);
            self.rules.push("status/question".to_owned());
        }
    }

    /// "…, to be released in 2031": an infinitive that no governor has explained is still to come.
    fn read_loose_infinitive(&mut self) {
        let hangs = matches!(
            self.tree.rel(self.event),
            Rel::Parataxis | Rel::Conj | Rel::Dep | Rel::List | Rel::Appos | Rel::Amod
        );
        if hangs
            && self.rules.is_empty()
            && self.chain.time == TimeRef::None
            && self.to_of(self.event).is_some()
        {
            self.chain =
                Strength::stage(Status::Expected, Certainty::Certain, TimeRef::Future).over(self.chain);
            self.rules.push("status/to_come".to_owned());
        }
    }

    /// A day that is known to lie ahead makes a plan a programme, and a bare noun or present something to come.
    pub(super) fn place_in_time(&mut self, top: usize) {
        let day = self.day_near(top);
        if self.chain.active_exit().is_some() {
            return;
        }
        let certain = self.chain.certainty == Certainty::Certain;
        let planned = self.chain.certainty <= Certainty::Probable;
        if day == Some(Ordering::Less)
            && planned
            && self.chain_is_future()
            && self.tense_of(top) == TimeRef::Past
        {
            self.chain.time = TimeRef::Past;
            self.rules.push("status/day_over".to_owned());
        }
        let plain = self.chain.rung.is_none() && certain;
        if day == Some(Ordering::Greater)
            && plain
            && !self.is_state(self.event)
            && self.chain.time != TimeRef::Past
            && !self.chain_is_future()
        {
            self.chain =
                Strength::stage(Status::Scheduled, Certainty::Certain, TimeRef::Future).over(self.chain);
            self.rules.push("status/day_ahead".to_owned());
        }
    }

    /// A verb of being or having, an adjective: true on every day, no programme.
    fn is_state(&self, event: usize) -> bool {
        self.tree.token(event).upos == Upos::Adj
            || self.cue(event, Place::Itself).is_some_and(|cue| cue.class == Class::State)
            || (self.tree.child(event, &[Rel::Cop]).is_some() && self.tree.token(event).upos != Upos::Noun)
    }

    pub(super) fn chain_is_future(&self) -> bool {
        self.chain.time == TimeRef::Future
    }

    /// The order against the anchor day of a day that is told of the event, or else of the clause it stands in.
    pub(super) fn day_near(&self, top: usize) -> Option<Ordering> {
        let told_of = |head: usize| self.times.iter().find(|(day, _)| self.is_told_of(day, head));
        let clause = is_clause(&self.tree, self.event) || self.tense_of(top) == TimeRef::Past;
        let wide = if clause { None } else { Some(top) };
        told_of(self.event).or_else(|| wide.and_then(told_of)).and_then(|(_, order)| *order)
    }

    /// Whether the day hangs on this word, with no other clause between the two.
    fn is_told_of(&self, day: &Range<usize>, head: usize) -> bool {
        let stands = |t: &usize| {
            let word = self.tree.token(*t);
            day.start <= word.start as usize && (word.end as usize) <= day.end
        };
        let Some(word) = self.tree.tokens().find(stands) else { return false };
        let joins = |&t: &usize| t != head && !is_clause(&self.tree, t) && self.tree.rel(t) != Rel::Root;
        let above = self.tree.path_up(word).skip_while(|&t| stands(&t)).find(|t| !joins(t));
        above == Some(head)
    }

    pub(super) fn has_day_word(&self, head: usize) -> bool {
        let objects = self.tree.children(head).filter(|&kid| self.tree.rel(kid) == Rel::Obj);
        let beside = objects.flat_map(|object| self.tree.children(object).collect::<Vec<_>>());
        self.tree.children(head).chain(beside).any(|kid| {
            matches!(
                self.tree.rel(kid),
                Rel::Obl | Rel::OblUnmarked | Rel::Nmod | Rel::NmodUnmarked | Rel::Advmod
            ) && self.tree.span(kid).any(|t| {
                self.tree.token(t).upos != Upos::Aux
                    && self.tables.is(&self.tree.lemma(t).to_lowercase(), Class::Day)
            })
        })
    }

    pub(super) fn walk_to(&mut self, rel: &str, above: usize) {
        self.path.push_str(&format!(" ←{rel} {}", self.tree.token(above).form(self.text).to_lowercase()));
    }

    pub(super) fn bytes(&self, tokens: Range<usize>) -> Range<u32> {
        let tokens = self.tree.without_punctuation(tokens);
        self.doc.tokens[tokens.start].start..self.doc.tokens[tokens.end - 1].end
    }

    pub(super) fn answer(mut self) -> StatusReading {
        if let Some(soft) = self.soft
            && self.chain.rung.is_none()
            && self.chain.exit.is_none()
            && self.chain.certainty == Certainty::Certain
        {
            self.chain = soft.over(self.chain);
        }
        self.sharpen_future();
        let exit = self.chain.active_exit().map(settled);
        let status = self.chain.status();
        let stage = exit.map(|e| e.status).or(self.chain.rung);
        let (certainty, time) =
            exit.map_or((self.chain.certainty, self.chain.time), |e| (e.certainty, e.time));
        StatusReading {
            status,
            polarity: self.chain.polarity,
            certainty,
            time_ref: match time {
                _ if self.habit => TimeRef::None,
                TimeRef::None => usual_time(status),
                named => named,
            },
            stage,
            condition: self.condition,
            governor_path: self.path,
            rules: self.rules,
        }
    }

    /// A plain future of the doers with a day is a programme.
    pub(super) fn sharpen_future(&mut self) {
        let plain = self.chain.rung == Some(Status::Expected) && self.chain.certainty == Certainty::Certain;
        let staged = self.chain.polarity != Polarity::Affirmed || self.chain.exit.is_some();
        if !plain
            || staged
            || self.chain.time == TimeRef::Past
            || !self.read.iter().any(|&head| self.has_day_word(head))
        {
            return;
        }
        self.chain.rung = Some(Status::Scheduled);
        self.rules.push("status/day.schedule".to_owned());
    }
}

/// An ending with the certainty and time of the claim model: what is not expected lies ahead, what was put off or paused
/// is so now, what ended is over.
fn settled(exit: Exit) -> Exit {
    let ahead = exit.time == TimeRef::Future && exit.status != Status::Postponed;
    if exit.certainty != Certainty::Certain || ahead {
        return exit;
    }
    match exit.status {
        Status::NotExpected => Exit { certainty: Certainty::Probable, time: TimeRef::Future, ..exit },
        Status::Postponed | Status::Suspended => Exit { time: TimeRef::Present, ..exit },
        Status::Cancelled | Status::Lapsed | Status::Failed | Status::Refused => {
            Exit { time: TimeRef::Past, ..exit }
        }
        _ => exit,
    }
}

/// The time that goes with a status where the words name none.
fn usual_time(status: Status) -> TimeRef {
    match status {
        Status::Ongoing
        | Status::InEffect
        | Status::NoneAnnounced
        | Status::Postponed
        | Status::Suspended => TimeRef::Present,
        Status::Scheduled
        | Status::Expected
        | Status::InTalks
        | Status::Offered
        | Status::Mooted
        | Status::NotExpected => TimeRef::Future,
        Status::Possible | Status::Conditional => TimeRef::Future,
        Status::Speculated | Status::Unknown | Status::NoComment => TimeRef::None,
        _ => TimeRef::Past,
    }
}
