//! The tables of reported speech: verbs, nouns, adjectives, documents, voices, replies, checks, newsrooms.
//!
//! Parsed once from text that is compiled in; a fault names its file and line. Must not know trees or reports.

use crate::words::{Checked, Reply, SpeechMode, Standing};
use std::{collections::BTreeMap, str::FromStr};

/// What is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {fault}")]
pub struct TableFault {
    /// File under `data/`.
    pub file: &'static str,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: String,
}

/// Where the one spoken to stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressee {
    /// No slot.
    None,
    /// "told **reporters** that …"
    Object,
    /// "said to **reporters** that …"
    To,
}

/// What can be the content of a verb.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frames {
    /// A finite clause: "said that it rained".
    pub that: bool,
    /// Words in marks.
    pub quote: bool,
    /// An indirect question.
    pub wh: bool,
    /// A noun phrase: "outlined plans", "denied the report".
    pub np: bool,
}

/// One verb that reports words or thoughts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeechVerb {
    /// Dictionary form; a particle is part of it ("point_out").
    pub lemma: &'static str,
    /// What its content can be.
    pub frames: Frames,
    /// Mode of content without marks.
    pub mode: SpeechMode,
    /// The report keeps away from it ("claim").
    pub distance: bool,
    /// It confirms, or is said against the own interest ("admit").
    pub confirms: bool,
    /// Where the one spoken to stands.
    pub addressee: Addressee,
    /// A sentence that uses it.
    pub example: &'static str,
}

/// A phrase of lemmas or forms, side by side, with what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase<T> {
    /// Its words.
    pub words: Vec<&'static str>,
    /// What it says.
    pub says: T,
    /// A sentence that uses it.
    pub example: &'static str,
}

/// All tables of reported speech.
#[derive(Clone, Debug)]
pub struct SpeechTables {
    /// Verbs, by lemma.
    pub verbs: BTreeMap<&'static str, SpeechVerb>,
    /// Nouns that hold content, by lemma: the mode of the content and an example.
    pub nouns: BTreeMap<&'static str, (SpeechMode, &'static str)>,
    /// Adjectives that hold a belief, by lemma, with an example.
    pub adjectives: BTreeMap<&'static str, &'static str>,
    /// Documents and data that speak, by lemma, with an example.
    pub documents: BTreeMap<&'static str, &'static str>,
    /// Voices without a personal name, by lemma, with an example.
    pub voices: BTreeMap<&'static str, (Standing, &'static str)>,
    /// Ways to answer nothing.
    pub replies: Vec<Phrase<Reply>>,
    /// Ways to say what was checked.
    pub checks: Vec<Phrase<Checked>>,
    /// Words of the names of newsrooms.
    pub newsroom_words: Vec<Phrase<()>>,
}

type Row = (usize, Vec<&'static str>);

macro_rules! table {
    ($name:literal) => {
        ($name, include_str!(concat!("../../data/attribution/", $name)))
    };
}

impl SpeechTables {
    /// The tables that are compiled in.
    ///
    /// # Errors
    /// The first row that cannot be read, with file and line.
    pub fn embedded() -> Result<SpeechTables, TableFault> {
        Ok(SpeechTables {
            verbs: verbs(table!("verbs.tsv"))?,
            nouns: keyed(table!("nouns.tsv"), 4, |cells| Ok((word(cells[2])?, cells[3])))?,
            adjectives: keyed(table!("adjectives.tsv"), 2, |cells| Ok(cells[1]))?,
            documents: keyed(table!("documents.tsv"), 2, |cells| Ok(cells[1]))?,
            voices: keyed(table!("voices.tsv"), 3, |cells| Ok((word(cells[1])?, cells[2])))?,
            replies: phrases(table!("reply.tsv"), 3, |cells| word(cells[1]))?,
            checks: phrases(table!("checked.tsv"), 3, |cells| word(cells[1]))?,
            newsroom_words: phrases(table!("newsroom_words.tsv"), 2, |_| Ok(()))?,
        })
    }
}

/// Rows of a table that is compiled in: sorted by the first cell, no cell empty.
pub(crate) fn rows(file: (&'static str, &'static str), cells: usize) -> Result<Vec<Row>, TableFault> {
    let (name, text) = file;
    let fault = |line: usize, fault: String| TableFault { file: name, line: line + 1, fault };
    let mut found: Vec<Row> = Vec::new();
    for (line, row) in text.lines().enumerate().filter(|(_, row)| !row.starts_with('#') && !row.is_empty()) {
        let row: Vec<&str> = row.split('\t').collect();
        if row.len() != cells || row.iter().any(|cell| cell.is_empty()) {
            return Err(fault(line, format!("{} cells, {cells} wanted, none empty", row.len())));
        }
        if found.last().is_some_and(|(_, last)| last[0] > row[0]) {
            return Err(fault(line, format!("`{}` is out of order", row[0])));
        }
        found.push((line, row));
    }
    Ok(found)
}

fn verbs(file: (&'static str, &'static str)) -> Result<BTreeMap<&'static str, SpeechVerb>, TableFault> {
    keyed(file, 7, |cells| {
        Ok(SpeechVerb {
            lemma: cells[0],
            frames: frames(cells[1])?,
            mode: word(cells[2])?,
            distance: flag(cells[3])?,
            confirms: flag(cells[4])?,
            addressee: match cells[5] {
                "-" => Addressee::None,
                "obj" => Addressee::Object,
                "to" => Addressee::To,
                other => return Err(format!("unknown addressee slot `{other}`")),
            },
            example: cells[6],
        })
    })
}

fn frames(cell: &str) -> Result<Frames, String> {
    let mut frames = Frames::default();
    for frame in cell.split(' ') {
        match frame {
            "that" => frames.that = true,
            "quote" => frames.quote = true,
            "wh" => frames.wh = true,
            "np" => frames.np = true,
            other => return Err(format!("unknown pattern `{other}`")),
        }
    }
    Ok(frames)
}

fn flag(cell: &str) -> Result<bool, String> {
    match cell {
        "yes" => Ok(true),
        "-" => Ok(false),
        other => Err(format!("`{other}` is neither yes nor -")),
    }
}

/// A cell that is a word of a closed list.
pub(crate) fn word<T: FromStr<Err: ToString>>(cell: &str) -> Result<T, String> {
    cell.parse().map_err(|fault: T::Err| fault.to_string())
}

fn keyed<T>(
    file: (&'static str, &'static str),
    cells: usize,
    read: impl Fn(&[&'static str]) -> Result<T, String>,
) -> Result<BTreeMap<&'static str, T>, TableFault> {
    let mut table = BTreeMap::new();
    for (line, row) in rows(file, cells)? {
        let at = |fault| TableFault { file: file.0, line: line + 1, fault };
        if table.insert(row[0], read(&row).map_err(at)?).is_some() {
            return Err(at(format!("`{}` stands twice", row[0])));
        }
    }
    Ok(table)
}

fn phrases<T>(
    file: (&'static str, &'static str),
    cells: usize,
    read: impl Fn(&[&'static str]) -> Result<T, String>,
) -> Result<Vec<Phrase<T>>, TableFault> {
    let read_row = |(line, row): Row| {
        let says = read(&row).map_err(|fault| TableFault { file: file.0, line: line + 1, fault })?;
        Ok(Phrase { words: row[0].split(' ').collect(), says, example: row[cells - 1] })
    };
    let mut found: Vec<Phrase<T>> = rows(file, cells)?.into_iter().map(read_row).collect::<Result<_, _>>()?;
    found.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_read_and_are_large_enough() {
        let tables = SpeechTables::embedded().unwrap();
        assert!(tables.verbs.len() >= 150, "{} verbs", tables.verbs.len());
        assert_eq!(tables.verbs["tell"].addressee, Addressee::Object);
        assert!(tables.verbs["claim"].distance && tables.verbs["admit"].confirms);
    }

    #[test]
    fn every_example_uses_its_word() {
        let tables = SpeechTables::embedded().unwrap();
        let examples = tables.nouns.iter().map(|(lemma, (_, example))| (*lemma, *example));
        let examples = examples.chain(tables.documents.iter().map(|(lemma, example)| (*lemma, *example)));
        for (lemma, example) in
            examples.chain(tables.voices.iter().map(|(lemma, (_, example))| (*lemma, *example)))
        {
            let stem = &lemma[..lemma.len().min(4)];
            assert!(example.to_lowercase().contains(stem), "{lemma}: {example}");
        }
    }
}
