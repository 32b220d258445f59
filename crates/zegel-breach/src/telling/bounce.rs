//! Mails that came back: reports of mail servers (RFC 3464) in one file as mail programs save them, a single mail or a whole mailbox.
//!
//! Hostile: anybody can send a mail to the address to which reports go. A report counts only when it names the Message-ID of a
//! letter of ours, which nobody knows but its recipient and the servers on its way. What is no report is counted and left alone.

use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{HeaderValue, Message, MessageParser, MessagePart, MimeHeaders as _, PartType};
use serde::{Deserialize, Serialize};
use zegel_model::Refusal;

/// The largest file of reports, in bytes.
pub const MAX_BOUNCE_BYTES: usize = 16 * 1024 * 1024;
/// The most mails in such a file.
pub const MAX_BOUNCES: usize = 20_000;
/// The longest status that is kept, in characters (RFC 3463 has at most nine).
const MAX_STATUS_CHARS: usize = 9;
/// The most fields of a report that are looked at.
const MAX_FIELDS: usize = 200;

/// What a report says became of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "kebab-case")]
pub enum Bounced {
    /// It could not be delivered.
    Failed {
        /// The status (RFC 3463); empty where the report names none.
        status: String,
    },
    /// It is still tried.
    Delayed,
    /// It was delivered, or handed to a server that sends no reports.
    Delivered,
}

/// A report about a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BounceReport {
    /// The Message-ID that the report names, without its brackets.
    pub message_id: String,
    /// What became of it.
    pub became: Bounced,
}

/// What was in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bounces {
    /// The reports, in the order of the file.
    pub reports: Vec<BounceReport>,
    /// Mails that are no report, or a report that does not say about which mail.
    pub n_other: u64,
}

/// Reads the reports in a file.
///
/// # Errors
/// `bounce-size`, `bounce-many`, `bounce-none` when there is no mail in it.
pub fn read_bounces(bytes: &[u8]) -> Result<Bounces, Refusal> {
    if MAX_BOUNCE_BYTES < bytes.len() {
        return Err(Refusal::new(
            "bounce-size",
            format!("the file has {} bytes", bytes.len()),
            format!("bring it in in pieces of at most {} MiB", MAX_BOUNCE_BYTES >> 20),
        ));
    }
    let mut bounces = Bounces::default();
    let mut n = 0_usize;
    let mut take = |mail: &[u8]| {
        n += 1;
        match read_one(mail) {
            Some(report) => bounces.reports.push(report),
            None => bounces.n_other += 1,
        }
        n
    };
    if bytes.starts_with(b"From ") {
        for mail in MessageIterator::new(bytes) {
            // Bytes in memory can always be read.
            let Ok(mail) = mail else { break };
            if MAX_BOUNCES < take(mail.contents()) {
                return Err(Refusal::new(
                    "bounce-many",
                    format!("the mailbox has more than {MAX_BOUNCES} mails"),
                    "bring it in in pieces",
                ));
            }
        }
    } else if bytes.iter().any(|byte| !byte.is_ascii_whitespace()) {
        take(bytes);
    }
    if n == 0 {
        return Err(Refusal::new(
            "bounce-none",
            "there is no mail in the file",
            "save the mails as .eml or mbox",
        ));
    }
    Ok(bounces)
}

fn read_one(mail: &[u8]) -> Option<BounceReport> {
    let message = MessageParser::default().parse(mail)?;
    let status = message.parts.iter().find(|part| is_of(part, "message", "delivery-status"))?;
    let text = String::from_utf8_lossy(status.contents());
    let became = read_status(&text)?;
    let message_id = message.parts.iter().find_map(about).or_else(|| answered(&message))?;
    Some(BounceReport { message_id, became })
}

fn is_of(part: &MessagePart<'_>, kind: &str, subtype: &str) -> bool {
    part.content_type().is_some_and(|found| {
        found.ctype().eq_ignore_ascii_case(kind)
            && found.subtype().is_some_and(|found| found.eq_ignore_ascii_case(subtype))
    })
}

/// Returns the Message-ID of the mail that a report brings along, whole or only its headers.
fn about(part: &MessagePart<'_>) -> Option<String> {
    if let PartType::Message(message) = &part.body {
        return clean(message.message_id()?);
    }
    let is_headers = is_of(part, "text", "rfc822-headers") || is_of(part, "message", "global-headers");
    if !is_headers {
        return None;
    }
    let headers = MessageParser::default().parse_headers(part.contents())?;
    clean(headers.message_id()?)
}

/// Some servers bring nothing along, but answer to the mail.
fn answered(message: &Message<'_>) -> Option<String> {
    let last = |value: &HeaderValue<'_>| value.as_text_list().and_then(|list| clean(list.last()?));
    last(message.in_reply_to()).or_else(|| last(message.references()))
}

/// A Message-ID of ours has this form; another one is not about a letter of ours.
fn clean(id: &str) -> Option<String> {
    let id = id.trim().trim_start_matches('<').trim_end_matches('>');
    let is_fine = id.is_ascii() && id.len() <= 255 && id.contains('@') && !id.contains(char::is_whitespace);
    is_fine.then(|| id.to_ascii_lowercase())
}

/// Reads the fields about recipients. A letter of ours has one; where a list behind the address made more of it, the worst counts.
fn read_status(text: &str) -> Option<Bounced> {
    let field = |line: &str, name: &str| {
        let (found, value) = line.split_once(':')?;
        found.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    };
    let mut worst: Option<Bounced> = None;
    let mut status = String::new();
    let mut action = String::new();
    // Fields stand in groups with an empty line between them; the first group is about the mail as a whole (RFC 3464 §2.1).
    for line in text.lines().take(MAX_FIELDS).chain([""]) {
        if let Some(value) = field(line, "action") {
            action = value.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
        }
        if let Some(value) = field(line, "status") {
            let is_code = |c: &char| c.is_ascii_digit() || *c == '.';
            status = value.chars().take_while(is_code).take(MAX_STATUS_CHARS).collect();
        }
        if line.trim().is_empty() {
            let became = match action.as_str() {
                "failed" => Some(Bounced::Failed { status: std::mem::take(&mut status) }),
                "delayed" => Some(Bounced::Delayed),
                "delivered" | "relayed" | "expanded" => Some(Bounced::Delivered),
                _ => None,
            };
            worst = match (worst, became) {
                (Some(Bounced::Failed { status }), _) => Some(Bounced::Failed { status }),
                (old, None) => old,
                (_, Some(failed @ Bounced::Failed { .. })) => Some(failed),
                (Some(Bounced::Delayed), Some(_)) => Some(Bounced::Delayed),
                (_, new) => new,
            };
            action.clear();
            status.clear();
        }
    }
    worst
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn report(action: &str, original: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mx.example\r\nTo: zegel@waterveen.example\r\nSubject: Undelivered\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"B\"\r\n\r\n\
             --B\r\nContent-Type: text/plain\r\n\r\nI am sorry.\r\n\
             --B\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; mx.example\r\n\r\n\
             Final-Recipient: rfc822; piet@waterveen.example\r\nAction: {action}\r\nStatus: 5.1.1 (no such user)\r\n\
             Diagnostic-Code: smtp; 550 no\r\n\r\n{original}--B--\r\n"
        )
    }

    const WHOLE: &str = "--B\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\n\
                         Message-ID: <0123ABCD@waterveen.example>\r\nSubject: x\r\n\r\nhello\r\n";
    const HEADERS: &str = "--B\r\nContent-Type: text/rfc822-headers\r\n\r\n\
                           Message-ID:\r\n <0123abcd@waterveen.example>\r\nSubject: x\r\n\r\n";

    fn failed() -> BounceReport {
        BounceReport {
            message_id: "0123abcd@waterveen.example".into(),
            became: Bounced::Failed { status: "5.1.1".into() },
        }
    }

    #[test]
    fn a_report_names_the_letter_whether_it_brings_all_of_it_or_its_headers() {
        for original in [WHOLE, HEADERS] {
            let found = read_bounces(report("failed", original).as_bytes()).unwrap();
            assert_eq!(found, Bounces { reports: vec![failed()], n_other: 0 }, "{original}");
        }
        let delayed = read_bounces(report("delayed", WHOLE).as_bytes()).unwrap();
        assert_eq!(delayed.reports[0].became, Bounced::Delayed);
        let relayed = read_bounces(report("relayed", WHOLE).as_bytes()).unwrap();
        assert_eq!(relayed.reports[0].became, Bounced::Delivered);
    }

    #[test]
    fn a_report_that_brings_nothing_along_may_answer_to_the_letter() {
        let text = report("failed", "").replace(
            "Subject: Undelivered",
            "In-Reply-To: <0123abcd@waterveen.example>\r\nSubject: Undelivered",
        );
        assert_eq!(read_bounces(text.as_bytes()).unwrap().reports, [failed()]);
        let silent = read_bounces(report("failed", "").as_bytes()).unwrap();
        assert_eq!(silent, Bounces { reports: vec![], n_other: 1 });
    }

    #[test]
    fn a_mailbox_holds_many_and_an_answer_of_a_person_is_no_report() {
        let person = "From: piet@waterveen.example\r\nIn-Reply-To: <0123abcd@waterveen.example>\r\n\
                      Subject: Re\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n";
        let mbox = format!(
            "From MAILER-DAEMON Sat Nov 21 10:00:00 2026\n{}\n\nFrom piet Sat Nov 21 10:00:01 2026\n{person}\n",
            report("failed", WHOLE)
        );
        let found = read_bounces(mbox.as_bytes()).unwrap();
        assert_eq!(found, Bounces { reports: vec![failed()], n_other: 1 });
    }

    #[test]
    fn a_file_that_cannot_be_used_says_why() {
        assert_eq!(read_bounces(b" \r\n").unwrap_err().code, "bounce-none");
        assert_eq!(read_bounces(&vec![b'a'; MAX_BOUNCE_BYTES + 1]).unwrap_err().code, "bounce-size");
        let many = "From a b\n\n".repeat(MAX_BOUNCES + 2);
        assert_eq!(read_bounces(many.as_bytes()).unwrap_err().code, "bounce-many");
    }

    proptest! {
        #[test]
        fn a_report_cut_or_bent_anywhere_never_names_another_letter(at in 0_usize..900, byte in any::<u8>()) {
            let mut bytes = report("failed", WHOLE).into_bytes();
            let at = at % bytes.len();
            let cut = read_bounces(&bytes[..at]);
            bytes[at] = byte;
            for found in [cut, read_bounces(&bytes)].into_iter().flatten() {
                prop_assert!(found.reports.len() <= 1);
            }
        }
    }
}
