//! What a sentence says about two of its parties, as features that a person can read.

use super::Tree;
use dateline_lang::{Rel, Upos};
use std::collections::BTreeSet;
use std::ops::Range;

/// Tokens of the party that acts and of the party that it is done to; either may be unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// Who acts.
    pub actor: Option<Range<usize>>,
    /// To whom it is done.
    pub recipient: Option<Range<usize>>,
}

/// How far the words of a chain of governors are followed.
const CHAIN_MAX: usize = 4;

impl Pair {
    fn mask(&self, token: usize) -> Option<&'static str> {
        let inside = |span: &Option<Range<usize>>| span.as_ref().is_some_and(|span| span.contains(&token));
        match () {
            () if inside(&self.actor) => Some("A"),
            () if inside(&self.recipient) => Some("R"),
            () => None,
        }
    }

    /// The features, sorted: words and word pairs with the parties, names and numbers masked; the words that govern each
    /// party, with their helpers; the way through the tree from one party to the other.
    pub(super) fn features(&self, tree: &Tree<'_>) -> Vec<String> {
        let Some(anchor) = self.actor.as_ref().or(self.recipient.as_ref()).map(|span| span.start) else {
            return Vec::new();
        };
        let sentence = tree.doc.sentences[tree.doc.sentence_of(anchor)].tokens();
        let mut found = BTreeSet::new();
        self.word_features(tree, sentence, &mut found);
        for (side, span) in [("A", &self.actor), ("R", &self.recipient)] {
            if let Some(head) = span.clone().and_then(|span| tree.head_of(span)) {
                governor_features(tree, side, head, &mut found);
            }
        }
        self.path_feature(tree, &mut found);
        found.into_iter().collect()
    }

    fn word_features(&self, tree: &Tree<'_>, sentence: Range<usize>, found: &mut BTreeSet<String>) {
        let mut masked: Vec<String> = Vec::new();
        for token in sentence {
            let word = match (self.mask(token), tree.upos(token)) {
                (Some(side), _) => side.to_owned(),
                (None, Upos::Punct) => continue,
                (None, Upos::Det) if tree.lemma(token) != "no" => continue,
                (None, Upos::Num) => "#".to_owned(),
                (None, Upos::Propn) => "N".to_owned(),
                (None, _) => tree.lemma(token).to_lowercase(),
            };
            if masked.last() != Some(&word) {
                masked.push(word);
            }
        }
        let place = |side: &str| masked.iter().position(|word| word == side);
        for (at, word) in masked.iter().enumerate() {
            found.insert(format!("w:{word}"));
            if let Some(next) = masked.get(at + 1) {
                found.insert(format!("b:{word}_{next}"));
                if let Some(third) = masked.get(at + 2).filter(|_| word.len() == 1) {
                    found.insert(format!("t:{word}_{next}_{third}"));
                }
            }
        }
        if let (Some(actor), Some(recipient)) = (place("A"), place("R")) {
            let between = &masked[actor.min(recipient) + 1..actor.max(recipient)];
            let order = if actor < recipient { "m" } else { "r" };
            for word in between {
                found.insert(format!("{order}:{word}"));
            }
        }
    }

    /// The words on the way from the actor up to the common governor and down to the recipient.
    fn path_feature(&self, tree: &Tree<'_>, found: &mut BTreeSet<String>) {
        let (Some(actor), Some(recipient)) = (&self.actor, &self.recipient) else { return };
        let (Some(from), Some(to)) = (tree.head_of(actor.clone()), tree.head_of(recipient.clone())) else {
            return;
        };
        let up: Vec<usize> = tree.ancestors(from).collect();
        let down: Vec<usize> = tree.ancestors(to).collect();
        let Some(meet) = up.iter().position(|above| down.contains(above)) else { return };
        let turn = down.iter().position(|above| *above == up[meet]).unwrap_or_default();
        let way = up[..=meet].iter().chain(down[..turn].iter().rev());
        let words: Vec<String> = way.take(2 * CHAIN_MAX).map(|&at| tree.lemma(at).to_lowercase()).collect();
        let preposition = tree.preposition(to).unwrap_or_default();
        found.insert(format!("p:{}/{preposition}", words.join(">")));
    }
}

/// The words above a party: each by itself, as a chain, and with the helpers that bend its meaning.
fn governor_features(tree: &Tree<'_>, side: &str, head: usize, found: &mut BTreeSet<String>) {
    let rel = tree.rel(head).as_str();
    let mut chain: Vec<String> = Vec::new();
    for above in tree.ancestors(head).take(CHAIN_MAX) {
        let lemma = tree.lemma(above).to_lowercase();
        if chain.is_empty() {
            let preposition = tree.preposition(head).unwrap_or_default();
            found.insert(format!("g{side}:{lemma}/{rel}/{preposition}"));
        }
        found.insert(format!("h{side}:{lemma}"));
        for child in tree.children(above) {
            let helper = matches!(tree.rel(child), Rel::Aux | Rel::AuxPass)
                || matches!(tree.lemma(child), "not" | "never" | "no");
            if helper {
                found.insert(format!("x{side}:{}_{lemma}", tree.lemma(child).to_lowercase()));
                found.insert(format!("x{side}:{}", tree.lemma(child).to_lowercase()));
            }
            if matches!(tree.rel(child), Rel::Xcomp | Rel::Ccomp | Rel::Obj) && child != head {
                found.insert(format!("c{side}:{lemma}>{}", tree.lemma(child).to_lowercase()));
            }
        }
        chain.push(lemma);
        if chain.len() > 1 {
            found.insert(format!("k{side}:{}", chain.join(">")));
        }
    }
}
