//! Every row of the tables reads its example; the cases that each version must pass; laws for all texts.

use super::*;
use crate::tables::walk_table;
use proptest::prelude::*;
use std::sync::OnceLock;

fn tables() -> &'static AmountTables {
    static TABLES: OnceLock<AmountTables> = OnceLock::new();
    TABLES.get_or_init(|| AmountTables::embedded().expect("the tables are sound"))
}

/// One line for an amount: its words, then what was read.
fn render(text: &str) -> Vec<String> {
    let words = |(start, end): Words| text[start..end].to_owned();
    let mut lines = Vec::new();
    for a in read_amounts(text, None, tables()) {
        let mut line = format!("{} |", &text[a.start..a.end]);
        for part in [a.value.map(shown), a.value_max.map(|v| format!("to {}", shown(v))), a.currency, a.unit]
        {
            line.extend(part.map(|part| format!(" {part}")));
        }
        if a.qualifier != Qualifier::Exact {
            line += &format!(" {}", a.qualifier);
        }
        line.extend(a.rank.map(|rank| format!(" #{rank}")));
        line.extend(a.measure.map(|measure| format!(" of {measure}")));
        line.extend(a.per.map(|per| format!(" per {per}")));
        line.extend(a.lasting.map(|lasting| format!(" for {lasting}")));
        line.extend(a.derived.map(|derived| format!(" = {}", shown(derived))));
        line.extend(a.period.map(|period| format!(" in {period}")));
        line.extend(a.scope.map(|scope| format!(" among {}", words(scope))));
        line.extend(a.after.into_iter().map(|name| format!(" after {}", words(name))));
        lines.push(line);
    }
    lines
}

#[track_caller]
fn check(text: &str, want: &[&str]) {
    assert_eq!(render(text), want, "{text}");
}

#[test]
fn money_is_read_with_its_rate_and_length() {
    check(
        "Oslo offered only $40 million per year for five years.",
        &["$40 million | 40000000 USD per year for P5Y = 200000000"],
    );
    check("It won a contract worth about €1.2bn.", &["€1.2bn | 1200000000 EUR about"]);
    check("The bridge will cost $5–7 billion.", &["$5–7 billion | 5000000000 to 7000000000 USD between"]);
    check("Fees are between 3 and 5 percent.", &["3 and 5 percent | 3 to 5 percent between"]);
    check("It paid A$30m to the union.", &["A$30m | 30000000 AUD"]);
    check("Aid of 250 million Swiss francs arrived.", &["250 million Swiss francs | 250000000 CHF"]);
    check(
        "The dam swallowed billions of dollars.",
        &["billions of dollars | 2000000000 to 9999999999 USD millions"],
    );
}

#[test]
fn counts_name_the_thing_counted() {
    check("Kenya ordered about 30 Embraer Co. 190 Max jets.", &["30 | 30 about of jet"]);
    check("A 17-nation force landed.", &["17 | 17 of nation"]);
    check("Dozens of cooperation documents were signed.", &["Dozens | 24 to 99 dozens of document"]);
    check("At least two dozen ships left.", &["two dozen | 24 at_least of ship"]);
    check("Half a million refugees crossed.", &["Half a million | 500000 of refugee"]);
    check("Up to 200,000 people marched.", &["200,000 | 200000 up_to of person"]);
    check("A third of the voters stayed away.", &["A third | 0.3333 of voter"]);
}

#[test]
fn ranks_name_their_order() {
    check(
        "Peru has the second-largest copper reserves after Chile.",
        &["second-largest | #2 of copper reserve after Chile"],
    );
    check(
        "The gap is the third largest after Brazil and Chile.",
        &["third largest | #3 after Brazil after Chile"],
    );
    check(
        "By 1998 Ghana was the sixth-largest trade partner for the Netherlands.",
        &["sixth-largest | #6 of trade partner among Netherlands"],
    );
}

#[test]
fn dates_and_names_are_no_amounts() {
    check("They met on 10 September 2019 at 9:30 pm in Room 12.", &[]);
    check("A Boeing 737 landed.", &[]);
}

#[test]
fn every_row_reads_its_example() {
    let mut faults = Vec::new();
    for (file, text) in tables::files() {
        walk_table(file, text, |row| {
            let example = row.cell("example")?;
            let (Some(start), Some(end)) = (example.find('['), example.find(']')) else {
                return Err(row.fault("no [words]"));
            };
            let plain = example.replace(['[', ']'], "");
            let found = read_amounts(&plain, None, tables());
            let hit = found.iter().find(|a| a.start < end - 1 && start < a.end);
            let right = hit.is_some_and(|a| match file {
                "data/amounts/currencies.tsv" => {
                    a.currency.as_deref() == row.cell("code").ok()
                        && a.value.map(shown).as_deref() == row.cell("gives").ok()
                }
                "data/amounts/units.tsv" => a.unit.as_deref() == row.cell("gives").ok(),
                "data/amounts/qualifiers.tsv" => Ok(a.qualifier.as_str()) == row.cell("qualifier"),
                _ => a.rank == Some(2),
            });
            if !right {
                faults.push(format!("{file}:{}: {example}: {found:?}", row.line));
            }
            Ok(())
        })
        .expect("the table is sound");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

proptest! {
    #[test]
    fn no_text_makes_it_fail(text in "\\PC{0,80}") {
        for amount in read_amounts(&text, None, tables()) {
            prop_assert!(text.is_char_boundary(amount.start) && text.is_char_boundary(amount.end));
        }
    }

    #[test]
    fn the_lower_end_comes_first(words in proptest::collection::vec(0_usize..WORDS.len(), 1..10)) {
        let text: Vec<&str> = words.iter().map(|&at| WORDS[at]).collect();
        for amount in read_amounts(&text.join(" "), None, tables()) {
            if let (Some(low), Some(high)) = (amount.value, amount.value_max) {
                prop_assert!(low <= high);
            }
        }
    }
}

const WORDS: [&str; 24] = [
    "$", "5", "7.5", "billion", "-", "to", "between", "and", "three", "hundreds", "of", "dollars", "km",
    "percent", "second", "largest", "after", "Chile", "a", "half", "per", "year", "for", "minus",
];
