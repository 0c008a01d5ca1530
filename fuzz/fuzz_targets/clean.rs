//! What is body and what is not, of any text.

#![no_main]

use dateline_core::laws;
use dateline_fuzz::{TABLES, holds};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    holds(laws::of_clean(text, TABLES.newsrooms));
});
