//! One report from text to rows: the stages in their order, then each finding as a row with its evidence.
//!
//! Pure: same bytes, same tables, same model, same rows.

mod ahead;
mod chain;
mod figures;
mod row;
mod said;
mod ties;
mod when;

pub(crate) use ahead::RULE as ANNOUNCING;

use crate::actors::{ActorMention, ActorTables, analyze, mark_actors};
use crate::amounts::{Amount, AmountTables, read_amounts_beside};
use crate::attribution::{SpeechTables, Statement, read_statements};
use crate::clean::{Cleaned, Obtained, Told, clean, report_row};
use crate::events::{EventRules, Found, Tree, find_events};
use crate::newsrooms::Newsrooms;
use crate::places::{PlaceMention, PlaceTables, find_places};
use crate::rows::{MentionRow, ReportRow};
use crate::status::StatusTables;
use crate::tables::TableFault;
use crate::times::{TimeMention, TimeTables, tag_times};
use crate::words::Kind;
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
    /// The tables that ship with the program.
    ///
    /// # Errors
    /// A fault in a table, with file and line.
    pub fn embedded() -> Result<Self, TableFault> {
        Ok(Tables {
            actors: ActorTables::embedded()?,
            events: EventRules::embedded()?,
            times: TimeTables::embedded()?,
            amounts: AmountTables::embedded()?,
            speech: SpeechTables::embedded()?,
            status: StatusTables::embedded()?,
            places: PlaceTables::embedded()?,
            newsrooms: Newsrooms::embedded(),
        })
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
    let report = report_row(&obtained, &input.told, &cleaned);
    let mentions = mention_rows(input, tables, &doc, &cleaned);
    Some(Coded { report, mentions, body })
}

fn body_of(text: &str, blocks: &[Range<u32>]) -> String {
    let paragraphs: Vec<&str> =
        blocks.iter().map(|block| &text[block.start as usize..block.end as usize]).collect();
    paragraphs.join("\n\n")
}

fn mention_rows(input: &Input<'_>, tables: &Tables, doc: &Doc, cleaned: &Cleaned) -> Vec<MentionRow> {
    let text = input.text;
    let day = cleaned.published.civil_day();
    let anchor = day.or(cleaned.published.end);
    let actors = mark_actors(text, doc, anchor, &tables.actors);
    let times = tag_times(text, Some(doc), anchor, &tables.times);
    let amounts = read_amounts_beside(text, Some(doc), &times, &tables.amounts);
    let statements = read_statements(text, doc, &tables.speech);
    let places = find_places(text, Some(doc), &tables.places);
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
    rows
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
        let ids: HashMap<usize, (String, crate::words::Plover)> = found
            .iter()
            .zip(&rows)
            .filter_map(|(action, row)| Some((action.trigger, (row.id.clone(), row.plover?))))
            .collect();
        for (action, row) in found.iter().zip(&mut rows) {
            if row.kind == Kind::Event {
                row.content_of = self.act_above(action.trigger, &ids);
            }
        }
        self.name_acts_by_content(&mut rows);
        let announcings = self.announcings(found, &mut rows);
        rows.extend(announcings);
        rows
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
