//! Finds the rule files, so that dropping one into `data/events` is all it takes to add an action, and compiles the
//! gazetteer.

mod build_places;
#[path = "src/places/spelling.rs"]
mod spelling;

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("data/events");
    let mut files = Vec::new();
    find_rule_files(&folder, &mut files)?;
    files.sort();
    let mut list = String::from("&[\n");
    for file in &files {
        let name = file.strip_prefix(&folder).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
        list.push_str(&format!("    ({name:?}, include_str!({:?})),\n", file.to_string_lossy()));
    }
    list.push_str("]\n");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    fs::write(out.join("rule_files.rs"), list)?;
    println!("cargo:rerun-if-changed=data/events");
    compile_places(&PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?))
}

fn compile_places(crate_folder: &Path) -> io::Result<()> {
    let table = crate_folder.join("data/places/gazetteer.tsv");
    println!("cargo:rerun-if-changed={}", table.display());
    println!("cargo:rerun-if-changed=src/places/spelling.rs");
    println!("cargo:rerun-if-changed=build_places.rs");
    println!("cargo:rerun-if-changed=build.rs");
    build_places::compile(&table, &PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?))
}

fn find_rule_files(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            println!("cargo:rerun-if-changed={}", path.display());
            find_rule_files(&path, files)?;
        } else if path.extension().is_some_and(|end| end == "toml")
            && path.file_stem().is_some_and(|s| s != "EXAMPLE")
        {
            files.push(path);
        }
    }
    Ok(())
}
