//! The lineage set: invented originals with a reprint, a light edit, a rewrite, a summary, a paraphrase and an
//! independent report each. Class and direction have floors on both halves; the count of origins must not move as
//! rewrites are added; texts that share boilerplate are no reprints; order and batches cannot show.

#![allow(clippy::unwrap_used)]
#![expect(clippy::print_stdout, reason = "the figures are printed for those who run it with --nocapture")]

use dateline_core::citation::sha256_hex;
use dateline_core::reconcile::{Held, Link, LinkCertainty, Relation, lineage_of};
use dateline_core::rows::{PublishedRow, ReportRow};
use dateline_core::words::{DayFrom, Precision};
use proptest::prelude::*;
use std::fmt::Write;
use std::path::Path;

/// Shares that must be right in each half; they only rise.
const CLASS_FLOOR: f64 = 0.85;
const DIRECTION_FLOOR: f64 = 0.80;

/// Share of the points of the copy-attack curve, over all cases, where the count of origins is that of no rewrite: in
/// the development half and in the blind one, where some summaries and paraphrases are still missed. It only rises.
const STILL_FLOORS: [(&str, f64); 2] = [("dev", 0.97), ("test", 0.64)];

/// The parts of a case that derive from its original.
const DERIVED: [&str; 5] = ["reprint", "light", "rewrite", "summary", "paraphrase"];

struct Told {
    report: ReportRow,
    text: String,
}

impl Told {
    fn held(&self) -> Held<'_> {
        Held { report: &self.report, text: &self.text, mentions: &[] }
    }
}

fn told(input: &str, title: Option<&str>, day: &str, agency: Option<&str>, text: &str) -> Told {
    let published = (!day.is_empty()).then(|| PublishedRow {
        value: Some(day.to_owned()),
        start: Some(day.to_owned()),
        end: Some(day.to_owned()),
        precision: Precision::Day,
        from: DayFrom::Feed,
    });
    let report = ReportRow {
        report: sha256_hex(format!("{input}\n{text}").as_bytes()),
        input: input.to_owned(),
        title: title.map(str::to_owned),
        published,
        agency: agency.map(str::to_owned),
        dateline_places: Vec::new(),
        byline: None,
        language: None,
        text_chars: text.chars().count() as u64,
        removed: Vec::new(),
        notes: Vec::new(),
    };
    Told { report, text: text.to_owned() }
}

fn part(case: &toml::Table, name: &str, input: &str) -> Told {
    read(case[name].as_table().unwrap(), input)
}

fn read(row: &toml::Table, input: &str) -> Told {
    let word = |key: &str| row.get(key).and_then(toml::Value::as_str);
    told(input, word("headline"), word("published").unwrap(), word("credit"), word("text").unwrap().trim())
}

/// The cases of a half by name.
fn cases(half: &str) -> Vec<(String, toml::Table)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/cases/lineage").join(half);
    let mut cases: Vec<(String, toml::Table)> = std::fs::read_dir(&folder)
        .unwrap_or_else(|fault| panic!("{}: {fault}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap().parse().unwrap())
        })
        .collect();
    cases.sort_by(|a, b| a.0.cmp(&b.0));
    cases
}

fn lines_of(reports: &[Told]) -> (Vec<Link>, Vec<usize>, Vec<String>) {
    let held: Vec<Held<'_>> = reports.iter().map(Told::held).collect();
    let (lineage, order) = lineage_of(&held, &[]);
    (lineage.links, lineage.text_of, order.iter().map(|held| held.report.input.clone()).collect())
}

/// The link between two reports, and whether it says that the first derives from the second.
fn between<'l>(links: &'l [Link], order: &[String], derived: &str, from: &str) -> Option<(&'l Link, bool)> {
    links.iter().find_map(|link| {
        let (a, b) = (order[link.a].as_str(), order[link.b].as_str());
        match () {
            () if (a, b) == (derived, from) => Some((link, link.direction == Some("a>b"))),
            () if (b, a) == (derived, from) => Some((link, link.direction == Some("b>a"))),
            () => None,
        }
    })
}

fn check_half(half: &str) {
    let cases = cases(half);
    assert!(cases.len() >= 20, "{} cases in {half}", cases.len());
    let mut reports = Vec::new();
    for (name, case) in &cases {
        let parts = DERIVED.iter().chain(&["original", "independent"]);
        reports.extend(parts.map(|part_name| part(case, part_name, &format!("{name}/{part_name}"))));
    }
    let (links, _, order) = lines_of(&reports);
    let (mut right, mut all, mut directed, mut derived, mut misses) = (0, 0, 0, 0, String::new());
    for (name, case) in &cases {
        let original = format!("{name}/original");
        for part in DERIVED.iter().chain(&["independent"]) {
            let wanted = case[*part]["class"].as_str().unwrap();
            let found = between(&links, &order, &format!("{name}/{part}"), &original);
            let class = found.map_or("none", |(link, _)| link.relation.as_str());
            all += 1;
            right += usize::from(class == wanted);
            if wanted != "none" {
                derived += 1;
                directed += usize::from(found.is_some_and(|(_, toward)| toward));
            }
            if class != wanted && half == "dev" {
                writeln!(
                    misses,
                    "  {name}/{part}: {class}, not {wanted}: {:?}",
                    found.map(|(link, _)| &link.reasons)
                )
                .unwrap();
            }
        }
    }
    let story = |place: usize| order[place].split('/').next().unwrap();
    let independent = |place: usize| order[place].ends_with("/independent");
    let wrong: Vec<&Link> = links
        .iter()
        .filter(|link| link.certainty >= LinkCertainty::Likely)
        .filter(|link| story(link.a) != story(link.b) || independent(link.a) != independent(link.b))
        .collect();
    let (class, direction) = (right as f64 / all as f64, directed as f64 / derived as f64);
    println!(
        "lineage {half}: class {right} of {all} ({class:.3}), direction {directed} of {derived} ({direction:.3}), \
         {} links of independent texts that count\n{misses}",
        wrong.len()
    );
    assert!(class >= CLASS_FLOOR, "class accuracy {class:.3} of {half} is below {CLASS_FLOOR}");
    assert!(direction >= DIRECTION_FLOOR, "direction {direction:.3} of {half} is below {DIRECTION_FLOOR}");
    assert!(wrong.is_empty(), "independent texts are linked: {} in {half}", wrong.len());
}

#[test]
fn the_development_half_is_told_apart() {
    check_half("dev");
}

#[test]
fn the_blind_half_is_told_apart() {
    check_half("test");
}

/// Words that a content farm puts for one another.
const SWAPS: [(&str, &str); 8] = [
    (" said ", " stated "),
    (" told ", " informed "),
    (" about ", " roughly "),
    (" more than ", " over "),
    (" also ", " in addition "),
    (" will ", " is going to "),
    (" people ", " persons "),
    (" after ", " following "),
];

/// The `n`th rewrite of a report: one of those at hand; from the second round on reworded by rule, a sentence dropped
/// and two exchanged.
fn rewrite(bases: &[String], n: usize) -> String {
    let (base, round) = (&bases[n % bases.len()], n / bases.len());
    let swapped = SWAPS
        .iter()
        .enumerate()
        .filter(|(at, _)| (round >> (at % 3)) & 1 == 1)
        .fold(base.replace("\n\n", " "), |text, (_, (from, to))| text.replace(from, to));
    let mut sentences: Vec<&str> = swapped.split_inclusive(". ").collect();
    if round > 0 {
        if sentences.len() > 4 {
            sentences.remove((n * 7) % sentences.len());
        }
        let at = (n * 3) % (sentences.len() - 1);
        sentences.swap(at, at + 1);
    }
    sentences.concat()
}

#[test]
fn the_count_of_origins_does_not_move_as_rewrites_are_added() {
    for (half, floor) in STILL_FLOORS {
        let mut moved = Vec::new();
        let mut curve = [0_usize; 21];
        for (name, case) in cases(half) {
            let mut bases: Vec<String> = ["rewrite", "summary", "paraphrase", "light"]
                .iter()
                .map(|part| case[*part]["text"].as_str().unwrap().trim().to_owned())
                .collect();
            let copies = case.get("copy").and_then(toml::Value::as_array).cloned().unwrap_or_default();
            bases.extend(copies.iter().map(|copy| copy["text"].as_str().unwrap().trim().to_owned()));
            let day = case["paraphrase"]["published"].as_str().unwrap();
            let mut reports =
                vec![part(&case, "original", "original"), part(&case, "independent", "independent")];
            for (k, point) in curve.iter_mut().enumerate() {
                if k > 0 {
                    reports.push(told(&format!("k{k:02}"), None, day, None, &rewrite(&bases, k - 1)));
                }
                let (_, text_of, _) = lines_of(&reports);
                let origins = text_of.iter().collect::<std::collections::BTreeSet<_>>().len();
                *point += origins;
                if origins != 2 {
                    moved.push((name.clone(), k));
                }
            }
        }
        let points = 21 * cases(half).len();
        let still = (points - moved.len()) as f64 / points as f64;
        println!("origins in {half} for k = 0 to 20: {curve:?}, {still:.3} of the points where they were");
        assert!(still >= floor, "{still:.3} of {half} is below {floor}");
    }
}

/// A small fixed source of numbers: a test must make the same texts everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    /// A made-up word of two to four syllables.
    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 24] = [
            "ba", "ko", "ri", "ten", "mul", "sha", "vo", "lin", "dar", "pe", "gos", "fi", "nu", "cra", "wel",
            "to", "mi", "ster", "on", "hal", "jor", "ze", "pla", "quen",
        ];
        (0..2 + self.below(3)).map(|_| SYLLABLES[self.below(24) as usize]).collect()
    }

    fn sentence(&mut self, words: u64) -> String {
        let words: Vec<String> = (0..words).map(|_| self.word()).collect();
        let mut sentence = words.join(" ");
        sentence[..1].make_ascii_uppercase();
        sentence + ". "
    }
}

#[test]
fn a_thousand_reports_on_one_template_are_no_reprints() {
    let mut numbers = Numbers(7);
    // Two texts in five words of every report: notices before and after, alike to the letter.
    let opening: String = (0..4).map(|_| numbers.sentence(15)).collect();
    let closing: String = (0..4).map(|_| numbers.sentence(15)).collect();
    let reports: Vec<Told> = (0..1_000)
        .map(|n| {
            let own: String = (0..12).map(|_| numbers.sentence(15)).collect();
            told(&format!("{n:04}"), None, "2024-02-01", None, &format!("{opening}\n\n{own}\n\n{closing}"))
        })
        .collect();
    let (links, text_of, _) = lines_of(&reports);
    let counting = links.iter().filter(|link| link.certainty >= LinkCertainty::Likely).count();
    println!("template trap: {} links, {counting} of them count", links.len());
    assert!(!links.iter().any(|link| matches!(link.relation, Relation::Copy)), "a false reprint");
    assert_eq!(counting, 0, "{:?}", links.iter().find(|link| link.certainty >= LinkCertainty::Likely));
    assert!(text_of.iter().enumerate().all(|(place, &text)| place == text));
}

/// A few stories, so that every relation occurs.
fn some_reports() -> Vec<Told> {
    let mut reports = Vec::new();
    for (name, case) in cases("dev").into_iter().take(4) {
        for part_name in DERIVED.iter().chain(&["original", "independent"]) {
            reports.push(part(&case, part_name, &format!("{name}/{part_name}")));
        }
    }
    reports
}

fn in_words(reports: &[Told], order: &[usize]) -> String {
    let held: Vec<Held<'_>> = order.iter().map(|&n| reports[n].held()).collect();
    let (lineage, order) = lineage_of(&held, &[]);
    let names: Vec<&str> = order.iter().map(|held| held.report.input.as_str()).collect();
    format!("{names:?}\n{lineage:?}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn neither_order_nor_batches_can_show(
        order in Just((0..28).collect::<Vec<usize>>()).prop_shuffle(),
        cuts in prop::collection::vec(0_usize..28, 0..4),
    ) {
        let reports = some_reports();
        let wanted = in_words(&reports, &(0..28).collect::<Vec<_>>());
        // Batches come one after the other, each in an order of its own, and are reconciled with all that is held.
        let mut ends: Vec<usize> = cuts.into_iter().chain([28]).collect();
        ends.sort_unstable();
        let (mut held, mut last) = (Vec::new(), String::new());
        for end in ends {
            held.splice(0..0, order[held.len()..end].iter().copied());
            last = in_words(&reports, &held);
        }
        prop_assert_eq!(last, wanted);
    }
}
