//! By what people sign on: enrolment codes, passkeys, passphrases with a TOTP secret, subjects of an OpenID provider.
//!
//! Whether a passkey or a passphrase is right is decided by the caller, who speaks those protocols; here it is kept, and noted in
//! the ledger without any secret: an entry says that a code was given, that somebody enrolled, signed on, or was locked out.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zegel_model::{Act, Person, PersonId, SessionId};
use zegel_store::{Audited, Entry, Pseudonym, StoreError, Subject};
pub use zegel_store::{Credential, CredentialKind};

use crate::{Archive, Desk, Error};

/// How long an enrolment code may be used.
pub const CODE_LIFETIME: SignedDuration = SignedDuration::from_hours(72);
/// A session on the pages ends after this long in any case.
pub const LONGEST_SESSION: SignedDuration = SignedDuration::from_hours(12);
/// How many passkeys and passphrases one person may have.
pub const MAX_OF_PERSON: usize = 10;
/// How long the name of a passkey may be, in characters.
pub const MAX_LABEL: usize = 60;

/// A code with which somebody makes their first passkey or passphrase; shown once.
pub struct Invitation {
    /// The code, in groups of five.
    pub code: String,
    /// Until when it may be used, UTC.
    pub expires_at: Timestamp,
}

/// A passkey, passphrase or subject to be kept.
pub struct NewCredential {
    /// What it is.
    pub kind: CredentialKind,
    /// How its owner calls it.
    pub label: String,
    /// JSON of its kind.
    pub secret: String,
    /// By what it is found when nobody said who they are.
    pub lookup: Option<String>,
}

/// Somebody who signed on, and how the ledger calls their session.
#[derive(Debug, Clone)]
pub struct Begun {
    /// Who, with their roles.
    pub person: Person,
    /// The session: random, and nothing that opens anything.
    pub session: SessionId,
}

/// Gives a person a code to enrol with; an earlier one opens nothing any more.
///
/// # Errors
/// `not-your-role`; `own-code` for oneself (who can sign on adds passkeys without a code); when there is no such person.
pub fn invite(desk: &mut Desk<'_>, person: &PersonId) -> Result<Invitation, Error> {
    desk.authorise(Act::KeepPeople)?;
    if *person == desk.actor.id {
        return Err(Error::refused(
            "own-code",
            "nobody gives themselves a code",
            "add a passkey under 'my access', or ask another administrator",
        ));
    }
    invite_anybody(desk.archive, person, desk.pseudonym, desk.now)
}

/// Returns true when somebody has a passkey, a passphrase or a subject of the provider to sign on with.
///
/// # Errors
/// Faults of the store.
pub fn is_anybody_known(archive: &Archive) -> Result<bool, Error> {
    Ok(!archive.store.read(|view| view.people_with_credentials())?.is_empty())
}

/// Gives somebody a code in an archive where nobody can sign on yet.
///
/// # Errors
/// When somebody can sign on already, or there is no such person.
pub fn invite_first(archive: &mut Archive, person: &PersonId, now: Timestamp) -> Result<Invitation, Error> {
    if is_anybody_known(archive)? {
        return Err(Error::refused(
            "not-the-first",
            "somebody can sign on to this archive already",
            "ask an administrator for a code",
        ));
    }
    invite_anybody(archive, person, Pseudonym::ARCHIVE, now)
}

fn invite_anybody(
    archive: &Archive,
    person: &PersonId,
    actor: Pseudonym,
    now: Timestamp,
) -> Result<Invitation, Error> {
    archive.store.read(|view| view.person(person))?;
    let earlier = archive.store.read(|view| view.credentials_of(person))?;
    let code = code(archive);
    let expires_at = now + CODE_LIFETIME;
    let credential = Credential {
        id: archive.uuid(now),
        person: person.clone(),
        kind: CredentialKind::Enrolment,
        label: String::new(),
        secret: json!({ "sha256": code_hash(&code) }).to_string().into(),
        lookup: None,
        made_at: now,
        used_at: None,
        expires_at: Some(expires_at),
    };
    let detail = json!({ "code_for": person, "expires_at": expires_at });
    let entry =
        Entry { act: Act::KeepPeople.code(), actor, subjects: vec![], session: None, at: now, detail };
    archive.store.write(|tx| {
        for old in earlier.iter().filter(|old| old.kind == CredentialKind::Enrolment) {
            tx.remove_credential(old.id)?;
        }
        tx.insert_credential(&credential)?;
        Ok::<_, Error>(Audited::new((), entry))
    })?;
    Ok(Invitation { code, expires_at })
}

/// Letters and digits that are not mistaken for one another, also read out over a telephone.
const CODE_LETTERS: &[u8; 31] = b"23456789abcdefghjkmnpqrstuvwxyz";
/// 20 letters out of 31 are 99 bits: too many to guess, so a plain hash is enough to keep.
const CODE_LENGTH: usize = 20;

fn code(archive: &Archive) -> String {
    let mut code = String::with_capacity(CODE_LENGTH + 3);
    let mut n = 0;
    while n < CODE_LENGTH {
        let mut byte = [0];
        (archive.outside.random)(&mut byte);
        // Bytes above the last whole multiple would make the first letters likelier.
        if byte[0] < 248 {
            if 0 < n && n.is_multiple_of(5) {
                code.push('-');
            }
            code.push(char::from(CODE_LETTERS[usize::from(byte[0] % 31)]));
            n += 1;
        }
    }
    code
}

/// Hashes a code as typed: without hyphens and spaces, in lower case.
fn code_hash(code: &str) -> String {
    let plain: String =
        code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    hex::encode(Sha256::digest(plain))
}

/// Checks a code without using it up.
///
/// # Errors
/// `code-wrong`, the same for an unknown person, a wrong code and one that expired.
pub fn check_code(archive: &Archive, person: &PersonId, code: &str, now: Timestamp) -> Result<Uuid, Error> {
    let hash = code_hash(code);
    let all = archive.store.read(|view| view.credentials_of(person))?;
    let fits = |one: &&Credential| {
        one.kind == CredentialKind::Enrolment
            && one.expires_at.is_some_and(|end| now < end)
            && serde_json::from_str::<serde_json::Value>(&one.secret)
                .is_ok_and(|secret| secret["sha256"] == hash)
    };
    all.iter().find(fits).map(|found| found.id).ok_or_else(|| {
        Error::refused(
            "code-wrong",
            "this code does not fit, or not any more",
            "ask an administrator for a new code",
        )
    })
}

/// Uses a code up and keeps what the person made with it; returns how the ledger calls the session that begins with it.
///
/// # Errors
/// `code-wrong`; those of [`add`].
pub fn enrol(
    archive: &mut Archive,
    person: &PersonId,
    code: &str,
    new: NewCredential,
    now: Timestamp,
) -> Result<SessionId, Error> {
    let used = check_code(archive, person, code, now)?;
    let session = SessionId(archive.uuid(now));
    keep(archive, (person, Some(session)), new, now, Some(used))?;
    Ok(session)
}

/// Adds a passkey or a passphrase to one's own.
///
/// # Errors
/// `credential-name`, `too-many-credentials`; [`StoreError::Exists`] when the passkey is known already.
pub fn add(desk: &mut Desk<'_>, new: NewCredential) -> Result<(), Error> {
    keep(desk.archive, (&desk.actor.id, desk.session), new, desk.now, None)
}

fn keep(
    archive: &Archive,
    (person, session): (&PersonId, Option<SessionId>),
    new: NewCredential,
    now: Timestamp,
    used_code: Option<Uuid>,
) -> Result<(), Error> {
    let known = archive.store.read(|view| view.person(person))?;
    let label = label(&new.label)?;
    let others = others(archive, person)?;
    // One passphrase at a time: a new one takes the place of the old.
    let replaced = others.iter().find(|one| new.kind == CredentialKind::Passphrase && one.kind == new.kind);
    let credential = Credential {
        id: archive.uuid(now),
        person: person.clone(),
        kind: new.kind,
        label,
        secret: new.secret.into(),
        lookup: new.lookup,
        made_at: now,
        used_at: None,
        expires_at: None,
    };
    let detail = json!({ "kept": new.kind.name(), "with_code": used_code.is_some() });
    let mut subjects = vec![Subject::credential(credential.id)];
    // With a code, a session begins with what was made; who was signed on already stays in theirs.
    subjects.extend(session.filter(|_| used_code.is_some()).map(Subject::from));
    let entry = sign_on_entry((known.pseudonym, session), subjects, now, detail);
    archive.store.write(|tx| {
        for id in used_code.into_iter().chain(replaced.map(|one| one.id)) {
            tx.remove_credential(id)?;
        }
        tx.insert_credential(&credential)?;
        Ok(Audited::new((), entry))
    })
}

/// Checks how somebody calls a credential; it may be empty.
pub(crate) fn label(typed: &str) -> Result<String, Error> {
    let label = typed.trim();
    if MAX_LABEL < label.chars().count() || label.chars().any(char::is_control) {
        return Err(Error::refused("credential-name", "this name is too long", "use at most 60 characters"));
    }
    Ok(label.to_owned())
}

/// Returns what a person has already, unless it is so much that nothing more is added.
pub(crate) fn others(archive: &Archive, person: &PersonId) -> Result<Vec<Credential>, Error> {
    let others = archive.store.read(|view| view.credentials_of(person))?;
    if MAX_OF_PERSON <= others.len() {
        return Err(Error::refused("too-many-credentials", "there are ten already", "remove one first"));
    }
    Ok(others)
}

/// What a person may see of a passkey or passphrase: everything but its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialLine {
    /// Its identifier.
    pub id: Uuid,
    /// What it is.
    pub kind: CredentialKind,
    /// How its owner calls it.
    pub label: String,
    /// When it was made, UTC.
    pub made_at: Timestamp,
    /// When it was last used, UTC.
    pub used_at: Option<Timestamp>,
    /// From when it opens nothing any more, UTC; only of a token.
    pub expires_at: Option<Timestamp>,
}

/// Returns one's own passkeys and passphrases, oldest first.
///
/// # Errors
/// Faults of the store.
pub fn own(desk: &Desk<'_>) -> Result<Vec<CredentialLine>, Error> {
    let all = desk.archive.store.read(|view| view.credentials_of(&desk.actor.id))?;
    let lines =
        all.into_iter().filter(|one| one.kind != CredentialKind::Enrolment).map(|one| CredentialLine {
            id: one.id,
            kind: one.kind,
            label: one.label,
            made_at: one.made_at,
            used_at: one.used_at,
            expires_at: one.expires_at,
        });
    Ok(lines.collect())
}

/// Removes one of one's own passkeys or passphrases, but not the last one.
///
/// # Errors
/// `last-credential`; [`StoreError::NotFound`], also for that of somebody else.
pub fn remove(desk: &mut Desk<'_>, id: Uuid) -> Result<(), Error> {
    let lines = own(desk)?;
    let Some(line) = lines.iter().find(|line| line.id == id) else {
        return Err(StoreError::NotFound { what: "credential", id: id.to_string() }.into());
    };
    let n_ways = lines.iter().filter(|line| line.kind != CredentialKind::Token).count();
    if line.kind != CredentialKind::Token && n_ways == 1 {
        return Err(Error::refused(
            "last-credential",
            "without this one nobody can sign on in your name any more",
            "add another one first",
        ));
    }
    let about = vec![Subject::credential(id)];
    let entry = desk.entry(Act::SignOn, about, json!({ "removed": line.kind.name() }));
    desk.archive.store.write(|tx| {
        tx.remove_credential(id)?;
        Ok(Audited::new((), entry))
    })
}

/// Takes every way to sign on from a person, an enrolment code too: a lost phone, or somebody who left.
///
/// # Errors
/// `not-your-role`, `own-code` for oneself; when there is no such person.
pub fn revoke(desk: &mut Desk<'_>, person: &PersonId) -> Result<(), Error> {
    desk.authorise(Act::KeepPeople)?;
    if *person == desk.actor.id {
        return Err(Error::refused("own-code", "nobody locks themselves out", "ask another administrator"));
    }
    desk.archive.store.read(|view| view.person(person))?;
    let all = desk.archive.store.read(|view| view.credentials_of(person))?;
    let about = all.iter().map(|one| Subject::credential(one.id)).collect();
    let entry = desk.entry(Act::KeepPeople, about, json!({ "access_taken_from": person, "n": all.len() }));
    desk.archive.store.write(|tx| {
        all.iter().try_for_each(|one| tx.remove_credential(one.id))?;
        Ok::<_, Error>(Audited::new((), entry))
    })
}

/// Binds a subject of the OpenID provider to a person; a subject that was bound to them before opens nothing any more.
///
/// # Errors
/// `not-your-role`, `own-code`; [`StoreError::Exists`] when it is somebody else's.
pub fn bind_subject(
    desk: &mut Desk<'_>,
    person: &PersonId,
    issuer: &str,
    subject: &str,
) -> Result<(), Error> {
    desk.authorise(Act::KeepPeople)?;
    if *person == desk.actor.id {
        return Err(Error::refused("own-code", "nobody binds themselves", "ask another administrator"));
    }
    let others = desk.archive.store.read(|view| view.credentials_of(person))?;
    let credential = Credential {
        id: desk.archive.uuid(desk.now),
        person: person.clone(),
        kind: CredentialKind::Subject,
        label: issuer.to_owned(),
        secret: "{}".to_owned().into(),
        lookup: Some(lookup_of(issuer, subject)),
        made_at: desk.now,
        used_at: None,
        expires_at: None,
    };
    let entry = desk.entry(Act::KeepPeople, vec![], json!({ "bound_to_provider": person }));
    desk.archive.store.write(|tx| {
        for old in others.iter().filter(|old| old.kind == CredentialKind::Subject) {
            tx.remove_credential(old.id)?;
        }
        tx.insert_credential(&credential)?;
        Ok(Audited::new((), entry))
    })
}

fn lookup_of(issuer: &str, subject: &str) -> String {
    json!([issuer, subject]).to_string()
}

/// Returns the credential of a subject of the OpenID provider, if it was bound to somebody.
///
/// # Errors
/// Faults of the store.
pub fn of_subject(archive: &Archive, issuer: &str, subject: &str) -> Result<Option<Credential>, Error> {
    Ok(archive.store.read(|view| view.credential_by_lookup(&lookup_of(issuer, subject)))?)
}

/// Returns what a person may sign on by, with the secrets, for whoever checks them; nothing for an unknown person.
///
/// # Errors
/// Faults of the store.
pub fn of_person(archive: &Archive, person: &PersonId) -> Result<Vec<Credential>, Error> {
    let all = archive.store.read(|view| view.credentials_of(person))?;
    Ok(all.into_iter().filter(|one| one.kind != CredentialKind::Enrolment).collect())
}

/// Returns the person with this name in the ledger; a passkey carries it.
///
/// # Errors
/// Faults of the store.
pub fn person_of_handle(archive: &Archive, handle: Uuid) -> Result<Option<PersonId>, Error> {
    let people = archive.store.read(|view| view.people())?;
    Ok(people.into_iter().find(|known| known.pseudonym.0 == handle).map(|known| known.person.id))
}

/// Returns the name in the ledger of a person: random, so that a passkey may carry it.
///
/// # Errors
/// When there is no such person.
pub fn handle_of(archive: &Archive, person: &PersonId) -> Result<Uuid, Error> {
    Ok(archive.store.read(|view| view.person(person))?.pseudonym.0)
}

/// Notes that somebody signed on with this credential, and what changed in it; returns the person and the session that begins.
///
/// # Errors
/// [`StoreError::Conflict`] when it was used meanwhile (the same code twice at once).
pub fn signed_on(
    archive: &mut Archive,
    used: &Credential,
    secret: &str,
    now: Timestamp,
) -> Result<Begun, Error> {
    let known = archive.store.read(|view| view.person(&used.person))?;
    let session = SessionId(archive.uuid(now));
    if archive.alarm().is_none() {
        let subjects = vec![session.into(), Subject::credential(used.id)];
        let detail = json!({ "with": used.kind.name() });
        let entry = sign_on_entry((known.pseudonym, Some(session)), subjects, now, detail);
        archive.store.write(|tx| {
            tx.use_credential(used, secret, now)?;
            Ok::<_, Error>(Audited::new((), entry))
        })?;
    }
    // A read-only archive can be looked at, to find out why.
    Ok(Begun { person: known.person, session })
}

fn sign_on_entry(
    (actor, session): (Pseudonym, Option<SessionId>),
    subjects: Vec<Subject>,
    at: Timestamp,
    detail: serde_json::Value,
) -> Entry {
    Entry { act: Act::SignOn.code(), actor, subjects, session, at, detail }
}

/// Signs on without any credential, in an archive that was made as an example and nowhere else.
///
/// # Errors
/// `not-an-example`; when there is no such person.
pub fn signed_on_to_example(
    archive: &mut Archive,
    person: &PersonId,
    now: Timestamp,
) -> Result<Begun, Error> {
    if !archive.config.example {
        return Err(Error::refused(
            "not-an-example",
            "this archive is not an example",
            "sign on with a passkey or a passphrase",
        ));
    }
    let known = archive.store.read(|view| view.person(person))?;
    let session = SessionId(archive.uuid(now));
    let detail = json!({ "with": "example" });
    let entry = sign_on_entry((known.pseudonym, Some(session)), vec![session.into()], now, detail);
    archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry)))?;
    Ok(Begun { person: known.person, session })
}

/// Notes that signing on as this person is refused for a while, after too many wrong attempts; nothing for an unknown person.
///
/// # Errors
/// Faults of the store.
pub fn locked_out(
    archive: &mut Archive,
    person: &PersonId,
    until: Timestamp,
    now: Timestamp,
) -> Result<(), Error> {
    let known = match archive.store.read(|view| view.person(person)) {
        Err(StoreError::NotFound { .. }) => return Ok(()),
        known => known?,
    };
    let detail = json!({ "locked_until": until });
    let entry = sign_on_entry((known.pseudonym, None), vec![], now, detail);
    archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry)))
}
