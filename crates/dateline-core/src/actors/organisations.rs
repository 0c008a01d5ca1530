//! Organisations and people that no table has, and the short forms that a report defines: "the Orun Renewal Party (ORP)".
//!
//! A name tells its state by the state named in it, and what the organisation is by the words that names are made of
//! (`data/actors/name_words.tsv`). Knows nothing of pronouns.

use super::generic::role_of_words;
use super::resolve::Marker;
use super::table::{Role, Stands};
use super::{Actor, ActorKind, Via};
use dateline_lang::{Entity, EntityKind, Upos};

/// Letters of a short form.
const SHORT_FORM: std::ops::RangeInclusive<usize> = 2..=8;
/// Words of a name at most, when it is looked for before its short form.
const NAME_WORDS_MAX: usize = 10;

impl Marker<'_> {
    /// Names that no table has: people by their full name, organisations.
    pub(super) fn mark_entities(&mut self) {
        for entity in &self.doc.entities {
            let (first, last) = (entity.first as usize, entity.last as usize);
            let proper = (first..last).any(|token| self.doc.tokens[token].upos == Upos::Propn);
            if !proper {
                continue;
            }
            let free = self.taken[first..last].iter().all(Option::is_none);
            match entity.kind {
                EntityKind::Per if free && last - first > 1 => {
                    let name = self.doc.words(self.text, first..last).to_owned();
                    let person = Actor { person: Some(name.clone()), ..nameless(ActorKind::Person, &name) };
                    self.mark(first, last, vec![person], Via::Entity, "actors/entity:person".to_owned());
                }
                EntityKind::Org if free => {
                    let (actor, rule) = self.organisation_named(first, last);
                    self.mark(first, last, vec![actor], Via::Entity, rule);
                }
                EntityKind::Org => self.mark_around_state(entity),
                _ => {}
            }
        }
    }

    /// "Kenya Orun Company": the state at the start of a name is part of it where the name tells what it is.
    fn mark_around_state(&mut self, entity: &Entity) {
        let (first, last) = (entity.first as usize, entity.last as usize);
        let inside: Vec<usize> = self.taken[first..last].iter().copied().flatten().collect();
        let state_only = inside.iter().all(|&number| {
            let mention = &self.mentions[number];
            mention.actors[0].kind == ActorKind::State
                && mention.via != Via::Metonym
                && first <= mention.first as usize
                && (mention.last as usize) < last
        });
        let one = inside.first().is_some_and(|first| inside.iter().all(|number| number == first));
        // An adjective before a common noun ("Kenyan police") is told by the noun.
        let common = (first..last).any(|token| self.doc.tokens[token].upos == Upos::Noun);
        if !state_only || !one || common || self.role_of_name(first, last).is_none() {
            return;
        }
        let (actor, rule) = self.organisation_named(first, last);
        let state = inside[0];
        self.mentions[state].last = self.mentions[state].first;
        self.mark(first, last, vec![actor], Via::Entity, rule);
    }

    /// What can be told of an organisation by its name and whose it is said to be, with the row that tells it.
    fn organisation_named(&self, first: usize, last: usize) -> (Actor, String) {
        let name = self.doc.words(self.text, first..last);
        let inside = (first..last).find_map(|token| self.country_at(token));
        let country = inside.or_else(|| self.state_before(first)).or_else(|| self.state_after(last));
        let role = self.role_of_name(first, last);
        let sector = role.map(|role| role.sector.clone()).filter(|sector| !sector.is_empty());
        let rule = role.map_or_else(|| "actors/entity:organisation".to_owned(), |role| role.row.clone());
        (Actor { country, sector, ..nameless(ActorKind::Organisation, name) }, rule)
    }

    /// The state of "… of Kenya" right after a name.
    fn state_after(&self, last: usize) -> Option<String> {
        let of = last + 1 < self.doc.tokens.len() && matches!(self.word(last), "of" | "in" | "for");
        let number = if of { self.taken[last + 1] } else { None };
        let state = &self.mentions[number?].actors[0];
        state.country.clone().filter(|_| state.kind == ActorKind::State)
    }

    /// What the words of a name tell of the organisation.
    fn role_of_name(&self, first: usize, last: usize) -> Option<&Role> {
        let words: Vec<String> = (first..last).map(|token| self.word(token).to_lowercase()).collect();
        if let Some(role) = role_of_words(&words.join(" "), self.tables) {
            return Some(role);
        }
        let stands = |wanted: &[String], stands: Stands| match stands {
            Stands::First => words.starts_with(wanted),
            // "Ministry of **Mines**" tells nothing by its last word; "Orun Bank of Peru" is a bank.
            Stands::Last => {
                let head = words.iter().position(|word| matches!(word.as_str(), "of" | "for" | "in" | "and"));
                words.ends_with(wanted) || head.is_some_and(|head| words[..head].ends_with(wanted))
            }
            Stands::Any => words.windows(wanted.len()).any(|run| run == wanted),
        };
        let found = self
            .tables
            .name_words
            .iter()
            .find(|word| words.len() >= word.words.len() && stands(&word.words, word.stands));
        found.map(|word| &word.role)
    }

    /// Short forms in brackets after a name hold for the rest of the report, whatever the tables know by them.
    pub(super) fn mark_short_forms(&mut self) {
        let mut defined: Vec<(String, Actor, usize)> = Vec::new();
        for open in 0..self.doc.tokens.len().saturating_sub(2) {
            if self.word(open) != "(" || self.word(open + 2) != ")" {
                continue;
            }
            let short = self.word(open + 1).to_owned();
            let letters = short.chars().filter(|c| c.is_uppercase()).count();
            if !SHORT_FORM.contains(&short.chars().count())
                || letters < 2
                || letters * 2 < short.chars().count()
            {
                continue;
            }
            if let Some((actor, from)) = self.defined_before(open, &short)
                && defined.iter().all(|(known, ..)| *known != short)
            {
                defined.push((short, actor, from));
            }
        }
        for token in 0..self.doc.tokens.len() {
            let Some((_, actor, _)) = defined
                .iter()
                .find(|(short, _, from)| *from < token && self.word(token) == short.as_str())
                .cloned()
            else {
                continue;
            };
            let alone = self.taken[token].is_none_or(|number| {
                let mention = &self.mentions[number];
                mention.last - mention.first == 1 && mention.actors[0] != actor
            });
            if alone {
                if let Some(number) = self.taken[token] {
                    self.mentions[number].last = self.mentions[number].first;
                }
                self.mark(token, token + 1, vec![actor], Via::Name, "actors/short-form".to_owned());
            }
        }
    }

    /// The organisation named right before a bracket, and its first token: one that is marked, else words whose first
    /// letters are those of the short form.
    fn defined_before(&mut self, open: usize, short: &str) -> Option<(Actor, usize)> {
        let start = self.doc.sentences[self.doc.sentence_of(open)].first as usize;
        let before = open.checked_sub(1).filter(|&before| before >= start)?;
        if let Some(number) = self.taken[before] {
            let mention = &self.mentions[number];
            let actor = &mention.actors[0];
            let organisation =
                matches!(actor.kind, ActorKind::Organisation | ActorKind::Body | ActorKind::Generic);
            let long = mention.last - mention.first > 1;
            if organisation && (long || actor.name.contains(' ')) {
                return Some((actor.clone(), mention.first as usize));
            }
        }
        let initials: Vec<char> = short.chars().filter(|c| c.is_uppercase()).collect();
        for first in (before.saturating_sub(NAME_WORDS_MAX).max(start)..=before).rev() {
            let letters: Vec<char> = (first..open)
                .filter_map(|token| self.word(token).chars().next().filter(|c| c.is_uppercase()))
                .collect();
            if letters == initials && self.word(first).starts_with(char::is_uppercase) && open - first > 1 {
                let (actor, rule) = self.organisation_named(first, open);
                for number in self.taken[first..open].iter().copied().flatten().collect::<Vec<_>>() {
                    self.mentions[number].last = self.mentions[number].first;
                }
                self.mark(first, open, vec![actor.clone()], Via::Entity, rule);
                return Some((actor, first));
            }
        }
        None
    }
}

fn nameless(kind: ActorKind, name: &str) -> Actor {
    Actor { kind, name: name.to_owned(), country: None, sector: None, secondary: Vec::new(), person: None }
}
