//! The way back from bytes of the decoded text to bytes of the original.

/// Byte of the text → byte of the original. Small where the original is UTF-8: then it is one number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offsets {
    // In order; the first starts at text byte 0. Within a run every character takes the same number of bytes in the
    // text and the same number in the original.
    runs: Vec<Run>,
    original_bytes: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    text: usize,
    original: u64,
    // Bytes of one character.
    text_step: usize,
    original_step: u64,
}

impl Offsets {
    /// The map of a text that is the original from byte `skipped` on (a byte order mark).
    pub(crate) fn identity(skipped: usize, original_bytes: usize) -> Offsets {
        let run = Run { text: 0, original: skipped as u64, text_step: 1, original_step: 1 };
        Offsets { runs: vec![run], original_bytes: original_bytes as u64 }
    }

    /// A map to be filled with [`Offsets::push`].
    pub(crate) fn empty(original_bytes: usize) -> Offsets {
        Offsets { runs: vec![], original_bytes: original_bytes as u64 }
    }

    /// Adds a character: `text` and `original` are where it starts, the steps what it takes.
    pub(crate) fn push(&mut self, text: usize, text_step: usize, original: usize, original_step: usize) {
        let (original, original_step) = (original as u64, original_step as u64);
        let goes_on = self.runs.last().is_some_and(|run| {
            let count = (text - run.text) / run.text_step.max(1);
            run.text_step == text_step
                && run.original_step == original_step
                && run.original + count as u64 * original_step == original
        });
        if !goes_on {
            self.runs.push(Run { text, original, text_step, original_step });
        }
    }

    /// The byte of the original at which the character stands whose text starts at `byte`. A position inside a
    /// character is that of its start; one at or past the end of the text is the end of the original.
    pub fn original(&self, byte: usize, text_bytes: usize) -> u64 {
        if byte >= text_bytes {
            return self.original_bytes;
        }
        let k = self.runs.partition_point(|run| run.text <= byte).saturating_sub(1);
        self.runs.get(k).map_or(0, |run| {
            let count = (byte - run.text) / run.text_step.max(1);
            run.original + count as u64 * run.original_step
        })
    }
}
