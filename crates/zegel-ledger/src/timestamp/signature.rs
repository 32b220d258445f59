//! Which signature and digest algorithms count, and their verification.
//!
//! RSA (PKCS #1 v1.5) and ECDSA on the NIST curves, each with SHA-2. SHA-1 proves nothing any more.

use aws_lc_rs::digest::{self, SHA256, SHA384, SHA512};
use aws_lc_rs::signature::{self, UnparsedPublicKey, VerificationAlgorithm};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912 as oid;
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use super::TimestampError;

/// A digest that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sha2 {
    Sha256,
    Sha384,
    Sha512,
}

impl Sha2 {
    pub(super) fn of(algorithm: ObjectIdentifier) -> Result<Self, TimestampError> {
        match algorithm {
            oid::ID_SHA_256 => Ok(Self::Sha256),
            oid::ID_SHA_384 => Ok(Self::Sha384),
            oid::ID_SHA_512 => Ok(Self::Sha512),
            _ => Err(unsupported(algorithm)),
        }
    }

    pub(super) fn digest(self, data: &[u8]) -> Vec<u8> {
        let algorithm = match self {
            Self::Sha256 => &SHA256,
            Self::Sha384 => &SHA384,
            Self::Sha512 => &SHA512,
        };
        digest::digest(algorithm, data).as_ref().to_vec()
    }
}

/// Verifies `signature` over `message`; `digest` is what the container names beside a bare `rsaEncryption`.
pub(super) fn verify(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: &AlgorithmIdentifierOwned,
    digest: Option<Sha2>,
    message: &[u8],
    signature: &[u8],
) -> Result<(), TimestampError> {
    let algorithm = choose(key, algorithm.oid, digest)?;
    let key = key.subject_public_key.as_bytes().ok_or(TimestampError::Malformed { part: "public key" })?;
    UnparsedPublicKey::new(algorithm, key)
        .verify(message, signature)
        .map_err(|_| TimestampError::WrongSignature)
}

fn choose(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: ObjectIdentifier,
    digest: Option<Sha2>,
) -> Result<&'static dyn VerificationAlgorithm, TimestampError> {
    let sha2 = match algorithm {
        oid::RSA_ENCRYPTION => digest.ok_or_else(|| unsupported(algorithm))?,
        oid::SHA_256_WITH_RSA_ENCRYPTION | oid::ECDSA_WITH_SHA_256 => Sha2::Sha256,
        oid::SHA_384_WITH_RSA_ENCRYPTION | oid::ECDSA_WITH_SHA_384 => Sha2::Sha384,
        oid::SHA_512_WITH_RSA_ENCRYPTION | oid::ECDSA_WITH_SHA_512 => Sha2::Sha512,
        _ => return Err(unsupported(algorithm)),
    };
    // A container that names two digests is not to be guessed at.
    if digest.is_some_and(|named| named != sha2) {
        return Err(TimestampError::NotConformant { what: "its digest and signature algorithms differ" });
    }
    let is_ecdsa =
        matches!(algorithm, oid::ECDSA_WITH_SHA_256 | oid::ECDSA_WITH_SHA_384 | oid::ECDSA_WITH_SHA_512);
    match (is_ecdsa, key.algorithm.oid) {
        (false, oid::RSA_ENCRYPTION) => Ok(match sha2 {
            Sha2::Sha256 => &signature::RSA_PKCS1_2048_8192_SHA256,
            Sha2::Sha384 => &signature::RSA_PKCS1_2048_8192_SHA384,
            Sha2::Sha512 => &signature::RSA_PKCS1_2048_8192_SHA512,
        }),
        (true, oid::ID_EC_PUBLIC_KEY) => choose_ecdsa(key, sha2),
        _ => Err(unsupported(key.algorithm.oid)),
    }
}

fn choose_ecdsa(
    key: &SubjectPublicKeyInfoOwned,
    sha2: Sha2,
) -> Result<&'static dyn VerificationAlgorithm, TimestampError> {
    let malformed = TimestampError::Malformed { part: "public key" };
    let curve = key.algorithm.parameters.as_ref().ok_or(malformed.clone())?;
    let curve: ObjectIdentifier = curve.decode_as().map_err(|_| malformed)?;
    Ok(match (curve, sha2) {
        (oid::SECP_256_R_1, Sha2::Sha256) => &signature::ECDSA_P256_SHA256_ASN1,
        (oid::SECP_256_R_1, Sha2::Sha384) => &signature::ECDSA_P256_SHA384_ASN1,
        (oid::SECP_256_R_1, Sha2::Sha512) => &signature::ECDSA_P256_SHA512_ASN1,
        (oid::SECP_384_R_1, Sha2::Sha256) => &signature::ECDSA_P384_SHA256_ASN1,
        (oid::SECP_384_R_1, Sha2::Sha384) => &signature::ECDSA_P384_SHA384_ASN1,
        (oid::SECP_384_R_1, Sha2::Sha512) => &signature::ECDSA_P384_SHA512_ASN1,
        (oid::SECP_521_R_1, Sha2::Sha256) => &signature::ECDSA_P521_SHA256_ASN1,
        (oid::SECP_521_R_1, Sha2::Sha384) => &signature::ECDSA_P521_SHA384_ASN1,
        (oid::SECP_521_R_1, Sha2::Sha512) => &signature::ECDSA_P521_SHA512_ASN1,
        _ => return Err(unsupported(curve)),
    })
}

fn unsupported(algorithm: ObjectIdentifier) -> TimestampError {
    TimestampError::Algorithm { oid: algorithm.to_string() }
}
