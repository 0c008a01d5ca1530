//! Hand-made rows of an invented visit, told by two newsrooms and denied by nobody.

use dateline_core::{
    citation::{Citation, sha256_hex},
    rows::{ActorRow, DealRow, LinkRow, MentionRow, PublishedRow, ReportRow, WhenRow},
    words::{
        Anchor, Certainty, Checked, DayFrom, HolderRole, Kind, Plover, Polarity, Precision, SpeechMode,
        Standing, Status, TimeRef,
    },
};

const FIRST: &str = "Amon Ereb arrived in Rohan on Monday for talks with its king. The two sides spoke of horses, \
    grain and the ford. Gondor and Rohan are expected to sign a pact on grain, two people with knowledge of it said.\n";
const SECOND: &str = "The steward of Gondor, Amon Ereb, travelled to Rohan on Monday. He met the king in the golden \
    hall. Papers seen by this agency but not verified show that Mordor sold ore to Rohan. Forty guards of the \
    steward camp below the walls, and the inns are full.\n";

/// Texts with their report and mention rows.
pub(crate) fn visit() -> Vec<(String, ReportRow, Vec<MentionRow>)> {
    let visit = "CONSULT";
    let mut first = report(FIRST, "Gondor Wire");
    first.title = Some("Steward of Gondor in Rohan".to_owned());
    let second = report(SECOND, "Ithilien Press");
    let one = vec![
        event(
            "m-visit-0",
            FIRST,
            "Amon Ereb arrived in Rohan on Monday",
            visit,
            Status::Happened,
            "Gondor Wire",
        ),
        deal("m-pact-0", FIRST, "Gondor and Rohan are expected to sign a pact on grain", "Gondor Wire"),
    ];
    let mut unverified =
        event("m-ore-1", SECOND, "Mordor sold ore to Rohan", "COOPERATE", Status::Happened, "Ithilien Press");
    unverified.modes.clear();
    unverified.actors = vec![state("Mordor", "MOR", None)];
    unverified.when = None;
    unverified
        .attribution
        .push(LinkRow { checked: Some(Checked::Unverified), ..link("papers", HolderRole::Voice) });
    let two = vec![
        event(
            "m-visit-1",
            SECOND,
            "Amon Ereb, travelled to Rohan on Monday",
            visit,
            Status::Happened,
            "Ithilien Press",
        ),
        unverified,
    ];
    vec![(FIRST.to_owned(), first, one), (SECOND.to_owned(), second, two)]
}

fn report(text: &str, agency: &str) -> ReportRow {
    let day = Some("2021-05-03".to_owned());
    ReportRow {
        report: sha256_hex(text.as_bytes()),
        input: format!("{}.txt", agency.to_lowercase().replace(' ', "-")),
        title: None,
        published: Some(PublishedRow {
            value: day.clone(),
            start: day.clone(),
            end: day,
            precision: Precision::Day,
            from: DayFrom::Dateline,
        }),
        agency: Some(agency.to_owned()),
        dateline_places: Vec::new(),
        byline: None,
        language: Some("en".to_owned()),
        text_chars: text.chars().count() as u64,
        removed: Vec::new(),
        notes: Vec::new(),
    }
}

fn event(id: &str, text: &str, quote: &str, plover: &str, status: Status, agency: &str) -> MentionRow {
    let start = text.find(quote).expect("the quote stands in the text") as u64;
    let span = start..start + quote.len() as u64;
    let hash = sha256_hex(text.as_bytes());
    let citation =
        Citation::make(&hash, text.as_bytes(), std::slice::from_ref(&span)).expect("inside the text");
    let day = Some("2021-05-03".to_owned());
    MentionRow {
        id: id.to_owned(),
        kind: Kind::Event,
        report: hash,
        input: format!("{}.txt", agency.to_lowercase().replace(' ', "-")),
        sentence: 0,
        start: span.start,
        end: span.end,
        citation: citation.to_string(),
        quote: quote.to_owned(),
        plover: Some(plover.parse::<Plover>().expect("a type")),
        modes: vec!["visit".to_owned()],
        contexts: Vec::new(),
        cameo: Some("042".to_owned()),
        intensity: None,
        quad: Some(1),
        actors: vec![state("Gondor", "GON", Some("Amon Ereb"))],
        recipients: vec![state("Rohan", "ROH", None)],
        when: Some(WhenRow {
            value: day.clone(),
            start: day.clone(),
            end: day,
            precision: Precision::Day,
            anchor: Anchor::Published,
            modifier: None,
            vague: false,
        }),
        place: None,
        status: Some(status),
        polarity: Some(Polarity::Affirmed),
        certainty: Some(Certainty::Certain),
        time_ref: Some(TimeRef::Past),
        stage: None,
        condition: None,
        attribution: vec![link(agency, HolderRole::Agency)],
        quantities: Vec::new(),
        tie: None,
        deal: None,
        figure: None,
        statement: None,
        content_of: None,
        rules: vec!["rule/visit".to_owned()],
    }
}

fn deal(id: &str, text: &str, quote: &str, agency: &str) -> MentionRow {
    let voice = LinkRow {
        standing: Some(Standing::Unnamed),
        count: Some(2),
        ..link("people with knowledge of it", HolderRole::Voice)
    };
    let mut row = event(id, text, quote, "AGREE", Status::Expected, agency);
    row.kind = Kind::Deal;
    (row.plover, row.quad, row.cameo, row.when) = (None, None, None, None);
    row.modes.clear();
    row.actors = vec![state("Gondor", "GON", None), state("Rohan", "ROH", None)];
    row.recipients.clear();
    row.deal = Some(DealRow { subject: Some("grain".to_owned()), stage: None });
    row.attribution.push(voice);
    row
}

fn state(name: &str, code: &str, person: Option<&str>) -> ActorRow {
    ActorRow {
        name: name.to_owned(),
        code: code.to_owned(),
        country: Some(code.to_owned()),
        person: person.map(str::to_owned),
        ..ActorRow::default()
    }
}

fn link(holder: &str, role: HolderRole) -> LinkRow {
    LinkRow {
        holder: Some(holder.to_owned()),
        role,
        mode: SpeechMode::Indirect,
        standing: None,
        count: None,
        checked: None,
        reply: None,
        cue: None,
    }
}
