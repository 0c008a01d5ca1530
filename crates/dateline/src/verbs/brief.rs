//! `dateline brief`: one or two pages that can be checked line by line.

use crate::{
    corpus::{Corpus, Setting},
    failure::Outcome,
    output::{COLUMNS, stdout, wrap},
};
use anyhow::Result;
use dateline_core::{
    citation::Citation,
    reconcile::{Block, Brief, Line, StoryBrief, brief, reconcile},
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
    #[arg(long, default_value_t = 6)]
    limit: usize,
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    let is_story =
        |path: &PathBuf| path.to_str().is_some_and(|word| word.starts_with("s-")) && !path.exists();
    let (stories, paths): (Vec<PathBuf>, Vec<PathBuf>) = args.paths.iter().cloned().partition(is_story);
    let stories: Vec<String> = stories.iter().map(|story| story.display().to_string()).collect();
    let corpus = setting.corpus(&paths)?;
    let held = corpus.held();
    let all = reconcile(&held);
    let checker = Checker::of(&corpus);
    let limit = if args.limit == 0 { usize::MAX } else { args.limit };
    let brief = brief::write(&all, &stories, limit, &|citation| checker.holds(citation));
    let page = match (args.md, args.json) {
        (true, _) => markdown(&brief),
        (_, true) => serde_json::to_string_pretty(&brief)? + "\n",
        _ => plain(&brief),
    };
    let mut out = stdout();
    out.write_all(page.as_bytes())?;
    out.flush()?;
    corpus.tell_rejects(setting);
    Ok(corpus.outcome(!brief.stories.is_empty()))
}

/// Checks citations against the originals of a corpus, each original read once.
struct Checker {
    originals: BTreeMap<String, Vec<u8>>,
}

impl Checker {
    fn of(corpus: &Corpus) -> Checker {
        let named = |hash: String| Some((hash[..16].to_owned(), corpus.original(&hash).ok()??.1));
        Checker { originals: corpus.hashes().filter_map(|hash| named(hash.to_owned())).collect() }
    }

    fn holds(&self, citation: &str) -> bool {
        let Ok(citation) = citation.parse::<Citation>() else { return false };
        self.originals.get(citation.report()).is_some_and(|original| citation.check(original).is_ok())
    }
}

fn summary(brief: &Brief) -> String {
    let named = &brief.newsrooms_named;
    let names = if named.is_empty() { String::new() } else { format!(" ({})", named.join(", ")) };
    format!(
        "{} reports → {} texts · {} newsrooms named{names} · {} texts of unknown newsrooms · {} stories",
        brief.reports,
        brief.texts,
        named.len(),
        brief.newsrooms_unknown,
        brief.stories.len()
    )
}

const METHOD: &str = "Coded by machine, not reviewed. Counts are texts · newsrooms · voices; u is an unnamed voice. \
    “Agreed” means that two or more newsrooms say so, not that it is true.";

/// Plain text, at most [`COLUMNS`] wide.
fn plain(brief: &Brief) -> String {
    let mut page = String::new();
    paragraph(&mut page, "", &summary(brief));
    if let Some(day) = &brief.as_of {
        paragraph(&mut page, "", &format!("as of {day}, the day of the latest report"));
    }
    for story in &brief.stories {
        plain_story(&mut page, story);
    }
    page.push('\n');
    paragraph(&mut page, "", METHOD);
    page
}

fn plain_story(page: &mut String, story: &StoryBrief) {
    let _ = writeln!(page, "\n{}", "═".repeat(COLUMNS));
    paragraph(page, "", &format!("{}  {}", story.story, story.title));
    paragraph(page, "", &heading(story));
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
        let origin = report.agency.as_deref().unwrap_or("newsroom not told");
        let title = report.title.as_deref().map_or(String::new(), |title| format!("  “{title}”"));
        paragraph(
            page,
            "   ",
            &format!("{}  {}  {origin}  {}{title}", report.report, report.day, report.input),
        );
        for link in &report.lineage {
            paragraph(page, "      ", link);
        }
    }
}

fn heading(story: &StoryBrief) -> String {
    let days = story.days.as_ref().map_or("undated".to_owned(), |(first, last)| {
        if first == last { first.clone() } else { format!("{first} to {last}") }
    });
    format!(
        "{days} · {} reports → {} texts · {} newsrooms",
        story.reports,
        story.texts,
        story.newsrooms.len()
    )
}

fn plain_line(page: &mut String, block: Block, line: &Line) {
    let when = line.day.as_ref().map_or(String::new(), |day| format!(", {day}"));
    let left = format!("{}{when} — {}", line.sentence, line.status.to_uppercase());
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
    paragraph(page, "     ", &format!("says {}{}", line.says, event_id(line)));
    if !line.sentence.contains('“') || line.event.is_some() {
        paragraph(page, "     ", &format!("“{}”", one_line(&line.quote)));
    }
    for citation in &line.citations {
        let _ = writeln!(page, "     {citation}");
    }
    if line.more_citations > 0 {
        let _ = writeln!(page, "     … and {} more", line.more_citations);
    }
}

fn event_id(line: &Line) -> String {
    line.event.as_ref().map_or(String::new(), |id| format!("  [{id}]"))
}

fn paragraph(page: &mut String, margin: &str, words: &str) {
    for row in wrap(words, COLUMNS - margin.chars().count()) {
        let _ = writeln!(page, "{margin}{}", &words[row]);
    }
}

/// Markdown with numbered citations after each story's lines.
fn markdown(brief: &Brief) -> String {
    let mut page = format!("# Brief\n\n{}\n", summary(brief));
    if let Some(day) = &brief.as_of {
        let _ = writeln!(page, "\nAs of {day}, the day of the latest report.");
    }
    for story in &brief.stories {
        let _ = writeln!(page, "\n## {}\n\n`{}` · {}", escaped(&story.title), story.story, heading(story));
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
            let origin = report.agency.as_deref().unwrap_or("newsroom not told");
            let title =
                report.title.as_deref().map_or(String::new(), |title| format!(" “{}”", escaped(title)));
            let _ = writeln!(
                page,
                "- `{}` {} · {origin} · {}{title}  ",
                report.report,
                report.day,
                escaped(&report.input)
            );
            let _ = writeln!(page, "  SHA-256 `{}`", report.hash);
            for link in &report.lineage {
                let _ = writeln!(page, "  - {}", escaped(link));
            }
        }
    }
    let _ = writeln!(page, "\n---\n\n{METHOD}");
    page
}

fn markdown_line(page: &mut String, block: Block, line: &Line) {
    let when = line.day.as_ref().map_or(String::new(), |day| format!(", {day}"));
    let _ = writeln!(
        page,
        "- {} {}{when} — **{}** · {}{}",
        block.mark(),
        escaped(&line.sentence),
        line.status,
        line.counts,
        event_id(line).replace("  ", " · ")
    );
    let note = line.note.as_ref().map_or(String::new(), |note| format!(" · _{}_", escaped(note)));
    let _ = writeln!(page, "  says {}{note}", escaped(&line.says));
    let _ = writeln!(page, "  > {}", escaped(&one_line(&line.quote)));
    let more = if line.more_citations > 0 {
        format!(" … and {} more", line.more_citations)
    } else {
        String::new()
    };
    let citations: Vec<String> = line.citations.iter().map(|citation| format!("`{citation}`")).collect();
    let _ = writeln!(page, "\n  {}{more}\n", citations.join(" "));
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
