//! Shows how sentences on standard input are read: tree, parties and actions. For people who write rules.
#![expect(clippy::print_stdout, reason = "it is a program")]

use dateline_core::actors::{ActorTables, analyze, mark_actors};
use dateline_core::events::{EventRules, find_events};
use dateline_lang::Linear;
use std::io::Read;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (actors, rules) = (ActorTables::embedded()?, EventRules::embedded()?);
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    for text in input.lines().filter(|line| !line.trim().is_empty()) {
        let whole = 0..text.len() as u32;
        let doc = analyze(text, std::slice::from_ref(&whole), &actors, Linear::embedded());
        let mentions = mark_actors(text, &doc, None, &actors);
        println!("# {text}");
        for (at, token) in doc.tokens.iter().enumerate() {
            let head = token.head.map_or(0, |head| head + 1);
            let party = mentions.iter().find(|mention| mention.covers(at));
            let party = party.map_or(String::new(), |m| {
                format!("{:?} {}", m.via, m.actors.iter().map(|a| a.code()).collect::<Vec<_>>().join("+"))
            });
            println!(
                "{}\t{}\t{}\t{}\t{}\t{head}\t{}\t{party}",
                at + 1,
                token.form(text),
                token.lemma,
                token.upos.as_str(),
                token.xpos.as_str(),
                token.rel.as_str()
            );
        }
        for found in find_events(text, &doc, &mentions, &rules) {
            let side = |parties: &[usize]| {
                parties.iter().map(|&p| mentions[p].actors[0].name.clone()).collect::<Vec<_>>().join(", ")
            };
            println!(
                "=> {} [{}] {} > {}",
                found.rule_id(),
                found.trigger + 1,
                side(&found.actors),
                side(&found.recipients)
            );
        }
        println!();
    }
    Ok(())
}
