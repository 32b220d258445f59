//! The JSON API under `/api/v1`: the same use cases as the pages.

pub mod acting;
pub mod deciding;
pub mod draft;
pub mod keeping;
pub mod passkeys;
pub mod session;
pub mod sift_context;
pub mod submissions;
