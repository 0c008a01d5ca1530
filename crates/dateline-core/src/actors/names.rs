//! Finding names in text: case counts, diacritics, kinds of apostrophe and blanks do not.

use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// A text with diacritics taken off and apostrophes, dashes and blanks made plain, and the way back to its bytes.
pub struct Folded {
    text: String,
    /// For each byte of `text`, the byte of the original it came from; one more for the end.
    origin: Vec<u32>,
}

impl Folded {
    /// Folds a text; linear in its length.
    pub fn new(text: &str) -> Self {
        let mut folded =
            Folded { text: String::with_capacity(text.len()), origin: Vec::with_capacity(text.len() + 1) };
        for (at, c) in text.char_indices() {
            if c.is_ascii() {
                folded.push(if c.is_ascii_whitespace() { ' ' } else { c }, at);
            } else {
                folded.push_folded(c, at);
            }
        }
        folded.origin.push(text.len() as u32);
        folded
    }

    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.origin.resize(self.text.len(), at as u32);
    }

    fn push_folded(&mut self, c: char, at: usize) {
        match c {
            '’' | '‘' | 'ʼ' => self.push('\'', at),
            '–' | '—' | '‑' | '‐' => self.push('-', at),
            '\u{a0}' | '\u{202f}' => self.push(' ', at),
            'đ' => self.push('d', at),
            'Đ' => self.push('D', at),
            'ø' => self.push('o', at),
            'Ø' => self.push('O', at),
            'ł' => self.push('l', at),
            'Ł' => self.push('L', at),
            'ı' => self.push('i', at),
            'ß' => "ss".chars().for_each(|s| self.push(s, at)),
            'æ' => "ae".chars().for_each(|s| self.push(s, at)),
            _ => {
                for base in
                    std::iter::once(c).nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c))
                {
                    self.push(base, at);
                }
            }
        }
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Position in the folded text of a byte of the original.
    pub fn position(&self, byte: u32) -> usize {
        self.origin.partition_point(|&from| from < byte)
    }

    /// Byte of the original of a position in the folded text.
    pub fn byte(&self, position: usize) -> u32 {
        self.origin[position.min(self.origin.len() - 1)]
    }
}

/// Folds one name.
pub(super) fn fold(name: &str) -> String {
    Folded::new(name).text
}

/// Whole names with what they name.
type NameList = Vec<(Box<str>, Vec<u32>)>;

/// Names of many words, looked up by their first.
#[derive(Debug, Default)]
pub struct NameIndex {
    /// First word → whole names with that first word, longest first, with what they name.
    by_first: HashMap<Box<str>, NameList>,
    names: usize,
}

impl NameIndex {
    /// Adds a name for the thing with number `id`.
    pub fn add(&mut self, name: &str, id: u32) {
        let name = fold(name.trim());
        if name.is_empty() {
            return;
        }
        let list = self.by_first.entry(first_word(&name).into()).or_default();
        match list.iter_mut().find(|(known, _)| **known == *name) {
            Some((_, ids)) if ids.contains(&id) => {}
            Some((_, ids)) => ids.push(id),
            None => {
                list.push((name.into(), vec![id]));
                self.names += 1;
            }
        }
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

    /// The longest name that begins at `at` and ends where `ends_well` allows: its end and what it names.
    pub fn longest(
        &self,
        text: &Folded,
        at: usize,
        ends_well: impl Fn(u32) -> bool,
    ) -> Option<(usize, &[u32])> {
        let rest = &text.text[at..];
        let list = self.by_first.get(first_word(rest))?;
        list.iter().find_map(|(name, ids)| {
            let end = at + name.len();
            let fits = rest.starts_with(&**name)
                && !(text.text[end..].starts_with(|c: char| c.is_alphanumeric())
                    && name.ends_with(|c: char| c.is_alphanumeric()));
            (fits && ends_well(text.byte(end))).then_some((end, ids.as_slice()))
        })
    }

    /// What a whole name names.
    pub fn exact(&self, name: &str) -> &[u32] {
        let name = fold(name);
        let list = self.by_first.get(first_word(&name));
        list.and_then(|list| list.iter().find(|(known, _)| **known == *name)).map_or(&[], |(_, ids)| ids)
    }
}

fn first_word(name: &str) -> &str {
    let end = name.find(|c: char| !c.is_alphanumeric()).unwrap_or(name.len());
    if end == 0 { &name[..name.chars().next().map_or(0, char::len_utf8)] } else { &name[..end] }
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
        assert_eq!(index.longest(&text, 3, |_| true).map(|(_, ids)| ids.to_vec()), Some(vec![2]));
        let second = text.as_str().find("Guineans").expect("there");
        assert_eq!(index.longest(&text, second, |_| true), None);
    }

    #[test]
    fn diacritics_fold_and_lead_back() {
        let text = Folded::new("Tô Lâm");
        assert_eq!(text.as_str(), "To Lam");
        assert_eq!(text.byte(text.as_str().len()), "Tô Lâm".len() as u32);
        assert_eq!(text.position(4), 3);
    }
}
