//! Trees and relations of any words with any tags.

#![no_main]

use dateline_fuzz::{holds, words_and_tags};
use dateline_lang::{Linear, laws, stages};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (words, tags) = words_and_tags(bytes);
    let tree = stages::tree(Linear::embedded(), &words, &tags);
    assert_eq!(tree.len(), words.len());
    if !words.is_empty() {
        holds(laws::of_tree(&tree, 0));
    }
    assert_eq!(tree, stages::tree(Linear::embedded(), &words, &tags));
});
