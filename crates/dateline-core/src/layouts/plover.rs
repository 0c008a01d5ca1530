//! PLOVER JSON lines: one event a line, actors in lists.

use super::{day_of, published, publisher};
use crate::rows::{ActorRow, MentionRow, ReportRow};
use serde_json::{Map, Value, json};

pub(super) fn line(report: &ReportRow, row: &MentionRow) -> String {
    let when = row.when.as_ref();
    let start = day_of(report, row);
    let end = when.and_then(|when| when.end.clone()).filter(|end| Some(end) != start.as_ref());
    let event = json!({
        "id": row.id,
        "date": start,
        "enddate": end,
        "actor": row.actors.iter().map(entity).collect::<Vec<_>>(),
        "recipient": row.recipients.iter().map(entity).collect::<Vec<_>>(),
        "event": [row.plover],
        "mode": row.modes,
        "context": row.contexts,
        "quad_code": row.quad,
        "event_scale": row.intensity,
        "event_loc": row.place.as_ref().map(|place| json!({
            "resolved_place": place.name,
            "geonameid": place.geonames,
            "lat": place.lat,
            "lon": place.lon,
            "country_code": place.country,
        })),
        "event_text": row.quote,
        "cite_info": {
            "citation": row.citation,
            "title": report.title,
            "language": report.language,
            "publication": publisher(row),
            "date": published(report),
        },
        "coder": concat!("dateline ", env!("CARGO_PKG_VERSION")),
        "comment": row.status.map(|status| format!("status {status}")),
    });
    without_null(event).to_string()
}

fn entity(actor: &ActorRow) -> Value {
    json!({
        "code": actor.country,
        "sector": actor.sector,
        "entity_text": actor.text,
        "identifier_text": actor.person.as_ref().unwrap_or(&actor.name),
    })
}

/// Optional fields are left out where nothing is known.
fn without_null(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let known = fields.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(known.map(|(key, value)| (key, without_null(value))).collect::<Map<_, _>>())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(without_null).collect()),
        other => other,
    }
}
