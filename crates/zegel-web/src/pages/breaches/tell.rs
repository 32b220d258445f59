//! Telling the people concerned (GDPR art. 34): what must be there before anything goes out, how far it is, and what waits for a person.

use askama::Template;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use uuid::Uuid;
use zegel_archive::breach::telling::{GENERAL, LetterState, Tally, Way, kind_label, language_name};
use zegel_archive::breach::{MIN_REASON_CHARS, Means};
use zegel_archive::telling::{self, Current, Look, MIN_SOUGHT_CHARS, Person, Phase, Progress};
use zegel_archive::{Desk, FormLanguage, visible, visible_name};
use zegel_model::{Act, BreachId};

use super::field::{Field, Input};
use super::{Ground, Top, Typed, local};
use crate::pages::intake::{Told, notice};
use crate::problem::encode;
use crate::texts::TEXTS;
use crate::{App, Lang, Page, Problem, SignedOn, html, page};

/// The field with what is looked for in the list. It is sent in the body: a name belongs in no address.
const SOUGHT: &str = "zoek";
/// How many people of one state a page names; the rest is counted.
const MAX_SHOWN: u32 = 100;
/// How many people a search in the list shows.
const MAX_FOUND: usize = 20;
/// The longest text to look for, in characters.
const MAX_SOUGHT: usize = 200;
/// The width of the bar in its own units.
const BAR: u64 = 1_000;

#[derive(Template)]
#[template(path = "breaches/tell.html")]
struct TellPage {
    p: Page,
    top: Top,
    /// What is decided, the tone of it, and the reference of an order.
    decision: (String, &'static str),
    may_tell: bool,
    may_publish: bool,
    may_act: bool,
    may_approve: bool,
    texts: Vec<TextRow>,
    wrote: Option<String>,
    list: Option<ListView>,
    take: Option<Vec<Field>>,
    mailing: Option<MailingView>,
    doubt: Vec<Named>,
    unusable: Vec<Named>,
    unreached: Vec<Named>,
    give_up: Field,
    /// Looking for somebody of the list, and recording how they were told.
    seek: Field,
    sought: String,
    tell: Option<Vec<Field>>,
    by_person: Vec<Named>,
    earlier: Vec<String>,
    /// The newest telling that is done and whose names still stand there.
    erasable: Option<Uuid>,
    notices: Vec<(u32, String)>,
    others: String,
    has_mail: bool,
    errors: Vec<(String, String)>,
    notice: Option<String>,
}

/// The texts for a kind of recipient.
struct TextRow {
    kind: String,
    /// Name of the language, address, tag, tone.
    languages: Vec<(String, String, String, &'static str)>,
}

/// What is known of the list.
struct ListView {
    words: String,
    brought: String,
    groups: Vec<(String, String, u64, bool)>,
    n_bad: u64,
    is_ready: bool,
    is_draft: bool,
}

/// The telling that is worked on.
struct MailingView {
    phase: &'static str,
    state: &'static str,
    tone: &'static str,
    n_all: u64,
    n_told: u64,
    /// The state as a class, where it begins on the bar and how wide it is.
    bar: Vec<(&'static str, u64, u64)>,
    counts: Vec<(&'static str, String, u64)>,
    words: String,
    approved: Option<String>,
    next_at: Option<String>,
    /// How many letters wait for the mail server, for paper, for somebody to say that they cannot be reached.
    n_waiting: u64,
    n_paper: u64,
    n_unreachable: u64,
    n_open: u64,
    /// The moment that the letters on paper are of.
    until: String,
}

/// Somebody of the list.
struct Named {
    letter: Uuid,
    who: String,
    line: u64,
    why: String,
}

/// Shows how telling people stands.
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
    let notice = notice(&p, "tell", &told);
    page(&app, p, &who, id, (Typed::default(), notice)).await
}

/// Everything that the page needs of the archive, in one visit.
struct Found {
    ground: Ground,
    look: Look,
    doubt: Vec<Person>,
    unusable: Vec<Person>,
    unreached: Vec<Person>,
    by_person: Vec<Person>,
    sought: Vec<Person>,
}

fn find(desk: &Desk<'_>, (id, lang): (BreachId, Lang), sought: &str) -> Result<Found, zegel_archive::Error> {
    let people = |code: &str| match zegel_model::authorise(&desk.actor, Act::HandleBreach) {
        Ok(()) => telling::people(desk, id, code, MAX_SHOWN),
        Err(_) => Ok(vec![]),
    };
    let mut unreached = vec![];
    for code in LetterState::FOR_PAPER {
        unreached.extend(people(code)?);
    }
    unreached.retain(|one| one.person.as_ref().is_some_and(|person| person.address.is_empty()));
    Ok(Found {
        ground: Ground::look(desk, id, lang)?,
        look: telling::look(desk, id)?,
        doubt: people("in-doubt")?,
        unusable: people("unusable")?,
        unreached,
        by_person: people("told")?,
        // One more than is shown tells that there are more.
        sought: match MIN_SOUGHT_CHARS <= sought.chars().count() {
            true => telling::seek(desk, id, sought, MAX_FOUND + 1)?,
            false => vec![],
        },
    })
}

pub(super) async fn page(
    app: &App,
    p: Page,
    who: &SignedOn,
    id: BreachId,
    (mut typed, notice): (Typed, Option<String>),
) -> Result<Response, Problem> {
    let lang = p.lang;
    let is_seeking = typed.all(SOUGHT).next().is_some();
    let sought = typed.get(SOUGHT).to_owned();
    let is_short = sought.chars().count() < MIN_SOUGHT_CHARS;
    let found = app.with_desk(&who.person.id, move |desk| find(desk, (id, lang), &sought)).await?;
    let Found { ground, look, doubt, unusable, unreached, by_person, sought } = found;
    if is_seeking && sought.is_empty() {
        typed.fail(SOUGHT, p.t(if is_short { "tell-error-sought-short" } else { "tell-found-nobody" }));
    }
    let top = Top::new(&p, &ground, Some("tell-title"), &typed);
    let breach = ground.breach();
    let newest = look.tellings.last();
    let current = newest.filter(|one| one.mailing.phase != Phase::Done);
    let is_draft = current.is_none_or(|one| one.mailing.phase == Phase::Draft);
    let may_act = top.read_only.is_none();
    let may_tell = breach.may_tell(Means::Mail).is_ok();
    let wrote = look.texts.newest.as_ref().map(|(_, made, _)| made.by.clone());
    let brought = current.map(|one| one.mailing.listed.brought.by.clone());
    let is_own = [&wrote, &brought].into_iter().flatten().any(|by| *by == who.person.id);
    let status = page::status_of(!typed.is_fine());
    let done = look.tellings.iter().filter(|one| one.mailing.phase == Phase::Done);
    let erasable = done.clone().find(|one| one.mailing.erased.is_none()).map(|one| one.id);
    let body = TellPage {
        decision: decision(&p, &ground),
        may_tell,
        may_publish: breach.may_tell(Means::Public).is_ok(),
        may_act,
        may_approve: may_tell && p.may(Act::ApproveBreach) && !is_own && breach.is_open(),
        texts: texts(&p, &look, id),
        wrote: look.texts.newest.as_ref().map(|(_, made, _)| ground.by(&p, made)),
        list: current.map(|one| list(&p, &ground, (one, &look))),
        take: (may_act && is_draft).then(|| take_fields(&p, &typed, current.is_some())),
        mailing: current.filter(|_| !is_draft).map(|one| mailing(&p, &ground, (one, app.now()))),
        doubt: doubt.iter().map(|one| named(&p, one)).collect(),
        unusable: unusable.iter().map(|one| named(&p, one)).collect(),
        unreached: unreached.iter().map(|one| named(&p, one)).collect(),
        give_up: give_up(&p, &typed),
        seek: field(&p, &typed, SOUGHT, Input::Line { value: typed.get(SOUGHT).to_owned(), max: MAX_SOUGHT }),
        sought: typed.get(SOUGHT).to_owned(),
        tell: (!sought.is_empty()).then(|| tell_fields(&p, &typed, (&sought, &app.settings.zone))),
        by_person: by_person.iter().map(|one| named(&p, one)).collect(),
        erasable: erasable.filter(|_| may_act),
        earlier: done.map(|one| earlier(&p, one)).collect(),
        notices: look.notices.iter().map(|one| notice_line(&p, one)).collect(),
        others: others(&ground, [&wrote, &brought]),
        has_mail: look.has_mail,
        errors: typed.errors.clone(),
        notice,
        top,
        p,
    };
    Ok((status, html(&body)?).into_response())
}

/// Says what is decided about telling people.
fn decision(p: &Page, ground: &Ground) -> (String, &'static str) {
    let breach = ground.breach();
    if let Some(order) = breach.order.as_ref().filter(|order| order.is_to_tell) {
        let words = p.t("tell-decision-ordered").with("reference", visible_name(order.reference.as_str()));
        return (words.to_string(), "warn");
    }
    use zegel_archive::breach::SubjectsChoice::{Communicate, Exception, NotRequired};
    use zegel_archive::breach::TellingException::Disproportionate;
    let (id, tone) = match breach.subjects_choice() {
        None => ("tell-decision-open", "warn"),
        Some(Communicate) => ("tell-decision-tell", "ok"),
        Some(NotRequired) => ("tell-decision-not-required", "todo"),
        Some(Exception { exception: Disproportionate }) => ("tell-decision-public", "ok"),
        Some(Exception { .. }) => ("tell-decision-exception", "todo"),
    };
    (p.t(id).to_string(), tone)
}

fn texts(p: &Page, look: &Look, id: BreachId) -> Vec<TextRow> {
    let own = own_language(p.lang);
    let row = |kind: &String| {
        let language = |language: FormLanguage| {
            let words = look.texts.text.own(kind, language);
            let (tag, tone) = match words.map(|words| words.gaps().is_empty()) {
                Some(true) => ("tell-text-ready", "ok"),
                Some(false) => ("tell-text-busy", "warn"),
                None if kind == GENERAL => ("tell-text-none", "todo"),
                None => ("tell-text-general", "todo"),
            };
            let url =
                format!("/datalekken/{id}/betrokkenen/tekst?soort={}&taal={}", encode(kind), language.tag());
            (language_name(language).to_owned(), url, p.t(tag).to_string(), tone)
        };
        TextRow {
            kind: visible_name(&kind_label(own, kind)),
            languages: FormLanguage::ALL.into_iter().map(language).collect(),
        }
    };
    look.kinds.iter().map(row).collect()
}

pub(super) fn own_language(lang: Lang) -> FormLanguage {
    match lang {
        Lang::Nl => FormLanguage::Nl,
        Lang::En => FormLanguage::En,
        Lang::Fr => FormLanguage::Fr,
    }
}

fn list(p: &Page, ground: &Ground, (current, look): (&Current, &Look)) -> ListView {
    let listed = &current.mailing.listed;
    let groups = listed.groups.iter().map(|(kind, language, n)| {
        let words = look.texts.text.of(kind, *language);
        let is_ready = words.is_some_and(|words| words.gaps().is_empty());
        let kind = visible_name(&kind_label(own_language(p.lang), kind));
        (kind, language_name(*language).to_owned(), *n, is_ready)
    });
    let groups: Vec<_> = groups.collect();
    let words = p.t("tell-list-words").with("n", listed.n_people).with("doubles", listed.n_doubles);
    ListView {
        words: words.to_string(),
        brought: ground.by(p, &listed.brought),
        n_bad: current.tally.n("unusable"),
        is_ready: !groups.is_empty() && groups.iter().all(|(_, _, _, is_ready)| *is_ready),
        is_draft: current.mailing.phase == Phase::Draft,
        groups,
    }
}

/// The classes of the bar, each with the states that it counts.
const CLASSES: [(&str, &[&str]); 6] = [
    ("told", &["sent", "posted", "told"]),
    ("going", &["sending", "waiting"]),
    ("doubt", &["in-doubt"]),
    ("back", &["refused", "bounced"]),
    ("paper", &["paper"]),
    ("lost", &["given-up", "unusable"]),
];

fn mailing(p: &Page, ground: &Ground, (current, now): (&Current, Timestamp)) -> MailingView {
    let tally = &current.tally;
    let n_all = tally.n_all();
    let mut bar = vec![];
    let mut at = 0;
    for (class, codes) in CLASSES {
        let n: u64 = codes.iter().map(|code| tally.n(code)).sum();
        let place = |n: u64| (n * BAR).checked_div(n_all).unwrap_or(0);
        let (begin, end) = (place(at), place(at + n));
        if begin < end {
            bar.push((class, begin, end - begin));
        }
        at += n;
    }
    let count = |code: &'static str| {
        let class =
            CLASSES.iter().find(|(_, codes)| codes.contains(&code)).map_or("lost", |(class, _)| class);
        let n = tally.n(code);
        (0 < n).then(|| (class, p.t(&format!("tell-state-{code}")).to_string(), n))
    };
    let phase = current.mailing.phase;
    let n_waiting = tally.n("waiting") + tally.n("sending");
    let later = current.next_at.filter(|at| now < *at);
    let state = match phase {
        Phase::Running if n_waiting == 0 => "over",
        Phase::Running if later.is_some() && tally.n("sending") == 0 => "later",
        phase => phase.code(),
    };
    let n_without = current.n_unreachable;
    MailingView {
        phase: phase.code(),
        state,
        tone: match state {
            "over" => "ok",
            "paused" | "later" => "warn",
            _ => "busy",
        },
        n_all,
        n_told: tally.n_told(),
        bar,
        counts: LetterState::CODES.into_iter().filter_map(count).collect(),
        words: words(p.lang, tally),
        approved: current.mailing.approval.as_ref().map(|approval| ground.by(p, &approval.approved)),
        next_at: later.map(|at| p.date_time(&at)),
        n_waiting,
        n_paper: (tally.n_for_paper() + tally.n("unusable")).saturating_sub(n_without),
        n_unreachable: n_without,
        n_open: tally.n_open(),
        until: now.to_string(),
    }
}

/// Says how far it is in one sentence.
fn words(lang: Lang, tally: &Tally) -> String {
    TEXTS.say(lang, "tell-told-of").with("n", tally.n_told()).with("all", tally.n_all()).to_string()
}

fn named(p: &Page, one: &Person) -> Named {
    let why = match &one.state {
        LetterState::Unusable { why } => p.t(&format!("tell-bad-{why}")).to_string(),
        LetterState::Refused { status: Some(status), .. } => {
            p.t("tell-why-refused").with("status", u64::from(*status)).to_string()
        }
        LetterState::Bounced { status, .. } => {
            p.t("tell-why-bounced").with("status", visible_name(status)).to_string()
        }
        LetterState::Refused { status: None, .. } => p.t("tell-why-not-taken").to_string(),
        LetterState::Paper => p.t("tell-why-paper").to_string(),
        LetterState::Told { at, way, .. } => {
            p.t(&format!("tell-by-{}", way.code())).with("at", p.date_time(at)).to_string()
        }
        _ => String::new(),
    };
    let fields = one.bad.iter().flat_map(|bad| bad.fields.iter().map(|field| field.as_str().to_owned()));
    let person = one.person.iter().flat_map(|person| {
        let mail = person.mail.as_ref().map(|mail| mail.as_str().to_owned());
        [Some(person.name.as_str().to_owned()), mail].into_iter().flatten()
    });
    let pieces: Vec<String> = person.chain(fields).filter(|piece| !piece.is_empty()).collect();
    Named { letter: one.letter, who: visible(&pieces.join(", ")).into_owned(), line: one.line, why }
}

fn take_fields(p: &Page, typed: &Typed, has_list: bool) -> Vec<Field> {
    if !has_list {
        return vec![];
    }
    let choices = ["vervangen", "toevoegen"].map(|value| {
        let label = p.t(&format!("tell-hoe-{value}")).to_string();
        (value.to_owned(), label)
    });
    vec![field(p, typed, "hoe", Input::one(typed.or("hoe", "vervangen"), choices))]
}

fn give_up(p: &Page, typed: &Typed) -> Field {
    let value = typed.or("waarom-niet", "").to_owned();
    let rows = u8::try_from(MIN_REASON_CHARS.min(3)).unwrap_or(3);
    field(p, typed, "waarom-niet", Input::Area { value, rows })
}

/// The fields of who was told by a person: whom, how, when.
fn tell_fields(p: &Page, typed: &Typed, (sought, zone): (&[Person], &TimeZone)) -> Vec<Field> {
    let may_be_told = |one: &&Person| one.state.told(Way::Telephone, Timestamp::UNIX_EPOCH).is_ok();
    let shown = sought.iter().take(MAX_FOUND);
    let n_told = shown.clone().filter(|one| !may_be_told(one)).count();
    let mut notes = vec![];
    if MAX_FOUND < sought.len() {
        notes.push(p.t("tell-found-more").with("n", MAX_FOUND).to_string());
    }
    if 0 < n_told {
        notes.push(p.t("tell-found-told").with("n", n_told).to_string());
    }
    let open: Vec<&Person> = shown.filter(may_be_told).collect();
    // Who alone fits is meant.
    let chosen = match &*open {
        [only] => only.letter.to_string(),
        _ => typed.get("wie").to_owned(),
    };
    let choices = open.iter().map(|one| {
        let stands = p.t(&format!("tell-state-{}", one.state.code())).to_string();
        (one.letter.to_string(), format!("{} · {stands}", named(p, one).who))
    });
    let who = field(p, typed, "wie", Input::one(&chosen, choices));
    let ways = Way::ALL.map(|way| {
        let label = p.t(&format!("tell-way-{}", way.code())).to_string();
        (way.code().to_owned(), label)
    });
    let when = local::field(p, typed, "verteld", (None, zone));
    vec![
        who.with_note((!notes.is_empty()).then(|| notes.join(" "))),
        field(p, typed, "manier", Input::one(typed.get("manier"), ways)),
        Field { label: p.t("tell-field-verteld").to_string(), ..when },
    ]
}

/// Makes a field with the texts of this area.
pub(super) fn field(p: &Page, typed: &Typed, name: &str, input: Input) -> Field {
    let id = format!("tell-field-{name}");
    let help = format!("{id}.help");
    let help = TEXTS.has(p.lang, &help).then(|| p.t(&help).to_string());
    Field { label: p.t(&id).to_string(), help, ..Field::plain(typed, name, input) }
}

fn earlier(p: &Page, one: &Current) -> String {
    let saying = p.t("tell-earlier").with("n", one.tally.n_told()).with("all", one.tally.n_all());
    saying.with("at", p.date_time(&one.mailing.changed.at)).to_string()
}

fn notice_line(p: &Page, one: &telling::Notice) -> (u32, String) {
    let words = match &one.telling.told {
        Some((done, _)) => p.t("tell-notice-closed").with("at", p.date_time(&done.at)),
        None => p.t("tell-notice-open").with("at", p.date_time(&one.telling.made.at)),
    };
    (one.telling.n, words.with("n", one.places.len()).to_string())
}

/// Returns the names of those who may approve what these people made.
fn others(ground: &Ground, made_by: [&Option<zegel_model::PersonId>; 2]) -> String {
    let is_other = |id: &&zegel_model::PersonId| !made_by.into_iter().flatten().any(|by| by == *id);
    let others = ground.approvers.iter().filter(is_other);
    others.map(|one| ground.name(one)).collect::<Vec<_>>().join(", ")
}

/// How far the letters are, for the script of the page.
#[derive(Debug, Serialize)]
pub struct Standing {
    /// `sending` while letters go out.
    state: &'static str,
    n_made: u64,
    n_parts: u64,
    words: String,
}

/// Says how far the letters are.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn standing(
    State(app): State<App>,
    lang: Lang,
    who: SignedOn,
    Path(id): Path<BreachId>,
) -> Result<Json<Standing>, Problem> {
    let found = app.with_desk(&who.person.id, move |desk| telling::progress(desk, id)).await?;
    let Some(Progress { phase, tally, next_at }) = found else { return Err(Problem::not_found()) };
    let is_due = next_at.is_some_and(|at| at <= app.now()) || 0 < tally.n("sending");
    let state = if phase == Phase::Running && is_due { "sending" } else { "idle" };
    let (n_made, n_parts) = (tally.n_told(), tally.n_all());
    Ok(Json(Standing { state, n_made, n_parts, words: words(lang, &tally) }))
}
