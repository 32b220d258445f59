//! One function per count: what is not as it should be, of how many, since when.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use zegel_breach::{Means, MomentKind};
use zegel_law::CountRule;
use zegel_model::{Act, PersonId, ReleaseState, Role};
use zegel_store::{CaptureTally, HourTally, KnownPerson, ManifestTally, SensitiveTally};

use super::hosts::{self, HostPlace};
use super::{Count, Part, Standing};
use crate::body_texts::{self, BodyText};
use crate::rhythm::{self, Outcome, Pace};
use crate::{Archive, Error, InterimCopy, Release, breaches, create, read, suggestions};

/// The least number of administrators.
const ADMINISTRATORS: u64 = 2;
/// How far back the last verification is looked for, in days; longer ago counts as this long.
const LOOK_BACK_DAYS: u16 = 1_000;

/// Counts everything, in the order of the rules.
pub(super) fn all(archive: &Archive, now: Timestamp, zone: &TimeZone) -> Result<Vec<Count>, Error> {
    let facts = Facts::gather(archive, now, zone)?;
    let on = now.to_zoned(zone.clone()).date();
    archive.law.counts(on).map(|rule| facts.count(rule)).collect()
}

/// What was found, before it is held against the thresholds.
#[derive(Default)]
struct Found {
    n: u64,
    of: Option<u64>,
    oldest: Option<Timestamp>,
    parts: Vec<Part>,
    /// Set where the number alone does not say it.
    standing: Option<Standing>,
}

impl Found {
    fn of(n: usize, of: usize) -> Self {
        Self { n: n as u64, of: Some(of as u64), ..Self::default() }
    }

    fn not_measured() -> Self {
        Self { standing: Some(Standing::NotMeasured), ..Self::default() }
    }
}

/// Everything that several counts need, read once.
struct Facts<'a> {
    archive: &'a Archive,
    now: Timestamp,
    zone: &'a TimeZone,
    people: Vec<KnownPerson>,
    captures: Vec<CaptureTally>,
    open_copies: Vec<InterimCopy>,
    paces: Vec<Pace>,
    releases: Vec<Release>,
    sensitive: Vec<SensitiveTally>,
}

impl<'a> Facts<'a> {
    fn gather(archive: &'a Archive, now: Timestamp, zone: &'a TimeZone) -> Result<Self, Error> {
        let paces = rhythm::paces(archive, now, zone)?;
        let (people, captures, open_copies, releases, sensitive) = archive.store.read(|view| {
            Ok::<_, Error>((
                view.people()?,
                view.capture_tallies()?,
                view.open_copies()?,
                view.releases(None, read::LIST_LIMIT)?,
                view.sensitive_tallies()?,
            ))
        })?;
        Ok(Self { archive, now, zone, people, captures, open_copies, paces, releases, sensitive })
    }

    fn count(&self, rule: &CountRule) -> Result<Count, Error> {
        let found = self.find(rule)?;
        let measured = rule.measure(found.n, found.of);
        let by_number = if rule.wrong.is_some_and(|wrong| wrong <= measured) {
            Standing::Wrong
        } else if rule.attention <= measured {
            Standing::Attention
        } else {
            Standing::Good
        };
        Ok(Count {
            rule: rule.clone(),
            n: found.n,
            of: found.of,
            oldest: found.oldest,
            parts: found.parts,
            standing: found.standing.unwrap_or(by_number),
        })
    }

    fn find(&self, rule: &CountRule) -> Result<Found, Error> {
        let days = rule.days.unwrap_or(0);
        Ok(match rule.code.as_str() {
            "copies-open" => self.copies_open()?,
            "copies-expired" => self.copies_expired(),
            "captures-unclosed" => self.captures_unclosed(days),
            "captures-waiting" => self.captures_waiting(days),
            "one-person-captures" => self.one_person_captures(),
            "captures-returned" => self.captures_returned(),
            "captures-kept-whole" => self.captures_kept_whole(),
            "captures-unnoticed" => self.captures_unnoticed(),
            "owners-without-rhythm" => self.owners_without_rhythm(),
            "owners-late" => self.owners_late(),
            "owners-not-reminded" => self.owners_not_reminded(),
            "owners-untrained" => self.owners_untrained(days)?,
            "rules-unread" => self.unread(BodyText::RulesOfPlay)?,
            "breach-protocol-unread" => self.unread(BodyText::BreachProtocol)?,
            "supporter-protocol-unread" => self.unread(BodyText::SupporterProtocol)?,
            "travel-protocol-unread" => self.unread(BodyText::TravelProtocol)?,
            "people-untold" => self.people_untold()?,
            "supporters" => self.supporters(days)?,
            "supporters-mixed" => self.supporters_mixed(),
            "releases-unapproved" => self.releases_unapproved(),
            "releases-expired" => self.releases_expired(),
            "bulk-reading" => self.bulk_reading(days)?,
            "sign-ons-locked" => self.sign_ons_locked(days)?,
            "sensitive-kept" => self.sensitive_kept()?,
            "sensitive-one-person" => self.sensitive_one_person(),
            "administrators-missing" => self.administrators_missing(),
            "hosts-outside-eea" => self.hosts(HostPlace::Outside),
            "hosts-unclear" => self.hosts(HostPlace::Unclear),
            "verify-age" => self.verify_age()?,
            "drill-age" => self.drill_age()?,
            "detectors" => self.detectors()?,
            // Nobody records where somebody was, nor whether the folder was copied; and a body may name a count of its own.
            _ => Found::not_measured(),
        })
    }

    fn ago(&self, days: u16) -> Timestamp {
        self.now - SignedDuration::from_hours(24 * i64::from(days))
    }

    /// Returns the captures that were not withdrawn.
    fn not_withdrawn(&self) -> impl Iterator<Item = &CaptureTally> {
        self.captures.iter().filter(|capture| capture.state != "withdrawn")
    }

    fn copies_open(&self) -> Result<Found, Error> {
        let n_all = self.archive.store.read(|view| view.count_copies())?;
        let bands = [("age-7", 0, 7), ("age-30", 7, 30), ("age-90", 30, 90), ("age-more", 90, u16::MAX)];
        let in_band = |from: u16, to: u16| {
            let is_in = |copy: &&InterimCopy| copy.made_at <= self.ago(from) && self.ago(to) < copy.made_at;
            self.open_copies.iter().filter(is_in).count() as u64
        };
        let parts = bands.map(|(code, from, to)| Part { code, name: None, n: in_band(from, to) });
        Ok(Found {
            n: self.open_copies.len() as u64,
            of: Some(n_all),
            oldest: self.open_copies.iter().map(|copy| copy.made_at).min(),
            parts: parts.into(),
            standing: None,
        })
    }

    fn copies_expired(&self) -> Found {
        let ends = self.open_copies.iter().filter_map(|copy| copy.expires_at);
        let expired: Vec<_> = ends.filter(|end| *end < self.now).collect();
        Found { oldest: expired.iter().copied().min(), ..Found::of(expired.len(), self.open_copies.len()) }
    }

    fn captures_unclosed(&self, days: u16) -> Found {
        let stored = self.captures.iter().filter(|capture| capture.state == "stored");
        let old: Vec<_> = stored.filter_map(|one| one.stored_at).filter(|at| *at < self.ago(days)).collect();
        let done = self.captures.iter().filter(|one| matches!(one.state.as_str(), "stored" | "closed"));
        Found { oldest: old.iter().copied().min(), ..Found::of(old.len(), done.count()) }
    }

    fn captures_waiting(&self, days: u16) -> Found {
        let waits = |one: &&CaptureTally| matches!(one.state.as_str(), "accepted" | "proposed");
        let old: Vec<_> = self.captures.iter().filter(waits).map(|one| one.accepted_at).collect();
        let n_waiting = old.len();
        let old: Vec<_> = old.into_iter().filter(|at| *at < self.ago(days)).collect();
        Found { oldest: old.iter().copied().min(), ..Found::of(old.len(), n_waiting) }
    }

    fn one_person_captures(&self) -> Found {
        let registered: Vec<_> =
            self.captures.iter().filter_map(|one| Some((one, one.registered_by.as_ref()?))).collect();
        let alone = |(capture, by): &&(&CaptureTally, &PersonId)| {
            **by == capture.owner || **by == capture.accepted_by
        };
        Found::of(registered.iter().filter(alone).count(), registered.len())
    }

    fn captures_returned(&self) -> Found {
        let back = |one: &&CaptureTally| matches!(one.state.as_str(), "returned" | "withdrawn");
        Found::of(self.captures.iter().filter(back).count(), self.captures.len())
    }

    fn manifests(&self) -> impl Iterator<Item = &ManifestTally> {
        self.not_withdrawn().filter_map(|capture| capture.manifest.as_ref())
    }

    fn captures_kept_whole(&self) -> Found {
        let chosen: Vec<_> = self.manifests().filter(|one| one.regime == "select-in").collect();
        let whole = chosen.iter().filter(|one| one.n_kept == one.n_messages).count();
        let sum = |of: fn(&ManifestTally) -> u64| chosen.iter().map(|one| of(one)).sum::<u64>();
        let parts = vec![
            Part { code: "messages-kept", name: None, n: sum(|one| one.n_kept) },
            Part { code: "messages-all", name: None, n: sum(|one| one.n_messages) },
        ];
        Found { parts, ..Found::of(whole, chosen.len()) }
    }

    fn captures_unnoticed(&self) -> Found {
        let all: Vec<_> = self.manifests().collect();
        Found::of(all.iter().filter(|one| !one.has_notice).count(), all.len())
    }

    fn owners_without_rhythm(&self) -> Found {
        Found::of(self.paces.iter().filter(|pace| pace.rhythm.is_none()).count(), self.paces.len())
    }

    fn owners_late(&self) -> Found {
        let n_agreed = self.paces.iter().filter(|pace| pace.rhythm.is_some()).count();
        let late: Vec<_> = self.paces.iter().filter(|pace| pace.is_late).collect();
        let due = late.iter().filter_map(|pace| pace.rhythm.map(|(_, due)| due)).min();
        let oldest = due.and_then(|day| Some(day.to_zoned(self.zone.clone()).ok()?.timestamp()));
        Found { oldest, ..Found::of(late.len(), n_agreed) }
    }

    fn owners_not_reminded(&self) -> Found {
        let late: Vec<_> = self.paces.iter().filter(|pace| pace.is_late).collect();
        let was_told = |pace: &Pace| {
            // A reminder of an earlier term does not count for this one.
            pace.rhythm.zip(pace.reminder).is_some_and(|((_, due), (at, outcome))| {
                outcome == Outcome::Sent && due < at.to_zoned(self.zone.clone()).date()
            })
        };
        Found::of(late.iter().filter(|pace| !was_told(pace)).count(), late.len())
    }

    fn with_role(&self, role: Role) -> Vec<&KnownPerson> {
        self.people.iter().filter(|known| known.person.roles.contains(&role)).collect()
    }

    fn owners_untrained(&self, days: u16) -> Result<Found, Error> {
        let from = self.ago(days).to_zoned(self.zone.clone()).date();
        let trained = body_texts::trained_since(self.archive, from)?;
        let owners = self.with_role(Role::ChatOwner);
        let n = owners.iter().filter(|known| !trained.contains(&known.person.id)).count();
        Ok(Found::of(n, owners.len()))
    }

    fn unread(&self, text: BodyText) -> Result<Found, Error> {
        let read = body_texts::up_to_date(self.archive, text)?;
        let asked: Vec<_> = self.people.iter().filter(|known| text.is_for(&known.person)).collect();
        let n = asked.iter().filter(|known| !read.contains(&known.person.id)).count();
        Ok(Found::of(n, asked.len()))
    }

    /// Of the breaches that are worked on and of which people are to be told, those of which nobody was told as yet.
    fn people_untold(&self) -> Result<Found, Error> {
        let mut untold = vec![];
        let mut n_to_tell = 0;
        for line in self.archive.store.read(|view| view.open_breach_lines())? {
            let breach = breaches::newest(self.archive, line.id)?.breach;
            if breach.may_tell(Means::Public).is_err() {
                continue;
            }
            n_to_tell += 1;
            if breach.told_at().is_none() {
                untold.extend(breach.moments.get(MomentKind::Aware).map(|aware| aware.at));
            }
        }
        Ok(Found { oldest: untold.iter().copied().min(), ..Found::of(untold.len(), n_to_tell) })
    }

    fn supporters(&self, days: u16) -> Result<Found, Error> {
        let supporters = self.with_role(Role::Supporter);
        let of_supporters: BTreeSet<_> = supporters.iter().map(|known| known.pseudonym).collect();
        let from = self.ago(days);
        let sign_ons = self.archive.store.read(|view| view.sign_on_tallies(view.ledger_place(from)?))?;
        let theirs = sign_ons.iter().filter(|one| !one.is_locked && of_supporters.contains(&one.actor));
        let theirs: Vec<_> = theirs.map(|one| one.actor).collect();
        let who: BTreeSet<_> = theirs.iter().collect();
        let parts = vec![
            Part { code: "sign-ons", name: None, n: theirs.len() as u64 },
            Part { code: "signed-on", name: None, n: who.len() as u64 },
        ];
        Ok(Found { parts, ..Found::of(supporters.len(), self.people.len()) })
    }

    fn supporters_mixed(&self) -> Found {
        let supporters = self.with_role(Role::Supporter);
        let reads =
            |known: &&&KnownPerson| known.person.roles.iter().any(|role| Act::Read.roles().contains(role));
        Found::of(supporters.iter().filter(reads).count(), supporters.len())
    }

    fn releases_unapproved(&self) -> Found {
        let approvals = self.releases.iter().filter_map(|release| match &release.state {
            ReleaseState::Approved { proposed, approved, .. }
            | ReleaseState::Written { proposed, approved, .. } => Some((&proposed.by, &approved.by)),
            ReleaseState::Proposed { .. } | ReleaseState::Refused { .. } => None,
        });
        let approvals: Vec<_> = approvals.collect();
        Found::of(approvals.iter().filter(|(asked, approved)| asked == approved).count(), approvals.len())
    }

    fn releases_expired(&self) -> Found {
        let ends = self.releases.iter().filter_map(|release| match &release.state {
            ReleaseState::Written { terms, .. } => terms.expires_at,
            _ => None,
        });
        let ends: Vec<_> = ends.collect();
        let past: Vec<_> = ends.iter().copied().filter(|end| *end < self.now).collect();
        Found { oldest: past.iter().copied().min(), ..Found::of(past.len(), ends.len()) }
    }

    fn bulk_reading(&self, days: u16) -> Result<Found, Error> {
        let from = self.ago(days);
        let acts = [Act::Read.code()];
        let hours = self.archive.store.read(|view| view.hour_tallies(view.ledger_place(from)?, &acts))?;
        let mut per_day = BTreeMap::new();
        for HourTally { actor, hour, n, .. } in &hours {
            *per_day.entry((hour.get(..10).unwrap_or(hour), *actor)).or_insert(0) += n;
        }
        let readers: BTreeSet<_> = per_day.keys().map(|(_, actor)| actor).collect();
        let parts = vec![
            Part { code: "readings", name: None, n: per_day.values().sum() },
            Part { code: "readers", name: None, n: readers.len() as u64 },
        ];
        Ok(Found { n: per_day.values().copied().max().unwrap_or(0), parts, ..Found::default() })
    }

    fn sign_ons_locked(&self, days: u16) -> Result<Found, Error> {
        let from = self.ago(days);
        let tallies = self.archive.store.read(|view| view.sign_on_tallies(view.ledger_place(from)?))?;
        let locked: Vec<_> = tallies.iter().filter(|one| one.is_locked).collect();
        let names: BTreeSet<_> = locked.iter().map(|one| one.actor).collect();
        let parts = vec![
            Part { code: "names", name: None, n: names.len() as u64 },
            Part { code: "sign-ons", name: None, n: (tallies.len() - locked.len()) as u64 },
        ];
        let oldest = locked.first().map(|one| one.at);
        Ok(Found { n: locked.len() as u64, oldest, parts, ..Found::default() })
    }

    fn sensitive_kept(&self) -> Result<Found, Error> {
        let n_all = self.archive.store.read(|view| view.count_registered())?;
        let mut by_exception = BTreeMap::new();
        for one in &self.sensitive {
            *by_exception.entry(one.exception.clone()).or_insert(0) += 1;
        }
        let parts = by_exception.into_iter().map(|(name, n)| Part { code: "exception", name: Some(name), n });
        let n = self.sensitive.len() as u64;
        Ok(Found { n, of: Some(n_all), parts: parts.collect(), ..Found::default() })
    }

    fn sensitive_one_person(&self) -> Found {
        let alone = |one: &&SensitiveTally| one.proposed_by.is_none() || one.proposed_by == one.registered_by;
        Found::of(self.sensitive.iter().filter(alone).count(), self.sensitive.len())
    }

    fn administrators_missing(&self) -> Found {
        let n = self.with_role(Role::Administrator).len() as u64;
        Found { n: ADMINISTRATORS.saturating_sub(n), of: Some(ADMINISTRATORS), ..Found::default() }
    }

    fn hosts(&self, place: HostPlace) -> Found {
        let all = hosts::of(&self.archive.config, &self.archive.law);
        let n_here = all.iter().filter(|host| host.place == place).count();
        let part = |host: &hosts::Host| {
            let code = match host.place {
                HostPlace::Here => "host-here",
                HostPlace::Eea => "host-eea",
                HostPlace::Outside => "host-outside",
                HostPlace::Unclear => "host-unclear",
            };
            Part { code, name: Some(host.name.clone()), n: 1 }
        };
        Found { parts: all.iter().map(part).collect(), ..Found::of(n_here, all.len()) }
    }

    fn verify_age(&self) -> Result<Found, Error> {
        let from = self.ago(LOOK_BACK_DAYS);
        let last = self
            .archive
            .store
            .read(|view| view.newest_of_act(Act::Verify.code(), view.ledger_place(from)?))?;
        let Some((at, words)) = last else {
            let n = u64::from(LOOK_BACK_DAYS);
            return Ok(Found { n, standing: Some(Standing::Wrong), ..Found::default() });
        };
        let words = words.and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok());
        let n_findings = words.and_then(|words| words["findings"].as_u64()).unwrap_or(0);
        let parts = vec![Part { code: "findings", name: None, n: n_findings }];
        let standing = (0 < n_findings).then_some(Standing::Wrong);
        Ok(Found { n: self.days_since(at), oldest: Some(at), parts, standing, ..Found::default() })
    }

    fn drill_age(&self) -> Result<Found, Error> {
        let last = create::read_holders(&self.archive.dir)?.last_drill;
        let Some(day) = last else {
            let parts = vec![Part { code: "never", name: None, n: 1 }];
            return Ok(Found { standing: Some(Standing::Wrong), parts, ..Found::default() });
        };
        let at = day.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp()).unwrap_or(self.now);
        Ok(Found { n: self.days_since(at), oldest: Some(at), ..Found::default() })
    }

    fn days_since(&self, at: Timestamp) -> u64 {
        u64::try_from(self.now.duration_since(at).as_hours() / 24).unwrap_or(0)
    }

    fn detectors(&self) -> Result<Found, Error> {
        let on = &self.archive.config.suggestions.detectors;
        if on.is_empty() {
            return Ok(Found::of(0, 0));
        }
        let measured = suggestions::measure_of(self.archive)?;
        let figures = measured.map(|(_, figures)| figures).unwrap_or_default();
        let mut parts = vec![];
        let mut n_unmeasured = 0;
        for detector in on {
            let figure = figures.iter().find(|figure| figure.detector == *detector);
            let Some(figure) = figure.filter(|figure| 0 < figure.recall.of) else {
                n_unmeasured += 1;
                continue;
            };
            let name = Some(detector.code().to_owned());
            for (code, share) in [("precision", figure.precision), ("recall", figure.recall)] {
                let n = (share.n * 100).checked_div(share.of).unwrap_or(0);
                parts.push(Part { code, name: name.clone(), n });
            }
        }
        Ok(Found { parts, ..Found::of(n_unmeasured, on.len()) })
    }
}
