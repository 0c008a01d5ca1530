//! A user's own tables, laid over those that ship: rows added, replaced and taken out, with the place each came from.
//!
//! The tables in use are an input of the whole process, as the language model is: they are fixed once, before the first
//! one is read ([`install`]), and [`Overlay::hash`] goes into the record of every run. Knows nothing of folders.

use super::TableFault;
use crate::citation::sha256_hex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, OnceLock};

/// Every table and rule file that ships: path below `data/`, text; sorted by path.
static SHIPPED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

static IN_USE: OnceLock<Merged> = OnceLock::new();
static FAULTS: Mutex<Vec<TableFault>> = Mutex::new(Vec::new());

/// First word of the comment line that tells where the rows below it stand: `#@ PATH LINE`.
const PLACE_MARK: &str = "#@ ";

/// The columns that tell one row of a table from another, where that is not the first alone.
const KEYS: &[(&str, &[usize])] = &[
    ("actors/organisations.tsv", &[0, 2, 6]),
    ("actors/people.tsv", &[0, 2, 3, 4]),
    ("places/places.tsv", &[0, 2]),
    ("status/cues.tsv", &[0, 1, 2, 3]),
    ("times/holidays.tsv", &[0, 1]),
    ("times/words.tsv", &[0, 1]),
];

/// A user's tables: path below the folder (`actors/people.tsv`, `events/aid/airlift.toml`) and text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    files: BTreeMap<String, String>,
}

#[derive(Debug, Default)]
struct Merged {
    hash: Option<String>,
    tables: BTreeMap<String, &'static str>,
    rules: Vec<(&'static str, &'static str)>,
    own_rules: BTreeSet<&'static str>,
}

impl Overlay {
    /// Takes the files of a folder.
    ///
    /// # Errors
    /// A file that is no table of the program and no rule file, with the nearest name that is.
    pub fn new(files: impl IntoIterator<Item = (String, String)>) -> Result<Overlay, TableFault> {
        let files: BTreeMap<String, String> = files.into_iter().collect();
        for path in files.keys() {
            let rule = path.starts_with("events/") && path.ends_with(".toml");
            if !rule && shipped(path).is_none() {
                let near = nearest(path, SHIPPED.iter().map(|(name, _)| *name));
                let what = format!("no table of the program has this name; the nearest is `{near}`");
                return Err(TableFault::new(&shown(path), 1, what));
            }
        }
        Ok(Overlay { files })
    }

    /// True when it holds no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// SHA-256 of names and texts, hex: the same files have the same hash wherever they lie.
    pub fn hash(&self) -> String {
        let each = |(path, text): (&String, &String)| format!("{path} {}\n{text}", text.len());
        sha256_hex(self.files.iter().map(each).collect::<String>().as_bytes())
    }

    /// A shipped table with this overlay's rows in it; the shipped text where there are none.
    ///
    /// # Errors
    /// A row that takes out what is not there, or a heading that is not that of the table.
    pub fn table(&self, path: &str) -> Result<String, TableFault> {
        let base = shipped(path).unwrap_or_default();
        self.files.get(path).map_or_else(|| Ok(base.to_owned()), |own| merge(path, base, own))
    }
}

/// Fixes the tables in use: those that ship with a user's laid over them. Every later call is ignored, as is the first one
/// after a table was read.
///
/// # Errors
/// As [`Overlay::table`]. Faults that only the reader of a table sees are told by [`kept_faults`].
pub fn install(overlay: &Overlay) -> Result<(), TableFault> {
    let hash = (!overlay.is_empty()).then(|| overlay.hash());
    let mut merged = Merged { hash, ..Merged::default() };
    for path in overlay.files.keys().filter(|path| path.ends_with(".tsv")) {
        // Tables are read once and kept as long as the process, so what they borrow from may be, too.
        merged.tables.insert(path.clone(), overlay.table(path)?.leak());
    }
    let own = overlay.files.iter().filter(|(path, _)| path.ends_with(".toml"));
    let mut rules: BTreeMap<&'static str, &'static str> = shipped_rules().collect();
    for (path, text) in own {
        let name: &'static str = path.trim_start_matches("events/").to_owned().leak();
        rules.insert(name, text.clone().leak());
        merged.own_rules.insert(name);
    }
    merged.rules = rules.into_iter().collect();
    let _ = IN_USE.set(merged);
    Ok(())
}

/// Hash of the user's tables in use; none where there are none.
pub fn own_hash() -> Option<String> {
    IN_USE.get_or_init(own_of_nobody).hash.clone()
}

/// The text in use of a table that ships as `shipped`, with a user's rows where there are any.
pub(crate) fn in_use(path: &str, shipped: &'static str) -> &'static str {
    IN_USE.get_or_init(own_of_nobody).tables.get(path).copied().unwrap_or(shipped)
}

/// Where a rule file stands that is in use: `data/events/…`, or `tables/events/…` for one of the user's.
pub(crate) fn rule_path(file: &str) -> String {
    let own = IN_USE.get().is_some_and(|merged| merged.own_rules.contains(file));
    format!("{}/events/{file}", if own { "tables" } else { "data" })
}

/// The rule files in use: path below `data/events`, text; sorted by path.
pub(crate) fn rule_files() -> &'static [(&'static str, &'static str)] {
    &IN_USE.get_or_init(own_of_nobody).rules
}

fn own_of_nobody() -> Merged {
    Merged { rules: shipped_rules().collect(), ..Merged::default() }
}

fn shipped_rules() -> impl Iterator<Item = (&'static str, &'static str)> {
    SHIPPED.iter().filter_map(|(path, text)| {
        let name = path.strip_prefix("events/").filter(|name| name.ends_with(".toml"))?;
        Some((name, *text))
    })
}

fn shipped(path: &str) -> Option<&'static str> {
    SHIPPED.binary_search_by(|(name, _)| (*name).cmp(path)).ok().map(|at| SHIPPED[at].1)
}

/// How a user's file is called in rows and messages, wherever its folder lies.
fn shown(path: &str) -> String {
    format!("tables/{path}")
}

/// Keeps the fault of a table that is read behind a static, for [`kept_faults`].
pub(super) fn keep_fault(fault: TableFault) {
    let mut kept = FAULTS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    kept.push(fault);
}

/// The faults of a user's tables met so far where a reader could not give them back itself.
pub fn kept_faults() -> Vec<TableFault> {
    FAULTS.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
}

/// Which of `names` is written most like `word`; empty without names.
pub fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> &'n str {
    names.into_iter().min_by_key(|name| (edits(word, name), *name)).unwrap_or_default()
}

/// Letters to put in, take out or change to make one word of the other; case does not count.
pub fn edits(one: &str, other: &str) -> usize {
    let letters = |word: &str| word.to_lowercase().chars().collect::<Vec<_>>();
    let (one, other) = (letters(one), letters(other));
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let change = corner + usize::from(a != b);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}

/// One row of a file: its key, its words, its line.
struct Entry<'t> {
    key: Vec<&'t str>,
    line: &'t str,
    number: usize,
}

/// A shipped table with a user's rows: a row replaces those with its key, `!` before a key takes them out, any other row is
/// new and stands before the rows it sorts before or with, so that it is met first.
fn merge(path: &str, shipped: &str, own: &str) -> Result<String, TableFault> {
    let shown = shown(path);
    let fault = |number: usize, what: String| Err(TableFault::new(&shown, number as u32, what));
    let columns = KEYS.iter().find(|(table, _)| *table == path).map_or(&[0][..], |(_, columns)| columns);
    let heading = |text: &'_ str| {
        let found = text.lines().enumerate().find(|(_, line)| line.starts_with('#') && line.contains('\t'));
        found.map(|(at, line)| (at + 1, line.trim_start_matches(['#', ' ']).trim_end().to_owned()))
    };
    if let (Some((_, wanted)), Some((number, given))) = (heading(shipped), heading(own))
        && wanted != given
    {
        return fault(number, format!("the columns of this table are `{}`", wanted.replace('\t', "` `")));
    }
    let (mut rows, mut out_keys) = (Vec::new(), Vec::new());
    for entry in entries(own, columns) {
        match entry.line.strip_prefix('!') {
            Some(_) => out_keys.push(entry),
            None => rows.push(entry),
        }
    }
    rows.sort_by(|a: &Entry<'_>, b: &Entry<'_>| a.line.split('\t').next().cmp(&b.line.split('\t').next()));
    let taken_out = |key: &[&str], entry: &Entry<'_>| {
        let wanted: Vec<&str> = entry.line[1..].split('\t').map(str::trim).collect();
        key.iter().zip(&wanted).all(|(cell, wanted)| cell == wanted) && wanted.len() <= key.len()
    };
    let base: Vec<Entry<'_>> = entries(shipped, columns).collect();
    for entry in &out_keys {
        if !base.iter().any(|row| taken_out(&row.key, entry)) {
            let word = entry.line[1..].split('\t').next().unwrap_or_default().trim();
            let near = nearest(word, base.iter().map(|row| row.key[0]));
            return fault(entry.number, format!("no row `{word}` to take out; the nearest is `{near}`"));
        }
    }
    let replaced: BTreeSet<&[&str]> = rows.iter().map(|row| row.key.as_slice()).collect();
    let known: BTreeSet<&[&str]> = base.iter().map(|row| row.key.as_slice()).collect();
    let mut merged = Merger { text: String::with_capacity(shipped.len() + own.len()), own: shown, path };
    shipped.lines().take_while(|line| line.starts_with('#') || line.trim().is_empty()).for_each(|line| {
        merged.text.push_str(line);
        merged.text.push('\n');
    });
    let mut fresh = rows.iter().filter(|row| !known.contains(row.key.as_slice())).peekable();
    let mut done: BTreeSet<&[&str]> = BTreeSet::new();
    for row in &base {
        while let Some(own) = fresh.next_if(|own| first_cell(own.line) <= first_cell(row.line)) {
            merged.put(own, true);
        }
        if replaced.contains(row.key.as_slice()) {
            if done.insert(&row.key) {
                rows.iter().filter(|own| own.key == row.key).for_each(|own| merged.put(own, true));
            }
        } else if !out_keys.iter().any(|entry| taken_out(&row.key, entry)) {
            merged.put(row, false);
        }
    }
    fresh.for_each(|own| merged.put(own, true));
    Ok(merged.text)
}

fn first_cell(line: &str) -> &str {
    line.split('\t').next().unwrap_or_default().trim()
}

fn entries<'t>(text: &'t str, columns: &'t [usize]) -> impl Iterator<Item = Entry<'t>> {
    let rows = text.lines().enumerate();
    rows.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')).map(|(at, line)| {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let key = columns.iter().map(|&column| cells.get(column).copied().unwrap_or_default()).collect();
        Entry { key, line, number: at + 1 }
    })
}

/// Writes rows of two files, each with the place it stands in.
struct Merger<'t> {
    text: String,
    own: String,
    path: &'t str,
}

impl Merger<'_> {
    fn put(&mut self, row: &Entry<'_>, own: bool) {
        let path = if own { self.own.clone() } else { format!("data/{}", self.path) };
        self.text.push_str(&format!("{PLACE_MARK}{path} {}\n{}\n", row.number, row.line));
    }
}

/// The lines of a table that are rows, each with the file and the line it stands in.
pub(super) fn placed_lines<'t>(
    path: &'t str,
    text: &'t str,
) -> impl Iterator<Item = (&'t str, u32, &'t str)> {
    let mut place = (path, 0);
    text.lines().filter_map(move |line| {
        place.1 += 1;
        if let Some((path, number)) = line.strip_prefix(PLACE_MARK).and_then(|place| place.rsplit_once(' ')) {
            place = (path, number.parse::<u32>().unwrap_or(1).saturating_sub(1));
            return None;
        }
        (!line.trim().is_empty() && !line.starts_with('#')).then_some((place.0, place.1, line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "# name\tage\nAda\t1\nBea\t2\nCid\t3\n";

    fn rows(own: &str) -> Vec<(String, u32, String)> {
        let text = merge("x.tsv", BASE, own).unwrap();
        placed_lines("data/x.tsv", &text)
            .map(|(path, line, row)| (path.to_owned(), line, row.to_owned()))
            .collect()
    }

    #[test]
    fn rows_are_replaced_added_and_taken_out_and_keep_their_place() {
        let found = rows("# my own\nBob\t9\nBea\t7\n!Cid\n");
        let place = |path: &str, line, row: &str| (path.to_owned(), line, row.to_owned());
        assert_eq!(
            found,
            [
                place("data/x.tsv", 2, "Ada\t1"),
                place("tables/x.tsv", 3, "Bea\t7"),
                place("tables/x.tsv", 2, "Bob\t9"),
            ]
        );
    }

    #[test]
    fn what_is_not_there_cannot_be_taken_out() {
        let fault = merge("x.tsv", BASE, "\n!Cit\n").unwrap_err();
        assert_eq!(fault.to_string(), "tables/x.tsv:2: no row `Cit` to take out; the nearest is `Cid`");
    }

    #[test]
    fn a_heading_must_be_that_of_the_table() {
        let fault = merge("x.tsv", BASE, "# age\tname\n").unwrap_err();
        assert_eq!(fault.to_string(), "tables/x.tsv:1: the columns of this table are `name` `age`");
    }

    #[test]
    fn a_file_that_is_no_table_is_named_with_the_nearest() {
        let fault = Overlay::new([("actors/peple.tsv".to_owned(), String::new())]).unwrap_err();
        assert!(fault.to_string().ends_with("the nearest is `actors/people.tsv`"), "{fault}");
    }

    #[test]
    fn terms_of_one_person_are_told_apart_by_their_first_day() {
        let base = "Ann Roe\t\tKEN\tpresident\t2001\t2005\nAnn Roe\t\tKEN\tpresident\t2010\t\n";
        let own = "Ann Roe\t\tKEN\tpresident\t2010\t2014\n";
        let text = merge("actors/people.tsv", base, own).unwrap();
        let rows: Vec<&str> = placed_lines("p", &text).map(|(_, _, row)| row).collect();
        assert_eq!(rows.len(), 2);
        assert!(rows[1].ends_with("2014"));
        let text = merge("actors/people.tsv", base, "!Ann Roe\n").unwrap();
        assert_eq!(placed_lines("p", &text).count(), 0);
    }
}
