//! The page on which an owner sifts a chat on their own device. The server gives the page and sees no byte of the chat.

use askama::Template;
use axum::response::Response;

use crate::{Page, Problem, html};

#[derive(Template)]
#[template(path = "sift/sift.html")]
struct SiftPage {
    p: Page,
}

/// Shows the page.
///
/// # Errors
/// A fault.
pub async fn show(p: Page) -> Result<Response, Problem> {
    html(&SiftPage { p })
}
