//! The first page after signing on: what waits for you.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use zegel_archive::{read, role_changes};
use zegel_model::{Act, Role};

use crate::{App, Page, Problem, SignedOn, html};

#[derive(Template)]
#[template(path = "home/home.html")]
struct HomePage {
    p: Page,
    tasks: Vec<Task>,
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
    let counts = app
        .with_desk(&who.person.id, |desk| {
            let captures = read::captures(desk)?;
            let n = |state: &str| captures.iter().filter(|capture| capture.state == state).count() as u64;
            let roles = if zegel_model::authorise(&desk.actor, Act::ApproveRoles).is_ok() {
                let open = role_changes::open(desk)?;
                open.iter().filter(|change| change.state.proposed().by != desk.actor.id).count() as u64
            } else {
                0
            };
            Ok::<_, Problem>([n("accepted"), n("registered"), n("stored"), roles])
        })
        .await?;
    let tasks = tasks(&p, &who, counts);
    html(&HomePage { p, tasks })
}

fn tasks(p: &Page, who: &SignedOn, [accepted, registered, stored, roles]: [u64; 4]) -> Vec<Task> {
    let mut tasks = vec![];
    let mut add = |id: &str, path: &'static str, n: u64| {
        if p.has(path) {
            let (title, help) =
                (p.t(&format!("home-{id}")).to_string(), p.t(&format!("home-{id}-help")).to_string());
            tasks.push(Task { title, help, path, n });
        }
    };
    if who.person.roles.contains(&Role::ChatOwner) {
        add("sift", "/schiften", 0);
    }
    if p.may(Act::Register) {
        add("register", "/indieningen", accepted);
        add("store", "/indieningen", registered);
        add("close", "/indieningen", stored);
    }
    if 0 < roles {
        add("roles", "/mensen", roles);
    }
    tasks
}
