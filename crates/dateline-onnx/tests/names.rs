//! A tiny model from end to end, and every way in which a model can be of no use.

mod tiny;

use dateline_lang::{Analyzer, Doc, EntityStage, Linear, Provenance, WithEntities, laws, whole};
use dateline_onnx::{EntityModel, Error};
use std::{fs, path::Path};
use tempfile::TempDir;
use tiny::Odd;

fn folder(odd: Odd) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    tiny::write(folder.path(), odd);
    folder
}

fn load(folder: &Path) -> EntityModel {
    EntityModel::load(folder).unwrap_or_else(|fault| panic!("{fault}"))
}

fn fault(folder: &TempDir) -> String {
    match EntityModel::load(folder.path()) {
        Ok(_) => panic!("a model of no use was loaded"),
        Err(fault) => fault.to_string(),
    }
}

fn names(text: &str, doc: &Doc) -> Vec<String> {
    let name = |entity: &dateline_lang::Entity| {
        let words = doc.words(text, entity.first as usize..entity.last as usize);
        format!("{}:{words}", entity.kind.as_str())
    };
    doc.entities.iter().map(name).collect()
}

fn read_with(model: EntityModel, text: &str) -> Doc {
    let reader = WithEntities::new(Linear::embedded(), model);
    let doc = laws::of_text(text, &reader).unwrap_or_else(|broken| panic!("{broken}"));
    assert_eq!(reader.failure(), None);
    doc
}

#[test]
fn names_are_found_and_say_which_model_found_them() {
    let folder = folder(Odd::default());
    let text = "Ann Hill of Órbita-Bank met Bob's Prize in Talvik. The Ashes, and\u{301} Órbita.";
    let doc = read_with(load(folder.path()), text);
    assert_eq!(
        names(text, &doc),
        ["PER:Ann Hill", "ORG:Órbita-Bank", "PER:Bob", "PER:Prize", "LOC:Talvik", "ORG:Órbita"]
    );
    assert!(doc.entities.iter().all(|entity| entity.provenance == Provenance::Plugged));
    let model = load(folder.path());
    let (name, hash) = model.fingerprint().split_once('@').expect("a name and a hash");
    assert_eq!((name, hash.len()), ("tiny", 64));
    assert_eq!(doc.entity_model.as_deref(), Some(model.fingerprint()));
    let printed = dateline_lang::conllu::print(text, &doc);
    assert!(printed.contains(&format!("Entity=B-PER|EntityModel=tiny@{hash}")), "{printed}");
    // Sentences, words and trees stay those of the analyzer behind.
    let plain = Linear::embedded().analyze(text, &[whole(text)]);
    assert_eq!((&plain.tokens, &plain.sentences), (&doc.tokens, &doc.sentences));
}

#[test]
fn tables_and_datelines_stand_beside_the_model() {
    let folder = folder(Odd::default());
    let text = "NAIROBI, May 4 (Reuters) - Kenyan officials met Ann Hill in Nairobi. Hill left.";
    let doc = read_with(load(folder.path()), text);
    let found: Vec<_> =
        names(text, &doc).into_iter().zip(doc.entities.iter().map(|e| e.provenance)).collect();
    let has =
        |name: &str, by: Provenance| assert!(found.contains(&(name.to_owned(), by)), "{name} {found:?}");
    has("NORP:Kenyan", Provenance::Gazetteer);
    has("PER:Ann Hill", Provenance::Plugged);
    has("GPE:Nairobi", Provenance::Plugged);
    // Named in full before: agreement inside the document.
    assert!(found.iter().any(|(name, _)| name == "PER:Hill"), "{found:?}");
}

#[test]
fn long_sentences_are_read_in_windows() {
    let folder = folder(Odd::default());
    let text = "Ann Hill of Orbita-Bank and the ".repeat(60) + "met Bob.";
    let whole_reading = read_with(load(folder.path()), &text);
    fs::write(folder.path().join("config.json"), tiny::config(20)).expect("written");
    let windows = read_with(load(folder.path()), &text);
    assert_eq!(names(&text, &whole_reading), names(&text, &windows));
    assert_eq!(windows.entities.len(), 121);
    // Another config, another fingerprint.
    assert_ne!(whole_reading.entity_model, windows.entity_model);
}

#[test]
fn words_that_the_tokenizer_does_not_part_are_one_name_or_none() {
    let folder = folder(Odd::default());
    fs::write(folder.path().join("tokenizer.json"), tiny::tokenizer(false)).expect("written");
    // The whole sentence is one unknown piece, which is outside of names.
    let text = "Ann met Bob in Oslo.";
    let reader = WithEntities::new(Linear::embedded(), load(folder.path()));
    let doc = laws::of_text(text, &reader).expect("lawful");
    assert!(doc.entities.iter().all(|entity| entity.provenance != Provenance::Plugged));
    // With the unknown piece as a name, all its words are one.
    let labels = "B-PER\nO\nO\nO\nO\nO\nO";
    fs::write(folder.path().join("labels.txt"), labels).expect("written");
    let doc = read_with(load(folder.path()), text);
    assert_eq!(names(text, &doc), ["PER:Ann met Bob in Oslo."]);
}

#[test]
fn odd_texts_keep_the_laws() {
    let folder = folder(Odd::default());
    let reader = WithEntities::new(Linear::embedded(), load(folder.path()));
    for text in [
        "",
        " \u{200b} ",
        "\u{0}\u{1}Ann\u{7f}",
        "e\u{301}\u{300}Ann\u{301} Hill\u{202e}",
        "ﬁ İ ẞ 中文 Ann中 שלום 😀Ann",
        "(((((Ann)))))",
        "[CLS] Ann [SEP] Hill [UNK]",
    ] {
        laws::of_text(text, &reader).unwrap_or_else(|broken| panic!("{text:?}: {broken}"));
        assert_eq!(reader.failure(), None, "{text:?}");
    }
    let long = "Ann".repeat(20_000) + &" Bob-Ann".repeat(2_000);
    laws::of_text(&long, &reader).unwrap_or_else(|broken| panic!("{broken}"));
    assert_eq!(reader.failure(), None);
}

#[test]
fn a_missing_file_is_named_with_what_belongs_there() {
    for missing in ["model.onnx", "tokenizer.json", "config.json"] {
        let folder = folder(Odd::default());
        fs::remove_file(folder.path().join(missing)).expect("removed");
        let fault = fault(&folder);
        assert!(fault.contains(missing) && fault.contains("labels.txt"), "{fault}");
    }
    assert!(matches!(EntityModel::load(Path::new("/nowhere")), Err(Error::File { .. })));
}

#[test]
fn files_of_another_kind_are_told() {
    let broken = |name: &str, bytes: &[u8]| {
        let folder = folder(Odd::default());
        fs::write(folder.path().join(name), bytes).expect("written");
        let fault = fault(&folder);
        assert!(fault.contains(name), "{fault}");
    };
    broken("model.onnx", b"not a model");
    broken("model.onnx", b"");
    let whole = tiny::onnx(Odd::default());
    for size in [1, 7, whole.len() / 3, whole.len() / 2, whole.len() * 3 / 4] {
        broken("model.onnx", &whole[..size]);
    }
    broken("tokenizer.json", b"{}");
    broken("tokenizer.json", b"\xff\xfe");
    broken("config.json", b"{");
    broken("config.json", br#"{"model_type": "bert"}"#);
    broken("labels.txt", b"");
    broken("labels.txt", b"O\nB-DRAGON\nI-PER\nB-ORG\nI-ORG\nB-LOC\nB-MISC\n");
}

#[test]
fn models_that_are_not_for_token_classification_are_told() {
    let told = |odd: Odd, words: &str| {
        let fault = fault(&folder(odd));
        assert!(fault.contains("model.onnx") && fault.contains(words), "{fault}");
    };
    told(Odd { classes: 5, ..Odd::default() }, "5] for");
    told(Odd { input: "pixel_values", ..Odd::default() }, "pixel_values");
    told(Odd { flat: true, ..Odd::default() }, "scores");
    told(Odd { no_numbers: true, ..Odd::default() }, "no numbers");
    told(Odd { rows: 2, ..Odd::default() }, "does not run");
    let folder = folder(Odd::default());
    fs::write(folder.path().join("labels.txt"), "O\nB-PER\n").expect("written");
    assert!(fault(&folder).contains("and 2 labels"), "{}", fault(&folder));
}

#[test]
fn a_failure_while_reading_is_kept_and_the_own_names_stand_in() {
    // The tokenizer knows pieces that the model has no rows for; the trial words are not among them.
    let folder = folder(Odd { rows: 20, ..Odd::default() });
    let reader = WithEntities::new(Linear::embedded(), load(folder.path()));
    let fine = "Bob met Ann in Nairobi.";
    reader.analyze(fine, &[whole(fine)]);
    assert_eq!(reader.failure(), None);
    let text = "Angela Merkel's prize.";
    let doc = reader.analyze(text, &[whole(text)]);
    assert_eq!(doc, Linear::embedded().analyze(text, &[whole(text)]));
    let failure = reader.failure().expect("a failure");
    assert!(failure.contains("model.onnx") && failure.contains("does not run"), "{failure}");
}
