//! Why a model or a training set could not be used.

/// Why a model or a training set could not be used.
#[derive(Debug, thiserror::Error)]
#[error("{kind}")]
pub struct Error {
    kind: ErrorKind,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Error {
        Error { kind }
    }

    /// What went wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }
}

/// What went wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes do not begin as a model file does.
    #[error("this is not a language model file (`.dlm`)")]
    NotAModel,
    /// The model was made for another edition of the program.
    #[error("model format {found} with features {features}: train it again with `dateline train lang`")]
    Version {
        /// Format number in the file.
        found: u32,
        /// Feature-set number in the file.
        features: u32,
    },
    /// The file ends early.
    #[error("the model file ends early: copy it again")]
    Short,
    /// A checksum or a value is wrong.
    #[error("the model file is damaged ({0}): copy it again")]
    Damaged(&'static str),
    /// A training set has a line that is not of its format.
    #[error("{set}:{line}: {problem}")]
    Set {
        /// Name of the set, as the caller gave it.
        set: String,
        /// Line, from 1.
        line: usize,
        /// What is wrong there.
        problem: String,
    },
    /// Training was asked for without trees.
    #[error("no sentences to train on: name a treebank with at least one CoNLL-U file")]
    NoSentences,
}
