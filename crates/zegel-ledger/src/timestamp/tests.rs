//! A time-stamping authority is set up with the `openssl` command, which also checks what we check.

use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use tempfile::TempDir;

use super::{TimestampError, TimestampRequest, TrustAnchors, VerifiedTimestamp, parse_time};

const DATA: &[u8] = b"archief.example/ledger\n5\nroot\n";
const NONCE: [u8; 16] = [0xff; 16];

/// What the key and certificate of an authority are made of.
struct Recipe {
    key: &'static str,
    digest: &'static str,
    usage: &'static str,
    settings: &'static str,
}

const RSA: Recipe = Recipe {
    key: "rsa:2048",
    digest: "sha256",
    usage: "critical,timeStamping",
    settings: "ess_cert_id_alg = sha256",
};

const ECDSA: Recipe = Recipe { key: "ec:P-256", ..RSA };

/// A root, an intermediate and a signer in a folder of their own.
struct Authority {
    folder: TempDir,
    recipe: Recipe,
}

impl Authority {
    fn new(recipe: Recipe) -> Self {
        let authority = Self { folder: tempfile::tempdir().unwrap(), recipe };
        authority.write(
            "ca.ext",
            "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash\n",
        );
        authority.write(
            "tsa.ext",
            &format!("extendedKeyUsage={}\nsubjectKeyIdentifier=hash\n", authority.recipe.usage),
        );
        authority.write(
            "tsa.cnf",
            &format!(
                "[tsa]\ndefault_tsa = t\n[t]\nserial = serial\ndefault_policy = 1.2.3.4.1\ndigests = sha256\n\
             signer_digest = {}\naccuracy = secs:1, millisecs:500, microsecs:100\n{}\n",
                authority.recipe.digest, authority.recipe.settings,
            ),
        );
        authority.write("serial", "01\n");
        authority.certify("root", "ca.ext", "root");
        authority.certify("middle", "ca.ext", "root");
        authority.certify("tsa", "tsa.ext", "middle");
        authority
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path().join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path().join(name)).unwrap()
    }

    /// Runs `openssl` in the folder; returns what it printed when it succeeded.
    fn try_openssl(&self, arguments: &str) -> Result<String, String> {
        let output = Command::new("openssl")
            .args(arguments.split_whitespace())
            .current_dir(self.path())
            .output()
            .expect("the tests of time stamps need the openssl command");
        let printed = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        if output.status.success() { Ok(printed) } else { Err(printed) }
    }

    fn openssl(&self, arguments: &str) {
        self.try_openssl(arguments).unwrap();
    }

    fn certify(&self, name: &str, extensions: &str, issuer: &str) {
        let key = match self.recipe.key.strip_prefix("ec:") {
            Some(curve) => format!("ec -pkeyopt ec_paramgen_curve:{curve}"),
            None => self.recipe.key.to_owned(),
        };
        self.openssl(&format!(
            "req -new -newkey {key} -nodes -keyout {name}.key -out {name}.csr -subj /CN={name}"
        ));
        let signer = match name == issuer {
            true => format!("-signkey {name}.key"),
            false => format!("-CA {issuer}.pem -CAkey {issuer}.key -CAcreateserial"),
        };
        self.openssl(&format!(
            "x509 -req -in {name}.csr {signer} -days 30 -{} -extfile {extensions} -out {name}.pem",
            self.recipe.digest
        ));
    }

    fn anchors(&self) -> TrustAnchors {
        TrustAnchors::from_pem(&self.read("root.pem")).unwrap()
    }

    fn stamp(&self, request: &TimestampRequest) -> Vec<u8> {
        std::fs::write(self.path().join("q.tsq"), request.as_der()).unwrap();
        self.openssl(
            "ts -reply -config tsa.cnf -queryfile q.tsq -signer tsa.pem -inkey tsa.key -chain middle.pem -out r.tsr",
        );
        self.read("r.tsr")
    }

    fn stamped(recipe: Recipe) -> (Self, TimestampRequest, Vec<u8>) {
        let authority = Self::new(recipe);
        let request = TimestampRequest::new(DATA, NONCE);
        let response = authority.stamp(&request);
        (authority, request, response)
    }

    fn verified(recipe: Recipe) -> Result<VerifiedTimestamp, TimestampError> {
        let (authority, request, response) = Self::stamped(recipe);
        request.verify(DATA, &response, &authority.anchors())
    }
}

#[test]
fn a_token_of_an_rsa_authority_verifies_here_and_with_openssl() {
    let (authority, request, response) = Authority::stamped(RSA);
    let verified = request.verify(DATA, &response, &authority.anchors()).unwrap();
    assert_eq!(verified.policy, "1.2.3.4.1");
    assert_eq!(verified.signer, "CN=tsa");
    assert_eq!(verified.accuracy_micros, Some(1_500_100));
    assert_eq!(verified.chain.len(), 3);

    std::fs::write(authority.path().join("data"), DATA).unwrap();
    authority.openssl("ts -verify -data data -in r.tsr -CAfile root.pem -untrusted middle.pem");
    authority.openssl("ts -verify -queryfile q.tsq -in r.tsr -CAfile root.pem -untrusted middle.pem");
    let printed = authority.try_openssl("ts -reply -in r.tsr -text").unwrap();
    let at = verified.at.strftime("%b %e %H:%M:%S %Y GMT").to_string();
    assert!(printed.contains(&format!("Time stamp: {at}")), "{at} is not in:\n{printed}");
}

#[test]
fn tokens_of_other_algorithms_verify() {
    for recipe in [
        ECDSA,
        Recipe { key: "ec:P-384", digest: "sha384", ..RSA },
        Recipe { key: "ec:P-521", digest: "sha512", ..RSA },
        Recipe { digest: "sha512", ..RSA },
        // The older attribute that names the certificate by SHA-1.
        Recipe { settings: "ess_cert_id_alg = sha1", ..ECDSA },
        // Fractions of a second.
        Recipe { settings: "ess_cert_id_alg = sha256\nclock_precision_digits = 6", ..ECDSA },
    ] {
        let name = format!("{} {} {}", recipe.key, recipe.digest, recipe.settings);
        assert!(Authority::verified(recipe).is_ok(), "{name}");
    }
}

#[test]
fn other_bytes_are_refused_here_and_by_openssl() {
    let (authority, request, response) = Authority::stamped(ECDSA);
    let other = [DATA, b"x"].concat();
    assert_eq!(request.verify(&other, &response, &authority.anchors()), Err(TimestampError::OtherImprint));
    let of_other = TimestampRequest::new(&other, NONCE);
    assert_eq!(of_other.verify(&other, &response, &authority.anchors()), Err(TimestampError::OtherImprint));
    std::fs::write(authority.path().join("other"), other).unwrap();
    let refusal =
        authority.try_openssl("ts -verify -data other -in r.tsr -CAfile root.pem -untrusted middle.pem");
    assert!(refusal.unwrap_err().contains("message imprint mismatch"));
}

#[test]
fn an_answer_to_an_earlier_request_is_refused() {
    let (authority, _, response) = Authority::stamped(ECDSA);
    let later = TimestampRequest::new(DATA, [1; 16]);
    assert_eq!(later.verify(DATA, &response, &authority.anchors()), Err(TimestampError::OtherNonce));
}

#[test]
fn an_authority_that_is_not_trusted_is_refused() {
    let (_, request, response) = Authority::stamped(ECDSA);
    let stranger = Authority::new(ECDSA);
    let refusal = Err(TimestampError::Untrusted { signer: "CN=tsa".to_owned() });
    assert_eq!(request.verify(DATA, &response, &stranger.anchors()), refusal);
    assert_eq!(request.verify(DATA, &response, &TrustAnchors::default()), refusal);
}

#[test]
fn a_pinned_signer_needs_no_root() {
    let (authority, request, response) = Authority::stamped(ECDSA);
    let pinned = TrustAnchors::from_pem(&authority.read("tsa.pem")).unwrap();
    assert_eq!(request.verify(DATA, &response, &pinned).unwrap().chain.len(), 1);
}

#[test]
fn a_certificate_without_the_right_to_stamp_time_is_refused() {
    // openssl refuses to stamp with such a certificate, so the stamp is made by a good one of the same key.
    let (authority, request, response) = Authority::stamped(ECDSA);
    let der = |name: &str| {
        authority.openssl(&format!("x509 -in {name}.pem -outform DER -out {name}.der"));
        authority.read(&format!("{name}.der"))
    };
    let read = |bytes: &[u8]| <x509_cert::Certificate as der::Decode>::from_der(bytes).unwrap();
    let good = read(&der("tsa"));
    let middle = read(&der("middle"));
    let at = request.verify(DATA, &response, &authority.anchors()).unwrap().at;
    let build =
        |signer: &_| super::chain::build(signer, std::slice::from_ref(&middle), &authority.anchors(), at);
    assert_eq!(build(&good).unwrap().len(), 3);
    for usage in ["timeStamping", "critical,timeStamping,serverAuth", "critical,serverAuth"] {
        authority.write("bad.ext", &format!("extendedKeyUsage={usage}\n"));
        authority.certify("bad", "bad.ext", "middle");
        let refusal = build(&read(&der("bad")));
        assert!(matches!(refusal, Err(TimestampError::NotConformant { .. })), "{usage}: {refusal:?}");
    }
}

#[test]
fn a_certificate_that_is_no_authority_issues_nothing() {
    let authority = Authority::new(ECDSA);
    // The signer of another token as if it were an authority.
    authority.certify("false", "tsa.ext", "tsa");
    for name in ["false", "tsa"] {
        authority.openssl(&format!("x509 -in {name}.pem -outform DER -out {name}.der"));
    }
    let read = |name| <x509_cert::Certificate as der::Decode>::from_der(&authority.read(name)).unwrap();
    let anchors = TrustAnchors::from_pem(&authority.read("tsa.pem")).unwrap();
    let refusal = super::chain::build(&read("false.der"), &[read("tsa.der")], &anchors, at_noon());
    assert!(matches!(refusal, Err(TimestampError::NotValidThen { .. } | TimestampError::Untrusted { .. })));
    let now = authority_time(&authority);
    let refusal = super::chain::build(&read("false.der"), &[read("tsa.der")], &anchors, now);
    assert_eq!(refusal, Err(TimestampError::Untrusted { signer: "CN=false".to_owned() }));
}

#[test]
fn a_certificate_must_be_valid_at_the_time_in_the_token() {
    let authority = Authority::new(ECDSA);
    authority.openssl("x509 -in tsa.pem -outform DER -out tsa.der");
    authority.openssl("x509 -in middle.pem -outform DER -out middle.der");
    let read = |name| <x509_cert::Certificate as der::Decode>::from_der(&authority.read(name)).unwrap();
    let (tsa, middle, now) = (read("tsa.der"), read("middle.der"), authority_time(&authority));
    let build = |at| super::chain::build(&tsa, std::slice::from_ref(&middle), &authority.anchors(), at);
    assert!(build(now).is_ok());
    for days in [-1, 31] {
        let then = now + jiff::SignedDuration::from_hours(24 * days);
        let refusal = Err(TimestampError::NotValidThen { subject: "CN=tsa".to_owned(), at: then });
        assert_eq!(build(then), refusal);
    }
}

/// The clock of the authority is the only one that a test may ask.
fn authority_time(authority: &Authority) -> jiff::Timestamp {
    let request = TimestampRequest::new(DATA, NONCE);
    let response = authority.stamp(&request);
    request.verify(DATA, &response, &authority.anchors()).unwrap().at
}

fn at_noon() -> jiff::Timestamp {
    "2020-01-01T12:00:00Z".parse().unwrap()
}

#[test]
fn a_flipped_bit_is_refused_or_changes_nothing_that_was_signed() {
    let (authority, request, response) = Authority::stamped(ECDSA);
    let anchors = authority.anchors();
    let whole = request.verify(DATA, &response, &anchors).unwrap();
    let mut n_refused = 0;
    // Every byte, and another bit in each.
    for at in 0..response.len() {
        let mut flipped = response.clone();
        flipped[at] ^= 1 << (at % 8);
        match request.verify(DATA, &flipped, &anchors) {
            Ok(verified) => assert_eq!(verified, whole, "byte {at}"),
            Err(_) => n_refused += 1,
        }
    }
    // What may change is what nobody signed: the text of the status, algorithm lists, unused certificates.
    assert!(response.len() * 9 / 10 < n_refused, "{n_refused} of {}", response.len());
}

#[test]
fn a_refusal_of_the_authority_is_named() {
    // PKIStatusInfo with status 2, without a token (RFC 3161 §2.4.2).
    let refusal = TimestampRequest::new(DATA, NONCE).verify(
        DATA,
        &[0x30, 5, 0x30, 3, 2, 1, 2],
        &TrustAnchors::default(),
    );
    assert_eq!(refusal, Err(TimestampError::Rejected { status: 2 }));
}

#[test]
fn a_request_is_read_by_openssl_and_read_back() {
    let request = TimestampRequest::new(DATA, [0; 16]);
    assert_eq!(TimestampRequest::from_der(request.as_der()), Ok(request.clone()));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("q.tsq");
    std::fs::write(&file, request.as_der()).unwrap();
    let output = Command::new("openssl").args(["ts", "-query", "-text", "-in"]).arg(&file).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.contains("Hash Algorithm: sha256"), "{printed}");
    assert!(printed.contains("Nonce: 0x40000000000000000000000000000000"), "{printed}");
    assert!(printed.contains("Certificate required: yes"), "{printed}");
}

#[test]
fn several_anchors_are_read_from_one_file_and_a_bad_one_is_numbered() {
    let (authority, request, response) = Authority::stamped(ECDSA);
    let text = |name| String::from_utf8(authority.read(name)).unwrap();
    let file = format!("# trusted\n{}# and\n{}", text("middle.pem"), text("root.pem"));
    let anchors = TrustAnchors::from_pem(file.as_bytes()).unwrap();
    // The nearest anchor ends the chain.
    assert_eq!(request.verify(DATA, &response, &anchors).unwrap().chain.len(), 2);
    let cut = &file.as_bytes()[..file.len() - 30];
    assert_eq!(TrustAnchors::from_pem(cut), Err(TimestampError::Anchor { number: 2 }));
    assert_eq!(TrustAnchors::from_pem(b""), Err(TimestampError::Anchor { number: 1 }));
}

#[test]
fn a_time_has_one_form() {
    let time = |text: &str| {
        parse_time(&der::Any::new(der::Tag::GeneralizedTime, text.as_bytes()).unwrap())
            .map(|at| at.to_string())
    };
    assert_eq!(time("20261121204500Z").as_deref(), Some("2026-11-21T20:45:00Z"));
    assert_eq!(time("20261121204500.25Z").as_deref(), Some("2026-11-21T20:45:00.25Z"));
    for bad in [
        "20261121204500",
        "20261121204500.Z",
        "20261121204500.50Z",
        "20261321204500Z",
        "2026112120450\u{ff}",
        "",
    ] {
        assert_eq!(time(bad), None, "{bad}");
    }
}

proptest! {
    #[test]
    fn no_bytes_break_the_readers(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let anchors = TrustAnchors::default();
        prop_assert!(TimestampRequest::new(DATA, NONCE).verify(DATA, &bytes, &anchors).is_err());
        drop(TimestampRequest::from_der(&bytes));
        prop_assert!(TrustAnchors::from_pem(&bytes).is_err());
        drop(TrustAnchors::from_der([&bytes[..]]));
    }
}
