//! Who is signed on: a random token in a cookie, and on this side only its hash, the person, and when they were last seen.
//!
//! Sessions live in memory, because the archive is open in one process and a restart that signs everybody off is safe and honest.
//! They carry the person with their roles, so a change of roles must be told ([`Sessions::changed`]); every use case asks the
//! archive again in any case.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::extract::{FromRequestParts, OptionalFromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use zegel_archive::credentials::{self, Begun};
use zegel_model::{Person, PersonId, Role, SessionId};
use zeroize::Zeroizing;

use crate::{App, Problem, Random, request};

/// Without a request for this long, a session ends.
pub const IDLE: SignedDuration = SignedDuration::from_mins(30);
/// A session ends after this long in any case.
pub const LONGEST: SignedDuration = credentials::LONGEST_SESSION;
/// This long before the end the page warns.
pub const WARNING: SignedDuration = SignedDuration::from_mins(3);
/// How many sessions one person may have; the one that was seen longest ago ends.
const MAX_OF_PERSON: usize = 10;

/// The name of the cookie.
pub const COOKIE: &str = "zegel_session";
/// The only path that looks at a session without prolonging it.
pub(crate) const LOOK_PATH: &str = "/api/v1/session";

type TokenHash = [u8; 32];

struct Session {
    person: Person,
    id: SessionId,
    began: Timestamp,
    seen: Timestamp,
}

impl Session {
    fn ends_at(&self) -> Timestamp {
        (self.seen + IDLE).min(self.began + LONGEST)
    }

    fn signed_on(&self) -> SignedOn {
        SignedOn { person: self.person.clone(), session: self.id, ends_at: self.ends_at() }
    }
}

/// All sessions.
#[derive(Default)]
pub struct Sessions(Mutex<HashMap<TokenHash, Session>>);

/// Somebody who is signed on.
#[derive(Debug, Clone)]
pub struct SignedOn {
    /// Who, with their roles.
    pub person: Person,
    /// How the ledger calls the session: another random number than the token, so that the ledger opens nothing.
    pub session: SessionId,
    /// When the session ends if nothing more is asked, UTC.
    pub ends_at: Timestamp,
}

impl Sessions {
    /// Begins a session and returns its token, which goes into the cookie and nowhere else.
    pub fn begin(&self, begun: Begun, now: Timestamp, random: &Random) -> String {
        let Begun { person, session: id } = begun;
        let mut bytes = [0; 32];
        random(&mut bytes);
        let token = hex::encode(bytes);
        let mut sessions = self.lock();
        sessions.retain(|_, session| now < session.ends_at());
        let of_person: Vec<_> = sessions
            .iter()
            .filter(|(_, session)| session.person.id == person.id)
            .map(|(hash, session)| (session.seen, *hash))
            .collect();
        if MAX_OF_PERSON <= of_person.len()
            && let Some((_, oldest)) = of_person.iter().min()
        {
            sessions.remove(oldest);
        }
        sessions.insert(hash(&token), Session { person, id, began: now, seen: now });
        token
    }

    /// Returns who has this token, and notes that they were seen.
    pub fn seen(&self, token: &str, now: Timestamp) -> Option<SignedOn> {
        let mut sessions = self.lock();
        let session = sessions.get_mut(&hash(token)).filter(|session| now < session.ends_at())?;
        session.seen = now;
        Some(session.signed_on())
    }

    /// Returns who has this token, without prolonging the session.
    pub fn look(&self, token: &str, now: Timestamp) -> Option<SignedOn> {
        let sessions = self.lock();
        let session = sessions.get(&hash(token)).filter(|session| now < session.ends_at())?;
        Some(session.signed_on())
    }

    /// Returns who of a role is signed on, and since when.
    pub fn of_role(&self, role: Role, now: Timestamp) -> Vec<(PersonId, Timestamp)> {
        let sessions = self.lock();
        let open = sessions.values().filter(|one| now < one.ends_at() && one.person.roles.contains(&role));
        open.map(|one| (one.person.id.clone(), one.began)).collect()
    }

    /// Ends a session.
    pub fn end(&self, token: &str) {
        self.lock().remove(&hash(token));
    }

    /// Ends every session of a person.
    pub fn end_all_of(&self, person: &PersonId) {
        self.lock().retain(|_, session| session.person.id != *person);
    }

    /// Notes that the name or the roles of a person changed.
    pub fn changed(&self, person: &Person) {
        for session in self.lock().values_mut().filter(|session| session.person.id == person.id) {
            session.person = person.clone();
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<TokenHash, Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Only the hash is kept: who reads our memory or a core dump has no cookie.
fn hash(token: &str) -> TokenHash {
    Sha256::digest(token).into()
}

/// Returns the header that gives a browser its token.
pub(crate) fn set_cookie(token: &str, is_secure: bool) -> HeaderValue {
    cookie_line(token, if is_secure { "; Secure" } else { "" })
}

/// Returns the header that takes the token away.
pub(crate) fn clear_cookie() -> HeaderValue {
    cookie_line("", "; Max-Age=0")
}

fn cookie_line(token: &str, more: &str) -> HeaderValue {
    HeaderValue::try_from(format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax{more}"))
        .expect("a token is hexadecimal")
}

/// Returns the token of a request.
pub(crate) fn token(headers: &HeaderMap) -> Option<&str> {
    request::cookie(headers, COOKIE).filter(|token| token.len() == 64)
}

/// Looks up who sends a request, before anything else is decided about it.
pub(crate) async fn load(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let only_looks = request.uri().path() == LOOK_PATH && request.method() == Method::GET;
    let signed_on = token(request.headers()).and_then(|token| match only_looks {
        true => app.sessions.look(token, app.now()),
        false => app.sessions.seen(token, app.now()),
    });
    let signed_on = match signed_on {
        Some(signed_on) => Some(signed_on),
        None => match with_token(&app, token_of_program(&request)).await {
            Ok(of_token) => of_token,
            Err(problem) => return problem.into_response(),
        },
    };
    let session = signed_on.as_ref().map(|signed_on| signed_on.session);
    if let Some(signed_on) = signed_on {
        request.extensions_mut().insert(signed_on);
    }
    CURRENT.scope(session, next.run(request)).await
}

tokio::task_local! {
    /// The session of the request that this task answers. It is not handed from call to call, so that no call can forget it:
    /// an entry of the ledger without its session would hide what a stolen session did.
    static CURRENT: Option<SessionId>;
}

/// Returns the session of the request that is being answered; nothing in work that goes on behind the pages.
pub(crate) fn current() -> Option<SessionId> {
    CURRENT.try_with(|session| *session).ok().flatten()
}

/// Gives work that goes on behind a page the session of the request that began it.
pub(crate) fn carried<F: Future>(work: F) -> impl Future<Output = F::Output> {
    CURRENT.scope(current(), work)
}

/// Returns the token that a program sends (RFC 6750 §2.1). Only the API takes one: a page is for people.
fn token_of_program(request: &Request) -> Option<Zeroizing<String>> {
    let is_api = request.uri().path().starts_with("/api/");
    let header = request.headers().get(header::AUTHORIZATION).filter(|_| is_api)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Zeroizing::new(token.trim().to_owned()))
}

/// Looks up whose token it is.
async fn with_token(app: &App, token: Option<Zeroizing<String>>) -> Result<Option<SignedOn>, Problem> {
    let Some(token) = token.filter(|_| app.facts().is_some()) else { return Ok(None) };
    let now = app.now();
    let begun =
        app.with_archive(move |archive| Ok(zegel_archive::tokens::person_of(archive, &token, now)?)).await?;
    Ok(begun.map(|Begun { person, session }| SignedOn { person, session, ends_at: now + LONGEST }))
}

impl<S: Sync> FromRequestParts<S> for SignedOn {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::sign_on_needed)
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for SignedOn {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn anna() -> Begun {
        let person = Person { id: "anna".parse().unwrap(), name: "Anna".into(), roles: vec![] };
        Begun { person, session: SessionId(uuid::Uuid::from_u128(7)) }
    }

    fn random() -> Random {
        let n = std::sync::atomic::AtomicU8::new(0);
        Arc::new(move |bytes| bytes.fill(n.fetch_add(1, std::sync::atomic::Ordering::Relaxed)))
    }

    #[test]
    fn a_session_ends_when_idle_and_in_any_case() {
        let (sessions, start) = (Sessions::default(), Timestamp::UNIX_EPOCH);
        let token = sessions.begin(anna(), start, &random());
        let mut now = start;
        while now + SignedDuration::from_mins(29) < start + LONGEST {
            now += SignedDuration::from_mins(29);
            assert!(sessions.seen(&token, now).is_some(), "whoever works stays signed on");
        }
        assert!(sessions.seen(&token, start + LONGEST).is_none(), "but not for ever");

        let token = sessions.begin(anna(), start, &random());
        assert!(sessions.look(&token, start + SignedDuration::from_mins(29)).is_some());
        assert!(sessions.look(&token, start + IDLE).is_none(), "looking does not prolong");
    }

    #[test]
    fn one_person_has_a_limited_number_of_sessions() {
        let (sessions, random) = (Sessions::default(), random());
        let tokens: Vec<_> = (0..=MAX_OF_PERSON)
            .map(|i| sessions.begin(anna(), Timestamp::from_second(i as i64).unwrap(), &random))
            .collect();
        let now = Timestamp::from_second(60).unwrap();
        assert!(sessions.look(&tokens[0], now).is_none(), "the oldest went");
        assert!(tokens[1..].iter().all(|token| sessions.look(token, now).is_some()));
        sessions.end_all_of(&anna().person.id);
        assert!(tokens.iter().all(|token| sessions.look(token, now).is_none()));
    }
}
