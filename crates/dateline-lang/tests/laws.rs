//! What holds for every text, however odd: order, boundaries, trees, and an end in good time.

use std::time::{Duration, Instant};

use dateline_lang::limits::SENTENCE_TOKENS_MAX;
use dateline_lang::{Analyzer, Doc, Linear, conllu, whole};
use proptest::prelude::*;

/// Words stand in order, on character boundaries; joined with the blanks between them, they are the text.
#[track_caller]
fn words_are_the_text(text: &str, doc: &Doc) {
    let mut rebuilt = String::new();
    let mut done = 0;
    for token in &doc.tokens {
        let range = token.range();
        assert!(range.start >= done && range.start < range.end, "words overlap or are empty");
        let gap = text.get(done..range.start).expect("gap on character boundaries");
        assert!(gap.chars().all(char::is_whitespace), "lost: {gap:?}");
        rebuilt.push_str(gap);
        rebuilt.push_str(token.form(text));
        done = range.end;
    }
    rebuilt.push_str(&text[done..]);
    assert!(text[done..].chars().all(char::is_whitespace), "lost at the end");
    assert_eq!(rebuilt, text);
}

/// Sentences cover all words; each has one root, from which all its words are reached.
#[track_caller]
fn trees_are_trees(doc: &Doc) {
    let mut next = 0;
    for sentence in &doc.sentences {
        assert_eq!(sentence.first, next);
        assert!(sentence.last > sentence.first && sentence.tokens().len() <= SENTENCE_TOKENS_MAX);
        next = sentence.last;
        let roots = sentence.tokens().filter(|&at| doc.tokens[at].head.is_none()).count();
        assert_eq!(roots, 1, "one root in a sentence");
        for at in sentence.tokens() {
            let mut up = at;
            for _ in 0..=sentence.tokens().len() {
                let Some(head) = doc.tokens[up].head else { break };
                assert!(sentence.tokens().contains(&(head as usize)), "head in another sentence");
                up = head as usize;
            }
            assert!(doc.tokens[up].head.is_none(), "a cycle");
        }
    }
    assert_eq!(next as usize, doc.tokens.len());
    let mut done = 0;
    for entity in &doc.entities {
        assert!(
            entity.first >= done && entity.last > entity.first && entity.last as usize <= doc.tokens.len()
        );
        assert_eq!(doc.sentence_of(entity.first as usize), doc.sentence_of(entity.last as usize - 1));
        done = entity.last;
    }
}

#[track_caller]
fn holds(text: &str) -> Doc {
    let doc = Linear::embedded().analyze(text, &[whole(text)]);
    words_are_the_text(text, &doc);
    trees_are_trees(&doc);
    doc
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
    ];
    for (name, text) in cases {
        let start = Instant::now();
        holds(&text);
        // Generous: the slowest takes about a second, optimised, on one busy core.
        assert!(start.elapsed() < Duration::from_secs(30), "{name}: {:?}", start.elapsed());
    }
}

#[test]
fn odd_blocks_are_clamped() {
    let text = "Größe zählt. Ja.";
    let backwards = std::ops::Range { start: 3, end: 2 };
    let doc = Linear::embedded().analyze(text, &[backwards, 1..6, 4..9, 100..200]);
    trees_are_trees(&doc);
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
