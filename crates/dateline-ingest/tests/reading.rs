//! What the readers promise: order, one answer for every input, limits.

use dateline_ingest::{Input, Limits, Reason, Told, read};
use std::{fs, io::Cursor, path::Path};

fn drawn(path: &Path, limits: Limits) -> Vec<String> {
    let root = format!("{}/", path.display());
    read([Input::Path(path.to_owned())], limits)
        .map(|report| match report {
            Ok(report) => format!("{} {:?}", report.input.replace(&root, ""), report.text),
            Err(reject) => format!("{}: {}", reject.input.replace(&root, ""), reject.reason),
        })
        .collect()
}

#[test]
fn folders_are_read_in_order_and_every_file_is_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("written");
    fs::create_dir_all(folder.path().join("b/deep")).expect("made");
    fs::create_dir(folder.path().join(".git")).expect("made");
    write(".git/x.txt", b"hidden");
    write("README.md", b"# Read me");
    write("a.txt", b"Chad met Niger.");
    write("b/deep/c.md", "Café".as_bytes());
    write("b/empty.txt", b"  \n");
    write("b/image.PNG", b"\x89PNG");
    write("c.jsonl", b"{\"id\": \"r1\", \"text\": \"Mali votes.\"}\n{}\n");
    write("d.txt", b"\x00\x01");
    write("e.txt", b"too long for the limit of this test");
    let limits = Limits { report_bytes_max: 30, ..Limits::default() };
    assert_eq!(
        drawn(folder.path(), limits),
        [
            "README.md \"# Read me\"",
            "a.txt \"Chad met Niger.\"",
            "b/deep/c.md \"Café\"",
            "b/empty.txt: empty",
            "b/image.PNG: kind not read",
            "r1 \"Mali votes.\"",
            "c.jsonl:2: bad JSON line",
            "d.txt: not text",
            "e.txt: too large",
        ]
    );
}

#[test]
fn a_named_file_is_read_whatever_its_ending() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("dispatch");
    fs::write(&path, "Mali votes.").expect("written");
    let report = read([Input::Path(path)], Limits::default()).next().expect("one").expect("read");
    assert_eq!(report.text, "Mali votes.");
    assert_eq!(report.sha256.len(), 64);
    let missing = read([Input::Path(folder.path().join("none.txt"))], Limits::default()).next().expect("one");
    assert_eq!(missing.map_err(|reject| reject.reason), Err(Reason::Unreadable));
}

#[test]
fn a_huge_file_is_rejected_unread() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("dump.txt");
    // Sparse: 200 MB that take no room on the disk.
    fs::File::create(&path).and_then(|file| file.set_len(200_000_000)).expect("made");
    let reject = read([Input::Path(path)], Limits::default()).next().expect("one").expect_err("rejected");
    assert_eq!(reject.reason, Reason::TooLarge);
    assert!(reject.to_string().contains("200000000 bytes, the limit is 16777216"), "{reject}");
}

#[test]
fn rows_keep_what_they_were_told() {
    let line = r#"{"id": "a", "text": "Mali votes.", "date": "2011-05-04", "title": "T", "url": "u", "publisher": "p"}"#;
    let input = Input::JsonLines { name: "-".to_owned(), lines: Box::new(Cursor::new(line)) };
    let report = read([input], Limits::default()).next().expect("one").expect("read");
    let some = |word: &str| Some(word.to_owned());
    assert_eq!(
        report.told,
        Told { date: some("2011-05-04"), title: some("T"), url: some("u"), publisher: some("p") }
    );
    assert_eq!(report.original, b"Mali votes.");
}
