//! `dateline actors NAME`: who that is – names, codes, offices with their days, and the row each comes from.

use crate::{
    corpus::Setting,
    failure::{Outcome, usage},
    output::{FormArgs, Record, print_records},
};
use anyhow::{Context, Result};
use dateline_core::actors::{ActorCard, ActorTables, find_actors, similar_actors};

/// Show what the tables know of an actor: names, codes, offices with their days, and the file and line of each
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A name, a surname or a code
    name: String,
    /// Only what holds on this day (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    #[command(flatten)]
    form: FormArgs,
}

impl Record for ActorCard {
    const COLUMNS: &'static [&'static str] =
        &["name", "kind", "code", "office", "from", "to", "row", "names"];

    fn cells(&self) -> Vec<String> {
        let cell = |cell: &Option<String>| cell.clone().unwrap_or_default();
        vec![
            self.name.clone(),
            self.kind.clone(),
            self.code.clone(),
            cell(&self.office),
            cell(&self.from),
            cell(&self.to),
            self.row.clone(),
            self.names.join(" | "),
        ]
    }
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    let day = args.on.as_deref().map(|day| {
        dateline_core::clean::told_day(day)
            .ok_or_else(|| usage(format!("`{day}` is not a day: write it as 2024-05-31")))
    });
    let day = day.transpose()?;
    let tables = ActorTables::embedded().context("a table of actors is at fault")?;
    let cards = find_actors(&args.name, day, &tables);
    if cards.is_empty() {
        let similar = similar_actors(&args.name, &tables);
        let near =
            if similar.is_empty() { String::new() } else { format!("; near to it: {}", similar.join(", ")) };
        setting.tell(&format!("no actor is called \"{}\"{near}", args.name));
        return Ok(Outcome::No);
    }
    print_records(args.form.form(), &cards)?;
    Ok(Outcome::Done)
}
