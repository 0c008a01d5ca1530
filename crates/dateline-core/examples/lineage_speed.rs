//! How fast one core sketches reports and finds the pairs worth comparing, and what the index holds:
//! `lineage_speed < rows.jsonl`, rows with `text` and perhaps `title`.

use dateline_core::reconcile::sketch::{Sketch, candidates};
use std::io::{self, BufRead, Write};
use std::time::{Duration, Instant};

/// Reports read before they are sketched together.
const AT_ONCE: usize = 1_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut sketches, mut sketching) = (Vec::new(), Duration::ZERO);
    let mut lines = io::stdin().lock().lines();
    loop {
        let rows: Vec<serde_json::Value> = lines
            .by_ref()
            .take(AT_ONCE)
            .map(|line| Ok(serde_json::from_str(&line?)?))
            .collect::<Result<_, Box<dyn std::error::Error>>>()?;
        if rows.is_empty() {
            break;
        }
        let started = now();
        sketches.extend(
            rows.iter().map(|row| Sketch::of(row["title"].as_str(), row["text"].as_str().unwrap_or(""))),
        );
        sketching += now() - started;
    }
    let held: usize = sketches.iter().map(Sketch::bytes).sum();
    let started = now();
    let found = candidates(&sketches);
    let seeking = now() - started;
    let count = sketches.len().max(1) as f64;
    writeln!(
        io::stdout(),
        "lineage candidates       {:9.0} reports/s on one core ({:.1} s sketches, {:.1} s candidates), {:.0} + {:.0} \
         bytes/report in sketches and lists, {:.1} pairs/report, {} runs and terms capped, {} reports",
        count / (sketching + seeking).as_secs_f64(),
        sketching.as_secs_f64(),
        seeking.as_secs_f64(),
        held as f64 / count,
        found.posting_bytes as f64 / count,
        found.pairs.len() as f64 / count,
        found.capped,
        sketches.len()
    )?;
    Ok(())
}

/// Time on the CPU of this thread so far; time since the first call where the system does not tell it.
fn now() -> Duration {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let start = START.get_or_init(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|line| line.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| start.elapsed(), Duration::from_nanos)
}
