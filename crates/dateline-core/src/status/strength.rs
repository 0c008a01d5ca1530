//! How the parts of a chain combine: the weakest link counts.
//!
//! [`Strength`] is one link or a chain of them; [`Strength::over`] puts an outer link over an inner one. It is
//! associative, has [`Strength::PLAIN`] as its neutral element, never raises certainty, and two turns give back the
//! first polarity. Must not know trees or tables.

use super::ladder::{is_exit, lower};
use crate::words::{Certainty, Polarity, Status, TimeRef};

/// A link that ends or stops what stands under it, with how sure and when the ending itself is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exit {
    /// One of the exits.
    pub status: Status,
    /// How sure the ending is.
    pub certainty: Certainty,
    /// When the ending is.
    pub time: TimeRef,
}

/// What one link, or a chain of them, says about an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strength {
    /// Negated turns what stands under it.
    pub polarity: Polarity,
    /// How sure.
    pub certainty: Certainty,
    /// When; none says nothing.
    pub time: TimeRef,
    /// The lowest rung named.
    pub rung: Option<Status>,
    /// The outermost exit named.
    pub exit: Option<Exit>,
}

impl Strength {
    /// Says nothing: affirmed, certain, no time.
    pub const PLAIN: Strength = Strength {
        polarity: Polarity::Affirmed,
        certainty: Certainty::Certain,
        time: TimeRef::None,
        rung: None,
        exit: None,
    };

    /// A plain link with this time.
    pub fn at(time: TimeRef) -> Strength {
        Strength { time, ..Strength::PLAIN }
    }

    /// A link that turns what stands under it.
    pub fn turn() -> Strength {
        Strength { polarity: Polarity::Negated, ..Strength::PLAIN }
    }

    /// A link with a rung, or with an exit, which turns.
    pub fn stage(status: Status, certainty: Certainty, time: TimeRef) -> Strength {
        if is_exit(status) {
            let exit = Exit { status, certainty, time };
            return Strength { exit: Some(exit), certainty, time, ..Strength::turn() };
        }
        Strength { rung: Some(status), certainty, time, ..Strength::PLAIN }
    }

    /// This link over an inner chain.
    pub fn over(self, inner: Strength) -> Strength {
        Strength {
            polarity: turned(self.polarity, inner.polarity),
            certainty: self.certainty.max(inner.certainty),
            time: later(self.time, inner.time),
            rung: lower(self.rung, inner.rung),
            exit: self.exit.or(inner.exit.map(|exit| Exit {
                status: exit.status,
                certainty: self.certainty.max(exit.certainty),
                time: later(self.time, exit.time),
            })),
        }
    }

    /// A rung that is only stood on once the thing is done is not reached by what is doubtful or still to come: "may
    /// sign" and "is to sign" are not yet *signed*. What is agreed may well lie ahead.
    fn reaches(&self, rung: Status) -> bool {
        match rung {
            Status::Signed | Status::InEffect | Status::Happened | Status::Ongoing => {
                self.certainty == Certainty::Certain && self.time != TimeRef::Future
            }
            Status::Agreed => self.certainty == Certainty::Certain,
            _ => true,
        }
    }

    /// Whether an exit holds: named, and not turned back.
    pub fn active_exit(&self) -> Option<Exit> {
        self.exit.filter(|_| self.polarity == Polarity::Negated)
    }

    /// The one word for the parts.
    pub fn status(&self) -> Status {
        if let Some(exit) = self.active_exit() {
            return exit_word(exit);
        }
        match self.polarity {
            Polarity::Negated => negated_word(self.certainty, self.time),
            Polarity::Open if self.certainty == Certainty::Open => Status::Unknown,
            Polarity::Open => Status::Speculated,
            Polarity::Affirmed => match self.rung {
                Some(rung) if self.reaches(rung) => rung,
                _ => affirmed_word(self.certainty, self.time),
            },
        }
    }
}

/// Two turns give back the first; open stays open.
fn turned(outer: Polarity, inner: Polarity) -> Polarity {
    match (outer, inner) {
        (Polarity::Open, _) | (_, Polarity::Open) => Polarity::Open,
        (Polarity::Negated, Polarity::Negated) => Polarity::Affirmed,
        (Polarity::Affirmed, other) | (other, Polarity::Affirmed) => other,
    }
}

/// Future wins; otherwise the inner time, where it says one.
fn later(outer: TimeRef, inner: TimeRef) -> TimeRef {
    match (outer, inner) {
        (TimeRef::Future, _) | (_, TimeRef::Future) => TimeRef::Future,
        (outer, TimeRef::None) => outer,
        (_, inner) => inner,
    }
}

/// An ending that is itself in doubt or to come ends nothing yet.
fn exit_word(exit: Exit) -> Status {
    match (exit.status, exit.certainty, exit.time) {
        (
            Status::NotExpected | Status::NoneAnnounced | Status::Denied | Status::Refused,
            Certainty::Certain | Certainty::Open,
            _,
        ) => exit.status,
        (Status::NotExpected, _, _) => Status::NotExpected,
        (_, Certainty::Possible, _) => Status::Possible,
        (_, Certainty::Open, _) => Status::Unknown,
        (Status::Postponed | Status::Suspended, _, TimeRef::Future) => exit.status,
        (_, Certainty::Probable, _) | (_, _, TimeRef::Future) => Status::NotExpected,
        (status, ..) => status,
    }
}

/// The closed list has one word for what was told as not done: `failed`.
fn negated_word(certainty: Certainty, time: TimeRef) -> Status {
    match (certainty, time) {
        (Certainty::Possible, _) => Status::Possible,
        (Certainty::Open, _) => Status::Unknown,
        (Certainty::Probable, _) | (_, TimeRef::Future) => Status::NotExpected,
        _ => Status::Failed,
    }
}

fn affirmed_word(certainty: Certainty, time: TimeRef) -> Status {
    match (certainty, time) {
        (Certainty::Open, _) => Status::Unknown,
        (Certainty::Possible, _) => Status::Possible,
        (_, TimeRef::Future) => Status::Expected,
        (Certainty::Probable, _) => Status::Possible,
        (Certainty::Certain, TimeRef::Present) => Status::Ongoing,
        (Certainty::Certain, _) => Status::Happened,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_strength() -> impl Strategy<Value = Strength> {
        let pick = |n: usize| 0..n;
        (pick(3), pick(4), pick(4), pick(25)).prop_map(|(polarity, certainty, time, stage)| {
            let certainty = Certainty::ALL[certainty];
            let time = TimeRef::ALL[time];
            match Status::ALL.get(stage) {
                Some(&status) if status != Status::NoComment => Strength::stage(status, certainty, time),
                _ => Strength { polarity: Polarity::ALL[polarity], certainty, time, rung: None, exit: None },
            }
        })
    }

    proptest! {
        #[test]
        fn composition_is_associative(a in any_strength(), b in any_strength(), c in any_strength()) {
            prop_assert_eq!(a.over(b).over(c), a.over(b.over(c)));
        }

        #[test]
        fn composition_never_raises_certainty(a in any_strength(), b in any_strength()) {
            let both = a.over(b);
            prop_assert!(both.certainty >= a.certainty && both.certainty >= b.certainty);
        }

        #[test]
        fn plain_is_neutral(a in any_strength()) {
            prop_assert_eq!(Strength::PLAIN.over(a), a);
            prop_assert_eq!(a.over(Strength::PLAIN), a);
        }

        #[test]
        fn two_turns_give_back_the_first(a in any_strength()) {
            let twice = Strength::turn().over(Strength::turn().over(a));
            prop_assert_eq!(twice, a);
        }
    }

    #[test]
    fn a_lower_rung_or_an_exit_replaces_the_own() {
        let signed = Strength::stage(Status::Signed, Certainty::Certain, TimeRef::Past);
        let expected = Strength::stage(Status::Expected, Certainty::Probable, TimeRef::Future);
        assert_eq!(expected.over(signed).status(), Status::Expected);
        let failed = Strength::stage(Status::Failed, Certainty::Certain, TimeRef::Past);
        assert_eq!(failed.over(expected).status(), Status::Failed);
        assert_eq!(Strength::turn().over(failed.over(signed)).status(), Status::Signed);
        assert_eq!(expected.over(failed).status(), Status::NotExpected);
    }

    #[test]
    fn negation_meets_certainty() {
        let may = Strength::stage(Status::Possible, Certainty::Possible, TimeRef::Future);
        assert_eq!(Strength::turn().over(may).status(), Status::Possible);
        let likely = Strength::stage(Status::Expected, Certainty::Probable, TimeRef::Future);
        assert_eq!(Strength::turn().over(likely).status(), Status::NotExpected);
    }
}
