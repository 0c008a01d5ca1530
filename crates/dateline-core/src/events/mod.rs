//! What happens between whom: rule files held against the dependency trees of a report.
//!
//! Types follow the PLOVER codebook, codes the CAMEO manual; see `data/events/README.md`.

mod ahead;
mod check;
mod frame;
mod learning;
mod matching;
mod model;
mod pair;
mod rules;
mod slots;

pub use ahead::{Ahead, Way};
pub use check::{Measured, Outcome, check_sentences, measure_types};
pub use learning::learn_types;
pub use matching::Found;
pub use model::{TypeModel, TypeScores};
pub use pair::Pair;
pub use rules::{EventRules, Rule, Sentence};

use crate::actors::ActorMention;
use dateline_lang::Doc;
pub(crate) use frame::Tree;

/// Finds the actions told in a report, in text order of their trigger words.
///
/// Cost: linear in the text, growing with the number of triggers met and not with the number of rules.
pub fn find_events<'r>(
    text: &str,
    doc: &Doc,
    mentions: &[ActorMention],
    rules: &'r EventRules,
) -> Vec<Found<'r>> {
    matching::find_actions(&Tree::new(text, doc, mentions), rules)
}

impl Found<'_> {
    /// CAMEO code of the action carried out.
    ///
    /// What is asked for without pressing is an appeal: 02 in place of 10.
    pub fn cameo(&self) -> Option<String> {
        let code = self.pattern.cameo.as_deref()?;
        let asked = code.strip_prefix("10").filter(|_| self.appeals);
        Some(asked.map_or_else(|| code.to_owned(), |rest| format!("02{rest}")))
    }

    /// True for what CAMEO has as a statement (01) or an appeal (02): PLOVER has no type for these.
    pub fn is_statement_or_appeal(&self) -> bool {
        self.cameo().is_some_and(|code| code.starts_with("01") || code.starts_with("02"))
    }

    /// PLOVER modes.
    pub fn modes(&self) -> &[String] {
        &self.pattern.modes
    }

    /// PLOVER contexts.
    pub fn contexts(&self) -> &[String] {
        &self.pattern.contexts
    }

    /// The status that the words themselves give.
    pub fn status_floor(&self) -> Option<crate::words::Status> {
        self.pattern.status
    }

    /// True when all parties act alike.
    pub fn is_mutual(&self) -> bool {
        self.pattern.mutual
    }

    /// Rule file and pattern, as the rows name it.
    pub fn rule_id(&self) -> String {
        format!("events/{}#{}", self.rule.id, self.pattern.number + 1)
    }
}
