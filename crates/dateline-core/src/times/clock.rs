//! Times of day in digits: "9:30 pm", "7 p.m.", "22:30", "0730", "19:15:02".
//!
//! Knows nothing of days; a clock time without its half of the day is marked unsure.

use super::pattern::Clock;
use crate::scan::{PieceKind, Scan};

/// Reads a clock time at a piece; a bare number is none.
pub(super) fn read_clock(scan: &Scan<'_>, at: usize) -> Option<(Clock, usize)> {
    if scan.kind(at)? == PieceKind::Word {
        let hour = match scan.lower(at) {
            "noon" => 12,
            "midnight" => 0,
            _ => return None,
        };
        return Some((Clock { hour, minute: Some(0), second: None, sure: true }, at + 1));
    }
    let digits = scan.word(at);
    if scan.kind(at)? != PieceKind::Digits || part_of_longer(scan, at) {
        return None;
    }
    let (mut clock, mut end) = match digits.len() {
        4 => four_digits(scan, at)?,
        1 | 2 => hour_and_minute(scan, at)?,
        _ => return None,
    };
    if let Some((afternoon, after)) = read_meridiem(scan, end) {
        clock.hour = twelve_hours(clock.hour, afternoon)?;
        clock.sure = true;
        end = after;
    } else if clock.minute.is_none() {
        return None;
    }
    let sound =
        clock.hour <= 24 && clock.minute.is_none_or(|m| m < 60) && clock.second.is_none_or(|s| s < 60);
    sound.then_some((clock, end))
}

/// "am", "pm", "a.m.", "p.m.", with or without a blank before: afternoon or not, and where it ends.
pub(super) fn read_meridiem(scan: &Scan<'_>, at: usize) -> Option<(bool, usize)> {
    let first = scan.lower(at);
    match first {
        "am" | "pm" => Some((first == "pm", at + 1)),
        "a" | "p" if scan.word(at + 1) == "." && scan.lower(at + 2) == "m" => {
            let stop = scan.word(at + 3) == "." && scan.glued(at + 3);
            Some((first == "p", if stop { at + 4 } else { at + 3 }))
        }
        "a" | "p" if scan.glued(at) => Some((first == "p", at + 1)),
        _ => None,
    }
}

fn twelve_hours(hour: u8, afternoon: bool) -> Option<u8> {
    match (hour, afternoon) {
        (12, false) => Some(0),
        (12, true) => Some(12),
        (1..=11, true) => Some(hour + 12),
        (0..=11, false) => Some(hour),
        (13..=23, true) => Some(hour),
        _ => None,
    }
}

/// "1:5:9:…", "3-10:30" and "12.30.40" are no clocks.
fn part_of_longer(scan: &Scan<'_>, at: usize) -> bool {
    at > 0 && scan.glued(at) && matches!(scan.word(at - 1), ":" | "." | "," | "/" | "$" | "#")
}

/// "1230 GMT", "0730 hours": four digits need a word that makes them a clock.
fn four_digits(scan: &Scan<'_>, at: usize) -> Option<(Clock, usize)> {
    let digits = scan.word(at);
    let next = scan.word(at + 1);
    let zoned = matches!(next, "GMT" | "UTC" | "EST" | "EDT" | "ET" | "CET" | "BST" | "hrs" | "hours" | "Z");
    let opens_zero = digits.starts_with('0') && (next == "local" || next == "-");
    let clock =
        Clock { hour: digits[..2].parse().ok()?, minute: digits[2..].parse().ok(), second: None, sure: true };
    (zoned || opens_zero).then_some((clock, at + 1))
}

fn hour_and_minute(scan: &Scan<'_>, at: usize) -> Option<(Clock, usize)> {
    let hour: u8 = scan.word(at).parse().ok()?;
    let part = |place: usize, sign: &str| {
        let joined = scan.word(place) == sign && scan.glued(place) && scan.glued(place + 1);
        let two = scan.kind(place + 1) == Some(PieceKind::Digits) && scan.word(place + 1).len() == 2;
        (joined && two).then(|| scan.word(place + 1).parse::<u8>().ok()).flatten()
    };
    let mut clock = Clock { hour, minute: None, second: None, sure: false };
    let mut end = at + 1;
    if let Some(minute) = part(end, ":") {
        clock.minute = Some(minute);
        end += 2;
        if let Some(second) = part(end, ":") {
            clock.second = Some(second);
            end += 2;
        }
    } else if let Some(minute) = part(end, ".").filter(|_| read_meridiem(scan, end + 2).is_some()) {
        // "8.30pm": a full stop parts hours and minutes only before am or pm
        clock.minute = Some(minute);
        end += 2;
    }
    clock.sure = hour > 12 || hour == 0 || scan.word(at).starts_with('0');
    Some((clock, end))
}
