//! `zegel-verify`: checks from outside what an archive claims, with files alone.
//!
//! It opens no archive, holds no key and goes to no network. It believes the package nothing: the receipt, the export, the
//! checkpoint and the key come from whoever runs it.

mod choice;
mod history;
mod package;
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
    end_when_nobody_reads();
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

/// Ends the program without a word when whoever read its output has gone, as in `zegel-verify ledger | head`. The standard library panics there;
/// letting the signal end the program would also end a server whose visitor left.
fn end_when_nobody_reads() {
    const KILLED_BY_SIGPIPE: i32 = 128 + 13;
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let said = panic.payload_as_str().unwrap_or_default();
        if said.starts_with("failed printing to stdout") && said.contains("Broken pipe") {
            std::process::exit(KILLED_BY_SIGPIPE);
        }
        report(panic);
    }));
}
