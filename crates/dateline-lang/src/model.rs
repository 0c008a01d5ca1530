//! The linear analyzer and its model file.
//!
//! A `.dlm` file is: the magic bytes, the number of the format and of the feature set (32 bits each, little end
//! first), then sections, each with a name of four bytes, a length (64 bits), a checksum (64 bits) and its bytes. The
//! first section is the card, in JSON; the others are the stages.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Analyzer;
use crate::bytes::{Reader, Writer};
use crate::dateline::Dateline;
use crate::doc::{Doc, Token};
use crate::error::{Error, ErrorKind};
use crate::gazetteer;
use crate::lemma::Lemmatizer;
use crate::limits::MODEL_BYTES_MAX;
use crate::names::{self, NameTagger};
use crate::parser::{self, Parser, Tree};
use crate::segment::Segments;
use crate::tagger::{self, Tagger};
use crate::word::Spelling;

const MAGIC: &[u8; 8] = b"DATELINE";
/// Layout of the file.
pub(crate) const FORMAT_VERSION: u32 = 2;
/// Templates of all stages: a change to any of them needs a new number and a new model.
pub(crate) const FEATURES_VERSION: u32 = 3;

/// What a model was made of and how good it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ModelCard {
    /// Name of the model.
    pub name: String,
    /// Licence of the model file, apart from that of the code.
    pub licence: String,
    /// Seed of the training run.
    pub seed: u64,
    /// Number of the feature set.
    pub features: u32,
    /// Sets that it was trained on.
    pub trained_on: Vec<DataSet>,
    /// Scores on sets that it was not trained on.
    pub scores: Vec<Score>,
}

/// One set of training data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataSet {
    /// File name.
    pub name: String,
    /// Licence and attribution.
    pub licence: String,
    /// Number of sentences used.
    pub sentences: usize,
    /// Number of words used.
    pub words: usize,
    /// SHA-256 of the set, unpacked, in hexadecimal digits.
    #[serde(default)]
    pub sha256: String,
}

/// One measurement, in per cent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// File name of the set.
    pub set: String,
    /// What was measured: `upos`, `xpos`, `lemma`, `uas`, `las` with gold sentences and words; `entities` F1.
    pub measure: String,
    /// Per cent, two decimals.
    pub percent: f64,
}

/// The linear analyzer: perceptrons over hashed features. Cheap to share between threads.
#[derive(Clone, Debug, Default)]
pub struct Linear {
    pub(crate) card: ModelCard,
    pub(crate) tagger: Tagger,
    pub(crate) lemmatizer: Lemmatizer,
    pub(crate) parser: Parser,
    pub(crate) names: NameTagger,
    pub(crate) hash: [u8; 32],
}

impl Linear {
    /// Reads a model file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Linear, Error> {
        if bytes.len() > MODEL_BYTES_MAX {
            return Err(Error::new(ErrorKind::Damaged("too large")));
        }
        let mut from = Reader(bytes);
        if from.take(MAGIC.len()).ok() != Some(&MAGIC[..]) {
            return Err(Error::new(ErrorKind::NotAModel));
        }
        let (found, features) = (number_32(&mut from)?, number_32(&mut from)?);
        if (found, features) != (FORMAT_VERSION, FEATURES_VERSION) {
            return Err(Error::new(ErrorKind::Version { found, features }));
        }
        let mut section = |name| section_of(&mut from, name);
        let card = serde_json::from_slice(section(b"CARD")?)
            .map_err(|_| Error::new(ErrorKind::Damaged("card is not JSON")))?;
        let tagger = Tagger::read(&mut Reader(section(b"TAGS")?))?;
        let lemmatizer = Lemmatizer::read(&mut Reader(section(b"LEMM")?))?;
        let arcs = section(b"ARCS")?;
        let parser = Parser::read(&mut Reader(arcs), &mut Reader(section(b"LABL")?))?;
        let names = NameTagger::read(&mut Reader(section(b"NAME")?))?;
        Ok(Linear { card, tagger, lemmatizer, parser, names, hash: Sha256::digest(bytes).into() })
    }

    /// The model that is part of the program.
    pub fn embedded() -> &'static Linear {
        static EMBEDDED: OnceLock<Linear> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            Linear::from_bytes(include_bytes!("../model/en.dlm"))
                .expect("the embedded model is read by a test of this crate")
        })
    }

    /// SHA-256 of the model file: stored annotations carry it.
    pub fn hash(&self) -> [u8; 32] {
        self.hash
    }

    /// The same model file with another card.
    pub(crate) fn with_card(bytes: &[u8], card: &ModelCard) -> Result<Vec<u8>, Error> {
        let head = MAGIC.len() + 8;
        let mut from = Reader(bytes);
        let mut out = Writer(from.take(head)?.to_vec());
        section_of(&mut from, b"CARD")?;
        put_section(&mut out, b"CARD", |section| section.0 = json_of(card));
        out.0.extend_from_slice(from.0);
        Ok(out.0)
    }

    /// The bytes of the model file.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.0.extend_from_slice(MAGIC);
        out.0.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
        out.0.extend_from_slice(&FEATURES_VERSION.to_le_bytes());
        put_section(&mut out, b"CARD", |section| section.0 = json_of(&self.card));
        put_section(&mut out, b"TAGS", |section| self.tagger.write(section));
        put_section(&mut out, b"LEMM", |section| self.lemmatizer.write(section));
        put_section(&mut out, b"ARCS", |section| self.parser.write_arcs(section));
        put_section(&mut out, b"LABL", |section| self.parser.write_labels(section));
        put_section(&mut out, b"NAME", |section| self.names.write(section));
        out.0
    }
}

impl Analyzer for Linear {
    fn analyze_segments(&self, text: &str, segments: Segments) -> Doc {
        let mut doc = Doc { sentences: segments.sentences, ..Doc::default() };
        doc.tokens.reserve(segments.pieces.len());
        let (mut words, mut tags, mut tree) = (Vec::new(), Vec::new(), Tree::new());
        let (mut tag_desk, mut parse_desk) = (tagger::Desk::default(), parser::Desk::default());
        let (mut name_desk, mut flags) = (names::Desk::default(), Vec::new());
        let mut block = None;
        for sentence in &doc.sentences {
            let pieces = &segments.pieces[sentence.tokens()];
            let opens_block = block.replace(sentence.block) != Some(sentence.block);
            let dateline = if opens_block { Dateline::of(text, pieces) } else { None };
            words.clear();
            words.extend(pieces.iter().map(|piece| Spelling::of(piece.form(text))));
            tags.clear();
            gazetteer::flags_of(&words, &mut flags);
            let known = |at: usize| segments.known_tags.get(&(sentence.first + at as u32)).copied();
            self.tagger.tag_knowing(&words, &flags, known, &mut tag_desk, &mut tags);
            tree.clear();
            if let Some(dateline) = &dateline {
                dateline.retag(&mut tags);
                self.parser.parse(
                    &words[dateline.size..],
                    &tags[dateline.size..],
                    &mut parse_desk,
                    &mut tree,
                );
                dateline.hang(&tags, &mut tree);
            } else {
                self.parser.parse(&words, &tags, &mut parse_desk, &mut tree);
            }
            for ((piece, &tag), &(head, rel)) in pieces.iter().zip(&tags).zip(&tree) {
                doc.tokens.push(Token {
                    start: piece.start,
                    end: piece.end,
                    lemma: lemma_of(&self.lemmatizer, piece.form(text), tag),
                    upos: tag.0,
                    xpos: tag.1,
                    head: head.map(|head| head + sentence.first),
                    rel,
                    joined: piece.joined,
                });
            }
            let found = doc.entities.len();
            self.names.find(&words, &tags, &flags, sentence.first, &mut name_desk, &mut doc.entities);
            if let Some(dateline) = &dateline {
                dateline.mark(text, pieces, sentence.first, found, &mut doc.entities);
            }
        }
        names::settle(text, &mut doc);
        names::agree(text, &mut doc);
        doc
    }

    fn card(&self) -> &ModelCard {
        &self.card
    }
}

/// The list of verbs decides first; the trained rules know the rest. A word of which nothing is left (`,` as a number)
/// is its own lemma.
pub(crate) fn lemma_of(rules: &Lemmatizer, form: &str, tag: tagger::Tag) -> Box<str> {
    let verb = (tag.0 == crate::doc::Upos::Verb).then(|| crate::lexicon::verb_lemma(form, tag.1)).flatten();
    let lemma = verb.map_or_else(|| rules.lemma(form, tag), Into::into);
    if lemma.is_empty() { form.into() } else { lemma }
}

fn json_of(card: &ModelCard) -> Vec<u8> {
    serde_json::to_vec_pretty(card).expect("a card has only strings and finite numbers")
}

fn number_32(from: &mut Reader<'_>) -> Result<u32, Error> {
    let bytes = from.take(4)?.try_into().map_err(|_| Error::new(ErrorKind::Short))?;
    Ok(u32::from_le_bytes(bytes))
}

fn number_64(from: &mut Reader<'_>) -> Result<u64, Error> {
    let bytes = from.take(8)?.try_into().map_err(|_| Error::new(ErrorKind::Short))?;
    Ok(u64::from_le_bytes(bytes))
}

fn section_of<'b>(from: &mut Reader<'b>, name: &[u8; 4]) -> Result<&'b [u8], Error> {
    if from.take(4)? != name {
        return Err(Error::new(ErrorKind::Damaged("sections out of order")));
    }
    let (size, sum) = (number_64(from)?, number_64(from)?);
    let bytes = from.take(usize::try_from(size).map_err(|_| Error::new(ErrorKind::Short))?)?;
    if checksum(bytes) != sum {
        return Err(Error::new(ErrorKind::Damaged("wrong checksum")));
    }
    Ok(bytes)
}

fn put_section(out: &mut Writer, name: &[u8; 4], fill: impl FnOnce(&mut Writer)) {
    let mut section = Writer::default();
    fill(&mut section);
    out.0.extend_from_slice(name);
    out.0.extend_from_slice(&(section.0.len() as u64).to_le_bytes());
    out.0.extend_from_slice(&checksum(&section.0).to_le_bytes());
    out.0.extend_from_slice(&section.0);
}

/// Finds accidents, not attacks: eight bytes at a time, mixed by a multiplication.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.chunks(8).fold(bytes.len() as u64, |sum, chunk| {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        (sum ^ u64::from_le_bytes(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(27)
    })
}
