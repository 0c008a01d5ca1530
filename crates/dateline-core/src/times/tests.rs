//! Every row of the tables reads its example; laws that hold for all texts.

use super::*;
use crate::tables::walk_table;
use jiff::civil::date;
use proptest::prelude::*;

fn tables() -> TimeTables {
    TimeTables::embedded().expect("the tables are sound")
}

/// The example without its brackets, and the range they held.
fn example(text: &str) -> Option<(String, usize, usize)> {
    let (start, end) = (text.find('[')?, text.find(']')? - 1);
    Some((text.replace(['[', ']'], ""), start, end))
}

fn fault(
    file: &str,
    line: u32,
    text: &str,
    want: Option<&str>,
    country: Option<&str>,
    tables: &TimeTables,
) -> Option<String> {
    let (plain, start, end) = example(text)?;
    let context = TimeContext { anchor: Some(date(2023, 9, 13)), country, clock: None };
    let found = tag_times_in(&plain, None, &context, tables);
    if want == Some("") {
        return (!found.is_empty()).then(|| format!("{file}:{line}: {text} must give nothing: {found:?}"));
    }
    let hit = found.iter().find(|m| (m.start, m.end) == (start, end));
    let right = hit.is_some_and(|m| want.is_none_or(|want| m.value.as_deref() == Some(want)));
    let shown: Vec<_> =
        found.iter().map(|m| (&plain[m.start..m.end], m.value.as_deref(), &*m.rule)).collect();
    (!right).then(|| format!("{file}:{line}: {text} {want:?}: {shown:?}"))
}

#[test]
fn every_row_reads_its_example() {
    let tables = tables();
    let mut faults = Vec::new();
    for (file, text) in tables::files() {
        walk_table(file, text, |row| {
            let gives = row.cell("value").ok().filter(|_| file.ends_with("rules.tsv"));
            let gives = gives.or_else(|| row.cell("gives").ok());
            let country = row.cell("country").ok().filter(|country| !country.is_empty());
            faults.extend(fault(file, row.line, row.cell("example")?, gives, country, &tables));
            Ok(())
        })
        .expect("the table is sound");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The expressions of a text with value, first and last day, and how they are qualified.
fn render(text: &str, anchor: Date) -> Vec<String> {
    let day = |day: Option<Date>| day.map_or("…".to_owned(), |day| day.to_string());
    let show = |m: &TimeMention| {
        let value = m.value.as_deref().unwrap_or("-");
        let modifier = m.modifier.map_or(String::new(), |modifier| format!(" {modifier}"));
        format!("{} | {value} {}..{}{modifier}", &text[m.start..m.end], day(m.first), day(m.last))
    };
    tag_times(text, None, Some(anchor), TABLES.get_or_init(tables)).iter().map(show).collect()
}

#[track_caller]
fn check(text: &str, want: &[&str]) {
    assert_eq!(render(text, date(2019, 5, 20)), want, "{text}");
}

#[test]
fn the_clause_decides_the_direction() {
    check("In July, Roe said that tolls would fall.", &["July | 2018-07 2018-07-01..2018-07-31"]);
    check("The army said on Tuesday it will train.", &["Tuesday | 2019-05-14 2019-05-14..2019-05-14"]);
    check("She said the port will reopen on Friday.", &["Friday | 2019-05-24 2019-05-24..2019-05-24"]);
    check("He is set to visit Quito on June 3.", &["June 3 | 2019-06-03 2019-06-03..2019-06-03"]);
    check("They met on Monday.", &["Monday | 2019-05-20 2019-05-20..2019-05-20"]);
}

#[test]
fn the_word_before_opens_or_closes_the_interval() {
    check("Tolls have held since 2011.", &["2011 | 2011 2011-01-01..2019-05-20 after"]);
    check("Tolls will hold until May 2031.", &["May 2031 | 2031-05 …..2031-05-31 before"]);
    check("Tolls will end by 2030.", &["2030 | 2030 2019-05-20..2030-12-31 before"]);
    check("Tolls fell after 3 May 2012.", &["3 May 2012 | 2012-05-03 2012-05-04..… after"]);
    check("Tolls fell in late 1998.", &["late 1998 | 1998 1998-09-01..1998-12-31 end"]);
}

#[test]
fn a_range_keeps_its_ends() {
    let text = "It ran from November 20 to January 11, 2015.";
    check(text, &["from November 20 to January 11, 2015 | 2014-11-20/2015-01-11 2014-11-20..2015-01-11"]);
    let mention = &tag_times(text, None, None, TABLES.get_or_init(tables))[0];
    let parts: Vec<_> = mention.parts.iter().map(|part| part.value.as_deref()).collect();
    assert_eq!(parts, [Some("2014-11-20"), Some("2015-01-11")]);
    check("They met on 9-10 May.", &["9-10 May | 2019-05-09/2019-05-10 2019-05-09..2019-05-10"]);
}

#[test]
fn two_clocks_give_the_local_offset() {
    check(
        "At 7:30 pm (1230 GMT) he spoke.",
        &["7:30 pm (1230 GMT) | 2019-05-20T12:30Z 2019-05-20..2019-05-20"],
    );
}

#[test]
fn a_length_beside_an_event_stays_open() {
    let found =
        tag_times("It came three months after the summit, she said.", None, None, TABLES.get_or_init(tables));
    let relation = found[0].relation.as_ref().expect("a relation");
    assert_eq!((relation.kind, relation.length.as_deref()), (RelationKind::After, Some("P3M")));
    assert_eq!(found[0].first, None);
}

#[test]
fn a_first_in_years_tells_an_earlier_one() {
    let day = Some(date(2023, 12, 12));
    let found =
        tag_times("It is his first visit to Peru in six years.", None, day, TABLES.get_or_init(tables));
    let relation = found[0].relation.as_ref().expect("a relation");
    assert_eq!(relation.kind, RelationKind::Previous);
    assert_eq!((relation.first, relation.last), (Some(date(2017, 6, 13)), Some(date(2018, 6, 12))));
}

#[test]
fn a_relation_is_dated_once_its_event_is() {
    let found = tag_times("It came three months after the coup.", None, None, TABLES.get_or_init(tables));
    let relation = found[0].relation.as_ref().expect("a relation");
    let dated = relation.from_event(date(2021, 2, 1), date(2021, 2, 1)).expect("a day");
    assert_eq!((&*dated.value, dated.first, dated.last), ("2021-05", date(2021, 5, 1), date(2021, 5, 31)));
    let found = tag_times("They met two days before the vote.", None, None, TABLES.get_or_init(tables));
    let dated = found[0].relation.as_ref().and_then(|r| r.from_event(date(2021, 2, 1), date(2021, 2, 3)));
    assert_eq!(dated.map(|dated| dated.value), Some("2021-01-30".to_owned()));
}

#[test]
fn the_country_decides_seasons_fiscal_years_and_holidays() {
    let read = |text: &str, country: &str| {
        let context = TimeContext { anchor: Some(date(2023, 9, 13)), clock: None, country: Some(country) };
        let found = tag_times_in(text, None, &context, TABLES.get_or_init(tables));
        (found[0].first.map(|day| day.to_string()), found[0].last.map(|day| day.to_string()))
    };
    let days = |first: &str, last: &str| (Some(first.to_owned()), Some(last.to_owned()));
    assert_eq!(read("Fires burned in the summer of 2019.", "AUS"), days("2019-12-01", "2020-02-29"));
    assert_eq!(read("Fires burned in the summer of 2019.", "GRC"), days("2019-06-01", "2019-08-31"));
    assert_eq!(read("Spending fell in fiscal 2024.", "USA"), days("2023-10-01", "2024-09-30"));
    assert_eq!(read("Spending fell in fiscal 2024.", "IND"), days("2023-04-01", "2024-03-31"));
    assert_eq!(read("Spending fell in fiscal 2024.", "JPN"), days("2024-04-01", "2025-03-31"));
    assert_eq!(read("Spending fell in fiscal 2024.", "DEU"), days("2024-01-01", "2024-12-31"));
    assert_eq!(read("They marched on Independence Day.", "IND"), days("2023-08-15", "2023-08-15"));
}

#[test]
fn the_clock_of_the_report_counts_hours() {
    let context = TimeContext {
        anchor: Some(date(2023, 9, 13)),
        clock: Some(jiff::civil::time(1, 30, 0, 0)),
        country: None,
    };
    let found = tag_times_in("The dam broke two hours ago.", None, &context, TABLES.get_or_init(tables));
    assert_eq!(found[0].value.as_deref(), Some("2023-09-12T23:30"));
}

#[test]
fn words_that_look_like_times_are_none() {
    check("They may march on; 1500 soldiers fell.", &[]);
    check("A second ship and flight 2010 left.", &[]);
}

/// Most days that a date of a precision can hold.
fn widest(precision: Precision) -> i32 {
    match precision {
        Precision::Minute | Precision::Hour | Precision::PartOfDay | Precision::Day => 1,
        Precision::Week => 7,
        Precision::Month => 31,
        Precision::Quarter | Precision::Season => 184,
        Precision::Year => 366,
        Precision::Decade => 3653,
        Precision::Century => 36525,
        Precision::Open => i32::MAX,
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_fail(text in "\\PC{0,80}") {
        let tables = TABLES.get_or_init(tables);
        for mention in tag_times(&text, None, Some(date(2021, 2, 28)), tables) {
            prop_assert!(text.is_char_boundary(mention.start) && text.is_char_boundary(mention.end));
        }
    }

    #[test]
    fn first_is_never_after_last(words in proptest::collection::vec(0_usize..WORDS.len(), 1..12), days in 0_i32..20000) {
        let tables = TABLES.get_or_init(tables);
        let text: Vec<&str> = words.iter().map(|&at| WORDS[at]).collect();
        let anchor = calendar::plus_days(date(1980, 1, 1), days).expect("inside the calendar");
        for anchor in [Some(anchor), None] {
            for mention in tag_times(&text.join(" "), None, anchor, tables) {
                let (Some(first), Some(last)) = (mention.first, mention.last) else { continue };
                prop_assert!(first <= last, "{:?} in {:?}", mention, text);
                // A plain date is no wider than its precision says; ranges, bounds and conventions are.
                let plain = !mention.value.as_deref().is_some_and(|value| value.contains('/'));
                if plain && mention.modifier.is_none() && !mention.vague {
                    let width = (last - first).get_days() + 1;
                    prop_assert!(width <= widest(mention.precision), "{:?} in {:?}", mention, text);
                }
            }
        }
    }

    #[test]
    fn a_week_later_every_weekday_is_a_week_later(weekday in 0_usize..7, days in 0_i32..9000, lead in 0_usize..4) {
        let tables = TABLES.get_or_init(tables);
        let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let leads = ["They met on", "They will meet on", "They met last", "They will meet next"];
        let text = format!("{} {}.", leads[lead], names[weekday]);
        let anchor = calendar::plus_days(date(1990, 1, 1), days).expect("inside the calendar");
        let later = calendar::plus_days(anchor, 7).expect("inside the calendar");
        let day = |anchor| tag_times(&text, None, Some(anchor), tables)[0].first.expect("a day");
        prop_assert_eq!(calendar::plus_days(day(anchor), 7), Some(day(later)));
    }
}

static TABLES: std::sync::OnceLock<TimeTables> = std::sync::OnceLock::new();

const WORDS: [&str; 40] = [
    "May",
    "March 5",
    "10",
    "September",
    "2019",
    "to",
    "from",
    "between",
    "and",
    "-",
    "Monday",
    "last",
    "next",
    "year",
    "three",
    "years",
    "ago",
    "later",
    "the",
    "end",
    "of",
    "early",
    "since",
    "until",
    "before",
    "after",
    "by",
    "9:30",
    "pm",
    "(",
    "GMT",
    ")",
    "morning",
    "in",
    "summer",
    "19th century",
    "1990s",
    "week",
    "day",
    "Christmas",
];
