//! The kinds of places: a closed list.

use std::fmt;
use std::str::FromStr;

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PlaceKind {
    /// A state or a territory with a code of its own.
    State,
    /// Seat of a state.
    Capital,
    /// City, town, village.
    City,
    /// Division of the first level: state of a federation, governorate, oblast, canton.
    Province,
    /// Division of the second level.
    District,
    /// A part of the world or of a state without an office: Sahel, Donbas, Middle East.
    Region,
    /// Land or sea that two states claim, or a state that few recognise.
    Disputed,
    /// Strait, sound, passage.
    Strait,
    /// Ocean, sea, gulf, bay.
    Sea,
    /// River.
    River,
    /// Lake, reservoir.
    Lake,
    /// Canal.
    Canal,
    /// Island or islands.
    Island,
    /// Mountain, range, pass, plateau, desert.
    Mountain,
    /// Base of armed forces.
    Base,
    /// Plant, dam, field, temple, port or other named site.
    Site,
    /// Crossing of a border or a line.
    Crossing,
}

impl PlaceKind {
    /// All kinds.
    pub const ALL: &[PlaceKind] = &[
        PlaceKind::State,
        PlaceKind::Capital,
        PlaceKind::City,
        PlaceKind::Province,
        PlaceKind::District,
        PlaceKind::Region,
        PlaceKind::Disputed,
        PlaceKind::Strait,
        PlaceKind::Sea,
        PlaceKind::River,
        PlaceKind::Lake,
        PlaceKind::Canal,
        PlaceKind::Island,
        PlaceKind::Mountain,
        PlaceKind::Base,
        PlaceKind::Site,
        PlaceKind::Crossing,
    ];

    /// The word that tables and rows use.
    pub fn as_str(self) -> &'static str {
        match self {
            PlaceKind::State => "state",
            PlaceKind::Capital => "capital",
            PlaceKind::City => "city",
            PlaceKind::Province => "province",
            PlaceKind::District => "district",
            PlaceKind::Region => "region",
            PlaceKind::Disputed => "disputed",
            PlaceKind::Strait => "strait",
            PlaceKind::Sea => "sea",
            PlaceKind::River => "river",
            PlaceKind::Lake => "lake",
            PlaceKind::Canal => "canal",
            PlaceKind::Island => "island",
            PlaceKind::Mountain => "mountain",
            PlaceKind::Base => "base",
            PlaceKind::Site => "site",
            PlaceKind::Crossing => "crossing",
        }
    }

    /// Whether the place is a point on a map rather than an area: a town, a base, a site, a crossing.
    pub fn is_point(self) -> bool {
        matches!(
            self,
            PlaceKind::Capital | PlaceKind::City | PlaceKind::Base | PlaceKind::Site | PlaceKind::Crossing
        )
    }
}

impl fmt::Display for PlaceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for PlaceKind {
    type Err = String;

    fn from_str(word: &str) -> Result<PlaceKind, String> {
        let kind = PlaceKind::ALL.iter().copied().find(|kind| kind.as_str() == word);
        kind.ok_or_else(|| format!("no kind of place is called `{word}`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_round_trips() {
        for &kind in PlaceKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
    }
}
