//! The grammar of a header, every form of it: `DATE SEP TIME - `, `[DATE SEP TIME] `, `DATE SEP TIME: `.
//!
//! This is the patient way, which reads any header and tells its shape; [`super::fast`] is the quick way for the
//! shape that a file turns out to have.

use zegel_model::Platform;

use crate::whatsapp::scan::{Scan, is_mark};

/// What stands around a header: the three programs that write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Style {
    /// `DATE TIME - `
    Dash,
    /// `[DATE TIME] `
    Bracket,
    /// `DATE TIME: `
    Colon,
}

impl Style {
    pub(super) fn platform(self) -> Platform {
        match self {
            Self::Dash => Platform::Android,
            Self::Bracket => Platform::Ios,
            Self::Colon => Platform::IosOld,
        }
    }
}

/// Where the year is, as far as the digits tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum YearPlace {
    First,
    Last,
    /// Three fields of at most two digits.
    Unknown,
}

/// The era or calendar that a mark beside the year names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Era {
    /// None, or one that changes nothing (AD, г.).
    Common,
    Buddhist,
    Reiwa,
    Heisei,
    Showa,
    /// The calendar of Taiwan.
    Minguo,
}

/// What stands between date and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Join {
    Comma,
    ArabicComma,
    Space,
    Word,
}

/// The shape of a header: lines of one file share it, quoted lines of another phone usually do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Shape {
    pub(super) style: Style,
    pub(super) time_first: bool,
    pub(super) separator: char,
    pub(super) year: YearPlace,
    pub(super) era: Era,
    pub(super) join: Join,
    pub(super) time_separator: char,
    pub(super) has_seconds: bool,
    /// A 12-hour clock: with a mark for the half of the day.
    pub(super) has_half: bool,
}

/// The half of the day, and whether its mark is `AM`/`PM` as the United States write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Am,
    Pm,
}

/// What a header says, before anyone knows which field is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) fields: [u16; 3],
    /// How each field is written: zero when it tells nothing, else whether there is a leading zero.
    pub(super) padding: [Padding; 3],
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
}

/// Whether a number below ten has a leading zero; numbers from ten on say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Padding {
    Silent,
    Zero,
    Bare,
}

impl Padding {
    pub(super) fn of(value: u16, n_digits: u8) -> Self {
        match n_digits {
            1 => Self::Bare,
            2 if value < 10 => Self::Zero,
            _ => Self::Silent,
        }
    }
}

/// A line that has the form of a header.
#[derive(Debug, Clone, Copy)]
pub(super) struct Header {
    pub(super) shape: Shape,
    pub(super) stamp: Stamp,
    /// Where the sender or the text begins.
    pub(super) rest: u32,
    /// An invisible mark stands before the header: the app does that before its own lines and media on iOS.
    pub(super) lead_mark: bool,
    /// The mark for the half of the day is `AM` or `PM`, upper case and without points.
    pub(super) us_half: bool,
    /// It was read the quick way, so it has the usual shape of the file.
    pub(super) quick: bool,
}

impl Header {
    /// Puts a header together; `None` when it is longer than a header can be.
    pub(super) fn new(shape: Shape, stamp: Stamp, rest: usize) -> Option<Self> {
        let rest = u32::try_from(rest).ok()?;
        Some(Self { shape, stamp, rest, lead_mark: false, us_half: false, quick: false })
    }

    /// Returns where the sender or the text begins.
    #[inline]
    pub(super) fn rest(&self) -> usize {
        self.rest as usize
    }
}

/// A header that was read the patient way, with where its pieces are, so that the quick way can learn them.
pub(super) struct Parsed {
    pub(super) header: Header,
    pub(super) places: Places,
}

/// Ends of the date and of the time (without the mark for the half of the day), in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places {
    pub(super) date_end: usize,
    pub(super) time_start: usize,
    pub(super) time_end: usize,
    pub(super) half: Option<Half>,
}

struct DatePart {
    fields: [u16; 3],
    digits: [u8; 3],
    separator: char,
    era: Era,
    era_place: Option<usize>,
}

struct TimePart {
    hour: u8,
    minute: u8,
    second: Option<u8>,
    separator: char,
    half: Option<Half>,
    us_half: bool,
    start: usize,
    end: usize,
}

/// Returns false for a line that [`parse`] would refuse, as far as its first bytes tell: most lines of text begin
/// with a letter, most others with a number that no date and no time continues.
#[inline]
pub(super) fn may_be_header(line: &[u8]) -> bool {
    match line.first() {
        Some(b'0'..=b'9') => may_follow_number(line),
        Some(b'[' | 0x80..) => true,
        // An era before its year: R4.
        Some(b'R' | b'H' | b'S') => line.get(1).is_some_and(u8::is_ascii_digit),
        _ => false,
    }
}

/// Returns true when what follows the number at the beginning may be the rest of a date or a time. Anything beyond
/// ASCII may.
fn may_follow_number(line: &[u8]) -> bool {
    const MAX_DIGITS: usize = 4;
    let n_digits = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let behind = |place: usize| line[place..].iter().copied().find(|byte| *byte != b' ');
    let Some(separator) = line.get(n_digits).filter(|_| n_digits <= MAX_DIGITS) else { return false };
    let next = match separator {
        b'/' | b'-' | b':' => line.get(n_digits + 1).copied(),
        b'.' => behind(n_digits + 1),
        // `13 h 31` of French Canada.
        b' ' => return behind(n_digits).is_some_and(|byte| byte == b'h' || !byte.is_ascii()),
        b'h' | 0x80.. => return true,
        _ => return false,
    };
    matches!(next, Some(b'0'..=b'9' | b'R' | b'H' | b'S' | b'r' | b'h' | b's' | 0x80..))
}

/// Reads a header at the beginning of a line.
pub(super) fn parse(line: &str) -> Option<Parsed> {
    let mut scan = Scan::new(line)?;
    let bracket = scan.take('[');
    scan.spaces();
    let begin = scan.at;
    parse_with(&mut scan, line, bracket, Turn::DateFirst).or_else(|| {
        scan.at = begin;
        parse_with(&mut scan, line, bracket, Turn::TimeFirst)
    })
}

#[derive(Clone, Copy, PartialEq)]
enum Turn {
    DateFirst,
    TimeFirst,
}

fn parse_with(scan: &mut Scan, line: &str, bracket: bool, turn: Turn) -> Option<Parsed> {
    let (date, join, time, date_end);
    if turn == Turn::DateFirst {
        date = read_date(scan)?;
        date_end = scan.end_in_line();
        join = read_join(scan)?;
        time = read_time(scan)?;
    } else {
        time = read_time(scan)?;
        join = read_join(scan)?;
        date = read_date(scan)?;
        date_end = scan.end_in_line();
    }
    let style = read_close(scan, bracket)?;
    let rest = end_of_header(line, scan.end_in_line());
    let shape = Shape {
        style,
        time_first: turn == Turn::TimeFirst,
        separator: date.separator,
        year: year_place(&date)?,
        era: date.era,
        join,
        time_separator: time.separator,
        has_seconds: time.second.is_some(),
        has_half: time.half.is_some(),
    };
    let padding = [0, 1, 2].map(|place| Padding::of(date.fields[place], date.digits[place]));
    let hour = match time.half {
        None => time.hour,
        Some(half) => to_24(time.hour, half),
    };
    let stamp =
        Stamp { fields: date.fields, padding, hour, minute: time.minute, second: time.second.unwrap_or(0) };
    let places = Places { date_end, time_start: time.start, time_end: time.end, half: time.half };
    let header = Header::new(shape, stamp, rest)?;
    Some(Parsed { header: Header { lead_mark: scan.lead_mark, us_half: time.us_half, ..header }, places })
}

/// Turns an hour of the 12-hour clock into one of 24. Phones also write `00:08 AM` and `23:59 PM`: those hours
/// stand as they are. `0 PM` is noon in the Japanese clock, which counts from 0 to 11.
pub(super) fn to_24(hour: u8, half: Half) -> u8 {
    match (half, hour) {
        (Half::Am, 12) => 0,
        (Half::Pm, 0..=11) => hour + 12,
        _ => hour,
    }
}

fn year_place(date: &DatePart) -> Option<YearPlace> {
    let long: Vec<usize> = (0..3).filter(|place| 2 < date.digits[*place]).collect();
    let place = date.era_place.filter(|place| *place != 1);
    match (long.as_slice(), place) {
        ([], None) => Some(YearPlace::Unknown),
        ([], Some(0)) | ([0], _) => Some(YearPlace::First),
        ([], Some(_)) | ([2], _) => Some(YearPlace::Last),
        _ => None,
    }
}

fn read_date(scan: &mut Scan) -> Option<DatePart> {
    let mut date =
        DatePart { fields: [0; 3], digits: [0; 3], separator: '/', era: Era::Common, era_place: None };
    for place in 0..3 {
        if let Some(era) = read_era(scan) {
            (date.era, date.era_place) = (era, Some(place));
        }
        (date.fields[place], date.digits[place]) = scan.number()?;
        if place == 2 {
            break;
        }
        let separator =
            scan.take_any(&['/', '-', '.', '年', '月', '\u{2010}', '\u{2011}', '\u{2013}', '٫'])?;
        if place == 0 {
            date.separator = separator;
        } else if separator != date.separator && (date.separator, separator) != ('年', '月') {
            return None;
        }
        // `2022. 03. 23.` of Hungary and Korea, `23. 3. 2022` of the Czechs.
        if separator == '.' {
            scan.spaces();
        }
    }
    if date.digits.contains(&3) && date.era == Era::Common {
        date.era = Era::Minguo; // Three digits are a year only in Taiwan.
    }
    let had_point = scan.take('.') || scan.take('日');
    read_suffix(scan, &mut date, had_point);
    Some(date)
}

fn read_era(scan: &mut Scan) -> Option<Era> {
    for (text, era) in [
        ("R", Era::Reiwa),
        ("H", Era::Heisei),
        ("S", Era::Showa),
        ("令和", Era::Reiwa),
        ("平成", Era::Heisei),
        ("昭和", Era::Showa),
        ("民國", Era::Minguo),
        ("民国", Era::Minguo),
    ] {
        let from = scan.at;
        if scan.take_text(text) && scan.peek().is_some_and(|c| c.is_ascii_digit()) {
            return Some(era);
        }
        scan.at = from;
    }
    None
}

/// Reads what some regions put behind the year: `2565 BE`, `2022 г.`.
fn read_suffix(scan: &mut Scan, date: &mut DatePart, had_point: bool) {
    let from = scan.at;
    if 0 < scan.spaces() && !had_point {
        for (text, era) in [
            ("BE", Some(Era::Buddhist)),
            ("พ.ศ.", Some(Era::Buddhist)),
            ("AD", None),
            ("CE", None),
            ("г.", None),
            ("г", None),
            ("р.", None),
        ] {
            let before = scan.at;
            if scan.take_text(text) && !scan.peek().is_some_and(char::is_alphanumeric) {
                if let Some(era) = era {
                    (date.era, date.era_place) = (era, Some(2));
                }
                return;
            }
            scan.at = before;
        }
    }
    scan.at = from;
}

fn read_join(scan: &mut Scan) -> Option<Join> {
    let mut join = match scan.take_any(&[',', '،']) {
        Some(',') => Join::Comma,
        Some(_) => Join::ArabicComma,
        None => Join::Space,
    };
    let n_spaces = scan.spaces();
    for word in [
        "klo ", "kl. ", "kl ", "à ", "às ", "a las ", "a les ", "um ", "om ", "at ", "alle ", "la ", "в ",
        "у ", "о ", "ob ", "o ", "lúc ",
    ] {
        let from = scan.at;
        if 0 < n_spaces && scan.take_text(word) {
            scan.spaces();
            join = Join::Word;
            break;
        }
        scan.at = from;
    }
    (join != Join::Space || 0 < n_spaces).then_some(join)
}

fn read_time(scan: &mut Scan) -> Option<TimePart> {
    let before = read_half(scan, HalfPlace::Before);
    scan.spaces();
    let start = scan.end_in_line();
    let (hour, n_digits) = scan.number()?;
    if 2 < n_digits {
        return None;
    }
    let separator = read_time_separator(scan)?;
    let minute = scan.two_digits()?;
    let from = scan.at;
    let mut second = None;
    if scan.take(separator) {
        second = scan.two_digits();
        if second.is_none() {
            scan.at = from; // The colon that closes an old header of iOS.
        }
    }
    let end = scan.end_in_line();
    read_hour_word(scan);
    let after = if before.is_none() { read_half(scan, HalfPlace::After) } else { None };
    let half = before.or(after);
    Some(TimePart {
        hour: u8::try_from(hour).ok()?,
        minute,
        second,
        separator,
        half: half.map(|(half, _)| half),
        us_half: half.is_some_and(|(_, us)| us),
        start,
        end,
    })
}

/// Reads what Bulgarian and German put behind a time: `13:31 ч.`, `13:31 Uhr` (CLDR, `bg`, `de`).
fn read_hour_word(scan: &mut Scan) {
    let from = scan.at;
    let n_spaces = scan.spaces();
    if 0 < n_spaces && scan.take('ч') {
        scan.take('.');
    } else if n_spaces == 0 || !scan.take_text("Uhr") {
        scan.at = from;
    }
}

fn read_time_separator(scan: &mut Scan) -> Option<char> {
    if let Some(separator) = scan.take_any(&[':', '.']) {
        return Some(separator);
    }
    // `13 h 31` of French Canada, `13時31分` of Japan.
    scan.spaces();
    let separator = scan.take_any(&['h', '時', '时', '시'])?;
    scan.spaces();
    Some(separator)
}

#[derive(Clone, Copy, PartialEq)]
enum HalfPlace {
    Before,
    After,
}

/// Reads a mark for the half of the day, compared without case, points and spaces.
fn read_half(scan: &mut Scan, place: HalfPlace) -> Option<(Half, bool)> {
    const MAX_MARK: usize = 20;
    let from = scan.at;
    scan.spaces();
    // Nearly all headers have no mark: the time, or what closes the header, follows at once.
    if scan.peek().is_none_or(|c| c.is_ascii_digit() || matches!(c, ']' | '-' | ':' | '\r')) {
        scan.at = from;
        return None;
    }
    let mut word = String::new();
    let mut raw = String::new();
    let mut best = None;
    for _ in 0..MAX_MARK {
        let Some(c) = scan.peek() else { break };
        if matches!(c, ']' | ':' | ',' | '-' | '–' | '[' | '\r') || c.is_ascii_digit() {
            break;
        }
        scan.at += 1;
        raw.push(c);
        // `zero width non-joiner` stands inside the Persian words.
        if matches!(c, ' ' | '.' | '\u{200c}') {
            continue;
        }
        word.extend(c.to_lowercase());
        if let Some(half) = half_of(&word) {
            best = Some((half, matches!(raw.as_str(), "AM" | "PM"), scan.at));
        }
    }
    let Some((half, us, end)) = best else {
        scan.at = from;
        return None;
    };
    scan.at = end;
    // The points and spaces of `p. m.` that follow the last letter belong to the mark.
    scan.take('.');
    if place == HalfPlace::Before {
        scan.spaces();
    }
    Some((half, us))
}

/// The marks for the halves of the day, lower case, without points and spaces (CLDR `dayPeriods`).
const AM: &[&str] = &[
    "am",
    "vorm",
    "ص",
    "صباحا",
    "午前",
    "上午",
    "凌晨",
    "早上",
    "清晨",
    "오전",
    "öö",
    "πμ",
    "sa",
    "de",
    "pg",
    "vm",
    "fm",
    "ap",
    "dop",
    "priekšp",
    "priešpiet",
    "дп",
    "qабл",
    "проб",
    "ก่อนเที่ยง",
    "पूर्वाह्न",
    "পূর্বাহ্ণ",
    "முற்பகல்",
    "ಪೂರ್ವಾಹ್ನ",
    "मपू",
    "ਪੂਦੁ",
    "قبلدوپهر",
    "قبلازظهر",
    "قظ",
    "قبلدوپہر",
    "לפנהצ",
    "לפנה״צ",
    "ጥዋት",
    "pd",
    "eparadites",
    "नंपू",
    "နံနက်",
    "ព្រឹក",
    "ກ່ອນທ່ຽງ",
    "පෙව",
    "таңғы",
    "rano",
    "gn",
];
const PM: &[&str] = &[
    "pm",
    "nachm",
    "م",
    "مساء",
    "午後",
    "下午",
    "中午",
    "晚上",
    "오후",
    "ös",
    "μμ",
    "ch",
    "du",
    "ptg",
    "nm",
    "em",
    "ip",
    "odp",
    "pop",
    "pēcp",
    "popiet",
    "пп",
    "слоб",
    "หลังเที่ยง",
    "अपराह्न",
    "অপরাহ্ণ",
    "பிற்பகல்",
    "ಅಪರಾಹ್ನ",
    "मउ",
    "ਬਾਦੁ",
    "بعدازظهر",
    "بظ",
    "بعددوپہر",
    "אחהצ",
    "אחה״צ",
    "ከሰዓት",
    "md",
    "epasdites",
    "ညနေ",
    "ល្ងាច",
    "ຫຼັງທ່ຽງ",
    "පව",
    "түскі",
];

fn half_of(word: &str) -> Option<Half> {
    if AM.contains(&word) {
        return Some(Half::Am);
    }
    PM.contains(&word).then_some(Half::Pm)
}

/// Reads what closes a header.
fn read_close(scan: &mut Scan, bracket: bool) -> Option<Style> {
    if bracket {
        scan.spaces();
        return (scan.take(']') && (scan.take(' ') || at_end(scan))).then_some(Style::Bracket);
    }
    if scan.take(':') {
        return (scan.take(' ')).then_some(Style::Colon);
    }
    if scan.spaces() == 0 {
        return None;
    }
    scan.take_any(&['-', '–', '—'])?;
    (scan.take(' ') || at_end(scan)).then_some(Style::Dash)
}

fn at_end(scan: &Scan) -> bool {
    matches!(scan.peek(), None | Some('\r'))
}

/// A byte order mark that an editor left before the sender belongs to the header, not to the name; other marks
/// stay, because a name is kept as it is written.
fn end_of_header(line: &str, end: usize) -> usize {
    let rest = &line[end..];
    let marks: usize = rest.chars().take_while(|c| *c == '\u{feff}').map(char::len_utf8).sum();
    debug_assert!(rest[..marks].chars().all(is_mark));
    end + marks
}
