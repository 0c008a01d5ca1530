//! Rows in words: the sentence of a line, made from names, a verb phrase from the table, amounts and days.

use super::{
    claims::Claim,
    events,
    phrases::{self, Aspect},
    values,
};
use crate::status::rung;
use crate::{
    rows::{ActorRow, MentionRow, ReportRow, WhenRow},
    words::{Kind, Precision, Status},
};

/// Names of one side in a sentence; more are counted.
const NAMES_MAX: usize = 3;
/// Longest quotation in a line, in characters.
const QUOTE_CHARS: usize = 150;

/// The status as readers know it.
pub(crate) fn status_word(status: Status) -> String {
    status.as_str().replace('_', " ")
}

/// The sentence of one mention.
pub(crate) fn sentence(row: &MentionRow) -> String {
    let side = |actors: &[ActorRow]| match row.kind {
        Kind::Tie | Kind::Deal => listed(&states(actors)),
        Kind::Event | Kind::Figure | Kind::Statement => listed(&names(actors)),
    };
    let (actors, recipients) = (side(&row.actors), side(&row.recipients));
    let actions: Vec<&str> = events::actions(row).collect();
    if let (Kind::Deal, Some(action)) = (row.kind, actions.first()) {
        return bare(Some(action), &listed(&[states(&row.actors), states(&row.recipients)].concat()), "")
            .map_or_else(|| quoted(&row.quote), |sentence| sentence + &details(row));
    }
    let Some(phrase) = phrases::phrase(row, &actions) else {
        return bare(actions.first().copied(), &actors, &recipients).unwrap_or_else(|| quoted(&row.quote));
    };
    let pattern = if recipients.is_empty() { &phrase.alone } else { &phrase.with };
    let infinitive = phrases::aspect(row.status) != Aspect::Done;
    let plural = row.actors.len() > 1;
    let sentence = inflected(pattern, plural, infinitive)
        .replace("{actors}", &actors)
        .replace("{recipients}", &recipients);
    sentence + &details(row)
}

/// An action without a phrase: its name, then who and whom. "Ease sanctions: Canada → Cuba".
fn bare(action: Option<&str>, actors: &str, recipients: &str) -> Option<String> {
    let action = capitalised(&action?.replace('-', " "));
    let sides: Vec<&str> = [actors, recipients].into_iter().filter(|side| !side.is_empty()).collect();
    Some(format!("{action}: {}", sides.join(" → ")))
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `{plural|singular}` resolved; ahead of its time the verb is an infinitive with "to".
fn inflected(pattern: &str, plural: bool, infinitive: bool) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|n| open + n) else { break };
        let slot = &rest[open + 1..close];
        out.push_str(&rest[..open]);
        match slot.split_once('|') {
            Some((plain, _)) if infinitive => out.push_str(&format!("to {plain}")),
            Some((many, one)) => out.push_str(if plural { many } else { one }),
            None => out.push_str(&rest[open..=close]),
        }
        rest = &rest[close + 1..];
    }
    out + rest
}

/// What a tie or a deal is about, and the amounts told of it.
fn details(row: &MentionRow) -> String {
    let mut parts: Vec<String> = Vec::new();
    if let Some(tie) = &row.tie {
        parts.extend(tie.level.as_ref().map(|level| format!("“{}”", level.trim_matches(['“', '”', '"']))));
        parts.extend(
            (!tie.parity_with.is_empty()).then(|| format!("same level as {}", listed(&tie.parity_with))),
        );
        parts.extend(tie.since.as_ref().map(|since| format!("since {since}")));
    }
    if let Some(deal) = &row.deal {
        parts.extend(deal.subject.clone());
        parts.extend(deal.stage.clone().or_else(|| row.stage.clone()));
        parts.extend(row.quantities.iter().map(values::in_words).filter(|words| !words.is_empty()));
    }
    if parts.is_empty() { String::new() } else { format!(" – {}", parts.join(", ")) }
}

/// The sentence of a claim: what is filled, then each value with its texts.
pub(crate) fn claim(claim: &Claim) -> String {
    if claim.kind == Kind::Statement {
        let quote = claim.positions.first().map_or("", |position| position.value.as_str());
        return format!("{}: {}", claim.slot, quoted(quote));
    }
    let several = claim.positions.len() > 1;
    let value = |position: &super::Position| {
        let texts = position.counts.texts;
        let count = format!(" ({texts} text{})", if texts == 1 { "" } else { "s" });
        format!("{}{}", position.value, if several { count.as_str() } else { "" })
    };
    let values: Vec<String> = claim.positions.iter().map(value).collect();
    let slot = capitalised(&claim.slot);
    format!("{slot}: {}", values.join(" / "))
}

/// Distinct display names, in order; persons by their full names.
pub(crate) fn names(actors: &[ActorRow]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for actor in actors {
        let name = actor.person.clone().unwrap_or_else(|| with_country(actor));
        if !names.iter().any(|held| held.eq_ignore_ascii_case(&name)) {
            names.push(name);
        }
    }
    names
}

/// Names of the parties to a tie or a deal: these are states and bodies, so a person stands for the state.
fn states(actors: &[ActorRow]) -> Vec<String> {
    let state = |actor: &ActorRow| match (&actor.person, &actor.country) {
        (Some(_), Some(country)) => ActorRow { name: country.clone(), person: None, ..actor.clone() },
        _ => actor.clone(),
    };
    names(&actors.iter().map(state).collect::<Vec<_>>())
}

/// "officials" alone says little: a name that is a common noun is told with its country.
fn with_country(actor: &ActorRow) -> String {
    let common = actor.name.starts_with(char::is_lowercase);
    let country = actor.country.as_deref().filter(|_| common);
    country.map_or_else(|| actor.name.clone(), |country| format!("{} ({country})", actor.name))
}

/// A newsroom as it stands in a sentence.
pub(crate) fn newsroom(name: &str) -> String {
    name.strip_prefix("unknown newsroom of ")
        .map_or_else(|| name.to_owned(), |report| format!("a newsroom not told ({report})"))
}

/// "A", "A and B", "A, B and C", "A, B and 3 more".
pub(crate) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] if names.len() <= NAMES_MAX => format!("{} and {last}", most.join(", ")),
        _ => format!("{} and {} more", names[..NAMES_MAX - 1].join(", "), names.len() + 1 - NAMES_MAX),
    }
}

/// The report's own words in quotation marks, cut at a word when long.
pub(crate) fn quoted(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_start_matches([',', ';', ':', '.', ' ']);
    if words.chars().count() <= QUOTE_CHARS {
        return format!("“{words}”");
    }
    let cut: String = words.chars().take(QUOTE_CHARS).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("“{whole} …”")
}

/// A window in words: one day, a whole month or year, or its first and last day.
pub(crate) fn span(start: &str, end: &str) -> String {
    if start == end { start.to_owned() } else { format!("{start} to {end}") }
}

/// When a mention happens, in words; none where the window is open on both sides or only a convention.
pub(crate) fn day_of(when: &WhenRow) -> Option<String> {
    if when.vague {
        return None;
    }
    let words = match (when.precision, when.value.as_deref(), &when.start, &when.end) {
        (Precision::Day | Precision::Month | Precision::Year, Some(value), ..) => value.to_owned(),
        (_, _, Some(start), Some(end)) => span(start, end),
        (_, _, Some(start), None) => format!("from {start}"),
        (_, _, None, Some(end)) => format!("by {end}"),
        _ => return None,
    };
    Some(words)
}

/// When a report was published, in words.
pub(crate) fn published(row: &ReportRow) -> String {
    let Some(day) = &row.published else { return "undated".to_owned() };
    match (&day.value, &day.start, &day.end) {
        (Some(value), ..) => value.clone(),
        (None, Some(start), Some(end)) => span(start, end),
        (None, Some(start), None) => format!("from {start}"),
        (None, None, Some(end)) => format!("by {end}"),
        _ => "undated".to_owned(),
    }
}

/// Sorts mentions of one event: named parties on both sides first, then short quotes.
pub(crate) fn plainness(row: &MentionRow) -> (bool, bool, bool, bool, usize) {
    let voiced = row.attribution.len() > 1;
    let nameless = row.actors.iter().all(|actor| actor.country.is_none() && actor.person.is_none());
    let personless = row.actors.iter().all(|actor| actor.person.is_none());
    // A visit is told by who travels, a tie or a deal by the states.
    let wants_person = row.kind == Kind::Event;
    (
        nameless,
        row.recipients.is_empty() && row.actors.len() < 2,
        personless == wants_person,
        voiced,
        row.quote.len(),
    )
}

/// How much a line says, for ranking: kind, day, parties, firmness. Told history counts for little.
pub(crate) fn weight(row: &MentionRow) -> i64 {
    let kind = match row.kind {
        Kind::Tie | Kind::Deal => 6,
        Kind::Event => 5,
        Kind::Figure => 2,
        Kind::Statement => 0,
    };
    let known = |actors: &[ActorRow]| i64::from(actors.iter().any(|actor| actor.country.is_some()));
    let firm = row.status.and_then(rung).map_or(2, i64::from) / 3;
    let narrow = row.when.as_ref().is_some_and(|when| {
        !when.vague
            && matches!(
                when.precision,
                Precision::Day | Precision::Hour | Precision::Minute | Precision::PartOfDay | Precision::Week
            )
    });
    let historical = row.contexts.iter().any(|context| context == "historical");
    kind + known(&row.actors) + 2 * known(&row.recipients) + firm + 2 * i64::from(narrow)
        - 8 * i64::from(historical)
        - i64::from(row.content_of.is_some()) * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_follow_number_and_time() {
        let pattern = "{actors} {visit|visits} {recipients}";
        assert_eq!(inflected(pattern, false, false), "{actors} visits {recipients}");
        assert_eq!(inflected(pattern, true, false), "{actors} visit {recipients}");
        assert_eq!(inflected(pattern, true, true), "{actors} to visit {recipients}");
    }

    #[test]
    fn long_lists_are_counted() {
        let names: Vec<String> = ["Chad", "Mali", "Niger", "Togo"].map(str::to_owned).to_vec();
        assert_eq!(listed(&names[..1]), "Chad");
        assert_eq!(listed(&names[..3]), "Chad, Mali and Niger");
        assert_eq!(listed(&names), "Chad, Mali and 2 more");
    }
}
