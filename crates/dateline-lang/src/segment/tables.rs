//! The tables of the segmenter (`data/segment/*.tsv`), read once.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// What the full stop of an abbreviation says about the end of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Stands before a name and never ends a sentence: `Gen.`
    Title,
    /// Ends a sentence if a word follows that opens sentences: `Inc.`, `U.S.`
    Final,
    /// As `Final`, and any capital opens unless it goes on with the time: `p.m.`
    Time,
    /// Stands before a number: `No.`, `Art.`; before anything else it is a word with a full stop.
    Number,
    /// Never ends a sentence: `e.g.`, `vs.`
    Inner,
}

/// All tables.
pub(crate) struct Tables {
    pub(crate) abbreviations: HashMap<&'static str, Class>,
    /// Lower-case words that open sentences, after an abbreviation.
    pub(crate) openers: HashSet<&'static str>,
    /// Words that go on with a time of day.
    pub(crate) time_follows: HashSet<&'static str>,
    /// Verbs of saying, past and present.
    pub(crate) speech: HashSet<&'static str>,
    /// Prefixes that keep their hyphen.
    pub(crate) prefixes: HashSet<&'static str>,
    /// Words with a hyphen that stay whole.
    pub(crate) whole: HashSet<&'static str>,
    /// Words written as one: lower-case form, and length of the first part in bytes.
    pub(crate) contractions: HashMap<&'static str, usize>,
    pub(crate) emoticons: HashSet<&'static str>,
    pub(crate) top_domains: HashSet<&'static str>,
    /// Units and halves of the day that are written on to a number: `5kg`, `10am`.
    pub(crate) units: HashSet<&'static str>,
}

const ABBREVIATIONS: &str = include_str!("../../data/segment/abbreviations.tsv");
const WORDS: &str = include_str!("../../data/segment/words.tsv");
const CONTRACTIONS: &str = include_str!("../../data/segment/contractions.tsv");

pub(crate) fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| Tables {
        abbreviations: rows(ABBREVIATIONS).filter_map(|row| Some((row[0], class_of(row[1])?))).collect(),
        openers: list("opener"),
        time_follows: list("time-follows"),
        speech: list("speech"),
        prefixes: list("prefix"),
        whole: list("whole"),
        contractions: rows(CONTRACTIONS).map(|row| (row[0], row[1].len())).collect(),
        emoticons: list("emoticon"),
        top_domains: list("top-domain"),
        units: list("unit"),
    })
}

fn class_of(word: &str) -> Option<Class> {
    Some(match word {
        "title" => Class::Title,
        "final" => Class::Final,
        "time" => Class::Time,
        "number" => Class::Number,
        "inner" => Class::Inner,
        _ => return None,
    })
}

/// The columns of each row but comments.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with("# ") && !line.is_empty())
        .map(|line| line.split('\t').collect())
}

/// The words of one list.
fn list(name: &str) -> HashSet<&'static str> {
    rows(WORDS).filter(|row| row[0] == name).flat_map(|row| row[1].split(' ')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{segment, whole};

    fn sentences(text: &str) -> Vec<&str> {
        let found = segment(text, &[whole(text)]);
        let start = |s: &crate::Sentence| found.pieces[s.first as usize].start as usize;
        let end = |s: &crate::Sentence| found.pieces[s.last as usize - 1].end as usize;
        found.sentences.iter().map(|s| &text[start(s)..end(s)]).collect()
    }

    #[test]
    fn every_abbreviation_has_a_class_and_an_example_that_holds() {
        for row in rows(ABBREVIATIONS) {
            let [form, class, example] = row.as_slice() else { panic!("three columns: {row:?}") };
            assert!(class_of(class).is_some(), "{form}: class {class}");
            assert!(example.to_lowercase().contains(form), "{form}: not in its example");
            let want: Vec<&str> = example.split(" | ").collect();
            assert_eq!(sentences(&example.replace(" | ", " ")), want, "{form}");
        }
    }

    #[test]
    fn every_contraction_is_its_parts_and_divides_in_its_example() {
        for row in rows(CONTRACTIONS) {
            let [form, first, second, example] = row.as_slice() else { panic!("four columns: {row:?}") };
            assert_eq!(*form, format!("{first}{second}"));
            let found = segment(example, &[whole(example)]);
            let forms: Vec<String> = found.pieces.iter().map(|p| p.form(example).to_lowercase()).collect();
            assert!(forms.windows(2).any(|pair| pair == [*first, *second]), "{form}: {forms:?}");
        }
    }

    #[test]
    fn every_list_is_known_and_sorted() {
        let mut lists: Vec<&str> = rows(WORDS).map(|row| row[0]).collect();
        for row in rows(WORDS) {
            assert_eq!(row.len(), 3, "name, words, example: {row:?}");
            assert!(!list(row[0]).is_empty());
        }
        let before = lists.clone();
        lists.sort_unstable();
        assert_eq!(lists, before, "words.tsv is sorted by list");
    }
}
