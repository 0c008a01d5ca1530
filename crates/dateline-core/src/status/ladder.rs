//! The ladders that acts and deals climb, and the exits from them.
//!
//! Must not know words of a text.

use crate::words::Status;

/// Height on the ladders; `possible`, `conditional` and `mooted` share one, `unknown` is below all. None for exits
/// and positions. The ladder of acts and that of deals are laid side by side, so that any two rungs compare.
pub fn rung(status: Status) -> Option<u8> {
    Some(match status {
        Status::Unknown => 0,
        Status::Speculated => 1,
        Status::Possible | Status::Conditional | Status::Mooted => 2,
        Status::Offered => 3,
        Status::InTalks => 4,
        Status::Expected => 5,
        Status::Scheduled => 6,
        Status::Agreed => 7,
        Status::Ongoing => 8,
        Status::Signed => 9,
        Status::Happened => 10,
        Status::InEffect => 11,
        _ => return None,
    })
}

/// Whether the status leaves the ladder.
pub fn is_exit(status: Status) -> bool {
    rung(status).is_none() && status != Status::NoComment
}

/// Whether it leaves the ladder for good: only a later sentence can open the event again.
pub fn is_final_exit(status: Status) -> bool {
    matches!(status, Status::Cancelled | Status::Lapsed | Status::Failed | Status::Refused | Status::Denied)
}

/// The lower of two rungs; of two at the same height the outer.
pub(crate) fn lower(outer: Option<Status>, inner: Option<Status>) -> Option<Status> {
    match (outer, inner) {
        (Some(o), Some(i)) if rung(i) < rung(o) => Some(i),
        (Some(o), _) => Some(o),
        (None, i) => i,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_a_place_or_is_an_exit() {
        for &status in Status::ALL {
            assert!(rung(status).is_some() || is_exit(status) || status == Status::NoComment, "{status}");
        }
    }

    #[test]
    fn the_ladders_of_the_claim_model_climb() {
        use Status::*;
        let climbs = |ladder: &[Status]| ladder.windows(2).all(|w| rung(w[0]) < rung(w[1]));
        assert!(climbs(&[Speculated, Possible, Offered, Expected, Scheduled, Ongoing, Happened]));
        assert!(climbs(&[Speculated, Mooted, Offered, InTalks, Expected, Agreed, Signed, InEffect]));
    }
}
