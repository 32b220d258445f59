//! Looking rules up by code and day.

use jiff::civil::Date;

use crate::breach::BreachLaw;
use crate::document::{Document, LawError};
use crate::risk::RiskLaw;
use crate::{
    Category, ConfidentialityRule, ExceptionRule, FileFormat, Form, GroundRule, GroundUse, Labels, Language,
    QuestionList, RegimeRule, SelectionList, ValueList, Way,
};

const BUILT_IN: [&str; 12] = [
    include_str!("../data/grounds.json"),
    include_str!("../data/regimes.json"),
    include_str!("../data/selection-lists.json"),
    include_str!("../data/mdto.json"),
    include_str!("../data/labels.json"),
    include_str!("../data/exceptions.json"),
    include_str!("../data/breach.json"),
    include_str!("../data/risks.json"),
    include_str!("../data/breach-questions.json"),
    include_str!("../data/forms/ap.json"),
    include_str!("../data/forms/edpb.json"),
    include_str!("../data/forms/gba.json"),
];

/// The term of a sealed draft where no policy in force names one, in days.
pub const DRAFT_DAYS: u16 = 14;

/// All rules that hold for one body.
#[derive(Debug, Clone, Default)]
pub struct Law {
    grounds: Vec<GroundRule>,
    regimes: Vec<RegimeRule>,
    selection_lists: Vec<SelectionList>,
    value_lists: Vec<ValueList>,
    file_formats: Vec<FileFormat>,
    confidentialities: Vec<ConfidentialityRule>,
    exceptions: Vec<ExceptionRule>,
    pub(crate) breach: BreachLaw,
    pub(crate) risk: RiskLaw,
    breach_questions: Vec<QuestionList>,
    forms: Vec<Form>,
}

/// A code that no rule has on that day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no {what} '{code}' on {on}; choose from: {}", valid.join(", "))]
pub struct Unknown {
    /// What was looked for, e.g. `ground for not keeping`.
    pub what: &'static str,
    /// The code that was asked for; cut off at 60 characters.
    pub code: String,
    /// The day.
    pub on: Date,
    /// The codes that would have been right.
    pub valid: Vec<String>,
}

impl Unknown {
    pub(crate) fn new<'a>(
        what: &'static str,
        code: &str,
        on: Date,
        valid: impl Iterator<Item = &'a str>,
    ) -> Self {
        let code = code.chars().filter(|c| !c.is_control()).take(60).collect();
        Self { what, code, on, valid: valid.map(str::to_owned).collect() }
    }

    /// Returns the stable code of this refusal.
    pub fn code(&self) -> &'static str {
        "unknown-code"
    }
}

impl Law {
    /// Returns the rules that come with Zegel.
    ///
    /// # Panics
    /// Never: a test reads every built-in file.
    pub fn built_in() -> Self {
        BUILT_IN.iter().fold(Self::default(), |law, json| {
            law.with_body_file(json).expect("a test reads every built-in file")
        })
    }

    /// Lays a body's own file over these rules: a code that the file has replaces all rules with that code in that section;
    /// the rest stays.
    ///
    /// # Errors
    /// All mistakes in the file at once; nothing of it is taken over then.
    pub fn with_body_file(mut self, json: &str) -> Result<Self, LawError> {
        let document = Document::read(json)?;
        lay_over(&mut self.grounds, document.grounds, |rule| &rule.code);
        lay_over(&mut self.regimes, document.regimes, |rule| &rule.code);
        lay_over(&mut self.selection_lists, document.selection_lists, |list| &list.code);
        lay_over(&mut self.value_lists, document.value_lists, |list| &list.code);
        lay_over(&mut self.file_formats, document.file_formats, |format| &format.code);
        lay_over(&mut self.confidentialities, document.confidentialities, |rule| &rule.code);
        lay_over(&mut self.exceptions, document.exceptions, |rule| &rule.code);
        self.breach.lay_over(document.breach)?;
        self.risk.lay_over(document.risk);
        lay_over(&mut self.breach_questions, document.breach_questions, |list| &list.code);
        lay_over(&mut self.forms, document.forms, |form| &form.code);
        Ok(self)
    }

    /// Finds a ground by its code, whatever its use.
    pub fn ground(&self, code: &str, on: Date) -> Option<&GroundRule> {
        self.grounds.iter().find(|rule| rule.code == code && holds(rule.valid_from, rule.valid_to, on))
    }

    /// Finds a ground that may be used for this.
    ///
    /// # Errors
    /// [`Unknown`], with the codes that may.
    pub fn ground_for(&self, of: GroundUse, code: &str, on: Date) -> Result<&GroundRule, Unknown> {
        let found = self.ground(code, on).filter(|rule| rule.uses.contains(&of));
        let what = match of {
            GroundUse::NotKept => "ground for not keeping",
            GroundUse::Redaction => "ground for redaction",
        };
        found.ok_or_else(|| {
            Unknown::new(what, code, on, self.grounds_for(of, on).map(|rule| rule.code.as_str()))
        })
    }

    /// Lists the grounds that may be used for this.
    pub fn grounds_for(&self, of: GroundUse, on: Date) -> impl Iterator<Item = &GroundRule> {
        self.grounds
            .iter()
            .filter(move |rule| rule.uses.contains(&of) && holds(rule.valid_from, rule.valid_to, on))
    }

    /// Finds a regime by its code.
    ///
    /// # Errors
    /// [`Unknown`], with the codes that hold on that day.
    pub fn regime(&self, code: &str, on: Date) -> Result<&RegimeRule, Unknown> {
        let found = self.regimes(on).find(|rule| rule.code == code);
        found.ok_or_else(|| Unknown::new("regime", code, on, self.regimes(on).map(|rule| rule.code.as_str())))
    }

    /// Lists the regimes that hold on that day.
    pub fn regimes(&self, on: Date) -> impl Iterator<Item = &RegimeRule> {
        self.regimes.iter().filter(move |rule| holds(rule.valid_from, rule.valid_to, on))
    }

    /// Returns the newest regime of this way that holds on that day.
    pub fn regime_of(&self, way: Way, on: Date) -> Option<&RegimeRule> {
        self.regimes(on).filter(|rule| rule.way == way).max_by_key(|rule| rule.valid_from)
    }

    /// Returns after how many days a sealed draft destroys itself: the shortest term of the regimes that hold on that day, because
    /// nobody but its owner knows under which of them it falls; [`DRAFT_DAYS`] where none says so.
    pub fn draft_days(&self, on: Date) -> u16 {
        self.regimes(on).filter_map(|rule| rule.draft_days).min().unwrap_or(DRAFT_DAYS)
    }

    /// Finds a selection list by its code or its official name.
    ///
    /// # Errors
    /// [`Unknown`], with the codes that hold on that day.
    pub fn selection_list(&self, code_or_name: &str, on: Date) -> Result<&SelectionList, Unknown> {
        let found =
            self.selection_lists(on).find(|list| list.code == code_or_name || list.name == code_or_name);
        found.ok_or_else(|| {
            Unknown::new(
                "selection list",
                code_or_name,
                on,
                self.selection_lists(on).map(|list| list.code.as_str()),
            )
        })
    }

    /// Lists the selection lists that hold on that day.
    pub fn selection_lists(&self, on: Date) -> impl Iterator<Item = &SelectionList> {
        self.selection_lists.iter().filter(move |list| holds(list.valid_from, list.valid_to, on))
    }

    /// Finds a category, written as in a record's retention: list, comma, number (`gemeenten-2020, 1.1`).
    ///
    /// # Errors
    /// [`Unknown`], with the lists, or with the categories of the list that was named.
    pub fn category(&self, text: &str, on: Date) -> Result<(&SelectionList, &Category), Unknown> {
        let (list, number) = text.rsplit_once(',').unwrap_or((text, ""));
        let list = self.selection_list(list.trim(), on)?;
        let found = list.category(number.trim());
        let category = found.ok_or_else(|| {
            Unknown::new(
                "category",
                number.trim(),
                on,
                list.categories.iter().map(|category| category.number.as_str()),
            )
        })?;
        Ok((list, category))
    }

    /// Finds a value list by its code.
    ///
    /// # Errors
    /// [`Unknown`], with the codes that hold on that day.
    pub fn value_list(&self, code: &str, on: Date) -> Result<&ValueList, Unknown> {
        let held = || self.value_lists.iter().filter(move |list| holds(list.valid_from, list.valid_to, on));
        let found = held().find(|list| list.code == code);
        found.ok_or_else(|| Unknown::new("value list", code, on, held().map(|list| list.code.as_str())))
    }

    /// Finds a file format by its code, e.g. `pdf-a-2a`.
    pub fn file_format(&self, code: &str) -> Option<&FileFormat> {
        self.file_formats.iter().find(|format| format.code == code)
    }

    /// Returns the format that stands for a media type when nothing more is known of the file.
    pub fn file_format_of_media_type(&self, media_type: &str) -> Option<&FileFormat> {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        self.file_formats
            .iter()
            .find(|format| format.usual && format.media_type.eq_ignore_ascii_case(essence))
    }

    /// Finds what a degree of confidentiality is called, by its ZGW code.
    pub fn confidentiality(&self, code: &str) -> Option<&Labels> {
        self.confidentialities.iter().find(|rule| rule.code == code).map(|rule| &rule.labels)
    }

    /// Lists the exceptions on which sensitive data may be kept on that day.
    pub fn exceptions(&self, on: Date) -> impl Iterator<Item = &ExceptionRule> {
        self.exceptions.iter().filter(move |rule| holds(rule.valid_from, rule.valid_to, on))
    }

    /// Finds an exception by its code.
    ///
    /// # Errors
    /// [`Unknown`], with the codes that hold on that day.
    pub fn exception(&self, code: &str, on: Date) -> Result<&ExceptionRule, Unknown> {
        let found = self.exceptions(on).find(|rule| rule.code == code);
        found.ok_or_else(|| {
            Unknown::new("exception", code, on, self.exceptions(on).map(|rule| rule.code.as_str()))
        })
    }

    /// Returns the newest list of questions about a breach that holds on that day.
    pub fn breach_questions(&self, on: Date) -> Option<&QuestionList> {
        self.breach_questions
            .iter()
            .filter(|list| holds(list.valid_from, list.valid_to, on))
            .max_by_key(|list| list.valid_from)
    }

    /// Lists the forms of the authorities that hold on that day.
    pub fn forms(&self, on: Date) -> impl Iterator<Item = &Form> {
        self.forms.iter().filter(move |form| holds(form.valid_from, form.valid_to, on))
    }

    /// Finds a form by its code.
    ///
    /// # Errors
    /// [`Unknown`], with the codes that hold on that day.
    pub fn form(&self, code: &str, on: Date) -> Result<&Form, Unknown> {
        let found = self.forms(on).find(|form| form.code == code);
        found.ok_or_else(|| Unknown::new("form", code, on, self.forms(on).map(|form| form.code.as_str())))
    }

    /// Lists what was not read from its source, as `section code`: what a body must check before it relies on it.
    pub fn unverified(&self) -> Vec<String> {
        let mut list = vec![];
        let mut add = |section: &str, code: &str, verified: bool| {
            if !verified {
                list.push(format!("{section} {code}"));
            }
        };
        self.grounds.iter().for_each(|rule| add("ground", &rule.code, rule.verified));
        self.regimes.iter().for_each(|rule| add("regime", &rule.code, rule.verified));
        for list in &self.selection_lists {
            add("selection-list", &list.code, list.verified);
            list.categories
                .iter()
                .for_each(|c| add("category", &format!("{}, {}", list.code, c.number), c.verified));
        }
        self.value_lists.iter().for_each(|list| add("value-list", &list.code, list.verified));
        self.file_formats.iter().for_each(|format| add("file-format", &format.code, format.verified));
        self.confidentialities.iter().for_each(|rule| add("confidentiality", &rule.code, rule.verified));
        self.exceptions.iter().for_each(|rule| add("exception", &rule.code, rule.verified));
        self.breach.unverified(&mut add);
        self.risk.unverified(&mut add);
        self.breach_questions.iter().for_each(|list| add("breach-questions", &list.code, list.verified));
        self.forms.iter().for_each(|form| add("form", &form.code, form.verified));
        list
    }

    /// Returns the label of a ground, or its code where no rule has it (an old submission keeps its own label).
    pub fn ground_label<'a>(&'a self, code: &'a str, on: Date, language: Language) -> &'a str {
        self.ground(code, on).map_or(code, |rule| rule.label(language))
    }
}

pub(crate) fn holds(from: Date, to: Option<Date>, on: Date) -> bool {
    from <= on && to.is_none_or(|to| on <= to)
}

/// Puts rules over others: a code that is there replaces all rules with that code.
pub(crate) fn lay_over<T, C: PartialEq>(under: &mut Vec<T>, over: Vec<T>, code: impl Fn(&T) -> &C) {
    under.retain(|old| !over.iter().any(|new| code(new) == code(old)));
    under.extend(over);
}
