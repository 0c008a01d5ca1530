//! The entity stage by itself: another finder of names behind the same trees.
//!
//! A back end exchanges the whole of reading through [`Analyzer`]; one that only knows names implements
//! [`EntityStage`] and is put behind any analyzer by [`WithEntities`].

use std::sync::Mutex;

use crate::doc::{Doc, Entity, EntityKind, Provenance};
use crate::model::ModelCard;
use crate::names::{agree, refined};
use crate::segment::Segments;
use crate::word::Spelling;
use crate::{Analyzer, laws};

/// What finds names in a text whose sentences, words, tags and trees are known.
pub trait EntityStage: Send + Sync {
    /// The names of the text, in text order, not overlapping, each inside one sentence of `doc`. The same text and
    /// document give the same names. What `doc` holds as entities is to be left out of account.
    ///
    /// # Errors
    /// Why the stage could not read this text, in words for the user.
    fn entities(&self, text: &str, doc: &Doc) -> Result<Vec<Entity>, String>;

    /// What stands behind its answers: a name and the SHA-256 of its files, `name@hex`.
    fn fingerprint(&self) -> &str;
}

/// An analyzer whose names are found by another stage.
///
/// What the stage finds comes first. Of what the analyzer found, the names that a table gave and the places of
/// datelines stay where they cross none of the stage's; what its own trained tagger found goes. A place that the table
/// knows as a state or city is one that can act, and who was named in full is a person when named by the surname, as
/// everywhere.
pub struct WithEntities<'a> {
    base: &'a dyn Analyzer,
    stage: Box<dyn EntityStage + 'a>,
    failure: Mutex<Option<String>>,
}

impl<'a> WithEntities<'a> {
    /// Puts `stage` behind `base`.
    pub fn new(base: &'a dyn Analyzer, stage: impl EntityStage + 'a) -> WithEntities<'a> {
        WithEntities { base, stage: Box::new(stage), failure: Mutex::new(None) }
    }

    /// What stands behind the names: [`EntityStage::fingerprint`].
    pub fn fingerprint(&self) -> &str {
        self.stage.fingerprint()
    }

    /// Why the stage could not read some text, the first time that happened; such a text has the names of the analyzer
    /// alone. To be asked before anything of the answers is kept.
    pub fn failure(&self) -> Option<String> {
        self.failure.lock().map_or_else(|poisoned| poisoned.into_inner().clone(), |failure| failure.clone())
    }

    fn fail(&self, why: String) {
        let mut failure = self.failure.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        failure.get_or_insert(why);
    }
}

impl Analyzer for WithEntities<'_> {
    fn analyze_segments(&self, text: &str, segments: Segments) -> Doc {
        let mut doc = self.base.analyze_segments(text, segments);
        let found = self.stage.entities(text, &doc).and_then(|found| match laws::of_entities(&doc, &found) {
            Ok(()) => Ok(found),
            Err(broken) => Err(format!("{}: {broken}", self.stage.fingerprint())),
        });
        match found {
            Ok(found) => {
                doc.entities = merged(text, &doc, found);
                doc.entity_model = Some(self.stage.fingerprint().into());
                agree(text, &mut doc);
            }
            Err(why) => self.fail(why),
        }
        doc
    }

    fn card(&self) -> &ModelCard {
        self.base.card()
    }
}

/// The names of the stage with those of table and rule that cross none of them.
fn merged(text: &str, doc: &Doc, found: Vec<Entity>) -> Vec<Entity> {
    let mut all: Vec<Entity> = found
        .into_iter()
        .map(|entity| Entity { kind: acting(text, doc, &entity), provenance: Provenance::Plugged, ..entity })
        .collect();
    let plugged = all.len();
    for entity in &doc.entities {
        let stays = match entity.provenance {
            Provenance::Gazetteer => true,
            // The places of datelines; persons by rule were agreed with names that are gone.
            Provenance::Rule => entity.kind != EntityKind::Per,
            Provenance::Model | Provenance::Plugged => false,
        };
        let next = all[..plugged].partition_point(|other| other.last <= entity.first);
        let crosses = all[..plugged].get(next).is_some_and(|other| other.first < entity.last);
        if stays && !crosses {
            all.push(entity.clone());
        }
    }
    all.sort_by_key(|entity| entity.first);
    all
}

/// The kind of a name, states and cities told from other places.
fn acting(text: &str, doc: &Doc, entity: &Entity) -> EntityKind {
    let tokens = &doc.tokens[entity.first as usize..entity.last as usize];
    let words: Vec<Spelling> = tokens.iter().map(|token| Spelling::of(token.form(text))).collect();
    refined(entity.kind, &words)
}
