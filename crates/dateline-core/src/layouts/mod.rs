//! Event rows in the layouts of the field: PLOVER JSON lines, POLECAT, ICEWS, Phoenix, GDELT.
//!
//! Rows hold lists of actors; the layouts of CAMEO hold pairs, and only here are lists spread into pairs.

mod gdelt;
mod icews;
mod phoenix;
mod plover;
mod polecat;

use crate::actors::ActorTables;
use crate::codes::Codes;
use crate::rows::{ActorRow, MentionRow, ReportRow};
use crate::tables::TableFault;
use crate::words::{Kind, Plover, Polarity};

/// A layout that other tools read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// PLOVER, one JSON object a line.
    PloverJsonl,
    /// POLECAT, 40 columns with a header line.
    Polecat,
    /// ICEWS, 20 columns with a header line.
    Icews,
    /// Phoenix, 26 columns.
    Phoenix,
    /// GDELT 2.0 events, 61 columns.
    Gdelt,
}

/// What the layouts look up: states and codes.
pub struct Lookup<'a> {
    actors: &'a ActorTables,
    codes: &'static Codes,
}

impl<'a> Lookup<'a> {
    /// States from `actors`, codes from the tables that ship with the program.
    ///
    /// # Errors
    /// A fault in a table of codes, with file and line.
    pub fn new(actors: &'a ActorTables) -> Result<Self, TableFault> {
        Ok(Lookup { actors, codes: Codes::embedded()? })
    }
}

impl Layout {
    /// The line of column names, where the layout has one.
    pub fn header(self) -> Option<String> {
        match self {
            Layout::Polecat => Some(polecat::COLUMNS.join("\t")),
            Layout::Icews => Some(icews::COLUMNS.join("\t")),
            Layout::PloverJsonl | Layout::Phoenix | Layout::Gdelt => None,
        }
    }

    /// The lines of the events of one report, in text order, without line ends.
    pub fn lines(self, report: &ReportRow, mentions: &[MentionRow], lookup: &Lookup<'_>) -> Vec<String> {
        let events = mentions.iter().filter(|row| is_event(row));
        match self {
            Layout::PloverJsonl => {
                events.filter(|row| row.plover.is_some()).map(|row| plover::line(report, row)).collect()
            }
            Layout::Polecat => events
                .filter(|row| row.plover.is_some())
                .map(|row| polecat::line(report, row, lookup))
                .collect(),
            Layout::Icews => each_pair(events, |row, pair| icews::line(report, row, pair, lookup)),
            Layout::Phoenix => {
                let mut lines: Vec<String> = Vec::new();
                let mut told: Vec<String> = Vec::new();
                // One event a day: the same pair and code of the same day are told once.
                for row in events {
                    for pair in pairs(row) {
                        let (line, key) = phoenix::line(report, row, &pair, lookup);
                        if !told.contains(&key) {
                            told.push(key);
                            lines.push(line);
                        }
                    }
                }
                lines
            }
            Layout::Gdelt => each_pair(events, |row, pair| gdelt::line(report, row, pair, lookup)),
        }
    }
}

/// Events as the field counts them: not the content of another act, not negated but for a refusal.
fn is_event(row: &MentionRow) -> bool {
    row.kind == Kind::Event
        && row.content_of.is_none()
        && (row.polarity != Some(Polarity::Negated) || row.plover == Some(Plover::Reject))
}

/// Two sides of an event with the CAMEO code in that direction.
struct Dyad<'r> {
    actor: &'r ActorRow,
    recipient: Option<&'r ActorRow>,
    cameo: String,
}

fn each_pair<'r>(
    events: impl Iterator<Item = &'r MentionRow>,
    line: impl Fn(&MentionRow, &Dyad<'_>) -> String,
) -> Vec<String> {
    events.flat_map(|row| pairs(row).into_iter().map(|pair| line(row, &pair)).collect::<Vec<_>>()).collect()
}

/// The pairs of an event: every actor with every recipient; of a mutual event every actor with every other. A visit is
/// told from both sides, 042 of the guest and 043 of the host.
fn pairs(row: &MentionRow) -> Vec<Dyad<'_>> {
    let Some(cameo) = row.cameo.clone() else { return Vec::new() };
    let dyad = |actor, recipient, cameo: &str| Dyad { actor, recipient, cameo: cameo.to_owned() };
    let mut found = Vec::new();
    if row.is_mutual() {
        for (at, actor) in row.actors.iter().enumerate() {
            for (other, recipient) in row.actors.iter().enumerate() {
                if at != other {
                    found.push(dyad(actor, Some(recipient), &cameo));
                }
            }
        }
        return found;
    }
    for actor in &row.actors {
        if row.recipients.is_empty() {
            found.push(dyad(actor, None, &cameo));
        }
        for recipient in &row.recipients {
            found.push(dyad(actor, Some(recipient), &cameo));
            match cameo.as_str() {
                "042" => found.push(dyad(recipient, Some(actor), "043")),
                "043" => found.push(dyad(recipient, Some(actor), "042")),
                _ => {}
            }
        }
    }
    found
}

/// The civil day of an event, `YYYY-MM-DD`: its own first possible day, else its last, else that of the report.
fn day_of(report: &ReportRow, row: &MentionRow) -> Option<String> {
    let own = row.when.as_ref().and_then(|when| when.start.clone().or_else(|| when.end.clone()));
    own.or_else(|| published(report))
}

fn published(report: &ReportRow) -> Option<String> {
    report.published.as_ref().and_then(|day| day.start.clone().or_else(|| day.end.clone()))
}

/// The newsroom that the chain begins with.
fn publisher(row: &MentionRow) -> Option<&str> {
    row.attribution.first().and_then(|link| link.holder.as_deref())
}

/// CAMEO code of an actor. CAMEO has journalists as MED and medicine as HLH, PLOVER as JRN and MED; the United Nations
/// and the European Union are bodies of the class IGO.
fn cameo_actor(actor: &ActorRow) -> String {
    let country = match actor.country.as_deref() {
        Some("UNO") => "IGOUNO",
        Some("EUR") => "IGOEUREEC",
        Some(code) => code,
        None => "---",
    };
    format!("{country}{}", actor.sector.as_deref().map_or("", cameo_role))
}

fn cameo_role(sector: &str) -> &str {
    match sector {
        "JRN" => "MED",
        "MED" => "HLH",
        "PRM" => "MIL",
        "SOC" => "CVL",
        "UNK" | "PRE" | "REL" => "",
        other => other,
    }
}

/// A cell of a table parted by tabs: no tab, no line end.
fn cell(text: &str) -> String {
    text.split(['\t', '\n', '\r']).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
