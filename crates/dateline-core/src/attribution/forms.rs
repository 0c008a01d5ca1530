//! Dictionary forms that a written form may belong to, for words whose dictionary form the language core did not know.
//!
//! Regular endings only. Must not know which of them is a word: the tables do.

/// Candidates for the dictionary form of `form`, likeliest first; the form itself is not among them.
pub(crate) fn bases(form: &str) -> Vec<String> {
    let form = form.to_lowercase();
    let mut found = Vec::new();
    let mut add = |stem: Option<&str>, ending: &str| {
        if let Some(stem) = stem.filter(|stem| stem.len() > 1 && stem.is_ascii()) {
            found.push(format!("{stem}{ending}"));
        }
    };
    add(form.strip_suffix("ied").or_else(|| form.strip_suffix("ies")), "y");
    for ending in ["ed", "ing"] {
        let stem = form.strip_suffix(ending);
        add(stem, "");
        add(stem, "e");
        add(stem.filter(|stem| is_doubled(stem)).map(|stem| &stem[..stem.len() - 1]), "");
    }
    add(form.strip_suffix("es"), "");
    add(form.strip_suffix('s'), "");
    found
}

fn is_doubled(stem: &str) -> bool {
    let bytes = stem.as_bytes();
    stem.is_ascii() && bytes.len() > 2 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2]
}

#[cfg(test)]
mod tests {
    use super::bases;

    #[test]
    fn regular_endings_lead_back() {
        for (form, base) in [
            ("postponed", "postpone"),
            ("initialled", "initial"),
            ("denies", "deny"),
            ("vetoes", "veto"),
            ("floating", "float"),
        ] {
            assert!(bases(form).contains(&base.to_owned()), "{form}: {:?}", bases(form));
        }
        assert!(bases("é").is_empty() && bases("élevés").iter().all(|b| b.is_ascii()));
    }
}
