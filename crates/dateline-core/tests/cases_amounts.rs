//! Runs the cases of `data/cases/amounts.*.tsv`: every `dev` case is right, the blind `test` half to a share that only rises.

mod case_table;

use dateline_core::amounts::{Amount, AmountTables, read_amounts};
use rust_decimal::Decimal;
use std::sync::LazyLock;

static TABLES: LazyLock<AmountTables> =
    LazyLock::new(|| AmountTables::embedded().expect("the tables are sound"));

/// `class text expression value unit qualifier of`, as the head of the file tells.
const COLUMNS: usize = 7;

fn judge(cells: &[String]) -> Result<(), String> {
    let [_, text, expression, value, unit, qualifier, of] = cells else {
        return Err("not seven cells".to_owned());
    };
    let start = text.find(expression.as_str()).ok_or_else(|| format!("`{expression}` is not in the text"))?;
    let end = start + expression.len();
    let found = read_amounts(text, None, &TABLES);
    let over: Vec<&Amount> = found.iter().filter(|a| a.start < end && start < a.end).collect();
    let shown = || -> Vec<_> {
        let of = |a: &Amount| a.of.map(|(first, last)| text[first..last].to_owned());
        let unit = |a: &Amount| a.currency.clone().or_else(|| a.unit.clone());
        over.iter()
            .map(|a| (&text[a.start..a.end], a.value, a.value_max, a.rank, unit(a), a.qualifier, of(a)))
            .collect()
    };
    if value == "-" {
        return if over.is_empty() {
            Ok(())
        } else {
            Err(format!("{text} must give nothing: {:?}", shown()))
        };
    }
    let right = over.iter().any(|amount| {
        has_value(amount, value)
            && has_unit(amount, text, unit)
            && (qualifier == "?" || amount.qualifier.as_str() == qualifier)
            && counts(amount, text, of)
    });
    if right {
        Ok(())
    } else {
        Err(format!("{text} [{expression}] {value} {unit} {qualifier} {of}: {:?}", shown()))
    }
}

fn has_value(amount: &Amount, want: &str) -> bool {
    let number = |text: &str| text.parse::<Decimal>().ok();
    match want.split_once("..") {
        _ if want == "?" => true,
        Some((low, high)) => amount.value == number(low) && amount.value_max == number(high),
        None => {
            let have = amount.value.or(amount.rank.map(Decimal::from));
            // Thirds and the like are kept to four places.
            have.map(|n| n.round_dp(4)) == number(want).map(|n| n.round_dp(4)) && amount.value_max.is_none()
        }
    }
}

/// A bare count may carry the noun counted as its unit; "-" then asks for none.
fn has_unit(amount: &Amount, text: &str, want: &str) -> bool {
    let have = amount.currency.as_deref().or(amount.unit.as_deref());
    match (want, have) {
        ("?", _) | ("-", None) => true,
        ("-", Some(unit)) => amount.currency.is_none() && text.contains(unit),
        (want, Some(unit)) => want.split('|').any(|spelling| spelling == unit || same_unit(spelling, unit)),
        (want, None) => amount.measure.as_deref().is_some_and(|m| want.split('|').any(|w| w == m)),
    }
}

/// UCUM's sign or the British spelling for what the program prints.
fn same_unit(want: &str, have: &str) -> bool {
    let plain = want.replace("metre", "meter").replace("litre", "liter").replace("degree Celsius", "celsius");
    let sign = matches!(
        (want, have),
        ("%", "percent") | ("km", "kilometer") | ("kg", "kilogram") | ("t", "tonne") | ("Cel", "celsius")
    );
    sign || plain == have
}

fn counts(amount: &Amount, text: &str, want: &str) -> bool {
    let of = amount.of.map(|(first, last)| &text[first..last]);
    want == "-"
        || want == "?"
        || of.is_some_and(|of| {
            of == want || of.ends_with(want) || of.starts_with(want) || of.split(' ').any(|word| word == want)
        })
        || amount.measure.as_deref() == Some(want)
}

#[test]
fn every_dev_case_is_right() {
    case_table::all_right("amounts.dev.tsv", COLUMNS, judge);
}

#[test]
fn the_blind_cases_are_mostly_right() {
    case_table::mostly_right("amounts.test.tsv", COLUMNS, 0.90, judge);
}
