//! Whether the words around a time look back or ahead.
//!
//! With a tree: the tense of the finite verb that governs the expression. Without: the nearest cue word of the
//! sentence, reporting verbs last.

use super::tables::{Direction, TimeTables};
use crate::scan::{PieceKind, Scan};
use dateline_lang::{Doc, Rel, Upos, Xpos};

/// Furthest cue word that counts, in words: about two clauses of a long news sentence.
const WINDOW: usize = 25;

/// The direction at the pieces `first..last`.
pub(super) fn direction(
    tables: &TimeTables,
    scan: &Scan<'_>,
    doc: Option<&Doc>,
    first: usize,
    last: usize,
) -> Option<Direction> {
    let byte = scan.pieces.get(first)?.start;
    doc.and_then(|doc| by_tree(doc, scan.text, byte)).or_else(|| by_words(tables, scan, first, last))
}

/// Climbs from the word at a byte to the verbs above it and reads their tense.
fn by_tree(doc: &Doc, text: &str, byte: usize) -> Option<Direction> {
    let at = doc.tokens.partition_point(|token| (token.end as usize) <= byte);
    let mut token = at;
    // A tree is no deeper than its sentence is long; sixty steps end any loop in a broken one.
    for _ in 0..60 {
        let word = doc.tokens.get(token)?;
        if (matches!(word.upos, Upos::Verb | Upos::Aux)
            || doc.children(token).any(|c| doc.tokens[c].rel == Rel::Cop))
            && let Some(found) = tense(doc, text, token)
        {
            return Some(found);
        }
        token = word.head? as usize;
    }
    None
}

/// The tense of a verb with its helpers; none for an infinitive or participle that takes it from above.
fn tense(doc: &Doc, text: &str, verb: usize) -> Option<Direction> {
    let helpers: Vec<usize> = doc
        .children(verb)
        .filter(|&c| matches!(doc.tokens[c].rel, Rel::Aux | Rel::AuxPass | Rel::Cop))
        .collect();
    let has = |words: &[&str]| {
        helpers.iter().any(|&c| words.contains(&doc.tokens[c].form(text).to_lowercase().as_str()))
    };
    let lemma = &*doc.tokens[verb].lemma;
    if has(&["will", "shall", "'ll", "’ll", "wo"]) {
        return Some(Direction::Future);
    }
    let ahead = matches!(
        lemma,
        "schedule"
            | "plan"
            | "expect"
            | "slate"
            | "due"
            | "set"
            | "intend"
            | "aim"
            | "hope"
            | "prepare"
            | "propose"
    );
    if ahead
        && doc
            .children(verb)
            .any(|c| matches!(doc.tokens[c].rel, Rel::Xcomp | Rel::Ccomp | Rel::AuxPass | Rel::Cop))
    {
        return Some(Direction::Future);
    }
    match doc.tokens[verb].xpos {
        Xpos::Vbd => Some(Direction::Past),
        Xpos::Vbz | Xpos::Vbp => Some(Direction::Future),
        Xpos::Vb => None,
        _ if has(&["was", "were", "had", "has", "have", "did", "been"]) => Some(Direction::Past),
        Xpos::Vbg if has(&["is", "are", "'s", "’s", "'re", "’re"]) => Some(Direction::Future),
        _ => None,
    }
}

/// The nearest cue of the sentence: what stands before counts first, reporting verbs last.
fn by_words(tables: &TimeTables, scan: &Scan<'_>, first: usize, last: usize) -> Option<Direction> {
    let start = scan.sentence_start(first).max(first.saturating_sub(WINDOW));
    let end = scan.sentence_end(last.saturating_sub(1)).min(last + WINDOW);
    let before = (start..first).rev();
    let after = last..end;
    let mut reported = None;
    for at in before.chain(after) {
        match cue(tables, scan, at) {
            Some((direction, false)) => return Some(direction),
            Some((direction, true)) => reported = reported.or(Some(direction)),
            None => {}
        }
    }
    reported
}

/// Whether a word tells the direction, and whether it only reports.
fn cue(tables: &TimeTables, scan: &Scan<'_>, at: usize) -> Option<(Direction, bool)> {
    if scan.kind(at)? != PieceKind::Word {
        return None;
    }
    let (word, next) = (scan.lower(at), scan.lower(at + 1));
    if let Some((_, _, direction)) = tables.pairs.iter().find(|(a, b, _)| a == word && b == next) {
        return Some((*direction, false));
    }
    let cue = tables.entry(word).and_then(|entry| entry.cue);
    let participle = word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed");
    let cue = cue.or(participle.then_some((Direction::Past, false)))?;
    // "to be held", "is held": the helper tells the time, not the participle.
    let before = at.checked_sub(1).map_or("", |b| scan.lower(b));
    let passive =
        cue.0 == Direction::Past && matches!(before, "be" | "is" | "are" | "being" | "get" | "gets");
    (!passive).then_some(cue)
}
