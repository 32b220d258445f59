//! The notice to chat partners: read and copied by owners, edited by the body, every version readable.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum_extra::extract::Form;
use serde::Deserialize;
use zegel_archive::notice::{self, LANGUAGES, Version};
use zegel_model::Act;

use crate::{App, Lang, Page, Problem, SignedOn, html, problem};

#[derive(Template)]
#[template(path = "notice/show.html")]
struct ShowPage {
    p: Page,
    texts: Vec<Text>,
    is_saved: bool,
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

/// What was just done.
#[derive(Deserialize)]
pub struct Done {
    gedaan: Option<String>,
}

/// Shows the text in every language, that of the page first.
///
/// # Errors
/// Faults of the archive.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(Done { gedaan }): Query<Done>,
) -> Result<Response, Problem> {
    let versions = app.with_desk(&who.person.id, |desk| notice::versions(desk)).await?;
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
    html(&ShowPage { is_saved: gedaan.is_some(), texts, p })
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
    app.with_desk(&who.person.id, move |desk| notice::edit(desk, &language, &text)).await?;
    Ok(problem::see_other("/bericht-aan-gesprekspartners?gedaan=vastgelegd"))
}
