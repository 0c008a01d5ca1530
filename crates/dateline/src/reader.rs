//! What reads sentences in this run: the language model that ships with the program, or that model with names from one
//! that the user brings.

use crate::failure::usage;
use anyhow::{Result, bail};
use dateline_lang::{Analyzer, Linear, WithEntities};
use std::path::{Path, PathBuf};

/// The option of every verb that reads text.
#[derive(clap::Args)]
pub(crate) struct ModelArgs {
    /// Take names from the ONNX model in this folder: model.onnx, tokenizer.json, config.json (needs a program built
    /// with `--features onnx`)
    #[arg(long, value_name = "DIR")]
    pub(crate) entities_model: Option<PathBuf>,
}

/// What reads sentences.
pub(crate) struct Reader {
    names: Option<WithEntities<'static>>,
}

impl Reader {
    /// The reader that ships with the program.
    pub(crate) fn embedded() -> Reader {
        Reader { names: None }
    }

    /// The reader that the command line asks for.
    ///
    /// # Errors
    /// The model cannot be used, or this program was built without the means to run one.
    pub(crate) fn of(args: &ModelArgs) -> Result<Reader> {
        let names = args.entities_model.as_deref().map(plugged).transpose()?;
        Ok(Reader { names })
    }

    /// The analyzer.
    pub(crate) fn analyzer(&self) -> &dyn Analyzer {
        match &self.names {
            Some(names) => names,
            None => Linear::embedded(),
        }
    }

    /// Hash of the models that texts are read with.
    pub(crate) fn hash(&self) -> String {
        let own: String = Linear::embedded().hash().iter().map(|byte| format!("{byte:02x}")).collect();
        let names = self.names.as_ref().map(|names| names.fingerprint());
        names.map_or_else(|| own.clone(), |names| format!("{own} {names}"))
    }

    /// To be asked after reading and before anything of it is kept.
    ///
    /// # Errors
    /// The plugged-in model could not read one of the texts.
    pub(crate) fn check(&self) -> Result<()> {
        if let Some(failure) = self.names.as_ref().and_then(WithEntities::failure) {
            bail!("the model of names failed on a text, and nothing of this batch is kept: {failure}");
        }
        Ok(())
    }
}

#[cfg(feature = "onnx")]
fn plugged(folder: &Path) -> Result<WithEntities<'static>> {
    let model = dateline_onnx::EntityModel::load(folder).map_err(|fault| usage(fault.to_string()))?;
    Ok(WithEntities::new(Linear::embedded(), model))
}

#[cfg(not(feature = "onnx"))]
fn plugged(folder: &Path) -> Result<WithEntities<'static>> {
    Err(usage(format!(
        "cannot use the model in {}: this program was built without the means to run one; build it with `cargo build --release --features onnx`",
        folder.display()
    )))
}
