//! Where one letter of a telling stands. "Sending" is written down before the mail server is spoken to, so that after a crash
//! every letter is known to be sent, known not to be sent, or in doubt; who is in doubt waits for a person.
//!
//! Invariant: nothing leads from "in doubt" or "sent" back to "waiting" but the word of a person.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use zegel_model::Refusal;

/// How often a letter is tried before it counts as refused.
pub const MAX_TRIES: u8 = 8;
/// The wait after each try, in minutes; the sum is more than two days, as long as mail servers keep trying (RFC 5321 §4.5.4.1).
const WAITS_MINUTES: [i64; MAX_TRIES as usize] = [5, 15, 60, 180, 360, 720, 1_440, 1_440];

/// Where a letter stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum LetterState {
    /// It waits for its turn.
    Waiting {
        /// How often the server said "not now".
        tries: u8,
        /// Not before this moment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_before: Option<Timestamp>,
    },
    /// It is being handed to the mail server; written down before.
    Sending {
        /// How often the server said "not now".
        tries: u8,
        /// Since when.
        at: Timestamp,
    },
    /// The server took it.
    Sent {
        /// When.
        at: Timestamp,
    },
    /// Whether the server took it is not known.
    InDoubt {
        /// Since when.
        at: Timestamp,
    },
    /// The server refused it for good.
    Refused {
        /// When.
        at: Timestamp,
        /// The code of the server (RFC 5321 §4.2); `None` where the address cannot be mailed at all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
    },
    /// It came back.
    Bounced {
        /// When that was read.
        at: Timestamp,
        /// The status in the report (RFC 3463), e.g. `5.1.1`.
        status: String,
    },
    /// It goes by letter on paper: there is no mail address.
    Paper,
    /// It was posted on paper.
    Posted {
        /// When.
        at: Timestamp,
    },
    /// A person decided that they cannot be reached one by one.
    GivenUp {
        /// When.
        at: Timestamp,
    },
    /// The line of the list cannot be used.
    Unusable {
        /// What is wrong with it.
        why: String,
    },
    /// A person told them without a letter.
    Told {
        /// When.
        at: Timestamp,
        /// How.
        way: Way,
        /// Where the letter stood before, for who takes this back.
        before: Box<LetterState>,
    },
}

/// How a person told somebody without a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// By telephone.
    Telephone,
    /// Face to face.
    InPerson,
}

impl Way {
    /// Every way.
    pub const ALL: [Self; 2] = [Self::Telephone, Self::InPerson];

    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Telephone => "telephone",
            Self::InPerson => "in-person",
        }
    }
}

/// What the mail server answered to one letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It took it.
    Taken,
    /// Not now: certainly not taken.
    NotNow,
    /// No, for good.
    Never {
        /// Its code.
        status: Option<u16>,
    },
    /// It could not be spoken to: certainly not taken, and no fault of this letter.
    Away,
    /// The answer did not come: perhaps taken.
    Unheard,
}

impl LetterState {
    /// The codes of all states, in the order in which a page counts them.
    pub const CODES: [&'static str; 11] = [
        "sent", "posted", "told", "sending", "waiting", "in-doubt", "refused", "bounced", "paper",
        "given-up", "unusable",
    ];

    /// The codes of the states in which a letter goes on paper, see [`Self::is_for_paper`].
    pub const FOR_PAPER: [&'static str; 3] = ["paper", "refused", "bounced"];

    /// Returns the state of a letter that was never touched.
    pub fn new(has_mail: bool) -> Self {
        if has_mail { Self::Waiting { tries: 0, not_before: None } } else { Self::Paper }
    }

    /// Returns the stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Waiting { .. } => "waiting",
            Self::Sending { .. } => "sending",
            Self::Sent { .. } => "sent",
            Self::InDoubt { .. } => "in-doubt",
            Self::Refused { .. } => "refused",
            Self::Bounced { .. } => "bounced",
            Self::Paper => "paper",
            Self::Posted { .. } => "posted",
            Self::GivenUp { .. } => "given-up",
            Self::Unusable { .. } => "unusable",
            Self::Told { .. } => "told",
        }
    }

    /// Returns from when it may be sent; `None` when it is not to be sent.
    pub fn due(&self) -> Option<Timestamp> {
        match self {
            Self::Waiting { not_before, .. } => Some(not_before.unwrap_or(Timestamp::MIN)),
            _ => None,
        }
    }

    /// Its turn has come.
    ///
    /// # Errors
    /// `wrong-state` unless it waits and its moment has come.
    pub fn send(&self, at: Timestamp) -> Result<Self, Refusal> {
        match self {
            Self::Waiting { tries, not_before } if not_before.is_none_or(|moment| moment <= at) => {
                Ok(Self::Sending { tries: *tries, at })
            }
            _ => Err(wrong_state()),
        }
    }

    /// The server answered.
    ///
    /// # Errors
    /// `wrong-state` unless it was being sent.
    pub fn answered(&self, answer: Answer, at: Timestamp) -> Result<Self, Refusal> {
        let Self::Sending { tries, .. } = *self else { return Err(wrong_state()) };
        Ok(match answer {
            Answer::Taken => Self::Sent { at },
            Answer::Never { status } => Self::Refused { at, status },
            Answer::Away => Self::Waiting { tries, not_before: None },
            Answer::Unheard => Self::InDoubt { at },
            Answer::NotNow if tries + 1 < MAX_TRIES => {
                let wait = SignedDuration::from_mins(WAITS_MINUTES[usize::from(tries)]);
                Self::Waiting { tries: tries + 1, not_before: at.checked_add(wait).ok() }
            }
            Answer::NotNow => Self::Refused { at, status: None },
        })
    }

    /// The sender starts: what was being sent when it stopped is in doubt. Returns `None` where nothing changes.
    pub fn recovered(&self, at: Timestamp) -> Option<Self> {
        matches!(self, Self::Sending { .. }).then_some(Self::InDoubt { at })
    }

    /// A person says that a letter in doubt arrived.
    ///
    /// # Errors
    /// `wrong-state` unless it is in doubt.
    pub fn arrived(&self, at: Timestamp) -> Result<Self, Refusal> {
        match self {
            Self::InDoubt { .. } => Ok(Self::Sent { at }),
            _ => Err(wrong_state()),
        }
    }

    /// A person has a letter in doubt sent again.
    ///
    /// # Errors
    /// `wrong-state` unless it is in doubt.
    pub fn again(&self) -> Result<Self, Refusal> {
        match self {
            Self::InDoubt { .. } => Ok(Self::new(true)),
            _ => Err(wrong_state()),
        }
    }

    /// A report came back. Returns `None` where it says nothing new: only what was sent, or may have been, can come back.
    pub fn reported(&self, report: &super::Bounced, at: Timestamp) -> Option<Self> {
        use super::Bounced;
        match (self, report) {
            (Self::Sent { .. } | Self::InDoubt { .. }, Bounced::Failed { status }) => {
                Some(Self::Bounced { at, status: status.clone() })
            }
            (Self::InDoubt { .. }, Bounced::Delivered) => Some(Self::Sent { at }),
            _ => None,
        }
    }

    /// Returns true when it goes by letter on paper: mail is not there, was refused, or came back.
    pub fn is_for_paper(&self) -> bool {
        Self::FOR_PAPER.contains(&self.code())
    }

    /// It was posted on paper.
    ///
    /// # Errors
    /// `wrong-state` unless it goes by letter.
    pub fn posted(&self, at: Timestamp) -> Result<Self, Refusal> {
        if self.is_for_paper() { Ok(Self::Posted { at }) } else { Err(wrong_state()) }
    }

    /// A person gives up to reach them one by one.
    ///
    /// # Errors
    /// `wrong-state` unless it goes by letter.
    pub fn given_up(&self, at: Timestamp) -> Result<Self, Refusal> {
        match self {
            Self::Unusable { .. } => Ok(Self::GivenUp { at }),
            _ if self.is_for_paper() => Ok(Self::GivenUp { at }),
            _ => Err(wrong_state()),
        }
    }

    /// A person told them without a letter; no letter follows.
    ///
    /// # Errors
    /// `wrong-state` when they were told already, or while the letter is with the mail server.
    pub fn told(&self, way: Way, at: Timestamp) -> Result<Self, Refusal> {
        match self {
            Self::Sending { .. } | Self::Sent { .. } | Self::Posted { .. } | Self::Told { .. } => {
                Err(wrong_state())
            }
            _ => Ok(Self::Told { at, way, before: Box::new(self.clone()) }),
        }
    }

    /// A person takes back that they were told without a letter; the letter stands where it stood.
    ///
    /// # Errors
    /// `wrong-state` unless that was recorded.
    pub fn not_told(&self) -> Result<Self, Refusal> {
        match self {
            Self::Told { before, .. } => Ok((**before).clone()),
            _ => Err(wrong_state()),
        }
    }
}

/// How many letters stand where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally(pub BTreeMap<String, u64>);

impl Tally {
    /// Returns how many letters have this state.
    pub fn n(&self, code: &str) -> u64 {
        self.0.get(code).copied().unwrap_or(0)
    }

    /// Returns how many letters there are.
    pub fn n_all(&self) -> u64 {
        self.0.values().sum()
    }

    /// Returns how many go on paper.
    pub fn n_for_paper(&self) -> u64 {
        LetterState::FOR_PAPER.iter().map(|code| self.n(code)).sum()
    }

    /// Returns how many people were told: by mail that did not come back, on paper, or by a person.
    pub fn n_told(&self) -> u64 {
        self.n("sent") + self.n("posted") + self.n("told")
    }

    /// Returns how many still wait for a machine or a person.
    pub fn n_open(&self) -> u64 {
        self.n_all() - self.n_told() - self.n("given-up")
    }
}

fn wrong_state() -> Refusal {
    Refusal::new("wrong-state", "this letter stands elsewhere by now", "look at the list again")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    #[derive(Debug, Clone, Copy)]
    enum Happens {
        Turn,
        Answered(Answer),
        Crash,
        Report(bool),
        Wait,
    }

    fn happenings() -> impl Strategy<Value = Vec<Happens>> {
        let answer = prop_oneof![
            Just(Answer::Taken),
            Just(Answer::NotNow),
            Just(Answer::Never { status: Some(550) }),
            Just(Answer::Away),
            Just(Answer::Unheard),
        ];
        let one = prop_oneof![
            Just(Happens::Turn),
            answer.prop_map(Happens::Answered),
            Just(Happens::Crash),
            any::<bool>().prop_map(Happens::Report),
            Just(Happens::Wait),
        ];
        proptest::collection::vec(one, 0..60)
    }

    proptest! {
        /// Whatever happens, without a person's word a letter that may have been taken is not handed over again.
        #[test]
        fn nobody_gets_it_twice(happenings in happenings()) {
            let mut state = LetterState::new(true);
            let mut now = NOW;
            let mut n_may_have_arrived = 0;
            let mut is_under_way = false;
            for happens in happenings {
                match happens {
                    Happens::Turn => if let Ok(next) = state.send(now) {
                        prop_assert_eq!(n_may_have_arrived, 0);
                        is_under_way = true;
                        state = next;
                    },
                    Happens::Answered(answer) => if let Ok(next) = state.answered(answer, now) {
                        n_may_have_arrived += u32::from(matches!(answer, Answer::Taken | Answer::Unheard));
                        is_under_way = false;
                        state = next;
                    },
                    Happens::Crash => if let Some(next) = state.recovered(now) {
                        n_may_have_arrived += u32::from(is_under_way);
                        is_under_way = false;
                        state = next;
                    },
                    Happens::Report(is_failed) => {
                        let failed = super::super::Bounced::Failed { status: "5.1.1".into() };
                        let report = if is_failed { failed } else { super::super::Bounced::Delivered };
                        state = state.reported(&report, now).unwrap_or(state);
                    }
                    Happens::Wait => now += SignedDuration::from_hours(24),
                }
            }
            prop_assert!(n_may_have_arrived <= 1);
        }
    }

    #[test]
    fn a_server_that_says_not_now_is_asked_for_two_days_and_then_it_goes_on_paper() {
        let mut state = LetterState::new(true);
        let mut now = NOW;
        for n in 1..=MAX_TRIES {
            state = state.send(now).unwrap().answered(Answer::NotNow, now).unwrap();
            let is_last = n == MAX_TRIES;
            assert_eq!(state.is_for_paper(), is_last, "try {n}");
            now = state.due().unwrap_or(now);
            let early = state.send(now - SignedDuration::from_secs(1));
            assert!(early.is_err(), "not before its moment");
        }
        assert!(SignedDuration::from_hours(45) <= now.duration_since(NOW));
    }

    #[test]
    fn a_server_that_is_away_costs_no_try() {
        let mut state = LetterState::new(true);
        for _ in 0..100 {
            state = state.send(NOW).unwrap().answered(Answer::Away, NOW).unwrap();
        }
        assert_eq!(state, LetterState::new(true));
    }

    #[test]
    fn who_was_told_by_a_person_gets_no_letter_unless_that_is_taken_back() {
        let waiting = LetterState::new(true);
        let told = waiting.told(Way::Telephone, NOW).unwrap();
        assert!(told.send(NOW).is_err() && told.posted(NOW).is_err() && told.due().is_none());
        assert!(told.told(Way::InPerson, NOW).is_err(), "once is enough");
        assert_eq!(told.not_told().unwrap(), waiting);
        for state in
            [waiting.send(NOW).unwrap(), LetterState::Sent { at: NOW }, LetterState::Posted { at: NOW }]
        {
            assert!(state.told(Way::Telephone, NOW).is_err(), "{state:?}");
            assert!(state.not_told().is_err(), "{state:?}");
        }
    }

    #[test]
    fn every_code_is_in_the_list_and_reads_back() {
        let all = [
            LetterState::new(true),
            LetterState::Sending { tries: 1, at: NOW },
            LetterState::Sent { at: NOW },
            LetterState::InDoubt { at: NOW },
            LetterState::Refused { at: NOW, status: Some(550) },
            LetterState::Bounced { at: NOW, status: "5.1.1".into() },
            LetterState::Paper,
            LetterState::Posted { at: NOW },
            LetterState::GivenUp { at: NOW },
            LetterState::Unusable { why: "mail-form".into() },
            LetterState::Paper.told(Way::InPerson, NOW).unwrap(),
        ];
        for state in &all {
            assert!(LetterState::CODES.contains(&state.code()));
            let json = serde_json::to_string(state).unwrap();
            assert!(json.contains(&format!("\"state\":\"{}\"", state.code())), "{json}");
            assert_eq!(&serde_json::from_str::<LetterState>(&json).unwrap(), state);
        }
        assert_eq!(all.len(), LetterState::CODES.len());
    }
}
