//! Acts that still lie ahead, as PLOVER has them: the announcing is an event that happened, the act its content.
//!
//! "Finland will give Tanzania a grant" is AID, expected; and AGREE, which has happened. Both are rows, so that who asks
//! for what is expected and who asks for PLOVER events each find theirs.

use super::Reading;
use super::when::day_of_report;
use crate::citation::sha256_hex;
use crate::events::{Found, Way};
use crate::rows::{ActorRow, MentionRow};
use crate::words::{Certainty, Kind, Plover, Polarity, Status, TimeRef};

/// How rows are marked that stand for the announcing of another row's act.
pub(crate) const RULE: &str = "events/ahead";

impl Reading<'_> {
    /// The announcings of acts that lie ahead; each act becomes the content of its announcing.
    pub(super) fn announcings(&self, found: &[Found<'_>], rows: &mut [MentionRow]) -> Vec<MentionRow> {
        let mut announced = Vec::new();
        for (action, row) in found.iter().zip(rows) {
            if row.kind != Kind::Event || row.content_of.is_some() || row.actors.is_empty() {
                continue;
            }
            let Some(announcing) = self.announcing(action, row) else { continue };
            row.content_of = Some(announcing.id.clone());
            row.rules.push(format!("{RULE} content"));
            announced.push(announcing);
        }
        announced
    }

    /// Gives an act the code and the other side of its content: "agreed to **visit Chad**" is an agreement to meet, with
    /// Chad. Only where the act's own words leave that open.
    pub(super) fn name_acts_by_content(&self, found: &[Found<'_>], rows: &mut [MentionRow]) {
        for at in 0..rows.len() {
            let Some(way) = found[at].rule.plover.and_then(way_of_act) else { continue };
            let id = rows[at].id.clone();
            let content = rows.iter().find(|row| row.content_of.as_ref() == Some(&id)).cloned();
            let Some(content) = content else { continue };
            let act = &mut rows[at];
            let generic = |code: &str| code.len() == 3 && code.ends_with('0') && !code.starts_with("02");
            let open = act.cameo.as_deref().is_some_and(generic);
            let ahead = content.cameo.as_deref().and_then(|code| self.tables.events.ahead(code, way));
            if let Some(ahead) = ahead.filter(|ahead| open && ahead.plover == act.plover) {
                act.cameo = Some(ahead.cameo.clone());
                act.rules.push(format!("{RULE} code of {}", content.id));
            }
            let known = |row: &ActorRow| act.actors.iter().any(|actor| actor.code == row.code);
            let others = |side: &[ActorRow]| -> Vec<ActorRow> {
                side.iter().filter(|row| !known(row) && row.country.is_some()).cloned().collect()
            };
            if act.recipients.is_empty() && !act.is_mutual() {
                let asked = if way == Way::Demand { others(&content.actors) } else { Vec::new() };
                let recipients = if asked.is_empty() { others(&content.recipients) } else { asked };
                if !recipients.is_empty() {
                    act.recipients = recipients;
                    act.rules.push(format!("{RULE} recipient of {}", content.id));
                }
            }
        }
    }

    fn announcing(&self, action: &Found<'_>, row: &MentionRow) -> Option<MentionRow> {
        let way = self.way(action, row)?;
        let ahead = self.tables.events.ahead(row.cameo.as_deref()?, way)?;
        let mut announcing = row.clone();
        announcing.id = format!("m-{}", &sha256_hex(format!("{}\nahead", row.id).as_bytes())[..12]);
        announcing.plover = ahead.plover;
        announcing.quad = ahead.plover.map(Plover::quad);
        announcing.cameo = Some(ahead.cameo.clone());
        announcing.modes = Vec::new();
        announcing.intensity = ahead.plover.and_then(|plover| self.intensity(plover, &[]));
        announcing.status = Some(Status::Happened);
        announcing.polarity = Some(Polarity::Affirmed);
        announcing.certainty = Some(Certainty::Certain);
        announcing.time_ref = Some(TimeRef::Past);
        announcing.condition = None;
        announcing.quantities = Vec::new();
        announcing.place = None;
        announcing.when =
            self.time_of_telling(action.trigger).or_else(|| day_of_report(self.day, Status::Happened));
        announcing.rules.insert(0, format!("{RULE}#{}:{}", ahead.begins, way.as_str()));
        Some(announcing)
    }

    /// How an act lies ahead; none for what is done, doubtful, or not for its doer to say.
    fn way(&self, action: &Found<'_>, row: &MentionRow) -> Option<Way> {
        let harm = row.quad == Some(4);
        let unless = row.condition.as_deref().is_some_and(|words| words.to_lowercase().starts_with("unless"));
        match row.status? {
            Status::Conditional if harm || unless => Some(Way::Threat),
            Status::Conditional if self.is_said_by_doer(action) => Some(Way::Promise),
            Status::Expected | Status::Scheduled if harm => {
                self.is_said_by_doer(action).then_some(Way::Threat)
            }
            Status::Expected | Status::Scheduled => Some(Way::Promise),
            Status::Mooted => Some(Way::Consideration),
            Status::NotExpected | Status::Refused => Some(Way::Refusal),
            _ => None,
        }
    }

    /// True where those who are to do it are those who say so.
    fn is_said_by_doer(&self, action: &Found<'_>) -> bool {
        let said = self.statements.iter().filter(|said| said.content_tokens.contains(&action.trigger));
        let speakers = said.filter_map(|said| self.speaker_of(said));
        let mut doers = action.actors.iter().flat_map(|&party| &self.actors[party].actors);
        let speakers: Vec<_> = speakers.collect();
        doers.any(|doer| {
            speakers.iter().any(|speaker| {
                speaker.is_same_as(doer) || (speaker.country.is_some() && speaker.country == doer.country)
            })
        })
    }
}

/// How the content of an act stands to it; none for acts without one.
fn way_of_act(plover: Plover) -> Option<Way> {
    match plover {
        Plover::Agree => Some(Way::Promise),
        Plover::Threaten => Some(Way::Threat),
        Plover::Reject => Some(Way::Refusal),
        Plover::Request => Some(Way::Demand),
        _ => None,
    }
}
