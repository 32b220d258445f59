//! Passkeys (WebAuthn level 3): a key pair on the device of the person, unlocked by it with a PIN, finger or face.
//!
//! Signing on asks for no name: the passkey brings the random name under which the ledger knows the person. So the page does not
//! tell who exists, and nothing has to be typed.

use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    CreationChallengeResponse, DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Webauthn, WebauthnBuilder, WebauthnError,
};
use zegel_archive::credentials::Credential;

use crate::Problem;

/// The passkeys of one address in the browser.
pub(crate) struct Passkeys(Option<Webauthn>);

impl Passkeys {
    /// Binds passkeys to the host of `origin`; none where it is a bare number, which the standard does not allow.
    pub(crate) fn new(origin: &str) -> Self {
        let built = Url::parse(origin).ok().and_then(|url| {
            let host = url.domain()?.to_owned();
            WebauthnBuilder::new(&host, &url).ok()?.rp_name("Zegel").build().ok()
        });
        Self(built)
    }

    /// Returns true when this address can have passkeys.
    pub(crate) fn are_possible(&self) -> bool {
        self.0.is_some()
    }

    fn webauthn(&self) -> Result<&Webauthn, Problem> {
        self.0.as_ref().ok_or_else(|| Problem::bad_request("passkeys need a host name, not a number"))
    }

    /// Begins to make a passkey: what the browser is asked, and what must be remembered until it answers.
    ///
    /// # Errors
    /// A fault of the library.
    pub(crate) fn begin_making(
        &self,
        handle: Uuid,
        (short, name): (&str, &str),
        known: &[Credential],
    ) -> Result<(Value, PasskeyRegistration), Problem> {
        let exclude = known.iter().filter_map(passkey_of).map(|passkey| passkey.cred_id().clone()).collect();
        let (asked, state): (CreationChallengeResponse, _) = self
            .webauthn()?
            .start_passkey_registration(handle, short, name, Some(exclude))
            .map_err(|error| fault(&error))?;
        let mut asked = json!(asked.public_key);
        // Signing on asks for no name, so the device must be able to find the passkey by itself.
        asked["authenticatorSelection"]["residentKey"] = json!("required");
        asked["authenticatorSelection"]["requireResidentKey"] = json!(true);
        Ok((json!({ "publicKey": asked }), state))
    }

    /// Checks what the browser made, and returns what is kept of it.
    ///
    /// # Errors
    /// `passkey-refused`.
    pub(crate) fn finish_making(&self, made: &Value, state: &PasskeyRegistration) -> Result<String, Problem> {
        let made: RegisterPublicKeyCredential =
            serde_json::from_value(made.clone()).map_err(|_| refused())?;
        let passkey = self.webauthn()?.finish_passkey_registration(&made, state).map_err(|_| refused())?;
        serde_json::to_string(&passkey).map_err(|_| Problem::fault("could not write a passkey"))
    }

    /// Begins to sign on.
    ///
    /// # Errors
    /// A fault of the library.
    pub(crate) fn begin_signing_on(&self) -> Result<(Value, DiscoverableAuthentication), Problem> {
        let (asked, state) =
            self.webauthn()?.start_discoverable_authentication().map_err(|error| fault(&error))?;
        Ok((json!({ "publicKey": asked.public_key }), state))
    }

    /// Returns the name in the ledger that the passkey brings, before it is checked.
    ///
    /// # Errors
    /// `passkey-refused`.
    pub(crate) fn handle_of(&self, answer: &PublicKeyCredential) -> Result<Uuid, Problem> {
        let identified = self.webauthn()?.identify_discoverable_authentication(answer);
        identified.map(|(handle, _)| handle).map_err(|_| refused())
    }

    /// Checks the answer of a passkey against those of the person; returns the one that was used and its new form.
    ///
    /// # Errors
    /// `passkey-refused`; the same for an unknown person, an unknown passkey and a wrong signature.
    pub(crate) fn finish_signing_on(
        &self,
        answer: &PublicKeyCredential,
        state: DiscoverableAuthentication,
        known: &[Credential],
    ) -> Result<(Credential, String), Problem> {
        let (_, id) = self.webauthn()?.identify_discoverable_authentication(answer).map_err(|_| refused())?;
        let found = known.iter().find_map(|credential| {
            let passkey = passkey_of(credential)?;
            (passkey.cred_id().as_slice() == id).then(|| (credential.clone(), passkey))
        });
        let (credential, mut passkey) = found.ok_or_else(refused)?;
        let result = self
            .webauthn()?
            .finish_discoverable_authentication_v2(answer, state, DiscoverableKey::from(&passkey))
            .map_err(|_| refused())?;
        passkey.update_credential(&result);
        let secret =
            serde_json::to_string(&passkey).map_err(|_| Problem::fault("could not write a passkey"))?;
        Ok((credential, secret))
    }
}

fn passkey_of(credential: &Credential) -> Option<Passkey> {
    serde_json::from_str(&credential.secret).ok()
}

fn refused() -> Problem {
    Problem::new(axum::http::StatusCode::UNPROCESSABLE_ENTITY, "passkey-refused")
}

fn fault(error: &WebauthnError) -> Problem {
    Problem::fault(format!("could not begin with a passkey: {error}"))
}
