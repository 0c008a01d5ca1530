//! Sentences and words of any text, in any blocks.

#![no_main]

use dateline_fuzz::holds;
use dateline_lang::{laws, segment, whole};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let blocks: Vec<_> = text
        .char_indices()
        .filter(|(_, c)| *c == '\u{1}')
        .map(|(at, _)| at as u32..(at as u32).saturating_mul(3))
        .collect();
    holds(laws::of_segments(text, &[whole(text)], &segment(text, &[whole(text)])));
    // Cut up at odd places: words stay in order and on character boundaries.
    holds(laws::of_segments(text, &[], &segment(text, &blocks)));
});
