//! The pages, one file per area: what was asked for, one use case, the template.

pub mod enrol;
pub mod first_run;
pub mod home;
pub mod language;
pub mod my_access;
pub mod people;
pub mod provider;
pub mod sift;
pub mod signon;
