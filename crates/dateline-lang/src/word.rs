//! What the models see of a word's spelling: hashes of its form, its affixes and its shape.

use crate::hash::Rolling;
use crate::limits::SPELLING_CHARS_MAX;

/// Number of suffixes and prefixes kept, of 1 character and up.
pub(crate) const SUFFIXES: usize = 5;
pub(crate) const PREFIXES: usize = 4;

/// The spelling of one word, as hashes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spelling {
    /// The form as it stands (typographic apostrophes made straight).
    pub(crate) form: u64,
    /// The same in lower case, digits as 0.
    pub(crate) lower: u64,
    /// Upper, lower, digit and other, runs of more than two shortened.
    pub(crate) shape: u64,
    /// Last 1, 2, … characters in lower case.
    pub(crate) suffix: [u64; SUFFIXES],
    /// First 1, 2, … characters in lower case.
    pub(crate) prefix: [u64; PREFIXES],
    /// Whether the first character is a capital.
    pub(crate) capital: bool,
    /// Whether it has capitals and no small letters.
    pub(crate) shouted: bool,
    /// Number of letters.
    pub(crate) letters: u8,
}

impl Spelling {
    /// The spelling of a form; of a very long one, only its first [`SPELLING_CHARS_MAX`] characters.
    pub(crate) fn of(form: &str) -> Spelling {
        let mut buffer = ['\0'; SPELLING_CHARS_MAX];
        let (mut exact, mut lower, mut shape) = (Rolling::new(1), Rolling::new(2), Rolling::new(3));
        let (mut size, mut last, mut run) = (0, '\0', 0);
        let (mut letters, mut smalls) = (0u8, 0u8);
        for c in form.chars().map(straight).take(SPELLING_CHARS_MAX) {
            exact.push(c);
            let low = lower_of(c);
            lower.push(if low.is_ascii_digit() { '0' } else { low });
            buffer[size] = low;
            size += 1;
            let class = class_of(c);
            letters += u8::from(matches!(class, 'x' | 'X'));
            smalls += u8::from(class == 'x');
            run = if class == last { run + 1 } else { 1 };
            last = class;
            if run <= 2 {
                shape.push(class);
            }
        }
        let chars = &buffer[..size];
        let shouted = letters > 0 && smalls == 0;
        let capital = form.chars().next().is_some_and(char::is_uppercase);
        let prefix = affixes(4, chars.iter().copied());
        let suffix = affixes(5, chars.iter().rev().copied());
        Spelling {
            form: exact.finish(),
            lower: lower.finish(),
            shape: shape.finish(),
            suffix,
            prefix,
            capital,
            shouted,
            letters,
        }
    }
}

/// Hashes of the first 1, 2, … characters; where the word is shorter, of the whole word and its end.
fn affixes<const N: usize>(seed: u64, chars: impl Iterator<Item = char>) -> [u64; N] {
    let mut hash = Rolling::new(seed);
    let mut chars = chars;
    let mut out = [0; N];
    for slot in &mut out {
        hash.push(chars.next().unwrap_or('\0'));
        *slot = hash.finish();
    }
    out
}

/// Typographic apostrophes as the straight one.
pub(crate) fn straight(c: char) -> char {
    if matches!(c, '\u{2019}' | '\u{2018}' | '\u{02BC}' | '`') { '\'' } else { c }
}

/// The lower case of one character, where that is one character.
pub(crate) fn lower_of(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) }
}

fn class_of(c: char) -> char {
    match c {
        'a'..='z' => 'x',
        'A'..='Z' => 'X',
        '0'..='9' => 'd',
        _ if c.is_ascii() => c,
        _ if c.is_uppercase() => 'X',
        _ if c.is_alphabetic() => 'x',
        _ if c.is_numeric() => 'd',
        _ => c,
    }
}
