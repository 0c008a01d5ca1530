//! What goes to standard output: a table on a terminal, tab-separated lines in a pipe, JSON when asked.

use anyhow::Result;
use serde::Serialize;
use std::io::{self, BufWriter, IsTerminal, Write};

/// Widest line on a terminal, in columns.
pub(crate) const COLUMNS: usize = 100;

/// How rows are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Aligned columns, for people.
    Table,
    /// One record a line, columns parted by tabs, a first line of names.
    Tabs,
    /// One JSON array.
    Json,
    /// One JSON object a line.
    JsonLines,
}

/// Flags that choose the form; shared by the verbs that print rows.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct FormArgs {
    /// Print one JSON array
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,
    /// Print one JSON object a line
    #[arg(long)]
    jsonl: bool,
}

impl FormArgs {
    /// The form asked for, else what fits where the output goes.
    pub(crate) fn form(self) -> Form {
        match (self.json, self.jsonl) {
            (true, _) => Form::Json,
            (_, true) => Form::JsonLines,
            _ if io::stdout().is_terminal() => Form::Table,
            _ => Form::Tabs,
        }
    }
}

/// A record that can be printed in every form.
pub(crate) trait Record: Serialize {
    /// Names of the columns.
    const COLUMNS: &'static [&'static str];
    /// One cell for each column.
    fn cells(&self) -> Vec<String>;
}

/// Standard output, buffered.
pub(crate) fn stdout() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// True where colour and underlining may be used: a terminal, and the user did not say no.
pub(crate) fn styled(no_color: bool) -> bool {
    !no_color
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && io::stdout().is_terminal()
}

/// Prints all records in the given form.
pub(crate) fn print_records<R: Record>(form: Form, records: &[R]) -> Result<()> {
    let mut out = stdout();
    match form {
        Form::Json => writeln!(out, "{}", serde_json::to_string_pretty(records)?)?,
        Form::JsonLines => {
            for record in records {
                writeln!(out, "{}", serde_json::to_string(record)?)?;
            }
        }
        Form::Tabs => {
            writeln!(out, "{}", R::COLUMNS.join("\t"))?;
            for record in records {
                let cells: Vec<String> = record.cells().iter().map(|cell| one_line(cell)).collect();
                writeln!(out, "{}", cells.join("\t"))?;
            }
        }
        Form::Table => print_table::<R>(&mut out, records)?,
    }
    out.flush()?;
    Ok(())
}

fn print_table<R: Record>(out: &mut impl Write, records: &[R]) -> Result<()> {
    let rows: Vec<Vec<String>> =
        records.iter().map(|record| record.cells().iter().map(|cell| one_line(cell)).collect()).collect();
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([R::COLUMNS[column].len()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..R::COLUMNS.len()).map(width).collect();
    let names: Vec<String> = R::COLUMNS.iter().map(|name| name.to_string()).collect();
    for row in std::iter::once(&names).chain(&rows) {
        let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:width$}"));
        writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(())
}

fn one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Breaks `text` into lines of at most `width` columns at blanks; gives byte ranges of `text`, blanks at breaks cut.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<std::ops::Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut end, mut columns) = (0, 0, 0);
    for word in text.split_inclusive(char::is_whitespace) {
        let from = end_of(text, word).0;
        let shown = word.trim_end();
        let length = shown.chars().count();
        if columns > 0 && columns + length > width {
            lines.push(start..end);
            (start, columns) = (from, 0);
        }
        end = from + shown.len();
        columns += word.chars().count();
        if word.ends_with('\n') {
            lines.push(start..end);
            (start, columns) = (from + word.len(), 0);
            end = start;
        }
    }
    if start < end {
        lines.push(start..end);
    }
    lines
}

/// Byte range of `word`, a slice of `text`, in it.
fn end_of(text: &str, word: &str) -> (usize, usize) {
    let from = word.as_ptr() as usize - text.as_ptr() as usize;
    (from, from + word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_fit_and_keep_every_word() {
        let text = "Gondor and Rohan signed a pact on Sunday.\nMordor objected to it at once and at length.";
        let lines: Vec<&str> = wrap(text, 20).into_iter().map(|range| &text[range]).collect();
        assert!(lines.iter().all(|line| line.chars().count() <= 20), "{lines:?}");
        assert_eq!(lines.join(" "), text.replace('\n', " "));
    }
}
