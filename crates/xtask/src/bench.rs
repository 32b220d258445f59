//! `make bench`: measures the product against its peers and says how the ratios stand to the goals.
//!
//! One run, one table. Only ratios of interleaved pairs of that run are compared, never figures of another day.
//! Processor time of the process counts, not the clock on the wall. A busy machine gets no answer.

mod archive;
mod figure;
mod inputs;
mod machine;
mod pairs;
mod peers;
mod rows;
mod server;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use crate::root::{built, cargo, target};
use crate::tools;
use figure::Line;
use rows::ROWS;

/// Exit code when the machine is too busy for figures that mean something.
const BUSY: u8 = 3;

/// What was asked for.
#[derive(Debug)]
struct Options {
    rows: Vec<String>,
    n_pairs: usize,
    patience: Duration,
}

/// What every row works with.
#[derive(Debug)]
pub(crate) struct Bench {
    /// Number of interleaved pairs.
    pub(crate) n_pairs: usize,
    /// Where inputs, peers and results lie.
    pub(crate) folder: PathBuf,
    /// The program that measures our own functions in a process of its own.
    pub(crate) probe: PathBuf,
    /// The product, as released.
    pub(crate) zegel: PathBuf,
}

/// Measures the rows named in `arguments`, or all.
pub(crate) fn run(arguments: &[String]) -> Result<ExitCode> {
    if arguments.iter().any(|argument| argument == "--list") {
        ROWS.iter().for_each(|row| println!("{:<10} {}", row.name, row.job));
        return Ok(ExitCode::SUCCESS);
    }
    let options = parse(arguments)?;
    if !tools::ensure_to_build() {
        return Ok(ExitCode::FAILURE);
    }
    let bench = prepare(&options)?;
    if let Some(busy) = machine::wait_until_calm(options.patience)? {
        eprintln!("{busy}");
        return Ok(ExitCode::from(BUSY));
    }
    let chosen =
        ROWS.iter().filter(|row| options.rows.is_empty() || options.rows.iter().any(|name| name == row.name));
    let mut lines = Vec::new();
    for row in chosen {
        eprintln!("measuring {}: {}", row.name, row.job);
        match (row.measure)(&bench) {
            Ok(measured) => lines.extend(measured),
            Err(error) => lines.push(Line::not_measured(row.job, format!("{error:#}"))),
        }
    }
    print!("{}", table::print(&lines));
    let record = bench.folder.join("results.json");
    table::append(&record, options.n_pairs, &lines)?;
    println!("every figure of this run: the last line of {}", record.display());
    let all_measured = lines.iter().all(Line::is_measured);
    Ok(if all_measured { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn parse(arguments: &[String]) -> Result<Options> {
    let mut options = Options { rows: Vec::new(), n_pairs: 5, patience: Duration::from_secs(240) };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().with_context(|| format!("{argument} wants a number"));
        match argument.as_str() {
            "--pairs" => options.n_pairs = value()?.parse().context("--pairs wants a number")?,
            "--wait" => {
                options.patience = Duration::from_secs(value()?.parse().context("--wait wants seconds")?);
            }
            name if ROWS.iter().any(|row| row.name == name) => options.rows.push(name.to_owned()),
            other => bail!("there is no row {other:?}; --list shows them"),
        }
    }
    ensure!(5 <= options.n_pairs, "fewer than five pairs say nothing about the spread");
    Ok(options)
}

/// Builds what is measured, as it is released.
fn prepare(options: &Options) -> Result<Bench> {
    let folder = target().join("bench");
    std::fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
    eprintln!("building what is measured");
    let build = ["build", "--release", "--package", "xtask", "--features", "bench", "--bin", "probe"];
    ensure!(cargo().args(build).status()?.success(), "the probe does not build");
    let build = ["build", "--release", "--package", "zegel"];
    ensure!(cargo().args(build).status()?.success(), "zegel does not build");
    Ok(Bench {
        n_pairs: options.n_pairs,
        folder,
        probe: built("release", "probe"),
        zegel: built("release", "zegel"),
    })
}
