//! From labels of pieces to names of words, by byte offsets.

use crate::labels::{Label, Part};
use dateline_lang::EntityKind;
use std::ops::Range;

/// For each word the piece whose label it has: the first that begins in it, or else the one that covers its start;
/// none where no piece touches the word. Both are byte ranges in text order; pieces may be empty or overlap (several
/// pieces of one character).
pub(crate) fn pieces_of_words(words: &[Range<usize>], pieces: &[Range<usize>]) -> Vec<Option<usize>> {
    let mut at = 0;
    words
        .iter()
        .map(|word| {
            while pieces.get(at).is_some_and(|piece| piece.start < word.start) {
                at += 1;
            }
            match pieces.get(at) {
                Some(piece) if piece.start < word.end => Some(at),
                _ => at.checked_sub(1).filter(|&before| pieces[before].end > word.start),
            }
        })
        .collect()
}

/// The label of each word, given its piece: outside where it has none. Of several words on one piece, the first begins
/// what the piece says and the others go on with it.
pub(crate) fn labels_of_words(pieces: &[Option<usize>], labels: &[Label]) -> Vec<Label> {
    let at = |word: Option<usize>| word.and_then(|word| pieces.get(word)).copied().flatten();
    let label = |word: usize| {
        let piece = at(Some(word));
        let label = piece.and_then(|piece| labels.get(piece)).copied().unwrap_or(Label::Outside);
        match label {
            Label::Name(_, kind) if piece == at(word.checked_sub(1)) => Label::Name(Part::Inside, kind),
            Label::Name(Part::Unit, kind) if piece == at(Some(word + 1)) => Label::Name(Part::Begin, kind),
            _ => label,
        }
    };
    (0..pieces.len()).map(label).collect()
}

/// A name: first word, word after the last, kind.
pub(crate) type Span = (usize, usize, EntityKind);

/// The names that a row of labels says, one label a word. An inside or last label that fits no open name begins one.
/// Kinds that we have no use for make no names and end the ones before them.
pub(crate) fn spans(labels: &[Label]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(usize, Option<EntityKind>)> = None;
    let mut close = |open: &mut Option<(usize, Option<EntityKind>)>, at: usize| {
        if let Some((start, Some(kind))) = open.take() {
            found.push((start, at, kind));
        }
    };
    for (at, &label) in labels.iter().enumerate() {
        let Label::Name(part, kind) = label else {
            close(&mut open, at);
            continue;
        };
        let goes_on =
            matches!(part, Part::Inside | Part::Last) && open.is_some_and(|(_, before)| before == kind);
        if !goes_on {
            close(&mut open, at);
            open = Some((at, kind));
        }
        if matches!(part, Part::Last | Part::Unit) {
            close(&mut open, at + 1);
        }
    }
    close(&mut open, labels.len());
    found
}

/// A window over pieces: which pieces the model sees, and of which of them the labels are taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) seen: Range<usize>,
    pub(crate) taken: Range<usize>,
}

/// The windows over `pieces` pieces of which `most` fit at once, with a margin whose labels come from the neighbour.
/// Every piece is taken once.
pub(crate) fn windows(pieces: usize, most: usize, margin: usize) -> Vec<Window> {
    let most = most.max(1);
    let margin = margin.min((most - 1) / 2);
    let mut found = Vec::new();
    let mut taken = 0;
    while taken < pieces {
        let start = taken.saturating_sub(margin);
        let end = pieces.min(start + most);
        let until = if end == pieces { end } else { end - margin };
        found.push(Window { seen: start..end, taken: taken..until });
        taken = until;
    }
    found
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_word_has_the_label_of_its_first_piece() {
        // "Maputo's" is two words to us and three pieces to the model; "UN" is one word and two pieces.
        let words = [0..6, 6..8, 9..11];
        assert_eq!(
            pieces_of_words(&words, &[0..3, 3..6, 6..7, 7..8, 9..10, 10..11]),
            [Some(0), Some(2), Some(4)]
        );
        // One piece over two words serves both; a word without a piece has none.
        assert_eq!(pieces_of_words(&words, &[0..8]), [Some(0), Some(0), None]);
        assert_eq!(pieces_of_words(&words, &[]), [None, None, None]);
        assert_eq!(pieces_of_words(&[], &[0..8]), []);
    }

    #[test]
    fn words_on_one_piece_are_one_name() {
        let name = |part| Label::Name(part, Some(EntityKind::Org));
        let labels = [Label::Outside, name(Part::Unit), name(Part::Begin)];
        let of = |pieces: &[Option<usize>]| spans(&labels_of_words(pieces, &labels));
        assert_eq!(
            of(&[Some(0), Some(1), Some(1), Some(2)]),
            [(1, 3, EntityKind::Org), (3, 4, EntityKind::Org)]
        );
        assert_eq!(
            of(&[Some(2), Some(2), None, Some(1)]),
            [(0, 2, EntityKind::Org), (3, 4, EntityKind::Org)]
        );
    }

    #[test]
    fn broken_rows_of_labels_are_mended() {
        use EntityKind::{Loc, Per};
        let [begin, inside, last, unit] =
            [Part::Begin, Part::Inside, Part::Last, Part::Unit].map(|part| Label::Name(part, Some(Per)));
        let (out, place) = (Label::Outside, Label::Name(Part::Inside, Some(Loc)));
        let other = Label::Name(Part::Inside, None);
        assert_eq!(spans(&[out, inside, inside, out]), [(1, 3, Per)], "no beginning");
        assert_eq!(spans(&[begin, place]), [(0, 1, Per), (1, 2, Loc)], "another kind");
        assert_eq!(spans(&[begin, begin, last, inside]), [(0, 1, Per), (1, 3, Per), (3, 4, Per)]);
        assert_eq!(spans(&[unit, unit, other, inside]), [(0, 1, Per), (1, 2, Per), (3, 4, Per)]);
        assert_eq!(spans(&[begin, inside]), [(0, 2, Per)], "no end");
    }

    proptest! {
        #[test]
        fn every_piece_is_taken_once(pieces in 0_usize..2000, most in 1_usize..300, margin in 0_usize..100) {
            let windows = windows(pieces, most, margin);
            let mut next = 0;
            for window in &windows {
                prop_assert_eq!(window.taken.start, next);
                prop_assert!(window.taken.end > next && window.seen.len() <= most);
                prop_assert!(window.seen.start <= next && window.taken.end <= window.seen.end);
                next = window.taken.end;
            }
            prop_assert_eq!(next, pieces);
        }
    }
}
