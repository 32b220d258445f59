//! Notifying the authority: the form as it is filled in from the breach now, and the notifications that were made of it.
//!
//! Nothing here goes to an authority: a person takes it there. What was made stays as it was; what changed since makes the next one.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Form as Sent;
use serde::Deserialize;
use zegel_archive::breach::{Breach, Notification, NotificationKind, Side};
use zegel_archive::notifications::{self, Wanted};
use zegel_archive::{Form as AuthorityForm, FormLanguage, visible_name};
use zegel_model::BreachId;

use super::field::{Field, Input};
use super::filled::Filled;
use super::{Fields, Form, Ground, Top, Typed, label};
use crate::pages::intake::{Told, notice};
use crate::{App, Page, Problem, SignedOn, html, page, problem};

const KINDS: [NotificationKind; 4] = [
    NotificationKind::Initial,
    NotificationKind::Supplementary,
    NotificationKind::Complete,
    NotificationKind::Withdrawal,
];

#[derive(Template)]
#[template(path = "breaches/notify.html")]
struct NotifyPage {
    p: Page,
    top: Top,
    /// The form, its language and what it is for.
    choose: Vec<Field>,
    filled: Filled,
    /// The name of the form, how a person files it, and where.
    title: String,
    filing: String,
    url: String,
    is_verified: bool,
    made: Vec<Made>,
    make: Option<Form>,
    /// What goes with the form that makes it: which one was looked at.
    chosen: [(&'static str, String); 3],
    /// The body is the processor, so another one notifies.
    is_processor: bool,
    errors: Vec<(String, String)>,
    notice: Option<String>,
}

/// A notification in the list.
struct Made {
    n: u32,
    kind: String,
    meta: String,
    tag: String,
    tone: &'static str,
}

/// Which form is looked at.
#[derive(Default, Clone, Deserialize)]
pub struct Which {
    #[serde(default, rename = "formulier")]
    form: String,
    #[serde(default, rename = "taal")]
    language: String,
    #[serde(default, rename = "soort")]
    kind: String,
}

/// Shows the form as it is filled in now.
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
    page(&app, p, &who, (id, which), (Typed::default(), notice)).await
}

async fn page(
    app: &App,
    p: Page,
    who: &SignedOn,
    (id, which): (BreachId, Which),
    (typed, notice): (Typed, Option<String>),
) -> Result<Response, Problem> {
    let (lang, zone) = (p.lang, app.settings.zone.clone());
    let (ground, forms, wanted, filled) = app
        .with_desk(&who.person.id, move |desk| {
            let ground = Ground::look(desk, id, lang)?;
            let forms: Vec<AuthorityForm> = notifications::forms(desk, id)?.into_iter().cloned().collect();
            let Some(wanted) = wanted(&forms, &which, ground.breach(), lang.code()) else {
                return Err(Problem::not_found());
            };
            let filled = notifications::preview(desk, id, &wanted, &zone)?;
            Ok((ground, forms, wanted, filled))
        })
        .await?;
    let form = forms.iter().find(|form| form.code == wanted.form).ok_or_else(Problem::not_found)?;
    let top = Top::new(&p, &ground, Some("notification-title"), &typed);
    let may_make = top.read_only.is_none() && ground.breach().side == Side::Controller;
    let make = may_make.then(|| Form {
        action: format!("/datalekken/{id}/melding#maken"),
        version: ground.known.version,
        fields: vec![Field::area(&p, &typed, ("aanleiding", ""), 3)],
        button: p.t(&format!("notification-make-{}", wanted.kind.code())).to_string(),
        weight: "primary",
    });
    let status = page::status_of(!typed.is_fine());
    let body = html(&NotifyPage {
        choose: choose(&p, &typed, &forms, &wanted),
        filled: Filled::of(&p, (form, &filled), Some((id, ground.questions()))),
        title: label(&p, &form.title),
        filing: label(&p, &form.filing),
        url: form.url.clone(),
        is_verified: form.verified,
        made: ground.breach().notifications.iter().rev().map(|one| made(&p, &forms, one)).collect(),
        make,
        chosen: [
            ("formulier", wanted.form.clone()),
            ("taal", wanted.language.tag().to_owned()),
            ("soort", wanted.kind.code().to_owned()),
        ],
        is_processor: ground.breach().side != Side::Controller,
        errors: typed.errors.clone(),
        notice,
        top,
        p,
    })?;
    Ok((status, body).into_response())
}

/// Returns what was asked for, or what comes next for this breach in the language of the page.
fn wanted(forms: &[AuthorityForm], which: &Which, breach: &Breach, lang: &str) -> Option<Wanted> {
    let form = forms.iter().find(|form| form.code == which.form).or_else(|| forms.first())?;
    let offered = |tag: &str| FormLanguage::of_tag(tag).filter(|language| form.languages.contains(language));
    let language =
        offered(&which.language).or_else(|| offered(lang)).or_else(|| form.languages.first().copied())?;
    let kind = KINDS.into_iter().find(|kind| kind.code() == which.kind).unwrap_or_else(|| next(breach));
    Some(Wanted { kind, form: form.code.clone(), language, reason: None })
}

/// Returns which notification comes next.
fn next(breach: &Breach) -> NotificationKind {
    match breach.notified_at() {
        Some(_) => NotificationKind::Supplementary,
        None => NotificationKind::Initial,
    }
}

fn choose(p: &Page, typed: &Typed, forms: &[AuthorityForm], wanted: &Wanted) -> Vec<Field> {
    let select = |name: &str, chosen: &str, choices: Vec<(String, String)>| Field {
        label: p.t(&format!("notification-choose-{name}")).to_string(),
        ..Field::plain(typed, name, Input::select(chosen, choices))
    };
    let languages = forms.iter().find(|form| form.code == wanted.form).map(|form| form.languages.as_slice());
    let language = |one: &FormLanguage| {
        (one.tag().to_owned(), p.t(&format!("notification-language-{}", one.tag())).to_string())
    };
    let kind = |kind: NotificationKind| {
        (kind.code().to_owned(), p.t(&format!("notification-kind-{}", kind.code())).to_string())
    };
    let titles = forms.iter().map(|form| (form.code.clone(), label(p, &form.title)));
    vec![
        select("formulier", &wanted.form, titles.collect()),
        select("taal", wanted.language.tag(), languages.into_iter().flatten().map(language).collect()),
        select("soort", wanted.kind.code(), KINDS.map(kind).to_vec()),
    ]
}

fn made(p: &Page, forms: &[AuthorityForm], one: &Notification) -> Made {
    let form = forms.iter().find(|form| form.code == one.form);
    let form = form.map_or_else(|| one.form.clone(), |form| label(p, &form.title));
    let at = p.t("notification-made").with("at", p.date_time(&one.made.at)).to_string();
    let (tag, tone) = match &one.filed {
        Some(_) => (p.t("notification-filed").to_string(), "ok"),
        None => (p.t("notification-not-filed").to_string(), "warn"),
    };
    let number = one.filed.as_ref().map(|filed| {
        p.t("notification-under").with("number", visible_name(filed.number.as_str())).to_string()
    });
    let meta = [Some(form), Some(at), number].into_iter().flatten().collect::<Vec<_>>().join(", ");
    Made {
        n: one.n,
        kind: p.t(&format!("notification-kind-{}", one.kind.code())).to_string(),
        meta,
        tag,
        tone,
    }
}

/// Makes a notification of the form as it is filled in now.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn make(
    (State(app), p): (State<App>, Page),
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let seen = typed.seen();
    let which = Which {
        form: typed.get("formulier").to_owned(),
        language: typed.get("taal").to_owned(),
        kind: typed.get("soort").to_owned(),
    };
    let kind = KINDS.into_iter().find(|kind| kind.code() == which.kind);
    let (Some(kind), Some(language)) = (kind, FormLanguage::of_tag(&which.language)) else {
        return Err(Problem::bad_request("no such notification"));
    };
    let reason = Some(typed.content("aanleiding")).filter(|reason| !reason.is_empty());
    let wanted = Wanted { kind, form: which.form.clone(), language, reason };
    let zone = app.settings.zone.clone();
    let made =
        app.with_desk(&who.person.id, move |desk| notifications::make(desk, (id, seen), wanted, &zone));
    match made.await {
        Ok((_, n)) => Ok(problem::see_other(&format!("/datalekken/{id}/melding/{n}?gedaan=notification"))),
        Err(problem) => {
            let field = if problem.code == "reasons-missing" { "aanleiding" } else { "" };
            let typed = typed.refused_at(&p, field, problem)?;
            page(&app, p, &who, (id, which), (typed, None)).await
        }
    }
}
