//! The sifting page with 50,000 messages in Chromium: how soon the first message stands there, what that and scrolling take
//! of the page itself, and its worker beside the npm peer in the same Chromium. By the clock, because people wait by the clock.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::super::figure::{Figure, Goal, Line};
use super::super::pairs::median;
use super::super::{Bench, peers};
use crate::root::root;
use crate::tools;

/// Figures of each round; times in milliseconds.
#[derive(Debug, Deserialize)]
struct Figures {
    /// From the file chosen to the first message, but for the time that the person looks at the report.
    first: Vec<f64>,
    /// Tasks over 50 ms on the way there, together.
    tasks: Vec<f64>,
    /// From the answer to the question until 15,000 messages are chosen.
    range: Vec<f64>,
    /// Tasks over 50 ms in 300 frames of scrolling.
    over: Vec<f64>,
    /// Memory of the page's process, in megabytes.
    tab: Vec<f64>,
    /// The worker, from the file to what the page needs of it.
    ours: Vec<f64>,
    /// The peer, from the file to its messages.
    peer: Vec<f64>,
}

pub(super) fn measure(bench: &Bench) -> Result<Vec<Line>> {
    let node_peers = peers::chat_parser(bench)?;
    ensure!(tools::browser().status().context("could not start node")?.success(), "the pages do not build");
    let mut node = Command::new("node");
    node.arg(root().join("bench/browser.mjs")).arg(bench.n_pairs.to_string()).arg(node_peers);
    let output = node.output().context("Node could not be started (package nodejs)")?;
    ensure!(output.status.success(), "bench/browser.mjs: {}", String::from_utf8_lossy(&output.stderr));
    let of: Figures = serde_json::from_slice(&output.stdout)?;
    let name = "50,000 messages in the browser";
    let stated = |job: &str, values: &[f64], unit, most| {
        let figure = Figure::of(values, unit);
        Line::measured(format!("{name}: {job}"), "", figure, Goal::AtMost(most, None))
    };
    let detail = format!("milliseconds: ours {:.0}, the peer {:.0}", median(&of.ours), median(&of.peer));
    let worker = Figure::ratio(&of.peer, &of.ours);
    let goal = Goal::AtLeast(3.0, None);
    Ok(vec![
        stated("file chosen to first message", &of.first, "ms", 1000.0),
        stated("tasks over 50 ms on the way, together", &of.tasks, "ms", 150.0),
        Line::measured(format!("{name}: the worker reads it"), peers::CHAT_PARSER, worker, goal)
            .detail(detail),
        stated("tasks over 50 ms in 300 frames of scrolling", &of.over, "", 1.5),
        stated("choosing a range over 15,000", &of.range, "ms", 100.0),
        stated("memory of the tab", &of.tab, "MB", 250.0),
    ])
}
