//! What no compiler checks: module headers, sizes of files, sorted tables, types with the field's names.

use crate::sh::{print, root};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// Lines beyond which a reader loses the way; tables and generated files are exempt.
const FILE_LINES_MAX: usize = 800;

/// Tables whose order has a meaning of its own and which do not say so in an `# order: …` line, with the reason.
const ORDERED_TABLES: &[&str] = &[
    // The first row whose start fits a file name decides, so longer starts stand first.
    "crates/dateline-lang/data/corpora.tsv",
];

/// Checks the tree; prints each fault and fails if there is one.
pub(crate) fn run() -> Result<()> {
    let mut faults = Vec::new();
    for path in files(&root().join("crates")).into_iter().chain(files(&root().join("xtask"))) {
        match path.extension().and_then(|end| end.to_str()) {
            Some("rs") => check_code(&path, &mut faults)?,
            Some("tsv") => check_table(&path, &mut faults)?,
            _ => {}
        }
    }
    if faults.is_empty() {
        print("tidy");
        return Ok(());
    }
    bail!("{}", faults.join("\n"))
}

fn check_code(path: &Path, faults: &mut Vec<String>) -> Result<()> {
    let text = std::fs::read_to_string(path)?;
    let name = path.strip_prefix(root()).unwrap_or(path).display().to_string();
    if !text.starts_with("//!") {
        faults.push(format!("{name}: does not say what it is for (a `//!` header)"));
    }
    let lines = text.lines().count();
    if lines > FILE_LINES_MAX {
        faults.push(format!("{name}: {lines} lines; {FILE_LINES_MAX} at most"));
    }
    for (number, line) in text.lines().enumerate() {
        let code = line.trim_start();
        if code.starts_with("pub struct Source") || code.starts_with("pub enum Source") {
            faults.push(format!(
                "{name}:{}: a type called Source; the word means four things here",
                number + 1
            ));
        }
        if code.starts_with("#[ignore") {
            faults.push(format!("{name}:{}: an ignored test", number + 1));
        }
    }
    Ok(())
}

fn check_table(path: &Path, faults: &mut Vec<String>) -> Result<()> {
    let text = std::fs::read_to_string(path)?;
    let name = path.strip_prefix(root()).unwrap_or(path).display().to_string();
    if ORDERED_TABLES.iter().any(|ordered| name.ends_with(ordered)) || text.contains("# order: ") {
        return Ok(());
    }
    let mut before = "";
    for (number, line) in
        text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
    {
        let key = line.split('\t').next().unwrap_or_default();
        if key < before {
            faults
                .push(format!("{name}:{}: `{key}` stands after `{before}`; the table is sorted", number + 1));
        }
        before = key;
    }
    Ok(())
}

/// All files below a folder, in the order of their paths.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && path.file_name().is_none_or(|name| name != "target") {
                folders.push(path);
            } else if path.is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_tree_is_tidy() {
        super::run().unwrap_or_else(|faults| panic!("{faults}"));
    }
}
