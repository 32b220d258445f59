//! Runs steps one after the other, shows what they print, and keeps their last lines for the end.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// Number of lines kept of each step.
const N_KEPT: usize = 40;

/// How a step ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    /// As it should.
    Well,
    /// With a fault.
    Badly(String),
    /// It could not be tried, and why.
    NotTried(String),
}

/// A step that was taken.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) name: String,
    pub(crate) end: End,
    pub(crate) took: Duration,
    /// The last lines that it printed.
    pub(crate) last_lines: Vec<String>,
}

/// Runs `command` and shows its output as it comes.
pub(crate) fn take(name: &str, command: &mut Command) -> Step {
    println!("\n── {name}");
    let start = Instant::now();
    let (end, last_lines) = match run(command) {
        Ok((true, lines)) => (End::Well, lines),
        Ok((false, lines)) => (End::Badly("ended with an error, see above".to_owned()), lines),
        Err(error) => (End::Badly(format!("{error:#}")), Vec::new()),
    };
    Step { name: name.to_owned(), end, took: start.elapsed(), last_lines }
}

fn run(command: &mut Command) -> Result<(bool, Vec<String>)> {
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().context("could not be started")?;
    let (errors, output) = (child.stderr.take(), child.stdout.take());
    // Two threads, because a full pipe that nobody reads would stop the child.
    let mut last_lines = std::thread::scope(|scope| {
        let errors = scope.spawn(|| show(errors));
        let mut lines = show(output);
        lines.extend(errors.join().unwrap_or_default());
        lines
    });
    let status = child.wait().context("could not be waited for")?;
    let n_lines = last_lines.len();
    last_lines.drain(..n_lines.saturating_sub(N_KEPT));
    Ok((status.success(), last_lines))
}

fn show(stream: Option<impl Read>) -> Vec<String> {
    let mut kept = VecDeque::new();
    let Some(stream) = stream else { return Vec::new() };
    for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).into_owned();
        println!("{line}");
        if kept.len() == N_KEPT {
            kept.pop_front();
        }
        kept.push_back(line);
    }
    kept.into()
}

/// Notes a step that could not be tried.
pub(crate) fn not_tried(name: &str, why: String) -> Step {
    println!("\n── {name}: not tried: {why}");
    Step { name: name.to_owned(), end: End::NotTried(why), took: Duration::ZERO, last_lines: Vec::new() }
}

/// Prints how every step ended and returns true when all ended well.
pub(crate) fn close(steps: &[Step]) -> bool {
    println!("\n── all steps");
    for step in steps {
        let seconds = step.took.as_secs_f64();
        match &step.end {
            End::Well => println!("  ok          {:<28} {seconds:7.1} s", step.name),
            End::Badly(why) => println!("  FAILED      {:<28} {seconds:7.1} s  {why}", step.name),
            End::NotTried(why) => println!("  NOT TRIED   {:<28}            {why}", step.name),
        }
    }
    steps.iter().all(|step| step.end == End::Well)
}
