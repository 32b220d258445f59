//! Suggestions: which detectors look, what they are, and how often they are right on two samples whose truth is known.

use askama::Template;
use axum::extract::{Multipart, Query, State};
use axum::response::Response;
use axum_extra::extract::Form;
use serde::Deserialize;
use zegel_archive::suggestions::{self, Detector, Figure, LIST_VERSION, SET, Sample, Setting, Share};
use zegel_model::Act;

use super::intake::{Told, notice};
use crate::{App, Lang, Page, Problem, SignedOn, html, problem, upload};

/// How many texts of the generator are measured on, and from which seed: the same for everybody, so that figures of two versions
/// can be compared.
const GENERATED: (u64, u64) = (2026, 3_000);

#[derive(Template)]
#[template(path = "suggestions/show.html")]
struct ShowPage {
    p: Page,
    setting: Setting,
    samples: Vec<Measured>,
    has_own: bool,
    notice: Option<String>,
    set: &'static str,
    list: &'static str,
}

/// The figures of one sample.
struct Measured {
    id: &'static str,
    n_texts: u64,
    rows: Vec<Row>,
}

struct Row {
    detector: Detector,
    precision: Cell,
    recall: Cell,
}

impl Row {
    fn cells(&self) -> [&Cell; 2] {
        [&self.precision, &self.recall]
    }
}

/// A share as a page writes it.
struct Cell {
    /// `93,1 %`; empty of nothing.
    share: String,
    /// `90,2–95,4 %`.
    interval: String,
    n: u64,
    of: u64,
}

impl ShowPage {
    fn name(&self, detector: &Detector) -> String {
        self.p.t(&format!("suggestions-{}", detector.code())).to_string()
    }

    fn what(&self, detector: &Detector) -> String {
        self.p.t(&format!("suggestions-{}.what", detector.code())).to_string()
    }

    fn is_on(&self, detector: &Detector) -> bool {
        self.setting.detectors.contains(detector)
    }

    fn title(&self, measured: &Measured) -> String {
        self.p.t(&format!("suggestions-sample-{}", measured.id)).to_string()
    }

    fn help(&self, measured: &Measured) -> String {
        let id = format!("suggestions-sample-{}.help", measured.id);
        self.p.t(&id).with("n", measured.n_texts).to_string()
    }
}

/// Shows the setting and the figures; they are computed now, from the sample of the body and from the generator's.
///
/// # Errors
/// Faults of the archive.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let (setting, own) = app
        .with_desk(&who.person.id, |desk| {
            let setting = suggestions::in_force(desk)?;
            Ok::<_, zegel_archive::Error>((setting, suggestions::measure_own(desk)?))
        })
        .await?;
    let on = setting.clone();
    // Beside the archive: nobody waits for it.
    let generated = tokio::task::spawn_blocking(move || measure_generated(&on)).await;
    let generated = generated.map_err(|_| Problem::fault("measuring the suggestions panicked"))??;
    let has_own = own.is_some();
    let own = own.map(|(n_texts, figures)| ("own", n_texts, figures));
    let all = own.into_iter().chain([("generated", GENERATED.1, generated)]);
    let samples = all.map(|(id, n_texts, figures)| Measured {
        id,
        n_texts,
        rows: figures.iter().map(|figure| row(p.lang, figure)).collect(),
    });
    let notice = notice(&p, "suggestions", &told);
    html(&ShowPage { samples: samples.collect(), p, setting, has_own, notice, set: SET, list: LIST_VERSION })
}

fn measure_generated(setting: &Setting) -> Result<Vec<Figure>, Problem> {
    let lines = zegel_testkit::labelled_sample(GENERATED.0, GENERATED.1);
    let sample = Sample::parse(lines.as_bytes())
        .map_err(|error| Problem::fault(format!("the generated sample: {error}")))?;
    Ok(suggestions::measure_on(setting, &sample))
}

fn row(lang: Lang, figure: &Figure) -> Row {
    Row {
        detector: figure.detector,
        precision: cell(lang, figure.precision),
        recall: cell(lang, figure.recall),
    }
}

fn cell(lang: Lang, share: Share) -> Cell {
    let Share { n, of } = share;
    match share.estimate() {
        Some((middle, low, high)) => Cell {
            share: format!("{}\u{a0}%", percent(lang, middle)),
            interval: format!("{}–{}\u{a0}%", percent(lang, low), percent(lang, high)),
            n,
            of,
        },
        None => Cell { share: String::new(), interval: String::new(), n, of },
    }
}

fn percent(lang: Lang, share: f64) -> String {
    let text = format!("{:.1}", 100.0 * share);
    match lang {
        Lang::En => text,
        Lang::Nl | Lang::Fr => text.replace('.', ","),
    }
}

/// The form.
#[derive(Deserialize)]
pub struct Switched {
    #[serde(default)]
    detector: Vec<Detector>,
    #[serde(default)]
    add: String,
    #[serde(default)]
    leave_out: String,
}

/// Switches detectors on and off.
///
/// # Errors
/// `too-many-words`; faults of the archive.
pub async fn switch(
    State(app): State<App>,
    who: SignedOn,
    Form(typed): Form<Switched>,
) -> Result<Response, Problem> {
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.trim().to_lowercase()).filter(|line| !line.is_empty()).collect()
    };
    let setting = Setting {
        detectors: Detector::ALL.into_iter().filter(|one| typed.detector.contains(one)).collect(),
        add_words: lines(&typed.add),
        leave_out_words: lines(&typed.leave_out),
    };
    app.with_desk(&who.person.id, move |desk| suggestions::switch(desk, setting)).await?;
    Ok(problem::see_other("/suggesties?gedaan=set"))
}

/// Takes a labelled sample.
///
/// # Errors
/// `bad-sample`, `too-large`; faults of the archive.
pub async fn put_sample(
    State(app): State<App>,
    who: SignedOn,
    mut form: Multipart,
) -> Result<Response, Problem> {
    let Some(field) = form.next_field().await.map_err(upload::broken)? else {
        return Err(Problem::bad_request("no file"));
    };
    let bytes = field.bytes().await.map_err(upload::broken)?;
    app.with_desk(&who.person.id, move |desk| suggestions::keep_sample(desk, &bytes)).await?;
    Ok(problem::see_other("/suggesties?gedaan=sample"))
}

/// Removes the sample.
///
/// # Errors
/// Faults of the archive.
pub async fn remove_sample(State(app): State<App>, who: SignedOn) -> Result<Response, Problem> {
    app.with_desk(&who.person.id, suggestions::drop_sample).await?;
    Ok(problem::see_other("/suggesties?gedaan=removed"))
}
