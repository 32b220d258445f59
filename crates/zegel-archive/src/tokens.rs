//! Tokens with which a program works in the name of a person: made by that person, shown once, with an end.
//!
//! A token gives no right that its owner lacks, and loses every right with them. Only its hash is kept: who reads the archive's
//! database has no token. It is no way to sign on to the pages.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use sha2::{Digest, Sha256};
use zegel_model::{Act, SessionId};
use zegel_store::{Audited, Credential, CredentialKind, Entry, StoreError, Subject};

use crate::credentials::Begun;
use crate::{Archive, Desk, Error, credentials};

/// By what a token is known when it lies where it should not.
pub const PREFIX: &str = "zegel_";
/// How many random bytes a token has: too many to guess, so a plain hash is enough to keep.
const N_BYTES: usize = 32;
/// How many days a token lasts at most.
pub const MAX_DAYS: u16 = 365;
/// How often the use of a token is noted in the ledger: the acts themselves always are.
const NOTED_EVERY: SignedDuration = SignedDuration::from_hours(24);

/// A new token.
pub struct Token {
    /// What the program sends; shown once and kept nowhere.
    pub text: String,
    /// From when it opens nothing any more, UTC.
    pub expires_at: Timestamp,
}

/// Makes a token for oneself.
///
/// # Errors
/// `credential-name` without a name or with one that is too long, `token-days` for another term than 1 to [`MAX_DAYS`] days,
/// `too-many-credentials`.
pub fn make(desk: &mut Desk<'_>, label: &str, days: u16) -> Result<Token, Error> {
    let label = credentials::label(label)?;
    if label.is_empty() {
        return Err(Error::refused("credential-name", "a token has a name", "use 1 to 60 characters"));
    }
    if !(1..=MAX_DAYS).contains(&days) {
        return Err(Error::refused("token-days", "a token has an end", "choose 1 to 365 days"));
    }
    credentials::others(desk.archive, &desk.actor.id)?;
    let mut bytes = [0; N_BYTES];
    (desk.archive.outside.random)(&mut bytes);
    let text = format!("{PREFIX}{}", hex::encode(bytes));
    let expires_at = desk.now + SignedDuration::from_hours(24 * i64::from(days));
    let credential = Credential {
        id: desk.archive.uuid(desk.now),
        person: desk.actor.id.clone(),
        kind: CredentialKind::Token,
        label,
        secret: "{}".to_owned().into(),
        lookup: Some(lookup_of(&text)),
        made_at: desk.now,
        used_at: None,
        expires_at: Some(expires_at),
    };
    let detail = json!({ "kept": CredentialKind::Token.name(), "expires_at": expires_at });
    let entry = desk.entry(Act::SignOn, vec![Subject::credential(credential.id)], detail);
    desk.archive.store.write(|tx| {
        tx.insert_credential(&credential)?;
        Ok::<_, Error>(Audited::new((), entry))
    })?;
    Ok(Token { text, expires_at })
}

fn lookup_of(text: &str) -> String {
    format!("token:{}", hex::encode(Sha256::digest(text)))
}

/// Returns whose token this is, and under what its calls stand in the ledger; nothing for one that is unknown, removed or past its end. Its first use of a day is noted.
///
/// # Errors
/// Faults of the store.
pub fn person_of(archive: &mut Archive, text: &str, now: Timestamp) -> Result<Option<Begun>, Error> {
    if !text.starts_with(PREFIX) {
        return Ok(None);
    }
    let found = archive.store.read(|view| view.credential_by_lookup(&lookup_of(text)))?;
    let Some(token) = found.filter(|one| one.expires_at.is_some_and(|end| now < end)) else {
        return Ok(None);
    };
    let known = archive.store.read(|view| view.person(&token.person))?;
    // A program has no session: what it does goes under its token.
    let session = SessionId(token.id);
    let is_noted = token.used_at.is_some_and(|at| now < at + NOTED_EVERY);
    if !is_noted && archive.alarm().is_none() {
        let detail = json!({ "with": token.kind.name() });
        let subjects = vec![Subject::credential(token.id)];
        let entry = Entry {
            act: Act::SignOn.code(),
            actor: known.pseudonym,
            subjects,
            session: Some(session),
            at: now,
            detail,
        };
        let noted = archive.store.write(|tx| {
            tx.use_credential(&token, &token.secret, now)?;
            Ok::<_, Error>(Audited::new((), entry))
        });
        match noted {
            // Somebody else noted it in the same moment.
            Ok(()) | Err(Error::Store(StoreError::Conflict { .. })) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Some(Begun { person: known.person, session }))
}
