//! The rows of objects: what makes a written object visible, and what lets it be opened.

use rusqlite::Row;
use zegel_model::{CaptureId, Content, RecordId};
use zegel_seal::Key32;

use crate::StoreError;
use crate::audit::Table;
use crate::keys;
use crate::object::{NewObject, Object, ObjectId, ObjectOwner, ObjectRole, PutObject};
use crate::tx::Tx;
use crate::view::{self, View};

const SELECT: &str = "SELECT id, capture, record, dossier, role, part, name, media_type, size_bytes, sha256, stored_bytes FROM objects";

impl View<'_> {
    /// Returns an object.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn object(&self, id: ObjectId) -> Result<Object, StoreError> {
        let found =
            self.many("look up an object", &format!("{SELECT} WHERE id = ?1"), [id.0.as_bytes()], read)?;
        found.into_iter().next().ok_or_else(|| StoreError::not_found("object", id))
    }

    /// Returns the number of visible objects and of their bytes before sealing.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn count_objects(&self) -> Result<(u64, u64), StoreError> {
        let n = self.count("count the objects", "SELECT count(*) FROM objects", [])?;
        let n_bytes =
            self.count("add up the objects", "SELECT coalesce(sum(size_bytes), 0) FROM objects", [])?;
        Ok((n, n_bytes))
    }

    /// Returns the objects of an owner, in order of role and part.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn objects_of(&self, owner: &ObjectOwner) -> Result<Vec<Object>, StoreError> {
        let (is_theirs, id) = match owner {
            ObjectOwner::Capture(id) => ("capture = ?1 AND record IS NULL", id.0),
            ObjectOwner::Record(id, _) => ("record = ?1", id.0),
        };
        let sql = format!("{SELECT} WHERE {is_theirs} ORDER BY role, part, id");
        self.many("list the objects of an owner", &sql, [id.as_bytes()], read)
    }

    /// Returns the object with this role and part, if the record has one.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn object_of_record(
        &self,
        record: RecordId,
        role: ObjectRole,
        part: u32,
    ) -> Result<Option<Object>, StoreError> {
        let sql = format!("{SELECT} WHERE record = ?1 AND role = ?2 AND part = ?3");
        let params = (record.0.as_bytes(), role.name(), part);
        Ok(self.many("look up an object of a record", &sql, params, read)?.into_iter().next())
    }

    /// Returns an object with the key that opens it.
    pub(crate) fn object_with_key(&self, id: ObjectId) -> Result<(Object, Key32), StoreError> {
        let object = self.object(id)?;
        let sql = "SELECT wrapped_key FROM objects WHERE id = ?1";
        let wrapped = self
            .one("look up the key of an object", sql, [id.0.as_bytes()], |row| row.get::<_, Vec<u8>>(0))?
            .ok_or_else(|| StoreError::not_found("object", id))?;
        let key = keys::unwrap_object(self, id, &object.owner, &wrapped)?;
        Ok((object, key))
    }
}

impl Tx<'_> {
    /// Makes a written object visible, with its key wrapped under that of its owner.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the owner is not there; [`StoreError::KeyDestroyed`]; [`StoreError::Exists`].
    pub fn insert_object(&self, put: &PutObject) -> Result<(), StoreError> {
        self.expect_owner(&put.new.owner)?;
        let wrapped = keys::wrap_object(self, put.id, &put.new.owner, &put.sealed.key)?;
        let (capture, record, dossier) = match &put.new.owner {
            ObjectOwner::Capture(id) => (Some(id.0.as_bytes()), None, None),
            ObjectOwner::Record(id, dossier) => (None, Some(id.0.as_bytes()), Some(dossier.as_str())),
        };
        self.insert(
            "object",
            put.id,
            "INSERT INTO objects (id, capture, record, dossier, role, part, name, media_type, size_bytes, sha256,
                                  stored_bytes, wrapped_key, salt)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, x'')",
            (
                put.id.0.as_bytes(),
                capture,
                record,
                dossier,
                put.new.role.name(),
                put.new.part,
                put.new.name.as_ref().map(Content::as_str),
                &put.new.media_type,
                put.sealed.plain_bytes,
                put.sealed.sha256_plain,
                put.sealed.cipher_bytes,
                wrapped,
            ),
        )?;
        self.touch(Table::Objects, put.id.0);
        self.inserted.borrow_mut().push(put.pending.clone());
        Ok(())
    }

    /// Hands an object of a capture over to a record, as what `new` says: its key is wrapped under that of the dossier instead of
    /// that of the capture, and its bytes stay as they are.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the object or the record is not there; [`StoreError::KeyDestroyed`];
    /// [`StoreError::Conflict`] when it is not a capture that has it, or not a record that gets it.
    pub fn hand_over(&self, id: ObjectId, new: &NewObject) -> Result<(), StoreError> {
        let (object, key) = self.object_with_key(id)?;
        let (ObjectOwner::Capture(_), ObjectOwner::Record(record, dossier)) = (&object.owner, &new.owner)
        else {
            return Err(StoreError::Conflict { what: "object", id: id.to_string() });
        };
        self.expect_owner(&new.owner)?;
        let wrapped = keys::wrap_object(self, id, &new.owner, &key)?;
        // The capture stays in the row: it is what the pages were sealed for.
        self.run(
            "hand an object over",
            "UPDATE objects SET record = ?1, dossier = ?2, role = ?3, part = ?4, name = ?5, media_type = ?6,
                                wrapped_key = ?7
             WHERE id = ?8",
            (
                record.0.as_bytes(),
                dossier.as_str(),
                new.role.name(),
                new.part,
                new.name.as_ref().map(Content::as_str),
                &new.media_type,
                wrapped,
                id.0.as_bytes(),
            ),
        )?;
        self.touch(Table::Objects, id.0);
        Ok(())
    }

    /// Refuses a record that is not in the dossier which is named with it.
    fn expect_owner(&self, owner: &ObjectOwner) -> Result<(), StoreError> {
        match owner {
            ObjectOwner::Record(id, dossier) if self.record(*id)?.dossier != *dossier => {
                Err(StoreError::not_found("record in that dossier", id))
            }
            _ => Ok(()),
        }
    }

    /// Removes an object: its row and the wrap of its key now, its file after the commit.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn delete_object(&self, id: ObjectId) -> Result<(), StoreError> {
        let n = self.run("remove an object", "DELETE FROM objects WHERE id = ?1", [id.0.as_bytes()])?;
        if n == 0 {
            return Err(StoreError::not_found("object", id));
        }
        self.touch(Table::Objects, id.0);
        self.removed.borrow_mut().push(id);
        Ok(())
    }
}

fn read(row: &Row<'_>) -> Result<Object, StoreError> {
    let name: Option<String> = view::get(row, "name")?;
    let capture = view::id_or_none(row, "capture")?.map(|id| ObjectOwner::Capture(CaptureId(id)));
    let record = match view::id_or_none(row, "record")? {
        Some(id) => Some(ObjectOwner::Record(RecordId(id), view::text(row, "dossier")?)),
        None => None,
    };
    // With both, the record has it from the capture.
    let owned = record.clone().or_else(|| capture.clone()).zip(capture.or(record));
    let (owner, sealed_for) = owned.ok_or_else(|| StoreError::damaged("an object without an owner"))?;
    Ok(Object {
        id: ObjectId(view::id(row, "id")?),
        owner,
        sealed_for,
        role: view::text(row, "role")?,
        part: view::get(row, "part")?,
        name: name.map(Content::new),
        media_type: view::get(row, "media_type")?,
        size_bytes: view::number(row, "size_bytes")?,
        sha256: view::get(row, "sha256")?,
        stored_bytes: view::number(row, "stored_bytes")?,
    })
}
