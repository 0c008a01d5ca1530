//! When two amounts say the same: equal at the precision of the rounder one, inside their qualifiers.

use crate::{
    rows::QuantityRow,
    words::{AmountKind, Qualifier},
};
use rust_decimal::Decimal;

/// "About" and its kin give this share either way.
const ABOUT_SHARE: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// The values that an amount leaves possible; an open side is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reach {
    low: Option<Decimal>,
    high: Option<Decimal>,
}

/// True where the two could be compared at all: same sort of amount, unit and currency.
pub(crate) fn comparable(a: &QuantityRow, b: &QuantityRow) -> bool {
    let rank = |row: &QuantityRow| row.rank.is_some() || row.kind == AmountKind::Rank;
    rank(a) == rank(b)
        && a.currency == b.currency
        && a.unit == b.unit
        && a.per == b.per
        && a.lasting == b.lasting
}

/// True where the two say the same. Ranks must be equal; numbers may differ by half a unit in the last figure that the
/// rounder one keeps, or by what their qualifiers leave open.
pub(crate) fn agree(a: &QuantityRow, b: &QuantityRow) -> bool {
    if let (Some(one), Some(two)) = (a.rank, b.rank) {
        return one == two;
    }
    let (Some(one), Some(two)) = (reach(a), reach(b)) else { return false };
    let below =
        |low: Option<Decimal>, high: Option<Decimal>| low.zip(high).is_none_or(|(low, high)| low <= high);
    below(one.low, two.high) && below(two.low, one.high)
}

fn reach(row: &QuantityRow) -> Option<Reach> {
    let value: Decimal = row.value.as_deref()?.parse().ok()?;
    let half = last_figure(value) / Decimal::TWO;
    let around = |slack: Decimal| Reach { low: Some(value - slack), high: Some(value + slack) };
    Some(match row.qualifier {
        Qualifier::AtLeast | Qualifier::MoreThan => Reach { low: Some(value), high: None },
        Qualifier::AtMost | Qualifier::LessThan | Qualifier::UpTo => Reach { low: None, high: Some(value) },
        Qualifier::About | Qualifier::Nearly => around((value.abs() * ABOUT_SHARE).max(half)),
        Qualifier::Exact => around(half),
        _ => Reach {
            low: Some(value),
            high: row.value_max.as_deref().and_then(|max| max.parse().ok()).or(Some(value)),
        },
    })
}

/// Unit of the last figure that is kept: 10 for 50, 100 for 1200, 0.1 for 2.5; 1 for a number below ten.
fn last_figure(value: Decimal) -> Decimal {
    let value = value.normalize();
    if value.scale() > 0 {
        return Decimal::new(1, value.scale());
    }
    let (mut unit, mut rest) = (Decimal::ONE, value.abs());
    while rest >= Decimal::TEN && (rest % Decimal::TEN).is_zero() {
        rest /= Decimal::TEN;
        unit *= Decimal::TEN;
    }
    unit
}

/// The period that a figure is of, where it is a calendar one.
pub(crate) fn period(row: &QuantityRow) -> Option<String> {
    row.period.clone().filter(|period| period.starts_with(|c: char| c.is_ascii_digit()))
}

/// True for money, ranks, shares and rates; a plain count needs an owner to mean something.
pub(crate) fn is_measured(row: &QuantityRow) -> bool {
    row.currency.is_some()
        || row.rank.is_some()
        || !matches!(row.kind, AmountKind::Count | AmountKind::Duration)
}

/// An amount in words: `about 50 aircraft`, `US$10 billion`, `rank 8`. "Between" is told by its two ends.
pub(crate) fn in_words(row: &QuantityRow) -> String {
    let mut words: Vec<String> = Vec::new();
    if let Some(rank) = row.rank {
        words.push(format!("rank {rank}"));
    } else if let Some(value) = row.value.as_deref() {
        let hedge = row.qualifier.as_str().replace('_', " ");
        words.extend((!matches!(row.qualifier, Qualifier::Exact | Qualifier::Between)).then_some(hedge));
        words.push(match row.currency.as_deref() {
            Some(currency) => money(currency, value),
            None => grouped(value),
        });
        words.extend(row.value_max.as_deref().map(|max| format!("to {}", grouped(max))));
        words.extend(row.unit.clone().filter(|_| row.currency.is_none()));
    }
    words.extend(row.per.as_deref().map(|per| format!("per {per}")));
    words.extend(row.lasting.as_deref().map(|length| format!("for {length}")));
    words.extend(period(row).map(|period| format!("({period})")));
    words.join(" ")
}

/// Money as people write it: `US$1.4 billion`, `KZT 14 billion`, `€900,000`.
fn money(currency: &str, value: &str) -> String {
    let sign = match currency {
        "USD" => "US$".to_owned(),
        "EUR" => "€".to_owned(),
        "GBP" => "£".to_owned(),
        other => format!("{other} "),
    };
    let scales = [("trillion", 1_000_000_000_000_i64), ("billion", 1_000_000_000), ("million", 1_000_000)];
    let amount: Option<Decimal> = value.parse().ok();
    let scaled = amount.and_then(|amount| {
        let (name, scale) = scales.iter().find(|(_, scale)| amount.abs() >= Decimal::from(*scale))?;
        Some(format!("{} {name}", (amount / Decimal::from(*scale)).normalize()))
    });
    format!("{sign}{}", scaled.unwrap_or_else(|| grouped(value)))
}

/// Digits before the point in groups of three.
fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_once('.').map_or((number, String::new()), |(w, r)| (w, format!(".{r}")));
    let digits = whole.trim_start_matches('-');
    let mut out = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) && digits.len() > 4 {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{}{out}{rest}", if whole.starts_with('-') { "-" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(value: &str, qualifier: Qualifier) -> QuantityRow {
        QuantityRow {
            value: Some(value.to_owned()),
            value_max: None,
            unit: Some("person".to_owned()),
            currency: None,
            qualifier,
            kind: AmountKind::Count,
            measure: None,
            per: None,
            lasting: None,
            period: None,
            rank: None,
            scope: None,
            after: Vec::new(),
        }
    }

    #[track_caller]
    fn check(a: (&str, Qualifier), b: (&str, Qualifier), want: bool) {
        let (one, two) = (amount(a.0, a.1), amount(b.0, b.1));
        assert_eq!(agree(&one, &two), want, "{a:?} {b:?}");
        assert_eq!(agree(&two, &one), want, "{b:?} {a:?}");
    }

    #[test]
    fn numbers_agree_at_the_coarser_precision() {
        use Qualifier::{About, AtLeast, AtMost, Exact, MoreThan};
        check(("47", Exact), ("50", Exact), true);
        check(("44", Exact), ("50", Exact), false);
        check(("41", Exact), ("43", Exact), false);
        check(("100000000", Exact), ("104000000", Exact), true);
        check(("50", About), ("55", Exact), true);
        check(("12", AtLeast), ("15", Exact), true);
        check(("12", AtLeast), ("9", Exact), false);
        check(("12", MoreThan), ("9", AtMost), false);
        check(("2.5", Exact), ("2.54", Exact), true);
    }

    #[test]
    fn money_is_written_as_people_write_it() {
        assert_eq!(money("USD", "1400000000"), "US$1.4 billion");
        assert_eq!(money("KZT", "14000000000"), "KZT 14 billion");
        assert_eq!(money("EUR", "900000"), "€900,000");
    }

    #[test]
    fn numbers_are_grouped_for_reading() {
        assert_eq!(grouped("10000000000"), "10,000,000,000");
        assert_eq!(grouped("2023"), "2023");
        assert_eq!(grouped("-12500.5"), "-12,500.5");
    }
}
