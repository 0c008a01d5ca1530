//! One mention alone, for checks and for people who want to see why: its country, sectors, name and person.

use super::{ActorMention, ActorTables, Via, analyze, mark_actors};
use dateline_lang::Analyzer;
use serde_json::{Value, json};

/// Answers a row `{id, text, date?}` whose `text` is one mention ("Knesset", "a Kenyan minister").
pub fn inspect_actors(row: &Value, tables: &ActorTables, analyzer: &dyn Analyzer) -> Value {
    let text = row["text"].as_str().unwrap_or_default();
    let day = row["date"].as_str().and_then(|day| day.parse().ok());
    let doc = analyze(text, std::slice::from_ref(&(0..text.len() as u32)), tables, analyzer);
    let mentions = mark_actors(text, &doc, day, tables);
    let best = mentions.iter().max_by_key(|mention| weight(mention));
    let mut answer = row.clone();
    let actor = best.and_then(|mention| mention.actors.first());
    let country = actor.and_then(|actor| actor.country.clone());
    let country = country.or_else(|| mentions.iter().find_map(|mention| mention.actors[0].country.clone()));
    answer["country"] = json!(country);
    answer["sector"] = json!(actor.and_then(|actor| actor.sector.clone()));
    answer["sectors"] = json!(actor.and_then(|actor| actor.sector.clone()).into_iter().collect::<Vec<_>>());
    answer["name"] = json!(actor.map(|actor| actor.name.clone()));
    answer["person"] = json!(actor.and_then(|actor| actor.person.clone()));
    answer
}

/// Names of people and organisations tell most, then common nouns, then states and nationalities that qualify them.
fn weight(mention: &ActorMention) -> (u8, u32) {
    let rank = match (mention.via, mention.actors[0].kind) {
        (Via::Name | Via::Entity | Via::Surname, kind) if kind != super::ActorKind::State => 3,
        (Via::Generic, _) => 2,
        (Via::Name | Via::Metonym, _) => 1,
        _ => 0,
    };
    (rank, mention.last - mention.first)
}
