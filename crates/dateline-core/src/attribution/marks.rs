//! Quotation marks: which bytes of a text stand inside them.
//!
//! Straight and curly double marks and guillemets; single curly marks where no double ones are open. A quote that is
//! not closed ends with its paragraph; one that opens the next paragraph carries it on. Must not know words or trees.

use std::ops::Range;

/// Words in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteSpan {
    /// Bytes with the marks.
    pub outer: Range<u32>,
    /// Bytes between the marks.
    pub inner: Range<u32>,
    /// Whether a closing mark was found in its paragraph.
    pub closed: bool,
    /// Whether it carries on the open quote of the paragraph before.
    pub carries_on: bool,
}

/// The quotes of `text`, in text order, not overlapping; `paragraphs` are byte ranges in text order.
pub fn quote_spans(text: &str, paragraphs: &[Range<u32>]) -> Vec<QuoteSpan> {
    let mut found: Vec<QuoteSpan> = Vec::new();
    let mut open_before = false;
    for paragraph in paragraphs {
        let Some(words) = text.get(paragraph.start as usize..paragraph.end as usize) else { continue };
        let mut spans = spans_of(words, paragraph.start);
        if let Some(first) = spans.first_mut() {
            let lead = &words[..(first.outer.start - paragraph.start) as usize];
            first.carries_on = open_before && lead.trim().is_empty();
        }
        open_before = spans.last().is_some_and(|span| !span.closed);
        found.append(&mut spans);
    }
    found
}

fn spans_of(words: &str, offset: u32) -> Vec<QuoteSpan> {
    let mut found = Vec::new();
    let mut open: Option<(usize, usize, char)> = None;
    let mut before = None;
    for (at, mark) in words.char_indices() {
        let after_at = at + mark.len_utf8();
        let after = words[after_at..].chars().next();
        match open {
            None if opens(mark, before, after) => open = Some((at, after_at, closing(mark))),
            Some((start, inner, close)) if mark == close && closes(mark, after) => {
                found.push(span(offset, start..after_at, inner..at, true));
                open = None;
            }
            _ => {}
        }
        before = Some(mark);
    }
    if let Some((start, inner, close)) = open
        && close != '\u{2019}'
    {
        let end = words.trim_end().len().max(inner);
        found.push(span(offset, start..end, inner..end, false));
    }
    found
}

fn span(offset: u32, outer: Range<usize>, inner: Range<usize>, closed: bool) -> QuoteSpan {
    let place = |range: Range<usize>| offset + range.start as u32..offset + range.end as u32;
    QuoteSpan { outer: place(outer), inner: place(inner), closed, carries_on: false }
}

fn closing(mark: char) -> char {
    match mark {
        '\u{201c}' | '\u{201e}' => '\u{201d}',
        '\u{ab}' => '\u{bb}',
        '\u{2018}' => '\u{2019}',
        other => other,
    }
}

/// A straight mark after a digit is a sign for inches or seconds.
fn opens(mark: char, before: Option<char>, after: Option<char>) -> bool {
    match mark {
        '"' => !before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| !c.is_whitespace()),
        '\u{201c}' | '\u{201e}' | '\u{ab}' => true,
        '\u{2018}' => before.is_none_or(|c| c.is_whitespace()) && after.is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

/// A single mark inside a word is an apostrophe.
fn closes(mark: char, after: Option<char>) -> bool {
    mark != '\u{2019}' || !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(text: &str) -> Vec<&str> {
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            paragraphs.push(start..start + line.len() as u32);
            start += line.len() as u32 + 1;
        }
        let spans = quote_spans(text, &paragraphs);
        spans.iter().map(|s| &text[s.inner.start as usize..s.inner.end as usize]).collect()
    }

    #[test]
    fn straight_curly_and_guillemets() {
        assert_eq!(inner("He said \"yes\" and “no”, then «maybe»."), ["yes", "no", "maybe"]);
    }

    #[test]
    fn an_open_quote_ends_with_its_paragraph_and_is_carried_on() {
        let text = "\"The dam held.\n\"The road did not,\" Ms Odhiambo said.";
        assert_eq!(inner(text), ["The dam held.", "The road did not,"]);
        let spans = quote_spans(text, &[0..14, 15..text.len() as u32]);
        assert!(!spans[0].closed && spans[1].carries_on && spans[1].closed);
    }

    #[test]
    fn singles_inside_doubles_and_apostrophes() {
        assert_eq!(
            inner("“They shouted ‘stop’ at the driver’s cab,” she said."),
            ["They shouted ‘stop’ at the driver’s cab,"]
        );
        assert_eq!(inner("The ‘grand bargain’ wasn’t signed."), ["grand bargain"]);
    }

    #[test]
    fn inches_open_nothing() {
        assert_eq!(inner("A 13\" pipe burst."), Vec::<&str>::new());
    }
}
