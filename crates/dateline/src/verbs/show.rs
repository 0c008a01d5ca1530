//! `dateline show`: the sentence behind a line, and why it was read so.

use super::brief::depends_on;
use crate::{
    corpus::{Corpus, Setting},
    failure::{Outcome, usage},
    output::{COLUMNS, stdout, styled, wrap},
    passage,
};
use anyhow::Result;
use dateline_core::{
    citation::{Citation, read_ranges},
    reconcile::{Origins, brief},
    rows::{ActorRow, LinkRow, MentionRow, PlaceRow, QuantityRow, ReportRow, WhenRow},
    words::{HolderRole, Qualifier, SpeechMode},
};
use std::{fmt::Write as _, io::Write, ops::Range, path::PathBuf};

/// Show the sentence behind a citation (`dl1:…`, `REPORT:from-to`), a row, an event (`e-…`) or a report (`r-…`)
#[derive(clap::Args)]
pub(crate) struct Args {
    /// What to show
    id: String,
    /// Files and folders to look in instead of the ledger
    #[arg(long, value_name = "PATH", num_args = 1..)]
    from: Vec<PathBuf>,
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    let corpus = setting.corpus(&args.from)?;
    let shower = Shower { corpus: &corpus, styled: styled(setting.no_color) };
    let page = shower.page(args.id.trim_matches(['[', ']', '`']))?;
    if page.is_empty() {
        setting.tell(&format!(
            "nothing here is called `{}` (see `dateline stories`, `dateline events`)",
            args.id
        ));
        return Ok(Outcome::No);
    }
    let mut out = stdout();
    out.write_all(page.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Done)
}

struct Shower<'a> {
    corpus: &'a Corpus,
    styled: bool,
}

impl Shower<'_> {
    /// What `id` names, as a page; empty when nothing is called so.
    fn page(&self, id: &str) -> Result<String> {
        if id.starts_with("dl1:") {
            let citation: Citation = id.parse()?;
            let ranges: Vec<Range<u64>> = citation.ranges().collect();
            return self.spans(citation.report(), &ranges, Some(&citation));
        }
        if let Some((report, ranges)) = id.rsplit_once(':') {
            let ranges = read_ranges(ranges).ok_or_else(|| usage(format!("`{id}` is not an address")))?;
            let ranges: Vec<Range<u64>> = ranges.into_iter().map(|(from, to)| from..to).collect();
            return self.spans(report.strip_prefix("r-").unwrap_or(report), &ranges, None);
        }
        if id.starts_with("e-") {
            return self.event(id);
        }
        let rows: Vec<(&ReportRow, &MentionRow)> =
            self.corpus.mentions().filter(|(_, row)| row.id == id).collect();
        match rows.as_slice() {
            [] => self.report(id.strip_prefix("r-").unwrap_or(id)),
            rows => self.mentions(rows),
        }
    }

    fn spans(&self, prefix: &str, ranges: &[Range<u64>], citation: Option<&Citation>) -> Result<String> {
        let Some((hash, original)) = self.corpus.original(prefix)? else { return Ok(String::new()) };
        let citation = match citation {
            Some(citation) => citation.clone(),
            None => Citation::make(&hash, &original, ranges)?,
        };
        let mut page = String::new();
        if let Some(report) = self.corpus.report(&hash) {
            page.push_str(&report_lines(report));
        }
        for range in ranges {
            let _ = write!(page, "\n{}", passage::underlined(&original, range, self.styled));
        }
        let verdict = citation
            .check(&original)
            .map_or_else(|error| format!("DOES NOT HOLD: {error}"), |()| "checks".to_owned());
        let _ = writeln!(page, "\n{citation}  {verdict}");
        let words = citation.to_string();
        let overlaps = |row: &MentionRow| {
            row.citation == words || ranges.iter().any(|r| row.start < r.end && r.start < row.end)
        };
        for (_, row) in self.corpus.mentions().filter(|(report, row)| report.report == hash && overlaps(row))
        {
            let _ = write!(page, "\n{}", why(row));
        }
        Ok(page)
    }

    fn event(&self, id: &str) -> Result<String> {
        let held = self.corpus.held();
        let all = self.corpus.reconciled(&held);
        let Some(event) = all.events.iter().find(|event| event.id == id) else { return Ok(String::new()) };
        let sentence = brief::sentence(&all, event).unwrap_or_else(|| event.kind.to_string());
        let status = event.status.map_or("status not told".to_owned(), |status| plain(status.as_str()));
        let days = event.days.as_ref().map_or(String::new(), |(start, end)| {
            if start == end { format!(", {start}") } else { format!(", {start} to {end}") }
        });
        let mut page = String::new();
        sentence_lines(&mut page, &format!("{id}  {sentence}{days} — {}", status.to_uppercase()));
        let newsrooms: Vec<&str> = event.counts.newsrooms.iter().map(String::as_str).collect();
        let head = format!(
            "story {}; {} (texts · newsrooms · voices): {}",
            all.stories[event.story].id,
            event.counts,
            newsrooms.join(", ")
        );
        sentence_lines(&mut page, &head);
        let Origins { at_least, best, at_most } = event.counts.origins;
        sentence_lines(&mut page, &format!("newsrooms: at least {at_least}, best {best}, at most {at_most}"));
        if let Some(words) = depends_on(&event.counts.corrected) {
            sentence_lines(&mut page, &words);
        }
        let decided: Vec<&str> = event.decided_by.iter().map(|at| at.row(&all.reports).id.as_str()).collect();
        if !decided.is_empty() {
            sentence_lines(&mut page, &format!("status decided by {}", decided.join(", ")));
        }
        let rows: Vec<(&ReportRow, &MentionRow)> =
            event.mentions.iter().map(|at| (all.reports[at.report].report, at.row(&all.reports))).collect();
        let _ = write!(page, "\n{}", self.mentions(&rows)?);
        Ok(page)
    }

    fn mentions(&self, rows: &[(&ReportRow, &MentionRow)]) -> Result<String> {
        let mut pages = Vec::new();
        for (report, row) in rows {
            let mut page = report_lines(report);
            if let (Some((_, original)), Ok(citation)) =
                (self.corpus.original(&row.report)?, row.citation.parse::<Citation>())
            {
                for range in citation.ranges() {
                    let _ = write!(page, "\n{}", passage::underlined(&original, &range, self.styled));
                }
                let verdict = citation
                    .check(&original)
                    .map_or_else(|error| format!("DOES NOT HOLD: {error}"), |()| "checks".to_owned());
                let _ = writeln!(page, "\n{citation}  {verdict}");
            }
            let _ = write!(page, "\n{}", why(row));
            pages.push(page);
        }
        Ok(pages.join(&format!("{}\n", "─".repeat(COLUMNS))))
    }

    fn report(&self, prefix: &str) -> Result<String> {
        if prefix.len() < 4 || !prefix.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Ok(String::new());
        }
        let Some((hash, original)) = self.corpus.original(prefix)? else { return Ok(String::new()) };
        let mut page = self.corpus.report(&hash).map(report_lines).unwrap_or_default();
        let _ = writeln!(page, "SHA-256 {hash}  {} bytes\n", original.len());
        for (_, row) in self.corpus.mentions().filter(|(report, _)| report.report == hash) {
            let codes = row.plover.map_or(row.kind.as_str(), |plover| plover.as_str());
            let status = row.status.map_or("", |status| status.as_str());
            let _ =
                writeln!(page, "{}  {codes}  {status}  {}–{}  {}", row.id, row.start, row.end, parties(row));
        }
        Ok(page)
    }
}

fn report_lines(report: &ReportRow) -> String {
    let title = report.title.as_deref().map_or(String::new(), |title| format!("  “{title}”"));
    let day = report.published.as_ref().map_or("undated".to_owned(), |day| {
        let value = day
            .value
            .clone()
            .or_else(|| Some(format!("{} to {}", day.start.as_deref()?, day.end.as_deref()?)));
        format!("{} (from {})", value.unwrap_or_else(|| "undated".to_owned()), day.from)
    });
    let agency = report.agency.as_deref().unwrap_or("newsroom not told");
    let head = format!("r-{}{title}", &report.report[..8]);
    let mut page = String::new();
    sentence_lines(&mut page, &head);
    sentence_lines(&mut page, &format!("{agency}, {day}, {}", report.input));
    page
}

/// Who, when, how sure, who says so, and the rules that read it: each a sentence where it can be one.
fn why(row: &MentionRow) -> String {
    let mut page = String::new();
    let mut fact = |name: &str, words: String| {
        if words.is_empty() {
            return;
        }
        for (n, line) in wrap(&words, COLUMNS - 12).into_iter().enumerate() {
            let _ = writeln!(page, "{:10}  {}", if n == 0 { name } else { "" }, &words[line]);
        }
    };
    fact("row", format!("{}  {}  {}", row.id, row.kind, codes(row)));
    fact("who", parties(row));
    fact("when", row.when.as_ref().map_or(String::new(), when_words));
    fact("where", row.place.as_ref().map_or(String::new(), place_words));
    fact("amounts", row.quantities.iter().map(amount_words).collect::<Vec<_>>().join("; "));
    fact("status", status_words(row));
    fact("path", path_words(row));
    fact("condition", row.condition.clone().unwrap_or_default());
    fact("says", chain_words(&row.attribution));
    fact("part of", row.content_of.clone().unwrap_or_default());
    fact(
        "rules",
        row.rules.iter().filter(|rule| !rule.starts_with("path ")).cloned().collect::<Vec<_>>().join("; "),
    );
    page
}

fn codes(row: &MentionRow) -> String {
    let codes = [
        row.plover.map(|plover| format!("PLOVER {plover}")),
        row.cameo.as_ref().map(|code| format!("CAMEO {code}")),
        some_list(&row.modes),
        some_list(&row.contexts),
    ];
    codes.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// "2024-03-04, a day, counted from the day of publication".
fn when_words(when: &WhenRow) -> String {
    let value = when.value.as_deref().unwrap_or("no value");
    let span = match (when.start.as_deref(), when.end.as_deref()) {
        (Some(start), Some(end)) if start == end && value.starts_with(start) => String::new(),
        (start, end) => format!(" ({} to {})", start.unwrap_or("open"), end.unwrap_or("open")),
    };
    let vague = if when.vague { ", a convention for vague words" } else { "" };
    format!(
        "{value}{span}, to the {}, counted from: {}{vague}",
        plain(when.precision.as_str()),
        plain(when.anchor.as_str())
    )
}

fn place_words(place: &PlaceRow) -> String {
    let country = place.country.as_deref().map_or(String::new(), |country| format!(" ({country})"));
    format!("{}{country}", place.name)
}

fn amount_words(amount: &QuantityRow) -> String {
    let hedge =
        if amount.qualifier == Qualifier::Exact { String::new() } else { plain(amount.qualifier.as_str()) };
    let rank = amount.rank.map(|rank| format!("rank {rank}"));
    let parts = [
        Some(hedge),
        amount.currency.clone(),
        amount.value.clone(),
        amount.value_max.as_ref().map(|max| format!("to {max}")),
        rank,
        amount.unit.clone().or_else(|| amount.measure.clone()),
        amount.per.as_ref().map(|per| format!("per {per}")),
    ];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// "expected: affirmed, probable, future".
fn status_words(row: &MentionRow) -> String {
    let parts = [
        row.polarity.map(|polarity| polarity.to_string()),
        row.certainty.map(|certainty| certainty.to_string()),
        row.time_ref.map(|time| time.to_string()),
    ];
    let parts = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    row.status.map_or(String::new(), |status| format!("{}: {parts}", plain(status.as_str())))
}

/// The walk from the event word to what governs it, as a sentence.
fn path_words(row: &MentionRow) -> String {
    let Some(path) = row.rules.iter().find_map(|rule| rule.strip_prefix("path ")) else {
        return String::new();
    };
    let mut steps = path.split(" ←");
    let mut words = format!("“{}”", steps.next().unwrap_or(path));
    for step in steps {
        let (relation, governor) = step.split_once(' ').unwrap_or(("dep", step));
        let _ = write!(words, ", {} “{governor}”", relation_words(relation));
    }
    words
}

/// A relation of the tree in plain words.
fn relation_words(relation: &str) -> String {
    let words = match relation.split(':').next().unwrap_or(relation) {
        "nsubj" => "the subject of",
        "obj" | "iobj" => "the object of",
        "obl" => "said of the circumstances of",
        "nmod" => "told of",
        "conj" => "joined to",
        "advcl" => "a clause beside",
        "acl" => "a clause on",
        "xcomp" | "ccomp" => "what follows from",
        "csubj" => "the clause that is subject of",
        "appos" => "another name for",
        "compound" => "part of",
        "parataxis" => "standing beside",
        other => return format!("({other}) of"),
    };
    words.to_owned()
}

fn some_list(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(" "))
}

fn parties(row: &MentionRow) -> String {
    let side = |actors: &[ActorRow]| {
        let words = actors.iter().map(|actor| {
            let code =
                if actor.code.is_empty() { actor.country.as_deref().unwrap_or("?") } else { &actor.code };
            format!("{} ({code})", actor.person.as_deref().unwrap_or(&actor.name))
        });
        words.collect::<Vec<_>>().join(", ")
    };
    let (actors, recipients) = (side(&row.actors), side(&row.recipients));
    if recipients.is_empty() { actors } else { format!("{actors} > {recipients}") }
}

/// Who says so, outermost first: "newsroom not told → agency Reuters → Jon Finer, on record, indirect".
fn chain_words(chain: &[LinkRow]) -> String {
    chain.iter().map(link_words).collect::<Vec<_>>().join(" → ")
}

fn link_words(link: &LinkRow) -> String {
    let role = plain(link.role.as_str());
    let holder = match (&link.holder, link.role) {
        (None, HolderRole::Publisher) => "publisher not told".to_owned(),
        (None, _) => format!("{role} not told"),
        (Some(holder), HolderRole::Voice) => holder.clone(),
        (Some(holder), _) => format!("{role} {holder}"),
    };
    let own = link.mode == SpeechMode::Own;
    let extra = [
        link.standing.map(|standing| plain(standing.as_str())),
        link.count.filter(|count| *count > 1).map(|count| format!("{count} of them")),
        (!own).then(|| plain(link.mode.as_str())),
        link.cue.as_ref().map(|cue| format!("“{cue}”")),
        link.checked.map(|checked| plain(checked.as_str())),
        link.reply.map(|reply| plain(reply.as_str())),
    ];
    std::iter::once(holder).chain(extra.into_iter().flatten()).collect::<Vec<_>>().join(", ")
}

fn plain(word: &str) -> String {
    word.replace('_', " ")
}

fn sentence_lines(page: &mut String, words: &str) {
    for line in wrap(words, COLUMNS) {
        let _ = writeln!(page, "{}", &words[line]);
    }
}
