//! How many were killed, hurt, detained or took part, as each report and each voice tells it.
//!
//! Such figures stand in sentences of many shapes ("killing 17 soldiers", "put the number of dead at 29", "23 bodies"),
//! and the same happening has several of them. This reads them from the quotations of mentions, so that each is cited.
//! Only words decide; nothing in here knows how claims are compared.

use super::{Held, events::At, reading};
use crate::{
    rows::QuantityRow,
    status::rung,
    words::{AmountKind, Kind, Qualifier, Status},
};
use std::collections::BTreeMap;

/// What is told of those who are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fate {
    Killed,
    Hurt,
    Held,
    TakingPart,
}

/// One figure told.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Toll {
    /// What is told of them.
    pub(crate) fate: Fate,
    /// Who they are, in the plural; empty where the words do not say ("a toll of 29").
    pub(crate) whom: &'static str,
    /// How many.
    pub(crate) count: QuantityRow,
}

/// Words between a figure and what is told of it, at most.
const REACH: usize = 6;

/// Who can be counted: what they are called when counted together, then the stems of their names.
const COUNTED: [(&str, &[&str]); 6] = [
    ("soldiers", &["soldier", "troop", "servicemen", "paratrooper", "conscript"]),
    ("police officers", &["policemen", "officer", "gendarme"]),
    (
        "attackers",
        &["attacker", "militant", "gunmen", "fighter", "insurgent", "assailant", "rebel", "jihadist"],
    ),
    ("demonstrators", &["marcher", "protester", "demonstrator", "striker"]),
    (
        "people",
        &["people", "person", "civilian", "villager", "resident", "women", "children", "passenger", "men"],
    ),
    ("", &["body", "bodies", "corpse", "dead", "casualty", "death"]),
];

/// Words that tell a fate, by how they begin.
const FATES: [(Fate, &[&str]); 4] = [
    (
        Fate::Killed,
        &[
            "wiped", "wiping", "kill", "dead", "died", "dies", "slain", "bodies", "corpse", "toll", "perish",
            "massacre", "death",
        ],
    ),
    (Fate::Hurt, &["wound", "injur", "hurt"]),
    (Fate::Held, &["arrest", "detained", "detaining", "captur", "custody", "abduct"]),
    (
        Fate::TakingPart,
        &["marcher", "marched", "demonstrator", "demonstrated", "protester", "gathered", "rallied"],
    ),
];

/// A figure before one of these counts something else.
const NO_COUNT: [&str; 18] = [
    "percent",
    "per",
    "%",
    "dollars",
    "million",
    "billion",
    "years",
    "year",
    "days",
    "day",
    "months",
    "weeks",
    "km",
    "kilometres",
    "kilometers",
    "miles",
    "tonnes",
    "tons",
];

struct Word {
    plain: String,
    number: Option<u64>,
    /// Ends a clause: a mark stands after it.
    closes: bool,
}

fn words(quote: &str) -> Vec<Word> {
    let word = |piece: &str| {
        let plain: String =
            piece.chars().filter(|c| c.is_alphanumeric() || *c == '%').collect::<String>().to_lowercase();
        let money = piece.contains(['$', '€', '£', '¥']);
        let number = number(&plain).filter(|_| !money && !piece.contains('.') | piece.ends_with('.'));
        Word { plain, number, closes: piece.ends_with([';', '.', ':']) }
    };
    quote
        .split(|c: char| c.is_whitespace() || c == '-' || c == '–')
        .filter(|piece| !piece.is_empty())
        .map(word)
        .collect()
}

fn number(plain: &str) -> Option<u64> {
    const NAMES: [&str; 20] = [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
    ];
    if let Some(place) = NAMES.iter().position(|name| *name == plain) {
        return Some(if place == 19 { 30 } else { place as u64 + 2 });
    }
    plain.parse().ok().filter(|value| *value > 0 && !(1900..2100).contains(value))
}

/// The figures that one quotation tells, in its order.
pub(crate) fn told(quote: &str) -> Vec<Toll> {
    let words = words(quote);
    let mut tolls: Vec<Toll> = Vec::new();
    for at in (0..words.len()).filter(|&at| words[at].number.is_some()) {
        tolls.extend(toll(&words, at, tolls.last().map(|last| last.whom)));
    }
    tolls
}

fn toll(words: &[Word], at: usize, before: Option<&'static str>) -> Option<Toll> {
    let next = words.get(at + 1);
    if next.is_some_and(|word| NO_COUNT.contains(&word.plain.as_str())) {
        return None;
    }
    // "to 24 from 17": the old figure is no longer told. "26 of them" needs the sentence before.
    let last = at.checked_sub(1).map_or("", |n| words[n].plain.as_str());
    if last == "from" || words.get(at + 1).is_some_and(|word| word.plain == "of") && !is_members(words, at) {
        return None;
    }
    let whom = whom(words, at);
    let fate = fate(words, at)?;
    let inherits = whom.is_none() && words[..at].iter().any(|word| word.number.is_some());
    let whom = whom.or(before.filter(|_| inherits)).unwrap_or("");
    let named = !whom.is_empty() || is_toll(words, at);
    named.then(|| Toll { fate, whom, count: count(words, at) })
}

/// "17 members of its armed forces".
fn is_members(words: &[Word], at: usize) -> bool {
    words.get(at + 1).is_some_and(|word| word.plain.starts_with("member"))
}

/// Who is counted: the noun up to three words after the figure.
fn whom(words: &[Word], at: usize) -> Option<&'static str> {
    let start = if is_members(words, at) { at + 2 } else { at + 1 };
    for word in words[start.min(words.len())..].iter().take(3) {
        if word.number.is_some() {
            break;
        }
        let found = COUNTED.iter().find(|(_, stems)| stems.iter().any(|stem| word.plain.starts_with(stem)));
        if let Some((whom, _)) = found {
            return Some(whom);
        }
        if word.closes {
            break;
        }
    }
    // "the number of soldiers killed at 17"
    let number_of =
        words[..at].windows(2).rposition(|two| two[0].plain == "number" && two[1].plain == "of")?;
    let counted = words[number_of + 2..at].iter().find_map(|word| {
        COUNTED.iter().find(|(_, stems)| stems.iter().any(|stem| word.plain.starts_with(stem)))
    });
    counted.map(|(whom, _)| *whom)
}

trait RPosition<T> {
    fn rposition(self, test: impl Fn(&[T]) -> bool) -> Option<usize>;
}

impl<T> RPosition<T> for std::slice::Windows<'_, T> {
    fn rposition(self, test: impl Fn(&[T]) -> bool) -> Option<usize> {
        self.enumerate().filter(|(_, window)| test(window)).last().map(|(place, _)| place)
    }
}

/// What is told of them: the nearest word of a fate, first behind the figure inside its clause, then before it.
fn fate(words: &[Word], at: usize) -> Option<Fate> {
    let is = |word: &Word| {
        FATES
            .iter()
            .find(|(_, stems)| stems.iter().any(|stem| word.plain.starts_with(stem)))
            .map(|(fate, _)| *fate)
    };
    let took_part =
        |n: usize| words[n].plain.starts_with("took") && words.get(n + 1).is_some_and(|w| w.plain == "part");
    let taken_part =
        |n: usize| words[n].plain == "taken" && words.get(n + 1).is_some_and(|w| w.plain == "part");
    for n in (at.saturating_sub(4)..at).rev() {
        if words[n].closes || words[n].number.is_some() {
            break;
        }
        // "killing 17 soldiers", "the toll was 29": the verb before the figure governs it.
        if let Some(fate) = is(&words[n]).filter(|fate| *fate != Fate::TakingPart) {
            return Some(fate);
        }
    }
    let mut crowd = None;
    for n in at + 1..words.len().min(at + 1 + REACH) {
        if words[n].number.is_some() {
            break;
        }
        if took_part(n) || taken_part(n) {
            return Some(Fate::TakingPart);
        }
        // "17 soldiers and injured 31": the verb begins another figure.
        if words[n - 1].plain == "and" && words[n + 1..].iter().take(3).any(|word| word.number.is_some()) {
            break;
        }
        match is(&words[n]) {
            // "11 marchers were arrested": that they marched is the least of it.
            Some(Fate::TakingPart) => crowd = Some(Fate::TakingPart),
            Some(fate) => return Some(fate),
            None => {}
        }
        if words[n].closes {
            break;
        }
    }
    if crowd.is_some() {
        return crowd;
    }
    // "the number of soldiers killed in the ambush on Monday at 17"
    let number_of =
        words[..at].windows(2).rposition(|two| two[0].plain == "number" && two[1].plain == "of")?;
    words[number_of..at].iter().find_map(is)
}

/// True where the figure is a toll by itself: "the toll was 29", "23 bodies", "losses at 43".
fn is_toll(words: &[Word], at: usize) -> bool {
    let near = words[at.saturating_sub(3)..at].iter().chain(words[at + 1..].iter().take(2));
    near.into_iter().any(|word| ["toll", "dead", "bodies", "corpses", "body"].contains(&word.plain.as_str()))
}

fn count(words: &[Word], at: usize) -> QuantityRow {
    let before: Vec<&str> = words[at.saturating_sub(3)..at].iter().map(|word| word.plain.as_str()).collect();
    let qualifier = match before.as_slice() {
        [.., "at", "least"] | [.., "no", "fewer" | "less", "than"] => Qualifier::AtLeast,
        [.., "no", "more", "than"] | [.., "at", "most"] => Qualifier::AtMost,
        [.., "more", "than"] | [.., "over"] => Qualifier::MoreThan,
        [.., "up", "to"] => Qualifier::UpTo,
        [.., "about" | "around" | "some" | "roughly" | "approximately" | "nearly" | "almost"] => {
            Qualifier::About
        }
        _ => Qualifier::Exact,
    };
    QuantityRow {
        value: words[at].number.map(|value| value.to_string()),
        value_max: None,
        unit: None,
        currency: None,
        qualifier,
        kind: AmountKind::Count,
        measure: None,
        per: None,
        lasting: None,
        period: None,
        rank: None,
        scope: None,
        after: Vec::new(),
    }
}

/// What is told, as the name of a slot: "soldiers killed".
pub(crate) fn slot(fate: Fate, whom: &str) -> String {
    let crowd = fate == Fate::TakingPart && whom == "demonstrators";
    let whom = if whom.is_empty() || crowd { "people" } else { whom };
    match fate {
        Fate::Killed => format!("{whom} killed"),
        Fate::Hurt => format!("{whom} hurt"),
        Fate::Held => format!("{whom} held"),
        Fate::TakingPart => format!("{whom} taking part"),
    }
}

/// One figure of one sentence: report, sentence, fate and value.
type TollKey = (usize, u32, Fate, String);

/// True for an amount that counts people: [`by_slot`] reads it in its sentence.
pub(crate) fn counts_people(amount: &QuantityRow) -> bool {
    let named = [amount.unit.as_deref(), amount.measure.as_deref()];
    let stem =
        |words: &str| COUNTED.iter().any(|(_, stems)| stems.iter().any(|stem| words.starts_with(stem)));
    named
        .into_iter()
        .flatten()
        .any(|words| stem(&words.to_lowercase()) || words == "man" || words == "number")
}

/// The tolls that some mentions tell, by slot. In one sentence of a report a figure is taken once, from the shortest
/// quotation that holds it and what it counts; an unnamed toll joins those most counted in the same fate.
pub(crate) fn by_slot(reports: &[Held<'_>], mentions: &[At]) -> BTreeMap<String, Vec<(At, QuantityRow)>> {
    let mut found: BTreeMap<TollKey, (usize, At, Toll)> = BTreeMap::new();
    for at in mentions {
        let row = at.row(reports);
        let ahead = row.status.and_then(rung).is_some_and(|height| Some(height) < rung(Status::Agreed));
        if ahead || !matches!(row.kind, Kind::Event | Kind::Statement | Kind::Figure) {
            continue;
        }
        let quote = with_context(reports[at.report].text, &row.quote);
        for toll in told(quote) {
            let value = toll.count.value.clone().unwrap_or_default();
            // The one who says so is told best by the row with the longest chain.
            let worth = row.quote.len() + 10_000 * 9_usize.saturating_sub(row.attribution.len());
            let key = (at.report, row.sentence, toll.fate, value);
            if found.get(&key).is_none_or(|(least, ..)| worth < *least) {
                found.insert(key, (worth, *at, toll));
            }
        }
    }
    let mut most: BTreeMap<(Fate, &str), usize> = BTreeMap::new();
    for (.., toll) in found.values().filter(|(.., toll)| !toll.whom.is_empty()) {
        *most.entry((toll.fate, toll.whom)).or_insert(0) += 1;
    }
    let usual = |fate: Fate| {
        let of_fate = most.iter().filter(|((of, _), _)| *of == fate);
        of_fate
            .max_by_key(|((_, whom), count)| (**count, std::cmp::Reverse(*whom)))
            .map_or("", |((_, whom), _)| *whom)
    };
    let mut slots: BTreeMap<String, Vec<(At, QuantityRow)>> = BTreeMap::new();
    for (_, at, toll) in found.into_values() {
        let whom = if toll.whom.is_empty() { usual(toll.fate) } else { toll.whom };
        slots.entry(slot(toll.fate, whom)).or_default().push((at, toll.count));
    }
    slots
}

/// A figure by itself ("at 17") is read in its sentence.
fn with_context<'a>(text: &'a str, quote: &'a str) -> &'a str {
    const WHOLE_WORDS: usize = 4;
    if quote.split_whitespace().count() > WHOLE_WORDS {
        return quote;
    }
    let Some(from) = text.find(quote).filter(|from| !text[from + quote.len()..].contains(quote)) else {
        return quote;
    };
    let to = from + quote.len();
    let start = |sentence: &&str| {
        let start = sentence.as_ptr() as usize - text.as_ptr() as usize;
        start <= from && to <= start + sentence.len()
    };
    reading::sentences(text).into_iter().find(start).unwrap_or(quote)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(quote: &str, want: &[&str]) {
        let tolls: Vec<String> = told(quote)
            .into_iter()
            .map(|toll| {
                let hedge =
                    if toll.count.qualifier == Qualifier::Exact { "" } else { toll.count.qualifier.as_str() };
                let value = toll.count.value.unwrap_or_default();
                format!("{hedge} {value} {}", slot(toll.fate, toll.whom)).trim().to_owned()
            })
            .collect();
        assert_eq!(tolls, want, "{quote}");
    }

    #[test]
    fn figures_of_dead_and_hurt_are_read_in_every_shape() {
        check("A bomb killed 12 people and wounded 40 in Quetta", &["12 people killed", "40 people hurt"]);
        check(
            "gunmen raided the post, killing nine soldiers and wounding 14",
            &["9 soldiers killed", "14 soldiers hurt"],
        );
        check("At least 23 bodies were brought in", &["at_least 23 people killed"]);
        check("the hospital put the toll at 31", &["31 people killed"]);
        check("the army put the number of soldiers killed on Monday at 6", &["6 soldiers killed"]);
        check("raised the number of soldiers killed in the raid to 24 from 17", &["24 soldiers killed"]);
        check("About 3,000 people took part", &["about 3000 people taking part"]);
        check("11 marchers were arrested", &["11 demonstrators held"]);
        check("Seven militants died", &["7 attackers killed"]);
    }

    #[test]
    fn other_figures_are_left_alone() {
        check("killed in 2014 near the town, 40 km from the border", &[]);
        check("the fund gave $12 million after the killing", &[]);
        check("26 of them had been killed", &[]);
        check("the 27 states met for two days", &[]);
    }
}
