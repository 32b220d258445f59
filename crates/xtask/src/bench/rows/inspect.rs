//! Inspecting one and ten million messages: time grows with the length, memory does not.

use anyhow::Result;

use super::super::Bench;
use super::super::figure::{Figure, Goal, Line};
use super::super::inputs::{self, Phone};
use super::super::pairs::{interleave, median};
use crate::measure::{Measured, Output, Usage};

const MILLION: u64 = 1_000_000;

/// Measures the summary for a person and the JSON lines.
pub(super) fn measure(bench: &Bench) -> Result<Vec<Line>> {
    let one = inputs::export(bench, Phone::Android, MILLION)?;
    let ten = inputs::export(bench, Phone::Android, 10 * MILLION)?;
    let mut lines = Vec::new();
    for (form, extra) in [("summary", &[][..]), ("JSON lines", &["--format", "jsonl"][..])] {
        let mut peaks_mib = [Vec::new(), Vec::new()];
        let mut cost = |which: usize, file| -> Result<f64> {
            let program = Measured::new(&bench.zegel).arg("inspect").arg(file).args(extra);
            let (usage, _): (Usage, String) = program.run(Output::Dropped)?;
            peaks_mib[which].push(usage.peak_mib());
            Ok(usage.cpu_seconds)
        };
        let cost = std::cell::RefCell::new(&mut cost);
        let mut of_one = || cost.borrow_mut()(0, &one);
        let mut of_ten = || cost.borrow_mut()(1, &ten);
        let [ones, tens] = interleave(bench.n_pairs, [&mut of_one, &mut of_ten])?;
        let growth: Vec<f64> = tens.iter().zip(&ones).map(|(ten, one)| ten / one / 10.0).collect();
        let detail = format!("processor seconds: 1M {:.2}, 10M {:.2}", median(&ones), median(&tens));
        lines.push(
            Line::measured(
                format!("inspect ({form}), time of 10M over ten times 1M"),
                "itself",
                Figure::of(&growth, "×"),
                Goal::AtMost(1.2, Some(1.05)),
            )
            .detail(detail),
        );
        for (size, peaks_mib) in ["1,000,000", "10,000,000"].iter().zip(&peaks_mib) {
            let job = format!("inspect ({form}) {size} messages, peak memory");
            lines.push(Line::measured(job, "", Figure::of(peaks_mib, "MiB"), Goal::AtMost(64.0, Some(32.0))));
        }
    }
    Ok(lines)
}
