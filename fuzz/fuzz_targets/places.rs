//! Places in any text.

#![no_main]

use dateline_core::laws;
use dateline_fuzz::{TABLES, holds};
use dateline_lang::Linear;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    holds(laws::of_places(text, Linear::embedded(), &TABLES.places));
});
