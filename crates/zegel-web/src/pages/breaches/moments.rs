//! The moments of a breach, kept apart, each with how it is known; a correction keeps what stood there before.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Form as Sent;
use jiff::tz::TimeZone;
use serde::Deserialize;
use zegel_archive::breach::{MomentKind, Occurred, Side};
use zegel_archive::breaches::{self, Known};
use zegel_archive::visible;
use zegel_model::BreachId;

use super::field::{Field, Input};
use super::show::occurred_text;
use super::{Fields, Form, Ground, Top, Typed, done, local};
use crate::pages::intake::{Told, notice};
use crate::{App, Page, Problem, SignedOn, html, page};

/// The name of the moment that is not one instant.
const OCCURRED: &str = "occurred";

#[derive(Template)]
#[template(path = "breaches/moments.html")]
struct MomentsPage {
    p: Page,
    top: Top,
    lines: Vec<Line>,
    /// The form for one of them: what it is about, and the form.
    form: Option<(String, Vec<String>, Form)>,
    errors: Vec<(String, String)>,
    notice: Option<String>,
}

/// One moment with all that was ever recorded of it.
struct Line {
    kind: &'static str,
    name: String,
    help: String,
    /// When, how it is known, and who recorded it.
    now: Option<(String, String, String)>,
    /// What stood there before, newest first.
    before: Vec<(String, String, String)>,
}

/// Which moment is recorded.
#[derive(Default, Deserialize)]
pub struct Which {
    #[serde(default, rename = "soort")]
    kind: String,
}

/// Shows the moments, with the form for one of them.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn show(
    (State(app), p): (State<App>, Page),
    who: SignedOn,
    Path(id): Path<BreachId>,
    Query(which): Query<Which>,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let notice = notice(&p, "breaches", &told);
    page(&app, p, &who, (id, which.kind), (Typed::default(), notice)).await
}

async fn page(
    app: &App,
    p: Page,
    who: &SignedOn,
    (id, kind): (BreachId, String),
    (typed, notice): (Typed, Option<String>),
) -> Result<Response, Problem> {
    let lang = p.lang;
    let (ground, versions) = app
        .with_desk(&who.person.id, move |desk| {
            Ok::<_, zegel_archive::Error>((Ground::look(desk, id, lang)?, breaches::versions(desk, id)?))
        })
        .await?;
    let top = Top::new(&p, &ground, Some("breaches-moments"), &typed);
    let kinds = kinds(&ground);
    let lines = kinds.iter().map(|kind| line(&p, &ground, &versions, kind)).collect();
    let form = (top.read_only.is_none() && kinds.contains(&kind.as_str()))
        .then(|| form(&p, &ground, &typed, (&kind, &app.settings.zone)));
    let status = page::status_of(!typed.is_fine());
    let body = html(&MomentsPage { top, lines, form, errors: typed.errors.clone(), notice, p })?;
    Ok((status, body).into_response())
}

/// The moments that this breach has; one on the side of a processor tells its controller.
fn kinds(ground: &Ground) -> Vec<&'static str> {
    let mut kinds = vec![OCCURRED];
    let is_processor = matches!(ground.breach().side, Side::Processor { .. });
    let shown =
        MomentKind::ALL.into_iter().filter(|kind| is_processor || *kind != MomentKind::ToldController);
    kinds.extend(shown.map(MomentKind::code));
    kinds
}

/// What a version says of one moment: when, how it is known, who recorded it.
fn said(p: &Page, ground: &Ground, known: &Known, kind: &str) -> Option<(String, String, String)> {
    let moments = &known.breach.moments;
    if kind == OCCURRED {
        let (occurred, how, recorded) = moments.occurred.as_ref()?;
        let how = visible(how.as_str()).into_owned();
        return Some((occurred_text(p, occurred), how, ground.by(p, recorded)));
    }
    let moment = moments.get(MomentKind::of_code(kind)?)?;
    Some((p.date_time(&moment.at), visible(moment.how.as_str()).into_owned(), ground.by(p, &moment.recorded)))
}

fn line(p: &Page, ground: &Ground, versions: &[Known], kind: &'static str) -> Line {
    let now = said(p, ground, &ground.known, kind);
    let mut before: Vec<_> = versions.iter().filter_map(|known| said(p, ground, known, kind)).collect();
    before.dedup();
    before.reverse();
    before.retain(|one| Some(one) != now.as_ref());
    Line {
        kind,
        name: p.t(&format!("breaches-moment-{kind}")).to_string(),
        help: p.t(&format!("breaches-moment-{kind}.help")).to_string(),
        now,
        before,
    }
}

fn form(
    p: &Page,
    ground: &Ground,
    typed: &Typed,
    (kind, zone): (&str, &TimeZone),
) -> (String, Vec<String>, Form) {
    let fields = if kind == OCCURRED {
        occurred_fields(p, ground, typed, zone)
    } else {
        moment_fields(p, ground, typed, (kind, zone))
    };
    let words = if kind == "aware" {
        ["breaches-aware-1", "breaches-aware-2"].map(|id| p.t(id).to_string()).to_vec()
    } else {
        vec![p.t(&format!("breaches-moment-{kind}.help")).to_string()]
    };
    let form = Form {
        action: format!("/datalekken/{}/momenten?soort={kind}#vastleggen", ground.known.id),
        version: ground.known.version,
        fields,
        button: p.t("breaches-moment-save").to_string(),
        weight: "primary",
    };
    (p.t(&format!("breaches-moment-{kind}")).to_string(), words, form)
}

fn moment_fields(p: &Page, ground: &Ground, typed: &Typed, (kind, zone): (&str, &TimeZone)) -> Vec<Field> {
    let moment = MomentKind::of_code(kind).and_then(|kind| ground.breach().moments.get(kind));
    let how = moment.map_or("", |moment| moment.how.as_str());
    let name = if kind == "aware" { "redenering" } else { "hoe" };
    vec![
        local::field(p, typed, "wanneer", (moment.map(|moment| moment.at), zone)),
        Field::area(p, typed, (name, how), 4),
    ]
}

fn occurred_fields(p: &Page, ground: &Ground, typed: &Typed, zone: &TimeZone) -> Vec<Field> {
    let known = ground.breach().moments.occurred.as_ref();
    let (kind, from, to, is_estimated) = match known.map(|(occurred, _, _)| occurred) {
        None => ("", None, None, false),
        Some(Occurred::At { at, is_estimated }) => ("moment", Some(*at), None, *is_estimated),
        Some(Occurred::Between { from, to, is_estimated }) => {
            ("periode", Some(*from), Some(*to), *is_estimated)
        }
        Some(Occurred::Ongoing { since }) => ("duurt-voort", *since, None, false),
        Some(Occurred::Unknown) => ("onbekend", None, None, false),
    };
    let how = known.map_or("", |(_, how, _)| how.as_str());
    let mut fields = vec![
        Field::one(p, typed, ("verloop", kind), &["moment", "periode", "duurt-voort", "onbekend"]),
        local::field(p, typed, "begin", (from, zone)),
        local::field(p, typed, "einde", (to, zone)),
        Field::check(p, typed, ("geschat", is_estimated)),
        Field::area(p, typed, ("hoe", how), 3),
    ];
    for (field, shown_if) in
        fields.iter_mut().skip(1).zip(["verloop=moment periode duurt-voort", "verloop=periode"])
    {
        field.shown_if = shown_if.to_owned();
    }
    fields
}

/// Records or corrects a moment.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn post(
    (State(app), p): (State<App>, Page),
    who: SignedOn,
    Path(id): Path<BreachId>,
    Query(which): Query<Which>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let mut typed = Typed::new(fields);
    let (seen, zone) = (typed.seen(), app.settings.zone.clone());
    let recorded = if which.kind == OCCURRED {
        let Some(occurred) = read_occurred(&p, &mut typed, &zone) else {
            return page(&app, p, &who, (id, which.kind), (typed, None)).await;
        };
        let how = typed.content("hoe");
        app.with_desk(&who.person.id, move |desk| breaches::occurred(desk, (id, seen), occurred, how)).await
    } else {
        let kind = MomentKind::of_code(&which.kind).ok_or_else(Problem::not_found)?;
        let how = typed.content(if kind == MomentKind::Aware { "redenering" } else { "hoe" });
        if kind == MomentKind::Aware && how.as_str().trim().is_empty() {
            typed.fail("redenering", p.t("breaches-aware-missing"));
        }
        let (Some(at), true) = (local::need(&p, &mut typed, "wanneer", &zone), typed.is_fine()) else {
            return page(&app, p, &who, (id, which.kind), (typed, None)).await;
        };
        app.with_desk(&who.person.id, move |desk| breaches::moment(desk, (id, seen), (kind, at, how), &zone))
            .await
    };
    match recorded {
        Ok(_) => Ok(done(id, "/momenten", "moment")),
        Err(problem) => {
            let at = if which.kind == OCCURRED { "begin" } else { "wanneer" };
            let field = if problem.code.starts_with("moment-") { at } else { "" };
            let typed = typed.refused_at(&p, field, problem)?;
            page(&app, p, &who, (id, which.kind), (typed, None)).await
        }
    }
}

fn read_occurred(p: &Page, typed: &mut Typed, zone: &TimeZone) -> Option<Occurred> {
    let is_estimated = typed.get("geschat") == "ja";
    match typed.get("verloop") {
        "moment" => Some(Occurred::At { at: local::need(p, typed, "begin", zone)?, is_estimated }),
        "periode" => {
            let (from, to) = (local::need(p, typed, "begin", zone), local::need(p, typed, "einde", zone));
            Some(Occurred::Between { from: from?, to: to?, is_estimated })
        }
        "duurt-voort" => {
            let since = local::read(p, typed, "begin", zone);
            typed.is_fine().then_some(Occurred::Ongoing { since })
        }
        "onbekend" => Some(Occurred::Unknown),
        _ => {
            typed.fail("verloop", p.t("breaches-occurred-choose"));
            None
        }
    }
}
