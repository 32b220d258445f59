//! One count of the scope of a breach: could be read beside was read or released, its proof, what changed since an earlier one, and
//! the numbers on their way into the answers.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Form as Sent;
use zegel_archive::breach::Answer;
use zegel_archive::breaches;
use zegel_archive::scope::{self, Figures, OfBreach, Since};
use zegel_model::{Act, BreachId};

use super::field::{Choice, Field, Input};
use super::show::answer_text;
use super::{Fields, Form, Ground, Top, Typed, done};
use crate::counting::{self, Waited};
use crate::pages::intake::{Told, notice};
use crate::texts::TEXTS;
use crate::{App, Page, Problem, SignedOn, html, page, problem};

/// How wide a bar is at most.
const BAR_WIDTH: u64 = 600;
/// The questions that a count answers.
const ANSWERED: [&str; 2] = ["people-number", "records-number"];

#[derive(Template)]
#[template(path = "breaches/counted.html")]
struct CountedPage {
    p: Page,
    top: Top,
    n: u32,
    query: String,
    counted: String,
    /// Messages: could be read, was read or released.
    messages: [u64; 2],
    bars: Vec<Bars>,
    tables: Vec<Table>,
    period: Option<(String, String)>,
    ways: Vec<(String, String)>,
    sealing: Vec<(String, String)>,
    notes: Vec<String>,
    proof: Vec<(String, String)>,
    since: Option<SinceView>,
    take_over: Option<Form>,
    again: Option<Form>,
    errors: Vec<(String, String)>,
    notice: Option<String>,
}

/// Two bars beneath each other.
struct Bars {
    name: String,
    n: [u64; 2],
    width: [u64; 2],
}

/// A table of figures: its id, its title, what is said of it, and per row both numbers.
struct Table {
    id: &'static str,
    title: String,
    help: Option<String>,
    rows: Vec<(String, String, String)>,
}

/// What changed since an earlier count.
struct SinceView {
    n: u32,
    at: String,
    is_same: bool,
    /// Name, before, now.
    rows: Vec<(String, String, String)>,
    why: Vec<(String, String)>,
}

/// Shows a count.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path((id, n)): Path<(BreachId, u32)>,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let notice = notice(&p, "breaches", &told);
    page(&app, p, &who, (id, n), (Typed::default(), notice)).await
}

async fn page(
    app: &App,
    p: Page,
    who: &SignedOn,
    (id, n): (BreachId, u32),
    (typed, notice): (Typed, Option<String>),
) -> Result<Response, Problem> {
    let ground = Ground::load(app, &p, who, id).await?;
    let kept = OfBreach::of(ground.breach(), n).ok_or_else(Problem::not_found)?;
    let mut top = Top::new(&p, &ground, Some("scope-title"), &typed);
    top.page = Some(p.t("scope-name").with("n", n).to_string());
    let counted = usize::try_from(n).ok().and_then(|n| ground.breach().counts.get(n.checked_sub(1)?));
    let may_act = top.read_only.is_none();
    let form = |path: &str, fields, button: &str, weight| Form {
        action: format!("/datalekken/{id}/omvang/{n}{path}"),
        version: ground.known.version,
        fields,
        button: p.t(button).to_string(),
        weight,
    };
    let take_over = may_act.then(|| {
        form("/overnemen#overnemen", choices(&p, &ground, &typed, &kept), "scope-take-over", "primary")
    });
    let again =
        (may_act && p.may(Act::CountScope)).then(|| form("/opnieuw", vec![], "scope-again", "secondary"));
    let status = page::status_of(!typed.is_fine());
    let body = html(&CountedPage {
        n,
        query: super::scope::question(&p, &kept.query),
        counted: counted.map(|count| ground.by(&p, &count.counted)).unwrap_or_default(),
        messages: messages(&kept),
        bars: bars(&p, &kept),
        tables: tables(&p, &kept),
        period: period(&p, &kept.could),
        ways: ways(&p, &kept),
        sealing: sealing(&p, &kept),
        notes: kept.notes.iter().map(|note| p.t(&format!("scope-note-{}", code(note))).to_string()).collect(),
        proof: proof(&p, &kept),
        since: kept.since.as_ref().map(|since| since_view(&p, since)),
        take_over,
        again,
        errors: typed.errors.clone(),
        notice,
        top,
        p,
    })?;
    Ok((status, body).into_response())
}

/// The stable code of what serialises as one.
fn code(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

fn people(figures: &Figures) -> u64 {
    figures.n_staff + figures.n_external
}

/// The messages of either side: also of what existed then and is gone, for that leaked as well.
pub(super) fn messages(kept: &OfBreach) -> [u64; 2] {
    let gone = kept.gone;
    [kept.could.n_messages + gone.n_messages_could, kept.was.n_messages + gone.n_messages_was]
}

fn bars(p: &Page, kept: &OfBreach) -> Vec<Bars> {
    let of = [
        ("messages", messages(kept)),
        ("attachments", [kept.could.n_attachments, kept.was.n_attachments]),
        ("people", [people(&kept.could), people(&kept.was)]),
    ];
    let bars = of.map(|(name, n)| {
        let most = n[0].max(n[1]).max(1);
        // What is not nothing is seen as something.
        let width = n.map(|n| (n * BAR_WIDTH / most).max(if n == 0 { 0 } else { 3 }));
        Bars { name: p.t(&format!("scope-{name}")).to_string(), n, width }
    });
    bars.into()
}

fn tables(p: &Page, kept: &OfBreach) -> Vec<Table> {
    let (could, was) = (&kept.could, &kept.was);
    let row = |name: String, n: (u64, u64)| (name, p.number(n.0), p.number(n.1));
    let figure = |id: &str, of: fn(&Figures) -> u64| {
        row(p.t(&format!("scope-{id}")).to_string(), (of(could), of(was)))
    };
    let table = |id, help: Option<&str>, rows| Table {
        id,
        title: p.t(&format!("scope-table-{id}")).to_string(),
        help: help.map(|help| p.t(help).to_string()),
        rows,
    };
    let what = vec![
        figure("records", |one| one.n_records),
        figure("captures", |one| one.n_captures),
        figure("dossiers", |one| one.n_dossiers),
        figure("messages", |one| one.n_messages),
        figure("attachments", |one| one.n_attachments),
    ];
    let who = vec![
        figure("staff", |one| one.n_staff),
        figure("external", |one| one.n_external),
        figure("all-people", people),
    ];
    let marked = vec![
        figure("ordinary", |one| one.categories.ordinary),
        figure("special", |one| one.categories.marked.special),
        figure("criminal", |one| one.categories.marked.criminal),
    ];
    let codes: BTreeSet<&String> =
        could.categories.suggested.keys().chain(was.categories.suggested.keys()).collect();
    let of = |map: &BTreeMap<String, u64>, code: &String| map.get(code).copied().unwrap_or(0);
    let mut suggested: Vec<_> = codes
        .into_iter()
        .map(|code| {
            let n = (of(&could.categories.suggested, code), of(&was.categories.suggested, code));
            row(named(p, "scope-detector", code), n)
        })
        .collect();
    suggested.push(figure("not-looked", |one| one.categories.n_not_looked_through));
    let codes: BTreeSet<&String> = could.countries.keys().chain(was.countries.keys()).collect();
    let mut countries: Vec<_> = codes
        .into_iter()
        .map(|code| {
            row(named(p, "scope-country", code), (of(&could.countries, code), of(&was.countries, code)))
        })
        .collect();
    countries.push(figure("country-unknown", |one| one.n_country_unknown));
    vec![
        table("what", None, what),
        table("who", Some("scope-table-who.help"), who),
        table("marked", Some("scope-table-marked.help"), marked),
        table("suggested", Some("scope-table-suggested.help"), suggested),
        table("countries", Some("scope-table-countries.help"), countries),
    ]
}

/// Returns the name of a code of which new ones may come: the code itself where there is no text.
fn named(p: &Page, area: &str, code: &str) -> String {
    let id = format!("{area}-{}", code.to_ascii_lowercase());
    if TEXTS.has(p.lang, &id) { p.t(&id).to_string() } else { code.to_owned() }
}

/// The first and the last day of the messages, as their senders' clocks had them.
fn period(p: &Page, figures: &Figures) -> Option<(String, String)> {
    let day = |text: &String| {
        let day: Option<jiff::civil::Date> = text.get(..10).and_then(|day| day.parse().ok());
        day.map_or_else(|| text.clone(), |day| p.date(&day))
    };
    Some((day(figures.first_at.as_ref()?), day(figures.last_at.as_ref()?)))
}

fn ways(p: &Page, kept: &OfBreach) -> Vec<(String, String)> {
    let line = |id: &str, n: u64| (p.t(&format!("scope-way-{id}")).to_string(), p.number(n));
    let mut ways = vec![
        line("read", kept.ways.n_read),
        line("found", kept.ways.n_found),
        line("released", kept.ways.n_released),
        line("readers", kept.n_readers),
    ];
    if 0 < kept.gone.n_could + kept.gone.n_was {
        ways.push(line("gone-could", kept.gone.n_messages_could));
        ways.push(line("gone-was", kept.gone.n_messages_was));
    }
    ways
}

fn sealing(p: &Page, kept: &OfBreach) -> Vec<(String, String)> {
    let sealing = &kept.sealing;
    let name = |id: &str| p.t(&format!("scope-seal-{id}")).to_string();
    vec![
        (
            name("cipher"),
            p.t("scope-seal-objects")
                .with("n", sealing.n_objects)
                .with("cipher", &sealing.cipher)
                .to_string(),
        ),
        (
            name("keys"),
            p.t("scope-seal-n-keys")
                .with("dossiers", sealing.n_dossier_keys)
                .with("captures", sealing.n_capture_keys)
                .to_string(),
        ),
        (name("key"), p.t(&format!("scope-key-{}", code(&sealing.key))).to_string()),
        (name("folder"), p.number(sealing.reveals.folder)),
        (name("rights"), p.number(sealing.reveals.rights)),
        (name("folder-and-key"), p.number(sealing.reveals.folder_and_key)),
    ]
}

fn proof(p: &Page, kept: &OfBreach) -> Vec<(String, String)> {
    let name = |id: &str| p.t(&format!("scope-proof-{id}")).to_string();
    vec![
        (name("query"), super::scope::question(p, &kept.query)),
        (name("at"), p.date_time(&kept.proof.at)),
        (name("entry"), p.number(kept.proof.entry)),
        (name("size"), p.number(kept.proof.size)),
        (name("root"), kept.proof.root.clone()),
        (name("sha256"), kept.proof.sha256.clone()),
    ]
}

fn since_view(p: &Page, since: &Since) -> SinceView {
    let names = ["could", "was"].map(|id| p.t(&format!("scope-{id}")).to_string());
    let pairs = [("messages", &since.messages), ("people", &since.people), ("holdings", &since.holdings)];
    let mut rows = vec![];
    for (id, changes) in pairs {
        let what = p.t(&format!("scope-{id}")).to_string();
        for (side, change) in names.iter().zip(changes).filter(|(_, change)| change.before != change.now) {
            rows.push((format!("{what}: {side}"), p.number(change.before), p.number(change.now)));
        }
    }
    let gone = since.n_messages_gone;
    if gone.before != gone.now {
        rows.push((p.t("scope-way-gone-could").to_string(), p.number(gone.before), p.number(gone.now)));
    }
    let why =
        since.why.iter().map(|(why, n)| (p.t(&format!("scope-why-{}", code(why))).to_string(), p.number(*n)));
    SinceView { n: since.n, at: p.date_time(&since.at), is_same: since.is_same, rows, why: why.collect() }
}

/// For each question that a count answers: the number of either side, or both as a range; nothing is chosen beforehand.
fn choices(p: &Page, ground: &Ground, typed: &Typed, kept: &OfBreach) -> Vec<Field> {
    let numbers = numbers(kept);
    ANSWERED
        .iter()
        .zip(numbers)
        .map(|(question, n)| {
            let choice = |value: &str, label: String| Choice {
                is_chosen: typed.get(question) == value,
                value: value.to_owned(),
                label,
                is_alone: false,
            };
            let mut choices = vec![
                choice("was", p.t("scope-choice-was").with("n", n[1]).to_string()),
                choice("could", p.t("scope-choice-could").with("n", n[0]).to_string()),
            ];
            if n[1] < n[0] {
                let range = p.t("scope-choice-range").with("min", n[1]).with("max", n[0]);
                choices.push(choice("range", range.to_string()));
            }
            choices.push(choice("", p.t("scope-choice-none").to_string()));
            let now = answer_text(p, ground, question);
            let note = now.map(|now| p.t("scope-answer-now").with("answer", now).to_string());
            Field {
                label: p.t(&format!("scope-answer-{question}")).to_string(),
                ..Field::plain(typed, question, Input::One { choices })
            }
            .with_note(note)
        })
        .collect()
}

/// Of each question that a count answers: could be read, was read or released.
fn numbers(kept: &OfBreach) -> [[u64; 2]; 2] {
    [[people(&kept.could), people(&kept.was)], messages(kept)]
}

/// Takes numbers over into the answers.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn take_over(
    (State(app), p): (State<App>, Page),
    who: SignedOn,
    Path((id, n)): Path<(BreachId, u32)>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let mut typed = Typed::new(fields);
    let seen = typed.seen();
    let ground = Ground::load(&app, &p, &who, id).await?;
    let kept = OfBreach::of(ground.breach(), n).ok_or_else(Problem::not_found)?;
    let (mut answers, mut counted) = (ground.breach().answers.clone(), ground.breach().counted.clone());
    let mut n_taken = 0;
    for (question, [could, was]) in ANSWERED.into_iter().zip(numbers(&kept)) {
        let answer = match typed.get(question) {
            "was" => Answer::Number(was),
            "could" => Answer::Number(could),
            "range" if was < could => Answer::Range { min: was, max: could },
            _ => continue,
        };
        answers.0.insert(question.to_owned(), answer);
        counted.insert(question.to_owned(), n);
        n_taken += 1;
    }
    if n_taken == 0 {
        typed.fail(ANSWERED[0], p.t("scope-take-nothing"));
        return page(&app, p, &who, (id, n), (typed, None)).await;
    }
    // What was answered is of the version that was read: the use case refuses when that is not the one the person saw.
    let seen_is_read = seen == breaches::Seen::Version(ground.known.version);
    if !seen_is_read {
        typed.is_outrun = true;
        return page(&app, p, &who, (id, n), (typed, None)).await;
    }
    let saved =
        app.with_desk(&who.person.id, move |desk| breaches::answer(desk, (id, seen), answers, counted));
    match saved.await {
        Ok(_) => Ok(done(id, &format!("/omvang/{n}"), "taken-over")),
        Err(problem) => {
            let typed = typed.refused(&p, problem)?;
            page(&app, p, &who, (id, n), (typed, None)).await
        }
    }
}

/// Counts the same question again.
///
/// # Errors
/// Faults of the archive; what does not fit is shown on the page.
pub async fn again(
    (State(app), p): (State<App>, Page),
    who: SignedOn,
    Path((id, n)): Path<(BreachId, u32)>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let counted =
        counting::count(&app, &who.person.id, id, move |desk| scope::count_again_for(desk, id, n)).await;
    match counted {
        Ok(Waited::Done(n)) => Ok(problem::see_other(&format!("/datalekken/{id}/omvang/{n}?gedaan=counted"))),
        Ok(Waited::GoesOn) => Ok(problem::see_other(&format!("/datalekken/{id}/omvang"))),
        Err(problem) => {
            let typed = Typed::new(fields).refused(&p, problem)?;
            page(&app, p, &who, (id, n), (typed, None)).await
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_what_the_format_writes() {
        assert_eq!(code(&scope::Note::WholeRecords), "whole-records");
        assert_eq!(code(&scope::KeyPlace::FileOutside), "file-outside");
        assert_eq!(code(&scope::Reason::CameSince), "came-since");
    }
}
