//! What the benchmark runs in a process of its own: makes inputs, and measures our functions without the
//! start of a process. Prints one line of JSON.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use anyhow::{Context, Result, bail};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use zegel_testkit::Export;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["generate", phone, n_messages, form, file] => generate(
            &export(phone, n_messages.parse().context("not a number of messages")?)?,
            form,
            Path::new(file),
        ),
        ["parse", file, rounds] => parse(Path::new(file), rounds.parse().context("not a number of rounds")?),
        _ => bail!("usage: probe generate PHONE N txt|zip FILE | probe parse FILE ROUNDS"),
    }
}

fn export(phone: &str, n_messages: u64) -> Result<Export> {
    match phone {
        "android" => Ok(Export::android(n_messages)),
        "ios" => Ok(Export::ios(n_messages)),
        other => bail!("there is no phone {other:?}"),
    }
}

fn generate(export: &Export, form: &str, path: &Path) -> Result<()> {
    let file = File::create(path).with_context(|| format!("could not make {}", path.display()))?;
    let mut file = BufWriter::new(file);
    match form {
        "txt" => export.write_text(&mut file)?,
        "zip" => export.write_zip(&mut file)?,
        other => bail!("there is no form {other:?}"),
    }
    file.into_inner().context("could not write the export")?.sync_all()?;
    Ok(())
}

/// Reads and parses `file` once more than `rounds` times; the first round only warms the caches up.
fn parse(file: &Path, rounds: usize) -> Result<()> {
    let mut cpu_seconds = Vec::new();
    let mut messages = 0;
    for round in 0..=rounds {
        let before = cpu()?;
        messages = parse_once(file)?;
        if 0 < round {
            cpu_seconds.push(cpu()? - before);
        }
    }
    println!("{}", serde_json::json!({ "cpu_seconds": cpu_seconds, "messages": messages }));
    Ok(())
}

fn parse_once(_file: &Path) -> Result<u64> {
    bail!("waits for the reader")
}

/// Processor time of this process up to now, in seconds.
fn cpu() -> Result<f64> {
    let used = getrusage(UsageWho::RUSAGE_SELF).context("the kernel gave no figures")?;
    Ok((used.user_time().num_microseconds() + used.system_time().num_microseconds()) as f64 / 1e6)
}
