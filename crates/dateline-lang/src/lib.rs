//! The language core: sentences, words, tags, lemmas, dependency trees and entities of English text.
//!
//! Pure: text and a model in, a [`Doc`] out. No files, no network, no clock.
pub mod doc;
pub use doc::{Doc, Entity, EntityKind, Provenance, Rel, Sentence, Token, Upos, Xpos};
