//! A small table of names (`data/names/gazetteer.tsv`): evidence for the name tagger, and what tells states and
//! nationalities from other places.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::doc::EntityKind;
use crate::hash::of_number;
use crate::segment::{segment, whole};
use crate::word::Spelling;

const TABLE: &str = include_str!("../data/names/gazetteer.tsv");

/// Kinds of the table, each a bit.
const KINDS: [&str; 10] =
    ["capital", "city", "given-name", "norp", "org", "org-word", "place-word", "region", "state", "title"];
/// Words of the longest name in the table, as pieces.
const PIECES_MAX: usize = 8;

/// What the table says about a word: bits of kinds that begin here, and (16 bits up) that go on here.
pub(crate) type Flags = u32;

/// Whether a set of kinds names a state or city, which can act.
pub(crate) fn is_state_or_city(flags: Flags) -> bool {
    flags & (bit("capital") | bit("city") | bit("state")) != 0
}

/// Whether a set of kinds names a nationality or the like.
pub(crate) fn is_nationality(flags: Flags) -> bool {
    flags & bit("norp") != 0
}

/// The kind of entity that a run of words is by the table alone, where the model saw none.
pub(crate) fn plain_kind(flags: Flags) -> Option<EntityKind> {
    let only = |kinds: &[&str]| flags != 0 && flags & !kinds.iter().map(|kind| bit(kind)).sum::<Flags>() == 0;
    if only(&["capital", "city", "state"]) {
        Some(EntityKind::Gpe)
    } else if only(&["region"]) {
        Some(EntityKind::Loc)
    } else if only(&["org"]) {
        Some(EntityKind::Org)
    } else {
        None
    }
}

/// The kind of name that a word begins or stands in, roughly: 0 none, then states and cities, nationalities,
/// organisations, regions, persons, titles. Of several, the first in this order.
pub(crate) fn rough_kind(flags: Flags) -> u64 {
    let kinds = (flags | flags >> 16) & 0xffff;
    let groups: [&[&str]; 6] = [
        &["capital", "city", "state"],
        &["norp"],
        &["org", "org-word"],
        &["region", "place-word"],
        &["given-name"],
        &["title"],
    ];
    let group = groups.iter().position(|group| group.iter().any(|kind| kinds & bit(kind) != 0));
    group.map_or(0, |at| at as u64 + 1)
}

fn bit(kind: &str) -> Flags {
    KINDS.iter().position(|known| *known == kind).map_or(0, |at| 1 << at)
}

/// Kinds by the hash of a run of words; 0 for a run that only begins a name.
struct Runs(HashMap<u64, Flags>);

fn grown(run: u64, word: &Spelling) -> u64 {
    of_number(run ^ word.form)
}

fn runs() -> &'static Runs {
    static RUNS: OnceLock<Runs> = OnceLock::new();
    RUNS.get_or_init(|| {
        let mut runs: HashMap<u64, Flags> = HashMap::new();
        for row in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let Some((kind, name)) = row.split_once('\t') else { continue };
            let mut run = 0;
            for piece in &segment(name, &[whole(name)]).pieces {
                run = grown(run, &Spelling::of(piece.form(name)));
                runs.entry(run).or_default();
            }
            *runs.entry(run).or_default() |= bit(kind);
        }
        Runs(runs)
    })
}

/// The flags of every word: the leftmost longest names, not overlapping.
pub(crate) fn flags_of(words: &[Spelling], out: &mut Vec<Flags>) {
    out.clear();
    out.resize(words.len(), 0);
    let mut at = 0;
    while at < words.len() {
        let (size, kinds) = longest(&words[at..]);
        for inner in out.iter_mut().skip(at + 1).take(size.saturating_sub(1)) {
            *inner = kinds << 16;
        }
        out[at] = kinds;
        at += size.max(1);
    }
}

/// The kinds of just this run of words.
pub(crate) fn kinds_of(words: &[Spelling]) -> Flags {
    let (size, kinds) = longest(words);
    if size == words.len() { kinds } else { 0 }
}

/// Size and kinds of the longest name that begins here.
fn longest(words: &[Spelling]) -> (usize, Flags) {
    let (mut run, mut found) = (0, (0, 0));
    for (at, word) in words.iter().take(PIECES_MAX).enumerate() {
        run = grown(run, word);
        match runs().0.get(&run) {
            None => break,
            Some(0) => {}
            Some(&kinds) => found = (at + 1, kinds),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_its_kinds_are_known() {
        let rows: Vec<&str> = TABLE.lines().skip(1).collect();
        assert!(rows.is_sorted(), "gazetteer.tsv is not sorted");
        for row in rows {
            let (kind, name) = row.split_once('\t').expect("two columns");
            assert!(bit(kind) != 0 && !name.is_empty(), "{row}");
        }
    }

    #[test]
    fn the_longest_name_wins() {
        let text = "South Korea and New York City";
        let pieces = segment(text, &[whole(text)]).pieces;
        let words: Vec<Spelling> = pieces.iter().map(|p| Spelling::of(p.form(text))).collect();
        let mut flags = Vec::new();
        flags_of(&words, &mut flags);
        assert!(is_state_or_city(flags[0]) && is_state_or_city(flags[1] >> 16));
        assert_eq!(flags[2], 0);
        assert!(is_state_or_city(kinds_of(&words[3..6])));
        assert!(!is_state_or_city(kinds_of(&words[3..4])));
    }
}
