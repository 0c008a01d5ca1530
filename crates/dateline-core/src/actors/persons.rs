//! People inside a report: surnames after full names, titles before and beside names.
//!
//! Knows nothing of organisations, pronouns or events.

use super::names::fold;
use super::people::surnames;
use super::resolve::Marker;
use super::table::Office;
use super::{Actor, ActorKind, Via};
use dateline_lang::Upos;
use jiff::civil::Date;
use std::collections::HashMap;

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
    /// A surname after (or, failing that, before) the full name; or with a title, of somebody in office.
    pub(super) fn mark_surnames(&mut self) {
        let mut known: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, mention) in self.mentions.iter().enumerate() {
            let Some(actor) = mention.actors.first().filter(|actor| actor.kind == ActorKind::Person) else {
                continue;
            };
            for form in surnames(&actor.name, actor.country.as_deref()) {
                known.entry(form.to_lowercase()).or_default().push(number);
            }
            let told = self.doc.words(self.text, mention.first as usize..mention.last as usize);
            for form in surnames(told, actor.country.as_deref()) {
                let bearers = known.entry(form.to_lowercase()).or_default();
                if !bearers.contains(&number) {
                    bearers.push(number);
                }
            }
        }
        for token in 0..self.doc.tokens.len() {
            if self.taken[token].is_some() || !self.may_be_surname(token) {
                continue;
            }
            for length in (1..=3usize).rev() {
                let last = token + length;
                if last > self.doc.tokens.len() || self.taken[token..last].iter().any(Option::is_some) {
                    continue;
                }
                let form = fold(self.doc.words(self.text, token..last)).to_lowercase();
                if let Some((actor, rule)) = self.bearer(&form, token, &known) {
                    self.mark(token, last, vec![actor], Via::Surname, rule);
                    break;
                }
            }
        }
    }

    /// Capitals tell a surname; without them it must be no everyday word.
    fn may_be_surname(&self, token: usize) -> bool {
        const SHORTEST: usize = 4;
        let word = self.word(token);
        if word.starts_with(char::is_uppercase) {
            return matches!(self.doc.tokens[token].upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::X);
        }
        word.len() >= SHORTEST
            && self.tables.surnames.contains_key(word)
            && !self.tables.everyday.contains(word)
            && self.is_caseless(token)
    }

    fn bearer(
        &mut self,
        form: &str,
        token: usize,
        known: &HashMap<String, Vec<usize>>,
    ) -> Option<(Actor, String)> {
        if let Some(numbers) = known.get(form) {
            let before = numbers.iter().rev().find(|&&number| (self.mentions[number].first as usize) < token);
            let mention = &self.mentions[*before.or_else(|| numbers.first())?];
            return Some((mention.actors[0].clone(), "actors/surname".to_owned()));
        }
        let bearers = self.tables.surnames.get(form)?;
        let titles = self.titles_before(token);
        let leads = |office: &Office| matches!(office.role.as_str(), "head_of_state" | "head_of_government");
        let office_of = |id: u32| {
            let (term, held) = self.tables.people[id as usize].term_on(self.day, self.since)?;
            Some((&self.tables.offices[term.office], held))
        };
        let titled = |id: &u32| {
            office_of(*id).is_some_and(|(office, held)| {
                held && office.titles.iter().any(|title| titles.contains(title))
            })
        };
        let leading = |id: &u32| office_of(*id).is_some_and(|(office, held)| held && leads(office));
        let led = |id: &u32| {
            let terms = &self.tables.people[*id as usize].terms;
            let before = |from: Option<Date>| from.is_none_or(|from| self.day.is_none_or(|day| from <= day));
            terms.iter().any(|term| leads(&self.tables.offices[term.office]) && before(term.from))
        };
        let of =
            |fits: &dyn Fn(&u32) -> bool| bearers.iter().copied().filter(|id| fits(id)).collect::<Vec<u32>>();
        let mut holders = of(&titled);
        let bare = titles.is_empty()
            && (self.doc.tokens[token].upos == Upos::Propn || self.is_caseless(token))
            && !self.tables.everyday.contains(form);
        if holders.is_empty() && bare {
            holders = of(&leading);
        }
        // Somebody who once led a state is still called by the surname alone in headlines.
        if holders.is_empty() && bare {
            holders = of(&led);
            let last =
                |id: &u32| self.tables.people[*id as usize].terms.iter().filter_map(|term| term.from).max();
            let latest = holders.iter().map(last).max();
            holders.retain(|id| Some(last(id)) == latest);
        }
        match holders[..] {
            [only] => Some(self.person(only)),
            [first, ..] => {
                let rivals: Vec<String> = holders
                    .iter()
                    .map(|&id| {
                        let (actor, row) = self.person(id);
                        format!("{} ({}) [{row}]", actor.name, actor.code())
                    })
                    .collect();
                // One state's minister and president of one name: the surname alone says which state at least.
                let (actor, row) = self.person(first);
                let one_state = holders.iter().all(|&id| self.person(id).0.country == actor.country);
                let taken = if one_state { "taken as the first" } else { "none taken" };
                self.note(token, token + 1, format!("can be {}; {taken}", rivals.join(" or ")));
                one_state.then_some((actor, row))
            }
            [] => None,
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
    pub(super) fn take_titles(&mut self) {
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
            let offices = title.and_then(|title| self.tables.titles.get(&title)).cloned().unwrap_or_default();
            let sector = offices.first().map(|&office| self.tables.offices[office].sector.clone());
            let former = (from..first)
                .chain(beside.map_or(0..0, |(from, to)| from.saturating_sub(2)..to))
                .any(|token| {
                    let modifier = self.tables.modifiers.get(&self.word(token).to_lowercase());
                    modifier.is_some_and(|modifier| modifier.sector == "ELI")
                });
            let actor = &mut self.mentions[number].actors[0];
            // The day knows better than the words who is in office; without one the words count.
            let in_doubt = self.day.is_none() || self.tables.person(&actor.name).is_none();
            let sector = if former { Some("ELI".to_owned()) } else { sector };
            if former && in_doubt && actor.sector.is_some() {
                actor.sector = sector.clone();
            }
            if actor.country.is_none() {
                actor.country = country;
            }
            if actor.sector.is_none() {
                actor.sector = sector;
            }
            let learned = actor.clone();
            if !former && !offices.is_empty() {
                self.offices_told.entry(learned.name.clone()).or_default().extend(offices);
            }
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
}
