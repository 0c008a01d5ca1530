//! The walk from the event word up its tree: its own helpers, then governor after governor, until the verb of speech,
//! the root or a quotation mark closes it.
//!
//! Must not know what a cue says; it knows where cues stand.

use super::strength::Strength;
use super::tables::{Class, Cue, Place, StatusTables};
use super::{DayWords, StatusReading};
use crate::attribution::forms::bases;
use crate::attribution::tree::Tree;
use crate::attribution::{Statement, governing};
use crate::words::{Certainty, Polarity, Status, TimeRef};
use dateline_lang::{Doc, Rel, Upos, Xpos};
use std::cmp::Ordering;
use std::ops::Range;

/// Links that one walk may take; longer chains say nothing more.
const STEPS: usize = 12;

pub(crate) struct Walk<'a> {
    text: &'a str,
    doc: &'a Doc,
    tree: Tree<'a>,
    event: usize,
    statements: &'a [Statement],
    /// The statement that holds the event: its cue closes the walk.
    holder: Option<&'a Statement>,
    times: &'a [DayWords],
    tables: &'a StatusTables,
    chain: Strength,
    soft: Option<Strength>,
    condition: Option<Range<u32>>,
    path: String,
    rules: Vec<String>,
    /// Clause heads whose helpers were read.
    read: Vec<usize>,
    depth: u8,
}

/// Governors of governors whose own walks are read.
const DEPTH: u8 = 4;

/// Whether the walk goes on above a governor.
enum Step {
    On,
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

    fn at(
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
        }
    }

    pub(crate) fn read(mut self, floor: Option<Status>) -> StatusReading {
        if !self.tree.tokens().contains(&self.event) {
            return self.answer();
        }
        self.path = self.tree.token(self.event).form(self.text).to_lowercase();
        self.begin(floor);
        let top = self.climb();
        self.place_in_time(top);
        self.answer()
    }

    /// Steps to governors until one closes the walk: the last word reached.
    fn climb(&mut self) -> usize {
        let mut at = self.event;
        for _ in 0..STEPS {
            let Some(above) = self.tree.head(at) else { break };
            if self.closed_at(above) {
                break;
            }
            match self.step(at, above) {
                Step::On => at = above,
                Step::Stop => break,
            }
        }
        at
    }

    // ---- the event word itself

    fn begin(&mut self, floor: Option<Status>) {
        let event = self.event;
        if let Some(cue) = self.cue(event, Place::Itself).filter(|cue| self.fits_itself(cue)) {
            self.put_own(cue);
        }
        if let Some(status) = floor.filter(|s| !matches!(s, Status::Happened | Status::Ongoing)) {
            self.chain = Strength::stage(status, Certainty::Certain, TimeRef::None);
        }
        if is_clause(&self.tree, event) {
            self.read_clause(event);
        }
        if self.tree.token(event).upos != Upos::Verb {
            self.read_noun(event);
        }
    }

    /// Verbs that bring about need a modal, those that consider stand for the thing considered only in the passive.
    fn fits_itself(&self, cue: &Cue) -> bool {
        match cue.class {
            Class::Trigger => self.has_modal(self.event),
            Class::Moot => self.is_passive(self.event),
            _ => true,
        }
    }

    fn put_own(&mut self, cue: &Cue) {
        self.rules.push(cue.rule());
        if cue.class == Class::Trigger {
            let subject = self.tree.child(self.event, &[Rel::Nsubj]).filter(|&s| self.tree.token(s).upos != Upos::Pron);
            let antecedent = self.tree.head(self.event).filter(|_| self.tree.rel(self.event) == Rel::AclRelcl);
            return match subject.or(antecedent) {
                Some(noun) => self.make_conditional(self.tree.noun_phrase(noun)),
                None => self.chain = cue.strength().over(self.chain),
            };
        }
        self.chain = cue.strength().over(self.chain);
    }

    /// Helpers of a verb or predicate: tense, auxiliaries, negation, adverbs, marks, conditions.
    fn read_clause(&mut self, head: usize) {
        if self.read.contains(&head) {
            return;
        }
        self.read.push(head);
        let tense = self.tense_of(head);
        self.chain = Strength::at(tense).over(self.chain);
        for kid in self.tree.children(head).collect::<Vec<_>>() {
            let place = match self.tree.rel(kid) {
                Rel::Aux | Rel::AuxPass => Place::Auxiliary,
                Rel::Mark => Place::Mark,
                Rel::Advmod | Rel::Det | Rel::Discourse | Rel::Cc => Place::Adverb,
                _ => continue,
            };
            self.read_helper(head, kid, place);
        }
        self.read_negative_subject(head);
        self.read_be_to(head);
        self.read_condition(head);
        self.read_leading_condition(head);
    }

    fn read_helper(&mut self, head: usize, kid: usize, place: Place) {
        let Some(cue) = self.cue(kid, place) else { return };
        if cue.class == Class::Condition && place == Place::Auxiliary {
            return self.read_would(head, cue);
        }
        let mut link = cue.strength();
        if cue.class == Class::Modal && place == Place::Auxiliary && self.is_perfect(head) {
            link.time = TimeRef::Past;
        }
        if self.is_cannot(head, kid) {
            return;
        }
        if cue.class == Class::Modal && self.chain.rung == Some(Status::Conditional) {
            link.rung = None;
        }
        let told = matches!(self.chain.time, TimeRef::Past | TimeRef::Present);
        if place == Place::Adverb && told && matches!(cue.class, Class::Modal | Class::Expect) {
            (link.time, link.rung) = (TimeRef::None, None);
        }
        if cue.class == Class::Soft {
            self.soft = Some(link);
        } else {
            self.chain = link.over(self.chain);
        }
        self.rules.push(cue.rule());
        if place == Place::Mark && cue.class == Class::Condition && head == self.event {
            self.rules.push("status/inside_condition".to_owned());
        }
    }

    /// "would": a future seen from a past saying, else conditional.
    fn read_would(&mut self, head: usize, cue: &Cue) {
        let past_saying = self.holder.is_some_and(|s| {
            let cue = &self.doc.tokens[s.cue_token];
            matches!(cue.xpos, Xpos::Vbd | Xpos::Vbn) || cue.upos == Upos::Noun
        });
        let hangs = self.condition_clause(head).is_some() || self.hypothetical_subject(head).is_some();
        if (past_saying || self.under_past_cue(head)) && !hangs {
            self.chain = Strength::stage(Status::Expected, Certainty::Certain, TimeRef::Future).over(self.chain);
            self.rules.push("status/would.future".to_owned());
            return;
        }
        self.chain = cue.strength().over(self.chain);
        self.rules.push(cue.rule());
        if let Some(subject) = self.hypothetical_subject(head) {
            self.condition = Some(self.bytes(self.tree.span(subject)));
        }
    }

    fn under_past_cue(&self, head: usize) -> bool {
        let hangs = matches!(self.tree.rel(head), Rel::Ccomp | Rel::Acl | Rel::AclRelcl | Rel::Conj);
        hangs && self.tree.path_up(head).skip(1).any(|up| self.tree.token(up).upos == Upos::Verb && self.tense_of(up) == TimeRef::Past)
    }

    /// "any order would …": the order has not happened.
    fn hypothetical_subject(&self, head: usize) -> Option<usize> {
        let subject = self.tree.child(head, &[Rel::Nsubj, Rel::NsubjPass])?;
        self.tree.children(subject).any(|kid| self.tree.lemma(kid) == "any").then_some(subject)
    }

    /// "no one signed", "nobody came", "neither side agreed".
    fn read_negative_subject(&mut self, head: usize) {
        let Some(subject) = self.tree.child(head, &[Rel::Nsubj, Rel::NsubjPass]) else { return };
        let none = |t: usize| matches!(self.tree.lemma(t), "no" | "none" | "neither" | "nobody" | "nothing" | "few");
        let negative = none(subject) || self.tree.children(subject).any(|kid| self.tree.rel(kid) == Rel::Det && none(kid));
        if negative && self.tree.lemma(subject) != "few" && !self.read.contains(&subject) && subject != self.event {
            self.chain = Strength::turn().over(self.chain);
            self.rules.push("status/no.negation".to_owned());
        }
    }

    /// "is to meet": a plain future without "will".
    fn read_be_to(&mut self, head: usize) {
        if self.tree.token(head).xpos != Xpos::Vb && !self.is_bare_passive(head) {
            return;
        }
        let Some(to) = self.to_of(head) else { return };
        let be_before = to > self.tree.tokens().start
            && self.tree.lemma(to - 1) == "be"
            && matches!(self.tree.token(to - 1).xpos, Xpos::Vbz | Xpos::Vbp | Xpos::Vbd);
        if be_before || self.is_headline_future(head, to) {
            self.chain = Strength::stage(Status::Expected, Certainty::Certain, TimeRef::Future).over(self.chain);
            self.rules.push("status/be_to.future".to_owned());
        }
    }

    /// The "to" of an infinitive: a child, or the word before its first auxiliary.
    fn to_of(&self, head: usize) -> Option<usize> {
        let is_to = |t: usize| self.tree.lemma(t) == "to" && self.tree.token(t).upos == Upos::Part;
        let bare = |t: usize| self.tree.token(t).xpos == Xpos::Vb;
        let lead = self.tree.children(head).find(|&kid| {
            kid < head && bare(kid) && matches!(self.tree.rel(kid), Rel::Aux | Rel::AuxPass | Rel::Cop)
        });
        let first = lead.or(bare(head).then_some(head));
        let before = first.filter(|&f| f > self.tree.tokens().start).map(|f| f - 1).filter(|&t| is_to(t));
        self.tree.children(head).find(|&kid| kid < head && is_to(kid)).or(before)
    }

    fn is_bare_passive(&self, head: usize) -> bool {
        self.tree.children(head).any(|kid| {
            matches!(self.tree.rel(kid), Rel::Aux | Rel::AuxPass | Rel::Cop) && self.tree.token(kid).xpos == Xpos::Vb
        })
    }

    /// "Ghana to host summit": a title without a finite verb before "to".
    fn is_headline_future(&self, head: usize, to: usize) -> bool {
        let tokens = self.tree.tokens();
        let finite = tokens.clone().any(|t| is_finite(&self.tree, t));
        let last = tokens.end.checked_sub(1).map_or("", |t| self.tree.token(t).form(self.text));
        let subject = to > tokens.start && matches!(self.tree.token(to - 1).upos, Upos::Propn | Upos::Noun);
        subject && !finite && !matches!(last, "." | "!" | "?") && head > to
    }

    /// A clause with "if" or "unless" that hangs on this verb, when the verb is not a plain fact.
    fn read_condition(&mut self, head: usize) {
        let Some(clause) = self.condition_clause(head) else { return };
        let fact = self.chain.certainty == Certainty::Certain && self.chain.time == TimeRef::Past;
        if fact || clause == self.event || self.tree.governs(clause, self.event) {
            return;
        }
        self.chain = Strength::stage(Status::Conditional, Certainty::Possible, TimeRef::None).over(self.chain);
        self.condition = Some(self.bytes(self.tree.span(clause)));
        self.rules.push("status/if.condition".to_owned());
    }

    /// "If …, aid will flow": the sentence opens with the condition and a comma closes it before this clause.
    fn read_leading_condition(&mut self, head: usize) {
        let tokens = self.tree.tokens();
        let first = tokens.start;
        let leads = self.tables.find(&self.tree.lemma(first).to_lowercase(), "mark", Place::Mark).is_some_and(|cue| cue.class == Class::Condition);
        if !leads || self.condition.is_some() || self.chain.time != TimeRef::Future {
            return;
        }
        let comma = tokens.clone().find(|&t| self.tree.token(t).xpos == Xpos::Comma);
        let Some(comma) = comma.filter(|&comma| comma > first + 1 && comma < head && self.event > comma) else { return };
        let subject_after = self.tree.children(head).any(|kid| kid > comma);
        if subject_after {
            self.chain = Strength::stage(Status::Conditional, Certainty::Possible, TimeRef::None).over(self.chain);
            self.condition = Some(self.bytes(first..comma));
            self.rules.push("status/if.leading".to_owned());
        }
    }

    fn condition_clause(&self, head: usize) -> Option<usize> {
        let marked = |kid: usize| {
            let word = |t: usize| {
                let pos = pos_name(&self.tree, t);
                self.tables.find(self.tree.lemma(t), pos, Place::Mark).is_some_and(|cue| cue.class == Class::Condition)
            };
            let mark = self.tree.children(kid).any(|t| matches!(self.tree.rel(t), Rel::Mark | Rel::Advmod | Rel::Case) && word(t));
            mark || (word(kid) && self.tree.token(kid).upos == Upos::Verb)
        };
        self.tree.children(head).find(|&kid| matches!(self.tree.rel(kid), Rel::Advcl | Rel::Obl | Rel::Dep) && marked(kid))
    }

    // ---- nouns

    /// Helpers of a noun: determiner, adjectives, preposition, and a clause such as "to announce".
    fn read_noun(&mut self, noun: usize) {
        for kid in self.tree.children(noun).collect::<Vec<_>>() {
            let place = match self.tree.rel(kid) {
                Rel::Det | Rel::Advmod => Place::Determiner,
                Rel::Amod | Rel::Compound | Rel::NmodDesc if kid < noun => Place::Modifier,
                Rel::Case => Place::Preposition,
                _ => continue,
            };
            let joined = || {
                let before = kid.checked_sub(1).filter(|&t| place == Place::Preposition && self.tree.tokens().contains(&t))?;
                let words = format!("{}_{}", self.tree.lemma(before).to_lowercase(), self.tree.lemma(kid));
                self.tables.find(&words, "adp", place)
            };
            let Some(cue) = joined().or_else(|| self.cue(kid, place)) else { continue };
            if cue.class == Class::Negation && self.announces_nothing(noun) {
                continue;
            }
            let link = cue.strength();
            if cue.class == Class::Soft {
                self.soft = Some(link);
            } else {
                self.chain = link.over(self.chain);
            }
            self.rules.push(cue.rule());
        }
    }

    /// "no deals to announce": silence about tomorrow, no denial.
    fn announces_nothing(&mut self, noun: usize) -> bool {
        let clause = self.tree.children(noun).find(|&kid| {
            matches!(self.tree.rel(kid), Rel::Acl | Rel::Advcl | Rel::Xcomp) && self.tables.is(self.tree.lemma(kid), Class::None)
        });
        let up = self.tree.head(noun);
        let beside = || {
            let kids = up.into_iter().flat_map(|up| self.tree.children(up).collect::<Vec<_>>());
            kids.into_iter().find(|&kid| kid > noun && matches!(self.tree.rel(kid), Rel::Xcomp | Rel::Advcl) && self.tables.is(self.tree.lemma(kid), Class::None))
        };
        let Some(announce) = clause.or_else(beside) else { return false };
        self.chain = Strength::stage(Status::NoneAnnounced, Certainty::Open, TimeRef::Present).over(self.chain);
        self.rules.push(format!("status/{}.none", self.tree.lemma(announce)));
        true
    }

    // ---- the walk

    /// The cue of the statement that holds the event closes the walk, and so does the edge of a quote.
    fn closed_at(&mut self, above: usize) -> bool {
        let Some(holder) = self.holder else { return false };
        if above == holder.cue_token {
            if holder.negated && !self.is_cue_above(above) {
                self.rules.push("status/closed.unsaid".to_owned());
            }
            return !self.is_cue_above(above);
        }
        !holder.content_tokens.contains(&above) && above != holder.cue_token
    }

    fn is_cue_above(&self, token: usize) -> bool {
        [Place::Above, Place::Object, Place::Of].iter().any(|&place| self.cue(token, place).is_some())
    }

    fn step(&mut self, at: usize, above: usize) -> Step {
        let rel = self.tree.rel(at);
        match rel {
            Rel::Conj => self.step_conj(at, above),
            Rel::Compound | Rel::Flat | Rel::Amod | Rel::Appos | Rel::NmodDesc => self.step_noun_part(at, above),
            Rel::AclRelcl | Rel::AdvclRelcl | Rel::Parataxis | Rel::Discourse => self.step_loose(at, above),
            Rel::Advcl => self.step_adverbial(at, above),
            Rel::Nmod | Rel::NmodPoss | Rel::Obl | Rel::OblUnmarked | Rel::OblAgent => self.step_phrase(at, above),
            Rel::Xcomp | Rel::Ccomp | Rel::Csubj | Rel::CsubjPass | Rel::Acl => self.step_complement(at, above),
            Rel::Obj | Rel::Iobj | Rel::Nsubj | Rel::NsubjPass | Rel::NsubjOuter => self.step_argument(at, above),
            _ => Step::Stop,
        }
    }

    /// A conjunct shares what stands above both; it shares helpers when it has none of its own.
    fn step_conj(&mut self, at: usize, above: usize) -> Step {
        self.walk_to("conj", above);
        let own = self.tree.children(at).any(|kid| matches!(self.tree.rel(kid), Rel::Aux | Rel::AuxPass | Rel::Cop));
        let finite = is_finite(&self.tree, at);
        if is_clause(&self.tree, at) && is_clause(&self.tree, above) {
            if own || finite {
                return if matches!(self.tree.rel(above), Rel::Ccomp | Rel::Advcl) { Step::On } else { Step::Stop };
            }
            self.read_clause(above);
            return Step::On;
        }
        if !is_clause(&self.tree, above) && !is_clause(&self.tree, at) {
            let bare = !self.tree.children(at).any(|kid| self.tree.rel(kid) == Rel::Det);
            if bare {
                self.read_noun(above);
            }
            return Step::On;
        }
        Step::Stop
    }

    /// "arms deal talks", "the planned visit", "the visit, a first": the noun that it is part of.
    fn step_noun_part(&mut self, at: usize, above: usize) -> Step {
        if self.tree.rel(at) == Rel::Amod || is_clause(&self.tree, above) {
            return Step::Stop;
        }
        self.walk_to(self.tree.rel(at).as_str(), above);
        if self.put_cue(above, Place::Of) || self.tree.rel(at) == Rel::Compound {
            self.read_noun(above);
            return Step::On;
        }
        if self.tree.rel(at) == Rel::Appos { Step::On } else { Step::Stop }
    }

    /// A relative clause is told for itself; what it restricts takes nothing from it. A modal relative clause hangs on
    /// what it is said of.
    fn step_loose(&mut self, at: usize, above: usize) -> Step {
        let trigger = self.tables.find(self.tree.lemma(at), "verb", Place::Itself).is_some_and(|c| c.class == Class::Trigger);
        if self.tree.rel(at) == Rel::AclRelcl && trigger && self.has_modal(at) {
            self.make_conditional(self.tree.noun_phrase(above));
        }
        Step::Stop
    }

    fn has_modal(&self, head: usize) -> bool {
        self.tree.children(head).any(|kid| {
            self.tree.rel(kid) == Rel::Aux && matches!(self.tree.lemma(kid), "could" | "would" | "may" | "might" | "can")
        })
    }

    fn make_conditional(&mut self, subject: Range<usize>) {
        self.chain = Strength::stage(Status::Conditional, Certainty::Possible, TimeRef::Future).over(self.chain);
        self.condition = Some(self.bytes(subject));
        self.rules.push("status/trigger.condition".to_owned());
    }

    /// Purpose clauses are to come and may fail; other adverbial clauses take tense only when they have none.
    fn step_adverbial(&mut self, at: usize, above: usize) -> Step {
        if self.to_of(at).is_some() && !is_finite(&self.tree, at) {
            self.walk_to("advcl", above);
            if self.put_cue(above, Place::Above) {
                self.read_clause(above);
                return Step::On;
            }
            self.chain = Strength::stage(Status::Possible, Certainty::Possible, TimeRef::Future).over(self.chain);
            self.rules.push("status/purpose".to_owned());
            return Step::Stop;
        }
        if self.asks(at) && self.put_cue(above, Place::Above) {
            self.walk_to("advcl", above);
            return self.go_on(above);
        }
        if self.chain.time == TimeRef::Present && self.is_temporal(at) {
            self.walk_to("advcl", above);
            self.inherit_future(above);
            return Step::Stop;
        }
        if self.tree.token(at).xpos == Xpos::Vbg && self.takes_gerund(at, above) && self.put_cue(above, Place::Above) {
            self.walk_to("advcl", above);
            return self.go_on(above);
        }
        if self.tree.token(at).xpos == Xpos::Vbg && self.chain.time == TimeRef::None {
            self.walk_to("advcl", above);
            self.inherit(above);
            return Step::On;
        }
        Step::Stop
    }

    /// "afraid of selling", "ruled out sending": a gerund that completes the word above, whatever the tree calls it.
    fn takes_gerund(&self, at: usize, above: usize) -> bool {
        let near = at > above && at - above <= 3;
        near || matches!(self.tree.token(above).upos, Upos::Adj | Upos::Noun)
    }

    /// "unclear what Tonga will gain": a clause that opens with a question word.
    fn asks(&self, clause: usize) -> bool {
        let first = self.tree.span(clause).start;
        matches!(self.tree.token(first).xpos, Xpos::Wp | Xpos::Wdt | Xpos::WpS) || self.tree.lemma(first) == "how"
    }

    fn is_temporal(&self, clause: usize) -> bool {
        let word = |t: usize| matches!(self.tree.lemma(t), "when" | "until" | "till" | "after" | "before" | "as" | "once" | "while");
        self.tree.children(clause).any(|kid| kid < clause && matches!(self.tree.rel(kid), Rel::Mark | Rel::Advmod) && word(kid))
    }

    /// "will leave when the talks end": a present in a clause of time shares the future of its main clause.
    fn inherit_future(&mut self, above: usize) {
        let before = self.chain;
        self.inherit_doubt(above);
        if self.chain.time != TimeRef::Future {
            self.chain = before;
        }
    }

    /// "speculation about a deal", "during the visit", "asked for aid".
    fn step_phrase(&mut self, at: usize, above: usize) -> Step {
        let rel = self.tree.rel(at);
        self.walk_to(rel.as_str(), above);
        if self.is_object_of_particle(at, above) && self.put_cue(above, Place::Object) {
            return self.go_on(above);
        }
        if self.put_cue(above, Place::Of) {
            return self.go_on(above);
        }
        if let Some(beside) = self.cue_beside(at, above) {
            self.walk_to("beside", beside);
            self.put_cue(beside, Place::Of);
            return self.go_on(beside);
        }
        if self.has_bound(at) {
            if self.is_during(at) && is_clause(&self.tree, above) {
                self.inherit_doubt(above);
            }
            return Step::Stop;
        }
        if is_clause(&self.tree, above) && self.chain.time == TimeRef::None && self.is_indefinite(at) {
            self.inherit_doubt(above);
        }
        Step::Stop
    }

    /// Prepositions that place the event in time by themselves.
    fn has_bound(&self, noun: usize) -> bool {
        self.tree.children(noun).any(|kid| self.tree.rel(kid) == Rel::Case && self.cue(kid, Place::Preposition).is_some())
    }

    /// "engaged in talks with Chile over a deal": the tree may hang "over a deal" on the verb; a cue noun between the
    /// two takes it.
    fn cue_beside(&self, at: usize, above: usize) -> Option<usize> {
        let binds = ["over", "on", "about", "of", "for", "to"].iter();
        let bound = binds.clone().any(|p| self.tree.children(at).any(|kid| self.tree.rel(kid) == Rel::Case && self.tree.lemma(kid) == *p));
        let noun = |t: &usize| self.tree.token(*t).upos == Upos::Noun && self.cue(*t, Place::Of).is_some();
        let between = above + 1..at.max(above + 1);
        bound.then(|| between.rev().take(8).filter(noun).find(|&t| self.tree.governs(above, t))).flatten()
    }

    /// "called off the summit": what looks like a phrase with "off" is the object of "call off".
    fn is_object_of_particle(&self, at: usize, above: usize) -> bool {
        let case = self.tree.child(at, &[Rel::Case]);
        let joined = case.is_none_or(|case| case == above + 1);
        joined && self.cue(above, Place::Object).is_some_and(|cue| cue.words.contains('_') || case.is_none())
    }

    fn is_during(&self, noun: usize) -> bool {
        let class = |kid| self.cue(kid, Place::Preposition).map(|cue| cue.class);
        self.tree.children(noun).any(|kid| self.tree.rel(kid) == Rel::Case && class(kid) == Some(Class::During))
    }

    fn step_complement(&mut self, at: usize, above: usize) -> Step {
        let rel = self.tree.rel(at);
        self.walk_to(rel.as_str(), above);
        let passive = rel == Rel::Xcomp && self.is_passive(above) && self.put_cue(above, Place::Passive);
        if passive || self.put_cue(above, Place::Above) {
            return self.go_on(above);
        }
        let infinitive = self.to_of(at).is_some();
        match rel {
            Rel::Acl if infinitive && self.is_ranked(above) => Step::Stop,
            Rel::Acl if infinitive && self.is_controlled_by(above) => Step::On,
            Rel::Acl if infinitive => {
                self.chain = Strength::stage(Status::Expected, Certainty::Certain, TimeRef::Future).over(self.chain);
                self.rules.push("status/to_come".to_owned());
                Step::Stop
            }
            Rel::Acl | Rel::Csubj | Rel::CsubjPass => Step::Stop,
            Rel::Xcomp if self.tree.lemma(above) == "be" && infinitive => {
                self.chain = Strength::stage(Status::Expected, Certainty::Certain, TimeRef::Future).over(self.chain);
                self.rules.push("status/be_to.future".to_owned());
                self.go_on(above)
            }
            Rel::Xcomp => {
                if infinitive && self.tree.token(above).upos == Upos::Adj {
                    return self.go_on(above);
                }
                if infinitive && self.tree.token(above).upos == Upos::Verb {
                    self.chain = Strength::stage(Status::Possible, Certainty::Possible, TimeRef::Future).over(self.chain);
                    self.rules.push("status/to.nothing".to_owned());
                }
                self.inherit(above);
                Step::On
            }
            _ => Step::Stop,
        }
    }

    /// "allows banks to sell": the infinitive completes the verb, wherever the tree hangs it.
    fn is_controlled_by(&mut self, noun: usize) -> bool {
        let Some(verb) = self.tree.head(noun).filter(|_| matches!(self.tree.rel(noun), Rel::Obj | Rel::Iobj)) else {
            return false;
        };
        let controls = self.cue(verb, Place::Above).is_some_and(|cue| matches!(cue.class, Class::Nothing | Class::Offer | Class::Carries | Class::Expect));
        if !controls || !self.put_cue(verb, Place::Above) {
            return false;
        }
        self.walk_to("obj", verb);
        self.read_clause(verb);
        true
    }

    /// "the first to cross", "one of the few to sign": the infinitive tells a fact.
    fn is_ranked(&self, noun: usize) -> bool {
        let ranks = |t: usize| matches!(self.tree.lemma(t), "first" | "second" | "third" | "last" | "only" | "few" | "latest" | "youngest" | "oldest" | "one");
        ranks(noun) || self.tree.children(noun).any(|kid| kid < noun && ranks(kid))
    }

    /// A noun event takes how real it is from its light or staging verb; an indefinite one shares the doubt of any verb.
    fn step_argument(&mut self, at: usize, above: usize) -> Step {
        let rel = self.tree.rel(at);
        self.walk_to(rel.as_str(), above);
        let place = match rel {
            Rel::Nsubj | Rel::NsubjOuter if !self.is_passive(above) => Place::Subject,
            _ => Place::Object,
        };
        if self.put_cue(above, place) {
            return self.go_on(above);
        }
        let open = self.is_indefinite(at) && !self.is_stance(at) && self.chain.time == TimeRef::None;
        if place == Place::Object && open {
            self.inherit_doubt(above);
        }
        Step::Stop
    }

    fn go_on(&mut self, above: usize) -> Step {
        if is_clause(&self.tree, above) {
            self.read_clause(above);
        } else {
            self.read_noun(above);
        }
        let closes = self.holder.is_some_and(|s| s.cue_token == above);
        if closes { Step::Stop } else { Step::On }
    }

    /// Takes tense and helpers of a governor that is no cue.
    fn inherit(&mut self, above: usize) {
        if is_clause(&self.tree, above) {
            self.read_clause(above);
        }
    }

    /// Takes only what makes the governor less than a fact: its own walk is read, not its polarity.
    fn inherit_doubt(&mut self, above: usize) {
        if self.depth >= DEPTH || !is_clause(&self.tree, above) {
            return;
        }
        let tree = Tree::around(self.doc, above);
        let mut walk = Walk::at(self.text, self.doc, tree, above, self.statements, self.times, self.tables);
        walk.depth = self.depth + 1;
        walk.begin(None);
        walk.climb();
        let above = walk.chain;
        let doubtful = above.time == TimeRef::Future || matches!(above.certainty, Certainty::Probable | Certainty::Possible);
        if doubtful && above.exit.is_none() && above.polarity != Polarity::Open {
            self.chain = Strength { polarity: Polarity::Affirmed, ..above }.over(self.chain);
            self.condition = self.condition.take().or(walk.condition);
            self.rules.extend(walk.rules);
        }
    }

    /// Puts the cue at `above` over the chain, where one may stand there.
    fn put_cue(&mut self, above: usize, place: Place) -> bool {
        let Some(cue) = self.cue(above, place) else { return false };
        let mut link = cue.strength();
        if cue.class == Class::Able && !self.is_plain_present(above) {
            link = Strength::PLAIN;
        }
        if cue.class == Class::Talks && !self.has_two_sides(above) {
            link = Strength::stage(Status::Mooted, Certainty::Possible, TimeRef::Future);
        }
        if matches!(cue.class, Class::Deny | Class::Turns) && self.is_negated(above) && cue.class == Class::Deny {
            link = Strength::stage(Status::Possible, Certainty::Possible, TimeRef::Future);
            self.read.push(above);
        }
        if cue.class == Class::Deal && link.rung == Some(Status::Agreed) && !self.is_stance(self.event) {
            if place != Place::Above && !matches!(cue.words, "agree" | "announce" | "approve") {
                self.rules.push(cue.rule());
                return true;
            }
            link.time = TimeRef::Future;
        }
        let staged = cue.class == Class::Deal && matches!(place, Place::Object | Place::Subject);
        if staged && self.chain.active_exit().is_none() && self.chain.certainty == Certainty::Certain {
            self.chain.rung = None;
        }
        if link.exit.is_some() && place != Place::Itself {
            link.time = self.tense_of(above);
            link.exit = link.exit.map(|exit| super::Exit { time: link.time, ..exit });
        }
        self.chain = link.over(self.chain);
        self.rules.push(cue.rule());
        true
    }

    /// A noun that is itself a deal, plan or offer, and not what is planned or agreed in it.
    fn is_stance(&self, token: usize) -> bool {
        let lemma = self.tree.lemma(token);
        self.tree.token(token).upos == Upos::Noun
            && [Place::Above, Place::Of].iter().any(|&place| self.tables.find(lemma, "noun", place).is_some())
    }

    /// Talks need two sides: "with", "between", a plural or joined subject, or a plural noun.
    fn has_two_sides(&self, talks: usize) -> bool {
        let tree = &self.tree;
        let joins = |t: usize| tree.rel(t) == Rel::Case && matches!(tree.lemma(t), "with" | "between" | "among");
        let top = tree.path_up(talks).take(3).find(|&t| is_clause(tree, t)).unwrap_or(talks);
        let subject = tree.child(top, &[Rel::Nsubj]);
        let plural = |t: usize| {
            matches!(tree.token(t).xpos, Xpos::Nns | Xpos::Nnps)
                || tree.lemma(t) == "they"
                || tree.children(t).any(|kid| tree.rel(kid) == Rel::Conj)
        };
        tree.span(top).any(joins) || subject.is_some_and(plural) || tree.token(talks).xpos == Xpos::Nns
    }

    // ---- what words are

    fn cue(&self, token: usize, place: Place) -> Option<&'a Cue> {
        let pos = pos_name(&self.tree, token);
        let lemma = self.tree.lemma(token).to_lowercase();
        let partner = self.partner(token);
        let pair = partner.map(|partner| format!("{lemma}_{partner}"));
        let kin = kin(pos);
        let find = |words: &str| kin.iter().find_map(|pos| self.tables.find(words, pos, place));
        let formed = || find(&self.tree.token(token).form(self.text).to_lowercase());
        let participle = || find(lemma.strip_suffix("ed")?).or_else(|| find(lemma.strip_suffix('d')?));
        let regular = || match pos {
            "adj" => participle(),
            "verb" => self.by_form(token, place, kin),
            _ => None,
        };
        let before = (pos == "adv" && token > self.tree.tokens().start)
            .then(|| format!("{}_{}", self.tree.lemma(token - 1), self.tree.token(token).form(self.text)));
        let paired = pair.into_iter().chain(before).find_map(|pair| find(&pair));
        paired.or_else(|| find(&lemma)).or_else(formed).or_else(regular)
    }

    /// A verb whose dictionary form the language core missed, with its particle or without.
    fn by_form(&self, token: usize, place: Place, kin: &[&str]) -> Option<&'a Cue> {
        let partner = self.partner(token);
        let forms = bases(self.tree.token(token).form(self.text));
        let find = |words: &str| kin.iter().find_map(|pos| self.tables.find(words, pos, place));
        let paired = partner.and_then(|partner| forms.iter().find_map(|form| find(&format!("{form}_{partner}"))));
        paired.or_else(|| forms.iter().find_map(|form| find(form)))
    }

    /// The particle of a verb, or the word after it.
    fn partner(&self, token: usize) -> Option<String> {
        let particle = self.tree.child(token, &[Rel::CompoundPrt, Rel::Fixed]);
        let next = (token + 1 < self.tree.tokens().end).then_some(token + 1);
        particle.or(next).map(|t| self.tree.lemma(t).to_lowercase())
    }

    /// Present without a modal: "is able to" only says that it may be.
    fn is_plain_present(&self, head: usize) -> bool {
        self.tense_of(head) == TimeRef::Present
    }

    fn is_passive(&self, verb: usize) -> bool {
        self.tree.child(verb, &[Rel::AuxPass, Rel::NsubjPass]).is_some()
    }

    fn is_negated(&self, head: usize) -> bool {
        self.tree.children(head).any(|kid| matches!(self.tree.lemma(kid), "not" | "never" | "n't"))
    }

    fn is_perfect(&self, head: usize) -> bool {
        self.tree.children(head).any(|kid| self.tree.rel(kid) == Rel::Aux && self.tree.lemma(kid) == "have")
    }

    /// "cannot", "could not": certain.
    fn is_cannot(&self, head: usize, kid: usize) -> bool {
        self.tree.rel(kid) == Rel::Aux && matches!(self.tree.lemma(kid), "can" | "could") && self.is_negated(head)
    }

    fn is_indefinite(&self, noun: usize) -> bool {
        !self.tree.children(noun).any(|kid| {
            self.tree.rel(kid) == Rel::NmodPoss
                || (self.tree.rel(kid) == Rel::Det && matches!(self.tree.lemma(kid), "the" | "this" | "that" | "these" | "those"))
        })
    }

    /// Tense of a clause from its finite word: the verb itself, or its auxiliary or copula.
    fn tense_of(&self, head: usize) -> TimeRef {
        let tree = &self.tree;
        let word = tree.token(head);
        let helpers: Vec<usize> = tree.children(head).filter(|&kid| matches!(tree.rel(kid), Rel::Aux | Rel::AuxPass | Rel::Cop)).collect();
        if self.is_perfect(head) {
            return if word.xpos == Xpos::Vbg { TimeRef::Present } else { TimeRef::Past };
        }
        let finite = helpers.iter().copied().find(|&kid| is_finite(tree, kid));
        match finite.map(|kid| tree.token(kid).xpos) {
            Some(Xpos::Vbd) => TimeRef::Past,
            Some(Xpos::Vbz | Xpos::Vbp) => TimeRef::Present,
            Some(_) => TimeRef::None,
            None if !helpers.is_empty() => TimeRef::None,
            None => match word.xpos {
                Xpos::Vbd => TimeRef::Past,
                Xpos::Vbz | Xpos::Vbp => TimeRef::Present,
                Xpos::Vbn if word.upos == Upos::Verb => TimeRef::Past,
                _ => TimeRef::None,
            },
        }
    }

    // ---- days

    /// A day that is known to lie ahead makes a plan a programme, and a bare noun or present something to come.
    fn place_in_time(&mut self, top: usize) {
        let day = self.day_near(top);
        if self.chain.active_exit().is_some() {
            return;
        }
        let plain = self.chain.rung.is_none() && self.chain.certainty == Certainty::Certain;
        if day == Some(Ordering::Greater) && plain && self.chain.time != TimeRef::Past && !self.chain_is_future() {
            self.chain = Strength::stage(Status::Scheduled, Certainty::Certain, TimeRef::Future).over(self.chain);
            self.rules.push("status/day_ahead".to_owned());
        }
    }

    fn chain_is_future(&self) -> bool {
        self.chain.time == TimeRef::Future
    }

    /// The order of a day told in the clause of the event against the anchor day.
    fn day_near(&self, top: usize) -> Option<Ordering> {
        let tree = &self.tree;
        let bytes = |tokens: Range<usize>| self.bytes(tokens);
        let clause = if is_clause(tree, self.event) { self.event } else { top };
        let near = bytes(tree.span(self.event));
        let wide = bytes(tree.span(clause));
        let inside = |range: &Range<u32>, day: &Range<usize>| range.start as usize <= day.start && day.end <= range.end as usize;
        let found = self.times.iter().find(|(day, _)| inside(&near, day));
        found.or_else(|| self.times.iter().find(|(day, _)| inside(&wide, day))).and_then(|(_, order)| *order)
    }

    fn has_day_word(&self, head: usize) -> bool {
        self.tree.children(head).any(|kid| {
            matches!(self.tree.rel(kid), Rel::Obl | Rel::OblUnmarked | Rel::Nmod | Rel::NmodUnmarked | Rel::Advmod)
                && self.tree.span(kid).any(|t| self.tables.is(&self.tree.lemma(t).to_lowercase(), Class::Day))
        })
    }

    // ---- the answer

    fn walk_to(&mut self, rel: &str, above: usize) {
        self.path.push_str(&format!(" ←{rel} {}", self.tree.token(above).form(self.text).to_lowercase()));
    }

    fn bytes(&self, tokens: Range<usize>) -> Range<u32> {
        let tokens = self.tree.without_punctuation(tokens);
        self.doc.tokens[tokens.start].start..self.doc.tokens[tokens.end - 1].end
    }

    fn answer(mut self) -> StatusReading {
        if let Some(soft) = self.soft {
            if self.chain.rung.is_none() && self.chain.exit.is_none() && self.chain.certainty == Certainty::Certain {
                self.chain = soft.over(self.chain);
            }
        }
        self.sharpen_future();
        let exit = self.chain.active_exit();
        let status = self.chain.status();
        let stage = exit.map(|e| e.status).or(self.chain.rung);
        let (certainty, time) = exit.map_or((self.chain.certainty, self.chain.time), |e| (e.certainty, e.time));
        StatusReading {
            status,
            polarity: self.chain.polarity,
            certainty,
            time_ref: if time == TimeRef::None { usual_time(status) } else { time },
            stage,
            condition: self.condition,
            governor_path: self.path,
            rules: self.rules,
        }
    }

    /// A plain future of the doers with a day is a programme.
    fn sharpen_future(&mut self) {
        let plain = self.chain.rung == Some(Status::Expected) && self.chain.certainty == Certainty::Certain;
        let staged = self.chain.polarity != Polarity::Affirmed || self.chain.exit.is_some();
        if !plain || staged || !self.read.iter().any(|&head| self.has_day_word(head)) {
            return;
        }
        self.chain.rung = Some(Status::Scheduled);
        self.rules.push("status/day.schedule".to_owned());
    }
}

/// The time that goes with a status where the words name none.
fn usual_time(status: Status) -> TimeRef {
    match status {
        Status::Ongoing | Status::InEffect | Status::NoneAnnounced | Status::Postponed | Status::Suspended => TimeRef::Present,
        Status::Scheduled | Status::Expected | Status::InTalks | Status::Offered | Status::Mooted | Status::NotExpected => {
            TimeRef::Future
        }
        Status::Possible | Status::Conditional => TimeRef::Future,
        Status::Speculated | Status::Unknown | Status::NoComment => TimeRef::None,
        _ => TimeRef::Past,
    }
}

/// A copula or auxiliary stands for its predicate.
fn predicate_of(tree: &Tree<'_>, event: usize) -> usize {
    let helper = event < tree.tokens().end
        && tree.tokens().contains(&event)
        && matches!(tree.rel(event), Rel::Cop | Rel::Aux | Rel::AuxPass);
    tree.head(event).filter(|_| helper).unwrap_or(event)
}

/// Whether the word heads a clause: a verb, or a predicate with a copula.
fn is_clause(tree: &Tree<'_>, token: usize) -> bool {
    tree.token(token).upos == Upos::Verb
        || tree.token(token).upos == Upos::Aux
        || tree.child(token, &[Rel::Cop]).is_some()
        || (tree.token(token).upos == Upos::Adj && tree.child(token, &[Rel::Nsubj, Rel::Csubj, Rel::Xcomp, Rel::Ccomp]).is_some())
}

fn is_finite(tree: &Tree<'_>, token: usize) -> bool {
    let word = tree.token(token);
    matches!(word.upos, Upos::Verb | Upos::Aux) && matches!(word.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
}

/// Parts of speech that a tagger may take for one another: participles and adjectives, prepositions and marks.
fn kin(pos: &'static str) -> &'static [&'static str] {
    match pos {
        "verb" => &["verb", "adj"],
        "adj" => &["adj", "verb", "adv"],
        "adv" => &["adv", "adp", "mark", "adj"],
        "adp" => &["adp", "mark", "adv"],
        "mark" => &["mark", "adp", "adv"],
        "cc" => &["adv"],
        "aux" => &["aux", "verb"],
        "det" => &["det", "adv"],
        "noun" => &["noun", "adj"],
        _ => &[],
    }
}

/// The part of speech as the table names it.
fn pos_name(tree: &Tree<'_>, token: usize) -> &'static str {
    match tree.token(token).upos {
        Upos::Verb => "verb",
        Upos::Noun | Upos::Propn | Upos::Pron => "noun",
        Upos::Adj => "adj",
        Upos::Adv | Upos::Part => "adv",
        Upos::Aux => "aux",
        Upos::Sconj => "mark",
        Upos::Det => "det",
        Upos::Adp => "adp",
        Upos::Cconj => "cc",
        _ => "other",
    }
}
