//! Reads rows (one JSON object a line) and adds quotes or status: `inspect_said quotes|status < ROWS`.
#![allow(clippy::print_stdout)]

use dateline_core::attribution::{SpeechTables, inspect_quotes};
use dateline_core::status::{StatusTables, inspect_status};
use dateline_core::times::TimeTables;
use dateline_lang::Linear;
use std::error::Error;
use std::io::BufRead;

fn main() -> Result<(), Box<dyn Error>> {
    let stage = std::env::args().nth(1).unwrap_or_default();
    let analyzer = Linear::embedded();
    let (speech, tables, times) =
        (SpeechTables::embedded()?, StatusTables::embedded()?, TimeTables::embedded()?);
    for line in std::io::stdin().lock().lines() {
        let row = serde_json::from_str(&line?)?;
        let out = match stage.as_str() {
            "quotes" => inspect_quotes(&row, analyzer, &speech),
            _ => inspect_status(&row, analyzer, &speech, &tables, &times),
        };
        println!("{out}");
    }
    Ok(())
}
