//! Registering: a second person says where the kept messages belong, why and how long (requirement K2).
//!
//! Nothing is copied here; the decision alone is recorded. Invariant: every kept message ends in exactly one record.

use serde_json::json;
use zegel_model::{
    Act, Appraisal, CaptureId, CaptureState, Moment, RecordId, RecordState, Registration, SensitiveKind,
};
use zegel_store::{Audited, Record};

use crate::keep::{self, Extent};
use crate::{Desk, Error, dossiers};

/// Registers a capture: one record per registration. A single registration without positions takes everything.
///
/// # Errors
/// `not-your-role`, `four-eyes`, `wrong-state`, `dossier-closed`, `positions-…`, `retention-…`; `sensitive-approval` for what holds
/// sensitive data, which is proposed instead ([`propose`]).
pub fn register(
    desk: &mut Desk<'_>,
    capture: CaptureId,
    registrations: Vec<Registration>,
) -> Result<Vec<RecordId>, Error> {
    desk.authorise(Act::Register)?;
    let old = desk.archive.store.read(|view| view.capture(capture))?;
    let new = old.state.clone().register(&old.owner, &desk.actor.id, desk.now)?;
    let (registrations, extents) = checked(desk, capture, registrations)?;
    if registrations.iter().any(|one| one.sensitive.is_some()) {
        return Err(Error::refused(
            "sensitive-approval",
            "special categories and criminal data need the approval of another person",
            "propose it, and have somebody else approve",
        ));
    }
    commit(desk, &old, &new, registrations.into_iter().zip(extents))
}

/// Proposes a registration that holds special categories or criminal data (requirement S8).
///
/// # Errors
/// As [`register`]; `exception-missing`, `unknown-exception`.
pub fn propose(
    desk: &mut Desk<'_>,
    capture: CaptureId,
    registrations: Vec<Registration>,
) -> Result<(), Error> {
    desk.authorise(Act::Register)?;
    let old = desk.archive.store.read(|view| view.capture(capture))?;
    let (registrations, _) = checked(desk, capture, registrations)?;
    let exceptions: Vec<_> = registrations
        .iter()
        .filter_map(|one| one.sensitive.as_ref())
        .map(|sensitive| sensitive.exception.code.clone())
        .collect();
    let new = old.state.clone().propose(&old.owner, desk.done(), registrations)?;
    let detail = json!({ "proposed": capture, "exceptions": exceptions });
    let entry = desk.entry(Act::Register, vec![capture.into()], detail);
    desk.archive.store.write(|tx| {
        tx.set_capture_state(capture, &old.state, &new)?;
        Ok(Audited::new((), entry))
    })
}

/// Approves a registration with sensitive data that somebody else proposed.
///
/// # Errors
/// `not-your-role`, `four-eyes`, `wrong-state`; those of [`register`], for a dossier may have been closed meanwhile.
pub fn approve(desk: &mut Desk<'_>, capture: CaptureId) -> Result<Vec<RecordId>, Error> {
    desk.authorise(Act::Register)?;
    let old = desk.archive.store.read(|view| view.capture(capture))?;
    let (new, registrations) = old.state.clone().approve(&old.owner, desk.done())?;
    let (registrations, extents) = checked(desk, capture, registrations)?;
    commit(desk, &old, &new, registrations.into_iter().zip(extents))
}

/// Fills in and checks what was filled in; returns what each registration will hold with it.
fn checked(
    desk: &Desk<'_>,
    capture: CaptureId,
    mut registrations: Vec<Registration>,
) -> Result<(Vec<Registration>, Vec<Extent>), Error> {
    let kept = keep::kept(desk, capture)?;
    let extents = match take_everything(&mut registrations, &kept.stretches) {
        true => vec![kept.extent],
        false => {
            let surveys = keep::survey(desk, capture, &registrations)?;
            surveys.into_iter().map(|survey| survey.extent).collect()
        }
    };
    check_cover(&registrations, &kept.stretches)?;
    for registration in &registrations {
        check_metadata(registration)?;
        check_sensitive(desk, registration)?;
        dossiers::find_open(desk, &registration.dossier)?;
    }
    Ok((registrations, extents))
}

fn commit(
    desk: &mut Desk<'_>,
    old: &keep::Captured,
    new: &CaptureState,
    registrations: impl Iterator<Item = (Registration, Extent)>,
) -> Result<Vec<RecordId>, Error> {
    let capture = old.id;
    let records: Vec<Record> = registrations
        .map(|(registration, extent)| {
            record(RecordId(desk.archive.uuid(desk.now)), capture, registration, extent)
        })
        .collect();
    let ids: Vec<RecordId> = records.iter().map(|record| record.id).collect();
    let subjects = std::iter::once(capture.into()).chain(ids.iter().map(|id| (*id).into())).collect();
    let entry = desk.entry(Act::Register, subjects, json!({ "records": ids }));
    desk.archive.store.write(|tx| {
        tx.set_capture_state(capture, &old.state, new)?;
        for record in &records {
            tx.insert_record(record)?;
        }
        Ok(Audited::new(ids, entry))
    })
}

/// Returns the kept positions that no registration names, as ranges.
pub fn left(named: &[(u64, u64)], kept: &[(u64, u64)]) -> Vec<(u64, u64)> {
    let named = keep::sorted(named);
    let mut left = vec![];
    for (first, last) in kept {
        let mut next = *first;
        for (start, end) in named.iter().filter(|(start, end)| *first <= *end && *start <= *last) {
            if next < *start {
                left.push((next, start - 1));
            }
            next = next.max(end + 1);
        }
        if next <= *last {
            left.push((next, *last));
        }
    }
    left
}

/// Checks that sensitive data have an exception that is in force, for every kind that was marked.
fn check_sensitive(desk: &Desk<'_>, registration: &Registration) -> Result<(), Error> {
    let Some(sensitive) = &registration.sensitive else { return Ok(()) };
    let on = desk.now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let missing = || {
        Error::refused(
            "exception-missing",
            "special categories and criminal data are kept only on an exception of the law that fits them",
            "choose an exception, or send the messages back",
        )
    };
    let rule = desk.archive.law.exception(&sensitive.exception.code, on).map_err(|_| missing())?;
    let fits = |kind: &SensitiveKind| {
        let wanted = match kind {
            SensitiveKind::SpecialCategory => zegel_law::ExceptionUse::SpecialCategory,
            SensitiveKind::Criminal => zegel_law::ExceptionUse::Criminal,
        };
        rule.kinds.contains(&wanted)
    };
    if sensitive.kinds.is_empty() || !sensitive.kinds.iter().all(fits) {
        return Err(missing());
    }
    Ok(())
}

fn record(id: RecordId, capture: CaptureId, registration: Registration, extent: Extent) -> Record {
    Record {
        id,
        capture,
        dossier: registration.dossier.clone(),
        registration: Some(registration),
        state: RecordState::Registered,
        n_messages: extent.n_messages,
        first_at: extent.first_at.map(Moment),
        last_at: extent.last_at.map(Moment),
    }
}

/// Gives everything to the only registration when it names no position, and returns whether it did.
fn take_everything(registrations: &mut [Registration], kept: &[(u64, u64)]) -> bool {
    match registrations {
        [only] if only.positions.is_empty() => {
            only.positions = kept.to_vec();
            true
        }
        _ => false,
    }
}

/// Checks that the registrations together name every kept position once and nothing else.
fn check_cover(registrations: &[Registration], kept: &[(u64, u64)]) -> Result<(), Error> {
    let mut named: Vec<(u64, u64)> =
        registrations.iter().flat_map(|one| one.positions.iter().copied()).collect();
    if named.iter().any(|(first, last)| first > last || *first == 0) {
        return Err(refuse_positions("positions-order", "a range of positions runs backwards".into()));
    }
    named.sort_unstable();
    if let Some(pair) = named.windows(2).find(|pair| pair[1].0 <= pair[0].1) {
        return Err(refuse_positions("positions-twice", format!("position {} is named twice", pair[1].0)));
    }
    // A registration may name a stretch that also holds positions that were not kept ("1-500"): what counts is that each kept
    // one is named.
    for (first, last) in kept {
        let mut next = *first;
        while next <= *last {
            let at = named.partition_point(|(_, end)| *end < next);
            let covering = named.get(at).filter(|(start, _)| *start <= next);
            let Some((_, end)) = covering else {
                return Err(refuse_positions(
                    "positions-left",
                    format!("position {next} was kept but belongs to no record"),
                ));
            };
            next = end + 1;
        }
    }
    Ok(())
}

fn refuse_positions(code: &'static str, message: String) -> Error {
    Error::refused(code, message, "name every kept position in exactly one record; 'zegel show' lists them")
}

fn check_metadata(registration: &Registration) -> Result<(), Error> {
    if registration.title.as_str().trim().is_empty() {
        return Err(Error::refused("title-missing", "a record needs a title", "give --title"));
    }
    let retention = &registration.retention;
    match (retention.appraisal, &retention.term) {
        (Appraisal::V, None) => Err(Error::refused(
            "retention-term",
            "a record that is kept for a time (V) needs a term",
            "give --term, e.g. P10Y",
        )),
        (Appraisal::B | Appraisal::N, Some(_)) => Err(Error::refused(
            "retention-term",
            "only a record that is kept for a time (V) has a term",
            "leave --term out, or appraise it V",
        )),
        (Appraisal::V, Some(term)) if term.parse::<jiff::Span>().is_err() => Err(Error::refused(
            "retention-term",
            "the term is not an ISO 8601 duration",
            "write it as P10Y, P7Y6M or P90D",
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use zegel_model::{Appraisal, Confidentiality, Registration, Retention};

    use super::{check_cover, left, take_everything};

    fn registration(positions: &[(u64, u64)]) -> Registration {
        Registration {
            dossier: "Z-1".parse().unwrap(),
            title: "Titel".into(),
            positions: positions.to_vec(),
            confidentiality: Confidentiality::Intern,
            retention: Retention { appraisal: Appraisal::B, category: "1.1".into(), term: None },
            use_limit: "Nader te bepalen".into(),
            activity: None,
            sensitive: None,
        }
    }

    fn code(parts: &[&[(u64, u64)]], kept: &[(u64, u64)]) -> Option<&'static str> {
        let parts: Vec<_> = parts.iter().map(|part| registration(part)).collect();
        match check_cover(&parts, kept) {
            Err(crate::Error::Refused(refusal)) => Some(refusal.code),
            _ => None,
        }
    }

    #[test]
    fn every_kept_position_ends_in_exactly_one_record() {
        let kept = [(1, 5), (9, 9)];
        assert_eq!(code(&[&[(1, 5)], &[(9, 9)]], &kept), None);
        assert_eq!(code(&[&[(1, 20)]], &kept), None);
        assert_eq!(code(&[&[(1, 3)], &[(4, 9)]], &kept), None);
        assert_eq!(code(&[&[(1, 5)]], &kept), Some("positions-left"));
        assert_eq!(code(&[&[(1, 5)], &[(5, 9)]], &kept), Some("positions-twice"));
        assert_eq!(code(&[&[(5, 1)]], &kept), Some("positions-order"));
    }

    #[test]
    fn what_is_left_is_told() {
        let kept = [(1, 5), (9, 9), (12, 20)];
        assert_eq!(left(&[(1, 5), (9, 30)], &kept), []);
        assert_eq!(left(&[(3, 3), (14, 15)], &kept), [(1, 2), (4, 5), (9, 9), (12, 13), (16, 20)]);
        assert_eq!(left(&[], &kept), kept);
    }

    #[test]
    fn one_registration_without_positions_takes_everything() {
        let mut only = [registration(&[])];
        assert!(take_everything(&mut only, &[(2, 3)]));
        assert_eq!(only[0].positions, [(2, 3)]);
        assert!(!take_everything(&mut only, &[(2, 5)]), "what was named stays as it was named");
        assert_eq!(only[0].positions, [(2, 3)]);
    }
}
