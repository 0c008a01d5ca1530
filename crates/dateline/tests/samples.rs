//! What the sample coverage shows: the days, stories and contradictions that its README promises.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/coverage")
}

/// Standard output of a run that ends with code 0.
fn run(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(args)
        .env("NO_COLOR", "1")
        .output()
        .expect("it runs");
    let stream = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "dateline {args:?}: {}", stream(&output.stderr));
    stream(&output.stdout)
}

fn over_samples(args: &[&str]) -> String {
    let folder = samples().display().to_string();
    run(&[args, &[folder.as_str()]].concat())
}

/// Cells of the tables of the README, for the rows that begin with one of `names`.
fn readme_days() -> Vec<(String, String)> {
    let readme = std::fs::read_to_string(samples().join("../README.md")).expect("the README");
    let section =
        readme.split("## Days to expect").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("days");
    let mut days = Vec::new();
    for row in section.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let reports = cells[1].split(" · ").map(|name| name.trim_matches('`').to_owned());
        days.extend(reports.zip(cells[2].split(" · ").map(str::to_owned)));
    }
    days
}

/// True for the first row of a line of a brief: it begins with the mark of its block.
fn is_head(line: &str) -> bool {
    line.starts_with(' ') && line.chars().nth(1).is_some_and(|mark| "✔◔?≈○".contains(mark))
}

#[test]
fn every_report_has_the_day_that_the_readme_gives() {
    let rows = over_samples(&["code", "--table", "reports", "--format", "jsonl"]);
    let rows: Vec<serde_json::Value> =
        rows.lines().map(|line| serde_json::from_str(line).expect("a row")).collect();
    let days = readme_days();
    assert_eq!(days.len(), rows.len(), "{days:?}");
    for (name, want) in days {
        let row = rows.iter().find(|row| row["input"].as_str().is_some_and(|input| input.contains(&name)));
        let published = &row.expect("the report")["published"];
        let (start, end) = (published["start"].as_str(), published["end"].as_str());
        let day = match (start, end) {
            (Some(start), Some(end)) if start == end => start.to_owned(),
            (Some(start), Some(end)) => format!("{start} to {end}"),
            _ => "none".to_owned(),
        };
        assert_eq!(day, want, "{name}");
    }
}

#[test]
fn the_samples_tell_three_stories() {
    let stories = over_samples(&["stories", "--jsonl"]);
    let counts: Vec<(u64, u64)> = stories
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a row"))
        .map(|row| (row["reports"].as_u64().unwrap_or(0), row["texts"].as_u64().unwrap_or(0)))
        .collect();
    assert_eq!(counts, [(7, 3), (7, 4), (6, 3)]);
}

#[test]
fn the_brief_shows_the_contradictions_and_every_line_checks() {
    let page = over_samples(&["brief"]);
    for words in [
        "Soldiers killed, 2024-03-04 — DISPUTED",
        "· 17: ",
        "· 43: ",
        "· denied: CPS",
        "Asked, and did not comment",
    ] {
        assert!(page.contains(words), "`{words}` is not in\n{page}");
    }
    for line in page.lines().filter(|line| is_head(line)) {
        for vague in ["→", "NER", "TUR", "KAZ", "Parties", "They"] {
            assert!(!line.contains(vague), "{line}");
        }
    }
    for line in page.lines() {
        assert!(line.chars().count() <= 100, "wider than 100 columns: {line}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("brief.md");
    std::fs::write(&file, over_samples(&["brief", "--md"])).expect("written");
    let (file, from) = (file.display().to_string(), samples().display().to_string());
    run(&["verify", &file, "--from", &from]);
}

#[test]
fn no_block_has_more_than_eight_lines() {
    let page = over_samples(&["brief"]);
    let mut lines = 0;
    for line in page.lines() {
        let heading = line.ends_with("texts · newsrooms · voices");
        lines = if heading { 0 } else { lines + usize::from(is_head(line)) };
        assert!(lines <= 8, "{line}");
    }
}
