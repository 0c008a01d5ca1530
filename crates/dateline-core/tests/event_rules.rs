//! Every rule file's own sentences: each `yes` gives the row it wants, each `no` gives no row of its file.

use dateline_core::citation::sha256_hex;
use dateline_core::clean::Told;
use dateline_core::coder::{Input, Tables, code};
use dateline_core::events::{Outcome, check_sentences};
use dateline_core::rows::MentionRow;
use dateline_core::words::Status;
use dateline_lang::Linear;

/// Most sentences, of a hundred, that may carry `fixme`: more would mean that rules are written for what the parser
/// cannot yet read.
const FIXME_PERCENT_MAX: usize = 3;

#[test]
fn every_sentence_of_every_rule_is_read_as_it_says() {
    let tables = Tables::embedded().unwrap_or_else(|fault| panic!("{fault}"));
    let Outcome { all, faults, marked, known } =
        check_sentences(&tables.events, "", &tables.actors, Linear::embedded());
    println!("{marked} of {all} sentences carry a fixme\n{}", known.join("\n"));
    assert!(
        faults.is_empty(),
        "{} of {all} sentences are read wrongly:\n{}",
        faults.len(),
        faults.join("\n")
    );
    let most = all * FIXME_PERCENT_MAX / 100;
    assert!(marked <= most, "{marked} of {all} sentences carry a fixme, {most} may");
}

/// Share of wanted statuses that must be read; the rest are trees that the small parser gets wrong.
const STATUS_SHARE_MIN: f64 = 0.95;

#[test]
fn the_statuses_that_sentences_want_are_read() {
    let tables = Tables::embedded().unwrap_or_else(|fault| panic!("{fault}"));
    let (mut right, mut faults) = (0, Vec::new());
    for rule in &tables.events.rules {
        for yes in &rule.yes {
            let (text, want) = (&yes.text, &yes.says);
            let Some(status) = want.split_whitespace().last().and_then(|word| word.parse::<Status>().ok())
            else {
                continue;
            };
            let rows = rows_of(text, &tables);
            let own: Vec<Option<Status>> = rows
                .iter()
                .filter(|row| row.rules[0].starts_with(&format!("events/{}#", rule.id)))
                .map(|row| row.status)
                .collect();
            if own.is_empty() || own.contains(&Some(status)) || is_near(status, &own) {
                right += 1;
            } else {
                faults.push(format!("{}: {text}: {status} wanted, {own:?} read", rule.id));
            }
        }
    }
    let share = f64::from(right) / (right as usize + faults.len()) as f64;
    assert!(share >= STATUS_SHARE_MIN, "{share:.3} right; not:\n{}", faults.join("\n"));
}

/// What happens now and what has happened are one to a sentence without a date.
fn is_near(wanted: Status, read: &[Option<Status>]) -> bool {
    use Status::{Happened, InEffect, Ongoing};
    let told = [Happened, Ongoing, InEffect];
    told.contains(&wanted) && read.iter().flatten().any(|status| told.contains(status))
}

fn rows_of(text: &str, tables: &Tables) -> Vec<MentionRow> {
    let report = sha256_hex(text.as_bytes());
    let input = Input {
        input: "sentence",
        report: &report,
        text,
        to_original: &u64::from,
        original: text.as_bytes(),
        told: Told::default(),
    };
    code(&input, tables, Linear::embedded()).map(|coded| coded.mentions).unwrap_or_default()
}
