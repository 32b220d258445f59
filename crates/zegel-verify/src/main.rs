//! `zegel-verify`: checks from outside what an archive claims, with files alone.
//!
//! It opens no archive, holds no key and goes to no network. It believes the package nothing: the receipt, the export, the
//! checkpoint and the key come from whoever runs it.

mod choice;
mod history;
mod package;
// The two programs share no room in which this would be at home.
#[path = "../../zegel/src/pipe.rs"]
mod pipe;
mod record;
mod register;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Check packages, receipts and ledgers of Zegel from outside, without the archive.
#[derive(Parser)]
#[command(
    version,
    max_term_width = 100,
    after_help = "Exit codes: 0 it holds, 2 usage, 6 it does not hold (what is wrong is named), 70 a file could not be read."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Choice(choice::Args),
    Package(package::Args),
    Register(register::Args),
    Consistency(history::ConsistencyArgs),
    Ledger(history::LedgerArgs),
}

/// What a check says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Holds,
    DoesNotHold,
}

fn main() -> ExitCode {
    pipe::end_when_nobody_reads();
    let result = match Cli::parse().command {
        Command::Choice(args) => choice::run(&args),
        Command::Package(args) => package::run(&args),
        Command::Register(args) => register::run(&args),
        Command::Consistency(args) => history::consistency(&args),
        Command::Ledger(args) => history::ledger(&args),
    };
    match result {
        Ok(Verdict::Holds) => ExitCode::SUCCESS,
        Ok(Verdict::DoesNotHold) => ExitCode::from(6),
        Err(error) => {
            eprintln!("zegel-verify: {error:#}");
            ExitCode::from(70)
        }
    }
}
