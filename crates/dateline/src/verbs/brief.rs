//! `dateline brief`: one or two pages that can be checked line by line.

use crate::{
    corpus::{Corpus, Setting},
    failure::Outcome,
    output::{COLUMNS, stdout, wrap},
};
use anyhow::Result;
use dateline_core::{
    citation::Citation,
    reconcile::{Block, Brief, Line, PositionLine, StoryBrief, brief, brief::ReportLine},
};
use std::{collections::BTreeMap, fmt::Write as _, io::Write, path::PathBuf};

/// Write a brief of the ledger, or of files: agreed, one newsroom only, disputed, compatible, open – each line with
/// its citation
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Files and folders to read instead of the ledger, or ids of stories (`s-…`) to keep to
    paths: Vec<PathBuf>,
    /// Markdown instead of plain text
    #[arg(long)]
    md: bool,
    /// One JSON object instead of plain text
    #[arg(long, conflicts_with = "md")]
    json: bool,
    /// Lines in each block of a story; 0 shows all
    #[arg(long, default_value_t = 8)]
    limit: usize,
    /// Every link between the texts, with its reasons
    #[arg(short, long)]
    verbose: bool,
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    let is_story =
        |path: &PathBuf| path.to_str().is_some_and(|word| word.starts_with("s-")) && !path.exists();
    let (stories, paths): (Vec<PathBuf>, Vec<PathBuf>) = args.paths.iter().cloned().partition(is_story);
    let stories: Vec<String> = stories.iter().map(|story| story.display().to_string()).collect();
    let corpus = setting.corpus(&paths)?;
    let held = corpus.held();
    let all = corpus.reconciled(&held);
    let checker = Checker::of(&corpus);
    let limit = if args.limit == 0 { usize::MAX } else { args.limit };
    let brief = brief::write(&all, &stories, limit, &|citation| checker.holds(citation));
    let page = match (args.md, args.json) {
        (true, _) => markdown(&brief, args.verbose),
        (_, true) => serde_json::to_string_pretty(&brief)? + "\n",
        _ => plain(&brief, args.verbose),
    };
    let mut out = stdout();
    out.write_all(page.as_bytes())?;
    out.flush()?;
    corpus.tell_rejects(setting);
    Ok(corpus.outcome(!brief.stories.is_empty()))
}

/// Checks citations against the originals of a corpus, each original read once.
pub(super) struct Checker {
    originals: BTreeMap<String, Vec<u8>>,
}

impl Checker {
    /// Reads every original of the corpus.
    pub(super) fn of(corpus: &Corpus) -> Checker {
        let named = |hash: String| Some((hash[..16].to_owned(), corpus.original(&hash).ok()??.1));
        Checker { originals: corpus.hashes().filter_map(|hash| named(hash.to_owned())).collect() }
    }

    /// True where the bytes are still what the citation says.
    pub(super) fn holds(&self, citation: &str) -> bool {
        let Ok(citation) = citation.parse::<Citation>() else { return false };
        self.originals.get(citation.report()).is_some_and(|original| citation.check(original).is_ok())
    }
}

fn summary(brief: &Brief) -> String {
    let named = &brief.newsrooms_named;
    let names = if named.is_empty() { String::new() } else { format!(" ({})", named.join(", ")) };
    let unknown = match brief.newsrooms_unknown {
        0 => String::new(),
        count => format!(" · {} whose newsroom is not told", counted(count, "text")),
    };
    format!(
        "{} → {} · {} named{names}{unknown} · {}",
        counted(brief.reports, "report"),
        counted(brief.texts, "text"),
        counted(named.len(), "newsroom"),
        counted(brief.stories.len(), "story")
    )
}

/// "1 text", "2 texts", "3 stories".
pub(super) fn counted(count: usize, noun: &str) -> String {
    match (count, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {noun}s"),
    }
}

const METHOD: &str = "Coded by machine, not reviewed. Counts are texts · newsrooms · voices; u is an unnamed voice. \
    “Agreed” means that two or more newsrooms say so, not that it is true.";

/// Plain text, at most [`COLUMNS`] wide.
fn plain(brief: &Brief, verbose: bool) -> String {
    let mut page = String::new();
    paragraph(&mut page, "", &summary(brief));
    if let Some(day) = &brief.as_of {
        paragraph(&mut page, "", &format!("as of {day}, the day of the latest report"));
    }
    for story in &brief.stories {
        plain_story(&mut page, story, verbose);
    }
    page.push('\n');
    paragraph(&mut page, "", METHOD);
    page
}

fn plain_story(page: &mut String, story: &StoryBrief, verbose: bool) {
    let _ = writeln!(page, "\n{}", "═".repeat(COLUMNS));
    paragraph(page, "", &format!("{}  {}", story.story, story.title));
    paragraph(page, "", &heading(story));
    corrected(page, "", &story.corrected);
    for (block, lines, more) in &story.blocks {
        let right = "texts · newsrooms · voices";
        let title = block.title().to_uppercase();
        let gap = COLUMNS.saturating_sub(title.chars().count() + right.chars().count());
        let _ = writeln!(page, "\n{title}{}{right}", " ".repeat(gap));
        for line in lines {
            plain_line(page, *block, line);
        }
        if *more > 0 {
            let _ = writeln!(page, "   … and {more} more: dateline brief {} --limit 0", story.story);
        }
    }
    let _ = writeln!(page, "\nREPORTS");
    for report in &story.sources {
        plain_report(page, report, verbose);
    }
}

/// One line for each report, two where it derives from another.
fn plain_report(page: &mut String, report: &ReportLine, verbose: bool) {
    let name = title_or_input(report);
    let words = format!("{}  {}  {}  {name}", report.report, report.day, origin(report));
    let mut rows = wrap(&words, COLUMNS - 6).into_iter();
    for (margin, row) in std::iter::once("   ").chain(std::iter::repeat("      ")).zip(rows.by_ref()) {
        let _ = writeln!(page, "{margin}{}", &words[row]);
    }
    if verbose {
        paragraph(page, "      ", &report.input);
        for link in &report.lineage {
            paragraph(page, "      ", link);
        }
    } else if let Some(derives) = &report.derives {
        let _ = writeln!(page, "      {derives}");
    }
}

fn origin(report: &ReportLine) -> &str {
    report.agency.as_deref().unwrap_or("newsroom not told")
}

fn title_or_input(report: &ReportLine) -> String {
    let file = report.input.rsplit('/').next().unwrap_or(&report.input);
    report.title.as_deref().map_or_else(|| file.to_owned(), |title| format!("“{title}”"))
}

fn heading(story: &StoryBrief) -> String {
    let days = story.days.as_ref().map_or("undated".to_owned(), |(first, last)| {
        if first == last { first.clone() } else { format!("{first} to {last}") }
    });
    format!(
        "{days} · {} → {} · {}",
        counted(story.reports, "report"),
        counted(story.texts, "text"),
        counted(story.newsrooms.len(), "newsroom")
    )
}

fn plain_line(page: &mut String, block: Block, line: &Line) {
    let left = format!("{}{} — {}", line.sentence, when(line), line.status.to_uppercase());
    let room = COLUMNS - 3 - line.counts.chars().count() - 2;
    let rows = wrap(&left, room);
    for (n, row) in rows.iter().enumerate() {
        let words = &left[row.clone()];
        if n == 0 {
            let gap = " ".repeat(room.saturating_sub(words.chars().count()) + 2);
            let _ = writeln!(page, " {} {words}{gap}{}", block.mark(), line.counts);
        } else {
            let _ = writeln!(page, "   {words}");
        }
    }
    if let Some(note) = &line.note {
        paragraph(page, "     ! ", note);
    }
    for position in &line.positions {
        plain_position(page, position);
    }
    corrected(page, "     ! ", &line.corrected);
    if line.positions.is_empty() {
        paragraph(page, "     ", &format!("says {}{}", line.says, event_id(line)));
        if !line.quote.is_empty() && block != Block::Open {
            paragraph(page, "     ", &format!("“{}”", one_line(&line.quote)));
        }
        plain_citations(page, "     ", &line.citations, line.more_citations);
    } else if line.event.is_some() {
        paragraph(page, "     ", event_id(line).trim());
    }
}

/// A value or a stance, who takes it, and where.
fn plain_position(page: &mut String, position: &PositionLine) {
    let day = position.day.as_ref().map_or(String::new(), |day| format!(", as of {day}"));
    let words = format!("{}: {}{day}  ({})", position.value, position.says, position.counts);
    let mut margin = "     · ";
    for row in wrap(&words, COLUMNS - margin.chars().count()) {
        let _ = writeln!(page, "{margin}{}", &words[row]);
        margin = "       ";
    }
    plain_citations(page, "       ", &position.citations, 0);
    corrected(page, "       ! ", &position.corrected);
}

/// As many citations on a line as fit.
fn plain_citations(page: &mut String, margin: &str, citations: &[String], more: usize) {
    let more = if more > 0 { format!(" … and {more} more") } else { String::new() };
    paragraph(page, margin, &format!("{}{more}", citations.join(" ")));
}

/// Says so where something depends on what a person corrected.
pub(super) fn corrected<'i>(
    page: &mut String,
    margin: &str,
    corrections: impl IntoIterator<Item = &'i String>,
) {
    if let Some(words) = depends_on(corrections) {
        paragraph(page, margin, &words);
    }
}

/// "corrected by a person: x-4k2q9m0c"; `None` where nothing is.
pub(super) fn depends_on<'i>(corrections: impl IntoIterator<Item = &'i String>) -> Option<String> {
    let ids: Vec<&str> = corrections.into_iter().map(String::as_str).collect();
    (!ids.is_empty()).then(|| format!("corrected by a person: {}", ids.join(", ")))
}

fn when(line: &Line) -> String {
    line.day.as_ref().map_or(String::new(), |day| format!(", {day}"))
}

fn event_id(line: &Line) -> String {
    line.event.as_ref().map_or(String::new(), |id| format!("  [{id}]"))
}

pub(super) fn paragraph(page: &mut String, margin: &str, words: &str) {
    for row in wrap(words, COLUMNS - margin.chars().count()) {
        let _ = writeln!(page, "{margin}{}", &words[row]);
    }
}

/// Markdown, each line with its citations in code marks.
fn markdown(brief: &Brief, verbose: bool) -> String {
    let mut page = format!("# Brief\n\n{}\n", summary(brief));
    if let Some(day) = &brief.as_of {
        let _ = writeln!(page, "\nAs of {day}, the day of the latest report.");
    }
    for story in &brief.stories {
        let _ = writeln!(page, "\n## {}\n\n`{}` · {}", escaped(&story.title), story.story, heading(story));
        if let Some(words) = depends_on(&story.corrected) {
            let _ = writeln!(page, "\n_{words}_");
        }
        for (block, lines, more) in &story.blocks {
            let _ = writeln!(page, "\n### {}\n", block.title());
            for line in lines {
                markdown_line(&mut page, *block, line);
            }
            if *more > 0 {
                let _ = writeln!(page, "- … and {more} more: `dateline brief {} --limit 0`", story.story);
            }
        }
        let _ = writeln!(page, "\n### Reports\n");
        for report in &story.sources {
            markdown_report(&mut page, report, verbose);
        }
    }
    let _ = writeln!(page, "\n---\n\n{METHOD}");
    page
}

fn markdown_report(page: &mut String, report: &ReportLine, verbose: bool) {
    let derives = report.derives.as_ref().map_or(String::new(), |derives| format!(" · {derives}"));
    let _ = writeln!(
        page,
        "- `{}` {} · {} · {} ({}){derives}  ",
        report.report,
        report.day,
        escaped(origin(report)),
        escaped(&title_or_input(report)),
        escaped(&report.input)
    );
    let _ = writeln!(page, "  SHA-256 `{}`", report.hash);
    for link in report.lineage.iter().filter(|_| verbose) {
        let _ = writeln!(page, "  - {}", escaped(link));
    }
}

fn markdown_line(page: &mut String, block: Block, line: &Line) {
    let _ = writeln!(
        page,
        "- {} {}{} — **{}** · {}{}",
        block.mark(),
        escaped(&line.sentence),
        when(line),
        line.status,
        line.counts,
        event_id(line).replace("  ", " · ")
    );
    let mut note = line.note.as_ref().map_or(String::new(), |note| format!(" · _{}_", escaped(note)));
    note.extend(depends_on(&line.corrected).map(|words| format!(" · _{words}_")));
    let _ = writeln!(page, "  says {}{note}", escaped(&line.says));
    for position in &line.positions {
        let day = position.day.as_ref().map_or(String::new(), |day| format!(", as of {day}"));
        let corrected =
            depends_on(&position.corrected).map_or(String::new(), |words| format!(" · _{words}_"));
        let _ = writeln!(
            page,
            "  - {}: {}{day} · {}{corrected} {}",
            escaped(&position.value),
            escaped(&position.says),
            position.counts,
            in_code(&position.citations)
        );
    }
    if line.positions.is_empty() {
        if !line.quote.is_empty() && block != Block::Open {
            let _ = writeln!(page, "  > {}", escaped(&one_line(&line.quote)));
        }
        let more = if line.more_citations > 0 {
            format!(" … and {} more", line.more_citations)
        } else {
            String::new()
        };
        let _ = writeln!(page, "\n  {}{more}\n", in_code(&line.citations));
    }
}

fn in_code(citations: &[String]) -> String {
    citations.iter().map(|citation| format!("`{citation}`")).collect::<Vec<_>>().join(" ")
}

/// The quotation on one line, without the marks that part it from what stands before.
fn one_line(words: &str) -> String {
    words.trim_start_matches([',', ';', ':', '.', ' ']).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words of a report must not become markup.
fn escaped(words: &str) -> String {
    words.chars().fold(String::new(), |mut out, c| {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        out.push(c);
        out
    })
}
