//! Printing a [`Doc`] as CoNLL-U, with positions and entities in MISC.

use std::fmt::Write;
use std::ops::Range;

use super::{Sentence, read};
use crate::doc::{Doc, Provenance};
use crate::error::Error;
use crate::segment::{Piece, Segments};
use crate::{Analyzer, doc};

/// Reads `input` and prints its analysis.
///
/// Plain text: paragraphs are divided by empty lines. With `presegmented`, `input` is CoNLL-U, of which only
/// sentences, words and blanks are read.
pub fn inspect_parse(analyzer: &dyn Analyzer, input: &str, presegmented: bool) -> Result<String, Error> {
    if presegmented {
        let sentences = read("input", input)?;
        let (text, segments) = as_written(&sentences);
        return Ok(print_with(&text, &analyzer.analyze_segments(&text, segments), Some(&sentences)));
    }
    Ok(print(input, &analyzer.analyze(input, &paragraphs(input))))
}

/// Byte ranges of the paragraphs of a plain text, which empty lines divide.
pub fn paragraphs(text: &str) -> Vec<Range<u32>> {
    let mut blocks = Vec::new();
    let mut at = 0u32;
    let mut open: Option<Range<u32>> = None;
    for line in text.split_inclusive('\n') {
        let end = at + line.len() as u32;
        if line.trim().is_empty() {
            blocks.extend(open.take());
        } else {
            open = Some(open.map_or(at..end, |block| block.start..end));
        }
        at = end;
    }
    blocks.extend(open);
    blocks
}

/// Prints the analysis of `text`.
pub fn print(text: &str, doc: &Doc) -> String {
    print_with(text, doc, None)
}

/// The text that the words and blanks of CoNLL-U sentences stand for, and where they stand in it.
fn as_written(sentences: &[Sentence]) -> (String, Segments) {
    let (mut text, mut segments) = (String::new(), Segments::default());
    for sentence in sentences {
        let first = segments.pieces.len() as u32;
        for word in &sentence.words {
            let start = text.len() as u32;
            text.push_str(&word.form);
            segments.pieces.push(Piece { start, end: text.len() as u32, joined: word.joined });
            if !word.glued {
                text.push(' ');
            }
        }
        if text.ends_with(|c: char| c != ' ') {
            text.push(' ');
        }
        segments.sentences.push(doc::Sentence { first, last: segments.pieces.len() as u32, block: 0 });
    }
    (text, segments)
}

fn print_with(text: &str, doc: &Doc, gold: Option<&[Sentence]>) -> String {
    let labels = labels_of(doc);
    let mut count = CharCount { text, byte: 0, chars: 0 };
    let mut out = String::with_capacity(text.len() * 12);
    let mut block = None;
    for (number, sentence) in doc.sentences.iter().enumerate() {
        let first = sentence.first as usize;
        if let Some(gold) = gold.and_then(|gold| gold.get(number)) {
            gold.comments.iter().for_each(|comment| line(&mut out, format_args!("# {comment}")));
        } else {
            if block.replace(sentence.block) != Some(sentence.block) {
                line(&mut out, format_args!("# newpar id = p{}", sentence.block + 1));
            }
            line(&mut out, format_args!("# sent_id = {}", number + 1));
            let words = doc.words(text, sentence.tokens());
            line(
                &mut out,
                format_args!("# text = {}", words.split_whitespace().collect::<Vec<_>>().join(" ")),
            );
        }
        let mut inside = first; // first word after the written token that is open
        for at in sentence.tokens() {
            let token = &doc.tokens[at];
            let id = at - first + 1;
            let last = at + usize::from(token.joined);
            let (start, end) = (count.at(token.start as usize), count.at(token.end as usize));
            if token.joined > 0 && at >= inside && last < sentence.last as usize {
                inside = last + 1;
                let whole_end = doc.tokens[last].end as usize;
                let whole = one_line(&text[token.start as usize..whole_end]);
                let whole_chars = start + text[token.start as usize..whole_end].chars().count();
                let glued = glue_after(text, whole_end);
                line(
                    &mut out,
                    format_args!(
                        "{id}-{}\t{whole}\t_\t_\t_\t_\t_\t_\t_\tstart_char={start}|end_char={whole_chars}{glued}",
                        last - first + 1
                    ),
                );
            }
            let glued = if at + 1 >= inside { glue_after(text, token.end as usize) } else { "" };
            let head = token.head.map_or(0, |head| head as usize - first + 1);
            let form = one_line(token.form(text));
            let lemma = if token.lemma.is_empty() { "_".to_owned() } else { one_line(&token.lemma) };
            line(
                &mut out,
                format_args!(
                    "{id}\t{form}\t{lemma}\t{}\t{}\t_\t{head}\t{}\t_\tstart_char={start}|end_char={end}{}{glued}",
                    token.upos.as_str(),
                    token.xpos.as_str(),
                    token.rel.as_str(),
                    labels[at],
                ),
            );
        }
        out.push('\n');
    }
    out
}

/// `|Entity=B-PER` and the like for every token; where a plugged-in model found the name, with that model.
fn labels_of(doc: &Doc) -> Vec<String> {
    let mut labels = vec![String::new(); doc.tokens.len()];
    for entity in &doc.entities {
        for at in entity.first..entity.last {
            let part = if at == entity.first { 'B' } else { 'I' };
            let model = doc.entity_model.as_deref().filter(|_| entity.provenance == Provenance::Plugged);
            let model = model.map(|model| format!("|EntityModel={model}")).unwrap_or_default();
            labels[at as usize] = format!("|Entity={part}-{}{model}", entity.kind.as_str());
        }
    }
    labels
}

fn glue_after(text: &str, end: usize) -> &'static str {
    let blank = text[end..].chars().next().is_none_or(char::is_whitespace);
    if blank { "" } else { "|SpaceAfter=No" }
}

/// A form without line breaks and tabs, which the format has no way to write.
fn one_line(form: &str) -> String {
    form.chars().map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c }).collect()
}

fn line(out: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{what}");
}

/// Counts code points up to byte positions that do not go back.
struct CharCount<'t> {
    text: &'t str,
    byte: usize,
    chars: usize,
}

impl CharCount<'_> {
    fn at(&mut self, byte: usize) -> usize {
        if byte >= self.byte {
            self.chars += self.text[self.byte..byte].chars().count();
            self.byte = byte;
        }
        self.chars
    }
}
