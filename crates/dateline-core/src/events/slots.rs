//! The slots of a frame, as rule files name them, and what fills them.

use super::frame::{SUBJECT_STEPS_MAX, Tree};
use super::rules::{Slot, SlotName};
use dateline_lang::{Rel, Upos};

/// The slots around a trigger, as heads of phrases.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) trigger: usize,
    pub(super) light: Option<usize>,
    pub(super) subjects: Vec<usize>,
    pub(super) objects: Vec<usize>,
    pub(super) indirect: Vec<usize>,
    pub(super) complements: Vec<usize>,
    pub(super) phrases: Vec<(String, usize)>,
}

impl Frame {
    /// The frame of a verb with its particle: what the parser took for "off the talks" is the object of "called off".
    pub(super) fn with_particle(mut self, particle: &str) -> Frame {
        if self.objects.is_empty() {
            self.objects =
                self.phrases.iter().filter(|(word, _)| word == particle).map(|(_, head)| *head).collect();
        }
        self
    }

    fn named(&self, name: &SlotName, tree: &Tree<'_>) -> Vec<usize> {
        match name {
            SlotName::Subj => self.subjects.clone(),
            SlotName::Obj => self.objects.clone(),
            SlotName::Iobj => self.indirect.clone(),
            SlotName::Comp => self.complements.clone(),
            SlotName::Mod => qualifiers_of(self.trigger, tree),
            SlotName::Aux => tree.with_rel(self.trigger, Rel::Aux).collect(),
            SlotName::Prep(word) => {
                let own: Vec<usize> = self
                    .phrases
                    .iter()
                    .filter(|(found, _)| **found == **word)
                    .map(|(_, head)| *head)
                    .collect();
                // "gave medicine to Haiti": the phrase may hang on the object.
                let objects = || self.objects.iter().flat_map(|&object| tree.phrases(object));
                if own.is_empty() && tree.upos(self.trigger) == Upos::Verb {
                    return objects().filter(|(found, _)| **found == **word).map(|(_, head)| head).collect();
                }
                own
            }
        }
    }

    /// The heads that fill a slot.
    pub(super) fn fill(&self, slot: &Slot, tree: &Tree<'_>) -> Vec<usize> {
        let base = self.named(&slot.base, tree);
        let Some(step) = &slot.step else { return base };
        let mut found = Vec::new();
        for head in base.into_iter().flat_map(|head| tree.list(head)) {
            match step {
                SlotName::Mod => found.extend(qualifiers_of(head, tree)),
                SlotName::Prep(word) => found.extend(tree.phrases_with(head, word)),
                SlotName::Aux => found.extend(tree.with_rel(head, Rel::Aux)),
                SlotName::Subj => found.extend(tree.verb_subjects(head, SUBJECT_STEPS_MAX)),
                SlotName::Obj if tree.upos(head) == Upos::Verb => found.extend(tree.verb_objects(head)),
                SlotName::Obj => {
                    found.extend(
                        tree.phrases(head).into_iter().filter(|(p, _)| p == "of").map(|(_, head)| head),
                    );
                }
                SlotName::Iobj => found.extend(tree.with_rel(head, Rel::Iobj)),
                SlotName::Comp => {
                    found.extend(
                        tree.children(head)
                            .filter(|&c| matches!(tree.rel(c), Rel::Xcomp | Rel::Ccomp | Rel::Acl)),
                    );
                }
            }
        }
        found
    }
}

/// Possessors, nationalities and compounds of a noun; without "of" phrases, which have a slot of their own.
fn qualifiers_of(noun: usize, tree: &Tree<'_>) -> Vec<usize> {
    tree.qualifiers(noun)
        .into_iter()
        .filter(|&q| tree.rel(q) != Rel::Nmod && tree.rel(q) != Rel::Appos)
        .collect()
}
