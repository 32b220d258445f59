//! A filled form of an authority on a page: its own numbering, each answer with how it came there, and the way to what is missing.
//!
//! The questions and answers stand in the language of the form, which the markup says; what the page says about them stands in that
//! of the page.

use zegel_archive::breach::{FilledForm, FilledItem, Mark};
use zegel_archive::{Form, FormItem, visible};
use zegel_law::{Fact, QuestionList, Source};
use zegel_model::BreachId;

use crate::Page;

/// How wide the bar of a form is.
const BAR_WIDTH: u64 = 720;

/// A filled form, ready to be printed.
pub(super) struct Filled {
    /// The language of the form (BCP 47).
    pub(super) lang: &'static str,
    pub(super) sections: Vec<Section>,
    /// Recorded, counted, missing; and what the form does not ask here.
    pub(super) n: [usize; 4],
    /// What this notification cannot do without and lacks.
    pub(super) n_due: usize,
    /// Of the bar: where each part begins, and how wide it is.
    pub(super) bar: [(u64, u64); 3],
}

pub(super) struct Section {
    pub(super) number: String,
    pub(super) title: String,
    pub(super) items: Vec<Item>,
}

pub(super) struct Item {
    pub(super) number: String,
    pub(super) asked: String,
    pub(super) words: Vec<String>,
    pub(super) mark: &'static str,
    pub(super) tag: String,
    pub(super) tone: &'static str,
    pub(super) is_due: bool,
    /// Where what is missing is filled in; a text without a link where that is not here.
    pub(super) fill: Option<(Option<String>, String)>,
}

impl Filled {
    /// Prints a form; with a breach, what is missing gets its link.
    pub(super) fn of(
        p: &Page,
        (form, filled): (&Form, &FilledForm),
        open: Option<(BreachId, Option<&QuestionList>)>,
    ) -> Self {
        let language = filled.language;
        let sections = form.sections.iter().map(|section| {
            let of_section = form.items.iter().filter(|item| item.section == section.number);
            let items = of_section.filter_map(|asked| {
                let given = filled.item(&asked.number)?;
                (given.mark != Mark::NotApplicable).then(|| item(p, (asked, given, language), open))
            });
            Section {
                number: section.number.clone(),
                title: section.labels.get(language).to_owned(),
                items: items.collect(),
            }
        });
        let sums = filled.completeness();
        let n = [sums.n_recorded, sums.n_counted, sums.n_missing, sums.n_not_applicable];
        Self {
            lang: language.tag(),
            sections: sections.filter(|section| !section.items.is_empty()).collect(),
            n,
            n_due: sums.n_due,
            bar: bar([n[0], n[1], n[2]]),
        }
    }

    /// How many questions the form does not ask here.
    pub(super) fn n_skipped(&self) -> usize {
        self.n[3]
    }

    /// How many answers stand there.
    pub(super) fn n_given(&self) -> usize {
        self.n[0] + self.n[1]
    }

    /// How many questions the form asks here.
    pub(super) fn n_asked(&self) -> usize {
        self.n_given() + self.n[2]
    }
}

/// The parts of a bar beside each other, rounded so that together they fill it.
fn bar(n: [usize; 3]) -> [(u64, u64); 3] {
    let all = n.iter().sum::<usize>().max(1) as u64;
    let mut before = 0;
    n.map(|n| {
        let from = before * BAR_WIDTH / all;
        before += n as u64;
        (from, before * BAR_WIDTH / all - from)
    })
}

fn item(
    p: &Page,
    (asked, given, language): (&FormItem, &FilledItem, zegel_archive::FormLanguage),
    open: Option<(BreachId, Option<&QuestionList>)>,
) -> Item {
    let tone = match (given.mark, given.is_due) {
        (Mark::Recorded, _) => "ok",
        (Mark::Counted, _) => "busy",
        (_, true) => "warn",
        (_, false) => "todo",
    };
    let is_missing = given.mark == Mark::Missing;
    Item {
        number: given.number.clone(),
        asked: asked.labels.get(language).to_owned(),
        words: words(given),
        mark: given.mark.code(),
        tag: p.t(&format!("notification-mark-{}", given.mark.code())).to_string(),
        tone,
        is_due: given.is_due,
        fill: open.filter(|_| is_missing).map(|(id, list)| fill(p, (id, list), asked, given)),
    }
}

/// What was given, in words.
pub(super) fn words(given: &FilledItem) -> Vec<String> {
    given.words.iter().map(|words| visible(words.as_str()).into_owned()).collect()
}

/// Says where a missing answer is filled in.
fn fill(
    p: &Page,
    (id, list): (BreachId, Option<&QuestionList>),
    asked: &FormItem,
    given: &FilledItem,
) -> (Option<String>, String) {
    let text = |id: &str| p.t(id).to_string();
    let question = given.question.as_deref().and_then(|code| list?.question(code));
    if let Some(question) = question {
        let url = format!("/datalekken/{id}/feiten?deel={}#{}", question.section, question.code);
        return (Some(url), text("notification-fill-facts"));
    }
    let fact = asked.from.iter().find_map(|source| match source {
        Source::Fact(fact) => Some(*fact),
        Source::Question(_) => None,
    });
    let Some(fact) = fact else { return (None, text("notification-fill-there")) };
    match place(fact) {
        Some((page, id_text)) => (Some(format!("/datalekken/{id}{page}")), text(id_text)),
        None => (None, text("notification-fill-settings")),
    }
}

/// The page of a breach on which a fact is recorded, and the words of the link; `None` where it stands in the configuration.
fn place(fact: Fact) -> Option<(&'static str, &'static str)> {
    Some(match fact {
        Fact::Turn | Fact::State | Fact::Reason => ("/melding#maken", "notification-fill-below"),
        Fact::FormerNumber => ("/melding#gemaakt", "notification-fill-number"),
        Fact::Regime | Fact::Side => ("/gegevens", "notification-fill-details"),
        Fact::Occurred
        | Fact::OccurredEstimated
        | Fact::OccurredFrom
        | Fact::OccurredTo
        | Fact::OccurredHow => ("/momenten?soort=occurred#vastleggen", "notification-fill-moments"),
        Fact::Signal => ("/momenten?soort=signal#vastleggen", "notification-fill-moments"),
        Fact::Aware | Fact::AwareHow => ("/momenten?soort=aware#vastleggen", "notification-fill-moments"),
        Fact::ProcessorMessage => {
            ("/momenten?soort=processor-message#vastleggen", "notification-fill-moments")
        }
        Fact::Late | Fact::DelayReason => ("#vertraging", "notification-fill-delay"),
        Fact::Level | Fact::LevelReasons => ("/beoordelen", "notification-fill-judge"),
        Fact::Subjects | Fact::SubjectsException | Fact::SubjectsReasons => {
            ("/beoordelen#betrokkenen", "notification-fill-decide")
        }
        Fact::ToldOn | Fact::ToldNumber | Fact::ToldAll | Fact::ToldMeans | Fact::ToldText => {
            ("/betrokkenen", "notification-fill-tell")
        }
        Fact::MeasuresTaken | Fact::MeasuresPreventive => ("/maatregelen", "notification-fill-measures"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_bar_fill_it_whatever_the_numbers() {
        for n in [[0, 0, 0], [1, 1, 1], [7, 0, 3], [100, 33, 7], [0, 0, 5]] {
            let parts = bar(n);
            let end = parts.iter().fold(0, |end, (from, width)| {
                assert_eq!(*from, end, "{n:?}");
                from + width
            });
            assert_eq!(end, if n.iter().sum::<usize>() == 0 { 0 } else { BAR_WIDTH }, "{n:?}");
        }
    }
}
