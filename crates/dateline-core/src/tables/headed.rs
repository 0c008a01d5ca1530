//! Tables with a heading, the first comment line that has tabs: cells are asked for by the name of their column.
//!
//! Knows nothing of what the columns mean.

use super::{TableFault, overlay};

/// One row of a table with a heading.
#[derive(Clone, Debug)]
pub struct HeadedRow<'t> {
    path: &'t str,
    /// Line in the file, from 1.
    pub line: u32,
    heading: &'t [&'t str],
    cells: Vec<&'t str>,
}

impl<'t> HeadedRow<'t> {
    /// The cell under a heading; empty where it is empty or `-`.
    ///
    /// # Errors
    /// The table has no such column.
    pub fn cell(&self, column: &str) -> Result<&'t str, TableFault> {
        let at = self.heading.iter().position(|&h| h == column);
        let at = at.ok_or_else(|| self.fault(format!("no column `{column}` in the heading")))?;
        Ok(self.cells.get(at).map_or("", |cell| if *cell == "-" { "" } else { cell.trim() }))
    }

    /// The parts of a cell that are parted by `|`.
    ///
    /// # Errors
    /// The table has no such column.
    pub fn list(&self, column: &str) -> Result<Vec<&'t str>, TableFault> {
        Ok(self.cell(column)?.split('|').map(str::trim).filter(|part| !part.is_empty()).collect())
    }

    /// The cell read as a value.
    ///
    /// # Errors
    /// The column is missing, or the cell cannot be read.
    pub fn read<T: std::str::FromStr>(&self, column: &str) -> Result<T, TableFault> {
        let cell = self.cell(column)?;
        cell.parse().map_err(|_| self.fault(format!("`{cell}` cannot stand under `{column}`")))
    }

    /// The cell read as a value; none where it is empty.
    ///
    /// # Errors
    /// The column is missing, or the cell cannot be read.
    pub fn read_if<T: std::str::FromStr>(&self, column: &str) -> Result<Option<T>, TableFault> {
        if self.cell(column)?.is_empty() { Ok(None) } else { self.read(column).map(Some) }
    }

    /// A fault in this row.
    pub fn fault(&self, what: impl Into<String>) -> TableFault {
        TableFault::new(self.path, self.line, what)
    }
}

/// Walks the rows of a table with a heading.
///
/// # Errors
/// A row has more cells than the heading; or what `each` finds wrong.
pub fn walk_table<'t>(
    path: &'t str,
    text: &'t str,
    mut each: impl FnMut(HeadedRow<'_>) -> Result<(), TableFault>,
) -> Result<(), TableFault> {
    let heading = text.lines().find(|line| line.starts_with('#') && line.contains('\t')).unwrap_or_default();
    let heading: Vec<&str> = heading.trim_start_matches(['#', ' ']).split('\t').collect();
    for (path, line, cells) in overlay::placed_lines(path, text) {
        let row = HeadedRow { path, line, heading: &heading, cells: cells.split('\t').collect() };
        if row.cells.len() > heading.len() {
            let (is, want) = (row.cells.len(), heading.len());
            return Err(row.fault(format!("{is} cells where the heading has {want}")));
        }
        each(row)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_file_and_line() {
        let fault =
            walk_table("a.tsv", "# note\n# name\tage\nRoe\tx\n", |row| row.read::<u8>("age").map(|_| ()));
        assert_eq!(fault.unwrap_err().to_string(), "a.tsv:3: `x` cannot stand under `age`");
    }
}
