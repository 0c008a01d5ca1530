//! How long the tables of actors take to load, and how fast names are found in the text of a file, on one core.
#![expect(clippy::print_stdout, reason = "it is a program")]

use dateline_core::actors::{ActorTables, names_in};
use std::hint::black_box;
use std::time::Instant;

/// How often each is done; the best counts, since others use the machine, too.
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name a text file")?;
    let text = std::fs::read_to_string(path)?;
    let (mut load, mut scan) = (f64::MAX, f64::MAX);
    let mut found = 0;
    let mut tables = ActorTables::embedded()?;
    for _ in 0..ROUNDS {
        let started = Instant::now();
        tables = ActorTables::embedded()?;
        load = load.min(started.elapsed().as_secs_f64());
        let started = Instant::now();
        found = black_box(names_in(&text, tables.index())).len();
        scan = scan.min(started.elapsed().as_secs_f64());
    }
    let rate = text.len() as f64 / 1e6 / scan;
    println!("actors, load             {:8.1} ms for {} names", load * 1e3, tables.names());
    println!("actors, matching         {rate:8.1} MB/s, {found} found");
    Ok(())
}
