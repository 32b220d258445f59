//! The factors of a breach, read once from the answers.
//!
//! Every choice that is weighed is an enum here, ordered from less to more harm as the ranks in the list are. What nobody
//! knows is read twice: cautiously, for the outcome, and at its worst, because a risk is only unlikely when it stays so at the
//! worst (GDPR art. 33(1)). Nothing is weighed here.

use zegel_law::{DataWeight, EnisaCategory, Question, QuestionList};

use crate::questionnaire::counts;
use crate::{Answer, Answers};

/// The codes of the questions that are weighed.
pub(super) mod code {
    pub const NATURE: &str = "nature";
    pub const CAUSE: &str = "cause";
    pub const EXPOSURE: &str = "exposure";
    pub const RECIPIENTS: &str = "recipients";
    pub const DELETION: &str = "deletion";
    pub const UNINTELLIGIBLE: &str = "unintelligible";
    pub const KEY_SAFE: &str = "key-safe";
    pub const ALTERATION: &str = "alteration";
    pub const OUTAGE: &str = "outage";
    pub const RECOVERY: &str = "recovery";
    pub const DISRUPTION: &str = "disruption";
    pub const VITAL_SERVICE: &str = "vital-service";
    pub const DATA_KINDS: &str = "data-kinds";
    pub const READABLE_KINDS: &str = "readable-kinds";
    pub const DETAIL: &str = "detail";
    pub const IDENTIFICATION: &str = "identification";
    pub const ALREADY_PUBLIC: &str = "already-public";
    pub const PEOPLE_KINDS: &str = "people-kinds";
    pub const VULNERABLE: &str = "vulnerable";
    pub const PEOPLE_NUMBER: &str = "people-number";
    pub const CONTEXT: &str = "context";
    pub const SEVERITY: &str = "severity";
    pub const LATER_MEASURES: &str = "later-measures";
}

/// From how many people on a breach counts as one of many; ours, for the law names no number.
pub const MANY_PEOPLE: u64 = 1_000;

/// How an answer that nobody knows is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As what is to be expected by somebody careful.
    Cautious,
    /// As the worst that it can be.
    Worst,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exposure {
    RuledOut,
    NoSign,
    Likely,
    Seen,
    Misused,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Recipients {
    OwnStaff,
    Trusted,
    KnownFew,
    KnownMany,
    Unknown,
    Public,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Deletion {
    Confirmed,
    Open,
    Refused,
}

/// What protects the data against whoever has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Protection {
    /// All are unintelligible, and the key is safe.
    Intact,
    /// A part is.
    Partial,
    /// There was some, and it cannot be relied on.
    Broken,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Alteration {
    Corrected,
    Unused,
    Reversible,
    Irreversible,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outage {
    None,
    Minutes,
    Hours,
    Days,
    Weeks,
    Permanent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Recovery {
    Complete,
    Partly,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Detail {
    Little,
    Some,
    Much,
    Full,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Identification {
    Hardly,
    WithEffort,
    Easily,
    Direct,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Context {
    Plain,
    Some,
    Sensitive,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Special {
    Nobody,
    Vulnerable,
    InDanger,
}

/// How hard something hits one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Harm {
    Negligible,
    Limited,
    Moderate,
    Significant,
    VeryLarge,
}

impl Harm {
    const ALL: [Self; 5] =
        [Self::Negligible, Self::Limited, Self::Moderate, Self::Significant, Self::VeryLarge];

    /// Returns the harm of a class of data, 0 to 4; more counts as 4.
    pub(super) fn of(class: u8) -> Self {
        *Self::ALL.get(usize::from(class)).unwrap_or(&Self::VeryLarge)
    }

    pub(super) fn class(self) -> u8 {
        self as u8
    }
}

/// The three ways in which a breach can harm (EDPB: confidentiality, integrity, availability).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Nature {
    pub confidentiality: bool,
    pub integrity: bool,
    pub availability: bool,
}

/// Everything that is weighed.
#[derive(Debug, Clone)]
pub(super) struct Factors {
    pub nature: Nature,
    pub is_malicious: bool,
    pub exposure: Exposure,
    pub recipients: Recipients,
    pub deletion: Deletion,
    pub protection: Protection,
    /// The kinds of data that whoever has them can read.
    pub readable: Vec<DataWeight>,
    /// All kinds of data.
    pub kinds: Vec<DataWeight>,
    pub detail: Detail,
    pub identification: Identification,
    pub is_public_already: bool,
    /// What can be replaced was replaced before it was misused.
    pub is_stopped: bool,
    pub special: Special,
    pub n_people: Option<u64>,
    pub is_of_many: bool,
    pub context: Context,
    pub stated: Harm,
    pub alteration: Alteration,
    pub outage: Outage,
    pub recovery: Recovery,
    pub disruption: Harm,
    pub is_vital: bool,
}

impl Factors {
    /// Reads the factors; an answer to a question that is certainly not asked counts for nothing.
    pub(super) fn read(list: &QuestionList, answers: &Answers, reading: Reading) -> Self {
        let sheet = Sheet { list, answers, reading };
        let kinds = sheet.kinds(code::DATA_KINDS);
        let protection = sheet.protection();
        let n_people = sheet.n_people();
        Self {
            nature: sheet.nature(),
            is_malicious: sheet.one(code::CAUSE, &CAUSES, [false, true]),
            exposure: sheet.one(code::EXPOSURE, &EXPOSURES, [Exposure::Likely, Exposure::Misused]),
            recipients: sheet.one(code::RECIPIENTS, &RECIPIENTS, [Recipients::Unknown, Recipients::Public]),
            deletion: sheet.one(code::DELETION, &DELETIONS, [Deletion::Open, Deletion::Refused]),
            readable: if protection == Protection::Partial { sheet.readable(&kinds) } else { kinds.clone() },
            kinds,
            protection,
            detail: sheet.one(code::DETAIL, &DETAILS, [Detail::Much, Detail::Full]),
            identification: sheet.one(code::IDENTIFICATION, &IDENTIFICATIONS, [Identification::Direct; 2]),
            is_public_already: sheet.one(code::ALREADY_PUBLIC, &ALREADY_PUBLIC, [false; 2]),
            is_stopped: sheet.one(code::LATER_MEASURES, &LATER_MEASURES, [false; 2]),
            special: sheet.special(),
            n_people,
            is_of_many: n_people.map_or(reading == Reading::Worst, |n| MANY_PEOPLE <= n),
            context: sheet.one(code::CONTEXT, &CONTEXTS, [Context::Plain, Context::Sensitive]),
            stated: sheet.one(code::SEVERITY, &SEVERITIES, [Harm::Negligible, Harm::VeryLarge]),
            alteration: sheet.one(
                code::ALTERATION,
                &ALTERATIONS,
                [Alteration::Reversible, Alteration::Irreversible],
            ),
            outage: sheet.one(code::OUTAGE, &OUTAGES, [Outage::Days, Outage::Permanent]),
            recovery: sheet.one(code::RECOVERY, &RECOVERIES, [Recovery::Partly, Recovery::None]),
            disruption: sheet.one(code::DISRUPTION, &DISRUPTIONS, [Harm::Limited, Harm::VeryLarge]),
            is_vital: sheet.one(code::VITAL_SERVICE, &VITAL, [false, true]),
        }
    }

    /// Returns the same breach without what made the data unintelligible (GDPR art. 34(3)(a)).
    pub(super) fn without_protection(&self) -> Self {
        Self { protection: Protection::None, readable: self.kinds.clone(), ..self.clone() }
    }

    /// Returns the same breach without what was done about it afterwards (GDPR art. 34(3)(b)).
    pub(super) fn without_later_measures(&self) -> Self {
        Self { is_stopped: false, deletion: self.deletion.max(Deletion::Open), ..self.clone() }
    }
}

/// The choices of each question, with what they mean here.
type Choices<T, const N: usize> = [(&'static str, T); N];

const CAUSES: Choices<bool, 4> = [
    ("internal-accident", false),
    ("external-accident", false),
    ("internal-malicious", true),
    ("external-malicious", true),
];
const EXPOSURES: Choices<Exposure, 5> = [
    ("ruled-out", Exposure::RuledOut),
    ("no-sign", Exposure::NoSign),
    ("likely", Exposure::Likely),
    ("seen", Exposure::Seen),
    ("misused", Exposure::Misused),
];
const RECIPIENTS: Choices<Recipients, 6> = [
    ("own-staff", Recipients::OwnStaff),
    ("trusted", Recipients::Trusted),
    ("known-few", Recipients::KnownFew),
    ("known-many", Recipients::KnownMany),
    ("unknown", Recipients::Unknown),
    ("public", Recipients::Public),
];
const DELETIONS: Choices<Deletion, 5> = [
    ("confirmed", Deletion::Confirmed),
    ("partly", Deletion::Open),
    ("asked", Deletion::Open),
    ("not-asked", Deletion::Open),
    ("refused", Deletion::Refused),
];
const UNINTELLIGIBLE: Choices<Protection, 4> = [
    ("yes", Protection::Intact),
    ("partly", Protection::Partial),
    ("weak", Protection::Broken),
    ("no", Protection::None),
];
const KEY_SAFE: Choices<bool, 2> = [("yes", true), ("no", false)];
const ALTERATIONS: Choices<Alteration, 4> = [
    ("corrected", Alteration::Corrected),
    ("unused", Alteration::Unused),
    ("reversible", Alteration::Reversible),
    ("irreversible", Alteration::Irreversible),
];
const OUTAGES: Choices<Outage, 6> = [
    ("none", Outage::None),
    ("minutes", Outage::Minutes),
    ("hours", Outage::Hours),
    ("days", Outage::Days),
    ("weeks", Outage::Weeks),
    ("permanent", Outage::Permanent),
];
const RECOVERIES: Choices<Recovery, 3> =
    [("complete", Recovery::Complete), ("partly", Recovery::Partly), ("none", Recovery::None)];
const DISRUPTIONS: Choices<Harm, 4> = [
    ("none", Harm::Negligible),
    ("inconvenience", Harm::Limited),
    ("significant", Harm::Significant),
    ("serious", Harm::VeryLarge),
];
const VITAL: Choices<bool, 2> = [("no", false), ("yes", true)];
const DETAILS: Choices<Detail, 4> =
    [("little", Detail::Little), ("some", Detail::Some), ("much", Detail::Much), ("full", Detail::Full)];
const IDENTIFICATIONS: Choices<Identification, 4> = [
    ("hardly", Identification::Hardly),
    ("with-effort", Identification::WithEffort),
    ("easily", Identification::Easily),
    ("direct", Identification::Direct),
];
const ALREADY_PUBLIC: Choices<bool, 3> = [("all", true), ("partly", false), ("no", false)];
const CONTEXTS: Choices<Context, 3> =
    [("no", Context::Plain), ("some", Context::Some), ("sensitive", Context::Sensitive)];
const SEVERITIES: Choices<Harm, 4> = [
    ("negligible", Harm::Negligible),
    ("limited", Harm::Limited),
    ("significant", Harm::Significant),
    ("very-large", Harm::VeryLarge),
];
const LATER_MEASURES: Choices<bool, 3> = [("stopped", true), ("reduced", false), ("none", false)];
const NATURES: [&str; 3] = ["confidentiality", "integrity", "availability"];

/// Returns the questions whose choices are known here by name, with those choices.
fn named() -> Vec<(&'static str, Vec<&'static str>)> {
    fn codes<T>(choices: &[(&'static str, T)]) -> Vec<&'static str> {
        choices.iter().map(|(code, _)| *code).collect()
    }
    vec![
        (code::NATURE, NATURES.to_vec()),
        (code::CAUSE, codes(&CAUSES)),
        (code::EXPOSURE, codes(&EXPOSURES)),
        (code::RECIPIENTS, codes(&RECIPIENTS)),
        (code::DELETION, codes(&DELETIONS)),
        (code::UNINTELLIGIBLE, codes(&UNINTELLIGIBLE)),
        (code::KEY_SAFE, codes(&KEY_SAFE)),
        (code::ALTERATION, codes(&ALTERATIONS)),
        (code::OUTAGE, codes(&OUTAGES)),
        (code::RECOVERY, codes(&RECOVERIES)),
        (code::DISRUPTION, codes(&DISRUPTIONS)),
        (code::VITAL_SERVICE, codes(&VITAL)),
        (code::DETAIL, codes(&DETAILS)),
        (code::IDENTIFICATION, codes(&IDENTIFICATIONS)),
        (code::ALREADY_PUBLIC, codes(&ALREADY_PUBLIC)),
        (code::CONTEXT, codes(&CONTEXTS)),
        (code::SEVERITY, codes(&SEVERITIES)),
        (code::LATER_MEASURES, codes(&LATER_MEASURES)),
    ]
}

/// The questions whose choices carry their weight in the list itself, so that a body may add some.
const WEIGHED_IN_THE_LIST: [&str; 3] = [code::DATA_KINDS, code::PEOPLE_KINDS, code::VULNERABLE];

/// Lists what a list of questions lacks, or has too much, to be weighed.
pub(super) fn misfits(list: &QuestionList) -> Vec<String> {
    let mut found = vec![];
    let named = named();
    for (question, known) in &named {
        let options = list.question(question).map_or(&[][..], |question| &question.options);
        found.extend(
            known
                .iter()
                .filter(|code| !options.iter().any(|option| option.code == **code))
                .map(|code| format!("question '{question}' lacks the choice '{code}'")),
        );
        found.extend(
            options.iter().filter(|option| !option.unknown && !known.contains(&option.code.as_str())).map(
                |option| format!("question '{question}' has a choice '{}' without a weight", option.code),
            ),
        );
    }
    for question in WEIGHED_IN_THE_LIST {
        let options = list.question(question).map_or(&[][..], |question| &question.options);
        let is_weighed = |option: &&zegel_law::QuestionOption| {
            option.unknown || option.rank.is_some() || option.data.is_some()
        };
        if options.is_empty() || !options.iter().all(|option| is_weighed(&option)) {
            found.push(format!("question '{question}' has no choices, or one without a weight"));
        }
    }
    let others = [code::READABLE_KINDS, code::PEOPLE_NUMBER];
    for question in others.iter().filter(|question| list.question(question).is_none()) {
        found.push(format!("there is no question '{question}'"));
    }
    let is_known = |question: &&Question| {
        named.iter().any(|(code, _)| *code == question.code)
            || WEIGHED_IN_THE_LIST.contains(&question.code.as_str())
            || others.contains(&question.code.as_str())
    };
    for question in list.factors().filter(|question| !is_known(question)) {
        found.push(format!("question '{}' is to be weighed, and nothing says how", question.code));
    }
    found
}

/// The answers as they count, under one reading of what is unknown.
struct Sheet<'a> {
    list: &'a QuestionList,
    answers: &'a Answers,
    reading: Reading,
}

impl Sheet<'_> {
    fn pick<T: Copy>(&self, [cautious, worst]: [T; 2]) -> T {
        match self.reading {
            Reading::Cautious => cautious,
            Reading::Worst => worst,
        }
    }

    fn counted(&self, code: &str) -> Option<&Question> {
        self.list.question(code).filter(|question| counts(self.list, question, self.answers))
    }

    /// The codes of the answer; those that say "unknown" and those that do not count are left out.
    fn known(&self, code: &str) -> (Vec<&str>, bool) {
        let Some(question) = self.counted(code) else { return (vec![], true) };
        let codes = self.answers.codes(code);
        let known: Vec<_> = codes.iter().map(String::as_str).filter(|code| question.says(code)).collect();
        let is_open = known.is_empty() || known.len() < codes.len();
        (known, is_open)
    }

    fn one<T: Copy>(&self, code: &str, choices: &[(&str, T)], unknown: [T; 2]) -> T {
        let (known, _) = self.known(code);
        let found = choices.iter().find(|(choice, _)| known.first() == Some(choice));
        found.map_or_else(|| self.pick(unknown), |(_, meaning)| *meaning)
    }

    fn nature(&self) -> Nature {
        let (known, is_open) = self.known(code::NATURE);
        let has = |name: &str| is_open || known.contains(&name);
        let [confidentiality, integrity, availability] = NATURES.map(has);
        Nature { confidentiality, integrity, availability }
    }

    fn protection(&self) -> Protection {
        let said = self.one(code::UNINTELLIGIBLE, &UNINTELLIGIBLE, [Protection::None; 2]);
        let rests_on_key = matches!(said, Protection::Intact | Protection::Partial);
        if rests_on_key && !self.one(code::KEY_SAFE, &KEY_SAFE, [false; 2]) {
            Protection::Broken
        } else {
            said
        }
    }

    fn kinds(&self, question: &str) -> Vec<DataWeight> {
        let (known, is_open) = self.known(question);
        let weights = self.list.question(code::DATA_KINDS);
        let weight = |code: &&str| weights?.option(code)?.data;
        let mut kinds: Vec<_> = known.iter().filter_map(weight).collect();
        if is_open {
            let class = self.pick([2, 4]);
            let enisa = self.pick([EnisaCategory::Behavioural, EnisaCategory::Sensitive]);
            kinds.push(DataWeight { insight: class, misuse: class, enisa, revocable: false });
        }
        kinds
    }

    /// The kinds that were readable, among all kinds; all of them where none was named.
    fn readable(&self, kinds: &[DataWeight]) -> Vec<DataWeight> {
        let (known, is_open) = self.known(code::READABLE_KINDS);
        let is_named = known.iter().any(|code| self.answers.has(code::DATA_KINDS, code));
        if is_open || !is_named { kinds.to_vec() } else { self.kinds(code::READABLE_KINDS) }
    }

    fn special(&self) -> Special {
        let rank = |code: &str| {
            let (known, is_open) = self.known(code);
            let options = self.counted(code).map_or(&[][..], |question| &question.options);
            let chosen = options.iter().filter(|option| known.contains(&option.code.as_str()));
            let said = chosen.filter_map(|option| option.rank).max().unwrap_or(0);
            let worst = options.iter().filter_map(|option| option.rank).max().unwrap_or(0);
            if is_open { self.pick([said, worst]) } else { said }
        };
        match rank(code::PEOPLE_KINDS).max(rank(code::VULNERABLE)) {
            0 => Special::Nobody,
            1 => Special::Vulnerable,
            _ => Special::InDanger,
        }
    }

    fn n_people(&self) -> Option<u64> {
        match self.answers.get(code::PEOPLE_NUMBER)? {
            Answer::Number(n) | Answer::Range { max: n, .. } => Some(*n),
            Answer::One(_) | Answer::Many(_) => None,
        }
    }
}
