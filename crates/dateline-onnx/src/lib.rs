//! Names found by an ONNX model of token classification that the user brings.
//!
//! Takes a folder; gives an [`EntityStage`] for [`WithEntities`](dateline_lang::WithEntities). Pure Rust: no library is
//! loaded, nothing is fetched. Must not know what names are used for.

mod align;
mod error;
mod labels;
mod limits;

pub use error::Error;
pub use limits::{
    LABELS_MAX, MODEL_BYTES_MAX, SMALL_FILE_BYTES_MAX, TOKENIZER_BYTES_MAX, WINDOW_MARGIN, WINDOW_PIECES_MAX,
};

use align::{labels_of_words, pieces_of_words, spans, windows};
use dateline_lang::{Doc, Entity, EntityStage, Provenance, Sentence};
use labels::Label;
use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value};
use sha2::{Digest, Sha256};
use std::{
    fs::File,
    io::Read,
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokenizers::Tokenizer;

/// What an input of the model is to be filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fill {
    /// The numbers of the pieces.
    Pieces,
    /// One everywhere: no piece is padding.
    Ones,
    /// Zero everywhere: all pieces are of the first text.
    Zeros,
}

/// A model of token classification with its tokenizer and labels.
pub struct EntityModel {
    fingerprint: String,
    file: PathBuf,
    model: Model,
    inputs: Vec<(NodeId, Fill)>,
    output: NodeId,
    tokenizer: Tokenizer,
    /// Pieces that the tokenizer puts before and after every text.
    before: Vec<u32>,
    after: Vec<u32>,
    labels: Vec<Label>,
    window: usize,
    /// One thread, so that sums are made in one order; reports are read on all cores as it is.
    pool: Arc<ThreadPool>,
}

impl EntityModel {
    /// Loads the model of a folder: `model.onnx`, `tokenizer.json`, and `config.json` or `labels.txt`. A trial run shows
    /// that they fit together.
    ///
    /// # Errors
    /// Which file is at fault, how, and what to do.
    pub fn load(folder: &Path) -> Result<EntityModel, Error> {
        let path = |name: &str| folder.join(name);
        let mut hash = Sha256::new();
        let mut take = |name: &str, limit: u64| -> Result<Vec<u8>, Error> {
            let bytes = read(&path(name), limit)?;
            hash.update(format!("{name} {}\n", bytes.len()));
            hash.update(&bytes);
            Ok(bytes)
        };
        let model_bytes = take("model.onnx", MODEL_BYTES_MAX)?;
        let tokenizer = take("tokenizer.json", TOKENIZER_BYTES_MAX)?;
        let (own_labels, has_config) = (path("labels.txt").exists(), path("config.json").exists());
        let config_file = path("config.json");
        let config = if has_config || !own_labels {
            let bytes = take("config.json", SMALL_FILE_BYTES_MAX)?;
            let config = serde_json::from_slice(&bytes);
            config.map_err(|fault| labels_fault(&config_file, format!("not JSON: {fault}")))?
        } else {
            serde_json::Value::Null
        };
        let (label_file, labels) = if own_labels {
            let bytes = take("labels.txt", SMALL_FILE_BYTES_MAX)?;
            (path("labels.txt"), Ok(labels::of_lines(&String::from_utf8_lossy(&bytes))))
        } else {
            (config_file, labels::of_config(&config))
        };
        let labels = labels.and_then(|labels| labels::read(&labels));
        let labels = labels.map_err(|problem| labels_fault(&label_file, problem))?;
        if labels.len() > LABELS_MAX {
            let problem = format!("{} labels; the limit is {LABELS_MAX}", labels.len());
            return Err(labels_fault(&label_file, problem));
        }
        let digest: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let file = path("model.onnx");
        let (model, inputs, output) = load_model(&file, model_bytes)?;
        let tokenizer_file = path("tokenizer.json");
        let (tokenizer, before, after) = load_tokenizer(&tokenizer)
            .map_err(|problem| Error::Tokenizer { file: tokenizer_file, problem })?;
        let this = EntityModel {
            fingerprint: format!("{}@{digest}", name_of(&config)),
            file,
            model,
            inputs,
            output,
            tokenizer,
            window: window_of(&config, before.len() + after.len()),
            before,
            after,
            labels,
            pool: Arc::new(ThreadPool::with_num_threads(1)),
        };
        // One piece and two, so that a model of fixed length is told at once.
        for text in ["Kenya", "Kenya and Chad met ."] {
            this.labels_of(text).map_err(|problem| Error::Shape { file: this.file.clone(), problem })?;
        }
        Ok(this)
    }

    /// The label of every piece of a text, and the pieces as byte ranges.
    fn labels_of(&self, text: &str) -> Result<(Vec<Range<usize>>, Vec<Label>), String> {
        let encoding = self.tokenizer.encode(text, false);
        let encoding = encoding.map_err(|fault| format!("its tokenizer cannot read {text:?}: {fault}"))?;
        let ids = encoding.get_ids();
        let pieces =
            encoding.get_offsets().iter().map(|&(start, end)| without_blank(text, start..end)).collect();
        let mut labels = Vec::with_capacity(ids.len());
        for window in windows(ids.len(), self.window, WINDOW_MARGIN) {
            let from = window.taken.start - window.seen.start;
            let seen = self.run(&ids[window.seen])?;
            labels.extend_from_slice(&seen[from..from + window.taken.len()]);
        }
        Ok((pieces, labels))
    }

    /// The label of every piece of one window.
    fn run(&self, ids: &[u32]) -> Result<Vec<Label>, String> {
        let row: Vec<i32> =
            self.before.iter().chain(ids).chain(&self.after).map(|&id| id.cast_signed()).collect();
        let (size, classes) = (row.len(), self.labels.len());
        let input = |&(node, fill): &(NodeId, Fill)| {
            let row = match fill {
                Fill::Pieces => row.clone(),
                Fill::Ones => vec![1; size],
                Fill::Zeros => vec![0; size],
            };
            let value = Value::from_shape([1, size], row).map_err(|fault| fault.to_string())?;
            Ok((node, value.into()))
        };
        let inputs: Result<Vec<_>, String> = self.inputs.iter().map(input).collect();
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&self.pool)));
        let outputs = self.model.run(inputs?, &[self.output], Some(options));
        let output = outputs.map_err(|fault| format!("it does not run on {size} pieces: {fault}"))?;
        let output = output.into_iter().next().ok_or("it gives nothing")?;
        let (shape, scores) = output
            .into_shape_vec::<f32, 3>()
            .map_err(|fault| format!("it does not give scores for every piece and label: {fault}"))?;
        if shape != [1, size, classes] {
            return Err(format!(
                "it gives scores of shape {shape:?} for {size} pieces and {classes} labels, not [1, {size}, {classes}]"
            ));
        }
        if scores.iter().any(|score| !score.is_finite()) {
            return Err("it gives scores that are no numbers".to_owned());
        }
        let inner = scores.chunks_exact(classes).skip(self.before.len()).take(ids.len());
        Ok(inner.map(|scores| self.labels[best_of(scores)]).collect())
    }

    fn names_of(
        &self,
        text: &str,
        doc: &Doc,
        sentence: &Sentence,
        out: &mut Vec<Entity>,
    ) -> Result<(), String> {
        let tokens = &doc.tokens[sentence.tokens()];
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return Ok(()) };
        let start = first.range().start;
        let (pieces, labels) = self.labels_of(&text[start..last.range().end])?;
        let words: Vec<Range<usize>> =
            tokens.iter().map(|token| token.range().start - start..token.range().end - start).collect();
        out.extend(spans(&labels_of_words(&pieces_of_words(&words, &pieces), &labels)).into_iter().map(
            |(from, to, kind)| Entity {
                first: sentence.first + from as u32,
                last: sentence.first + to as u32,
                kind,
                provenance: Provenance::Plugged,
            },
        ));
        Ok(())
    }
}

impl EntityStage for EntityModel {
    fn entities(&self, text: &str, doc: &Doc) -> Result<Vec<Entity>, String> {
        let mut found = Vec::new();
        for sentence in &doc.sentences {
            self.names_of(text, doc, sentence, &mut found)
                .map_err(|problem| format!("{}: {problem}", self.file.display()))?;
        }
        Ok(found)
    }

    fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

/// A piece without the blanks that it begins with: some tokenizers count the blank to the word behind it.
fn without_blank(text: &str, piece: Range<usize>) -> Range<usize> {
    let blanks = text.get(piece.clone()).map_or(0, |words| words.len() - words.trim_start().len());
    piece.start + blanks..piece.end
}

/// The class with the highest score; of equal ones the first.
fn best_of(scores: &[f32]) -> usize {
    let mut best = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = class;
        }
    }
    best
}

fn labels_fault(file: &Path, problem: String) -> Error {
    Error::Labels { file: file.to_owned(), problem }
}

/// What the config calls the model, without folders and what would end a value in CoNLL-U; where the model lies does not
/// count.
fn name_of(config: &serde_json::Value) -> String {
    let word =
        |key: &str| config.get(key).and_then(serde_json::Value::as_str).filter(|word| !word.is_empty());
    let name = word("_name_or_path").or_else(|| word("model_type")).unwrap_or("onnx");
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    name.chars().map(plain).collect()
}

fn read(file: &Path, limit: u64) -> Result<Vec<u8>, Error> {
    let fault = |fault: std::io::Error| Error::File { file: file.to_owned(), problem: fault.to_string() };
    let mut bytes = Vec::new();
    File::open(file).map_err(fault)?.take(limit + 1).read_to_end(&mut bytes).map_err(fault)?;
    let size = bytes.len() as u64;
    if size > limit {
        return Err(Error::TooLarge { file: file.to_owned(), bytes: size, limit });
    }
    Ok(bytes)
}

type Loaded = (Model, Vec<(NodeId, Fill)>, NodeId);

fn load_model(file: &Path, bytes: Vec<u8>) -> Result<Loaded, Error> {
    let model = ModelOptions::with_all_ops()
        .load(bytes)
        .map_err(|fault| Error::Model { file: file.to_owned(), problem: fault.to_string() })?;
    let shape = |problem: String| Error::Shape { file: file.to_owned(), problem };
    let mut inputs = Vec::new();
    for &id in model.input_ids() {
        let name = model.node_info(id).and_then(|node| node.name().map(str::to_owned)).unwrap_or_default();
        let fill = match name.as_str() {
            "input_ids" => Fill::Pieces,
            "attention_mask" => Fill::Ones,
            "token_type_ids" => Fill::Zeros,
            _ => {
                let known = "input_ids, attention_mask and token_type_ids are known";
                return Err(shape(format!("it wants an input {name:?}; {known}")));
            }
        };
        inputs.push((id, fill));
    }
    if !inputs.iter().any(|(_, fill)| *fill == Fill::Pieces) {
        return Err(shape("it has no input input_ids".to_owned()));
    }
    let output = match model.output_ids() {
        [only] => Some(*only),
        _ => model.find_node("logits"),
    };
    let output = output.ok_or_else(|| shape("it has several outputs, none of them logits".to_owned()))?;
    Ok((model, inputs, output))
}

type Marks = (Tokenizer, Vec<u32>, Vec<u32>);

/// The tokenizer, with the pieces that it puts before and after every text.
fn load_tokenizer(bytes: &[u8]) -> Result<Marks, String> {
    let mut tokenizer = Tokenizer::from_bytes(bytes).map_err(|fault| fault.to_string())?;
    tokenizer.with_truncation(None).map_err(|fault| fault.to_string())?;
    tokenizer.with_padding(None);
    let ids = |special: bool| {
        let encoding = tokenizer.encode("Kenya", special).map_err(|fault| fault.to_string())?;
        Ok::<_, String>(encoding.get_ids().to_vec())
    };
    let (bare, marked) = (ids(false)?, ids(true)?);
    if bare.is_empty() {
        return Err("it makes nothing of a word".to_owned());
    }
    let start = marked.windows(bare.len()).position(|part| part == bare);
    let start = start.ok_or("what it puts around a text changes the text")?;
    let (before, after) = (marked[..start].to_vec(), marked[start + bare.len()..].to_vec());
    Ok((tokenizer, before, after))
}

/// How many pieces fit into a window, beside `marks` that stand around them: as many as the config allows, within our
/// own limit. Models that number positions from 2 on say two more than they have.
fn window_of(config: &serde_json::Value, marks: usize) -> usize {
    let positions = config.get("max_position_embeddings").and_then(serde_json::Value::as_u64);
    let positions = positions.and_then(|positions| usize::try_from(positions).ok()).unwrap_or(usize::MAX);
    WINDOW_PIECES_MAX.min(positions.saturating_sub(marks + 2)).max(1)
}
