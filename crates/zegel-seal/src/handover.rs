//! Hand-over files: streams sealed to recipients in the age format (`c2sp.org/age`, X25519).
//!
//! Any implementation of age opens them with the right identity. The format hides and protects the content but
//! does not say who made it; that is for what is inside. Invariant: a reader never gives a byte that was not
//! authenticated, and a stream that was cut off ends in an error, never in a clean end.

use std::fmt;
use std::io::{self, BufReader, Read, Write};
use std::str::FromStr;

use age::secrecy::ExposeSecret as _;
use bech32::{Bech32, Hrp};
use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize as _, Zeroizing};

use crate::key::Random;
use crate::passphrase::MAX_WORK_FACTOR;

/// What a secret identity begins with in text.
const IDENTITY_PREFIX: &str = "age-secret-key-";

/// Someone who can open what is sealed to their [`Recipient`]; a secret, wiped when dropped.
#[derive(Clone)]
pub struct Identity(age::x25519::Identity);

/// The public half of an [`Identity`]: anyone may have it, and seal with it.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient(age::x25519::Recipient);

/// Why something could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum HandOverError {
    /// The text is no age identity.
    #[error(
        "read the secret key: it must be one line that begins with AGE-SECRET-KEY-1; check for typing errors"
    )]
    Identity,
    /// The text is no age recipient.
    #[error("read the public key: it must be one line that begins with age1; check for typing errors")]
    Recipient,
    /// There is nobody to seal to.
    #[error("seal the file: it needs at least one recipient")]
    NoRecipient,
    /// The bytes do not begin as an age file.
    #[error("open the sealed file: it is not an age file of version 1, or its head is damaged")]
    NotAgeFile,
    /// The file is not sealed to this key.
    #[error("open the sealed file: this key does not fit; it was sealed to another recipient or passphrase")]
    WrongKey,
    /// The file is sealed to a passphrase and a key was given.
    #[error("open the sealed file: it needs a passphrase, not a key")]
    NeedsPassphrase,
    /// The file is sealed to a key and a passphrase was given.
    #[error("open the sealed file: it needs a key, not a passphrase")]
    NeedsKey,
    /// The file asks for more work than is allowed, which only a hostile file does.
    #[error(
        "open the sealed file: its passphrase needs work factor {required}, at most {allowed} is allowed"
    )]
    TooMuchWork {
        /// The factor in the file.
        required: u8,
        /// The highest factor that is tried.
        allowed: u8,
    },
    /// The content was changed or cut off.
    #[error("open the sealed file: its content was changed or cut off; ask for it again")]
    Damaged,
    /// The bytes could not be read or written.
    #[error("read or write the sealed file")]
    Io(#[source] io::Error),
}

impl HandOverError {
    /// Finds the reason in an error that an [`OpenReader`] gave: damage, or a fault of the disk beneath.
    pub fn from_read(error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(reason) => reason,
            Err(error) => Self::Io(error),
        }
    }

    pub(crate) fn from_age(error: age::DecryptError) -> Self {
        use age::DecryptError as E;
        match error {
            // The content is opened later; until then only the file key can fail to decrypt.
            E::NoMatchingKeys | E::KeyDecryptionFailed | E::DecryptionFailed => Self::WrongKey,
            E::ExcessiveWork { required, .. } => {
                Self::TooMuchWork { required, allowed: MAX_WORK_FACTOR.log2() }
            }
            // The file key was found, so the key fits and the head was changed after it was made.
            E::InvalidMac => Self::Damaged,
            // A file that ends inside its head is no different from one that never had one.
            E::Io(error) if is_damage(&error) => Self::NotAgeFile,
            E::Io(error) => Self::Io(error),
            _ => Self::NotAgeFile,
        }
    }
}

impl Identity {
    /// Draws a fresh identity.
    pub fn generate(random: &mut Random<'_>) -> Self {
        let mut secret = Zeroizing::new([0_u8; 32]);
        random(&mut *secret);
        Self::from_secret_bytes(&secret)
    }

    /// Returns the public half.
    pub fn recipient(&self) -> Recipient {
        Recipient(self.0.to_public())
    }

    /// Returns the secret text (`AGE-SECRET-KEY-1…`), wiped when dropped.
    pub fn to_secret_text(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.to_string().expose_secret().to_owned())
    }

    pub(crate) fn to_secret_bytes(&self) -> Zeroizing<[u8; 32]> {
        let text = self.to_secret_text();
        let (_, decoded) = bech32::decode(&text).expect("the text of an identity is Bech32");
        let decoded = Zeroizing::new(decoded);
        Zeroizing::new(decoded[..].try_into().expect("an X25519 secret has 32 bytes"))
    }

    pub(crate) fn from_secret_bytes(secret: &[u8; 32]) -> Self {
        // The age crate makes identities from text alone, so the text is written and read back.
        let prefix = Hrp::parse(IDENTITY_PREFIX).expect("the prefix is plain ASCII");
        let mut text = bech32::encode::<Bech32>(prefix, secret).expect("32 bytes fit in a Bech32 text");
        let upper = Zeroizing::new(text.to_uppercase());
        text.zeroize();
        upper.parse().expect("the text was written as the format prescribes")
    }
}

impl FromStr for Identity {
    type Err = HandOverError;

    fn from_str(text: &str) -> Result<Self, HandOverError> {
        text.trim().parse().map(Self).map_err(|_| HandOverError::Identity)
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity(of {}, secret hidden)", self.recipient())
    }
}

impl Recipient {
    /// Returns a fingerprint to compare by voice or on paper: 16 hexadecimal digits of a SHA-256.
    pub fn fingerprint(&self) -> String {
        hex::encode(&Sha256::digest(self.to_string())[..8])
    }
}

impl FromStr for Recipient {
    type Err = HandOverError;

    fn from_str(text: &str) -> Result<Self, HandOverError> {
        text.trim().parse().map(Self).map_err(|_| HandOverError::Recipient)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipient({self})")
    }
}

/// A writer that seals what is written to it; [`SealWriter::finish`] must be called, or the file counts as cut off.
pub struct SealWriter<W: Write>(pub(crate) age::stream::StreamWriter<W>);

impl<W: Write> SealWriter<W> {
    /// Writes the last part and gives the writer beneath back; flushing and syncing that is the caller's.
    pub fn finish(self) -> Result<W, HandOverError> {
        self.0.finish().map_err(HandOverError::Io)
    }
}

impl<W: Write> Write for SealWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A reader that opens a sealed stream; damage shows as an error that carries [`HandOverError::Damaged`].
pub struct OpenReader<R: Read>(pub(crate) age::stream::StreamReader<BufReader<R>>);

impl<R: Read> Read for OpenReader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.0.read(out).map_err(|error| {
            if is_damage(&error) { io::Error::new(error.kind(), HandOverError::Damaged) } else { error }
        })
    }
}

/// Starts a file that each of `recipients` can open.
pub fn seal_stream<W: Write>(recipients: &[Recipient], writer: W) -> Result<SealWriter<W>, HandOverError> {
    let recipients = recipients.iter().map(|recipient| &recipient.0 as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(recipients).map_err(|_| HandOverError::NoRecipient)?;
    encryptor.wrap_output(writer).map(SealWriter).map_err(HandOverError::Io)
}

/// Opens a file that was sealed to `identity`.
pub fn open_stream<R: Read>(identity: &Identity, reader: R) -> Result<OpenReader<R>, HandOverError> {
    let decryptor = age::Decryptor::new_buffered(BufReader::new(reader)).map_err(HandOverError::from_age)?;
    if decryptor.is_scrypt() {
        return Err(HandOverError::NeedsPassphrase);
    }
    let identity = std::iter::once(&identity.0 as &dyn age::Identity);
    decryptor.decrypt(identity).map(OpenReader).map_err(HandOverError::from_age)
}

/// The age crate reports content that does not authenticate, and content that ends too early, by these two kinds.
fn is_damage(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof)
}

#[cfg(test)]
mod tests;
