//! Every rule file's own sentences: each `yes` gives the row it wants, each `no` gives no row of its file.

use dateline_core::actors::{Actor, ActorMention, ActorTables, analyze, mark_actors};
use dateline_core::events::{EventRules, Found, Rule, find_events};
use dateline_core::words::Kind;
use dateline_lang::Linear;

struct Reader {
    actors: ActorTables,
    rules: EventRules,
}

impl Reader {
    fn new() -> Reader {
        Reader {
            actors: ActorTables::embedded().unwrap_or_else(|fault| panic!("{fault}")),
            rules: EventRules::embedded().unwrap_or_else(|fault| panic!("{fault}")),
        }
    }

    fn read(&self, text: &str) -> Vec<String> {
        let doc = analyze(text, &[0..text.len() as u32], &self.actors, Linear::embedded());
        let mentions = mark_actors(text, &doc, None, &self.actors);
        find_events(text, &doc, &mentions, &self.rules).iter().map(|found| render(found, &mentions)).collect()
    }
}

/// `FILE TYPE actors > recipients`.
fn render(found: &Found<'_>, mentions: &[ActorMention]) -> String {
    let side = |parties: &[usize]| {
        let mut codes: Vec<String> = parties.iter().flat_map(|&p| &mentions[p].actors).map(code).collect();
        codes.sort();
        codes.dedup();
        if codes.is_empty() { "-".to_owned() } else { codes.join(",") }
    };
    let (actors, recipients) = (side(&found.actors), side(&found.recipients));
    format!("{} {} {actors} > {recipients}", found.rule.id, what(found.rule))
}

fn code(actor: &Actor) -> String {
    actor.country.clone().unwrap_or_else(|| "*".to_owned())
}

fn what(rule: &Rule) -> String {
    match rule.kind {
        Kind::Tie => format!("TIE {}", rule.relation.as_deref().unwrap_or_default()),
        Kind::Deal => "DEAL".to_owned(),
        _ => rule.plover.map(|plover| plover.to_string()).unwrap_or_default(),
    }
}

/// Whether a row meets what a sentence wants: `TYPE actors > recipients [status]`, `TIE relation A,B`, `DEAL A,B`.
fn meets(row: &str, rule: &Rule, want: &str) -> bool {
    let Some(row) = row.strip_prefix(&format!("{} {} ", rule.id, what(rule))) else { return false };
    let Some(wanted) = want.strip_prefix(&what(rule)) else { return false };
    let (mine_left, mine_right) = row.split_once(" > ").unwrap_or((row, "-"));
    match wanted.trim().split_once('>') {
        Some((left, right)) => {
            let right = right.split_whitespace().next().unwrap_or("-");
            same_side(mine_left, left.trim()) && same_side(mine_right, right)
        }
        None => {
            let both = wanted.split_whitespace().next().unwrap_or_default();
            let mine: Vec<&str> = mine_left.split(',').chain(mine_right.split(',')).filter(|c| *c != "-").collect();
            both.split(',').all(|code| code == "*" || code == "-" || mine.contains(&code))
        }
    }
}

/// Every code wanted is there, and no country that is not wanted.
fn same_side(mine: &str, wanted: &str) -> bool {
    if wanted == "*" {
        return mine != "-";
    }
    let has = |list: &str, code: &str| list.split(',').any(|other| other == code || other == "*");
    wanted.split(',').all(|code| has(mine, code) || (code == "-" && mine == "-"))
        && mine.split(',').all(|code| has(wanted, code) || code == "*")
}

#[test]
fn every_sentence_of_every_rule_is_read_as_it_says() {
    let reader = Reader::new();
    let (mut right, mut faults) = (0, Vec::new());
    for rule in &reader.rules.rules {
        for (text, want) in &rule.yes {
            let rows = reader.read(text);
            if rows.iter().any(|row| meets(row, rule, want)) {
                right += 1;
            } else {
                faults.push(format!("{}: {text}\n    want {want}\n    have {rows:?}", rule.id));
            }
        }
        for (text, why) in &rule.no {
            let rows = reader.read(text);
            if rows.iter().any(|row| row.starts_with(&format!("{} ", rule.id))) {
                faults.push(format!("{}: NOT {text} ({why})\n    have {rows:?}", rule.id));
            } else {
                right += 1;
            }
        }
    }
    assert!(faults.is_empty(), "{right} right, {} not:\n{}", faults.len(), faults.join("\n"));
}
