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
    /// The noun that ends a currency's names ("dollars") by code; several currencies share most of them.
    nouns: HashMap<Box<str>, Vec<Box<str>>>,
    pub(super) signs: Phrases<Money>,
    pub(super) units: Vec<Unit>,
    pub(super) unit_names: Phrases<usize>,
    pub(super) hedges: Phrases<Qualifier>,
    pub(super) hedges_after: Phrases<Qualifier>,
    pub(super) superlatives: Phrases<bool>,
    /// Words beside a name that decide whether a number counts, in lower case.
    pub(super) name_words: HashMap<Box<str>, NameWord>,
}

/// What a word beside a number says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameWord {
    /// The number after it is a name: "flight 370".
    Label,
    /// With a capital, the number after it is a model: "Boeing 737 jets".
    Maker,
    /// A verb whose receiver may stand before the number: "gave Kenya 30 tanks".
    Giver,
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
pub(super) fn files() -> [(&'static str, &'static str); 5] {
    [
        ("data/amounts/currencies.tsv", shipped!("amounts/currencies.tsv")),
        ("data/amounts/units.tsv", shipped!("amounts/units.tsv")),
        ("data/amounts/qualifiers.tsv", shipped!("amounts/qualifiers.tsv")),
        ("data/amounts/name_words.tsv", shipped!("amounts/name_words.tsv")),
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
            nouns: HashMap::new(),
            signs: Phrases::new(false),
            units: Vec::new(),
            unit_names: Phrases::new(false),
            hedges: Phrases::new(false),
            hedges_after: Phrases::new(false),
            superlatives: Phrases::new(false),
            name_words: HashMap::new(),
        };
        for (file, text) in files() {
            walk_table(file, text, |row| match file {
                "data/amounts/currencies.tsv" => tables.add_money(&row),
                "data/amounts/units.tsv" => tables.add_unit(&row),
                "data/amounts/qualifiers.tsv" => tables.add_hedge(&row),
                "data/amounts/name_words.tsv" => tables.add_name_word(&row),
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
            let noun = name.rsplit(' ').next().unwrap_or(name);
            self.nouns.entry(text.into()).or_default().push(noun.into());
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

    /// Whether two currencies are called by one noun, so that either can be meant by it ("dollars", "rupees").
    pub(super) fn share_a_name(&self, one: &str, other: &str) -> bool {
        let nouns = |code: &str| self.nouns.get(code).map_or(&[][..], Vec::as_slice);
        one != other && nouns(one).iter().any(|noun| nouns(other).contains(noun))
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

    fn add_name_word(&mut self, row: &HeadedRow<'_>) -> Result<(), TableFault> {
        let kind = match row.cell("kind")? {
            "label" => NameWord::Label,
            "maker" => NameWord::Maker,
            "giver" => NameWord::Giver,
            other => return Err(row.fault(format!("unknown kind `{other}` (known: label, maker, giver)"))),
        };
        self.name_words.insert(row.cell("word")?.into(), kind);
        Ok(())
    }

    fn add_superlative(&mut self, row: &HeadedRow<'_>) -> Result<(), TableFault> {
        self.superlatives.add(row.cell("words")?, row.cell("direction")? == "most");
        Ok(())
    }
}
