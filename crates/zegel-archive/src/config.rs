//! The configuration of one archive: `zegel.toml`, written once at creation and edited by a person.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use zegel_law::Place;
use zegel_model::{PersonId, Role};
use zegel_suggest::Setting;

use crate::Error;

/// What a body decides about its archive. Everything here may be shown; keys are elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The name of the archive, as on packages and pages.
    pub name: String,
    /// The source of identifiers (MDTO `identificatieBron`) and the origin of checkpoints: letters, digits, `.`, `-`, `/`.
    pub origin: String,
    /// Who forms the archive (MDTO `archiefvormer`).
    pub records_creator: String,
    /// The language of what is rendered: `nl`, `en` or `fr`.
    #[serde(default = "dutch")]
    pub language: String,
    /// The form of the durable rendition.
    #[serde(default)]
    pub pdf: PdfSetting,
    /// The policy on chat messages that captures rest on.
    pub policy: Policy,
    /// How many days an escrow copy of the key ring may exist after a destruction (the second date of a certificate).
    #[serde(default = "escrow_days")]
    pub escrow_days: u16,
    /// This archive was made to look around in: invented people and chats. The sign-on page lists the people, on loopback only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub example: bool,
    /// The OpenID provider of the body; without it people sign on with passkeys and passphrases only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_on: Option<SignOn>,
    /// Which detectors suggest what may be personal data, and the body's own words; none when absent.
    #[serde(default, skip_serializing_if = "Setting::is_off")]
    pub suggestions: Setting,
    /// How often owners capture; dated, so that an old rule stays readable.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rhythm: Vec<Rhythm>,
    /// The mail server for reminders; nothing goes out when this is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<Mail>,
    /// What the privacy desk needs to know of the body.
    #[serde(default, skip_serializing_if = "Privacy::is_plain")]
    pub privacy: Privacy,
    /// A time-stamp authority; nothing goes out when this is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<TimestampAuthority>,
}

/// The form of the durable rendition (requirement K1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum PdfSetting {
    /// PDF/A-2a with PDF/UA-1; sources as files beside it.
    #[default]
    #[serde(rename = "2a")]
    A2a,
    /// PDF/A-3a with PDF/UA-1; sources embedded.
    #[serde(rename = "3a")]
    A3a,
}

/// The body's policy on chat messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// The day from which this version holds.
    pub date: Date,
}

/// How often a capture should be: for one owner, for everybody with a role, or for all owners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rhythm {
    /// The day from which it holds.
    pub from: Date,
    /// At most so many days between two captures; 0 takes an earlier rule away.
    pub days: u16,
    /// Only for people who have this role besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Only for this owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<PersonId>,
}

/// What the privacy desk needs to know of the body: where it notifies, under which regime, and what every form asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Privacy {
    /// Where a breach is notified: `NL` or `BE`.
    #[serde(default = "netherlands")]
    pub place: Place,
    /// The regime of most processing: `avg`, `wpg` or `wjsg`; a breach may fall under another one.
    #[serde(default = "avg")]
    pub regime: String,
    /// The rules for network and information security (NIS2) apply to this body, and their terms are shown too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub nis2: bool,
    /// The data protection officer or another point of contact (GDPR art. 33(3)(b)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// The number under which the authority knows the officer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer_number: Option<String>,
    /// The postal address of the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The number of the body in the trade register (KvK, KBO).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trade_number: Option<String>,
    /// The sector in which the body works, in the words of the form of the authority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Kinds of people to tell of a breach that have a text of their own, besides staff, people from outside and guardians.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tell_kinds: Vec<String>,
}

impl Privacy {
    /// Returns the clock of the body, whatever the clock of its server is: that of the place where it notifies breaches.
    ///
    /// UTC on a machine without the data of zones; the program brings its own.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(self.place.zone_name()).unwrap_or(TimeZone::UTC)
    }
}

impl Default for Privacy {
    fn default() -> Self {
        Self {
            place: netherlands(),
            regime: avg(),
            nis2: false,
            contact: None,
            officer_number: None,
            address: None,
            trade_number: None,
            sector: None,
            tell_kinds: vec![],
        }
    }
}

impl Privacy {
    fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// How somebody is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The name.
    pub name: String,
    /// The mail address.
    pub mail: String,
    /// The telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
}

fn netherlands() -> Place {
    Place::Nl
}

fn avg() -> String {
    "avg".to_owned()
}

/// A mail server that takes reminders (SMTP, RFC 5321).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Its name.
    pub server: String,
    /// Its port: 587 with STARTTLS, 465 with TLS from the start.
    #[serde(default = "submission_port")]
    pub port: u16,
    /// How the connection is secured.
    #[serde(default)]
    pub security: Security,
    /// The sender, e.g. `Zegel <zegel@waterveen.nl>`.
    pub from: String,
    /// Where this archive is in a browser, for the link in a reminder.
    pub url: String,
    /// The name with which to sign on at the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// A file with the password, relative to the archive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_file: Option<String>,
    /// After how many days somebody who is late is reminded again.
    #[serde(default = "again_days")]
    pub again_days: u16,
    /// The domain behind a short name, for people without an address of their own below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// The address of a person, by short name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub addresses: BTreeMap<PersonId, String>,
}

impl Mail {
    /// Returns the address of a person; `None` where none is known.
    pub fn address_of(&self, person: &PersonId) -> Option<String> {
        let by_name = || self.domain.as_ref().map(|domain| format!("{person}@{domain}"));
        self.addresses.get(person).cloned().or_else(by_name)
    }
}

/// How the connection to a mail server is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// STARTTLS (RFC 3207), and nothing is sent without it.
    #[default]
    Starttls,
    /// TLS from the start (RFC 8314).
    Tls,
    /// None; only to a server on the same machine.
    None,
}

fn submission_port() -> u16 {
    587
}

fn again_days() -> u16 {
    7
}

/// An OpenID provider (OpenID Connect Core 1.0) at which people of the body sign on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOn {
    /// Its issuer, `https://…`, exactly as it names itself.
    pub issuer: String,
    /// Under which name it knows this archive.
    pub client_id: String,
    /// A file with the RSA private key for `private_key_jwt` (PKCS#1 PEM), relative to the archive.
    pub key_file: String,
    /// The claim of the ID token by which it knows a person; an administrator binds its values to people.
    #[serde(default = "subject")]
    pub claim: String,
    /// Scopes to ask for besides `openid`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
}

fn subject() -> String {
    "sub".to_owned()
}

/// A time-stamp authority (RFC 3161).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimestampAuthority {
    /// Where requests are posted, `http://` or `https://`.
    pub url: String,
    /// A PEM file with the certificates that are trusted, relative to the archive.
    pub trust: String,
}

fn dutch() -> String {
    "nl".to_owned()
}

fn escrow_days() -> u16 {
    35
}

impl Config {
    /// Returns a configuration with the defaults of Zegel.
    pub fn new(name: &str, origin: &str, records_creator: &str, policy_date: Date) -> Self {
        Self {
            name: name.to_owned(),
            origin: origin.to_owned(),
            records_creator: records_creator.to_owned(),
            language: dutch(),
            pdf: PdfSetting::default(),
            policy: Policy { name: "Beleid chatberichten".to_owned(), date: policy_date },
            escrow_days: escrow_days(),
            example: false,
            sign_on: None,
            suggestions: Setting::default(),
            rhythm: vec![],
            mail: None,
            privacy: Privacy::default(),
            timestamp: None,
        }
    }

    /// Reads `zegel.toml` in the folder of an archive.
    ///
    /// # Errors
    /// When there is none, or a field is unknown or wrong.
    pub fn read(dir: &Path) -> Result<Self, Error> {
        let path = dir.join(FILE);
        let text = std::fs::read_to_string(&path).map_err(Error::io("read the configuration", &path))?;
        toml::from_str(&text).map_err(|source| Error::Config { path, source: Box::new(source) })
    }

    /// Writes `zegel.toml`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, dir: &Path) -> Result<(), Error> {
        let path = dir.join(FILE);
        let text = toml::to_string_pretty(self).map_err(|source| Error::Fault(source.to_string()))?;
        std::fs::write(&path, text).map_err(Error::io("write the configuration", &path))
    }
}

/// Writes one section of `zegel.toml` anew and leaves every other line as a person wrote it.
///
/// # Errors
/// When the file cannot be read or written, or would not be understood afterwards.
pub(crate) fn write_section(dir: &Path, name: &str, section: &impl Serialize) -> Result<(), Error> {
    let path = dir.join(FILE);
    let text = std::fs::read_to_string(&path).map_err(Error::io("read the configuration", &path))?;
    let fault = |error: toml::ser::Error| Error::Fault(error.to_string());
    let body = toml::to_string(section).map_err(fault)?;
    let mut new = without_section(&text, name);
    new.push_str(&format!("\n[{name}]\n{body}"));
    toml::from_str::<Config>(&new)
        .map_err(|source| Error::Config { path: path.clone(), source: Box::new(source) })?;
    let beside = path.with_extension("toml.new");
    std::fs::write(&beside, new).map_err(Error::io("write the configuration", &beside))?;
    std::fs::rename(&beside, &path).map_err(Error::io("put the configuration in place", &path))
}

/// Returns the text without the section of that name: from its header to the next one.
fn without_section(text: &str, name: &str) -> String {
    let mut is_inside = false;
    let mut kept = String::with_capacity(text.len());
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with('[') {
            let header = trimmed.split('#').next().unwrap_or_default().trim();
            is_inside = header == format!("[{name}]");
        }
        if !is_inside {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    while kept.ends_with("\n\n") {
        kept.pop();
    }
    kept
}

/// The name of the configuration file.
pub const FILE: &str = "zegel.toml";
