//! Reads the head of a report, from the last header line to the first paragraph of the body: headline, decks, byline,
//! day lines, furniture, dateline.
//!
//! A headline without a mark is told by its own shape and by what follows it; a paragraph alone is never one.

use super::{
    OriginFound, Told, byline,
    cues::{CREDITS, GENERATORS, JUNK, NOTES, tokens},
    dateline,
    draft::Draft,
    header, tails,
    units::{ends_sentence, sentence_starts, trim},
};
use crate::words::{DayFrom, ZoneKind};
use std::ops::Range;

/// Longest headline with its decks, in words: three glued decks of a dozen words each.
const HEADLINE_WORDS_MAX: usize = 40;

/// Longest headline that ends in a full stop and stands before no dateline, in words.
const STOPPED_HEADLINE_WORDS_MAX: usize = 20;

/// How far below the first paragraph a dateline may stand: decks and summary points come before it.
const PARAGRAPHS_BEFORE_DATELINE_MAX: usize = 4;

/// Marks the head and leaves `draft.body` at the first unit of the body.
pub(super) fn mark_head(draft: &mut Draft<'_>, told: &Told<'_>) {
    draft.body = draft.head;
    while let Some(range) = draft.free(draft.body) {
        byline::mark_glued(draft, &range);
        let Some(range) = draft.free(draft.body) else { break };
        if read_dateline(draft, &range) || !part_of_head(draft, &range, told) {
            break;
        }
        draft.body += 1;
    }
    if draft.dateline.is_none() {
        late_dateline(draft);
    }
}

fn part_of_head(draft: &mut Draft<'_>, range: &Range<usize>, told: &Told<'_>) -> bool {
    if draft.lone {
        return false;
    }
    told_title(draft, range, told)
        || markdown_title(draft, range)
        || byline::mark(draft, range)
        || header::day_line(draft, range)
        || furniture(draft, range)
        || headline(draft, range, told)
}

/// The headline that we were told, at the head of the text.
fn told_title(draft: &mut Draft<'_>, range: &Range<usize>, told: &Told<'_>) -> bool {
    let same = told.title.is_some_and(|title| same_words(title, &draft.text[range.clone()]));
    if same {
        take_title(draft, range, "clean/title:told");
    }
    same
}

fn same_words(one: &str, other: &str) -> bool {
    let plain =
        |words: &str| tokens(words, 0).iter().map(|word| word.form.to_lowercase()).collect::<Vec<_>>();
    let words = plain(one);
    !words.is_empty() && words == plain(other)
}

/// "# Headline" and, for text exports, a line underlined with "===".
fn markdown_title(draft: &mut Draft<'_>, range: &Range<usize>) -> bool {
    let words = &draft.text[range.clone()];
    let bare = words.trim_start_matches('#');
    let marked = bare.len() < words.len() && bare.starts_with(' ') && !words.contains('\n');
    let underlined = words.lines().count() == 1 && is_underline(draft, draft.body + 1);
    if !(marked || underlined) || draft.units.len() <= draft.body + 1 {
        return false;
    }
    take_title(draft, range, "clean/title:markup");
    if underlined {
        draft.body += 1;
        let line = draft.units[draft.body].range.clone();
        draft.mark(line, ZoneKind::Header, "clean/title:markup");
    }
    true
}

fn is_underline(draft: &Draft<'_>, k: usize) -> bool {
    draft.units.get(k).is_some_and(|unit| {
        let words = unit.words(draft.text);
        words.len() >= 3 && words.bytes().all(|b| b == b'=')
    })
}

/// Newsletter nags, photo credits, corrections and the like above the body.
fn furniture(draft: &mut Draft<'_>, range: &Range<usize>) -> bool {
    for (cues, kind) in [
        (&NOTES, ZoneKind::Note),
        (&CREDITS, ZoneKind::Credit),
        (&GENERATORS, ZoneKind::Junk),
        (&JUNK, ZoneKind::Junk),
    ] {
        if let Some((caught, cue)) = draft.cue(cues, range).filter(|(caught, _)| *caught == *range) {
            let rule = cue.rule.clone();
            tails::accept(draft, caught, kind, &rule);
            return true;
        }
    }
    false
}

fn headline(draft: &mut Draft<'_>, range: &Range<usize>, told: &Told<'_>) -> bool {
    let decked = draft.title.is_some() || told.title.is_some();
    if !is_headline(draft, range, decked) {
        return false;
    }
    let rule = if decked { "clean/title:deck" } else { "clean/title:shape" };
    take_title(draft, range, rule);
    true
}

fn is_headline(draft: &Draft<'_>, range: &Range<usize>, decked: bool) -> bool {
    let words = &draft.text[range.clone()];
    let forms = tokens(words, 0);
    let Some(next) = next_in_report(draft) else { return false };
    let below = &draft.text[next.clone()];
    let before_report = dateline::read(draft.text, next.clone(), draft.newsrooms).is_some()
        || byline::is_byline(draft, &next);
    let sentences = words.split(';').map(|deck| sentence_starts(deck.trim()).len()).max().unwrap_or(1);
    let shaped = (1..=HEADLINE_WORDS_MAX).contains(&forms.len())
        && sentences == 1
        && !words.ends_with([':', ',', '-', '–', '—'])
        && !words.starts_with(['•', '*', '-', '“', '>', '|'])
        && !below.starts_with(char::is_lowercase)
        && words.starts_with(|c: char| {
            c.is_alphanumeric() || matches!(c, '‘' | '\'' | '"' | '$' | '€' | '£' | '[' | '¿' | '¡')
        });
    if !shaped {
        return false;
    }
    if ends_sentence(words) {
        let question = words.trim_end().ends_with(['?', '!']);
        let short = forms.len() <= STOPPED_HEADLINE_WORDS_MAX;
        return before_report
            || (!decked && short && (title_case(words) || (question && below.len() > words.len() * 2)));
    }
    // A second line without a full stop is a deck only above the report proper; else it may be a short paragraph.
    before_report || !decked || (below.len() > words.len() && ends_sentence(below))
}

/// The next unit with words of the report, past day lines and furniture.
fn next_in_report(draft: &Draft<'_>) -> Option<Range<usize>> {
    let furniture = |range: &Range<usize>| {
        [&NOTES, &CREDITS, &JUNK]
            .iter()
            .any(|cues| draft.cue(cues, range).is_some_and(|(caught, _)| caught == *range))
    };
    (draft.body + 1..draft.units.len()).filter_map(|k| draft.free(k)).find(|range| !furniture(range))
}

/// Whether most of the longer words start with a capital.
pub(super) fn title_case(words: &str) -> bool {
    let forms = tokens(words, 0);
    let long: Vec<_> = forms.iter().filter(|word| word.form.chars().count() > 3).collect();
    let capitals = long
        .iter()
        .filter(|word| word.form.starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
        .count();
    long.len() >= 2 && capitals * 10 >= long.len() * 8
}

fn take_title(draft: &mut Draft<'_>, range: &Range<usize>, rule: &str) {
    let words = draft.text[range.clone()].trim_end();
    let bare = words.trim_start_matches(['#', ' ']);
    let start = range.start + words.len() - bare.len();
    let end = start + without_site(draft, bare).len();
    draft.mark(range.clone(), ZoneKind::Title, rule);
    if draft.title.is_none() {
        draft.title = trim(draft.text, start..end);
    }
}

/// The headline without the site's name behind a bar or dash: "Port reopens | Sahel Wire".
fn without_site<'t>(draft: &Draft<'_>, words: &'t str) -> &'t str {
    let parted = [" | ", " - ", " – ", " — "]
        .iter()
        .filter_map(|mark| words.rsplit_once(mark))
        .max_by_key(|(head, _)| head.len());
    match parted {
        Some((head, site)) if draft.newsrooms.find(site.trim()).is_some() => head.trim_end(),
        _ => words,
    }
}

fn read_dateline(draft: &mut Draft<'_>, range: &Range<usize>) -> bool {
    let Some(found) = dateline::read(draft.text, range.clone(), draft.newsrooms) else { return false };
    let zone = found.range.start as usize..found.range.end as usize;
    if let Some(day) = found.day {
        draft.day(day, DayFrom::Dateline, &zone, &found.rule);
    }
    if let Some(agency) = &found.agency {
        let origin = super::Origin {
            agency: agency.clone(),
            found: OriginFound::Dateline,
            range: found.range.clone(),
            rule: found.rule.clone(),
        };
        draft.origins.push(origin);
    } else if found.emptied {
        draft.note(super::NoteKind::TagRemoved, Some(&zone), &found.rule);
    }
    draft.mark(zone, ZoneKind::Dateline, &found.rule);
    draft.dateline = Some(found);
    true
}

/// A dateline below a summary or decks that are sentences.
fn late_dateline(draft: &mut Draft<'_>) {
    let last = draft.units.len().min(draft.body + 1 + PARAGRAPHS_BEFORE_DATELINE_MAX);
    for k in draft.body + 1..last {
        let Some(range) = draft.free(k) else { continue };
        let found = dateline::read(draft.text, range.clone(), draft.newsrooms);
        let sure = found
            .is_some_and(|found| found.agency.is_some() || (found.day.is_some() && !found.places.is_empty()));
        if sure && read_dateline(draft, &range) {
            return;
        }
    }
}
