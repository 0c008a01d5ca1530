//! Why a model cannot be used.

use std::path::PathBuf;

/// Why a model cannot be used, where the fault lies, and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file of the folder cannot be read.
    #[error(
        "cannot read {file}: {problem}; a folder for a model of names holds model.onnx, tokenizer.json, and config.json or labels.txt"
    )]
    File {
        /// The file.
        file: PathBuf,
        /// What the system says.
        problem: String,
    },
    /// A file is larger than its limit.
    #[error("{file} has {bytes} bytes; the limit is {limit}")]
    TooLarge {
        /// The file.
        file: PathBuf,
        /// Its size.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// The ONNX file cannot be loaded.
    #[error(
        "{file} is no ONNX model that can be run here: {problem}; export it again, with operators of ONNX itself only"
    )]
    Model {
        /// The file.
        file: PathBuf,
        /// What the runtime says.
        problem: String,
    },
    /// The model wants or gives something else than token classification does.
    #[error("{file} is not a model of token classification: {problem}")]
    Shape {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// The tokenizer cannot be loaded or used.
    #[error(
        "{file} is no tokenizer that can be used: {problem}; save it again with `save_pretrained` of the fast tokenizer"
    )]
    Tokenizer {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// The labels cannot be read or are not known.
    #[error("{file}: {problem}")]
    Labels {
        /// The file.
        file: PathBuf,
        /// What is wrong, with a remedy.
        problem: String,
    },
}
