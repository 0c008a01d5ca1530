//! A few words of somebody inside a sentence ("called the raid \"barbaric\""), and what reporters saw themselves.
//!
//! Must not know whole quotes: those are the reader's.

use super::contents::Witness;
use super::reader::{Content, Reader, verb_row};
use super::speakers;
use super::tables::Work;
use super::tree::Tree;
use crate::words::SpeechMode;
use dateline_lang::{Rel, Upos};
use std::ops::Range;

impl Reader<'_> {
    /// Marked words that no statement holds, below a verb that names or says: its subject chose them.
    pub(super) fn read_scare_quotes(&mut self) {
        for quote in self.quotes.clone() {
            let held = |s: &super::Statement| {
                s.content_tokens.start < quote.end && quote.start < s.content_tokens.end
            };
            if quote.is_empty() || self.found.iter().any(held) {
                continue;
            }
            let tree = Tree::around(self.doc, quote.start);
            if !tree.tokens().contains(&(quote.end - 1)) {
                continue;
            }
            let Some((verb, name)) = self.naming_verb(&tree, &quote) else { continue };
            let Some(speaker) = speakers::of_verb(&tree, verb, false) else { continue };
            let content = Content { tokens: quote, witness: Witness::Marks };
            let mut statement = self.statement(&tree, verb, &name, Some(&speaker), &content);
            statement.mode = SpeechMode::Mixed;
            statement.of_thing = true;
            statement.rule = format!("attribution/{name}.words");
            self.found.push(statement);
        }
    }

    /// The nearest verb before the marks that governs them and takes somebody's words.
    fn naming_verb(&self, tree: &Tree<'_>, quote: &Range<usize>) -> Option<(usize, String)> {
        let verb =
            tree.path_up(quote.start).find(|&t| tree.token(t).upos == Upos::Verb && !quote.contains(&t))?;
        let lemma = tree.lemma(verb).to_lowercase();
        let named = self.tables.does(&lemma, Work::Names);
        let said = || {
            let (name, row) = verb_row(self.tables, tree, verb, &lemma, tree.token(verb).form(self.text))?;
            (row.frames.that && row.frames.quote).then_some(name)
        };
        let name = if named { Some(lemma.clone()) } else { said() }?;
        (verb < quote.start).then_some((verb, name))
    }

    /// "A reporter saw tanks crossing the bridge": what the newsroom's own people saw.
    pub(super) fn read_seen(&mut self, tree: &Tree<'_>, verb: usize) {
        let lemma = tree.lemma(verb).to_lowercase();
        if !self.tables.does(&lemma, Work::Sees) {
            return;
        }
        let Some(speaker) = speakers::of_verb(tree, verb, false) else { return };
        if !self.tables.does(tree.lemma(speaker.head), Work::Reporter) {
            return;
        }
        let seen = tree
            .children(verb)
            .find(|&kid| kid > verb && matches!(tree.rel(kid), Rel::Obj | Rel::Ccomp | Rel::Xcomp));
        let Some(seen) = seen else { return };
        let content = Content {
            tokens: tree.without_punctuation(seen_span(tree, seen, verb)),
            witness: Witness::Clause,
        };
        let mut statement = self.statement(tree, verb, &lemma, Some(&speaker), &content);
        statement.mode = SpeechMode::Observed;
        statement.rule = format!("attribution/{lemma}.seen");
        self.found.push(statement);
    }
}

fn seen_span(tree: &Tree<'_>, seen: usize, verb: usize) -> Range<usize> {
    let span = tree.span(seen);
    span.start.max(verb + 1)..span.end.max(tree.span(verb).end.min(span.end))
}
