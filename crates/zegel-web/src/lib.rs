//! The face of Zegel: pages and a JSON API over the use cases of `zegel-archive`.
//!
//! A page handler reads what was asked, calls one use case at the [`zegel_archive::Desk`] of the person who is signed on, and prints
//! the answer. It decides nothing: who may do what is in `zegel-model`, and every use case asks there again. All routes stand in
//! one table ([`routes::table`]) with what each of them needs. Blocking work and async meet in one place, [`App::with_desk`].
//!
//! Invariant: no personal content in a log, an error, a URL or a file outside the archive.

mod access;
mod alarms;
pub mod api;
mod assets;
mod counting;
mod download;
pub mod example;
mod format;
mod guard;
mod headers;
pub mod hourly;
mod jobs;
mod language;
pub mod mail;
mod messages;
pub mod openapi;
pub mod own_machine;
mod page;
pub mod pages;
mod problem;
pub mod recognition;
mod request;
pub mod routes;
mod serve;
mod session;
mod sheet;
mod state;
pub mod tell;
pub mod texts;
mod upload;

pub use alarms::round as look_for_alarms;
pub use assets::Asset;
pub use format::{date, date_time, number};
pub use language::Lang;
pub use page::{Page, html};
pub use pages::first_run::FirstRun;
pub use problem::Problem;
pub use routes::{Needs, Route, router};
pub use serve::{Stop, serve};
pub use session::{Sessions, SignedOn};
pub use state::{App, Clock, Random, Settings};
