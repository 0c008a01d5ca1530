//! A text as lineage and stories see it: sentences of weighted stems, five-word shingles, quotations cut.
//!
//! Quotations are cut before reuse is measured: two newsrooms that print one statement have a speaker in common, not
//! a text.

use super::Held;
use crate::tables::shipped;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// Words in a row that make a shingle.
const SHINGLE_WORDS: usize = 5;
/// Rarity below which a word at the head of a sentence is no name: "the", "after", "officials".
const COMMON_WORD: f32 = 4.0;
/// Words from which a quotation tells its speech: shorter ones are names and catchwords.
const QUOTATION_WORDS: usize = 6;
/// A sentence that stands word for word in more reports than this is boilerplate where it is less than this share of
/// the text's words.
const BOILERPLATE_REPORTS: usize = 50;
const BOILERPLATE_SHARE: f32 = 0.6;
/// Weight from which a stem is no common word.
const CONTENT_WEIGHT: f32 = 1.5;
/// How many such stems apart two stems still make a couple.
const COUPLE_REACH: usize = 4;
/// A quotation longer than this many bytes is taken for an unclosed quotation mark.
const QUOTE_BYTES_MAX: usize = 1_500;

/// What the later stages need of one text. Stems are numbers of [`Readings::rarities`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    /// Distinct stems of each sentence, quotations cut, rising.
    pub(crate) sentences: Vec<Vec<u32>>,
    /// Hashes of five words in a row, quotations cut, rising, distinct.
    pub(crate) shingles: Vec<u64>,
    /// Hashes of the quotations of several words, rising, distinct.
    pub(crate) quotations: Vec<u64>,
    /// Hash of all the words in order, quotations kept.
    pub(crate) whole: u64,
    /// Words in all.
    pub(crate) words: usize,
    /// Stems that are a name or a figure here, rising.
    pub(crate) names: Vec<u32>,
    /// Stems that are no common words, quotations cut, rising.
    pub(crate) content: Vec<u32>,
    /// Two such stems, none a name here, at most [`COUPLE_REACH`] apart in a sentence, quotations cut; in either
    /// order, so that turning a clause round keeps them. Rising, distinct.
    pub(crate) couples: Vec<(u32, u32)>,
    /// How much each stem counts for the story: rising by stem, length one.
    pub(crate) vector: Vec<(u32, f32)>,
}

/// The readings of all reports and the weight of every stem.
#[derive(Clone, Debug, Default)]
pub(crate) struct Readings {
    /// In the order of the reports.
    pub(crate) of: Vec<Reading>,
    /// Rarity of each stem by the background alone (logarithm of one over the share of reports that have it), so that
    /// how two texts relate does not hang on what else is held.
    pub(crate) rarities: Vec<f32>,
}

/// Background: in how many of how many reports a word stands, so that rarity means something in a set of two.
static BACKGROUND: LazyLock<(f32, BTreeMap<String, f32>)> =
    LazyLock::new(|| background(shipped!("reconcile/word_reports.tsv")));

fn background(table: &str) -> (f32, BTreeMap<String, f32>) {
    let mut stems = BTreeMap::new();
    let mut most = 1.0_f32;
    for row in table.lines().filter(|line| !line.starts_with('#')) {
        let Some((word, count)) = row.split_once('\t') else { continue };
        let count: f32 = count.parse().unwrap_or(0.0);
        most = most.max(count);
        *stems.entry(stem(word)).or_insert(0.0) += count;
    }
    (most, stems)
}

/// A word as it stands in the text.
struct Word {
    stem: String,
    plain: String,
    /// Capitalised inside a sentence, or a number.
    name: bool,
}

/// Reads all reports; they must be in their final order.
pub(crate) fn read_all(reports: &[Held<'_>]) -> Readings {
    let mut texts: Vec<Told> = reports.iter().map(Told::of).collect();
    cut_boilerplate(&mut texts);
    let mut held_in: BTreeMap<&str, u32> = BTreeMap::new();
    for text in &texts {
        let mut stems: Vec<&str> = text.all_words().map(|word| word.stem.as_str()).collect();
        stems.sort_unstable();
        stems.dedup();
        for stem in stems {
            *held_in.entry(stem).or_insert(0) += 1;
        }
    }
    let (most, table) = &*BACKGROUND;
    let total = most + reports.len() as f32 + 1.0;
    let weigh = |stem: &str, count: u32| {
        let known = table.get(stem).copied().unwrap_or(0.0).min(*most);
        (total / (known + count as f32 + 1.0)).ln().max(0.0)
    };
    let weights: Vec<f32> = held_in.iter().map(|(stem, &count)| weigh(stem, count)).collect();
    let numbers: BTreeMap<&str, u32> = held_in.keys().zip(0..).map(|(stem, n)| (*stem, n)).collect();
    let rarities: Vec<f32> = held_in.keys().map(|stem| rarity(stem)).collect();
    let of = texts.iter().map(|text| text.reading(&numbers, &weights, &rarities)).collect();
    Readings { of, rarities }
}

/// Cuts from what is compared for reuse the sentences that too many reports share word for word, in texts that also
/// tell something of their own. A text of which little else would be left is a reprint of something widely printed.
fn cut_boilerplate(texts: &mut [Told]) {
    let hash = |sentence: &Vec<Word>| {
        hash_words(&sentence.iter().map(|word| word.plain.as_str()).collect::<Vec<_>>())
    };
    let own = |text: &Told| rising(text.cut.iter().map(hash));
    let mut all: Vec<u64> = texts.iter().flat_map(own).collect();
    all.sort_unstable();
    let common: Vec<u64> = all
        .chunk_by(|a, b| a == b)
        .filter(|same| same.len() > BOILERPLATE_REPORTS)
        .map(|same| same[0])
        .collect();
    for text in texts {
        let is_common = |sentence: &Vec<Word>| common.binary_search(&hash(sentence)).is_ok();
        let words = |sentences: &mut dyn Iterator<Item = &Vec<Word>>| sentences.map(Vec::len).sum::<usize>();
        let shared = words(&mut text.cut.iter().filter(|sentence| is_common(sentence)));
        if shared > 0 && (shared as f32) < BOILERPLATE_SHARE * words(&mut text.cut.iter()) as f32 {
            text.cut.retain(|sentence| !is_common(sentence));
        }
    }
}

/// One report taken apart into words.
struct Told {
    title: Vec<Word>,
    /// With quotations, for stories.
    sentences: Vec<Vec<Word>>,
    /// Quotations cut, for reuse.
    cut: Vec<Vec<Word>>,
    /// The words of each quotation.
    quotations: Vec<Vec<Word>>,
}

impl Told {
    fn of(held: &Held<'_>) -> Told {
        let words_of =
            |text: &str| sentences(text).into_iter().map(words).filter(|s| !s.is_empty()).collect();
        let (outside, inside) = parted_at_quotations(held.text);
        Told {
            title: held.report.title.as_deref().map(words).unwrap_or_default(),
            sentences: words_of(held.text),
            cut: words_of(&outside),
            quotations: inside.into_iter().map(words).collect(),
        }
    }

    fn all_words(&self) -> impl Iterator<Item = &Word> {
        self.title.iter().chain(self.sentences.iter().flatten()).chain(self.cut.iter().flatten())
    }

    fn reading(&self, numbers: &BTreeMap<&str, u32>, weights: &[f32], rarities: &[f32]) -> Reading {
        let number = |word: &Word| numbers[word.stem.as_str()];
        let distinct = |sentence: &Vec<Word>| rising(sentence.iter().map(number));
        let cut: Vec<&str> = self.cut.iter().flatten().map(|word| word.plain.as_str()).collect();
        let mut shingles: Vec<u64> = cut.windows(SHINGLE_WORDS).map(hash_words).collect();
        shingles.sort_unstable();
        shingles.dedup();
        let all: Vec<&str> = self.sentences.iter().flatten().map(|word| word.plain.as_str()).collect();
        let names = rising(self.sentences.iter().flatten().filter(|word| word.name).map(number));
        let content: Vec<Vec<u32>> = self
            .cut
            .iter()
            .map(|s| s.iter().map(number).filter(|&stem| rarities[stem as usize] >= CONTENT_WEIGHT).collect())
            .collect();
        Reading {
            couples: couples(&content, &names),
            content: rising(content.into_iter().flatten()),
            names,
            sentences: self.cut.iter().map(distinct).collect(),
            shingles,
            quotations: self.quotation_hashes(),
            whole: hash_words(&all),
            words: all.len(),
            vector: self.vector(&number, weights),
        }
    }

    fn quotation_hashes(&self) -> Vec<u64> {
        let long = self.quotations.iter().filter(|words| words.len() >= QUOTATION_WORDS);
        let mut hashes: Vec<u64> = long
            .map(|words| hash_words(&words.iter().map(|word| word.plain.as_str()).collect::<Vec<_>>()))
            .collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes
    }

    /// Words of the title and of the lead count twice, names twice; then (1 + ln frequency) × rarity, length one.
    fn vector(&self, number: &impl Fn(&Word) -> u32, weights: &[f32]) -> Vec<(u32, f32)> {
        let mut counts: BTreeMap<u32, (f32, bool)> = BTreeMap::new();
        let lead = self.sentences.first().into_iter().flatten();
        for word in self.title.iter().chain(&self.title).chain(lead).chain(self.sentences.iter().flatten()) {
            let at = counts.entry(number(word)).or_insert((0.0, false));
            at.0 += 1.0;
            at.1 |= word.name;
        }
        let weight = |(stem, (count, name)): (u32, (f32, bool))| {
            (stem, (1.0 + count.ln()) * weights[stem as usize] * if name { 2.0 } else { 1.0 })
        };
        let mut vector: Vec<(u32, f32)> = counts.into_iter().map(weight).filter(|(_, w)| *w > 0.0).collect();
        let length = vector.iter().map(|(_, w)| w * w).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        vector.iter_mut().for_each(|(_, w)| *w /= length);
        vector
    }
}

/// Each once, in order.
fn rising<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn couples(sentences: &[Vec<u32>], names: &[u32]) -> Vec<(u32, u32)> {
    let near = |stems: &[u32]| -> Vec<(u32, u32)> {
        let (first, rest) = (stems[0], &stems[1..]);
        rest.iter()
            .filter(|&&other| other != first)
            .map(|&other| (first.min(other), first.max(other)))
            .collect()
    };
    let plain = |couple: &(u32, u32)| {
        names.binary_search(&couple.0).is_err() && names.binary_search(&couple.1).is_err()
    };
    let starts = |sentence: &Vec<u32>| -> Vec<(u32, u32)> {
        let reach = |start: usize| &sentence[start..sentence.len().min(start + COUPLE_REACH + 1)];
        (0..sentence.len()).flat_map(|start| near(reach(start))).collect()
    };
    rising(sentences.iter().flat_map(starts).filter(plain))
}

/// `text` with everything between quotation marks taken out, a blank in its place.
pub(crate) fn without_quotations(text: &str) -> String {
    parted_at_quotations(text).0
}

/// What stands outside quotation marks, a blank for each quotation, and what stands inside. A mark that is not closed in
/// its paragraph quotes nothing.
fn parted_at_quotations(text: &str) -> (String, Vec<&str>) {
    let mut quotations = Vec::new();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['“', '"']) {
        let mark = if rest[open..].starts_with('“') { '“' } else { '"' };
        let close = if mark == '“' { '”' } else { '"' };
        let inside = &rest[open + mark.len_utf8()..];
        let paragraph = inside.find("\n\n").unwrap_or(inside.len()).min(inside.len());
        match inside[..paragraph].find(close) {
            Some(end) if end <= QUOTE_BYTES_MAX => {
                out.push_str(&rest[..open]);
                out.push(' ');
                quotations.push(&inside[..end]);
                rest = &inside[end + close.len_utf8()..];
            }
            _ => {
                out.push_str(&rest[..open + mark.len_utf8()]);
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    (out, quotations)
}

/// Sentences by end marks and line ends. This is a plain reading for comparing texts; what is cited comes from the
/// language core.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in text.split('\n') {
        let mut start = 0;
        for (at, mark) in line.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?')) {
            let after = &line[at + mark.len_utf8()..];
            let gap = after.trim_start_matches(['"', '”', '’', '\'', ')']);
            let ends = gap.starts_with(char::is_whitespace)
                && gap.trim_start().starts_with(|c: char| {
                    c.is_uppercase() || c.is_numeric() || matches!(c, '“' | '"' | '‘')
                });
            if ends && !(mark == '.' && abbreviates(&line[start..at])) {
                let end = line.len() - gap.len();
                found.push(&line[start..end]);
                start = end;
            }
        }
        found.push(&line[start..]);
    }
    found.retain(|sentence| !sentence.trim().is_empty());
    found
}

/// True where a stop after `before` does not end a sentence: initials and common short forms.
fn abbreviates(before: &str) -> bool {
    const SHORT: [&str; 26] = [
        "adm", "apr", "aug", "capt", "co", "col", "corp", "dec", "dr", "feb", "gen", "gov", "jan", "jr",
        "lt", "mr", "mrs", "ms", "no", "nov", "oct", "rep", "sen", "sept", "st", "vs",
    ];
    let last = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
    let initials = last.split('.').all(|part| part.chars().count() <= 1);
    initials && last.starts_with(char::is_uppercase) || SHORT.contains(&last.to_lowercase().as_str())
}

/// Words of one sentence: letters and digits, "U.S." as one word, possessive endings cut.
fn words(sentence: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    for piece in sentence.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | ','))) {
        let piece = piece.trim_matches(['.', '\'', '’', ',']);
        let piece = piece.strip_suffix("'s").or_else(|| piece.strip_suffix("’s")).unwrap_or(piece);
        if piece.is_empty() {
            continue;
        }
        let number = piece.starts_with(|c: char| c.is_ascii_digit());
        let name = number || (!found.is_empty() && piece.starts_with(char::is_uppercase));
        let plain: String = piece
            .chars()
            .filter(|c| c.is_alphanumeric() || (number && *c == '.'))
            .flat_map(char::to_lowercase)
            .collect();
        found.push(Word { stem: stem(&plain), plain, name });
    }
    found
}

/// Distinct stems of a text, rising; for comparing short passages.
pub(crate) fn stems(text: &str) -> Vec<String> {
    let mut stems: Vec<String> = words(text).into_iter().map(|word| word.stem).collect();
    stems.sort();
    stems.dedup();
    stems
}

/// Figures of a sentence, and names: words in capitals side by side, points inside them dropped ("US", "Joe Biden"). A
/// capital that only opens the sentence makes no name.
pub(crate) fn figures_and_names(sentence: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let figures =
        words(sentence).into_iter().filter(|word| word.plain.starts_with(|c: char| c.is_ascii_digit()));
    let (mut names, mut run): (BTreeSet<String>, Vec<String>) = Default::default();
    for (n, piece) in sentence.split_whitespace().enumerate() {
        let bare = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
        let opens = n == 0 && rarity(&stem(&bare.to_lowercase())) < COMMON_WORD;
        let capital = bare.starts_with(char::is_uppercase) && !opens;
        if !capital || piece.starts_with(|c: char| !c.is_alphanumeric()) {
            names.extend(name_of(&mut run));
        }
        if capital {
            run.push(bare.replace('.', ""));
        }
        if piece.ends_with([',', ';', ':', ')', '”', '"', '?', '!']) || piece.len() > bare.len() + 1 {
            names.extend(name_of(&mut run));
        }
    }
    names.extend(name_of(&mut run));
    (figures.map(|word| word.plain).collect(), names)
}

fn name_of(run: &mut Vec<String>) -> Option<String> {
    let name = std::mem::take(run).join(" ");
    (!name.is_empty()).then_some(name)
}

/// Rarity of a stem by the background table alone.
pub(crate) fn rarity(stem: &str) -> f32 {
    let (most, table) = &*BACKGROUND;
    ((most + 2.0) / (table.get(stem).copied().unwrap_or(0.0).min(*most) + 1.0)).ln().max(0.0)
}

/// A light English stem: endings of number, tense, adverbs and a few nouns made from verbs. Collisions are harmless,
/// a missed pair only costs some likeness.
pub(crate) fn stem(word: &str) -> String {
    if word.len() < 4 || !word.is_ascii() || word.starts_with(|c: char| c.is_ascii_digit()) {
        return word.to_owned();
    }
    let mut stem = word.to_owned();
    if let Some(cut) = stem.strip_suffix("ies") {
        stem = format!("{cut}y");
    } else if stem.ends_with('s') && !stem.ends_with("ss") && !stem.ends_with("us") && !stem.ends_with("is") {
        stem.pop();
    }
    for (ending, least) in [
        ("ization", 4),
        ("isation", 4),
        ("ese", 4),
        ("ment", 4),
        ("ing", 3),
        ("ied", 3),
        ("ed", 3),
        ("ion", 4),
        ("ly", 3),
    ] {
        if stem.len() >= ending.len() + least && stem.ends_with(ending) {
            stem.truncate(stem.len() - ending.len());
            break;
        }
    }
    let doubled = {
        let bytes = stem.as_bytes();
        bytes.len() > 4
            && bytes[bytes.len() - 1] == bytes[bytes.len() - 2]
            && !matches!(bytes[bytes.len() - 1], b's' | b'l' | b'e')
    };
    if doubled || (stem.len() > 4 && stem.ends_with('e')) || (stem.len() > 3 && stem.ends_with('y')) {
        stem.pop();
    }
    if stem.len() > 3 && stem.ends_with(['i', 'e']) {
        stem.pop();
    }
    stem
}

/// FNV-1a of words with a separator: part of no stored format, the same on every machine.
fn hash_words(words: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for word in words {
        for byte in word.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
}

/// How much of two rising lists is in both.
pub(crate) fn shared<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, both) = (i + 1, j + 1, both + 1),
        }
    }
    both
}

/// Cosine of two vectors of length one, rising by stem.
pub(crate) fn cosine(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += a[i].1 * b[j].1;
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_cut_only_where_they_close() {
        let outside = |text| parted_at_quotations(text).0;
        assert_eq!(outside("He said “we agree” today."), "He said   today.");
        assert_eq!(outside("A \"third party. Next.\n\nOther \"day\"."), "A \"third party. Next.\n\nOther  .");
    }

    #[test]
    fn sentences_end_at_marks_but_not_at_initials() {
        let found = sentences("The U.S. Senate met on Sept. 10. Gen. A. Ruto spoke. “Good.” Then it rained.");
        let found: Vec<&str> = found.into_iter().map(str::trim).collect();
        assert_eq!(
            found,
            ["The U.S. Senate met on Sept. 10.", "Gen. A. Ruto spoke.", "“Good.”", "Then it rained."]
        );
    }

    #[test]
    fn figures_and_names_of_a_sentence() {
        let (figures, names) =
            figures_and_names("After 12 days U.S. envoy Ann Roe left Orun, Mali’s port, for 3.5 weeks.");
        assert_eq!(figures.into_iter().collect::<Vec<_>>(), ["12", "3.5"]);
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["Ann Roe", "Mali", "Orun", "US"]);
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (a, b) in [
            ("negotiating", "negotiations"),
            ("agreed", "agreement"),
            ("countries", "country"),
            ("visited", "visits"),
            ("cooperate", "cooperation"),
            ("vietnamese", "vietnam"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
    }

    #[test]
    fn the_table_of_words_is_sorted_and_counts_are_numbers() {
        let table = shipped!("reconcile/word_reports.tsv");
        let rows: Vec<(&str, &str)> = table.lines().skip(1).filter_map(|row| row.split_once('\t')).collect();
        assert!(rows.len() > 3_000);
        assert!(rows.windows(2).all(|two| two[0].0 < two[1].0), "sorted by word, each once");
        assert!(rows.iter().all(|(_, count)| count.parse::<u32>().is_ok_and(|count| count > 0)));
    }
}
