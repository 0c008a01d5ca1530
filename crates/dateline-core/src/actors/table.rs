//! The tables of actors, parsed once: states, offices, people, bodies, organisations and generic nouns.

use super::names::{NameIndex, fold};
use crate::tables::{Row, TableFault, nearest, rows, shipped};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

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
    pub(super) row: String,
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
    /// What the row adds: for whom, of what.
    pub note: Option<String>,
    pub(super) row: String,
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
    ///
    /// Without a day the last term counts as held, unless it ended before `since`.
    pub fn term_on(&self, day: Option<Date>, since: Option<Date>) -> Option<(&Term, bool)> {
        let Some(day) = day else {
            let recent = |term: &Term| term.to.is_none_or(|to| since.is_none_or(|since| since <= to));
            return self.terms.last().map(|term| (term, recent(term)));
        };
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
    /// First day; none when not known.
    pub from: Option<Date>,
    /// Last day; none while it lasts.
    pub to: Option<Date>,
    pub(super) row: String,
}

impl Organisation {
    /// Whether it was there on a day; unknown ends leave it there. Without a day: whether it is there still.
    pub fn is_there_on(&self, day: Option<Date>) -> bool {
        let Some(day) = day else { return self.to.is_none() };
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Row of the table that tells of it.
    pub fn row(&self) -> &str {
        &self.row
    }
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
    pub(super) secondary: Vec<String>,
    pub(super) row: String,
}

/// Words that a generic party is looked up by, lower case, with what it is; the longest first.
pub(super) type RoleList = Vec<(Vec<String>, Role)>;

/// A word that changes what the noun after it is: "**former** minister", "**rebel** commander".
#[derive(Clone, Debug)]
pub(super) struct Modifier {
    pub(super) sector: String,
    /// Sectors it changes; empty for all.
    pub(super) of: Vec<String>,
    pub(super) row: String,
}

/// Where in the name of an organisation a word tells what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    First,
    Last,
    Any,
}

/// Words in the names of organisations no table has: "… Liberation **Front**".
#[derive(Clone, Debug)]
pub(super) struct NameWord {
    pub(super) words: Vec<String>,
    pub(super) stands: Stands,
    pub(super) role: Role,
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
    /// Full name → the first person of the table who bears it.
    person_by_name: HashMap<String, u32>,
    /// Surname, lower case → people who bear it.
    pub(super) surnames: HashMap<String, Vec<u32>>,
    /// Title, lower case → offices.
    pub(super) titles: HashMap<String, Vec<usize>>,
    /// Generic nouns and bodies every state has, "foreign ministry": lower-case words, by their first.
    pub(super) roles: HashMap<String, RoleList>,
    /// Words that change what a noun is.
    pub(super) modifiers: HashMap<String, Modifier>,
    /// Nouns for somebody of an organisation, which take its codes: "spokesman".
    pub(super) members: HashSet<String>,
    /// Words in names of organisations.
    pub(super) name_words: Vec<NameWord>,
    /// Words that are no names, lower case.
    pub(super) everyday: HashSet<&'static str>,
    /// Last day on which a term begins: as far as the tables know the world.
    pub(super) last_day: Option<Date>,
}

const STATES: &str = "data/actors/states.tsv";
const OFFICES: &str = "data/actors/offices.tsv";
const PEOPLE: &str = "data/actors/people.tsv";
const BODIES: &str = "data/actors/bodies.tsv";
const ORGANISATIONS: &str = "data/actors/organisations.tsv";
const ROLES: &str = "data/actors/roles.tsv";
const STATE_BODIES: &str = "data/actors/state_bodies.tsv";
const MODIFIERS: &str = "data/actors/modifiers.tsv";
const MEMBERS: &str = "data/actors/members.tsv";
const NAME_WORDS: &str = "data/actors/name_words.tsv";
const NEWSROOMS: &str = "data/newsrooms/newsrooms.tsv";

/// PLOVER sectors that a row may name.
const SECTORS: &[&str] = &[
    "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "JRN", "JUD", "LAB", "LEG", "MED", "MIL", "OPP",
    "PRE", "PRM", "PTY", "REB", "REF", "REL", "SOC", "SPY", "UAF", "UNK",
];

/// Classes of actors that are no state.
const CLASSES: &[&str] = &["EUR", "IGO", "IMG", "ISM", "MNC", "NGM", "NGO", "UNO"];

impl ActorTables {
    /// The tables that ship with the program, with a user's rows over them.
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
        tables.read_newsrooms(shipped!("newsrooms/newsrooms.tsv"))?;
        // Bodies of states first: of two rows with the same words theirs wins.
        tables.read_state_bodies(shipped!("actors/state_bodies.tsv"))?;
        tables.read_roles(shipped!("actors/roles.tsv"))?;
        tables.read_words_around(
            shipped!("actors/modifiers.tsv"),
            shipped!("actors/members.tsv"),
            shipped!("actors/name_words.tsv"),
        )?;
        tables.everyday = everyday_words(shipped!("reconcile/word_reports.tsv"));
        tables.index.sort();
        Ok(tables)
    }

    /// The state with a code.
    pub fn state(&self, code: &str) -> Option<&State> {
        self.state_by_code.get(code).map(|&at| &self.states[at])
    }

    /// The person with a full name, as the table writes it.
    pub fn person(&self, name: &str) -> Option<&Person> {
        self.person_by_name.get(name).map(|&at| &self.people[at as usize])
    }

    /// The last day on which a term begins: as far as the tables know the world.
    pub fn last_day(&self) -> Option<Date> {
        self.last_day
    }

    /// A person's state, or the class of the body served.
    pub fn class_of(&self, code: &str) -> String {
        if self.state_by_code.contains_key(code) {
            return code.to_owned();
        }
        let body = self.organisations.iter().find(|body| body.code.as_deref() == Some(code));
        body.and_then(|body| body.country.clone()).unwrap_or_else(|| code.to_owned())
    }

    /// Every name with what it names.
    pub fn index(&self) -> &NameIndex {
        &self.index
    }

    /// How many names the tables hold.
    pub fn names(&self) -> usize {
        self.index.len()
    }

    fn name(&mut self, name: &str, named: Named) {
        let id = self.named.len() as u32;
        self.named.push(named);
        self.index.add(name, id);
        // "al-Orun" opens a sentence as "Al-Orun".
        if let Some(first) = name.chars().next().filter(|first| first.is_lowercase()) {
            let large: String = first.to_uppercase().chain(name.chars().skip(1)).collect();
            self.index.add(&large, id);
        }
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
                row: row.id(),
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
            check_sector(&row, row.cell(2))?;
            self.organisation(
                row.list(4).chain([row.cells[3]]),
                Organisation {
                    name: row.cells[3].to_owned(),
                    country: row.cell(1).map(str::to_owned),
                    sector: row.cell(2).map(str::to_owned),
                    kind: "body".to_owned(),
                    code: row.cell(0).map(str::to_owned),
                    from: None,
                    to: None,
                    row: row.id(),
                },
            );
        }
        Ok(())
    }

    fn read_organisations(&mut self, text: &str) -> Result<(), TableFault> {
        for row in rows::<8>(ORGANISATIONS, text, 5)? {
            self.check_class(&row, row.cell(2))?;
            check_sector(&row, row.cell(3))?;
            let (from, to) = span(&row, 6, 7)?;
            self.organisation(
                row.list(1).chain([row.cells[0]]),
                Organisation {
                    name: row.cells[0].to_owned(),
                    country: row.cell(2).map(str::to_owned),
                    sector: row.cell(3).map(str::to_owned),
                    kind: row.cells[4].to_owned(),
                    code: None,
                    from,
                    to,
                    row: row.id(),
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
            let office = *offices.get(row.cells[3]).ok_or_else(|| {
                let near = nearest(row.cells[3], offices.keys().map(String::as_str));
                row.fault(format!("office `{}` is not in {OFFICES}; the nearest is `{near}`", row.cells[3]))
            })?;
            self.check_class(&row, Some(row.cells[2]))?;
            let (from, to) = span(&row, 4, 5)?;
            self.last_day = self.last_day.max(from);
            let id = *by_name.entry(row.cells[0].to_owned()).or_insert(self.people.len() as u32);
            if id as usize == self.people.len() {
                // "Ann Roe (judge)" is told apart from another Ann Roe in the table only.
                let name = row.cells[0].split(" (").next().unwrap_or_default().to_owned();
                self.person_by_name.entry(name.clone()).or_insert(id);
                self.people.push(Person { name, terms: Vec::new() });
                let name = self.people[id as usize].name.clone();
                self.name_person(&name, row.cells[2], id);
                if !name.contains(' ') {
                    self.name(&name, Named::Person(id));
                }
            }
            for alias in row.list(1).filter(|alias| *alias != row.cells[0]) {
                self.name_person(alias, row.cells[2], id);
            }
            let note = row.cell(6).map(str::to_owned);
            let term = Term { state: row.cells[2].to_owned(), office, from, to, note, row: row.id() };
            self.people[id as usize].terms.push(term);
        }
        for person in &mut self.people {
            person.terms.sort_by_key(|term| term.from);
        }
        Ok(())
    }

    fn name_person(&mut self, name: &str, state: &str, id: u32) {
        let title = name.split(' ').next().unwrap_or_default().to_lowercase();
        if !name.contains(' ') {
            // A short alias is a surname, not a full name: it counts only where the report makes it clear.
            self.add_surname(fold(name), id);
            return;
        }
        self.name(name, Named::Person(id));
        if self.titles.contains_key(&title) {
            // The first word of "President Roe" is no surname.
            return;
        }
        for surname in super::people::surnames(name, Some(state)) {
            self.add_surname(surname, id);
        }
    }

    fn add_surname(&mut self, surname: String, id: u32) {
        let bearers = self.surnames.entry(surname.to_lowercase()).or_default();
        if !bearers.contains(&id) {
            bearers.push(id);
        }
    }

    /// Newsrooms act and are acted upon, too: "police raided …".
    fn read_newsrooms(&mut self, text: &str) -> Result<(), TableFault> {
        for row in rows::<6>(NEWSROOMS, text, 1)? {
            // A name of one word ("Time", "Sun") is mostly something else.
            let long = |name: &&str| name.contains(' ');
            let names: Vec<&str> = row.list(1).chain([row.cells[0]]).filter(long).collect();
            if names.is_empty() || !self.index.exact(row.cells[0]).is_empty() {
                continue;
            }
            let newsroom = Organisation {
                name: row.cells[0].to_owned(),
                country: row.cell(3).filter(|code| self.state_by_code.contains_key(*code)).map(str::to_owned),
                sector: Some("JRN".to_owned()),
                kind: "newsroom".to_owned(),
                code: None,
                from: None,
                to: None,
                row: row.id(),
            };
            self.organisation(names.into_iter(), newsroom);
        }
        Ok(())
    }

    fn read_roles(&mut self, text: &str) -> Result<(), TableFault> {
        for row in rows::<4>(ROLES, text, 2)? {
            self.add_role(row.cells[0], role_of(&row)?);
        }
        self.sort_roles();
        Ok(())
    }

    fn read_state_bodies(&mut self, text: &str) -> Result<(), TableFault> {
        for row in rows::<5>(STATE_BODIES, text, 2)? {
            let role = role_of(&row)?;
            row.list(0).for_each(|name| self.add_role(name, role.clone()));
        }
        Ok(())
    }

    /// `_` joins the words of a compound in `roles.tsv`.
    fn add_role(&mut self, name: &str, role: Role) {
        let words: Vec<String> = name
            .to_lowercase()
            .split([' ', '_'])
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        if let Some(first) = words.first().cloned() {
            self.roles.entry(first).or_default().push((words, role));
        }
    }

    fn sort_roles(&mut self) {
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted for itself")]
        for list in self.roles.values_mut() {
            // Stable: of the same words the row read first stays first.
            list.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        }
    }

    fn read_words_around(&mut self, modifiers: &str, members: &str, names: &str) -> Result<(), TableFault> {
        for row in rows::<4>(MODIFIERS, modifiers, 2)? {
            check_sector(&row, row.cell(1))?;
            let of: Vec<String> = row.list(2).map(str::to_owned).collect();
            for word in row.list(0) {
                let modifier = Modifier { sector: row.cells[1].to_owned(), of: of.clone(), row: row.id() };
                self.modifiers.insert(word.to_lowercase(), modifier);
            }
        }
        self.members =
            rows::<2>(MEMBERS, members, 1)?.iter().map(|row| row.cells[0].to_lowercase()).collect();
        for row in rows::<4>(NAME_WORDS, names, 3)? {
            let stands = match row.cells[1] {
                "first" => Stands::First,
                "last" => Stands::Last,
                "any" => Stands::Any,
                other => return Err(row.fault(format!("`{other}` is none of first, last, any"))),
            };
            check_sector(&row, row.cell(2))?;
            let role = Role { sector: row.cells[2].to_owned(), secondary: Vec::new(), row: row.id() };
            let words = row.cells[0].to_lowercase().split(' ').map(str::to_owned).collect();
            self.name_words.push(NameWord { words, stands, role });
        }
        // The longest first: "liberation front" before "front".
        self.name_words.sort_by(|a, b| b.words.len().cmp(&a.words.len()).then_with(|| a.words.cmp(&b.words)));
        Ok(())
    }

    fn check_class<const N: usize>(&self, row: &Row<'_, N>, code: Option<&str>) -> Result<(), TableFault> {
        let Some(code) = code else { return Ok(()) };
        let is_body = || self.organisations.iter().any(|body| body.code.as_deref() == Some(code));
        if self.state_by_code.contains_key(code) || CLASSES.contains(&code) || is_body() {
            return Ok(());
        }
        let known = self.states.iter().flat_map(|state| [state.code.as_str(), &state.name]);
        let near = nearest(code, known.chain(CLASSES.iter().copied()));
        let near = self.states.iter().find(|state| state.name == near).map_or(near, |state| &state.code);
        Err(row.fault(format!("`{code}` is no code of a state or body; the nearest is `{near}`")))
    }
}

/// Words of everyday language, from the counts of words in reports.
fn everyday_words(table: &'static str) -> HashSet<&'static str> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next()).collect()
}

fn role_of<const N: usize>(row: &Row<'_, N>) -> Result<Role, TableFault> {
    check_sector(row, row.cell(1))?;
    let secondary = row.list(2).map(str::to_owned).collect();
    Ok(Role { sector: row.cells[1].to_owned(), secondary, row: row.id() })
}

fn check_sector<const N: usize>(row: &Row<'_, N>, sector: Option<&str>) -> Result<(), TableFault> {
    let Some(sector) = sector.filter(|sector| !SECTORS.contains(sector)) else { return Ok(()) };
    Err(row.fault(format!("`{sector}` is no sector; there are {}", SECTORS.join(" "))))
}

/// First and last day of a row.
fn span<const N: usize>(
    row: &Row<'_, N>,
    from: usize,
    to: usize,
) -> Result<(Option<Date>, Option<Date>), TableFault> {
    let (from, to) = (day(row, from, Edge::First)?, day(row, to, Edge::Last)?);
    match (from, to) {
        (Some(from), Some(to)) if to < from => {
            Err(row.fault(format!("\"{}\" ends on {to}, before it starts on {from}", row.cells[0])))
        }
        both => Ok(both),
    }
}

impl State {
    /// Row of the table that tells of it.
    pub fn row(&self) -> &str {
        &self.row
    }
}

impl Term {
    /// Row of the table that tells of it.
    pub fn row(&self) -> &str {
        &self.row
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
