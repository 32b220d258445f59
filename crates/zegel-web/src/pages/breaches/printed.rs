//! The register of breaches as PDF/A.

use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use zegel_archive::breach_register::Shown;
use zegel_archive::documents::{self, Unset};

use super::tongue;
use crate::{App, Page, Problem, SignedOn, download};

/// What is left out.
#[derive(Default, Deserialize)]
pub struct Without {
    /// `persoonsgegevens`, or nothing.
    zonder: Option<LeftOut>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum LeftOut {
    Persoonsgegevens,
}

/// Hands out the register as PDF/A; `?zonder=persoonsgegevens` leaves out what names somebody or was written by them.
///
/// # Errors
/// Faults of the archive and of the process that sets type; `not-your-role`.
pub async fn register(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(without): Query<Without>,
) -> Result<Response, Problem> {
    let zone = app.settings.zone.clone();
    let language = tongue(p.lang);
    let (shown, name) = match without.zonder {
        None => (Shown::Whole, "breaches-register-file"),
        Some(LeftOut::Persoonsgegevens) => (Shown::WithoutPersonalData, "breaches-register-file-redacted"),
    };
    let unset = app
        .with_desk(&who.person.id, move |desk| {
            let printed = documents::breach_register::document(desk, shown, language, &zone)?;
            Ok::<_, zegel_archive::Error>(Unset::of(desk.archive, printed))
        })
        .await?;
    download::pdf(move || unset.typeset(), &format!("{}.pdf", p.t(name))).await
}
