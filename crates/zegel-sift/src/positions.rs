//! Sets of positions in a conversation, written as `12-40,77`.
//!
//! Invariant: the ranges are sorted, do not overlap and do not touch, so that one set has one way of writing.

use serde::{Deserialize, Serialize};
use zegel_model::Refusal;

use crate::error::refuse;

/// At most so many ranges in one text; a longer list is a mistake or an attack.
pub const MAX_RANGES: usize = 2_000_000;

/// A set of positions, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Positions(Vec<(u64, u64)>);

impl Positions {
    /// Returns true when the set is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the number of positions.
    pub fn count(&self) -> u64 {
        self.0.iter().map(|(first, last)| last - first + 1).sum()
    }

    /// Returns the ranges, first and last included.
    pub fn ranges(&self) -> &[(u64, u64)] {
        &self.0
    }

    /// Returns the positions one by one, rising.
    pub fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.iter().flat_map(|&(first, last)| first..=last)
    }

    /// Returns the highest position.
    pub fn last(&self) -> Option<u64> {
        self.0.last().map(|&(_, last)| last)
    }

    /// Returns true when `position` is in the set.
    pub fn contains(&self, position: u64) -> bool {
        let after = self.0.partition_point(|&(first, _)| first <= position);
        after.checked_sub(1).and_then(|i| self.0.get(i)).is_some_and(|&(_, last)| position <= last)
    }

    /// Adds a position above all others of the set.
    pub(crate) fn push(&mut self, position: u64) {
        match self.0.last_mut() {
            Some((_, last)) if *last + 1 == position => *last = position,
            Some((_, last)) => {
                debug_assert!(*last < position, "positions rise");
                self.0.push((position, position));
            }
            None => self.0.push((position, position)),
        }
    }

    pub(crate) fn from_ranges(mut ranges: Vec<(u64, u64)>) -> Self {
        ranges.sort_unstable();
        let mut merged: Vec<(u64, u64)> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match merged.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => merged.push((first, last)),
            }
        }
        Self(merged)
    }
}

impl FromIterator<u64> for Positions {
    fn from_iter<I: IntoIterator<Item = u64>>(positions: I) -> Self {
        Self::from_ranges(positions.into_iter().map(|position| (position, position)).collect())
    }
}

impl std::str::FromStr for Positions {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let parts = text.split(',').count();
        if parts > MAX_RANGES {
            return refuse("too-many-ranges", format!("{parts} ranges"), format!("use at most {MAX_RANGES}"));
        }
        text.split(',').map(|part| range(part.trim())).collect::<Result<_, _>>().map(Self::from_ranges)
    }
}

fn range(part: &str) -> Result<(u64, u64), Refusal> {
    let (first, last) = part.split_once('-').unwrap_or((part, part));
    let number = |text: &str| text.trim().parse::<u64>().ok().filter(|&n| 0 < n && n < u64::MAX);
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => Ok((first, last)),
        _ => refuse(
            "bad-positions",
            "a list of positions cannot be read",
            "write positions from 1 as '12-40,77', each range from low to high",
        ),
    }
}

impl std::fmt::Display for Positions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, (first, last)) in self.0.iter().enumerate() {
            let comma = if i == 0 { "" } else { "," };
            if first == last {
                write!(f, "{comma}{first}")?;
            } else {
                write!(f, "{comma}{first}-{last}")?;
            }
        }
        Ok(())
    }
}

impl TryFrom<String> for Positions {
    type Error = Refusal;
    fn try_from(text: String) -> Result<Self, Refusal> {
        text.parse()
    }
}

impl From<Positions> for String {
    fn from(positions: Positions) -> Self {
        positions.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn overlapping_ranges_become_one() {
        let positions: Positions = " 77 ,12-40,30-41,42".parse().unwrap();
        assert_eq!(positions.to_string(), "12-42,77");
        assert_eq!(positions.count(), 32);
        assert!(positions.contains(12) && positions.contains(42) && positions.contains(77));
        assert!(!positions.contains(11) && !positions.contains(43) && !positions.contains(78));
    }

    #[test]
    fn nonsense_is_refused_with_a_code() {
        for text in ["0", "5-3", "a", "1-2-3", "1,,2", "-4", "3-", "18446744073709551615", "1e3"] {
            assert_eq!(text.parse::<Positions>().unwrap_err().code, "bad-positions", "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_set_reads_back_as_it_was_written(mut wanted in prop::collection::vec(1u64..200, 0..60)) {
            let positions: Positions = wanted.iter().copied().collect();
            wanted.sort_unstable();
            wanted.dedup();
            prop_assert_eq!(positions.iter().collect::<Vec<_>>(), wanted.clone());
            prop_assert_eq!(positions.to_string().parse::<Positions>().unwrap(), positions.clone());
            for position in 1..200 {
                prop_assert_eq!(positions.contains(position), wanted.contains(&position));
            }
        }
    }
}
