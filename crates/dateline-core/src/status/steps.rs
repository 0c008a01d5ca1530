//! The steps of the walk: from a word to its governor, by the relation between them.
//!
//! Must not know what a cue says, only where it may stand.

use super::grammar::{is_clause, is_finite};
use super::strength::Strength;
use super::tables::{Class, Place, SmallWord};
use super::walk::{DEPTH, Step, Walk};
use crate::attribution::tree::Tree;
use crate::words::{Certainty, Polarity, Status, TimeRef};
use dateline_lang::{Rel, Upos, Xpos};
use std::ops::Range;

impl Walk<'_> {
    /// The cue of the statement that holds the event closes the walk, and so does the edge of a quote.
    pub(super) fn closed_at(&mut self, above: usize) -> bool {
        let Some(holder) = self.holder else { return false };
        if above == holder.cue_token {
            if holder.negated && !self.is_cue_above(above) {
                self.rules.push("status/closed.unsaid".to_owned());
            }
            return !self.is_cue_above(above);
        }
        !holder.content_tokens.contains(&above) && above != holder.cue_token
    }

    pub(super) fn is_cue_above(&self, token: usize) -> bool {
        [Place::Above, Place::Object, Place::Of].iter().any(|&place| self.cue(token, place).is_some())
    }

    pub(super) fn step(&mut self, at: usize, above: usize) -> Step {
        let rel = self.tree.rel(at);
        match rel {
            Rel::Conj => self.step_conj(at, above),
            Rel::Compound | Rel::Flat | Rel::Amod | Rel::Appos | Rel::NmodDesc => {
                self.step_noun_part(at, above)
            }
            Rel::AclRelcl | Rel::AdvclRelcl | Rel::Parataxis | Rel::Discourse => self.step_loose(at, above),
            Rel::Advcl => self.step_adverbial(at, above),
            Rel::Nmod | Rel::NmodPoss | Rel::Obl | Rel::OblUnmarked | Rel::OblAgent => {
                self.step_phrase(at, above)
            }
            Rel::Xcomp | Rel::Ccomp | Rel::Csubj | Rel::CsubjPass | Rel::Acl => {
                self.step_complement(at, above)
            }
            Rel::Obj | Rel::Iobj | Rel::Nsubj | Rel::NsubjPass | Rel::NsubjOuter => {
                self.step_argument(at, above)
            }
            _ => Step::Stop,
        }
    }

    /// A conjunct shares what stands above both; it shares helpers when it has none of its own.
    pub(super) fn step_conj(&mut self, at: usize, above: usize) -> Step {
        self.walk_to("conj", above);
        let own = self
            .tree
            .children(at)
            .any(|kid| matches!(self.tree.rel(kid), Rel::Aux | Rel::AuxPass | Rel::Cop));
        if !own && let Some(infinitive) = self.infinitive_before(at, above) {
            self.read_clause(infinitive);
            return Step::To(infinitive);
        }
        let finite = is_finite(&self.tree, at);
        if is_clause(&self.tree, at) && is_clause(&self.tree, above) {
            if own || finite {
                if !matches!(self.tree.rel(above), Rel::Ccomp | Rel::Advcl) {
                    return Step::Stop;
                }
                self.share_marks(at, above);
                return Step::On;
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

    /// "whether he left or was forced out": one mark opens both clauses.
    fn share_marks(&mut self, at: usize, above: usize) {
        let marks = |head: usize| -> Vec<usize> {
            let before = |kid: &usize| *kid < head && self.tree.rel(*kid) == Rel::Mark;
            self.tree.children(head).filter(before).collect()
        };
        if !marks(at).is_empty() {
            return;
        }
        for mark in marks(above) {
            self.read_helper(above, mark, Place::Mark);
        }
    }

    /// "is fighting to stop the leak and save the ship": a bare form that cannot agree with the finite verb above it
    /// continues the infinitive between the two.
    fn infinitive_before(&self, at: usize, above: usize) -> Option<usize> {
        let tree = &self.tree;
        let bare = matches!(tree.token(at).xpos, Xpos::Vb | Xpos::Vbp);
        let has_subject = tree.child(at, &[Rel::Nsubj, Rel::NsubjPass]).is_some();
        let singular = std::iter::once(above)
            .chain(tree.children(above).filter(|&kid| matches!(tree.rel(kid), Rel::Aux | Rel::AuxPass)))
            .any(|t| matches!(tree.token(t).xpos, Xpos::Vbz | Xpos::Vbd));
        if !bare || has_subject || !singular || at < above {
            return None;
        }
        let infinitive = |t: &usize| tree.token(*t).upos == Upos::Verb && self.to_of(*t).is_some();
        (above + 1..at).rev().filter(infinitive).find(|&t| tree.governs(above, t))
    }

    /// "arms deal talks", "the planned visit", "the visit, a first": the noun that it is part of.
    pub(super) fn step_noun_part(&mut self, at: usize, above: usize) -> Step {
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
    pub(super) fn step_loose(&mut self, at: usize, above: usize) -> Step {
        let trigger = self
            .tables
            .find(self.tree.lemma(at), "verb", Place::Itself)
            .is_some_and(|c| c.class == Class::Trigger);
        if self.tree.rel(at) == Rel::AclRelcl && trigger && self.has_modal(at) {
            self.make_conditional(self.tree.noun_phrase(above));
        }
        Step::Stop
    }

    pub(super) fn has_modal(&self, head: usize) -> bool {
        self.tree
            .children(head)
            .any(|kid| self.tree.rel(kid) == Rel::Aux && self.is_small(kid, SmallWord::Modal))
    }

    pub(super) fn make_conditional(&mut self, subject: Range<usize>) {
        self.chain =
            Strength::stage(Status::Conditional, Certainty::Possible, TimeRef::Future).over(self.chain);
        self.condition = Some(self.bytes(subject));
        self.rules.push("status/trigger.condition".to_owned());
    }

    /// Purpose clauses are to come and may fail; other adverbial clauses take tense only when they have none.
    pub(super) fn step_adverbial(&mut self, at: usize, above: usize) -> Step {
        if self.to_of(at).is_some() && !is_finite(&self.tree, at) {
            if self.is_outcome(at) {
                return Step::Stop;
            }
            if let Some(noun) = self.noun_before_infinitive(at, above) {
                return self.step_beside(noun);
            }
            self.walk_to("advcl", above);
            if self.is_ranked(above) {
                self.inherit(above);
                return Step::Stop;
            }
            if self.put_cue(above, Place::Above) {
                self.read_clause(above);
                return Step::On;
            }
            let object = self.tree.child(above, &[Rel::Obj]);
            let beside = object.is_some_and(|object| self.to_of(at) == Some(object + 1));
            let told = self.statements.iter().any(|said| said.cue_token == above);
            self.put_purpose(if told || beside { TimeRef::None } else { self.tense_of(above) });
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
        if self.tree.token(at).xpos == Xpos::Vbg
            && self.takes_gerund(at, above)
            && self.put_cue(above, Place::Above)
        {
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

    /// What an act is meant to bring about may fail. Meant by an act that is over, it lay ahead of that act and not of
    /// the report.
    fn put_purpose(&mut self, act: TimeRef) {
        let time = if act == TimeRef::Past { TimeRef::Past } else { TimeRef::Future };
        self.chain = Strength::stage(Status::Possible, Certainty::Possible, time).over(self.chain);
        self.rules.push("status/purpose".to_owned());
    }

    /// "announced plans on Friday to close the yard", "signed a contract with Chile to supply ore": the infinitive
    /// completes the noun of plan or deal before it, wherever the tree hangs it.
    fn noun_before_infinitive(&self, at: usize, above: usize) -> Option<usize> {
        let to = self.to_of(at).filter(|&to| to > above)?;
        if !is_clause(&self.tree, above) || self.cue(above, Place::Above).is_some() {
            return None;
        }
        let holds = |t: &usize| {
            self.tree.token(*t).upos == Upos::Noun
                && self.cue(*t, Place::Above).is_some()
                && !matches!(self.tree.rel(*t), Rel::Compound | Rel::Conj)
        };
        (above + 1..to).rev().take(8).filter(holds).find(|&t| self.tree.governs(above, t))
    }

    fn step_beside(&mut self, noun: usize) -> Step {
        self.walk_to("beside", noun);
        self.put_cue(noun, Place::Above);
        match self.go_on(noun) {
            Step::On => Step::To(noun),
            other => other,
        }
    }

    /// "fell 300 points to close at 9,000": the infinitive tells how the movement ended.
    fn is_outcome(&mut self, at: usize) -> bool {
        let Some(cue) = self.cue(at, Place::Itself).filter(|cue| cue.class == Class::Outcome) else {
            return false;
        };
        let moved = |&t: &usize| is_clause(&self.tree, t) && self.tense_of(t) != TimeRef::None;
        let Some(moved) = self.tree.path_up(at).skip(1).find(moved) else { return false };
        let completes = |t: usize| self.cue(t, Place::Above).is_some_and(|cue| cue.class != Class::Carries);
        let held = self.tree.head(at).is_some_and(completes) || completes(moved);
        if self.tree.child(at, &[Rel::Obj]).is_some() || held {
            return false;
        }
        self.rules.push(cue.rule());
        self.chain = Strength::at(self.tense_of(moved)).over(self.chain);
        true
    }

    /// "afraid of selling", "ruled out sending": a gerund that completes the word above, whatever the tree calls it.
    pub(super) fn takes_gerund(&self, at: usize, above: usize) -> bool {
        let near = at > above && at - above <= 3;
        let kept_from = self.tree.children(at).any(|kid| kid < at && self.tree.lemma(kid) == "from");
        near || kept_from || matches!(self.tree.token(above).upos, Upos::Adj | Upos::Noun)
    }

    /// "unclear what Tonga will gain": a clause that opens with a question word.
    pub(super) fn asks(&self, clause: usize) -> bool {
        let first = self.tree.span(clause).start;
        matches!(self.tree.token(first).xpos, Xpos::Wp | Xpos::Wdt | Xpos::WpS)
            || self.tree.lemma(first) == "how"
    }

    pub(super) fn is_temporal(&self, clause: usize) -> bool {
        self.tree.children(clause).any(|kid| {
            kid < clause
                && matches!(self.tree.rel(kid), Rel::Mark | Rel::Advmod)
                && self.is_small(kid, SmallWord::Temporal)
        })
    }

    /// "will leave when the talks end": a present in a clause of time shares the future of its main clause.
    pub(super) fn inherit_future(&mut self, above: usize) {
        let before = self.chain;
        self.inherit_doubt(above);
        if self.chain.time != TimeRef::Future {
            self.chain = before;
        }
    }

    /// "speculation about a deal", "during the visit", "asked for aid".
    pub(super) fn step_phrase(&mut self, at: usize, above: usize) -> Step {
        let rel = self.tree.rel(at);
        self.walk_to(rel.as_str(), above);
        if self.is_object_of_particle(at, above) && self.put_cue(above, Place::Object) {
            return self.go_on(above);
        }
        if self.announces_none(above) {
            return Step::Stop;
        }
        if self.tree.token(at).xpos == Xpos::Vbg && self.put_cue(above, Place::Above) {
            return self.go_on(above);
        }
        let apart = !is_clause(&self.tree, above) && self.stands_apart(at);
        if !apart && self.put_cue(above, Place::Of) {
            return self.go_on(above);
        }
        if let Some(beside) = self.cue_beside(at, above) {
            self.walk_to("beside", beside);
            self.put_cue(beside, Place::Of);
            return self.go_on(beside);
        }
        if rel == Rel::Obl && self.shares_clause(at) && is_clause(&self.tree, above) {
            self.inherit_doubt(above);
            return Step::Stop;
        }
        if self.has_bound(at) {
            if self.is_during(at) && is_clause(&self.tree, above) {
                self.inherit_doubt(above);
            }
            return Step::Stop;
        }
        Step::Stop
    }

    /// "nothing to announce on a visit": silence about what the announcing would be of.
    fn announces_none(&mut self, announce: usize) -> bool {
        let lemma = self.tree.lemma(announce);
        let nothing = self.tree.head(announce).is_some_and(|noun| self.is_small(noun, SmallWord::Nobody));
        if !nothing || self.to_of(announce).is_none() || !self.tables.is(lemma, Class::None) {
            return false;
        }
        self.chain =
            Strength::stage(Status::NoneAnnounced, Certainty::Open, TimeRef::Present).over(self.chain);
        self.rules.push(format!("status/{lemma}.none"));
        true
    }

    /// "a plan following the flood": not a plan of a flood.
    fn stands_apart(&self, noun: usize) -> bool {
        self.tree
            .children(noun)
            .any(|kid| self.tree.rel(kid) == Rel::Case && self.is_small(kid, SmallWord::Apart))
    }

    /// "will take part in an exercise", "will speak at the summit": the noun is as far off as its clause.
    fn shares_clause(&self, noun: usize) -> bool {
        let case = self.tree.children(noun).find(|&kid| self.tree.rel(kid) == Rel::Case);
        let shares = |case| {
            self.is_small(case, SmallWord::Inside)
                || (self.is_small(case, SmallWord::Shares) && self.is_indefinite(noun))
        };
        noun == self.event
            && self.tree.token(noun).upos == Upos::Noun
            && self.chain == Strength::PLAIN
            && case.is_some_and(shares)
    }

    /// Prepositions that place the event in time by themselves.
    pub(super) fn has_bound(&self, noun: usize) -> bool {
        self.tree
            .children(noun)
            .any(|kid| self.tree.rel(kid) == Rel::Case && self.cue(kid, Place::Preposition).is_some())
    }

    /// "engaged in talks with Chile over a deal": the tree may hang "over a deal" on the verb; a cue noun between the
    /// two takes it.
    pub(super) fn cue_beside(&self, at: usize, above: usize) -> Option<usize> {
        let bound = self
            .tree
            .children(at)
            .any(|kid| self.tree.rel(kid) == Rel::Case && self.is_small(kid, SmallWord::Binds));
        let noun = |t: &usize| self.tree.token(*t).upos == Upos::Noun && self.cue(*t, Place::Of).is_some();
        let between = above + 1..at.max(above + 1);
        bound.then(|| between.rev().take(8).filter(noun).find(|&t| self.tree.governs(above, t))).flatten()
    }

    /// "called off the summit": what looks like a phrase with "off" is the object of "call off".
    pub(super) fn is_object_of_particle(&self, at: usize, above: usize) -> bool {
        let case = self.tree.child(at, &[Rel::Case]);
        let joined = case.is_none_or(|case| case == above + 1);
        joined && self.cue(above, Place::Object).is_some_and(|cue| cue.words.contains('_') || case.is_none())
    }

    pub(super) fn is_during(&self, noun: usize) -> bool {
        let class = |kid| self.cue(kid, Place::Preposition).map(|cue| cue.class);
        self.tree
            .children(noun)
            .any(|kid| self.tree.rel(kid) == Rel::Case && class(kid) == Some(Class::During))
    }

    pub(super) fn step_complement(&mut self, at: usize, above: usize) -> Step {
        let rel = self.tree.rel(at);
        if rel == Rel::Acl && (self.is_told_beside(at) || self.is_relative(at)) {
            return Step::Stop;
        }
        let infinitive = self.to_of(at).is_some();
        if infinitive && matches!(rel, Rel::Xcomp | Rel::Acl) && self.is_outcome(at) {
            return Step::Stop;
        }
        if infinitive
            && rel == Rel::Xcomp
            && let Some(noun) = self.noun_before_infinitive(at, above)
        {
            return self.step_beside(noun);
        }
        self.walk_to(rel.as_str(), above);
        let passive = rel == Rel::Xcomp && self.is_passive(above) && self.put_cue(above, Place::Passive);
        if passive || self.put_cue(above, Place::Above) {
            return self.go_on(above);
        }
        match rel {
            Rel::Acl if infinitive && self.is_ranked(above) => Step::Stop,
            Rel::Acl if infinitive && self.is_controlled_by(above) => Step::On,
            Rel::Acl if infinitive => {
                self.chain =
                    Strength::stage(Status::Expected, Certainty::Certain, TimeRef::Future).over(self.chain);
                self.rules.push("status/to_come".to_owned());
                Step::Stop
            }
            Rel::Acl | Rel::Csubj | Rel::CsubjPass => Step::Stop,
            Rel::Xcomp if self.tree.lemma(above) == "be" && infinitive => {
                self.chain =
                    Strength::stage(Status::Expected, Certainty::Certain, TimeRef::Future).over(self.chain);
                self.rules.push("status/be_to.future".to_owned());
                self.go_on(above)
            }
            Rel::Xcomp => {
                if infinitive && self.tree.token(above).upos == Upos::Adj {
                    return self.go_on(above);
                }
                if infinitive && self.tree.token(above).upos == Upos::Verb {
                    self.chain = Strength::stage(Status::Possible, Certainty::Possible, TimeRef::Future)
                        .over(self.chain);
                    self.rules.push("status/to.nothing".to_owned());
                }
                self.inherit(above);
                Step::On
            }
            _ => Step::Stop,
        }
    }

    /// "plans announced in May", "fears causing losses": a participle tells for itself, it does not complete the noun.
    fn is_told_beside(&self, at: usize) -> bool {
        let marked = || {
            self.tree.children(at).any(|kid| kid < at && matches!(self.tree.rel(kid), Rel::Mark | Rel::Case))
        };
        match self.tree.token(at).xpos {
            Xpos::Vbn => self.to_of(at).is_none() && !marked(),
            Xpos::Vbg => !marked(),
            _ => is_finite(&self.tree, at) && self.is_temporal(at),
        }
    }

    /// "an order which it will fill in May": said of the noun, whatever the tree calls the clause.
    fn is_relative(&self, clause: usize) -> bool {
        let opens = self.tree.span(clause).start..clause;
        self.to_of(clause).is_none() && opens.into_iter().any(|t| self.tree.token(t).xpos == Xpos::Wdt)
    }

    /// "allows banks to sell": the infinitive completes the verb, wherever the tree hangs it.
    pub(super) fn is_controlled_by(&mut self, noun: usize) -> bool {
        let measure = matches!(self.tree.rel(noun), Rel::Obl | Rel::OblUnmarked);
        let object = matches!(self.tree.rel(noun), Rel::Obj | Rel::Iobj);
        let Some(verb) = self.tree.head(noun).filter(|_| object || measure) else { return false };
        if measure && self.cue(verb, Place::Above).is_none_or(|cue| cue.class != Class::Carries) {
            return false;
        }
        let controls = self.cue(verb, Place::Above).is_some_and(|cue| {
            matches!(cue.class, Class::Nothing | Class::Offer | Class::Carries | Class::Expect)
        });
        if !controls || !self.put_cue(verb, Place::Above) {
            return false;
        }
        self.walk_to("obj", verb);
        self.read_clause(verb);
        true
    }

    /// "the first to cross", "one of the few to sign": the infinitive tells a fact.
    pub(super) fn is_ranked(&self, noun: usize) -> bool {
        let ranks = |t: usize| self.is_small(t, SmallWord::Rank);
        ranks(noun) || self.tree.children(noun).any(|kid| kid < noun && ranks(kid))
    }

    /// A noun event takes how real it is from its light or staging verb; an indefinite one shares the doubt of any verb.
    pub(super) fn step_argument(&mut self, at: usize, above: usize) -> Step {
        let rel = self.tree.rel(at);
        self.walk_to(rel.as_str(), above);
        let place = match rel {
            Rel::Nsubj | Rel::NsubjOuter if !self.is_passive(above) => Place::Subject,
            _ => Place::Object,
        };
        if self.lasts_beyond(above, place) {
            self.put_cue(above, place);
            return Step::Stop;
        }
        if self.put_cue(above, place) {
            return self.go_on(above);
        }
        let open = self.is_indefinite(at) && !self.is_stance(at) && self.chain.time == TimeRef::None;
        if place == Place::Object && open {
            self.inherit_doubt(above);
        }
        Step::Stop
    }

    /// "the drought will continue": what is said to go on is under way already, whatever its future.
    fn lasts_beyond(&self, above: usize, place: Place) -> bool {
        self.tree.token(self.event).upos == Upos::Noun
            && !self.is_negated(above)
            && self.tree.child(above, &[Rel::Aux]).is_some()
            && self
                .cue(above, place)
                .is_some_and(|cue| cue.class == Class::Ongoing && cue.time == Some(TimeRef::Present))
    }

    pub(super) fn go_on(&mut self, above: usize) -> Step {
        if is_clause(&self.tree, above) {
            self.read_clause(above);
        } else {
            self.read_noun(above);
        }
        let closes = self.holder.is_some_and(|s| s.cue_token == above);
        if closes { Step::Stop } else { Step::On }
    }

    /// Takes tense and helpers of a governor that is no cue.
    pub(super) fn inherit(&mut self, above: usize) {
        if is_clause(&self.tree, above) {
            self.read_clause(above);
        }
    }

    /// Takes only what makes the governor less than a fact: its own walk is read, not its polarity.
    pub(super) fn inherit_doubt(&mut self, above: usize) {
        if self.depth >= DEPTH || !is_clause(&self.tree, above) {
            return;
        }
        let tree = Tree::around(self.doc, above);
        let mut walk = Walk::at(self.text, self.doc, tree, above, self.statements, self.times, self.tables);
        walk.depth = self.depth + 1;
        walk.begin(None);
        walk.climb();
        let above = walk.chain;
        let doubtful = above.time == TimeRef::Future
            || matches!(above.certainty, Certainty::Probable | Certainty::Possible);
        if doubtful && above.exit.is_none() && above.polarity != Polarity::Open {
            self.chain = Strength { polarity: Polarity::Affirmed, ..above }.over(self.chain);
            self.condition = self.condition.take().or(walk.condition);
            self.rules.extend(walk.rules);
        }
    }

    /// Puts the cue at `above` over the chain, where one may stand there.
    pub(super) fn put_cue(&mut self, above: usize, place: Place) -> bool {
        let Some(cue) = self.cue(above, place) else { return false };
        let mut link = cue.strength();
        if cue.class == Class::Able && !self.is_plain_present(above) {
            link = Strength::PLAIN;
        }
        if cue.class == Class::Talks && !self.has_two_sides(above) {
            link = Strength::stage(Status::Mooted, Certainty::Possible, TimeRef::Future);
        }
        if matches!(cue.class, Class::Deny | Class::Turns)
            && self.is_negated(above)
            && cue.class == Class::Deny
        {
            link = Strength::stage(Status::Possible, Certainty::Possible, TimeRef::Future);
            self.read.push(above);
        }
        if cue.class == Class::Deal && self.is_stance(self.event) {
            link.time = TimeRef::None;
        }
        if cue.class == Class::Deal && link.rung == Some(Status::Agreed) && !self.is_stance(self.event) {
            if place != Place::Above && cue.time != Some(TimeRef::Future) {
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
    pub(super) fn is_stance(&self, token: usize) -> bool {
        let lemma = self.tree.lemma(token);
        self.tree.token(token).upos == Upos::Noun
            && [Place::Above, Place::Of]
                .iter()
                .filter_map(|&place| self.tables.find(lemma, "noun", place))
                .any(|cue| !matches!(cue.class, Class::End | Class::Turns | Class::Deny | Class::Unclear))
    }

    /// Talks need two sides: "with", "between", a plural or joined subject, or a plural noun.
    pub(super) fn has_two_sides(&self, talks: usize) -> bool {
        let tree = &self.tree;
        let joins = |t: usize| tree.rel(t) == Rel::Case && self.is_small(t, SmallWord::Twin);
        let top = tree.path_up(talks).take(3).find(|&t| is_clause(tree, t)).unwrap_or(talks);
        let subject = tree.child(top, &[Rel::Nsubj]);
        let plural = |t: usize| {
            matches!(tree.token(t).xpos, Xpos::Nns | Xpos::Nnps)
                || tree.lemma(t) == "they"
                || tree.children(t).any(|kid| tree.rel(kid) == Rel::Conj)
        };
        tree.span(top).any(joins) || subject.is_some_and(plural) || tree.token(talks).xpos == Xpos::Nns
    }
}
