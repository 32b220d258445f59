//! The signed container of a token (RFC 5652 SignedData): which certificate signed it, and whether it did.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedAttributes, SignedData, SignerIdentifier, SignerInfo};
use const_oid::ObjectIdentifier;
use const_oid::db::{rfc5911, rfc5912};
use der::asn1::OctetString;
use der::{Any, Decode as _, Encode as _, Sequence};
use x509_cert::Certificate;
use x509_cert::ext::pkix::SubjectKeyIdentifier;
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::TimestampError;
use super::signature::{self, Sha2};

/// id-ct-TSTInfo (RFC 3161 §2.4.2).
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// A token whose parts are decoded but not yet believed.
pub(super) struct SignedToken {
    content: Vec<u8>,
    certificates: Vec<Certificate>,
    signer: SignerInfo,
}

/// SigningCertificateV2 (RFC 5035 §3).
#[derive(Sequence)]
struct SigningCertificateV2 {
    certs: Vec<EssCertIdV2>,
    #[asn1(optional = "true")]
    policies: Option<Any>,
}

#[derive(Sequence)]
struct EssCertIdV2 {
    /// SHA-256 when absent.
    #[asn1(optional = "true")]
    hash_algorithm: Option<AlgorithmIdentifierOwned>,
    cert_hash: OctetString,
    #[asn1(optional = "true")]
    issuer_serial: Option<Any>,
}

/// SigningCertificate (RFC 2634 §5.4), which binds by SHA-1; older authorities still send it alone.
#[derive(Sequence)]
struct SigningCertificateV1 {
    certs: Vec<EssCertIdV1>,
    #[asn1(optional = "true")]
    policies: Option<Any>,
}

#[derive(Sequence)]
struct EssCertIdV1 {
    cert_hash: OctetString,
    #[asn1(optional = "true")]
    issuer_serial: Option<Any>,
}

impl SignedToken {
    pub(super) fn read(token: &ContentInfo) -> Result<Self, TimestampError> {
        let malformed = |_| TimestampError::Malformed { part: "signed container" };
        let wrong = |what| TimestampError::NotConformant { what };
        if token.content_type != rfc5911::ID_SIGNED_DATA {
            return Err(wrong("the token is not signed data"));
        }
        let data: SignedData = token.content.decode_as().map_err(malformed)?;
        if data.encap_content_info.econtent_type != TST_INFO {
            return Err(wrong("the token holds something else than a time"));
        }
        let content = data.encap_content_info.econtent.ok_or(wrong("the token is empty"))?;
        let content = content.decode_as::<OctetString>().map_err(malformed)?.as_bytes().to_vec();
        let certificates = data.certificates.into_iter().flat_map(|set| set.0.into_vec());
        let certificates = certificates
            .filter_map(|choice| match choice {
                CertificateChoices::Certificate(certificate) => Some(certificate),
                CertificateChoices::Other(_) => None,
            })
            .collect();
        let [signer] = <[SignerInfo; 1]>::try_from(data.signer_infos.0.into_vec())
            .map_err(|_| wrong("a token has exactly one signer (RFC 3161 §2.4.2)"))?;
        Ok(Self { content, certificates, signer })
    }

    /// Returns the encoded TSTInfo.
    pub(super) fn content(&self) -> &[u8] {
        &self.content
    }

    pub(super) fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// Returns the certificate whose key signed the content, with all that binds the three together.
    pub(super) fn verified_signer(&self) -> Result<&Certificate, TimestampError> {
        let wrong = |what| TimestampError::NotConformant { what };
        let signer = self.certificates.iter().find(|certificate| self.is_named(certificate));
        let signer = signer.ok_or(wrong("the certificate of its signer is missing"))?;
        let attributes = self.signer.signed_attrs.as_ref().ok_or(wrong("it has no signed attributes"))?;
        let digest = Sha2::of(self.signer.digest_alg.oid)?;

        let content_type: ObjectIdentifier = attribute(attributes, rfc5911::ID_CONTENT_TYPE)?;
        let message_digest: OctetString = attribute(attributes, rfc5911::ID_MESSAGE_DIGEST)?;
        if content_type != TST_INFO || message_digest.as_bytes() != digest.digest(&self.content) {
            return Err(TimestampError::WrongSignature);
        }
        check_signing_certificate(attributes, signer)?;
        // The signature is over the attributes as a SET, not as the [0] of the container (RFC 5652 §5.4).
        let signed =
            attributes.to_der().map_err(|_| TimestampError::Malformed { part: "signed attributes" })?;
        signature::verify(
            &signer.tbs_certificate.subject_public_key_info,
            &self.signer.signature_algorithm,
            Some(digest),
            &signed,
            self.signer.signature.as_bytes(),
        )?;
        Ok(signer)
    }

    fn is_named(&self, certificate: &Certificate) -> bool {
        let subject = &certificate.tbs_certificate;
        match &self.signer.sid {
            SignerIdentifier::IssuerAndSerialNumber(name) => {
                name.issuer == subject.issuer && name.serial_number == subject.serial_number
            }
            SignerIdentifier::SubjectKeyIdentifier(id) => {
                matches!(subject.get::<SubjectKeyIdentifier>(), Ok(Some((_, found))) if found == *id)
            }
        }
    }
}

/// Returns the one value of an attribute that must be there exactly once.
fn attribute<T: for<'a> der::DecodeValue<'a> + der::FixedTag>(
    attributes: &SignedAttributes,
    oid: ObjectIdentifier,
) -> Result<T, TimestampError> {
    let missing = TimestampError::NotConformant { what: "a signed attribute is missing or not single" };
    match optional_attribute(attributes, oid)? {
        Some(value) => value.decode_as().map_err(|_| TimestampError::Malformed { part: "signed attributes" }),
        None => Err(missing),
    }
}

fn optional_attribute(
    attributes: &SignedAttributes,
    oid: ObjectIdentifier,
) -> Result<Option<&Any>, TimestampError> {
    let mut found = attributes.iter().filter(|attribute| attribute.oid == oid);
    let Some(attribute) = found.next() else { return Ok(None) };
    match (attribute.values.as_slice(), found.next()) {
        ([value], None) => Ok(Some(value)),
        _ => Err(TimestampError::NotConformant { what: "a signed attribute is missing or not single" }),
    }
}

/// The signature names its certificate by hash, so that no other certificate of the same key can be put in its place.
fn check_signing_certificate(
    attributes: &SignedAttributes,
    signer: &Certificate,
) -> Result<(), TimestampError> {
    let malformed = |_| TimestampError::Malformed { part: "signing certificate attribute" };
    let encoded = signer.to_der().map_err(|_| TimestampError::Malformed { part: "certificate" })?;
    let is_same = if let Some(value) = optional_attribute(attributes, rfc5911::ID_AA_SIGNING_CERTIFICATE_V_2)?
    {
        let value = value.to_der().map_err(malformed)?;
        let list = SigningCertificateV2::from_der(&value).map_err(malformed)?;
        match list.certs.first() {
            Some(id) => {
                let algorithm = id.hash_algorithm.as_ref().map_or(rfc5912::ID_SHA_256, |named| named.oid);
                id.cert_hash.as_bytes() == Sha2::of(algorithm)?.digest(&encoded)
            }
            None => false,
        }
    } else {
        let value = optional_attribute(attributes, rfc5911::ID_AA_SIGNING_CERTIFICATE)?
            .ok_or(TimestampError::NotConformant { what: "it does not name its signing certificate" })?;
        let list = SigningCertificateV1::from_der(&value.to_der().map_err(malformed)?).map_err(malformed)?;
        let sha1 = digest(&SHA1_FOR_LEGACY_USE_ONLY, &encoded);
        list.certs.first().is_some_and(|id| id.cert_hash.as_bytes() == sha1.as_ref())
    };
    match is_same {
        true => Ok(()),
        false => {
            Err(TimestampError::NotConformant { what: "it names another signing certificate than it holds" })
        }
    }
}
