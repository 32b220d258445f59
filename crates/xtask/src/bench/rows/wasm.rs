//! The same reading in WebAssembly under Node: the module that a page uses, beside the npm peer in the same Node.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::super::figure::{Figure, Goal, Line};
use super::super::inputs::{self, Phone};
use super::super::pairs::{interleave, median};
use super::super::{Bench, peers};
use super::parse::{N_MESSAGES, ROUNDS, own_rounds};
use crate::root::{cargo, root, target};
use crate::tools;

const TARGET: &str = "wasm32-unknown-unknown";

/// Measures reading to the report (as the native row does), and to JSON lines for the page.
pub(super) fn measure(bench: &Bench) -> Result<Vec<Line>> {
    let module = build()?;
    let node_peers = peers::chat_parser(bench)?;
    let mut lines = Vec::new();
    for phone in Phone::ALL {
        let file = inputs::export(bench, phone, N_MESSAGES)?;
        let module_rounds = |operation: &str| -> Result<f64> {
            let mut node = Command::new("node");
            let script = root().join("bench/parse_wasm.mjs");
            node.arg(script).arg(&module).arg(&file).args(["7", operation]);
            let (seconds, messages) = own_rounds(&mut node)?;
            ensure!(messages == N_MESSAGES, "the module read {messages} messages");
            Ok(seconds)
        };
        let mut report = || module_rounds("zegel_report");
        let mut inspect = || module_rounds("zegel_inspect");
        let mut chat_parser = || {
            let mut node = Command::new("node");
            node.arg(root().join("bench/parse.mjs")).arg(&file).arg(ROUNDS).arg(&node_peers);
            Ok(own_rounds(&mut node)?.0)
        };
        let [report, inspect, peer] =
            interleave(bench.n_pairs, [&mut report, &mut inspect, &mut chat_parser])?;
        for (what, ours) in [("to a report", &report), ("to JSON lines", &inspect)] {
            let detail = format!("processor seconds: ours {:.4}, peer {:.4}", median(ours), median(&peer));
            let job = format!("parse 100,000 messages, {}, WebAssembly, {what}", phone.name());
            let goal = Goal::AtLeast(3.0, Some(10.0));
            lines.push(
                Line::measured(job, peers::CHAT_PARSER, Figure::ratio(&peer, ours), goal).detail(detail),
            );
        }
    }
    Ok(lines)
}

fn build() -> Result<PathBuf> {
    ensure!(tools::ensure_wasm_target(), "the target is missing; run: rustup target add {TARGET}");
    let build = cargo().args(["build", "--release", "--package", "zegel-wasm", "--target", TARGET]).status();
    ensure!(build.context("could not start cargo")?.success(), "zegel-wasm does not build");
    Ok(target().join(TARGET).join("release/zegel_wasm.wasm"))
}
