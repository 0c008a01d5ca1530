//! Codes text files, or JSON lines `{id, text, date?}` with `-`, and prints their rows; for people who write rules.
#![expect(clippy::print_stdout, reason = "it is a program")]

use dateline_core::citation::sha256_hex;
use dateline_core::clean::Told;
use dateline_core::coder::{Input, Tables, code};
use dateline_lang::Linear;
use std::io::Read;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tables = Tables::embedded()?;
    let mut reports: Vec<(String, String, Option<jiff::civil::Date>)> = Vec::new();
    for path in std::env::args().skip(1).map(std::path::PathBuf::from) {
        if path.as_os_str() == "-" {
            let mut lines = String::new();
            std::io::stdin().read_to_string(&mut lines)?;
            for line in lines.lines() {
                let row: serde_json::Value = serde_json::from_str(line)?;
                let word = |key: &str| row[key].as_str().map(str::to_owned);
                let day = word("date").and_then(|day| day.parse().ok());
                reports.push((word("id").unwrap_or_default(), word("text").unwrap_or_default(), day));
            }
            continue;
        }
        let mut files = if path.is_dir() {
            std::fs::read_dir(path)?.filter_map(|entry| Some(entry.ok()?.path())).collect()
        } else {
            vec![path]
        };
        files.sort();
        for file in files {
            reports.push((file.display().to_string(), std::fs::read_to_string(&file)?, None));
        }
    }
    for (id, text, day) in reports {
        let input = Input {
            input: &id,
            report: &sha256_hex(text.as_bytes()),
            text: &text,
            to_original: &u64::from,
            original: text.as_bytes(),
            told: Told { day, ..Told::default() },
        };
        let Some(coded) = code(&input, &tables, Linear::embedded()) else { continue };
        for row in &coded.mentions {
            println!("{}", serde_json::to_string(row)?);
        }
    }
    Ok(())
}
