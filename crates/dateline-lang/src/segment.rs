//! Sentences and words of a text, by rules and tables.
//!
//! First each block is cut into pieces (`lexer`), a full stop always being a piece of its own; then the stops are
//! judged (`boundaries`): one that belongs to an abbreviation joins its word again, one that ends a sentence
//! divides. Words follow the conventions of the English treebanks of Universal Dependencies.

mod boundaries;
mod lexer;
mod tables;

use std::collections::HashMap;
use std::ops::Range;

use crate::doc::{Sentence, Upos, Xpos};
use crate::limits::{SENTENCE_TOKENS_MAX, TEXT_BYTES_MAX};

/// One word before it is analysed: where it stands, and how many words of the same written token follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Words that follow in the same written token.
    pub joined: u8,
}

impl Piece {
    /// The piece as written.
    pub fn form<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }
}

/// Words and sentences of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segments {
    /// All words, in text order.
    pub pieces: Vec<Piece>,
    /// All sentences, in text order; together they cover all words, and none is empty.
    pub sentences: Vec<Sentence>,
    /// Parts of speech that the caller is sure of, by index of the piece: names from a table.
    pub known_tags: HashMap<u32, (Upos, Xpos)>,
}

/// Divides the blocks of a text into sentences and words.
///
/// Blocks are byte ranges in text order; a range that is not on character boundaries shrinks to them, and of
/// overlapping ranges the later one begins where the earlier ends. Cost: linear in the text.
pub fn segment(text: &str, blocks: &[Range<u32>]) -> Segments {
    let mut segments = Segments::default();
    let mut done = 0;
    for (number, block) in blocks.iter().enumerate() {
        let range = inside(text, done, block);
        done = range.end;
        for paragraph in paragraphs(text, range) {
            let mut pieces = lexer::pieces(text, paragraph);
            let ends = boundaries::judge(text, &mut pieces);
            add(&mut segments, &pieces, &ends, number as u32);
        }
    }
    segments
}

/// Number of pieces of the dateline at the front of a block; 0 if there is none.
pub(crate) fn dateline_pieces(text: &str, pieces: &[Piece]) -> usize {
    boundaries::dateline(text, pieces)
}

/// The whole text as one block.
pub fn whole(text: &str) -> Range<u32> {
    0..text.len().min(TEXT_BYTES_MAX) as u32
}

/// The block as a range of the text on character boundaries, from `done` on.
fn inside(text: &str, done: usize, block: &Range<u32>) -> Range<usize> {
    let size = text.len().min(TEXT_BYTES_MAX);
    let mut start = (block.start as usize).clamp(done.min(size), size);
    let mut end = (block.end as usize).clamp(start, size);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    start..end.max(start)
}

/// An empty line ends a sentence even inside a block.
fn paragraphs(text: &str, block: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = block.start;
    let mut at = block.start;
    for line in text[block.clone()].split_inclusive('\n') {
        if line.trim().is_empty() && at > start {
            found.push(start..at);
            start = at + line.len();
        }
        at += line.len();
    }
    found.push(start.min(block.end)..block.end);
    found
}

/// Adds pieces and their sentences; `ends[i]` is the number of the piece after the i-th sentence.
fn add(segments: &mut Segments, pieces: &[Piece], ends: &[usize], block: u32) {
    let base = segments.pieces.len();
    segments.pieces.extend_from_slice(pieces);
    let mut first = 0;
    for &end in ends {
        while first < end {
            let last = if end - first > SENTENCE_TOKENS_MAX { cut(pieces, first) } else { end };
            segments.sentences.push(Sentence {
                first: (base + first) as u32,
                last: (base + last) as u32,
                block,
            });
            first = last;
        }
    }
}

/// Where to cut a sentence that is too long: not inside a written token.
fn cut(pieces: &[Piece], first: usize) -> usize {
    let mut last = first + SENTENCE_TOKENS_MAX;
    while last > first + 1 && pieces[last - 1].joined > 0 {
        last -= 1;
    }
    last
}
