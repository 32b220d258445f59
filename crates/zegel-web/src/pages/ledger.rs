//! The logboek: who did what to what, and when; filters, export and the signed checkpoint.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use zegel_archive::records::Step;
use zegel_archive::{LedgerFilter, Pseudonym, ledger, visible_name};
use zegel_model::Act;

use super::records::{Line, line};
use crate::{App, Page, Problem, SignedOn, download, html, problem};

/// How many entries a page has.
const PAGE: u32 = 100;
/// How many entries are read at a time for the export.
const PIECE: u32 = 500;

/// The filter, as it stands in the address: codes, days, pseudonyms and identifiers, never a name.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Filter {
    #[serde(default, rename = "handeling")]
    act: String,
    #[serde(default, rename = "persoon")]
    actor: String,
    #[serde(default, rename = "van")]
    from: String,
    #[serde(default, rename = "tot")]
    to: String,
    #[serde(default, rename = "onderwerp")]
    subject: String,
    #[serde(rename = "voor")]
    before: Option<u64>,
}

impl Filter {
    /// Reads the filter; what does not parse is not filtered on, and `false` says so.
    fn read(&self) -> (LedgerFilter, bool) {
        let mut is_understood = true;
        let mut day = |text: &str| match text.parse() {
            Ok(day) => Some(day),
            Err(_) => {
                is_understood &= text.is_empty();
                None
            }
        };
        let (from, to) = (day(&self.from), day(&self.to));
        let actor = self.actor.parse().map(Pseudonym);
        is_understood &= actor.is_ok() || self.actor.is_empty();
        let some = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let filter =
            LedgerFilter { act: some(&self.act), actor: actor.ok(), from, to, subject: some(&self.subject) };
        (filter, is_understood)
    }

    fn query(&self) -> String {
        let pairs = [
            ("handeling", &self.act),
            ("persoon", &self.actor),
            ("van", &self.from),
            ("tot", &self.to),
            ("onderwerp", &self.subject),
        ];
        let filled = pairs.iter().filter(|(_, value)| !value.is_empty());
        filled.map(|(key, value)| format!("{key}={}&", problem::encode(value))).collect()
    }
}

#[derive(Template)]
#[template(path = "ledger/list.html")]
struct ListPage {
    p: Page,
    filter: Filter,
    acts: Vec<(&'static str, String)>,
    people: Vec<(String, String)>,
    entries: Vec<Entry>,
    next: Option<String>,
    size: u64,
    root: String,
    query: String,
    error: Option<String>,
}

struct Entry {
    line: Line,
    /// Text, and where it leads.
    subjects: Vec<(String, Option<String>)>,
    /// The words of the entry, for who may read content.
    detail: Option<String>,
}

/// Shows the entries, newest first.
///
/// # Errors
/// Faults of the archive; `not-your-role`.
pub async fn list(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(filter): Query<Filter>,
) -> Result<Response, Problem> {
    let (wanted, is_understood) = filter.read();
    let before = filter.before;
    let (mut steps, people, (size, root)) = app
        .with_desk(&who.person.id, move |desk| {
            let steps = ledger::newest(desk, &wanted, before, PAGE + 1)?;
            Ok::<_, zegel_archive::Error>((steps, ledger::pseudonyms(desk)?, ledger::head(desk)?))
        })
        .await?;
    let has_more = PAGE as usize + 1 == steps.len();
    steps.truncate(PAGE as usize);
    let query = filter.query();
    let last = steps.last().filter(|_| has_more).map(|step| step.entry.leaf.seq);
    let entries = steps.iter().map(|step| entry(&p, step)).collect();
    let people = people.iter().map(|(id, name)| (id.to_string(), visible_name(name.as_str())));
    html(&ListPage {
        acts: Act::ALL.iter().map(|act| (act.code(), p.act(act))).collect(),
        people: people.collect(),
        entries,
        next: last.map(|seq| format!("/logboek?{query}voor={seq}")),
        size,
        root,
        query,
        error: (!is_understood).then(|| p.t("ledger-filter-wrong").to_string()),
        filter,
        p,
    })
}

fn entry(p: &Page, step: &Step) -> Entry {
    let leaf = &step.entry.leaf;
    let subject = |subject: &zegel_archive::Subject| {
        let (kind, id) = subject.as_str().split_once(':').unwrap_or((subject.as_str(), ""));
        let path = match kind {
            "capture" => Some("indieningen"),
            "record" if p.may(Act::Read) => Some("archiefstukken"),
            "dossier" if p.may(Act::Read) => Some("dossiers"),
            "release" if p.may(Act::ProposeRelease) => Some("uitgiften"),
            _ => None,
        };
        let id_of_text = format!("ledger-subject-{kind}");
        let known = crate::texts::TEXTS.has(p.lang, &id_of_text);
        let words = if known { p.t(&id_of_text).to_string() } else { kind.to_owned() };
        // The end of an identifier of version 7 is what differs; its beginning is the time.
        let short = if kind == "dossier" { id } else { id.get(id.len().saturating_sub(8)..).unwrap_or(id) };
        (format!("{words} {short}"), path.map(|path| format!("/{path}/{id}")))
    };
    let detail = step.entry.detail.as_ref().filter(|_| p.may(Act::Read));
    Entry {
        line: line(p, step),
        subjects: leaf.subjects.iter().map(subject).collect(),
        detail: detail.filter(|detail| detail.text != "{}").map(|detail| visible_name(&detail.text)),
    }
}

/// Hands out all entries that fit the filter, one per line, newest first.
///
/// # Errors
/// Faults of the archive; `not-your-role`.
pub async fn export(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(filter): Query<Filter>,
) -> Result<Response, Problem> {
    let (wanted, _) = filter.read();
    let has_words = p.may(Act::Read);
    let person = who.person.id;
    let (mut out, body) = download::channel();
    let handle = tokio::runtime::Handle::current();
    tokio::task::spawn_blocking(move || {
        let mut before = None;
        loop {
            let wanted = wanted.clone();
            let page = app.with_desk(&person, move |desk| ledger::newest(desk, &wanted, before, PIECE));
            let steps = match handle.block_on(page) {
                Ok(steps) => steps,
                Err(_) => return out.fail(std::io::ErrorKind::Other.into()),
            };
            let lines: String = steps.iter().map(|step| json_line(step, has_words)).collect();
            before = steps.last().map(|step| step.entry.leaf.seq);
            let written = std::io::Write::write_all(&mut out, lines.as_bytes());
            // A client that went away ends it.
            if written.is_err() || before.is_none() || steps.len() < PIECE as usize {
                break;
            }
        }
        drop(std::io::Write::flush(&mut out));
    });
    download::answer(body, "logboek.jsonl", ("application/jsonl", None), false)
}

/// The leaf exactly as it stands in the tree, and beside it the words and their salt for who may read them.
fn json_line(step: &Step, has_words: bool) -> String {
    let leaf = String::from_utf8_lossy(&step.entry.leaf_bytes);
    let detail = step.entry.detail.as_ref().filter(|_| has_words);
    let line = match detail {
        Some(detail) => serde_json::json!({
            "leaf": leaf, "detail": detail.text, "detail_salt": hex::encode(detail.salt)
        }),
        None => serde_json::json!({ "leaf": leaf }),
    };
    format!("{line}\n")
}

/// Hands out the signed checkpoint of now.
///
/// # Errors
/// Faults of the disk; `not-your-role`.
pub async fn checkpoint(State(app): State<App>, who: SignedOn) -> Result<Response, Problem> {
    let note = app.with_desk(&who.person.id, ledger::checkpoint).await?;
    download::answer(note.into(), "checkpoint.txt", ("text/plain; charset=utf-8", None), false)
}
