//! The model file: it loads, says what it is made of, and a damaged copy is refused.

use std::time::{Duration, Instant};

use dateline_lang::{Analyzer, EntityKind, Input, Linear, Rel, train, whole};

const EMBEDDED: &[u8] = include_bytes!("../model/en.dlm");

#[test]
fn the_embedded_model_has_a_card() {
    let model = Linear::embedded();
    assert_eq!(model.card().licence, "CC BY-SA 4.0");
    assert!(model.card().trained_on.iter().all(|set| set.licence != "unknown" && set.words > 0));
    assert!(
        model
            .card()
            .trained_on
            .iter()
            .all(|set| !set.name.contains("wikigold") && !set.name.contains("test"))
    );
    assert_ne!(model.hash(), [0; 32]);
    assert!(EMBEDDED.len() <= 10_000_000, "model of {} bytes", EMBEDDED.len());
    let start = Instant::now();
    Linear::from_bytes(EMBEDDED).expect("embedded model");
    // The bar is 100 ms optimised on a free core; this machine may be busy and the test build slower.
    assert!(start.elapsed() < Duration::from_secs(1), "loaded in {:?}", start.elapsed());
}

#[test]
fn a_damaged_model_is_an_error() {
    for size in [0, 7, 8, 15, 100, EMBEDDED.len() / 2, EMBEDDED.len() - 1] {
        assert!(Linear::from_bytes(&EMBEDDED[..size]).is_err(), "cut at {size}");
    }
    for at in [0, 9, 20, 5000, EMBEDDED.len() / 3, EMBEDDED.len() - 2] {
        let mut bytes = EMBEDDED.to_vec();
        bytes[at] ^= 0x41;
        assert!(Linear::from_bytes(&bytes).is_err(), "changed at {at}");
    }
}

#[test]
fn a_plain_sentence_is_read_right() {
    let text = "The foreign minister of Vietnam said on Monday that Hanoi had been warned by Washington.";
    let doc = Linear::embedded().analyze(text, &[whole(text)]);
    let at = |form: &str| doc.tokens.iter().position(|t| t.form(text) == form).expect("a word of the text");
    let token = |form: &str| &doc.tokens[at(form)];
    assert_eq!(token("said").head, None);
    assert_eq!((token("minister").rel, token("minister").head), (Rel::Nsubj, Some(at("said") as u32)));
    assert_eq!((token("warned").rel, token("warned").head), (Rel::Ccomp, Some(at("said") as u32)));
    assert_eq!(token("Hanoi").rel, Rel::NsubjPass);
    assert_eq!(token("Washington").rel, Rel::OblAgent);
    assert_eq!(token("been").rel, Rel::AuxPass);
    assert_eq!(token("warned").lemma.as_ref(), "warn");
    let names: Vec<_> =
        doc.entities.iter().map(|e| (doc.words(text, e.first as usize..e.last as usize), e.kind)).collect();
    assert_eq!(
        names,
        [("Vietnam", EntityKind::Gpe), ("Hanoi", EntityKind::Gpe), ("Washington", EntityKind::Gpe)]
    );
}

#[test]
fn a_dateline_is_no_part_of_the_grammar() {
    let text = "HANOI, Sept. 10 (Reuters) - The minister signed the deal.";
    let doc = Linear::embedded().analyze(text, &[whole(text)]);
    let signed = doc.tokens.iter().position(|t| t.form(text) == "signed").expect("a word of the text");
    assert_eq!(doc.tokens[signed].head, None);
    assert_eq!((doc.tokens[0].rel, doc.tokens[0].head), (Rel::Parataxis, Some(signed as u32)));
    assert_eq!(doc.tokens[0].lemma.as_ref(), "HANOI");
    assert_eq!((doc.entities[0].first, doc.entities[0].kind), (0, EntityKind::Gpe));
    let text = "NATO chief Hill spoke on Monday - a day late.";
    let doc = Linear::embedded().analyze(text, &[whole(text)]);
    assert!(doc.tokens.iter().all(|t| t.rel != Rel::Dep));
}

/// Three sentences of our own, as a treebank.
const SMALL: &str = "1\tDale\tDale\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n2\tsigned\tsign\tVERB\tVBD\t_\t0\troot\t_\t_\n\
3\tit\tit\tPRON\tPRP\t_\t2\tobj\t_\tSpaceAfter=No\n4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n\
1\tBree\tBree\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n\
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n\
1\tTroops\ttroop\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n2\tcrossed\tcross\tVERB\tVBD\t_\t0\troot\t_\t_\n\
3\tthe\tthe\tDET\tDT\t_\t4\tdet\t_\t_\n4\triver\triver\tNOUN\tNN\t_\t2\tobj\t_\t_\n\n";

#[test]
fn training_is_the_same_twice() {
    // Inputs named like the sets of the crate stand in for them, and keep this training short.
    let input = |name: &str, text: String| Input { name: format!("{name}.conllu"), text };
    let inputs = [input("news-a-train", SMALL.repeat(4)), input("news-b-train", String::new())];
    let train = |seed| train(&inputs, seed, &mut |_| {}).expect("a good treebank").bytes;
    let first = train(1);
    assert!(first == train(1), "same inputs, same seed, same bytes");
    let model = Linear::from_bytes(&first).expect("own bytes");
    let text = "Bree crossed the river.";
    let doc = model.analyze(text, &[whole(text)]);
    assert_eq!(doc.tokens[0].rel, Rel::Nsubj);
    assert_eq!(doc.tokens[1].lemma.as_ref(), "cross");
}

#[test]
fn a_bad_treebank_is_an_error_with_its_line() {
    let inputs = [Input { name: "bad.conllu".to_owned(), text: "1\tDale\n\n".to_owned() }];
    let error = train(&inputs, 1, &mut |_| {}).expect_err("too few columns");
    assert!(error.to_string().starts_with("bad.conllu:1: "), "{error}");
    assert!(train(&[], 1, &mut |_| {}).is_err());
}
