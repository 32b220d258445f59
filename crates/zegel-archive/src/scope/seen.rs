//! What was read, found or released: a walk over the rows of the readings, and over the ledger itself on the days in which a span begins or ends.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use zegel_store::{How, Pseudonym, Reading, View, day_of};

use super::census::Census;
use super::rights::Sight;
use super::{Span, Way};
use crate::Error;

/// What was shown, and to whom.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) pieces: BTreeMap<usize, BTreeSet<Way>>,
    pub(super) readers: BTreeSet<Pseudonym>,
}

impl Seen {
    fn add(&mut self, census: &Census, sight: &Sight, reading: &Reading) {
        let way = match reading.how {
            How::Read | How::Capture => Way::Read,
            How::Search => Way::Search,
            How::Release => Way::Release,
        };
        let mut is_any = false;
        census.each_shown(&reading.shown, |at| {
            if sight.pieces.as_ref().is_none_or(|pieces| pieces.contains(&at)) {
                self.pieces.entry(at).or_default().insert(way);
                is_any = true;
            }
        });
        if is_any {
            self.readers.insert(reading.actor);
        }
    }
}

/// Walks through what was shown.
pub(super) fn walk(view: &View<'_>, census: &Census, sights: &[Sight]) -> Result<Seen, Error> {
    let mut seen = Seen::default();
    let spans = || sights.iter().flat_map(|sight| &sight.spans);
    let Some(first) = spans().map(|span| day_of(span.from)).min() else { return Ok(seen) };
    let last = spans().map(|span| day_of(span.to)).max().unwrap_or(first);
    let edges: BTreeSet<i64> = spans().flat_map(edges_of).collect();
    view.each_reading((first, last), |day, reading| {
        if edges.contains(&day) {
            return;
        }
        for sight in sights.iter().filter(|sight| fits(sight, &reading)) {
            // No span begins or ends within this day, so its noon stands for all of it.
            if sight.spans.iter().any(|span| span.has_day(day)) {
                seen.add(census, sight, &reading);
            }
        }
    })?;
    for day in edges {
        for (at, reading) in view.readings_on(day)? {
            for sight in sights.iter().filter(|sight| fits(sight, &reading)) {
                if sight.spans.iter().any(|span| span.has(at)) {
                    seen.add(census, sight, &reading);
                }
            }
        }
    }
    Ok(seen)
}

fn fits(sight: &Sight, reading: &Reading) -> bool {
    let is_session = |wanted: &BTreeSet<_>| reading.session.is_some_and(|session| wanted.contains(&session));
    sight.actor.is_none_or(|actor| actor == reading.actor) && sight.sessions.as_ref().is_none_or(is_session)
}

/// The days in the middle of which a span begins or ends.
fn edges_of(span: &Span) -> Vec<i64> {
    let is_inside = |at: &Timestamp| {
        let is_end_of_time = *at == Timestamp::MIN || *at == Timestamp::MAX;
        let is_midnight = at.as_second().rem_euclid(86_400) == 0 && at.subsec_nanosecond() == 0;
        !is_end_of_time && !is_midnight
    };
    [span.from, span.to].iter().filter(|at| is_inside(at)).map(|at| day_of(*at)).collect()
}
