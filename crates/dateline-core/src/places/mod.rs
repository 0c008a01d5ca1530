//! Finds places by name and says in which state they lie: capitals, cities, straits, seas, regions, states.
//!
//! Longest name first, capitals count. A tree, when given, keeps out names of persons and bodies and marks a capital
//! that acts ("Hanoi works to …"). It must not know what happens there; which of two namesakes is meant is decided by
//! the table alone.

use crate::amounts::Phrases;
use crate::rows::PlaceRow;
use crate::scan::{CodePoints, PieceKind, Scan};
use crate::tables::{HeadedRow, TableFault, shipped, walk_table};
use dateline_lang::{Doc, EntityKind, Rel};
use serde_json::{Value, json};

const PLACES: &str = "data/places/places.tsv";
const STATES: &str = "data/actors/states.tsv";

/// A place of the tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Name, as printed.
    pub name: String,
    /// ISO 3166 alpha-3 of the state it lies in; none where it is nobody's or several states'.
    pub country: Option<String>,
    /// `state`, `capital`, `city`, `strait`, `sea`, `region`, `disputed`, …
    pub kind: String,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// GeoNames id.
    pub geonames: Option<u64>,
}

/// All places that are known by name.
#[derive(Clone, Debug)]
pub struct PlaceTables {
    places: Vec<Place>,
    names: Phrases<usize>,
}

/// A place named in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What the table knows of it.
    pub place: Place,
    /// The name stands for a government: the subject of a verb (trees only).
    pub acts: bool,
    /// The row of the table.
    pub rule: String,
}

impl PlaceMention {
    /// The printed form.
    pub fn to_place_row(&self) -> PlaceRow {
        let place = &self.place;
        PlaceRow {
            name: place.name.clone(),
            country: place.country.clone(),
            lat: place.lat,
            lon: place.lon,
            geonames: place.geonames,
        }
    }
}

impl PlaceTables {
    /// The tables that are compiled in.
    ///
    /// # Errors
    /// A table has a fault; a test walks all rows, so the program never sees one.
    pub fn embedded() -> Result<PlaceTables, TableFault> {
        let mut tables = PlaceTables { places: Vec::new(), names: Phrases::new(true) };
        walk_table(PLACES, shipped!("places/places.tsv"), |row| tables.add_place(&row))?;
        walk_table(STATES, shipped!("actors/states.tsv"), |row| tables.add_state(&row))?;
        Ok(tables)
    }

    /// The place of a name, spelled as in the tables.
    pub fn named(&self, name: &str) -> Option<&Place> {
        let scan = Scan::of(name);
        let (place, end) = self.names.at(&scan, 0)?;
        self.places.get(place).filter(|_| end == scan.pieces.len())
    }

    fn add_place(&mut self, row: &HeadedRow<'_>) -> Result<(), TableFault> {
        let country = row.cell("country")?;
        if !country.is_empty() && (country.len() != 3 || !country.bytes().all(|b| b.is_ascii_uppercase())) {
            return Err(row.fault(format!("`{country}` is no alpha-3 code")));
        }
        let (lat, lon): (f64, f64) = (row.read("lat")?, row.read("lon")?);
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
            return Err(row.fault("no such point on the globe"));
        }
        let full = row.cell("name")?;
        // "Split, Croatia" is told apart from the word by its comma; it is printed without.
        let name = full.split(',').next().unwrap_or(full);
        let place = Place {
            name: name.trim().to_owned(),
            country: Some(country.to_owned()).filter(|code| !code.is_empty()),
            kind: row.cell("kind")?.to_owned(),
            lat: Some(lat),
            lon: Some(lon),
            geonames: row.read_if("geonames")?,
        };
        let aliases = row.list("aliases")?;
        self.add(place, std::iter::once(full).chain(aliases));
        Ok(())
    }

    fn add_state(&mut self, row: &HeadedRow<'_>) -> Result<(), TableFault> {
        let name = row.cell("name")?;
        let country = Some(row.cell("code")?.to_owned());
        let place = Place {
            name: name.to_owned(),
            country,
            kind: "state".to_owned(),
            lat: None,
            lon: None,
            geonames: None,
        };
        let names = row.list("names")?;
        self.add(place, std::iter::once(name).chain(names));
        Ok(())
    }

    fn add<'n>(&mut self, place: Place, names: impl Iterator<Item = &'n str>) {
        let at = self.places.len();
        self.places.push(place);
        for name in names {
            self.names.add(name, at);
        }
    }
}

/// Finds the places of a text, in text order, not overlapping. Cost: linear in the text.
pub fn find_places(text: &str, doc: Option<&Doc>, tables: &PlaceTables) -> Vec<PlaceMention> {
    let scan = Scan::of(text);
    let mut mentions = Vec::new();
    let mut at = 0;
    while at < scan.pieces.len() {
        let found = tables.names.at(&scan, at).filter(|_| scan.capital(at));
        let Some((place, end)) = found.filter(|(_, end)| stands_alone(&scan, at, *end)) else {
            at += 1;
            continue;
        };
        let range = scan.range(at, end);
        let (other, acts) = doc.map_or((false, false), |doc| by_tree(doc, range.start, range.end));
        if !other && !scan.in_link(at) {
            let place = tables.places[place].clone();
            let rule = format!("place:{}", place.name);
            mentions.push(PlaceMention { start: range.start, end: range.end, place, acts, rule });
        }
        at = end;
    }
    mentions
}

/// Whether a name is not a piece of a longer one: "Jack London", "Paris Club", "New London" are no places of the table.
fn stands_alone(scan: &Scan<'_>, at: usize, end: usize) -> bool {
    let joined_before = scan.glued(at) && at > 0 && scan.kind(at - 1) == Some(PieceKind::Word);
    let joined_after = scan.glued(end) && scan.kind(end) == Some(PieceKind::Digits);
    !joined_before && !joined_after && !follows_name(scan, at) && !heads_name(scan, end)
}

/// Some capitalised words before the place make it a surname or part of a longer name.
fn follows_name(scan: &Scan<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    if scan.kind(before) != Some(PieceKind::Word) || !scan.capital(before) {
        return false;
    }
    matches!(
        scan.word(before),
        "New"
            | "George"
            | "Jack"
            | "Paris"
            | "Lord"
            | "Port"
            | "Fort"
            | "San"
            | "Santa"
            | "Mount"
            | "Lake"
            | "Mr"
            | "Ms"
            | "Mrs"
            | "Dr"
            | "Miss"
    ) || (scan.word(before).len() == 1 && scan.word(before) != "A")
}

/// Words that make a body or thing of the place before them.
fn heads_name(scan: &Scan<'_>, end: usize) -> bool {
    matches!(
        scan.word(end),
        "Post"
            | "Times"
            | "Club"
            | "Stock"
            | "University"
            | "Bank"
            | "Airlines"
            | "Airways"
            | "Group"
            | "Accord"
            | "Accords"
            | "Agreement"
            | "Treaty"
            | "Institute"
            | "School"
            | "Museum"
            | "Herald"
            | "Journal"
            | "Declaration"
            | "Protocol"
            | "Convention"
            | "Convention's"
            | "United"
            | "FC"
            | "Inc"
            | "Corp"
            | "Ltd"
            | "Motors"
            | "Exchange"
            | "Fashion"
            | "Mail"
    )
}

/// By the tree: whether the name is part of a person's or a body's name, and whether it is the subject of a verb.
fn by_tree(doc: &Doc, start: usize, end: usize) -> (bool, bool) {
    let first = doc.tokens.partition_point(|token| (token.end as usize) <= start);
    let last = doc.tokens.partition_point(|token| (token.start as usize) < end);
    let inside =
        |first_token: u32, last_token: u32| (first_token as usize) <= first && last <= last_token as usize;
    let other = doc.entities.iter().any(|entity| {
        let longer = (entity.last - entity.first) as usize > last.saturating_sub(first);
        inside(entity.first, entity.last)
            && longer
            && matches!(entity.kind, EntityKind::Per | EntityKind::Org)
    });
    let acts = (first..last).any(|token| doc.tokens[token].rel == Rel::Nsubj);
    (other, acts)
}

/// Answers one row `{id, text}` with `places` added; offsets count code points.
pub fn inspect_places(row: &Value, tables: &PlaceTables) -> Value {
    let text = row.get("text").and_then(Value::as_str).unwrap_or("");
    let points = CodePoints::of(text);
    let places: Vec<Value> = find_places(text, None, tables)
        .iter()
        .map(|mention| {
            let place = &mention.place;
            json!({
                "start": points.at(mention.start), "end": points.at(mention.end), "name": place.name,
                "country": place.country, "lat": place.lat, "lon": place.lon, "geonames": place.geonames,
            })
        })
        .collect();
    let mut answer = row.clone();
    if let Some(fields) = answer.as_object_mut() {
        fields.insert("places".to_owned(), Value::Array(places));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::OnceLock;

    fn tables() -> &'static PlaceTables {
        static TABLES: OnceLock<PlaceTables> = OnceLock::new();
        TABLES.get_or_init(|| PlaceTables::embedded().expect("the tables are sound"))
    }

    #[track_caller]
    fn check(text: &str, want: &[(&str, &str)]) {
        let found = find_places(text, None, tables());
        let shown: Vec<(&str, &str)> = found
            .iter()
            .map(|m| (&text[m.start..m.end], m.place.country.as_deref().unwrap_or("-")))
            .collect();
        assert_eq!(shown, want, "{text}");
    }

    #[test]
    fn the_longest_name_wins() {
        check(
            "Ships left the Taiwan Strait for Papua New Guinea.",
            &[("Taiwan Strait", "-"), ("Papua New Guinea", "PNG")],
        );
        check("They met in Port Moresby and N'Djamena.", &[("Port Moresby", "PNG"), ("N'Djamena", "TCD")]);
    }

    #[test]
    fn parts_of_other_names_are_no_places() {
        check("Jack London read the Hanoi Herald and the Oslo Accords.", &[]);
        check("It was nice to split the hue.", &[]);
    }

    #[test]
    fn every_name_finds_its_row() {
        let mut faults = Vec::new();
        walk_table(PLACES, shipped!("places/places.tsv"), |row| {
            for name in std::iter::once(row.cell("name")?).chain(row.list("aliases")?) {
                let wanted = row.cell("country")?;
                let found = tables().named(name).map(|place| place.country.clone().unwrap_or_default());
                if found.as_deref() != Some(wanted) {
                    faults.push(format!("{}:{}: `{name}` finds {found:?}", PLACES, row.line));
                }
            }
            Ok(())
        })
        .expect("the table is sound");
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fail(text in "\\PC{0,80}") {
            for mention in find_places(&text, None, tables()) {
                prop_assert!(text.is_char_boundary(mention.start) && text.is_char_boundary(mention.end));
            }
        }
    }
}
