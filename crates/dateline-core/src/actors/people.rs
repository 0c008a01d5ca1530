//! Surnames: which words of a full name can stand for the person later in a report.

use super::names::fold;

/// States whose names are given family name first and referred to by it ("Xi Jinping" → "Xi").
const FAMILY_FIRST: &[&str] = &["CHN", "TWN", "KOR", "PRK", "HKG", "MAC"];
/// States whose people are referred to by the last, given name ("Nguyen Phu Trong" → "Trong").
const GIVEN_LAST: &[&str] = &["VNM", "KHM", "LAO", "MMR"];
/// Words that begin a surname of several words.
const PARTICLES: &[&str] = &[
    "al", "bin", "bint", "da", "dal", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el",
    "ibn", "la", "le", "ter", "van", "von", "ben", "abu", "ap", "ould", "mac",
];

/// The short forms, folded, by which a person of a state may be called after the full name.
pub(super) fn surnames(name: &str, state: Option<&str>) -> Vec<String> {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return Vec::new() };
    if words.len() < 2 {
        return Vec::new();
    }
    let mut forms = vec![last.to_owned()];
    match state {
        Some(code) if FAMILY_FIRST.contains(&code) && words.len() <= 3 => return vec![first.to_owned()],
        Some(code) if GIVEN_LAST.contains(&code) => return forms,
        None => forms.push(first.to_owned()),
        _ => {}
    }
    if let Some(at) = words[1..].iter().position(|word| PARTICLES.contains(&word.to_lowercase().as_str())) {
        forms.push(words[at + 1..].join(" "));
    }
    if words.len() > 3 || (words.len() == 3 && !PARTICLES.contains(&words[1].to_lowercase().as_str())) {
        // "Gabriel Boric Font" is Boric to the papers, "Jean-Luc da Silva Costa" is da Silva Costa.
        forms.push(words[words.len() - 2].to_owned());
        forms.push(words[words.len() - 2..].join(" "));
    }
    // "Al-Sudani" is also "Sudani".
    if let Some((_, bare)) =
        last.split_once('-').filter(|(article, _)| matches!(*article, "al" | "Al" | "el" | "El"))
    {
        forms.push(bare.to_owned());
    }
    forms.sort();
    forms.dedup();
    forms.retain(|form| form.len() > 1);
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_family_name_stands_where_its_state_puts_it() {
        assert_eq!(surnames("Li Weiguo", Some("CHN")), ["Li"]);
        assert_eq!(surnames("Tran Van Minh", Some("VNM")), ["Minh"]);
        assert_eq!(surnames("Marta van den Berg", Some("NLD")), ["Berg", "den", "den Berg", "van den Berg"]);
        assert!(surnames("Omar Al-Rashidi", Some("IRQ")).contains(&"Rashidi".to_owned()));
    }
}
