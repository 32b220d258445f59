//! Searching a million messages, newest first, beside the bare FTS5 query on the same texts, both inside one
//! process and on caches that are warm; and the whole command, for the record.

use std::collections::BTreeMap;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::super::Bench;
use super::super::archive::Kept;
use super::super::figure::{Figure, Goal, Line};
use super::super::inputs::{self, Phone};

/// Processor milliseconds of every query of one class, in one round.
#[derive(Debug, Deserialize)]
struct Round {
    ours: Percentiles,
    bare: Percentiles,
}

#[derive(Debug, Deserialize)]
struct Percentiles {
    p50: f64,
    p99: f64,
}

pub(super) fn measure(bench: &Bench) -> Result<Vec<Line>> {
    let export = inputs::export(bench, Phone::Android, 1_000_000)?;
    let kept = Kept::make(bench, "million", &export)?;
    let mut probe = Command::new(&bench.probe);
    probe.arg("search").arg(kept.archive()).arg(kept.key_file()).arg(&export).arg(bench.n_pairs.to_string());
    let output = probe.output().context("could not start the probe")?;
    ensure!(output.status.success(), "the probe failed: {}", String::from_utf8_lossy(&output.stderr));
    let classes: BTreeMap<String, Vec<Round>> = serde_json::from_slice(&output.stdout)?;
    let mut lines = Vec::new();
    for (class, rounds) in &classes {
        let ours: Vec<f64> = rounds.iter().map(|round| round.ours.p99).collect();
        let bare: Vec<f64> = rounds.iter().map(|round| round.bare.p99).collect();
        let middle = |values: fn(&Round) -> f64| {
            super::super::pairs::median(&rounds.iter().map(values).collect::<Vec<_>>())
        };
        let detail = format!(
            "processor milliseconds p50/p99: ours {:.3}/{:.3}, bare {:.3}/{:.3}",
            middle(|round| round.ours.p50),
            middle(|round| round.ours.p99),
            middle(|round| round.bare.p50),
            middle(|round| round.bare.p99)
        );
        let job = format!("search in 1,000,000 messages, {class}: p99 ({detail})");
        let goal = Goal::AtMost(1.5, None);
        lines.push(Line::measured(job, "bare FTS5 query", Figure::ratio(&ours, &bare), goal).detail(detail));
    }
    let mut whole = Vec::new();
    for _ in 0..bench.n_pairs {
        whole.push(kept.run(&["search", "begroting"])?.0.wall_seconds * 1000.0);
    }
    let job = "zegel search, the whole command with its ledger entry synced, by the clock";
    lines.push(Line::measured(job, "", Figure::of(&whole, "ms"), Goal::Stated));
    Ok(lines)
}
