//! Whether a matched pattern means a time where it stands: "May" may be a verb, 1500 a number of men, "second" a rank.
//!
//! Looks one or two words to each side; each guard says what it keeps out.

use super::pattern::{Gives, Slots};
use super::tables::{TimeTables, Unit};
use crate::scan::{PieceKind, Scan, is_dash};

/// Whether the pattern `rule`, matched on the pieces `at..last`, means a time.
pub(super) fn plausible(
    tables: &TimeTables,
    scan: &Scan<'_>,
    rule: usize,
    slots: &Slots,
    at: usize,
    last: usize,
) -> bool {
    let look = Look { tables, scan, at, last };
    match tables.rules[rule].gives {
        Gives::Year => look.year(slots),
        Gives::Month => slots.year.is_some() || slots.shift.is_some() || look.month(),
        Gives::Weekday => slots.shift.is_some() || look.weekday(),
        Gives::Season => slots.year.is_some() || slots.shift.is_some() || look.season(),
        Gives::Unit => look.unit(slots),
        Gives::Duration | Gives::DurationRange => look.length(slots),
        Gives::DurationOne => look.one(slots) && !look.after_amount(),
        Gives::SetAfterAmount => look.one(slots) && look.after_amount(),
        Gives::DurationBare => look.bare(slots),
        Gives::DurationVague => slots.unit.is_none_or(|u| u.0 != Unit::Quarter) && look.vague(),
        Gives::Phrase(_) => look.phrase(),
        Gives::Date => look.date(slots),
        Gives::Numeric => look.numeric(slots),
        Gives::Quarter => look.quarter(slots),
        Gives::Slash => look.slash(slots),
        Gives::DayAlone => look.day_alone(),
        Gives::DateWords => {
            slots.num.is_some_and(|n| n.is_integer()) && scan.kind(at + 1) == Some(PieceKind::Word)
        }
        Gives::YearMonth => look.year_month(slots),
        Gives::NthOf | Gives::LastOf | Gives::FirstSome | Gives::LastSome => look.unit_within(slots),
        Gives::RestOf | Gives::ToDate => {
            slots.unit.is_some_and(|(unit, _)| (Unit::Day..=Unit::Century).contains(&unit))
        }
        Gives::TheWeekend => {
            slots.unit.is_some_and(|(unit, _)| unit == Unit::Weekend)
                && matches!(
                    look.before(),
                    "over" | "at" | "on" | "during" | "for" | "through" | "by" | "until" | "after" | "before"
                )
        }
        Gives::SetPart => slots.weekday.is_some() || scan.lower(at) != "mornings" || look.before() != "the",
        Gives::MinutesPast | Gives::MinutesTo => look.minutes(slots),
        Gives::Term | Gives::TermNth => look.term(),
        Gives::Clock => look.clock(),
        Gives::Decade => {
            let age = matches!(
                look.before(),
                "his" | "her" | "their" | "my" | "your" | "our" | "mid" | "late" | "early"
            ) && scan.kind(at) == Some(PieceKind::Word);
            look.before() != "$" && look.after() != "°" && !age
        }
        Gives::HalfYear => slots.ordinal.is_some_and(|half| (1..=2).contains(&half)),
        Gives::Bc => scan.word(last - 1).len() >= 2 && scan.word(last - 1).chars().all(char::is_uppercase),
        Gives::YearAd => scan.word(at) == "AD" && slots.num.is_some_and(|n| n.scale() == 0),
        _ => true,
    }
}

/// Whether a word is a preposition or another small word that stands before a time.
pub(super) fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "in" | "since"
            | "by"
            | "from"
            | "until"
            | "till"
            | "to"
            | "of"
            | "between"
            | "during"
            | "through"
            | "before"
            | "after"
            | "late"
            | "early"
            | "mid"
            | "last"
            | "next"
            | "this"
            | "that"
            | "throughout"
            | "on"
            | "for"
            | "and"
            | "or"
            | "around"
            | "about"
            | "circa"
            | "per"
            | "as"
            | "the"
            | "year"
            | "within"
            | "over"
    )
}

struct Look<'a> {
    tables: &'a TimeTables,
    scan: &'a Scan<'a>,
    at: usize,
    last: usize,
}

impl Look<'_> {
    fn before(&self) -> &str {
        self.at.checked_sub(1).map_or("", |b| self.scan.lower(b))
    }

    fn before_raw(&self) -> &str {
        self.at.checked_sub(1).map_or("", |b| self.scan.word(b))
    }

    fn after(&self) -> &str {
        self.scan.lower(self.last)
    }

    /// Keeps out numbers of men and things, sums of money, parts of codes and names.
    fn year(&self, slots: &Slots) -> bool {
        let scan = self.scan;
        if scan.kind(self.at) == Some(PieceKind::Word) || self.last - self.at > 1 {
            return true;
        }
        let before = self.before_raw();
        let joined = scan.glued(self.at)
            && !matches!(before, "(" | "[" | "“" | "\"" | "‘" | "'" | "’")
            && !is_dash(before)
            && before != "/"
            && before != "=";
        let money = matches!(before, "$" | "€" | "£" | "¥" | "#" | "No" | "." | "+" | "&" | "@")
            && scan.glued(self.at)
            || matches!(before, "$" | "€" | "£" | "¥" | "#" | "№");
        if joined || money {
            return false;
        }
        let compared = matches!(
            self.before(),
            "than"
                | "nearly"
                | "almost"
                | "some"
                | "roughly"
                | "approximately"
                | "least"
                | "most"
                | "up"
                | "only"
                | "over"
                | "additional"
                | "another"
                | "of"
                | "with"
                | "estimated"
                | "to"
                | "total"
        );
        // telephone numbers, codes, house numbers
        let two_back = self.at.checked_sub(2).map_or("", |b| scan.word(b));
        let code = is_dash(before)
            && scan.glued(self.at)
            && two_back.starts_with(|c: char| c.is_ascii_digit())
            && two_back.len() != 4;
        let house = before == "," && scan.capital(self.last) && !scan.capital(self.at.saturating_sub(2));
        let label = matches!(
            self.before(),
            "flight"
                | "resolution"
                | "room"
                | "route"
                | "model"
                | "article"
                | "type"
                | "unit"
                | "highway"
                | "page"
                | "bus"
        );
        if label || code || house || self.counts_things(compared) {
            return false;
        }
        let usual = slots.year.is_some_and(|y| (1700..=2100).contains(&y));
        usual
            || is_preposition(self.before())
            || matches!(before, "(" | "–" | "-" | "—" | ",")
            || matches!(self.after(), "–" | "-" | ")" | "—")
    }

    /// Whether what follows is the thing that a number counts: a plural noun, a unit, a percent sign.
    fn counts_things(&self, compared: bool) -> bool {
        let scan = self.scan;
        let next = self.after();
        if matches!(
            next,
            "%" | "percent"
                | "per"
                | "people"
                | "men"
                | "women"
                | "children"
                | "feet"
                | "km"
                | "kg"
                | "ft"
                | "m"
                | "hours"
                | "mm"
                | "metres"
                | "meters"
                | "miles"
                | "million"
                | "billion"
        ) {
            return next != "per";
        }
        let lower = scan.word(self.last).starts_with(char::is_lowercase)
            && scan.kind(self.last) == Some(PieceKind::Word);
        let plural = lower
            && next.len() > 3
            && next.ends_with('s')
            && !next.ends_with("ss")
            && !matches!(
                next,
                "was" | "has" | "this" | "elections" | "games" | "protests" | "talks" | "olympics" | "polls"
            );
        let second = scan.lower(self.last + 1);
        let later_plural = lower
            && scan.word(self.last + 1).starts_with(char::is_lowercase)
            && second.len() > 3
            && second.ends_with('s');
        (plural && !matches!(self.before(), "the" | "in" | "since"))
            || (compared && (plural || later_plural) && self.before() != "of" && self.before() != "to")
    }

    /// Keeps out the verb and the name: "may", "March on", "August body".
    fn month(&self) -> bool {
        let scan = self.scan;
        let word = scan.lower(self.at);
        let entry = self.tables.entry(word);
        let unsure = entry.is_some_and(|e| e.capital);
        // "a March paper": a month that qualifies a noun; "the March to" is a walk.
        let noun = scan.kind(self.last) == Some(PieceKind::Word)
            && !scan.capital(self.last)
            && !is_preposition(self.after());
        if scan.capital(self.at) && matches!(self.before(), "a" | "an") && noun {
            return true;
        }
        if !scan.capital(self.at) {
            return !unsure && is_preposition(self.before());
        }
        if entry.is_some_and(|e| e.short) && self.last - self.at == 1 {
            // "Jan" and "Dec" without a full stop stand before a day, or after a preposition
            return is_preposition(self.before());
        }
        let hyphen = is_dash(scan.word(self.last)) && scan.glued(self.last);
        if !unsure {
            return !hyphen
                || scan.kind(self.last + 1) != Some(PieceKind::Word)
                || self.names_month(self.last + 1);
        }
        if scan.opens_sentence(self.at) {
            return matches!(self.after(), "," | "and" | "is" | "was" | "saw" | "brought") && word != "may";
        }
        let stop = matches!(
            self.after(),
            "." | ","
                | ";"
                | ")"
                | ""
                | "and"
                | "or"
                | "to"
                | "when"
                | "after"
                | "that"
                | "for"
                | "as"
                | "with"
                | "by"
                | "–"
                | "-"
                | "?"
                | "at"
                | "in"
        );
        is_preposition(self.before()) || (stop && word != "may")
    }

    fn names_month(&self, at: usize) -> bool {
        self.tables.entry(self.scan.lower(at)).is_some_and(|e| e.month.is_some())
    }

    /// Keeps out "sun", "sat" and the like where no date stands beside them.
    fn weekday(&self) -> bool {
        let entry = self.tables.entry(self.scan.lower(self.at));
        if !entry.is_some_and(|e| e.short) {
            let name = is_dash(self.scan.word(self.last))
                && self.scan.glued(self.last)
                && self.scan.kind(self.last + 1) == Some(PieceKind::Word);
            return !name;
        }
        if self.at.checked_sub(1).is_some_and(|b| self.scan.capital(b) && !self.scan.opens_sentence(b)) {
            return false;
        }
        let next = self.scan.kind(self.last) == Some(PieceKind::Digits)
            || self.names_month(self.last)
            || (self.after() == "," && self.names_month(self.last + 1));
        next || matches!(self.before(), "on" | "next" | "last" | "until")
    }

    /// Keeps out the fall of a city and the spring of a watch.
    fn season(&self) -> bool {
        let word = self.scan.lower(self.at);
        let capital_name =
            self.scan.capital(self.at) && self.scan.capital(self.last) && !self.scan.opens_sentence(self.at);
        if capital_name {
            return false;
        }
        let placed = matches!(
            self.before(),
            "in" | "the"
                | "during"
                | "by"
                | "until"
                | "since"
                | "of"
                | "each"
                | "every"
                | "through"
                | "same"
                | "harsh"
                | "following"
                | "late"
                | "early"
                | "a"
        );
        match word {
            "fall" => {
                matches!(self.before(), "in" | "the" | "this" | "by" | "until")
                    && !matches!(self.after(), "of" | "in" | "to" | "from")
            }
            "spring" => placed && self.before() != "a" && !matches!(self.after(), "from" | "up"),
            _ => placed,
        }
    }

    /// Keeps out "last minute" and "this second".
    fn unit(&self, slots: &Slots) -> bool {
        let short = slots.unit.is_some_and(|(unit, _)| unit <= Unit::Minute);
        let that_clause =
            self.scan.lower(self.at) == "that" && slots.unit.is_some_and(|(unit, _)| unit == Unit::Quarter);
        let plural = self.tables.entry(self.scan.lower(self.last - 1)).is_some_and(|e| e.plural);
        !short && !that_clause && !plural
    }

    /// Keeps out the half of a rank: "21 second", and units of a code.
    fn length(&self, slots: &Slots) -> bool {
        let quarter = slots.unit.is_some_and(|(unit, _)| unit == Unit::Quarter);
        let money = matches!(self.before_raw(), "$" | "€" | "£");
        let joined =
            self.at > 0 && self.scan.glued(self.at) && self.scan.kind(self.at - 1) != Some(PieceKind::Sign);
        let second = self.scan.lower(self.last - 1) == "second"
            && self.scan.kind(self.last) == Some(PieceKind::Word)
            && !is_dash(self.scan.word(self.last - 2));
        !quarter && !money && !joined && !second
    }

    /// Keeps out "a second ship", "a quarter of".
    fn one(&self, slots: &Slots) -> bool {
        let Some((unit, _)) = slots.unit else { return false };
        let word = self.scan.kind(self.last) == Some(PieceKind::Word);
        let title = self.scan.capital(self.last - 1);
        let second_thing = unit == Unit::Second && word;
        let plural = self.scan.lower(self.last - 1).ends_with('s');
        !(title || plural || second_thing || unit == Unit::Quarter)
    }

    /// Whether an amount stands before: then "a year" tells the rate.
    fn after_amount(&self) -> bool {
        let Some(before) = self.at.checked_sub(1) else { return false };
        let word = self.scan.lower(before);
        let number = self.scan.kind(before) == Some(PieceKind::Digits)
            || self.tables.numerals.scale_word(word).is_some();
        let unit = matches!(
            word,
            "%" | "percent"
                | "times"
                | "once"
                | "twice"
                | "tonnes"
                | "tons"
                | "barrels"
                | "dollars"
                | "euros"
                | "pounds"
                | "units"
                | "people"
                | "cars"
                | "jobs"
                | "hours"
                | "days"
        );
        number || unit
    }

    /// Bare "years", "months" only after a word that makes them a length.
    fn bare(&self, slots: &Slots) -> bool {
        let long = slots
            .unit
            .is_some_and(|(unit, _)| unit >= Unit::Hour && unit != Unit::Weekend && unit != Unit::Quarter);
        long && matches!(
            self.before(),
            "for"
                | "of"
                | "after"
                | "within"
                | "took"
                | "takes"
                | "take"
                | "lasted"
                | "last"
                | "by"
                | "over"
                | "spent"
                | "in"
                | "through"
        ) && !matches!(self.after(), "ago" | "old")
    }

    fn vague(&self) -> bool {
        let word = self.scan.lower(self.at);
        let plural = self.scan.lower(self.last - 1).ends_with('s') || word == "couple";
        let start = self.scan.lower(self.at) != "the"
            || matches!(
                self.scan.lower(self.at + 1),
                "intervening" | "final" | "closing" | "opening" | "early" | "remaining"
            );
        plural && start && !(word == "some" && self.before() == "at")
    }

    /// Keeps out names ("USA Today", the Daily Herald), "as soon as", "shortly after".
    fn phrase(&self) -> bool {
        let scan = self.scan;
        let first = scan.lower(self.at);
        let name =
            scan.capital(self.at) && !scan.opens_sentence(self.at) && scan.word(self.at).len() > 1 && {
                let before = self.at.checked_sub(1).is_some_and(|b| scan.capital(b));
                before || scan.capital(self.last)
            };
        let as_soon = matches!(first, "soon" | "shortly")
            && (self.before() == "as"
                || matches!(self.after(), "after" | "before" | "afterwards" | "afterward" | "thereafter"));
        let known = first == "now" && self.after() == "that";
        let then = first == "recently" && self.before() == "as";
        let goes_on =
            self.tables.entry(self.after()).is_some_and(|e| e.unit.is_some() || e.vague || e.number)
                || scan.kind(self.last) == Some(PieceKind::Digits);
        let cut_short = matches!(scan.lower(self.last - 1), "past" | "future") && goes_on;
        !(cut_short || name || as_soon || known || then)
    }

    /// Keeps out "May 5 percent" and days that no month has.
    fn date(&self, slots: &Slots) -> bool {
        let scan = self.scan;
        let unit = self.tables.entry(self.after()).is_some_and(|e| e.unit.is_some());
        let times = slots.year.is_none()
            && scan.kind(self.last - 1) == Some(PieceKind::Digits)
            && (unit || matches!(self.after(), "percent" | "%" | "million" | "billion"));
        let limit = match slots.month {
            Some(2) => 30,
            Some(4 | 6 | 9 | 11) => 30,
            _ => 31,
        };
        let joined = self.at > 0
            && scan.glued(self.at)
            && scan.kind(self.at) == Some(PieceKind::Digits)
            && matches!(scan.word(self.at - 1), "." | "," | "$" | ":" | "/");
        !times && !joined && slots.day.is_none_or(|day| day <= limit)
    }

    fn numeric(&self, slots: &Slots) -> bool {
        let free = self.at == 0
            || !self.scan.glued(self.at)
            || !matches!(self.scan.word(self.at - 1), "/" | "." | "-" | ":");
        let tail = !(self.scan.glued(self.last)
            && matches!(self.scan.word(self.last), "/")
            && self.scan.kind(self.last + 1) == Some(PieceKind::Digits));
        free && tail && slots.digits.iter().filter(|(_, len)| *len <= 2).count() >= 2
    }

    /// Keeps out ratios, shares and "9/11": month and day only beside a word that stands before days, or another such pair.
    fn slash(&self, slots: &Slots) -> bool {
        let scan = self.scan;
        let [(month, _), (day, _)] = *slots.digits.as_slice() else { return false };
        let sound = (1..=12).contains(&month) && (1..=31).contains(&day) && (month, day) != (9, 11)
            || (13..=31).contains(&month) && (1..=12).contains(&day);
        let ends = !(scan.glued(self.last)
            && (scan.kind(self.last) != Some(PieceKind::Sign) || scan.word(self.last) == "/"));
        let counted = matches!(self.after(), "of" | "%" | "percent" | "cup" | "inch" | "inches");
        let led = matches!(
            self.before(),
            "on" | "by"
                | "until"
                | "till"
                | "since"
                | "next"
                | "last"
                | "this"
                | "from"
                | "between"
                | "before"
                | "after"
        );
        let weekday = self
            .at
            .checked_sub(1)
            .is_some_and(|b| self.tables.entry(scan.lower(b)).is_some_and(|entry| entry.weekday.is_some()));
        let pair = |first: usize| {
            scan.kind(first) == Some(PieceKind::Digits)
                && scan.word(first + 1) == "/"
                && scan.kind(first + 2) == Some(PieceKind::Digits)
        };
        let linked = (is_dash(self.before_raw())
            || matches!(self.before(), "to" | "and" | "or" | "," | "through"))
            && self.at.checked_sub(4).is_some_and(pair);
        sound && ends && !counted && (led || weekday || linked)
    }

    /// "on the 18th", but not "on the 18th floor".
    fn day_alone(&self) -> bool {
        let led = matches!(self.before(), "on" | "until" | "by" | "since" | "from" | "before" | "after");
        let scan = self.scan;
        let next = self.after();
        let free = scan.kind(self.last) != Some(PieceKind::Word)
            || is_preposition(next)
            || matches!(next, "at" | "but" | "when" | "it" | "he" | "she" | "they" | "we" | "who" | "if")
            || self.tables.entry(next).is_some_and(|entry| entry.cue.is_some());
        let of_something = next == "of" || is_dash(scan.word(self.last));
        led && free && !of_something
    }

    /// "2015-12": a month where the second number is none of a later year.
    fn year_month(&self, slots: &Slots) -> bool {
        let scan = self.scan;
        let (Some(&(month, width)), Some(year)) = (slots.digits.first(), slots.year) else { return false };
        let later_year = i16::try_from(month).is_ok_and(|month| month > year % 100);
        let ends = !(scan.glued(self.last)
            && (scan.kind(self.last) != Some(PieceKind::Sign)
                || is_dash(scan.word(self.last))
                || scan.word(self.last) == "/"));
        let begins = self.at == 0 || !scan.glued(self.at) || self.before_raw() == "(";
        width == 2 && (1..=12).contains(&month) && !later_year && ends && begins
    }

    /// Keeps out units that do not lie in one another: "the first year of the month".
    fn unit_within(&self, slots: &Slots) -> bool {
        let Some((unit, _)) = slots.unit else { return false };
        let whole = match (slots.month, slots.year, slots.unit2) {
            (Some(_), ..) => Unit::Month,
            (None, Some(_), _) => Unit::Year,
            (None, None, Some((whole, _))) => whole,
            _ => return false,
        };
        (Unit::Day..whole).contains(&unit)
    }

    /// "ten minutes past nine" is a clock time; "20 to 25" is none.
    fn minutes(&self, slots: &Slots) -> bool {
        let within = |number: Option<rust_decimal::Decimal>, most: u32| {
            number.is_some_and(|n| n.is_integer() && n >= rust_decimal::Decimal::ONE && n <= most.into())
        };
        let hour = within(slots.num2, 12);
        let told = self.scan.lower(self.at + 1) != "past"
            || slots
                .num
                .is_some_and(|n| [5, 10, 20, 25].iter().any(|&five| n == rust_decimal::Decimal::from(five)));
        told && hour && within(slots.num, 59) && self.after() != "%" && self.after() != "percent"
    }

    /// "the Oder administration" is an actor, unless a word of time stands before it.
    fn term(&self) -> bool {
        let two = self.at.checked_sub(2).map_or("", |b| self.scan.lower(b));
        let titled = matches!(self.before(), "the" | "president" | "chancellor" | "minister" | "prime");
        let before = if titled { two } else { self.before() };
        let time = matches!(before, "during" | "throughout" | "under" | "of" | "over");
        let actor = matches!(self.scan.lower(self.last - 1), "administration") && before == "of";
        let office = matches!(before, "since" | "until" | "before" | "after" | "in" | "from" | "end");
        !actor
            && (time
                || office
                    && matches!(self.scan.lower(self.last - 1), "presidency" | "premiership" | "tenure"))
    }

    fn quarter(&self, slots: &Slots) -> bool {
        slots.ordinal.is_some_and(|n| (1..=4).contains(&n))
    }

    /// Keeps out scores and ratios: a bare "3:1" has no two digits; "2-1 pm" is a range.
    fn clock(&self) -> bool {
        !matches!(self.after(), "%" | "percent")
    }
}
