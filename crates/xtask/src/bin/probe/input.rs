//! Exports: made, printed as HTML, and parsed.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::{Context, Result, bail};
use zegel_import::{MessageRef, Options, Sink, Source};
use zegel_testkit::Export;

use crate::cpu_seconds;

pub(crate) fn export(phone: &str, n_messages: u64) -> Result<Export> {
    match phone {
        "android" => Ok(Export::android(n_messages)),
        "ios" => Ok(Export::ios(n_messages)),
        other => bail!("there is no phone {other:?}"),
    }
}

pub(crate) fn generate(export: &Export, path: &Path) -> Result<()> {
    let mut file = create(path)?;
    export.write_text(&mut file)?;
    file.into_inner().context("could not write the export")?.sync_all()?;
    Ok(())
}

/// Prints an export as plain HTML, one paragraph per message: what somebody would give to an office program.
pub(crate) fn html(export: &Export, path: &Path) -> Result<()> {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>");
    let mut file = create(path)?;
    writeln!(file, "<!doctype html><html lang=\"nl\"><meta charset=\"utf-8\"><title>Chat</title>")?;
    let mut day = None;
    for message in export.truth() {
        if day != Some(message.at.date()) {
            day = Some(message.at.date());
            writeln!(file, "<h2>{}</h2>", message.at.date())?;
        }
        let sender = escape(message.sender.as_deref().unwrap_or(""));
        writeln!(file, "<p><b>{sender}</b> {}<br>{}</p>", message.at.time(), escape(&message.text))?;
    }
    file.flush()?;
    Ok(())
}

fn create(path: &Path) -> Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(path).with_context(|| format!("could not make {}", path.display()))?))
}

/// Reads and parses `file` once more than `rounds` times; the first round only warms the caches up.
pub(crate) fn parse(file: &Path, rounds: usize) -> Result<()> {
    let mut rounds_seconds = Vec::new();
    let mut messages = 0;
    for round in 0..=rounds {
        let before = cpu_seconds()?;
        let mut counted = Counted::default();
        messages = read(file, &mut counted)?;
        // The texts are looked at, so that no part of the reading can be left out by the compiler.
        std::hint::black_box(counted.text_bytes);
        if 0 < round {
            rounds_seconds.push(cpu_seconds()? - before);
        }
    }
    println!("{}", serde_json::json!({ "cpu_seconds": rounds_seconds, "messages": messages }));
    Ok(())
}

/// Reads `file` into `sink` and returns the number of messages.
pub(crate) fn read(file: &Path, sink: &mut dyn Sink) -> Result<u64> {
    let options = Options::new(jiff::civil::date(2026, 11, 21));
    let file = File::open(file).with_context(|| format!("could not open {}", file.display()))?;
    let report =
        zegel_import::read(Source::seekable(file), &options, sink).context("could not read the export")?;
    Ok(report.n_messages)
}

/// A receiver that looks at every message and keeps none.
#[derive(Default)]
struct Counted {
    text_bytes: usize,
}

impl Sink for Counted {
    fn message(&mut self, message: &MessageRef<'_>) -> ControlFlow<()> {
        self.text_bytes += message.text.len() + message.sender.map_or(0, str::len);
        ControlFlow::Continue(())
    }
}

/// A receiver that keeps the texts.
#[derive(Default)]
pub(crate) struct Texts(pub(crate) Vec<String>);

impl Sink for Texts {
    fn message(&mut self, message: &MessageRef<'_>) -> ControlFlow<()> {
        self.0.push(message.text.to_owned());
        ControlFlow::Continue(())
    }
}
