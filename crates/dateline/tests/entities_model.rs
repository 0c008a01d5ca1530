//! `--entities-model`: names from a model that the user brings.

use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

fn run(folder: &Path, args: &[&str], input: &str) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that ends before it reads has closed the pipe.
    let _ = program.stdin.take().expect("piped").write_all(input.as_bytes());
    program.wait_with_output().expect("the program ends")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[cfg(not(feature = "onnx"))]
#[test]
fn a_program_without_the_means_says_how_to_build_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let verbs: [&[&str]; 3] = [&["add", "-"], &["code", "-"], &["inspect", "parse", "-"]];
    assert!(run(folder.path(), &["init", "ledger"], "").status.success());
    for verb in verbs {
        let args = [verb, &["--entities-model", "model", "--ledger", "ledger"]].concat();
        let output = run(folder.path(), &args, "");
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", told(&output));
        assert!(told(&output).contains("--features onnx"), "{args:?}: {}", told(&output));
    }
}

#[cfg(feature = "onnx")]
#[path = "../../dateline-onnx/tests/tiny/mod.rs"]
mod tiny;

#[cfg(feature = "onnx")]
mod with_a_model {
    use super::{run, tiny, told};
    use std::fs;

    const ROW: &str = "{\"id\": \"a\", \"text\": \"Ann Hill of Orbita-Bank met Bob in Nairobi.\"}\n";

    fn place() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("model")).expect("made");
        tiny::write(&folder.path().join("model"), tiny::Odd::default());
        folder
    }

    #[test]
    fn every_name_says_which_model_found_it() {
        let folder = place();
        let text = "Ann Hill of Orbita-Bank met Bob in Nairobi.\n";
        let output = run(folder.path(), &["inspect", "parse", "-", "--entities-model", "model"], text);
        let printed = String::from_utf8_lossy(&output.stdout);
        assert_eq!(
            printed.matches("Entity=B-ORG|EntityModel=tiny@").count(),
            1,
            "{printed}{}",
            told(&output)
        );
        assert_eq!(printed.matches("Entity=B-PER|EntityModel=tiny@").count(), 2, "{printed}");
        let output = run(folder.path(), &["inspect", "times", "-", "--entities-model", "model"], "");
        assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    }

    #[test]
    fn rows_are_the_same_every_time_and_a_ledger_keeps_to_its_model() {
        let folder = place();
        let code = || run(folder.path(), &["code", "-", "--entities-model", "model"], ROW);
        let first = code();
        assert!(first.status.success(), "{}", told(&first));
        assert_eq!(first.stdout, code().stdout);
        let model = ["--entities-model", "model"];
        let run = |args: &[&str]| run(folder.path(), args, ROW);
        assert!(run(&["init", "plain"]).status.success());
        assert!(run(&["init", "named"]).status.success());
        let add = |ledger: &str, model: &[&str]| run(&[&["add", "-", "--ledger", ledger], model].concat());
        let named = add("named", &model);
        assert!(named.status.success(), "{}", told(&named));
        assert_eq!(add("named", &[]).status.code(), Some(4));
        assert!(add("plain", &[]).status.success());
        assert_eq!(add("plain", &model).status.code(), Some(4));
    }

    #[test]
    fn a_model_of_no_use_ends_the_run_before_anything_is_kept() {
        let folder = place();
        fs::remove_file(folder.path().join("model/tokenizer.json")).expect("removed");
        let output = run(folder.path(), &["code", "-", "--entities-model", "model"], ROW);
        assert_eq!(output.status.code(), Some(2));
        assert!(told(&output).contains("tokenizer.json") && output.stdout.is_empty(), "{}", told(&output));
        // Loads, but has no rows for the pieces of this text.
        tiny::write(&folder.path().join("model"), tiny::Odd { rows: 20, ..tiny::Odd::default() });
        let row = "{\"id\": \"a\", \"text\": \"Ann Hill got the Ashes, the prize and more.\"}\n";
        let output = run(folder.path(), &["code", "-", "--entities-model", "model"], row);
        assert_eq!(output.status.code(), Some(2), "{}", told(&output));
        assert!(told(&output).contains("model.onnx") && output.stdout.is_empty(), "{}", told(&output));
    }
}
