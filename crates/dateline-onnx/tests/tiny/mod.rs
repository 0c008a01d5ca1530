//! A model of names small enough to be written here: each piece has the label that its row of the table says.
//!
//! The ONNX file is written byte by byte in the wire format of protocol buffers: Gather, MatMul, Add.

#![allow(dead_code, reason = "each test file uses its own part")]

use serde_json::json;
use std::{fs, path::Path};

/// Labels of the model, in the order of its classes.
pub(crate) const LABELS: [&str; 7] = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "B-MISC"];

/// Pieces with the number of their label; the first three are the marks that every tokenizer of this kind has.
pub(crate) const PIECES: [(&str, usize); 24] = [
    ("[UNK]", 0),
    ("[CLS]", 1),
    ("[SEP]", 1),
    ("ann", 1),
    ("hill", 2),
    ("bob", 1),
    ("of", 0),
    ("orbit", 3),
    ("##a", 0),
    ("-", 4),
    ("bank", 4),
    ("met", 0),
    ("in", 0),
    ("nairobi", 5),
    ("tal", 5),
    ("##vik", 0),
    (".", 0),
    ("and", 0),
    ("the", 0),
    ("ashes", 6),
    ("prize", 2),
    ("'", 0),
    ("s", 0),
    (",", 0),
];

/// What can be odd about a model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Odd {
    /// Classes that the model gives.
    pub(crate) classes: usize,
    /// Pieces that it knows.
    pub(crate) rows: usize,
    /// Name of its input.
    pub(crate) input: &'static str,
    /// Every weight is no number.
    pub(crate) no_numbers: bool,
    /// Gives one score for the whole text: no dimension of pieces.
    pub(crate) flat: bool,
}

impl Default for Odd {
    fn default() -> Odd {
        Odd { classes: LABELS.len(), rows: PIECES.len(), input: "input_ids", no_numbers: false, flat: false }
    }
}

fn varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn number(field: u64, value: u64) -> Vec<u8> {
    let mut out = Vec::new();
    varint(field << 3, &mut out);
    varint(value, &mut out);
    out
}

fn bytes(field: u64, value: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    varint(field << 3 | 2, &mut out);
    varint(value.len() as u64, &mut out);
    out.extend_from_slice(value);
    out
}

/// A table of 32-bit floats (`TensorProto`).
fn table(name: &str, shape: &[usize], values: &[f32]) -> Vec<u8> {
    let mut out: Vec<u8> = shape.iter().flat_map(|&size| number(1, size as u64)).collect();
    out.extend(number(2, 1));
    out.extend(bytes(8, name.as_bytes()));
    out.extend(bytes(9, &values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<_>>()));
    out
}

/// An operator (`NodeProto`).
fn node(operator: &str, inputs: &[&str], output: &str) -> Vec<u8> {
    let mut out: Vec<u8> = inputs.iter().flat_map(|input| bytes(1, input.as_bytes())).collect();
    out.extend(bytes(2, output.as_bytes()));
    out.extend(bytes(3, format!("makes {output}").as_bytes()));
    out.extend(bytes(4, operator.as_bytes()));
    out
}

/// An input or output (`ValueInfoProto`): its name, type (1: 32-bit float, 7: 64-bit integer) and dimensions by name.
fn value(name: &str, kind: u64, dimensions: &[&str]) -> Vec<u8> {
    let shape: Vec<u8> = dimensions.iter().flat_map(|name| bytes(1, &bytes(2, name.as_bytes()))).collect();
    let tensor = [number(1, kind), bytes(2, &shape)].concat();
    [bytes(1, name.as_bytes()), bytes(2, &bytes(1, &tensor))].concat()
}

/// The bytes of `model.onnx`.
pub(crate) fn onnx(odd: Odd) -> Vec<u8> {
    let weight = if odd.no_numbers { f32::NAN } else { 1.0 };
    let mut labels = vec![0.0; odd.rows * odd.classes];
    for (piece, &(_, label)) in PIECES.iter().enumerate().take(odd.rows) {
        labels[piece * odd.classes + label.min(odd.classes - 1)] = weight;
    }
    let one: Vec<f32> = (0..odd.classes * odd.classes)
        .map(|at| if at % (odd.classes + 1) == 0 { 2.0 } else { 0.0 })
        .collect();
    let mut nodes = vec![
        node("Gather", &["labels", odd.input], "rows"),
        node("MatMul", &["rows", "one"], "mixed"),
        node("Add", &["mixed", "bias"], if odd.flat { "scores" } else { "logits" }),
    ];
    if odd.flat {
        nodes.push(node("Flatten", &["scores"], "logits"));
    }
    let mut graph: Vec<u8> = nodes.iter().flat_map(|node| bytes(1, node)).collect();
    graph.extend(bytes(2, b"tiny"));
    graph.extend(bytes(5, &table("labels", &[odd.rows, odd.classes], &labels)));
    graph.extend(bytes(5, &table("one", &[odd.classes, odd.classes], &one)));
    graph.extend(bytes(5, &table("bias", &[odd.classes], &vec![0.5; odd.classes])));
    graph.extend(bytes(11, &value(odd.input, 7, &["batch", "pieces"])));
    graph.extend(bytes(12, &value("logits", 1, &["batch", "pieces", "labels"])));
    [number(1, 8), bytes(7, &graph), bytes(8, &[bytes(1, b""), number(2, 17)].concat())].concat()
}

/// The words of `tokenizer.json`; without `parted`, a text is one piece.
pub(crate) fn tokenizer(parted: bool) -> String {
    let vocab: serde_json::Map<_, _> =
        PIECES.iter().enumerate().map(|(id, &(piece, _))| (piece.to_owned(), id.into())).collect();
    let mark = |mark: &str| json!({"SpecialToken": {"id": mark, "type_id": 0}});
    let known = |mark: &str, id: u32| json!({"id": mark, "ids": [id], "tokens": [mark]});
    let added = |mark: &str, id: u32| {
        json!({"id": id, "content": mark, "single_word": false, "lstrip": false, "rstrip": false,
               "normalized": false, "special": true})
    };
    json!({
        "version": "1.0",
        "truncation": {"direction": "Right", "max_length": 8, "strategy": "LongestFirst", "stride": 0},
        "padding": null,
        "added_tokens": [added("[UNK]", 0), added("[CLS]", 1), added("[SEP]", 2)],
        "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
                       "strip_accents": null, "lowercase": true},
        "pre_tokenizer": if parted { json!({"type": "BertPreTokenizer"}) } else { json!(null) },
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [mark("[CLS]"), {"Sequence": {"id": "A", "type_id": 0}}, mark("[SEP]")],
            "pair": [mark("[CLS]"), {"Sequence": {"id": "A", "type_id": 0}}, mark("[SEP]"),
                     {"Sequence": {"id": "B", "type_id": 1}}, mark("[SEP]")],
            "special_tokens": {"[CLS]": known("[CLS]", 1), "[SEP]": known("[SEP]", 2)}
        },
        "decoder": null,
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                  "max_input_chars_per_word": 100, "vocab": vocab}
    })
    .to_string()
}

/// The words of `config.json` for a model that sees so many pieces at once.
pub(crate) fn config(positions: usize) -> String {
    let labels: serde_json::Map<_, _> =
        LABELS.iter().enumerate().map(|(id, &label)| (id.to_string(), label.into())).collect();
    json!({"_name_or_path": "somebody/tiny", "id2label": labels, "max_position_embeddings": positions})
        .to_string()
}

/// Writes a whole model into a folder.
pub(crate) fn write(folder: &Path, odd: Odd) {
    let put = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).expect("written");
    put("model.onnx", &onnx(odd));
    put("tokenizer.json", tokenizer(true).as_bytes());
    put("config.json", config(512).as_bytes());
}
