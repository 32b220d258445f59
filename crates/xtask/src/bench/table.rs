//! Prints the table and keeps the figures.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::json;

use super::figure::{Figure, Goal, Line, Outcome, Verdict};
use super::machine;
use crate::root::root;
use crate::tools;

/// Returns the table, one row per line.
pub(crate) fn print(lines: &[Line]) -> String {
    let mut rows =
        vec![["job", "against", "measured", "least … most", "goal", "moonshot", ""].map(str::to_owned)];
    rows.extend(lines.iter().map(row));
    let widths: [usize; 7] =
        std::array::from_fn(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0));
    let mut table = String::new();
    for (number, row) in rows.iter().enumerate() {
        let cells: Vec<String> =
            row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        writeln!(table, "| {} |", cells.join(" | ")).expect("a string grows");
        if number == 0 {
            let rules: Vec<String> = widths.iter().map(|width| "-".repeat(width + 2)).collect();
            writeln!(table, "|{}|", rules.join("|")).expect("a string grows");
        }
    }
    table
}

fn row(line: &Line) -> [String; 7] {
    let (job, against) = (line.job.clone(), line.against.clone());
    let (figure, goal) = match &line.outcome {
        Outcome::Measured(figure, goal) => (figure, *goal),
        Outcome::NotMeasured(why) => {
            let empty = String::new;
            return [job, against, "not measured".to_owned(), empty(), empty(), empty(), why.clone()];
        }
    };
    let range = if figure.least < figure.most {
        format!("{} … {}", number(figure.least), number(figure.most))
    } else {
        "once".to_owned()
    };
    let (wanted, moonshot) = match goal {
        Goal::AtLeast(goal, moonshot) => {
            (format!("≥ {}", number(goal)), moonshot.map(|goal| format!("≥ {}", number(goal))))
        }
        Goal::AtMost(goal, moonshot) => {
            (format!("≤ {}", number(goal)), moonshot.map(|goal| format!("≤ {}", number(goal))))
        }
        Goal::Stated => ("state".to_owned(), None),
    };
    let measured = format!("{} {}", number(figure.median), figure.unit);
    [job, against, measured, range, wanted, moonshot.unwrap_or_default(), remark(figure, goal)]
}

fn remark(figure: &Figure, goal: Goal) -> String {
    let verdict = match goal.judge(figure) {
        Verdict::Moonshot => "moonshot",
        Verdict::Met => "met",
        Verdict::Missed => "MISSED",
        Verdict::Stated => "",
    };
    match figure.is_unsteady() {
        true => {
            format!("{verdict} (unsteady: spread {:.0} %)", figure.spread() * 100.0).trim_start().to_owned()
        }
        false => verdict.to_owned(),
    }
}

fn number(value: f64) -> String {
    match value.abs() {
        large if 100.0 <= large => format!("{value:.0}"),
        medium if 10.0 <= medium => format!("{value:.1}"),
        small if 0.1 <= small || small == 0.0 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}

/// Appends the figures of this run as one line of JSON.
pub(crate) fn append(file: &Path, n_pairs: usize, lines: &[Line]) -> Result<()> {
    let commit = tools::output(Command::new("git").args(["rev-parse", "HEAD"]).current_dir(root()));
    let at = tools::output(Command::new("date").args(["-u", "+%Y-%m-%dT%H:%M:%SZ"]));
    let record = json!({
        "at": at.as_deref().map(str::trim),
        "commit": commit.as_deref().map(str::trim),
        "machine": machine::description(),
        "load_at_end": machine::load().ok(),
        "n_pairs": n_pairs,
        "lines": lines,
    });
    let mut results = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(file)
        .with_context(|| format!("could not open {}", file.display()))?;
    writeln!(results, "{record}").with_context(|| format!("could not write {}", file.display()))
}
