//! `dateline train`: the language model from folders of data, the model of event types from rule files.

use crate::{corpus::Setting, failure::Outcome};
use anyhow::{Context, Result};
use dateline_core::{
    actors::ActorTables,
    events::{EventRules, learn_types},
};
use dateline_lang::{
    Linear,
    train::{Input, train},
};
use flate2::read::GzDecoder;
use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

/// Train the language model; the same folders and the same seed give the same bytes
#[derive(clap::Args)]
pub(crate) struct Args {
    /// What to train
    #[arg(value_enum)]
    what: What,
    /// For `lang` folders of treebanks and of marked names, `.gz` files are unpacked; for `events` one folder of rule
    /// files, or none for those that ship with the program
    #[arg(required_if_eq("what", "lang"))]
    folders: Vec<PathBuf>,
    /// Where the random order of the sentences begins
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where the model goes
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum What {
    /// The parser, the tagger and the marker of names
    Lang,
    /// The types of events, from the sentences of the rule files
    Events,
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    match args.what {
        What::Lang => train_lang(args, setting),
        What::Events => train_events(args, setting),
    }
}

/// What the table of the model says of itself.
const EVENTS_HEADER: &str = "# The model of event types: features of a pair of parties in a sentence, and what they add to each PLOVER type.
# Learned by `dateline train events` from the sentences of data/events, which are the Dateline authors' own; same licence
# as the program. Features are explained in src/events/pair.rs.
# feature\tTYPE:weight in thousandths
";

fn train_events(args: &Args, setting: &Setting) -> Result<Outcome> {
    let actors = ActorTables::embedded()?;
    let rules = match args.folders.first() {
        Some(folder) => EventRules::from_folder(folder)?,
        None => EventRules::embedded()?,
    };
    let (model, examples) = learn_types(&rules, &actors, Linear::embedded());
    fs::write(&args.output, model.to_table(EVENTS_HEADER))
        .with_context(|| format!("cannot write {}", args.output.display()))?;
    setting.tell(&format!("learned from {examples} sentences"));
    Ok(Outcome::Done)
}

fn train_lang(args: &Args, setting: &Setting) -> Result<Outcome> {
    let mut inputs = Vec::new();
    for folder in &args.folders {
        inputs.extend(read_folder(folder).with_context(|| format!("cannot read {}", folder.display()))?);
    }
    let trained = train(&inputs, args.seed, &mut |line| setting.tell(line))?;
    setting.tell(trained.report.trim_end());
    fs::write(&args.output, trained.bytes)
        .with_context(|| format!("cannot write {}", args.output.display()))?;
    Ok(Outcome::Done)
}

/// The files of a folder by name, unpacked.
fn read_folder(folder: &Path) -> Result<Vec<Input>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<std::io::Result<_>>()?;
    paths.sort();
    paths.into_iter().filter(|path| path.is_file()).map(|path| read_file(&path)).collect()
}

fn read_file(path: &Path) -> Result<Input> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = fs::read(path)?;
    let mut text = String::new();
    match name.strip_suffix(".gz") {
        Some(_) => GzDecoder::new(bytes.as_slice()).read_to_string(&mut text)?,
        None => bytes.as_slice().read_to_string(&mut text)?,
    };
    Ok(Input { name: name.trim_end_matches(".gz").to_owned(), text })
}
