//! The sources of a story as a tree: each origin with the reports that go back to it, and why.

use super::{
    Change, Correction, Held, LinkCertainty, OriginKind, Reconciled, Relation, Story, corrections::standing,
    days, lineage::short_report,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One origin of a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// Newsroom, or what gives the handout away.
    pub name: String,
    /// What it is.
    pub kind: OriginKind,
    /// True where its own text is in the ledger: the outlet published it itself, or a person marked the report.
    pub held: bool,
    /// Texts that go back to it.
    pub texts: usize,
    /// Its reports, by day.
    pub reports: Vec<Branch>,
}

/// One report under its origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Branch {
    /// `r-` and eight hex digits.
    pub report: String,
    /// When it was published, in words.
    pub day: String,
    /// How its text relates to the text it is nearest to; `None` for one that stands alone.
    pub relation: Option<Relation>,
    /// How sure that is.
    pub certainty: Option<&'static str>,
    /// The report that it is related to.
    pub to: Option<String>,
    /// Why, in words.
    pub why: Vec<String>,
    /// Ids of the corrections by a person that its place depends on.
    pub corrected: BTreeSet<String>,
}

/// The origins of some reports, those with most reports first; then the handouts that reports share.
pub fn origins(all: &Reconciled<'_>, places: &[usize]) -> Vec<Origin> {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for &place in by_day(&all.reports, places).iter() {
        for name in &all.lineage.newsrooms_of[place] {
            groups.entry(name).or_default().push(place);
        }
    }
    let mut found: Vec<Origin> =
        groups.into_iter().map(|(name, reports)| newsroom(all, name, &reports)).collect();
    found.sort_by(|a, b| b.reports.len().cmp(&a.reports.len()).then_with(|| a.name.cmp(&b.name)));
    for handout in &all.lineage.handouts {
        let own: Vec<usize> =
            handout.reports.iter().copied().filter(|place| places.contains(place)).collect();
        if own.len() > 1 {
            found.push(Origin {
                name: handout.words.clone(),
                kind: handout.kind,
                held: false,
                texts: all.lineage.texts(own.iter().copied()),
                reports: by_day(&all.reports, &own).iter().map(|&place| branch(all, place, &own)).collect(),
            });
        }
    }
    found
}

fn newsroom(all: &Reconciled<'_>, name: &str, places: &[usize]) -> Origin {
    let unknown = name.starts_with("unknown newsroom");
    let own_text = |&place: &usize| {
        all.lineage.originals.contains(&place)
            || super::lineage::outlet(all.reports[place]).is_some_and(|outlet| outlet == name)
    };
    Origin {
        name: name.to_owned(),
        kind: if unknown { OriginKind::Unknown } else { OriginKind::Newsroom },
        held: places.iter().any(own_text),
        texts: all.lineage.texts(places.iter().copied()),
        reports: places.iter().map(|&place| branch(all, place, places)).collect(),
    }
}

/// A report with its surest link inside the group: to what it derives from, else to what stands beside it.
fn branch(all: &Reconciled<'_>, place: usize, group: &[usize]) -> Branch {
    let other_end = |link: &super::Link| if link.a == place { link.b } else { link.a };
    let derives = |link: &super::Link| {
        let from_here = if link.a == place { "a>b" } else { "b>a" };
        link.direction == Some(from_here)
    };
    let leads = |link: &super::Link| link.direction.is_some() && !derives(link);
    let links = all.lineage.links.iter().filter(|link| {
        (link.a == place || link.b == place)
            && group.contains(&other_end(link))
            && link.relation != Relation::Independent
            && !leads(link)
            && (link.direction.is_some() || other_end(link) < place)
    });
    let best = links.max_by_key(|link| {
        (link.certainty, std::cmp::Reverse(link.relation), std::cmp::Reverse(other_end(link)))
    });
    let credit = all.reports[place].report.agency.as_deref();
    let mut why: Vec<String> = credit.map(|agency| format!("credits {agency}")).into_iter().collect();
    if all.lineage.originals.contains(&place) {
        why.push("marked as the original by a person".to_owned());
    }
    why.extend(best.into_iter().flat_map(|link| link.reasons.iter().cloned()));
    Branch {
        report: short_report(&all.reports[place].report.report),
        day: super::wording::published(all.reports[place].report),
        relation: best.map(|link| link.relation),
        certainty: best.map(|link| link.certainty.as_str()),
        to: best.map(|link| short_report(&all.reports[other_end(link)].report.report)),
        why,
        corrected: all.lineage.corrected[place].clone(),
    }
}

/// Dated reports first, the earliest in front.
fn by_day(reports: &[Held<'_>], places: &[usize]) -> Vec<usize> {
    let mut places = places.to_vec();
    places.sort_by_key(|&place| {
        let window = days::of_report(reports[place].report);
        (window.end.is_none(), window.end, place)
    });
    places
}

/// A link between reports of the story that counts for nothing but the outer bounds of the interval, or that a person cut.
pub fn loose_links<'l>(all: &'l Reconciled<'_>, places: &[usize]) -> Vec<&'l super::Link> {
    let inside = |link: &&super::Link| places.contains(&link.a) && places.contains(&link.b);
    let loose = |link: &&super::Link| {
        link.certainty == LinkCertainty::Possible || link.relation == Relation::Independent
    };
    all.lineage.links.iter().filter(inside).filter(loose).collect()
}

/// The story called `id` now: the one of that id, else the one that a correction made of it, with that correction.
pub fn story_called<'r, 'c>(
    all: &'r Reconciled<'_>,
    corrections: &'c [Correction],
    id: &str,
) -> Option<(&'r Story, Option<&'c Correction>)> {
    if let Some(story) = all.stories.iter().find(|story| story.id == id) {
        return Some((story, None));
    }
    let holding = |hash: &String| {
        let place = all.reports.iter().position(|held| held.report.report == *hash)?;
        all.stories.iter().find(|story| story.reports.contains(&place))
    };
    standing(corrections).into_iter().rev().find_map(|correction| {
        let story = match &correction.change {
            Change::SplitStory { story, rest, .. } if story == id => rest.iter().find_map(holding),
            Change::MergeStories { stories, reports } => {
                let n = stories.iter().position(|story| story == id)?;
                holding(&reports[n])
            }
            _ => None,
        };
        Some((story?, Some(correction)))
    })
}
