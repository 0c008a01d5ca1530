//! Runs the cases of `data/cases/times.*.tsv`: every `dev` case is right, the blind `test` half to a share that only rises.

mod case_table;

use dateline_core::times::{TimeMention, TimeTables, tag_times};
use jiff::civil::Date;
use std::sync::LazyLock;

static TABLES: LazyLock<TimeTables> = LazyLock::new(|| TimeTables::embedded().expect("the tables are sound"));

/// `class day text expression value start end`, as the head of the file tells.
const COLUMNS: usize = 7;

fn judge(cells: &[String]) -> Result<(), String> {
    let [_, day, text, expression, value, first, last] = cells else {
        return Err("not seven cells".to_owned());
    };
    let start = text.find(expression.as_str()).ok_or_else(|| format!("`{expression}` is not in the text"))?;
    let end = start + expression.len();
    let anchor: Date = day.parse().map_err(|_| format!("`{day}` is no day"))?;
    let found = tag_times(text, None, Some(anchor), &TABLES);
    let over = |m: &&TimeMention| m.start < end && start < m.end;
    let shown = || -> Vec<_> {
        let show = |m: &TimeMention| (text[m.start..m.end].to_owned(), m.value.clone(), m.first, m.last);
        found.iter().filter(over).map(show).collect()
    };
    if value == "-" {
        let none = found.iter().filter(over).all(|m| m.mark);
        return if none { Ok(()) } else { Err(format!("{text} must give nothing: {:?}", shown())) };
    }
    let right = |m: &&TimeMention| {
        let days = |want: &str, have: Option<Date>| match want {
            "?" => true,
            "-" => true,
            want => have.is_some_and(|have| have.to_string() == want),
        };
        let have = m.value.as_deref().unwrap_or("-");
        // "the past six months" may be told as a length with its first and last day, or as the range of these days.
        let as_range = value.starts_with('P') && have.contains('/') && !matches!(&**first, "-" | "?");
        (same_value(have, value) || as_range) && days(first, m.first) && days(last, m.last)
    };
    if found.iter().filter(over).any(|m| right(&m)) {
        return Ok(());
    }
    // A range of which the case names one end only.
    let part = found.iter().filter(over).flat_map(|m| &m.parts).any(|part| {
        part.start < end
            && start < part.end
            && part.value.as_deref().is_some_and(|have| same_value(have, value))
    });
    if part { Ok(()) } else { Err(format!("{text} [{expression}] {value} {first}..{last}: {:?}", shown())) }
}

/// Values that spell one time in two ways are the same: `T12:30Z` and `T12:30+00:00`, `P2W` and `P14D`.
fn same_value(have: &str, want: &str) -> bool {
    want == "?" || spelled(have) == spelled(want)
}

fn spelled(value: &str) -> String {
    let days = |text: &str| text.strip_prefix('P')?.strip_suffix('W')?.parse::<u32>().ok();
    if let Some(weeks) = days(value) {
        return format!("P{}D", weeks * 7);
    }
    let months = |text: &str| text.strip_prefix('P')?.strip_suffix("DE")?.parse::<u32>().ok();
    if let Some(decades) = months(value) {
        return format!("P{}Y", decades * 10);
    }
    utc(value).unwrap_or_else(|| value.trim_end_matches(":00").to_owned())
}

/// A clock time with an offset, told in UTC.
fn utc(value: &str) -> Option<String> {
    let (clock, offset) = match value.strip_suffix('Z') {
        Some(clock) => (clock, 0),
        None => {
            let at = value.rfind(['+', '-']).filter(|at| value.find('T').is_some_and(|t| t < *at))?;
            let (hours, minutes) = value[at + 1..].split_once(':')?;
            let minutes = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
            (&value[..at], if value[at..].starts_with('-') { -minutes } else { minutes })
        }
    };
    let moment: jiff::civil::DateTime = clock.parse().ok()?;
    let moment = moment.checked_sub(jiff::Span::new().try_minutes(offset).ok()?).ok()?;
    Some(format!("{}T{:02}:{:02}Z", moment.date(), moment.hour(), moment.minute()))
}

#[test]
fn every_dev_case_is_right() {
    case_table::all_right("times.dev.tsv", COLUMNS, judge);
}

#[test]
fn the_blind_cases_are_mostly_right() {
    case_table::mostly_right("times.test.tsv", COLUMNS, 0.95, judge);
}
