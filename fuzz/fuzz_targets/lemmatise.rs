//! Dictionary forms of any words with any tags.

#![no_main]

use dateline_fuzz::words_and_tags;
use dateline_lang::{Linear, stages};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (words, tags) = words_and_tags(bytes);
    for (word, tag) in words.into_iter().zip(tags) {
        let lemma = stages::lemma(Linear::embedded(), word, tag);
        assert!(
            lemma.is_empty() == word.is_empty() && lemma.len() <= 8 * word.len() + 16,
            "{word:?}: {lemma:?}"
        );
    }
});
