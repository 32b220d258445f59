//! From arguments to an open archive: where it is, which key opens it, who acts, and the edge where time and chance come in.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use zegel_archive::{Archive, Outside, Typesetter, create};
use zegel_model::PersonId;
use zegel_seal::Identity;

use crate::exit::Usage;

/// Where the archive is and which key opens it.
#[derive(clap::Args, Debug, Clone)]
pub struct ArchiveArgs {
    /// Folder of the archive
    #[arg(long, env = "ZEGEL_ARCHIVE", default_value = "zegel-archive", value_name = "DIR")]
    pub archive: PathBuf,
    #[command(flatten)]
    pub key: KeyArgs,
    /// Who acts: the short name of a person of the archive
    #[arg(long = "as", env = "ZEGEL_AS", value_name = "PERSON")]
    pub person: Option<PersonId>,
}

/// The operator's key.
#[derive(clap::Args, Debug, Clone)]
pub struct KeyArgs {
    /// File with the operator's key
    #[arg(long, env = "ZEGEL_KEY_FILE", value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// File with the passphrase of the operator's key (asked for when neither is given)
    #[arg(long, env = "ZEGEL_PASSPHRASE_FILE", value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
}

impl ArchiveArgs {
    /// Opens the archive.
    pub fn open(&self) -> anyhow::Result<Archive> {
        let key = self.key.identity(&self.archive)?;
        let archive = Archive::open(&self.archive, &key, outside()?)?;
        if let Some(alarm) = archive.alarm() {
            eprintln!("zegel: ALARM: {alarm}; the archive is open for reading only");
        }
        Ok(archive)
    }

    /// Returns who acts.
    pub fn person(&self) -> anyhow::Result<&PersonId> {
        self.person.as_ref().ok_or_else(|| Usage("say who acts: --as PERSON (or ZEGEL_AS)".into()).into())
    }
}

impl KeyArgs {
    /// Reads the operator's key: a key file, or the key inside the archive with its passphrase.
    pub fn identity(&self, archive: &Path) -> anyhow::Result<Identity> {
        if let Some(path) = &self.key_file {
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("could not read {}", path.display()))?;
            return Ok(create::key_from_file(&text)?);
        }
        let passphrase = self.passphrase("Passphrase of the operator: ")?;
        Ok(create::key_from_passphrase(archive, &passphrase)?)
    }

    /// Reads the passphrase from its file, or asks.
    pub fn passphrase(&self, prompt: &str) -> anyhow::Result<String> {
        match &self.passphrase_file {
            Some(path) => {
                let text = std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
                Ok(text.trim_end_matches(['\r', '\n']).to_owned())
            }
            None => rpassword::prompt_password(prompt).context(
                "could not ask for the passphrase: give --key-file or --passphrase-file where there is no terminal",
            ),
        }
    }
}

/// The time at this edge.
#[expect(clippy::disallowed_methods, reason = "the one place where the command reads the clock")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// Today, in the zone of this machine.
pub fn today() -> jiff::civil::Date {
    now().to_zoned(TimeZone::system()).date()
}

/// Returns the zone of an IANA name.
pub fn zone_of(name: &str) -> anyhow::Result<TimeZone> {
    let unknown = |_| Usage(format!("this machine knows no zone '{name}'; write it as in Europe/Amsterdam"));
    Ok(TimeZone::get(name).map_err(unknown)?)
}

/// Chance from the operating system.
pub fn random(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the operating system gives random bytes, or nothing here is safe");
}

/// What an archive needs from outside.
pub fn outside() -> anyhow::Result<Outside> {
    let program = std::env::current_exe().context("could not find the program itself")?;
    let typesetter = Typesetter { program, arguments: vec!["__typeset".into()] };
    Ok(Outside { random: std::sync::Arc::new(random), typesetter })
}
