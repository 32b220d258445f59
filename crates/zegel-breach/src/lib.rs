//! The process of a personal-data breach (GDPR art. 33 and 34) as pure functions of (facts, law of that day, now).
//!
//! Answers to the questions of the catalogue in `zegel-law` go in; an assessment with its reasons comes out. The room
//! stores nothing, reads no clock, and decides nothing by itself: a person decides, and says why when they differ.

mod answers;

pub use answers::{Answer, Answers};
