//! Parties named by common nouns: "Kenyan police", "the foreign ministry", "rebels in eastern Congo".

use super::table::{ActorTables, Role};
use super::{Actor, ActorKind};
use dateline_lang::{Doc, Rel, Upos, Xpos};
use std::ops::Range;

/// A generic party found at a noun: its words and what the table says of it.
pub(super) struct GenericNoun<'t> {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) role: &'t Role,
}

/// The generic party whose words begin at `token`, the longest first; only words that are `free` count.
pub(super) fn generic_at<'t>(
    text: &str,
    doc: &Doc,
    token: usize,
    tables: &'t ActorTables,
    free: impl Fn(usize) -> bool,
) -> Option<GenericNoun<'t>> {
    let end = doc.sentences[doc.sentence_of(token)].last as usize;
    let form = |token: usize| doc.tokens[token].form(text).to_lowercase();
    let lemma = |token: usize| doc.tokens[token].lemma.to_lowercase();
    let fits = |words: &[String]| {
        token + words.len() <= end
            && words[1..]
                .iter()
                .zip(token + 1..)
                .all(|(wanted, at)| free(at) && (form(at) == *wanted || lemma(at) == *wanted))
    };
    let (word, base) = (form(token), lemma(token));
    let singular = word.strip_suffix('s').unwrap_or(&word);
    let mut lists: Vec<&str> = vec![&word, &base, singular];
    lists.dedup();
    let found = lists.into_iter().filter_map(|key| tables.roles.get(key)).flatten();
    let mut found: Vec<&(Vec<String>, Role)> = found.filter(|(words, _)| fits(words)).collect();
    found.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    let (words, role) = found.first()?;
    let tag = doc.tokens[token].upos;
    let noun = tag == Upos::Noun || (tag == Upos::Propn && doc.tokens[token].xpos != Xpos::Nnps);
    (words.len() > 1 || noun).then_some(GenericNoun { first: token, last: token + words.len(), role })
}

/// What words alone, whole, are in the table of generic parties: "Ministry of Defence".
pub(super) fn role_of_words<'t>(words: &str, tables: &'t ActorTables) -> Option<&'t Role> {
    let words: Vec<String> = words.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let list = tables.roles.get(words.first()?)?;
    list.iter().find(|(known, _)| *known == words).map(|(_, role)| role)
}

/// The token of a run whose head lies outside it; none for an empty run.
pub(crate) fn head_of(doc: &Doc, tokens: Range<usize>) -> Option<usize> {
    let inside = |head: u32| tokens.contains(&(head as usize));
    tokens.clone().find(|&token| !doc.tokens[token].head.is_some_and(inside))
}

/// Tokens that tell whose a noun is, surest first: possessors, nationalities, compounds, "of" and "from" phrases, then
/// "in" phrases; each with the members of its list.
pub(super) fn owners(doc: &Doc, head: usize) -> Vec<Vec<usize>> {
    let preposition = |token: usize| {
        let mut cases = doc.children(token).filter(|&child| doc.tokens[child].rel == Rel::Case);
        cases.next().map(|case| doc.tokens[case].lemma.to_lowercase())
    };
    let mut ranked: Vec<(u8, Vec<usize>)> = Vec::new();
    for child in doc.children(head) {
        let rank = match doc.tokens[child].rel {
            Rel::NmodPoss => 0,
            Rel::Amod | Rel::Compound | Rel::NmodDesc | Rel::Flat => 1,
            Rel::Nmod => match preposition(child).as_deref() {
                Some("of" | "from" | "for") => 2,
                Some("in") => 3,
                _ => continue,
            },
            _ => continue,
        };
        let mut members = vec![child];
        let mut at = 0;
        while at < members.len() {
            members.extend(doc.children(members[at]).filter(|&next| doc.tokens[next].rel == Rel::Conj));
            at += 1;
        }
        // "the U.S.-led coalition": the state stands inside the participle.
        if doc.tokens[child].rel == Rel::Amod {
            members.extend(doc.children(child).filter(|&inner| doc.tokens[inner].upos == Upos::Propn));
        }
        ranked.push((rank, members));
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, members)| members).collect()
}

/// The generic actor that a noun names, with its country where one is told.
pub(super) fn generic_actor(name: &str, role: &Role, country: Option<String>) -> Actor {
    Actor {
        kind: ActorKind::Generic,
        name: name.to_owned(),
        country,
        sector: Some(role.sector.clone()).filter(|sector| !sector.is_empty() && sector != "-"),
        secondary: role.secondary.clone(),
        person: None,
    }
}
