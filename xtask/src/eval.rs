//! Every quality figure: the program's answers put to the scorers beside the gold sets.

use crate::sh::{build_program, print, root, run_name, shared, shell};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A gold set, the lines that score it, and how its figures are named.
struct Measure {
    name: &'static str,
    /// `$D` is the program, `$S` the shared folder, `$T` a folder for answers.
    line: &'static str,
}

const MEASURES: &[Measure] = &[
    Measure {
        name: "parse_ewt",
        line: "G=$S/data/treebank/en_ewt-ud-test.conllu.gz; python3 $S/tools/conllu.py --blind $G | $D inspect parse - --presegmented > $T/a && python3 $S/tools/score_parse.py $G $T/a --ner $S/data/ner/uner_en_ewt-test.iob2.gz",
    },
    Measure {
        name: "parse_gum",
        line: "G=$S/data/treebank/en_gum-permissive-ud-test.conllu.gz; python3 $S/tools/conllu.py --blind $G | $D inspect parse - --presegmented > $T/a && python3 $S/tools/score_parse.py $G $T/a",
    },
    Measure {
        name: "parse_news",
        line: "cat crates/dateline-lang/data/treebank/news-?-test.conllu > $T/g; python3 $S/tools/conllu.py --blind $T/g | $D inspect parse - --presegmented > $T/a && python3 $S/tools/score_parse.py $T/g $T/a --relations",
    },
    Measure {
        name: "raw_ewt",
        line: "G=$S/data/treebank/en_ewt-ud-test.conllu.gz; python3 $S/tools/conllu.py --text $G | $D inspect parse - > $T/a && python3 $S/tools/score_parse.py $G $T/a --raw",
    },
    Measure {
        name: "raw_gum",
        line: "G=$S/data/treebank/en_gum-permissive-ud-test.conllu.gz; python3 $S/tools/conllu.py --text $G | $D inspect parse - > $T/a && python3 $S/tools/score_parse.py $G $T/a --raw",
    },
    Measure {
        name: "ner_politics",
        line: "G=$S/data/ner/crossner-politics-test.txt.gz; python3 $S/tools/conllu.py --blind $G | $D inspect parse - --presegmented > $T/a && python3 $S/tools/score_parse.py $G $T/a",
    },
    Measure {
        name: "ner_wikigold",
        line: "G=$S/data/ner/wikigold-en.conll.gz; python3 $S/tools/conllu.py --blind $G | $D inspect parse - --presegmented > $T/a && python3 $S/tools/score_parse.py $G $T/a",
    },
    Measure {
        name: "sentences_news",
        line: "G=$S/data/sentences/news_edge_cases_en.jsonl; python3 $S/tools/score_sentences.py --rows $G | $D inspect sentences - > $T/a && python3 $S/tools/score_sentences.py $G $T/a",
    },
    Measure {
        name: "sentences_rules",
        line: "G=$S/data/sentences/golden_rules_en.jsonl; python3 $S/tools/score_sentences.py --rows $G | $D inspect sentences - > $T/a && python3 $S/tools/score_sentences.py $G $T/a",
    },
    Measure {
        name: "actors",
        line: "G=$S/data/event_gold/actor_codes.dev.jsonl; python3 $S/tools/make_inputs.py actors $G | $D inspect actors - > $T/a && python3 $S/tools/score_actors.py $G $T/a",
    },
    Measure {
        name: "times_gum",
        line: "G=$S/data/timex/gum.jsonl; python3 $S/tools/make_inputs.py times $G | $D inspect times - > $T/a && python3 $S/tools/score_times.py $G $T/a",
    },
    Measure {
        name: "times_wikiwars",
        line: "G=$S/data/timex/wikiwars.jsonl; python3 $S/tools/make_inputs.py times $G | $D inspect times - > $T/a && python3 $S/tools/score_times.py $G $T/a",
    },
    Measure {
        name: "times_recognizers",
        line: "G=$S/data/timex/recognizers_en.jsonl; python3 $S/tools/make_inputs.py times $G | $D inspect times - > $T/a && python3 $S/tools/score_times.py $G $T/a",
    },
    Measure {
        name: "quotes",
        line: "G=$S/data/quotes/gum_attribution.jsonl; python3 $S/tools/make_inputs.py quotes $G | $D inspect quotes - > $T/a && python3 $S/tools/score_quotes.py $G $T/a",
    },
    Measure {
        name: "status",
        line: "G=$S/data/factuality/meantime_events.jsonl; python3 $S/tools/make_inputs.py status $G | $D inspect status - > $T/a && python3 $S/tools/score_status.py $G $T/a",
    },
    Measure {
        name: "amounts",
        line: "G=$S/data/quantities/recognizers_en.jsonl; python3 $S/tools/make_inputs.py amounts $G | $D inspect amounts - > $T/a && python3 $S/tools/score_amounts.py $G $T/a",
    },
    Measure {
        name: "places",
        line: "for H in dev test; do python3 eval/score_places.py --rows crates/dateline-core/tests/places/$H.tsv | $D inspect places - > $T/a && python3 eval/score_places.py crates/dateline-core/tests/places/$H.tsv $T/a $H; done",
    },
    Measure {
        name: "events_plover_gsr",
        line: "G=$S/data/event_gold/plover_gsr.dev.jsonl; python3 $S/tools/make_inputs.py code $G | $D code - --format jsonl > $T/a; python3 $S/tools/score_events.py $G $T/a",
    },
    Measure {
        name: "events_petr2_gsr",
        line: "G=$S/data/event_gold/petr2_gsr.dev.jsonl; python3 $S/tools/make_inputs.py code $G | $D code - --format jsonl > $T/a; python3 $S/tools/score_events.py $G $T/a",
    },
    Measure {
        name: "events_cameo_multi",
        line: "G=$S/data/event_gold/cameo_multi.dev.jsonl; python3 $S/tools/make_inputs.py code $G | $D code - --format jsonl > $T/a; python3 $S/tools/score_events.py $G $T/a",
    },
    Measure {
        name: "events_cameo_quad",
        line: "G=$S/data/event_gold/cameo_quad.dev.jsonl; python3 $S/tools/make_inputs.py code $G | $D code - --format jsonl > $T/a; python3 $S/tools/score_events.py $G $T/a",
    },
    Measure {
        name: "stories",
        line: "G=$S/data/stories/ecbplus_clusters.jsonl; python3 $S/tools/score_stories.py --rows $G | $D inspect stories - > $T/a && python3 $S/tools/score_stories.py $G $T/a",
    },
    Measure {
        name: "reuse_short",
        line: "G=$S/data/stories/shortanswer_reuse_pairs.jsonl; python3 $S/tools/score_lineage.py --rows $G | $D inspect lineage - > $T/a && python3 $S/tools/score_lineage.py $G $T/a",
    },
    Measure {
        name: "reuse_news",
        line: "G=$S/data/stories/news_reuse_pairs_silver.jsonl; python3 $S/tools/score_lineage.py --rows $G | $D inspect lineage - > $T/a && python3 $S/tools/score_lineage.py $G $T/a",
    },
    Measure {
        name: "events_plv",
        line: "G=$S/data/event_gold/plv.dev.jsonl; python3 $S/tools/make_inputs.py type $G | $D inspect type - > $T/a && python3 $S/tools/score_types.py $G $T/a",
    },
    Measure {
        name: "seeds",
        line: "$D code $S/seeds --format jsonl > $T/a; python3 $S/tools/score_seeds.py $S/data/seeds_gold/gold.jsonl $S/seeds $T/a",
    },
];

/// Prints the figures; with `floors` a figure below its floor is a fault, with `keep` they are written down.
pub(crate) fn run(floors: bool, keep: bool) -> Result<()> {
    let Some(shared) = shared() else {
        print("SKIPPED: ../shared is absent, so there is no gold to measure against");
        return Ok(());
    };
    let program = build_program()?;
    let answers = std::env::temp_dir().join(format!("dateline-eval-{}", std::process::id()));
    std::fs::create_dir_all(&answers)?;
    let mut report = String::new();
    let mut figures = BTreeMap::new();
    for measure in MEASURES {
        let line = format!(
            "D={}; S={}; T={}; {}",
            program.display(),
            shared.display(),
            answers.display(),
            measure.line
        );
        let printed = shell(&line).unwrap_or_else(|fault| format!("failed: {fault:#}"));
        let _ = writeln!(report, "== {}", measure.name);
        for line in printed.lines() {
            let _ = writeln!(report, "{line}");
            if let Some((name, value)) = figure(line) {
                figures.insert(format!("{}.{name}", measure.name), value);
            }
        }
        print(&format!("== {}\n{printed}", measure.name));
    }
    std::fs::remove_dir_all(&answers)?;
    if keep {
        let folder = root().join("eval/runs");
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(format!("{}.txt", run_name()?)), report)?;
    }
    if floors { hold_floors(&figures) } else { Ok(()) }
}

/// Reads `figure NAME VALUE`, `NAME found A of B`, `NAME right A of B found` and `recall VALUE`.
fn figure(line: &str) -> Option<(String, f64)> {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words[..] {
        ["figure", name, value] => Some((name.to_owned(), value.parse().ok()?)),
        [name, "found" | "right", right, "of", all, ..] => {
            Some((name.to_owned(), right.parse::<f64>().ok()? / all.parse::<f64>().ok()?))
        }
        [name, value] => Some((name.to_owned(), value.parse().ok()?)),
        _ => None,
    }
}

fn hold_floors(figures: &BTreeMap<String, f64>) -> Result<()> {
    let text = std::fs::read_to_string(root().join("eval/floors.toml")).context("eval/floors.toml")?;
    let floors: BTreeMap<String, f64> = toml::from_str(&text).context("eval/floors.toml")?;
    let below: Vec<String> = floors
        .iter()
        .filter(|(name, floor)| figures.get(*name).is_none_or(|value| value + 5e-4 < **floor))
        .map(|(name, floor)| format!("{name}: {:?} is below its floor {floor}", figures.get(name)))
        .collect();
    if !below.is_empty() {
        bail!("{}", below.join("\n"));
    }
    print(&format!("all {} floors hold", floors.len()));
    Ok(())
}
