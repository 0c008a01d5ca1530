//! What is kept of every text to find the few others worth comparing it with: hashes of word runs and of rare words.
//!
//! No pair is looked at unless the two share several rare runs or are among each other's most alike by their rarest
//! words. What stands in too many reports is left out and counted, so the work grows with the number of reports and
//! not with its square. Hashes are fixed, lists are sorted: the same reports give the same pairs on every machine.

use super::reading;
use std::cmp::Reverse;

/// Words in a row that make a run.
const RUN_WORDS: usize = 5;
/// Of this many runs in a row the one with the least hash is kept: any eight shared words in a row share one.
const WINNOWED_OF: usize = 4;
/// What stands in more reports than this says nothing about a pair.
const REPORTS_MAX: usize = 100;
/// Shared rare runs from which a pair is looked at.
const SHARED_RUNS: u16 = 2;
/// Pairs looked at for one report because of shared runs: those that share most.
const BY_RUNS_MAX: usize = 30;
/// Rarest terms of a report by which its most alike are found, and how many of these are looked at.
const RAREST_TERMS: usize = 32;
const NEIGHBOURS: usize = 10;
/// A word in more than this share of reports at large is no term.
const TERM_RARITY: f32 = 3.0;

/// What is kept of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// Hash of all words in order, quotations kept; 0 for a text without words.
    whole: u64,
    /// Hashes of winnowed runs of words, quotations cut; rising, distinct.
    runs: Vec<u32>,
    /// Hashes of rarer stems, names and figures of title and text; rising, distinct.
    terms: Vec<u32>,
}

impl Sketch {
    /// Sketches a title and a text.
    pub fn of(title: Option<&str>, text: &str) -> Sketch {
        let mut words = Words::default();
        words.read(&reading::without_quotations(text));
        let runs = winnowed(&words.hashes);
        words.hashes.clear();
        words.read(text);
        let whole = words.hashes.iter().fold(0, |hash, word| mix(hash ^ word));
        words.read(title.unwrap_or(""));
        Sketch { whole, runs, terms: words.terms() }
    }

    /// Bytes held for this text, its share of the lists that [`candidates`] builds not counted.
    pub fn bytes(&self) -> usize {
        size_of::<Sketch>() + size_of::<u32>() * (self.runs.capacity() + self.terms.capacity())
    }
}

/// Hashes of the words of a text, and the spelling of each distinct one.
#[derive(Default)]
struct Words {
    hashes: Vec<u64>,
    spelt: Vec<(u64, u32, u32)>,
    letters: String,
}

impl Words {
    /// Words are runs of letters and digits, in lower case; "1,200" and "U.S." are one word each.
    fn read(&mut self, text: &str) {
        let mut start = self.letters.len();
        let mut hash = FNV;
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            if c.is_ascii_alphanumeric() {
                let lower = c.to_ascii_lowercase();
                self.letters.push(lower);
                hash = (hash ^ u64::from(lower as u32)).wrapping_mul(PRIME);
            } else if !c.is_ascii() && c.is_alphanumeric() {
                for lower in c.to_lowercase() {
                    self.letters.push(lower);
                    hash = (hash ^ u64::from(lower as u32)).wrapping_mul(PRIME);
                }
            } else if matches!(c, '.' | ',')
                && self.letters.len() > start
                && characters.peek().is_some_and(|next| next.is_ascii_alphanumeric())
            {
                // Inside a number or between initials: the word goes on.
            } else if self.letters.len() > start {
                self.hashes.push(mix(hash));
                self.spelt.push((mix(hash), start as u32, self.letters.len() as u32));
                start = self.letters.len();
                hash = FNV;
            }
        }
        if self.letters.len() > start {
            self.hashes.push(mix(hash));
            self.spelt.push((mix(hash), start as u32, self.letters.len() as u32));
        }
    }

    /// Hashes of the stems of rarer words; a figure also with the word after it.
    fn terms(&mut self) -> Vec<u32> {
        let spelling = |at: &(u64, u32, u32)| &self.letters[at.1 as usize..at.2 as usize];
        let is_figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        let figures = self.spelt.windows(2).filter(|two| is_figure(spelling(&two[0])));
        let mut terms: Vec<u32> = figures.map(|two| short(mix(two[0].0.rotate_left(1) ^ two[1].0))).collect();
        let mut distinct = self.spelt.clone();
        distinct.sort_unstable_by_key(|at| (at.0, at.1));
        distinct.dedup_by_key(|at| at.0);
        for word in distinct.iter().map(spelling).filter(|word| word.len() > 1) {
            let stem = reading::stem(word);
            if reading::rarity(&stem) >= TERM_RARITY {
                terms.push(short(mix(stem
                    .bytes()
                    .fold(FNV, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME)))));
            }
        }
        terms.sort_unstable();
        terms.dedup();
        terms.shrink_to_fit();
        terms
    }
}

const FNV: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Spreads the bits of a number over the whole word; part of no stored format.
fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    number ^ (number >> 32)
}

fn short(hash: u64) -> u32 {
    (hash >> 32) as u32
}

fn winnowed(words: &[u64]) -> Vec<u32> {
    let run = |words: &[u64]| short(words.iter().fold(0, |hash, word| mix(hash ^ word)));
    let runs: Vec<u32> = words.windows(RUN_WORDS).map(run).collect();
    let mut kept: Vec<u32> = match runs.len() {
        0 => Vec::new(),
        1..WINNOWED_OF => runs.iter().copied().min().into_iter().collect(),
        _ => runs.windows(WINNOWED_OF).filter_map(|some| some.iter().copied().min()).collect(),
    };
    kept.sort_unstable();
    kept.dedup();
    kept.shrink_to_fit();
    kept
}

/// Pairs worth comparing and what it took to find them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidates {
    /// Pairs of places, the smaller first, rising, distinct.
    pub pairs: Vec<(u32, u32)>,
    /// Bytes of the posting lists while pairs are sought.
    pub posting_bytes: usize,
    /// Runs and terms left out because too many reports have them.
    pub capped: usize,
}

/// Pairs worth comparing among texts in their final order.
pub fn candidates(sketches: &[Sketch]) -> Candidates {
    let mut found = Candidates::default();
    let first = first_of_its_words(sketches);
    for (place, &first) in first.iter().enumerate().filter(|&(place, &first)| first as usize != place) {
        found.pairs.push((first, place as u32));
    }
    let own = |list: for<'s> fn(&'s Sketch) -> &'s [u32]| -> Vec<&[u32]> {
        let is_first = |(place, &first): (usize, &u32)| {
            if first as usize == place { list(&sketches[place]) } else { &[] }
        };
        first.iter().enumerate().map(is_first).collect()
    };
    for (postings, seek) in [
        (
            Postings::of(&own(|sketch| &sketch.runs), REPORTS_MAX),
            by_runs as fn(&Postings, &mut Vec<(u32, u32)>),
        ),
        (Postings::of(&own(|sketch| &sketch.terms), REPORTS_MAX), by_terms),
    ] {
        seek(&postings, &mut found.pairs);
        found.posting_bytes = found.posting_bytes.max(postings.bytes);
        found.capped += postings.capped;
    }
    found.pairs.sort_unstable();
    found.pairs.dedup();
    found
}

/// For each text the first that has the same words.
fn first_of_its_words(sketches: &[Sketch]) -> Vec<u32> {
    let mut by_words: Vec<(u64, u32)> =
        sketches.iter().zip(0..).map(|(sketch, place)| (sketch.whole, place)).collect();
    by_words.sort_unstable();
    let mut first: Vec<u32> = (0..sketches.len() as u32).collect();
    for same in by_words.chunk_by(|a, b| a.0 == b.0 && a.0 != 0) {
        same.iter().for_each(|&(_, place)| first[place as usize] = same[0].1);
    }
    first
}

/// Which texts have which hash, both ways, without the hashes that only one or too many have.
struct Postings {
    /// Where the texts of each hash start in `texts`, and one more.
    starts: Vec<u32>,
    texts: Vec<u32>,
    /// Where the hashes of each text start in `hashes`, and one more.
    own_starts: Vec<u32>,
    /// Numbers of hashes, for each text.
    own: Vec<u32>,
    bytes: usize,
    capped: usize,
}

impl Postings {
    fn of(lists: &[&[u32]], most: usize) -> Postings {
        let mut all: Vec<u64> = Vec::with_capacity(lists.iter().map(|list| list.len()).sum());
        for (list, place) in lists.iter().zip(0_u64..) {
            all.extend(list.iter().map(|&hash| u64::from(hash) << 32 | place));
        }
        all.sort_unstable();
        let bytes = all.capacity() * size_of::<u64>();
        let mut postings = Postings {
            starts: vec![0],
            texts: Vec::new(),
            own_starts: vec![0; lists.len() + 1],
            own: Vec::new(),
            bytes,
            capped: 0,
        };
        for same in all.chunk_by(|a, b| a >> 32 == b >> 32) {
            if same.len() > most {
                postings.capped += 1;
            } else if same.len() > 1 {
                postings.texts.extend(same.iter().map(|&entry| entry as u32));
                postings.starts.push(postings.texts.len() as u32);
            }
        }
        drop(all);
        for &text in &postings.texts {
            postings.own_starts[text as usize + 1] += 1;
        }
        for place in 0..lists.len() {
            postings.own_starts[place + 1] += postings.own_starts[place];
        }
        let mut next = postings.own_starts.clone();
        postings.own = vec![0; postings.texts.len()];
        for hash in 0..postings.starts.len() - 1 {
            for &text in &postings.texts[postings.starts[hash] as usize..postings.starts[hash + 1] as usize] {
                postings.own[next[text as usize] as usize] = hash as u32;
                next[text as usize] += 1;
            }
        }
        postings.bytes = postings.bytes.max(
            size_of::<u32>()
                * (postings.starts.capacity()
                    + 2 * postings.own_starts.capacity()
                    + 2 * postings.texts.capacity()),
        );
        postings
    }

    fn places(&self) -> usize {
        self.own_starts.len() - 1
    }

    fn hashes_of(&self, place: usize) -> &[u32] {
        &self.own[self.own_starts[place] as usize..self.own_starts[place + 1] as usize]
    }

    /// The texts that have a hash, rising.
    fn texts_with(&self, hash: u32) -> &[u32] {
        &self.texts[self.starts[hash as usize] as usize..self.starts[hash as usize + 1] as usize]
    }
}

/// Each text with the earlier ones that share most runs with it.
fn by_runs(postings: &Postings, pairs: &mut Vec<(u32, u32)>) {
    let mut shared = vec![0_u16; postings.places()];
    let mut touched: Vec<u32> = Vec::new();
    for place in 0..postings.places() {
        for &hash in postings.hashes_of(place) {
            for &other in postings.texts_with(hash).iter().take_while(|&&other| (other as usize) < place) {
                if shared[other as usize] == 0 {
                    touched.push(other);
                }
                shared[other as usize] = shared[other as usize].saturating_add(1);
            }
        }
        let mut enough: Vec<(Reverse<u16>, u32)> = touched
            .iter()
            .map(|&other| (Reverse(shared[other as usize]), other))
            .filter(|(count, _)| count.0 >= SHARED_RUNS)
            .collect();
        enough.sort_unstable();
        pairs.extend(enough.iter().take(BY_RUNS_MAX).map(|&(_, other)| (other, place as u32)));
        touched.drain(..).for_each(|other| shared[other as usize] = 0);
    }
}

/// Each text with those most like it by its rarest terms, each weighted by its rarity.
fn by_terms(postings: &Postings, pairs: &mut Vec<(u32, u32)>) {
    let count = postings.places();
    let rarity = |hash: u32| ((count as f32 + 1.0) / postings.texts_with(hash).len() as f32).ln();
    let rarest: Vec<Vec<u32>> = (0..count)
        .map(|place| {
            let mut own: Vec<(usize, u32)> = postings
                .hashes_of(place)
                .iter()
                .map(|&hash| (postings.texts_with(hash).len(), hash))
                .collect();
            own.sort_unstable();
            own.into_iter().take(RAREST_TERMS).map(|(_, hash)| hash).collect()
        })
        .collect();
    let length = |place: usize| {
        let all = postings.hashes_of(place).iter().map(|&hash| rarity(hash).powi(2)).sum::<f32>();
        all.sqrt().max(f32::MIN_POSITIVE)
    };
    let lengths: Vec<f32> = (0..count).map(length).collect();
    let mut sums = vec![0.0_f32; count];
    let mut touched: Vec<u32> = Vec::new();
    for place in 0..count {
        for &hash in &rarest[place] {
            let weight = rarity(hash).powi(2);
            for &other in postings.texts_with(hash).iter().filter(|&&other| other as usize != place) {
                if sums[other as usize] == 0.0 {
                    touched.push(other);
                }
                sums[other as usize] += weight;
            }
        }
        let mut alike: Vec<(f32, u32)> = touched
            .drain(..)
            .map(|other| (std::mem::take(&mut sums[other as usize]) / lengths[other as usize], other))
            .collect();
        let order = |x: &(f32, u32), y: &(f32, u32)| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1));
        if alike.len() > NEIGHBOURS {
            alike.select_nth_unstable_by(NEIGHBOURS, order);
            alike.truncate(NEIGHBOURS);
        }
        let place = place as u32;
        pairs.extend(alike.iter().map(|&(_, other)| (place.min(other), place.max(other))));
    }
}
