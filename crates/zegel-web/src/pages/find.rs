//! Finding: words in, hits in their context, facets beside them.
//!
//! Filters that name no person (dossier, period) stand in the address, so that a page can be bookmarked. What was typed does not: words
//! and names of people lie in the memory of the server under a random number that belongs to the person who asked, and the address
//! holds that number only. So no personal content is in an address, a log of a proxy or the history of a browser.

use askama::Template;
use axum::extract::{Query as Asked, State};
use axum::response::Response;
use axum_extra::extract::Form;
use jiff::civil::Date;
use serde::Deserialize;
use zegel_archive::search::{self, FACET_LIMIT, Found};
use zegel_archive::{Cursor, Facets, Query, visible_name};
use zegel_model::{DossierId, PersonId};

use crate::messages::{self, Piece};
use crate::{App, Page, Problem, SignedOn, html, problem};

/// How many hits a page has.
const PAGE: u32 = 25;
/// How many values of a facet are shown.
const FACET: usize = 8;

/// What somebody typed, kept in memory for as long as a session lasts at most.
#[derive(Debug, Clone)]
pub(crate) struct Typed {
    person: PersonId,
    words: String,
    sender: String,
}

/// What stands in the address.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Address {
    /// The number of what was typed.
    #[serde(default, rename = "vraag")]
    ticket: String,
    #[serde(default, rename = "dossier")]
    dossier: String,
    #[serde(default, rename = "van")]
    from: String,
    #[serde(default, rename = "tot")]
    to: String,
    #[serde(rename = "na")]
    after: Option<String>,
}

impl Address {
    fn url(&self) -> String {
        let pairs =
            [("vraag", &self.ticket), ("dossier", &self.dossier), ("van", &self.from), ("tot", &self.to)];
        let filled = pairs.iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<_> = filled.map(|(key, value)| format!("{key}={}", problem::encode(value))).collect();
        if query.is_empty() { "/zoeken".to_owned() } else { format!("/zoeken?{}", query.join("&")) }
    }
}

/// The form.
#[derive(Debug, Default, Deserialize)]
pub struct Words {
    #[serde(default)]
    words: String,
    #[serde(default)]
    sender: String,
    #[serde(default)]
    dossier: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

#[derive(Template)]
#[template(path = "find/find.html")]
struct FindPage {
    p: Page,
    words: String,
    sender: String,
    address: Address,
    error: Option<String>,
    is_asked: bool,
    hits: Vec<Hit>,
    next: Option<String>,
    facets: Facets,
    dossiers: Vec<Facet>,
    senders: Vec<(String, String, u64)>,
    years: Vec<Facet>,
}

/// A hit in its context.
struct Hit {
    url: String,
    title: String,
    dossier: String,
    sender: String,
    at: String,
    pieces: Vec<Piece>,
}

/// A value of a facet that stands in the address.
struct Facet {
    label: String,
    url: String,
    n: u64,
    is_chosen: bool,
}

/// Takes what was typed into memory and goes to the page of the hits.
///
/// # Errors
/// None that are expected.
pub async fn ask(
    State(app): State<App>,
    who: SignedOn,
    Form(words): Form<Words>,
) -> Result<Response, Problem> {
    let typed = Typed {
        person: who.person.id,
        words: words.words.trim().to_owned(),
        sender: words.sender.trim().to_owned(),
    };
    let ticket = app.searches.put(typed, app.now(), &app.random);
    let address = Address { ticket, dossier: words.dossier, from: words.from, to: words.to, after: None };
    Ok(problem::see_other(&address.url()))
}

/// Shows the hits.
///
/// # Errors
/// Faults of the archive; a question that cannot be asked is shown at the field.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Asked(address): Asked<Address>,
) -> Result<Response, Problem> {
    let now = app.now();
    let typed = app.searches.with(&address.ticket, now, |typed| typed.clone());
    // The number alone opens nothing: it belongs to whoever typed.
    let typed = typed.filter(|typed| typed.person == who.person.id);
    let is_lost = !address.ticket.is_empty() && typed.is_none();
    let is_asked =
        typed.is_some() || !address.dossier.is_empty() || !address.from.is_empty() || !address.to.is_empty();
    let (words, sender) = typed.map(|typed| (typed.words, typed.sender)).unwrap_or_default();
    let mut page = FindPage {
        words,
        sender,
        error: is_lost.then(|| p.t("find-lost").to_string()),
        is_asked: is_asked && !is_lost,
        hits: vec![],
        next: None,
        facets: Facets::default(),
        dossiers: vec![],
        senders: vec![],
        years: vec![],
        address,
        p,
    };
    if page.is_asked {
        match query(&page) {
            Ok(query) => search_now(&app, &who, &mut page, query).await?,
            Err(text) => page.error = Some(page.p.t(text).to_string()),
        }
    }
    html(&page)
}

fn query(page: &FindPage) -> Result<Query, &'static str> {
    let day = |text: &str| match text {
        "" => Ok(None),
        text => text.parse::<Date>().map(Some).map_err(|_| "find-wrong-day"),
    };
    let dossier = match page.address.dossier.as_str() {
        "" => None,
        text => Some(text.parse::<DossierId>().map_err(|_| "find-wrong-dossier")?),
    };
    Ok(Query {
        text: page.words.as_str().into(),
        sender: Some(page.sender.as_str().into()).filter(|_| !page.sender.is_empty()),
        from: day(&page.address.from)?,
        to: day(&page.address.to)?,
        dossier,
    })
}

async fn search_now(app: &App, who: &SignedOn, page: &mut FindPage, query: Query) -> Result<(), Problem> {
    let after: Option<Cursor> = page.address.after.as_ref().and_then(|after| after.parse().ok());
    let found = app
        .with_desk(&who.person.id, move |desk| {
            let facets = search::facets(desk, &query)?;
            Ok::<_, zegel_archive::Error>((search::search(desk, &query, after, PAGE)?, facets))
        })
        .await;
    let (found, facets) = match found {
        Ok(found) => found,
        Err(problem) if problem.code.starts_with("query") || problem.code.starts_with("prefix") => {
            let text = format!("find-{}", problem.code);
            page.error = Some(page.p.t(&text).to_string());
            return Ok(());
        }
        Err(problem) => return Err(problem),
    };
    page.hits = found.found.iter().map(|found| hit(page, found)).collect();
    page.next = found.next.map(|cursor| {
        let url = page.address.url();
        let separator = if url.contains('?') { '&' } else { '?' };
        format!("{url}{separator}na={cursor}")
    });
    page.dossiers = dossiers(page, &facets);
    page.years = years(page, &facets);
    let name =
        |(name, n): &(zegel_model::Content, u64)| (name.as_str().to_owned(), visible_name(name.as_str()), *n);
    page.senders = facets.senders.iter().take(FACET).map(name).collect();
    page.facets = facets;
    Ok(())
}

fn hit(page: &FindPage, found: &Found) -> Hit {
    let at = found.at.parse::<jiff::civil::DateTime>().ok();
    let when = at.map(|at| format!("{}, {:02}:{:02}", page.p.date(&at.date()), at.hour(), at.minute()));
    Hit {
        url: format!(
            "/archiefstukken/{}?vanaf={}&bericht={}#b{}",
            found.record,
            start(found.position),
            found.position,
            found.position
        ),
        title: visible_name(found.title.as_str()),
        dossier: found.dossier.to_string(),
        sender: found.sender.as_ref().map(|name| visible_name(name.as_str())).unwrap_or_default(),
        at: when.unwrap_or_default(),
        pieces: messages::snippet(found.text.as_str(), &page.words),
    }
}

/// A few messages before the hit, so that it stands in its context.
fn start(position: u64) -> u64 {
    position.saturating_sub(10)
}

fn dossiers(page: &FindPage, facets: &Facets) -> Vec<Facet> {
    let one = |(id, n): &(DossierId, u64)| {
        let is_chosen = page.address.dossier == id.as_str();
        let dossier = if is_chosen { String::new() } else { id.to_string() };
        let address = Address { dossier, after: None, ..page.address.clone() };
        Facet { label: id.to_string(), url: address.url(), n: *n, is_chosen }
    };
    facets.dossiers.iter().take(FACET).map(one).collect()
}

fn years(page: &FindPage, facets: &Facets) -> Vec<Facet> {
    let one = |(year, n): &(i16, u64)| {
        let (from, to) = (format!("{year}-01-01"), format!("{year}-12-31"));
        let is_chosen = page.address.from == from && page.address.to == to;
        let (from, to) = if is_chosen { Default::default() } else { (from, to) };
        let address = Address { from, to, after: None, ..page.address.clone() };
        Facet { label: year.to_string(), url: address.url(), n: *n, is_chosen }
    };
    facets.years.iter().take(FACET).map(one).collect()
}
