//! A notification as it was made: its answers, what changed since another one, its files, and that a person filed it.

use askama::Template;
use axum::body::Body;
use axum::extract::{Multipart, Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use zegel_archive::breach::{Changed, FilledItem, Notification, difference};
use zegel_archive::documents::{self, Unset};
use zegel_archive::notifications::{self, Made};
use zegel_archive::{Form as AuthorityForm, edpb_json, visible, visible_name};
use zegel_model::BreachId;

use super::field::{Field, Input};
use super::filled::{Filled, words};
use super::{Form, Ground, Top, Typed, done, label, local};
use crate::pages::intake::{Told, notice};
use crate::{App, Page, Problem, SignedOn, download, html, page, upload};

/// The longest number of an authority, in characters.
const MAX_NUMBER_CHARS: usize = 200;
/// The code of the form that has a JSON of its own.
const EDPB: &str = "edpb";

#[derive(Template)]
#[template(path = "breaches/notified.html")]
struct NotifiedPage {
    p: Page,
    top: Top,
    n: u32,
    made: String,
    reason: Option<String>,
    /// When, under which number and by whom it was recorded.
    filed: Option<FiledView>,
    file: Option<Form>,
    filed_by: Field,
    title: String,
    filing: String,
    url: String,
    /// The files: where, and the words of the link.
    files: Vec<(String, String)>,
    filled: Filled,
    /// The other notifications with the same form.
    others: Vec<(u32, String)>,
    changes: Option<Changes>,
    errors: Vec<(String, String)>,
    notice: Option<String>,
}

struct FiledView {
    at: String,
    number: String,
    by: String,
    has_receipt: bool,
}

/// What differs between two notifications.
struct Changes {
    with: u32,
    lines: Vec<Change>,
}

struct Change {
    number: String,
    asked: String,
    before: Side,
    after: Side,
}

/// One side of a change.
struct Side {
    words: Vec<String>,
    /// What stands there where there are no words.
    nothing: String,
}

/// With which one it is compared.
#[derive(Default, Deserialize)]
pub struct With {
    #[serde(rename = "met")]
    other: Option<u32>,
}

/// Shows a notification as it was made.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn show(
    (State(app), p): (State<App>, Page),
    who: SignedOn,
    Path((id, n)): Path<(BreachId, u32)>,
    Query(with): Query<With>,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let notice = notice(&p, "breaches", &told);
    page(&app, p, &who, (id, n, with.other), (Typed::default(), notice)).await
}

/// A notification with its form of that time, and the one that it is compared with.
struct Found {
    made: Made,
    form: AuthorityForm,
    other: Option<Made>,
}

async fn page(
    app: &App,
    p: Page,
    who: &SignedOn,
    (id, n, other): (BreachId, u32, Option<u32>),
    (typed, notice): (Typed, Option<String>),
) -> Result<Response, Problem> {
    let lang = p.lang;
    let (ground, Found { made, form, other }) = app
        .with_desk(&who.person.id, move |desk| {
            let ground = Ground::look(desk, id, lang)?;
            let made = notifications::get(desk, id, n)?;
            let form = notifications::form_of(desk.archive, &made.filled.form, made.filled.at)?.clone();
            let other = other.map(|other| notifications::get(desk, id, other)).transpose()?;
            Ok::<_, zegel_archive::Error>((ground, Found { made, form, other }))
        })
        .await?;
    let Made { notification, filled } = &made;
    if other.as_ref().is_some_and(|other| other.filled.form != filled.form) {
        return Err(Problem::not_found());
    }
    let mut top = Top::new(&p, &ground, Some("notification-title"), &typed);
    top.page = Some(name(&p, notification));
    let file = (top.read_only.is_none() && notification.filed.is_none()).then(|| Form {
        action: format!("/datalekken/{id}/melding/{n}/ingediend#indienen"),
        version: ground.known.version,
        fields: vec![
            local::field(&p, &typed, "ingediend", (None, &app.settings.zone)),
            Field::line(&p, &typed, ("meldingsnummer", ""), MAX_NUMBER_CHARS),
        ],
        button: p.t("notification-file").to_string(),
        weight: "primary",
    });
    let alike =
        ground.breach().notifications.iter().filter(|one| one.n != n && one.form == notification.form);
    let others = alike.map(|one| (one.n, name(&p, one))).collect();
    let status = page::status_of(!typed.is_fine());
    let body = html(&NotifiedPage {
        n,
        made: ground.by(&p, &notification.made),
        reason: notification.reason.as_ref().map(|reason| visible(reason.as_str()).into_owned()),
        filed: notification.filed.as_ref().map(|filed| FiledView {
            at: p.date_time(&filed.at),
            number: visible_name(filed.number.as_str()),
            by: ground.by(&p, &filed.recorded),
            has_receipt: filed.receipt.is_some(),
        }),
        file,
        filed_by: Field::new(&p, &typed, "ontvangst", Input::Line { value: String::new(), max: 0 }),
        title: label(&p, &form.title),
        filing: label(&p, &form.filing),
        url: form.url.clone(),
        files: files(&p, (id, n), notification),
        filled: Filled::of(&p, (&form, filled), None),
        others,
        changes: other.as_ref().map(|other| changes(&p, &form, other, &made)),
        errors: typed.errors.clone(),
        notice,
        top,
        p,
    })?;
    Ok((status, body).into_response())
}

fn name(p: &Page, one: &Notification) -> String {
    let kind = p.t(&format!("notification-kind-{}", one.kind.code())).to_string();
    p.t("notification-name").with("n", one.n).with("kind", kind).to_string()
}

/// The files of a notification.
fn files(p: &Page, (id, n): (BreachId, u32), one: &Notification) -> Vec<(String, String)> {
    let mut files = vec![("pdf", "notification-pdf"), ("melding.json", "notification-json")];
    if one.form == EDPB {
        files.push(("edpb.json", "notification-edpb"));
    }
    let file = |(path, text)| (format!("/datalekken/{id}/melding/{n}/{path}"), p.t(text).to_string());
    files.into_iter().map(file).collect()
}

/// Holds two notifications against each other, the older one first whichever was asked for.
fn changes(p: &Page, form: &AuthorityForm, other: &Made, made: &Made) -> Changes {
    let is_older = other.notification.n < made.notification.n;
    let (before, after) = if is_older { (other, made) } else { (made, other) };
    let side = |item: Option<&FilledItem>| {
        let mark = item.map_or("not-applicable", |item| item.mark.code());
        Side {
            words: item.map(words).unwrap_or_default(),
            nothing: p.t(&format!("notification-mark-{mark}")).to_string(),
        }
    };
    let line = |changed: &Changed<'_>| Change {
        number: changed.number.to_owned(),
        asked: form
            .item(changed.number)
            .map_or_else(String::new, |item| item.labels.get(made.filled.language).to_owned()),
        before: side(changed.before),
        after: side(changed.after),
    };
    let lines = difference(&before.filled, &after.filled).iter().map(line).collect();
    Changes { with: other.notification.n, lines }
}

/// Hands out a notification as JSON.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn json(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path((id, n)): Path<(BreachId, u32)>,
) -> Result<Response, Problem> {
    let made = app.with_desk(&who.person.id, move |desk| notifications::get(desk, id, n)).await?;
    let name = format!("{}-{}-{n}.json", made.filled.breach, p.t("notification-file-name"));
    answer(&made.filled, &name)
}

/// Hands out a notification as PDF/A, in the language of the form.
///
/// # Errors
/// Faults of the archive and of the process that sets type; `not-found`.
pub async fn pdf(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path((id, n)): Path<(BreachId, u32)>,
) -> Result<Response, Problem> {
    let zone = app.settings.zone.clone();
    let (breach, unset) = app
        .with_desk(&who.person.id, move |desk| {
            let Made { notification, filled } = notifications::get(desk, id, n)?;
            let form = notifications::form_of(desk.archive, &filled.form, filled.at)?;
            let printed =
                documents::notification::document(desk, (form, &filled), Some(&notification), &zone);
            Ok::<_, zegel_archive::Error>((filled.breach, Unset::of(desk.archive, printed)))
        })
        .await?;
    let name = format!("{breach}-{}-{n}.pdf", p.t("notification-file-name"));
    download::pdf(move || unset.typeset(), &name).await
}

/// Hands out a notification in the EDPB's template as JSON by its schema.
///
/// # Errors
/// Faults of the archive; `not-found`, also for a notification with another form.
pub async fn edpb(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path((id, n)): Path<(BreachId, u32)>,
) -> Result<Response, Problem> {
    let made = app.with_desk(&who.person.id, move |desk| notifications::get(desk, id, n)).await?;
    if made.filled.form != EDPB {
        return Err(Problem::not_found());
    }
    let name = format!("{}-{}-{n}-edpb.json", made.filled.breach, p.t("notification-file-name"));
    answer(&edpb_json(&made.filled), &name)
}

fn answer(value: &impl serde::Serialize, name: &str) -> Result<Response, Problem> {
    let bytes = serde_json::to_vec_pretty(value)
        .map_err(|error| Problem::fault(format!("could not write a notification as JSON: {error}")))?;
    let size = Some(bytes.len() as u64);
    download::answer(Body::from(bytes), name, ("application/json", size), false)
}

/// Records that a person filed it: when, under which number, with which receipt.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn file(
    (State(app), p): (State<App>, Page),
    who: SignedOn,
    Path((id, n)): Path<(BreachId, u32)>,
    form: Multipart,
) -> Result<Response, Problem> {
    let (fields, receipt) = upload::read(form, "ontvangst").await?;
    let mut typed = Typed::new(fields);
    let seen = typed.seen();
    if typed.get("meldingsnummer").is_empty() {
        typed.fail("meldingsnummer", p.t("notification-number-missing"));
    }
    let at = local::need(&p, &mut typed, "ingediend", &app.settings.zone);
    let (Some(at), true) = (at, typed.is_fine()) else {
        return page(&app, p, &who, (id, n, None), (typed, None)).await;
    };
    let number = typed.content("meldingsnummer");
    let filed = app.with_desk(&who.person.id, move |desk| {
        notifications::filed(desk, (id, seen), n, (at, number), receipt)
    });
    match filed.await {
        Ok(_) => Ok(done(id, &format!("/melding/{n}"), "filed")),
        Err(problem) => {
            let field = match &*problem.code {
                "file-size" => "ontvangst",
                "moment-future" => "ingediend",
                _ => "",
            };
            let typed = typed.refused_at(&p, field, problem)?;
            page(&app, p, &who, (id, n, None), (typed, None)).await
        }
    }
}

/// Hands out the receipt of the authority, as the file that it was.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn receipt(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path((id, n)): Path<(BreachId, u32)>,
) -> Result<Response, Problem> {
    let (number, receipt) = app
        .with_desk(&who.person.id, move |desk| {
            let number = zegel_archive::breaches::get(desk, id)?.breach.number;
            Ok::<_, zegel_archive::Error>((number, notifications::receipt(desk, id, n)?))
        })
        .await?;
    // The name is ours; of the name that the file had, only a short ending of letters and digits is kept.
    let ending = receipt.name.as_str().rsplit_once('.').map(|(_, ending)| ending);
    let is_plain =
        |ending: &&str| (1..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    let ending = ending.filter(is_plain).unwrap_or("bin");
    let name = format!("{number}-{}-{n}.{ending}", p.t("notification-receipt-name"));
    let size = Some(receipt.bytes.len() as u64);
    download::answer(Body::from(receipt.bytes), &name, ("application/octet-stream", size), false)
}
