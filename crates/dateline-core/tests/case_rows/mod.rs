//! Reads files of cases (`data/cases/*.tsv`) and reports on them: the development half must be right, the test half
//! mostly so.

#![allow(dead_code, unreachable_pub, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::fmt::Write;

/// One line of a file of cases.
pub struct Case<'t> {
    /// Line in the file, from 1.
    pub line: usize,
    /// The cells; the first is the class.
    pub cells: Vec<&'t str>,
    /// Why the case may be wrong for now: the words after `fixme` in a last, extra cell.
    pub fixme: Option<&'t str>,
}

/// The cases of a file with `columns` columns.
///
/// # Panics
/// A line with another number of cells, or with an extra one that does not begin with `fixme`.
pub fn cases(text: &str, columns: usize) -> Vec<Case<'_>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|(at, line)| {
            let mut cells: Vec<&str> = line.split('\t').collect();
            let extra = (cells.len() == columns + 1).then(|| cells.pop().unwrap_or_default());
            let fixme =
                extra.map(|cell| cell.strip_prefix("fixme ").expect("an extra cell begins with fixme"));
            assert_eq!(cells.len(), columns, "line {}: {line}", at + 1);
            Case { line: at + 1, cells, fixme }
        })
        .collect()
}

/// What came of reading a file of cases.
pub struct Outcome {
    /// Faults by line: what was wanted and what was read.
    pub faults: BTreeMap<usize, String>,
    /// All cases, and those right, by class.
    pub classes: BTreeMap<String, (usize, usize)>,
}

/// Reads every case with `check`, which answers what is wrong, if anything.
pub fn outcome(cases: &[Case<'_>], check: impl Fn(&[&str]) -> Result<(), String>) -> Outcome {
    let mut outcome = Outcome { faults: BTreeMap::new(), classes: BTreeMap::new() };
    for case in cases {
        let class = outcome.classes.entry(case.cells[0].to_owned()).or_default();
        class.0 += 1;
        match check(&case.cells) {
            Ok(()) => class.1 += 1,
            Err(fault) => {
                outcome.faults.insert(case.line, fault);
            }
        }
    }
    outcome
}

/// The development half: every case is right, or marked with a reason, and at most one in twenty is marked.
///
/// # Panics
/// A case is wrong without a mark, or right with one, or too many are marked.
pub fn all_right(cases: &[Case<'_>], outcome: &Outcome) {
    let mut wrong = String::new();
    for case in cases {
        match (outcome.faults.get(&case.line), case.fixme) {
            (Some(fault), None) => {
                let _ = writeln!(
                    wrong,
                    "line {} [{}] {}: {fault}",
                    case.line,
                    case.cells[0],
                    case.cells[1..].join(" | ")
                );
            }
            (None, Some(_)) => {
                let _ = writeln!(wrong, "line {}: right now, take the mark away", case.line);
            }
            _ => {}
        }
    }
    let marked = cases.iter().filter(|case| case.fixme.is_some()).count();
    assert!(wrong.is_empty(), "{wrong}");
    assert!(marked * 20 <= cases.len(), "{marked} of {} marked", cases.len());
}

/// The test half: at least this share is right. Prints the share of every class, for `--nocapture`.
///
/// # Panics
/// Fewer are right.
pub fn mostly_right(cases: &[Case<'_>], outcome: &Outcome, floor: f64) {
    for (class, (all, right)) in &outcome.classes {
        println!("{class}\t{right}/{all}");
    }
    let right = cases.len() - outcome.faults.len();
    let share = right as f64 / cases.len() as f64;
    println!("{right}/{} = {share:.3}", cases.len());
    let lines: Vec<String> =
        outcome.faults.iter().map(|(line, fault)| format!("line {line}: {fault}")).collect();
    assert!(share >= floor, "{share:.3} right, {floor} wanted:\n{}", lines.join("\n"));
}
