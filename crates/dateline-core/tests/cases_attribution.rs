//! Texts of our own with who says what in them: a development half that must be right, and a blind test half.

#![allow(clippy::unwrap_used)]

mod case_rows;

use case_rows::{all_right, cases, mostly_right, outcome};
use dateline_core::attribution::{SpeechTables, Statement, read_statements};
use dateline_core::words::{Reply, SpeechMode};
use dateline_lang::{Analyzer, Doc, Linear};
use std::ops::Range;

const DEV: &str = include_str!("../data/cases/attribution.dev.tsv");
const TEST: &str = include_str!("../data/cases/attribution.test.tsv");

/// Share of the test half that must be right; it only rises.
const FLOOR: f64 = 0.82;

fn analyze(text: &str) -> Doc {
    let mut start = 0;
    let mut blocks = Vec::new();
    for line in text.split('\n') {
        blocks.push(start as u32..(start + line.len()) as u32);
        start += line.len() + 1;
    }
    Linear::embedded().analyze(text, &blocks)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Whether two spans share more than half of the shorter.
fn same(a: &Range<usize>, b: &Range<usize>) -> bool {
    2 * overlap(a, b) > a.len().min(b.len())
}

/// `text`, `speaker`, `content`, `kind`.
fn check(tables: &SpeechTables, cells: &[&str]) -> Result<(), String> {
    let text = cells[1].replace("\\n", "\n");
    let (speaker, content, kind) = (cells[2], cells[3], cells[4]);
    let doc = analyze(&text);
    let statements = read_statements(&text, &doc, tables);
    let place = |words: &str| text.find(words).map(|at| at..at + words.len());
    let told = |s: &Statement| s.content.start as usize..s.content.end as usize;
    let speaker_of = |s: &Statement| {
        let tokens = s.speaker_tokens.clone().filter(|tokens| !tokens.is_empty())?;
        Some(doc.tokens[tokens.start].start as usize..doc.tokens[tokens.end - 1].end as usize)
    };
    let spoken = |s: &Statement| {
        let here = speaker_of(s);
        let hit = |words: &str| {
            text.match_indices(words)
                .any(|(at, _)| here.as_ref().is_some_and(|h| overlap(h, &(at..at + words.len())) > 0))
        };
        speaker.split('|').any(hit)
    };
    let of_kind = |s: &Statement| match kind {
        "?" => true,
        "denial" => s.denies,
        "no_comment" => s.reply.is_some_and(|reply| reply != Reply::Given),
        other => s.mode.as_str() == other,
    };
    let says = statements
        .iter()
        .filter(|s| !s.of_thing || matches!(s.mode, SpeechMode::Document | SpeechMode::Mixed) || s.denies);
    let right = match (speaker, content) {
        ("-", words) => {
            let words = place(words).ok_or("the content is not in the text")?;
            !says.clone().any(|s| !s.content_tokens.is_empty() && same(&told(s), &words))
        }
        (_, "-") => statements.iter().any(|s| spoken(s) && of_kind(s)),
        (_, words) => {
            let words = place(words).ok_or("the content is not in the text")?;
            statements
                .iter()
                .any(|s| !s.content_tokens.is_empty() && same(&told(s), &words) && spoken(s) && of_kind(s))
        }
    };
    if right {
        return Ok(());
    }
    let shown: Vec<String> = statements
        .iter()
        .map(|s| {
            let who = speaker_of(s).map_or("-", |range| &text[range]);
            format!(
                "{who}: {} ({}{}{}, {})",
                &text[told(s)],
                s.mode,
                if s.denies { ", denies" } else { "" },
                if s.reply.is_some() { ", silent" } else { "" },
                s.rule
            )
        })
        .collect();
    Err(format!("read {shown:#?}"))
}

#[test]
fn the_development_half_is_right() {
    let tables = SpeechTables::embedded().unwrap();
    let rows = cases(DEV, 5);
    assert!(rows.len() >= 75, "{} cases", rows.len());
    all_right(&rows, &outcome(&rows, |cells| check(&tables, cells)));
}

#[test]
fn the_test_half_is_mostly_right() {
    let tables = SpeechTables::embedded().unwrap();
    let rows = cases(TEST, 5);
    assert!(rows.len() >= 75, "{} cases", rows.len());
    mostly_right(&rows, &outcome(&rows, |cells| check(&tables, cells)), FLOOR);
}
