//! What a person corrects is kept, counted and undone, as seen by a user of the program.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

/// Sentences of an invented story, told by two newsrooms; the second report is the first in other words.
const FIRST: &str = "ORUN, May 3 (Reuters) - Kenya and Uganda signed a fishing accord on Monday after nine rounds of talks.\n\n\
    The accord covers 400 boats on the lake they share.\n\n\
    Nets with fine mesh will be banned from July.\n\n\
    Patrols of both navies will sail together.\n";
const SECOND: &str = "KISUMU, May 3 (AP) - Uganda and Kenya, at odds for years, on Monday signed a fishing accord in Kisumu.\n\n\
    Some 500 boats come under the accord on the lake.\n\n\
    Markets stayed open late into the night, and traders from three districts danced beside empty stalls.\n\n\
    An elder who lost two sons to storms asked for better harbours and lamps.\n\n\
    Rain delayed the buses that brought delegates from Kampala.\n";
const OTHER: &str =
    "Teachers in Bolivia went on strike over unpaid wages.\n\nSchools in three cities were shut.\n";

struct Place(tempfile::TempDir);

impl Place {
    fn with_reports() -> Place {
        let place = Place(tempfile::tempdir().expect("a temporary folder"));
        for (name, text) in [("a.txt", FIRST), ("b.txt", SECOND), ("c.txt", OTHER)] {
            fs::create_dir_all(place.0.path().join("clips")).expect("a folder");
            fs::write(place.0.path().join("clips").join(name), text).expect("written");
        }
        place.run(&["init", "."], 0);
        place.run(&["add", "clips"], 0);
        place
    }

    /// Standard output and standard error of a run that ends with `code`.
    #[track_caller]
    fn run(&self, args: &[&str], code: i32) -> (String, String) {
        let Output { status, stdout, stderr } = run(self.0.path(), args);
        let words = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let (out, err) = (words(stdout), words(stderr));
        assert_eq!(status.code(), Some(code), "dateline {}\n{out}\n{err}", args.join(" "));
        (out, err)
    }

    fn json(&self, args: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.run(args, 0).0).expect("JSON")
    }

    /// The story that the report belongs to.
    fn story_of(&self, text: &str) -> String {
        let stories = self.json(&["stories", "--json"]);
        let ids = stories.as_array().expect("rows").iter().map(|row| row["story"].as_str().expect("an id"));
        let holds = |id: &&str| self.run(&["story", id], 0).0.contains(&report(text));
        ids.into_iter().find(holds).expect("a story").to_owned()
    }
}

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs")
}

fn report(text: &str) -> String {
    format!("r-{}", &dateline_core::citation::sha256_hex(text.as_bytes())[..8])
}

/// First cell of the last line: the id of what was recorded.
fn id_of(out: &str) -> String {
    out.lines().last().and_then(|line| line.split('\t').next()).expect("a row").to_owned()
}

#[test]
fn a_link_is_added_listed_undone_and_survives_what_is_added_later() {
    let place = Place::with_reports();
    let (a, b) = (report(FIRST), report(SECOND));
    let before = place.run(&["lineage"], 0);
    assert!(before.1.contains("3 reports → 3 texts"), "{}", before.1);
    assert!(before.1.contains("rewrites judged against the built-in null, 551 pairs"), "{}", before.1);
    let link = [
        "correct",
        "link",
        &a,
        &b,
        "--add",
        "--on",
        "2024-05-04",
        "--by",
        "Ann Roe",
        "--reason",
        "same desk",
    ];
    let (out, err) = place.run(&link, 0);
    assert!(err.contains("texts 3 → 2 · newsrooms 3 → 2"), "{err}");
    let id = id_of(&out);
    assert!(place.run(&link, 0).1.contains("says so already"));
    let (rows, told) = place.run(&["lineage", &b], 0);
    assert!(rows.contains(&format!("a person says so ({id}, 2024-05-04, Ann Roe: same desk)")), "{rows}");
    assert!(told.contains("2 reports → 1 texts") && told.contains(&id), "{told}");
    fs::write(place.0.path().join("clips/d.txt"), "Rain fell on Samar.\n").expect("written");
    place.run(&["add", "clips"], 0);
    assert!(place.run(&["lineage"], 0).1.contains("4 reports → 3 texts"));
    let list = place.json(&["correct", "list", "--json"]);
    assert_eq!(list[0]["state"], "stands");
    assert_eq!(list[0]["reason"], "same desk");
    let contrary = place.run(&["correct", "link", &b, &a, "--cut", "--on", "2024-05-05"], 2).1;
    assert!(contrary.contains(&format!("{id} says the contrary (undo it first)")), "{contrary}");
    place.run(&["undo", &id, "--on", "2024-05-06"], 0);
    assert_eq!(place.json(&["correct", "list", "--json"])[0]["state"], "undone");
    assert!(place.run(&["correct", "undo", &id, "--on", "2024-05-06"], 2).1.contains("is undone already"));
    assert!(place.run(&["lineage"], 0).1.contains("4 reports → 4 texts"));
    let status = place.run(&["status"], 0).0;
    assert!(status.contains("corrections\t2"), "nothing is removed: {status}");
}

#[test]
fn what_depends_on_a_correction_says_so_everywhere() {
    let place = Place::with_reports();
    let (out, _) =
        place.run(&["correct", "newsroom", "Reuters", "=", "Associated Press", "--on", "2024-05-04"], 0);
    let id = id_of(&out);
    let story = place.story_of(FIRST);
    let words = format!("corrected by a person: {id}");
    assert!(place.run(&["story", &story], 0).0.contains(&words));
    assert!(place.run(&["brief"], 0).0.contains(&words));
    assert!(place.run(&["brief", "--md"], 0).0.contains(&format!("_{words}_")));
    assert!(place.run(&["stories"], 0).0.contains(&id));
    let events = place.json(&["events", "--json"]);
    let signed =
        events.as_array().expect("rows").iter().find(|row| row["story"] == story.as_str()).expect("an event");
    assert_eq!(signed["corrections"][0], id.as_str());
    let event = signed["event"].as_str().expect("an id");
    let shown = place.run(&["show", event], 0).0;
    assert!(shown.contains(&words) && shown.contains("newsrooms: at least 1, best 1, at most 1"), "{shown}");
}

#[test]
fn a_story_is_split_and_merged_again() {
    let place = Place::with_reports();
    let (one, other) = (place.story_of(FIRST), place.story_of(OTHER));
    assert_ne!(one, other);
    let (out, err) = place.run(&["correct", "story", "merge", &one, &other, "--on", "2024-05-04"], 0);
    assert!(err.contains("stories "), "{err}");
    let merged = place.story_of(OTHER);
    assert_eq!(place.story_of(FIRST), merged);
    let gone = if merged == one { &other } else { &one };
    assert!(place.run(&["story", gone], 0).0.contains(&format!("{gone} is {merged} now ({}", id_of(&out))));
    place.run(&["undo", &id_of(&out), "--on", "2024-05-05"], 0);
    let two = place.story_of(FIRST);
    assert_eq!(place.story_of(SECOND), two);
    place.run(&["correct", "story", "split", &two, &report(SECOND), "--on", "2024-05-06"], 0);
    assert_ne!(place.story_of(SECOND), place.story_of(FIRST));
    let all = place
        .run(&["correct", "story", "split", &place.story_of(OTHER), &report(OTHER), "--on", "2024-05-06"], 2);
    assert!(all.1.contains("nothing would be left of"), "{}", all.1);
}

#[test]
fn what_is_not_there_is_told_with_the_nearest() {
    let place = Place::with_reports();
    let a = report(FIRST);
    let wrong = format!("{}z", &a[..9]);
    let near = place.run(&["correct", "original", &wrong, "--on", "2024-05-04"], 2).1;
    assert!(near.contains(&format!("no report is called `{wrong}`; the nearest is `{a}`")), "{near}");
    let near = place.run(&["correct", "newsroom", "Reuter", "=", "AP", "--on", "2024-05-04"], 2).1;
    assert!(near.contains("the nearest is `Reuters`"), "{near}");
    assert!(place.run(&["story", "s-????"], 2).1.contains("the nearest is `s-"));
    assert!(place.run(&["undo", "x-nothing", "--on", "2024-05-04"], 2).1.contains("the ledger holds none"));
    assert!(place.run(&["correct", "original", &a, "--on", "May 4"], 2).1.contains("write --on YYYY-MM-DD"));
    assert!(place.run(&["correct", "original", &a], 2).1.contains("--on"), "a correction is dated");
    assert!(
        place
            .run(&["correct", "link", &a, &a, "--cut", "--on", "2024-05-04"], 2)
            .1
            .contains("are one report")
    );
    place.run(&["correct", "list"], 1);
}

#[test]
fn two_reports_stand_side_by_side_with_citations_that_check() {
    let place = Place::with_reports();
    let (page, _) = place.run(&["compare", &report(FIRST), &report(SECOND)], 0);
    assert!(page.contains("≠ figures only in") && page.contains("400") && page.contains("500"), "{page}");
    assert!(page.contains(&format!("ONLY IN {}", report(SECOND))) && page.contains("Kisumu"), "{page}");
    fs::write(place.0.path().join("page.txt"), &page).expect("written");
    assert!(place.run(&["verify", "page.txt"], 0).1.contains("0 do not hold"));
    let json = place.json(&["compare", &report(FIRST), &report(SECOND), "--json"]);
    assert!(json["pairs"].as_array().is_some_and(|pairs| !pairs.is_empty()), "{json}");
    assert!(
        json["sentences"][0].as_array().expect("sentences").iter().all(|s| s["citation"].is_string()),
        "{json}"
    );
    place.run(&["compare", &report(FIRST), &report(OTHER)], 1);
}

#[test]
fn a_story_page_shows_origins_and_every_citation_checks() {
    let place = Place::with_reports();
    let (page, _) = place.run(&["story", &place.story_of(FIRST)], 0);
    for words in ["REPORTS", "ORIGINS", "Reuters (not held)", "EVENTS", "origins: at least"] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    fs::write(place.0.path().join("page.txt"), &page).expect("written");
    place.run(&["verify", "page.txt"], 0);
    assert!(place.json(&["story", &place.story_of(FIRST), "--json"])["origins_interval"]["best"].is_u64());
}

#[test]
fn a_ledger_of_the_first_schema_is_read_and_brought_up_by_its_first_correction() {
    let place = Place::with_reports();
    let file = place.0.path().join(".dateline/ledger.sqlite");
    let mut bytes = fs::read(&file).expect("bytes");
    assert_eq!(bytes[60..64], [0, 0, 0, 2], "user_version stands at byte 60 of the header");
    bytes[63] = 1;
    fs::write(&file, bytes).expect("written");
    place.run(&["stories"], 0);
    place.run(&["correct", "list"], 1);
    place.run(&["correct", "original", &report(FIRST), "--on", "2024-05-04"], 0);
    assert!(place.run(&["correct", "list"], 0).0.contains("stands"));
}
