//! Durable appends to the ledger, and what the disk allows, in turn.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use zegel_seal::{Identity, Keyring};
use zegel_store::{Entry, Pseudonym, Store};

/// Syncs in one round.
const N_SYNCS: usize = 200;

pub(crate) fn measure(folder: &Path, n_batch: usize, rounds: usize) -> Result<()> {
    let folder = tempfile::tempdir_in(folder)?;
    let now = "2026-11-21T12:00:00Z".parse()?;
    let keyring = Keyring::generate("bench", &mut zegel_seal::system_random, now);
    let sealed = keyring.seal(&[Identity::generate(&mut zegel_seal::system_random).recipient()])?;
    let archive = folder.path().join("archive");
    let store = Store::create(&archive, &keyring, &sealed, Box::new(zegel_seal::system_random), now)?;
    let entry = Entry {
        act: "search",
        actor: Pseudonym::ARCHIVE,
        subjects: vec![],
        session: None,
        at: now,
        detail: serde_json::json!({ "query": "begroting", "limit": 20 }),
    };
    let batch = vec![entry; n_batch];
    let mut file = File::create(folder.path().join("limit")).context("could not make a file")?;
    let (mut appends, mut limits) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let start = Instant::now();
        for _ in 0..N_SYNCS {
            store.append_entries(&batch)?;
        }
        appends.push((N_SYNCS * n_batch) as f64 / start.elapsed().as_secs_f64());
        let start = Instant::now();
        for _ in 0..N_SYNCS {
            file.write_all(&[7; 4096])?;
            file.sync_data()?;
        }
        limits.push((N_SYNCS * n_batch) as f64 / start.elapsed().as_secs_f64());
    }
    println!("{}", serde_json::json!({ "appends": appends, "limits": limits }));
    Ok(())
}
