//! Agreement inside a document: who was named in full (`Ann Hill`) is a person when named by the last word (`Hill`).

use std::collections::HashMap;

use crate::doc::{Doc, Entity, EntityKind, Provenance, Upos};
use crate::gazetteer;
use crate::word::Spelling;

/// Marks the later mentions by surname of persons named in full, where the model saw none or another kind.
pub(crate) fn agree(text: &str, doc: &mut Doc) {
    let known = surnames(text, doc);
    if known.is_empty() {
        return;
    }
    let is_surname = |at: usize| {
        let token = &doc.tokens[at];
        let form = token.form(text);
        token.upos == Upos::Propn
            && known.contains_key(form)
            && gazetteer::kinds_of(&[Spelling::of(form)]) == 0
    };
    let mut entities = Vec::with_capacity(doc.entities.len());
    let mut at = 0;
    let none =
        Entity { first: u32::MAX, last: u32::MAX, kind: EntityKind::Per, provenance: Provenance::Rule };
    for entity in doc.entities.iter().chain([&none]) {
        while at < doc.tokens.len().min(entity.first as usize) {
            if is_surname(at) && !stands_in_a_name(text, doc, at) {
                entities.push(Entity { first: at as u32, last: at as u32 + 1, ..none.clone() });
            }
            at += 1;
        }
        let single = entity.last.wrapping_sub(entity.first) == 1;
        if single && entity.kind != EntityKind::Per && is_surname(entity.first as usize) {
            entities.push(Entity { kind: EntityKind::Per, provenance: Provenance::Rule, ..entity.clone() });
        } else if entity.first != u32::MAX {
            entities.push(entity.clone());
        }
        at = at.max(entity.last as usize);
    }
    doc.entities = entities;
}

/// Whether the neighbours are capitalised names too, so that the word is part of something longer.
fn stands_in_a_name(text: &str, doc: &Doc, at: usize) -> bool {
    let is_name = |at: Option<usize>| {
        at.and_then(|at| doc.tokens.get(at)).is_some_and(|token| {
            token.upos == Upos::Propn && token.form(text).starts_with(char::is_uppercase)
        })
    };
    is_name(at.checked_sub(1)) || is_name(at.checked_add(1))
}

/// Last words of the persons named with two to four words, with the number of such mentions.
fn surnames<'t>(text: &'t str, doc: &Doc) -> HashMap<&'t str, usize> {
    let mut known: HashMap<&str, usize> = HashMap::new();
    for entity in
        doc.entities.iter().filter(|e| e.kind == EntityKind::Per && (2..=4).contains(&(e.last - e.first)))
    {
        let form = doc.tokens[entity.last as usize - 1].form(text);
        if form.chars().count() > 2
            && form.starts_with(char::is_uppercase)
            && form.chars().all(char::is_alphabetic)
        {
            *known.entry(form).or_default() += 1;
        }
    }
    known
}
