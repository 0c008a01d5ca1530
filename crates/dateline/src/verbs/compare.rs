//! `dateline compare R1 R2`: two reports side by side.

use super::brief::paragraph;
use crate::{
    corpus::{Corpus, Setting},
    failure::{Outcome, usage},
    names::report_called,
    output::stdout,
};
use anyhow::Result;
use dateline_core::{
    citation::Citation,
    reconcile::{
        lineage::short_report,
        side_by_side::{Difference, Pair, SideBySide, compare},
    },
};
use dateline_ingest::Decoded;
use serde::Serialize;
use std::{fmt::Write as _, io::Write, path::PathBuf};

/// Lay two reports side by side: sentences that tell the same, what only one has, what differs. Exit 1 when they share
/// nothing
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A report: `r-` and the beginning of its hash
    left: String,
    /// Another
    right: String,
    /// Files and folders to look in instead of the ledger
    #[arg(long, value_name = "PATH", num_args = 1..)]
    from: Vec<PathBuf>,
    /// One JSON object instead of plain text
    #[arg(long)]
    json: bool,
}

/// The page.
#[derive(Serialize)]
struct Page {
    reports: [String; 2],
    /// How lineage sees the two: relation, certainty, reasons.
    link: Option<super::lineage::Row>,
    sentences: [Vec<Cited>; 2],
    pairs: Vec<Pair>,
    only: [Vec<usize>; 2],
    statuses: Vec<Difference>,
    values: Vec<Difference>,
    shared_events: Vec<String>,
}

/// A sentence and where it stands.
#[derive(Clone, Serialize)]
struct Cited {
    words: String,
    /// `None` where its bytes could not be found; such a sentence is not shown.
    citation: Option<String>,
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    let corpus = setting.corpus(&args.from)?;
    let hashes = [report_called(corpus.hashes(), &args.left)?, report_called(corpus.hashes(), &args.right)?];
    if hashes[0] == hashes[1] {
        return Err(usage(format!("`{}` and `{}` are one report", args.left, args.right)));
    }
    let held = corpus.held();
    let all = corpus.reconciled(&held);
    let place = |hash: &str| all.reports.iter().position(|held| held.report.report == hash);
    let (Some(left), Some(right)) = (place(hashes[0]), place(hashes[1])) else { return Ok(Outcome::No) };
    let aligned = compare(&all, left, right);
    let nothing = aligned.share_nothing();
    let link = all.lineage.links.iter().find(|link| [link.a, link.b] == [left.min(right), left.max(right)]);
    let link = link
        .map(|link| super::lineage::Row::of(link, &all.reports, |held| short_report(&held.report.report)));
    let page = page(&corpus, hashes, link, aligned)?;
    let mut out = stdout();
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&page)?)?;
    } else {
        out.write_all(plain(&page).as_bytes())?;
    }
    out.flush()?;
    if nothing {
        setting.tell("the two share neither a sentence nor an event");
    }
    Ok(if nothing { Outcome::No } else { Outcome::Done })
}

fn page(
    corpus: &Corpus,
    hashes: [&str; 2],
    link: Option<super::lineage::Row>,
    aligned: SideBySide,
) -> Result<Page> {
    let SideBySide { sentences: [left, right], pairs, only, statuses, values, shared_events } = aligned;
    Ok(Page {
        reports: hashes.map(short_report),
        link,
        sentences: [cited(corpus, hashes[0], left)?, cited(corpus, hashes[1], right)?],
        pairs,
        only,
        statuses,
        values,
        shared_events,
    })
}

/// Finds each sentence in the original, in order, whatever blanks stand between its words.
fn cited(corpus: &Corpus, hash: &str, sentences: Vec<String>) -> Result<Vec<Cited>> {
    let original = corpus.original(hash)?.map(|(_, bytes)| bytes).unwrap_or_default();
    let Ok(Decoded { text, offsets, .. }) = dateline_ingest::decode(&original) else {
        return Ok(sentences.into_iter().map(|words| Cited { words, citation: None }).collect());
    };
    let mut from = 0;
    let find = |words: String| {
        let found = passage(&text[from..], &words).map(|(start, end)| (from + start, from + end));
        let citation = found.and_then(|(start, end)| {
            from = end;
            let to_original = |byte: usize| offsets.original(byte, text.len());
            Citation::make(hash, &original, std::slice::from_ref(&(to_original(start)..to_original(end))))
                .ok()
        });
        Cited { words, citation: citation.map(|citation| citation.to_string()) }
    };
    Ok(sentences.into_iter().map(find).collect())
}

/// First bytes range of `text` whose words are `words`.
fn passage(text: &str, words: &str) -> Option<(usize, usize)> {
    let mut pieces = words.split_whitespace();
    let first = pieces.next()?;
    let rest: Vec<&str> = pieces.collect();
    text.match_indices(first).find_map(|(start, _)| {
        let mut end = start + first.len();
        for piece in &rest {
            let blank = text[end..].len() - text[end..].trim_start().len();
            end =
                (blank > 0 && text[end + blank..].starts_with(piece)).then_some(end + blank + piece.len())?;
        }
        Some((start, end))
    })
}

fn plain(page: &Page) -> String {
    let mut out = String::new();
    let [left, right] = &page.reports;
    paragraph(&mut out, "", &format!("{left} beside {right}"));
    match &page.link {
        Some(link) => paragraph(&mut out, "", &link.in_words()),
        None => paragraph(&mut out, "", "no link between the two is known"),
    }
    let in_order = page.pairs.iter().filter(|pair| pair.in_order).count();
    let counts = format!(
        "{} sentences beside {}: {} pairs, {in_order} of them in the same order; only in {left} {}, only in {right} {}",
        page.sentences[0].len(),
        page.sentences[1].len(),
        page.pairs.len(),
        page.only[0].len(),
        page.only[1].len()
    );
    paragraph(&mut out, "", &counts);
    if !page.pairs.is_empty() {
        heading(&mut out, "IN BOTH");
    }
    for pair in &page.pairs {
        let order = if pair.in_order { "" } else { ", out of order" };
        let _ = writeln!(out, " = likeness {:.2}{order}", pair.likeness);
        sentence(&mut out, left, &page.sentences[0][pair.left]);
        sentence(&mut out, right, &page.sentences[1][pair.right]);
        for (what, [one, other]) in [("figures", &pair.figures), ("names", &pair.names)] {
            for (report, only) in [(left, one), (right, other)] {
                if !only.is_empty() {
                    let words = only.iter().cloned().collect::<Vec<_>>().join(", ");
                    paragraph(&mut out, "     ", &format!("≠ {what} only in {report}: {words}"));
                }
            }
        }
    }
    for (title, differences) in [("STATUS DIFFERS", &page.statuses), ("VALUES DIFFER", &page.values)] {
        if !differences.is_empty() {
            heading(&mut out, title);
        }
        for difference in differences {
            let event = difference.event.as_ref().map_or(String::new(), |id| format!("  [{id}]"));
            paragraph(&mut out, " ≠ ", &format!("{}{event}", difference.of));
            for n in 0..2 {
                let words = format!(
                    "{}: {}  {}",
                    page.reports[n],
                    difference.values[n],
                    difference.citations[n].join(" ")
                );
                paragraph(&mut out, "     ", &words);
            }
        }
    }
    for (n, report) in page.reports.iter().enumerate() {
        if !page.only[n].is_empty() {
            heading(&mut out, &format!("ONLY IN {report}"));
        }
        for &at in &page.only[n] {
            sentence(&mut out, "", &page.sentences[n][at]);
        }
    }
    let lost = page.sentences.iter().flatten().filter(|cited| cited.citation.is_none()).count();
    if lost > 0 {
        heading(
            &mut out,
            &format!("{lost} sentences are not shown: their bytes could not be found in the original"),
        );
    }
    out
}

fn heading(out: &mut String, words: &str) {
    let _ = writeln!(out, "\n{words}");
}

/// A sentence with its citation; one without is not shown.
fn sentence(out: &mut String, report: &str, cited: &Cited) {
    let Some(citation) = &cited.citation else { return };
    let name = if report.is_empty() { String::new() } else { format!("{report}  ") };
    let words = cited.words.split_whitespace().collect::<Vec<_>>().join(" ");
    paragraph(out, "   ", &format!("{name}{words}"));
    paragraph(out, "     ", citation);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_found_whatever_blanks_part_its_words() {
        let text = "The ferry sank. The\nferry  sailed at dawn.\n";
        assert_eq!(passage(text, "The ferry sailed").map(|(a, b)| &text[a..b]), Some("The\nferry  sailed"));
        assert_eq!(passage(text, "The ferry burned"), None);
        assert_eq!(passage(text, ""), None);
    }
}
