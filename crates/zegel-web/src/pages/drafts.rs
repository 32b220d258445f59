//! Sealed drafts on a page: what their owner, who may place holds, and who helps may know of them.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use zegel_archive::{Desk, Error, drafts};
use zegel_model::{Act, Content, Draft, PersonId};

use crate::api::draft::sweep;
use crate::{App, Page, Problem, SignedOn, html, problem};

#[derive(Template)]
#[template(path = "drafts/drafts.html")]
struct DraftsPage {
    p: Page,
    mine: Option<Draft>,
    is_near: bool,
    n: u64,
    n_bytes: u64,
    may_save: bool,
    may_freeze: bool,
}

/// Shows how many there are, one's own, and the form of who may freeze one.
///
/// # Errors
/// Faults of the archive.
pub async fn show(State(app): State<App>, who: SignedOn, p: Page) -> Result<Response, Problem> {
    sweep(&app).await?;
    let now = app.now();
    let (may_save, may_freeze) = (p.may(Act::KeepDraft), p.may(Act::Hold));
    let found = move |desk: &mut Desk<'_>| {
        let mine = if may_save { drafts::mine(desk)? } else { None };
        Ok::<_, Error>((mine, drafts::count(desk)?))
    };
    let (mine, (n, n_bytes)) = app.with_desk(&who.person.id, found).await?;
    let is_near = mine.as_ref().is_some_and(|draft| draft.is_near(now));
    html(&DraftsPage { p, mine, is_near, n, n_bytes, may_save, may_freeze })
}

/// Whose draft, and why.
#[derive(Deserialize)]
pub struct Decision {
    owner: String,
    #[serde(default)]
    ground: String,
}

impl Decision {
    fn owner(&self) -> Result<PersonId, Problem> {
        self.owner.trim().parse().map_err(|_| Problem::bad_request("this is not the short name of a person"))
    }
}

/// Freezes a draft.
///
/// # Errors
/// `no-draft`, `draft-frozen`.
pub async fn freeze(
    State(app): State<App>,
    who: SignedOn,
    Form(decision): Form<Decision>,
) -> Result<Response, Problem> {
    let owner = decision.owner()?;
    let ground = decision.ground.trim().to_owned();
    if ground.is_empty() || 1_000 < ground.chars().count() {
        return Err(Problem::bad_request("a reason of 1 to 1,000 characters is needed"));
    }
    let ground = Content::from(ground.as_str());
    app.with_desk(&who.person.id, move |desk| drafts::freeze(desk, &owner, &ground)).await?;
    Ok(problem::see_other("/concepten"))
}

/// Lifts the hold on a draft.
///
/// # Errors
/// `no-draft`, `draft-not-frozen`.
pub async fn thaw(
    State(app): State<App>,
    who: SignedOn,
    Form(decision): Form<Decision>,
) -> Result<Response, Problem> {
    let owner = decision.owner()?;
    app.with_desk(&who.person.id, move |desk| drafts::thaw(desk, &owner)).await?;
    Ok(problem::see_other("/concepten"))
}

/// Destroys one's own draft.
///
/// # Errors
/// `no-draft`, `draft-frozen`.
pub async fn destroy(State(app): State<App>, who: SignedOn) -> Result<Response, Problem> {
    app.with_desk(&who.person.id, drafts::destroy).await?;
    Ok(problem::see_other("/concepten"))
}
