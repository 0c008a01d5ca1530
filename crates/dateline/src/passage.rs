//! A cited span in its paragraph, with the exact words marked.

use crate::output::{COLUMNS, wrap};
use dateline_ingest::Decoded;
use std::ops::Range;

/// Left margin of a passage, in columns.
const MARGIN: &str = "  ";

/// The paragraph around byte range `cited` of `original`, on lines of at most [`COLUMNS`] columns, the cited words
/// underlined: by the terminal's own underline when `styled`, else by a line of `~` below.
pub(crate) fn underlined(original: &[u8], cited: &Range<u64>, styled: bool) -> String {
    let (paragraph, marked) = paragraph_around(original, cited);
    let mut out = String::new();
    for line in wrap(&paragraph, COLUMNS - MARGIN.len()) {
        let (from, to) = (marked.start.clamp(line.start, line.end), marked.end.clamp(line.start, line.end));
        let (before, cited, after) =
            (&paragraph[line.start..from], &paragraph[from..to], &paragraph[to..line.end]);
        out.push_str(MARGIN);
        if styled && !cited.is_empty() {
            out.push_str(&format!("{before}\u{1b}[4m{cited}\u{1b}[24m{after}\n"));
            continue;
        }
        out.push_str(&format!("{before}{cited}{after}\n"));
        if !cited.is_empty() {
            let columns = |words: &str| words.chars().count();
            out.push_str(&format!("{MARGIN}{}{}\n", " ".repeat(columns(before)), "~".repeat(columns(cited))));
        }
    }
    out
}

/// The paragraph as text, control characters blanked, and where in it the cited bytes stand.
fn paragraph_around(original: &[u8], cited: &Range<u64>) -> (String, Range<usize>) {
    let (text, from, to) = decoded(original, cited);
    let start = text[..from].rfind("\n\n").map_or(0, |n| n + 2);
    let end = text[to..].find("\n\n").map_or(text.len(), |n| to + n);
    let shown = |words: &str| -> String {
        words.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
    };
    let (before, words, after) = (shown(&text[start..from]), shown(&text[from..to]), shown(&text[to..end]));
    let marked = before.len()..before.len() + words.len();
    (format!("{before}{words}{after}"), marked)
}

/// The original as text, and where in the text the cited bytes stand.
fn decoded(original: &[u8], cited: &Range<u64>) -> (String, usize, usize) {
    let Ok(Decoded { text, offsets, .. }) = dateline_ingest::decode(original) else {
        let part = |range: Range<usize>| String::from_utf8_lossy(&original[range]).into_owned();
        let at = |byte: u64| usize::try_from(byte).unwrap_or(usize::MAX).min(original.len());
        let (from, to) = (at(cited.start), at(cited.end));
        let (before, words) = (part(0..from), part(from..to));
        let (from, to) = (before.len(), before.len() + words.len());
        return (before + &words + &part(at(cited.end)..original.len()), from, to);
    };
    let starts: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
    let byte_of = |original: u64| {
        let at = starts.partition_point(|&byte| offsets.original(byte, text.len()) < original);
        starts.get(at).copied().unwrap_or(text.len())
    };
    let (from, to) = (byte_of(cited.start), byte_of(cited.end));
    (text, from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cited_words_are_underlined_in_their_paragraph() {
        let original = b"First.\n\nGondor signed a pact. Rohan did not.\n\nLast.";
        let shown = underlined(original, &(15..21), false);
        assert_eq!(shown, "  Gondor signed a pact. Rohan did not.\n         ~~~~~~\n");
    }
}
