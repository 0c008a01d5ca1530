//! GDELT 2.0 events: 61 columns without a header, one line for each pair of parties.
//!
//! What GDELT has and a reading of one report has not (tone, counts over all reports) is left empty or is 1.

use super::{Dyad, Lookup, cameo_actor, cameo_role, cell, day_of, published};
use crate::rows::{ActorRow, MentionRow, PlaceRow, ReportRow};

pub(super) fn line(report: &ReportRow, row: &MentionRow, pair: &Dyad<'_>, lookup: &Lookup<'_>) -> String {
    let day = day_of(report, row).unwrap_or_default();
    let digits = day.replace('-', "");
    let year = digits.get(..4).unwrap_or_default().to_owned();
    let mut cells = vec![
        number_of(&row.id, pair),
        digits.clone(),
        digits.get(..6).unwrap_or_default().to_owned(),
        year.clone(),
        fraction_of_year(&digits).unwrap_or_default(),
    ];
    cells.extend(side(Some(pair.actor)));
    cells.extend(side(pair.recipient));
    let base = pair.cameo.get(..3).unwrap_or(&pair.cameo).to_owned();
    cells.extend([
        u8::from(row.sentence == 0).to_string(),
        pair.cameo.clone(),
        base,
        pair.cameo[..2].to_owned(),
        quad_class(&pair.cameo).to_string(),
        lookup.codes.cameo_intensity(&pair.cameo).map(|number| number.to_string()).unwrap_or_default(),
        "1".to_owned(),
        "1".to_owned(),
        "1".to_owned(),
        String::new(),
    ]);
    cells.extend(geography(None, lookup));
    cells.extend(geography(None, lookup));
    cells.extend(geography(row.place.as_ref(), lookup));
    let added = published(report).map(|day| format!("{}000000", day.replace('-', "")));
    cells.extend([added.unwrap_or_default(), row.citation.clone()]);
    cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join("\t")
}

/// A number for the pair that is the same in every run: the digits of the row's id and of the two sides.
fn number_of(id: &str, pair: &Dyad<'_>) -> String {
    let recipient = pair.recipient.map_or("", |recipient| recipient.code.as_str());
    let key = format!("{id} {} {recipient} {}", pair.actor.code, pair.cameo);
    let hash = crate::citation::sha256_hex(key.as_bytes());
    u64::from_str_radix(&hash[..13], 16).unwrap_or_default().to_string()
}

/// Year with its part gone by, as GDELT reckons it: months of 30 days, years of 365.
fn fraction_of_year(digits: &str) -> Option<String> {
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<f64>().ok();
    Some(format!("{:.4}", number(0..4)? + (number(4..6)? * 30.0 + number(6..8)?) / 365.0))
}

/// Code, name, country, known group, ethnic, two religions, three types.
fn side(actor: Option<&ActorRow>) -> [String; 10] {
    let Some(actor) = actor else { return Default::default() };
    let country = actor.country.clone().unwrap_or_default();
    let state = !matches!(country.as_str(), "IGO" | "UNO" | "EUR" | "NGO" | "MNC" | "IMG" | "ISM" | "");
    let group = match country.as_str() {
        "UNO" => "UNO",
        "EUR" => "EEC",
        _ => "",
    };
    let class = match country.as_str() {
        "UNO" | "EUR" | "IGO" => "IGO",
        "NGO" => "NGO",
        "MNC" => "MNC",
        _ => "",
    };
    let role = actor.sector.as_deref().map_or("", cameo_role);
    let types: Vec<&str> = [class, role].into_iter().filter(|code| !code.is_empty()).collect();
    let kind = |at: usize| types.get(at).map(|code| (*code).to_owned()).unwrap_or_default();
    [
        cameo_actor(actor).replace("---", ""),
        actor.name.to_uppercase(),
        if state { country } else { String::new() },
        group.to_owned(),
        String::new(),
        String::new(),
        String::new(),
        kind(0),
        kind(1),
        kind(2),
    ]
}

/// Type, full name, FIPS country, first and second division, latitude, longitude, feature id.
fn geography(place: Option<&PlaceRow>, lookup: &Lookup<'_>) -> [String; 8] {
    let Some(place) = place else {
        return [
            "0".to_owned(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
        ];
    };
    let fips = place.country.as_deref().and_then(|code| lookup.codes.fips(code)).unwrap_or_default();
    let is_state = place
        .country
        .as_deref()
        .and_then(|code| lookup.actors.state(code))
        .is_some_and(|state| state.name == place.name);
    [
        if is_state { "1" } else { "4" }.to_owned(),
        place.name.clone(),
        fips.to_owned(),
        String::new(),
        String::new(),
        place.lat.map(|degrees| degrees.to_string()).unwrap_or_default(),
        place.lon.map(|degrees| degrees.to_string()).unwrap_or_default(),
        place.geonames.map(|id| id.to_string()).unwrap_or_default(),
    ]
}

/// GDELT's quad class of a CAMEO code.
fn quad_class(cameo: &str) -> u8 {
    match cameo.get(..2).and_then(|root| root.parse().ok()).unwrap_or(0u8) {
        0..=5 => 1,
        6..=8 => 2,
        9..=13 => 3,
        _ => 4,
    }
}
