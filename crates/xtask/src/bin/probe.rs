//! What the benchmark runs in a process of its own: makes inputs, and measures our functions without the
//! start of a process. Prints one line of JSON.

#[path = "probe/index.rs"]
mod index;
#[path = "probe/input.rs"]
mod input;
#[path = "probe/ledger.rs"]
mod ledger;
#[path = "probe/letters.rs"]
mod letters;
#[path = "probe/register.rs"]
mod register;
#[path = "probe/scope.rs"]
mod scope;
#[path = "probe/search.rs"]
mod search;

use std::path::Path;

use anyhow::{Context, Result, bail};
use nix::sys::time::TimeValLike;
use nix::time::{ClockId, clock_gettime};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["generate", phone, n_messages, file] => {
            let export = input::export(phone, n_messages.parse().context("not a number of messages")?)?;
            input::generate(&export, Path::new(file))
        }
        ["html", phone, n_messages, file] => {
            let export = input::export(phone, n_messages.parse().context("not a number of messages")?)?;
            input::html(&export, Path::new(file))
        }
        ["parse", file, rounds] => {
            input::parse(Path::new(file), rounds.parse().context("not a number of rounds")?)
        }
        ["index", file] => index::measure(Path::new(file)),
        ["search", archive, key, file, rounds] => {
            let rounds = rounds.parse().context("not a number of rounds")?;
            search::measure(Path::new(archive), Path::new(key), Path::new(file), rounds)
        }
        ["ledger", folder, n_batch, rounds] => {
            let n_batch = n_batch.parse().context("not a number of entries")?;
            ledger::measure(Path::new(folder), n_batch, rounds.parse().context("not a number of rounds")?)
        }
        ["letters", n_letters, zegel, out] => {
            let n_letters = n_letters.parse().context("not a number of letters")?;
            letters::print(n_letters, Path::new(zegel), Path::new(out))
        }
        ["scope", folder, n_messages, n_entries, rounds] => scope::measure(
            Path::new(folder),
            scope::Size {
                n_messages: n_messages.parse().context("not a number of messages")?,
                n_entries: n_entries.parse().context("not a number of entries")?,
            },
            rounds.parse().context("not a number of rounds")?,
        ),
        ["register", archive, key, officer, n] => {
            let n = n.parse().context("not a number of breaches")?;
            register::make(Path::new(archive), Path::new(key), officer, n)
        }
        _ => bail!("the probe is for `xtask bench`; see its rows"),
    }
}

/// Processor time of this process up to now, in seconds.
fn cpu_seconds() -> Result<f64> {
    let spent = clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).context("the kernel gave no figures")?;
    Ok(spent.num_nanoseconds() as f64 / 1e9)
}
