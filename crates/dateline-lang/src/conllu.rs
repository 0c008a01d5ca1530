//! CoNLL-U, the exchange format of Universal Dependencies: reading gold trees, printing ours.

mod print;
pub use print::{inspect_parse, paragraphs, print};

use crate::doc::{Rel, Upos, Xpos};
use crate::error::{Error, ErrorKind};

/// One word line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The form.
    pub form: String,
    /// The dictionary form; `_` if not given.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank part of speech.
    pub xpos: Xpos,
    /// Index of the head in the sentence; none for the root, and where no head is given.
    pub head: Option<u32>,
    /// Relation to the head.
    pub rel: Rel,
    /// Whether no blank follows.
    pub glued: bool,
    /// Number of words that follow in the same written token.
    pub joined: u8,
}

/// One sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Comment lines, without the `#`.
    pub comments: Vec<String>,
    /// Word lines; ranges are folded into [`Word::joined`], empty nodes are left out.
    pub words: Vec<Word>,
}

/// Reads sentences; `name` stands in front of errors.
pub fn read(name: &str, text: &str) -> Result<Vec<Sentence>, Error> {
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    let mut token: Option<(usize, bool)> = None; // last word of the open multi-word token, and whether glued
    for (number, line) in text.lines().enumerate() {
        let wrong = |problem: &str| {
            let (set, problem) = (name.to_owned(), problem.to_owned());
            Error::new(ErrorKind::Set { set, line: number + 1, problem })
        };
        if line.trim().is_empty() {
            if !sentence.words.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
            token = None;
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        if columns.len() < 10 && line.starts_with('#') {
            sentence.comments.push(line[1..].trim().to_owned());
            continue;
        }
        let &[id, form, lemma, upos, xpos, _, head, rel, _, misc] = columns.as_slice() else {
            return Err(wrong("a word line needs ten columns, divided by tabs"));
        };
        let glued = misc.split('|').any(|mark| mark == "SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            token = Some((last.parse().map_err(|_| wrong("range of words is not two numbers"))?, glued));
        } else if !id.contains('.') {
            if form.is_empty() {
                return Err(wrong("the form is empty"));
            }
            let at = sentence.words.len() + 1;
            if id.parse() != Ok(at) {
                return Err(wrong("words are not numbered in order"));
            }
            let left = token.map_or(0, |(last, _)| last.saturating_sub(at));
            let glued = left > 0 || token.filter(|&(last, _)| last == at).map_or(glued, |(_, glued)| glued);
            sentence.words.push(Word {
                form: form.to_owned(),
                lemma: lemma.to_owned(),
                upos: Upos::of(upos),
                xpos: Xpos::of(xpos),
                head: head.parse::<u32>().ok().and_then(|head| head.checked_sub(1)),
                rel: Rel::of(rel),
                glued,
                joined: left.min(usize::from(u8::MAX)) as u8,
            });
        }
    }
    if !sentence.words.is_empty() {
        sentences.push(sentence);
    }
    Ok(sentences)
}
