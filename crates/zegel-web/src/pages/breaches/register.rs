//! The register (GDPR art. 33(5)): every breach with its facts, its effects and what was done; figures by year; the measures over all
//! breaches; and the register as files, each also without personal data.

use askama::Template;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use zegel_archive::breach::{Breach, Level};
use zegel_archive::breach_overview::{self, Task, Wanted};
use zegel_archive::breach_register::{self, REMOVED, Shown, Year};
use zegel_archive::breaches::{self, Listed};
use zegel_archive::{visible, visible_name};
use zegel_law::QuestionList;
use zegel_model::BreachId;

use super::show::{answer_of, occurred_text};
use super::{stage_text, tone};
use crate::{App, Page, Problem, SignedOn, download, html, sheet};

/// How many breaches a page has; each is read whole.
const PAGE: usize = 20;
/// How many years the picture shows.
const YEARS: usize = 8;
/// The height of the picture.
const CHART_HEIGHT: u64 = 120;
/// How wide a year is in it.
const YEAR_WIDTH: u64 = 90;

/// The questions whose answers are the facts, and those that are the effects.
const FACTS: [&str; 5] = ["summary", "nature", "cause", "data-kinds", "people-number"];
const EFFECTS: [&str; 3] = ["consequences", "consequences-explained", "severity"];

#[derive(Template)]
#[template(path = "breaches/register.html")]
struct RegisterPage {
    p: Page,
    n: u64,
    n_measures_open: u64,
    years: Vec<YearView>,
    bars: Vec<Bars>,
    entries: Vec<Entry>,
    next: Option<u64>,
    is_first: bool,
    /// The files: the words of the link, where it is whole, and where it is without personal data.
    files: Files,
    without: Files,
}

/// A year in the table: its number, and its figures in the order of the columns.
struct YearView {
    year: i16,
    n: [u64; 9],
}

/// A year in the picture: where it begins, and of each bar its top and height.
struct Bars {
    x: u64,
    year: i16,
    bars: [(u64, u64); 4],
}

/// A breach in the register.
struct Entry {
    id: BreachId,
    number: String,
    title: String,
    meta: String,
    tag: String,
    tone: &'static str,
    facts: Vec<(String, String)>,
    effects: Vec<(String, String)>,
    measures: Vec<(String, String)>,
}

/// Before which place in the register.
#[derive(Default, Deserialize)]
pub struct Before {
    #[serde(rename = "voor")]
    before: Option<u64>,
}

/// Shows the register.
///
/// # Errors
/// Faults of the archive.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(Before { before }): Query<Before>,
) -> Result<Response, Problem> {
    let wanted = Wanted { before, n: PAGE, ..Wanted::default() };
    let (zone, at) = (app.settings.zone.clone(), p.clone());
    let (seen, entries) = app
        .with_desk(&who.person.id, move |desk| {
            let seen = breach_overview::overview(desk, &wanted, &zone)?;
            let mut entries = vec![];
            for one in &seen.page {
                let breach = breaches::get(desk, one.id)?.breach;
                let list = breaches::questions_of(desk.archive, &breach);
                entries.push(entry(&at, one, &breach, list));
            }
            Ok::<_, zegel_archive::Error>((seen, entries))
        })
        .await?;
    let [whole, without] = files(&p);
    html(&RegisterPage {
        n: seen.n,
        n_measures_open: seen.n_measures_open,
        years: seen.years.iter().map(year_view).collect(),
        bars: bars(&seen.years),
        next: seen.page.last().filter(|_| seen.has_more).map(|last| last.seq),
        entries,
        is_first: before.is_none(),
        files: whole,
        without,
        p,
    })
}

/// Files: where each is, and the words of its link.
type Files = Vec<(String, String)>;

/// The files, whole and without personal data.
fn files(p: &Page) -> [Files; 2] {
    let files = [
        ("/datalekken/register.xlsx", "register-sheet"),
        ("/datalekken/register.pdf", "register-pdf"),
        ("/datalekken/register.json", "register-json"),
    ];
    let files: Files = files.map(|(path, text)| (path.to_owned(), p.t(text).to_string())).into();
    let without = files.iter().map(|(path, text)| (format!("{path}?zonder=persoonsgegevens"), text.clone()));
    let without = without.collect();
    [files, without]
}

fn year_view(year: &Year) -> YearView {
    let in_time = year.n_notified.saturating_sub(year.n_notified_late);
    let [unlikely, risk, high, _] = year.by_level;
    YearView {
        year: year.year,
        n: [
            year.n_reported,
            in_time,
            year.n_notified_late,
            year.n_not_notified,
            year.n_told,
            unlikely,
            risk,
            high,
            year.n_people,
        ],
    }
}

fn bars(years: &[Year]) -> Vec<Bars> {
    let mut shown: Vec<YearView> = years.iter().take(YEARS).map(year_view).collect();
    shown.reverse();
    let most = shown.iter().flat_map(|year| year.n[..4].iter().copied()).max().unwrap_or(0).max(1);
    let bar = |n: u64| {
        let height = n * CHART_HEIGHT / most;
        (CHART_HEIGHT - height, height)
    };
    let at = (0_u64..).map(|at| at * YEAR_WIDTH);
    at.zip(shown)
        .map(|(x, year)| {
            let [reported, in_time, late, not, ..] = year.n;
            Bars { x, year: year.year, bars: [bar(reported), bar(in_time), bar(late), bar(not)] }
        })
        .collect()
}

fn entry(p: &Page, one: &Listed, breach: &Breach, list: Option<&QuestionList>) -> Entry {
    let answers = |codes: &[&str]| {
        let said = |code: &&str| Some((asked(p, list, code), answer_of(p, list, &breach.answers, code)?));
        codes.iter().filter_map(said).collect::<Vec<_>>()
    };
    let mut facts = vec![];
    if let Some((occurred, ..)) = &breach.moments.occurred {
        facts.push((p.t("breaches-fact-occurred").to_string(), occurred_text(p, occurred)));
    }
    facts.extend(answers(&FACTS));
    if facts.is_empty() {
        facts.push((p.t("register-report").to_string(), visible(breach.report.what.as_str()).into_owned()));
    }
    let mut effects = answers(&EFFECTS);
    if let Some(level) = one.line.level {
        effects.insert(0, (p.t("register-level").to_string(), level_text(p, level)));
    }
    let measures = breach.measures.iter().map(|measure| {
        let state = match (&measure.done, &measure.due) {
            (Some(done), _) => p.t("breaches-measure-done-on").with("day", p.day_of(&done.at)),
            (None, Some(due)) => p.t("breaches-measure-due").with("day", p.date(due)),
            (None, None) => p.t("breaches-tag-todo"),
        };
        let by = format!("{}, {state}", visible_name(measure.owner.as_str()));
        (visible(measure.what.as_str()).into_owned(), by)
    });
    Entry {
        id: one.id,
        number: one.line.number.clone(),
        title: visible_name(one.line.title.as_str()),
        meta: meta(p, one),
        tag: stage_text(p, one.line.stage),
        tone: tone(one.line.stage),
        facts,
        effects,
        measures: measures.collect(),
    }
}

fn asked(p: &Page, list: Option<&QuestionList>, code: &str) -> String {
    let question = list.and_then(|list| list.question(code));
    question.map_or_else(|| code.to_owned(), |question| super::label(p, &question.labels))
}

fn level_text(p: &Page, level: Level) -> String {
    p.t(&format!("breaches-level-{}", level.code())).to_string()
}

fn meta(p: &Page, one: &Listed) -> String {
    let line = &one.line;
    let day = |id: &'static str, at: Option<jiff::Timestamp>| {
        at.map(|at| p.t(id).with("day", p.day_of(&at)).to_string())
    };
    let parts = [
        day("breaches-list-reported", Some(line.reported_at)),
        day("breaches-list-notified", line.notified_at),
        day("register-told", line.told_at),
        day("register-closed", line.closed_at),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(". ")
}

#[derive(Template)]
#[template(path = "breaches/tasks.html")]
struct TasksPage {
    p: Page,
    n: u64,
    tasks: Vec<TaskView>,
    next: Option<usize>,
}

struct TaskView {
    id: BreachId,
    number: String,
    what: String,
    owner: String,
    kind: String,
    tag: String,
    tone: &'static str,
}

/// From which breach.
#[derive(Default, Deserialize)]
pub struct From {
    #[serde(default, rename = "vanaf")]
    from: usize,
}

/// Shows the measures that are not done, over all breaches.
///
/// # Errors
/// Faults of the archive.
pub async fn tasks(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(From { from }): Query<From>,
) -> Result<Response, Problem> {
    let found = app.with_desk(&who.person.id, move |desk| breach_overview::tasks(desk, from)).await?;
    let today = app.now().to_zoned(app.settings.zone.clone()).date();
    html(&TasksPage {
        n: found.n,
        tasks: found.tasks.iter().map(|task| task_view(&p, task, today)).collect(),
        next: found.next,
        p,
    })
}

fn task_view(p: &Page, task: &Task, today: Date) -> TaskView {
    let measure = &task.measure;
    let kind =
        if measure.is_preventive { "breaches-measure-preventive" } else { "breaches-measure-limiting" };
    let (tag, tone) = match measure.due {
        Some(due) if due < today => (p.t("register-overdue").with("day", p.date(&due)).to_string(), "bad"),
        Some(due) => (p.t("breaches-measure-due").with("day", p.date(&due)).to_string(), "busy"),
        None => (p.t("register-no-day").to_string(), "todo"),
    };
    TaskView {
        id: task.breach,
        number: task.number.clone(),
        what: visible(measure.what.as_str()).into_owned(),
        owner: visible_name(measure.owner.as_str()),
        kind: p.t(kind).to_string(),
        tag,
        tone,
    }
}

/// Which version of a file.
#[derive(Default, Deserialize)]
pub struct Part {
    #[serde(default, rename = "zonder")]
    without: String,
}

impl Part {
    fn shown(&self) -> Shown {
        match self.without.as_str() {
            "persoonsgegevens" => Shown::WithoutPersonalData,
            _ => Shown::Whole,
        }
    }

    /// The name of a file of this version.
    fn name(&self, p: &Page, ending: &str) -> String {
        let id = match self.shown() {
            Shown::Whole => "register-file",
            Shown::WithoutPersonalData => "register-file-without",
        };
        format!("{}.{ending}", p.t(id))
    }
}

/// Hands out the register with its proofs as JSON.
///
/// # Errors
/// Faults of the archive.
pub async fn json(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(part): Query<Part>,
) -> Result<Response, Problem> {
    let shown = part.shown();
    let bytes = app
        .with_desk(&who.person.id, move |desk| {
            let register = breach_register::proven(desk, shown)?;
            serde_json::to_vec_pretty(&register).map_err(zegel_archive::Error::from)
        })
        .await?;
    let size = Some(bytes.len() as u64);
    download::answer(Body::from(bytes), &part.name(&p, "json"), ("application/json", size), false)
}

/// Hands out the register as a spreadsheet: a row for each breach, newest first.
///
/// # Errors
/// Faults of the archive.
pub async fn spreadsheet(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(part): Query<Part>,
) -> Result<Response, Problem> {
    let (shown, at, zone) = (part.shown(), p.clone(), app.settings.zone.clone());
    let rows = app
        .with_desk(&who.person.id, move |desk| {
            let mut rows =
                vec![COLUMNS.map(|name| at.t(&format!("register-column-{name}")).to_string()).to_vec()];
            let law = desk.archive.law();
            breach_overview::each(desk, |one, breach| {
                let list = law.breach_questions(breaches::day_of_law(breach));
                rows.push(Row { p: &at, zone: &zone, shown, list }.of(one, breach));
            })?;
            Ok::<_, zegel_archive::Error>(rows)
        })
        .await?;
    let bytes = sheet::write(&p.t("register-title").to_string(), &rows)
        .map_err(|error| Problem::fault(format!("could not write a spreadsheet: {error}")))?;
    let size = Some(bytes.len() as u64);
    download::answer(Body::from(bytes), &part.name(&p, "xlsx"), (sheet::MEDIA_TYPE, size), false)
}

/// The columns of the spreadsheet, in their order.
const COLUMNS: [&str; 22] = [
    "number",
    "title",
    "stage",
    "side",
    "law",
    "signal",
    "reported",
    "occurred",
    "aware",
    "deadline",
    "summary",
    "nature",
    "data",
    "people",
    "effects",
    "level",
    "authority",
    "notified",
    "authority-number",
    "told",
    "measures",
    "closed",
];

/// What a row is written from.
struct Row<'a> {
    p: &'a Page,
    zone: &'a TimeZone,
    shown: Shown,
    list: Option<&'a QuestionList>,
}

impl Row<'_> {
    fn of(&self, one: &Listed, breach: &Breach) -> Vec<String> {
        let (p, line) = (self.p, &one.line);
        let answer = |code: &str| answer_of(p, self.list, &breach.answers, code).unwrap_or_default();
        let occurred = breach.moments.occurred.as_ref().map(|(occurred, ..)| occurred_text(p, occurred));
        let number = breach.notifications.iter().rev().find_map(|one| one.filed.as_ref());
        let side = if line.is_processor { "register-processor" } else { "register-controller" };
        let measures = breach.measures.iter().map(|measure| {
            let done = measure.done.as_ref().map(|done| self.day(Some(done.at))).unwrap_or_default();
            let due = measure.due.map(|due| due.to_string()).unwrap_or_default();
            [measure.what.as_str(), measure.owner.as_str(), &due, &done].join(" | ")
        });
        let authority = line.authority.map(|choice| {
            use zegel_archive::breach::AuthorityChoice;
            let id = match choice {
                AuthorityChoice::Notify => "breaches-choice-melden",
                AuthorityChoice::NotNotify => "breaches-choice-niet-melden",
            };
            p.t(id).to_string()
        });
        vec![
            line.number.clone(),
            self.text(visible_name(line.title.as_str())),
            stage_text(p, line.stage),
            p.t(side).to_string(),
            line.regime.clone(),
            self.day(Some(line.signal_at)),
            self.day(Some(line.reported_at)),
            occurred.unwrap_or_default(),
            self.day(line.aware_at),
            self.day(line.deadline),
            self.text(answer("summary")),
            answer("nature"),
            answer("data-kinds"),
            answer("people-number"),
            answer("consequences"),
            line.level.map(|level| level_text(p, level)).unwrap_or_default(),
            authority.unwrap_or_default(),
            self.day(line.notified_at),
            self.text(number.map(|filed| visible_name(filed.number.as_str())).unwrap_or_default()),
            self.day(line.told_at),
            self.text(measures.collect::<Vec<_>>().join("\n")),
            self.day(line.closed_at),
        ]
    }

    /// What a person wrote goes where personal data are removed.
    fn text(&self, text: String) -> String {
        match self.shown {
            Shown::WithoutPersonalData if !text.is_empty() => REMOVED.to_owned(),
            Shown::Whole | Shown::WithoutPersonalData => text,
        }
    }

    /// A moment as a spreadsheet sorts it.
    fn day(&self, at: Option<jiff::Timestamp>) -> String {
        at.map(|at| at.to_zoned(self.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
    }
}
