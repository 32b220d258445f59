//! The ledger of interim copies: everything that exists on the way, until its end is proven or declared.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use zegel_archive::copies::{self, Which};
use zegel_archive::intake;
use zegel_model::{Act, CopyId, PersonId, Role};

use super::intake::{CopyLine, Told, copy_line, notice};
use crate::{App, Page, Problem, SignedOn, html};

/// How many copies a page has.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "copies/list.html")]
struct ListPage {
    p: Page,
    lines: Vec<CopyLine>,
    is_all: bool,
    n: usize,
    next: Option<CopyId>,
    notice: Option<String>,
}

/// Which copies.
#[derive(Default, Deserialize)]
pub struct Wanted {
    #[serde(default, rename = "toon")]
    which: String,
    #[serde(rename = "na")]
    after: Option<CopyId>,
    #[serde(default, rename = "gedaan")]
    done: String,
}

/// Shows the open copies, or all there ever were; an owner sees those of their own chats.
///
/// # Errors
/// Faults of the archive; `not-your-role`.
pub async fn list(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let is_all = wanted.which == "alle";
    let which = if is_all { Which::All } else { Which::Open };
    let (found, people) = app
        .with_desk(&who.person.id, move |desk| {
            let mut found = copies::list(desk, which)?;
            if intake::sees_own_only(desk) {
                let mut own = vec![];
                for copy in found {
                    if intake::look(desk, copy.capture).is_ok() {
                        own.push(copy);
                    }
                }
                found = own;
            }
            Ok::<_, zegel_archive::Error>((found, zegel_archive::people::list(desk)?))
        })
        .await?;
    let name = |id: &PersonId| {
        let known = people.iter().find(|one| one.id == *id);
        known.map_or_else(|| id.to_string(), |one| one.name.as_str().to_owned())
    };
    // Places are paths and may hold names: for who reads content, and for an owner of their own.
    let may_read = p.may(Act::Read) || who.person.roles == [Role::ChatOwner];
    let n = found.len();
    let after = found.iter().filter(|copy| wanted.after.is_none_or(|after| after < copy.id));
    let lines: Vec<_> = after.take(PAGE + 1).map(|copy| copy_line(&p, copy, may_read, &name)).collect();
    let has_more = lines.len() == PAGE + 1;
    let lines: Vec<_> = lines.into_iter().take(PAGE).collect();
    let next = lines.last().filter(|_| has_more).map(|line| line.id);
    let notice = notice(&p, "copies", &Told { done: wanted.done });
    html(&ListPage { lines, is_all, n, next, notice, p })
}
