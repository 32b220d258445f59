//! The pages of the breach desk over a register of 10,000 breaches, asked one after another of a server that runs: the processor time
//! of each answer, by what the kernel counts for the server.

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

const N_BREACHES: u64 = 10_000;
/// How often each page is asked.
const ROUNDS: &str = "100";
const OFFICER: &str = "fatima";

#[derive(Debug, Deserialize)]
struct Page {
    /// Milliseconds of processor time, and by the clock.
    cpu_p50: f64,
    cpu_p99: f64,
    wall_p50: f64,
    wall_p99: f64,
    n_wrong: u64,
}

pub(super) fn measure(bench: &Bench) -> Result<Vec<Line>> {
    let export = inputs::export(bench, Phone::Android, 1_000)?;
    let kept = Kept::make(bench, "register", &export)?;
    kept.operate(&["person", "add", OFFICER, "--name", OFFICER, "--role", "privacy-officer"])?;
    let mut probe = Command::new(&bench.probe);
    probe.arg("register").args([kept.archive(), kept.key_file()]).args([OFFICER, &N_BREACHES.to_string()]);
    let made = probe.output().context("could not start the probe")?;
    ensure!(made.status.success(), "the probe failed: {}", String::from_utf8_lossy(&made.stderr));
    let said = kept.operate(&["person", "code", OFFICER])?;
    let code = serde_json::to_string(&[OFFICER, &word_after(&said, ":\n  ")?])?;
    let server = Server::start(bench, &kept)?;
    let pages = ask(&server, &code)?;
    let lines = pages.iter().map(|(name, page)| {
        let detail = format!(
            "ms of processor time p50/p99 {:.0}/{:.0}, by the clock {:.0}/{:.0}, wrong answers {}",
            page.cpu_p50, page.cpu_p99, page.wall_p50, page.wall_p99, page.n_wrong
        );
        let job = format!("{name} with 10,000 breaches: processor time p99");
        if page.n_wrong != 0 {
            return Line::not_measured(&job, detail);
        }
        let figure = Figure::once(page.cpu_p99, "ms");
        Line::measured(job, "", figure, Goal::AtMost(300.0, None)).detail(detail)
    });
    Ok(lines.collect())
}

fn ask(server: &Server, code: &str) -> Result<BTreeMap<String, Page>> {
    let mut node = Command::new("node");
    node.arg(root().join("bench/register.mjs")).args([&server.url, &server.id().to_string(), ROUNDS]);
    let mut asking = node
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("Node could not be started (package nodejs)")?;
    asking.stdin.take().context("no way in")?.write_all(code.as_bytes())?;
    let output = asking.wait_with_output()?;
    ensure!(output.status.success(), "bench/register.mjs ended with {}", output.status);
    Ok(serde_json::from_slice(&output.stdout)?)
}
