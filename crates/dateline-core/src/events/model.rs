//! A small linear model: which PLOVER type a sentence tells of two parties, for where no rule speaks.
//!
//! The model is a table of features and weights that a person can read. It is learned from the sentences of the rule
//! files alone (`dateline train events`).

use super::{Pair, Tree};
use crate::tables::{TableFault, full_rows};
use crate::words::Plover;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

/// Types, and "none of them", in the order of a weight vector.
pub(super) const CLASSES: usize = 17;

/// The class of a sentence that tells no event of its parties.
pub(super) const NONE: usize = CLASSES - 1;

/// Weights are kept in steps of one thousandth.
const STEP: f32 = 1000.0;

/// Weights of features for the 16 types and for no event.
#[derive(Clone, Debug, Default)]
pub struct TypeModel {
    weights: HashMap<Box<str>, Vec<(u8, f32)>>,
}

/// How well each type fits a pair of parties.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeScores {
    /// Scores of the types in the order of [`Plover::ALL`]; higher fits better.
    pub types: Vec<(Plover, f32)>,
    /// Score of there being no event between the two.
    pub none: f32,
}

impl TypeScores {
    /// The best type and how far it is ahead of the second best, no event included.
    pub fn best(&self) -> (Plover, f32) {
        let mut sorted = self.types.clone();
        sorted.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        (sorted[0].0, sorted[0].1 - sorted[1].1.max(self.none))
    }
}

impl TypeModel {
    /// The model that ships with the program.
    ///
    /// # Errors
    /// A fault in the table, with its line.
    pub fn embedded() -> Result<Self, TableFault> {
        TypeModel::read("model/events.tsv", include_str!("../../model/events.tsv"))
    }

    /// Reads a model: lines of a feature and `TYPE:weight` pairs, the weights in thousandths.
    ///
    /// # Errors
    /// An unknown type or a weight that is no number, with its line.
    pub fn read(path: &str, text: &str) -> Result<Self, TableFault> {
        let mut weights = HashMap::new();
        for row in full_rows::<2>(path, text)? {
            let mut cells = Vec::new();
            for pair in row.cells[1].split(' ') {
                let fault = || row.fault(format!("`{pair}` is not TYPE:weight"));
                let (name, weight) = pair.split_once(':').ok_or_else(fault)?;
                let weight: f32 = weight.parse().map_err(|_| fault())?;
                cells.push((class_of(name).ok_or_else(fault)? as u8, weight / STEP));
            }
            weights.insert(row.cells[0].into(), cells);
        }
        Ok(TypeModel { weights })
    }

    pub(super) fn of_weights(weights: BTreeMap<String, Vec<f32>>, floor: f32) -> TypeModel {
        let kept = |cells: Vec<f32>| -> Vec<(u8, f32)> {
            let cells = cells.into_iter().enumerate().filter(|(_, weight)| weight.abs() >= floor);
            cells.map(|(class, weight)| (class as u8, (weight * STEP).round() / STEP)).collect()
        };
        let weights = weights.into_iter().map(|(feature, cells)| (feature.into(), kept(cells)));
        TypeModel { weights: weights.filter(|(_, cells): &(Box<str>, _)| !cells.is_empty()).collect() }
    }

    /// The model as the table that [`TypeModel::read`] reads, sorted by feature.
    pub fn to_table(&self, header: &str) -> String {
        let sorted: BTreeMap<&str, &Vec<(u8, f32)>> =
            self.weights.iter().map(|(feature, cells)| (&**feature, cells)).collect();
        let mut text = header.to_owned();
        for (feature, cells) in sorted {
            let cells: Vec<String> = cells
                .iter()
                .map(|&(class, weight)| format!("{}:{}", name_of(usize::from(class)), (weight * STEP) as i32))
                .collect();
            let _ = writeln!(text, "{feature}\t{}", cells.join(" "));
        }
        text
    }

    /// Scores every type for a pair of parties of a sentence.
    pub(crate) fn scores(&self, tree: &Tree<'_>, pair: &Pair) -> TypeScores {
        let mut sums = [0f32; CLASSES];
        for feature in pair.features(tree) {
            for &(class, weight) in self.weights.get(feature.as_str()).into_iter().flatten() {
                sums[usize::from(class)] += weight;
            }
        }
        let types = Plover::ALL.iter().copied().zip(sums).collect();
        TypeScores { types, none: sums[NONE] }
    }
}

fn name_of(class: usize) -> &'static str {
    Plover::ALL.get(class).map_or("none", |plover| plover.as_str())
}

fn class_of(name: &str) -> Option<usize> {
    if name == "none" {
        return Some(NONE);
    }
    Plover::ALL.iter().position(|plover| plover.as_str() == name)
}
