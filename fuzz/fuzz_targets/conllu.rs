//! Treebank files of any bytes, and what is read of them.

#![no_main]

use dateline_lang::{Linear, conllu};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if conllu::read("fuzz", text).is_ok() {
        let printed = conllu::inspect_parse(Linear::embedded(), text, true);
        assert!(printed.is_ok_and(|printed| conllu::read("printed", &printed).is_ok()));
    }
});
