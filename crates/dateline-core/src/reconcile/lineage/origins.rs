//! Whose reporting a text is: newsrooms and agencies as originals that may not be held, press releases and pooled
//! briefings as an origin of their own sort, and the interval of how many origins there are.

use super::{Link, LinkCertainty, Relation, credit, outlet, short_report};
use crate::{
    reconcile::{
        Held,
        corrections::Said,
        days,
        reading::{self, Reading},
    },
    tables::{TableFault, full_rows, shipped, sound},
};
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::LazyLock,
};

/// How many origins stand behind a line: as few as the links allow, what the likely ones say, as many as they allow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Origins {
    /// With every possible link.
    pub at_least: usize,
    /// With the likely ones: the number of newsrooms.
    pub best: usize,
    /// With the certain ones only.
    pub at_most: usize,
}

impl Origins {
    /// From three sets of names; a newsroom that is told for one text under two links can make the outer counts cross
    /// the inner one, which then holds.
    pub(crate) fn between(at_least: usize, best: usize, at_most: usize) -> Origins {
        Origins { at_least: at_least.min(best), best, at_most: at_most.max(best) }
    }
}

impl fmt::Display for Origins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}/{}/{}", self.at_least, self.best, self.at_most))
    }
}

/// What an origin is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OriginKind {
    /// A newsroom with a name.
    Newsroom,
    /// A newsroom that no report names.
    Unknown,
    /// A text handed out by a party.
    PressRelease,
    /// One account for all newsrooms: a pool report, a briefing.
    PooledBriefing,
}

impl OriginKind {
    /// The word in rows and pages.
    pub fn as_str(self) -> &'static str {
        match self {
            OriginKind::Newsroom => "newsroom",
            OriginKind::Unknown => "unknown newsroom",
            OriginKind::PressRelease => "press release",
            OriginKind::PooledBriefing => "pooled briefing",
        }
    }
}

/// Something that several reports carry and nobody's newsroom found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handout {
    /// Press release or pooled briefing.
    pub kind: OriginKind,
    /// The words by which a report gives it away, as the table has them.
    pub words: String,
    /// Places of the reports that share quotations from it, rising.
    pub reports: Vec<usize>,
}

/// Groups at one depth of certainty, and the newsroom of each report under them.
pub(super) fn newsrooms_at(
    reports: &[Held<'_>],
    links: &[Link],
    said: &Said<'_>,
    counts: impl Fn(&Link) -> bool,
) -> Vec<String> {
    newsrooms(reports, &super::groups(reports.len(), links, said, counts), said)
}

/// Links that make one origin at the best estimate.
pub(super) fn one_origin(link: &Link) -> bool {
    link.certainty >= LinkCertainty::Likely && link.relation != Relation::Independent
}

/// One newsroom for each group, for a text is reported once: that of the report a person marked as the original; else
/// the agency that its earliest report with a credit names; else the outlet that printed it first; else an unknown one.
pub(super) fn newsrooms(reports: &[Held<'_>], group_of: &[usize], said: &Said<'_>) -> Vec<String> {
    let mut known: BTreeMap<usize, (bool, i32, String)> = BTreeMap::new();
    for (held, &group) in reports.iter().zip(group_of) {
        let day = days::of_report(held.report).end.unwrap_or(i32::MAX);
        let named = credit(*held)
            .map(|name| (false, day, name))
            .or_else(|| outlet(*held).map(|name| (true, day, name)));
        if let Some(named) = named.filter(|named| known.get(&group).is_none_or(|first| named < first)) {
            known.insert(group, named);
        }
    }
    let mut marked: BTreeMap<usize, String> = BTreeMap::new();
    for &(place, _) in &said.originals {
        let own = credit(reports[place]).or_else(|| outlet(reports[place]));
        marked.insert(group_of[place], own.unwrap_or_else(|| unknown(reports, place)));
    }
    let found = |group: usize| {
        let name = marked.get(&group).cloned().or_else(|| known.get(&group).map(|(.., name)| name.clone()));
        name.unwrap_or_else(|| named_by_a_person(reports, group_of, group, said))
    };
    let counted =
        |name: String| said.newsrooms.of(&name).map_or(name.clone(), |(same_as, _)| same_as.to_owned());
    let names: BTreeMap<usize, String> =
        group_of.iter().map(|&group| (group, counted(found(group)))).collect();
    group_of.iter().map(|group| names[group].clone()).collect()
}

/// The unknown newsroom of a group under the name that a person spoke of, whichever of its reports it was called by.
fn named_by_a_person(reports: &[Held<'_>], group_of: &[usize], group: usize, said: &Said<'_>) -> String {
    let own = (0..group_of.len()).filter(|&place| group_of[place] == group);
    let spoken_of = own.map(|place| unknown(reports, place)).find(|name| said.newsrooms.of(name).is_some());
    spoken_of.unwrap_or_else(|| unknown(reports, group))
}

fn unknown(reports: &[Held<'_>], place: usize) -> String {
    format!("unknown newsroom of {}", short_report(&reports[place].report.report))
}

/// Words that give away a press release or a pooled briefing.
static HANDOUTS: LazyLock<Vec<(String, OriginKind)>> = LazyLock::new(|| sound(handouts()));

fn handouts() -> Result<Vec<(String, OriginKind)>, TableFault> {
    let mut found = Vec::new();
    for row in full_rows::<3>("data/reconcile/handouts.tsv", shipped!("reconcile/handouts.tsv"))? {
        let kind = match row.cells[1] {
            "release" => OriginKind::PressRelease,
            "briefing" => OriginKind::PooledBriefing,
            other => return Err(row.fault(format!("unknown kind `{other}` (known: briefing, release)"))),
        };
        found.push((row.cells[0].to_lowercase(), kind));
    }
    Ok(found)
}

/// The first words of the table that a text has, whole words only, and what they give away.
pub(super) fn handout_in(text: &str) -> Option<(&'static str, OriginKind)> {
    let text = text.to_lowercase();
    let whole = |words: &str| {
        text.match_indices(words).any(|(at, _)| {
            let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            ends(text[..at].chars().next_back()) && ends(text[at + words.len()..].chars().next())
        })
    };
    HANDOUTS.iter().find(|(words, _)| whole(words)).map(|(words, kind)| (words.as_str(), *kind))
}

/// A handout that a report names, and its kind.
type Named<'a> = Option<(&'a str, OriginKind)>;

/// Why two reports carry one handout: they share a quotation, and one of them names where such words come from.
pub(super) fn one_handout(x: &Reading, y: &Reading, named: (Named<'_>, Named<'_>)) -> Option<String> {
    let shared = reading::shared(&x.quotations, &y.quotations);
    let (words, kind) = named.0.or(named.1)?;
    let quotations = if shared == 1 { "a quotation".to_owned() } else { format!("{shared} quotations") };
    (shared > 0).then(|| format!("share {quotations}, and one names a {} (“{words}”)", kind.as_str()))
}

/// Handouts that two reports or more carry.
pub(super) fn handouts_of(links: &[Link], named: &[Option<(&'static str, OriginKind)>]) -> Vec<Handout> {
    let mut found: BTreeMap<(OriginKind, &str), BTreeSet<usize>> = BTreeMap::new();
    for link in links.iter().filter(|link| link.handout) {
        let Some((words, kind)) = named[link.a].or(named[link.b]) else { continue };
        found.entry((kind, words)).or_default().extend([link.a, link.b]);
    }
    found
        .into_iter()
        .map(|((kind, words), reports)| Handout {
            kind,
            words: words.to_owned(),
            reports: reports.into_iter().collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_handouts_is_found_in_its_own_example() {
        let mut seen = 0;
        let mut before = String::new();
        let table = shipped!("reconcile/handouts.tsv");
        for row in full_rows::<3>("data/reconcile/handouts.tsv", table).expect("rows of three cells") {
            let (words, example) = (row.cells[0].to_lowercase(), row.cells[2]);
            let found = handout_in(example).expect("the example has the words");
            assert_eq!(found.0, words, "{example}");
            assert!(before < words, "sorted, each once: {words}");
            before = words;
            seen += 1;
        }
        assert!(seen >= 12);
        assert_eq!(handout_in("The press released its figures."), None);
    }
}
