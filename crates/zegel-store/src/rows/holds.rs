//! Holds: while one is in force, nothing of its target is destroyed. Many may stand on one target; lifting one leaves
//! the others.

use rusqlite::Row;
use uuid::Uuid;
use zegel_model::{Content, Done, DossierId, RecordId};

use crate::StoreError;
use crate::audit::Table;
use crate::tx::Tx;
use crate::view::{self, View, to_json};

/// Identifies a hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HoldId(pub Uuid);

impl std::fmt::Display for HoldId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for HoldId {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        text.parse().map(Self)
    }
}

/// What a hold or a release is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// One record.
    Record(RecordId),
    /// A dossier with everything in it.
    Dossier(DossierId),
}

impl Target {
    pub(crate) fn record(&self) -> Option<&[u8; 16]> {
        match self {
            Self::Record(id) => Some(id.0.as_bytes()),
            Self::Dossier(_) => None,
        }
    }

    pub(crate) fn dossier(&self) -> Option<&str> {
        match self {
            Self::Record(_) => None,
            Self::Dossier(id) => Some(id.as_str()),
        }
    }

    pub(crate) fn read(row: &Row<'_>) -> Result<Self, StoreError> {
        match view::id_or_none(row, "record")? {
            Some(id) => Ok(Self::Record(RecordId(id))),
            None => Ok(Self::Dossier(view::text(row, "dossier")?)),
        }
    }

    /// Refuses a target that is not there.
    pub(crate) fn check(&self, view: &View<'_>) -> Result<(), StoreError> {
        match self {
            Self::Record(id) => view.record(*id).map(drop),
            Self::Dossier(id) => view.dossier(id).map(drop),
        }
    }
}

/// A hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Its identifier.
    pub id: HoldId,
    /// What may not be destroyed.
    pub target: Target,
    /// Why.
    pub ground: Content,
    /// Who placed it, and when.
    pub placed: Done,
    /// Who lifted it, and when.
    pub lifted: Option<Done>,
}

const SELECT: &str = "SELECT id, record, dossier, ground, placed, lifted FROM holds";

impl View<'_> {
    /// Returns a hold.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn hold(&self, id: HoldId) -> Result<Hold, StoreError> {
        let found =
            self.many("look up a hold", &format!("{SELECT} WHERE id = ?1"), [id.0.as_bytes()], read)?;
        found.into_iter().next().ok_or_else(|| StoreError::not_found("hold", id))
    }

    /// Returns the holds on a target itself, those that were lifted included.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn holds(&self, target: &Target) -> Result<Vec<Hold>, StoreError> {
        let sql = format!("{SELECT} WHERE record IS ?1 AND dossier IS ?2 ORDER BY id");
        self.many("list the holds", &sql, (target.record(), target.dossier()), read)
    }

    /// Counts the holds in force on a record, by itself or by its dossier.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn count_holds(&self, record: RecordId) -> Result<u64, StoreError> {
        self.count(
            "count the holds on a record",
            "SELECT (SELECT count(*) FROM holds WHERE lifted IS NULL AND record = ?1)
                  + (SELECT count(*) FROM holds WHERE lifted IS NULL
                     AND dossier = (SELECT dossier FROM records WHERE id = ?1))",
            [record.0.as_bytes()],
        )
    }
}

impl Tx<'_> {
    /// Places a hold.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an unknown target; [`StoreError::Exists`].
    pub fn place_hold(&self, hold: &Hold) -> Result<(), StoreError> {
        hold.target.check(self)?;
        self.insert(
            "hold",
            hold.id,
            "INSERT INTO holds (id, record, dossier, ground, placed, lifted, salt) VALUES (?1, ?2, ?3, ?4, ?5, ?6, x'')",
            (
                hold.id.0.as_bytes(),
                hold.target.record(),
                hold.target.dossier(),
                hold.ground.as_str(),
                to_json(&hold.placed),
                hold.lifted.as_ref().map(to_json),
            ),
        )?;
        self.touch(Table::Holds, hold.id.0);
        Ok(())
    }

    /// Lifts a hold.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when it was lifted already.
    pub fn lift_hold(&self, id: HoldId, lifted: &Done) -> Result<(), StoreError> {
        let n = self.run(
            "lift a hold",
            "UPDATE holds SET lifted = ?1 WHERE id = ?2 AND lifted IS NULL",
            (to_json(lifted), id.0.as_bytes()),
        )?;
        self.changed_one("hold", id, n, || self.hold(id).map(drop))?;
        self.touch(Table::Holds, id.0);
        Ok(())
    }
}

fn read(row: &Row<'_>) -> Result<Hold, StoreError> {
    Ok(Hold {
        id: HoldId(view::id(row, "id")?),
        target: Target::read(row)?,
        ground: Content::new(view::get::<String>(row, "ground")?),
        placed: view::json(row, "placed")?,
        lifted: view::json_or_none(row, "lifted")?,
    })
}
