//! `/api/v1/session`: how long the session lasts, so that a page can warn before its end.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::session::WARNING;
use crate::{App, SignedOn};

/// The session of whoever asks.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Session {
    /// The short name of the person.
    pub person: String,
    /// Their roles.
    pub roles: Vec<&'static str>,
    /// When the session ends if nothing more is asked, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub ends_at: jiff::Timestamp,
    /// How many seconds that is from now.
    pub seconds_left: i64,
    /// This many seconds before the end a page warns.
    pub warn_seconds: i64,
}

/// Looks at the session without prolonging it.
#[utoipa::path(get, path = "/session", tag = "session", operation_id = "look-at-session",
    responses((status = 200, description = "the session; asking does not prolong it", body = Session)))]
pub async fn look(State(app): State<App>, who: SignedOn) -> Json<Session> {
    let left = who.ends_at.duration_since(app.now());
    Json(Session {
        person: who.person.id.to_string(),
        roles: who.person.roles.iter().map(|role| role.name()).collect(),
        ends_at: who.ends_at,
        seconds_left: left.as_secs(),
        warn_seconds: WARNING.as_secs(),
    })
}

/// Prolongs the session: that it was asked is enough.
#[utoipa::path(post, path = "/session", tag = "session", operation_id = "prolong-session",
    responses((status = 200, description = "the session, prolonged", body = Session)))]
pub async fn prolong(app: State<App>, who: SignedOn) -> Json<Session> {
    look(app, who).await
}
