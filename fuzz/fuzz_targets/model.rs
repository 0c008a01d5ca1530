//! Language model files of any bytes.

#![no_main]

use dateline_lang::Linear;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // An answer, whatever it is: a model or the reason why there is none.
    let _ = Linear::from_bytes(bytes);
});
