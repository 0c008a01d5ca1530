//! Making a row: evidence and citation, parties, status, time, place and amounts of one finding.

use super::Reading;
use super::when::{day_of_report, time_of};
use crate::amounts::Amount;
use crate::attribution::governing;
use crate::citation::{Citation, sha256_hex};
use crate::events::Found;
use crate::places::PlaceMention;
use crate::rows::{ActorRow, DealRow, MentionRow, QuantityRow, WhenRow};
use crate::status::{StatusReading, status_of};
use crate::times::RelationKind;
use crate::words::{AmountKind, Anchor, Kind, Precision, Status, TimeMod};
use dateline_lang::Rel;
use std::cmp::Ordering;
use std::ops::Range;

/// Longest evidence, in bytes: a longer one is cut down to its clause, so that a citation stays readable.
const EVIDENCE_BYTES_MAX: usize = 400;

impl Reading<'_> {
    /// The row of an event, tie or deal.
    pub(super) fn action_row(&self, action: &Found<'_>) -> MentionRow {
        let sentence = self.tree.doc.sentence_of(action.trigger);
        let evidence = self.evidence_of(action);
        let mut row = self.row(action.rule.kind, sentence, evidence, action.trigger);
        let status = self.status_at(self.tree.gathered(action.trigger), action.status_floor());
        row.actors = self.actor_rows(&action.actors);
        row.recipients = self.actor_rows(&action.recipients);
        self.set_status(&mut row, &status);
        if action.rule.kind == Kind::Event {
            row.plover = action.rule.plover.filter(|_| !action.is_statement_or_appeal());
            row.quad = row.plover.map(crate::words::Plover::quad);
            row.modes = action.modes().to_vec();
            row.intensity = row.plover.and_then(|plover| self.intensity(plover, &row.modes));
            row.contexts = action.contexts().to_vec();
            row.cameo = action.cameo();
        }
        if action.rule.kind == Kind::Deal {
            row.deal = Some(self.deal_of(action));
        }
        row.when = self.when_row(action.trigger, action.light, row.status);
        if action.rule.kind == Kind::Tie {
            self.set_tie(&mut row, action);
        }
        let place = self.place_of(action);
        row.place = place.map(PlaceMention::to_place_row);
        if action.rule.kind == Kind::Event {
            self.give_home(&mut row, action);
        }
        row.quantities = self.amounts_of(action);
        row.attribution = self.chain_at(action.trigger);
        row.rules = vec![action.rule_id()];
        row.rules.extend(self.mention_rules(action));
        row.rules.extend(place.map(PlaceMention::rule));
        row.rules.extend(status.rules);
        if !status.governor_path.is_empty() {
            row.rules.push(format!("path {}", status.governor_path));
        }
        row
    }

    /// PLOVER intensity of a type with its modes.
    pub(super) fn intensity(&self, plover: crate::words::Plover, modes: &[String]) -> Option<f32> {
        crate::codes::Codes::embedded().ok()?.intensity(plover, modes)
    }

    /// A row with its place and evidence, and nothing else yet.
    pub(super) fn row(
        &self,
        kind: Kind,
        sentence: usize,
        evidence: Range<usize>,
        trigger: usize,
    ) -> MentionRow {
        let tokens = self.tree.doc.sentences[sentence].tokens();
        let evidence = self.trimmed(evidence);
        let (start, end) = self.original_range(tokens);
        let (from, to) = self.original_range(evidence);
        let quote = &self.input.original[from as usize..to as usize];
        let citation =
            Citation::make(self.input.report, self.input.original, std::slice::from_ref(&(from..to)));
        let citation = citation.map(|citation| citation.to_string()).unwrap_or_default();
        let trigger = &self.tree.doc.tokens[trigger];
        let key = format!("{}\n{kind}\n{}-{}\n{from}-{to}", self.input.report, trigger.start, trigger.end);
        MentionRow {
            id: format!("m-{}", &sha256_hex(key.as_bytes())[..12]),
            kind,
            report: self.input.report.to_owned(),
            input: self.input.input.to_owned(),
            sentence: sentence as u32,
            start,
            end,
            citation,
            quote: String::from_utf8_lossy(quote).into_owned(),
            plover: None,
            modes: Vec::new(),
            contexts: Vec::new(),
            cameo: None,
            intensity: None,
            quad: None,
            actors: Vec::new(),
            recipients: Vec::new(),
            when: None,
            place: None,
            status: None,
            polarity: None,
            certainty: None,
            time_ref: None,
            stage: None,
            condition: None,
            attribution: Vec::new(),
            quantities: Vec::new(),
            tie: None,
            deal: None,
            figure: None,
            statement: None,
            content_of: None,
            rules: Vec::new(),
        }
    }

    /// Evidence without a comma, stop or conjunction at its ends.
    fn trimmed(&self, mut evidence: Range<usize>) -> Range<usize> {
        let bare = |token: usize| {
            let word = self.tree.doc.tokens[token].form(self.text);
            matches!(word, "," | ";" | "." | ":" | "-" | "–" | "—" | ")" | "(" | "and" | "but")
        };
        while evidence.len() > 1 && bare(evidence.start) {
            evidence.start += 1;
        }
        while evidence.len() > 1 && bare(evidence.end - 1) {
            evidence.end -= 1;
        }
        evidence
    }

    /// Original bytes of a run of tokens.
    pub(super) fn original_range(&self, tokens: Range<usize>) -> (u64, u64) {
        let doc = self.tree.doc;
        let last = tokens.end.max(tokens.start + 1) - 1;
        (
            (self.input.to_original)(doc.tokens[tokens.start].start),
            (self.input.to_original)(doc.tokens[last].end),
        )
    }

    /// The words that tell an action: trigger, parties and what the pattern needed, with what stands between.
    pub(super) fn evidence_of(&self, action: &Found<'_>) -> Range<usize> {
        let sentence = self.tree.doc.sentences[self.tree.doc.sentence_of(action.trigger)].tokens();
        let parties = action.actors.iter().chain(&action.recipients).map(|&party| &self.actors[party]);
        let ends = parties.flat_map(|mention| [mention.first as usize, mention.last as usize - 1]);
        let words = [action.trigger]
            .into_iter()
            .chain(action.light)
            .chain(action.needed.iter().copied())
            .chain(action.about.iter().copied());
        let inside: Vec<usize> = ends.chain(words).filter(|token| sentence.contains(token)).collect();
        let first = inside.iter().copied().min().unwrap_or(action.trigger);
        let last = inside.iter().copied().max().unwrap_or(action.trigger);
        let clause = self.tree.doc.subtree(self.tree.clause_of(action.trigger));
        let wide = first.min(clause.start.max(sentence.start))..(last + 1).max(clause.end.min(sentence.end));
        let long =
            |range: &Range<usize>| self.tree.doc.words(self.text, range.clone()).len() > EVIDENCE_BYTES_MAX;
        if long(&wide) { first..last + 1 } else { wide }
    }

    /// Status of what a token tells.
    pub(super) fn status_at(&self, token: usize, floor: Option<Status>) -> StatusReading {
        let times: Vec<(Range<usize>, Option<Ordering>)> = self
            .times
            .iter()
            .map(|time| (time.start..time.end, self.anchor.and_then(|day| time.against(day))))
            .collect();
        status_of(self.text, self.tree.doc, token, self.statements, &times, floor, &self.tables.status)
    }

    pub(super) fn set_status(&self, row: &mut MentionRow, status: &StatusReading) {
        row.status = Some(status.status);
        row.polarity = Some(status.polarity);
        row.certainty = Some(status.certainty);
        row.time_ref = Some(status.time_ref);
        row.condition = status
            .condition
            .clone()
            .map(|range| self.text[range.start as usize..range.end as usize].to_owned());
    }

    /// When a trigger's event happens: its own time, else the day of the report where news is of the day.
    pub(super) fn when_row(
        &self,
        trigger: usize,
        light: Option<usize>,
        status: Option<Status>,
    ) -> Option<WhenRow> {
        if let Some(time) = time_of(&self.tree, &self.placed, trigger, light) {
            return Some(time.time.to_when_row());
        }
        if let Some(shifted) = self.length_from_report(trigger) {
            return Some(shifted);
        }
        if self.is_told_apart(trigger) {
            return None;
        }
        match self.time_of_telling(trigger) {
            Some(told) => Some(WhenRow { modifier: Some(TimeMod::AtMost), vague: true, ..told }),
            None => day_of_report(self.day, status?),
        }
    }

    /// "This visit comes three months after **the king went to Oman**": that length before the day of the report.
    fn length_from_report(&self, trigger: usize) -> Option<WhenRow> {
        let byte = self.tree.doc.tokens[trigger].start as usize;
        let sentence = self.tree.doc.sentence_of(trigger);
        let before = |time: &&crate::times::TimeMention| {
            let tokens = self.tree.tokens_in(time.start as u32..time.end as u32);
            time.end <= byte
                && self.tree.doc.sentence_of(tokens.start) == sentence
                && self.is_told_apart(trigger)
        };
        let mut relation = self.times.iter().filter(before).filter_map(|time| time.relation.as_ref());
        let relation = relation.rfind(|relation| relation.kind == RelationKind::After)?;
        let length = relation.length.as_deref()?;
        let day = self.day?.checked_sub(length.parse::<jiff::Span>().ok()?).ok()?;
        let (value, precision, first, last) = if length.ends_with('M') || length.ends_with('Y') {
            (
                format!("{:04}-{:02}", day.year(), day.month()),
                Precision::Month,
                day.first_of_month(),
                day.last_of_month(),
            )
        } else {
            (day.to_string(), Precision::Day, day, day)
        };
        Some(WhenRow {
            value: Some(value),
            start: Some(first.to_string()),
            end: Some(last.to_string()),
            precision,
            anchor: Anchor::Event,
            modifier: Some(TimeMod::Approx),
            vague: true,
        })
    }

    /// A clause that tells of another time than the report: "after it had signed", "since they met".
    fn is_told_apart(&self, trigger: usize) -> bool {
        let clauses = std::iter::once(trigger).chain(self.tree.ancestors(trigger));
        clauses.filter(|&clause| matches!(self.tree.rel(clause), Rel::Advcl | Rel::Ccomp | Rel::Acl)).any(
            |clause| {
                self.tree.children(clause).any(|mark| {
                    matches!(self.tree.rel(mark), Rel::Mark | Rel::Case)
                        && matches!(self.tree.lemma(mark), "after" | "before" | "since" | "until" | "once")
                })
            },
        )
    }

    /// The time of the saying that a trigger is told in: what was said in July had happened by July.
    pub(super) fn time_of_telling(&self, trigger: usize) -> Option<WhenRow> {
        let said = governing(self.statements, trigger).map(|number| &self.statements[number])?;
        time_of(&self.tree, &self.placed, said.cue_token, None).map(|time| time.time.to_when_row())
    }

    /// Rows of parties; a mention of two states gives two.
    pub(super) fn actor_rows(&self, parties: &[usize]) -> Vec<ActorRow> {
        let mut rows: Vec<ActorRow> = Vec::new();
        for mention in parties.iter().map(|&party| &self.actors[party]) {
            let tokens = mention.first as usize..mention.last as usize;
            let text = self.tree.doc.words(self.text, tokens.clone());
            let (start, end) = self.original_range(tokens);
            for actor in &mention.actors {
                let row = ActorRow {
                    name: actor.name.clone(),
                    code: actor.code(),
                    country: actor.country.clone(),
                    sector: actor.sector.clone(),
                    person: actor.person.clone(),
                    text: text.to_owned(),
                    start,
                    end,
                };
                if !rows.iter().any(|known| known.name == row.name && known.code == row.code) {
                    rows.push(row);
                }
            }
        }
        rows
    }

    fn mention_rules(&self, action: &Found<'_>) -> Vec<String> {
        let mut rules: Vec<String> = action
            .actors
            .iter()
            .chain(&action.recipients)
            .map(|&party| self.actors[party].rule.clone())
            .collect();
        rules.dedup();
        rules.extend(action.borrowed.map(str::to_owned));
        rules
    }

    /// Where: the place in a phrase of the trigger, else one in the same clause.
    fn place_of(&self, action: &Found<'_>) -> Option<&PlaceMention> {
        let own = self.tree.clause_of(action.trigger);
        let mut best: Option<(u8, &PlaceMention)> = None;
        // A capital that acts is a party, no place.
        for place in self.places.iter().filter(|place| !place.acts) {
            let tokens = self.tree.tokens_in(place.start as u32..place.end as u32);
            let Some(head) = self.tree.head_of(tokens) else { continue };
            if self.tree.doc.sentence_of(head) != self.tree.doc.sentence_of(action.trigger) {
                continue;
            }
            let locative = matches!(
                self.tree.preposition(head).as_deref(),
                Some("in" | "at" | "near" | "on" | "outside" | "to" | "into")
            );
            let score = match () {
                () if locative && action.phrases.iter().any(|(_, phrase)| *phrase == head) => 3,
                () if locative && self.tree.clause_of(head) == own => 2,
                () if self.tree.ancestors(head).any(|above| above == action.trigger) => 1,
                () => continue,
            };
            if best.is_none_or(|(known, _)| score > known) {
                best = Some((score, place));
            }
        }
        best.map(|(_, place)| place)
    }

    fn deal_of(&self, action: &Found<'_>) -> DealRow {
        let subject = action.about.first().map(|&head| {
            let range = self.tree.doc.subtree(head);
            self.tree.doc.words(self.text, range).to_owned()
        });
        let stage = std::iter::once(action.trigger)
            .chain(action.needed.iter().copied())
            .flat_map(|token| self.tree.children(token).map(move |child| (token, child)))
            .find(|&(_, child)| {
                matches!(
                    self.tree.lemma(child),
                    "initial"
                        | "preliminary"
                        | "framework"
                        | "draft"
                        | "final"
                        | "provisional"
                        | "interim"
                        | "binding"
                )
            })
            .map(|(token, child)| format!("{} {}", self.tree.lemma(child), self.tree.lemma(token)));
        DealRow { subject, stage }
    }

    fn amounts_of(&self, action: &Found<'_>) -> Vec<QuantityRow> {
        let heads = std::iter::once(action.trigger)
            .chain(action.needed.iter().copied())
            .chain(action.about.iter().copied());
        let spans: Vec<Range<usize>> = heads.map(|head| self.tree.doc.subtree(head)).collect();
        let inside = |amount: &&Amount| {
            let tokens = self.tree.tokens_in(amount.start as u32..amount.end as u32);
            let voices = self.statements.iter().filter_map(|said| said.speaker_tokens.clone());
            let of_voice = voices.into_iter().any(|voice| voice.contains(&tokens.start));
            !tokens.is_empty()
                && !of_voice
                && spans.iter().any(|span| span.start <= tokens.start && tokens.end <= span.end)
        };
        let told = |amount: &&Amount| amount.kind != AmountKind::Duration || action.rule.kind == Kind::Deal;
        self.amounts.iter().filter(inside).filter(told).map(|amount| self.quantity_row(amount)).collect()
    }

    /// The row of an amount; those ranked before are given by their codes.
    pub(super) fn quantity_row(&self, amount: &Amount) -> QuantityRow {
        let mut row = amount.to_quantity_row(self.text);
        row.after = row.after.iter().map(|name| self.code_of(name)).collect();
        row
    }

    fn code_of(&self, name: &str) -> String {
        let named = self.actors.iter().find(|mention| {
            self.tree.doc.words(self.text, mention.first as usize..mention.last as usize) == name
        });
        named.and_then(|mention| mention.actors[0].country.clone()).unwrap_or_else(|| name.to_owned())
    }

    /// First token of a mention.
    pub(super) fn first_token(&self, party: usize) -> usize {
        self.actors[party].first as usize
    }
}
