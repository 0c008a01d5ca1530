//! The `dateline` program: parses the command line, runs one verb, and turns its outcome into an exit code.

mod coding;
mod corpus;
mod failure;
mod names;
mod output;
mod overlay;
mod passage;
mod reader;
mod verbs;

use clap::Parser;
use std::process::ExitCode;

/// Reads news coverage of world affairs into a sourced ledger: what happened, who says so, what is disputed
#[derive(Parser)]
#[command(name = "dateline", version, propagate_version = true)]
struct Cli {
    /// Ledger to use: its folder or its file [default: that of the current folder or the nearest above]
    #[arg(long, global = true, value_name = "PATH")]
    ledger: Option<std::path::PathBuf>,
    /// Folder of tables laid over those of the program [default: `tables` beside the ledger's file]
    #[arg(long, global = true, value_name = "DIR")]
    tables: Option<std::path::PathBuf>,
    /// No colour and no underlining (NO_COLOR does the same)
    #[arg(long, global = true)]
    no_color: bool,
    /// Say nothing on standard error but errors
    #[arg(short, long, global = true)]
    quiet: bool,
    #[command(subcommand)]
    verb: verbs::Verb,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let setting = corpus::Setting { ledger: cli.ledger, no_color: cli.no_color, quiet: cli.quiet };
    let tables = cli.tables.as_deref();
    failure::exit_code(
        setting.use_tables(tables, cli.verb.keeps_a_ledger()).and_then(|()| cli.verb.run(&setting)),
    )
}
