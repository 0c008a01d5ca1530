//! The stage `quotes` alone: rows in, the same rows with the contents and speakers that were found.

use super::places::{CodePoints, analyze};
use super::{SpeechTables, Statement, read_statements};
use dateline_lang::Analyzer;
use serde_json::{Value, json};

/// Adds `quotes` to a row `{id, text}`: content, speaker and cue of every statement that says something in a clause
/// or in marks. Offsets are code points of `text`. A row without a text gets an empty list.
pub fn inspect_quotes(row: &Value, analyzer: &dyn Analyzer, tables: &SpeechTables) -> Value {
    let text = row.get("text").and_then(Value::as_str).unwrap_or_default();
    let doc = analyze(text, analyzer);
    let places = CodePoints::of(text);
    let statements = read_statements(text, &doc, tables);
    let told = statements.iter().filter(|s| !s.content_tokens.is_empty() && !s.of_thing);
    let quotes: Vec<Value> = told.map(|s| quote(s, &doc, &places)).collect();
    let mut out = row.clone();
    if let Some(keys) = out.as_object_mut() {
        keys.insert("quotes".to_owned(), Value::Array(quotes));
    }
    out
}

fn quote(statement: &Statement, doc: &dateline_lang::Doc, places: &CodePoints) -> Value {
    let speaker = statement.speaker_tokens.as_ref().filter(|tokens| !tokens.is_empty());
    let start = speaker.map(|tokens| places.at(doc.tokens[tokens.start].start));
    let end = speaker.map(|tokens| places.at(doc.tokens[tokens.end - 1].end));
    json!({
        "start": places.at(statement.content.start),
        "end": places.at(statement.content.end),
        "speaker_start": start,
        "speaker_end": end,
        "cue": statement.cue,
    })
}
