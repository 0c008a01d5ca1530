//! Tells lines that name who wrote a report: "By Ana Rell and Tom Oduya", "Ana Rell, Reuters", "Staff Reporter".

use super::{
    OriginFound,
    cues::{BYLINES, tokens},
    dateline,
    days::days_in,
    draft::Draft,
    lists::{SmallWord, is_small_word},
    units::{ends_sentence, trim},
};
use crate::words::{DayFrom, ZoneKind};
use std::ops::Range;

/// Most words of a byline: three names with their newsroom and a day.
const BYLINE_WORDS_MAX: usize = 22;

/// A line that ends in a full stop and has more words than this is a sentence.
const SENTENCE_WORDS_MIN: usize = 8;

/// Whether the unit is a byline.
pub(super) fn is_byline(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    name_range(draft, range).is_some()
}

/// Marks `range` where it is a byline; true then.
pub(super) fn mark(draft: &mut Draft<'_>, range: &Range<usize>) -> bool {
    let Some(name) = name_range(draft, range) else { return false };
    accept(draft, range.clone(), name);
    true
}

/// Marks a byline that is glued before a dateline: "By Ana Rell ACCRA, May 4 (Reuters) - …".
pub(super) fn mark_glued(draft: &mut Draft<'_>, range: &Range<usize>) {
    let Some(end) = before_dateline(draft, range) else { return };
    let line = range.start..end;
    if let Some(name) = name_range(draft, &line) {
        accept(draft, line, name);
    }
}

fn accept(draft: &mut Draft<'_>, line: Range<usize>, name: Range<usize>) {
    for (range, day) in days_in(&draft.text[line.clone()]) {
        if day.civil().is_some() {
            let range = line.start + range.start..line.start + range.end;
            draft.day(day, DayFrom::Byline, &range, "clean/byline:day");
            break;
        }
    }
    draft.origins_in(&line, OriginFound::Byline, "clean/byline:name");
    draft.byline = draft.byline.take().or(Some(name));
    draft.mark(line, ZoneKind::Byline, "clean/byline:name");
}

/// The words that name who wrote it, where the whole of `line` is a byline.
fn name_range(draft: &Draft<'_>, line: &Range<usize>) -> Option<Range<usize>> {
    let words = draft.text[line.clone()].trim_end();
    let bare = words.trim_start_matches(['*', '_', '#', '-', '–', '—', ' ', '|', '(']);
    let lead = words.len() - bare.len();
    let count = tokens(words, 0).len();
    if count == 0 || count > BYLINE_WORDS_MAX || (ends_sentence(words) && count > SENTENCE_WORDS_MIN) {
        return None;
    }
    if draft.cue(&BYLINES, line).is_some() {
        return Some(line.clone());
    }
    let prefix = [
        "By ",
        "BY ",
        "by ",
        "By: ",
        "Written by ",
        "Written By ",
        "Words by ",
        "Story by ",
        "Report by ",
        "From ",
    ];
    let named = prefix.iter().find_map(|prefix| bare.strip_prefix(prefix).map(|name| (name, *prefix)));
    if let Some((name, prefix)) = named {
        // "From" opens sentences too; it counts only before a newsroom's people.
        let known = prefix != "From " || draft.newsrooms.find(name.split(',').next().unwrap_or("")).is_some();
        let start = line.start + words.len() - name.len();
        return (known && names_people(name)).then(|| trim(draft.text, start..line.start + words.len()))?;
    }
    let signed = bare.rsplit_once([',', '|', '/', '–', '—', '•', '-']).is_some_and(|(person, newsroom)| {
        let people = tokens(person, 0);
        (2..=6).contains(&people.len())
            && names_people(person)
            && draft.newsrooms.find(newsroom.trim()).is_some()
    });
    (signed && lead < words.len()).then(|| trim(draft.text, line.start + lead..line.start + words.len()))?
}

/// Whether the words are names, and nothing in them makes a sentence.
fn names_people(words: &str) -> bool {
    let before_day = days_in(words).first().map_or(words, |(day, _)| &words[..day.start]);
    let forms = tokens(before_day, 0);
    let small = |form: &str| is_small_word(form, SmallWord::Name);
    let capitals =
        forms.iter().filter(|word| word.form.starts_with(|c: char| c.is_uppercase() || c == '@')).count();
    let first = forms.first().is_some_and(|word| {
        word.form.starts_with(|c: char| c.is_uppercase())
            || matches!(word.form, "our" | "staff" | "the" | "a")
    });
    let plain = forms.iter().all(|word| {
        word.form.starts_with(|c: char| c.is_uppercase() || c == '@' || c == '©')
            || small(&word.form.to_lowercase())
            || word.form.starts_with(|c: char| c.is_ascii_digit())
    });
    first && plain && (capitals * 2 >= forms.len() || forms.len() <= 3)
}

/// Where a dateline starts inside a unit that begins with "By".
fn before_dateline(draft: &Draft<'_>, range: &Range<usize>) -> Option<usize> {
    let words = &draft.text[range.clone()];
    if !words.starts_with("By ") && !words.starts_with("BY ") {
        return None;
    }
    let near = words.char_indices().take(140).filter(|(_, c)| *c == ' ' || *c == '\n');
    near.map(|(at, _)| at + 1).find_map(|at| {
        let capitals = words[at..].chars().take(2).filter(|c| c.is_uppercase()).count() == 2
            || words[at..].starts_with('(');
        let found =
            capitals.then(|| dateline::read(draft.text, range.start + at..range.end, draft.newsrooms))??;
        (found.agency.is_some() || found.day.is_some()).then_some(range.start + at)
    })
}
