//! Ten thousand letters as one PDF/A, in the locked child, from the list of letters to the checked file.
//!
//! There is no peer: the goal is in seconds by the clock, for a person waits for it, and nothing else may be running then.

use anyhow::{Result, ensure};

use super::super::Bench;
use super::super::figure::{Figure, Goal, Line};
use crate::measure::{Measured, Output};

const N_LETTERS: &str = "10000";

pub(super) fn measure(bench: &Bench) -> Result<Vec<Line>> {
    let out = bench.folder.join("letters.pdf");
    let probe = Measured::new(&bench.probe).args(&["letters", N_LETTERS]).arg(&bench.zegel).arg(&out);
    let (mut seconds, mut peak, mut cpu) = (vec![], 0.0_f64, vec![]);
    for _ in 0..bench.n_pairs {
        let (usage, _) = probe.run(Output::Dropped)?;
        seconds.push(usage.wall_seconds);
        cpu.push(usage.cpu_seconds);
        peak = peak.max(usage.peak_mib());
    }
    let size = std::fs::metadata(&out)?.len();
    ensure!(0 < size, "the letters have no bytes");
    let cpu = super::super::pairs::median(&cpu);
    let detail = format!("{cpu:.1} processor seconds; {} MiB of PDF", size >> 20);
    let time = Line::measured(
        "10,000 letters as one PDF/A",
        "",
        Figure::of(&seconds, "s"),
        Goal::AtMost(20.0, None),
    );
    let memory = Figure::once(peak, "MiB");
    let memory = Line::measured("10,000 letters as one PDF/A, peak memory", "", memory, Goal::Stated);
    Ok(vec![time.detail(detail), memory])
}
