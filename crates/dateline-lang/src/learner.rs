//! Averaged perceptrons in training.
//!
//! Weights change by what an error was worth; what is kept is their average over all steps (Collins 2002), by the
//! usual trick of a second sum weighted with the time of each change.

use crate::hash::Rng;
use crate::weights::{Cell, Table, Triples, Weights};

/// Trains several learners side by side, each with a random order of its own, so that the outcome is the same
/// however many processors there are.
pub(crate) fn side_by_side<T: Send>(
    count: usize,
    rng: &mut Rng,
    train: impl Fn(usize, &mut Rng) -> T + Sync,
) -> Vec<T> {
    let seeds: Vec<u64> = (0..count).map(|_| rng.next()).collect();
    let train = &train;
    std::thread::scope(|scope| {
        let all: Vec<_> = seeds
            .into_iter()
            .enumerate()
            .map(|(number, seed)| scope.spawn(move || train(number, &mut Rng::new(seed))))
            .collect();
        all.into_iter()
            .map(|learner| learner.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault)))
            .collect()
    })
}

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

    /// The mean of the averaged weights of learners that saw the same examples in other orders, pruned and rounded.
    pub(crate) fn freeze(learners: &[Learner], rounding: Rounding) -> Table {
        let Some(first) = learners.first() else { return Table::default() };
        let mut rows = Vec::new();
        let mut sums = Vec::new();
        for slot in 0..first.rows.len() {
            sums.clear();
            for learner in learners {
                for cell in &learner.cells[learner.rows[slot] as usize] {
                    let class = usize::from(cell.class);
                    sums.resize(sums.len().max(class + 1), 0.0);
                    sums[class] += cell.weight - (cell.timed / learner.steps) as f32;
                }
            }
            let means = sums.iter().map(|sum| rounding.keep(sum / learners.len() as f32));
            let cells: Vec<Cell> = means
                .enumerate()
                .filter(|mean| mean.1 != 0)
                .map(|(class, mean)| (class as u8, mean))
                .collect();
            if !cells.is_empty() {
                rows.push((slot as u32, cells));
            }
        }
        Table::new(first.bits, rows)
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

    /// The averaged weights.
    fn averages(&self) -> impl Iterator<Item = [f32; 3]> + '_ {
        self.rows.iter().map(|(weights, timed)| {
            std::array::from_fn(|class| weights[class] - (timed[class] / self.steps) as f32)
        })
    }

    /// The mean of the averaged weights of learners that saw the same examples in other orders (parameter mixing,
    /// McDonald, Hall and Mann 2010), pruned and rounded, as differences from the first class.
    pub(crate) fn freeze(learners: &[TripleLearner], rounding: Rounding) -> Triples {
        let Some((first, others)) = learners.split_first() else { return Triples::default() };
        let mut means: Vec<[f32; 3]> = first.averages().collect();
        for learner in others {
            for (mean, row) in means.iter_mut().zip(learner.averages()) {
                mean.iter_mut().zip(row).for_each(|(mean, weight)| *mean += weight);
            }
        }
        let mut rows = Vec::new();
        for (slot, mean) in means.into_iter().enumerate() {
            let [a, b, c] = mean.map(|sum| sum / learners.len() as f32);
            if a.abs().max(b.abs()).max(c.abs()) >= rounding.floor {
                let row = [rounding.step(b - a), rounding.step(c - a)];
                if row != [0, 0] {
                    rows.push((slot as u32, row));
                }
            }
        }
        Triples::new(first.bits, rows)
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
