//! The compiled gazetteer: names as an automaton, places as fixed records. `build_places.rs` writes it and tells its layout.
//!
//! Nothing is read or allocated at start: a record is decoded when it is asked for.

use super::kind::PlaceKind;
use crate::tables::TableFault;
use fst::raw::{Fst, Node};
use std::borrow::Cow;
use std::fmt;

static NAMES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.fst"));
static GROUPS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.groups"));
static RECORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.records"));
static STRINGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.strings"));

/// Bytes of a record.
const RECORD_BYTES: usize = 24;

/// ISO 3166 alpha-3 as bytes; zeros where there is none.
pub(super) type Code = [u8; 3];

/// What is known of a place, wherever it is kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Facts<'t> {
    pub(super) name: &'t str,
    /// Name of the division it lies in; empty where unknown.
    pub(super) division: &'t str,
    pub(super) country: Code,
    pub(super) kind: PlaceKind,
    /// Degrees north and east.
    pub(super) point: Option<(f64, f64)>,
    /// Zero where unknown.
    pub(super) people: u32,
    /// Zero where unknown.
    pub(super) geonames: u32,
    /// The row was written for this project, so the place is one of the news.
    pub(super) known: bool,
}

/// The compiled gazetteer.
#[derive(Clone, Debug)]
pub(super) struct Gazetteer {
    names: Names,
}

impl Gazetteer {
    pub(super) fn embedded() -> Result<Gazetteer, TableFault> {
        let names = Names::of(Cow::Borrowed(NAMES))
            .map_err(|fault| TableFault::new("data/places/gazetteer.tsv", 1, fault.to_string()))?;
        Ok(Gazetteer { names })
    }

    /// Number of places.
    pub(super) fn len(&self) -> usize {
        RECORDS.len() / RECORD_BYTES
    }

    pub(super) fn names(&self) -> Automaton<'_> {
        Automaton::of(&self.names)
    }

    /// The records of a group.
    pub(super) fn group(&self, at: u64) -> impl Iterator<Item = u32> + use<> {
        let at = at as usize;
        let count = number(GROUPS, at) as usize;
        (1..=count).map(move |item| number(GROUPS, at + 4 * item))
    }

    /// The facts of a record.
    pub(super) fn facts(&self, record: u32) -> Facts<'static> {
        let at = record as usize * RECORD_BYTES;
        let degrees =
            |at: usize| f64::from(i16::from_le_bytes([byte(RECORDS, at), byte(RECORDS, at + 1)])) / 100.0;
        let kind = match byte(RECORDS, at + 23) {
            b'c' => PlaceKind::Capital,
            b'p' => PlaceKind::Province,
            b'd' => PlaceKind::District,
            _ => PlaceKind::City,
        };
        Facts {
            name: string(number(RECORDS, at)),
            division: string(number(RECORDS, at + 4)),
            country: [byte(RECORDS, at + 20), byte(RECORDS, at + 21), byte(RECORDS, at + 22)],
            kind,
            point: Some((degrees(at + 16), degrees(at + 18))),
            people: number(RECORDS, at + 8),
            geonames: number(RECORDS, at + 12),
            known: false,
        }
    }
}

/// Names in compared form and what they stand for.
#[derive(Clone)]
pub(super) struct Names(Fst<Cow<'static, [u8]>>);

impl Names {
    pub(super) fn of(bytes: Cow<'static, [u8]>) -> Result<Names, fst::Error> {
        Fst::new(bytes).map(Names)
    }
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Names({})", self.0.len())
    }
}

/// A walk through an automaton, letter by letter.
#[derive(Clone, Copy)]
pub(super) struct Automaton<'f> {
    names: &'f Fst<Cow<'static, [u8]>>,
    at: Node<'f>,
    sum: u64,
}

impl<'f> Automaton<'f> {
    pub(super) fn of(names: &'f Names) -> Automaton<'f> {
        Automaton { names: &names.0, at: names.0.root(), sum: 0 }
    }

    /// Goes on by some letters; none where no name goes on so.
    pub(super) fn feed(mut self, bytes: &[u8]) -> Option<Automaton<'f>> {
        for &byte in bytes {
            let arrow = self.at.transition(self.at.find_input(byte)?);
            self.at = self.names.node(arrow.addr);
            self.sum += arrow.out.value();
        }
        Some(self)
    }

    /// What the letters so far stand for, if they are a name.
    pub(super) fn value(&self) -> Option<u64> {
        self.at.is_final().then(|| self.sum + self.at.final_output().value())
    }
}

fn byte(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or(0)
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([byte(bytes, at), byte(bytes, at + 1), byte(bytes, at + 2), byte(bytes, at + 3)])
}

fn string(at: u32) -> &'static str {
    let at = at as usize;
    let end = at + 1 + usize::from(byte(STRINGS, at));
    STRINGS.get(at + 1..end).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_table_finds_its_row() {
        let gazetteer = Gazetteer::embedded().expect("the automaton is sound");
        let table = include_str!("../../data/places/gazetteer.tsv");
        let rows: Vec<&str> = table.lines().filter(|row| !row.starts_with('#')).collect();
        assert_eq!(rows.len(), gazetteer.len());
        assert!(rows.len() >= 40_000, "{} places", rows.len());
        for (record, row) in rows.iter().enumerate() {
            let cells: Vec<&str> = row.split('\t').collect();
            let facts = gazetteer.facts(record as u32);
            assert_eq!((facts.name, facts.division), (cells[0], cells[3]), "{row}");
            assert_eq!((facts.kind.as_str(), &facts.country[..]), (cells[4], cells[2].as_bytes()), "{row}");
            let key = super::super::spelling::fold_name(cells[0]);
            if key.is_empty() {
                continue;
            }
            let found = gazetteer.names().feed(key.as_bytes()).and_then(|walk| walk.value());
            assert!(found.is_some_and(|at| gazetteer.group(at).any(|r| r as usize == record)), "{row}");
        }
    }
}
