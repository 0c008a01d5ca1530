//! Header lines at the head of a text: front matter, mail headers, "Title: …", a day glued before the lead.
//!
//! Must not know what a headline without a mark looks like; that is `title`'s matter.

use super::{
    NoteKind, OriginFound,
    cues::tokens,
    days::{read_day, time_bytes},
    draft::Draft,
    lists::{Field, HEADERS, SmallWord, is_small_word},
    units::trim,
};
use crate::words::{DayFrom, ZoneKind};
use std::ops::Range;

/// Marks the header lines and leaves `draft.head` at the first unit that is not one.
pub(super) fn mark(draft: &mut Draft<'_>) {
    front_matter(draft);
    while let Some(range) = draft.free(draft.head) {
        if !(header_unit(draft, &range) || day_line(draft, &range)) {
            glued_day(draft, &range);
            break;
        }
        draft.head += 1;
    }
}

/// "---", lines, "---" at the very start.
fn front_matter(draft: &mut Draft<'_>) {
    let text = draft.text;
    let Some(start) = trim(text, 0..text.len()).map(|range| range.start) else { return };
    let Some(rest) = text[start..].strip_prefix("---") else { return };
    let opened = rest.starts_with(['\n', '\r', ' ']);
    let close = rest.match_indices("\n---").map(|(at, _)| at).find(|at| {
        let after = &rest[at + 4..];
        after.is_empty() || after.starts_with(['\n', '\r', ' '])
    });
    let Some(close) = close.filter(|_| opened) else { return };
    let inside = start + 3..start + 3 + close;
    let mut at = inside.start;
    for line in text[inside.clone()].split_inclusive('\n') {
        if let Some(line) = trim(text, at..at + line.len()) {
            header_line(draft, &line);
        }
        at += line.len();
    }
    let end = inside.end + 4;
    draft.mark(start..end, ZoneKind::Header, "clean/header:front-matter");
    draft.head = draft.units.iter().take_while(|unit| unit.range.end <= end).count();
}

/// Whether every line of the unit is a header line; marks it then.
fn header_unit(draft: &mut Draft<'_>, range: &Range<usize>) -> bool {
    let lines: Vec<Range<usize>> = lines_of(draft.text, range);
    let known = lines.iter().filter(|line| field_of(draft.text, line).is_some()).count();
    let first_known = lines.first().is_some_and(|line| field_of(draft.text, line).is_some());
    // A value may run on over a wrapped line.
    if !first_known || known * 2 < lines.len() || draft.units.len() == 1 {
        return false;
    }
    for line in &lines {
        header_line(draft, line);
    }
    let kind = if lines.len() == 1 && matches!(field_of(draft.text, range), Some((Field::Date, _))) {
        ZoneKind::DateHeader
    } else {
        ZoneKind::Header
    };
    draft.mark(range.clone(), kind, "clean/header:line");
    true
}

fn lines_of(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut at = range.start;
    for line in text[range.clone()].split_inclusive(['\n', '\r']) {
        lines.extend(trim(text, at..at + line.len()));
        at += line.len();
    }
    lines
}

/// The field that a header word before a colon stands for, and the bytes of its value.
fn field_of(text: &str, line: &Range<usize>) -> Option<(Field, Range<usize>)> {
    let words = &text[line.clone()];
    let colon = words.find([':', '：'])?;
    let name = words[..colon].trim_matches(['*', '_', '#', ' ', '"', '[', '<', '-']).to_lowercase();
    let field = *HEADERS.get(name.as_str())?;
    let start = line.start + colon + words[colon..].chars().next().map_or(1, char::len_utf8);
    let value = trim(text, start..line.end)?;
    let inner = text[value.clone()].trim_matches(['"', '\'', '*', '_', '[', ']', ' ', ',']);
    let lead = text[value.clone()].find(inner)?;
    // "Peru: the port" is a topic and a sentence, not a header, unless the value is short.
    let short = inner.split_whitespace().count() <= 40;
    (short && !inner.is_empty()).then(|| (field, value.start + lead..value.start + lead + inner.len()))
}

fn header_line(draft: &mut Draft<'_>, line: &Range<usize>) {
    let Some((field, value)) = field_of(draft.text, line) else { return };
    let rule = "clean/header:line";
    match field {
        Field::Title => draft.title = draft.title.take().or(Some(value)),
        Field::Byline => {
            draft.origins_in(&value, OriginFound::Byline, rule);
            draft.byline = draft.byline.take().or(Some(value));
        }
        Field::Publisher => draft.origins_in(&value, OriginFound::Header, rule),
        Field::Date => day_at(draft, &value, "clean/header:date"),
        Field::Modified => {}
        Field::Other => {}
    }
}

/// Takes the day that `value` starts with.
fn day_at(draft: &mut Draft<'_>, value: &Range<usize>, rule: &str) {
    let words = &draft.text[value.clone()];
    match read_day(words) {
        Some((day, bytes)) if day.civil().is_some() => {
            draft.day(day, DayFrom::Header, &(value.start..value.start + bytes), rule);
        }
        _ if words.starts_with(|c: char| c.is_ascii_digit()) => {
            draft.note(NoteKind::DayAmbiguous, Some(value), rule)
        }
        _ => {}
    }
}

/// A short line that is a day and words about publishing: "Published May 4, 2011 5:40 pm", "Wednesday, 4 May 2011".
pub(super) fn day_line(draft: &mut Draft<'_>, range: &Range<usize>) -> bool {
    let words = &draft.text[range.clone()];
    let found = super::days::days_in(words);
    let Some((first, day)) = found.iter().find(|(_, day)| day.civil().is_some()).cloned() else {
        return false;
    };
    let mut at = 0;
    let mut beside = 0;
    for (day, _) in &found {
        beside += others(&words[at..day.start]);
        at = day.end + time_bytes(&words[day.end..]);
    }
    beside += others(&words[at..]);
    if beside > 0 || draft.units.len() == 1 {
        return false;
    }
    let label = words[..first.start].to_lowercase();
    let rule = if label.contains("updated") || label.contains("modified") {
        "clean/header:updated"
    } else {
        "clean/header:day-line"
    };
    let day_range = range.start + first.start..range.start + first.end;
    draft.day(day, DayFrom::Header, &day_range, rule);
    draft.mark(range.clone(), ZoneKind::DateHeader, rule);
    true
}

/// Words that are neither about publishing nor numbers.
fn others(words: &str) -> usize {
    let about = |form: &str| {
        form.starts_with(|c: char| c.is_ascii_digit()) || is_small_word(&form.to_lowercase(), SmallWord::Day)
    };
    tokens(words, 0).iter().filter(|word| !about(word.form)).count()
}

/// "date 2023-11-15 In a …", "2023-11-15 | …", "May 4, 2011 - The …" glued before the lead.
fn glued_day(draft: &mut Draft<'_>, range: &Range<usize>) {
    let words = &draft.text[range.clone()];
    let (label, labelled) = label_bytes(words);
    let Some((day, bytes)) = read_day(&words[label..]) else { return };
    let Some(_) = day.civil() else { return };
    let mut end = label + bytes;
    end += time_bytes(&words[end..]);
    let iso = words[label..].starts_with(|c: char| c.is_ascii_digit())
        && bytes >= 10
        && !words[label..end].contains(' ');
    let behind = words[end..].trim_start_matches([' ', '\u{a0}', ']', ')']);
    let marked = behind.starts_with(['|', '•', '·', ':', '–', '—', '-', '\n']);
    if !(labelled || iso || marked) {
        return;
    }
    let tail = behind.trim_start_matches(['|', '•', '·', ':', '–', '—', '-', ' ', '\u{a0}']);
    let glued_tag = behind.starts_with(['(', '[']);
    let end = if glued_tag { words.len() - behind.len() } else { words.len() - tail.len() };
    let zone = range.start..range.start + end;
    draft.day(
        day,
        DayFrom::Header,
        &(range.start + label..range.start + label + bytes),
        "clean/header:glued-day",
    );
    draft.mark(zone, ZoneKind::DateHeader, "clean/header:glued-day");
}

/// Bytes of a label such as "date", "Published on:", "[" before a day, and whether there is one.
fn label_bytes(words: &str) -> (usize, bool) {
    let bare = words.trim_start_matches(['[', '(', '*', '_', ' ']);
    let lead = words.len() - bare.len();
    let label = HEADERS
        .iter()
        .filter(|(_, field)| **field == Field::Date)
        .filter(|(name, _)| bare.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))
        .map(|(name, _)| name.len())
        .max();
    let Some(bytes) = label else { return (lead, lead > 0 && !words.starts_with(' ')) };
    let rest = &bare[bytes..];
    let after = rest.trim_start_matches([':', ' ', '=', '\u{a0}', '*', '_', '\n']);
    if after.len() == rest.len() { (lead, false) } else { (words.len() - after.len(), true) }
}
