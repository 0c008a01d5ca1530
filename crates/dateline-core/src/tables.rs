//! Reading the tables that stand beside the code: tab-separated rows, each fault with its file and line.
//!
//! A table is sorted, `#` starts a comment line, `|` parts a list inside a cell and `-` means "not known".

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

    /// A fault that already tells its place in words.
    pub fn from_text(fault: impl fmt::Display) -> Self {
        TableFault { path: String::new(), line: 0, what: fault.to_string() }
    }

    /// Line of the fault, from 1; 0 where the whole file is meant.
    pub fn line(&self) -> u32 {
        self.line
    }
}

impl fmt::Display for TableFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.what),
            path => write!(f, "{path}:{}: {}", self.line, self.what),
        }
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
pub fn rows<'t, const N: usize>(path: &'t str, text: &'t str, least: usize) -> Result<Vec<Row<'t, N>>, TableFault> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let number = at as u32 + 1;
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

#[cfg(test)]
mod tests {
    use super::*;

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
