//! POLECAT: 40 columns, lists inside a cell parted by `;`, an empty cell is the word None.

use super::{Lookup, cell, day_of, published, publisher};
use crate::rows::{ActorRow, MentionRow, ReportRow};

pub(super) const COLUMNS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

pub(super) fn line(report: &ReportRow, row: &MentionRow, lookup: &Lookup<'_>) -> String {
    let place = row.place.as_ref();
    let people = row.actors.iter().chain(&row.recipients).filter_map(|actor| actor.person.clone());
    let people = joined(people);
    let mut cells = vec![
        row.id.clone(),
        day_of(report, row).unwrap_or_default(),
        row.plover.map(|plover| plover.to_string()).unwrap_or_default(),
        row.modes.join(";"),
        row.intensity.map(|number| number.to_string()).unwrap_or_default(),
        row.quad.map(|quad| quad.to_string()).unwrap_or_default(),
        row.contexts.join(";"),
    ];
    cells.extend(side(&row.actors, lookup));
    cells.extend(side(&row.recipients, lookup));
    let name = place.map(|place| place.name.clone()).unwrap_or_default();
    cells.extend([
        name.clone(),
        String::new(),
        String::new(),
        String::new(),
        place.and_then(|place| place.country.clone()).unwrap_or_default(),
        place.and_then(|place| place.lat).map(|degrees| degrees.to_string()).unwrap_or_default(),
        place.and_then(|place| place.lon).map(|degrees| degrees.to_string()).unwrap_or_default(),
        place.and_then(|place| place.geonames).map(|id| id.to_string()).unwrap_or_default(),
        name,
        String::new(),
        publisher(row).unwrap_or_default().to_owned(),
        published(report).unwrap_or_default(),
        people,
        String::new(),
        report.dateline_places.join(";"),
        report.language.clone().unwrap_or_default(),
        concat!("dateline ", env!("CARGO_PKG_VERSION")).to_owned(),
    ]);
    let cells: Vec<String> =
        cells.iter().map(|text| if text.is_empty() { "None".to_owned() } else { cell(text) }).collect();
    cells.join("\t")
}

/// The eight columns of one side.
fn side(actors: &[ActorRow], lookup: &Lookup<'_>) -> [String; 8] {
    let cow = |actor: &ActorRow| {
        let state = lookup.actors.state(actor.country.as_deref()?)?;
        state.cow.map(|cow| cow.to_string())
    };
    let sectors = joined(actors.iter().filter_map(|actor| actor.sector.clone()));
    [
        joined(actors.iter().map(|actor| actor.name.clone())),
        joined(actors.iter().filter_map(|actor| actor.country.clone())),
        joined(actors.iter().filter_map(cow)),
        actors.iter().find_map(|actor| actor.sector.clone()).unwrap_or_default(),
        sectors,
        String::new(),
        joined(actors.iter().map(|actor| actor.text.clone())),
        String::new(),
    ]
}

fn joined(words: impl Iterator<Item = String>) -> String {
    let mut told: Vec<String> = Vec::new();
    for word in words {
        if !told.contains(&word) {
            told.push(word);
        }
    }
    told.join(";")
}
