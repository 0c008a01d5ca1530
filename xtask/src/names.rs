//! The names that the language core knows of actors and places, drawn from the tables of `dateline-core`.

use crate::sh::root;
use anyhow::{Context, Result};
use std::collections::BTreeSet;

/// Where they go.
const TARGET: &str = "crates/dateline-lang/data/names/actors.tsv";
const HEADER: &str =
    "# kind\tname (written by `cargo xtask gen` from the actor and place tables of dateline-core)\n";

/// Kind and name.
type Rows = BTreeSet<(&'static str, String)>;

/// Writes the table again from the tables as they are.
pub(crate) fn write() -> Result<()> {
    let mut rows = Rows::new();
    for row in table("actors/organisations.tsv")? {
        names_of(&row, 0, 1).for_each(|name| put(&mut rows, "actor", &name));
    }
    for row in table("actors/bodies.tsv")? {
        names_of(&row, 3, 4).for_each(|name| put(&mut rows, "actor", &name));
    }
    for row in table("actors/people.tsv")? {
        names_of(&row, 0, 1).for_each(|name| put_person(&mut rows, &name));
    }
    for row in table("places/places.tsv")? {
        let is_town = row.get(3).is_some_and(|kind| kind == "capital" || kind == "city");
        let kind = if is_town { "town" } else { "spot" };
        names_of(&row, 0, 1)
            .for_each(|name| put(&mut rows, kind, name.split(',').next().unwrap_or_default()));
    }
    let lines = rows.iter().map(|(kind, name)| format!("{kind}\t{name}\n"));
    let text = HEADER.to_owned() + &lines.collect::<String>();
    std::fs::write(root().join(TARGET), text).context(TARGET)
}

/// The rows of a table of `dateline-core`, by column.
fn table(name: &str) -> Result<Vec<Vec<String>>> {
    let path = root().join("crates/dateline-core/data").join(name);
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let rows = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    Ok(rows.map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

/// The name and its aliases, without what stands in brackets at the end to tell two bearers apart.
fn names_of(row: &[String], name: usize, aliases: usize) -> impl Iterator<Item = String> {
    let all = row.get(name).into_iter().chain(row.get(aliases)).flat_map(|cell| cell.split('|'));
    let plain = |name: &str| match name.rsplit_once(" (") {
        Some((before, bracket)) if bracket.ends_with(')') => before.trim().to_owned(),
        _ => name.trim().to_owned(),
    };
    all.map(plain).collect::<Vec<_>>().into_iter()
}

/// A name that begins with a capital and is no list.
fn put(rows: &mut Rows, kind: &'static str, name: &str) {
    if name.chars().count() > 2 && name.starts_with(char::is_uppercase) && !name.contains([',', ';']) {
        rows.insert((kind, name.to_owned()));
    }
}

/// The full name of a person, and its first and last word, which others bear too.
fn put_person(rows: &mut Rows, name: &str) {
    let words: Vec<&str> = name.split_whitespace().collect();
    let [first, .., last] = words.as_slice() else { return };
    put(rows, "person", name);
    if first.chars().all(char::is_alphabetic) {
        put(rows, "forename", first);
    }
    if last.chars().count() > 3 && last.chars().all(|c| c == '-' || c.is_alphabetic()) {
        put(rows, "surname", last);
    }
}
