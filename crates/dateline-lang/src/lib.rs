//! The language core: sentences, words, tags, lemmas, dependency trees and entities of English text.
//!
//! Pure: text and a model in, a [`Doc`] out. No files, no network, no clock.
//!
//! ```
//! use dateline_lang::{Analyzer, Linear, whole};
//! let text = "Gondor signed a treaty with Rohan.";
//! let doc = Linear::embedded().analyze(text, &[whole(text)]);
//! assert_eq!(doc.sentences.len(), 1);
//! assert_eq!(doc.tokens[1].lemma.as_ref(), "sign");
//! ```

pub mod conllu;
pub mod doc;
pub mod laws;
pub mod limits;
pub mod segment;
pub mod stages;
pub mod train;

mod bytes;
mod clause;
mod corpus;
mod dateline;
mod entities;
mod error;
mod gazetteer;
mod hash;
mod learner;
mod lemma;
mod lexicon;
mod model;
mod names;
mod packing;
mod parser;
mod tagger;
mod weights;
mod word;

use std::ops::Range;

pub use doc::{Doc, Entity, EntityKind, Provenance, Rel, Sentence, Token, Upos, Xpos};
pub use entities::{EntityStage, WithEntities};
pub use error::{Error, ErrorKind};
pub use model::{DataSet, Linear, ModelCard, Score};
pub use segment::{Piece, Segments, segment, whole};
pub use train::{Input, Trained, train};

/// A back end that reads text.
pub trait Analyzer: Send + Sync {
    /// Reads `text`; each block (byte range) is a hard boundary for sentences, text outside blocks is not read.
    fn analyze(&self, text: &str, blocks: &[Range<u32>]) -> Doc {
        self.analyze_segments(text, segment(text, blocks))
    }

    /// Reads sentences and tokens that somebody else found; they must be in text order.
    fn analyze_segments(&self, text: &str, segments: Segments) -> Doc;

    /// What the model was made of.
    fn card(&self) -> &ModelCard;
}

/// The sentences of the blocks of `text`, as byte ranges, in text order.
pub fn sentences(text: &str, blocks: &[Range<u32>]) -> Vec<Range<u32>> {
    let found = segment(text, blocks);
    let range = |s: &Sentence| found.pieces[s.first as usize].start..found.pieces[s.last as usize - 1].end;
    found.sentences.iter().map(range).collect()
}
