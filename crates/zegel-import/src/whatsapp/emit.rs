//! The second reading of a text: hands the messages over and counts what the report says.

use std::ops::ControlFlow;

use jiff::civil::{Date, DateTime, Time, Weekday};
use zegel_model::{Kind, LossCode, Precision};

use crate::report::{Accounting, LossCounts};
use crate::text::{Encoding, Origin, TextStream};
use crate::whatsapp::body::{self, Body, Habits, Media, Remark};
use crate::whatsapp::grammar::{Grammar, Verdict};
use crate::whatsapp::media::{FileIndex, serial_of};
use crate::whatsapp::phrases::{Notice, Phrases, encryption};
use crate::whatsapp::sender::Roster;
use crate::whatsapp::survey::Survey;
use crate::whatsapp::walk::{Border, Item, Visitor, walk};
use crate::zip::is_deceptive;
use crate::{AttachmentFile, AttachmentRef, MessageRef, Options, ReadError, Report, Sink, Source};

/// What the second reading needs beside the survey.
pub(crate) struct Emission<'e> {
    pub(crate) origin: &'e Origin,
    pub(crate) files: &'e [AttachmentFile],
    pub(crate) index: &'e FileIndex,
    pub(crate) options: &'e Options,
    /// What the container was found to lack.
    pub(crate) losses: LossCounts,
}

/// Hands the messages over.
pub(crate) fn emit(
    source: &mut Source<'_>,
    mut survey: Survey,
    emission: Emission<'_>,
    sink: &mut dyn Sink,
) -> Result<Report, ReadError> {
    if sink.conversation(&survey.conversation).is_break() {
        return Err(ReadError::Cancelled);
    }
    let phrases = Phrases::new();
    let tape = survey.tape.take();
    let mut pass = Pass::new(&survey, &emission, &phrases, sink);
    let mut stream = TextStream::open(source, emission.origin, survey.encoding, &emission.options.limits)?;
    match tape {
        Some(tape) => {
            pass.take_verdicts();
            tape.replay(source, &mut stream, &mut pass)?;
        }
        None => {
            let mut grammar = Grammar::new(survey.rules.clone(), None);
            walk(source, &mut stream, &mut grammar, &emission.options.limits, &mut pass)?;
        }
    }
    let stopped_by = stream.stopped_by.take();
    let report = pass.into_report(&stream);
    match stopped_by {
        None => Ok(report),
        Some(ReadError::Limit { which, limit, .. }) => {
            Err(ReadError::Limit { which, limit, report: Some(Box::new(report)) })
        }
        Some(ReadError::Damaged { what, .. }) => Ok(Report { damaged: Some(what), ..report }),
        Some(other) => Err(other),
    }
}

struct Pass<'e> {
    survey: &'e Survey,
    emission: &'e Emission<'e>,
    habits: Habits<'e>,
    sink: &'e mut dyn Sink,
    roster: Roster,
    losses: LossCounts,
    parts: Accounting,
    n_messages: u64,
    without_sender: u64,
    n_not_understood: u64,
    /// Seconds since 1970, and the time itself.
    first_at: Option<(i64, DateTime)>,
    last_at: Option<(i64, DateTime)>,
    day: DayFacts,
    /// Seconds since 1970 of the message above.
    previous: i64,
    referenced: Vec<bool>,
    last_serial: Option<(u64, u64)>,
}

/// What holds for all messages of one day, so that it is worked out once.
#[derive(Clone, Copy)]
struct DayFacts {
    day: Date,
    /// Seconds since 1970 at its beginning.
    seconds: i64,
    implausible: u64,
    summer_time_ends: bool,
}

impl<'e> Pass<'e> {
    fn new(
        survey: &'e Survey,
        emission: &'e Emission<'e>,
        phrases: &'e Phrases,
        sink: &'e mut dyn Sink,
    ) -> Self {
        let day = Date::ZERO;
        Self {
            survey,
            emission,
            habits: Habits {
                phrases,
                style: survey.style,
                app_marks: survey.app_marks,
                known_language: survey.known_language,
                files: emission.index,
            },
            sink,
            roster: Roster::new(&emission.options.limits),
            losses: emission.losses.clone(),
            parts: Accounting::default(),
            n_messages: 0,
            without_sender: 0,
            n_not_understood: 0,
            first_at: None,
            last_at: None,
            day: DayFacts { day, seconds: 0, implausible: 1, summer_time_ends: false },
            previous: i64::MIN,
            referenced: vec![false; emission.files.len()],
            last_serial: None,
        }
    }

    /// Takes what the survey saw of lines that are no headers, because a tape does not show them again.
    fn take_verdicts(&mut self) {
        let [look_alike, impossible, cut] = self.survey.n_verdicts;
        self.losses.add(LossCode::HeaderLookAlike, look_alike);
        self.losses.add(LossCode::ImpossibleDate, impossible);
        self.losses.add(LossCode::LimitReached, cut);
    }

    #[inline]
    fn note_time(&mut self, at: DateTime, day: Date, [hour, minute, second]: [u8; 3]) {
        const DAY: i64 = 24 * 60 * 60;
        if self.day.day != day {
            self.day = DayFacts {
                day,
                seconds: i64::from(super::calendar::day_number(day)) * DAY,
                implausible: u64::from(is_implausible(day, self.emission.options.today)),
                summer_time_ends: summer_time_ends(day, self.emission.options.zone.as_deref()),
            };
        }
        let seconds = self.day.seconds + i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
        self.losses.add(LossCode::ImplausibleTime, self.day.implausible);
        if self.day.summer_time_ends && hour == 2 {
            self.losses.add(LossCode::RepeatedHour, 1);
        }
        self.losses.add(LossCode::TimeGoesBack, u64::from(seconds < self.previous.saturating_sub(DAY)));
        self.previous = seconds;
        if self.first_at.is_none_or(|(first, _)| seconds < first) {
            self.first_at = Some((seconds, at));
        }
        // Equal is as good, and makes it nearly always true: a branch that is foreseen costs nothing.
        if self.last_at.is_none_or(|(last, _)| last <= seconds) {
            self.last_at = Some((seconds, at));
        }
    }

    fn note_body(&mut self, body: &Body<'_>) {
        self.losses.add(LossCode::Edited, u64::from(body.edited));
        let code = match (body.kind, body.remark) {
            (Kind::Text, Remark::None) => return,
            (_, Remark::ViewOnce) => LossCode::ViewOnce,
            (_, Remark::Waiting) => LossCode::Waiting,
            (_, Remark::Poll) => LossCode::PollVoters,
            (Kind::Deleted, _) => LossCode::Deleted,
            (Kind::System, _) => match self.habits.phrases.notice(body.text[0]) {
                Some(Notice::DisappearingOn) => LossCode::DisappearingOn,
                Some(Notice::PrivacyOn) => LossCode::ChatPrivacyOn,
                None => return,
            },
            _ => return,
        };
        self.losses.add(code, 1);
    }

    /// Finds the file that the body names, and counts what is missing.
    fn attachment<'m>(&mut self, media: Media<'m>) -> Option<AttachmentRef<'m>>
    where
        'e: 'm,
    {
        let absent =
            |name| AttachmentRef { name, present: false, size_bytes: None, sha256: None, index: None };
        let name = match media {
            Media::None => return None,
            Media::Omitted(name) => {
                self.losses.add(LossCode::MediaOmitted, 1);
                return Some(absent(name));
            }
            Media::Named(name) => name,
        };
        self.note_name(name);
        let found = self.emission.index.find(name);
        if let Some(index) = found {
            self.referenced[index] = true;
        }
        let files: &'e [AttachmentFile] = self.emission.files;
        match found.map(|index| (index, &files[index])) {
            Some((index, file)) if file.intact => Some(AttachmentRef {
                name: Some(name),
                present: true,
                size_bytes: Some(file.size_bytes),
                sha256: file.sha256.as_deref(),
                index: Some(index),
            }),
            _ => {
                self.losses.add(LossCode::AttachmentMissing, 1);
                Some(absent(Some(name)))
            }
        }
    }

    fn note_name(&mut self, name: &str) {
        self.losses.add(LossCode::DeceptiveCharacters, u64::from(is_deceptive(name)));
        let Some(serial) = serial_of(name) else { return };
        // iOS numbers all messages of a chat, so two attachments are as far apart in number as in place.
        if let Some((last, position)) = self.last_serial {
            let apart = serial.saturating_sub(last);
            self.losses.add(LossCode::AttachmentSerialGap, apart.saturating_sub(self.n_messages - position));
        }
        self.last_serial = Some((serial, self.n_messages));
    }

    /// The first line of a whole chat is the notice of encryption, or the making of the group.
    fn note_start(&mut self, kind: Kind) {
        if self.n_messages == 1 && kind != Kind::System {
            self.losses.add(LossCode::StartMissing, 1);
        }
    }

    fn into_report(mut self, stream: &TextStream) -> Report {
        let decoder = &stream.decoder;
        self.losses.add(LossCode::RouteLimits, 1);
        self.losses.add(LossCode::NoTimeZone, u64::from(self.survey.conversation.zone.is_none()));
        self.losses.add(LossCode::DateOrderAmbiguous, u64::from(self.survey.is_ambiguous()));
        self.losses.add(LossCode::InvalidBytes, decoder.n_invalid_bytes);
        self.losses.add(LossCode::OtherEncoding, u64::from(self.survey.encoding != Encoding::Utf8));
        self.losses.add(LossCode::ControlCharacters, self.survey.n_control);
        self.losses.add(LossCode::NotUnderstood, self.n_not_understood);
        // The app leaves out the oldest above 40,000 messages, above 10,000 with media.
        self.losses.add(LossCode::ExportCap, u64::from(matches!(self.n_messages, 10_000 | 40_000)));
        let unnamed = self.referenced.iter().filter(|referenced| !**referenced).count();
        self.losses.add(LossCode::AttachmentUnreferenced, unnamed as u64);
        let title = self.survey.conversation.title.as_ref().is_some_and(|title| is_deceptive(title.as_str()));
        self.losses.add(LossCode::DeceptiveCharacters, self.survey.n_deceptive + u64::from(title));
        let cut_off = u64::from(stream.stopped_by.is_some());
        self.losses.add(LossCode::Damaged, cut_off);
        Report {
            conversation: self.survey.conversation.clone(),
            losses: self.losses.into_losses(),
            n_messages: self.n_messages,
            without_sender: self.without_sender,
            n_not_understood: self.n_not_understood,
            first_at: self.first_at.map(|(_, at)| at),
            last_at: self.last_at.map(|(_, at)| at),
            bytes: decoder.source_bytes,
            n_attachment_files: self.emission.files.len() as u64,
            damaged: None,
            accounting: Accounting {
                source_bytes: decoder.source_bytes,
                text_bytes: decoder.text_bytes,
                invalid_bytes: decoder.n_invalid_bytes,
                ..self.parts
            },
        }
    }
}

impl Visitor for Pass<'_> {
    fn message(&mut self, item: &Item<'_>) -> ControlFlow<()> {
        self.n_messages += 1;
        let head = &item.head;
        let split = match item.split {
            Some(split) => split,
            None => self.roster.split(&item.text[head.rest()..item.first_line_end]),
        };
        let body_start = head.rest() + split.body;
        let (header, behind) = item.text.split_at(body_start);
        let (whole, line_end) = behind.split_at(item.body_end - body_start);
        let sender = split.sender_len.map(|len| &header[head.rest()..head.rest() + len]);
        let mut body = match sender {
            Some(_) => body::read(whole, item.clues(body_start), &self.habits),
            None => body::read_own(whole, &self.habits),
        };
        if self.n_messages <= 3 && body.kind == Kind::Text && encryption(whole).is_some() {
            body.kind = Kind::System; // Some programs give the notice a sender, and no mark.
        }
        let Some(at) = moment(head.day, head.time) else {
            return ControlFlow::Continue(()); // The grammar let only times through that exist.
        };
        self.note_time(at, head.day, head.time);
        self.note_body(&body);
        self.note_start(body.kind);
        self.without_sender += u64::from(sender.is_none());
        let attachment = self.attachment(body.media);
        let has_seconds = head.has_seconds;
        self.losses.add(LossCode::MinutePrecision, u64::from(!has_seconds));
        self.parts.header_bytes += body_start as u64;
        self.parts.body_bytes += whole.len() as u64;
        self.parts.line_end_bytes += line_end.len() as u64;
        let [first, second] = body.text;
        let joined;
        let text = match (first, second) {
            (one, "") | ("", one) => one,
            _ => {
                // A caption on both sides of a mark; what stood between them is in `raw`.
                joined = format!("{first} {second}");
                &joined
            }
        };
        self.sink.message(&MessageRef {
            position: self.n_messages,
            line: item.line,
            at,
            precision: if has_seconds { Precision::Second } else { Precision::Minute },
            zone: self.survey.conversation.zone.as_deref(),
            sender,
            kind: body.kind,
            text,
            attachments: attachment.as_slice(),
            edited: body.edited,
            // A piece of the body that is as long as the body is the body.
            raw: (text.len() != whole.len()).then_some(whole),
            location: body.location,
            header,
            body: whole,
            line_end,
        })
    }

    fn orphan(&mut self, line: u64, text: &str) -> ControlFlow<()> {
        self.n_not_understood += 1;
        self.parts.not_understood_bytes += text.len() as u64;
        self.sink.not_understood(line, text)
    }

    #[inline]
    fn judged(&mut self, verdict: &Verdict, _border: Border, _line: &str) {
        match verdict {
            Verdict::LookAlike(_) => self.losses.add(LossCode::HeaderLookAlike, 1),
            Verdict::Impossible(_) => self.losses.add(LossCode::ImpossibleDate, 1),
            Verdict::Header(..) | Verdict::Text => {}
        }
    }

    fn judged_again(&mut self, _border: Border) {}

    fn continued(&mut self, _border: Border) {}

    fn cut(&mut self) {
        self.losses.add(LossCode::LimitReached, 1);
    }

    fn progress(&mut self, source_bytes: u64) -> ControlFlow<()> {
        let total = self.emission.origin.len();
        let rounds = self.survey.n_rounds;
        self.sink.progress(rounds * total + source_bytes, (rounds + 1) * total)
    }
}

#[inline]
fn moment(day: Date, [hour, minute, second]: [u8; 3]) -> Option<DateTime> {
    let time = Time::new(hour.cast_signed(), minute.cast_signed(), second.cast_signed(), 0).ok()?;
    Some(DateTime::from_parts(day, time))
}

fn is_implausible(day: Date, today: Date) -> bool {
    day.year() < 2009 || today.tomorrow().is_ok_and(|tomorrow| tomorrow < day)
}

/// In the European Union (Directive 2000/84/EC) the hour from 02:00 happens twice on the last Sunday of October.
/// Without a stated zone that is assumed, because the phones of our owners are there.
fn summer_time_ends(day: Date, zone: Option<&str>) -> bool {
    let europe = zone.is_none_or(|zone| zone.starts_with("Europe/"));
    europe && day.month() == 10 && day.day() > 24 && day.weekday() == Weekday::Sunday
}
