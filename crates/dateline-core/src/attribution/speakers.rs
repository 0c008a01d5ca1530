//! Who speaks: from the verb to the speaker's words, and what those words say about how well they can be known.
//!
//! Must not know contents.

use super::tables::SpeechTables;
use super::tree::Tree;
use crate::scan::Scan;
use crate::words::{SpeechMode, Standing};
use dateline_lang::{Doc, Rel, Upos, Xpos};
use std::ops::Range;

/// The speaker of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Speaker {
    /// Head word.
    pub(crate) head: usize,
    /// The phrase, without clauses that trail it.
    pub(crate) tokens: Range<usize>,
}

const SUBJECTS: &[Rel] = &[Rel::Nsubj, Rel::NsubjOuter, Rel::NsubjPass];

/// How far a verb may borrow its subject: "went on to say", "came and said".
const REACH: usize = 4;

/// The speaker of a verb: its subject, the agent of a passive, or the subject it borrows.
pub(crate) fn of_verb(tree: &Tree<'_>, verb: usize, inverted: bool) -> Option<Speaker> {
    let head =
        subject_of(tree, verb, REACH).or_else(|| if inverted { after_verb(tree, verb) } else { None })?;
    Some(under_preposition(tree, head, verb).unwrap_or_else(|| phrase(tree, head, verb)))
}

/// "people familiar with the plan said": a subject that stands after a preposition belongs to the noun before it.
fn under_preposition(tree: &Tree<'_>, head: usize, verb: usize) -> Option<Speaker> {
    let case = tree
        .child(head, &[Rel::Case])
        .filter(|&case| case < head && head < verb && tree.rel(head) == Rel::Nsubj)?;
    let part = |t: &usize| !matches!(tree.token(*t).upos, Upos::Verb | Upos::Aux | Upos::Punct | Upos::Sconj);
    let run = (tree.tokens().start..case).rev().take_while(part);
    let noun = run.clone().filter(|&t| is_noun(tree, t) && tree.child(t, &[Rel::Case]).is_none()).last()?;
    let start = tree.span(noun).start.max(run.last()?);
    Some(Speaker { head: noun, tokens: start..verb })
}

/// The phrase around a speaker's head, never across the verb.
pub(crate) fn phrase(tree: &Tree<'_>, head: usize, verb: usize) -> Speaker {
    let mut tokens = tree.noun_phrase(head);
    if head < verb {
        tokens.end = tokens.end.min(verb);
    } else if verb < head {
        tokens.start = tokens.start.max(verb + 1);
    }
    Speaker { head, tokens: tree.without_punctuation(tokens) }
}

fn subject_of(tree: &Tree<'_>, verb: usize, reach: usize) -> Option<usize> {
    if is_passive(tree, verb) {
        return agent_of(tree, verb);
    }
    if let Some(subject) =
        tree.children(verb).find(|&kid| SUBJECTS.contains(&tree.rel(kid)) && is_noun(tree, kid))
    {
        return Some(antecedent(tree, verb, subject));
    }
    if let Some(subject) = lent_by_insertion(tree, verb) {
        return Some(subject);
    }
    let head = tree.head(verb).filter(|_| reach > 0)?;
    match tree.rel(verb) {
        Rel::AclRelcl | Rel::Acl if is_noun(tree, head) => Some(head),
        Rel::Conj | Rel::Xcomp | Rel::Advcl | Rel::Acl => subject_of_any(tree, head, reach - 1),
        _ => None,
    }
}

/// "The Border Press, citing two diplomats, said": the tree may hang the subject on what is set in between.
fn lent_by_insertion(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let set_in = tree.children(verb).find(|&kid| {
        kid < verb && tree.rel(kid) == Rel::Advcl && matches!(tree.token(kid).xpos, Xpos::Vbg | Xpos::Vbn)
    })?;
    let comma = |t: usize| tree.token(t).xpos == Xpos::Comma;
    let subject =
        tree.children(set_in).find(|&kid| SUBJECTS.contains(&tree.rel(kid)) && is_noun(tree, kid))?;
    (subject < set_in && comma(set_in - 1)).then_some(subject)
}

/// As [`subject_of`], but a passive lends its own subject: "was quoted as saying".
fn subject_of_any(tree: &Tree<'_>, verb: usize, reach: usize) -> Option<usize> {
    let own = tree.children(verb).find(|&kid| SUBJECTS.contains(&tree.rel(kid)) && is_noun(tree, kid));
    own.map(|subject| antecedent(tree, verb, subject)).or_else(|| subject_of(tree, verb, reach))
}

/// "officials who said": the officials.
fn antecedent(tree: &Tree<'_>, verb: usize, subject: usize) -> usize {
    let relative = matches!(tree.token(subject).xpos, Xpos::Wp | Xpos::Wdt)
        || (tree.lemma(subject) == "that" && tree.rel(verb) == Rel::AclRelcl);
    match tree.head(verb) {
        Some(noun) if relative && tree.rel(verb) == Rel::AclRelcl => noun,
        _ => subject,
    }
}

pub(crate) fn agent_of(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    tree.children(verb).find(|&kid| {
        tree.rel(kid) == Rel::OblAgent || (tree.rel(kid) == Rel::Obl && has_case(tree, kid, "by"))
    })
}

/// "…," said the minister: the noun that follows.
fn after_verb(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let objects =
        [Rel::Obj, Rel::Nsubj, Rel::Iobj, Rel::Dep, Rel::Xcomp, Rel::Ccomp, Rel::Parataxis, Rel::Appos];
    tree.children(verb).find(|&kid| kid > verb && objects.contains(&tree.rel(kid)) && is_noun(tree, kid))
}

/// The noun nearest to the verb inside `window`, where the tree names no subject.
pub(crate) fn nearby(tree: &Tree<'_>, verb: usize, window: Range<usize>) -> Option<Speaker> {
    let nouns = window.clone().filter(|&t| is_noun(tree, t));
    let head = nouns.min_by_key(|&t| t.abs_diff(verb))?;
    let top =
        tree.path_up(head).take_while(|t| window.contains(t) && is_noun(tree, *t)).last().unwrap_or(head);
    let found = phrase(tree, top, verb);
    let tokens = found.tokens.start.max(window.start)..found.tokens.end.min(window.end);
    Some(Speaker { head: top, tokens: if tokens.is_empty() { top..top + 1 } else { tokens } })
}

/// Whether the verb is passive: "it was said".
pub(crate) fn is_passive(tree: &Tree<'_>, verb: usize) -> bool {
    tree.token(verb).xpos == Xpos::Vbn && tree.child(verb, &[Rel::AuxPass, Rel::NsubjPass]).is_some()
}

/// Whether a noun, name or pronoun.
pub(crate) fn is_noun(tree: &Tree<'_>, token: usize) -> bool {
    matches!(tree.token(token).upos, Upos::Noun | Upos::Propn | Upos::Pron)
}

/// Whether the phrase of a noun begins with this preposition.
pub(crate) fn has_case(tree: &Tree<'_>, noun: usize, lemma: &str) -> bool {
    tree.children(noun).any(|kid| tree.rel(kid) == Rel::Case && tree.lemma(kid) == lemma)
}

/// How well the speaker can be known, and how many unnamed voices are told of.
pub(crate) fn standing(
    text: &str,
    doc: &Doc,
    tree: &Tree<'_>,
    speaker: &Speaker,
    tables: &SpeechTables,
) -> (Standing, Option<u32>) {
    if is_named(doc, tree, speaker) {
        return (Standing::OnRecord, None);
    }
    let lemma = tree.lemma(speaker.head).to_lowercase();
    let plural = matches!(tree.token(speaker.head).xpos, Xpos::Nns | Xpos::Nnps);
    let counted = count(text, tree, speaker.head, tables);
    let listed = tables.voices.get(lemma.as_str()).map(|(standing, _)| *standing);
    match listed {
        Some(Standing::Unnamed) => {
            (Standing::Unnamed, counted.or((!plural && lemma != "people").then_some(1)))
        }
        Some(Standing::Collective | Standing::TitleOnly) if counted.is_some_and(|n| n > 1) => {
            (Standing::Unnamed, counted)
        }
        Some(Standing::Collective | Standing::TitleOnly) if plural => (Standing::Collective, None),
        Some(Standing::Collective) => (Standing::TitleOnly, None),
        Some(other) => (other, None),
        None if tree.token(speaker.head).upos == Upos::Pron => (Standing::TitleOnly, None),
        None if tables.documents.contains_key(lemma.as_str()) => (Standing::OnRecord, None),
        None if plural => (Standing::Collective, None),
        None => (Standing::TitleOnly, None),
    }
}

/// Whether the words are a voice: a name, an office, people, a document, a newsroom. "Rules" are not.
pub(crate) fn can_speak(
    text: &str,
    doc: &Doc,
    tree: &Tree<'_>,
    speaker: &Speaker,
    tables: &SpeechTables,
) -> bool {
    let lemma = tree.lemma(speaker.head).to_lowercase();
    is_named(doc, tree, speaker)
        || tables.voices.contains_key(lemma.as_str())
        || tables.documents.contains_key(lemma.as_str())
        || newsroom(text, doc, speaker.tokens.clone(), tables).is_some()
}

fn is_named(doc: &Doc, tree: &Tree<'_>, speaker: &Speaker) -> bool {
    let name = |t: usize| tree.token(t).upos == Upos::Propn;
    let named_part = |kid: usize| {
        let rel = tree.rel(kid);
        name(kid)
            && (matches!(rel, Rel::Flat | Rel::Appos | Rel::NmodDesc)
                || (rel == Rel::Conj && speaker.tokens.contains(&kid)))
    };
    name(speaker.head)
        || tree.children(speaker.head).any(named_part)
        || doc.entities.iter().any(|e| {
            e.kind == dateline_lang::EntityKind::Per
                && speaker.tokens.start <= e.first as usize
                && e.last as usize <= speaker.tokens.end
        })
}

/// "two people": 2; "a person": no number, the noun itself says one.
fn count(text: &str, tree: &Tree<'_>, head: usize, tables: &SpeechTables) -> Option<u32> {
    let number =
        tree.children(head).find(|&kid| tree.rel(kid) == Rel::Nummod || tree.token(kid).xpos == Xpos::Cd)?;
    let scan = Scan::of(tree.token(number).form(text));
    tables.numerals.read(&scan, 0)?.value.try_into().ok()
}

/// Mode of content without marks, from the speaker: documents and data speak as documents.
pub(crate) fn mode_of(
    tree: &Tree<'_>,
    speaker: Option<&Speaker>,
    verb_mode: SpeechMode,
    tables: &SpeechTables,
) -> SpeechMode {
    match speaker {
        Some(speaker) if tables.documents.contains_key(tree.lemma(speaker.head).to_lowercase().as_str()) => {
            SpeechMode::Document
        }
        Some(_) if verb_mode == SpeechMode::Document => SpeechMode::Indirect,
        _ => verb_mode,
    }
}

/// The newsroom in these words, where one of the table's words stands there.
pub(crate) fn newsroom(
    text: &str,
    doc: &Doc,
    tokens: Range<usize>,
    tables: &SpeechTables,
) -> Option<Range<usize>> {
    let exact = |start: usize, words: &[&str]| {
        words.iter().enumerate().all(|(n, word)| {
            let at = start + n;
            at < tokens.end && doc.tokens[at].form(text) == *word
        })
    };
    let phrases = tables.newsroom_words.iter();
    let mut found =
        phrases.filter_map(|p| tokens.clone().find(|&t| exact(t, &p.words)).map(|t| t..t + p.words.len()));
    let hit = found.next()?;
    let is_name = |t: usize| doc.tokens[t].upos == Upos::Propn;
    let start = (tokens.start..hit.start).rev().take_while(|&t| is_name(t)).last().unwrap_or(hit.start);
    let end = (hit.end..tokens.end).take_while(|&t| is_name(t)).last().map_or(hit.end, |t| t + 1);
    Some(start..end)
}
