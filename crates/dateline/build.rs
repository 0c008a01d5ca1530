//! Works out the fingerprint of the tables that are compiled in, so that a ledger can say what it was coded with.

use sha2::{Digest, Sha256};
use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let tables = here.join("../dateline-core/data");
    let mut files = Vec::new();
    find_files(&tables, &mut files)?;
    files.sort();
    let mut hash = Sha256::new();
    for file in &files {
        let name = file.strip_prefix(&tables).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
        let words = fs::read(file)?;
        hash.update(format!("{name} {}\n", words.len()));
        hash.update(&words);
    }
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    println!("cargo:rustc-env=DATELINE_TABLES={hex}");
    println!("cargo:rerun-if-changed={}", tables.display());
    Ok(())
}

fn find_files(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find_files(&path, files)?;
        } else if path.extension().is_some_and(|end| end == "tsv" || end == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
