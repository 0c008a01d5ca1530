//! Speech that the layout tells: lines of an interview ("NAME: words"), and a paragraph that a colon announces.
//!
//! Must not know verbs in the middle of a sentence.

use super::contents::Witness;
use super::reader::{Content, Reader, verb_row};
use super::speakers::{self, Speaker};
use super::tree::Tree;
use crate::words::{SpeechMode, Standing};
use dateline_lang::{Upos, Xpos};
use std::collections::BTreeMap;
use std::ops::Range;

/// Longest name before the colon of a line of dialogue, in tokens.
const NAME: usize = 4;

/// A line of dialogue: who speaks and what.
struct Line {
    name: Range<usize>,
    words: Range<usize>,
}

impl Reader<'_> {
    /// "MAYOR TAMM: The road is open.": read where at least two paragraphs open in this way and one name speaks twice;
    /// a single line may be a label.
    pub(super) fn read_dialogue(&mut self) {
        let lines: Vec<Line> = self.paragraphs().into_iter().filter_map(|block| self.line(block)).collect();
        let mut turns: BTreeMap<String, usize> = BTreeMap::new();
        for line in &lines {
            *turns.entry(self.doc.words(self.text, line.name.clone()).to_lowercase()).or_default() += 1;
        }
        if turns.len() < 2 || !turns.values().any(|&turns| turns >= 2) {
            return;
        }
        for line in lines {
            let tree = Tree::around(self.doc, line.name.start);
            let speaker = Speaker { head: line.name.end - 1, tokens: line.name.clone() };
            let content = Content { tokens: line.words.clone(), witness: Witness::Marks };
            let mut statement = self.statement(&tree, line.name.end, "", Some(&speaker), &content);
            statement.mode = SpeechMode::Direct;
            statement.standing = Standing::OnRecord;
            statement.negated = false;
            statement.rule = "attribution/dialogue".to_owned();
            self.found.push(statement);
        }
    }

    /// The tokens of each paragraph.
    fn paragraphs(&self) -> Vec<Range<usize>> {
        let mut found: Vec<(u32, Range<usize>)> = Vec::new();
        for sentence in self.doc.sentences.iter().filter(|s| s.first < s.last) {
            let tokens = sentence.tokens();
            match found.last_mut() {
                Some((block, range)) if *block == sentence.block => range.end = tokens.end,
                _ => found.push((sentence.block, tokens)),
            }
        }
        found.into_iter().map(|(_, range)| range).collect()
    }

    fn line(&self, block: Range<usize>) -> Option<Line> {
        let colon = block.clone().take(NAME + 1).find(|&t| self.doc.tokens[t].form(self.text) == ":")?;
        let name = block.start..colon;
        let capital = |t: usize| {
            let form = self.doc.tokens[t].form(self.text);
            form.starts_with(char::is_uppercase) || form == "."
        };
        let words = colon + 1..block.end;
        let speaks = words.clone().any(|t| matches!(self.doc.tokens[t].upos, Upos::Verb | Upos::Aux))
            || words
                .clone()
                .last()
                .is_some_and(|t| matches!(self.doc.tokens[t].form(self.text), "." | "?" | "!"));
        (!name.is_empty() && name.clone().all(capital) && speaks).then_some(Line { name, words })
    }

    /// "The ministry denied the reports:" as the end of a paragraph: the paragraph after it is what was said.
    pub(super) fn read_announced(&mut self, tree: &Tree<'_>, sentence: usize) {
        let tokens = tree.tokens();
        let Some(colon) = tokens.end.checked_sub(1).filter(|&t| tree.token(t).xpos == Xpos::Colon) else {
            return;
        };
        let next = self.doc.sentences.get(sentence + 1).map(|s| s.block);
        let Some(block) = next.filter(|&block| block == self.doc.sentences[sentence].block + 1) else {
            return;
        };
        if self.doc.tokens[colon].form(self.text) != ":" {
            return;
        }
        let inside = self.doc.sentences.iter().filter(|s| s.block == block && s.first < s.last);
        let Some(words) = inside.map(|s| s.tokens()).reduce(|a, b| a.start..b.end) else { return };
        let full = words.clone().any(|t| matches!(self.doc.tokens[t].upos, Upos::Verb | Upos::Aux))
            && words
                .clone()
                .rev()
                .take(2)
                .any(|t| matches!(self.doc.tokens[t].form(self.text), "." | "?" | "!"));
        let quoted = self
            .quotes
            .iter()
            .any(|q| q.start < words.end && words.start < q.end && q.len() * 2 > words.len());
        let verb = tokens.clone().rev().find(|&t| {
            let row = || {
                verb_row(self.tables, tree, t, &tree.lemma(t).to_lowercase(), tree.token(t).form(self.text))
            };
            tree.token(t).upos == Upos::Verb && row().is_some_and(|(_, row)| row.frames.quote)
        });
        let Some(verb) = verb.filter(|_| full && !quoted) else { return };
        let Some(speaker) = speakers::of_verb(tree, verb, false) else { return };
        let lemma = tree.lemma(verb).to_lowercase();
        let content = Content { tokens: words, witness: Witness::Marks };
        let mut statement = self.statement(tree, verb, &lemma, Some(&speaker), &content);
        statement.mode = SpeechMode::Direct;
        statement.rule = format!("attribution/{lemma}.announced");
        self.found.push(statement);
    }
}
