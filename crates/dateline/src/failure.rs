//! How a run ends: the exit codes, and the one line on standard error that says why.

use crate::overlay;
use dateline_core::tables::TableFault;
use std::{fmt, process::ExitCode};

/// How a run that did not fail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Did what was asked: 0.
    Done,
    /// A true negative – nothing found, a citation does not check: 1.
    No,
    /// Finished, some inputs rejected: 3.
    Rejects,
}

/// The user asked for something that cannot be: 2.
#[derive(Debug)]
pub(crate) struct Usage(pub(crate) String);

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// An error that is the user's to mend.
pub(crate) fn usage(message: impl Into<String>) -> anyhow::Error {
    Usage(message.into()).into()
}

/// The exit code of a run; prints why where it failed. A closed pipe is the reader's way to say "enough".
pub(crate) fn exit_code(result: Result<Outcome, anyhow::Error>) -> ExitCode {
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::No) => ExitCode::from(1),
        Ok(Outcome::Rejects) => ExitCode::from(3),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let fault = error.chain().find_map(|cause| cause.downcast_ref::<TableFault>());
            match fault.and_then(overlay::in_words) {
                Some(words) => eprintln!("dateline: {words}"),
                None => eprintln!("dateline: {error:#}"),
            }
            ExitCode::from(if error.is::<dateline_ledger::Error>() { 4 } else { 2 })
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let closed = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
    };
    error.chain().any(closed)
}
