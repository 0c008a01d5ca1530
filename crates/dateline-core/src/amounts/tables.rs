//! The tables of amounts: money, units, hedges, words that rank.

use super::phrases::Phrases;
use crate::numerals::Numerals;
use crate::tables::{HeadedRow, TableFault, shipped, walk_table};
use crate::times::TimeTables;
use crate::words::Qualifier;
use std::collections::HashMap;

/// A money: index in [`AmountTables::codes`] and whether the word names its hundredth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Money {
    pub(super) code: usize,
    pub(super) hundredth: bool,
    /// A name or sign that several states share: which of them is meant is a rule of the table, not told.
    pub(super) shared: bool,
}

/// All that the reader of amounts looks up.
#[derive(Clone, Debug)]
pub struct AmountTables {
    pub(super) numerals: Numerals,
    pub(super) times: TimeTables,
    pub(super) codes: Vec<Box<str>>,
    pub(super) code_index: HashMap<Box<str>, usize>,
    pub(super) names: Phrases<Money>,
    pub(super) signs: Phrases<Money>,
    pub(super) units: Vec<Unit>,
    pub(super) unit_names: Phrases<usize>,
    pub(super) hedges: Phrases<Qualifier>,
    pub(super) hedges_after: Phrases<Qualifier>,
    pub(super) superlatives: Phrases<bool>,
}

/// A unit of measure.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Plain English singular.
    pub(super) name: Box<str>,
    /// What is measured: length, mass, share, temperature, …
    pub(super) kind: Box<str>,
}

/// File name and text of every table but the words of numbers.
pub(super) fn files() -> [(&'static str, &'static str); 4] {
    [
        ("data/amounts/currencies.tsv", shipped!("amounts/currencies.tsv")),
        ("data/amounts/units.tsv", shipped!("amounts/units.tsv")),
        ("data/amounts/qualifiers.tsv", shipped!("amounts/qualifiers.tsv")),
        ("data/amounts/superlatives.tsv", shipped!("amounts/superlatives.tsv")),
    ]
}

impl AmountTables {
    /// The tables that are compiled in.
    ///
    /// # Errors
    /// A table has a fault; tests walk all rows, so the program never sees one.
    pub fn embedded() -> Result<AmountTables, TableFault> {
        let mut tables = AmountTables {
            numerals: Numerals::embedded()?,
            times: TimeTables::embedded()?,
            codes: Vec::new(),
            code_index: HashMap::new(),
            names: Phrases::new(false),
            signs: Phrases::new(false),
            units: Vec::new(),
            unit_names: Phrases::new(false),
            hedges: Phrases::new(false),
            hedges_after: Phrases::new(false),
            superlatives: Phrases::new(false),
        };
        for (file, text) in files() {
            walk_table(file, text, |row| match file {
                "data/amounts/currencies.tsv" => tables.add_money(&row),
                "data/amounts/units.tsv" => tables.add_unit(&row),
                "data/amounts/qualifiers.tsv" => tables.add_hedge(&row),
                _ => tables.add_superlative(&row),
            })?;
        }
        Ok(tables)
    }

    fn add_money(&mut self, row: &HeadedRow<'_>) -> Result<(), TableFault> {
        let code = self.codes.len();
        let text = row.cell("code")?;
        if text.len() != 3 || !text.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(row.fault(format!("`{text}` is no code of three capitals")));
        }
        self.codes.push(text.into());
        self.code_index.insert(text.into(), code);
        for name in row.list("names")? {
            self.names.add(name, Money { code, hundredth: false, shared: !name.contains(' ') });
        }
        for sign in row.list("signs")? {
            let shared = matches!(sign, "$" | "£" | "¥" | "Rs" | "Rs.");
            self.signs.add(sign, Money { code, hundredth: false, shared });
        }
        for coin in row.list("hundredths")? {
            self.names.add(coin, Money { code, hundredth: true, shared: true });
        }
        Ok(())
    }

    fn add_unit(&mut self, row: &HeadedRow<'_>) -> Result<(), TableFault> {
        let name = row.cell("name")?;
        let at = self.units.len();
        self.units.push(Unit { name: name.into(), kind: row.cell("kind")?.into() });
        self.unit_names.add(name, at);
        for spelling in row.list("spellings")? {
            self.unit_names.add(spelling, at);
        }
        Ok(())
    }

    fn add_hedge(&mut self, row: &HeadedRow<'_>) -> Result<(), TableFault> {
        let qualifier = row.read("qualifier")?;
        let hedges = match row.cell("place")? {
            "before" => &mut self.hedges,
            "after" => &mut self.hedges_after,
            other => return Err(row.fault(format!("unknown place `{other}` (known: before, after)"))),
        };
        hedges.add(row.cell("words")?, qualifier);
        Ok(())
    }

    fn add_superlative(&mut self, row: &HeadedRow<'_>) -> Result<(), TableFault> {
        self.superlatives.add(row.cell("words")?, row.cell("direction")? == "most");
        Ok(())
    }
}
