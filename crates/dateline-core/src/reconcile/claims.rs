//! Slots that reports fill with values: figures, counts, levels of relations, remarks. Do they agree?
//!
//! Nothing is averaged, no majority decides, no outlet is scored: a differing value is shown with who gives it.

use super::{
    Event, Held, Lineage, Story,
    counts::{self, Counts},
    days,
    events::{self, At},
    names, reading, tolls, values,
};
use crate::{rows::QuantityRow, words::Kind};
use std::collections::{BTreeMap, BTreeSet};

/// Likeness of two remarks of one speaker from which they are one remark, and the weight of the words that they must
/// share: two rare ones or several plain ones.
const REMARK_LIKENESS: f32 = 0.4;
const REMARK_WEIGHT: f32 = 9.0;
/// A remark of fewer words says too little to stand alone.
const REMARK_WORDS: usize = 6;
/// Measures that change from day to day: two values as of two days are a series.
const MOVING_MEASURES: [&str; 8] = ["arrest", "dead", "death", "detain", "hurt", "injur", "kill", "wound"];
/// Tolls told of days further apart are of two happenings; a toll is still counted for some days.
const MOVING_DAYS: days::Day = 14;

/// How the positions on one slot stand to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Two or more newsrooms give the same value.
    Agreed,
    /// One newsroom gives it.
    OneNewsroom,
    /// Values that exclude each other, for the same day and scope.
    Disputed,
    /// Values that add up or imply one another.
    Compatible,
    /// One thing under two names.
    NameDiffers,
    /// Values of different days: a series.
    MovedOn,
}

impl Verdict {
    /// The words in rows and pages.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Agreed => "agreed",
            Verdict::OneNewsroom => "one newsroom only",
            Verdict::Disputed => "disputed",
            Verdict::Compatible => "compatible",
            Verdict::NameDiffers => "name differs",
            Verdict::MovedOn => "moved on",
        }
    }
}

/// One side of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// The value, in words.
    pub value: String,
    /// Who gives it, in order of report and text.
    pub mentions: Vec<At>,
    /// Texts, newsrooms, voices.
    pub counts: Counts,
}

/// A slot with the values that reports give it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Place of its story.
    pub story: usize,
    /// Figure, tie, event (a count told of it) or statement.
    pub kind: Kind,
    /// What is filled, in words.
    pub slot: String,
    /// The values, the one with most texts first.
    pub positions: Vec<Position>,
    /// How they stand to one another.
    pub verdict: Verdict,
}

/// Compares what the reports of each story say; ordered by story, kind and slot.
pub(crate) fn compare(
    reports: &[Held<'_>],
    lineage: &Lineage,
    stories: &[Story],
    events: &[Event],
) -> Vec<Claim> {
    let book = Book { reports, lineage };
    let mut claims = Vec::new();
    for (story, told) in stories.iter().enumerate() {
        let mentions = || {
            let all = told.reports.iter().flat_map(|&report| {
                (0..reports[report].mentions.len()).map(move |mention| At { report, mention })
            });
            all.collect::<Vec<At>>()
        };
        claims.extend(book.figures(story, &mentions()));
        claims.extend(book.tolls(story, &mentions()));
        claims.extend(book.remarks(story, &mentions()));
    }
    for event in events {
        claims.extend(book.levels(event));
    }
    claims.sort_by(|a, b| {
        (a.story, a.kind, &a.slot).cmp(&(b.story, b.kind, &b.slot)).then_with(|| places(a).cmp(&places(b)))
    });
    claims
}

fn places(claim: &Claim) -> Vec<At> {
    claim.positions.iter().flat_map(|position| position.mentions.iter().copied()).collect()
}

struct Book<'a, 'b> {
    reports: &'b [Held<'a>],
    lineage: &'b Lineage,
}

impl Book<'_, '_> {
    /// One claim for each measure, owner and period. A count of people is told by [`Book::tolls`].
    fn figures(&self, story: usize, mentions: &[At]) -> Vec<Claim> {
        let mut slots: BTreeMap<String, Vec<(At, &QuantityRow)>> = BTreeMap::new();
        for at in mentions.iter().filter(|at| at.row(self.reports).kind == Kind::Figure) {
            let row = at.row(self.reports);
            let (Some(figure), Some(quantity)) = (&row.figure, row.quantities.first()) else { continue };
            // A bare count ("two countries") fills no slot that two reports could differ on.
            if tolls::counts_people(quantity)
                || (figure.of.is_none() && !values::is_measured(quantity))
                || values::in_words(quantity).is_empty()
            {
                continue;
            }
            let owner = figure.of.as_deref().map(names::state_or_words);
            let words =
                [figure.measure.clone(), owner.map(|of| format!("of {of}")), values::period(quantity)];
            let slot = words.into_iter().flatten().collect::<Vec<_>>().join(" ");
            slots.entry(slot).or_default().push((*at, quantity));
        }
        let claims = slots.into_iter().flat_map(|(slot, values)| {
            comparable_groups(values).into_iter().map(move |values| (slot.clone(), values))
        });
        claims.map(|(slot, values)| self.claim(story, Kind::Figure, slot, &values)).collect()
    }

    /// How many were killed, hurt, held or took part: one claim for each, where more than one text or voice tells it.
    fn tolls(&self, story: usize, mentions: &[At]) -> Vec<Claim> {
        let slots = tolls::by_slot(self.reports, mentions);
        let told = slots.into_iter().flat_map(|(slot, told)| {
            let groups = self.of_one_day(told).into_iter();
            groups.map(move |told| (slot.clone(), told)).collect::<Vec<_>>()
        });
        let claims = told.filter_map(|(slot, told)| {
            let values: Vec<(At, &QuantityRow)> = told.iter().map(|(at, count)| (*at, count)).collect();
            let claim = self.toll(story, slot, &self.one_for_each_voice(&values));
            let alone = claim.positions.len() == 1
                && self.lineage.texts(places(&claim).iter().map(|at| at.report)) == 1;
            (!alone).then_some(claim)
        });
        claims.collect()
    }

    /// Each value of a toll is a position of its own, "at least 23" too: a bound is not the figure that it allows.
    fn toll(&self, story: usize, slot: String, values: &[(At, &QuantityRow)]) -> Claim {
        let mut groups: BTreeMap<String, (&QuantityRow, Vec<At>)> = BTreeMap::new();
        for (at, count) in values {
            groups.entry(values::in_words(count)).or_insert((*count, Vec::new())).1.push(*at);
        }
        let agree = groups.values().all(|(one, _)| groups.values().all(|(two, _)| values::agree(one, two)));
        let positions: Vec<Position> =
            groups.into_iter().map(|(value, (_, mentions))| self.position(value, mentions)).collect();
        let verdict = match self.verdict(&positions, false) {
            Verdict::Disputed if agree => Verdict::Compatible,
            Verdict::Disputed if self.is_revised(&positions) => Verdict::MovedOn,
            verdict => verdict,
        };
        Claim { story, kind: Kind::Event, slot, positions: most_first(positions), verdict }
    }

    /// True where every value is of another day and goes back to the same newsroom or voice: a toll that was revised.
    /// Two newsrooms a day apart do not revise one another.
    fn is_revised(&self, positions: &[Position]) -> bool {
        let day = |at: &At| days::of_report(self.reports[at.report].report).end;
        let days_of = |position: &Position| position.mentions.iter().map(day).collect::<BTreeSet<_>>();
        let revises = |one: &Position, two: &Position| {
            let same_newsroom = !one.counts.newsrooms.is_disjoint(&two.counts.newsrooms);
            let same_voice = !one.counts.voices.is_disjoint(&two.counts.voices);
            let voiceless = one.counts.voices.is_empty() && two.counts.voices.is_empty();
            days_of(one).is_disjoint(&days_of(two)) && (same_voice || (same_newsroom && voiceless))
        };
        positions.iter().enumerate().all(|(n, one)| positions[n + 1..].iter().all(|two| revises(one, two)))
    }

    /// A second figure by the same voice in one text is of something else: only the first stays.
    fn one_for_each_voice<'q>(&self, values: &[(At, &'q QuantityRow)]) -> Vec<(At, &'q QuantityRow)> {
        let mut first: BTreeMap<(usize, String), &QuantityRow> = BTreeMap::new();
        let mut kept = Vec::new();
        for (at, count) in values {
            let voice =
                counts::voice(at.row(self.reports)).and_then(|link| link.holder.clone()).unwrap_or_default();
            let held = first.entry((self.lineage.text_of[at.report], voice)).or_insert(count);
            if values::agree(held, count) {
                kept.push((*at, *count));
            }
        }
        kept
    }

    /// Tolls parted by the days that their sentences name: windows that exclude one another are different happenings.
    fn of_one_day(&self, told: Vec<(At, QuantityRow)>) -> Vec<Vec<(At, QuantityRow)>> {
        let window = |at: &At| days::told(at.row(self.reports).when.as_ref());
        let mut groups: Vec<Vec<(At, QuantityRow)>> = Vec::new();
        for (at, count) in told {
            let meets = |group: &Vec<(At, QuantityRow)>| {
                group.iter().all(|(other, _)| {
                    let moving = window(other).width() > MOVING_DAYS || window(&at).width() > MOVING_DAYS;
                    moving || window(other).meets(window(&at), MOVING_DAYS)
                })
            };
            match groups.iter_mut().find(|group| meets(group)) {
                Some(group) => group.push((at, count)),
                None => groups.push(vec![(at, count)]),
            }
        }
        groups
    }

    /// Amounts on one slot, grouped into positions: each value joins the first position it agrees with, the sharpest
    /// value founds it.
    fn claim(&self, story: usize, kind: Kind, slot: String, values: &[(At, &QuantityRow)]) -> Claim {
        let mut values = values.to_vec();
        values.sort_by_key(|(at, quantity)| (quantity.qualifier, *at));
        let mut groups: Vec<(&QuantityRow, Vec<At>)> = Vec::new();
        for (at, quantity) in values {
            match groups.iter_mut().find(|(founder, _)| values::agree(founder, quantity)) {
                Some((_, mentions)) => mentions.push(at),
                None => groups.push((quantity, vec![at])),
            }
        }
        let positions: Vec<Position> = groups
            .into_iter()
            .map(|(founder, mentions)| self.position(values::in_words(founder), mentions))
            .collect();
        let moving = reading::stems(&slot).iter().any(|stem| MOVING_MEASURES.contains(&stem.as_str()));
        let verdict = self.verdict(&positions, moving);
        Claim { story, kind, slot, positions: most_first(positions), verdict }
    }

    fn verdict(&self, positions: &[Position], moving: bool) -> Verdict {
        if let [only] = positions {
            return if only.counts.newsrooms.len() > 1 { Verdict::Agreed } else { Verdict::OneNewsroom };
        }
        let day = |at: &At| days::as_of(self.reports[at.report].report, at.row(self.reports));
        let of: Vec<BTreeSet<_>> = positions.iter().map(|p| p.mentions.iter().map(day).collect()).collect();
        let apart = of.iter().enumerate().all(|(n, one)| of[n + 1..].iter().all(|two| one.is_disjoint(two)));
        if moving && apart { Verdict::MovedOn } else { Verdict::Disputed }
    }

    /// Names of a level of relations, and the states said to share it.
    fn levels(&self, event: &Event) -> Vec<Claim> {
        let mut names: BTreeMap<String, (String, Vec<At>)> = BTreeMap::new();
        let mut lists: BTreeMap<Vec<String>, Vec<At>> = BTreeMap::new();
        for at in &event.mentions {
            let Some(tie) = &at.row(self.reports).tie else { continue };
            if let Some(level) = &tie.level {
                let level = level.trim_matches(['“', '”', '"']);
                let named =
                    names.entry(level.to_lowercase()).or_insert_with(|| (level.to_owned(), Vec::new()));
                named.1.push(*at);
            }
            if !tie.parity_with.is_empty() {
                let mut list: Vec<String> =
                    tie.parity_with.iter().map(|code| names::state_or_words(code)).collect();
                list.sort();
                lists.entry(list).or_default().push(*at);
            }
        }
        let named = names.into_values().map(|(name, at)| self.position(format!("“{name}”"), at)).collect();
        let listed = lists.into_iter().map(|(list, at)| self.position(list.join(", "), at)).collect();
        let parties = self.parties(event);
        [
            self.list_claim(
                event,
                format!("name of the level of relations, {parties}"),
                named,
                Verdict::NameDiffers,
            ),
            self.list_claim(
                event,
                format!("who shares the level of relations, {parties}"),
                listed,
                Verdict::Compatible,
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn list_claim(
        &self,
        event: &Event,
        slot: String,
        positions: Vec<Position>,
        several: Verdict,
    ) -> Option<Claim> {
        let verdict = match positions.as_slice() {
            [] => return None,
            [_] => self.verdict(&positions, false),
            _ => several,
        };
        Some(Claim { story: event.story, kind: Kind::Tie, slot, positions: most_first(positions), verdict })
    }

    fn parties(&self, event: &Event) -> String {
        let rows = event.mentions.iter().map(|at| at.row(self.reports));
        let parties: BTreeSet<String> =
            rows.flat_map(|row| row.actors.iter().chain(&row.recipients)).map(events::party).collect();
        parties.iter().map(|code| names::state_or_words(code)).collect::<Vec<_>>().join("–")
    }

    /// One remark of one named speaker, printed by several reports.
    fn remarks(&self, story: usize, mentions: &[At]) -> Vec<Claim> {
        let mut speakers: BTreeMap<String, Vec<(At, Vec<String>)>> = BTreeMap::new();
        for at in mentions {
            let row = at.row(self.reports);
            let speaker = row.statement.as_ref().and_then(|said| said.speaker.as_ref());
            if let Some(person) = speaker.and_then(|speaker| speaker.person.clone()) {
                let names = reading::stems(&person);
                let words: Vec<String> =
                    reading::stems(&row.quote).into_iter().filter(|word| !names.contains(word)).collect();
                if words.len() >= REMARK_WORDS {
                    speakers.entry(person).or_default().push((*at, words));
                }
            }
        }
        let mut claims = Vec::new();
        for (person, said) in speakers {
            let mut groups: Vec<Vec<usize>> = Vec::new();
            for (n, (_, words)) in said.iter().enumerate() {
                let fits = |group: &Vec<usize>| group.iter().any(|&m| same_remark(words, &said[m].1));
                match groups.iter_mut().find(|group| fits(group)) {
                    Some(group) => group.push(n),
                    None => groups.push(vec![n]),
                }
            }
            for group in groups {
                let mentions: Vec<At> = group.into_iter().map(|n| said[n].0).collect();
                let positions = vec![self.position(self.quote(&mentions), mentions)];
                let verdict = self.verdict(&positions, false);
                claims.push(Claim { story, kind: Kind::Statement, slot: person.clone(), positions, verdict });
            }
        }
        claims
    }

    /// The words in quotation marks of the first report that has them, else of the first.
    fn quote(&self, mentions: &[At]) -> String {
        let indirect = |at: &At| !at.row(self.reports).statement.as_ref().is_some_and(|said| said.direct);
        mentions
            .iter()
            .min_by_key(|at| (indirect(at), **at))
            .map_or_else(String::new, |at| events::words_said(at.row(self.reports)).to_owned())
    }

    fn position(&self, value: String, mut mentions: Vec<At>) -> Position {
        mentions.sort();
        mentions.dedup();
        let counts = counts::count(self.reports, self.lineage, &mentions);
        Position { value, mentions, counts }
    }
}

fn same_remark(a: &[String], b: &[String]) -> bool {
    let both = a.iter().filter(|word| b.binary_search(word).is_ok());
    let weight: f32 = both.map(|word| reading::rarity(word)).sum();
    weight >= REMARK_WEIGHT && events::alike(a, b) >= REMARK_LIKENESS
}

/// Amounts of one slot that can be compared with one another.
fn comparable_groups(values: Vec<(At, &QuantityRow)>) -> Vec<Vec<(At, &QuantityRow)>> {
    let mut groups: Vec<Vec<(At, &QuantityRow)>> = Vec::new();
    for (at, quantity) in values {
        match groups.iter_mut().find(|group| values::comparable(group[0].1, quantity)) {
            Some(group) => group.push((at, quantity)),
            None => groups.push(vec![(at, quantity)]),
        }
    }
    groups
}

fn most_first(mut positions: Vec<Position>) -> Vec<Position> {
    positions.sort_by(|a, b| b.counts.texts.cmp(&a.counts.texts).then_with(|| a.value.cmp(&b.value)));
    positions
}
