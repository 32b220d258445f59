//! A figure, the goal it is held against, and what it says.

use serde::Serialize;

/// A measured figure: the middle of several, and the least and the most of them.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Figure {
    pub(crate) median: f64,
    pub(crate) least: f64,
    pub(crate) most: f64,
    pub(crate) unit: &'static str,
}

impl Figure {
    /// Takes the middle of `values`, of which there must be at least one.
    pub(crate) fn of(values: &[f64], unit: &'static str) -> Self {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.len() / 2;
        let median = match sorted.len() % 2 {
            1 => sorted[middle],
            _ => f64::midpoint(sorted[middle - 1], sorted[middle]),
        };
        Self { median, least: sorted[0], most: sorted[sorted.len() - 1], unit }
    }

    /// The ratios of `above` over `below`, pair by pair.
    pub(crate) fn ratio(above: &[f64], below: &[f64]) -> Self {
        let ratios: Vec<f64> = above.iter().zip(below).map(|(above, below)| above / below).collect();
        Self::of(&ratios, "×")
    }

    /// One value that was measured once.
    pub(crate) fn once(value: f64, unit: &'static str) -> Self {
        Self::of(&[value], unit)
    }

    /// How far the least and the most lie apart, as a part of the middle.
    pub(crate) fn spread(&self) -> f64 {
        (self.most - self.least) / self.median
    }

    /// True when the values lie too far apart to rely on the middle.
    pub(crate) fn is_unsteady(&self) -> bool {
        0.15 < self.spread()
    }
}

/// What a figure is held against.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) enum Goal {
    /// Larger is better: at least this, and a moonshot.
    AtLeast(f64, Option<f64>),
    /// Smaller is better: at most this, and a moonshot.
    AtMost(f64, Option<f64>),
    /// Only to be stated.
    Stated,
}

/// How a figure stands to its goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) enum Verdict {
    /// The moonshot is reached.
    Moonshot,
    /// The goal is met.
    Met,
    /// It is not.
    Missed,
    /// There is none.
    Stated,
}

impl Goal {
    /// Judges the middle of `figure`.
    pub(crate) fn judge(self, figure: &Figure) -> Verdict {
        let value = figure.median;
        match self {
            Self::AtLeast(_, Some(moonshot)) if moonshot <= value => Verdict::Moonshot,
            Self::AtMost(_, Some(moonshot)) if value <= moonshot => Verdict::Moonshot,
            Self::AtLeast(goal, _) if goal <= value => Verdict::Met,
            Self::AtMost(goal, _) if value <= goal => Verdict::Met,
            Self::AtLeast(..) | Self::AtMost(..) => Verdict::Missed,
            Self::Stated => Verdict::Stated,
        }
    }
}

/// One line of the table.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Line {
    /// What was done.
    pub(crate) job: String,
    /// Against what.
    pub(crate) against: String,
    /// What came out.
    pub(crate) outcome: Outcome,
    /// Absolute figures behind it, for the record.
    pub(crate) detail: String,
}

/// What came out of a line.
#[derive(Debug, Clone, Serialize)]
pub(crate) enum Outcome {
    /// A figure and its goal.
    Measured(Figure, Goal),
    /// Nothing, and why.
    NotMeasured(String),
}

impl Line {
    /// A line with a figure.
    pub(crate) fn measured(job: impl Into<String>, against: &str, figure: Figure, goal: Goal) -> Self {
        let outcome = Outcome::Measured(figure, goal);
        Self { job: job.into(), against: against.to_owned(), outcome, detail: String::new() }
    }

    /// Adds absolute figures.
    pub(crate) fn detail(mut self, detail: String) -> Self {
        self.detail = detail;
        self
    }

    /// A line without one.
    pub(crate) fn not_measured(job: &str, why: String) -> Self {
        let outcome = Outcome::NotMeasured(why);
        Self { job: job.to_owned(), against: String::new(), outcome, detail: String::new() }
    }

    /// True when there is a figure.
    pub(crate) fn is_measured(&self) -> bool {
        matches!(self.outcome, Outcome::Measured(..))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_taken_pair_by_pair() {
        let figure = Figure::ratio(&[10.0, 30.0, 44.0], &[1.0, 2.0, 4.0]);
        assert_eq!((figure.least, figure.median, figure.most), (10.0, 11.0, 15.0));
        assert!(figure.is_unsteady());
        assert!(!Figure::of(&[100.0, 101.0, 102.0, 103.0], "×").is_unsteady());
    }

    #[test]
    fn goals_judge_in_their_own_direction() {
        let judge = |goal: Goal, value| goal.judge(&Figure::once(value, "×"));
        assert_eq!(judge(Goal::AtLeast(15.0, Some(40.0)), 14.9), Verdict::Missed);
        assert_eq!(judge(Goal::AtLeast(15.0, Some(40.0)), 15.0), Verdict::Met);
        assert_eq!(judge(Goal::AtLeast(15.0, Some(40.0)), 41.0), Verdict::Moonshot);
        assert_eq!(judge(Goal::AtMost(64.0, Some(32.0)), 65.0), Verdict::Missed);
        assert_eq!(judge(Goal::AtMost(64.0, Some(32.0)), 33.0), Verdict::Met);
        assert_eq!(judge(Goal::AtMost(64.0, Some(32.0)), 8.0), Verdict::Moonshot);
        assert_eq!(judge(Goal::Stated, 1.0), Verdict::Stated);
    }
}
