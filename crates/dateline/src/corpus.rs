//! The reports that a verb looks at: those of a ledger, or files read on the spot without one.

use crate::{
    coding::{self, BATCH_REPORTS, Coder},
    failure::Outcome,
    overlay,
    reader::Reader,
};
use anyhow::Result;
use dateline_core::{
    reconcile::{Correction, Held, Reconciled, reconcile},
    rows::{MentionRow, ReportRow},
};
use dateline_ingest::{Obtained, Reports};
use dateline_ledger::{Kept, Ledger, Rejected};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Choices of the command line that every verb shares.
pub(crate) struct Setting {
    /// `--ledger`.
    pub(crate) ledger: Option<PathBuf>,
    /// `--no-color`.
    pub(crate) no_color: bool,
    /// `--quiet`.
    pub(crate) quiet: bool,
}

impl Setting {
    /// Opens the ledger named, else that of the current folder or the nearest one above.
    pub(crate) fn open_ledger(&self) -> Result<Ledger> {
        let here = std::env::current_dir()?;
        let path = self.ledger.clone().or_else(|| Ledger::find(&here)).unwrap_or(here);
        Ok(Ledger::open(&path)?)
    }

    /// Lays a user's tables over those of the program: those of `folder`, else those beside the ledger in use.
    pub(crate) fn use_tables(&self, folder: Option<&Path>, keeps_a_ledger: bool) -> Result<()> {
        let here = || std::env::current_dir().ok().filter(|_| keeps_a_ledger);
        let ledger = self.ledger.clone().or_else(|| Ledger::find(&here()?));
        let beside = ledger.as_deref().map(Ledger::tables_beside).filter(|tables| tables.is_dir());
        let Some(folder) = folder.map(Path::to_owned).or(beside) else { return Ok(()) };
        let files = overlay::use_tables(&folder)?;
        self.tell(&format!("tables of your own: {} ({files} files)", folder.display()));
        Ok(())
    }

    /// Says so where the rows of a ledger were coded with other tables, or another model, than those in use.
    fn tell_other_tables(&self, ledger: &Ledger) {
        if let Err(other) = ledger.check_coded_with(&coding::tables_hash(), &Reader::embedded().hash()) {
            self.tell(&format!("note: {}", other.kind()));
        }
    }

    /// Prints a line to standard error unless the user wants quiet.
    pub(crate) fn tell(&self, line: &str) {
        if !self.quiet {
            eprintln!("{line}");
        }
    }

    /// The reports under `paths`, or those of the ledger when there are no paths.
    pub(crate) fn corpus(&self, paths: &[PathBuf]) -> Result<Corpus> {
        if !paths.is_empty() {
            return Corpus::of_paths(paths);
        }
        let ledger = self.open_ledger()?;
        self.tell_other_tables(&ledger);
        Corpus::of_ledger(ledger)
    }
}

/// Reports with their texts, mentions and originals, ordered by the hash of their bytes.
pub(crate) struct Corpus {
    reports: Vec<(ReportRow, String, Vec<MentionRow>)>,
    originals: Originals,
    /// What people said against what was found (a ledger's only).
    corrections: Vec<Correction>,
    /// Inputs that could not be used (files only; a ledger keeps its own list).
    rejects: Vec<Rejected>,
}

enum Originals {
    Ledger(Ledger),
    Files(BTreeMap<String, Vec<u8>>),
}

impl Corpus {
    fn of_ledger(ledger: Ledger) -> Result<Corpus> {
        let (reports, corrections) = (ledger.reports()?, ledger.corrections()?);
        Ok(Corpus { reports, originals: Originals::Ledger(ledger), corrections, rejects: Vec::new() })
    }

    fn of_paths(paths: &[PathBuf]) -> Result<Corpus> {
        let coder = Coder::new(Reader::embedded())?;
        let (mut held, mut rejects) = (BTreeMap::<String, Kept>::new(), Vec::new());
        for batch in Batches::of(paths) {
            rejects.extend(batch.rejects);
            for coded in coder.code_all(&batch.obtained)? {
                match coded {
                    Ok(kept) => hold(&mut held, kept),
                    Err(reject) => rejects.push(reject),
                }
            }
        }
        let (mut reports, mut originals) = (Vec::new(), BTreeMap::new());
        for (hash, kept) in held {
            originals.insert(hash, kept.original);
            reports.push((kept.report, kept.text, kept.mentions));
        }
        Ok(Corpus { reports, originals: Originals::Files(originals), corrections: Vec::new(), rejects })
    }

    /// The reports as the reconciling stages want them.
    pub(crate) fn held(&self) -> Vec<Held<'_>> {
        self.reports.iter().map(|(report, text, mentions)| Held { report, text, mentions }).collect()
    }

    /// What people said against what was found.
    pub(crate) fn corrections(&self) -> &[Correction] {
        &self.corrections
    }

    /// What `held`, the reports of this corpus, say together, as corrected by people.
    pub(crate) fn reconciled<'h>(&self, held: &[Held<'h>]) -> Reconciled<'h> {
        reconcile(held, &self.corrections)
    }

    /// Every mention with the report that makes it, in order of report and text.
    pub(crate) fn mentions(&self) -> impl Iterator<Item = (&ReportRow, &MentionRow)> {
        self.reports
            .iter()
            .flat_map(|(report, _, mentions)| mentions.iter().map(move |mention| (report, mention)))
    }

    /// The one report whose hash begins with `prefix`: hash and original bytes.
    pub(crate) fn original(&self, prefix: &str) -> Result<Option<(String, Vec<u8>)>> {
        match &self.originals {
            Originals::Ledger(ledger) => Ok(ledger.original(prefix)?.map(|(hash, bytes, _)| (hash, bytes))),
            Originals::Files(files) => Ok(one_with_prefix(files, prefix)),
        }
    }

    /// Hashes of all reports, rising.
    pub(crate) fn hashes(&self) -> impl Iterator<Item = &str> {
        self.reports.iter().map(|(report, ..)| report.report.as_str())
    }

    /// Names every input that could not be used.
    pub(crate) fn tell_rejects(&self, setting: &Setting) {
        for reject in &self.rejects {
            setting.tell(&coding::in_words(reject));
        }
    }

    /// How a verb over this corpus ended: with rejects, with nothing found, or well.
    pub(crate) fn outcome(&self, found: bool) -> Outcome {
        match (self.rejects.is_empty(), found) {
            (false, _) => Outcome::Rejects,
            (true, false) => Outcome::No,
            (true, true) => Outcome::Done,
        }
    }

    /// The row of the report with this hash.
    pub(crate) fn report(&self, hash: &str) -> Option<&ReportRow> {
        let at = self.reports.binary_search_by(|(row, ..)| row.report.as_str().cmp(hash)).ok()?;
        Some(&self.reports[at].0)
    }
}

/// Keeps the input that sorts first among those with the same bytes, as a ledger does.
fn hold(held: &mut BTreeMap<String, Kept>, kept: Kept) {
    let hash = kept.report.report.clone();
    if held.get(&hash).is_none_or(|first| kept.speaks_before(first)) {
        held.insert(hash, kept);
    }
}

/// The one entry whose key begins with `prefix`, if it is the only one.
pub(crate) fn one_with_prefix(files: &BTreeMap<String, Vec<u8>>, prefix: &str) -> Option<(String, Vec<u8>)> {
    let mut found = files.range(prefix.to_owned()..).take_while(|(hash, _)| hash.starts_with(prefix));
    match (found.next(), found.next()) {
        (Some((hash, bytes)), None) => Some((hash.clone(), bytes.clone())),
        _ => None,
    }
}

/// Inputs in groups of [`BATCH_REPORTS`], in their order.
pub(crate) struct Batches {
    inputs: Reports,
    size: usize,
}

/// One group of inputs.
pub(crate) struct Batch {
    /// Reports, in order.
    pub(crate) obtained: Vec<Obtained>,
    /// What could not be used, in order.
    pub(crate) rejects: Vec<Rejected>,
}

impl Batches {
    /// Everything under `paths`, in groups.
    pub(crate) fn of(paths: &[PathBuf]) -> Batches {
        Batches { inputs: coding::read_all(paths), size: BATCH_REPORTS }
    }

    /// The same in groups of `size`.
    pub(crate) fn in_groups_of(self, size: usize) -> Batches {
        Batches { size: size.max(1), ..self }
    }
}

impl Iterator for Batches {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        let (mut obtained, mut rejects) = (Vec::new(), Vec::new());
        for input in self.inputs.by_ref().take(self.size) {
            match input {
                Ok(report) => obtained.push(report),
                Err(reject) => rejects.push(coding::rejected(reject)),
            }
        }
        (!obtained.is_empty() || !rejects.is_empty()).then_some(Batch { obtained, rejects })
    }
}
