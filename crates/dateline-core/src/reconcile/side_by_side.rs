//! Two reports side by side: sentences that tell the same, what only one has, and what differs in figures, names and
//! status.

use super::{
    Reconciled,
    events::{At, status_at},
    lineage::{longest_rising, mutual_best},
    reading,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Two sentences that are more like each other than like any other of the two reports.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// Number of the sentence in the first report.
    pub left: usize,
    /// Number in the second.
    pub right: usize,
    /// Cosine of their weighted stems, 0 to 1.
    pub likeness: f32,
    /// True where the pair is part of the longest run in the same order.
    pub in_order: bool,
    /// Figures that only the first has, and only the second.
    pub figures: [BTreeSet<String>; 2],
    /// Names that only the first has, and only the second.
    pub names: [BTreeSet<String>; 2],
}

/// What the two say of one event or one slot where they differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The event's id; none for a slot.
    pub event: Option<String>,
    /// What it is about.
    pub of: String,
    /// What the first says, and the second.
    pub values: [String; 2],
    /// Where, one list for each.
    pub citations: [Vec<String>; 2],
}

/// Two reports aligned.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SideBySide {
    /// Sentences of each, as they stand.
    pub sentences: [Vec<String>; 2],
    /// Pairs, rising by the first report.
    pub pairs: Vec<Pair>,
    /// Sentences that only one has.
    pub only: [Vec<usize>; 2],
    /// Events of which they say different statuses.
    pub statuses: Vec<Difference>,
    /// Slots that they fill with different values.
    pub values: Vec<Difference>,
    /// Events that both tell.
    pub shared_events: Vec<String>,
}

/// Lays the reports at two places side by side.
pub fn compare(all: &Reconciled<'_>, left: usize, right: usize) -> SideBySide {
    let sentences = [left, right].map(|place| {
        let text = all.reports[place].text;
        reading::sentences(text).into_iter().map(|words| words.trim().to_owned()).collect::<Vec<_>>()
    });
    let pairs = pairs(&sentences);
    let alone = |paired: BTreeSet<usize>, count: usize| (0..count).filter(|n| !paired.contains(n)).collect();
    let only = [
        alone(pairs.iter().map(|pair| pair.left).collect(), sentences[0].len()),
        alone(pairs.iter().map(|pair| pair.right).collect(), sentences[1].len()),
    ];
    let both_tell = all.events.iter().filter(|event| {
        [left, right].iter().all(|place| event.mentions.iter().any(|at| at.report == *place))
    });
    SideBySide {
        sentences,
        pairs,
        only,
        statuses: statuses(all, left, right),
        values: values(all, left, right),
        shared_events: both_tell.map(|event| event.id.clone()).collect(),
    }
}

impl SideBySide {
    /// True where the two have neither a sentence nor an event in common.
    pub fn share_nothing(&self) -> bool {
        self.pairs.is_empty() && self.shared_events.is_empty() && self.values.is_empty()
    }
}

fn pairs(sentences: &[Vec<String>; 2]) -> Vec<Pair> {
    let stems = sentences
        .each_ref()
        .map(|all| all.iter().map(|sentence| reading::stems(sentence)).collect::<Vec<Vec<String>>>());
    let known: BTreeSet<&String> = stems.iter().flatten().flatten().collect();
    let numbers: BTreeMap<&String, u32> = known.iter().copied().zip(0..).collect();
    let weights: Vec<f32> = known.iter().map(|stem| reading::rarity(stem)).collect();
    let numbered = stems.each_ref().map(|all| {
        all.iter().map(|stems| stems.iter().map(|stem| numbers[stem]).collect()).collect::<Vec<Vec<u32>>>()
    });
    let found = mutual_best(&numbered[0], &numbered[1], &weights);
    let run: BTreeSet<usize> = longest_rising(&found).into_iter().collect();
    let pair = |(n, &(left, right, likeness)): (usize, &(usize, usize, f32))| {
        let (x, y) = (
            reading::figures_and_names(&sentences[0][left]),
            reading::figures_and_names(&sentences[1][right]),
        );
        let only = |own: &BTreeSet<String>, other: &str| -> BTreeSet<String> {
            own.iter().filter(|name| !is_named(name, other)).cloned().collect()
        };
        Pair {
            left,
            right,
            likeness,
            in_order: run.contains(&n),
            figures: [x.0.difference(&y.0).cloned().collect(), y.0.difference(&x.0).cloned().collect()],
            names: [only(&x.1, &sentences[1][right]), only(&y.1, &sentences[0][left])],
        }
    };
    found.iter().enumerate().map(pair).collect()
}

/// True where a sentence has the last word of a name ("Biden" for "Joe Biden"), or its short form: "US" and "United
/// States" stand for each other.
fn is_named(name: &str, sentence: &str) -> bool {
    let words: Vec<String> = sentence
        .split(|c: char| !(c.is_alphanumeric() || c == '.'))
        .map(|word| word.replace('.', ""))
        .filter(|word| !word.is_empty())
        .collect();
    let initials = |words: &[&str]| words.iter().filter_map(|word| word.chars().next()).collect::<String>();
    let parts: Vec<&str> = name.split(' ').collect();
    let short = initials(&parts);
    let spelled_out = |length: usize| {
        words.windows(length.max(2)).any(|run| {
            let run: Vec<&str> = run.iter().map(String::as_str).collect();
            run.iter().all(|word| word.starts_with(char::is_uppercase)) && initials(&run) == name
        })
    };
    words.iter().any(|word| parts.last() == Some(&word.as_str()) || (parts.len() > 1 && *word == short))
        || (parts.len() == 1 && name.chars().all(char::is_uppercase) && spelled_out(name.chars().count()))
}

/// Events that both tell, with other statuses.
fn statuses(all: &Reconciled<'_>, left: usize, right: usize) -> Vec<Difference> {
    let reports = &all.reports;
    let mut found = Vec::new();
    for event in &all.events {
        let told = [left, right].map(|place| {
            let own = event.mentions.iter().filter(|at| at.report == place);
            own.copied().filter(|at| status_at(reports, *at).is_some()).collect::<Vec<At>>()
        });
        let words = told.each_ref().map(|own| {
            let words: BTreeSet<&str> =
                own.iter().filter_map(|at| status_at(reports, *at)).map(|status| status.as_str()).collect();
            words.into_iter().collect::<Vec<_>>().join(", ").replace('_', " ")
        });
        if told.iter().all(|own| !own.is_empty()) && words[0] != words[1] {
            found.push(Difference {
                event: Some(event.id.clone()),
                of: super::brief::sentence(all, event).unwrap_or_else(|| event.kind.to_string()),
                values: words,
                citations: told.map(|own| cited(all, &own)),
            });
        }
    }
    found
}

/// Slots for which the two give different values.
fn values(all: &Reconciled<'_>, left: usize, right: usize) -> Vec<Difference> {
    let mut found = Vec::new();
    for claim in &all.claims {
        let told = [left, right].map(|place| {
            let own = claim.positions.iter().filter_map(move |position| {
                let own: Vec<At> =
                    position.mentions.iter().copied().filter(|at| at.report == place).collect();
                (!own.is_empty()).then(|| (position.value.clone(), own))
            });
            own.collect::<Vec<(String, Vec<At>)>>()
        });
        let words = told.each_ref().map(|own| {
            own.iter()
                .map(|(value, _)| value.as_str())
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect::<Vec<_>>()
                .join(", ")
        });
        if told.iter().all(|own| !own.is_empty()) && words[0] != words[1] {
            found.push(Difference {
                event: None,
                of: claim.slot.clone(),
                values: words,
                citations: told.map(|own| own.iter().flat_map(|(_, at)| cited(all, at)).collect()),
            });
        }
    }
    found
}

fn cited(all: &Reconciled<'_>, mentions: &[At]) -> Vec<String> {
    mentions.iter().map(|at| at.row(&all.reports).citation.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_under_its_last_word_and_its_short_form() {
        assert!(is_named("Ann Roe", "Roe left."));
        assert!(is_named("United States", "The U.S. agreed.") && is_named("US", "The United States agreed."));
        assert!(!is_named("Ann Roe", "Ann left.") && !is_named("UN", "The United States agreed."));
    }

    #[test]
    fn sentences_are_paired_and_what_differs_is_told() {
        let left = [
            "Bells rang over the harbour of Orun.",
            "The ferry carried 40 riders to Samar.",
            "Nobody spoke.",
        ];
        let right = ["The ferry carried 60 riders to Kessel.", "Rain fell on the market all night."];
        let all = [left.map(str::to_owned).to_vec(), right.map(str::to_owned).to_vec()];
        let found = pairs(&all);
        assert_eq!(found.len(), 1, "{found:?}");
        let pair = &found[0];
        assert_eq!((pair.left, pair.right, pair.in_order), (1, 0, true));
        let words = |sets: &[BTreeSet<String>; 2]| {
            sets.each_ref().map(|set| set.iter().cloned().collect::<Vec<_>>().join(","))
        };
        assert_eq!(words(&pair.figures), ["40", "60"]);
        assert_eq!(words(&pair.names), ["Samar", "Kessel"]);
    }
}
