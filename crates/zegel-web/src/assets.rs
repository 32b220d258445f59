//! Style, scripts, fonts, WebAssembly and the texts of the sifting page, out of the binary, under `/assets/`.
//!
//! Names carry no hash, so a browser asks each time whether its copy still holds (`ETag`) and gets an empty answer when it does.

use std::borrow::Cow;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::{Lang, Problem, texts};

/// What the worker that reads the export may do: compile its module, and nothing else. It has no network at all.
const WORKER_POLICY: &str = "default-src 'none'; script-src 'wasm-unsafe-eval'";

/// What `node browser/build.mjs` makes.
#[derive(RustEmbed)]
#[folder = "../../browser/dist"]
struct Browser;

/// Small scripts without a build step.
#[derive(RustEmbed)]
#[folder = "static"]
struct Static;

/// A file under `/assets/`.
pub struct Asset {
    bytes: Cow<'static, [u8]>,
    media_type: &'static str,
    tag: HeaderValue,
}

impl Asset {
    /// Finds a file by its name, e.g. `app.css` or `texts/nl/sift.ftl`.
    pub fn find(name: &str) -> Option<Self> {
        let file = match name.strip_prefix("texts/") {
            Some(rest) => text(rest)?,
            None => Static::get(name).or_else(|| Browser::get(name))?,
        };
        let hash = hex::encode(&file.metadata.sha256_hash()[..16]);
        // Weak, because a compressed answer has other bytes (RFC 9110 §8.8.1).
        let tag = HeaderValue::try_from(format!("W/\"{hash}\"")).expect("a tag is hexadecimal");
        Some(Self { bytes: file.data, media_type: media_type(name), tag })
    }
}

fn text(name: &str) -> Option<EmbeddedFile> {
    Lang::of_code(name.split('/').next()?)?;
    texts::file(name)
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        Some("ftl") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Serves `/assets/{name}`.
pub(crate) async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let asset = Asset::find(&name).ok_or_else(Problem::not_found)?;
    let kept = headers.get(header::IF_NONE_MATCH).is_some_and(|tags| lists(tags, &asset.tag));
    let caching = [(header::ETAG, asset.tag), (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))];
    if kept {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let content_type = [(header::CONTENT_TYPE, asset.media_type)];
    let mut response = match packed(&name, &headers) {
        Some(bytes) => {
            let encoding = [(header::CONTENT_ENCODING, "br"), (header::VARY, "accept-encoding")];
            (caching, content_type, encoding, bytes.into_owned()).into_response()
        }
        None => (caching, content_type, asset.bytes.into_owned()).into_response(),
    };
    if name == "worker.js" {
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(WORKER_POLICY));
    }
    Ok(response)
}

/// Returns the file as the build packed it (the module, better than there is time for while it is asked), where the browser
/// can unpack that.
fn packed(name: &str, headers: &HeaderMap) -> Option<Cow<'static, [u8]>> {
    let accepted = headers.get(header::ACCEPT_ENCODING)?.to_str().ok()?;
    let takes_brotli = accepted.split(',').any(|one| {
        let (coding, weight) = one.split_once(';').unwrap_or((one, ""));
        coding.trim() == "br" && !matches!(weight.trim(), "q=0" | "q=0.0")
    });
    let file = takes_brotli.then(|| Browser::get(&format!("{name}.br")))??;
    Some(file.data)
}

fn lists(tags: &HeaderValue, tag: &HeaderValue) -> bool {
    let Ok((tags, tag)) = tags.to_str().and_then(|tags| Ok((tags, tag.to_str()?))) else { return false };
    tags.split(',').any(|one| one.trim() == tag)
}
