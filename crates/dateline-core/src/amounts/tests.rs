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
fn a_shared_sign_means_the_money_of_the_newsroom() {
    let read = |text: &str, home: Option<&str>| {
        let found = read_amounts_at_home(text, None, &[], home, tables());
        (found[0].currency.clone().unwrap_or_default(), found[0].currency_alternatives.join(" "))
    };
    let pair = |currency: &str, other: &str| (currency.to_owned(), other.to_owned());
    assert_eq!(read("The port cost $40 million.", Some("AUD")), pair("AUD", "USD"));
    assert_eq!(read("The port cost 40 million dollars.", Some("CAD")), pair("CAD", "USD"));
    assert_eq!(read("The port cost US$40 million.", Some("AUD")), pair("USD", ""));
    assert_eq!(read("The port cost $40 million.", Some("GBP")), pair("USD", ""));
    assert_eq!(read("The port cost $40 million.", None), pair("USD", ""));
    assert_eq!(read("The port cost 40 million rupees.", Some("PKR")), pair("PKR", "INR"));
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
            if row.cell("gives").ok() == Some("") {
                if hit.is_some() {
                    faults.push(format!("{file}:{}: {example} must give nothing: {found:?}", row.line));
                }
                return Ok(());
            }
            let right = hit.is_some_and(|a| match file {
                "data/amounts/name_words.tsv" => a.value.map(shown).as_deref() == row.cell("gives").ok(),
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
    fn an_amount_reads_back(units in 1_i64..1_000_000_000, scale in 0_u32..3, kind in 0_usize..6) {
        let number = Decimal::new(units, scale).normalize();
        let texts = [
            format!("It cost ${number}."),
            format!("It cost {number} euros."),
            format!("It cost {number} million yen."),
            format!("It holds {number} tonnes."),
            format!("It rose {number} percent."),
            format!("It sank {number} ships."),
        ];
        let wanted = if kind == 2 { number * Decimal::from(1_000_000) } else { number };
        // Four figures that can be a year are read as one where nothing else tells.
        prop_assume!(kind != 5 || number.scale() > 0 || !(1000..2200).contains(&units));
        let found = read_amounts(&texts[kind], None, tables());
        prop_assert_eq!(found.first().and_then(|a| a.value), Some(wanted), "{}", &texts[kind]);
    }

    #[test]
    fn a_printed_amount_reads_back(words in proptest::collection::vec(0_usize..WORDS.len(), 1..10)) {
        let text: Vec<&str> = words.iter().map(|&at| WORDS[at]).collect();
        let text = text.join(" ");
        for amount in read_amounts(&text, None, tables()) {
            let row = amount.to_quantity_row(&text);
            let back = row.value.as_deref().map(|value| value.parse::<Decimal>().expect("a decimal"));
            prop_assert_eq!(back, amount.value.map(|value| value.normalize()));
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
