//! Every limit of the language core, with its reason.

/// Tokens in a sentence; a longer one is cut. The longest sentence of the treebanks has 228 words, and what is
/// longer than this is a list or a table.
pub const SENTENCE_TOKENS_MAX: usize = 512;

/// Bytes in a token; a longer run without a blank is cut, so that no table look-up or copy grows with the input.
/// The longest URLs that news pages carry have about 400 bytes.
pub const TOKEN_BYTES_MAX: usize = 640;

/// Characters of a word that its shape and hash see. The longest English dictionary word has 45 letters.
pub const SPELLING_CHARS_MAX: usize = 48;

/// Bytes in one analysed text: positions are 32-bit.
pub const TEXT_BYTES_MAX: usize = u32::MAX as usize - 1;

/// Bytes of a model file that is read.
pub const MODEL_BYTES_MAX: usize = 256 << 20;

/// Rows that a weight table of a model file may have.
pub const TABLE_BITS_MAX: u32 = 26;
