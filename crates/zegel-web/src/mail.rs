//! Reminders by mail, of a rhythm or of the clock of a breach: one letter at a time, over SMTP, to the server that the body configured and to nobody else.
//!
//! A letter says how many days ago the last capture was and where to go; nothing of a chat is in it. What the server answers decides
//! what the archive writes down: a refusal for good (5xx) is not tried again, everything else is.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Address, SmtpTransport, Transport as _};
use zegel_archive::breach_reminders::{self, ClockLetter};
use zegel_archive::config::{Mail, Security};
use zegel_archive::rhythm::{self, Letter, Outcome};
use zegel_archive::{Archive, Error};

use crate::problem::chain;
use crate::texts::TEXTS;
use crate::{App, Lang, Problem};

/// How long the mail server may take for one answer.
pub(crate) const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);
/// At most so many letters in one round; the next round goes on.
const MAX_LETTERS: usize = 500;

/// What a round did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Round {
    /// Letters that the server took.
    pub n_sent: u64,
    /// Letters that it refused for good.
    pub n_refused: u64,
    /// Letters that are tried again later.
    pub n_failed: u64,
}

impl Round {
    /// Counts an outcome.
    pub fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Sent => self.n_sent += 1,
            Outcome::Refused => self.n_refused += 1,
            Outcome::Sending | Outcome::Failed => self.n_failed += 1,
        }
    }
}

/// Sends every reminder that is due; for `zegel remind`, which has the archive to itself.
///
/// # Errors
/// Faults of the archive.
pub fn remind(archive: &Archive, now: Timestamp, zone: &TimeZone) -> Result<Round, Error> {
    let mut round = Round::default();
    let Some(mail) = archive.config().mail.clone() else { return Ok(round) };
    let lang = Lang::of_code(&archive.config().language).unwrap_or_default();
    for _ in 0..MAX_LETTERS {
        let Some(letter) = rhythm::next_letter(archive, now, zone)? else { break };
        let outcome = post(archive.dir(), &mail, write(&mail, &letter, lang));
        rhythm::record(archive, &letter, outcome, now)?;
        round.count(outcome);
        if outcome == Outcome::Failed {
            // The server is away; it is not asked again for every owner.
            break;
        }
    }
    Ok(round)
}

/// Sends what is due now, one letter after the other; for `zegel serve`. The archive is free while the mail server is busy.
///
/// # Errors
/// Faults of the archive.
pub async fn round(app: &App) -> Result<Round, Problem> {
    let mut round = Round::default();
    if app.facts().is_none() {
        return Ok(round);
    }
    for _ in 0..MAX_LETTERS {
        let (now, zone) = (app.now(), app.settings.zone.clone());
        let next = app
            .with_archive(move |archive| {
                let letter = rhythm::next_letter(archive, now, &zone)?;
                let lang = Lang::of_code(&archive.config().language).unwrap_or_default();
                Ok(letter
                    .zip(archive.config().mail.clone())
                    .map(|found| (found, archive.dir().to_owned(), lang)))
            })
            .await?;
        let Some(((letter, mail), dir, lang)) = next else { break };
        let (outcome, letter) =
            tokio::task::spawn_blocking(move || (post(&dir, &mail, write(&mail, &letter, lang)), letter))
                .await
                .map_err(|_| Problem::fault("sending a reminder panicked"))?;
        let now = app.now();
        app.with_archive(move |archive| Ok(rhythm::record(archive, &letter, outcome, now)?)).await?;
        round.count(outcome);
        if outcome == Outcome::Failed {
            break;
        }
    }
    Ok(round)
}

/// Sends every reminder of a clock that is due, one after the other; the archive is free while the mail server is busy.
///
/// # Errors
/// Faults of the archive.
pub async fn clocks(app: &App) -> Result<Round, Problem> {
    let mut round = Round::default();
    if app.facts().is_none() {
        return Ok(round);
    }
    for _ in 0..MAX_LETTERS {
        let now = app.now();
        let next = app
            .with_archive(move |archive| {
                let letter = breach_reminders::next_letter(archive, now)?;
                let lang = Lang::of_code(&archive.config().language).unwrap_or_default();
                Ok(letter
                    .zip(archive.config().mail.clone())
                    .map(|found| (found, archive.dir().to_owned(), lang)))
            })
            .await?;
        let Some(((letter, mail), dir, lang)) = next else { break };
        let zone = app.settings.zone.clone();
        let (outcome, letter) = tokio::task::spawn_blocking(move || {
            (post(&dir, &mail, write_clock(&mail, &letter, (lang, &zone))), letter)
        })
        .await
        .map_err(|_| Problem::fault("sending a reminder panicked"))?;
        let now = app.now();
        app.with_archive(move |archive| Ok(breach_reminders::record(archive, &letter, outcome, now)?))
            .await?;
        round.count(outcome);
        if outcome == Outcome::Failed {
            break;
        }
    }
    Ok(round)
}

/// Sends one mail; a failure is logged without its address.
pub(crate) fn post(dir: &std::path::Path, mail: &Mail, message: Result<Message, String>) -> Outcome {
    let message = match message {
        Ok(message) => message,
        Err(cause) => {
            tracing::warn!(cause, "a mail cannot be addressed");
            return Outcome::Refused;
        }
    };
    let transport = match transport(dir, mail) {
        Ok(transport) => transport,
        Err(cause) => {
            tracing::error!(cause, "the mail server cannot be used as it is configured");
            return Outcome::Failed;
        }
    };
    match transport.send(&message) {
        Ok(_) => Outcome::Sent,
        // The words of a mail server may repeat the address; its code says enough.
        Err(error) if error.is_permanent() => {
            tracing::warn!(status = ?error.status(), "the mail server refused a mail for good");
            Outcome::Refused
        }
        Err(error) => {
            let cause =
                if error.is_response() || error.is_transient() { String::new() } else { chain(&error) };
            tracing::warn!(status = ?error.status(), cause, "a mail could not be sent now");
            Outcome::Failed
        }
    }
}

/// Returns how the connection to the mail server is secured.
pub(crate) fn tls(mail: &Mail) -> Result<Tls, String> {
    let tls = || TlsParameters::new(mail.server.clone()).map_err(|error| chain(&error));
    let is_loopback = matches!(mail.server.as_str(), "localhost" | "127.0.0.1" | "::1");
    Ok(match mail.security {
        Security::Tls => Tls::Wrapper(tls()?),
        Security::Starttls => Tls::Required(tls()?),
        Security::None if is_loopback => Tls::None,
        Security::None => return Err("without encryption only a server on this machine is used".to_owned()),
    })
}

/// Returns the name and the password with which to sign on at the mail server, where there are any.
pub(crate) fn credentials(dir: &std::path::Path, mail: &Mail) -> Result<Option<(String, String)>, String> {
    let (Some(user), Some(file)) = (&mail.user, &mail.password_file) else { return Ok(None) };
    let password = std::fs::read_to_string(dir.join(file)).map_err(|error| chain(&error))?;
    Ok(Some((user.clone(), password.trim_end().to_owned())))
}

fn transport(dir: &std::path::Path, mail: &Mail) -> Result<SmtpTransport, String> {
    let mut builder = SmtpTransport::builder_dangerous(&mail.server)
        .port(mail.port)
        .tls(tls(mail)?)
        .timeout(Some(PATIENCE));
    if let Some((user, password)) = credentials(dir, mail)? {
        builder = builder.credentials(Credentials::new(user, password));
    }
    Ok(builder.build())
}

fn write(mail: &Mail, letter: &Letter, lang: Lang) -> Result<Message, String> {
    let from: Mailbox = mail.from.parse().map_err(|_| "the sender is no mail address".to_owned())?;
    let address: Address = letter.address.parse().map_err(|_| "an address is no mail address".to_owned())?;
    let name = letter.name.as_str();
    let since = match letter.days_since {
        Some(days) => {
            TEXTS.say(lang, "rhythm-mail-since").with("n", u64::from(days.unsigned_abs())).to_string()
        }
        None => TEXTS.get(lang, "rhythm-mail-never"),
    };
    let body = [
        TEXTS.say(lang, "rhythm-mail-hello").with("name", name).to_string(),
        String::new(),
        since,
        TEXTS.say(lang, "rhythm-mail-every").with("n", u64::from(letter.every_days)).to_string(),
        String::new(),
        TEXTS
            .say(lang, "rhythm-mail-where")
            .with("url", format!("{}/schiften", mail.url.trim_end_matches('/')))
            .to_string(),
        TEXTS.get(lang, "rhythm-mail-nothing"),
        String::new(),
        TEXTS.get(lang, "rhythm-mail-why"),
        String::new(),
    ];
    let to = Mailbox::new(Some(name.to_owned()), address);
    envelope((from, to), (&TEXTS.get(lang, "rhythm-mail-subject"), &letter.message_id), &body)
}

fn write_clock(
    mail: &Mail,
    letter: &ClockLetter,
    (lang, zone): (Lang, &TimeZone),
) -> Result<Message, String> {
    let from: Mailbox = mail.from.parse().map_err(|_| "the sender is no mail address".to_owned())?;
    let address: Address = letter.address.parse().map_err(|_| "an address is no mail address".to_owned())?;
    let name = letter.name.as_str();
    let until = crate::format::date_time(lang, letter.deadline, zone);
    let (subject, what) = match letter.hours_left {
        Some(hours) => {
            ("rhythm-clock-subject", TEXTS.say(lang, "rhythm-clock-left").with("n", u64::from(hours)))
        }
        None => ("rhythm-clock-subject-late", TEXTS.say(lang, "rhythm-clock-late")),
    };
    let url = format!("{}/datalekken/{}", mail.url.trim_end_matches('/'), letter.breach);
    let body = [
        TEXTS.say(lang, "rhythm-mail-hello").with("name", name).to_string(),
        String::new(),
        what.with("number", letter.number.as_str()).with("until", until).to_string(),
        String::new(),
        TEXTS.say(lang, "rhythm-clock-where").with("url", url).to_string(),
        TEXTS.get(lang, "rhythm-clock-nothing"),
        String::new(),
    ];
    let subject = TEXTS.say(lang, subject).with("number", letter.number.as_str()).to_string();
    envelope((from, Mailbox::new(Some(name.to_owned()), address)), (&subject, &letter.message_id), &body)
}

/// Writes a letter of the archive: plain text, by no person, with its own Message-ID.
fn envelope(
    (from, to): (Mailbox, Mailbox),
    (subject, message_id): (&str, &str),
    lines: &[String],
) -> Result<Message, String> {
    Message::builder()
        .from(from)
        .to(to)
        .subject(subject)
        .message_id(Some(format!("<{message_id}>")))
        .header(AutoSubmitted)
        .header(ContentType::TEXT_PLAIN)
        .body(lines.join("\r\n"))
        .map_err(|error| chain(&error))
}

/// `Auto-Submitted: auto-generated` (RFC 3834 §5): no out-of-office answer comes back.
#[derive(Clone)]
pub(crate) struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
