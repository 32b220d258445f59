//! Durable appends: some entries with one sync, against what the disk allows: that many times the number of
//! four-kibibyte writes that it syncs in the same time. By the clock, because a sync is waiting.
//!
//! One entry is what the archive does: every act is synced before it is answered. Ten and a hundred are stated beside it, for
//! the day on which acts share a sync: the more of them do, the more their own work weighs.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::super::Bench;
use super::super::figure::{Figure, Goal, Line};
use super::super::pairs::median;

#[derive(Debug, Deserialize)]
struct Rates {
    /// Entries per second.
    appends: Vec<f64>,
    /// Batch times syncs per second.
    limits: Vec<f64>,
}

pub(super) fn measure(bench: &Bench) -> Result<Vec<Line>> {
    let goals = [(1, Goal::AtLeast(0.7, Some(0.9))), (10, Goal::Stated), (100, Goal::Stated)];
    goals.into_iter().map(|(n_batch, goal)| batch(bench, n_batch, goal)).collect()
}

fn batch(bench: &Bench, n_batch: u32, goal: Goal) -> Result<Line> {
    let mut probe = Command::new(&bench.probe);
    // In the folder of the build, which lies on the disk that is meant; /tmp may be memory.
    probe.arg("ledger").arg(&bench.folder).args([n_batch.to_string(), bench.n_pairs.to_string()]);
    let output = probe.output().context("could not start the probe")?;
    ensure!(output.status.success(), "the probe failed: {}", String::from_utf8_lossy(&output.stderr));
    let rates: Rates = serde_json::from_slice(&output.stdout)?;
    let detail =
        format!("per second: {:.0} appends, limit {:.0}", median(&rates.appends), median(&rates.limits));
    let figure = Figure::ratio(&rates.appends, &rates.limits);
    let job = format!("ledger, durable appends, {n_batch} with one sync");
    Ok(Line::measured(job, "batch × fdatasync per second", figure, goal).detail(detail))
}
