//! `dateline verify FILE`: are the cited bytes still what the document says?

use crate::{coding, corpus::Setting, failure::Outcome, output::stdout};
use anyhow::{Context, Result};
use dateline_core::citation::{self, Citation, CitationError};
use std::{
    collections::BTreeMap,
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

/// Check every `dl1:` citation in a document against the stored bytes; exit 1 names the line that does not hold
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The document, or `-`
    file: PathBuf,
    /// Originals to check against instead of the ledger: files and folders
    #[arg(long, value_name = "PATH", num_args = 1..)]
    from: Vec<PathBuf>,
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<Outcome> {
    let document = read(&args.file)?;
    let originals = Originals::open(args, setting)?;
    let mut out = stdout();
    let (mut checked, mut failed) = (0, 0);
    for (n, line) in document.lines().enumerate() {
        for (words, citation) in citation::find(line) {
            checked += 1;
            if let Err(reason) = originals.check(citation)? {
                failed += 1;
                writeln!(out, "{}:{}: {words}: {reason}", args.file.display(), n + 1)?;
            }
        }
    }
    out.flush()?;
    setting.tell(&format!("{checked} citations checked, {failed} do not hold"));
    if checked == 0 {
        setting.tell("the document has no citation");
    }
    Ok(if failed > 0 || checked == 0 { Outcome::No } else { Outcome::Done })
}

fn read(file: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        io::stdin().read_to_end(&mut bytes)?;
    } else {
        bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

enum Originals {
    Ledger(dateline_ledger::Ledger),
    Files(BTreeMap<String, Vec<u8>>),
}

impl Originals {
    fn open(args: &Args, setting: &Setting) -> Result<Originals> {
        if args.from.is_empty() {
            return Ok(Originals::Ledger(setting.open_ledger()?));
        }
        let obtained = coding::read_all(&args.from).filter_map(|input| input.ok());
        Ok(Originals::Files(obtained.map(|obtained| (obtained.sha256, obtained.original)).collect()))
    }

    /// Why the citation does not hold, if it does not. The outer error is ours or the ledger's.
    fn check(&self, citation: Result<Citation, CitationError>) -> Result<Result<(), String>> {
        let citation = match citation {
            Ok(citation) => citation,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let original = match self {
            Originals::Ledger(ledger) => ledger.original(citation.report())?.map(|(_, bytes, _)| bytes),
            Originals::Files(files) => {
                crate::corpus::one_with_prefix(files, citation.report()).map(|(_, bytes)| bytes)
            }
        };
        Ok(match original {
            Some(original) => citation.check(&original).map_err(|error| error.to_string()),
            None => Err(format!("no original here has the hash {}…", citation.report())),
        })
    }
}
