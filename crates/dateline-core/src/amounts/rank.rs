//! Ranks: "second-largest producer after Chile", "the world's biggest port", "eighth-largest partner for Peru in 1998".

use super::read::Reader;
use super::{Amount, Words, count};
use crate::scan::{PieceKind, is_dash};
use crate::times::TimeKind;
use crate::words::AmountKind;

/// Furthest that the parts of a rank are looked for, in words.
const REACH: usize = 14;

/// Reads a rank at a piece: an ordinal and a superlative, or a superlative that stands alone behind "the" or "'s".
pub(super) fn read_rank(reader: &Reader<'_>, at: usize) -> Option<(Amount, usize)> {
    let scan = reader.scan;
    let (rank, place) = match reader.tables.numerals.ordinal(scan, at) {
        Some((rank, end)) => (rank, if is_dash(scan.word(end)) { end + 1 } else { end }),
        None if is_alone(reader, at) => (1, at),
        None => return None,
    };
    let (_, end) = superlative(reader, place).or_else(|| ranked(reader, place))?;
    let mut amount = Amount::on(scan.range(at, end), AmountKind::Rank, "rank");
    amount.rank = Some(rank);
    if let Some((words, measure)) = ranked_thing(reader, end) {
        (amount.of, amount.measure) = (Some(words), Some(measure));
    }
    amount.after = ranked_before(reader, end);
    amount.scope = scope(reader, at, end);
    amount.period = period(reader, end);
    Some((amount, end))
}

fn superlative(reader: &Reader<'_>, at: usize) -> Option<(bool, usize)> {
    reader.tables.superlatives.at(reader.scan, at)
}

/// "ranked third after", "third after Chile": an ordinal with no superlative counts where "after" names others.
fn ranked(reader: &Reader<'_>, at: usize) -> Option<(bool, usize)> {
    let before = at.checked_sub(2).map_or("", |b| reader.scan.lower(b));
    let placed = matches!(before, "ranked" | "ranks" | "ranking" | "came" | "placed" | "finished");
    let others =
        matches!(reader.scan.lower(at), "after" | "behind" | "in" | "among" | "worldwide" | "globally");
    (placed && others).then_some((true, at))
}

/// A superlative without an ordinal is a rank of one only behind "the" or a possessor.
fn is_alone(reader: &Reader<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |b| reader.scan.lower(b));
    let word = reader.scan.lower(at);
    matches!(before, "the" | "s" | "its" | "their")
        && !matches!(word, "top" | "leading" | "best" | "worst" | "most")
        && superlative(reader, at).is_some()
}

/// The noun phrase that is ranked: up to a preposition, a verb or a sign.
fn ranked_thing(reader: &Reader<'_>, at: usize) -> Option<(Words, String)> {
    let scan = reader.scan;
    let stops = |place: usize| {
        let word = scan.lower(place);
        scan.kind(place) != Some(PieceKind::Word) && !is_dash(scan.word(place))
            || matches!(
                word,
                "in" | "for"
                    | "after"
                    | "behind"
                    | "at"
                    | "on"
                    | "with"
                    | "by"
                    | "to"
                    | "from"
                    | "and"
                    | "or"
                    | "is"
                    | "was"
                    | "are"
                    | "were"
                    | "has"
                    | "had"
                    | "have"
                    | "that"
                    | "which"
                    | "who"
                    | "since"
                    | "as"
                    | "will"
                    | "said"
                    | "globally"
                    | "worldwide"
                    | "but"
                    | "ever"
                    | "among"
                    | "would"
                    | "could"
                    | "may"
                    | "s"
                    | "while"
                    | "when"
            )
    };
    let end = (at..at + REACH).find(|&place| stops(place)).unwrap_or(at);
    let range = scan.range(at, end);
    let words = scan.text.get(range.clone())?.to_owned();
    let head = words.rsplit(' ').next().unwrap_or_default();
    let singular =
        words.strip_suffix(head).map(|lead| format!("{lead}{}", count::singular(&head.to_ascii_lowercase())));
    (!words.is_empty()).then(|| ((range.start, range.end), singular.unwrap_or(words)))
}

/// The names after "after" or "behind".
fn ranked_before(reader: &Reader<'_>, end: usize) -> Vec<Words> {
    let scan = reader.scan;
    let stop = scan.sentence_end(end).min(end + REACH);
    let Some(cue) = (end..stop).find(|&at| matches!(scan.lower(at), "after" | "behind" | "trailing")) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    let mut at = cue + 1;
    while at < scan.pieces.len() {
        let (word, lower) = (scan.word(at), scan.lower(at));
        if matches!(lower, "the" | "only" | "and" | "both" | ",") || word == "&" {
            at += 1;
            continue;
        }
        if !scan.capital(at) {
            break;
        }
        let last = name_end(reader, at);
        let range = scan.range(at, last);
        names.push((range.start, range.end));
        let goes_on = matches!(scan.lower(last), "and" | "," | "&");
        at = last;
        if !goes_on {
            break;
        }
    }
    names
}

/// Where a capitalised name ends; "of" and "the" may stand inside it.
fn name_end(reader: &Reader<'_>, at: usize) -> usize {
    let scan = reader.scan;
    let mut end = at;
    while scan.capital(end) || (scan.lower(end) == "of" && end > at && scan.capital(end + 1)) {
        end += 1;
        if scan.word(end) == "." && scan.glued(end) && scan.word(end - 1).len() == 1 {
            end += 1;
        }
    }
    end
}

/// "the world's", "Asia's" before the rank; "in the world", "for Peru", "among members" behind it.
fn scope(reader: &Reader<'_>, at: usize, end: usize) -> Option<Words> {
    let scan = reader.scan;
    let possessor =
        at.checked_sub(3).filter(|_| scan.lower(at - 1) == "s" && matches!(scan.word(at - 2), "'" | "’"));
    if let Some(owner) = possessor {
        let mut first = owner;
        while first > 0 && scan.capital(first) && scan.capital(first - 1) {
            first -= 1;
        }
        let range = scan.range(first, owner + 1);
        return Some((range.start, range.end));
    }
    let stop = scan.sentence_end(end).min(end + REACH);
    let place = (end..stop).find(|&at| {
        matches!(scan.lower(at), "in" | "for" | "among" | "of")
            && !reader.in_time(at + 1)
            && !matches!(scan.word(at), ",")
    })?;
    let closed = (end..place).any(|at| matches!(scan.word(at), "," | ";" | "."));
    let first = if matches!(scan.lower(place + 1), "the" | "all") { place + 2 } else { place + 1 };
    let last = if scan.capital(first) { name_end(reader, first) } else { first + 1 };
    let named = scan.capital(first)
        || matches!(
            scan.lower(first),
            "world" | "region" | "continent" | "country" | "bloc" | "members" | "union"
        );
    let range = scan.range(first, last);
    (named && !closed).then_some((range.start, range.end))
}

/// The year or other date that the rank is of.
fn period(reader: &Reader<'_>, end: usize) -> Option<String> {
    let scan = reader.scan;
    let first = scan.pieces.get(end)?.start;
    let stop = scan.sentence_end(end).min(end + REACH);
    let last = scan.pieces.get(stop.checked_sub(1)?)?.end;
    let dated = reader
        .times
        .iter()
        .find(|time| time.kind == TimeKind::Date && first <= time.start && time.end <= last)?;
    dated.value.clone()
}
