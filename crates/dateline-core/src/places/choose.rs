//! Decides which names of a text are places, and which of several namesakes each is.
//!
//! Every candidate starts with what it is known for (people, seat, a row by hand) and gains by what the report names
//! near it: its state or division, other places that lie there, the dateline, the states of the actors. Names of one
//! spelling are decided together. After the claim model, section 5; the weights are those that the development half of
//! `tests/places` bears out, and no finer than it can tell.

use super::gazetteer::Code;
use super::kind::PlaceKind;
use super::names::{Hint, Locative, Named, Rank, Verdict, has_kind};
use super::tables::{PlaceId, PlaceTables, distance_km};
use super::wording::Also;
use crate::scan::Scan;
use std::collections::{BTreeMap, BTreeSet};

/// What decided for a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PlaceRule {
    /// Its state or division is named behind it, after a comma.
    ParentNamed,
    /// A word beside it says of what kind it is.
    KindWord,
    /// No other place of the name is known, or all lie in one state.
    OnlyOne,
    /// Its division, or another place of it, is named near.
    DivisionNear,
    /// Its state, people or government is named in the sentence.
    CountryInSentence,
    /// Its state is named, or the report's actors are of it, elsewhere in the report.
    CountryInReport,
    /// Other places of the report lie near it.
    PlacesNear,
    /// The report was written in its state.
    Dateline,
    /// It is the best known of its name.
    BestKnown,
}

impl PlaceRule {
    /// The word for it in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            PlaceRule::ParentNamed => "parent-named",
            PlaceRule::KindWord => "kind-word",
            PlaceRule::OnlyOne => "only-one",
            PlaceRule::DivisionNear => "division-near",
            PlaceRule::CountryInSentence => "country-in-sentence",
            PlaceRule::CountryInReport => "country-in-report",
            PlaceRule::PlacesNear => "places-near",
            PlaceRule::Dateline => "dateline",
            PlaceRule::BestKnown => "best-known",
        }
    }
}

/// What else is known of a report, beside its words.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlaceContext<'a> {
    /// Places of the dateline, as written.
    pub dateline: &'a [String],
    /// States of actors: byte of the mention, ISO 3166 alpha-3.
    pub actors: &'a [(usize, &'a str)],
}

/// A candidate of a name with its points; more is likelier, in units of the logarithm of people.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored {
    pub(super) place: PlaceId,
    pub(super) points: f64,
    pub(super) rule: PlaceRule,
}

// Points. A state is named without a word of its own more often than any town of its name, whatever its size.
const STATE: f64 = 4.0;
const CAPITAL: f64 = 3.0;
const KNOWN: f64 = 1.5;
const PROVINCE: f64 = -1.0;
const DISTRICT: f64 = -2.5;
const NATURAL: f64 = 13.0;
const COUNTRY_IN_SENTENCE: f64 = 5.0;
const COUNTRY_NEXT_SENTENCE: f64 = 3.0;
const COUNTRY_IN_REPORT: f64 = 2.0;
const DIVISION_NEAR: f64 = 4.0;
const NEAR: f64 = 2.5;
const NEAR_KM: f64 = 250.0;
const DATELINE: f64 = 3.0;
const PARENT: f64 = 40.0;
const KIND: f64 = 30.0;
/// Two candidates of different states closer than this are left undecided: a factor of three in people.
pub(super) const UNDECIDED: f64 = 1.1;
/// Longest way, in pieces, from a name over its comma to its parent: "Cordoba, in the Argentine province of …".
const PARENT_PIECES_MAX: usize = 4;

/// What the report tells of where it plays.
pub(super) struct Evidence {
    // By sentence: who tells it, of which state, how surely.
    by_sentence: BTreeMap<u32, Vec<Told>>,
    in_report: BTreeMap<Code, f64>,
    // How much each name itself told of each state, so that no name supports itself.
    by_name: BTreeMap<(Key, Code), f64>,
    dateline: Vec<Code>,
}

type Key = (Option<u64>, Option<u64>);

#[derive(Clone, Copy)]
struct Told {
    /// The name that tells it; none for a word that is no place.
    name: Option<usize>,
    place: Option<PlaceId>,
    country: Code,
    share: f64,
}

impl Evidence {
    pub(super) fn gather(
        scan: &Scan<'_>,
        names: &[Named<'_>],
        hints: &[Hint],
        context: &PlaceContext<'_>,
        tables: &PlaceTables,
    ) -> Evidence {
        let mut evidence = Evidence {
            by_sentence: BTreeMap::new(),
            in_report: BTreeMap::new(),
            by_name: BTreeMap::new(),
            dateline: dateline_countries(context.dateline, tables),
        };
        for hint in hints {
            evidence.add(hint.sentence, Told { name: None, place: None, country: hint.country, share: 1.0 });
        }
        for &(byte, country) in context.actors {
            let Ok(country) = Code::try_from(country.as_bytes()) else { continue };
            let sentence = sentence_at(scan, names, hints, byte);
            evidence.add(sentence, Told { name: None, place: None, country, share: 0.5 });
        }
        for (number, named) in names.iter().enumerate().filter(|(_, named)| tells(named)) {
            for (place, share) in shares(named, tables) {
                let country = tables.facts(place).country;
                *evidence.by_name.entry((named.key, country)).or_default() += share;
                evidence.add(named.sentence, Told { name: Some(number), place: Some(place), country, share });
            }
        }
        evidence
    }

    fn add(&mut self, sentence: u32, told: Told) {
        // Shares below a tenth only tell that a name has many bearers.
        if told.share >= 0.1 {
            self.by_sentence.entry(sentence).or_default().push(told);
            *self.in_report.entry(told.country).or_default() += told.share;
        }
    }

    fn around(&self, sentence: u32) -> impl Iterator<Item = (bool, &Told)> {
        let near = self.by_sentence.range(sentence.saturating_sub(1)..=sentence + 1);
        near.flat_map(move |(&at, list)| list.iter().map(move |told| (at == sentence, told)))
    }

    /// Whether the report tells of the state of any candidate, apart from the name itself.
    pub(super) fn supports(&self, number: usize, names: &[Named<'_>], tables: &PlaceTables) -> bool {
        let named = &names[number];
        named.candidates.iter().any(|&place| {
            let country = tables.facts(place).country;
            self.around(named.sentence)
                .any(|(_, told)| told.country == country && told.share >= 0.4 && other(told, named, names))
                || self.dateline.contains(&country)
        })
    }
}

/// Whether what is told comes from another name.
fn other(told: &Told, named: &Named<'_>, names: &[Named<'_>]) -> bool {
    told.name.is_none_or(|number| names[number].key != named.key)
}

/// Names that are words or persons too tell nothing until they are known to be places.
fn tells(named: &Named<'_>) -> bool {
    match named.verdict {
        Verdict::Person | Verdict::Body => false,
        Verdict::Place => true,
        Verdict::Open => {
            named.also != Some(Also::Word)
                && (named.rank == Rank::Major || named.locative == Locative::Strong)
                && (named.also.is_none() || named.rank == Rank::Major)
        }
    }
}

fn sentence_at(scan: &Scan<'_>, names: &[Named<'_>], hints: &[Hint], byte: usize) -> u32 {
    let piece = scan.piece_at(byte);
    let of_name = names[..names.partition_point(|named| named.first <= piece)].last().map(|n| n.sentence);
    let of_hint = hints[..hints.partition_point(|hint| hint.end <= piece + 1)].last().map(|h| h.sentence);
    of_name.max(of_hint).unwrap_or(0)
}

/// The candidates of a name with the share of belief that each has before anything else is known.
fn shares(named: &Named<'_>, tables: &PlaceTables) -> Vec<(PlaceId, f64)> {
    let scored: Vec<(PlaceId, f64)> =
        named.candidates.iter().map(|&place| (place, prior(place, named, tables))).collect();
    let best = scored.iter().map(|(_, points)| *points).fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = scored.iter().map(|(_, points)| (points - best).exp()).sum();
    scored.into_iter().map(|(place, points)| (place, (points - best).exp() / total)).collect()
}

fn prior(place: PlaceId, named: &Named<'_>, tables: &PlaceTables) -> f64 {
    let facts = tables.facts(place);
    let people = |count: f64| (count + 1000.0).ln();
    let known = if facts.known { KNOWN } else { 0.0 };
    let asked = match named.kinds {
        Some(kinds) if kinds.contains(&facts.kind) => KIND,
        _ => 0.0,
    };
    asked
        + match facts.kind {
            PlaceKind::State => people(tables.people_of(facts.country) as f64) + STATE,
            PlaceKind::Capital => people(f64::from(facts.people)) + CAPITAL + known,
            PlaceKind::City => people(f64::from(facts.people)) + known,
            PlaceKind::Province => people(f64::from(facts.people)) + PROVINCE + known,
            PlaceKind::District => people(f64::from(facts.people)) + DISTRICT + known,
            _ => NATURAL + known,
        }
}

fn dateline_countries(dateline: &[String], tables: &PlaceTables) -> Vec<Code> {
    let mut countries = Vec::new();
    for name in dateline {
        let scan = Scan::of(name);
        let (names, _) = super::names::find_names(&scan, tables);
        let best = names.iter().flat_map(|named| shares(named, tables)).filter(|(_, share)| *share >= 0.7);
        countries.extend(best.map(|(place, _)| tables.facts(place).country));
    }
    countries.sort_unstable();
    countries.dedup();
    countries
}

/// Narrows names to the candidates that lie in what is named behind them after a comma; such names are places.
pub(super) fn take_parents(scan: &Scan<'_>, names: &mut [Named<'_>], tables: &PlaceTables) -> Vec<usize> {
    let mut parented = Vec::new();
    for number in 0..names.len().saturating_sub(1) {
        let (head, tail) = names.split_at_mut(number + 1);
        let (named, parent) = (&mut head[number], &mut tail[0]);
        if !is_behind_comma(scan, named.end, parent.first) || named.verdict == Verdict::Body {
            continue;
        }
        let is_state = |name: &Named<'_>| {
            name.candidates.iter().any(|&place| tables.facts(place).kind == PlaceKind::State)
        };
        if is_state(named) && is_state(parent) {
            continue;
        }
        let inside: Vec<PlaceId> =
            named.candidates.iter().copied().filter(|&place| lies_in_any(place, parent, tables)).collect();
        // A list of states or cities is no address: "Alabama, Georgia" has no Alabama in Georgia.
        if !inside.is_empty() {
            named.candidates = inside;
            named.verdict = Verdict::Place;
            if parent.verdict == Verdict::Open {
                parent.verdict = Verdict::Place;
            }
            parented.push(number);
        } else if is_address(parent, tables) && named.rank < Rank::Major && named.locative == Locative::Strong
        {
            // A town that the tables do not have, in a division that they have.
            named.verdict = Verdict::Body;
        }
    }
    parented
}

/// Whether a name behind a comma can only be the division that a town lies in.
fn is_address(parent: &Named<'_>, tables: &PlaceTables) -> bool {
    let kinds =
        |place: &PlaceId| matches!(tables.facts(*place).kind, PlaceKind::Province | PlaceKind::District);
    parent.candidates.iter().all(kinds)
}

fn is_behind_comma(scan: &Scan<'_>, end: usize, parent: usize) -> bool {
    parent > end
        && parent - end <= PARENT_PIECES_MAX
        && scan.word(end) == ","
        && (end + 1..parent).all(|at| {
            matches!(
                scan.lower(at),
                "in" | "the" | "southern" | "northern" | "eastern" | "western" | "central"
            )
        })
}

/// Whether a town or division lies in a state or division of this name.
fn lies_in_any(place: PlaceId, parent: &Named<'_>, tables: &PlaceTables) -> bool {
    let facts = tables.facts(place);
    parent.candidates.iter().any(|&above| {
        let above = tables.facts(above);
        let state = above.kind == PlaceKind::State && facts.kind != PlaceKind::State;
        let division = matches!(above.kind, PlaceKind::Province | PlaceKind::Region)
            && facts.division == above.name
            && facts.name != above.name;
        let district = above.kind == PlaceKind::District
            && near(facts.point, above.point, NEAR_KM / 2.0)
            && matches!(facts.kind, PlaceKind::City | PlaceKind::Capital);
        above.country == facts.country && above.country != Code::default() && (state || division || district)
    })
}

fn near(a: Option<(f64, f64)>, b: Option<(f64, f64)>, km: f64) -> bool {
    matches!((a, b), (Some(a), Some(b)) if distance_km(a, b) <= km)
}

/// Decides for each open name whether it is a place.
pub(super) fn accept(scan: &Scan<'_>, names: &mut [Named<'_>], evidence: &Evidence, tables: &PlaceTables) {
    let persons: BTreeSet<Key> =
        names.iter().filter(|named| named.verdict == Verdict::Person).map(|named| named.key).collect();
    for number in 0..names.len() {
        if names[number].verdict != Verdict::Open {
            continue;
        }
        let listed = number > 0
            && names[number - 1].verdict == Verdict::Place
            && names[number - 1].end + 1 == names[number].first
            && matches!(scan.lower(names[number].first - 1), "and" | "or" | ",");
        let supported = evidence.supports(number, names, tables);
        let named = &names[number];
        let locative = if listed { names[number - 1].locative } else { named.locative };
        let asked = has_kind(named, tables);
        let is_place = match (named.also, named.rank) {
            _ if asked => named.also != Some(Also::Word) || !scan.opens_sentence(named.first),
            _ if persons.contains(&named.key) && locative != Locative::Strong => false,
            (Some(Also::Word), rank) => {
                locative != Locative::None
                    && !scan.opens_sentence(named.first)
                    && (supported || (rank == Rank::Major && locative == Locative::Strong))
            }
            (_, Rank::Major) => true,
            (Some(Also::Person), _) => {
                locative == Locative::Strong && (supported || named.rank == Rank::Middle)
            }
            (None, Rank::Middle) => true,
            (None, Rank::Minor) => locative == Locative::Strong || (supported && locative == Locative::Weak),
        };
        let place = if is_place { Verdict::Place } else { Verdict::Person };
        names[number].locative = locative;
        names[number].verdict = place;
    }
}

/// The candidates of each accepted name, best first; names of one spelling that are not told apart share one sense.
pub(super) fn choose(
    names: &[Named<'_>],
    parented: &[usize],
    evidence: &Evidence,
    tables: &PlaceTables,
) -> Vec<Vec<Scored>> {
    let mut senses: BTreeMap<Key, BTreeMap<PlaceId, Scored>> = BTreeMap::new();
    let mut own: Vec<Vec<Scored>> = Vec::with_capacity(names.len());
    for (number, named) in names.iter().enumerate() {
        if named.verdict != Verdict::Place {
            own.push(Vec::new());
            continue;
        }
        let told_apart = parented.binary_search(&number).is_ok();
        let scored: Vec<Scored> = named
            .candidates
            .iter()
            .map(|&place| score(place, named, told_apart, names, evidence, tables))
            .collect();
        let sense = senses.entry(named.key).or_default();
        for scored in &scored {
            let known = sense.entry(scored.place).or_insert(*scored);
            if scored.points > known.points {
                *known = *scored;
            }
        }
        own.push(scored);
    }
    for (number, scored) in own.iter_mut().enumerate() {
        let named = &names[number];
        for scored in scored.iter_mut() {
            if let Some(sense) = senses.get(&named.key).and_then(|sense| sense.get(&scored.place)) {
                *scored = *sense;
            }
            // What stands right beside a name counts for it alone.
            if parented.binary_search(&number).is_ok() {
                scored.rule = PlaceRule::ParentNamed;
            } else if named.kinds.is_some_and(|kinds| kinds.contains(&tables.facts(scored.place).kind)) {
                scored.rule = PlaceRule::KindWord;
                scored.points += KIND;
            }
        }
        scored.sort_by(|a, b| b.points.total_cmp(&a.points).then(a.place.cmp(&b.place)));
        let countries = |place: PlaceId| tables.facts(place).country;
        if let Some(best) = scored.first().copied()
            && scored.iter().all(|other| countries(other.place) == countries(best.place))
            && best.rule > PlaceRule::OnlyOne
        {
            scored[0].rule = PlaceRule::OnlyOne;
        }
    }
    own
}

fn score(
    place: PlaceId,
    named: &Named<'_>,
    told_apart: bool,
    names: &[Named<'_>],
    evidence: &Evidence,
    tables: &PlaceTables,
) -> Scored {
    let facts = tables.facts(place);
    let mut points = prior(place, named, tables);
    let mut rules = vec![(PlaceRule::BestKnown, 0.0)];
    if told_apart {
        rules.push((PlaceRule::ParentNamed, PARENT));
    }
    if named.kinds.is_some_and(|kinds| kinds.contains(&facts.kind)) {
        points -= KIND;
    }
    let (mut same, mut next, mut division, mut close): (f64, f64, f64, f64) = (0.0, 0.0, 0.0, 0.0);
    for (in_sentence, told) in evidence.around(named.sentence) {
        if !other(told, named, names) {
            continue;
        }
        let told_facts = told.place.map(|place| tables.facts(place));
        if told.country == facts.country && facts.country != Code::default() {
            if in_sentence {
                same = same.max(told.share);
            } else {
                next = next.max(told.share);
            }
            if let Some(told_facts) = told_facts
                && told_facts.kind != PlaceKind::State
                && !facts.division.is_empty()
                && (told_facts.name == facts.division || told_facts.division == facts.division)
            {
                division = division.max(told.share);
            }
            if let Some(told_facts) = told_facts
                && facts.kind == PlaceKind::Province
                && told_facts.division == facts.name
            {
                division = division.max(told.share);
            }
        }
        if let Some(told_facts) = told_facts
            && near(told_facts.point, facts.point, NEAR_KM)
        {
            close = close.max(told.share);
        }
    }
    let own = evidence.by_name.get(&(named.key, facts.country)).copied().unwrap_or(0.0);
    let report = evidence.in_report.get(&facts.country).copied().unwrap_or(0.0) - own;
    let home = evidence.dateline.contains(&facts.country) && facts.country != Code::default();
    rules.extend([
        (PlaceRule::CountryInSentence, COUNTRY_IN_SENTENCE * same),
        (
            PlaceRule::CountryInReport,
            COUNTRY_NEXT_SENTENCE * next.max(same) + COUNTRY_IN_REPORT * report.clamp(0.0, 1.0),
        ),
        (PlaceRule::DivisionNear, DIVISION_NEAR * division),
        (PlaceRule::PlacesNear, NEAR * close),
        (PlaceRule::Dateline, if home { DATELINE } else { 0.0 }),
    ]);
    points += rules.iter().map(|(_, points)| points).sum::<f64>();
    let strongest = rules.into_iter().reduce(|best, rule| if rule.1 > best.1 + 1e-9 { rule } else { best });
    Scored { place, points, rule: strongest.map_or(PlaceRule::BestKnown, |(rule, _)| rule) }
}
