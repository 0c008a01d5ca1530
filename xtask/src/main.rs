//! Project chores: `eval` prints every quality figure, `bench` every speed, `gen` writes the model and generated docs,
//! `tidy` checks what no compiler checks.

mod bench;
mod eval;
mod names;
mod sh;
mod tidy;

use anyhow::{Result, bail};

const USAGE: &str = "usage: cargo xtask eval [--floors] [--keep] | bench [--keep] | gen [--names] | tidy

eval   build the program and print every quality figure against ../shared/data, where that is present
       --floors  fail if a figure is below eval/floors.toml
       --keep    write the figures to eval/runs/
bench  print the speed of each stage and of the whole, with peak memory
       and of the language core by itself; beside spaCy where python3, or the Python
       that DATELINE_SPACY_PYTHON names, has it (about ten minutes: it is trained first)
       --keep    write them to bench/runs/
gen    write the names of the actor and place tables to crates/dateline-lang/data/names/actors.tsv, then train the
       language model again from ../shared/data and write it to crates/dateline-lang/model
       --names   only the names
tidy   check module headers, sorted tables, file sizes and words that must not occur";

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let flag = |name: &str| words.iter().any(|word| word == name);
    match words.first().map(String::as_str) {
        Some("eval") => eval::run(flag("--floors"), flag("--keep")),
        Some("bench") => bench::run(flag("--keep")),
        Some("gen") if flag("--names") => names::write(),
        Some("gen") => names::write().and_then(|()| sh::generate_model()),
        Some("tidy") => tidy::run(),
        _ => bail!("{USAGE}"),
    }
}
