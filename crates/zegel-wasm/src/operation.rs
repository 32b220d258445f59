//! What the module can do with an export in one go, as functions from bytes to bytes.

use std::ops::ControlFlow;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zegel_import::{MessageRef, Options, ReadError, Report, Sink, Source, inspect_jsonl, read};
use zegel_model::{Conversation, DateOrder, Loss, Route};

use crate::answer::{Answer, Failure};

/// The options of a page, as JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PageOptions {
    today: Date,
    file_name: Option<String>,
    route: Option<Route>,
    date_order: Option<DateOrder>,
    zone: Option<String>,
    hash_attachments: Option<bool>,
}

impl PageOptions {
    /// Returns the name of the file and the options of a reading; attachments are hashed only when asked.
    pub(crate) fn split(self) -> (Option<String>, Options) {
        let mut options = Options::new(self.today);
        options.route = self.route;
        options.date_order = self.date_order;
        options.zone = self.zone;
        options.hash_attachments = self.hash_attachments.unwrap_or(false);
        (self.file_name, options)
    }
}

/// Reads an export into JSON lines.
pub fn inspect(input: &[u8], options: &[u8]) -> Answer {
    // The lines of an ordinary chat take some three times its text.
    Answer::written(input.len().saturating_mul(3), |output| {
        with_options(input, options, |source, options| inspect_jsonl(source, options, output)).err()
    })
}

/// Reads an export into its head, losses and summary, as one JSON object.
pub fn report(input: &[u8], options: &[u8]) -> Answer {
    let read = with_options(input, options, |source, options| read(source, options, &mut Skip));
    match read {
        Ok(report) => Answer::done(&print(&report)),
        Err(failure) => Answer::failed(failure),
    }
}

fn with_options(
    input: &[u8],
    options: &[u8],
    operation: impl FnOnce(Source<'_>, &Options) -> Result<Report, ReadError>,
) -> Result<Report, Failure> {
    let mut page: PageOptions = serde_json::from_slice(options).map_err(|error| Failure::options(&error))?;
    page.hash_attachments.get_or_insert(true);
    let (file_name, options) = page.split();
    let mut source = Source::memory(input);
    if let Some(file_name) = &file_name {
        source = source.named(file_name);
    }
    Ok(operation(source, &options)?)
}

struct Skip;

impl Sink for Skip {
    fn message(&mut self, _message: &MessageRef<'_>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// What a report says beside the messages.
#[derive(Serialize)]
pub(crate) struct Printed<'r> {
    conversation: &'r Conversation,
    losses: &'r [Loss],
    messages: u64,
    without_sender: u64,
    not_understood: u64,
    first_at: Option<String>,
    last_at: Option<String>,
    bytes: u64,
    damaged: Option<&'r str>,
}

impl<'r> From<&'r Report> for Printed<'r> {
    fn from(report: &'r Report) -> Self {
        Self {
            conversation: &report.conversation,
            losses: &report.losses,
            messages: report.n_messages,
            without_sender: report.without_sender,
            not_understood: report.n_not_understood,
            first_at: report.first_at.map(|at| at.to_string()),
            last_at: report.last_at.map(|at| at.to_string()),
            bytes: report.bytes,
            damaged: report.damaged.as_deref(),
        }
    }
}

fn print(report: &Report) -> Vec<u8> {
    serde_json::to_vec(&Printed::from(report)).expect("strings and numbers always serialise")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(answer: Answer) -> (String, String) {
        let bytes = answer.into_bytes();
        let len = |place: usize| u32::from_le_bytes(bytes[place..place + 4].try_into().unwrap()) as usize;
        let text = |from: usize, to: usize| String::from_utf8(bytes[from..to].to_vec()).unwrap();
        let output_end = 8 + len(0);
        assert_eq!(bytes.len(), output_end + len(4));
        (text(8, output_end), text(output_end, bytes.len()))
    }

    const CHAT: &[u8] = b"23-03-2022 13:31 - Jan: a\n23-03-2022 13:32 - Piet: b\n";

    #[test]
    fn an_export_becomes_json_lines_and_a_report() {
        let (output, error) = parts(inspect(CHAT, br#"{"today":"2026-11-21","date_order":"dmy"}"#));
        assert_eq!(
            (output.lines().filter(|line| line.contains("\"message\"")).count(), error.as_str()),
            (2, "")
        );
        let (output, error) = parts(report(CHAT, br#"{"today":"2026-11-21"}"#));
        assert!(output.contains("\"messages\":2") && error.is_empty());
    }

    #[test]
    fn what_is_wrong_is_said_without_content() {
        let (output, error) = parts(inspect(b"Jan houdt van taart", br#"{"today":"2026-11-21"}"#));
        assert!(output.is_empty() && error.contains("not-a-chat") && !error.contains("taart"));
        let (_, error) = parts(inspect(CHAT, br#"{"today":"2026-11-21","naam":"Jan"}"#));
        assert!(error.contains("options") && !error.contains("Jan"));
    }

    #[test]
    fn an_address_that_was_not_given_out_is_refused() {
        let options = crate::buffers::allocate(2);
        let answer = crate::buffers::with(12_345, options, inspect);
        assert_ne!(answer, 0);
        crate::buffers::free(answer);
        crate::buffers::free(options);
        crate::buffers::free(options);
    }
}
