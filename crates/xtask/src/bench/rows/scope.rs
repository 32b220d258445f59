//! Counting the scope of a breach over a million messages and five million ledger entries, beside reading the whole ledger to
//! find the same: what the count would cost without the rows that say who was shown what.
//!
//! A count is the whole act, with its own entry synced. Processor time counts; the clock is stated.

use std::collections::BTreeMap;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::super::Bench;
use super::super::figure::{Figure, Goal, Line};
use super::super::pairs::median;

const N_MESSAGES: u64 = 1_000_000;
const N_ENTRIES: u64 = 5_000_000;

#[derive(Debug, Deserialize)]
struct Times {
    /// Processor seconds of one question, round by round.
    cpu: Vec<f64>,
    /// The same by the clock.
    wall: Vec<f64>,
}

#[derive(Debug, Deserialize)]
struct Measured {
    questions: BTreeMap<String, Times>,
    /// The plain scan.
    scan: Times,
    /// What the archive weighs, in bytes, and the rows of the readings in it.
    database_bytes: u64,
    n_readings: u64,
    /// Entries per second with one sync each: a search without a hit, and the reading of a record.
    appends: [Vec<f64>; 2],
}

pub(super) fn measure(bench: &Bench) -> Result<Vec<Line>> {
    let mut probe = Command::new(&bench.probe);
    probe.arg("scope").arg(&bench.folder);
    probe.args([N_MESSAGES.to_string(), N_ENTRIES.to_string(), bench.n_pairs.to_string()]);
    let output = probe.output().context("could not start the probe")?;
    ensure!(output.status.success(), "the probe failed: {}", String::from_utf8_lossy(&output.stderr));
    let measured: Measured = serde_json::from_slice(&output.stdout)?;
    let mut lines = Vec::new();
    for (question, times) in &measured.questions {
        let job = format!("scope over 1,000,000 messages and 5,000,000 entries: {question}");
        let detail = format!(
            "seconds by the clock {:.3}; a scan of the whole ledger {:.2} processor seconds, {:.2} by the clock",
            median(&times.wall),
            median(&measured.scan.cpu),
            median(&measured.scan.wall)
        );
        let figure = Figure::of(&times.cpu, "s");
        lines.push(Line::measured(job, "", figure, Goal::AtMost(2.0, Some(0.5))).detail(detail));
    }
    let whole = measured.questions.get("everything").context("the probe did not ask for everything")?;
    let detail =
        format!("database {} MiB, {} rows of readings", measured.database_bytes >> 20, measured.n_readings);
    let figure = Figure::ratio(&whole.cpu, &measured.scan.cpu);
    let job = "scope of everything";
    lines.push(Line::measured(job, "a scan of the whole ledger", figure, Goal::Stated).detail(detail));
    let [plain, reading] = &measured.appends;
    let job = "an entry that shows a record, one sync, at the end of 5,000,000";
    lines.push(Line::measured(job, "one that shows nothing", Figure::ratio(reading, plain), Goal::Stated));
    Ok(lines)
}
