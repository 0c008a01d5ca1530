//! Names among any words with any tags.

#![no_main]

use dateline_fuzz::words_and_tags;
use dateline_lang::{Linear, stages};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (words, tags) = words_and_tags(bytes);
    let mut done = 0;
    for name in stages::names(Linear::embedded(), &words, &tags) {
        assert!(done <= name.first && name.first < name.last && name.last as usize <= words.len());
        done = name.last;
    }
});
