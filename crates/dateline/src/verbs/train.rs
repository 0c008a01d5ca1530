//! `dateline train lang`: the language model from folders of data.

use crate::{corpus::Setting, failure::Outcome};
use anyhow::{Context, Result};
use dateline_lang::train::{Input, train};
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
    /// Folders of treebanks and of marked names; `.gz` files are unpacked
    #[arg(required = true)]
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
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    let What::Lang = args.what;
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
