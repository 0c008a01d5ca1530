//! Every speed: the whole program over text of its own and, where present, the seed reports, with peak memory; the
//! language core by itself; and, where spaCy is installed, both side by side.

use crate::sh::{build_program, print, root, run_name, shared, shell, target};
use anyhow::Result;
use std::fmt::Write;
use std::time::Instant;

/// How often the sample coverage is repeated to make an input worth timing.
const COPIES: usize = 60;

/// Made-up reports among which lineage candidates are sought.
const STREAM: usize = 100_000;

/// Prints the speeds; with `keep` they are written down.
pub(crate) fn run(keep: bool) -> Result<()> {
    let program = build_program()?;
    let folder = std::env::temp_dir().join(format!("dateline-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let input = folder.join("input.jsonl");
    let (reports, bytes) = write_input(&input)?;
    let mut report = String::new();
    let d = program.display();
    let i = input.display();
    let stages = [
        ("code (whole pipeline)", format!("{d} code {i} --format jsonl > /dev/null; test $? -le 3")),
        ("inspect sentences", format!("{d} inspect sentences - < {i} > /dev/null")),
        ("inspect times", format!("{d} inspect times - < {i} > /dev/null")),
        ("inspect amounts", format!("{d} inspect amounts - < {i} > /dev/null")),
    ];
    let sentences: usize =
        shell(&format!("{d} inspect sentences - < {i} | grep -o '\"start\"' | wc -l"))?.trim().parse()?;
    let _ =
        writeln!(report, "input: {reports} reports, {sentences} sentences, {:.1} MiB", bytes as f64 / MIB);
    for (name, line) in stages {
        let started = Instant::now();
        shell(&line.replace("code /", "code - < /"))?;
        let seconds = started.elapsed().as_secs_f64();
        let _ = writeln!(
            report,
            "{name:<24} {:8.2} MiB/s {:9.0} reports/s {:9.0} sentences/s",
            bytes as f64 / MIB / seconds,
            reports as f64 / seconds,
            sentences as f64 / seconds
        );
    }
    let actors = "cargo run --quiet --release -p dateline-core --example actors_speed --";
    report.push_str(&shell(&format!("cd {} && {actors} {i}", root().display()))?);
    // Finding places without a tree, and loading their tables, by themselves.
    let places = "cargo run -q --release -p dateline-core --example place_speed";
    report.push_str(&shell(&format!("{places} < {i}"))?);
    let started = Instant::now();
    let memory = peak_kib(&format!("{d} brief examples/coverage"))?;
    let _ = writeln!(
        report,
        "brief examples/coverage  {:.3} s, peak {} MiB",
        started.elapsed().as_secs_f64(),
        memory / 1024
    );
    let memory = peak_kib(&format!("bash -c '{d} code - --format jsonl < {i}'"))?;
    let _ = writeln!(report, "code, peak memory        {} MiB", memory / 1024);
    if let Some(shared) = shared() {
        let started = Instant::now();
        peak_kib(&format!("{d} brief {}/seeds", shared.display()))?;
        let _ = writeln!(report, "brief ../shared/seeds    {:.3} s", started.elapsed().as_secs_f64());
        let stream = format!("python3 {}/tools/make_stream.py {STREAM}", shared.display());
        let lineage = "cargo run -q --release -p dateline-core --example lineage_speed";
        report.push_str(&shell(&format!("{stream} | {lineage}"))?);
    }
    report.push_str(&language_core()?);
    print(&report);
    std::fs::remove_dir_all(&folder)?;
    if keep {
        let kept = root().join("bench/runs");
        std::fs::create_dir_all(&kept)?;
        std::fs::write(kept.join(format!("{}.txt", run_name()?)), report)?;
    }
    Ok(())
}

/// The language core by itself on one core, and beside spaCy where the Python that `DATELINE_SPACY_PYTHON` names
/// (else `python3`) has it.
fn language_core() -> Result<String> {
    shell("cargo build --quiet --release --package dateline-lang --example speed")?;
    let speed = target().join("release/examples/speed");
    let speed = speed.display();
    let mut report =
        format!("\nlanguage core, one thread, CPU time, own news sentences\n{}", shell(&format!("{speed}"))?);
    let Some(shared) = shared() else { return Ok(report) };
    let data = shared.join("data");
    let data = data.display();
    let told = shell(&format!("{speed} {data}/treebank {data}/ner"))?;
    let _ = write!(report, "\nlanguage core, one thread, CPU time, EWT test\n{told}");
    let python = std::env::var("DATELINE_SPACY_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let told = shell(&format!("{python} bench/spacy_side_by_side.py {data} {speed}"))?;
    let _ = write!(report, "\n{told}");
    Ok(report)
}

const MIB: f64 = 1024.0 * 1024.0;

/// The sample coverage as JSON lines, repeated; how many reports and bytes.
fn write_input(path: &std::path::Path) -> Result<(usize, usize)> {
    let mut texts = Vec::new();
    let mut names: Vec<_> = std::fs::read_dir(root().join("examples/coverage"))?.collect::<Result<_, _>>()?;
    names.sort_by_key(std::fs::DirEntry::file_name);
    for entry in names {
        if let Ok(text) = std::fs::read_to_string(entry.path()) {
            texts.push(text);
        }
    }
    let (mut out, mut bytes) = (String::new(), 0);
    for copy in 0..COPIES {
        for (number, text) in texts.iter().enumerate() {
            bytes += text.len();
            let row = serde_json::json!({"id": format!("{copy}-{number}"), "text": text});
            let _ = writeln!(out, "{row}");
        }
    }
    std::fs::write(path, out)?;
    Ok((texts.len() * COPIES, bytes))
}

/// Runs a command and gives its peak resident memory in KiB.
fn peak_kib(command: &str) -> Result<u64> {
    let line = format!(
        "python3 -c \"import resource,subprocess,sys; subprocess.run(sys.argv[1], shell=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\" \"{command}\""
    );
    Ok(shell(&line)?.trim().parse()?)
}
