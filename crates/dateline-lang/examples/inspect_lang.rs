//! Prints what the language core reads: the same as `dateline inspect parse` and `inspect sentences`.
//!
//! usage: inspect_lang parse|presegmented MODEL.dlm < IN    CoNLL-U
//!        inspect_lang sentences MODEL.dlm < IN.jsonl       rows {id, text} in, {id, sentences} out

use std::io::{Read, Write};

use dateline_lang::{Linear, conllu, sentences};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [verb, model] = args.as_slice() else { return Err("usage: inspect_lang VERB MODEL.dlm".into()) };
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    let mut out = std::io::stdout().lock();
    if verb == "sentences" {
        for line in input.lines() {
            writeln!(out, "{}", row(&serde_json::from_str(line)?))?;
        }
        return Ok(());
    }
    let start = std::time::Instant::now();
    let model = Linear::from_bytes(&std::fs::read(model)?)?;
    let loaded = start.elapsed();
    let printed = conllu::inspect_parse(&model, &input, verb == "presegmented")?;
    eprintln!("load {loaded:?}, all {:?}", start.elapsed());
    out.write_all(printed.as_bytes())?;
    Ok(())
}

fn row(case: &serde_json::Value) -> serde_json::Value {
    let text = case["text"].as_str().unwrap_or_default();
    let chars = |byte: u32| text[..byte as usize].chars().count();
    let spans: Vec<_> = sentences(text, &conllu::paragraphs(text))
        .into_iter()
        .map(|span| serde_json::json!({ "start": chars(span.start), "end": chars(span.end) }))
        .collect();
    serde_json::json!({ "id": case["id"], "sentences": spans })
}
