//! What a word of the command line names: a report by the beginning of its hash, a story by its id.

use crate::{corpus::Corpus, failure::usage};
use anyhow::Result;
use dateline_core::{
    reconcile::{Reconciled, Story, lineage::short_report, sources::story_called},
    tables::nearest,
};
use std::path::Path;

/// Hex digits of a hash that name a report at least.
const PREFIX_LEAST: usize = 4;

/// True where the word is meant as an id (`s-…`, `r-…`), not as a path.
pub(crate) fn is_id(word: &Path) -> bool {
    let id = |word: &str| word.starts_with("s-") || word.starts_with("r-");
    word.to_str().is_some_and(id) && !word.exists()
}

/// The hash of the one report that `word` names: `r-` and the beginning of its hash, or that beginning alone.
///
/// # Errors
/// No report, or more than one, is called so; the message gives those it could be, or the nearest.
pub(crate) fn report_called<'a>(hashes: impl Iterator<Item = &'a str>, word: &str) -> Result<&'a str> {
    let prefix = word.strip_prefix("r-").unwrap_or(word).to_lowercase();
    let all: Vec<&str> = hashes.collect();
    let meant: Vec<&str> = all.iter().copied().filter(|hash| hash.starts_with(&prefix)).collect();
    match meant.as_slice() {
        [one] if prefix.len() >= PREFIX_LEAST => Ok(one),
        [] => Err(usage(format!(
            "no report is called `{word}`{}",
            did_you_mean(word, all.iter().map(|hash| short_report(hash)))
        ))),
        several => {
            const SHOWN: usize = 3;
            let names: Vec<String> = several.iter().take(SHOWN).map(|hash| short_report(hash)).collect();
            let more = if several.len() > SHOWN { " …" } else { "" };
            Err(usage(format!(
                "`{word}` is too short to name one report (write more of its hash): {}{more}",
                names.join(", ")
            )))
        }
    }
}

/// The story that is called `word` now, and the note on a correction that it was called otherwise before.
///
/// # Errors
/// No story is called so; the message gives the nearest.
pub(crate) fn story_of<'r>(
    all: &'r Reconciled<'_>,
    corpus: &Corpus,
    word: &str,
) -> Result<(&'r Story, Option<String>)> {
    let Some((story, by)) = story_called(all, corpus.corrections(), word) else {
        let ids = all.stories.iter().map(|story| story.id.clone());
        return Err(usage(format!("no story is called `{word}`{}", did_you_mean(word, ids))));
    };
    let note = by.map(|correction| format!("{word} is {} now ({})", story.id, correction.in_words()));
    Ok((story, note))
}

/// " (the nearest is `s-4k2q`)", or where to look.
pub(crate) fn did_you_mean(word: &str, names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.collect();
    match nearest(word, names.iter().map(String::as_str)) {
        "" => "; the ledger holds none".to_owned(),
        near => format!("; the nearest is `{near}`"),
    }
}
