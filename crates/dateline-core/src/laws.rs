//! What holds for what every stage finds, whatever the text: the tests and the fuzz targets ask here.
//!
//! Each law reads a text with one stage and says in words which law is broken, if one is. All stages: what they point to
//! lies inside the text, on character boundaries, and does not end before it starts; the same text gives the same
//! answer.

use crate::actors::{analyze as analyze_with_names, mark_actors};
use crate::amounts::read_amounts;
use crate::attribution::places::analyze;
use crate::attribution::{SpeechTables, quote_spans, read_statements};
use crate::citation::{Citation, sha256_hex};
use crate::clean::{Told, clean};
use crate::coder::{Input, Tables, code};
use crate::newsrooms::Newsrooms;
use crate::places::{PlaceContext, PlaceTables, find_places};
use crate::rows::MentionRow;
use crate::status::{StatusTables, status_of};
use crate::times::{TimeTables, tag_times};
use dateline_lang::{Analyzer, whole};
use std::ops::Range;

/// Says which law is broken.
pub type Broken = String;

/// A span lies inside the text, on character boundaries, and does not end before it starts.
fn inside(text: &str, stage: &str, span: Range<usize>) -> Result<(), Broken> {
    if text.get(span.clone()).is_some() {
        return Ok(());
    }
    Err(format!("{stage}: {span:?} is no span of a text of {} bytes", text.len()))
}

fn bytes(span: &Range<u32>) -> Range<usize> {
    span.start as usize..span.end as usize
}

fn same<T: PartialEq>(stage: &str, first: &T, second: &T) -> Result<(), Broken> {
    if first == second { Ok(()) } else { Err(format!("{stage}: the answer differs the second time")) }
}

fn in_order(stage: &str, spans: impl Iterator<Item = Range<usize>>) -> Result<(), Broken> {
    let mut done = 0;
    for span in spans {
        if span.start < done || span.is_empty() {
            return Err(format!("{stage}: {span:?} is empty or before byte {done}"));
        }
        done = span.end;
    }
    Ok(())
}

/// Zones and blocks are in order and disjoint, and hold every character that is not blank.
///
/// # Errors
/// The first law that is broken, in words.
pub fn of_clean(text: &str, newsrooms: &Newsrooms) -> Result<(), Broken> {
    let told = Told::default();
    let cleaned = clean(text, &told, newsrooms);
    same("clean", &cleaned, &clean(text, &told, newsrooms))?;
    let mut parts: Vec<Range<usize>> = cleaned.zones.iter().map(|zone| bytes(&zone.range)).collect();
    parts.extend(cleaned.blocks.iter().map(bytes));
    parts.sort_by_key(|part| part.start);
    let singles =
        cleaned.title.iter().chain(&cleaned.byline).chain(cleaned.dateline.iter().map(|d| &d.range));
    let noted = cleaned.notes.iter().filter_map(|note| note.range.as_ref());
    let origins = cleaned.origins.iter().map(|origin| &origin.range);
    for part in parts.iter().cloned().chain(singles.chain(noted).chain(origins).map(bytes)) {
        inside(text, "clean", part)?;
    }
    let mut done = 0;
    for part in parts.into_iter().chain(std::iter::once(text.len()..text.len())) {
        let gap = text
            .get(done..part.start)
            .ok_or_else(|| format!("clean: {part:?} overlaps what ends at {done}"))?;
        // Control and format characters may stand between the parts; letters, digits and signs may not.
        if gap.chars().any(char::is_alphanumeric) {
            return Err(format!("clean: {gap:?} is neither body nor removed"));
        }
        done = part.end;
    }
    Ok(())
}

/// Times are in order and do not overlap, and their parts lie in the text.
///
/// # Errors
/// The first law that is broken, in words.
pub fn of_times(text: &str, tables: &TimeTables) -> Result<(), Broken> {
    let anchor = Some(jiff::civil::date(2024, 2, 29));
    for anchor in [None, anchor] {
        let times = tag_times(text, None, anchor, tables);
        same("times", &times, &tag_times(text, None, anchor, tables))?;
        in_order("times", times.iter().map(|time| time.start..time.end))?;
        for time in &times {
            inside(text, "times", time.start..time.end)?;
            time.parts.iter().try_for_each(|part| inside(text, "times", part.start..part.end))?;
            if time.first.zip(time.last).is_some_and(|(first, last)| last < first) {
                return Err(format!("times: {time:?} ends before it starts"));
            }
        }
    }
    Ok(())
}

/// Amounts are in order and do not overlap, and the words that they point to lie in the text.
///
/// # Errors
/// The first law that is broken, in words.
pub fn of_amounts(text: &str, analyzer: &dyn Analyzer, tables: &Tables) -> Result<(), Broken> {
    let doc = analyze(text, analyzer);
    for doc in [None, Some(&doc)] {
        let amounts = read_amounts(text, doc, &tables.amounts);
        same("amounts", &amounts, &read_amounts(text, doc, &tables.amounts))?;
        in_order("amounts", amounts.iter().map(|amount| amount.start..amount.end))?;
        for amount in &amounts {
            let words = amount.of.iter().chain(&amount.scope).chain(&amount.after);
            for &(start, end) in [(amount.start, amount.end)].iter().chain(words) {
                inside(text, "amounts", start..end)?;
            }
        }
    }
    Ok(())
}

/// Places are in order and do not overlap.
///
/// # Errors
/// The first law that is broken, in words.
pub fn of_places(text: &str, analyzer: &dyn Analyzer, tables: &PlaceTables) -> Result<(), Broken> {
    let doc = analyze(text, analyzer);
    for doc in [None, Some(&doc)] {
        let places = find_places(text, doc, &PlaceContext::default(), tables);
        same("places", &places, &find_places(text, doc, &PlaceContext::default(), tables))?;
        in_order("places", places.iter().map(|place| place.start..place.end))?;
        places.iter().try_for_each(|place| inside(text, "places", place.start..place.end))?;
    }
    Ok(())
}

/// Quotations are in order and do not overlap; contents, speakers and cues lie in the text.
///
/// # Errors
/// The first law that is broken, in words.
pub fn of_quotes(text: &str, analyzer: &dyn Analyzer, tables: &SpeechTables) -> Result<(), Broken> {
    let spans = quote_spans(text, &[whole(text)]);
    in_order("quotes", spans.iter().map(|span| bytes(&span.outer)))?;
    for span in &spans {
        inside(text, "quotes", bytes(&span.outer))?;
        inside(text, "quotes", bytes(&span.inner))?;
    }
    let doc = analyze(text, analyzer);
    let statements = read_statements(text, &doc, tables);
    same("quotes", &statements, &read_statements(text, &doc, tables))?;
    for statement in &statements {
        inside(text, "quotes", bytes(&statement.content))?;
        let tokens = [Some(&statement.content_tokens), statement.speaker_tokens.as_ref()];
        let others = [statement.addressee_tokens.as_ref(), statement.newsroom.as_ref()];
        for tokens in tokens.into_iter().chain(others).flatten() {
            if tokens.start > tokens.end || tokens.end > doc.tokens.len() {
                return Err(format!("quotes: {tokens:?} are no words of {}", doc.tokens.len()));
            }
        }
        let heads = [Some(statement.cue_token), statement.speaker_head].into_iter().flatten();
        if heads.max().is_some_and(|token| token >= doc.tokens.len()) {
            return Err(format!("quotes: {statement:?} points beyond the words"));
        }
    }
    Ok(())
}

/// Every word has a status, and what it hangs on lies in the text.
///
/// # Errors
/// The first law that is broken, in words.
pub fn of_status(
    text: &str,
    analyzer: &dyn Analyzer,
    speech: &SpeechTables,
    tables: &StatusTables,
) -> Result<(), Broken> {
    let doc = analyze(text, analyzer);
    let statements = read_statements(text, &doc, speech);
    for word in 0..doc.tokens.len() {
        let reading = status_of(text, &doc, word, &statements, &[], None, tables);
        same("status", &reading, &status_of(text, &doc, word, &statements, &[], None, tables))?;
        reading.condition.iter().try_for_each(|span| inside(text, "status", bytes(span)))?;
    }
    Ok(())
}

/// Mentions of parties are in order, do not overlap and are words of the text.
///
/// # Errors
/// The first law that is broken, in words.
pub fn of_actors(text: &str, analyzer: &dyn Analyzer, tables: &Tables) -> Result<(), Broken> {
    let doc = analyze_with_names(text, &[whole(text)], &tables.actors, analyzer);
    dateline_lang::laws::of_doc(text, &[whole(text)], &doc)?;
    let mentions = mark_actors(text, &doc, None, &tables.actors);
    same("actors", &mentions, &mark_actors(text, &doc, None, &tables.actors))?;
    in_order("actors", mentions.iter().map(|mention| mention.first as usize..mention.last as usize))?;
    if mentions.last().is_some_and(|mention| mention.last as usize > doc.tokens.len()) {
        return Err("actors: a mention beyond the words".to_owned());
    }
    Ok(())
}

/// The whole chain: the rows keep [`of_rows`], and the same text gives the same rows.
///
/// # Errors
/// The first law that is broken, in words.
pub fn of_code(text: &str, analyzer: &dyn Analyzer, tables: &Tables) -> Result<(), Broken> {
    let rows = rows_of(text, analyzer, tables);
    same("code", &rows, &rows_of(text, analyzer, tables))?;
    of_rows(text, &rows)
}

/// The rows of a text that came by itself, as UTF-8.
pub fn rows_of(text: &str, analyzer: &dyn Analyzer, tables: &Tables) -> Vec<MentionRow> {
    let report = sha256_hex(text.as_bytes());
    let input = Input {
        input: "text",
        report: &report,
        text,
        to_original: &u64::from,
        original: text.as_bytes(),
        told: Told::default(),
    };
    code(&input, tables, analyzer).map(|coded| coded.mentions).unwrap_or_default()
}

/// Rows stand in text order; every span lies inside the text, every citation leads to the words quoted, and every row
/// says which rules made it. `text` is the original.
///
/// # Errors
/// The first law that is broken, in words.
pub fn of_rows(text: &str, rows: &[MentionRow]) -> Result<(), Broken> {
    if !rows.iter().map(|row| (row.sentence, row.start)).is_sorted() {
        return Err("code: rows are not in text order".to_owned());
    }
    for row in rows {
        inside(text, "code", row.start as usize..row.end as usize)?;
        let cited = row.citation.parse::<Citation>().and_then(|citation| citation.words(text.as_bytes()));
        if cited.as_deref() != Ok(row.quote.as_bytes()) {
            return Err(format!("code: {} does not lead to {:?}", row.citation, row.quote));
        }
        if row.rules.is_empty() {
            return Err(format!("code: {} has no rule", row.id));
        }
        let statement = row.statement.iter();
        let content = statement.clone().filter_map(|said| said.content_start.zip(said.content_end));
        let people = statement.flat_map(|said| said.speaker.iter().chain(&said.to));
        let actors =
            row.actors.iter().chain(&row.recipients).chain(people).map(|actor| (actor.start, actor.end));
        for (start, end) in actors.chain(content) {
            inside(text, "code", start as usize..end as usize)?;
        }
    }
    Ok(())
}

/// Every law of this module for one text.
///
/// # Errors
/// The first law that is broken, in words.
pub fn of_text(text: &str, analyzer: &dyn Analyzer, tables: &Tables) -> Result<(), Broken> {
    of_clean(text, tables.newsrooms)?;
    of_times(text, &tables.times)?;
    of_amounts(text, analyzer, tables)?;
    of_places(text, analyzer, &tables.places)?;
    of_quotes(text, analyzer, &tables.speech)?;
    of_status(text, analyzer, &tables.speech, &tables.status)?;
    of_actors(text, analyzer, tables)?;
    of_code(text, analyzer, tables)
}
