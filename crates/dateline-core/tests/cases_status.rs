//! Sentences of our own with the status of an event: a development half that must be right, and a blind test half.

#![allow(clippy::unwrap_used)]

mod case_rows;

use case_rows::{all_right, cases, mostly_right, outcome};
use dateline_core::attribution::SpeechTables;
use dateline_core::status::{StatusTables, inspect_status};
use dateline_core::times::TimeTables;
use dateline_lang::Linear;
use serde_json::{Value, json};

const DEV: &str = include_str!("../data/cases/status.dev.tsv");
const TEST: &str = include_str!("../data/cases/status.test.tsv");

/// Share of the test half that must be right; it only rises.
const FLOOR: f64 = 0.88;

struct Tables {
    speech: SpeechTables,
    status: StatusTables,
    times: TimeTables,
}

impl Tables {
    fn embedded() -> Tables {
        Tables {
            speech: SpeechTables::embedded().unwrap(),
            status: StatusTables::embedded().unwrap(),
            times: TimeTables::embedded().unwrap(),
        }
    }

    /// `day`, `text`, `event` and the wanted `polarity`, `certainty`, `time`, `status`.
    fn check(&self, cells: &[&str]) -> Result<(), String> {
        let (day, text, event) = (cells[1], cells[2], cells[3]);
        let at = text.find(event).ok_or("the event is not in the text")?;
        let start = text[..at].chars().count();
        let span = json!({"start": start, "end": start + event.chars().count()});
        let row = json!({"id": "case", "text": text, "doc_date": day, "events": [span]});
        let out = inspect_status(&row, Linear::embedded(), &self.speech, &self.status, &self.times);
        let read = &out["events"][0];
        let word = |key: &str| read[key].as_str().unwrap_or("-");
        let got = [word("polarity"), word("certainty"), word("time_ref"), word("status")];
        let fits = |wanted: &str, got: &str| match wanted.strip_prefix('!') {
            Some(other) => got != other,
            None => wanted == "?" || wanted == got,
        };
        if cells[4..8].iter().zip(got).all(|(wanted, got)| fits(wanted, got)) {
            return Ok(());
        }
        Err(format!(
            "{got:?} read, path {} rules {}",
            word("path"),
            read.get("rules").unwrap_or(&Value::Null)
        ))
    }
}

#[test]
fn the_development_half_is_right() {
    let tables = Tables::embedded();
    let rows = cases(DEV, 8);
    assert!(rows.len() >= 125, "{} cases", rows.len());
    all_right(&rows, &outcome(&rows, |cells| tables.check(cells)));
}

#[test]
fn the_test_half_is_mostly_right() {
    let tables = Tables::embedded();
    let rows = cases(TEST, 8);
    assert!(rows.len() >= 125, "{} cases", rows.len());
    mostly_right(&rows, &outcome(&rows, |cells| tables.check(cells)), FLOOR);
}
