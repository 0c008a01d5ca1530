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
};
pub use null::Null;
pub use origins::{Handout, OriginKind, Origins};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Share of the shorter text's shingles that makes a reprint.
const REPRINT_SHARE: f32 = 0.5;
/// Share of shingles, and their number, from which two texts share passages.
const PARTIAL_SHARE: f32 = 0.12;
const PARTIAL_SHINGLES: usize = 8;
/// Likeness of two sentences (cosine of weighted stems) from which they can be a pair.
const SENTENCE_LIKENESS: f32 = 0.22;
/// Share of the shorter text that a chain of sentence pairs has to cover; how long it has to be says the [`Null`].
const CHAIN_SHARE_POSSIBLE: f32 = 0.35;
const CHAIN_SHARE_LIKELY: f32 = 0.33;
/// A shingle in more reports than this says nothing about a pair.
const SHINGLE_REPORTS_MAX: usize = 100;
/// Shared rare shingles from which a pair is looked at, and how many most alike texts are looked at besides.
const CANDIDATE_SHINGLES: usize = 3;
const CANDIDATE_NEIGHBOURS: usize = 10;
/// Two reports that credit one agency within this many days, and are alike, go back to one newsroom's reporting.
const CREDIT_DAYS: i32 = 2;
const CREDIT_LIKENESS: f32 = 0.15;

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
    let mut pairs = candidates(readings);
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
    let cut = said.cut.iter().map(|(pair, correction)| (pair, correction));
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

/// Copies and rewrites that are at least likely make one text.
fn one_text(link: &Link) -> bool {
    link.certainty >= LinkCertainty::Likely && matches!(link.relation, Relation::Copy | Relation::Rewrite)
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

/// Pairs worth comparing, rising: those that share rare shingles, and each text's most alike others.
fn candidates(readings: &Readings) -> BTreeSet<(usize, usize)> {
    let mut found = BTreeSet::new();
    let mut wholes: BTreeMap<u64, usize> = BTreeMap::new();
    for (place, reading) in readings.of.iter().enumerate() {
        match wholes.get(&reading.whole) {
            Some(&first) => drop(found.insert((first, place))),
            None => drop(wholes.insert(reading.whole, place)),
        }
    }
    found.extend(sharing_shingles(&readings.of));
    found.extend(neighbours(&readings.of));
    found
}

fn sharing_shingles(readings: &[Reading]) -> BTreeSet<(usize, usize)> {
    let mut places: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (place, reading) in readings.iter().enumerate() {
        for &shingle in &reading.shingles {
            places.entry(shingle).or_default().push(place);
        }
    }
    let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for held_in in places.values().filter(|held_in| (2..=SHINGLE_REPORTS_MAX).contains(&held_in.len())) {
        for (n, &a) in held_in.iter().enumerate() {
            for &b in &held_in[n + 1..] {
                *counts.entry((a, b)).or_insert(0) += 1;
            }
        }
    }
    counts.into_iter().filter(|&(_, count)| count >= CANDIDATE_SHINGLES).map(|(pair, _)| pair).collect()
}

fn neighbours(readings: &[Reading]) -> BTreeSet<(usize, usize)> {
    let likeness = likenesses(readings);
    let mut found = BTreeSet::new();
    for (place, row) in likeness.iter().enumerate() {
        let mut others: Vec<(usize, f32)> = row.iter().map(|(&other, &cosine)| (other, cosine)).collect();
        others.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        found.extend(
            others.iter().take(CANDIDATE_NEIGHBOURS).map(|&(other, _)| (place.min(other), place.max(other))),
        );
    }
    found
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
    /// What shared words say.
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
            Some(_) => Vec::new(),
            None => mutual_best(&x.sentences, &y.sentences, &readings.weights),
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
        let (relation, certainty, reason) = pair
            .words
            .clone()
            .or_else(|| same_facts_in_order(pair, self.null))
            .or_else(|| same_credit(a, b, x, y))
            .or_else(same_handout)?;
        let mut reasons = vec![reason];
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
            None => direction(self.reports[a], self.reports[b]),
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
    let reason = format!("{:.0} % of the shorter text's five-word runs are in both", share * 100.0);
    if share >= REPRINT_SHARE {
        Some((Relation::Copy, LinkCertainty::Certain, reason))
    } else if share >= PARTIAL_SHARE {
        let certainty =
            if share >= 2.0 * PARTIAL_SHARE { LinkCertainty::Likely } else { LinkCertainty::Possible };
        Some((Relation::Partial, certainty, reason))
    } else {
        None
    }
}

fn same_facts_in_order(pair: &Measured, null: Null) -> Option<Finding> {
    let Measured { chain, pairs, shorter, .. } = *pair;
    let share = chain as f32 / shorter.max(1) as f32;
    let certainty = if chain >= null.likely && share >= CHAIN_SHARE_LIKELY {
        LinkCertainty::Likely
    } else if chain >= null.possible && share >= CHAIN_SHARE_POSSIBLE {
        LinkCertainty::Possible
    } else {
        return None;
    };
    let reason = format!(
        "{pairs} sentences of the shorter text match, {chain} of them in the same order ({:.0} % of it); of {} \
         independent pairs half share at most {} in order, one in fifty {} or more",
        share * 100.0,
        null.pairs,
        null.median,
        null.likely,
    );
    Some((Relation::Rewrite, certainty, reason))
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
