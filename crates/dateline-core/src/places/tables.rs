//! All places that are known by name: the hand-written rows on top of the gazetteer, the states, and the words for their people.

use super::gazetteer::{Automaton, Code, Facts, Gazetteer, Names};
use super::kind::PlaceKind;
use super::spelling::fold_name;
use super::wording::Wording;
use crate::tables::{HeadedRow, TableFault, shipped, walk_table};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

pub(super) const PLACES: &str = "data/places/places.tsv";
const STATES: &str = "data/actors/states.tsv";

/// A row by hand stands for the row of the gazetteer of the same name within these distances, in km: a town may be
/// entered by another of its points, a region by a point far from its largest town.
const SAME_TOWN_KM: f64 = 40.0;
const SAME_AREA_KM: f64 = 700.0;

/// A place of the tables: of those written by hand, or a record of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum PlaceId {
    Hand(u32),
    Record(u32),
}

/// What a name by hand stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    Place(u32),
    /// People, adjective or seat of a state: no place, but it tells of the state.
    OfState(Code),
}

/// All places that are known by name.
#[derive(Clone, Debug)]
pub struct PlaceTables {
    hand: Vec<HandPlace>,
    names: Names,
    groups: Vec<Vec<Meaning>>,
    // Names in capitals only ("US"), by compared form: they count as written.
    exact: HashMap<String, Vec<String>>,
    // Words that names by hand write small: "the Rafah crossing".
    small: HashSet<String>,
    pub(super) gazetteer: Gazetteer,
    replaced: HashMap<u32, u32>,
    pub(super) wording: Wording,
    people: HashMap<Code, u64>,
}

/// A row by hand.
#[derive(Clone, Debug)]
struct HandPlace {
    name: String,
    division: String,
    country: Code,
    kind: PlaceKind,
    point: Option<(f64, f64)>,
    people: u32,
    geonames: u32,
}

impl PlaceTables {
    /// The tables that are compiled in.
    ///
    /// # Errors
    /// A table has a fault; a test walks all rows, so the program never sees one.
    pub fn embedded() -> Result<PlaceTables, TableFault> {
        let mut draft = Draft::default();
        walk_table(PLACES, shipped!("places/places.tsv"), |row| draft.add_place(&row))?;
        walk_table(STATES, shipped!("actors/states.tsv"), |row| draft.add_state(&row))?;
        let gazetteer = Gazetteer::embedded()?;
        let (names, groups) = draft.compile()?;
        let mut tables = PlaceTables {
            hand: draft.hand,
            names,
            groups,
            exact: draft.exact,
            small: draft.small,
            gazetteer,
            replaced: HashMap::new(),
            wording: Wording::embedded()?,
            people: HashMap::new(),
        };
        tables.count_people();
        tables.join_rows(&draft.names);
        Ok(tables)
    }

    /// Number of places.
    pub fn count(&self) -> usize {
        self.hand.len() + self.gazetteer.len() - self.replaced.len()
    }

    pub(super) fn hand_names(&self) -> Automaton<'_> {
        Automaton::of(&self.names)
    }

    pub(super) fn hand_group(&self, at: u64) -> &[Meaning] {
        self.groups.get(at as usize).map_or(&[], Vec::as_slice)
    }

    /// What a single word stands for among the names by hand.
    pub(super) fn meanings(&self, word: &str) -> &[Meaning] {
        let group = self.hand_names().feed(fold_name(word).as_bytes()).and_then(|walk| walk.value());
        group.map_or(&[], |group| self.hand_group(group))
    }

    /// The place of a record: the row by hand that replaces it, or itself.
    pub(super) fn of_record(&self, record: u32) -> PlaceId {
        self.replaced.get(&record).map_or(PlaceId::Record(record), |&row| PlaceId::Hand(row))
    }

    pub(super) fn facts(&self, place: PlaceId) -> Facts<'_> {
        match place {
            PlaceId::Record(record) => self.gazetteer.facts(record),
            PlaceId::Hand(row) => {
                let row = &self.hand[row as usize];
                Facts {
                    name: &row.name,
                    division: &row.division,
                    country: row.country,
                    kind: row.kind,
                    point: row.point,
                    people: row.people,
                    geonames: row.geonames,
                    known: true,
                }
            }
        }
    }

    /// People in the towns of a state.
    pub(super) fn people_of(&self, country: Code) -> u64 {
        self.people.get(&country).copied().unwrap_or(0)
    }

    /// Whether a name may stand so: one in capitals only counts as written.
    pub(super) fn may_stand(&self, folded: &str, written: &str) -> bool {
        self.exact.get(folded).is_none_or(|names| names.iter().any(|name| same_capitals(name, written)))
    }

    /// Whether names have this word without a capital.
    pub(super) fn is_small(&self, word: &str) -> bool {
        self.small.contains(word)
    }

    fn count_people(&mut self) {
        for record in 0..self.gazetteer.len() as u32 {
            let facts = self.gazetteer.facts(record);
            if facts.kind != PlaceKind::Province && facts.kind != PlaceKind::District {
                *self.people.entry(facts.country).or_default() += u64::from(facts.people);
            }
        }
    }

    /// Lets rows by hand stand for the records they repeat; what only the record knows is taken over.
    fn join_rows(&mut self, names: &BTreeMap<String, Vec<Meaning>>) {
        for (name, meanings) in names {
            let Some(group) = self.gazetteer.names().feed(name.as_bytes()).and_then(|walk| walk.value())
            else {
                continue;
            };
            for record in self.gazetteer.group(group) {
                let facts = self.gazetteer.facts(record);
                let same = meanings.iter().find_map(|meaning| match *meaning {
                    Meaning::Place(row) if self.hand[row as usize].is_same(&facts) => Some(row),
                    _ => None,
                });
                if let Some(row) = same {
                    self.replaced.entry(record).or_insert(row);
                    self.hand[row as usize].learn(&facts);
                }
            }
        }
    }
}

impl HandPlace {
    fn is_same(&self, facts: &Facts<'_>) -> bool {
        let (Some(here), Some(there)) = (self.point, facts.point) else { return false };
        let of_country = self.country == facts.country || self.country == Code::default();
        let town = matches!(facts.kind, PlaceKind::City | PlaceKind::Capital);
        of_country
            && match (self.kind.is_point(), town) {
                (true, true) => distance_km(here, there) < SAME_TOWN_KM,
                (true, false) => false,
                (false, true) => self.kind != PlaceKind::River && distance_km(here, there) < SAME_TOWN_KM,
                (false, false) => {
                    !matches!(self.kind, PlaceKind::River | PlaceKind::Lake | PlaceKind::Sea)
                        && distance_km(here, there) < SAME_AREA_KM
                }
            }
    }

    fn learn(&mut self, facts: &Facts<'_>) {
        if facts.people > self.people {
            self.people = facts.people;
            facts.division.clone_into(&mut self.division);
            let town = matches!(facts.kind, PlaceKind::City | PlaceKind::Capital);
            if self.geonames == 0 && town == self.kind.is_point() {
                self.geonames = facts.geonames;
            }
        }
    }
}

/// Tables as they are read.
#[derive(Default)]
struct Draft {
    hand: Vec<HandPlace>,
    names: BTreeMap<String, Vec<Meaning>>,
    exact: HashMap<String, Vec<String>>,
    small: HashSet<String>,
}

impl Draft {
    fn add_place(&mut self, row: &HeadedRow<'_>) -> Result<(), TableFault> {
        let country = row.cell("country")?;
        let code = if country.is_empty() { Code::default() } else { code_of(country, row)? };
        let (lat, lon): (f64, f64) = (row.read("lat")?, row.read("lon")?);
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
            return Err(row.fault("no such point on the globe"));
        }
        let full = row.cell("name")?;
        // "Split, Croatia" is told apart from the word by its comma; it is printed without.
        let name = full.split(',').next().unwrap_or(full).trim();
        let kind = row.cell("kind")?.parse().map_err(|fault: String| row.fault(fault))?;
        let place = HandPlace {
            name: name.to_owned(),
            division: String::new(),
            country: code,
            kind,
            point: Some((lat, lon)),
            people: 0,
            geonames: row.read_if("geonames")?.unwrap_or(0),
        };
        let at = self.hand.len() as u32;
        self.hand.push(place);
        for name in std::iter::once(name).chain(row.list("aliases")?) {
            self.add_name(name, Meaning::Place(at));
        }
        Ok(())
    }

    fn add_state(&mut self, row: &HeadedRow<'_>) -> Result<(), TableFault> {
        let name = row.cell("name")?;
        let country = code_of(row.cell("code")?, row)?;
        let at = self.hand.len() as u32;
        self.hand.push(HandPlace {
            name: name.to_owned(),
            division: String::new(),
            country,
            kind: PlaceKind::State,
            point: None,
            people: 0,
            geonames: 0,
        });
        for name in std::iter::once(name).chain(row.list("names")?) {
            // "the Congo" is found by its name; the article may also stand before a river.
            if !name.starts_with("the ") && !self.is_place_of(name, country) {
                self.add_name(name, Meaning::Place(at));
            }
        }
        for column in ["adjective", "people", "metonyms"] {
            for word in row.list(column)? {
                self.add_name(word, Meaning::OfState(country));
            }
        }
        Ok(())
    }

    /// Whether a row of places by this name lies in the state already: Scotland is a part, no name, of a kingdom here.
    fn is_place_of(&self, name: &str, country: Code) -> bool {
        let known = self.names.get(&fold_name(name));
        known.is_some_and(|meanings| {
            meanings.iter().any(
                |meaning| matches!(*meaning, Meaning::Place(row) if self.hand[row as usize].country == country),
            )
        })
    }

    fn add_name(&mut self, name: &str, meaning: Meaning) {
        let folded = fold_name(name);
        if folded.is_empty() {
            return;
        }
        if name.len() <= 6 && !name.chars().any(char::is_lowercase) {
            self.exact.entry(folded.clone()).or_default().push(name.to_owned());
        }
        let words = name.split(|letter: char| !letter.is_alphanumeric());
        let small =
            words.filter(|word| word.len() > 3 && word.chars().next().is_some_and(char::is_lowercase));
        self.small.extend(small.map(str::to_owned));
        let meanings = self.names.entry(folded).or_default();
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }

    fn compile(&self) -> Result<(Names, Vec<Vec<Meaning>>), TableFault> {
        let fault = |fault: fst::Error| TableFault::new(PLACES, 1, fault.to_string());
        let mut automaton = fst::raw::Builder::memory();
        let mut groups = Vec::with_capacity(self.names.len());
        for (name, meanings) in &self.names {
            automaton.insert(name, groups.len() as u64).map_err(fault)?;
            groups.push(meanings.clone());
        }
        let bytes = automaton.into_inner().map_err(fault)?;
        Ok((Names::of(Cow::Owned(bytes)).map_err(fault)?, groups))
    }
}

fn code_of(country: &str, row: &HeadedRow<'_>) -> Result<Code, TableFault> {
    let code = Code::try_from(country.as_bytes()).ok().filter(|code| code.iter().all(u8::is_ascii_uppercase));
    code.ok_or_else(|| row.fault(format!("`{country}` is no alpha-3 code")))
}

/// "U.S" of a text, cut before its last stop, is "U.S."; "Us" is not "US".
fn same_capitals(name: &str, written: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    letters(name) == letters(written)
}

/// Length of the great circle between two points, in km.
pub(super) fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    const EARTH_RADIUS_KM: f64 = 6371.0;
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let (half_lat, half_lon) = ((lat_b - lat_a) / 2.0, (b.1 - a.1).to_radians() / 2.0);
    let chord = half_lat.sin().powi(2) + lat_a.cos() * lat_b.cos() * half_lon.sin().powi(2);
    2.0 * EARTH_RADIUS_KM * chord.sqrt().min(1.0).asin()
}
