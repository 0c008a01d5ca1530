//! Events that are one happening to a reader: an ambush and its killings, a deal and its signing, a level of relations
//! and its raising. They stay events of their own in the ledger; a brief tells them in one line.

use super::{
    Event, Reconciled,
    events::{self, At, party, status_at},
    names, wording,
};
use crate::status::rung;
use crate::{
    rows::MentionRow,
    words::{Kind, Plover, Status},
};
use std::collections::BTreeSet;

/// Events that are told in one line.
#[derive(Clone, Debug)]
pub(crate) struct Happening<'e> {
    /// The event whose phrase and status the line has.
    pub(crate) lead: &'e Event,
    /// What the same sentences tell besides.
    pub(crate) rest: Vec<&'e Event>,
}

impl Happening<'_> {
    /// The mention that tells the lead best.
    pub(crate) fn best(&self, all: &Reconciled<'_>) -> Option<At> {
        best(all, self.lead)
    }

    /// Rows of the other events, the best of each.
    pub(crate) fn others<'a>(&self, all: &Reconciled<'a>) -> Vec<&'a MentionRow> {
        let sure = self.rest.iter().filter(|event| !guessed(all, event) && as_far(self.lead, event));
        sure.filter_map(|event| best(all, event)).map(|at| at.row(&all.reports)).collect()
    }
}

/// A mention with its status as it stands: what is denied or only expected is told so.
pub(crate) fn row_as_it_stands(all: &Reconciled<'_>, at: At) -> MentionRow {
    MentionRow { status: status_at(&all.reports, at), ..at.row(&all.reports).clone() }
}

/// The mention that tells an event best: one that decided its status and names its parties.
pub(crate) fn best(all: &Reconciled<'_>, event: &Event) -> Option<At> {
    let pool: &[At] = if event.decided_by.is_empty() { &event.mentions } else { &event.decided_by };
    let sayable = |at: &&At| wording::sentence(at.row(&all.reports), &[]).is_some();
    // A level of relations is told best by the words that name it and those who share it.
    let unnamed =
        |row: &MentionRow| row.tie.as_ref().map(|tie| (tie.parity_with.is_empty(), tie.level.is_none()));
    let key = |at: &&At| (unnamed(at.row(&all.reports)), wording::plainness(at.row(&all.reports)));
    pool.iter().filter(sayable).min_by_key(key).copied()
}

/// The happenings of one story, in order of their leads' ids.
pub(crate) fn gather<'e>(all: &'e Reconciled<'_>, story: usize) -> Vec<Happening<'e>> {
    let mut events: Vec<&Event> =
        all.events.iter().filter(|event| event.story == story && best(all, event).is_some()).collect();
    events.sort_by(|a, b| leads(all, b).cmp(&leads(all, a)).then_with(|| a.id.cmp(&b.id)));
    let mut found: Vec<Happening<'e>> = Vec::new();
    for event in events {
        match found.iter_mut().find(|held| one_happening(all, held.lead, event)) {
            Some(held) => held.rest.push(event),
            None => found.push(Happening { lead: event, rest: Vec::new() }),
        }
    }
    found.sort_by(|a, b| a.lead.id.cmp(&b.lead.id));
    found
}

/// How well an event leads a line: what says most comes first.
fn leads(all: &Reconciled<'_>, event: &Event) -> (bool, bool, bool, usize, u8, usize) {
    let row = best(all, event).map(|at| at.row(&all.reports));
    let both = row.is_some_and(|row| {
        let clear = |actors: &[_]| actors.iter().any(|actor| names::clarity(actor) > names::Clarity::Vague);
        clear(&row.actors) && (clear(&row.recipients) || row.actors.len() > 1)
    });
    let actions: Vec<&str> = row.map(|row| events::actions(row).collect()).unwrap_or_default();
    // "Signs an agreement" says less than what it is about; a killing is told by its figures.
    let sort = match event.kind {
        Kind::Deal if actions.iter().any(|a| ["cooperation-documents", "talks-on-a-deal"].contains(a)) => 2,
        Kind::Deal => 5,
        Kind::Event if actions.contains(&"kill") => 1,
        Kind::Event if actions.contains(&"sign-agreement") => 3,
        Kind::Event => 4,
        Kind::Tie | Kind::Figure | Kind::Statement => 0,
    };
    let content = row.is_some_and(MentionRow::is_content_of_an_act);
    (!content, !guessed(all, event), both, event.counts.texts, sort, event.mentions.len())
}

/// True where two events stand in the same sentences, are of kindred sorts, share a party and stand equally far.
fn one_happening(all: &Reconciled<'_>, a: &Event, b: &Event) -> bool {
    let told_apart = !guessed(all, a) && !guessed(all, b);
    kindred(all, a, b)
        && share_sentences(all, a, b)
        && (!told_apart || (as_far(a, b) && share_party(all, a, b)))
}

/// True where a party was taken from elsewhere in the report: another event of the same sentence knows better.
pub(crate) fn guessed(all: &Reconciled<'_>, event: &Event) -> bool {
    let row = best(all, event).map(|at| at.row(&all.reports));
    row.is_some_and(|row| row.rules.iter().any(|rule| rule == "events/parties:report"))
}

/// True where the one can be told by the other: two acts of one type, a deal or a tie and the act that makes it.
fn kindred(all: &Reconciled<'_>, a: &Event, b: &Event) -> bool {
    let plover = |event: &Event| event.mentions.first().and_then(|at| at.row(&all.reports).plover);
    let violent = |plover: Option<Plover>| matches!(plover, Some(Plover::Assault | Plover::Coerce));
    let talks = |event: &Event| {
        let rows = event.mentions.iter().map(|at| at.row(&all.reports));
        rows.flat_map(events::actions).any(|action| ["discuss", "negotiate", "talks"].contains(&action))
    };
    let makes = |event: &Event| {
        matches!(plover(event), Some(Plover::Support | Plover::Agree | Plover::Cooperate | Plover::Aid))
            || talks(event)
    };
    match (a.kind, b.kind) {
        (Kind::Event, Kind::Event) => plover(a) == plover(b) || (violent(plover(a)) && violent(plover(b))),
        (Kind::Deal | Kind::Tie, Kind::Event) => makes(b),
        (Kind::Event, Kind::Deal | Kind::Tie) => makes(a),
        (one, two) => one == two,
    }
}

/// Done with done, ahead with ahead, off with off.
fn as_far(a: &Event, b: &Event) -> bool {
    let stretch = |event: &Event| {
        event.status.map(|status| match rung(status) {
            Some(height) => {
                if Some(height) >= rung(Status::Agreed) {
                    2
                } else {
                    1
                }
            }
            None => 0,
        })
    };
    stretch(a) == stretch(b)
}

fn share_sentences(all: &Reconciled<'_>, a: &Event, b: &Event) -> bool {
    let sentences = |event: &Event| -> BTreeSet<(usize, u32)> {
        event.mentions.iter().map(|at| (at.report, at.row(&all.reports).sentence)).collect()
    };
    let (one, two) = (sentences(a), sentences(b));
    let both = one.intersection(&two).count();
    both > 0 && 2 * both >= one.len().min(two.len())
}

fn share_party(all: &Reconciled<'_>, a: &Event, b: &Event) -> bool {
    let parties = |event: &Event| -> BTreeSet<String> {
        let rows = event.mentions.iter().map(|at| at.row(&all.reports));
        rows.flat_map(|row| row.actors.iter().chain(&row.recipients)).map(party).collect()
    };
    !parties(a).is_disjoint(&parties(b))
}
