//! Answers JSON lines on the standard input with one stage of the core: `inspect times`, `inspect amounts`, `inspect places`.

use std::io::{self, BufRead, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let stage = std::env::args().nth(1).unwrap_or_default();
    let times = dateline_core::times::TimeTables::embedded()?;
    let amounts = dateline_core::amounts::AmountTables::embedded()?;
    let places = dateline_core::places::PlaceTables::embedded()?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let row = serde_json::from_str(&line?)?;
        let answer = match stage.as_str() {
            "times" => dateline_core::times::inspect_times(&row, &times),
            "amounts" => dateline_core::amounts::inspect_amounts(&row, &amounts),
            "places" => {
                dateline_core::places::inspect_places(&row, dateline_lang::Linear::embedded(), &places)
            }
            other => return Err(format!("no stage `{other}` (known: times, amounts, places)").into()),
        };
        writeln!(out, "{answer}")?;
    }
    Ok(())
}
