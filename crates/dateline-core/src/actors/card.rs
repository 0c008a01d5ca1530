//! What the tables know of an actor: names, codes, offices with their days, and the rows that say so.

use super::names::fold;
use super::table::{ActorTables, Named, Term};
use crate::tables::edits;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One row about an actor: an office of a person, or what a state or organisation is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ActorCard {
    /// Display name.
    pub name: String,
    /// state, person, body, company, armed_group …
    pub kind: String,
    /// CAMEO-style code while this row holds.
    pub code: String,
    /// ISO 3166 alpha-3 or the class.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Office of a person.
    pub office: Option<String>,
    /// First day.
    pub from: Option<String>,
    /// Last day; none while it lasts.
    pub to: Option<String>,
    /// File and line of the row.
    pub row: String,
    /// All names that lead here, sorted; without diacritics.
    pub names: Vec<String>,
}

/// How many suggestions are made for a name that no table has.
const SUGGESTIONS: usize = 5;

/// All cards whose actor goes by `name` (any case), has it as surname or as code; on `day`, only what holds then.
pub fn find_actors(name: &str, day: Option<Date>, tables: &ActorTables) -> Vec<ActorCard> {
    let wanted = fold(name.trim()).to_lowercase();
    let names = names_by_thing(tables);
    let mut things: BTreeSet<Thing> = BTreeSet::new();
    for (thing, own) in &names {
        if own.iter().any(|name| name.to_lowercase() == wanted)
            || code_of(*thing, tables) == Some(name.trim())
        {
            things.insert(*thing);
        }
    }
    if things.is_empty() {
        let bearers = tables.surnames.get(&wanted).into_iter().flatten();
        things.extend(bearers.map(|&id| Thing::Person(id)));
    }
    things.iter().flat_map(|thing| cards(*thing, names.get(thing), day, tables)).collect()
}

/// Names of the tables that are most like `name`, the nearest first.
pub fn similar_actors<'t>(name: &str, tables: &'t ActorTables) -> Vec<&'t str> {
    let wanted = fold(name.trim()).to_lowercase();
    let mut near: Vec<(usize, &str)> = Vec::new();
    for (known, _) in tables.index.all() {
        let lower = known.to_lowercase();
        let part = wanted.len() > 3 && lower.contains(&wanted);
        let distance = if part { 1 } else { edits(&wanted, &lower) };
        if distance * 3 <= wanted.chars().count() {
            near.push((distance, known));
        }
    }
    near.sort();
    near.truncate(SUGGESTIONS);
    near.into_iter().map(|(_, name)| name).collect()
}

/// Every card of the tables: states, then people, then bodies and organisations, each in the order of its table.
pub fn all_actors(tables: &ActorTables) -> Vec<ActorCard> {
    let names = names_by_thing(tables);
    names.keys().flat_map(|thing| cards(*thing, names.get(thing), None, tables)).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    State(u32),
    Person(u32),
    Organisation(u32),
}

fn names_by_thing(tables: &ActorTables) -> BTreeMap<Thing, BTreeSet<&str>> {
    let mut things: BTreeMap<Thing, BTreeSet<&str>> = BTreeMap::new();
    for (name, ids) in tables.index.all() {
        for &id in ids {
            let thing = match tables.named[id as usize] {
                Named::State(at)
                | Named::Adjective(at)
                | Named::People(at)
                | Named::Capital(at)
                | Named::Metonym(at) => Thing::State(at),
                Named::Person(at) => Thing::Person(at),
                Named::Organisation(at) => Thing::Organisation(at),
            };
            things.entry(thing).or_default().insert(name);
        }
    }
    things
}

fn code_of(thing: Thing, tables: &ActorTables) -> Option<&str> {
    match thing {
        Thing::State(at) => Some(&tables.states[at as usize].code),
        Thing::Organisation(at) => tables.organisations[at as usize].code.as_deref(),
        Thing::Person(_) => None,
    }
}

fn cards(
    thing: Thing,
    names: Option<&BTreeSet<&str>>,
    day: Option<Date>,
    tables: &ActorTables,
) -> Vec<ActorCard> {
    let names: Vec<String> = names.into_iter().flatten().map(|&name| name.to_owned()).collect();
    let blank = ActorCard {
        name: String::new(),
        kind: String::new(),
        code: String::new(),
        country: None,
        sector: None,
        office: None,
        from: None,
        to: None,
        row: String::new(),
        names,
    };
    match thing {
        Thing::State(at) => {
            let state = &tables.states[at as usize];
            vec![ActorCard {
                name: state.name.clone(),
                kind: "state".to_owned(),
                code: state.code.clone(),
                country: Some(state.parent.clone().unwrap_or_else(|| state.code.clone())),
                row: place_of_row(state.row()),
                ..blank
            }]
        }
        Thing::Organisation(at) => {
            let it = &tables.organisations[at as usize];
            if day.is_some() && !it.is_there_on(day) {
                return Vec::new();
            }
            let code = it.code.clone();
            let parts = [it.country.as_deref(), it.sector.as_deref()];
            vec![ActorCard {
                name: it.name.clone(),
                kind: it.kind.clone(),
                code: code.unwrap_or_else(|| parts.into_iter().flatten().collect()),
                country: it.country.clone(),
                sector: it.sector.clone(),
                from: it.from.map(|day| day.to_string()),
                to: it.to.map(|day| day.to_string()),
                row: place_of_row(it.row()),
                ..blank
            }]
        }
        Thing::Person(at) => {
            let person = &tables.people[at as usize];
            let card = |term: &Term, held: bool| {
                let office = &tables.offices[term.office];
                let sector = if held { office.sector.clone() } else { "ELI".to_owned() };
                let country = tables.class_of(&term.state);
                ActorCard {
                    name: person.name.clone(),
                    kind: "person".to_owned(),
                    code: format!("{country}{sector}"),
                    country: Some(country),
                    sector: Some(sector),
                    office: Some(office.key.clone()),
                    from: term.from.map(|day| day.to_string()),
                    to: term.to.map(|day| day.to_string()),
                    row: place_of_row(term.row()),
                    ..blank.clone()
                }
            };
            match day {
                Some(_) => {
                    person.term_on(day, None).map(|(term, held)| card(term, held)).into_iter().collect()
                }
                None => person.terms.iter().map(|term| card(term, true)).collect(),
            }
        }
    }
}

/// File and line of a row as people open it: `actors/people:12` is `data/actors/people.tsv:12`.
pub fn place_of_row(row: &str) -> String {
    let Some((table, line)) = row.rsplit_once(':') else { return row.to_owned() };
    let folder = if table.starts_with("tables/") { "" } else { "data/" };
    format!("{folder}{table}.tsv:{line}")
}
