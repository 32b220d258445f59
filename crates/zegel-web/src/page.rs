//! What every page needs besides its own subject: the language, who is signed on, the menu of their roles.

use std::convert::Infallible;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Response};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use zegel_model::{Act, Person, Role};

use crate::request::Reference;
use crate::texts::{Saying, TEXTS};
use crate::{App, Lang, Problem, SignedOn, format, routes};

/// The frame of a page. In templates it is `p`: `{{ p.t("home-title") }}`.
#[derive(Debug, Clone)]
pub struct Page {
    /// The language.
    pub lang: Lang,
    /// Who is signed on.
    pub person: Option<Person>,
    /// When the session ends, UTC.
    pub ends_at: Option<Timestamp>,
    /// The path of the page, without its query.
    pub path: String,
    /// The name of the archive; empty before the first run.
    pub archive: String,
    /// The body whose archive it is; empty before the first run.
    pub organisation: String,
    /// The reference of this request.
    pub reference: String,
    /// How many breaches have a running clock.
    n_running: u64,
    zone: TimeZone,
}

/// A count as templates hand it in: of any width, by value or by reference.
pub trait Count {
    /// Returns the number.
    fn count(&self) -> u64;
}

impl Count for u64 {
    fn count(&self) -> u64 {
        *self
    }
}

impl Count for u32 {
    fn count(&self) -> u64 {
        u64::from(*self)
    }
}

impl Count for usize {
    fn count(&self) -> u64 {
        *self as u64
    }
}

impl<N: Count> Count for &N {
    fn count(&self) -> u64 {
        (*self).count()
    }
}

/// A line of the main menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    /// Where it goes.
    pub path: &'static str,
    /// Its text.
    pub label: String,
    /// This page is there, or below it.
    pub is_current: bool,
    /// How much of it runs against a clock; 0 where nothing does.
    pub n_running: u64,
}

/// The page whose counter says how many clocks run.
const BREACHES: &str = "/datalekken";

/// The main menu in its order: the path, its text, and the roles for whose work it is.
fn menu() -> [(&'static str, &'static str, &'static [Role]); 10] {
    [
        ("/schiften", "common-menu-sift", &[Role::ChatOwner]),
        ("/indieningen", "common-menu-intake", Act::SeeStates.roles()),
        ("/zoeken", "common-menu-search", Act::Search.roles()),
        ("/dossiers", "common-menu-dossiers", Act::Read.roles()),
        ("/uitgiften", "common-menu-releases", Act::ProposeRelease.roles()),
        (BREACHES, "breaches-title", Act::SeeBreaches.roles()),
        ("/risicos", "risks-menu", Act::SeeRisks.roles()),
        ("/logboek", "common-menu-ledger", Act::ReadLedger.roles()),
        ("/mensen", "common-menu-people", Act::KeepPeople.roles()),
        ("/rechten", "common-menu-rights", &[Role::Inspector, Role::PrivacyOfficer]),
    ]
}

impl Page {
    pub(crate) fn of(app: &App, parts: &Parts) -> Self {
        let signed_on = parts.extensions.get::<SignedOn>();
        let facts = app.facts().unwrap_or_default();
        Self {
            lang: Lang::of_request(&parts.headers),
            person: signed_on.map(|signed_on| signed_on.person.clone()),
            ends_at: signed_on.map(|signed_on| signed_on.ends_at),
            path: parts.uri.path().to_owned(),
            archive: facts.name.clone(),
            organisation: facts.organisation.clone(),
            reference: parts.extensions.get::<Reference>().map(|one| one.0.clone()).unwrap_or_default(),
            n_running: app.n_running(),
            zone: app.settings.zone.clone(),
        }
    }

    /// The frame of a page of which nobody is signed on and behind which no archive is open.
    pub(crate) fn alone(lang: Lang, path: &str, archive: &str) -> Self {
        Self {
            lang,
            person: None,
            ends_at: None,
            path: path.to_owned(),
            archive: archive.to_owned(),
            organisation: String::new(),
            reference: String::new(),
            n_running: 0,
            zone: TimeZone::UTC,
        }
    }

    /// Returns a text; `.with("n", 5)` fills its variables.
    pub fn t<'a>(&self, id: &'a str) -> Saying<'a> {
        TEXTS.say(self.lang, id)
    }

    /// Returns the name of a role in the language of the page.
    pub fn role(&self, role: &Role) -> String {
        TEXTS.get(self.lang, &format!("common-role-{}", role.name()))
    }

    /// Returns the name of an act in the language of the page.
    pub fn act(&self, act: &Act) -> String {
        TEXTS.get(self.lang, &format!("common-act-{}", act.code()))
    }

    /// Writes a count.
    pub fn number(&self, n: impl Count) -> String {
        format::number(self.lang, n.count())
    }

    /// Writes a day.
    pub fn date(&self, date: &jiff::civil::Date) -> String {
        format::date(self.lang, *date)
    }

    /// Writes a moment, in the zone of the archive.
    pub fn date_time(&self, at: &Timestamp) -> String {
        format::date_time(self.lang, *at, &self.zone)
    }

    /// Returns the day of a moment, in the zone of the archive.
    pub fn day_of(&self, at: &Timestamp) -> String {
        format::date(self.lang, at.to_zoned(self.zone.clone()).date())
    }

    /// Returns true when somebody is signed on who may do this.
    pub fn may(&self, act: Act) -> bool {
        self.person.as_ref().is_some_and(|person| zegel_model::authorise(person, act).is_ok())
    }

    /// Returns true when whoever is signed on may tell the privacy desk that data may have leaked: the link stands on every page.
    pub fn may_report(&self) -> bool {
        self.may(Act::ReportBreach)
    }

    /// Returns true when this page is at that path, or below it.
    pub fn is_at(&self, path: &str) -> bool {
        self.path == path || self.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Returns the main menu for the roles of who is signed on; only pages that are there.
    pub fn menu(&self) -> Vec<MenuItem> {
        let Some(person) = &self.person else { return vec![] };
        menu()
            .into_iter()
            .filter(|(path, _, roles)| {
                person.roles.iter().any(|role| roles.contains(role)) && routes::has(path)
            })
            .map(|(path, id, _)| MenuItem {
                path,
                label: TEXTS.get(self.lang, id),
                is_current: self.is_at(path) && !self.is_own_report(),
                n_running: if path == BREACHES { self.n_running } else { 0 },
            })
            .collect()
    }

    /// Returns true on the pages on which anybody reports, which are not those of the desk.
    fn is_own_report(&self) -> bool {
        ["/datalekken/melden", "/datalekken/mijn", "/datalekken/gemeld"].iter().any(|path| self.is_at(path))
    }

    /// Returns the languages of the switch.
    pub fn languages(&self) -> [Lang; 3] {
        Lang::ALL
    }

    /// Returns true when there is a page at this path, so that nothing links to what is not there.
    pub fn has(&self, path: &str) -> bool {
        routes::has(path)
    }
}

impl FromRequestParts<App> for Page {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::of(app, parts))
    }
}

/// Returns the status of a page with a form: what did not fit is no success, for a program that sends it as for a person.
pub(crate) fn status_of(has_errors: bool) -> StatusCode {
    if has_errors { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}

/// Prints a template as the answer.
///
/// # Errors
/// `fault` when it cannot be printed; a bug.
pub fn html(template: &impl Template) -> Result<Response, Problem> {
    match template.render() {
        Ok(body) => Ok(Html(body).into_response()),
        Err(error) => Err(Problem::fault(format!("could not print a page: {error}"))),
    }
}
