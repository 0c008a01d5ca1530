//! `dateline add PATH…`: reports into the ledger, in batches that are kept whole or not at all.

use crate::{
    coding::{self, Coder},
    corpus::{Batch, Batches, Setting},
    failure::Outcome,
    reader::{ModelArgs, Reader},
};
use anyhow::Result;
use dateline_ledger::{Added, Ledger};
use std::{collections::BTreeMap, path::PathBuf};

/// Add reports to the ledger. Adding the same again changes nothing; a run that was stopped can be repeated
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Files, folders, or `-` for one JSON object a line
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Reports in one transaction
    #[arg(long, default_value_t = crate::coding::BATCH_REPORTS, hide = true)]
    batch: usize,
    #[command(flatten)]
    model: ModelArgs,
}

/// What a run has done so far.
#[derive(Default)]
struct Tally {
    new: usize,
    again: usize,
    held: usize,
    /// Number of rejected inputs by reason.
    rejected: BTreeMap<String, usize>,
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    let mut ledger = setting.open_ledger()?;
    let reader = Reader::of(&args.model)?;
    ledger.code_with(&coding::tables_hash(), &reader.hash())?;
    let coder = Coder::new(reader)?;
    let mut tally = Tally::default();
    for batch in Batches::of(&args.paths).in_groups_of(args.batch) {
        add_batch(&mut ledger, &coder, batch, &mut tally)?;
        setting.tell(&format!("{} read, {} rejected", tally.read(), tally.rejects()));
    }
    setting.tell(&tally.in_words());
    setting.tell("Next: dateline stories    dateline brief    dateline rejects");
    Ok(if tally.rejects() > 0 { Outcome::Rejects } else { Outcome::Done })
}

/// Codes what is not held yet and keeps the batch in one transaction.
fn add_batch(ledger: &mut Ledger, coder: &Coder, batch: Batch, tally: &mut Tally) -> Result<()> {
    let mut fresh = Vec::new();
    for obtained in batch.obtained {
        if ledger.holds(&obtained.sha256, &coding::told_of(&obtained), &obtained.input)? {
            tally.held += 1;
        } else {
            fresh.push(obtained);
        }
    }
    let (mut kept, mut rejects) = (Vec::new(), batch.rejects);
    for coded in coder.code_all(&fresh)? {
        match coded {
            Ok(report) => kept.push(report),
            Err(reject) => rejects.push(reject),
        }
    }
    for added in ledger.add(&kept, &rejects)? {
        match added {
            Added::New => tally.new += 1,
            Added::Again => tally.again += 1,
            Added::Held => tally.held += 1,
        }
    }
    for reject in rejects {
        *tally.rejected.entry(reject.reason).or_insert(0) += 1;
    }
    Ok(())
}

impl Tally {
    fn read(&self) -> usize {
        self.new + self.again + self.held
    }

    fn rejects(&self) -> usize {
        self.rejected.values().sum()
    }

    /// "200 inputs · 197 read (190 new, 5 the same bytes under another name, 2 held already) · 3 rejected (…)"
    fn in_words(&self) -> String {
        let kinds = [
            (self.new, "new"),
            (self.again, "the same bytes under another name"),
            (self.held, "held already"),
        ];
        let kinds: Vec<String> =
            kinds.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        let reasons: Vec<String> = self.rejected.iter().map(|(reason, n)| format!("{n} {reason}")).collect();
        let inside = |words: &[String]| {
            if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) }
        };
        let (read, rejects) = (self.read(), self.rejects());
        format!(
            "{} inputs · {read} read{} · {rejects} rejected{}",
            read + rejects,
            inside(&kinds),
            inside(&reasons)
        )
    }
}
