//! What PLOVER calls an act while it still lies ahead: a visit promised is AGREE, aid withheld is REJECT.

use super::rules::EventRules;
use crate::tables::{TableFault, rows};
use crate::words::Plover;

/// How an act that is not done stands to those who speak of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Affirmed and still to come.
    Promise,
    /// Harm still to come, by those who say so themselves or on a condition.
    Threat,
    /// Those who would do it will not.
    Refusal,
    /// Others ask for it.
    Demand,
    /// Those who would do it weigh it.
    Consideration,
}

impl Way {
    /// The word of the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Way::Promise => "promise",
            Way::Threat => "threat",
            Way::Refusal => "refusal",
            Way::Demand => "demand",
            Way::Consideration => "consideration",
        }
    }
}

/// A row of `data/events/ahead.tsv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// How the CAMEO code of the act begins.
    pub begins: String,
    /// How it lies ahead.
    pub way: Way,
    /// The type that the announcing of it has; none where PLOVER has no type for it.
    pub plover: Option<Plover>,
    /// The CAMEO code that the announcing of it has.
    pub cameo: String,
}

pub(super) fn read_ahead(text: &str) -> Result<Vec<Ahead>, TableFault> {
    let mut found = Vec::new();
    for row in rows::<5>("data/events/ahead.tsv", text, 4)? {
        let way = match row.cells[1] {
            "promise" => Way::Promise,
            "threat" => Way::Threat,
            "refusal" => Way::Refusal,
            "demand" => Way::Demand,
            "consideration" => Way::Consideration,
            other => {
                return Err(row.fault(format!(
                    "unknown way `{other}` (known: promise, threat, refusal, demand, consideration)"
                )));
            }
        };
        let plover = match row.cells[2] {
            "-" => None,
            word => Some(word.parse().map_err(|fault| row.fault(format!("{fault}")))?),
        };
        let (begins, cameo) = (row.cells[0].to_owned(), row.cells[3].to_owned());
        found.push(Ahead { begins, way, plover, cameo });
    }
    Ok(found)
}

impl EventRules {
    /// What the announcing of an act is: the row whose code is the longest beginning of the act's.
    pub fn ahead(&self, cameo: &str, way: Way) -> Option<&Ahead> {
        let fits = |row: &&Ahead| row.way == way && cameo.starts_with(row.begins.as_str());
        self.ahead.iter().filter(fits).max_by_key(|row| row.begins.len())
    }
}
