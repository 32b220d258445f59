//! Dossiers, releases, holds, destruction and people: what is opened, asked for and decided, by the same use cases as the pages.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zegel_archive::release::{self, package};
use zegel_archive::{HoldId, Target, destroy, dossiers, hold, people};
use zegel_model::{
    Content, DossierId, Person, PersonId, RecordId, ReleaseForm, ReleaseId, ReleaseTerms, Role,
};

use super::keeping::Release;
use crate::{App, Problem, SignedOn, pages};

fn unfit(code: &'static str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code)
}

/// A new dossier.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDossier {
    /// Its name, e.g. a case number.
    id: String,
    title: String,
}

/// What was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct Made {
    id: String,
}

/// Opens a dossier.
///
/// # Errors
/// `exists`, `not-your-role`, `title-missing`.
#[utoipa::path(post, path = "/dossiers", tag = "records", operation_id = "open-dossier", request_body = NewDossier,
    responses((status = 201, description = "opened", body = Made), (status = 409, description = "there is one already"), (status = 422, description = "its name or title does not fit")))]
pub async fn open_dossier(
    State(app): State<App>,
    who: SignedOn,
    Json(new): Json<NewDossier>,
) -> Result<(StatusCode, Json<Made>), Problem> {
    let id: DossierId = new.id.trim().parse()?;
    let title = new.title.trim().to_owned();
    if title.is_empty() {
        return Err(unfit("title-missing"));
    }
    let name = id.to_string();
    app.with_desk(&who.person.id, move |desk| dossiers::open(desk, &id, &title.into())).await?;
    Ok((StatusCode::CREATED, Json(Made { id: name })))
}

/// Closes a dossier: nothing enters it any more.
///
/// # Errors
/// `not-your-role`, `not-found`, `dossier-closed`.
#[utoipa::path(post, path = "/dossiers/{id}/closings", tag = "records", operation_id = "close-dossier",
    params(("id" = String, Path, description = "the dossier")),
    responses((status = 204, description = "closed"), (status = 404, description = "there is none"), (status = 409, description = "it was closed before")))]
pub async fn close_dossier(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id: DossierId = id.parse().map_err(|_| Problem::not_found())?;
    app.with_desk(&who.person.id, move |desk| dossiers::close(desk, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What is asked to leave: a record or a dossier.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRelease {
    #[schema(value_type = Option<String>, format = "uuid")]
    record: Option<RecordId>,
    dossier: Option<String>,
    /// `bagit` or `mdto-sip`.
    #[serde(default)]
    form: Form,
    purpose: String,
    recipient: String,
    /// In how many days the recipient must have destroyed it, 1 to 3650; absent for a transfer.
    days: Option<u16>,
}

/// In which form.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Form {
    #[default]
    Bagit,
    MdtoSip,
}

/// Asks for a release; a second person approves it.
///
/// # Errors
/// `not-your-role`, `terms-missing`, `nothing-stored`, `target-missing`, `days-wrong`.
#[utoipa::path(post, path = "/releases", tag = "records", operation_id = "propose-release", request_body = NewRelease,
    responses((status = 201, description = "asked for", body = Made), (status = 404, description = "there is no such record or dossier"), (status = 422, description = "what does not fit")))]
pub async fn propose_release(
    State(app): State<App>,
    who: SignedOn,
    Json(new): Json<NewRelease>,
) -> Result<(StatusCode, Json<Made>), Problem> {
    let target = match (new.record, new.dossier) {
        (Some(record), None) => Target::Record(record),
        (None, Some(dossier)) => Target::Dossier(dossier.parse()?),
        _ => return Err(unfit("target-missing")),
    };
    let expires_at = new.days.map(|days| release::end_after(app.now(), days)).transpose()?;
    let form = match new.form {
        Form::Bagit => ReleaseForm::Bagit,
        Form::MdtoSip => ReleaseForm::MdtoSip,
    };
    let terms = ReleaseTerms {
        purpose: Content::from(new.purpose.trim()),
        recipient: Content::from(new.recipient.trim()),
        expires_at,
    };
    let propose = move |desk: &mut zegel_archive::Desk<'_>| release::propose(desk, &target, form, terms);
    let id = app.with_desk(&who.person.id, propose).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.to_string() })))
}

/// Returns a release.
///
/// # Errors
/// `not-found`.
#[utoipa::path(get, path = "/releases/{id}", tag = "records", operation_id = "release",
    params(("id" = String, Path, description = "the release")),
    responses((status = 200, description = "the release", body = Release), (status = 404, description = "there is none")))]
pub async fn release(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<ReleaseId>,
) -> Result<Json<Release>, Problem> {
    Ok(Json(app.with_desk(&who.person.id, move |desk| release::look(desk, id)).await?.into()))
}

/// Approves a release that somebody else asked for.
///
/// # Errors
/// `four-eyes`, `wrong-state`, `not-your-role`.
#[utoipa::path(post, path = "/releases/{id}/approvals", tag = "records", operation_id = "approve-release",
    params(("id" = String, Path, description = "the release")),
    responses((status = 204, description = "approved"), (status = 404, description = "there is none"), (status = 409, description = "not in this state, or not by this person")))]
pub async fn approve_release(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<ReleaseId>,
) -> Result<StatusCode, Problem> {
    app.with_desk(&who.person.id, move |desk| package::approve(desk, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Refuses a release, or withdraws one's own.
///
/// # Errors
/// `wrong-state`, `not-your-role`.
#[utoipa::path(post, path = "/releases/{id}/refusals", tag = "records", operation_id = "refuse-release",
    params(("id" = String, Path, description = "the release")),
    responses((status = 204, description = "refused"), (status = 404, description = "there is none"), (status = 409, description = "not in this state")))]
pub async fn refuse_release(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<ReleaseId>,
) -> Result<StatusCode, Problem> {
    app.with_desk(&who.person.id, move |desk| package::refuse(desk, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Fetches the package of an approved release.
///
/// # Errors
/// `wrong-state`, `not-your-role`; a package that breaks off is no package.
#[utoipa::path(get, path = "/releases/{id}/package", tag = "records", operation_id = "fetch-release",
    params(("id" = String, Path, description = "the release")),
    responses((status = 200, description = "a zip", body = Vec<u8>, content_type = "application/zip"), (status = 404, description = "there is none"), (status = 409, description = "it was not approved")))]
pub async fn fetch_release(app: State<App>, who: SignedOn, id: Path<ReleaseId>) -> Result<Response, Problem> {
    pages::releases::fetch(app, who, id).await
}

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    ground: String,
}

/// Proposes to destroy a record.
///
/// # Errors
/// `not-your-role`, `ground-missing`, `on-hold`, `wrong-state`.
#[utoipa::path(post, path = "/records/{id}/destruction-proposals", tag = "records", operation_id = "propose-destruction", request_body = Ground,
    params(("id" = String, Path, description = "the record")),
    responses((status = 204, description = "proposed"), (status = 404, description = "there is none"), (status = 409, description = "held, or not in this state"), (status = 422, description = "the ground is missing")))]
pub async fn propose_destruction(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<RecordId>,
    Json(why): Json<Ground>,
) -> Result<StatusCode, Problem> {
    app.with_desk(&who.person.id, move |desk| destroy::propose(desk, id, &why.ground)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Refuses a destruction that was proposed, or takes one's own proposal back.
///
/// # Errors
/// `not-your-role`, `wrong-state`.
#[utoipa::path(post, path = "/records/{id}/destruction-refusals", tag = "records", operation_id = "refuse-destruction",
    params(("id" = String, Path, description = "the record")),
    responses((status = 204, description = "the record is kept"), (status = 404, description = "there is none"), (status = 409, description = "nothing was proposed")))]
pub async fn refuse_destruction(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<RecordId>,
) -> Result<StatusCode, Problem> {
    app.with_desk(&who.person.id, move |desk| destroy::keep(desk, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Places a hold on a record: it beats every term.
///
/// # Errors
/// `not-your-role`, `ground-missing`, `not-found`.
#[utoipa::path(post, path = "/records/{id}/holds", tag = "records", operation_id = "place-hold", request_body = Ground,
    params(("id" = String, Path, description = "the record")),
    responses((status = 201, description = "held", body = Made), (status = 404, description = "there is none"), (status = 422, description = "the ground is missing")))]
pub async fn place_hold(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<RecordId>,
    Json(why): Json<Ground>,
) -> Result<(StatusCode, Json<Made>), Problem> {
    let ground = why.ground.trim().to_owned();
    if ground.is_empty() {
        return Err(unfit("ground-missing"));
    }
    let place =
        move |desk: &mut zegel_archive::Desk<'_>| hold::place(desk, &Target::Record(id), &ground.into());
    let id = app.with_desk(&who.person.id, place).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.to_string() })))
}

/// Lifts one hold; others on the same target stay.
///
/// # Errors
/// `not-your-role`, `not-found`, `wrong-state`.
#[utoipa::path(post, path = "/holds/{id}/liftings", tag = "records", operation_id = "lift-hold",
    params(("id" = String, Path, description = "the hold")),
    responses((status = 204, description = "lifted"), (status = 404, description = "there is none"), (status = 409, description = "it was lifted before")))]
pub async fn lift_hold(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id: HoldId = id.parse().map_err(|_| Problem::not_found())?;
    app.with_desk(&who.person.id, move |desk| hold::lift(desk, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Somebody who may act in the archive.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonLine {
    /// The short name.
    id: String,
    name: String,
    /// As on the command line, e.g. `data-owner`. For a new person these are asked for: a second administrator approves them.
    #[serde(default)]
    roles: Vec<String>,
}

/// The people of the archive.
#[derive(Debug, Serialize, ToSchema)]
pub struct People {
    items: Vec<PersonLine>,
}

/// Lists the people.
///
/// # Errors
/// `not-your-role`.
#[utoipa::path(get, path = "/people", tag = "people", operation_id = "people",
    responses((status = 200, description = "the people", body = People)))]
pub async fn list_people(State(app): State<App>, who: SignedOn) -> Result<Json<People>, Problem> {
    let known = app.with_desk(&who.person.id, |desk| people::list(desk)).await?;
    let line = |one: Person| PersonLine {
        id: one.id.to_string(),
        name: one.name.into_string(),
        roles: one.roles.iter().map(|role| role.name().to_owned()).collect(),
    };
    Ok(Json(People { items: known.into_iter().map(line).collect() }))
}

/// Adds a person, and asks for their roles.
///
/// # Errors
/// `exists`, `roles-conflict`, `person-name-wrong`, `not-your-role`.
#[utoipa::path(post, path = "/people", tag = "people", operation_id = "add-person", request_body = PersonLine,
    responses((status = 201, description = "added; the roles wait for a second administrator", body = Made), (status = 409, description = "the short name is taken"), (status = 422, description = "what does not fit")))]
pub async fn add_person(
    State(app): State<App>,
    who: SignedOn,
    Json(new): Json<PersonLine>,
) -> Result<(StatusCode, Json<Made>), Problem> {
    let id: PersonId = new.id.parse().map_err(|_| unfit("person-id-wrong"))?;
    let roles: Result<Vec<Role>, _> = new.roles.iter().map(|role| role.parse()).collect();
    let roles = roles.map_err(|_| unfit("role-unknown"))?;
    let made = id.to_string();
    app.with_desk(&who.person.id, move |desk| people::enlist(desk, id, &new.name, roles)).await?;
    Ok((StatusCode::CREATED, Json(Made { id: made })))
}
