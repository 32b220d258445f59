//! One breach: its clock, what must be done, its log, its key facts.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Form as Sent;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use zegel_archive::breach::{Answer, Answers, Breach, Count, Decision, Event, Occurred, Origin, Side};
use zegel_archive::{alarms, breaches, visible, visible_name};
use zegel_law::{Incident, QuestionKind, QuestionList};
use zegel_model::{Act, BreachId};

use super::field::{Field, Input};
use super::tracking::{self, Around, Clock};
use super::{Fields, Form, Ground, Top, Typed, done, label};
use crate::pages::intake::{Told, notice};
use crate::texts::TEXTS;
use crate::{App, Page, Problem, SignedOn, html, page};

#[derive(Template)]
#[template(path = "breaches/show.html")]
struct ShowPage {
    p: Page,
    top: Top,
    clock: Option<Clock>,
    /// The next step as a button on the clock.
    go: Option<(String, String)>,
    /// Where an alarm opened it: whose account it is about, what was counted, and the way to count or to end it.
    alarm: Option<AlarmView>,
    /// The first step, while nobody took it up.
    take_up: Option<Form>,
    /// Asked at once when the deadline has passed.
    delay: Option<Form>,
    tasks: Vec<Task>,
    log: Vec<Entry>,
    facts: Vec<(String, String, bool)>,
    note: Option<Form>,
    errors: Vec<(String, String)>,
    notice: Option<String>,
    is_unsure: bool,
}

/// A signal of an alarm.
struct AlarmView {
    account: Option<String>,
    /// Messages that could be read, and that were read or released; with the place in the ledger.
    counted: Option<(String, String, String)>,
    form: Option<Form>,
    may_end: bool,
}

/// Something to do.
struct Task {
    title: String,
    help: String,
    /// Where it is done; `None` where there is no page for it.
    url: String,
    tag: String,
    tone: &'static str,
    is_next: bool,
}

/// A line of the log.
struct Entry {
    at: String,
    time: String,
    day: String,
    title: String,
    words: Option<String>,
    by: String,
    is_automatic: bool,
}

/// Shows one breach.
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
    let (lang, zone, now) = (p.lang, app.settings.zone.clone(), app.now());
    let at = p.clone();
    let (ground, clock, account) = app
        .with_desk(&who.person.id, move |desk| {
            let ground = Ground::look(desk, id, lang)?;
            let account = alarms::account(desk, ground.breach())?;
            let clock = clock(desk.archive, &ground, &Around { p: &at, zone: &zone, now });
            Ok::<_, zegel_archive::Error>((ground, clock, account))
        })
        .await?;
    let top = Top::new(&p, &ground, None, &typed);
    let breach = ground.breach();
    let may_act = top.read_only.is_none();
    let tasks = tasks(&p, &ground, app.now());
    let zone = &app.settings.zone;
    let form = |path: &str, fields: Vec<Field>, button: &str, weight: &'static str| Form {
        action: format!("/datalekken/{id}{path}"),
        version: ground.known.version,
        fields,
        button: p.t(button).to_string(),
        weight,
    };
    let is_late = clock.as_ref().is_some_and(|clock| clock.is_late) && breach.is_late(app.now());
    let alarm = matches!(breach.report.origin, Origin::Alarm { .. }).then(|| AlarmView {
        account: account.map(|name| visible_name(name.as_str())),
        counted: breach.counts.last().map(|count| counted(&p, count)),
        form: (may_act && breach.counts.is_empty() && p.may(Act::CountScope))
            .then(|| form("/alarm", vec![], "breaches-alarm-count", "primary")),
        may_end: may_act && breach.is_open(),
    });
    let is_counting = alarm.as_ref().is_some_and(|alarm| alarm.form.is_some());
    let take_up = (may_act && breach.handler.is_none() && !is_counting)
        .then(|| form("/oppakken", vec![], "breaches-take-up", "primary"));
    let delay = (may_act && is_late && breach.delay_reason.is_none()).then(|| {
        form("/vertraging", vec![Field::area(&p, &typed, ("reden", ""), 3)], "breaches-delay-save", "primary")
    });
    let note = p.may(Act::HandleBreach).then(|| {
        form("/notitie", vec![Field::area(&p, &typed, ("notitie", ""), 3)], "breaches-note-save", "secondary")
    });
    let next = tasks.iter().find(|task| task.is_next);
    let go = next.filter(|_| may_act).map(|task| (task.url.clone(), task.title.clone()));
    let log = log(&p, &ground, (zone, app.now()));
    let facts = facts(&p, &ground, zone);
    let is_unsure = may_act && breach.clock.is_some() && breach.notified_at().is_none();
    let status = page::status_of(!typed.is_fine());
    let errors = typed.errors.clone();
    let body = html(&ShowPage {
        top,
        clock,
        go,
        alarm,
        take_up,
        delay,
        tasks,
        log,
        facts,
        note,
        errors,
        notice,
        is_unsure,
        p,
    })?;
    Ok((status, body).into_response())
}

pub(super) fn clock(archive: &zegel_archive::Archive, ground: &Ground, around: &Around<'_>) -> Option<Clock> {
    let breach = ground.breach();
    let deadlines = breach.clock.as_ref()?;
    let incident = Incident { aware: deadlines.aware.utc, notified: None };
    let law = archive.law();
    let nis2 = if archive.config().privacy.nis2 {
        law.nis2_deadlines(&incident, around.zone, breach.place).ok().flatten()
    } else {
        None
    };
    let notes = tracking::notes(law, deadlines, nis2.as_ref(), (around.p, around.zone));
    Clock::of(breach, around, notes)
}

/// Where a task stands: the id of its tag, and the tone of it.
type Standing = (&'static str, &'static str);
const TODO: Standing = ("todo", "todo");
const BUSY: Standing = ("busy", "busy");
const READY: Standing = ("ready", "ok");
const WAITS: Standing = ("waits", "warn");
const AGAIN: Standing = ("again", "bad");
const NOT_NEEDED: Standing = ("not-needed", "todo");
/// It helps where the breach is of this archive, and is never the next thing to do.
const OPTIONAL: Standing = ("optional", "todo");

fn tasks(p: &Page, ground: &Ground, now: Timestamp) -> Vec<Task> {
    let breach = ground.breach();
    let id = ground.known.id;
    let has_answers = !breach.answers.0.is_empty();
    let facts = match (has_answers, n_open(ground)) {
        (false, _) => TODO,
        (true, 0) => READY,
        (true, _) => BUSY,
    };
    let moments = match (&breach.moments.aware, &breach.moments.occurred) {
        (None, None) => TODO,
        (Some(_), Some(_)) => READY,
        _ => BUSY,
    };
    let mut list: Vec<(&str, &str, Standing)> =
        vec![("moments", "/momenten", moments), ("facts", "/feiten", facts)];
    list.push(("scope", "/omvang", if breach.counts.is_empty() { OPTIONAL } else { READY }));
    if breach.side == Side::Controller {
        list.push(("assess", "/beoordelen", if facts == READY { READY } else { facts }));
        list.push(("authority", "/beoordelen#toezichthouder", decision(breach.authority.as_ref())));
        list.push(("notify", "/melding", notified(breach)));
        list.push(("people", "/beoordelen#betrokkenen", people(breach)));
        list.push(("tell", "/betrokkenen", told(breach)));
    } else {
        let told = if breach.moments.told_controller.is_some() { READY } else { TODO };
        list.push(("controller", "/verantwoordelijke", told));
    }
    let n_done = breach.measures.iter().filter(|one| one.done.is_some()).count();
    let measures = match breach.measures.len() {
        0 => TODO,
        n if n == n_done => READY,
        _ => BUSY,
    };
    list.push(("measures", "/maatregelen", measures));
    let closing = match &breach.closing {
        Some(Decision::Proposed { .. }) => WAITS,
        Some(Decision::InForce { .. }) => READY,
        _ if breach.hindrances(now).is_empty() => BUSY,
        _ => TODO,
    };
    list.push(("close", "/afsluiten", closing));
    let next =
        list.iter().position(|(_, _, standing)| !matches!(*standing, READY | NOT_NEEDED | WAITS | OPTIONAL));
    let is_open = breach.is_open();
    list.iter()
        .enumerate()
        .map(|(at, (task, path, (tag, tone)))| Task {
            title: p.t(&format!("breaches-task-{task}")).to_string(),
            help: p.t(&format!("breaches-task-{task}.help")).to_string(),
            url: format!("/datalekken/{id}{path}"),
            tag: match (*task, breach.measures.len()) {
                ("measures", n) if 0 < n => {
                    p.t("breaches-measures-done").with("done", n_done).with("n", n).to_string()
                }
                _ => p.t(&format!("breaches-tag-{tag}")).to_string(),
            },
            tone,
            is_next: is_open && next == Some(at),
        })
        .collect()
}

/// Counts the questions that every notification needs and that have no answer.
fn n_open(ground: &Ground) -> usize {
    let Some(list) = ground.questions() else { return 0 };
    let answers = &ground.breach().answers;
    zegel_archive::breach::open_questions(list, answers, zegel_law::RequiredFor::Initial).count()
}

fn decision<T: Copy>(decision: Option<&Decision<T>>) -> Standing {
    match decision {
        None => TODO,
        Some(Decision::Proposed { .. }) => WAITS,
        Some(Decision::InForce { .. }) => READY,
        Some(Decision::Refused { .. } | Decision::Reopened { .. }) => AGAIN,
    }
}

fn notified(breach: &Breach) -> Standing {
    use zegel_archive::breach::AuthorityChoice::NotNotify;
    if breach.authority_choice() == Some(NotNotify) {
        return NOT_NEEDED;
    }
    match (breach.notified_at(), breach.notifications.is_empty()) {
        (Some(_), _) => READY,
        (None, false) => BUSY,
        (None, true) => TODO,
    }
}

fn people(breach: &Breach) -> Standing {
    match &breach.order {
        Some(order) if order.is_to_tell => READY,
        _ => decision(breach.subjects.as_ref()),
    }
}

fn told(breach: &Breach) -> Standing {
    use zegel_archive::breach::SubjectsChoice::{Communicate, Exception, NotRequired};
    use zegel_archive::breach::TellingException::Disproportionate;
    match breach.subjects_choice() {
        None | Some(Communicate | Exception { exception: Disproportionate }) => {
            match (breach.told_at(), breach.tellings.is_empty()) {
                (Some(_), _) => READY,
                (None, false) => BUSY,
                (None, true) => TODO,
            }
        }
        Some(NotRequired | Exception { .. }) => NOT_NEEDED,
    }
}

fn log(p: &Page, ground: &Ground, (zone, now): (&TimeZone, Timestamp)) -> Vec<Entry> {
    let report = &ground.breach().report;
    let entry = |event: &Event| {
        let words = match &*event.code {
            "reported" => Some(&report.what),
            _ => event.words.as_ref(),
        };
        let id = format!("breaches-event-{}", event.code);
        let id = if TEXTS.has(p.lang, &id) { id } else { "breaches-event-other".to_owned() };
        let name = ground.name(&event.done.by);
        let by =
            if event.is_automatic { p.t("breaches-automatic").with("who", name).to_string() } else { name };
        Entry {
            at: format!("{:.0}", event.done.at),
            time: tracking::clock_time(zone, event.done.at),
            day: tracking::short_day(p, zone, event.done.at, now),
            title: p.t(&id).to_string(),
            words: words.map(|words| visible(words.as_str()).into_owned()),
            by,
            is_automatic: event.is_automatic,
        }
    };
    ground.breach().events.iter().rev().map(entry).collect()
}

/// The key facts: name, value, and whether it is still unknown.
fn facts(p: &Page, ground: &Ground, zone: &TimeZone) -> Vec<(String, String, bool)> {
    let breach = ground.breach();
    let name = |id: &str| p.t(&format!("breaches-fact-{id}")).to_string();
    let mut facts = vec![];
    let mut add = |id: &str, value: Option<String>| {
        let is_unknown = value.is_none();
        facts.push((name(id), value.unwrap_or_else(|| p.t("breaches-fact-unknown").to_string()), is_unknown));
    };
    let occurred = breach.moments.occurred.as_ref().map(|(occurred, _, _)| occurred_text(p, occurred));
    add("occurred", occurred);
    add("aware", breach.moments.aware.as_ref().map(|aware| tracking::full(p, zone, aware.at)));
    for (id, question) in [("nature", "nature"), ("people", "people-number"), ("data", "data-kinds")] {
        add(id, answer_text(p, ground, question));
    }
    add("authority", ground.authority.clone());
    let number = breach.notifications.iter().rev().find_map(|one| one.filed.as_ref());
    add("number", number.map(|filed| visible_name(filed.number.as_str())));
    let told = breach.tellings.iter().filter_map(|one| one.told.as_ref());
    let n_told: u64 = told.map(|(_, n)| *n).sum();
    let told = breach
        .told_at()
        .map(|at| p.t("breaches-fact-told-words").with("n", n_told).with("day", p.day_of(&at)).to_string());
    if told.is_some() {
        add("told", told);
    }
    add("reporter", Some(ground.by(p, &breach.report.reported)));
    match &breach.report.origin {
        Origin::Processor { name } => add("processor", Some(visible_name(name.as_str()))),
        Origin::Person | Origin::Alarm { .. } => {}
    }
    match &breach.side {
        Side::Controller => {}
        Side::Processor { controller, .. } => add("controller", Some(visible_name(controller.as_str()))),
    }
    facts
}

/// Says when it occurred.
pub(super) fn occurred_text(p: &Page, occurred: &Occurred) -> String {
    let text = match occurred {
        Occurred::At { at, .. } => p.date_time(at),
        Occurred::Between { from, to, .. } => {
            p.t("breaches-between").with("from", p.date_time(from)).with("to", p.date_time(to)).to_string()
        }
        Occurred::Ongoing { since: Some(since) } => {
            p.t("breaches-ongoing-since").with("since", p.date_time(since)).to_string()
        }
        Occurred::Ongoing { since: None } => p.t("breaches-ongoing").to_string(),
        Occurred::Unknown => p.t("breaches-occurred-unknown").to_string(),
    };
    let is_estimated = matches!(
        occurred,
        Occurred::At { is_estimated: true, .. } | Occurred::Between { is_estimated: true, .. }
    );
    if is_estimated { format!("{text} {}", p.t("breaches-estimated")) } else { text }
}

/// Says what was answered to a question, in the language of the page.
pub(super) fn answer_text(p: &Page, ground: &Ground, code: &str) -> Option<String> {
    answer_of(p, ground.questions(), &ground.breach().answers, code)
}

/// Says what was answered to a question of a list.
pub(super) fn answer_of(
    p: &Page,
    list: Option<&QuestionList>,
    answers: &Answers,
    code: &str,
) -> Option<String> {
    let question = list?.question(code);
    let option = |code: &str| {
        let option = question.and_then(|question| question.option(code));
        option.map_or_else(|| visible_name(code), |option| label(p, &option.labels))
    };
    Some(match answers.get(code)? {
        Answer::Number(n) => p.number(*n),
        Answer::Range { min, max } => p.t("breaches-range").with("min", *min).with("max", *max).to_string(),
        Answer::One(text) if question.is_some_and(|one| one.kind == QuestionKind::Text) => {
            visible(text).into_owned()
        }
        Answer::One(code) => option(code),
        Answer::Many(codes) => codes.iter().map(|code| option(code)).collect::<Vec<_>>().join("; "),
    })
}

/// Says what was counted of an alarm.
fn counted(p: &Page, count: &Count) -> (String, String, String) {
    let n = |part: &str| p.number(count.scope[part]["n_messages"].as_u64().unwrap_or(0));
    (n("could"), n("was"), p.number(count.entry))
}

/// Counts the scope of an alarm, and takes the breach up.
///
/// # Errors
/// Faults of the archive; `not-your-role`.
pub async fn count(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let seen = typed.seen();
    match app.with_desk(&who.person.id, move |desk| alarms::count(desk, (id, seen))).await {
        Ok(_) => Ok(done(id, "", "counted")),
        Err(problem) => page_again(&app, p, &who, id, (typed, problem)).await,
    }
}

/// Takes a breach up.
///
/// # Errors
/// Faults of the archive; `not-your-role`.
pub async fn take_up(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let seen = typed.seen();
    match app.with_desk(&who.person.id, move |desk| breaches::take_up(desk, id, seen)).await {
        Ok(_) => Ok(done(id, "", "taken-up")),
        Err(problem) => page_again(&app, p, &who, id, (typed, problem)).await,
    }
}

/// Adds a note to the log.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn note(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let mut typed = Typed::new(fields);
    if typed.get("notitie").is_empty() {
        typed.fail("notitie", p.t("breaches-note-missing"));
        return page(&app, p, &who, id, (typed, None)).await;
    }
    // A note changes nothing else, so it goes with whatever stands there.
    let words = typed.content("notitie");
    let added =
        app.with_desk(&who.person.id, move |desk| breaches::note(desk, (id, breaches::Seen::Newest), words));
    match added.await {
        Ok(_) => Ok(done(id, "", "note")),
        Err(problem) => page_again(&app, p, &who, id, (typed, problem)).await,
    }
}

/// Records why it is late.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn delay(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let (seen, why) = (typed.seen(), typed.content("reden"));
    match app.with_desk(&who.person.id, move |desk| breaches::delay(desk, (id, seen), why)).await {
        Ok(_) => Ok(done(id, "", "delay")),
        Err(problem) if problem.code == "text-length" => {
            let mut typed = typed;
            typed.fail("reden", p.t("breaches-error-reasons-missing"));
            page(&app, p, &who, id, (typed, None)).await
        }
        Err(problem) => page_again(&app, p, &who, id, (typed, problem)).await,
    }
}

async fn page_again(
    app: &App,
    p: Page,
    who: &SignedOn,
    id: BreachId,
    (typed, problem): (Typed, Problem),
) -> Result<Response, Problem> {
    let typed = typed.refused(&p, problem)?;
    page(app, p, who, id, (typed, None)).await
}
