//! Making an archive: its configuration, its keys, and the first person.
//!
//! The operator's key is written before anything is sealed with it, and outside the archive when it is a plain file: a key that lies
//! beside what it opens protects nothing.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use zegel_law::Law;
use zegel_model::{Act, Person, Role};
use zegel_seal::{
    Identity, Keyring, OperatorFile, OperatorKey, Passphrase, Quorum, Recipient, Share, WorkFactor,
    split_identity,
};
use zegel_store::{Audited, Store};

use crate::{Archive, Config, Error, Outside};

/// What a new archive needs to know.
pub struct NewArchive {
    /// Its configuration.
    pub config: Config,
    /// The first person: gets the role of administrator.
    pub operator: Person,
    /// Where the operator's key goes.
    pub safe: Safe,
    /// How many holders recover together.
    pub quorum: Quorum,
}

/// Where the operator's key is kept.
pub enum Safe {
    /// In a file of its own, outside the archive.
    KeyFile(PathBuf),
    /// In the archive, under a passphrase; the work factor is for tests to lower.
    Passphrase(Passphrase, WorkFactor),
}

/// A new archive.
pub struct Created {
    /// The archive, open.
    pub archive: Archive,
    /// The recovery shares: hand one to each holder, then forget them.
    pub shares: Vec<Share>,
}

/// To whom the key ring is sealed: public, beside the key ring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyHolders {
    /// `zegel-key-holders`.
    pub format: String,
    /// 1.
    pub version: u32,
    /// The operator's public key.
    pub operator: String,
    /// The public key of the recovery identity.
    pub recovery: String,
    /// How many holders recover together.
    pub needed: u8,
    /// How many shares were made.
    pub total: u8,
    /// The day of the last successful drill.
    pub last_drill: Option<jiff::civil::Date>,
}

/// Makes an archive in `dir`, which must be absent or empty.
///
/// # Errors
/// When there is something there already, or a file cannot be written.
pub fn create(dir: &Path, new: NewArchive, now: Timestamp, outside: Outside) -> Result<Created, Error> {
    refuse_used(dir)?;
    check_origin(&new.config.origin)?;
    std::fs::create_dir_all(dir).map_err(Error::io("make", dir))?;
    let mut random = outside.source();
    let operator = OperatorKey::generate(&mut *random);
    let recovery = Identity::generate(&mut *random);
    let shares = split_identity(&recovery, new.quorum, &new.config.origin, &mut *random)?;
    write_operator_key(dir, &operator, &new.safe)?;
    let keyring = Keyring::generate(&new.config.origin, &mut *random, now);
    let recipients = [operator.recipient(), recovery.recipient()];
    write_holders(dir, &holders(&recipients, new.quorum))?;
    new.config.write(dir)?;
    let sealed = keyring.seal(&recipients)?;
    let store = Store::create(dir, &keyring, &sealed, outside.source(), now)?;
    let person = Person { roles: vec![Role::Administrator], ..new.operator };
    let archive = assemble(dir, new.config, store, keyring, outside)?;
    let entry = zegel_store::Entry {
        act: Act::KeepPeople.code(),
        actor: zegel_store::Pseudonym::ARCHIVE,
        subjects: vec![],
        session: None,
        at: now,
        detail: json!({ "added": person.id, "roles": person.roles, "first": true }),
    };
    archive.store.write(|tx| {
        tx.insert_person(&person)?;
        Ok::<_, Error>(Audited::new((), entry))
    })?;
    std::fs::write(dir.join(RECIPIENT_FILE), format!("{}\n", archive.recipient()))
        .map_err(Error::io("write", &dir.join(RECIPIENT_FILE)))?;
    Ok(Created { archive, shares })
}

/// The file with the public key to which submissions are sealed.
pub const RECIPIENT_FILE: &str = "recipient.txt";
const HOLDERS_FILE: &str = "keys/holders.json";
const LOCKED_KEY_FILE: &str = "keys/operator.age";
const LAW_FILE: &str = "law.json";

fn refuse_used(dir: &Path) -> Result<(), Error> {
    match std::fs::read_dir(dir) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(Error::Io { doing: "look into", path: dir.to_owned(), source }),
        Ok(mut entries) => entries.next().map_or(Ok(()), |_| {
            Err(Error::refused(
                "folder-in-use",
                format!("{} is not empty", dir.display()),
                "name a folder that does not exist yet",
            ))
        }),
    }
}

fn check_origin(origin: &str) -> Result<(), Error> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/');
    if !origin.is_empty() && origin.len() <= 100 && origin.chars().all(fits) {
        return Ok(());
    }
    Err(Error::refused(
        "origin",
        "this is not an origin for an archive",
        "use letters, digits, '.', '-' and '/', e.g. archief.waterveen.nl",
    ))
}

fn write_operator_key(dir: &Path, operator: &OperatorKey, safe: &Safe) -> Result<(), Error> {
    match safe {
        Safe::KeyFile(path) => write_secret(path, operator.to_plain_file().as_bytes()),
        Safe::Passphrase(passphrase, work) => {
            let path = dir.join(LOCKED_KEY_FILE);
            write_secret(&path, &operator.to_locked_file(passphrase, *work)?)
        }
    }
}

/// Writes a secret that only its owner may read; an existing file is never overwritten.
///
/// # Errors
/// When there is such a file already, or it cannot be written.
pub fn write_secret(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    use std::io::Write as _;
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(Error::io("make", parent))?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(Error::io("make", path))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(Error::io("write", path))
}

fn holders(recipients: &[Recipient; 2], quorum: Quorum) -> KeyHolders {
    let [operator, recovery] = recipients;
    KeyHolders {
        format: "zegel-key-holders".to_owned(),
        version: 1,
        operator: operator.to_string(),
        recovery: recovery.to_string(),
        needed: quorum.needed(),
        total: quorum.total(),
        last_drill: None,
    }
}

pub(crate) fn write_holders(dir: &Path, holders: &KeyHolders) -> Result<(), Error> {
    let path = dir.join(HOLDERS_FILE);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(Error::io("make", parent))?;
    }
    let part = path.with_extension("part");
    std::fs::write(&part, serde_json::to_vec_pretty(holders)?).map_err(Error::io("write", &part))?;
    std::fs::rename(&part, &path).map_err(Error::io("write", &path))
}

pub(crate) fn read_holders(dir: &Path) -> Result<KeyHolders, Error> {
    let path = dir.join(HOLDERS_FILE);
    let bytes = std::fs::read(&path).map_err(Error::io("read", &path))?;
    serde_json::from_slice(&bytes).map_err(|_| {
        Error::refused(
            "key-holders",
            "keys/holders.json does not parse",
            "restore it from a copy, or recover with the shares",
        )
    })
}

pub(crate) fn recipients(holders: &KeyHolders) -> Result<[Recipient; 2], Error> {
    Ok([holders.operator.parse()?, holders.recovery.parse()?])
}

/// Opens the key ring of an archive.
pub(crate) fn read_keyring(dir: &Path, key: &Identity) -> Result<Keyring, Error> {
    Ok(Keyring::open(key, &Store::sealed_keyring(dir)?)?)
}

/// Reads the rules of law: those built in, and the body's own where it has a file.
pub(crate) fn read_law(dir: &Path) -> Result<Law, Error> {
    let built_in = Law::built_in();
    let path = dir.join(LAW_FILE);
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(built_in.with_body_file(&text)?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(built_in),
        Err(source) => Err(Error::Io { doing: "read", path, source }),
    }
}

/// Puts an open archive together with the law that lies beside it.
pub(crate) fn assemble(
    dir: &Path,
    config: Config,
    store: Store,
    keyring: Keyring,
    outside: Outside,
) -> Result<Archive, Error> {
    let law = read_law(dir)?;
    Ok(Archive {
        dir: dir.to_owned(),
        config,
        law,
        store,
        keyring,
        outside,
        outlines: crate::outline::Outlines::default(),
    })
}

/// Reads a plain key file.
///
/// # Errors
/// When it is not one, or is locked with a passphrase.
pub fn key_from_file(text: &str) -> Result<Identity, Error> {
    match OperatorKey::read(text.as_bytes())? {
        OperatorFile::Plain(key) => Ok(key.identity().clone()),
        OperatorFile::Locked(_) => Err(Error::refused(
            "key-locked",
            "this key file is locked with a passphrase",
            "leave --key-file out and give the passphrase",
        )),
    }
}

/// Returns true when the operator's key lies in the folder of the archive, under a passphrase.
pub(crate) fn has_locked_key(dir: &Path) -> bool {
    dir.join(LOCKED_KEY_FILE).exists()
}

/// Opens the key that lies in the archive with its passphrase.
///
/// # Errors
/// When there is none there, or the passphrase does not fit.
pub fn key_from_passphrase(dir: &Path, passphrase: &str) -> Result<Identity, Error> {
    let path = dir.join(LOCKED_KEY_FILE);
    let locked = match std::fs::read(&path) {
        Ok(locked) => locked,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Error::refused(
                "no-locked-key",
                format!("there is no key under a passphrase in {}", dir.display()),
                "give --key-file, or check --archive",
            ));
        }
        Err(source) => return Err(Error::Io { doing: "read", path, source }),
    };
    Ok(OperatorKey::open(&locked, &Passphrase::new(passphrase))?.identity().clone())
}
