//! The notice to chat partners: read and copied by owners, edited by the body, every version readable.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum_extra::extract::Form;
use serde::Deserialize;
use zegel_archive::notice::{self as archived, LANGUAGES, Version};
use zegel_model::Act;

use super::intake::{Told, notice};
use crate::{App, Lang, Page, Problem, SignedOn, html, problem};

#[derive(Template)]
#[template(path = "notice/show.html")]
struct ShowPage {
    p: Page,
    texts: Vec<Text>,
    notice: Option<String>,
}

/// The text in one language.
struct Text {
    code: String,
    language: &'static str,
    now: Shown,
    older: Vec<Shown>,
}

struct Shown {
    version: u32,
    text: String,
    since: Option<String>,
}

/// Shows the text in every language, that of the page first.
///
/// # Errors
/// Faults of the archive.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let versions = app.with_desk(&who.person.id, |desk| archived::versions(desk)).await?;
    let shown = |version: &Version| Shown {
        version: version.notice.version,
        text: version.notice.text.clone(),
        since: version.since.as_ref().map(|at| p.day_of(at)),
    };
    let mut texts: Vec<Text> = LANGUAGES
        .into_iter()
        .filter_map(|code| {
            let mut of: Vec<Shown> =
                versions.iter().filter(|one| one.notice.language == code).map(shown).collect();
            let now = of.pop()?;
            of.reverse();
            let language = Lang::of_code(code)?.name();
            Some(Text { code: code.to_owned(), language, now, older: of })
        })
        .collect();
    texts.sort_by_key(|text| text.code != p.lang.code());
    html(&ShowPage { notice: notice(&p, "notice", &told), texts, p })
}

/// The form.
#[derive(Deserialize)]
pub struct Edited {
    text: String,
}

/// Writes a new version.
///
/// # Errors
/// `notice-length`, `not-found`.
pub async fn edit(
    State(app): State<App>,
    who: SignedOn,
    Path(language): Path<String>,
    Form(Edited { text }): Form<Edited>,
) -> Result<Response, Problem> {
    app.with_desk(&who.person.id, move |desk| archived::edit(desk, &language, &text)).await?;
    Ok(problem::see_other("/bericht-aan-gesprekspartners?gedaan=saved"))
}
