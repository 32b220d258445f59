//! The server as a whole: started on loopback, over a real archive in a temporary folder.

mod api;
mod canary;
mod first;
mod frame;
mod hostile;
mod keeping;
mod kit;
mod openapi;
mod provider;
mod signon;
