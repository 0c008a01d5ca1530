//! Why the ledger could not be used, with the remedy in the message.

use std::{
    fmt,
    path::{Path, PathBuf},
};

/// A ledger that could not be used: which one, and why.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    kind: ErrorKind,
}

/// Why a ledger could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no file.
    #[error("no ledger here (make one with `dateline init DIR`, or name one with --ledger)")]
    Missing,
    /// There is a ledger already.
    #[error("a ledger is already here (add to it with `dateline add PATH…`)")]
    Exists,
    /// Another process writes.
    #[error("the ledger is locked by another process (wait for it to finish, then repeat; nothing is lost)")]
    Locked,
    /// The file is not a ledger of this program.
    #[error("this file is not a Dateline ledger (name another with --ledger)")]
    NotALedger,
    /// The file cannot be read as a database, or its rows cannot be read.
    #[error("the ledger is damaged: {0} (restore a copy, or make a new one and add the originals again)")]
    Damaged(String),
    /// The schema is newer than this program.
    #[error("the ledger has schema {found}, this program knows up to {known} (use a newer dateline)")]
    TooNew {
        /// Schema version of the file.
        found: i64,
        /// Newest that this program knows.
        known: i64,
    },
    /// It was coded with other tables or another model.
    #[error(
        "the ledger was coded with other {what} ({found}); those in use are {ours} \
             (use the same --tables, or make a new ledger and add the originals again)"
    )]
    OtherTables {
        /// `tables` or `model`.
        what: &'static str,
        /// Hash in the ledger.
        found: String,
        /// Hash of this program.
        ours: String,
    },
    /// The file system said no.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// Anything else that the database said.
    #[error("the database said: {0}")]
    Database(rusqlite::Error),
}

impl Error {
    pub(crate) fn at(path: &Path, kind: ErrorKind) -> Error {
        Error { path: path.to_owned(), kind }
    }

    /// What went wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.kind)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.kind)
    }
}

impl From<rusqlite::Error> for ErrorKind {
    fn from(error: rusqlite::Error) -> ErrorKind {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseCorrupt, DatabaseLocked, NotADatabase};
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => ErrorKind::Locked,
            Some(DatabaseCorrupt | NotADatabase) => ErrorKind::Damaged(error.to_string()),
            _ => ErrorKind::Database(error),
        }
    }
}
