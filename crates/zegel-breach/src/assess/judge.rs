//! Two small judgements, how likely harm is and how hard it hits, for each way in which a breach can harm; one table brings
//! them together. The heaviest way decides.
//!
//! Invariant: a factor that gets worse raises a judgement or leaves it as it is, and the table rises in both directions; so
//! more harm never lowers the outcome.

use zegel_law::DataWeight;

use super::Route;
use super::factors::{
    Alteration, Context, Deletion, Detail, Exposure, Factors, Harm, Identification, Outage, Protection,
    Recipients, Recovery, Special,
};
use crate::Level;

/// How likely it is that somebody comes to harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likelihood {
    Excluded,
    Remote,
    Small,
    Real,
    Large,
    NearCertain,
}

/// What was judged about one way of harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Judged {
    pub route: Route,
    pub likelihood: Likelihood,
    pub harm: Harm,
    pub level: Level,
}

const U: Level = Level::Unlikely;
const R: Level = Level::Risk;
const H: Level = Level::High;

/// The risk, by likelihood (down) and harm (across, from negligible to very large).
const TABLE: [[Level; 5]; 6] = [
    [U, U, U, U, U], // excluded
    [U, U, U, U, R], // remote
    [U, U, R, R, R], // small
    [U, U, R, R, H], // real
    [U, R, R, H, H], // large
    [U, R, H, H, H], // near certain
];

/// Returns the risk of a breach.
pub(super) fn level(factors: &Factors) -> Level {
    let left = heaviest(factors);
    if !factors.is_stopped {
        return left;
    }
    // What was replaced afterwards takes a high risk away, not the risk itself: it was there.
    let before = heaviest(&Factors { is_stopped: false, ..factors.clone() });
    left.max(before.min(Level::Risk))
}

fn heaviest(factors: &Factors) -> Level {
    judged(factors).map(|judged| judged.level).max().unwrap_or(Level::Unlikely)
}

/// Judges each way in which this breach can harm.
pub(super) fn judged(factors: &Factors) -> impl Iterator<Item = Judged> {
    let nature = factors.nature;
    let ways = [
        (
            nature.confidentiality,
            Route::Confidentiality,
            likelihood_of_misuse(factors),
            harm_of_misuse(factors),
        ),
        (nature.integrity, Route::Integrity, likelihood_of_error(factors), harm_of_lacking(factors)),
        (nature.availability, Route::Availability, likelihood_of_lack(factors), harm_of_lacking(factors)),
    ];
    ways.into_iter().filter(|(is_there, ..)| *is_there).map(|(_, route, likelihood, harm)| {
        let harm = match (route, factors.recovery) {
            // Data that did not come back were lost to somebody.
            (Route::Availability, Recovery::Partly | Recovery::None) => harm.max(Harm::Limited),
            _ => harm,
        };
        let level = TABLE[likelihood as usize][usize::from(harm.class())];
        Judged { route, likelihood, harm, level }
    })
}

fn likelihood_of_misuse(factors: &Factors) -> Likelihood {
    if factors.exposure == Exposure::Misused {
        return Likelihood::NearCertain;
    }
    if factors.protection == Protection::Intact {
        return Likelihood::Excluded;
    }
    let by_recipients = likelihood_by_recipients(factors);
    let by_exposure = match (factors.exposure, factors.is_malicious) {
        (Exposure::RuledOut, false) => return Likelihood::Excluded,
        // Whoever was inside on purpose may have looked without a trace.
        (Exposure::RuledOut, true) => return Likelihood::Small,
        (Exposure::NoSign, true) => Likelihood::Large,
        (_, true) => Likelihood::NearCertain,
        (_, false) => Likelihood::Excluded,
    };
    by_recipients.max(by_exposure)
}

fn likelihood_by_recipients(factors: &Factors) -> Likelihood {
    use Likelihood::{Large, NearCertain, Real, Remote, Small};
    let likelihood = match (factors.recipients, factors.deletion) {
        (Recipients::OwnStaff | Recipients::Trusted, Deletion::Confirmed) => Remote,
        (Recipients::OwnStaff | Recipients::Trusted, Deletion::Open) => Small,
        (Recipients::OwnStaff | Recipients::Trusted, Deletion::Refused) => Real,
        (Recipients::KnownFew, Deletion::Confirmed) => Small,
        (Recipients::KnownFew, Deletion::Open) | (Recipients::KnownMany, Deletion::Confirmed) => Real,
        (Recipients::KnownFew | Recipients::KnownMany, _) | (Recipients::Unknown, _) => Large,
        (Recipients::Public, _) if factors.exposure == Exposure::NoSign => Large,
        (Recipients::Public, _) => NearCertain,
    };
    // Among many people, somebody is hit sooner.
    if factors.is_of_many && likelihood == Real { Large } else { likelihood }
}

fn harm_of_misuse(factors: &Factors) -> Harm {
    if factors.is_public_already {
        return factors.stated;
    }
    let kinds = factors.readable.iter().map(|kind| class_of(factors, kind)).max().unwrap_or(0);
    let context = match factors.context {
        Context::Plain => 0,
        Context::Some => 2,
        Context::Sensitive => 3,
    };
    let base = kinds.max(context);
    let of_many = u8::from(2 <= base && factors.is_of_many);
    let of_special = match factors.special {
        Special::Nobody => base,
        Special::Vulnerable => base + 1,
        Special::InDanger => (base + 1).max(3),
    };
    let class = (of_special + of_many).min(4);
    let seen_by = match factors.identification {
        Identification::Direct | Identification::Easily => class,
        Identification::WithEffort => class.saturating_sub(1).max(1),
        Identification::Hardly => class.saturating_sub(3),
    };
    Harm::of(seen_by).max(factors.stated)
}

/// Returns how much one kind of data can harm, 1 to 4.
fn class_of(factors: &Factors, kind: &DataWeight) -> u8 {
    if factors.is_stopped && kind.revocable {
        return 1;
    }
    insight(factors.detail, kind).max(kind.misuse)
}

fn insight(detail: Detail, kind: &DataWeight) -> u8 {
    match detail {
        Detail::Little => 1,
        Detail::Some => kind.insight.saturating_sub(1).max(1),
        Detail::Much => kind.insight,
        Detail::Full => (kind.insight + 1).min(4),
    }
}

fn likelihood_of_error(factors: &Factors) -> Likelihood {
    let likelihood = match factors.alteration {
        Alteration::Corrected => Likelihood::Remote,
        Alteration::Unused => Likelihood::Small,
        Alteration::Reversible => Likelihood::Large,
        Alteration::Irreversible => Likelihood::NearCertain,
    };
    match (factors.is_malicious, factors.alteration) {
        (true, Alteration::Corrected) => Likelihood::Small,
        (true, _) => likelihood.max(Likelihood::Large),
        (false, _) => likelihood,
    }
}

fn likelihood_of_lack(factors: &Factors) -> Likelihood {
    let by_time = match factors.outage {
        Outage::None => Likelihood::Excluded,
        Outage::Minutes => Likelihood::Remote,
        Outage::Hours => Likelihood::Small,
        Outage::Days => Likelihood::Large,
        Outage::Weeks | Outage::Permanent => Likelihood::NearCertain,
    };
    let by_recovery = match factors.recovery {
        Recovery::Complete => Likelihood::Excluded,
        Recovery::Partly => Likelihood::Large,
        Recovery::None => Likelihood::NearCertain,
    };
    by_time.max(by_recovery)
}

fn harm_of_lacking(factors: &Factors) -> Harm {
    let vital = if factors.is_vital { 2 } else { 0 };
    Harm::of(factors.disruption.class() + vital).max(factors.stated)
}
