//! Finds amounts and says how much of what: money, measures, shares, counts, ranks, with hedges, rates and spans of time.
//!
//! Works on plain text; a tree, when given, finds the thing that is counted. Money, units, hedges and words that rank
//! are rows of `data/amounts`. Values are decimals. It must not know who pays whom; converting money is left to views.

mod count;
mod phrases;
mod rank;
mod read;
mod tables;

pub use tables::AmountTables;

use crate::rows::QuantityRow;
use crate::scan::{CodePoints, Scan};
use crate::times::{TimeMention, tag_times};
use crate::words::{AmountKind, Qualifier};
use dateline_lang::Doc;
use read::Reader;
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// A byte range of the text, half-open.
pub type Words = (usize, usize);

/// An amount in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The number, in units of `unit` or `currency`; of a range or a round word ("dozens") the lower end.
    pub value: Option<Decimal>,
    /// Upper end of a range.
    pub value_max: Option<Decimal>,
    /// Plain English singular ("tonne"); none for money and bare counts.
    pub unit: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// The currency is a rule of the table for a shared name or sign ("$"), not told.
    pub currency_assumed: bool,
    /// Other currencies that the words can mean, best first: USD where "$" was read as the newsroom's own dollar.
    pub currency_alternatives: Vec<String>,
    /// The hedge.
    pub qualifier: Qualifier,
    /// What sort of amount it is.
    pub kind: AmountKind,
    /// What is measured or counted, in the words of the text, singular where it is one noun.
    pub measure: Option<String>,
    /// The words of what is counted or ranked.
    pub of: Option<Words>,
    /// "year" in "$100 million a year".
    pub per: Option<String>,
    /// Length of a flow, TIMEX3 ("P5Y").
    pub lasting: Option<String>,
    /// Period that the figure is of, TIMEX3.
    pub period: Option<String>,
    /// Place in an order, from 1.
    pub rank: Option<u32>,
    /// Those ranked before, as named.
    pub after: Vec<Words>,
    /// Among whom, as named.
    pub scope: Option<Words>,
    /// Rate times length, computed: 500 million for "$100 million a year for five years".
    pub derived: Option<Decimal>,
    /// What read it.
    pub rule: String,
}

impl Amount {
    /// An exact amount on some bytes that says nothing yet.
    pub(self) fn on(range: std::ops::Range<usize>, kind: AmountKind, rule: &str) -> Amount {
        Amount {
            start: range.start,
            end: range.end,
            value: None,
            value_max: None,
            unit: None,
            currency: None,
            currency_assumed: false,
            currency_alternatives: Vec::new(),
            qualifier: Qualifier::Exact,
            kind,
            measure: None,
            of: None,
            per: None,
            lasting: None,
            period: None,
            rank: None,
            after: Vec::new(),
            scope: None,
            derived: None,
            rule: rule.to_owned(),
        }
    }

    /// The printed form; `text` is the text the amount was read from. `after` holds names, for the caller to code.
    pub fn to_quantity_row(&self, text: &str) -> QuantityRow {
        let words = |(start, end): Words| text.get(start..end).unwrap_or_default().to_owned();
        QuantityRow {
            value: self.value.map(shown),
            value_max: self.value_max.map(shown),
            unit: self.unit.clone(),
            currency: self.currency.clone(),
            qualifier: self.qualifier,
            kind: self.kind,
            measure: self.measure.clone(),
            per: self.per.clone(),
            lasting: self.lasting.clone(),
            period: self.period.clone(),
            rank: self.rank,
            scope: self.scope.map(words),
            after: self.after.iter().copied().map(words).collect(),
        }
    }
}

/// A decimal as printed: without trailing noughts.
fn shown(value: Decimal) -> String {
    value.normalize().to_string()
}

/// Finds the amounts of a text, in text order, not overlapping.
///
/// Numbers inside a time expression or a name are none. `doc`, a tree of the same text, finds what is counted.
/// Cost: linear in the text.
pub fn read_amounts(text: &str, doc: Option<&Doc>, tables: &AmountTables) -> Vec<Amount> {
    let times = tag_times(text, doc, None, &tables.times);
    read_amounts_beside(text, doc, &times, tables)
}

/// [`read_amounts`] for a caller that has the time expressions of the text already.
pub fn read_amounts_beside(
    text: &str,
    doc: Option<&Doc>,
    times: &[TimeMention],
    tables: &AmountTables,
) -> Vec<Amount> {
    let scan = Scan::of(text);
    let reader = Reader { tables, scan: &scan, doc, times };
    let mut amounts = Vec::new();
    let mut at = 0;
    while at < scan.pieces.len() {
        match reader.amount(at) {
            Some((amount, end)) => {
                amounts.push(amount);
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    amounts
}

/// [`read_amounts_beside`] for a report whose newsroom has a currency of its own (`home`, ISO 4217): a name or sign that
/// several currencies share ("$", "dollars", "rupees") then means that one, where it bears the name.
pub fn read_amounts_at_home(
    text: &str,
    doc: Option<&Doc>,
    times: &[TimeMention],
    home: Option<&str>,
    tables: &AmountTables,
) -> Vec<Amount> {
    let mut amounts = read_amounts_beside(text, doc, times, tables);
    let Some(home) = home else { return amounts };
    for amount in amounts.iter_mut().filter(|amount| amount.currency_assumed) {
        let Some(usual) = amount.currency.take_if(|usual| tables.share_a_name(usual, home)) else { continue };
        amount.currency = Some(home.to_owned());
        amount.currency_alternatives.push(usual);
        amount.rule.push_str("+newsroom-currency");
    }
    amounts
}

/// Answers one row `{id, text, currency?}`, the currency being that of the newsroom's country, with `amounts` added; offsets count code points, numbers are decimals as strings.
pub fn inspect_amounts(row: &Value, tables: &AmountTables) -> Value {
    let text = row.get("text").and_then(Value::as_str).unwrap_or("");
    let points = CodePoints::of(text);
    let times = tag_times(text, None, None, &tables.times);
    let home = row.get("currency").and_then(Value::as_str);
    let amounts: Vec<Value> = read_amounts_at_home(text, None, &times, home, tables)
        .iter()
        .map(|amount| {
            json!({
                "start": points.at(amount.start), "end": points.at(amount.end),
                "value": amount.value.map(shown), "value_max": amount.value_max.map(shown),
                "unit": amount.unit, "currency": amount.currency, "qualifier": amount.qualifier.as_str(),
            })
        })
        .collect();
    let mut answer = row.clone();
    if let Some(fields) = answer.as_object_mut() {
        fields.insert("amounts".to_owned(), Value::Array(amounts));
    }
    answer
}

#[cfg(test)]
mod tests;
