//! Actor and agent dictionaries in the format of PETRARCH and the Phoenix pipeline, turned into rows of our tables.
//!
//! An actor is a line of words joined by `_`, with a code in brackets or, below it, lines that begin with a tab or blank
//! and hold codes with days (`[USAGOV 20090120-20170120]`, `[USAELI <19950101]`, `[USAELI >2000]`); `+` begins a synonym.
//! An agent has a code that begins with `~`; braces hold its plural; `!SET!` stands for each word of a set defined by
//! `!SET! = ONE, TWO`. What cannot be said in our tables is skipped and told, with its line.

use super::table::ActorTables;
use crate::tables::{TableFault, rows, shipped};
use std::collections::{BTreeMap, BTreeSet};

/// The rows made of dictionaries, and what was left out.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// Tables of an overlay: path below its folder, text.
    pub files: BTreeMap<String, String>,
    /// How many names and nouns were taken.
    pub taken: usize,
    /// What was left out, in the order of files and lines.
    pub skipped: Vec<Skipped>,
}

/// A line that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The dictionary.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Why.
    pub why: String,
}

/// What the groups of CAMEO codes mean in our tables.
struct Codes {
    roles: BTreeMap<&'static str, &'static str>,
    states: BTreeMap<&'static str, &'static str>,
    classes: BTreeMap<&'static str, &'static str>,
}

/// A name with its synonyms and the codes it has, each for a stretch of days.
#[derive(Default)]
struct Entry {
    line: usize,
    names: Vec<String>,
    codes: Vec<(usize, String)>,
}

/// Country or class, and sectors, of a code.
struct Meaning {
    country: String,
    sectors: Vec<&'static str>,
}

/// Reads dictionaries (name and text of each) and makes an overlay of them.
///
/// Actors with one code without days become rows of `organisations.tsv`, those with days become terms in `people.tsv`,
/// agents rows of `roles.tsv`. Cost: linear in the texts.
///
/// # Errors
/// A table of the program is at fault; a dictionary never is: what cannot be read is skipped and told.
pub fn import_dictionaries(files: &[(String, String)], tables: &ActorTables) -> Result<Imported, TableFault> {
    let mut import = Import::new(tables)?;
    for (file, text) in files {
        import.file(file, text);
    }
    Ok(import.finish())
}

impl Codes {
    fn read() -> Result<Codes, TableFault> {
        let mut codes = Codes { roles: BTreeMap::new(), states: BTreeMap::new(), classes: BTreeMap::new() };
        for row in rows::<4>("data/actors/cameo_codes.tsv", shipped!("actors/cameo_codes.tsv"), 3)? {
            let kind = match row.cells[1] {
                "role" => &mut codes.roles,
                "state" => &mut codes.states,
                "class" => &mut codes.classes,
                other => return Err(row.fault(format!("`{other}` is none of role, state, class"))),
            };
            kind.insert(row.cells[0], row.cells[2]);
        }
        Ok(codes)
    }
}

struct Import<'t> {
    codes: Codes,
    tables: &'t ActorTables,
    organisations: BTreeSet<String>,
    people: BTreeSet<String>,
    offices: BTreeSet<String>,
    roles: BTreeMap<String, String>,
    taken: usize,
    skipped: Vec<Skipped>,
}

impl<'t> Import<'t> {
    fn new(tables: &'t ActorTables) -> Result<Self, TableFault> {
        Ok(Import {
            codes: Codes::read()?,
            tables,
            organisations: BTreeSet::new(),
            people: BTreeSet::new(),
            offices: BTreeSet::new(),
            roles: BTreeMap::new(),
            taken: 0,
            skipped: Vec::new(),
        })
    }

    fn skip(&mut self, file: &str, line: usize, why: impl Into<String>) {
        self.skipped.push(Skipped { file: file.to_owned(), line, why: why.into() });
    }

    fn file(&mut self, file: &str, text: &str) {
        let mut sets: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut entry = Entry::default();
        let mut comment = false;
        for (at, raw) in text.lines().enumerate() {
            let number = at + 1;
            let line = raw.split(['#', ';']).next().unwrap_or_default().trim_end();
            if line.trim_start().starts_with("<!--") || comment {
                comment = !line.contains("-->");
                continue;
            }
            if line.trim().is_empty() {
                continue;
            }
            if let Some((set, words)) = set_of(line) {
                sets.insert(set, words);
            } else if line.starts_with([' ', '\t']) {
                match bracketed(line) {
                    Some(code) if !entry.names.is_empty() => entry.codes.push((number, code)),
                    Some(_) => self.skip(file, number, "a code before any name"),
                    None => self.skip(file, number, "neither a name nor a code in brackets"),
                }
            } else if let Some(synonym) = line.strip_prefix('+') {
                if entry.names.is_empty() {
                    self.skip(file, number, "a synonym before any name");
                } else {
                    entry.names.push(plain(synonym));
                }
            } else {
                self.actor(file, std::mem::take(&mut entry));
                let name = line.split(['[', '{']).next().unwrap_or_default().trim();
                match bracketed(line) {
                    Some(code) if code.starts_with('~') => self.agent(file, number, line, name, &code, &sets),
                    code => {
                        let codes = code.map(|code| (number, code)).into_iter().collect();
                        entry = Entry { line: number, names: vec![plain(name)], codes };
                    }
                }
            }
        }
        self.actor(file, entry);
    }

    fn actor(&mut self, file: &str, entry: Entry) {
        if entry.names.is_empty() {
            return;
        }
        if entry.codes.is_empty() {
            return self.skip(file, entry.line, format!("`{}` has no code", entry.names[0]));
        }
        let mut names: Vec<String> = Vec::new();
        for name in entry.names.iter().flat_map(|name| written(name)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let dated =
            entry.codes.len() > 1 || entry.codes.iter().any(|(_, code)| code.contains(char::is_whitespace));
        let mut used = false;
        for (line, code) in &entry.codes {
            let (code, days) = code.split_once(char::is_whitespace).unwrap_or((code.as_str(), ""));
            let Some((from, to)) = days_of(days.trim()) else {
                self.skip(file, *line, format!("`{days}` is no stretch of days"));
                continue;
            };
            match self.meaning(code) {
                Err(why) => self.skip(file, *line, why),
                Ok(meaning) if dated => {
                    used = true;
                    self.term(&names, &meaning, &from, &to);
                }
                Ok(meaning) => {
                    used = true;
                    self.organisation(&names, &meaning);
                }
            }
        }
        self.taken += if used { names.len() } else { 0 };
    }

    fn organisation(&mut self, names: &[String], meaning: &Meaning) {
        let sector = meaning.sectors.first().copied().unwrap_or_default();
        let cells = [&names[0], &names[1..].join("|"), &meaning.country, sector, "imported", "", "", ""];
        self.organisations.insert(cells.join("\t"));
    }

    /// A person out of office falls to ELI by itself, but a dictionary may say so for days we know nothing of.
    fn term(&mut self, names: &[String], meaning: &Meaning, from: &str, to: &str) {
        let sector = meaning.sectors.first().copied().unwrap_or("UNK");
        let office = format!("imported_{}", sector.to_lowercase());
        self.offices.insert(format!("{office}\t{sector}\t\tofficial\t"));
        let cells = [&names[0], &names[1..].join("|"), &meaning.country, &office, from, to, ""];
        self.people.insert(cells.join("\t"));
    }

    fn agent(
        &mut self,
        file: &str,
        line: usize,
        whole: &str,
        name: &str,
        code: &str,
        sets: &BTreeMap<String, Vec<String>>,
    ) {
        let mut sectors = Vec::new();
        for group in groups(code.trim_start_matches('~')) {
            match self.codes.roles.get(group.as_str()) {
                Some(sector) => sectors.push(*sector),
                None => return self.skip(file, line, format!("`{group}` is no role that our sectors know")),
            }
        }
        let Some(sector) = sectors.first() else {
            return self.skip(file, line, "an agent without a role");
        };
        let plural =
            whole.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map(|(inside, _)| inside);
        let mut nouns = Vec::new();
        for noun in [Some(name), plural].into_iter().flatten() {
            match expanded(noun, sets) {
                Ok(found) => nouns.extend(found),
                Err(set) => return self.skip(file, line, format!("the set !{set}! is not defined above")),
            }
        }
        for noun in nouns.iter().map(|noun| plain(noun).to_lowercase().replace(' ', "_")) {
            if noun.is_empty() {
                continue;
            }
            self.taken += 1;
            let secondary = sectors[1..].join("|");
            let example = format!("The **{}** declined to comment.", noun.replace('_', " "));
            self.roles.insert(noun.clone(), format!("{noun}\t{sector}\t{secondary}\t{example}"));
        }
    }

    fn meaning(&self, code: &str) -> Result<Meaning, String> {
        let parts = groups(code);
        let first = parts.first().map(String::as_str).unwrap_or_default();
        let country = match self.codes.states.get(first).or_else(|| self.codes.classes.get(first)) {
            Some(known) => (*known).to_owned(),
            None if self.tables.state(first).is_some() => first.to_owned(),
            None if first.starts_with('-') || self.codes.roles.contains_key(first) => "-".to_owned(),
            None => return Err(format!("`{code}` begins with no state or class that we know")),
        };
        let known = parts.iter().filter_map(|part| self.codes.roles.get(part.as_str()).copied());
        Ok(Meaning { country, sectors: known.collect() })
    }

    fn finish(self) -> Imported {
        let mut files = BTreeMap::new();
        let mut put = |name: &str, heading: &str, rows: Vec<String>| {
            if !rows.is_empty() {
                files.insert(format!("actors/{name}.tsv"), format!("{heading}\n{}\n", rows.join("\n")));
            }
        };
        put(
            "organisations",
            &heading(shipped!("actors/organisations.tsv")),
            self.organisations.into_iter().collect(),
        );
        put("people", &heading(shipped!("actors/people.tsv")), self.people.into_iter().collect());
        put("offices", &heading(shipped!("actors/offices.tsv")), self.offices.into_iter().collect());
        put("roles", &heading(shipped!("actors/roles.tsv")), self.roles.into_values().collect());
        Imported { files, taken: self.taken, skipped: self.skipped }
    }
}

fn heading(table: &str) -> String {
    table.lines().find(|line| line.starts_with('#') && line.contains('\t')).unwrap_or_default().to_owned()
}

/// `!SET! = ONE, TWO`.
fn set_of(line: &str) -> Option<(String, Vec<String>)> {
    let (name, words) = line.trim().strip_prefix('!')?.split_once('!')?;
    let words = words.trim().strip_prefix('=')?;
    let words = words.split(',').map(|word| word.trim().trim_end_matches('_').to_owned());
    Some((name.to_owned(), words.filter(|word| !word.is_empty()).collect()))
}

/// A noun with each word of the sets in it; a set that nobody defined is the error.
fn expanded(noun: &str, sets: &BTreeMap<String, Vec<String>>) -> Result<Vec<String>, String> {
    let Some((before, rest)) = noun.split_once('!') else { return Ok(vec![noun.to_owned()]) };
    let (set, after) = rest.split_once('!').ok_or_else(|| rest.to_owned())?;
    let words = sets.get(set).ok_or_else(|| set.to_owned())?;
    let mut all = Vec::new();
    for word in words {
        all.extend(expanded(&format!("{before}{word}{after}"), sets)?);
    }
    Ok(all)
}

/// What stands in the first square brackets of a line.
fn bracketed(line: &str) -> Option<String> {
    let (_, rest) = line.split_once('[')?;
    Some(rest.split_once(']')?.0.trim().to_owned())
}

/// The groups of three letters of a code.
fn groups(code: &str) -> Vec<String> {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(3).map(|group| group.iter().collect()).collect()
}

fn plain(name: &str) -> String {
    name.split(['_', ' ', '=']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// How a name in capitals is written in news: "BARACK OBAMA" as "Barack Obama", a short word as acronym, too.
fn written(name: &str) -> Vec<String> {
    const ACRONYM_MAX: usize = 5;
    let small = |word: &str| matches!(word, "OF" | "THE" | "AND" | "FOR" | "IN" | "DE" | "LA");
    let title = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        first + &letters.as_str().to_lowercase()
    };
    let words: Vec<&str> = name.split(' ').collect();
    let cased = words.iter().enumerate().map(|(at, word)| {
        if at > 0 && small(&word.to_uppercase()) { word.to_lowercase() } else { title(word) }
    });
    let cased = cased.collect::<Vec<_>>().join(" ");
    let short = words.len() == 1 && name.len() <= ACRONYM_MAX;
    if short { vec![name.to_uppercase(), cased] } else { vec![cased] }
}

/// First and last day of `20090120-20170120`, `<19950101` (before), `>2000` (after); years of two digits are of the span
/// 1930 to 2029. None where it cannot be read.
fn days_of(days: &str) -> Option<(String, String)> {
    if days.is_empty() {
        return Some((String::new(), String::new()));
    }
    if let Some(before) = days.strip_prefix('<') {
        let day: jiff::civil::Date = day_of(before, false)?.parse().ok()?;
        return Some((String::new(), day.yesterday().ok()?.to_string()));
    }
    if let Some(after) = days.strip_prefix('>') {
        return Some((day_of(after, true)?, String::new()));
    }
    let (from, to) = days.split_once('-')?;
    Some((day_of(from, false)?, day_of(to, true)?))
}

fn day_of(digits: &str, last: bool) -> Option<String> {
    let digits = digits.trim();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let century = |two: &str| if two < "30" { "20" } else { "19" };
    let full = match digits.len() {
        6 => format!("{}{digits}", century(&digits[..2])),
        4 if last => format!("{digits}1231"),
        4 => format!("{digits}0101"),
        8 => digits.to_owned(),
        _ => return None,
    };
    let day = format!("{}-{}-{}", &full[..4], &full[4..6], &full[6..]);
    day.parse::<jiff::civil::Date>().ok().map(|_| day)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACTORS: &str = "# a small dictionary\n\
        ORUN_RENEWAL_FRONT_ [KENREB] ; fighters\n\
        +ORF_\n\
        <!-- left out\n\
        NOBODY_ [KEN] -->\n\
        ADA_ROE_\n\
        +PRESIDENT_ROE_\n\
        \t[KENGOV 20090120-20170120]\n\
        \t[KENELI >2017]\n\
        \t[KENMIL <950101]\n\
        \t[KENGOV yesterday]\n\
        OTHERWORLD_ [QQQGOV]\n\
        NAMELESS_\n";
    const AGENTS: &str = "!PERSON! = MAN, WOMAN\n\
        MINISTER_ {MINISTERS_} [~GOV]\n\
        POLICE!PERSON!_ [~COP]\n\
        NEWS_ANCHOR_ [~MED]\n\
        CHAIR!OTHER!_ [~GOV]\n\
        WIZARD_ [~WIZ]\n";

    fn import() -> Imported {
        let tables = ActorTables::embedded().unwrap();
        let files = [("a.txt".to_owned(), ACTORS.to_owned()), ("b.txt".to_owned(), AGENTS.to_owned())];
        import_dictionaries(&files, &tables).unwrap()
    }

    #[test]
    fn actors_become_organisations_and_terms() {
        let import = import();
        let organisations = &import.files["actors/organisations.tsv"];
        assert!(organisations.contains("Orun Renewal Front\tORF|Orf\tKEN\tREB\timported"), "{organisations}");
        let people = &import.files["actors/people.tsv"];
        assert!(
            people.contains("Ada Roe\tPresident Roe\tKEN\timported_gov\t2009-01-20\t2017-01-20"),
            "{people}"
        );
        assert!(people.contains("KEN\timported_eli\t2017-12-31\t\t"), "{people}");
        assert!(people.contains("KEN\timported_mil\t\t1994-12-31"), "{people}");
        assert!(import.files["actors/offices.tsv"].contains("imported_gov\tGOV"));
    }

    #[test]
    fn agents_become_nouns_with_their_plurals_and_sets() {
        let roles = &import().files["actors/roles.tsv"];
        for wanted in
            ["minister\tGOV", "ministers\tGOV", "policeman\tCOP", "policewoman\tCOP", "news_anchor\tJRN"]
        {
            assert!(roles.contains(wanted), "{wanted}: {roles}");
        }
    }

    #[test]
    fn what_is_left_out_is_told_with_its_line() {
        let told: Vec<(String, usize)> =
            import().skipped.into_iter().map(|skipped| (skipped.file, skipped.line)).collect();
        let place = |file: &str, line| (file.to_owned(), line);
        assert_eq!(
            told,
            [
                place("a.txt", 11),
                place("a.txt", 12),
                place("a.txt", 13),
                place("b.txt", 5),
                place("b.txt", 6)
            ]
        );
    }
}
