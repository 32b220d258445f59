//! The pages of the breach desk (requirements B1 to B3, B6): reporting, the register, one breach and all that is done about it.
//!
//! Every form carries the version that was seen. When somebody else was first, nothing is written: the page says who and
//! when, and keeps what was typed. What is said of a breach by its people is shown as text and never stands in an address.

pub mod closing;
pub mod controller;
pub mod counted;
pub mod details;
pub mod facts;
mod field;
mod filled;
pub mod judge;
pub mod list;
mod local;
pub mod measures;
pub mod moments;
pub mod notified;
pub mod notify;
pub mod printed;
pub mod register;
pub mod report;
pub mod scope;
pub mod show;
pub mod tell;
pub mod tell_acts;
pub mod tell_notice;
pub mod tell_words;
mod tracking;
pub mod versions;

use std::collections::BTreeMap;

use axum::response::Response;
use zegel_archive::breach::{Breach, Stage};
use zegel_archive::breaches::{self, Known, Seen};
use zegel_archive::{Desk, Error, visible_name};
use zegel_law::{Labels, QuestionList};
use zegel_model::{Act, BreachId, Content, Done, PersonId};

use self::field::Field;
use crate::texts::TEXTS;
use crate::{App, Lang, Page, Problem, SignedOn, problem};

/// The fields of a form, in order; a name may stand there several times.
type Fields = Vec<(String, String)>;

/// A form as it came back: what was typed, what does not fit, and whether somebody else was first.
#[derive(Debug, Clone, Default)]
struct Typed {
    fields: Option<Fields>,
    /// The field, and what is wrong with it; a field without a name stands for the whole form.
    errors: Vec<(String, String)>,
    /// Somebody made a newer version meanwhile.
    is_outrun: bool,
}

impl Typed {
    fn new(fields: Fields) -> Self {
        Self { fields: Some(fields), ..Self::default() }
    }

    /// Returns what was typed in a field, without the space around it.
    fn get<'t>(&'t self, name: &str) -> &'t str {
        let found = self.fields.iter().flatten().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// Returns everything that was sent under a name.
    fn all<'t>(&'t self, name: &'t str) -> impl Iterator<Item = &'t str> {
        let fields = self.fields.iter().flatten();
        fields.filter(move |(key, _)| key == name).map(|(_, value)| value.trim())
    }

    fn content(&self, name: &str) -> Content {
        // A browser sends every line end as CR LF (HTML, form submission); one breach has one kind.
        Content::from(self.get(name).replace("\r\n", "\n"))
    }

    /// Returns what was typed, or what stood there when nothing was sent yet.
    fn or<'t>(&'t self, name: &'t str, current: &'t str) -> &'t str {
        if self.was_sent() { self.get(name) } else { current }
    }

    fn was_sent(&self) -> bool {
        self.fields.is_some()
    }

    /// Returns the version on which the person acted; a form without one acted on none.
    fn seen(&self) -> Seen {
        Seen::Version(self.get("versie").parse().unwrap_or(0))
    }

    fn fail(&mut self, field: &str, text: impl ToString) {
        self.errors.push((field.to_owned(), text.to_string()));
    }

    fn is_fine(&self) -> bool {
        self.errors.is_empty() && !self.is_outrun
    }

    /// Puts a refusal at the form. What is no refusal of a form goes on as the problem that it is.
    ///
    /// # Errors
    /// The problem, when no text of a form says what to do about it.
    fn refused(self, p: &Page, problem: Problem) -> Result<Self, Problem> {
        self.refused_at(p, "", problem)
    }

    /// Puts a refusal at a field of the form.
    ///
    /// # Errors
    /// As [`Typed::refused`].
    fn refused_at(mut self, p: &Page, field: &str, problem: Problem) -> Result<Self, Problem> {
        let id = format!("breaches-error-{}", problem.code);
        if problem.code == "changed-meanwhile" {
            self.is_outrun = true;
        } else if TEXTS.has(p.lang, &id) {
            self.fail(field, p.t(&id));
        } else {
            return Err(problem);
        }
        Ok(self)
    }
}

/// Sends the browser on after an act, with a code that says what was done.
fn done(id: BreachId, page: &str, what: &str) -> Response {
    problem::see_other(&format!("/datalekken/{id}{page}?gedaan={what}"))
}

/// A breach as each of its pages needs it.
struct Ground {
    known: Known,
    names: BTreeMap<PersonId, String>,
    questions: Option<QuestionList>,
    /// The name of the authority, in the language of the page.
    authority: Option<String>,
    /// The people who may approve, by short name.
    approvers: Vec<PersonId>,
}

impl Ground {
    fn look(desk: &Desk<'_>, id: BreachId, lang: Lang) -> Result<Self, Error> {
        let known = breaches::get(desk, id)?;
        let people = zegel_archive::people::list(desk)?;
        let on = breaches::day_of_law(&known.breach);
        let law = desk.archive.law();
        let rule = law.breach_rule(&known.breach.regime, on).ok();
        let authority = rule.and_then(|rule| rule.authority(known.breach.place));
        let authority = authority.map(|authority| authority.labels.get(tongue(lang)).to_owned());
        let may = |one: &&zegel_model::Person| zegel_model::authorise(one, Act::ApproveBreach).is_ok();
        Ok(Self {
            approvers: people.iter().filter(may).map(|one| one.id.clone()).collect(),
            names: people.iter().map(|one| (one.id.clone(), visible_name(one.name.as_str()))).collect(),
            questions: law.breach_questions(on).cloned(),
            authority,
            known,
        })
    }

    async fn load(app: &App, p: &Page, who: &SignedOn, id: BreachId) -> Result<Self, Problem> {
        let lang = p.lang;
        app.with_desk(&who.person.id, move |desk| Self::look(desk, id, lang)).await
    }

    fn breach(&self) -> &Breach {
        &self.known.breach
    }

    /// Returns the name of a person; somebody who left keeps their short name.
    fn name(&self, id: &PersonId) -> String {
        self.names.get(id).cloned().unwrap_or_else(|| id.to_string())
    }

    /// Says who did something, and when.
    fn by(&self, p: &Page, done: &Done) -> String {
        let saying = p.t("breaches-by").with("who", self.name(&done.by));
        saying.with("at", p.date_time(&done.at)).to_string()
    }

    /// Returns the names of those who may approve what this person proposed.
    fn others(&self, proposer: &PersonId) -> String {
        let others = self.approvers.iter().filter(|one| *one != proposer);
        others.map(|one| self.name(one)).collect::<Vec<_>>().join(", ")
    }

    fn questions(&self) -> Option<&QuestionList> {
        self.questions.as_ref()
    }
}

fn tongue(lang: Lang) -> zegel_law::Language {
    match lang {
        Lang::Nl => zegel_law::Language::Nl,
        Lang::En => zegel_law::Language::En,
        Lang::Fr => zegel_law::Language::Fr,
    }
}

fn label(p: &Page, labels: &Labels) -> String {
    labels.get(tongue(p.lang)).to_owned()
}

/// The head of every page of a breach.
struct Top {
    id: BreachId,
    number: String,
    title: String,
    version: u64,
    stage: String,
    tone: &'static str,
    handler: Option<String>,
    /// The page below the breach, where it is one.
    page: Option<String>,
    /// Somebody else made the newest version while a form was filled in: who, and when.
    outrun: Option<String>,
    /// Why nothing can be changed here, where nothing can.
    read_only: Option<String>,
}

impl Top {
    fn new(p: &Page, ground: &Ground, page: Option<&str>, typed: &Typed) -> Self {
        let breach = ground.breach();
        let stage = breach.stage();
        let outrun = typed.is_outrun.then(|| {
            let made = &ground.known.made;
            let saying = p.t("breaches-outrun").with("who", ground.name(&made.by));
            saying.with("at", p.date_time(&made.at)).to_string()
        });
        let read_only = match (breach.is_open(), p.may(Act::HandleBreach)) {
            (false, _) => Some(p.t("breaches-read-only-closed").to_string()),
            (true, false) => Some(p.t("breaches-read-only-role").to_string()),
            (true, true) => None,
        };
        Self {
            id: ground.known.id,
            number: breach.number.clone(),
            title: visible_name(breach.title.as_str()),
            version: ground.known.version,
            stage: stage_text(p, stage),
            tone: tone(stage),
            handler: breach.handler.as_ref().map(|id| ground.name(id)),
            page: page.map(|id| p.t(id).to_string()),
            outrun,
            read_only,
        }
    }
}

fn stage_text(p: &Page, stage: Stage) -> String {
    p.t(&format!("breaches-stage-{}", stage.code())).to_string()
}

fn tone(stage: Stage) -> &'static str {
    match stage {
        Stage::Signal => "warn",
        Stage::Investigating | Stage::Running => "busy",
        Stage::Decided => "ok",
        Stage::Closed | Stage::NoBreach => "todo",
    }
}

/// One form of a page: where it goes, its fields, its button.
struct Form {
    action: String,
    version: u64,
    fields: Vec<Field>,
    button: String,
    /// The tone of the button: `primary` or `secondary`.
    weight: &'static str,
}
