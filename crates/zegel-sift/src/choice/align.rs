//! Finds which messages of two exports are the same, by the traces of both.
//!
//! Runs of messages that occur once in each anchor the comparison; between anchors the runs are grown and the longest
//! common part is looked for. What is left over was changed (as many on both sides), removed or added. Time is
//! linear but for one sort and a bounded search between anchors.

use std::collections::HashMap;

use crate::Positions;

/// Messages of which the tags must agree in a row before they anchor anything: 64 bits together.
const ANCHOR: usize = 4;

/// Between anchors the best pairing is looked for when it takes at most so many steps; 16 MiB of memory.
const MAX_CELLS: usize = 4 * 1024 * 1024;

/// A run of messages that stand side by side in both exports; positions are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    old: u64,
    new: u64,
    n: u64,
    kind: RunKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RunKind {
    Same,
    /// In the same place, with another content.
    Changed,
}

/// Which message of the committed export is which of today's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alignment {
    runs: Vec<Run>,
    n_old: u64,
    n_new: u64,
}

impl Alignment {
    /// The first `n` messages are the same in both.
    pub fn same(n: u64) -> Self {
        Self { runs: vec![Run { old: 1, new: 1, n, kind: RunKind::Same }], n_old: n, n_new: n }
    }

    /// Compares two traces.
    pub fn of(old: &[u8], new: &[u8]) -> Self {
        let (old, new) = (old.as_chunks::<2>().0, new.as_chunks::<2>().0);
        let mut finder = Finder { old, new, runs: Vec::new(), at: (0, 0) };
        for (in_old, in_new) in anchors(old, new) {
            finder.take_anchor(in_old, in_new);
        }
        finder.fill(old.len(), new.len());
        Self { runs: finder.runs, n_old: old.len() as u64, n_new: new.len() as u64 }
    }

    /// Returns the position today of a message of the committed export, and whether its content is the same.
    pub fn today(&self, old: u64) -> Option<(u64, bool)> {
        let after = self.runs.partition_point(|run| run.old <= old);
        let run = self.runs.get(after.checked_sub(1)?)?;
        (old < run.old + run.n).then(|| (run.new + (old - run.old), run.kind == RunKind::Same))
    }

    pub fn changed(&self) -> Positions {
        let changed = self.runs.iter().filter(|run| run.kind == RunKind::Changed);
        Positions::from_ranges(changed.map(|run| (run.old, run.old + run.n - 1)).collect())
    }

    pub fn removed(&self) -> Positions {
        holes(self.runs.iter().map(|run| (run.old, run.n)), self.n_old)
    }

    pub fn added(&self) -> Positions {
        holes(self.runs.iter().map(|run| (run.new, run.n)), self.n_new)
    }
}

/// Returns what is not covered of `1..=n`.
fn holes(covered: impl Iterator<Item = (u64, u64)>, n: u64) -> Positions {
    let mut holes = Vec::new();
    let mut next = 1;
    for (first, length) in covered.chain([(n + 1, 0)]) {
        if next < first {
            holes.push((next, first - 1));
        }
        next = first + length;
    }
    Positions::from_ranges(holes)
}

/// Returns places of equal windows that occur once in each trace, rising in both.
fn anchors(old: &[[u8; 2]], new: &[[u8; 2]]) -> Vec<(usize, usize)> {
    let mut once: HashMap<&[[u8; 2]], Option<usize>> = HashMap::new();
    for (at, window) in old.windows(ANCHOR).enumerate() {
        once.entry(window).and_modify(|place| *place = None).or_insert(Some(at));
    }
    let mut seen: HashMap<&[[u8; 2]], (usize, bool)> = HashMap::new();
    for (at, window) in new.windows(ANCHOR).enumerate() {
        if once.get(window).is_some_and(Option::is_some) {
            seen.entry(window).and_modify(|(_, is_once)| *is_once = false).or_insert((at, true));
        }
    }
    let mut pairs: Vec<(usize, usize)> = seen
        .into_iter()
        .filter(|(_, (_, is_once))| *is_once)
        .filter_map(|(window, (in_new, _))| Some((once.get(window).copied().flatten()?, in_new)))
        .collect();
    pairs.sort_unstable();
    longest_rising(&pairs)
}

/// Returns the longest part of `pairs` (sorted by the first) of which the second rises too.
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // `ends[k]` is the pair that ends the best rising part of k + 1 pairs; `before` chains them backwards.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (i, &(_, in_new)) in pairs.iter().enumerate() {
        let k = ends.partition_point(|&end| pairs.get(end).is_some_and(|pair| pair.1 < in_new));
        before.push(k.checked_sub(1).and_then(|k| ends.get(k).copied()));
        match ends.get_mut(k) {
            Some(end) => *end = i,
            None => ends.push(i),
        }
    }
    let mut rising = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(i) = next {
        rising.extend(pairs.get(i));
        next = before.get(i).copied().flatten();
    }
    rising.reverse();
    rising
}

/// Puts runs together from left to right.
struct Finder<'t> {
    old: &'t [[u8; 2]],
    new: &'t [[u8; 2]],
    runs: Vec<Run>,
    /// Everything before this place in both is settled.
    at: (usize, usize),
}

impl Finder<'_> {
    fn take_anchor(&mut self, in_old: usize, in_new: usize) {
        if in_old < self.at.0 || in_new < self.at.1 {
            return;
        }
        self.fill(in_old, in_new);
        let n = self.equal_from(in_old, in_new, usize::MAX);
        self.push(in_old, in_new, n, RunKind::Same);
    }

    /// Settles everything up to these places, where no anchor lies.
    fn fill(&mut self, old_end: usize, new_end: usize) {
        let n = self.equal_from(self.at.0, self.at.1, (old_end - self.at.0).min(new_end - self.at.1));
        self.push(self.at.0, self.at.1, n, RunKind::Same);
        let n = self.equal_before(old_end, new_end, (old_end - self.at.0).min(new_end - self.at.1));
        let (old_middle, new_middle) = (old_end - n, new_end - n);
        for (in_old, in_new) in self.common(old_middle, new_middle) {
            self.settle(in_old, in_new);
            self.push(in_old, in_new, 1, RunKind::Same);
        }
        self.settle(old_middle, new_middle);
        self.push(old_middle, new_middle, n, RunKind::Same);
        self.at = (old_end, new_end);
    }

    /// Settles a stretch without anything in common: as many on both sides were changed, others came and went.
    fn settle(&mut self, old_end: usize, new_end: usize) {
        let n = old_end - self.at.0;
        if n == new_end - self.at.1 {
            self.push(self.at.0, self.at.1, n, RunKind::Changed);
        }
        self.at = (old_end, new_end);
    }

    /// Returns the longest common subsequence up to these places, where they are near enough to look for it.
    fn common(&self, old_end: usize, new_end: usize) -> Vec<(usize, usize)> {
        let old = self.old.get(self.at.0..old_end).unwrap_or_default();
        let new = self.new.get(self.at.1..new_end).unwrap_or_default();
        let (height, width) = (old.len() + 1, new.len() + 1);
        if MAX_CELLS < height.saturating_mul(width) {
            return Vec::new();
        }
        // `table[i * width + j]` is the length for the parts from `i` and `j` on.
        let mut table = vec![0u32; height * width];
        for (i, one) in old.iter().enumerate().rev() {
            for (j, other) in new.iter().enumerate().rev() {
                table[i * width + j] = if one == other {
                    table[(i + 1) * width + j + 1] + 1
                } else {
                    table[(i + 1) * width + j].max(table[i * width + j + 1])
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        let mut pairs = Vec::new();
        while i < old.len() && j < new.len() {
            if old[i] == new[j] {
                pairs.push((self.at.0 + i, self.at.1 + j));
                (i, j) = (i + 1, j + 1);
            } else if table[(i + 1) * width + j] < table[i * width + j + 1] {
                j += 1;
            } else {
                i += 1;
            }
        }
        pairs
    }

    fn equal_from(&self, old: usize, new: usize, most: usize) -> usize {
        let (old, new) = (self.old.get(old..).unwrap_or_default(), self.new.get(new..).unwrap_or_default());
        old.iter().zip(new).take(most).take_while(|(a, b)| a == b).count()
    }

    fn equal_before(&self, old: usize, new: usize, most: usize) -> usize {
        let (old, new) = (self.old.get(..old).unwrap_or_default(), self.new.get(..new).unwrap_or_default());
        old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count()
    }

    fn push(&mut self, old: usize, new: usize, n: usize, kind: RunKind) {
        self.at = (old + n, new + n);
        let run = Run { old: old as u64 + 1, new: new as u64 + 1, n: n as u64, kind };
        match self.runs.last_mut() {
            _ if n == 0 => {}
            Some(last)
                if last.kind == kind && last.old + last.n == run.old && last.new + last.n == run.new =>
            {
                last.n += run.n;
            }
            _ => self.runs.push(run),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn trace(text: &str) -> Vec<u8> {
        text.bytes().flat_map(|byte| [byte, 1]).collect()
    }

    fn difference(old: &str, new: &str) -> (String, String, String) {
        let alignment = Alignment::of(&trace(old), &trace(new));
        (alignment.changed().to_string(), alignment.removed().to_string(), alignment.added().to_string())
    }

    fn three(changed: &str, removed: &str, added: &str) -> (String, String, String) {
        (changed.into(), removed.into(), added.into())
    }

    #[test]
    fn one_change_is_named_by_its_place() {
        assert_eq!(difference("abcdefghij", "abcdXfghij"), three("5", "", ""));
        assert_eq!(difference("abcdefghij", "abcdfghij"), three("", "5", ""));
        assert_eq!(difference("abcdefghij", "abcdXefghij"), three("", "", "5"));
        assert_eq!(difference("abc", "bc"), three("", "1", ""));
        assert_eq!(difference("abc", ""), three("", "1-3", ""));
    }

    #[test]
    fn several_changes_are_told_apart() {
        assert_eq!(difference("abcdefghijklmnopqr", "cdefXhijklnopqrYZ"), three("7", "1-2,13", "16-17"));
    }

    #[test]
    fn places_are_followed_through_a_removal() {
        let alignment = Alignment::of(&trace("abcdefghij"), &trace("abdefXhij"));
        assert_eq!(alignment.today(2), Some((2, true)));
        assert_eq!(alignment.today(3), None);
        assert_eq!(alignment.today(4), Some((3, true)));
        assert_eq!(alignment.today(7), Some((6, false)));
        assert_eq!(alignment.today(11), None);
    }

    proptest! {
        #[test]
        fn every_message_is_accounted_for_once(old in "[a-e]{0,40}", new in "[a-e]{0,40}") {
            let alignment = Alignment::of(&trace(&old), &trace(&new));
            let paired: u64 = alignment.runs.iter().map(|run| run.n).sum();
            prop_assert_eq!(paired + alignment.removed().count(), old.len() as u64);
            prop_assert_eq!(paired + alignment.added().count(), new.len() as u64);
            for run in alignment.runs.iter().filter(|run| run.kind == RunKind::Same) {
                let range = |from: u64| from as usize - 1..(from + run.n) as usize - 1;
                prop_assert_eq!(&old[range(run.old)], &new[range(run.new)]);
            }
            prop_assert!(alignment.runs.is_sorted_by(|a, b| a.old + a.n <= b.old && a.new + a.n <= b.new));
        }

        #[test]
        fn a_single_removal_in_a_long_chat_is_found(n in 10usize..200, at in any::<prop::sample::Index>()) {
            let old: Vec<u8> = (0..n).flat_map(|i| [(i % 251) as u8, (i / 251) as u8]).collect();
            let at = at.index(n);
            let mut new = old.clone();
            new.drain(2 * at..2 * at + 2);
            let alignment = Alignment::of(&old, &new);
            prop_assert_eq!(alignment.removed().to_string(), (at + 1).to_string());
            prop_assert!(alignment.changed().is_empty() && alignment.added().is_empty());
        }
    }
}
