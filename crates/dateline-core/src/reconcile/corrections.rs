//! What a person says against what the program found: dated rows that are kept, survive every run, and are taken back by
//! further rows, never by removing.
//!
//! A set of corrections has no order: they are sorted by day and id before they count, the later day speaks last, and
//! reports are named by their hashes, so that neither the order of recording nor what is added later can change what a
//! correction means.

use super::{Held, Relation, short_id};
use crate::citation::sha256_hex;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Base-32 digits of a correction's id: 40 bits of its hash.
const ID_DIGITS: usize = 8;

/// What is to be changed. Reports are named by the SHA-256 of their bytes, newsrooms by their names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// Neither text derives from the other.
    CutLink {
        /// The report whose hash sorts first.
        a: String,
        /// The other.
        b: String,
    },
    /// One text derives from the other, or both from one source.
    AddLink {
        /// The report whose hash sorts first.
        a: String,
        /// The other.
        b: String,
        /// How they relate.
        class: Relation,
    },
    /// The report is what the others of its text derive from; its newsroom did the reporting.
    Original {
        /// The report.
        report: String,
    },
    /// Two names are one newsroom.
    SameNewsroom {
        /// The name as found.
        name: String,
        /// The name that it is counted under.
        same_as: String,
    },
    /// Some reports of a story tell another one.
    SplitStory {
        /// What the story was called.
        story: String,
        /// Reports that part, rising.
        reports: Vec<String>,
        /// Reports that stay, rising.
        rest: Vec<String>,
    },
    /// Two stories are one.
    MergeStories {
        /// What they were called, rising.
        stories: [String; 2],
        /// The first report of each, in the order of `stories`.
        reports: [String; 2],
    },
    /// An earlier correction no longer counts.
    Undo {
        /// Its id.
        correction: String,
    },
}

impl Change {
    /// The same change whichever way round it was given.
    fn in_order(self) -> Change {
        match self {
            Change::CutLink { a, b } if b < a => Change::CutLink { a: b, b: a },
            Change::AddLink { a, b, class } if b < a => Change::AddLink { a: b, b: a, class },
            Change::SplitStory { story, mut reports, mut rest } => {
                reports.sort();
                reports.dedup();
                rest.sort();
                rest.dedup();
                Change::SplitStory { story, reports, rest }
            }
            Change::MergeStories { stories: [x, y], reports: [p, q] } if y < x => {
                Change::MergeStories { stories: [y, x], reports: [q, p] }
            }
            other => other,
        }
    }

    /// Hashes of the reports that it names.
    pub fn reports(&self) -> Vec<&str> {
        match self {
            Change::CutLink { a, b } | Change::AddLink { a, b, .. } => vec![a, b],
            Change::Original { report } => vec![report],
            Change::SplitStory { reports, .. } => reports.iter().map(String::as_str).collect(),
            Change::MergeStories { reports, .. } => reports.iter().map(String::as_str).collect(),
            Change::SameNewsroom { .. } | Change::Undo { .. } => Vec::new(),
        }
    }

    /// True where the two cannot both hold.
    fn excludes(&self, other: &Change) -> bool {
        match (self, other) {
            (Change::CutLink { a, b }, Change::AddLink { a: x, b: y, .. })
            | (Change::AddLink { a: x, b: y, .. }, Change::CutLink { a, b }) => (a, b) == (x, y),
            (Change::AddLink { a, b, class }, Change::AddLink { a: x, b: y, class: z }) => {
                (a, b) == (x, y) && class != z
            }
            (Change::SplitStory { reports, rest, .. }, Change::MergeStories { reports: [p, q], .. })
            | (Change::MergeStories { reports: [p, q], .. }, Change::SplitStory { reports, rest, .. }) => {
                (reports.contains(p) && rest.contains(q)) || (reports.contains(q) && rest.contains(p))
            }
            _ => false,
        }
    }
}

/// One dated correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// `x-` and eight base-32 digits, made from all the rest: the same words are the same correction.
    pub id: String,
    /// Civil day on which it was made, as the person says.
    pub day: String,
    /// Who made it, if told.
    pub by: Option<String>,
    /// Why, if told.
    pub reason: Option<String>,
    /// What it changes.
    #[serde(flatten)]
    pub change: Change,
}

impl Correction {
    /// A correction with its id.
    pub fn new(day: &str, by: Option<&str>, reason: Option<&str>, change: Change) -> Correction {
        let mut correction = Correction {
            id: String::new(),
            day: day.to_owned(),
            by: by.map(str::to_owned),
            reason: reason.map(str::to_owned),
            change: change.in_order(),
        };
        correction.id = correction.id_of_the_rest();
        correction
    }

    /// False where the row was changed since it was made: its id no longer fits.
    pub fn is_whole(&self) -> bool {
        self.id == self.id_of_the_rest()
    }

    fn id_of_the_rest(&self) -> String {
        let bare = Correction { id: String::new(), ..self.clone() };
        // Strings, lists and plain words always serialise.
        let row = serde_json::to_string(&bare).unwrap_or_default();
        short_id("x-", &sha256_hex(row.as_bytes()), ID_DIGITS)
    }

    /// "x-4k2q9m0c, 2024-05-01, Ann Roe: same desk".
    pub fn in_words(&self) -> String {
        let by = self.by.as_deref().map_or(String::new(), |by| format!(", {by}"));
        let reason = self.reason.as_deref().map_or(String::new(), |reason| format!(": {reason}"));
        format!("{}, {}{by}{reason}", self.id, self.day)
    }
}

/// True where the row `id` is held and no undoing that counts takes it back.
pub fn counts(corrections: &[Correction], id: &str) -> bool {
    // An id is a hash of what it undoes among the rest, so that no chain of undoings closes.
    let undone = |row: &Correction| {
        matches!(&row.change, Change::Undo { correction } if correction == id) && counts(corrections, &row.id)
    };
    corrections.iter().any(|row| row.id == id) && !corrections.iter().any(undone)
}

/// The corrections that count, in the order of day and id: neither undoings nor what an undoing that counts takes back.
pub fn standing(corrections: &[Correction]) -> Vec<&Correction> {
    let mut found: Vec<&Correction> = corrections
        .iter()
        .filter(|correction| !matches!(correction.change, Change::Undo { .. }))
        .filter(|correction| counts(corrections, &correction.id))
        .collect();
    found.sort_by(|a, b| (&a.day, &a.id).cmp(&(&b.day, &b.id)));
    found.dedup_by(|a, b| a.id == b.id);
    found
}

/// The correction that counts and says the contrary of `change`, if there is one.
pub fn contrary<'c>(corrections: &'c [Correction], change: &Change) -> Option<&'c Correction> {
    let change = change.clone().in_order();
    standing(corrections).into_iter().find(|held| held.change.excludes(&change))
}

/// Corrections that count, by the places of the reports they name. One that names a report not held waits for it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said<'c> {
    /// Pairs held apart, the smaller place first.
    pub(crate) cut: BTreeMap<(usize, usize), &'c Correction>,
    /// Pairs put together.
    pub(crate) added: BTreeMap<(usize, usize), (&'c Correction, Relation)>,
    /// Reports marked as originals; the last counts most.
    pub(crate) originals: Vec<(usize, &'c Correction)>,
    /// What newsrooms are counted under.
    pub(crate) newsrooms: Names,
    /// Stories split and merged.
    regroupings: Vec<(Regrouping, &'c Correction)>,
}

#[derive(Clone, Debug)]
enum Regrouping {
    Split { parting: BTreeSet<usize>, rest: BTreeSet<usize> },
    Merge(usize, usize),
}

/// Newsrooms under the names that a person gave them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<String, (String, BTreeSet<String>)>);

impl Names {
    /// The name that `name` is counted under, and the corrections that say so.
    pub(crate) fn of(&self, name: &str) -> Option<(&str, &BTreeSet<String>)> {
        self.0.get(name).map(|(same_as, ids)| (same_as.as_str(), ids))
    }

    /// Names that are one by any chain of corrections form one newsroom, called as the last of them says.
    fn read(said: &[&Correction]) -> Names {
        let mut groups: Vec<(BTreeSet<String>, String, BTreeSet<String>)> = Vec::new();
        for correction in said {
            let Change::SameNewsroom { name, same_as } = &correction.change else { continue };
            let touches =
                |group: &(BTreeSet<String>, _, _)| group.0.contains(name) || group.0.contains(same_as);
            let mut joined = (
                BTreeSet::from([name.clone(), same_as.clone()]),
                same_as.clone(),
                BTreeSet::from([correction.id.clone()]),
            );
            for group in groups.extract_if(.., |group| touches(group)) {
                joined.0.extend(group.0);
                joined.2.extend(group.2);
            }
            groups.push(joined);
        }
        let entries = groups.into_iter().flat_map(|(names, same_as, ids)| {
            names.into_iter().map(move |name| (name, (same_as.clone(), ids.clone())))
        });
        Names(entries.collect())
    }
}

impl<'c> Said<'c> {
    /// Reads corrections for reports in their final order.
    pub(crate) fn of(reports: &[Held<'_>], corrections: &'c [Correction]) -> Said<'c> {
        let all = standing(corrections);
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for (place, held) in reports.iter().enumerate() {
            places.entry(held.report.report.as_str()).or_insert(place);
        }
        let place = |hash: &String| places.get(hash.as_str()).copied();
        let pair = |a: &String, b: &String| {
            let (a, b) = (place(a)?, place(b)?);
            (a != b).then_some((a.min(b), a.max(b)))
        };
        let held = |hashes: &[String]| hashes.iter().filter_map(place).collect::<BTreeSet<usize>>();
        let mut said = Said { newsrooms: Names::read(&all), ..Said::default() };
        for correction in all {
            match &correction.change {
                Change::CutLink { a, b } => {
                    let Some(pair) = pair(a, b) else { continue };
                    said.added.remove(&pair);
                    said.cut.insert(pair, correction);
                }
                Change::AddLink { a, b, class } => {
                    let Some(pair) = pair(a, b) else { continue };
                    said.cut.remove(&pair);
                    said.added.insert(pair, (correction, *class));
                }
                Change::Original { report } => {
                    said.originals.extend(place(report).map(|place| (place, correction)));
                }
                Change::SplitStory { reports, rest, .. } => {
                    let split = Regrouping::Split { parting: held(reports), rest: held(rest) };
                    said.regroupings.push((split, correction));
                }
                Change::MergeStories { reports: [one, other], .. } => {
                    let both = place(one).zip(place(other));
                    said.regroupings
                        .extend(both.map(|(one, other)| (Regrouping::Merge(one, other), correction)));
                }
                Change::SameNewsroom { .. } | Change::Undo { .. } => {}
            }
        }
        said
    }

    /// Splits and merges groups of places; each comes back with the ids of the corrections that made it so. Reports that
    /// were in the story but named by no correction go with those they are more `alike`.
    pub(crate) fn regroup(
        &self,
        groups: Vec<Vec<usize>>,
        alike: &dyn Fn(usize, usize) -> f32,
    ) -> Vec<(Vec<usize>, BTreeSet<String>)> {
        let mut groups: Vec<(Vec<usize>, BTreeSet<String>)> =
            groups.into_iter().map(|group| (group, BTreeSet::new())).collect();
        for (regrouping, correction) in &self.regroupings {
            match regrouping {
                Regrouping::Split { parting, rest } => {
                    split(&mut groups, parting, rest, &correction.id, alike)
                }
                Regrouping::Merge(one, other) => merge(&mut groups, *one, *other, &correction.id),
            }
        }
        groups
    }
}

type Marked = (Vec<usize>, BTreeSet<String>);

fn split(
    groups: &mut Vec<Marked>,
    parting: &BTreeSet<usize>,
    rest: &BTreeSet<usize>,
    id: &str,
    alike: &dyn Fn(usize, usize) -> f32,
) {
    let mean = |place: usize, to: &BTreeSet<usize>| {
        to.iter().map(|&other| alike(place, other)).sum::<f32>() / to.len().max(1) as f32
    };
    let mut gone = (Vec::new(), BTreeSet::from([id.to_owned()]));
    for (group, ids) in groups.iter_mut() {
        let mixed = group.iter().any(|place| parting.contains(place))
            && group.iter().any(|place| rest.contains(place));
        if !mixed {
            continue;
        }
        let (parts, stays): (Vec<usize>, Vec<usize>) = group.iter().partition(|&&place| {
            parting.contains(&place) || (!rest.contains(&place) && mean(place, parting) > mean(place, rest))
        });
        *group = stays;
        ids.insert(id.to_owned());
        gone.1.extend(ids.iter().cloned());
        gone.0.extend(parts);
    }
    if !gone.0.is_empty() {
        gone.0.sort_unstable();
        groups.push(gone);
    }
}

fn merge(groups: &mut Vec<Marked>, one: usize, other: usize, id: &str) {
    let holds = |place: usize| groups.iter().position(|(group, _)| group.contains(&place));
    let (Some(at), Some(from)) = (holds(one), holds(other)) else { return };
    if at != from {
        let (group, ids) = groups[from].clone();
        groups[at].0.extend(group);
        groups[at].0.sort_unstable();
        groups[at].1.extend(ids);
        groups[at].1.insert(id.to_owned());
        groups.remove(from);
    }
}
