//! The facts of a record from which a scope is counted: made while it is stored, and for an older record when they are first needed.
//!
//! Nothing here names anybody: a name becomes a keyed hash at once.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use serde_json::json;
use sha2::Sha256;
use zegel_model::{Act, CaptureState, Participant, RecordId, Registration, Sensitive, SensitiveKind};
use zegel_seal::Keyring;
use zegel_store::{Affected, Audited, Facts, Marked, Suggested};
use zegel_suggest::{SET, Setting, Suggester};

use super::country::{country_of, digits_of};
use crate::record_file::{LightLine, Lines, each_message};
use crate::{Desk, Error, keep, store};

/// How many older records get their facts in one transaction.
const BATCH: u32 = 500;
/// Half of a SHA-256 is enough that no two names meet.
const NAME_BYTES: usize = 16;

/// Turns names into keyed hashes; the key lies in the key ring, so a hash says nothing without the operator's key.
pub(crate) struct Names(Hmac<Sha256>);

impl Names {
    pub(crate) fn new(keyring: &Keyring) -> Self {
        let key = keyring.ledger_salt.derive("zegel people of a scope");
        Self(Hmac::new_from_slice(key.expose()).expect("HMAC takes keys of any length (RFC 2104 §3)"))
    }

    /// Returns the keyed hash of a name; a number is the same however it was written.
    pub(crate) fn hash(&self, name: &str) -> String {
        let folded = match digits_of(name) {
            Some(digits) => format!("+{digits}"),
            None => name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase(),
        };
        let mut mac = self.0.clone();
        mac.update(folded.as_bytes());
        hex::encode(&mac.finalize().into_bytes()[..NAME_BYTES])
    }

    pub(crate) fn affected(&self, participants: &[Participant]) -> Vec<Affected> {
        let affected = |one: &Participant| {
            let country = digits_of(one.name.as_str()).and_then(|digits| country_of(&digits));
            Affected { name: self.hash(one.name.as_str()), country: country.map(str::to_owned) }
        };
        participants.iter().map(affected).collect()
    }
}

/// Counts the messages of one record.
pub(crate) struct Counting {
    sensitive: Option<Sensitive>,
    suggester: Option<Suggester>,
    marked: Marked,
    by: BTreeMap<String, u64>,
}

impl Counting {
    pub(crate) fn new(registration: &Registration, setting: &Setting) -> Self {
        let suggester = (!setting.is_off()).then(|| Suggester::new(setting));
        let looking = suggester.iter().flat_map(Suggester::detectors);
        Self {
            sensitive: registration.sensitive.clone(),
            by: looking.map(|detector| (detector.code().to_owned(), 0)).collect(),
            suggester,
            marked: Marked::default(),
        }
    }

    pub(crate) fn add(&mut self, position: u64, text: &str) {
        if let Some(sensitive) = &self.sensitive {
            let names_it = |(first, last): &(u64, u64)| (*first..=*last).contains(&position);
            if sensitive.positions.is_empty() || sensitive.positions.iter().any(names_it) {
                let has = |kind| u64::from(sensitive.kinds.contains(&kind));
                self.marked.special += has(SensitiveKind::SpecialCategory);
                self.marked.criminal += has(SensitiveKind::Criminal);
                self.marked.any += 1;
            }
        }
        if let Some(suggester) = &self.suggester {
            let mut found: Vec<_> = suggester.marks(text).iter().map(|mark| mark.detector).collect();
            found.sort_unstable();
            found.dedup();
            for detector in found {
                *self.by.entry(detector.code().to_owned()).or_default() += 1;
            }
        }
    }

    pub(crate) fn finish(self, stored_at: Timestamp, people: Vec<Affected>) -> Facts {
        let suggested = self.suggester.map(|_| Suggested { set: SET.to_owned(), by: self.by });
        Facts { stored_at, marked: self.marked, suggested, people }
    }
}

/// Makes the facts of records that were stored before there were facts, from the records themselves.
pub(super) fn make_missing(desk: &mut Desk<'_>) -> Result<(), Error> {
    loop {
        let missing = desk.archive.store.read(|view| view.records_without_facts(BATCH))?;
        if missing.is_empty() || desk.archive.alarm().is_some() {
            return Ok(());
        }
        let mut made = Vec::with_capacity(missing.len());
        for id in missing {
            made.push((id, of_stored(desk, id)?));
        }
        let entry = desk.entry(Act::CountScope, vec![], json!({ "facts_made": made.len() }));
        desk.archive.store.write(|tx| {
            made.iter().try_for_each(|(id, facts)| tx.insert_facts(*id, facts))?;
            Ok::<_, Error>(Audited::new((), entry))
        })?;
    }
}

fn of_stored(desk: &Desk<'_>, id: RecordId) -> Result<Facts, Error> {
    let record = desk.archive.store.read(|view| view.record(id))?;
    let capture = desk.archive.store.read(|view| view.capture(record.capture))?;
    let objects = store::objects_of(desk, &record)?;
    let head = store::head_of(desk, store::canonical_of(&objects)?)?;
    let mut counting = Counting::new(store::registration_of(&record)?, &desk.archive.config.suggestions);
    each_message(Lines::all(keep::open(desk, store::messages_of(&objects)?)?), |line| {
        let light = LightLine::read(line)?;
        counting.add(light.message.position, &light.message.text);
        Ok::<(), Error>(())
    })?;
    let people = Names::new(&desk.archive.keyring).affected(&head.participants);
    Ok(counting.finish(stored_at(&capture.state).unwrap_or(head.registered.at), people))
}

/// Returns when the records of a capture were stored.
pub(super) fn stored_at(state: &CaptureState) -> Option<Timestamp> {
    match state {
        CaptureState::Stored { stored, .. } | CaptureState::Closed { stored, .. } => Some(stored.at),
        _ => None,
    }
}
