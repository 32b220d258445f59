//! The report in words, for the person whose chat it is.

use std::fmt::Write;

use zegel_model::{DateOrder, DateOrderCertainty, LossCode, Participant, Platform};

use crate::Report;

/// The language of a text for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Dutch.
    Dutch,
    /// English.
    English,
}

/// How many senders are listed by name; the rest is counted.
const MAX_LISTED: usize = 12;

/// Returns the report in words: what was read, of when, by whom, how the dates were read, and what is missing.
///
/// It shows names, because it is for the owner of the chat; it belongs on a screen, not in a log.
pub fn summary_text(report: &Report, language: Language) -> String {
    let mut text = String::new();
    let words = Words { language };
    // Writing into a string cannot fail, so the results are dropped.
    for (label, value) in words.facts(report) {
        let _ = writeln!(text, "{label:<18}{value}");
    }
    let _ = writeln!(text, "\n{}", words.pick("Wat ontbreekt of opvalt:", "What is missing or stands out:"));
    for loss in &report.losses {
        let sentence = match language {
            Language::English => loss.detail.as_str(),
            Language::Dutch => dutch(loss.code),
        };
        let _ = match loss.count {
            1 => writeln!(text, "- {sentence}"),
            count => writeln!(text, "- {sentence} ({count}×)"),
        };
    }
    if let Some(damaged) = &report.damaged {
        let label = words.pick("Beschadigd", "Damaged");
        let _ = writeln!(text, "\n{label}: {damaged}.");
    }
    text
}

struct Words {
    language: Language,
}

impl Words {
    fn pick(&self, dutch: &'static str, english: &'static str) -> &'static str {
        match self.language {
            Language::Dutch => dutch,
            Language::English => english,
        }
    }

    fn facts(&self, report: &Report) -> Vec<(&'static str, String)> {
        let conversation = &report.conversation;
        let unknown = self.pick("onbekend", "unknown").to_owned();
        let title = conversation.title.as_ref().map_or(unknown.clone(), |title| visible(title.as_str()));
        let period = match (report.first_at, report.last_at) {
            (Some(first), Some(last)) => format!("{first} … {last}"),
            _ => unknown,
        };
        let messages = format!(
            "{} ({} {}, {} {})",
            report.n_messages,
            report.without_sender,
            self.pick("zonder afzender", "without a sender"),
            report.n_not_understood,
            self.pick("regels niet begrepen", "lines not understood"),
        );
        let zone = conversation.zone.clone();
        let zone = zone.unwrap_or_else(|| {
            self.pick("die van de telefoon, onbekend", "that of the phone, unknown").to_owned()
        });
        vec![
            (self.pick("Gesprek", "Chat"), title),
            (self.pick("Herkomst", "Origin"), self.platform(conversation.platform).to_owned()),
            (self.pick("Berichten", "Messages"), messages),
            (self.pick("Periode", "Period"), period),
            (self.pick("Deelnemers", "Participants"), self.participants(&conversation.participants)),
            (self.pick("Bestanden", "Files"), report.n_attachment_files.to_string()),
            (self.pick("Datumvolgorde", "Date order"), self.date_order(report)),
            (self.pick("Tijdzone", "Time zone"), zone),
            (self.pick("Tekenset", "Character set"), conversation.encoding.clone()),
        ]
    }

    fn platform(&self, platform: Platform) -> &'static str {
        match platform {
            Platform::Android => self.pick("WhatsApp-export, Android", "WhatsApp export, Android"),
            Platform::Ios => self.pick("WhatsApp-export, iPhone", "WhatsApp export, iPhone"),
            Platform::IosOld => {
                self.pick("WhatsApp-export, iPhone (oude vorm)", "WhatsApp export, iPhone (old form)")
            }
            Platform::None => self.pick("notitie", "note"),
            Platform::Whatsapp
            | Platform::Signal
            | Platform::Messages
            | Platform::Telegram
            | Platform::Teams
            | Platform::OtherApp => self.pick("schermafdrukken", "screenshots"),
        }
    }

    fn participants(&self, participants: &[Participant]) -> String {
        let mut listed: Vec<String> = participants
            .iter()
            .take(MAX_LISTED)
            .map(|one| format!("{} ({})", visible(one.name.as_str()), one.n_messages))
            .collect();
        let more = participants.len().saturating_sub(MAX_LISTED);
        if 0 < more {
            listed.push(format!("{} {more}", self.pick("en nog", "and another")));
        }
        listed.join(", ")
    }

    fn date_order(&self, report: &Report) -> String {
        let order = match report.conversation.date_order {
            DateOrder::Dmy => self.pick("dag-maand-jaar", "day-month-year"),
            DateOrder::Mdy => self.pick("maand-dag-jaar", "month-day-year"),
            DateOrder::Ymd => self.pick("jaar-maand-dag", "year-month-day"),
            DateOrder::Ydm => self.pick("jaar-dag-maand", "year-day-month"),
        };
        let certainty = match report.conversation.date_order_certainty {
            DateOrderCertainty::Certain => self.pick("zeker", "certain"),
            DateOrderCertainty::Inferred => self.pick("afgeleid", "inferred"),
            DateOrderCertainty::Ambiguous => {
                self.pick("ONBESLIST, geef --date-order op", "UNDECIDED, state --date-order")
            }
        };
        format!("{order}, {certainty}: {}", report.conversation.date_order_reason)
    }
}

/// Returns a name in which characters that deceive the eye, or the terminal, are shown by their number.
fn visible(name: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let mut shown = String::new();
    for c in name.chars() {
        match hidden(c) {
            true => {
                let _ = write!(shown, "⟨U+{:04X}⟩", u32::from(c));
            }
            false => shown.push(c),
        }
    }
    shown
}

fn dutch(code: LossCode) -> &'static str {
    match code {
        LossCode::ScreenshotLimits => {
            "Een schermafdruk toont wat op het scherm stond: niets daarboven of daaronder, geen nummers, geen bewerkingen, geen precieze tijden."
        }
        LossCode::TypedText => "De tekst naast de afbeeldingen is door een mens overgetypt of nagekeken.",
        LossCode::RouteLimits => {
            "Een tekstexport bevat nooit antwoordverwijzingen, reacties, doorstuurmarkeringen, leesbevestigingen, eerdere versies van een bewerking of het nummer achter een opgeslagen naam."
        }
        LossCode::NoTimeZone => "De export noemt geen tijdzone; de tijden zijn die van de telefoon.",
        LossCode::MinutePrecision => {
            "De tijden zijn op de minuut; binnen een minuut telt alleen de volgorde van het bestand."
        }
        LossCode::DateOrderAmbiguous => {
            "Niets vertelt welk deel van de datums de dag is; dat moet worden gevraagd."
        }
        LossCode::ExportCap => {
            "Het aantal berichten is precies de grens van de app: de oudste ontbreken waarschijnlijk."
        }
        LossCode::StartMissing => {
            "De export begint niet met de melding over versleuteling: het begin ontbreekt waarschijnlijk."
        }
        LossCode::MediaOmitted => "Media zijn door de telefoon weggelaten.",
        LossCode::AttachmentMissing => "Berichten noemen bestanden die niet (heel) in de export zitten.",
        LossCode::AttachmentUnreferenced => "De export bevat bestanden die geen bericht noemt.",
        LossCode::AttachmentSerialGap => {
            "De volgnummers van de media slaan berichten over die niet in de export zitten."
        }
        LossCode::AttachmentTypeMismatch => "Bestanden bevatten iets anders dan hun naam zegt.",
        LossCode::DuplicateName => {
            "Bestanden delen een naam, of verschillen alleen in hoofdletters of schrijfwijze; alle blijven bewaard."
        }
        LossCode::UnsafeName => {
            "Bestandsnamen zijn onveilig als pad; ze blijven als tekst bewaard, de bestanden krijgen een eigen naam."
        }
        LossCode::DisappearingOn => {
            "Berichten met vervaldatum zijn ingeschakeld; wat vóór de export verliep, zit er niet in."
        }
        LossCode::ChatPrivacyOn => {
            "Geavanceerde chatprivacy is ingeschakeld; een volgende export wordt geweigerd."
        }
        LossCode::Deleted => "Van verwijderde berichten is alleen het merk over, niet de tekst.",
        LossCode::Edited => "Van bewerkte berichten is alleen de laatste tekst er.",
        LossCode::Waiting => "Berichten waren door de telefoon nog niet ontsleuteld.",
        LossCode::ViewOnce => "Berichten zijn leeg of 'null', zoals media die eenmaal te bekijken zijn.",
        LossCode::PollVoters => "Peilingen tonen aantallen, niet wie wat stemde.",
        LossCode::TimeGoesBack => {
            "Tijden springen meer dan een dag terug: late bezorging, of geplakte stukken van een ander gesprek."
        }
        LossCode::RepeatedHour => {
            "Tijden liggen in het uur dat tweemaal voorkomt als de zomertijd eindigt; het bestand zegt niet welke keer."
        }
        LossCode::ImplausibleTime => "Tijden liggen vóór 2009 of na vandaag.",
        LossCode::ImpossibleDate => {
            "Regels lijken op een kop maar hebben een datum of tijd die niet bestaat; ze horen bij het bericht erboven."
        }
        LossCode::HeaderLookAlike => {
            "Regels lijken op de kop van een andere export; ze horen bij het bericht erboven."
        }
        LossCode::NotUnderstood => "Regels horen bij geen bericht; ze blijven zoals ze zijn.",
        LossCode::InvalidBytes => "Bytes zijn ongeldig in de tekenset; ze worden getoond als U+FFFD.",
        LossCode::OtherEncoding => "De tekst is niet in UTF-8; een ander programma heeft haar opgeslagen.",
        LossCode::ControlCharacters => "De tekst bevat stuurtekens; die blijven staan.",
        LossCode::DeceptiveCharacters => "Namen bevatten tekens waardoor ze op andere namen lijken.",
        LossCode::LimitReached => "Berichten zijn langer dan de grens en in stukken gelezen.",
        LossCode::Damaged => "Het bestand is beschadigd; wat te lezen was, staat hier.",
        LossCode::OtherChats => "Het bestand bevat meer gesprekken; er is er één gelezen.",
    }
}
