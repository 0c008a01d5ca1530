//! Finds places by name and says in which state they lie: towns, divisions, states, straits, seas, rivers, bases.
//!
//! A gazetteer is compiled in (`gazetteer`); rows by hand stand on top of it (`tables`). Names are found by their letters
//! and their capitals (`names`), namesakes are told apart by what the report names around them (`choose`). A tree, when
//! given, keeps out names of persons and bodies and marks a capital that acts ("Hanoi works to …"). It must not know what
//! happens there.

mod choose;
mod gazetteer;
mod inspect;
mod kind;
mod names;
mod spelling;
mod tables;
#[cfg(test)]
mod tests;
mod wording;

pub use choose::{PlaceContext, PlaceRule};
pub use inspect::inspect_places;
pub use kind::PlaceKind;
pub use tables::PlaceTables;

use crate::rows::PlaceRow;
use crate::scan::Scan;
use choose::{Evidence, Scored, UNDECIDED, accept, choose, take_parents};
use dateline_lang::{Doc, EntityKind, Rel};
use gazetteer::{Code, Facts};
use names::{Locative, Named, Verdict, find_names};
use tables::PlaceId;

/// Most other candidates that a mention keeps: a reader checks a few.
const ALTERNATIVES_MAX: usize = 4;

/// A place of the tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Name, as printed.
    pub name: String,
    /// ISO 3166 alpha-3 of the state it lies in; none where it is nobody's or several states'.
    pub country: Option<String>,
    /// The first-level division it lies in, where known.
    pub parent: Option<String>,
    /// What it is.
    pub kind: PlaceKind,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// People, to two figures; none where unknown.
    pub population: Option<u32>,
    /// GeoNames id.
    pub geonames: Option<u64>,
}

/// A place of the same name that was not taken, or was less likely.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// The place.
    pub place: Place,
    /// How many points it has less than the one taken.
    pub behind: f64,
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
    /// What decided for it.
    pub by: PlaceRule,
    /// Namesakes, the likeliest first.
    pub alternatives: Vec<Alternative>,
    /// The likeliest namesake lies in another state and is nearly as likely.
    pub undecided: bool,
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

    /// The row and the rule that fired: `place:Cordoba:ESP:country-in-sentence`.
    pub fn rule(&self) -> String {
        let country = self.place.country.as_deref().unwrap_or("-");
        format!("place:{}:{country}:{}", self.place.name, self.by.as_str())
    }

    /// A note where two states are nearly as likely, for a person to decide.
    pub fn note(&self) -> Option<String> {
        let told = |place: &Place| {
            let country = place.country.as_deref().unwrap_or("no state");
            let parent = place.parent.as_deref().map(|parent| format!("{parent}, ")).unwrap_or_default();
            format!("{} ({parent}{country})", place.name)
        };
        let others: Vec<String> = self.alternatives.iter().map(|other| told(&other.place)).collect();
        self.undecided.then(|| format!("place undecided: {}, or {}", told(&self.place), others.join(", ")))
    }
}

impl PlaceTables {
    /// The best known place of a name, spelled as in the tables.
    pub fn named(&self, name: &str) -> Option<Place> {
        let scan = Scan::of(name);
        let (mut names, _) = find_names(&scan, self);
        let named = names.first_mut().filter(|named| named.first == 0 && named.end == scan.pieces.len())?;
        named.verdict = Verdict::Place;
        let evidence = Evidence::gather(&scan, &[], &[], &PlaceContext::default(), self);
        let chosen = choose(&names, &[], &evidence, self);
        chosen.first()?.first().map(|best| self.place(best.place))
    }

    fn place(&self, id: PlaceId) -> Place {
        let facts: Facts<'_> = self.facts(id);
        Place {
            name: facts.name.to_owned(),
            country: country_of(facts.country),
            parent: Some(facts.division.to_owned()).filter(|division| !division.is_empty()),
            kind: facts.kind,
            lat: facts.point.map(|point| point.0),
            lon: facts.point.map(|point| point.1),
            population: Some(facts.people).filter(|&people| people > 0),
            geonames: Some(u64::from(facts.geonames)).filter(|&id| id > 0),
        }
    }
}

fn country_of(code: Code) -> Option<String> {
    std::str::from_utf8(&code).ok().filter(|_| code != Code::default()).map(str::to_owned)
}

/// Finds the places of a text, in text order, not overlapping. Cost: linear in the text.
pub fn find_places(
    text: &str,
    doc: Option<&Doc>,
    context: &PlaceContext<'_>,
    tables: &PlaceTables,
) -> Vec<PlaceMention> {
    let scan = Scan::of(text);
    let (mut names, hints) = find_names(&scan, tables);
    let acts: Vec<bool> = match doc {
        Some(doc) => names.iter_mut().map(|named| by_tree(doc, &scan, named, tables)).collect(),
        None => vec![false; names.len()],
    };
    let parented = take_parents(&scan, &mut names, tables);
    let evidence = Evidence::gather(&scan, &names, &hints, context, tables);
    accept(&scan, &mut names, &evidence, tables);
    let chosen = choose(&names, &parented, &evidence, tables);
    let mut mentions = Vec::new();
    for ((named, scored), acts) in names.iter().zip(chosen).zip(acts) {
        if let Some(best) = scored.first() {
            let range = scan.range(named.first, named.end);
            mentions.push(mention(range, best, &scored[1..], acts, tables));
        }
    }
    mentions
}

fn mention(
    range: std::ops::Range<usize>,
    best: &Scored,
    others: &[Scored],
    acts: bool,
    tables: &PlaceTables,
) -> PlaceMention {
    let place = tables.place(best.place);
    let alternatives: Vec<Alternative> = others
        .iter()
        .take(ALTERNATIVES_MAX)
        .map(|other| Alternative { place: tables.place(other.place), behind: best.points - other.points })
        .collect();
    let rival =
        others.iter().find(|other| tables.facts(other.place).country != tables.facts(best.place).country);
    let undecided = rival.is_some_and(|rival| best.points - rival.points < UNDECIDED);
    let acts = acts && matches!(place.kind, PlaceKind::State | PlaceKind::Capital);
    PlaceMention { start: range.start, end: range.end, place, acts, by: best.rule, alternatives, undecided }
}

/// By the tree: a name inside a longer name of a person or body is no place. Answers whether it is the subject of a verb.
fn by_tree(doc: &Doc, scan: &Scan<'_>, named: &mut Named<'_>, tables: &PlaceTables) -> bool {
    let range = scan.range(named.first, named.end);
    let first = doc.tokens.partition_point(|token| (token.end as usize) <= range.start);
    let last = doc.tokens.partition_point(|token| (token.start as usize) < range.end);
    // Governors, republicans, police: the tagger makes one body of them and their state.
    let body = !tables.wording.leaves_place(scan.word(named.end));
    let state = named.candidates.iter().any(|&place| tables.facts(place).kind == PlaceKind::State);
    let may_be_surname = named.also == Some(wording::Also::Person) && !state;
    let open = doc.entities.partition_point(|entity| (entity.last as usize) <= first);
    for entity in doc.entities[open..].iter().take_while(|entity| (entity.first as usize) < last) {
        let inside = (entity.first as usize) <= first && last <= entity.last as usize && first < last;
        let longer = (entity.last - entity.first) as usize > last.saturating_sub(first);
        let person = entity.kind == EntityKind::Per;
        let surname = person && may_be_surname && named.locative != Locative::Strong;
        if inside && named.verdict == Verdict::Open && ((person && longer) || surname) {
            named.verdict = Verdict::Person;
        } else if inside && longer && body && entity.kind == EntityKind::Org && named.verdict == Verdict::Open
        {
            named.verdict = Verdict::Body;
        }
    }
    (first..last).any(|token| doc.tokens[token].rel == Rel::Nsubj)
}
