//! Whose students, police and workers they are, where the words do not say.

use super::Reading;
use crate::actors::Via;
use crate::events::Found;
use crate::rows::MentionRow;

impl Reading<'_> {
    /// Gives parties that are told by their calling alone ("students", "the police") the state where it happens: of the
    /// event's place, else the only state that the sentence names.
    pub(super) fn give_home(&self, row: &mut MentionRow, action: &Found<'_>) {
        let generic = |party: &&usize| {
            let mention = &self.actors[**party];
            mention.via == Via::Generic && mention.actors[0].country.is_none()
        };
        if action.actors.iter().chain(&action.recipients).find(generic).is_none() {
            return;
        }
        let of_place = row.place.as_ref().and_then(|place| place.country.clone());
        let (home, rule) = match (of_place, self.only_state(action.trigger)) {
            (Some(country), _) => (country, "events/home:place"),
            (None, Some(country)) => (country, "events/home:sentence"),
            (None, None) => return,
        };
        let mut given = false;
        for (parties, rows) in [(&action.actors, &mut row.actors), (&action.recipients, &mut row.recipients)]
        {
            let homeless: Vec<u64> = parties
                .iter()
                .filter(generic)
                .map(|&party| {
                    self.original_range(self.actors[party].first as usize..self.actors[party].last as usize).0
                })
                .collect();
            for actor in rows.iter_mut().filter(|actor| homeless.contains(&actor.start)) {
                if actor.country.is_none() && actor.sector.is_some() {
                    actor.code = actor.code.replacen("---", &home, 1);
                    actor.country = Some(home.clone());
                    given = true;
                }
            }
        }
        if given {
            row.rules.push(rule.to_owned());
        }
    }

    /// The one state that the sentence of a token names, as a party or as a place.
    fn only_state(&self, token: usize) -> Option<String> {
        let sentence = self.tree.doc.sentence_of(token);
        let of_parties = self
            .actors
            .iter()
            .filter(|mention| self.tree.doc.sentence_of(mention.first as usize) == sentence)
            .flat_map(|mention| &mention.actors)
            .filter_map(|actor| actor.country.as_deref())
            .filter(|code| self.tables.actors.state(code).is_some());
        let of_places = self
            .places
            .iter()
            .filter(|place| {
                let tokens = self.tree.tokens_in(place.start as u32..place.end as u32);
                !tokens.is_empty() && self.tree.doc.sentence_of(tokens.start) == sentence
            })
            .filter_map(|place| place.place.country.as_deref());
        let mut named: Vec<&str> = of_parties.chain(of_places).collect();
        named.sort_unstable();
        named.dedup();
        match named[..] {
            [only] => Some(only.to_owned()),
            _ => None,
        }
    }
}
