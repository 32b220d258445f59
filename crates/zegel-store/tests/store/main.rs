//! Stories about an archive at rest, told through the public door.

mod crash;
mod destroy;
mod keep;
mod recovery;
mod search;
mod support;
mod verify;
