//! The limits of reading with a plugged-in model, each with its reason.

/// Bytes of the model file. The largest encoders in use for names (1.3 GB in 32-bit floats) fit; positions in the file
/// are 32-bit in the format.
pub const MODEL_BYTES_MAX: u64 = 2 << 30;

/// Bytes of `tokenizer.json`; those of models for a hundred languages have 17 MB.
pub const TOKENIZER_BYTES_MAX: u64 = 64 << 20;

/// Bytes of `config.json` and `labels.txt`.
pub const SMALL_FILE_BYTES_MAX: u64 = 1 << 20;

/// Pieces that the model sees at once, without the marks at both ends. Sentences of news have 15 to 60; time and memory
/// of an encoder grow with the square.
pub const WINDOW_PIECES_MAX: usize = 254;

/// Pieces at each inner edge of a window whose labels are taken from its neighbour: a label is best known from the words
/// on both sides.
pub const WINDOW_MARGIN: usize = 32;

/// Labels of a model. The finest schemes in use have some 150.
pub const LABELS_MAX: usize = 4096;
