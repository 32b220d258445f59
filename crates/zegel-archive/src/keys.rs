//! Keys: rotation, recovery by several holders, and the drill that shows it works (requirement T3).

use std::path::Path;

use jiff::Timestamp;
use serde_json::json;
use zegel_model::Act;
use zegel_seal::{Identity, Keyring, OperatorKey, Share, combine_shares};
use zegel_store::Audited;

use crate::create::{self, Safe};
use crate::{Desk, Error};

/// What an administrator may know about the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The number of the current epoch.
    pub epoch: u32,
    /// Since when.
    pub since: Timestamp,
    /// The fingerprint of the operator's key.
    pub operator: String,
    /// How many holders recover together, of how many.
    pub quorum: (u8, u8),
    /// The day of the last drill that succeeded.
    pub last_drill: Option<jiff::civil::Date>,
    /// The key with which an outsider verifies checkpoints.
    pub verifier: String,
    /// The public key to which submissions are sealed.
    pub recipient: String,
}

/// Returns the state of the keys; no secret.
///
/// # Errors
/// `not-your-role`.
pub fn state(desk: &Desk<'_>) -> Result<State, Error> {
    desk.authorise(Act::KeepKeys)?;
    let archive = &*desk.archive;
    let holders = create::read_holders(&archive.dir)?;
    let [operator, _] = create::recipients(&holders)?;
    Ok(State {
        epoch: archive.keyring.current().number,
        since: archive.keyring.current().created_at,
        operator: operator.fingerprint(),
        quorum: (holders.needed, holders.total),
        last_drill: holders.last_drill,
        verifier: archive.store.verifier_key().to_string(),
        recipient: archive.recipient(),
    })
}

/// Moves the archive to a new epoch: every dossier key is wrapped anew, the database gets a new key, the old epoch is forgotten.
///
/// # Errors
/// `not-your-role`; faults, after which the next opening finishes or undoes the rotation.
pub fn rotate(desk: &mut Desk<'_>) -> Result<u32, Error> {
    desk.authorise(Act::KeepKeys)?;
    begin_epoch(desk, "rotation")
}

/// Begins a new epoch, whatever the reason.
pub(crate) fn begin_epoch(desk: &mut Desk<'_>, reason: &str) -> Result<u32, Error> {
    let detail = json!({ "from": desk.archive.store.epoch(), "reason": reason });
    let entry = desk.entry(Act::KeepKeys, vec![], detail);
    let now = desk.now;
    let archive = &mut *desk.archive;
    let recipients = create::recipients(&create::read_holders(&archive.dir)?)?;
    let mut rotated = archive.keyring.clone();
    rotated.start_rotation(&mut *archive.outside.source(), now)?;
    rotated.finish_rotation()?;
    let sealed = rotated.seal(&recipients)?;
    archive.store.rotate_epoch(&rotated, &sealed, &entry)?;
    archive.keyring = rotated;
    Ok(archive.store.epoch())
}

/// Recovers an archive whose operator's key is lost: the shares open the key ring, a new operator's key is made and written.
///
/// The archive must not be open elsewhere. The old operator's key opens nothing any more afterwards.
///
/// # Errors
/// Too few, mixed or altered shares; shares of another archive.
pub fn recover(dir: &Path, shares: &[Share], safe: &Safe, outside: &crate::Outside) -> Result<(), Error> {
    let (recovery, keyring) = open_with_shares(dir, shares)?;
    let mut holders = create::read_holders(dir)?;
    let operator = OperatorKey::generate(&mut *outside.source());
    match safe {
        Safe::KeyFile(path) => create::write_secret(path, operator.to_plain_file().as_bytes())?,
        Safe::Passphrase(passphrase, work) => {
            let path = dir.join("keys").join("operator.age");
            let part = path.with_extension("part");
            std::fs::write(&part, operator.to_locked_file(passphrase, *work)?)
                .map_err(Error::io("write", &part))?;
            std::fs::rename(&part, &path).map_err(Error::io("write", &path))?;
        }
    }
    let sealed = keyring.seal(&[operator.recipient(), recovery.recipient()])?;
    let path = dir.join("keys").join("keyring.age");
    let part = path.with_extension("part");
    std::fs::write(&part, sealed).map_err(Error::io("write", &part))?;
    std::fs::rename(&part, &path).map_err(Error::io("write", &path))?;
    holders.operator = operator.recipient().to_string();
    create::write_holders(dir, &holders)
}

/// The drill: shows that these shares open the key ring of this archive, and records it; nothing else changes.
///
/// # Errors
/// `not-your-role`; too few, mixed or altered shares; shares of another archive.
pub fn drill(desk: &mut Desk<'_>, shares: &[Share]) -> Result<(), Error> {
    desk.authorise(Act::KeepKeys)?;
    let dir = desk.archive.dir.clone();
    let (_, keyring) = open_with_shares(&dir, shares)?;
    if keyring != desk.archive.keyring {
        return Err(Error::refused(
            "other-keyring",
            "the shares open another key ring than the one in use",
            "make new shares with 'zegel keys shares'",
        ));
    }
    let mut holders = create::read_holders(&dir)?;
    holders.last_drill = Some(desk.now.to_zoned(jiff::tz::TimeZone::UTC).date());
    create::write_holders(&dir, &holders)?;
    let entry = desk.entry(Act::KeepKeys, vec![], json!({ "drill": shares.len() }));
    desk.archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry)))
}

fn open_with_shares(dir: &Path, shares: &[Share]) -> Result<(Identity, Keyring), Error> {
    let recovery = combine_shares(shares)?;
    let keyring = create::read_keyring(dir, &recovery)?;
    Ok((recovery, keyring))
}
