//! `zegel release`.

use std::path::PathBuf;

use zegel_archive::{Target, release};
use zegel_model::{Content, ReleaseForm, ReleaseId, ReleaseTerms};

use super::hold::On;
use crate::exit::Code;
use crate::opening::{ArchiveArgs, now};
use crate::remote::{Server, items, shown};

/// Release a record or dossier as a package; a second person approves
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// Ask for a release
    Propose {
        #[command(flatten)]
        on: On,
        /// bagit (BagIt 1.0) or mdto-sip (MDTO SIP 1.0 with pakbon)
        #[arg(long, default_value = "bagit", value_parser = ["bagit", "mdto-sip"])]
        form: String,
        /// What it is for
        #[arg(long)]
        purpose: String,
        /// Who gets it
        #[arg(long)]
        recipient: String,
        /// In how many days the recipient must have destroyed it; leave out for a transfer
        #[arg(long)]
        days: Option<u16>,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// Approve a release that somebody else asked for, and write the package
    Approve {
        /// The release
        release: ReleaseId,
        /// The new folder for the package
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// List the releases
    List {
        #[command(flatten)]
        archive: ArchiveArgs,
    },
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    match &args.what {
        What::Propose { on, form, purpose, recipient, days, archive } => {
            let form = if form == "mdto-sip" { ReleaseForm::MdtoSip } else { ReleaseForm::Bagit };
            let expires_at = days.map(|days| release::end_after(now(), days)).transpose()?;
            let terms = ReleaseTerms {
                purpose: Content::from(purpose.as_str()),
                recipient: Content::from(recipient.as_str()),
                expires_at,
            };
            let mut opened = archive.open()?;
            let id =
                release::propose(&mut opened.desk(archive.person()?, now())?, &on.target()?, form, terms)?;
            println!("Proposed release {id}");
            println!("Next: somebody else approves it: zegel release approve {id} --out DIR --as PERSON");
        }
        What::Approve { release: id, out, archive } => {
            let mut opened = archive.open()?;
            let written = release::approve(&mut opened.desk(archive.person()?, now())?, *id, out)?;
            println!("Released {id} into {}", out.display());
            println!(
                "  {} record(s), {} files, {} bytes",
                written.n_records, written.n_files, written.n_bytes
            );
            println!("  SHA-256 of its manifest: {}", written.manifest_sha256);
        }
        What::List { archive } => {
            let mut opened = archive.open()?;
            for release in release::list(&opened.desk(archive.person()?, now())?)? {
                println!("{}  {}", release.id, release.state.name());
            }
        }
    }
    Ok(Code::Done)
}

/// The same on the server; the package of an approved release comes here as a zip.
pub fn remote(args: &Args, server: &Server) -> anyhow::Result<Code> {
    match &args.what {
        What::Propose { on, form, purpose, recipient, days, .. } => {
            let (record, dossier) = match on.target()? {
                Target::Record(id) => (Some(id.to_string()), None),
                Target::Dossier(id) => (None, Some(id.to_string())),
            };
            let asked = serde_json::json!({
                "record": record, "dossier": dossier, "form": form,
                "purpose": purpose, "recipient": recipient, "days": days,
            });
            println!("Proposed release {}", shown(&server.post("/releases", &asked)?["id"]));
            println!("Next: somebody else approves it.");
        }
        What::Approve { release, out, .. } => {
            server.post(&format!("/releases/{release}/approvals"), &serde_json::Value::Null)?;
            let n_bytes = server.fetch(&format!("/releases/{release}/package"), out)?;
            println!("Released {release} into {} ({n_bytes} bytes, a zip)", out.display());
        }
        What::List { .. } => {
            for release in items(&server.get("/releases")?) {
                println!("{}  {}", shown(&release["id"]), shown(&release["state"]));
            }
        }
    }
    Ok(Code::Done)
}
