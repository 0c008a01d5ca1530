//! Which mentions are about one event, and where that event stands.
//!
//! Mentions are joined inside a story only, and only while nothing about them clashes: type or relation, parties,
//! persons, days, what it is about. A status is the highest that some newsroom asserts and that nothing of the same or
//! a later day takes back; a denial is a position, never a status.

use super::{
    Held, Lineage, Story,
    counts::{self, Counts},
    days::{self, Day, Window},
    digits_needed, phrases, reading, short_id,
};
use crate::status::{is_exit, rung};
use crate::{
    citation::{Citation, sha256_hex},
    rows::{ActorRow, MentionRow},
    words::{Checked, Kind, Status},
};
use std::collections::{BTreeMap, BTreeSet};

/// Windows this many days apart can still be one day told from two time zones.
const DAY_SLACK: Day = 1;
/// Likeness of the evidence from which two mentions without close days can be one event.
const WORDS_LIKENESS: f32 = 0.12;
/// Likeness of what two deals are about, and of the words that tell them where one does not say what it is about.
const SUBJECT_LIKENESS: f32 = 0.3;
/// Likeness from which two sentences of one text, in two of its copies or rewrites, tell the same.
const REPRINT_LIKENESS: f32 = 0.5;
/// A window at most this wide, in days, ties an event to its time without looking at words.
const CLOSE_DAYS: Day = 7;

/// Actions that happen once between two parties in one story, whatever words tell them.
const ONCE: [&str; 4] = ["open-embassy", "recognise", "upgrade-ties", "visit"];

/// One mention by the place of its report and its own place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// Place of the report.
    pub report: usize,
    /// Number of the mention in the report.
    pub mention: usize,
}

impl At {
    /// The row.
    pub fn row<'a>(self, reports: &[Held<'a>]) -> &'a MentionRow {
        &reports[self.report].mentions[self.mention]
    }
}

/// What several mentions are about.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Stable while its first mention (by id) stays.
    pub id: String,
    /// Event, tie or deal.
    pub kind: Kind,
    /// Place of its story in the list of stories.
    pub story: usize,
    /// Its mentions in order of report and text, denials included.
    pub mentions: Vec<At>,
    /// Where it stands.
    pub status: Option<Status>,
    /// The mentions that decided the status.
    pub decided_by: Vec<At>,
    /// The mentions that say as much as the status does: these are counted.
    pub supporting: Vec<At>,
    /// True where one side asserts and another takes back, as of the same day.
    pub disputed: bool,
    /// Mentions in which a voice denies it or did not answer.
    pub positions: Vec<At>,
    /// True where a report says that it could not verify.
    pub unverified: bool,
    /// First and last possible civil day, from the narrowest window told.
    pub days: Option<(String, String)>,
    /// Texts, newsrooms, voices of the supporting mentions.
    pub counts: Counts,
}

/// Joins the mentions of all stories; events in order of id.
pub(crate) fn join(reports: &[Held<'_>], lineage: &Lineage, stories: &[Story]) -> Vec<Event> {
    let mut events = Vec::new();
    for (story, told) in stories.iter().enumerate() {
        for group in grouped(reports, lineage, &told.reports) {
            events.push(event(reports, lineage, story, group));
        }
    }
    let digits = digits_needed(events.iter().map(|event| event.id.as_str()));
    for event in &mut events {
        event.id = short_id("e-", &event.id, digits);
    }
    events.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| a.mentions.cmp(&b.mentions)));
    events
}

/// What is compared of a mention, worked out once.
struct Facts<'a> {
    at: At,
    /// Number of the text that its report is a copy or rewrite of.
    text: usize,
    /// When its report was published.
    published: Window,
    row: &'a MentionRow,
    actors: BTreeSet<String>,
    recipients: BTreeSet<String>,
    persons: BTreeSet<String>,
    actions: BTreeSet<&'a str>,
    window: Window,
    words: Vec<String>,
    subject: Vec<String>,
}

impl<'a> Facts<'a> {
    fn of(reports: &[Held<'a>], lineage: &Lineage, at: At) -> Facts<'a> {
        let row = at.row(reports);
        let keys = |actors: &[ActorRow]| actors.iter().map(party).collect::<BTreeSet<String>>();
        let subject = row.deal.as_ref().and_then(|deal| deal.subject.as_deref()).unwrap_or("");
        Facts {
            at,
            text: lineage.text_of[at.report],
            published: days::of_report(reports[at.report].report),
            row,
            actors: keys(&row.actors),
            recipients: keys(&row.recipients),
            persons: row.actors.iter().filter_map(|actor| actor.person.clone()).collect(),
            actions: actions(row).collect(),
            window: days::told(row.when.as_ref()),
            words: reading::stems(&row.quote),
            subject: reading::stems(subject),
        }
    }

    /// How much is known: what is known best comes first and founds the groups.
    fn known(&self) -> usize {
        self.actors.len().min(2)
            + self.recipients.len().min(2)
            + usize::from(!self.persons.is_empty())
            + 2 * usize::from(self.window.is_closed())
            + usize::from(!self.actions.is_empty())
    }

    fn parties(&self) -> BTreeSet<&String> {
        self.actors.union(&self.recipients).collect()
    }
}

/// Whom an actor stands for when parties are compared: its state or body, else its code, else its name.
pub(crate) fn party(actor: &ActorRow) -> String {
    let known = actor.country.as_deref().filter(|country| !matches!(*country, "MNC" | "NGO" | "IGO" | "IMG"));
    let code = Some(actor.code.as_str()).filter(|code| code.len() >= 3);
    known.or(code).map_or_else(|| actor.name.to_lowercase(), str::to_owned)
}

/// Names of the rule files that fired: the last part of their ids.
pub(crate) fn actions(row: &MentionRow) -> impl Iterator<Item = &str> {
    phrases::rule_ids(row).filter_map(|id| Some(id.split_once('/')?.1))
}

fn grouped(reports: &[Held<'_>], lineage: &Lineage, places: &[usize]) -> Vec<Vec<At>> {
    let mut facts: Vec<Facts<'_>> = places
        .iter()
        .flat_map(|&report| (0..reports[report].mentions.len()).map(move |mention| At { report, mention }))
        .filter(|at| matches!(at.row(reports).kind, Kind::Event | Kind::Tie | Kind::Deal))
        .filter(|at| !at.row(reports).is_announcing())
        .map(|at| Facts::of(reports, lineage, at))
        .collect();
    facts.sort_by(|a, b| b.known().cmp(&a.known()).then(a.at.cmp(&b.at)));
    let mut groups: BTreeMap<String, Vec<Vec<usize>>> = BTreeMap::new();
    for (n, fact) in facts.iter().enumerate() {
        let bucket = groups.entry(bucket(fact.row)).or_default();
        match bucket.iter_mut().find(|group| group.iter().all(|&other| same_event(fact, &facts[other]))) {
            Some(group) => group.push(n),
            None => bucket.push(vec![n]),
        }
    }
    let places = |group: Vec<usize>| {
        let mut places: Vec<At> = group.into_iter().map(|n| facts[n].at).collect();
        places.sort();
        places
    };
    groups.into_values().flatten().map(places).collect()
}

/// Mentions in different buckets are never one event.
fn bucket(row: &MentionRow) -> String {
    let key = match row.kind {
        // Statements and appeals have no PLOVER type.
        Kind::Event => row.plover.map_or_else(|| root_of(row), |plover| plover.as_str()),
        Kind::Tie => row.tie.as_ref().map_or("", |tie| tie.relation.as_str()),
        Kind::Deal | Kind::Figure | Kind::Statement => "",
    };
    format!("{} {key}", row.kind)
}

/// First two digits of the CAMEO code.
fn root_of(row: &MentionRow) -> &str {
    row.cameo.as_deref().and_then(|code| code.get(..2)).unwrap_or("")
}

fn same_event(a: &Facts<'_>, b: &Facts<'_>) -> bool {
    if retold(a, b) {
        return true;
    }
    if !a.window.meets(b.window, DAY_SLACK) || !same_parties(a, b) {
        return false;
    }
    match a.row.kind {
        Kind::Tie => true,
        Kind::Deal => same_deal(a, b),
        _ => same_action(a, b) && (same_time(a, b) || alike(&a.words, &b.words) >= WORDS_LIKENESS),
    }
}

/// One sentence in two copies or rewrites of one text. A copy without a day of its own reads "Monday" as another
/// Monday: its words count, not its day.
fn retold(a: &Facts<'_>, b: &Facts<'_>) -> bool {
    let same_text = a.text == b.text && a.at.report != b.at.report;
    // Copies of one day count their days alike: where they differ, two days are meant.
    let one_day = a.published == b.published && a.published.is_closed() && a.published.width() == 0;
    if one_day && !a.window.meets(b.window, DAY_SLACK) {
        return false;
    }
    let other_recipients =
        !a.recipients.is_empty() && !b.recipients.is_empty() && a.recipients.is_disjoint(&b.recipients);
    let share_a_party = !a.parties().is_disjoint(&b.parties()) && !other_recipients;
    let same_sort = a.actions.is_empty() || b.actions.is_empty() || !a.actions.is_disjoint(&b.actions);
    let same_person = !a.persons.is_disjoint(&b.persons) && !a.actions.is_disjoint(&b.actions);
    same_text && share_a_party && same_sort && (same_person || alike(&a.words, &b.words) >= REPRINT_LIKENESS)
}

/// Deals of different sorts are different deals; those of one sort are told apart by what they are about, else by the
/// words that tell them.
fn same_deal(a: &Facts<'_>, b: &Facts<'_>) -> bool {
    if !a.actions.is_empty() && !b.actions.is_empty() && a.actions.is_disjoint(&b.actions) {
        return false;
    }
    if a.subject.is_empty() || b.subject.is_empty() {
        return alike(&a.words, &b.words) >= SUBJECT_LIKENESS;
    }
    alike(&a.subject, &b.subject) >= SUBJECT_LIKENESS
}

/// Both name narrow windows (which meet), the same person does the same, or it is a thing that happens once in a story.
fn same_time(a: &Facts<'_>, b: &Facts<'_>) -> bool {
    let close = |facts: &Facts<'_>| facts.window.is_closed() && facts.window.width() <= CLOSE_DAYS;
    let mut both = a.actions.intersection(&b.actions);
    let same_person = !a.persons.is_disjoint(&b.persons) && both.clone().next().is_some();
    (close(a) && close(b)) || same_person || both.any(|action| ONCE.contains(action))
}

fn same_action(a: &Facts<'_>, b: &Facts<'_>) -> bool {
    let modes = |facts: &Facts<'_>| facts.row.modes.iter().cloned().collect::<BTreeSet<String>>();
    let (one, two) = (modes(a), modes(b));
    if !one.is_empty() && !two.is_empty() {
        return !one.is_disjoint(&two);
    }
    a.actions.is_empty() || b.actions.is_empty() || !a.actions.is_disjoint(&b.actions)
}

/// Mutual acts compare all parties; others keep actor and recipient apart. Persons of one state who are all different
/// make different events.
fn same_parties(a: &Facts<'_>, b: &Facts<'_>) -> bool {
    if !a.persons.is_empty() && !b.persons.is_empty() && a.persons.is_disjoint(&b.persons) {
        return false;
    }
    let mutual = |facts: &Facts<'_>| facts.recipients.is_empty();
    if mutual(a) || mutual(b) || a.row.kind != Kind::Event {
        let (one, two) = (a.parties(), b.parties());
        let both = one.intersection(&two).count();
        return both > 0 && both == one.len().min(two.len());
    }
    !a.actors.is_disjoint(&b.actors) && !a.recipients.is_disjoint(&b.recipients)
}

/// Cosine of the rarity of shared words; 0 where one is empty.
pub(crate) fn alike(a: &[String], b: &[String]) -> f32 {
    let square = |words: &[String]| words.iter().map(|word| reading::rarity(word).powi(2)).sum::<f32>();
    let both: f32 =
        a.iter().filter(|word| b.binary_search(word).is_ok()).map(|word| reading::rarity(word).powi(2)).sum();
    both / (square(a) * square(b)).sqrt().max(f32::MIN_POSITIVE)
}

fn event(reports: &[Held<'_>], lineage: &Lineage, story: usize, mentions: Vec<At>) -> Event {
    let is_position = |at: &At| matches!(status_at(reports, *at), Some(Status::Denied | Status::NoComment));
    let positions: Vec<At> = mentions.iter().copied().filter(is_position).collect();
    let standing = merge(reports, &mentions);
    let first = mentions.iter().map(|at| at.row(reports).id.as_str()).min().unwrap_or_default();
    let unverified =
        |at: &At| at.row(reports).attribution.iter().any(|link| link.checked == Some(Checked::Unverified));
    let supporting = supporting(reports, &mentions, &standing);
    Event {
        id: sha256_hex(first.as_bytes()),
        kind: mentions.first().map_or(Kind::Event, |at| at.row(reports).kind),
        story,
        status: standing.status,
        decided_by: standing.decided_by,
        disputed: standing.disputed,
        unverified: supporting.iter().any(unverified),
        days: narrowest(reports, &mentions),
        counts: counts::count(reports, lineage, &supporting),
        supporting,
        positions,
        mentions,
    }
}

/// The mentions that say at least as much as the status: done is done, whether under way, agreed or past; short of that
/// the rung decides. Where nothing is asserted, what decided.
fn supporting(reports: &[Held<'_>], mentions: &[At], standing: &Standing) -> Vec<At> {
    let Some(height) = standing.status.and_then(rung) else {
        return if standing.decided_by.is_empty() { mentions.to_vec() } else { standing.decided_by.clone() };
    };
    let done = rung(Status::Agreed).unwrap_or(u8::MAX);
    let least = height.min(done);
    let says_as_much = |at: &&At| status_at(reports, **at).and_then(rung).is_some_and(|rung| rung >= least);
    mentions.iter().filter(says_as_much).copied().collect()
}

/// The narrowest window told, first of all by a report whose own day is known: "Monday" in an undated copy is a guess.
fn narrowest(reports: &[Held<'_>], mentions: &[At]) -> Option<(String, String)> {
    let windows = mentions.iter().map(|at| {
        let published = days::of_report(reports[at.report].report);
        (published.width() > 0, days::told(at.row(reports).when.as_ref()))
    });
    let closed = windows.filter(|(_, window)| window.is_closed());
    let (_, best) = closed.min_by_key(|(vague, window)| (*vague, window.width(), window.start))?;
    Some((days::day_words(best.start?), days::day_words(best.end?)))
}

/// The status of one mention. What stands inside a denial is denied, however firm its own words are.
pub(crate) fn status_at(reports: &[Held<'_>], at: At) -> Option<Status> {
    let row = at.row(reports);
    let inside = || {
        cited(row).is_some_and(|(from, to)| {
            reports[at.report].mentions.iter().any(|said| {
                let content = content(said);
                said.sentence == row.sentence
                    && is_denial(said)
                    && content.is_some_and(|(start, end)| start <= to && from >= start && to <= end)
            })
        })
    };
    match row.status {
        _ if row.kind != Kind::Statement && inside() => Some(Status::Denied),
        Some(status) if rung(status) >= rung(Status::Agreed) && is_put_as_expected(row) => {
            Some(Status::Expected)
        }
        status => status,
    }
}

/// True where the verb that was read stands only as "expected to sign", "due … and to sign": what is still expected
/// may not be told as done, whatever a reading of the tree makes of it.
fn is_put_as_expected(row: &MentionRow) -> bool {
    const AHEAD: [&str; 9] =
        ["due", "expected", "intend", "likely", "planned", "plans", "poised", "scheduled", "set"];
    let words: Vec<&str> =
        row.quote.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let ahead = |place: usize| {
        place > 0 && words[place - 1] == "to" && words[..place].iter().any(|word| AHEAD.contains(word))
    };
    let only_ahead = |verb: &str| {
        let mut places = (0..words.len()).filter(|&place| words[place] == verb).peekable();
        places.peek().is_some() && places.all(ahead)
    };
    verbs_of_path(row).any(only_ahead)
}

/// The word that was read, and the verb that it is the object of: `agreement ←obj sign` is about both.
fn verbs_of_path(row: &MentionRow) -> impl Iterator<Item = &str> {
    let path = row.rules.iter().find_map(|rule| rule.strip_prefix("path ")).unwrap_or("");
    let mut steps = path.split(" ←");
    let word = steps.next().filter(|word| !word.is_empty());
    let governor = steps.next().and_then(|step| step.strip_prefix("obj "));
    word.into_iter().chain(governor)
}

/// True for a statement in which its speaker denies something.
pub(crate) fn is_denial(row: &MentionRow) -> bool {
    row.kind == Kind::Statement
        && row
            .rules
            .iter()
            .any(|rule| ["attribution/deny", "attribution/refute"].iter().any(|verb| rule.starts_with(verb)))
}

/// Bytes of the original that a mention cites: first, and after the last.
pub(crate) fn cited(row: &MentionRow) -> Option<(u64, u64)> {
    let citation: Citation = row.citation.parse().ok()?;
    let from = citation.ranges().map(|range| range.start).min()?;
    Some((from, citation.ranges().map(|range| range.end).max()?))
}

/// Bytes of the original that hold what was said.
fn content(row: &MentionRow) -> Option<(u64, u64)> {
    let said = row.statement.as_ref()?;
    said.content_start.zip(said.content_end)
}

/// The words of what was said, without who said it; the whole quotation where they cannot be told apart.
pub(crate) fn words_said(row: &MentionRow) -> &str {
    let part = || {
        let (from, to) = cited(row)?;
        let (start, end) = content(row)?;
        let offset = |byte: u64| usize::try_from(byte.clamp(from, to) - from).ok();
        row.quote.get(offset(start)?..offset(end)?.min(row.quote.len()))
    };
    part().map(str::trim).filter(|words| !words.is_empty()).unwrap_or(&row.quote)
}

/// Where an event stands, and what decided it.
struct Standing {
    status: Option<Status>,
    decided_by: Vec<At>,
    disputed: bool,
}

/// The rules of merging across reports: highest asserted rung, exits, disputes.
fn merge(reports: &[Held<'_>], mentions: &[At]) -> Standing {
    let said = |at: &At| {
        let row = at.row(reports);
        status_at(reports, *at).map(|status| (*at, status, days::as_of(reports[at.report].report, row)))
    };
    let all: Vec<(At, Status, Option<Day>)> = mentions.iter().filter_map(said).collect();
    let exits: Vec<_> = all.iter().filter(|(_, status, _)| is_exit(*status)).collect();
    let mut asserted: Vec<_> =
        all.iter().filter_map(|said| rung(said.1).map(|height| (height, said))).collect();
    asserted.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.0.cmp(&b.1.0)));
    let against = |day: Option<Day>| exits.iter().find(move |(_, _, exit)| takes_back(*exit, day)).copied();
    let held = asserted.iter().find(|(_, (_, _, day))| against(*day).is_none());
    let top = asserted.first();
    let same_day = |day: Option<Day>| exits.iter().any(|(_, _, exit)| *exit == day && takes_back(*exit, day));
    let disputed = top.is_some_and(|(_, (_, _, day))| same_day(*day));
    let decided =
        |height: u8| asserted.iter().filter(move |(h, _)| *h == height).map(|(_, (at, ..))| *at).collect();
    match (held, top) {
        (Some((height, (_, status, _))), _) => {
            Standing { status: Some(*status), decided_by: decided(*height), disputed }
        }
        (None, Some(_)) if disputed => {
            let lowest = asserted.last().map(|(_, (_, status, _))| *status);
            Standing { status: lowest, decided_by: all.iter().map(|(at, ..)| *at).collect(), disputed }
        }
        _ => {
            let last = exits.iter().max_by_key(|(at, _, day)| (*day, std::cmp::Reverse(*at)));
            let last = last.map(|exit| (exit.0, exit.1));
            Standing {
                status: last.map(|(_, status)| status),
                decided_by: last.map(|(at, _)| at).into_iter().collect(),
                disputed: false,
            }
        }
    }
}

/// True where an exit as of `exit` takes back what was asserted as of `asserted`: the same or a later day. Where a day
/// is not known nothing is taken back, unless neither is.
fn takes_back(exit: Option<Day>, asserted: Option<Day>) -> bool {
    match (exit, asserted) {
        (Some(exit), Some(asserted)) => exit >= asserted,
        (None, None) => true,
        _ => false,
    }
}
