//! What the classes of a model mean: labels as models write them, read into parts of names and our kinds.

use dateline_lang::EntityKind;
use serde_json::Value;

const TABLE: &str = include_str!("../data/labels.tsv");

/// Where in a name a word stands, as its label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Begins a name.
    Begin,
    /// Stands in a name; begins one where there is none.
    Inside,
    /// Ends a name.
    Last,
    /// Is a name by itself.
    Unit,
}

/// What a class says of a word: nothing, or its part in a name of a kind; of a kind that we have no use for, `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// Outside of names.
    Outside,
    /// In a name.
    Name(Part, Option<EntityKind>),
}

/// The labels of `labels.txt`: one a line; empty lines at the end do not count.
pub(crate) fn of_lines(text: &str) -> Vec<String> {
    text.trim_end().lines().map(|line| line.trim().to_owned()).collect()
}

/// The labels of `config.json`, from its `id2label`.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn of_config(config: &Value) -> Result<Vec<String>, String> {
    let remedy = "write the labels one a line into labels.txt, in the order of the model's classes";
    let Some(names) = config.get("id2label").and_then(Value::as_object) else {
        return Err(format!("there is no id2label; {remedy}"));
    };
    let mut labels = vec![String::new(); names.len()];
    for (id, label) in names {
        let place = id.parse::<usize>().ok().and_then(|id| labels.get_mut(id));
        match (place, label.as_str()) {
            (Some(place), Some(label)) => label.clone_into(place),
            _ => return Err(format!("id2label does not number its labels 0, 1, 2 … ({id:?}); {remedy}")),
        }
    }
    Ok(labels)
}

/// Reads the labels of all classes.
///
/// # Errors
/// The kinds that are not known, and what to do.
pub(crate) fn read(labels: &[String]) -> Result<Vec<Label>, String> {
    if labels.is_empty() {
        return Err("there are no labels".to_owned());
    }
    let mut unknown: Vec<&str> = Vec::new();
    let read: Vec<Label> = labels
        .iter()
        .map(|label| {
            label_of(label).unwrap_or_else(|| {
                unknown.push(label);
                Label::Outside
            })
        })
        .collect();
    if !unknown.is_empty() {
        unknown.dedup();
        return Err(format!(
            "labels that mean nothing here: {}; write all labels one a line into labels.txt, with PER, ORG, LOC, GPE or NORP for the kinds, MISC or O for what is none of these",
            unknown.join(", ")
        ));
    }
    if !read.iter().any(|label| matches!(label, Label::Name(_, Some(_)))) {
        return Err("no label is a name of a person, an organisation, a place or a people".to_owned());
    }
    Ok(read)
}

fn label_of(label: &str) -> Option<Label> {
    if label == "O" {
        return Some(Label::Outside);
    }
    let (part, kind) = match label.split_once(['-', '_']) {
        Some(("B", kind)) => (Part::Begin, kind),
        Some(("I" | "M", kind)) => (Part::Inside, kind),
        Some(("E" | "L", kind)) => (Part::Last, kind),
        Some(("S" | "U", kind)) => (Part::Unit, kind),
        _ => (Part::Inside, label),
    };
    kind_of(kind).map(|kind| Label::Name(part, kind))
}

/// Our kind for a model's; `Some(None)` for one that we have no use for, `None` for an unknown one.
fn kind_of(kind: &str) -> Option<Option<EntityKind>> {
    let kind = kind.to_ascii_uppercase();
    let mut rows = TABLE.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t'));
    let ours = rows.find_map(|mut columns| (columns.next()? == kind).then(|| columns.next()).flatten())?;
    Some((ours != "-").then(|| EntityKind::of(ours)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn names(labels: &[&str]) -> Result<Vec<Label>, String> {
        read(&labels.iter().map(|label| (*label).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn every_row_of_the_table_has_a_kind_of_ours_or_none_and_an_example() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            assert_eq!(columns.len(), 3, "{line}");
            assert!(columns[1] == "-" || EntityKind::of(columns[1]).as_str() == columns[1], "{line}");
            assert!(kind_of(columns[0]).is_some() && !columns[2].is_empty(), "{line}");
        }
    }

    #[test]
    fn labels_of_all_schemes_are_read() {
        use EntityKind::{Loc, Org, Per};
        let read = names(&["O", "B-PER", "I-per", "E-ORG", "S-LOC", "LOC", "B-MISC"]).expect("known");
        let name = |part, kind| Label::Name(part, Some(kind));
        assert_eq!(
            read,
            [
                Label::Outside,
                name(Part::Begin, Per),
                name(Part::Inside, Per),
                name(Part::Last, Org),
                name(Part::Unit, Loc),
                name(Part::Inside, Loc),
                Label::Name(Part::Begin, None),
            ]
        );
    }

    #[test]
    fn unknown_labels_are_named_with_a_remedy() {
        let fault = names(&["O", "B-PER", "B-DRAGON", "I-DRAGON", "LABEL_0"]).expect_err("unknown");
        assert!(fault.contains("B-DRAGON, I-DRAGON, LABEL_0") && fault.contains("labels.txt"), "{fault}");
        assert!(names(&[]).is_err());
        assert!(names(&["O", "B-DATE"]).is_err(), "nothing of use");
    }

    #[test]
    fn a_config_numbers_its_labels() {
        let config = json!({"id2label": {"1": "B-PER", "0": "O"}});
        assert_eq!(of_config(&config), Ok(vec!["O".to_owned(), "B-PER".to_owned()]));
        assert!(of_config(&json!({})).is_err());
        assert!(of_config(&json!({"id2label": {"0": "O", "7": "B-PER"}})).is_err());
    }
}
