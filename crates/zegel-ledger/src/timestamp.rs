//! Time-stamp tokens (RFC 3161): what to ask an authority, and whether its answer proves what it says.
//!
//! It sends nothing: the caller posts the request and keeps request, response and chain as raw bytes, because a
//! token is proof only in the bytes that were signed. Revocation is not looked up here; keep the revocation lists
//! of the day beside the token. Invariant: a [`VerifiedTimestamp`] exists only when every check of RFC 3161 §2.4.2
//! and the chain to a given anchor passed at the time in the token.

use der::asn1::{Int, OctetString};
use der::{Any, Decode as _, Encode as _, Sequence, Tag, Tagged as _};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use x509_cert::ext::Extensions;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::spki::AlgorithmIdentifierOwned;
use x509_tsp::{Accuracy, MessageImprint, TimeStampReq, TimeStampResp, TspVersion};

mod chain;
mod signature;
mod signed;

pub use chain::TrustAnchors;

/// The media type of a request (RFC 3161 §3.4).
pub const REQUEST_MEDIA_TYPE: &str = "application/timestamp-query";

/// The media type of a response (RFC 3161 §3.4).
pub const RESPONSE_MEDIA_TYPE: &str = "application/timestamp-reply";

/// The most bytes that a response may have; one with a long chain has about ten thousand.
pub const MAX_RESPONSE_BYTES: usize = 1024 * 1024;

/// A request for a time stamp over the SHA-256 of some bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimestampRequest {
    der: Vec<u8>,
    digest: [u8; 32],
    nonce: Int,
}

/// What a verified token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedTimestamp {
    /// The moment at which the authority saw the digest.
    pub at: Timestamp,
    /// How far off that moment may be, when the authority says so.
    pub accuracy_micros: Option<u64>,
    /// The policy under which it was given, an object identifier.
    pub policy: String,
    /// The serial number of the token, hexadecimal.
    pub serial: String,
    /// The name of the signer in its certificate.
    pub signer: String,
    /// The certificates from the signer to the anchor, DER.
    pub chain: Vec<Vec<u8>>,
}

/// Why a time stamp is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimestampError {
    /// The answer is larger than allowed.
    #[error("read the time stamp: it has {n_bytes} bytes, at most {MAX_RESPONSE_BYTES} are read")]
    TooLarge {
        /// Length of what was given.
        n_bytes: usize,
    },
    /// A part cannot be decoded.
    #[error(
        "read the time stamp: its {part} is not DER as RFC 3161 prescribes; keep the bytes and ask again"
    )]
    Malformed {
        /// The part.
        part: &'static str,
    },
    /// The authority refused.
    #[error("get a time stamp: the authority answered with status {status} instead of a token")]
    Rejected {
        /// PKIStatus of RFC 3161 §2.4.2.
        status: u8,
    },
    /// The token is about other bytes.
    #[error("verify the time stamp: it was made for other bytes; the stamped file was changed or mixed up")]
    OtherImprint,
    /// The token answers another request.
    #[error("verify the time stamp: it answers another request (the nonce differs)")]
    OtherNonce,
    /// Something that RFC 3161 requires is missing or wrong.
    #[error("verify the time stamp: {what}")]
    NotConformant {
        /// What is wrong.
        what: &'static str,
    },
    /// The signature over the token is wrong.
    #[error("verify the time stamp: the signature is wrong; the token was changed")]
    WrongSignature,
    /// An algorithm is not supported.
    #[error("verify the time stamp: the algorithm {oid} is not supported here; use RSA or ECDSA with SHA-2")]
    Algorithm {
        /// The object identifier.
        oid: String,
    },
    /// The chain does not lead to an anchor.
    #[error("verify the time stamp: no chain leads from {signer} to a trusted certificate; add its root")]
    Untrusted {
        /// The name of the signer.
        signer: String,
    },
    /// A certificate was not valid at the time of the token.
    #[error("verify the time stamp: the certificate of {subject} was not valid at {at}")]
    NotValidThen {
        /// The name in the certificate.
        subject: String,
        /// The time in the token.
        at: Timestamp,
    },
    /// A trust anchor cannot be read.
    #[error("read the trusted certificates: certificate {number} is not a PEM or DER certificate")]
    Anchor {
        /// Which one, from 1.
        number: usize,
    },
}

/// TSTInfo of RFC 3161 §2.4.2; not that of `x509-tsp`, which cannot read fractions of a second.
#[derive(Sequence)]
struct TstInfo {
    version: TspVersion,
    policy: der::oid::ObjectIdentifier,
    message_imprint: MessageImprint,
    serial_number: Int,
    gen_time: Any,
    #[asn1(optional = "true")]
    accuracy: Option<Accuracy>,
    #[asn1(default = "Default::default")]
    ordering: bool,
    #[asn1(optional = "true")]
    nonce: Option<Int>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    tsa: Option<GeneralName>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    extensions: Option<Extensions>,
}

impl TimestampRequest {
    /// Asks for a stamp over `data`, with the certificate of the signer in the answer.
    ///
    /// `nonce` is fresh randomness: it keeps an old answer from being passed off as a new one.
    pub fn new(data: &[u8], nonce: [u8; 16]) -> Self {
        let digest: [u8; 32] = Sha256::digest(data).into();
        // A DER integer must be minimal; a set bit at the front would make it negative.
        let mut nonce = nonce;
        nonce[0] = nonce[0] & 0x7f | 0x40;
        let nonce = Int::new(&nonce).expect("16 bytes are a valid integer");
        let request = TimeStampReq {
            version: TspVersion::V1,
            message_imprint: MessageImprint {
                hash_algorithm: AlgorithmIdentifierOwned {
                    oid: const_oid::db::rfc5912::ID_SHA_256,
                    parameters: Some(Any::null()),
                },
                hashed_message: OctetString::new(digest).expect("32 bytes are a valid octet string"),
            },
            req_policy: None,
            nonce: Some(nonce.clone()),
            cert_req: true,
            extensions: None,
        };
        let der = request.to_der().expect("a request of known fields encodes");
        Self { der, digest, nonce }
    }

    /// Reads a request that was kept.
    pub fn from_der(der: &[u8]) -> Result<Self, TimestampError> {
        let malformed = TimestampError::Malformed { part: "request" };
        let request = TimeStampReq::from_der(der).map_err(|_| malformed.clone())?;
        let digest = sha256_of(&request.message_imprint).ok_or(malformed.clone())?;
        let nonce = request.nonce.ok_or(malformed)?;
        Ok(Self { der: der.to_vec(), digest, nonce })
    }

    /// Returns the bytes to post and to keep.
    pub fn as_der(&self) -> &[u8] {
        &self.der
    }

    /// Verifies that the answer stamps `data`, belongs to this request, and leads to one of `anchors`.
    pub fn verify(
        &self,
        data: &[u8],
        response: &[u8],
        anchors: &TrustAnchors,
    ) -> Result<VerifiedTimestamp, TimestampError> {
        if MAX_RESPONSE_BYTES < response.len() {
            return Err(TimestampError::TooLarge { n_bytes: response.len() });
        }
        if self.digest[..] != Sha256::digest(data)[..] {
            return Err(TimestampError::OtherImprint);
        }
        let malformed = |part| move |_| TimestampError::Malformed { part };
        let response = TimeStampResp::from_der(response).map_err(malformed("response"))?;
        let status = response.status.status as u8;
        // 0 is granted, 1 is granted with modifications; all others come without a token.
        let (0 | 1, Some(token)) = (status, response.time_stamp_token) else {
            return Err(TimestampError::Rejected { status });
        };
        let token = signed::SignedToken::read(&token)?;
        let info = TstInfo::from_der(token.content()).map_err(malformed("content"))?;
        if sha256_of(&info.message_imprint) != Some(self.digest) {
            return Err(TimestampError::OtherImprint);
        }
        if info.nonce.as_ref() != Some(&self.nonce) {
            return Err(TimestampError::OtherNonce);
        }
        if info.extensions.iter().flatten().any(|extension| extension.critical) {
            return Err(TimestampError::NotConformant {
                what: "it has a critical extension that is not known",
            });
        }
        let at = parse_time(&info.gen_time).ok_or(TimestampError::Malformed { part: "time" })?;
        let signer = token.verified_signer()?;
        let chain = chain::build(signer, token.certificates(), anchors, at)?;
        Ok(VerifiedTimestamp {
            at,
            accuracy_micros: info.accuracy.as_ref().map(micros),
            policy: info.policy.to_string(),
            serial: hex::encode(info.serial_number.as_bytes()),
            signer: signer.tbs_certificate.subject.to_string(),
            chain,
        })
    }
}

fn sha256_of(imprint: &MessageImprint) -> Option<[u8; 32]> {
    if imprint.hash_algorithm.oid != const_oid::db::rfc5912::ID_SHA_256 {
        return None;
    }
    imprint.hashed_message.as_bytes().try_into().ok()
}

fn micros(accuracy: &Accuracy) -> u64 {
    let small = |n: Option<i16>| u64::from(n.unwrap_or(0).unsigned_abs());
    accuracy
        .seconds
        .unwrap_or(0)
        .saturating_mul(1_000_000)
        .saturating_add(small(accuracy.millis) * 1000 + small(accuracy.micros))
}

/// Reads a GeneralizedTime in UTC, with or without a fraction (RFC 3161 §2.4.2 allows both).
fn parse_time(time: &Any) -> Option<Timestamp> {
    if time.tag() != Tag::GeneralizedTime {
        return None;
    }
    let text = std::str::from_utf8(time.value()).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_canonical = text.len() == whole.len() || (!fraction.is_empty() && !fraction.ends_with('0'));
    let all_digits = [whole, fraction].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if whole.len() != 14 || 9 < fraction.len() || !is_canonical || !all_digits {
        return None;
    }
    let part = |range: std::ops::Range<usize>| whole[range].parse::<i16>().ok();
    let small = |range| part(range).and_then(|n| i8::try_from(n).ok());
    let nanos = format!("{fraction:0<9}").parse().ok()?;
    let civil = jiff::civil::DateTime::new(
        part(0..4)?,
        small(4..6)?,
        small(6..8)?,
        small(8..10)?,
        small(10..12)?,
        small(12..14)?,
        nanos,
    );
    jiff::tz::Offset::UTC.to_timestamp(civil.ok()?).ok()
}

#[cfg(test)]
mod tests;
