//! `dateline correct`: what a person says against what the program found, dated and kept.

use crate::{
    corpus::{Corpus, Setting},
    failure::{Outcome, usage},
    names::{did_you_mean, report_called, story_of},
    output::{FormArgs, Record, print_records},
};
use anyhow::Result;
use dateline_core::{
    clean::told_day,
    reconcile::{
        Change, Correction, Reconciled, Relation,
        corrections::{contrary, counts},
        lineage::{newsroom_name, short_report},
        reconcile,
    },
};
use dateline_ledger::Ledger;
use serde::Serialize;
use std::collections::BTreeSet;

/// Say what the program got wrong about who derives from whom; every count follows, and nothing is removed
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Cut or add the link between two reports
    Link(LinkArgs),
    /// Say that others derive from this report
    Original(OriginalArgs),
    /// Say that two names are one newsroom: `correct newsroom "the Wire" = "Northern Wire"`
    Newsroom(NewsroomArgs),
    /// Split a story, or merge two
    Story(StoryArgs),
    /// List all corrections, those that were undone among them
    List(ListArgs),
    /// Take a correction back, by a further row
    Undo(UndoArgs),
}

/// Who says so, when and why.
#[derive(clap::Args)]
struct Said {
    /// The day of the correction, YYYY-MM-DD
    #[arg(long, value_name = "DAY")]
    on: String,
    /// Who makes it
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    form: FormArgs,
}

#[derive(clap::Args)]
#[group(id = "how", required = true, multiple = false, args = ["cut", "add"])]
struct LinkArgs {
    /// A report: `r-` and the beginning of its hash
    a: String,
    /// Another
    b: String,
    /// Neither derives from the other
    #[arg(long)]
    cut: bool,
    /// One derives from the other, or both from one source
    #[arg(long)]
    add: bool,
    /// How they relate
    #[arg(long, default_value = "rewrite", value_parser = ["copy", "partial", "rewrite", "same_source"], conflicts_with = "cut")]
    class: String,
    #[command(flatten)]
    said: Said,
}

#[derive(clap::Args)]
struct OriginalArgs {
    /// The report
    report: String,
    #[command(flatten)]
    said: Said,
}

#[derive(clap::Args)]
struct NewsroomArgs {
    /// The name as the ledger has it
    name: String,
    /// `=`
    #[arg(value_parser = ["="])]
    is: String,
    /// The name that it is counted under
    same_as: String,
    #[command(flatten)]
    said: Said,
}

#[derive(clap::Args)]
struct StoryArgs {
    #[command(subcommand)]
    how: StoryChange,
}

#[derive(clap::Subcommand)]
enum StoryChange {
    /// Some reports of a story tell another one
    Split(SplitArgs),
    /// Two stories are one
    Merge(MergeArgs),
}

#[derive(clap::Args)]
struct SplitArgs {
    /// The story
    story: String,
    /// The reports that part from it
    #[arg(required = true)]
    reports: Vec<String>,
    #[command(flatten)]
    said: Said,
}

#[derive(clap::Args)]
struct MergeArgs {
    /// A story
    one: String,
    /// Another
    other: String,
    #[command(flatten)]
    said: Said,
}

#[derive(clap::Args)]
struct ListArgs {
    #[command(flatten)]
    form: FormArgs,
}

/// Take a correction back, by a further row
#[derive(clap::Args)]
pub(crate) struct UndoArgs {
    /// Its id: `x-…`
    id: String,
    #[command(flatten)]
    said: Said,
}

/// One correction, and whether it counts.
#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    correction: Correction,
    what: String,
    state: String,
}

impl Record for Row {
    const COLUMNS: &'static [&'static str] = &["id", "day", "by", "what", "state", "reason"];

    fn cells(&self) -> Vec<String> {
        let Correction { id, day, by, reason, .. } = self.correction.clone();
        let (by, reason) = (by.unwrap_or_default(), reason.unwrap_or_default());
        vec![id, day, by, self.what.clone(), self.state.clone(), reason]
    }
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    match &args.what {
        What::Link(link) => record(setting, &link.said, |desk| desk.link(link)),
        What::Original(original) => record(setting, &original.said, |desk| {
            Ok(Change::Original { report: desk.report(&original.report)? })
        }),
        What::Newsroom(same) => record(setting, &same.said, |desk| desk.newsroom(same)),
        What::Story(StoryArgs { how: StoryChange::Split(split) }) => {
            record(setting, &split.said, |desk| desk.split(split))
        }
        What::Story(StoryArgs { how: StoryChange::Merge(merge) }) => {
            record(setting, &merge.said, |desk| desk.merge(merge))
        }
        What::List(list) => {
            let corpus = setting.corpus(&[])?;
            let rows = rows(&corpus);
            print_records(list.form.form(), &rows)?;
            Ok(if rows.is_empty() { Outcome::No } else { Outcome::Done })
        }
        What::Undo(undone) => undo(undone, setting),
    }
}

/// `dateline undo ID`, and `dateline correct undo ID`.
pub(crate) fn undo(args: &UndoArgs, setting: &Setting) -> Result<Outcome> {
    record(setting, &args.said, |desk| {
        let ids = || desk.corpus.corrections().iter().map(|correction| correction.id.clone());
        if !ids().any(|id| id == args.id) {
            return Err(usage(format!(
                "no correction is called `{}`{}",
                args.id,
                did_you_mean(&args.id, ids())
            )));
        }
        let undone = |correction: &&Correction| matches!(&correction.change, Change::Undo { correction } if *correction == args.id);
        if let Some(by) = desk.corpus.corrections().iter().filter(undone).find(|undo| desk.counts(&undo.id)) {
            return Err(usage(format!(
                "{} is undone already, by {} (undo that to bring it back)",
                args.id, by.id
            )));
        }
        Ok(Change::Undo { correction: args.id.clone() })
    })
}

/// Keeps what the person says, and tells what it changes.
fn record(setting: &Setting, said: &Said, change: impl Fn(&Desk<'_>) -> Result<Change>) -> Result<Outcome> {
    if told_day(&said.on).is_none_or(|day| day.to_string() != said.on) {
        return Err(usage(format!("`{}` is no day (write --on YYYY-MM-DD)", said.on)));
    }
    let mut ledger: Ledger = setting.open_ledger()?;
    let corpus = setting.corpus(&[])?;
    let held = corpus.held();
    let before = corpus.reconciled(&held);
    let desk = Desk { corpus: &corpus, all: &before };
    let change = change(&desk)?;
    if let Some(other) = contrary(corpus.corrections(), &change) {
        return Err(usage(format!(
            "{} says the contrary (undo it first): {}",
            other.id,
            desk.in_words(other)
        )));
    }
    let correction = Correction::new(&said.on, said.by.as_deref(), said.reason.as_deref(), change);
    if !ledger.correct(&correction)? {
        let remedy = if desk.counts(&correction.id) {
            ""
        } else {
            ", but was undone (undo the undoing to bring it back)"
        };
        setting.tell(&format!("{} says so already{remedy}", correction.id));
        return Ok(Outcome::Done);
    }
    let mut corrections = corpus.corrections().to_vec();
    corrections.push(correction.clone());
    let after = reconcile(&held, &corrections);
    setting.tell(&what_changed(&before, &after));
    setting.tell(&format!("Next: dateline correct list    dateline undo {} --on DAY", correction.id));
    let row = Row { what: desk.in_words(&correction), state: "stands".to_owned(), correction };
    print_records(said.form.form(), &[row])?;
    Ok(Outcome::Done)
}

/// "texts 4 → 5 · newsrooms 2 → 3 · stories 2 · events 7".
fn what_changed(before: &Reconciled<'_>, after: &Reconciled<'_>) -> String {
    let counts = |all: &Reconciled<'_>| {
        let places = 0..all.reports.len();
        let texts = all.lineage.texts(places.clone());
        [texts, all.lineage.newsrooms(places).len(), all.stories.len(), all.events.len()]
    };
    let words = ["texts", "newsrooms", "stories", "events"];
    let pairs = words.into_iter().zip(counts(before)).zip(counts(after));
    let moved =
        pairs.map(
            |((word, from), to)| {
                if from == to { format!("{word} {from}") } else { format!("{word} {from} → {to}") }
            },
        );
    moved.collect::<Vec<_>>().join(" · ")
}

/// Every correction with what has become of it.
fn rows(corpus: &Corpus) -> Vec<Row> {
    let held = corpus.held();
    let all = corpus.reconciled(&held);
    let desk = Desk { corpus, all: &all };
    let row = |correction: &Correction| Row {
        what: desk.in_words(correction),
        state: desk.state(correction),
        correction: correction.clone(),
    };
    corpus.corrections().iter().map(row).collect()
}

/// The ledger as it stands while somebody corrects it.
struct Desk<'a> {
    corpus: &'a Corpus,
    all: &'a Reconciled<'a>,
}

impl Desk<'_> {
    fn report(&self, word: &str) -> Result<String> {
        Ok(report_called(self.corpus.hashes(), word)?.to_owned())
    }

    fn link(&self, args: &LinkArgs) -> Result<Change> {
        let (a, b) = (self.report(&args.a)?, self.report(&args.b)?);
        if a == b {
            return Err(usage(format!("`{}` and `{}` are one report", args.a, args.b)));
        }
        let class = match args.class.as_str() {
            "copy" => Relation::Copy,
            "partial" => Relation::Partial,
            "same_source" => Relation::SameSource,
            _ => Relation::Rewrite,
        };
        Ok(if args.cut { Change::CutLink { a, b } } else { Change::AddLink { a, b, class } })
    }

    fn newsroom(&self, args: &NewsroomArgs) -> Result<Change> {
        let mut known: BTreeSet<String> = self.all.lineage.newsrooms(0..self.all.reports.len());
        let links = self.corpus.mentions().flat_map(|(_, mention)| &mention.attribution);
        use dateline_core::words::HolderRole::{CitedNewsroom, Publisher};
        let named = links.filter(|link| matches!(link.role, CitedNewsroom | Publisher));
        known.extend(named.filter_map(|link| link.holder.as_deref()).map(newsroom_name));
        known.extend(
            self.all.reports.iter().filter_map(|held| held.report.agency.as_deref()).map(newsroom_name),
        );
        let unknown_of = |hash: &str| format!("unknown newsroom of {}", short_report(hash));
        known.extend(self.corpus.hashes().map(unknown_of));
        let (name, same_as) = (newsroom_name(&args.name), newsroom_name(&args.same_as));
        if !known.contains(&name) {
            let near = did_you_mean(&name, known.into_iter());
            return Err(usage(format!("no newsroom in this ledger is called `{name}`{near}")));
        }
        if name == same_as || same_as.is_empty() {
            return Err(usage(format!("`{}` and `{}` are one name", args.name, args.same_as)));
        }
        Ok(Change::SameNewsroom { name, same_as })
    }

    fn split(&self, args: &SplitArgs) -> Result<Change> {
        let (story, _) = story_of(self.all, self.corpus, &args.story)?;
        let hash = |place: &usize| self.all.reports[*place].report.report.clone();
        let own: Vec<String> = story.reports.iter().map(hash).collect();
        let mut reports = Vec::new();
        for word in &args.reports {
            let report = self.report(word)?;
            if !own.contains(&report) {
                let near = did_you_mean(word, own.iter().map(|hash| short_report(hash)));
                return Err(usage(format!("`{word}` is no report of {}{near}", story.id)));
            }
            reports.push(report);
        }
        let rest: Vec<String> = own.into_iter().filter(|hash| !reports.contains(hash)).collect();
        if rest.is_empty() {
            return Err(usage(format!("nothing would be left of {} (leave one report out)", story.id)));
        }
        Ok(Change::SplitStory { story: story.id.clone(), reports, rest })
    }

    fn merge(&self, args: &MergeArgs) -> Result<Change> {
        let (one, other) =
            (story_of(self.all, self.corpus, &args.one)?.0, story_of(self.all, self.corpus, &args.other)?.0);
        if one.id == other.id {
            return Err(usage(format!("`{}` and `{}` are one story, {}", args.one, args.other, one.id)));
        }
        let first = |place: usize| self.all.reports[place].report.report.clone();
        Ok(Change::MergeStories {
            stories: [one.id.clone(), other.id.clone()],
            reports: [first(one.reports[0]), first(other.reports[0])],
        })
    }

    fn counts(&self, id: &str) -> bool {
        counts(self.corpus.corrections(), id)
    }

    fn state(&self, correction: &Correction) -> String {
        if !self.counts(&correction.id) {
            return "undone".to_owned();
        }
        let held: BTreeSet<&str> = self.corpus.hashes().collect();
        let missing = correction.change.reports().into_iter().find(|hash| !held.contains(hash));
        missing.map_or("stands".to_owned(), |hash| format!("waits for {}", short_report(hash)))
    }

    fn in_words(&self, correction: &Correction) -> String {
        let names =
            |hashes: &[String]| hashes.iter().map(|hash| short_report(hash)).collect::<Vec<_>>().join(" ");
        match &correction.change {
            Change::CutLink { a, b } => format!("cut link {} {}", short_report(a), short_report(b)),
            Change::AddLink { a, b, class } => {
                format!(
                    "add link {} {}, {}",
                    short_report(a),
                    short_report(b),
                    class.as_str().replace('_', " ")
                )
            }
            Change::Original { report } => format!("original {}", short_report(report)),
            Change::SameNewsroom { name, same_as } => format!("newsroom {name} = {same_as}"),
            Change::SplitStory { story, reports, .. } => format!("split {} from {story}", names(reports)),
            Change::MergeStories { stories, .. } => format!("merge {}", stories.join(" ")),
            Change::Undo { correction } => format!("undo {correction}"),
        }
    }
}
