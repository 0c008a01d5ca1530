//! The tables of times, read once: words, patterns, phrases, names of days, zones, cues of tense.
//!
//! Knows the form of the tables and what stands in them, not how an expression is counted out.

use super::pattern::{Class, Gives, Rule, parse_pattern};
use crate::numerals::Numerals;
use crate::tables::{HeadedRow, TableFault, shipped, walk_table};
use jiff::civil::Date;
use std::collections::HashMap;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// Which third of a stretch is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    Mid,
    End,
}

/// "last", "next", "that": how many units on, and from where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shift {
    /// Units from the one counted from.
    pub(super) by: i32,
    /// Counted from the time named before, not from the day of the report.
    pub(super) back: bool,
    /// A length that touches the day counted from, rather than a calendar unit.
    pub(super) span: bool,
}

/// Whether a sentence looks back or ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    /// Plain present: a weekday lies ahead, a day of the year is the nearest one.
    Present,
    Future,
}

/// What one word can be; a word may be several things.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) month: Option<u8>,
    pub(super) weekday: Option<u8>,
    /// Counts only with a capital ("May", "Sun").
    pub(super) capital: bool,
    /// A short form that may end in a full stop.
    pub(super) short: bool,
    pub(super) weekdays: Option<u8>,
    pub(super) unit: Option<(Unit, i32)>,
    pub(super) plural: bool,
    pub(super) century: bool,
    pub(super) shift: Option<Shift>,
    pub(super) edge: Option<Edge>,
    /// An edge only before "of" ("the end of").
    pub(super) edge_of: bool,
    pub(super) daypart: Option<&'static str>,
    pub(super) season: Option<&'static str>,
    pub(super) vague: bool,
    pub(super) adj: bool,
    pub(super) zone: Option<i32>,
    pub(super) number: bool,
    pub(super) cue: Option<(Direction, bool)>,
    /// Patterns that can begin with the word, longest list first.
    pub(super) rules: Vec<u16>,
}

/// A fixed phrase.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) kind: super::TimeKind,
    pub(super) value: String,
    pub(super) first: Option<i32>,
    pub(super) last: Option<i32>,
    pub(super) vague: bool,
    pub(super) mark: bool,
}

/// The rule by which a named day falls.
#[derive(Clone, Debug)]
pub(super) enum NamedDay {
    Fixed(i8, i8),
    Easter(i32),
    Nth { month: i8, weekday: i8, which: i8, plus: i32 },
    Days(Vec<Date>),
    Span(String),
}

/// All that the reader of times looks up.
#[derive(Clone, Debug)]
pub struct TimeTables {
    pub(super) words: HashMap<Box<str>, Entry>,
    pub(super) rules: Vec<Rule>,
    pub(super) phrases: Vec<Phrase>,
    pub(super) named: Vec<NamedDay>,
    pub(super) digit_rules: Vec<u16>,
    pub(super) numerals: Numerals,
    /// Cues of two words: first word, second word, direction.
    pub(super) pairs: Vec<(String, String, Direction)>,
}

/// File name and text of every table.
pub(super) fn files() -> [(&'static str, &'static str); 6] {
    [
        ("data/times/words.tsv", shipped!("times/words.tsv")),
        ("data/times/rules.tsv", shipped!("times/rules.tsv")),
        ("data/times/phrases.tsv", shipped!("times/phrases.tsv")),
        ("data/times/holidays.tsv", shipped!("times/holidays.tsv")),
        ("data/times/zones.tsv", shipped!("times/zones.tsv")),
        ("data/times/cues.tsv", shipped!("times/cues.tsv")),
    ]
}

impl TimeTables {
    /// The tables that are compiled in.
    ///
    /// # Errors
    /// A table has a fault; tests walk all rows, so the program never sees one.
    pub fn embedded() -> Result<TimeTables, TableFault> {
        let mut tables = TimeTables {
            words: HashMap::new(),
            rules: Vec::new(),
            phrases: Vec::new(),
            named: Vec::new(),
            digit_rules: Vec::new(),
            numerals: Numerals::embedded()?,
            pairs: Vec::new(),
        };
        for (file, text) in files() {
            walk_table(file, text, |row| match file {
                "data/times/words.tsv" => tables.add_word(&row),
                "data/times/rules.tsv" => tables.add_rule(&row),
                "data/times/phrases.tsv" => tables.add_phrase(&row),
                "data/times/holidays.tsv" => tables.add_named_day(&row),
                "data/times/zones.tsv" => tables.add_zone(&row),
                _ => tables.add_cue(&row),
            })?;
        }
        tables.index();
        Ok(tables)
    }

    /// What is known of a word in lower case.
    pub(super) fn entry(&self, word: &str) -> Option<&Entry> {
        self.words.get(word)
    }

    fn word(&mut self, word: &str) -> &mut Entry {
        self.words.entry(word.into()).or_default()
    }

    fn add_word(&mut self, row: &HeadedRow<'_>) -> Result<(), TableFault> {
        let value = row.cell("value")?;
        let class = row.cell("class")?;
        let number = || value.trim_end_matches('!').parse::<u8>().map_err(|_| row.fault("not a number"));
        let entry = self.words.entry(row.cell("word")?.into()).or_default();
        match class {
            "month" | "month-short" => entry.month = Some(number()?),
            "weekday" | "weekday-short" => entry.weekday = Some(number()?),
            "weekdays" => entry.weekdays = Some(number()?),
            "unit" | "units" => {
                entry.unit = Some(unit_of(value).ok_or_else(|| row.fault("unknown unit"))?);
                entry.plural = class == "units";
            }
            "century" => entry.century = true,
            "daypart" => {
                entry.daypart = Some(part_of(value).ok_or_else(|| row.fault("unknown part of day"))?)
            }
            "dayparts" => entry.vague = false,
            "season" => entry.season = Some(season_of(value).ok_or_else(|| row.fault("unknown season"))?),
            "shift" => entry.shift = Some(shift_of(value).ok_or_else(|| row.fault("unknown shift"))?),
            "edge" => {
                entry.edge = Some(edge_of(value).ok_or_else(|| row.fault("unknown edge"))?);
                entry.edge_of = value.ends_with("/of");
            }
            "vague" => entry.vague = true,
            "adj" => entry.adj = true,
            other => return Err(row.fault(format!("unknown class `{other}`"))),
        }
        entry.capital |= value.ends_with('!');
        entry.short |= class.ends_with("-short");
        Ok(())
    }

    fn add_rule(&mut self, row: &HeadedRow<'_>) -> Result<(), TableFault> {
        let elements = parse_pattern(row.cell("pattern")?).map_err(|what| row.fault(what))?;
        let gives = Gives::of(row.cell("gives")?).ok_or_else(|| row.fault("unknown computation"))?;
        self.rules.push(Rule { id: row.cell("id")?.to_owned(), elements, gives, capitals: Vec::new() });
        Ok(())
    }

    fn add_phrase(&mut self, row: &HeadedRow<'_>) -> Result<(), TableFault> {
        let words = row.cell("words")?;
        let kind = super::TimeKind::of(row.cell("kind")?).ok_or_else(|| row.fault("unknown kind"))?;
        let gives = Gives::Phrase(self.phrases.len());
        self.phrases.push(Phrase {
            kind,
            value: row.cell("value")?.to_owned(),
            first: row.read_if("first")?,
            last: row.read_if("last")?,
            vague: row.cell("vague")? == "yes",
            mark: row.cell("role")? == "mark",
        });
        let elements = parse_pattern(words).map_err(|what| row.fault(what))?;
        self.rules.push(Rule { id: format!("phrase:{words}"), elements, gives, capitals: Vec::new() });
        Ok(())
    }

    fn add_named_day(&mut self, row: &HeadedRow<'_>) -> Result<(), TableFault> {
        let name = row.cell("name")?;
        let day = named_day(row.cell("rule")?).ok_or_else(|| row.fault("unknown rule of a day"))?;
        let elements = parse_pattern(&name.to_lowercase()).map_err(|what| row.fault(what))?;
        let capitals = name.split(' ').map(|w| w.starts_with(char::is_uppercase)).collect();
        let gives = Gives::Named(self.named.len());
        self.named.push(day);
        self.rules.push(Rule { id: format!("day:{name}"), elements, gives, capitals });
        Ok(())
    }

    fn add_zone(&mut self, row: &HeadedRow<'_>) -> Result<(), TableFault> {
        let minutes = row.read("minutes")?;
        self.word(&row.cell("zone")?.to_ascii_lowercase()).zone = Some(minutes);
        Ok(())
    }

    fn add_cue(&mut self, row: &HeadedRow<'_>) -> Result<(), TableFault> {
        let direction = match row.cell("direction")? {
            "past" => Direction::Past,
            "future" => Direction::Future,
            other => return Err(row.fault(format!("unknown direction `{other}`"))),
        };
        let reporting = row.cell("class")? == "reporting";
        match row.cell("words")?.split_once(' ') {
            Some((first, second)) => self.pairs.push((first.to_owned(), second.to_owned(), direction)),
            None => self.word(row.cell("words")?).cue = Some((direction, reporting)),
        }
        Ok(())
    }

    /// Lists for every word the patterns that can begin with it.
    fn index(&mut self) {
        let openers: Vec<Box<str>> = self.numerals.openers().map(Into::into).collect();
        for word in openers {
            self.word(&word).number = true;
        }
        for number in ["a", "an"] {
            self.word(number).number = false;
        }
        let literals: Vec<Box<str>> = self.rules.iter().flat_map(|rule| rule.first_words()).collect();
        for word in literals {
            self.word(&word);
        }
        for code in ["q", "h"] {
            self.word(code);
        }
        for (at, rule) in self.rules.iter().enumerate() {
            let at = at as u16;
            if rule.begins_with(|class| {
                matches!(
                    class,
                    Class::Num
                        | Class::Digits
                        | Class::Year
                        | Class::Day
                        | Class::Ordinal
                        | Class::DayNth
                        | Class::Clock
                        | Class::Decade
                        | Class::Hundreds
                )
            }) {
                self.digit_rules.push(at);
            }
        }
        let rules = &self.rules;
        let begins = |word: &str, entry: &Entry| {
            let at = |(at, rule): (usize, &Rule)| rule.may_begin(word, entry).then_some(at as u16);
            rules.iter().enumerate().filter_map(at).collect()
        };
        // Every entry is filled by itself, so the order of the map does not matter.
        #[expect(clippy::iter_over_hash_type)]
        for (word, entry) in &mut self.words {
            entry.rules = begins(word, entry);
        }
    }
}

fn unit_of(code: &str) -> Option<(Unit, i32)> {
    Some(match code {
        "S" => (Unit::Second, 1),
        "MIN" => (Unit::Minute, 1),
        "H" => (Unit::Hour, 1),
        "D" | "N" => (Unit::Day, 1),
        "W" => (Unit::Week, 1),
        "2W" => (Unit::Week, 2),
        "WE" => (Unit::Weekend, 1),
        "M" => (Unit::Month, 1),
        "Q" => (Unit::Quarter, 1),
        "Y" => (Unit::Year, 1),
        "DE" => (Unit::Decade, 1),
        "CE" => (Unit::Century, 1),
        _ => return None,
    })
}

fn part_of(code: &str) -> Option<&'static str> {
    ["TMO", "TAF", "TEV", "TNI", "TDA", "TMI", "TDT", "T12:00", "T24:00"]
        .into_iter()
        .find(|part| *part == code)
}

fn season_of(code: &str) -> Option<&'static str> {
    ["SP", "SU", "FA", "WI"].into_iter().find(|season| *season == code)
}

fn edge_of(code: &str) -> Option<Edge> {
    match code.trim_end_matches("/of") {
        "start" => Some(Edge::Start),
        "mid" => Some(Edge::Mid),
        "end" => Some(Edge::End),
        _ => None,
    }
}

fn shift_of(code: &str) -> Option<Shift> {
    let number = code.trim_end_matches(|c: char| c.is_alphabetic());
    let mark = &code[number.len()..];
    Some(Shift { by: number.parse().ok()?, back: mark == "back", span: mark == "span" })
}

fn named_day(rule: &str) -> Option<NamedDay> {
    if let Some(plus) = rule.strip_prefix("easter") {
        return plus.parse().ok().map(NamedDay::Easter);
    }
    if let Some(span) = rule.strip_prefix("span ") {
        return Some(NamedDay::Span(span.to_owned()));
    }
    if let Some(days) = rule.strip_prefix("days ") {
        return days.split('|').map(|day| day.parse().ok()).collect::<Option<Vec<_>>>().map(NamedDay::Days);
    }
    if let Some(rest) = rule.strip_prefix("nth ") {
        let parts: Vec<i32> = rest.split(' ').map(|part| part.parse().ok()).collect::<Option<_>>()?;
        let [month, weekday, which] = *parts.get(..3)? else { return None };
        let plus = parts.get(3).copied().unwrap_or(0);
        return Some(NamedDay::Nth { month: month as i8, weekday: weekday as i8, which: which as i8, plus });
    }
    let (month, day) = rule.split_once('-')?;
    Some(NamedDay::Fixed(month.parse().ok()?, day.parse().ok()?))
}
