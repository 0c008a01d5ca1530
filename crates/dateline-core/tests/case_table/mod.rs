//! Reads the case tables of `data/cases` and judges how many of their cases are right.

use std::fmt::Write as _;
use std::path::Path;

/// One line of a case table.
pub(crate) struct Case {
    /// Line of the file, from 1.
    pub(crate) line: usize,
    /// Cells, in the order of the heading.
    pub(crate) cells: Vec<String>,
    /// Why the case is not right yet; only `dev` files have the column.
    pub(crate) fixme: Option<String>,
}

/// Reads a case table; `columns` is how many cells a line must have, `fixme` not among them.
///
/// # Panics
/// The file is missing or a line has too few cells: the message says which.
pub(crate) fn cases(file: &str, columns: usize) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/cases").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let rows = text.lines().enumerate().filter(|(_, row)| !row.starts_with('#') && !row.is_empty());
    rows.map(|(at, row)| {
        let mut cells: Vec<String> = row.split('\t').map(str::to_owned).collect();
        assert!(cells.len() >= columns, "{file}:{}: {} cells, not {columns}", at + 1, cells.len());
        let fixme = cells.drain(columns..).next().filter(|why| !why.is_empty());
        Case { line: at + 1, cells, fixme }
    })
    .collect()
}

/// Every case of a file must be right, but for those marked `fixme`, at most one in twenty; those must be wrong.
pub(crate) fn all_right(file: &str, columns: usize, judge: impl Fn(&[String]) -> Result<(), String>) {
    let cases = cases(file, columns);
    let mut faults = String::new();
    for case in &cases {
        match (judge(&case.cells), &case.fixme) {
            (Err(fault), None) => writeln!(faults, "{file}:{}: {fault}", case.line).expect("a string"),
            (Ok(()), Some(why)) => {
                writeln!(faults, "{file}:{}: right by now, take out `{why}`", case.line).expect("a string");
            }
            _ => {}
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
    let marked = cases.iter().filter(|case| case.fixme.is_some()).count();
    assert!(marked * 20 <= cases.len(), "{marked} of {} cases are marked fixme", cases.len());
}

/// At least this share of the cases must be right; prints the share of each class.
#[expect(clippy::print_stdout, reason = "the figures are what the run is read for")]
pub(crate) fn mostly_right(
    file: &str,
    columns: usize,
    floor: f64,
    judge: impl Fn(&[String]) -> Result<(), String>,
) {
    let cases = cases(file, columns);
    let mut by_class: std::collections::BTreeMap<String, (usize, usize)> = std::collections::BTreeMap::new();
    for case in &cases {
        let class = by_class.entry(case.cells[0].clone()).or_default();
        class.1 += 1;
        class.0 += usize::from(judge(&case.cells).is_ok());
    }
    let right: usize = by_class.values().map(|(right, _)| right).sum();
    for (class, (right, all)) in &by_class {
        println!("{file} {class}: {right} of {all}");
    }
    let share = right as f64 / cases.len() as f64;
    println!("{file}: {right} of {} right, {share:.3}", cases.len());
    assert!(share >= floor, "{file}: {share:.3} right, floor {floor}");
}
