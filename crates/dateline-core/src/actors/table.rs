//! The tables of actors, parsed once: states, offices, people, bodies, organisations and generic nouns.

use super::names::{NameIndex, fold};
use crate::tables::{Row, TableFault, rows, shipped};
use jiff::civil::Date;
use std::collections::HashMap;

/// A state or territory.
#[derive(Clone, Debug)]
pub struct State {
    /// ISO 3166 alpha-3.
    pub code: String,
    /// Short display name.
    pub name: String,
    /// "Kenyan".
    pub adjective: Option<String>,
    /// Capital.
    pub capital: Option<String>,
    /// Correlates of War number.
    pub cow: Option<u16>,
    /// Part of the world.
    pub region: String,
    /// ISO 4217.
    pub currency: Option<String>,
    /// The state that a dependency folds into.
    pub parent: Option<String>,
    line: u32,
}

/// An office: its sector and the titles of its holders.
#[derive(Clone, Debug)]
pub struct Office {
    /// Key, as people's rows name it.
    pub key: String,
    /// PLOVER sector.
    pub sector: String,
    /// Titles, lower case.
    pub titles: Vec<String>,
    /// `head_of_state`, `minister` …
    pub role: String,
}

/// A term of office.
#[derive(Clone, Debug)]
pub struct Term {
    /// State or body served.
    pub state: String,
    /// Index of the office.
    pub office: usize,
    /// First day; none when not known.
    pub from: Option<Date>,
    /// Last day; none while it lasts.
    pub to: Option<Date>,
    line: u32,
}

/// A person with all terms, in table order.
#[derive(Clone, Debug)]
pub struct Person {
    /// Full name.
    pub name: String,
    /// Terms of office.
    pub terms: Vec<Term>,
}

impl Person {
    /// The term held on `day`: the one it falls into, else the last that began before; `true` if it was held that day.
    pub fn term_on(&self, day: Option<Date>) -> Option<(&Term, bool)> {
        let Some(day) = day else { return self.terms.last().map(|term| (term, true)) };
        let holds =
            |term: &&Term| term.from.is_none_or(|from| from <= day) && term.to.is_none_or(|to| day <= to);
        let current = self.terms.iter().rev().find(holds).map(|term| (term, true));
        current.or_else(|| {
            let before = self.terms.iter().filter(|term| term.from.is_none_or(|from| from <= day));
            before.max_by_key(|term| term.from).map(|term| (term, false))
        })
    }
}

/// An organisation or international body.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Display name.
    pub name: String,
    /// Home state, or class of a body.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// company, party, armed_group …; `body` for an international one.
    pub kind: String,
    /// CAMEO code of a body.
    pub code: Option<String>,
    pub(super) row: String,
}

/// What a name in the index names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    State(u32),
    Adjective(u32),
    People(u32),
    Capital(u32),
    Metonym(u32),
    Person(u32),
    Organisation(u32),
}

/// A body that every state has ("foreign ministry"), or a generic noun.
#[derive(Clone, Debug)]
pub(super) struct Role {
    pub(super) sector: String,
    pub(super) row: String,
}

/// All tables of actors.
#[derive(Debug, Default)]
pub struct ActorTables {
    /// States, in table order.
    pub states: Vec<State>,
    /// Offices, in table order.
    pub offices: Vec<Office>,
    /// People, in table order.
    pub people: Vec<Person>,
    /// Bodies and organisations.
    pub organisations: Vec<Organisation>,
    pub(super) index: NameIndex,
    pub(super) named: Vec<Named>,
    pub(super) state_by_code: HashMap<String, usize>,
    /// Surname → people who bear it.
    pub(super) surnames: HashMap<String, Vec<u32>>,
    /// Title, lower case → offices.
    pub(super) titles: HashMap<String, Vec<usize>>,
    /// Generic nouns by lemma.
    pub(super) roles: HashMap<String, Role>,
    /// "foreign ministry" …: lower-case words, by their first.
    pub(super) state_bodies: HashMap<String, Vec<(Vec<String>, Role)>>,
}

const STATES: &str = "data/actors/states.tsv";
const OFFICES: &str = "data/actors/offices.tsv";
const PEOPLE: &str = "data/actors/people.tsv";
const BODIES: &str = "data/actors/bodies.tsv";
const ORGANISATIONS: &str = "data/actors/organisations.tsv";
const ROLES: &str = "data/actors/roles.tsv";
const STATE_BODIES: &str = "data/actors/state_bodies.tsv";

impl ActorTables {
    /// The tables that ship with the program.
    ///
    /// # Errors
    /// A fault in a table, with file and line.
    pub fn embedded() -> Result<Self, TableFault> {
        let mut tables = ActorTables::default();
        tables.read_states(shipped!("actors/states.tsv"))?;
        tables.read_offices(shipped!("actors/offices.tsv"))?;
        tables.read_bodies(shipped!("actors/bodies.tsv"))?;
        tables.read_organisations(shipped!("actors/organisations.tsv"))?;
        tables.read_people(shipped!("actors/people.tsv"))?;
        tables.read_roles(shipped!("actors/roles.tsv"))?;
        tables.read_state_bodies(shipped!("actors/state_bodies.tsv"))?;
        tables.index.sort();
        Ok(tables)
    }

    /// The state with a code.
    pub fn state(&self, code: &str) -> Option<&State> {
        self.state_by_code.get(code).map(|&at| &self.states[at])
    }

    /// How many names the tables hold.
    pub fn names(&self) -> usize {
        self.index.len()
    }

    fn name(&mut self, name: &str, named: Named) {
        let id = self.named.len() as u32;
        self.named.push(named);
        self.index.add(name, id);
    }

    fn read_states(&mut self, text: &str) -> Result<(), TableFault> {
        for row in rows::<11>(STATES, text, 6)? {
            let at = self.states.len();
            let code = row.cells[0].to_owned();
            if code.len() != 3 || self.state_by_code.insert(code.clone(), at).is_some() {
                return Err(row.fault(format!("code `{code}` is not three letters or stands twice")));
            }
            self.states.push(State {
                code,
                name: row.cells[1].to_owned(),
                adjective: row.list(3).next().map(str::to_owned),
                capital: row.list(5).next().map(str::to_owned),
                cow: row.cell(7).and_then(|cow| cow.parse().ok()),
                region: row.cells[8].to_owned(),
                currency: row.cell(9).map(str::to_owned),
                parent: row.cell(10).map(str::to_owned),
                line: row.line,
            });
            let id = at as u32;
            self.name(row.cells[1], Named::State(id));
            row.list(2).for_each(|name| self.name(name, Named::State(id)));
            row.list(3).for_each(|name| self.name(name, Named::Adjective(id)));
            row.list(4).for_each(|name| self.name(name, Named::People(id)));
            row.list(5).for_each(|name| self.name(name, Named::Capital(id)));
            row.list(6).for_each(|name| self.name(name, Named::Metonym(id)));
        }
        Ok(())
    }

    fn read_offices(&mut self, text: &str) -> Result<(), TableFault> {
        for row in rows::<5>(OFFICES, text, 4)? {
            let at = self.offices.len();
            let titles: Vec<String> = row.list(2).map(str::to_lowercase).collect();
            for title in &titles {
                self.titles.entry(title.clone()).or_default().push(at);
            }
            let (key, sector, role) =
                (row.cells[0].to_owned(), row.cells[1].to_owned(), row.cells[3].to_owned());
            self.offices.push(Office { key, sector, titles, role });
        }
        Ok(())
    }

    fn read_bodies(&mut self, text: &str) -> Result<(), TableFault> {
        for row in rows::<7>(BODIES, text, 5)? {
            self.organisation(
                row.list(4).chain([row.cells[3]]),
                Organisation {
                    name: row.cells[3].to_owned(),
                    country: row.cell(1).map(str::to_owned),
                    sector: row.cell(2).map(str::to_owned),
                    kind: "body".to_owned(),
                    code: row.cell(0).map(str::to_owned),
                    row: format!("actors/bodies:{}", row.line),
                },
            );
        }
        Ok(())
    }

    fn read_organisations(&mut self, text: &str) -> Result<(), TableFault> {
        for row in rows::<8>(ORGANISATIONS, text, 5)? {
            self.organisation(
                row.list(1).chain([row.cells[0]]),
                Organisation {
                    name: row.cells[0].to_owned(),
                    country: row.cell(2).map(str::to_owned),
                    sector: row.cell(3).map(str::to_owned),
                    kind: row.cells[4].to_owned(),
                    code: None,
                    row: format!("actors/organisations:{}", row.line),
                },
            );
        }
        Ok(())
    }

    fn organisation<'n>(&mut self, names: impl Iterator<Item = &'n str>, organisation: Organisation) {
        let id = self.organisations.len() as u32;
        self.organisations.push(organisation);
        names.for_each(|name| self.name(name, Named::Organisation(id)));
    }

    fn read_people(&mut self, text: &str) -> Result<(), TableFault> {
        let offices: HashMap<String, usize> =
            self.offices.iter().enumerate().map(|(at, office)| (office.key.clone(), at)).collect();
        let mut by_name: HashMap<String, u32> = HashMap::new();
        for row in rows::<7>(PEOPLE, text, 5)? {
            let office = *offices
                .get(row.cells[3])
                .ok_or_else(|| row.fault(format!("office `{}` is not in {OFFICES}", row.cells[3])))?;
            let (from, to) = (day(&row, 4, Edge::First)?, day(&row, 5, Edge::Last)?);
            if let (Some(from), Some(to)) = (from, to)
                && to < from
            {
                return Err(row.fault(format!("role of \"{}\" ends before it starts", row.cells[0])));
            }
            let id = *by_name.entry(row.cells[0].to_owned()).or_insert(self.people.len() as u32);
            if id as usize == self.people.len() {
                self.people.push(Person { name: row.cells[0].to_owned(), terms: Vec::new() });
                self.name_person(row.cells[0], row.cells[2], id);
            }
            for alias in row.list(1).filter(|alias| *alias != row.cells[0]) {
                self.name_person(alias, row.cells[2], id);
            }
            let term = Term { state: row.cells[2].to_owned(), office, from, to, line: row.line };
            self.people[id as usize].terms.push(term);
        }
        for person in &mut self.people {
            person.terms.sort_by_key(|term| term.from);
        }
        Ok(())
    }

    fn name_person(&mut self, name: &str, state: &str, id: u32) {
        if !name.contains(' ') {
            // A short alias is a surname, not a full name: it counts only where the report makes it clear.
            self.add_surname(fold(name), id);
            return;
        }
        self.name(name, Named::Person(id));
        for surname in super::people::surnames(name, Some(state)) {
            self.add_surname(surname, id);
        }
    }

    fn add_surname(&mut self, surname: String, id: u32) {
        let bearers = self.surnames.entry(surname).or_default();
        if !bearers.contains(&id) {
            bearers.push(id);
        }
    }

    fn read_roles(&mut self, text: &str) -> Result<(), TableFault> {
        for row in rows::<4>(ROLES, text, 2)? {
            let role = Role { sector: row.cells[1].to_owned(), row: format!("actors/roles:{}", row.line) };
            self.roles.insert(row.cells[0].to_lowercase(), role);
        }
        Ok(())
    }

    fn read_state_bodies(&mut self, text: &str) -> Result<(), TableFault> {
        for row in rows::<5>(STATE_BODIES, text, 2)? {
            for name in row.list(0) {
                let words: Vec<String> = name.to_lowercase().split_whitespace().map(str::to_owned).collect();
                let role = Role {
                    sector: row.cells[1].to_owned(),
                    row: format!("actors/state_bodies:{}", row.line),
                };
                if let Some(first) = words.first().cloned() {
                    self.state_bodies.entry(first).or_default().push((words, role));
                }
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted for itself")]
        for list in self.state_bodies.values_mut() {
            list.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        }
        Ok(())
    }
}

impl State {
    /// Row of the table that tells of it.
    pub fn row(&self) -> String {
        format!("actors/states:{}", self.line)
    }
}

impl Term {
    /// Row of the table that tells of it.
    pub fn row(&self) -> String {
        format!("actors/people:{}", self.line)
    }
}

enum Edge {
    First,
    Last,
}

/// A day cell; a month or year stands for its first or last day.
fn day<const N: usize>(row: &Row<'_, N>, column: usize, edge: Edge) -> Result<Option<Date>, TableFault> {
    let Some(cell) = row.cell(column) else { return Ok(None) };
    let mut parts = cell.splitn(3, '-');
    let mut part = || parts.next().map(str::parse::<i16>);
    let date = match (part(), part(), part()) {
        (Some(Ok(year)), None, None) => match edge {
            Edge::First => Date::new(year, 1, 1),
            Edge::Last => Date::new(year, 12, 31),
        },
        (Some(Ok(year)), Some(Ok(month)), None) => Date::new(year, month as i8, 1).map(|first| match edge {
            Edge::First => first,
            Edge::Last => first.last_of_month(),
        }),
        (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) => Date::new(year, month as i8, day as i8),
        _ => return Err(row.fault(format!("`{cell}` is not a day (YYYY-MM-DD, YYYY-MM or YYYY)"))),
    };
    date.map(Some).map_err(|fault| row.fault(format!("`{cell}`: {fault}")))
}
