//! Finding actions: each trigger word's frame is held against the patterns that its lemma opens.

use super::frame::{Frame, Tree};
use super::rules::{Condition, EventRules, PartyNeed, Pattern, Rule, Slot, SlotName, Trigger, TriggerClass};
use crate::words::Kind;
use dateline_lang::{Rel, Upos};

/// An action told at a trigger word, with its parties as numbers of mentions.
#[derive(Clone, Debug)]
pub struct Found<'r> {
    /// The rule that read it.
    pub rule: &'r Rule,
    pub(super) pattern: &'r Pattern,
    /// Index of the trigger word.
    pub trigger: usize,
    /// Index of its light verb.
    pub light: Option<usize>,
    /// Who acts: numbers of mentions.
    pub actors: Vec<usize>,
    /// Whom it is done to.
    pub recipients: Vec<usize>,
    /// Words that the pattern needed.
    pub needed: Vec<usize>,
    /// Heads of the level named (ties) or of what it is about (deals).
    pub about: Vec<usize>,
    /// Heads of the phrases around it, by preposition.
    pub phrases: Vec<(String, usize)>,
    score: i32,
}

/// All actions of a report, in text order of their triggers; one for each kind of row and trigger.
pub(super) fn find_actions<'r>(tree: &Tree<'_>, rules: &'r EventRules) -> Vec<Found<'r>> {
    let mut found: Vec<Found<'r>> = Vec::new();
    for token in 0..tree.doc.tokens.len() {
        let class = match tree.upos(token) {
            Upos::Verb => TriggerClass::Verb,
            Upos::Noun | Upos::Propn => TriggerClass::Noun,
            _ => TriggerClass::Adj,
        };
        found.extend(actions_at(tree, rules, token, class));
    }
    drop_swallowed(tree, &mut found);
    found
}

fn actions_at<'r>(tree: &Tree<'_>, rules: &'r EventRules, token: usize, class: TriggerClass) -> Vec<Found<'r>> {
    let lemma = tree.lemma(token).to_lowercase();
    let mut classes = vec![class];
    match class {
        // A participle used as an adjective is still the verb: "jailed activists", "is allied with".
        TriggerClass::Verb => classes.push(TriggerClass::Adj),
        // "its withdrawal": what has an owner or an article is a noun, whatever the tagger says.
        TriggerClass::Adj if tree.children(token).any(|c| matches!(tree.rel(c), Rel::NmodPoss | Rel::Det)) => {
            classes.push(TriggerClass::Noun);
        }
        _ => {}
    }
    let mut best: Vec<Found<'r>> = Vec::new();
    for class in classes {
        let triggers = rules.triggers(class, &lemma);
        if triggers.is_empty() || (class == TriggerClass::Noun && tree.rel(token) == Rel::Compound) {
            continue;
        }
        let frame = match class {
            TriggerClass::Verb => tree.verb_frame(token),
            TriggerClass::Noun => tree.noun_frame(token, rules),
            TriggerClass::Adj => tree.adj_frame(token),
        };
        for trigger in triggers {
            let Some(action) = hold_against(tree, rules, &frame, trigger, class) else { continue };
            match best.iter_mut().find(|other| other.rule.kind == action.rule.kind) {
                Some(other) if other.score < action.score => *other = action,
                Some(_) => {}
                None => best.push(action),
            }
        }
    }
    best
}

fn hold_against<'r>(
    tree: &Tree<'_>,
    rules: &'r EventRules,
    frame: &Frame,
    trigger: &Trigger,
    class: TriggerClass,
) -> Option<Found<'r>> {
    if !has_all_words(tree, frame.trigger, &trigger.words, class) {
        return None;
    }
    let (rule, pattern) = rules.pattern(trigger);
    let with_particle;
    let frame = match (class, trigger.words.get(1)) {
        (TriggerClass::Verb, Some(particle)) => {
            with_particle = frame.clone().with_particle(particle);
            &with_particle
        }
        _ => frame,
    };
    let mut needed = Vec::new();
    for condition in &pattern.need {
        needed.push(meets(tree, frame, condition)?);
    }
    if pattern.deny.iter().any(|condition| meets(tree, frame, condition).is_some()) {
        return None;
    }
    let mut actors = first_parties(tree, frame, &pattern.actor);
    let mut recipients = first_parties(tree, frame, &pattern.recipient);
    if pattern.mutual {
        let between = Slot { base: SlotName::Prep("between".into()), step: None };
        let between = first_parties(tree, frame, std::slice::from_ref(&between));
        if between.len() > 1 {
            actors = between;
            recipients.clear();
        } else if actors.is_empty() && recipients.len() > 1 {
            actors = std::mem::take(&mut recipients);
        }
    }
    recipients.retain(|party| !actors.contains(party));
    drop_same_party(tree, &actors, &mut recipients);
    if pattern.mutual {
        actors.append(&mut recipients);
    }
    let enough = match pattern.party {
        PartyNeed::Actor => !actors.is_empty(),
        PartyNeed::Any => !actors.is_empty() || !recipients.is_empty(),
        PartyNeed::Both if pattern.mutual => parties_named(tree, &actors) > 1,
        PartyNeed::Both => !actors.is_empty() && !recipients.is_empty(),
    };
    if !enough {
        return None;
    }
    let about = match rule.kind {
        Kind::Tie => &pattern.level,
        _ => &pattern.subject,
    };
    let about = about.iter().flat_map(|slot| frame.fill(slot, tree)).collect();
    let both = i32::from(!actors.is_empty() && (!recipients.is_empty() || parties_named(tree, &actors) > 1));
    let score = 3 * needed.len() as i32 + 2 * both + trigger.words.len() as i32;
    let phrases = frame.phrases.clone();
    Some(Found {
        rule,
        pattern,
        trigger: frame.trigger,
        light: frame.light,
        actors,
        recipients,
        needed,
        about,
        phrases,
        score,
    })
}

/// How many different parties a list of mentions stands for; "the two countries" are two.
fn parties_named(tree: &Tree<'_>, mentions: &[usize]) -> usize {
    mentions.iter().map(|&mention| tree.mentions[mention].actors.len()).sum()
}

/// A recipient that is the actor under another name is none: "Chile recalled its ambassador".
fn drop_same_party(tree: &Tree<'_>, actors: &[usize], recipients: &mut Vec<usize>) {
    let same = |recipient: usize| {
        let theirs = &tree.mentions[recipient].actors;
        actors.iter().any(|&actor| {
            tree.mentions[actor].actors.iter().any(|mine| theirs.iter().any(|other| mine.is_same_as(other)))
        })
    };
    recipients.retain(|&recipient| !same(recipient));
}

fn has_all_words(tree: &Tree<'_>, token: usize, words: &[Box<str>], class: TriggerClass) -> bool {
    if words.len() == 1 {
        return true;
    }
    let lemma = |at: usize| tree.doc.tokens.get(at).map(|_| tree.lemma(at).to_lowercase());
    match class {
        TriggerClass::Verb => words[1..].iter().all(|particle| {
            tree.children(token).any(|child| {
                tree.lemma(child).eq_ignore_ascii_case(particle)
                    && matches!(tree.rel(child), Rel::CompoundPrt | Rel::Advmod | Rel::Xcomp | Rel::Obj | Rel::Case)
            }) || (1..=2).any(|step| lemma(token + step).as_deref() == Some(&**particle))
        }),
        _ => {
            let first = (token + 1).checked_sub(words.len());
            first.is_some_and(|first| {
                words.iter().enumerate().all(|(at, word)| lemma(first + at).as_deref() == Some(&**word))
            })
        }
    }
}

/// The head in the slot that meets a condition.
fn meets(tree: &Tree<'_>, frame: &Frame, condition: &Condition) -> Option<usize> {
    let heads = frame.fill(&condition.slot, tree);
    let mut members = heads.into_iter().flat_map(|head| tree.list(head));
    if condition.words.is_empty() {
        return members.next();
    }
    members.find(|&member| condition.words.iter().any(|word| is_word(tree, member, word)))
}

/// True when the noun phrase's head, with its compound, is the word: `press_conference`, `memorandum_of_understanding`.
fn is_word(tree: &Tree<'_>, head: usize, word: &str) -> bool {
    if !word.contains('_') {
        if tree.lemma(head).eq_ignore_ascii_case(word) {
            return true;
        }
        // "arms deal talks": a class word may qualify the head, but only as a compound.
        return tree.children(head).any(|child| {
            tree.rel(child) == Rel::Compound && tree.lemma(child).eq_ignore_ascii_case(word) && tree.cover[child].is_none()
        });
    }
    let parts: Vec<&str> = word.split('_').collect();
    let fits = |first: usize| {
        parts.iter().enumerate().all(|(at, part)| {
            tree.doc.tokens.get(first + at).is_some() && tree.lemma(first + at).eq_ignore_ascii_case(part)
        })
    };
    (0..parts.len()).any(|offset| head.checked_sub(offset).is_some_and(fits))
}

/// The parties of the first slot that has any.
fn first_parties(tree: &Tree<'_>, frame: &Frame, slots: &[Slot]) -> Vec<usize> {
    slots
        .iter()
        .map(|slot| {
            let mut parties: Vec<usize> = Vec::new();
            for party in frame.fill(slot, tree).into_iter().flat_map(|head| tree.parties(head)) {
                if !parties.contains(&party) {
                    parties.push(party);
                }
            }
            parties
        })
        .find(|parties| !parties.is_empty())
        .unwrap_or_default()
}

/// Drops a noun that is only a part of the action its verb tells: "imposed **sanctions** on Iran".
fn drop_swallowed(tree: &Tree<'_>, found: &mut Vec<Found<'_>>) {
    let swallowed: Vec<bool> = found
        .iter()
        .map(|action| {
            found.iter().any(|other| {
                other.trigger != action.trigger
                    && other.rule.kind == action.rule.kind
                    && ((other.needed.contains(&action.trigger) && tree.upos(action.trigger) != Upos::Verb)
                        || (tree.head(action.trigger) == Some(other.trigger)
                            && tree.upos(action.trigger) != Upos::Verb
                            && other.rule.plover == action.rule.plover
                            && other.rule.relation == action.rule.relation))
                    && other.score >= action.score - 3
            })
        })
        .collect();
    let mut keep = swallowed.iter().map(|swallowed| !swallowed);
    found.retain(|_| keep.next().unwrap_or(true));
}
