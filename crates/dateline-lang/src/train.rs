//! Training of the linear model: deterministic, a few minutes of processor time.

use std::fmt::Write;

use crate::Analyzer;
use crate::conllu::{self, Sentence};
use crate::corpus::{self, Format, Known, Labelled, OWN, Role};
use crate::doc::{EntityKind, Rel};
use crate::error::{Error, ErrorKind};
use crate::gazetteer::{self, Flags};
use crate::hash::Rng;
use crate::learner::{Rounding, side_by_side};
use crate::lemma::Lemmatizer;
use crate::model::{DataSet, FEATURES_VERSION, Linear, ModelCard, Score};
use crate::names::{self, LEARNT, NameTagger};
use crate::parser::{self, Parser, Tree};
use crate::segment::{Piece, Segments};
use crate::tagger::{self, Tag, Tagger};
use crate::word::Spelling;
use crate::{Doc, doc};
use sha2::{Digest, Sha256};

/// Passes over the training set.
const TAGGER_EPOCHS: usize = 8;
/// Taggers whose weights are averaged; the tags that the parser learns from come from one each.
const TAGGERS_MIXED: usize = 3;
const PARSER_EPOCHS: usize = 12;
const NAMES_EPOCHS: usize = 12;
/// Name taggers whose weights are averaged.
const NAMES_MIXED: usize = 3;
/// Parts that the treebank is divided in, so that the parser learns from tags like those it will get.
const JACKKNIFE_FOLDS: usize = 4;
/// What pruning leaves; chosen on the development sets for a model below ten megabytes.
const TAG_ROUNDING: Rounding = Rounding { floor: 0.6, scale: 4.0 };
const ARC_ROUNDING: Rounding = Rounding { floor: 0.7, scale: 4.0 };
const LABEL_ROUNDING: Rounding = Rounding { floor: 0.7, scale: 4.0 };
const NAME_ROUNDING: Rounding = Rounding { floor: 0.5, scale: 8.0 };

/// One file of training or test data, already decompressed.
#[derive(Clone, Debug)]
pub struct Input {
    /// File name without folder and `.gz`; says what the file is (see `data/corpora.tsv`).
    pub name: String,
    /// The content.
    pub text: String,
}

/// What training gives.
#[derive(Clone, Debug)]
pub struct Trained {
    /// The model file.
    pub bytes: Vec<u8>,
    /// Sizes and scores, for people.
    pub report: String,
}

/// A treebank sentence with what the stages need of it.
struct Tree4 {
    words: Vec<Spelling>,
    flags: Vec<Flags>,
    gold: Vec<Tag>,
    /// Tags from a tagger that has not seen the sentence.
    tags: Vec<Tag>,
    tree: Tree,
    /// How often it is shown in one pass.
    times: usize,
    /// Whether it stands for itself, and not in a document whose words recur.
    alone: bool,
}

/// Trains a model on those `inputs` that are for training and scores it on the others.
///
/// Files that `data/corpora.tsv` does not know are training data if they end in `.conllu`. The news treebank of this
/// crate is always added; an input with the name of one of its files stands in for that file. `say` gets a line of progress at each stage. Same inputs in the same order and same seed,
/// same bytes.
///
/// Errors: a set that cannot be read, with its line; no treebank among the inputs.
pub fn train(inputs: &[Input], seed: u64, say: &mut dyn FnMut(&str)) -> Result<Trained, Error> {
    if !inputs.iter().any(|input| format_of(input).is_some_and(|known| known.holds_trees(Role::Train))) {
        return Err(Error::new(ErrorKind::NoSentences));
    }
    let inputs = &with_own(inputs);
    let mut rng = Rng::new(seed);
    let mut card = ModelCard {
        name: "en".to_owned(),
        licence: "CC BY-SA 4.0".to_owned(),
        seed,
        features: FEATURES_VERSION,
        ..ModelCard::default()
    };
    let sentences = treebank(inputs, &mut card)?;
    let words = sentences.iter().flat_map(|(sentence, _)| &sentence.words);
    let lemmatizer = Lemmatizer::train(words.map(|w| (w.form.as_str(), (w.upos, w.xpos), w.lemma.as_str())));
    say(&format!("{} lemma rules", lemmatizer.len()));
    let mut trees: Vec<Tree4> = sentences.iter().map(|(sentence, known)| prepare(sentence, *known)).collect();
    jackknife(&mut trees, &mut rng, say);
    let tagger = train_tagger(trees.iter(), TAGGERS_MIXED, &mut rng);
    say(&format!("tagger: {} weights", tagger.len()));
    let examples: Vec<parser::Example<'_>> = as_often_as_shown(trees.iter())
        .map(|t| parser::Example { words: &t.words, tags: &t.tags, tree: &t.tree })
        .collect();
    let parser = Parser::train(&examples, PARSER_EPOCHS, ARC_ROUNDING, LABEL_ROUNDING, &mut rng);
    say(&format!("parser: {:?} transition rows and label weights", parser.len()));
    let examples = name_examples(inputs, &mut card, &sentences, &trees, &tagger)?;
    let names = NameTagger::train(&examples, NAMES_EPOCHS, NAMES_MIXED, NAME_ROUNDING, &mut rng);
    say(&format!("names: {} weights from {} sentences", names.len(), examples.len()));
    let model = Linear { card, tagger, lemmatizer, parser, names, ..Linear::default() };
    score(&model.to_bytes(), inputs)
}

/// Scores a model file on those `inputs` that are for scoring, and on the test files of the news treebank, and writes
/// the scores on its card.
///
/// Errors: a damaged model; a set that cannot be read, with its line.
pub fn score(bytes: &[u8], inputs: &[Input]) -> Result<Trained, Error> {
    let inputs = &with_own(inputs);
    let model = Linear::from_bytes(bytes)?;
    let card = ModelCard { scores: score_all(&model, inputs)?, ..model.card.clone() };
    let bytes = Linear::with_card(bytes, &card)?;
    let mut report = format!("{} bytes\n", bytes.len());
    for score in &card.scores {
        // Writing to a string cannot fail.
        let _ = writeln!(report, "{:<40} {:<10} {:>6.2}", score.set, score.measure, score.percent);
    }
    Ok(Trained { bytes, report })
}

/// The inputs, and the sets of this crate that are not among them.
fn with_own(inputs: &[Input]) -> Vec<Input> {
    let mut all = inputs.to_vec();
    let own = OWN.iter().filter(|(name, _)| inputs.iter().all(|input| input.name != *name));
    all.extend(own.map(|(name, text)| Input { name: (*name).to_owned(), text: (*text).to_owned() }));
    all
}

fn format_of(input: &Input) -> Option<Known> {
    let unknown =
        || Known { format: Format::Conllu, role: Role::Train, times: 1, times_names: 1, licence: "unknown" };
    corpus::known(&input.name).or_else(|| input.name.ends_with(".conllu").then(unknown))
}

fn treebank(inputs: &[Input], card: &mut ModelCard) -> Result<Vec<(Sentence, Known)>, Error> {
    let mut all = Vec::new();
    for input in inputs {
        let Some(known) = format_of(input).filter(|known| known.holds_trees(Role::Train)) else { continue };
        let mut sentences = conllu::read(&input.name, &input.text)?;
        sentences.retain(|s| s.words.iter().filter(|w| w.head.is_none()).count() == 1);
        card.trained_on.push(data_set(input, known, sentences.iter().map(|s| s.words.len())));
        all.extend(sentences.into_iter().map(|sentence| (sentence, known)));
    }
    if all.is_empty() { Err(Error::new(ErrorKind::NoSentences)) } else { Ok(all) }
}

/// What the card says of a set whose sentences have so many words each.
fn data_set(input: &Input, known: Known, sizes: impl ExactSizeIterator<Item = usize>) -> DataSet {
    DataSet {
        name: input.name.clone(),
        licence: known.licence.to_owned(),
        sentences: sizes.len(),
        words: sizes.sum(),
        sha256: Sha256::digest(&input.text).iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

fn prepare(sentence: &Sentence, known: Known) -> Tree4 {
    let gold: Vec<Tag> = sentence.words.iter().map(|w| (w.upos, w.xpos)).collect();
    let words: Vec<Spelling> = sentence.words.iter().map(|w| Spelling::of(&w.form)).collect();
    let mut flags = Vec::new();
    gazetteer::flags_of(&words, &mut flags);
    Tree4 {
        words,
        flags,
        tags: gold.clone(),
        gold,
        tree: sentence
            .words
            .iter()
            .map(|w| (w.head, if w.head.is_none() { Rel::Root } else { w.rel }))
            .collect(),
        times: known.times,
        alone: known.format == Format::Named,
    }
}

/// Every sentence as often as one pass shows it.
fn as_often_as_shown<'t>(trees: impl Iterator<Item = &'t Tree4>) -> impl Iterator<Item = &'t Tree4> {
    trees.flat_map(|tree| std::iter::repeat_n(tree, tree.times))
}

fn train_tagger<'t>(trees: impl Iterator<Item = &'t Tree4>, mixed: usize, rng: &mut Rng) -> Tagger {
    let examples: Vec<_> = as_often_as_shown(trees)
        .map(|t| tagger::Example { words: &t.words, flags: &t.flags, tags: &t.gold })
        .collect();
    Tagger::train(&examples, TAGGER_EPOCHS, mixed, TAG_ROUNDING, rng)
}

/// Gives every sentence the tags of a tagger trained without its part of the treebank.
fn jackknife(trees: &mut [Tree4], rng: &mut Rng, say: &mut dyn FnMut(&str)) {
    // Parts are runs of sentences, so that a document is not spread over parts; sentences that stand alone are
    // dealt out one by one, so that no tagger goes without their kind of prose.
    let part = trees.len().div_ceil(JACKKNIFE_FOLDS * 8);
    let alone: Vec<bool> = trees.iter().map(|tree| tree.alone).collect();
    let fold_of = |at: usize| if alone[at] { at % JACKKNIFE_FOLDS } else { (at / part) % JACKKNIFE_FOLDS };
    let shared: &[Tree4] = trees;
    let taggers = side_by_side(JACKKNIFE_FOLDS, rng, |fold, rng| {
        let others = shared.iter().enumerate().filter(|(at, _)| fold_of(*at) != fold).map(|t| t.1);
        train_tagger(others, 1, rng)
    });
    let (mut right, mut total) = (0, 0);
    let mut desk = tagger::Desk::default();
    for (at, tree) in trees.iter_mut().enumerate() {
        tree.tags.clear();
        taggers[fold_of(at)].tag(&tree.words, &tree.flags, &mut desk, &mut tree.tags);
        total += tree.tags.len();
        right += tree.tags.iter().zip(&tree.gold).filter(|(a, b)| a == b).count();
    }
    say(&format!("jackknifed tags: {:.2} % right", percent(right, total)));
}

fn name_examples(
    inputs: &[Input],
    card: &mut ModelCard,
    sentences: &[(Sentence, Known)],
    trees: &[Tree4],
    tagger: &Tagger,
) -> Result<Vec<names::Example>, Error> {
    let key = |forms: &[String]| forms.join(" ");
    let unseen: std::collections::BTreeMap<String, usize> = sentences
        .iter()
        .enumerate()
        .map(|(at, (s, _))| (s.words.iter().map(|w| w.form.as_str()).collect::<Vec<_>>().join(" "), at))
        .collect();
    let mut examples = Vec::new();
    let (mut desk, mut flags) = (tagger::Desk::default(), Vec::new());
    for input in inputs {
        let Some(known) = format_of(input).filter(|known| known.role == Role::Train) else { continue };
        let Some(set) = names_of(input, known.format)? else { continue };
        if matches!(known.format, Format::Bio | Format::Bracketed) {
            card.trained_on.push(data_set(input, known, set.iter().map(|s| s.forms.len())));
        }
        for sentence in &set {
            let words: Vec<Spelling> = sentence.forms.iter().map(|form| Spelling::of(form)).collect();
            let mut tags = Vec::new();
            match unseen.get(&key(&sentence.forms)) {
                Some(&at) => tags.clone_from(&trees[at].tags),
                None => {
                    gazetteer::flags_of(&words, &mut flags);
                    tagger.tag(&words, &flags, &mut desk, &mut tags);
                }
            }
            let example = names::Example { words, tags, spans: learnt_spans(sentence) };
            examples.extend(std::iter::repeat_n(example, known.times_names));
        }
    }
    Ok(examples)
}

/// The names of a set that gives any.
fn names_of(input: &Input, format: Format) -> Result<Option<Vec<Labelled>>, Error> {
    match format {
        Format::Bio => corpus::read_bio(&input.name, &input.text).map(Some),
        Format::Bracketed => corpus::read_bracketed(&input.name, &input.text).map(Some),
        Format::Named => Ok(Some(corpus::read_named(&input.text))),
        Format::Conllu => Ok(None),
    }
}

/// The kind that a label of some set stands for; none for what we do not mark.
fn kind_of(label: &str) -> Option<EntityKind> {
    match label {
        "PER" | "PERSON" | "POLITICIAN" => Some(EntityKind::Per),
        "ORG" | "ORGANISATION" | "POLITICALPARTY" => Some(EntityKind::Org),
        "LOC" | "LOCATION" | "COUNTRY" => Some(EntityKind::Loc),
        "GPE" => Some(EntityKind::Gpe),
        "NORP" => Some(EntityKind::Norp),
        _ => None,
    }
}

fn learnt_spans(sentence: &Labelled) -> names::Spans {
    let number = |label: &str| LEARNT.iter().position(|&kind| Some(kind) == kind_of(label).map(place));
    sentence.spans.iter().filter_map(|(start, end, label)| Some((*start, *end, number(label)?))).collect()
}

/// Scores the model on every set that is for scoring, with gold sentences and words.
fn score_all(model: &Linear, inputs: &[Input]) -> Result<Vec<Score>, Error> {
    let mut scores = Vec::new();
    for input in inputs {
        let mut put = |measure: &str, percent: f64| {
            let percent = (percent * 100.0).round() / 100.0;
            scores.push(Score { set: input.name.clone(), measure: measure.to_owned(), percent });
        };
        let Some(known) = format_of(input).filter(|known| known.role == Role::Score) else { continue };
        if known.holds_trees(Role::Score) {
            let sentences = conllu::read(&input.name, &input.text)?;
            let (percents, relations) = score_trees(model, &sentences);
            ["upos", "xpos", "lemma", "uas", "las"].into_iter().zip(percents).for_each(|(m, p)| put(m, p));
            CLAUSES.iter().zip(relations).for_each(|(rel, f1)| put(rel.as_str(), f1));
        }
        if let Some(set) = names_of(input, known.format)? {
            put(
                "entities",
                score_names(model, &set, |kind| LEARNT.iter().find(|&&learnt| learnt == place(kind))),
            );
            if known.format != Format::Bio {
                put("kinds", score_names(model, &set, |kind| EntityKind::ALL.get(kind as usize)));
            }
        }
    }
    Ok(scores)
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

/// Relations of clauses and of what is joined: the hardest, and those that attribution and events stand on.
const CLAUSES: [Rel; 4] = [Rel::Ccomp, Rel::Parataxis, Rel::Conj, Rel::Appos];

/// Per cent of words that are right, and F1 of each of [`CLAUSES`].
fn score_trees(model: &Linear, sentences: &[Sentence]) -> ([f64; 5], [f64; 4]) {
    let (mut right, mut total) = ([0; 5], 0);
    let mut clauses = [(0, 0); 4];
    for sentence in sentences {
        let read = read_forms(model, sentence.words.iter().map(|w| w.form.as_str()));
        for (token, gold) in read.tokens.iter().zip(&sentence.words) {
            let head = token.head == gold.head;
            let (ours, wanted) = (token.rel.base(), gold.rel.base());
            let hits = [
                token.upos == gold.upos,
                token.xpos == gold.xpos,
                gold.lemma == "_" || *token.lemma == gold.lemma,
                head,
                head && ours == wanted,
            ];
            right.iter_mut().zip(hits).for_each(|(right, hit)| *right += usize::from(hit));
            total += 1;
            for (rel, (both, either)) in CLAUSES.iter().zip(&mut clauses) {
                *both += 2 * usize::from(hits[4] && wanted == *rel);
                *either += usize::from(ours == *rel) + usize::from(wanted == *rel);
            }
        }
    }
    (right.map(|right| percent(right, total)), clauses.map(|(both, either)| percent(both, either)))
}

/// A state or city as the place that it also is.
fn place(kind: EntityKind) -> EntityKind {
    if kind == EntityKind::Gpe { EntityKind::Loc } else { kind }
}

/// F1 of whole names with their kinds, as `seen` tells kinds apart; names whose kind it does not see are left out.
fn score_names<'k>(
    model: &Linear,
    sentences: &[Labelled],
    seen: impl Fn(EntityKind) -> Option<&'k EntityKind>,
) -> f64 {
    let (mut both, mut ours, mut gold) = (0, 0, 0);
    for sentence in sentences {
        let read = read_forms(model, sentence.forms.iter().map(String::as_str));
        let found = read.entities.iter().map(|e| (e.first as usize, e.last as usize, e.kind));
        let wanted =
            sentence.spans.iter().filter_map(|(first, last, label)| Some((*first, *last, kind_of(label)?)));
        let found: Vec<_> =
            found.filter_map(|(first, last, kind)| Some((first, last, seen(kind)?))).collect();
        let wanted: Vec<_> =
            wanted.filter_map(|(first, last, kind)| Some((first, last, seen(kind)?))).collect();
        both += found.iter().filter(|entity| wanted.contains(entity)).count();
        ours += found.len();
        gold += wanted.len();
    }
    percent(2 * both, ours + gold)
}

fn read_forms<'f>(model: &Linear, forms: impl Iterator<Item = &'f str>) -> Doc {
    let (mut text, mut segments) = (String::new(), Segments::default());
    for form in forms {
        let start = text.len() as u32;
        text.push_str(form);
        segments.pieces.push(Piece { start, end: text.len() as u32, joined: 0 });
        text.push(' ');
    }
    segments.sentences.push(doc::Sentence { first: 0, last: segments.pieces.len() as u32, block: 0 });
    model.analyze_segments(&text, segments)
}
