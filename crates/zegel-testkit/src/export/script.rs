//! The script of a conversation: who says what and when, one entry after the other, in constant memory.

use jiff::SignedDuration;
use jiff::civil::{DateTime, Weekday};

use super::talk::{self, Turn};
use super::{Event, Export, Platform, Topic, words};
use crate::Chance;
use crate::media::MediaKind;

/// A file that an entry names.
#[derive(Debug, Clone)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) kind: MediaKind,
    pub(super) seed: u64,
}

/// What one entry says, before a phone writes it down.
#[derive(Debug, Clone)]
pub(super) enum Body {
    Text { text: String, edited: bool },
    Attached { file: File, caption: String },
    Omitted { kind: MediaKind, caption: String },
    Deleted { by_owner: bool },
    Location { latitude: String, longitude: String },
    LiveLocation,
    Poll { question: String, options: [(&'static str, u64); 3] },
    MissedCall { video: bool },
    ViewOnce,
    Waiting,
    System { event: Event, about: usize },
}

/// One entry of the script.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) at: DateTime,
    /// Index into [`words::PEOPLE`]: who wrote it, or who did what the app tells.
    pub(super) speaker: usize,
    pub(super) body: Body,
    pub(super) topic: Topic,
}

/// Longest mean time between two messages.
const GAP_SECONDS: f64 = 420.0;
/// The span that even the longest export stays within: from the default start to before the end of 2026.
const SPAN_SECONDS: f64 = 1000.0 * 86_400.0;

/// The walk over the script of one export.
pub(super) struct Script<'a> {
    export: &'a Export,
    chance: Chance,
    at: DateTime,
    n_written: u64,
    mean_gap_seconds: f64,
    /// True where the export is short enough for people to sleep.
    nights: bool,
    turns: &'static [Turn],
    cast: [usize; 4],
    topic: Topic,
    n_media: u64,
    n_media_today: u64,
    n_documents: u64,
    n_cards: u64,
}

impl<'a> Script<'a> {
    pub(super) fn new(export: &'a Export) -> Self {
        let even = SPAN_SECONDS / (export.n_messages.max(1) as f64);
        Self {
            export,
            chance: Chance::new(export.seed),
            at: export.start,
            n_written: 0,
            mean_gap_seconds: even.min(GAP_SECONDS),
            nights: GAP_SECONDS * 2.0 < even,
            turns: &[],
            cast: [0, 1, 2, 3],
            topic: Topic::Business,
            n_media: 0,
            n_media_today: 0,
            n_documents: 0,
            n_cards: 0,
        }
    }

    /// Moves time on: in bursts, and not at night where nights are kept.
    fn advance(&mut self) {
        let burst = if self.chance.happens(800) { 0.35 } else { 3.6 };
        let gap = -(1.0 - self.chance.fraction()).ln() * burst * self.mean_gap_seconds;
        let before = self.at.date();
        self.at = later(self.at, gap as i64 + i64::from(self.nights));
        if self.nights && !(7..23).contains(&self.at.hour()) {
            self.at = later(self.at, 9 * 3600);
        }
        // Offices are closed; a private word may still come through.
        if self.nights && self.at.weekday() == Weekday::Saturday && self.chance.happens(700) {
            self.at = later(self.at, 2 * 86_400);
        }
        if self.at.date() != before {
            self.n_media_today = 0;
        }
    }

    fn next_conversation(&mut self) {
        let private = self.chance.happens(self.export.private_per_mille);
        (self.topic, self.turns) = match private {
            true => (Topic::Private, talk::PRIVATE[self.chance.index(talk::PRIVATE.len())]),
            false => (Topic::Business, talk::BUSINESS[self.chance.index(talk::BUSINESS.len())]),
        };
        if self.export.group {
            // The first three differ; the fourth is always one of those outside the address book.
            let first = self.chance.index(10);
            let step = 1 + self.chance.index(4);
            self.cast = [first, (first + step) % 10, (first + 2 * step) % 10, 10 + self.chance.index(2)];
        } else {
            let first = self.chance.index(2);
            self.cast = [first, 1 - first, first, 1 - first];
        }
    }

    fn say(&mut self) -> (usize, Body) {
        if self.turns.is_empty() {
            self.next_conversation();
        }
        let [(who, template), rest @ ..] = self.turns else {
            unreachable!("no conversation of the script is empty")
        };
        self.turns = rest;
        let speaker = self.cast[*who];
        if self.export.group && self.chance.happens(8) {
            return self.other_language();
        }
        let mut text = String::with_capacity(96);
        if self.chance.happens(3) {
            text.push_str(self.chance.pick(&talk::TRAPS));
        } else {
            words::fill(template, &mut self.chance, &mut text);
        }
        let edited = self.chance.happens(12);
        (speaker, Body::Text { text: text.trim_end().to_owned(), edited })
    }

    fn other_language(&mut self) -> (usize, Body) {
        let (speaker, lines) = words::OTHER_LANGUAGES[self.chance.index(words::OTHER_LANGUAGES.len())];
        (speaker, Body::Text { text: self.chance.pick(&lines).to_owned(), edited: false })
    }

    fn attachment(&mut self) -> Body {
        let kind = match self.chance.below(100) {
            0..46 => MediaKind::SitePhoto,
            46..58 => MediaKind::Whiteboard,
            58..64 => MediaKind::Plan,
            64..76 => MediaKind::Document,
            76..88 => MediaKind::Voice,
            88..91 => MediaKind::Card,
            91..97 => MediaKind::Video,
            _ => MediaKind::Sticker,
        };
        let named = self.file_name(kind);
        let captioned =
            matches!(kind, MediaKind::SitePhoto | MediaKind::Whiteboard) && self.chance.happens(450);
        let mut caption = String::new();
        if captioned {
            let template = self.chance.pick(&talk::CAPTIONS);
            words::fill(template, &mut self.chance, &mut caption);
        }
        // Even an export with media lacks what the phone never downloaded.
        let on_the_phone = !matches!(kind, MediaKind::Video | MediaKind::Sticker) && !self.chance.happens(40);
        let seed = self.chance.next_u64();
        if self.export.media && on_the_phone {
            Body::Attached { file: File { name: named, kind, seed }, caption }
        } else {
            Body::Omitted { kind, caption }
        }
    }

    fn file_name(&mut self, kind: MediaKind) -> String {
        self.n_media += 1;
        self.n_media_today += 1;
        let own = match kind {
            MediaKind::Document => {
                self.n_documents += 1;
                let (_, name) = words::paper(&mut self.chance);
                Some(format!("Lindeplein {name} v{}.pdf", self.n_documents))
            }
            MediaKind::Plan => {
                self.n_documents += 1;
                Some(format!("Plattegrond (variant {}).png", self.n_documents))
            }
            MediaKind::Card => {
                self.n_cards += 1;
                Some(format!("Toezichthouder {}.vcf", self.n_cards))
            }
            _ => None,
        };
        match (self.export.platform, own) {
            (Platform::Android, Some(name)) => name,
            (Platform::Android, None) => {
                format!(
                    "{}-{}-WA{:04}.{}",
                    kind.android(),
                    self.at.strftime("%Y%m%d"),
                    self.n_media_today - 1,
                    kind.extension()
                )
            }
            (Platform::Ios, Some(name)) => format!("{:08}-{name}", self.n_media),
            (Platform::Ios, None) => {
                let at = self.at.strftime("%Y-%m-%d-%H-%M-%S");
                format!("{:08}-{}-{at}.{}", self.n_media, kind.ios(), kind.extension())
            }
        }
    }

    fn event(&mut self) -> (usize, Body) {
        const IN_GROUPS: [Event; 13] = [
            Event::Added,
            Event::Added,
            Event::Added,
            Event::Left,
            Event::Left,
            Event::Removed,
            Event::Joined,
            Event::Joined,
            Event::Icon,
            Event::Subject,
            Event::Description,
            Event::Admin,
            Event::SecurityCode,
        ];
        const BETWEEN_TWO: [Event; 5] = [
            Event::SecurityCode,
            Event::SecurityCode,
            Event::Number,
            Event::DisappearingOn,
            Event::DisappearingOff,
        ];
        let all = !self.export.group || self.chance.happens(250);
        let event = if all { BETWEEN_TWO[self.chance.index(5)] } else { IN_GROUPS[self.chance.index(13)] };
        let people = if self.export.group { words::PEOPLE.len() } else { 2 };
        let actor = 1 + self.chance.index(people - 1);
        let about =
            if self.export.group { 1 + (actor + self.chance.index(people - 2)) % (people - 1) } else { 0 };
        (actor, Body::System { event, about })
    }

    fn anything(&mut self) -> (usize, Body) {
        let speaker = self.cast[self.chance.index(3)];
        match self.chance.below(1000) {
            0..900 => self.say(),
            900..962 => (speaker, self.attachment()),
            962..972 => (speaker, Body::Deleted { by_owner: speaker == 0 }),
            972..977 => (speaker, self.place()),
            977..980 => (speaker, self.poll()),
            980..984 => (speaker, Body::MissedCall { video: self.chance.happens(300) }),
            984..986 => (speaker, Body::ViewOnce),
            986..988 => (speaker, Body::Waiting),
            _ => self.event(),
        }
    }

    fn place(&mut self) -> Body {
        if self.chance.happens(200) {
            return Body::LiveLocation;
        }
        let latitude = format!("52.{:06}", 100_000 + self.chance.below(90_000));
        let longitude = format!("4.{:06}", 600_000 + self.chance.below(90_000));
        Body::Location { latitude, longitude }
    }

    fn poll(&mut self) -> Body {
        let (question, options) = talk::POLLS[self.chance.index(talk::POLLS.len())];
        Body::Poll {
            question: question.to_owned(),
            options: options.map(|option| (option, self.chance.below(9))),
        }
    }
}

impl Iterator for Script<'_> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        let n_opening = if self.export.group { 2 } else { 1 };
        if self.export.n_messages.max(n_opening) <= self.n_written {
            return None;
        }
        let n_before = self.n_written;
        self.n_written += 1;
        if n_before < n_opening {
            let event = if n_before == 0 { Event::Encryption } else { Event::Created };
            let body = Body::System { event, about: 0 };
            return Some(Entry { at: self.at, speaker: 0, body, topic: Topic::Business });
        }
        self.advance();
        let (speaker, body) = self.anything();
        // What was sent without reception comes in late and keeps its own time.
        let late = if self.chance.happens(4) { -(60 + self.chance.below(900) as i64) } else { 0 };
        let topic = if matches!(body, Body::System { .. }) { Topic::Business } else { self.topic };
        Some(Entry { at: later(self.at, late), speaker, body, topic })
    }
}

fn later(at: DateTime, seconds: i64) -> DateTime {
    at.saturating_add(SignedDuration::from_secs(seconds))
}
