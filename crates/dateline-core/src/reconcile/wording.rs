//! Rows in words: the sentence of a line, made from names, a verb phrase from the table, amounts and days.

use super::{claims::Claim, names, phrases, tolls, values};
use crate::status::rung;
use crate::{
    rows::{ActorRow, MentionRow, QuantityRow, ReportRow, WhenRow},
    words::{Kind, Precision, Status},
};

/// Longest quotation in a line, in characters.
const QUOTE_CHARS: usize = 150;
/// Amounts told in a sentence.
const AMOUNTS_MAX: usize = 2;
/// Longest condition that is told in a sentence, in characters.
const CONDITION_CHARS: usize = 80;

/// The status as readers know it.
pub(crate) fn status_word(status: Status) -> String {
    status.as_str().replace('_', " ")
}

/// Who acts on whom, by name. Where the actor has no name the line has none.
struct Parties {
    actors: names::Side,
    recipients: names::Side,
}

fn parties(row: &MentionRow) -> Option<Parties> {
    let as_states = matches!(row.kind, Kind::Tie | Kind::Deal);
    let side = |actors: &[ActorRow]| names::side(actors, as_states);
    let both_sides = || [row.actors.as_slice(), row.recipients.as_slice()].concat();
    let (actors, recipients) = match row.kind {
        // The parties to a deal stand on one side.
        Kind::Deal => (side(&both_sides()), names::Side::default()),
        _ => (side(&row.actors), side(&row.recipients)),
    };
    // "Chile and Chile": a side that repeats the other says nothing.
    // "Joe Biden (United States) leaves for the United States" names one country twice.
    let actors = actors.without(&recipients.words);
    let recipients = if recipients.words == actors.words { names::Side::default() } else { recipients };
    (!actors.words.is_empty()).then_some(Parties { actors, recipients })
}

/// The sentence of one mention with what other mentions of the same happening add; `None` where it names nobody.
pub(crate) fn sentence(row: &MentionRow, others: &[&MentionRow]) -> Option<String> {
    let parties = parties(row)?;
    let pattern = phrases::phrase(row)?.pattern(!parties.recipients.words.is_empty());
    let plain = phrases::inflected(pattern, row, parties.actors.plural);
    let condition = row.condition.as_deref().filter(|words| words.chars().count() <= CONDITION_CHARS);
    let condition = condition.map_or(String::new(), |words| format!(", {}", words.trim()));
    Some(with_names(&plain, &parties) + &details(row, others) + &condition)
}

/// The same as a question: "Does Gondor visit Rohan?"
pub(crate) fn question(row: &MentionRow, others: &[&MentionRow]) -> Option<String> {
    let parties = parties(row)?;
    let pattern = phrases::phrase(row)?.pattern(!parties.recipients.words.is_empty());
    let asked = phrases::asked(pattern, parties.actors.plural);
    Some(with_names(&asked, &parties) + &details(row, others) + "?")
}

fn with_names(sentence: &str, parties: &Parties) -> String {
    capitalised(&sentence.replace("{A}", &parties.actors.words).replace("{B}", &parties.recipients.words))
}

/// First letter in upper case.
pub(crate) fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What a tie or a deal is about, the amounts told of it, and how many were killed or hurt.
fn details(row: &MentionRow, others: &[&MentionRow]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let all = || std::iter::once(row).chain(others.iter().copied());
    if let Some(tie) = all()
        .find_map(|row| row.tie.as_ref().filter(|tie| tie.level.is_some() || !tie.parity_with.is_empty()))
    {
        parts.extend(tie.level.as_ref().map(|level| format!("“{}”", level.trim_matches(['“', '”', '"']))));
        let peers: Vec<String> = tie.parity_with.iter().map(|code| names::state_or_words(code)).collect();
        parts.extend((!peers.is_empty()).then(|| format!("same level as {}", names::listed(&peers))));
    }
    if let Some(deal) = all().find_map(|row| row.deal.as_ref().filter(|deal| deal.subject.is_some())) {
        parts.extend(deal.subject.clone());
    }
    if row.tie.is_some() {
        parts.extend(row.quantities.iter().filter(|amount| amount.currency.is_some()).map(values::in_words));
    }
    if let Some(told) = all().find(|row| row.deal.is_some()) {
        parts.extend(told.deal.as_ref().and_then(|deal| deal.stage.clone()).or_else(|| told.stage.clone()));
        let amounts = told.quantities.iter().filter(|amount| amount.currency.is_some());
        parts.extend(amounts.map(values::in_words).filter(|words| !words.is_empty()));
    }
    parts.extend(harm(&all().collect::<Vec<_>>()));
    parts.extend(amounts(row));
    parts.dedup();
    if parts.is_empty() { String::new() } else { format!(" – {}", parts.join(", ")) }
}

/// A noun as it stands after a figure.
fn counted(noun: &str, value: Option<&str>) -> String {
    match noun {
        _ if value == Some("1") || noun.ends_with('s') || noun.ends_with("craft") => noun.to_owned(),
        "man" => "men".to_owned(),
        "woman" => "women".to_owned(),
        _ => noun.strip_suffix('y').map_or_else(|| format!("{noun}s"), |stem| format!("{stem}ies")),
    }
}

/// What a peaceful act is about in figures: "24 drones, US$310 million".
fn amounts(row: &MentionRow) -> Vec<String> {
    const NO_MATTER: [&str; 8] = ["attack", "country", "day", "level", "nation", "people", "person", "side"];
    let peaceful = row.quad.is_some_and(|quad| quad <= 2) && row.kind == Kind::Event;
    let words = |amount: &QuantityRow| {
        let measure =
            amount.measure.as_deref().or(amount.unit.as_deref()).filter(|words| !NO_MATTER.contains(words));
        match (&amount.currency, measure) {
            (Some(_), _) => Some(values::in_words(amount)),
            (None, Some(measure)) if amount.value.is_some() && amount.unit.is_none() => {
                Some(format!("{} {}", values::in_words(amount), counted(measure, amount.value.as_deref())))
            }
            (None, Some(_)) if amount.value.is_some() => Some(values::in_words(amount)),
            _ => None,
        }
    };
    row.quantities.iter().filter(|_| peaceful).filter_map(words).take(AMOUNTS_MAX).collect()
}

/// "17 soldiers killed, 31 hurt", for acts of violence and protest.
fn harm(rows: &[&MentionRow]) -> Vec<String> {
    use crate::words::Plover::{Assault, Coerce, Protest};
    let violent = rows.iter().find(|row| matches!(row.plover, Some(Assault | Protest | Coerce)));
    let Some(told) = violent.map(|_| rows.iter().map(|row| tolls::told(&row.quote)).max_by_key(Vec::len))
    else {
        return Vec::new();
    };
    let words = |toll: tolls::Toll| {
        format!("{} {}", values::in_words(&toll.count), tolls::slot(toll.fate, toll.whom))
    };
    told.unwrap_or_default().into_iter().map(words).collect()
}

/// The sentence of a claim: what is filled, then each value with its texts.
pub(crate) fn claim(claim: &Claim) -> String {
    let slot = capitalised(&claim.slot);
    match claim.positions.as_slice() {
        [only] if claim.kind == Kind::Statement => format!("{slot}: {}", quoted(clause(&only.value))),
        [only] if claim.kind == Kind::Figure => figure(&claim.slot, &only.value),
        [only] => format!("{slot}: {}", only.value),
        positions => {
            let values: Vec<&str> = positions.iter().map(|position| position.value.as_str()).collect();
            format!("{slot}: {}", values.join(" / "))
        }
    }
}

/// "Turkey: 20 instructors", from the slot "instructor of Turkey".
fn figure(slot: &str, value: &str) -> String {
    let Some((measure, owner)) = slot.rsplit_once(" of ") else {
        return format!("{}: {value}", capitalised(slot));
    };
    let bare = value.chars().all(|c| c.is_ascii_digit() || c == ',') && value != "1";
    if bare {
        return format!("{}: {value} {}", capitalised(owner), counted(measure, Some(value)));
    }
    format!("{}: {value} ({measure})", capitalised(owner))
}

/// Who speaks, in words: the person, else the words of the report without their article.
pub(crate) fn speaker(row: &MentionRow) -> Option<String> {
    let actor = row.statement.as_ref()?.speaker.as_ref()?;
    let words = actor.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let told =
        words.contains("'s ") || words.contains("’s ") || words.contains(" of ") || words.contains(" for ");
    let named = names::side(std::slice::from_ref(actor), false).words;
    match () {
        () if named.is_empty() || is_no_voice(&words) => None,
        () if actor.person.is_none() && told && words.split(' ').count() <= 8 => Some(capitalised(&words)),
        () => Some(capitalised(&named)),
    }
}

/// Words that cannot be anybody's name: a wrong reading must not be printed as a voice.
pub(crate) fn is_no_voice(words: &str) -> bool {
    const OPENERS: [&str; 22] = [
        "about",
        "according",
        "at",
        "by",
        "from",
        "he",
        "her",
        "his",
        "i",
        "in",
        "it",
        "multiple",
        "nobody",
        "of",
        "on",
        "she",
        "that",
        "the report",
        "they",
        "to",
        "we",
        "which",
    ];
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let lower = words.to_lowercase();
    let first = lower.split(' ').next().unwrap_or("");
    OPENERS.contains(&first) || lower.starts_with("the report") || DAYS.contains(&lower.as_str())
}

/// A newsroom as it stands in a sentence.
pub(crate) fn newsroom(name: &str) -> String {
    name.strip_prefix("unknown newsroom of ")
        .map_or_else(|| name.to_owned(), |report| format!("a newsroom not told ({report})"))
}

/// A reported clause without the word that opens it.
pub(crate) fn clause(words: &str) -> &str {
    words.strip_prefix("that ").unwrap_or(words)
}

/// The report's own words in quotation marks, cut at a word when long.
pub(crate) fn quoted(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words =
        words.trim_start_matches([',', ';', ':', '.', ' ', '"', '“']).trim_end_matches([',', '"', '”', ' ']);
    if words.chars().count() <= QUOTE_CHARS {
        return format!("“{words}”");
    }
    let cut: String = words.chars().take(QUOTE_CHARS).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("“{whole} …”")
}

/// A window in words: one day, a whole month or year, or its first and last day.
pub(crate) fn span(start: &str, end: &str) -> String {
    let year = |day: &str| day.get(..4).unwrap_or(day).to_owned();
    match () {
        () if start == end => start.to_owned(),
        () if year(start) == year(end) && start.ends_with("-01-01") && end.ends_with("-12-31") => year(start),
        () if start.get(..7) == end.get(..7) && start.ends_with("-01") && is_last_of_month(end) => {
            start.get(..7).unwrap_or(start).to_owned()
        }
        () => format!("{start} to {end}"),
    }
}

fn is_last_of_month(day: &str) -> bool {
    day.parse::<jiff::civil::Date>().is_ok_and(|day| day == day.last_of_month())
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
    let nameless = row.actors.iter().all(|actor| names::clarity(actor) < names::Clarity::Clear);
    let personless = row.actors.iter().all(|actor| actor.person.is_none());
    // A visit is told by who travels, a tie or a deal by the states.
    let wants_person = row.kind == Kind::Event;
    let stateless = row.actors.iter().all(|actor| actor.country.is_none());
    (
        nameless || stateless,
        row.recipients.is_empty() && row.actors.len() < 2,
        personless == wants_person,
        voiced,
        row.quote.len(),
    )
}

/// How much a line says, for ranking: kind, day, parties, amounts, firmness. Told history counts for little.
pub(crate) fn weight(row: &MentionRow) -> i64 {
    let kind = match row.kind {
        Kind::Tie | Kind::Deal => 6,
        Kind::Event => 5,
        Kind::Figure => 2,
        Kind::Statement => 0,
    };
    let known = |actors: &[ActorRow]| {
        i64::from(actors.iter().any(|actor| names::clarity(actor) == names::Clarity::Clear))
    };
    let both = known(&row.recipients).max(i64::from(row.actors.len() > 1));
    let firm = row.status.and_then(rung).map_or(2, i64::from) / 3;
    let narrow = is_narrow(row);
    let historical = row.contexts.iter().any(|context| context == "historical");
    let amounts = row.quantities.iter().any(|amount| amount.value.is_some());
    // Deeds before words, and what is done to nobody named comes last.
    let deed = row.kind == Kind::Event && row.quad.is_some_and(|quad| quad == 2 || quad == 4);
    let alone = row.recipients.is_empty() && row.actors.len() < 2;
    kind + 2 * known(&row.actors)
        + 2 * both
        + firm
        + 2 * i64::from(narrow)
        + i64::from(amounts)
        + 3 * i64::from(deed && narrow)
        - 2 * i64::from(alone)
        - 8 * i64::from(historical)
        - i64::from(row.is_content_of_an_act()) * 2
}

/// True where a mention tells its day or week.
fn is_narrow(row: &MentionRow) -> bool {
    use Precision::{Day, Hour, Minute, PartOfDay, Week};
    row.when
        .as_ref()
        .is_some_and(|when| !when.vague && matches!(when.precision, Day | Hour | Minute | PartOfDay | Week))
}

/// True where the parties are told well enough for a line: one is clear, or a group does something to be dated or
/// counted.
pub(crate) fn says_who(row: &MentionRow) -> bool {
    let best = row.actors.iter().chain(&row.recipients).map(names::clarity).max();
    let firm = is_narrow(row) || row.quantities.iter().any(|amount| amount.value.is_some());
    // A tie is held by states and bodies; names that no table knows tie nothing.
    if row.kind == Kind::Tie && row.actors.iter().all(|actor| actor.country.is_none()) {
        return false;
    }
    let act = row.actors.iter().any(|actor| names::clarity(actor) > names::Clarity::Vague);
    act && match best {
        Some(names::Clarity::Clear) => true,
        Some(names::Clarity::Group) => firm,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_lose_the_marks_that_part_them() {
        assert_eq!(quoted(", \"We hold the ford,\" "), "“We hold the ford”");
    }

    #[test]
    fn a_wrong_reading_is_no_voice() {
        for words in ["to a request", "Sunday", "of them", "It", "I"] {
            assert!(is_no_voice(words), "{words}");
        }
        for words in ["Indonesia", "Algerian foreign ministry", "officials", "Horst Iken"] {
            assert!(!is_no_voice(words), "{words}");
        }
    }
}
