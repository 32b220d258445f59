//! The ledger of interim copies (requirement K5): each with a purpose, an expiry and an end.

use jiff::Timestamp;
use rusqlite::Row;
use zegel_model::{CaptureId, Content, CopyId, CopyState};

use crate::StoreError;
use crate::audit::Table;
use crate::tx::Tx;
use crate::view::{self, View, to_json};

/// An interim copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterimCopy {
    /// Its identifier.
    pub id: CopyId,
    /// What it is a copy of.
    pub capture: CaptureId,
    /// What it is, e.g. `export-zip`, `package`, `accepted`.
    pub kind: String,
    /// Where it lies: a path or words; personal, because paths hold names.
    pub place: Content,
    /// The copy it was made from.
    pub parent: Option<CopyId>,
    /// What it is for.
    pub purpose: String,
    /// Since when it is known.
    pub made_at: Timestamp,
    /// When it must be gone.
    pub expires_at: Option<Timestamp>,
    /// The keyed mark by which the owner's device knows it again.
    pub mark: Option<String>,
    /// Size of its bytes, where known.
    pub size_bytes: Option<u64>,
    /// Whether it has ended, and how.
    pub state: CopyState,
}

const SELECT: &str = "SELECT id, capture, kind, place, parent, purpose, made_at, expires_at, mark, size_bytes, state FROM copies";

impl View<'_> {
    /// Returns an interim copy.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn copy(&self, id: CopyId) -> Result<InterimCopy, StoreError> {
        let found =
            self.many("look up a copy", &format!("{SELECT} WHERE id = ?1"), [id.0.as_bytes()], read)?;
        found.into_iter().next().ok_or_else(|| StoreError::not_found("copy", id))
    }

    /// Returns the copies of a capture, those that have ended included.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn copies_of(&self, capture: CaptureId) -> Result<Vec<InterimCopy>, StoreError> {
        let sql = format!("{SELECT} WHERE capture = ?1 ORDER BY id");
        self.many("list the copies of a capture", &sql, [capture.0.as_bytes()], read)
    }

    /// Returns all copies that are still open.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn open_copies(&self) -> Result<Vec<InterimCopy>, StoreError> {
        self.many("list the open copies", &format!("{SELECT} WHERE open = 1 ORDER BY id"), [], read)
    }

    /// Returns every copy there ever was.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn all_copies(&self) -> Result<Vec<InterimCopy>, StoreError> {
        self.many("list the copies", &format!("{SELECT} ORDER BY id"), [], read)
    }

    /// Returns the copies with this mark.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn copies_by_mark(&self, mark: &str) -> Result<Vec<InterimCopy>, StoreError> {
        self.many(
            "look for a copy by its mark",
            &format!("{SELECT} WHERE mark = ?1 ORDER BY id"),
            [mark],
            read,
        )
    }

    /// Counts the open copies of a capture.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn count_open_copies(&self, capture: CaptureId) -> Result<u64, StoreError> {
        self.count(
            "count the open copies of a capture",
            "SELECT count(*) FROM copies WHERE capture = ?1 AND open = 1",
            [capture.0.as_bytes()],
        )
    }
}

impl Tx<'_> {
    /// Adds an interim copy.
    ///
    /// # Errors
    /// [`StoreError::Exists`]; [`StoreError::NotFound`] when its capture is not there.
    pub fn insert_copy(&self, copy: &InterimCopy) -> Result<(), StoreError> {
        self.capture(copy.capture)?;
        self.insert(
            "copy",
            copy.id,
            "INSERT INTO copies (id, capture, kind, place, parent, purpose, made_at, expires_at, mark, size_bytes, state, open, salt)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, x'')",
            (
                copy.id.0.as_bytes(),
                copy.capture.0.as_bytes(),
                &copy.kind,
                copy.place.as_str(),
                copy.parent.as_ref().map(|id| id.0.as_bytes()),
                &copy.purpose,
                copy.made_at.to_string(),
                copy.expires_at.map(|at| at.to_string()),
                &copy.mark,
                copy.size_bytes,
                to_json(&copy.state),
                is_open(&copy.state),
            ),
        )?;
        self.touch(Table::Copies, copy.id.0);
        Ok(())
    }

    /// Moves a copy to its end.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when the state is not `old` any more.
    pub fn set_copy_state(&self, id: CopyId, old: &CopyState, new: &CopyState) -> Result<(), StoreError> {
        let n = self.run(
            "change the state of a copy",
            "UPDATE copies SET state = ?1, open = ?2 WHERE id = ?3 AND state = ?4",
            (to_json(new), is_open(new), id.0.as_bytes(), to_json(old)),
        )?;
        self.changed_one("copy", id, n, || self.copy(id).map(drop))?;
        self.touch(Table::Copies, id.0);
        Ok(())
    }
}

fn is_open(state: &CopyState) -> bool {
    matches!(state, CopyState::Open)
}

fn read(row: &Row<'_>) -> Result<InterimCopy, StoreError> {
    let expires_at: Option<String> = view::get(row, "expires_at")?;
    let size_bytes: Option<i64> = view::get(row, "size_bytes")?;
    Ok(InterimCopy {
        id: CopyId(view::id(row, "id")?),
        capture: CaptureId(view::id(row, "capture")?),
        kind: view::get(row, "kind")?,
        place: Content::new(view::get::<String>(row, "place")?),
        parent: view::id_or_none(row, "parent")?.map(CopyId),
        purpose: view::get(row, "purpose")?,
        made_at: view::text(row, "made_at")?,
        expires_at: match expires_at {
            Some(_) => Some(view::text(row, "expires_at")?),
            None => None,
        },
        mark: view::get(row, "mark")?,
        size_bytes: size_bytes.map(i64::unsigned_abs),
        state: view::json(row, "state")?,
    })
}
