//! Holds every rule's own sentences against what the program reads in them.

use super::{EventRules, Found, Rule, Sentence, find_events};
use crate::actors::{Actor, ActorMention, ActorTables, analyze, mark_actors};
use crate::words::{Kind, Plover};
use dateline_lang::Analyzer;
use std::collections::BTreeMap;

/// What the sentences of rules gave.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Sentences read.
    pub all: usize,
    /// Those read wrongly, in words.
    pub faults: Vec<String>,
    /// Sentences that carry `fixme`.
    pub marked: usize,
    /// What was found of those: still wrong, or right again.
    pub known: Vec<String>,
}

/// Reads the sentences of all rules whose id begins with `prefix`; an empty prefix takes every rule.
pub fn check_sentences(
    rules: &EventRules,
    prefix: &str,
    actors: &ActorTables,
    analyzer: &dyn Analyzer,
) -> Outcome {
    let read = |text: &str| read(text, rules, actors, analyzer);
    let mut outcome = Outcome::default();
    for rule in rules.rules.iter().filter(|rule| rule.id.starts_with(prefix)) {
        for yes in &rule.yes {
            let rows = read(&yes.text);
            let right = rows.iter().any(|row| meets(row, rule, &yes.says));
            outcome.note(rule, yes, right, &format!("want {}", yes.says), &rows);
        }
        for no in &rule.no {
            let rows = read(&no.text);
            let right = !rows.iter().any(|row| row.starts_with(&format!("{} ", rule.id)));
            outcome.note(rule, no, right, &format!("want no row of its file: {}", no.says), &rows);
        }
    }
    outcome
}

/// How well the sentences of the rules of one PLOVER type are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    /// Sentences that are of the type.
    pub yes: usize,
    /// Those of them that were read as such, parties included.
    pub found: usize,
    /// Near misses that are not of the type.
    pub no: usize,
    /// Those of them that were read as such all the same.
    pub alarms: usize,
}

impl Measured {
    /// Share of what was read that was right; none where nothing was read.
    pub fn precision(self) -> Option<f64> {
        let read = self.found + self.alarms;
        (read > 0).then(|| self.found as f64 / read as f64)
    }

    /// Share of what was there that was read; none where nothing was there.
    pub fn recall(self) -> Option<f64> {
        (self.yes > 0).then(|| self.found as f64 / self.yes as f64)
    }
}

/// Reads the sentences of all rules and counts by type.
pub fn measure_types(
    rules: &EventRules,
    actors: &ActorTables,
    analyzer: &dyn Analyzer,
) -> BTreeMap<Plover, Measured> {
    let mut measured: BTreeMap<Plover, Measured> = BTreeMap::new();
    for rule in &rules.rules {
        let Some(plover) = rule.plover else { continue };
        let counts = measured.entry(plover).or_default();
        for yes in &rule.yes {
            let rows = read(&yes.text, rules, actors, analyzer);
            counts.yes += 1;
            counts.found += usize::from(rows.iter().any(|row| meets(row, rule, &yes.says)));
        }
        for no in &rule.no {
            let rows = read(&no.text, rules, actors, analyzer);
            counts.no += 1;
            counts.alarms += usize::from(rows.iter().any(|row| row.starts_with(&format!("{} ", rule.id))));
        }
    }
    measured
}

impl Outcome {
    /// Notes how a sentence was read.
    fn note(&mut self, rule: &Rule, sentence: &Sentence, right: bool, wanted: &str, rows: &[String]) {
        let wrong = || format!("{}: {}\n    {wanted}\n    have {rows:?}", rule.id, sentence.text);
        self.all += 1;
        self.marked += usize::from(sentence.fixme.is_some());
        match (&sentence.fixme, right) {
            (None, true) => {}
            (None, false) => self.faults.push(wrong()),
            (Some(reason), false) => self.known.push(format!("{}\n    fixme {reason}", wrong())),
            (Some(_), true) => {
                self.known.push(format!("{}: {}\n    is right: drop its fixme", rule.id, sentence.text))
            }
        }
    }
}

fn read(text: &str, rules: &EventRules, actors: &ActorTables, analyzer: &dyn Analyzer) -> Vec<String> {
    let whole = 0..text.len() as u32;
    let doc = analyze(text, std::slice::from_ref(&whole), actors, analyzer);
    let mentions = mark_actors(text, &doc, None, actors);
    find_events(text, &doc, &mentions, rules).iter().map(|found| render(found, &mentions)).collect()
}

/// `FILE TYPE actors > recipients`.
fn render(found: &Found<'_>, mentions: &[ActorMention]) -> String {
    let side = |parties: &[usize]| {
        let mut codes: Vec<String> =
            parties.iter().flat_map(|&p| &mentions[p].actors).map(country_of).collect();
        codes.sort();
        codes.dedup();
        if codes.is_empty() { "-".to_owned() } else { codes.join(",") }
    };
    let (actors, recipients) = (side(&found.actors), side(&found.recipients));
    format!("{} {} {actors} > {recipients}", found.rule.id, what(found.rule))
}

fn country_of(actor: &Actor) -> String {
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
            let mine: Vec<&str> =
                mine_left.split(',').chain(mine_right.split(',')).filter(|c| *c != "-").collect();
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
