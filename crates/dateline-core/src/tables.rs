//! Reading the tables that stand beside the code: tab-separated rows, each fault with its file and line.
//!
//! A table is sorted, `#` starts a comment line, `|` parts a list inside a cell and `-` means "not known". Most tables are
//! read by the place of a column ([`rows`], [`full_rows`]); those with a heading by its name ([`walk_table`]). Every table
//! that ships is taken through `shipped!`, so that a user's own rows ([`Overlay`]) can stand over it.

mod headed;
mod overlay;

pub use headed::{HeadedRow, walk_table};
pub use overlay::{Overlay, edits, install, kept_faults, nearest, own_hash};
pub(crate) use overlay::{in_use, rule_files, rule_path};
use std::fmt;

/// Why a table could not be used: file, line (from 1) and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFault {
    path: String,
    line: u32,
    what: String,
}

impl TableFault {
    /// A fault in a line of a table.
    pub fn new(path: &str, line: u32, what: impl Into<String>) -> Self {
        TableFault { path: path.to_owned(), line, what: what.into() }
    }

    /// File of the fault: `data/…` for a table that ships, `tables/…` for one of the user's.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong, and the remedy.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// Line of the fault, from 1.
    pub fn line(&self) -> u32 {
        self.line
    }
}

impl fmt::Display for TableFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

impl std::error::Error for TableFault {}

/// One row of a table, with the place it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t, const N: usize> {
    path: &'t str,
    /// Line in the file, from 1.
    pub line: u32,
    /// The cells, as many as the table has columns; missing ones at the end are empty.
    pub cells: [&'t str; N],
}

impl<'t, const N: usize> Row<'t, N> {
    /// A fault at this row.
    pub fn fault(&self, what: impl Into<String>) -> TableFault {
        TableFault::new(self.path, self.line, what)
    }

    /// Where the row stands, as rows of the ledger name it: `actors/people:12`, a user's `tables/actors/people:3`.
    pub fn id(&self) -> String {
        let path = self.path.strip_prefix("data/").unwrap_or(self.path);
        format!("{}:{}", path.strip_suffix(".tsv").unwrap_or(path), self.line)
    }

    /// The cell, or none where it is empty or `-`.
    pub fn cell(&self, column: usize) -> Option<&'t str> {
        Some(self.cells[column]).filter(|cell| !cell.is_empty() && *cell != "-")
    }

    /// The entries of a list cell.
    pub fn list(&self, column: usize) -> impl Iterator<Item = &'t str> {
        self.cells[column].split('|').map(str::trim).filter(|entry| !entry.is_empty() && *entry != "-")
    }
}

/// The rows of a table with `N` columns; the first `least` of them must be there in every row.
///
/// # Errors
/// A row with fewer than `least` or more than `N` cells.
pub fn rows<'t, const N: usize>(
    path: &'t str,
    text: &'t str,
    least: usize,
) -> Result<Vec<Row<'t, N>>, TableFault> {
    let mut found = Vec::new();
    for (path, number, line) in overlay::placed_lines(path, text) {
        let given: Vec<&str> = line.split('\t').map(str::trim).collect();
        if given.len() < least || given.len() > N {
            let what = format!("{} cells where the table has {least} to {N} columns", given.len());
            return Err(TableFault::new(path, number, what));
        }
        let mut cells = [""; N];
        cells[..given.len()].copy_from_slice(&given);
        found.push(Row { path, line: number, cells });
    }
    Ok(found)
}

/// The rows of a table in which no cell is empty, sorted by the first.
///
/// # Errors
/// A row with an empty cell, with more or fewer than `N` cells, or out of order.
pub fn full_rows<'t, const N: usize>(path: &'t str, text: &'t str) -> Result<Vec<Row<'t, N>>, TableFault> {
    let found = rows::<N>(path, text, N)?;
    if let Some(row) = found.iter().find(|row| row.cells.contains(&"")) {
        return Err(row.fault("an empty cell; `-` stands for nothing"));
    }
    if let Some(pair) = found.windows(2).find(|pair| pair[0].cells[0] > pair[1].cells[0]) {
        return Err(pair[1].fault(format!("`{}` is out of order", pair[1].cells[0])));
    }
    Ok(found)
}

/// The text in use of a table below `data/`: what ships, with the user's rows laid over it.
macro_rules! shipped {
    ($path:expr) => {
        $crate::tables::in_use($path, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/", $path)))
    };
}
pub(crate) use shipped;

/// What a table read behind a static holds. The fault of one that ships is ours: a test reads each of them, so no user sees
/// the panic. A fault in a user's table is kept for [`kept_faults`], and nothing is coded with it.
pub(crate) fn sound<T: Default>(read: Result<T, TableFault>) -> T {
    read.unwrap_or_else(|fault| {
        assert!(fault.path().starts_with("tables/"), "{fault}");
        overlay::keep_fault(fault);
        T::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_tables_are_sorted_and_have_no_holes() {
        let fault = |text| full_rows::<2>("x.tsv", text).map(|_| ()).expect_err("a fault").to_string();
        assert_eq!(fault("b\tx\na\tx\n"), "x.tsv:2: `a` is out of order");
        assert_eq!(fault("a\tx\nb\t\n"), "x.tsv:2: an empty cell; `-` stands for nothing");
    }

    #[test]
    fn a_short_row_is_named_by_its_line() {
        let fault = rows::<3>("x.tsv", "# head\na\tb\tc\nd\n", 2).expect_err("second row is short");
        assert_eq!(fault.to_string(), "x.tsv:3: 1 cells where the table has 2 to 3 columns");
    }

    #[test]
    fn lists_and_unknown_cells() {
        let table = rows::<3>("x.tsv", "a\tb|c\t-\n", 2).expect("one row");
        assert_eq!(table[0].list(1).collect::<Vec<_>>(), ["b", "c"]);
        assert_eq!(table[0].cell(2), None);
    }
}
