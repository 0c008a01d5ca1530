//! The three counts behind every line: texts, newsrooms, voices.

use super::{
    Held,
    events::At,
    lineage::{Lineage, Origins, newsroom_name},
};
use crate::{
    rows::{LinkRow, MentionRow},
    words::{HolderRole, Standing},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// How many texts, newsrooms and voices stand behind a line. Never falls when a report is added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Groups of copies and rewrites.
    pub texts: usize,
    /// Organisations that did the reporting, sorted; an unknown one counts once for each text.
    pub newsrooms: BTreeSet<String>,
    /// Named innermost holders, sorted.
    pub voices: BTreeSet<String>,
    /// Unnamed voices: each is its own inside one text.
    pub unnamed: u32,
    /// At least, best and at most so many newsrooms: what possible links would fold, what likely ones do, what certain
    /// ones must.
    pub origins: Origins,
    /// Ids of the corrections by a person that these counts depend on.
    pub corrected: BTreeSet<String>,
}

impl fmt::Display for Counts {
    /// `2 · 1 · 1+2u`; a dash where no voice is told.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let voices = match (self.voices.len(), self.unnamed) {
            (0, 0) => "–".to_owned(),
            (0, unnamed) => format!("{unnamed}u"),
            (named, 0) => named.to_string(),
            (named, unnamed) => format!("{named}+{unnamed}u"),
        };
        f.pad(&format!("{} · {} · {voices}", self.texts, self.newsrooms.len()))
    }
}

/// Counts what stands behind some mentions.
pub(crate) fn count(reports: &[Held<'_>], lineage: &Lineage, mentions: &[At]) -> Counts {
    let mut counts =
        Counts { texts: lineage.texts(mentions.iter().map(|at| at.report)), ..Counts::default() };
    let mut unnamed: BTreeMap<(usize, String), u32> = BTreeMap::new();
    let (mut fewest, mut most): (BTreeSet<String>, BTreeSet<String>) = Default::default();
    for at in mentions {
        let mention = at.row(reports);
        counts.corrected.extend(lineage.corrected[at.report].iter().cloned());
        match cited(lineage, mention) {
            Some((name, by)) => {
                counts.corrected.extend(by);
                counts.newsrooms.insert(name.clone());
                fewest.insert(name.clone());
                most.insert(name);
            }
            None => {
                counts.newsrooms.extend(lineage.newsrooms_of[at.report].iter().cloned());
                fewest.insert(lineage.fewest[at.report].clone());
                most.insert(lineage.most[at.report].clone());
            }
        }
        match voice(mention) {
            Some(link) if is_named(link) => counts.voices.extend(link.holder.clone()),
            Some(link) => {
                let words = link.holder.clone().unwrap_or_default().to_lowercase();
                let held = unnamed.entry((lineage.text_of[at.report], words)).or_insert(1);
                *held = link.count.unwrap_or(1).max(*held);
            }
            None => {}
        }
    }
    counts.unnamed = unnamed.values().sum();
    counts.origins = Origins::between(fewest.len(), counts.newsrooms.len(), most.len());
    counts
}

/// The newsroom that a mention cites, under the name that a person gave it, and the corrections that did. Where it cites
/// none, the reporting is that of its text.
fn cited(lineage: &Lineage, mention: &MentionRow) -> Option<(String, BTreeSet<String>)> {
    let cited = mention.attribution.iter().rev().find(|link| link.role == HolderRole::CitedNewsroom);
    let name = newsroom_name(cited?.holder.as_deref()?);
    Some(match lineage.names.of(&name) {
        Some((same_as, by)) => (same_as.to_owned(), by.clone()),
        None => (name, BTreeSet::new()),
    })
}

/// The innermost holder that is no newsroom.
pub(crate) fn voice(mention: &MentionRow) -> Option<&LinkRow> {
    let is_voice = |link: &&LinkRow| matches!(link.role, HolderRole::Voice | HolderRole::VoicesSource);
    mention.attribution.iter().rev().find(is_voice)
}

/// True where the holder can be told from any other: on record, or a full name whatever the words around it are.
pub(crate) fn is_named(link: &LinkRow) -> bool {
    let full_name = |holder: &str| {
        holder.contains(' ') && holder.split(' ').all(|word| word.starts_with(|c: char| c.is_uppercase()))
    };
    link.holder.as_deref().is_some_and(|holder| match link.standing {
        Some(Standing::OnRecord) | None => true,
        Some(Standing::TitleOnly) => full_name(holder),
        Some(Standing::Unnamed | Standing::Collective | Standing::Passive) => false,
    })
}
