//! Judging: what the assessment says and why, and the decisions of people about the authority and the people concerned.
//!
//! The assessment never decides. A decision that differs from it needs reasons; one not to notify or not to tell needs a
//! second person and a day to look again, and the page tells both what waits for whom.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Form as Sent;
use jiff::civil::Date;
use zegel_archive::breach::{
    Assessment, AuthorityChoice, AuthorityOutcome, Decision, Effect, SubjectsChoice, SubjectsOutcome,
    TellingException, Waiting,
};
use zegel_archive::{breaches, visible};
use zegel_model::{Act, BreachId, Done, PersonId};

use super::field::{Field, Input};
use super::{Fields, Form, Ground, Top, Typed, done, label, local};
use crate::pages::intake::{Told, notice};
use crate::{App, Page, Problem, SignedOn, html, page};

/// The choices about the authority, as they stand in the form.
const AUTHORITY: [&str; 2] = ["melden", "niet-melden"];
/// The choices about the people.
const SUBJECTS: [&str; 5] = ["informeren", "niet-nodig", "onleesbaar", "maatregelen", "onevenredig"];

#[derive(Template)]
#[template(path = "breaches/judge.html")]
struct JudgePage {
    p: Page,
    top: Top,
    outcome: Option<Outcome>,
    authority: Part,
    subjects: Part,
    order: Option<Form>,
    /// What the authority ordered: words, and who recorded it.
    ordered: Option<(String, String, String)>,
    is_controller: bool,
    errors: Vec<(String, String)>,
    notice: Option<String>,
}

/// A decision: where it stands, and the form for the next one.
struct Part {
    standing: Option<Standing>,
    form: Option<Form>,
}

/// What the assessment says.
struct Outcome {
    level: String,
    tone: &'static str,
    authority: String,
    subjects: String,
    is_provisional: bool,
    /// The sentence, and what it did: `raises`, `lowers` or nothing.
    reasons: Vec<(String, &'static str)>,
    changes: Vec<String>,
    /// The question, its section, and whether it could change the outcome.
    unknown: Vec<(String, String, bool)>,
    enisa: String,
    enisa_lines: Vec<String>,
}

/// Where a decision stands.
pub(super) struct Standing {
    pub(super) what: &'static str,
    pub(super) tag: String,
    pub(super) tone: &'static str,
    pub(super) choice: String,
    pub(super) reasons: String,
    /// Who did what with it, one line each.
    pub(super) lines: Vec<String>,
    /// For whom it waits, where whoever looks may not approve it.
    pub(super) waits: Option<String>,
    pub(super) approve: Option<Form>,
    pub(super) refuse: Option<Form>,
}

/// Shows the assessment and the decisions.
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
    let at = p.clone();
    let (ground, outcome) = app
        .with_desk(&who.person.id, move |desk| {
            let ground = Ground::look(desk, id, at.lang)?;
            let breach = ground.breach();
            let outcome = match breach.answers.0.is_empty() {
                true => None,
                false => Some(Outcome::of(&at, &ground, &breaches::assessment(desk.archive, breach)?)),
            };
            Ok::<_, zegel_archive::Error>((ground, outcome))
        })
        .await?;
    let top = Top::new(&p, &ground, Some("breaches-judge"), &typed);
    let breach = ground.breach();
    let me = &who.person.id;
    let may_act = top.read_only.is_none() && breach.clock.is_some();
    let authority = Part {
        standing: breach.authority.as_ref().map(|decision| {
            standing(&p, &ground, (Waiting::Authority, me), decision, |choice| {
                authority_code(choice).to_owned()
            })
        }),
        form: (may_act && Waiting::Authority.proposed_by(breach).is_none())
            .then(|| decision_form(&p, &ground, &typed, ("toezichthouder", &AUTHORITY))),
    };
    let subjects = Part {
        standing: breach.subjects.as_ref().map(|decision| {
            standing(&p, &ground, (Waiting::Subjects, me), decision, |choice| {
                subjects_code(choice).to_owned()
            })
        }),
        form: (may_act && Waiting::Subjects.proposed_by(breach).is_none())
            .then(|| decision_form(&p, &ground, &typed, ("betrokkenen", &SUBJECTS))),
    };
    let ordered = breach.order.as_ref().map(|order| {
        let id = if order.is_to_tell { "breaches-order-tell" } else { "breaches-order-met" };
        let words = visible(order.reference.as_str()).into_owned();
        (p.t(id).to_string(), words, ground.by(&p, &order.recorded))
    });
    let order = (top.read_only.is_none()).then(|| Form {
        action: format!("/datalekken/{id}/bevel"),
        version: ground.known.version,
        fields: vec![
            Field::one(&p, &typed, ("bevel", "informeren"), &["informeren", "niet-nodig"]),
            local::field(&p, &typed, "bevel-op", (None, &app.settings.zone)),
            Field::area(&p, &typed, ("bevel-kenmerk", ""), 3),
        ],
        button: p.t("breaches-order-save").to_string(),
        weight: "secondary",
    });
    let is_controller = breach.side == zegel_archive::breach::Side::Controller;
    let status = page::status_of(!typed.is_fine());
    let errors = typed.errors.clone();
    let body = html(&JudgePage {
        top,
        outcome,
        authority,
        subjects,
        order,
        ordered,
        is_controller,
        errors,
        notice,
        p,
    })?;
    Ok((status, body).into_response())
}

fn decision_form(p: &Page, ground: &Ground, typed: &Typed, (about, choices): (&str, &[&str])) -> Form {
    let name = |field: &str| format!("{about}-{field}");
    let mut fields = vec![
        Field::one(p, typed, (&name("keuze"), ""), choices),
        Field::area(p, typed, (&name("reden"), ""), 4),
        Field::day(p, typed, (&name("opnieuw"), "")),
    ];
    if let Some(again) = fields.last_mut() {
        let milder = choices.iter().skip(1).copied().collect::<Vec<_>>().join(" ");
        again.shown_if = format!("{}={milder}", name("keuze"));
    }
    Form {
        action: format!("/datalekken/{}/besluit/{about}#{about}", ground.known.id),
        version: ground.known.version,
        fields,
        button: p.t("breaches-decide").to_string(),
        weight: "primary",
    }
}

fn authority_code(choice: AuthorityChoice) -> &'static str {
    match choice {
        AuthorityChoice::Notify => "melden",
        AuthorityChoice::NotNotify => "niet-melden",
    }
}

fn subjects_code(choice: SubjectsChoice) -> &'static str {
    match choice {
        SubjectsChoice::Communicate => "informeren",
        SubjectsChoice::NotRequired => "niet-nodig",
        SubjectsChoice::Exception { exception: TellingException::Unintelligible } => "onleesbaar",
        SubjectsChoice::Exception { exception: TellingException::LaterMeasures } => "maatregelen",
        SubjectsChoice::Exception { exception: TellingException::Disproportionate } => "onevenredig",
    }
}

fn subjects_choice(code: &str) -> Option<SubjectsChoice> {
    let exception = |exception| Some(SubjectsChoice::Exception { exception });
    match code {
        "informeren" => Some(SubjectsChoice::Communicate),
        "niet-nodig" => Some(SubjectsChoice::NotRequired),
        "onleesbaar" => exception(TellingException::Unintelligible),
        "maatregelen" => exception(TellingException::LaterMeasures),
        "onevenredig" => exception(TellingException::Disproportionate),
        _ => None,
    }
}

/// Says where a decision stands, and what whoever looks may do about it.
pub(super) fn standing<T: Copy>(
    p: &Page,
    ground: &Ground,
    (what, me): (Waiting, &PersonId),
    decision: &Decision<T>,
    code: impl Fn(T) -> String,
) -> Standing {
    let decided = decision.decided();
    let by = |id: &str, done: &Done| {
        p.t(id).with("who", ground.name(&done.by)).with("at", p.date_time(&done.at)).to_string()
    };
    let (tag, tone, mut lines) = match decision {
        Decision::Proposed { proposed, .. } => ("waits", "warn", vec![by("breaches-proposed-by", proposed)]),
        Decision::InForce { proposed, approved: None, .. } => {
            ("in-force", "ok", vec![by("breaches-decided-by", proposed)])
        }
        Decision::InForce { proposed, approved: Some(approved), .. } => {
            let lines = vec![by("breaches-proposed-by", proposed), by("breaches-approved-by", approved)];
            ("in-force", "ok", lines)
        }
        Decision::Refused { proposed, refused, why, .. } => {
            let why = p.t("breaches-refused-why").with("why", visible(why.as_str()).into_owned()).to_string();
            (
                "refused",
                "bad",
                vec![by("breaches-proposed-by", proposed), by("breaches-refused-by", refused), why],
            )
        }
        Decision::Reopened { proposed, at, .. } => {
            let again = p.t("breaches-reopened-at").with("at", p.date_time(at)).to_string();
            ("again", "bad", vec![by("breaches-decided-by", proposed), again])
        }
    };
    lines.extend(
        decided.look_again.map(|day| p.t("breaches-look-again-on").with("day", p.date(&day)).to_string()),
    );
    let proposer = decision.waiting().map(|(_, proposed)| proposed.by.clone());
    let may = p.may(Act::ApproveBreach);
    let is_own = proposer.as_ref() == Some(me);
    let form = |path: &str, fields: Vec<Field>, button: &str, weight: &'static str| Form {
        action: format!("/datalekken/{}/besluit/{}/{path}", ground.known.id, what.code()),
        version: ground.known.version,
        fields,
        button: p.t(button).to_string(),
        weight,
    };
    let refuse = |name: &str| Field::area(p, &Typed::default(), (name, ""), 2);
    let refuse_button = if is_own { "breaches-take-back" } else { "breaches-refuse" };
    Standing {
        what: what.code(),
        tag: p.t(&format!("breaches-tag-{tag}")).to_string(),
        tone,
        choice: p.t(&format!("breaches-choice-{}", code(decided.choice))).to_string(),
        reasons: visible(decided.reasons.as_str()).into_owned(),
        lines,
        waits: proposer.as_ref().filter(|_| is_own || !may).map(|one| {
            let id = if is_own { "breaches-waits-own" } else { "breaches-waits-for" };
            p.t(id).with("who", ground.others(one)).to_string()
        }),
        approve: (proposer.is_some() && may && !is_own)
            .then(|| form("goedkeuren", vec![], "breaches-approve", "primary")),
        refuse: (proposer.is_some() && may).then(|| {
            form("weigeren", vec![refuse(&format!("{}-weigering", what.code()))], refuse_button, "secondary")
        }),
    }
}

impl Outcome {
    fn of(p: &Page, ground: &Ground, assessment: &Assessment) -> Self {
        let level = assessment.level.code();
        let authority = match assessment.authority {
            AuthorityOutcome::Notify => "breaches-outcome-notify",
            AuthorityOutcome::NotRequired => "breaches-outcome-not-notify",
        };
        let subjects = match assessment.subjects {
            SubjectsOutcome::Communicate => "breaches-outcome-tell",
            SubjectsOutcome::NotRequired => "breaches-outcome-not-tell",
            SubjectsOutcome::Exception => "breaches-outcome-exception",
        };
        let effect = |effect| match effect {
            Effect::Raises => "raises",
            Effect::Lowers => "lowers",
            Effect::Decides => "",
        };
        let section = |code: &str| {
            let question = ground.questions().and_then(|list| list.question(code));
            question.map(|question| question.section.clone()).unwrap_or_default()
        };
        let enisa = &assessment.enisa;
        Self {
            level: p.t(&format!("breaches-level-{level}")).to_string(),
            tone: match level {
                "unlikely" => "clock--done",
                "risk" => "clock--soon",
                _ => "clock--late",
            },
            authority: p.t(authority).to_string(),
            subjects: p.t(subjects).to_string(),
            is_provisional: assessment.is_provisional,
            reasons: assessment.reasons.iter().map(|one| (label(p, &one.text), effect(one.effect))).collect(),
            changes: assessment.would_change.iter().map(|one| label(p, &one.text)).collect(),
            unknown: assessment
                .unknown
                .iter()
                .map(|one| (label(p, &one.text), section(&one.question), one.could_change))
                .collect(),
            enisa: p
                .t("breaches-enisa-score")
                .with("score", decimal(p, &enisa.se.to_string()))
                .with("band", p.t(&format!("breaches-enisa-{}", enisa.band.code())).to_string())
                .to_string(),
            enisa_lines: enisa.categories.iter().map(|one| decimal(p, &one.arithmetic)).collect(),
        }
    }
}

/// Writes the point of a decimal number as the language of the page does.
fn decimal(p: &Page, number: &str) -> String {
    if p.lang == crate::Lang::En { number.to_owned() } else { number.replace('.', ",") }
}

/// Reads the reasons and the day to look again; a day that is none is put at the form.
fn grounds(p: &Page, typed: &mut Typed, about: &str) -> (zegel_model::Content, Option<Date>) {
    let field = format!("{about}-opnieuw");
    let day = typed.get(&field).to_owned();
    let day = match day.as_str() {
        "" => None,
        text => {
            let day = text.parse().ok();
            if day.is_none() {
                typed.fail(&field, p.t("breaches-day-form"));
            }
            day
        }
    };
    (typed.content(&format!("{about}-reden")), day)
}

/// Returns at which field of a decision a refusal belongs.
fn field_of(about: &str, code: &str) -> String {
    match code {
        "reasons-missing" => format!("{about}-reden"),
        "look-again-missing" => format!("{about}-opnieuw"),
        _ => String::new(),
    }
}

/// Decides whether the authority is notified.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn authority(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let mut typed = Typed::new(fields);
    let choice = match typed.get("toezichthouder-keuze") {
        "melden" => Some(AuthorityChoice::Notify),
        "niet-melden" => Some(AuthorityChoice::NotNotify),
        _ => None,
    };
    if choice.is_none() {
        typed.fail("toezichthouder-keuze", p.t("breaches-decide-choose"));
    }
    let grounds = grounds(&p, &mut typed, "toezichthouder");
    let seen = typed.seen();
    let (Some(choice), true) = (choice, typed.is_fine()) else {
        return page(&app, p, &who, id, (typed, None)).await;
    };
    let decided = app
        .with_desk(&who.person.id, move |desk| breaches::decide_authority(desk, (id, seen), choice, grounds))
        .await;
    after(&app, p, &who, id, (typed, "toezichthouder", decided.map(drop))).await
}

/// Decides whether people are told.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn subjects(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let mut typed = Typed::new(fields);
    let choice = subjects_choice(typed.get("betrokkenen-keuze"));
    if choice.is_none() {
        typed.fail("betrokkenen-keuze", p.t("breaches-decide-choose"));
    }
    let grounds = grounds(&p, &mut typed, "betrokkenen");
    let seen = typed.seen();
    let (Some(choice), true) = (choice, typed.is_fine()) else {
        return page(&app, p, &who, id, (typed, None)).await;
    };
    let decided = app
        .with_desk(&who.person.id, move |desk| breaches::decide_subjects(desk, (id, seen), choice, grounds))
        .await;
    after(&app, p, &who, id, (typed, "betrokkenen", decided.map(drop))).await
}

async fn after(
    app: &App,
    p: Page,
    who: &SignedOn,
    id: BreachId,
    (typed, about, decided): (Typed, &str, Result<(), Problem>),
) -> Result<Response, Problem> {
    match decided {
        Ok(()) => Ok(done(id, "/beoordelen", "decided")),
        Err(problem) => {
            let typed = typed.refused_at(&p, &field_of(about, &problem.code), problem)?;
            page(app, p, who, id, (typed, None)).await
        }
    }
}

/// Where somebody goes on after a second person decided.
fn after_second(what: Waiting) -> &'static str {
    match what {
        Waiting::Closing => "",
        Waiting::Authority | Waiting::Subjects => "/beoordelen",
    }
}

/// Approves what waits, as the second person.
///
/// # Errors
/// Faults of the archive; `four-eyes`.
pub async fn approve(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path((id, what)): Path<(BreachId, String)>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let what = Waiting::of_code(&what).ok_or_else(Problem::not_found)?;
    let typed = Typed::new(fields);
    let seen = typed.seen();
    match app.with_desk(&who.person.id, move |desk| breaches::approve(desk, (id, seen), what)).await {
        Ok(_) => Ok(done(id, after_second(what), "approved")),
        Err(problem) => {
            let typed = Typed { fields: None, ..typed.refused(&p, problem)? };
            page(&app, p, &who, id, (typed, None)).await
        }
    }
}

/// Refuses what waits with a reason, or takes one's own proposal back.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn refuse(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path((id, what)): Path<(BreachId, String)>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let what = Waiting::of_code(&what).ok_or_else(Problem::not_found)?;
    let mut typed = Typed::new(fields);
    let field = format!("{}-weigering", what.code());
    let (seen, why) = (typed.seen(), typed.content(&field));
    if why.is_empty() {
        typed.fail(&field, p.t("breaches-refuse-why-missing"));
        return page(&app, p, &who, id, (typed, None)).await;
    }
    match app.with_desk(&who.person.id, move |desk| breaches::refuse(desk, (id, seen), what, why)).await {
        Ok(_) => Ok(done(id, after_second(what), "refused")),
        Err(problem) => {
            let typed = typed.refused(&p, problem)?;
            page(&app, p, &who, id, (typed, None)).await
        }
    }
}

/// Records an order or a decision of the authority about telling people.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn order(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let mut typed = Typed::new(fields);
    let zone = app.settings.zone.clone();
    if typed.get("bevel-kenmerk").is_empty() {
        typed.fail("bevel-kenmerk", p.t("breaches-order-missing"));
    }
    let at = local::need(&p, &mut typed, "bevel-op", &zone);
    let (Some(at), true) = (at, typed.is_fine()) else {
        return page(&app, p, &who, id, (typed, None)).await;
    };
    let is_to_tell = typed.get("bevel") != "niet-nodig";
    let (seen, words) = (typed.seen(), typed.content("bevel-kenmerk"));
    let ordered =
        app.with_desk(&who.person.id, move |desk| breaches::order(desk, (id, seen), is_to_tell, (at, words)));
    match ordered.await {
        Ok(_) => Ok(done(id, "/beoordelen", "ordered")),
        Err(problem) => {
            let field = if problem.code.starts_with("moment-") { "bevel-op" } else { "" };
            let typed = typed.refused_at(&p, field, problem)?;
            page(&app, p, &who, id, (typed, None)).await
        }
    }
}
