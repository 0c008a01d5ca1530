//! Inputs that are no report, and why.

use std::fmt;

/// An input that gave no report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{input}: {reason}{}", if detail.is_empty() { String::new() } else { format!(" ({detail})") })]
pub struct Reject {
    /// The input's own id, or its path as given.
    pub input: String,
    /// Why.
    pub reason: Reason,
    /// More: the line, the limit, the system's words. May be empty.
    pub detail: String,
}

/// Why an input gave no report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// No bytes, or blanks only.
    Empty,
    /// Bytes that are no text.
    NotText,
    /// More bytes than the limit.
    TooLarge,
    /// A text without a sentence; told after cleaning.
    NoSentence,
    /// A line that is no JSON object with an id and a text.
    BadLine,
    /// The system did not let it be read.
    Unreadable,
    /// Text in no encoding that is known.
    Undecodable,
    /// A kind of file that is not read.
    KindNotRead,
}

impl Reason {
    /// Every reason.
    pub const ALL: &'static [Reason] = &[
        Reason::Empty,
        Reason::NotText,
        Reason::TooLarge,
        Reason::NoSentence,
        Reason::BadLine,
        Reason::Unreadable,
        Reason::Undecodable,
        Reason::KindNotRead,
    ];

    /// The reason in words, as printed in the list of rejects.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::Empty => "empty",
            Reason::NotText => "not text",
            Reason::TooLarge => "too large",
            Reason::NoSentence => "no sentence",
            Reason::BadLine => "bad JSON line",
            Reason::Unreadable => "cannot be read",
            Reason::Undecodable => "cannot be decoded",
            Reason::KindNotRead => "kind not read",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Reject {
    pub(crate) fn new(input: impl Into<String>, reason: Reason, detail: impl fmt::Display) -> Reject {
        Reject { input: input.into(), reason, detail: detail.to_string() }
    }

    pub(crate) fn too_large(input: impl Into<String>, bytes: u64, most: u64) -> Reject {
        Reject::new(input, Reason::TooLarge, format_args!("{bytes} bytes, the limit is {most}"))
    }
}
