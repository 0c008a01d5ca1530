//! Quotation marks: which bytes of a text stand inside them.
//!
//! Straight and curly double marks, mixed where a text mixes them, and guillemets; single marks where no double ones
//! are open and a partner closes them. A double quote that is not closed ends with its paragraph; one that opens the next paragraph carries it on. Must not know words or trees.

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
    let mut at = 0;
    while let Some(mark) = words[at..].chars().next() {
        let inner = at + mark.len_utf8();
        let (before, after) = (words[..at].chars().next_back(), words[inner..].chars().next());
        if !opens(mark, before, after) {
            at = inner;
            continue;
        }
        match closed_at(words, inner, mark) {
            Some(close) => {
                let end = close + words[close..].chars().next().map_or(0, char::len_utf8);
                found.push(span(offset, at..end, inner..close, true));
                at = end;
            }
            None if is_single(mark) => at = inner,
            None => {
                let end = words.trim_end().len().max(inner);
                found.push(span(offset, at..end, inner..end, false));
                break;
            }
        }
    }
    found
}

/// How far the mark that closes a quote is looked for, in bytes: a paragraph of a speech has some 5,000. Without an end,
/// a paragraph of nothing but marks would be read again from each of them.
const QUOTE_BYTES_MAX: usize = 10_000;

/// The byte of the mark that closes a quote whose words begin at `inner`.
fn closed_at(words: &str, inner: usize, mark: char) -> Option<usize> {
    let mut reach = (inner + QUOTE_BYTES_MAX).min(words.len());
    while !words.is_char_boundary(reach) {
        reach -= 1;
    }
    let rest = &words[inner..reach];
    let around =
        |at: usize, c: char| (rest[..at].chars().next_back(), rest[at + c.len_utf8()..].chars().next());
    let mut marks = rest
        .char_indices()
        .filter(|&(at, close)| {
            let (before, after) = around(at, close);
            closes(mark, close, before, after)
        })
        .map(|(at, _)| at);
    let at = if matches!(mark, '\u{201c}' | '\u{ab}') {
        closer_of_outer(rest, mark, &marks.collect::<Vec<_>>())?
    } else {
        let possessive = |at: usize| {
            let lower =
                rest[at..].chars().skip(1).find(|c| !c.is_whitespace()).is_some_and(char::is_lowercase);
            is_single(mark) && lower && rest[..at].ends_with('s')
        };
        let first = marks.next()?;
        if possessive(first) { marks.find(|&at| !possessive(at)).unwrap_or(first) } else { first }
    };
    let too_short = is_single(mark) && rest[..at].chars().count() < 2;
    (!too_short).then_some(inner + at)
}

/// Of the closing marks the one that stands outside the quotes that are set into this one; the first where none does.
fn closer_of_outer(rest: &str, mark: char, marks: &[usize]) -> Option<usize> {
    let (mut opened, mut from) = (0, 0);
    for (closed, &at) in marks.iter().enumerate() {
        opened += rest[from..at].matches(mark).count();
        from = at;
        if opened == closed {
            return Some(at);
        }
    }
    marks.first().copied()
}

/// Single marks are apostrophes, too: what they open must be closed.
fn is_single(mark: char) -> bool {
    matches!(mark, '\'' | '\u{2018}')
}

fn span(offset: u32, outer: Range<usize>, inner: Range<usize>, closed: bool) -> QuoteSpan {
    let place = |range: Range<usize>| offset + range.start as u32..offset + range.end as u32;
    QuoteSpan { outer: place(outer), inner: place(inner), closed, carries_on: false }
}

/// A straight mark after a digit is a sign for inches or seconds.
fn opens(mark: char, before: Option<char>, after: Option<char>) -> bool {
    match mark {
        '"' => !before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| !c.is_whitespace()),
        '\u{201c}' | '\u{201e}' | '\u{ab}' => true,
        '\'' | '\u{2018}' => {
            before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '\u{2014}'))
                && after.is_some_and(char::is_alphabetic)
        }
        _ => false,
    }
}

/// Whether `close` ends what `open` began: its own partner, or the straight mark for a curly one and the other way
/// round, as texts mix them. A single mark inside a word is an apostrophe.
fn closes(open: char, close: char, before: Option<char>, after: Option<char>) -> bool {
    let spaced = before.is_none_or(char::is_whitespace);
    let inside_word = after.is_some_and(char::is_alphanumeric);
    match open {
        '"' => matches!(close, '"' | '\u{201d}'),
        '\u{201c}' => close == '\u{201d}' || (close == '"' && !(spaced && inside_word)),
        '\u{201e}' => matches!(close, '\u{201c}' | '\u{201d}'),
        '\u{ab}' => close == '\u{bb}',
        '\u{2018}' => matches!(close, '\u{2019}' | '\'') && !inside_word && !spaced,
        _ => close == '\'' && !inside_word && !spaced,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
    fn curly_and_straight_close_each_other() {
        assert_eq!(inner("She said “the gate is shut\" and left."), ["the gate is shut"]);
        assert_eq!(inner("She said \"the gate is shut” and left."), ["the gate is shut"]);
    }

    #[test]
    fn straight_singles_are_quotes_only_in_pairs() {
        assert_eq!(inner("'The gate is shut,' she said."), ["The gate is shut,"]);
        assert_eq!(inner("The miners' strike of the '80s \"hurt\" us."), ["hurt"]);
        assert_eq!(inner("Rock 'n' roll isn't 'dead', he said."), ["dead"]);
    }

    proptest! {
        /// An unclosed quote ends at its paragraph, whatever stands before and after.
        #[test]
        fn an_unclosed_quote_ends_at_its_paragraph(
            lead in "[a-z ]{0,12}", words in "[a-z]{2,8}( [a-z]{2,8}){0,5}", next in "[a-z ]{0,12}(\"[a-z ]{1,9}\")?[a-z ]{0,9}",
            mark in prop::sample::select(vec!['"', '\u{201c}', '\u{ab}'])
        ) {
            let first = format!("{lead} {mark}{words}");
            let text = format!("{first}\n{next}");
            let end = first.len() as u32;
            let spans = quote_spans(&text, &[0..end, end + 1..text.len() as u32]);
            prop_assert!(spans.iter().all(|s| s.outer.end <= end || s.outer.start > end));
            prop_assert_eq!(spans[0].inner.end, end);
            prop_assert!(!spans[0].closed);
        }
    }

    #[test]
    fn inches_open_nothing() {
        assert_eq!(inner("A 13\" pipe burst."), Vec::<&str>::new());
    }
}
