//! Learning the model of types from the sentences of the rule files; the same sentences give the same bytes.

use super::model::{CLASSES, NONE, TypeModel};
use super::{EventRules, Pair, Tree, Way, find_events};
use crate::actors::{ActorTables, analyze, mark_actors};
use crate::words::{Kind, Plover, Status};
use dateline_lang::Analyzer;
use std::collections::BTreeMap;
use std::ops::Range;

/// Passes over the sentences.
const EPOCHS: usize = 12;
/// A right type must be this far ahead of the next.
const MARGIN: f32 = 1.0;
/// Largest step for one example: noise in single sentences must not bend the model.
const STEP_MAX: f32 = 0.1;
/// Smaller weights are left out of the table.
const FLOOR: f32 = 0.02;

/// A sentence as the learner sees it.
struct Example {
    features: Vec<String>,
    class: usize,
}

/// Learns from the `yes` and `no` sentences of rules; gives the model and the number of examples.
pub fn learn_types(rules: &EventRules, actors: &ActorTables, analyzer: &dyn Analyzer) -> (TypeModel, usize) {
    let examples = examples(rules, actors, analyzer);
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for feature in examples.iter().flat_map(|example| &example.features) {
        let next = ids.len();
        ids.entry(feature).or_insert(next);
    }
    let coded: Vec<(Vec<usize>, usize)> = examples
        .iter()
        .map(|example| (example.features.iter().map(|f| ids[f.as_str()]).collect(), example.class))
        .collect();
    let averaged = averaged_weights(&coded, ids.len());
    let weights = ids.iter().map(|(feature, &id)| ((*feature).to_owned(), averaged[id].to_vec())).collect();
    (TypeModel::of_weights(weights, FLOOR), examples.len())
}

/// Passive-aggressive steps, averaged over all of them.
fn averaged_weights(examples: &[(Vec<usize>, usize)], features: usize) -> Vec<[f32; CLASSES]> {
    let mut weights = vec![[0f32; CLASSES]; features];
    let mut timed = vec![[0f64; CLASSES]; features];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = 1u64;
    let mut now = 0f64;
    for _ in 0..EPOCHS {
        shuffle(&mut order, &mut random);
        for &at in &order {
            let (keys, wanted) = &examples[at];
            let mut sums = [0f32; CLASSES];
            for &key in keys {
                sums.iter_mut().zip(weights[key]).for_each(|(sum, weight)| *sum += weight);
            }
            let rival =
                (0..CLASSES).filter(|class| class != wanted).max_by(|&a, &b| sums[a].total_cmp(&sums[b]));
            let rival = rival.unwrap_or(NONE);
            let loss = MARGIN - sums[*wanted] + sums[rival];
            now += 1.0;
            if loss <= 0.0 {
                continue;
            }
            let step = (loss / (2.0 * keys.len().max(1) as f32)).min(STEP_MAX);
            for &key in keys {
                weights[key][*wanted] += step;
                weights[key][rival] -= step;
                timed[key][*wanted] += f64::from(step) * now;
                timed[key][rival] -= f64::from(step) * now;
            }
        }
    }
    for (cells, sums) in weights.iter_mut().zip(&timed) {
        for (cell, sum) in cells.iter_mut().zip(sums) {
            *cell -= (sum / (now + 1.0)) as f32;
        }
    }
    weights
}

/// Fisher–Yates with a fixed linear congruential generator (Knuth's MMIX constants).
fn shuffle(order: &mut [usize], random: &mut u64) {
    for last in (1..order.len()).rev() {
        *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(last, (*random >> 33) as usize % (last + 1));
    }
}

fn examples(rules: &EventRules, actors: &ActorTables, analyzer: &dyn Analyzer) -> Vec<Example> {
    let mut found = Vec::new();
    for rule in rules.rules.iter().filter(|rule| rule.kind == Kind::Event) {
        let yes = rule.yes.iter().map(|sentence| (&sentence.text, wanted_class(rules, rule, &sentence.says)));
        let no = rule.no.iter().map(|sentence| (&sentence.text, Some(NONE)));
        for (text, class) in yes.chain(no) {
            let Some(class) = class else { continue };
            let doc = analyze(text, std::slice::from_ref(&(0..text.len() as u32)), actors, analyzer);
            let mentions = mark_actors(text, &doc, None, actors);
            let tree = Tree::new(text, &doc, &mentions);
            let span = |party: usize| -> Range<usize> {
                mentions[party].first as usize..mentions[party].last as usize
            };
            let read = find_events(text, &doc, &mentions, rules);
            let own = read.iter().find(|action| action.rule.id == rule.id).filter(|_| class != NONE);
            // Where nothing happens between the parties any two of them will do.
            let pair = match own {
                Some(action) => {
                    let second = action.recipients.first().or_else(|| action.actors.get(1));
                    Pair {
                        actor: action.actors.first().map(|&party| span(party)),
                        recipient: second.map(|&party| span(party)),
                    }
                }
                None if class == NONE => Pair {
                    actor: (!mentions.is_empty()).then(|| span(0)),
                    recipient: (mentions.len() > 1).then(|| span(1)),
                },
                None => continue,
            };
            found.push(Example { features: pair.features(&tree), class });
        }
    }
    found
}

/// The type that a sentence stands for: of what is still ahead, the type of its announcing.
fn wanted_class(rules: &EventRules, rule: &super::Rule, says: &str) -> Option<usize> {
    use Status::{Agreed, Conditional, Expected, NotExpected, Offered, Refused, Scheduled};
    let plover = rule.plover?;
    let status = says.split_whitespace().last().and_then(|word| word.parse::<Status>().ok());
    let way = match status {
        Some(Expected | Scheduled | Agreed | Offered) => Some(Way::Promise),
        Some(NotExpected | Refused) => Some(Way::Refusal),
        Some(Conditional) => Some(Way::Threat),
        _ => None,
    };
    let code = rule.patterns.first().and_then(|pattern| pattern.cameo.as_deref());
    let ahead = way.zip(code).and_then(|(way, code)| rules.ahead(code, way));
    let plover = ahead.and_then(|ahead| ahead.plover).unwrap_or(plover);
    Plover::ALL.iter().position(|&known| known == plover)
}
