//! One report from text to rows: the stages in their order, then each finding as a row with its evidence.
//!
//! Pure: same bytes, same tables, same model, same rows.

mod ahead;
mod chain;
mod figures;
mod home;
mod related;
mod row;
mod said;
mod ties;
mod types;
mod when;

pub(crate) use ahead::RULE as ANNOUNCING;
pub use types::inspect_type;

use crate::actors::{ActorMention, ActorTables, ActorsRead, analyze, read_actors};
use crate::amounts::{Amount, AmountTables, read_amounts_at_home};
use crate::attribution::{SpeechTables, Statement, read_statements};
use crate::clean::{Cleaned, Obtained, Told, clean, read_tables, report_row};
use crate::events::{EventRules, Found, Tree, find_events};
use crate::newsrooms::Newsrooms;
use crate::places::{PlaceContext, PlaceMention, PlaceTables, find_places};
use crate::rows::{MentionRow, ReportRow};
use crate::status::StatusTables;
use crate::tables::{TableFault, kept_faults};
use crate::times::{TimeContext, TimeMention, TimeTables, tag_times_in};
use crate::words::{Kind, Polarity, Status};
use dateline_lang::{Analyzer, Doc};
use std::collections::HashMap;
use std::ops::Range;

/// All tables that the coder reads.
#[derive(Debug)]
pub struct Tables {
    /// Who is who.
    pub actors: ActorTables,
    /// What happens.
    pub events: EventRules,
    /// When.
    pub times: TimeTables,
    /// How much.
    pub amounts: AmountTables,
    /// Who says.
    pub speech: SpeechTables,
    /// How sure.
    pub status: StatusTables,
    /// Where.
    pub places: PlaceTables,
    /// Who reports.
    pub newsrooms: &'static Newsrooms,
}

impl Tables {
    /// The tables that ship with the program, with those of the user over them.
    ///
    /// # Errors
    /// A fault in a table, with file and line.
    pub fn embedded() -> Result<Self, TableFault> {
        let tables = Tables {
            actors: ActorTables::embedded()?,
            events: EventRules::embedded()?,
            times: TimeTables::embedded()?,
            amounts: AmountTables::embedded()?,
            speech: SpeechTables::embedded()?,
            status: StatusTables::embedded()?,
            places: PlaceTables::embedded()?,
            newsrooms: Newsrooms::embedded(),
        };
        read_tables();
        kept_faults().into_iter().next().map_or(Ok(tables), Err)
    }
}

/// A report as the coder takes it.
pub struct Input<'a> {
    /// The row's id, or the path as given.
    pub input: &'a str,
    /// SHA-256 of the original bytes, hex.
    pub report: &'a str,
    /// The decoded text.
    pub text: &'a str,
    /// Original byte of a byte of `text`.
    pub to_original: &'a (dyn Fn(u32) -> u64 + Sync),
    /// SHA-256 (hex, first eight digits) of a range of original bytes.
    pub original: &'a [u8],
    /// What came with it.
    pub told: Told<'a>,
}

/// What one report says.
#[derive(Clone, Debug)]
pub struct Coded {
    /// The report's own row.
    pub report: ReportRow,
    /// What it states, in text order.
    pub mentions: Vec<MentionRow>,
    /// Its body: paragraphs parted by blank lines, without what is not its own telling.
    pub body: String,
}

/// Codes one report; none where it has no sentence.
///
/// Cost: linear in the text. Gives rows in text order; each has its evidence and the rules that fired.
pub fn code(input: &Input<'_>, tables: &Tables, analyzer: &dyn Analyzer) -> Option<Coded> {
    let cleaned = clean(input.text, &input.told, tables.newsrooms);
    let doc = analyze(input.text, &cleaned.blocks, &tables.actors, analyzer);
    if doc.sentences.is_empty() {
        return None;
    }
    let body = body_of(input.text, &cleaned.blocks);
    let to_original = |byte: usize| (input.to_original)(byte as u32);
    let obtained =
        Obtained { input: input.input, sha256: input.report, text: input.text, original: &to_original };
    let mut report = report_row(&obtained, &input.told, &cleaned);
    let anchor = cleaned.published.civil_day().or(cleaned.published.end);
    // Places tell whose a body is ("Kano police"); whose the actors are tells which of two namesakes a place is.
    let known = places_of(input.text, &doc, &cleaned, &[], tables);
    let named = read_actors(input.text, &doc, anchor, &tables.actors, &known);
    let countries = countries_of(&doc, &named.mentions, &known);
    let places = places_of(input.text, &doc, &cleaned, &countries, tables);
    report.notes.extend(named.notes.iter().map(ToString::to_string));
    let (mentions, notes) = mention_rows(input, tables, &doc, &cleaned, named, places);
    report.notes.extend(notes);
    Some(Coded { report, mentions, body })
}

fn body_of(text: &str, blocks: &[Range<u32>]) -> String {
    let paragraphs: Vec<&str> =
        blocks.iter().map(|block| &text[block.start as usize..block.end as usize]).collect();
    paragraphs.join("\n\n")
}

/// The country of the newsroom that wrote the report: of the agency where one signs it, else of who published it.
fn home_of_newsroom<'t>(input: &Input<'_>, tables: &'t Tables, cleaned: &Cleaned) -> Option<&'t str> {
    let signed = cleaned.agency.as_deref().or(input.told.publisher)?;
    let newsroom = tables.newsrooms.find(signed)?;
    Some(newsroom.country.as_str()).filter(|country| !country.is_empty())
}

/// The country of the dateline.
fn place_of_report(tables: &Tables, cleaned: &Cleaned) -> Option<String> {
    let place = cleaned.dateline.as_ref()?.places.first()?;
    tables.places.named(&place.name)?.country
}

/// The rows of a report, and what stayed open about them.
fn mention_rows(
    input: &Input<'_>,
    tables: &Tables,
    doc: &Doc,
    cleaned: &Cleaned,
    named: ActorsRead,
    places: Vec<PlaceMention>,
) -> (Vec<MentionRow>, Vec<String>) {
    let text = input.text;
    let day = cleaned.published.civil_day();
    let anchor = day.or(cleaned.published.end);
    let actors = named.mentions;
    let newsroom = home_of_newsroom(input, tables, cleaned);
    let place = place_of_report(tables, cleaned);
    let context = TimeContext { anchor, clock: None, country: place.as_deref().or(newsroom) };
    let times = tag_times_in(text, Some(doc), &context, &tables.times);
    let home = newsroom.and_then(|country| tables.actors.state(country)?.currency.as_deref());
    let amounts = read_amounts_at_home(text, Some(doc), &times, home, &tables.amounts);
    let statements = read_statements(text, doc, &tables.speech);
    let found = find_events(text, doc, &actors, &tables.events);
    let tree = Tree::new(text, doc, &actors);
    let placed = when::place_times(&tree, &times);
    let reading = Reading {
        input,
        text,
        tables,
        cleaned,
        newsrooms: tables.newsrooms,
        publisher: input.told.publisher,
        day,
        anchor,
        actors: &actors,
        times: &times,
        amounts: &amounts,
        statements: &statements,
        places: &places,
        tree,
        placed,
    };
    let mut rows = reading.action_rows(&found);
    rows.extend(reading.statement_rows());
    rows.extend(reading.figure_rows(&found));
    rows.sort_by(|a, b| (a.sentence, a.start, a.kind, &a.id).cmp(&(b.sentence, b.start, b.kind, &b.id)));
    rows.dedup_by(|a, b| a.id == b.id);
    let told = |name: &str| rows.iter().any(|row| row.place.as_ref().is_some_and(|place| place.name == name));
    let open = places.iter().filter(|mention| told(&mention.place.name)).filter_map(PlaceMention::note);
    let mut notes: Vec<String> = open.collect();
    notes.sort();
    notes.dedup();
    (rows, notes)
}

/// The places of a report, told apart with the help of its dateline and of the states of its actors.
fn places_of(
    text: &str,
    doc: &Doc,
    cleaned: &Cleaned,
    actors: &[(usize, String)],
    tables: &Tables,
) -> Vec<PlaceMention> {
    let actors: Vec<(usize, &str)> = actors.iter().map(|(byte, country)| (*byte, country.as_str())).collect();
    let dateline: Vec<String> =
        cleaned.dateline.iter().flat_map(|line| &line.places).map(|place| place.name.clone()).collect();
    find_places(text, Some(doc), &PlaceContext { dateline: &dateline, actors: &actors }, &tables.places)
}

/// Where actors stand and of which states they are, but for those that a place told.
fn countries_of(doc: &Doc, actors: &[ActorMention], places: &[PlaceMention]) -> Vec<(usize, String)> {
    let mut countries = Vec::new();
    for mention in actors {
        let tokens = &doc.tokens[mention.first as usize..mention.last as usize];
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { continue };
        let (start, end) = (first.start as usize, last.end as usize);
        if places.iter().any(|place| place.start < end && start < place.end) {
            continue;
        }
        let of = mention.actors.iter().filter_map(|actor| actor.country.clone());
        countries.extend(of.map(|country| (start, country)));
    }
    countries
}

/// Everything read of one report, from which rows are made.
struct Reading<'a> {
    input: &'a Input<'a>,
    text: &'a str,
    tables: &'a Tables,
    cleaned: &'a Cleaned,
    newsrooms: &'a Newsrooms,
    publisher: Option<&'a str>,
    day: Option<jiff::civil::Date>,
    anchor: Option<jiff::civil::Date>,
    actors: &'a [ActorMention],
    times: &'a [TimeMention],
    amounts: &'a [Amount],
    statements: &'a [Statement],
    places: &'a [PlaceMention],
    tree: Tree<'a>,
    placed: Vec<when::PlacedTime<'a>>,
}

impl Reading<'_> {
    /// Rows of events, ties and deals; the content of an act points to the act.
    fn action_rows(&self, found: &[Found<'_>]) -> Vec<MentionRow> {
        let mut rows: Vec<MentionRow> = found.iter().map(|action| self.action_row(action)).collect();
        self.date_by_relations(found, &mut rows);
        let ids: HashMap<usize, (String, crate::words::Plover)> = found
            .iter()
            .zip(&rows)
            .filter_map(|(action, row)| Some((action.trigger, (row.id.clone(), action.rule.plover?))))
            .collect();
        for (action, row) in found.iter().zip(&mut rows) {
            if row.kind == Kind::Event {
                row.content_of = self.act_above(action.trigger, &ids);
            }
        }
        for (action, row) in found.iter().zip(&mut rows) {
            if self.is_denied_charge(action.trigger) {
                row.status = Some(Status::Denied);
                row.polarity = Some(Polarity::Negated);
                row.rules.push("events/denied-charge".to_owned());
            }
        }
        self.name_acts_by_content(found, &mut rows);
        let earlier = self.earlier_rows(found, &rows);
        let announcings = self.announcings(found, &mut rows);
        rows.extend(announcings);
        rows.extend(earlier);
        rows
    }

    /// True for what a voice was blamed for and denies: "denied charges that it **tortured** a priest".
    fn is_denied_charge(&self, trigger: usize) -> bool {
        let rules = &self.tables.events;
        let above: Vec<usize> = self.tree.ancestors(trigger).take(5).collect();
        above.windows(2).any(|pair| {
            rules.class_has("@charges", self.tree.lemma(pair[0]))
                && rules.class_has("@denials", self.tree.lemma(pair[1]))
        })
    }

    /// The act whose content an action is: "agreed to **visit**", "demanded the **release**".
    fn act_above(
        &self,
        trigger: usize,
        ids: &HashMap<usize, (String, crate::words::Plover)>,
    ) -> Option<String> {
        use crate::words::Plover::{Accuse, Agree, Reject, Request, Threaten};
        use dateline_lang::Rel;
        let mut at = trigger;
        let mut inside = false;
        while let Some(head) = self.tree.head(at) {
            inside |= match self.tree.rel(at) {
                Rel::Xcomp | Rel::Ccomp | Rel::Obj | Rel::Obl | Rel::Acl | Rel::Advcl | Rel::Nmod => true,
                Rel::Conj => inside,
                _ => return None,
            };
            at = head;
            if let Some((id, plover)) = ids.get(&at)
                && matches!(plover, Agree | Request | Reject | Threaten | Accuse)
                && inside
            {
                return Some(id.clone());
            }
        }
        None
    }
}
