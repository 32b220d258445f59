//! Every label of every print, in three languages.
//!
//! A label is a field, so a language that lacks one does not compile. Dates and numbers are written as each
//! language writes them. What people wrote is never translated.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use zegel_model::{Confidentiality, Kind, Platform, Precision, RegimeKind, Route};

use crate::pictures::WhyNot;
use crate::transcript::Language;

mod en;
mod fr;
mod losses;
mod nl;

pub use losses::loss;

/// The labels of one language. In a sentence `{n}` and `{m}` stand for numbers, `{s}` and `{t}` for texts.
pub(crate) struct Words {
    pub(crate) subtitle: &'static str,
    pub(crate) part: &'static str,
    pub(crate) facts: &'static str,
    pub(crate) dossier: &'static str,
    pub(crate) record: &'static str,
    pub(crate) conversation: &'static str,
    pub(crate) captured: &'static str,
    pub(crate) period: &'static str,
    pub(crate) until: &'static str,
    pub(crate) messages: &'static str,
    pub(crate) all_kept: &'static str,
    pub(crate) some_kept: &'static str,
    pub(crate) some_here: &'static str,
    pub(crate) choice: &'static str,
    pub(crate) policy: &'static str,
    pub(crate) not_kept: &'static str,
    pub(crate) confidentiality: &'static str,
    pub(crate) retention: &'static str,
    pub(crate) owner: &'static str,
    pub(crate) registered: &'static str,
    pub(crate) by_at: &'static str,
    pub(crate) settled: &'static str,
    pub(crate) times: &'static str,
    pub(crate) times_phone: &'static str,
    pub(crate) times_zone: &'static str,
    pub(crate) times_mixed: &'static str,
    pub(crate) precise: [&'static str; 3],
    pub(crate) participants: &'static str,
    pub(crate) name: &'static str,
    pub(crate) name_source: &'static str,
    pub(crate) name_sources: [(&'static str, &'static str); 4],
    pub(crate) no_participants: &'static str,
    pub(crate) no_messages: &'static str,
    pub(crate) no_title: &'static str,
    pub(crate) gap_one: &'static str,
    pub(crate) gap_many: &'static str,
    pub(crate) gap_here_one: &'static str,
    pub(crate) gap_here_many: &'static str,
    pub(crate) app: &'static str,
    pub(crate) no_sender: &'static str,
    pub(crate) deleted: &'static str,
    pub(crate) edited: &'static str,
    pub(crate) no_text: &'static str,
    pub(crate) call: &'static str,
    pub(crate) location: &'static str,
    pub(crate) contact: &'static str,
    pub(crate) poll: &'static str,
    pub(crate) unknown_kind: &'static str,
    pub(crate) redacted: &'static str,
    pub(crate) answer_to: &'static str,
    pub(crate) answer: &'static str,
    pub(crate) reactions: &'static str,
    pub(crate) attachment: &'static str,
    pub(crate) attachment_absent: &'static str,
    pub(crate) attachment_unnamed: &'static str,
    pub(crate) picture_redacted_one: &'static str,
    pub(crate) picture_redacted: &'static str,
    pub(crate) picture_no_alt: &'static str,
    pub(crate) picture_alt: &'static str,
    pub(crate) picture_elsewhere: &'static str,
    pub(crate) picture_format: &'static str,
    pub(crate) picture_too_large: &'static str,
    pub(crate) picture_damaged: &'static str,
    pub(crate) attachments: &'static str,
    pub(crate) no_attachments: &'static str,
    pub(crate) number: &'static str,
    pub(crate) file: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) size: &'static str,
    pub(crate) message: &'static str,
    pub(crate) hash: &'static str,
    pub(crate) not_in_export: &'static str,
    pub(crate) losses: &'static str,
    pub(crate) losses_intro: &'static str,
    pub(crate) no_losses: &'static str,
    pub(crate) finding: &'static str,
    pub(crate) count: &'static str,
    pub(crate) provenance: &'static str,
    pub(crate) provenance_intro: &'static str,
    pub(crate) odd_characters: &'static str,
    pub(crate) page: &'static str,
    pub(crate) routes: [&'static str; 3],
    pub(crate) screenshot: &'static str,
    pub(crate) screenshot_alt: &'static str,
    pub(crate) platforms: [&'static str; 10],
    pub(crate) regimes: [&'static str; 2],
    pub(crate) confidentialities: [&'static str; 8],
    pub(crate) months: [&'static str; 12],
    pub(crate) weekdays: [&'static str; 7],
    pub(crate) thousands: char,
    pub(crate) decimal: char,
}

impl Words {
    /// Returns the labels of a language.
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::Nl => &nl::WORDS,
            Language::En => &en::WORDS,
            Language::Fr => &fr::WORDS,
        }
    }

    pub(crate) fn number(&self, n: u64) -> String {
        let digits = n.to_string();
        let mut out = String::with_capacity(digits.len() + 4);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(self.thousands);
            }
            out.push(digit);
        }
        out
    }

    /// Writes a size as people read it: bytes, kB (1,000), MB.
    pub(crate) fn bytes(&self, n: u64) -> String {
        let tenths = |unit: u64| {
            let tenths = (n.saturating_mul(10) + unit / 2) / unit;
            format!("{}{}{}", self.number(tenths / 10), self.decimal, tenths % 10)
        };
        match n {
            0..1_000 => format!("{n} bytes"),
            1_000..1_000_000 => format!("{} kB", self.number((n + 500) / 1_000)),
            1_000_000..1_000_000_000 => format!("{} MB", tenths(1_000_000)),
            _ => format!("{} GB", tenths(1_000_000_000)),
        }
    }

    pub(crate) fn month(&self, date: Date) -> String {
        format!("{} {}", self.month_name(date), date.year())
    }

    pub(crate) fn date(&self, date: Date) -> String {
        format!("{} {} {}", date.day(), self.month_name(date), date.year())
    }

    pub(crate) fn day(&self, date: Date) -> String {
        let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
        format!("{} {}", self.weekdays.get(weekday).copied().unwrap_or(""), self.date(date))
    }

    pub(crate) fn moment(&self, at: DateTime) -> String {
        format!("{}, {:02}:{:02}", self.date(at.date()), at.hour(), at.minute())
    }

    pub(crate) fn timestamp(&self, at: Timestamp) -> String {
        format!("{} UTC", self.moment(at.to_zoned(jiff::tz::TimeZone::UTC).datetime()))
    }

    fn month_name(&self, date: Date) -> &'static str {
        let month = usize::try_from(date.month() - 1).unwrap_or(0);
        self.months.get(month).copied().unwrap_or("")
    }

    pub(crate) fn precision(&self, precision: Precision) -> &'static str {
        match precision {
            Precision::Minute => self.precise[0],
            Precision::Second => self.precise[1],
            Precision::Millisecond => self.precise[2],
        }
    }

    pub(crate) fn route(&self, route: Route) -> &'static str {
        match route {
            Route::WhatsappText => self.routes[0],
            Route::Note => self.routes[1],
            Route::Screenshot => self.routes[2],
        }
    }

    pub(crate) fn platform(&self, platform: Platform) -> &'static str {
        match platform {
            Platform::Android => self.platforms[0],
            Platform::Ios => self.platforms[1],
            Platform::IosOld => self.platforms[2],
            Platform::None => self.platforms[3],
            Platform::Whatsapp => self.platforms[4],
            Platform::Signal => self.platforms[5],
            Platform::Messages => self.platforms[6],
            Platform::Telegram => self.platforms[7],
            Platform::Teams => self.platforms[8],
            Platform::OtherApp => self.platforms[9],
        }
    }

    pub(crate) fn regime(&self, regime: RegimeKind) -> &'static str {
        match regime {
            RegimeKind::SelectIn => self.regimes[0],
            RegimeKind::SelectOut => self.regimes[1],
        }
    }

    pub(crate) fn confidentiality(&self, level: Confidentiality) -> &'static str {
        let index = match level {
            Confidentiality::Openbaar => 0,
            Confidentiality::BeperktOpenbaar => 1,
            Confidentiality::Intern => 2,
            Confidentiality::Zaakvertrouwelijk => 3,
            Confidentiality::Vertrouwelijk => 4,
            Confidentiality::Confidentieel => 5,
            Confidentiality::Geheim => 6,
            Confidentiality::ZeerGeheim => 7,
        };
        self.confidentialities[index]
    }

    /// Returns what stands before the text of a message that is more than text.
    pub(crate) fn kind(&self, kind: Kind) -> Option<&'static str> {
        match kind {
            Kind::Text | Kind::Attachment | Kind::System | Kind::Deleted => None,
            Kind::Call => Some(self.call),
            Kind::Location => Some(self.location),
            Kind::Contact => Some(self.contact),
            Kind::Poll => Some(self.poll),
            Kind::Unknown => Some(self.unknown_kind),
        }
    }

    pub(crate) fn name_source<'a>(&self, code: &'a str) -> &'a str {
        self.name_sources.iter().find(|(known, _)| *known == code).map_or(code, |(_, words)| words)
    }

    pub(crate) fn why_not(&self, why: WhyNot) -> &'static str {
        match why {
            WhyNot::Format => self.picture_format,
            WhyNot::TooLarge => self.picture_too_large,
            WhyNot::Damaged => self.picture_damaged,
        }
    }
}

/// Puts values in the places of a sentence.
pub(crate) fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(sentence.len() + 32);
    let mut rest = sentence;
    // One pass from left to right: a value that itself contains `{n}` is never filled in again.
    while let Some(start) = rest.find('{') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        match values.iter().find(|(place, _)| rest.starts_with(place)) {
            Some((place, value)) => {
                out.push_str(value);
                rest = &rest[place.len()..];
            }
            None => {
                out.push('{');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests;
