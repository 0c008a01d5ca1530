//! Times in any text.

#![no_main]

use dateline_core::laws;
use dateline_fuzz::{TABLES, holds};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    holds(laws::of_times(text, &TABLES.times));
});
