//! The dependency tree of one sentence, indexed: children and projections without walking the sentence again.
//!
//! Must not know what a word means; it knows heads, relations and tags only.

use dateline_lang::{Doc, Rel, Token, Upos};
use std::ops::Range;

/// Children and projections of the words of one sentence. Indices are those of [`Doc::tokens`].
pub(crate) struct Tree<'d> {
    doc: &'d Doc,
    tokens: Range<usize>,
    kids: Vec<Vec<usize>>,
    spans: Vec<Range<usize>>,
}

impl<'d> Tree<'d> {
    /// The tree of the sentence that holds `token`; an empty one where no sentence does.
    pub(crate) fn around(doc: &'d Doc, token: usize) -> Tree<'d> {
        let tokens = doc.sentences.get(doc.sentence_of(token)).map_or(0..0, |s| s.tokens());
        Tree::of(doc, tokens)
    }

    /// The tree of the sentence with these tokens.
    pub(crate) fn of(doc: &'d Doc, tokens: Range<usize>) -> Tree<'d> {
        let mut kids = vec![Vec::new(); tokens.len()];
        let mut spans: Vec<Range<usize>> = tokens.clone().map(|t| t..t + 1).collect();
        for token in tokens.clone() {
            if let Some(head) = head_within(doc, token, &tokens) {
                kids[head - tokens.start].push(token);
            }
            widen_ancestors(doc, token, &tokens, &mut spans);
        }
        Tree { doc, tokens, kids, spans }
    }

    /// Tokens of the sentence.
    pub(crate) fn tokens(&self) -> Range<usize> {
        self.tokens.clone()
    }

    /// The word.
    pub(crate) fn token(&self, token: usize) -> &'d Token {
        &self.doc.tokens[token]
    }

    /// Its dictionary form.
    pub(crate) fn lemma(&self, token: usize) -> &'d str {
        &self.doc.tokens[token].lemma
    }

    /// Its relation.
    pub(crate) fn rel(&self, token: usize) -> Rel {
        self.doc.tokens[token].rel
    }

    /// Its head, where that stands in the same sentence.
    pub(crate) fn head(&self, token: usize) -> Option<usize> {
        head_within(self.doc, token, &self.tokens)
    }

    /// Words that depend directly on it, in text order.
    pub(crate) fn children(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let at = token.checked_sub(self.tokens.start);
        at.and_then(|at| self.kids.get(at)).into_iter().flatten().copied()
    }

    /// First child in one of these relations (subtypes count only where they are named).
    pub(crate) fn child(&self, token: usize, rels: &[Rel]) -> Option<usize> {
        self.children(token).find(|&kid| rels.contains(&self.rel(kid)))
    }

    /// First and last + 1 of the words it governs, itself included.
    pub(crate) fn span(&self, token: usize) -> Range<usize> {
        let at = token.wrapping_sub(self.tokens.start);
        self.spans.get(at).cloned().unwrap_or(token..token + 1)
    }

    /// Whether `above` governs `token`, at any distance; a word governs itself.
    pub(crate) fn governs(&self, above: usize, token: usize) -> bool {
        self.path_up(token).any(|t| t == above)
    }

    /// The word and all its heads up to the root.
    pub(crate) fn path_up(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(token), |&t| self.head(t)).take(self.tokens.len() + 1)
    }

    /// The phrase of a noun without what trails it: relative clauses, clauses, participles, parataxis.
    pub(crate) fn noun_phrase(&self, head: usize) -> Range<usize> {
        let mut phrase = self.span(head);
        for kid in self.children(head).filter(|&kid| kid > head && self.trails(kid)) {
            phrase.end = phrase.end.min(self.span(kid).start.max(head + 1));
        }
        for kid in self.children(head).filter(|&kid| kid < head && self.trails(kid)) {
            phrase.start = phrase.start.max(self.span(kid).end.min(head));
        }
        self.without_punctuation(phrase)
    }

    /// The range without punctuation at its two ends.
    pub(crate) fn without_punctuation(&self, mut range: Range<usize>) -> Range<usize> {
        let is_mark = |t: usize| self.token(t).upos == Upos::Punct;
        while range.start + 1 < range.end && is_mark(range.start) {
            range.start += 1;
        }
        while range.end > range.start + 1 && is_mark(range.end - 1) {
            range.end -= 1;
        }
        range
    }

    fn trails(&self, kid: usize) -> bool {
        matches!(
            self.rel(kid),
            Rel::AclRelcl
                | Rel::Acl
                | Rel::Parataxis
                | Rel::Ccomp
                | Rel::Advcl
                | Rel::Conj
                | Rel::Dep
                | Rel::List
        ) && (self.rel(kid) != Rel::Conj || self.token(kid).upos == Upos::Verb)
    }
}

fn head_within(doc: &Doc, token: usize, tokens: &Range<usize>) -> Option<usize> {
    let head = doc.tokens[token].head.map(|h| h as usize)?;
    (tokens.contains(&head) && head != token).then_some(head)
}

fn widen_ancestors(doc: &Doc, token: usize, tokens: &Range<usize>, spans: &mut [Range<usize>]) {
    let mut above = head_within(doc, token, tokens);
    for _ in 0..tokens.len() {
        let Some(head) = above else { return };
        let span = &mut spans[head - tokens.start];
        *span = span.start.min(token)..span.end.max(token + 1);
        above = head_within(doc, head, tokens);
    }
}
