//! Guesses the language of a body, by its script and by its frequent small words.
//!
//! Enough to say "this is English" or "this is not": the language core reads English only. Must not know the report.

use super::lists::LANGUAGES;
use std::collections::BTreeMap;

/// Letters looked at: more do not change the answer on news text.
const LETTERS_MAX: usize = 4000;

/// The ISO 639-1 code of the most likely language; `None` where nothing decides.
pub(super) fn guess(blocks: &[&str]) -> Option<&'static str> {
    let letters: Vec<char> = blocks
        .iter()
        .flat_map(|block| block.chars())
        .filter(|c| c.is_alphabetic())
        .take(LETTERS_MAX)
        .collect();
    by_script(&letters).or_else(|| by_words(blocks))
}

/// Languages whose script, or a letter of it, is their own among the languages of news.
fn by_script(letters: &[char]) -> Option<&'static str> {
    let share = |inside: fn(&char) -> bool| letters.iter().filter(|c| inside(c)).count() * 2 > letters.len();
    let any = |own: &str| letters.iter().filter(|c| own.contains(**c)).count() * 100 > letters.len();
    let kana = letters.iter().filter(|c| matches!(c, '\u{3040}'..='\u{30ff}')).count();
    let code = match () {
        () if letters.is_empty() => return None,
        () if kana * 10 > letters.len() => "ja",
        () if share(|c| matches!(c, '\u{4e00}'..='\u{9fff}')) => "zh",
        () if share(|c| matches!(c, '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}')) => "ko",
        () if share(|c| matches!(c, '\u{400}'..='\u{4ff}')) => match () {
            () if any("іїєґ") => "uk",
            () if any("љњћђџ") => "sr",
            () if any("ыэё") => "ru",
            () if any("ъ") => "bg",
            () => "ru",
        },
        () if share(|c| matches!(c, '\u{600}'..='\u{6ff}')) => match () {
            () if any("ٹڈےں") => "ur",
            () if any("پچژگ") => "fa",
            () => "ar",
        },
        () if share(|c| matches!(c, '\u{590}'..='\u{5ff}')) => "he",
        () if share(|c| matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')) => "el",
        () if share(|c| matches!(c, '\u{900}'..='\u{97f}')) => "hi",
        () if share(|c| matches!(c, '\u{980}'..='\u{9ff}')) => "bn",
        () if share(|c| matches!(c, '\u{b80}'..='\u{bff}')) => "ta",
        () if share(|c| matches!(c, '\u{e00}'..='\u{e7f}')) => "th",
        () if share(|c| matches!(c, '\u{1000}'..='\u{109f}')) => "my",
        () if share(|c| matches!(c, '\u{10a0}'..='\u{10ff}')) => "ka",
        () if share(|c| matches!(c, '\u{530}'..='\u{58f}')) => "hy",
        () if share(|c| matches!(c, '\u{1780}'..='\u{17ff}')) => "km",
        () if share(|c| matches!(c, '\u{1200}'..='\u{137f}')) => "am",
        () => return None,
    };
    Some(code)
}

/// The language with the most hits on its frequent words; a tie decides nothing.
fn by_words(blocks: &[&str]) -> Option<&'static str> {
    let mut hits: BTreeMap<&'static str, usize> = BTreeMap::new();
    let words = blocks
        .iter()
        .flat_map(|block| block.split(|c: char| !c.is_alphabetic()))
        .filter(|word| !word.is_empty());
    for word in words.take(LETTERS_MAX / 4) {
        let word = word.to_lowercase();
        for (code, known) in LANGUAGES.iter() {
            if known.contains(word.as_str()) {
                *hits.entry(code).or_default() += 1;
            }
        }
    }
    let best = hits.iter().max_by_key(|(_, count)| **count)?;
    let second = hits.iter().filter(|(code, _)| *code != best.0).map(|(_, count)| *count).max().unwrap_or(0);
    (*best.1 > second).then_some(*best.0)
}

#[cfg(test)]
mod tests {
    use super::guess;

    #[test]
    fn languages_of_short_leads_are_told() {
        for (code, lead) in [
            (
                "en",
                "Ghana reopened the port of Tema after nine days, and the ships that had waited were let in.",
            ),
            ("es", "El puerto del Callao fue reabierto el lunes por las autoridades de la región."),
            ("fr", "Le port de Dakar a été rouvert lundi par les autorités, qui ont levé le blocus."),
            (
                "de",
                "Der Hafen wurde am Montag von den Behörden wieder geöffnet, und die Schiffe sind eingelaufen.",
            ),
            ("pt", "O porto de Santos foi reaberto na segunda-feira e os navios não esperam mais."),
            ("ru", "Порт был вновь открыт в понедельник, и суда вошли в него."),
            ("uk", "Порт знову відкрили в понеділок, і судна зайшли до нього."),
            ("zh", "港口星期一重新开放"),
            ("ar", "أعيد فتح الميناء يوم الاثنين"),
        ] {
            assert_eq!(guess(&[lead]), Some(code), "{lead}");
        }
        assert_eq!(guess(&[]), None);
        assert_eq!(guess(&["12 345"]), None);
    }
}
