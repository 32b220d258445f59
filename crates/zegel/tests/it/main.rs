//! The command from outside: stories that a person could have typed, and everything that can go wrong in them.

mod body;
mod canaries;
mod copies;
mod crashes;
mod inspect;
mod outside;
mod story;
