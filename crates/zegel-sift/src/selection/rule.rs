//! A checked condition, and whether a message fits it.

use jiff::{
    ToSpan,
    civil::{Date, DateTime},
};
use zegel_import::MessageRef;
use zegel_model::{Conversation, Kind, Refusal};

use super::{Condition, Rule};
use crate::{error::refuse, matching::Pattern, positions::Positions};

/// A checked rule.
#[derive(Debug)]
pub(super) struct Step {
    pub keeps: bool,
    /// Number of the rule, counted from 1, for messages.
    number: usize,
    positions: Option<Positions>,
    senders: Vec<Pattern>,
    from: Option<DateTime>,
    before: Option<DateTime>,
    search: Option<Pattern>,
    kinds: Vec<Kind>,
}

impl Step {
    pub fn new(rule: &Rule, number: usize) -> Result<Self, Refusal> {
        let (keeps, condition) = match rule {
            Rule::Keep(condition) => (true, condition),
            Rule::Drop(condition) => (false, condition),
        };
        if *condition == Condition::default() {
            return refuse(
                "empty-rule",
                format!("rule {number} does not say which messages it is about"),
                "add positions, sender, from, to, search or kinds, or write 'all'",
            );
        }
        let time = |text: &Option<String>, end| match text {
            None => Ok(None),
            Some(text) => moment(text, end).map(Some).ok_or_else(|| {
                Refusal::new(
                    "bad-date",
                    format!("a date or time of rule {number} cannot be read"),
                    "write 2022-03-23 or 2022-03-23T13:31",
                )
            }),
        };
        Ok(Self {
            keeps,
            number,
            positions: condition.positions.clone(),
            senders: condition
                .sender
                .iter()
                .map(|name| Pattern::new(name.as_str()))
                .collect::<Result<_, _>>()?,
            from: time(&condition.from, End::First)?,
            before: time(&condition.to, End::AfterLast)?,
            search: condition.search.as_ref().map(|text| Pattern::new(text.as_str())).transpose()?,
            kinds: condition.kinds.clone(),
        })
    }

    pub fn fits(&self, message: &MessageRef<'_>) -> bool {
        self.positions.as_ref().is_none_or(|positions| positions.contains(message.position))
            && (self.kinds.is_empty() || self.kinds.contains(&message.kind))
            && self.from.is_none_or(|from| from <= message.at)
            && self.before.is_none_or(|before| message.at < before)
            && (self.senders.is_empty() || self.is_from(message.sender))
            && self.search.as_ref().is_none_or(|search| is_in(search, message))
    }

    fn is_from(&self, sender: Option<&str>) -> bool {
        sender.is_some_and(|name| self.senders.iter().any(|wanted| wanted.is_all_of(name)))
    }

    /// Refuses a sender who is not in this chat: most likely a name that was spelled otherwise.
    pub fn check_senders(&self, conversation: &Conversation) -> Result<(), Refusal> {
        let is_known = |wanted: &Pattern| {
            conversation.participants.iter().any(|who| wanted.is_all_of(who.name.as_str()))
        };
        if self.senders.iter().all(is_known) {
            return Ok(());
        }
        refuse(
            "no-such-sender",
            format!("rule {} names a sender who is not in this chat", self.number),
            "write the name exactly as 'zegel inspect' shows it",
        )
    }

    /// Refuses a position after the last message.
    pub fn check_positions(&self, n_messages: u64) -> Result<(), Refusal> {
        let last = self.positions.as_ref().and_then(Positions::last);
        check_position(last.unwrap_or(0), n_messages, &format!("rule {}", self.number))
    }
}

pub(super) fn check_position(position: u64, n_messages: u64, whose: &str) -> Result<(), Refusal> {
    if position <= n_messages {
        return Ok(());
    }
    refuse(
        "no-such-position",
        format!("{whose} names position {position}, and this chat has {n_messages} messages"),
        "look the positions up with 'zegel inspect'",
    )
}

fn is_in(search: &Pattern, message: &MessageRef<'_>) -> bool {
    search.is_in(message.text)
        || message.attachments.iter().any(|file| file.name.is_some_and(|n| search.is_in(n)))
}

/// Which end of a period a date or time is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    First,
    AfterLast,
}

/// Reads a date or a time; the end of a period is the moment after its last day, minute or second.
fn moment(text: &str, end: End) -> Option<DateTime> {
    let text = text.trim();
    let (start, length) = if text.len() <= 10 {
        (text.parse::<Date>().ok()?.at(0, 0, 0, 0), 1.day())
    } else {
        let has_seconds = text.matches(':').count() == 2;
        (text.parse::<DateTime>().ok()?, if has_seconds { 1.second() } else { 1.minute() })
    };
    match end {
        End::First => Some(start),
        End::AfterLast => start.checked_add(length).ok(),
    }
}
