//! The limits of reading, each with its reason.

/// How much is read at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one text. A long book is 3 MB and a day of a wire is 5 MB; beyond 16 MiB it is a dump of many reports or
    /// no text at all, and positions and memory stay far below their bounds.
    pub report_bytes_max: u64,
    /// Bytes of one JSON line. Escapes can make a text six times longer ("\u00e9"), and other keys stand beside it.
    pub line_bytes_max: u64,
    /// Folders inside folders. Deeper trees come from links that turn in a circle.
    pub folder_depth_max: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { report_bytes_max: 16 << 20, line_bytes_max: 100 << 20, folder_depth_max: 64 }
    }
}
