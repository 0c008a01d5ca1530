//! Dictionary forms by suffix rules.
//!
//! A rule belongs to a tag and a suffix of the lower-case form and says how many characters to cut and what to put
//! in their place. The longest suffix that has a rule decides; a rule for a whole word (an exception) is the one
//! whose suffix begins with `^`. Rules are counted on a treebank and kept only where a shorter suffix would err.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use crate::bytes::{Reader, Writer};
use crate::doc::{Upos, Xpos};
use crate::error::{Error, ErrorKind};
use crate::gazetteer;
use crate::hash::Rolling;
use crate::tagger::{Tag, tag_atom};
use crate::word::{Spelling, lower_of, straight};

const VERBS_IN_E: &str = include_str!("../data/lemma/verbs_in_e.tsv");

/// Characters of the longest suffix that gets a rule, apart from whole words.
const SUFFIX_CHARS_MAX: usize = 6;
/// Characters of the longest whole word that gets a rule.
const WORD_CHARS_MAX: usize = 24;

/// What to do with a form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Edit {
    /// Whether capitals stay.
    case: Case,
    /// Characters to cut from the end.
    cut: u8,
    /// What to put there.
    put: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    Lower,
    AsWritten,
    Title,
}

impl Case {
    const ALL: [Case; 3] = [Case::Lower, Case::AsWritten, Case::Title];

    fn apply(self, form: &str) -> String {
        let lower = || form.chars().map(straight).map(lower_of);
        match self {
            Case::AsWritten => form.chars().map(straight).collect(),
            Case::Lower => lower().collect(),
            Case::Title => {
                let mut chars = lower();
                let first = chars.next().into_iter().flat_map(char::to_uppercase);
                first.chain(chars).collect()
            }
        }
    }
}

impl Edit {
    /// The edits that make `lemma` of `form` and cut as little as possible; several where case does not matter.
    fn between(form: &str, lemma: &str) -> Vec<Edit> {
        let edit = |case: Case| {
            let from = case.apply(form);
            let same = from.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
            let cut = u8::try_from(from.chars().count() - same).ok()?;
            Some(Edit { case, cut, put: lemma.chars().skip(same).collect() })
        };
        let edits: Vec<Edit> = Case::ALL.into_iter().filter_map(edit).collect();
        let least = edits.iter().map(|edit| edit.cut).min();
        edits.into_iter().filter(|edit| Some(edit.cut) == least).collect()
    }

    /// Whether nothing of the form stays: such an edit is an exception and says nothing on other words.
    fn replaces(&self, form: &str) -> bool {
        usize::from(self.cut) >= form.chars().count()
    }

    fn apply(&self, form: &str) -> String {
        let from = self.case.apply(form);
        let keep = from.chars().count().saturating_sub(usize::from(self.cut));
        from.chars().take(keep).chain(self.put.chars()).collect()
    }
}

/// The trained lemmatiser.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lemmatizer {
    edits: Vec<Edit>,
    /// Tag, suffix and number of the edit, sorted; what the file holds.
    rules: Vec<(Tag, String, u32)>,
    by_hash: HashMap<u64, u32>,
}

impl Lemmatizer {
    /// The dictionary form of a word.
    pub(crate) fn lemma(&self, form: &str, tag: Tag) -> Box<str> {
        if matches!(tag.1, Xpos::Add | Xpos::Gw) {
            return form.into();
        }
        if tag.1 == Xpos::Cd && form.contains(',') {
            return form.replace(',', "").into_boxed_str();
        }
        if let Some(verb) = verb_in_e(form, tag) {
            return verb.into();
        }
        let reversed = reversed_lower(form);
        let found = hashes(&reversed, tag).filter_map(|hash| self.by_hash.get(&hash)).last();
        match found {
            // Names written small get their capital, long ones in capitals lose theirs, as in the treebanks.
            Some(&edit) if tag.0 == Upos::Propn && (is_small_name(form) || is_shouted_name(form)) => {
                Edit { case: Case::Title, ..self.edits[edit as usize].clone() }.apply(form).into_boxed_str()
            }
            Some(&edit) => self.edits[edit as usize].apply(form).into_boxed_str(),
            None if tag.0 == Upos::Propn => form.into(),
            None => Case::Lower.apply(form).into_boxed_str(),
        }
    }

    /// Number of rules.
    pub(crate) fn len(&self) -> usize {
        self.rules.len()
    }

    /// Counts rules on words with their tags and lemmas.
    pub(crate) fn train<'w>(words: impl Iterator<Item = (&'w str, Tag, &'w str)>) -> Lemmatizer {
        let mut seen: BTreeMap<(&str, Tag, &str), usize> = BTreeMap::new();
        for word in words.filter(|word| word.2 != "_" && !matches!(word.1.1, Xpos::Add | Xpos::Gw)) {
            *seen.entry(word).or_default() += 1;
        }
        let mut counts: BTreeMap<(Tag, String), BTreeMap<Edit, usize>> = BTreeMap::new();
        for ((form, tag, lemma), times) in seen {
            let reversed = reversed_lower(form);
            for edit in Edit::between(form, lemma) {
                for suffix in suffixes(&reversed) {
                    // A suffix learns from each word once; a whole word from each of its readings.
                    let whole = suffix.ends_with('^');
                    if whole || !edit.replaces(form) {
                        let weight = if whole { times } else { 1 };
                        *counts.entry((tag, suffix)).or_default().entry(edit.clone()).or_default() += weight;
                    }
                }
            }
        }
        let mut edits: Vec<Edit> = Vec::new();
        let mut number: BTreeMap<Edit, u32> = BTreeMap::new();
        let mut kept: BTreeMap<(Tag, String), u32> = BTreeMap::new();
        // Shorter suffixes sort before the longer ones that extend them (they are stored reversed).
        for ((tag, suffix), found) in &counts {
            let Some((edit, &count)) =
                found.iter().max_by_key(|(edit, count)| (**count, std::cmp::Reverse(*edit)))
            else {
                continue;
            };
            let shorter = (0..suffix.len())
                .rev()
                .filter(|&end| suffix.is_char_boundary(end))
                .find_map(|end| kept.get(&(*tag, suffix[..end].to_owned())));
            let whole = suffix.ends_with('^');
            if shorter.is_some_and(|&at| edits[at as usize] == *edit)
                || (count < 2 && !whole && !suffix.is_empty())
            {
                continue;
            }
            let at = *number.entry(edit.clone()).or_insert_with(|| {
                edits.push(edit.clone());
                edits.len() as u32 - 1
            });
            kept.insert((*tag, suffix.clone()), at);
        }
        let rules = kept.into_iter().map(|((tag, suffix), edit)| (tag, suffix, edit)).collect();
        Lemmatizer::of(edits, rules)
    }

    fn of(edits: Vec<Edit>, rules: Vec<(Tag, String, u32)>) -> Lemmatizer {
        let by_hash = rules.iter().map(|(tag, suffix, edit)| (hash_of(*tag, suffix), *edit)).collect();
        Lemmatizer { edits, rules, by_hash }
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.number(self.edits.len() as u64);
        for edit in &self.edits {
            out.byte(edit.case as u8);
            out.byte(edit.cut);
            out.string(&edit.put);
        }
        out.number(self.rules.len() as u64);
        let mut before = "";
        for ((upos, xpos), suffix, edit) in &self.rules {
            let same = suffix.char_indices().zip(before.chars()).take_while(|(a, b)| a.1 == *b).last();
            let shared = same.map_or(0, |((at, c), _)| at + c.len_utf8());
            out.byte(*upos as u8);
            out.byte(*xpos as u8);
            out.number(shared as u64);
            out.string(&suffix[shared..]);
            out.number(u64::from(*edit));
            before = suffix;
        }
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Lemmatizer, Error> {
        let damaged = |what| Error::new(ErrorKind::Damaged(what));
        let mut edits = Vec::new();
        for _ in 0..from.number()? {
            let case = *Case::ALL.get(usize::from(from.byte()?)).ok_or(damaged("lemma case"))?;
            edits.push(Edit { case, cut: from.byte()?, put: from.string()?.to_owned() });
        }
        let mut rules: Vec<(Tag, String, u32)> = Vec::new();
        let mut suffix = String::new();
        for _ in 0..from.number()? {
            let upos = *Upos::ALL.get(usize::from(from.byte()?)).ok_or(damaged("lemma tag"))?;
            let xpos = *Xpos::ALL.get(usize::from(from.byte()?)).ok_or(damaged("lemma tag"))?;
            let shared = from.number()? as usize;
            if !suffix.is_char_boundary(shared) {
                return Err(damaged("lemma suffix"));
            }
            suffix.truncate(shared);
            suffix.push_str(from.string()?);
            let edit = from.number()?;
            if edit >= edits.len() as u64 {
                return Err(damaged("lemma edit"));
            }
            rules.push(((upos, xpos), suffix.clone(), edit as u32));
        }
        Ok(Lemmatizer::of(edits, rules))
    }
}

/// The verb in -e that a form in -ed or -ing is of. Suffixes cannot tell `upgraded` from `loaded`.
fn verb_in_e(form: &str, (upos, xpos): Tag) -> Option<&'static str> {
    static VERBS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    if upos != Upos::Verb || !matches!(xpos, Xpos::Vbd | Xpos::Vbn | Xpos::Vbg) || form.len() > WORD_CHARS_MAX
    {
        return None;
    }
    let lower = form.to_ascii_lowercase();
    let stem = lower.strip_suffix("ed").or_else(|| lower.strip_suffix("ing"))?;
    let verbs = VERBS.get_or_init(|| VERBS_IN_E.lines().filter(|line| !line.starts_with('#')).collect());
    verbs.get(format!("{stem}e").as_str()).copied()
}

fn is_small_name(form: &str) -> bool {
    form.len() > 2 && !form.contains(char::is_uppercase)
}

/// Whether a name in capitals is more likely a word than an acronym: of six letters and more, nine in ten are.
fn is_shouted_name(form: &str) -> bool {
    let spelling = Spelling::of(form);
    spelling.shouted && spelling.letters >= 6 && gazetteer::kinds_of(&[spelling]) == 0
}

/// The characters of the form from the end, in lower case, then `^`; without `^` if the form is too long.
fn reversed_lower(form: &str) -> Vec<char> {
    let mut chars: Vec<char> =
        form.chars().rev().map(straight).map(lower_of).take(WORD_CHARS_MAX + 1).collect();
    if chars.len() <= WORD_CHARS_MAX {
        chars.push('^');
    } else {
        chars.truncate(SUFFIX_CHARS_MAX);
    }
    chars
}

/// The lengths of suffixes that may have rules: short ones, and the whole word.
fn lengths(reversed: &[char]) -> impl Iterator<Item = usize> + '_ {
    let whole = reversed.last().is_some_and(|&c| c == '^').then_some(reversed.len());
    (0..=SUFFIX_CHARS_MAX.min(reversed.len() - usize::from(whole.is_some()))).chain(whole)
}

fn suffixes(reversed: &[char]) -> impl Iterator<Item = String> + '_ {
    lengths(reversed).map(|size| reversed[..size].iter().collect())
}

fn hashes(reversed: &[char], tag: Tag) -> impl Iterator<Item = u64> + '_ {
    let mut hash = Rolling::new(tag_atom(tag));
    let mut done = 0;
    lengths(reversed).map(move |size| {
        reversed[done..size].iter().for_each(|&c| hash.push(c));
        done = size;
        hash.finish()
    })
}

fn hash_of(tag: Tag, suffix: &str) -> u64 {
    let mut hash = Rolling::new(tag_atom(tag));
    suffix.chars().for_each(|c| hash.push(c));
    hash.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_in_e_are_sorted_and_end_so() {
        let verbs: Vec<&str> = VERBS_IN_E.lines().skip(1).collect();
        assert!(verbs.is_sorted() && verbs.iter().all(|verb| verb.ends_with('e')));
        let past = (Upos::Verb, Xpos::Vbd);
        assert_eq!(verb_in_e("Upgraded", past), Some("upgrade"));
        assert_eq!(verb_in_e("loaded", past), None);
        assert_eq!(verb_in_e("upgraded", (Upos::Adj, Xpos::Jj)), None);
    }

    #[test]
    fn rules_carry_over_to_words_not_seen() {
        let nouns = ["talk", "deal", "port", "vote", "treaty", "city", "party"];
        let plural =
            |noun: &str| noun.strip_suffix('y').map_or(format!("{noun}s"), |stem| format!("{stem}ies"));
        let forms: Vec<(String, &str)> = nouns.iter().map(|noun| (plural(noun), *noun)).collect();
        let tag = (Upos::Noun, Xpos::Nns);
        let rules = Lemmatizer::train(forms.iter().map(|(form, noun)| (form.as_str(), tag, *noun)));
        assert_eq!(*rules.lemma("Allies", tag), *"ally");
        assert_eq!(*rules.lemma("pacts", tag), *"pact");
    }
}
