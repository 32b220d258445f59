//! `/openapi.json`: the description of the API (OpenAPI 3.1), made from the handlers themselves, under the NL API Design Rules.

use axum::Json;
use axum::response::Response;
use serde::Serialize;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{
    Content, Header, Object, OpenApi as Document, Ref, RefOr, Response as Described, ResponseBuilder, Type,
};
use utoipa::{Modify, OpenApi, ToSchema};

use axum::response::IntoResponse as _;

use crate::api;

/// The version of the API; its first number stands in the address (rule uri-version).
pub const API_VERSION: &str = "1.0.0";
/// The header that carries it (rule version-header).
pub const VERSION_HEADER: &str = "api-version";

/// An error (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Printed<'p> {
    /// What happened, in the language of the request.
    pub(crate) title: String,
    /// The status of the answer.
    pub(crate) status: u16,
    /// Stable: for programs.
    pub(crate) code: &'p str,
    /// More for who builds the program, in English where there is more.
    pub(crate) detail: String,
    /// What to do, in the language of the request.
    pub(crate) remedy: String,
    /// The reference in the log of the server.
    pub(crate) reference: &'p str,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Zegel",
        version = "1.0.0",
        description = "Keeps the chat messages that a public body must keep. The same use cases as the pages.",
        contact(name = "Zegel", email = "zegel@zegel.example", url = "https://zegel.example"),
        license(name = "EUPL-1.2", identifier = "EUPL-1.2")
    ),
    servers((url = "/api/v1", description = "this server")),
    paths(
        api::session::look,
        api::session::prolong,
        api::draft::look,
        api::draft::save,
        api::draft::fetch,
        api::draft::destroy,
        api::sift_context::get,
        api::submissions::post,
        api::acting::registrations,
        api::acting::approve,
        api::acting::returns,
        api::acting::reopen,
        api::acting::withdraw,
        api::acting::store,
        api::acting::close,
        api::acting::records,
        api::acting::copies,
        api::acting::attest,
        api::deciding::open_dossier,
        api::deciding::close_dossier,
        api::deciding::propose_release,
        api::deciding::release,
        api::deciding::approve_release,
        api::deciding::refuse_release,
        api::deciding::fetch_release,
        api::deciding::propose_destruction,
        api::deciding::refuse_destruction,
        api::deciding::place_hold,
        api::deciding::lift_hold,
        api::deciding::list_people,
        api::deciding::add_person,
        api::keeping::captures,
        api::keeping::capture,
        api::keeping::job,
        api::keeping::record,
        api::keeping::search,
        api::keeping::dossiers,
        api::keeping::releases,
        api::keeping::entries,
        api::passkeys::begin_making,
        api::passkeys::finish_making,
        api::passkeys::begin_signing_on,
        api::passkeys::finish_signing_on,
    ),
    components(schemas(Printed)),
    modifiers(&Common),
    tags(
        (name = "session", description = "Who is signed on, and until when"),
        (name = "sift", description = "What the sifting page needs, and submissions coming in"),
        (name = "captures", description = "What was handed in, and how far it is"),
        (name = "records", description = "Finding and reading what is kept, and what leaves"),
        (name = "people", description = "Who may act in the archive"),
        (name = "ledger", description = "Who did what to what, and when"),
        (name = "passkeys", description = "Signing on with a passkey, and making one"),
    )
)]
struct Api;

/// What holds for every operation: the version in a header of each answer, and the errors that any of them can have.
struct Common;

impl Modify for Common {
    fn modify(&self, document: &mut Document) {
        for item in document.paths.paths.values_mut() {
            let operations = [&mut item.get, &mut item.post, &mut item.put, &mut item.delete];
            operations.into_iter().flatten().for_each(complete);
        }
    }
}

fn complete(operation: &mut Operation) {
    let errors = [
        ("400", "what was sent does not have the form that was asked for"),
        ("401", "nobody is signed on, or not any more"),
        ("403", "the roles of the person do not allow this, or the request came from another site"),
        ("500", "a fault; the reference is in the log of the server"),
    ];
    for (status, description) in errors {
        let known = &mut operation.responses.responses;
        known
            .entry(status.to_owned())
            .or_insert_with(|| RefOr::T(ResponseBuilder::new().description(description).build()));
    }
    for (status, answer) in &mut operation.responses.responses {
        let RefOr::T(answer) = answer else { continue };
        if status.starts_with(['4', '5']) {
            let schema = Ref::from_schema_name("Problem");
            answer
                .content
                .insert("application/problem+json".to_owned(), RefOr::T(Content::new(Some(schema))));
        }
        with_version(answer);
    }
}

fn with_version(answer: &mut Described) {
    let mut header = Header::new(Object::with_type(Type::String));
    header.description = Some("the full version of the API".to_owned());
    answer.headers.insert("API-Version".to_owned(), RefOr::T(header));
}

/// Serves the description.
pub async fn serve() -> Response {
    // Anybody may read it, from any page: it says nothing of the archive (rule publish-openapi).
    ([("access-control-allow-origin", "*")], Json(description())).into_response()
}

/// Returns the description.
pub fn description() -> serde_json::Value {
    serde_json::to_value(Api::openapi()).unwrap_or_default()
}
