//! Marking every mention of a party in a report: names first, then surnames, generic nouns and references.

use super::generic::{GenericNoun, generic_actor, generic_at, head_of, owners};
use super::names::{Case, Folded};
use super::table::{ActorTables, Modifier, Named, Person, Role};
use super::{Actor, ActorKind, ActorMention, ActorNote, Via};
use crate::places::PlaceMention;
use dateline_lang::{Analyzer, Doc, EntityKind, Upos, Xpos};
use jiff::civil::Date;
use std::collections::HashMap;

/// The parties of a report, and what was not sure about them.
#[derive(Clone, Debug, Default)]
pub struct ActorsRead {
    /// In text order, not overlapping.
    pub mentions: Vec<ActorMention>,
    /// Names that could be read otherwise, in text order.
    pub notes: Vec<ActorNote>,
}

/// Marks the parties named in a report, in text order, not overlapping; see [`read_actors`].
pub fn mark_actors(text: &str, doc: &Doc, day: Option<Date>, tables: &ActorTables) -> Vec<ActorMention> {
    read_actors(text, doc, day, tables, &[]).mentions
}

/// Marks the parties named in a report; `places` are those named in it, which tell whose a body is ("Kano police").
///
/// `day` decides which office a person held; without it the last one known counts.
/// Cost: linear in the text but for references, which look back over the mentions before them.
pub fn read_actors(
    text: &str,
    doc: &Doc,
    day: Option<Date>,
    tables: &ActorTables,
    places: &[PlaceMention],
) -> ActorsRead {
    read_actors_since(text, doc, (day, None), tables, places)
}

/// As [`read_actors`]; without a day, offices that ended before the second one are over.
pub(super) fn read_actors_since(
    text: &str,
    doc: &Doc,
    (day, since): (Option<Date>, Option<Date>),
    tables: &ActorTables,
    places: &[PlaceMention],
) -> ActorsRead {
    let mut marker = Marker {
        text,
        doc,
        day,
        since,
        tables,
        places: places_by_token(doc, places),
        taken: vec![None; doc.tokens.len()],
        mentions: Vec::new(),
        notes: Vec::new(),
        offices_told: HashMap::new(),
    };
    marker.mark_table_names();
    marker.mark_entities();
    marker.mark_short_forms();
    marker.mark_surnames();
    marker.take_titles();
    marker.mark_generics();
    marker.mark_offices();
    marker.mark_references();
    let (mut mentions, mut notes) = (marker.mentions, marker.notes);
    mentions.sort_by_key(|mention| (mention.first, mention.last));
    mentions.retain(|mention| mention.first < mention.last);
    notes.sort();
    notes.dedup_by(|later, first| later.words == first.words && later.what == first.what);
    ActorsRead { mentions, notes }
}

/// For each token the place whose name it is part of.
fn places_by_token<'p>(doc: &Doc, places: &'p [PlaceMention]) -> Vec<Option<&'p PlaceMention>> {
    let mut at = 0;
    let place_of = |token: &dateline_lang::Token| {
        while places.get(at).is_some_and(|place| place.end <= token.start as usize) {
            at += 1;
        }
        places
            .get(at)
            .filter(|place| place.start <= token.start as usize && (token.end as usize) <= place.end)
    };
    if places.is_empty() { Vec::new() } else { doc.tokens.iter().map(place_of).collect() }
}

/// How letters are written in a run of words: as they should be, or all large or all small, so that they tell nothing.
fn case_of<'t>(words: impl Iterator<Item = &'t str>) -> Case {
    let (mut large, mut small, mut mixed) = (0, 0, 0);
    for word in words.filter(|word| word.starts_with(char::is_alphabetic)) {
        if word.starts_with(char::is_lowercase) {
            small += 1;
        } else if word.chars().any(char::is_lowercase) {
            mixed += 1;
        } else {
            large += 1;
        }
    }
    if mixed == 0 && (large == 0) != (small == 0) { Case::Any } else { Case::AsWritten }
}

/// The longest name of the tables whose words begin at `start`: its end and what it names.
fn name_at<'t>(
    tables: &'t ActorTables,
    folded: &Folded,
    start: usize,
    word: &str,
    case: Case,
    ends_well: impl Fn(u32) -> bool,
) -> Option<(usize, &'t [u32])> {
    const LONG_ENOUGH: usize = 4;
    if tables.index.may_begin(&folded.as_str()[start..])
        && let Some(found) = tables.index.longest(folded, start, Case::AsWritten, &ends_well)
    {
        return Some(found);
    }
    let shouted = word.len() >= LONG_ENOUGH && word.chars().all(char::is_uppercase);
    if case == Case::AsWritten && !shouted {
        return None;
    }
    let (end, ids) = tables.index.longest(folded, start, Case::Any, &ends_well)?;
    let name = &folded.as_str()[start..end];
    let lower = name.to_lowercase();
    let common = !name.contains(' ') && (tables.everyday.contains(lower.as_str()) || name.len() < 3);
    let loose = !name.contains(' ')
        && matches!(tables.named[ids[0] as usize], Named::Organisation(at)
            if tables.organisations[at as usize].sector.as_deref() == Some("BUS") && name.len() < LONG_ENOUGH + 2);
    (!common && !loose).then_some((end, ids))
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
    for sentence in segments.sentences.clone() {
        let (first, last) = (sentence.first as usize, sentence.last as usize);
        let case = case_of(segments.pieces[first..last].iter().map(|piece| piece.form(text)));
        let mut at = first;
        while at < last {
            let piece = segments.pieces[at];
            let start = folded.position(piece.start);
            let found =
                name_at(tables, &folded, start, piece.form(text), case, |end| ends.contains_key(&end));
            let Some((end, ids)) = found else {
                at += 1;
                continue;
            };
            let end = ends[&folded.byte(end)].clamp(at + 1, last.max(at + 1));
            let tag = match tables.named[ids[0] as usize] {
                Named::Adjective(_) => (Upos::Adj, Xpos::Jj),
                // At the start of a sentence any word has a capital: "Target", "Apple".
                Named::Organisation(_) if end - at == 1 && at == first && last - first > 1 => {
                    at = end;
                    continue;
                }
                _ => (Upos::Propn, Xpos::Nnp),
            };
            for word in at..end {
                let large = segments.pieces[word].form(text).starts_with(char::is_uppercase);
                if large || (case == Case::Any && segments.pieces[word].form(text).len() > 3) {
                    segments.known_tags.insert(word as u32, tag);
                }
            }
            at = end;
        }
    }
    analyzer.analyze_segments(text, segments)
}

/// What is known of the parties of a report while they are being marked.
pub(super) struct Marker<'a> {
    pub(super) text: &'a str,
    pub(super) doc: &'a Doc,
    pub(super) day: Option<Date>,
    /// Without a day: offices that ended before this one are over.
    pub(super) since: Option<Date>,
    pub(super) tables: &'a ActorTables,
    /// For each token the place it names; empty where no places are told.
    places: Vec<Option<&'a PlaceMention>>,
    /// For each token the mention that covers it.
    pub(super) taken: Vec<Option<usize>>,
    pub(super) mentions: Vec<ActorMention>,
    pub(super) notes: Vec<ActorNote>,
    /// Offices that the report gives to people it names.
    pub(super) offices_told: HashMap<String, Vec<usize>>,
}

impl Marker<'_> {
    pub(super) fn word(&self, token: usize) -> &str {
        self.doc.tokens[token].form(self.text)
    }

    pub(super) fn mark(&mut self, first: usize, last: usize, actors: Vec<Actor>, via: Via, rule: String) {
        let number = self.mentions.len();
        self.taken[first..last].iter_mut().for_each(|taken| *taken = Some(number));
        self.mentions.push(ActorMention { first: first as u32, last: last as u32, actors, via, rule });
    }

    fn mark_table_names(&mut self) {
        let folded = Folded::new(self.text);
        let ends: HashMap<u32, usize> =
            self.doc.tokens.iter().enumerate().map(|(at, token)| (token.end, at + 1)).collect();
        for sentence in &self.doc.sentences {
            let (mut token, stop) = (sentence.first as usize, sentence.last as usize);
            let case = case_of((token..stop).map(|token| self.doc.tokens[token].form(self.text)));
            while token < stop {
                let start = folded.position(self.doc.tokens[token].start);
                let ends_well = |end| ends.contains_key(&end);
                let found = name_at(self.tables, &folded, start, self.word(token), case, ends_well);
                let Some((end, ids)) = found else {
                    token += 1;
                    continue;
                };
                let last = ends[&folded.byte(end)].clamp(token + 1, stop);
                if self.is_part_of_longer_name(token, last) {
                    token += 1;
                    continue;
                }
                if let Some((actor, via, rule)) = self.choose(ids, token, last, case) {
                    self.mark(token, last, vec![actor], via, rule);
                    token = last;
                } else {
                    token += 1;
                }
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

    /// Which of the things with a name is meant: that of the state it is said to be of, that which was there on the day,
    /// else the first of the tables. What was not sure becomes a note.
    fn choose(&mut self, ids: &[u32], first: usize, last: usize, case: Case) -> Option<(Actor, Via, String)> {
        let owner = self.state_before(first);
        let mut readings: Vec<(u8, (Actor, Via, String))> = Vec::new();
        for &id in ids {
            let named = self.tables.named[id as usize];
            let reading = self.read(named)?;
            let owned = owner.is_some() && reading.0.country == owner;
            let rank = u8::from(!owned) * 2 + u8::from(!self.is_there(named));
            readings.push((rank, reading));
        }
        // Stable: of equals the first of the tables.
        readings.sort_by_key(|(rank, _)| *rank);
        let (rank, best) = readings.first().cloned()?;
        // A one-word name that is also a common word needs a name's tag, unless it is a state or nationality.
        let tag = self.doc.tokens[first].upos;
        let people = |at: u32| {
            matches!(self.tables.organisations[at as usize].kind.as_str(), "ethnic_group" | "territory")
        };
        let of_people = ids
            .iter()
            .any(|&id| matches!(self.tables.named[id as usize], Named::Organisation(at) if people(at)));
        let loose = last - first == 1
            && best.1 == Via::Name
            && best.0.kind != ActorKind::State
            && case == Case::AsWritten
            && !matches!(tag, Upos::Propn | Upos::Noun | Upos::X);
        if loose && !(of_people && tag == Upos::Adj) {
            return None;
        }
        if loose {
            // "Tamil rebels": the noun is the party.
            return Some((best.0, Via::Demonym, best.2));
        }
        // "Chile's Defense Department" is not that of the state whose department goes by this name alone.
        if let (Some(owner), Some(home)) = (&owner, &best.0.country)
            && owner != home
            && best.0.kind == ActorKind::Organisation
            && self.tables.state(home).is_some()
            && let Some(role) =
                super::generic::role_of_words(self.doc.words(self.text, first..last), self.tables)
        {
            let name = self.doc.words(self.text, first..last);
            return Some((generic_actor(name, role, Some(owner.clone())), Via::Generic, role.row.clone()));
        }
        let rivals: Vec<&(Actor, Via, String)> = readings
            .iter()
            .filter(|(other, reading)| {
                *other == rank && (&reading.0.country, &reading.0.sector) != (&best.0.country, &best.0.sector)
            })
            .map(|(_, reading)| reading)
            .filter(|reading| reading.0.kind == best.0.kind)
            .collect();
        if !rivals.is_empty() {
            let mut candidates = vec![candidate(&best.0, &best.2)];
            candidates.extend(rivals.iter().map(|(actor, _, row)| candidate(actor, row)));
            self.note(first, last, format!("can be {}; taken as the first", candidates.join(" or ")));
        }
        if let Some(&id) =
            ids.iter().find(|&&id| self.read(self.tables.named[id as usize]).is_some_and(|r| r.2 == best.2))
            && let Named::Organisation(at) = self.tables.named[id as usize]
            && !self.is_there(Named::Organisation(at))
            && let Some(day) = self.day
        {
            let organisation = &self.tables.organisations[at as usize];
            let ended = organisation.to.filter(|to| *to < day);
            let told = match (ended, organisation.from) {
                (Some(to), _) => format!("ended on {to}"),
                (None, Some(from)) => format!("began on {from}"),
                (None, None) => String::new(),
            };
            self.note(first, last, format!("{told}, the report is of {day} [{}]", best.2));
        }
        Some(best)
    }

    pub(super) fn note(&mut self, first: usize, last: usize, what: String) {
        let words = self.doc.words(self.text, first..last).to_owned();
        self.notes.push(ActorNote { start: self.doc.tokens[first].start, words, what });
    }

    /// Whether what is named was there, or held an office, on the day.
    fn is_there(&self, named: Named) -> bool {
        match named {
            // A report without a day can be of any time; a mention alone is of today.
            Named::Organisation(_) if self.day.is_none() && self.since.is_none() => true,
            Named::Organisation(at) => self.tables.organisations[at as usize].is_there_on(self.day),
            Named::Person(at) => {
                self.tables.people[at as usize].term_on(self.day, self.since).is_some_and(|(_, held)| held)
            }
            _ => true,
        }
    }

    /// The state whose adjective or possessive stands right before a token: "Kenyan **…**", "Kenya's **…**".
    pub(super) fn state_before(&self, first: usize) -> Option<String> {
        let start = self.doc.sentences[self.doc.sentence_of(first)].first as usize;
        let before = first.checked_sub(1).filter(|&before| before >= start)?;
        let possessive = matches!(self.word(before), "'s" | "’s" | "'" | "’") && before > start;
        let token = if possessive { before - 1 } else { before };
        let mention = &self.mentions[self.taken[token]?];
        let owns = possessive || mention.via == Via::Demonym;
        mention.actors[0].country.clone().filter(|_| owns && mention.actors[0].kind == ActorKind::State)
    }

    /// Whether the sentence of a token is written all large or all small.
    pub(super) fn is_caseless(&self, token: usize) -> bool {
        let sentence = &self.doc.sentences[self.doc.sentence_of(token)];
        let words = sentence.first as usize..sentence.last as usize;
        case_of(words.map(|token| self.doc.tokens[token].form(self.text))) == Case::Any
    }

    /// Country of a token: that of the party it is part of, else of the place.
    pub(super) fn country_at(&self, token: usize) -> Option<String> {
        let told = self.taken[token].and_then(|mention| self.mentions[mention].actors[0].country.clone());
        told.or_else(|| self.places.get(token).copied().flatten()?.place.country.clone())
    }

    fn read(&self, named: Named) -> Option<(Actor, Via, String)> {
        Some(match named {
            Named::State(at) => {
                (self.state(at, None), Via::Name, self.tables.states[at as usize].row().to_owned())
            }
            Named::Adjective(at) | Named::People(at) => {
                (self.state(at, None), Via::Demonym, self.tables.states[at as usize].row().to_owned())
            }
            Named::Capital(at) | Named::Metonym(at) => {
                (self.state(at, Some("GOV")), Via::Metonym, self.tables.states[at as usize].row().to_owned())
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
                    secondary: Vec::new(),
                    person: None,
                };
                (actor, Via::Name, organisation.row().to_owned())
            }
        })
    }

    /// A dependency folds into its state.
    pub(super) fn state(&self, at: u32, sector: Option<&str>) -> Actor {
        let state = &self.tables.states[at as usize];
        let holder = state.parent.as_deref().and_then(|code| self.tables.state(code)).unwrap_or(state);
        Actor {
            kind: ActorKind::State,
            name: state.name.clone(),
            country: Some(holder.code.clone()),
            sector: sector.map(str::to_owned),
            secondary: Vec::new(),
            person: None,
        }
    }

    pub(super) fn person(&self, at: u32) -> (Actor, String) {
        let person: &Person = &self.tables.people[at as usize];
        let term = person.term_on(self.day, self.since);
        let sector = term
            .map(|(term, held)| if held { self.tables.offices[term.office].sector.as_str() } else { "ELI" });
        let actor = Actor {
            kind: ActorKind::Person,
            name: person.name.clone(),
            country: term.map(|(term, _)| self.tables.class_of(&term.state)),
            sector: sector.map(str::to_owned),
            secondary: Vec::new(),
            person: Some(person.name.clone()),
        };
        (actor, term.map_or_else(|| "actors/people".to_owned(), |(term, _)| term.row().to_owned()))
    }

    /// Parties named by common nouns.
    fn mark_generics(&mut self) {
        let mut token = 0;
        while token < self.doc.tokens.len() {
            let found = self.taken[token]
                .is_none()
                .then(|| {
                    generic_at(self.text, self.doc, token, self.tables, |token| self.taken[token].is_none())
                })
                .flatten();
            let Some(noun) = found else {
                token += 1;
                continue;
            };
            if self.only_modifies(&noun) {
                token = noun.last;
                continue;
            }
            let head = head_of(self.doc, noun.first..noun.last).unwrap_or(noun.first);
            let name = self.doc.words(self.text, noun.first..noun.last);
            let (role, how) = self.role_here(noun.role, head, noun.first, noun.last);
            let mut actors: Vec<Actor> = self
                .countries_of(head, noun.first)
                .into_iter()
                .map(|country| generic_actor(name, &role, Some(country)))
                .collect();
            if actors.is_empty() {
                actors.push(generic_actor(name, &role, None));
            }
            if actors[0].country.is_none() && actors[0].sector.is_none() {
                token = noun.last;
                continue;
            }
            let rule = how.unwrap_or_else(|| noun.role.row.clone());
            let last = noun.last;
            self.mark(noun.first, last, actors, Via::Generic, rule);
            token = last;
        }
    }

    /// Whose a noun is: the states among its owners, or the one right before its words.
    fn countries_of(&self, head: usize, first: usize) -> Vec<String> {
        let country = |token: usize| self.country_at(token);
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

    /// What a noun is here: somebody of an organisation takes its sector ("a Boeing executive"), a word before may change it
    /// ("a former minister"). With the row that tells so.
    fn role_here(&self, role: &Role, head: usize, first: usize, last: usize) -> (Role, Option<String>) {
        let lemma = self.doc.tokens[head].lemma.to_lowercase();
        let former = self.modifier_of(role, head, first);
        if last - first == 1 && self.tables.members.contains(&lemma) {
            let mut owning = owners(self.doc, head).into_iter().flatten();
            let organisation = owning.find_map(|token| {
                let mention = &self.mentions[self.taken[token]?];
                let actor = &mention.actors[0];
                let is_one = matches!(actor.kind, ActorKind::Organisation | ActorKind::Body);
                is_one.then(|| actor.sector.clone().map(|sector| (sector, mention.rule.clone()))).flatten()
            });
            if let Some((sector, row)) = organisation.filter(|_| former.is_none()) {
                return (Role { sector, ..role.clone() }, Some(row));
            }
        }
        match former {
            Some(modifier) => {
                let role = Role { sector: modifier.sector.clone(), ..role.clone() };
                (role, Some(modifier.row.clone()))
            }
            None => (role.clone(), None),
        }
    }

    /// "**rebel** commander": the word says of which kind the noun after it is.
    fn only_modifies(&self, noun: &GenericNoun<'_>) -> bool {
        let next = noun.last;
        let modifier = self.tables.modifiers.get(&self.word(noun.first).to_lowercase());
        let Some(modifier) = modifier.filter(|_| next - noun.first == 1 && next < self.doc.tokens.len())
        else {
            return false;
        };
        let same = self.doc.sentence_of(next) == self.doc.sentence_of(noun.first);
        let free = |token: usize| self.taken[token].is_none();
        let after = generic_at(self.text, self.doc, next, self.tables, free).filter(|_| same && free(next));
        let fits = |role: &Role| modifier.of.is_empty() || modifier.of.contains(&role.sector);
        after.is_some_and(|after| fits(after.role) && self.doc.tokens[noun.first].head == Some(next as u32))
    }

    /// The word before a noun that changes what it is.
    fn modifier_of(&self, role: &Role, head: usize, first: usize) -> Option<&Modifier> {
        const NEAR: usize = 3;
        let start = self.doc.sentences[self.doc.sentence_of(first)].first as usize;
        let before = (first.saturating_sub(NEAR).max(start)..first).rev();
        let inside = self.doc.children(head).filter(|&child| child < first && child + 2 * NEAR > first);
        let mut words = before
            .take_while(|&token| {
                // "the former ally of the president": another noun's word stands behind a preposition.
                !matches!(
                    self.doc.tokens[token].upos,
                    Upos::Punct | Upos::Adp | Upos::Verb | Upos::Cconj | Upos::Det
                )
            })
            .chain(inside);
        words.find_map(|token| {
            let modifier = self.tables.modifiers.get(&self.word(token).to_lowercase())?;
            let free = self.taken[token].is_none();
            let fits = modifier.of.is_empty() || modifier.of.contains(&role.sector);
            let belongs = token + 1 == first
                || self.doc.tokens[token].head == Some(head as u32)
                || modifier.sector == "ELI";
            (free && fits && belongs).then_some(modifier)
        })
    }
}

fn candidate(actor: &Actor, row: &str) -> String {
    format!("{} ({}) [{row}]", actor.name, actor.code())
}
