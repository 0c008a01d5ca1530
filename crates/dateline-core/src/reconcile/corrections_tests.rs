//! Laws of corrections: what a person says counts whatever the order, is undone by a row, and shows where it counts.

use super::{
    corrections::{contrary, counts, standing},
    sources::{origins, story_called},
    tests::{ASIDE, Owned, TALE, corrected_in_words, says, the_set, told},
    *,
};
use proptest::prelude::*;

fn hash(set: &[Owned], name: &str) -> String {
    set.iter().find(|owned| owned.report.input == name).expect("there").report.report.clone()
}

fn on(day: &str, change: Change) -> Correction {
    Correction::new(day, Some("Ann Roe"), Some("seen by eye"), change)
}

fn cut(set: &[Owned], a: &str, b: &str) -> Correction {
    on("2021-06-01", Change::CutLink { a: hash(set, a), b: hash(set, b) })
}

fn add(set: &[Owned], a: &str, b: &str, class: Relation) -> Correction {
    on("2021-06-02", Change::AddLink { a: hash(set, a), b: hash(set, b), class })
}

/// Runs `look` on what the set says with these corrections, and a way from a report's name to its place.
fn with<T>(
    set: &[Owned],
    corrections: &[Correction],
    look: impl Fn(&Reconciled<'_>, &dyn Fn(&str) -> usize) -> T,
) -> T {
    let held: Vec<Held<'_>> = set.iter().map(Owned::held).collect();
    let all = reconcile(&held, corrections);
    let place = |name: &str| all.reports.iter().position(|held| held.report.input == name).expect("there");
    look(&all, &place)
}

#[test]
fn a_cut_holds_two_reports_apart_even_where_a_third_joins_them() {
    let set = the_set();
    // e is a copy of a, and b a rewrite of both: with a and b cut, b stays apart from both.
    let corrections = [cut(&set, "a", "b")];
    with(&set, &corrections, |all, place| {
        let text = |name: &str| all.lineage.text_of[place(name)];
        assert_eq!(text("a"), text("e"));
        assert_ne!(text("a"), text("b"));
        let link = |one: &str, other: &str| {
            let ends = [place(one).min(place(other)), place(one).max(place(other))];
            all.lineage.links.iter().find(|link| [link.a, link.b] == ends).expect("a link")
        };
        let own = link("a", "b");
        assert_eq!(own.relation, Relation::Independent);
        assert!(own.reasons[0].contains(&corrections[0].in_words()), "{:?}", own.reasons);
        assert!(
            own.reasons[1].starts_with("found: rewrite, "),
            "what was found stays to be seen: {:?}",
            own.reasons
        );
        let third = link("e", "b");
        assert!(
            third.reasons.iter().any(|reason| reason.starts_with("does not count: ")),
            "{:?}",
            third.reasons
        );
        assert!(third.corrections.contains(&corrections[0].id));
    });
}

#[test]
fn counts_follow_and_say_what_they_depend_on() {
    let set = [
        says(told("a", Some("Gondor Wire"), "2021-05-03", TALE), "CONSULT GON > ROH happened 2021-05-03"),
        says(told("b", Some("Ithilien Press"), "2021-05-03", ASIDE), "CONSULT GON > ROH happened 2021-05-03"),
    ];
    let told = |corrections: &[Correction]| {
        with(&set, corrections, |all, _| {
            let event = &all.events[0];
            (event.counts.to_string(), event.counts.origins.to_string(), event.counts.corrected.len())
        })
    };
    // Apart at first, whatever is found: a later word of the same person stands over an earlier one.
    let apart = cut(&set, "a", "b");
    assert_eq!(told(std::slice::from_ref(&apart)), ("2 · 2 · –".to_owned(), "2/2/2".to_owned(), 1));
    let rewrite = add(&set, "a", "b", Relation::Rewrite);
    assert_eq!(told(&[apart.clone(), rewrite]), ("1 · 1 · –".to_owned(), "1/1/1".to_owned(), 1));
    let one_source = add(&set, "a", "b", Relation::SameSource);
    assert_eq!(
        told(&[apart.clone(), one_source]),
        ("2 · 1 · –".to_owned(), "1/1/1".to_owned(), 1),
        "one source, two texts"
    );
    let same = Change::SameNewsroom { name: "Gondor Wire".into(), same_as: "Ithilien Press".into() };
    assert_eq!(told(&[apart, on("2021-06-03", same)]), ("2 · 1 · –".to_owned(), "1/1/1".to_owned(), 2));
    let brief = |corrections: &[Correction]| {
        with(&set, corrections, |all, _| {
            let brief = brief::write(all, &[], 9, &|_| true);
            let lines =
                brief.stories.iter().flat_map(|story| &story.blocks).flat_map(|(_, lines, _)| lines.clone());
            lines.map(|line| line.corrected.len()).collect::<Vec<_>>()
        })
    };
    assert!(brief(&[]).iter().all(|count| *count == 0));
    let corrected = brief(&[add(&set, "a", "b", Relation::Copy)]);
    assert!(!corrected.is_empty() && corrected.iter().all(|count| *count == 1), "{corrected:?}");
}

#[test]
fn an_original_gives_its_newsroom_and_the_direction() {
    let set = the_set();
    let original = on("2021-06-01", Change::Original { report: hash(&set, "b") });
    with(&set, std::slice::from_ref(&original), |all, place| {
        let unknown = all.lineage.newsrooms([place("a")]);
        assert!(
            unknown.iter().all(|name| name.starts_with("unknown newsroom of ")),
            "b credits nobody: {unknown:?}"
        );
        let b = place("b");
        let mut links = all.lineage.links.iter().filter(|link| link.a == b || link.b == b).peekable();
        assert!(links.peek().is_some(), "b is linked to what it tells again");
        assert!(
            links.all(|link| link.direction == Some(if link.a == b { "b>a" } else { "a>b" })),
            "others derive from b"
        );
        let found = origins(all, &[place("a"), place("b"), place("e")]);
        assert!(found[0].held && found[0].reports.len() == 3, "{found:?}");
        // A name for what no report names: spoken of by any of its reports.
        let hash = &set.iter().find(|owned| owned.report.input == "e").expect("there").report.report;
        let name = format!("unknown newsroom of {}", lineage::short_report(hash));
        let wire = Change::SameNewsroom { name, same_as: "Anduin Post".to_owned() };
        let held: Vec<Held<'_>> = set.iter().map(Owned::held).collect();
        let undone = on("2021-06-04", Change::Undo { correction: original.id.clone() });
        let cut_off = on("2021-06-05", wire);
        let (lineage, reports) = lineage_of(&held, &[original.clone(), undone, cut_off]);
        let e = reports.iter().position(|held| held.report.input == "e").expect("there");
        assert_eq!(lineage.newsrooms([e]).into_iter().collect::<Vec<_>>(), ["Gondor Wire"], "a is credited");
    });
}

#[test]
fn stories_are_split_and_merged_and_found_under_their_old_names() {
    let set = the_set();
    let (before, id, other) = with(&set, &[], |all, place| {
        let of = |name: &str| {
            all.stories.iter().find(|story| story.reports.contains(&place(name))).expect("a story")
        };
        assert_ne!(of("a").id, of("d").id);
        (all.stories.len(), of("a").id.clone(), of("d").id.clone())
    });
    let merge = on(
        "2021-06-01",
        Change::MergeStories {
            stories: [id.clone(), other.clone()],
            reports: [hash(&set, "a"), hash(&set, "d")],
        },
    );
    with(&set, std::slice::from_ref(&merge), |all, place| {
        assert_eq!(all.stories.len(), before - 1);
        let story = all.stories.iter().find(|story| story.reports.contains(&place("d"))).expect("a story");
        assert!(story.reports.contains(&place("a")) && story.corrected.contains(&merge.id));
        for name in [&id, &other] {
            let corrections = [merge.clone()];
            let (found, by) = story_called(all, &corrections, name).expect("found");
            assert_eq!(found.id, story.id);
            assert_eq!(
                by.is_some(),
                *name != story.id,
                "the note names the correction where the name is an old one"
            );
        }
        assert!(all.events.iter().all(|event| event.counts.corrected.contains(&merge.id)));
    });
    let rest: Vec<String> = ["a", "e"].iter().map(|name| hash(&set, name)).collect();
    let split = on("2021-06-02", Change::SplitStory { story: id, reports: vec![hash(&set, "b")], rest });
    with(&set, std::slice::from_ref(&split), |all, place| {
        let of = |name: &str| all.stories.iter().position(|story| story.reports.contains(&place(name)));
        assert_ne!(of("a"), of("b"));
        assert_eq!(of("a"), of("e"));
        assert_eq!(of("c"), of("a"), "c, which nobody named, stays with the text whose words it has");
    });
}

#[test]
fn an_undoing_can_be_undone_and_a_contrary_word_is_refused() {
    let set = the_set();
    let first = cut(&set, "a", "b");
    let undo = |id: &str, day: &str| on(day, Change::Undo { correction: id.to_owned() });
    let second = undo(&first.id, "2021-06-02");
    let third = undo(&second.id, "2021-06-03");
    assert_eq!(standing(std::slice::from_ref(&first)).len(), 1);
    assert_eq!(corrected_in_words(&set, &[first.clone(), second.clone()]), corrected_in_words(&set, &[]));
    let all = [third, first.clone(), second.clone()];
    assert!(counts(&all, &first.id) && !counts(&all, &second.id));
    assert_eq!(corrected_in_words(&set, &all), corrected_in_words(&set, &all[1..2]));
    let contrary_word = add(&set, "b", "a", Relation::Copy).change;
    assert_eq!(contrary(&all, &contrary_word).map(|held| &held.id), Some(&first.id));
    assert!(contrary(&[first.clone(), second], &contrary_word).is_none());
    assert_eq!(cut(&set, "b", "a").id, first.id, "whichever way round it is said");
    assert!(first.is_whole() && !Correction { day: "2020-01-01".into(), ..first }.is_whole());
}

#[test]
fn a_correction_waits_for_a_report_that_is_not_held() {
    let set = the_set();
    let corrections = [cut(&set, "a", "b")];
    assert_eq!(corrected_in_words(&set[2..], &corrections), corrected_in_words(&set[2..], &[]));
}

#[test]
fn a_handout_that_two_newsrooms_print_is_an_origin_of_its_own() {
    let speech =
        "“We shall hold the ford, mend the wall and let no rider of the mark want for grain this year”";
    let one = format!("{speech}, the steward said in a press release. {}", &TALE[..300]);
    let two = format!(
        "Merchants in Edoras were not convinced by the words of the steward. {speech}, he said. {ASIDE}"
    );
    let set = [told("one", Some("Wire"), "2021-05-03", &one), told("two", None, "2021-05-04", &two)];
    with(&set, &[], |all, place| {
        let links: Vec<_> = all.lineage.links.iter().filter(|link| link.handout).collect();
        assert_eq!(links.len(), 1, "{:?}", all.lineage.links);
        assert!(
            links[0].reasons.iter().any(|reason| reason.contains("press release")),
            "{:?}",
            links[0].reasons
        );
        assert_eq!(all.lineage.origins([place("one"), place("two")]).to_string(), "1/2/2");
        let found = origins(all, &[place("one"), place("two")]);
        let handout = found.iter().find(|origin| origin.kind == OriginKind::PressRelease).expect("a release");
        assert!(!handout.held && handout.reports.len() == 2);
    });
}

proptest! {
    #[test]
    fn the_order_of_corrections_cannot_show(order in Just((0..7).collect::<Vec<usize>>()).prop_shuffle()) {
        let set = the_set();
        let name = |name: &str, same_as: &str| Change::SameNewsroom { name: name.into(), same_as: same_as.into() };
        let first = cut(&set, "a", "b");
        let corrections = [
            on("2021-06-04", Change::Undo { correction: first.id.clone() }),
            first,
            add(&set, "c", "d", Relation::SameSource),
            on("2021-06-01", name("Gondor Wire", "Ithilien Press")),
            on("2021-06-02", name("Ithilien Press", "Anduin Post")),
            on("2021-06-02", Change::Original { report: hash(&set, "e") }),
            on("2021-06-02", Change::Original { report: hash(&set, "b") }),
        ];
        let shuffled: Vec<Correction> = order.iter().map(|&n| corrections[n].clone()).collect();
        prop_assert_eq!(corrected_in_words(&set, &shuffled), corrected_in_words(&set, &corrections));
    }
}
