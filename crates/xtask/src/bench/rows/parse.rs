//! Parsing 100,000 messages, file read included on all sides, start-up of the process on none.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::super::figure::{Figure, Goal, Line};
use super::super::inputs::{self, Phone};
use super::super::pairs::{interleave, median};
use super::super::{Bench, peers};
use crate::root::root;

pub(super) const N_MESSAGES: u64 = 100_000;
/// Rounds inside one process; the cost of a pair is the middle of them.
pub(super) const ROUNDS: &str = "3";

/// What a process that measured itself prints.
#[derive(Debug, Deserialize)]
struct Rounds {
    cpu_seconds: Vec<f64>,
    messages: u64,
}

/// Runs a process that measures its own rounds and returns the middle one and the number of messages it saw.
pub(super) fn own_rounds(command: &mut Command) -> Result<(f64, u64)> {
    let name = command.get_program().display().to_string();
    let output = command.output().with_context(|| format!("could not start {name}"))?;
    ensure!(output.status.success(), "{name} failed: {}", String::from_utf8_lossy(&output.stderr));
    let rounds: Rounds =
        serde_json::from_slice(&output.stdout).with_context(|| format!("{name} printed no figures"))?;
    ensure!(!rounds.cpu_seconds.is_empty(), "{name} measured no round");
    Ok((median(&rounds.cpu_seconds), rounds.messages))
}

/// Measures both phones against both peers.
pub(super) fn measure(bench: &Bench) -> Result<Vec<Line>> {
    let node_peers = peers::chat_parser(bench)?;
    let python = peers::whatstk()?;
    let mut lines = Vec::new();
    for phone in Phone::ALL {
        let file = inputs::export(bench, phone, N_MESSAGES)?;
        let seen = |expected: std::ops::RangeInclusive<u64>, (seconds, messages): (f64, u64)| {
            // A peer that reads nothing would be fast; whatstk leaves out lines without a sender.
            ensure!(expected.contains(&messages), "{messages} messages were read instead of {N_MESSAGES}");
            Ok(seconds)
        };
        let mut ours = || {
            // Fast rounds are repeated more often, so that the counter of the kernel resolves them.
            let mut probe = Command::new(&bench.probe);
            seen(N_MESSAGES..=N_MESSAGES, own_rounds(probe.arg("parse").arg(&file).arg("21"))?)
        };
        let mut chat_parser = || {
            let mut node = Command::new("node");
            node.arg(root().join("bench/parse.mjs")).arg(&file).arg(ROUNDS).arg(&node_peers);
            seen(N_MESSAGES..=N_MESSAGES, own_rounds(&mut node)?)
        };
        let mut whatstk = || {
            let mut whatstk = Command::new(&python);
            whatstk.arg(root().join("bench/parse.py")).arg(&file).arg(ROUNDS).arg(phone.whatstk_format());
            seen(N_MESSAGES * 9 / 10..=N_MESSAGES, own_rounds(&mut whatstk)?)
        };
        let contenders: [super::super::pairs::Contender<'_>; 3] = [&mut ours, &mut chat_parser, &mut whatstk];
        let [ours, chat_parser, whatstk] = interleave(bench.n_pairs, contenders)?;
        let job = format!("parse 100,000 messages, {}, native", phone.name());
        let detail = format!(
            "processor seconds: ours {:.4}, {} {:.4}, {} {:.4}",
            median(&ours),
            peers::CHAT_PARSER,
            median(&chat_parser),
            peers::WHATSTK,
            median(&whatstk)
        );
        let goals = [
            (peers::CHAT_PARSER, &chat_parser, Goal::AtLeast(15.0, Some(40.0))),
            (peers::WHATSTK, &whatstk, Goal::AtLeast(40.0, Some(100.0))),
        ];
        lines.extend(goals.map(|(name, peer, goal)| {
            Line::measured(job.as_str(), name, Figure::ratio(peer, &ours), goal).detail(detail.clone())
        }));
    }
    Ok(lines)
}
