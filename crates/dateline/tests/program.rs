//! Runs the program in empty folders, as a user would. A failure prints command, folder, status and both streams.

mod rows;

use dateline_ledger::{Kept, Ledger, Told};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// A folder of its own in which the program runs.
struct Place {
    folder: tempfile::TempDir,
}

/// What a run gave.
struct Ran {
    command: String,
    output: Output,
}

impl Place {
    fn new() -> Place {
        Place { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, words: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("inside the folder")).expect("folder made");
        fs::write(path, words).expect("file written");
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, "")
    }

    fn run_with(&self, args: &[&str], input: &str) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(args)
            .current_dir(self.folder.path())
            .env("NO_COLOR", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("piped");
        // A program that reads nothing closes its end; that is no failure of the test.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        let output = child.wait_with_output().expect("the program ends");
        Ran { command: format!("dateline {} (in {})", args.join(" "), self.folder.path().display()), output }
    }
}

impl Ran {
    #[track_caller]
    fn ends(self, code: i32) -> Ran {
        assert_eq!(self.output.status.code(), Some(code), "{}", self.told());
        self
    }

    #[track_caller]
    fn says(self, words: &str) -> Ran {
        assert!(self.stdout().contains(words), "`{words}` is not on standard output\n{}", self.told());
        self
    }

    #[track_caller]
    fn tells(self, words: &str) -> Ran {
        let stderr = String::from_utf8_lossy(&self.output.stderr).into_owned();
        assert!(stderr.contains(words), "`{words}` is not on standard error\n{}", self.told());
        self
    }

    fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.output.stdout).into_owned()
    }

    fn told(&self) -> String {
        let stream = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (out, err) = (stream(&self.output.stdout), stream(&self.output.stderr));
        format!("$ {}\n{}\n--- stdout\n{out}\n--- stderr\n{err}", self.command, self.output.status)
    }
}

/// Every row of every table, for comparing two ledgers.
fn dump(ledger: &Path) -> String {
    let ledger = Ledger::open(ledger).expect("a ledger");
    let reports = ledger.reports().expect("rows");
    let inputs: Vec<Vec<String>> =
        reports.iter().map(|(report, ..)| ledger.inputs(&report.report).expect("rows")).collect();
    format!("{reports:#?}\n{inputs:#?}\n{:#?}", ledger.rejects().expect("rows"))
}

const CLIPS: [(&str, &str); 4] = [
    ("a.txt", "Kenya and Uganda signed a pact on fishing on Monday.\n\nThe lake is shared by both.\n"),
    ("b.txt", "The foreign minister of Gondor flew to Rohan on Tuesday.\n"),
    ("c/d.txt", "Teachers went on strike in Bolivia over pay.\n"),
    ("c/e.txt", "Kenya and Uganda signed a pact on fishing on Monday.\n\nThe lake is shared by both.\n"),
];

fn place_with_clips() -> Place {
    let place = Place::new();
    for (name, words) in CLIPS {
        place.write(&format!("clips/{name}"), words);
    }
    place
}

#[test]
fn adding_twice_changes_nothing() {
    let place = place_with_clips();
    place.run(&["init", "."]).ends(0).tells("Next: ");
    place.run(&["init", "."]).ends(4).tells("already here");
    place.run(&["add", "clips"]).ends(0).tells("4 read (3 new, 1 the same bytes under another name)");
    let before = dump(place.folder.path());
    place.run(&["add", "clips"]).ends(0).tells("4 held already");
    assert_eq!(dump(place.folder.path()), before);
    place.run(&["status"]).ends(0).says("reports\t3").says("inputs\t4");
}

#[test]
fn the_order_of_adding_cannot_be_seen() {
    let place = place_with_clips();
    for (ledger, order) in [("one", ["a.txt", "b.txt", "c"]), ("two", ["c", "b.txt", "a.txt"])] {
        place.run(&["init", ledger]).ends(0);
        for name in order {
            place.run(&["add", "--ledger", ledger, &format!("clips/{name}")]).ends(0);
        }
    }
    assert_eq!(dump(&place.path("one")), dump(&place.path("two")));
    let stories = |ledger: &str| place.run(&["stories", "--ledger", ledger]).ends(0).stdout();
    assert_eq!(stories("one"), stories("two"));
}

#[test]
fn a_killed_run_can_be_repeated() {
    let place = Place::new();
    for n in 0..300 {
        place
            .write(&format!("clips/{n:03}.txt"), &format!("Report number {n} from the port of Osgiliath.\n"));
    }
    place.run(&["init", "."]).ends(0);
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["add", "clips", "--batch", "1", "--quiet"])
        .current_dir(place.folder.path())
        .spawn()
        .expect("the program starts");
    while Ledger::open(place.folder.path()).expect("readable while written").totals().expect("totals").reports
        < 5
    {
        assert!(child.try_wait().expect("a status").is_none(), "the run ended before it could be killed");
        std::thread::yield_now();
    }
    child.kill().expect("killed");
    child.wait().expect("ended");
    place.run(&["add", "clips"]).ends(0).tells("300 read");
    place.run(&["status"]).ends(0).says("reports\t300").says("inputs\t300");
    place.run(&["init", "whole"]).ends(0);
    place.run(&["add", "clips", "--ledger", "whole"]).ends(0);
    assert_eq!(dump(place.folder.path()), dump(&place.path("whole")));
}

#[test]
fn what_cannot_be_used_is_listed_with_its_reason() {
    let place = place_with_clips();
    place.write("clips/empty.txt", " \n");
    place.run(&["init", "."]).ends(0);
    place.run(&["add", "clips"]).ends(3).tells("1 rejected (1 empty)");
    place.run(&["rejects", "--jsonl"]).ends(0).says(r#""input":"clips/empty.txt","reason":"empty""#);
    place.run_with(&["add", "-"], "{\"id\":\"x\",\"text\":\"Chad met Niger.\"}\nnot a row\n").ends(3);
    place.run(&["rejects"]).ends(0).says("-:2\tbad JSON line\tline 2: ");
}

#[test]
fn a_ledger_that_cannot_be_used_says_what_to_do() {
    let place = place_with_clips();
    place.run(&["add", "clips"]).ends(4).tells("dateline init");
    place.run(&["status"]).ends(4);
    place.run(&["init", "."]).ends(0);
    let file = place.path(".dateline/ledger.sqlite");
    let whole = fs::read(&file).expect("bytes");
    fs::write(&file, "not a database at all, but long enough to be one".repeat(40)).expect("written");
    place.run(&["status"]).ends(4).tells("damaged");
    let mut newer = whole.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes()); // user_version stands at byte 60 of the header
    fs::write(&file, newer).expect("written");
    place.run(&["status"]).ends(4).tells("use a newer dateline");
    let mut foreign = whole;
    foreign[68..72].copy_from_slice(&7_u32.to_be_bytes()); // application_id stands at byte 68
    fs::write(&file, foreign).expect("written");
    place.run(&["status"]).ends(4).tells("not a Dateline ledger");
    place.run(&["frobnicate"]).ends(2);
}

#[test]
fn code_prints_in_the_order_of_the_input() {
    let lines: Vec<String> =
        (0..150).rev().map(|n| format!("{{\"id\":\"n{n}\",\"text\":\"Text {n}.\"}}")).collect();
    let place = Place::new();
    let ran =
        place.run_with(&["code", "-", "--format", "jsonl", "--table", "reports"], &lines.join("\n")).ends(0);
    let ids: Vec<String> = ran
        .stdout()
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).expect("a row")["input"]
                .as_str()
                .expect("words")
                .to_owned()
        })
        .collect();
    assert_eq!(ids, (0..150).rev().map(|n| format!("n{n}")).collect::<Vec<_>>());
    place.run_with(&["code", "-"], "{\"id\":1}\n").ends(3).tells("rejected -:1: bad JSON line");
}

#[test]
fn a_citation_can_be_made_shown_and_checked_without_a_ledger() {
    let place = place_with_clips();
    let hash = dateline_core::citation::sha256_hex(CLIPS[0].1.as_bytes());
    let address = format!("r-{}:0-16", &hash[..8]);
    let cited =
        place.run(&["cite", &address, "--from", "clips"]).ends(0).says("\tKenya and Uganda\n").stdout();
    let citation = cited.split('\t').next().expect("first cell").to_owned();
    place.run(&["show", &citation, "--from", "clips"]).ends(0).says("~~~~~~~~~~~~~~~~\n").says("  checks");
    place.write("brief.md", &format!("# Brief\n\nKenya and Uganda sign, `{citation}`.\n"));
    place.run(&["verify", "brief.md", "--from", "clips"]).ends(0);
    place.write("clips/a.txt", &CLIPS[0].1.replace("Kenya", "Kemya"));
    place.write("clips/c/e.txt", "Other.\n");
    place.run(&["verify", "brief.md", "--from", "clips"]).ends(1).says("brief.md:3: dl1:");
    place.run(&["cite", "nonsense", "--from", "clips"]).ends(2);
}

/// A ledger with the hand-made rows of two newsrooms on one visit.
fn place_with_rows() -> Place {
    let place = Place::new();
    place.run(&["init", "."]).ends(0);
    let mut ledger = Ledger::open(place.folder.path()).expect("a ledger");
    let kept: Vec<Kept> = rows::visit()
        .into_iter()
        .map(|(text, report, mentions)| Kept {
            told: Told::default(),
            original: text.clone().into_bytes(),
            text,
            report,
            mentions,
        })
        .collect();
    ledger.add(&kept, &[]).expect("added");
    place
}

#[test]
fn a_brief_says_what_is_agreed_and_every_line_checks() {
    let place = place_with_rows();
    place
        .run(&["brief"])
        .ends(0)
        .says("AGREED")
        .says("Amon Ereb visits Rohan, 2021-05-03 — HAPPENED")
        .says("2 · 2 · –")
        .says("ONE NEWSROOM ONLY")
        .says("DISPUTED OR UNVERIFIED")
        .says("OPEN QUESTIONS");
    let brief = place.run(&["brief", "--md"]).ends(0).says("### Agreed").stdout();
    assert!(brief.lines().filter(|line| line.contains("`dl1:")).count() >= 3, "{brief}");
    place.write("brief.md", &brief);
    place.run(&["verify", "brief.md"]).ends(0);
    for line in place.run(&["brief"]).ends(0).stdout().lines() {
        assert!(line.chars().count() <= 100, "wider than 100 columns: {line}");
    }
}

#[test]
fn one_changed_byte_of_a_stored_original_is_found() {
    let place = place_with_rows();
    place.write("brief.md", &place.run(&["brief", "--md"]).ends(0).stdout());
    place.run(&["verify", "brief.md"]).ends(0);
    let file = place.path(".dateline/ledger.sqlite");
    let mut bytes = fs::read(&file).expect("bytes");
    let words = b"Amon Ereb arrived in Rohan on Monday";
    let mut changed = 0;
    for at in 0..bytes.len() - words.len() {
        if &bytes[at..at + words.len()] == words {
            bytes[at] = b'O';
            changed += 1;
        }
    }
    assert!(changed > 0, "the original stands in the file as it is");
    fs::write(&file, bytes).expect("written");
    place.run(&["verify", "brief.md"]).ends(1).says("brief.md:").says("the original's hash is");
}

#[test]
fn an_event_and_a_row_can_be_opened() {
    let place = place_with_rows();
    let events = place.run(&["events"]).ends(0).stdout();
    let visit = events.lines().find(|line| line.contains("CONSULT")).expect("the visit").to_owned();
    let id = visit.split('\t').next().expect("first cell").to_owned();
    place.run(&["show", &id]).ends(0).says("status decided by").says("~~~~").says("rule/visit");
    place.run(&["show", "m-visit-0"]).ends(0).says("Amon Ereb (GON) > Rohan (ROH)");
    place.run(&["show", "e-nothing"]).ends(1);
}

/// Tables over the program's own: a person added, a person taken out, and the row that says so.
#[test]
fn tables_of_your_own_stand_over_ours() {
    let place = Place::new();
    place.write("mine/actors/people.tsv", "Adaeze Okwu\t\tKEN\tpresident\t2020-01-01\t\t\n!Barack Obama\n");
    let found = place.run(&["actors", "Adaeze Okwu", "--tables", "mine", "--jsonl"]);
    let out = String::from_utf8_lossy(&found.output.stdout).into_owned();
    assert!(out.contains("\"tables/actors/people.tsv:1\"") && out.contains("\"KENGOV\""), "{out}");
    let gone = place.run(&["actors", "Barack Obama", "--tables", "mine"]);
    assert_eq!(gone.output.status.code(), Some(1), "{}", gone.command);
}

#[test]
fn a_fault_in_a_table_of_your_own_names_file_line_and_remedy() {
    let place = Place::new();
    place.write("a.txt", "Kenya signed a pact with Chad on Monday.\n");
    let faults = [
        (
            "actors/people.tsv",
            "\nAnn Roe\t\tKEN\tpresdent\t\t\t\n",
            "people.tsv:2: office `presdent`",
            "`president`",
        ),
        (
            "actors/people.tsv",
            "Ann Roe\t\tKEM\tpresident\t\t\t\n",
            "people.tsv:1: `KEM` is no code",
            "nearest",
        ),
        (
            "actors/organisations.tsv",
            "Orun Co\t\tKEN\tBIZ\tcompany\n",
            "organisations.tsv:1: `BIZ` is no sector",
            "BUS",
        ),
        (
            "actors/organisation.tsv",
            "Orun Co\t\tKEN\tBUS\tcompany\n",
            "no table of the program",
            "actors/organisations.tsv",
        ),
        ("clean/stances.tsv", "whilom\tolden\tx\n", "stances.tsv:1: unknown stance `olden`", ""),
        ("events/aid/x.toml", "title = 1\n", "events/aid/x.toml:", ""),
    ];
    for (at, (file, rows, what, remedy)) in faults.into_iter().enumerate() {
        let folder = format!("faulty{at}");
        place.write(&format!("{folder}/{file}"), rows);
        let ran = place.run(&["code", "a.txt", "--tables", &folder]);
        let err = String::from_utf8_lossy(&ran.output.stderr).into_owned();
        assert_eq!(ran.output.status.code(), Some(2), "{err}");
        assert!(err.contains(what) && err.contains(remedy) && err.contains(&folder), "{file}: {err}");
    }
}

#[test]
fn a_ledger_keeps_the_hash_of_all_its_tables() {
    let place = Place::new();
    place.write("a.txt", "Kenya signed a pact with Chad on Monday.\n");
    place.write("b.txt", "Chad thanked Kenya for the pact on Tuesday.\n");
    place.write("mine/actors/people.tsv", "Adaeze Okwu\t\tKEN\tpresident\t2020-01-01\t\t\n");
    assert_eq!(place.run(&["init", "."]).output.status.code(), Some(0));
    // Empty, so it may still choose its tables; with rows in it, it may not.
    assert_eq!(place.run(&["add", "a.txt", "--tables", "mine"]).output.status.code(), Some(0));
    let other = place.run(&["add", "b.txt"]);
    let err = String::from_utf8_lossy(&other.output.stderr).into_owned();
    assert!(other.output.status.code() == Some(4) && err.contains("other tables"), "{err}");
    let told = place.run(&["events"]);
    let err = String::from_utf8_lossy(&told.output.stderr).into_owned();
    assert!(err.contains("note: the ledger was coded with other tables"), "{err}");
    place.write(".dateline/tables/actors/people.tsv", "Adaeze Okwu\t\tKEN\tpresident\t2020-01-01\t\t\n");
    let same = place.run(&["add", "b.txt"]);
    assert_eq!(same.output.status.code(), Some(0), "{}", String::from_utf8_lossy(&same.output.stderr));
}

#[test]
fn dictionaries_are_imported_and_what_is_skipped_is_told() {
    let place = Place::new();
    let actors =
        "ORUN_RENEWAL_FRONT_ [KENREB]\n+ORF_\nADAEZE_OKWU_\n\t[KENGOV 20090120-20170120]\nELSEWHERE_ [QQQ]\n";
    place.write("phoenix.txt", actors);
    place.write("agents.txt", "!PERSON! = MAN, WOMAN\nWARD!PERSON!_ {WARDPEOPLE_} [~GOV]\n");
    let ran = place.run(&["import", "actors", "phoenix.txt", "agents.txt", "--to", "mine"]);
    let err = String::from_utf8_lossy(&ran.output.stderr).into_owned();
    assert_eq!(ran.output.status.code(), Some(3), "{err}");
    assert!(err.contains("skipped phoenix.txt:5: `QQQ`"), "{err}");
    let card = place.run(&["actors", "Adaeze Okwu", "--on", "2010-01-01", "--tables", "mine", "--jsonl"]);
    assert!(String::from_utf8_lossy(&card.output.stdout).contains("KENGOV"));
    let again = place.run(&["import", "actors", "phoenix.txt", "--to", "mine"]);
    assert_eq!(again.output.status.code(), Some(2), "nothing is overwritten");
}
