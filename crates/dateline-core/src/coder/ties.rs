//! Ties: the level named, the states said to stand at the same level, and since when.

use super::Reading;
use crate::events::Found;
use crate::rows::{MentionRow, TieRow};
use crate::words::Status;

impl Reading<'_> {
    /// Fills in the tie of a row.
    pub(super) fn set_tie(&self, row: &mut MentionRow, action: &Found<'_>) {
        let level = action.about.iter().map(|&head| self.level_words(head)).find(|words| !words.is_empty());
        let level = level.or_else(|| self.named_level(action));
        let parity_with = self.parity(action);
        let holds = matches!(row.status, Some(Status::Happened | Status::Ongoing));
        if holds {
            row.status = Some(Status::InEffect);
        }
        let since = row.when.as_ref().filter(|when| !when.vague).and_then(|when| when.value.clone());
        row.tie = Some(TieRow {
            relation: action.rule.relation.clone().unwrap_or_default(),
            level,
            parity_with,
            since: since.filter(|_| holds),
        });
    }

    fn level_words(&self, head: usize) -> String {
        let range = self.tree.doc.subtree(head);
        let words = self.tree.doc.words(self.text, range);
        let trimmed = words.trim_start_matches(|c: char| "“\"'‘".contains(c));
        let trimmed = trimmed.split(['”', '"', ',', ';']).next().unwrap_or(trimmed).trim();
        let bare = trimmed
            .trim_start_matches("a ")
            .trim_start_matches("an ")
            .trim_start_matches("the ")
            .trim_start_matches("to ");
        bare.trim_start_matches(|c: char| "“\"'‘".contains(c)).to_owned()
    }

    /// A level of relations told anywhere in the sentence: "comprehensive strategic partnership", "top tier".
    fn named_level(&self, action: &Found<'_>) -> Option<String> {
        const LEVELS: &[&str] = &["partnership", "tier", "level", "status", "rank"];
        const KINDS: &[&str] = &[
            "strategic",
            "comprehensive",
            "top",
            "highest",
            "diplomatic",
            "full",
            "global",
            "special",
            "enhanced",
            "major",
        ];
        let sentence = self.tree.doc.sentences[self.tree.doc.sentence_of(action.trigger)].tokens();
        for noun in sentence.filter(|&token| LEVELS.contains(&self.tree.lemma(token))) {
            let kinds = self.tree.children(noun).filter(|&child| KINDS.contains(&self.tree.lemma(child)));
            if let Some(first) = kinds.min().filter(|&first| first < noun) {
                return Some(self.tree.doc.words(self.text, first..noun + 1).to_lowercase());
            }
        }
        None
    }

    /// States after "same … as", "alongside", "along with", "also", that are no parties of the tie themselves.
    fn parity(&self, action: &Found<'_>) -> Vec<String> {
        let sentence = self.tree.doc.sentences[self.tree.doc.sentence_of(action.trigger)].tokens();
        let words = self.tree.doc.words(self.text, sentence.clone()).to_lowercase();
        let alike = [
            "same ",
            "also ",
            "alongside",
            "along with",
            "on a par",
            "equal to",
            "level with",
            "it uses for",
            "on par",
        ];
        if !alike.iter().any(|cue| words.contains(cue)) {
            return Vec::new();
        }
        let own: Vec<&str> = action
            .actors
            .iter()
            .chain(&action.recipients)
            .flat_map(|&party| &self.actors[party].actors)
            .filter_map(|actor| actor.country.as_deref())
            .collect();
        let mut codes: Vec<String> = Vec::new();
        for mention in self.actors.iter().filter(|mention| sentence.contains(&(mention.first as usize))) {
            for code in mention
                .actors
                .iter()
                .filter(|actor| actor.sector.is_none())
                .filter_map(|a| a.country.as_deref())
            {
                if !own.contains(&code) && !codes.iter().any(|known| known == code) {
                    codes.push(code.to_owned());
                }
            }
        }
        codes
    }
}
