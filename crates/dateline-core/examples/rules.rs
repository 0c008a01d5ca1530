//! Reads the sentences of a folder of rule files without a build: `rules FOLDER [PREFIX]`. For people who write rules.
#![expect(clippy::print_stdout, reason = "it is a program")]

use dateline_core::actors::ActorTables;
use dateline_core::events::{EventRules, check_sentences};
use dateline_lang::Linear;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("wanted: rules FOLDER [PREFIX]")?;
    let prefix = arguments.next().unwrap_or_default();
    let (actors, rules) = (ActorTables::embedded()?, EventRules::from_folder(Path::new(&folder))?);
    let outcome = check_sentences(&rules, &prefix, &actors, Linear::embedded());
    println!("{}", outcome.faults.join("\n"));
    println!("{}", outcome.known.join("\n"));
    println!(
        "{} sentences, {} read wrongly, {} carry fixme",
        outcome.all,
        outcome.faults.len(),
        outcome.marked
    );
    Ok(())
}
