//! Which language a page speaks: the choice of the person (a cookie), else that of the browser, else Dutch.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use std::convert::Infallible;

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Dutch, where nothing else was asked for.
    #[default]
    Nl,
    /// English.
    En,
    /// French.
    Fr,
}

/// The cookie that remembers the choice.
pub(crate) const COOKIE: &str = "lang";

impl Lang {
    /// All languages, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::Nl, Self::En, Self::Fr];

    /// Returns the code, e.g. `nl`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// Returns the name of the language in that language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nl => "Nederlands",
            Self::En => "English",
            Self::Fr => "Français",
        }
    }

    /// Reads a code such as `nl` or `fr-BE`.
    pub fn of_code(code: &str) -> Option<Self> {
        let first = code.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|lang| lang.code().eq_ignore_ascii_case(first))
    }

    /// Decides the language of a request.
    pub fn of_request(headers: &HeaderMap) -> Self {
        crate::request::cookie(headers, COOKIE)
            .and_then(Self::of_code)
            .or_else(|| preferred(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?))
            .unwrap_or_default()
    }
}

/// Returns the first language of `Accept-Language` with the highest weight that we speak (RFC 9110 §12.5.4).
fn preferred(header: &str) -> Option<Lang> {
    let mut best: Option<(f32, Lang)> = None;
    for part in header.split(',').take(20) {
        let mut pieces = part.trim().split(';');
        let Some(lang) = pieces.next().and_then(Lang::of_code) else { continue };
        let weight = pieces.find_map(|piece| piece.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
        if 0.0 < weight && best.is_none_or(|(heaviest, _)| heaviest < weight) {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

impl<S: Sync> FromRequestParts<S> for Lang {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of_request(&parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::{Lang, preferred};

    #[test]
    fn the_heaviest_language_that_we_speak_wins() {
        assert_eq!(preferred("de, fr-BE;q=0.8, en;q=0.9"), Some(Lang::En));
        assert_eq!(preferred("nl-NL,nl;q=0.9,en;q=0.8"), Some(Lang::Nl));
        assert_eq!(preferred("fr;q=0, *"), None);
        assert_eq!(preferred("de"), None);
    }
}
