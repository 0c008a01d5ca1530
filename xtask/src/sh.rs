//! Running other programs from the root of the project.

use anyhow::{Context, Result, bail, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// The material that lies beside a developer's checkout, where it is present.
pub(crate) fn shared() -> Option<PathBuf> {
    let folder = root().parent()?.join("shared");
    folder.join("tools").is_dir().then_some(folder)
}

/// Builds the release program and gives its path.
pub(crate) fn build_program() -> Result<PathBuf> {
    let built = Command::new("cargo")
        .args(["build", "--release", "--package", "dateline"])
        .current_dir(root())
        .status()?;
    ensure!(built.success(), "the program does not build");
    Ok(target().join("release/dateline"))
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Runs a shell line in the root; its standard output.
pub(crate) fn shell(line: &str) -> Result<String> {
    let out = Command::new("bash")
        .args(["-c", &format!("set -o pipefail; {line}")])
        .current_dir(root())
        .output()?;
    if !out.status.success() {
        bail!(
            "`{line}` failed: {}",
            String::from_utf8_lossy(&out.stderr).lines().last().unwrap_or("no message")
        );
    }
    String::from_utf8(out.stdout).context("output is not text")
}

/// Today and the machine, as the name of a kept run.
pub(crate) fn run_name() -> Result<String> {
    let name = shell("echo $(date -u +%Y-%m-%d)-$(uname -m)-$(nproc)core")?;
    Ok(name.trim().to_owned())
}

/// Trains the language model again.
pub(crate) fn generate_model() -> Result<()> {
    let Some(shared) = shared() else { bail!("../shared is absent: nothing to train on") };
    let program = build_program()?;
    let data = shared.join("data");
    let line = format!(
        "{} train lang {}/treebank {}/ner --seed 1 --output crates/dateline-lang/model/en.dlm",
        program.display(),
        data.display(),
        data.display()
    );
    print(&shell(&line)?);
    Ok(())
}

/// Prints to standard output; a closed pipe is no fault of ours.
pub(crate) fn print(text: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{}", text.trim_end());
}
