//! The tables of cues and of small words: what says how real an event is, where it stands, and what it does.
//!
//! Parsed once from text that is compiled in; a fault names its file and line. Must not know trees.

use super::strength::Strength;
use crate::attribution::word;
use crate::tables::{TableFault, full_rows, shipped};
use crate::words::{Certainty, Polarity, Status, TimeRef};
use std::collections::{BTreeMap, BTreeSet};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            fn of(word: &str) -> Result<$name, String> {
                match word {
                    $($word => Ok($name::$variant),)+
                    other => Err(format!("unknown word `{other}` (known: {})", [$($word),+].join(", "))),
                }
            }

            /// The word of the table.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }
    };
}

words! {
    /// What a cue does.
    Class {
        /// Is able to: carries through but in the plain present.
        Able = "able",
        /// Before, with bounds: "ahead of the summit".
        Ahead = "ahead",
        /// Carries the governor's own reality through: "managed to".
        Carries = "carries",
        /// "if", "would".
        Condition = "condition",
        /// A calendar word that makes a plan a programme.
        Day = "day",
        /// Deal words: agree, sign, take effect.
        Deal = "deal",
        /// Denies.
        Deny = "deny",
        /// Presupposes the event: "during the visit".
        During = "during",
        /// Ends or stops.
        End = "end",
        /// Expects, plans, intends.
        Expect = "expect",
        /// Plain future.
        Future = "future",
        /// Done again and again, on no one day: "usually".
        Habit = "habit",
        /// A verb that only lends tense to its noun: "held talks".
        Light = "light",
        /// May, might, possible.
        Modal = "modal",
        /// Considers.
        Moot = "moot",
        /// An infinitive that tells how a movement ended: "fell to close at".
        Outcome = "outcome",
        /// Turns polarity.
        Negation = "negation",
        /// Disclose, announce, in "nothing to announce".
        None = "none",
        /// Says nothing about the inner event: try, want.
        Nothing = "nothing",
        /// Proposes.
        Offer = "offer",
        /// Adjectives of what is over: "previous".
        Past = "past",
        /// Adjectives and verbs of what is under way.
        Ongoing = "ongoing",
        /// Rumour.
        Rumour = "rumour",
        /// Fixed.
        Schedule = "schedule",
        /// A modal adjective that never lowers a named rung.
        Soft = "soft",
        /// Verbs whose plain present is a state, not a deed.
        State = "state",
        /// Negotiates.
        Talks = "talks",
        /// Brings about: with a modal, conditional.
        Trigger = "trigger",
        /// Turns the inner event over: "failed to".
        Turns = "turns",
        /// Says that it is unclear.
        Unclear = "unclear",
    }
}

words! {
    /// Where a cue must stand, seen from the event word or from a word of its chain.
    Place {
        /// Adverb of it.
        Adverb = "adv",
        /// Auxiliary of it.
        Auxiliary = "aux",
        /// Above it, which is a clause that completes the cue.
        Above = "comp",
        /// Determiner of it.
        Determiner = "det",
        /// Mark of its clause.
        Mark = "mark",
        /// Adjective or participle before it.
        Modifier = "mod",
        /// Above it, which is the object or passive subject of the cue.
        Object = "obj",
        /// Above it, in a phrase of the cue: "speculation about a deal".
        Of = "of",
        /// Above it, in the passive: "is said to".
        Passive = "pass",
        /// Preposition of it.
        Preposition = "prep",
        /// The event word itself.
        Itself = "self",
        /// Above it, which is the active subject of the cue.
        Subject = "subj",
        /// Anywhere in its clause.
        Clause = "clause",
    }
}

words! {
    /// What the walk asks small words for.
    SmallWord {
        /// "any order": not one that happened.
        Any = "any",
        /// A preposition whose phrase is not what the noun before it is about.
        Apart = "apart",
        /// Between a noun of talk and what it is about.
        Binds = "binds",
        /// Points at something known.
        Definite = "definite",
        /// After "if", no condition: "if necessary".
        Idle = "idle",
        /// Opens a condition.
        If = "if",
        /// A preposition whose noun shares the future of its clause.
        Inside = "inside",
        /// Makes a verb that brings about conditional.
        Modal = "modal",
        /// Turns its verb.
        Negative = "negative",
        /// A subject that turns its verb.
        Nobody = "nobody",
        /// Opens a condition, though it may be a verb.
        Provided = "provided",
        /// "the first to": a fact.
        Rank = "rank",
        /// As inside, for a noun that is not yet known.
        Shares = "shares",
        /// Opens a clause of time.
        Temporal = "temporal",
        /// Names the other side of talks.
        Twin = "twin",
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Dictionary form; a particle or second word is part of it ("call_off").
    pub words: &'static str,
    /// Part of speech: verb, noun, adj, adv, aux, mark, det, adp.
    pub pos: &'static str,
    /// What it does.
    pub class: Class,
    /// Where it may stand.
    pub stands: Vec<Place>,
    /// Rung or exit that it names, where its class leaves that open.
    pub names: Option<Status>,
    /// Time that it names, where that differs from its class.
    pub time: Option<TimeRef>,
    /// A sentence with the event word in brackets.
    pub example: &'static str,
    /// Status of that event word.
    pub gives: Status,
}

/// All cues.
#[derive(Clone, Debug)]
pub struct StatusTables {
    cues: Vec<Cue>,
    by_words: BTreeMap<&'static str, Vec<usize>>,
    small_words: BTreeSet<(SmallWord, &'static str)>,
}

impl StatusTables {
    /// The tables that are compiled in.
    ///
    /// # Errors
    /// The first row that cannot be read, with file and line.
    pub fn embedded() -> Result<StatusTables, TableFault> {
        let table = shipped!("status/cues.tsv");
        let mut cues = Vec::new();
        let mut by_words: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
        for row in full_rows::<7>("data/status/cues.tsv", table)? {
            let cue = cue(&row.cells).map_err(|what| row.fault(what))?;
            by_words.entry(cue.words).or_default().push(cues.len());
            cues.push(cue);
        }
        let small = shipped!("status/words.tsv");
        let mut small_words = BTreeSet::new();
        for row in full_rows::<4>("data/status/words.tsv", small)? {
            let kind = SmallWord::of(row.cells[1]).map_err(|what| row.fault(what))?;
            small_words.insert((kind, row.cells[0]));
        }
        Ok(StatusTables { cues, by_words, small_words })
    }

    /// All rows, in the order of the table.
    pub fn cues(&self) -> &[Cue] {
        &self.cues
    }

    /// The first row of these words that may stand here.
    pub fn find(&self, words: &str, pos: &str, place: Place) -> Option<&Cue> {
        let rows = self.by_words.get(words)?;
        rows.iter().map(|&row| &self.cues[row]).find(|cue| cue.pos == pos && cue.stands.contains(&place))
    }

    /// Whether the dictionary form is a small word of this kind.
    pub fn is_small(&self, lemma: &str, kind: SmallWord) -> bool {
        self.small_words.range((kind, "")..).take_while(|(k, _)| *k == kind).any(|(_, word)| *word == lemma)
    }

    /// Whether a row of this class has these words.
    pub fn is(&self, words: &str, class: Class) -> bool {
        self.by_words.get(words).is_some_and(|rows| rows.iter().any(|&row| self.cues[row].class == class))
    }
}

fn cue(cells: &[&'static str; 7]) -> Result<Cue, String> {
    let known = ["verb", "noun", "adj", "adv", "aux", "mark", "det", "adp"];
    if !known.contains(&cells[1]) {
        return Err(format!("unknown part of speech `{}`", cells[1]));
    }
    let (mut names, mut time) = (None, None);
    for effect in cells[4].split(' ').filter(|effect| *effect != "-") {
        match effect.parse::<Status>() {
            Ok(status) => names = Some(status),
            Err(_) => time = Some(word::<TimeRef>(effect)?),
        }
    }
    Ok(Cue {
        words: cells[0],
        pos: cells[1],
        class: Class::of(cells[2])?,
        stands: cells[3].split(' ').map(Place::of).collect::<Result<_, _>>()?,
        names,
        time,
        example: cells[5],
        gives: word(cells[6])?,
    })
}

impl Cue {
    /// The link that the cue puts over an event.
    pub fn strength(&self) -> Strength {
        use Certainty::{Certain, Possible, Probable};
        use TimeRef::{Future, Past, Present};
        let stage = |status: Status, certainty, time| {
            Strength::stage(self.names.unwrap_or(status), certainty, self.time.unwrap_or(time))
        };
        match self.class {
            Class::Future => stage(Status::Expected, Certain, Future),
            Class::Schedule | Class::Ahead => stage(Status::Scheduled, Certain, Future),
            Class::Expect => stage(Status::Expected, Probable, Future),
            Class::Offer => stage(Status::Offered, Possible, Future),
            Class::Talks => stage(Status::InTalks, Possible, Future),
            Class::Moot | Class::Soft => stage(Status::Mooted, Possible, Future),
            Class::Modal | Class::Nothing | Class::Able => stage(Status::Possible, Possible, Future),
            Class::Condition | Class::Trigger => stage(Status::Conditional, Possible, Future),
            Class::Rumour => {
                Strength { polarity: Polarity::Open, ..stage(Status::Speculated, Possible, TimeRef::None) }
            }
            Class::Unclear => Strength {
                polarity: Polarity::Open,
                ..stage(Status::Unknown, Certainty::Open, TimeRef::None)
            },
            Class::Deal => stage(Status::Agreed, Certain, TimeRef::None),
            Class::End => stage(Status::Cancelled, Certain, TimeRef::None),
            Class::Deny => stage(Status::Denied, Certain, TimeRef::None),
            Class::None => stage(Status::NoneAnnounced, Certainty::Open, Present),
            Class::Negation => Strength::turn(),
            Class::Turns => self.names.map_or(
                Strength { time: self.time.unwrap_or(TimeRef::None), ..Strength::turn() },
                |status| Strength::stage(status, Certain, self.time.unwrap_or(TimeRef::None)),
            ),
            Class::During | Class::Past => Strength::at(self.time.unwrap_or(Past)),
            Class::Ongoing => stage(Status::Ongoing, Certain, Present),
            Class::Light | Class::Carries | Class::Habit | Class::State | Class::Day | Class::Outcome => {
                self.named_only()
            }
        }
    }

    fn named_only(&self) -> Strength {
        let time = self.time.unwrap_or(TimeRef::None);
        self.names.map_or(Strength::at(time), |status| Strength::stage(status, Certainty::Certain, time))
    }

    /// Id of the row, for why-records.
    pub fn rule(&self) -> String {
        format!("status/{}.{}", self.words, self.class.as_str())
    }
}
