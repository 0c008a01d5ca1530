//! Reads written days: "2023-09-10", "Sept. 10", "Sunday, 10 September 2023", "Sun, 10 Sep 2023 12:30:00 +0700".
//!
//! Only what headers, datelines and bylines need; it must not know what a day is relative to ("last Sunday").

use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// A day as written: any part may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WrittenDay {
    /// Year, 1800 to 2100.
    pub year: Option<i16>,
    /// Month, 1 to 12.
    pub month: Option<i8>,
    /// Day of the month, 1 to 31.
    pub day: Option<i8>,
    /// Weekday, where it is named.
    pub weekday: Option<Weekday>,
}

impl WrittenDay {
    /// The civil day, where year, month and day are written and such a day exists.
    pub fn civil(self) -> Option<Date> {
        Date::new(self.year?, self.month?, self.day?).ok()
    }

    /// The civil day in a year that is not written.
    pub fn in_year(self, year: i16) -> Option<Date> {
        Date::new(year, self.month?, self.day?).ok()
    }
}

/// English names of months with their usual short forms; the first three letters are enough to tell them apart.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["may"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

const WEEKDAYS: [(Weekday, &[&str]); 7] = [
    (Weekday::Monday, &["monday", "mon"]),
    (Weekday::Tuesday, &["tuesday", "tues", "tue"]),
    (Weekday::Wednesday, &["wednesday", "weds", "wed"]),
    (Weekday::Thursday, &["thursday", "thurs", "thur", "thu"]),
    (Weekday::Friday, &["friday", "fri"]),
    (Weekday::Saturday, &["saturday", "sat"]),
    (Weekday::Sunday, &["sunday", "sun"]),
];

/// The weekday that a whole word names ("Sunday", "Sun").
pub(super) fn weekday_of(word: &str) -> Option<Weekday> {
    let word = word.to_ascii_lowercase();
    WEEKDAYS.iter().find(|(_, names)| names.contains(&word.as_str())).map(|(day, _)| *day)
}

fn month_of(word: &str) -> Option<i8> {
    let word = word.to_ascii_lowercase();
    MONTHS.iter().position(|names| names.contains(&word.as_str())).and_then(|k| i8::try_from(k + 1).ok())
}

/// Reads a day at the start of `words`; gives it with the bytes it takes. Needs at least a weekday, or a month with a
/// day or a year. A bare number or a bare month is no day.
pub(super) fn read_day(words: &str) -> Option<(WrittenDay, usize)> {
    let mut at = Cursor { words, at: 0 };
    let weekday = at.weekday();
    let rest = at.at;
    let found = at.iso().or_else(|| at.month_first()).or_else(|| at.day_first()).or_else(|| at.numeric());
    let (day, end) = match found {
        Some(day) => (WrittenDay { weekday, ..day }, at.at),
        None => {
            // Without a date behind it only the full name counts: "Sat" and "Sun" are words of their own.
            let name = words[..rest].trim_end_matches([' ', ',']);
            let weekday = Some(weekday.filter(|_| name.ends_with("day"))?);
            (WrittenDay { weekday, ..WrittenDay::default() }, name.len())
        }
    };
    let closed = !words[end..].starts_with(|c: char| c.is_alphanumeric());
    closed.then_some((day, end))
}

/// Bytes at the start of `words` that give a time of day or a zone after a date: "T10:30:00Z", " 5:40 pm ET",
/// ", 14:30 GMT". Zero where there is none.
pub(super) fn time_bytes(words: &str) -> usize {
    let lead = words.len() - words.trim_start_matches([' ', ',', '\u{a0}', '|', '-', '–', '·']).len();
    let rest = &words[lead..];
    let (lead, rest) = match rest.strip_prefix("at ").or_else(|| rest.strip_prefix('T')) {
        Some(after) => (words.len() - after.len(), after),
        None => (lead, rest),
    };
    let clock =
        rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':' || c == '.').len();
    let digits = rest[..clock].bytes().filter(u8::is_ascii_digit).count();
    let shaped =
        rest[..clock].contains(':') || (digits > 0 && digits <= 2 && half_day_bytes(&rest[clock..]) > 0);
    if !shaped || digits > 9 {
        return 0;
    }
    let mut end = lead + clock;
    end -= words[lead..end].len() - words[lead..end].trim_end_matches('.').len();
    end += half_day_bytes(&words[end..]);
    end + zone_bytes(&words[end..])
}

fn half_day_bytes(words: &str) -> usize {
    let lead = words.len() - words.trim_start_matches([' ', '\u{a0}']).len();
    for form in ["a.m.", "p.m.", "am", "pm"] {
        let Some(after) = words.get(lead..lead + form.len()) else { continue };
        let closed = !words[lead + form.len()..].starts_with(char::is_alphanumeric);
        if after.eq_ignore_ascii_case(form) && closed {
            return lead + form.len();
        }
    }
    0
}

fn zone_bytes(words: &str) -> usize {
    let open = words.trim_start_matches([' ', '(', '\u{a0}']);
    let lead = words.len() - open.len();
    let letters = open.len() - open.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
    let named = (1..=5).contains(&letters) && !open[letters..].starts_with(|c: char| c.is_alphanumeric());
    let mut end = if named { lead + letters } else { 0 };
    let offset = words[end..].trim_start_matches(' ');
    if offset.starts_with(['+', '-', '−']) {
        let digits = offset.trim_start_matches(['+', '-', '−']);
        let taken = digits.len() - digits.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':').len();
        if (1..=5).contains(&taken) {
            end = words.len() - digits.len() + taken;
        }
    }
    if end > 0 && words[..end].contains('(') && words[end..].starts_with(')') { end + 1 } else { end }
}

/// Every written day in `text`, with its bytes.
pub(super) fn days_in(text: &str) -> Vec<(Range<usize>, WrittenDay)> {
    let mut found: Vec<(Range<usize>, WrittenDay)> = Vec::new();
    let mut inside_word = false;
    for (at, c) in text.char_indices() {
        let starts = !inside_word && (c.is_ascii_digit() || c.is_ascii_uppercase());
        inside_word = c.is_alphanumeric();
        if !starts || found.last().is_some_and(|(range, _)| at < range.end) {
            continue;
        }
        if let Some((day, bytes)) = read_day(&text[at..]) {
            found.push((at..at + bytes, day));
        }
    }
    found
}

/// Reads the day a feed, a file name or a person tells: ISO, RFC 3339, RFC 2822 or written out with its year.
/// The day is that of the zone it is written in. `None` where no whole day can be read.
pub fn told_day(words: &str) -> Option<Date> {
    let words = words.trim();
    let compact = || {
        let digits = words.get(..8).filter(|head| head.bytes().all(|b| b.is_ascii_digit()))?;
        let day = WrittenDay {
            year: digits[..4].parse().ok(),
            month: digits[4..6].parse().ok(),
            day: digits[6..].parse().ok(),
            weekday: None,
        };
        day.civil()
    };
    read_day(words).and_then(|(day, _)| day.civil()).or_else(compact)
}

struct Cursor<'t> {
    words: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    fn rest(&self) -> &'t str {
        &self.words[self.at..]
    }

    fn skip(&mut self, blanks: &[char]) -> bool {
        let left = self.rest().trim_start_matches(blanks).len();
        let moved = left < self.rest().len();
        self.at = self.words.len() - left;
        moved
    }

    fn letters(&mut self) -> &'t str {
        let taken =
            self.rest().len() - self.rest().trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
        let word = &self.rest()[..taken];
        self.at += taken;
        word
    }

    fn number(&mut self, digits: Range<usize>) -> Option<i16> {
        let taken = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let value = digits.contains(&taken).then(|| self.rest()[..taken].parse().ok())??;
        self.at += taken;
        Some(value)
    }

    /// Runs one form; puts the cursor back where it does not fit.
    fn form<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = before;
        }
        found
    }

    fn weekday(&mut self) -> Option<Weekday> {
        self.form(|c| {
            let day = weekday_of(c.letters())?;
            c.skip(&['.']);
            c.skip(&[',', ' ', '\u{a0}']);
            Some(day)
        })
    }

    fn month(&mut self) -> Option<i8> {
        self.form(|c| {
            let word = c.letters();
            let month = month_of(word).filter(|_| word.starts_with(|c: char| c.is_ascii_uppercase()))?;
            c.skip(&['.']);
            Some(month)
        })
    }

    fn day(&mut self) -> Option<i8> {
        self.form(|c| {
            let day = c.number(1..3).filter(|day| (1..=31).contains(day))?;
            let suffix = c.rest().get(..2).is_some_and(|two| ["st", "nd", "rd", "th"].contains(&two));
            if suffix {
                c.at += 2;
            }
            let closed = !c.rest().starts_with(|c: char| c.is_alphanumeric());
            closed.then(|| i8::try_from(day).ok())?
        })
    }

    fn year(&mut self) -> Option<i16> {
        self.form(|c| {
            let year = c.number(4..5).filter(|year| (1800..=2100).contains(year))?;
            (!c.rest().starts_with(|c: char| c.is_ascii_alphanumeric() && c != 'T')).then_some(year)
        })
    }

    /// ", 2023" or " 2023" after a day or month; leaves the cursor where it was if none follows.
    fn year_after(&mut self) -> Option<i16> {
        self.form(|c| {
            c.skip(&['.', ',', ' ', '\u{a0}']).then_some(())?;
            c.year()
        })
    }

    fn iso(&mut self) -> Option<WrittenDay> {
        self.form(|c| {
            let year = c.year()?;
            let mark = c.rest().chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
            c.skip(&[mark]);
            let month = c.number(1..3).filter(|m| (1..=12).contains(m))?;
            c.skip(&[mark]).then_some(())?;
            let day = c.number(1..3).filter(|d| (1..=31).contains(d))?;
            let timed = c.rest().starts_with('T') && c.rest()[1..].starts_with(|c: char| c.is_ascii_digit());
            if timed {
                c.at += time_bytes(c.rest());
            }
            Some(WrittenDay {
                year: Some(year),
                month: i8::try_from(month).ok(),
                day: i8::try_from(day).ok(),
                weekday: None,
            })
        })
    }

    fn month_first(&mut self) -> Option<WrittenDay> {
        self.form(|c| {
            let month = c.month()?;
            c.skip(&[' ', '\u{a0}', '\n']).then_some(())?;
            if let Some(year) = c.year() {
                return Some(WrittenDay { year: Some(year), month: Some(month), ..WrittenDay::default() });
            }
            let day = c.day()?;
            let year = c.year_after();
            Some(WrittenDay { year, month: Some(month), day: Some(day), weekday: None })
        })
    }

    fn day_first(&mut self) -> Option<WrittenDay> {
        self.form(|c| {
            let day = c.day()?;
            c.skip(&['.']);
            c.skip(&[' ', '\u{a0}', '-', '\n']).then_some(())?;
            if c.rest().starts_with("of ") {
                c.at += 3;
            }
            let month = c.month()?;
            c.skip(&['-']);
            let year = c.year().or_else(|| c.year_after());
            Some(WrittenDay { year, month: Some(month), day: Some(day), weekday: None })
        })
    }

    /// "10/9/2023": read only where one of the two numbers cannot be a month, or both are the same.
    fn numeric(&mut self) -> Option<WrittenDay> {
        self.form(|c| {
            let first = c.number(1..3)?;
            let mark = c.rest().chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
            c.skip(&[mark]);
            let second = c.number(1..3)?;
            c.skip(&[mark]).then_some(())?;
            let year = c.year()?;
            let (day, month) = match (first, second) {
                (13..=31, 1..=12) => (first, second),
                (1..=12, 13..=31) => (second, first),
                (1..=12, _) if first == second => (first, second),
                _ => return None,
            };
            Some(WrittenDay {
                year: Some(year),
                month: i8::try_from(month).ok(),
                day: i8::try_from(day).ok(),
                weekday: None,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, want: &str) {
        let got = read_day(words).map_or("-".to_owned(), |(day, bytes)| {
            let part = |p: Option<i16>| p.map_or("?".to_owned(), |p| p.to_string());
            let weekday = day.weekday.map_or(String::new(), |w| format!(" {w:?}"));
            format!(
                "{} {} {}{weekday} [{}]",
                part(day.year),
                part(day.month.map(i16::from)),
                part(day.day.map(i16::from)),
                &words[..bytes]
            )
        });
        assert_eq!(got, want, "{words:?}");
    }

    #[test]
    fn days_are_read_in_their_usual_forms() {
        check("2023-09-10 Peru", "2023 9 10 [2023-09-10]");
        check("2023-09-10T12:30:00Z", "2023 9 10 [2023-09-10T12:30:00Z]");
        check("Sept. 10 (Reuters)", "? 9 10 [Sept. 10]");
        check("March 4, 1998 -", "1998 3 4 [March 4, 1998]");
        check("4 March 1998", "1998 3 4 [4 March 1998]");
        check("10th of May, 2004", "2004 5 10 [10th of May, 2004]");
        check("Sun, 10 Sep 2023 12:30:00 +0700", "2023 9 10 Sunday [Sun, 10 Sep 2023]");
        check("Sunday (AFP)", "? ? ? Sunday [Sunday]");
        check("June 1989", "1989 6 ? [June 1989]");
        check("31/12/1999", "1999 12 31 [31/12/1999]");
        check("12-Jan-2011", "2011 1 12 [12-Jan-2011]");
    }

    #[test]
    fn other_words_are_not_days() {
        check("May the force", "-");
        check("10/9/2023", "-");
        check("Sun sets", "-");
        check("12 people", "-");
        check("March on Rome", "-");
        check("2023", "-");
        check("Sept. 100", "-");
    }

    #[test]
    fn times_after_a_day_are_measured() {
        for (words, taken) in [
            (" 5:40 pm ET", " 5:40 pm ET"),
            (", 14:30 GMT+7 Peru", ", 14:30 GMT+7"),
            (" | 9 a.m.", " | 9 a.m."),
            (" 12:30:00 +0700", " 12:30:00 +0700"),
            (" The envoy", ""),
            (" 300 people", ""),
        ] {
            assert_eq!(&words[..time_bytes(words)], taken, "{words:?}");
        }
    }

    #[test]
    fn told_days_are_read_whole_or_not_at_all() {
        assert_eq!(told_day("20230910"), Date::new(2023, 9, 10).ok());
        assert_eq!(told_day(" 2023-09-10T23:59:00-05:00"), Date::new(2023, 9, 10).ok());
        assert_eq!(told_day("September 2023"), None);
        assert_eq!(told_day("2023-02-30"), None);
    }
}
