//! Odd texts through every stage and the whole chain: spans stay inside the text, nothing panics, time is bounded.

use dateline_core::{coder::Tables, laws};
use dateline_lang::Linear;
use proptest::prelude::*;
use std::{
    sync::LazyLock,
    time::{Duration, Instant},
};

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::embedded().expect("tables without fault"));

/// The whole chain reads a hostile text of about a megabyte in at most this time; twenty times what an idle core takes
/// for the slowest of them, because the machines that test are busy.
const CHAIN_SECONDS_MAX: u64 = 120;

#[test]
fn hostile_texts_end_in_good_time() {
    let cases = [
        ("a megabyte without a blank", "x".repeat(1 << 20)),
        ("a megabyte of hyphens and letters", "a-".repeat(1 << 19)),
        ("nested brackets", "(".repeat(10_000) + "x" + &")".repeat(10_000)),
        ("nested square brackets", "[".repeat(10_000) + "x" + &"]".repeat(10_000)),
        ("quotation marks", "\"".repeat(200_000)),
        ("open quotation marks", "“".repeat(100_000)),
        ("stops and quotation marks", ".\"".repeat(100_000)),
        ("a sentence of 100,000 words", "word ".repeat(100_000)),
        ("who says that who says", "the minister said that ".repeat(25_000)),
        ("commas", "Gondor , ".repeat(50_000)),
        ("states", "Iran and ".repeat(50_000)),
        ("persons", "Ann Hill ".repeat(50_000)),
        ("control characters", "a\u{1}b\u{2}\u{7f} \u{b}c\r\n".repeat(10_000)),
        ("right to left", "\u{202e}אבג דה. שלום עליכם! ".repeat(5_000)),
        ("combining marks", "e\u{301}\u{300}\u{301}".repeat(50_000)),
        ("marks on one letter", "a".to_owned() + &"\u{301}".repeat(200_000)),
        ("nothing to see", "z\u{200b}w\u{200d}j\u{feff}".repeat(50_000)),
        ("no characters", "\u{fffd}\u{fffe}\u{ffff}".repeat(50_000)),
        ("datelines", "DALE (AP) -- \n\nBREE, Jan. 1 (AFP) - He left.\n\n".repeat(5_000)),
        ("digits", "1".repeat(1 << 20)),
        ("numbers", "1,000,000 ".repeat(50_000)),
        ("number words", "hundred thousand million ".repeat(20_000)),
        ("amounts", "$5 million to $6 billion ".repeat(20_000)),
        ("days", "Monday Tuesday yesterday ".repeat(30_000)),
        ("dates", "2024-01-01 1/2/03 ".repeat(30_000)),
        ("said", "said ".repeat(60_000)),
        ("one word a line", "word\n".repeat(60_000)),
        ("bylines", "By Ann\n\n".repeat(20_000)),
    ];
    for (name, text) in cases {
        let start = Instant::now();
        // The laws read twice.
        let limit = Duration::from_secs(2 * CHAIN_SECONDS_MAX);
        laws::of_code(&text, Linear::embedded(), &TABLES).unwrap_or_else(|broken| panic!("{name}: {broken}"));
        assert!(start.elapsed() < limit, "{name}: {:?}", start.elapsed());
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
