//! The lock on guessing: every attempt to sign on counts before it is looked at, per account and per address.
//!
//! After some free attempts each further one must wait, twice as long each time, up to an hour. An unknown name counts like a known
//! one, so nothing can be learned from the waiting. Passkeys name no account beforehand and count per address only: who locks
//! somebody's name out does not keep them from signing on with a passkey.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Attempts on one account that need not wait.
pub const FREE_PER_ACCOUNT: u32 = 5;
/// Attempts from one address that need not wait: an office behind one address mistypes together.
pub const FREE_PER_ADDRESS: u32 = 30;
/// The first wait; each further one is twice as long.
pub const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);
/// The longest wait.
pub const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(1);
/// After this long without an attempt the count begins anew.
const FORGET_AFTER: SignedDuration = SignedDuration::from_hours(24);
/// How many accounts and addresses are remembered; beyond it the ones that were seen longest ago are forgotten.
const MAX_KEYS: usize = 20_000;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Account(String),
    Address(IpAddr),
}

#[derive(Debug, Clone, Copy)]
struct Count {
    n: u32,
    last: Timestamp,
}

impl Count {
    /// Returns until when a further attempt must wait.
    fn until(self, free: u32) -> Timestamp {
        let Some(over) = self.n.checked_sub(free) else { return self.last };
        let seconds = FIRST_WAIT.as_secs().saturating_mul(1 << over.min(20));
        self.last + SignedDuration::from_secs(seconds).min(LONGEST_WAIT)
    }
}

/// What became of an attempt that may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// Until when the next one must wait, if this one fails and that is the first wait of this account.
    pub locks_until: Option<Timestamp>,
}

/// Counts attempts to sign on.
#[derive(Default)]
pub struct Guard(Mutex<HashMap<Key, Count>>);

impl Guard {
    /// Counts an attempt, before anything is checked.
    ///
    /// # Errors
    /// The moment until which this account or address must wait.
    pub fn attempt(&self, account: Option<&str>, from: IpAddr, now: Timestamp) -> Result<Attempt, Timestamp> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if MAX_KEYS <= counts.len() {
            forget(&mut counts, now);
        }
        let mut keys = vec![(Key::Address(network(from)), FREE_PER_ADDRESS)];
        keys.extend(account.map(|name| (account_key(name), FREE_PER_ACCOUNT)));
        let waits = keys.iter().filter_map(|(key, free)| {
            let count = counts.get(key).filter(|count| now < count.last + FORGET_AFTER)?;
            Some(count.until(*free)).filter(|until| count_is_over(*count, *free) && now < *until)
        });
        if let Some(until) = waits.max() {
            return Err(until);
        }
        let mut locks_until = None;
        for (key, free) in keys {
            let count = counts.entry(key.clone()).or_insert(Count { n: 0, last: now });
            let n = if now < count.last + FORGET_AFTER { count.n + 1 } else { 1 };
            *count = Count { n, last: now };
            if matches!(key, Key::Account(_)) && n == free {
                locks_until = Some(count.until(free));
            }
        }
        Ok(Attempt { locks_until })
    }

    /// Forgets the attempts on an account after one that was right; an address keeps its count less this one.
    pub fn succeeded(&self, account: Option<&str>, from: IpAddr) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(name) = account {
            counts.remove(&account_key(name));
        }
        if let Some(count) = counts.get_mut(&Key::Address(network(from))) {
            count.n = count.n.saturating_sub(1);
        }
    }
}

fn count_is_over(count: Count, free: u32) -> bool {
    free <= count.n
}

/// A typed name may be anything; what is kept of it is short.
fn account_key(name: &str) -> Key {
    Key::Account(name.trim().to_lowercase().chars().take(40).collect())
}

/// One household or host has a whole /64 of IPv6 (RFC 6177).
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(six) => match six.to_ipv4_mapped() {
            Some(four) => IpAddr::V4(four),
            None => IpAddr::V6((six.to_bits() >> 64 << 64).into()),
        },
        four => four,
    }
}

fn forget(counts: &mut HashMap<Key, Count>, now: Timestamp) {
    counts.retain(|_, count| now < count.last + FORGET_AFTER);
    if MAX_KEYS <= counts.len() {
        let mut seen: Vec<_> = counts.values().map(|count| count.last).collect();
        seen.sort_unstable();
        let middle = seen[seen.len() / 2];
        counts.retain(|_, count| middle < count.last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    fn address(n: u8) -> IpAddr {
        [10, 0, 0, n].into()
    }

    #[test]
    fn each_attempt_beyond_the_free_ones_waits_twice_as_long() {
        let guard = Guard::default();
        for i in 1..FREE_PER_ACCOUNT {
            assert_eq!(
                guard.attempt(Some("anna"), address(1), at(0)),
                Ok(Attempt { locks_until: None }),
                "{i}"
            );
        }
        assert_eq!(guard.attempt(Some("anna"), address(1), at(0)), Ok(Attempt { locks_until: Some(at(30)) }));
        assert_eq!(guard.attempt(Some(" ANNA"), address(2), at(29)), Err(at(30)), "from elsewhere too");
        assert!(guard.attempt(Some("bram"), address(1), at(29)).is_ok(), "somebody else may");
        assert!(guard.attempt(Some("anna"), address(1), at(30)).is_ok());
        assert_eq!(guard.attempt(Some("anna"), address(1), at(31)), Err(at(90)));
        let mut now = at(90);
        for _ in 0..20 {
            assert!(guard.attempt(Some("anna"), address(1), now).is_ok() || FREE_PER_ADDRESS < 30);
            now += LONGEST_WAIT;
        }
        assert!(guard.attempt(Some("anna"), address(3), now).is_ok(), "never longer than an hour");
    }

    #[test]
    fn a_right_attempt_clears_the_account_and_a_day_clears_all() {
        let guard = Guard::default();
        for _ in 0..FREE_PER_ACCOUNT {
            assert!(guard.attempt(Some("anna"), address(1), at(0)).is_ok());
        }
        assert!(guard.attempt(Some("anna"), address(1), at(1)).is_err());
        assert!(guard.attempt(Some("anna"), address(1), at(86_401)).is_ok(), "a day later");
        guard.succeeded(Some("anna"), address(1));
        for _ in 0..FREE_PER_ACCOUNT {
            assert!(guard.attempt(Some("anna"), address(1), at(86_402)).is_ok());
        }
    }

    #[test]
    fn an_address_that_tries_many_names_waits() {
        let guard = Guard::default();
        for i in 0..FREE_PER_ADDRESS {
            assert!(guard.attempt(Some(&format!("naam{i}")), address(1), at(0)).is_ok(), "{i}");
        }
        assert_eq!(guard.attempt(Some("anna"), address(1), at(0)), Err(at(30)));
        assert!(guard.attempt(None, address(2), at(0)).is_ok(), "another address may");
    }

    #[test]
    fn the_memory_is_bounded() {
        let guard = Guard::default();
        for i in 0..60_000_u32 {
            let _ = guard.attempt(Some(&format!("n{i}")), IpAddr::V4(i.into()), at(i64::from(i)));
        }
        assert!(guard.0.lock().unwrap().len() <= MAX_KEYS + 2);
    }
}
