//! Cuts a run of text into pieces: words, numbers, addresses, marks. Full stops are always pieces of their own,
//! save inside a word (`U.S`), a number or an address.

use std::ops::Range;

use super::Piece;
use super::tables::tables;
use crate::limits::TOKEN_BYTES_MAX;
use crate::word::{lower_of, straight};

/// The pieces of a range of the text.
pub(super) fn pieces(text: &str, range: Range<usize>) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text[range.clone()].char_indices() {
        let at = range.start + at;
        if c.is_whitespace() {
            if let Some(start) = start.take() {
                Chunk::new(text, start..at).cut(&mut out);
            }
            continue;
        }
        match start {
            None => start = Some(at),
            Some(from) if at + c.len_utf8() - from > TOKEN_BYTES_MAX => {
                Chunk::new(text, from..at).cut(&mut out);
                start = Some(at);
            }
            Some(_) => {}
        }
    }
    if let Some(start) = start {
        Chunk::new(text, start..range.end).cut(&mut out);
    }
    out
}

/// A run of characters without a blank.
struct Chunk<'t> {
    text: &'t str,
    chars: Vec<char>,
    /// Byte of each character, and of the end.
    bytes: Vec<usize>,
    /// Whether it may hold an address at all: most chunks need no closer look.
    addressed: bool,
}

impl<'t> Chunk<'t> {
    fn new(text: &'t str, range: Range<usize>) -> Chunk<'t> {
        let (mut chars, mut bytes) = (Vec::new(), Vec::new());
        for (at, c) in text[range.clone()].char_indices() {
            chars.push(c);
            bytes.push(range.start + at);
        }
        bytes.push(range.end);
        let addressed = chars[..chars.len() - 1].iter().any(|c| matches!(c, '@' | '.' | '#'));
        Chunk { text, chars, bytes, addressed }
    }

    fn cut(&self, out: &mut Vec<Piece>) {
        if tables().emoticons.contains(self.form(0, self.chars.len())) {
            self.put(0, self.chars.len(), out);
            return;
        }
        let mut at = 0;
        while at < self.chars.len() {
            at = self.next(at, out);
        }
    }

    /// Puts the piece that begins at `at` and gives where the next one begins.
    fn next(&self, at: usize, out: &mut Vec<Piece>) -> usize {
        let c = self.chars[at];
        if let Some(end) = self.address(at) {
            return self.put(at, end, out);
        }
        if is_word(c) || (straight(c) == '\'' && self.short_form(at)) {
            return self.word(at, out);
        }
        if c.is_ascii_digit() || (matches!(c, '+' | '.') && at == 0 && self.is_digit(at + 1)) {
            return self.number(at, out);
        }
        if let Some(end) = self.emoticon(at).or_else(|| self.run(at)) {
            return self.put(at, end, out);
        }
        self.put(at, at + 1, out)
    }

    fn form(&self, start: usize, end: usize) -> &'t str {
        &self.text[self.bytes[start]..self.bytes[end]]
    }

    fn put(&self, start: usize, end: usize, out: &mut Vec<Piece>) -> usize {
        self.put_joined(start, end, 0, out)
    }

    fn put_joined(&self, start: usize, end: usize, joined: u8, out: &mut Vec<Piece>) -> usize {
        out.push(Piece { start: self.bytes[start] as u32, end: self.bytes[end] as u32, joined });
        end
    }

    fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    fn is_digit(&self, at: usize) -> bool {
        self.get(at).is_some_and(|c| c.is_ascii_digit())
    }

    fn is_letter(&self, at: usize) -> bool {
        self.get(at).is_some_and(is_word)
    }

    /// The end of the run of characters from `at` that `holds`.
    fn while_(&self, at: usize, holds: impl Fn(char) -> bool) -> usize {
        (at..self.chars.len()).find(|&at| !holds(self.chars[at])).unwrap_or(self.chars.len())
    }

    /// The end of a web or mail address, a handle or a hash tag that begins here.
    fn address(&self, at: usize) -> Option<usize> {
        if !self.addressed {
            return None;
        }
        let c = self.chars[at];
        if matches!(c, '@' | '#')
            && self.is_letter(at + 1)
            && at.checked_sub(1).is_none_or(|b| !is_word(self.chars[b]))
        {
            return Some(self.while_(at + 1, |c| is_word(c) || c.is_ascii_digit() || c == '_'));
        }
        if !(c.is_ascii_alphanumeric()) || (at > 0 && self.chars[at - 1].is_ascii_alphanumeric()) {
            return None;
        }
        let stops =
            |c: char| matches!(c, '<' | '>' | '"' | '“' | '”' | '|' | '[' | ']' | '{' | '}' | '»' | '«');
        let end = self.while_(at, |c| !stops(c));
        let rest = self.form(at, end);
        let lower = rest.get(..rest.len().min(8)).unwrap_or("").to_ascii_lowercase();
        if lower.contains("://") || lower.starts_with("www.") || lower.starts_with("mailto:") {
            return Some(self.without_marks(at, end));
        }
        let name = self.while_(at, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-'));
        if self.get(name) == Some('@') && self.is_letter(name + 1) {
            let end = self.while_(name + 1, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
            return Some(self.without_marks(at, end));
        }
        let host = self.while_(at, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
        let host = self.without_marks(at, host);
        let (_, top) = self.form(at, host).rsplit_once('.')?;
        if top.len() < 2 || !tables().top_domains.contains(top.to_ascii_lowercase().as_str()) {
            return None;
        }
        Some(if self.get(host) == Some('/') { self.without_marks(at, end) } else { host })
    }

    /// `end` without the marks there that belong to the sentence.
    fn without_marks(&self, start: usize, mut end: usize) -> usize {
        let opened = self.chars[start..end].contains(&'(');
        while end > start + 1 {
            let last = self.chars[end - 1];
            let mark = matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '*' | '-')
                || last == ')' && !opened;
            if !mark {
                break;
            }
            end -= 1;
        }
        end
    }

    /// Whether an apostrophe here begins a word: `'90s`, `'em`.
    fn short_form(&self, at: usize) -> bool {
        if at > 0 {
            return false;
        }
        if self.is_digit(1) && self.is_digit(2) {
            return true;
        }
        let rest: String =
            self.chars[1..self.chars.len().min(7)].iter().copied().take_while(|&c| is_word(c)).collect();
        matches!(rest.to_lowercase().as_str(), "em" | "til" | "tis" | "twas" | "cause" | "bout" | "n")
    }

    /// A smiley at the end of a chunk (`thanks:)`).
    fn emoticon(&self, at: usize) -> Option<usize> {
        let size = self.chars.len();
        (at + 1 < size && at + 4 >= size && tables().emoticons.contains(self.form(at, size))).then_some(size)
    }

    /// The end of a run of like marks that is one piece: `...`, `--`, `?!`.
    fn run(&self, at: usize) -> Option<usize> {
        let c = self.chars[at];
        let end = match c {
            '!' | '?' => self.while_(at, |d| matches!(d, '!' | '?')),
            '.' | '…' => self.while_(at, |d| matches!(d, '.' | '…')),
            '-' | '=' | '*' | '_' | '~' | '#' | '+' | '<' | '>' | '\'' | '`' | '^' | ',' | '—' | '$' => {
                self.while_(at, |d| d == c)
            }
            _ => return None,
        };
        Some(end)
    }

    /// A number with what belongs to it.
    fn number(&self, at: usize, out: &mut Vec<Piece>) -> usize {
        let start = at;
        let mut at = if self.chars[at].is_ascii_digit() { at } else { at + 1 };
        let digits = |at| self.while_(at, |c| c.is_ascii_digit());
        let first = digits(at);
        if let Some(end) = self.with_hyphens(at, first) {
            return self.put(start, end, out);
        }
        at = first;
        while matches!(self.get(at), Some('.' | ',' | ':' | '/' | '\u{2044}')) && self.is_digit(at + 1) {
            at = digits(at + 1);
        }
        let letters = self.while_(at, |c| is_word(c) || c.is_ascii_digit());
        if letters > at {
            let tail = self.form(at, letters).to_lowercase();
            if !tables().units.contains(tail.as_str()) {
                at = letters;
            }
        }
        self.put(start, at, out)
    }

    /// Telephone numbers and dates of figures stay whole; ranges do not.
    fn with_hyphens(&self, start: usize, first: usize) -> Option<usize> {
        let mut groups = vec![first - start];
        let mut at = first;
        while self.get(at) == Some('-') && self.is_digit(at + 1) {
            let end = self.while_(at + 1, |c| c.is_ascii_digit());
            groups.push(end - at - 1);
            at = end;
        }
        if self.is_letter(at) {
            return None;
        }
        let whole = matches!(
            groups.as_slice(),
            [1, 4] | [3, 4] | [3, 3, 4] | [1, 3, 3, 4] | [4, 2, 2] | [1 | 2, 1 | 2, 2 | 4]
        );
        whole.then_some(at)
    }

    /// A word with its clitics.
    fn word(&self, at: usize, out: &mut Vec<Piece>) -> usize {
        let end = self.word_end(at);
        self.put_word(at, end, out);
        end
    }

    fn word_end(&self, start: usize) -> usize {
        let mut at = start + 1;
        loop {
            at = self.while_(at, |c| is_word(c) || c.is_ascii_digit());
            let Some(c) = self.get(at) else { return at };
            let next_letter = self.is_letter(at + 1);
            if c == '$' && self.is_currency(start, at) {
                return at + 1;
            }
            let joins = match straight(c) {
                '\'' => next_letter,
                '.' => next_letter && self.stop_inside(start, at),
                '&' => next_letter && (at - start <= 3 || self.while_(at + 1, is_word) - at <= 3),
                '_' => true,
                '*' => next_letter,
                '/' => next_letter && self.slash_inside(start, at),
                '-' => self.hyphen_inside(start, at),
                _ => false,
            };
            if !joins {
                return at;
            }
            at += 1;
        }
    }

    /// Whether the letters before a dollar sign say whose dollar it is: `US$8`, `A$5`.
    fn is_currency(&self, start: usize, at: usize) -> bool {
        self.is_digit(at + 1) && at - start <= 3 && self.chars[start..at].iter().all(|c| c.is_uppercase())
    }

    /// Whether a stop between letters belongs to the word: `U.S`, `Ph.D`, `misc.forsale`; not in `passed.Analysts`.
    fn stop_inside(&self, start: usize, at: usize) -> bool {
        let left =
            at - self.chars[start..at].iter().rposition(|&c| c == '.').map_or(start, |stop| start + stop + 1);
        let right_end = self.while_(at + 1, is_word);
        let right = right_end - at - 1;
        left == 1 && right <= 2
            || right == 1
            || !self.chars[at + 1].is_uppercase() && !self.chars[start].is_uppercase()
    }

    /// `l/c` and `w/o` stay whole, `and/or` does not.
    fn slash_inside(&self, start: usize, at: usize) -> bool {
        at - start == 1 && self.while_(at + 1, is_word) - at == 2
    }

    /// Whether a hyphen belongs to the word: after certain prefixes, and in broken-off words (`th-`).
    fn hyphen_inside(&self, start: usize, at: usize) -> bool {
        if at + 1 == self.chars.len() {
            return at - start <= 2 && self.chars[start..at].iter().all(|c| c.is_alphabetic());
        }
        if !self.is_letter(at + 1) && !self.is_digit(at + 1) {
            return false;
        }
        let lower = |start, end| self.form(start, end).to_lowercase();
        tables().prefixes.contains(lower(start, at).as_str())
            || tables().whole.contains(lower(start, self.while_(at + 1, is_word)).as_str())
    }

    /// Puts a word, divided into the words that it is written of.
    fn put_word(&self, start: usize, end: usize, out: &mut Vec<Piece>) {
        let size = end - start;
        if size > 24 {
            self.put(start, end, out);
            return;
        }
        let lower: String = self.chars[start..end].iter().copied().map(straight).map(lower_of).collect();
        let capitals = self.chars[start..end].iter().filter(|c| c.is_uppercase()).count();
        if let Some(&first) = tables().contractions.get(lower.as_str()).filter(|_| capitals < 2 || size > 4) {
            self.put_joined(start, start + first, 1, out);
            self.put(start + first, end, out);
            return;
        }
        let mut cuts = vec![end];
        let mut rest = lower.as_str();
        while let Some(clitic) =
            CLITICS.iter().find(|clitic| rest.len() > clitic.len() && rest.ends_with(**clitic))
        {
            rest = &rest[..rest.len() - clitic.len()];
            if rest.ends_with('\'') && *clitic != "'s" {
                break;
            }
            cuts.push(start + rest.chars().count());
        }
        // "joined" is the number of words still to come.
        let mut from = start;
        for left in (0..cuts.len()).rev() {
            self.put_joined(from, cuts[left], left as u8, out);
            from = cuts[left];
        }
    }
}

/// Endings that are words, with a straight apostrophe.
const CLITICS: [&str; 7] = ["n't", "'s", "'m", "'d", "'re", "'ve", "'ll"];

/// Whether a character is of a word: letters, marks that combine with them, and format characters among them.
fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    match c as u32 {
        0xAD | 0x200B..=0x200D | 0x2060 | 0xFEFF | 0x300..=0x36F => true,
        0x2000..=0x2BFF | 0x3000..=0x303F | 0xFE10..=0xFE6F | 0xFF00..=0xFF0F | 0xE000..=0xF8FF => false,
        0x1F000.. => c.is_alphabetic(),
        0x590.. => c.is_alphanumeric() || !c.is_control() && !is_mark(c),
        _ => c.is_alphabetic(),
    }
}

/// Full stops, commas and the like of other scripts.
fn is_mark(c: char) -> bool {
    matches!(c, '،' | '؛' | '؟' | '۔' | '।' | '॥' | '։' | '׃' | '״' | '׳' | '٪' | '٬' | '٫')
}
