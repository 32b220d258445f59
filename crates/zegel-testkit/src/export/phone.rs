//! How a Dutch phone writes an entry down.

use std::fmt::Write;

use jiff::civil::DateTime;

use super::script::{Body, Entry};
use super::{Event, Export, Platform, words};
use crate::media::MediaKind;

/// U+200E, which the app puts before what it wrote itself.
const LRM: char = '\u{200e}';

/// Appends `entry` to `out` as the phone of `export` writes it, line end included.
pub(super) fn write_entry(export: &Export, entry: &Entry, out: &mut String) {
    match export.platform {
        Platform::Android => {
            push_date(entry.at, out);
            push_time(entry.at, out);
            out.push_str(" - ");
            if let Some(sender) = shown_sender(export, entry) {
                out.push_str(sender);
                out.push_str(": ");
            }
            write_body_android(export, entry, out);
            out.push('\n');
        }
        Platform::Ios => {
            if matches!(entry.body, Body::Attached { .. } | Body::Omitted { .. } | Body::ViewOnce) {
                out.push(LRM);
            }
            out.push('[');
            push_date(entry.at, out);
            push_time(entry.at, out);
            out.push(':');
            push_two(entry.at.second(), out);
            out.push_str("] ");
            if let Some(sender) = shown_sender(export, entry) {
                // An iPhone embeds numbers, so that their plus stays in front in any script.
                match sender.starts_with('+') {
                    true => push_all(out, &["\u{202a}", &sender.replace(' ', "\u{a0}"), "\u{202c}"]),
                    false => out.push_str(sender),
                }
                out.push_str(": ");
            }
            write_body_ios(export, entry, out);
            // Since about 2022 an iPhone ends messages with CRLF and lines inside a message with LF.
            out.push_str("\r\n");
        }
    }
}

/// Returns the sender that the line shows; an iPhone shows one even for most lines of its own.
pub(super) fn shown_sender(export: &Export, entry: &Entry) -> Option<&'static str> {
    match (&entry.body, export.platform) {
        (Body::System { .. }, Platform::Android) => None,
        (Body::System { event: Event::Encryption | Event::Created | Event::Admin, .. }, Platform::Ios) => {
            Some(export.title())
        }
        _ => Some(words::PEOPLE[entry.speaker]),
    }
}

/// Returns the time as Android writes it: the minute that has begun.
pub(super) fn to_the_minute(at: DateTime) -> DateTime {
    at.date().at(at.hour(), at.minute(), 0, 0)
}

fn push_all(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}

fn push_two(value: i8, out: &mut String) {
    out.push(char::from(b'0' + (value / 10).unsigned_abs()));
    out.push(char::from(b'0' + (value % 10).unsigned_abs()));
}

fn push_date(at: DateTime, out: &mut String) {
    push_two(at.day(), out);
    out.push('-');
    push_two(at.month(), out);
    out.push('-');
    push_number(out, u64::from(at.year().unsigned_abs()));
    out.push(' ');
}

fn push_time(at: DateTime, out: &mut String) {
    push_two(at.hour(), out);
    out.push(':');
    push_two(at.minute(), out);
}

fn push_number(out: &mut String, number: u64) {
    write!(out, "{number}").expect("a string grows");
}

fn write_body_android(export: &Export, entry: &Entry, out: &mut String) {
    match &entry.body {
        Body::Text { text, edited } => {
            out.push_str(text);
            if *edited {
                out.push_str(" <Dit bericht is bewerkt>");
            }
        }
        Body::Attached { file, caption } => {
            out.push(LRM);
            push_all(out, &[&file.name, " (bestand bijgevoegd)"]);
            if !caption.is_empty() {
                push_all(out, &["\n", caption]);
            }
        }
        Body::Omitted { caption, .. } => {
            out.push_str("<Media weggelaten>");
            if !caption.is_empty() {
                push_all(out, &["\n", caption]);
            }
        }
        Body::Deleted { by_owner: true } => out.push_str("Je hebt dit bericht verwijderd"),
        Body::Deleted { by_owner: false } => out.push_str("Dit bericht is verwijderd"),
        Body::Location { latitude, longitude } => {
            push_all(out, &["locatie: https://maps.google.com/?q=", latitude, ",", longitude]);
        }
        Body::LiveLocation => out.push_str("live locatie gedeeld"),
        Body::Poll { question, options } => {
            push_all(out, &["PEILING:\n", question]);
            for (option, n_votes) in options {
                write!(out, "\nOPTIE: {option} ({n_votes} stemmen)").expect("a string grows");
            }
        }
        Body::MissedCall { video: true } => out.push_str("Gemiste video-oproep"),
        Body::MissedCall { video: false } => out.push_str("Gemiste spraakoproep"),
        Body::ViewOnce => out.push_str("null"),
        Body::Waiting => out.push_str("Wachten op dit bericht"),
        Body::System { event, about } => write_event(export, *event, entry.speaker, *about, out),
    }
}

fn write_body_ios(export: &Export, entry: &Entry, out: &mut String) {
    match &entry.body {
        Body::Text { text, edited } => {
            out.push_str(text);
            if *edited {
                push_all(out, &[" ", "\u{200e}", "<Dit bericht is bewerkt>"]);
            }
        }
        Body::Attached { file, caption } => {
            if !caption.is_empty() {
                push_all(out, &[caption, " "]);
            }
            push_all(out, &["\u{200e}", "<bijgevoegd: ", &file.name, ">"]);
        }
        Body::Omitted { kind, caption } => {
            if !caption.is_empty() {
                push_all(out, &[caption, " "]);
            }
            push_all(out, &["\u{200e}", omitted_ios(*kind)]);
        }
        Body::Deleted { by_owner: true } => push_all(out, &["\u{200e}", "Je hebt dit bericht verwijderd."]),
        Body::Deleted { by_owner: false } => push_all(out, &["\u{200e}", "Dit bericht is verwijderd."]),
        Body::Location { latitude, longitude } => {
            push_all(out, &["\u{200e}", "Locatie: https://maps.google.com/?q=", latitude, ",", longitude]);
        }
        Body::LiveLocation => push_all(out, &["\u{200e}", "Live locatie gedeeld"]),
        Body::Poll { question, options } => {
            push_all(out, &["\u{200e}", "PEILING:\n", question]);
            for (option, n_votes) in options {
                write!(out, "\n{LRM}OPTIE: {option} ({n_votes} stemmen)").expect("a string grows");
            }
        }
        Body::MissedCall { video: true } => push_all(out, &["\u{200e}", "Gemist videogesprek"]),
        Body::MissedCall { video: false } => push_all(out, &["\u{200e}", "Gemist spraakgesprek"]),
        Body::ViewOnce => push_all(out, &["\u{200e}", "afbeelding weggelaten"]),
        Body::Waiting => push_all(out, &["\u{200e}", "Wachten op dit bericht. Dit kan even duren."]),
        Body::System { event, about } => {
            out.push(LRM);
            write_event(export, *event, entry.speaker, *about, out);
        }
    }
}

fn omitted_ios(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::SitePhoto | MediaKind::Whiteboard => "afbeelding weggelaten",
        MediaKind::Plan | MediaKind::Document => "document weggelaten",
        MediaKind::Voice => "audio weggelaten",
        MediaKind::Card => "Visitekaartje weggelaten",
        MediaKind::Video => "video weggelaten",
        MediaKind::Sticker => "sticker weggelaten",
    }
}

fn write_event(export: &Export, event: Event, actor: usize, about: usize, out: &mut String) {
    let actor = words::PEOPLE[actor];
    let about = words::PEOPLE[about];
    let ios = export.platform == Platform::Ios;
    match event {
        Event::Encryption if ios => out.push_str(
            "Berichten en gesprekken worden end-to-end versleuteld. Niemand buiten deze chat kan ze lezen of beluisteren, zelfs WhatsApp niet.",
        ),
        Event::Encryption => out.push_str(
            "Berichten en oproepen worden end-to-end versleuteld. Niemand buiten deze chat kan ze lezen of beluisteren, zelfs WhatsApp niet. Tik voor meer informatie.",
        ),
        Event::Created if ios => out.push_str("Je hebt deze groep aangemaakt"),
        Event::Created => push_all(out, &["Je hebt de groep \"", words::GROUP_BEFORE, "\" gemaakt"]),
        Event::Added => push_all(out, &[actor, " heeft ", about, " toegevoegd"]),
        Event::Removed => push_all(out, &[actor, " heeft ", about, " verwijderd"]),
        Event::Left => push_all(out, &[actor, " heeft de groep verlaten"]),
        Event::Joined => {
            push_all(out, &[actor, " is deelnemer geworden via de uitnodigingslink van deze groep"]);
        }
        Event::Subject => push_all(
            out,
            &[actor, " heeft het onderwerp gewijzigd van \"", words::GROUP_BEFORE, "\" naar \"", words::GROUP, "\""],
        ),
        Event::Icon => push_all(out, &[actor, " heeft de groepsafbeelding gewijzigd"]),
        Event::Description => push_all(out, &[actor, " heeft de groepsomschrijving gewijzigd"]),
        Event::Number => push_all(
            out,
            &[actor, " heeft een nieuw telefoonnummer. Tik om een bericht te sturen of om het nieuwe nummer toe te voegen."],
        ),
        Event::DisappearingOn => push_all(
            out,
            &[actor, " heeft berichten met vervaldatum ingeschakeld. Nieuwe berichten verdwijnen 90 dagen nadat ze zijn verzonden uit deze chat."],
        ),
        Event::DisappearingOff => push_all(out, &[actor, " heeft berichten met vervaldatum uitgeschakeld."]),
        Event::SecurityCode => {
            push_all(out, &["Je beveiligingscode voor ", actor, " is gewijzigd. Tik voor meer informatie."]);
        }
        Event::Admin => out.push_str("Je bent nu beheerder"),
    }
}
