//! What holds for every input, whatever its bytes: the tests and the fuzz targets ask here.

use crate::{Input, Limits, Obtained, decode, read};
use std::io::Cursor;

/// Says which law is broken.
pub type Broken = String;

/// Decoding is total and says the same twice; every character has its place in the original, in order.
///
/// # Errors
/// The first law that is broken, in words.
pub fn of_bytes(bytes: &[u8]) -> Result<(), Broken> {
    let decoded = decode(bytes);
    if decoded != decode(bytes) {
        return Err("the text differs the second time".to_owned());
    }
    let Ok(decoded) = decoded else { return Ok(()) };
    let mut before = 0;
    for (at, _) in decoded.text.char_indices() {
        let original = decoded.offsets.original(at, decoded.text.len());
        if original < before || original >= bytes.len() as u64 {
            return Err(format!(
                "byte {at} of the text is said to come from byte {original}, after {before}"
            ));
        }
        before = original;
    }
    let end = decoded.offsets.original(decoded.text.len(), decoded.text.len());
    if end != bytes.len() as u64 {
        return Err(format!("the end of the text is said to be byte {end} of {}", bytes.len()));
    }
    Ok(())
}

/// A stream of JSON lines ends; every line that is not blank has one answer, a text or the reason why there is none,
/// and a text is never empty.
///
/// # Errors
/// The first law that is broken, in words.
pub fn of_lines(bytes: &[u8], limits: Limits) -> Result<(), Broken> {
    let input = || Input::JsonLines { name: "-".to_owned(), lines: Box::new(Cursor::new(bytes.to_vec())) };
    let answers: Vec<_> = read([input()], limits).collect();
    if answers != read([input()], limits).collect::<Vec<_>>() {
        return Err("the answers differ the second time".to_owned());
    }
    let blank =
        |line: &&[u8]| line.strip_prefix(b"\xef\xbb\xbf".as_slice()).unwrap_or(line).trim_ascii().is_empty();
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !blank(line)).count();
    if answers.len() != lines {
        return Err(format!("{} answers to {lines} lines", answers.len()));
    }
    answers.iter().flatten().try_for_each(of_obtained)
}

fn of_obtained(obtained: &Obtained) -> Result<(), Broken> {
    if obtained.text.trim().is_empty() {
        return Err(format!("{}: an empty text", obtained.input));
    }
    of_bytes(&obtained.original)
}
