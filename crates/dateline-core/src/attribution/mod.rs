//! Who says what: statements with their content, speaker, mode and standing, and what was asked or checked.
//!
//! Witnesses are quotation marks, verbs of speech and belief in every order, documents that speak, nouns and
//! adjectives that hold a clause, "according to", and answers that were not given. The tree is one witness beside
//! commas, marks and clause words, so that a wrong edge does not lose a statement. Must not know actors, events or
//! how sure a content is.

mod contents;
mod dialogue;
pub(crate) mod forms;
mod inspect;
mod marks;
mod phrases;
pub(crate) mod places;
mod reader;
mod silence;
mod speakers;
mod tables;
#[cfg(test)]
mod tests;
pub(crate) mod tree;
mod words_of;

pub use inspect::inspect_quotes;
pub use marks::{QuoteSpan, quote_spans};
pub(crate) use tables::word;
pub use tables::{Addressee, Frames, Phrase, SpeechTables, SpeechVerb, Work};

use crate::words::{Checked, Reply, SpeechMode, Standing};
use dateline_lang::Doc;
use std::ops::Range;

/// What one holder says, thinks or leaves unsaid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Bytes of what is said; empty where nothing was (`reply`).
    pub content: Range<u32>,
    /// Tokens of what is said; empty where nothing was.
    pub content_tokens: Range<usize>,
    /// Token that says so: the verb, noun, adjective, or "according"; the first token of a bare quote.
    pub cue_token: usize,
    /// Dictionary form of the cue, a particle included ("point out"); empty for a bare quote.
    pub cue: Box<str>,
    /// Tokens of the speaker; those of the speaker before where a bare quote carries on.
    pub speaker_tokens: Option<Range<usize>>,
    /// Head of the speaker.
    pub speaker_head: Option<usize>,
    /// How the words are given.
    pub mode: SpeechMode,
    /// How well the speaker can be known.
    pub standing: Standing,
    /// How many unnamed voices, where told ("two people": 2).
    pub count: Option<u32>,
    /// Tokens of the one spoken to.
    pub addressee_tokens: Option<Range<usize>>,
    /// "did not say that …": the saying is negated, not the content.
    pub negated: bool,
    /// The report keeps away from it ("claim", "allege").
    pub distance: bool,
    /// It confirms, or is said against the own interest ("admit").
    pub confirms: bool,
    /// "denied that …": the speaker's position is that the content is not so.
    pub denies: bool,
    /// What the speaker who was asked gave back.
    pub reply: Option<Reply>,
    /// What the report says about having checked.
    pub checked: Checked,
    /// Tokens of the newsroom that is cited for it.
    pub newsroom: Option<Range<usize>>,
    /// Index of the statement whose speaker carries on here: "he added", or a quote that runs on.
    pub carried_on: Option<usize>,
    /// Whether the content is a thing and no clause ("outlined plans").
    pub of_thing: bool,
    /// Table row and pattern that read it.
    pub rule: String,
}

/// The statements of a text, in the order of their cues; those of one cue in the order of their contents.
pub fn read_statements(text: &str, doc: &Doc, tables: &SpeechTables) -> Vec<Statement> {
    reader::Reader::new(text, doc, tables).read()
}

/// The innermost statement whose content holds the token: its index.
pub fn governing(statements: &[Statement], token: usize) -> Option<usize> {
    let holding = statements.iter().enumerate().filter(|(_, s)| s.content_tokens.contains(&token));
    holding
        .filter(|(_, s)| s.cue_token != token)
        .min_by_key(|(_, s)| s.content_tokens.len())
        .map(|(at, _)| at)
}
