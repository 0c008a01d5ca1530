//! JSON lines: one object a line, read one line at a time.

use crate::{Limits, Obtained, Reason, Reject, Told};
use serde::Deserialize;
use std::io::{BufRead, ErrorKind, Read};

pub(crate) struct JsonLines {
    name: String,
    lines: Box<dyn BufRead>,
    number: u64,
    done: bool,
}

/// A row as written; other keys do not matter.
#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    id: Option<Id>,
    text: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    publisher: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Word(String),
    Number(serde_json::Number),
}

impl JsonLines {
    pub(crate) fn new(name: String, lines: Box<dyn BufRead>) -> JsonLines {
        JsonLines { name, lines, number: 0, done: false }
    }

    /// The next row, or why its line is none; `None` at the end.
    pub(crate) fn next_row(&mut self, limits: &Limits) -> Option<Result<Obtained, Reject>> {
        while !self.done {
            self.number += 1;
            let mut line = Vec::new();
            match self.read_line(&mut line, limits.line_bytes_max) {
                Err(fault) => {
                    self.done = true;
                    return Some(Err(self.reject(Reason::Unreadable, fault)));
                }
                Ok(0) => {
                    self.done = true;
                    return None;
                }
                Ok(bytes) if bytes > limits.line_bytes_max => {
                    let detail = format!("{bytes} bytes, the limit of a line is {}", limits.line_bytes_max);
                    return Some(Err(self.reject(Reason::TooLarge, detail)));
                }
                Ok(_) => {}
            }
            let words = line.strip_prefix(b"\xef\xbb\xbf".as_slice()).unwrap_or(&line).trim_ascii();
            if !words.is_empty() {
                return Some(self.row(words, limits));
            }
        }
        None
    }

    fn row(&self, words: &[u8], limits: &Limits) -> Result<Obtained, Reject> {
        let row: Row = serde_json::from_slice(words).map_err(|fault| self.reject(Reason::BadLine, fault))?;
        let input = match row.id {
            Some(Id::Word(id)) if !id.is_empty() => id,
            Some(Id::Number(id)) => id.to_string(),
            _ => format!("{}:{}", self.name, self.number),
        };
        let told = Told { date: row.date, title: row.title, url: row.url, publisher: row.publisher };
        Obtained::read(input, row.text.into_bytes(), told, limits)
    }

    fn reject(&self, reason: Reason, detail: impl std::fmt::Display) -> Reject {
        Reject::new(
            format!("{}:{}", self.name, self.number),
            reason,
            format_args!("line {}: {detail}", self.number),
        )
    }

    /// Reads a line of at most `most` bytes; of a longer one only its length is kept. Gives the bytes that it took.
    fn read_line(&mut self, line: &mut Vec<u8>, most: u64) -> std::io::Result<u64> {
        let mut taken = retry(|| (&mut self.lines).take(most + 1).read_until(b'\n', line))? as u64;
        if taken <= most || line.ends_with(b"\n") {
            return Ok(taken.min(most));
        }
        line.clear();
        loop {
            let chunk = match self.lines.fill_buf() {
                Ok(chunk) => chunk,
                Err(fault) if fault.kind() == ErrorKind::Interrupted => continue,
                Err(fault) => return Err(fault),
            };
            let end = chunk.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
            let bytes = end.unwrap_or(chunk.len());
            self.lines.consume(bytes);
            taken += bytes as u64;
            if end.is_some() || bytes == 0 {
                return Ok(taken);
            }
        }
    }
}

fn retry<T>(mut read: impl FnMut() -> std::io::Result<T>) -> std::io::Result<T> {
    loop {
        match read() {
            Err(fault) if fault.kind() == ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn rows(lines: &[u8], limits: Limits) -> Vec<String> {
        let mut rows = JsonLines::new("-".to_owned(), Box::new(Cursor::new(lines.to_vec())));
        let drawn = |row: Result<Obtained, Reject>| match row {
            Ok(row) => format!("{} {:?} {:?}", row.input, row.text, row.told.date),
            Err(reject) => format!("{} {}", reject.input, reject.reason),
        };
        std::iter::from_fn(|| rows.next_row(&limits)).map(drawn).collect()
    }

    #[test]
    fn rows_are_read_and_bad_lines_named() {
        let lines = "\u{feff}{\"id\": \"a\", \"text\": \"Chad met Niger.\", \"date\": \"2011-05-04\", \"more\": [1]}\r\n\
                     \n\
                     {\"id\": 7, \"text\": \"Caf\\u00e9\"}\n\
                     {\"text\": \"no id\", \"date\": null}\n\
                     not json\n\
                     {\"id\": \"b\"}\n\
                     {\"id\": \"c\", \"text\": \" \"}\n\
                     {\"id\": \"d\", \"text\": \"a\\u0000b\"}\n\
                     {\"id\": \"e\", \"text\": \"last line\"}";
        assert_eq!(
            rows(lines.as_bytes(), Limits::default()),
            [
                "a \"Chad met Niger.\" Some(\"2011-05-04\")",
                "7 \"Café\" None",
                "-:4 \"no id\" None",
                "-:5 bad JSON line",
                "-:6 bad JSON line",
                "c empty",
                "d not text",
                "e \"last line\" None",
            ]
        );
    }

    #[test]
    fn long_lines_are_passed_over() {
        let limits = Limits { line_bytes_max: 40, ..Limits::default() };
        let long = format!(
            "{{\"id\": \"a\", \"text\": \"{}\"}}\n{{\"id\": \"b\", \"text\": \"short\"}}\n",
            "x".repeat(20_000)
        );
        assert_eq!(rows(long.as_bytes(), limits), ["-:1 too large", "b \"short\" None"]);
    }
}
