//! What stands around a word in its clause, for the tagger: whether "fired" follows a waiting subject or a verb that is
//! already finite, whether an auxiliary is still to come, and what the tables know of the word before it. It
//! knows nothing of weights.

use std::sync::LazyLock;

use crate::doc::{Upos, Xpos};
use crate::gazetteer::{self, Flags};
use crate::hash::{ByHash, of_number};
use crate::lexicon;
use crate::tagger::Tag;
use crate::word::Spelling;

/// Words that show how a clause goes on, by class.
const LANDMARKS: [&[&str]; 7] = [
    &[
        "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might",
        "must", "shall", "should", "does", "do", "did",
    ],
    &["said", "says", "told"],
    &["by"],
    &["to"],
    &["and", "or", "but"],
    &["that", "which", "who", "whose", "when", "where", "while", "if", "because", "as"],
    &[",", ";", ":", "-", "\u{2013}", "\u{2014}", "\"", "\u{201c}", "\u{201d}"],
];

static CLASSES: LazyLock<ByHash<u8>> = LazyLock::new(|| {
    let numbered = LANDMARKS.iter().zip(1u8..);
    numbered
        .flat_map(|(words, class)| words.iter().map(move |word| (Spelling::of(word).lower, class)))
        .collect()
});

/// What the tables say of one word of a sentence, as atoms.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sign {
    /// Which forms of a known verb it can be.
    pub(crate) verb: u64,
    /// What kind of name it ends or stands in.
    pub(crate) name: u64,
    /// The first landmark after it.
    pub(crate) ahead: u64,
}

/// The sign of a place outside the sentence.
pub(crate) const NO_SIGN: Sign = Sign { verb: 31, name: 32, ahead: 33 };

/// The signs of every word of a sentence.
pub(crate) fn signs_of(words: &[Spelling], flags: &[Flags], out: &mut Vec<Sign>) {
    out.clear();
    out.extend(words.iter().zip(flags).map(|(word, &flags)| Sign {
        verb: of_number(0xd00 + u64::from(lexicon::verb_forms(word.lower))),
        name: of_number(0xe00 + 2 * gazetteer::rough_kind(flags) + u64::from(word.capital)),
        ahead: 0,
    }));
    let mut landmark = 0;
    for (word, sign) in words.iter().zip(out).rev() {
        sign.ahead = of_number(0xf00 + u64::from(landmark));
        landmark = CLASSES.get(&word.lower).copied().unwrap_or(landmark);
    }
}

/// How far the clause has come, from the tags given so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clause {
    /// A noun outside a prepositional phrase stood in this clause.
    subject: bool,
    /// This clause has its finite verb.
    finite: bool,
    /// The last words are a preposition and what hangs on the noun to come.
    in_phrase: bool,
    /// Finite verbs of the sentence, up to two.
    verbs: u8,
}

impl Clause {
    /// Takes in the tag of the next word.
    pub(crate) fn pass(&mut self, (upos, xpos): Tag) {
        match upos {
            Upos::Punct | Upos::Cconj | Upos::Sconj => {
                *self = Clause { verbs: self.verbs, ..Clause::default() }
            }
            Upos::Adp => self.in_phrase = true,
            Upos::Noun | Upos::Propn | Upos::Pron => {
                if matches!(xpos, Xpos::Wdt | Xpos::Wp) {
                    *self = Clause { verbs: self.verbs, ..Clause::default() };
                }
                self.subject |= !self.in_phrase;
            }
            Upos::Det | Upos::Adj | Upos::Num => {}
            _ => self.in_phrase = false,
        }
        if matches!(xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md) {
            self.finite = true;
            self.verbs = (self.verbs + 1).min(2);
        }
    }

    /// The same as one atom.
    pub(crate) fn atom(self) -> u64 {
        let bits = u64::from(self.subject) | u64::from(self.finite) << 1 | u64::from(self.in_phrase) << 2;
        of_number(0x1000 + (bits << 2 | u64::from(self.verbs)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(tags: &[Tag]) -> Clause {
        let mut clause = Clause::default();
        tags.iter().for_each(|&tag| clause.pass(tag));
        clause
    }

    #[test]
    fn a_subject_waits_until_its_verb() {
        let police = (Upos::Noun, Xpos::Nns);
        assert!(after(&[police]).subject && !after(&[police]).finite);
        assert!(after(&[police, (Upos::Verb, Xpos::Vbd)]).finite);
        let phrase = [(Upos::Adp, Xpos::In), (Upos::Propn, Xpos::Nnp)];
        assert!(!after(&phrase).subject);
    }

    #[test]
    fn a_landmark_is_seen_from_all_words_before_it() {
        let words: Vec<Spelling> = "troops deployed there were fired".split(' ').map(Spelling::of).collect();
        let mut signs = Vec::new();
        signs_of(&words, &[0; 5], &mut signs);
        assert_eq!(signs[0].ahead, signs[2].ahead);
        assert_ne!(signs[2].ahead, signs[3].ahead);
        assert_eq!(signs[1].verb, signs[4].verb);
    }
}
