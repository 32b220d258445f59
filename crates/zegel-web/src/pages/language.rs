//! The choice of a language, remembered in a cookie.

use axum::Form;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::{App, Lang, Problem, language, problem};

/// The form in the footer of every page.
#[derive(Deserialize)]
pub struct Choice {
    lang: Lang,
    #[serde(default)]
    back: String,
}

/// Remembers the language and goes back.
///
/// # Errors
/// `bad-request`.
pub async fn choose(State(app): State<App>, Form(choice): Form<Choice>) -> Result<Response, Problem> {
    remember(&choice, app.settings.is_secure())
}

/// Sets the cookie, for this server and for the page on the owner's own machine.
pub(crate) fn remember(choice: &Choice, is_secure: bool) -> Result<Response, Problem> {
    let secure = if is_secure { "; Secure" } else { "" };
    let line = format!(
        "{}={}; Path=/; Max-Age=31536000; SameSite=Lax{secure}",
        language::COOKIE,
        choice.lang.code()
    );
    let cookie = HeaderValue::try_from(line).map_err(|_| Problem::fault("could not print a cookie"))?;
    let mut response = problem::see_other(local(&choice.back)).into_response();
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

/// Returns a path of our own, and the home page for everything else (an open redirect helps who fishes for passwords).
pub(crate) fn local(path: &str) -> &str {
    let is_local =
        path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n', '\t']);
    if is_local { path } else { "/" }
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_paths_of_our_own_are_gone_back_to() {
        for bad in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "",
            "/\t/evil.example",
            "javascript:1",
        ] {
            assert_eq!(super::local(bad), "/", "{bad}");
        }
        assert_eq!(super::local("/zoeken?q=a"), "/zoeken?q=a");
    }
}
