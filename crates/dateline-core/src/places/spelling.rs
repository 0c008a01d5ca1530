//! The form in which names of places are compared: small letters, no accents, one blank between words.
//!
//! `build.rs` compiles the gazetteer with the same file, so both sides agree.

use unicode_normalization::UnicodeNormalization;

/// Adds a word in compared form: "Córdoba" as `cordoba`, "Łódź" as `lodz`.
pub(crate) fn fold_word(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
        return;
    }
    for letter in word.nfkd().flat_map(char::to_lowercase).nfkd() {
        match letter {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ħ' => out.push('h'),
            'ı' => out.push('i'),
            'ə' => out.push('a'),
            _ if letter.is_alphanumeric() && (letter.is_ascii() || !is_mark(letter)) => out.push(letter),
            _ => {}
        }
    }
}

/// A whole name in compared form: "N'Djamena" as `ndjamena`, "Port-au-Prince" as `port au prince`.
pub(crate) fn fold_name(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let words = name.split(|letter: char| !letter.is_alphanumeric() && !is_apostrophe(letter));
    for word in words.filter(|word| word.chars().any(char::is_alphanumeric)) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        word.split(is_apostrophe).for_each(|part| fold_word(part, &mut folded));
    }
    folded
}

/// Signs that stand inside a word: apostrophes and letters for a glottal stop.
pub(crate) fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | '`' | 'ʻ' | 'ʼ' | 'ʿ' | 'ʾ' | 'ʹ')
}

/// Combining marks that the decomposition leaves behind.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{0300}'..='\u{036f}' | '\u{02b0}'..='\u{02ff}')
}
