//! Training sets: which file is what, under which licence, and the formats of entity gold.

use crate::doc::EntityKind;
use crate::error::{Error, ErrorKind};
use crate::segment::{segment, whole};

/// How a set is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// CoNLL-U trees.
    Conllu,
    /// CoNLL-U trees with `Entity=B-PER` and the like among the last column's marks.
    Named,
    /// Number, form, label; or form, label: BIO.
    Bio,
    /// A sentence per line, names as `[ORG Ministry of Finance of Ghana]`.
    Bracketed,
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
    /// How often each sentence is shown in one pass over the training set: small sets of the prose that matters count more.
    pub(crate) times: usize,
    /// The same for the names in it.
    pub(crate) times_names: usize,
    pub(crate) licence: &'static str,
}

impl Known {
    /// Whether the set has trees for this use.
    pub(crate) fn holds_trees(&self, role: Role) -> bool {
        self.role == role && matches!(self.format, Format::Conllu | Format::Named)
    }
}

/// What is known of a file by its name.
pub(crate) fn known(file_name: &str) -> Option<Known> {
    include_str!("../data/corpora.tsv").lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let mut columns = line.split('\t');
        let (start, format, role) = (columns.next()?, columns.next()?, columns.next()?);
        if !file_name.starts_with(start) {
            return None;
        }
        let format = match format {
            "conllu" => Format::Conllu,
            "named" => Format::Named,
            "bracketed" => Format::Bracketed,
            _ => Format::Bio,
        };
        let role = if role == "train" { Role::Train } else { Role::Score };
        let times = columns.next()?.parse().ok()?;
        let times_names = columns.next()?.parse().ok()?;
        Some(Known { format, role, times, times_names, licence: columns.next()? })
    })
}

/// The sentences with marked names that are for training, and for scoring.
const ENTITIES_TRAIN: &str = concat!(
    include_str!("../data/entities/train/armed-groups.txt"),
    include_str!("../data/entities/train/banks-and-trade.txt"),
    include_str!("../data/entities/train/companies.txt"),
    include_str!("../data/entities/train/courts.txt"),
    include_str!("../data/entities/train/diplomacy.txt"),
    include_str!("../data/entities/train/disasters.txt"),
    include_str!("../data/entities/train/elections.txt"),
    include_str!("../data/entities/train/headlines.txt"),
    include_str!("../data/entities/train/history.txt"),
    include_str!("../data/entities/train/informal.txt"),
    include_str!("../data/entities/train/lists.txt"),
    include_str!("../data/entities/train/local-news.txt"),
    include_str!("../data/entities/train/markets-and-deals.txt"),
    include_str!("../data/entities/train/media.txt"),
    include_str!("../data/entities/train/ministries.txt"),
    include_str!("../data/entities/train/parties.txt"),
    include_str!("../data/entities/train/regions-and-seas.txt"),
    include_str!("../data/entities/train/science-and-health.txt"),
    include_str!("../data/entities/train/sports-and-culture.txt"),
    include_str!("../data/entities/train/unions-and-charities.txt"),
    include_str!("../data/entities/train/wire.txt"),
);
const ENTITIES_TEST: &str = concat!(
    include_str!("../data/entities/test/armed-groups.txt"),
    include_str!("../data/entities/test/banks-and-trade.txt"),
    include_str!("../data/entities/test/companies.txt"),
    include_str!("../data/entities/test/courts.txt"),
    include_str!("../data/entities/test/disasters.txt"),
    include_str!("../data/entities/test/elections.txt"),
    include_str!("../data/entities/test/headlines.txt"),
    include_str!("../data/entities/test/informal.txt"),
    include_str!("../data/entities/test/local-news.txt"),
    include_str!("../data/entities/test/media.txt"),
    include_str!("../data/entities/test/ministries.txt"),
    include_str!("../data/entities/test/parties.txt"),
    include_str!("../data/entities/test/profiles-and-panels.txt"),
    include_str!("../data/entities/test/regions-and-seas.txt"),
    include_str!("../data/entities/test/science-and-health.txt"),
    include_str!("../data/entities/test/sports-and-culture.txt"),
    include_str!("../data/entities/test/wire.txt"),
);

/// The sets that are part of this crate, by name: the news treebank and the sentences with marked names.
pub(crate) const OWN: [(&str, &str); 9] = [
    ("entities-test.txt", ENTITIES_TEST),
    ("entities-train.txt", ENTITIES_TRAIN),
    ("news-a-test.conllu", include_str!("../data/treebank/news-a-test.conllu")),
    ("news-a-train.conllu", include_str!("../data/treebank/news-a-train.conllu")),
    ("news-b-test.conllu", include_str!("../data/treebank/news-b-test.conllu")),
    ("news-b-train.conllu", include_str!("../data/treebank/news-b-train.conllu")),
    ("news-c-test.conllu", include_str!("../data/treebank/news-c-test.conllu")),
    ("news-c-train.conllu", include_str!("../data/treebank/news-c-train.conllu")),
    ("news-d-train.conllu", include_str!("../data/treebank/news-d-train.conllu")),
];

/// A sentence with names, each a run of words with a label in capitals (`PER`, `POLITICALPARTY`).
#[derive(Clone, Debug, Default)]
pub(crate) struct Labelled {
    pub(crate) forms: Vec<String>,
    pub(crate) spans: Vec<(usize, usize, String)>,
}

impl Labelled {
    /// The next word with its BIO label.
    fn push(&mut self, form: &str, label: &str) {
        let at = self.forms.len();
        self.forms.push(form.to_owned());
        let Some((part, kind)) = label.split_once('-') else { return };
        let kind = kind.to_uppercase();
        match self.spans.last_mut() {
            Some(span) if part == "I" && span.1 == at && span.2 == kind => span.1 = at + 1,
            _ => self.spans.push((at, at + 1, kind)),
        }
    }
}

/// Reads the names of a treebank that gives them as `Entity=` in the last column; what is no word line is passed over.
pub(crate) fn read_named(text: &str) -> Vec<Labelled> {
    let mut sentences = Vec::new();
    let mut sentence = Labelled::default();
    for line in text.lines().chain([""]) {
        let columns: Vec<&str> = line.split('\t').collect();
        if line.trim().is_empty() && !sentence.forms.is_empty() {
            sentences.push(std::mem::take(&mut sentence));
        }
        if let [id, form, .., misc] = columns.as_slice()
            && id.parse::<usize>().is_ok()
        {
            let label = misc.split('|').find_map(|mark| mark.strip_prefix("Entity="));
            sentence.push(form, label.unwrap_or("O"));
        }
    }
    sentences
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
        sentence.push(form, label);
    }
    Ok(sentences)
}

/// Reads sentences with their names in brackets; empty lines and those that begin with `#` are passed over.
///
/// Errors: a bracket that does not close or opens inside another, an unknown kind, a name that is not of whole words.
pub(crate) fn read_bracketed(name: &str, text: &str) -> Result<Vec<Labelled>, Error> {
    let lines =
        text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|(number, line)| {
            bracketed(line.trim()).map_err(|problem| {
                Error::new(ErrorKind::Set { set: name.to_owned(), line: number + 1, problem })
            })
        })
        .collect()
}

/// One sentence with its names in brackets.
fn bracketed(line: &str) -> Result<Labelled, String> {
    let (mut plain, mut names) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some(at) = rest.find(['[', ']']) {
        let (before, bracket) = rest.split_at(at);
        plain.push_str(before);
        let Some(inside) = bracket.strip_prefix('[') else {
            return Err(format!("a bracket closes that did not open, before \"{}\"", start_of(bracket)));
        };
        let span = inside.split_once(']').map(|(span, _)| span).filter(|span| !span.contains('['));
        let Some(span) = span else {
            return Err(format!("the bracket at \"{}\" does not close", start_of(bracket)));
        };
        let Some((kind, form)) = span.split_once(' ').filter(|(kind, _)| is_kind(kind)) else {
            return Err(format!("\"[{span}]\" does not begin with PER, ORG, LOC, GPE or NORP and a blank"));
        };
        names.push((plain.len(), plain.len() + form.len(), kind));
        plain.push_str(form);
        rest = &inside[span.len() + 1..];
    }
    plain.push_str(rest);
    let pieces = segment(&plain, &[whole(&plain)]).pieces;
    let mut sentence = Labelled {
        forms: pieces.iter().map(|piece| piece.form(&plain).to_owned()).collect(),
        spans: Vec::new(),
    };
    for (start, end, kind) in names {
        let first = pieces.iter().position(|piece| piece.start as usize == start);
        let last = pieces.iter().position(|piece| piece.end as usize == end);
        match (first, last) {
            (Some(first), Some(last)) if first <= last => {
                sentence.spans.push((first, last + 1, kind.to_owned()));
            }
            _ => return Err(format!("\"{}\" is not a run of whole words", &plain[start..end])),
        }
    }
    Ok(sentence)
}

fn is_kind(word: &str) -> bool {
    EntityKind::ALL.iter().any(|kind| kind.as_str() == word)
}

/// As much of a faulty line as finds the place again.
fn start_of(text: &str) -> String {
    text.chars().take(30).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_well_formed_and_every_set_of_the_crate_has_one() {
        for row in include_str!("../data/corpora.tsv").lines().skip(1) {
            let start = row.split('\t').next().expect("a column");
            let set = known(start).expect(row);
            assert!(set.times + set.times_names > 0, "{row}");
        }
        for (name, text) in OWN {
            let set = known(name).expect(name);
            let sentences = match set.format {
                Format::Bracketed => read_bracketed(name, text).expect(name),
                _ => read_named(text),
            };
            assert!(sentences.iter().any(|sentence| !sentence.spans.is_empty()), "{name}");
        }
    }

    #[test]
    fn every_file_of_marked_names_is_read_and_part_of_a_set() {
        for (part, set) in [("train", ENTITIES_TRAIN), ("test", ENTITIES_TEST)] {
            let folder = format!("{}/data/entities/{part}", env!("CARGO_MANIFEST_DIR"));
            for file in std::fs::read_dir(folder).expect("the folder") {
                let path = file.expect("a file").path();
                let text = std::fs::read_to_string(&path).expect("UTF-8");
                read_bracketed(&path.display().to_string(), &text).expect("well-formed sentences");
                assert!(set.contains(&text), "{} is not in corpus::OWN", path.display());
            }
        }
    }

    #[test]
    fn bracketed_names_are_runs_of_words() {
        let read =
            read_bracketed("set", "# names\n\nThe [ORG Bank of Lusan]'s chief, [PER Ana Lupa], spoke.\n");
        let read = read.expect("well-formed");
        assert_eq!(read[0].forms[..6], ["The", "Bank", "of", "Lusan", "'s", "chief"]);
        assert_eq!(read[0].spans, [(1, 4, "ORG".to_owned()), (7, 9, "PER".to_owned())]);
    }

    #[test]
    fn faults_of_brackets_name_the_file_and_the_line() {
        for (line, problem) in [
            ("The [ORG Bank of Lusan said so.", "does not close"),
            ("The [ORG Bank of [GPE Lusan]] said so.", "does not close"),
            ("The Bank] said so.", "did not open"),
            ("The [FIRM Bank] said so.", "does not begin with PER"),
            ("The [Bank] said so.", "does not begin with PER"),
            ("In [GPE Lus]an it rained.", "is not a run of whole words"),
            ("In [GPE ] it rained.", "is not a run of whole words"),
        ] {
            let text = format!("# first line\nAll is well.\n{line}\n");
            let error = read_bracketed("names.txt", &text).expect_err(line).to_string();
            assert!(error.starts_with("names.txt:3: ") && error.contains(problem), "{line}: {error}");
        }
    }

    #[test]
    fn names_of_a_treebank_are_runs_of_words() {
        let text = "# text = In Lome Ana Lupa spoke\n1\tIn\t_\tX\tX\t_\t0\troot\t_\t_\n\
            2\tLome\t_\tX\tX\t_\t1\tdep\t_\tEntity=B-GPE\n3\tAna\t_\tX\tX\t_\t1\tdep\t_\tEntity=B-PER\n\
            4\tLupa\t_\tX\tX\t_\t1\tdep\t_\tSpaceAfter=No|Entity=I-PER\n5\tspoke\t_\tX\tX\t_\t1\tdep\t_\t_\n";
        let read = read_named(text);
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].spans, [(1, 2, "GPE".to_owned()), (2, 4, "PER".to_owned())]);
    }
}
