//! Every rule file's own sentences: each `yes` gives the row it wants, each `no` gives no row of its file.

use dateline_core::actors::{Actor, ActorMention, ActorTables, analyze, mark_actors};
use dateline_core::citation::sha256_hex;
use dateline_core::clean::Told;
use dateline_core::coder::{Input, Tables, code};
use dateline_core::events::{EventRules, Found, Rule, Sentence, find_events};
use dateline_core::rows::MentionRow;
use dateline_core::words::{Kind, Status};
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
        let whole = 0..text.len() as u32;
        let doc = analyze(text, std::slice::from_ref(&whole), &self.actors, Linear::embedded());
        let mentions = mark_actors(text, &doc, None, &self.actors);
        find_events(text, &doc, &mentions, &self.rules).iter().map(|found| render(found, &mentions)).collect()
    }
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

/// Most sentences, of a hundred, that may carry `fixme`: more would mean that rules are written for what the parser
/// cannot yet read.
const FIXME_PERCENT_MAX: usize = 3;

/// What the sentences of all rules gave.
#[derive(Default)]
struct Outcome {
    all: usize,
    faults: Vec<String>,
    /// Sentences that carry `fixme`.
    marked: usize,
    /// What was found of those: still wrong, or right again.
    known: Vec<String>,
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

#[test]
fn every_sentence_of_every_rule_is_read_as_it_says() {
    let reader = Reader::new();
    let mut outcome = Outcome::default();
    for rule in &reader.rules.rules {
        for yes in &rule.yes {
            let rows = reader.read(&yes.text);
            let right = rows.iter().any(|row| meets(row, rule, &yes.says));
            outcome.note(rule, yes, right, &format!("want {}", yes.says), &rows);
        }
        for no in &rule.no {
            let rows = reader.read(&no.text);
            let right = !rows.iter().any(|row| row.starts_with(&format!("{} ", rule.id)));
            outcome.note(rule, no, right, &format!("want no row of its file: {}", no.says), &rows);
        }
    }
    let Outcome { all, faults, marked, known } = outcome;
    println!("{marked} of {all} sentences carry a fixme\n{}", known.join("\n"));
    assert!(
        faults.is_empty(),
        "{} of {all} sentences are read wrongly:\n{}",
        faults.len(),
        faults.join("\n")
    );
    let most = all * FIXME_PERCENT_MAX / 100;
    assert!(marked <= most, "{marked} of {all} sentences carry a fixme, {most} may");
}

/// Share of wanted statuses that must be read; the rest are trees that the small parser gets wrong.
const STATUS_SHARE_MIN: f64 = 0.95;

#[test]
fn the_statuses_that_sentences_want_are_read() {
    let tables = Tables::embedded().unwrap_or_else(|fault| panic!("{fault}"));
    let (mut right, mut faults) = (0, Vec::new());
    for rule in &tables.events.rules {
        for yes in &rule.yes {
            let (text, want) = (&yes.text, &yes.says);
            let Some(status) = want.split_whitespace().last().and_then(|word| word.parse::<Status>().ok())
            else {
                continue;
            };
            let rows = rows_of(text, &tables);
            let own: Vec<Option<Status>> = rows
                .iter()
                .filter(|row| row.rules[0].starts_with(&format!("events/{}#", rule.id)))
                .map(|row| row.status)
                .collect();
            if own.is_empty() || own.contains(&Some(status)) || is_near(status, &own) {
                right += 1;
            } else {
                faults.push(format!("{}: {text}: {status} wanted, {own:?} read", rule.id));
            }
        }
    }
    let share = f64::from(right) / (right as usize + faults.len()) as f64;
    assert!(share >= STATUS_SHARE_MIN, "{share:.3} right; not:\n{}", faults.join("\n"));
}

/// What happens now and what has happened are one to a sentence without a date.
fn is_near(wanted: Status, read: &[Option<Status>]) -> bool {
    use Status::{Happened, InEffect, Ongoing};
    let told = [Happened, Ongoing, InEffect];
    told.contains(&wanted) && read.iter().flatten().any(|status| told.contains(status))
}

fn rows_of(text: &str, tables: &Tables) -> Vec<MentionRow> {
    let report = sha256_hex(text.as_bytes());
    let input = Input {
        input: "sentence",
        report: &report,
        text,
        to_original: &u64::from,
        original: text.as_bytes(),
        told: Told::default(),
    };
    code(&input, tables, Linear::embedded()).map(|coded| coded.mentions).unwrap_or_default()
}
