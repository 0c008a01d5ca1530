//! Answers that were not given: who was asked, and what came back.
//!
//! Must not know contents: a silence has none.

use super::contents::Witness;
use super::phrases;
use super::reader::{Content, Reader};
use super::speakers::{self, Speaker};
use super::tables::Work;
use super::tree::Tree;
use crate::words::SpeechMode;
use dateline_lang::{Rel, Upos};

impl Reader<'_> {
    /// "declined to comment", "went unanswered": a statement without content.
    pub(super) fn read_silence(&mut self, tree: &Tree<'_>) {
        let Some((phrase, at)) =
            phrases::find_loose(self.text, self.doc, tree.tokens(), &self.tables.replies)
        else {
            return;
        };
        let verb = at.clone().find(|&t| tree.token(t).upos == Upos::Verb).unwrap_or(at.start);
        let cue = at.clone().rev().find(|&t| tree.token(t).upos == Upos::Verb).unwrap_or(verb);
        let speaker = self.silent_one(tree, verb);
        let content = Content { tokens: cue..cue, witness: Witness::Clause };
        let name = phrase.words.join("_");
        let mut statement = self.statement(tree, cue, &name, speaker.as_ref(), &content);
        statement.content = self.doc.tokens[cue].end..self.doc.tokens[cue].end;
        statement.mode = SpeechMode::Indirect;
        statement.reply = Some(phrase.says);
        statement.negated = true;
        self.found.push(statement);
    }

    /// Who was asked: the subject; where that is the question itself or no one ("there was no response from"), the one
    /// it was put to.
    fn silent_one(&self, tree: &Tree<'_>, verb: usize) -> Option<Speaker> {
        let tops: Vec<usize> = tree.path_up(verb).take(3).collect();
        let is_request = |t: usize| self.tables.does(tree.lemma(t), Work::Request);
        let subject = tops.iter().find_map(|&t| {
            let passive = tree.child(t, &[Rel::NsubjPass]).map(|head| speakers::phrase(tree, head, verb));
            passive
                .or_else(|| speakers::of_verb(tree, t, false))
                .or_else(|| Some(speakers::phrase(tree, tree.child(t, &[Rel::Nsubj])?, verb)))
        });
        let empty = |t: usize| tree.rel(t) == Rel::Expl || matches!(tree.lemma(t), "there" | "it");
        let asked = |s: &Speaker| {
            !is_request(s.head)
                && !empty(s.head)
                && !tops.iter().any(|&t| tree.child(t, &[Rel::Expl]).is_some())
        };
        let goal = || {
            let goals = |case: &str| {
                let mut nouns = tops.iter().flat_map(|&t| tree.span(t));
                nouns.find(|&k| {
                    speakers::is_noun(tree, k) && !is_request(k) && speakers::has_case(tree, k, case)
                })
            };
            let head = ["by", "to", "from"].iter().find_map(|case| goals(case))?;
            Some(speakers::phrase(tree, head, verb))
        };
        match subject {
            Some(subject) if asked(&subject) => Some(subject),
            other => goal().or(other),
        }
    }
}
