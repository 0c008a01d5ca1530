//! The report while it is being cleaned: what was marked so far, and the last step that turns marks into an answer.

use super::{
    Cleaned, Dateline, Note, NoteKind, Origin, OriginFound, Told, Zone,
    cues::{Cue, Cues, SELF, tokens},
    days::WrittenDay,
    language,
    published::{self, DayFound},
    units::{self, Unit, trim},
};
use crate::{
    newsrooms::Newsrooms,
    words::{DayFrom, ZoneKind},
};
use std::ops::Range;

pub(super) struct Draft<'t> {
    pub(super) text: &'t str,
    pub(super) newsrooms: &'t Newsrooms,
    pub(super) units: Vec<Unit>,
    /// The first unit that header lines have not taken.
    pub(super) head: usize,
    /// The first unit of the body.
    pub(super) body: usize,
    /// One sentence and nothing else: cues do not apply.
    pub(super) lone: bool,
    /// In order and disjoint.
    pub(super) zones: Vec<Zone>,
    pub(super) title: Option<Range<usize>>,
    pub(super) byline: Option<Range<usize>>,
    pub(super) dateline: Option<Dateline>,
    pub(super) days: Vec<DayFound>,
    pub(super) origins: Vec<Origin>,
    pub(super) notes: Vec<Note>,
}

impl<'t> Draft<'t> {
    pub(super) fn new(text: &'t str, newsrooms: &'t Newsrooms) -> Draft<'t> {
        let units = units::units(text);
        let lone = match &units[..] {
            [] => true,
            [only] => units::sentence_starts(only.words(text)).len() == 1,
            _ => false,
        };
        Draft {
            text,
            newsrooms,
            units,
            head: 0,
            body: 0,
            lone,
            zones: vec![],
            title: None,
            byline: None,
            dateline: None,
            days: vec![],
            origins: vec![],
            notes: vec![],
        }
    }

    /// The first part of unit `k` that no zone has taken.
    pub(super) fn free(&self, k: usize) -> Option<Range<usize>> {
        self.free_parts(k).into_iter().next()
    }

    /// Every part of unit `k` that no zone has taken.
    pub(super) fn free_parts(&self, k: usize) -> Vec<Range<usize>> {
        self.units.get(k).map_or(vec![], |unit| self.untaken(&unit.range))
    }

    fn untaken(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let first = self.zones.partition_point(|zone| (zone.range.end as usize) <= range.start);
        let taken = self.zones[first..].iter().take_while(|zone| (zone.range.start as usize) < range.end);
        let mut parts = Vec::new();
        let mut start = range.start;
        for zone in taken {
            if start < zone.range.start as usize {
                parts.extend(trim(self.text, start..zone.range.start as usize));
            }
            start = start.max(zone.range.end as usize);
        }
        if start < range.end {
            parts.extend(trim(self.text, start..range.end));
        }
        parts
    }

    /// Marks the parts of `range` that no zone has taken yet.
    pub(super) fn mark(&mut self, range: Range<usize>, kind: ZoneKind, rule: &str) {
        for part in self.untaken(&range) {
            let range = to_u32(&part);
            let place = self.zones.partition_point(|zone| zone.range.start < range.start);
            self.zones.insert(place, Zone { range, kind, rule: rule.to_owned() });
        }
    }

    pub(super) fn note(&mut self, kind: NoteKind, range: Option<&Range<usize>>, rule: &str) {
        self.notes.push(Note { kind, range: range.map(to_u32), rule: rule.to_owned() });
    }

    pub(super) fn day(&mut self, day: WrittenDay, from: DayFrom, range: &Range<usize>, rule: &str) {
        self.days.push(DayFound { day, from, range: to_u32(range), rule: rule.to_owned() });
    }

    /// The first row of `cues` that catches `range`.
    pub(super) fn cue(&self, cues: &'t Cues, range: &Range<usize>) -> Option<(Range<usize>, &'t Cue)> {
        cues.find(self.text, range.clone(), self.newsrooms)
    }

    /// Takes every newsroom named in `range` as evidence of origin; in running text only by a name it uses of itself.
    pub(super) fn origins_in(&mut self, range: &Range<usize>, found: OriginFound, rule: &str) {
        let words = tokens(&self.text[range.clone()], range.start);
        let mut k = 0;
        while k < words.len() {
            let longest = if self.newsrooms.may_start(&words[k].lower) { 5.min(words.len() - k) } else { 0 };
            let named = (1..=longest).rev().find_map(|n| {
                let named = words[k..k + n].iter().map(|word| word.form);
                let newsroom = match found {
                    OriginFound::Text => self.newsrooms.of_own_words(named)?,
                    _ => self.newsrooms.of_words(named)?,
                };
                Some((newsroom.name.clone(), n))
            });
            let Some((agency, n)) = named else {
                k += 1;
                continue;
            };
            let range = words[k].range.start..words[k + n - 1].range.end;
            self.origins.push(Origin { agency, found, range: to_u32(&range), rule: rule.to_owned() });
            k += n;
        }
    }

    pub(super) fn finish(mut self, told: &Told<'_>) -> Cleaned {
        self.keep_some_body();
        let blocks = self.blocks();
        self.self_mentions(&blocks);
        self.open_quotes(&blocks);
        let agency = self.agency();
        let published = published::decide(&mut self, told, &blocks);
        self.missing(told, agency.is_some());
        self.notes.sort_by_key(|note| (note.range.as_ref().map_or(0, |range| range.start), note.kind));
        let body: Vec<&str> = blocks.iter().map(|block| &self.text[block.clone()]).collect();
        Cleaned {
            zones: self.zones,
            language: language::guess(&body).map(str::to_owned),
            blocks: blocks.iter().map(to_u32).collect(),
            title: self.title.as_ref().map(to_u32),
            dateline: self.dateline,
            byline: self.byline.as_ref().map(to_u32),
            agency,
            origins: self.origins,
            published,
            notes: self.notes,
        }
    }

    /// A headline without a report under it is the report.
    fn keep_some_body(&mut self) {
        if self.blocks().is_empty() {
            self.zones.retain(|zone| zone.kind != ZoneKind::Title);
            self.title = None;
        }
    }

    /// What no zone has taken, paragraph by paragraph.
    fn blocks(&self) -> Vec<Range<usize>> {
        (0..self.units.len()).flat_map(|k| self.free_parts(k)).collect()
    }

    /// Newsrooms that speak of their own work in the body.
    fn self_mentions(&mut self, blocks: &[Range<usize>]) {
        let mut found = Vec::new();
        for block in blocks {
            let words = tokens(&self.text[block.clone()], block.start);
            for cue in &SELF.rows {
                for place in cue.places(&words, self.newsrooms) {
                    found.push((
                        words[place.start].range.start..words[place.end - 1].range.end,
                        cue.rule.clone(),
                    ));
                }
            }
        }
        for (range, rule) in found {
            self.origins_in(&range, OriginFound::Text, &rule);
        }
        self.origins.sort_by_key(|origin| (origin.found, origin.range.start));
    }

    /// The newsroom with the strongest evidence. Words in the text count only where they all name one agency.
    fn agency(&mut self) -> Option<String> {
        let best = self.origins.first()?.clone();
        if best.found != OriginFound::Text {
            return Some(best.agency);
        }
        let agrees = self.origins.iter().all(|origin| origin.agency == best.agency);
        let sells = self.newsrooms.find(&best.agency).is_some_and(|newsroom| newsroom.is_agency());
        let range = best.range.start as usize..best.range.end as usize;
        self.note(NoteKind::WeakOrigin, Some(&range), &best.rule);
        (agrees && sells).then_some(best.agency)
    }

    fn open_quotes(&mut self, blocks: &[Range<usize>]) {
        for (k, block) in blocks.iter().enumerate() {
            let words = &self.text[block.clone()];
            let (opened, closed) = (words.matches('“').count(), words.matches('”').count());
            // A quotation that runs over paragraphs is opened again at the start of each and closed in the last.
            let runs_on = blocks.get(k + 1).is_some_and(|next| self.text[next.clone()].starts_with('“'));
            if opened > closed && !runs_on {
                let at = words.rfind('“').map(|at| block.start + at..block.start + at + '“'.len_utf8());
                self.note(NoteKind::OpenQuote, at.as_ref(), "clean/quote:open");
            }
        }
    }

    fn missing(&mut self, told: &Told<'_>, origin: bool) {
        if self.title.is_none() && told.title.is_none() {
            self.note(NoteKind::NoTitle, None, "clean/missing:title");
        }
        if !origin && told.publisher.is_none() {
            self.note(NoteKind::NoOrigin, None, "clean/missing:origin");
        }
    }
}

pub(super) fn to_u32(range: &Range<usize>) -> Range<u32> {
    let at = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    at(range.start)..at(range.end)
}
