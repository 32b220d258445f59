//! One JSON object per line: what `zegel inspect --format jsonl` prints, and what the browser gets.
//!
//! The format is stable and described in `docs/formats/inspect.md`. A message has
//! `"type":"message"` in front, and all fields of the canonical message, also those that say what is usual.

use std::io::Write;
use std::ops::ControlFlow;

use serde::Serialize;
use zegel_model::{Conversation, Loss};

use crate::canonical::{Fields, write_message};
use crate::{Export, MessageRef, Options, ReadError, Report, Sink, Source};

/// How much is collected before it is written.
const BUFFER_BYTES: usize = 256 * 1024;

/// Reads an export and prints it, one JSON object per line.
///
/// # Errors
/// See [`ReadError`]. Of damaged input everything that could be read is printed, losses and summary included, and
/// then the error is returned.
pub fn inspect_jsonl(
    source: Source<'_>,
    options: &Options,
    out: &mut dyn Write,
) -> Result<Report, ReadError> {
    inspect_export(&mut Export::open(source, options)?, out, &mut |_, _| ControlFlow::Continue(()))
}

/// Prints an export that is open already, and says how far it is.
///
/// # Errors
/// As [`inspect_jsonl`].
pub fn inspect_export(
    export: &mut Export<'_>,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Report, ReadError> {
    let mut printer =
        Printer { out, buffer: Vec::with_capacity(BUFFER_BYTES + 4096), failed: None, progress };
    let read = export.read(&mut printer);
    if let Some(source) = printer.failed.take() {
        return Err(ReadError::Io { doing: "write the output", source });
    }
    match read {
        Ok(report) => {
            printer.finish(&report).map_err(ReadError::io("write the output"))?;
            match report.damaged.clone() {
                None => Ok(report),
                Some(what) => Err(ReadError::Damaged { what, report: Some(Box::new(report)) }),
            }
        }
        Err(error) => {
            if let Some(report) = error.report() {
                printer.finish(report).map_err(ReadError::io("write the output"))?;
            }
            Err(error)
        }
    }
}

struct Printer<'o> {
    out: &'o mut dyn Write,
    buffer: Vec<u8>,
    failed: Option<std::io::Error>,
    progress: &'o mut dyn FnMut(u64, u64) -> ControlFlow<()>,
}

impl Printer<'_> {
    fn flush_when_full(&mut self) -> ControlFlow<()> {
        if self.buffer.len() < BUFFER_BYTES {
            return ControlFlow::Continue(());
        }
        match self.flush() {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    fn line(&mut self, line: &impl Serialize) {
        serde_json::to_writer(&mut self.buffer, line)
            .expect("strings and numbers in memory always serialise");
        self.buffer.push(b'\n');
    }

    fn finish(&mut self, report: &Report) -> std::io::Result<()> {
        for loss in &report.losses {
            self.line(&LossLine { r#type: "loss", loss });
        }
        let at = |moment: Option<jiff::civil::DateTime>| moment.map(|at| at.to_string());
        self.line(&SummaryLine {
            r#type: "summary",
            messages: report.n_messages,
            without_sender: report.without_sender,
            not_understood: report.n_not_understood,
            first_at: at(report.first_at),
            last_at: at(report.last_at),
            bytes: report.bytes,
        });
        self.flush()
    }
}

#[derive(Serialize)]
struct ConversationLine<'a> {
    r#type: &'static str,
    #[serde(flatten)]
    conversation: &'a Conversation,
}

#[derive(Serialize)]
struct NotUnderstoodLine<'a> {
    r#type: &'static str,
    line: u64,
    text: &'a str,
}

#[derive(Serialize)]
struct LossLine<'a> {
    r#type: &'static str,
    #[serde(flatten)]
    loss: &'a Loss,
}

#[derive(Serialize)]
struct SummaryLine {
    r#type: &'static str,
    messages: u64,
    without_sender: u64,
    not_understood: u64,
    first_at: Option<String>,
    last_at: Option<String>,
    bytes: u64,
}

impl Sink for Printer<'_> {
    fn conversation(&mut self, conversation: &Conversation) -> ControlFlow<()> {
        self.line(&ConversationLine { r#type: "conversation", conversation });
        ControlFlow::Continue(())
    }

    fn message(&mut self, message: &MessageRef<'_>) -> ControlFlow<()> {
        // A message begins with a brace, which becomes the comma behind the type.
        self.buffer.extend_from_slice(b"{\"type\":\"message\"");
        let brace = self.buffer.len();
        write_message(message, Fields::All, &mut self.buffer);
        self.buffer[brace] = b',';
        self.buffer.push(b'\n');
        self.flush_when_full()
    }

    fn not_understood(&mut self, line: u64, text: &str) -> ControlFlow<()> {
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        self.line(&NotUnderstoodLine { r#type: "not_understood", line, text });
        self.flush_when_full()
    }

    fn progress(&mut self, done_bytes: u64, total_bytes: u64) -> ControlFlow<()> {
        (self.progress)(done_bytes, total_bytes)
    }
}
