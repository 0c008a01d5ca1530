//! The rows that the program prints and the ledger keeps: one mention, one report.
//!
//! Keys stand in the order of the contract; missing values are `null`, lists are never `null`. A later version may
//! add keys; a key never changes its meaning.

use crate::words::{
    AmountKind, Anchor, Certainty, Checked, DayFrom, HolderRole, Kind, Plover, Polarity, Precision,
    Qualifier, Reply, SpeechMode, Standing, Status, TimeMod, TimeRef, ZoneKind,
};
use serde::{Deserialize, Serialize};

/// One thing that one report states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MentionRow {
    /// Stable: same bytes, same tables, same id.
    pub id: String,
    /// What is stated.
    pub kind: Kind,
    /// SHA-256 of the original bytes, hex.
    pub report: String,
    /// The input's own id, or its path as given.
    pub input: String,
    /// Number of the sentence in the cleaned text, from 0.
    pub sentence: u32,
    /// First byte of the sentence in the original.
    pub start: u64,
    /// Byte after the last.
    pub end: u64,
    /// `dl1:` address of the evidence.
    pub citation: String,
    /// The exact words of the evidence.
    pub quote: String,
    /// PLOVER type (events).
    pub plover: Option<Plover>,
    /// PLOVER modes.
    pub modes: Vec<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// CAMEO code, two to four digits.
    pub cameo: Option<String>,
    /// PLOVER intensity, −10 to +10.
    pub intensity: Option<f32>,
    /// PLOVER quad class, 1 to 4.
    pub quad: Option<u8>,
    /// Who acts; both sides of a mutual event.
    pub actors: Vec<ActorRow>,
    /// Whom it is done to.
    pub recipients: Vec<ActorRow>,
    /// When it happens.
    pub when: Option<WhenRow>,
    /// Where.
    pub place: Option<PlaceRow>,
    /// The one word for polarity, certainty, time and stage.
    pub status: Option<Status>,
    /// Affirmed or negated.
    pub polarity: Option<Polarity>,
    /// How sure the one who speaks is.
    pub certainty: Option<Certainty>,
    /// Past, present or future, against the day of the report.
    pub time_ref: Option<TimeRef>,
    /// How far a deal has come, in the report's words ("initial agreement").
    pub stage: Option<String>,
    /// What it hangs on, in the report's words.
    pub condition: Option<String>,
    /// Who says so, outermost first; always begins with a newsroom.
    pub attribution: Vec<LinkRow>,
    /// Amounts.
    pub quantities: Vec<QuantityRow>,
    /// Ties only.
    pub tie: Option<TieRow>,
    /// Deals only.
    pub deal: Option<DealRow>,
    /// Figures only.
    pub figure: Option<FigureRow>,
    /// Statements only.
    pub statement: Option<StatementRow>,
    /// Id of the row whose content this is.
    pub content_of: Option<String>,
    /// Ids of the table rows and rule files that fired, and the path walked.
    pub rules: Vec<String>,
}

impl MentionRow {
    /// True for the announcing of an act that lies ahead: it stands for PLOVER beside the row of the act itself.
    pub fn is_announcing(&self) -> bool {
        self.rules.first().is_some_and(|rule| rule.starts_with(crate::coder::ANNOUNCING))
    }

    /// True for what is promised, asked for, refused or threatened in so many words; not for an act that is only ahead.
    pub fn is_content_of_an_act(&self) -> bool {
        let ahead = |rule: &String| rule.starts_with(crate::coder::ANNOUNCING);
        self.content_of.is_some() && !self.rules.iter().any(ahead)
    }

    /// True when several act alike and there is no other side.
    pub fn is_mutual(&self) -> bool {
        self.actors.len() > 1 && self.recipients.is_empty()
    }
}

/// A party, as named in one place.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ActorRow {
    /// Display name from the table, else the words.
    pub name: String,
    /// CAMEO-style code ("USAGOV"); empty when nothing is known.
    pub code: String,
    /// ISO 3166 alpha-3, or `IGO`, `UNO`, `EUR`, …
    pub country: Option<String>,
    /// Primary PLOVER sector.
    pub sector: Option<String>,
    /// Full name of the person, where it is one.
    pub person: Option<String>,
    /// The words.
    pub text: String,
    /// First byte of the words in the original.
    pub start: u64,
    /// Byte after the last.
    pub end: u64,
}

/// When: an interval with its precision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhenRow {
    /// TIMEX3 value.
    pub value: Option<String>,
    /// First possible civil day.
    pub start: Option<String>,
    /// Last possible civil day.
    pub end: Option<String>,
    /// Width of what is left open.
    pub precision: Precision,
    /// What it was counted from.
    pub anchor: Anchor,
    /// How it is qualified.
    #[serde(rename = "mod")]
    pub modifier: Option<TimeMod>,
    /// True where the interval is a convention ("soon").
    pub vague: bool,
}

/// Where.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceRow {
    /// Name from the table.
    pub name: String,
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// GeoNames id.
    pub geonames: Option<u64>,
}

/// One link of who says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRow {
    /// Newsroom, person, body, document or unnamed voice; null where the report does not tell its newsroom.
    pub holder: Option<String>,
    /// Which link it is.
    pub role: HolderRole,
    /// How the words are given.
    pub mode: SpeechMode,
    /// How well the holder can be known.
    pub standing: Option<Standing>,
    /// How many unnamed voices.
    pub count: Option<u32>,
    /// Whether the report says that it checked.
    pub checked: Option<Checked>,
    /// What a holder who was asked gave back.
    pub reply: Option<Reply>,
    /// The words that attribute.
    pub cue: Option<String>,
}

/// An amount; decimals as strings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuantityRow {
    /// The number.
    pub value: Option<String>,
    /// Upper end of a range.
    pub value_max: Option<String>,
    /// UCUM or plain English singular.
    pub unit: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// The hedge.
    pub qualifier: Qualifier,
    /// What sort of amount.
    pub kind: AmountKind,
    /// What is measured or counted.
    pub measure: Option<String>,
    /// "a year" in "$100 million a year".
    pub per: Option<String>,
    /// Length of a flow ("P5Y").
    #[serde(rename = "for")]
    pub lasting: Option<String>,
    /// Period that the figure is of.
    pub period: Option<String>,
    /// Place in an order.
    pub rank: Option<u32>,
    /// Among whom.
    pub scope: Option<String>,
    /// Those ranked before, by code.
    pub after: Vec<String>,
}

/// A state of relations between parties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TieRow {
    /// `tier`, `dispute`, `dependence`, `alliance`, `recognition`, …
    pub relation: String,
    /// Name of the level.
    pub level: Option<String>,
    /// States said to stand at the same level, by code.
    pub parity_with: Vec<String>,
    /// Since when.
    pub since: Option<String>,
}

/// A deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealRow {
    /// What it is about.
    pub subject: Option<String>,
    /// The step named ("initial agreement").
    pub stage: Option<String>,
}

/// A figure about the world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureRow {
    /// What is measured.
    pub measure: Option<String>,
    /// Whose figure it is, as an actor's code or name.
    pub of: Option<String>,
}

/// Who said what to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementRow {
    /// Who said it.
    pub speaker: Option<ActorRow>,
    /// Inside quotation marks.
    pub direct: bool,
    /// Addressee.
    pub to: Option<ActorRow>,
    /// First byte of what was said, in the original.
    pub content_start: Option<u64>,
    /// Byte after the last.
    pub content_end: Option<u64>,
}

/// One report as received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRow {
    /// SHA-256 of the original bytes, hex.
    pub report: String,
    /// The input's own id, or its path as given.
    pub input: String,
    /// Headline.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<PublishedRow>,
    /// Agency named in the dateline, credit or text.
    pub agency: Option<String>,
    /// Places of the dateline.
    pub dateline_places: Vec<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// ISO 639-1.
    pub language: Option<String>,
    /// Code points of the cleaned text.
    pub text_chars: u64,
    /// What is not part of the report.
    pub removed: Vec<RemovedRow>,
    /// What looked odd.
    pub notes: Vec<String>,
}

/// The day of a report and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedRow {
    /// TIMEX3 value, where one value can be given.
    pub value: Option<String>,
    /// First possible civil day.
    pub start: Option<String>,
    /// Last possible civil day.
    pub end: Option<String>,
    /// Width of what is left open.
    pub precision: Precision,
    /// Where it was found.
    pub from: DayFrom,
}

/// A span that is not part of the report's own telling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovedRow {
    /// First byte in the original.
    pub start: u64,
    /// Byte after the last.
    pub end: u64,
    /// What it is.
    pub kind: ZoneKind,
    /// Its words.
    pub quote: String,
}
