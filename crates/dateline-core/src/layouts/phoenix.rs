//! Phoenix: 26 columns, one line for each pair of parties, code and day.

use super::{Dyad, Lookup, cameo_actor, cameo_role, cell, day_of, publisher};
use crate::rows::{ActorRow, MentionRow, ReportRow};

/// Roles that stand in the column of roles; others go to the attributes.
const ROLES: &[&str] =
    &["GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "MED", "EDU", "BUS", "CRM", "CVL"];

/// The line, and what must be told only once a day.
pub(super) fn line(
    report: &ReportRow,
    row: &MentionRow,
    pair: &Dyad<'_>,
    lookup: &Lookup<'_>,
) -> (String, String) {
    let day = day_of(report, row).unwrap_or_default();
    let mut parts = day.split('-');
    let mut part = || parts.next().unwrap_or_default().to_owned();
    let (year, month, date) = (part(), part(), part());
    let place = row.place.as_ref();
    let mut cells = vec![row.id.clone(), day.replace('-', ""), year, month, date];
    cells.extend(side(Some(pair.actor)));
    cells.extend(side(pair.recipient));
    cells.extend([
        pair.cameo.clone(),
        pair.cameo[..2].to_owned(),
        penta_class(&pair.cameo).to_string(),
        lookup.codes.cameo_intensity(&pair.cameo).map(|number| number.to_string()).unwrap_or_default(),
        row.contexts.join(";"),
        place.and_then(|place| place.lat).map(|degrees| degrees.to_string()).unwrap_or_default(),
        place.and_then(|place| place.lon).map(|degrees| degrees.to_string()).unwrap_or_default(),
        place.map(|place| place.name.clone()).unwrap_or_default(),
        String::new(),
        place.and_then(|place| place.country.clone()).unwrap_or_default(),
        format!("{}_{}", &report.report[..12.min(report.report.len())], row.sentence + 1),
        row.citation.clone(),
        publisher(row).unwrap_or_default().to_owned(),
    ]);
    let key = [&cells[1], &cells[5], &cells[9], &cells[13]].map(String::as_str).join(" ");
    (cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join("\t"), key)
}

/// Full code, entity, role, attributes.
fn side(actor: Option<&ActorRow>) -> [String; 4] {
    let Some(actor) = actor else { return Default::default() };
    let full = cameo_actor(actor);
    let role = actor.sector.as_deref().map_or("", cameo_role);
    let (role, rest) = if ROLES.contains(&role) { (role, "") } else { ("", role) };
    [full.clone(), full[..3].to_owned(), role.to_owned(), rest.to_owned()]
}

/// Class of a CAMEO code as Phoenix has it: 0 statements and appeals, 1 and 2 cooperation, 3 and 4 conflict.
fn penta_class(cameo: &str) -> u8 {
    match cameo.get(..2).and_then(|root| root.parse().ok()).unwrap_or(0u8) {
        0..=2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        9..=13 | 16 => 3,
        _ => 4,
    }
}
