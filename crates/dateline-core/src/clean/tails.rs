//! Marks what stands in and below the body: credits, copyright, corrections, furniture, lists of other stories, questions
//! and answers that repeat the report, titles made by a program; and notes paragraphs that weigh little.

use super::{
    NoteKind, OriginFound,
    cues::{CLOSINGS, COPYRIGHT, CREDITS, Cues, FAQ, GENERATORS, JUNK, NOTES, RELATED, tokens, year_of},
    days::WrittenDay,
    draft::Draft,
    title::title_case,
    units::ends_sentence,
};
use crate::words::{DayFrom, ZoneKind};
use std::ops::Range;

/// A closing flourish stands in one of this many last paragraphs.
const CLOSING_PARAGRAPHS: usize = 2;

/// Least paragraphs of body above a block of questions and answers: below that it is an interview.
const BODY_ABOVE_FAQ_MIN: usize = 2;

/// Sentences of one kind that are marked in one paragraph; real tails have up to five, hostile ones any number.
const CAUGHT_PER_PARAGRAPH_MAX: usize = 24;

/// Longest question that heads an answer, in words.
const QUESTION_WORDS_MAX: usize = 30;

/// Marks everything from `draft.body` on that is not body.
pub(super) fn mark(draft: &mut Draft<'_>) {
    if draft.lone {
        return;
    }
    quoted_titles(draft);
    for (cues, kind) in [
        (&*COPYRIGHT, ZoneKind::Copyright),
        (&*NOTES, ZoneKind::Note),
        (&*GENERATORS, ZoneKind::Junk),
        (&*CREDITS, ZoneKind::Credit),
        (&*JUNK, ZoneKind::Junk),
    ] {
        cue_lines(draft, cues, kind);
    }
    related(draft);
    faq(draft);
    closings(draft);
}

fn cue_lines(draft: &mut Draft<'_>, cues: &'static Cues, kind: ZoneKind) {
    for k in draft.body..draft.units.len() {
        // A paragraph can hold several such sentences, before and behind what was marked.
        let mut caught_in_paragraph = 0;
        while caught_in_paragraph < CAUGHT_PER_PARAGRAPH_MAX
            && let Some((range, caught, rule)) = draft.free_parts(k).into_iter().find_map(|range| {
                let (caught, cue) = cues.find(draft.text, range.clone(), draft.newsrooms)?;
                Some((range, caught, cue.rule.clone()))
            })
        {
            accept(draft, bracketed(draft.text, &range, caught), kind, &rule);
            caught_in_paragraph += 1;
        }
    }
}

/// Takes in the bracket or marks of emphasis that a caught sentence is wrapped in.
fn bracketed(text: &str, unit: &Range<usize>, caught: Range<usize>) -> Range<usize> {
    let before = text[unit.start..caught.start].trim_end();
    let open = before.trim_end_matches(['(', '[', '*', '_', '—', '–', '-', ' ']);
    let wrapped = before.len() > open.len() || before.is_empty();
    if wrapped { unit.start + open.len()..caught.end } else { caught }
}

/// Marks a span and takes from it what it tells: newsroom, year, note.
pub(super) fn accept(draft: &mut Draft<'_>, range: Range<usize>, kind: ZoneKind, rule: &str) {
    match kind {
        ZoneKind::Copyright => {
            draft.origins_in(&range, OriginFound::Copyright, rule);
            copyright_year(draft, &range, rule);
        }
        ZoneKind::Credit if credits_text(rule) => draft.origins_in(&range, OriginFound::Credit, rule),
        ZoneKind::Note => draft.note(NoteKind::Correction, Some(&range), rule),
        ZoneKind::Junk if rule.starts_with("clean/generators:") => {
            draft.note(NoteKind::MachineMade, Some(&range), rule)
        }
        _ => {}
    }
    draft.mark(range, kind, rule);
}

/// Whether a credit is one for the words; who made the picture says nothing about the report.
fn credits_text(rule: &str) -> bool {
    let row = rule.trim_start_matches("clean/credits:");
    !["image", "file-photo", "material", "input"].iter().any(|start| row.starts_with(start))
}

fn copyright_year(draft: &mut Draft<'_>, range: &Range<usize>, rule: &str) {
    let years = tokens(&draft.text[range.clone()], range.start);
    let latest = years
        .iter()
        .filter_map(|word| Some((year_of(word.form)?, word.range.clone())))
        .max_by_key(|(year, _)| *year);
    if let Some((year, at)) = latest {
        let day = WrittenDay { year: Some(year), ..WrittenDay::default() };
        draft.day(day, DayFrom::Copyright, &at, rule);
    }
}

/// Paragraphs that are nothing but titles in quotation marks, also with a generator's line between them.
fn quoted_titles(draft: &mut Draft<'_>) {
    for k in (draft.body + 1..draft.units.len()).rev() {
        let Some(range) = draft.free(k) else { continue };
        let words = &draft.text[range.clone()];
        if !is_title_list(words) {
            continue;
        }
        if let Some((_, cue)) = draft.cue(&GENERATORS, &range).or_else(|| generator_between(draft, &range)) {
            let rule = cue.rule.clone();
            draft.note(NoteKind::MachineMade, Some(&range), &rule);
        }
        draft.mark(range, ZoneKind::Junk, "clean/tail:quoted-titles");
    }
}

/// A generator's words that start between two titles, where no sentence starts.
fn generator_between<'t>(
    draft: &Draft<'t>,
    range: &Range<usize>,
) -> Option<(Range<usize>, &'t super::cues::Cue)> {
    let words = &draft.text[range.clone()];
    let starts = words.match_indices(['”', '"']).map(|(at, mark)| at + mark.len());
    starts.filter(|start| words[*start..].starts_with(' ')).find_map(|start| {
        let end = words[start..].find(['“', '"']).map_or(words.len(), |at| start + at);
        let free = super::units::trim(draft.text, range.start + start..range.start + end)?;
        draft.cue(&GENERATORS, &free)
    })
}

/// Whether at least two quoted titles make up nearly all of a paragraph.
fn is_title_list(words: &str) -> bool {
    let mut titles = 0;
    let mut inside = 0;
    let mut rest = words;
    while let Some(open) = rest.find(['“', '"']) {
        let mark = if rest[open..].starts_with('“') { '”' } else { '"' };
        let start = open + rest[open..].chars().next().map_or(1, char::len_utf8);
        let Some(length) = rest[start..].find(mark) else { break };
        let title = &rest[start..start + length];
        if title_case(title) && !title.ends_with(',') {
            titles += 1;
        } else {
            return false;
        }
        inside += tokens(title, 0).len();
        rest = &rest[start + length + mark.len_utf8()..];
    }
    titles >= 2 && inside * 10 >= tokens(words, 0).len() * 7
}

/// Lists of other stories under a heading: every line to the next paragraph of prose.
fn related(draft: &mut Draft<'_>) {
    let mut k = draft.body + 1;
    while k < draft.units.len() {
        let heading = draft.free(k).and_then(|range| {
            let (_, cue) = draft.cue(&RELATED, &range)?;
            Some((range, cue.rule.clone()))
        });
        k += 1;
        let Some((range, rule)) = heading else { continue };
        let items = (k..draft.units.len()).take_while(|&k| is_story_link(draft, k)).count();
        let at_end = k + items == draft.units.len();
        if items == 0 && !at_end {
            continue;
        }
        draft.mark(range, ZoneKind::Junk, &rule);
        for item in k..k + items {
            if let Some(range) = draft.free(item) {
                draft.mark(range, ZoneKind::Junk, &rule);
            }
        }
        k += items;
    }
}

/// A line that is the headline of another story: no full stop, not long.
fn is_story_link(draft: &Draft<'_>, k: usize) -> bool {
    let Some(range) = draft.free(k) else { return true };
    let words = &draft.text[range];
    !words.trim_end().ends_with(['.', ':', '”', '"']) && tokens(words, 0).len() <= QUESTION_WORDS_MAX
}

/// A heading of questions and answers, and everything under it.
fn faq(draft: &mut Draft<'_>) {
    let bodies = |draft: &Draft<'_>, k: usize| (draft.body..k).filter(|&k| draft.free(k).is_some()).count();
    let heading = (draft.body..draft.units.len()).find_map(|k| {
        let range = draft.free(k)?;
        let words = draft.text[range.clone()].trim_start_matches(['#', '*', '_', ' ']);
        let (_, cue) = draft.cue(&FAQ, &range)?;
        let glued = words.contains('?');
        let asked = glued || (k + 1..draft.units.len()).take(3).any(|k| is_question(draft, k));
        (asked && bodies(draft, k) >= BODY_ABOVE_FAQ_MIN).then(|| (k, cue.rule.clone()))
    });
    let Some((first, rule)) = heading else { return };
    let ranges: Vec<_> = (first..draft.units.len()).filter_map(|k| draft.free(k)).collect();
    if let (Some(start), Some(end)) = (ranges.first(), ranges.last()) {
        draft.note(NoteKind::RepeatsBody, Some(&(start.start..end.end)), &rule);
    }
    for range in ranges {
        draft.mark(range, ZoneKind::FaqTail, &rule);
    }
}

fn is_question(draft: &Draft<'_>, k: usize) -> bool {
    let Some(range) = draft.free(k) else { return false };
    let words = draft.text[range].trim_end_matches(['*', '_', ' ']);
    let first = words.split('\n').next().unwrap_or(words);
    (words.ends_with('?') || first.trim_end().ends_with('?')) && tokens(first, 0).len() <= QUESTION_WORDS_MAX
}

/// Notes the paragraphs near the end that sum up or flourish; they stay in the body.
fn closings(draft: &mut Draft<'_>) {
    let body: Vec<Range<usize>> = (draft.body..draft.units.len())
        .filter_map(|k| draft.free(k))
        .filter(|range| ends_sentence(&draft.text[range.clone()]))
        .collect();
    if body.len() < 2 {
        return;
    }
    for range in body.iter().rev().take(CLOSING_PARAGRAPHS) {
        if let Some((caught, cue)) = draft.cue(&CLOSINGS, range) {
            let rule = cue.rule.clone();
            draft.note(NoteKind::ClosingSummary, Some(&caught), &rule);
        }
    }
}
