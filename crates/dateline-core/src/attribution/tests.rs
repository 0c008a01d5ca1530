//! Every verb of the table read in its example, and the orders in which speech is told.

use super::*;
use dateline_lang::Linear;

fn read(text: &str) -> (Doc, Vec<Statement>) {
    let doc = places::analyze(text, Linear::embedded());
    let statements = read_statements(text, &doc, &SpeechTables::embedded().unwrap());
    (doc, statements)
}

fn only(text: &str) -> (String, String, Statement) {
    let (doc, statements) = read(text);
    let statement = statements.into_iter().next().unwrap_or_else(|| panic!("a statement in {text}"));
    let speaker = statement.speaker_tokens.clone().map_or("", |tokens| doc.words(text, tokens)).to_owned();
    let content = text[statement.content.start as usize..statement.content.end as usize].to_owned();
    (speaker, content, statement)
}

#[test]
fn every_verb_is_read_in_its_example() {
    let tables = SpeechTables::embedded().unwrap();
    let cue = |lemma: &str| lemma.replace('_', " ");
    let missing: Vec<&str> = tables
        .verbs
        .values()
        .filter(|verb| !read(verb.example).1.iter().any(|s| *s.cue == *cue(verb.lemma)))
        .map(|verb| verb.example)
        .collect();
    assert!(missing.len() * 20 <= tables.verbs.len(), "{} not read:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn nouns_adjectives_replies_and_checks_are_read_in_their_examples() {
    let tables = SpeechTables::embedded().unwrap();
    let mut missing: Vec<&str> = Vec::new();
    missing.extend(
        tables
            .nouns
            .values()
            .map(|(_, e)| *e)
            .filter(|e| !read(e).1.iter().any(|s| s.rule.ends_with(".noun"))),
    );
    missing.extend(
        tables
            .adjectives
            .values()
            .copied()
            .filter(|e| !read(e).1.iter().any(|s| s.rule.ends_with(".adjective"))),
    );
    missing.extend(
        tables
            .replies
            .iter()
            .filter(|p| !read(p.example).1.iter().any(|s| s.reply == Some(p.says)))
            .map(|p| p.example),
    );
    let all = tables.nouns.len() + tables.adjectives.len() + tables.replies.len();
    assert!(missing.len() * 10 <= all, "{} of {all} not read:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn every_small_word_stands_in_its_example() {
    let tables = SpeechTables::embedded().unwrap();
    for ((_, word), example) in &tables.words {
        let (doc, statements) = read(example);
        assert!(doc.tokens.iter().any(|t| t.lemma.eq_ignore_ascii_case(word)), "{word}: {example}");
        assert!(!statements.is_empty(), "{word} reads no statement in: {example}");
    }
}

#[test]
fn standing_is_read_from_the_speaker() {
    let tables = SpeechTables::embedded().unwrap();
    let wrong: Vec<String> = tables
        .voices
        .values()
        .map(|(standing, example)| (standing, only(example)))
        .filter(|(standing, (_, _, s))| s.standing != **standing)
        .map(|(standing, (speaker, _, s))| format!("{speaker}: {standing} wanted, {} read", s.standing))
        .collect();
    assert!(wrong.len() * 20 <= tables.voices.len(), "{}", wrong.join("\n"));
}

#[test]
fn speech_in_every_order() {
    for text in [
        "Minister Aru Tamm said that the road was open.",
        "\"The road was open,\" Minister Aru Tamm said.",
        "\"The road was open,\" said Minister Aru Tamm.",
        "The road was open, Minister Aru Tamm said.",
        "According to Minister Aru Tamm, the road was open.",
        "The road was open, according to Minister Aru Tamm.",
        "“The road was open,” Minister Aru Tamm told reporters.",
    ] {
        let (speaker, content, _) = only(text);
        assert!(speaker.contains("Tamm"), "{text}: {speaker}");
        assert!(content.contains("road was open"), "{text}: {content}");
    }
}

#[test]
fn two_people_are_two_unnamed_voices() {
    let (_, _, statement) = only("Two people familiar with the plan said that the plant would close.");
    assert_eq!((statement.standing, statement.count), (Standing::Unnamed, Some(2)));
}

#[test]
fn the_one_spoken_to_and_the_newsroom_are_kept() {
    let text = "The mayor told residents that the water was safe.";
    let (doc, statements) = read(text);
    let to = statements[0].addressee_tokens.clone().expect("an addressee");
    assert_eq!(doc.words(text, to), "residents");
    let text = "The mine was sold, the Lake Tribune reported.";
    let (doc, statements) = read(text);
    let newsroom = statements[0].newsroom.clone().expect("a newsroom");
    assert_eq!(doc.words(text, newsroom), "Lake Tribune");
}

#[test]
fn silence_is_a_statement_without_content() {
    let (speaker, content, statement) = only("Questions went unanswered by a spokesman of the navy.");
    assert_eq!((statement.reply, content.as_str()), (Some(Reply::Unanswered), ""));
    assert!(speaker.contains("spokesman"), "{speaker}");
    let (_, _, statement) = only("Minister Aru Tamm declined to comment.");
    assert_eq!(statement.reply, Some(Reply::NoComment));
}

#[test]
fn a_document_speaks_and_was_not_verified() {
    let text = "The file, which could not be verified, says that Jordan would buy the gas.";
    let (_, _, statement) = only(text);
    assert_eq!((statement.mode, statement.checked), (SpeechMode::Document, Checked::Unverified));
}

#[test]
fn a_pronoun_carries_the_speaker_on() {
    let (_, statements) = read("Envoy Lia Okoro said that the camp was empty. She added that aid had come.");
    assert_eq!(statements[1].carried_on, Some(0));
}

#[test]
fn a_quote_runs_on_over_the_paragraph() {
    let text = "\"The dam held,\" Envoy Lia Okoro said. \"The road did not.\"";
    let (_, statements) = read(text);
    assert_eq!(statements.len(), 2);
    assert_eq!(statements[1].carried_on, Some(0));
    assert_eq!(statements[1].speaker_tokens, statements[0].speaker_tokens);
}

#[test]
fn a_saying_can_be_negated_without_its_content() {
    let (_, _, statement) = only("The minister did not say that the pact was ready.");
    assert!(statement.negated);
}

#[test]
fn the_innermost_statement_governs() {
    let (doc, statements) = read("Envoy Lia Okoro said that farmers believe that the pact is dead.");
    let dead = doc.tokens.iter().position(|t| &*t.lemma == "dead").unwrap();
    let inner = governing(&statements, dead).expect("a statement");
    assert_eq!(&*statements[inner].cue, "believe");
    assert_eq!(governing(&statements, 0), None);
}

#[test]
fn rows_come_back_with_quotes_in_code_points() {
    let row = serde_json::json!({"id": "1", "text": "“L’école est là,” said Mayor Aru Tamm."});
    let out = inspect_quotes(&row, Linear::embedded(), &SpeechTables::embedded().unwrap());
    let quote = &out["quotes"][0];
    assert_eq!((quote["start"].as_u64(), quote["end"].as_u64()), (Some(1), Some(16)));
    assert_eq!(quote["cue"], "say");
}
