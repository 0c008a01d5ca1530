//! Who is named: states, bodies, organisations, people and generic actors ("Kenyan police"), each with its codes.
//!
//! Names come from tables; surnames, titles and pronouns are resolved inside the report. The day of the report decides
//! which office a person held. Knows nothing of events.

mod card;
mod generic;
mod inspect;
mod names;
mod organisations;
mod people;
mod persons;
mod petrarch;
mod references;
mod resolve;
mod table;
#[cfg(test)]
mod tests;

pub use card::{ActorCard, all_actors, find_actors, place_of_row, similar_actors};
pub(crate) use generic::head_of;
pub use inspect::inspect_actors;
pub use names::{Case, Folded, NameIndex, names_in};
pub use petrarch::{Imported, Skipped, import_dictionaries};
pub use resolve::{ActorsRead, analyze, mark_actors, read_actors};
pub use table::{ActorTables, Office, Organisation, Person, State};

/// What kind of thing an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActorKind {
    /// A state, or its government under the name of its capital.
    State,
    /// A person.
    Person,
    /// An international body.
    Body,
    /// A company, party, armed group, ministry …
    Organisation,
    /// People or a body named by a common noun.
    Generic,
}

/// A party with its codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// What it is.
    pub kind: ActorKind,
    /// Display name.
    pub name: String,
    /// ISO 3166 alpha-3 or the class of a body; none when not known.
    pub country: Option<String>,
    /// PLOVER sector; none for a state as such.
    pub sector: Option<String>,
    /// Further PLOVER sectors.
    pub secondary: Vec<String>,
    /// Full name of a person.
    pub person: Option<String>,
}

impl Actor {
    /// CAMEO-style code: country then sector, `---` for a country not known.
    pub fn code(&self) -> String {
        match (&self.country, &self.sector) {
            (None, None) => String::new(),
            (country, sector) => {
                format!("{}{}", country.as_deref().unwrap_or("---"), sector.as_deref().unwrap_or_default())
            }
        }
    }

    /// A state acts through its government.
    fn acting_sector(&self) -> Option<&str> {
        self.sector.as_deref().or((self.kind == ActorKind::State).then_some("GOV"))
    }

    /// True for two names of one party: same person, or same country and sector and name.
    pub fn is_same_as(&self, other: &Actor) -> bool {
        match (&self.person, &other.person) {
            (Some(mine), Some(theirs)) => mine == theirs,
            (None, None) => {
                self.country == other.country
                    && self.acting_sector() == other.acting_sector()
                    && (self.country.is_some() || self.name == other.name)
                    && (self.kind != ActorKind::Organisation
                        || other.kind != ActorKind::Organisation
                        || self.name == other.name)
            }
            _ => false,
        }
    }
}

/// How a mention names its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Via {
    /// A name from a table.
    Name,
    /// A nationality: "Kenyan", "Kenyans".
    Demonym,
    /// A capital or another place that stands for its government.
    Metonym,
    /// A name that only the language core found.
    Entity,
    /// A surname after the full name.
    Surname,
    /// A common noun.
    Generic,
    /// A pronoun or "the two countries".
    Reference,
}

impl Via {
    /// The way in one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Via::Name => "name",
            Via::Demonym => "nationality",
            Via::Metonym => "metonym",
            Via::Entity => "entity",
            Via::Surname => "surname",
            Via::Generic => "noun",
            Via::Reference => "reference",
        }
    }
}

/// One place in the text that names a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorMention {
    /// Index of the first token.
    pub first: u32,
    /// Index after the last token.
    pub last: u32,
    /// The party; two for "the two countries".
    pub actors: Vec<Actor>,
    /// How it is named.
    pub via: Via,
    /// Table row or rule that read it.
    pub rule: String,
}

impl ActorMention {
    /// True when the token is inside the mention.
    pub fn covers(&self, token: usize) -> bool {
        (self.first as usize..self.last as usize).contains(&token)
    }
}

/// What was not sure about a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ActorNote {
    /// First byte of the words.
    pub start: u32,
    /// The name as the report gives it.
    pub words: String,
    /// What else it can be, or why it does not fit the day.
    pub what: String,
}

impl std::fmt::Display for ActorNote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "\"{}\": {}", self.words, self.what)
    }
}
