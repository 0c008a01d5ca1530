//! Dictionary forms of verbs from lists: "ruled" is `rule` and not `rul`, because only one of the two is
//! a verb; "shot" is `shoot`. What the lists do not know is left to the trained rules.

use crate::doc::Xpos;
use crate::hash::ByHash;
use crate::word::Spelling;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static VERBS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    include_str!("../data/lexicon/verbs.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

static IRREGULAR: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    include_str!("../data/lexicon/irregular.tsv").lines().filter_map(|line| line.split_once('\t')).collect()
});

/// Bits of the forms that a written form can be: dictionary form, `-s`, `-ed`, `-ing`, irregular past.
static FORMS: LazyLock<ByHash<u8>> = LazyLock::new(|| {
    let mut forms: ByHash<u8> = ByHash::default();
    let mut put = |form: &str, bit: u8| *forms.entry(Spelling::of(form).lower).or_default() |= bit;
    for verb in VERBS.iter() {
        put(verb, 1);
        for stem in stems(verb) {
            put(&format!("{stem}s"), 2);
            put(&format!("{stem}es"), 2);
            put(&format!("{stem}ed"), 4);
            put(&format!("{stem}ing"), 8);
        }
    }
    IRREGULAR.keys().for_each(|form| put(form, 16));
    forms
});

/// What endings may be put to; too many rather than too few, for a form that is no word does no harm.
fn stems(verb: &str) -> Vec<String> {
    let mut stems = vec![verb.to_owned()];
    stems.extend(verb.strip_suffix('e').map(str::to_owned));
    stems.extend(verb.strip_suffix('y').map(|base| format!("{base}i")));
    stems.extend(verb.chars().last().map(|last| format!("{verb}{last}")));
    stems
}

/// Which forms of verbs of the list the word with this hash of small letters can be, as bits; 0 if none.
pub(crate) fn verb_forms(lower: u64) -> u8 {
    FORMS.get(&lower).copied().unwrap_or(0)
}

/// The dictionary form of a verb form, where just one verb of the list can make it.
pub(crate) fn verb_lemma(form: &str, tag: Xpos) -> Option<&'static str> {
    regular_lemma(form, tag).or_else(|| IRREGULAR.get(form.to_ascii_lowercase().as_str()).copied())
}

fn regular_lemma(form: &str, tag: Xpos) -> Option<&'static str> {
    let endings: &[&str] = match tag {
        Xpos::Vbd | Xpos::Vbn => &["ed"],
        Xpos::Vbg => &["ing"],
        Xpos::Vbz => &["es", "s"],
        Xpos::Vb | Xpos::Vbp => return VERBS.get(form.to_ascii_lowercase().as_str()).copied(),
        _ => return None,
    };
    let lower = form.to_ascii_lowercase();
    let mut found: Vec<&'static str> = Vec::new();
    for stem in endings.iter().filter_map(|ending| lower.strip_suffix(ending)) {
        for candidate in candidates(stem) {
            if let Some(&verb) = VERBS.get(candidate.as_str())
                && !found.contains(&verb)
            {
                found.push(verb);
            }
        }
    }
    match found[..] {
        [only] => Some(only),
        _ => None,
    }
}

/// What a stem may stand for: itself, with its silent e, with y for i, with its doubled consonant undone.
fn candidates(stem: &str) -> Vec<String> {
    let mut forms = vec![stem.to_owned(), format!("{stem}e")];
    if let Some(base) = stem.strip_suffix('i') {
        forms.push(format!("{base}y"));
    }
    let mut last = stem.chars().rev();
    if let (Some(a), Some(b)) = (last.next(), last.next())
        && a == b
        && a.is_ascii_alphabetic()
        && !"aeiou".contains(a)
    {
        forms.push(stem[..stem.len() - a.len_utf8()].to_owned());
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_decides_what_the_ending_leaves_open() {
        let cases = [
            ("ruled", Xpos::Vbd, Some("rule")),
            ("initialled", Xpos::Vbd, Some("initial")),
            ("upgrading", Xpos::Vbg, Some("upgrade")),
            ("denies", Xpos::Vbz, Some("deny")),
            ("went", Xpos::Vbd, Some("go")),
            ("shot", Xpos::Vbp, Some("shoot")),
            ("table", Xpos::Nn, None),
        ];
        for (form, tag, lemma) in cases {
            assert_eq!(verb_lemma(form, tag), lemma, "{form}");
        }
    }

    #[test]
    fn forms_of_known_verbs_are_known_by_their_endings() {
        let cases =
            [("upgraded", 4), ("denies", 2), ("shot", 16), ("barring", 8), ("attack", 1), ("window", 0)];
        for (form, bits) in cases {
            assert_eq!(verb_forms(Spelling::of(form).lower), bits, "{form}");
        }
    }

    #[test]
    fn the_list_is_sorted() {
        let lines: Vec<&str> = include_str!("../data/lexicon/verbs.txt").lines().skip(1).collect();
        assert!(lines.windows(2).all(|two| two[0] < two[1]));
    }
}
