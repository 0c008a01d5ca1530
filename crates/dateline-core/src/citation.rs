//! Addresses of exact bytes in a stored original, which anyone who holds the original can check.
//!
//! A citation reads `dl1:<first 16 hex of the original's SHA-256>:<ranges>:<first 8 hex of the SHA-256 of the quoted
//! bytes>`. A range is `<first byte>-<byte after last>`; several are joined by `+`, stand in rising order and do not
//! overlap, and the last part is then the hash of their bytes put one after the other. This module knows bytes and
//! hashes only; where originals are kept is the caller's business.

use sha2::{Digest, Sha256};
use std::{fmt, ops::Range, str::FromStr};

/// How a citation begins.
pub const SCHEME: &str = "dl1:";
const REPORT_HEX: usize = 16;
const QUOTE_HEX: usize = 8;

/// The address of one or more byte ranges of one original.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Citation {
    report: String,
    // Invariant: not empty, each range not empty, rising, not overlapping.
    ranges: Vec<(u64, u64)>,
    quote: String,
}

/// Why a citation could not be made, read, or does not check.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CitationError {
    /// The words are not a citation.
    #[error("`{0}` is not a citation (dl1:<16 hex>:<from>-<to>:<8 hex>)")]
    Malformed(String),
    /// No byte range was given, or one is empty, falling or overlapping.
    #[error("byte ranges must be non-empty, rising and apart")]
    Ranges,
    /// The range ends beyond the original.
    #[error("range {from}-{to} lies outside the original of {length} bytes")]
    Outside {
        /// First byte.
        from: u64,
        /// Byte after the last.
        to: u64,
        /// Length of the original in bytes.
        length: u64,
    },
    /// The original has another hash than the citation names.
    #[error("the original's hash is {found}, the citation names {named}")]
    OtherOriginal {
        /// First 16 hex digits of the original at hand.
        found: String,
        /// What the citation names.
        named: String,
    },
    /// The bytes at the range have another hash than the citation names.
    #[error("the quoted bytes hash to {found}, the citation names {named}")]
    OtherWords {
        /// First 8 hex digits of the hash of the bytes at the range.
        found: String,
        /// What the citation names.
        named: String,
    },
}

/// SHA-256 of `bytes`, 64 hex digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |hex, byte| hex + &format!("{byte:02x}"))
}

impl Citation {
    /// The citation of `ranges` of `original`, whose SHA-256 in hex is `report` (64 digits, or at least the first 16).
    ///
    /// # Errors
    /// [`CitationError::Ranges`] and [`CitationError::Outside`] for ranges that the original does not have.
    pub fn make(report: &str, original: &[u8], ranges: &[Range<u64>]) -> Result<Citation, CitationError> {
        let ranges: Vec<(u64, u64)> = ranges.iter().map(|r| (r.start, r.end)).collect();
        let report = report.get(..REPORT_HEX).ok_or_else(|| CitationError::Malformed(report.to_owned()))?;
        let mut citation = Citation { report: report.to_owned(), ranges, quote: String::new() };
        if !rising(&citation.ranges) {
            return Err(CitationError::Ranges);
        }
        citation.quote = citation.quote_hash(original)?;
        Ok(citation)
    }

    /// First 16 hex digits of the original's SHA-256.
    pub fn report(&self) -> &str {
        &self.report
    }

    /// The byte ranges of the original, rising.
    pub fn ranges(&self) -> impl Iterator<Item = Range<u64>> + '_ {
        self.ranges.iter().map(|&(from, to)| from..to)
    }

    /// The quoted bytes, ranges joined without anything between.
    ///
    /// # Errors
    /// [`CitationError::Outside`] when a range ends beyond the original.
    pub fn words(&self, original: &[u8]) -> Result<Vec<u8>, CitationError> {
        let mut words = Vec::new();
        for &(from, to) in &self.ranges {
            let piece = usize::try_from(from)
                .ok()
                .zip(usize::try_from(to).ok())
                .and_then(|(f, t)| original.get(f..t));
            let length = original.len() as u64;
            words.extend_from_slice(piece.ok_or(CitationError::Outside { from, to, length })?);
        }
        Ok(words)
    }

    /// Checks the citation against the bytes at hand: right original, range there, same words.
    ///
    /// # Errors
    /// The first of the three that does not hold.
    pub fn check(&self, original: &[u8]) -> Result<(), CitationError> {
        let whole = sha256_hex(original);
        if whole[..REPORT_HEX] != self.report {
            let (found, named) = (whole[..REPORT_HEX].to_owned(), self.report.clone());
            return Err(CitationError::OtherOriginal { found, named });
        }
        let found = self.quote_hash(original)?;
        if found == self.quote {
            Ok(())
        } else {
            Err(CitationError::OtherWords { found, named: self.quote.clone() })
        }
    }

    fn quote_hash(&self, original: &[u8]) -> Result<String, CitationError> {
        Ok(sha256_hex(&self.words(original)?)[..QUOTE_HEX].to_owned())
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME}{}:", self.report)?;
        for (n, (from, to)) in self.ranges.iter().enumerate() {
            write!(f, "{}{from}-{to}", if n == 0 { "" } else { "+" })?;
        }
        write!(f, ":{}", self.quote)
    }
}

impl FromStr for Citation {
    type Err = CitationError;

    fn from_str(words: &str) -> Result<Citation, CitationError> {
        let malformed = || CitationError::Malformed(words.to_owned());
        let mut parts = words.strip_prefix(SCHEME).ok_or_else(malformed)?.split(':');
        let (Some(report), Some(ranges), Some(quote), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(malformed());
        };
        let ranges = read_ranges(ranges).ok_or_else(malformed)?;
        if !is_hex(report, REPORT_HEX) || !is_hex(quote, QUOTE_HEX) {
            return Err(malformed());
        }
        Ok(Citation { report: report.to_owned(), ranges, quote: quote.to_owned() })
    }
}

/// Reads `4803-4985` or `10-20+30-40`; `None` unless the ranges are non-empty, rising and apart.
pub fn read_ranges(words: &str) -> Option<Vec<(u64, u64)>> {
    let range = |word: &str| -> Option<(u64, u64)> {
        let (from, to) = word.split_once('-')?;
        let digits = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_digit());
        (digits(from) && digits(to)).then_some(())?;
        Some((from.parse().ok()?, to.parse().ok()?))
    };
    let ranges: Vec<(u64, u64)> = words.split('+').map(range).collect::<Option<_>>()?;
    rising(&ranges).then_some(ranges)
}

fn rising(ranges: &[(u64, u64)]) -> bool {
    !ranges.is_empty()
        && ranges.iter().all(|(from, to)| from < to)
        && ranges.windows(2).all(|pair| pair[0].1 <= pair[1].0)
}

fn is_hex(word: &str, digits: usize) -> bool {
    word.len() == digits && word.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// Everything in `text` that begins like a citation, in order, with what could be read of it.
pub fn find(text: &str) -> Vec<(&str, Result<Citation, CitationError>)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(SCHEME) {
        if text[..at].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric()) {
            continue;
        }
        let rest = &text[at + SCHEME.len()..];
        let length = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '+')))
            .unwrap_or(rest.len());
        let word = text[at..at + SCHEME.len() + length].trim_end_matches([':', '-', '+']);
        found.push((word, word.parse()));
    }
    found
}

#[cfg(test)]
#[expect(clippy::single_range_in_vec_init, reason = "a list of one range is meant")]
mod tests {
    use super::*;

    const ORIGINAL: &[u8] = b"Gondor and Rohan signed a pact on Sunday. Mordor objected.";

    fn cite(ranges: &[Range<u64>]) -> Citation {
        Citation::make(&sha256_hex(ORIGINAL), ORIGINAL, ranges).expect("ranges lie inside")
    }

    #[test]
    fn a_citation_reads_back_and_checks() {
        for ranges in [vec![0..16], vec![0..6, 42..57]] {
            let citation = cite(&ranges);
            assert_eq!(citation.to_string().parse(), Ok(citation.clone()));
            assert_eq!(citation.check(ORIGINAL), Ok(()));
        }
    }

    #[test]
    fn one_changed_byte_does_not_check() {
        let mut other = ORIGINAL.to_vec();
        other[1] = b'0';
        assert!(matches!(cite(&[0..16]).check(&other), Err(CitationError::OtherOriginal { .. })));
        let words = cite(&[0..16]).to_string();
        let wrong: Citation = words.replace(":0-16:", ":0-17:").parse().expect("well formed");
        assert!(matches!(wrong.check(ORIGINAL), Err(CitationError::OtherWords { .. })));
        let beyond: Citation = words.replace(":0-16:", ":0-1600:").parse().expect("well formed");
        assert!(matches!(beyond.check(ORIGINAL), Err(CitationError::Outside { .. })));
    }

    #[test]
    fn malformed_words_are_not_citations() {
        for words in [
            "dl1:12:0-3:12345678",
            "dl1:6d46022bfe1e40d1:9-3:073a3953",
            "dl2:6d46022bfe1e40d1:1-3:073a3953",
            "dl1:6d46022bfe1e40d1:1-3+2-9:073a3953",
            "dl1:6D46022BFE1E40D1:1-3:073a3953",
            "dl1:6d46022bfe1e40d1:+1-3:073a3953",
        ] {
            assert!(words.parse::<Citation>().is_err(), "{words}");
        }
    }

    #[test]
    fn citations_are_found_in_running_text() {
        let one = cite(&[0..6]);
        let text = format!("Agreed [{one}], and ({one}). Not this: xdl1:0. But dl1:oops is broken.");
        let found = find(&text);
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].1.as_ref(), Ok(&one));
        assert_eq!(found[1].1.as_ref(), Ok(&one));
        assert!(found[2].1.is_err());
    }
}
