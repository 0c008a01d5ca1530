//! The newsrooms that reports name: agencies, papers, broadcasters, sites, magazines.
//!
//! The table is `data/newsrooms/newsrooms.tsv`; its form is told in the `README.md` beside it. Answers only "which
//! newsroom do these words name?"; where such words count is the matter of [`crate::clean`] and of attribution.

use crate::tables::{Row, TableFault, rows, shipped, sound};
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

/// A table of newsrooms with its index of words.
#[derive(Clone, Debug, Default)]
pub struct Newsrooms {
    rows: Vec<Newsroom>,
    // Words as written → the rows that claim them, in the order of the table.
    by_words: BTreeMap<String, Vec<Claim>>,
    // First words of all names in lower case.
    first_words: BTreeSet<String>,
}

/// A row that claims words, and as what.
#[derive(Clone, Copy, Debug, Default)]
struct Claim {
    row: usize,
    name: bool,
    tag: bool,
    own: bool,
}

/// Where words stand, which decides between newsrooms that share them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// Anywhere in a text.
    Text,
    /// In the place of a tag.
    Tag,
    /// Where a newsroom speaks of its own work.
    Own,
}

const PATH: &str = "data/newsrooms/newsrooms.tsv";

/// Longest name, in letters, that must be written as in the table: capitals make other words of shorter ones.
const ACRONYM_LETTERS_MAX: usize = 4;

impl Newsrooms {
    /// The table that is compiled in.
    pub fn embedded() -> &'static Newsrooms {
        static TABLE: LazyLock<Newsrooms> =
            LazyLock::new(|| sound(Newsrooms::read(shipped!("newsrooms/newsrooms.tsv"))));
        &TABLE
    }

    /// Reads a table.
    ///
    /// # Errors
    ///
    /// Names the line where the number of columns or the kind is wrong.
    pub fn read(tsv: &str) -> Result<Newsrooms, TableFault> {
        let mut table = Newsrooms::default();
        for row in rows::<6>(PATH, tsv, 6)? {
            table.add(Newsroom::read(&row)?);
        }
        Ok(table)
    }

    /// Every newsroom, in the order of the table.
    pub fn rows(&self) -> &[Newsroom] {
        &self.rows
    }

    /// The newsroom that `words` name as a whole: its name, an alias, a tag or what it calls itself, written as in the
    /// table or all in capitals. An article may be left out or added, but not before a single plain word: an economist is
    /// not The Economist. None where several newsrooms are called so and none has the words as its name.
    pub fn find(&self, words: &str) -> Option<&Newsroom> {
        self.of_words(words.split_whitespace())
    }

    /// As [`Newsrooms::find`], for the tag of a dateline, where case never counts: "(ap)". Of several newsrooms with that
    /// tag the one at home in `country` (alpha-3), where the dateline's place lies, is meant; none where that does not
    /// tell them apart.
    pub fn find_tag(&self, words: &str, country: Option<&str>) -> Option<&Newsroom> {
        self.pick(self.tag_claims(words)?, Standing::Tag, country)
    }

    /// Whether a newsroom, or several, are called so, whatever the case.
    pub(crate) fn is_tag(&self, words: &str) -> bool {
        self.tag_claims(words).is_some()
    }

    /// Whether a newsroom, or several, are called so.
    pub(crate) fn knows(&self, words: &str) -> bool {
        self.claims(&joined(words.split_whitespace())).is_some()
    }

    /// Whether a name can start with `word`, given in lower case: a cheap look before [`Newsrooms::find`].
    pub(crate) fn may_start(&self, word: &str) -> bool {
        let bare = word.strip_suffix("'s").unwrap_or(word);
        bare == "the" || self.first_words.contains(bare) || self.first_words.contains(word)
    }

    pub(crate) fn of_words<'w>(&self, words: impl Iterator<Item = &'w str>) -> Option<&Newsroom> {
        self.pick(self.claims(&joined(words))?, Standing::Text, None)
    }

    /// As [`Newsrooms::find`], where a newsroom speaks of its own work: only by a name that it uses of itself.
    pub(crate) fn of_own_words<'w>(&self, words: impl Iterator<Item = &'w str>) -> Option<&Newsroom> {
        self.pick(self.claims(&joined(words))?, Standing::Own, None)
    }

    fn tag_claims(&self, words: &str) -> Option<&[Claim]> {
        let words = joined(words.split_whitespace());
        self.claims(&words).or_else(|| self.claims(&words.to_uppercase()))
    }

    fn claims(&self, words: &str) -> Option<&[Claim]> {
        let claims = |words: &str| self.by_words.get(words).map(Vec::as_slice);
        let with_article = |words: &str| match bare(words) {
            Some(bare) => claims(&format!("The {bare}")).or_else(|| claims(bare)),
            None => claims(words),
        };
        // "Barron's" is a name, "Reuters's" is not.
        with_article(words).or_else(|| with_article(words.strip_suffix("'s").or(words.strip_suffix("’s"))?))
    }

    fn pick(&self, claims: &[Claim], standing: Standing, country: Option<&str>) -> Option<&Newsroom> {
        let fits = |claim: &&Claim| match standing {
            Standing::Text => claim.name || claim.own || !claim.tag,
            Standing::Tag => claim.tag,
            Standing::Own => claim.own,
        };
        let fitting: Vec<&Claim> = claims.iter().filter(fits).collect();
        let left =
            if fitting.is_empty() && standing != Standing::Own { claims.iter().collect() } else { fitting };
        let at_home = |claim: &&Claim| Some(self.rows[claim.row].country.as_str()) == country;
        let one = only(left.iter().copied())
            .or_else(|| only(left.iter().copied().filter(at_home)))
            .or_else(|| only(left.iter().copied().filter(|claim| claim.name)))?;
        Some(&self.rows[one.row])
    }

    fn add(&mut self, newsroom: Newsroom) {
        let row = self.rows.len();
        let claim = Claim { row, ..Claim::default() };
        self.claim(&newsroom.name, Claim { name: true, ..claim });
        newsroom.aliases.iter().for_each(|form| self.claim(form, claim));
        newsroom.tags.iter().for_each(|form| self.claim(form, Claim { tag: true, ..claim }));
        newsroom.self_names.iter().for_each(|form| self.claim(form, Claim { own: true, ..claim }));
        self.rows.push(newsroom);
    }

    /// Notes that a row is called so: as written, and where that is no acronym, in capitals.
    fn claim(&mut self, form: &str, claim: Claim) {
        let key = match bare(form) {
            Some(bare) if is_plain_word(bare) => format!("The {bare}"),
            Some(bare) => bare.to_owned(),
            None => form.to_owned(),
        };
        let first = bare(&key).unwrap_or(&key).split_whitespace().next().unwrap_or_default();
        self.first_words.insert(first.trim_end_matches('.').to_lowercase());
        let shouted =
            bare(&key).map_or_else(|| key.to_uppercase(), |bare| format!("The {}", bare.to_uppercase()));
        if shouted != key && key.chars().count() > ACRONYM_LETTERS_MAX {
            self.enter(shouted, claim);
        }
        self.enter(key, claim);
    }

    fn enter(&mut self, key: String, claim: Claim) {
        let claims = self.by_words.entry(key).or_default();
        match claims.iter_mut().find(|known| known.row == claim.row) {
            Some(known) => {
                known.name |= claim.name;
                known.tag |= claim.tag;
                known.own |= claim.own;
            }
            None => claims.push(claim),
        }
    }
}

impl Newsroom {
    fn read(row: &Row<'_, 6>) -> Result<Newsroom, TableFault> {
        let kind = row.cells[2];
        if !KINDS.contains(&kind) {
            return Err(row.fault(format!("unknown kind `{kind}` (known: {})", KINDS.join(", "))));
        }
        let list = |column| row.list(column).map(str::to_owned).collect();
        Ok(Newsroom {
            name: row.cells[0].to_owned(),
            aliases: list(1),
            kind: kind.to_owned(),
            country: row.cell(3).unwrap_or_default().to_owned(),
            tags: list(4),
            self_names: list(5),
        })
    }
}

/// The words with single blanks between them.
fn joined<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}

/// The words without their article; none where they have none.
fn bare(words: &str) -> Option<&str> {
    ["The ", "the ", "THE "].iter().find_map(|article| words.strip_prefix(article))
}

/// Whether the words are one word that is no acronym: "Economist", "Times".
fn is_plain_word(words: &str) -> bool {
    !words.contains(' ') && words.chars().any(char::is_lowercase)
}

/// The one claim; none where there are several or none.
fn only<'c>(mut claims: impl Iterator<Item = &'c Claim>) -> Option<&'c Claim> {
    claims.next().filter(|_| claims.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_aliases_tags_and_own_names_find_the_newsroom() {
        let table = Newsrooms::embedded();
        for row in table.rows() {
            assert_eq!(table.find(&row.name), Some(row), "not found by its name");
        }
        for (one, other) in [("AP", "the Associated Press"), ("Reuters’s", "Reuters")] {
            assert!(table.find(one).is_some() && table.find(one) == table.find(other), "{one}, {other}");
        }
        assert_eq!(table.find("ap"), None);
        assert!(table.find_tag("ap", None).is_some());
    }

    fn invented() -> Newsrooms {
        let rows = "LNA\t\tagency\tNLD\tLNA\tLNA\n\
            Lesotho Notes Agency\t\tagency\tLSO\tLNA\tLNA\n\
            Rivers Notes\tRN\tagency\tNGA\tRVN\t\n\
            Rivers News Agency\t\tagency\tTGO\tRVN\tRiver News\n\
            The Ferryman\t\tmagazine\tMLI\t\tThe Ferryman\n\
            The Lagos Ferry\t\tnewspaper\tNGA\t\tThe Lagos Ferry\n";
        sound(Newsrooms::read(rows))
    }

    #[test]
    fn words_count_as_written_and_a_plain_word_needs_its_article() {
        let table = invented();
        let name = |words: &str| table.find(words).map_or("-", |newsroom| newsroom.name.as_str());
        for words in ["The Ferryman", "the Ferryman’s", "THE FERRYMAN"] {
            assert_eq!(name(words), "The Ferryman", "{words}");
        }
        for words in ["Lagos Ferry", "the Lagos Ferry", "LAGOS FERRY"] {
            assert_eq!(name(words), "The Lagos Ferry", "{words}");
        }
        for words in ["Ferryman", "ferryman", "the ferryman", "lagos ferry", "rn"] {
            assert_eq!(name(words), "-", "{words}");
        }
    }

    #[test]
    fn a_shared_tag_is_told_apart_by_country_or_name() {
        let table = invented();
        let tag =
            |words, country| table.find_tag(words, country).map_or("-", |newsroom| newsroom.name.as_str());
        assert_eq!(tag("RVN", Some("NGA")), "Rivers Notes");
        assert_eq!(tag("rvn", Some("TGO")), "Rivers News Agency");
        assert_eq!((tag("RVN", Some("BRA")), tag("RVN", None)), ("-", "-"));
        assert_eq!((tag("LNA", Some("LSO")), tag("LNA", Some("BRA"))), ("Lesotho Notes Agency", "LNA"));
        assert!(table.is_tag("rvn") && !table.is_tag("Rivers"));
    }

    #[test]
    fn a_newsroom_speaks_of_itself_by_its_own_names() {
        let table = invented();
        assert!(table.of_own_words(["Rivers", "Notes"].into_iter()).is_none());
        assert!(table.of_own_words(["River", "News"].into_iter()).is_some());
    }

    #[test]
    fn faults_name_the_line() {
        let fault = Newsrooms::read("# comment\nKites\t\tkite\tPER\t\t\n").expect_err("no such kind");
        assert!(fault.to_string().starts_with("data/newsrooms/newsrooms.tsv:2: unknown kind `kite`"));
    }
}
