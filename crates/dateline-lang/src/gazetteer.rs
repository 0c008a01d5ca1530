//! A small table of names (`data/names/gazetteer.tsv`): evidence for the name tagger, and what tells states and
//! nationalities from other places.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::doc::EntityKind;
use crate::hash::of_number;
use crate::segment::{segment, whole};
use crate::word::Spelling;

const TABLE: &str = include_str!("../data/names/gazetteer.tsv");
/// Names of the actor and place tables, written by `cargo xtask gen`.
const ACTORS: &str = include_str!("../data/names/actors.tsv");
/// Frequent names of persons, places and firms.
const COMMON: &str = include_str!("../data/names/common.tsv");

/// Kinds of those two tables, each a bit, with the kinds of the first table that are as good.
const LISTED: [(&str, &[&str]); 8] = [
    ("actor", &["org"]),
    ("brand", &[]),
    ("forename", &["given-name"]),
    ("norp", &["norp"]),
    ("person", &[]),
    ("spot", &["region", "state"]),
    ("surname", &[]),
    ("town", &["capital", "city"]),
];

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
struct Runs {
    kinds: HashMap<u64, Flags>,
    /// What of a word is looked at.
    key: fn(&Spelling) -> u64,
}

/// The names of tables as runs of words; `bit_of` gives the bit of a kind, 0 where it is left out.
fn runs_of(tables: &[&str], key: fn(&Spelling) -> u64, bit_of: fn(&str) -> Flags) -> Runs {
    let mut runs = Runs { kinds: HashMap::new(), key };
    for row in tables.iter().flat_map(|table| table.lines()).filter(|line| !line.starts_with('#')) {
        let Some((kind, name)) = row.split_once('\t') else { continue };
        let flag = bit_of(kind);
        if flag != 0 {
            runs.put(name, flag);
        }
    }
    runs
}

fn plain() -> &'static Runs {
    static RUNS: OnceLock<Runs> = OnceLock::new();
    RUNS.get_or_init(|| runs_of(&[TABLE], |word| word.form, bit))
}

fn listed() -> &'static Runs {
    static RUNS: OnceLock<Runs> = OnceLock::new();
    RUNS.get_or_init(|| runs_of(&[ACTORS, COMMON], |word| word.form, listed_bit))
}

fn folded() -> &'static Runs {
    static RUNS: OnceLock<Runs> = OnceLock::new();
    RUNS.get_or_init(|| runs_of(&[TABLE, ACTORS, COMMON], |word| word.lower, listed_bit))
}

fn listed_bit(kind: &str) -> Flags {
    let at = LISTED.iter().position(|(name, others)| *name == kind || others.contains(&kind));
    at.map_or(0, |at| 1 << at)
}

/// The flags of every word: the leftmost longest names, not overlapping.
pub(crate) fn flags_of(words: &[Spelling], out: &mut Vec<Flags>) {
    plain().flags_of(words, out);
}

/// The same of the tables of actors, places and frequent names.
pub(crate) fn listed_of(words: &[Spelling], out: &mut Vec<Flags>) {
    listed().flags_of(words, out);
}

/// The same of all tables, whether words are written with capitals or not.
pub(crate) fn folded_of(words: &[Spelling], out: &mut Vec<Flags>) {
    folded().flags_of(words, out);
}

/// The kinds of just this run of words.
pub(crate) fn kinds_of(words: &[Spelling]) -> Flags {
    let (size, kinds) = plain().longest(words);
    if size == words.len() { kinds } else { 0 }
}

impl Runs {
    fn put(&mut self, name: &str, flag: Flags) {
        let mut run = 0;
        let mut grow = |word: &str| {
            run = of_number(run ^ (self.key)(&Spelling::of(word)));
            self.kinds.entry(run).or_default();
        };
        if name.chars().all(|c| c == ' ' || c.is_alphabetic()) {
            name.split(' ').for_each(&mut grow);
        } else {
            segment(name, &[whole(name)]).pieces.iter().for_each(|piece| grow(piece.form(name)));
        }
        *self.kinds.entry(run).or_default() |= flag;
    }

    fn flags_of(&self, words: &[Spelling], out: &mut Vec<Flags>) {
        out.clear();
        out.resize(words.len(), 0);
        let mut at = 0;
        while at < words.len() {
            let (size, kinds) = self.longest(&words[at..]);
            for inner in out.iter_mut().skip(at + 1).take(size.saturating_sub(1)) {
                *inner = kinds << 16;
            }
            out[at] = kinds;
            at += size.max(1);
        }
    }

    /// Size and kinds of the longest name that begins here.
    fn longest(&self, words: &[Spelling]) -> (usize, Flags) {
        let (mut run, mut found) = (0, (0, 0));
        for (at, word) in words.iter().take(PIECES_MAX).enumerate() {
            run = of_number(run ^ (self.key)(word));
            match self.kinds.get(&run) {
                None => break,
                Some(0) => {}
                Some(&kinds) => found = (at + 1, kinds),
            }
        }
        found
    }
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
