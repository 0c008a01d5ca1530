//! Frames: the slots around a trigger word, whatever the construction that fills them.
//!
//! Active and passive, verb and noun, relative and participial clauses, control ("agreed to visit"), light verbs
//! ("held talks") and lists are handled here, once, and never in a rule.

use super::rules::{EventRules, LightVerb};
use super::slots::Frame;
use crate::actors::{ActorMention, head_of};
use dateline_lang::{Doc, Rel, Upos, Xpos};
use std::ops::Range;

/// A parsed report with what the coder asks of it again and again.
pub(crate) struct Tree<'a> {
    pub(crate) text: &'a str,
    pub(crate) doc: &'a Doc,
    pub(crate) mentions: &'a [ActorMention],
    /// For each token the mention that covers it.
    pub(crate) cover: Vec<Option<u32>>,
    children: Vec<Vec<u32>>,
}

/// How deep subjects are looked for through governing words.
pub(super) const SUBJECT_STEPS_MAX: u8 = 6;

impl<'a> Tree<'a> {
    pub(crate) fn new(text: &'a str, doc: &'a Doc, mentions: &'a [ActorMention]) -> Self {
        let mut cover = vec![None; doc.tokens.len()];
        for (number, mention) in mentions.iter().enumerate() {
            cover[mention.first as usize..mention.last as usize]
                .iter_mut()
                .for_each(|c| *c = Some(number as u32));
        }
        let mut children = vec![Vec::new(); doc.tokens.len()];
        for (token, head) in doc.tokens.iter().enumerate().filter_map(|(at, token)| Some((at, token.head?))) {
            children[head as usize].push(token as u32);
        }
        Tree { text, doc, mentions, cover, children }
    }

    pub(crate) fn children(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        self.children[token].iter().map(|&child| child as usize)
    }

    pub(crate) fn with_rel(&self, token: usize, rel: Rel) -> impl Iterator<Item = usize> + '_ {
        self.children(token).filter(move |&child| self.doc.tokens[child].rel == rel)
    }

    pub(crate) fn lemma(&self, token: usize) -> &str {
        &self.doc.tokens[token].lemma
    }

    /// True when a word is written so, or has this dictionary form.
    pub(crate) fn is(&self, token: usize, word: &str) -> bool {
        self.lemma(token).eq_ignore_ascii_case(word)
            || self.doc.tokens[token].form(self.text).eq_ignore_ascii_case(word)
    }

    pub(crate) fn rel(&self, token: usize) -> Rel {
        self.doc.tokens[token].rel
    }

    pub(crate) fn head(&self, token: usize) -> Option<usize> {
        self.doc.tokens[token].head.map(|head| head as usize)
    }

    pub(crate) fn upos(&self, token: usize) -> Upos {
        self.doc.tokens[token].upos
    }

    /// A word that can head a clause: a verb, or a predicate with a copula.
    pub(crate) fn is_clausal(&self, token: usize) -> bool {
        matches!(self.upos(token), Upos::Verb | Upos::Aux) || self.with_rel(token, Rel::Cop).next().is_some()
    }

    /// The preposition of a phrase, lower case, several words joined by `_`.
    pub(crate) fn preposition(&self, token: usize) -> Option<String> {
        let case = self
            .with_rel(token, Rel::Case)
            .find(|&case| self.lemma(case) != "'s" && self.lemma(case) != "’s")?;
        let mut words = self.lemma(case).to_lowercase();
        for fixed in self.with_rel(case, Rel::Fixed) {
            words.push('_');
            words.push_str(&self.lemma(fixed).to_lowercase());
        }
        Some(words)
    }

    /// Phrases on a word: (preposition, head of the phrase).
    pub(super) fn phrases(&self, token: usize) -> Vec<(String, usize)> {
        let phrase = |child: usize| match self.rel(child) {
            Rel::Obl | Rel::OblAgent | Rel::Nmod => Some((self.preposition(child)?, child)),
            // A clause after a preposition: "accused of shelling" has no noun, but "for the killing" may be parsed so.
            Rel::Advcl => {
                let mark = self
                    .with_rel(child, Rel::Mark)
                    .find(|&mark| self.upos(mark) == Upos::Adp || self.upos(mark) == Upos::Sconj)?;
                let word = self.lemma(mark).to_lowercase();
                matches!(
                    word.as_str(),
                    "for" | "of" | "from" | "by" | "over" | "about" | "against" | "in" | "to" | "into"
                )
                .then_some((word, child))
            }
            _ => None,
        };
        let mut found: Vec<(String, usize)> = self.children(token).filter_map(phrase).collect();
        for (word, head) in &mut found {
            // "pulled its soldiers out of Mali": from Mali.
            let case = self.with_rel(*head, Rel::Case).next();
            if word == "of" && case.is_some_and(|case| case > 0 && self.is(case - 1, "out")) {
                *word = "from".to_owned();
            }
        }
        // A preposition right behind a word belongs to it, whatever the tree says: "the alliance between …".
        let next = token + 1;
        if self.doc.tokens.get(next).is_some_and(|next| next.rel == Rel::Case && next.upos == Upos::Adp)
            && let Some(head) = self.head(next).filter(|&head| head > next)
            && !found.iter().any(|(_, known)| *known == head)
            && let Some(word) = self.preposition(head)
        {
            found.push((word, head));
        }
        found
    }

    /// Heads of the phrases with a preposition on a word; of a verb, those on its object too: "send arms **to** Chad".
    pub(super) fn phrases_with(&self, token: usize, preposition: &str) -> Vec<usize> {
        let with = |token: usize| {
            let phrases = self.phrases(token).into_iter();
            phrases.filter(|(word, _)| word == preposition).map(|(_, head)| head).collect::<Vec<_>>()
        };
        let own = with(token);
        if own.is_empty() && self.upos(token) == Upos::Verb {
            return self.verb_objects(token).into_iter().flat_map(with).collect();
        }
        own
    }

    fn is_passive(&self, verb: usize) -> bool {
        let marked = self
            .children(verb)
            .any(|child| matches!(self.rel(child), Rel::AuxPass | Rel::NsubjPass | Rel::CsubjPass));
        let past_participle = self.doc.tokens[verb].xpos == Xpos::Vbn;
        let has_aux = self.with_rel(verb, Rel::Aux).next().is_some();
        // "guards seized power" may be parsed as a participle; but a passive one has no object of its own.
        let has_object = self.with_rel(verb, Rel::Obj).next().is_some();
        marked
            || (past_participle && !has_aux && !has_object && matches!(self.rel(verb), Rel::Acl | Rel::Amod))
            || (past_participle
                && !has_aux
                && self.rel(verb) == Rel::Conj
                && self.head(verb).is_some_and(|head| head < verb && self.is_passive(head)))
    }

    /// The noun that a relative pronoun stands for.
    fn antecedent(&self, token: usize) -> usize {
        let pronoun = matches!(self.doc.tokens[token].xpos, Xpos::Wdt | Xpos::Wp | Xpos::WpS)
            || (self.lemma(token) == "that" && self.upos(token) == Upos::Pron);
        if !pronoun {
            return token;
        }
        let mut at = token;
        while let Some(head) = self.head(at) {
            if self.rel(at) == Rel::AclRelcl {
                return head;
            }
            at = head;
        }
        token
    }

    /// Who does what a verb says: its own subject, or the one it shares.
    pub(super) fn verb_subjects(&self, verb: usize, steps: u8) -> Vec<usize> {
        if steps == 0 {
            return Vec::new();
        }
        if self.is_passive(verb) {
            let agents = self.children(verb).filter(|&child| {
                self.rel(child) == Rel::OblAgent
                    || (self.rel(child) == Rel::Obl && self.preposition(child).as_deref() == Some("by"))
            });
            let mut agents: Vec<usize> = agents.collect();
            if agents.is_empty() {
                // "was invited to Seoul by South Korea": the agent may hang on the phrase before it.
                let phrases =
                    self.children(verb).filter(|&child| matches!(self.rel(child), Rel::Obl | Rel::Obj));
                let by = |child: &usize| {
                    self.rel(*child) == Rel::Nmod && self.preposition(*child).as_deref() == Some("by")
                };
                agents = phrases.flat_map(|phrase| self.children(phrase)).filter(by).collect();
            }
            let shared = self.rel(verb) == Rel::Conj && agents.is_empty();
            return match self.head(verb).filter(|_| shared) {
                Some(head) if self.is_passive(head) => self.verb_subjects(head, steps - 1),
                _ => agents,
            };
        }
        let own = self.surface_subjects(verb);
        if !own.is_empty() { own } else { self.shared_subjects(verb, steps) }
    }

    fn surface_subjects(&self, verb: usize) -> Vec<usize> {
        let is_subject =
            |&child: &usize| matches!(self.rel(child), Rel::Nsubj | Rel::NsubjPass | Rel::NsubjOuter);
        self.children(verb).filter(is_subject).map(|subject| self.antecedent(subject)).collect()
    }

    /// The subject a verb without one takes over from its governor.
    fn shared_subjects(&self, verb: usize, steps: u8) -> Vec<usize> {
        let Some(head) = self.head(verb) else { return Vec::new() };
        match self.rel(verb) {
            Rel::Xcomp | Rel::Ccomp => {
                let objects: Vec<usize> = self
                    .children(head)
                    .filter(|&child| matches!(self.rel(child), Rel::Obj | Rel::Iobj) && child < verb)
                    .collect();
                let controls =
                    self.upos(head) == Upos::Verb && !self.is_passive(head) && self.rel(verb) == Rel::Xcomp;
                if controls && !objects.is_empty() && self.lemma(head) != "promise" {
                    return objects;
                }
                self.outer_subjects(head, steps)
            }
            Rel::Advcl | Rel::Conj | Rel::Parataxis => match self.absolute_subject(verb, head) {
                Some(subject) => vec![subject],
                None => self.outer_subjects(head, steps),
            },
            Rel::Acl => match self.doc.tokens[verb].xpos {
                // "signed a decree imposing sanctions": a paper does nothing, but those do who put it out.
                Xpos::Vbg if self.parties(head).is_empty() => {
                    let behind = self.plan_subjects(head, steps);
                    if behind.is_empty() { vec![head] } else { behind }
                }
                Xpos::Vbg | Xpos::Vbn | Xpos::Vbd => vec![head],
                _ => self.plan_subjects(head, steps),
            },
            Rel::AclRelcl => vec![head],
            _ => Vec::new(),
        }
    }

    /// The subject of "with **officials** denouncing the ban", where the parser ties both to the main verb.
    fn absolute_subject(&self, verb: usize, head: usize) -> Option<usize> {
        if self.doc.tokens[verb].xpos != Xpos::Vbg {
            return None;
        }
        let start = self.doc.subtree(verb).start;
        let beside = |child: &usize| {
            self.rel(*child) == Rel::Obl
                && self.preposition(*child).as_deref() == Some("with")
                && self.doc.subtree(*child).end == start
        };
        self.children(head).find(beside)
    }

    /// Who is to do what a noun announces: "signed an agreement **to buy** jets", "Chad's plan **to leave**".
    fn plan_subjects(&self, noun: usize, steps: u8) -> Vec<usize> {
        let own = self.noun_subjects(noun, None, steps - 1);
        match self.governing_verb(noun) {
            Some(verb) if own.is_empty() => self.verb_subjects(verb, steps - 1),
            _ => own,
        }
    }

    /// The subject that a governor passes down: of the surface, as in "is expected to sign".
    fn outer_subjects(&self, head: usize, steps: u8) -> Vec<usize> {
        let surface = self.surface_subjects(head);
        if !surface.is_empty() {
            return surface;
        }
        match self.upos(head) {
            Upos::Verb | Upos::Aux | Upos::Adj => self.verb_subjects(head, steps - 1),
            _ => self.noun_subjects(head, None, steps - 1),
        }
    }

    pub(super) fn verb_objects(&self, verb: usize) -> Vec<usize> {
        let passive = self.is_passive(verb);
        if passive {
            let subjects: Vec<usize> = self
                .children(verb)
                .filter(|&child| matches!(self.rel(child), Rel::NsubjPass | Rel::Nsubj))
                .map(|subject| self.antecedent(subject))
                .collect();
            if !subjects.is_empty() {
                return subjects;
            }
            return match (self.rel(verb), self.head(verb)) {
                (Rel::Acl | Rel::AclRelcl | Rel::Amod, Some(head)) => vec![head],
                (Rel::Conj | Rel::Xcomp, Some(head)) => self.verb_objects(head),
                _ => Vec::new(),
            };
        }
        let own: Vec<usize> = self.with_rel(verb, Rel::Obj).map(|object| self.antecedent(object)).collect();
        if !own.is_empty() {
            return own;
        }
        if let Some(object) = self.object_behind_participle(verb) {
            return vec![object];
        }
        // "asked Kenya to help": the one asked is an indirect object where there is no other.
        let indirect: Vec<usize> =
            self.with_rel(verb, Rel::Iobj).map(|object| self.antecedent(object)).collect();
        if !indirect.is_empty() {
            return indirect;
        }
        // "urged Kenya to help" may be parsed as urging that Kenya help.
        let told = self.children(verb).filter(|&child| matches!(self.rel(child), Rel::Ccomp | Rel::Xcomp));
        let told =
            told.filter(|&clause| self.with_rel(clause, Rel::Mark).any(|mark| self.lemma(mark) == "to"));
        let told: Vec<usize> =
            told.flat_map(|clause| self.surface_subjects(clause)).filter(|&s| s > verb).collect();
        if !told.is_empty() {
            return told;
        }
        match (self.rel(verb), self.head(verb)) {
            // "the jets that Peru ordered": the gap is the object when the clause has its own subject.
            (Rel::AclRelcl, Some(head))
                if self.surface_subjects(verb).iter().any(|&subject| subject != head) =>
            {
                vec![head]
            }
            // "signed and ratified the treaty": the object stands on the last verb.
            _ => {
                let later = self.with_rel(verb, Rel::Conj).find(|&next| self.upos(next) == Upos::Verb);
                let shared: Vec<usize> =
                    later.map(|next| self.with_rel(next, Rel::Obj).collect()).unwrap_or_default();
                if shared.is_empty() { self.party_behind(verb).into_iter().collect() } else { shared }
            }
        }
    }

    /// The object that a participle before it hides: "extradited **suspected militants**" is often read as a clause.
    fn object_behind_participle(&self, verb: usize) -> Option<usize> {
        let next = verb + 1;
        let participle = self.doc.tokens.get(next)?;
        let hides = participle.head == Some(verb as u32)
            && matches!(participle.rel, Rel::Xcomp | Rel::Ccomp | Rel::Advcl)
            && matches!(participle.xpos, Xpos::Vbn | Xpos::Vbg);
        let bare = |&child: &usize| {
            child > next
                && matches!(self.rel(child), Rel::Obj | Rel::Obl | Rel::Nsubj)
                && self.with_rel(child, Rel::Case).next().is_none()
                && matches!(self.upos(child), Upos::Noun | Upos::Propn)
        };
        self.children(next).find(bare).filter(|_| hides)
    }

    /// The party whose name follows a verb at once: its object, whatever the tree says ("to visit Kenya as …").
    fn party_behind(&self, verb: usize) -> Option<usize> {
        let next = (verb + 1..verb + 3)
            .find(|&next| self.doc.tokens.get(next).is_some_and(|t| t.rel != Rel::Det))?;
        let mention = self.cover.get(next).copied().flatten()?;
        let named = self.mentions[mention as usize].via != crate::actors::Via::Demonym;
        let apart = self.doc.sentence_of(next) != self.doc.sentence_of(verb);
        (named && !apart).then_some(next)
    }

    /// The light verb that lends its parts to a noun.
    pub(super) fn light_verb(&self, noun: usize, rules: &EventRules) -> Option<usize> {
        let head = self.head(noun)?;
        if self.rel(noun) == Rel::Conj {
            return self.light_verb(head, rules);
        }
        let kind = rules.light_verb(self.lemma(head)).filter(|_| self.upos(head) == Upos::Verb)?;
        let object = matches!(self.rel(noun), Rel::Obj | Rel::NsubjPass);
        let phrase = self.rel(noun) == Rel::Obl
            && self
                .preposition(noun)
                .is_some_and(|p| matches!(p.as_str(), "in" | "on" | "into" | "for" | "to" | "with" | "out"));
        let fits = match kind {
            LightVerb::Object => object,
            LightVerb::Phrase => phrase,
            LightVerb::Either => object || phrase,
        };
        fits.then_some(head)
    }

    /// Who does what a noun says: its owner, its "by" phrase, or the subject of its light verb.
    fn noun_subjects(&self, noun: usize, light: Option<usize>, steps: u8) -> Vec<usize> {
        if steps == 0 {
            return Vec::new();
        }
        if let Some(light) = light {
            let mut subjects = self.verb_subjects(light, steps - 1);
            if subjects.is_empty() && self.rel(noun) == Rel::Obl {
                // "is engaged in talks": a passive form without a doer.
                subjects = self.surface_subjects(light);
            }
            if subjects.iter().any(|&subject| !self.parties(subject).is_empty()) {
                return subjects;
            }
        }
        let by = |child: &usize| {
            self.rel(*child) == Rel::Nmod && self.preposition(*child).as_deref() == Some("by")
        };
        let mut owners: Vec<usize> =
            self.with_rel(noun, Rel::NmodPoss).chain(self.children(noun).filter(by)).collect();
        if owners.is_empty() {
            // "the arrest of a singer by the police": the agent may hang on the phrase before it.
            let phrases = self.children(noun).filter(|&child| self.rel(child) == Rel::Nmod);
            owners = phrases.flat_map(|phrase| self.children(phrase)).filter(by).collect();
        }
        if !owners.is_empty() {
            return owners;
        }
        let qualifiers: Vec<usize> = self
            .children(noun)
            .filter(|&child| matches!(self.rel(child), Rel::Amod | Rel::Compound | Rel::NmodDesc))
            .filter(|&child| self.cover[child].is_some())
            .collect();
        if !qualifiers.is_empty() {
            return qualifiers;
        }
        self.children(noun)
            .filter(|&child| matches!(self.rel(child), Rel::Nsubj))
            .filter(|_| self.with_rel(noun, Rel::Cop).next().is_some())
            .collect()
    }

    /// The frame of a verb.
    pub(super) fn verb_frame(&self, verb: usize) -> Frame {
        let mut phrases = self.phrases(verb);
        phrases.retain(|(word, _)| word != "by" || !self.is_passive(verb));
        // "with" after the verb of a list of verbs belongs to each of them.
        if let Some(next) = self.with_rel(verb, Rel::Conj).find(|&next| self.upos(next) == Upos::Verb)
            && self.with_rel(verb, Rel::Obj).next().is_none()
        {
            phrases.extend(self.phrases(next));
        }
        Frame {
            trigger: verb,
            light: None,
            subjects: self.verb_subjects(verb, SUBJECT_STEPS_MAX),
            objects: self.verb_objects(verb),
            indirect: self.with_rel(verb, Rel::Iobj).collect(),
            complements: self.complements(verb),
            phrases,
        }
    }

    /// The clauses that complete a verb; "pledged in 1983 to ratify" may be parsed as a purpose.
    fn complements(&self, verb: usize) -> Vec<usize> {
        let own: Vec<usize> =
            self.children(verb).filter(|&c| matches!(self.rel(c), Rel::Xcomp | Rel::Ccomp)).collect();
        if !own.is_empty() {
            return own;
        }
        // "Chad must return the jet, Niger said": what is said stands above the saying.
        if self.rel(verb) == Rel::Parataxis
            && let Some(said) = self.head(verb).filter(|&said| said < verb && self.is_clausal(said))
        {
            return vec![said];
        }
        let to = |clause: &usize| self.with_rel(*clause, Rel::Mark).any(|mark| self.lemma(mark) == "to");
        self.children(verb).filter(|&c| self.rel(c) == Rel::Advcl && c > verb).filter(to).collect()
    }

    /// The verb that a noun is the object of, light or not: "negotiated a deal", "broke the alliance".
    fn governing_verb(&self, noun: usize) -> Option<usize> {
        let head = self.head(noun)?;
        let fits = matches!(self.rel(noun), Rel::Obj | Rel::NsubjPass) && self.upos(head) == Upos::Verb;
        fits.then_some(head)
    }

    /// Those who do something at a gathering that names nobody: "the king told the envoy at a **meeting** in Oman".
    fn attending(&self, noun: usize) -> Vec<usize> {
        let gathered = self.rel(noun) == Rel::Obl
            && self
                .preposition(noun)
                .is_some_and(|word| matches!(word.as_str(), "at" | "during" | "in" | "after"));
        let Some(verb) = self.head(noun).filter(|&head| gathered && self.upos(head) == Upos::Verb) else {
            return Vec::new();
        };
        let mut present = self.verb_subjects(verb, SUBJECT_STEPS_MAX);
        present.extend(self.verb_objects(verb));
        present
    }

    /// The verb of a relative clause whose object is the noun: "the loan that Japan **offered** to Laos".
    fn relative_verb(&self, noun: usize) -> Option<usize> {
        let mut clauses = self.with_rel(noun, Rel::AclRelcl);
        clauses.find(|&verb| self.surface_subjects(verb).iter().any(|&subject| subject != noun))
    }

    /// The frame of a noun, with what its light verb lends it; a `lasting` thing, such as a deal or an alliance, takes
    /// the parts of any verb that it is the object of.
    pub(super) fn noun_frame(&self, noun: usize, rules: &EventRules, lasting: bool) -> Frame {
        let light = self
            .light_verb(noun, rules)
            .or_else(|| self.governing_verb(noun).or_else(|| self.relative_verb(noun)).filter(|_| lasting));
        let mut phrases = self.phrases(noun);
        let mut subjects = self.noun_subjects(noun, light, SUBJECT_STEPS_MAX);
        if subjects.is_empty()
            && !phrases.iter().any(|(word, _)| matches!(word.as_str(), "between" | "with" | "of"))
        {
            subjects = self.attending(noun);
        }
        // "the visit of the king to Oman": the second phrase may hang on the first.
        let inner: Vec<(String, usize)> = phrases
            .iter()
            .filter(|(word, _)| matches!(word.as_str(), "of" | "by"))
            .flat_map(|&(_, head)| self.phrases(head))
            .filter(|(word, _)| !matches!(word.as_str(), "of" | "by" | "in"))
            .collect();
        phrases.extend(inner);
        if let Some(light) = light {
            phrases.extend(self.phrases(light).into_iter().filter(|(_, head)| *head != noun));
        }
        let objects = phrases.iter().filter(|(word, _)| word == "of").map(|(_, head)| *head).collect();
        Frame {
            trigger: noun,
            light,
            subjects,
            objects,
            indirect: Vec::new(),
            complements: self
                .children(noun)
                .filter(|&c| matches!(self.rel(c), Rel::Acl | Rel::Ccomp))
                .collect(),
            phrases,
        }
    }

    /// The frame of a noun with its own parts, or those of the copula it is the predicate of: "was in talks with".
    pub(super) fn noun_frame_bare(&self, noun: usize) -> Frame {
        let phrases = self.phrases(noun);
        let objects = phrases.iter().filter(|(word, _)| word == "of").map(|(_, head)| *head).collect();
        let mut subjects = self.noun_subjects(noun, None, SUBJECT_STEPS_MAX);
        if let (true, Some(verb)) =
            (subjects.is_empty(), self.head(noun).filter(|&head| self.upos(head) == Upos::Verb))
        {
            subjects = self.surface_subjects(verb);
        }
        Frame {
            trigger: noun,
            light: None,
            subjects,
            objects,
            indirect: Vec::new(),
            complements: Vec::new(),
            phrases,
        }
    }

    /// What a word counts or gathers: the **artefacts** in "dozens of artefacts".
    pub(super) fn counted(&self, gatherer: usize) -> Option<usize> {
        self.with_rel(gatherer, Rel::Nmod).find(|&noun| self.gathered(noun) == gatherer)
    }

    /// The word that counts or gathers a noun: the array in "an array of dozens of documents"; else the noun.
    pub(crate) fn gathered(&self, noun: usize) -> usize {
        const GATHERERS: &[&str] = &[
            "array",
            "dozen",
            "dozens",
            "hundred",
            "hundreds",
            "thousand",
            "thousands",
            "number",
            "series",
            "group",
            "set",
            "range",
            "couple",
            "pair",
            "host",
            "raft",
            "slew",
            "string",
            "handful",
            "total",
            "list",
            "package",
            "wave",
            "round",
        ];
        let gatherer = |&head: &usize| {
            matches!(self.rel(noun), Rel::Nmod)
                && self.preposition(noun).as_deref() == Some("of")
                && GATHERERS.iter().any(|word| self.is(head, word))
        };
        self.head(noun).filter(gatherer).map_or(noun, |head| self.gathered(head))
    }

    /// The frame of a predicate adjective: "Gabon is allied with Togo".
    pub(super) fn adj_frame(&self, adj: usize) -> Frame {
        let mut subjects = self.surface_subjects(adj);
        if subjects.is_empty() {
            subjects = match (self.rel(adj), self.head(adj)) {
                (Rel::Amod | Rel::Acl, Some(head)) => vec![head],
                _ => self.shared_subjects(adj, SUBJECT_STEPS_MAX),
            };
        }
        Frame {
            trigger: adj,
            light: None,
            subjects,
            objects: Vec::new(),
            indirect: Vec::new(),
            complements: self
                .children(adj)
                .filter(|&c| matches!(self.rel(c), Rel::Xcomp | Rel::Ccomp))
                .collect(),
            phrases: self.phrases(adj),
        }
    }

    /// A noun phrase's head with the other members of its list.
    pub(super) fn list(&self, head: usize) -> Vec<usize> {
        let mut members = vec![head];
        let mut at = 0;
        while at < members.len() {
            let more: Vec<usize> = self
                .with_rel(members[at], Rel::Conj)
                .filter(|&next| !self.is_clausal(next) || self.cover[next].is_some())
                .collect();
            members.extend(more);
            at += 1;
        }
        members
    }

    /// Heads that own or qualify a noun: possessor, nationality, compound, "of" and "from" phrases.
    pub(super) fn qualifiers(&self, noun: usize) -> Vec<usize> {
        self.children(noun)
            .filter(|&child| match self.rel(child) {
                Rel::NmodPoss | Rel::Amod | Rel::Compound | Rel::NmodDesc | Rel::Flat | Rel::Appos => true,
                Rel::Nmod => self.preposition(child).is_some_and(|p| matches!(p.as_str(), "of" | "from")),
                _ => false,
            })
            .collect()
    }

    /// The parties at a noun phrase: itself and its list; for a plain noun those that own or qualify it.
    pub(crate) fn parties(&self, head: usize) -> Vec<usize> {
        let mut found = Vec::new();
        for member in self.list(self.antecedent(head)) {
            self.add_parties(member, 2, &mut found);
        }
        let mut seen = Vec::new();
        found.retain(|party| {
            !seen.contains(party) && {
                seen.push(*party);
                true
            }
        });
        found
    }

    fn add_parties(&self, member: usize, depth: u8, found: &mut Vec<usize>) {
        if let Some(number) = self.cover[member] {
            found.push(number as usize);
            let mention = &self.mentions[number as usize];
            if mention.via == crate::actors::Via::Generic && depth > 0 {
                self.add_members(member, found);
                if mention.actors[0].country.is_none() {
                    self.add_named_before(member, found);
                }
            }
            return;
        }
        if depth == 0 || self.is_clausal(member) {
            return;
        }
        let before = found.len();
        for qualifier in self.qualifiers(member) {
            for listed in self.list(qualifier) {
                self.add_parties(listed, depth - 1, found);
            }
        }
        if found.len() == before {
            self.add_named_before(member, found);
        }
    }

    /// Members that a generic party names: "executives from **Intel** and **Boeing**", "officials, including **Ahn**".
    fn add_members(&self, head: usize, found: &mut Vec<usize>) {
        use crate::actors::ActorKind::{Body, Organisation, Person};
        for child in self.children(head) {
            let names = match self.rel(child) {
                Rel::Appos | Rel::Compound => true,
                Rel::Nmod => self
                    .preposition(child)
                    .is_some_and(|word| matches!(word.as_str(), "from" | "of" | "include" | "including")),
                _ => false,
            };
            for listed in self.list(child).into_iter().filter(|_| names) {
                let named = self.cover[listed].map(|number| number as usize);
                let kind = |number: usize| self.mentions[number].actors[0].kind;
                found.extend(named.filter(|&number| matches!(kind(number), Body | Organisation | Person)));
            }
        }
    }

    /// The organisation named inside a noun phrase before its head: "50 **Boeing** 737 jets".
    fn add_named_before(&self, head: usize, found: &mut Vec<usize>) {
        let phrase = self.doc.subtree(head);
        let named =
            (phrase.start..head).rev().find_map(|token| self.cover[token].map(|number| number as usize));
        let organisation =
            |number: &usize| self.mentions[*number].actors[0].kind == crate::actors::ActorKind::Organisation;
        found.extend(named.filter(organisation));
    }

    /// The words above a word, nearest first.
    pub(crate) fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(token), |&above| self.head(above))
    }

    /// The nearest word, itself or above, that heads a clause.
    pub(crate) fn clause_of(&self, token: usize) -> usize {
        let mut last = token;
        for at in std::iter::once(token).chain(self.ancestors(token)) {
            if self.is_clausal(at)
                && self.rel(at) != Rel::Amod
                && !matches!(self.rel(at).base(), Rel::Aux | Rel::Cop)
            {
                return at;
            }
            last = at;
        }
        last
    }

    /// The tokens that overlap a range of bytes.
    pub(crate) fn tokens_in(&self, bytes: Range<u32>) -> Range<usize> {
        let first = self.doc.tokens.partition_point(|token| token.end <= bytes.start);
        let last = self.doc.tokens.partition_point(|token| token.start < bytes.end);
        first..last.max(first)
    }

    /// The word of a run whose head lies outside it; none for an empty run.
    pub(crate) fn head_of(&self, tokens: Range<usize>) -> Option<usize> {
        head_of(self.doc, tokens)
    }

    /// The parties that own or qualify a noun, itself left out.
    pub(crate) fn parties_owning(&self, noun: usize) -> Vec<usize> {
        self.qualifiers(noun).into_iter().flat_map(|qualifier| self.parties(qualifier)).collect()
    }

    /// The parties that are the subject of a clause.
    pub(crate) fn subject_parties(&self, clause: usize) -> Vec<usize> {
        let subjects = self.verb_subjects(clause, SUBJECT_STEPS_MAX);
        let subjects = if subjects.is_empty() { self.surface_subjects(clause) } else { subjects };
        subjects.into_iter().flat_map(|head| self.parties(head)).collect()
    }
}
