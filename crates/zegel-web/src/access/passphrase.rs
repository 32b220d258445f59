//! A passphrase (Argon2id) together with a code that changes every 30 seconds (TOTP, RFC 6238). Neither is enough alone.

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;
use totp_rs::{Builder, Secret, Totp};
use zegel_archive::credentials::Credential;

use crate::{Problem, Random};

/// The shortest passphrase, in characters.
pub(crate) const MIN_CHARS: usize = 12;
/// The longest, in bytes: hashing takes time for each.
pub(crate) const MAX_BYTES: usize = 512;
/// How many passphrases are hashed at a time: each takes 19 MiB and a core.
static PLACES: Semaphore = Semaphore::const_new(2);

/// What is kept of a passphrase: JSON in the encrypted database.
#[derive(Serialize, Deserialize)]
pub(crate) struct Kept {
    /// The Argon2id hash as a PHC string.
    phc: String,
    /// The TOTP secret, hexadecimal.
    totp: String,
    /// The time step of the last code that was accepted; that one and earlier ones are not accepted again (RFC 6238 §5.2).
    last_step: u64,
}

/// OWASP's first choice of parameters: 19 MiB, two passes, one lane.
fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

/// Makes what is kept of a new passphrase; `step` is that of the code that showed that the app works.
///
/// # Errors
/// A fault of the library.
pub(crate) async fn keep(
    passphrase: String,
    totp: &[u8],
    step: u64,
    random: &Random,
) -> Result<String, Problem> {
    let mut salt = [0; 16];
    random(&mut salt);
    let totp = hex::encode(totp);
    let hash = hashing(move || {
        let hash = argon2().hash_password_with_salt(passphrase.as_bytes(), &salt);
        hash.map(|hash| hash.to_string())
            .map_err(|error| Problem::fault(format!("could not hash a passphrase: {error}")))
    });
    let kept = Kept { phc: hash.await??, totp, last_step: step };
    serde_json::to_string(&kept).map_err(|_| Problem::fault("could not write a passphrase"))
}

/// A passphrase that fits nobody, hashed like the others, so that an unknown name takes as long as a known one.
static NOBODY: LazyLock<String> = LazyLock::new(|| {
    let hash = argon2().hash_password_with_salt(b"nobody has this passphrase", b"a salt of nobody");
    hash.map(|hash| hash.to_string()).unwrap_or_default()
});

/// Checks passphrase and code against what is kept, or against nobody's; returns the new form of it when both are right.
///
/// Both are always looked at, and the answer does not say which was wrong.
///
/// # Errors
/// A fault of the library.
pub(crate) async fn check(
    kept: Option<&Credential>,
    passphrase: String,
    code: &str,
    now: Timestamp,
) -> Result<Option<String>, Problem> {
    let kept: Option<Kept> = kept.and_then(|one| serde_json::from_str(&one.secret).ok());
    let phc = kept.as_ref().map_or_else(|| NOBODY.clone(), |kept| kept.phc.clone());
    let is_right = hashing(move || {
        let hash = PasswordHash::new(&phc);
        hash.is_ok_and(|hash| argon2().verify_password(passphrase.as_bytes(), &hash).is_ok())
    })
    .await?;
    let Some(kept) = kept else { return Ok(None) };
    let secret = hex::decode(&kept.totp).unwrap_or_default();
    let step = check_code(&secret, code, now).filter(|step| kept.last_step < *step);
    match (is_right, step) {
        (true, Some(step)) => {
            let next = Kept { last_step: step, ..kept };
            Ok(Some(
                serde_json::to_string(&next).map_err(|_| Problem::fault("could not write a passphrase"))?,
            ))
        }
        _ => Ok(None),
    }
}

/// Runs what takes a core and much memory, a few at a time, each on a thread of its own: a thread of the pool would keep those 19 MiB,
/// and with many people signing on every one of them would.
async fn hashing<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let _place = PLACES.acquire().await.map_err(|_| Problem::fault("the places for hashing were closed"))?;
    let (give, take) = tokio::sync::oneshot::channel();
    // Whoever waits may be gone meanwhile; then nobody needs the answer.
    let thread = std::thread::Builder::new().name("hashing".into()).spawn(move || drop(give.send(work())));
    thread.map_err(|error| Problem::fault(format!("could not start a thread: {error}")))?;
    take.await.map_err(|_| Problem::fault("hashing panicked"))
}

/// Returns the time step of a code of six digits, when it is that of now, of the last or of the next half minute.
pub(crate) fn check_code(secret: &[u8], code: &str, now: Timestamp) -> Option<u64> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let is_code = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = u64::try_from(now.as_second()).ok()?;
    is_code.then(|| totp(secret, "")?.check(&digits, seconds)).flatten()
}

/// SHA-1, six digits, 30 seconds: what every app speaks. `None` for a secret that is too short.
fn totp(secret: &[u8], account: &str) -> Option<Totp> {
    let account = if account.is_empty() { "zegel" } else { account };
    let builder = Builder::new().with_secret(Secret::new(secret.into())).with_issuer(Some("Zegel"));
    builder.with_account_name(account).build().ok()
}

/// How an app is given a secret: to scan, to tap, to type.
pub(crate) struct Setup {
    /// The modules of the QR code as one path of an SVG, each a square of one unit.
    pub(crate) path: String,
    /// The side of the QR code in units, with its quiet zone.
    pub(crate) side: usize,
    /// `otpauth://…`, for a phone on which this page is open.
    pub(crate) link: String,
    /// The secret in base 32, in groups of four.
    pub(crate) typed: String,
}

/// The quiet zone around a QR code, in modules (ISO/IEC 18004).
const QUIET: i32 = 4;

/// Shows a secret as an app wants it.
///
/// # Errors
/// A fault: the secret is too short, or the account has a character that the form does not know.
pub(crate) fn setup(secret: &[u8], account: &str) -> Result<Setup, Problem> {
    let broken = |_| Problem::fault("could not show a TOTP secret");
    let totp = totp(secret, account).ok_or(()).map_err(broken)?;
    let link = totp.to_url().map_err(|_| ()).map_err(broken)?;
    let code = qrcodegen::QrCode::encode_text(&link, qrcodegen::QrCodeEcc::Medium)
        .map_err(|_| ())
        .map_err(broken)?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            path += &format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    let base32: Vec<char> = totp.secret().to_base32().chars().collect();
    let typed = base32.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ");
    let side = usize::try_from(code.size() + 2 * QUIET).unwrap_or_default();
    Ok(Setup { path, side, link, typed })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238 appendix B, SHA-1, with six of its eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = b"12345678901234567890";
        for (seconds, code, step) in [
            (59, "287082", 1),
            (1_111_111_109, "081804", 37_037_036),
            (20_000_000_000, "353130", 666_666_666),
        ] {
            let now = Timestamp::from_second(seconds).unwrap();
            assert_eq!(check_code(secret, code, now), Some(step), "{seconds}");
        }
        let now = Timestamp::from_second(59).unwrap();
        assert_eq!(check_code(secret, "287 082", now), Some(1), "as apps show it");
        for wrong in ["287083", "28708", "2870822", "", "28708a"] {
            assert_eq!(check_code(secret, wrong, now), None, "{wrong}");
        }
        assert_eq!(check_code(secret, "287082", Timestamp::from_second(120).unwrap()), None, "too late");
    }
}
