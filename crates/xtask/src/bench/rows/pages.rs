//! The pages of an archive of a million messages while fifty people click at once: how long the slowest wait, beside what
//! is usual, and what the server needs for it. By the clock, because people wait by the clock.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::super::Bench;
use super::super::archive::{Kept, word_after};
use super::super::figure::{Figure, Goal, Line};
use super::super::inputs::{self, Phone};
use super::super::server::Server;
use crate::root::root;

const N_PEOPLE: usize = 50;
/// How long they click in one round.
const SECONDS: &str = "20";

/// Milliseconds of the answers of one round.
#[derive(Debug, Deserialize)]
struct Round {
    n: u64,
    n_wrong: u64,
    p50: f64,
    p99: f64,
    pages: BTreeMap<String, Page>,
}

#[derive(Debug, Deserialize)]
struct Page {
    p50: f64,
    p99: f64,
}

pub(super) fn measure(bench: &Bench) -> Result<Vec<Line>> {
    let export = inputs::export(bench, Phone::Android, 1_000_000)?;
    let kept = Kept::make(bench, "million", &export)?;
    let codes = codes(&kept)?;
    let server = Server::start(bench, &kept)?;
    let round = click(&server.url, &kept.record, &codes)?;
    let peak_mib = server.peak_kib()? as f64 / 1024.0;
    let name = format!("{N_PEOPLE} people at once in 1,000,000 messages");
    let each = round.pages.iter().map(|(name, page)| format!("{name} {:.0}/{:.0}", page.p50, page.p99));
    let detail = format!(
        "{} pages; milliseconds p50/p99: all {:.0}/{:.0}, {}",
        round.n,
        round.p50,
        round.p99,
        each.collect::<Vec<_>>().join(", ")
    );
    let slowest = Figure::of(&[round.p99 / round.p50], "×");
    Ok(vec![
        Line::measured(format!("{name}: p99 ({detail})"), "its own p50", slowest, Goal::AtMost(10.0, None))
            .detail(detail),
        Line::measured(
            format!("{name}: wrong answers"),
            "",
            Figure::of(&[round.n_wrong as f64], ""),
            Goal::AtMost(0.0, None),
        ),
        Line::measured(
            format!("{name}: peak memory of the server"),
            "",
            Figure::of(&[peak_mib], "MiB"),
            Goal::AtMost(300.0, None),
        ),
    ])
}

/// Adds the people and gives each a code, as names and codes in JSON.
fn codes(kept: &Kept) -> Result<String> {
    let mut codes = Vec::new();
    for number in 1..=N_PEOPLE {
        let name = format!("p{number}");
        kept.operate(&["person", "add", &name, "--name", &name, "--role", "records-adviser"])?;
        let said = kept.operate(&["person", "code", &name])?;
        codes.push([name, word_after(&said, ":\n  ")?]);
    }
    Ok(serde_json::to_string(&codes)?)
}

fn click(url: &str, record: &str, codes: &str) -> Result<Round> {
    let mut node = Command::new("node");
    node.arg(root().join("bench/pages.mjs")).args([url, record, SECONDS]);
    let mut clicking = node
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("Node could not be started (package nodejs)")?;
    clicking.stdin.take().context("no way in")?.write_all(codes.as_bytes())?;
    let output = clicking.wait_with_output()?;
    ensure!(output.status.success(), "bench/pages.mjs ended with {}", output.status);
    Ok(serde_json::from_slice(&output.stdout)?)
}
