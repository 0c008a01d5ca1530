//! Parts of speech of any words.

#![no_main]

use dateline_fuzz::words_and_tags;
use dateline_lang::{Linear, stages};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (words, _) = words_and_tags(bytes);
    let tags = stages::tags(Linear::embedded(), &words);
    assert_eq!(tags.len(), words.len());
    assert_eq!(tags, stages::tags(Linear::embedded(), &words));
});
