//! How long the tables of places take to load and how fast one core finds places: `place_speed < rows.jsonl`.

use dateline_core::places::{PlaceContext, PlaceTables, find_places};
use std::io::{self, BufRead, Write};
use std::time::Instant;

const MIB: f64 = 1024.0 * 1024.0;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut texts = Vec::new();
    for line in io::stdin().lock().lines() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        texts.push(row["text"].as_str().unwrap_or("").to_owned());
    }
    let started = Instant::now();
    let tables = PlaceTables::embedded()?;
    let load_ms = started.elapsed().as_secs_f64() * 1e3;
    let bytes: usize = texts.iter().map(String::len).sum();
    let started = Instant::now();
    let found: usize =
        texts.iter().map(|text| find_places(text, None, &PlaceContext::default(), &tables).len()).sum();
    let speed = bytes as f64 / MIB / started.elapsed().as_secs_f64();
    writeln!(
        io::stdout(),
        "places: {} known, loaded in {load_ms:.1} ms, {speed:.1} MiB/s on one core, {found} found in {:.1} MiB",
        tables.count(),
        bytes as f64 / MIB
    )?;
    Ok(())
}
