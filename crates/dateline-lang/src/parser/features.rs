//! What the parser looks at: about a hundred templates after Zhang and Nivre (2011) for transitions, and some
//! sixty for labels. The order of the calls is part of the model's format (see `model::FEATURES_VERSION`).

use super::Node;
use super::state::State;
use crate::hash::{Keys, of_number};

/// Number of words between, in steps that matter.
fn distance(from: u32, to: u32) -> u64 {
    match to.abs_diff(from) {
        0 => 0,
        near @ 1..=4 => u64::from(near),
        5..=6 => 5,
        7..=10 => 6,
        11..=20 => 7,
        _ => 8,
    }
}

/// Punctuation, verbs and conjunctions strictly between two words, none, one or more of each, as one atom.
fn between(nodes: &[Node], from: u32, to: u32) -> u64 {
    let (low, high) = (from.min(to) as usize, from.max(to) as usize);
    if high <= low + 1 || high >= nodes.len() {
        return 0;
    }
    let (before, after) = (nodes[low].passed, nodes[high - 1].passed);
    let counts = [0, 1, 2].map(|kind| u64::from(after[kind].wrapping_sub(before[kind]).min(2)));
    of_number(0x600 + counts[0] * 9 + counts[1] * 3 + counts[2])
}

/// Commas, quotation marks, colons or dashes, and subordinators strictly between two words, as one atom; of
/// quotation marks also whether their number is odd, so that one of the words is quoted and the other not.
fn marks_between(nodes: &[Node], from: u32, to: u32) -> u64 {
    let (low, high) = (from.min(to) as usize, from.max(to) as usize);
    if high <= low + 1 || high >= nodes.len() {
        return of_number(0xa00);
    }
    let (before, after) = (nodes[low].marks, nodes[high - 1].marks);
    let [commas, quotes, colons, openers] = [0, 1, 2, 3].map(|kind| after[kind].wrapping_sub(before[kind]));
    let quotes = if quotes == 0 { 0 } else { 1 + quotes % 2 };
    let number = ((commas.min(2) * 3 + quotes) * 2 + colons.min(1)) * 2 + openers.min(1);
    of_number(0xa01 + u64::from(number))
}

fn small(number: u16) -> u64 {
    u64::from(number.min(5))
}

/// The keys that decide the next transition.
pub(super) fn arc_keys(state: &State, nodes: &[Node], out: &mut Vec<u32>) {
    let node = |at: u32| &nodes[at as usize];
    let (i0, i1, j0) = (state.stack(0), state.stack(1), state.buffer(0));
    let (s0, s1, s2) = (node(i0), node(i1), node(state.stack(2)));
    let (b0, b1, b2, b3) = (node(j0), node(state.buffer(1)), node(state.buffer(2)), node(state.buffer(3)));
    let (k0, k1, kb) = (state.kids(i0), state.kids(i1), state.kids(j0));
    let (s0l, s0l2) = (node(k0.left[0]), node(k0.left[1]));
    let (s0r, s0r2) = (node(k0.right[0]), node(k0.right[1]));
    let (s1l, s1l2) = (node(k1.left[0]), node(k1.left[1]));
    let (s1r, s1r2) = (node(k1.right[0]), node(k1.right[1]));
    let (b0l, b0l2) = (node(kb.left[0]), node(kb.left[1]));
    let rel = |at: u32| of_number(0x700 + state.rel(at));
    let mut k = Keys::new(out);
    k.one(0);
    for n in [s0, s1, b0, b1, b2] {
        k.one(n.word);
        k.one(n.tag);
        k.one(n.both);
    }
    k.one(s2.tag);
    k.one(s2.both);
    k.one(b3.tag);
    for n in [s0, b0] {
        k.two(n.suffix, n.upos);
    }
    // Pairs: what LEFT would join, and what RIGHT would.
    for (a, b) in [(s0, b0), (s1, s0)] {
        k.two(a.both, b.both);
        k.two(a.both, b.word);
        k.two(a.both, b.tag);
        k.two(a.word, b.both);
        k.two(a.tag, b.both);
        k.two(a.word, b.word);
        k.two(a.tag, b.tag);
        k.two(a.word, b.tag);
        k.two(a.tag, b.word);
        k.two(a.upos, b.upos);
    }
    for (a, b) in [(s1, b0), (b0, b1)] {
        k.two(a.word, b.word);
        k.two(a.tag, b.tag);
        k.two(a.both, b.tag);
        k.two(a.tag, b.both);
    }
    k.two(s0.tag, b1.tag);
    k.two(s0.both, b1.tag);
    k.two(s0.tag, b1.both);
    k.two(s1.tag, b1.tag);
    k.two(s2.tag, s0.tag);
    k.two(s2.tag, b0.tag);
    // Triples and more.
    k.three(b0.tag, b1.tag, b2.tag);
    k.three(s0.tag, b0.tag, b1.tag);
    k.three(s1.tag, s0.tag, b0.tag);
    k.three(s2.tag, s1.tag, s0.tag);
    k.three(s1.tag, s0.tag, b1.tag);
    k.three(s2.tag, s1.tag, b0.tag);
    k.four(s0.tag, b0.tag, b1.tag, b2.tag);
    k.four(s1.tag, s0.tag, b0.tag, b1.tag);
    k.four(s2.tag, s1.tag, s0.tag, b0.tag);
    k.three(s0.both, b0.tag, b1.tag);
    k.three(s0.tag, b0.both, b1.tag);
    k.three(s1.tag, s0.both, b0.tag);
    k.three(s1.both, s0.tag, b0.tag);
    k.three(s1.tag, s0.tag, b0.both);
    k.three(s0.word, b0.word, b1.tag);
    k.three(s1.word, s0.tag, b0.word);
    k.three(s1.word, s0.word, b0.tag);
    k.four(s1.upos, s0.upos, b0.upos, b1.upos);
    k.four(s0.upos, b0.upos, b1.upos, b2.upos);
    // Dependants found so far.
    k.three(s0.tag, s0l.tag, b0.tag);
    k.three(s0.tag, s0r.tag, b0.tag);
    k.three(s0.tag, b0.tag, b0l.tag);
    k.three(s1.tag, s1r.tag, s0.tag);
    k.three(s1.tag, s1l.tag, s0.tag);
    k.three(s1.tag, s0.tag, s0l.tag);
    k.three(s1.tag, s0.tag, s0r.tag);
    k.three(s1.tag, s1r.tag, b0.tag);
    k.three(s1.tag, s1l.tag, b0.tag);
    k.three(s0.tag, s0l.tag, s0l2.tag);
    k.three(s0.tag, s0r.tag, s0r2.tag);
    k.three(s1.tag, s1l.tag, s1l2.tag);
    k.three(s1.tag, s1r.tag, s1r2.tag);
    k.three(b0.tag, b0l.tag, b0l2.tag);
    k.two(s0.tag, s0l.both);
    k.two(s0.tag, s0r.both);
    k.two(s1.tag, s1l.both);
    k.two(s1.tag, s1r.both);
    k.two(b0.tag, b0l.both);
    k.three(s1.tag, s0.tag, s0l.word);
    k.three(s1.word, s0.tag, s0l.word);
    k.three(s1.word, s0.tag, s0l.tag);
    k.three(s1.tag, s0.word, s1r.tag);
    k.three(s0.tag, b0.tag, b0l.word);
    k.three(s1.tag, b0.tag, s0l.word);
    // What a phrase hangs on is told by its preposition, its noun and the words that it may hang on.
    k.three(s0.word, b0.tag, b0l.word);
    k.three(s1.word, b0.tag, b0l.word);
    k.three(s0.word, b0.word, b0l.word);
    k.three(s1.word, b0.word, b0l.word);
    k.four(s1.tag, s0.word, b0.tag, b0l.word);
    k.four(s1.word, s0.tag, b0.tag, b0l.word);
    k.four(s1.tag, s0.tag, b0.tag, b0l.word);
    k.four(s1.tag, s0.tag, b0.word, b0l.word);
    k.three(s1.word, s0.word, s0l.word);
    k.three(s2.word, s1.tag, s0l.word);
    k.four(s2.tag, s1.tag, s0.tag, s0l.word);
    // "between X and Y", "from X to Y"; members of a list are alike.
    k.three(s0l.word, b0.tag, b0l.word);
    k.four(s1.upos, s0.upos, s0l.word, b0.tag);
    k.three(s1.suffix, s0.suffix, s0l.word);
    k.three(s0.suffix, b0.suffix, b0l.word);
    k.two(s2.both, s0.tag);
    // Words beside those that may be joined.
    let none = state.none();
    let beside = |at: u32, by: i32| {
        let there = at.checked_add_signed(by).filter(|&there| there < none && at < none);
        node(there.unwrap_or(none))
    };
    k.four(s0.tag, beside(i0, 1).tag, beside(j0, -1).tag, b0.tag);
    k.four(s1.tag, beside(i1, 1).tag, beside(i0, -1).tag, s0.tag);
    k.four(beside(i0, -1).tag, s0.tag, b0.tag, b1.tag);
    k.three(s0.both, beside(i0, 1).tag, b0.tag);
    k.three(s1.both, beside(i1, 1).tag, s0.tag);
    k.four(b0.tag, b1.tag, b2.tag, b3.tag);
    // Clauses: quotations, commas and openers tell what is said from what is only near.
    let (inner, outer) = (marks_between(nodes, i0, j0), marks_between(nodes, i1, i0));
    k.three(s0.tag, b0.tag, inner);
    k.two(s0.both, inner);
    k.two(b0.both, inner);
    k.three(s1.tag, s0.tag, outer);
    k.two(s1.both, outer);
    k.two(s0.both, outer);
    k.three(s0.upos, k0.left_rels, inner);
    k.four(s1.upos, s0.upos, k0.left_rels, outer);
    k.four(s1.upos, s0.upos, k1.left_rels, outer);
    // Relations.
    k.three(s0.tag, rel(k0.left[0]), rel(k0.left[1]));
    k.three(s0.tag, rel(k0.right[0]), rel(k0.right[1]));
    k.three(s1.tag, rel(k1.right[0]), rel(k1.right[1]));
    k.three(s1.tag, rel(k1.left[0]), rel(k1.left[1]));
    k.three(b0.tag, rel(kb.left[0]), rel(kb.left[1]));
    k.two(s0.word, rel(k0.left[0]));
    k.two(s0.word, rel(k0.right[0]));
    k.two(s1.word, rel(k1.right[0]));
    k.two(b0.word, rel(kb.left[0]));
    k.two(s0.word, k0.left_rels);
    k.two(s0.tag, k0.left_rels);
    k.two(s0.word, k0.right_rels);
    k.two(s0.tag, k0.right_rels);
    k.two(s1.word, k1.left_rels);
    k.two(s1.tag, k1.left_rels);
    k.two(s1.word, k1.right_rels);
    k.two(s1.tag, k1.right_rels);
    k.two(b0.word, kb.left_rels);
    k.two(b0.tag, kb.left_rels);
    k.three(s1.tag, s0.tag, k0.left_rels);
    k.three(s1.both, s0.tag, k1.right_rels);
    k.three(s1.both, k0.left_rels, s0.tag);
    // Valency and distance.
    k.two(s0.both, small(k0.lefts));
    k.two(s0.both, small(k0.rights));
    k.two(s0.tag, small(k0.rights));
    k.two(s1.both, small(k1.rights));
    k.three(s1.tag, small(k1.rights), small(k1.lefts));
    k.two(b0.both, small(kb.lefts));
    let (near, far) = (distance(i0, j0), distance(i1, i0));
    k.two(s0.both, near);
    k.two(b0.both, near);
    k.three(s0.tag, b0.tag, near);
    k.two(s1.both, far);
    k.two(s0.both, far);
    k.three(s1.tag, s0.tag, far);
    k.three(s1.tag, s0.tag, between(nodes, i1, i0));
    k.three(s0.tag, b0.tag, between(nodes, i0, j0));
    k.four(s1.tag, s0.tag, b0.tag, between(nodes, i1, i0));
    k.three(s1.upos, b0.tag, between(nodes, i1, j0));
}

/// The keys that decide the relation of `dependent` to `head`, when the dependant's own dependants are known.
pub(super) fn label_keys(state: &State, nodes: &[Node], head: u32, dependent: u32, out: &mut Vec<u32>) {
    let none = state.none();
    let node = |at: u32| &nodes[at as usize];
    let near = |at: u32, by: i32| {
        let there = at.checked_add_signed(by).filter(|&there| there < none && at < none);
        node(there.unwrap_or(none))
    };
    let side = u64::from(head < dependent);
    let (h, d) = (node(head), node(dependent));
    let (kh, kd) = (state.kids(head), state.kids(dependent));
    let (dl, dl2, dr) = (node(kd.left[0]), node(kd.left[1]), node(kd.right[0]));
    let (hl, hr) = (node(kh.left[0]), node(kh.right[0]));
    let rel = |at: u32| of_number(0x700 + state.rel(at));
    let far = distance(head, dependent) << 1 | side;
    let middle = between(nodes, head, dependent) ^ side;
    let mut k = Keys::new(out);
    k.one(side);
    k.one(d.word);
    k.two(d.both, side);
    k.two(d.tag, side);
    k.two(h.word, side);
    k.two(h.both, side);
    k.two(h.tag, side);
    k.two(d.suffix, d.tag);
    k.two(h.suffix, d.suffix);
    k.three(h.tag, d.tag, side);
    k.three(h.both, d.tag, side);
    k.three(h.tag, d.both, side);
    k.three(h.word, d.word, side);
    k.two(h.both, d.both);
    k.three(h.upos, d.upos, far);
    k.three(h.tag, d.tag, far);
    k.two(d.both, far);
    k.three(h.tag, d.tag, middle);
    k.two(d.tag, middle);
    // What hangs on the dependant: its case word, its marker, its determiner.
    k.three(h.upos, d.tag, kd.left_rels);
    k.three(h.tag, d.tag, kd.right_rels);
    k.three(h.upos, d.upos, dl.word);
    k.three(h.tag, d.tag, dl.tag);
    k.three(h.both, d.tag, dl.word);
    k.three(d.both, dl.both, h.upos);
    k.three(d.tag, dl.word, dl2.word);
    k.three(d.tag, dl.tag, dl2.tag);
    k.three(h.tag, d.tag, dr.both);
    k.three(d.tag, rel(kd.left[0]), rel(kd.left[1]));
    k.three(d.tag, dl.word, kh.left_rels);
    k.three(h.word, dl.word, side);
    k.two(d.word, kd.left_rels);
    // What hangs on the head already.
    k.three(h.tag, d.tag, kh.left_rels);
    k.three(h.tag, d.tag, kh.right_rels);
    k.three(h.word, d.tag, kh.right_rels);
    k.three(h.word, d.tag, kh.left_rels);
    k.three(d.tag, hl.tag, side);
    k.three(d.tag, hr.both, side);
    k.three(h.both, hr.tag, d.tag);
    k.four(h.tag, d.tag, hl.both, side);
    k.three(h.tag, d.both, rel(kh.right[0]));
    k.three(h.tag, d.both, rel(kh.left[0]));
    k.three(d.tag, small(kh.lefts), small(kh.rights));
    // Neighbours in the sentence.
    k.three(h.tag, d.tag, near(dependent, -1).tag);
    k.three(h.tag, d.tag, near(dependent, 1).tag);
    k.three(h.tag, d.tag, near(head, -1).tag);
    k.three(h.tag, d.tag, near(head, 1).tag);
    k.two(d.both, near(dependent, -1).both);
    k.two(d.both, near(dependent, 1).both);
    k.two(d.tag, near(dependent, -1).word);
    k.two(d.tag, near(dependent, 1).word);
    k.three(d.tag, near(dependent, -1).tag, near(dependent, -2).tag);
    k.three(d.tag, near(dependent, 1).tag, near(dependent, 2).tag);
    k.four(d.tag, near(dependent, -1).tag, near(dependent, 1).tag, side);
    k.three(h.tag, d.tag, node(state.stack(if side == 1 { 2 } else { 1 })).tag);
    k.three(h.tag, d.tag, node(state.buffer(u32::from(side == 0))).tag);
    k.two(d.tag, of_number(u64::from(dependent.min(3)) << 4 | u64::from(state.is_root(dependent + 1))));
    // Clauses: what is said, what is put in, what is joined.
    let marks = marks_between(nodes, head, dependent) ^ side;
    k.three(h.tag, d.tag, marks);
    k.two(h.word, marks);
    k.three(h.word, d.upos, marks);
    k.two(d.both, marks);
    k.three(kd.left_rels, d.tag, marks);
    k.three(h.word, kd.left_rels, side);
    k.four(h.upos, d.upos, kd.left_rels, kh.left_rels);
    k.four(h.tag, d.tag, kh.right_rels, marks);
    k.three(h.suffix, d.suffix, dl.word);
}
