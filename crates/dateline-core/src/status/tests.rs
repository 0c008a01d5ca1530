//! Every row of the tables, read at its marked word.

use super::*;
use crate::attribution::places::analyze;
use crate::attribution::{SpeechTables, read_statements};
use crate::tables::full_rows;
use crate::times::TimeTables;
use dateline_lang::Linear;
use proptest::prelude::*;

/// Takes the brackets out of a sentence: its text and the byte at which the marked word begins.
fn unmarked(sentence: &str) -> (String, u32) {
    let start = sentence.find('[').expect("an opening bracket");
    (sentence.replace(['[', ']'], ""), start as u32)
}

fn read(sentence: &str) -> StatusReading {
    let (text, start) = unmarked(sentence);
    let doc = analyze(&text, Linear::embedded());
    let statements = read_statements(&text, &doc, &SpeechTables::embedded().unwrap());
    let event = doc.tokens.iter().position(|t| t.end > start).expect("a word at the bracket");
    status_of(&text, &doc, event, &statements, &[], None, &StatusTables::embedded().unwrap())
}

/// Share of the examples that must read right: the parser behind them is not perfect, a regression is larger.
fn most(wrong: &[String], all: usize, least: f64) {
    let right = 1.0 - wrong.len() as f64 / all as f64;
    assert!(right >= least, "{right:.3} of {all} right, {least} wanted:\n{}", wrong.join("\n"));
}

#[test]
fn every_cue_reads_its_example() {
    let tables = StatusTables::embedded().unwrap();
    assert!(tables.cues().len() >= 200);
    let reading = |cue: &Cue| (read(cue.example), cue.gives);
    let wrong: Vec<String> = tables
        .cues()
        .iter()
        .map(|cue| (cue, reading(cue)))
        .filter(|(_, (reading, gives))| reading.status != *gives)
        .map(|(cue, (r, gives))| {
            format!(
                "{}: {gives} wanted, {} read: {} [{}] {:?}",
                cue.words, r.status, cue.example, r.governor_path, r.rules
            )
        })
        .collect();
    most(&wrong, tables.cues().len(), 0.98);
}

#[test]
fn every_small_word_works_in_its_example() {
    let rows = full_rows::<4>("data/status/words.tsv", include_str!("../../data/status/words.tsv")).unwrap();
    let wrong: Vec<String> = rows
        .iter()
        .map(|row| (row.cells, read(row.cells[2])))
        .filter(|(cells, reading)| reading.status.as_str() != cells[3])
        .map(|(cells, r)| format!("{cells:?}: {} [{}] {:?}", r.status, r.governor_path, r.rules))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_case_is_read_as_it_must_be() {
    let cases = full_rows::<5>("data/status/cases.tsv", include_str!("../../data/status/cases.tsv")).unwrap();
    assert!(cases.len() >= 130, "{} cases", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|row| {
            let case = row.cells;
            let r = read(case[0]);
            let got = [r.status.as_str(), r.polarity.as_str(), r.certainty.as_str(), r.time_ref.as_str()];
            (got != case[1..]).then(|| {
                format!(
                    "{}: {:?} wanted, {got:?} read [{}] {:?}",
                    case[0],
                    &case[1..],
                    r.governor_path,
                    r.rules
                )
            })
        })
        .collect();
    most(&wrong, cases.len(), 0.98);
}

#[test]
fn a_condition_is_kept_in_the_words_of_the_report() {
    let sentence = "Kenya would [open] a consulate if Juba asked.";
    let (text, _) = unmarked(sentence);
    let condition = read(sentence).condition.expect("a condition");
    assert_eq!(&text[condition.start as usize..condition.end as usize], "if Juba asked");
}

#[test]
fn the_path_tells_the_walk() {
    let reading = read("An agreement is expected to be [signed] in Ohrid.");
    assert_eq!(reading.governor_path, "signed ←xcomp expected");
    assert_eq!(reading.status, Status::Expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Who acts, what is done and how sure it is do not matter: "not" turns the polarity and leaves the rest.
    #[test]
    fn negating_a_sentence_changes_polarity_only(
        who in prop::sample::select(vec!["Kenya", "The navy", "The two ministers", "A court in Lima"]),
        helper in prop::sample::select(vec!["may", "might", "will", "has", "is", "was"]),
        what in prop::sample::select(vec![("sell", "sold", "selling", "the ferry"), ("close", "closed", "closing", "the port"), ("visit", "visited", "visiting", "the camp")]),
        place in prop::sample::select(vec!["", " in Suva", " near the border"]),
    ) {
        let (base, done, doing, thing) = what;
        let form = match helper { "has" => done, "is" | "was" => doing, _ => base };
        let yes = read(&format!("{who} {helper} [{form}] {thing}{place}."));
        let no = read(&format!("{who} {helper} not [{form}] {thing}{place}."));
        prop_assume!(!(who == "The two ministers" && matches!(helper, "has" | "is" | "was")));
        prop_assert_eq!((yes.certainty, yes.time_ref), (no.certainty, no.time_ref));
        prop_assert_eq!((yes.polarity, no.polarity), (Polarity::Affirmed, Polarity::Negated));
    }
}

#[test]
fn a_floor_is_lowered_by_what_stands_above_it() {
    let text = "The two sides are expected to sign the accord in May.";
    let doc = analyze(text, Linear::embedded());
    let event = doc.tokens.iter().position(|t| t.form(text) == "sign").unwrap();
    let tables = StatusTables::embedded().unwrap();
    let reading = status_of(text, &doc, event, &[], &[], Some(Status::Signed), &tables);
    assert_eq!(reading.status, Status::Expected);
}

#[test]
fn a_day_ahead_makes_a_present_a_programme() {
    let text = "The emir visits Oslo on 4 June.";
    let doc = analyze(text, Linear::embedded());
    let tables = StatusTables::embedded().unwrap();
    let days = [(20..30, Some(Ordering::Greater))];
    assert_eq!(status_of(text, &doc, 2, &[], &days, None, &tables).status, Status::Scheduled);
    assert_eq!(status_of(text, &doc, 2, &[], &[], None, &tables).status, Status::Ongoing);
}

#[test]
fn an_event_beyond_the_text_is_read_as_told() {
    let tables = StatusTables::embedded().unwrap();
    let reading = status_of("", &Doc::default(), 3, &[], &[], None, &tables);
    assert_eq!(reading.status, Status::Happened);
}

#[test]
fn rows_come_back_with_the_status_of_every_event() {
    let row = serde_json::json!({"id": "1", "text": "Résumé: Togo will sell its ferry.", "events": [{"start": 18, "end": 22}, {"start": 90, "end": 95}]});
    let (speech, tables) = (SpeechTables::embedded().unwrap(), StatusTables::embedded().unwrap());
    let times = TimeTables::embedded().unwrap();
    let out = inspect_status(&row, Linear::embedded(), &speech, &tables, &times);
    assert_eq!(out["events"][0]["time_ref"], "future");
    assert_eq!(out["events"][1], row["events"][1]);
}
