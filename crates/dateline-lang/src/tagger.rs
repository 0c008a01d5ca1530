//! Parts of speech: a greedy averaged perceptron over joint `UPOS|XPOS` tags, left to right.

use crate::bytes::{Reader, Writer};
use crate::clause::{Clause, NO_SIGN, Sign, signs_of};
use crate::doc::{Upos, Xpos};
use crate::error::{Error, ErrorKind};
use crate::gazetteer::Flags;
use crate::hash::{self, Keys, Rng};
use crate::learner::{Learner, Rounding, side_by_side};
use crate::weights::{Table, Weights};
use crate::word::Spelling;

/// A joint part of speech.
pub(crate) type Tag = (Upos, Xpos);

/// Slots of the weight table, as a power of two.
const TABLE_BITS: u32 = 21;

/// The atom of a tag, for the features of every later stage.
pub(crate) fn tag_atom((upos, xpos): Tag) -> u64 {
    hash::of_number(0x100 + ((upos as u64) << 8 | xpos as u64))
}

/// The trained tagger.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tagger {
    tags: Vec<Tag>,
    atoms: Vec<u64>,
    table: Table,
}

/// Reused between sentences, so that tagging allocates nothing per word.
#[derive(Default)]
pub(crate) struct Desk {
    keys: Vec<u32>,
    scores: Vec<f32>,
    chosen: Vec<usize>,
    signs: Vec<Sign>,
}

/// A sentence to learn from.
#[derive(Clone, Copy)]
pub(crate) struct Example<'s> {
    pub(crate) words: &'s [Spelling],
    pub(crate) flags: &'s [Flags],
    pub(crate) tags: &'s [Tag],
}

/// What the tagger sees of a sentence.
struct View<'s> {
    words: &'s [Spelling],
    flags: &'s [Flags],
    signs: &'s [Sign],
    /// How the sentence uses capitals.
    profile: u64,
}

/// How a sentence uses capitals: hardly (0), as prose (1), as a heading (2), throughout (3). In a heading a capital
/// says nothing about names.
pub(crate) fn profile_of(words: &[Spelling]) -> u64 {
    let letters = words.iter().filter(|word| word.letters > 2);
    let (mut all, mut capital, mut shouted) = (0, 0, 0);
    for word in letters {
        all += 1;
        capital += usize::from(word.capital);
        shouted += usize::from(word.shouted);
    }
    let profile = match () {
        () if all > 0 && shouted * 10 >= all * 7 => 3,
        () if all > 0 && capital * 10 >= all * 7 => 2,
        () if capital == 0 => 0,
        () => 1,
    };
    hash::of_number(0xc00 + profile)
}

impl Tagger {
    /// The tags of one sentence.
    pub(crate) fn tag(&self, words: &[Spelling], flags: &[Flags], desk: &mut Desk, out: &mut Vec<Tag>) {
        self.tag_knowing(words, flags, |_| None, desk, out);
    }

    /// The tags of one sentence; where a tag is `known`, one unlike it is put right, and the next words see that.
    pub(crate) fn tag_knowing(
        &self,
        words: &[Spelling],
        flags: &[Flags],
        known: impl Fn(usize) -> Option<Tag>,
        desk: &mut Desk,
        out: &mut Vec<Tag>,
    ) {
        desk.chosen.clear();
        signs_of(words, flags, &mut desk.signs);
        let view = View { words, flags, signs: &desk.signs, profile: profile_of(words) };
        let mut clause = Clause::default();
        for at in 0..words.len() {
            keys_of(&view, at, |back| before(&self.atoms, &desk.chosen, back), clause, &mut desk.keys);
            let mut best = best_of(&self.table, &desk.keys, self.tags.len(), &mut desk.scores);
            if let Some(tag) = known(at).filter(|&tag| !is_alike(tag, self.tags[best])) {
                best = self.tags.binary_search(&tag).unwrap_or(best);
            }
            desk.chosen.push(best);
            clause.pass(self.tags[best]);
            out.push(self.tags[best]);
        }
    }

    /// Number of weights.
    pub(crate) fn len(&self) -> usize {
        self.table.len()
    }

    /// Trains on sentences with their tags.
    pub(crate) fn train(
        sentences: &[Example<'_>],
        epochs: usize,
        mixed: usize,
        rounding: Rounding,
        rng: &mut Rng,
    ) -> Tagger {
        let mut tags: Vec<Tag> = sentences.iter().flat_map(|s| s.tags.iter().copied()).collect();
        tags.sort_unstable();
        tags.dedup();
        tags.truncate(usize::from(u8::MAX));
        let atoms: Vec<u64> = tags.iter().map(|&tag| tag_atom(tag)).collect();
        let learners = side_by_side(mixed, rng, |_, rng| {
            let mut order: Vec<usize> = (0..sentences.len()).collect();
            let Desk { mut keys, mut scores, mut chosen, mut signs } = Desk::default();
            let mut learner = Learner::new(TABLE_BITS);
            for _ in 0..epochs {
                rng.shuffle(&mut order);
                for &number in &order {
                    let Example { words, flags, tags: gold } = sentences[number];
                    signs_of(words, flags, &mut signs);
                    let view = View { words, flags, signs: &signs, profile: profile_of(words) };
                    let mut clause = Clause::default();
                    chosen.clear();
                    for (at, gold) in gold.iter().enumerate() {
                        keys_of(&view, at, |back| before(&atoms, &chosen, back), clause, &mut keys);
                        let best = best_of(&learner, &keys, tags.len(), &mut scores);
                        let wanted = tags.binary_search(gold).unwrap_or(best);
                        learner.step();
                        if best != wanted {
                            learner.update(&keys, wanted, best);
                        }
                        chosen.push(best);
                        clause.pass(tags[best]);
                    }
                }
            }
            learner
        });
        Tagger { tags, atoms, table: Learner::freeze(&learners, rounding) }
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.number(self.tags.len() as u64);
        for &(upos, xpos) in &self.tags {
            out.string(upos.as_str());
            out.string(xpos.as_str());
        }
        self.table.write(out);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Tagger, Error> {
        let size = from.number()? as usize;
        if size == 0 || size > usize::from(u8::MAX) {
            return Err(Error::new(ErrorKind::Damaged("number of tags")));
        }
        let mut tags = Vec::new();
        for _ in 0..size {
            tags.push((Upos::of(from.string()?), Xpos::of(from.string()?)));
        }
        let atoms = tags.iter().map(|&tag| tag_atom(tag)).collect();
        Ok(Tagger { table: Table::read(from, size)?, tags, atoms })
    }
}

/// Tags that differ only in number, or in what treebanks call a word inside a name.
fn is_alike(known: Tag, found: Tag) -> bool {
    let is_name = |tag: Tag| matches!(tag.1, Xpos::Nnp | Xpos::Nnps);
    known.1 == found.1 || (is_name(known) && is_name(found))
}

/// The class of the highest score; of equals, the first.
pub(crate) fn best_of(weights: &impl Weights, keys: &[u32], classes: usize, scores: &mut Vec<f32>) -> usize {
    scores.clear();
    scores.resize(classes, 0.0);
    weights.add(keys, scores);
    let mut best = 0;
    for (class, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = class;
        }
    }
    best
}

fn before(atoms: &[u64], chosen: &[usize], back: usize) -> u64 {
    chosen.len().checked_sub(back).map_or(back as u64, |at| atoms[chosen[at]])
}

const OUTSIDE: Spelling = Spelling {
    form: 11,
    lower: 12,
    shape: 13,
    suffix: [14; 5],
    prefix: [15; 4],
    capital: false,
    shouted: false,
    letters: 0,
};

fn keys_of(view: &View<'_>, at: usize, tag: impl Fn(usize) -> u64, clause: Clause, out: &mut Vec<u32>) {
    let View { words, flags, signs, profile } = *view;
    let near = |by: isize| at.checked_add_signed(by).and_then(|at| words.get(at)).unwrap_or(&OUTSIDE);
    let flag = |by: isize| {
        let flags = at.checked_add_signed(by).and_then(|at| flags.get(at));
        hash::of_number(0xa00 ^ u64::from(flags.copied().unwrap_or(0)))
    };
    let (w, p1, p2, n1, n2) = (near(0), near(-1), near(-2), near(1), near(2));
    let (t1, t2) = (tag(1), tag(2));
    let first = u64::from(at == 0);
    let mut k = Keys::new(out);
    k.one(0);
    k.one(w.form);
    k.one(w.lower);
    k.two(w.shape, first);
    w.suffix.iter().for_each(|&s| k.one(s));
    w.prefix.iter().for_each(|&p| k.one(p));
    k.two(w.suffix[2], w.shape);
    k.two(w.suffix[1], w.prefix[0]);
    k.one(t1);
    k.two(t1, t2);
    k.two(t1, w.lower);
    k.three(t1, t2, w.lower);
    k.two(t1, w.suffix[2]);
    k.two(t1, w.shape);
    k.one(p1.lower);
    k.one(p2.lower);
    k.one(n1.lower);
    k.one(n2.lower);
    k.two(p1.lower, w.lower);
    k.two(w.lower, n1.lower);
    k.two(p1.lower, n1.lower);
    k.two(p1.lower, p2.lower);
    k.two(n1.lower, n2.lower);
    k.two(t1, n1.lower);
    k.three(t1, w.lower, n1.lower);
    k.one(n1.suffix[2]);
    k.two(n1.suffix[1], n1.shape);
    k.two(p1.suffix[2], p1.shape);
    k.two(w.shape, n1.shape);
    k.three(p1.shape, w.shape, n1.shape);
    k.two(w.lower, n1.suffix[2]);
    k.two(w.suffix[2], n1.suffix[2]);
    k.three(t1, w.suffix[2], n1.suffix[2]);
    k.two(n2.suffix[2], n1.suffix[2]);
    k.two(profile, w.shape);
    k.three(profile, w.shape, w.suffix[1]);
    k.three(profile, w.shape, first);
    k.two(profile, w.lower);
    k.two(flag(0), w.shape);
    k.three(flag(-1), flag(0), w.shape);
    k.three(flag(0), flag(1), w.shape);
    k.three(flag(-1), t1, w.shape);
    let sign = |by: isize| at.checked_add_signed(by).and_then(|at| signs.get(at)).unwrap_or(&NO_SIGN);
    let (Sign { verb, ahead, .. }, name, clause) = (*sign(0), sign(-1).name, clause.atom());
    k.one(verb);
    k.two(verb, t1);
    k.three(verb, t1, t2);
    k.two(verb, name);
    k.three(name, w.suffix[1], w.shape);
    k.three(verb, name, sign(1).verb);
    k.three(verb, t1, n1.lower);
    k.three(verb, sign(-1).verb, sign(1).verb);
    k.three(verb, ahead, clause);
    k.three(w.suffix[1], ahead, clause);
    k.three(verb, t1, clause);
    k.three(w.suffix[2], clause, name);
    k.three(w.lower, clause, ahead);
    k.four(verb, n1.suffix[2], clause, t1);
}
