//! The tables of words that decide whether a name stands for a place, and of which kind.

use super::kind::PlaceKind;
use super::spelling::fold_name;
use crate::scan::Scan;
use crate::tables::{TableFault, rows, shipped, walk_table};
use std::collections::{HashMap, HashSet};

const NAME_WORDS: &str = "data/places/name_words.tsv";
const GIVEN_NAMES: &str = "data/places/given_names.tsv";
pub(super) const TRAPS: &str = "data/places/traps.tsv";
pub(super) const CUES: &str = "data/places/cues.tsv";

/// Most words of a cue or trap ("tributary of the").
const CUE_WORDS_MAX: usize = 3;

/// What a name is besides the name of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Also {
    /// An English word, or too short to say.
    Word,
    /// A name of persons.
    Person,
}

/// Words about names.
#[derive(Clone, Debug, Default)]
pub(super) struct Wording {
    also: HashMap<String, Also>,
    given: HashSet<String>,
    after: HashSet<String>,
    before: HashSet<String>,
    beside: HashSet<String>,
    kinds_after: HashMap<String, Vec<PlaceKind>>,
    kinds_before: HashMap<String, Vec<PlaceKind>>,
    kinds_near: HashMap<String, Vec<PlaceKind>>,
}

impl Wording {
    pub(super) fn embedded() -> Result<Wording, TableFault> {
        let mut wording = Wording::default();
        walk_table(NAME_WORDS, shipped!("places/name_words.tsv"), |row| {
            let also = match row.cell("class")? {
                "word" | "short" => Also::Word,
                "person" => Also::Person,
                other => return Err(row.fault(format!("`{other}` is none of word, short, person"))),
            };
            wording.also.insert(fold_name(row.cell("name")?), also);
            Ok(())
        })?;
        let given = rows::<1>(GIVEN_NAMES, shipped!("places/given_names.tsv"), 1)?;
        wording.given = given.iter().map(|row| row.cells[0].to_owned()).collect();
        walk_table(TRAPS, shipped!("places/traps.tsv"), |row| {
            let list = match row.cell("side")? {
                "after" => &mut wording.after,
                "before" => &mut wording.before,
                "beside" => &mut wording.beside,
                other => return Err(row.fault(format!("`{other}` is none of after, before, beside"))),
            };
            list.insert(row.cell("word")?.to_owned());
            Ok(())
        })?;
        walk_table(CUES, shipped!("places/cues.tsv"), |row| {
            let kinds = row.list("kinds")?.into_iter().map(str::parse).collect::<Result<Vec<PlaceKind>, _>>();
            let kinds = kinds.map_err(|fault| row.fault(fault))?;
            let list = match row.cell("side")? {
                "after" => &mut wording.kinds_after,
                "before" => &mut wording.kinds_before,
                "near" => &mut wording.kinds_near,
                other => return Err(row.fault(format!("`{other}` is none of after, before, near"))),
            };
            list.insert(row.cell("words")?.to_owned(), kinds);
            Ok(())
        })?;
        Ok(wording)
    }

    /// What the name with this compared form is besides.
    pub(super) fn also(&self, folded: &str) -> Option<Also> {
        self.also.get(folded).copied()
    }

    pub(super) fn is_given_name(&self, word: &str) -> bool {
        self.given.contains(word)
    }

    /// Whether the word after a name makes a body or a thing of it.
    pub(super) fn makes_body(&self, word: &str) -> bool {
        self.after.contains(word)
    }

    /// Whether the capitalised word after a name leaves it a place.
    pub(super) fn leaves_place(&self, word: &str) -> bool {
        self.beside.contains(word)
    }

    /// Whether words that end before a piece make a person or a body of the name that follows.
    pub(super) fn takes_name(&self, scan: &Scan<'_>, first: usize) -> bool {
        words_before(scan, first).any(|words| self.before.contains(words))
    }

    /// Kinds that the words before a name ask for.
    pub(super) fn kinds_before(&self, scan: &Scan<'_>, first: usize) -> Option<&[PlaceKind]> {
        words_before(scan, first).find_map(|words| self.kinds_before.get(words)).map(Vec::as_slice)
    }

    /// Kinds that a word in the sentence asks for, for a name with an article.
    pub(super) fn kinds_near(&self, word: &str) -> Option<&[PlaceKind]> {
        self.kinds_near.get(word).map(Vec::as_slice)
    }

    /// Kinds that the word after a name asks for.
    pub(super) fn kinds_after(&self, word: &str) -> Option<&[PlaceKind]> {
        self.kinds_after.get(word).map(Vec::as_slice)
    }
}

/// The one, two and three words before a piece, as written; a title's full stop is left out ("Mr. Jackson").
fn words_before<'t>(scan: &Scan<'t>, first: usize) -> impl Iterator<Item = &'t str> {
    let title = |at: usize| at > 0 && scan.word(at - 1) == "." && scan.glued(at - 1) && !scan.glued(at);
    let end = if title(first) { first - 1 } else { first };
    let text = scan.text;
    let starts = (1..=CUE_WORDS_MAX).map_while(move |count| end.checked_sub(count));
    let ranges: Vec<_> =
        starts.map(|start| scan.range(start, end)).filter(|range| !range.is_empty()).collect();
    ranges.into_iter().map(move |range| &text[range])
}
