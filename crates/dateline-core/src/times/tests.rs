//! Every row of the tables reads its example; laws that hold for all texts.

use super::*;
use crate::table_text::walk_table;
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

fn fault(file: &str, line: usize, text: &str, want: Option<&str>, tables: &TimeTables) -> Option<String> {
    let (plain, start, end) = example(text)?;
    let found = tag_times(&plain, None, Some(date(2023, 9, 13)), tables);
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
    for (file, text) in tables::FILES {
        walk_table(file, text, |row| {
            let gives = row.cell("value").ok().filter(|_| file.ends_with("rules.tsv"));
            let gives = gives.or_else(|| row.cell("gives").ok());
            faults.extend(fault(file, row.line, row.cell("example")?, gives, &tables));
            Ok(())
        })
        .expect("the table is sound");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
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
                if let (Some(first), Some(last)) = (mention.first, mention.last) {
                    prop_assert!(first <= last, "{:?} in {:?}", mention, text);
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
