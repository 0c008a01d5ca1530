//! Compiles the gazetteer: an automaton from compared names to groups of places, and the places as fixed records.
//!
//! Layout (read by `src/places/gazetteer.rs`, little endian): `places.fst` maps a name to a byte in `places.groups`; a
//! group is a `u32` count and as many `u32` record numbers. A record has 24 bytes: name and division as `u32` places in
//! `places.strings` (one length byte, then UTF-8), `u32` population, `u32` GeoNames id, `i16` hundredths of degrees north and
//! east, three bytes of country, one letter of kind.

use crate::spelling::fold_name;
use std::collections::BTreeMap;
use std::{fs, io, path::Path};

/// Compiles `table` into three files of `out`.
///
/// # Errors
/// The table cannot be read, has a fault (told with its line), or a file cannot be written.
pub(crate) fn compile(table: &Path, out: &Path) -> io::Result<()> {
    let text = fs::read_to_string(table)?;
    let mut pool = Pool::default();
    pool.place_of("");
    let mut records: Vec<u8> = Vec::new();
    let mut groups: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let rows = text.lines().enumerate().filter(|(_, row)| !row.is_empty() && !row.starts_with('#'));
    for (number, (line, row)) in (0_u32..).zip(rows) {
        let fault = |what: &str| io::Error::other(format!("{}:{}: {what}", table.display(), line + 1));
        let cells: Vec<&str> = row.split('\t').collect();
        let [name, aliases, country, division, kind, lat, lon, people, ident] = cells[..] else {
            return Err(fault("a row has nine cells; make_gazetteer.py writes them"));
        };
        let letter = match kind {
            "capital" => b'c',
            "city" => b't',
            "province" => b'p',
            "district" => b'd',
            _ => return Err(fault("the kind is capital, city, province or district")),
        };
        if country.len() != 3 {
            return Err(fault("the country is no alpha-3 code"));
        }
        records.extend(pool.place_of(name).to_le_bytes());
        records.extend(pool.place_of(division).to_le_bytes());
        records.extend(people.parse::<u32>().map_err(|_| fault("no population"))?.to_le_bytes());
        let ident: u32 = if ident.is_empty() { 0 } else { ident.parse().map_err(|_| fault("no id"))? };
        records.extend(ident.to_le_bytes());
        for degrees in [lat, lon] {
            let degrees: f64 = degrees.parse().map_err(|_| fault("no degrees"))?;
            records.extend(((degrees * 100.0).round() as i16).to_le_bytes());
        }
        records.extend(country.bytes().chain([letter]));
        for spelled in std::iter::once(name).chain(aliases.split('|').filter(|alias| !alias.is_empty())) {
            let group = groups.entry(fold_name(spelled)).or_default();
            if group.last() != Some(&number) {
                group.push(number);
            }
        }
    }
    fs::write(out.join("places.records"), records)?;
    fs::write(out.join("places.strings"), pool.bytes)?;
    write_names(&groups, out)
}

fn write_names(groups: &BTreeMap<String, Vec<u32>>, out: &Path) -> io::Result<()> {
    let mut automaton = fst::MapBuilder::memory();
    let mut lists: Vec<u8> = Vec::new();
    for (name, group) in groups.iter().filter(|(name, _)| !name.is_empty()) {
        automaton.insert(name, lists.len() as u64).map_err(io::Error::other)?;
        lists.extend((group.len() as u32).to_le_bytes());
        group.iter().for_each(|record| lists.extend(record.to_le_bytes()));
    }
    fs::write(out.join("places.groups"), lists)?;
    fs::write(out.join("places.fst"), automaton.into_inner().map_err(io::Error::other)?)
}

/// Strings kept once each.
#[derive(Default)]
struct Pool {
    known: BTreeMap<String, u32>,
    bytes: Vec<u8>,
}

impl Pool {
    fn place_of(&mut self, string: &str) -> u32 {
        if let Some(&at) = self.known.get(string) {
            return at;
        }
        let at = self.bytes.len() as u32;
        // A name beyond 255 bytes cannot be told from its cut form; none is half as long.
        let cut = &string.as_bytes()[..string.len().min(255)];
        self.bytes.push(cut.len() as u8);
        self.bytes.extend_from_slice(cut);
        self.known.insert(string.to_owned(), at);
        at
    }
}
