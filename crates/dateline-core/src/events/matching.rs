//! Finding actions: each trigger word's frame is held against the patterns that its lemma opens.

use super::frame::Tree;
use super::rules::{Condition, EventRules, PartyNeed, Pattern, Rule, Slot, SlotName, Trigger, TriggerClass};
use super::slots::Frame;
use crate::words::{Kind, Plover};
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
    /// Rule by which a party was taken from elsewhere in the sentence or report.
    pub borrowed: Option<&'static str>,
    /// True where the trigger asks without pressing.
    pub(super) appeals: bool,
    /// How many words the trigger has.
    words: usize,
    score: i32,
    /// How many words the pattern's needs allow: of two patterns that fit alike, the narrower tells more.
    breadth: usize,
}

/// All actions of a report, in text order of their triggers; one for each kind of row and trigger.
pub(super) fn find_actions<'r>(tree: &Tree<'_>, rules: &'r EventRules) -> Vec<Found<'r>> {
    let mut found: Vec<Found<'r>> = Vec::new();
    let apart: Vec<bool> =
        tree.doc.sentences.iter().map(|sentence| is_apart(tree, rules, sentence.tokens())).collect();
    for token in 0..tree.doc.tokens.len() {
        if apart[tree.doc.sentence_of(token)] {
            continue;
        }
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

/// True for a sentence of sport, fiction, markets and the like, by the phrases of `data/events/apart.tsv`.
fn is_apart(tree: &Tree<'_>, rules: &EventRules, sentence: std::ops::Range<usize>) -> bool {
    let words: Vec<String> =
        sentence.map(|token| tree.doc.tokens[token].form(tree.text).to_lowercase()).collect();
    let holds = |phrase: &[Box<str>]| {
        words.windows(phrase.len()).any(|run| run.iter().zip(phrase).all(|(word, wanted)| **word == **wanted))
    };
    rules.apart.iter().any(|phrase| holds(phrase))
}

fn actions_at<'r>(
    tree: &Tree<'_>,
    rules: &'r EventRules,
    token: usize,
    class: TriggerClass,
) -> Vec<Found<'r>> {
    let lemma = tree.lemma(token).to_lowercase();
    let mut classes = vec![class];
    match class {
        // A participle used as an adjective is still the verb: "jailed activists", "is allied with".
        TriggerClass::Verb => classes.push(TriggerClass::Adj),
        // "its withdrawal": what has an owner or an article is a noun, whatever the tagger says.
        TriggerClass::Adj
            if tree.children(token).any(|c| matches!(tree.rel(c), Rel::NmodPoss | Rel::Det)) =>
        {
            classes.push(TriggerClass::Noun);
        }
        _ => {}
    }
    let form = tree.doc.tokens[token].form(tree.text).to_lowercase();
    let mut best: Vec<Found<'r>> = Vec::new();
    for class in classes {
        if class == TriggerClass::Noun && tree.rel(token) == Rel::Compound {
            continue;
        }
        let by_form = if form == lemma { &[][..] } else { rules.triggers(class, &form) };
        let triggers: Vec<&Trigger> = rules.triggers(class, &lemma).iter().chain(by_form).collect();
        if triggers.is_empty() {
            continue;
        }
        let frame = match class {
            TriggerClass::Verb => tree.verb_frame(token),
            TriggerClass::Noun => tree.noun_frame(token, rules, false),
            TriggerClass::Adj => tree.adj_frame(token),
        };
        let lasting = (class == TriggerClass::Noun).then(|| tree.noun_frame(token, rules, true));
        for trigger in triggers {
            let is_event = rules.pattern(trigger).0.kind == Kind::Event;
            let frame = lasting.as_ref().filter(|_| !is_event).unwrap_or(&frame);
            let Some(action) = hold_against(tree, rules, frame, trigger, class) else { continue };
            match best.iter_mut().find(|other| other.rule.kind == action.rule.kind) {
                Some(other)
                    if (other.score, std::cmp::Reverse(other.breadth))
                        < (action.score, std::cmp::Reverse(action.breadth)) =>
                {
                    *other = action;
                }
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
    let mut recipients = first_others(tree, frame, &pattern.recipient, &actors);
    if pattern.mutual {
        let between = Slot { base: SlotName::Prep("between".into()), step: None };
        let mut between = first_parties(tree, frame, std::slice::from_ref(&between));
        if parties_named(tree, &between) < 2 {
            between = listed_between(tree, frame.trigger).unwrap_or(between);
        }
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
    let mut borrowed = None;
    if pattern.mutual && parties_named(tree, &actors) < 2 && speaks_of_two(tree, rule, frame.trigger, &needed)
    {
        borrowed = borrow_parties(tree, frame.trigger, &mut actors);
    }
    let enough = match pattern.party {
        PartyNeed::Actor => !actors.is_empty(),
        PartyNeed::Any => !actors.is_empty() || !recipients.is_empty(),
        PartyNeed::Both if pattern.mutual => parties_named(tree, &actors) > 1,
        PartyNeed::Both => !actors.is_empty() && !recipients.is_empty(),
    };
    if !enough || (rule.plover == Some(Plover::Consult) && !is_between_two(tree, &actors, &recipients)) {
        return None;
    }
    let about = match rule.kind {
        Kind::Tie => &pattern.level,
        _ => &pattern.subject,
    };
    let about = about.iter().flat_map(|slot| frame.fill(slot, tree)).collect();
    let both = i32::from(!actors.is_empty() && (!recipients.is_empty() || parties_named(tree, &actors) > 1));
    // A reading that knows who acted beats one that only knows to whom.
    let nobody = i32::from(actors.is_empty());
    let score = 3 * needed.len() as i32 + 2 * both + trigger.words.len() as i32 - 4 * nobody;
    if let (true, false, Some(plover)) = (recipients.is_empty(), pattern.mutual, rule.plover) {
        recipients = first_others(tree, frame, rules.nearby(plover), &actors);
        drop_actors_state(tree, &actors, &mut recipients);
        borrowed = (!recipients.is_empty()).then_some("events/parties:nearby");
    }
    let breadth = pattern
        .need
        .iter()
        .map(|condition| if condition.words.is_empty() { 1000 } else { condition.words.len() })
        .sum();
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
        borrowed,
        appeals: rules.appeals(tree.lemma(frame.trigger)),
        words: trigger.words.len(),
        score,
        breadth,
    })
}

/// The parties listed right behind "between", as they stand: "and Fiji was …" is often taken for a new clause.
fn listed_between(tree: &Tree<'_>, trigger: usize) -> Option<Vec<usize>> {
    const REACH: usize = 4;
    let end = tree.doc.sentences[tree.doc.sentence_of(trigger)].last as usize;
    let between = (trigger + 1..(trigger + REACH).min(end)).find(|&token| tree.lemma(token) == "between")?;
    let mut parties: Vec<usize> = Vec::new();
    for token in between + 1..end {
        match tree.cover[token] {
            Some(mention) if parties.last() == Some(&(mention as usize)) => {}
            Some(mention) => parties.push(mention as usize),
            None if matches!(tree.upos(token), Upos::Det | Upos::Adj | Upos::Cconj)
                || tree.lemma(token) == "," => {}
            None => break,
        }
    }
    (parties.len() > 1).then_some(parties)
}

/// Nouns of what only two can have: where a party is not named beside them, the report has named it before.
const TWO_SIDED: &[&str] = &[
    "tie",
    "ties",
    "relation",
    "relationship",
    "partnership",
    "agreement",
    "deal",
    "pact",
    "treaty",
    "accord",
    "document",
    "contract",
    "dispute",
    "conflict",
];

fn speaks_of_two(tree: &Tree<'_>, rule: &Rule, trigger: usize, needed: &[usize]) -> bool {
    let two_sided = |token: usize| TWO_SIDED.iter().any(|noun| tree.is(token, noun));
    (rule.kind != Kind::Event || !needed.is_empty())
        && (two_sided(trigger) || needed.iter().any(|&token| two_sided(token)))
}

/// Fills up to two parties: the only two states of the sentence, else the states that the report has spoken of most.
fn borrow_parties(tree: &Tree<'_>, trigger: usize, actors: &mut Vec<usize>) -> Option<&'static str> {
    if let Some(above) = parties_above(tree, trigger) {
        actors.extend(above.into_iter().filter(|party| !actors.contains(party)).collect::<Vec<_>>());
        if parties_named(tree, actors) > 1 {
            return Some("events/parties:above");
        }
    }
    let sentence = tree.doc.sentences[tree.doc.sentence_of(trigger)].tokens();
    let known: Vec<String> =
        actors.iter().flat_map(|&a| &tree.mentions[a].actors).filter_map(|a| a.country.clone()).collect();
    let in_sentence = states_of(tree, sentence.clone());
    if in_sentence.len() == 2 && known.iter().all(|code| in_sentence.iter().any(|(other, ..)| other == code))
    {
        let missing = in_sentence.iter().filter(|(code, ..)| !known.contains(code));
        actors.extend(missing.map(|(_, mention, _)| *mention));
        return Some("events/parties:sentence");
    }
    let mut told = states_of(tree, 0..sentence.end);
    told.sort_by_key(|(_, mention, count)| (std::cmp::Reverse(*count), *mention));
    let wanted = 2usize.saturating_sub(known.len().min(2));
    let leading: Vec<&(String, usize, usize)> = told.iter().take(3).collect();
    if !known.iter().all(|code| leading.iter().any(|(other, ..)| other == code)) || leading.len() < 2 {
        return None;
    }
    let missing: Vec<usize> = leading
        .iter()
        .filter(|(code, ..)| !known.contains(code))
        .take(wanted)
        .map(|(_, mention, _)| *mention)
        .collect();
    actors.extend(missing);
    Some("events/parties:report")
}

/// The parties of what governs a word: in "Chad is in talks with Niger over a deal" those who talk.
fn parties_above(tree: &Tree<'_>, trigger: usize) -> Option<Vec<usize>> {
    let with = [
        Slot { base: SlotName::Prep("with".into()), step: None },
        Slot { base: SlotName::Prep("between".into()), step: None },
    ];
    tree.ancestors(trigger).take(3).find_map(|above| {
        let frame = match tree.upos(above) {
            Upos::Verb => tree.verb_frame(above),
            Upos::Noun => tree.noun_frame_bare(above),
            _ => return None,
        };
        let mut parties: Vec<usize> = frame.subjects.iter().flat_map(|&head| tree.parties(head)).collect();
        parties.extend(first_parties(tree, &frame, &with));
        drop_vague(tree, &mut parties);
        let mut seen: Vec<usize> = Vec::new();
        parties.retain(|party| {
            !seen.contains(party) && {
                seen.push(*party);
                true
            }
        });
        (parties_named(tree, &parties) == 2).then_some(parties)
    })
}

/// The states named in a run of tokens: code, first mention, how often.
fn states_of(tree: &Tree<'_>, tokens: std::ops::Range<usize>) -> Vec<(String, usize, usize)> {
    let mut found: Vec<(String, usize, usize)> = Vec::new();
    for (number, mention) in
        tree.mentions.iter().enumerate().filter(|(_, m)| tokens.contains(&(m.first as usize)))
    {
        let companies = |actor: &&crate::actors::Actor| actor.kind != crate::actors::ActorKind::Organisation;
        for code in mention.actors.iter().filter(companies).filter_map(|actor| actor.country.as_deref()) {
            match found.iter_mut().find(|(known, ..)| known == code) {
                Some((_, _, count)) => *count += 1,
                None if code.len() == 3 && !matches!(code, "IGO" | "NGO" | "MNC" | "IMG") => {
                    found.push((code.to_owned(), number, 1))
                }
                None => {}
            }
        }
    }
    found
}

/// How many different parties a list of mentions stands for; "the two countries" are two.
fn parties_named(tree: &Tree<'_>, mentions: &[usize]) -> usize {
    mentions.iter().map(|&mention| tree.mentions[mention].actors.len()).sum()
}

/// A meeting worth a row has no reporters among its parties and does not stay at home: "the president arrived in the
/// capital", "the minister spoke to journalists".
fn is_between_two(tree: &Tree<'_>, actors: &[usize], recipients: &[usize]) -> bool {
    let first = |party: usize| &tree.mentions[party].actors[0];
    let reporters = |party: &usize| first(*party).sector.as_deref() == Some("JRN");
    if actors.iter().chain(recipients).any(reporters) {
        return false;
    }
    let country = |party: usize| first(party).country.as_deref();
    let bare = |party: usize| first(party).sector.as_deref().is_none_or(|sector| sector == "GOV");
    let home = |recipient: usize| {
        country(recipient).is_some()
            && bare(recipient)
            && actors.iter().any(|&actor| country(actor) == country(recipient))
    };
    recipients.is_empty() || !recipients.iter().all(|&recipient| home(recipient))
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

/// Of parties that stand near, the actors' own state is none: "Kenya's police arrested a singer in Kenya".
fn drop_actors_state(tree: &Tree<'_>, actors: &[usize], recipients: &mut Vec<usize>) {
    let country = |party: usize| tree.mentions[party].actors[0].country.as_deref();
    let sector = |party: usize| tree.mentions[party].actors[0].sector.as_deref();
    recipients.retain(|&party| {
        let at_home = |&actor: &usize| country(actor) == country(party) && country(party).is_some();
        // Students against their government stay two sides; a bare state is only where they are.
        let apart = |&actor: &usize| sector(party).is_some() && sector(actor) != sector(party);
        actors.iter().filter(|actor| at_home(actor)).all(apart)
    });
}

fn has_all_words(tree: &Tree<'_>, token: usize, words: &[Box<str>], class: TriggerClass) -> bool {
    if words.len() == 1 {
        return true;
    }
    let is = |at: usize, word: &str| tree.doc.tokens.get(at).is_some() && tree.is(at, word);
    match class {
        TriggerClass::Verb => words[1..].iter().all(|particle| {
            tree.children(token).any(|child| {
                tree.lemma(child).eq_ignore_ascii_case(particle)
                    && matches!(
                        tree.rel(child),
                        Rel::CompoundPrt | Rel::Advmod | Rel::Xcomp | Rel::Obj | Rel::Case
                    )
            }) || (1..=2).any(|step| is(token + step, particle))
        }),
        _ => {
            let first = (token + 1).checked_sub(words.len());
            first.is_some_and(|first| words.iter().enumerate().all(|(at, word)| is(first + at, word)))
        }
    }
}

/// The head in the slot that meets a condition.
fn meets(tree: &Tree<'_>, frame: &Frame, condition: &Condition) -> Option<usize> {
    let heads = frame.fill(&condition.slot, tree);
    let heads = heads.into_iter().flat_map(|head| [Some(head), tree.counted(head)]).flatten();
    let mut members = heads.flat_map(|head| tree.list(head));
    if condition.words.is_empty() {
        return members.next();
    }
    members.find(|&member| condition.words.iter().any(|word| is_word(tree, member, word)))
}

/// True when the noun phrase's head, with its compound, is the word: `press_conference`, `memorandum_of_understanding`.
fn is_word(tree: &Tree<'_>, head: usize, word: &str) -> bool {
    if !word.contains('_') {
        if tree.is(head, word) {
            return true;
        }
        // "arms deal talks": a class word may qualify the head, but only as a compound.
        return tree.children(head).any(|child| {
            tree.rel(child) == Rel::Compound && tree.is(child, word) && tree.cover[child].is_none()
        });
    }
    let parts: Vec<&str> = word.split('_').collect();
    let fits = |first: usize| {
        parts
            .iter()
            .enumerate()
            .all(|(at, part)| tree.doc.tokens.get(first + at).is_some() && tree.is(first + at, part))
    };
    (0..parts.len()).any(|offset| head.checked_sub(offset).is_some_and(fits))
}

const OBJECT: Slot = Slot { base: SlotName::Obj, step: None };

/// Beside a party that is known, a common noun of no country says nothing: the jets in "50 Boeing jets".
fn drop_vague(tree: &Tree<'_>, parties: &mut Vec<usize>) {
    let vague = |party: usize| {
        let mention = &tree.mentions[party];
        mention.via == crate::actors::Via::Generic && mention.actors[0].country.is_none()
    };
    if parties.iter().any(|&party| !vague(party)) {
        parties.retain(|&party| !vague(party));
    }
}

/// The parties of the first slot that has any besides the actors: "its debt with **Russia**".
fn first_others(tree: &Tree<'_>, frame: &Frame, slots: &[Slot], actors: &[usize]) -> Vec<usize> {
    let others = |slot: &Slot| {
        let mut parties = first_parties(tree, frame, std::slice::from_ref(slot));
        parties.retain(|party| !actors.contains(party));
        drop_same_party(tree, actors, &mut parties);
        parties
    };
    slots.iter().map(others).find(|parties| !parties.is_empty()).unwrap_or_default()
}

/// The parties of the first slot that has any.
fn first_parties(tree: &Tree<'_>, frame: &Frame, slots: &[Slot]) -> Vec<usize> {
    slots
        .iter()
        .map(|slot| {
            let mut parties: Vec<usize> = Vec::new();
            let heads = frame.fill(slot, tree).into_iter().flat_map(|head| match tree.upos(head) {
                // The party of a clause is the one that it is about: "its wish to include Oman".
                Upos::Verb if tree.cover[head].is_none() => tree.verb_frame(head).fill(&OBJECT, tree),
                _ => vec![head],
            });
            for party in heads.flat_map(|head| tree.parties(head)) {
                if !parties.contains(&party) {
                    parties.push(party);
                }
            }
            drop_vague(tree, &mut parties);
            parties
        })
        .find(|parties| !parties.is_empty())
        .unwrap_or_default()
}

/// Keeps one of two rows of a kind for one action: the verb's of "imposed **sanctions** on Iran", but the noun's where
/// it is named more exactly, as in "negotiated a **trade deal**".
fn drop_swallowed(tree: &Tree<'_>, found: &mut Vec<Found<'_>>) {
    let is_part_of = |part: &Found<'_>, whole: &Found<'_>| {
        let governed = tree.head(part.trigger) == Some(whole.trigger)
            && whole.rule.plover == part.rule.plover
            && whole.rule.relation == part.rule.relation;
        part.trigger != whole.trigger
            && part.rule.kind == whole.rule.kind
            && tree.upos(part.trigger) != Upos::Verb
            && (whole.needed.contains(&part.trigger) || governed)
    };
    let is_exact = |action: &Found<'_>| action.rule.kind != Kind::Event && action.words > 1;
    let dropped: Vec<bool> = found
        .iter()
        .map(|action| {
            found.iter().any(|other| {
                (is_part_of(action, other) && !is_exact(action))
                    || (is_part_of(other, action) && is_exact(other))
            })
        })
        .collect();
    let mut keep = dropped.iter().map(|dropped| !dropped);
    found.retain(|_| keep.next().unwrap_or(true));
}
