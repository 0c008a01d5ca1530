//! The best PLOVER type for two given parties: rules first, the linear model where they are silent or differ.

use super::{Input, Tables, code};
use crate::actors::{analyze, mark_actors};
use crate::citation::sha256_hex;
use crate::clean::Told;
use crate::events::{Pair, Tree, TypeModel};
use crate::rows::{ActorRow, MentionRow};
use crate::words::{Kind, Plover, Polarity};
use dateline_lang::Analyzer;
use serde_json::{Map, Value, json};
use std::ops::Range;

/// What a rule adds to the score of its type, by how well its parties are those that are asked for.
const BOTH_PARTIES: f32 = 3.0;
const ONE_PARTY: f32 = 1.5;
const TURNED_ROUND: f32 = 0.5;
const ELSEWHERE: f32 = 0.3;

/// Answers a row `{id, text, actor: {start, end}, recipient: {start, end}}`; spans in code points, either may be null.
pub fn inspect_type(row: &Value, tables: &Tables, model: &TypeModel, analyzer: &dyn Analyzer) -> Value {
    let text = row["text"].as_str().unwrap_or_default();
    let (actor, recipient) = (span_of(text, &row["actor"]), span_of(text, &row["recipient"]));
    let doc = analyze(text, std::slice::from_ref(&(0..text.len() as u32)), &tables.actors, analyzer);
    let mentions = mark_actors(text, &doc, None, &tables.actors);
    let tree = Tree::new(text, &doc, &mentions);
    let tokens = |span: &Option<Range<u32>>| {
        span.clone().map(|span| tree.tokens_in(span)).filter(|tokens| !tokens.is_empty())
    };
    let pair = Pair { actor: tokens(&actor), recipient: tokens(&recipient) };
    let mut scores = model.scores(&tree, &pair).types;
    for told in told_events(text, tables, analyzer) {
        // An appeal has no PLOVER type of its own; of the 16 it is closest to a request.
        let is_appeal = told.cameo.as_deref().is_some_and(|code| code.starts_with("02"));
        let appeal = is_appeal.then_some(Plover::Request);
        let bonus = fit(&told, actor.as_ref(), recipient.as_ref());
        if let Some(score) = scores.iter_mut().find(|(plover, _)| Some(*plover) == told.plover.or(appeal)) {
            score.1 = (score.1 + bonus).max(score.1);
        }
    }
    let best =
        scores.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(plover, _)| *plover);
    let mut answer = row.clone();
    answer["plover"] = json!(best.map(Plover::as_str));
    answer["quad"] = json!(best.map(Plover::quad));
    let rounded = |score: f32| json!((f64::from(score) * 1000.0).round() / 1000.0);
    let scores: Map<String, Value> =
        scores.into_iter().map(|(plover, score)| (plover.as_str().to_owned(), rounded(score))).collect();
    answer["scores"] = Value::Object(scores);
    answer
}

/// The PLOVER events that the rules read in a text.
fn told_events(text: &str, tables: &Tables, analyzer: &dyn Analyzer) -> Vec<MentionRow> {
    let report = sha256_hex(text.as_bytes());
    let input = Input {
        input: "sentence",
        report: &report,
        text,
        to_original: &u64::from,
        original: text.as_bytes(),
        told: Told::default(),
    };
    let mentions = code(&input, tables, analyzer).map(|coded| coded.mentions).unwrap_or_default();
    let is_event = |row: &MentionRow| {
        row.kind == Kind::Event
            && row.content_of.is_none()
            && (row.polarity != Some(Polarity::Negated) || row.plover == Some(Plover::Reject))
    };
    mentions.into_iter().filter(is_event).collect()
}

fn fit(row: &MentionRow, actor: Option<&Range<u32>>, recipient: Option<&Range<u32>>) -> f32 {
    let holds = |side: &[ActorRow], span: Option<&Range<u32>>| {
        span.is_some_and(|span| {
            side.iter().any(|party| party.start < u64::from(span.end) && party.end > u64::from(span.start))
        })
    };
    let acts = holds(&row.actors, actor);
    let receives = holds(&row.recipients, recipient) || (row.is_mutual() && holds(&row.actors, recipient));
    match (acts, receives) {
        (true, true) => BOTH_PARTIES,
        (true, false) | (false, true) => ONE_PARTY,
        _ if holds(&row.actors, recipient) || holds(&row.recipients, actor) => TURNED_ROUND,
        _ => ELSEWHERE,
    }
}

/// Bytes of a span in code points.
fn span_of(text: &str, span: &Value) -> Option<Range<u32>> {
    let byte = |key: &str| {
        let points = span.get(key)?.as_u64()? as usize;
        Some(text.char_indices().nth(points).map_or(text.len(), |(byte, _)| byte) as u32)
    };
    let (start, end) = (byte("start")?, byte("end")?);
    (start < end).then_some(start..end)
}
