//! What chance alone gives: how many sentences of two independent reports on one story match in the same order. A
//! rewrite is judged against it.

use super::Measured;
use crate::reconcile::reading::{self, Readings};
use std::fmt;

/// Pairs of its own from which a ledger has a null of its own.
const PAIRS_LEAST: usize = 200;
/// Sentences of the shorter report of a pair that counts: short reports have short chains.
const SENTENCES_LEAST: usize = 8;
/// Likeness from which two reports are taken to be on one story.
const STORY_LIKENESS: f32 = 0.20;
/// Of so many independent pairs one may reach what is taken for likely, or for possible.
const ONE_IN_LIKELY: usize = 100;
const ONE_IN_POSSIBLE: usize = 50;
/// Bounds of what a ledger's own pairs can set.
const LIKELY_BOUNDS: (usize, usize) = (6, 20);
const POSSIBLE_LEAST: usize = 4;

/// The null that rewrites were judged against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Null {
    /// Pairs of independent reports behind it.
    pub pairs: usize,
    /// True where they are the ledger's own; else it is the built-in one.
    pub own: bool,
    /// Pairs of its own that the ledger has, whether they are enough or not.
    pub own_pairs: usize,
    /// Matching sentences in the same order in the median pair.
    pub median: usize,
    /// What at most one pair in a hundred reaches: from here a long text is likely a rewrite.
    pub likely: usize,
    /// What at most one pair in fifty reaches: from here it is possibly one.
    pub possible: usize,
}

impl Default for Null {
    /// Measured on 551 pairs of independent long reports on one story.
    fn default() -> Null {
        Null { pairs: 551, own: false, own_pairs: 0, median: 3, likely: 9, possible: 8 }
    }
}

impl fmt::Display for Null {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Null { pairs, own_pairs, median, likely, possible, .. } = self;
        let whose = if self.own {
            format!("the null of this ledger, {pairs} pairs of reports that credit different newsrooms")
        } else {
            format!(
                "the built-in null, {pairs} pairs of independent reports (this ledger has {own_pairs} such pairs; \
                 {PAIRS_LEAST} make a null of its own)"
            )
        };
        write!(
            f,
            "{whose}: half of them share at most {median} sentences in order, one in {ONE_IN_POSSIBLE} {possible} or more, \
             one in {ONE_IN_LIKELY} {likely} or more; from there a long text is possibly or likely a rewrite, a short one by \
             the words it shares as well"
        )
    }
}

impl Null {
    /// The null of a set of reports: from pairs that are independent by their own credits, tell one story and share no
    /// passages; the built-in one where these are too few. A ledger full of rewrites of one agency does not bend it.
    pub(super) fn of(measured: &[Measured], credits: &[Option<String>], readings: &Readings) -> Null {
        let differ = |a: usize, b: usize| {
            credits[a].as_ref().zip(credits[b].as_ref()).is_some_and(|(one, two)| one != two)
        };
        let mut chains: Vec<usize> = measured
            .iter()
            .filter(|pair| pair.words.is_none() && pair.shorter >= SENTENCES_LEAST && differ(pair.a, pair.b))
            .filter(|pair| {
                let (x, y) = (&readings.of[pair.a], &readings.of[pair.b]);
                reading::cosine(&x.vector, &y.vector) >= STORY_LIKENESS
            })
            .map(|pair| pair.chain)
            .collect();
        chains.sort_unstable();
        Null::from_chains(&chains)
    }

    /// From chain lengths, rising.
    fn from_chains(chains: &[usize]) -> Null {
        if chains.len() < PAIRS_LEAST {
            return Null { own_pairs: chains.len(), ..Null::default() };
        }
        // The smallest length that no more than one pair in so many reaches.
        let reached = |one_in: usize| chains[chains.len() - 1 - chains.len() / one_in] + 1;
        let likely = reached(ONE_IN_LIKELY).clamp(LIKELY_BOUNDS.0, LIKELY_BOUNDS.1);
        Null {
            pairs: chains.len(),
            own: true,
            own_pairs: chains.len(),
            median: chains[chains.len() / 2],
            likely,
            possible: reached(ONE_IN_POSSIBLE).clamp(POSSIBLE_LEAST, likely),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_ledger_is_judged_by_the_built_in_null_and_says_so() {
        let null = Null::from_chains(&[3; PAIRS_LEAST - 1]);
        assert_eq!((null.own, null.likely, null.possible), (false, 9, 8));
        let words = null.to_string();
        assert!(
            words.contains("the built-in null, 551 pairs") && words.contains("has 199 such pairs"),
            "{words}"
        );
    }

    #[test]
    fn a_large_ledger_has_a_null_of_its_own() {
        // Six of 200 pairs reach 7, more than one in fifty; one reaches more, less than one in a hundred.
        let chains: Vec<usize> = [4; 194].into_iter().chain([7; 5]).chain([11; 1]).collect();
        let null = Null::from_chains(&chains);
        assert_eq!((null.own, null.pairs, null.median), (true, 200, 4));
        assert_eq!((null.likely, null.possible), (8, 8));
        assert!(null.to_string().starts_with("the null of this ledger, 200 pairs"));
        let wide: Vec<usize> = [4; 150].into_iter().chain([12; 50]).collect();
        assert_eq!(
            Null::from_chains(&wide).likely,
            13,
            "what more than one in fifty reaches is no sign of a rewrite"
        );
    }
}
