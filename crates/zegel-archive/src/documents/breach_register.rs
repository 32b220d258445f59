//! The register of breaches as a document (GDPR art. 33(5)): a table of all, then of each its facts, effects and measures.
//!
//! Invariant: without personal data, nothing that a person wrote is shown and nobody is named; every such text goes through
//! [`Printing::written`], and an answer is shown only where it is a number or a choice of the list of questions.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use zegel_breach::{
    Answer, AuthorityChoice, Breach, Decision, Level, Notification, Occurred, Stage, SubjectsChoice,
};
use zegel_law::{Language, Question, QuestionKind, QuestionList};
use zegel_model::{Act, Content};
use zegel_render::{Document, DocumentBlock, DocumentColumn, DocumentFact, DocumentTable, HeadingLevel};

use super::{SOFTWARE, fact_of, heading, moment, of_page, paragraph};
use crate::breach_register::Shown;
use crate::breaches::{self, Listed, questions_of};
use crate::{Desk, Error};

/// Words of ours in the languages of pages: Dutch, English, French.
type Words = [&'static str; 3];

const TITLE: Words =
    ["Register van datalekken", "Register of personal data breaches", "Registre des violations de données"];
const REDACTED: Words =
    ["zonder persoonsgegevens", "without personal data", "sans données à caractère personnel"];
const REMOVED: Words =
    ["[weggelaten: persoonsgegevens]", "[removed: personal data]", "[retiré : données personnelles]"];
const INTRODUCTION: Words = [
    "Alle datalekken, ook die niet aan de toezichthouder zijn gemeld, met feiten, gevolgen en maatregelen (AVG, artikel 33, vijfde lid). Dit is het register zoals het er nu staat; elke eerdere versie blijft bewaard en het grootboek bewijst haar. Dat bewijs staat in de uitvoer als JSON, die iedereen met zegel-verify kan nagaan.",
    "All personal data breaches, also those that were not notified to the authority, with their facts, effects and measures (GDPR, article 33(5)). This is the register as it stands now; every earlier version is kept and the ledger proves it. That proof is in the export as JSON, which anybody can check with zegel-verify.",
    "Toutes les violations, y compris celles non notifiées à l'autorité, avec leurs faits, leurs effets et les mesures (RGPD, article 33, paragraphe 5). Voici le registre dans son état actuel ; chaque version antérieure est conservée et le registre scellé en apporte la preuve. Cette preuve figure dans l'export JSON, que chacun peut vérifier avec zegel-verify.",
];
const NONE: Words = [
    "Er staat geen datalek in het register.",
    "There is no breach in the register.",
    "Le registre ne contient aucune violation.",
];
const OVERVIEW: Words = ["Overzicht", "Overview", "Aperçu"];
const NUMBER: Words = ["Nummer", "Number", "Numéro"];
const WHAT: Words = ["Wat er gebeurde", "What happened", "Ce qui s'est passé"];
const REPORTED: Words = ["Gemeld bij de desk", "Reported to the desk", "Signalé au bureau"];
const STAGE: Words = ["Stand", "Stage", "État"];
const STAGES: [Words; 6] = [
    ["nieuw signaal", "new signal", "nouveau signal"],
    ["in onderzoek", "under investigation", "en examen"],
    ["termijn loopt", "deadline running", "délai en cours"],
    ["besloten", "decided", "décidé"],
    ["afgesloten", "closed", "clôturé"],
    ["geen datalek", "no breach", "pas une violation"],
];
const RISK: Words = ["Risico", "Risk", "Risque"];
const LEVELS: [Words; 3] = [
    ["onwaarschijnlijk", "unlikely", "improbable"],
    ["risico", "risk", "risque"],
    ["hoog risico", "high risk", "risque élevé"],
];
const NOT_ASSESSED: Words = ["niet beoordeeld", "not assessed", "non évalué"];
const PEOPLE: Words = ["Mensen, ten hoogste", "People, at most", "Personnes, au plus"];
const NOTIFIED: Words = ["Gemeld aan de toezichthouder", "Notified to the authority", "Notifié à l'autorité"];
const NOTIFIED_ON: Words = ["Melding", "Notified", "Notifié"];
const NO: Words = ["nee", "no", "non"];
const OCCURRED: Words = ["Wanneer het gebeurde", "When it happened", "Quand cela s'est produit"];
const ESTIMATED: Words = ["geschat", "estimated", "estimé"];
const ONGOING: Words = ["duurt nog voort", "still goes on", "toujours en cours"];
const SINCE: Words = ["sinds", "since", "depuis"];
const UNKNOWN: Words = ["onbekend", "unknown", "inconnu"];
const SIGNAL: Words = ["Eerste signaal", "First signal", "Premier signal"];
const INVESTIGATION: Words = ["Begin van het onderzoek", "Investigation began", "Début de l'examen"];
const AWARE: Words = ["Kennisneming", "Awareness", "Prise de connaissance"];
const DEADLINE: Words = ["Melden vóór", "Notify before", "Notifier avant"];
const DELAY: Words = ["Reden van de vertraging", "Reason for the delay", "Motif du retard"];
const TOLD: Words = ["Betrokkenen geïnformeerd", "People told", "Personnes informées"];
const AUTHORITY: Words =
    ["Besluit over de toezichthouder", "Decision about the authority", "Décision concernant l'autorité"];
const NOTIFY: Words = ["melden", "notify", "notifier"];
const NOT_NOTIFY: Words = ["niet melden", "do not notify", "ne pas notifier"];
const SUBJECTS: Words =
    ["Besluit over de betrokkenen", "Decision about the people", "Décision concernant les personnes"];
const COMMUNICATE: Words = ["informeren", "tell them", "informer"];
const NOT_REQUIRED: Words =
    ["informeren is niet nodig", "telling is not required", "information non requise"];
const EXCEPTION: Words = [
    "uitzondering (AVG, artikel 34, derde lid)",
    "exception (GDPR, article 34(3))",
    "exception (RGPD, article 34, paragraphe 3)",
];
const SECOND: Words = ["met een tweede persoon", "with a second person", "avec une deuxième personne"];
const PENDING: Words = ["nog niet genomen", "not taken yet", "pas encore prise"];
const ANSWERS: Words = ["Feiten en gevolgen", "Facts and effects", "Faits et effets"];
const MEASURES: Words = ["Maatregelen", "Measures", "Mesures"];
const MEASURE: Words = ["Maatregel", "Measure", "Mesure"];
const OWNER: Words = ["Eigenaar", "Owner", "Responsable"];
const DUE: Words = ["Vóór", "Due", "Échéance"];
const DONE: Words = ["Gedaan", "Done", "Fait"];
const NOTIFICATIONS: Words = ["Meldingen", "Notifications", "Notifications"];
const FORM: Words = ["Formulier", "Form", "Formulaire"];
const MADE: Words = ["Gemaakt", "Made", "Établie"];
const FILED: Words = ["Ingediend", "Filed", "Déposée"];
const PROVENANCE: Words = ["Gemaakt met", "Made with", "Établi avec"];

/// Returns the register as a document.
///
/// # Errors
/// `not-your-role`; faults of the store.
pub fn document(
    desk: &Desk<'_>,
    shown: Shown,
    language: Language,
    zone: &TimeZone,
) -> Result<Document, Error> {
    desk.authorise(Act::SeeBreaches)?;
    let printing = Printing { shown, language, zone };
    let mut listed = breaches::all(desk)?;
    listed.sort_by_key(|one| one.seq);
    let say = |words| printing.say(words);
    let mut blocks = vec![paragraph(say(INTRODUCTION))];
    if listed.is_empty() {
        blocks.push(paragraph(say(NONE)));
    } else {
        blocks.push(heading(HeadingLevel::One, say(OVERVIEW)));
        blocks.push(printing.overview(&listed));
    }
    for one in &listed {
        let breach = breaches::newest(desk.archive, one.id)?.breach;
        blocks.extend(printing.breach(one, &breach, questions_of(desk.archive, &breach)));
    }
    let at = moment(desk.now, zone);
    let subtitle = match shown {
        Shown::Whole => at.clone(),
        Shown::WithoutPersonalData => format!("{at} · {}", say(REDACTED)),
    };
    Ok(Document {
        title: say(TITLE).into(),
        subtitle: subtitle.into(),
        language: of_page(language),
        body_name: desk.archive.config.records_creator.as_str().into(),
        provenance: format!("{} {SOFTWARE}, {at}", say(PROVENANCE)).into(),
        reference: at.into(),
        made_at: desk.now,
        blocks,
    })
}

/// How the register is printed.
struct Printing<'p> {
    shown: Shown,
    language: Language,
    zone: &'p TimeZone,
}

impl Printing<'_> {
    fn say(&self, [nl, en, fr]: Words) -> &'static str {
        match self.language {
            Language::Nl => nl,
            Language::En => en,
            Language::Fr => fr,
        }
    }

    /// Returns what a person wrote, or that it was left out.
    fn written(&self, text: &str) -> String {
        match self.shown {
            Shown::Whole => text.to_owned(),
            Shown::WithoutPersonalData if text.trim().is_empty() => String::new(),
            Shown::WithoutPersonalData => self.say(REMOVED).to_owned(),
        }
    }

    fn at(&self, at: Timestamp) -> String {
        moment(at, self.zone)
    }

    fn overview(&self, listed: &[Listed]) -> DocumentBlock {
        let row = |one: &Listed| {
            let line = &one.line;
            let cells = [
                line.number.clone(),
                self.at(line.reported_at),
                self.written(line.title.as_str()),
                self.say(stage(line.stage)).to_owned(),
                self.say(line.level.map_or(NOT_ASSESSED, level)).to_owned(),
                line.n_people.map(|n| n.to_string()).unwrap_or_default(),
                line.notified_at.map_or_else(|| self.say(NO).to_owned(), |at| self.at(at)),
            ];
            cells.into_iter().map(Content::new).collect()
        };
        DocumentBlock::Table(DocumentTable {
            columns: vec![
                DocumentColumn::words(self.say(NUMBER), 6),
                DocumentColumn::words(self.say(REPORTED), 7),
                DocumentColumn::words(self.say(WHAT), 12),
                DocumentColumn::words(self.say(STAGE), 6),
                DocumentColumn::words(self.say(RISK), 7),
                DocumentColumn::numbers(self.say(PEOPLE), 5),
                DocumentColumn::words(self.say(NOTIFIED_ON), 7),
            ],
            rows: listed.iter().map(row).collect(),
        })
    }

    fn breach(&self, one: &Listed, breach: &Breach, list: Option<&QuestionList>) -> Vec<DocumentBlock> {
        let title = match self.shown {
            Shown::Whole => format!("{} · {}", breach.number, breach.title.as_str()),
            Shown::WithoutPersonalData => breach.number.clone(),
        };
        let mut blocks =
            vec![heading(HeadingLevel::One, title), DocumentBlock::Facts { rows: self.facts(one, breach) }];
        let answers = self.answers(breach, list);
        if !answers.is_empty() {
            blocks.push(heading(HeadingLevel::Two, self.say(ANSWERS)));
            blocks.push(DocumentBlock::Facts { rows: answers });
        }
        if !breach.notifications.is_empty() {
            blocks.push(heading(HeadingLevel::Two, self.say(NOTIFICATIONS)));
            blocks.push(self.notifications(&breach.notifications));
        }
        if !breach.measures.is_empty() {
            blocks.push(heading(HeadingLevel::Two, self.say(MEASURES)));
            blocks.push(self.measures(breach));
        }
        blocks
    }

    fn facts(&self, one: &Listed, breach: &Breach) -> Vec<DocumentFact> {
        let moments = &breach.moments;
        let at = |moment: &zegel_breach::Moment| {
            let how = self.written(moment.how.as_str());
            if how.is_empty() { self.at(moment.at) } else { format!("{}\n{how}", self.at(moment.at)) }
        };
        let written = |content: &Content| self.written(content.as_str());
        let rows = [
            (WHAT, Some(written(&breach.report.what))),
            (STAGE, Some(self.say(stage(breach.stage())).to_owned())),
            (REPORTED, Some(self.at(breach.report.reported.at))),
            (OCCURRED, moments.occurred.as_ref().map(|(occurred, _, _)| self.occurred(occurred))),
            (SIGNAL, Some(at(&moments.signal))),
            (INVESTIGATION, moments.investigation.as_ref().map(at)),
            (AWARE, moments.aware.as_ref().map(at)),
            (DEADLINE, breach.clock.as_ref().map(|clock| self.at(clock.working.utc))),
            (DELAY, breach.delay_reason.as_ref().map(|(reason, _)| written(reason))),
            (RISK, Some(self.say(one.line.level.map_or(NOT_ASSESSED, level)).to_owned())),
            (PEOPLE, one.line.n_people.map(|n| n.to_string())),
            (
                AUTHORITY,
                breach.authority.as_ref().map(|decision| {
                    self.decision(
                        decision,
                        breach.authority_choice().map(|choice| match choice {
                            AuthorityChoice::Notify => NOTIFY,
                            AuthorityChoice::NotNotify => NOT_NOTIFY,
                        }),
                    )
                }),
            ),
            (NOTIFIED, breach.notified_at().map(|at| self.at(at))),
            (
                SUBJECTS,
                breach.subjects.as_ref().map(|decision| {
                    self.decision(
                        decision,
                        breach.subjects_choice().map(|choice| match choice {
                            SubjectsChoice::Communicate => COMMUNICATE,
                            SubjectsChoice::NotRequired => NOT_REQUIRED,
                            SubjectsChoice::Exception { .. } => EXCEPTION,
                        }),
                    )
                }),
            ),
            (TOLD, breach.told_at().map(|at| self.at(at))),
        ];
        rows.into_iter().filter_map(|(label, value)| fact_of(self.say(label), value)).collect()
    }

    fn occurred(&self, occurred: &Occurred) -> String {
        let estimated = |is_estimated: bool, text: String| match is_estimated {
            true => format!("{text} ({})", self.say(ESTIMATED)),
            false => text,
        };
        match occurred {
            Occurred::At { at, is_estimated } => estimated(*is_estimated, self.at(*at)),
            Occurred::Between { from, to, is_estimated } => {
                estimated(*is_estimated, format!("{} – {}", self.at(*from), self.at(*to)))
            }
            Occurred::Ongoing { since: Some(since) } => {
                format!("{}, {} {}", self.say(ONGOING), self.say(SINCE), self.at(*since))
            }
            Occurred::Ongoing { since: None } => self.say(ONGOING).to_owned(),
            Occurred::Unknown => self.say(UNKNOWN).to_owned(),
        }
    }

    /// Says what holds, with its reasons; a proposal or a refusal does not hold.
    fn decision<T: Copy>(&self, decision: &Decision<T>, choice: Option<Words>) -> String {
        let Some(choice) = choice else { return self.say(PENDING).to_owned() };
        let mut text = self.say(choice).to_owned();
        if matches!(decision, Decision::InForce { approved: Some(_), .. }) {
            text = format!("{text}, {}", self.say(SECOND));
        }
        let reasons = self.written(decision.decided().reasons.as_str());
        if reasons.is_empty() { text } else { format!("{text}\n{reasons}") }
    }

    fn answers(&self, breach: &Breach, list: Option<&QuestionList>) -> Vec<DocumentFact> {
        let Some(list) = list else { return vec![] };
        let row = |question: &Question| {
            let answer = breach.answers.get(&question.code)?;
            Some(DocumentFact::new(question.labels.get(self.language), self.answer(question, answer)))
        };
        list.questions.iter().filter_map(row).collect()
    }

    fn answer(&self, question: &Question, answer: &Answer) -> String {
        let choice = |code: &String| match question.option(code) {
            Some(option) => option.labels.get(self.language).to_owned(),
            // Not in the list, so somebody's words.
            None => self.written(code),
        };
        match answer {
            Answer::Number(n) => n.to_string(),
            Answer::Range { min, max } => format!("{min} – {max}"),
            Answer::One(text) if question.kind == QuestionKind::Text => self.written(text),
            Answer::One(code) => choice(code),
            Answer::Many(codes) => codes.iter().map(choice).collect::<Vec<_>>().join("\n"),
        }
    }

    fn notifications(&self, list: &[Notification]) -> DocumentBlock {
        let row = |one: &Notification| {
            let filed = one.filed.as_ref().map(|filed| self.at(filed.at)).unwrap_or_default();
            let number = one.filed.as_ref().map(|filed| self.written(filed.number.as_str()));
            let cells = [
                one.n.to_string(),
                one.form.clone(),
                self.at(one.made.at),
                filed,
                number.unwrap_or_default(),
            ];
            cells.into_iter().map(Content::new).collect()
        };
        let columns =
            [("", 1), (self.say(FORM), 3), (self.say(MADE), 6), (self.say(FILED), 6), (self.say(NUMBER), 6)];
        DocumentBlock::Table(DocumentTable {
            columns: columns.into_iter().map(|(title, share)| DocumentColumn::words(title, share)).collect(),
            rows: list.iter().map(row).collect(),
        })
    }

    fn measures(&self, breach: &Breach) -> DocumentBlock {
        let rows = breach.measures.iter().map(|one| {
            let done = one.done.as_ref().map_or_else(|| self.say(NO).to_owned(), |done| self.at(done.at));
            let due = one.due.map(|day| day.to_string()).unwrap_or_default();
            let cells = [self.written(one.what.as_str()), self.written(one.owner.as_str()), due, done];
            cells.into_iter().map(Content::new).collect()
        });
        let columns = [(MEASURE, 12), (OWNER, 6), (DUE, 5), (DONE, 6)];
        DocumentBlock::Table(DocumentTable {
            columns: columns.map(|(title, share)| DocumentColumn::words(self.say(title), share)).into(),
            rows: rows.collect(),
        })
    }
}

fn stage(stage: Stage) -> Words {
    match stage {
        Stage::Signal => STAGES[0],
        Stage::Investigating => STAGES[1],
        Stage::Running => STAGES[2],
        Stage::Decided => STAGES[3],
        Stage::Closed => STAGES[4],
        Stage::NoBreach => STAGES[5],
    }
}

fn level(level: Level) -> Words {
    match level {
        Level::Unlikely => LEVELS[0],
        Level::Risk => LEVELS[1],
        Level::High => LEVELS[2],
    }
}
