//! What the module can do, as functions from bytes to bytes.

use std::ops::ControlFlow;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zegel_import::{MessageRef, Options, ReadError, Report, Sink, Source, inspect_jsonl, read};
use zegel_model::{Conversation, DateOrder, Loss, Route};

/// The options of a page, as JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageOptions {
    today: Date,
    file_name: Option<String>,
    route: Option<Route>,
    date_order: Option<DateOrder>,
    zone: Option<String>,
    hash_attachments: Option<bool>,
}

/// The output of an operation, and what went wrong.
pub struct Answer {
    output: Vec<u8>,
    failure: Option<Failure>,
}

/// What went wrong, for a page to show in its own words.
#[derive(Serialize)]
pub(crate) struct Failure {
    code: &'static str,
    message: String,
    what_to_do: &'static str,
}

impl Failure {
    pub(crate) fn unknown_buffer() -> Self {
        Self {
            code: "unknown-buffer",
            message: "use a buffer: its address was not given out, or was freed".to_owned(),
            what_to_do: "Allocate the input and the options with zegel_alloc.",
        }
    }

    fn options(error: &serde_json::Error) -> Self {
        // The place only: serde's words may quote a name of a chat.
        Self {
            code: "options",
            message: format!("read the options: not the expected JSON at column {}", error.column()),
            what_to_do: "Give an object with today, and if wanted file_name, route, date_order, zone, hash_attachments.",
        }
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self { code: error.code(), message: error.to_string(), what_to_do: error.what_to_do() }
    }
}

impl Answer {
    pub(crate) fn failed(failure: Failure) -> Self {
        Self { output: Vec::new(), failure: Some(failure) }
    }

    /// Returns the two lengths, the output and the error, one behind the other.
    pub fn into_bytes(self) -> Vec<u8> {
        let error = self
            .failure
            .map_or(Vec::new(), |failure| serde_json::to_vec(&failure).expect("strings always serialise"));
        let len = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes();
        let mut all = Vec::with_capacity(8 + self.output.len() + error.len());
        all.extend(len(&self.output));
        all.extend(len(&error));
        all.extend(self.output);
        all.extend(error);
        all
    }
}

/// Reads an export into JSON lines.
pub fn inspect(input: &[u8], options: &[u8]) -> Answer {
    let mut output = Vec::new();
    let read = with_options(input, options, |source, options| inspect_jsonl(source, options, &mut output));
    Answer { output, failure: read.err() }
}

/// Reads an export into its head, losses and summary, as one JSON object.
pub fn report(input: &[u8], options: &[u8]) -> Answer {
    let read = with_options(input, options, |source, options| read(source, options, &mut Skip));
    match read {
        Ok(report) => Answer { output: print(&report), failure: None },
        Err(failure) => Answer::failed(failure),
    }
}

fn with_options(
    input: &[u8],
    options: &[u8],
    operation: impl FnOnce(Source<'_>, &Options) -> Result<Report, ReadError>,
) -> Result<Report, Failure> {
    let page: PageOptions = serde_json::from_slice(options).map_err(|error| Failure::options(&error))?;
    let mut source = Source::memory(input);
    if let Some(file_name) = &page.file_name {
        source = source.named(file_name);
    }
    let mut options = Options::new(page.today);
    options.route = page.route;
    options.date_order = page.date_order;
    options.zone = page.zone;
    options.hash_attachments = page.hash_attachments.unwrap_or(true);
    Ok(operation(source, &options)?)
}

struct Skip;

impl Sink for Skip {
    fn message(&mut self, _message: &MessageRef<'_>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

#[derive(Serialize)]
struct Printed<'r> {
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

fn print(report: &Report) -> Vec<u8> {
    let printed = Printed {
        conversation: &report.conversation,
        losses: &report.losses,
        messages: report.n_messages,
        without_sender: report.without_sender,
        not_understood: report.n_not_understood,
        first_at: report.first_at.map(|at| at.to_string()),
        last_at: report.last_at.map(|at| at.to_string()),
        bytes: report.bytes,
        damaged: report.damaged.as_deref(),
    };
    serde_json::to_vec(&printed).expect("strings and numbers always serialise")
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
