//! The tables of reported speech: verbs, nouns, adjectives, documents, voices, replies, checks, newsrooms.
//!
//! Parsed once from text that is compiled in; a fault names its file and line. Must not know trees or reports.

use crate::numerals::Numerals;
use crate::tables::{TableFault, full_rows, shipped};
use crate::words::{Checked, Reply, SpeechMode, Standing};
use std::{collections::BTreeMap, str::FromStr};

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
    /// Its content is said not to be so ("deny").
    pub denies: bool,
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

/// What the reader asks small words for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// A verb that may close or open a sentence of speech without marks.
    Ends,
    /// A verb that lends its subject to a noun: "gave a warning that".
    Light,
    /// A verb that gives a thing somebody's word for it: "called the raid …".
    Names,
    /// A verb whose passive subject speaks: "was quoted as saying".
    Quoted,
    /// One of the newsroom's own people.
    Reporter,
    /// What is put to somebody who may answer: questions, calls.
    Request,
    /// How a newsroom came by a document: "seen by".
    Seen,
    /// What eyewitnesses do.
    Sees,
    /// A pronoun that carries the last speaker on.
    Third,
}

impl Work {
    fn of(word: &str) -> Result<Work, String> {
        Ok(match word {
            "ends" => Work::Ends,
            "light" => Work::Light,
            "names" => Work::Names,
            "quoted" => Work::Quoted,
            "reporter" => Work::Reporter,
            "request" => Work::Request,
            "seen" => Work::Seen,
            "sees" => Work::Sees,
            "third" => Work::Third,
            other => return Err(format!("unknown kind `{other}`")),
        })
    }
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
    /// Small words, by what they are asked for, with an example.
    pub words: BTreeMap<(Work, &'static str), &'static str>,
    /// The words of numbers: "two people".
    pub numerals: Numerals,
}

/// Path and text of a table.
type Table = (&'static str, &'static str);

macro_rules! table {
    ($name:literal) => {
        (concat!("data/attribution/", $name), shipped!(concat!("attribution/", $name)))
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
            nouns: keyed(table!("nouns.tsv"), |cells: &[_; 4]| Ok((word(cells[2])?, cells[3])))?,
            adjectives: keyed(table!("adjectives.tsv"), |cells: &[_; 2]| Ok(cells[1]))?,
            documents: keyed(table!("documents.tsv"), |cells: &[_; 2]| Ok(cells[1]))?,
            voices: keyed(table!("voices.tsv"), |cells: &[_; 3]| Ok((word(cells[1])?, cells[2])))?,
            replies: phrases(table!("reply.tsv"), |cells: &[_; 3]| word(cells[1]))?,
            checks: phrases(table!("checked.tsv"), |cells: &[_; 3]| word(cells[1]))?,
            newsroom_words: phrases(table!("newsroom_words.tsv"), |_: &[_; 2]| Ok(()))?,
            words: words(table!("words.tsv"))?,
            numerals: Numerals::embedded()?,
        })
    }

    /// Whether the dictionary form does this work.
    pub(crate) fn does(&self, lemma: &str, work: Work) -> bool {
        let known = self.words.range((work, "")..).take_while(|((of, _), _)| *of == work);
        known.map(|((_, word), _)| word).any(|word| word.eq_ignore_ascii_case(lemma))
    }
}

fn words((path, text): Table) -> Result<BTreeMap<(Work, &'static str), &'static str>, TableFault> {
    let mut words = BTreeMap::new();
    for row in full_rows::<3>(path, text)? {
        let work = Work::of(row.cells[1]).map_err(|what| row.fault(what))?;
        words.insert((work, row.cells[0]), row.cells[2]);
    }
    Ok(words)
}

fn verbs(table: Table) -> Result<BTreeMap<&'static str, SpeechVerb>, TableFault> {
    keyed(table, |cells: &[_; 7]| {
        Ok(SpeechVerb {
            lemma: cells[0],
            frames: frames(cells[1])?,
            mode: word(cells[2])?,
            distance: flag(cells[3])?,
            confirms: cells[4] != "denies" && flag(cells[4])?,
            denies: cells[4] == "denies",
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

fn keyed<T, const N: usize>(
    (path, text): Table,
    read: impl Fn(&[&'static str; N]) -> Result<T, String>,
) -> Result<BTreeMap<&'static str, T>, TableFault> {
    let mut table = BTreeMap::new();
    for row in full_rows::<N>(path, text)? {
        let value = read(&row.cells).map_err(|what| row.fault(what))?;
        if table.insert(row.cells[0], value).is_some() {
            return Err(row.fault(format!("`{}` stands twice", row.cells[0])));
        }
    }
    Ok(table)
}

fn phrases<T, const N: usize>(
    (path, text): Table,
    read: impl Fn(&[&'static str; N]) -> Result<T, String>,
) -> Result<Vec<Phrase<T>>, TableFault> {
    let mut found: Vec<Phrase<T>> = Vec::new();
    for row in full_rows::<N>(path, text)? {
        let says = read(&row.cells).map_err(|what| row.fault(what))?;
        found.push(Phrase { words: row.cells[0].split(' ').collect(), says, example: row.cells[N - 1] });
    }
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
