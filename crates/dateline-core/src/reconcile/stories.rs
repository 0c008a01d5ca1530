//! Which reports tell one story: average linkage over the likeness of their words and names, weighted by closeness in
//! time, after copies and rewrites have been counted as one text.

use super::{
    Held,
    corrections::Said,
    days::{self, Window},
    digits_needed,
    lineage::{self, Lineage},
    reading::{Readings, cosine},
    short_id,
};
use std::collections::{BTreeMap, BTreeSet};

/// Mean likeness from which two groups are one story. Chosen on the development half of a public set of English
/// stories, of which most reports are undated.
const STORY_LIKENESS: f32 = 0.20;
/// Days apart at which likeness has fallen to 1/e, and the least that is left of it however far apart.
const FADING_DAYS: f32 = 45.0;
const FADED_LEAST: f32 = 0.4;

/// Reports on the same happening.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Stable while its first report (by hash) stays in the story.
    pub id: String,
    /// Places of its reports, rising.
    pub reports: Vec<usize>,
    /// First and last civil day its reports are dated, where any is.
    pub days: Option<(String, String)>,
    /// Ids of the corrections by a person that split or merged it.
    pub corrected: BTreeSet<String>,
}

/// Groups reports in their final order; the story with most reports comes first, then by id.
pub(crate) fn group(
    reports: &[Held<'_>],
    readings: &Readings,
    lineage: &Lineage,
    said: &Said<'_>,
) -> Vec<Story> {
    let alike = |a: usize, b: usize| cosine(&readings.of[a].vector, &readings.of[b].vector);
    let groups = said.regroup(linked(reports, readings, lineage), &alike);
    let hash = |group: &Vec<usize>| reports[group[0]].report.report.as_str();
    let digits = digits_needed(groups.iter().map(|(group, _)| hash(group)));
    let mut stories: Vec<Story> = groups
        .into_iter()
        .map(|(group, corrected)| Story {
            id: short_id("s-", hash(&group), digits),
            days: span_of(reports, &group),
            reports: group,
            corrected,
        })
        .collect();
    stories.sort_by(|a, b| b.reports.len().cmp(&a.reports.len()).then_with(|| a.id.cmp(&b.id)));
    stories
}

fn span_of(reports: &[Held<'_>], group: &[usize]) -> Option<(String, String)> {
    let windows = || group.iter().map(|&place| days::of_report(reports[place].report));
    let first = windows().filter_map(|window| window.start.or(window.end)).min()?;
    let last = windows().filter_map(|window| window.end.or(window.start)).max()?;
    Some((days::day_words(first), days::day_words(last)))
}

/// A group of reports while it grows.
struct Cluster {
    places: Vec<usize>,
    /// Likeness summed over the texts of this cluster and those of another, by the other's number.
    alike: BTreeMap<usize, f32>,
    texts: usize,
}

/// Average linkage: joins the two most alike clusters while their mean likeness reaches the threshold. Ties go to the
/// smaller places.
fn linked(reports: &[Held<'_>], readings: &Readings, lineage: &Lineage) -> Vec<Vec<usize>> {
    let mut clusters = texts(reports, readings, lineage);
    while let Some((a, b)) = most_alike(&clusters) {
        let Some(joined) = clusters.remove(&b) else { break };
        for (&other, &sum) in joined.alike.iter().filter(|&(&other, _)| other != a) {
            for (from, to) in [(a, other), (other, a)] {
                if let Some(cluster) = clusters.get_mut(&from) {
                    *cluster.alike.entry(to).or_insert(0.0) += sum;
                }
            }
        }
        for cluster in clusters.values_mut() {
            cluster.alike.remove(&b);
        }
        if let Some(cluster) = clusters.get_mut(&a) {
            cluster.places.extend(joined.places);
            cluster.places.sort_unstable();
            cluster.texts += joined.texts;
        }
    }
    clusters.into_values().map(|cluster| cluster.places).collect()
}

/// One cluster for each text; a text is dated by its earliest report and read by its longest.
fn texts(reports: &[Held<'_>], readings: &Readings, lineage: &Lineage) -> BTreeMap<usize, Cluster> {
    let likeness = lineage::likenesses(&readings.of);
    let mut places: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, &text) in lineage.text_of.iter().enumerate() {
        places.entry(text).or_default().push(place);
    }
    let window = |places: &[usize]| {
        let windows = places.iter().map(|&place| days::of_report(reports[place].report));
        windows
            .filter(|window| window.end.is_some())
            .min_by_key(|window| (window.end, window.start))
            .unwrap_or_default()
    };
    let windows: BTreeMap<usize, Window> =
        places.iter().map(|(&text, places)| (text, window(places))).collect();
    let mean = |a: &[usize], b: &[usize]| {
        let sum: f32 = a
            .iter()
            .flat_map(|x| b.iter().map(move |y| (x, y)))
            .filter_map(|(x, y)| likeness[*x].get(y))
            .sum();
        sum / (a.len() * b.len()) as f32
    };
    let cluster = |(&text, own): (&usize, &Vec<usize>)| {
        let mut others: Vec<usize> =
            own.iter().flat_map(|&p| likeness[p].keys()).map(|&p| lineage.text_of[p]).collect();
        others.sort_unstable();
        others.dedup();
        let alike = others
            .into_iter()
            .filter(|&other| other != text)
            .map(|other| (other, mean(own, &places[&other]) * faded(windows[&text], windows[&other])))
            .collect();
        (text, Cluster { places: own.clone(), alike, texts: 1 })
    };
    places.iter().map(cluster).collect()
}

/// What is left of likeness between two dated texts; an undated one fades nothing.
fn faded(a: Window, b: Window) -> f32 {
    let gap = |one: Window, two: Window| two.start.zip(one.end).map(|(start, end)| (start - end).max(0));
    let apart = gap(a, b).max(gap(b, a)).unwrap_or(0);
    (-(apart as f32) / FADING_DAYS).exp().max(FADED_LEAST)
}

fn most_alike(clusters: &BTreeMap<usize, Cluster>) -> Option<(usize, usize)> {
    let mut best: Option<(f32, usize, usize)> = None;
    for (&a, cluster) in clusters {
        for (&b, &sum) in cluster.alike.range(a + 1..) {
            let mean = sum / (cluster.texts * clusters[&b].texts) as f32;
            if mean >= STORY_LIKENESS && best.is_none_or(|(most, ..)| mean > most) {
                best = Some((mean, a, b));
            }
        }
    }
    best.map(|(_, a, b)| (a, b))
}
