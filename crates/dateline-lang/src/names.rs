//! Names of persons, organisations and places: a greedy averaged perceptron over BILOU labels, left to right.
//!
//! BILOU (Ratinov and Roth 2009): Beginning, Inside, Last word of a name, Outside, Unit-length name. Only sequences
//! that make whole names can come out.

mod beside;
mod features;
mod majority;
mod surnames;
use self::features::{Runs, View, keys_of};
pub(crate) use majority::settle;
pub(crate) use surnames::agree;

use crate::bytes::{Reader, Writer};
use crate::doc::{Entity, EntityKind, Provenance, Upos};
use crate::error::Error;
use crate::gazetteer::{self, Flags};
use crate::hash::Rng;
use crate::learner::{Learner, Rounding, side_by_side};
use crate::tagger::Tag;
use crate::weights::{Table, Weights};
use crate::word::Spelling;

/// Slots of the weight table, as a power of two.
const TABLE_BITS: u32 = 20;
/// Kinds that are learnt; states and nationalities are told from places by table (see `gazetteer`).
pub(crate) const LEARNT: [EntityKind; 3] = [EntityKind::Per, EntityKind::Org, EntityKind::Loc];
const OUTSIDE: usize = 0;
/// By how much a word must look more like no part of a name than like one, in steps of the frozen weights: names
/// that were not seen in training have few weights, and without this too many are passed over. Chosen on the
/// development sets.
const CAUTION: f32 = 32.0;
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
    let open =
        parts_of(before).filter(|(_, part)| matches!(part, Part::Begin | Part::Inside)).map(|(kind, _)| kind);
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
#[derive(Clone)]
pub(crate) struct Example {
    pub(crate) words: Vec<Spelling>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) spans: Spans,
}

/// Reused between sentences.
#[derive(Default)]
pub(crate) struct Desk {
    runs: Runs,
    listed: Vec<Flags>,
    folded: Vec<Flags>,
    keys: Vec<u32>,
    scores: Vec<f32>,
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
        words: &[Spelling],
        tags: &[Tag],
        flags: &[Flags],
        first: u32,
        desk: &mut Desk,
        out: &mut Vec<Entity>,
    ) {
        let spans = self.spans(words, tags, flags, desk);
        let mut at = 0;
        let mut put = |start: usize, end: usize, kind, provenance| {
            out.push(Entity { first: first + start as u32, last: first + end as u32, kind, provenance });
        };
        for span in spans.into_iter().chain([(words.len(), words.len(), 0)]) {
            let (end, (start, kind, provenance)) = (span.1, beside::judged(words, span));
            while at < start {
                let gap = (&words[at..start], &flags[at..start], &tags[at..start]);
                let alone = at == 0 || !is_name(words, tags, at - 1);
                let (size, kind) = match nationality(gap.0, gap.1, gap.2) {
                    0 if alone => listed(gap.0, gap.1, gap.2),
                    size => (size, EntityKind::Norp),
                };
                if size > 0 {
                    put(at, at + size, kind, Provenance::Gazetteer);
                }
                at += size.max(1);
            }
            if start < end {
                put(start, end, refined(kind, &words[start..end]), provenance);
            }
            at = end;
        }
    }

    fn spans(&self, words: &[Spelling], tags: &[Tag], flags: &[Flags], desk: &mut Desk) -> Spans {
        let Desk { runs, listed, folded, keys, scores } = desk;
        runs.find(words);
        gazetteer::listed_of(words, listed);
        gazetteer::folded_of(words, folded);
        let mut classes = Vec::with_capacity(words.len());
        let view = View::new(words, tags, [flags, listed, folded], runs);
        for at in 0..words.len() {
            keys_of(&view, &classes, at, keys);
            classes.push(best_class(&self.table, keys, &classes, at + 1 == words.len(), CAUTION, scores));
        }
        spans_of(&classes)
    }

    pub(crate) fn len(&self) -> usize {
        self.table.len()
    }

    pub(crate) fn train(
        examples: &[Example],
        epochs: usize,
        mixed: usize,
        rounding: Rounding,
        rng: &mut Rng,
    ) -> NameTagger {
        let learners = side_by_side(mixed, rng, |_, rng| {
            let mut order: Vec<usize> = (0..examples.len()).collect();
            let Desk { mut runs, mut listed, mut folded, mut keys, mut scores } = Desk::default();
            let mut flags = Vec::new();
            let mut learner = Learner::new(TABLE_BITS);
            for _ in 0..epochs {
                rng.shuffle(&mut order);
                for &number in &order {
                    let example = &examples[number];
                    let size = example.words.len();
                    gazetteer::flags_of(&example.words, &mut flags);
                    gazetteer::listed_of(&example.words, &mut listed);
                    gazetteer::folded_of(&example.words, &mut folded);
                    runs.find(&example.words);
                    let Example { words, tags, .. } = example;
                    let view = View::new(words, tags, [&flags, &listed, &folded], &runs);
                    let gold = classes_of(&example.spans, size);
                    let mut classes = Vec::with_capacity(size);
                    for (at, &gold) in gold.iter().enumerate() {
                        keys_of(&view, &classes, at, &mut keys);
                        let best = best_class(&learner, &keys, &classes, at + 1 == size, 0.0, &mut scores);
                        learner.step();
                        let before = classes.last().copied().unwrap_or(OUTSIDE);
                        if best != gold && may_follow(before, gold, at + 1 == size) {
                            learner.update(&keys, gold, best);
                        }
                        classes.push(best);
                    }
                }
            }
            learner
        });
        NameTagger { table: Learner::freeze(&learners, rounding) }
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        self.table.write(out);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<NameTagger, Error> {
        Ok(NameTagger { table: Table::read(from, CLASSES)? })
    }
}

fn best_class(
    weights: &impl Weights,
    keys: &[u32],
    before: &[usize],
    is_last: bool,
    caution: f32,
    scores: &mut Vec<f32>,
) -> usize {
    scores.clear();
    scores.resize(CLASSES, 0.0);
    weights.add(keys, scores);
    scores[OUTSIDE] -= caution;
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

/// Number of words of the nationality that begins here; 0 if none does.
fn nationality(words: &[Spelling], flags: &[Flags], tags: &[Tag]) -> usize {
    let begins = flags.first().is_some_and(|&flags| gazetteer::is_nationality(flags));
    let fits = tags.first().is_some_and(|tag| matches!(tag.0, Upos::Adj | Upos::Noun | Upos::Propn));
    if !begins || !fits {
        return 0;
    }
    1 + flags[1..]
        .iter()
        .take_while(|&&flags| gazetteer::is_nationality(flags >> 16))
        .count()
        .min(words.len() - 1)
}

fn is_name(words: &[Spelling], tags: &[Tag], at: usize) -> bool {
    words.get(at).is_some_and(|word| word.capital) && tags.get(at).is_some_and(|tag| tag.0 == Upos::Propn)
}

/// Size and kind of the name of the table that begins here and is no part of a longer one; size 0 if none does.
fn listed(words: &[Spelling], flags: &[Flags], tags: &[Tag]) -> (usize, EntityKind) {
    let size =
        1 + flags[1..].iter().take_while(|&&inner| inner >> 16 == flags[0] & 0xffff && inner != 0).count();
    match gazetteer::plain_kind(flags[0] & 0xffff) {
        Some(kind) if is_name(words, tags, 0) && !is_name(words, tags, size) => (size, kind),
        _ => (0, EntityKind::Norp),
    }
}

/// A place that the table knows as a state or city is one that can act.
pub(crate) fn refined(kind: EntityKind, words: &[Spelling]) -> EntityKind {
    let acts = kind == EntityKind::Loc && gazetteer::is_state_or_city(gazetteer::kinds_of(words));
    if acts { EntityKind::Gpe } else { kind }
}
