//! `dateline story ID`: one story with its sources, its events and what is disputed.

use super::brief::{Checker, corrected, counted, paragraph};
use crate::{
    corpus::{Corpus, Setting},
    failure::Outcome,
    names::story_of,
    output::stdout,
};
use anyhow::Result;
use dateline_core::reconcile::{
    Block, Event, Link, OriginKind, Origins, Reconciled, Story, brief,
    brief::{Line, ReportLine},
    lineage::short_report,
    sources::{self, Branch, Origin},
};
use serde::Serialize;
use std::{collections::BTreeSet, fmt::Write as _, io::Write, path::PathBuf};

/// Show one story: its reports, whose reporting they are, its events with their status, and what is disputed
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Its id: `s-…`
    id: String,
    /// Files and folders to look in instead of the ledger
    #[arg(long, value_name = "PATH", num_args = 1..)]
    from: Vec<PathBuf>,
    /// One JSON object instead of plain text
    #[arg(long)]
    json: bool,
}

/// The page.
#[derive(Serialize)]
struct Page {
    story: String,
    /// What it was called before a correction.
    note: Option<String>,
    title: String,
    days: Option<(String, String)>,
    reports: Vec<ReportLine>,
    texts: usize,
    newsrooms: usize,
    voices: usize,
    voices_unnamed: u32,
    origins_interval: Origins,
    origins: Vec<Origin>,
    /// Links that count for the outer bounds only, or that a person cut, in words.
    loose: Vec<String>,
    events: Vec<EventLine>,
    disputed: Vec<Line>,
    /// The corrections that the page depends on, in words.
    corrections: Vec<String>,
}

/// One event with its counts.
#[derive(Serialize)]
struct EventLine {
    event: String,
    sentence: String,
    days: Option<(String, String)>,
    status: Option<&'static str>,
    disputed: bool,
    counts: String,
    origins: Origins,
    corrected: BTreeSet<String>,
    citation: String,
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    let corpus = setting.corpus(&args.from)?;
    let held = corpus.held();
    let all = corpus.reconciled(&held);
    let (story, note) = story_of(&all, &corpus, &args.id)?;
    let page = page(&corpus, &all, story, note);
    let mut out = stdout();
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&page)?)?;
    } else {
        out.write_all(plain(&page).as_bytes())?;
    }
    out.flush()?;
    corpus.tell_rejects(setting);
    Ok(corpus.outcome(true))
}

fn page(corpus: &Corpus, all: &Reconciled<'_>, story: &Story, note: Option<String>) -> Page {
    let checker = Checker::of(corpus);
    let written =
        brief::write(all, std::slice::from_ref(&story.id), usize::MAX, &|citation| checker.holds(citation));
    let written = written.stories.into_iter().next();
    let counts = all.counts_of(story);
    let depends_on = all.lineage.corrected(story.reports.iter().copied());
    let disputed = written.iter().flat_map(|written| &written.blocks);
    let disputed = disputed.filter(|(block, ..)| *block == Block::Disputed);
    Page {
        story: story.id.clone(),
        note,
        title: written.as_ref().map(|written| written.title.clone()).unwrap_or_default(),
        days: story.days.clone(),
        texts: counts.texts,
        newsrooms: counts.newsrooms.len(),
        voices: counts.voices.len(),
        voices_unnamed: counts.unnamed,
        origins_interval: all.lineage.origins(story.reports.iter().copied()),
        origins: sources::origins(all, &story.reports),
        loose: loose(all, story),
        events: events(all, story, &checker),
        disputed: disputed.flat_map(|(_, lines, _)| lines.clone()).collect(),
        reports: written.map(|written| written.sources).unwrap_or_default(),
        corrections: corpus
            .corrections()
            .iter()
            .filter(|correction| depends_on.contains(&correction.id))
            .map(|correction| correction.in_words())
            .collect(),
    }
}

fn loose(all: &Reconciled<'_>, story: &Story) -> Vec<String> {
    let words = |link: &Link| {
        let name = |place: usize| short_report(&all.reports[place].report.report);
        format!(
            "{} and {}: {}, {} – {}",
            name(link.a),
            name(link.b),
            link.relation.as_str().replace('_', " "),
            link.certainty.as_str(),
            link.reasons.join("; ")
        )
    };
    sources::loose_links(all, &story.reports).into_iter().map(words).collect()
}

/// The events of the story, those with most texts first. One without a citation that checks is not shown.
fn events(all: &Reconciled<'_>, story: &Story, checker: &Checker) -> Vec<EventLine> {
    let own = all.events.iter().filter(|event| all.stories[event.story].id == story.id);
    let line = |event: &Event| {
        let mentions = event.decided_by.iter().chain(&event.mentions);
        let mut citations = mentions.map(|at| at.row(&all.reports).citation.as_str());
        Some(EventLine {
            event: event.id.clone(),
            sentence: brief::sentence(all, event).unwrap_or_else(|| event.kind.to_string()),
            days: event.days.clone(),
            status: event.status.map(|status| status.as_str()),
            disputed: event.disputed,
            counts: event.counts.to_string(),
            origins: event.counts.origins,
            corrected: event.counts.corrected.clone(),
            citation: citations.find(|citation| checker.holds(citation))?.to_owned(),
        })
    };
    let rank = |event: &Event| (event.counts.texts, event.counts.newsrooms.len());
    let mut own: Vec<_> = own.collect();
    own.sort_by(|a, b| rank(b).cmp(&rank(a)).then_with(|| a.id.cmp(&b.id)));
    own.into_iter().filter_map(line).collect()
}

fn plain(page: &Page) -> String {
    let mut out = String::new();
    paragraph(&mut out, "", &format!("{}  {}", page.story, page.title));
    if let Some(note) = &page.note {
        paragraph(&mut out, "", note);
    }
    let days = page.days.as_ref().map_or("undated".to_owned(), |(first, last)| span(first, last));
    let unnamed = if page.voices_unnamed > 0 { format!("+{}u", page.voices_unnamed) } else { String::new() };
    let counts = format!("{} · {} · {}{unnamed}", page.texts, page.newsrooms, page.voices);
    let reports = counted(page.reports.len(), "report");
    paragraph(&mut out, "", &format!("{days} · {reports} → {counts} (texts · newsrooms · voices)"));
    let Origins { at_least, best, at_most } = page.origins_interval;
    paragraph(&mut out, "", &format!("origins: at least {at_least}, best {best}, at most {at_most}"));
    corrected(&mut out, "", &page.corrections);
    let _ = writeln!(out, "\nREPORTS");
    for report in &page.reports {
        let title = report.title.as_ref().map_or_else(|| report.input.clone(), |title| format!("“{title}”"));
        paragraph(&mut out, "   ", &format!("{}  {}  {title}", report.report, report.day));
    }
    let _ = writeln!(out, "\nORIGINS");
    for origin in &page.origins {
        plain_origin(&mut out, origin);
    }
    if !page.loose.is_empty() {
        let _ = writeln!(out, "\nLINKS THAT COUNT FOR NOTHING, OR FOR THE INTERVAL ONLY");
    }
    for link in &page.loose {
        paragraph(&mut out, "   ", link);
    }
    let _ = writeln!(out, "\nEVENTS{}texts · newsrooms · voices", " ".repeat(68));
    for event in &page.events {
        plain_event(&mut out, event);
    }
    if !page.disputed.is_empty() {
        let _ = writeln!(out, "\n{}", Block::Disputed.title().to_uppercase());
    }
    for line in &page.disputed {
        paragraph(&mut out, " ? ", &format!("{} — {}  ({})", line.sentence, line.status, line.counts));
        for position in &line.positions {
            let words = format!("· {}: {}  ({})", position.value, position.says, position.counts);
            paragraph(&mut out, "     ", &words);
            paragraph(&mut out, "       ", &position.citations.join(" "));
        }
        if line.positions.is_empty() {
            paragraph(&mut out, "     ", &line.citations.join(" "));
        }
        corrected(&mut out, "     ", &line.corrected);
    }
    out
}

/// One origin, its reports below it as branches.
fn plain_origin(out: &mut String, origin: &Origin) {
    let kind = match origin.kind {
        OriginKind::Newsroom | OriginKind::Unknown => String::new(),
        handed_out => format!("{}: ", handed_out.as_str()),
    };
    let held = if origin.held || origin.kind == OriginKind::Unknown { "" } else { " (not held)" };
    let texts = counted(origin.texts, "text");
    paragraph(out, " ", &format!("{kind}{}{held}  {texts}", origin.name));
    for branch in &origin.reports {
        plain_branch(out, branch);
    }
}

fn plain_branch(out: &mut String, branch: &Branch) {
    let relation = match (branch.relation, branch.certainty, &branch.to) {
        (Some(relation), Some(certainty), Some(to)) => {
            format!("  {} of {to}, {certainty}", relation.as_str().replace('_', " "))
        }
        _ => String::new(),
    };
    paragraph(out, " └─ ", &format!("{}  {}{relation}", branch.report, branch.day));
    paragraph(out, "      ", &branch.why.join("; "));
    corrected(out, "      ", &branch.corrected);
}

fn plain_event(out: &mut String, event: &EventLine) {
    let days = event.days.as_ref().map_or(String::new(), |(first, last)| format!(", {}", span(first, last)));
    let status = event.status.unwrap_or("status not told").replace('_', " ").to_uppercase();
    let disputed = if event.disputed { ", DISPUTED" } else { "" };
    let words = format!("{}  {}{days} — {status}{disputed}  ({})", event.event, event.sentence, event.counts);
    paragraph(out, " ", &words);
    let Origins { at_least, best, at_most } = event.origins;
    if at_least != at_most {
        paragraph(out, "     ", &format!("newsrooms: at least {at_least}, best {best}, at most {at_most}"));
    }
    paragraph(out, "     ", &event.citation);
    corrected(out, "     ", &event.corrected);
}

fn span(first: &str, last: &str) -> String {
    if first == last { first.to_owned() } else { format!("{first} to {last}") }
}
