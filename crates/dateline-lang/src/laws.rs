//! What holds for every answer of the language core, whatever the text: the tests, the fuzz targets and whoever plugs
//! a stage of their own ask here.
//!
//! Each law takes a text and an answer and says in words which law is broken, if one is.

use std::ops::Range;

use crate::doc::{Doc, Entity, Rel, Sentence};
use crate::limits::{SENTENCE_TOKENS_MAX, TOKEN_BYTES_MAX};
use crate::segment::{Segments, segment};
use crate::{Analyzer, sentences, whole};

/// Says which law is broken.
pub type Broken = String;

macro_rules! law {
    ($holds:expr, $($words:tt)+) => {
        if !$holds {
            return Err(format!($($words)+));
        }
    };
}

/// Every law for one text, read as one block: [`of_segments`], [`of_doc`], and that reading again says the same.
///
/// # Errors
/// The first law that is broken, in words.
pub fn of_text(text: &str, analyzer: &dyn Analyzer) -> Result<Doc, Broken> {
    let blocks = [whole(text)];
    of_segments(text, &blocks, &segment(text, &blocks))?;
    law!(segment(text, &blocks) == segment(text, &blocks), "sentences and words differ the second time");
    law!(
        sentences(text, &blocks).windows(2).all(|pair| pair[0].end <= pair[1].start),
        "sentences overlap or are out of order"
    );
    let doc = analyzer.analyze(text, &blocks);
    of_doc(text, &blocks, &doc)?;
    law!(analyzer.analyze(text, &blocks) == doc, "the answer differs the second time");
    Ok(doc)
}

/// Words stand in order, on character boundaries; with the blanks between them they are the text of the blocks.
/// Sentences cover them.
///
/// # Errors
/// The first law that is broken, in words.
pub fn of_segments(text: &str, blocks: &[Range<u32>], segments: &Segments) -> Result<(), Broken> {
    let words = segments.pieces.iter().map(|piece| piece.start as usize..piece.end as usize);
    of_words(text, blocks, words)?;
    of_sentences(&segments.sentences, segments.pieces.len())
}

/// The laws of a whole answer: those of words and sentences, that every sentence is a tree, and those of names.
///
/// # Errors
/// The first law that is broken, in words.
pub fn of_doc(text: &str, blocks: &[Range<u32>], doc: &Doc) -> Result<(), Broken> {
    of_words(text, blocks, doc.tokens.iter().map(crate::Token::range))?;
    of_sentences(&doc.sentences, doc.tokens.len())?;
    for sentence in &doc.sentences {
        let heads: Vec<(Option<u32>, Rel)> =
            doc.tokens[sentence.tokens()].iter().map(|token| (token.head, token.rel)).collect();
        of_tree(&heads, sentence.first)?;
    }
    law!(doc.tokens.iter().all(|token| !token.lemma.is_empty()), "a word has no lemma");
    of_entities(doc, &doc.entities)
}

/// Words stand in order, on character boundaries, none is empty or longer than it may be; what the blocks hold beside
/// them is blank.
fn of_words(
    text: &str,
    blocks: &[Range<u32>],
    words: impl Iterator<Item = Range<usize>>,
) -> Result<(), Broken> {
    let inside = |gap: Range<usize>| {
        blocks.iter().all(|block| {
            let start = gap.start.max(block.start as usize);
            let end = gap.end.min(block.end as usize).max(start);
            text.get(start..end).is_none_or(|gap| gap.chars().all(char::is_whitespace))
        })
    };
    let mut done = 0;
    for word in words {
        law!(done <= word.start && word.start < word.end, "word {word:?} is empty or before byte {done}");
        law!(text.get(word.clone()).is_some(), "word {word:?} is not on character boundaries");
        law!(word.len() <= TOKEN_BYTES_MAX, "word {word:?} is too long");
        law!(inside(done..word.start), "text is lost in {:?}", done..word.start);
        done = word.end;
    }
    law!(inside(done..text.len()), "text is lost after {done}");
    Ok(())
}

/// Sentences cover all words in order; none is empty or longer than it may be.
fn of_sentences(sentences: &[Sentence], words: usize) -> Result<(), Broken> {
    let mut next = 0;
    for sentence in sentences {
        law!(sentence.first == next && sentence.last > next, "sentence {sentence:?} after word {next}");
        law!(sentence.tokens().len() <= SENTENCE_TOKENS_MAX, "sentence {sentence:?} is too long");
        next = sentence.last;
    }
    law!(next as usize == words, "{words} words, {next} in sentences");
    Ok(())
}

/// One root, no cycle, every head in the sentence; the root is called so and nothing else is.
/// `first` is the number of the sentence's first word in the heads.
///
/// # Errors
/// The first law that is broken, in words.
pub fn of_tree(heads: &[(Option<u32>, Rel)], first: u32) -> Result<(), Broken> {
    let roots = heads.iter().filter(|(head, _)| head.is_none()).count();
    law!(roots == 1, "{roots} roots");
    // 0: not seen, 1: on the way up from the word at hand, 2: known to reach the root.
    let mut seen = vec![0_u8; heads.len()];
    for start in 0..heads.len() {
        let mut path = Vec::new();
        let mut at = start;
        while seen[at] == 0 {
            seen[at] = 1;
            path.push(at);
            let (Some(head), rel) = heads[at] else { break };
            law!(rel != Rel::Root, "word {at} has a head and is called root");
            let up = head.checked_sub(first).map(|head| head as usize).filter(|&head| head < heads.len());
            let Some(up) = up else { return Err(format!("the head of word {at} is in another sentence")) };
            law!(seen[up] != 1, "a cycle through word {up}");
            at = up;
        }
        path.into_iter().for_each(|at| seen[at] = 2);
    }
    Ok(())
}

/// Names stand in order, do not overlap, are not empty, and each is inside one sentence.
///
/// # Errors
/// The first law that is broken, in words.
pub fn of_entities(doc: &Doc, entities: &[Entity]) -> Result<(), Broken> {
    let mut done = 0;
    for entity in entities {
        law!(
            entity.first >= done && entity.last > entity.first && entity.last as usize <= doc.tokens.len(),
            "name {entity:?} is empty, before word {done} or beyond the text"
        );
        law!(
            doc.sentence_of(entity.first as usize) == doc.sentence_of(entity.last as usize - 1),
            "name {entity:?} reaches over the end of its sentence"
        );
        done = entity.last;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EntityKind, Linear, Provenance};

    #[test]
    fn a_broken_tree_is_told() {
        let dep = Rel::Dep;
        assert_eq!(of_tree(&[(None, Rel::Root), (Some(5), dep)], 5), Ok(()));
        assert!(of_tree(&[(None, Rel::Root), (None, Rel::Root)], 0).is_err());
        assert!(of_tree(&[(None, Rel::Root), (Some(2), dep), (Some(1), dep)], 0).is_err(), "a cycle");
        assert!(of_tree(&[(None, Rel::Root), (Some(9), dep)], 0).is_err(), "another sentence");
    }

    #[test]
    fn broken_answers_are_told() {
        let text = "Ann met Bob. He left.";
        let doc = Linear::embedded().analyze(text, &[whole(text)]);
        assert_eq!(of_doc(text, &[whole(text)], &doc), Ok(()));
        let mut lost = doc.clone();
        lost.tokens[1].start += 1;
        assert!(of_doc(text, &[whole(text)], &lost).is_err(), "a lost letter");
        let name = |first, last| Entity { first, last, kind: EntityKind::Per, provenance: Provenance::Model };
        assert!(of_entities(&doc, &[name(3, 5)]).is_err(), "over the end of the sentence");
        assert!(of_entities(&doc, &[name(0, 2), name(1, 3)]).is_err(), "overlapping");
        assert!(of_entities(&doc, &[name(6, 99)]).is_err(), "beyond the text");
    }
}
