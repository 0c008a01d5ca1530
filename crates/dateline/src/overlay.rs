//! A user's own tables: which folder they come from, how they are read, and how their faults are named.
//!
//! `--tables DIR` names the folder; without it, a ledger's own folder `tables` beside its file counts. What a table means
//! is the core's to say.

use anyhow::{Context, Result};
use dateline_core::tables::{Overlay, TableFault, install};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

static FOLDER: OnceLock<PathBuf> = OnceLock::new();

/// Lays the tables of `folder` over those of the program, for the whole run; gives how many files that are.
///
/// # Errors
/// The folder cannot be read, or a file in it is no table.
pub(crate) fn use_tables(folder: &Path) -> Result<usize> {
    let mut files = Vec::new();
    read_folder(folder, folder, &mut files)?;
    let count = files.len();
    let _ = FOLDER.set(folder.to_owned());
    let overlay = Overlay::new(files).map_err(named)?;
    install(&overlay).map_err(named)?;
    Ok(count)
}

/// Hash of a user's tables; none where there are none.
pub(crate) fn hash() -> Option<String> {
    dateline_core::tables::own_hash()
}

/// A fault in a user's table, under the name that the file has on this machine.
pub(crate) fn in_words(fault: &TableFault) -> Option<String> {
    let folder = FOLDER.get()?;
    let file = fault.path().strip_prefix("tables/")?;
    Some(format!("{}:{}: {}", folder.join(file).display(), fault.line(), fault.what()))
}

fn named(fault: TableFault) -> anyhow::Error {
    anyhow::Error::new(fault).context("your tables are at fault")
}

fn read_folder(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("{}: cannot be read", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !hidden {
            read_folder(root, &path, files)?;
        } else if path.extension().is_some_and(|end| end == "tsv" || end == "toml") && !hidden {
            let text = fs::read_to_string(&path)
                .with_context(|| format!("{}: cannot be read as UTF-8 text", path.display()))?;
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push((name, text));
        }
    }
    Ok(())
}
