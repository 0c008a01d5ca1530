//! Judges the full stops: abbreviation or not, end of the sentence or not.

use super::Piece;
use super::tables::{Class, tables};
use crate::limits::TOKEN_BYTES_MAX;
use crate::word::{lower_of, straight};

/// Pieces that a dateline has at most: three places, a date, an agency.
const DATELINE_PIECES_MAX: usize = 24;
/// Words between a quotation and its verb of saying: `U.S. President Joe Biden said`.
const SPEAKER_PIECES_MAX: usize = 6;

/// Joins the stops of abbreviations to their words and says where the sentences end.
pub(super) fn judge(text: &str, pieces: &mut Vec<Piece>) -> Vec<usize> {
    let mut judge = Judge { text, from: pieces, first: 0, quote_open: false };
    let safe = judge.dateline_end();
    let (mut out, mut ends): (Vec<Piece>, Vec<usize>) = (Vec::with_capacity(judge.from.len()), Vec::new());
    let mut at = 0;
    while at < judge.from.len() {
        let (joins, end) = judge.verdict(at);
        match out.last_mut() {
            Some(last) if joins && judge.from[at].end - last.start <= TOKEN_BYTES_MAX as u32 => {
                last.end = judge.from[at].end;
            }
            _ => out.push(judge.from[at]),
        }
        judge.possessive(at, &mut out);
        if let Some(end) = end.filter(|&end| end > safe) {
            out.extend_from_slice(&judge.from[at + 1..end]);
            ends.push(out.len());
            at = end;
            judge.first = end;
            judge.quote_open = false;
        } else {
            at += 1;
        }
    }
    if ends.last().copied().unwrap_or(0) < out.len() {
        ends.push(out.len());
    }
    *pieces = out;
    ends
}

/// Number of pieces of the dateline that they begin with.
pub(super) fn dateline(text: &str, pieces: &[Piece]) -> usize {
    Judge { text, from: pieces, first: 0, quote_open: false }.dateline_end()
}

struct Judge<'t> {
    text: &'t str,
    from: &'t [Piece],
    /// First piece of the sentence that is open.
    first: usize,
    /// Whether a single quotation mark is open.
    quote_open: bool,
}

impl<'t> Judge<'t> {
    fn form(&self, at: usize) -> &'t str {
        self.from.get(at).map_or("", |piece| piece.form(self.text))
    }

    fn first_char(&self, at: usize) -> char {
        self.form(at).chars().next().unwrap_or('\0')
    }

    /// Whether no blank stands between a piece and the next.
    fn glued(&self, at: usize) -> bool {
        self.from.get(at + 1).is_some_and(|next| next.start == self.from[at].end)
    }

    fn lower(&self, at: usize) -> String {
        self.form(at).chars().take(24).map(straight).map(lower_of).collect()
    }

    /// Whether the piece at `at` is a stop that joins the word before, and where a sentence ends after it.
    fn verdict(&self, at: usize) -> (bool, Option<usize>) {
        match self.first_char(at) {
            '.' if self.form(at) == "." => {
                if at > self.first
                    && self.glued(at - 1)
                    && let Some(verdict) = self.abbreviation(at)
                {
                    return verdict;
                }
                (false, self.end_after(at, Stop::Full))
            }
            '.' | '…' => (false, self.end_after(at, Stop::Dots)),
            '!' | '?' => (false, self.end_after(at, Stop::Loud)),
            '。' | '۔' | '।' => (false, Some(self.closed(at))),
            _ => (false, None),
        }
    }

    /// The verdict on a stop that may belong to the word before it; none if it does not.
    fn abbreviation(&self, at: usize) -> Option<(bool, Option<usize>)> {
        let word = self.form(at - 1);
        let lower = self.lower(at - 1) + ".";
        let next = at + 1;
        if at == self.first + 1 && is_item(word) && !self.glued(at) && next < self.from.len() {
            return Some((true, None));
        }
        let dotted = word.contains('.');
        // `R.` is an initial, `r.` is in the table.
        let known = tables().abbreviations.get(lower.as_str()).copied();
        let class = if word.len() == 1 {
            class_of_shape(word).or(known)
        } else {
            known.or_else(|| class_of_shape(word))
        };
        let opens = self.opens(self.closed(at));
        let ends = match class? {
            Class::Title | Class::Inner => false,
            Class::Final => opens,
            Class::Time => {
                let follow = self.closed(at);
                self.is_capital(follow) && !tables().time_follows.contains(self.lower(follow).as_str())
            }
            Class::Number if self.is_number(next) => false,
            Class::Number => return None,
        };
        if next >= self.from.len() || self.closed(at) >= self.from.len() {
            return Some((dotted, Some(self.from.len())));
        }
        if !ends {
            return Some((true, None));
        }
        Some((dotted, Some(self.closed(at))))
    }

    fn is_number(&self, at: usize) -> bool {
        let form = self.form(at);
        let roman = form.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
        !form.is_empty() && (self.first_char(at).is_ascii_digit() || roman)
    }

    fn is_capital(&self, at: usize) -> bool {
        self.first_char(self.opened(at)).is_uppercase()
    }

    /// Whether the word at `at`, after opening marks, is one that opens sentences.
    fn opens(&self, at: usize) -> bool {
        let word = self.opened(at);
        let spaced = at > 0 && !self.glued(at - 1);
        spaced && self.first_char(word).is_uppercase() && {
            let lower = self.lower(word);
            tables().openers.contains(lower.as_str()) || word > at && is_quote(self.form(at))
        }
    }

    /// The piece after closing quotation marks and brackets that follow `at`.
    fn closed(&self, at: usize) -> usize {
        let mut next = at + 1;
        while next < self.from.len() && self.glued(next - 1) && self.closes(next) {
            next += 1;
        }
        next + self.note_number(next)
    }

    /// Pieces of the numbers of notes at the end of a sentence: `died.[25] In`, `fell. [3][4] He`, `rights.4 Even`.
    fn note_number(&self, at: usize) -> usize {
        let is_number = |at: usize| self.form(at).len() <= 3 && self.first_char(at).is_ascii_digit();
        let mut end = at;
        while self.form(end) == "[" && is_number(end + 1) && self.form(end + 2) == "]" {
            end += 3;
        }
        let bare = end == at
            && self.glued(at - 1)
            && is_number(at)
            && !self.glued(at)
            && self.is_capital(at + 1)
            && self.is_plain_word(at.wrapping_sub(2));
        end - at + usize::from(bare)
    }

    fn closes(&self, at: usize) -> bool {
        match self.form(at) {
            "”" | "’" | ")" | "]" | "}" | "»" | "''" | "’’" => true,
            "\"" | "'" => {
                let next = self.first_char(at + 1);
                !self.glued(at) || next.is_ascii_punctuation() || matches!(next, '”' | '’' | '»')
            }
            _ => false,
        }
    }

    /// The first piece from `at` on that is no opening mark.
    fn opened(&self, at: usize) -> usize {
        let opening = |at: &usize| {
            matches!(self.form(*at), "“" | "‘" | "(" | "[" | "\"" | "'" | "«" | "``" | "‘’" | "¿" | "¡")
        };
        (at..self.from.len().min(at + 3)).find(|at| !opening(at)).unwrap_or(at)
    }

    /// Where the sentence ends whose stop stands at `at`; none if it goes on.
    fn end_after(&self, at: usize, stop: Stop) -> Option<usize> {
        let next = self.closed(at);
        if next >= self.from.len() {
            return Some(next);
        }
        let quoted = next > at + 1;
        let word = self.opened(next);
        let c = self.first_char(word);
        let glued = self.glued(next - 1);
        let bracketed = quoted && matches!(self.form(next - 1), ")" | "]");
        if glued {
            // A blank is missing: `passed.Analysts`, `left.”She`.
            let full = c.is_uppercase()
                && self.form(word).chars().count() > 1
                && self.is_plain_word(at.wrapping_sub(1));
            return (full && stop != Stop::Dots).then_some(next);
        }
        if stop == Stop::Loud && quoted && self.said_soon(next) {
            return None;
        }
        if c.is_lowercase() {
            let goes_on = quoted || stop != Stop::Full || bracketed;
            return (!goes_on).then_some(next);
        }
        let marks_on = word == next
            && matches!(c, ',' | ';' | ':' | '-' | '–' | '—' | ')' | ']' | '.' | '!' | '?' | '/' | '%');
        (!marks_on).then_some(next)
    }

    /// Whether the piece is an ordinary word, which a stop glued to the next word can end.
    fn is_plain_word(&self, at: usize) -> bool {
        let form = self.form(at);
        form.chars().count() > 1
            && !form.contains('.')
            && form.chars().next_back().is_some_and(|c| c.is_lowercase() || c == '”')
    }

    /// Whether a speaker and a verb of saying follow: `Biden said`, `the spokesman told`.
    fn said_soon(&self, at: usize) -> bool {
        for piece in at..self.from.len().min(at + SPEAKER_PIECES_MAX) {
            if tables().speech.contains(self.lower(piece).as_str()) {
                return true;
            }
            if !self.first_char(piece).is_alphabetic() && self.form(piece) != "." {
                return false;
            }
        }
        false
    }

    /// The piece after a dateline (`HANOI, Sept 10 (Reuters) -`); 0 if there is none.
    fn dateline_end(&self) -> usize {
        let is_dash = |at: usize| matches!(self.form(at), "-" | "–" | "—" | "--" | "---");
        let size = self.from.len().min(DATELINE_PIECES_MAX);
        let Some(dash) = (1..size).find(|&at| is_dash(at) && !self.glued(at - 1)) else { return 0 };
        let shouted = |at: usize| {
            let form = self.form(at);
            form.chars().count() > 2
                && form.chars().all(|c| !c.is_lowercase())
                && self.first_char(at).is_alphabetic()
        };
        let agency = self.form(dash - 1) == ")" && self.first_char(0).is_uppercase();
        let fits = |at: usize| {
            let first = self.first_char(at);
            let small = first.is_lowercase() && self.form(at) != "and";
            !small && !matches!(first, '!' | '?' | '"' | '“' | ';' | ':')
        };
        let calm = (0..dash).all(fits);
        if calm && (shouted(0) || agency) { dash + 1 } else { 0 }
    }

    /// Marks the apostrophe after a plural (`the ministers' talks`) as part of its word.
    fn possessive(&mut self, at: usize, out: &mut [Piece]) {
        let form = self.form(at);
        if !matches!(form, "'" | "’") {
            if form == "‘" {
                self.quote_open = true;
            }
            return;
        }
        let after_word = at > self.first && self.glued(at - 1);
        if !after_word {
            self.quote_open = true;
        } else if self.quote_open {
            self.quote_open = false;
        } else if !self.glued(at)
            && self.form(at - 1).ends_with(['s', 'S', 'z', 'x'])
            && at + 1 < self.from.len()
            && let [.., word, _] = out
        {
            word.joined = 1;
        }
    }
}

/// What stands at a possible end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Full,
    Dots,
    Loud,
}

/// The number or letter of a list item: `1.`, `b.`
fn is_item(word: &str) -> bool {
    let digits = word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    digits || word.len() == 1 && word.bytes().all(|b| b.is_ascii_alphabetic())
}

/// Initials (`J`) and dotted letters (`A.P.J`) are abbreviations without a table.
fn class_of_shape(word: &str) -> Option<Class> {
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(first), None) if first.is_uppercase() && first != 'I' => Some(Class::Final),
        _ if word.contains('.') && word.split('.').all(|part| (1..=2).contains(&part.chars().count())) => {
            Some(Class::Final)
        }
        _ => None,
    }
}

fn is_quote(form: &str) -> bool {
    matches!(form, "“" | "\"" | "‘" | "(" | "``")
}
