//! `dateline show`: the sentence behind a line, and why it was read so.

use crate::{
    corpus::{Corpus, Setting},
    failure::{Outcome, usage},
    output::{COLUMNS, stdout, styled, wrap},
    passage,
};
use anyhow::Result;
use dateline_core::{
    citation::{Citation, read_ranges},
    reconcile::reconcile,
    rows::{ActorRow, LinkRow, MentionRow, ReportRow},
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
        let all = reconcile(&held);
        let Some(event) = all.events.iter().find(|event| event.id == id) else { return Ok(String::new()) };
        let status = event.status.map_or("not told", |status| status.as_str());
        let days = event.days.as_ref().map_or(String::new(), |(start, end)| {
            if start == end { format!("  {start}") } else { format!("  {start} to {end}") }
        });
        let mut page =
            format!("{id}  {}  {}{days}  {}\n", event.kind, status.replace('_', " "), event.counts);
        let _ = writeln!(
            page,
            "story {}  newsrooms {}",
            all.stories[event.story].id,
            event.counts.newsrooms.iter().cloned().collect::<Vec<_>>().join(", ")
        );
        let decided: Vec<&str> = event.decided_by.iter().map(|at| at.row(&all.reports).id.as_str()).collect();
        let _ = writeln!(page, "status decided by {}", decided.join(", "));
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
    format!("{head}\n{agency}, {day}, {}\n", report.input)
}

/// Who, when, how sure, who says so, and the rules that read it.
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
    let codes = [
        row.plover.map(|plover| plover.to_string()),
        row.cameo.as_ref().map(|code| format!("CAMEO {code}")),
        some_list(&row.modes),
        some_list(&row.contexts),
    ];
    fact(
        "row",
        format!("{}  {}  {}", row.id, row.kind, codes.into_iter().flatten().collect::<Vec<_>>().join(" · ")),
    );
    fact("who", parties(row));
    fact(
        "when",
        row.when.as_ref().map_or(String::new(), |when| {
            let span = [when.start.as_deref().unwrap_or("open"), when.end.as_deref().unwrap_or("open")];
            format!(
                "{} ({} … {}, {}, counted from {})",
                when.value.as_deref().unwrap_or("–"),
                span[0],
                span[1],
                when.precision,
                when.anchor
            )
        }),
    );
    fact(
        "where",
        row.place.as_ref().map_or(String::new(), |place| {
            format!("{} {}", place.name, place.country.as_deref().unwrap_or(""))
        }),
    );
    let columns = [
        row.polarity.map(|p| p.to_string()),
        row.certainty.map(|c| c.to_string()),
        row.time_ref.map(|t| t.to_string()),
    ];
    fact(
        "status",
        row.status.map_or(String::new(), |status| {
            format!(
                "{} = {}",
                status.as_str().replace('_', " "),
                columns.into_iter().flatten().collect::<Vec<_>>().join(" · ")
            )
        }),
    );
    fact("condition", row.condition.clone().unwrap_or_default());
    fact("says", row.attribution.iter().map(link_words).collect::<Vec<_>>().join(" → "));
    fact("part of", row.content_of.clone().unwrap_or_default());
    fact("why", row.rules.join(" ; "));
    page
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

fn link_words(link: &LinkRow) -> String {
    let holder = link.holder.as_deref().unwrap_or("newsroom not told");
    let extra = [
        link.standing.map(|standing| standing.to_string()),
        link.count.map(|count| format!("{count}")),
        Some(link.mode.to_string()),
        link.checked.map(|checked| checked.to_string()),
        link.reply.map(|reply| reply.to_string()),
    ];
    let extra: Vec<String> = extra.into_iter().flatten().map(|word| word.replace('_', " ")).collect();
    format!("{holder} ({}: {})", link.role.as_str().replace('_', " "), extra.join(", "))
}
