//! What a word is, as far as the walk asks: the cue it stands for, its tense, whether it heads a clause.
//!
//! Must not change the walk.

use super::tables::{Cue, Place, SmallWord};
use super::walk::Walk;
use crate::attribution::forms::bases;
use crate::attribution::tree::Tree;
use crate::words::TimeRef;
use dateline_lang::{Rel, Upos, Xpos};

impl<'a> Walk<'a> {
    pub(super) fn cue(&self, token: usize, place: Place) -> Option<&'a Cue> {
        let pos = pos_name(&self.tree, token);
        let lemma = self.tree.lemma(token).to_lowercase();
        let pair = self.partner(token, place).map(|partner| format!("{lemma}_{partner}"));
        let kin = kin(pos);
        let find = |words: &str| kin.iter().find_map(|pos| self.tables.find(words, pos, place));
        let formed = || find(&self.tree.token(token).form(self.text).to_lowercase());
        let participle = || find(lemma.strip_suffix("ed")?).or_else(|| find(lemma.strip_suffix('d')?));
        let regular = || match pos {
            "adj" => participle(),
            "verb" => self.by_form(token, place, kin),
            _ => None,
        };
        let before = (matches!(pos, "adv" | "noun") && token > self.tree.tokens().start)
            .then(|| format!("{}_{}", self.tree.lemma(token - 1), self.tree.token(token).form(self.text)));
        let paired = pair.into_iter().chain(before).find_map(|pair| find(&pair));
        let own = || match self.tree.token(token).xpos {
            Xpos::Vbn => formed().or_else(|| find(&lemma)),
            _ => find(&lemma).or_else(formed),
        };
        paired.or_else(own).or_else(regular)
    }

    /// Whether the word is a small word of this kind, in its dictionary form or as written.
    pub(super) fn is_small(&self, token: usize, kind: SmallWord) -> bool {
        let known = |word: &str| self.tables.is_small(&word.to_lowercase(), kind);
        known(self.tree.lemma(token)) || known(self.tree.token(token).form(self.text))
    }

    /// A verb whose dictionary form the language core missed, with its particle or without.
    pub(super) fn by_form(&self, token: usize, place: Place, kin: &[&str]) -> Option<&'a Cue> {
        let partner = self.partner(token, place);
        let forms = bases(self.tree.token(token).form(self.text));
        let find = |words: &str| kin.iter().find_map(|pos| self.tables.find(words, pos, place));
        let paired =
            partner.and_then(|partner| forms.iter().find_map(|form| find(&format!("{form}_{partner}"))));
        paired.or_else(|| forms.iter().find_map(|form| find(form)))
    }

    /// The particle of a verb, or the word after it; above a clause no preposition of a noun ("went on television to").
    pub(super) fn partner(&self, token: usize, place: Place) -> Option<String> {
        let particle = self.tree.child(token, &[Rel::CompoundPrt, Rel::Fixed]);
        let next = (token + 1 < self.tree.tokens().end).then_some(token + 1);
        let next = next.filter(|&t| place != Place::Above || self.tree.rel(t) != Rel::Case);
        particle.or(next).map(|t| self.tree.lemma(t).to_lowercase())
    }

    /// Present without a modal: "is able to" only says that it may be.
    pub(super) fn is_plain_present(&self, head: usize) -> bool {
        self.tense_of(head) == TimeRef::Present
    }

    pub(super) fn is_passive(&self, verb: usize) -> bool {
        self.tree.child(verb, &[Rel::AuxPass, Rel::NsubjPass]).is_some()
    }

    pub(super) fn is_negated(&self, head: usize) -> bool {
        self.tree.children(head).any(|kid| self.is_small(kid, SmallWord::Negative))
    }

    pub(super) fn is_perfect(&self, head: usize) -> bool {
        self.tree.children(head).any(|kid| self.tree.rel(kid) == Rel::Aux && self.tree.lemma(kid) == "have")
    }

    /// "cannot", "could not": certain.
    pub(super) fn is_cannot(&self, head: usize, kid: usize) -> bool {
        self.tree.rel(kid) == Rel::Aux
            && matches!(self.tree.lemma(kid), "can" | "could")
            && self.is_negated(head)
    }

    pub(super) fn is_indefinite(&self, noun: usize) -> bool {
        !self.tree.children(noun).any(|kid| {
            self.tree.rel(kid) == Rel::NmodPoss
                || (self.tree.rel(kid) == Rel::Det && self.is_small(kid, SmallWord::Definite))
        })
    }

    /// "are chosen and bought": a second participle takes its auxiliary, and so its tense, from the first.
    fn shares_passive(&self, head: usize) -> bool {
        let tree = &self.tree;
        let first = tree.head(head).filter(|_| tree.rel(head) == Rel::Conj);
        let own_subject = tree.child(head, &[Rel::Nsubj, Rel::NsubjPass]).is_some();
        !own_subject && first.is_some_and(|first| tree.child(first, &[Rel::AuxPass]).is_some())
    }

    /// Tense of a clause from its finite word: the verb itself, or its auxiliary or copula.
    pub(super) fn tense_of(&self, head: usize) -> TimeRef {
        let tree = &self.tree;
        let word = tree.token(head);
        let helpers: Vec<usize> = tree
            .children(head)
            .filter(|&kid| matches!(tree.rel(kid), Rel::Aux | Rel::AuxPass | Rel::Cop))
            .collect();
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
                Xpos::Vbn if word.upos == Upos::Verb && !self.shares_passive(head) => TimeRef::Past,
                _ => TimeRef::None,
            },
        }
    }
}

/// A copula or auxiliary stands for its predicate.
pub(super) fn predicate_of(tree: &Tree<'_>, event: usize) -> usize {
    let helper =
        tree.tokens().contains(&event) && matches!(tree.rel(event), Rel::Cop | Rel::Aux | Rel::AuxPass);
    if helper { tree.head(event).unwrap_or(event) } else { event }
}

/// Whether the word heads a clause: a verb, or a predicate with a copula.
pub(super) fn is_clause(tree: &Tree<'_>, token: usize) -> bool {
    tree.token(token).upos == Upos::Verb
        || tree.token(token).upos == Upos::Aux
        || tree.child(token, &[Rel::Cop]).is_some()
        || (tree.token(token).upos == Upos::Adj
            && tree.child(token, &[Rel::Nsubj, Rel::Csubj, Rel::Xcomp, Rel::Ccomp]).is_some())
}

pub(super) fn is_finite(tree: &Tree<'_>, token: usize) -> bool {
    let word = tree.token(token);
    matches!(word.upos, Upos::Verb | Upos::Aux)
        && matches!(word.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
}

/// Parts of speech that a tagger may take for one another: participles and adjectives, prepositions and marks.
pub(super) fn kin(pos: &'static str) -> &'static [&'static str] {
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
pub(super) fn pos_name(tree: &Tree<'_>, token: usize) -> &'static str {
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
