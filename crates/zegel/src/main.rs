//! The command `zegel`: one file per subcommand, the text of its help is the doc comment of its arguments.

mod commands;
mod exit;
mod opening;
mod pipe;
mod progress;
mod remote;

use clap::{Parser, Subcommand};

use crate::exit::Code;

/// Keeps the chat messages that a public body must keep, keeps nothing else, and can prove both.
#[derive(Parser)]
#[command(version, propagate_version = true, max_term_width = 100, after_help = exit::HELP)]
struct Cli {
    #[command(flatten)]
    server: remote::ServerArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Demo(commands::demo::Args),
    Inspect(commands::inspect::Args),
    Sift(Box<commands::sift::Args>),
    Note(commands::note::Args),
    Screenshot(commands::screenshot::Args),
    Init(commands::init::Args),
    Person(commands::person::Args),
    Dossier(commands::dossier::Args),
    Accept(commands::accept::Args),
    Captures(commands::captures::Args),
    Show(commands::show::Args),
    Register(commands::register::Args),
    Store(commands::store::Args),
    Copies(commands::copies::Args),
    Close(commands::close::Args),
    Search(commands::search::Args),
    Read(commands::read::Args),
    Release(commands::release::Args),
    Hold(commands::hold::Args),
    Destroy(commands::destroy::Args),
    Verify(commands::verify::Args),
    Ledger(commands::ledger::Args),
    Suggestions(commands::suggestions::Args),
    Timestamp(commands::timestamp::Args),
    Keys(commands::keys::Args),
    Remind(commands::remind::Args),
    Breach(commands::breach::Args),
    Serve(commands::serve::Args),
    /// Sets type in a locked child process; started by `zegel store`, not by people.
    #[command(name = "__typeset", hide = true)]
    Typeset,
}

fn main() -> std::process::ExitCode {
    pipe::end_when_nobody_reads();
    let cli = Cli::parse();
    if let Command::Typeset = cli.command {
        return zegel_render::worker_main();
    }
    let done = match cli.server.server() {
        Ok(Some(server)) => run_remote(&cli.command, &server),
        Ok(None) => run(cli.command),
        Err(error) => Err(error),
    };
    match done {
        Ok(code) => code.into(),
        Err(error) => exit::report(&error).into(),
    }
}

/// The commands that make sense from another machine; the others need the archive and its key.
fn run_remote(command: &Command, server: &remote::Server) -> anyhow::Result<Code> {
    match command {
        Command::Accept(args) => commands::accept::remote(args, server),
        Command::Captures(_) => commands::captures::remote(server),
        Command::Show(args) => commands::show::remote(args, server),
        Command::Register(args) => commands::register::remote(args, server),
        Command::Store(args) => commands::store::remote(args, server),
        Command::Search(args) => commands::search::remote(args, server),
        Command::Dossier(args) => commands::dossier::remote(args, server),
        Command::Copies(args) => commands::copies::remote(args, server),
        Command::Close(args) => commands::close::remote(args, server),
        Command::Release(args) => commands::release::remote(args, server),
        // It needs no archive, so it works beside one.
        Command::Breach(args) => commands::breach::run(args),
        _ => Err(exit::Usage("this command works where the archive is, without --server".into()).into()),
    }
}

fn run(command: Command) -> anyhow::Result<Code> {
    match command {
        Command::Demo(args) => commands::demo::run(&args),
        Command::Inspect(args) => commands::inspect::run(&args),
        Command::Sift(args) => commands::sift::run(&args),
        Command::Note(args) => commands::note::run(&args),
        Command::Screenshot(args) => commands::screenshot::run(&args),
        Command::Init(args) => commands::init::run(&args),
        Command::Person(args) => commands::person::run(&args),
        Command::Dossier(args) => commands::dossier::run(&args),
        Command::Accept(args) => commands::accept::run(&args),
        Command::Captures(args) => commands::captures::run(&args),
        Command::Show(args) => commands::show::run(&args),
        Command::Register(args) => commands::register::run(&args),
        Command::Store(args) => commands::store::run(&args),
        Command::Copies(args) => commands::copies::run(&args),
        Command::Close(args) => commands::close::run(&args),
        Command::Search(args) => commands::search::run(&args),
        Command::Read(args) => commands::read::run(&args),
        Command::Release(args) => commands::release::run(&args),
        Command::Hold(args) => commands::hold::run(&args),
        Command::Destroy(args) => commands::destroy::run(&args),
        Command::Verify(args) => commands::verify::run(&args),
        Command::Ledger(args) => commands::ledger::run(&args),
        Command::Suggestions(args) => commands::suggestions::run(&args),
        Command::Timestamp(args) => commands::timestamp::run(&args),
        Command::Keys(args) => commands::keys::run(&args),
        Command::Remind(args) => commands::remind::run(&args),
        Command::Breach(args) => commands::breach::run(&args),
        Command::Serve(args) => commands::serve::run(&args),
        Command::Typeset => Ok(Code::Done),
    }
}
