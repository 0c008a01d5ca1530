//! The stage `status` alone: rows in, the same rows with the status of every event word.

use super::{DayWords, StatusReading, StatusTables, status_of};
use crate::attribution::places::{CodePoints, analyze};
use crate::attribution::{SpeechTables, read_statements};
use crate::times::{TimeTables, tag_times};
use dateline_lang::{Analyzer, Doc, Upos};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::ops::Range;

/// Adds `certainty`, `polarity`, `time_ref`, `status`, and why (`path`, `rules`) to every event of a row `{id, text, doc_date?, events}`.
/// Offsets are code points of `text`; `doc_date` (`2023-09-10`) is the day that its days are measured against. An event without a word in the text keeps its keys and gains nothing.
pub fn inspect_status(
    row: &Value,
    analyzer: &dyn Analyzer,
    speech: &SpeechTables,
    tables: &StatusTables,
    times: &TimeTables,
) -> Value {
    let text = row.get("text").and_then(Value::as_str).unwrap_or_default();
    let doc = analyze(text, analyzer);
    let places = CodePoints::of(text);
    let statements = read_statements(text, &doc, speech);
    let days = day_words(text, &doc, row, times);
    let mut out = row.clone();
    let events = out.get_mut("events").and_then(Value::as_array_mut);
    for event in events.into_iter().flatten() {
        let Some(word) = event_word(event, &doc, &places) else { continue };
        let reading = status_of(text, &doc, word, &statements, &days, None, tables);
        add(event, &reading);
    }
    out
}

/// The days that the text names, against the day of the report where the row tells it.
fn day_words(text: &str, doc: &Doc, row: &Value, times: &TimeTables) -> Vec<DayWords> {
    let day = row.get("doc_date").and_then(Value::as_str).and_then(|day| day.get(..10)?.parse::<Date>().ok());
    tag_times(text, Some(doc), day, times)
        .iter()
        .map(|time| (time.start..time.end, day.and_then(|day| time.against(day))))
        .collect()
}

fn add(event: &mut Value, reading: &StatusReading) {
    let answer = json!({
        "certainty": reading.certainty,
        "polarity": reading.polarity,
        "time_ref": reading.time_ref,
        "status": reading.status,
        "path": reading.governor_path,
        "rules": reading.rules,
    });
    if let (Some(event), Value::Object(answer)) = (event.as_object_mut(), answer) {
        event.extend(answer);
    }
}

/// The head of the words of an event: the one whose own head lies outside them.
fn event_word(event: &Value, doc: &Doc, places: &CodePoints) -> Option<usize> {
    let point = |key: &str| event.get(key).and_then(Value::as_u64).map(|at| places.byte(at as usize));
    let (start, end) = (point("start")?, point("end")?);
    let tokens = touching(doc, start..end);
    let outside = |t: &usize| doc.tokens[*t].head.is_none_or(|head| !tokens.contains(&(head as usize)));
    let words = || tokens.clone().filter(|&t| doc.tokens[t].upos != Upos::Punct);
    words().find(outside).or_else(|| words().next())
}

fn touching(doc: &Doc, bytes: Range<u32>) -> Range<usize> {
    let first = doc.tokens.partition_point(|t| t.end <= bytes.start);
    let last = doc.tokens.partition_point(|t| t.start < bytes.end);
    first..last.max(first)
}
