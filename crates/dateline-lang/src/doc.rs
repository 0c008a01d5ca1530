//! What the language core says about a text: words with their tags and heads, sentences, entities.
//!
//! All positions are half-open byte ranges of the text that was analysed, on character boundaries.

use std::ops::Range;

/// Writes a closed list once: the enum, its words, and the way back from a word.
macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),+ $(,)? } else $unknown:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum $name { $($variant),+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word as it stands in CoNLL-U.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// The value of a CoNLL-U word; an unknown word is the list's own word for that.
            pub fn of(word: &str) -> $name {
                match word { $($word => $name::$variant,)+ _ => $name::$unknown }
            }
        }
    };
}

closed_list! {
    /// Universal part of speech.
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ",
        Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT",
        Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    } else X
}

closed_list! {
    /// English part of speech of the Penn Treebank; tells tense and number apart.
    Xpos {
        Cc = "CC", Cd = "CD", Dt = "DT", Ex = "EX", Fw = "FW", In = "IN", Jj = "JJ", Jjr = "JJR", Jjs = "JJS",
        Ls = "LS", Md = "MD", Nn = "NN", Nns = "NNS", Nnp = "NNP", Nnps = "NNPS", Pdt = "PDT", Pos = "POS",
        Prp = "PRP", PrpS = "PRP$", Rb = "RB", Rbr = "RBR", Rbs = "RBS", Rp = "RP", Sym = "SYM", To = "TO",
        Uh = "UH", Vb = "VB", Vbd = "VBD", Vbg = "VBG", Vbn = "VBN", Vbp = "VBP", Vbz = "VBZ", Wdt = "WDT",
        Wp = "WP", WpS = "WP$", Wrb = "WRB", Stop = ".", Comma = ",", Colon = ":", OpenQuote = "``",
        CloseQuote = "''", OpenBracket = "-LRB-", CloseBracket = "-RRB-", Dollar = "$", Hash = "#", Hyph = "HYPH",
        Nfp = "NFP", Add = "ADD", Afx = "AFX", Gw = "GW", Xx = "XX",
    } else Xx
}

closed_list! {
    /// Universal dependency relation, with the subtypes that the coder needs.
    Rel {
        Root = "root", Nsubj = "nsubj", NsubjPass = "nsubj:pass", NsubjOuter = "nsubj:outer", Obj = "obj",
        Iobj = "iobj", Csubj = "csubj", CsubjPass = "csubj:pass", CsubjOuter = "csubj:outer", Ccomp = "ccomp",
        Xcomp = "xcomp", Obl = "obl", OblAgent = "obl:agent", OblUnmarked = "obl:unmarked", Vocative = "vocative",
        Expl = "expl", Dislocated = "dislocated", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod",
        Discourse = "discourse", Aux = "aux", AuxPass = "aux:pass", Cop = "cop", Mark = "mark", Nmod = "nmod",
        NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked", NmodDesc = "nmod:desc", Appos = "appos",
        Nummod = "nummod", Acl = "acl", AclRelcl = "acl:relcl", Amod = "amod", Det = "det",
        DetPredet = "det:predet", Case = "case", Conj = "conj", Cc = "cc", CcPreconj = "cc:preconj",
        Fixed = "fixed", Flat = "flat", Compound = "compound", CompoundPrt = "compound:prt", List = "list",
        Parataxis = "parataxis", Orphan = "orphan", Goeswith = "goeswith", Reparandum = "reparandum",
        Punct = "punct", Dep = "dep",
    } else Dep
}

impl Rel {
    /// The relation without its subtype: `nsubj:pass` is an `nsubj`.
    pub fn base(self) -> Rel {
        let word = self.as_str();
        word.split_once(':').map_or(self, |(base, _)| Rel::of(base))
    }
}

closed_list! {
    /// What an entity is: a person, an organisation, a place, a state or city acting or named as one, a nationality.
    EntityKind { Per = "PER", Org = "ORG", Loc = "LOC", Gpe = "GPE", Norp = "NORP" } else Org
}

/// What found an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Provenance {
    /// The trained tagger.
    Model,
    /// A table of names.
    Gazetteer,
    /// A written rule.
    Rule,
    /// A model that the user plugged in; [`Doc::entity_model`] says which.
    Plugged,
}

/// One word in the sense of Universal Dependencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte of the word in the text.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Dictionary form, lower case but for names.
    pub lemma: Box<str>,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank part of speech.
    pub xpos: Xpos,
    /// Index in [`Doc::tokens`] of the word that this one depends on; none for the root of its sentence.
    pub head: Option<u32>,
    /// How it depends on its head.
    pub rel: Rel,
    /// Number of words that share one written token with this one and follow it ("don't": 1 on "do", 0 on "n't").
    pub joined: u8,
}

impl Token {
    /// The bytes of the word.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The word as written.
    pub fn form<'t>(&self, text: &'t str) -> &'t str {
        &text[self.range()]
    }
}

/// A run of tokens, `first..last`, indices in [`Doc::tokens`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Index of the first token.
    pub first: u32,
    /// Index after the last.
    pub last: u32,
    /// Number of the block (paragraph) it stands in, from 0.
    pub block: u32,
}

impl Sentence {
    /// Indices of its tokens.
    pub fn tokens(&self) -> Range<usize> {
        self.first as usize..self.last as usize
    }
}

/// A name: a run of tokens `first..last` with its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Index of the first token.
    pub first: u32,
    /// Index after the last.
    pub last: u32,
    /// What it names.
    pub kind: EntityKind,
    /// What found it.
    pub provenance: Provenance,
}

/// A text read by the language core.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    /// All words, in text order.
    pub tokens: Vec<Token>,
    /// All sentences, in text order; together they cover all tokens.
    pub sentences: Vec<Sentence>,
    /// Names, in text order, not overlapping.
    pub entities: Vec<Entity>,
    /// The plugged-in model that looked for names, as `name@hash`; none where only the analyzer's own did.
    pub entity_model: Option<Box<str>>,
}

impl Doc {
    /// Number of the sentence of a token.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.last as usize <= token)
    }

    /// The words that depend directly on `head`, in text order.
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        let sentence = self.sentences.get(self.sentence_of(head));
        sentence
            .map(Sentence::tokens)
            .into_iter()
            .flatten()
            .filter(move |&t| self.tokens[t].head == Some(head as u32))
    }

    /// First and last+1 token index of the words that `head` governs, itself included (its projection).
    ///
    /// Cost: linear in the sentence for every turn of the longest way down from `head`; trees of prose turn a few times.
    pub fn subtree(&self, head: usize) -> Range<usize> {
        let mut range = head..head + 1;
        let Some(sentence) = self.sentences.get(self.sentence_of(head)).map(Sentence::tokens) else {
            return range;
        };
        let first = sentence.start;
        let mut inside = vec![false; sentence.len()];
        inside[head - first] = true;
        let mut join = |at: usize| {
            let up = self.tokens[at].head.map(|up| up as usize).filter(|up| sentence.contains(up));
            let joins = !inside[at - first] && up.is_some_and(|up| inside[up - first]);
            if joins {
                inside[at - first] = true;
                range = range.start.min(at)..range.end.max(at + 1);
            }
            joins
        };
        let mut grows = true;
        while grows {
            let down = sentence.clone().filter(|&at| join(at)).count();
            grows = down + sentence.clone().rev().filter(|&at| join(at)).count() > 0;
        }
        range
    }

    /// The text from the first byte of token `first` to the last byte of token `last - 1`.
    pub fn words<'t>(&self, text: &'t str, tokens: Range<usize>) -> &'t str {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|t| self.tokens.get(t))) {
            (Some(first), Some(last)) if !tokens.is_empty() => &text[first.start as usize..last.end as usize],
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_closed_list_reads_back() {
        assert!(Upos::ALL.iter().all(|&u| Upos::of(u.as_str()) == u));
        assert!(Xpos::ALL.iter().all(|&x| Xpos::of(x.as_str()) == x));
        assert!(Rel::ALL.iter().all(|&r| Rel::of(r.as_str()) == r));
        assert!(EntityKind::ALL.iter().all(|&k| EntityKind::of(k.as_str()) == k));
    }

    #[test]
    fn a_subtree_is_what_hangs_on_a_word_however_it_turns() {
        let token = |at: u32, head: Option<u32>| Token {
            start: at,
            end: at + 1,
            lemma: "x".into(),
            upos: Upos::X,
            xpos: Xpos::Xx,
            head,
            rel: if head.is_some() { Rel::Dep } else { Rel::Root },
            joined: 0,
        };
        // 2 is the root; 4 → 0 → 3 turns twice; 1 and 5 hang on the root.
        let heads = [Some(4), Some(2), None, Some(0), Some(2), Some(2), None];
        let doc = Doc {
            tokens: heads.iter().enumerate().map(|(at, &head)| token(at as u32, head)).collect(),
            sentences: vec![
                Sentence { first: 0, last: 6, block: 0 },
                Sentence { first: 6, last: 7, block: 0 },
            ],
            ..Doc::default()
        };
        let ranges: Vec<_> = (0..7).map(|at| doc.subtree(at)).collect();
        assert_eq!(ranges, [0..4, 1..2, 0..6, 3..4, 0..5, 5..6, 6..7]);
        assert_eq!(Doc::default().subtree(3), 3..4);
    }

    #[test]
    fn a_subtype_has_its_base() {
        assert_eq!(Rel::NsubjPass.base(), Rel::Nsubj);
        assert_eq!(Rel::Obj.base(), Rel::Obj);
    }
}
