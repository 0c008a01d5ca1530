//! Odd texts through every stage and the whole chain: spans stay inside the text, nothing panics, time is bounded.

use dateline_core::{coder::Tables, laws};
use dateline_lang::Linear;
use proptest::prelude::*;
use std::{sync::LazyLock, time::Instant};

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::embedded().expect("tables without fault"));

/// The whole chain reads a megabyte in at most this time, however hostile: ten times what an idle core takes for the
/// slowest text below, because the machines that test are busy.
const SECONDS_A_MEGABYTE_MAX: f64 = 400.0;

/// How often the busiest texts are repeated: enough for hundreds of sentences cut at their limit of words.
const BUSY_BYTES: usize = 60_000;

fn busy(words: &str) -> String {
    words.repeat(BUSY_BYTES / words.len())
}

#[test]
fn hostile_texts_end_in_good_time() {
    let cases = [
        ("a megabyte without a blank", "x".repeat(1 << 20)),
        ("hyphens and letters", "a-".repeat(1 << 17)),
        ("nested brackets", "(".repeat(10_000) + "x" + &")".repeat(10_000)),
        ("nested square brackets", "[".repeat(10_000) + "x" + &"]".repeat(10_000)),
        ("quotation marks", "\"".repeat(100_000)),
        ("open quotation marks", "“".repeat(50_000)),
        ("stops and quotation marks", ".\"".repeat(50_000)),
        ("a sentence of 100,000 words", "word ".repeat(100_000)),
        ("digits", "1".repeat(1 << 19)),
        ("one word a line", "word\n".repeat(60_000)),
        ("bylines", "By Ann\n\n".repeat(20_000)),
        ("control characters", busy("a\u{1}b\u{2}\u{7f} \u{b}c\r\n")),
        ("right to left", busy("\u{202e}אבג דה. שלום עליכם! ")),
        ("combining marks", busy("e\u{301}\u{300}\u{301}")),
        ("marks on one letter", "a".to_owned() + &busy("\u{301}")),
        ("nothing to see", busy("z\u{200b}w\u{200d}j\u{feff}")),
        ("no characters", busy("\u{fffd}\u{fffe}\u{ffff}")),
        ("who says that who says", busy("the minister said that ")),
        ("commas", busy("Gondor , ")),
        ("states", busy("Iran and ")),
        ("persons", busy("Ann Hill ")),
        ("datelines", busy("DALE (AP) -- \n\nBREE, Jan. 1 (AFP) - He left.\n\n")),
        ("numbers", busy("1,000,000 ")),
        ("number words", busy("hundred thousand million ")),
        ("amounts", busy("$5 million to $6 billion ")),
        ("shares of shares", busy("5 per cent of 10 per cent of ")),
        ("days", busy("Monday Tuesday yesterday ")),
        ("dates", busy("2024-01-01 1/2/03 ")),
        ("said", busy("said ")),
    ];
    let (tables, analyzer) = (&*TABLES, Linear::embedded());
    for (name, text) in cases {
        let start = Instant::now();
        let rows = laws::rows_of(&text, analyzer, tables);
        let seconds = start.elapsed().as_secs_f64();
        let limit = SECONDS_A_MEGABYTE_MAX * (text.len() as f64 / 1e6).max(0.05);
        assert!(seconds < limit, "{name}: {seconds:.1} s for {} bytes", text.len());
        laws::of_rows(&text, &rows).unwrap_or_else(|broken| panic!("{name}: {broken}"));
        println!("{name}: {seconds:.2} s, {} bytes, {} rows", text.len(), rows.len());
    }
}

/// Texts that once broke a law.
#[test]
fn what_was_mended_stays_so() {
    for text in [
        "' 31000 ",
        "'31000",
        "In 2011-31000 and 1999–32767 they left.",
        "\"“\"”«“’'s",
        "NAIROBI, Jan. 3 (Reuters) - m Iran the two countries \n ",
    ] {
        assert_eq!(laws::of_text(text, Linear::embedded(), &TABLES), Ok(()), "{text:?}");
    }
}

/// Words that the stages look for, and what could stand between them.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[A-Z]?[a-z]{1,8}",
        1 => "[0-9]{1,5}([.,/-][0-9]{1,4}){0,2}",
        2 => "[.!?…,;:—–()\\[\\]“”‘’\"'$€£%-]{1,3}",
        1 => "\n{1,2}",
        1 => any::<char>().prop_map(String::from),
        6 => prop::sample::select(vec![
            "Iran", "Kenya", "the United Nations", "President", "Ann Hill", "he", "they", "the two countries",
            "said", "told", "denied", "accused", "according to", "that", "not", "will", "may", "if", "signed",
            "attacked", "agreed to", "deal", "treaty", "on Monday", "last", "next", "week", "yesterday", "March",
            "2023", "May 4, 2011", "at 5 p.m.", "million", "dollars", "at least", "half a", "dozen", "per cent",
            "people", "killed", "between", "and", "to", "from", "of", "in", "NAIROBI, Jan. 3 (Reuters) -", "By",
            "Copyright 2011", "Read more:", "é", "\u{301}", "\u{200b}", "\u{202e}", "ﬁ", "İ", "ẞ", "١٢", "½",
        ])
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec((piece, prop_oneof![3 => Just(" "), 1 => Just("")]), 0..60)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, gap)| piece + gap).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn any_text_keeps_the_laws(text in any::<String>()) {
        prop_assert_eq!(laws::of_text(&text, Linear::embedded(), &TABLES), Ok(()));
    }

    #[test]
    fn any_prose_keeps_the_laws(text in prose()) {
        prop_assert_eq!(laws::of_text(&text, Linear::embedded(), &TABLES), Ok(()));
    }
}
