//! Names of persons, organisations and places: a greedy averaged perceptron over BILOU labels, left to right.
//!
//! BILOU (Ratinov and Roth 2009): Beginning, Inside, Last word of a name, Outside, Unit-length name. Only sequences
//! that make whole names can come out.

use crate::bytes::{Reader, Writer};
use crate::doc::{Entity, EntityKind, Provenance};
use crate::error::Error;
use crate::hash::{Keys, Rng, of_number};
use crate::learner::{Learner, Rounding};
use crate::segment::Piece;
use crate::tagger::{Tag, tag_atom};
use crate::weights::{Table, Weights};
use crate::word::Spelling;

/// Slots of the weight table, as a power of two.
const TABLE_BITS: u32 = 20;
/// Kinds that are learnt; states and nationalities are told from places by table (see `gazetteer`).
pub(crate) const LEARNT: [EntityKind; 3] = [EntityKind::Per, EntityKind::Org, EntityKind::Loc];
const OUTSIDE: usize = 0;
const CLASSES: usize = 1 + 4 * LEARNT.len();

/// Place of a word in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Begin,
    Inside,
    Last,
    Unit,
}

fn class_of(kind: usize, part: Part) -> usize {
    1 + kind * 4 + part as usize
}

/// Kind and part of a class; none for outside.
fn parts_of(class: usize) -> Option<(usize, Part)> {
    let at = class.checked_sub(1)?;
    let part = [Part::Begin, Part::Inside, Part::Last, Part::Unit][at % 4];
    Some((at / 4, part))
}

/// Whether `class` may follow `before` (at the start of a sentence: outside), with words after it or not.
fn may_follow(before: usize, class: usize, is_last: bool) -> bool {
    let open = parts_of(before).filter(|(_, part)| matches!(part, Part::Begin | Part::Inside)).map(|(kind, _)| kind);
    let fits = match parts_of(class) {
        None => open.is_none(),
        Some((_, Part::Begin | Part::Unit)) => open.is_none(),
        Some((kind, Part::Inside | Part::Last)) => open == Some(kind),
    };
    fits && !(is_last && matches!(parts_of(class), Some((_, Part::Begin | Part::Inside))))
}

/// Spans of words with the number of their kind in [`LEARNT`].
pub(crate) type Spans = Vec<(usize, usize, usize)>;

/// A sentence to learn from.
pub(crate) struct Example {
    pub(crate) words: Vec<Spelling>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) spans: Spans,
}

/// The trained name tagger.
#[derive(Clone, Debug, Default)]
pub(crate) struct NameTagger {
    table: Table,
}

impl NameTagger {
    /// Finds the names of one sentence, whose first token has the number `first` in the document.
    pub(crate) fn find(
        &self,
        _text: &str,
        pieces: &[Piece],
        words: &[Spelling],
        tags: &[Tag],
        first: u32,
        out: &mut Vec<Entity>,
    ) {
        debug_assert_eq!(pieces.len(), words.len());
        for (start, end, kind) in self.spans(words, tags) {
            let (start, end) = (first + start as u32, first + end as u32);
            out.push(Entity { first: start, last: end, kind: LEARNT[kind], provenance: Provenance::Model });
        }
    }

    pub(crate) fn spans(&self, words: &[Spelling], tags: &[Tag]) -> Spans {
        let (mut keys, mut scores, mut classes) = (Vec::new(), Vec::new(), Vec::with_capacity(words.len()));
        for at in 0..words.len() {
            keys_of(words, tags, &classes, at, &mut keys);
            classes.push(best_class(&self.table, &keys, &classes, at + 1 == words.len(), &mut scores));
        }
        spans_of(&classes)
    }

    pub(crate) fn len(&self) -> usize {
        self.table.len()
    }

    pub(crate) fn train(examples: &[Example], epochs: usize, rounding: Rounding, rng: &mut Rng) -> NameTagger {
        let mut learner = Learner::new(TABLE_BITS);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let (mut keys, mut scores) = (Vec::new(), Vec::new());
        for _ in 0..epochs {
            rng.shuffle(&mut order);
            for &number in &order {
                let example = &examples[number];
                let gold = classes_of(&example.spans, example.words.len());
                let mut classes = Vec::with_capacity(gold.len());
                for at in 0..gold.len() {
                    keys_of(&example.words, &example.tags, &classes, at, &mut keys);
                    let best = best_class(&learner, &keys, &classes, at + 1 == gold.len(), &mut scores);
                    learner.step();
                    let before = classes.last().copied().unwrap_or(OUTSIDE);
                    if best != gold[at] && may_follow(before, gold[at], at + 1 == gold.len()) {
                        learner.update(&keys, gold[at], best);
                    }
                    classes.push(best);
                }
            }
        }
        NameTagger { table: learner.freeze(rounding) }
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        self.table.write(out);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<NameTagger, Error> {
        Ok(NameTagger { table: Table::read(from, CLASSES)? })
    }
}

fn best_class(weights: &impl Weights, keys: &[u32], before: &[usize], is_last: bool, scores: &mut Vec<f32>) -> usize {
    scores.clear();
    scores.resize(CLASSES, 0.0);
    weights.add(keys, scores);
    let before = before.last().copied().unwrap_or(OUTSIDE);
    let mut best = None;
    for class in (0..CLASSES).filter(|&class| may_follow(before, class, is_last)) {
        if best.is_none_or(|best: usize| scores[class] > scores[best]) {
            best = Some(class);
        }
    }
    best.unwrap_or(OUTSIDE)
}

fn classes_of(spans: &Spans, size: usize) -> Vec<usize> {
    let mut classes = vec![OUTSIDE; size];
    for &(start, end, kind) in spans {
        for (at, class) in classes.iter_mut().enumerate().take(end).skip(start) {
            let part = match (at == start, at + 1 == end) {
                (true, true) => Part::Unit,
                (true, false) => Part::Begin,
                (false, true) => Part::Last,
                (false, false) => Part::Inside,
            };
            *class = class_of(kind, part);
        }
    }
    classes
}

fn spans_of(classes: &[usize]) -> Spans {
    let mut spans = Spans::new();
    let mut start = 0;
    for (at, &class) in classes.iter().enumerate() {
        match parts_of(class) {
            Some((_, Part::Begin)) => start = at,
            Some((kind, Part::Unit)) => spans.push((at, at + 1, kind)),
            Some((kind, Part::Last)) => spans.push((start, at + 1, kind)),
            _ => {}
        }
    }
    spans
}

const NOTHING: Spelling =
    Spelling { form: 21, lower: 22, shape: 23, suffix: [24; 5], prefix: [25; 4], capital: false };

fn keys_of(words: &[Spelling], tags: &[Tag], classes: &[usize], at: usize, out: &mut Vec<u32>) {
    let near = |by: isize| at.checked_add_signed(by).and_then(|at| words.get(at)).unwrap_or(&NOTHING);
    let tag = |by: isize| at.checked_add_signed(by).and_then(|at| tags.get(at)).map_or(1, |&tag| tag_atom(tag));
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
}
