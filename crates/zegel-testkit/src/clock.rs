//! A clock that stands still until a test turns it.

use std::cell::Cell;

use jiff::{SignedDuration, Timestamp};

/// The time of a test. Use cases take `now` as a parameter; this is where a test gets it from.
#[derive(Debug)]
pub struct Clock {
    now: Cell<Timestamp>,
}

impl Clock {
    /// Stands at `now`.
    pub fn at(now: Timestamp) -> Self {
        Self { now: Cell::new(now) }
    }

    /// Stands at an RFC 3339 time such as `2026-11-21T09:00:00Z`.
    pub fn at_text(now: &str) -> Result<Self, jiff::Error> {
        now.parse().map(Self::at)
    }

    /// Returns the time without moving the hands.
    pub fn now(&self) -> Timestamp {
        self.now.get()
    }

    /// Turns the hands by `by`, backwards where it is negative, and returns the new time.
    ///
    /// # Panics
    /// Panics where the result lies outside the years that a timestamp can hold: a mistake in the test.
    pub fn turn(&self, by: SignedDuration) -> Timestamp {
        let now = self.now.get().checked_add(by).expect("a test stays within the years -9999 to 9999");
        self.now.set(now);
        now
    }

    /// Turns the hands one second on and returns the new time: for steps that must differ in time.
    pub fn tick(&self) -> Timestamp {
        self.turn(SignedDuration::from_secs(1))
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::Clock;

    #[test]
    fn the_clock_stands_still_until_it_is_turned() {
        let clock = Clock::at_text("2026-11-21T09:00:00Z").unwrap();
        assert_eq!(clock.now(), clock.now());
        clock.turn(SignedDuration::from_hours(72));
        assert_eq!(clock.now().to_string(), "2026-11-24T09:00:00Z");
        clock.turn(SignedDuration::from_hours(-1));
        assert_eq!(clock.tick().to_string(), "2026-11-24T08:00:01Z");
    }
}
