//! The letters of a telling by mail (requirement B5): one recipient per mail, one after the other, each apart from all other mail.
//!
//! What the server answers is told apart with care, because nobody may get a letter twice and nobody may be missed: up to the end of
//! the commands a failure means "certainly not taken"; once the content is on its way only the server's answer counts, and without
//! an answer the letter is in doubt (RFC 5321 §4.2.5, RFC 1047). The names of people stand in no log.

use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{SmtpConnection, Tls};
use lettre::transport::smtp::commands::{Data, Mail as From, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, address::Envelope};
use uuid::Uuid;
use zegel_archive::Archive;
use zegel_archive::breach::telling::MailAnswer;
use zegel_archive::config::Mail;
use zegel_archive::telling::{self, Next, Outgoing, Then};

use crate::mail::{AutoSubmitted, PATIENCE, credentials, tls};
use crate::problem::chain;
use crate::{App, Problem, Stop};

/// How often running tellings are looked at when nobody starts one: a server that was away is asked again then.
const EVERY: Duration = Duration::from_secs(5 * 60);

/// What a round did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Round {
    /// Letters that the server took.
    pub n_sent: u64,
    /// Letters that it refused for good.
    pub n_refused: u64,
    /// Letters that are tried again later.
    pub n_later: u64,
    /// Letters of which nobody knows whether it took them.
    pub n_in_doubt: u64,
}

impl Round {
    fn count(&mut self, answer: MailAnswer) {
        match answer {
            MailAnswer::Taken => self.n_sent += 1,
            MailAnswer::Never { .. } => self.n_refused += 1,
            MailAnswer::NotNow | MailAnswer::Away => self.n_later += 1,
            MailAnswer::Unheard => self.n_in_doubt += 1,
        }
    }
}

/// Sends what is to be sent, now and whenever somebody starts a telling, until told to stop; the letter under way is finished first.
pub async fn run(app: App, mut stop: Stop) {
    loop {
        if app.facts().is_some()
            && let Err(problem) = round(&app, &stop).await
        {
            tracing::error!(code = %problem.code, cause = problem.cause, "the letters to people could not be sent");
        }
        tokio::select! {
            _ = stop.wait_for(|is_told| *is_told) => return,
            () = app.telling_started.notified() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Sends the letters of all tellings that run, as far as they may go now. There is one sender at a time.
///
/// # Errors
/// Faults of the archive.
pub async fn round(app: &App, stop: &Stop) -> Result<Round, Problem> {
    let _alone = app.sending_letters.lock().await;
    let mut round = Round::default();
    for id in app.with_archive(|archive| Ok(telling::running(archive)?)).await? {
        let now = app.now();
        let mut wire = app
            .with_archive(move |archive| {
                telling::recover(archive, id, now)?;
                Ok(Wire::new(archive))
            })
            .await?;
        let mut before = None;
        loop {
            let (now, then) = (app.now(), if *stop.borrow() { Then::Stop } else { Then::GoOn });
            let next =
                app.with_archive(move |archive| Ok(telling::next(archive, id, (before, then), now)?)).await?;
            let Next::Send(letter) = next else { break };
            let sent = tokio::task::spawn_blocking(move || {
                let answer = wire.post(&letter);
                (wire, letter.letter, answer)
            });
            let (back, letter, answer) =
                sent.await.map_err(|_| Problem::fault("sending a letter panicked"))?;
            wire = back;
            round.count(answer);
            before = Some((letter, answer));
        }
    }
    Ok(round)
}

/// Sends the letters of all tellings that run; for the command line, which has the archive to itself.
///
/// # Errors
/// Faults of the archive.
pub fn send_all(archive: &Archive, now: impl Fn() -> Timestamp) -> Result<Round, zegel_archive::Error> {
    let mut round = Round::default();
    for id in telling::running(archive)? {
        telling::recover(archive, id, now())?;
        let mut wire = Wire::new(archive);
        let mut before: Option<(Uuid, MailAnswer)> = None;
        while let Next::Send(letter) = telling::next(archive, id, (before, Then::GoOn), now())? {
            let answer = wire.post(&letter);
            round.count(answer);
            before = Some((letter.letter, answer));
        }
    }
    Ok(round)
}

/// The line to the mail server: it stays open from one letter to the next.
struct Wire {
    dir: PathBuf,
    mail: Option<Mail>,
    open: Option<SmtpConnection>,
}

impl Wire {
    fn new(archive: &Archive) -> Self {
        Self { dir: archive.dir().to_owned(), mail: archive.config().mail.clone(), open: None }
    }

    fn post(&mut self, letter: &Outgoing) -> MailAnswer {
        let Some(mail) = self.mail.clone() else { return MailAnswer::Away };
        let message = match write(&mail, letter) {
            Ok(message) => message,
            Err(cause) => {
                tracing::warn!(letter = %letter.letter, cause, "a letter cannot be addressed");
                return MailAnswer::Never { status: None };
            }
        };
        // A server may close a line that it finds long enough in use; nothing was said on it yet, so a new one is opened once.
        let was_open = self.open.is_some();
        match self.hand_over(&mail, &message) {
            Handed::Broken if was_open => match self.hand_over(&mail, &message) {
                Handed::Broken => MailAnswer::Away,
                Handed::Answered(answer) => answer,
            },
            Handed::Broken => MailAnswer::Away,
            Handed::Answered(answer) => answer,
        }
    }

    fn hand_over(&mut self, mail: &Mail, message: &Message) -> Handed {
        let mut line = match self.open.take().map_or_else(|| self.connect(mail), Ok) {
            Ok(line) => line,
            Err(cause) => {
                tracing::warn!(cause, "the mail server could not be reached");
                return Handed::Broken;
            }
        };
        let handed = speak(&mut line, message.envelope(), &message.formatted());
        let is_usable = match handed {
            Handed::Answered(MailAnswer::Taken) => true,
            // The next letter begins afresh on the same line (RFC 5321 §4.1.1.5).
            Handed::Answered(MailAnswer::NotNow | MailAnswer::Never { .. }) => line.command(Rset).is_ok(),
            Handed::Answered(MailAnswer::Away | MailAnswer::Unheard) | Handed::Broken => false,
        };
        if is_usable {
            self.open = Some(line);
        }
        handed
    }

    fn connect(&self, mail: &Mail) -> Result<SmtpConnection, String> {
        let hello = ClientId::default();
        let tls = tls(mail)?;
        let wrapper = match &tls {
            Tls::Wrapper(parameters) => Some(parameters),
            _ => None,
        };
        let server = (mail.server.as_str(), mail.port);
        let cause = |error: SmtpError| chain(&error);
        let mut line =
            SmtpConnection::connect(server, Some(PATIENCE), &hello, wrapper, None).map_err(cause)?;
        if let Tls::Required(parameters) = &tls {
            line.starttls(parameters, &hello).map_err(cause)?;
        }
        if let Some((user, password)) = credentials(&self.dir, mail)? {
            let credentials = Credentials::new(user, password);
            line.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).map_err(cause)?;
        }
        Ok(line)
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if let Some(mut line) = self.open.take() {
            // A goodbye that is not heard changes nothing.
            drop(line.quit());
        }
    }
}

/// How far a letter came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Handed {
    /// The server answered, or its answer to the content did not come.
    Answered(MailAnswer),
    /// The line broke before the content: certainly not taken.
    Broken,
}

fn speak(line: &mut SmtpConnection, envelope: &Envelope, content: &[u8]) -> Handed {
    if let Err(error) = line.command(From::new(envelope.from().cloned(), vec![])) {
        // Who may not send at all may not send the next letter either: that is no fault of this one.
        tracing::warn!(status = ?error.status(), "the mail server does not take mail from this sender now");
        return Handed::Broken;
    }
    for to in envelope.to() {
        if let Err(error) = line.command(Rcpt::new(to.clone(), vec![])) {
            return refused(&error);
        }
    }
    if let Err(error) = line.command(Data) {
        return refused(&error);
    }
    match line.message(content) {
        Ok(_) => Handed::Answered(MailAnswer::Taken),
        Err(error) => match refused(&error) {
            Handed::Broken => Handed::Answered(MailAnswer::Unheard),
            answered @ Handed::Answered(_) => answered,
        },
    }
}

/// Tells apart what the server said; `Broken` when it said nothing that can be understood, or that it closes the line (421).
fn refused(error: &SmtpError) -> Handed {
    let status = error.status().map(u16::from);
    tracing::warn!(?status, "the mail server did not take a letter");
    match status {
        Some(421) | None => Handed::Broken,
        Some(status) if error.is_permanent() => Handed::Answered(MailAnswer::Never { status: Some(status) }),
        Some(_) => Handed::Answered(MailAnswer::NotNow),
    }
}

/// Writes a letter: plain text to one person, with answers to the point of contact.
fn write(mail: &Mail, letter: &Outgoing) -> Result<Message, String> {
    let from: Mailbox = mail.from.parse().map_err(|_| "the sender is no mail address".to_owned())?;
    let address: Address =
        letter.address.as_str().parse().map_err(|_| "an address is no mail address".to_owned())?;
    let name = Some(letter.name.as_str().to_owned()).filter(|name| !name.is_empty());
    let reply_to = letter.reply_to.as_deref().and_then(|address| address.parse::<Address>().ok());
    let mut builder = Message::builder()
        .from(from)
        .to(Mailbox::new(name, address))
        .subject(letter.subject.as_str())
        .message_id(Some(format!("<{}>", letter.message_id)))
        .header(AutoSubmitted)
        .header(ContentLanguage(letter.language.to_owned()))
        .header(ContentType::TEXT_PLAIN);
    if let Some(reply_to) = reply_to {
        builder = builder.reply_to(Mailbox::new(None, reply_to));
    }
    let lines: Vec<&str> = letter.text.as_str().lines().collect();
    builder.body(lines.join("\r\n")).map_err(|error| chain(&error))
}

/// `Content-Language` (RFC 3282): a program that reads aloud takes the right voice.
#[derive(Clone)]
struct ContentLanguage(String);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}
