//! Which texts derive from which, how sure that is, and whose reporting a text is.
//!
//! Reprints are found by shared five-word shingles, rewrites by sentences that tell the same facts in the same order.
//! The wording everywhere is "text derives from"; nobody is accused. Groups are a pure function of the set of links.

use super::{
    Held, days,
    reading::{self, Reading, Readings},
    sketch::{self, Sketch},
};
use LinkCertainty::{Likely, Possible};
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
/// Ways to be a rewrite, the surer first.
const REWRITES: [Retelling; 7] = [
    // Long texts. In 551 pairs of independent long reports on one story the median chain is three pairs; one in fifty
    // reaches eight, one in a hundred nine.
    Retelling { chain: (9, 0.33), pairs: (0, 0.0), words: 0.0, length: 0.0, certainty: Likely },
    Retelling { chain: (8, 0.33), pairs: (0, 0.0), words: 0.0, length: 0.0, certainty: Possible },
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// The same words, or an edited reprint.
    Copy,
    /// Some passages are the same.
    Partial,
    /// The same facts in the same order in other words.
    Rewrite,
    /// Both credit the same agency for one happening; its own text is not held.
    SameSource,
}

impl Relation {
    /// The word in rows and pages.
    pub fn as_str(self) -> &'static str {
        match self {
            Relation::Copy => "copy",
            Relation::Partial => "partial",
            Relation::Rewrite => "rewrite",
            Relation::SameSource => "same_source",
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
}

/// Texts and newsrooms of all reports.
#[derive(Clone, Debug, Default)]
pub struct Lineage {
    /// Pairs that are not independent, rising by place.
    pub links: Vec<Link>,
    /// For each report the number of its text: the smallest place among its copies and rewrites.
    pub text_of: Vec<usize>,
    /// For each report the newsroom its text goes back to; a text without a known one is its own unknown newsroom.
    pub newsrooms_of: Vec<BTreeSet<String>>,
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
}

/// Traces the lineage of reports in their final order.
pub(crate) fn trace(reports: &[Held<'_>], readings: &Readings) -> Lineage {
    let links: Vec<Link> =
        candidates(reports).into_iter().filter_map(|(a, b)| link(reports, readings, a, b)).collect();
    let text_of = groups(reports.len(), &links);
    let newsrooms_of = newsrooms(reports, &text_of);
    Lineage { links, text_of, newsrooms_of }
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

fn link(reports: &[Held<'_>], readings: &Readings, a: usize, b: usize) -> Option<Link> {
    let (x, y) = (&readings.of[a], &readings.of[b]);
    let worded = same_words(x, y);
    let retold = match &worded {
        Some((_, LinkCertainty::Certain, _)) => None,
        _ => same_facts_in_order(x, y, &readings.rarities),
    };
    let (relation, certainty, mut reasons) = match (worded, retold) {
        // Shared passages are the firmer the more of what is between them is told alike.
        (Some((relation, worded, passages)), Some((_, retold, facts))) => {
            (relation, worded.max(retold), vec![passages, facts])
        }
        (Some((relation, certainty, reason)), None) | (None, Some((relation, certainty, reason))) => {
            (relation, certainty, vec![reason])
        }
        (None, None) => {
            let (relation, certainty, reason) = same_credit(reports[a], reports[b], x, y)?;
            (relation, certainty, vec![reason])
        }
    };
    if let (Some(one), Some(two)) = (credit(reports[a]), credit(reports[b])) {
        let verdict =
            if one == two { format!("both credit {one}") } else { format!("credits differ: {one}, {two}") };
        reasons.extend((relation != Relation::SameSource).then_some(verdict));
    }
    let direction = direction(reports[a], reports[b]).or_else(|| loss_of_detail(x, y));
    let gap = days::of_report(reports[a].report).end.zip(days::of_report(reports[b].report).end);
    reasons.extend(gap.filter(|(d, e)| d != e).map(|(d, e)| format!("dated {} days apart", (d - e).abs())));
    Some(Link { a, b, relation, certainty, direction, reasons })
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

fn same_facts_in_order(x: &Reading, y: &Reading, rarities: &[f32]) -> Option<Finding> {
    let pairs = mutual_best(&x.sentences, &y.sentences, rarities);
    let chain = longest_rising(&pairs);
    let least = x.sentences.len().min(y.sentences.len()).max(1) as f32;
    let words = shared_content(x, y, rarities);
    let length = x.words.min(y.words) as f32 / x.words.max(y.words).max(1) as f32;
    let (both, couples) = shared_couples(x, y);
    let reaches =
        |count: usize, (number, share): (usize, f32)| count >= number && count as f32 / least >= share;
    let by_order = REWRITES
        .iter()
        .filter(|way| reaches(chain, way.chain) && reaches(pairs.len(), way.pairs))
        .filter(|way| words >= way.words && length >= way.length)
        .map(|way| way.certainty)
        .max();
    let by_words = match () {
        () if both < COUPLES_LEAST || couples < COUPLES_POSSIBLE => None,
        () if couples < COUPLES_LIKELY => Some(LinkCertainty::Possible),
        () => Some(LinkCertainty::Likely),
    };
    let reason = format!(
        "{} sentences of the shorter text match, {chain} of them in the same order ({:.0} % of it); {:.0} % of its \
         rarer words and {:.0} % of its couples of plain words are in both",
        pairs.len(),
        chain as f32 / least * 100.0,
        words * 100.0,
        couples * 100.0
    );
    Some((Relation::Rewrite, by_order.max(by_words)?, reason))
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

/// Sentences of the one that are most like a sentence of the other, and the other way round: (place, place), rising.
fn mutual_best(x: &[Vec<u32>], y: &[Vec<u32>], weights: &[f32]) -> Vec<(usize, usize)> {
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
        (likeness >= SENTENCE_LIKENESS && best_x[j].1 == i).then_some((i, j))
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

/// Length of the longest run of pairs that rises on both sides (pairs rise on the first side already).
fn longest_rising(pairs: &[(usize, usize)]) -> usize {
    let mut tails: Vec<usize> = Vec::new();
    for &(_, j) in pairs {
        let at = tails.partition_point(|&tail| tail < j);
        match tails.get_mut(at) {
            Some(tail) => *tail = j,
            None => tails.push(j),
        }
    }
    tails.len()
}

/// The agency a report credits, by its plain name.
fn credit(held: Held<'_>) -> Option<String> {
    held.report.agency.as_deref().map(newsroom_name)
}

/// One name for one newsroom: "the Bloomberg News" and "Bloomberg" are the same.
pub(crate) fn newsroom_name(words: &str) -> String {
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

/// Union of reports over the links that count: copies, parts and rewrites at least likely. Each report is given the smallest
/// place of its group.
fn groups(count: usize, links: &[Link]) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..count).collect();
    let counts =
        |link: &&Link| link.relation != Relation::SameSource && link.certainty >= LinkCertainty::Likely;
    for link in links.iter().filter(counts) {
        let (a, b) = (root(&parent, link.a), root(&parent, link.b));
        parent[a.max(b)] = a.min(b);
    }
    (0..count).map(|place| root(&parent, place)).collect()
}

fn root(parent: &[usize], mut place: usize) -> usize {
    while parent[place] != place {
        place = parent[place];
    }
    place
}

/// One newsroom for each text, for a text is reported once: the agency that its earliest report with a credit names;
/// else the outlet that printed it first; else an unknown one of its own.
fn newsrooms(reports: &[Held<'_>], text_of: &[usize]) -> Vec<BTreeSet<String>> {
    let mut known: BTreeMap<usize, (bool, i32, String)> = BTreeMap::new();
    for (held, &text) in reports.iter().zip(text_of) {
        let day = days::of_report(held.report).end.unwrap_or(i32::MAX);
        let named = credit(*held)
            .map(|name| (false, day, name))
            .or_else(|| outlet(*held).map(|name| (true, day, name)));
        if let Some(named) = named.filter(|named| known.get(&text).is_none_or(|first| named < first)) {
            known.insert(text, named);
        }
    }
    let unknown = |text: usize| format!("unknown newsroom of {}", short_report(&reports[text].report.report));
    let name = |text: &usize| known.get(text).map_or_else(|| unknown(*text), |(.., name)| name.clone());
    text_of.iter().map(|text| BTreeSet::from([name(text)])).collect()
}

/// The outlet that printed a report, as its mentions name it.
fn outlet(held: Held<'_>) -> Option<String> {
    use crate::words::HolderRole::Publisher;
    let first = held.mentions.iter().find_map(|mention| mention.attribution.first());
    first.filter(|link| link.role == Publisher).and_then(|link| link.holder.as_deref()).map(newsroom_name)
}

/// A report as people write it: `r-` and the first eight hex digits of its hash.
pub fn short_report(hash: &str) -> String {
    format!("r-{}", hash.get(..8).unwrap_or(hash))
}
