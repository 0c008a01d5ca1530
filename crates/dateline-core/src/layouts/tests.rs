//! A talk of two, a visit and a gift, put into every layout.

use super::{Layout, Lookup};
use crate::actors::ActorTables;
use crate::citation::sha256_hex;
use crate::clean::Told;
use crate::coder::{Coded, Input, Tables, code};
use dateline_lang::Linear;

const TEXT: &str = "Peru's president visited Kenya on 4 May 2021.\n\nPeru and Chile held talks on Monday.\n\n\
                    Japan sent rice to Laos in April 2021.\n\nJapan will send rice to Nepal.";

fn coded(tables: &Tables) -> Coded {
    let input = Input {
        input: "sample",
        report: &sha256_hex(TEXT.as_bytes()),
        text: TEXT,
        to_original: &u64::from,
        original: TEXT.as_bytes(),
        told: Told { day: Some(jiff::civil::date(2021, 5, 6)), ..Told::default() },
    };
    code(&input, tables, Linear::embedded()).expect("has sentences")
}

fn lines(layout: Layout) -> Vec<Vec<String>> {
    let tables = Tables::embedded().expect("tables whole");
    let actors = ActorTables::embedded().expect("tables whole");
    let lookup = Lookup::new(&actors).expect("codes whole");
    let coded = coded(&tables);
    let lines = layout.lines(&coded.report, &coded.mentions, &lookup);
    lines.iter().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

#[test]
fn a_visit_is_told_from_both_sides_and_a_talk_in_both_directions() {
    let found: Vec<String> =
        lines(Layout::Icews).iter().map(|cells| format!("{} {} {}", cells[4], cells[6], cells[10])).collect();
    for wanted in ["Peru 042 Kenya", "Kenya 043 Peru", "Japan 073 Laos", "Japan 0333 Nepal"] {
        assert!(found.contains(&wanted.to_owned()), "{wanted} is not in {found:?}");
    }
    assert_eq!(found.iter().filter(|line| line.starts_with("Peru 04") && line.ends_with("Chile")).count(), 1);
    assert_eq!(found.iter().filter(|line| line.starts_with("Chile 04") && line.ends_with("Peru")).count(), 1);
}

#[test]
fn every_layout_has_its_number_of_columns() {
    for (layout, columns) in
        [(Layout::Polecat, 40), (Layout::Icews, 20), (Layout::Phoenix, 26), (Layout::Gdelt, 61)]
    {
        let lines = lines(layout);
        assert!(lines.len() >= 4, "{layout:?}: {lines:?}");
        assert!(lines.iter().all(|cells| cells.len() == columns), "{layout:?}: {lines:?}");
        let header = layout.header().map(|header| header.split('\t').count());
        assert!(header.is_none_or(|cells| cells == columns), "{layout:?}");
    }
}

#[test]
fn the_promise_stands_for_what_is_still_to_come() {
    let events: Vec<serde_json::Value> = lines(Layout::PloverJsonl)
        .iter()
        .map(|cells| serde_json::from_str(&cells.join("\t")).expect("one object a line"))
        .collect();
    let of = |country: &str| {
        let mut told = events.iter().filter(|event| event["recipient"][0]["code"] == country);
        told.next().map(|event| event["event"][0].clone()).unwrap_or_default()
    };
    assert_eq!((of("LAO").as_str(), of("NPL").as_str()), (Some("AID"), Some("AGREE")), "{events:?}");
    let visit = events.iter().find(|event| event["mode"][0] == "visit").expect("the visit");
    assert_eq!(visit["date"], "2021-05-04");
    assert_eq!(visit["event_scale"], 4.0);
}

#[test]
fn gdelt_gives_fips_and_the_day_in_digits() {
    let lines = lines(Layout::Gdelt);
    let visit = lines.iter().find(|cells| cells[26] == "042").expect("the visit");
    assert_eq!((visit[1].as_str(), visit[3].as_str(), visit[7].as_str()), ("20210504", "2021", "PER"));
    assert_eq!(visit[59], "20210506000000");
}
