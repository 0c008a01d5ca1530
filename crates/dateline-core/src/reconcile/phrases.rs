//! Verb phrases for lines made from rows: what a reader sees instead of a code.
//!
//! Every rule file has its phrase; how sure and how far along a thing is, is put into the verb: "is expected to visit",
//! "may visit", "visits". Nothing in here knows names.

use crate::tables::shipped;
use crate::{
    rows::MentionRow,
    words::{Kind, Status},
};
use std::sync::LazyLock;

/// One row of the table.
pub(crate) struct Phrase {
    /// Id of the rule file (`support/praise`), else a PLOVER type, a type with a mode, or a kind of row.
    rule: String,
    /// The sentence when there are recipients.
    with: String,
    /// The sentence when there are none.
    alone: String,
}

impl Phrase {
    /// The pattern for an act with or without recipients; names stand in it as `{A}` and `{B}`.
    pub(crate) fn pattern(&self, recipients: bool) -> &str {
        if recipients { &self.with } else { &self.alone }
    }
}

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| read(shipped!("reconcile/phrases.tsv")));

fn read(table: &str) -> Vec<Phrase> {
    let row = |line: &str| {
        let mut cells = line.split('\t').map(str::to_owned);
        let mut cell = || cells.next();
        Some(Phrase { rule: cell()?, with: cell()?, alone: cell()? })
    };
    table.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
}

fn phrase_of(rule: &str) -> Option<&'static Phrase> {
    PHRASES.iter().find(|row| row.rule == rule)
}

/// Ids of the rule files that fired, without their folder and pattern: `support/praise`.
pub(crate) fn rule_ids(mention: &MentionRow) -> impl Iterator<Item = &str> {
    mention.rules.iter().filter_map(|rule| rule.strip_prefix("events/")?.split(['#', '.', ':', ' ']).next())
}

/// The most specific row for this mention: that of the rule file that fired, else of its type and mode, else of its
/// type, else of its kind.
pub(crate) fn phrase(mention: &MentionRow) -> Option<&'static Phrase> {
    let by_rule = rule_ids(mention).find_map(phrase_of);
    let of_type = || {
        let plover = mention.plover?.as_str();
        let by_mode = mention.modes.iter().find_map(|mode| phrase_of(&format!("{plover} {mode}")));
        by_mode.or_else(|| phrase_of(plover))
    };
    by_rule.or_else(of_type).or_else(|| phrase_of(mention.kind.as_str()))
}

/// How a verb stands: what goes before it, and whether it is finite.
enum Manner {
    /// "visits"
    Finite,
    /// "may visit"
    Modal(&'static str),
    /// "is expected to visit": the copula, then the words
    Copula(&'static str),
    /// "refuses to visit": a verb of its own in both numbers, then the words
    Verb(&'static str, &'static str, &'static str),
}

/// How the verb of an act stands at a status. What is denied or not commented on is told as it was put.
fn manner(status: Option<Status>, verbal: bool) -> Manner {
    use Manner::{Copula, Finite, Modal, Verb};
    match status {
        None
        | Some(
            Status::Happened
            | Status::Ongoing
            | Status::InEffect
            | Status::Signed
            | Status::Denied
            | Status::NoComment,
        ) => Finite,
        // "agrees to pledge", "offers to invite" would say the same thing twice.
        Some(Status::Agreed | Status::Offered) if verbal => Finite,
        Some(Status::Agreed) => Verb("agree", "agrees", "to "),
        Some(Status::Scheduled) => Copula("due to "),
        Some(Status::Expected) => Copula("expected to "),
        Some(Status::InTalks) => Copula("in talks to "),
        Some(Status::Offered) => Verb("offer", "offers", "to "),
        Some(Status::Mooted) => Modal("could "),
        Some(Status::Conditional) => Modal("would "),
        Some(Status::Possible | Status::Unknown) => Modal("may "),
        Some(Status::Speculated) => Modal("might "),
        Some(Status::NotExpected) => Copula("not expected to "),
        Some(Status::NoneAnnounced) => Verb("announce", "announces", "no plan to "),
        Some(Status::Postponed) => Verb("put", "puts", "off plans to "),
        Some(Status::Suspended) => Verb("suspend", "suspends", "plans to "),
        Some(Status::Cancelled) => Verb("drop", "drops", "plans to "),
        Some(Status::Lapsed) => Verb("let", "lets", "plans lapse to "),
        Some(Status::Failed) => Modal("did not "),
        Some(Status::Refused) => Verb("refuse", "refuses", "to "),
    }
}

/// What is done with a deal at a status.
fn deal_verb(status: Option<Status>, plural: bool) -> String {
    let be = if plural { "are" } else { "is" };
    let s = |verb: &str| if plural { verb.to_owned() } else { format!("{verb}s") };
    match status {
        Some(Status::Signed | Status::Denied | Status::NoComment) => s("sign"),
        None | Some(Status::Happened | Status::Agreed | Status::Ongoing) => s("agree") + " on",
        Some(Status::InEffect) => format!("{} in force", if plural { "have" } else { "has" }),
        Some(Status::Scheduled) => format!("{be} due to sign"),
        Some(Status::Expected) => format!("{be} expected to sign"),
        Some(Status::InTalks) => if plural { "discuss" } else { "discusses" }.to_owned(),
        Some(Status::Offered) => s("offer"),
        Some(Status::Mooted) => s("raise"),
        Some(Status::Conditional) => "would sign".to_owned(),
        Some(Status::Possible | Status::Unknown) => "may sign".to_owned(),
        Some(Status::Speculated) => "might sign".to_owned(),
        Some(Status::NotExpected) => format!("{be} not expected to sign"),
        Some(Status::NoneAnnounced) => s("announce") + " no",
        Some(Status::Postponed) => s("put") + " off",
        Some(Status::Suspended) => s("suspend"),
        Some(Status::Cancelled) => s("cancel"),
        Some(Status::Lapsed) => s("drop"),
        Some(Status::Failed) => "did not agree on".to_owned(),
        Some(Status::Refused) => s("refuse"),
    }
}

/// A verb slot `{plural|singular}`, with the infinitive as a third form where it is not the plural.
struct Verb<'a> {
    plural: &'a str,
    singular: &'a str,
    base: &'a str,
}

/// `pattern` with its verbs put in the right form; names are left as they stand. `row` tells the status and whether
/// it is a deal or an act of speech.
pub(crate) fn inflected(pattern: &str, row: &MentionRow, plural: bool) -> String {
    let plural = plural || pattern.starts_with("{A} and {B}");
    let verbal = rule_ids(row).any(|id| id.starts_with("agree/"));
    let manner = manner(row.status, verbal);
    let sentence = with_verbs(pattern, |nth, verb| {
        let finite = if plural { verb.plural } else { verb.singular };
        if row.kind == Kind::Deal {
            return deal_verb(row.status, plural);
        }
        match (&manner, nth) {
            (Manner::Finite, _) => finite.to_owned(),
            (_, 1..) => verb.base.to_owned(),
            (Manner::Modal(words), _) => format!("{words}{}", verb.base),
            (Manner::Copula(words), _) => {
                format!("{} {words}{}", if plural { "are" } else { "is" }, verb.base)
            }
            (Manner::Verb(many, one, words), _) => {
                format!("{} {words}{}", if plural { many } else { one }, verb.base)
            }
        }
    });
    sentence.replace(" no an ", " no ").replace(" no a ", " no ")
}

/// `pattern` as a question: "Does {A} visit {B}".
pub(crate) fn asked(pattern: &str, plural: bool) -> String {
    let plural = plural || pattern.starts_with("{A} and {B}");
    let mut copula = false;
    let body = with_verbs(pattern, |nth, verb| {
        copula |= nth == 0 && verb.base == "be";
        if copula { String::new() } else { verb.base.to_owned() }
    });
    let opening = match (copula, plural) {
        (true, true) => "Are",
        (true, false) => "Is",
        (false, true) => "Do",
        (false, false) => "Does",
    };
    format!("{opening} {body}").replace("  ", " ")
}

fn with_verbs(pattern: &str, mut form: impl FnMut(usize, &Verb<'_>) -> String) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    let mut nth = 0;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|n| open + n) else { break };
        out.push_str(&rest[..open]);
        let forms: Vec<&str> = rest[open + 1..close].split('|').collect();
        match forms.as_slice() {
            [plural, singular, more @ ..] => {
                let base = more.first().unwrap_or(plural);
                out.push_str(&form(nth, &Verb { plural, singular, base }));
                nth += 1;
            }
            _ => out.push_str(&rest[open..=close]),
        }
        rest = &rest[close + 1..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, fs, path::Path};

    fn table() -> Vec<Vec<&'static str>> {
        let table = shipped!("reconcile/phrases.tsv");
        table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect()
    }

    #[test]
    fn every_row_can_be_used_and_reads_as_its_example() {
        let rows = table();
        assert!(rows.windows(2).all(|two| two[0][0] < two[1][0]), "sorted, each rule once");
        for row in &rows {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(row[1].starts_with("{A}") && row[2].starts_with("{A}"), "{row:?}");
            assert!(row[1].contains("{B}") && !row[2].contains("{B}"), "{row:?}");
            let plural = row[1].starts_with("{A} and {B}");
            let said =
                with_verbs(row[1], |_, verb| if plural { verb.plural } else { verb.singular }.to_owned());
            assert_eq!(said.replace("{A}", "Kenya").replace("{B}", "Peru") + ".", row[3]);
        }
    }

    #[test]
    fn every_rule_file_has_its_phrase() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/events");
        let mut files = BTreeSet::new();
        for group in fs::read_dir(folder).expect("the rules").filter_map(Result::ok) {
            let Ok(rules) = fs::read_dir(group.path()) else { continue };
            for rule in rules.filter_map(Result::ok) {
                let name = rule.path().with_extension("");
                let name = name.file_name().map(|name| name.to_string_lossy().into_owned());
                files.insert(format!("{}/{}", group.file_name().to_string_lossy(), name.unwrap_or_default()));
            }
        }
        let told: BTreeSet<String> =
            table().iter().map(|row| row[0].to_owned()).filter(|rule| rule.contains('/')).collect();
        let unmatched: Vec<&String> = told.symmetric_difference(&files).collect();
        assert!(unmatched.is_empty(), "rule files without phrase, or phrases without file: {unmatched:?}");
    }

    #[test]
    fn patterns_become_questions() {
        assert_eq!(asked("{A} {visit|visits} {B}", false), "Does {A} visit {B}");
        assert_eq!(asked("{A} {are|is|be} at odds with {B}", false), "Is {A} at odds with {B}");
        assert_eq!(asked("{A} and {B} {sign|signs} a deal", false), "Do {A} and {B} sign a deal");
    }
}
