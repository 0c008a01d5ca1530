//! Texts of any bytes.

#![no_main]

use dateline_fuzz::holds;
use dateline_ingest::laws;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    holds(laws::of_bytes(bytes));
});
