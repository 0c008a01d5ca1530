//! Marking every mention of a party in a report: names first, then surnames, generic nouns and references.

use super::generic::{generic_actor, generic_at, head_of, owners};
use super::names::{Folded, fold};
use super::people::surnames;
use super::table::{ActorTables, Named, Person};
use super::{Actor, ActorKind, ActorMention, Via};
use dateline_lang::{Analyzer, Doc, EntityKind, Upos, Xpos};
use jiff::civil::Date;
use std::collections::HashMap;

/// Marks the parties named in a report, in text order, not overlapping.
///
/// `day` decides which office a person held; without it the last one known counts.
/// Cost: linear in the text but for references, which look back over the mentions before them.
pub fn mark_actors(text: &str, doc: &Doc, day: Option<Date>, tables: &ActorTables) -> Vec<ActorMention> {
    let mut marker =
        Marker { text, doc, day, tables, taken: vec![None; doc.tokens.len()], mentions: Vec::new() };
    marker.mark_table_names();
    marker.mark_entities();
    marker.mark_surnames();
    marker.take_titles();
    marker.mark_generics();
    marker.mark_references();
    let mut mentions = marker.mentions;
    mentions.sort_by_key(|mention| (mention.first, mention.last));
    mentions.retain(|mention| mention.first < mention.last);
    mentions
}

/// Reads the blocks of a text, telling the language core which words are names in the tables.
pub fn analyze(
    text: &str,
    blocks: &[std::ops::Range<u32>],
    tables: &ActorTables,
    analyzer: &dyn Analyzer,
) -> Doc {
    let mut segments = dateline_lang::segment(text, blocks);
    let folded = Folded::new(text);
    let ends: HashMap<u32, usize> =
        segments.pieces.iter().enumerate().map(|(at, piece)| (piece.end, at + 1)).collect();
    let firsts: std::collections::HashSet<u32> =
        segments.sentences.iter().map(|sentence| sentence.first).collect();
    let mut at = 0;
    while at < segments.pieces.len() {
        let piece = segments.pieces[at];
        let capital = piece.form(text).starts_with(char::is_uppercase);
        let start = folded.position(piece.start);
        let found =
            capital.then(|| tables.index.longest(&folded, start, |end| ends.contains_key(&end))).flatten();
        let Some((end, ids)) = found else {
            at += 1;
            continue;
        };
        let last = ends[&folded.byte(end)].max(at + 1);
        let tag = match tables.named[ids[0] as usize] {
            Named::Adjective(_) => (Upos::Adj, Xpos::Jj),
            // At the start of a sentence any word has a capital: "Target", "Apple".
            Named::Organisation(_) if last - at == 1 && firsts.contains(&(at as u32)) => {
                at = last;
                continue;
            }
            _ => (Upos::Propn, Xpos::Nnp),
        };
        for word in at..last {
            if segments.pieces[word].form(text).starts_with(char::is_uppercase) {
                segments.known_tags.insert(word as u32, tag);
            }
        }
        at = last;
    }
    analyzer.analyze_segments(text, segments)
}

struct Marker<'a> {
    text: &'a str,
    doc: &'a Doc,
    day: Option<Date>,
    tables: &'a ActorTables,
    /// For each token the mention that covers it.
    taken: Vec<Option<usize>>,
    mentions: Vec<ActorMention>,
}

/// Small words that stand inside a title: "President **of the** Republic".
const INSIDE_TITLES: &[&str] = &["of", "the", "and", "for", "'s", "’s"];
/// Words that may stand before a title.
const BEFORE_TITLES: &[&str] = &[
    "former",
    "then",
    "acting",
    "deputy",
    "vice",
    "new",
    "newly",
    "outgoing",
    "incoming",
    "late",
    "current",
    "interim",
    "senior",
    "principal",
    "first",
    "assistant",
    "under",
    "mr.",
    "mrs.",
    "ms.",
    "mr",
    "mrs",
    "ms",
    "dr.",
    "dr",
    "sir",
    "state",
    "general",
    "chief",
    "top",
    "elected",
    "re",
    "-",
    "long",
    "serving",
    "right",
    "hon.",
    "lt.",
    "gen.",
    "col.",
    "maj.",
    "adm.",
    "sen.",
    "rep.",
    "gov.",
    "rev.",
    "capt.",
    "prof.",
    "king",
    "queen",
    "prince",
    "princess",
    "emir",
    "sultan",
    "sheikh",
    "pope",
    "ayatollah",
];

impl Marker<'_> {
    fn word(&self, token: usize) -> &str {
        self.doc.tokens[token].form(self.text)
    }

    fn mark(&mut self, first: usize, last: usize, actors: Vec<Actor>, via: Via, rule: String) {
        let number = self.mentions.len();
        self.taken[first..last].iter_mut().for_each(|taken| *taken = Some(number));
        self.mentions.push(ActorMention { first: first as u32, last: last as u32, actors, via, rule });
    }

    fn mark_table_names(&mut self) {
        let folded = Folded::new(self.text);
        let ends: HashMap<u32, usize> =
            self.doc.tokens.iter().enumerate().map(|(at, token)| (token.end, at + 1)).collect();
        let mut token = 0;
        while token < self.doc.tokens.len() {
            let start = folded.position(self.doc.tokens[token].start);
            let capital = self.word(token).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
            let found =
                capital.then(|| self.tables.index.longest(&folded, start, |end| ends.contains_key(&end)));
            let Some((end, ids)) = found.flatten() else {
                token += 1;
                continue;
            };
            let last = ends[&folded.byte(end)].max(token + 1);
            if self.is_part_of_longer_name(token, last) {
                token += 1;
                continue;
            }
            if let Some((actor, via, rule)) = self.choose(ids, token, last) {
                self.mark(token, last, vec![actor], via, rule);
                token = last;
            } else {
                token += 1;
            }
        }
    }

    /// "Washington Post" or "Jordan Petersen": a person or organisation that only the language core knows.
    fn is_part_of_longer_name(&self, first: usize, last: usize) -> bool {
        self.doc.entities.iter().any(|entity| {
            let (from, to) = (entity.first as usize, entity.last as usize);
            entity.kind == EntityKind::Per
                && from <= first
                && last <= to
                && (to - from) > (last - first)
                && from == first
                && self.word(last).starts_with(char::is_uppercase)
                && last - first == 1
        })
    }

    fn choose(&self, ids: &[u32], first: usize, last: usize) -> Option<(Actor, Via, String)> {
        let mut readings = ids.iter().filter_map(|&id| self.read(self.tables.named[id as usize]));
        let best = readings.next()?;
        // A one-word name that is also a common word needs a name's tag, unless it is a state or nationality.
        let loose = last - first == 1
            && best.1 == Via::Name
            && best.0.kind != ActorKind::State
            && !matches!(self.doc.tokens[first].upos, Upos::Propn | Upos::Noun | Upos::X);
        (!loose).then_some(best)
    }

    fn read(&self, named: Named) -> Option<(Actor, Via, String)> {
        Some(match named {
            Named::State(at) => (self.state(at, None), Via::Name, self.tables.states[at as usize].row()),
            Named::Adjective(at) | Named::People(at) => {
                (self.state(at, None), Via::Demonym, self.tables.states[at as usize].row())
            }
            Named::Capital(at) | Named::Metonym(at) => {
                (self.state(at, Some("GOV")), Via::Metonym, self.tables.states[at as usize].row())
            }
            Named::Person(at) => {
                let (actor, rule) = self.person(at);
                (actor, Via::Name, rule)
            }
            Named::Organisation(at) => {
                let organisation = &self.tables.organisations[at as usize];
                let kind =
                    if organisation.kind == "body" { ActorKind::Body } else { ActorKind::Organisation };
                let actor = Actor {
                    kind,
                    name: organisation.name.clone(),
                    country: organisation.country.clone(),
                    sector: organisation.sector.clone(),
                    person: None,
                };
                (actor, Via::Name, organisation.row.clone())
            }
        })
    }

    /// A dependency folds into its state.
    fn state(&self, at: u32, sector: Option<&str>) -> Actor {
        let state = &self.tables.states[at as usize];
        let holder = state.parent.as_deref().and_then(|code| self.tables.state(code)).unwrap_or(state);
        Actor {
            kind: ActorKind::State,
            name: state.name.clone(),
            country: Some(holder.code.clone()),
            sector: sector.map(str::to_owned),
            person: None,
        }
    }

    fn person(&self, at: u32) -> (Actor, String) {
        let person: &Person = &self.tables.people[at as usize];
        let term = person.term_on(self.day);
        let sector = term
            .map(|(term, held)| if held { self.tables.offices[term.office].sector.as_str() } else { "ELI" });
        let actor = Actor {
            kind: ActorKind::Person,
            name: person.name.clone(),
            country: term.map(|(term, _)| self.class_of(&term.state)),
            sector: sector.map(str::to_owned),
            person: Some(person.name.clone()),
        };
        (actor, term.map_or_else(|| "actors/people".to_owned(), |(term, _)| term.row()))
    }

    /// A person's state, or the class of the body served.
    fn class_of(&self, code: &str) -> String {
        if self.tables.state_by_code.contains_key(code) {
            return code.to_owned();
        }
        let body = self.tables.organisations.iter().find(|body| body.code.as_deref() == Some(code));
        body.and_then(|body| body.country.clone()).unwrap_or_else(|| code.to_owned())
    }

    /// Names that no table has: people by their full name, organisations.
    fn mark_entities(&mut self) {
        for entity in &self.doc.entities {
            let (first, last) = (entity.first as usize, entity.last as usize);
            if self.taken[first..last].iter().any(Option::is_some) {
                continue;
            }
            let name = self.doc.words(self.text, first..last).to_owned();
            let proper = (first..last).any(|token| self.doc.tokens[token].upos == Upos::Propn);
            match entity.kind {
                EntityKind::Per if proper && last - first > 1 => {
                    let actor = Actor {
                        kind: ActorKind::Person,
                        name: name.clone(),
                        country: None,
                        sector: None,
                        person: Some(name),
                    };
                    self.mark(first, last, vec![actor], Via::Entity, "actors/entity:person".to_owned());
                }
                EntityKind::Org if proper => {
                    let actor = Actor {
                        kind: ActorKind::Organisation,
                        name,
                        country: None,
                        sector: None,
                        person: None,
                    };
                    self.mark(first, last, vec![actor], Via::Entity, "actors/entity:organisation".to_owned());
                }
                _ => {}
            }
        }
    }

    /// A surname after (or, failing that, before) the full name; or with a title, of somebody in office.
    fn mark_surnames(&mut self) {
        let mut known: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, mention) in self.mentions.iter().enumerate() {
            let Some(actor) = mention.actors.first().filter(|actor| actor.kind == ActorKind::Person) else {
                continue;
            };
            for form in surnames(&actor.name, actor.country.as_deref()) {
                known.entry(form).or_default().push(number);
            }
            let told = self.doc.words(self.text, mention.first as usize..mention.last as usize);
            for form in surnames(told, actor.country.as_deref()) {
                let bearers = known.entry(form).or_default();
                if !bearers.contains(&number) {
                    bearers.push(number);
                }
            }
        }
        for token in 0..self.doc.tokens.len() {
            if self.taken[token].is_some() || !self.word(token).starts_with(char::is_uppercase) {
                continue;
            }
            for length in (1..=3usize).rev() {
                let last = token + length;
                if last > self.doc.tokens.len() || self.taken[token..last].iter().any(Option::is_some) {
                    continue;
                }
                let form = fold(self.doc.words(self.text, token..last));
                if let Some((actor, rule)) = self.bearer(&form, token, &known) {
                    self.mark(token, last, vec![actor], Via::Surname, rule);
                    break;
                }
            }
        }
    }

    fn bearer(
        &self,
        form: &str,
        token: usize,
        known: &HashMap<String, Vec<usize>>,
    ) -> Option<(Actor, String)> {
        if !matches!(self.doc.tokens[token].upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::X) {
            return None;
        }
        if let Some(numbers) = known.get(form) {
            let before = numbers.iter().rev().find(|&&number| (self.mentions[number].first as usize) < token);
            let mention = &self.mentions[*before.or_else(|| numbers.first())?];
            return Some((mention.actors[0].clone(), "actors/surname".to_owned()));
        }
        let bearers = self.tables.surnames.get(form)?;
        let titles = self.titles_before(token);
        let fits = |id: u32, titled: bool| {
            let person = &self.tables.people[id as usize];
            person.term_on(self.day).is_some_and(|(term, held)| {
                let office = &self.tables.offices[term.office];
                let leads = matches!(office.role.as_str(), "head_of_state" | "head_of_government");
                held && if titled { office.titles.iter().any(|title| titles.contains(title)) } else { leads }
            })
        };
        let mut holders: Vec<u32> = bearers.iter().copied().filter(|&id| fits(id, true)).collect();
        if holders.is_empty() && titles.is_empty() && self.doc.tokens[token].upos == Upos::Propn {
            holders = bearers.iter().copied().filter(|&id| fits(id, false)).collect();
        }
        match holders[..] {
            [only] => {
                let (actor, row) = self.person(only);
                Some((actor, row))
            }
            _ => None,
        }
    }

    /// The titles, lower case, that end right before a token: "foreign minister", "minister".
    fn titles_before(&self, token: usize) -> Vec<String> {
        let sentence = &self.doc.sentences[self.doc.sentence_of(token)];
        let from = token.saturating_sub(5).max(sentence.first as usize);
        (from..token)
            .map(|first| self.doc.words(self.text, first..token).to_lowercase())
            .filter(|words| self.tables.titles.contains_key(words))
            .collect()
    }

    /// Grows each person's mention over the title before it, and learns the state of people no table knows.
    fn take_titles(&mut self) {
        for number in 0..self.mentions.len() {
            let mention = &self.mentions[number];
            if mention.actors[0].kind != ActorKind::Person || mention.first >= mention.last {
                continue;
            }
            let (first, last) = (mention.first as usize, mention.last as usize);
            let (from, title, country) = self.title_left_of(first);
            let (beside, title, country) = match title {
                Some(title) => (None, Some(title), country),
                None => self.title_beside(first, last),
            };
            self.mentions[number].first = from as u32;
            for token in from..first {
                if let Some(state) = self.taken[token].replace(number)
                    && state != number
                {
                    // The state inside "Kenya's President" is told by the person.
                    self.mentions[state].last = self.mentions[state].first;
                }
            }
            let sector = title.and_then(|title| {
                let office = self.tables.titles.get(&title).and_then(|offices| offices.first())?;
                Some(self.tables.offices[*office].sector.clone())
            });
            let actor = &mut self.mentions[number].actors[0];
            if actor.country.is_none() {
                actor.country = country;
            }
            if actor.sector.is_none() {
                actor.sector = sector;
            }
            let learned = actor.clone();
            if let Some((from, to)) = beside {
                self.mark_title(from, to, &learned);
            }
            // Later surnames of the same person know what has been learned here.
            for mention in &mut self.mentions[number + 1..] {
                if let Some(other) = mention.actors.first_mut()
                    && other.person.is_some()
                    && other.person == learned.person
                    && other.country.is_none()
                {
                    *other = learned.clone();
                }
            }
        }
    }

    /// First token, title and country of "U.S. Secretary of State" before a name.
    fn title_left_of(&self, name: usize) -> (usize, Option<String>, Option<String>) {
        let start = self.doc.sentences[self.doc.sentence_of(name)].first as usize;
        let titles = self.titles_before(name);
        let Some(title) = titles.first().cloned() else {
            let mr =
                name > start && BEFORE_TITLES[11..19].contains(&self.word(name - 1).to_lowercase().as_str());
            return (if mr { name - 1 } else { name }, None, None);
        };
        let mut from = name - title.split_whitespace().count().min(name);
        from = from.max(start);
        let mut country = None;
        while from > start {
            let before = from - 1;
            let word = self.word(before).to_lowercase();
            if let Some(state) =
                self.taken[before].filter(|&state| self.mentions[state].actors[0].kind == ActorKind::State)
            {
                country = self.mentions[state].actors[0].country.clone();
                from = self.mentions[state].first as usize;
                break;
            }
            let known = BEFORE_TITLES.contains(&word.as_str()) || self.tables.titles.contains_key(&word);
            if known
                || (INSIDE_TITLES.contains(&word.as_str()) && word != "and" && word != "the" && word != "of")
            {
                from = before;
            } else {
                break;
            }
        }
        (from, Some(title), country)
    }

    /// The words of a title in apposition stand for the person, too: "Ann Wu, the Kenyan **envoy**, said".
    fn mark_title(&mut self, from: usize, to: usize, person: &Actor) {
        let free = (from..to).all(|token| {
            self.taken[token].is_none_or(|mention| self.mentions[mention].actors[0].kind == ActorKind::State)
        });
        if !free {
            return;
        }
        for token in from..to {
            if let Some(state) = self.taken[token] {
                self.mentions[state].last = self.mentions[state].first;
            }
        }
        self.mark(from, to, vec![person.clone()], Via::Reference, "actors/reference:title".to_owned());
    }

    /// A title in apposition, after or before a name, with its words and country.
    fn title_beside(
        &self,
        name: usize,
        name_end: usize,
    ) -> (Option<(usize, usize)>, Option<String>, Option<String>) {
        let (title, country, span) = self.title_right_of(name_end);
        if title.is_some() {
            return (span, title, country);
        }
        let start = self.doc.sentences[self.doc.sentence_of(name)].first as usize;
        if name > start + 1 && self.word(name - 1) == "," {
            let (from, title, country) = self.title_left_of(name - 1);
            if title.is_some() {
                return (Some((from, name - 1)), title, country);
            }
        }
        (None, None, None)
    }

    /// Title, country and words of ", the Kenyan foreign minister," after a name.
    fn title_right_of(&self, name_end: usize) -> (Option<String>, Option<String>, Option<(usize, usize)>) {
        let sentence = &self.doc.sentences[self.doc.sentence_of(name_end - 1)];
        let end = (sentence.last as usize).min(name_end + 14);
        if name_end >= end || self.word(name_end) != "," {
            return (None, None, None);
        }
        let stop =
            (name_end + 1..end).find(|&token| matches!(self.word(token), "," | "." | ";")).unwrap_or(end);
        let country = (name_end + 1..stop).find_map(|token| {
            let actor = &self.mentions[self.taken[token]?].actors[0];
            actor.country.clone()
        });
        let mut title = None;
        let mut span = None;
        for first in name_end + 1..stop {
            for last in (first + 1..=stop.min(first + 5)).rev() {
                let words = self.doc.words(self.text, first..last).to_lowercase();
                if title.is_none() && self.tables.titles.contains_key(&words) {
                    title = Some(words);
                    span = Some((first, last));
                }
            }
        }
        let country = country.filter(|_| title.is_some());
        (title, country, span)
    }

    fn mark_generics(&mut self) {
        let mut token = 0;
        while token < self.doc.tokens.len() {
            let found = self.taken[token]
                .is_none()
                .then(|| generic_at(self.text, self.doc, token, self.tables))
                .flatten();
            let Some(noun) =
                found.filter(|noun| self.taken[noun.first..noun.last].iter().all(Option::is_none))
            else {
                token += 1;
                continue;
            };
            let head = head_of(self.doc, noun.first, noun.last);
            let name = self.doc.words(self.text, noun.first..noun.last);
            let mut actors: Vec<Actor> = self
                .countries_of(head, noun.first)
                .into_iter()
                .map(|country| generic_actor(name, noun.role, Some(country)))
                .collect();
            if actors.is_empty() {
                actors.push(generic_actor(name, noun.role, None));
            }
            if actors[0].country.is_none() && actors[0].sector.is_none() {
                token = noun.last;
                continue;
            }
            let rule = noun.role.row.clone();
            let last = noun.last;
            self.mark(noun.first, last, actors, Via::Generic, rule);
            token = last;
        }
    }

    /// Whose a noun is: the states among its owners, or the one right before its words.
    fn countries_of(&self, head: usize, first: usize) -> Vec<String> {
        let country = |token: usize| {
            let actor = &self.mentions[self.taken[token]?].actors[0];
            actor.country.clone()
        };
        for members in owners(self.doc, head) {
            let mut found: Vec<String> = Vec::new();
            for code in members.into_iter().filter_map(country) {
                if !found.contains(&code) {
                    found.push(code);
                }
            }
            if !found.is_empty() {
                return found;
            }
        }
        let start = self.doc.sentences[self.doc.sentence_of(first)].first as usize;
        let adjacent = first.checked_sub(1).filter(|&before| before >= start).and_then(|before| {
            let possessive = matches!(self.word(before), "'s" | "’s" | "'" | "’") && before > start;
            country(if possessive { before - 1 } else { before })
        });
        adjacent.into_iter().collect()
    }

    fn mark_references(&mut self) {
        let mut order: Vec<usize> =
            (0..self.mentions.len()).filter(|&n| self.mentions[n].first < self.mentions[n].last).collect();
        order.sort_by_key(|&number| self.mentions[number].first);
        for token in 0..self.doc.tokens.len() {
            if self.taken[token].is_some() {
                continue;
            }
            let before = order.partition_point(|&number| (self.mentions[number].first as usize) < token);
            let Some((last, actors, rule)) = self.reference_at(token, &order[..before]) else { continue };
            self.mark(token, last, actors, Via::Reference, rule.to_owned());
        }
    }

    fn reference_at(&self, token: usize, before: &[usize]) -> Option<(usize, Vec<Actor>, &'static str)> {
        let word = self.word(token).to_lowercase();
        let recent = |fits: &dyn Fn(&ActorMention) -> bool| {
            let sentence = self.doc.sentence_of(token);
            let near = before.iter().rev().map(|&number| &self.mentions[number]);
            let mut near = near.take_while(|m| sentence - self.doc.sentence_of(m.first as usize) <= 4);
            near.find(|mention| fits(mention)).map(|mention| mention.actors.clone())
        };
        match word.as_str() {
            "he" | "she" | "his" | "him" | "her" => {
                let last = self.last_subject(token, before, |actor| actor.kind == ActorKind::Person);
                Some((
                    token + 1,
                    last.or_else(|| recent(&|m| m.actors[0].kind == ActorKind::Person))?,
                    "actors/reference:person",
                ))
            }
            "it" | "its" => {
                let is_body =
                    |actor: &Actor| actor.kind != ActorKind::Person && actor.kind != ActorKind::Generic;
                // "helped Chad to cut **its** debts": an owner is mostly the one named last.
                if word == "its"
                    && let Some(near) = self.named_just_before(token, before, is_body)
                {
                    return Some((token + 1, near, "actors/reference:its"));
                }
                Some((token + 1, self.last_subject(token, before, is_body)?, "actors/reference:it"))
            }
            "both" | "two" => {
                let noun = (token + 1..(token + 3).min(self.doc.tokens.len())).find(|&next| {
                    matches!(
                        &*self.doc.tokens[next].lemma,
                        "country"
                            | "nation"
                            | "side"
                            | "state"
                            | "neighbour"
                            | "neighbor"
                            | "government"
                            | "party"
                            | "power"
                            | "capital"
                    )
                })?;
                Some((noun + 1, self.two_states(before)?, "actors/reference:two"))
            }
            "country" | "nation" if self.follows_the(token) => Some((
                token + 1,
                recent(&|m| m.actors[0].kind == ActorKind::State)?,
                "actors/reference:country",
            )),
            _ => None,
        }
    }

    /// The last party named in the sentence, where it stands near and fits.
    fn named_just_before(
        &self,
        token: usize,
        before: &[usize],
        fits: impl Fn(&Actor) -> bool,
    ) -> Option<Vec<Actor>> {
        const NEAR: usize = 7;
        let last = before
            .iter()
            .rev()
            .map(|&number| &self.mentions[number])
            .find(|mention| fits(&mention.actors[0]))?;
        let near = token - last.last as usize <= NEAR;
        let same = self.doc.sentence_of(last.first as usize) == self.doc.sentence_of(token);
        (near && same && last.via != Via::Demonym).then(|| last.actors.clone())
    }

    fn follows_the(&self, token: usize) -> bool {
        token > 0 && matches!(self.word(token - 1).to_lowercase().as_str(), "the" | "this")
    }

    /// The subject of the nearest clause before, in this sentence or the one before.
    fn last_subject(
        &self,
        token: usize,
        before: &[usize],
        fits: impl Fn(&Actor) -> bool,
    ) -> Option<Vec<Actor>> {
        let sentence = self.doc.sentence_of(token);
        let candidates: Vec<&ActorMention> = before
            .iter()
            .rev()
            .map(|&number| &self.mentions[number])
            .take_while(|mention| sentence - self.doc.sentence_of(mention.first as usize) <= 2)
            .filter(|mention| mention.actors.first().is_some_and(&fits))
            .collect();
        let is_subject = |mention: &&&ActorMention| {
            let head = head_of(self.doc, mention.first as usize, mention.last as usize);
            matches!(self.doc.tokens[head].rel.base(), dateline_lang::Rel::Nsubj)
        };
        let chosen = candidates.iter().find(is_subject).or_else(|| candidates.first())?;
        Some(chosen.actors.clone())
    }

    /// The two states that the report so far speaks of most; of equals, the later.
    fn two_states(&self, before: &[usize]) -> Option<Vec<Actor>> {
        let mut counts: Vec<(String, usize, usize)> = Vec::new();
        for (place, &number) in before.iter().enumerate() {
            for country in self.mentions[number].actors.iter().filter_map(|actor| actor.country.as_deref()) {
                if self.tables.state(country).is_none() {
                    continue;
                }
                match counts.iter_mut().find(|(code, ..)| code == country) {
                    Some((_, count, latest)) => (*count, *latest) = (*count + 1, place),
                    None => counts.push((country.to_owned(), 1, place)),
                }
            }
        }
        counts.sort_by(|a, b| b.1.cmp(&a.1).then(b.2.cmp(&a.2)));
        let pair: Vec<Actor> = counts
            .iter()
            .take(2)
            .filter_map(|(code, ..)| self.tables.state_by_code.get(code))
            .map(|&at| self.state(at as u32, None))
            .collect();
        (pair.len() == 2).then_some(pair)
    }
}
