//! The register of breaches on its way out (requirement B1; GDPR art. 33(5)): with its proofs for an outsider, as a sheet, and
//! as figures by year; each also with personal data removed, for who asks under the law on open government.
//!
//! What is removed is decided by a list of what may stay: codes, moments, numbers and choices. Every text that a person wrote
//! and every name goes, so that a new field is removed until somebody decides otherwise.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};
use zegel_breach::{Answer, Answers, Breach, Decision, Level, Side};
use zegel_law::{QuestionKind, QuestionList};
use zegel_ledger::{ProvenBreach, ProvenRegister, ProvenVersion};
use zegel_model::Act;
use zegel_store::{LedgerEntry, PaperKind, StoreError, Subject};

use crate::breaches::{self, Listed, questions_of};
use crate::{Archive, Desk, Error, ledger};

/// What stands in the place of what was removed.
pub const REMOVED: &str = "[removed: personal data]";

/// How much of the register is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Everything.
    Whole,
    /// Without personal data.
    WithoutPersonalData,
}

/// Returns the whole register with what proves it: every version, its digest, its entry of the ledger and its proof.
///
/// # Errors
/// `not-your-role`, `read-only`; a version that the ledger does not know.
pub fn proven(desk: &Desk<'_>, shown: Shown) -> Result<ProvenRegister, Error> {
    desk.authorise(Act::SeeBreaches)?;
    let mut listed = breaches::all(desk)?;
    listed.sort_by_key(|one| one.seq);
    let mut entries: Vec<LedgerEntry> = vec![];
    let mut found: Vec<(ProvenBreach, usize)> = vec![];
    for one in &listed {
        let (breach, of_versions) = unproven(desk.archive, one, shown)?;
        found.push((breach, of_versions.len()));
        entries.extend(of_versions);
    }
    let proofs = ledger::proofs(desk, &entries)?;
    let mut proven = proofs.entries.into_iter();
    let breaches = found.into_iter().map(|(mut breach, n)| {
        for (version, entry) in breach.versions.iter_mut().zip(proven.by_ref().take(n)) {
            version.entry = entry;
        }
        breach
    });
    Ok(ProvenRegister {
        format: ProvenRegister::FORMAT.to_owned(),
        version: 1,
        body: desk.archive.config.records_creator.clone(),
        made_at: desk.now.to_string(),
        is_redacted: shown == Shown::WithoutPersonalData,
        breaches: breaches.collect(),
        verifier_key: proofs.verifier_key,
        checkpoint: proofs.checkpoint,
    })
}

/// Returns a breach with its rows, and the entries that bind its versions, in their order; the proofs are still empty.
fn unproven(
    archive: &Archive,
    one: &Listed,
    shown: Shown,
) -> Result<(ProvenBreach, Vec<LedgerEntry>), Error> {
    archive.store.read(|view| {
        let name = one.id.to_string();
        let papers = view.paper_versions(PaperKind::Breach, &name)?;
        let ledger = view.ledger_of(&Subject::from(one.id))?;
        let mut versions = vec![];
        let mut entries = vec![];
        for paper in &papers {
            let row = view.bound_paper(paper.id)?;
            let (row_id, digest) = (paper.id.to_string(), row.digest());
            let binds = |entry: &&LedgerEntry| {
                entry.leaf.rows.iter().any(|bound| bound.id == row_id && bound.digest == digest)
            };
            let entry = ledger.iter().find(binds).cloned();
            let (Some(entry), Some(digest)) = (entry, digest) else {
                return Err(
                    StoreError::NotFound { what: "entry of a version of a breach", id: row_id }.into()
                );
            };
            let row = (shown == Shown::Whole).then_some(row);
            versions.push(ProvenVersion { row_id, row, digest, entry: ledger::unproven(&entry) });
            entries.push(entry);
        }
        let (line, words) = match (shown, papers.last()) {
            (Shown::Whole, _) => (Some(view.bound_breach_line(one.id)?), None),
            (Shown::WithoutPersonalData, None) => (None, None),
            (Shown::WithoutPersonalData, Some(newest)) => {
                let breach: Breach = newest.read()?;
                let list = questions_of(archive, &breach);
                (None, Some(without_personal_data(&breach, list)))
            }
        };
        Ok((ProvenBreach { id: name, seq: one.seq, shown: words, versions, line }, entries))
    })
}

/// Returns what may be shown of a breach to anybody: codes, moments, numbers and choices.
pub fn without_personal_data(breach: &Breach, list: Option<&QuestionList>) -> Value {
    let decided =
        |level: Level, has_second: bool| json!({ "level": level.code(), "second_person": has_second });
    let moment = |moment: Option<&zegel_breach::Moment>| moment.map(|moment| moment.at.to_string());
    let moments = &breach.moments;
    let notifications = breach.notifications.iter().map(|one| {
        let filed = one.filed.as_ref().map(|filed| filed.at.to_string());
        json!({ "n": one.n, "kind": one.kind, "form": one.form, "made_at": one.made.at, "filed_at": filed })
    });
    let tellings = breach.tellings.iter().map(|one| {
        let told = one.told.as_ref().map(|(done, n_people)| json!({ "at": done.at, "n_people": n_people }));
        json!({ "n": one.n, "means": one.means, "told": told })
    });
    let measures = breach.measures.iter().map(|one| {
        json!({
            "n": one.n,
            "what": REMOVED,
            "is_preventive": one.is_preventive,
            "due": one.due,
            "done_at": one.done.as_ref().map(|done| done.at),
        })
    });
    json!({
        "number": breach.number,
        "title": REMOVED,
        "side": side(breach),
        "place": breach.place,
        "regime": breach.regime,
        "stage": breach.stage(),
        "occurred": moments.occurred.as_ref().map(|(occurred, _, _)| occurred),
        "signal_at": moments.signal.at,
        "investigation_at": moment(moments.investigation.as_ref()),
        "processor_message_at": moment(moments.processor_message.as_ref()),
        "aware_at": moment(moments.aware.as_ref()),
        "told_controller_at": moment(moments.told_controller.as_ref()),
        "deadline": breach.clock.as_ref().map(|clock| clock.working.utc),
        "answers": answers_without_texts(&breach.answers, list),
        "counted": breach.counted.keys().collect::<Vec<_>>(),
        "authority": breach.authority.as_ref().map(|decision| json!({
            "choice": breach.authority_choice(),
            "decided": decided(decision.decided().weight.level, has_second(decision)),
        })),
        "subjects": breach.subjects.as_ref().map(|decision| json!({
            "choice": breach.subjects_choice(),
            "decided": decided(decision.decided().weight.level, has_second(decision)),
        })),
        "order": breach.order.as_ref().map(|order| json!({ "is_to_tell": order.is_to_tell, "at": order.at })),
        "delay_explained": breach.delay_reason.is_some(),
        "notifications": notifications.collect::<Vec<_>>(),
        "tellings": tellings.collect::<Vec<_>>(),
        "measures": measures.collect::<Vec<_>>(),
        "events": breach.events.iter().map(|event| json!({ "code": event.code, "at": event.done.at })).collect::<Vec<_>>(),
    })
}

fn side(breach: &Breach) -> &'static str {
    match breach.side {
        Side::Controller => "controller",
        Side::Processor { .. } => "processor",
    }
}

fn has_second<T>(decision: &Decision<T>) -> bool {
    matches!(decision, Decision::InForce { approved: Some(_), .. })
}

/// Keeps choices and numbers; a text, and an answer to a question that the list does not know, is removed.
fn answers_without_texts(answers: &Answers, list: Option<&QuestionList>) -> BTreeMap<String, Value> {
    let shown = |code: &str, answer: &Answer| {
        let question = list.and_then(|list| list.question(code));
        match (question.map(|question| question.kind), answer) {
            (_, Answer::Number(_) | Answer::Range { .. }) => json!(answer),
            (Some(QuestionKind::Text) | None, _) => json!(REMOVED),
            (Some(_), _) => {
                // Only what stands in the list: a code that somebody made up could say anything.
                let known = answers
                    .codes(code)
                    .iter()
                    .filter(|code| question.is_some_and(|q| q.option(code).is_some()));
                json!(known.collect::<Vec<_>>())
            }
        }
    };
    answers.0.iter().map(|(code, answer)| (code.clone(), shown(code, answer))).collect()
}

/// The figures of a year, by the year of the report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Year {
    /// Which year.
    pub year: i16,
    /// Reported to the desk.
    pub n_reported: u64,
    /// Found to be no breach.
    pub n_no_breach: u64,
    /// Notified to the authority.
    pub n_notified: u64,
    /// Of those, after the deadline.
    pub n_notified_late: u64,
    /// Decided not to notify.
    pub n_not_notified: u64,
    /// Of which people were told.
    pub n_told: u64,
    /// By risk: unlikely, a risk, a high risk; not assessed.
    pub by_level: [u64; 4],
    /// Still open.
    pub n_open: u64,
    /// People affected, at most; of those breaches where that is known.
    pub n_people: u64,
}
