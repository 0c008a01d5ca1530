//! Reads one amount at a place: its number, then what it is a number of, then hedge, rate and length.

use super::tables::{AmountTables, Money};
use super::{Amount, count, rank};
use crate::numerals::Numeral;
use crate::scan::{PieceKind, Scan, is_dash};
use crate::times::{TimeKind, TimeMention};
use crate::words::{AmountKind, Qualifier};
use dateline_lang::Doc;
use rust_decimal::Decimal;

/// What reads amounts from a scan.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) tables: &'a AmountTables,
    pub(super) scan: &'a Scan<'a>,
    pub(super) doc: Option<&'a Doc>,
    pub(super) times: &'a [TimeMention],
}

/// A number, or two as the ends of a range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    pub(super) low: Decimal,
    pub(super) high: Option<Decimal>,
    pub(super) end: usize,
    pub(super) qualifier: Option<Qualifier>,
    pub(super) in_words: bool,
}

impl Reader<'_> {
    /// The amount that begins at a piece, and where it ends.
    pub(super) fn amount(&self, at: usize) -> Option<(Amount, usize)> {
        if self.scan.in_link(at) {
            return None;
        }
        let found = rank::read_rank(self, at)
            .or_else(|| self.money_first(at))
            .or_else(|| self.age(at))
            .or_else(|| self.numbered(at))
            .or_else(|| count::fraction(self, at))?;
        let (mut amount, end) = found;
        if amount.rank.is_none() {
            amount.qualifier = self.hedge(&amount, at, end);
        }
        let end = self.rate(&mut amount, end);
        Some((amount, end))
    }

    /// Whether a piece lies in a time expression that is no length.
    pub(super) fn in_time(&self, at: usize) -> bool {
        let Some(piece) = self.scan.pieces.get(at) else { return false };
        let next = self.times.partition_point(|time| time.end <= piece.start);
        self.times.get(next).is_some_and(|time| time.start <= piece.start)
    }

    /// "$5 bn", "US$ 20", "EUR 4 million", "MAUD 60".
    fn money_first(&self, at: usize) -> Option<(Amount, usize)> {
        let (money, after) = self.sign(at)?;
        let (scale, money) = money;
        let mut numbers = self.numbers(after, true)?;
        // "$5 billion" but "$5 a share" is read later; "$10 dollars" names the money twice.
        numbers.low = numbers.low.checked_mul(scale)?;
        numbers.high = numbers.high.and_then(|high| high.checked_mul(scale));
        let mut end = numbers.end;
        if let Some((again, after)) = self.tables.names.at(self.scan, end).filter(|(m, _)| !m.hundredth)
            && (again.code == money.code || money.shared)
        {
            end = after;
            return Some((self.money(at, end, numbers, again), end));
        }
        if self.scan.lower(end) == "and" && self.scan.lower(end + 1) == "fifty" && !self.counts(end + 2) {
            numbers.low = numbers.low.checked_add(Decimal::new(5, 1))?;
            end += 2;
        }
        Some((self.money(at, end, numbers, money), end))
    }

    /// A sign or code of money before a number: what it multiplies by, the money, where the number begins.
    fn sign(&self, at: usize) -> Option<((Decimal, Money), usize)> {
        if let Some((money, end)) = self.tables.signs.at(self.scan, at) {
            let letter = matches!(self.scan.lower(at), "a" | "s" | "j" | "n" | "e" | "l" | "r");
            let apart = end - at > 1 && letter && !self.scan.glued(at + 1);
            let word = self.scan.kind(at) == Some(PieceKind::Word) && end - at == 1;
            let written = !word || matches!(self.scan.word(at), "Rs" | "RM" | "Rp" | "KSh" | "ரூ");
            if !apart && written && self.number_follows(end) {
                return Some(((Decimal::ONE, money), end));
            }
        }
        let (scale, money) = self.code(at)?;
        let end = if self.scan.word(at + 1) == "$" { at + 2 } else { at + 1 };
        self.number_follows(end).then_some(((scale, money), end))
    }

    fn number_follows(&self, at: usize) -> bool {
        let spelled = || self.tables.numerals.read(self.scan, at).is_some_and(|n| n.in_words);
        self.scan.kind(at) == Some(PieceKind::Digits) || spelled() || matches!(self.scan.word(at), "½" | "¼")
    }

    /// A code in capitals: "EUR", with a million before it "MEUR".
    fn code(&self, at: usize) -> Option<(Decimal, Money)> {
        let word = self.scan.word(at);
        let money = |code: &str| {
            let code = *self.tables.code_index.get(code)?;
            Some(Money { code, hundredth: false, shared: false })
        };
        match word.len() {
            3 => money(word).map(|money| (Decimal::ONE, money)),
            4 if word.starts_with('M') => money(&word[1..]).map(|money| (Decimal::from(1_000_000), money)),
            _ => None,
        }
    }

    fn money(&self, first: usize, end: usize, numbers: Numbers, money: Money) -> Amount {
        let mut amount = Amount::on(self.scan.range(first, end), AmountKind::Price, "money");
        let part = if money.hundredth { Decimal::new(1, 2) } else { Decimal::ONE };
        amount.value = numbers.low.checked_mul(part);
        amount.value_max = numbers.high.and_then(|high| high.checked_mul(part));
        amount.currency = Some(self.tables.codes[money.code].to_string());
        amount.currency_assumed = money.shared;
        if let Some(qualifier) = numbers.qualifier {
            amount.qualifier = qualifier;
        }
        amount.kind = self.money_kind(first);
        amount
    }

    /// A price where words of trade stand before the money, else a stock.
    fn money_kind(&self, first: usize) -> AmountKind {
        let start = first.saturating_sub(4);
        let trade = (start..first).any(|at| {
            matches!(
                self.scan.lower(at),
                "valued"
                    | "worth"
                    | "cost"
                    | "costs"
                    | "costing"
                    | "price"
                    | "priced"
                    | "for"
                    | "paid"
                    | "pay"
                    | "pays"
                    | "sold"
                    | "bought"
            )
        });
        if trade { AmountKind::Price } else { AmountKind::Stock }
    }

    /// A number first, then money, a unit, a share or the thing counted.
    fn numbered(&self, at: usize) -> Option<(Amount, usize)> {
        if let Some(vague) = count::round_word(self, at) {
            return Some(vague);
        }
        let numbers = self.numbers(at, false)?;
        if self.part_of_code(at, numbers.end) {
            return None;
        }
        self.number_of_money(at, numbers)
            .or_else(|| self.number_of_units(at, numbers))
            .or_else(|| count::counted(self, at, numbers))
    }

    /// Digits inside a code, a time, a web address: "SCP-173", "24703L202".
    fn part_of_code(&self, at: usize, end: usize) -> bool {
        let before = at > 0
            && self.scan.glued(at)
            && (self.scan.kind(at - 1) == Some(PieceKind::Word) || self.joins(at - 1));
        let after = self.scan.glued(end)
            && self.scan.kind(end) == Some(PieceKind::Word)
            && self.scan.glued(end + 1)
            && self.scan.kind(end + 1) == Some(PieceKind::Digits)
            && !matches!(self.scan.word(end + 1), "2" | "3");
        before || after
    }

    fn joins(&self, at: usize) -> bool {
        let sign = self.scan.word(at);
        let word_before = at > 0 && self.scan.glued(at) && self.scan.kind(at - 1) == Some(PieceKind::Word);
        (is_dash(sign)
            && word_before
            && self.tables.numerals.read(self.scan, at - 1).is_none_or(|n| n.end != at))
            || matches!(sign, "/" | "." | ":" | "#" | "_" | "@")
    }

    /// "40 million euros", "50 cents", "3 dollars 50 cents", "10 $", "115 USD".
    fn number_of_money(&self, at: usize, numbers: Numbers) -> Option<(Amount, usize)> {
        let joined = is_dash(self.scan.word(numbers.end)) && self.scan.glued(numbers.end);
        let place = if joined { numbers.end + 1 } else { numbers.end };
        let place = if numbers.low >= Decimal::from(1000) && self.scan.lower(place) == "of" {
            place + 1
        } else {
            place
        };
        let (money, mut end, scale) = match self.tables.names.at(self.scan, place) {
            Some((money, end)) if self.is_money_word(place, end, money) => (money, end, Decimal::ONE),
            _ => match self.code(place) {
                Some((scale, money)) if !(self.scan.glued(place + 1) && self.number_follows(place + 1)) => {
                    (money, place + 1, scale)
                }
                Some(_) => return None,
                None => {
                    let (money, end) = self.tables.signs.at(self.scan, place)?;
                    let own = self.number_follows(end) && self.scan.glued(end)
                        || self.scan.word(place).bytes().all(|b| b.is_ascii_alphabetic());
                    if own {
                        return None;
                    }
                    (money, end, Decimal::ONE)
                }
            },
        };
        let mut numbers = numbers;
        numbers.low = numbers.low.checked_mul(scale)?;
        numbers.high = numbers.high.and_then(|high| high.checked_mul(scale));
        if let Some((coins, after)) = self.coins(end).filter(|_| !money.hundredth && numbers.high.is_none()) {
            numbers.low = numbers.low.checked_add(coins)?;
            end = after;
        }
        Some((self.money(at, end, numbers, money), end))
    }

    /// Keeps out "5 pounds" of weight? No: news counts money in pounds; "lb" and "lbs" weigh. "p" only joined to digits.
    fn is_money_word(&self, at: usize, end: usize, money: Money) -> bool {
        let word = self.scan.lower(at);
        let single = word.len() == 1;
        // "a 500-pound bomb", "40 pounds of flour" weigh.
        let weighs = matches!(word, "pound" | "pounds")
            && end - at == 1
            && (is_dash(self.scan.word(at.saturating_sub(1))) || self.scan.lower(end) == "of");
        let mark = matches!(word, "mark" | "marks" | "real" | "crown" | "kip" | "won") && end - at == 1;
        let verb = mark
            && self.scan.lower(at.saturating_sub(1)) != "million"
            && self.scan.lower(at.saturating_sub(1)) != "billion"
            && self.scan.kind(at.saturating_sub(1)) != Some(PieceKind::Digits);
        !(verb || weighs || single && !(money.hundredth && self.scan.glued(at)))
    }

    /// "50 cents" after "3 dollars", "25" after "17 dollars" at the end of a phrase.
    fn coins(&self, at: usize) -> Option<(Decimal, usize)> {
        let and = self.scan.lower(at) == "and";
        let place = if and { at + 1 } else { at };
        let number = self
            .tables
            .numerals
            .read(self.scan, place)
            .filter(|n| n.scale == Decimal::ONE && n.decimals == 0)?;
        let small = number.value < Decimal::from(100);
        let named = self.tables.names.at(self.scan, number.end).filter(|(money, _)| money.hundredth);
        match named {
            Some((_, end)) if small => Some((number.value / Decimal::from(100), end)),
            None if small
                && !and
                && !number.in_words
                && number.value >= Decimal::from(10)
                && !self.counts(number.end) =>
            {
                Some((number.value / Decimal::from(100), number.end))
            }
            _ => None,
        }
    }

    /// Whether a word stands at a piece that a number before it could count.
    pub(super) fn counts(&self, at: usize) -> bool {
        matches!(self.scan.kind(at), Some(PieceKind::Word | PieceKind::Digits))
            || matches!(self.scan.word(at), "$" | "%" | "-" | "€" | "£")
    }

    /// "300 km", "-5 degrees Fahrenheit", "12 percent", "188 miles an hour", "5 ft 2 in".
    fn number_of_units(&self, at: usize, numbers: Numbers) -> Option<(Amount, usize)> {
        let (unit, mut end) = self.unit_at(numbers.end)?;
        let mut numbers = numbers;
        let mut name = self.tables.units[unit].name.to_string();
        let kind = &*self.tables.units[unit].kind;
        if name == "foot"
            && let Some((inches, after)) = self.inches(end)
        {
            numbers.low = numbers.low.checked_add(inches)?;
            end = after;
        }
        if let Some(after) = self.squared(numbers.end, end) {
            name = format!("square {name}");
            end = after;
        }
        if matches!(kind, "length" | "volume")
            && let Some((per, after)) = self
                .per_unit(end)
                .filter(|(per, _)| matches!(&**per, "hour" | "second" | "minute") && kind == "length")
        {
            name = format!("{name} per {per}");
            end = after;
        }
        let mut first = at;
        if self.minus(at) {
            numbers.low = -numbers.low;
            first = at - 1;
        }
        let mut amount = Amount::on(self.scan.range(first, end), AmountKind::Stock, "measure");
        amount.kind = if kind == "share" { self.share_kind(at) } else { AmountKind::Stock };
        amount.value = Some(numbers.low);
        amount.value_max = numbers.high;
        amount.unit = Some(name);
        amount.qualifier = numbers.qualifier.unwrap_or(Qualifier::Exact);
        if kind == "share" {
            (amount.of, amount.measure) = self.share_of(end);
        }
        Some((amount, end))
    }

    /// The unit at a piece, over a hyphen or an opening bracket; single letters must be joined to the digits.
    fn unit_at(&self, at: usize) -> Option<(usize, usize)> {
        let scan = self.scan;
        let hyphen = is_dash(scan.word(at)) && scan.glued(at) && scan.glued(at + 1);
        let bracket = matches!(scan.word(at), "[" | "{" | "<");
        let place = if hyphen || bracket { at + 1 } else { at };
        let (unit, end) = self.tables.unit_names.at(scan, place)?;
        let word = scan.lower(place);
        let letter = word.len() == 1 && word != "%" && word != "°";
        let loose = letter && !(scan.glued(place) || bracket) && !matches!(word, "m" | "g" | "t" | "l");
        let capital_letter =
            letter && scan.capital(place) && !matches!(scan.word(place), "W" | "V" | "J" | "K");
        let name = scan.capital(place) && !letter && scan.capital(end) && end - place == 1 && word.len() > 2;
        let year = word == "m" && !scan.glued(place);
        let closed = if bracket && matches!(scan.word(end), "]" | "}" | ">") { end + 1 } else { end };
        let degree = self.degree_is_study(unit, end);
        (!loose && !capital_letter && !name && !year && !degree && !self.in_time(place))
            .then_some((unit, closed))
    }

    /// "three degrees from Oxford" are no temperature; a bare degree counts where nothing of the kind follows.
    fn degree_is_study(&self, unit: usize, end: usize) -> bool {
        &*self.tables.units[unit].name == "degree"
            && matches!(self.scan.lower(end), "from" | "in" | "program" | "programme")
    }

    fn inches(&self, at: usize) -> Option<(Decimal, usize)> {
        let number = self.tables.numerals.read(self.scan, at).filter(|n| n.value < Decimal::from(12))?;
        let unit = matches!(self.scan.lower(number.end), "in" | "inch" | "inches");
        unit.then(|| (number.value / Decimal::from(12), number.end + 1))
    }

    /// "km2", "km²".
    fn squared(&self, from: usize, end: usize) -> Option<usize> {
        let two = matches!(self.scan.word(end), "2" | "²") && self.scan.glued(end);
        (two && from < end).then_some(end + 1)
    }

    fn minus(&self, at: usize) -> bool {
        let Some(sign) = at.checked_sub(1) else { return false };
        let free = !self.scan.glued(sign) || sign == 0;
        matches!(self.scan.word(sign), "-" | "−" | "–") && self.scan.glued(at) && free
            || self.scan.lower(sign) == "minus"
    }

    fn share_kind(&self, at: usize) -> AmountKind {
        let start = at.saturating_sub(4);
        let moved = (start..at).any(|place| {
            matches!(
                self.scan.lower(place),
                "rose"
                    | "fell"
                    | "grew"
                    | "rise"
                    | "fall"
                    | "dropped"
                    | "jumped"
                    | "climbed"
                    | "increased"
                    | "decreased"
                    | "increase"
                    | "up"
                    | "down"
                    | "gained"
                    | "lost"
                    | "slid"
                    | "sank"
                    | "surged"
                    | "shrank"
                    | "cut"
                    | "raised"
                    | "declined"
                    | "by"
            )
        });
        if moved { AmountKind::Change } else { AmountKind::Share }
    }

    /// "of the seats" after "40 percent": what it is a share of.
    fn share_of(&self, at: usize) -> (Option<super::Words>, Option<String>) {
        if self.scan.lower(at) != "of" {
            return (None, None);
        }
        count::noun_phrase(self, at + 1).map_or((None, None), |(words, measure)| (Some(words), Some(measure)))
    }

    /// "five years old", "a 90-day-old bill", "aged 14", "3 years of age".
    fn age(&self, at: usize) -> Option<(Amount, usize)> {
        let scan = self.scan;
        let led = matches!(scan.lower(at), "aged" | "age") || (scan.lower(at) == "ages");
        let first = if led { at + 1 } else { at };
        let numbers = self.numbers(first, false)?;
        let (unit, end) = if led {
            let year = numbers.low < Decimal::from(130) && numbers.low > Decimal::ZERO;
            ("year", year.then_some(numbers.end)?)
        } else {
            let dash = is_dash(scan.word(numbers.end));
            let place = if dash { numbers.end + 1 } else { numbers.end };
            let unit = match scan.lower(place) {
                "year" | "years" => "year",
                "month" | "months" => "month",
                "week" | "weeks" => "week",
                "day" | "days" => "day",
                _ => return None,
            };
            let next = if is_dash(scan.word(place + 1)) { place + 2 } else { place + 1 };
            match (scan.lower(next), scan.lower(next + 1)) {
                ("old" | "olds", _) => (unit, next + 1),
                ("of", "age") => (unit, next + 2),
                _ => return None,
            }
        };
        let mut amount = Amount::on(scan.range(at, end), AmountKind::Duration, "age");
        amount.value = Some(numbers.low);
        amount.value_max = numbers.high;
        amount.unit = Some(unit.to_owned());
        amount.measure = Some("age".to_owned());
        amount.qualifier = numbers.qualifier.unwrap_or(Qualifier::Exact);
        Some((amount, end))
    }

    /// One number or a range of two, with multiplier words; `money` reads bare letters as multipliers ("$5m").
    pub(super) fn numbers(&self, at: usize, money: bool) -> Option<Numbers> {
        let first = self.number(at, money)?;
        let single = Numbers {
            low: first.value,
            high: None,
            end: first.end,
            qualifier: None,
            in_words: first.in_words,
        };
        let Some(second) = self.range_end(at, first, money) else { return Some(single) };
        // "$5–7 billion": the multiplier told once holds for both.
        let one_scale = first.scale == Decimal::ONE && second.scale > Decimal::ONE;
        let scaled = first.value.checked_mul(second.scale).filter(|low| one_scale && *low <= second.value);
        let low = scaled.unwrap_or(first.value);
        if low >= second.value {
            return Some(single);
        }
        Some(Numbers {
            low,
            high: Some(second.value),
            end: second.end,
            qualifier: Some(Qualifier::Between),
            ..single
        })
    }

    fn number(&self, at: usize, money: bool) -> Option<Numeral> {
        let mut number =
            count::half_of_scale(self, at).or_else(|| self.tables.numerals.read(self.scan, at))?;
        if money && self.scan.kind(number.end) == Some(PieceKind::Word) && number.scale == Decimal::ONE {
            let letter = self.scan.lower(number.end);
            let scale = match letter {
                "k" => Decimal::from(1_000),
                "m" => Decimal::from(1_000_000),
                "b" => Decimal::from(1_000_000_000_i64),
                "t" | "tr" => Decimal::from(1_000_000_000_000_i64),
                _ => Decimal::ZERO,
            };
            if !scale.is_zero() && (self.scan.glued(number.end) || letter == "m") {
                number.value = number.value.checked_mul(scale)?;
                number.scale = scale;
                number.end += 1;
            }
        }
        Some(number)
    }

    /// The second number of "3 to 5", "3-5", "between 3 and 5".
    fn range_end(&self, at: usize, first: Numeral, money: bool) -> Option<Numeral> {
        let scan = self.scan;
        let word = scan.lower(first.end);
        let before = at.checked_sub(1).map_or("", |b| scan.lower(b));
        let before =
            if self.is_sign(before) { at.checked_sub(2).map_or("", |b| scan.lower(b)) } else { before };
        let between = before == "between" && word == "and";
        let or = word == "or" && first.in_words;
        if !(between || or || word == "to" || is_dash(word)) {
            return None;
        }
        let mut next = first.end + 1;
        if self.is_sign(scan.lower(next)) {
            next += 1;
        }
        let second = self.number(next, money)?;
        let vote = is_dash(word) && second.value <= first.value;
        (!vote).then_some(second)
    }

    fn is_sign(&self, word: &str) -> bool {
        matches!(word, "$" | "€" | "£" | "¥")
    }

    /// The hedge before the amount ("about", "at least") or after it ("or more").
    fn hedge(&self, amount: &Amount, at: usize, end: usize) -> Qualifier {
        if amount.qualifier != Qualifier::Exact && amount.qualifier != Qualifier::Between {
            return amount.qualifier;
        }
        let mut first = at;
        if first > 0
            && matches!(self.scan.lower(first - 1), "a" | "an" | "the" | "-")
            && self.tables.hedges.before(self.scan, first).is_none()
        {
            first -= 1;
        }
        if let Some((qualifier, start)) = self.tables.hedges.before(self.scan, first) {
            let over = self.scan.lower(start) == "over" && start + 1 == first;
            let above_time =
                over && amount.unit.is_none() && amount.currency.is_none() && amount.value.is_none();
            if !above_time {
                return qualifier;
            }
        }
        if let Some((qualifier, _)) = self.tables.hedges_after.at(self.scan, end) {
            return qualifier;
        }
        if self.scan.word(end) == "+" && self.scan.glued(end) {
            return Qualifier::AtLeast;
        }
        amount.qualifier
    }

    /// "a year", "per tonne", "an hour": what the amount is told for each of.
    fn per_unit(&self, at: usize) -> Option<(String, usize)> {
        let word = self.scan.lower(at);
        let each = matches!(word, "a" | "an" | "per" | "each" | "every" | "/")
            && (word != "/" || self.scan.glued(at));
        let unit = self.scan.lower(at + 1);
        let strict = matches!(word, "a" | "an" | "each" | "every");
        let known = matches!(
            unit,
            "year"
                | "month"
                | "week"
                | "day"
                | "hour"
                | "minute"
                | "second"
                | "quarter"
                | "head"
                | "person"
                | "share"
                | "barrel"
                | "tonne"
                | "ton"
                | "litre"
                | "liter"
                | "gallon"
                | "kilo"
                | "kilogram"
                | "ounce"
                | "pound"
                | "mile"
                | "kilometre"
                | "unit"
                | "piece"
                | "household"
                | "capita"
                | "vote"
                | "shot"
                | "ticket"
                | "night"
                | "square"
                | "hectare"
                | "acre"
                | "annum"
                | "million"
        );
        let free = !strict && self.scan.kind(at + 1) == Some(PieceKind::Word) && word == "per";
        let name = if unit == "annum" { "year" } else { unit };
        (each && (known || free)).then(|| (name.to_owned(), at + 2))
    }

    /// Takes in the rate and the length that follow: "$100 million per year for five years".
    fn rate(&self, amount: &mut Amount, end: usize) -> usize {
        let mut end = end;
        let adverb = match self.scan.lower(end) {
            "annually" | "yearly" => Some("year"),
            "monthly" => Some("month"),
            "weekly" => Some("week"),
            "daily" => Some("day"),
            _ => None,
        };
        if let Some(unit) = adverb {
            amount.per = Some(unit.to_owned());
            end += 1;
        } else if let Some((per, after)) = self.per_unit(end) {
            amount.per = Some(per);
            end = after;
        }
        let timed =
            matches!(amount.per.as_deref(), Some("year" | "month" | "week" | "day" | "hour" | "quarter"));
        if timed && (amount.currency.is_some() || amount.kind == AmountKind::Count) {
            amount.kind = AmountKind::Flow;
        } else if amount.per.is_some() && amount.currency.is_none() && amount.kind == AmountKind::Stock {
            amount.kind = AmountKind::Rate;
        }
        if let Some(length) = self.length_after(end) {
            amount.derived = derived(amount, &length);
            amount.lasting = Some(length);
        }
        end
    }

    /// The length after "for" or "over", at most two words on.
    fn length_after(&self, end: usize) -> Option<String> {
        let place = (end..end + 3).find(|&at| matches!(self.scan.lower(at), "for" | "over"))?;
        let first = if matches!(self.scan.lower(place + 1), "the" | "a" | "about" | "at") {
            place + 2
        } else {
            place + 1
        };
        let bytes =
            [place + 1, first].map(|at| self.scan.pieces.get(at).map_or(usize::MAX, |piece| piece.start));
        let length =
            self.times.iter().find(|time| time.kind == TimeKind::Duration && bytes.contains(&time.start))?;
        length.value.clone().filter(|value| !value.contains('X'))
    }
}

/// Rate times length, where both count the same unit of time.
fn derived(amount: &Amount, length: &str) -> Option<Decimal> {
    let unit = match amount.per.as_deref()? {
        "year" => 'Y',
        "month" => 'M',
        "week" => 'W',
        "day" => 'D',
        _ => return None,
    };
    let count: Decimal = length.strip_prefix('P')?.strip_suffix(unit)?.parse().ok()?;
    amount.value?.checked_mul(count)
}
