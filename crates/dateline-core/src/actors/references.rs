//! Pronouns, "the two countries", "the president" of a state whose president the report names.
//!
//! Knows nothing of names: it looks back over the mentions before.

use super::generic::head_of;
use super::resolve::Marker;
use super::{Actor, ActorKind, ActorMention, Via};
use dateline_lang::Xpos;

impl Marker<'_> {
    /// "The Kenyan president" is the person of that office whom the report names; "the president", too, where it names one
    /// before.
    pub(super) fn mark_offices(&mut self) {
        let people: Vec<usize> = (0..self.mentions.len())
            .filter(|&n| self.mentions[n].first < self.mentions[n].last)
            .filter(|&n| self.mentions[n].actors[0].person.is_some())
            .collect();
        for number in 0..self.mentions.len() {
            let mention = &self.mentions[number];
            if mention.via != Via::Generic || mention.first >= mention.last || mention.actors.len() != 1 {
                continue;
            }
            let Some(person) = self.holder_named(mention, &people) else { continue };
            self.mentions[number].actors = vec![person];
            self.mentions[number].via = Via::Reference;
            self.mentions[number].rule = "actors/reference:office".to_owned();
        }
    }

    /// The one person named in the report who holds the office that a mention tells of.
    fn holder_named(&self, mention: &ActorMention, people: &[usize]) -> Option<Actor> {
        let (first, last) = (mention.first as usize, mention.last as usize);
        let title = self.doc.words(self.text, first..last).to_lowercase();
        let leader = title == "leader";
        let offices = self.tables.titles.get(&title).map(Vec::as_slice).unwrap_or_default();
        if (offices.is_empty() && !leader) || !self.is_definite(first, last) {
            return None;
        }
        let leads = |office: usize| {
            matches!(self.tables.offices[office].role.as_str(), "head_of_state" | "head_of_government")
        };
        let fits = |office: usize| if leader { leads(office) } else { offices.contains(&office) };
        let country = mention.actors[0].country.as_ref();
        let mut holders: Vec<&Actor> = Vec::new();
        for &number in people {
            let named = &self.mentions[number];
            let actor = &named.actors[0];
            let right_state = match country {
                Some(_) => actor.country.as_ref() == country,
                None => named.first < mention.first,
            };
            if !right_state || holders.iter().any(|known| known.person == actor.person) {
                continue;
            }
            let told = self.offices_told.get(&actor.name).is_some_and(|told| told.iter().any(|&o| fits(o)));
            let person = actor.person.as_deref().and_then(|name| self.tables.person(name));
            let held = person.and_then(|person| person.term_on(self.day, self.since));
            if told || held.is_some_and(|(term, held)| held && fits(term.office)) {
                holders.push(actor);
            }
        }
        match holders[..] {
            [only] => Some(only.clone()),
            _ => None,
        }
    }

    /// One person spoken of as known: "the president", "Kenya's president", not "a former president", "presidents".
    fn is_definite(&self, first: usize, last: usize) -> bool {
        let one = head_of(self.doc, first..last).is_some_and(|head| self.doc.tokens[head].xpos != Xpos::Nns);
        let start = self.doc.sentences[self.doc.sentence_of(first)].first as usize;
        let mut around = (first.saturating_sub(4).max(start)..first).rev();
        let other = |word: &str| {
            matches!(
                word,
                "a" | "an" | "another" | "former" | "ex" | "no" | "every" | "deputy" | "vice" | "next"
            )
        };
        one && !around.any(|token| other(&self.word(token).to_lowercase()))
    }

    pub(super) fn mark_references(&mut self) {
        let mut order: Vec<usize> =
            (0..self.mentions.len()).filter(|&n| self.mentions[n].first < self.mentions[n].last).collect();
        order.sort_by_key(|&number| self.mentions[number].first);
        for token in 0..self.doc.tokens.len() {
            if self.taken[token].is_some() {
                continue;
            }
            let before = order.partition_point(|&number| (self.mentions[number].first as usize) < token);
            let Some((last, actors, rule)) = self.reference_at(token, &order[..before]) else { continue };
            // "the two **countries**": a noun inside gives way; a mention that goes on behind stands.
            let inside: Vec<usize> = self.taken[token..last].iter().flatten().copied().collect();
            if inside.iter().any(|&number| self.mentions[number].last as usize > last) {
                continue;
            }
            inside.into_iter().for_each(|number| self.mentions[number].last = self.mentions[number].first);
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
                if let Some(state) = self.own_country(token, last.as_deref()) {
                    return Some((token + 2, vec![state], "actors/reference:own-country"));
                }
                Some((
                    token + 1,
                    last.or_else(|| recent(&|m| m.actors[0].kind == ActorKind::Person))?,
                    "actors/reference:person",
                ))
            }
            // "The rebels said **they** would leave"; "the two armies and **their** allies".
            "they" | "their" | "them" => {
                let several = |mention: &ActorMention| {
                    let head = head_of(self.doc, mention.first as usize..mention.last as usize);
                    let plural =
                        head.is_some_and(|head| matches!(self.doc.tokens[head].xpos, Xpos::Nns | Xpos::Nnps));
                    plural
                        || mention.actors.len() > 1
                        || matches!(mention.actors[0].kind, ActorKind::Organisation | ActorKind::Body)
                };
                let several = |mention: &ActorMention| mention.via != Via::Demonym && several(mention);
                Some((
                    token + 1,
                    self.last_subject_mention(token, before, several)?.actors.clone(),
                    "actors/reference:they",
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
        let found = self.last_subject_mention(token, before, |m| m.actors.first().is_some_and(&fits));
        found.map(|mention| mention.actors.clone())
    }

    /// The state of a person: "**his country** will not lift the ban".
    fn own_country(&self, token: usize, person: Option<&[Actor]>) -> Option<Actor> {
        let next = self.doc.tokens.get(token + 1)?;
        if !matches!(&*next.lemma, "country" | "nation" | "government" | "homeland") {
            return None;
        }
        let code = person?.first()?.country.as_deref()?;
        let at = self.tables.state_by_code.get(code)?;
        Some(self.state(*at as u32, None))
    }

    /// The mention that is the subject of the nearest clause before; else the nearest that fits.
    fn last_subject_mention(
        &self,
        token: usize,
        before: &[usize],
        fits: impl Fn(&ActorMention) -> bool,
    ) -> Option<&ActorMention> {
        let sentence = self.doc.sentence_of(token);
        let candidates: Vec<&ActorMention> = before
            .iter()
            .rev()
            .map(|&number| &self.mentions[number])
            .take_while(|mention| sentence - self.doc.sentence_of(mention.first as usize) <= 2)
            .filter(|mention| fits(mention))
            .collect();
        let is_subject = |mention: &&&ActorMention| {
            let head = head_of(self.doc, mention.first as usize..mention.last as usize);
            head.is_some_and(|head| matches!(self.doc.tokens[head].rel.base(), dateline_lang::Rel::Nsubj))
        };
        candidates.iter().find(is_subject).or_else(|| candidates.first()).copied()
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
