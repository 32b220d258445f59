//! A selection after everything in it was checked against the grounds that the body allows.

use std::collections::BTreeMap;

use zegel_import::MessageRef;
use zegel_model::{Content, Conversation, DateOrderCertainty, Ground, Refusal, Regime, RegimeKind};
use zegel_suggest::Suggester;

use super::{AttachmentRule, MAX_ENTRIES, Redaction, Selection, rule};
use crate::{
    error::refuse,
    matching::Pattern,
    notice::Notices,
    picture::Region,
    positions::Positions,
    redact::{Cut, Span},
};

/// A checked selection, ready to be carried out on one export.
#[derive(Debug)]
pub struct Plan {
    pub(crate) regime: Regime,
    steps: Vec<rule::Step>,
    pub(crate) spans: BTreeMap<u64, Vec<Cut>>,
    pub(crate) everywhere: Vec<Everywhere>,
    pub(crate) attachments: Vec<AttachmentPlan>,
    pub(crate) hide_title: bool,
    pub(crate) not_kept: Option<Ground>,
    pub(crate) suggestions: Option<Suggester>,
    pub(crate) notices: Notices,
}

/// A text that is removed wherever it stands.
#[derive(Debug)]
pub(crate) struct Everywhere {
    pub pattern: Pattern,
    pub positions: Option<Positions>,
    pub ground: Ground,
}

/// What is done to one attachment.
#[derive(Debug)]
pub(crate) struct AttachmentPlan {
    pub name: Content,
    pub regions: Vec<Region>,
    pub strip_metadata: bool,
    /// The name as a text to remove from the message too, where it is hidden.
    pub hidden_name: Option<Pattern>,
    pub alt: Option<Content>,
    pub ground: Option<Ground>,
}

impl AttachmentPlan {
    /// Returns true when the file is written anew.
    pub(crate) fn rewrites(&self) -> bool {
        self.strip_metadata || !self.regions.is_empty()
    }
}

impl Plan {
    /// Checks `selection`; `grounds` are those that the body allows on the day.
    ///
    /// # Errors
    /// `regime-missing`, `ground-missing`, `ground-unknown`, `empty-rule`, `bad-date`, `empty-search`,
    /// `search-too-long`, `attachment-twice`, `too-many-entries`.
    pub fn new(selection: &Selection, grounds: &[Ground]) -> Result<Self, Refusal> {
        let Some(regime) = selection.regime.clone() else {
            return refuse(
                "regime-missing",
                "the selection does not say under which regime it was made",
                "state select-in or select-out, the policy and its date",
            );
        };
        let n_entries = selection.rules.len().max(selection.redact.len()).max(selection.attachments.len());
        if MAX_ENTRIES < n_entries {
            return refuse(
                "too-many-entries",
                format!("{n_entries} entries"),
                format!("use at most {MAX_ENTRIES}"),
            );
        }
        let known = |code: &str| ground(code, grounds);
        let mut plan = Self {
            regime,
            steps: (1..)
                .zip(&selection.rules)
                .map(|(n, rule)| rule::Step::new(rule, n))
                .collect::<Result<_, _>>()?,
            spans: BTreeMap::new(),
            everywhere: Vec::new(),
            attachments: Vec::new(),
            hide_title: selection.hide_title.as_deref().map(known).transpose()?.is_some(),
            not_kept: selection.not_kept.as_deref().map(known).transpose()?,
            suggestions: selection
                .suggestions
                .as_ref()
                .filter(|setting| !setting.is_off())
                .map(Suggester::new),
            notices: Notices::new(&selection.notices)?,
        };
        for redaction in &selection.redact {
            plan.add_redaction(redaction, grounds)?;
        }
        for (number, rule) in (1..).zip(&selection.attachments) {
            plan.add_attachment(rule, number, grounds)?;
        }
        Ok(plan)
    }

    fn add_redaction(&mut self, redaction: &Redaction, grounds: &[Ground]) -> Result<(), Refusal> {
        match redaction {
            Redaction::Span(rule) => {
                let span = Span { from: rule.from, to: rule.to };
                let cut = Cut { span, ground: ground(&rule.ground, grounds)? };
                self.spans.entry(rule.position).or_default().push(cut);
            }
            Redaction::Everywhere(rule) => self.everywhere.push(Everywhere {
                pattern: Pattern::new(rule.text.as_str())?,
                positions: rule.positions.clone(),
                ground: ground(&rule.ground, grounds)?,
            }),
        }
        Ok(())
    }

    fn add_attachment(
        &mut self,
        rule: &AttachmentRule,
        number: usize,
        grounds: &[Ground],
    ) -> Result<(), Refusal> {
        let ground = rule.ground.as_deref().map(|code| ground(code, grounds)).transpose()?;
        if ground.is_none() && (rule.strip_metadata || rule.hide_name || !rule.regions.is_empty()) {
            return refuse(
                "ground-missing",
                format!("attachment rule {number} removes something and does not say why"),
                "add the code of a ground",
            );
        }
        if self.attachments.iter().any(|other| other.name == rule.name) {
            return refuse(
                "attachment-twice",
                format!("attachment rule {number} is the second one for the same file"),
                "write all that is done to a file in one rule",
            );
        }
        self.attachments.push(AttachmentPlan {
            name: rule.name.clone(),
            regions: rule.regions.clone(),
            strip_metadata: rule.strip_metadata,
            hidden_name: rule.hide_name.then(|| Pattern::new(rule.name.as_str())).transpose()?,
            alt: rule.alt.clone(),
            ground,
        });
        Ok(())
    }

    /// Returns the regime of the choice.
    pub fn regime(&self) -> &Regime {
        &self.regime
    }

    /// Decides whether a message is kept.
    pub fn keeps(&self, message: &MessageRef<'_>) -> bool {
        let starts_full = self.regime.kind == RegimeKind::SelectOut;
        self.steps.iter().rev().find(|step| step.fits(message)).map_or(starts_full, |step| step.keeps)
    }

    /// Checks what can be known before the first message.
    ///
    /// # Errors
    /// `date-order-ambiguous`, `no-such-sender`.
    pub fn check_conversation(&self, conversation: &Conversation) -> Result<(), Refusal> {
        if conversation.date_order_certainty == DateOrderCertainty::Ambiguous {
            return refuse(
                "date-order-ambiguous",
                "day and month of this chat cannot be told apart",
                "say which order the phone used ('--date-order dmy' or 'mdy')",
            );
        }
        self.steps.iter().try_for_each(|step| step.check_senders(conversation))
    }

    /// Checks what can only be known after the last message.
    ///
    /// # Errors
    /// `no-such-position`, `nothing-chosen`, `ground-missing`.
    pub(crate) fn check_counts(&self, n_messages: u64, n_kept: u64) -> Result<(), Refusal> {
        self.steps.iter().try_for_each(|step| step.check_positions(n_messages))?;
        let redacted = self.spans.keys().next_back().copied().unwrap_or(0);
        rule::check_position(redacted, n_messages, "a redaction")?;
        let everywhere = self.everywhere.iter().filter_map(|rule| rule.positions.as_ref()?.last()).max();
        rule::check_position(everywhere.unwrap_or(0), n_messages, "a redaction")?;
        if n_kept == 0 {
            return refuse(
                "nothing-chosen",
                format!("none of the {n_messages} messages was chosen"),
                "choose at least one message; for a chat of which nothing is kept no submission is made",
            );
        }
        if n_kept < n_messages && self.not_kept.is_none() {
            return refuse(
                "ground-missing",
                format!("{} messages are not kept and the selection does not say why", n_messages - n_kept),
                "add the code of a ground for what is not kept",
            );
        }
        Ok(())
    }
}

fn ground(code: &str, grounds: &[Ground]) -> Result<Ground, Refusal> {
    match grounds.iter().find(|ground| ground.code == code) {
        Some(ground) => Ok(ground.clone()),
        None => {
            let known: Vec<_> = grounds.iter().map(|ground| ground.code.as_str()).collect();
            refuse(
                "ground-unknown",
                "the selection uses a ground that is not on the list",
                format!("choose from {}", known.join(", ")),
            )
        }
    }
}
