//! The living register of risks (requirements G1, G2): what the law names, what the body adds, and what people judge.
//!
//! The ten risks and their measures are dated data; the body adds risks and measures of its own and says of each measure whether it
//! chose it. How a measure stands is counted ([`crate::evidence`]) or attested; what is left of a risk is judged by a person, with
//! reasons and a day to look again. Every change is a new version of a paper, and all stay.

pub mod pia;

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::json;
use zegel_law::{Impact, Labels, Likelihood};
use zegel_model::{Act, Done};
use zegel_store::{Audited, Paper, PaperKind, StoreError, Subject};

use crate::evidence::{self, Count, Standing};
use crate::{Desk, Error};

/// How long a title may be, in characters.
pub const MAX_TITLE_CHARS: usize = 120;
/// How long any other text may be, in characters.
pub const MAX_TEXT_CHARS: usize = 4_000;
/// How many risks and how many measures of its own a body has at most.
pub const MAX_OWN: usize = 200;
/// How far away a day to look again, or the end of an attestation, may lie: after that nobody remembers.
const MAX_YEARS: i16 = 5;

const OWN: &str = "own/";
const MEASURE: &str = "measure/";
const CHOICE: &str = "choice/";
const JUDGED: &str = "judged/";
const ATTESTED: &str = "attested/";

/// What a person judges to be left of a risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// How likely it still is.
    pub likelihood: Likelihood,
    /// How hard it still hits.
    pub impact: Impact,
    /// Why.
    pub reasons: String,
    /// The day on which somebody looks again.
    pub look_again: Date,
}

/// What somebody declares of a measure that the archive cannot see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attestation {
    /// What was seen, and where it is written.
    pub what: String,
    /// Until when it holds.
    pub until: Date,
}

/// Whether the body chose a measure, and for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// It takes this measure.
    pub is_chosen: bool,
    /// Why, or why not.
    pub why: String,
    /// For which group, where it is another than the one of the law: a code, or words of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
}

/// A risk of the body's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnRisk {
    /// In a line.
    pub title: String,
    /// In a few sentences.
    pub text: String,
    /// Whom it hits.
    pub affected: String,
    /// How likely it is before anything is done.
    pub likelihood: Likelihood,
    /// How hard it hits.
    pub impact: Impact,
    /// It is not in the register any more; its versions stay.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_ended: bool,
}

/// A measure of the body's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnMeasure {
    /// The codes of the risks that it is against.
    pub risks: Vec<String>,
    /// In a line.
    pub title: String,
    /// In a sentence or two.
    pub text: String,
    /// For which group: a code of the law, or words of its own.
    pub target: String,
    /// Who attests how it stands.
    pub attested_by: String,
    /// It is not in the register any more; its versions stay.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_ended: bool,
}

/// Something that somebody wrote, with who and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<T> {
    /// Which version, from 1.
    pub version: u64,
    /// What.
    pub what: T,
    /// By whom, and when.
    pub made: Done,
}

/// A measure in the register.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Its code.
    pub code: String,
    /// It is the body's own.
    pub is_own: bool,
    /// In a line.
    pub title: Labels,
    /// In a sentence or two.
    pub text: Labels,
    /// For whom.
    pub target: Labels,
    /// The codes of its counts.
    pub counts: Vec<String>,
    /// Who attests what the archive cannot see.
    pub attested_by: Option<Labels>,
    /// The last attestation.
    pub attestation: Option<Written<Attestation>>,
    /// Whether the body chose it; nobody said so yet when `None`, and then it counts as chosen.
    pub choice: Option<Written<Choice>>,
    /// How it stands: the worst of its counts and its attestation.
    pub standing: Standing,
}

impl Measure {
    /// Returns true unless the body said that it does without.
    pub fn is_chosen(&self) -> bool {
        self.choice.as_ref().is_none_or(|choice| choice.what.is_chosen)
    }
}

/// A risk in the register.
#[derive(Debug, Clone)]
pub struct Risk {
    /// Its code.
    pub code: String,
    /// Its number in the source; `None` for one of the body's own.
    pub number: Option<u16>,
    /// In a line.
    pub title: Labels,
    /// In a few sentences.
    pub text: Labels,
    /// Whom it hits.
    pub affected: Labels,
    /// How likely it is before anything is done, and why.
    pub likelihood: (Likelihood, Option<Labels>),
    /// How hard it hits, and why.
    pub impact: (Impact, Option<Labels>),
    /// The measures against it.
    pub measures: Vec<Measure>,
    /// What somebody last judged to be left.
    pub judgement: Option<Written<Judgement>>,
    /// Nobody judged it, or the day to look again is past.
    pub is_overdue: bool,
    /// How its measures stand together: the worst of those that were chosen.
    pub standing: Standing,
}

/// The register as it stands now.
#[derive(Debug, Clone)]
pub struct Register {
    /// The day, in the zone of the archive.
    pub on: Date,
    /// The risks: those of the law by number, then the body's own.
    pub risks: Vec<Risk>,
    /// What was counted.
    pub counts: Vec<Count>,
}

impl Register {
    /// Returns a count.
    pub fn count(&self, code: &str) -> Option<&Count> {
        self.counts.iter().find(|count| count.rule.code == code)
    }

    /// Returns a risk.
    pub fn risk(&self, code: &str) -> Option<&Risk> {
        self.risks.iter().find(|risk| risk.code == code)
    }
}

/// Returns the register as it stands now, with everything counted.
///
/// # Errors
/// `not-your-role`; faults of the store.
pub fn register(desk: &Desk<'_>, zone: &TimeZone) -> Result<Register, Error> {
    let counts = evidence::now(desk, zone)?;
    let on = desk.now.to_zoned(zone.clone()).date();
    let papers = desk.archive.store.read(|view| view.papers(PaperKind::Risk))?;
    let papers: BTreeMap<_, _> = papers.into_iter().map(|paper| (paper.name.clone(), paper)).collect();
    let build = Build { desk, on, counts: &counts, papers: &papers };
    let risks = build.risks()?;
    Ok(Register { on, risks, counts })
}

/// Returns what people judged of a risk, oldest first.
///
/// # Errors
/// `not-your-role`.
pub fn judgements(desk: &Desk<'_>, code: &str) -> Result<Vec<Written<Judgement>>, Error> {
    versions(desk, &format!("{JUDGED}{code}"))
}

/// Returns what people attested of a measure, oldest first.
///
/// # Errors
/// `not-your-role`.
pub fn attestations(desk: &Desk<'_>, code: &str) -> Result<Vec<Written<Attestation>>, Error> {
    versions(desk, &format!("{ATTESTED}{code}"))
}

/// Judges what is left of a risk.
///
/// # Errors
/// `not-your-role`, `reasons-missing`, `day-wrong`; when there is no such risk.
pub fn judge(desk: &mut Desk<'_>, zone: &TimeZone, code: &str, judgement: Judgement) -> Result<(), Error> {
    desk.authorise(Act::KeepRisks)?;
    known_risk(desk, zone, code)?;
    check_text(&judgement.reasons, "reasons-missing")?;
    check_day(desk, zone, judgement.look_again)?;
    write(desk, &format!("{JUDGED}{code}"), &judgement)
}

/// Attests how a measure stands.
///
/// # Errors
/// `not-your-role`, `statement-missing`, `day-wrong`; when there is no such measure.
pub fn attest(desk: &mut Desk<'_>, zone: &TimeZone, code: &str, attested: Attestation) -> Result<(), Error> {
    desk.authorise(Act::KeepRisks)?;
    known_measure(desk, zone, code)?;
    check_text(&attested.what, "statement-missing")?;
    check_day(desk, zone, attested.until)?;
    write(desk, &format!("{ATTESTED}{code}"), &attested)
}

/// Says whether the body takes a measure, and for whom.
///
/// # Errors
/// `not-your-role`, `reasons-missing`; when there is no such measure.
pub fn choose(desk: &mut Desk<'_>, zone: &TimeZone, code: &str, choice: Choice) -> Result<(), Error> {
    desk.authorise(Act::KeepRisks)?;
    known_measure(desk, zone, code)?;
    check_text(&choice.why, "reasons-missing")?;
    if choice.target.as_ref().is_some_and(|target| MAX_TITLE_CHARS < target.chars().count()) {
        return Err(too_long());
    }
    write(desk, &format!("{CHOICE}{code}"), &choice)
}

/// Adds a risk of the body's own, or writes a new version of one; returns its code.
///
/// # Errors
/// `not-your-role`, `risk-text`, `too-many`; when there is no such risk.
pub fn keep_risk(desk: &mut Desk<'_>, code: Option<&str>, risk: &OwnRisk) -> Result<String, Error> {
    desk.authorise(Act::KeepRisks)?;
    check_title(&risk.title)?;
    check_text(&risk.text, "risk-text")?;
    check_text(&risk.affected, "risk-text")?;
    let code = own_code(desk, (OWN, "own"), code)?;
    write(desk, &format!("{OWN}{code}"), risk)?;
    Ok(code)
}

/// Adds a measure of the body's own, or writes a new version of one; returns its code.
///
/// # Errors
/// `not-your-role`, `risk-text`, `too-many`; when there is no such measure, or one of its risks is not there.
pub fn keep_measure(
    desk: &mut Desk<'_>,
    zone: &TimeZone,
    code: Option<&str>,
    measure: &OwnMeasure,
) -> Result<String, Error> {
    desk.authorise(Act::KeepRisks)?;
    check_title(&measure.title)?;
    check_title(&measure.target)?;
    check_title(&measure.attested_by)?;
    check_text(&measure.text, "risk-text")?;
    if measure.risks.is_empty() {
        return Err(Error::refused("risk-text", "a measure is against a risk", "choose a risk"));
    }
    measure.risks.iter().try_for_each(|risk| known_risk(desk, zone, risk))?;
    let code = own_code(desk, (MEASURE, "own-measure"), code)?;
    write(desk, &format!("{MEASURE}{code}"), measure)?;
    Ok(code)
}

/// What the register is built from.
struct Build<'b, 'd> {
    desk: &'b Desk<'d>,
    on: Date,
    counts: &'b [Count],
    papers: &'b BTreeMap<String, Paper>,
}

impl Build<'_, '_> {
    fn risks(&self) -> Result<Vec<Risk>, Error> {
        let law = &self.desk.archive.law;
        let measures = self.measures()?;
        let against = |code: &str, named: &[String]| {
            let is_against = |(measure, risks): &&(Measure, Vec<String>)| {
                named.contains(&measure.code) || risks.iter().any(|risk| risk == code)
            };
            measures.iter().filter(is_against).map(|(measure, _)| measure.clone()).collect::<Vec<_>>()
        };
        let mut risks = vec![];
        for rule in law.risks(self.on) {
            risks.push(self.finish(Risk {
                code: rule.code.clone(),
                number: Some(rule.number),
                title: rule.title.clone(),
                text: rule.text.clone(),
                affected: rule.affected.clone(),
                likelihood: (rule.likelihood, Some(rule.likelihood_why.clone())),
                impact: (rule.impact, Some(rule.impact_why.clone())),
                measures: against(&rule.code, &rule.measures),
                judgement: None,
                is_overdue: true,
                standing: Standing::NotMeasured,
            })?);
        }
        for (code, own) in self.own::<OwnRisk>(OWN)?.into_iter().filter(|(_, own)| !own.is_ended) {
            risks.push(self.finish(Risk {
                number: None,
                title: same(&own.title),
                text: same(&own.text),
                affected: same(&own.affected),
                likelihood: (own.likelihood, None),
                impact: (own.impact, None),
                measures: against(&code, &[]),
                judgement: None,
                is_overdue: true,
                standing: Standing::NotMeasured,
                code,
            })?);
        }
        Ok(risks)
    }

    /// Adds what was judged, and how the measures stand together.
    fn finish(&self, mut risk: Risk) -> Result<Risk, Error> {
        risk.judgement = self.written(&format!("{JUDGED}{}", risk.code))?;
        risk.is_overdue = risk.judgement.as_ref().is_none_or(|judged| judged.what.look_again < self.on);
        let chosen = risk.measures.iter().filter(|measure| measure.is_chosen());
        risk.standing = chosen.map(|measure| measure.standing).max().unwrap_or(Standing::Attention);
        Ok(risk)
    }

    /// Returns every measure, with the risks that a measure of the body's own names.
    fn measures(&self) -> Result<Vec<(Measure, Vec<String>)>, Error> {
        let mut measures = vec![];
        for rule in self.desk.archive.law.measures(self.on) {
            let measure = Measure {
                code: rule.code.clone(),
                is_own: false,
                title: rule.title.clone(),
                text: rule.text.clone(),
                target: self.target(&rule.target),
                counts: rule.counts.clone(),
                attested_by: rule.attested_by.clone(),
                attestation: None,
                choice: None,
                standing: Standing::NotMeasured,
            };
            measures.push((self.finish_measure(measure)?, vec![]));
        }
        for (code, own) in self.own::<OwnMeasure>(MEASURE)?.into_iter().filter(|(_, own)| !own.is_ended) {
            let measure = Measure {
                code,
                is_own: true,
                title: same(&own.title),
                text: same(&own.text),
                target: self.target(&own.target),
                counts: vec![],
                attested_by: Some(same(&own.attested_by)),
                attestation: None,
                choice: None,
                standing: Standing::NotMeasured,
            };
            measures.push((self.finish_measure(measure)?, own.risks));
        }
        Ok(measures)
    }

    fn finish_measure(&self, mut measure: Measure) -> Result<Measure, Error> {
        measure.choice = self.written::<Choice>(&format!("{CHOICE}{}", measure.code))?;
        if let Some(target) = measure.choice.as_ref().and_then(|choice| choice.what.target.as_ref()) {
            measure.target = self.target(target);
        }
        measure.attestation = self.written::<Attestation>(&format!("{ATTESTED}{}", measure.code))?;
        let of_counts = self.counts.iter().filter(|count| measure.counts.contains(&count.rule.code));
        let counted = of_counts.map(|count| count.standing).max();
        let attested = measure.attestation.as_ref().map(|one| match one.what.until < self.on {
            true => Standing::Attention,
            false => Standing::Good,
        });
        // What only a person can see, and nobody attested, asks for attention.
        let missing = measure.attested_by.as_ref().map(|_| Standing::Attention);
        measure.standing = counted.max(attested.or(missing)).unwrap_or(Standing::NotMeasured);
        Ok(measure)
    }

    /// Returns what a group is called: one of the law by its code, or the words themselves.
    fn target(&self, code_or_words: &str) -> Labels {
        let groups = self.desk.archive.law.target_groups();
        let found = groups.iter().find(|group| group.code == code_or_words);
        found.map_or_else(|| same(code_or_words), |group| group.labels.clone())
    }

    fn written<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<Option<Written<T>>, Error> {
        self.papers.get(name).map(read).transpose()
    }

    /// Returns the body's own things of a kind with their codes, in the order in which they were added.
    fn own<T: serde::de::DeserializeOwned>(&self, prefix: &str) -> Result<Vec<(String, T)>, Error> {
        let of_kind =
            self.papers.values().filter_map(|paper| Some((paper.name.strip_prefix(prefix)?, paper)));
        let mut own = of_kind
            .map(|(code, paper)| Ok((code.to_owned(), paper.read()?)))
            .collect::<Result<Vec<(String, T)>, Error>>()?;
        own.sort_by_key(|(code, _)| number_of(code));
        Ok(own)
    }
}

fn number_of(code: &str) -> u64 {
    code.rsplit_once('-').and_then(|(_, number)| number.parse().ok()).unwrap_or(0)
}

/// The words of the body are in the language that it wrote them in, whatever the language of the page.
fn same(words: &str) -> Labels {
    Labels { nl: words.to_owned(), en: words.to_owned(), fr: words.to_owned() }
}

fn read<T: serde::de::DeserializeOwned>(paper: &Paper) -> Result<Written<T>, Error> {
    Ok(Written { version: paper.version, what: paper.read()?, made: paper.made.clone() })
}

fn versions<T: serde::de::DeserializeOwned>(desk: &Desk<'_>, name: &str) -> Result<Vec<Written<T>>, Error> {
    desk.authorise(Act::SeeRisks)?;
    let papers = desk.archive.store.read(|view| view.paper_versions(PaperKind::Risk, name))?;
    papers.iter().map(read).collect()
}

fn write(desk: &mut Desk<'_>, name: &str, what: &impl Serialize) -> Result<(), Error> {
    let last = desk.archive.store.read(|view| view.paper(PaperKind::Risk, name))?;
    let version = last.map_or(1, |paper| paper.version + 1);
    let paper = desk.paper(PaperKind::Risk, name, version, what)?;
    // Names here are codes of ours and of the law; no word of a person is in them.
    let entry = desk.entry(
        Act::KeepRisks,
        vec![Subject::setting("risks")],
        json!({ "paper": name, "version": version }),
    );
    desk.archive.store.write(|tx| {
        tx.add_paper(&paper, None)?;
        Ok::<_, Error>(Audited::new((), entry))
    })
}

/// Returns the code of something that is there, or the next free one.
fn own_code(desk: &Desk<'_>, (prefix, stem): (&str, &str), code: Option<&str>) -> Result<String, Error> {
    let papers = desk.archive.store.read(|view| view.papers_of(PaperKind::Risk, prefix))?;
    let codes: Vec<_> = papers.iter().filter_map(|paper| paper.name.strip_prefix(prefix)).collect();
    if let Some(code) = code {
        let found = codes.iter().find(|one| **one == code);
        return found.map(|one| (*one).to_owned()).ok_or_else(|| not_found("risk or measure"));
    }
    if MAX_OWN <= codes.len() {
        return Err(Error::refused(
            "too-many",
            format!("there are {MAX_OWN} already"),
            "change one that is there",
        ));
    }
    let last = codes.iter().map(|code| number_of(code)).max().unwrap_or(0);
    Ok(format!("{stem}-{}", last + 1))
}

fn known_risk(desk: &Desk<'_>, zone: &TimeZone, code: &str) -> Result<(), Error> {
    let on = desk.now.to_zoned(zone.clone()).date();
    let is_of_law = desk.archive.law.risks(on).iter().any(|risk| risk.code == code);
    if is_of_law || is_paper(desk, &format!("{OWN}{code}"))? { Ok(()) } else { Err(not_found("risk")) }
}

fn known_measure(desk: &Desk<'_>, zone: &TimeZone, code: &str) -> Result<(), Error> {
    let on = desk.now.to_zoned(zone.clone()).date();
    let is_of_law = desk.archive.law.measures(on).any(|measure| measure.code == code);
    if is_of_law || is_paper(desk, &format!("{MEASURE}{code}"))? { Ok(()) } else { Err(not_found("measure")) }
}

fn is_paper(desk: &Desk<'_>, name: &str) -> Result<bool, Error> {
    Ok(desk.archive.store.read(|view| view.paper(PaperKind::Risk, name))?.is_some())
}

fn not_found(what: &'static str) -> Error {
    StoreError::NotFound { what, id: "of that code".to_owned() }.into()
}

fn check_text(text: &str, code: &'static str) -> Result<(), Error> {
    match text.chars().count() {
        _ if text.trim().is_empty() => {
            Err(Error::refused(code, "a text that is asked for is empty", "write a sentence"))
        }
        0..=MAX_TEXT_CHARS => Ok(()),
        _ => Err(too_long()),
    }
}

fn check_title(text: &str) -> Result<(), Error> {
    check_text(text, "risk-text")?;
    if MAX_TITLE_CHARS < text.chars().count() { Err(too_long()) } else { Ok(()) }
}

fn too_long() -> Error {
    Error::refused(
        "risk-text",
        "a text is too long",
        format!("use at most {MAX_TITLE_CHARS} characters in a line and {MAX_TEXT_CHARS} elsewhere"),
    )
}

fn check_day(desk: &Desk<'_>, zone: &TimeZone, day: Date) -> Result<(), Error> {
    let today = desk.now.to_zoned(zone.clone()).date();
    let last = today.saturating_add(jiff::Span::new().years(MAX_YEARS));
    if today < day && day <= last {
        return Ok(());
    }
    Err(Error::refused(
        "day-wrong",
        "this day is not in the years to come",
        format!("choose a day after today, within {MAX_YEARS} years"),
    ))
}
