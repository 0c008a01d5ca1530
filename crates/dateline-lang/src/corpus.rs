//! Training sets: which file is what, under which licence, and the formats of entity gold.

use crate::error::{Error, ErrorKind};

/// How a set is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// CoNLL-U trees.
    Conllu,
    /// Number, form, label; or form, label: BIO.
    Bio,
}

/// What a set is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Train,
    Score,
}

/// A row of `data/corpora.tsv`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    pub(crate) format: Format,
    pub(crate) role: Role,
    pub(crate) licence: &'static str,
}

/// What is known of a file by its name.
pub(crate) fn known(file_name: &str) -> Option<Known> {
    include_str!("../data/corpora.tsv").lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let mut columns = line.split('\t');
        let (start, format, role) = (columns.next()?, columns.next()?, columns.next()?);
        if !file_name.starts_with(start) {
            return None;
        }
        let format = if format == "conllu" { Format::Conllu } else { Format::Bio };
        let role = if role == "train" { Role::Train } else { Role::Score };
        Some(Known { format, role, licence: columns.next()? })
    })
}

/// A sentence with names, each a run of words with a label in capitals (`PER`, `POLITICALPARTY`).
#[derive(Clone, Debug, Default)]
pub(crate) struct Labelled {
    pub(crate) forms: Vec<String>,
    pub(crate) spans: Vec<(usize, usize, String)>,
}

/// Reads BIO columns: number, form, label, … or form, label; sentences divided by empty lines.
pub(crate) fn read_bio(name: &str, text: &str) -> Result<Vec<Labelled>, Error> {
    let mut sentences = Vec::new();
    let mut sentence = Labelled::default();
    for (number, line) in text.lines().chain([""]).enumerate() {
        let columns: Vec<&str> = line.split(['\t', ' ']).collect();
        if line.trim().is_empty() || line.starts_with("-DOCSTART-") {
            if !sentence.forms.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
            continue;
        }
        if line.starts_with("# ") || (line.starts_with('#') && columns.len() < 2) {
            continue;
        }
        let (form, label) = match columns.as_slice() {
            [_, form, label, _, ..] | [_, form, label] => (*form, *label),
            [form, label] => (*form, *label),
            _ => {
                let (set, problem) = (name.to_owned(), "a word line needs a form and a label".to_owned());
                return Err(Error::new(ErrorKind::Set { set, line: number + 1, problem }));
            }
        };
        let at = sentence.forms.len();
        sentence.forms.push(form.to_owned());
        let Some((part, kind)) = label.split_once('-') else { continue };
        let kind = kind.to_uppercase();
        match sentence.spans.last_mut() {
            Some(span) if part == "I" && span.1 == at && span.2 == kind => span.1 = at + 1,
            _ => sentence.spans.push((at, at + 1, kind)),
        }
    }
    Ok(sentences)
}
