//! Finding names in text: case counts, diacritics, kinds of apostrophe and blanks do not.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A text with diacritics taken off and apostrophes, dashes and blanks made plain, and the way back to its bytes.
pub struct Folded {
    text: String,
    /// Where the two run apart: position in `text` and the byte of the original that stands there, both rising.
    shifts: Vec<(u32, u32)>,
}

impl Folded {
    /// Folds a text; linear in its length.
    pub fn new(text: &str) -> Self {
        let mut folded = Folded { text: String::with_capacity(text.len()), shifts: vec![(0, 0)] };
        let mut at = 0;
        while at < text.len() {
            let plain = text.as_bytes()[at..].iter().position(|byte| !byte.is_ascii());
            let end = plain.map_or(text.len(), |length| at + length);
            let blank = |byte: u8| if byte.is_ascii_whitespace() { ' ' } else { byte as char };
            folded.text.extend(text.as_bytes()[at..end].iter().map(|&byte| blank(byte)));
            let Some(c) = text[end..].chars().next() else { break };
            folded.push_folded(c);
            at = end + c.len_utf8();
            folded.shifts.push((folded.text.len() as u32, at as u32));
        }
        folded
    }

    fn push_folded(&mut self, c: char) {
        match c {
            '’' | '‘' | 'ʼ' => self.text.push('\''),
            '–' | '—' | '‑' | '‐' => self.text.push('-'),
            '\u{a0}' | '\u{202f}' => self.text.push(' '),
            'đ' => self.text.push('d'),
            'Đ' => self.text.push('D'),
            'ø' => self.text.push('o'),
            'Ø' => self.text.push('O'),
            'ł' => self.text.push('l'),
            'Ł' => self.text.push('L'),
            'ı' => self.text.push('i'),
            'ß' => self.text.push_str("ss"),
            'æ' => self.text.push_str("ae"),
            _ => {
                let bases = std::iter::once(c).nfd();
                self.text.extend(bases.filter(|c| !unicode_normalization::char::is_combining_mark(*c)));
            }
        }
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Position in the folded text of a byte of the original, which must be the first of a character.
    pub fn position(&self, byte: u32) -> usize {
        let (position, from) = self.shifts[self.shifts.partition_point(|&(_, from)| from <= byte) - 1];
        (position + (byte - from)) as usize
    }

    /// Byte of the original of a position in the folded text.
    pub fn byte(&self, position: usize) -> u32 {
        let position = position as u32;
        let (from, byte) = self.shifts[self.shifts.partition_point(|&(from, _)| from <= position) - 1];
        byte + (position - from)
    }
}

/// Folds one name.
pub(super) fn fold(name: &str) -> String {
    Folded::new(name).text
}

/// Whether letters must be written as in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// "Chad", not "chad".
    AsWritten,
    /// "OBAMA" and "obama", too: for headlines in capitals and texts without them.
    Any,
}

/// Whole names with what they name.
type NameList = Vec<(Box<str>, Vec<u32>)>;

/// Names of many words, looked up by their first.
#[derive(Debug, Default)]
pub struct NameIndex {
    /// Key of the first word → whole names with such a first word, longest first, with what they name.
    by_first: HashMap<u64, NameList, BuildHasherDefault<KeyAsHash>>,
    /// Keys of first words that begin otherwise than with a capital or a digit: "al-…", "easyJet".
    unusual_firsts: HashSet<u64>,
    names: usize,
}

/// A key that is a hash already.
#[derive(Debug, Default)]
struct KeyAsHash(u64);

impl Hasher for KeyAsHash {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.0 = self.0.rotate_left(8) ^ u64::from(byte));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

impl NameIndex {
    /// Adds a name for the thing with number `id`.
    pub fn add(&mut self, name: &str, id: u32) {
        let name = fold(name.trim());
        if name.is_empty() {
            return;
        }
        let key = first_word_key(&name);
        if !has_large_start(&name) {
            self.unusual_firsts.insert(key);
        }
        let list = self.by_first.entry(key).or_default();
        match list.iter_mut().find(|(known, _)| **known == *name) {
            Some((_, ids)) if ids.contains(&id) => {}
            Some((_, ids)) => ids.push(id),
            None => {
                list.push((name.into(), vec![id]));
                self.names += 1;
            }
        }
    }

    /// Whether a name can begin here: with a capital or a digit, or as one of the few that begin otherwise.
    pub fn may_begin(&self, rest: &str) -> bool {
        has_large_start(rest) || self.unusual_firsts.contains(&first_word_key(rest))
    }

    /// To be called once after the last `add`.
    pub fn sort(&mut self) {
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted for itself")]
        for list in self.by_first.values_mut() {
            list.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        }
    }

    /// How many different names there are.
    pub fn len(&self) -> usize {
        self.names
    }

    /// True when there is no name.
    pub fn is_empty(&self) -> bool {
        self.names == 0
    }

    /// Every name, folded, with what it names; sorted.
    pub fn all(&self) -> Vec<(&str, &[u32])> {
        let mut names: Vec<(&str, &[u32])> =
            self.by_first.values().flatten().map(|(name, ids)| (&**name, ids.as_slice())).collect();
        names.sort_unstable();
        names
    }

    /// The longest name that begins at `at` and ends where `ends_well` allows: its end and what it names.
    pub fn longest(
        &self,
        text: &Folded,
        at: usize,
        case: Case,
        ends_well: impl Fn(u32) -> bool,
    ) -> Option<(usize, &[u32])> {
        let rest = &text.text[at..];
        let list = self.by_first.get(&first_word_key(rest))?;
        list.iter().find_map(|(name, ids)| {
            let begin = rest.as_bytes().get(..name.len())?;
            let same = match case {
                Case::AsWritten => begin == name.as_bytes(),
                Case::Any => begin.eq_ignore_ascii_case(name.as_bytes()),
            };
            if !same {
                return None;
            }
            let end = at + name.len();
            let goes_on = text.text[end..].starts_with(char::is_alphanumeric)
                && name.ends_with(|c: char| c.is_alphanumeric());
            (!goes_on && ends_well(text.byte(end))).then_some((end, ids.as_slice()))
        })
    }

    /// What a whole name names.
    pub fn exact(&self, name: &str) -> &[u32] {
        let name = fold(name);
        let list = self.by_first.get(&first_word_key(&name));
        list.and_then(|list| list.iter().find(|(known, _)| **known == *name)).map_or(&[], |(_, ids)| ids)
    }
}

fn has_large_start(name: &str) -> bool {
    name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Characters of a first word that its key sees: no word of a table is longer, and a megabyte without a blank is not read
/// again from each of its places.
const KEY_CHARS_MAX: usize = 48;

/// A key of the first word of a name, the same for every case of its letters (FNV-1a).
fn first_word_key(name: &str) -> u64 {
    let mut key = 0xcbf2_9ce4_8422_2325_u64;
    for (at, c) in name.chars().take(KEY_CHARS_MAX).enumerate() {
        if at > 0 && !c.is_alphanumeric() {
            break;
        }
        key = (key ^ u64::from(u32::from(c.to_ascii_lowercase()))).wrapping_mul(0x100_0000_01b3);
        if !c.is_alphanumeric() {
            break;
        }
    }
    key
}

/// The names of an index in running text, leftmost and longest, as byte ranges with what they name; capitals count. Reads no
/// grammar: it is what looking names up costs by itself.
pub fn names_in<'i>(text: &str, index: &'i NameIndex) -> Vec<(Range<u32>, &'i [u32])> {
    let folded = Folded::new(text);
    let mut found = Vec::new();
    let (mut at, mut inside) = (0, false);
    while let Some(c) = folded.text[at..].chars().next() {
        let begins = !inside && index.may_begin(&folded.text[at..]);
        let name = begins.then(|| index.longest(&folded, at, Case::AsWritten, |_| true)).flatten();
        match name {
            Some((end, ids)) => {
                found.push((folded.byte(at)..folded.byte(end), ids));
                (at, inside) = (end, false);
            }
            None => {
                inside = c.is_alphanumeric();
                at += c.len_utf8();
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_wins_and_words_are_whole() {
        let mut index = NameIndex::default();
        index.add("Guinea", 1);
        index.add("Guinea-Bissau", 2);
        index.sort();
        let text = Folded::new("In Guinea‑Bissau and Guineans");
        assert_eq!(
            index.longest(&text, 3, Case::AsWritten, |_| true).map(|(_, ids)| ids.to_vec()),
            Some(vec![2])
        );
        let second = text.as_str().find("Guineans").expect("there");
        assert_eq!(index.longest(&text, second, Case::AsWritten, |_| true), None);
    }

    #[test]
    fn diacritics_fold_and_lead_back() {
        let text = Folded::new("Tô Lâm");
        assert_eq!(text.as_str(), "To Lam");
        assert_eq!(text.byte(text.as_str().len()), "Tô Lâm".len() as u32);
        assert_eq!(text.position(4), 3);
        let text = Folded::new("Groß\nGerau und A\u{301}");
        assert_eq!(text.as_str(), "Gross Gerau und A");
        assert_eq!((text.byte(6), text.position(6), text.byte(text.as_str().len())), (6, 6, 19));
    }

    #[test]
    fn letters_may_be_written_otherwise_where_asked() {
        let mut index = NameIndex::default();
        index.add("Guinea-Bissau", 2);
        index.sort();
        let text = Folded::new("GUINEA-BISSAU");
        assert_eq!(index.longest(&text, 0, Case::AsWritten, |_| true), None);
        assert_eq!(index.longest(&text, 0, Case::Any, |_| true), Some((13, &[2][..])));
    }
}
