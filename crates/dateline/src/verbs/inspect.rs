//! `dateline inspect STAGE -`: one stage alone, rows in, the same rows out with the stage's answer.

use super::{code::RowFormat, lineage};
use crate::{
    corpus::Setting,
    failure::{Outcome, usage},
    output::stdout,
    reader::{ModelArgs, Reader},
};
use anyhow::{Context, Result};
use dateline_core::{
    actors::{ActorTables, inspect_actors},
    amounts::{AmountTables, inspect_amounts},
    attribution::{SpeechTables, inspect_quotes},
    citation::sha256_hex,
    coder::{Tables, inspect_type},
    events::TypeModel,
    places::{PlaceTables, inspect_places},
    reconcile::{Held, lineage_of, reconcile},
    rows::{PublishedRow, ReportRow},
    status::{StatusTables, inspect_status},
    times::{TimeTables, inspect_times},
    words::{DayFrom, Precision},
};
use dateline_lang::{Linear, conllu};
use serde_json::{Map, Value, json};
use std::{
    collections::BTreeMap,
    io::{self, BufRead, Read, Write},
    path::{Path, PathBuf},
};

/// Run one stage alone on JSON lines
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Which stage
    #[arg(value_enum)]
    stage: Stage,
    /// Only `-`: standard input
    input: PathBuf,
    /// How rows are written
    #[arg(long, value_enum, default_value_t = RowFormat::Jsonl)]
    format: RowFormat,
    /// For `parse`: the input is CoNLL-U whose sentences and tokens are kept
    #[arg(long)]
    presegmented: bool,
    #[command(flatten)]
    model: ModelArgs,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Stage {
    /// Words, tags, trees and names, as CoNLL-U
    Parse,
    /// Country and sector of one mention of a party
    Actors,
    /// The PLOVER type between two given parties
    Type,
    /// Where sentences begin and end
    Sentences,
    /// Expressions of time
    Times,
    /// Amounts with their units, currencies and hedges
    Amounts,
    /// Names of places with their countries and coordinates
    Places,
    /// Who is quoted with what
    Quotes,
    /// How sure and how far along events are
    Status,
    /// Which reports tell one story
    Stories,
    /// Which texts derive from which
    Lineage,
}

pub(crate) fn run(args: &Args, _setting: &Setting) -> Result<Outcome> {
    let RowFormat::Jsonl = args.format;
    if args.input != Path::new("-") {
        return Err(usage("inspect reads standard input only: write `-`"));
    }
    let reader = Reader::of(&args.model)?;
    if args.model.entities_model.is_some() && !matches!(args.stage, Stage::Parse) {
        return Err(usage("--entities-model is for the stage `parse` alone"));
    }
    let input = io::stdin().lock();
    match args.stage {
        Stage::Parse => parse(input, args.presegmented, &reader),
        Stage::Actors => {
            let tables = ActorTables::embedded().context("a table of actors is at fault")?;
            let places = PlaceTables::embedded()?;
            each(input, |row| inspect_actors(row, &tables, &places, Linear::embedded()))
        }
        Stage::Type => {
            let tables = Tables::embedded().context("a table is at fault")?;
            let model = TypeModel::embedded().context("the model of types is at fault")?;
            each(input, |row| inspect_type(row, &tables, &model, Linear::embedded()))
        }
        Stage::Stories => stories(read_rows(input)?),
        Stage::Lineage => lineages(&read_rows(input)?),
        Stage::Sentences => each(input, sentences),
        Stage::Times => {
            let tables = TimeTables::embedded()?;
            each(input, |row| inspect_times(row, &tables))
        }
        Stage::Amounts => {
            let tables = AmountTables::embedded()?;
            each(input, |row| inspect_amounts(row, &tables))
        }
        Stage::Places => {
            let tables = PlaceTables::embedded()?;
            each(input, |row| inspect_places(row, Linear::embedded(), &tables))
        }
        Stage::Quotes => {
            let speech = SpeechTables::embedded()?;
            each(input, |row| inspect_quotes(row, Linear::embedded(), &speech))
        }
        Stage::Status => {
            let (speech, tables) = (SpeechTables::embedded()?, StatusTables::embedded()?);
            let times = TimeTables::embedded()?;
            each(input, |row| inspect_status(row, Linear::embedded(), &speech, &tables, &times))
        }
    }
}

/// Answers each row by itself, as it comes.
fn each(lines: impl BufRead, answer: impl Fn(&Value) -> Value) -> Result<Outcome> {
    let mut out = stdout();
    for (n, line) in lines.lines().enumerate() {
        let line = line?;
        if !line.trim().is_empty() {
            let row = serde_json::from_str(&line).with_context(|| format!("line {}: not a row", n + 1))?;
            writeln!(out, "{}", answer(&row))?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn parse(mut input: impl Read, presegmented: bool, reader: &Reader) -> Result<Outcome> {
    let mut text = String::new();
    input.read_to_string(&mut text)?;
    let mut out = stdout();
    let printed = conllu::inspect_parse(reader.analyzer(), &text, presegmented)?;
    reader.check()?;
    out.write_all(printed.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Done)
}

fn sentences(row: &Value) -> Value {
    let text = row["text"].as_str().unwrap_or_default();
    let points = |byte: u32| text[..byte as usize].chars().count();
    let spans = dateline_lang::sentences(text, &conllu::paragraphs(text));
    let spans: Vec<Value> =
        spans.iter().map(|span| json!({"start": points(span.start), "end": points(span.end)})).collect();
    let mut answer = row.clone();
    answer["sentences"] = spans.into();
    answer
}

fn read_rows(lines: impl BufRead) -> Result<Vec<Map<String, Value>>> {
    let mut rows = Vec::new();
    for (n, line) in lines.lines().enumerate() {
        let line = line?;
        if !line.trim().is_empty() {
            rows.push(serde_json::from_str(&line).with_context(|| format!("line {}: not a row", n + 1))?);
        }
    }
    Ok(rows)
}

fn stories(mut rows: Vec<Map<String, Value>>) -> Result<Outcome> {
    let texts: Vec<(ReportRow, String)> =
        rows.iter().enumerate().map(|(n, row)| bare_report(n, row)).collect();
    let held = as_held(&texts);
    let all = reconcile(&held, &[]);
    let story_of: BTreeMap<&str, &str> = all
        .stories
        .iter()
        .flat_map(|story| {
            story.reports.iter().map(|&place| (all.reports[place].report.input.as_str(), story.id.as_str()))
        })
        .collect();
    let mut out = stdout();
    for (row, (report, _)) in rows.iter_mut().zip(&texts) {
        row.insert(
            "story".to_owned(),
            story_of.get(report.input.as_str()).map_or(Value::Null, |&story| story.into()),
        );
        writeln!(out, "{}", serde_json::to_string(row)?)?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn lineages(rows: &[Map<String, Value>]) -> Result<Outcome> {
    let texts: Vec<(ReportRow, String)> =
        rows.iter().enumerate().map(|(n, row)| bare_report(n, row)).collect();
    let (lineage, reports) = lineage_of(&as_held(&texts), &[]);
    let name = |held: &Held<'_>| {
        let place: usize = held.report.input.parse().unwrap_or(0);
        let id = rows[place].get("id");
        id.and_then(Value::as_str).map_or_else(|| id.map(Value::to_string).unwrap_or_default(), str::to_owned)
    };
    let mut out = stdout();
    for link in &lineage.links {
        writeln!(out, "{}", serde_json::to_string(&lineage::Row::of(link, &reports, name))?)?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn as_held(texts: &[(ReportRow, String)]) -> Vec<Held<'_>> {
    texts.iter().map(|(report, text)| Held { report, text, mentions: &[] }).collect()
}

/// The report that a row stands for; its input is the row's number, padded so that it sorts.
fn bare_report(n: usize, row: &Map<String, Value>) -> (ReportRow, String) {
    let word =
        |key: &str| row.get(key).and_then(Value::as_str).filter(|word| !word.is_empty()).map(str::to_owned);
    let text = word("text").unwrap_or_default();
    let published = word("date").map(|day| PublishedRow {
        value: Some(day.clone()),
        start: Some(day.clone()),
        end: Some(day),
        precision: Precision::Day,
        from: DayFrom::Feed,
    });
    let report = ReportRow {
        report: sha256_hex(text.as_bytes()),
        input: format!("{n:09}"),
        title: word("title"),
        published,
        agency: None,
        dateline_places: Vec::new(),
        byline: None,
        language: None,
        text_chars: text.chars().count() as u64,
        removed: Vec::new(),
        notes: Vec::new(),
    };
    (report, text)
}
