//! The scope of a breach: what leaked and when is asked here, and the counts that were made.
//!
//! Sessions, credentials and objects are asked by their number, as the ledger and the folder of the archive name them.

use std::str::FromStr;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Form as Sent;
use jiff::tz::TimeZone;
use zegel_archive::breach::{Breach, Origin};
use zegel_archive::scope::{self, OfBreach, ScopeQuery, What};
use zegel_archive::visible_name;
use zegel_model::{Act, BreachId, PersonId, Role};

use super::counted::messages;
use super::field::{Choice, Field, Input};
use super::{Fields, Form, Ground, Top, Typed, local};
use crate::counting::{self, Progress, Waited};
use crate::pages::intake::{Told, notice};
use crate::{App, Page, Problem, SignedOn, html, page, problem};

/// What may have leaked, in the order in which it is asked.
const KINDS: [&str; 8] = ["rol", "persoon", "sessie", "middel", "dossier", "uitgifte", "object", "alles"];
/// The longest identifier that is taken, in characters.
const MAX_ID_CHARS: usize = 80;

#[derive(Template)]
#[template(path = "breaches/scope.html")]
struct ScopePage {
    p: Page,
    top: Top,
    counts: Vec<Line>,
    form: Option<Form>,
    /// An alarm asked already: its question in words, and the form that counts it.
    alarm: Option<(String, Form)>,
    /// Who may count, for whoever may not.
    may_count: bool,
    running: Option<String>,
    failed: Option<String>,
    errors: Vec<(String, String)>,
    notice: Option<String>,
}

/// A count in the list.
struct Line {
    n: u32,
    query: String,
    meta: String,
    could: String,
    was: String,
}

/// Shows the counts, and asks for the next one.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let notice = notice(&p, "breaches", &told);
    page(&app, p, &who, id, (Typed::default(), notice)).await
}

async fn page(
    app: &App,
    p: Page,
    who: &SignedOn,
    id: BreachId,
    (typed, notice): (Typed, Option<String>),
) -> Result<Response, Problem> {
    let ground = Ground::load(app, &p, who, id).await?;
    let top = Top::new(&p, &ground, Some("scope-title"), &typed);
    let may_count = p.may(Act::CountScope);
    let breach = ground.breach();
    let zone = &app.settings.zone;
    let form = |fields: Vec<Field>, button: &str, weight| Form {
        action: format!("/datalekken/{id}/omvang#vragen"),
        version: ground.known.version,
        fields,
        button: p.t(button).to_string(),
        weight,
    };
    let is_open = top.read_only.is_none() && may_count;
    let alarm = asked_by_alarm(breach).filter(|_| is_open && breach.counts.is_empty());
    let alarm = alarm.map(|query| (question(&p, &query), form(vec![], "scope-count-alarm", "primary")));
    let progress = app.counts.progress(id);
    let running = match &progress {
        Some(Progress::Running { since }) => Some(p.date_time(since)),
        _ => None,
    };
    let weight = if alarm.is_some() { "secondary" } else { "primary" };
    let counts = (1_u32..).zip(&breach.counts).map(|(n, count)| line(&p, &ground, (n, count)));
    let mut counts: Vec<Line> = counts.collect();
    counts.reverse();
    let status = page::status_of(!typed.is_fine());
    let body = html(&ScopePage {
        counts,
        form: (is_open && running.is_none())
            .then(|| form(fields(&p, &ground, &typed, zone), "scope-count", weight)),
        alarm: alarm.filter(|_| running.is_none()),
        may_count,
        running,
        failed: match progress {
            Some(Progress::Failed { code }) => Some(said(&p, &code)),
            _ => None,
        },
        errors: typed.errors.clone(),
        notice,
        top,
        p,
    })?;
    Ok((status, body).into_response())
}

/// Says why a count did not come to its end.
fn said(p: &Page, code: &str) -> String {
    let id = format!("breaches-error-{code}");
    let known = crate::texts::TEXTS.has(p.lang, &id);
    p.t(if known { &id } else { "scope-failed-other" }).to_string()
}

fn line(p: &Page, ground: &Ground, (n, count): (u32, &zegel_archive::breach::Count)) -> Line {
    let kept = OfBreach::of(ground.breach(), n);
    Line {
        n,
        query: kept.as_ref().map_or_else(|| p.t("scope-other").to_string(), |kept| question(p, &kept.query)),
        meta: ground.by(p, &count.counted),
        could: kept.as_ref().map(|kept| p.number(messages(kept)[0])).unwrap_or_default(),
        was: kept.as_ref().map(|kept| p.number(messages(kept)[1])).unwrap_or_default(),
    }
}

/// Returns the question that an alarm asked already.
fn asked_by_alarm(breach: &Breach) -> Option<ScopeQuery> {
    let Origin::Alarm { query, .. } = &breach.report.origin else { return None };
    // An alarm of a later version may ask what this one cannot count: then the form is there.
    serde_json::from_value(query.clone()).ok()
}

fn fields(p: &Page, ground: &Ground, typed: &Typed, zone: &TimeZone) -> Vec<Field> {
    let kinds = KINDS.map(|kind| Choice {
        value: kind.to_owned(),
        label: p.t(&format!("scope-kind-{kind}")).to_string(),
        is_chosen: typed.get("gelekt") == kind,
        is_alone: false,
    });
    let label = |name: &str| p.t(&format!("breaches-field-{name}")).to_string();
    let kinds = Field {
        label: label("gelekt"),
        ..Field::plain(typed, "gelekt", Input::One { choices: kinds.into() })
    };
    let select = |name: &str, choices: Vec<(String, String)>| {
        Field::new(p, typed, name, Input::select(typed.get(name), choices))
    };
    let roles = Role::ALL.iter().map(|role| (role.name().to_owned(), p.role(role)));
    let people = ground.names.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let id = |name: &str| Field::line(p, typed, (name, ""), MAX_ID_CHARS);
    let of_kind = [
        ("rol", select("lek-rol", roles.collect())),
        ("persoon", select("lek-persoon", people.collect())),
        ("sessie", id("lek-sessie")),
        ("middel", id("lek-middel")),
        ("dossier", id("lek-dossier")),
        ("uitgifte", id("lek-uitgifte")),
        ("object", id("lek-object")),
    ];
    let mut fields = vec![kinds];
    fields.extend(of_kind.map(|(kind, field)| Field { shown_if: format!("gelekt={kind}"), ..field }));
    fields.push(local::field(p, typed, "lek-vanaf", (None, zone)));
    fields.push(local::field(p, typed, "lek-tot", (None, zone)));
    fields
}

/// Says a question in words.
pub(super) fn question(p: &Page, query: &ScopeQuery) -> String {
    let what = query.what.iter().map(|what| match what {
        What::Everything => p.t("scope-of-everything").to_string(),
        What::Role(role) => p.t("scope-of-role").with("role", p.role(role)).to_string(),
        // The question names a person by the pseudonym of the ledger, and so does the page.
        What::Person(pseudonym) => p.t("scope-of-person").with("id", pseudonym.to_string()).to_string(),
        What::Session(id) => p.t("scope-of-session").with("id", id.to_string()).to_string(),
        What::Credential(id) => p.t("scope-of-credential").with("id", id.to_string()).to_string(),
        What::Dossier(id) => p.t("scope-of-dossier").with("id", visible_name(id.as_str())).to_string(),
        What::Release(id) => p.t("scope-of-release").with("id", id.to_string()).to_string(),
        What::Object(id) => p.t("scope-of-object").with("id", id.to_string()).to_string(),
    });
    let what = what.collect::<Vec<_>>().join("; ");
    let window = match (&query.from, &query.to) {
        (None, None) => p.t("scope-window-all").to_string(),
        (Some(from), None) => p.t("scope-window-from").with("from", p.date_time(from)).to_string(),
        (None, Some(to)) => p.t("scope-window-to").with("to", p.date_time(to)).to_string(),
        (Some(from), Some(to)) => {
            p.t("scope-window").with("from", p.date_time(from)).with("to", p.date_time(to)).to_string()
        }
    };
    format!("{what}, {window}")
}

/// What was asked, before the archive knows whether it is there.
enum Asked {
    What(What),
    Person(PersonId),
    /// What the alarm asked.
    Alarm,
}

/// Counts.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn count(
    (State(app), p): (State<App>, Page),
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let mut typed = Typed::new(fields);
    let zone = app.settings.zone.clone();
    let asked = read(&p, &mut typed);
    let (from, to) =
        (local::read(&p, &mut typed, "lek-vanaf", &zone), local::read(&p, &mut typed, "lek-tot", &zone));
    let (Some((asked, field)), true) = (asked, typed.is_fine()) else {
        return page(&app, p, &who, id, (typed, None)).await;
    };
    let counted = counting::count(&app, &who.person.id, id, move |desk| {
        let what = match asked {
            Asked::What(what) => what,
            Asked::Person(person) => scope::person(desk, &person)?,
            Asked::Alarm => {
                let breach = zegel_archive::breaches::get(desk, id)?.breach;
                let query = asked_by_alarm(&breach).ok_or_else(nothing_asked)?;
                return scope::count_for(desk, id, &query);
            }
        };
        scope::count_for(desk, id, &ScopeQuery { from, to, ..ScopeQuery::of(what) })
    });
    match counted.await {
        Ok(Waited::Done(n)) => Ok(problem::see_other(&format!("/datalekken/{id}/omvang/{n}?gedaan=counted"))),
        Ok(Waited::GoesOn) => Ok(problem::see_other(&format!("/datalekken/{id}/omvang"))),
        Err(problem) if is_unknown(&problem.code) => {
            typed.fail(field, p.t("scope-unknown"));
            page(&app, p, &who, id, (typed, None)).await
        }
        Err(problem) => {
            let field = if problem.code == "window-wrong" { "lek-tot" } else { "" };
            let typed = typed.refused_at(&p, field, problem)?;
            page(&app, p, &who, id, (typed, None)).await
        }
    }
}

fn nothing_asked() -> zegel_archive::Error {
    zegel_archive::Error::Refused(zegel_model::Refusal::new(
        "scope-empty",
        "a scope is counted of something",
        "say what leaked",
    ))
}

fn is_unknown(code: &str) -> bool {
    matches!(code, "not-found" | "unknown-session" | "unknown-credential" | "unknown-person")
}

/// Reads what leaked; also returns the field in which it was named.
fn read(p: &Page, typed: &mut Typed) -> Option<(Asked, &'static str)> {
    fn id<T: FromStr>(text: &str) -> Option<T> {
        text.parse().ok()
    }
    if typed.get("alarm") == "ja" {
        return Some((Asked::Alarm, "gelekt"));
    }
    let text = |name: &str| typed.get(name).to_owned();
    let (field, asked) = match typed.get("gelekt") {
        "alles" => ("gelekt", Some(Asked::What(What::Everything))),
        "rol" => ("lek-rol", id(&text("lek-rol")).map(|one| Asked::What(What::Role(one)))),
        "persoon" => ("lek-persoon", id(&text("lek-persoon")).map(Asked::Person)),
        "sessie" => ("lek-sessie", id(&text("lek-sessie")).map(|one| Asked::What(What::Session(one)))),
        "middel" => ("lek-middel", id(&text("lek-middel")).map(|one| Asked::What(What::Credential(one)))),
        "dossier" => ("lek-dossier", id(&text("lek-dossier")).map(|one| Asked::What(What::Dossier(one)))),
        "uitgifte" => ("lek-uitgifte", id(&text("lek-uitgifte")).map(|one| Asked::What(What::Release(one)))),
        "object" => ("lek-object", id(&text("lek-object")).map(|one| Asked::What(What::Object(one)))),
        _ => {
            typed.fail("gelekt", p.t("scope-choose"));
            return None;
        }
    };
    if asked.is_none() {
        typed.fail(field, p.t("scope-unknown"));
    }
    asked.map(|asked| (asked, field))
}
