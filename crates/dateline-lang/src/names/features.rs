//! What the name tagger looks at. The order of the calls is part of the model's format (see `model::FEATURES_VERSION`).

use super::CLASSES;
use crate::gazetteer::Flags;
use crate::hash::{Keys, of_number};
use crate::tagger::{Tag, profile_of, tag_atom};
use crate::word::Spelling;

const NOTHING: Spelling = Spelling {
    form: 21,
    lower: 22,
    shape: 23,
    suffix: [24; 5],
    prefix: [25; 4],
    capital: false,
    shouted: false,
    letters: 0,
};

/// What the tagger sees of a sentence.
pub(super) struct View<'s> {
    pub(super) words: &'s [Spelling],
    pub(super) tags: &'s [Tag],
    /// What the table of plain names says.
    pub(super) flags: &'s [Flags],
    /// What the tables of actors, places and frequent names say.
    pub(super) listed: &'s [Flags],
    /// What all tables say of the words without their capitals.
    pub(super) folded: &'s [Flags],
    pub(super) runs: &'s Runs,
    /// How the sentence uses capitals.
    profile: u64,
}

impl<'s> View<'s> {
    pub(super) fn new(
        words: &'s [Spelling],
        tags: &'s [Tag],
        [flags, listed, folded]: [&'s [Flags]; 3],
        runs: &'s Runs,
    ) -> View<'s> {
        View { words, tags, flags, listed, folded, runs, profile: profile_of(words) }
    }
}

/// For each word the first and the last word of the run of capitalised words that it stands in.
#[derive(Default)]
pub(super) struct Runs {
    starts: Vec<usize>,
    ends: Vec<usize>,
}

impl Runs {
    pub(super) fn find(&mut self, words: &[Spelling]) {
        run_ends(words, &mut self.ends);
        self.starts.clear();
        let mut start = 0;
        for at in 0..words.len() {
            if at > 0 && self.ends[at] != self.ends[at - 1] {
                start = at;
            }
            self.starts.push(start);
        }
    }
}

/// For each word the last word of its run of capitalised words; a short small word inside does not end the run.
fn run_ends(words: &[Spelling], out: &mut Vec<usize>) {
    out.clear();
    out.resize(words.len(), 0);
    for at in (0..words.len()).rev() {
        let capital = |at: usize| words.get(at).is_some_and(|word| word.capital);
        out[at] = if !capital(at) {
            at
        } else if capital(at + 1) {
            out[at + 1]
        } else if words.get(at + 1).is_some_and(is_joint) && capital(at + 2) {
            out[at + 2]
        } else {
            at
        };
    }
}

/// `of`, `and`, `for`, `&`: small words inside names.
fn is_joint(word: &Spelling) -> bool {
    static JOINTS: std::sync::OnceLock<[u64; 4]> = std::sync::OnceLock::new();
    JOINTS.get_or_init(|| ["of", "and", "for", "&"].map(|form| Spelling::of(form).form)).contains(&word.form)
}

/// The keys that decide the class of a word, after the `classes` of the words before it.
pub(super) fn keys_of(view: &View<'_>, classes: &[usize], at: usize, out: &mut Vec<u32>) {
    let View { words, tags, flags, listed, folded, runs, profile } = *view;
    let atom = |table: &[Flags], seed: u64, by: isize| {
        at.checked_add_signed(by)
            .and_then(|at| table.get(at))
            .map_or(seed, |&flags| of_number((seed << 32) ^ u64::from(flags)))
    };
    let flag = |by: isize| atom(flags, 0xa00, by);
    let list = |by: isize| atom(listed, 0xa01, by);
    let fold = |by: isize| atom(folded, 0xa02, by);
    let (start, end) = (runs.starts[at], runs.ends[at]);
    let near = |by: isize| at.checked_add_signed(by).and_then(|at| words.get(at)).unwrap_or(&NOTHING);
    let tag =
        |by: isize| at.checked_add_signed(by).and_then(|at| tags.get(at)).map_or(1, |&tag| tag_atom(tag));
    let class = |back: usize| {
        let class = at.checked_sub(back).map_or(CLASSES, |at| classes[at]);
        of_number(0x900 + class as u64)
    };
    let (w, p1, p2, n1, n2) = (near(0), near(-1), near(-2), near(1), near(2));
    let (c1, c2) = (class(1), class(2));
    let first = u64::from(at == 0);
    let mut k = Keys::new(out);
    k.one(c1);
    k.two(c1, c2);
    k.one(w.form);
    k.two(w.lower, c1);
    k.two(w.shape, first);
    w.suffix.iter().skip(1).for_each(|&s| k.one(s));
    w.prefix.iter().skip(1).for_each(|&p| k.one(p));
    k.one(tag(0));
    k.two(tag(0), c1);
    k.two(w.shape, c1);
    k.three(w.shape, c1, tag(0));
    k.one(p1.form);
    k.one(n1.form);
    k.one(p2.lower);
    k.one(n2.lower);
    k.two(p1.form, c1);
    k.two(n1.form, c1);
    k.two(p1.form, w.form);
    k.two(w.form, n1.form);
    k.three(p1.lower, w.shape, c1);
    k.three(p1.lower, p2.lower, w.shape);
    k.three(n1.lower, n2.lower, w.shape);
    k.three(w.shape, n1.lower, c1);
    k.two(tag(-1), tag(0));
    k.two(tag(0), tag(1));
    k.three(tag(-1), tag(0), tag(1));
    k.three(tag(0), tag(1), tag(2));
    k.two(p1.shape, w.shape);
    k.two(w.shape, n1.shape);
    k.three(p1.shape, w.shape, n1.shape);
    k.three(w.shape, n1.shape, n2.shape);
    k.three(p2.shape, p1.shape, w.shape);
    k.two(n1.suffix[2], w.shape);
    k.two(n1.shape, c1);
    k.two(n1.suffix[2], c1);
    k.two(n2.form, n2.shape);
    k.two(near(3).lower, w.shape);
    k.two(near(-3).lower, w.shape);
    k.three(profile, w.shape, c1);
    k.three(profile, w.shape, tag(0));
    k.three(profile, w.shape, first);
    k.one(flag(0));
    k.two(flag(0), c1);
    k.three(flag(0), w.shape, tag(0));
    k.two(flag(-1), flag(0));
    k.two(flag(0), flag(1));
    k.three(flag(-1), w.shape, c1);
    k.three(flag(1), w.shape, c1);
    k.three(flag(-1), flag(0), flag(1));
    let last = of_number(0xb00 ^ u64::from(flags[end]));
    let ahead = (end - at).min(4) as u64;
    k.two(words[end].lower, w.shape);
    k.two(words[end].lower, c1);
    k.three(last, w.shape, ahead);
    k.three(last, c1, ahead);
    k.two(words[end].suffix[2], c1);
    k.three(words.get(end + 1).unwrap_or(&NOTHING).lower, w.shape, c1);
    // The actor and place tables.
    k.one(list(0));
    k.two(list(0), c1);
    k.three(list(0), w.shape, tag(0));
    k.two(list(-1), list(0));
    k.two(list(0), list(1));
    k.three(list(0), flag(0), c1);
    k.three(list(-1), w.shape, c1);
    k.three(list(1), w.shape, c1);
    let union = |table: &[Flags], from: usize| {
        of_number(
            0xb01
                ^ u64::from(
                    table[from..=end].iter().fold(0, |all, &flags| all | flags | flags >> 16) & 0xffff,
                ),
        )
    };
    k.two(union(flags, at), c1);
    k.two(union(listed, at), c1);
    k.three(union(flags, start), union(listed, start), ahead);
    // The run of capitalised words as a whole, and what stands around it.
    let back = (at - start).min(4) as u64;
    let place = of_number(0xb02 + back * 5 + ahead);
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).unwrap_or(&NOTHING);
    let (before, before2) = (word(start.checked_sub(1)), word(start.checked_sub(2)));
    let (after, after2) = (word(Some(end + 1)), word(Some(end + 2)));
    k.two(place, w.shape);
    k.three(place, c1, profile);
    k.three(before.lower, place, w.shape);
    k.three(after.lower, place, w.shape);
    k.three(before.lower, before2.lower, ahead);
    k.three(after.lower, after2.lower, back);
    k.three(before.lower, after.lower, ahead);
    k.two(words[start].form, back);
    k.three(words[start].lower, words[end].lower, back);
    k.two(words[start].suffix[2], place);
    k.two(words[end].suffix[2], place);
    k.three(before.lower, words[end].suffix[2], ahead);
    // The same words without their capitals.
    k.two(fold(0), w.shape);
    k.three(fold(0), w.shape, c1);
    k.three(fold(0), p1.lower, w.shape);
    k.three(fold(0), n1.lower, w.shape);
    k.three(fold(0), tag(0), p1.lower);
    k.three(fold(-1), fold(0), w.shape);
    k.three(fold(0), fold(1), w.shape);
    k.three(fold(0), fold(2), n1.lower);
    k.three(fold(0), profile, w.shape);
}
