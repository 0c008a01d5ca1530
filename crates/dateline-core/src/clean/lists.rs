//! The plain word lists in `data/clean/` and the names of states: what the parsers of headers and datelines look up.

use super::cues::rows_of;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// What the value behind a header word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Date,
    Modified,
    Publisher,
    Byline,
    Other,
}

/// Header words in lower case.
pub(super) static HEADERS: LazyLock<BTreeMap<&'static str, Field>> = LazyLock::new(|| {
    rows("headers", include_str!("../../data/clean/headers.tsv"), 3)
        .map(|(line, cells)| {
            let field = match cells[1] {
                "title" => Field::Title,
                "date" => Field::Date,
                "modified" => Field::Modified,
                "publisher" => Field::Publisher,
                "byline" => Field::Byline,
                "other" => Field::Other,
                word => panic!("data/clean/headers.tsv:{line}: unknown field `{word}`"),
            };
            (cells[0], field)
        })
        .collect()
});

/// Whether the words before a time reference speak of what is over or of what is ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stance {
    Past,
    Future,
}

/// Cue words with their stance.
pub(super) static STANCES: LazyLock<Vec<(&'static str, Stance)>> = LazyLock::new(|| {
    rows("stances", include_str!("../../data/clean/stances.tsv"), 3)
        .map(|(line, cells)| match cells[1] {
            "past" => (cells[0], Stance::Past),
            "future" => (cells[0], Stance::Future),
            word => panic!("data/clean/stances.tsv:{line}: unknown stance `{word}`"),
        })
        .collect()
});

/// Words that are no place before a dash, in lower case.
pub(super) static NOT_PLACES: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| firsts("not_places", include_str!("../../data/clean/not_places.tsv"), 2));

/// Words that open lead sentences, in lower case.
pub(super) static OPENERS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| firsts("openers", include_str!("../../data/clean/openers.tsv"), 1));

/// Names of places that hold "and".
pub(super) static JOINED_PLACES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    firsts("joined_places", include_str!("../../data/clean/joined_places.tsv"), 2).into_iter().collect()
});

/// Frequent words by language code, in the order of the codes.
pub(super) static LANGUAGES: LazyLock<Vec<(&'static str, BTreeSet<&'static str>)>> = LazyLock::new(|| {
    rows("languages", include_str!("../../data/clean/languages.tsv"), 2)
        .map(|(_, cells)| (cells[0], cells[1].split('|').collect()))
        .collect()
});

/// What a small word may stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SmallWord {
    /// A line that is only a day of publication.
    Day,
    /// A byline.
    Name,
    /// The name of a place.
    Place,
    /// Before a full stop that ends no sentence.
    Abbreviation,
}

/// Whether `word`, in lower case, may stand there.
pub(super) fn is_small_word(word: &str, place: SmallWord) -> bool {
    SMALL_WORDS.get(word).is_some_and(|uses| uses.contains(&place))
}

static SMALL_WORDS: LazyLock<BTreeMap<&'static str, Vec<SmallWord>>> = LazyLock::new(|| {
    let table = rows("small_words", include_str!("../../data/clean/small_words.tsv"), 2);
    let of = |line: usize, word: &str| match word {
        "day" => SmallWord::Day,
        "name" => SmallWord::Name,
        "place" => SmallWord::Place,
        "abbreviation" => SmallWord::Abbreviation,
        _ => panic!("data/clean/small_words.tsv:{line}: unknown use `{word}`"),
    };
    table.map(|(line, cells)| (cells[0], cells[1].split('|').map(|word| of(line, word)).collect())).collect()
});

/// Names that stand behind a city and say where it is: provinces, states of a union, countries. Lower case, no full stop
/// at the end.
static REGIONS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let provinces = firsts("regions", include_str!("../../data/clean/regions.tsv"), 3);
    provinces.into_iter().map(fold).chain(states(&[1, 2])).collect()
});

/// Capitals, in lower case.
static CAPITALS: LazyLock<BTreeSet<String>> = LazyLock::new(|| states(&[5]).collect());

/// Whether `name` is a country, province or state of a union, or a usual short form of one.
pub(super) fn is_region(name: &str) -> bool {
    REGIONS.contains(&fold(name))
}

/// Whether `name` is a capital or a region.
pub(super) fn is_known_place(name: &str) -> bool {
    let name = fold(name);
    CAPITALS.contains(&name) || REGIONS.contains(&name)
}

fn fold(name: &str) -> String {
    name.trim_end_matches('.').to_lowercase()
}

/// The names in these columns of the table of states.
fn states(columns: &'static [usize]) -> impl Iterator<Item = String> {
    rows_of(include_str!("../../data/actors/states.tsv")).flat_map(move |(_, cells)| {
        let names = columns.iter().filter_map(|&k| cells.get(k).copied()).flat_map(|cell| cell.split('|'));
        names.map(str::trim).filter(|name| !name.is_empty()).map(fold).collect::<Vec<_>>()
    })
}

fn firsts(table: &str, tsv: &'static str, columns: usize) -> BTreeSet<&'static str> {
    rows(table, tsv, columns).map(|(_, cells)| cells[0]).collect()
}

fn rows(table: &str, tsv: &'static str, columns: usize) -> impl Iterator<Item = (usize, Vec<&'static str>)> {
    rows_of(tsv).inspect(move |(line, cells)| {
        assert!(
            cells.len() == columns,
            "data/clean/{table}.tsv:{line}: {} columns, not {columns}",
            cells.len()
        );
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_and_sorted() {
        let tables = [
            ("headers", include_str!("../../data/clean/headers.tsv")),
            ("joined_places", include_str!("../../data/clean/joined_places.tsv")),
            ("languages", include_str!("../../data/clean/languages.tsv")),
            ("not_places", include_str!("../../data/clean/not_places.tsv")),
            ("openers", include_str!("../../data/clean/openers.tsv")),
            ("regions", include_str!("../../data/clean/regions.tsv")),
            ("small_words", include_str!("../../data/clean/small_words.tsv")),
            ("stances", include_str!("../../data/clean/stances.tsv")),
        ];
        for (table, tsv) in tables {
            let keys: Vec<&str> = rows_of(tsv).map(|(_, cells)| cells[0]).collect();
            assert!(!keys.is_empty(), "data/clean/{table}.tsv is empty");
            for pair in keys.windows(2) {
                assert!(
                    pair[0] < pair[1],
                    "data/clean/{table}.tsv: `{}` stands after `{}`",
                    pair[1],
                    pair[0]
                );
            }
        }
        assert!(
            HEADERS.len() > 50 && !STANCES.is_empty() && !LANGUAGES.is_empty() && !JOINED_PLACES.is_empty()
        );
        assert!(
            is_region("Ill.")
                && is_region("ILL")
                && is_region("Vietnam")
                && is_known_place("HANOI")
                && !is_region("Hanoi")
        );
    }
}
