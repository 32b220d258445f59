//! People: who is known, which roles they have, codes to enrol with, and roles that wait for a second administrator.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use jiff::Timestamp;
use serde::Deserialize;
use uuid::Uuid;
use zegel_archive::{credentials, people, role_changes};
use zegel_model::{Act, Person, PersonId, Role};

use crate::{App, Page, Problem, SignedOn, html, problem};

#[derive(Template)]
#[template(path = "people/list.html")]
struct ListPage {
    p: Page,
    people: Vec<Line>,
    changes: Vec<Change>,
    n_administrators: usize,
    typed: NewPerson,
    error: Option<String>,
}

struct Line {
    short: String,
    name: String,
    roles: Vec<String>,
    can_sign_on: bool,
}

/// Roles that wait for a second administrator.
struct Change {
    id: Uuid,
    name: String,
    roles: Vec<String>,
    by: String,
    at: Timestamp,
    /// Whoever looks may approve: it is not about them, and they did not ask.
    may_approve: bool,
    is_own: bool,
}

/// Shows everybody.
///
/// # Errors
/// Faults of the archive.
pub async fn list(State(app): State<App>, p: Page, who: SignedOn) -> Result<Response, Problem> {
    html(&page(&app, p, &who, NewPerson::default(), None).await?)
}

async fn page(
    app: &App,
    p: Page,
    who: &SignedOn,
    typed: NewPerson,
    error: Option<String>,
) -> Result<ListPage, Problem> {
    let (known, able, open) = app
        .with_desk(&who.person.id, |desk| {
            let able = people::who_can_sign_on(desk)?;
            Ok::<_, Problem>((people::list(desk)?, able, role_changes::open(desk)?))
        })
        .await?;
    let names = |roles: &[Role]| roles.iter().map(|role| p.role(role)).collect::<Vec<_>>();
    let name_of = |id: &PersonId| {
        let found = known.iter().find(|person| person.id == *id);
        found.map_or_else(|| id.to_string(), |person| person.name.as_str().to_owned())
    };
    let changes = open.iter().map(|change| Change {
        id: change.id,
        name: name_of(&change.person),
        roles: names(&change.roles),
        by: name_of(&change.state.proposed().by),
        at: change.state.proposed().at,
        may_approve: change.person != who.person.id && change.state.proposed().by != who.person.id,
        is_own: change.state.proposed().by == who.person.id,
    });
    let lines = known.iter().map(|person| Line {
        short: person.id.to_string(),
        name: person.name.as_str().to_owned(),
        roles: names(&person.roles),
        can_sign_on: able.contains(&person.id),
    });
    Ok(ListPage {
        changes: changes.collect(),
        people: lines.collect(),
        n_administrators: known.iter().filter(|one| one.roles.contains(&Role::Administrator)).count(),
        typed,
        error,
        p,
    })
}

/// Somebody new.
#[derive(Default, Deserialize)]
pub struct NewPerson {
    short: String,
    name: String,
    #[serde(default)]
    role: Vec<Role>,
}

impl NewPerson {
    fn has(&self, role: &Role) -> bool {
        self.role.contains(role)
    }
}

/// Adds a person without roles, and asks for those that were ticked.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn add(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Form(typed): Form<NewPerson>,
) -> Result<Response, Problem> {
    let Ok(id) = typed.short.trim().to_lowercase().parse::<PersonId>() else {
        let error = p.t("people-short-wrong").to_string();
        return again(&app, p, &who, typed, error).await;
    };
    let (new, name, roles) = (id.clone(), typed.name.clone(), typed.role.clone());
    let added = app.with_desk(&who.person.id, move |desk| people::enlist(desk, new, &name, roles)).await;
    let Err(problem) = added else { return Ok(problem::see_other(&format!("/mensen/{id}"))) };
    let error = match &*problem.code {
        "exists" => "people-short-taken",
        "person-name-wrong" => "people-name-wrong",
        "roles-conflict" => "problem-roles-conflict.remedy",
        _ => return Err(problem),
    };
    let error = p.t(error).to_string();
    again(&app, p, &who, typed, error).await
}

async fn again(
    app: &App,
    p: Page,
    who: &SignedOn,
    typed: NewPerson,
    error: String,
) -> Result<Response, Problem> {
    let page = page(app, p, who, typed, Some(error)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
}

#[derive(Template)]
#[template(path = "people/person.html")]
struct PersonPage {
    p: Page,
    person: Person,
    is_self: bool,
    can_sign_on: bool,
    has_open_change: bool,
    has_provider: bool,
    invitation: Option<Invitation>,
}

struct Invitation {
    code: String,
    expires_at: Timestamp,
}

impl PersonPage {
    fn has(&self, role: &Role) -> bool {
        self.person.roles.contains(role)
    }
}

/// Shows one person.
///
/// # Errors
/// `not-found`; faults of the archive.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<PersonId>,
) -> Result<Response, Problem> {
    html(&person_page(&app, p, &who, id, None).await?)
}

async fn person_page(
    app: &App,
    p: Page,
    who: &SignedOn,
    id: PersonId,
    invitation: Option<Invitation>,
) -> Result<PersonPage, Problem> {
    let is_self = id == who.person.id;
    let (person, can_sign_on, has_open_change) = app
        .with_desk(&who.person.id, move |desk| {
            let person = people::list(desk)?.into_iter().find(|person| person.id == id);
            let person = person.ok_or_else(Problem::not_found)?;
            let can_sign_on = people::who_can_sign_on(desk)?.contains(&id);
            let is_open = role_changes::open(desk)?.iter().any(|change| change.person == id);
            Ok::<_, Problem>((person, can_sign_on, is_open))
        })
        .await?;
    let has_provider = app.has_provider();
    Ok(PersonPage { p, person, is_self, can_sign_on, has_open_change, has_provider, invitation })
}

/// Gives a code, and shows it this once.
///
/// # Errors
/// `own-code`, `not-found`.
pub async fn invite(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<PersonId>,
) -> Result<Response, Problem> {
    let of = id.clone();
    let given = app.with_desk(&who.person.id, move |desk| credentials::invite(desk, &of)).await?;
    let invitation = Invitation { code: given.code, expires_at: given.expires_at };
    html(&person_page(&app, p, &who, id, Some(invitation)).await?)
}

/// Takes every way to sign on from a person, and ends their sessions.
///
/// # Errors
/// `own-code`, `not-found`.
pub async fn revoke(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<PersonId>,
) -> Result<Response, Problem> {
    let of = id.clone();
    app.with_desk(&who.person.id, move |desk| credentials::revoke(desk, &of)).await?;
    app.sessions.end_all_of(&id);
    Ok(problem::see_other(&format!("/mensen/{id}")))
}

/// The roles that were ticked.
#[derive(Deserialize)]
pub struct Roles {
    #[serde(default)]
    role: Vec<Role>,
}

/// Asks for other roles.
///
/// # Errors
/// `own-roles`, `roles-conflict`, `change-open`, `not-found`.
pub async fn propose(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<PersonId>,
    Form(Roles { role }): Form<Roles>,
) -> Result<Response, Problem> {
    let of = id.clone();
    app.with_desk(&who.person.id, move |desk| role_changes::propose(desk, &of, role)).await?;
    refresh(&app, &who, id).await?;
    Ok(problem::see_other("/mensen"))
}

/// Tells the sessions of a person what their roles are now.
async fn refresh(app: &App, who: &SignedOn, id: PersonId) -> Result<(), Problem> {
    let people = app.with_desk(&who.person.id, |desk| people::list(desk)).await?;
    if let Some(person) = people.iter().find(|person| person.id == id) {
        app.sessions.changed(person);
    }
    Ok(())
}

/// A decision on roles that were asked for.
#[derive(Deserialize)]
pub struct Decision {
    id: Uuid,
    decision: Verdict,
}

/// Which one.
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// They are in force from now on.
    Approve,
    /// They are not given.
    Refuse,
}

/// Approves or refuses roles that another administrator asked for.
///
/// # Errors
/// `four-eyes`, `own-roles`, `wrong-state`, `not-found`.
pub async fn decide(
    State(app): State<App>,
    who: SignedOn,
    Form(Decision { id, decision }): Form<Decision>,
) -> Result<Response, Problem> {
    let changed = app
        .with_desk(&who.person.id, move |desk| match decision {
            Verdict::Approve => role_changes::approve(desk, id).map(Some),
            Verdict::Refuse => role_changes::refuse(desk, id).map(|()| None),
        })
        .await?;
    if let Some(person) = changed {
        app.sessions.changed(&person);
    }
    Ok(problem::see_other("/mensen"))
}

#[derive(Template)]
#[template(path = "people/rights.html")]
struct RightsPage {
    p: Page,
}

impl RightsPage {
    fn may(&self, role: &Role, act: &Act) -> bool {
        act.roles().contains(role)
    }
}

/// Shows who may do what: the table of the model, as it is enforced.
///
/// # Errors
/// A fault.
pub async fn rights(p: Page) -> Result<Response, Problem> {
    html(&RightsPage { p })
}
