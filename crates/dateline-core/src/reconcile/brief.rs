//! The brief: few lines, each made from rows, with its status, its three counts and the addresses of its evidence.
//!
//! A line without a citation that checks is not shown. Nothing is cut silently: every block says how many lines it
//! leaves out.

use super::{
    Claim, Counts, Event, Reconciled, Verdict,
    counts::{self, count},
    days,
    events::{At, party},
    lineage::short_report,
    wording,
};
use crate::words::{Kind, Status};
use serde::Serialize;
use std::collections::BTreeSet;

/// Citations printed for one line; the rest is one step away.
const CITATIONS_MAX: usize = 3;
/// Mentions that raise the rank of an event; more say nothing more.
const MENTIONS_COUNTED: usize = 6;
/// First part of the rank of a line that one text of one newsroom tells: twice its texts and its newsrooms.
const RANK_OF_ONE_TEXT: usize = 3;
/// A headline of fewer words names a section or a day.
const HEADLINE_WORDS: usize = 4;
/// Remarks shown in the block of one newsroom: a brief is about what happens.
const REMARKS_MAX: usize = 3;

/// The blocks of a brief, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// Two or more newsrooms say so.
    Agreed,
    /// One newsroom says so.
    OneNewsroom,
    /// Reports contradict one another, a voice denies it, or a report could not verify it.
    Disputed,
    /// Values that differ and add up.
    Compatible,
    /// What no report answers.
    Open,
}

impl Block {
    /// Every block, in the order of a brief.
    pub const ALL: [Block; 5] =
        [Block::Agreed, Block::OneNewsroom, Block::Disputed, Block::Compatible, Block::Open];

    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Block::Agreed => "Agreed",
            Block::OneNewsroom => "One newsroom only",
            Block::Disputed => "Disputed or unverified",
            Block::Compatible => "Different but compatible",
            Block::Open => "Open questions",
        }
    }

    /// The mark before a line, which can be told apart in black and white.
    pub fn mark(self) -> char {
        match self {
            Block::Agreed => '✔',
            Block::OneNewsroom => '◔',
            Block::Disputed => '?',
            Block::Compatible => '≈',
            Block::Open => '○',
        }
    }
}

/// One line of a brief.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// Id of the event it is made from; none for a claim.
    pub event: Option<String>,
    /// The sentence.
    pub sentence: String,
    /// Status or verdict, in words.
    pub status: String,
    /// When, in words.
    pub day: Option<String>,
    /// Newsrooms and voices, in words.
    pub says: String,
    /// `texts · newsrooms · voices`.
    pub counts: String,
    /// What a reader has to know besides ("not verified", "day passed …").
    pub note: Option<String>,
    /// The report's own words, from the first citation.
    pub quote: String,
    /// Citations that check, one for each report, best first.
    pub citations: Vec<String>,
    /// How many more there are.
    pub more_citations: usize,
    #[serde(skip)]
    rank: (usize, i64),
}

/// One story of a brief.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StoryBrief {
    /// Id of the story.
    pub story: String,
    /// Made from its most central line.
    pub title: String,
    /// First and last day of its reports.
    pub days: Option<(String, String)>,
    /// Reports, texts, newsrooms.
    pub reports: usize,
    /// Groups of copies and rewrites.
    pub texts: usize,
    /// Newsrooms, named ones first.
    pub newsrooms: Vec<String>,
    /// Lines by block; empty blocks are left out. The number says how many lines were left out.
    pub blocks: Vec<(Block, Vec<Line>, usize)>,
    /// Its reports in order of day.
    pub sources: Vec<ReportLine>,
}

/// One report in the list at the end of a story.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportLine {
    /// `r-` and eight hex digits.
    pub report: String,
    /// SHA-256 of the original.
    pub hash: String,
    /// Its name.
    pub input: String,
    /// Headline.
    pub title: Option<String>,
    /// When it was published, in words.
    pub day: String,
    /// Agency credited.
    pub agency: Option<String>,
    /// How its text relates to others, in words.
    pub lineage: Vec<String>,
}

/// A whole brief.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Brief {
    /// Reports in all.
    pub reports: usize,
    /// Texts in all.
    pub texts: usize,
    /// Newsrooms known by name.
    pub newsrooms_named: Vec<String>,
    /// Texts whose newsroom is not told.
    pub newsrooms_unknown: usize,
    /// Latest day of a report: what "open" is measured against.
    pub as_of: Option<String>,
    /// The stories, largest first.
    pub stories: Vec<StoryBrief>,
}

/// Writes the brief of the given stories (all when `only` is empty), with at most `lines_max` lines a block.
/// `checks` says whether a citation holds against the bytes at hand.
pub fn write(
    all: &Reconciled<'_>,
    only: &[String],
    lines_max: usize,
    checks: &dyn Fn(&str) -> bool,
) -> Brief {
    let newsrooms = all.lineage.newsrooms(0..all.reports.len());
    let (unknown, named): (Vec<String>, Vec<String>) =
        newsrooms.into_iter().partition(|name| name.starts_with("unknown newsroom"));
    let latest = all.reports.iter().filter_map(|held| days::of_report(held.report).end).max();
    let writer = Writer { all, lines_max, checks, latest };
    let wanted = |id: &String| only.is_empty() || only.contains(id);
    Brief {
        reports: all.reports.len(),
        texts: all.lineage.texts(0..all.reports.len()),
        newsrooms_named: named,
        newsrooms_unknown: unknown.len(),
        as_of: latest.map(days::day_words),
        stories: (0..all.stories.len())
            .filter(|&n| wanted(&all.stories[n].id))
            .map(|n| writer.story(n))
            .collect(),
    }
}

struct Writer<'a, 'b> {
    all: &'b Reconciled<'a>,
    lines_max: usize,
    checks: &'b dyn Fn(&str) -> bool,
    latest: Option<days::Day>,
}

impl Writer<'_, '_> {
    fn story(&self, n: usize) -> StoryBrief {
        let story = &self.all.stories[n];
        let mut lines: Vec<(Block, Line)> = Vec::new();
        for event in self.all.events.iter().filter(|event| event.story == n) {
            lines.extend(self.event_lines(event));
        }
        for claim in self.all.claims.iter().filter(|claim| claim.story == n) {
            lines.extend(self.claim_line(claim));
        }
        let blocks: Vec<(Block, Vec<Line>, usize)> = Block::ALL
            .into_iter()
            .map(|block| self.block(block, &lines))
            .filter(|(_, lines, _)| !lines.is_empty())
            .collect();
        StoryBrief {
            story: story.id.clone(),
            title: self.title(n, &blocks),
            days: story.days.clone(),
            reports: story.reports.len(),
            texts: self.all.lineage.texts(story.reports.iter().copied()),
            newsrooms: self.all.lineage.newsrooms(story.reports.iter().copied()).into_iter().collect(),
            blocks,
            sources: self.sources(&story.reports),
        }
    }

    /// The best lines of one block; a sentence is said once, and so is what the same words tell.
    fn block(&self, block: Block, lines: &[(Block, Line)]) -> (Block, Vec<Line>, usize) {
        let mut own: Vec<Line> =
            lines.iter().filter(|(of, _)| *of == block).map(|(_, line)| line.clone()).collect();
        own.sort_by(|a, b| {
            b.rank
                .cmp(&a.rank)
                .then_with(|| a.sentence.cmp(&b.sentence))
                .then_with(|| a.citations.cmp(&b.citations))
        });
        let mut said = BTreeSet::new();
        own.retain(|line| said.insert((line.sentence.clone(), line.day.clone())));
        let mut told = BTreeSet::new();
        own.retain(|line| line.event.is_none() || told.insert(line.citations.clone()));
        let mut remarks = 0;
        let total = own.len();
        own.retain(|line| {
            remarks += usize::from(line.status == "said");
            line.status != "said" || block != Block::OneNewsroom || remarks <= REMARKS_MAX
        });
        own.truncate(self.lines_max);
        let more = total - own.len();
        (block, own, more)
    }

    fn event_lines(&self, event: &Event) -> Vec<(Block, Line)> {
        let reports = &self.all.reports;
        let pool: &[At] = if event.decided_by.is_empty() { &event.mentions } else { &event.decided_by };
        let Some(best) = pool.iter().min_by_key(|at| wording::plainness(at.row(reports))) else {
            return Vec::new();
        };
        let row = best.row(reports);
        if row.actors.is_empty() || row.content_of.is_some() && event.counts.texts < 2 {
            return Vec::new();
        }
        let mut ordered = vec![*best];
        ordered.extend(event.supporting.iter().filter(|at| *at != best));
        let Some(mut line) = self.line(wording::sentence(row), &ordered, &event.counts) else {
            return Vec::new();
        };
        let denied = event.positions.iter().any(|at| at.row(reports).status == Some(Status::Denied));
        let silent = event.positions.iter().any(|at| at.row(reports).status == Some(Status::NoComment));
        line.event = Some(event.id.clone());
        line.status = event.status.map_or_else(|| "told".to_owned(), wording::status_word);
        line.day = event.days.as_ref().map(|(start, end)| wording::span(start, end)).or(line.day);
        line.note = [
            event.disputed.then_some("reports of one day contradict one another"),
            denied.then_some("denied by a voice"),
            event.unverified.then_some("the report could not verify it"),
            silent.then_some("a side that was asked did not answer"),
        ]
        .into_iter()
        .flatten()
        .map(str::to_owned)
        .chain(self.lower(event))
        .reduce(|all, next| format!("{all}; {next}"));
        line.rank = (
            event.counts.texts * 2 + event.counts.newsrooms.len(),
            wording::weight(row) + event.mentions.len().min(MENTIONS_COUNTED) as i64,
        );
        let several = event.counts.newsrooms.len() > 1;
        let block = match () {
            () if event.disputed || denied || event.unverified => Block::Disputed,
            () if several => Block::Agreed,
            () => Block::OneNewsroom,
        };
        let open = self.open_line(event, &line);
        [Some((block, line)), open.map(|open| (Block::Open, open))].into_iter().flatten().collect()
    }

    /// What reports say that put the event lower than its status does.
    fn lower(&self, event: &Event) -> Option<String> {
        let rest = event
            .mentions
            .iter()
            .filter(|at| !event.supporting.contains(at) && !event.positions.contains(at));
        let said: Vec<(usize, Status)> =
            rest.filter_map(|at| Some((at.report, at.row(&self.all.reports).status?))).collect();
        let words: BTreeSet<String> = said.iter().map(|(_, status)| wording::status_word(*status)).collect();
        let texts = self.all.lineage.texts(said.iter().map(|(report, _)| *report));
        let words = words.into_iter().collect::<Vec<_>>().join(", ");
        (texts > 0)
            .then(|| format!("also told as {words} ({texts} text{})", if texts == 1 { "" } else { "s" }))
    }

    /// What was ahead and is not told as done: a question, with what is known of it.
    fn open_line(&self, event: &Event, line: &Line) -> Option<Line> {
        let ahead =
            matches!(event.status?, Status::Scheduled | Status::Expected | Status::InTalks | Status::Agreed);
        let deal = event.kind == Kind::Deal;
        let due = event.days.as_ref().and_then(|(_, end)| days::day_number(end));
        let passed = due.zip(self.latest).is_some_and(|(due, latest)| due < latest);
        if !ahead || !(deal || passed) || (event.status == Some(Status::Agreed) && !deal) {
            return None;
        }
        let note = if passed {
            "day passed; no report in this ledger says it happened"
        } else {
            "no report in this ledger says it is done"
        };
        Some(Line {
            sentence: format!("{}?", line.sentence.trim_end_matches('.')),
            note: Some(note.to_owned()),
            ..line.clone()
        })
    }

    fn claim_line(&self, claim: &Claim) -> Option<(Block, Line)> {
        let block = match claim.verdict {
            Verdict::Agreed => Block::Agreed,
            Verdict::OneNewsroom if claim.kind == Kind::Tie => return None,
            Verdict::OneNewsroom => Block::OneNewsroom,
            Verdict::Disputed => Block::Disputed,
            Verdict::Compatible | Verdict::NameDiffers | Verdict::MovedOn => Block::Compatible,
        };
        let first_of_each = claim.positions.iter().filter_map(|position| position.mentions.first().copied());
        let rest = claim.positions.iter().flat_map(|position| position.mentions.iter().copied());
        let mut mentions: Vec<At> = first_of_each.collect();
        mentions.extend(rest.filter(|at| !mentions.contains(at)).collect::<Vec<_>>());
        let counts = count(&self.all.reports, &self.all.lineage, &mentions);
        let mut line = self.line(wording::claim(claim), &mentions, &counts)?;
        line.status =
            if claim.kind == Kind::Statement { "said".to_owned() } else { claim.verdict.as_str().to_owned() };
        line.rank =
            (counts.texts * 2 + counts.newsrooms.len(), if claim.kind == Kind::Statement { 0 } else { 2 });
        if counts.newsrooms.len() > 1 && counts.voices.len() == 1 && counts.unnamed == 0 {
            line.note = Some("one voice".to_owned());
        }
        Some((block, line))
    }

    /// A line on `mentions`, best first; `None` where no citation checks.
    fn line(&self, sentence: String, mentions: &[At], counts: &Counts) -> Option<Line> {
        let reports = &self.all.reports;
        let mut seen = BTreeSet::new();
        let once: Vec<At> = mentions.iter().copied().filter(|at| seen.insert(at.report)).collect();
        let held: Vec<At> = once.into_iter().filter(|at| (self.checks)(&at.row(reports).citation)).collect();
        let first = held.first()?.row(reports);
        Some(Line {
            event: None,
            sentence,
            status: String::new(),
            day: first.when.as_ref().and_then(wording::day_of),
            says: self.says(mentions, counts),
            counts: counts.to_string(),
            note: None,
            quote: first.quote.clone(),
            citations: held.iter().take(CITATIONS_MAX).map(|at| at.row(reports).citation.clone()).collect(),
            more_citations: held.len().saturating_sub(CITATIONS_MAX),
            rank: (0, 0),
        })
    }

    fn says(&self, mentions: &[At], counts: &Counts) -> String {
        let newsrooms =
            wording::listed(&counts.newsrooms.iter().map(|name| wording::newsroom(name)).collect::<Vec<_>>());
        let voices: BTreeSet<String> = mentions
            .iter()
            .filter_map(|at| counts::voice(at.row(&self.all.reports)))
            .filter_map(|link| {
                let holder = link.holder.clone()?;
                Some(if counts::is_named(link) { holder } else { format!("{holder} (unnamed)") })
            })
            .collect();
        if voices.is_empty() {
            return newsrooms;
        }
        format!("{newsrooms}, from {}", wording::listed(&voices.into_iter().collect::<Vec<_>>()))
    }

    /// The most central event, where several texts tell it; else a headline; else that event all the same; else how the
    /// first report opens.
    fn title(&self, n: usize, blocks: &[(Block, Vec<Line>, usize)]) -> String {
        let lines = blocks.iter().filter(|(block, ..)| *block != Block::Open).flat_map(|(_, lines, _)| lines);
        let central = lines
            .filter(|line| line.event.is_some())
            .max_by(|a, b| a.rank.cmp(&b.rank).then_with(|| b.sentence.cmp(&a.sentence)));
        let several = central.filter(|line| line.rank.0 > RANK_OF_ONE_TEXT);
        let places = &self.all.stories[n].reports;
        let headlines = places.iter().filter_map(|&place| self.all.reports[place].report.title.clone());
        let whole = headlines.filter(|title| title.split_whitespace().count() >= HEADLINE_WORDS);
        let headline = whole.min_by_key(|title| (title.len(), title.clone()));
        let sentence = |line: &Line| line.sentence.clone();
        several
            .map(sentence)
            .or(headline)
            .or_else(|| central.map(sentence))
            .unwrap_or_else(|| self.opening(places))
    }

    fn opening(&self, places: &[usize]) -> String {
        const WORDS: usize = 12;
        let text = places.first().map_or("", |&place| self.all.reports[place].text);
        let words: Vec<&str> = text.split_whitespace().collect();
        let end = if words.len() > WORDS { " …" } else { "" };
        format!("{}{end}", words[..words.len().min(WORDS)].join(" "))
    }

    fn sources(&self, places: &[usize]) -> Vec<ReportLine> {
        let mut places = places.to_vec();
        places.sort_by_key(|&place| {
            let window = days::of_report(self.all.reports[place].report);
            (window.end.is_none(), window.end, place)
        });
        places.into_iter().map(|place| self.source(place)).collect()
    }

    fn source(&self, place: usize) -> ReportLine {
        let row = self.all.reports[place].report;
        let links = self.all.lineage.links.iter().filter(|link| link.a == place || link.b == place);
        let lineage = links.map(|link| {
            let (other, from) = if link.a == place { (link.b, "a>b") } else { (link.a, "b>a") };
            let other = short_report(&self.all.reports[other].report.report);
            let how = match link.direction {
                Some(direction) if direction == from => "derives from",
                Some(_) => "leads to",
                None => "with",
            };
            let relation = link.relation.as_str().replace('_', " ");
            format!("{relation} ({how} {other}), {}: {}", link.certainty.as_str(), link.reasons.join("; "))
        });
        ReportLine {
            report: short_report(&row.report),
            hash: row.report.clone(),
            input: row.input.clone(),
            title: row.title.clone(),
            day: wording::published(row),
            agency: row.agency.clone(),
            lineage: lineage.collect(),
        }
    }
}

/// Countries and other parties of an event, for lists.
pub fn parties(all: &Reconciled<'_>, event: &Event) -> Vec<String> {
    let rows = event.mentions.iter().map(|at| at.row(&all.reports));
    let parties: BTreeSet<String> =
        rows.flat_map(|row| row.actors.iter().chain(&row.recipients)).map(party).collect();
    parties.into_iter().collect()
}
