//! Reads the dateline of a report: "KYIV, Ukraine (AP) —", "Washington and Hanoi, Sept. 10 (Reuters) –", "( – ",
//! "MOSCOW, May 4. /TASS/.", "Sahel Wire | Dakar —", "New Delhi [India], May 4 (ANI):".
//!
//! A dateline is a head of places, a day and a newsroom's tag, in any mixture, closed by a dash, a colon or the tag
//! itself. It is told from a sentence by what its parts are, never by the dash alone. Must not know the year.

use super::{
    days::{WrittenDay, read_day, time_bytes},
    lists::{
        JOINED_PLACES, NOT_PLACES, OPENERS, SmallWord, country_of, is_known_place, is_region, is_small_word,
    },
};
use crate::newsrooms::Newsrooms;
use std::ops::Range;

/// What stands at the head of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dateline {
    /// Bytes of the text, closing dash included.
    pub range: Range<u32>,
    /// Where the report was written.
    pub places: Vec<DatelinePlace>,
    /// The day, mostly without its year.
    pub day: Option<WrittenDay>,
    /// The newsroom: its name in the table, or the words of the tag where it is not there. `None` too where several
    /// newsrooms share the tag and the place does not tell them apart.
    pub agency: Option<String>,
    /// True where the place of the tag is left but the tag is gone: "( – ".
    pub emptied: bool,
    /// Id of the rule that read it.
    pub rule: String,
}

/// One place of a dateline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatelinePlace {
    /// Name; one written in capitals is given with small letters ("NEW DELHI" → "New Delhi").
    pub name: String,
    /// The country, province or state named behind it, as written.
    pub region: Option<String>,
    /// Its bytes in the text.
    pub range: Range<u32>,
}

/// Longest head, in bytes: three cities, a day with its year and a tag in brackets take about 90.
const HEAD_BYTES_MAX: usize = 150;

/// A closed head that was tried.
struct Head {
    places: Vec<(Range<usize>, Option<Range<usize>>)>,
    day: Option<WrittenDay>,
    day_bytes: Option<Range<usize>>,
    agency: Option<Agency>,
    emptied: bool,
    barred: bool,
}

struct Agency {
    /// The tag, as far as it names a newsroom.
    words: String,
    known: bool,
}

/// What closes a head.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closing {
    Dash,
    Colon,
    /// Nothing but the tag itself.
    Tag,
}

/// Reads the dateline at the start of `range`; `None` where the paragraph begins with a sentence.
pub(super) fn read(text: &str, range: Range<usize>, newsrooms: &Newsrooms) -> Option<Dateline> {
    let words = &text[range.clone()];
    closings(words).into_iter().find_map(|(head_end, closed_end, closing)| {
        let head = parse(&words[..head_end], newsrooms)?;
        let rest = words[closed_end..].trim_start();
        let rule = head.verdict(words, rest, closing)?;
        Some(head.told(words, range.start, closed_end, rule, newsrooms))
    })
}

/// Every place where a head could end: end of the head, end of its closing mark, and the mark.
fn closings(words: &str) -> Vec<(usize, usize, Closing)> {
    let mut found = Vec::new();
    let mut last_dash_end = 0;
    let mut depth = 0_i32;
    for (at, c) in words.char_indices().take_while(|(at, _)| *at < HEAD_BYTES_MAX) {
        let (before, after) = (&words[..at], &words[at + c.len_utf8()..]);
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth -= 1;
                if !marked(after) {
                    found.push((at + 1, at + 1, Closing::Tag));
                }
            }
            '/' if before.contains('/') && !marked(after) => {
                found.push((at + 1, at + 1 + usize::from(after.starts_with('.')), Closing::Tag))
            }
            '-' | '–' | '—' | '―' | '‒' | '−' if at >= last_dash_end => {
                let run = after.len() - after.trim_start_matches(['-', '–', '—', '―', ' ', '\u{a0}']).len();
                last_dash_end = at + c.len_utf8() + run;
                if parts_head(before, after, c) {
                    found.push((at, last_dash_end, Closing::Dash));
                }
            }
            ':' if depth <= 0 && after.starts_with(char::is_whitespace) => {
                found.push((at, at + 1 + dashes(after), Closing::Colon));
            }
            '\n' if words[..at].lines().count() > 2 => break,
            _ => {}
        }
    }
    found
}

/// Bytes of a dash that follows a colon: "ACCRA: -- ".
fn dashes(after: &str) -> usize {
    let bare = after.trim_start();
    let run = bare.len() - bare.trim_start_matches(['-', '–', '—']).len();
    if run > 0 { after.len() - bare.len() + run } else { 0 }
}

/// Whether a dash or colon follows, which closes the head better than the tag alone.
fn marked(after: &str) -> bool {
    after.trim_start_matches([' ', '\u{a0}', '.']).starts_with(['-', '–', '—', '―', '‒', '−', ':'])
}

/// Whether a dash parts a head from a sentence, and does not join two words.
fn parts_head(before: &str, after: &str, dash: char) -> bool {
    let spaced = before.ends_with([' ', '\u{a0}', ')', ']', '.', '\n']) || before.is_empty();
    let open = after.starts_with(|c: char| c.is_whitespace() || c == '-' || c == '–' || c == '—');
    match dash {
        '-' | '−' => {
            spaced && (open || before.ends_with([')', ']']))
                || after.starts_with("- ")
                || after.starts_with("--")
                || (after.starts_with('-') && before.ends_with(char::is_uppercase))
        }
        _ => spaced || open || before.ends_with(char::is_uppercase),
    }
}

/// Parts a head into places, day and tag; `None` where a part is none of them.
fn parse(head: &str, newsrooms: &Newsrooms) -> Option<Head> {
    let mut parsed =
        Head { places: vec![], day: None, day_bytes: None, agency: None, emptied: false, barred: false };
    let mut at = 0;
    while let Some(skipped) = next_part(head, at) {
        at = skipped;
        parsed.barred |= head[..at].trim_end().ends_with(['|', '·', '•']);
        let rest = &head[at..];
        if let Some((inside, bytes)) = bracket(rest) {
            parsed.bracket(head, at, inside, newsrooms)?;
            at += bytes;
        } else if let Some((day, bytes)) = read_day(rest).filter(|_| parsed.day.is_none()) {
            parsed.day = Some(day);
            parsed.day_bytes = Some(at..at + bytes);
            at += bytes + time_bytes(&rest[bytes..]);
        } else {
            let bytes = segment_bytes(rest);
            parsed.segment(head, at..at + bytes, newsrooms)?;
            at += bytes;
        }
    }
    Some(parsed)
}

/// Start of the next part: behind blanks, commas, bars, "and".
fn next_part(head: &str, at: usize) -> Option<usize> {
    let rest =
        head[at..].trim_start_matches([' ', ',', ';', '|', '·', '•', '\u{a0}', '\n', '&', '.', '*', '_']);
    let rest = match rest.strip_prefix("and ") {
        Some(after) if at > 0 => after.trim_start(),
        _ => rest,
    };
    // A slash parts two cities; at the start of a part it opens a tag ("/TASS/").
    let rest = if at > 0 && head[..head.len() - rest.len()].ends_with(|c: char| c.is_alphabetic()) {
        rest.strip_prefix('/').unwrap_or(rest)
    } else {
        rest
    };
    (!rest.is_empty()).then_some(head.len() - rest.len())
}

/// The words in brackets at the start, and the bytes they take with the brackets. A bracket that is never closed takes
/// all.
fn bracket(rest: &str) -> Option<(&str, usize)> {
    let close = match rest.chars().next()? {
        '(' => ')',
        '[' => ']',
        '/' => '/',
        _ => return None,
    };
    match rest[1..].find(close) {
        Some(end) => Some((&rest[1..=end], end + 2)),
        None => Some((&rest[1..], rest.len())),
    }
}

/// Bytes up to the next mark that ends a place or a name.
fn segment_bytes(rest: &str) -> usize {
    for joined in JOINED_PLACES.iter() {
        if rest.get(..joined.len()).is_some_and(|start| start.eq_ignore_ascii_case(joined)) {
            return joined.len();
        }
    }
    let mut end = rest.len();
    for (at, c) in rest.char_indices() {
        let stop = matches!(c, ',' | ';' | '|' | '·' | '•' | '(' | '[' | '\n' | '&')
            || (c == '/' && at > 0)
            || rest[at..].starts_with(" and ")
            || (c == '.' && read_day(rest[at + 1..].trim_start()).is_some())
            || (c == ' ' && (read_day(&rest[at + 1..]).is_some() || rest[at + 1..].starts_with('/')));
        if stop {
            end = at;
            break;
        }
    }
    end.max(rest.chars().next().map_or(0, char::len_utf8))
}

impl Head {
    fn bracket(&mut self, head: &str, at: usize, inside: &str, newsrooms: &Newsrooms) -> Option<()> {
        let words = inside.trim().trim_matches(['-', '–', '—']).trim();
        if words.is_empty() {
            self.emptied = true;
        } else if let Some(tag) = tagged(words, newsrooms) {
            self.agency = Some(Agency { words: tag.to_owned(), known: true });
        } else if let Some((day, _)) = read_day(words).filter(|(_, bytes)| *bytes == words.len()) {
            self.day = Some(day);
        } else if is_region(words) {
            let start = at + head[at..].find(words)?;
            self.places.last_mut()?.1 = Some(start..start + words.len());
        } else if name_shaped(words) && self.agency.is_none() {
            self.agency = Some(Agency { words: words.to_owned(), known: false });
        } else {
            return None;
        }
        Some(())
    }

    fn segment(&mut self, head: &str, range: Range<usize>, newsrooms: &Newsrooms) -> Option<()> {
        let words = head[range.clone()].trim_end();
        let range = range.start..range.start + words.len();
        if words.is_empty() {
            return Some(());
        }
        if self.agency.is_none() && newsrooms.knows(words) {
            self.agency = Some(Agency { words: words.to_owned(), known: true });
            return Some(());
        }
        if !place_shaped(words) {
            return None;
        }
        let behind_city = self.places.last().is_some_and(|(_, region)| region.is_none());
        if behind_city && is_region(words) {
            self.places.last_mut()?.1 = Some(range);
        } else {
            self.places.push((range, None));
        }
        Some(())
    }

    /// The rule by which the head is a dateline; `None` where it is none.
    fn verdict(&self, words: &str, rest: &str, closing: Closing) -> Option<&'static str> {
        let known_agency = self.agency.as_ref().is_some_and(|agency| agency.known);
        let named_agency = self.agency.is_some();
        let placed = !self.places.is_empty();
        let few = self.places.len() <= 4;
        match closing {
            _ if !few || rest.is_empty() => None,
            Closing::Tag => (known_agency && starts_sentence(rest)).then_some("clean/dateline:tag"),
            Closing::Colon if known_agency => Some("clean/dateline:tag-colon"),
            Closing::Colon => {
                let shaped = placed && self.capitals(words) && self.short_places(words);
                (shaped && self.not_a_label(words, 5) && starts_sentence(rest))
                    .then_some("clean/dateline:capitals-colon")
            }
            Closing::Dash if known_agency => Some("clean/dateline:tag-dash"),
            Closing::Dash if self.emptied => Some("clean/dateline:emptied-tag"),
            Closing::Dash if named_agency && !self.label_tag() => Some("clean/dateline:unknown-tag"),
            Closing::Dash if self.barred && placed => Some("clean/dateline:bar"),
            Closing::Dash if placed && self.day.is_some() => Some("clean/dateline:place-day"),
            Closing::Dash if placed && self.not_a_label(words, 2) && starts_sentence(rest) => {
                self.bare(words, rest)
            }
            Closing::Dash => None,
        }
    }

    /// A place before a dash with no day and no tag.
    fn bare(&self, words: &str, rest: &str) -> Option<&'static str> {
        let located = self
            .places
            .iter()
            .any(|(place, region)| region.is_some() || is_known_place(&words[place.clone()]));
        let first =
            rest.trim_start_matches(['“', '"', '‘', '\'']).split([' ', '\u{a0}', '\n']).next().unwrap_or("");
        let opens =
            OPENERS.contains(first.replace('’', "'").trim_end_matches([',', '.']).to_lowercase().as_str());
        if self.capitals(words) {
            Some("clean/dateline:capitals-dash")
        } else if located && rest.split_whitespace().count() > 5 {
            Some("clean/dateline:known-place")
        } else if opens && self.places.len() == 1 {
            Some("clean/dateline:place-opener")
        } else {
            None
        }
    }

    /// Whether every first-named place is written in capitals.
    fn capitals(&self, words: &str) -> bool {
        self.places.iter().all(|(place, _)| {
            let name = &words[place.clone()];
            name.chars().filter(|c| c.is_uppercase()).count() >= 2
                && !name.replace("Mc", "").chars().any(char::is_lowercase)
        })
    }

    /// Whether every place is known or has at most two words: longer capitals before a colon are labels of a list.
    fn short_places(&self, words: &str) -> bool {
        self.places.iter().all(|(place, _)| {
            let name = &words[place.clone()];
            is_known_place(name) || (name.split(' ').count() <= 2 && !name.contains(['’', '\'']))
        })
    }

    /// Whether no place is one of the labels that desks put before a dash or colon; short unknown words (fewer than
    /// `letters_min` letters) are labels too.
    fn not_a_label(&self, words: &str, letters_min: usize) -> bool {
        self.places.iter().all(|(place, _)| {
            let name = words[place.clone()].to_lowercase();
            let labelled = NOT_PLACES.contains(name.as_str())
                || name.split(' ').next().is_some_and(|first| NOT_PLACES.contains(first) && name.len() < 14);
            !labelled
                && (name.chars().filter(|c| c.is_alphabetic()).count() >= letters_min
                    || is_known_place(&name))
        })
    }

    fn label_tag(&self) -> bool {
        self.agency.as_ref().is_some_and(|agency| NOT_PLACES.contains(agency.words.to_lowercase().as_str()))
    }

    /// The newsroom that signs: the one at home where the report was written, if several sign so.
    fn signed(&self, words: &str, newsrooms: &Newsrooms) -> Option<String> {
        let agency = self.agency.as_ref()?;
        if !agency.known {
            return Some(agency.words.clone());
        }
        let country = self.places.iter().find_map(|(place, region)| {
            let by_region = region.clone().and_then(|region| country_of(&words[region]));
            by_region.or_else(|| country_of(&words[place.clone()]))
        });
        newsrooms.find_tag(&agency.words, country).map(|newsroom| newsroom.name.clone())
    }

    fn told(self, words: &str, offset: usize, end: usize, rule: &str, newsrooms: &Newsrooms) -> Dateline {
        let at = |range: &Range<usize>| to_u32(range.start + offset)..to_u32(range.end + offset);
        let mut places: Vec<DatelinePlace> = Vec::new();
        for (place, region) in &self.places {
            let region = region.as_ref().map(|region| words[region.clone()].to_owned());
            places.push(DatelinePlace {
                name: small_letters(&words[place.clone()]),
                region,
                range: at(place),
            });
        }
        let mut agency = self.signed(words, newsrooms);
        // "Sahel Wire | Dakar —": the part before the bar is who signs.
        if self.barred && self.agency.is_none() && places.len() > 1 {
            agency = Some(words[self.places[0].0.clone()].to_owned());
            places.remove(0);
        }
        let trimmed = words[..end].trim_end().len();
        Dateline {
            range: at(&(0..trimmed)),
            places,
            day: self.day,
            agency,
            emptied: self.emptied,
            rule: rule.to_owned(),
        }
    }
}

/// The part of a tag that names a newsroom: "Reuters", "AP, AFP", "Reuters - Text", "Xinhua/Ana Rell".
fn tagged<'w>(words: &'w str, newsrooms: &Newsrooms) -> Option<&'w str> {
    let first = words.split(['/', ',', ';', '|', '–', '—']).next().unwrap_or(words).trim();
    [words, first].into_iter().find(|words| newsrooms.is_tag(words))
}

fn to_u32(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn starts_sentence(rest: &str) -> bool {
    rest.trim_start_matches(['“', '"', '‘', '\'', '«', '*', '_', '$', '€', '£', '(', '[', '.', ' ', '-'])
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric() || (c.is_alphabetic() && !c.is_lowercase()))
}

/// One to four words, each with a capital or a small joining word; letters and inner marks only.
fn place_shaped(words: &str) -> bool {
    let parts: Vec<&str> = words.split([' ', '\u{a0}']).filter(|part| !part.is_empty()).collect();
    let shaped = |part: &&str| {
        let joining = is_small_word(part, SmallWord::Place);
        let plain = part.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-' | 'ʻ'));
        plain
            && (joining
                || part.starts_with(|c: char| c.is_uppercase() || c == '\'' || c == '’')
                || part.contains("-"))
    };
    let capital = words.starts_with(|c: char| c.is_uppercase() || c == '\'' || c == '’');
    (1..=5).contains(&parts.len())
        && capital
        && parts.iter().all(shaped)
        && !starts_as_sentence(words, &parts)
}

/// Whether the first word opens sentences, so that the words are hardly a place: "The …", "In …".
fn starts_as_sentence(words: &str, parts: &[&str]) -> bool {
    let opener = parts.first().filter(|first| OPENERS.contains(first.to_lowercase().as_str()));
    let Some(first) = opener else { return false };
    let shouted = first.chars().all(char::is_uppercase);
    !is_known_place(words) && if parts.len() > 1 { !shouted } else { first.len() < 4 }
}

/// One to five words with capitals: what a tag of a newsroom that is not in the table looks like.
fn name_shaped(words: &str) -> bool {
    let parts: Vec<&str> = words.split_whitespace().collect();
    let shaped = |part: &&str| {
        part.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            && part
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '-' | '&' | '/' | '@'))
            || matches!(*part, "of" | "the" | "de" | "and" | "&")
    };
    (1..=5).contains(&parts.len()) && parts.iter().all(shaped) && parts[0].starts_with(char::is_uppercase)
}

/// "NEW DELHI" → "New Delhi"; names of up to three letters and those with full stops stay ("D.C.").
fn small_letters(name: &str) -> String {
    let shout =
        !name.chars().any(char::is_lowercase) && name.chars().filter(|c| c.is_alphabetic()).count() > 3;
    if !shout || (name.contains('.') && !name.contains(". ")) {
        return name.to_owned();
    }
    let mut small = String::with_capacity(name.len());
    let mut start = true;
    for c in name.chars() {
        if start {
            small.push(c);
        } else {
            small.extend(c.to_lowercase());
        }
        start = !c.is_alphabetic() && c != '\'' && c != '’';
    }
    small
}
