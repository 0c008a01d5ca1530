//! Terms of office as times: "during the Carter presidency", "in his second term".
//!
//! Reads who was head of a state or of its government, and when, from the table of people. Knows last names and
//! days; which person a text means where two bear a name is decided by the latest term that began before its day.

use crate::tables::{TableFault, shipped, walk_table};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// One term of a head of state or government.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// Full name of who held the office.
    pub(super) person: String,
    /// First day as the table has it: `YYYY-MM-DD` or shorter.
    pub(super) from: String,
    /// Last day; empty while it lasts.
    pub(super) to: String,
    /// Key of the office.
    pub(super) office: String,
}

/// Offices whose terms give their name to a time.
const OFFICES: [&str; 6] =
    ["president", "prime_minister", "chancellor", "premier", "monarch", "supreme_leader"];

/// Terms of heads of state and government by last name in lower case, earliest first.
pub(super) fn terms() -> Result<BTreeMap<String, Vec<Term>>, TableFault> {
    let mut terms: BTreeMap<String, Vec<Term>> = BTreeMap::new();
    walk_table("data/actors/people.tsv", shipped!("actors/people.tsv"), |row| {
        let office = row.cell("office")?;
        let from = row.cell("from")?;
        if !OFFICES.contains(&office) || from.len() < 4 {
            return Ok(());
        }
        let person = row.cell("person")?;
        let Some(last) = person.rsplit(' ').next() else { return Ok(()) };
        let to = row.cell("to")?.trim_matches('-').to_owned();
        let term = Term { person: person.to_owned(), from: from.to_owned(), to, office: office.to_owned() };
        terms.entry(last.to_lowercase()).or_default().push(term);
        Ok(())
    })?;
    // Every list is sorted by itself.
    for held in terms.values_mut() {
        held.sort_by(|a, b| (&a.from, &a.person).cmp(&(&b.from, &b.person)));
    }
    Ok(terms)
}

impl Term {
    /// The day a cell of the table begins with.
    fn first_of(cell: &str) -> Option<Date> {
        super::calendar::stretch_of(cell).map(|(first, _)| first)
    }

    /// First day of the term.
    pub(super) fn first(&self) -> Option<Date> {
        Term::first_of(&self.from)
    }

    /// Last day of the term; none while it lasts.
    pub(super) fn last(&self) -> Option<Date> {
        super::calendar::stretch_of(&self.to).map(|(_, last)| last)
    }
}
