//! Patterns of time expressions and how they are matched: the longest way through the elements from one word on.
//!
//! Knows words and numbers; what a matched pattern means is counted out elsewhere.

use super::tables::{Entry, Shift, TimeTables, Unit};
use crate::scan::{PieceKind, Scan, is_dash};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A class of words in a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Month,
    Weekday,
    Weekdays,
    Day,
    DayNth,
    Year,
    ShortYear,
    Decade,
    Hundreds,
    Century,
    Num,
    Num2,
    Digits,
    Ordinal,
    Unit,
    Unit2,
    Units,
    Shift,
    Vague,
    Adj,
    Season,
    DayPart,
    Clock,
    Meridiem,
    Zone,
    HalfCode,
    QuarterCode,
    DayParts,
    Holder,
}

const CLASSES: [(&str, Class); 29] = [
    ("month", Class::Month),
    ("weekday", Class::Weekday),
    ("weekdays", Class::Weekdays),
    ("day", Class::Day),
    ("daynth", Class::DayNth),
    ("year", Class::Year),
    ("shortyear", Class::ShortYear),
    ("decade", Class::Decade),
    ("hundreds", Class::Hundreds),
    ("century", Class::Century),
    ("num", Class::Num),
    ("num2", Class::Num2),
    ("digits", Class::Digits),
    ("ordinal", Class::Ordinal),
    ("unit", Class::Unit),
    ("unit2", Class::Unit2),
    ("units", Class::Units),
    ("shift", Class::Shift),
    ("vague", Class::Vague),
    ("adj", Class::Adj),
    ("season", Class::Season),
    ("daypart", Class::DayPart),
    ("clock", Class::Clock),
    ("meridiem", Class::Meridiem),
    ("zone", Class::Zone),
    ("halfcode", Class::HalfCode),
    ("quartercode", Class::QuarterCode),
    ("dayparts", Class::DayParts),
    ("holder", Class::Holder),
];

#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    Words(Vec<Box<str>>),
    Class(Class),
}

/// One place in a pattern.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Element {
    what: What,
    optional: bool,
    glued: bool,
}

macro_rules! computations {
    ($($variant:ident = $word:literal),+ $(,)?) => {
        /// Which computation a pattern leads to.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Gives { $($variant,)+ Phrase(usize), Named(usize) }

        impl Gives {
            /// The computation of a word in the table.
            pub(super) fn of(word: &str) -> Option<Gives> {
                match word { $($word => Some(Gives::$variant),)+ _ => None }
            }
        }
    };
}

computations! {
    Bc = "bc", Century = "century", Clock = "clock", HalfPast = "half-past", QuarterPast = "quarter-past",
    QuarterTo = "quarter-to", Date = "date", Iso = "iso", DateSameYear = "date-same-year", Numeric = "numeric",
    DateRange = "date-range", DayOfMonth = "day-of-month", Decade = "decade", Age = "age",
    DurationHalf = "duration-half", HalfUnit = "half-unit", DurationTwo = "duration-two", Duration = "duration",
    DurationRange = "duration-range", DurationOne = "duration-one", DurationVague = "duration-vague",
    DurationBare = "duration-bare", Fiscal = "fiscal", HalfYear = "half-year", Month = "month",
    MonthSameYear = "month-same-year", MonthShiftYear = "month-shift-year", Quarter = "quarter", Season = "season",
    SetEach = "set-each", SetOther = "set-other", SetWeekday = "set-weekday", SetEachOne = "set-each-one",
    SetAfterAmount = "set-after-amount", Ago = "ago", AgoOne = "ago-one", AgoVague = "ago-vague", Later = "later",
    LaterOne = "later-one", LaterVague = "later-vague", FromNow = "from-now", FromNowOne = "from-now-one",
    DayPart = "daypart", Span = "span", SpanVague = "span-vague", Unit = "unit", UnitBefore = "unit-before",
    WeekNumber = "week-number", Weekday = "weekday",
    WeekdayWeek = "weekday-week", Slash = "slash", DayAlone = "day-alone", DateWords = "date-words",
    YearMonth = "year-month", MinutesPast = "minutes-past", MinutesTo = "minutes-to", NthOf = "nth-of", LastOf = "last-of",
    FirstSome = "first-some", LastSome = "last-some", NthWeekday = "nth-weekday", LastWeekday = "last-weekday",
    RestOf = "rest-of", ToDate = "to-date", TheWeekend = "the-weekend", AgoHalf = "ago-half",
    FromNowHalf = "from-now-half", UnitHalf = "unit-half", QuarterMore = "quarter-more", FiscalShift = "fiscal-shift",
    SetWeekdayPart = "set-weekday-part", SetWeekdayClock = "set-weekday-clock", SetPart = "set-part",
    SetMonth = "set-month", SetSeason = "set-season", SetNth = "set-nth", SetWorkday = "set-workday",
    SetWeekend = "set-weekend", Term = "term", TermNth = "term-nth", Year = "year", YearAd = "year-ad", YearShort = "year-short",
}

impl Gives {
    /// Whether the computation leads to a clock time.
    pub(super) fn is_clock(self) -> bool {
        matches!(
            self,
            Gives::Clock
                | Gives::HalfPast
                | Gives::QuarterPast
                | Gives::QuarterTo
                | Gives::MinutesPast
                | Gives::MinutesTo
        )
    }
}

/// A pattern with its name and what it leads to.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) id: String,
    pub(super) elements: Vec<Element>,
    pub(super) gives: Gives,
    /// Which elements need a capital (names only).
    pub(super) capitals: Vec<bool>,
}

/// What the classes of a matched pattern stood for.
#[derive(Clone, Debug, Default)]
pub(super) struct Slots {
    pub(super) month: Option<u8>,
    pub(super) weekday: Option<u8>,
    pub(super) day: Option<u8>,
    pub(super) day2: Option<u8>,
    pub(super) year: Option<i16>,
    pub(super) num: Option<Decimal>,
    pub(super) num2: Option<Decimal>,
    pub(super) digits: Vec<(u32, usize)>,
    pub(super) ordinal: Option<u32>,
    pub(super) unit: Option<(Unit, i32)>,
    pub(super) unit2: Option<(Unit, i32)>,
    pub(super) shift: Option<Shift>,
    pub(super) season: Option<&'static str>,
    pub(super) daypart: Option<&'static str>,
    pub(super) clock: Option<Clock>,
    pub(super) zone: Option<i32>,
    /// Byte range of the name of who held an office.
    pub(super) holder: Option<(usize, usize)>,
    /// First, second or latter; last; the word that tells the way ("ago", "later").
    pub(super) word: String,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: Option<u8>,
    pub(super) second: Option<u8>,
    /// Half of the day told ("pm") or beyond doubt (22:30).
    pub(super) sure: bool,
}

/// Reads the pattern of a row.
pub(super) fn parse_pattern(text: &str) -> Result<Vec<Element>, String> {
    text.split(' ').filter(|part| !part.is_empty()).map(parse_element).collect()
}

fn parse_element(part: &str) -> Result<Element, String> {
    let (glued, part) = part.strip_prefix('~').map_or((false, part), |rest| (true, rest));
    let (optional, part) = part.strip_suffix('?').map_or((false, part), |rest| (true, rest));
    let (glued, part) = if part.is_empty() { (true, "~") } else { (glued, part) };
    let what = match part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        Some(name) => {
            let class = CLASSES.iter().find(|(word, _)| *word == name).map(|(_, class)| *class);
            What::Class(class.ok_or_else(|| format!("unknown class {{{name}}}"))?)
        }
        None => What::Words(part.split('|').map(Into::into).collect()),
    };
    Ok(Element { what, optional, glued })
}

impl Rule {
    /// The words that the pattern can begin with.
    pub(super) fn first_words(&self) -> Vec<Box<str>> {
        match self.elements.first().map(|e| &e.what) {
            Some(What::Words(words)) => words.clone(),
            _ => Vec::new(),
        }
    }

    /// Whether the first element is of a class.
    pub(super) fn begins_with(&self, is: impl Fn(Class) -> bool) -> bool {
        matches!(self.elements.first().map(|e| &e.what), Some(What::Class(class)) if is(*class))
    }

    /// Whether a word can begin the pattern.
    pub(super) fn may_begin(&self, word: &str, entry: &Entry) -> bool {
        match self.elements.first().map(|e| &e.what) {
            Some(What::Words(words)) => words.iter().any(|w| **w == *word),
            Some(What::Class(class)) => match class {
                Class::Month => entry.month.is_some(),
                Class::Weekday => entry.weekday.is_some(),
                Class::Weekdays => entry.weekdays.is_some(),
                Class::Unit => entry.unit.is_some(),
                Class::Units => entry.unit.is_some() && entry.plural,
                Class::Shift => entry.shift.is_some(),
                Class::Vague => entry.vague,
                Class::Season => entry.season.is_some(),
                Class::DayPart => entry.daypart.is_some(),
                Class::DayParts => entry.dayparts.is_some(),
                Class::Holder => entry.holder,
                Class::Num | Class::Ordinal | Class::Day | Class::DayNth => entry.number,
                Class::Year => entry.number,
                Class::Decade => word == "'" || word == "’" || word.ends_with("ies"),
                Class::HalfCode => word == "h",
                Class::QuarterCode => word == "q",
                Class::Clock => matches!(word, "noon" | "midnight"),
                _ => false,
            },
            None => false,
        }
    }

    /// Matches the pattern from piece `at` on: where it ends, and what its classes stood for.
    pub(super) fn matches(&self, tables: &TimeTables, scan: &Scan<'_>, at: usize) -> Option<(usize, Slots)> {
        let mut slots = Slots::default();
        let end = self.walk(0, tables, scan, at, at, &mut slots)?;
        Some((end, slots))
    }

    fn walk(
        &self,
        element: usize,
        tables: &TimeTables,
        scan: &Scan<'_>,
        start: usize,
        at: usize,
        slots: &mut Slots,
    ) -> Option<usize> {
        let Some(place) = self.elements.get(element) else { return Some(at) };
        let wanted = self.capitals.get(element).copied().unwrap_or(false);
        let joined = at == start || !place.glued || scan.glued(at);
        let same_line = at == start || !scan.pieces.get(at).is_some_and(|p| p.new_line);
        let fits = joined && same_line && (!wanted || scan.capital(at));
        if !place.optional {
            // Nothing is tried after a place that must be there, so its slots need no copy.
            let next = if fits { place.what.read(tables, scan, at, slots)? } else { return None };
            return self.walk(element + 1, tables, scan, start, next, slots);
        }
        if fits && place.what.may_read(tables, scan, at) {
            let mut tried = slots.clone();
            let end = place
                .what
                .read(tables, scan, at, &mut tried)
                .and_then(|next| self.walk(element + 1, tables, scan, start, next, &mut tried));
            if end.is_some() {
                *slots = tried;
                return end;
            }
        }
        self.walk(element + 1, tables, scan, start, at, slots)
    }
}

impl What {
    /// A quick look that spares most copies: a word that is not there cannot be read.
    fn may_read(&self, tables: &TimeTables, scan: &Scan<'_>, at: usize) -> bool {
        match self {
            What::Words(words) => {
                let word = scan.lower(at);
                words
                    .iter()
                    .any(|w| **w == *word || (**w == *"-" && is_dash(word)) || (**w == *"'" && word == "’"))
            }
            What::Class(Class::Adj) => tables.entry(scan.lower(at)).is_some_and(|entry| entry.adj),
            What::Class(_) => at < scan.pieces.len(),
        }
    }

    fn read(&self, tables: &TimeTables, scan: &Scan<'_>, at: usize, slots: &mut Slots) -> Option<usize> {
        match self {
            What::Words(words) => {
                let word = scan.lower(at);
                let dash = is_dash(word);
                let quote = word == "’";
                let hit = !word.is_empty()
                    && words.iter().any(|w| **w == *word || (dash && **w == *"-") || (quote && **w == *"'"));
                if hit && word.len() > 1 {
                    slots.word.clear();
                    slots.word.push_str(word);
                }
                hit.then_some(at + 1)
            }
            What::Class(class) => class.read(tables, scan, at, slots),
        }
    }
}

impl Class {
    fn read(self, tables: &TimeTables, scan: &Scan<'_>, at: usize, slots: &mut Slots) -> Option<usize> {
        let entry = tables.entry(scan.lower(at));
        let named = || entry.filter(|e| !e.capital || scan.capital(at));
        let after_stop = |e: &Entry| {
            if e.short && scan.word(at + 1) == "." && scan.glued(at + 1) { at + 2 } else { at + 1 }
        };
        match self {
            Class::Month => {
                let entry = named()?;
                slots.month = Some(entry.month?);
                Some(after_stop(entry))
            }
            Class::Weekday => {
                let entry = named()?;
                slots.weekday = Some(entry.weekday?);
                Some(after_stop(entry))
            }
            Class::Weekdays => {
                slots.weekday = Some(entry?.weekdays?);
                Some(at + 1)
            }
            Class::Unit | Class::Unit2 | Class::Units => {
                let entry = entry?;
                let unit = entry.unit?;
                if self == Class::Units && !entry.plural {
                    return None;
                }
                *(if self == Class::Unit2 { &mut slots.unit2 } else { &mut slots.unit }) = Some(unit);
                Some(at + 1)
            }
            Class::Century => entry?.century.then_some(at + 1),
            Class::Shift => {
                slots.shift = Some(entry?.shift?);
                Some(at + 1)
            }
            Class::Vague => {
                let of = if scan.lower(at + 1) == "of" { at + 2 } else { at + 1 };
                entry?.vague.then_some(of)
            }
            Class::Adj => entry?.adj.then_some(at + 1),
            Class::Season => {
                slots.season = Some(entry?.season?);
                Some(at + 1)
            }
            Class::DayPart => {
                slots.daypart = Some(entry?.daypart?);
                Some(at + 1)
            }
            Class::DayParts => {
                slots.daypart = Some(entry?.dayparts?);
                Some(at + 1)
            }
            Class::Holder => {
                let end = (at + 1..at + 4).rev().find(|&end| tables.held_by(scan, at, end).is_some())?;
                let words = scan.range(at, end);
                slots.holder = Some((words.start, words.end));
                Some(end)
            }
            Class::Zone => {
                let zone = entry?.zone?;
                slots.zone = Some(zone);
                (scan.word(at).chars().all(char::is_uppercase)).then_some(at + 1)
            }
            Class::Day | Class::DayNth => read_day(self, tables, scan, at, slots),
            Class::Year => read_year(tables, scan, at, slots),
            Class::ShortYear => {
                let two = scan.word(at).len() == 2 && scan.glued(at) && is_digits(scan, at);
                let plural = scan.lower(at + 1) == "s" && scan.glued(at + 1);
                if !two || plural {
                    return None;
                }
                let year: i16 = scan.word(at).parse().ok()?;
                slots.year = Some(if year < 30 { 2000 + year } else { 1900 + year });
                Some(at + 1)
            }
            Class::Decade => read_decade(scan, at, slots),
            Class::Hundreds => {
                let word = scan.word(at);
                let fits =
                    is_digits(scan, at) && word.len() == 4 && word.ends_with("00") && !word.starts_with('2');
                let end = plural_end(scan, at + 1)?;
                slots.year = word.parse().ok();
                fits.then_some(end)
            }
            Class::Num | Class::Num2 => read_number(self, tables, scan, at, slots),
            Class::Digits => {
                let fits = is_digits(scan, at) && scan.word(at).len() <= 4;
                slots.digits.push((scan.word(at).parse().ok()?, scan.word(at).len()));
                fits.then_some(at + 1)
            }
            Class::Ordinal => {
                let (ordinal, end) = tables.numerals.ordinal(scan, at)?;
                slots.ordinal = Some(ordinal);
                Some(end)
            }
            Class::Clock => {
                let (clock, end) = super::clock::read_clock(scan, at)?;
                slots.clock = Some(clock);
                Some(end)
            }
            Class::Meridiem => {
                let (afternoon, end) = super::clock::read_meridiem(scan, at)?;
                slots.daypart = Some(if afternoon { "TAF" } else { "TMO" });
                Some(end)
            }
            Class::HalfCode | Class::QuarterCode => {
                let (letter, most) = if self == Class::HalfCode { ("H", 2) } else { ("Q", 4) };
                let number: u32 = scan.word(at + 1).parse().ok()?;
                slots.ordinal = Some(number);
                let fits = scan.word(at).eq_ignore_ascii_case(letter) && scan.glued(at + 1);
                (fits && (1..=most).contains(&number)).then_some(at + 2)
            }
        }
    }
}

fn is_digits(scan: &Scan<'_>, at: usize) -> bool {
    scan.kind(at) == Some(PieceKind::Digits)
}

/// A day of the month that is not the head of something longer: no decimal point, clock or percent follows.
fn read_day(
    class: Class,
    tables: &TimeTables,
    scan: &Scan<'_>,
    at: usize,
    slots: &mut Slots,
) -> Option<usize> {
    let (day, end) = match tables.numerals.ordinal(scan, at) {
        Some(found) => found,
        None if class == Class::DayNth => return None,
        None => {
            let short = is_digits(scan, at) && scan.word(at).len() <= 2;
            let goes_on = matches!(scan.word(at + 1), ":" | "%" | "," | ".")
                && scan.glued(at + 1)
                && scan.glued(at + 2)
                && (scan.word(at + 1) == "%" || is_digits(scan, at + 2));
            let day = scan.word(at).parse::<u32>().ok()?;
            (short && !goes_on && scan.word(at + 1) != "%").then_some((day, at + 1))?
        }
    };
    if !(1..=31).contains(&day) {
        return None;
    }
    let day = day as u8;
    if slots.day.is_none() {
        slots.day = Some(day)
    } else {
        slots.day2 = Some(day)
    }
    Some(end)
}

/// A year in four digits, or in words ("nineteen ninety-six").
fn read_year(tables: &TimeTables, scan: &Scan<'_>, at: usize, slots: &mut Slots) -> Option<usize> {
    if is_digits(scan, at) {
        let year: i16 = scan.word(at).parse().ok()?;
        let four = scan.word(at).len() == 4 && (1000..2200).contains(&year);
        let next = scan.word(at + 1);
        let goes_on = scan.glued(at + 1)
            && (matches!(next, "%" | "°")
                || (matches!(next, "," | "." | ":") && scan.glued(at + 2) && is_digits(scan, at + 2))
                || scan.kind(at + 1) == Some(PieceKind::Word));
        slots.year = Some(year);
        return (four && !goes_on).then_some(at + 1);
    }
    let first = tables.numerals.read(scan, at).filter(|n| n.in_words)?;
    if let Some(year) = first.value.to_i16().filter(|year| (2001..2100).contains(year)) {
        slots.year = Some(year);
        return Some(first.end);
    }
    let hundreds = first.value.to_u32().filter(|n| (10..=20).contains(n))?;
    let rest = tables.numerals.read(scan, first.end).filter(|n| n.in_words)?;
    let years = rest.value.to_u32().filter(|n| (10..100).contains(n))?;
    slots.year = Some((hundreds * 100 + years) as i16);
    Some(rest.end)
}

/// "s", "'s" or "’s" joined to what stands before it.
fn plural_end(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let mark = matches!(scan.word(at), "'" | "’") && scan.glued(at);
    let at = if mark { at + 1 } else { at };
    (scan.word(at) == "s" && scan.glued(at)).then_some(at + 1)
}

/// Decades told by their word, all of the last century.
pub(super) const SPELLED_DECADES: [(&str, i16); 8] = [
    ("twenties", 1920),
    ("thirties", 1930),
    ("forties", 1940),
    ("fifties", 1950),
    ("sixties", 1960),
    ("seventies", 1970),
    ("eighties", 1980),
    ("nineties", 1990),
];

/// "1990s", "1930's", "'80s", "the nineties".
fn read_decade(scan: &Scan<'_>, at: usize, slots: &mut Slots) -> Option<usize> {
    let spelled = SPELLED_DECADES.iter().find(|(word, _)| *word == scan.lower(at)).map(|(_, year)| *year);
    if let Some(year) = spelled {
        slots.year = Some(year);
        return Some(at + 1);
    }
    let mark = matches!(scan.word(at), "'" | "’" | "‘");
    let digits = if mark { at + 1 } else { at };
    let word = scan.word(digits);
    if !is_digits(scan, digits) || !word.ends_with('0') || (mark && !scan.glued(digits)) {
        return None;
    }
    let year: i16 = word.parse().ok()?;
    slots.year = Some(match word.len() {
        4 => year,
        2 if (20..100).contains(&year) => 1900 + year,
        _ => return None,
    });
    plural_end(scan, digits + 1)
}

fn read_number(
    class: Class,
    tables: &TimeTables,
    scan: &Scan<'_>,
    at: usize,
    slots: &mut Slots,
) -> Option<usize> {
    let number = tables.numerals.read(scan, at)?;
    // "$5 a day" and "1,50 days" are no lengths; nor is a code such as "B52 years".
    let joined =
        at > 0 && scan.glued(at) && (scan.kind(at - 1) == Some(PieceKind::Word) || scan.word(at - 1) == "$");
    *(if class == Class::Num2 { &mut slots.num2 } else { &mut slots.num }) = Some(number.value);
    (!joined).then_some(number.end)
}
