//! Phrases of the tables found in a sentence: answers that were not given, and what was checked.
//!
//! Must not know trees; words match by form or dictionary form.

use super::tables::Phrase;
use dateline_lang::{Doc, Upos};
use std::ops::Range;

/// Words that may stand between those of a phrase of silence.
const GAP: usize = 3;

/// First place in `tokens` where the phrase stands, its words at most `gap` words apart; longest phrases first.
pub(crate) fn find<'p, T>(
    text: &str,
    doc: &Doc,
    tokens: Range<usize>,
    phrases: &'p [Phrase<T>],
    gap: usize,
) -> Option<(&'p Phrase<T>, Range<usize>)> {
    let here = |phrase: &'p Phrase<T>| {
        tokens.clone().find_map(|start| Some((phrase, stands_at(text, doc, start, tokens.end, phrase, gap)?)))
    };
    phrases.iter().find_map(here)
}

/// As [`find`], with the gap that phrases of silence allow.
pub(crate) fn find_loose<'p, T>(
    text: &str,
    doc: &Doc,
    tokens: Range<usize>,
    phrases: &'p [Phrase<T>],
) -> Option<(&'p Phrase<T>, Range<usize>)> {
    find(text, doc, tokens, phrases, GAP)
}

fn stands_at<T>(
    text: &str,
    doc: &Doc,
    start: usize,
    end: usize,
    phrase: &Phrase<T>,
    gap: usize,
) -> Option<Range<usize>> {
    let mut at = start;
    for (number, word) in phrase.words.iter().enumerate() {
        let reach = if number == 0 { 1 } else { gap + 1 };
        let window = at..(at + reach).min(end);
        let stop = window.clone().find(|&t| doc.tokens[t].upos == Upos::Punct).unwrap_or(window.end);
        at = (window.start..stop).find(|&t| is_word(text, doc, t, word))? + 1;
    }
    Some(start..at)
}

fn is_word(text: &str, doc: &Doc, token: usize, word: &str) -> bool {
    let token = &doc.tokens[token];
    token.lemma.eq_ignore_ascii_case(word)
        || token.form(text).eq_ignore_ascii_case(word)
        || (word == "not" && token.form(text).eq_ignore_ascii_case("n't"))
}
