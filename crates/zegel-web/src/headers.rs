//! The headers that every answer carries: what a page may load, and that nothing of it is kept or framed elsewhere.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::App;
use crate::openapi::{API_VERSION, VERSION_HEADER};

/// Nothing but what we serve ourselves, no inline script or style, Trusted Types (CSP level 3). `wasm-unsafe-eval` compiles our own
/// WebAssembly and allows no JavaScript to be made from text.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; \
style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; form-action 'self'; \
frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'";

/// Switches off what no page of ours uses; passkeys are what is left.
const PERMISSIONS_POLICY: &str = "camera=(), microphone=(), geolocation=(), display-capture=(), payment=(), usb=(), serial=(), \
bluetooth=(), hid=(), midi=(), browsing-topics=(), publickey-credentials-get=(self), publickey-credentials-create=(self)";

const ALWAYS: [(HeaderName, &str); 8] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS_POLICY),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    // Older browsers, which do not know frame-ancestors.
    (header::X_FRAME_OPTIONS, "DENY"),
    // A page may hold personal content; what may be kept says so itself.
    (header::CACHE_CONTROL, "no-store"),
];

/// Adds what every answer carries, wherever it comes from, unless a stricter value stands there already.
pub(crate) fn add_always(response: &mut Response) {
    for (name, value) in &ALWAYS {
        response.headers_mut().entry(name).or_insert_with(|| HeaderValue::from_static(value));
    }
}

/// Adds the headers to an answer, where a handler did not set a stricter one.
pub(crate) async fn add(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    add_always(&mut response);
    let headers = response.headers_mut();
    if is_api {
        headers.insert(VERSION_HEADER, HeaderValue::from_static(API_VERSION));
    }
    if app.settings.is_secure() {
        let a_year = HeaderValue::from_static("max-age=31536000");
        headers.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(a_year);
    }
    response
}
