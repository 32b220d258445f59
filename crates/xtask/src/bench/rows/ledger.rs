//! Durable appends: a hundred entries with one sync, against what the disk allows: a hundred times the number of
//! four-kibibyte writes that it syncs in the same time. By the clock, because a sync is waiting.

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
    let mut probe = Command::new(&bench.probe);
    // In the folder of the build, which lies on the disk that is meant; /tmp may be memory.
    let output = probe.arg("ledger").arg(&bench.folder).arg(bench.n_pairs.to_string()).output();
    let output = output.context("could not start the probe")?;
    ensure!(output.status.success(), "the probe failed: {}", String::from_utf8_lossy(&output.stderr));
    let rates: Rates = serde_json::from_slice(&output.stdout)?;
    let detail =
        format!("per second: {:.0} appends, limit {:.0}", median(&rates.appends), median(&rates.limits));
    let figure = Figure::ratio(&rates.appends, &rates.limits);
    let goal = Goal::AtLeast(0.7, Some(0.9));
    Ok(vec![
        Line::measured("ledger, durable appends", "batch × fdatasync per second", figure, goal)
            .detail(detail),
    ])
}
