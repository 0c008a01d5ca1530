//! One mention alone, for checks and for people who want to see why: its country, sectors, name and person, and how each
//! word was resolved.

use super::generic::head_of;
use super::resolve::read_actors_since;
use super::{Actor, ActorKind, ActorMention, ActorTables, Via, analyze};
use crate::places::{PlaceContext, PlaceMention, PlaceTables, find_places};
use crate::scan::CodePoints;
use dateline_lang::{Analyzer, Doc, Rel};
use jiff::{ToSpan, civil::Date};
use serde_json::{Value, json};

/// Without a date, offices that ended this long before the last day the tables know are over.
const UNDATED_YEARS: i64 = 3;

/// Answers a row `{id, text, date?}` whose `text` is one mention ("Knesset", "a Kenyan minister") or a passage.
///
/// Adds `country`, `sector`, `sectors`, `name` and `person` of the party that the words are about, and `resolved`: each
/// mention with the row of the table and the way it was found, and `notes` on what was not sure. Without a date
/// offices that ended years before the last day the tables know are over: a mention alone has no report to tell its time.
pub fn inspect_actors(
    row: &Value,
    tables: &ActorTables,
    places: &PlaceTables,
    analyzer: &dyn Analyzer,
) -> Value {
    let text = row["text"].as_str().unwrap_or_default();
    let day = row["date"].as_str().and_then(|day| day.parse().ok());
    let since = tables.last_day().and_then(|day: Date| day.checked_sub(UNDATED_YEARS.years()).ok());
    let doc = analyze(text, std::slice::from_ref(&(0..text.len() as u32)), tables, analyzer);
    let named_places = find_places(text, Some(&doc), &PlaceContext::default(), places);
    let read = read_actors_since(text, &doc, (day, since), tables, &named_places);
    let root = (0..doc.tokens.len()).find(|&token| doc.tokens[token].head.is_none());
    let best = read.mentions.iter().max_by_key(|mention| weight(mention, &doc, root));
    let told = best.and_then(|mention| mention.actors.first()).cloned();
    let place = named_places.iter().find(|place| is_of(place, tables)).or(named_places.first());
    let actor = told.or_else(|| place.map(|place| city(place, tables)));
    let mut answer = row.clone();
    let country = actor.as_ref().and_then(|actor| actor.country.clone());
    let country =
        country.or_else(|| read.mentions.iter().find_map(|mention| mention.actors[0].country.clone()));
    let country = country.or_else(|| place.and_then(|place| place.place.country.clone()));
    let sector = actor.as_ref().and_then(|actor| actor.sector.clone());
    let secondary = actor.as_ref().map(|actor| actor.secondary.clone()).unwrap_or_default();
    answer["country"] = json!(country);
    answer["sector"] = json!(sector);
    answer["sectors"] = json!(sector.into_iter().chain(secondary).collect::<Vec<_>>());
    answer["name"] = json!(actor.as_ref().map(|actor| actor.name.clone()));
    answer["person"] = json!(actor.and_then(|actor| actor.person));
    answer["resolved"] = resolved(text, &doc, &read.mentions);
    answer["notes"] = json!(read.notes.iter().map(ToString::to_string).collect::<Vec<_>>());
    answer
}

/// Each mention: its words and place in the text (code points), its party, the way it was found, the row that told it.
fn resolved(text: &str, doc: &Doc, mentions: &[ActorMention]) -> Value {
    let points = CodePoints::of(text);
    let each = mentions.iter().map(|mention| {
        let words = mention.first as usize..mention.last as usize;
        let actor = &mention.actors[0];
        let start = doc.tokens[words.start].start as usize;
        let end = doc.tokens[words.end - 1].end as usize;
        json!({
            "words": doc.words(text, words), "start": points.at(start), "end": points.at(end),
            "name": actor.name, "code": actor.code(), "country": actor.country, "sector": actor.sector,
            "person": actor.person, "via": mention.via.as_str(), "row": mention.rule,
        })
    });
    each.collect()
}

/// The mention that the words are about stands at their head; failing that, names of people and organisations tell most,
/// then common nouns, then states and nationalities that qualify them.
fn weight(mention: &ActorMention, doc: &Doc, root: Option<usize>) -> (bool, u8, u32) {
    let (first, last) = (mention.first as usize, mention.last as usize);
    let rank = match (mention.via, mention.actors[0].kind) {
        (Via::Name | Via::Entity | Via::Surname, kind) if kind != ActorKind::State => 3,
        (Via::Generic | Via::Reference, _) => 2,
        (Via::Name | Via::Metonym, _) => 1,
        _ => 0,
    };
    let heads = root.is_some_and(|root| {
        mention.covers(root)
            // "Ambassador Ann Roe": the name stands beside the title that heads the words.
            || head_of(doc, first..last).map(|head| &doc.tokens[head]).is_some_and(|head| {
                head.head == Some(root as u32) && matches!(head.rel, Rel::Flat | Rel::Appos)
            })
    });
    (heads && rank > 1, rank, mention.last - mention.first)
}

/// A city that is no capital stands for its people, a capital for the government.
fn city(place: &PlaceMention, tables: &ActorTables) -> Actor {
    let capital = is_of(place, tables);
    let peopled = matches!(place.place.kind.as_str(), "city" | "town" | "village" | "suburb" | "capital");
    let sector = if capital { Some("GOV") } else { peopled.then_some("CVL") };
    Actor {
        kind: ActorKind::Generic,
        name: place.place.name.clone(),
        country: place.place.country.clone(),
        sector: sector.map(str::to_owned),
        secondary: Vec::new(),
        person: None,
    }
}

/// Whether a place is the capital of its state.
fn is_of(place: &PlaceMention, tables: &ActorTables) -> bool {
    let state = place.place.country.as_deref().and_then(|code| tables.state(code));
    state.is_some_and(|state| state.capital.as_deref() == Some(place.place.name.as_str()))
}
