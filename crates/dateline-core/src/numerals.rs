//! Numbers in digits and in words: "12,500", "2.5", "twenty-one", "half a million", "two dozen", "ninth".
//!
//! Reads at a place in a [`Scan`] and says where the number ends. Knows nothing of units, money or time.

use crate::scan::{PieceKind, Scan, is_dash};
use crate::tables::{TableFault, shipped, walk_table};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// What a word does in a number.
#[derive(Clone, Copy, Debug, PartialEq)]
enum NumberWord {
    /// one … nineteen
    Unit(u32),
    /// twenty … ninety
    Ten(u32),
    /// hundred
    Hundred,
    /// dozen, thousand, million, bn, crore …: multiplies what stands before it
    Scale(Decimal),
    /// first … ninetieth, hundredth
    Ordinal(u32),
}

/// The words of numbers.
#[derive(Clone, Debug)]
pub struct Numerals {
    words: HashMap<Box<str>, NumberWord>,
}

/// A number that was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    /// Its value.
    pub value: Decimal,
    /// Index after its last piece.
    pub end: usize,
    /// Digits after the decimal point, before any multiplier.
    pub decimals: u32,
    /// Written with letters only.
    pub in_words: bool,
    /// The multiplier word that was read last (1 without one).
    pub scale: Decimal,
}

impl Numerals {
    /// The table that is compiled in.
    ///
    /// # Errors
    /// The table has a fault; a test walks it, so the program never sees one.
    pub fn embedded() -> Result<Numerals, TableFault> {
        let mut words = HashMap::new();
        walk_table("data/amounts/numbers.tsv", shipped!("amounts/numbers.tsv"), |row| {
            let value: Decimal = row.read("value")?;
            let small = || u32::try_from(value).map_err(|_| row.fault("too large for this part"));
            let word = match row.cell("part")? {
                "unit" => NumberWord::Unit(small()?),
                "ten" => NumberWord::Ten(small()?),
                "hundred" => NumberWord::Hundred,
                "scale" => NumberWord::Scale(value),
                "ordinal" => NumberWord::Ordinal(small()?),
                other => return Err(row.fault(format!("unknown part `{other}`"))),
            };
            words.insert(row.cell("word")?.into(), word);
            Ok(())
        })?;
        Ok(Numerals { words })
    }

    /// The words that can begin a number or an ordinal.
    pub fn openers(&self) -> impl Iterator<Item = &str> {
        self.words.iter().filter(|(_, w)| !matches!(w, NumberWord::Scale(_))).map(|(word, _)| &**word)
    }

    /// The multiplier a word stands for: "million", "bn", "crore".
    pub fn scale_word(&self, word: &str) -> Option<Decimal> {
        match self.words.get(word)? {
            NumberWord::Scale(value) => Some(*value),
            NumberWord::Hundred => Some(Decimal::from(100)),
            _ => None,
        }
    }

    /// Reads a cardinal number with its multiplier words.
    pub fn read(&self, scan: &Scan<'_>, at: usize) -> Option<Numeral> {
        let mut number = match scan.kind(at)? {
            PieceKind::Digits => self.digits(scan, at)?,
            PieceKind::Word => self.spelled(scan, at)?,
            PieceKind::Sign => return self.fraction_sign(scan, at),
        };
        if !number.in_words {
            number = self.mixed_fraction(scan, number);
        }
        while let Some((scale, end)) = self.scale_at(scan, number.end) {
            // "five million" but not "5 m" for metres: bare letters must be glued and are left to the caller.
            number.value = number.value.checked_mul(scale)?;
            number.scale = number.scale.checked_mul(scale)?;
            number.end = end;
        }
        Some(number)
    }

    /// Digits with thousands marks and a decimal point, without multiplier words.
    pub fn digits(&self, scan: &Scan<'_>, at: usize) -> Option<Numeral> {
        let mut text = String::new();
        let mut end = at;
        if scan.kind(at)? != PieceKind::Digits {
            return None;
        }
        text.push_str(scan.word(at));
        end += 1;
        while scan.word(end) == "," && scan.glued(end) && scan.glued(end + 1) && is_group(scan, end + 1) {
            text.push_str(scan.word(end + 1));
            end += 2;
        }
        let mut decimals = 0;
        if scan.word(end) == "." && scan.glued(end) && scan.glued(end + 1) && is_digits(scan, end + 1) {
            let twice = scan.word(end + 2) == "." && scan.glued(end + 2) && is_digits(scan, end + 3);
            if !(twice && scan.glued(end + 3)) {
                text.push('.');
                text.push_str(scan.word(end + 1));
                decimals = scan.word(end + 1).len() as u32;
                end += 2;
            }
        }
        let value = text.parse().ok()?;
        Some(Numeral { value, end, decimals, in_words: false, scale: Decimal::ONE })
    }

    /// An ordinal: "9th", "1st", "ninth", "twenty-first".
    pub fn ordinal(&self, scan: &Scan<'_>, at: usize) -> Option<(u32, usize)> {
        if is_digits(scan, at) {
            let suffix = matches!(scan.lower(at + 1), "st" | "nd" | "rd" | "th") && scan.glued(at + 1);
            return suffix.then(|| scan.word(at).parse().ok().map(|n| (n, at + 2))).flatten();
        }
        match self.words.get(scan.lower(at))? {
            NumberWord::Ordinal(n) => Some((*n, at + 1)),
            NumberWord::Ten(ten) => {
                let next = if is_dash(scan.word(at + 1)) { at + 2 } else { at + 1 };
                match self.words.get(scan.lower(next))? {
                    NumberWord::Ordinal(unit) if *unit < 10 => Some((ten + unit, next + 1)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn scale_at(&self, scan: &Scan<'_>, at: usize) -> Option<(Decimal, usize)> {
        // "5-million" and "10 million" alike
        let word = if is_dash(scan.word(at)) && scan.glued(at) && scan.glued(at + 1) { at + 1 } else { at };
        match self.words.get(scan.lower(word))? {
            NumberWord::Scale(value) => {
                let short = scan.lower(word).len() <= 2;
                let fits = !short || self.short_scale_fits(scan, word);
                fits.then_some((*value, word + 1))
            }
            NumberWord::Hundred => Some((Decimal::from(100), word + 1)),
            _ => None,
        }
    }

    /// "5bn", "5 bn", "20k", "3M" count; "5 m" and "10 k" are metres and kilograms or nothing.
    fn short_scale_fits(&self, scan: &Scan<'_>, word: usize) -> bool {
        match scan.word(word) {
            "m" | "k" | "b" | "t" => false,
            "M" | "K" | "B" | "T" => scan.glued(word),
            _ => true,
        }
    }

    fn spelled(&self, scan: &Scan<'_>, at: usize) -> Option<Numeral> {
        let (mut total, mut group, mut end, mut seen) = (Decimal::ZERO, 0_u32, at, false);
        let mut scale = Decimal::ONE;
        let mut last = None;
        loop {
            let next = self.next_word(scan, end, seen);
            let Some((word, place)) = next else { break };
            match word {
                NumberWord::Unit(n) if last.is_none_or(|l| l == 'h' || l == 's' || (l == 't' && n < 10)) => {
                    group = group.checked_add(n)?;
                    last = Some('u');
                }
                NumberWord::Ten(n) if last.is_none_or(|l| l == 'h' || l == 's') => {
                    group = group.checked_add(n)?;
                    last = Some('t');
                }
                NumberWord::Hundred if seen && matches!(last, Some('u' | 't')) => {
                    group = group.checked_mul(100)?;
                    last = Some('h');
                }
                NumberWord::Scale(value) if seen && matches!(last, Some('u' | 't' | 'h')) => {
                    if scan.lower(place).len() <= 2 && !self.short_scale_fits(scan, place) {
                        break;
                    }
                    total = total.checked_add(Decimal::from(group).checked_mul(value)?)?;
                    group = 0;
                    scale = value;
                    last = Some('s');
                }
                _ => break,
            }
            seen = true;
            end = place + 1;
        }
        let value = total.checked_add(Decimal::from(group))?;
        seen.then_some(Numeral { value, end, decimals: 0, in_words: true, scale })
    }

    /// The next number word, over a hyphen or an "and" that stands inside a number.
    fn next_word(&self, scan: &Scan<'_>, at: usize, seen: bool) -> Option<(NumberWord, usize)> {
        let known = |place: usize| self.words.get(scan.lower(place)).copied().map(|word| (word, place));
        if !seen {
            return known(at);
        }
        if is_dash(scan.word(at)) && scan.glued(at) && scan.glued(at + 1) {
            return known(at + 1).filter(|(word, _)| !matches!(word, NumberWord::Ordinal(_)));
        }
        if scan.lower(at) == "and" {
            let after_hundred = self.scale_word(scan.lower(at.checked_sub(1)?)).is_some();
            return known(at + 1)
                .filter(|(w, _)| after_hundred && matches!(w, NumberWord::Unit(_) | NumberWord::Ten(_)));
        }
        known(at)
    }

    /// "10 1/2", "5 ½".
    fn mixed_fraction(&self, scan: &Scan<'_>, number: Numeral) -> Numeral {
        let at = number.end;
        if let Some(part) = sign_fraction(scan.word(at)) {
            return number.value.checked_add(part).map_or(number, |value| Numeral {
                value,
                end: at + 1,
                ..number
            });
        }
        let slash =
            is_digits(scan, at) && scan.word(at + 1) == "/" && scan.glued(at + 1) && scan.glued(at + 2);
        let parts = (scan.word(at).parse::<u32>(), scan.word(at + 2).parse::<u32>());
        match parts {
            (Ok(a), Ok(b)) if slash && a < b && b <= 16 && number.decimals == 0 => {
                let value = number.value.checked_add(Decimal::from(a) / Decimal::from(b));
                value.map_or(number, |value| Numeral { value, end: at + 3, ..number })
            }
            _ => number,
        }
    }

    fn fraction_sign(&self, scan: &Scan<'_>, at: usize) -> Option<Numeral> {
        let value = sign_fraction(scan.word(at))?;
        Some(Numeral { value, end: at + 1, decimals: 0, in_words: false, scale: Decimal::ONE })
    }
}

fn sign_fraction(sign: &str) -> Option<Decimal> {
    Some(match sign {
        "½" => Decimal::new(5, 1),
        "¼" => Decimal::new(25, 2),
        "¾" => Decimal::new(75, 2),
        "⅓" => Decimal::ONE / Decimal::from(3),
        "⅔" => Decimal::from(2) / Decimal::from(3),
        _ => return None,
    })
}

fn is_digits(scan: &Scan<'_>, at: usize) -> bool {
    scan.kind(at) == Some(PieceKind::Digits)
}

/// Three digits after a comma; two where the Indian way of grouping goes on to three ("12,34,567").
fn is_group(scan: &Scan<'_>, at: usize) -> bool {
    // No number has more than ten groups; hostile text is looked at no further.
    for group in (at..at + 20).step_by(2) {
        if !is_digits(scan, group) {
            return false;
        }
        match scan.word(group).len() {
            3 => return true,
            2 if scan.word(group + 1) == "," && scan.glued(group + 1) && scan.glued(group + 2) => {}
            _ => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, value: &str, rest: usize) {
        let numerals = Numerals::embedded().expect("the table is sound");
        let scan = Scan::of(text);
        let number = numerals.read(&scan, 0).expect("a number");
        assert_eq!(number.value.normalize().to_string(), value, "{text}");
        assert_eq!(scan.pieces.len() - number.end, rest, "{text}");
    }

    #[test]
    fn numbers_are_read_to_their_end() {
        check("12,500 men", "12500", 1);
        check("12,34,567 rupees", "1234567", 1);
        check("twenty-one ships", "21", 1);
        check("two hundred and fifty ships", "250", 1);
        check("one million two hundred thousand", "1200000", 0);
        check("2.5 billion", "2500000000", 0);
        check("25 lakh tonnes", "2500000", 1);
        check("10 1/2 miles", "10.5", 1);
        check("two dozen jets", "24", 1);
        check("23.04.2022", "23", 4);
        check("three and four", "3", 2);
    }

    #[test]
    fn every_row_reads() {
        let numerals = Numerals::embedded().expect("the table is sound");
        walk_table("data/amounts/numbers.tsv", shipped!("amounts/numbers.tsv"), |row| {
            let example = row.cell("example")?;
            let scan = Scan::of(example);
            let want: Decimal = row.read("gives")?;
            let got = match row.cell("part")? {
                "ordinal" => numerals.ordinal(&scan, 0).map(|(n, _)| Decimal::from(n)),
                _ => numerals.read(&scan, 0).map(|n| n.value),
            };
            assert_eq!(got, Some(want), "line {}: {example}", row.line);
            Ok(())
        })
        .expect("the table is sound");
    }
}
