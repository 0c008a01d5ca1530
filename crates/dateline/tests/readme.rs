//! The README tells what the program does: every verb is in it, and the screen it shows is the one that is printed.
//!
//! `UPDATE_EXPECT=1 cargo test --package dateline --test readme` writes the screen anew; the diff is the review.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Lines of the brief that the README shows: the head, the first story, its first block.
const SCREEN_LINES: usize = 36;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("a README")
}

/// What the program prints when it runs at the root of the project.
fn printed(args: &[&str]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let output =
        program.args(args).current_dir(root()).env("NO_COLOR", "1").output().expect("the program runs");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn every_verb_is_told() {
    let help = printed(&["--help"]);
    let verbs =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let verbs: Vec<&str> = verbs
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|verb| *verb != "help")
        .collect();
    assert!(verbs.len() > 10, "{help}");
    let readme = readme();
    let missing: Vec<_> = verbs.iter().filter(|verb| !readme.contains(&format!("| `{verb}` |"))).collect();
    assert!(missing.is_empty(), "README.md says nothing of {missing:?}");
}

#[test]
fn the_screen_is_the_one_that_is_printed() {
    let (before, rest) = {
        let readme = readme();
        let (before, rest) = readme.split_once("```text\n").expect("a screen in README.md");
        (before.to_owned(), rest.to_owned())
    };
    let (screen, after) = rest.split_once("```").expect("the end of the screen");
    let brief = printed(&["brief", "examples/coverage"]);
    let first: Vec<&str> = brief.lines().take(SCREEN_LINES).map(str::trim_end).collect();
    let wanted = format!("{}\n", first.join("\n").trim_end());
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(root().join("README.md"), format!("{before}```text\n{wanted}```{after}")).expect("written");
        return;
    }
    assert_eq!(
        screen, wanted,
        "README.md shows another screen than `dateline brief examples/coverage` prints"
    );
}
