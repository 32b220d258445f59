//! The body's own OpenID provider (OpenID Connect Core 1.0; NL GOV profile: code flow, PKCE S256, `private_key_jwt`, nonce).
//!
//! The provider says who somebody is there; who that is here an administrator has bound before. It gives no roles and makes no people.
//! Everything here blocks and runs on a thread that may.

use std::path::Path;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreJwsSigningAlgorithm, CoreProviderMetadata,
    CoreRsaPrivateSigningKey,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClientId, CsrfToken, HttpRequest, HttpResponse, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, PrivateSigningKey as _, RedirectUrl, Scope, TokenResponse as _,
};
use serde_json::{Value, json};
use zegel_archive::config::SignOn;

use crate::problem::chain;
use crate::{Problem, Random};

/// Where the provider sends the browser back to.
pub(crate) const RETURN_PATH: &str = "/aanmelden/organisatie/terug";
/// How long the provider may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How large an answer of the provider may be.
const MAX_ANSWER_BYTES: u64 = 1024 * 1024;
/// How long our assertion of who we are holds (RFC 7523 §3), in seconds.
const ASSERTION_SECONDS: i64 = 60;

/// A sign-on that went to the provider and has not come back.
pub(crate) struct Sent {
    state: String,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
    /// Where the person was going.
    pub(crate) back: String,
}

/// Asks the provider where to send the browser; returns that address and what its return is checked against.
///
/// # Errors
/// `provider-down`.
pub(crate) fn send(config: &SignOn, origin: &str, back: String) -> Result<(String, Sent), Problem> {
    let metadata = discover(config)?;
    let client = CoreClient::from_provider_metadata(metadata, ClientId::new(config.client_id.clone()), None)
        .set_redirect_uri(redirect(origin)?);
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (url, state, nonce) = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
        .set_pkce_challenge(challenge)
        .add_scopes(config.scopes.iter().cloned().map(Scope::new))
        .url();
    Ok((url.to_string(), Sent { state: state.secret().clone(), nonce, verifier, back }))
}

/// What the browser brought back.
#[derive(serde::Deserialize)]
pub(crate) struct Returned {
    code: Option<String>,
    state: Option<String>,
}

/// Where our private key lies, and when this is.
pub(crate) struct Asking<'a> {
    pub(crate) config: &'a SignOn,
    pub(crate) origin: &'a str,
    pub(crate) archive: &'a Path,
    pub(crate) now: Timestamp,
    pub(crate) random: &'a Random,
}

/// Exchanges the code for an ID token, checks it, and returns the value of the configured claim.
///
/// # Errors
/// `provider-refused`, `provider-down`.
pub(crate) fn receive(asking: &Asking<'_>, sent: Sent, returned: Returned) -> Result<String, Problem> {
    let code = match (returned.code, returned.state) {
        (Some(code), Some(state)) if state == sent.state => code,
        _ => return Err(refused("the answer is not to our question")),
    };
    let metadata = discover(asking.config)?;
    let token_url = metadata.token_endpoint().map(|url| url.to_string()).unwrap_or_default();
    let assertion = assertion(asking, &token_url)?;
    let client =
        CoreClient::from_provider_metadata(metadata, ClientId::new(asking.config.client_id.clone()), None)
            .set_redirect_uri(redirect(asking.origin)?)
            .set_auth_type(AuthType::RequestBody);
    let answer = client
        .exchange_code(AuthorizationCode::new(code))
        .map_err(|error| down(&error))?
        .set_pkce_verifier(sent.verifier)
        .add_extra_param("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        .add_extra_param("client_assertion", assertion)
        .request(&ask)
        .map_err(|error| match error {
            openidconnect::RequestTokenError::ServerResponse(_) => refused("the provider refused the code"),
            other => down(&other),
        })?;
    let token: &CoreIdToken = answer.id_token().ok_or_else(|| refused("the provider gave no ID token"))?;
    token
        .claims(&client.id_token_verifier(), &sent.nonce)
        .map_err(|_| refused("the ID token does not hold"))?;
    claim(&token.to_string(), &asking.config.claim)
        .ok_or_else(|| refused("the ID token lacks the configured claim"))
}

/// Reads a claim of a token that was verified a moment ago.
fn claim(token: &str, name: &str) -> Option<String> {
    let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    let claims: Value = serde_json::from_slice(&payload).ok()?;
    claims.get(name)?.as_str().filter(|value| !value.is_empty()).map(str::to_owned)
}

/// Signs who we are (RFC 7523): the provider knows our public key, and no secret is shared.
fn assertion(asking: &Asking<'_>, audience: &str) -> Result<String, Problem> {
    let path = asking.archive.join(&asking.config.key_file);
    let pem = std::fs::read_to_string(&path).map_err(|error| {
        Problem::fault(format!("could not read the key of the sign-on at {}: {error}", path.display()))
    })?;
    let key = CoreRsaPrivateSigningKey::from_pem(&pem, None)
        .map_err(|_| Problem::fault("the key of the sign-on is no RSA key in PKCS#1 PEM"))?;
    let mut id = [0; 16];
    (asking.random)(&mut id);
    let now = asking.now.as_second();
    let header = json!({ "alg": "RS256", "typ": "JWT" });
    let claims = json!({
        "iss": asking.config.client_id,
        "sub": asking.config.client_id,
        "aud": audience,
        "jti": hex::encode(id),
        "iat": now,
        "exp": now + ASSERTION_SECONDS,
    });
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", encode(&header), encode(&claims));
    let signature = key
        .sign(&CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256, signed.as_bytes())
        .map_err(|_| Problem::fault("could not sign an assertion"))?;
    Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

fn discover(config: &SignOn) -> Result<CoreProviderMetadata, Problem> {
    let issuer = IssuerUrl::new(config.issuer.clone())
        .map_err(|_| Problem::fault("the issuer in zegel.toml is no address"))?;
    CoreProviderMetadata::discover(&issuer, &ask).map_err(|error| down(&error))
}

fn redirect(origin: &str) -> Result<RedirectUrl, Problem> {
    RedirectUrl::new(format!("{origin}{RETURN_PATH}"))
        .map_err(|_| Problem::fault("the address of this server is none"))
}

/// One request to the provider: no redirects (a redirect would carry our code elsewhere), a bounded answer, a bounded time.
fn ask(request: HttpRequest) -> Result<HttpResponse, ureq::Error> {
    let config = ureq::Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false)
        .timeout_global(Some(PATIENCE))
        .build();
    let mut answer = ureq::Agent::new_with_config(config).run(request)?;
    let body = answer.body_mut().with_config().limit(MAX_ANSWER_BYTES).read_to_vec()?;
    Ok(answer.map(|_| body))
}

fn down(error: &dyn std::error::Error) -> Problem {
    Problem {
        cause: Some(format!("the OpenID provider: {}", chain(error))),
        ..Problem::new(axum::http::StatusCode::BAD_GATEWAY, "provider-down")
    }
}

fn refused(detail: &str) -> Problem {
    Problem::new(axum::http::StatusCode::FORBIDDEN, "provider-refused").detail(detail)
}

#[cfg(test)]
mod tests {
    use super::claim;

    #[test]
    fn only_a_claim_that_is_a_text_counts() {
        // {"sub":"anna","n":1,"leeg":""}
        let token = "x.eyJzdWIiOiJhbm5hIiwibiI6MSwibGVlZyI6IiJ9.y";
        assert_eq!(claim(token, "sub"), Some("anna".into()));
        assert_eq!(claim(token, "n"), None);
        assert_eq!(claim(token, "leeg"), None);
        assert_eq!(claim("x", "sub"), None);
    }
}
