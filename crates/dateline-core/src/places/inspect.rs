//! `dateline inspect places`: one row, its places, and for each what decided and which namesakes there are.

use super::{Place, PlaceContext, PlaceTables, find_places};
use crate::scan::CodePoints;
use dateline_lang::{Analyzer, whole};
use serde_json::{Value, json};

/// Answers one row `{id, text}` with `places` added; offsets count code points.
pub fn inspect_places(row: &Value, analyzer: &dyn Analyzer, tables: &PlaceTables) -> Value {
    let text = row.get("text").and_then(Value::as_str).unwrap_or("");
    let points = CodePoints::of(text);
    let doc = analyzer.analyze(text, &[whole(text)]);
    let places: Vec<Value> = find_places(text, Some(&doc), &PlaceContext::default(), tables)
        .iter()
        .map(|mention| {
            let place = &mention.place;
            let others: Vec<Value> = mention
                .alternatives
                .iter()
                .map(|other| {
                    let mut told = facts(&other.place);
                    told["behind"] = json!((other.behind * 10.0).round() / 10.0);
                    told
                })
                .collect();
            json!({
                "start": points.at(mention.start), "end": points.at(mention.end), "name": place.name,
                "country": place.country, "lat": place.lat, "lon": place.lon, "geonames": place.geonames,
                "kind": place.kind.as_str(), "parent": place.parent, "population": place.population,
                "acts": mention.acts, "rule": mention.rule(), "undecided": mention.undecided, "others": others,
            })
        })
        .collect();
    let mut answer = row.clone();
    if let Some(fields) = answer.as_object_mut() {
        fields.insert("places".to_owned(), Value::Array(places));
    }
    answer
}

fn facts(place: &Place) -> Value {
    json!({
        "name": place.name, "country": place.country, "parent": place.parent, "kind": place.kind.as_str(),
        "geonames": place.geonames,
    })
}
