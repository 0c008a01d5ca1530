//! Helpers of a word: tense, auxiliaries, negation, adverbs, marks, determiners, and the conditions that hang on it.
//!
//! Must not climb the tree.

use super::grammar::{is_clause, is_finite, pos_name};
use super::strength::Strength;
use super::tables::{Class, Cue, Place, SmallWord};
use super::walk::Walk;
use crate::words::{Certainty, Status, TimeRef};
use dateline_lang::{Rel, Upos, Xpos};

impl Walk<'_> {
    pub(super) fn begin(&mut self, floor: Option<Status>) {
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
            self.read_participle_beside(event);
        }
    }

    /// "the accord, signed in Bern, …", "talks suspended in May": a participle of a deal or an ending beside the noun.
    fn read_participle_beside(&mut self, noun: usize) {
        let told = |kid: &usize| {
            self.tree.rel(*kid) == Rel::Acl
                && *kid > noun
                && self.tree.token(*kid).xpos == Xpos::Vbn
                && self.to_of(*kid).is_none()
                && self
                    .cue(*kid, Place::Object)
                    .is_some_and(|cue| matches!(cue.class, Class::Deal | Class::End))
        };
        let Some(participle) = self.tree.children(noun).find(told) else { return };
        if self.put_cue(participle, Place::Object) {
            self.read_clause(participle);
        }
    }

    /// Verbs that bring about need a modal, those that consider stand for the thing considered only in the passive.
    pub(super) fn fits_itself(&self, cue: &Cue) -> bool {
        match cue.class {
            Class::Trigger => self.has_modal(self.event),
            Class::Moot => self.is_passive(self.event),
            Class::Outcome => false,
            _ => true,
        }
    }

    pub(super) fn put_own(&mut self, cue: &Cue) {
        self.rules.push(cue.rule());
        if cue.class == Class::Trigger {
            let subject =
                self.tree.child(self.event, &[Rel::Nsubj]).filter(|&s| self.tree.token(s).upos != Upos::Pron);
            let antecedent =
                self.tree.head(self.event).filter(|_| self.tree.rel(self.event) == Rel::AclRelcl);
            return match subject.or(antecedent) {
                Some(noun) => self.make_conditional(self.tree.noun_phrase(noun)),
                None => self.chain = cue.strength().over(self.chain),
            };
        }
        self.chain = cue.strength().over(self.chain);
    }

    /// Helpers of a verb or predicate: tense, auxiliaries, negation, adverbs, marks, conditions.
    pub(super) fn read_clause(&mut self, head: usize) {
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
        self.read_trailing_condition(head);
    }

    pub(super) fn read_helper(&mut self, head: usize, kid: usize, place: Place) {
        let Some(cue) = self.cue(kid, place) else { return };
        if place == Place::Mark && cue.class == Class::Condition && self.is_idle_condition(head) {
            return;
        }
        self.habit |= cue.class == Class::Habit && head == self.event;
        if cue.class == Class::Condition && place == Place::Auxiliary {
            return self.read_would(head, cue);
        }
        let mut link = cue.strength();
        if cue.class == Class::Modal && place == Place::Auxiliary {
            if self.is_perfect(head) {
                link.time = TimeRef::Past;
            } else if self.cue(head, Place::Itself).is_some_and(|own| own.class == Class::State) {
                link.time = TimeRef::Present;
            }
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
    pub(super) fn read_would(&mut self, head: usize, cue: &Cue) {
        let past_saying = self.holder.is_some_and(|s| {
            let cue = &self.doc.tokens[s.cue_token];
            matches!(cue.xpos, Xpos::Vbd | Xpos::Vbn) || cue.upos == Upos::Noun
        });
        let hangs = self.condition_clause(head).is_some() || self.hypothetical_subject(head).is_some();
        if (past_saying || self.under_past_cue(head)) && !hangs {
            self.chain =
                Strength::stage(Status::Expected, Certainty::Certain, TimeRef::Future).over(self.chain);
            self.rules.push("status/would.future".to_owned());
            return;
        }
        self.chain = cue.strength().over(self.chain);
        self.rules.push(cue.rule());
        if let Some(subject) = self.hypothetical_subject(head) {
            self.condition = Some(self.bytes(self.tree.span(subject)));
        }
    }

    pub(super) fn under_past_cue(&self, head: usize) -> bool {
        let relative = || {
            matches!(self.tree.rel(head), Rel::Parataxis | Rel::AdvclRelcl)
                && self.tree.children(head).any(|kid| kid < head && self.tree.token(kid).xpos == Xpos::Wdt)
        };
        let hangs = matches!(self.tree.rel(head), Rel::Ccomp | Rel::Acl | Rel::AclRelcl | Rel::Conj);
        (hangs || relative())
            && self
                .tree
                .path_up(head)
                .skip(1)
                .any(|up| self.tree.token(up).upos == Upos::Verb && self.tense_of(up) == TimeRef::Past)
    }

    /// "any order would …": the order has not happened.
    pub(super) fn hypothetical_subject(&self, head: usize) -> Option<usize> {
        let subject = self.tree.child(head, &[Rel::Nsubj, Rel::NsubjPass])?;
        self.tree.children(subject).any(|kid| self.is_small(kid, SmallWord::Any)).then_some(subject)
    }

    /// "no one signed", "nobody came", "neither side agreed".
    pub(super) fn read_negative_subject(&mut self, head: usize) {
        let Some(subject) = self.tree.child(head, &[Rel::Nsubj, Rel::NsubjPass]) else { return };
        let none = |t: usize| self.is_small(t, SmallWord::Nobody);
        let negative = (none(subject) && self.tree.token(subject).upos != Upos::Adj)
            || self.tree.children(subject).any(|kid| {
                let few = kid == self.tree.span(subject).start;
                none(kid) && (self.tree.rel(kid) == Rel::Det || (self.tree.rel(kid) == Rel::Amod && few))
            });
        if negative && !self.read.contains(&subject) && subject != self.event {
            self.chain = Strength::turn().over(self.chain);
            self.rules.push("status/no.negation".to_owned());
        }
    }

    /// "is to meet": a plain future without "will".
    pub(super) fn read_be_to(&mut self, head: usize) {
        if self.tree.token(head).xpos != Xpos::Vb && !self.is_bare_passive(head) {
            return;
        }
        let Some(to) = self.to_of(head) else { return };
        let be_before = to > self.tree.tokens().start
            && self.tree.lemma(to - 1) == "be"
            && matches!(self.tree.token(to - 1).xpos, Xpos::Vbz | Xpos::Vbp | Xpos::Vbd);
        if be_before || self.is_headline_future(head, to) {
            self.chain =
                Strength::stage(Status::Expected, Certainty::Certain, TimeRef::Future).over(self.chain);
            self.rules.push("status/be_to.future".to_owned());
        }
    }

    /// The "to" of an infinitive: a child, or the word before its first auxiliary.
    pub(super) fn to_of(&self, head: usize) -> Option<usize> {
        let is_to = |t: usize| self.tree.lemma(t) == "to" && self.tree.token(t).upos == Upos::Part;
        let bare = |t: usize| self.tree.token(t).xpos == Xpos::Vb;
        let lead = self.tree.children(head).find(|&kid| {
            kid < head && bare(kid) && matches!(self.tree.rel(kid), Rel::Aux | Rel::AuxPass | Rel::Cop)
        });
        let first = lead.or(bare(head).then_some(head));
        let before = first.filter(|&f| f > self.tree.tokens().start).map(|f| f - 1).filter(|&t| is_to(t));
        self.tree.children(head).find(|&kid| kid < head && is_to(kid)).or(before)
    }

    pub(super) fn is_bare_passive(&self, head: usize) -> bool {
        self.tree.children(head).any(|kid| {
            matches!(self.tree.rel(kid), Rel::Aux | Rel::AuxPass | Rel::Cop)
                && self.tree.token(kid).xpos == Xpos::Vb
        })
    }

    /// "Ghana to host summit": a title without a finite verb before "to".
    pub(super) fn is_headline_future(&self, head: usize, to: usize) -> bool {
        let tokens = self.tree.tokens();
        let finite = tokens.clone().any(|t| is_finite(&self.tree, t));
        let last = tokens.end.checked_sub(1).map_or("", |t| self.tree.token(t).form(self.text));
        let subject = to > tokens.start && matches!(self.tree.token(to - 1).upos, Upos::Propn | Upos::Noun);
        subject && !finite && !matches!(last, "." | "!" | "?") && head > to
    }

    /// A clause with "if" or "unless" that hangs on this verb, when the verb is not a plain fact.
    pub(super) fn read_condition(&mut self, head: usize) {
        let Some(clause) = self.condition_clause(head) else { return };
        let fact = self.chain.certainty == Certainty::Certain && self.chain.time == TimeRef::Past;
        if fact || clause == self.event || self.tree.governs(clause, self.event) {
            return;
        }
        self.chain =
            Strength::stage(Status::Conditional, Certainty::Possible, TimeRef::None).over(self.chain);
        self.condition = Some(self.bytes(self.tree.span(clause)));
        self.rules.push("status/if.condition".to_owned());
    }

    /// "If …, aid will flow": the sentence opens with the condition and a comma closes it before this clause.
    pub(super) fn read_leading_condition(&mut self, head: usize) {
        let tokens = self.tree.tokens();
        let first = tokens.start;
        let leads = self
            .tables
            .find(&self.tree.lemma(first).to_lowercase(), "mark", Place::Mark)
            .is_some_and(|cue| cue.class == Class::Condition);
        if !leads || self.condition.is_some() || self.chain.time != TimeRef::Future {
            return;
        }
        let comma = tokens.clone().find(|&t| self.tree.token(t).xpos == Xpos::Comma);
        let Some(comma) = comma.filter(|&comma| comma > first + 1 && comma < head && self.event > comma)
        else {
            return;
        };
        let subject_after = self.tree.children(head).any(|kid| kid > comma);
        if subject_after {
            self.chain =
                Strength::stage(Status::Conditional, Certainty::Possible, TimeRef::None).over(self.chain);
            self.condition = Some(self.bytes(first..comma));
            self.rules.push("status/if.leading".to_owned());
        }
    }

    /// "would open a consulate if Juba asked": the word alone, where the tree hangs its clause elsewhere below this one.
    pub(super) fn read_trailing_condition(&mut self, head: usize) {
        let open = self.chain.time == TimeRef::Future || self.chain.certainty == Certainty::Possible;
        if self.condition.is_some() || !open {
            return;
        }
        let tokens = self.tree.tokens();
        let is_if = |t: usize| {
            if self.is_small(t, SmallWord::Provided) {
                let noun =
                    |t: usize| matches!(self.tree.token(t).upos, Upos::Noun | Upos::Propn | Upos::Pron);
                let opens = (t + 1..tokens.end).take(3).any(noun)
                    && (t + 2..tokens.end)
                        .any(|v| is_finite(&self.tree, v) || self.tree.token(v).xpos == Xpos::Nns);
                return (noun(t - 1) || t == head + 1) && opens;
            }
            self.tree.token(t).upos == Upos::Sconj
                && self.is_small(t, SmallWord::If)
                && !self.is_idle_mark(t)
                && !matches!(self.tree.lemma(t - 1), "as" | "even" | "not" | "see" | "ask" | "know" | "say")
        };
        let Some(mark) = (head + 1..tokens.end).find(|&t| is_if(t)) else { return };
        let below = self.tree.governs(head, mark) && self.event < mark;
        let clause = mark..tokens.end;
        let full =
            self.is_small(mark, SmallWord::Provided) || clause.clone().any(|t| is_finite(&self.tree, t));
        if below && full {
            self.chain =
                Strength::stage(Status::Conditional, Certainty::Possible, TimeRef::None).over(self.chain);
            self.condition = Some(self.bytes(clause));
            self.rules.push("status/if.trailing".to_owned());
        }
    }

    pub(super) fn condition_clause(&self, head: usize) -> Option<usize> {
        let marked = |kid: usize| {
            let word = |t: usize| {
                let pos = pos_name(&self.tree, t);
                self.tables
                    .find(self.tree.lemma(t), pos, Place::Mark)
                    .is_some_and(|cue| cue.class == Class::Condition)
            };
            let mark = self
                .tree
                .children(kid)
                .any(|t| matches!(self.tree.rel(t), Rel::Mark | Rel::Advmod | Rel::Case) && word(t));
            mark || (word(kid) && self.tree.token(kid).upos == Upos::Verb)
        };
        self.tree
            .children(head)
            .find(|&kid| matches!(self.tree.rel(kid), Rel::Advcl | Rel::Obl | Rel::Dep) && marked(kid))
            .filter(|&kid| !self.is_idle_condition(kid))
    }

    /// Whether the mark of the clause opens words of passing.
    fn is_idle_condition(&self, clause: usize) -> bool {
        self.tree.children(clause).any(|kid| self.is_small(kid, SmallWord::If) && self.is_idle_mark(kid))
    }

    /// "if necessary", "if compared with May": words of passing right after the mark, with no subject or verb of their own.
    fn is_idle_mark(&self, mark: usize) -> bool {
        let tokens = self.tree.tokens();
        let after = Some(mark + 2).filter(|&t| t < tokens.end).map(|t| self.tree.token(t).upos);
        let ends = !matches!(after, Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb | Upos::Aux));
        mark + 1 < tokens.end && self.is_small(mark + 1, SmallWord::Idle) && ends
    }

    /// "Judges are picked by the king": the simple present of a deed, done to a kind of thing by a doer, is a custom and
    /// not an act on a day.
    pub(super) fn is_custom(&self) -> bool {
        let tree = &self.tree;
        let first = tree.head(self.event).filter(|_| tree.rel(self.event) == Rel::Conj);
        let verb = first.filter(|&first| is_clause(tree, first)).unwrap_or(self.event);
        let kind = |noun: usize| {
            tree.token(noun).xpos == Xpos::Nns
                && !tree.children(noun).any(|kid| {
                    matches!(tree.rel(kid), Rel::Det | Rel::NmodPoss | Rel::Nummod | Rel::Acl | Rel::AclRelcl)
                })
        };
        let doer = |t: usize| tree.child(t, &[Rel::OblAgent]).is_some();
        tree.token(self.event).xpos == Xpos::Vbn
            && self.tense_of(verb) == TimeRef::Present
            && tree.child(verb, &[Rel::AuxPass]).is_some_and(|aux| is_finite(tree, aux))
            && tree.child(verb, &[Rel::NsubjPass]).is_some_and(kind)
            && (doer(verb) || tree.children(verb).any(|kid| tree.rel(kid) == Rel::Conj && doer(kid)))
    }

    /// Helpers of a noun: determiner, adjectives, preposition, and a clause such as "to announce".
    pub(super) fn read_noun(&mut self, noun: usize) {
        for kid in self.tree.children(noun).collect::<Vec<_>>() {
            let place = match self.tree.rel(kid) {
                Rel::Det | Rel::Advmod => Place::Determiner,
                Rel::Amod | Rel::Compound | Rel::NmodDesc if kid < noun => Place::Modifier,
                Rel::Case => Place::Preposition,
                _ => continue,
            };
            let joined = || {
                let before = kid
                    .checked_sub(1)
                    .filter(|&t| place == Place::Preposition && self.tree.tokens().contains(&t))?;
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
    pub(super) fn announces_nothing(&mut self, noun: usize) -> bool {
        let clause = self.tree.children(noun).find(|&kid| {
            matches!(self.tree.rel(kid), Rel::Acl | Rel::Advcl | Rel::Xcomp)
                && self.tables.is(self.tree.lemma(kid), Class::None)
        });
        let up = self.tree.head(noun);
        let beside = || {
            let kids = up.into_iter().flat_map(|up| self.tree.children(up).collect::<Vec<_>>());
            kids.into_iter().find(|&kid| {
                kid > noun
                    && matches!(self.tree.rel(kid), Rel::Xcomp | Rel::Advcl)
                    && self.tables.is(self.tree.lemma(kid), Class::None)
            })
        };
        let Some(announce) = clause.or_else(beside) else { return false };
        self.chain =
            Strength::stage(Status::NoneAnnounced, Certainty::Open, TimeRef::Present).over(self.chain);
        self.rules.push(format!("status/{}.none", self.tree.lemma(announce)));
        true
    }
}
