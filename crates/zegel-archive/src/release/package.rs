//! A release in two steps, for the pages: a second person approves or refuses; after that the package is written as often as it is
//! asked for, each time with an entry before its first byte and one after its last.
//!
//! A package is handed out while the archive goes on working: what is gathered here knows only objects, and each is opened when its
//! turn comes. Nothing is written to a disk.

use std::collections::HashMap;
use std::io::{self, Read};

use serde_json::json;
use zegel_exchange::mdto::PackedFile;
use zegel_exchange::{Bag, BagInfo, PakbonHead, Plan, Sink, write_sip};
use zegel_model::{Act, ReleaseForm, ReleaseId, ReleaseState};
use zegel_store::{Audited, ObjectId, ObjectReader, Release};

use super::{Bytes, Contents, bag_info, pakbon_head, records, subjects};
use crate::{Desk, Error};

/// Approves a release that somebody else asked for.
///
/// # Errors
/// `not-your-role`, `four-eyes`, `wrong-state`.
pub fn approve(desk: &mut Desk<'_>, id: ReleaseId) -> Result<(), Error> {
    desk.authorise(Act::ApproveRelease)?;
    let release = desk.archive.store.read(|view| view.release(id))?;
    let new = release.state.clone().approve(desk.done())?;
    change(desk, &release, &new, json!({ "approved": id }))
}

/// Refuses a release, or withdraws one's own.
///
/// # Errors
/// `not-your-role`, `wrong-state`.
pub fn refuse(desk: &mut Desk<'_>, id: ReleaseId) -> Result<(), Error> {
    let release = desk.archive.store.read(|view| view.release(id))?;
    let is_own =
        matches!(&release.state, ReleaseState::Proposed { proposed, .. } if proposed.by == desk.actor.id);
    desk.authorise(if is_own { Act::ProposeRelease } else { Act::ApproveRelease })?;
    let new = release.state.clone().refuse(desk.done())?;
    change(desk, &release, &new, json!({ "refused": id }))
}

fn change(
    desk: &mut Desk<'_>,
    release: &Release,
    new: &ReleaseState,
    detail: serde_json::Value,
) -> Result<(), Error> {
    let entry = desk.entry(Act::ApproveRelease, subjects(release.id, &release.target), detail);
    desk.archive.store.write(|tx| {
        tx.set_release_state(release.id, &release.state, new)?;
        Ok::<_, Error>(Audited::new((), entry))
    })
}

/// A package that is ready to be written, file by file.
pub struct Fetch {
    release: ReleaseId,
    plan: Plan,
    bytes: HashMap<String, Bytes>,
    form: Form,
}

enum Form {
    Bag(BagInfo),
    Sip(PakbonHead),
}

/// Gathers the package of an approved release; that it is fetched is in the ledger first.
///
/// # Errors
/// `not-your-role`, `not-approved`, `expired`, `nothing-stored`.
pub fn fetch(desk: &mut Desk<'_>, id: ReleaseId) -> Result<Fetch, Error> {
    desk.authorise(Act::ProposeRelease)?;
    let release = desk.archive.store.read(|view| view.release(id))?;
    if !matches!(release.state, ReleaseState::Approved { .. } | ReleaseState::Written { .. }) {
        return Err(Error::refused(
            "not-approved",
            "this release was not approved",
            "have a second person approve it first",
        ));
    }
    if release.state.terms().expires_at.is_some_and(|end| end <= desk.now) {
        return Err(Error::refused("expired", "the term of this release is over", "ask for a new release"));
    }
    let records = records(desk, &release.target)?;
    let mut about = subjects(id, &release.target);
    about.extend(records.iter().map(|record| record.id.into()));
    let entry = desk.entry(Act::ProposeRelease, about, json!({ "fetching": id }));
    desk.archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry)))?;
    let contents = Contents::gather(desk, &release, &records)?;
    let form = match release.form {
        ReleaseForm::Bagit => Form::Bag(bag_info(desk, &release)),
        ReleaseForm::MdtoSip => Form::Sip(pakbon_head(desk, &release)),
    };
    Ok(Fetch { release: id, plan: contents.plan, bytes: contents.bytes, form })
}

impl Fetch {
    /// Writes the package into `sink`; `open` opens an object of the archive. Returns the hash that covers it.
    ///
    /// # Errors
    /// Those of the sink and of `open`; an object that is not what its row says.
    pub fn write(
        &self,
        sink: &mut dyn Sink,
        open: &mut dyn FnMut(ObjectId) -> io::Result<ObjectReader>,
    ) -> Result<String, Error> {
        let mut opened = |file: &PackedFile| -> io::Result<Box<dyn Read + '_>> {
            match self.bytes.get(&file.id) {
                Some(Bytes::Memory(bytes)) => Ok(Box::new(bytes.as_slice())),
                Some(Bytes::Object(id)) => Ok(Box::new(open(*id)?)),
                None => Err(io::ErrorKind::NotFound.into()),
            }
        };
        match &self.form {
            Form::Bag(info) => {
                let mut bag = Bag::new(sink);
                self.plan.write(&mut bag, &mut opened)?;
                let failed = Error::io("write", std::path::Path::new("the package"));
                Ok(bag.finish(info).map_err(failed)?.manifest_sha256)
            }
            Form::Sip(head) => Ok(write_sip(&self.plan, head, sink, &mut opened)?.sip_sha256),
        }
    }

    /// Returns the release.
    pub fn release(&self) -> ReleaseId {
        self.release
    }
}

/// Records that a package left whole, with the hash that covers it.
///
/// # Errors
/// `not-your-role`, `wrong-state`.
pub fn fetched(desk: &mut Desk<'_>, id: ReleaseId, sha256: &str) -> Result<(), Error> {
    desk.authorise(Act::ProposeRelease)?;
    let release = desk.archive.store.read(|view| view.release(id))?;
    let new = release.state.clone().written(sha256.to_owned())?;
    let detail = json!({ "written": id, "manifest_sha256": sha256 });
    let entry = desk.entry(Act::ProposeRelease, subjects(id, &release.target), detail);
    desk.archive.store.write(|tx| {
        if new != release.state {
            tx.set_release_state(id, &release.state, &new)?;
        }
        Ok::<_, Error>(Audited::new((), entry))
    })
}
