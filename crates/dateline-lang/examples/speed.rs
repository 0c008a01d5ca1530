//! How fast the language core is, how long its model takes to load, and how much memory it needs, by itself.
//!
//! usage: cargo run --release -p dateline-lang --example speed -- [--json] [TREEBANK_DIR NER_DIR]
//!
//! Times are CPU time of this one thread where the system tells it (Linux), else wall time, after one pass to warm up.
//! With the two folders of data, EWT test is read and scored; without them the news test sentences of this crate are.

use std::error::Error;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use dateline_lang::{Analyzer, Doc, EntityKind, Linear, Segments, conllu, segment};
use flate2::read::GzDecoder;

/// CPU time that a figure is measured over, at least: the system counts in ticks.
const MEASURED: Duration = Duration::from_secs(2);

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let json = args.iter().any(|arg| arg == "--json");
    let folders: Vec<&Path> = args.iter().filter(|arg| *arg != "--json").map(Path::new).collect();
    let before = memory_kib("VmRSS:");
    let start = now();
    let model = Linear::embedded();
    let load = now().saturating_sub(start);
    let (gold, names) = match folders.as_slice() {
        [treebank, ner] => (
            unpacked(&treebank.join("en_ewt-ud-test.conllu.gz"))?,
            Some(unpacked(&ner.join("uner_en_ewt-test.iob2.gz"))?),
        ),
        _ => {
            let a = include_str!("../data/treebank/news-a-test.conllu");
            let b = include_str!("../data/treebank/news-b-test.conllu");
            (format!("{a}\n{b}\n").repeat(8), None)
        }
    };
    let sentences = conllu::read("gold", &gold)?;
    let text = sentences.iter().map(written).collect::<Vec<_>>().join("\n\n");
    let blocks = conllu::paragraphs(&text);
    let segments = segment(&text, &blocks);
    let words = segments.pieces.len() as f64;
    let split = words / seconds(|| drop(segment(&text, &blocks)));
    let given = words / seconds(|| drop(model.analyze_segments(&text, segments.clone())));
    let whole = words / seconds(|| drop(model.analyze(&text, &blocks)));
    let memory = (memory_kib("VmHWM:"), before);
    let (upos, las) = score_trees(&gold)?;
    let found = names.as_deref().map(score_names);
    let load_ms = load.as_secs_f64() * 1e3;
    let (peak, before) = (memory.0 / 1024, memory.1 / 1024);
    let mut out = std::io::stdout().lock();
    if json {
        let told = serde_json::json!({
            "split": split, "given": given, "whole": whole, "load_ms": load_ms,
            "peak_mib": peak, "upos": upos, "las": las, "names": found,
        });
        writeln!(out, "{told}")?;
        return Ok(());
    }
    writeln!(out, "{} sentences, {words} words, {:.2} MiB", sentences.len(), text.len() as f64 / 1048576.0)?;
    writeln!(out, "sentences and tokens               {split:9.0} tokens/s")?;
    writeln!(out, "tags, lemmas, trees, entities      {given:9.0} tokens/s")?;
    writeln!(out, "all of it                          {whole:9.0} tokens/s")?;
    writeln!(out, "load of the model                  {load_ms:9.1} ms")?;
    writeln!(out, "peak memory, with input and output {peak:9} MiB ({before} before the model)")?;
    writeln!(out, "UPOS, LAS without subtypes         {upos:9.2} {las:.2}")?;
    if let Some(found) = found {
        writeln!(out, "names F1 (PER, ORG, LOC)           {found:9.2}")?;
    }
    Ok(())
}

/// Time on the CPU of this thread so far; time since the first call where the system does not tell it.
fn now() -> Duration {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let start = START.get_or_init(Instant::now);
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|line| line.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// Seconds of one run.
fn seconds(mut run: impl FnMut()) -> f64 {
    run();
    let (start, mut runs) = (now(), 0);
    while now().saturating_sub(start) < MEASURED {
        run();
        runs += 1;
    }
    now().saturating_sub(start).as_secs_f64() / f64::from(runs)
}

fn memory_kib(key: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(key));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn unpacked(file: &Path) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    GzDecoder::new(fs::File::open(file)?).read_to_string(&mut text)?;
    Ok(text)
}

fn written(sentence: &conllu::Sentence) -> String {
    let word = |word: &conllu::Word| format!("{}{}", word.form, if word.glued { "" } else { " " });
    sentence.words.iter().map(word).collect()
}

/// Per cent of words with the right tag, and with the right head and relation, on gold sentences and words.
fn score_trees(gold: &str) -> Result<(f64, f64), Box<dyn Error>> {
    let ours = conllu::inspect_parse(Linear::embedded(), gold, true)?;
    let (gold, ours) = (conllu::read("gold", gold)?, conllu::read("ours", &ours)?);
    let (mut words, mut tags, mut labelled) = (0.0, 0.0, 0.0);
    for (gold, ours) in gold.iter().flat_map(|s| &s.words).zip(ours.iter().flat_map(|s| &s.words)) {
        words += 1.0;
        tags += f64::from(u8::from(gold.upos == ours.upos));
        let right = gold.head == ours.head && gold.rel.base() == ours.rel.base();
        labelled += f64::from(u8::from(right));
    }
    Ok((100.0 * tags / words, 100.0 * labelled / words))
}

/// F1 of names of persons, organisations and places on gold words; states and cities are places there, peoples nothing.
fn score_names(gold: &str) -> f64 {
    let (mut right, mut both) = (0.0, 0.0);
    for block in gold.split("\n\n") {
        let rows: Vec<Vec<&str>> = block
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split('\t').collect())
            .filter(|row: &Vec<&str>| row.len() > 2)
            .collect();
        let (mut text, mut segments) = (String::new(), Segments::default());
        for row in &rows {
            let start = text.len() as u32;
            text.push_str(row[1]);
            segments.pieces.push(segment_piece(start, text.len() as u32));
            text.push(' ');
        }
        if rows.is_empty() {
            continue;
        }
        segments.sentences.push(dateline_lang::Sentence { first: 0, last: rows.len() as u32, block: 0 });
        let ours = ours_of(&Linear::embedded().analyze_segments(&text, segments));
        let gold = gold_of(&rows);
        right += gold.iter().filter(|name| ours.contains(name)).count() as f64;
        both += (gold.len() + ours.len()) as f64;
    }
    200.0 * right / both
}

fn segment_piece(start: u32, end: u32) -> dateline_lang::Piece {
    dateline_lang::Piece { start, end, joined: 0 }
}

type Name<'w> = (usize, usize, &'w str);

fn ours_of(doc: &Doc) -> Vec<Name<'static>> {
    let kind = |kind| match kind {
        EntityKind::Per => Some("PER"),
        EntityKind::Org => Some("ORG"),
        EntityKind::Loc | EntityKind::Gpe => Some("LOC"),
        EntityKind::Norp => None,
    };
    let name = |e: &dateline_lang::Entity| Some((e.first as usize, e.last as usize, kind(e.kind)?));
    doc.entities.iter().filter_map(name).collect()
}

fn gold_of<'w>(rows: &[Vec<&'w str>]) -> Vec<Name<'w>> {
    let mut names: Vec<Name<'w>> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        match row[2].split_once('-') {
            Some(("B", kind @ ("PER" | "ORG" | "LOC"))) => names.push((at, at + 1, kind)),
            Some(("I", kind)) => {
                if let Some(last) = names.last_mut().filter(|last| last.1 == at && last.2 == kind) {
                    last.1 = at + 1;
                }
            }
            _ => {}
        }
    }
    names
}
