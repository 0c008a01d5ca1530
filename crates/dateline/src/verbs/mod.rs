//! The verbs of the program, one file each.

mod actors;
mod add;
mod brief;
mod cite;
mod code;
mod codebook;
mod compare;
mod correct;
mod events;
mod import;
mod init;
mod inspect;
mod lineage;
mod rejects;
mod show;
mod status;
mod stories;
mod story;
mod train;
mod verify;

use crate::{corpus::Setting, failure::Outcome};
use anyhow::Result;

/// What to do.
#[derive(clap::Subcommand)]
pub(crate) enum Verb {
    /// Make an empty ledger in a folder
    Init(init::Args),
    /// Add reports to the ledger: files, folders, or `-` for JSON lines
    Add(add::Args),
    /// Say how much the ledger holds
    Status(status::Args),
    /// List the stories that the reports tell
    Stories(stories::Args),
    /// Show one story: reports, origins, events, what is disputed
    Story(story::Args),
    /// Show which texts derive from which, and how many newsrooms there really are
    Lineage(lineage::Args),
    /// Lay two reports side by side
    Compare(compare::Args),
    /// Cut or add links, mark originals, join newsrooms, split and merge stories: dated, kept, undone by a further row
    Correct(correct::Args),
    /// Take a correction back
    Undo(correct::UndoArgs),
    /// List events with their status and counts
    Events(events::Args),
    /// Show the sentence behind a citation, a row, an event or a report
    Show(show::Args),
    /// Make the citation of a byte range of a report
    Cite(cite::Args),
    /// Check every citation in a document against the stored bytes
    Verify(verify::Args),
    /// Write a brief: agreed, one newsroom, disputed, compatible, open
    Brief(brief::Args),
    /// Show what the tables know of an actor
    Actors(actors::Args),
    /// Print what the tables hold
    Codebook(codebook::Args),
    /// Turn dictionaries of other programs into tables of your own
    Import(import::Args),
    /// Code reports to rows, without a ledger
    Code(code::Args),
    /// Run one stage alone
    Inspect(inspect::Args),
    /// List what could not be used, and why
    Rejects(rejects::Args),
    /// Train the language model from a treebank
    Train(train::Args),
}

impl Verb {
    /// True for verbs that work on a ledger, so that the one found counts, and its tables.
    pub(crate) fn keeps_a_ledger(&self) -> bool {
        !matches!(self, Verb::Init(_) | Verb::Code(_) | Verb::Import(_) | Verb::Inspect(_) | Verb::Train(_))
    }

    /// Runs the verb.
    pub(crate) fn run(self, setting: &Setting) -> Result<Outcome> {
        match self {
            Verb::Init(args) => init::run(&args, setting),
            Verb::Add(args) => add::run(&args, setting),
            Verb::Status(args) => status::run(&args, setting),
            Verb::Stories(args) => stories::run(&args, setting),
            Verb::Story(args) => story::run(&args, setting),
            Verb::Compare(args) => compare::run(&args, setting),
            Verb::Correct(args) => correct::run(&args, setting),
            Verb::Undo(args) => correct::undo(&args, setting),
            Verb::Lineage(args) => lineage::run(&args, setting),
            Verb::Events(args) => events::run(&args, setting),
            Verb::Show(args) => show::run(&args, setting),
            Verb::Cite(args) => cite::run(&args, setting),
            Verb::Verify(args) => verify::run(&args, setting),
            Verb::Brief(args) => brief::run(&args, setting),
            Verb::Actors(args) => actors::run(&args, setting),
            Verb::Codebook(args) => codebook::run(&args, setting),
            Verb::Import(args) => import::run(&args, setting),
            Verb::Code(args) => code::run(&args, setting),
            Verb::Inspect(args) => inspect::run(&args, setting),
            Verb::Rejects(args) => rejects::run(&args, setting),
            Verb::Train(args) => train::run(&args, setting),
        }
    }
}
