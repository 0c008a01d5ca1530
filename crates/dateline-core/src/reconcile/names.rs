//! Names of parties as a reader wants them: persons with their country, states by name, groups with the adjective of
//! their country; never a code, never "they".

use crate::rows::ActorRow;
use crate::tables::shipped;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// Names of one side in a sentence; more are counted.
const NAMES_MAX: usize = 3;
/// A body with a longer name is called by its initials where it has them.
const NAME_BYTES_MAX: usize = 28;

/// Words that stand for a party without naming it.
const VAGUE: [&str; 30] = [
    "all",
    "both",
    "country",
    "countries",
    "he",
    "it",
    "leaders",
    "many",
    "men",
    "nation",
    "nations",
    "nobody",
    "one",
    "others",
    "outlet",
    "parties",
    "party",
    "people",
    "she",
    "side",
    "sides",
    "some",
    "someone",
    "states",
    "them",
    "they",
    "we",
    "which",
    "who",
    "you",
];

/// Names of organisations end in one of these and want an article.
const WANTS_ARTICLE: [&str; 27] = [
    "Agency",
    "Alliance",
    "Army",
    "Assembly",
    "Association",
    "Authority",
    "Bank",
    "Coalition",
    "Commission",
    "Committee",
    "Community",
    "Congress",
    "Council",
    "Court",
    "Federation",
    "Forces",
    "Front",
    "Fund",
    "House",
    "League",
    "Movement",
    "Nations",
    "Organisation",
    "Organization",
    "Party",
    "Programme",
    "Union",
];

/// States whose names want an article besides those that begin with "United" or end in "Republic".
const STATES_WITH_ARTICLE: [&str; 7] =
    ["Bahamas", "Comoros", "Gambia", "Maldives", "Netherlands", "Philippines", "Vatican"];

/// Name and adjective of each state by its code.
static STATES: LazyLock<BTreeMap<&str, (&str, &str)>> = LazyLock::new(|| {
    let table = shipped!("actors/states.tsv");
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let adjective = cells.get(3)?.split('|').next()?;
        Some((*cells.first()?, (*cells.get(1)?, adjective)))
    };
    table.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
});

/// Common nouns for parties: "Executives" at the start of a sentence is no name.
static ROLES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let table = shipped!("actors/roles.tsv");
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next()).collect()
});

fn is_role(name: &str) -> bool {
    let lower = name.to_lowercase();
    ROLES.contains(lower.as_str()) || lower.strip_suffix('s').is_some_and(|one| ROLES.contains(one))
}

/// Short names of bodies by their long ones: "ECOWAS".
static SHORT_NAMES: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let table = shipped!("actors/bodies.tsv");
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let initials = |name: &&str| name.len() >= 2 && name.chars().all(|c| c.is_ascii_uppercase());
        Some((*cells.get(3)?, cells.get(4)?.split('|').find(initials)?))
    };
    table.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
});

/// The name of the state with this code.
pub(crate) fn state(code: &str) -> Option<&'static str> {
    STATES.get(code).map(|(name, _)| *name)
}

/// The state's name where `words` is a code, else the words.
pub(crate) fn state_or_words(words: &str) -> String {
    state(words).unwrap_or(words).to_owned()
}

/// How well a party is told apart from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Clarity {
    /// No name at all.
    Vague,
    /// A group of no known country, or a name that no table knows: "gunmen", "Salt Workers".
    Group,
    /// A person, a state, a body, a group of a known country.
    Clear,
}

/// How well one party is told apart.
pub(crate) fn clarity(actor: &ActorRow) -> Clarity {
    let plain = plain_words(&actor.name);
    let vague = VAGUE.contains(&plain.to_lowercase().as_str()) || plain.is_empty();
    match () {
        () if actor.person.is_some() => Clarity::Clear,
        () if vague => Clarity::Vague,
        () if actor.country.is_some() => Clarity::Clear,
        // A body of the tables has a code; a name that no table knows could be anything.
        () if !actor.code.is_empty() && !is_group(actor) => Clarity::Clear,
        () => Clarity::Group,
    }
}

/// True for a common noun ("soldiers", "defence ministry").
fn is_group(actor: &ActorRow) -> bool {
    actor.person.is_none()
        && (actor.code.starts_with("---")
            || plain_words(&actor.name).starts_with(|c: char| !c.is_uppercase())
            || is_role(&actor.name))
}

fn plain_words(name: &str) -> &str {
    let lower = name.trim_start_matches(['"', '“']);
    ["the ", "a ", "an ", "The ", "A ", "An ", "its ", "their ", "his ", "her "]
        .iter()
        .find_map(|article| lower.strip_prefix(article))
        .unwrap_or(lower)
}

/// One side of a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Side {
    /// "A", "A and B", "A, B and 3 more"; empty when nobody is named.
    pub(crate) words: String,
    /// Whether a verb after it is plural.
    pub(crate) plural: bool,
}

impl Side {
    /// The side without a country in brackets that `other` names already.
    pub(crate) fn without(self, other: &str) -> Side {
        let mut words = self.words;
        if let Some((open, close)) = words.find(" (").zip(words.find(')')) {
            let country = words.get(open + 2..close).unwrap_or("");
            if other.contains(country) && words.matches(" (").count() == 1 {
                words.replace_range(open..=close, "");
            }
        }
        Side { words, plural: self.plural }
    }
}

/// The parties of one side by name, those left out that have none. With `as_states` a person stands for the state.
pub(crate) fn side(actors: &[ActorRow], as_states: bool) -> Side {
    let mut names: Vec<String> = Vec::new();
    let mut grouped: BTreeMap<String, Vec<String>> = BTreeMap::new();
    // Beside a clear party, "soldiers" of no country add nothing.
    let clear = actors.iter().any(|actor| clarity(actor) == Clarity::Clear);
    let least = if clear { Clarity::Clear } else { Clarity::Group };
    for actor in actors.iter().filter(|actor| clarity(actor) >= least) {
        if let (true, Some(country)) = (is_group(actor), actor.country.as_deref().and_then(state)) {
            grouped.entry(plain_words(&actor.name).to_lowercase()).or_default().push(country.to_owned());
        }
        let name = name(actor, as_states);
        if !names.iter().any(|held| held.eq_ignore_ascii_case(&name)) {
            names.push(name);
        }
    }
    // "Turkish presidents and Kazakh presidents" are "the presidents of Turkey and Kazakhstan".
    if let Some((group, states)) =
        grouped.iter().find(|(_, states)| states.len() > 1 && states.len() == names.len())
    {
        let states: Vec<String> = states.iter().map(|name| with_article(name)).collect();
        return Side { words: format!("the {group} of {}", listed(&states)), plural: true };
    }
    let plural = names.len() > 1 || names.first().is_some_and(|name| is_plural(name));
    Side { words: listed(&names), plural }
}

fn name(actor: &ActorRow, as_states: bool) -> String {
    let country = actor.country.as_deref().and_then(state);
    if let Some(person) = &actor.person {
        return match country {
            Some(country) if as_states => with_article(country),
            Some(country) => format!("{person} ({country})"),
            None => person.clone(),
        };
    }
    if is_group(actor) {
        let words = plain_words(&actor.name);
        let words = if words.chars().skip(1).any(char::is_uppercase) {
            words.to_owned()
        } else {
            words.to_lowercase()
        };
        let adjective =
            actor.country.as_deref().and_then(|code| STATES.get(code)).map(|(_, adjective)| *adjective);
        let words = adjective
            .filter(|adjective| !adjective.is_empty() && !words.contains(adjective))
            .map_or(words.clone(), |adjective| format!("{adjective} {words}"));
        return if is_plural(&words) { words } else { format!("the {words}") };
    }
    let short = SHORT_NAMES.get(actor.name.as_str()).filter(|_| actor.name.len() > NAME_BYTES_MAX);
    short.map_or_else(|| with_article(&actor.name), |short| (*short).to_owned())
}

/// "the United States", "the Arab League"; other names as they are.
pub(crate) fn with_article(name: &str) -> String {
    let last = name.rsplit(' ').next().unwrap_or(name);
    let wants = name.starts_with("United ")
        || name.ends_with(" Republic")
        || STATES_WITH_ARTICLE.contains(&name)
        || (name.contains(' ') && WANTS_ARTICLE.contains(&last))
        || (name.contains(" of ") && !name.starts_with("Bank of"));
    if wants { format!("the {name}") } else { name.to_owned() }
}

/// A group word in the plural; a proper name is singular unless it names forces.
fn is_plural(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or(name);
    let proper = last.starts_with(char::is_uppercase);
    let many = ["Brigades", "Forces", "Guards", "Houthis", "Rebels"];
    if proper {
        return many.contains(&last);
    }
    let irregular = ["men", "people", "police", "children", "militia"];
    (last.ends_with('s') && !last.ends_with("ss")) || irregular.iter().any(|end| last.ends_with(end))
}

/// "A", "A and B", "A, B and C", "A, B and 3 more".
pub(crate) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] if names.len() <= NAMES_MAX => format!("{} and {last}", most.join(", ")),
        _ => format!("{} and {} more", names[..NAMES_MAX - 1].join(", "), names.len() + 1 - NAMES_MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(name: &str, code: &str, country: Option<&str>, person: Option<&str>) -> ActorRow {
        ActorRow {
            name: name.to_owned(),
            code: code.to_owned(),
            country: country.map(str::to_owned),
            person: person.map(str::to_owned),
            ..ActorRow::default()
        }
    }

    #[track_caller]
    fn check(actors: &[ActorRow], words: &str, plural: bool) {
        assert_eq!(side(actors, false), Side { words: words.to_owned(), plural });
    }

    #[test]
    fn parties_are_named_and_never_coded() {
        check(&[party("soldiers", "NERMIL", Some("NER"), None)], "Nigerien soldiers", true);
        check(&[party("Gunmen", "---UAF", None, None)], "gunmen", true);
        check(&[party("United States", "USA", Some("USA"), None)], "the United States", false);
        check(&[party("Ada Lind", "SWEGOV", Some("SWE"), Some("Ada Lind"))], "Ada Lind (Sweden)", false);
        check(
            &[party("defence ministry", "PERGOV", Some("PER"), None)],
            "the Peruvian defence ministry",
            false,
        );
        check(&[party("they", "", None, None), party("parties", "---PTY", None, None)], "", false);
        let both = [
            party("presidents", "PERGOV", Some("PER"), None),
            party("presidents", "CHLGOV", Some("CHL"), None),
        ];
        check(&both, "the presidents of Peru and Chile", true);
    }

    #[test]
    fn long_lists_are_counted() {
        let names: Vec<String> = ["Chad", "Mali", "Niger", "Togo"].map(str::to_owned).to_vec();
        assert_eq!(listed(&names[..1]), "Chad");
        assert_eq!(listed(&names[..3]), "Chad, Mali and Niger");
        assert_eq!(listed(&names), "Chad, Mali and 2 more");
    }
}
