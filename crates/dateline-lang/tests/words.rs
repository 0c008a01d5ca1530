//! Where words and sentences begin and end: short cases, words divided by `·`, sentences by `|`.

use dateline_lang::{segment, whole};

#[track_caller]
fn check(text: &str, want: &str) {
    let found = segment(text, &[whole(text)]);
    let sentences = found.sentences.iter().map(|sentence| {
        let pieces = &found.pieces[sentence.tokens()];
        pieces.iter().map(|piece| piece.form(text)).collect::<Vec<_>>().join("·")
    });
    assert_eq!(sentences.collect::<Vec<_>>().join("|"), want);
}

#[test]
fn clitics_are_words() {
    check("They don't know it's Gondor's.", "They·do·n't·know·it·'s·Gondor·'s·.");
    check("We can’t, and you’ll see.", "We·ca·n’t·,·and·you·’ll·see·.");
    check("They cannot and won't.", "They·can·not·and·wo·n't·.");
    check("O'Neill met d'Ivoire at one o'clock.", "O'Neill·met·d'Ivoire·at·one·o'clock·.");
}

#[test]
fn a_clitic_is_joined_to_its_word() {
    let text = "the ministers' talks don't 'stop'";
    let found = segment(text, &[whole(text)]);
    let joined: Vec<&str> = found.pieces.iter().filter(|p| p.joined == 1).map(|p| p.form(text)).collect();
    assert_eq!(joined, ["ministers", "do"]);
}

#[test]
fn hyphens_divide_but_after_prefixes() {
    check("a state-owned, 10-year plan", "a·state·-·owned·,·10·-·year·plan");
    check("an anti-tax, pro-Gondor post-war deal", "an·anti-tax·,·pro-Gondor·post-war·deal");
    check("an e-mail from al-Dol", "an·e-mail·from·al·-·Dol");
}

#[test]
fn numbers_and_money() {
    check("It paid US$8 bn, $1,000.50 and 5%.", "It·paid·US$·8·bn·,·$·1,000.50·and·5·%·.");
    check("at 10:30 on 9/11, 5kg, the 21st", "at·10:30·on·9/11·,·5·kg·,·the·21st");
    check("call 555-1234 in 1990-1995", "call·555-1234·in·1990·-·1995");
}

#[test]
fn addresses_are_whole() {
    check(
        "See www.example.org/a-b?c=1, or desk@example.org.",
        "See·www.example.org/a-b?c=1·,·or·desk@example.org·.",
    );
    check("Ask @newsdesk at example.com. Then wait.", "Ask·@newsdesk·at·example.com·.|Then·wait·.");
}

#[test]
fn abbreviations_keep_their_stop() {
    check("Lt. Gen. Hill left the U.S. Navy.", "Lt.·Gen.·Hill·left·the·U.S.·Navy·.");
    check("He left the U.S. Officials shrugged.", "He·left·the·U.S.|Officials·shrugged·.");
    check("J. R. Hill and A.B. Dale met.", "J.·R.·Hill·and·A.B.·Dale·met·.");
    check("It is worth Rs. 500. No. 5 is next.", "It·is·worth·Rs.·500·.|No.·5·is·next·.");
    check("He said no. They left at 5 p.m. Monday.", "He·said·no·.|They·left·at·5·p.m.·Monday·.");
}

#[test]
fn datelines_are_one_with_their_sentence() {
    check(
        "DALE, Jan. 3 (Reuters) - The king left. He slept.",
        "DALE·,·Jan.·3·(·Reuters·)·-·The·king·left·.|He·slept·.",
    );
    check("BREE (AP) — Troops left.", "BREE·(·AP·)·—·Troops·left·.");
}

#[test]
fn quotations() {
    check("“Why now?” the king asked. “Go!”", "“·Why·now·?·”·the·king·asked·.|“·Go·!·”");
    check("“We won. We go home,” he said.", "“·We·won·.|We·go·home·,·”·he·said·.");
    check("He called it “a new day.” Dale agreed.", "He·called·it·“·a·new·day·.·”|Dale·agreed·.");
}

#[test]
fn missing_blanks_brackets_and_notes() {
    check("The vote passed.Dale cheered.", "The·vote·passed·.|Dale·cheered·.");
    check("He left. (It was late.) She stayed.", "He·left·.|(·It·was·late·.·)|She·stayed·.");
    check("He died in Dale.[25] She lived.", "He·died·in·Dale·.·[·25·]|She·lived·.");
    check("Wait… what? Then... He left.", "Wait·…·what·?|Then·...|He·left·.");
}

#[test]
fn an_empty_line_and_a_block_are_hard_boundaries() {
    check("A heading\n\nThe text", "A·heading|The·text");
    let text = "One two three";
    let found = segment(text, &[0..3, 4..7]);
    assert_eq!(found.sentences.len(), 2);
    assert_eq!(found.sentences[1].block, 1);
    assert_eq!(found.pieces.len(), 2, "text outside blocks is not read");
}
