//! Trains the language model from two folders of data: the same as `dateline train lang`.
//!
//! usage: cargo run --release --example train_lang -- TREEBANK_DIR NER_DIR SEED OUT.dlm
//!        cargo run --release --example train_lang -- TREEBANK_DIR NER_DIR MODEL.dlm OUT.dlm     scores it again

use std::io::Read;
use std::path::Path;

use dateline_lang::train::{Input, score, train};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [treebank, names, seed, out] = args.as_slice() else {
        return Err("usage: train_lang TREEBANK_DIR NER_DIR SEED OUT.dlm".into());
    };
    let mut inputs = read_folder(Path::new(treebank))?;
    inputs.append(&mut read_folder(Path::new(names))?);
    let trained = match seed.parse() {
        Ok(seed) => train(&inputs, seed, &mut |line| eprintln!("{line}"))?,
        Err(_) => score(&std::fs::read(seed)?, &inputs)?,
    };
    eprint!("{}", trained.report);
    std::fs::write(out, trained.bytes)?;
    Ok(())
}

/// The files of a folder, by name, decompressed.
fn read_folder(folder: &Path) -> Result<Vec<Input>, Box<dyn std::error::Error>> {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.sort();
    let mut inputs = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path)?;
        let mut text = String::new();
        match name.strip_suffix(".gz") {
            Some(_) => flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text)?,
            None => bytes.as_slice().read_to_string(&mut text)?,
        };
        inputs.push(Input { name: name.trim_end_matches(".gz").to_owned(), text });
    }
    Ok(inputs)
}
