//! Which texts derive from which, how sure that is, and whose reporting a text is.
//!
//! Reprints are found by shared five-word shingles, rewrites by sentences that tell the same facts in the same order.
//! The wording everywhere is "text derives from"; nobody is accused. Groups are a pure function of the set of links.

mod null;
mod origins;

use super::{
    Held,
    corrections::{Names, Said},
    days,
    reading::{self, Reading, Readings},
    sketch::{self, Sketch},
};
use LinkCertainty::{Likely, Possible};
pub use null::Null;
pub use origins::{Handout, OriginKind, Origins};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Share of the shorter text's shingles from which nearly all of it stands in the other, and its share of the longer
/// text's words from which it is a reprint and not a part.
const REPRINT_SHARE: f32 = 0.45;
const REPRINT_LENGTH: f32 = 0.66;
/// Share of shingles, and their number, from which two texts share passages.
const PARTIAL_SHARE: f32 = 0.12;
const PARTIAL_SHINGLES: usize = 8;
/// Likeness of two sentences (cosine of weighted stems) from which they can be a pair.
const SENTENCE_LIKENESS: f32 = 0.22;
/// Share of the shorter text's couples of plain words from which it is told with the other's words. Independent reports
/// of one event, names and figures set aside, share a sixth at most in nearly all pairs looked at.
const COUPLES_POSSIBLE: f32 = 0.19;
const COUPLES_LIKELY: f32 = 0.30;
/// Couples that must be shared for their share to mean something.
const COUPLES_LEAST: usize = 5;
/// Share of the shorter text that a chain as long as the [`Null`] asks for has to cover.
const CHAIN_SHARE: f32 = 0.33;
/// Ways to be a rewrite besides a chain that the [`Null`] does not explain.
const REWRITES: [Retelling; 5] = [
    // Half of the shorter text and more in the other's order, with much of what it names and tells.
    Retelling { chain: (5, 0.5), pairs: (0, 0.0), words: 0.36, length: 0.0, certainty: Likely },
    Retelling { chain: (5, 0.42), pairs: (0, 0.0), words: 0.4, length: 0.0, certainty: Possible },
    // Short texts and summaries, reordered perhaps, made of the other's words. A long text has most words by chance.
    Retelling { chain: (2, 0.3), pairs: (3, 0.6), words: 0.5, length: 0.25, certainty: Likely },
    Retelling { chain: (2, 0.5), pairs: (2, 0.5), words: 0.58, length: 0.25, certainty: Likely },
    Retelling { chain: (2, 0.3), pairs: (2, 0.5), words: 0.5, length: 0.25, certainty: Possible },
];
/// Two reports that credit one agency within this many days, and are alike, go back to one newsroom's reporting; each
/// is compared with so many others of the agency.
const CREDIT_DAYS: i32 = 2;
const CREDIT_LIKENESS: f32 = 0.15;
const CREDIT_NEIGHBOURS: usize = 8;
/// A text with at most this share of the other's words lost detail on the way.
const LOST_DETAIL: f32 = 0.9;

/// What two texts must have in common, at least, to be one told after the other.
struct Retelling {
    /// Sentence pairs in one order, and their share of the shorter text's sentences.
    chain: (usize, f32),
    /// Sentence pairs in any order, and their share.
    pairs: (usize, f32),
    /// Share of the shorter text's content stems, by rarity, that stand in the other.
    words: f32,
    /// Words of the shorter text as a share of the longer's.
    length: f32,
    certainty: LinkCertainty,
}

/// How one text relates to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The same words, or an edited reprint.
    Copy,
    /// Some passages are the same.
    Partial,
    /// The same facts in the same order in other words.
    Rewrite,
    /// Both credit the same agency for one happening, or carry one handout; its own text is not held.
    SameSource,
    /// A person says that neither derives from the other.
    Independent,
}

impl Relation {
    /// The word in rows and pages.
    pub fn as_str(self) -> &'static str {
        match self {
            Relation::Copy => "copy",
            Relation::Partial => "partial",
            Relation::Rewrite => "rewrite",
            Relation::SameSource => "same_source",
            Relation::Independent => "independent",
        }
    }
}

/// How sure a link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkCertainty {
    /// Worth a look; counts for nothing.
    Possible,
    /// Counts.
    Likely,
    /// Could not be otherwise.
    Certain,
}

impl LinkCertainty {
    /// The word in rows and pages.
    pub fn as_str(self) -> &'static str {
        match self {
            LinkCertainty::Possible => "possible",
            LinkCertainty::Likely => "likely",
            LinkCertainty::Certain => "certain",
        }
    }
}

/// One pair of reports whose texts are not independent.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Place of the first report; smaller than `b`.
    pub a: usize,
    /// Place of the second.
    pub b: usize,
    /// How they relate.
    pub relation: Relation,
    /// How sure that is.
    pub certainty: LinkCertainty,
    /// `a>b` where the text of `a` derives from `b`, `b>a` the other way round; `None` where nothing tells.
    pub direction: Option<&'static str>,
    /// What speaks for it, in words.
    pub reasons: Vec<String>,
    /// True where the two carry one press release or pooled briefing.
    pub handout: bool,
    /// Ids of the corrections that it depends on, sorted.
    pub corrections: BTreeSet<String>,
}

/// Texts and newsrooms of all reports.
#[derive(Clone, Debug, Default)]
pub struct Lineage {
    /// Pairs that are not independent, rising by place, and those that a person held apart.
    pub links: Vec<Link>,
    /// For each report the number of its text: the smallest place among its copies and rewrites.
    pub text_of: Vec<usize>,
    /// For each report the newsroom its text goes back to; a text without a known one is its own unknown newsroom.
    pub newsrooms_of: Vec<BTreeSet<String>>,
    /// The same with every possible link, and with the certain ones only.
    pub(crate) fewest: Vec<String>,
    pub(crate) most: Vec<String>,
    /// Press releases and pooled briefings that two reports or more carry.
    pub handouts: Vec<Handout>,
    /// For each report the ids of the corrections that its text, its newsroom or its story depends on.
    pub corrected: Vec<BTreeSet<String>>,
    /// Places of reports that a person marked as originals.
    pub originals: BTreeSet<usize>,
    /// What rewrites were judged against.
    pub null: Null,
    pub(crate) names: Names,
}

impl Lineage {
    /// How many texts the reports at `places` are.
    pub fn texts(&self, places: impl IntoIterator<Item = usize>) -> usize {
        places.into_iter().map(|place| self.text_of[place]).collect::<BTreeSet<_>>().len()
    }

    /// The newsrooms that the reports at `places` go back to.
    pub fn newsrooms(&self, places: impl IntoIterator<Item = usize>) -> BTreeSet<String> {
        places.into_iter().flat_map(|place| self.newsrooms_of[place].iter().cloned()).collect()
    }

    /// How many origins the reports at `places` have.
    pub fn origins(&self, places: impl IntoIterator<Item = usize> + Clone) -> Origins {
        let distinct = |names: &Vec<String>| {
            places.clone().into_iter().map(|place| names[place].as_str()).collect::<BTreeSet<_>>().len()
        };
        let best = self.newsrooms(places.clone()).len();
        Origins::between(distinct(&self.fewest), best, distinct(&self.most))
    }

    /// Ids of the corrections that the counts over the reports at `places` depend on.
    pub fn corrected(&self, places: impl IntoIterator<Item = usize>) -> BTreeSet<String> {
        places.into_iter().flat_map(|place| self.corrected[place].iter().cloned()).collect()
    }
}

/// Traces the lineage of reports in their final order, as corrected by what is `said`.
pub(crate) fn trace(reports: &[Held<'_>], readings: &Readings, said: &Said<'_>) -> Lineage {
    let mut pairs = candidates(reports);
    pairs.extend(said.added.keys().chain(said.cut.keys()));
    let measured: Vec<Measured> = pairs.into_iter().map(|(a, b)| Measured::of(readings, a, b)).collect();
    let credits: Vec<Option<String>> = reports.iter().map(|held| credit(*held)).collect();
    let null = Null::of(&measured, &credits, readings);
    let named: Vec<_> = reports.iter().map(|held| origins::handout_in(held.text)).collect();
    let tracer = Tracer { reports, readings, said, null, named };
    let mut links: Vec<Link> = measured.iter().filter_map(|pair| tracer.link(pair)).collect();
    let text_of = groups(reports.len(), &links, said, one_text);
    tell_what_is_held_apart(reports, &mut links, &text_of, said);
    let best = groups(reports.len(), &links, said, origins::one_origin);
    let newsrooms_of: Vec<BTreeSet<String>> =
        origins::newsrooms(reports, &best, said).into_iter().map(|name| BTreeSet::from([name])).collect();
    // What two reports of different agencies have in common by chance does not make them one origin.
    let other_credits =
        |link: &Link| credits[link.a].as_ref().zip(credits[link.b].as_ref()).is_some_and(|(a, b)| a != b);
    let any = |link: &Link| {
        link.relation != Relation::Independent
            && (link.certainty > LinkCertainty::Possible || !other_credits(link))
    };
    let sure = |link: &Link| origins::one_origin(link) && link.certainty == LinkCertainty::Certain;
    Lineage {
        fewest: origins::newsrooms_at(reports, &links, said, any),
        most: origins::newsrooms_at(reports, &links, said, sure),
        handouts: origins::handouts_of(&links, &tracer.named),
        corrected: corrected(&newsrooms_of, &best, said),
        originals: said.originals.iter().map(|&(place, _)| place).collect(),
        names: said.newsrooms.clone(),
        links,
        text_of,
        newsrooms_of,
        null,
    }
}

/// For each report the corrections that its text and its newsroom depend on.
fn corrected(
    newsrooms_of: &[BTreeSet<String>],
    origin_of: &[usize],
    said: &Said<'_>,
) -> Vec<BTreeSet<String>> {
    let mut found = vec![BTreeSet::new(); origin_of.len()];
    let mut mark = |place: usize, id: &str| {
        for (other, ids) in found.iter_mut().enumerate() {
            if origin_of[other] == origin_of[place] {
                ids.insert(id.to_owned());
            }
        }
    };
    let cut = said.cut.iter();
    for (&(a, b), correction) in
        cut.chain(said.added.iter().map(|(pair, (correction, _))| (pair, correction)))
    {
        mark(a, &correction.id);
        mark(b, &correction.id);
    }
    for &(place, correction) in &said.originals {
        mark(place, &correction.id);
    }
    for (ids, names) in found.iter_mut().zip(newsrooms_of) {
        for (_, by) in names.iter().filter_map(|name| said.newsrooms.of(name)) {
            ids.extend(by.iter().cloned());
        }
    }
    found
}

/// Copies, parts and rewrites that are at least likely make one text.
fn one_text(link: &Link) -> bool {
    link.certainty >= LinkCertainty::Likely
        && matches!(link.relation, Relation::Copy | Relation::Partial | Relation::Rewrite)
}

/// A link that would make one text of two reports a person held apart says that it does not count.
fn tell_what_is_held_apart(reports: &[Held<'_>], links: &mut [Link], text_of: &[usize], said: &Said<'_>) {
    for link in links.iter_mut().filter(|link| one_text(link) && text_of[link.a] != text_of[link.b]) {
        for (&(a, b), correction) in &said.cut {
            let ends = [text_of[link.a], text_of[link.b]];
            if ends.contains(&text_of[a]) && ends.contains(&text_of[b]) {
                let name = |place: usize| short_report(&reports[place].report.report);
                let apart = format!("{} and {} are held apart ({})", name(a), name(b), correction.in_words());
                link.reasons.push(format!("does not count: {apart}"));
                link.corrections.insert(correction.id.clone());
            }
        }
    }
}

/// Pairs worth comparing, rising: those that share rare runs of words, each text's most alike others, and those that
/// credit one agency within a few days.
fn candidates(reports: &[Held<'_>]) -> BTreeSet<(usize, usize)> {
    let sketches: Vec<Sketch> =
        reports.iter().map(|held| Sketch::of(held.report.title.as_deref(), held.text)).collect();
    let found = sketch::candidates(&sketches).pairs;
    let mut found: BTreeSet<(usize, usize)> =
        found.into_iter().map(|(a, b)| (a as usize, b as usize)).collect();
    found.extend(crediting_one_agency(reports));
    found
}

/// Each dated report that credits an agency with the next few by day that credit the same.
fn crediting_one_agency(reports: &[Held<'_>]) -> Vec<(usize, usize)> {
    let dated =
        |(place, held): (usize, &Held<'_>)| Some((credit(*held)?, days::of_report(held.report).end?, place));
    let mut credited: Vec<(String, i32, usize)> = reports.iter().enumerate().filter_map(dated).collect();
    credited.sort();
    let next = |at: usize| {
        let (agency, day, place) = &credited[at];
        let near = credited[at + 1..].iter().take(CREDIT_NEIGHBOURS);
        near.take_while(move |(other, then, _)| other == agency && then - day <= CREDIT_DAYS)
            .map(move |&(.., other)| (other.min(*place), other.max(*place)))
    };
    (0..credited.len()).flat_map(next).collect()
}

/// Cosine of every two texts that share a stem that counts, by place.
pub(crate) fn likenesses(readings: &[Reading]) -> Vec<BTreeMap<usize, f32>> {
    let mut postings: BTreeMap<u32, Vec<(usize, f32)>> = BTreeMap::new();
    for (place, reading) in readings.iter().enumerate() {
        for &(stem, weight) in &reading.vector {
            postings.entry(stem).or_default().push((place, weight));
        }
    }
    let mut sums = vec![0.0_f32; readings.len()];
    readings
        .iter()
        .enumerate()
        .map(|(place, reading)| {
            sums.iter_mut().for_each(|sum| *sum = 0.0);
            for (stem, weight) in &reading.vector {
                postings[stem].iter().for_each(|&(other, theirs)| sums[other] += weight * theirs);
            }
            sums.iter().copied().enumerate().filter(|&(other, sum)| other != place && sum > 0.0).collect()
        })
        .collect()
}

/// What was measured of one pair.
struct Measured {
    a: usize,
    b: usize,
    /// What shared passages say.
    words: Option<Finding>,
    /// Sentence pairs, and the longest run of them in the same order.
    pairs: usize,
    chain: usize,
    /// Sentences of the shorter text.
    shorter: usize,
}

impl Measured {
    fn of(readings: &Readings, a: usize, b: usize) -> Measured {
        let (x, y) = (&readings.of[a], &readings.of[b]);
        let words = same_words(x, y);
        let pairs = match &words {
            Some((_, LinkCertainty::Certain, _)) => Vec::new(),
            _ => mutual_best(&x.sentences, &y.sentences, &readings.rarities),
        };
        let shorter = x.sentences.len().min(y.sentences.len());
        Measured { a, b, words, pairs: pairs.len(), chain: longest_rising(&pairs).len(), shorter }
    }
}

/// Makes links of what was measured.
struct Tracer<'a, 'b> {
    reports: &'b [Held<'a>],
    readings: &'b Readings,
    said: &'b Said<'b>,
    null: Null,
    named: Vec<Option<(&'static str, OriginKind)>>,
}

impl Tracer<'_, '_> {
    /// The link of a pair, a person's word before what was found.
    fn link(&self, pair: &Measured) -> Option<Link> {
        let found = self.found(pair);
        let key = (pair.a, pair.b);
        let (relation, correction) = match (self.said.cut.get(&key), self.said.added.get(&key)) {
            (Some(correction), _) => (Relation::Independent, correction),
            (None, Some((correction, class))) => (*class, correction),
            (None, None) => return found,
        };
        let direction = if relation == Relation::Independent { None } else { self.direction(pair.a, pair.b) };
        let mut reasons = vec![format!("a person says so ({})", correction.in_words())];
        match &found {
            Some(found) => reasons.push(format!(
                "found: {}, {}: {}",
                found.relation.as_str().replace('_', " "),
                found.certainty.as_str(),
                found.reasons.join("; ")
            )),
            None => reasons.push("found: nothing".to_owned()),
        }
        Some(Link {
            a: pair.a,
            b: pair.b,
            relation,
            certainty: LinkCertainty::Certain,
            direction,
            reasons,
            handout: found.is_some_and(|found| found.handout),
            corrections: BTreeSet::from([correction.id.clone()]),
        })
    }

    fn found(&self, pair: &Measured) -> Option<Link> {
        let (a, b) = (self.reports[pair.a], self.reports[pair.b]);
        let (x, y) = (&self.readings.of[pair.a], &self.readings.of[pair.b]);
        let handout = origins::one_handout(x, y, (self.named[pair.a], self.named[pair.b]));
        let same_handout = || Some((Relation::SameSource, LinkCertainty::Possible, handout.clone()?));
        let retold = match &pair.words {
            Some((_, LinkCertainty::Certain, _)) => None,
            _ => same_facts_in_order(pair, x, y, &self.readings.rarities, self.null),
        };
        let (relation, certainty, mut reasons) = match (pair.words.clone(), retold) {
            // Shared passages are the firmer the more of what is between them is told alike.
            (Some((relation, worded, passages)), Some((_, retold, facts))) => {
                (relation, worded.max(retold), vec![passages, facts])
            }
            (Some((relation, certainty, reason)), None) | (None, Some((relation, certainty, reason))) => {
                (relation, certainty, vec![reason])
            }
            (None, None) => {
                let (relation, certainty, reason) = same_credit(a, b, x, y).or_else(same_handout)?;
                (relation, certainty, vec![reason])
            }
        };
        if let (Some(one), Some(two)) = (credit(a), credit(b)) {
            let verdict = if one == two {
                format!("both credit {one}")
            } else {
                format!("credits differ: {one}, {two}")
            };
            reasons.extend((relation != Relation::SameSource).then_some(verdict));
        }
        let new = handout.as_ref().filter(|words| !reasons.contains(words)).cloned();
        reasons.extend(new);
        let gap = days::of_report(a.report).end.zip(days::of_report(b.report).end);
        reasons
            .extend(gap.filter(|(d, e)| d != e).map(|(d, e)| format!("dated {} days apart", (d - e).abs())));
        let marked = self.said.originals.iter().filter(|(place, _)| [pair.a, pair.b].contains(place));
        let corrections: BTreeSet<String> = marked.map(|(_, correction)| correction.id.clone()).collect();
        reasons.extend(corrections.iter().map(|id| format!("marked as an original by a person ({id})")));
        Some(Link {
            a: pair.a,
            b: pair.b,
            relation,
            certainty,
            direction: self.direction(pair.a, pair.b),
            reasons,
            handout: handout.is_some(),
            corrections,
        })
    }

    /// The other derives from the one that a person marked; else what credits and days say.
    fn direction(&self, a: usize, b: usize) -> Option<&'static str> {
        let last = self.said.originals.iter().rev().find(|(place, _)| [a, b].contains(place));
        match last {
            Some((place, _)) if *place == a => Some("b>a"),
            Some(_) => Some("a>b"),
            None => direction(self.reports[a], self.reports[b])
                .or_else(|| loss_of_detail(&self.readings.of[a], &self.readings.of[b])),
        }
    }
}

type Finding = (Relation, LinkCertainty, String);

fn same_words(x: &Reading, y: &Reading) -> Option<Finding> {
    if x.whole == y.whole && x.words > 0 {
        return Some((Relation::Copy, LinkCertainty::Certain, "the same words throughout".to_owned()));
    }
    let shorter = x.shingles.len().min(y.shingles.len());
    let both = reading::shared(&x.shingles, &y.shingles);
    if shorter == 0 || both < PARTIAL_SHINGLES.min(shorter) {
        return None;
    }
    let share = both as f32 / shorter as f32;
    let length = shorter as f32 / x.shingles.len().max(y.shingles.len()) as f32;
    let reason = format!("{:.0} % of the shorter text's five-word runs are in both", share * 100.0);
    if share >= REPRINT_SHARE {
        let relation = if length >= REPRINT_LENGTH { Relation::Copy } else { Relation::Partial };
        Some((relation, LinkCertainty::Certain, reason))
    } else if share >= PARTIAL_SHARE {
        Some((Relation::Partial, LinkCertainty::Possible, reason))
    } else {
        None
    }
}

fn same_facts_in_order(
    pair: &Measured,
    x: &Reading,
    y: &Reading,
    rarities: &[f32],
    null: Null,
) -> Option<Finding> {
    let Measured { chain, pairs, .. } = *pair;
    let least = pair.shorter.max(1) as f32;
    let words = shared_content(x, y, rarities);
    let length = x.words.min(y.words) as f32 / x.words.max(y.words).max(1) as f32;
    let (both, couples) = shared_couples(x, y);
    let reaches =
        |count: usize, (number, share): (usize, f32)| count >= number && count as f32 / least >= share;
    let by_null = match () {
        () if reaches(chain, (null.likely, CHAIN_SHARE)) => Some(Likely),
        () if reaches(chain, (null.possible, CHAIN_SHARE)) => Some(Possible),
        () => None,
    };
    let by_order = REWRITES
        .iter()
        .filter(|way| reaches(chain, way.chain) && reaches(pairs, way.pairs))
        .filter(|way| words >= way.words && length >= way.length)
        .map(|way| way.certainty)
        .max();
    let by_words = match () {
        () if both < COUPLES_LEAST || couples < COUPLES_POSSIBLE => None,
        () if couples < COUPLES_LIKELY => Some(LinkCertainty::Possible),
        () => Some(LinkCertainty::Likely),
    };
    let reason = format!(
        "{pairs} sentences of the shorter text match, {chain} of them in the same order ({:.0} % of it; half of {} \
         independent pairs share at most {}); {:.0} % of its rarer words and {:.0} % of its couples of plain words are \
         in both",
        chain as f32 / least * 100.0,
        null.pairs,
        null.median,
        words * 100.0,
        couples * 100.0
    );
    Some((Relation::Rewrite, by_null.max(by_order).max(by_words)?, reason))
}

/// Share of the shorter text's content stems, by weight, that are in both.
fn shared_content(x: &Reading, y: &Reading, weights: &[f32]) -> f32 {
    let (shorter, longer) = if x.words <= y.words { (x, y) } else { (y, x) };
    let weigh = |stem: &&u32| weights[**stem as usize];
    let all: f32 = shorter.content.iter().map(|stem| weigh(&stem)).sum();
    let both: f32 = shorter
        .content
        .iter()
        .filter(|stem| longer.content.binary_search(stem).is_ok())
        .map(|stem| weigh(&stem))
        .sum();
    both / all.max(f32::MIN_POSITIVE)
}

/// Couples in both texts, without those that hold a name of either, and their share of the lesser number.
fn shared_couples(x: &Reading, y: &Reading) -> (usize, f32) {
    let plain = |names: &[u32], couples: &[(u32, u32)]| -> Vec<(u32, u32)> {
        let is_plain = |stem: u32| names.binary_search(&stem).is_err();
        couples.iter().copied().filter(|&(a, b)| is_plain(a) && is_plain(b)).collect()
    };
    let (one, two) = (plain(&y.names, &x.couples), plain(&x.names, &y.couples));
    let both = reading::shared(&one, &two);
    (both, both as f32 / one.len().min(two.len()).max(1) as f32)
}

fn same_credit(a: Held<'_>, b: Held<'_>, x: &Reading, y: &Reading) -> Option<Finding> {
    let (one, two) = (credit(a)?, credit(b)?);
    let slack = CREDIT_DAYS;
    let near = days::of_report(a.report).meets(days::of_report(b.report), slack)
        && days::of_report(a.report).is_closed()
        && days::of_report(b.report).is_closed();
    (one == two && near && reading::cosine(&x.vector, &y.vector) >= CREDIT_LIKENESS).then(|| {
        (
            Relation::SameSource,
            LinkCertainty::Possible,
            format!("both credit {one}, whose own text is not held"),
        )
    })
}

/// Sentences of the one that are most like a sentence of the other, and the other way round: (place, place, likeness),
/// rising.
pub(crate) fn mutual_best(x: &[Vec<u32>], y: &[Vec<u32>], weights: &[f32]) -> Vec<(usize, usize, f32)> {
    let length =
        |sentence: &Vec<u32>| sentence.iter().map(|&s| weights[s as usize].powi(2)).sum::<f32>().sqrt();
    let (lx, ly): (Vec<f32>, Vec<f32>) = (x.iter().map(length).collect(), y.iter().map(length).collect());
    let mut best_y = vec![(0.0_f32, usize::MAX); x.len()];
    let mut best_x = vec![(0.0_f32, usize::MAX); y.len()];
    for (i, one) in x.iter().enumerate() {
        for (j, two) in y.iter().enumerate() {
            let likeness = likeness(one, two, weights) / (lx[i] * ly[j]).max(f32::MIN_POSITIVE);
            if likeness > best_y[i].0 {
                best_y[i] = (likeness, j);
            }
            if likeness > best_x[j].0 {
                best_x[j] = (likeness, i);
            }
        }
    }
    let paired = |(i, &(likeness, j)): (usize, &(f32, usize))| {
        (likeness >= SENTENCE_LIKENESS && best_x[j].1 == i).then_some((i, j, likeness))
    };
    best_y.iter().enumerate().filter_map(paired).collect()
}

fn likeness(a: &[u32], b: &[u32], weights: &[f32]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += weights[a[i] as usize].powi(2);
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    sum
}

/// The longest run of pairs that rises on both sides, by their numbers (pairs rise on the first side already); of two
/// as long the one that ends first.
pub(crate) fn longest_rising(pairs: &[(usize, usize, f32)]) -> Vec<usize> {
    // For each length the pair that ends a run of it on the smallest second side, and for each pair the one before it.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (n, &(_, j, _)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].1 < j);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = n,
            None => ends.push(n),
        }
    }
    let mut run: Vec<usize> = std::iter::successors(ends.last().copied(), |&n| before[n]).collect();
    run.reverse();
    run
}

/// The agency a report credits, by its plain name.
fn credit(held: Held<'_>) -> Option<String> {
    held.report.agency.as_deref().map(newsroom_name)
}

/// One name for one newsroom: "the Bloomberg News" and "Bloomberg" are the same.
pub fn newsroom_name(words: &str) -> String {
    let name = words.trim().trim_start_matches("The ").trim_start_matches("the ");
    name.strip_suffix(" News").or_else(|| name.strip_suffix(" news")).unwrap_or(name).to_owned()
}

/// The credited report is nearer to the origin than the uncredited; else the later derives from the earlier.
fn direction(a: Held<'_>, b: Held<'_>) -> Option<&'static str> {
    match (a.report.agency.is_some(), b.report.agency.is_some()) {
        (true, false) => return Some("b>a"),
        (false, true) => return Some("a>b"),
        _ => {}
    }
    let (one, two) = (days::of_report(a.report), days::of_report(b.report));
    if one.end.zip(two.start).is_some_and(|(end, start)| end < start) {
        Some("b>a")
    } else if two.end.zip(one.start).is_some_and(|(end, start)| end < start) {
        Some("a>b")
    } else {
        None
    }
}

/// A text that tells much less derives from the one that tells more.
fn loss_of_detail(x: &Reading, y: &Reading) -> Option<&'static str> {
    let less = |x: &Reading, y: &Reading| x.words as f32 <= LOST_DETAIL * y.words as f32;
    match () {
        () if less(x, y) => Some("a>b"),
        () if less(y, x) => Some("b>a"),
        () => None,
    }
}

/// Union of reports over the links that count, a person's first, then the surest; one that would bring together what a
/// person held apart is left out. Each report is given the smallest place of its group.
fn groups(count: usize, links: &[Link], said: &Said<'_>, counts: impl Fn(&Link) -> bool) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..count).collect();
    let mut counted: Vec<&Link> = links.iter().filter(|link| counts(link)).collect();
    let added = |link: &Link| said.added.contains_key(&(link.a, link.b));
    counted
        .sort_by_key(|link| (!added(link), std::cmp::Reverse(link.certainty), link.relation, link.a, link.b));
    for link in counted {
        let (a, b) = (root(&parent, link.a), root(&parent, link.b));
        let apart = said.cut.keys().any(|&(x, y)| {
            let ends = (root(&parent, x), root(&parent, y));
            a != b && (ends == (a, b) || ends == (b, a))
        });
        if !apart {
            parent[a.max(b)] = a.min(b);
        }
    }
    (0..count).map(|place| root(&parent, place)).collect()
}

fn root(parent: &[usize], mut place: usize) -> usize {
    while parent[place] != place {
        place = parent[place];
    }
    place
}

/// The outlet that printed a report, as its mentions name it.
pub(crate) fn outlet(held: Held<'_>) -> Option<String> {
    use crate::words::HolderRole::Publisher;
    let first = held.mentions.iter().find_map(|mention| mention.attribution.first());
    first.filter(|link| link.role == Publisher).and_then(|link| link.holder.as_deref()).map(newsroom_name)
}

/// A report as people write it: `r-` and the first eight hex digits of its hash.
pub fn short_report(hash: &str) -> String {
    format!("r-{}", hash.get(..8).unwrap_or(hash))
}
