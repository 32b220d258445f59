//! The text by which people are told: proposed from the breach, edited by a person, shown as the letter that it becomes.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Form as Sent;
use serde::Deserialize;
use zegel_archive::breach::telling::{
    GENERAL, Gap, TellingWords, kind_label, kinds, language_name, plain_text,
};
use zegel_archive::telling::{self, Texts};
use zegel_archive::{FormLanguage, visible, visible_name};
use zegel_model::{BreachId, Content};

use super::field::{Field, Input};
use super::{Fields, Form, Ground, Top, Typed, tell, tell_acts};
use crate::problem::encode;
use crate::{App, Page, Problem, SignedOn, html, page};

/// The longest subject, in characters.
const MAX_SUBJECT: usize = 150;
/// The fields of the form, the code of each in a text, and how many lines it shows.
const FIELDS: [(&str, &str, u8); 7] = [
    ("onderwerp", "subject", 1),
    ("aanleiding", "opening", 3),
    ("gebeurd", "nature", 8),
    ("gevolgen", "consequences", 5),
    ("gedaan", "measures", 5),
    ("zelf-doen", "advice", 5),
    ("contact", "contact", 4),
];

#[derive(Template)]
#[template(path = "breaches/tell-words.html")]
struct WordsPage {
    p: Page,
    top: Top,
    kind: String,
    language: &'static str,
    tag: &'static str,
    form: Form,
    /// What is not ready in the text as it stands.
    gaps: Vec<(&'static str, String)>,
    letter: Option<(String, String)>,
    is_proposed: bool,
    errors: Vec<(String, String)>,
    notice: Option<String>,
}

/// Which text.
#[derive(Debug, Clone, Deserialize)]
pub struct Which {
    #[serde(default)]
    soort: String,
    #[serde(default)]
    taal: String,
    #[serde(default)]
    gedaan: String,
}

impl Which {
    fn read(&self, own: &[String]) -> Result<(String, FormLanguage), Problem> {
        let kind = if self.soort.is_empty() { GENERAL } else { &self.soort };
        let known = kinds(own).into_iter().find(|known| known == kind);
        known.zip(FormLanguage::of_tag(&self.taal)).ok_or_else(Problem::not_found)
    }
}

/// Shows a text.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let notice = (which.gedaan == "text").then(|| p.t("tell-done-text").to_string());
    page(&app, p, &who, (id, which), (Typed::default(), notice)).await
}

async fn page(
    app: &App,
    p: Page,
    who: &SignedOn,
    (id, which): (BreachId, Which),
    (typed, notice): (Typed, Option<String>),
) -> Result<Response, Problem> {
    let (lang, zone) = (p.lang, app.settings.zone.clone());
    let asked = which.clone();
    let (ground, texts, own, proposed) = app
        .with_desk(&who.person.id, move |desk| {
            let own = desk.archive.config().privacy.tell_kinds.clone();
            let (kind, language) = asked.read(&own)?;
            let proposed = telling::propose(desk, id, (&kind, language), &zone)?;
            Ok::<_, Problem>((Ground::look(desk, id, lang)?, telling::texts(desk, id)?, own, proposed))
        })
        .await?;
    let (kind, language) = which.read(&own)?;
    let top = Top::new(&p, &ground, Some("tell-text-title"), &typed);
    let stands = texts.text.own(&kind, language).cloned();
    let is_proposed = stands.is_none() && top.read_only.is_none();
    let words = stands.clone().unwrap_or(proposed);
    let gaps = stands.iter().flat_map(TellingWords::gaps).map(|gap| gap_line(&p, &gap)).collect();
    let letter = stands.map(|words| {
        let name = p.t("tell-example-name").to_string();
        let text = plain_text(language, &words, &name, &p.organisation);
        (visible_name(words.subject.as_str()), visible(&text).into_owned())
    });
    let form = form(&p, &typed, (id, &texts), (&kind, language, &words));
    let status = page::status_of(!typed.is_fine());
    let own_label = visible_name(&kind_label(tell::own_language(p.lang), &kind));
    let body = WordsPage {
        top,
        kind: own_label,
        language: language_name(language),
        tag: language.tag(),
        form,
        gaps,
        letter,
        is_proposed,
        errors: typed.errors.clone(),
        notice,
        p,
    };
    Ok((status, html(&body)?).into_response())
}

fn form(
    p: &Page,
    typed: &Typed,
    (id, texts): (BreachId, &Texts),
    (kind, language, words): (&str, FormLanguage, &TellingWords),
) -> Form {
    let field = |(name, code, rows): (&'static str, &'static str, u8)| -> Field {
        let value = typed.or(name, of(words, code).as_str()).to_owned();
        let input = match code {
            "subject" => Input::Line { value, max: MAX_SUBJECT },
            _ => Input::Area { value, rows },
        };
        tell::field(p, typed, name, input)
    };
    let path = format!("/datalekken/{id}/betrokkenen/tekst");
    Form {
        action: format!("{path}?soort={}&taal={}", encode(kind), language.tag()),
        version: texts.version,
        fields: FIELDS.into_iter().map(field).collect(),
        button: p.t("tell-text-save").to_string(),
        weight: "primary",
    }
}

fn of<'w>(words: &'w TellingWords, code: &str) -> &'w Content {
    match code {
        "subject" => &words.subject,
        "opening" => &words.opening,
        "nature" => &words.nature,
        "consequences" => &words.consequences,
        "measures" => &words.measures,
        "advice" => &words.advice,
        _ => &words.contact,
    }
}

fn gap_line(p: &Page, gap: &Gap) -> (&'static str, String) {
    let name = FIELDS.iter().find(|(_, code, _)| *code == gap.field).map_or("contact", |(name, _, _)| name);
    let label = p.t(&format!("tell-field-{name}")).to_string();
    (name, p.t(&format!("tell-gap-{}", gap.why)).with("what", label).to_string())
}

/// Saves a text as the next version.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn post(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    (Path(id), Query(which)): (Path<BreachId>, Query<Which>),
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let mut typed = Typed::new(fields);
    let words = TellingWords {
        subject: typed.content("onderwerp"),
        opening: typed.content("aanleiding"),
        nature: typed.content("gebeurd"),
        consequences: typed.content("gevolgen"),
        measures: typed.content("gedaan"),
        advice: typed.content("zelf-doen"),
        contact: typed.content("contact"),
    };
    // What is not ready may be saved; what does not fit may not.
    for gap in words.mistakes() {
        let (name, text) = gap_line(&p, &gap);
        typed.fail(name, text);
    }
    if !typed.is_fine() {
        return page(&app, p, &who, (id, which), (typed, None)).await;
    }
    let seen = typed.get("versie").parse().unwrap_or(0);
    let asked = which.clone();
    let written = app
        .with_desk(&who.person.id, move |desk| {
            let (kind, language) = asked.read(&desk.archive.config().privacy.tell_kinds)?;
            Ok::<_, Problem>(telling::write(desk, (id, seen), (&kind, language), words)?)
        })
        .await;
    match written {
        Ok(_) => {
            let kind = encode(&which.soort);
            let place = format!("/betrokkenen/tekst?soort={kind}&taal={}", encode(&which.taal));
            Ok(crate::problem::see_other(&format!("/datalekken/{id}{place}&gedaan=text")))
        }
        Err(problem) => {
            let typed = tell_acts::refused(typed, &p, ("", problem))?;
            page(&app, p, &who, (id, which), (typed, None)).await
        }
    }
}
