//! Reading rule files: what is an action, by which words it is told and where its parties stand.

use super::ahead::{Ahead, read_ahead};
use crate::codes::Codes;
use crate::tables::{TableFault, full_rows, rows, rule_files as files_in_use, rule_path, shipped};
use crate::words::{Kind, Plover, Status};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// Where in a frame something stands; see `data/events/README.md`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SlotName {
    Subj,
    Obj,
    Iobj,
    Comp,
    Mod,
    /// Its helper verbs: "**must** withdraw".
    Aux,
    Prep(Box<str>),
}

/// A slot, or a slot of what fills a slot: `obj.with`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot {
    pub(super) base: SlotName,
    pub(super) step: Option<SlotName>,
}

/// Prepositions that name slots.
const PREPOSITIONS: &[&str] = &[
    "about",
    "above",
    "across",
    "after",
    "against",
    "ahead_of",
    "along",
    "alongside",
    "amid",
    "among",
    "around",
    "as",
    "at",
    "because_of",
    "before",
    "behind",
    "beside",
    "between",
    "beyond",
    "by",
    "despite",
    "during",
    "following",
    "for",
    "from",
    "in",
    "inside",
    "into",
    "like",
    "near",
    "of",
    "off",
    "on",
    "onto",
    "out_of",
    "outside",
    "over",
    "past",
    "per",
    "regarding",
    "since",
    "through",
    "throughout",
    "to",
    "toward",
    "towards",
    "under",
    "until",
    "upon",
    "via",
    "with",
    "within",
    "without",
];

impl SlotName {
    fn parse(word: &str) -> Option<SlotName> {
        Some(match word {
            "subj" => SlotName::Subj,
            "obj" => SlotName::Obj,
            "iobj" => SlotName::Iobj,
            "comp" => SlotName::Comp,
            "mod" => SlotName::Mod,
            "aux" => SlotName::Aux,
            _ if PREPOSITIONS.contains(&word) => SlotName::Prep(word.into()),
            _ => return None,
        })
    }
}

impl Slot {
    fn parse(word: &str) -> Option<Slot> {
        match word.split_once('.') {
            Some((base, step)) => {
                Some(Slot { base: SlotName::parse(base)?, step: Some(SlotName::parse(step)?) })
            }
            None => Some(Slot { base: SlotName::parse(word)?, step: None }),
        }
    }
}

/// Which sides must have a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartyNeed {
    Actor,
    Both,
    Any,
}

/// The part of speech of a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum TriggerClass {
    Verb,
    Noun,
    Adj,
}

/// Words wanted in a slot; an empty list means that the slot must be filled.
#[derive(Clone, Debug)]
pub(super) struct Condition {
    pub(super) slot: Slot,
    pub(super) words: Vec<Box<str>>,
}

/// One way to tell an action.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub(super) number: usize,
    pub(super) need: Vec<Condition>,
    pub(super) deny: Vec<Condition>,
    pub(super) actor: Vec<Slot>,
    pub(super) recipient: Vec<Slot>,
    pub(super) mutual: bool,
    pub(super) party: PartyNeed,
    pub(super) status: Option<Status>,
    pub(super) modes: Vec<String>,
    pub(super) contexts: Vec<String>,
    pub(super) cameo: Option<String>,
    pub(super) level: Vec<Slot>,
    pub(super) subject: Vec<Slot>,
}

/// An action: one rule file.
#[derive(Clone, Debug)]
pub struct Rule {
    /// File, relative to `data/events`, without its end: `support/upgrade-ties`.
    pub id: String,
    /// What it is, in a reader's words.
    pub title: String,
    /// Event, tie or deal.
    pub kind: Kind,
    /// PLOVER type of events.
    pub plover: Option<Plover>,
    /// Relation of ties.
    pub relation: Option<String>,
    /// Sentences that are this action: what is wanted of them.
    pub yes: Vec<Sentence>,
    /// Sentences that are not: the reason.
    pub no: Vec<Sentence>,
    pub(super) patterns: Vec<Pattern>,
}

impl Rule {
    /// CAMEO codes of its patterns, each once, in order.
    pub fn codes(&self) -> Vec<&str> {
        let mut codes: Vec<&str> =
            self.patterns.iter().filter_map(|pattern| pattern.cameo.as_deref()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// Modes of its patterns, each once, in order.
    pub fn modes(&self) -> Vec<&str> {
        let mut modes: Vec<&str> =
            self.patterns.iter().flat_map(|pattern| &pattern.modes).map(String::as_str).collect();
        modes.sort_unstable();
        modes.dedup();
        modes
    }

    /// Contexts of its patterns, each once, in order.
    pub fn contexts(&self) -> Vec<&str> {
        let mut contexts: Vec<&str> =
            self.patterns.iter().flat_map(|pattern| &pattern.contexts).map(String::as_str).collect();
        contexts.sort_unstable();
        contexts.dedup();
        contexts
    }
}

/// A sentence by which a rule is tested.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// The sentence.
    pub text: String,
    /// What is wanted of it, or why it is not this action.
    pub says: String,
    /// Why it is read wrongly today, where that is known.
    pub fixme: Option<String>,
}

/// A trigger: its words beside the head word, and the pattern it opens.
#[derive(Clone, Debug)]
pub(super) struct Trigger {
    /// Lemmas of the whole trigger, in order; one for most.
    pub(super) words: Vec<Box<str>>,
    pub(super) rule: usize,
    pub(super) pattern: usize,
}

/// All rules, keyed by the lemmas that open them.
#[derive(Debug, Default)]
pub struct EventRules {
    /// The rules, in the order of their ids.
    pub rules: Vec<Rule>,
    triggers: HashMap<(TriggerClass, Box<str>), Vec<Trigger>>,
    light_verbs: HashMap<Box<str>, LightVerb>,
    /// Where a recipient is looked for when the rule's own slots have none.
    nearby: HashMap<Plover, Vec<Slot>>,
    pub(super) ahead: Vec<Ahead>,
    appeals: BTreeSet<Box<str>>,
    /// Phrases that set a sentence apart, as words.
    pub(super) apart: Vec<Vec<Box<str>>>,
    classes: Classes,
}

/// What a light verb lends its noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LightVerb {
    /// "held talks": its subject and phrases are those of the noun.
    Object,
    /// "engaged in talks", "embarked on a visit".
    Phrase,
    /// Both.
    Either,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    title: String,
    kind: Option<Kind>,
    plover: Option<Plover>,
    cameo: Option<String>,
    #[serde(default)]
    modes: Vec<String>,
    #[serde(default)]
    contexts: Vec<String>,
    relation: Option<String>,
    #[serde(default)]
    pattern: Vec<PatternEntry>,
    #[serde(default)]
    yes: Vec<Yes>,
    #[serde(default)]
    no: Vec<No>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternEntry {
    verb: Option<String>,
    noun: Option<String>,
    adj: Option<String>,
    #[serde(default)]
    need: BTreeMap<String, String>,
    #[serde(default)]
    deny: BTreeMap<String, String>,
    actor: Option<String>,
    recipient: Option<String>,
    #[serde(default)]
    mutual: bool,
    party: Option<String>,
    status: Option<Status>,
    modes: Option<Vec<String>>,
    contexts: Option<Vec<String>>,
    cameo: Option<String>,
    level: Option<String>,
    subject: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Yes {
    text: String,
    want: String,
    fixme: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct No {
    text: String,
    why: String,
    fixme: Option<String>,
}

impl From<Yes> for Sentence {
    fn from(Yes { text, want, fixme }: Yes) -> Self {
        Sentence { text, says: want, fixme }
    }
}

impl From<No> for Sentence {
    fn from(No { text, why, fixme }: No) -> Self {
        Sentence { text, says: why, fixme }
    }
}

type Classes = HashMap<String, Vec<Box<str>>>;

impl EventRules {
    /// The rules that ship with the program.
    ///
    /// # Errors
    /// A fault in a rule file or in `classes.tsv`, with file and line.
    pub fn embedded() -> Result<Self, TableFault> {
        EventRules::read(
            shipped!("events/classes.tsv"),
            shipped!("events/light_verbs.tsv"),
            shipped!("events/nearby.tsv"),
            shipped!("events/ahead.tsv"),
            shipped!("events/appeals.tsv"),
            shipped!("events/apart.tsv"),
            files_in_use().iter().copied(),
        )
    }

    /// The rules of a folder laid out like `data/events`, for people who write rules: no build is needed to try them.
    ///
    /// # Errors
    /// As [`EventRules::embedded`]; a file that cannot be read is named too.
    pub fn from_folder(folder: &Path) -> Result<Self, TableFault> {
        let text_of = |path: &Path| {
            std::fs::read_to_string(path)
                .map_err(|fault| TableFault::new(&path.display().to_string(), 1, fault.to_string()))
        };
        let mut files = Vec::new();
        for path in rule_files(folder)? {
            let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push((name, text_of(&path)?));
        }
        EventRules::read(
            &text_of(&folder.join("classes.tsv"))?,
            &text_of(&folder.join("light_verbs.tsv"))?,
            &text_of(&folder.join("nearby.tsv"))?,
            &text_of(&folder.join("ahead.tsv"))?,
            &text_of(&folder.join("appeals.tsv"))?,
            &text_of(&folder.join("apart.tsv"))?,
            files.iter().map(|(name, text)| (name.as_str(), text.as_str())),
        )
    }

    fn read<'t>(
        classes: &str,
        light_verbs: &str,
        nearby: &str,
        ahead: &str,
        appeals: &str,
        apart: &str,
        files: impl Iterator<Item = (&'t str, &'t str)>,
    ) -> Result<Self, TableFault> {
        let classes = read_classes("data/events/classes.tsv", classes)?;
        let mut all = EventRules {
            light_verbs: read_light_verbs(light_verbs)?,
            nearby: read_nearby(nearby)?,
            ahead: read_ahead(ahead)?,
            appeals: first_cells::<2>("data/events/appeals.tsv", appeals)?.map(Into::into).collect(),
            apart: first_cells::<3>("data/events/apart.tsv", apart)?
                .map(|phrase| phrase.split(' ').map(Into::into).collect())
                .collect(),
            ..EventRules::default()
        };
        for (file, text) in files {
            all.add(file, text, &classes)?;
        }
        all.classes = classes;
        Ok(all)
    }

    /// Reads one rule file.
    fn add(&mut self, file: &str, text: &str, classes: &Classes) -> Result<(), TableFault> {
        let path = rule_path(file);
        let mut read: RuleFile = toml::from_str(text).map_err(|fault| {
            let line = fault
                .span()
                .map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() as u32 + 1);
            TableFault::new(&path, line, fault.message())
        })?;
        let id = file.trim_end_matches(".toml").to_owned();
        let fault = |what: String| TableFault::new(&path, 1, what);
        let kind = read.kind.unwrap_or(Kind::Event);
        if kind == Kind::Event && read.plover.is_none() {
            return Err(fault("an event needs `plover`".to_owned()));
        }
        if kind == Kind::Tie && read.relation.is_none() {
            return Err(fault("a tie needs `relation`".to_owned()));
        }
        let codes = Codes::embedded()?;
        let number = self.rules.len();
        let mut rule = Rule {
            id,
            title: read.title.clone(),
            kind,
            plover: read.plover,
            relation: read.relation.clone(),
            yes: std::mem::take(&mut read.yes).into_iter().map(Sentence::from).collect(),
            no: std::mem::take(&mut read.no).into_iter().map(Sentence::from).collect(),
            patterns: Vec::new(),
        };
        for (at, entry) in read.pattern.iter().enumerate() {
            let pattern = Pattern::read(at, entry, &read, classes)
                .and_then(|pattern| pattern.checked(read.plover, codes))
                .map_err(|what| fault(format!("pattern {}: {what}", at + 1)))?;
            for (class, words) in [
                (TriggerClass::Verb, &entry.verb),
                (TriggerClass::Noun, &entry.noun),
                (TriggerClass::Adj, &entry.adj),
            ] {
                for word in words.iter().flat_map(|words| words.split_whitespace()) {
                    let parts: Vec<Box<str>> = word.split('_').map(Into::into).collect();
                    let key = match class {
                        TriggerClass::Verb => parts.first(),
                        _ => parts.last(),
                    };
                    let Some(key) = key.filter(|key| !key.is_empty()).cloned() else {
                        return Err(fault(format!("pattern {}: empty trigger in `{word}`", at + 1)));
                    };
                    let trigger = Trigger { words: parts, rule: number, pattern: at };
                    self.triggers.entry((class, key)).or_default().push(trigger);
                }
            }
            rule.patterns.push(pattern);
        }
        self.rules.push(rule);
        Ok(())
    }

    pub(super) fn triggers(&self, class: TriggerClass, lemma: &str) -> &[Trigger] {
        self.triggers.get(&(class, lemma.into())).map_or(&[], Vec::as_slice)
    }

    pub(super) fn pattern(&self, trigger: &Trigger) -> (&Rule, &Pattern) {
        let rule = &self.rules[trigger.rule];
        (rule, &rule.patterns[trigger.pattern])
    }

    /// True for a word that asks without pressing.
    pub(super) fn appeals(&self, lemma: &str) -> bool {
        self.appeals.contains(lemma)
    }

    /// True when a class of `classes.tsv` has the word.
    pub fn class_has(&self, class: &str, lemma: &str) -> bool {
        self.classes.get(class).is_some_and(|words| words.iter().any(|word| **word == *lemma))
    }

    pub(super) fn nearby(&self, plover: Plover) -> &[Slot] {
        self.nearby.get(&plover).map_or(&[], Vec::as_slice)
    }

    pub(super) fn light_verb(&self, lemma: &str) -> Option<LightVerb> {
        self.light_verbs.get(lemma).copied()
    }
}

impl Pattern {
    /// The pattern, if its modes, contexts and code are those of the field.
    fn checked(self, plover: Option<Plover>, codes: &Codes) -> Result<Pattern, String> {
        if let Some(plover) = plover
            && let Some(mode) = self.modes.iter().find(|mode| !codes.has_mode(plover, mode))
        {
            let known = codes.modes(plover).join(", ");
            return Err(format!("{plover} has no mode `{mode}` (known: {known})"));
        }
        if let Some(context) = self.contexts.iter().find(|context| !codes.contexts.contains_key(*context)) {
            return Err(format!("unknown context `{context}` (see data/codes/contexts.tsv)"));
        }
        if let Some(code) = self.cameo.as_ref().filter(|code| !codes.has_cameo(code)) {
            return Err(format!("unknown CAMEO code `{code}` (see data/codes/cameo.tsv)"));
        }
        Ok(self)
    }

    fn read(
        number: usize,
        entry: &PatternEntry,
        file: &RuleFile,
        classes: &Classes,
    ) -> Result<Pattern, String> {
        if entry.verb.is_none() && entry.noun.is_none() && entry.adj.is_none() {
            return Err("has no trigger (`verb`, `noun` or `adj`); it would match everything".to_owned());
        }
        let party = match entry.party.as_deref() {
            None | Some("actor") => PartyNeed::Actor,
            Some("both") => PartyNeed::Both,
            Some("any") => PartyNeed::Any,
            Some(other) => return Err(format!("unknown party `{other}` (known: actor, both, any)")),
        };
        Ok(Pattern {
            number,
            need: conditions(&entry.need, classes)?,
            deny: conditions(&entry.deny, classes)?,
            actor: slots(entry.actor.as_deref().unwrap_or("subj"))?,
            recipient: slots(entry.recipient.as_deref().unwrap_or(""))?,
            mutual: entry.mutual || (file.kind == Some(Kind::Tie) && entry.recipient.is_none()),
            party,
            status: entry.status,
            modes: entry.modes.clone().unwrap_or_else(|| file.modes.clone()),
            contexts: entry.contexts.clone().unwrap_or_else(|| file.contexts.clone()),
            cameo: entry.cameo.clone().or_else(|| file.cameo.clone()),
            level: slots(entry.level.as_deref().unwrap_or(""))?,
            subject: slots(entry.subject.as_deref().unwrap_or(""))?,
        })
    }
}

/// The rule files under a folder, sorted.
fn rule_files(folder: &Path) -> Result<Vec<std::path::PathBuf>, TableFault> {
    let unread = |fault: std::io::Error| TableFault::new(&folder.display().to_string(), 1, fault.to_string());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        if path.is_dir() {
            files.extend(rule_files(&path)?);
        } else if path.extension().is_some_and(|end| end == "toml")
            && path.file_stem().is_some_and(|stem| stem != "EXAMPLE")
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn slots(words: &str) -> Result<Vec<Slot>, String> {
    let parse = |word: &str| {
        Slot::parse(word).ok_or_else(|| format!("unknown slot `{word}` (see data/events/README.md)"))
    };
    words.split_whitespace().map(parse).collect()
}

fn conditions(entries: &BTreeMap<String, String>, classes: &Classes) -> Result<Vec<Condition>, String> {
    let read = |(slot, words): (&String, &String)| {
        let slot =
            Slot::parse(slot).ok_or_else(|| format!("unknown slot `{slot}` (see data/events/README.md)"))?;
        Ok(Condition { slot, words: expand(words, classes)? })
    };
    entries.iter().map(read).collect()
}

/// Words and classes as a sorted list of lemmas; `*` gives the empty list.
fn expand(words: &str, classes: &Classes) -> Result<Vec<Box<str>>, String> {
    let mut found: Vec<Box<str>> = Vec::new();
    for word in words.split_whitespace().filter(|word| *word != "*") {
        match word.strip_prefix('@') {
            Some(_) => {
                let class = classes
                    .get(word)
                    .ok_or_else(|| format!("unknown class `{word}` (see data/events/classes.tsv)"))?;
                found.extend(class.iter().cloned());
            }
            None => found.push(word.into()),
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

fn read_classes(path: &str, text: &str) -> Result<Classes, TableFault> {
    let mut classes = Classes::new();
    for row in rows::<2>(path, text, 2)? {
        if !row.cells[0].starts_with('@') {
            return Err(row.fault(format!("class `{}` does not begin with @", row.cells[0])));
        }
        let words = expand(row.cells[1], &classes).map_err(|what| row.fault(what))?;
        classes.insert(row.cells[0].to_owned(), words);
    }
    Ok(classes)
}

fn read_light_verbs(text: &str) -> Result<HashMap<Box<str>, LightVerb>, TableFault> {
    let mut found = HashMap::new();
    for row in rows::<3>("data/events/light_verbs.tsv", text, 2)? {
        let kind = match row.cells[1] {
            "object" => LightVerb::Object,
            "phrase" => LightVerb::Phrase,
            "either" => LightVerb::Either,
            other => return Err(row.fault(format!("unknown kind `{other}` (known: object, phrase, either)"))),
        };
        found.insert(row.cells[0].into(), kind);
    }
    Ok(found)
}

fn first_cells<'t, const N: usize>(
    path: &'t str,
    text: &'t str,
) -> Result<impl Iterator<Item = &'t str>, TableFault> {
    Ok(full_rows::<N>(path, text)?.into_iter().map(|row| row.cells[0]))
}

fn read_nearby(text: &str) -> Result<HashMap<Plover, Vec<Slot>>, TableFault> {
    let mut found = HashMap::new();
    for row in rows::<3>("data/events/nearby.tsv", text, 2)? {
        let plover: Plover = row.cells[0].parse().map_err(|fault| row.fault(format!("{fault}")))?;
        found.insert(plover, slots(row.cells[1]).map_err(|what| row.fault(what))?);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(text: &str) -> Result<(), TableFault> {
        EventRules::default().add("support/x.toml", text, &Classes::new())
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let fault = add("title = \"x\"\nplover = \"SUPPORT\"\n[[pattern]]\nverbs = \"open\"\n")
            .expect_err("unknown key");
        assert!(fault.to_string().starts_with("data/events/support/x.toml:"), "{fault}");
        assert!(fault.to_string().contains("verbs"), "{fault}");
    }

    #[test]
    fn a_pattern_without_trigger_is_refused() {
        let fault = add("title = \"x\"\nplover = \"SUPPORT\"\n[[pattern]]\nactor = \"subj\"\n")
            .expect_err("no trigger");
        assert!(fault.to_string().contains("would match everything"), "{fault}");
    }

    #[test]
    fn an_unknown_class_or_slot_is_refused() {
        let head = "title = \"x\"\nplover = \"SUPPORT\"\n[[pattern]]\nverb = \"open\"\n";
        assert!(add(&format!("{head}need = {{ obj = \"@nothing\" }}")).is_err());
        assert!(add(&format!("{head}recipient = \"object\"")).is_err());
    }
}
