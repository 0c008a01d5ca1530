//! Counts and shares: the thing that a bare number counts, round words ("dozens of"), fractions ("a third of").

use super::read::{Numbers, Reader};
use super::tables::NameWord;
use super::{Amount, Words};
use crate::numerals::Numeral;
use crate::scan::{PieceKind, is_dash};
use crate::words::{AmountKind, Qualifier};
use dateline_lang::{Doc, Rel, Upos};
use rust_decimal::Decimal;

/// Words that may stand between a number and the noun it counts, at most.
const REACH: usize = 6;

/// "half a million", "a million", "a dozen", "one and a half million".
pub(super) fn half_of_scale(reader: &Reader<'_>, at: usize) -> Option<Numeral> {
    let scan = reader.scan;
    let scale = |place: usize| {
        reader.tables.numerals.scale_word(scan.lower(place)).filter(|_| scan.lower(place).len() > 2)
    };
    let numeral = |value: Decimal, scale: Decimal, end: usize| Numeral {
        value,
        end,
        decimals: 0,
        in_words: true,
        scale,
    };
    match (scan.lower(at), scan.lower(at + 1)) {
        ("half", "a" | "an") => scale(at + 2).map(|s| numeral(s / Decimal::TWO, s, at + 3)),
        ("a" | "an", "half") => scale(at + 2).map(|s| numeral(s / Decimal::TWO, s, at + 3)),
        ("quarter", "of") if scan.lower(at + 2) == "a" => {
            scale(at + 3).map(|s| numeral(s / Decimal::from(4), s, at + 4))
        }
        ("three", "quarters") => scale(at + 2).map(|s| numeral(s * Decimal::new(75, 2), s, at + 3)),
        ("a" | "an", _) => scale(at + 1).filter(|_| !scan.lower(at + 1).ends_with('s')).map(|first| {
            let more = scale(at + 2).filter(|s| *s > first);
            more.map_or_else(|| numeral(first, first, at + 2), |s| numeral(first * s, s, at + 3))
        }),
        _ => one_and_half(reader, at),
    }
}

fn one_and_half(reader: &Reader<'_>, at: usize) -> Option<Numeral> {
    let scan = reader.scan;
    let first = reader.tables.numerals.read(scan, at).filter(|n| n.scale == Decimal::ONE)?;
    let and = scan.lower(first.end) == "and"
        && scan.lower(first.end + 1) == "a"
        && scan.lower(first.end + 2) == "half";
    let end = first.end + 3;
    let scale = reader.tables.numerals.scale_word(scan.lower(end)).filter(|_| and)?;
    let value = first.value.checked_add(Decimal::new(5, 1))?.checked_mul(scale)?;
    Some(Numeral { value, end: end + 1, decimals: 0, in_words: true, scale })
}

/// "dozens of", "hundreds of thousands of", "several", "a couple of": a stretch by convention.
pub(super) fn round_word(reader: &Reader<'_>, at: usize) -> Option<(Amount, usize)> {
    let scan = reader.scan;
    let (low, high, qualifier, mut end) = match scan.lower(at) {
        "dozens" => (24, 99, Qualifier::Dozens, at + 1),
        "scores" => (40, 99, Qualifier::Dozens, at + 1),
        "hundreds" => (200, 999, Qualifier::Hundreds, at + 1),
        "thousands" => (2_000, 9_999, Qualifier::Thousands, at + 1),
        "tens" if scan.lower(at + 1) == "of" => (20, 99, Qualifier::Dozens, at + 1),
        "millions" => (2_000_000, 9_999_999, Qualifier::Millions, at + 1),
        "billions" => (2_000_000_000, 9_999_999_999_i64, Qualifier::Millions, at + 1),
        "several" => (3, 9, Qualifier::Several, at + 1),
        "couple" if scan.lower(at + 1) == "of" => (2, 3, Qualifier::About, at + 1),
        _ => return None,
    };
    if reader.in_time(at) || number_before(reader, at) {
        return None;
    }
    let (mut low, mut high, mut qualifier) = (Decimal::from(low), Decimal::from(high), qualifier);
    // "several hundred", "hundreds of thousands"
    let next = if scan.lower(end) == "of" { end + 1 } else { end };
    if let Some(scale) =
        reader.tables.numerals.scale_word(scan.lower(next)).filter(|_| scan.lower(next).len() > 2)
    {
        (low, high, end) = (low.checked_mul(scale)?, high.checked_mul(scale)?, next + 1);
        qualifier = round_of(scale).unwrap_or(qualifier);
    }
    let numbers = Numbers { low, high: Some(high), end, qualifier: Some(qualifier), in_words: true };
    let of = if scan.lower(end) == "of" { end + 1 } else { end };
    if let Some((money, after)) = reader.tables.names.at(scan, of).filter(|(money, _)| !money.hundredth) {
        let mut amount = Amount::on(scan.range(at, after), AmountKind::Stock, "round-money");
        fill(&mut amount, numbers);
        amount.currency = Some(reader.tables.codes[money.code].to_string());
        amount.currency_assumed = money.shared;
        return Some((amount, after));
    }
    if let Some((unit, after)) = reader.tables.unit_names.at(scan, of).filter(|_| scan.lower(of).len() > 2) {
        let mut amount = Amount::on(scan.range(at, after), AmountKind::Stock, "round-measure");
        fill(&mut amount, numbers);
        amount.unit = Some(reader.tables.units[unit].name.to_string());
        return Some((amount, after));
    }
    let (words, measure) = noun_phrase(reader, of)?;
    let mut amount = Amount::on(scan.range(at, end), AmountKind::Count, "round-count");
    fill(&mut amount, numbers);
    (amount.of, amount.measure) = (Some(words), Some(measure));
    Some((amount, end))
}

fn round_of(scale: Decimal) -> Option<Qualifier> {
    let million = Decimal::from(1_000_000);
    match scale {
        s if s >= million => Some(Qualifier::Millions),
        s if s == Decimal::from(1000) => Some(Qualifier::Thousands),
        s if s == Decimal::from(100) => Some(Qualifier::Hundreds),
        _ => None,
    }
}

/// "two hundreds" is a number; "the hundreds of" is not.
fn number_before(reader: &Reader<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    reader.scan.kind(before) == Some(PieceKind::Digits)
        || reader.tables.numerals.read(reader.scan, before).is_some_and(|n| n.end == at)
}

fn fill(amount: &mut Amount, numbers: Numbers) {
    amount.value = Some(numbers.low);
    amount.value_max = numbers.high;
    amount.qualifier = numbers.qualifier.unwrap_or(Qualifier::Exact);
}

/// A bare number with the thing it counts: "50 jets", "17-nation", "two-step"; none where it is part of a name or time.
pub(super) fn counted(reader: &Reader<'_>, at: usize, numbers: Numbers) -> Option<(Amount, usize)> {
    let scan = reader.scan;
    let padded = scan.word(at).len() > 1 && scan.word(at).starts_with('0') && numbers.end == at + 1;
    if padded || reader.in_time(at) || in_name(reader, at, numbers) {
        return None;
    }
    let hyphen = is_dash(scan.word(numbers.end)) && scan.glued(numbers.end) && scan.glued(numbers.end + 1);
    let place = if hyphen { numbers.end + 1 } else { numbers.end };
    let place =
        if scan.lower(place) == "of" && numbers.low >= Decimal::from(1000) { place + 1 } else { place };
    // "one" is a pronoun or an article more often than a count.
    if numbers.in_words && numbers.low == Decimal::ONE && numbers.high.is_none() && !hyphen {
        return None;
    }
    let by_tree = reader.doc.and_then(|doc| counted_by_tree(reader, doc, at));
    let (words, measure) = if hyphen {
        let word = scan.lower(place);
        let noun =
            scan.kind(place) == Some(PieceKind::Word) && reader.tables.numerals.read(scan, place).is_none();
        let range = scan.range(place, place + 1);
        (noun && word != "year").then(|| ((range.start, range.end), singular(word)))?
    } else {
        match by_tree.or_else(|| noun_phrase(reader, place)) {
            Some(found) => found,
            // "killing 12": what is counted stands elsewhere.
            None => return Some(bare(reader, at, numbers)),
        }
    };
    let (mut amount, _) = bare(reader, at, numbers);
    (amount.of, amount.measure) = (Some(words), Some(measure));
    Some((amount, numbers.end))
}

fn bare(reader: &Reader<'_>, at: usize, numbers: Numbers) -> (Amount, usize) {
    let mut amount = Amount::on(reader.scan.range(at, numbers.end), AmountKind::Count, "count");
    fill(&mut amount, numbers);
    (amount, numbers.end)
}

/// Numbers that belong to a name: "Boeing 737", "737 Max", "Article 5", "Flight 370", "Group of Seven".
fn in_name(reader: &Reader<'_>, at: usize, numbers: Numbers) -> bool {
    let scan = reader.scan;
    let Some(before) = at.checked_sub(1) else { return false };
    let word = scan.word(before);
    let dot = word == "." && before > 0 && scan.capital(before - 1) && !scan.opens_sentence(at);
    let capital =
        scan.kind(before) == Some(PieceKind::Word) && scan.capital(before) && !scan.opens_sentence(before);
    let digits =
        scan.kind(at) == Some(PieceKind::Digits) && scan.pieces[numbers.end - 1].kind == PieceKind::Digits;
    let known = |at: usize| reader.tables.name_words.get(scan.lower(at)).copied();
    if digits && known(before) == Some(NameWord::Maker) && scan.capital(before) {
        return true;
    }
    // "gave Kenya 30 tanks": the name is the receiver.
    let given = before > 0
        && known(before - 1) == Some(NameWord::Giver)
        && !scan.capital(before - 1)
        && noun_phrase(reader, numbers.end).is_some();
    let capital = capital && !given;
    let label = known(before) == Some(NameWord::Label);
    let group = scan.lower(before) == "of"
        && before > 0
        && scan.capital(before - 1)
        && !scan.opens_sentence(before - 1);
    let capital_word = numbers.in_words && scan.capital(at) && (capital || scan.lower(before) == "of");
    (digits && (capital || dot || label) && !word.ends_with("'s"))
        || group
        || capital_word
        || scan.word(before) == "#"
}

/// The noun that a number modifies in the tree, with the singular of its head.
fn counted_by_tree(reader: &Reader<'_>, doc: &Doc, at: usize) -> Option<(Words, String)> {
    let byte = reader.scan.pieces.get(at)?.start;
    let token = doc.tokens.partition_point(|t| t.end as usize <= byte);
    let word = doc.tokens.get(token)?;
    let head = word.head? as usize;
    let noun = doc.tokens.get(head)?;
    let fits = matches!(word.rel, Rel::Nummod | Rel::Amod | Rel::Det)
        && matches!(noun.upos, Upos::Noun | Upos::Propn);
    let lower = noun.form(reader.scan.text).starts_with(char::is_lowercase);
    (fits && lower && head > token).then(|| ((noun.start as usize, noun.end as usize), singular(&noun.lemma)))
}

/// The noun after a number without a tree: the first plural in lower case that is not followed by another noun.
pub(super) fn noun_phrase(reader: &Reader<'_>, at: usize) -> Option<(Words, String)> {
    let scan = reader.scan;
    let mut plural = None;
    for place in at..at + REACH {
        let word = scan.word(place);
        let lower = scan.lower(place);
        let dot = word == "."
            && scan.glued(place)
            && scan.capital(place.checked_sub(1)?)
            && is_company(scan.word(place - 1));
        if scan.pieces.get(place).is_some_and(|p| p.new_line)
            || (scan.kind(place) == Some(PieceKind::Sign) && !is_dash(word) && !dot)
        {
            break;
        }
        if is_stop(lower) {
            if lower == "the" && place == at {
                continue;
            }
            break;
        }
        if scan.kind(place) == Some(PieceKind::Word)
            && word.starts_with(char::is_lowercase)
            && is_plural(lower)
        {
            plural = Some(place);
            break;
        }
    }
    let place = plural?;
    let range = scan.range(place, place + 1);
    Some(((range.start, range.end), singular(scan.lower(place))))
}

/// Short words of a company's name that end in a full stop.
fn is_company(word: &str) -> bool {
    matches!(word, "Co" | "Corp" | "Inc" | "Ltd" | "Bros" | "Cos" | "Plc" | "St" | "Dr" | "Mr")
        || word.len() == 1
}

/// Words at which a noun phrase ends.
fn is_stop(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "of"
            | "in"
            | "on"
            | "at"
            | "to"
            | "for"
            | "from"
            | "with"
            | "by"
            | "after"
            | "before"
            | "and"
            | "or"
            | "but"
            | "is"
            | "are"
            | "was"
            | "were"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "that"
            | "which"
            | "who"
            | "as"
            | "per"
            | "than"
            | "into"
            | "over"
            | "since"
            | "until"
            | "against"
            | "about"
            | "because"
            | "when"
            | "while"
            | "this"
            | "his"
            | "its"
            | "their"
    )
}

fn is_plural(word: &str) -> bool {
    let irregular = matches!(
        word,
        "people"
            | "men"
            | "women"
            | "children"
            | "police"
            | "troops"
            | "aircraft"
            | "personnel"
            | "crew"
            | "cattle"
            | "sheep"
            | "fish"
            | "percent"
            | "feet"
            | "teeth"
            | "mice"
    );
    let plural = word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is");
    irregular
        || plural && !matches!(word, "times" | "perhaps" | "always" | "says" | "does" | "goes" | "minus")
}

/// The singular of a regular plural, and of the irregular ones that news counts.
pub(super) fn singular(word: &str) -> String {
    let irregular = match word {
        "people" => "person",
        "men" => "man",
        "women" => "woman",
        "children" => "child",
        "lives" => "life",
        "knives" => "knife",
        "feet" => "foot",
        "police" | "troops" | "aircraft" | "personnel" | "forces" | "series" | "species" | "goods" => word,
        _ => "",
    };
    if !irregular.is_empty() {
        return irregular.to_owned();
    }
    let cut = |tail: &str, with: &str| word.strip_suffix(tail).map(|stem| format!("{stem}{with}"));
    let sibilant = |stem: &str| {
        stem.ends_with("sh") || stem.ends_with("ch") || stem.ends_with('x') || stem.ends_with("ss")
    };
    if word.len() > 4 {
        if let Some(stem) = cut("ies", "y") {
            return stem;
        }
        if let Some(stem) = word.strip_suffix("es").filter(|stem| sibilant(stem)) {
            return stem.to_owned();
        }
    }
    if word.ends_with("ss") { word.to_owned() } else { cut("s", "").unwrap_or_else(|| word.to_owned()) }
}

/// "a third of", "two-thirds", "three quarters of", "half of the": a share as a decimal with four figures.
pub(super) fn fraction(reader: &Reader<'_>, at: usize) -> Option<(Amount, usize)> {
    let scan = reader.scan;
    let (over, under, end) = match scan.lower(at) {
        "half" if matches!(scan.lower(at + 1), "of" | "the" | "its" | "their" | "all") => (1, 2, at + 1),
        _ => parts(reader, at)?,
    };
    if reader.in_time(at) || over >= under {
        return None;
    }
    let of = if scan.lower(end) == "of" { end + 1 } else { end };
    let mut amount = Amount::on(scan.range(at, end), AmountKind::Share, "fraction");
    amount.value = Some((Decimal::from(over) / Decimal::from(under)).round_dp(4));
    if let Some((words, measure)) = noun_phrase(reader, of) {
        (amount.of, amount.measure) = (Some(words), Some(measure));
    }
    Some((amount, end))
}

fn parts(reader: &Reader<'_>, at: usize) -> Option<(u32, u32, usize)> {
    let scan = reader.scan;
    let (over, place) = match scan.lower(at) {
        "a" | "an" => (1, at + 1),
        _ => {
            let number =
                reader.tables.numerals.read(scan, at).filter(|n| n.in_words && n.scale == Decimal::ONE)?;
            (u32::try_from(number.value).ok().filter(|n| *n < 10)?, number.end)
        }
    };
    let place = if is_dash(scan.word(place)) { place + 1 } else { place };
    let word = scan.lower(place);
    let under = match word.strip_suffix('s').unwrap_or(word) {
        "half" | "halve" => 2,
        "third" => 3,
        "quarter" | "fourth" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" => 10,
        _ => return None,
    };
    // "a third" alone is a rank as often ("a third ship"); "of" or a plural part makes it a share.
    let sure = scan.lower(place + 1) == "of" || word.ends_with('s') || over > 1;
    sure.then_some((over, under, place + 1))
}
