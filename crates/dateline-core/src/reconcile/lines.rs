//! The lines of a brief: each made from the rows of one happening or one claim, with counts, voices and citations.

use super::{
    Claim, Counts, Event, Position, Reconciled, Verdict,
    brief::{Block, Line, PositionLine},
    counts::{self, count},
    days,
    events::{self, At, party, status_at},
    happenings::{self, Happening},
    wording,
};
use crate::{
    status::{is_exit, rung},
    words::{Kind, Status},
};
use std::collections::BTreeSet;

/// Citations printed for one line; the rest is one step away.
const CITATIONS_MAX: usize = 3;
/// Mentions that raise the rank of an event; more say nothing more.
const MENTIONS_COUNTED: usize = 6;
/// Likeness of a denial and of what is told from which the one is about the other.
const DENIAL_LIKENESS: f32 = 0.2;
/// Rank of what is disputed above what is only not verified.
const DISPUTE_WEIGHT: i64 = 20;
/// What a line loses in rank whose party is taken from elsewhere in the report.
const GUESS_WEIGHT: i64 = 5;

/// Makes the lines of one brief.
pub(crate) struct Writer<'a, 'b> {
    pub(crate) all: &'b Reconciled<'a>,
    /// Whether a citation holds against the bytes at hand.
    pub(crate) checks: &'b dyn Fn(&str) -> bool,
    /// Latest day of a report: what "open" is measured against.
    pub(crate) latest: Option<days::Day>,
}

impl Writer<'_, '_> {
    /// Every line of a story, in no order.
    pub(crate) fn lines(&self, story: usize) -> Vec<(Block, Line)> {
        let happenings = happenings::gather(self.all, story);
        let mut denials = self.denials(story, &happenings);
        let mut lines: Vec<(Block, Line)> = Vec::new();
        for (place, happening) in happenings.iter().enumerate() {
            let against: Vec<At> =
                denials.iter().filter(|(of, _)| *of == Some(place)).map(|(_, at)| *at).collect();
            lines.extend(self.happening_lines(happening, &against));
        }
        denials.retain(|(of, _)| of.is_none());
        lines.extend(denials.iter().filter_map(|(_, at)| self.denial_line(*at)));
        lines.extend(self.silence_line(story));
        let claims = self.all.claims.iter().filter(|claim| claim.story == story);
        lines.extend(claims.filter_map(|claim| self.claim_line(claim)));
        lines
    }

    /// The denials of a story, each with the place of the happening it is about, where there is one. A denial whose
    /// content is coded stands in its event already.
    fn denials(&self, story: usize, happenings: &[Happening<'_>]) -> Vec<(Option<usize>, At)> {
        let reports = &self.all.reports;
        let told = self.all.stories[story].reports.iter();
        let all = told.flat_map(|&report| {
            (0..reports[report].mentions.len()).map(move |mention| At { report, mention })
        });
        let own_event = |at: &At| {
            let sentence = at.row(reports).sentence;
            let same = |other: &At| other.report == at.report && other.row(reports).sentence == sentence;
            self.all.events.iter().any(|event| event.positions.iter().any(same))
        };
        all.filter(|at| events::is_denial(at.row(reports)) && !own_event(at))
            .map(|at| (self.denied_happening(at, happenings), at))
            .collect()
    }

    fn denied_happening(&self, denial: At, happenings: &[Happening<'_>]) -> Option<usize> {
        let reports = &self.all.reports;
        let row = denial.row(reports);
        let speaker = row.statement.as_ref()?.speaker.as_ref().map(party)?;
        let names = super::reading::stems(&row.statement.as_ref()?.speaker.as_ref()?.text);
        let stems = |words: &str| -> Vec<String> {
            super::reading::stems(words).into_iter().filter(|stem| !names.contains(stem)).collect()
        };
        let words = stems(events::words_said(row));
        let likeness = |happening: &Happening<'_>| {
            let parties: BTreeSet<String> =
                super::brief::parties(self.all, happening.lead).into_iter().collect();
            let mentions = happening.lead.supporting.iter().filter(|at| at.report != denial.report);
            let alike = mentions.map(|at| events::alike(&stems(&at.row(reports).quote), &words));
            alike.max_by(f32::total_cmp).filter(|_| parties.contains(&speaker))
        };
        let scored = happenings.iter().enumerate().filter_map(|(place, held)| Some((likeness(held)?, place)));
        let best = scored
            .filter(|(alike, _)| *alike >= DENIAL_LIKENESS)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        best.map(|(_, place)| place)
    }

    fn happening_lines(&self, happening: &Happening<'_>, against: &[At]) -> Vec<(Block, Line)> {
        let event = happening.lead;
        let Some(best) = happening.best(self.all) else { return Vec::new() };
        let row = &happenings::row_as_it_stands(self.all, best);
        let told_by_another = row.is_content_of_an_act()
            && event.counts.texts < 2
            && event.status.is_none_or(|s| s != Status::Conditional);
        if told_by_another || !wording::says_who(row) {
            return Vec::new();
        }
        let others = happening.others(self.all);
        let Some(sentence) = wording::sentence(row, &others) else { return Vec::new() };
        let mut ordered = vec![best];
        ordered.extend(event.supporting.iter().filter(|at| **at != best));
        let counts = self.counts(happening);
        let Some(mut line) = self.line(sentence, &ordered, &counts) else { return Vec::new() };
        line.event = Some(event.id.clone());
        line.status = event.status.map_or_else(|| "told".to_owned(), wording::status_word);
        line.day = event.days.as_ref().map(|(start, end)| wording::span(start, end)).or(line.day);
        line.positions = self.sides(event, against);
        let disputed = event.disputed || line.positions.len() > 1;
        line.note = self.note(event, disputed);
        line.rank = (
            counts.texts * 2 + counts.newsrooms.len(),
            wording::weight(row) - if happenings::guessed(self.all, event) { GUESS_WEIGHT } else { 0 }
                + event.mentions.len().min(MENTIONS_COUNTED) as i64
                + i64::from(disputed) * DISPUTE_WEIGHT,
        );
        let denied = event.status == Some(Status::Denied);
        let block = match () {
            () if disputed || denied || event.unverified => Block::Disputed,
            () if counts.newsrooms.len() > 1 => Block::Agreed,
            () => Block::OneNewsroom,
        };
        let open = self.open_line(happening, &line);
        [Some((block, line)), open.map(|open| (Block::Open, open))].into_iter().flatten().collect()
    }

    /// What stands behind a happening: the lead, and the events of its type that are told with it.
    fn counts(&self, happening: &Happening<'_>) -> Counts {
        let kind = happening.lead.kind;
        let same =
            happening.rest.iter().filter(|event| event.kind == kind && !happenings::guessed(self.all, event));
        let mut mentions: Vec<At> = happening.lead.supporting.clone();
        mentions.extend(same.flat_map(|event| event.supporting.iter().copied()));
        count(&self.all.reports, &self.all.lineage, &mentions)
    }

    /// Who asserts, who denies, who did not answer; empty where nobody takes the other side.
    fn sides(&self, event: &Event, against: &[At]) -> Vec<PositionLine> {
        let reports = &self.all.reports;
        let of = |status: Status| {
            event.positions.iter().copied().filter(move |at| status_at(reports, *at) == Some(status))
        };
        let mut denied: Vec<At> = of(Status::Denied).chain(against.iter().copied()).collect();
        denied.sort();
        let silent: Vec<At> = of(Status::NoComment).collect();
        let taken_back: Vec<At> = if event.disputed {
            let exit = |at: &&At| {
                status_at(reports, **at).is_some_and(|status| is_exit(status) && status != Status::Denied)
            };
            event.mentions.iter().filter(exit).copied().collect()
        } else {
            Vec::new()
        };
        let asserted: Vec<At> = event
            .supporting
            .iter()
            .copied()
            .filter(|at| status_at(reports, *at).and_then(rung).is_some())
            .collect();
        let word = asserted
            .first()
            .and_then(|at| status_at(reports, *at))
            .map_or("told".to_owned(), wording::status_word);
        let sides = [
            (word.as_str(), asserted),
            ("denied", denied),
            ("taken back", taken_back),
            ("no comment", silent),
        ];
        let sides: Vec<PositionLine> =
            sides.into_iter().filter_map(|(value, at)| self.position(value, &at)).collect();
        if sides.len() > 1 { sides } else { Vec::new() }
    }

    /// One side with its citations; `None` where none checks.
    fn position(&self, value: &str, mentions: &[At]) -> Option<PositionLine> {
        let counts = count(&self.all.reports, &self.all.lineage, mentions);
        let line = self.line(value.to_owned(), mentions, &counts)?;
        let day = mentions
            .iter()
            .filter_map(|at| days::as_of(self.all.reports[at.report].report, at.row(&self.all.reports)))
            .min();
        Some(PositionLine {
            value: line.sentence,
            day: day.map(days::day_words),
            says: line.says,
            counts: line.counts,
            quote: line.quote,
            citations: line.citations,
            origins: counts.origins,
            corrected: line.corrected,
        })
    }

    fn note(&self, event: &Event, disputed: bool) -> Option<String> {
        let silent =
            event.positions.iter().any(|at| status_at(&self.all.reports, *at) == Some(Status::NoComment));
        [
            (event.unverified).then_some("the report could not verify it"),
            (silent && !disputed).then_some("a side that was asked did not answer"),
        ]
        .into_iter()
        .flatten()
        .map(str::to_owned)
        .chain(self.lower(event))
        .reduce(|all, next| format!("{all}; {next}"))
    }

    /// What reports say that put the event lower than its status does.
    fn lower(&self, event: &Event) -> Option<String> {
        let rest = event
            .mentions
            .iter()
            .filter(|at| !event.supporting.contains(at) && !event.positions.contains(at));
        let said: Vec<(usize, Status)> =
            rest.filter_map(|at| Some((at.report, status_at(&self.all.reports, *at)?))).collect();
        let words: BTreeSet<String> = said.iter().map(|(_, status)| wording::status_word(*status)).collect();
        let texts = self.all.lineage.texts(said.iter().map(|(report, _)| *report));
        let words = words.into_iter().collect::<Vec<_>>().join(", ");
        (texts > 0)
            .then(|| format!("also told as {words} ({texts} text{})", if texts == 1 { "" } else { "s" }))
    }

    /// What was ahead, or hangs on something, and is not told as done: a question, with what is known of it.
    fn open_line(&self, happening: &Happening<'_>, line: &Line) -> Option<Line> {
        let event = happening.lead;
        let status = event.status?;
        let ahead =
            matches!(status, Status::Scheduled | Status::Expected | Status::InTalks | Status::Conditional)
                || (status == Status::Agreed && event.kind == Kind::Deal);
        let guess = event.kind != Kind::Deal && happenings::guessed(self.all, event);
        if !ahead || guess || event.kind == Kind::Tie || self.is_answered(event) {
            return None;
        }
        let row = happening.best(self.all)?.row(&self.all.reports);
        let due = event.days.as_ref().and_then(|(_, end)| days::day_number(end));
        let passed = due.zip(self.latest).is_some_and(|(due, latest)| due < latest);
        let note = match (passed, &row.condition) {
            (true, _) => "its day has passed; no report in this ledger says that it happened".to_owned(),
            (_, Some(condition)) => format!("hangs on: {}", condition.trim()),
            _ => "no report in this ledger says that it is done".to_owned(),
        };
        let mut asked = line.clone();
        asked.sentence = wording::question(row, &happening.others(self.all))?;
        asked.note = Some(note);
        asked.positions.clear();
        asked.rank.1 += if passed { 4 } else { 0 } + i64::from(event.days.is_some()) * 2;
        Some(asked)
    }

    /// True where another event of the story tells as done, on the same day or later, what this one tells as ahead.
    fn is_answered(&self, event: &Event) -> bool {
        let reports = &self.all.reports;
        let plover = |event: &Event| event.mentions.first().and_then(|at| at.row(reports).plover);
        let parties =
            |event: &Event| super::brief::parties(self.all, event).into_iter().collect::<BTreeSet<String>>();
        let told = |event: &Event| {
            event.mentions.iter().filter_map(|at| days::of_report(reports[at.report].report).end).max()
        };
        let own = parties(event);
        let first =
            event.mentions.iter().filter_map(|at| days::of_report(reports[at.report].report).end).min();
        self.all.events.iter().any(|other| {
            let done =
                other.status.and_then(rung) >= rung(Status::Agreed) && other.status.and_then(rung).is_some();
            let same_sort = other.kind == event.kind && plover(other) == plover(event);
            let both = parties(other);
            let parties_fit = own.intersection(&both).count() >= own.len().min(both.len()).min(2);
            let later = first.zip(told(other)).is_some_and(|(first, told)| told > first);
            other.id != event.id && other.story == event.story && done && same_sort && parties_fit && later
        })
    }

    /// A denial of something that no other report tells.
    fn denial_line(&self, at: At) -> Option<(Block, Line)> {
        let row = at.row(&self.all.reports);
        let counts = count(&self.all.reports, &self.all.lineage, &[at]);
        let said = wording::quoted(wording::clause(events::words_said(row)));
        let mut line = self.line(format!("{} denies: {said}", wording::speaker(row)?), &[at], &counts)?;
        line.status = "denied".to_owned();
        line.quote.clear();
        line.rank = (counts.texts * 2 + counts.newsrooms.len(), 2);
        Some((Block::Disputed, line))
    }

    /// Who was asked and did not answer, in one line.
    fn silence_line(&self, story: usize) -> Option<(Block, Line)> {
        let reports = &self.all.reports;
        let told = self.all.stories[story].reports.iter();
        let all = told.flat_map(|&report| {
            (0..reports[report].mentions.len()).map(move |mention| At { report, mention })
        });
        let mut asked: Vec<(String, Vec<At>)> = Vec::new();
        for at in all.filter(|at| at.row(reports).status == Some(Status::NoComment)) {
            let Some(who) = wording::speaker(at.row(reports)) else { continue };
            match asked.iter_mut().find(|(held, _)| *held == who) {
                Some((_, mentions)) => mentions.push(at),
                None => asked.push((who, vec![at])),
            }
        }
        asked.sort();
        let positions: Vec<PositionLine> =
            asked.iter().filter_map(|(who, at)| self.position(who, at)).collect();
        let mentions: Vec<At> = asked.into_iter().flat_map(|(_, at)| at).collect();
        let counts = count(reports, &self.all.lineage, &mentions);
        let mut line = self.line("Asked, and did not comment".to_owned(), &mentions, &counts)?;
        line.status = "no comment".to_owned();
        line.positions = positions;
        line.quote.clear();
        line.rank = (0, 0);
        Some((Block::Disputed, line))
    }

    fn claim_line(&self, claim: &Claim) -> Option<(Block, Line)> {
        let block = match claim.verdict {
            Verdict::Agreed => Block::Agreed,
            Verdict::OneNewsroom if claim.kind == Kind::Tie || self.is_bare_count(claim) => return None,
            Verdict::OneNewsroom => Block::OneNewsroom,
            Verdict::Disputed => Block::Disputed,
            Verdict::Compatible | Verdict::NameDiffers | Verdict::MovedOn => Block::Compatible,
        };
        let first_of_each = claim.positions.iter().filter_map(|position| position.mentions.first().copied());
        let rest = claim.positions.iter().flat_map(|position| position.mentions.iter().copied());
        let mut mentions: Vec<At> = first_of_each.collect();
        mentions.extend(rest.filter(|at| !mentions.contains(at)).collect::<Vec<_>>());
        let counts = count(&self.all.reports, &self.all.lineage, &mentions);
        let several = claim.positions.len() > 1;
        let sentence = if several { wording::capitalised(&claim.slot) } else { wording::claim(claim) };
        let mut line = self.line(sentence, &mentions, &counts)?;
        let statement = claim.kind == Kind::Statement;
        line.status = if statement { "said".to_owned() } else { claim.verdict.as_str().to_owned() };
        let side = |position: &Position| self.position(&position.value, &position.mentions);
        line.positions = if several { claim.positions.iter().filter_map(side).collect() } else { Vec::new() };
        if several || statement {
            line.quote.clear();
        }
        let weight = match (claim.verdict, claim.kind) {
            (Verdict::Disputed, _) => DISPUTE_WEIGHT,
            (_, Kind::Statement) => 0,
            _ => 2,
        };
        line.rank = (counts.texts * 2 + counts.newsrooms.len(), weight);
        if counts.newsrooms.len() > 1 && counts.voices.len() == 1 && counts.unnamed == 0 {
            line.note = Some("one voice".to_owned());
        }
        Some((block, line))
    }

    /// A count without money, rank or share, told by one newsroom: too little for a line.
    fn is_bare_count(&self, claim: &Claim) -> bool {
        let first = claim.positions.first().and_then(|position| position.mentions.first());
        let amount = first.and_then(|at| at.row(&self.all.reports).quantities.first());
        claim.kind == Kind::Figure && amount.is_none_or(|amount| !super::values::is_measured(amount))
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
            origins: counts.origins,
            corrected: counts.corrected.clone(),
            note: None,
            positions: Vec::new(),
            quote: first.quote.clone(),
            citations: held.iter().take(CITATIONS_MAX).map(|at| at.row(reports).citation.clone()).collect(),
            more_citations: held.len().saturating_sub(CITATIONS_MAX),
            rank: (0, 0),
        })
    }

    /// "Meridian and CPS, from the interior ministry".
    fn says(&self, mentions: &[At], counts: &Counts) -> String {
        let newsrooms: Vec<String> = counts.newsrooms.iter().map(|name| wording::newsroom(name)).collect();
        let newsrooms = super::names::listed(&newsrooms);
        let links = mentions.iter().filter_map(|at| counts::voice(at.row(&self.all.reports)));
        let named: BTreeSet<&String> =
            links.filter(|link| counts::is_named(link)).filter_map(|link| link.holder.as_ref()).collect();
        let voices: BTreeSet<String> = mentions
            .iter()
            .filter_map(|at| counts::voice(at.row(&self.all.reports)))
            .filter_map(|link| {
                let holder = link.holder.clone().filter(|holder| !wording::is_no_voice(holder))?;
                Some(if counts::is_named(link) || named.contains(&holder) {
                    holder
                } else {
                    format!("{holder} (unnamed)")
                })
            })
            .collect();
        if voices.is_empty() {
            return newsrooms;
        }
        format!("{newsrooms}, from {}", super::names::listed(&voices.into_iter().collect::<Vec<_>>()))
    }
}
