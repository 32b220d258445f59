//! Accepting, registering, storing and indexing a million messages, beside building the search index alone in
//! the same encrypted SQLite. The PDF is not part of it.

use std::process::Command;

use anyhow::Result;

use super::super::Bench;
use super::super::archive::Kept;
use super::super::figure::{Figure, Goal, Line};
use super::super::inputs::{self, Phone};
use super::super::pairs::{interleave, median};
use super::parse::own_rounds;

const MILLION: u64 = 1_000_000;

pub(super) fn measure(bench: &Bench) -> Result<Vec<Line>> {
    let export = inputs::export(bench, Phone::Android, MILLION)?;
    let mut peaks_mib = Vec::new();
    let mut ours = || {
        let kept = Kept::make(bench, "million", &export)?;
        peaks_mib.push(kept.steps.iter().map(|step| step.peak_mib()).fold(0.0, f64::max));
        Ok(kept.steps.iter().map(|step| step.cpu_seconds).sum())
    };
    let mut index_alone = || Ok(own_rounds(Command::new(&bench.probe).arg("index").arg(&export))?.0);
    let [ours, index_alone] = interleave(bench.n_pairs, [&mut ours, &mut index_alone])?;
    let detail =
        format!("processor seconds: ours {:.2}, the index alone {:.2}", median(&ours), median(&index_alone));
    Ok(vec![
        Line::measured(
            "accept + register + store + index 1,000,000 messages",
            "FTS5 alone, same SQLite",
            Figure::ratio(&ours, &index_alone),
            Goal::AtMost(2.0, Some(1.3)),
        )
        .detail(detail),
        Line::measured("the same, peak memory", "", Figure::of(&peaks_mib, "MiB"), Goal::AtMost(256.0, None)),
    ])
}
