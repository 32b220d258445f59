//! The pages, one file per area: what was asked for, one use case, the template.

pub mod breaches;
pub mod check;
pub mod copies;
pub mod dossiers;
pub mod drafts;
pub mod enrol;
pub mod find;
pub mod first_run;
pub mod home;
pub mod intake;
pub mod language;
pub mod ledger;
pub mod my_access;
pub mod notice;
pub mod people;
pub mod provider;
pub mod records;
pub mod registering;
pub mod releases;
pub mod rhythm;
pub mod risks;
pub mod rules;
pub mod sift;
pub mod signon;
pub mod suggestions;
