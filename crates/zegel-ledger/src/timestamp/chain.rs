//! The chain from the signer of a token to a certificate that is trusted (RFC 5280 §6, as far as tokens need it).
//!
//! Not covered: name and policy constraints. A certificate that makes one of them critical is refused.

use const_oid::ObjectIdentifier;
use const_oid::db::{rfc5280, rfc5912};
use der::{Decode as _, DecodePem as _, Encode as _};
use jiff::Timestamp;
use x509_cert::Certificate;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage};
use x509_cert::time::Time;

use super::TimestampError;
use super::signature;

/// The most certificates between signer and anchor, both included.
const MAX_CHAIN: usize = 8;

/// The most certificates of a token that are looked at.
const MAX_CANDIDATES: usize = 32;

const PEM_BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const PEM_END: &str = "-----END CERTIFICATE-----";

/// The certificates that are trusted: roots, or an intermediate or signer that was pinned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrustAnchors(Vec<Certificate>);

impl TrustAnchors {
    /// Reads one or more certificates in PEM; text between them, such as comments, is passed over.
    ///
    /// Not with the library's own reader of chains, which breaks on an empty file.
    pub fn from_pem(pem: &[u8]) -> Result<Self, TimestampError> {
        let bad = |number| TimestampError::Anchor { number };
        let text = std::str::from_utf8(pem).map_err(|_| bad(1))?;
        let mut certificates = Vec::new();
        let mut rest = text;
        while let Some(start) = rest.find(PEM_BEGIN) {
            let number = certificates.len() + 1;
            let end = rest[start..].find(PEM_END).ok_or(bad(number))? + start + PEM_END.len();
            certificates.push(Certificate::from_pem(&rest[start..end]).map_err(|_| bad(number))?);
            rest = &rest[end..];
        }
        if certificates.is_empty() { Err(bad(1)) } else { Ok(Self(certificates)) }
    }

    /// Reads certificates in DER, one each.
    pub fn from_der<'a>(certificates: impl IntoIterator<Item = &'a [u8]>) -> Result<Self, TimestampError> {
        let read =
            |(i, der)| Certificate::from_der(der).map_err(|_| TimestampError::Anchor { number: i + 1 });
        certificates.into_iter().enumerate().map(read).collect::<Result<_, _>>().map(Self)
    }
}

/// Returns the certificates from `signer` to an anchor in DER, all valid at `at`.
pub(super) fn build(
    signer: &Certificate,
    others: &[Certificate],
    anchors: &TrustAnchors,
    at: Timestamp,
) -> Result<Vec<Vec<u8>>, TimestampError> {
    check_signer(signer)?;
    let mut chain = vec![signer];
    while let Some(&last) = chain.last()
        && chain.len() <= MAX_CHAIN
    {
        check_extensions(last)?;
        check_validity(last, at)?;
        if anchors.0.contains(last) {
            let encode = |certificate: &&Certificate| certificate.to_der();
            return chain
                .iter()
                .map(encode)
                .collect::<Result<_, _>>()
                .map_err(|_| TimestampError::Malformed { part: "certificate" });
        }
        let n_below = chain.len() - 1;
        let candidates = anchors.0.iter().chain(others.iter().take(MAX_CANDIDATES));
        let mut issuers =
            candidates.filter(|issuer| !chain.contains(issuer) && issued(issuer, last, n_below));
        match issuers.next() {
            Some(issuer) => chain.push(issuer),
            None => break,
        }
    }
    Err(TimestampError::Untrusted { signer: signer.tbs_certificate.subject.to_string() })
}

/// The key of an authority stamps time and does nothing else (RFC 3161 §2.3).
fn check_signer(signer: &Certificate) -> Result<(), TimestampError> {
    let usage = signer.tbs_certificate.get::<ExtendedKeyUsage>();
    match usage {
        Ok(Some((true, usage))) if usage.0 == [rfc5280::ID_KP_TIME_STAMPING] => Ok(()),
        _ => Err(TimestampError::NotConformant {
            what: "the certificate of its signer is not for time stamps alone, marked critical",
        }),
    }
}

/// Whether `issuer` is an authority that signed `subject`, with `n_below` certificates under the subject.
fn issued(issuer: &Certificate, subject: &Certificate, n_below: usize) -> bool {
    if issuer.tbs_certificate.subject != subject.tbs_certificate.issuer {
        return false;
    }
    let may_issue = match issuer.tbs_certificate.get::<BasicConstraints>() {
        Ok(Some((_, constraints))) => {
            constraints.ca && constraints.path_len_constraint.is_none_or(|most| n_below <= usize::from(most))
        }
        _ => false,
    };
    let may_sign = match issuer.tbs_certificate.get::<KeyUsage>() {
        Ok(Some((_, usage))) => usage.key_cert_sign(),
        Ok(None) => true,
        Err(_) => false,
    };
    let (Ok(signed), Some(signature)) = (subject.tbs_certificate.to_der(), subject.signature.as_bytes())
    else {
        return false;
    };
    may_issue
        && may_sign
        && subject.signature_algorithm == subject.tbs_certificate.signature
        && signature::verify(
            &issuer.tbs_certificate.subject_public_key_info,
            &subject.signature_algorithm,
            None,
            &signed,
            signature,
        )
        .is_ok()
}

/// What is critical must be understood (RFC 5280 §4.2).
fn check_extensions(certificate: &Certificate) -> Result<(), TimestampError> {
    const KNOWN: [ObjectIdentifier; 4] = [
        rfc5912::ID_CE_BASIC_CONSTRAINTS,
        rfc5912::ID_CE_KEY_USAGE,
        rfc5912::ID_CE_EXT_KEY_USAGE,
        // Any policy will do here, so there is nothing to check.
        rfc5912::ID_CE_CERTIFICATE_POLICIES,
    ];
    let mut extensions = certificate.tbs_certificate.extensions.iter().flatten();
    match extensions.any(|extension| extension.critical && !KNOWN.contains(&extension.extn_id)) {
        true => Err(TimestampError::NotConformant {
            what: "a certificate in its chain has a critical extension that is not known",
        }),
        false => Ok(()),
    }
}

fn check_validity(certificate: &Certificate, at: Timestamp) -> Result<(), TimestampError> {
    let validity = &certificate.tbs_certificate.validity;
    let second = |time: Time| time.to_unix_duration().as_secs();
    // Before 1970 no certificate was valid.
    let is_valid = u64::try_from(at.as_second())
        .is_ok_and(|at| (second(validity.not_before)..=second(validity.not_after)).contains(&at));
    match is_valid {
        true => Ok(()),
        false => {
            Err(TimestampError::NotValidThen { subject: certificate.tbs_certificate.subject.to_string(), at })
        }
    }
}
