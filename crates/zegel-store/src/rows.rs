//! The tables with one topic per file: what can be asked ([`crate::View`]) and what can be changed ([`crate::Tx`]).

pub(crate) mod breaches;
pub(crate) mod captures;
pub(crate) mod copies;
pub(crate) mod credentials;
pub(crate) mod dossiers;
pub(crate) mod drafts;
pub(crate) mod facts;
pub(crate) mod holds;
pub(crate) mod objects;
pub(crate) mod outlines;
pub(crate) mod papers;
pub(crate) mod people;
pub(crate) mod readings;
pub(crate) mod records;
pub(crate) mod releases;
pub(crate) mod role_changes;
pub(crate) mod tallies;
pub(crate) mod tellings;
