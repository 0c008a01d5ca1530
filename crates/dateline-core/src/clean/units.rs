//! Parts a text into units: paragraphs, or single lines where lines are not wrapped.
//!
//! A unit is what a reader takes for one paragraph. Must not know what any unit means.

use super::lists::{SmallWord, is_small_word};
use std::ops::Range;

/// One paragraph of the text, trimmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Bytes of the text, from the first to the last character that is not blank.
    pub(super) range: Range<usize>,
    /// True where a blank line (or the start of the text) stands before.
    pub(super) after_gap: bool,
}

impl Unit {
    pub(super) fn words<'t>(&self, text: &'t str) -> &'t str {
        &text[self.range.clone()]
    }
}

/// Widest line, in code points, that can still come from wrapping by hand or by a mail program: RFC 2822 allows 78,
/// old wire services used 69 and 72, typewritten transcripts reach 100. Longer lines are paragraphs.
const WRAPPED_CHARS_MAX: usize = 110;

/// Narrowest width that wrapped prose has; columns of tables are narrower.
const WRAPPED_CHARS_MIN: usize = 38;

/// White space, and marks that take no room on a page.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}' | '\0'..='\u{1f}')
}

/// The part of `range` that has no blanks at its ends; `None` where nothing is left.
pub(super) fn trim(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let inside = &text[range.clone()];
    let start = range.start + (inside.len() - inside.trim_start_matches(is_blank).len());
    let end = range.start + inside.trim_end_matches(is_blank).len();
    (start < end).then_some(start..end)
}

/// The units of `text`, in order. Together they hold every character that is not blank.
pub(super) fn units(text: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut group: Vec<Line> = Vec::new();
    for line in lines(text) {
        match trim(text, line.clone()) {
            Some(words) => group.push(Line { indent: words.start - line.start, words }),
            None => close(text, &mut group, &mut units),
        }
    }
    close(text, &mut group, &mut units);
    units
}

struct Line {
    indent: usize,
    words: Range<usize>,
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            // "\r\n" gives an empty line between the two marks; joining them keeps one break one break.
            if !(c == '\n' && at == start && text[..at].ends_with('\r')) {
                lines.push(start..at);
            }
            start = at + c.len_utf8();
        }
    }
    lines.push(start..text.len());
    lines
}

/// Joins the lines of a group that were parted only by wrapping, and empties the group.
fn close(text: &str, group: &mut Vec<Line>, units: &mut Vec<Unit>) {
    let width = group.iter().map(|line| text[line.words.clone()].chars().count()).max().unwrap_or(0);
    let mut after_gap = true;
    let mut open: Option<Range<usize>> = None;
    for (k, line) in group.iter().enumerate() {
        let joined = k > 0 && wrapped(text, &group[k - 1], line, width);
        match &mut open {
            Some(unit) if joined => unit.end = line.words.end,
            _ => {
                if let Some(range) = open.replace(line.words.clone()) {
                    units.push(Unit { range, after_gap });
                    after_gap = false;
                }
            }
        }
    }
    if let Some(range) = open {
        units.push(Unit { range, after_gap });
    }
    group.clear();
}

/// Whether the break between two lines is only a matter of width: the first word of the second would not have fitted,
/// or the first stops in mid-sentence and the second goes on in lower case.
fn wrapped(text: &str, first: &Line, second: &Line, width: usize) -> bool {
    let (above, below) = (&text[first.words.clone()], &text[second.words.clone()]);
    if starts_list_item(below) || second.indent > first.indent + 1 {
        return false;
    }
    let open_end = !ends_sentence(above) && !above.ends_with(':');
    if open_end && below.starts_with(char::is_lowercase) && !above.starts_with(['#', '@']) {
        return true;
    }
    let next_word = below.split(is_blank).next().unwrap_or("").chars().count();
    let fitted = above.chars().count() + 1 + next_word <= width;
    (WRAPPED_CHARS_MIN..=WRAPPED_CHARS_MAX).contains(&width) && !fitted
}

fn starts_list_item(line: &str) -> bool {
    line.starts_with(['•', '*', '·', '▪', '●', '#', '>']) || line.starts_with("- ") || line.starts_with("---")
}

/// Whether the words end as a sentence does: a full stop, question or exclamation mark, also inside closing marks.
pub(super) fn ends_sentence(words: &str) -> bool {
    let bare = words.trim_end_matches(|c| {
        is_blank(c) || matches!(c, '”' | '"' | '’' | '\'' | ')' | ']' | '»' | '*' | '_')
    });
    bare.ends_with(['.', '!', '?', '…', '。', '؟', '।'])
}

/// Byte positions, relative to `words`, at which a sentence can start: 0 and after each final mark that is followed by
/// white space and a capital, digit or opening mark. A plain look for cues at the start of sentences; the language core
/// does the real parting.
pub(super) fn sentence_starts(words: &str) -> Vec<usize> {
    let mut starts = vec![0];
    let mut after_mark = false;
    let mut after_blank = false;
    for (at, c) in words.char_indices() {
        if is_blank(c) {
            after_blank |= after_mark;
        } else if after_blank
            && (c.is_uppercase() || c.is_numeric() || matches!(c, '“' | '"' | '(' | '[' | '‘' | '©' | '*'))
        {
            starts.push(at);
            (after_mark, after_blank) = (false, false);
        } else if matches!(c, '.' | '!' | '?' | '…') {
            (after_mark, after_blank) = (c != '.' || !is_abbreviation(&words[..at]), false);
        } else if !(after_mark && matches!(c, '”' | '"' | '’' | ')' | ']' | '*' | '_')) {
            (after_mark, after_blank) = (false, false);
        }
    }
    starts
}

/// Letters looked at before a full stop: no short form is longer.
const SHORT_FORM_CHARS_MAX: usize = 10;

/// Whether the last word before a full stop is a short form: a letter ("J."), letters with full stops ("U.S."), a title.
fn is_abbreviation(before: &str) -> bool {
    let inside = |c: &char| c.is_alphanumeric() || *c == '.';
    let mut word: Vec<char> = before.chars().rev().take(SHORT_FORM_CHARS_MAX).take_while(inside).collect();
    word.reverse();
    let letter = word.len() == 1 && word[0].is_uppercase();
    let dotted = word.contains(&'.') && word.first() != Some(&'.');
    letter
        || dotted
        || is_small_word(&word.iter().collect::<String>().to_lowercase(), SmallWord::Abbreviation)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: &[&str]) {
        let got: Vec<String> = units(text)
            .iter()
            .map(|u| u.words(text).split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(got, want, "{text:?}");
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        check("One ends.\n\nTwo ends.\r\n\r\n \r\nThree.", &["One ends.", "Two ends.", "Three."]);
    }

    #[test]
    fn lines_of_their_own_stay_apart() {
        check("The envoy left Lima.\nThe talks go on.", &["The envoy left Lima.", "The talks go on."]);
        check(
            "FAQ\nWhat is the fund?\nIt pays for dams.",
            &["FAQ", "What is the fund?", "It pays for dams."],
        );
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let wrapped = "Kenya and Ethiopia agreed on Monday to reopen the\nborder crossing at Moyale. Lorries had waited for\nnine days.\n\
                       Traders welcomed it.";
        check(
            wrapped,
            &[
                "Kenya and Ethiopia agreed on Monday to reopen the border crossing at Moyale. Lorries had waited for nine days.",
                "Traders welcomed it.",
            ],
        );
    }

    #[test]
    fn a_headline_above_wrapped_lines_stays_apart() {
        check(
            "Moyale crossing to reopen\nNAIROBI, May 4 (KNS) - Kenya and Ethiopia agreed on\nMonday to reopen the crossing.",
            &[
                "Moyale crossing to reopen",
                "NAIROBI, May 4 (KNS) - Kenya and Ethiopia agreed on Monday to reopen the crossing.",
            ],
        );
    }

    #[test]
    fn an_indented_line_starts_a_paragraph() {
        check(
            "Peru said so on\nMay 3 in a note.\n    Chile did not answer.",
            &["Peru said so on", "May 3 in a note.", "Chile did not answer."],
        );
    }
}
