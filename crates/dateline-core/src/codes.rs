//! The codes of the field: PLOVER types and modes with their intensity, contexts, CAMEO codes, FIPS states.
//!
//! Read once from `data/codes`; the tables are held to be whole by tests.

use crate::tables::{TableFault, full_rows, shipped};
use crate::words::Plover;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A PLOVER type, or one of its modes.
#[derive(Clone, Debug, PartialEq)]
pub struct PloverCode {
    /// The type.
    pub plover: Plover,
    /// The mode; none for the type itself.
    pub mode: Option<String>,
    /// From −10, worst, to +10.
    pub intensity: f32,
    /// Quad class, 1 to 4.
    pub quad: u8,
    /// What is meant.
    pub meaning: String,
    /// A sentence that is one.
    pub example: String,
}

/// All tables of codes.
#[derive(Debug)]
pub struct Codes {
    /// Types and modes, in order of type and mode; a type stands before its modes.
    pub plover: Vec<PloverCode>,
    /// Contexts and what they mean.
    pub contexts: BTreeMap<String, String>,
    cameo: BTreeMap<String, Option<f32>>,
    fips: BTreeMap<String, String>,
}

static CODES: LazyLock<Result<Codes, TableFault>> = LazyLock::new(Codes::read);

impl Codes {
    /// The tables that ship with the program.
    ///
    /// # Errors
    /// A fault in a table, with file and line.
    pub fn embedded() -> Result<&'static Codes, TableFault> {
        CODES.as_ref().map_err(Clone::clone)
    }

    fn read() -> Result<Codes, TableFault> {
        let mut plover = Vec::new();
        for row in full_rows::<6>("data/codes/plover.tsv", shipped!("codes/plover.tsv"))? {
            plover.push(PloverCode {
                plover: row.cells[0].parse().map_err(|fault| row.fault(format!("{fault}")))?,
                mode: Some(row.cells[1]).filter(|mode| *mode != "-").map(str::to_owned),
                intensity: row.cells[2].parse().map_err(|_| row.fault("the intensity is no number"))?,
                quad: row.cells[3].parse().map_err(|_| row.fault("the quad class is no number"))?,
                meaning: row.cells[4].to_owned(),
                example: row.cells[5].to_owned(),
            });
        }
        let contexts = pairs("data/codes/contexts.tsv", shipped!("codes/contexts.tsv"))?;
        let mut cameo = BTreeMap::new();
        for row in full_rows::<2>("data/codes/cameo.tsv", shipped!("codes/cameo.tsv"))? {
            let intensity = match row.cells[1] {
                "-" => None,
                number => Some(number.parse().map_err(|_| row.fault("the intensity is no number"))?),
            };
            cameo.insert(row.cells[0].to_owned(), intensity);
        }
        let fips = pairs("data/codes/fips.tsv", shipped!("codes/fips.tsv"))?;
        Ok(Codes { plover, contexts, cameo, fips })
    }

    /// Intensity of an event: that of its mode furthest from nought, else that of its type.
    pub fn intensity(&self, plover: Plover, modes: &[String]) -> Option<f32> {
        let of_modes = self
            .plover
            .iter()
            .filter(|row| row.plover == plover)
            .filter(|row| row.mode.as_ref().is_some_and(|mode| modes.contains(mode)))
            .map(|row| row.intensity);
        let of_type = || self.plover.iter().find(|row| row.plover == plover && row.mode.is_none());
        let furthest = of_modes.max_by(|a, b| a.abs().total_cmp(&b.abs()));
        furthest.or_else(|| of_type().map(|row| row.intensity))
    }

    /// True when the type has this mode.
    pub fn has_mode(&self, plover: Plover, mode: &str) -> bool {
        self.plover.iter().any(|row| row.plover == plover && row.mode.as_deref() == Some(mode))
    }

    /// The modes of a type.
    pub fn modes(&self, plover: Plover) -> Vec<&str> {
        self.plover.iter().filter(|row| row.plover == plover).filter_map(|row| row.mode.as_deref()).collect()
    }

    /// True when CAMEO has this code.
    pub fn has_cameo(&self, code: &str) -> bool {
        self.cameo.contains_key(code)
    }

    /// CAMEO intensity of a code, −10 to +10; none where none is published.
    pub fn cameo_intensity(&self, code: &str) -> Option<f32> {
        self.cameo.get(code).copied().flatten()
    }

    /// FIPS 10-4 code of a state given by its ISO 3166 alpha-3.
    pub fn fips(&self, country: &str) -> Option<&str> {
        self.fips.get(country).map(String::as_str)
    }
}

fn pairs(path: &str, text: &str) -> Result<BTreeMap<String, String>, TableFault> {
    let rows = full_rows::<2>(path, text)?;
    Ok(rows.into_iter().map(|row| (row.cells[0].to_owned(), row.cells[1].to_owned())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_its_intensity_and_quad_class() {
        let codes = Codes::embedded().expect("tables whole");
        for &plover in Plover::ALL {
            let row = codes.plover.iter().find(|row| row.plover == plover && row.mode.is_none());
            assert_eq!(row.map(|row| row.quad), Some(plover.quad()), "{plover}");
        }
        assert!(codes.plover.iter().all(|row| (-10.0..=10.0).contains(&row.intensity)));
        assert_eq!(codes.contexts.len(), 37);
    }

    #[test]
    fn a_mode_outweighs_its_type() {
        let codes = Codes::embedded().expect("tables whole");
        assert_eq!(codes.intensity(Plover::Consult, &["visit".to_owned()]), Some(4.0));
        assert_eq!(codes.intensity(Plover::Consult, &[]), Some(2.5));
        assert_eq!(codes.cameo_intensity("0841"), Some(7.0));
        assert_eq!(codes.fips("VNM"), Some("VM"));
    }
}
