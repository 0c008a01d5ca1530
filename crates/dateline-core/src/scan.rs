//! A light scanner: cuts text into words, runs of digits and single signs, with byte ranges.
//!
//! It needs no model and allocates once. It knows nothing of grammar, tables or meaning: the readers of times,
//! amounts and places look their words up in what it cuts.

/// Furthest that the ends of a sentence are looked for: the longest sentences of news have some 150 words.
const SENTENCE_PIECES_MAX: usize = 400;

/// What a piece of text is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// Letters.
    Word,
    /// Digits `0` to `9`.
    Digits,
    /// One other character that is no white space.
    Sign,
}

/// A piece of text: letters, digits or one sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What it is made of.
    pub kind: PieceKind,
    /// White space stands before it (or the text begins with it).
    pub gap: bool,
    /// A line break stands before it.
    pub new_line: bool,
}

/// A text cut into pieces.
#[derive(Clone, Debug)]
pub struct Scan<'t> {
    /// The text as given.
    pub text: &'t str,
    /// The text with ASCII letters in lower case; the same bytes otherwise, so that ranges hold for both.
    pub lower: String,
    /// The pieces, in text order.
    pub pieces: Vec<Piece>,
    // Byte ranges of web addresses, in text order.
    links: Vec<(usize, usize)>,
}

impl<'t> Scan<'t> {
    /// Cuts a text. Cost: linear.
    pub fn of(text: &'t str) -> Scan<'t> {
        let mut pieces: Vec<Piece> = Vec::with_capacity(text.len() / 4);
        let (mut gap, mut new_line) = (true, true);
        for (at, letter) in text.char_indices() {
            if letter.is_whitespace() {
                gap = true;
                new_line |= letter == '\n';
                continue;
            }
            let kind = kind_of(letter);
            let end = at + letter.len_utf8();
            match pieces.last_mut() {
                Some(last) if !gap && last.kind == kind && kind != PieceKind::Sign => last.end = end,
                _ => pieces.push(Piece { start: at, end, kind, gap, new_line }),
            }
            (gap, new_line) = (false, false);
        }
        Scan { text, lower: text.to_ascii_lowercase(), pieces, links: links(text) }
    }

    /// Whether the piece stands in a web address, where digits mean nothing.
    pub fn in_link(&self, at: usize) -> bool {
        let Some(piece) = self.pieces.get(at).filter(|_| !self.links.is_empty()) else { return false };
        let next = self.links.partition_point(|(_, end)| *end <= piece.start);
        self.links.get(next).is_some_and(|(start, _)| *start <= piece.start)
    }

    /// The piece in lower case; empty beyond the end.
    pub fn lower(&self, at: usize) -> &str {
        self.pieces.get(at).map_or("", |piece| &self.lower[piece.start..piece.end])
    }

    /// The piece as written; empty beyond the end.
    pub fn word(&self, at: usize) -> &'t str {
        self.pieces.get(at).map_or("", |piece| &self.text[piece.start..piece.end])
    }

    /// What the piece is made of; none beyond the end.
    pub fn kind(&self, at: usize) -> Option<PieceKind> {
        self.pieces.get(at).map(|piece| piece.kind)
    }

    /// Whether the piece follows the one before it without white space.
    pub fn glued(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| !piece.gap)
    }

    /// Whether the piece begins with a capital letter.
    pub fn capital(&self, at: usize) -> bool {
        self.word(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether a sentence may begin at the piece: first of all, first of a line, or after a full stop.
    pub fn opens_sentence(&self, at: usize) -> bool {
        let mut at = at;
        while let Some(piece) = self.pieces.get(at) {
            let Some(before) = at.checked_sub(1) else { return true };
            if piece.new_line || (piece.gap && self.ends_sentence(before)) {
                return true;
            }
            if !matches!(self.word(before), "\"" | "“" | "'" | "‘" | "(") {
                return false;
            }
            at = before;
        }
        false
    }

    /// Whether a sentence ends with the piece: a full stop that closes no abbreviation, `?`, `!`.
    pub fn ends_sentence(&self, at: usize) -> bool {
        match self.word(at) {
            "?" | "!" => true,
            "." => {
                let next = at + 1;
                let before = at.checked_sub(1).map_or("", |b| self.word(b));
                let short =
                    before.len() <= 1 || (before.len() <= 4 && self.capital(at - 1) && is_title(before));
                let goes_on = next < self.pieces.len() && (self.glued(next) || starts_lower(self.word(next)));
                !goes_on && !short
            }
            _ => false,
        }
    }

    /// First piece of the sentence that the piece stands in.
    pub fn sentence_start(&self, at: usize) -> usize {
        let mut first = at.min(self.pieces.len());
        let floor = first.saturating_sub(SENTENCE_PIECES_MAX);
        while first > floor
            && !self.pieces.get(first).is_some_and(|p| p.new_line)
            && !self.ends_sentence(first - 1)
        {
            first -= 1;
        }
        first
    }

    /// Index after the last piece of the sentence that the piece stands in.
    pub fn sentence_end(&self, at: usize) -> usize {
        let mut last = at;
        while last < self.pieces.len().min(at + SENTENCE_PIECES_MAX) {
            last += 1;
            if self.ends_sentence(last - 1) || self.pieces.get(last).is_some_and(|p| p.new_line) {
                break;
            }
        }
        last
    }

    /// Byte range of the pieces `first..last`.
    pub fn range(&self, first: usize, last: usize) -> std::ops::Range<usize> {
        match (self.pieces.get(first), last.checked_sub(1).and_then(|l| self.pieces.get(l))) {
            (Some(a), Some(b)) if first < last => a.start..b.end,
            _ => 0..0,
        }
    }

    /// Index of the first piece that ends after a byte.
    pub fn piece_at(&self, byte: usize) -> usize {
        self.pieces.partition_point(|piece| piece.end <= byte)
    }
}

/// Whether a word is a sign that joins: hyphen or dash.
pub fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "–" | "—" | "‐" | "‑" | "−" | "~")
}

/// Turns byte offsets into counts of code points of one text; offsets must come in any order but on boundaries.
#[derive(Clone, Debug)]
pub struct CodePoints {
    // Number of code points before each byte; empty where the text is plain ASCII and both counts agree.
    before: Vec<u32>,
}

impl CodePoints {
    /// Prepares the counts of a text.
    pub fn of(text: &str) -> CodePoints {
        if text.is_ascii() {
            return CodePoints { before: Vec::new() };
        }
        let mut before = vec![0; text.len() + 1];
        let mut count = 0;
        for (byte, slot) in before.iter_mut().enumerate() {
            *slot = count;
            count += u32::from(text.is_char_boundary(byte) && byte < text.len());
        }
        CodePoints { before }
    }

    /// Number of code points before a byte.
    pub fn at(&self, byte: usize) -> usize {
        self.before.get(byte).map_or(byte, |&count| count as usize)
    }
}

fn links(text: &str) -> Vec<(usize, usize)> {
    let mut links: Vec<(usize, usize)> = Vec::new();
    let marks = text.match_indices("://").chain(text.match_indices("www."));
    for (at, _) in marks {
        // One address may hold many marks; each is walked once, so hostile text costs no more.
        if links.last().is_some_and(|(start, end)| (*start..*end).contains(&at)) {
            continue;
        }
        let start = text[..at].rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
        let end = text[at..].find(char::is_whitespace).map_or(text.len(), |blank| at + blank);
        links.push((start, end));
    }
    links.sort_unstable();
    links.dedup();
    links
}

fn kind_of(letter: char) -> PieceKind {
    match letter {
        '0'..='9' => PieceKind::Digits,
        _ if letter.is_alphabetic() => PieceKind::Word,
        _ => PieceKind::Sign,
    }
}

fn starts_lower(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_lowercase() || c == ',')
}

/// Short words that end in a full stop inside a sentence.
fn is_title(word: &str) -> bool {
    matches!(
        word,
        "Mr" | "Mrs"
            | "Ms"
            | "Dr"
            | "Gen"
            | "Lt"
            | "Col"
            | "Maj"
            | "Capt"
            | "Sgt"
            | "Sen"
            | "Rep"
            | "Gov"
            | "St"
            | "Jan"
            | "Feb"
            | "Mar"
            | "Apr"
            | "Jun"
            | "Jul"
            | "Aug"
            | "Sep"
            | "Sept"
            | "Oct"
            | "Nov"
            | "Dec"
            | "Co"
            | "Corp"
            | "Inc"
            | "Ltd"
            | "Bros"
            | "Mon"
            | "Tue"
            | "Tues"
            | "Wed"
            | "Thu"
            | "Fri"
            | "Sat"
            | "Sun"
            | "No"
            | "Prof"
            | "Rev"
            | "Mt"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_digits_and_signs_are_cut_apart() {
        let scan = Scan::of("On Sept. 9th, €5bn");
        let words: Vec<&str> = (0..scan.pieces.len()).map(|at| scan.word(at)).collect();
        assert_eq!(words, ["On", "Sept", ".", "9", "th", ",", "€", "5", "bn"]);
        assert!(scan.glued(4) && !scan.glued(3));
    }

    #[test]
    fn a_sentence_ends_at_a_stop_but_not_after_a_title() {
        let scan = Scan::of("Gen. Roe left. He met Mr. Poe.");
        assert_eq!(scan.sentence_start(8), 5);
        assert_eq!(scan.sentence_end(0), 5);
    }

    #[test]
    fn code_points_are_counted() {
        let points = CodePoints::of("é5");
        assert_eq!((points.at(0), points.at(2), points.at(3)), (0, 1, 2));
    }
}
