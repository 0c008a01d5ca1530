//! Whole reports, and a walk over every row of the tables.

use super::resolve::read_actors_since;
use super::*;
use dateline_lang::Linear;
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static TABLES: LazyLock<ActorTables> =
    LazyLock::new(|| ActorTables::embedded().unwrap_or_else(|fault| panic!("{fault}")));

fn read(text: &str, day: Option<&str>) -> ActorsRead {
    let day = day.map(|day| day.parse().expect("a day"));
    let doc = analyze(text, std::slice::from_ref(&(0..text.len() as u32)), &TABLES, Linear::embedded());
    read_actors_since(text, &doc, (day, None), &TABLES, &[])
}

/// `words=code` of each mention.
fn codes(text: &str, day: Option<&str>) -> Vec<String> {
    let doc = analyze(text, std::slice::from_ref(&(0..text.len() as u32)), &TABLES, Linear::embedded());
    let told = read(text, day).mentions;
    let words = |m: &ActorMention| doc.words(text, m.first as usize..m.last as usize).to_owned();
    told.iter().map(|m| format!("{}={}", words(m), m.actors[0].code())).collect()
}

fn has(text: &str, day: Option<&str>, wanted: &[&str]) {
    let found = codes(text, day);
    for wanted in wanted {
        assert!(found.iter().any(|code| code == wanted), "{text}: no {wanted} in {found:?}");
    }
}

#[test]
fn the_day_decides_the_office() {
    has("Barack Obama spoke.", Some("2012-05-01"), &["Barack Obama=USAGOV"]);
    has("Barack Obama spoke.", Some("2019-05-01"), &["Barack Obama=USAELI"]);
}

#[test]
fn a_body_out_of_its_days_is_noted() {
    let early = read("The African Union and the Soviet Union signed.", Some("2010-01-01"));
    assert!(early.notes.iter().all(|note| !note.words.contains("African")), "{:?}", early.notes);
    let dated = TABLES.organisations.iter().find(|o| o.to.is_some() && o.name.split(' ').count() > 2);
    let dated = dated.expect("a row with an end");
    let after = dated.to.and_then(|to| to.checked_add(800.days()).ok()).expect("a day after");
    let text = format!("Police searched the office of {} on Monday.", dated.name);
    let notes = read(&text, Some(&after.to_string())).notes;
    assert!(notes.iter().any(|note| note.what.contains("ended on")), "{text} {after}: {notes:?}");
}

#[test]
fn compounds_are_one_party() {
    has("The Kenyan coup plotters fled.", None, &["coup plotters=KENMIL"]);
    has("A Kenyan crew member fell ill.", None, &["crew member=KENCVL"]);
}

#[test]
fn a_short_form_in_brackets_holds_for_the_report() {
    let text = "The Orun Renewal Party (ORP) won in Kenya. The ORP thanked its voters.";
    let found = read(text, None).mentions;
    let named: Vec<&str> = found.iter().map(|m| m.actors[0].name.as_str()).collect();
    assert!(named.iter().filter(|name| name.contains("Orun Renewal Party")).count() >= 3, "{named:?}");
}

#[test]
fn an_unknown_organisation_tells_its_state_and_kind() {
    has("The Kenya Orun Teachers Union struck.", None, &["Kenya Orun Teachers Union=KENLAB"]);
    has("Chile's Ministry of Tides closed.", None, &["Ministry of Tides=CHLGOV"]);
}

#[test]
fn words_before_a_noun_change_it() {
    has("A former Kenyan minister fled.", None, &["minister=KENELI"]);
    has("A Malian rebel commander fled.", None, &["commander=MLIREB"]);
    has("A Boeing spokesman resigned.", None, &["spokesman=USABUS"]);
}

#[test]
fn the_office_is_the_person_whom_the_report_names() {
    let text = "President Adaeze Okwu of Kenya met teachers. The president promised more pay.";
    let found = read(text, None).mentions;
    let people = found.iter().filter(|m| m.actors[0].person.as_deref() == Some("Adaeze Okwu")).count();
    assert_eq!(people, 2, "{found:?}");
}

#[test]
fn names_in_small_or_large_letters_are_found() {
    has("obama meets merkel in kenya", Some("2012-05-01"), &["obama=USAGOV", "merkel=DEUGOV", "kenya=KEN"]);
    has("OBAMA VISITS KENYA", Some("2012-05-01"), &["KENYA=KEN"]);
    assert!(codes("they saw us and it was may", None).iter().all(|c| !c.contains("USA")));
}

#[test]
fn of_two_with_one_name_the_note_tells_both() {
    let mut bearers: BTreeMap<&str, Vec<&Person>> = BTreeMap::new();
    let day: Date = "2010-06-01".parse().expect("a day");
    for person in &TABLES.people {
        let Some((term, true)) = person.term_on(Some(day), None) else { continue };
        let office = &TABLES.offices[term.office];
        if matches!(office.role.as_str(), "head_of_state" | "head_of_government")
            && let Some(surname) = person.name.split(' ').next_back()
        {
            bearers.entry(surname).or_default().push(person);
        }
    }
    let shared = bearers.iter().find(|(name, people)| people.len() > 1 && name.len() > 4);
    let Some((surname, _)) = shared else { return };
    let notes = read(&format!("On Monday {surname} spoke to reporters."), Some("2010-06-01")).notes;
    assert!(notes.iter().any(|note| note.what.contains(" or ")), "{surname}: {notes:?}");
}

/// A day inside a stretch; none where it has no end that is known.
fn inside(from: Option<Date>, to: Option<Date>) -> Option<Date> {
    from.or(to)
}

#[test]
fn every_row_is_found_by_its_own_name() {
    let mut lost = Vec::new();
    let mut check = |name: &str, day: Option<Date>, row: &str| {
        let text = format!("On Monday {name} met the visitors.");
        let doc = analyze(&text, std::slice::from_ref(&(0..text.len() as u32)), &TABLES, Linear::embedded());
        let found = read_actors_since(&text, &doc, (day, None), &TABLES, &[]).mentions;
        if !found.iter().any(|mention| mention.rule == row || mention.actors[0].name == name) {
            lost.push(format!("{} {name}: {:?}", place_of_row(row), found.first().map(|m| &m.rule)));
        }
    };
    for state in &TABLES.states {
        check(&state.name, None, state.row());
    }
    // A newsroom of one word ("Time") is no party by name.
    let named = |o: &&Organisation| o.kind != "newsroom" || o.name.contains(' ');
    for organisation in TABLES.organisations.iter().filter(named) {
        check(&organisation.name, inside(organisation.from, organisation.to), organisation.row());
    }
    for person in &TABLES.people {
        for term in &person.terms {
            check(&person.name, inside(term.from, term.to), term.row());
        }
    }
    assert!(lost.is_empty(), "{} rows are lost:\n{}", lost.len(), lost.join("\n"));
}

#[test]
fn there_are_names_enough() {
    let names = TABLES.names();
    assert!(names >= 12_000, "{names} names");
    let groups = TABLES.organisations.iter().filter(|o| o.kind == "armed_group").count();
    let companies = TABLES.organisations.iter().filter(|o| o.kind == "company").count();
    let bodies = TABLES.organisations.iter().filter(|o| o.kind == "body").count();
    assert!(groups >= 350 && companies >= 950 && bodies >= 250, "{groups} {companies} {bodies}");
}

/// Tables are sorted by their first column, and one name stands twice only where the rows differ in state.
#[test]
fn tables_are_sorted_and_names_do_not_stand_twice() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/actors");
    let mut faults = Vec::new();
    for table in [
        "bodies",
        "members",
        "modifiers",
        "name_words",
        "offices",
        "organisations",
        "people",
        "roles",
        "state_bodies",
        "states",
        "cameo_codes",
    ] {
        let text = std::fs::read_to_string(folder.join(format!("{table}.tsv"))).expect("a table");
        let rows: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        let first = |row: &str| row.split('\t').next().unwrap_or_default().to_owned();
        for pair in rows.windows(2).filter(|pair| first(pair[0]) > first(pair[1])) {
            faults.push(format!("{table}: {} stands after {}", first(pair[1]), first(pair[0])));
        }
    }
    // A front that became a party has a row for each of its times.
    let mut rows: BTreeMap<(&str, Option<&str>), &Organisation> = BTreeMap::new();
    for own in &TABLES.organisations {
        let Some(first) = rows.insert((own.name.as_str(), own.country.as_deref()), own) else { continue };
        let apart = first.to.zip(own.from).is_some_and(|(end, start)| start >= end.first_of_year());
        if !apart {
            faults.push(format!("{} stands twice: {} and {}", own.name, first.row(), own.row()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn cards_tell_names_offices_and_rows() {
    let cards = find_actors("barack obama", None, &TABLES);
    assert!(
        cards.iter().any(|card| card.code == "USAGOV" && card.row.starts_with("data/actors/people.tsv:"))
    );
    let later = find_actors("Barack Obama", "2020-01-01".parse().ok(), &TABLES);
    assert_eq!(later.iter().map(|card| card.code.as_str()).collect::<Vec<_>>(), ["USAELI"]);
    assert!(find_actors("KEN", None, &TABLES).iter().any(|card| card.name == "Kenya"));
    assert!(similar_actors("Barak Obama", &TABLES).contains(&"Barack Obama"));
}
