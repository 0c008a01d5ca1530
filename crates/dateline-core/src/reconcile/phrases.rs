//! Verb phrases for lines made from rows: what a reader sees instead of a code.

use crate::{
    rows::MentionRow,
    words::{Kind, Status},
};
use std::sync::LazyLock;

/// How far along the thing is, as far as grammar cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aspect {
    Done,
    Ahead,
    Not,
}

/// One row of the table.
pub(crate) struct Phrase {
    kind: String,
    key: String,
    form: String,
    /// The sentence when there are recipients.
    pub(crate) with: String,
    /// The sentence when there are none.
    pub(crate) alone: String,
}

static PHRASES: LazyLock<Vec<Phrase>> =
    LazyLock::new(|| read(include_str!("../../data/reconcile/phrases.tsv")));

fn read(table: &str) -> Vec<Phrase> {
    let row = |line: &str| {
        let mut cells = line.split('\t').map(str::to_owned);
        let mut cell = || cells.next();
        Some(Phrase { kind: cell()?, key: cell()?, form: cell()?, with: cell()?, alone: cell()? })
    };
    table.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
}

/// The most specific row for this mention: by the name of a rule file that fired, else, where no rule is named, by its
/// mode or its type. A rule without a row of its own has none: a coarser phrase could say what the report does not.
pub(crate) fn phrase(mention: &MentionRow, actions: &[&str]) -> Option<&'static Phrase> {
    let key = match mention.kind {
        Kind::Event => mention.plover?.as_str(),
        Kind::Tie => mention.tie.as_ref()?.relation.as_str(),
        Kind::Deal | Kind::Figure | Kind::Statement => "",
    };
    let rows = || PHRASES.iter().filter(|row| row.kind == mention.kind.as_str() && row.key == key);
    if mention.kind == Kind::Event && !actions.is_empty() {
        return rows().find(|row| actions.contains(&row.form.as_str()));
    }
    let by_mode = rows().find(|row| !row.form.is_empty() && mention.modes.contains(&row.form));
    by_mode.or_else(|| rows().find(|row| row.form.is_empty()))
}

/// How far along a status is, as far as grammar cares.
pub(crate) fn aspect(status: Option<Status>) -> Aspect {
    use Status::{
        Agreed, Cancelled, Denied, Failed, Happened, InEffect, Lapsed, NoComment, NoneAnnounced, NotExpected,
        Ongoing, Postponed, Refused, Signed, Suspended,
    };
    match status {
        Some(Happened | Ongoing | InEffect | Signed | Agreed) | None => Aspect::Done,
        Some(
            NotExpected | NoneAnnounced | Postponed | Suspended | Cancelled | Lapsed | Failed | Refused
            | Denied | NoComment,
        ) => Aspect::Not,
        Some(_) => Aspect::Ahead,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Plover;

    #[test]
    fn every_row_can_be_used() {
        let table = include_str!("../../data/reconcile/phrases.tsv");
        let rows: Vec<Vec<&str>> = table
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split('\t').collect())
            .collect();
        assert!(rows.windows(2).all(|two| two[0][..3] < two[1][..3]), "sorted, each key once");
        for row in &rows {
            assert_eq!(row.len(), 6, "{row:?}");
            assert!(row[0].parse::<Kind>().is_ok(), "{row:?}");
            assert!(row[0] != "event" || row[1].parse::<Plover>().is_ok(), "{row:?}");
            assert!(row[3].contains("{actors}") && row[4].contains("{actors}"), "{row:?}");
            assert!(row[5].ends_with('.'), "an example sentence: {row:?}");
        }
        for &plover in Plover::ALL {
            assert!(rows.iter().any(|row| row[1] == plover.as_str() && row[2].is_empty()), "{plover}");
        }
    }
}
