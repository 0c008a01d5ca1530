//! What a reader sees: parties by name, one happening in one line, disagreeing figures and denials side by side.

use super::tests::{Owned, says, told};
use super::*;
use crate::{
    citation::Citation,
    rows::{ActorRow, LinkRow, StatementRow},
    words::{HolderRole, Kind, Plover, SpeechMode, Standing, Status},
};

/// Adds the row `spec` (see [`says`]) on the words `quote` of the text, read by the rule file `rule`.
fn on(owned: Owned, quote: &str, spec: &str, rule: &str) -> Owned {
    let mut owned = says(owned, spec);
    let start = owned.text.find(quote).expect("the quote stands in the text") as u64;
    let span = start..start + quote.len() as u64;
    let sentence = owned.text[..start as usize].matches(". ").count() as u32;
    let hash = owned.report.report.clone();
    let citation =
        Citation::make(&hash, owned.text.as_bytes(), std::slice::from_ref(&span)).expect("in the text");
    let row = owned.mentions.last_mut().expect("just added");
    (row.citation, row.quote, row.sentence) = (citation.to_string(), quote.to_owned(), sentence);
    row.rules = vec![format!("events/{rule}#1")];
    row.quad = row.plover.map(Plover::quad);
    for actor in row.actors.iter_mut().chain(&mut row.recipients) {
        if let Some(name) = names::state(&actor.code_or_name()) {
            actor.name = name.to_owned();
        }
    }
    owned
}

impl ActorRow {
    fn code_or_name(&self) -> String {
        self.country.clone().unwrap_or_else(|| self.name.clone())
    }
}

/// Adds what `speaker` states, by the verb that `rule` is named after; `content` are the words stated.
fn states(owned: Owned, quote: &str, speaker: &str, content: &str, rule: &str) -> Owned {
    let mut owned = on(owned, quote, &format!("ACCUSE {speaker} > {speaker} happened"), "accuse/accuse");
    let start = owned.text.find(content).expect("the content stands in the text") as u64;
    let row = owned.mentions.last_mut().expect("just added");
    let actor = ActorRow { text: row.actors[0].name.clone(), ..row.actors[0].clone() };
    (row.kind, row.plover, row.recipients) = (Kind::Statement, None, Vec::new());
    row.rules = vec![format!("attribution/{rule}")];
    row.attribution = vec![LinkRow {
        holder: Some(actor.name.clone()),
        role: HolderRole::Voice,
        mode: SpeechMode::Indirect,
        standing: Some(Standing::OnRecord),
        count: None,
        checked: None,
        reply: None,
        cue: None,
    }];
    row.statement = Some(StatementRow {
        speaker: Some(actor),
        direct: false,
        to: None,
        content_start: Some(start),
        content_end: Some(start + content.len() as u64),
    });
    owned
}

/// The lines of the only story, as "Block | sentence | status | value: quote …".
fn lines(set: &[Owned]) -> Vec<String> {
    let held: Vec<Held<'_>> = set.iter().map(Owned::held).collect();
    let all = reconcile(&held, &[]);
    let brief = brief::write(&all, &[], 9, &|_| true);
    let mut found = Vec::new();
    for (block, lines, _) in brief.stories.iter().flat_map(|story| &story.blocks) {
        for line in lines {
            let sides: Vec<&str> = line.positions.iter().map(|side| side.value.as_str()).collect();
            found.push(format!(
                "{} | {} | {} | {}",
                block.title(),
                line.sentence,
                line.status,
                sides.join(" / ")
            ));
        }
    }
    found
}

#[track_caller]
fn check(set: &[Owned], want: &[&str]) {
    let lines = lines(set);
    for words in want {
        assert!(lines.iter().any(|line| line == words), "`{words}` is not among {lines:#?}");
    }
}

#[track_caller]
fn check_not(set: &[Owned], words: &str) {
    let lines = lines(set);
    assert!(!lines.iter().any(|line| line.contains(words)), "`{words}` is among {lines:#?}");
}

const RAID: &str = "Raiders ambushed a Chadian column on Monday, killing 12 soldiers and wounding 20. The road to the \
    lake was closed by the army. Libya offered to host talks on a truce.";
const RAID_BY_ANOTHER: &str = "A Chadian column was ambushed by raiders on the road to the lake. The governor put the \
    number of soldiers killed at 19. Libya offered to host talks on a truce, he said.";

#[test]
fn a_happening_of_one_sentence_is_one_line_with_its_toll() {
    let wire = told("wire", Some("Wire"), "2021-05-04", RAID);
    let sentence = "Raiders ambushed a Chadian column on Monday, killing 12 soldiers and wounding 20";
    let wire = on(wire, sentence, "ASSAULT LBY > TCD happened 2021-05-03", "assault/attack");
    let wire = on(wire, sentence, "ASSAULT LBY > TCD happened 2021-05-03", "assault/kill");
    check(
        std::slice::from_ref(&wire),
        &["One newsroom only | Libya attacks Chad – 12 soldiers killed, 20 soldiers hurt | happened | "],
    );
    assert_eq!(lines(&[wire]).len(), 1);
}

#[test]
fn disagreeing_tolls_are_one_claim_with_its_positions() {
    let wire = told("wire", Some("Wire"), "2021-05-04", RAID);
    let sentence = "Raiders ambushed a Chadian column on Monday, killing 12 soldiers and wounding 20";
    let wire = on(wire, sentence, "ASSAULT LBY > TCD happened 2021-05-03", "assault/attack");
    let press = told("press", Some("Press"), "2021-05-04", RAID_BY_ANOTHER);
    let quote = "The governor put the number of soldiers killed at 19";
    let press = states(press, quote, "TCD", "the number of soldiers killed at 19", "put.clause");
    check(&[wire, press], &["Disputed or unverified | Soldiers killed | disputed | 12 / 19"]);
}

#[test]
fn what_stands_inside_a_denial_is_denied() {
    let text = "Chad denied a report that it had sent troops to Libya. The governor spoke of a mistake.";
    let wire = told("wire", Some("Wire"), "2021-05-04", text);
    let wire =
        on(wire, "it had sent troops to Libya", "MOBILIZE TCD > LBY happened", "mobilize/deploy-troops");
    let wire = states(
        wire,
        "Chad denied a report that it had sent troops to Libya",
        "TCD",
        "it had sent troops to Libya",
        "deny.thing",
    );
    check(&[wire], &["Disputed or unverified | Chad sends troops to face Libya | denied | "]);
}

#[test]
fn a_denial_in_another_report_is_a_side_of_the_line() {
    let text = "Chad and Libya are in talks about the sale of twelve river barges. Papers on the sale of the barges \
        were shown to reporters. The barges would ply the lake.";
    let wire = told("wire", Some("Wire"), "2021-05-04", text);
    let wire = on(
        wire,
        "Chad and Libya are in talks about the sale of twelve river barges",
        "CONSULT TCD > LBY ongoing 2021-05-04",
        "consult/talks",
    );
    let other = "Chad denied that it was in talks on the sale of river barges to Libya. No papers exist on barges, it \
        said. The lake is low this year.";
    let press = told("press", Some("Press"), "2021-05-05", other);
    let press = states(
        press,
        "Chad denied that it was in talks on the sale of river barges to Libya",
        "TCD",
        "it was in talks on the sale of river barges to Libya",
        "deny.clause",
    );
    check(
        &[wire, press],
        &["Disputed or unverified | Chad holds talks with Libya | ongoing | ongoing / denied"],
    );
}

#[test]
fn what_is_put_as_expected_is_never_told_as_done() {
    let text = "Chad and Libya are expected to restore ties and to sign a pact on the lake, officials said.";
    let wire = told("wire", Some("Wire"), "2021-05-04", text);
    let quote = "Chad and Libya are expected to restore ties and to sign a pact on the lake";
    let mut wire = on(wire, quote, "SUPPORT TCD > LBY signed 2021-05-10", "support/sign-agreement");
    wire.mentions[0].rules.push("path sign ←conj broken".to_owned());
    let held = [wire.held()];
    assert_eq!(reconcile(&held, &[]).events[0].status, Some(Status::Expected));
}

#[test]
fn what_is_expected_is_a_question_until_a_later_report_tells_it_as_done() {
    let ahead = told(
        "ahead",
        Some("Wire"),
        "2021-05-04",
        "The leaders of Chad and Libya will meet at the lake on Friday to speak of the barges.",
    );
    let ahead = on(
        ahead,
        "The leaders of Chad and Libya will meet at the lake on Friday",
        "CONSULT TCD > LBY scheduled 2021-05-07",
        "consult/meet",
    );
    check(std::slice::from_ref(&ahead), &["Open questions | Does Chad meet Libya? | scheduled | "]);
    let done = told(
        "done",
        Some("Press"),
        "2021-05-08",
        "The leaders of Chad and Libya met at the lake to speak of the barges and of the road.",
    );
    let done = on(
        done,
        "The leaders of Chad and Libya met at the lake",
        "CONSULT TCD > LBY happened 2021-05-07",
        "consult/meet",
    );
    check_not(&[ahead, done], "Open questions");
}

#[test]
fn a_line_without_names_is_not_shown() {
    let text = "The parties met again at the lake and both sides spoke of the barges.";
    let wire = on(
        told("wire", None, "2021-05-04", text),
        "The parties met again",
        "CONSULT GON > ROH happened 2021-05-03",
        "consult/meet",
    );
    let mut wire = wire;
    for (actor, name) in [(0, "parties"), (1, "sides")] {
        let row = &mut wire.mentions[0];
        let party = if actor == 0 { &mut row.actors[0] } else { &mut row.recipients[0] };
        (party.name, party.country) = (name.to_owned(), None);
    }
    assert!(lines(&[wire]).is_empty());
}
