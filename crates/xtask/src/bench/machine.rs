//! Whether the machine is calm enough for figures that mean something.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// Mean number of waiting processes in the last minute above which ratios of processor time drift.
const BUSY_LOAD: f64 = 2.0;

/// Waits until the load is low, for at most `patience`; returns why there will be no figures, if so.
pub(crate) fn wait_until_calm(patience: Duration) -> Result<Option<String>> {
    let start = Instant::now();
    let mut told = false;
    loop {
        let load = load()?;
        if load <= BUSY_LOAD {
            return Ok(None);
        }
        if patience <= start.elapsed() {
            let waited = patience.as_secs();
            return Ok(Some(format!(
                "no figures: the machine is busy (load {load:.2}, at most {BUSY_LOAD:.1}) and stayed so for \
                 {waited} s; stop other work, or wait longer with --wait SECONDS"
            )));
        }
        if !told {
            eprintln!("the machine is busy (load {load:.2}); waiting for at most {} s", patience.as_secs());
            told = true;
        }
        // A chore that waits for the machine, not a test.
        sleep(Duration::from_secs(5));
    }
}

/// Returns the load of the last minute.
pub(crate) fn load() -> Result<f64> {
    let text = std::fs::read_to_string("/proc/loadavg").context("could not read the load of the machine")?;
    let first = text.split(' ').next().unwrap_or_default();
    first.parse().with_context(|| format!("the load {first:?} is not a number"))
}

/// Returns a short description of the processor.
pub(crate) fn description() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let named = |line: &&str| line.starts_with("model name");
    let name =
        text.lines().find(named).and_then(|line| line.split_once(": ")).map_or("unknown", |(_, name)| name);
    let n_cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!("{n_cores} × {name}")
}
