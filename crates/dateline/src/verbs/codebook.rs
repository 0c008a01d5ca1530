//! `dateline codebook`: what the program knows: types and modes, contexts, rules with an example, actors.

use crate::{
    corpus::Setting,
    failure::Outcome,
    output::{Form, FormArgs, Record, print_records},
};
use anyhow::{Context, Result};
use dateline_core::{
    actors::{ActorTables, all_actors},
    codes::Codes,
    events::{EventRules, Measured, measure_types},
};
use dateline_lang::Linear;
use serde::Serialize;

/// Print what the tables hold: types and modes, or contexts, rules, actors
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Every actor: names, codes, offices with their days, and the file and line of each
    #[arg(long, group = "part")]
    actors: bool,
    /// Every rule file: what it codes, with an example sentence
    #[arg(long, group = "part")]
    rules: bool,
    /// The 37 contexts
    #[arg(long, group = "part")]
    contexts: bool,
    #[command(flatten)]
    form: FormArgs,
}

pub(crate) fn run(args: &Args, _setting: &Setting) -> Result<Outcome> {
    let form = args.form.form();
    match (args.actors, args.rules, args.contexts) {
        (true, ..) => {
            let tables = ActorTables::embedded().context("a table of actors is at fault")?;
            print_records(form, &all_actors(&tables))?;
        }
        (_, true, _) => print_rules(form)?,
        (_, _, true) => {
            let contexts = Codes::embedded()?.contexts.iter();
            let rows: Vec<ContextRow> =
                contexts.map(|(context, meaning)| ContextRow { context, meaning }).collect();
            print_records(form, &rows)?;
        }
        _ => print_types(form)?,
    }
    Ok(Outcome::Done)
}

/// A type or mode. `cases`, `precision` and `recall` are of the program's own sentences: those that are of the type, and near misses.
#[derive(Serialize)]
struct TypeRow {
    plover: &'static str,
    mode: Option<String>,
    quad: u8,
    intensity: f32,
    meaning: String,
    example: String,
    cases: Option<usize>,
    precision: Option<f64>,
    recall: Option<f64>,
}

impl Record for TypeRow {
    const COLUMNS: &'static [&'static str] =
        &["type", "mode", "quad", "intensity", "meaning", "example", "cases", "precision", "recall"];

    fn cells(&self) -> Vec<String> {
        let share = |share: Option<f64>| share.map(|share| format!("{share:.3}")).unwrap_or_default();
        vec![
            self.plover.to_owned(),
            self.mode.clone().unwrap_or_default(),
            self.quad.to_string(),
            self.intensity.to_string(),
            self.meaning.clone(),
            self.example.clone(),
            self.cases.map(|cases| cases.to_string()).unwrap_or_default(),
            share(self.precision),
            share(self.recall),
        ]
    }
}

fn print_types(form: Form) -> Result<()> {
    let (actors, rules) = (ActorTables::embedded()?, EventRules::embedded()?);
    let measured = measure_types(&rules, &actors, Linear::embedded());
    let row = |code: &dateline_core::codes::PloverCode| {
        let counts = measured.get(&code.plover).filter(|_| code.mode.is_none());
        TypeRow {
            plover: code.plover.as_str(),
            mode: code.mode.clone(),
            quad: code.quad,
            intensity: code.intensity,
            meaning: code.meaning.clone(),
            example: code.example.clone(),
            cases: counts.map(|counts| counts.yes + counts.no),
            precision: counts.copied().and_then(Measured::precision),
            recall: counts.copied().and_then(Measured::recall),
        }
    };
    let rows: Vec<TypeRow> = Codes::embedded()?.plover.iter().map(row).collect();
    print_records(form, &rows)
}

#[derive(Serialize)]
struct ContextRow<'a> {
    context: &'a str,
    meaning: &'a str,
}

impl Record for ContextRow<'_> {
    const COLUMNS: &'static [&'static str] = &["context", "meaning"];

    fn cells(&self) -> Vec<String> {
        vec![self.context.to_owned(), self.meaning.to_owned()]
    }
}

#[derive(Serialize)]
struct RuleRow<'a> {
    rule: &'a str,
    title: &'a str,
    codes_as: String,
    cameo: Vec<&'a str>,
    modes: Vec<&'a str>,
    contexts: Vec<&'a str>,
    sentences: usize,
    example: &'a str,
}

impl Record for RuleRow<'_> {
    const COLUMNS: &'static [&'static str] =
        &["rule", "title", "codes as", "cameo", "modes", "contexts", "sentences", "example"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.rule.to_owned(),
            self.title.to_owned(),
            self.codes_as.clone(),
            self.cameo.join(" "),
            self.modes.join(" "),
            self.contexts.join(" "),
            self.sentences.to_string(),
            self.example.to_owned(),
        ]
    }
}

fn print_rules(form: Form) -> Result<()> {
    let rules = EventRules::embedded()?;
    let row = |rule: &'_ dateline_core::events::Rule| -> String {
        let relation = rule.relation.as_ref().map(|relation| format!("tie {relation}"));
        let plover = rule.plover.map(|plover| plover.to_string());
        plover.or(relation).unwrap_or_else(|| rule.kind.to_string())
    };
    let rows: Vec<RuleRow<'_>> = rules
        .rules
        .iter()
        .map(|rule| RuleRow {
            rule: &rule.id,
            title: &rule.title,
            codes_as: row(rule),
            cameo: rule.codes(),
            modes: rule.modes(),
            contexts: rule.contexts(),
            sentences: rule.yes.len() + rule.no.len(),
            example: rule.yes.first().map_or("", |yes| &yes.text),
        })
        .collect();
    print_records(form, &rows)
}
