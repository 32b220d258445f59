//! The chores of the project: run, test, bench, and what they need on the machine.
//!
//! `make` only forwards to here, so that the same steps work where there is no make. Nothing of the product
//! depends on this crate, and this crate on nothing of the product but what the benchmark measures.

mod bench;
mod fuzz;
mod measure;
mod root;
mod run;
mod steps;
mod test;
mod tools;

use std::process::ExitCode;

use anyhow::Result;

const HELP: &str = "\
usage: cargo run -p xtask -- CHORE

  run                build everything and serve the pages at http://localhost:8420
  test               check formatting, lints, the WebAssembly build, every test and the demonstration
  bench [ROW…]       measure against the peers (--list, --pairs N, --wait SECONDS)
  fuzz [SECONDS]     run every fuzz target for a while (needs cargo-fuzz)
  clean              remove what was built, measured and demonstrated
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match chore(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("could not finish: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn chore(arguments: &[String]) -> Result<ExitCode> {
    let Some((name, rest)) = arguments.split_first() else {
        eprint!("{HELP}");
        return Ok(ExitCode::from(2));
    };
    match name.as_str() {
        "run" => run::run(),
        "test" => test::run(),
        "bench" => bench::run(rest),
        "fuzz" => fuzz::run(rest),
        "clean" => run::clean(),
        measure::COMMAND => measure::trampoline(rest),
        _ => {
            eprint!("there is no chore {name:?}\n{HELP}");
            Ok(ExitCode::from(2))
        }
    }
}
