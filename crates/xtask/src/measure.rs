//! Measures a program: processor time and peak memory of it and of the processes that it waited for.
//!
//! The kernel keeps these figures per parent, so each program is started by a small process of its own
//! (ourselves again), which then has no other child.

use std::ffi::{OsStr, OsString};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use serde::{Deserialize, Serialize};

/// The chore by which we start ourselves again.
pub(crate) const COMMAND: &str = "__measure";

/// What a program used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Usage {
    /// Processor time in user and kernel mode, all threads and waited-for children together.
    pub(crate) cpu_seconds: f64,
    /// Time by the clock on the wall.
    pub(crate) wall_seconds: f64,
    /// Largest resident memory of any one process of them.
    pub(crate) peak_kib: u64,
}

impl Usage {
    /// Peak memory in MiB.
    pub(crate) fn peak_mib(self) -> f64 {
        self.peak_kib as f64 / 1024.0
    }
}

/// A program to measure.
#[derive(Debug)]
pub(crate) struct Measured {
    arguments: Vec<OsString>,
    variables: Vec<(&'static str, OsString)>,
}

impl Measured {
    /// The program itself.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        Self { arguments: vec![program.as_ref().to_owned()], variables: Vec::new() }
    }

    /// Adds an argument.
    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.arguments.push(argument.as_ref().to_owned());
        self
    }

    /// Adds several arguments.
    pub(crate) fn args(mut self, arguments: &[&str]) -> Self {
        self.arguments.extend(arguments.iter().map(OsString::from));
        self
    }

    /// Sets a variable of the environment.
    pub(crate) fn env(mut self, name: &'static str, value: impl AsRef<OsStr>) -> Self {
        self.variables.push((name, value.as_ref().to_owned()));
        self
    }

    /// Runs it to its end and returns what it used and printed. Its standard output is thrown away where
    /// nobody needs it, so that printing is not measured into the pipe of another process.
    pub(crate) fn run(&self, keep: Output) -> Result<(Usage, String)> {
        let name = self.arguments.first().map(|name| name.display().to_string()).unwrap_or_default();
        let mut command = Command::new(std::env::current_exe().context("could not find this program")?);
        command
            .arg(COMMAND)
            .args(&self.arguments)
            .envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
            .stdout(if keep == Output::Kept { Stdio::piped() } else { Stdio::null() })
            .stderr(Stdio::piped());
        let output = command.output().with_context(|| format!("could not start {name}"))?;
        let errors = String::from_utf8_lossy(&output.stderr);
        let (said, usage) = errors.trim_end().rsplit_once('\n').unwrap_or(("", errors.trim_end()));
        ensure!(output.status.success(), "{name} ended with {}: {}", output.status, tail(&errors));
        let usage = serde_json::from_str(usage).with_context(|| format!("no figures of {name}: {said}"))?;
        Ok((usage, String::from_utf8_lossy(&output.stdout).into_owned()))
    }
}

/// What happens with what a program prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Output {
    /// Kept and returned.
    Kept,
    /// Written to nowhere.
    Dropped,
}

fn tail(text: &str) -> &str {
    let text = text.trim_end();
    let start = text.char_indices().rev().take(800).last().map_or(0, |(start, _)| start);
    &text[start..]
}

/// Runs the program in `arguments` and prints what it used as the last line of the error output.
pub(crate) fn trampoline(arguments: &[String]) -> Result<ExitCode> {
    let Some((program, rest)) = arguments.split_first() else { bail!("no program to measure") };
    let start = Instant::now();
    let status =
        Command::new(program).args(rest).status().with_context(|| format!("could not start {program}"))?;
    let wall_seconds = start.elapsed().as_secs_f64();
    let used = getrusage(UsageWho::RUSAGE_CHILDREN).context("the kernel gave no figures")?;
    let cpu_microseconds = used.user_time().num_microseconds() + used.system_time().num_microseconds();
    // Linux counts in KiB; other systems are not measured on.
    let peak_kib = u64::try_from(used.max_rss()).unwrap_or(0);
    let usage = Usage { cpu_seconds: cpu_microseconds as f64 / 1e6, wall_seconds, peak_kib };
    eprintln!("\n{}", serde_json::to_string(&usage)?);
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}
