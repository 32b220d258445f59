//! A server of the product that runs while its pages are measured.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use super::Bench;
use super::archive::Kept;

/// The server, ended when this is dropped.
pub(crate) struct Server {
    child: Child,
    /// Where it is.
    pub(crate) url: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Serves an archive, and waits until it says where.
    pub(crate) fn start(bench: &Bench, kept: &Kept) -> Result<Self> {
        let child = Command::new(&bench.zegel)
            .args(["serve", "--listen", "127.0.0.1:0", "--archive"])
            .arg(kept.archive())
            .arg("--key-file")
            .arg(kept.key_file())
            .stdout(Stdio::piped())
            .spawn();
        let mut server = Self { child: child.context("could not start the server")?, url: String::new() };
        let output = server.child.stdout.take().context("the server has no output")?;
        for line in BufReader::new(output).lines() {
            if let Some((_, url)) = line?.split_once(" is at ") {
                url.trim().clone_into(&mut server.url);
                return Ok(server);
            }
        }
        bail!("the server did not say where it is")
    }

    /// The number of its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// The largest resident memory so far.
    pub(crate) fn peak_kib(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().next()).context("the kernel gives no peak")?;
        Ok(kib.parse()?)
    }
}
