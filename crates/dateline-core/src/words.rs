//! Closed lists of words: each is written once here, printed by its word and read back from it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// A word that is not in the closed list it was looked up in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {list} `{word}` (known: {known})")]
pub struct UnknownWord {
    list: &'static str,
    word: String,
    known: String,
}

macro_rules! word_list {
    ($(#[$doc:meta])* $name:ident, $list:literal { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word that stands for the value in tables, rows and pages.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(self.as_str()) }
        }

        impl FromStr for $name {
            type Err = UnknownWord;
            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                match word {
                    $($word => Ok($name::$variant),)+
                    _ => Err(UnknownWord {
                        list: $list,
                        word: word.to_owned(),
                        known: [$($word),+].join(", "),
                    }),
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.serialize_str(self.as_str()) }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let word = std::borrow::Cow::<str>::deserialize(d)?;
                word.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

word_list! {
    /// What a mention row states.
    Kind, "kind of row" {
        Event = "event", Tie = "tie", Deal = "deal", Figure = "figure", Statement = "statement",
    }
}

word_list! {
    /// The 16 PLOVER event types.
    Plover, "PLOVER type" {
        Agree = "AGREE", Consult = "CONSULT", Support = "SUPPORT", Concede = "CONCEDE", Cooperate = "COOPERATE",
        Aid = "AID", Retreat = "RETREAT", Request = "REQUEST", Accuse = "ACCUSE", Reject = "REJECT",
        Threaten = "THREATEN", Protest = "PROTEST", Sanction = "SANCTION", Mobilize = "MOBILIZE",
        Coerce = "COERCE", Assault = "ASSAULT",
    }
}

impl Plover {
    /// Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub fn quad(self) -> u8 {
        match self {
            Plover::Agree | Plover::Consult | Plover::Support | Plover::Concede => 1,
            Plover::Cooperate | Plover::Aid | Plover::Retreat => 2,
            Plover::Request | Plover::Accuse | Plover::Reject | Plover::Threaten => 3,
            Plover::Protest | Plover::Sanction | Plover::Mobilize | Plover::Coerce | Plover::Assault => 4,
        }
    }
}

word_list! {
    /// How far along and how sure: one word computed from polarity, certainty, time and stage.
    Status, "status" {
        Happened = "happened", Ongoing = "ongoing", InEffect = "in_effect", Signed = "signed", Agreed = "agreed",
        Scheduled = "scheduled", Expected = "expected", InTalks = "in_talks", Offered = "offered",
        Mooted = "mooted", Conditional = "conditional", Possible = "possible", Speculated = "speculated",
        Unknown = "unknown", NotExpected = "not_expected", NoneAnnounced = "none_announced",
        Postponed = "postponed", Suspended = "suspended", Cancelled = "cancelled", Lapsed = "lapsed",
        Failed = "failed", Refused = "refused", Denied = "denied", NoComment = "no_comment",
    }
}

word_list! {
    /// Whether the event is asserted or negated.
    Polarity, "polarity" { Affirmed = "affirmed", Negated = "negated", Open = "open" }
}

word_list! {
    /// How the one who speaks puts it; from surest to least sure.
    Certainty, "certainty" { Certain = "certain", Probable = "probable", Possible = "possible", Open = "open" }
}

word_list! {
    /// Against the day of the report.
    TimeRef, "time reference" { Past = "past", Present = "present", Future = "future", None = "none" }
}

word_list! {
    /// The width of what a date leaves open.
    Precision, "precision" {
        Minute = "minute", Hour = "hour", PartOfDay = "part_of_day", Day = "day", Week = "week", Month = "month",
        Quarter = "quarter", Season = "season", Year = "year", Decade = "decade", Century = "century",
        Open = "open",
    }
}

word_list! {
    /// What a relative date is counted from.
    Anchor, "anchor" {
        Published = "published", Dateline = "dateline", PreviousTime = "previous_time", Event = "event",
        Utterance = "utterance", None = "none",
    }
}

word_list! {
    /// How a date is qualified.
    TimeMod, "time modifier" {
        Start = "start", Mid = "mid", End = "end", Approx = "approx", Before = "before", After = "after",
        AtLeast = "at_least", AtMost = "at_most",
    }
}

word_list! {
    /// Which link of the chain a holder is.
    HolderRole, "holder role" {
        Publisher = "publisher", Agency = "agency", CitedNewsroom = "cited_newsroom", Voice = "voice",
        VoicesSource = "voices_source",
    }
}

word_list! {
    /// How the words of a holder are given.
    SpeechMode, "mode of speech" {
        Direct = "direct", Mixed = "mixed", Indirect = "indirect", Belief = "belief", Document = "document",
        Observed = "observed", Own = "own",
    }
}

word_list! {
    /// How well a holder can be known.
    Standing, "standing" {
        OnRecord = "on_record", TitleOnly = "title_only", Unnamed = "unnamed", Collective = "collective",
        Passive = "passive",
    }
}

word_list! {
    /// What the report says about having checked.
    Checked, "checked" { Verified = "verified", Unverified = "unverified", NotSaid = "not_said" }
}

word_list! {
    /// What a holder who was asked gave back.
    Reply, "reply" { Given = "given", NoComment = "no_comment", Refused = "refused", Unanswered = "unanswered" }
}

word_list! {
    /// How an amount is hedged.
    Qualifier, "qualifier" {
        Exact = "exact", About = "about", AtLeast = "at_least", MoreThan = "more_than", AtMost = "at_most",
        LessThan = "less_than", Nearly = "nearly", UpTo = "up_to", Between = "between", Several = "several",
        Dozens = "dozens", Hundreds = "hundreds", Thousands = "thousands", Millions = "millions",
    }
}

word_list! {
    /// What sort of amount it is.
    AmountKind, "kind of amount" {
        Stock = "stock", Flow = "flow", Rate = "rate", Count = "count", Rank = "rank", Share = "share",
        Change = "change", Price = "price", Duration = "duration",
    }
}

word_list! {
    /// What a zone of a report is; all but `Body` and `Title` are not part of the report's own telling.
    ZoneKind, "kind of zone" {
        Title = "title", Body = "body", DateHeader = "date_header", Header = "header", Dateline = "dateline",
        Byline = "byline", Copyright = "copyright", Credit = "credit", FaqTail = "faq_tail", Junk = "junk",
        Note = "note",
    }
}

word_list! {
    /// Where the day of a report comes from.
    DayFrom, "origin of a date" {
        Feed = "feed", Header = "header", Byline = "byline", Dateline = "dateline", Copyright = "copyright",
        Received = "received", None = "none",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads_back<T: Copy + PartialEq + fmt::Debug + FromStr<Err = UnknownWord>>(
        all: &[T],
        word: fn(T) -> &'static str,
    ) {
        for &value in all {
            assert_eq!(word(value).parse(), Ok(value));
        }
    }

    #[test]
    fn every_word_reads_back() {
        reads_back(Kind::ALL, Kind::as_str);
        reads_back(Plover::ALL, Plover::as_str);
        reads_back(Status::ALL, Status::as_str);
        reads_back(Precision::ALL, Precision::as_str);
        reads_back(Qualifier::ALL, Qualifier::as_str);
        reads_back(ZoneKind::ALL, ZoneKind::as_str);
        reads_back(SpeechMode::ALL, SpeechMode::as_str);
    }

    #[test]
    fn an_unknown_word_names_its_list() {
        let fault = "singed".parse::<Status>().expect_err("not a status");
        assert!(fault.to_string().starts_with("unknown status `singed` (known: happened, "));
    }
}
