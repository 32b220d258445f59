//! PDF/A: our command, with opening the archive and sealing the result, beside LibreOffice on HTML of the same
//! messages; and the memory of a long one.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::super::archive::Kept;
use super::super::figure::{Figure, Goal, Line};
use super::super::inputs::{self, Phone};
use super::super::pairs::{interleave, median};
use super::super::{Bench, peers};
use crate::measure::{Measured, Output};

/// PDF/A-2b is the nearest that LibreOffice 7 writes.
const FILTER: &str = r#"pdf:writer_web_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}"#;

pub(super) fn measure(bench: &Bench) -> Result<Vec<Line>> {
    let mut lines = against_libreoffice(bench)
        .unwrap_or_else(|error| vec![Line::not_measured("PDF/A of 1,000 messages", format!("{error:#}"))]);
    let export = inputs::export(bench, Phone::Android, 100_000)?;
    let kept = Kept::make(bench, "long", &export)?;
    let (usage, _) = kept.run(&["read", &kept.record, "--render"])?;
    let detail = format!("{:.1} processor seconds", usage.cpu_seconds);
    let figure = Figure::once(usage.peak_mib(), "MiB");
    let goal = Goal::AtMost(512.0, Some(128.0));
    lines.push(Line::measured("PDF/A of 100,000 messages, peak memory", "", figure, goal).detail(detail));
    Ok(lines)
}

fn against_libreoffice(bench: &Bench) -> Result<Vec<Line>> {
    let soffice = peers::debian("soffice", "libreoffice-writer")?;
    let export = inputs::export(bench, Phone::Android, 1_000)?;
    let folder = bench.folder.join("libreoffice");
    std::fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
    let html = folder.join("chat.html");
    let made = Command::new(&bench.probe).args(["html", "android", "1000"]).arg(&html).status();
    ensure!(made.context("could not start the probe")?.success(), "could not make {}", html.display());
    // The first start makes a profile; it is not measured.
    convert(&soffice, &folder, &html)?;
    let mut ours = || {
        let kept = Kept::make(bench, "thousand", &export)?;
        Ok(kept.run(&["read", &kept.record, "--render"])?.0.cpu_seconds)
    };
    let mut libreoffice = || convert(&soffice, &folder, &html);
    let [ours, libreoffice] = interleave(bench.n_pairs, [&mut ours, &mut libreoffice])?;
    let detail =
        format!("processor seconds: ours {:.3}, LibreOffice {:.3}", median(&ours), median(&libreoffice));
    let figure = Figure::ratio(&ours, &libreoffice);
    let goal = Goal::AtMost(0.25, Some(0.05));
    Ok(vec![Line::measured("PDF/A of 1,000 messages", "LibreOffice headless", figure, goal).detail(detail)])
}

fn convert(soffice: &Path, folder: &Path, html: &Path) -> Result<f64> {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let printed = html.with_extension("pdf");
    if printed.exists() {
        std::fs::remove_file(&printed).with_context(|| format!("could not remove {}", printed.display()))?;
    }
    let (usage, _) = Measured::new(soffice)
        .args(&[&profile, "--headless", "--convert-to", FILTER, "--outdir"])
        .arg(folder)
        .arg(html)
        .run(Output::Dropped)?;
    ensure!(printed.is_file(), "LibreOffice printed nothing");
    Ok(usage.cpu_seconds)
}
