//! Words beside a name that leave no doubt, whatever the weights say (`data/names/beside.tsv`): what a mayor is of is a
//! place, and a weekday is no given name.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::LEARNT;
use crate::doc::{EntityKind, Provenance};
use crate::word::Spelling;

const TABLE: &str = include_str!("../../data/names/beside.tsv");

/// What a word of the table says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    Day,
    PlaceHead,
}

fn rows() -> impl Iterator<Item = (Beside, &'static str, &'static str)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        let kind = if columns.next()? == "day" { Beside::Day } else { Beside::PlaceHead };
        Some((kind, columns.next()?, columns.next()?))
    })
}

fn of(word: &Spelling) -> Option<Beside> {
    static WORDS: OnceLock<HashMap<u64, Beside>> = OnceLock::new();
    WORDS
        .get_or_init(|| rows().map(|(kind, word, _)| (Spelling::of(word).form, kind)).collect())
        .get(&word.form)
        .copied()
}

/// The bounds and the kind of a name that the model found, put right by the words beside it, and what decided.
pub(super) fn judged(
    words: &[Spelling],
    (start, end, kind): (usize, usize, usize),
) -> (usize, EntityKind, Provenance) {
    let found = LEARNT[kind];
    if found != EntityKind::Per {
        return (start, found, Provenance::Model);
    }
    if end - start > 1 && of(&words[start]) == Some(Beside::Day) {
        return (start + 1, found, Provenance::Rule);
    }
    let follows_of = start >= 2 && words[start - 1].form == preposition();
    if end - start == 1 && follows_of && of(&words[start - 2]) == Some(Beside::PlaceHead) {
        return (start, EntityKind::Loc, Provenance::Rule);
    }
    (start, found, Provenance::Model)
}

/// `of`.
fn preposition() -> u64 {
    static OF: OnceLock<u64> = OnceLock::new();
    *OF.get_or_init(|| Spelling::of("of").form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Analyzer, Linear, whole};

    #[test]
    fn every_word_works_in_its_example() {
        assert!(TABLE.lines().skip(1).is_sorted(), "beside.tsv is sorted");
        for (kind, _, example) in rows() {
            let text = example.replace(['[', ']'], "");
            let start = example.find('[').expect("a bracket") as u32;
            let end = example.find(']').expect("a bracket") as u32 - 1;
            let doc = Linear::embedded().analyze(&text, &[whole(&text)]);
            let found = doc.entities.iter().find(|entity| {
                let range =
                    (doc.tokens[entity.first as usize].start, doc.tokens[entity.last as usize - 1].end);
                range == (start, end)
            });
            let kind_found = found.map(|entity| entity.kind);
            match kind {
                Beside::Day => assert_eq!(kind_found, Some(EntityKind::Per), "{example}"),
                Beside::PlaceHead => {
                    assert!(
                        matches!(kind_found, Some(EntityKind::Loc | EntityKind::Gpe)),
                        "{example}: {kind_found:?}"
                    );
                }
            }
        }
    }
}
