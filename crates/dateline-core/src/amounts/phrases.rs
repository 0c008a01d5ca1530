//! Looks up phrases of one or more words at a place of a scanned text; the longest wins.
//!
//! Knows nothing of what the phrases stand for.

use crate::scan::Scan;
use std::collections::HashMap;

/// The pieces of a phrase after its first, and what it stands for.
type Rest<T> = (Vec<Box<str>>, T);

/// Phrases and what they stand for.
#[derive(Clone, Debug)]
pub(crate) struct Phrases<T> {
    // By first piece; the longest phrases first, then in alphabetical order.
    by_first: HashMap<Box<str>, Vec<Rest<T>>>,
    exact_case: bool,
}

impl<T: Copy> Phrases<T> {
    /// No phrases yet; with `exact_case` capitals matter.
    pub(crate) fn new(exact_case: bool) -> Phrases<T> {
        Phrases { by_first: HashMap::new(), exact_case }
    }

    /// Adds a phrase; the first one added of two alike stays.
    pub(crate) fn add(&mut self, phrase: &str, meaning: T) {
        let scan = Scan::of(phrase);
        let mut pieces = (0..scan.pieces.len()).map(|at| Box::<str>::from(self.piece(&scan, at)));
        let Some(first) = pieces.next() else { return };
        let rest: Vec<Box<str>> = pieces.collect();
        let list = self.by_first.entry(first).or_default();
        if list.iter().all(|(known, _)| *known != rest) {
            let place = list.partition_point(|(known, _)| known.len() >= rest.len());
            list.insert(place, (rest, meaning));
        }
    }

    fn piece<'s>(&self, scan: &'s Scan<'_>, at: usize) -> &'s str {
        if self.exact_case { scan.word(at) } else { scan.lower(at) }
    }

    /// The longest phrase that begins at a piece: its meaning and where it ends.
    pub(crate) fn at(&self, scan: &Scan<'_>, at: usize) -> Option<(T, usize)> {
        let list = self.by_first.get(self.piece(scan, at))?;
        let fits = |rest: &Vec<Box<str>>| {
            rest.iter().enumerate().all(|(k, piece)| self.piece(scan, at + 1 + k) == &**piece)
        };
        list.iter().find(|(rest, _)| fits(rest)).map(|(rest, meaning)| (*meaning, at + 1 + rest.len()))
    }

    /// The longest phrase that ends just before a piece: its meaning and where it begins.
    pub(crate) fn before(&self, scan: &Scan<'_>, end: usize) -> Option<(T, usize)> {
        // No hedge is longer than five pieces ("in the region of" has four).
        (end.saturating_sub(5)..end)
            .find_map(|start| self.at(scan, start).filter(|(_, last)| *last == end).map(|(m, _)| (m, start)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins() {
        let mut phrases = Phrases::new(false);
        phrases.add("degrees", 1);
        phrases.add("degrees Celsius", 2);
        let scan = Scan::of("40 degrees celsius");
        assert_eq!(phrases.at(&scan, 1), Some((2, 3)));
        assert_eq!(phrases.before(&scan, 3), Some((2, 1)));
    }
}
