//! What tests and the demonstration build with: exports with a known truth, a clock that is turned by hand,
//! chance that repeats, and files that mean harm.
//!
//! Nothing here is part of the product. Everything is a function of its arguments: the same seed gives the
//! same bytes on every machine. No clock, no network and no file of the machine is read.

mod chance;
mod clock;
mod export;
pub mod hostile;
mod labelled;
pub mod media;

pub use chance::Chance;
pub use clock::Clock;
pub use export::{Event, Export, ExportFile, Platform, Topic, Truth, TruthAttachment};
pub use labelled::labelled_sample;
