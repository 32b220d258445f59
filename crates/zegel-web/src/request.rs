//! What is read from a request before any handler: cookies, and the reference under which a request is known.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use crate::App;

/// Returns the value of a cookie (RFC 6265 §4.2.1); the first one where there are several.
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then_some(value)
    })
}

/// The address of whoever asks.
#[derive(Debug, Clone, Copy)]
pub struct Client(pub IpAddr);

impl FromRequestParts<App> for Client {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        // Only the last address was written by our own proxy; those before it are what a client likes to claim.
        let forwarded = || {
            let mut lines =
                parts.headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
            lines.next_back()?.rsplit(',').next()?.trim().parse().ok()
        };
        let told = if app.settings.is_behind_proxy { forwarded() } else { None };
        Ok(Self(told.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
    }
}

/// The reference of a request: on the error page, in the header `x-request-id` and in the log.
#[derive(Debug, Clone)]
pub(crate) struct Reference(pub(crate) String);

/// The header that carries it back.
pub(crate) const REFERENCE_HEADER: &str = "x-request-id";

/// Letters and digits that are not mistaken for one another when read out over a telephone.
const LETTERS: &[u8; 32] = b"23456789abcdefghjkmnpqrstuvwxyz-";

impl Reference {
    /// Makes one of 10 letters from random bytes.
    pub(crate) fn new(random: &crate::Random) -> Self {
        let mut bytes = [0; 10];
        random(&mut bytes);
        // The hyphen, the last of the 32, is left to the eye: it would be lost at an end.
        Self(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 31)])).collect())
    }
}
