//! Statements: who said what to whom, and who was asked and did not answer.

use super::Reading;
use crate::actors::Actor;
use crate::attribution::Statement;
use crate::rows::{ActorRow, MentionRow, StatementRow, WhenRow};
use crate::words::{Certainty, Kind, Polarity, SpeechMode, Status};
use std::ops::Range;

impl Reading<'_> {
    /// A row for each statement of a voice or document.
    pub(super) fn statement_rows(&self) -> Vec<MentionRow> {
        let mut rows: Vec<MentionRow> = Vec::new();
        let mut blocks: Vec<u32> = Vec::new();
        for said in self.statements {
            let Some(mut row) = self.statement_row(said) else { continue };
            let block = self.tree.doc.sentences[self.tree.doc.sentence_of(said.cue_token)].block;
            // "In July he told donors …" dates what the same voice goes on to say in the paragraph.
            if let (Some(before), Some(&last)) = (rows.last(), blocks.last())
                && last == block
                && same_voice(before, &row)
                && row.when.as_ref().is_none_or(|when| when.vague)
                && before.when.as_ref().is_some_and(|when| !when.vague)
            {
                row.when = before.when.clone();
            }
            rows.push(row);
            blocks.push(block);
        }
        rows
    }

    fn statement_row(&self, said: &Statement) -> Option<MentionRow> {
        if !self.is_statement(said) {
            return None;
        }
        let speaker = self.speaker_row(said);
        if speaker.is_none() && said.reply.is_none() {
            return None;
        }
        let doc = self.tree.doc;
        let anchor_token =
            if said.content_tokens.is_empty() { said.cue_token } else { said.content_tokens.start };
        let sentence = doc.sentence_of(anchor_token);
        let tokens = doc.sentences[sentence].tokens();
        let mut inside: Vec<usize> = vec![anchor_token, said.cue_token];
        inside.extend(said.content_tokens.clone());
        inside.extend(said.speaker_tokens.clone().into_iter().flatten());
        inside.retain(|token| tokens.contains(token));
        let evidence = inside.iter().copied().min()?..inside.iter().copied().max()? + 1;
        let mut row = self.row(Kind::Statement, sentence, evidence, said.cue_token);
        let status = self.status_at(said.cue_token, None);
        self.set_status(&mut row, &status);
        if said.reply.is_some_and(|reply| reply != crate::words::Reply::Given) {
            row.status = Some(Status::NoComment);
            row.polarity = Some(Polarity::Open);
            row.certainty = Some(Certainty::Open);
        }
        let to = said.addressee_tokens.clone().and_then(|tokens| self.named_in(tokens));
        if said.denies {
            row.status = Some(Status::Denied);
            row.polarity = Some(Polarity::Negated);
        }
        row.actors = speaker.clone().into_iter().collect();
        row.recipients = to.clone().into_iter().collect();
        let has_content = !said.content_tokens.is_empty();
        row.statement = Some(StatementRow {
            speaker,
            direct: matches!(said.mode, SpeechMode::Direct | SpeechMode::Mixed),
            to,
            content_start: has_content.then(|| (self.input.to_original)(said.content.start)),
            content_end: has_content.then(|| (self.input.to_original)(said.content.end)),
        });
        row.when = self.day_of_document(said).or_else(|| self.when_row(said.cue_token, None, row.status));
        row.attribution = self.chain_of(&[said]);
        row.rules = vec![said.rule.clone()];
        row.rules.extend(status.rules);
        Some(row)
    }

    /// "A **March** paper from the ministry": documents have days, too.
    fn day_of_document(&self, said: &Statement) -> Option<WhenRow> {
        let speaker = said.speaker_tokens.clone()?;
        let inside = self.placed.iter().find(|placed| speaker.contains(&placed.head))?;
        Some(inside.time.to_when_row())
    }

    /// Words of a voice or document; no "I think" inside a quote, and no "the visit highlights the need".
    pub(super) fn is_statement(&self, said: &Statement) -> bool {
        let pronoun = said.speaker_tokens.clone().is_some_and(|tokens| {
            let words = self.tree.doc.words(self.text, tokens).to_lowercase();
            matches!(words.as_str(), "i" | "we" | "you" | "it" | "this" | "that" | "which" | "who" | "they")
                && self.speaker_of(said).is_none()
        });
        let person =
            || self.speaker_of(said).is_some_and(|actor| actor.kind == crate::actors::ActorKind::Person);
        !pronoun && (!said.of_thing || said.reply.is_some() || said.mode == SpeechMode::Document || person())
    }

    /// The party that speaks, where one is known.
    pub(super) fn speaker_of(&self, said: &Statement) -> Option<Actor> {
        let head = said.speaker_head?;
        let party = self.speaking_party(head)?;
        self.actors[party].actors.first().cloned()
    }

    /// The party at the head of a speaker's words; of a title and a name in apposition, the name.
    fn speaking_party(&self, head: usize) -> Option<usize> {
        let parties = self.tree.parties(head);
        let person = |party: &usize| self.actors[*party].actors[0].kind == crate::actors::ActorKind::Person;
        let generic =
            parties.first().is_some_and(|&party| self.actors[party].via == crate::actors::Via::Generic);
        let named = parties.iter().copied().find(person).filter(|_| generic);
        named.or_else(|| parties.first().copied())
    }

    /// The row of the speaker: a known party, else the words that name it.
    fn speaker_row(&self, said: &Statement) -> Option<ActorRow> {
        let tokens = said.speaker_tokens.clone()?;
        let party = said.speaker_head.and_then(|head| self.speaking_party(head));
        match party {
            Some(party) => {
                let mut row = self.actor_rows(&[party]).into_iter().next()?;
                let (text, start, end) = self.words_at(tokens);
                (row.text, row.start, row.end) = (text, start, end);
                Some(row)
            }
            None => {
                let (text, start, end) = self.words_at(tokens);
                Some(ActorRow { name: text.clone(), text, start, end, ..ActorRow::default() })
            }
        }
    }

    fn named_in(&self, tokens: Range<usize>) -> Option<ActorRow> {
        let party = self.tree.cover[tokens.clone()].iter().flatten().next();
        match party {
            Some(&party) => self.actor_rows(&[party as usize]).into_iter().next(),
            None => {
                let (text, start, end) = self.words_at(tokens);
                Some(ActorRow { name: text.clone(), text, start, end, ..ActorRow::default() })
            }
        }
    }

    fn words_at(&self, tokens: Range<usize>) -> (String, u64, u64) {
        let doc = self.tree.doc;
        let text = doc.words(self.text, tokens.clone()).to_owned();
        let start = (self.input.to_original)(doc.tokens[tokens.start].start);
        let end = (self.input.to_original)(doc.tokens[tokens.end.max(tokens.start + 1) - 1].end);
        (text, start, end)
    }
}

/// Whether two statements have one speaker.
fn same_voice(a: &MentionRow, b: &MentionRow) -> bool {
    let name = |row: &MentionRow| row.actors.first().map(|actor| actor.name.clone());
    name(a).is_some() && name(a) == name(b)
}
