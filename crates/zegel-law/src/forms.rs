//! The forms of the authorities as dated data: their items in their own numbering and order, and where each answer comes from.
//!
//! A form points at the questions about a breach, at facts of the breach itself, or at nothing where Zegel does not hold the
//! answer. The forms were read through secondary sources, so each says whether it was checked, and a body lays its own
//! edition over it. Nothing here fills a form; that is `zegel-breach`.
//!
//! Invariant: an item points only at what exists, and of one question that a form asks, every answer that says something
//! belongs to an option of the form.

use std::collections::{BTreeSet, HashSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Labels, Language, Place, QuestionKind, QuestionList, RequiredFor};

/// The language in which a form is filled in; German is a language of the Belgian authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FormLanguage {
    /// Dutch.
    Nl,
    /// English.
    En,
    /// French.
    Fr,
    /// German.
    De,
}

impl FormLanguage {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Nl, Self::En, Self::Fr, Self::De];

    /// Returns the tag (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
            Self::Fr => "fr",
            Self::De => "de",
        }
    }

    /// Finds a language by its tag.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// Returns the language of the pages in which our own words stand: there is no German, so French, a language of the
    /// same authority.
    pub fn of_pages(self) -> Language {
        match self {
            Self::Nl => Language::Nl,
            Self::En => Language::En,
            Self::Fr | Self::De => Language::Fr,
        }
    }
}

/// One text of a form in its languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormLabels {
    /// In Dutch.
    pub nl: String,
    /// In English.
    pub en: String,
    /// In French.
    pub fr: String,
    /// In German, for a form that can be filled in in German.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub de: Option<String>,
}

impl FormLabels {
    /// Returns the text in `language`; French where there is no German.
    pub fn get(&self, language: FormLanguage) -> &str {
        match language {
            FormLanguage::Nl => &self.nl,
            FormLanguage::En => &self.en,
            FormLanguage::Fr => &self.fr,
            FormLanguage::De => self.de.as_deref().unwrap_or(&self.fr),
        }
    }
}

/// A form of an authority, in one edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The stable code.
    pub code: String,
    /// Which edition of it this is; kept with every notification.
    pub edition: String,
    /// The first day on which it is offered.
    pub valid_from: Date,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// Where it comes from.
    pub source: String,
    /// True when the form itself was read for this.
    pub verified: bool,
    /// Its name.
    pub title: Labels,
    /// Where a person files it, and how: Zegel submits nothing.
    pub filing: Labels,
    /// The page of the authority.
    pub url: String,
    /// The place whose authority takes it; every place where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The languages in which it may be filled in.
    pub languages: Vec<FormLanguage>,
    /// Its parts, in order.
    pub sections: Vec<FormSection>,
    /// Its items, in order.
    pub items: Vec<FormItem>,
}

impl Form {
    /// Finds an item by its number.
    pub fn item(&self, number: &str) -> Option<&FormItem> {
        self.items.iter().find(|item| item.number == number)
    }
}

/// A part of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSection {
    /// Its number on the form.
    pub number: String,
    /// Its title.
    pub labels: FormLabels,
}

/// What an item of a form takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FormKind {
    /// One option.
    One,
    /// Any number of options.
    Many,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A moment.
    Moment,
    /// A day.
    Day,
}

/// Whether a form wants an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    /// In every notification.
    Always,
    /// Where its condition holds.
    Conditional,
    /// Never: it may stay empty.
    Optional,
}

/// One item of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormItem {
    /// Its number on the form; unique.
    pub number: String,
    /// The number of its section.
    pub section: String,
    /// What it takes.
    pub kind: FormKind,
    /// Whether the form wants it.
    pub need: Need,
    /// Which notification cannot do without; the form takes an incomplete one without the others (GDPR art. 33(4)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_for: Option<RequiredFor>,
    /// What it asks, in our words.
    pub labels: FormLabels,
    /// Where the answer comes from; several are joined. Empty = Zegel does not hold it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Source>,
    /// When it is asked: all of these must hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shown_if: Vec<FormCondition>,
    /// The options.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<FormOption>,
}

/// One option of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormOption {
    /// Its letter or number on the form; unique within the item.
    pub letter: String,
    /// What it says, in our words.
    pub labels: FormLabels,
    /// Which answers it stands for.
    pub from: Vec<String>,
    /// Only a notification that is not complete may choose it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
}

/// A condition: what the source says is one of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormCondition {
    /// Where to look.
    pub source: Source,
    /// Its codes.
    pub any: Vec<String>,
}

/// Where an answer comes from. In JSON `question:CODE` or `fact:NAME`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Source {
    /// The answer to a question about a breach.
    Question(String),
    /// A fact of the breach, of the body or of the notification.
    Fact(Fact),
}

impl TryFrom<String> for Source {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if let Some(code) = text.strip_prefix("question:") {
            return Ok(Self::Question(code.to_owned()));
        }
        let found = text.strip_prefix("fact:").and_then(Fact::of_name);
        found.map(Self::Fact).ok_or_else(|| {
            let names: Vec<_> = Fact::ALL.iter().map(|fact| fact.name()).collect();
            format!("'{text}' is no source: write question:CODE, or fact: and one of {}", names.join(", "))
        })
    }
}

impl From<Source> for String {
    fn from(source: Source) -> Self {
        match source {
            Source::Question(code) => format!("question:{code}"),
            Source::Fact(fact) => format!("fact:{}", fact.name()),
        }
    }
}

macro_rules! facts {
    ($($(#[$doc:meta])* $variant:ident => $name:literal [$($code:literal),*]),+ $(,)?) => {
        /// A fact that stands in the breach, the configuration or the notification, not among the answers.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Fact { $($(#[$doc])* $variant),+ }
        impl Fact {
            /// All facts.
            pub const ALL: &[Self] = &[$(Self::$variant),+];
            /// Returns the name as in the files.
            pub fn name(self) -> &'static str { match self { $(Self::$variant => $name),+ } }
            /// Returns the codes that it may have; none where it is a text, a number or a moment.
            pub fn codes(self) -> &'static [&'static str] { match self { $(Self::$variant => &[$($code),*]),+ } }
        }
    };
}

// A macro, because names, codes and the list of all facts must not drift apart.
facts! {
    /// Whether the authority knows of it already.
    Turn => "turn" ["new", "follow-up"],
    /// How far this notification goes.
    State => "state" ["complete", "incomplete", "withdrawal"],
    /// What changed, or why it is withdrawn.
    Reason => "reason" [],
    /// The number that the authority gave the first notification.
    FormerNumber => "former-number" [],
    /// The number in the register.
    Reference => "reference" [],
    /// The name of the body.
    BodyName => "body-name" [],
    /// Its postal address.
    BodyAddress => "body-address" [],
    /// Its number in the trade register.
    TradeNumber => "trade-number" [],
    /// That it has one.
    HasTradeNumber => "has-trade-number" ["yes"],
    /// Its sector.
    Sector => "sector" [],
    /// That it is established in the European Economic Area: it notifies in the Netherlands or Belgium.
    InEea => "in-eea" ["yes", "no"],
    /// That an authority asks for what only some of them ask for; neither of ours does.
    OnRequest => "on-request" ["yes", "no"],
    /// The number under which the authority knows the officer.
    OfficerNumber => "officer-number" [],
    /// Who makes the notification.
    MakerName => "maker-name" [],
    /// In which function.
    MakerFunction => "maker-function" ["officer", "other"],
    /// How to reach them.
    MakerContact => "maker-contact" [],
    /// Whether there is a data protection officer or other point of contact.
    HasContact => "has-contact" ["yes", "no"],
    /// The name of the point of contact (GDPR art. 33(3)(b)).
    ContactName => "contact-name" [],
    /// How to reach it.
    ContactDetails => "contact-details" [],
    /// Under which law.
    Regime => "regime" [],
    /// On which side the body stands.
    Side => "side" ["controller", "processor"],
    /// When it occurred, as a kind.
    Occurred => "occurred" ["at", "between", "ongoing", "unknown"],
    /// Whether the moments are an estimate.
    OccurredEstimated => "occurred-estimated" ["yes", "no"],
    /// Since when.
    OccurredFrom => "occurred-from" [],
    /// Until when.
    OccurredTo => "occurred-to" [],
    /// How that is known.
    OccurredHow => "occurred-how" [],
    /// The first signal.
    Signal => "signal" [],
    /// Awareness.
    Aware => "aware" [],
    /// Its reasoning.
    AwareHow => "aware-how" [],
    /// The message of the processor.
    ProcessorMessage => "processor-message" [],
    /// Whether it is notified after the deadline.
    Late => "late" ["yes", "no"],
    /// Why.
    DelayReason => "delay-reason" [],
    /// The risk.
    Level => "level" ["unlikely", "risk", "high", "open"],
    /// Its reasons.
    LevelReasons => "level-reasons" [],
    /// Whether people are told.
    Subjects => "subjects" ["told", "will-be-told", "open", "not-required", "exception"],
    /// Under which condition of art. 34(3) they are not.
    SubjectsException => "subjects-exception" ["unintelligible", "later-measures", "disproportionate"],
    /// The reasons of that decision.
    SubjectsReasons => "subjects-reasons" [],
    /// On which day the telling began.
    ToldOn => "told-on" [],
    /// How many were told.
    ToldNumber => "told-number" [],
    /// Whether everybody was told.
    ToldAll => "told-all" ["yes", "no"],
    /// How they were told.
    ToldMeans => "told-means" ["mail", "letters", "public", "other"],
    /// What they were told.
    ToldText => "told-text" [],
    /// What is done to limit it.
    MeasuresTaken => "measures-taken" [],
    /// What is done against a next time.
    MeasuresPreventive => "measures-preventive" [],
}

impl Fact {
    /// Finds a fact by its name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|fact| fact.name() == name)
    }
}

/// Adds every mistake in a form that can be seen without the questions.
pub(crate) fn check_form(found: &mut Vec<String>, form: &Form) {
    let sections: HashSet<_> = form.sections.iter().map(|section| section.number.as_str()).collect();
    let with_german = form.languages.contains(&FormLanguage::De);
    let mut check_words = |number: &str, labels: &FormLabels| {
        let de = labels.de.as_deref().unwrap_or(if with_german { "" } else { "-" });
        if [&labels.nl, &labels.en, &labels.fr, de].iter().any(|text| text.trim().is_empty()) {
            found.push(format!("form '{}', {number} lacks a text in one of its languages", form.code));
        }
    };
    form.sections.iter().for_each(|section| check_words(&section.number, &section.labels));
    for item in &form.items {
        check_words(&item.number, &item.labels);
        item.options.iter().for_each(|option| check_words(&item.number, &option.labels));
    }
    let mut seen = HashSet::new();
    for item in &form.items {
        let at = format!("form '{}', item {}", form.code, item.number);
        if item.number.is_empty() || !seen.insert(item.number.as_str()) {
            found.push(format!("{at} stands there twice or has no number"));
        }
        if !sections.contains(item.section.as_str()) {
            found.push(format!("{at} is in no section of the form"));
        }
        let is_choice = matches!(item.kind, FormKind::One | FormKind::Many);
        if is_choice == item.options.is_empty() {
            found.push(format!("{at}: a choice has options, and nothing else has"));
        }
        if (item.need == Need::Optional) != item.required_for.is_none() {
            found.push(format!(
                "{at}: what is needed says for which notification, and what is optional does not"
            ));
        }
        let mut letters = HashSet::new();
        if !item.options.iter().all(|option| letters.insert(option.letter.as_str())) {
            found.push(format!("{at} has a letter twice"));
        }
    }
    if form.languages.is_empty() || form.items.is_empty() {
        found.push(format!("form '{}' has no language or no item", form.code));
    }
}

/// Returns every place where a form and the questions do not fit: a question or code that is not there, and an answer that
/// no option of the form stands for.
pub fn misfits(form: &Form, list: &QuestionList) -> Vec<String> {
    let mut found = vec![];
    for item in &form.items {
        let at = format!("form '{}', item {}", form.code, item.number);
        for condition in &item.shown_if {
            let codes = codes_of(&condition.source, list);
            let unknown = |code: &&String| codes.as_ref().is_none_or(|codes| !codes.contains(code.as_str()));
            found.extend(
                condition
                    .any
                    .iter()
                    .find(unknown)
                    .map(|code| format!("{at} is shown on '{code}', which nothing says")),
            );
        }
        let sources = item.from.iter().map(|source| codes_of(source, list));
        let Some(codes) = sources.collect::<Option<Vec<_>>>() else {
            found.push(format!("{at} names a question that is not in the list"));
            continue;
        };
        let codes: BTreeSet<String> = codes.into_iter().flatten().collect();
        let named = item.options.iter().flat_map(|option| &option.from);
        let lost: Vec<_> = named.filter(|code| !codes.contains(code.as_str())).collect();
        found.extend(
            lost.into_iter().map(|code| format!("{at} has an option for '{code}', which nothing says")),
        );
    }
    for question in &list.questions {
        found.extend(unasked(form, question));
    }
    found
}

/// Returns the answers to a question that a form asks by options, but has no option for.
fn unasked(form: &Form, question: &crate::Question) -> Vec<String> {
    let source = Source::Question(question.code.clone());
    let asking: Vec<_> =
        form.items.iter().filter(|item| !item.options.is_empty() && item.from.contains(&source)).collect();
    if asking.is_empty() || question.kind == QuestionKind::Number {
        return vec![];
    }
    let has = |code: &String| {
        asking.iter().any(|item| item.options.iter().any(|option| option.from.contains(code)))
    };
    let lost =
        question.options.iter().filter(|option| !option.unknown && !option.alone && !has(&option.code));
    lost.map(|option| format!("form '{}' has no option for '{}: {}'", form.code, question.code, option.code))
        .collect()
}

/// Returns the codes that a source may say; `None` for a question that is not there.
fn codes_of(source: &Source, list: &QuestionList) -> Option<BTreeSet<String>> {
    match source {
        Source::Fact(Fact::Regime) => {
            let regime = list.question("regime")?;
            Some(regime.options.iter().map(|option| option.code.clone()).collect())
        }
        Source::Fact(fact) => Some(fact.codes().iter().map(|code| (*code).to_owned()).collect()),
        Source::Question(code) => {
            let question = list.question(code)?;
            let mut codes: BTreeSet<_> = question.options.iter().map(|option| option.code.clone()).collect();
            if question.kind == QuestionKind::Number {
                codes.extend(["exact".to_owned(), "range".to_owned()]);
            }
            Some(codes)
        }
    }
}
