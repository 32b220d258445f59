//! Registering: where the messages belong, why and how long; splitting over dossiers; sending back.
//!
//! The form carries its whole state, so that each button works without script and nothing half done is kept on the server.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Form;
use zegel_archive::intake::Seen;
use zegel_archive::{Desk, Dossier, intake, records, register, send_back, transcript};
use zegel_law::Keep;
use zegel_model::{
    Act, Appraisal, CaptureId, CaptureState, Confidentiality, Ground, Registration, Retention, ReturnReason,
    Sensitive, SensitiveKind,
};

use super::intake::{MESSAGES, title};
use crate::messages::{self, Files, Piece, Row};
use crate::{App, Lang, Page, Problem, SignedOn, html, page, problem};

/// In how many parts one submission is split at most.
const MAX_PARTS: usize = 50;
/// How many messages can be named with a reason of their own at a time.
const REASONS: usize = 5;

/// The fields of a form, in order; a name may stand there several times.
type Fields = Vec<(String, String)>;

fn field<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
}

/// One part of a registration as it was filled in.
#[derive(Debug, Clone, Default)]
struct Part {
    dossier: String,
    title: String,
    positions: String,
    confidentiality: String,
    category: String,
    use_limit: String,
    activity: String,
    kinds: Vec<String>,
    sensitive_positions: String,
    exception: String,
}

impl Part {
    fn read(fields: &Fields, n: usize) -> Self {
        let text = |name: &str| field(fields, &format!("{name}-{n}")).to_owned();
        let kinds = format!("kind-{n}");
        Self {
            dossier: text("dossier"),
            title: text("title"),
            positions: text("positions"),
            confidentiality: text("confidentiality"),
            category: text("category"),
            use_limit: text("use"),
            activity: text("activity"),
            kinds: fields.iter().filter(|(key, _)| *key == kinds).map(|(_, value)| value.clone()).collect(),
            sensitive_positions: text("sensitive"),
            exception: text("exception"),
        }
    }

    fn has_kind(&self, kind: &str) -> bool {
        self.kinds.iter().any(|one| one == kind)
    }
}

/// What can be chosen, in the language of the page.
#[derive(Default)]
struct Choices {
    dossiers: Vec<(String, String)>,
    confidentialities: Vec<(String, String)>,
    /// Value, and number with name and term.
    categories: Vec<(String, String)>,
    kinds: Vec<(&'static str, String)>,
    exceptions: Vec<(String, String)>,
    use_limits: Vec<String>,
    has_unverified: bool,
}

#[derive(Template)]
#[template(path = "registering/form.html")]
struct FormPage {
    p: Page,
    id: CaptureId,
    title: String,
    parts: Vec<Part>,
    choices: Choices,
    /// The field, and what is wrong with it.
    errors: Vec<(String, String)>,
    left: Vec<(u64, u64)>,
    n_left: u64,
    n_kept: u64,
    rows: Vec<Row>,
    stretch: transcript::Stretch,
    n_last: u64,
}

impl FormPage {
    fn error_of(&self, field: &str, n: &usize) -> Option<&str> {
        let wanted = format!("{field}-{n}");
        self.errors.iter().find(|(of, _)| *of == wanted).map(|(_, text)| text.as_str())
    }

    fn ranges(&self) -> String {
        write_ranges(&self.left)
    }

    fn kind_text(&self, kind: &str) -> String {
        self.p.t(&format!("records-kind-{kind}")).to_string()
    }
}

#[derive(Template)]
#[template(path = "registering/judge.html")]
struct JudgePage {
    p: Page,
    id: CaptureId,
    title: String,
    parts: Vec<Judged>,
    by: String,
    at: jiff::Timestamp,
    may_approve: bool,
    error: Option<String>,
}

/// A part of a proposal, in words.
struct Judged {
    title: String,
    dossier: String,
    positions: String,
    retention: String,
    kinds: Vec<String>,
    messages: String,
    exception: String,
}

/// What the archive says before the form is shown.
struct Before {
    seen: Seen,
    kept: Vec<(u64, u64)>,
    choices: Choices,
    stretch: transcript::Stretch,
}

fn look(desk: &mut Desk<'_>, id: CaptureId, from: u64, lang: Lang) -> Result<Before, zegel_archive::Error> {
    let seen = intake::look(desk, id)?;
    let kept = intake::stretches(desk, &seen)?;
    let stretch = match seen.may_read && kept.is_some() {
        true => transcript::of_capture(desk, id, from, MESSAGES)?,
        false => transcript::Stretch::default(),
    };
    let kept = kept.unwrap_or_default();
    let choices = choices(desk, lang)?;
    Ok(Before { seen, kept, choices, stretch })
}

fn choices(desk: &Desk<'_>, lang: Lang) -> Result<Choices, zegel_archive::Error> {
    let on = desk.now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let tongue = tongue(lang);
    let law = desk.archive.law();
    let open = |(dossier, _, _): (Dossier, u64, u64)| {
        let id = dossier.id.to_string();
        dossier
            .closed
            .is_none()
            .then(|| (id.clone(), format!("{id}  {}", zegel_archive::visible_name(dossier.title.as_str()))))
    };
    let dossiers = records::dossiers(desk, None, 2_000)?.into_iter().filter_map(open).collect();
    let categories = law.selection_lists(on).flat_map(|list| {
        list.categories.iter().map(move |category| {
            let term = category.term.map(|term| term.to_string()).unwrap_or_default();
            let keep = match category.keep {
                Keep::B => "B".to_owned(),
                Keep::V => format!("V, {term}"),
                Keep::N => "N".to_owned(),
            };
            (
                format!("{}, {}", list.code, category.number),
                format!("{}  {} ({keep})", category.number, category.name),
            )
        })
    });
    let has_unverified = law.selection_lists(on).any(|list| !list.verified);
    Ok(Choices {
        dossiers,
        confidentialities: CONFIDENTIALITIES
            .iter()
            .map(|code| {
                let label = law.confidentiality(code).map_or(*code, |labels| labels.get(tongue));
                ((*code).to_owned(), label.to_owned())
            })
            .collect(),
        categories: categories.collect(),
        kinds: vec![],
        exceptions: law
            .exceptions(on)
            .map(|rule| (rule.code.clone(), format!("{} ({})", rule.labels.get(tongue), rule.source)))
            .collect(),
        use_limits: law
            .value_list("use-limit", on)
            .map(|list| list.concepts.iter().map(|concept| concept.label.clone()).collect())
            .unwrap_or_default(),
        has_unverified,
    })
}

const CONFIDENTIALITIES: [&str; 8] = [
    "openbaar",
    "beperkt_openbaar",
    "intern",
    "zaakvertrouwelijk",
    "vertrouwelijk",
    "confidentieel",
    "geheim",
    "zeer_geheim",
];

fn tongue(lang: Lang) -> zegel_law::Language {
    match lang {
        Lang::Nl => zegel_law::Language::Nl,
        Lang::En => zegel_law::Language::En,
        Lang::Fr => zegel_law::Language::Fr,
    }
}

/// Shows the form, or the proposal that waits for approval.
///
/// # Errors
/// Faults of the archive; `wrong-state`, `four-eyes`.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<CaptureId>,
) -> Result<Response, Problem> {
    let lang = p.lang;
    let ground = app.with_desk(&who.person.id, move |desk| look(desk, id, 0, lang)).await?;
    let seen = &ground.seen;
    if let CaptureState::Proposed { .. } = &seen.state {
        return judge(&app, p, &who, ground, None).await;
    }
    seen.state.clone().register(&seen.owner, &who.person.id, app.now())?;
    let part = first_part(&p, &ground);
    form(p, ground, vec![part], vec![])
}

/// Fills in what is known: the name of the chat with its period, and what most records of a body have.
fn first_part(p: &Page, ground: &Before) -> Part {
    let seen = &ground.seen;
    let period = seen.manifest.as_ref().and_then(|manifest| {
        let day = |at: &str| Some(p.date(&at.parse::<jiff::civil::DateTime>().ok()?.date()));
        let (first, last) = (day(&manifest.commitment.first_at)?, day(&manifest.commitment.last_at)?);
        Some(if first == last { first } else { format!("{first} – {last}") })
    });
    let name = title(p, &seen.card);
    Part {
        title: period.map_or(name.clone(), |period| format!("{name}, {period}")),
        dossier: match ground.choices.dossiers.as_slice() {
            [(only, _)] => only.clone(),
            _ => String::new(),
        },
        confidentiality: "intern".to_owned(),
        use_limit: "Nader te bepalen".to_owned(),
        ..Part::default()
    }
}

fn form(
    p: Page,
    mut ground: Before,
    parts: Vec<Part>,
    errors: Vec<(String, String)>,
) -> Result<Response, Problem> {
    ground.choices.kinds = SensitiveKind::ALL
        .into_iter()
        .map(|kind| (kind.name(), p.t(&format!("registering-kind-{}", kind.name())).to_string()))
        .collect();
    let id = ground.seen.card.id;
    let files = ground.seen.manifest.as_ref().map(|manifest| manifest.files.as_slice()).unwrap_or_default();
    let files = Files::new(files, |_, file| {
        let number: u32 = file.path.rsplit('/').next().and_then(|number| number.parse().ok()).unwrap_or(0);
        format!("/indieningen/{id}/bestanden/{number}")
    });
    let rows = messages::rows(&p, &ground.stretch, &files, None);
    let named: Vec<(u64, u64)> =
        parts.iter().filter_map(|part| read_ranges(&part.positions).ok()).flatten().collect();
    let takes_all = parts.len() == 1 && parts[0].positions.is_empty();
    let left = if takes_all { vec![] } else { register::left(&named, &ground.kept) };
    let status = page::status_of(!errors.is_empty());
    let page = html(&FormPage {
        id,
        title: title(&p, &ground.seen.card),
        n_left: left.iter().map(|(first, last)| last - first + 1).sum(),
        left,
        n_kept: ground.seen.card.n_kept,
        n_last: ground.stretch.n_before + rows.len() as u64,
        choices: ground.choices,
        parts,
        errors,
        rows,
        stretch: ground.stretch,
        p,
    })?;
    Ok((status, page).into_response())
}

/// Does what the pressed button says: splits, moves messages, or registers.
///
/// # Errors
/// Faults of the archive; what does not fit is shown at its field.
pub async fn post(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<CaptureId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let n_parts = field(&fields, "parts").parse().unwrap_or(1_usize).clamp(1, MAX_PARTS);
    let mut parts: Vec<Part> = (1..=n_parts).map(|n| Part::read(&fields, n)).collect();
    let mut from = field(&fields, "from").parse().unwrap_or(0);
    let act = field(&fields, "act").to_owned();
    match act.split_once(':').unwrap_or((&act, "")) {
        ("add", _) if parts.len() < MAX_PARTS => parts.push(next_part(&parts)),
        ("drop", n) => drop_part(&mut parts, n),
        ("move", n) => move_to(&mut parts, n, &fields),
        ("page", position) => from = position.parse().unwrap_or(0),
        ("register", _) => return register_now(&app, p, &who, id, parts).await,
        _ => {}
    }
    let lang = p.lang;
    let ground = app.with_desk(&who.person.id, move |desk| look(desk, id, from, lang)).await?;
    if act == "add" && parts.len() == 2 && parts.iter().all(|part| part.positions.is_empty()) {
        // Splitting begins with everything in the first part: what is ticked moves out of it, and nothing has to be typed.
        parts[0].positions = write_ranges(&ground.kept);
    }
    form(p, ground, parts, vec![])
}

fn next_part(parts: &[Part]) -> Part {
    let last = parts.last().cloned().unwrap_or_default();
    Part { dossier: String::new(), positions: String::new(), kinds: vec![], exception: String::new(), ..last }
}

fn drop_part(parts: &mut Vec<Part>, n: &str) {
    if let Ok(n) = n.parse::<usize>()
        && 1 < parts.len()
        && (1..=parts.len()).contains(&n)
    {
        parts.remove(n - 1);
    }
}

/// Moves the ticked messages into a part and out of every other.
fn move_to(parts: &mut [Part], n: &str, fields: &Fields) {
    let Ok(n) = n.parse::<usize>() else { return };
    let ticked: Vec<u64> =
        fields.iter().filter(|(key, _)| key == "pick").filter_map(|(_, value)| value.parse().ok()).collect();
    for (at, part) in (1..).zip(parts) {
        let Ok(ranges) = read_ranges(&part.positions) else { continue };
        let mut places: std::collections::BTreeSet<u64> = std::collections::BTreeSet::new();
        // What was typed is bounded by the size of a form; the span of a range is not, so it is cut at a sensible length.
        ranges.iter().for_each(|(first, last)| places.extend(*first..=(*last).min(first + 1_000_000)));
        match at == n {
            true => places.extend(&ticked),
            false => places.retain(|position| !ticked.contains(position)),
        }
        part.positions = write_ranges(&joined(&places));
    }
}

fn joined(places: &std::collections::BTreeSet<u64>) -> Vec<(u64, u64)> {
    let mut ranges: Vec<(u64, u64)> = vec![];
    for place in places {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *place => *last = *place,
            _ => ranges.push((*place, *place)),
        }
    }
    ranges
}

/// Reads `1-120, 130`.
fn read_ranges(text: &str) -> Result<Vec<(u64, u64)>, ()> {
    let pieces = text.split([',', ';', ' ', '\n']).map(str::trim).filter(|piece| !piece.is_empty());
    pieces
        .map(|piece| {
            let (first, last) = piece.split_once(['-', '–']).unwrap_or((piece, piece));
            let (first, last) = (first.parse().map_err(|_| ())?, last.parse().map_err(|_| ())?);
            if first == 0 || last < first { Err(()) } else { Ok((first, last)) }
        })
        .collect()
}

/// Writes `1-120, 130`.
pub(super) fn write_ranges(ranges: &[(u64, u64)]) -> String {
    let one = |(first, last): &(u64, u64)| {
        if first == last { first.to_string() } else { format!("{first}-{last}") }
    };
    ranges.iter().map(one).collect::<Vec<_>>().join(", ")
}

async fn register_now(
    app: &App,
    p: Page,
    who: &SignedOn,
    id: CaptureId,
    parts: Vec<Part>,
) -> Result<Response, Problem> {
    let lang = p.lang;
    let ground = app.with_desk(&who.person.id, move |desk| look(desk, id, 0, lang)).await?;
    let (registrations, errors) = parsed(&p, &parts, &ground.choices);
    if !errors.is_empty() {
        return form(p, ground, parts, errors);
    }
    let is_sensitive = registrations.iter().any(|one| one.sensitive.is_some());
    let done = app
        .with_desk(&who.person.id, move |desk| match is_sensitive {
            true => register::propose(desk, id, label_exceptions(desk, registrations, lang)),
            false => register::register(desk, id, registrations).map(drop),
        })
        .await;
    match done {
        Ok(()) => {
            let code = if is_sensitive { "proposed" } else { "registered" };
            Ok(problem::see_other(&format!("/indieningen/{id}?gedaan={code}")))
        }
        Err(problem) => {
            let text = format!("registering-error-{}", problem.code);
            if !crate::texts::TEXTS.has(p.lang, &text) {
                return Err(problem);
            }
            let text = p.t(&text).to_string();
            let field = if problem.code.starts_with("positions") { "positions-1" } else { "dossier-1" };
            form(p, ground, parts, vec![(field.to_owned(), text)])
        }
    }
}

/// Gives each exception the label that holds today, so that the record says what it rested on.
pub(crate) fn label_exceptions(
    desk: &Desk<'_>,
    mut registrations: Vec<Registration>,
    lang: Lang,
) -> Vec<Registration> {
    let on = desk.now.to_zoned(jiff::tz::TimeZone::UTC).date();
    for sensitive in registrations.iter_mut().filter_map(|one| one.sensitive.as_mut()) {
        if let Ok(rule) = desk.archive.law().exception(&sensitive.exception.code, on) {
            sensitive.exception.label = rule.labels.get(tongue(lang)).to_owned();
        }
    }
    registrations
}

/// Reads what was filled in, or says at each field what is wrong.
fn parsed(p: &Page, parts: &[Part], choices: &Choices) -> (Vec<Registration>, Vec<(String, String)>) {
    let mut errors = vec![];
    let mut registrations = vec![];
    for (n, part) in (1..).zip(parts) {
        let before = errors.len();
        let mut wrong =
            |field: &str, text: &str| errors.push((format!("{field}-{n}"), p.t(text).to_string()));
        let dossier = part.dossier.parse();
        if dossier.is_err() {
            wrong("dossier", "registering-dossier-missing");
        }
        if part.title.is_empty() {
            wrong("title", "registering-title-missing");
        }
        let positions = read_ranges(&part.positions);
        if positions.is_err() {
            wrong("positions", "registering-positions-wrong");
        } else if part.positions.is_empty() && 1 < parts.len() {
            wrong("positions", "registering-positions-missing");
        }
        if !choices.categories.iter().any(|(value, _)| *value == part.category) {
            wrong("category", "registering-category-missing");
        }
        let confidentiality = serde_json::from_value::<Confidentiality>(part.confidentiality.as_str().into());
        if confidentiality.is_err() {
            wrong("confidentiality", "registering-confidentiality-missing");
        }
        let sensitive = read_ranges(&part.sensitive_positions);
        if sensitive.is_err() {
            wrong("sensitive", "registering-positions-wrong");
        }
        if !part.kinds.is_empty() && part.exception.is_empty() {
            wrong("exception", "registering-exception-missing");
        }
        if before < errors.len() {
            continue;
        }
        let (Ok(dossier), Ok(positions), Ok(confidentiality), Ok(marked)) =
            (dossier, positions, confidentiality, sensitive)
        else {
            continue;
        };
        registrations.push(Registration {
            dossier,
            title: part.title.as_str().into(),
            positions,
            confidentiality,
            retention: retention(&part.category, choices),
            use_limit: part.use_limit.clone(),
            activity: Some(part.activity.clone()).filter(|activity| !activity.is_empty()),
            sensitive: mark(part, marked),
        });
    }
    (registrations, errors)
}

fn mark(part: &Part, positions: Vec<(u64, u64)>) -> Option<Sensitive> {
    let kinds: Vec<_> = SensitiveKind::ALL.into_iter().filter(|kind| part.has_kind(kind.name())).collect();
    let exception = Ground { code: part.exception.clone(), label: String::new() };
    (!kinds.is_empty()).then_some(Sensitive { kinds, positions, exception, proposed: None })
}

/// The category of the selection list decides appraisal and term: nobody types them.
fn retention(category: &str, choices: &Choices) -> Retention {
    let label = choices.categories.iter().find(|(value, _)| value == category).map_or("", |(_, label)| label);
    let term = label.rsplit_once("(V, ").and_then(|(_, rest)| rest.strip_suffix(')'));
    let appraisal = match (term, label.ends_with("(B)")) {
        (Some(_), _) => Appraisal::V,
        (None, true) => Appraisal::B,
        (None, false) => Appraisal::N,
    };
    Retention { appraisal, category: category.to_owned(), term: term.map(str::to_owned) }
}

async fn judge(
    app: &App,
    p: Page,
    who: &SignedOn,
    ground: Before,
    error: Option<String>,
) -> Result<Response, Problem> {
    let seen = ground.seen;
    let CaptureState::Proposed { proposed, registrations, .. } = &seen.state else {
        return Err(Problem::new(axum::http::StatusCode::CONFLICT, "wrong-state"));
    };
    let by = proposed.by.clone();
    let known = app.with_desk(&who.person.id, |desk| zegel_archive::people::list(desk)).await?;
    let name =
        known.iter().find(|one| one.id == by).map_or(by.to_string(), |one| one.name.as_str().to_owned());
    let parts = registrations.iter().map(|one| {
        let sensitive = one.sensitive.as_ref();
        let kinds = sensitive.map(|one| one.kinds.clone()).unwrap_or_default();
        let marked = sensitive.map(|one| one.positions.clone()).unwrap_or_default();
        Judged {
            title: zegel_archive::visible_name(one.title.as_str()),
            dossier: one.dossier.to_string(),
            positions: write_ranges(&one.positions),
            retention: format!("{:?} {}", one.retention.appraisal, one.retention.category),
            kinds: kinds
                .iter()
                .map(|kind| p.t(&format!("registering-kind-{}", kind.name())).to_string())
                .collect(),
            messages: if marked.is_empty() {
                p.t("registering-all-messages").to_string()
            } else {
                write_ranges(&marked)
            },
            exception: sensitive.map(|one| one.exception.label.clone()).unwrap_or_default(),
        }
    });
    html(&JudgePage {
        id: seen.card.id,
        title: title(&p, &seen.card),
        parts: parts.collect(),
        by: name,
        at: proposed.at,
        may_approve: proposed.by != who.person.id
            && seen.state.may_decide(&seen.owner, &who.person.id).is_ok(),
        error,
        p,
    })
}

/// Approves a registration with sensitive data.
///
/// # Errors
/// `four-eyes`, `wrong-state`, `not-your-role`.
pub async fn approve(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<CaptureId>,
) -> Result<Response, Problem> {
    app.with_desk(&who.person.id, move |desk| register::approve(desk, id)).await?;
    Ok(problem::see_other(&format!("/indieningen/{id}?gedaan=registered")))
}

/// Takes a proposal or a sending back off again.
///
/// # Errors
/// `four-eyes`, `wrong-state`, `not-your-role`.
pub async fn reopen(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<CaptureId>,
) -> Result<Response, Problem> {
    app.with_desk(&who.person.id, move |desk| send_back::reopen(desk, id)).await?;
    Ok(problem::see_other(&format!("/indieningen/{id}?gedaan=reopened")))
}

#[derive(Template)]
#[template(path = "registering/send-back.html")]
struct SendBackPage {
    p: Page,
    id: CaptureId,
    title: String,
    whole: String,
    /// The message and the reason, as typed.
    rows: Vec<(String, String)>,
    error: Option<String>,
}

/// Shows the form for sending back.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn ask_back(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<CaptureId>,
) -> Result<Response, Problem> {
    let seen = app.with_desk(&who.person.id, move |desk| intake::look(desk, id)).await?;
    let rows = vec![<(String, String)>::default(); REASONS];
    html(&SendBackPage { id, title: title(&p, &seen.card), whole: String::new(), rows, error: None, p })
}

/// Sends back.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn send(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<CaptureId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let whole = field(&fields, "whole").to_owned();
    let row = |n: usize| {
        let value = |name: &str| field(&fields, &format!("{name}-{n}")).to_owned();
        (value("position"), value("reason"))
    };
    let rows: Vec<_> = (1..=REASONS).map(row).collect();
    let mut reasons: Vec<ReturnReason> = vec![];
    if !whole.is_empty() {
        reasons.push(ReturnReason { position: None, reason: whole.as_str().into() });
    }
    let mut is_wrong = false;
    for (position, reason) in
        rows.iter().filter(|(position, reason)| !position.is_empty() || !reason.is_empty())
    {
        match position.parse() {
            Ok(position) => {
                reasons.push(ReturnReason { position: Some(position), reason: reason.as_str().into() })
            }
            Err(_) => is_wrong = true,
        }
    }
    let sent = match is_wrong {
        true => Err(Problem::new(axum::http::StatusCode::UNPROCESSABLE_ENTITY, "position-unknown")),
        false => app.with_desk(&who.person.id, move |desk| send_back::send_back(desk, id, reasons)).await,
    };
    match sent {
        Ok(()) => Ok(problem::see_other(&format!("/indieningen/{id}?gedaan=returned"))),
        Err(problem) if matches!(&*problem.code, "reason-missing" | "position-unknown") => {
            let seen = app.with_desk(&who.person.id, move |desk| intake::look(desk, id)).await?;
            let error = Some(p.t(&format!("registering-error-{}", problem.code)).to_string());
            let page = html(&SendBackPage { id, title: title(&p, &seen.card), whole, rows, error, p })?;
            Ok((page::status_of(true), page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_and_written() {
        assert_eq!(read_ranges("1-120, 130"), Ok(vec![(1, 120), (130, 130)]));
        assert_eq!(read_ranges(" 7 9–11"), Ok(vec![(7, 7), (9, 11)]));
        assert_eq!(read_ranges(""), Ok(vec![]));
        for wrong in ["0", "5-1", "een", "1-2-3", "-4"] {
            assert_eq!(read_ranges(wrong), Err(()), "{wrong}");
        }
        assert_eq!(write_ranges(&[(1, 120), (130, 130)]), "1-120, 130");
    }

    #[test]
    fn a_message_moves_out_of_one_part_into_another() {
        let part = |positions: &str| Part { positions: positions.to_owned(), ..Part::default() };
        let mut parts = [part("1-5"), part("9")];
        let fields = vec![("pick".to_owned(), "3".to_owned()), ("pick".to_owned(), "8".to_owned())];
        move_to(&mut parts, "2", &fields);
        assert_eq!((parts[0].positions.as_str(), parts[1].positions.as_str()), ("1-2, 4-5", "3, 8-9"));
    }
}
