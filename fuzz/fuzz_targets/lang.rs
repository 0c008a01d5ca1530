//! The whole language core on any text.

#![no_main]

use dateline_fuzz::holds;
use dateline_lang::{Linear, laws};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    holds(laws::of_text(text, Linear::embedded()));
});
