//! Each stage of the linear analyzer by itself, on words that the caller gives: for tests, fuzz targets and
//! comparisons of one stage with another's.
//!
//! The stages take their input as it comes – any words, any tags – and cut nothing: the caller keeps to
//! [`SENTENCE_TOKENS_MAX`](crate::limits::SENTENCE_TOKENS_MAX) words where time counts.

use crate::doc::{Entity, Rel, Upos, Xpos};
use crate::gazetteer;
use crate::model::{Linear, lemma_of};
use crate::word::Spelling;
use crate::{names, parser, tagger};

fn spelt(words: &[&str]) -> Vec<Spelling> {
    words.iter().map(|word| Spelling::of(word)).collect()
}

/// The parts of speech of the words of one sentence, one for each.
pub fn tags(model: &Linear, words: &[&str]) -> Vec<(Upos, Xpos)> {
    let words = spelt(words);
    let (mut flags, mut tags) = (Vec::new(), Vec::new());
    gazetteer::flags_of(&words, &mut flags);
    model.tagger.tag(&words, &flags, &mut tagger::Desk::default(), &mut tags);
    tags
}

/// The dictionary form of a word with this part of speech.
pub fn lemma(model: &Linear, form: &str, tag: (Upos, Xpos)) -> Box<str> {
    lemma_of(&model.lemmatizer, form, tag)
}

/// Head (index in the sentence; none for the root) and relation of every word. Words beyond the tags have none.
pub fn tree(model: &Linear, words: &[&str], tags: &[(Upos, Xpos)]) -> Vec<(Option<u32>, Rel)> {
    let size = words.len().min(tags.len());
    let mut tree = parser::Tree::new();
    model.parser.parse(&spelt(&words[..size]), &tags[..size], &mut parser::Desk::default(), &mut tree);
    tree
}

/// The names of one sentence, without what the rest of the text or a dateline would add. Words beyond the tags have none.
pub fn names(model: &Linear, words: &[&str], tags: &[(Upos, Xpos)]) -> Vec<Entity> {
    let size = words.len().min(tags.len());
    let words = spelt(&words[..size]);
    let (mut flags, mut found) = (Vec::new(), Vec::new());
    gazetteer::flags_of(&words, &mut flags);
    model.names.find(&words, &tags[..size], &flags, 0, &mut names::Desk::default(), &mut found);
    found
}
