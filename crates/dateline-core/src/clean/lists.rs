//! The plain word lists in `data/clean/` and the names of states: what the parsers of headers and datelines look up.

use crate::tables::{Row, TableFault, rows, shipped, sound};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// Path and text of a table.
type Table = (&'static str, &'static str);

macro_rules! table {
    ($name:literal) => {
        (concat!("data/clean/", $name, ".tsv"), shipped!(concat!("clean/", $name, ".tsv")))
    };
}

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
    let field = |row: &Row<'static, 3>| {
        let field = match row.cells[1] {
            "title" => Field::Title,
            "date" => Field::Date,
            "modified" => Field::Modified,
            "publisher" => Field::Publisher,
            "byline" => Field::Byline,
            "other" => Field::Other,
            word => return Err(row.fault(format!("unknown field `{word}`"))),
        };
        Ok((row.cells[0], field))
    };
    each(table!("headers"), field)
});

/// Whether the words before a time reference speak of what is over or of what is ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stance {
    Past,
    Future,
}

/// Cue words with their stance.
pub(super) static STANCES: LazyLock<Vec<(&'static str, Stance)>> = LazyLock::new(|| {
    let stance = |row: &Row<'static, 3>| match row.cells[1] {
        "past" => Ok((row.cells[0], Stance::Past)),
        "future" => Ok((row.cells[0], Stance::Future)),
        word => Err(row.fault(format!("unknown stance `{word}`"))),
    };
    each(table!("stances"), stance)
});

/// Words that are no place before a dash, in lower case.
pub(super) static NOT_PLACES: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| each(table!("not_places"), |row: &Row<'static, 2>| Ok(row.cells[0])));

/// Words that open lead sentences, in lower case.
pub(super) static OPENERS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| each(table!("openers"), |row: &Row<'static, 1>| Ok(row.cells[0])));

/// Names of places that hold "and".
pub(super) static JOINED_PLACES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| each(table!("joined_places"), |row: &Row<'static, 2>| Ok(row.cells[0])));

/// Frequent words by language code, in the order of the codes.
pub(super) static LANGUAGES: LazyLock<Vec<(&'static str, BTreeSet<&'static str>)>> = LazyLock::new(|| {
    each(table!("languages"), |row: &Row<'static, 2>| Ok((row.cells[0], row.cells[1].split('|').collect())))
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
    let uses = |row: &Row<'static, 2>| {
        let of = |word: &str| match word {
            "day" => Ok(SmallWord::Day),
            "name" => Ok(SmallWord::Name),
            "place" => Ok(SmallWord::Place),
            "abbreviation" => Ok(SmallWord::Abbreviation),
            _ => Err(row.fault(format!("unknown use `{word}`"))),
        };
        Ok((row.cells[0], row.list(1).map(of).collect::<Result<_, _>>()?))
    };
    each(table!("small_words"), uses)
});

/// Names that stand behind a city and say where it is: provinces, states of a union, countries. Lower case, no full stop
/// at the end.
static REGIONS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let provinces: Vec<&str> = each(table!("regions"), |row: &Row<'static, 3>| Ok(row.cells[0]));
    provinces.into_iter().map(fold).chain(states(&[1, 2])).collect()
});

/// Capitals, in lower case.
static CAPITALS: LazyLock<BTreeSet<String>> = LazyLock::new(|| states(&[5]).collect());

/// Alpha-3 code of the state in which a city, a province or a country lies, by folded name.
static COUNTRIES: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let provinces: Vec<(&str, &str)> =
        each(table!("regions"), |row: &Row<'static, 3>| Ok((row.cells[0], row.cells[1])));
    let provinces = provinces.into_iter().map(|(name, code)| (fold(name), code));
    let places = shipped!("places/places.tsv");
    let places = sound(rows::<7>("data/places/places.tsv", places, 6)).into_iter().flat_map(|row| {
        let names = std::iter::once(row.cells[0]).chain(row.list(1));
        names.map(|name| (fold(name), row.cells[2])).collect::<Vec<_>>()
    });
    // What stands last wins: a state over its capital's namesakes, a city over a province.
    provinces.chain(places).chain(state_names(&[1, 2, 5])).filter(|(_, code)| !code.is_empty()).collect()
});

/// Alpha-3 code of the state in which a place lies, where the tables know it.
pub(super) fn country_of(name: &str) -> Option<&'static str> {
    COUNTRIES.get(&fold(name)).copied()
}

/// Whether `name` is a country, province or state of a union, or a usual short form of one.
pub(super) fn is_region(name: &str) -> bool {
    REGIONS.contains(&fold(name))
}

/// Whether `name` is a capital or a region.
pub(super) fn is_known_place(name: &str) -> bool {
    let name = fold(name);
    CAPITALS.contains(&name) || REGIONS.contains(&name)
}

/// Reads every table of `data/clean`, so that a fault in a user's one is known before the first report.
pub fn read_tables() {
    LazyLock::force(&HEADERS);
    LazyLock::force(&STANCES);
    LazyLock::force(&NOT_PLACES);
    LazyLock::force(&OPENERS);
    LazyLock::force(&JOINED_PLACES);
    LazyLock::force(&LANGUAGES);
    LazyLock::force(&SMALL_WORDS);
    LazyLock::force(&REGIONS);
    LazyLock::force(&CAPITALS);
    LazyLock::force(&COUNTRIES);
    super::cues::read_tables();
}

fn fold(name: &str) -> String {
    name.trim_end_matches('.').to_lowercase()
}

/// The names in these columns of the table of states.
fn states(columns: &'static [usize]) -> impl Iterator<Item = String> {
    state_names(columns).map(|(name, _)| name)
}

/// The same, with the code of the state.
fn state_names(columns: &'static [usize]) -> impl Iterator<Item = (String, &'static str)> {
    let table = shipped!("actors/states.tsv");
    let rows = sound(rows::<11>("data/actors/states.tsv", table, 6));
    rows.into_iter().flat_map(move |row| {
        let names = columns.iter().flat_map(|&column| row.list(column));
        names.map(|name| (fold(name), row.cells[0])).collect::<Vec<_>>()
    })
}

/// What `read` makes of the rows of a table.
fn each<T, const N: usize, All: FromIterator<T> + Default>(
    (path, text): Table,
    read: impl Fn(&Row<'static, N>) -> Result<T, TableFault>,
) -> All {
    sound(rows::<N>(path, text, N).and_then(|rows| rows.iter().map(read).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_and_sorted() {
        let tables = [
            table!("headers"),
            table!("joined_places"),
            table!("languages"),
            table!("not_places"),
            table!("openers"),
            table!("regions"),
            table!("small_words"),
            table!("stances"),
        ];
        for (path, text) in tables {
            let rows = sound(rows::<3>(path, text, 1));
            assert!(!rows.is_empty(), "{path} is empty");
            let unsorted = rows.windows(2).find(|pair| pair[0].cells[0] >= pair[1].cells[0]);
            assert!(unsorted.is_none(), "{path}: {unsorted:?}");
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
