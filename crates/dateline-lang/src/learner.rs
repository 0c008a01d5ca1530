//! Averaged perceptrons in training.
//!
//! Weights change by what an error was worth; what is kept is their average over all steps (Collins 2002), by the
//! usual trick of a second sum weighted with the time of each change.

use crate::weights::{Cell, Table, Triples, Weights};

/// What freezing keeps: weights of at least `floor`, in steps of 1/`scale`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rounding {
    pub(crate) floor: f32,
    pub(crate) scale: f32,
}

impl Rounding {
    fn keep(self, weight: f32) -> i16 {
        if weight.abs() < self.floor { 0 } else { self.step(weight) }
    }

    fn step(self, weight: f32) -> i16 {
        (weight * self.scale).round().clamp(f32::from(i16::MIN), f32::from(i16::MAX)) as i16
    }
}

#[derive(Clone, Copy)]
struct Trained {
    class: u8,
    weight: f32,
    timed: f64,
}

/// Weights of many classes, most of them absent in any row.
pub(crate) struct Learner {
    bits: u32,
    rows: Vec<u32>,
    cells: Vec<Vec<Trained>>,
    steps: f64,
}

impl Learner {
    pub(crate) fn new(bits: u32) -> Learner {
        Learner { bits, rows: vec![0; 1 << bits], cells: vec![Vec::new()], steps: 1.0 }
    }

    /// Counts one decision, right or wrong.
    pub(crate) fn step(&mut self) {
        self.steps += 1.0;
    }

    /// Raises the class that was wanted and lowers the one that was chosen.
    pub(crate) fn update(&mut self, keys: &[u32], wanted: usize, chosen: usize) {
        for &key in keys {
            self.change(key, wanted, 1.0);
            self.change(key, chosen, -1.0);
        }
    }

    /// Changes one weight.
    pub(crate) fn change(&mut self, key: u32, class: usize, by: f32) {
        let slot = (key >> (32 - self.bits)) as usize;
        if self.rows[slot] == 0 {
            self.rows[slot] = self.cells.len() as u32;
            self.cells.push(Vec::new());
        }
        let row = &mut self.cells[self.rows[slot] as usize];
        let at = row.iter().position(|cell| usize::from(cell.class) == class).unwrap_or_else(|| {
            row.push(Trained { class: class as u8, weight: 0.0, timed: 0.0 });
            row.len() - 1
        });
        row[at].weight += by;
        row[at].timed += f64::from(by) * self.steps;
    }

    /// The averaged weights, pruned and rounded.
    pub(crate) fn freeze(&self, rounding: Rounding) -> Table {
        let mut rows = Vec::new();
        for (slot, &row) in self.rows.iter().enumerate() {
            let mut cells: Vec<Cell> = self.cells[row as usize]
                .iter()
                .map(|cell| (cell.class, rounding.keep(cell.weight - (cell.timed / self.steps) as f32)))
                .filter(|cell| cell.1 != 0)
                .collect();
            cells.sort_unstable();
            if !cells.is_empty() {
                rows.push((slot as u32, cells));
            }
        }
        Table::new(self.bits, rows)
    }
}

impl Weights for Learner {
    fn add(&self, keys: &[u32], scores: &mut [f32]) {
        for &key in keys {
            for cell in &self.cells[self.rows[(key >> (32 - self.bits)) as usize] as usize] {
                scores[usize::from(cell.class)] += cell.weight;
            }
        }
    }
}

/// Weights of three classes, all present in every row.
pub(crate) struct TripleLearner {
    bits: u32,
    rows: Vec<([f32; 3], [f64; 3])>,
    steps: f64,
}

impl TripleLearner {
    pub(crate) fn new(bits: u32) -> TripleLearner {
        TripleLearner { bits, rows: vec![([0.0; 3], [0.0; 3]); 1 << bits], steps: 1.0 }
    }

    /// Counts one decision, right or wrong.
    pub(crate) fn step(&mut self) {
        self.steps += 1.0;
    }

    /// Raises the class that was wanted and lowers the one that was chosen.
    pub(crate) fn update(&mut self, keys: &[u32], wanted: usize, chosen: usize) {
        for &key in keys {
            let (weights, timed) = &mut self.rows[(key >> (32 - self.bits)) as usize];
            weights[wanted] += 1.0;
            weights[chosen] -= 1.0;
            timed[wanted] += self.steps;
            timed[chosen] -= self.steps;
        }
    }

    /// The averaged weights, pruned and rounded, as differences from the first class.
    pub(crate) fn freeze(&self, rounding: Rounding) -> Triples {
        let mut rows = Vec::new();
        for (slot, (weights, timed)) in self.rows.iter().enumerate() {
            let [a, b, c] = std::array::from_fn(|k| weights[k] - (timed[k] / self.steps) as f32);
            if a.abs().max(b.abs()).max(c.abs()) >= rounding.floor {
                let row = [rounding.step(b - a), rounding.step(c - a)];
                if row != [0, 0] {
                    rows.push((slot as u32, row));
                }
            }
        }
        Triples::new(self.bits, rows)
    }
}

impl Weights for TripleLearner {
    fn add(&self, keys: &[u32], scores: &mut [f32]) {
        for &key in keys {
            let weights = self.rows[(key >> (32 - self.bits)) as usize].0;
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += weight;
            }
        }
    }
}
