//! The dateline of a report (`HANOI, Sept 10 (Reuters) -`): it stands before the first sentence and is no part of
//! its grammar, so the parser does not see it.

use crate::doc::{Entity, EntityKind, Provenance, Rel, Upos, Xpos};
use crate::gazetteer;
use crate::parser::Tree;
use crate::segment::{Piece, dateline_pieces};
use crate::tagger::Tag;
use crate::word::Spelling;

/// A dateline at the front of a sentence.
pub(crate) struct Dateline {
    /// Words up to and with the dash.
    pub(crate) size: usize,
    /// Words of the first place.
    place: usize,
}

impl Dateline {
    /// The dateline of the first sentence of a block, if it has one and a sentence follows.
    pub(crate) fn of(text: &str, pieces: &[Piece]) -> Option<Dateline> {
        let size = dateline_pieces(text, pieces);
        if size == 0 || size >= pieces.len() {
            return None;
        }
        let place =
            pieces[..size].iter().take_while(|p| p.form(text).starts_with(char::is_alphabetic)).count();
        Some(Dateline { size, place })
    }

    /// A place in capitals is a name, whatever the tagger made of it.
    pub(crate) fn retag(&self, tags: &mut [Tag]) {
        tags[..self.place].fill((Upos::Propn, Xpos::Nnp));
    }

    /// Hangs the dateline on the root of its sentence, whose `tree` has been parsed without it.
    pub(crate) fn hang(&self, tags: &[Tag], tree: &mut Tree) {
        let size = self.size as u32;
        let root = tree.iter().position(|word| word.0.is_none()).unwrap_or(0) as u32;
        let rest = tree.iter().map(|&(head, rel)| (head.map(|head| head + size), rel));
        let front = (0..self.size).map(|at| match at {
            0 => (Some(root + size), Rel::Parataxis),
            _ if at < self.place => (Some(0), Rel::Flat),
            _ if tags[at].0 == Upos::Punct => (Some(0), Rel::Punct),
            _ => (Some(0), Rel::Dep),
        });
        *tree = front.chain(rest).collect();
    }

    /// Marks the place, over whatever else was found there. `found` is the number of entities before the sentence.
    pub(crate) fn mark(
        &self,
        text: &str,
        pieces: &[Piece],
        first: u32,
        found: usize,
        entities: &mut Vec<Entity>,
    ) {
        let last = first + self.place as u32;
        let titled: Vec<Spelling> =
            pieces[..self.place].iter().map(|p| Spelling::of(&title_case(p.form(text)))).collect();
        let acts = gazetteer::is_state_or_city(gazetteer::kinds_of(&titled));
        let kind = if acts { EntityKind::Gpe } else { EntityKind::Loc };
        if self.place == 0 || entities[found..].iter().any(|entity| entity.first < last && entity.last > last)
        {
            return;
        }
        let inside = entities[found..].iter().take_while(|entity| entity.last <= last).count();
        let place = Entity { first, last, kind, provenance: Provenance::Rule };
        entities.splice(found..found + inside, [place]);
    }
}

fn title_case(form: &str) -> String {
    let mut chars = form.chars();
    chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect()
}
