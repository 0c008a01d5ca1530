//! What holds for every text, however odd: order, boundaries, trees, and an end in good time.

use std::time::{Duration, Instant};

use dateline_lang::{Analyzer, Doc, Linear, Upos, Xpos, conllu, laws, segment, stages, whole};
use proptest::prelude::*;

#[track_caller]
fn holds(text: &str) -> Doc {
    laws::of_text(text, Linear::embedded()).unwrap_or_else(|broken| panic!("{broken}"))
}

/// Words of a sentence as a treebank would give them, tags of any kind.
fn words_and_tags() -> impl Strategy<Value = Vec<(String, (Upos, Xpos))>> {
    let word = prop_oneof![any::<String>(), "[A-Za-z]{1,12}", "[0-9.,$%-]{1,6}", "[“”\"'()-]"];
    let tag = (0..Upos::ALL.len(), 0..Xpos::ALL.len()).prop_map(|(u, x)| (Upos::ALL[u], Xpos::ALL[x]));
    proptest::collection::vec((word, tag), 0..40)
}

#[test]
fn hostile_texts_end_in_good_time() {
    let cases = [
        ("a megabyte without a blank", "x".repeat(1 << 20)),
        ("a megabyte of hyphens and letters", "a-".repeat(1 << 19)),
        ("almost addresses", "a.b@".repeat(1 << 18)),
        ("nested brackets", "(".repeat(10_000) + "x" + &")".repeat(10_000)),
        ("quotation marks", "\"".repeat(200_000)),
        ("stops and quotation marks", ".\"".repeat(100_000)),
        ("a sentence of 100,000 words", "word ".repeat(100_000)),
        ("control characters", "a\u{0}b\u{1}\u{7f} \u{b}c\r\n".repeat(10_000)),
        ("right to left", "\u{202e}אבג דה. שלום עליכם! ".repeat(5_000)),
        ("combining marks", "e\u{301}\u{300}\u{301}".repeat(50_000)),
        ("datelines", "DALE (AP) -- \n\nBREE, Jan. 1 (AFP) - He left.\n\n".repeat(5_000)),
        ("apostrophes", "x'".repeat(100_000)),
        ("marks on one letter", "a".to_owned() + &"\u{301}".repeat(200_000)),
        ("nothing to see", "z\u{200b}w\u{200d}j\u{feff}".repeat(50_000)),
        ("no characters", "\u{fffd}\u{fffe}\u{ffff}".repeat(50_000)),
        ("who says that who says", "the minister said that ".repeat(25_000)),
        ("names in a row", "Ann Hill ".repeat(50_000)),
        ("digits", "1".repeat(1 << 20)),
        ("numbers and commas", "1,000,000 ".repeat(50_000)),
        ("addresses", "http://a.b/c?d=e&f ".repeat(30_000)),
        ("empty lines", "\n".repeat(1 << 20)),
        ("one word a line", "word\n".repeat(100_000)),
    ];
    for (name, text) in cases {
        let start = Instant::now();
        holds(&text);
        // Read twice and checked; the slowest takes about two seconds on one core. Generous, for busy machines.
        assert!(start.elapsed() < Duration::from_secs(60), "{name}: {:?}", start.elapsed());
    }
}

#[test]
fn odd_blocks_are_clamped() {
    let text = "Größe zählt. Ja.";
    let backwards = std::ops::Range { start: 3, end: 2 };
    let blocks = [backwards, 1..6, 4..9, 100..200];
    let doc = Linear::embedded().analyze(text, &blocks);
    // Blocks that overlap are not read whole: only what is read is looked at.
    assert_eq!(laws::of_doc(text, &[], &doc), Ok(()));
    assert!(Linear::embedded().analyze("", &[whole("")]).tokens.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_its_words(text in any::<String>()) {
        holds(&text);
    }

    #[test]
    fn any_prose_is_its_words(text in "([A-Za-z]{1,8}|[0-9,.]{1,5}|U\\.S\\.|n't|’s|[.!?…]{1,3}|[“”\"'()\\[\\]—-]|\n\n| ){0,60}") {
        holds(&text);
    }

    #[test]
    fn any_blocks_are_kept_to(
        text in "([A-Za-zäß]{1,6}|[.!?]| |\n|😀){0,40}",
        cuts in proptest::collection::vec((0_u32..60, 0_u32..60), 0..5),
    ) {
        let blocks: Vec<_> = cuts.into_iter().map(|(start, end)| start..end).collect();
        prop_assert_eq!(laws::of_segments(&text, &[], &segment(&text, &blocks)), Ok(()));
        let doc = Linear::embedded().analyze(&text, &blocks);
        prop_assert_eq!(laws::of_doc(&text, &[], &doc), Ok(()));
    }

    #[test]
    fn each_stage_answers_for_any_words(given in words_and_tags()) {
        let words: Vec<&str> = given.iter().map(|(word, _)| word.as_str()).collect();
        let tags: Vec<_> = given.iter().map(|&(_, tag)| tag).collect();
        let model = Linear::embedded();
        prop_assert_eq!(stages::tags(model, &words).len(), words.len());
        let heads = stages::tree(model, &words, &tags);
        prop_assert_eq!(heads.len(), words.len());
        if !words.is_empty() {
            prop_assert_eq!(laws::of_tree(&heads, 0), Ok(()));
        }
        for (word, &tag) in words.iter().zip(&tags) {
            prop_assert!(stages::lemma(model, word, tag).len() <= 8 * word.len() + 16);
        }
        let mut done = 0;
        for name in stages::names(model, &words, &tags) {
            prop_assert!(done <= name.first && name.first < name.last && name.last as usize <= words.len());
            done = name.last;
        }
    }

    #[test]
    fn what_is_printed_reads_back(text in "([A-Z]?[a-z]{1,8}|don't|[0-9]{1,4}|[.,!?“”]| |\n){0,60}") {
        let doc = Linear::embedded().analyze(&text, &conllu::paragraphs(&text));
        let printed = conllu::print(&text, &doc);
        let sentences = conllu::read("printed", &printed).expect("own output is well formed");
        prop_assert_eq!(sentences.len(), doc.sentences.len());
        let words: Vec<_> = sentences.iter().flat_map(|sentence| &sentence.words).collect();
        prop_assert_eq!(words.len(), doc.tokens.len());
        for (word, token) in words.iter().zip(&doc.tokens) {
            prop_assert_eq!(&word.form, token.form(&text));
            prop_assert_eq!((word.upos, word.xpos, word.rel, word.joined), (token.upos, token.xpos, token.rel, token.joined));
        }
        // Given its own words, the analyzer says the same again.
        let again = conllu::inspect_parse(Linear::embedded(), &printed, true).expect("own output is well formed");
        let again = conllu::read("again", &again).expect("own output is well formed");
        for (before, after) in sentences.iter().zip(&again) {
            for (before, after) in before.words.iter().zip(&after.words) {
                prop_assert_eq!((before.upos, before.head, before.rel), (after.upos, after.head, after.rel));
            }
        }
    }
}
