//! The first reading of a text: what its headers look like, which field is the day, who takes part.
//!
//! It begins with what the first lines suggest, reads everything, and reads again when the whole says something
//! else than the beginning did; after at most [`MAX_ROUNDS`] rounds it keeps the last answer. It keeps counts only,
//! so its memory does not grow with the file.

use std::ops::ControlFlow;

use jiff::civil::Date;
use zegel_model::{Content, Conversation, DateOrder, DateOrderCertainty, Participant, Route};

use crate::text::{Encoding, Origin, TextStream, is_windows_1252};
use crate::whatsapp::body::{self, Habits, Media};
use crate::whatsapp::calendar::day_number;
use crate::whatsapp::fast::Fast;
use crate::whatsapp::grammar::{Grammar, Rules, Verdict};
use crate::whatsapp::header::{self, Header, Padding, Shape, Style, may_be_header};
use crate::whatsapp::media::{FileIndex, day_in};
use crate::whatsapp::order::{Decision, Evidence};
use crate::whatsapp::phrases::{Phrases, encryption, group_name, is_event};
use crate::whatsapp::sender::{Roster, Split};
use crate::whatsapp::tape::{Recorder, Tape};
use crate::whatsapp::title::title_of;
use crate::whatsapp::walk::{Border, Item, Visitor, walk};
use crate::zip::is_deceptive;
use crate::{Options, ReadError, Sink, Source};

/// How often the text is read at most before its rules are taken as they are.
const MAX_ROUNDS: usize = 4;
/// How much of the text is looked at to find out whether it is a chat.
const SAMPLE_BYTES: usize = 32 * 1024;
/// The first header must be within so many lines.
const MAX_LINES_BEFORE: u64 = 50;

/// What the first reading found.
pub(crate) struct Survey {
    pub(crate) conversation: Conversation,
    pub(super) rules: Rules,
    pub(super) encoding: Encoding,
    pub(super) style: Style,
    pub(super) app_marks: bool,
    pub(super) known_language: bool,
    /// NUL and other control characters.
    pub(super) n_control: u64,
    /// Lines that only look like headers, headers that cannot be, and messages that were cut.
    pub(super) n_verdicts: [u64; 3],
    /// Names that look like other names.
    pub(super) n_deceptive: u64,
    /// The places of the messages, where they fit in memory.
    pub(super) tape: Option<Tape>,
    /// How often the text was read, which the progress of the second reading must know.
    pub(super) n_rounds: u64,
}

/// What is known beforehand.
pub(crate) struct Given<'g> {
    pub(crate) origin: &'g Origin,
    /// Names that may hold the name of the chat: of the text, and of what holds it.
    pub(crate) names: &'g [String],
    pub(crate) files: &'g FileIndex,
    pub(crate) options: &'g Options,
}

/// Returns true when the beginning of a text is that of a chat: two headers of one shape, or one and the notice of
/// encryption, within the first lines.
pub(crate) fn looks_like_chat(source: &mut Source<'_>, given: &Given<'_>) -> Result<bool, ReadError> {
    let sample = Sample::read(source, given)?;
    let first = First::of(&sample.text, given.options);
    let forced = given.options.route == Some(Route::WhatsappText);
    let is_chat = first.n_usual_shape >= 2 || (first.n_usual_shape == 1 && (first.has_notice || forced));
    match sample.stopped_by {
        // Nothing of a chat before the damage: then the damage is what must be said.
        Some(error) if !is_chat => Err(error),
        _ => Ok(is_chat),
    }
}

/// Surveys the whole text; `None` when there is no header in it at all.
pub(crate) fn survey(
    source: &mut Source<'_>,
    given: &Given<'_>,
    sink: &mut dyn Sink,
) -> Result<Option<Survey>, ReadError> {
    let sample = Sample::read(source, given)?;
    let mut encoding = sample.encoding;
    let mut rules = First::of(&sample.text, given.options).rules;
    drop(sample);
    let phrases = Phrases::new();
    let limits = &given.options.limits;
    for round in 1..=MAX_ROUNDS {
        let mut pass = Pass::new(given, &phrases, sink, round as u64);
        pass.assume(&rules);
        let mut stream = TextStream::open(source, given.origin, encoding, limits)?;
        stream.decoder.counts = true;
        let mut grammar = Grammar::new(rules.clone(), None);
        walk(source, &mut stream, &mut grammar, limits, &mut pass)?;
        let broken = encoding == Encoding::Utf8 && 0 < stream.decoder.n_invalid;
        if broken && is_windows_1252(source, given.origin, limits)? {
            encoding = Encoding::Windows1252;
            continue;
        }
        let Some((next, decision)) = pass.conclude(&rules) else { return Ok(None) };
        if next == rules || pass.found_no_breach(&rules, &next) || round == MAX_ROUNDS {
            let survey = pass.into_survey(rules, decision, encoding);
            return Ok(Some(Survey { n_control: stream.decoder.n_control, ..survey }));
        }
        rules = next;
    }
    Ok(None)
}

/// The beginning of the text.
struct Sample {
    text: String,
    encoding: Encoding,
    stopped_by: Option<ReadError>,
}

impl Sample {
    fn read(source: &mut Source<'_>, given: &Given<'_>) -> Result<Self, ReadError> {
        let limits = &given.options.limits;
        let mut raw = TextStream::open(source, given.origin, Encoding::Utf8, limits)?;
        // Bytes of UTF-16 do not survive being read as UTF-8, so the first ones are looked at as they are.
        let encoding = Encoding::sniff(&raw.peek(source, 512)?);
        let mut stream = TextStream::open(source, given.origin, encoding, limits)?;
        let mut text = String::new();
        while text.len() < SAMPLE_BYTES && stream.read_more(source, &mut text)? {}
        // A large chunk must not make a large sample.
        text.truncate(text.floor_char_boundary(SAMPLE_BYTES));
        Ok(Self { text, encoding, stopped_by: stream.stopped_by.take() })
    }
}

/// What the first lines suggest.
struct First {
    rules: Rules,
    n_usual_shape: u64,
    has_notice: bool,
}

impl First {
    fn of(text: &str, options: &Options) -> Self {
        let line_end = if !text.contains('\n') && text.contains('\r') { b'\r' } else { b'\n' };
        let mut tally = Tally::default();
        let mut evidence = Evidence::new(options.today);
        let mut has_notice = false;
        let mut fast = None;
        for (number, line) in text.split_inclusive(char::from(line_end)).enumerate() {
            let Some(header) = parse_as(&mut fast, line) else { continue };
            if tally.shapes.is_empty() && MAX_LINES_BEFORE < number as u64 {
                break;
            }
            let rest = &line[header.rest()..];
            tally.add_shape(header.shape, rest.contains(": "));
            tally.add_padding(header.stamp.padding);
            evidence.add(&header);
            has_notice |= tally.n_headers() <= 3 && encryption(rest).is_some();
        }
        let mut rules = Rules::open(line_end);
        rules.shapes = tally.own_shapes();
        rules.padding = tally.padding_rule();
        rules.order = evidence.decide(options.date_order, None).order;
        let n_usual_shape = tally.shapes.iter().map(|(_, n, _)| *n).max().unwrap_or(0);
        Self { rules, n_usual_shape, has_notice }
    }
}

/// Reads a header, the quick way where it has the shape of the one before it.
fn parse_as(fast: &mut Option<Fast>, line: &str) -> Option<Header> {
    if !may_be_header(line.as_bytes()) {
        return None;
    }
    if let Some(header) = fast.as_mut().and_then(|fast| fast.parse(line.as_bytes())) {
        return Some(header);
    }
    let parsed = header::parse(line)?;
    match fast {
        Some(fast) if fast.shape() == parsed.header.shape => fast.learn_tail(line, &parsed),
        _ => *fast = Fast::learn(line, &parsed),
    }
    Some(parsed.header)
}

/// Counts of shapes and of ways to write numbers.
#[derive(Default)]
struct Tally {
    /// Shape, how often, how often with a sender.
    shapes: Vec<(Shape, u64, u64)>,
    /// Per field: numbers below ten with a zero, and without.
    padding: [[u64; 2]; 3],
    /// How the last header writes its numbers.
    last_padding: Option<[Padding; 3]>,
    /// Headers that write them as the last one does, and are not counted yet.
    n_again: u64,
}

impl Tally {
    fn add_shape(&mut self, shape: Shape, has_sender: bool) {
        const MAX_SHAPES: usize = 64;
        let place = match self.shapes.iter().position(|(known, ..)| *known == shape) {
            Some(place) => place,
            None if self.shapes.len() < MAX_SHAPES => {
                self.shapes.push((shape, 0, 0));
                self.shapes.len() - 1
            }
            None => return,
        };
        self.shapes[place].1 += 1;
        self.shapes[place].2 += u64::from(has_sender);
    }

    /// Adds headers of which all are taken to have a sender.
    fn add_many(&mut self, shape: Shape, n: u64) {
        match self.shapes.iter_mut().find(|(known, ..)| *known == shape) {
            Some(counts) => {
                counts.1 += n;
                counts.2 += n;
            }
            None => self.shapes.insert(0, (shape, n, n)),
        }
    }

    fn add_padding(&mut self, padding: [Padding; 3]) {
        self.count_again();
        (self.last_padding, self.n_again) = (Some(padding), 1);
    }

    /// Counts the headers that write their numbers as the last one does, all at once.
    fn count_again(&mut self) {
        let n = std::mem::take(&mut self.n_again);
        for (counts, padding) in self.padding.iter_mut().zip(self.last_padding.into_iter().flatten()) {
            counts[0] += n * u64::from(padding == Padding::Zero);
            counts[1] += n * u64::from(padding == Padding::Bare);
        }
    }

    fn n_headers(&self) -> u64 {
        self.shapes.iter().map(|(_, n, _)| n).sum()
    }

    /// Returns the shapes that are this file's own: the usual one, and others that make up a quarter of all lines
    /// with the form of a header. Two exports that somebody put together have two; a pasted piece of another chat
    /// stays below that.
    fn own_shapes(&self) -> Vec<Shape> {
        let total = self.n_headers();
        let Some(usual) = self.shapes.iter().rev().max_by_key(|(_, n, _)| *n) else { return Vec::new() };
        let others = self.shapes.iter().filter(|one| one.0 != usual.0);
        let own = others.filter(|(_, n, with_sender)| total <= n * 4 && *n <= with_sender * 2);
        std::iter::once(usual.0).chain(own.map(|(shape, ..)| *shape)).collect()
    }

    /// Returns how numbers below ten are written, where at most one in nine is written otherwise.
    fn padding_rule(&mut self) -> [Option<Padding>; 3] {
        const MANY: u64 = 8;
        self.count_again();
        self.padding.map(|[zero, bare]| match (zero, bare) {
            (0, 0) => None,
            _ if bare * MANY <= zero => Some(Padding::Zero),
            _ if zero * MANY <= bare => Some(Padding::Bare),
            _ => None,
        })
    }
}

/// Per sender: messages; of those that begin with the app's mark, the ones of no known kind.
#[derive(Clone, Copy, Default)]
struct Counts {
    n_messages: u64,
    n_marked: u64,
    /// Messages that lie more than a day before the one that was last in order.
    n_back: u64,
}

/// One round.
struct Pass<'g, 's> {
    given: &'g Given<'g>,
    phrases: &'g Phrases,
    sink: &'s mut dyn Sink,
    round: u64,
    recorder: Recorder,
    /// Lines that only look like headers, headers that cannot be, and messages that were cut.
    n_verdicts: [u64; 3],
    tally: Tally,
    /// Headers of the usual shape that were read the quick way.
    n_quick: u64,
    evidence: Evidence,
    roster: Roster,
    counts: Vec<Counts>,
    n_messages: u64,
    /// Minutes since 1970 of the last message with a sender that did not go back.
    anchor: i64,
    /// The day that was seen last, and its minutes since 1970.
    day: (Date, i64),
    /// Own headers after CR LF and after LF; lines inside messages after CR LF and after LF.
    borders: [u64; 4],
    /// Lines of the app with its mark, and without.
    n_app_lines: [u64; 2],
    /// Whether the notice of encryption has the app's mark.
    notice_has_mark: Option<bool>,
    /// Who "sent" the notice: on iOS the group, or the other person.
    notice_sender: Option<String>,
    language: Option<&'static str>,
    group: Option<String>,
    style: Style,
    order: DateOrder,
}

impl<'g, 's> Pass<'g, 's> {
    fn new(given: &'g Given<'g>, phrases: &'g Phrases, sink: &'s mut dyn Sink, round: u64) -> Self {
        Self {
            recorder: Recorder::new(given.options.limits.max_places_bytes),
            n_verdicts: [0; 3],
            given,
            phrases,
            sink,
            round,
            tally: Tally::default(),
            n_quick: 0,
            evidence: Evidence::new(given.options.today),
            roster: Roster::new(&given.options.limits),
            counts: Vec::new(),
            n_messages: 0,
            anchor: i64::MIN,
            day: (Date::ZERO, i64::MIN / 2),
            borders: [0; 4],
            n_app_lines: [0; 2],
            notice_has_mark: None,
            notice_sender: None,
            language: None,
            group: None,
            style: Style::Dash,
            order: DateOrder::Dmy,
        }
    }

    /// Takes over what the messages of this round are read by.
    fn assume(&mut self, rules: &Rules) {
        self.order = rules.order;
        self.style = rules.shapes.first().map_or(Style::Dash, |shape| shape.style);
    }

    /// Returns the rules that this round supports; `None` without a single header.
    fn conclude(&mut self, used: &Rules) -> Option<(Rules, Decision)> {
        if self.n_messages == 0 {
            return None;
        }
        if let (Some(usual), true) = (used.shapes.first(), 0 < self.n_quick) {
            self.tally.add_many(*usual, self.n_quick);
        }
        let decision = self.evidence.decide(self.given.options.date_order, self.language());
        let rules = Rules {
            shapes: self.tally.own_shapes(),
            order: decision.order,
            padding: self.tally.padding_rule(),
            crlf_border: self.crlf_border(),
            quoted: self.quoted(used),
            line_end: used.line_end,
        };
        Some((rules, decision))
    }

    /// Returns true when the next rules only add how numbers are written, and no header of this round is written
    /// otherwise: another round would see the same.
    fn found_no_breach(&self, used: &Rules, next: &Rules) -> bool {
        let kept = |n: usize| {
            let [zero, bare] = self.tally.padding[n];
            used.padding[n] == next.padding[n] || (used.padding[n].is_none() && (zero == 0 || bare == 0))
        };
        let same_else = Rules { padding: used.padding, ..next.clone() } == *used;
        same_else && [0, 1, 2].into_iter().all(kept)
    }

    /// iOS ends messages with CR LF and keeps LF inside them. Believed when (nearly) all headers follow CR LF and
    /// no line inside a message does.
    fn crlf_border(&self) -> bool {
        let [headers_crlf, headers_lf, inner_crlf, inner_lf] = self.borders;
        0 < headers_lf && headers_lf * 20 <= headers_crlf && inner_crlf == 0 && 0 < inner_lf
    }

    /// Finds senders who only exist in quotations. They must be rare, or a file whose first message has the latest
    /// time would lose everybody.
    fn quoted(&self, used: &Rules) -> Vec<String> {
        const ONE_IN: u64 = 50;
        let named = self.roster.names().iter().zip(&self.counts);
        let ghosts = named.filter(|(_, counts)| {
            0 < counts.n_back && counts.n_back == counts.n_messages && counts.n_marked == 0
        });
        let mut quoted = used.quoted.clone();
        let mut n_lines = 0;
        for (name, counts) in ghosts {
            n_lines += counts.n_back;
            quoted.push(name.clone());
        }
        if self.n_messages < n_lines * ONE_IN {
            return used.quoted.clone();
        }
        quoted
    }

    /// Returns true when a message lies more than a day before those above it.
    #[inline]
    fn goes_back(&mut self, item: &Item<'_>) -> bool {
        const DAY: i64 = 24 * 60;
        let day = item.head.day;
        if self.day.0 != day {
            self.day = (day, i64::from(day_number(day)) * DAY);
        }
        let [hour, minute, _] = item.head.time;
        let at = self.day.1 + i64::from(hour) * 60 + i64::from(minute);
        let back = at < self.anchor.saturating_sub(DAY);
        if !back {
            self.anchor = at;
        }
        back
    }

    fn app_marks(&self) -> bool {
        self.style != Style::Dash && self.notice_has_mark.unwrap_or(self.n_app_lines[1] < self.n_app_lines[0])
    }

    fn language(&self) -> Option<&'static str> {
        self.language.or_else(|| self.titles().find_map(|(_, language)| language))
    }

    fn titles(&self) -> impl Iterator<Item = (&str, Option<&'static str>)> {
        self.given.names.iter().filter_map(|name| title_of(name))
    }

    fn into_survey(self, rules: Rules, decision: Decision, encoding: Encoding) -> Survey {
        let app_marks = self.app_marks();
        let language = self.language();
        let title = self.titles().next().map(|(title, _)| title.to_owned());
        let notice_sender = self.notice_sender.clone().filter(|_| app_marks);
        let title = title.or_else(|| self.group.clone()).or(notice_sender);
        let conversation = Conversation {
            route: Route::WhatsappText,
            platform: self.style.platform(),
            title: title.map(Content::from),
            participants: self.participants(app_marks),
            date_order: decision.order,
            date_order_certainty: decision.certainty,
            date_order_reason: decision.reason,
            language: language.map(str::to_owned),
            encoding: encoding.name().to_owned(),
            zone: self.given.options.zone.clone(),
        };
        let known_language = matches!(language, Some("nl" | "en"));
        Survey {
            conversation,
            rules,
            encoding,
            style: self.style,
            app_marks,
            known_language,
            n_control: 0,
            n_rounds: self.round,
            n_verdicts: self.n_verdicts,
            n_deceptive: self.roster.names().iter().filter(|name| is_deceptive(name)).count() as u64,
            tape: self.recorder.into_tape(),
        }
    }

    fn participants(&self, app_marks: bool) -> Vec<Participant> {
        let names = self.roster.names().iter().zip(&self.counts);
        let counted = names.map(|(name, counts)| {
            let n_messages = counts.n_messages + if app_marks { 0 } else { counts.n_marked };
            Participant {
                name: Content::from(name.as_str()),
                n_messages,
                name_source: name_source(name).to_owned(),
            }
        });
        counted.filter(|participant| 0 < participant.n_messages).collect()
    }

    /// Returns true for a message that tells nothing new: once language, marks and order are known, only lines without
    /// a sender and marked lines tell anything.
    #[inline]
    fn is_dull(&self, item: &Item<'_>, split: &Split) -> bool {
        let body = &item.text.as_bytes()[item.head.rest() + split.body..item.body_end];
        split.sender_len.is_some()
            && self.language.is_some()
            && !self.evidence.is_open()
            && 3 < self.n_messages
            && (self.style == Style::Dash
                || (self.notice_has_mark.is_some() && !body.starts_with("\u{200e}".as_bytes())))
    }

    /// Takes what only some messages tell: the language, the group, a date in the name of a file.
    fn learn(&mut self, item: &Item<'_>, sender: Option<&str>, text: &str) -> Kindred {
        let marked = text.starts_with('\u{200e}');
        if self.n_messages <= 3
            && let Some(language) = encryption(text)
        {
            self.language.get_or_insert(language);
            self.notice_has_mark.get_or_insert(marked);
            if let (None, Some(sender)) = (&self.notice_sender, sender) {
                self.notice_sender = Some(sender.to_owned());
            }
            return Kindred::App;
        }
        let own = (sender.is_none() || marked).then(|| text.trim_start_matches('\u{200e}'));
        if let Some(name) = own.and_then(group_name) {
            self.group = Some(name.to_owned());
        }
        let bytes = text.as_bytes();
        let open_language = self.language.is_none() && self.phrases.may_begin(bytes);
        if open_language
            && let Some((_, language)) = self.phrases.find(text)
            && !language.is_empty()
        {
            self.language = Some(language);
        }
        if self.style == Style::Dash || sender.is_none() {
            self.learn_media_day(item, text);
            return Kindred::Person;
        }
        self.learn_ios(item, text, marked)
    }

    fn learn_ios(&mut self, item: &Item<'_>, text: &str, marked: bool) -> Kindred {
        if !marked {
            let unmarked = self.phrases.may_begin(text.as_bytes()) && self.phrases.find(text).is_some();
            self.n_app_lines[1] += u64::from(unmarked);
            self.learn_media_day(item, text);
            return Kindred::Person;
        }
        let body = body::read(text, item.clues(item.body_end - text.len()), &self.habits(true));
        if self.notice_has_mark.is_none() {
            let known = body.kind != zegel_model::Kind::System || is_event(text);
            self.n_app_lines[0] += u64::from(known);
        }
        if let Media::Named(name) = body.media
            && let Some(day) = day_in(name)
        {
            self.evidence.add_media(item.head.day, self.order, day);
        }
        match body.kind {
            zegel_model::Kind::System => Kindred::Marked,
            _ => Kindred::Person,
        }
    }

    fn learn_media_day(&mut self, item: &Item<'_>, text: &str) {
        if !self.evidence.is_open() {
            return;
        }
        let named = text.contains("-WA") || text.contains("-PHOTO-") || text.contains("-VIDEO-");
        if !named {
            return;
        }
        if let Media::Named(name) =
            body::read(text, item.clues(item.body_end - text.len()), &self.habits(false)).media
            && let Some(day) = day_in(name)
        {
            self.evidence.add_media(item.head.day, self.order, day);
        }
    }

    fn habits(&self, app_marks: bool) -> Habits<'_> {
        Habits {
            phrases: self.phrases,
            style: self.style,
            app_marks,
            known_language: false,
            files: self.given.files,
        }
    }
}

/// Whose words a body is.
enum Kindred {
    Person,
    App,
    /// Behind the app's mark, but of no known kind: the app's, if this file uses the mark at all.
    Marked,
}

impl Visitor for Pass<'_, '_> {
    fn message(&mut self, item: &Item<'_>) -> ControlFlow<()> {
        self.n_messages += 1;
        let rest = &item.text[item.head.rest()..item.first_line_end];
        let split = self.roster.split(rest);
        self.recorder.message(item, &split);
        let kindred = if self.is_dull(item, &split) {
            Kindred::Person
        } else {
            let body = &item.text[item.head.rest() + split.body..item.body_end];
            self.learn(item, split.sender_len.map(|len| &rest[..len]), body)
        };
        if let Some(number) = split.number {
            // Notices of the app, whose time is often later than what follows, are no measure.
            let back = matches!(kindred, Kindred::Person) && self.goes_back(item);
            if self.counts.len() <= number {
                self.counts.resize(number + 1, Counts::default());
            }
            self.counts[number].n_back += u64::from(back);
            match kindred {
                Kindred::Person => self.counts[number].n_messages += 1,
                Kindred::Marked => self.counts[number].n_marked += 1,
                Kindred::App => {}
            }
        }
        ControlFlow::Continue(())
    }

    fn orphan(&mut self, line: u64, text: &str) -> ControlFlow<()> {
        self.recorder.orphan(line, text);
        ControlFlow::Continue(())
    }

    #[inline]
    fn judged(&mut self, verdict: &Verdict, border: Border, line: &str) {
        let (Verdict::Header(header, _) | Verdict::LookAlike(header) | Verdict::Impossible(header)) = verdict
        else {
            return;
        };
        // Of the usual shape it is not asked how many lines have a sender, and nearly all lines have it.
        match header.quick {
            true => self.n_quick += 1,
            false => self.tally.add_shape(header.shape, has_sender(&line[header.rest()..])),
        }
        self.n_verdicts[1] += u64::from(matches!(verdict, Verdict::Impossible(_)));
        if let Verdict::LookAlike(_) = verdict {
            self.n_verdicts[0] += 1;
            self.borders[1] += u64::from(border == Border::Lf);
            return;
        }
        match border {
            Border::CrLf => self.borders[0] += 1,
            Border::Lf => self.borders[1] += 1,
            Border::Start => {}
        }
        self.tally.add_padding(header.stamp.padding);
        self.evidence.add(header);
    }

    #[inline]
    fn judged_again(&mut self, border: Border) {
        self.n_quick += 1;
        self.tally.n_again += 1;
        self.evidence.add_again();
        match border {
            Border::CrLf => self.borders[0] += 1,
            Border::Lf => self.borders[1] += 1,
            Border::Start => {}
        }
    }

    fn continued(&mut self, border: Border) {
        match border {
            Border::CrLf => self.borders[2] += 1,
            Border::Lf => self.borders[3] += 1,
            Border::Start => {}
        }
    }

    fn cut(&mut self) {
        self.n_verdicts[2] += 1;
    }

    fn progress(&mut self, source_bytes: u64) -> ControlFlow<()> {
        let total = self.given.origin.len();
        self.sink.progress((self.round - 1) * total + source_bytes, (self.round + 1) * total)
    }
}

fn has_sender(rest: &str) -> bool {
    const MAX_NAME_BYTES: usize = 200;
    let head = &rest.as_bytes()[..rest.len().min(MAX_NAME_BYTES)];
    memchr::memmem::find(head, b": ").is_some()
}

/// Returns where a name came from, as far as its form tells.
fn name_source(name: &str) -> &'static str {
    let plain = name.trim_matches(|c: char| super::scan::is_mark(c) || c.is_whitespace());
    if plain.starts_with('~') {
        return "push-name";
    }
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    let number = plain.starts_with('+')
        && 6 <= digits
        && plain
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '+' | '-' | '(' | ')'));
    if number { "number" } else { "export" }
}

impl Survey {
    /// Returns true when the user must be asked for the order of the date fields.
    pub(crate) fn is_ambiguous(&self) -> bool {
        self.conversation.date_order_certainty == DateOrderCertainty::Ambiguous
    }
}
