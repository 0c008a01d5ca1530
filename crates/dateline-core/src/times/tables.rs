//! The tables of times, read once: words, patterns, phrases, names of days, zones, cues of tense.
//!
//! Knows the form of the tables and what stands in them, not how an expression is counted out.

use super::pattern::{Class, Gives, Rule, parse_pattern};
use super::terms::{Term, terms};
use crate::numerals::Numerals;
use crate::scan::Scan;
use crate::tables::{HeadedRow, TableFault, shipped, walk_table};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};

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
    pub(super) dayparts: Option<&'static str>,
    /// Stands in the name of somebody who held an office in the table of people.
    pub(super) holder: bool,
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
pub(super) enum NamedRule {
    Fixed(i8, i8),
    Easter(i32),
    /// Days from Easter Sunday of the eastern churches.
    OrthodoxEaster(i32),
    Nth {
        month: i8,
        weekday: i8,
        which: i8,
        plus: i32,
    },
    Days(Vec<Date>),
    /// First and last day in each known year.
    Periods(Vec<(Date, Date)>),
    Span(String),
    /// Names no day where no row of the country says which.
    Nowhere,
}

/// A name with the rule by which its day falls, which may differ from country to country.
#[derive(Clone, Debug)]
pub(super) struct NamedDay {
    /// The rule where the country is not known or has no row of its own.
    pub(super) rule: NamedRule,
    /// ISO 3166 alpha-3 and the rule there.
    pub(super) by_country: Vec<(String, NamedRule)>,
}

/// What a country's calendar has of its own.
#[derive(Clone, Debug)]
pub(super) struct CountryCalendar {
    /// Month and day on which the fiscal year begins.
    pub(super) fiscal: (i8, i8),
    /// The fiscal year is named for the year in which it begins, not the one in which it ends.
    pub(super) named_by_start: bool,
    /// South of the equator: summer begins in December.
    pub(super) south: bool,
}

/// All that the reader of times looks up.
#[derive(Clone, Debug)]
pub struct TimeTables {
    pub(super) words: HashMap<Box<str>, Entry>,
    pub(super) rules: Vec<Rule>,
    pub(super) phrases: Vec<Phrase>,
    pub(super) named: Vec<NamedDay>,
    /// Calendars by ISO 3166 alpha-3; a country without a row has the calendar year and northern seasons.
    pub(super) countries: BTreeMap<String, CountryCalendar>,
    /// Terms of office by the last name of who held it, in lower case; in order of their first day.
    pub(super) terms: BTreeMap<String, Vec<Term>>,
    pub(super) digit_rules: Vec<u16>,
    pub(super) numerals: Numerals,
    /// Cues of two words: first word, second word, direction.
    pub(super) pairs: Vec<(String, String, Direction)>,
}

/// File name and text of every table.
pub(super) fn files() -> [(&'static str, &'static str); 7] {
    [
        ("data/times/words.tsv", shipped!("times/words.tsv")),
        ("data/times/rules.tsv", shipped!("times/rules.tsv")),
        ("data/times/phrases.tsv", shipped!("times/phrases.tsv")),
        ("data/times/holidays.tsv", shipped!("times/holidays.tsv")),
        ("data/times/countries.tsv", shipped!("times/countries.tsv")),
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
            countries: BTreeMap::new(),
            terms: terms()?,
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
                "data/times/countries.tsv" => tables.add_country(&row),
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

    /// The terms of who is named by the pieces `at..end`; none where nobody in the table is.
    pub(super) fn held_by(&self, scan: &Scan<'_>, at: usize, end: usize) -> Option<&[Term]> {
        let last = end.checked_sub(1)?;
        if !(at..end).all(|word| scan.capital(word)) {
            return None;
        }
        let terms = self.terms.get(scan.lower(last))?;
        let whole = scan.range(at, end);
        let name = scan.lower.get(whole)?;
        let named = |term: &Term| {
            let person = term.person.to_lowercase();
            person.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with(' '))
        };
        terms.iter().any(named).then_some(terms.as_slice())
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
            "dayparts" => {
                entry.dayparts = Some(part_of(value).ok_or_else(|| row.fault("unknown part of day"))?)
            }
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
        let rule = named_rule(row.cell("rule")?).ok_or_else(|| row.fault("unknown rule of a day"))?;
        let country = row.cell("country")?;
        let names = row.cell("name")?;
        let id = format!("day:{}", names.split('|').next().unwrap_or(names));
        let known = self.rules.iter().find(|rule| rule.id == id).map(|rule| rule.gives);
        if let Some(Gives::Named(at)) = known {
            self.named[at].by_country.push((country.to_owned(), rule));
            return Ok(());
        }
        if !country.is_empty() {
            return Err(row.fault("the row for all countries must stand before those of single ones"));
        }
        let gives = Gives::Named(self.named.len());
        let is_span = matches!(rule, NamedRule::Span(_) | NamedRule::Periods(_));
        for name in names.split('|') {
            let elements = parse_pattern(&name.to_lowercase()).map_err(|what| row.fault(what))?;
            // "black friday" is the day in small letters too; "great war" and "easter" alone may be other things.
            let strict = is_span || !name.contains(' ');
            let capitals = name.split(' ').map(|w| strict && w.starts_with(char::is_uppercase)).collect();
            self.rules.push(Rule { id: id.clone(), elements, gives, capitals });
        }
        self.named.push(NamedDay { rule, by_country: Vec::new() });
        Ok(())
    }

    fn add_country(&mut self, row: &HeadedRow<'_>) -> Result<(), TableFault> {
        let (month, day) = row.cell("fiscal")?.split_once('-').ok_or_else(|| row.fault("not MM-DD"))?;
        let number = |text: &str| text.parse().map_err(|_| row.fault("not MM-DD"));
        let calendar = CountryCalendar {
            fiscal: (number(month)?, number(day)?),
            named_by_start: row.cell("named")? == "start",
            south: row.cell("seasons")? == "south",
        };
        self.countries.insert(row.cell("country")?.to_owned(), calendar);
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
        let holders: Vec<Box<str>> = self
            .terms
            .values()
            .flatten()
            .flat_map(|term| term.person.split(' ').map(|word| word.to_lowercase().into()))
            .collect();
        for word in holders {
            self.word(&word).holder = true;
        }
        let literals: Vec<Box<str>> = self.rules.iter().flat_map(|rule| rule.first_words()).collect();
        for word in literals {
            self.word(&word);
        }
        for word in super::pattern::SPELLED_DECADES {
            self.word(word.0);
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

fn named_rule(rule: &str) -> Option<NamedRule> {
    if let Some(plus) = rule.strip_prefix("easter") {
        return plus.parse().ok().map(NamedRule::Easter);
    }
    if rule == "nowhere" {
        return Some(NamedRule::Nowhere);
    }
    if let Some(plus) = rule.strip_prefix("orthodox") {
        return plus.parse().ok().map(NamedRule::OrthodoxEaster);
    }
    if let Some(periods) = rule.strip_prefix("periods ") {
        let period = |text: &str| {
            let (first, last) = text.split_once('/')?;
            Some((first.parse().ok()?, last.parse().ok()?))
        };
        return periods.split('|').map(period).collect::<Option<Vec<_>>>().map(NamedRule::Periods);
    }
    if let Some(span) = rule.strip_prefix("span ") {
        return Some(NamedRule::Span(span.to_owned()));
    }
    if let Some(days) = rule.strip_prefix("days ") {
        return days.split('|').map(|day| day.parse().ok()).collect::<Option<Vec<_>>>().map(NamedRule::Days);
    }
    if let Some(rest) = rule.strip_prefix("nth ") {
        let parts: Vec<i32> = rest.split(' ').map(|part| part.parse().ok()).collect::<Option<_>>()?;
        let [month, weekday, which] = *parts.get(..3)? else { return None };
        let plus = parts.get(3).copied().unwrap_or(0);
        return Some(NamedRule::Nth { month: month as i8, weekday: weekday as i8, which: which as i8, plus });
    }
    let (month, day) = rule.split_once('-')?;
    Some(NamedRule::Fixed(month.parse().ok()?, day.parse().ok()?))
}
