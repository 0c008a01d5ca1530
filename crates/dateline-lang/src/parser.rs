//! Dependency trees: a greedy arc-hybrid parser with a separate labeller.
//!
//! The transition system is that of Kuhlmann, Gómez-Rodríguez and Satta (2011), trained with the dynamic oracle of
//! Goldberg and Nivre (2013): training follows the parser's own choices most of the time, and learns at every step
//! which choices cost nothing from there. The root stands at the end of the buffer and takes its dependant last, so
//! every sentence gets exactly one root and no cycle, whatever the weights.

mod features;
mod state;

use self::features::{arc_keys, label_keys};
use self::state::{LEFT, RIGHT, SHIFT, State};
use crate::bytes::{Reader, Writer};
use crate::doc::Rel;
use crate::error::Error;
use crate::hash::Rng;
use crate::learner::{Learner, Rounding, TripleLearner, side_by_side};
use crate::tagger::{Tag, best_of, tag_atom};
use crate::weights::{Table, Triples, Weights};
use crate::word::Spelling;

/// Slots of the table of transitions, as a power of two.
const ARC_BITS: u32 = 23;
/// Slots of the table of labels.
const LABEL_BITS: u32 = 21;
/// Parsers whose weights are averaged.
const MIXED: usize = 3;
/// Share of training steps, in per cent, that follow the parser's own choice even where it is wrong.
const EXPLORE_PERCENT: usize = 90;

/// What the parser sees of a word, as hashes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub(crate) word: u64,
    pub(crate) tag: u64,
    pub(crate) upos: u64,
    pub(crate) both: u64,
    pub(crate) suffix: u64,
    /// Commas, colons and dashes; verbs; conjunctions: counted from the start of the sentence up to this word.
    pub(crate) passed: [u16; 3],
    /// Commas; quotation marks; colons, semicolons and dashes; subordinators and relative words, counted likewise.
    pub(crate) marks: [u16; 4],
}

/// Head of each word (`None`: root) and its relation.
pub(crate) type Tree = Vec<(Option<u32>, Rel)>;

/// The trained parser.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parser {
    arcs: Triples,
    labels: Table,
}

/// Reused between sentences.
#[derive(Default)]
pub(crate) struct Desk {
    nodes: Vec<Node>,
    state: State,
    keys: Vec<u32>,
    scores: Vec<f32>,
}

/// A sentence to learn from.
pub(crate) struct Example<'s> {
    pub(crate) words: &'s [Spelling],
    pub(crate) tags: &'s [Tag],
    pub(crate) tree: &'s Tree,
}

impl Parser {
    /// The tree of one sentence, appended to `out`; heads count from the start of the sentence.
    pub(crate) fn parse(&self, words: &[Spelling], tags: &[Tag], desk: &mut Desk, out: &mut Tree) {
        nodes_of(words, tags, &mut desk.nodes);
        desk.state.start(words.len());
        while !desk.state.done() {
            let action = if desk.state.forced() {
                desk.state.only()
            } else {
                arc_keys(&desk.state, &desk.nodes, &mut desk.keys);
                best_action(&self.arcs, &desk.keys, &desk.state, &mut desk.scores, |_| true)
            };
            let rel = match desk.state.arc_of(action) {
                Some((head, dependent)) => {
                    label_keys(&desk.state, &desk.nodes, head, dependent, &mut desk.keys);
                    best_label(&self.labels, &desk.keys, desk.state.is_root(head), &mut desk.scores)
                }
                None => 0,
            };
            desk.state.apply(action, rel);
        }
        out.extend(desk.state.tree());
    }

    /// Number of transition rows and label weights.
    pub(crate) fn len(&self) -> (usize, usize) {
        (self.arcs.len(), self.labels.len())
    }

    /// Trains on sentences with predicted tags and gold trees.
    pub(crate) fn train(
        examples: &[Example<'_>],
        epochs: usize,
        arcs: Rounding,
        labels: Rounding,
        rng: &mut Rng,
    ) -> Parser {
        let lessons = side_by_side(MIXED, rng, |_, rng| {
            let mut lesson = Lesson {
                arcs: TripleLearner::new(ARC_BITS),
                labels: Learner::new(LABEL_BITS),
                desk: Desk::default(),
            };
            let mut order: Vec<usize> = (0..examples.len()).collect();
            for epoch in 0..epochs {
                rng.shuffle(&mut order);
                for &number in &order {
                    lesson.learn(&examples[number], if epoch == 0 { 0 } else { EXPLORE_PERCENT }, rng);
                }
            }
            (lesson.arcs, lesson.labels)
        });
        let (all_arcs, all_labels): (Vec<_>, Vec<_>) = lessons.into_iter().unzip();
        Parser { arcs: TripleLearner::freeze(&all_arcs, arcs), labels: Learner::freeze(&all_labels, labels) }
    }

    pub(crate) fn write_arcs(&self, out: &mut Writer) {
        self.arcs.write(out);
    }

    pub(crate) fn write_labels(&self, out: &mut Writer) {
        self.labels.write(out);
    }

    pub(crate) fn read(arcs: &mut Reader<'_>, labels: &mut Reader<'_>) -> Result<Parser, Error> {
        Ok(Parser { arcs: Triples::read(arcs)?, labels: Table::read(labels, Rel::ALL.len())? })
    }
}

/// The parser while it learns.
struct Lesson {
    arcs: TripleLearner,
    labels: Learner,
    desk: Desk,
}

impl Lesson {
    fn learn(&mut self, example: &Example<'_>, explore_percent: usize, rng: &mut Rng) {
        let Desk { nodes, state, keys, scores } = &mut self.desk;
        nodes_of(example.words, example.tags, nodes);
        let size = example.words.len();
        let heads: Vec<u32> = example.tree.iter().map(|word| word.0.unwrap_or(size as u32)).collect();
        state.start(size);
        while !state.done() {
            let action = if state.forced() {
                state.only()
            } else {
                arc_keys(state, nodes, keys);
                let costs = state.costs(&heads);
                let least = (0..3).filter(|&a| state.may(a)).map(|a| costs[a]).min().unwrap_or(0);
                let guess = best_action(&self.arcs, keys, state, scores, |_| true);
                self.arcs.step();
                if costs[guess] > least {
                    let wanted =
                        best_action(&self.arcs, keys, state, scores, |action| costs[action] == least);
                    self.arcs.update(keys, wanted, guess);
                    if rng.below(100) < explore_percent { guess } else { wanted }
                } else {
                    guess
                }
            };
            let rel = match state.arc_of(action) {
                Some((head, dependent)) => {
                    label_keys(state, nodes, head, dependent, keys);
                    let guess = best_label(&self.labels, keys, state.is_root(head), scores);
                    if heads[dependent as usize] == head && !state.is_root(head) {
                        let wanted = example.tree[dependent as usize].1 as usize;
                        self.labels.step();
                        if wanted != guess {
                            self.labels.update(keys, wanted, guess);
                        }
                    }
                    guess
                }
                None => 0,
            };
            state.apply(action, rel);
        }
    }
}

/// The allowed transition with the highest score among those that `also` admits.
fn best_action(
    weights: &impl Weights,
    keys: &[u32],
    state: &State,
    scores: &mut Vec<f32>,
    also: impl Fn(usize) -> bool,
) -> usize {
    scores.clear();
    scores.resize(3, 0.0);
    weights.add(keys, scores);
    let mut best = None;
    for action in [SHIFT, LEFT, RIGHT] {
        if state.may(action) && also(action) && best.is_none_or(|best: usize| scores[action] > scores[best]) {
            best = Some(action);
        }
    }
    best.unwrap_or_else(|| state.only())
}

/// The relation with the highest score; `root` for the root's dependant, and for no other.
fn best_label(weights: &impl Weights, keys: &[u32], is_root: bool, scores: &mut Vec<f32>) -> usize {
    if is_root {
        return Rel::Root as usize;
    }
    let best = best_of(weights, keys, Rel::ALL.len(), scores);
    if best != Rel::Root as usize {
        return best;
    }
    // Only an untrained table prefers `root` here (it is the first class and is never learnt).
    let others = (0..scores.len()).filter(|&class| class != Rel::Root as usize);
    others.max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a))).unwrap_or(Rel::Dep as usize)
}

/// One node per word, then the root, then the node that stands for "nothing there".
fn nodes_of(words: &[Spelling], tags: &[Tag], out: &mut Vec<Node>) {
    use crate::doc::{Upos, Xpos};
    use crate::hash::of_number;
    out.clear();
    let (mut passed, mut marks) = ([0u16; 3], [0u16; 4]);
    for (word, &tag) in words.iter().zip(tags) {
        let kind = match tag.0 {
            Upos::Punct => Some(0),
            Upos::Verb | Upos::Aux => Some(1),
            Upos::Cconj => Some(2),
            _ => None,
        };
        if let Some(kind) = kind {
            passed[kind] = passed[kind].saturating_add(1);
        }
        let mark = match tag.1 {
            Xpos::Comma => Some(0),
            Xpos::OpenQuote | Xpos::CloseQuote => Some(1),
            Xpos::Colon => Some(2),
            Xpos::Wdt | Xpos::Wp | Xpos::WpS | Xpos::Wrb => Some(3),
            _ => (tag.0 == Upos::Sconj).then_some(3),
        };
        if let Some(mark) = mark {
            marks[mark] = marks[mark].saturating_add(1);
        }
        let atom = tag_atom(tag);
        let both = (word.lower ^ atom).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31);
        let upos = of_number(0x4000 + tag.0 as u64);
        out.push(Node { word: word.lower, tag: atom, upos, both, suffix: word.suffix[2], passed, marks });
    }
    for seed in [1, 2] {
        let atom = of_number(0x5000 + seed);
        out.push(Node { word: atom, tag: atom, upos: atom, both: atom, suffix: atom, passed, marks });
    }
}
