//! The first page after signing on: what waits for you.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::tz::TimeZone;
use zegel_archive::{Desk, Error, drafts, intake, release, rhythm, role_changes, settings_check};
use zegel_model::{Act, ReleaseState, Role};

use super::rhythm::{Standing, standing};
use crate::{App, Page, Problem, SignedOn, html};

#[derive(Template)]
#[template(path = "home/home.html")]
struct HomePage {
    p: Page,
    tasks: Vec<Task>,
    has_no_role: bool,
    own: Option<(Standing, bool)>,
}

/// Something that waits for this person.
struct Task {
    title: String,
    help: String,
    path: &'static str,
    n: u64,
}

/// Shows what waits for whoever is signed on.
///
/// # Errors
/// Faults of the archive.
pub async fn show(State(app): State<App>, who: SignedOn, p: Page) -> Result<Response, Problem> {
    let has_no_role = who.person.roles.is_empty();
    let zone = app.settings.zone.clone();
    let (waiting, own) = app
        .with_desk(&who.person.id, move |desk| {
            Ok::<_, Error>((waiting(desk, &zone)?, rhythm::own(desk, &zone)?))
        })
        .await?;
    let tasks = tasks(&p, &waiting);
    let own = own.map(|pace| (standing(&p, &pace), pace.is_late));
    html(&HomePage { p, tasks, has_no_role, own })
}

/// What waits, per kind of work that this person may do.
fn waiting(desk: &Desk<'_>, zone: &TimeZone) -> Result<Vec<(&'static str, &'static str, u64)>, Error> {
    let may = |act| zegel_model::authorise(&desk.actor, act).is_ok();
    let mut waiting = vec![];
    if desk.actor.roles.contains(&Role::ChatOwner) {
        // Always: choosing is work that an owner begins.
        waiting.push(("sift", "/schiften", 1));
        if settings_check::own(desk)?.is_empty() {
            waiting.push(("check", "/instellingen-nalopen", 1));
        }
    }
    if may(Act::SeeRhythm) {
        let n_late = rhythm::all(desk, zone)?.iter().filter(|pace| pace.is_late).count();
        waiting.push(("rhythm", "/ritme", n_late as u64));
    }
    if may(Act::KeepDraft) {
        let draft = drafts::mine(desk)?;
        let needs_a_look = draft.is_some_and(|draft| draft.is_near(desk.now) || draft.frozen.is_some());
        waiting.push(("draft", "/concepten", u64::from(needs_a_look)));
    }
    if may(Act::SeeStates) {
        let counts = intake::counts(desk)?;
        let n = |state: &str| counts.iter().find(|(name, _)| name == state).map_or(0, |(_, n)| *n);
        if desk.actor.roles.contains(&Role::ChatOwner) {
            waiting.push(("returned", "/indieningen", n("returned")));
        }
        if may(Act::Register) {
            waiting.push(("register", "/indieningen", n("accepted")));
            waiting.push(("approve", "/indieningen", n("proposed")));
            waiting.push(("store", "/indieningen", n("registered")));
            waiting.push(("close", "/indieningen", n("stored")));
        }
    }
    if may(Act::ApproveRelease) {
        let asked = release::list(desk)?;
        let n = asked.iter().filter(|one| matches!(&one.state, ReleaseState::Proposed { proposed, .. } if proposed.by != desk.actor.id));
        waiting.push(("release", "/uitgiften", n.count() as u64));
    }
    if may(Act::ApproveRoles) {
        let open = role_changes::open(desk)?;
        let n = open.iter().filter(|change| change.state.proposed().by != desk.actor.id).count();
        waiting.push(("roles", "/mensen", n as u64));
    }
    Ok(waiting)
}

fn tasks(p: &Page, waiting: &[(&'static str, &'static str, u64)]) -> Vec<Task> {
    let is_always = |id: &str| id == "rhythm";
    let there = waiting.iter().filter(|(id, path, n)| (*n != 0 || is_always(id)) && p.has(path));
    there
        .map(|&(id, path, n)| Task {
            title: p.t(&format!("home-{id}")).to_string(),
            help: p.t(&format!("home-{id}-help")).to_string(),
            path,
            // What an owner does for themselves is not counted.
            n: if matches!(id, "sift" | "check") { 0 } else { n },
        })
        .collect()
}
