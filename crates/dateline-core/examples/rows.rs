//! Codes text files and prints their rows, for people who write rules: `rows FILE…`; a folder gives its files.

use dateline_core::citation::sha256_hex;
use dateline_core::clean::Told;
use dateline_core::coder::{Input, Tables, code};
use dateline_lang::Linear;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tables = Tables::embedded()?;
    let mut files: Vec<std::path::PathBuf> = Vec::new();
    for path in std::env::args().skip(1).map(std::path::PathBuf::from) {
        if path.is_dir() {
            files.extend(std::fs::read_dir(path)?.filter_map(|entry| Some(entry.ok()?.path())));
        } else {
            files.push(path);
        }
    }
    files.sort();
    for path in files {
        let original = std::fs::read(&path)?;
        let text = String::from_utf8(original.clone())?;
        let input = Input {
            input: &path.display().to_string(),
            report: &sha256_hex(&original),
            text: &text,
            to_original: &u64::from,
            original: &original,
            told: Told::default(),
        };
        let Some(coded) = code(&input, &tables, Linear::embedded()) else { continue };
        for row in &coded.mentions {
            println!("{}", serde_json::to_string(row)?);
        }
    }
    Ok(())
}
