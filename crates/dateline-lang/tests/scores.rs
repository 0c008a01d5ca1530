//! Floors of measured quality: on the public development and test sets, which lie beside the repository, and on the
//! test files of the news treebank.

use std::io::Read;
use std::path::PathBuf;

use dateline_lang::{Analyzer, Doc, Linear, conllu, whole};

/// The decompressed file of the shared data; none, and a loud word, where that is absent.
fn shared(path: &str) -> Option<String> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    let Ok(bytes) = std::fs::read(&file) else {
        eprintln!("SKIPPED: {} is absent, nothing was measured", file.display());
        return None;
    };
    let mut text = String::new();
    flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).expect("gzip of UTF-8");
    Some(text)
}

/// Per cent of words with the right tag, lemma, head and relation, on gold sentences and words.
fn score(gold: &str) -> [f64; 3] {
    let sentences = conllu::read("gold", gold).expect("a treebank");
    let printed = conllu::inspect_parse(Linear::embedded(), gold, true).expect("a treebank");
    let ours = conllu::read("ours", &printed).expect("own output");
    let (mut right, mut total) = ([0usize; 3], 0usize);
    for (gold, ours) in sentences.iter().flat_map(|s| &s.words).zip(ours.iter().flat_map(|s| &s.words)) {
        assert_eq!(gold.form, ours.form);
        let attached = gold.head == ours.head && gold.rel.base() == ours.rel.base();
        let hits = [gold.upos == ours.upos, gold.lemma == "_" || gold.lemma == ours.lemma, attached];
        right.iter_mut().zip(hits).for_each(|(right, hit)| *right += usize::from(hit));
        total += 1;
    }
    right.map(|right| 100.0 * right as f64 / total as f64)
}

#[track_caller]
fn at_least(path: &str, floors: [f64; 3]) {
    let Some(gold) = shared(path) else { return };
    meets(path, &gold, floors);
}

#[track_caller]
fn meets(name: &str, gold: &str, floors: [f64; 3]) {
    let scores = score(gold);
    for (score, floor) in scores.iter().zip(floors) {
        assert!(*score >= floor, "{name}: UPOS, lemma, LAS {scores:.2?}, floors {floors:?}");
    }
}

#[test]
fn trees_of_news_leads() {
    meets("news-a", include_str!("../data/treebank/news-a-test.conllu"), [97.5, 98.8, 87.5]);
    meets("news-b", include_str!("../data/treebank/news-b-test.conllu"), [97.8, 99.0, 89.5]);
    meets("news-c", include_str!("../data/treebank/news-c-test.conllu"), [99.0, 99.0, 94.0]);
}

#[test]
fn trees_of_web_texts() {
    at_least("treebank/en_ewt-ud-test.conllu.gz", [95.2, 96.9, 82.5]);
}

#[test]
fn trees_of_speech_and_news() {
    at_least("treebank/en_gum-permissive-ud-test.conllu.gz", [96.5, 98.2, 82.5]);
}

#[test]
fn words_of_raw_text() {
    let Some(gold) = shared("treebank/en_gum-permissive-ud-dev.conllu.gz") else { return };
    let sentences = conllu::read("gold", &gold).expect("a treebank");
    let (mut both, mut ours, mut all) = (0, 0, 0);
    for sentence in &sentences {
        let mut text = String::new();
        let mut wanted = Vec::new();
        for word in &sentence.words {
            wanted.push((text.len(), text.len() + word.form.len()));
            text.push_str(&word.form);
            if !word.glued {
                text.push(' ');
            }
        }
        let doc: Doc = Linear::embedded().analyze(&text, &[whole(&text)]);
        both += doc.tokens.iter().filter(|t| wanted.contains(&(t.start as usize, t.end as usize))).count();
        ours += doc.tokens.len();
        all += wanted.len();
    }
    let f1 = 200.0 * both as f64 / (ours + all) as f64;
    assert!(f1 >= 99.0, "word F1 {f1:.2}");
}
