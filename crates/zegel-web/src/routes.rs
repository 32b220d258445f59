//! The one table of all routes: method, path, what it needs, and who answers.
//!
//! What a route needs is checked before its handler is called, by one guard; the use case asks the model again. A test calls every
//! route of this table with the session of a supporter, and another without any.

use std::sync::LazyLock;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::handler::Handler;
use axum::http::{Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;
use zegel_archive::{MAX_PAPER_BYTES, breach::telling};
use zegel_model::Act;

use crate::request::{REFERENCE_HEADER, Reference};
use crate::{App, Problem, SignedOn, api, assets, headers, openapi, pages, problem, session};

/// What a route needs of whoever calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: also without an archive.
    Nothing,
    /// An archive; nobody need be signed on.
    Archive,
    /// Somebody who is signed on, in any role.
    SignOn,
    /// Somebody whose roles allow this act.
    Act(Act),
}

/// A route.
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, as a pattern of axum.
    pub path: &'static str,
    /// What it needs.
    pub needs: Needs,
    /// How long it may take; a named exception for what is long by nature.
    pub patience: Duration,
    handler: MethodRouter<App>,
}

/// How long an ordinary request may take, from its headers to its answer.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long bringing in a submission of gigabytes may take.
const LONG: Duration = Duration::from_secs(2 * 60 * 60);
/// How large the body of a form or a JSON document may be; a submission has a limit of its own.
pub const MAX_BODY_BYTES: usize = 1024 * 1024;

/// How large a form is beside the file that it brings.
const FORM_BYTES: usize = 256 * 1024;

impl Route {
    fn long(self) -> Self {
        Self { patience: LONG, ..self }
    }

    /// Its form may bring a file that a breach keeps.
    fn with_file(self) -> Self {
        self.taking(MAX_PAPER_BYTES)
    }

    /// Its form may bring a file of at most so many bytes.
    fn taking(self, max_bytes: usize) -> Self {
        Self { handler: self.handler.layer(DefaultBodyLimit::max(max_bytes + FORM_BYTES)), ..self }
    }
}

fn get<H: Handler<T, App>, T: 'static>(path: &'static str, needs: Needs, handler: H) -> Route {
    Route { method: Method::GET, path, needs, patience: PATIENCE, handler: axum::routing::get(handler) }
}

fn post<H: Handler<T, App>, T: 'static>(path: &'static str, needs: Needs, handler: H) -> Route {
    Route { method: Method::POST, path, needs, patience: PATIENCE, handler: axum::routing::post(handler) }
}

/// Returns all routes.
#[expect(
    clippy::too_many_lines,
    reason = "one table, so that a test can walk through it: one line per route"
)]
pub fn table() -> Vec<Route> {
    use Needs::{Act as May, Archive, Nothing, SignOn};
    vec![
        get("/assets/{*name}", Nothing, assets::serve),
        get("/openapi.json", Nothing, openapi::serve),
        get("/eerste-keer", Nothing, pages::first_run::show),
        post("/eerste-keer", Nothing, pages::first_run::make),
        get("/eerste-keer/voorbeeld", Nothing, pages::first_run::loading),
        post("/eerste-keer/voorbeeld", Nothing, pages::first_run::load_example),
        get("/eerste-keer/voorbeeld/stand", Nothing, pages::first_run::standing),
        post("/eerste-keer/sleutel", Nothing, pages::first_run::fetch),
        post("/taal", Nothing, pages::language::choose),
        get("/", SignOn, pages::home::show),
        get("/aanmelden", Archive, pages::signon::show),
        post("/aanmelden", Archive, pages::signon::passphrase),
        post("/aanmelden/voorbeeld", Archive, pages::signon::example),
        get("/aanmelden/organisatie", Archive, pages::provider::leave),
        get("/aanmelden/organisatie/terug", Archive, pages::provider::come_back),
        post("/afmelden", Archive, pages::signon::sign_off),
        get("/toegang", Archive, pages::enrol::ask),
        post("/toegang", Archive, pages::enrol::begin),
        post("/toegang/wachtzin", Archive, pages::enrol::passphrase),
        get("/mijn-toegang", SignOn, pages::my_access::show),
        post("/mijn-toegang/verwijderen", SignOn, pages::my_access::remove),
        post("/mijn-toegang/programmas", SignOn, pages::my_access::make_token),
        get("/schiften", May(Act::Accept), pages::sift::show),
        get("/concepten", May(Act::SeeStates), pages::drafts::show),
        post("/concepten/vernietigen", May(Act::KeepDraft), pages::drafts::destroy),
        post("/concepten/opschorten", May(Act::Hold), pages::drafts::freeze),
        post("/concepten/opheffen", May(Act::Hold), pages::drafts::thaw),
        get("/ritme", May(Act::SeeRhythm), pages::rhythm::list),
        get("/instellingen-nalopen", May(Act::CheckSettings), pages::check::choose),
        get("/instellingen-nalopen/{app}", May(Act::CheckSettings), pages::check::show),
        post("/instellingen-nalopen/{app}", May(Act::CheckSettings), pages::check::post),
        get("/bericht-aan-gesprekspartners", SignOn, pages::notice::show),
        post("/bericht-aan-gesprekspartners/{language}", May(Act::KeepNotice), pages::notice::edit),
        get("/suggesties", SignOn, pages::suggestions::show),
        post("/suggesties", May(Act::KeepSuggestions), pages::suggestions::switch),
        post("/suggesties/steekproef", May(Act::KeepSuggestions), pages::suggestions::put_sample),
        post(
            "/suggesties/steekproef/verwijderen",
            May(Act::KeepSuggestions),
            pages::suggestions::remove_sample,
        ),
        get("/datalekken/melden", May(Act::ReportBreach), pages::breaches::report::ask),
        post("/datalekken/melden", May(Act::ReportBreach), pages::breaches::report::take),
        get("/datalekken/mijn", May(Act::ReportBreach), pages::breaches::report::mine),
        get("/datalekken/gemeld/{id}", May(Act::ReportBreach), pages::breaches::report::thanks),
        get("/datalekken", May(Act::SeeBreaches), pages::breaches::list::show),
        get("/datalekken/register.pdf", May(Act::SeeBreaches), pages::breaches::printed::register),
        get("/datalekken/register", May(Act::SeeBreaches), pages::breaches::register::show),
        get("/datalekken/register.json", May(Act::SeeBreaches), pages::breaches::register::json).long(),
        get("/datalekken/register.xlsx", May(Act::SeeBreaches), pages::breaches::register::spreadsheet)
            .long(),
        get("/datalekken/maatregelen", May(Act::SeeBreaches), pages::breaches::register::tasks),
        get("/datalekken/{id}", May(Act::SeeBreaches), pages::breaches::show::show),
        post("/datalekken/{id}/oppakken", May(Act::HandleBreach), pages::breaches::show::take_up),
        post("/datalekken/{id}/alarm", May(Act::CountScope), pages::breaches::show::count),
        post("/datalekken/{id}/notitie", May(Act::HandleBreach), pages::breaches::show::note),
        post("/datalekken/{id}/vertraging", May(Act::HandleBreach), pages::breaches::show::delay),
        get("/datalekken/{id}/momenten", May(Act::SeeBreaches), pages::breaches::moments::show),
        post("/datalekken/{id}/momenten", May(Act::HandleBreach), pages::breaches::moments::post),
        get("/datalekken/{id}/feiten", May(Act::SeeBreaches), pages::breaches::facts::show),
        post("/datalekken/{id}/feiten", May(Act::HandleBreach), pages::breaches::facts::post),
        get("/datalekken/{id}/beoordelen", May(Act::SeeBreaches), pages::breaches::judge::show),
        post(
            "/datalekken/{id}/besluit/toezichthouder",
            May(Act::HandleBreach),
            pages::breaches::judge::authority,
        ),
        post(
            "/datalekken/{id}/besluit/betrokkenen",
            May(Act::HandleBreach),
            pages::breaches::judge::subjects,
        ),
        post(
            "/datalekken/{id}/besluit/{what}/goedkeuren",
            May(Act::ApproveBreach),
            pages::breaches::judge::approve,
        ),
        post(
            "/datalekken/{id}/besluit/{what}/weigeren",
            May(Act::ApproveBreach),
            pages::breaches::judge::refuse,
        ),
        post("/datalekken/{id}/bevel", May(Act::HandleBreach), pages::breaches::judge::order),
        get("/datalekken/{id}/gegevens", May(Act::SeeBreaches), pages::breaches::details::show),
        post("/datalekken/{id}/gegevens", May(Act::HandleBreach), pages::breaches::details::post),
        get("/datalekken/{id}/verantwoordelijke", May(Act::SeeBreaches), pages::breaches::controller::show),
        post("/datalekken/{id}/verantwoordelijke", May(Act::HandleBreach), pages::breaches::controller::send),
        get("/datalekken/{id}/omvang", May(Act::SeeBreaches), pages::breaches::scope::show),
        post("/datalekken/{id}/omvang", May(Act::CountScope), pages::breaches::scope::count),
        get("/datalekken/{id}/omvang/{n}", May(Act::SeeBreaches), pages::breaches::counted::show),
        post("/datalekken/{id}/omvang/{n}/opnieuw", May(Act::CountScope), pages::breaches::counted::again),
        post(
            "/datalekken/{id}/omvang/{n}/overnemen",
            May(Act::HandleBreach),
            pages::breaches::counted::take_over,
        ),
        get("/datalekken/{id}/melding", May(Act::SeeBreaches), pages::breaches::notify::show),
        post("/datalekken/{id}/melding", May(Act::HandleBreach), pages::breaches::notify::make),
        get("/datalekken/{id}/melding/{n}", May(Act::SeeBreaches), pages::breaches::notified::show),
        get(
            "/datalekken/{id}/melding/{n}/melding.json",
            May(Act::SeeBreaches),
            pages::breaches::notified::json,
        ),
        get("/datalekken/{id}/melding/{n}/pdf", May(Act::SeeBreaches), pages::breaches::notified::pdf),
        get("/datalekken/{id}/melding/{n}/edpb.json", May(Act::SeeBreaches), pages::breaches::notified::edpb),
        post(
            "/datalekken/{id}/melding/{n}/ingediend",
            May(Act::HandleBreach),
            pages::breaches::notified::file,
        )
        .with_file(),
        get(
            "/datalekken/{id}/melding/{n}/ontvangst",
            May(Act::SeeBreaches),
            pages::breaches::notified::receipt,
        ),
        get("/datalekken/{id}/maatregelen", May(Act::SeeBreaches), pages::breaches::measures::show),
        post("/datalekken/{id}/maatregelen", May(Act::HandleBreach), pages::breaches::measures::add),
        post(
            "/datalekken/{id}/maatregelen/{n}/gedaan",
            May(Act::HandleBreach),
            pages::breaches::measures::finish,
        ),
        get("/datalekken/{id}/afsluiten", May(Act::SeeBreaches), pages::breaches::closing::show),
        post("/datalekken/{id}/afsluiten", May(Act::HandleBreach), pages::breaches::closing::close),
        post("/datalekken/{id}/geen-lek", May(Act::HandleBreach), pages::breaches::closing::no_breach),
        post("/datalekken/{id}/heropenen", May(Act::HandleBreach), pages::breaches::closing::reopen),
        get("/datalekken/{id}/betrokkenen", May(Act::SeeBreaches), pages::breaches::tell::show),
        get("/datalekken/{id}/betrokkenen/stand", May(Act::SeeBreaches), pages::breaches::tell::standing),
        get("/datalekken/{id}/betrokkenen/tekst", May(Act::SeeBreaches), pages::breaches::tell_words::show),
        post("/datalekken/{id}/betrokkenen/tekst", May(Act::HandleBreach), pages::breaches::tell_words::post),
        post(
            "/datalekken/{id}/betrokkenen/lijst",
            May(Act::HandleBreach),
            pages::breaches::tell_acts::take_list,
        )
        .taking(telling::MAX_LIST_BYTES),
        post(
            "/datalekken/{id}/betrokkenen/regels-weg",
            May(Act::HandleBreach),
            pages::breaches::tell_acts::remove_unusable,
        ),
        post(
            "/datalekken/{id}/betrokkenen/goedkeuren",
            May(Act::ApproveBreach),
            pages::breaches::tell_acts::approve,
        ),
        post(
            "/datalekken/{id}/betrokkenen/starten",
            May(Act::HandleBreach),
            pages::breaches::tell_acts::start,
        ),
        post("/datalekken/{id}/betrokkenen/pauze", May(Act::HandleBreach), pages::breaches::tell_acts::pause),
        post(
            "/datalekken/{id}/betrokkenen/twijfel",
            May(Act::HandleBreach),
            pages::breaches::tell_acts::doubt,
        ),
        post(
            "/datalekken/{id}/betrokkenen/retour",
            May(Act::HandleBreach),
            pages::breaches::tell_acts::take_bounces,
        )
        .taking(telling::MAX_BOUNCE_BYTES),
        get(
            "/datalekken/{id}/betrokkenen/brieven",
            May(Act::HandleBreach),
            pages::breaches::tell_acts::letters,
        )
        .long(),
        post(
            "/datalekken/{id}/betrokkenen/gepost",
            May(Act::HandleBreach),
            pages::breaches::tell_acts::posted,
        ),
        post(
            "/datalekken/{id}/betrokkenen/niet-bereikt",
            May(Act::HandleBreach),
            pages::breaches::tell_acts::give_up,
        ),
        post("/datalekken/{id}/betrokkenen/zoek", May(Act::HandleBreach), pages::breaches::tell_acts::seek),
        post(
            "/datalekken/{id}/betrokkenen/verteld",
            May(Act::HandleBreach),
            pages::breaches::tell_acts::told_by_person,
        ),
        post(
            "/datalekken/{id}/betrokkenen/niet-verteld",
            May(Act::HandleBreach),
            pages::breaches::tell_acts::not_told,
        ),
        post(
            "/datalekken/{id}/betrokkenen/afronden",
            May(Act::HandleBreach),
            pages::breaches::tell_acts::finish,
        ),
        post(
            "/datalekken/{id}/betrokkenen/wissen",
            May(Act::HandleBreach),
            pages::breaches::tell_acts::erase,
        ),
        get(
            "/datalekken/{id}/betrokkenen/openbaar",
            May(Act::SeeBreaches),
            pages::breaches::tell_notice::show,
        ),
        post(
            "/datalekken/{id}/betrokkenen/openbaar",
            May(Act::ApproveBreach),
            pages::breaches::tell_notice::publish,
        ),
        post(
            "/datalekken/{id}/betrokkenen/openbaar/{n}/plaats",
            May(Act::HandleBreach),
            pages::breaches::tell_notice::add_place,
        )
        .with_file(),
        get(
            "/datalekken/{id}/betrokkenen/openbaar/{n}/bewijs/{plaats}",
            May(Act::SeeBreaches),
            pages::breaches::tell_notice::proof,
        ),
        post(
            "/datalekken/{id}/betrokkenen/openbaar/{n}/afronden",
            May(Act::HandleBreach),
            pages::breaches::tell_notice::published,
        ),
        get("/datalekken/{id}/versies", May(Act::SeeBreaches), pages::breaches::versions::show),
        get("/risicos", May(Act::SeeRisks), pages::risks::list),
        post("/risicos", May(Act::KeepRisks), pages::risks::acting::add),
        post("/risicos/stand", May(Act::KeepRisks), pages::risks::acting::keep_counts),
        get("/risicos/alarmen", May(Act::SeeRisks), pages::risks::alarms::show),
        post("/risicos/alarmen", May(Act::KeepRisks), pages::risks::alarms::set),
        get("/risicos/register.xlsx", May(Act::SeeRisks), pages::risks::export::spreadsheet),
        get("/risicos/bijlage.pdf", May(Act::SeeRisks), pages::risks::export::annex),
        get("/risicos/pia.json", May(Act::SeeRisks), pages::risks::export::cnil),
        get("/risicos/{code}", May(Act::SeeRisks), pages::risks::show),
        post("/risicos/{code}", May(Act::KeepRisks), pages::risks::acting::change),
        post("/risicos/{code}/beeindigen", May(Act::KeepRisks), pages::risks::acting::end),
        post("/risicos/{code}/oordeel", May(Act::KeepRisks), pages::risks::acting::judge),
        post("/risicos/{code}/maatregelen", May(Act::KeepRisks), pages::risks::acting::add_measure),
        post(
            "/risicos/{code}/maatregelen/{measure}/verklaring",
            May(Act::KeepRisks),
            pages::risks::acting::attest,
        ),
        post(
            "/risicos/{code}/maatregelen/{measure}/keuze",
            May(Act::KeepRisks),
            pages::risks::acting::choose,
        ),
        get("/teksten", May(Act::ReadTexts), pages::rules::list),
        post("/teksten/trainingen", May(Act::KeepTexts), pages::rules::record_training),
        get("/teksten/{code}", May(Act::ReadTexts), pages::rules::show),
        post("/teksten/{code}", May(Act::KeepTexts), pages::rules::edit),
        post("/teksten/{code}/gelezen", May(Act::ReadTexts), pages::rules::confirm),
        get("/mensen", May(Act::KeepPeople), pages::people::list),
        post("/mensen", May(Act::KeepPeople), pages::people::add),
        post("/mensen/rollen", May(Act::ApproveRoles), pages::people::decide),
        get("/mensen/{id}", May(Act::KeepPeople), pages::people::show),
        post("/mensen/{id}/code", May(Act::KeepPeople), pages::people::invite),
        post("/mensen/{id}/organisatie", May(Act::KeepPeople), pages::provider::bind),
        post("/mensen/{id}/intrekken", May(Act::KeepPeople), pages::people::revoke),
        post("/mensen/{id}/rollen", May(Act::ProposeRoles), pages::people::propose),
        get("/rechten", SignOn, pages::people::rights),
        get("/indieningen", May(Act::SeeStates), pages::intake::list),
        get("/indieningen/{id}", May(Act::SeeStates), pages::intake::show),
        get("/indieningen/{id}/berichten", May(Act::SeeStates), pages::intake::show_messages),
        get("/indieningen/{id}/bestanden/{part}", May(Act::SeeStates), pages::intake::attachment),
        get("/indieningen/{id}/registreren", May(Act::Register), pages::registering::show),
        post("/indieningen/{id}/registreren", May(Act::Register), pages::registering::post),
        post("/indieningen/{id}/goedkeuren", May(Act::Register), pages::registering::approve),
        post("/indieningen/{id}/heropenen", May(Act::Register), pages::registering::reopen),
        get("/indieningen/{id}/terugsturen", May(Act::Register), pages::registering::ask_back),
        post("/indieningen/{id}/terugsturen", May(Act::Register), pages::registering::send),
        post("/indieningen/{id}/intrekken", May(Act::Accept), pages::intake::withdraw),
        post("/indieningen/{id}/opslaan", May(Act::Store), pages::intake::store),
        post("/indieningen/{id}/opslaan/stoppen", May(Act::Store), pages::intake::stop),
        post("/indieningen/{id}/afsluiten", May(Act::CloseCapture), pages::intake::close),
        get("/tussentijdse-kopieen", May(Act::SeeStates), pages::copies::list),
        post("/tussentijdse-kopieen/{id}/verklaren", May(Act::EndCopy), pages::intake::attest),
        get("/zoeken", May(Act::Search), pages::find::show),
        post("/zoeken", May(Act::Search), pages::find::ask),
        get("/archiefstukken/{id}", May(Act::Read), pages::records::show),
        get("/archiefstukken/{id}/bestanden/{role}/{part}", May(Act::Read), pages::records::file),
        get("/archiefstukken/{id}/gegevens", May(Act::Read), pages::records::metadata),
        get("/archiefstukken/{id}/mdto.xml", May(Act::Read), pages::records::mdto),
        get("/archiefstukken/{id}/geschiedenis", May(Act::Read), pages::records::history),
        get("/archiefstukken/{id}/bewijs.json", May(Act::Read), pages::records::proofs),
        get("/archiefstukken/{id}/toegang", May(Act::Read), pages::records::access),
        post("/archiefstukken/{id}/opschorten", May(Act::Hold), pages::records::place_hold),
        post("/archiefstukken/{id}/opschortingen/{hold}/opheffen", May(Act::Hold), pages::records::lift_hold),
        post(
            "/archiefstukken/{id}/vernietiging-voorstellen",
            May(Act::ProposeDestruction),
            pages::records::propose_destruction,
        ),
        get("/archiefstukken/{id}/vernietigen", May(Act::ApproveDestruction), pages::records::ask_destroy),
        post("/archiefstukken/{id}/vernietigen", May(Act::ApproveDestruction), pages::records::destroy)
            .long(),
        post("/archiefstukken/{id}/bewaren", May(Act::Read), pages::records::keep),
        get("/archiefstukken/{id}/verklaring", May(Act::Read), pages::records::certificate),
        get("/dossiers", May(Act::Read), pages::dossiers::list),
        post("/dossiers", May(Act::KeepDossier), pages::dossiers::open),
        get("/dossiers/{id}", May(Act::Read), pages::dossiers::show),
        post("/dossiers/{id}/sluiten", May(Act::KeepDossier), pages::dossiers::close),
        get("/uitgiften", May(Act::ProposeRelease), pages::releases::list),
        post("/uitgiften", May(Act::ProposeRelease), pages::releases::propose),
        get("/uitgiften/vragen", May(Act::ProposeRelease), pages::releases::ask),
        get("/uitgiften/{id}", May(Act::ProposeRelease), pages::releases::show),
        post("/uitgiften/{id}/goedkeuren", May(Act::ApproveRelease), pages::releases::approve),
        post("/uitgiften/{id}/weigeren", May(Act::ProposeRelease), pages::releases::refuse),
        get("/uitgiften/{id}/pakket", May(Act::ProposeRelease), pages::releases::fetch).long(),
        get("/logboek", May(Act::ReadLedger), pages::ledger::list),
        get("/logboek/uitvoer.jsonl", May(Act::ReadLedger), pages::ledger::export).long(),
        get("/logboek/checkpoint", May(Act::ReadLedger), pages::ledger::checkpoint),
        get("/api/v1/captures", May(Act::SeeStates), api::keeping::captures),
        get("/api/v1/captures/{id}", May(Act::SeeStates), api::keeping::capture),
        get("/api/v1/captures/{id}/job", May(Act::SeeStates), api::keeping::job),
        get("/api/v1/captures/{id}/copies", May(Act::SeeStates), api::acting::copies),
        get("/api/v1/captures/{id}/records", May(Act::SeeStates), api::acting::records),
        post("/api/v1/captures/{id}/registrations", May(Act::Register), api::acting::registrations),
        post("/api/v1/captures/{id}/registration-approvals", May(Act::Register), api::acting::approve),
        post("/api/v1/captures/{id}/returns", May(Act::Register), api::acting::returns),
        post("/api/v1/captures/{id}/reopenings", May(Act::Register), api::acting::reopen),
        post("/api/v1/captures/{id}/withdrawals", May(Act::Accept), api::acting::withdraw),
        post("/api/v1/captures/{id}/storings", May(Act::Store), api::acting::store),
        post("/api/v1/captures/{id}/closings", May(Act::CloseCapture), api::acting::close),
        post("/api/v1/copies/{id}/attestations", May(Act::EndCopy), api::acting::attest),
        post("/api/v1/dossiers", May(Act::KeepDossier), api::deciding::open_dossier),
        post("/api/v1/dossiers/{id}/closings", May(Act::KeepDossier), api::deciding::close_dossier),
        post("/api/v1/releases", May(Act::ProposeRelease), api::deciding::propose_release),
        get("/api/v1/releases/{id}", May(Act::ProposeRelease), api::deciding::release),
        get("/api/v1/releases/{id}/package", May(Act::ProposeRelease), api::deciding::fetch_release).long(),
        post("/api/v1/releases/{id}/approvals", May(Act::ApproveRelease), api::deciding::approve_release),
        post("/api/v1/releases/{id}/refusals", May(Act::ProposeRelease), api::deciding::refuse_release),
        post(
            "/api/v1/records/{id}/destruction-proposals",
            May(Act::ProposeDestruction),
            api::deciding::propose_destruction,
        ),
        post("/api/v1/records/{id}/destruction-refusals", May(Act::Read), api::deciding::refuse_destruction),
        post("/api/v1/records/{id}/holds", May(Act::Hold), api::deciding::place_hold),
        post("/api/v1/holds/{id}/liftings", May(Act::Hold), api::deciding::lift_hold),
        get("/api/v1/people", May(Act::KeepPeople), api::deciding::list_people),
        post("/api/v1/people", May(Act::KeepPeople), api::deciding::add_person),
        get("/api/v1/records/{id}", May(Act::Read), api::keeping::record),
        post("/api/v1/searches", May(Act::Search), api::keeping::search),
        get("/api/v1/dossiers", May(Act::Read), api::keeping::dossiers),
        get("/api/v1/releases", May(Act::ProposeRelease), api::keeping::releases),
        get("/api/v1/ledger-entries", May(Act::ReadLedger), api::keeping::entries),
        post("/api/v1/passkeys/begin", Archive, api::passkeys::begin_making),
        post("/api/v1/passkeys", Archive, api::passkeys::finish_making),
        post("/api/v1/passkeys/sign-on/begin", Archive, api::passkeys::begin_signing_on),
        post("/api/v1/passkeys/sign-on/finish", Archive, api::passkeys::finish_signing_on),
        get("/api/v1/session", SignOn, api::session::look),
        post("/api/v1/session", SignOn, api::session::prolong),
        get("/api/v1/draft", May(Act::KeepDraft), api::draft::look),
        post("/api/v1/draft", May(Act::KeepDraft), api::draft::save),
        get("/api/v1/draft/sealed", May(Act::KeepDraft), api::draft::fetch),
        post("/api/v1/draft/destruction", May(Act::KeepDraft), api::draft::destroy),
        get("/api/v1/sift-context", May(Act::Accept), api::sift_context::get),
        post("/api/v1/submissions", May(Act::Accept), api::submissions::post).long(),
    ]
}

static PATHS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| table().iter().map(|route| route.path).collect());

/// Returns true when there is a route at this path.
pub(crate) fn has(path: &str) -> bool {
    PATHS.contains(&path)
}

/// Builds the whole application.
pub fn router(app: App) -> Router {
    let mut router = Router::new();
    for route in table() {
        let needs = route.needs;
        let guarded = route
            .handler
            .route_layer(from_fn_with_state((app.clone(), needs), guard))
            .route_layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, route.patience));
        router = router.route(route.path, guarded);
    }
    // The last layer is the outermost.
    router
        .fallback(async || Problem::not_found())
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(app.clone(), known_host))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), problem::show))
        .layer(from_fn_with_state(app.clone(), session::load))
        .layer(from_fn_with_state(app.clone(), refer))
        .layer(from_fn_with_state(app.clone(), headers::add))
        .layer(CompressionLayer::new())
        .with_state(app)
}

/// Lets a request pass when it brings what the route needs.
async fn guard(State((app, needs)): State<(App, Needs)>, request: Request, next: Next) -> Response {
    if needs != Needs::Nothing && app.facts().is_none() {
        return Problem::first_run().into_response();
    }
    let signed_on = request.extensions().get::<SignedOn>();
    match (needs, signed_on) {
        (Needs::Nothing | Needs::Archive, _) | (Needs::SignOn, Some(_)) => next.run(request).await,
        (Needs::SignOn | Needs::Act(_), None) => Problem::sign_on_needed().into_response(),
        (Needs::Act(act), Some(who)) => match zegel_model::authorise(&who.person, act) {
            Ok(()) => next.run(request).await,
            Err(_) => Problem::not_your_role(act).into_response(),
        },
    }
}

/// Gives the request its reference and writes the one line of the log: the pattern of the path, never the path or its query.
async fn refer(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let reference = Reference::new(&app.random);
    let method = request.method().clone();
    let pattern =
        request.extensions().get::<axum::extract::MatchedPath>().map(|path| path.as_str().to_owned());
    request.extensions_mut().insert(reference.clone());
    let started = std::time::Instant::now();
    let mut response = next.run(request).await;
    tracing::info!(
        reference = reference.0,
        %method,
        route = pattern.as_deref().unwrap_or("-"),
        status = response.status().as_u16(),
        elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        "request"
    );
    if let Ok(value) = reference.0.parse() {
        response.headers_mut().insert(REFERENCE_HEADER, value);
    }
    response
        .headers_mut()
        .append(header::VARY, axum::http::HeaderValue::from_static("accept-language, cookie"));
    response
}

/// Refuses a request for another host than ours: a page elsewhere that gave its own name our address would otherwise be our own site
/// to a browser (DNS rebinding).
async fn known_host(State(app): State<App>, request: Request, next: Next) -> Response {
    let named = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    match app.settings.is_host(named) {
        true => next.run(request).await,
        false => Problem::new(StatusCode::MISDIRECTED_REQUEST, "misdirected").into_response(),
    }
}

/// A panic message may hold anything, so it is not told.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    Problem::fault("a handler panicked").into_response()
}
