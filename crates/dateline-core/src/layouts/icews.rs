//! ICEWS: 20 columns with a header, one line for each pair of parties.

use super::{Dyad, Lookup, cell, day_of, publisher};
use crate::rows::{ActorRow, MentionRow, ReportRow};

pub(super) const COLUMNS: [&str; 20] = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

pub(super) fn line(report: &ReportRow, row: &MentionRow, pair: &Dyad<'_>, lookup: &Lookup<'_>) -> String {
    let place = row.place.as_ref();
    let state = |actor: Option<&ActorRow>| {
        let code = actor.and_then(|actor| actor.country.as_deref());
        code.map(|code| lookup.actors.state(code).map_or(code, |state| &state.name).to_owned())
            .unwrap_or_default()
    };
    let name = |actor: Option<&ActorRow>| actor.map(|actor| actor.name.clone()).unwrap_or_default();
    let sector = |actor: Option<&ActorRow>| actor.and_then(|a| a.sector.clone()).unwrap_or_default();
    let country = place.and_then(|place| place.country.as_deref());
    let cells = [
        row.id.clone(),
        day_of(report, row).unwrap_or_default(),
        name(Some(pair.actor)),
        sector(Some(pair.actor)),
        state(Some(pair.actor)),
        row.quote.clone(),
        pair.cameo.clone(),
        lookup.codes.cameo_intensity(&pair.cameo).map(|number| number.to_string()).unwrap_or_default(),
        name(pair.recipient),
        sector(pair.recipient),
        state(pair.recipient),
        report.report[..12.min(report.report.len())].to_owned(),
        (row.sentence + 1).to_string(),
        publisher(row).unwrap_or_default().to_owned(),
        place.map(|place| place.name.clone()).unwrap_or_default(),
        String::new(),
        String::new(),
        country
            .map(|code| lookup.actors.state(code).map_or(code, |state| &state.name).to_owned())
            .unwrap_or_default(),
        place.and_then(|place| place.lat).map(|degrees| degrees.to_string()).unwrap_or_default(),
        place.and_then(|place| place.lon).map(|degrees| degrees.to_string()).unwrap_or_default(),
    ];
    cells.map(|text| cell(&text)).join("\t")
}
