//! `dateline import actors FILE… --to DIR`: a user's dictionaries become tables that `--tables DIR` lays over ours.

use crate::{
    corpus::Setting,
    failure::{Outcome, usage},
};
use anyhow::{Context, Result};
use dateline_core::{
    actors::{ActorTables, import_dictionaries},
    tables::{Overlay, install},
};
use std::{fs, path::PathBuf};

/// Turn dictionaries of other programs into tables for --tables
#[derive(clap::Args)]
pub(crate) struct Args {
    /// What the files hold
    #[arg(value_enum)]
    what: What,
    /// Dictionaries
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Folder to write the tables to; a table that is there already is never overwritten
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum What {
    /// Actor and agent dictionaries of PETRARCH and the Phoenix pipeline
    Actors,
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    let What::Actors = args.what;
    let mut files = Vec::new();
    for path in &args.files {
        let bytes = fs::read(path).with_context(|| format!("{}: cannot be read", path.display()))?;
        files.push((path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned()));
    }
    let imported = import_dictionaries(&files, &ActorTables::embedded()?)?;
    for skipped in &imported.skipped {
        setting.tell(&format!("skipped {}:{}: {}", skipped.file, skipped.line, skipped.why));
    }
    let taken: Vec<PathBuf> = imported.files.keys().map(|name| args.to.join(name)).collect();
    if let Some(there) = taken.iter().find(|path| path.exists()) {
        let what = format!("{} is there already: name another folder with --to", there.display());
        return Err(usage(what));
    }
    // Read once as a user's tables, so that what is written can be used.
    install(&Overlay::new(imported.files.clone())?)?;
    ActorTables::embedded().context("the imported rows cannot be used; nothing was written")?;
    for (path, text) in taken.iter().zip(imported.files.values()) {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
        }
        fs::write(path, text).with_context(|| format!("{}: cannot be written", path.display()))?;
    }
    let (names, skipped) = (imported.taken, imported.skipped.len());
    let tables = taken.len();
    setting.tell(&format!("{names} names taken into {tables} tables, {skipped} lines skipped"));
    setting.tell(&format!("Next: dateline code FILE --tables {}", args.to.display()));
    Ok(match (names, skipped) {
        (0, _) => Outcome::No,
        (_, 0) => Outcome::Done,
        _ => Outcome::Rejects,
    })
}
