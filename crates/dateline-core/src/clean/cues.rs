//! Cue phrases: the tables in `data/clean/` and how their rows are matched against words.
//!
//! A row says which words show that a paragraph, or a sentence, is not part of a report's own telling. The form of the
//! tables is told in `data/clean/README.md`. Must not know what is done with a match.

use super::units::{sentence_starts, trim};
use crate::newsrooms::Newsrooms;
use crate::tables::{TableFault, rows, shipped, sound};
use std::{cmp::Reverse, ops::Range, sync::LazyLock};

/// Where the words of a row must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// They are the whole paragraph.
    Whole,
    /// They start the paragraph, and all of it goes.
    Starts,
    /// They stand anywhere in the paragraph, and all of it goes.
    Holds,
    /// They start a sentence, and that sentence goes.
    Sentence,
    /// They start a sentence, and everything from there to the end of the paragraph goes.
    Rest,
}

impl Stands {
    fn of(word: &str) -> Option<Stands> {
        Some(match word {
            "whole" => Stands::Whole,
            "starts" => Stands::Starts,
            "holds" => Stands::Holds,
            "sentence" => Stands::Sentence,
            "rest" => Stands::Rest,
            _ => return None,
        })
    }
}

/// One row of a table.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    /// Id of the rule: `clean/<table>:<key>`.
    pub(super) rule: String,
    pub(super) stands: Stands,
    /// Most words that the paragraph (`whole`, `starts`, `holds`) or sentence may have.
    pub(super) longest: usize,
    pattern: Vec<Part>,
    /// A paragraph that the row must catch.
    #[cfg(test)]
    pub(super) example: String,
    /// A paragraph that it must leave alone.
    #[cfg(test)]
    pub(super) near_miss: String,
}

/// One place in a pattern.
#[derive(Clone, Debug)]
enum Part {
    /// One of these words, in lower case.
    AnyOf(Vec<String>),
    /// Up to this many words, whatever they are.
    Gap(usize),
    /// A number of four digits that can be a year.
    Year,
    /// A number.
    Number,
    /// One to six words that start with a capital, joined also by "and", "of", "de".
    Name,
    /// Words by which a newsroom is known.
    Newsroom,
    /// A colon, dash, bar, closing bracket or line end behind the word before.
    Mark,
    /// The end of the words; closes the pattern of a row that is the whole paragraph.
    End,
}

/// Words that `*` skips at most: the longest names of sections, sites and people in the lines looked at.
const GAP_WORDS_MAX: usize = 12;

/// Words of a name: "Maria del Carmen Ruiz and Ana Vega".
const NAME_WORDS_MAX: usize = 6;

/// A table of cues, in the order of its keys.
#[derive(Default)]
pub(super) struct Cues {
    #[cfg(test)]
    pub(super) table: &'static str,
    pub(super) rows: Vec<Cue>,
}

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)+) => {
        $($(#[$doc])* pub(super) static $name: LazyLock<Cues> = LazyLock::new(|| {
            let path = concat!("data/clean/", $file, ".tsv");
            sound(Cues::read($file, path, shipped!(concat!("clean/", $file, ".tsv"))))
        });)+
        /// Reads every table of cues.
        pub(super) fn read_tables() { $(LazyLock::force(&$name);)+ }
        /// Every table of cues.
        #[cfg(test)]
        pub(super) fn all() -> Vec<&'static Cues> { vec![$(&$name),+] }
    };
}

tables! {
    /// Lines under a headline that name who wrote it, without "by".
    BYLINES = "bylines";
    /// Paragraphs that sum up, announce outcomes or flourish.
    CLOSINGS = "closings";
    /// Copyright lines.
    COPYRIGHT = "copyright";
    /// Lines that credit reporters, editors, photographers, other newsrooms.
    CREDITS = "credits";
    /// Headings of blocks of questions and answers.
    FAQ = "faq";
    /// Lines that show that a machine made the text.
    GENERATORS = "generators";
    /// Newsletter, share, related, legal and other furniture.
    JUNK = "junk";
    /// Corrections, clarifications, updates.
    NOTES = "notes";
    /// Headings above lists of other stories.
    RELATED = "related";
    /// Words by which a newsroom speaks of itself.
    SELF = "self_mentions";
}

impl Cues {
    fn read(table: &'static str, path: &str, tsv: &str) -> Result<Cues, TableFault> {
        let rows = rows::<6>(path, tsv, 6)?;
        let rows = rows.iter().map(|row| Cue::of(table, &row.cells).map_err(|what| row.fault(what)));
        Ok(Cues {
            #[cfg(test)]
            table,
            rows: rows.collect::<Result<_, _>>()?,
        })
    }

    /// The row that catches most of `range` of `text`, and what it catches: the one that starts first, then the one that
    /// reaches farthest, then the first of the table.
    pub(super) fn find(
        &self,
        text: &str,
        range: Range<usize>,
        newsrooms: &Newsrooms,
    ) -> Option<(Range<usize>, &Cue)> {
        let paragraph = Paragraph::new(text, range);
        let caught = self.rows.iter().filter_map(|cue| Some((cue.catch(&paragraph, newsrooms)?, cue)));
        caught.min_by_key(|(caught, _)| (caught.start, Reverse(caught.end)))
    }
}

/// A paragraph parted into words and sentences, once for all rows.
struct Paragraph<'t> {
    text: &'t str,
    range: Range<usize>,
    words: Vec<Token<'t>>,
    sentences: Vec<Sentence>,
}

/// A sentence: where it starts, and the numbers of its words.
struct Sentence {
    start: usize,
    words: Range<usize>,
}

impl<'t> Paragraph<'t> {
    fn new(text: &'t str, range: Range<usize>) -> Paragraph<'t> {
        let words = tokens(&text[range.clone()], range.start);
        let starts = sentence_starts(&text[range.clone()]);
        let first_word = |start: usize| words.partition_point(|word| word.range.start < start);
        let sentences = starts.iter().enumerate().map(|(k, start)| {
            let end = starts.get(k + 1).map_or(range.end, |next| range.start + next);
            let start = range.start + start;
            Sentence { start, words: first_word(start)..first_word(end) }
        });
        let sentences = sentences.collect();
        Paragraph { text, range, words, sentences }
    }
}

impl Cue {
    fn of(table: &str, cells: &[&str; 6]) -> Result<Cue, String> {
        let [key, stands, longest, words, _example, _near_miss] = cells;
        let stands = Stands::of(stands).ok_or_else(|| format!("unknown place `{stands}`"))?;
        let end = (stands == Stands::Whole).then_some(Part::End);
        Ok(Cue {
            rule: format!("clean/{table}:{key}"),
            stands,
            longest: longest.parse().map_err(|_| format!("`{longest}` is no number of words"))?,
            pattern: words.split_whitespace().map(Part::of).chain(end).collect(),
            #[cfg(test)]
            example: (*_example).to_owned(),
            #[cfg(test)]
            near_miss: (*_near_miss).to_owned(),
        })
    }

    fn catch(&self, paragraph: &Paragraph<'_>, newsrooms: &Newsrooms) -> Option<Range<usize>> {
        let words = &paragraph.words[..];
        let all = || Some(paragraph.range.clone());
        match self.stands {
            _ if words.is_empty() => None,
            Stands::Sentence | Stands::Rest => self.catch_sentence(paragraph, newsrooms),
            _ if words.len() > self.longest => None,
            Stands::Whole | Stands::Starts => self.match_at(words, newsrooms).and_then(|_| all()),
            Stands::Holds => {
                let mut places = 0..words.len();
                places.find(|&k| self.match_at(&words[k..], newsrooms).is_some()).and_then(|_| all())
            }
        }
    }

    fn catch_sentence(&self, paragraph: &Paragraph<'_>, newsrooms: &Newsrooms) -> Option<Range<usize>> {
        let to_end = self.stands == Stands::Rest;
        paragraph.sentences.iter().enumerate().find_map(|(k, sentence)| {
            let next = paragraph.sentences.get(k + 1).filter(|_| !to_end);
            let last_word = if to_end { paragraph.words.len() } else { sentence.words.end };
            let words = &paragraph.words[sentence.words.start..last_word];
            let fits = words.len() <= self.longest && self.match_at(words, newsrooms).is_some();
            let end = next.map_or(paragraph.range.end, |next| next.start);
            fits.then(|| trim(paragraph.text, sentence.start..end))?
        })
    }

    /// How many words from the first on the pattern takes.
    fn match_at(&self, words: &[Token<'_>], newsrooms: &Newsrooms) -> Option<usize> {
        fits(&self.pattern, words, 0, newsrooms)
    }

    /// Every place in `words` where the pattern fits, as word numbers.
    pub(super) fn places(&self, words: &[Token<'_>], newsrooms: &Newsrooms) -> Vec<Range<usize>> {
        let found = (0..words.len()).filter_map(|k| Some(k..k + self.match_at(&words[k..], newsrooms)?));
        found.collect()
    }
}

impl Part {
    fn of(word: &str) -> Part {
        match word {
            "*" => Part::Gap(GAP_WORDS_MAX),
            "<year>" => Part::Year,
            "<number>" => Part::Number,
            "<name>" => Part::Name,
            "<newsroom>" => Part::Newsroom,
            ":" => Part::Mark,
            _ => Part::AnyOf(word.split('|').map(str::to_lowercase).collect()),
        }
    }
}

/// How far a pattern reaches that goes on at word `at`.
fn fits(pattern: &[Part], words: &[Token<'_>], at: usize, newsrooms: &Newsrooms) -> Option<usize> {
    let Some((part, rest)) = pattern.split_first() else { return Some(at) };
    let left = &words[at..];
    let go_on = |taken: usize| fits(rest, words, at + taken, newsrooms);
    let one = |fits: fn(&Token<'_>) -> bool| left.first().filter(|word| fits(word)).and_then(|_| go_on(1));
    match part {
        Part::AnyOf(known) => left.first().filter(|word| known.contains(&word.lower)).and_then(|_| go_on(1)),
        Part::Year => one(|word| year_of(word.form).is_some()),
        Part::Number => one(|word| word.form.starts_with(|c: char| c.is_ascii_digit())),
        Part::Gap(most) => (0..=(*most).min(left.len())).find_map(go_on),
        Part::End => left.is_empty().then_some(at),
        Part::Mark => (at > 0 && words[at - 1].marked).then(|| go_on(0))?,
        Part::Name => {
            let longest = left.iter().take(NAME_WORDS_MAX).take_while(|word| in_name(word.form)).count();
            (1..=longest).rev().filter(|_| capital(left[0].form)).find_map(go_on)
        }
        Part::Newsroom if !left.first().is_some_and(|word| newsrooms.may_start(&word.lower)) => None,
        Part::Newsroom => (1..=NAME_WORDS_MAX.min(left.len())).rev().find_map(|n| {
            newsrooms.of_words(left[..n].iter().map(|word| word.form))?;
            go_on(n)
        }),
    }
}

/// The year that a word is: 1800 to 2100, also with a letter or mark behind.
pub(super) fn year_of(word: &str) -> Option<i16> {
    let digits = word.get(..4)?;
    let bare = word.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
    bare.then(|| digits.parse().ok())?.filter(|year| (1800..=2100).contains(year))
}

fn capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn in_name(word: &str) -> bool {
    capital(word)
        || matches!(
            word,
            "and" | "of" | "de" | "del" | "la" | "van" | "von" | "der" | "al" | "bin" | "e" | "y" | "in"
        )
}

/// One word with its bytes in the text.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    pub(super) range: Range<usize>,
    pub(super) form: &'t str,
    pub(super) lower: String,
    // A colon, dash, bar, closing bracket or line end follows.
    marked: bool,
}

/// Parts `words` at everything that is no letter, digit, or mark inside a word; "©" and "@" are words too.
/// `offset` is added to all positions.
pub(super) fn tokens(words: &str, offset: usize) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start: Option<usize> = None;
    let mut push = |range: Range<usize>| {
        let form = words[range.clone()].trim_end_matches(['.', '-', '’', '\'']);
        let range = range.start + offset..range.start + form.len() + offset;
        let behind = words[range.end - offset..].trim_start_matches([' ', '*', '_', '.', '\u{a0}']);
        let marked = behind.starts_with([':', '-', '–', '—', '|', ')', ']', '>', '»', '→', '\n']);
        tokens.push(Token { range, form, lower: form.to_lowercase().replace('’', "'"), marked });
    };
    for (at, c) in words.char_indices() {
        let inner = matches!(c, '.' | '-' | '’' | '\'')
            && words[at + c.len_utf8()..].starts_with(char::is_alphanumeric);
        if c.is_alphanumeric() || (start.is_some() && inner) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            push(from..at);
        }
        if matches!(c, '©' | '@' | '&') {
            push(at..at + c.len_utf8());
        }
    }
    if let Some(from) = start {
        push(from..words.len());
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_inner_marks() {
        let forms: Vec<_> = tokens("The U.S. “co-op”, © 2001: it's 5.", 0).iter().map(|t| t.form).collect();
        assert_eq!(forms, ["The", "U.S", "co-op", "©", "2001", "it's", "5"]);
    }

    #[test]
    fn tables_are_sorted_and_keys_are_their_own() {
        for table in all() {
            for pair in table.rows.windows(2) {
                assert!(
                    pair[0].rule < pair[1].rule,
                    "data/clean/{}.tsv: `{}` stands after `{}`",
                    table.table,
                    pair[1].rule,
                    pair[0].rule
                );
            }
        }
    }

    #[test]
    fn every_row_catches_its_example_and_leaves_its_near_miss() {
        let newsrooms = Newsrooms::embedded();
        let mut faults = Vec::new();
        for cue in all().iter().flat_map(|table| &table.rows) {
            let hits = |words: &str| cue.catch(&Paragraph::new(words, 0..words.len()), newsrooms).is_some();
            if cue.example.is_empty() || !hits(&cue.example) {
                faults.push(format!("{}: does not catch `{}`", cue.rule, cue.example));
            }
            if cue.near_miss.is_empty() || hits(&cue.near_miss) {
                faults.push(format!("{}: catches `{}`", cue.rule, cue.near_miss));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
