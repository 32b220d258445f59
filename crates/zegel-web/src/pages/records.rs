//! An archiefstuk: its messages, its metadata, its history with proofs, and what may be done with it.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use serde::Deserialize;
use zegel_archive::records::{self, Checked, Seen, Step};
use zegel_archive::{Hold, HoldId, ObjectRole, Target, destroy, hold, ledger, transcript, visible_name};
use zegel_model::{Act, Done, PersonId, RecordId, RecordState, Role};

use super::intake::{MESSAGES, Told, extension, notice, tone};
use super::registering::write_ranges;
use crate::messages::{self, Files, Piece, Row};
use crate::{App, Page, Problem, SignedOn, download, format, html, problem};

/// What the pages of one record have in common.
struct Head {
    id: RecordId,
    title: String,
    dossier: String,
    dossier_title: String,
    state: &'static str,
    state_text: String,
    tone: &'static str,
    n_messages: u64,
    period: String,
    tab: &'static str,
    n_holds: usize,
}

fn head(p: &Page, seen: &Seen, tab: &'static str) -> Head {
    let record = &seen.record;
    let period = record.first_at.zip(record.last_at).map(|(first, last)| {
        let (first, last) = (p.date(&first.0.date()), p.date(&last.0.date()));
        if first == last { first } else { format!("{first} – {last}") }
    });
    let title = record.registration.as_ref().map(|one| visible_name(one.title.as_str()));
    Head {
        id: record.id,
        title: title.unwrap_or_else(|| p.t("records-destroyed-title").to_string()),
        dossier: record.dossier.to_string(),
        dossier_title: visible_name(seen.dossier_title.as_str()),
        state: record.state.name(),
        state_text: p.t(&format!("records-state-{}", record.state.name())).to_string(),
        tone: tone(record.state.name()),
        n_messages: record.n_messages,
        period: period.unwrap_or_default(),
        tab,
        n_holds: seen.holds.iter().filter(|hold| hold.lifted.is_none()).count(),
    }
}

#[derive(Template)]
#[template(path = "records/show.html")]
struct ShowPage {
    p: Page,
    head: Head,
    seen: Seen,
    rows: Vec<Row>,
    stretch: transcript::Stretch,
    n_last: u64,
    files: Vec<FileLine>,
}

impl ShowPage {
    fn kind_text(&self, kind: &str) -> String {
        self.p.t(&format!("records-kind-{kind}")).to_string()
    }
}

/// A file of the record.
struct FileLine {
    name: String,
    url: String,
    size: String,
}

/// Where in the transcript, and which message a search led to.
#[derive(Default, Deserialize)]
pub struct Place {
    #[serde(default, rename = "vanaf")]
    from: u64,
    #[serde(rename = "bericht")]
    hit: Option<u64>,
}

/// Shows the messages.
///
/// # Errors
/// Faults of the archive; `not-your-role`, `not-found`.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<RecordId>,
    Query(place): Query<Place>,
) -> Result<Response, Problem> {
    let (seen, stretch) = app
        .with_desk(&who.person.id, move |desk| {
            let seen = records::look(desk, id)?;
            let stretch = match seen.head {
                Some(_) => transcript::of_record(desk, id, place.from, MESSAGES)?,
                None => transcript::Stretch::default(),
            };
            Ok::<_, zegel_archive::Error>((seen, stretch))
        })
        .await?;
    let submitted = seen.head.as_ref().map(|head| head.files.clone()).unwrap_or_default();
    let of_record = Files::new(&submitted, |at, _| format!("/archiefstukken/{id}/bestanden/attachment/{at}"));
    let rows = messages::rows(&p, &stretch, &of_record, place.hit);
    let files =
        seen.objects.iter().filter(|object| object.role != ObjectRole::Attachment).map(|object| FileLine {
            name: match object.role {
                ObjectRole::Pdf => p.t("records-pdf").with("n", object.part + 1).to_string(),
                ObjectRole::Messages => p.t("records-messages").to_string(),
                _ => p.t("records-canonical").to_string(),
            },
            url: format!("/archiefstukken/{id}/bestanden/{}/{}", object.role.name(), object.part),
            size: format::bytes(p.lang, object.size_bytes),
        });
    let files = files.collect();
    html(&ShowPage {
        head: head(&p, &seen, "messages"),
        n_last: stretch.n_before + rows.len() as u64,
        files,
        rows,
        stretch,
        seen,
        p,
    })
}

/// Hands out a file of the record.
///
/// # Errors
/// `no-such-file`, `not-your-role`.
pub async fn file(
    State(app): State<App>,
    who: SignedOn,
    Path((id, role, part)): Path<(RecordId, String, u32)>,
) -> Result<Response, Problem> {
    let role = match role.as_str() {
        "pdf" => ObjectRole::Pdf,
        "canonical" => ObjectRole::Canonical,
        "messages" => ObjectRole::Messages,
        "attachment" => ObjectRole::Attachment,
        _ => return Err(Problem::not_found()),
    };
    let (object, reader) =
        app.with_desk(&who.person.id, move |desk| records::open_file(desk, id, (role, part))).await?;
    let name = match role {
        ObjectRole::Pdf => format!("archiefstuk-{:04}.pdf", part + 1),
        ObjectRole::Canonical => "archiefstuk.json".to_owned(),
        ObjectRole::Messages => "berichten.jsonl".to_owned(),
        _ => format!("bijlage-{:04}.{}", part + 1, extension(&object.media_type)),
    };
    download::file(
        reader,
        &name,
        (&object.media_type, Some(object.size_bytes)),
        role == ObjectRole::Attachment,
    )
}

#[derive(Template)]
#[template(path = "records/metadata.html")]
struct MetadataPage {
    p: Page,
    head: Head,
    /// Depth, label, name of the element, value.
    rows: Vec<(usize, String, String, Option<String>)>,
    sensitive: Option<String>,
}

/// Shows the metadata, with the labels of MDTO.
///
/// # Errors
/// Faults of the archive; `not-stored`, `not-your-role`.
pub async fn metadata(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<RecordId>,
) -> Result<Response, Problem> {
    let (seen, rows) = app
        .with_desk(&who.person.id, move |desk| {
            Ok::<_, zegel_archive::Error>((records::look(desk, id)?, records::mdto(desk, id)?.0))
        })
        .await?;
    let rows = rows.into_iter().map(|row| {
        (row.depth.min(4), row.label, row.element, row.value.map(|value| visible_name(value.as_str())))
    });
    let registration = seen.record.registration.as_ref();
    let sensitive = registration.and_then(|one| one.sensitive.as_ref()).map(|one| {
        let kinds: Vec<_> = one
            .kinds
            .iter()
            .map(|kind| p.t(&format!("registering-kind-{}", kind.name())).to_string())
            .collect();
        let messages = if one.positions.is_empty() {
            p.t("registering-all-messages").to_string()
        } else {
            write_ranges(&one.positions)
        };
        format!("{} ({messages}): {}", kinds.join(", "), one.exception.label)
    });
    html(&MetadataPage { head: head(&p, &seen, "metadata"), rows: rows.collect(), sensitive, p })
}

/// Hands out the MDTO metadata as XML.
///
/// # Errors
/// Faults of the archive; `not-stored`, `not-your-role`.
pub async fn mdto(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<RecordId>,
) -> Result<Response, Problem> {
    let xml = app.with_desk(&who.person.id, move |desk| records::mdto(desk, id).map(|(_, xml)| xml)).await?;
    download::answer(xml.as_str().to_owned().into(), "archiefstuk.mdto.xml", ("application/xml", None), false)
}

#[derive(Template)]
#[template(path = "records/history.html")]
struct HistoryPage {
    p: Page,
    head: Head,
    lines: Vec<Line>,
    checked: Checked,
}

/// A line of the history.
pub(super) struct Line {
    /// As HTML writes a moment (`<time datetime>` takes no more than three digits of a second).
    pub at: String,
    pub day: String,
    pub time: String,
    pub sentence: String,
    pub who: String,
    pub seq: u64,
    pub is_key: bool,
}

/// Shows what the ledger says of the record, and checks the proofs now.
///
/// # Errors
/// Faults of the archive; `read-only`, `not-your-role`.
pub async fn history(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<RecordId>,
) -> Result<Response, Problem> {
    let (seen, steps, checked) = app
        .with_desk(&who.person.id, move |desk| {
            let checked = records::check(desk, id)?;
            Ok::<_, zegel_archive::Error>((records::look(desk, id)?, records::history(desk, id)?, checked))
        })
        .await?;
    let lines = steps.iter().map(|step| line(&p, step)).collect();
    html(&HistoryPage { head: head(&p, &seen, "history"), lines, checked, p })
}

/// Puts an entry of the ledger into a plain sentence: one text per act, and one per thing that the act did where that differs.
pub(super) fn line(p: &Page, step: &Step) -> Line {
    let leaf = &step.entry.leaf;
    let detail = step.entry.detail.as_ref();
    let value = detail.and_then(|detail| serde_json::from_str::<serde_json::Value>(&detail.text).ok());
    let own = value.as_ref().and_then(|value| {
        let keys = value.as_object()?.keys();
        let ids = keys.map(|key| format!("ledger-act-{}-{}", leaf.act, key.replace('_', "-")));
        ids.into_iter().find(|id| crate::texts::TEXTS.has(p.lang, id))
    });
    let general = format!("ledger-act-{}", leaf.act);
    let id = own.unwrap_or(general);
    let sentence = if crate::texts::TEXTS.has(p.lang, &id) { p.t(&id).to_string() } else { leaf.act.clone() };
    let when = p.date_time(&leaf.at);
    let (day, time) = when.rsplit_once(", ").unwrap_or((&when, ""));
    Line {
        at: leaf.at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        day: day.to_owned(),
        time: time.to_owned(),
        sentence,
        who: match &step.who {
            Some(name) => visible_name(name.as_str()),
            None => p.t("ledger-unknown-person").to_string(),
        },
        seq: leaf.seq,
        is_key: !matches!(leaf.act.as_str(), "read" | "search" | "verify" | "read-ledger"),
    }
}

/// Hands out the proofs of a record for an outsider's own check.
///
/// # Errors
/// Faults of the archive; `read-only`, `not-your-role`.
pub async fn proofs(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<RecordId>,
) -> Result<Response, Problem> {
    let proofs = app.with_desk(&who.person.id, move |desk| ledger::proofs_of_record(desk, id)).await?;
    let json =
        serde_json::to_vec_pretty(&proofs).map_err(|_| Problem::fault("the proofs do not serialise"))?;
    download::answer(json.into(), "bewijs.json", ("application/json", None), false)
}

#[derive(Template)]
#[template(path = "records/access.html")]
struct AccessPage {
    p: Page,
    head: Head,
    readers: Vec<(String, String)>,
    mine: Vec<String>,
    holds: Vec<HoldLine>,
    may: May,
    /// Who proposed a destruction, when and why.
    proposed: Option<(String, String, String)>,
    destroyed: Option<(String, String, String)>,
    notice: Option<String>,
    error: Option<String>,
}

struct HoldLine {
    id: HoldId,
    ground: String,
    placed: String,
    lifted: Option<String>,
    is_of_dossier: bool,
}

#[derive(Default)]
struct May {
    hold: bool,
    release: bool,
    propose_destruction: bool,
    approve_destruction: bool,
    keep: bool,
    is_own_proposal: bool,
}

/// Shows who may read it and why, and what may be done with it.
///
/// # Errors
/// Faults of the archive; `not-your-role`.
pub async fn access(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<RecordId>,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    access_page(&app, p, &who, id, (Some(told), None)).await
}

async fn access_page(
    app: &App,
    p: Page,
    who: &SignedOn,
    id: RecordId,
    (told, error): (Option<Told>, Option<String>),
) -> Result<Response, Problem> {
    let (seen, readers, people) = app
        .with_desk(&who.person.id, move |desk| {
            let people = zegel_archive::people::list(desk)?;
            Ok::<_, zegel_archive::Error>((records::look(desk, id)?, records::readers(desk)?, people))
        })
        .await?;
    let name = |id: &PersonId| {
        let known = people.iter().find(|one| one.id == *id);
        known.map_or_else(|| id.to_string(), |one| one.name.as_str().to_owned())
    };
    let by = |done: &Done| {
        p.t("records-by").with("who", name(&done.by)).with("at", p.date_time(&done.at)).to_string()
    };
    let line = |hold: &Hold| HoldLine {
        id: hold.id,
        ground: visible_name(hold.ground.as_str()),
        placed: by(&hold.placed),
        lifted: hold.lifted.as_ref().map(&by),
        is_of_dossier: matches!(hold.target, Target::Dossier(_)),
    };
    let holds: Vec<_> = seen.holds.iter().map(line).collect();
    let (proposed, destroyed) = match &seen.record.state {
        RecordState::DestructionProposed { proposed, ground } => {
            (Some((by(proposed), ground.clone(), String::new())), None)
        }
        RecordState::Destroyed { proposed, destroyed, ground } => {
            (None, Some((by(proposed), by(destroyed), ground.clone())))
        }
        _ => (None, None),
    };
    let mine = zegel_model::Act::Read.roles().iter().filter(|role| who.person.roles.contains(role));
    let mine = mine.map(|role| p.role(role)).collect();
    let of_role = |(role, names): &(Role, Vec<zegel_model::Content>)| {
        (p.role(role), names.iter().map(|name| visible_name(name.as_str())).collect::<Vec<_>>().join(", "))
    };
    html(&AccessPage {
        head: head(&p, &seen, "access"),
        readers: readers.iter().map(of_role).collect(),
        mine,
        may: may(&p, &who.person.id, &seen),
        holds,
        proposed,
        destroyed,
        notice: told.and_then(|told| notice(&p, "records", &told)),
        error,
        p,
    })
}

fn may(p: &Page, me: &PersonId, seen: &Seen) -> May {
    let is_held = seen.holds.iter().any(|hold| hold.lifted.is_none());
    let own = |by: &PersonId| by == me;
    let proposed = match &seen.record.state {
        RecordState::DestructionProposed { proposed, .. } => Some(&proposed.by),
        _ => None,
    };
    May {
        hold: p.may(Act::Hold) && records::has_content(&seen.record),
        release: p.may(Act::ProposeRelease) && records::has_content(&seen.record),
        propose_destruction: p.may(Act::ProposeDestruction)
            && !is_held
            && matches!(seen.record.state, RecordState::Stored),
        approve_destruction: p.may(Act::ApproveDestruction)
            && !is_held
            && proposed.is_some_and(|by| !own(by)),
        keep: (p.may(Act::ApproveDestruction) || p.may(Act::ProposeDestruction)) && proposed.is_some(),
        is_own_proposal: proposed.is_some_and(own),
    }
}

/// A ground that somebody wrote.
#[derive(Deserialize)]
pub struct Why {
    #[serde(default)]
    ground: String,
}

/// Places a hold on the record.
///
/// # Errors
/// `not-your-role`; an empty ground is shown at the field.
pub async fn place_hold(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<RecordId>,
    Form(why): Form<Why>,
) -> Result<Response, Problem> {
    if why.ground.trim().is_empty() {
        let error = Some(p.t("records-ground-missing").to_string());
        return access_page(&app, p, &who, id, (None, error)).await;
    }
    let ground = why.ground.trim().into();
    app.with_desk(&who.person.id, move |desk| hold::place(desk, &Target::Record(id), &ground)).await?;
    Ok(problem::see_other(&format!("/archiefstukken/{id}/toegang?gedaan=held")))
}

/// Lifts a hold of the record.
///
/// # Errors
/// `not-your-role`, `changed-meanwhile` when it was lifted already.
pub async fn lift_hold(
    State(app): State<App>,
    who: SignedOn,
    Path((id, hold)): Path<(RecordId, String)>,
) -> Result<Response, Problem> {
    let hold: HoldId = hold.parse().map_err(|_| Problem::not_found())?;
    app.with_desk(&who.person.id, move |desk| hold::lift(desk, hold)).await?;
    Ok(problem::see_other(&format!("/archiefstukken/{id}/toegang?gedaan=lifted")))
}

/// Proposes to destroy the record.
///
/// # Errors
/// `not-your-role`, `on-hold`, `wrong-state`; an empty ground is shown at the field.
pub async fn propose_destruction(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<RecordId>,
    Form(why): Form<Why>,
) -> Result<Response, Problem> {
    if why.ground.trim().is_empty() {
        let error = Some(p.t("records-ground-missing").to_string());
        return access_page(&app, p, &who, id, (None, error)).await;
    }
    app.with_desk(&who.person.id, move |desk| destroy::propose(desk, id, why.ground.trim())).await?;
    Ok(problem::see_other(&format!("/archiefstukken/{id}/toegang?gedaan=destruction-proposed")))
}

/// Keeps a record whose destruction was proposed.
///
/// # Errors
/// `not-your-role`, `wrong-state`.
pub async fn keep(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<RecordId>,
) -> Result<Response, Problem> {
    app.with_desk(&who.person.id, move |desk| destroy::keep(desk, id)).await?;
    Ok(problem::see_other(&format!("/archiefstukken/{id}/toegang?gedaan=kept")))
}

#[derive(Template)]
#[template(path = "records/destroy.html")]
struct DestroyPage {
    p: Page,
    head: Head,
}

/// Shows what will happen, before it happens.
///
/// # Errors
/// Faults of the archive; `not-your-role`.
pub async fn ask_destroy(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<RecordId>,
) -> Result<Response, Problem> {
    let seen = app.with_desk(&who.person.id, move |desk| records::look(desk, id)).await?;
    html(&DestroyPage { head: head(&p, &seen, "access"), p })
}

/// Destroys a record that somebody else proposed to destroy.
///
/// # Errors
/// `four-eyes`, `on-hold`, `wrong-state`, `not-your-role`.
pub async fn destroy(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<RecordId>,
) -> Result<Response, Problem> {
    app.with_desk(&who.person.id, move |desk| destroy::destroy(desk, id)).await?;
    Ok(problem::see_other(&format!("/archiefstukken/{id}/toegang?gedaan=destroyed")))
}

/// Hands out the certificate of a destroyed record.
///
/// # Errors
/// `not-destroyed`, `not-your-role`.
pub async fn certificate(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<RecordId>,
) -> Result<Response, Problem> {
    let certificate = app.with_desk(&who.person.id, move |desk| destroy::certificate(desk, id)).await?;
    let json = serde_json::to_vec_pretty(&certificate)
        .map_err(|_| Problem::fault("a certificate does not serialise"))?;
    let name = [(header::CONTENT_DISPOSITION, "attachment; filename=\"verklaring-vernietiging.json\"")];
    Ok((name, [(header::CONTENT_TYPE, "application/json")], json).into_response())
}
