//! The PDF/A of a record that was stored without, made part by part: between two parts the desk is free for others.
//!
//! Nothing becomes visible before the last part is there; what was made until then is removed when the making is dropped.

use std::cell::RefCell;

use serde_json::json;
use zegel_model::{Act, RecordId};
use zegel_render::{Fonts, Plan, Settling};
use zegel_store::{Audited, ObjectRole};

use super::{
    Canonical, Made, Said, Source, canonical_of, fixity, head_of, messages_of, objects_of, plan, read_whole,
    settling, typeset_part,
};
use crate::keep::{self, Recorded};
use crate::record_file::Messages;
use crate::{Desk, Error, provenance};

/// A rendition on its way.
pub struct Making {
    record: Recorded,
    settling: Settling,
    source: Source,
    plan: Plan,
    made: Vec<Made>,
}

/// Begins the rendition of a record.
///
/// # Errors
/// `not-your-role`, `already-rendered`, `not-stored`; faults of the store.
pub fn begin(desk: &mut Desk<'_>, id: RecordId) -> Result<Making, Error> {
    desk.authorise(Act::Store)?;
    let record = desk.archive.store.read(|view| view.record(id))?;
    let captured = desk.archive.store.read(|view| view.capture(record.capture))?;
    let objects = objects_of(desk, &record)?;
    if objects.iter().any(|object| object.role == ObjectRole::Pdf) {
        return Err(Error::refused("already-rendered", "this record has its PDF/A", "read or release it"));
    }
    let canonical = canonical_of(&objects)?;
    let messages = messages_of(&objects)?;
    let head = head_of(desk, canonical)?;
    let has_own_messages = messages.id != canonical.id;
    let source = Source {
        canonical: Canonical {
            size_bytes: canonical.size_bytes,
            sha256: hex::encode(canonical.sha256),
            json: has_own_messages.then(|| read_whole(desk, canonical)).transpose()?,
        },
        messages: Said { object: messages.clone(), chosen: None },
        attachments: objects.iter().filter(|object| object.role == ObjectRole::Attachment).cloned().collect(),
    };
    let settling = settling(desk, &captured, &record, &head, &source)?;
    let plan = plan(desk, &source)?;
    Ok(Making { record, settling, source, plan, made: vec![] })
}

impl Making {
    /// Returns how many parts there will be.
    pub fn n_parts(&self) -> u64 {
        self.plan.sizes().len() as u64
    }

    /// Returns how many parts are made.
    pub fn n_made(&self) -> u64 {
        self.made.len() as u64
    }

    /// Makes the next part; false when there is none left.
    ///
    /// # Errors
    /// `not-your-role`; faults of the store and of typesetting.
    pub fn step(&mut self, desk: &mut Desk<'_>) -> Result<bool, Error> {
        desk.authorise(Act::Store)?;
        let failure = RefCell::new(None);
        let messages = Messages::new(self.source.messages.lines(desk)?, &failure);
        let next = self.settling.parts(&self.plan, messages).nth(self.made.len());
        if let Some(error) = failure.take() {
            return Err(keep::unreadable(error));
        }
        let Some(mut transcript) = next else { return Ok(false) };
        let label = provenance::font_label(self.settling.head.language);
        let facts = Fonts::load(&Fonts::default_dirs())?.provenance(label, &transcript)?;
        transcript.provenance.extend(facts);
        self.made.push(typeset_part(desk, &self.record, transcript, &self.source)?);
        Ok(true)
    }

    /// Makes the whole rendition visible, with its ledger leaf; returns the number of parts.
    ///
    /// # Errors
    /// `not-your-role`, `already-rendered` when somebody else was first; faults of the store.
    pub fn finish(self, desk: &mut Desk<'_>) -> Result<u64, Error> {
        desk.authorise(Act::Store)?;
        let objects = objects_of(desk, &self.record)?;
        if objects.iter().any(|object| object.role == ObjectRole::Pdf) {
            return Err(Error::refused(
                "already-rendered",
                "this record has its PDF/A",
                "read or release it",
            ));
        }
        let detail = json!({ "records": [fixity(&self.record, &self.made)] });
        let entry = desk.entry(Act::Store, vec![self.record.id.into()], detail);
        desk.archive.store.write(|tx| {
            for pdf in &self.made {
                pdf.make_visible(tx)?;
            }
            Ok::<_, Error>(Audited::new((), entry))
        })?;
        Ok(self.made.len() as u64)
    }
}

/// Makes the PDF/A of a record that was stored without, in one go.
///
/// # Errors
/// `not-your-role`, `already-rendered`; faults of the store and of typesetting.
pub fn render(desk: &mut Desk<'_>, id: RecordId) -> Result<u64, Error> {
    let mut making = begin(desk, id)?;
    while making.step(desk)? {}
    making.finish(desk)
}
