//! Interleaved measuring: one of ours, one of each peer, then again, so that a drift of the machine meets all.

use anyhow::Result;

/// One of those that are compared: returns its cost in one round.
pub(crate) type Contender<'a> = &'a mut dyn FnMut() -> Result<f64>;

/// Runs every contender `n_rounds` times in turn and returns the costs of each.
pub(crate) fn interleave<const N: usize>(
    n_rounds: usize,
    contenders: [Contender<'_>; N],
) -> Result<[Vec<f64>; N]> {
    let mut costs = [const { Vec::new() }; N];
    for round in 0..n_rounds {
        // Every second round the other way round, so that nobody always runs on a warm or a cold machine.
        for step in 0..N {
            let number = if round % 2 == 0 { step } else { N - 1 - step };
            costs[number].push(contenders[number]()?);
        }
    }
    Ok(costs)
}

/// Returns the middle of `values`.
pub(crate) fn median(values: &[f64]) -> f64 {
    super::figure::Figure::of(values, "").median
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_runs_once_in_every_round() {
        let (mut first, mut second) = (0, 0);
        let mut a = || {
            first += 1;
            Ok(f64::from(first))
        };
        let mut b = || {
            second += 10;
            Ok(f64::from(second))
        };
        let [costs_a, costs_b] = interleave(3, [&mut a, &mut b]).unwrap();
        assert_eq!(costs_a, [1.0, 2.0, 3.0]);
        assert_eq!(costs_b, [10.0, 20.0, 30.0]);
    }
}
