//! The use cases of the archive, one file each: what a person can do, from accepting a submission to destroying a record.
//!
//! A library without a face: no terminal, no environment, no clock of its own. Every use case takes a [`Desk`] (the archive, who
//! acts, and when), asks the model first whether that person may, decides, and then acts in one transaction with its ledger entry.

pub mod accept;
pub mod alarms;
pub mod body_texts;
mod breach_files;
pub mod breach_overview;
pub mod breach_register;
pub mod breach_reminders;
pub mod breaches;
pub mod close;
pub mod config;
pub mod controller_messages;
pub mod copies;
pub mod create;
pub mod credentials;
pub mod destroy;
pub mod documents;
pub mod dossiers;
pub mod drafts;
mod error;
pub mod evidence;
pub mod hold;
pub mod intake;
mod keep;
pub mod keys;
pub mod ledger;
pub mod notice;
pub mod notifications;
mod outline;
pub mod people;
mod provenance;
pub mod read;
mod record_file;
pub mod records;
pub mod register;
pub mod release;
pub mod rhythm;
pub mod risks;
pub mod role_changes;
pub mod scope;
pub mod search;
pub mod send_back;
pub mod settings_check;
pub mod store;
pub mod suggestions;
pub mod telling;
pub mod timestamp;
pub mod tokens;
pub mod transcript;
pub mod verify;

pub use breach_files::BreachFile;
pub use config::{Config, PdfSetting};
pub use error::Error;
pub use keep::{Captured, Recorded};
pub use record_file::RecordHead;
pub use zegel_breach as breach;
pub use zegel_exchange::{SafePath, Sink, edpb_json};
pub use zegel_law::{Form, FormItem, FormLanguage};
pub use zegel_render::{Language, loss_text, visible, visible_name};
pub use zegel_store::{
    Cursor, Dossier, Facets, Hold, HoldId, InterimCopy, LedgerEntry, LedgerFilter, MAX_PAPER_BYTES, Object,
    ObjectId, ObjectReader, ObjectRole, Pseudonym, Query, Release, StoreError, Subject, Target,
};

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use zegel_law::Law;
use zegel_model::{Act, Person, PersonId, SessionId, authorise};
use zegel_seal::{Identity, Keyring};
use zegel_store::{Alarm, Entry, Paper, PaperKind, Store};

/// Where chance comes from: fills the slice with random bytes.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// An open archive.
pub struct Archive {
    dir: PathBuf,
    config: Config,
    law: Law,
    store: Store,
    keyring: Keyring,
    outside: Outside,
    outlines: outline::Outlines,
}

/// How the child process that sets type is started.
#[derive(Debug, Clone)]
pub struct Typesetter {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
}

/// What an archive needs from outside: chance, and the program that sets type.
#[derive(Clone)]
pub struct Outside {
    /// Where chance comes from.
    pub random: Random,
    /// How the child process that sets type is started.
    pub typesetter: Typesetter,
}

impl Outside {
    fn source(&self) -> zegel_store::Random {
        let random = Arc::clone(&self.random);
        Box::new(move |bytes| random(bytes))
    }
}

impl Drop for Archive {
    fn drop(&mut self) {
        if self.store.alarm().is_none() {
            // A drop cannot report. The checkpoint lies outside the transaction on purpose; what is missing is published at
            // the next opening.
            let _ = self.store.publish_checkpoint();
        }
    }
}

impl Archive {
    /// Opens the archive in `dir` with the operator's key (or a recovered one).
    ///
    /// # Errors
    /// When there is none, another process holds it, or the key does not fit.
    pub fn open(dir: &Path, key: &Identity, outside: Outside) -> Result<Self, Error> {
        let config = Config::read(dir)?;
        let keyring = create::read_keyring(dir, key)?;
        let store = Store::open(dir, &keyring, outside.source())?;
        create::assemble(dir, config, store, keyring, outside)
    }

    /// Returns why the archive is read-only, where it is.
    pub fn alarm(&self) -> Option<&Alarm> {
        self.store.alarm()
    }

    /// Returns the configuration.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Returns the folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Returns the rules of law in force here.
    pub fn law(&self) -> &Law {
        &self.law
    }

    /// Returns the recipient to which submissions are sealed (`age1…`).
    pub fn recipient(&self) -> String {
        self.keyring.submission_identity().recipient().to_string()
    }

    /// Makes a version of a paper.
    fn paper(
        &self,
        kind: PaperKind,
        (name, version): (&str, u64),
        body: &impl serde::Serialize,
        made: zegel_model::Done,
    ) -> Result<Paper, Error> {
        let (id, name) = (self.uuid(made.at), name.to_owned());
        Ok(Paper { id, kind, name, version, body: serde_json::to_string(body)?, made })
    }

    /// Sits down at the desk as this person.
    ///
    /// # Errors
    /// When the archive knows no such person.
    pub fn desk(&mut self, person: &PersonId, now: Timestamp) -> Result<Desk<'_>, Error> {
        let found = match self.store.read(|view| view.person(person)) {
            Err(StoreError::NotFound { .. }) => {
                return Err(Error::refused(
                    "unknown-person",
                    format!("the archive knows nobody called '{person}'"),
                    "have the administrator add them with 'zegel person add'",
                ));
            }
            found => found?,
        };
        Ok(Desk { archive: self, actor: found.person, pseudonym: found.pseudonym, session: None, now })
    }

    fn uuid(&self, now: Timestamp) -> uuid::Uuid {
        let mut bytes = [0; 10];
        (self.outside.random)(&mut bytes);
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }
}

/// Where a use case happens: the archive, who acts, and when.
pub struct Desk<'a> {
    /// The archive.
    pub archive: &'a mut Archive,
    /// Who acts.
    pub actor: Person,
    /// The name under which the ledger knows that person.
    pub pseudonym: Pseudonym,
    /// In which session; `None` on the command line.
    pub session: Option<SessionId>,
    /// When, UTC.
    pub now: Timestamp,
}

impl Desk<'_> {
    fn authorise(&self, act: Act) -> Result<(), Error> {
        Ok(authorise(&self.actor, act)?)
    }

    fn entry(&self, act: Act, subjects: Vec<Subject>, detail: serde_json::Value) -> Entry {
        Entry {
            act: act.code(),
            actor: self.pseudonym,
            subjects,
            session: self.session,
            at: self.now,
            detail,
        }
    }

    /// Makes the next version of a paper, by whoever acts.
    fn paper(
        &self,
        kind: PaperKind,
        name: &str,
        version: u64,
        body: &impl serde::Serialize,
    ) -> Result<Paper, Error> {
        self.archive.paper(kind, (name, version), body, self.done())
    }

    fn done(&self) -> zegel_model::Done {
        zegel_model::Done { by: self.actor.id.clone(), at: self.now }
    }
}
