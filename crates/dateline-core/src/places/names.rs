//! Finds the stretches of a text that spell a name of a place, and what stands around them.
//!
//! It must not know which of two namesakes is meant (`choose`), nor what happens there.

use super::gazetteer::{Automaton, Code};
use super::kind::PlaceKind;
use super::spelling::{fold_word, is_apostrophe};
use super::tables::{Meaning, PlaceId, PlaceTables};
use super::wording::Also;
use crate::scan::{PieceKind, Scan, is_dash};

/// Most words that a name has ("South Georgia and the South Sandwich Islands").
const NAME_WORDS_MAX: usize = 9;
/// A longer sentence counts as several, so that a list of ten thousand names costs no more than its length.
const SENTENCE_PIECES_MAX: usize = 400;
/// A city of so many people needs no word beside it to be read as one.
const MAJOR_PEOPLE: u32 = 500_000;
const MIDDLE_PEOPLE: u32 = 100_000;

/// How much a name is known, from the best known of the places it may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Minor,
    Middle,
    Major,
}

/// What the words before a name say of its standing for a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Locative {
    None,
    /// "to", "from", "of": also before persons.
    Weak,
    /// "in", "near": before places.
    Strong,
}

/// What a name turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Open,
    Place,
    Person,
    Body,
}

/// A name in a text and what stands around it.
#[derive(Clone, Debug)]
pub(super) struct Named<'t> {
    pub(super) first: usize,
    /// Piece after the last.
    pub(super) end: usize,
    pub(super) sentence: u32,
    /// The same for the same name: groups of both automata.
    pub(super) key: (Option<u64>, Option<u64>),
    pub(super) candidates: Vec<PlaceId>,
    pub(super) also: Option<Also>,
    pub(super) rank: Rank,
    pub(super) locative: Locative,
    pub(super) kinds: Option<&'t [PlaceKind]>,
    pub(super) verdict: Verdict,
}

/// A word that tells of a state.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hint {
    pub(super) end: usize,
    pub(super) sentence: u32,
    pub(super) country: Code,
}

/// The names of a text, in text order, not overlapping, and the words that tell of states.
pub(super) fn find_names<'t>(scan: &Scan<'_>, tables: &'t PlaceTables) -> (Vec<Named<'t>>, Vec<Hint>) {
    let sentences = number_sentences(scan);
    let (mut names, mut hints) = (Vec::new(), Vec::new());
    let mut folded = String::new();
    let mut at = 0;
    while at < scan.pieces.len() {
        let starts = scan.kind(at) == Some(PieceKind::Word) && scan.capital(at) && !scan.in_link(at);
        let Some(spelled) = starts.then(|| spelled_at(scan, at, tables, &mut folded)).flatten() else {
            at += 1;
            continue;
        };
        let (end, sentence) = (spelled.end, sentences[at]);
        let (candidates, countries) = meanings_of(&spelled, tables);
        hints.extend(countries.into_iter().map(|country| Hint { end, sentence, country }));
        if !candidates.is_empty() {
            names.push(look_around(scan, at, sentence, spelled, candidates, tables));
        }
        at = end;
    }
    (names, hints)
}

/// A stretch that spells a name.
struct Spelled {
    end: usize,
    hand: Option<u64>,
    record: Option<u64>,
    also: Option<Also>,
}

fn spelled_at(scan: &Scan<'_>, at: usize, tables: &PlaceTables, folded: &mut String) -> Option<Spelled> {
    folded.clear();
    let (mut hand, mut record) = (Some(tables.hand_names()), Some(tables.gazetteer.names()));
    let mut found: Option<Spelled> = None;
    let mut piece = at;
    for _ in 0..NAME_WORDS_MAX {
        let from = folded.len();
        fold_word(scan.word(piece), folded);
        hand = hand.and_then(|walk| walk.feed(&folded.as_bytes()[from..]));
        record = record.and_then(|walk| walk.feed(&folded.as_bytes()[from..]));
        if hand.is_none() && record.is_none() {
            break;
        }
        let value = |walk: &Option<Automaton<'_>>| walk.as_ref().and_then(Automaton::value);
        let (of_hand, of_record) = (value(&hand), value(&record));
        let ends = of_hand.is_some() || of_record.is_some();
        let written = || &scan.text[scan.range(at, piece + 1)];
        if ends && !cut_off(scan, piece + 1, tables) && tables.may_stand(folded, written()) {
            let also = tables.wording.also(folded);
            found = Some(Spelled { end: piece + 1, hand: of_hand, record: of_record, also });
        }
        let Some((next, parted)) = next_word(scan, piece, tables) else { break };
        if parted {
            folded.push(' ');
            hand = hand.and_then(|walk| walk.feed(b" "));
            record = record.and_then(|walk| walk.feed(b" "));
        }
        piece = next;
    }
    found
}

/// Whether a word is cut at this piece: "Paris2" and "Leon-Roe" are; "Niger-based", "Leon's" and "Moscow-Kyiv" are not.
fn cut_off(scan: &Scan<'_>, next: usize, tables: &PlaceTables) -> bool {
    if !scan.glued(next) {
        return false;
    }
    match scan.kind(next) {
        Some(PieceKind::Digits) => true,
        Some(PieceKind::Sign) if is_dash(scan.word(next)) => {
            let other = next + 1;
            let name = scan.glued(other) && scan.kind(other) == Some(PieceKind::Word) && scan.capital(other);
            name && !is_known(scan.word(other), tables)
        }
        _ => false,
    }
}

/// The word that may go on with a name, and whether it counts as a word of its own.
fn next_word(scan: &Scan<'_>, piece: usize, tables: &PlaceTables) -> Option<(usize, bool)> {
    let next = piece + 1;
    let (word, parted) = match scan.kind(next)? {
        PieceKind::Word | PieceKind::Digits if !scan.glued(next) => (next, true),
        PieceKind::Sign if scan.glued(next) => {
            let sign = scan.word(next);
            let after = next + 1;
            let apostrophe = sign.chars().all(is_apostrophe) && scan.glued(after);
            let dash = is_dash(sign) && scan.glued(after);
            let stop = sign == "." && scan.word(piece).len() <= 5;
            if apostrophe {
                (after, false)
            } else if dash || stop {
                (after, true)
            } else {
                return None;
            }
        }
        PieceKind::Sign if scan.word(next) == "&" => (next + 1, true),
        _ => return None,
    };
    let fits = match scan.kind(word)? {
        PieceKind::Word => {
            !parted || scan.capital(word) || scan.word(word).len() <= 3 || tables.is_small(scan.word(word))
        }
        PieceKind::Digits => parted,
        PieceKind::Sign => false,
    };
    fits.then_some((word, parted))
}

fn meanings_of(spelled: &Spelled, tables: &PlaceTables) -> (Vec<PlaceId>, Vec<Code>) {
    let (mut places, mut countries) = (Vec::new(), Vec::new());
    for meaning in spelled.hand.map_or(&[][..], |group| tables.hand_group(group)) {
        match *meaning {
            Meaning::Place(row) => places.push(PlaceId::Hand(row)),
            Meaning::OfState(code) => countries.push(code),
        }
    }
    for record in spelled.record.into_iter().flat_map(|group| tables.gazetteer.group(group)) {
        let place = tables.of_record(record);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    (places, countries)
}

fn look_around<'t>(
    scan: &Scan<'_>,
    first: usize,
    sentence: u32,
    spelled: Spelled,
    candidates: Vec<PlaceId>,
    tables: &'t PlaceTables,
) -> Named<'t> {
    let mut end = spelled.end;
    let wording = &tables.wording;
    let follows = if scan.glued(end) { None } else { wording.kinds_after(scan.word(end)) };
    let kinds = follows.or_else(|| wording.kinds_before(scan, first));
    let is_kind =
        |kinds: &&[PlaceKind]| candidates.iter().any(|&place| kinds.contains(&tables.facts(place).kind));
    let near = || kinds_in_sentence(scan, first, tables).filter(is_kind);
    let kinds = kinds.or_else(near);
    if follows.is_some() && scan.capital(end) {
        end += 1;
    }
    let rank = candidates.iter().map(|&place| rank_of(tables, place)).max().unwrap_or(Rank::Minor);
    let mut named = Named {
        first,
        end,
        sentence,
        key: (spelled.hand, spelled.record),
        candidates,
        also: spelled.also,
        rank,
        locative: locative(scan, first),
        kinds,
        verdict: Verdict::Open,
    };
    named.verdict = verdict_by_neighbours(scan, &named, tables);
    if follows.is_some() && named.verdict == Verdict::Open {
        named.verdict =
            if has_kind(&named, tables) || !scan.capital(end - 1) { Verdict::Open } else { Verdict::Body };
    }
    named
}

/// Kinds that words of the sentence ask for, for a name with an article: "the Niger" of a flood is the river.
fn kinds_in_sentence<'t>(scan: &Scan<'_>, first: usize, tables: &'t PlaceTables) -> Option<&'t [PlaceKind]> {
    let article = first > 0 && scan.lower(first - 1) == "the" && !scan.glued(first);
    let sentence = || scan.sentence_start(first)..scan.sentence_end(first);
    article.then(|| sentence().find_map(|at| tables.wording.kinds_near(scan.lower(at)))).flatten()
}

/// Whether a candidate is of a kind that the words beside the name ask for.
pub(super) fn has_kind(named: &Named<'_>, tables: &PlaceTables) -> bool {
    let Some(kinds) = named.kinds else { return false };
    named.candidates.iter().any(|&place| kinds.contains(&tables.facts(place).kind))
}

fn rank_of(tables: &PlaceTables, place: PlaceId) -> Rank {
    let facts = tables.facts(place);
    match facts.kind {
        _ if facts.known || facts.people >= MAJOR_PEOPLE => Rank::Major,
        PlaceKind::Capital => Rank::Major,
        _ if facts.people >= MIDDLE_PEOPLE => Rank::Middle,
        _ => Rank::Minor,
    }
}

/// The preposition before a name, over an article, a compass point and the like.
fn locative(scan: &Scan<'_>, first: usize) -> Locative {
    let mut at = first;
    for _ in 0..4 {
        let Some(before) = at.checked_sub(1) else { return Locative::None };
        match scan.lower(before) {
            "in" | "near" | "outside" | "inside" | "around" | "across" | "throughout" | "off" | "at"
            | "into" | "toward" | "towards" | "reached" | "entered" => return Locative::Strong,
            "to" | "from" | "of" | "via" | "through" | "between" | "on" | "for" | "over" | "left" => {
                return Locative::Weak;
            }
            "the" | "north" | "south" | "east" | "west" | "northern" | "southern" | "eastern" | "western"
            | "central" | "downtown" | "nearby" | "city" | "town" | "village" | "port" | "north-western"
            | "-" => at = before,
            _ => return Locative::None,
        }
    }
    Locative::None
}

/// A capitalised word right beside a name makes another name of it, unless the tables know better.
fn verdict_by_neighbours(scan: &Scan<'_>, named: &Named<'_>, tables: &PlaceTables) -> Verdict {
    let (first, end, wording) = (named.first, named.end, &tables.wording);
    if wording.takes_name(scan, first) {
        return Verdict::Person;
    }
    let beside = |at: usize| scan.kind(at) == Some(PieceKind::Word) && scan.capital(at);
    let asked = wording.kinds_before(scan, first).is_some();
    let joined = scan.glued(first) && first > 0 && scan.kind(first - 1) != Some(PieceKind::Sign);
    let hyphened = scan.glued(first) && first > 1 && is_dash(scan.word(first - 1)) && scan.capital(first - 2);
    if joined || (hyphened && !is_known(scan.word(first - 2), tables)) {
        return Verdict::Person;
    }
    if !scan.glued(end) && beside(end) && !scan.pieces[end].new_line {
        let next = scan.word(end);
        if wording.makes_body(next) {
            return Verdict::Body;
        }
        let strange = !wording.leaves_place(next) && !is_headline(scan, first);
        if strange && (named.also == Some(Also::Person) || named.rank == Rank::Minor) {
            return Verdict::Person;
        }
    }
    let Some(before) = first.checked_sub(1) else { return Verdict::Open };
    if scan.glued(first) || !beside(before) || scan.pieces[first].new_line {
        return if follows_initial(scan, first) { Verdict::Person } else { Verdict::Open };
    }
    let word = scan.word(before);
    let names_person = wording.is_given_name(word) && !is_small_word(word);
    if names_person {
        return Verdict::Person;
    }
    let opens = scan.opens_sentence(before);
    if asked || opens || is_small_word(word) || is_headline(scan, first) || tells_state(word, tables) {
        return Verdict::Open;
    }
    if named.also == Some(Also::Person) || named.rank < Rank::Major { Verdict::Person } else { Verdict::Open }
}

/// "J. London", "Ann B. Georgia": an initial makes a surname of the name.
fn follows_initial(scan: &Scan<'_>, first: usize) -> bool {
    let Some(before) = first.checked_sub(2) else { return false };
    scan.word(first - 1) == "."
        && scan.glued(first - 1)
        && scan.word(before).len() == 1
        && scan.capital(before)
        && !scan.glued(before)
}

/// Words that begin with a capital in headlines or stand before any name.
fn is_small_word(word: &str) -> bool {
    matches!(
        word,
        "In" | "At"
            | "The"
            | "From"
            | "To"
            | "Near"
            | "Of"
            | "On"
            | "Off"
            | "For"
            | "And"
            | "With"
            | "After"
            | "As"
            | "Across"
            | "Around"
            | "Outside"
            | "Inside"
            | "Over"
            | "Against"
            | "Into"
            | "Via"
            | "North"
            | "South"
            | "East"
            | "West"
            | "Northern"
            | "Southern"
            | "Eastern"
            | "Western"
            | "Central"
            | "Greater"
            | "Upper"
            | "Lower"
            | "Inner"
            | "Downtown"
            | "Old"
            | "Metropolitan"
            | "Monday"
            | "Tuesday"
            | "Wednesday"
            | "Thursday"
            | "Friday"
            | "Saturday"
            | "Sunday"
            | "A"
            | "An"
            | "Why"
            | "How"
            | "When"
            | "What"
    )
}

fn tells_state(word: &str, tables: &PlaceTables) -> bool {
    tables.meanings(word).iter().any(|meaning| matches!(meaning, Meaning::OfState(_)))
}

/// Whether a word is a name of the tables by hand.
fn is_known(word: &str, tables: &PlaceTables) -> bool {
    !tables.meanings(word).is_empty()
}

/// Whether most longer words around have capitals, so that a capital says nothing.
fn is_headline(scan: &Scan<'_>, at: usize) -> bool {
    let words = at.saturating_sub(8)..(at + 9).min(scan.pieces.len());
    let (mut long, mut capital) = (0, 0);
    for word in words.filter(|&word| scan.kind(word) == Some(PieceKind::Word) && scan.word(word).len() > 3) {
        long += 1;
        capital += usize::from(scan.capital(word));
    }
    // Seven in ten: names alone do not fill a line of text so.
    long >= 5 && capital * 10 >= long * 7
}

/// Number of the sentence of each piece.
fn number_sentences(scan: &Scan<'_>) -> Vec<u32> {
    let (mut number, mut start) = (0, 0);
    let mut numbers = Vec::with_capacity(scan.pieces.len());
    for (at, piece) in scan.pieces.iter().enumerate() {
        let ends_before = at > 0 && scan.pieces[at - 1].kind == PieceKind::Sign && scan.ends_sentence(at - 1);
        if at > 0 && (piece.new_line || ends_before || at - start >= SENTENCE_PIECES_MAX) {
            number += 1;
            start = at;
        }
        numbers.push(number);
    }
    numbers
}
