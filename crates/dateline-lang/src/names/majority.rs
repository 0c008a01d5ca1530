//! Agreement inside a document: what is named often and nearly always read as one kind is that kind everywhere.

use std::collections::HashMap;

use super::{LEARNT, refined};
use crate::doc::{Doc, EntityKind, Provenance};
use crate::word::Spelling;

/// How often a kind must be found for a name before it overrules another reading of it.
const OFTEN: usize = 3;

/// Gives the few mentions that the model read otherwise the kind of the many.
pub(crate) fn settle(text: &str, doc: &mut Doc) {
    let mut counts: HashMap<&str, [usize; LEARNT.len()]> = HashMap::new();
    let form = |doc: &Doc, first: u32, last: u32| {
        doc.tokens[first as usize].start as usize..doc.tokens[last as usize - 1].end as usize
    };
    for entity in doc.entities.iter().filter(|entity| entity.provenance == Provenance::Model) {
        if let Some(kind) = learnt(entity.kind) {
            counts.entry(&text[form(doc, entity.first, entity.last)]).or_default()[kind] += 1;
        }
    }
    for at in 0..doc.entities.len() {
        let entity = &doc.entities[at];
        let name = &text[form(doc, entity.first, entity.last)];
        let (Some(own), Some(counts)) = (learnt(entity.kind), counts.get(name)) else { continue };
        let most = (0..LEARNT.len()).rev().max_by_key(|&kind| counts[kind]).unwrap_or(own);
        if most == own || counts[most] < OFTEN || counts[most] <= 2 * counts[own] {
            continue;
        }
        let words: Vec<Spelling> = doc.tokens[entity.first as usize..entity.last as usize]
            .iter()
            .map(|token| Spelling::of(token.form(text)))
            .collect();
        let entity = &mut doc.entities[at];
        (entity.kind, entity.provenance) = (refined(LEARNT[most], &words), Provenance::Rule);
    }
}

/// The number of a kind among those that are learnt; a state or city is a place there.
fn learnt(kind: EntityKind) -> Option<usize> {
    let place = if kind == EntityKind::Gpe { EntityKind::Loc } else { kind };
    LEARNT.iter().position(|&learnt| learnt == place)
}
