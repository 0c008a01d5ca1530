//! The brief: few lines, each made from rows, with its status, its three counts and the addresses of its evidence.
//!
//! A line without a citation that checks is not shown. Nothing is cut silently: every block says how many lines it
//! leaves out.

use super::{
    Event, Link, LinkCertainty, Origins, Reconciled, Relation, days, events::party, happenings,
    lineage::short_report, lines::Writer, wording,
};
use serde::Serialize;
use std::collections::BTreeSet;

/// A headline of fewer words names a section or a day.
const HEADLINE_WORDS: usize = 4;
/// Remarks shown in the block of one newsroom: a brief is about what happens.
const REMARKS_MAX: usize = 2;

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
    /// How many newsrooms at least, best and at most.
    pub origins: Origins,
    /// Ids of the corrections by a person that the line depends on.
    pub corrected: BTreeSet<String>,
    /// What a reader has to know besides ("not verified", "day passed …").
    pub note: Option<String>,
    /// The sides, where reports or voices differ; empty where they do not.
    pub positions: Vec<PositionLine>,
    /// The report's own words, from the first citation; empty where the sentence or its sides hold them.
    pub quote: String,
    /// Citations that check, one for each report, best first.
    pub citations: Vec<String>,
    /// How many more there are.
    pub more_citations: usize,
    #[serde(skip)]
    pub(crate) rank: (usize, i64),
}

/// One side of a line: a value or a stance, and who takes it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PositionLine {
    /// The value, or the stance: "denied".
    pub value: String,
    /// The earliest day as of which it is said.
    pub day: Option<String>,
    /// Newsrooms and voices, in words.
    pub says: String,
    /// `texts · newsrooms · voices`.
    pub counts: String,
    /// How many newsrooms at least, best and at most.
    pub origins: Origins,
    /// Ids of the corrections by a person that the side depends on.
    pub corrected: BTreeSet<String>,
    /// The report's own words, from the first citation.
    pub quote: String,
    /// Citations that check, one for each report.
    pub citations: Vec<String>,
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
    /// How many of them at least, best and at most.
    pub origins: Origins,
    /// Ids of the corrections by a person that the story, its texts and its newsrooms depend on.
    pub corrected: BTreeSet<String>,
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
    /// The text it is nearest to among those it derives from: "copy of r-1a2b3c4d, certain".
    pub derives: Option<String>,
    /// How its text relates to all others, in words, with the reasons.
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
    let writer = Writer { all, checks, latest };
    let page = Page { all, writer, lines_max };
    let wanted = |id: &String| only.is_empty() || only.contains(id);
    Brief {
        reports: all.reports.len(),
        texts: all.lineage.texts(0..all.reports.len()),
        newsrooms_named: named,
        newsrooms_unknown: unknown.len(),
        as_of: latest.map(days::day_words),
        stories: (0..all.stories.len())
            .filter(|&n| wanted(&all.stories[n].id))
            .map(|n| page.story(n))
            .collect(),
    }
}

struct Page<'a, 'b> {
    all: &'b Reconciled<'a>,
    writer: Writer<'a, 'b>,
    lines_max: usize,
}

impl Page<'_, '_> {
    fn story(&self, n: usize) -> StoryBrief {
        let story = &self.all.stories[n];
        let lines = self.writer.lines(n);
        let mut said = BTreeSet::new();
        let blocks: Vec<(Block, Vec<Line>, usize)> = Block::ALL
            .into_iter()
            .map(|block| self.block(block, &lines, &mut said))
            .filter(|(_, lines, _)| !lines.is_empty())
            .collect();
        StoryBrief {
            story: story.id.clone(),
            title: self.title(n, &blocks),
            days: story.days.clone(),
            reports: story.reports.len(),
            texts: self.all.lineage.texts(story.reports.iter().copied()),
            newsrooms: self.all.lineage.newsrooms(story.reports.iter().copied()).into_iter().collect(),
            origins: self.all.lineage.origins(story.reports.iter().copied()),
            corrected: self.all.lineage.corrected(story.reports.iter().copied()),
            blocks,
            sources: self.sources(&story.reports),
        }
    }

    /// The best lines of one block; a sentence is said once in a brief, and so is what the same words tell.
    fn block(
        &self,
        block: Block,
        lines: &[(Block, Line)],
        said: &mut BTreeSet<String>,
    ) -> (Block, Vec<Line>, usize) {
        let mut own: Vec<Line> =
            lines.iter().filter(|(of, _)| *of == block).map(|(_, line)| line.clone()).collect();
        own.sort_by(|a, b| {
            // What is said comes after what happens.
            (a.status == "said")
                .cmp(&(b.status == "said"))
                .then_with(|| b.rank.cmp(&a.rank))
                .then_with(|| a.sentence.cmp(&b.sentence))
                .then_with(|| a.citations.cmp(&b.citations))
        });
        own.retain(|line| said.insert(line.sentence.clone()));
        let mut told = BTreeSet::new();
        own.retain(|line| line.event.is_none() || told.insert(line.citations.clone()));
        let mut remarks = 0;
        let total = own.len();
        own.retain(|line| {
            remarks += usize::from(line.status == "said");
            line.status != "said" || remarks <= REMARKS_MAX || self.lines_max == usize::MAX
        });
        own.truncate(self.lines_max);
        let more = total - own.len();
        (block, own, more)
    }

    /// The most central event, where several texts tell it; else a headline; else that event all the same; else how the
    /// first report opens.
    fn title(&self, n: usize, blocks: &[(Block, Vec<Line>, usize)]) -> String {
        let lines = blocks.iter().filter(|(block, ..)| *block != Block::Open).flat_map(|(_, lines, _)| lines);
        let central = lines
            .filter(|line| line.event.is_some())
            .max_by(|a, b| a.rank.cmp(&b.rank).then_with(|| b.sentence.cmp(&a.sentence)));
        let agreed =
            blocks.iter().filter(|(block, ..)| *block == Block::Agreed).flat_map(|(_, lines, _)| lines);
        let several = agreed.filter(|line| line.event.is_some()).max_by(|a, b| a.rank.cmp(&b.rank));
        let places = &self.all.stories[n].reports;
        let headline = self.headline(places);
        let sentence = |line: &Line| line.sentence.clone();
        several
            .map(sentence)
            .or(headline)
            .or_else(|| central.map(sentence))
            .unwrap_or_else(|| self.opening(places))
    }

    /// The headline of the earliest report that has a whole one; credited reports first. A line in capitals or with a
    /// bar is a masthead.
    fn headline(&self, places: &[usize]) -> Option<String> {
        let whole =
            |title: &&String| title.split_whitespace().count() >= HEADLINE_WORDS && is_headline(title);
        let row = |place: usize| self.all.reports[place].report;
        let titled = places.iter().filter_map(|&place| {
            let title = row(place).title.as_ref().filter(whole)?;
            Some((
                row(place).agency.is_none(),
                days::of_report(row(place)).end.unwrap_or(days::Day::MAX),
                title,
            ))
        });
        titled.min().map(|(.., title)| title.clone())
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
            title: row.title.clone().filter(|title| is_headline(title)),
            day: wording::published(row),
            agency: row.agency.clone(),
            derives: self.derives(place),
            lineage: lineage.collect(),
        }
    }

    /// The surest link to a text that this one derives from, or stands beside; possible ones are left to `lineage`.
    fn derives(&self, place: usize) -> Option<String> {
        let own = |link: &&Link| {
            (link.a == place || link.b == place)
                && link.certainty > LinkCertainty::Possible
                && link.relation != Relation::Independent
        };
        let from = |link: &&Link| match link.direction {
            Some("a>b") => link.a == place,
            Some(_) => link.b == place,
            None => link.b == place,
        };
        let links = self.all.lineage.links.iter().filter(own).filter(from);
        let best = links.max_by_key(|link| (link.certainty, std::cmp::Reverse(link.relation)))?;
        let other = if best.a == place { best.b } else { best.a };
        let other = short_report(&self.all.reports[other].report.report);
        let preposition = if best.direction.is_some() { "of" } else { "with" };
        Some(format!(
            "{} {preposition} {other}, {}",
            best.relation.as_str().replace('_', " "),
            best.certainty.as_str()
        ))
    }
}

/// False for a masthead: a line in capitals or with a bar.
fn is_headline(title: &str) -> bool {
    !title.contains('|') && title.chars().any(char::is_lowercase)
}

/// One event as a sentence; `None` where no party of it is named.
pub fn sentence(all: &Reconciled<'_>, event: &Event) -> Option<String> {
    let best = happenings::best(all, event)?;
    wording::sentence(&happenings::row_as_it_stands(all, best), &[])
}

/// Countries and other parties of an event, for lists.
pub fn parties(all: &Reconciled<'_>, event: &Event) -> Vec<String> {
    let rows = event.mentions.iter().map(|at| at.row(&all.reports));
    let parties: BTreeSet<String> =
        rows.flat_map(|row| row.actors.iter().chain(&row.recipients)).map(party).collect();
    parties.into_iter().collect()
}
