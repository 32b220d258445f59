//! Verifying an archive, beside `restic check --read-data` of a repository that holds the same bytes.

use anyhow::{Context, Result};

use super::super::archive::Kept;
use super::super::figure::{Figure, Goal, Line};
use super::super::inputs::{self, Phone};
use super::super::pairs::{interleave, median};
use super::super::{Bench, peers};
use crate::measure::{Measured, Output};

pub(super) fn measure(bench: &Bench) -> Result<Vec<Line>> {
    let restic = peers::debian("restic", "restic")?;
    let export = inputs::export(bench, Phone::Android, 1_000_000)?;
    let kept = Kept::make(bench, "million", &export)?;
    let repository = bench.folder.join("restic");
    if repository.exists() {
        std::fs::remove_dir_all(&repository)
            .with_context(|| format!("could not remove {}", repository.display()))?;
    }
    let run = |arguments: &[&str]| {
        let command = Measured::new(&restic).args(arguments);
        command.env("RESTIC_REPOSITORY", &repository).env("RESTIC_PASSWORD", "bench").run(Output::Dropped)
    };
    run(&["init"])?;
    let archive = kept.archive();
    run(&["backup", "--quiet", &archive.display().to_string()])?;
    let mut ours = || Ok(kept.run(&["verify"])?.0.cpu_seconds);
    let mut restic = || Ok(run(&["check", "--read-data"])?.0.cpu_seconds);
    let [ours, restic] = interleave(bench.n_pairs, [&mut ours, &mut restic])?;
    let detail = format!("processor seconds: ours {:.2}, restic {:.2}", median(&ours), median(&restic));
    let figure = Figure::ratio(&restic, &ours);
    let goal = Goal::AtLeast(3.0, Some(10.0));
    Ok(vec![
        Line::measured("verify an archive of 1,000,000 messages", "restic check --read-data", figure, goal)
            .detail(detail),
    ])
}
