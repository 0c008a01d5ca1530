//! Lists the tables and rule files, so that dropping a rule file into `data/events` is all it takes to add an action, and
//! compiles the gazetteer.

mod build_places;
#[path = "src/places/spelling.rs"]
mod spelling;

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("data");
    let mut files = Vec::new();
    find_tables(&folder, &mut files)?;
    let mut named = Vec::new();
    for file in &files {
        let name = file.strip_prefix(&folder).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
        named.push((name, file));
    }
    named.sort();
    let mut list = String::from("&[\n");
    for (name, file) in named {
        list.push_str(&format!("    ({name:?}, include_str!({:?})),\n", file.to_string_lossy()));
    }
    list.push_str("]\n");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    fs::write(out.join("shipped.rs"), list)?;
    println!("cargo:rerun-if-changed=data");
    compile_places(&folder)
}

fn compile_places(data: &Path) -> io::Result<()> {
    println!("cargo:rerun-if-changed=src/places/spelling.rs");
    println!("cargo:rerun-if-changed=build_places.rs");
    println!("cargo:rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    build_places::compile(&data.join("places/gazetteer.tsv"), &out)
}

fn find_tables(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        // Test cases are no tables: they do not ship.
        if path.is_dir() && path.ends_with("data/cases") {
            continue;
        }
        if path.is_dir() {
            println!("cargo:rerun-if-changed={}", path.display());
            find_tables(&path, files)?;
        } else if path.extension().is_some_and(|end| end == "toml" || end == "tsv")
            && path.file_stem().is_some_and(|s| s != "EXAMPLE")
            // Compiled by itself, and too large to ship twice; what it is made with is no table of the program.
            && !["places/gazetteer.tsv", "places/divisions.tsv"].iter().any(|made| path.ends_with(made))
        {
            files.push(path);
        }
    }
    Ok(())
}
