//! The newsrooms that reports name: agencies, papers, broadcasters, sites, magazines.
//!
//! The table is `data/newsrooms/newsrooms.tsv`; its form is told in the `README.md` beside it. Answers only "which
//! newsroom do these words name?"; where such words count is the matter of [`crate::clean`] and of attribution.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// What sort of newsroom it is, as the table says: `agency`, `newspaper`, `broadcaster`, `site` or `magazine`.
pub const KINDS: [&str; 5] = ["agency", "broadcaster", "magazine", "newspaper", "site"];

/// One newsroom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newsroom {
    /// Display name ("Reuters").
    pub name: String,
    /// Other names, acronyms among them.
    pub aliases: Vec<String>,
    /// One of [`KINDS`].
    pub kind: String,
    /// ISO 3166 alpha-3 of its home; empty where it has none.
    pub country: String,
    /// How it signs in a dateline, without brackets ("AP", "XINHUA").
    pub tags: Vec<String>,
    /// How it calls itself in its text ("Bloomberg News").
    pub self_names: Vec<String>,
}

impl Newsroom {
    /// Whether it sells its reports to other newsrooms.
    pub fn is_agency(&self) -> bool {
        self.kind == "agency"
    }
}

/// A fault in a table of newsrooms.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("data/newsrooms/newsrooms.tsv:{line}: {fault}")]
pub struct TableFault {
    line: usize,
    fault: String,
}

/// A table of newsrooms with its index of words.
#[derive(Clone, Debug, Default)]
pub struct Newsrooms {
    rows: Vec<Newsroom>,
    // Words in lower case → row. The first row that claims words keeps them.
    by_words: BTreeMap<String, usize>,
    // Short acronyms as written → row: "AP" is a newsroom, "ap" in running text is not.
    by_acronym: BTreeMap<String, usize>,
    // First words of all names in lower case.
    first_words: BTreeSet<String>,
}

/// Longest name, in letters, that must be written as in the table: shorter ones are words of some language in lower case.
const ACRONYM_LETTERS_MAX: usize = 4;

impl Newsrooms {
    /// The table that is compiled in.
    pub fn embedded() -> &'static Newsrooms {
        static TABLE: LazyLock<Newsrooms> = LazyLock::new(|| {
            Newsrooms::read(include_str!("../data/newsrooms/newsrooms.tsv"))
                .unwrap_or_else(|fault| panic!("{fault}"))
        });
        &TABLE
    }

    /// Reads a table.
    ///
    /// # Errors
    ///
    /// Names the line where the number of columns or the kind is wrong.
    pub fn read(tsv: &str) -> Result<Newsrooms, TableFault> {
        let mut table = Newsrooms::default();
        for (k, line) in tsv.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let newsroom = Newsroom::read(line).map_err(|fault| TableFault { line: k + 1, fault })?;
            table.add(newsroom);
        }
        Ok(table)
    }

    /// Every newsroom, in the order of the table.
    pub fn rows(&self) -> &[Newsroom] {
        &self.rows
    }

    /// The newsroom that `words` name as a whole: its name, an alias, a tag or what it calls itself. Case counts only
    /// for acronyms of up to four letters.
    pub fn find(&self, words: &str) -> Option<&Newsroom> {
        self.of_words(words.split_whitespace())
    }

    /// As [`Newsrooms::find`], for a tag in brackets, where case never counts: "(ap)".
    pub fn find_tag(&self, words: &str) -> Option<&Newsroom> {
        self.find(words).or_else(|| self.find(&words.to_uppercase()))
    }

    /// Whether a name can start with `word`, given in lower case: a cheap look before [`Newsrooms::find`].
    pub(crate) fn may_start(&self, word: &str) -> bool {
        let bare = word.strip_suffix("'s").unwrap_or(word);
        bare == "the" || self.first_words.contains(bare)
    }

    pub(crate) fn of_words<'w>(&self, words: impl Iterator<Item = &'w str>) -> Option<&Newsroom> {
        let mut written = String::new();
        for word in words {
            if !written.is_empty() {
                written.push(' ');
            }
            written.push_str(word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word));
        }
        let exact = self.by_acronym.get(&written);
        let place = exact.or_else(|| self.by_words.get(without_article(&written.to_lowercase())));
        place.map(|&k| &self.rows[k])
    }

    fn add(&mut self, newsroom: Newsroom) {
        let k = self.rows.len();
        let forms = [&newsroom.name]
            .into_iter()
            .chain(&newsroom.aliases)
            .chain(&newsroom.tags)
            .chain(&newsroom.self_names);
        for form in forms {
            let form = form.trim_matches(['(', ')', '/', '[', ']']);
            let lower = form.to_lowercase();
            let first = without_article(&lower).split_whitespace().next().unwrap_or("");
            self.first_words.insert(first.trim_end_matches('.').to_owned());
            let acronym = form.chars().count() <= ACRONYM_LETTERS_MAX;
            if acronym {
                self.by_acronym.entry(form.to_owned()).or_insert(k);
            } else {
                self.by_words.entry(without_article(&form.to_lowercase()).to_owned()).or_insert(k);
            }
        }
        self.rows.push(newsroom);
    }
}

impl Newsroom {
    fn read(line: &str) -> Result<Newsroom, String> {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let [name, aliases, kind, country, tags, self_names] = cells[..] else {
            return Err(format!("{} columns, not 6 (name, aliases, kind, country, tags, self)", cells.len()));
        };
        if !KINDS.contains(&kind) {
            return Err(format!("unknown kind `{kind}` (known: {})", KINDS.join(", ")));
        }
        let list = |cell: &str| {
            cell.split('|').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
        };
        Ok(Newsroom {
            name: name.to_owned(),
            aliases: list(aliases),
            kind: kind.to_owned(),
            country: country.to_owned(),
            tags: list(tags),
            self_names: list(self_names),
        })
    }
}

fn without_article(words: &str) -> &str {
    words.strip_prefix("the ").unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_aliases_tags_and_own_names_find_the_newsroom() {
        let table = Newsrooms::embedded();
        for row in table.rows() {
            assert!(table.find(&row.name).is_some(), "{} is not found by its name", row.name);
        }
        for (one, other) in [("AP", "the associated press"), ("Reuters’s", "Reuters")] {
            assert!(table.find(one).is_some() && table.find(one) == table.find(other), "{one}, {other}");
        }
        assert_eq!(table.find("ap"), None);
        assert!(table.find_tag("ap").is_some());
    }

    #[test]
    fn faults_name_the_line() {
        let fault = Newsrooms::read("# comment\nKites\t\tkite\tPER\t\t\n").expect_err("no such kind");
        assert!(fault.to_string().starts_with("data/newsrooms/newsrooms.tsv:2: unknown kind `kite`"));
    }
}
