//! The cases of cleaning: each text is drawn part by part and compared as a whole. The texts are invented.

use super::*;
use crate::words::{DayFrom, ZoneKind};
use proptest::prelude::*;
use std::path::Path;

/// Zones and blocks in text order, one a line, then newsroom, places and day.
fn draw(text: &str, told: &Told<'_>) -> String {
    let cleaned = clean(text, told, Newsrooms::embedded());
    let quote = |range: &Range<u32>| {
        text[range.start as usize..range.end as usize].split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let zones =
        cleaned.zones.iter().map(|zone| (zone.range.start, format!("{}: {}", zone.kind, quote(&zone.range))));
    let blocks = cleaned.blocks.iter().map(|block| (block.start, format!("body: {}", quote(block))));
    let mut parts: Vec<_> = zones.chain(blocks).collect();
    parts.sort();
    let mut lines: Vec<String> = parts.into_iter().map(|(_, line)| line).collect();
    if let Some(agency) = &cleaned.agency {
        lines.push(format!("= agency {agency}"));
    }
    let places: Vec<&str> =
        cleaned.dateline.iter().flat_map(|line| &line.places).map(|place| place.name.as_str()).collect();
    if !places.is_empty() {
        lines.push(format!("= places {}", places.join(", ")));
    }
    let published = &cleaned.published;
    let bounds = match (&published.value, published.start, published.end) {
        (Some(value), _, _) => Some(value.clone()),
        (None, None, None) => None,
        (None, start, end) => {
            let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
            Some(format!("{}..{} ({})", day(start), day(end), published.precision))
        }
    };
    lines.extend(bounds.map(|bounds| format!("= {} {bounds}", published.from)));
    lines.join("\n")
}

#[track_caller]
fn check(text: &str, want: &[&str]) {
    assert_eq!(draw(text, &Told::default()), want.join("\n"), "\n{text}");
}

const LEAD: &str =
    "Ghana reopened the port of Tema, officials said on Monday. Ships had waited for nine days.";

#[test]
fn a_sentence_alone_is_body() {
    check("Ghana reopened the port of Tema", &["body: Ghana reopened the port of Tema"]);
    check("Read more about Ghana", &["body: Read more about Ghana"]);
    check("Ghana: Port Reopens After Nine Days", &["body: Ghana: Port Reopens After Nine Days"]);
    check("", &[]);
}

#[test]
fn glued_days_are_headers() {
    check(
        " date 2011-05-04 Ghana reopened the port of Tema. Ships came in.",
        &[
            "date_header: date 2011-05-04",
            "body: Ghana reopened the port of Tema. Ships came in.",
            "= header 2011-05-04",
        ],
    );
    check(
        " date 2011-05-04 (AFP) -- Ghana reopened the port of Tema.",
        &[
            "date_header: date 2011-05-04",
            "dateline: (AFP) --",
            "body: Ghana reopened the port of Tema.",
            "= agency Agence France-Presse",
            "= header 2011-05-04",
        ],
    );
    check(
        "2011-05-04T08:00:00Z | Ghana reopened the port.",
        &["date_header: 2011-05-04T08:00:00Z |", "body: Ghana reopened the port.", "= header 2011-05-04"],
    );
    check("May 4, 2011 was a day of hope in Accra.", &["body: May 4, 2011 was a day of hope in Accra."]);
}

#[test]
fn header_lines_tell_title_day_and_source() {
    check(
        "Title: Port of Tema reopens\nSource: Xinhua\nDate: 4 May 2011\nAuthor: Ana Rell\n\nGhana reopened the port of Tema.",
        &[
            "header: Title: Port of Tema reopens",
            "header: Source: Xinhua",
            "date_header: Date: 4 May 2011",
            "header: Author: Ana Rell",
            "body: Ghana reopened the port of Tema.",
            "= agency Xinhua",
            "= header 2011-05-04",
        ],
    );
    check(
        "From: desk@sahelwire.example\nSubject: Port of Tema reopens\nSent: Wed, 4 May 2011 08:12:00 +0000\nTo: all\n\nGhana reopened the port.",
        &[
            "header: From: desk@sahelwire.example",
            "header: Subject: Port of Tema reopens",
            "date_header: Sent: Wed, 4 May 2011 08:12:00 +0000",
            "header: To: all",
            "body: Ghana reopened the port.",
            "= header 2011-05-04",
        ],
    );
    check(
        "---\ntitle: \"Port reopens\"\ndate: 2011-05-04\nauthor: Ana Rell\n---\n\n# Port reopens\n\nGhana reopened the port.",
        &[
            "header: --- title: \"Port reopens\" date: 2011-05-04 author: Ana Rell ---",
            "title: # Port reopens",
            "body: Ghana reopened the port.",
            "= header 2011-05-04",
        ],
    );
}

#[test]
fn unmarked_headlines_are_titles() {
    check(
        &format!("Port of Tema reopens after nine days\n\n{LEAD}"),
        &["title: Port of Tema reopens after nine days", &format!("body: {LEAD}")],
    );
    check(
        "As ships wait, Ghana reopens its port; tolls will fall for cocoa and gold.\n\nACCRA, May 4 (AFP) – Ghana reopened the port.",
        &[
            "title: As ships wait, Ghana reopens its port; tolls will fall for cocoa and gold.",
            "dateline: ACCRA, May 4 (AFP) –",
            "body: Ghana reopened the port.",
            "= agency Agence France-Presse",
            "= places Accra",
            "= dateline XXXX-05-04",
        ],
    );
    check(
        "Ghana reopened the port of Tema.\n\nShips had waited for nine days.",
        &["body: Ghana reopened the port of Tema.", "body: Ships had waited for nine days."],
    );
    check(
        "Port reopens | BBC News\nBy Ana Rell\nPublished 4 May 2011\n\nGhana reopened the port. Ships came in.",
        &[
            "title: Port reopens | BBC News",
            "byline: By Ana Rell",
            "date_header: Published 4 May 2011",
            "body: Ghana reopened the port. Ships came in.",
            "= header 2011-05-04",
        ],
    );
}

#[test]
fn datelines_are_told_from_sentences() {
    let lead = "Ghana and Togo signed the accord on Monday.";
    for (head, want) in [
        ("KYIV, Ukraine (AP) —", "Kyiv | Associated Press"),
        ("Lima, Quito, and Bogota, Oct. 4 (Reuters) –", "Lima, Quito, Bogota | Reuters"),
        ("( –", " | removed"),
        ("(Reuters) -", " | Reuters"),
        ("HANOI, Sept. 10 (Reuters) –", "Hanoi | Reuters"),
        ("Sahel Wire | Dakar —", "Dakar | Sahel Wire"),
        ("MOSCOW, September 10. /TASS/.", "Moscow | TASS"),
        ("New Delhi [India], September 10 (ANI):", "New Delhi | Asian News International"),
        ("BEIJING, Sept. 10 (Xinhua) --", "Beijing | Xinhua"),
        ("LONDON/PARIS, March 3 (Reuters) -", "London, Paris | Reuters"),
        ("WASHINGTON, D.C. —", "Washington | "),
        ("March 4 (Reuters) -", " | Reuters"),
        ("ST. LOUIS —", "St. Louis | "),
        ("PORT OF SPAIN, Trinidad and Tobago (AP) —", "Port Of Spain | Associated Press"),
        ("TEHRAN, May 4, IRNA -", "Tehran | Islamic Republic News Agency"),
        ("DAKAR (APS) -", "Dakar | Agence de Presse Senegalaise"),
        ("ORAN, May 4 (APS) —", "Oran | Algerie Presse Service"),
        ("LIMA, May 4 (APS) —", "Lima | "),
        ("(CNN)", " | CNN"),
        ("Dakar (Sahel Wire) -", "Dakar | Sahel Wire"),
        ("LAHORE:", "Lahore | "),
        ("Nairobi, Kenya –", "Nairobi | "),
        ("SEOUL, May 4 (Yonhap) --", "Seoul | Yonhap"),
        ("ABOARD AIR FORCE ONE (AP) —", "Aboard Air Force One | Associated Press"),
        ("Berlin (dpa) -", "Berlin | Deutsche Presse-Agentur"),
        ("NEW DELHI:", "New Delhi | "),
        ("CEBU CITY: --", "Cebu City | "),
        ("WASHINGTON--", "Washington | "),
        ("United Nations –", "United Nations | "),
        ("New York, NY –", "New York | "),
    ] {
        let text = format!("{head} {lead}");
        let cleaned = clean(&text, &Told::default(), Newsrooms::embedded());
        let Some(line) = cleaned.dateline else { panic!("no dateline in {text}") };
        let places: Vec<_> = line.places.iter().map(|place| place.name.as_str()).collect();
        let signed = if line.emptied { "removed" } else { line.agency.as_deref().unwrap_or("") };
        assert_eq!(format!("{} | {signed}", places.join(", ")), want, "{text}");
        let body: Vec<_> = cleaned.blocks.iter().map(|b| &text[b.start as usize..b.end as usize]).collect();
        assert_eq!(body, [lead], "{text}");
    }
}

#[test]
fn sentences_with_dashes_are_not_datelines() {
    for text in [
        "Ghana – long a quiet neighbour – reopened the port.",
        "BREAKING — Ghana reopens the port of Tema.",
        "UPDATE: Ghana reopens the port.",
        "The port – shut since May – is open again.",
        "Ghana (and Togo) signed the accord.",
        "Nine ships - three from Chile - came in.",
        "NATO: The alliance meets in May.",
        "Ana Rell - a judge of the court - resigned.",
        "Peace — that is what they want.",
        "Anti-government protesters marched in Accra - and in Tema.",
        "Sept. 10 – Ghana votes.",
        "CLAIM: Ghana shut the port.",
        "THE POST’S VERDICT: Ghana shut the port.",
        "PORT AUTHORITY NUMBERS: Nine ships came in.",
        "FILE - Ghana shut the port in May.",
    ] {
        let cleaned = clean(text, &Told::default(), Newsrooms::embedded());
        assert_eq!(cleaned.dateline, None, "{text}");
    }
}

#[test]
fn bylines_and_credits_leave_the_body() {
    check(
        &format!(
            "Port reopens\nBy Ana Rell and Tom Oduya, Associated Press\n\n{LEAD}\n\n(Reporting by Ana Rell in Accra; Editing by Tom Oduya)"
        ),
        &[
            "title: Port reopens",
            "byline: By Ana Rell and Tom Oduya, Associated Press",
            &format!("body: {LEAD}"),
            "credit: (Reporting by Ana Rell in Accra; Editing by Tom Oduya)",
            "= agency Associated Press",
        ],
    );
    check(
        "Ghana reopened the port. Ships came in. Additional reporting by Tom Oduya in Lagos; Editing by Ana Rell",
        &[
            "body: Ghana reopened the port. Ships came in.",
            "credit: Additional reporting by Tom Oduya in Lagos; Editing by Ana Rell",
        ],
    );
    check(
        "By Ana Rell ACCRA, May 4, 2011 (Reuters) - Ghana reopened the port. Ships came in.",
        &[
            "byline: By Ana Rell",
            "dateline: ACCRA, May 4, 2011 (Reuters) -",
            "body: Ghana reopened the port. Ships came in.",
            "= agency Reuters",
            "= places Accra",
            "= dateline 2011-05-04",
        ],
    );
}

#[test]
fn copyright_tails_give_the_year() {
    check(
        &format!("{LEAD}\n\nTogo did not answer.\n\nCopyright 2011,"),
        &[
            &format!("body: {LEAD}"),
            "body: Togo did not answer.",
            "copyright: Copyright 2011,",
            "= copyright 2011",
        ],
    );
    check(
        "Ghana will reopen the port on Sept. 10. In June, Togo said it would help. Copyright 2011 Sahel Wire. All rights reserved.",
        &[
            "body: Ghana will reopen the port on Sept. 10. In June, Togo said it would help.",
            "copyright: Copyright 2011 Sahel Wire. All rights reserved.",
            "= copyright 2011-06-01..2011-09-10 (year)",
        ],
    );
}

#[test]
fn tails_that_repeat_the_report_are_no_body() {
    check(
        &format!(
            "{LEAD}\n\nTogo did not answer.\n\nFAQ\n\nWhat is the port of Tema?\n\nIt is the main port of Ghana.\n\nWho runs it?\n\nThe state does."
        ),
        &[
            &format!("body: {LEAD}"),
            "body: Togo did not answer.",
            "faq_tail: FAQ",
            "faq_tail: What is the port of Tema?",
            "faq_tail: It is the main port of Ghana.",
            "faq_tail: Who runs it?",
            "faq_tail: The state does.",
        ],
    );
    check(
        &format!(
            "{LEAD}\n\n“Revealing Bliss: 12 Secret Coves You Never Knew Existed!” Created with XYZ Prompt “Title Maker” “Revealing Snow: 9 Hidden Peaks”"
        ),
        &[
            &format!("body: {LEAD}"),
            "junk: “Revealing Bliss: 12 Secret Coves You Never Knew Existed!” Created with XYZ Prompt “Title Maker” “Revealing Snow: 9 Hidden Peaks”",
        ],
    );
}

#[test]
fn furniture_is_junk_and_corrections_are_notes() {
    check(
        &format!(
            "{LEAD}\n\nSign up for our newsletter.\n\nPhoto: Ana Rell/Sahel Wire\n\nThe views expressed are those of the writer.\n\nCorrection: The port reopened on Sunday.\n\nRelated stories\n\nCocoa prices fall\n\nTogo votes"
        ),
        &[
            &format!("body: {LEAD}"),
            "junk: Sign up for our newsletter.",
            "credit: Photo: Ana Rell/Sahel Wire",
            "junk: The views expressed are those of the writer.",
            "note: Correction: The port reopened on Sunday.",
            "junk: Related stories",
            "junk: Cocoa prices fall",
            "junk: Togo votes",
        ],
    );
}

#[test]
fn newsrooms_speak_of_themselves() {
    check(
        "Ghana reopened the port. A letter seen by Reuters says so.",
        &["body: Ghana reopened the port. A letter seen by Reuters says so.", "= agency Reuters"],
    );
    check(
        "Ghana reopened the port. A letter seen by Reuters says so. Togo told AFP it will help.",
        &["body: Ghana reopened the port. A letter seen by Reuters says so. Togo told AFP it will help."],
    );
    check(
        "Ghana reopened the port. Ships came in, according to the New York Times.",
        &["body: Ghana reopened the port. Ships came in, according to the New York Times."],
    );
}

#[test]
fn years_of_datelines_are_inferred_from_weekdays() {
    let received = Told { received: Date::new(2012, 1, 1).ok(), ..Told::default() };
    let day = |text: &str, told: &Told<'_>| {
        let published = clean(text, told, Newsrooms::embedded()).published;
        (published.value, published.from)
    };
    let some = |day: &str| Some(day.to_owned());
    // 4 May was a Monday in 2009 and 2015 and 2020 and 2026.
    let monday = "ACCRA, May 4 (AFP) - Ghana reopened the port on Monday.";
    assert_eq!(day(monday, &received), (some("2009-05-04"), DayFrom::Dateline));
    assert_eq!(day(monday, &Told::default()), (some("2026-05-04"), DayFrom::Dateline));
    let dated = format!("{monday} It was shut on April 25, 2009. It will be widened by June 2020.");
    assert_eq!(
        day(&dated, &Told { received: Date::new(2016, 1, 1).ok(), ..Told::default() }),
        (some("2015-05-04"), DayFrom::Dateline)
    );
    assert_eq!(
        day(&format!("{monday}\n\nCopyright 2009 AFP"), &Told::default()),
        (some("2009-05-04"), DayFrom::Dateline)
    );
    assert_eq!(
        day("ACCRA, May 4 (AFP) - Ghana reopened the port.", &received),
        (some("2011-05-04"), DayFrom::Dateline)
    );
    assert_eq!(
        day("ACCRA, May 4 (AFP) - Ghana reopened the port.", &Told::default()),
        (some("XXXX-05-04"), DayFrom::Dateline)
    );
    assert_eq!(
        day("ACCRA, Monday (AFP) - Ghana reopened the port.", &received),
        (some("2011-12-26"), DayFrom::Dateline)
    );
    let told = Told { day: Date::new(2009, 5, 5).ok(), ..received };
    assert_eq!(day(monday, &told), (some("2009-05-05"), DayFrom::Feed));
    assert_eq!(day("Ghana reopened the port.", &received), (None, DayFrom::Received));
}

#[test]
fn closing_summaries_stay_and_are_noted() {
    let text =
        format!("{LEAD}\n\nTogo did not answer.\n\nIn conclusion, the accord is a milestone for both.");
    let cleaned = clean(&text, &Told::default(), Newsrooms::embedded());
    assert_eq!(cleaned.blocks.len(), 3);
    assert!(cleaned.notes.iter().any(|note| note.kind == NoteKind::ClosingSummary));
}

#[test]
fn rows_point_into_the_original() {
    let text =
        "Port reopens\n\nDAKAR, May 4, 2011 (Sahel Wire) – Ghana reopened the port. Ships came in.\n\n© 2011";
    let told = Told::default();
    let cleaned = clean(text, &told, Newsrooms::embedded());
    // An original of two bytes a character.
    let original = |byte: usize| 2 * text[..byte].chars().count() as u64;
    let row = report_row(&Obtained { input: "a", sha256: "00", text, original: &original }, &told, &cleaned);
    assert_eq!((row.title.as_deref(), row.agency.as_deref()), (Some("Port reopens"), Some("Sahel Wire")));
    assert_eq!(row.dateline_places, ["Dakar"]);
    assert_eq!(row.published.and_then(|day| day.value).as_deref(), Some("2011-05-04"));
    assert_eq!(row.text_chars, "Ghana reopened the port. Ships came in.".len() as u64);
    let removed: Vec<_> =
        row.removed.iter().map(|zone| (zone.start, zone.end, zone.quote.as_str())).collect();
    assert_eq!(removed, [(28, 94, "DAKAR, May 4, 2011 (Sahel Wire) –"), (178, 190, "© 2011")]);
}

/// Zones and blocks are disjoint, in order, on character boundaries, and hold everything that is not blank.
fn laws_hold(text: &str, cleaned: &Cleaned) -> Result<(), TestCaseError> {
    let mut spans: Vec<Range<u32>> =
        cleaned.zones.iter().map(|zone| zone.range.clone()).chain(cleaned.blocks.iter().cloned()).collect();
    prop_assert!(
        cleaned.zones.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start),
        "zones in order"
    );
    spans.sort_by_key(|span| span.start);
    let mut at = 0;
    for span in spans {
        let (start, end) = (span.start as usize, span.end as usize);
        prop_assert!(at <= start && start < end, "spans overlap at {at}");
        prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end));
        prop_assert!(text[at..start].chars().all(units::is_blank), "lost: {:?}", &text[at..start]);
        at = end;
    }
    prop_assert!(text[at..].chars().all(units::is_blank), "lost: {:?}", &text[at..]);
    for range in cleaned.title.iter().chain(&cleaned.byline) {
        prop_assert!(text.get(range.start as usize..range.end as usize).is_some());
    }
    Ok(())
}

fn piece() -> impl Strategy<Value = String> {
    let known = [
        "ACCRA, May 4 (AFP) - ",
        "( – ",
        " date 2011-05-04 ",
        "---\n",
        "\n---\n",
        "title: x\n",
        "By Ana Rell",
        "Copyright 2011,",
        "© ",
        "FAQ\n\n",
        "What is it?\n\n",
        "“A Title Here” ",
        "Created with Prompt ",
        "Related\n\n",
        "\n\n",
        "\r\n",
        "\n",
        ". ",
        "Ghana reopened the port. ",
        "seen by Reuters ",
        "(",
        ")",
        "[",
        "/TASS/.",
        "—",
        "| ",
        "In July ",
        "will on Sept. 10 ",
        "Read more",
        "# ",
        "===",
        "Correction: ",
        "\u{a0}",
        "\u{feff}",
        "é",
        "10/9/2023 ",
        "Sun, ",
        "T",
        ":",
        "“",
    ];
    prop_oneof![4 => proptest::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn cleaning_is_total_and_loses_nothing(pieces in prop::collection::vec(piece(), 0..14), received in 2000_i16..2030) {
        let text = pieces.concat();
        let told = Told { received: Date::new(received, 3, 1).ok(), ..Told::default() };
        laws_hold(&text, &clean(&text, &told, Newsrooms::embedded()))?;
        laws_hold(&text, &clean(&text, &Told::default(), Newsrooms::embedded()))?;
    }

    #[test]
    fn any_string_is_cleaned(text in any::<String>()) {
        laws_hold(&text, &clean(&text, &Told::default(), Newsrooms::embedded()))?;
    }
}

/// Long texts of one kind of mark: nothing in cleaning may grow with the square of the text.
#[test]
fn hostile_texts_take_linear_time() {
    for piece in [
        ".",
        "“",
        "( – ",
        "All rights reserved. ",
        "on May 4 ",
        "Share\n",
        "FAQ\n\n",
        "What? ",
        "in July ",
        "A\n\n",
        "#",
        "\u{a0}",
    ] {
        let text =
            format!("Ghana reopened the port.\n\n{}\n\nCopyright 2011", piece.repeat(200_000 / piece.len()));
        let started = std::time::Instant::now();
        let _ = clean(&text, &Told::default(), Newsrooms::embedded());
        let seconds = started.elapsed().as_secs();
        assert!(seconds < 20, "{piece:?} took {seconds} s");
    }
}

/// The five seed reports, read where they lie beside the project; what they must give is told by the row of gold.
#[test]
fn seed_reports_give_their_gold() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let Ok(gold) = std::fs::read_to_string(shared.join("data/seeds_gold/gold.jsonl")) else {
        eprintln!("SKIPPED: no seed reports at {}", shared.display());
        return;
    };
    let rows =
        gold.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("gold is JSON"));
    for row in rows.filter(|row| row["kind"] == "report") {
        let number = row["report"].as_str().expect("a number");
        let folder = std::fs::read_dir(shared.join("seeds")).expect("seeds lie beside their gold");
        let path = folder
            .flatten()
            .map(|entry| entry.path())
            .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(number)));
        let text = std::fs::read_to_string(path.expect("a seed for each row")).expect("seeds are UTF-8");
        seed_gives(&row, &text);
    }
}

fn seed_gives(row: &serde_json::Value, text: &str) {
    let number = &row["report"];
    let cleaned = clean(text, &Told::default(), Newsrooms::embedded());
    let words = |range: &Range<u32>| &text[range.start as usize..range.end as usize];
    assert_eq!(cleaned.title.as_ref().map(words), row["title"].as_str(), "{number}: title");
    assert_eq!(cleaned.agency.as_deref(), row["agency"].as_str(), "{number}: agency");
    let places: Vec<&str> =
        cleaned.dateline.iter().flat_map(|line| &line.places).map(|place| place.name.as_str()).collect();
    let want: Vec<&str> =
        row["place"].as_array().into_iter().flatten().filter_map(|place| place.as_str()).collect();
    assert_eq!(places, want, "{number}: places");
    for junk in row["junk"].as_array().into_iter().flatten().filter_map(|junk| junk.as_str()) {
        let zone = cleaned.zones.iter().find(|zone| words(&zone.range).contains(junk));
        assert!(zone.is_some_and(|zone| zone.kind != ZoneKind::Title), "{number}: `{junk}` is in the body");
    }
    match row["published"].as_str() {
        Some(day) => assert_eq!(cleaned.published.value.as_deref(), Some(day), "{number}: day"),
        None => {
            let bound = |k: usize| row["published_range"][k].as_str().expect("a range").parse::<Date>().ok();
            assert_eq!(
                (cleaned.published.start, cleaned.published.end),
                (bound(0), bound(1)),
                "{number}: range"
            );
        }
    }
    let from = ["header", "copyright", "dateline", "header", "header"];
    let k: usize = number.as_str().and_then(|number| number.parse().ok()).expect("a number");
    assert_eq!(cleaned.published.from.as_str(), from[k], "{number}: origin of the day");
}
