//! Every row of the tables, read at its marked word.

use super::*;
use crate::attribution::{SpeechTables, read_statements, rows};
use dateline_lang::{Analyzer, Linear};

/// Takes the brackets out of a sentence: its text and the byte at which the marked word begins.
fn unmarked(sentence: &str) -> (String, u32) {
    let start = sentence.find('[').expect("an opening bracket");
    (sentence.replace(['[', ']'], ""), start as u32)
}

fn read(sentence: &str) -> StatusReading {
    let (text, start) = unmarked(sentence);
    let doc = Linear::embedded().analyze(&text, &[0..text.len() as u32]);
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
    most(&wrong, tables.cues().len(), 1.0);
}
