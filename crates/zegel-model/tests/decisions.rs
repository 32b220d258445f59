//! The decisions of the model: who may do what, and which transitions are refused.

#![expect(clippy::unwrap_used, reason = "helpers of tests: a panic is how a test fails")]

use jiff::Timestamp;
use zegel_model::{
    Act, CaptureState, CopyState, Done, Person, PersonId, RecordState, Role, authorise, matrix,
};

fn person(id: &str) -> PersonId {
    id.parse().unwrap()
}

fn done(id: &str) -> Done {
    Done { by: person(id), at: Timestamp::UNIX_EPOCH }
}

fn accepted_by(id: &str) -> CaptureState {
    CaptureState::Accepted { accepted: done(id) }
}

#[test]
fn the_matrix_of_roles_and_acts_is_the_golden_one() {
    let golden = include_str!("golden/roles.txt");
    assert_eq!(matrix(), golden, "if the policy was meant to change, change tests/golden/roles.txt with it");
}

#[test]
fn a_supporter_sees_states_reports_and_reads_texts_and_no_more() {
    let supporter = Person { id: person("sam"), name: "Sam".into(), roles: vec![Role::Supporter] };
    for act in Act::ALL {
        let may = matches!(act, Act::SeeStates | Act::SignOn | Act::ReportBreach | Act::ReadTexts);
        assert_eq!(authorise(&supporter, *act).is_ok(), may, "{}", act.code());
    }
}

#[test]
fn the_owner_does_not_register_their_own_capture() {
    let refusal =
        accepted_by("bram").register(&person("anna"), &person("anna"), Timestamp::UNIX_EPOCH).unwrap_err();
    assert_eq!(refusal.code, "four-eyes");
}

#[test]
fn the_one_who_accepted_does_not_register() {
    let refusal =
        accepted_by("bram").register(&person("anna"), &person("bram"), Timestamp::UNIX_EPOCH).unwrap_err();
    assert_eq!(refusal.code, "four-eyes");
}

#[test]
fn a_capture_goes_one_way_and_no_step_twice() {
    let at = Timestamp::UNIX_EPOCH;
    let registered = accepted_by("anna").register(&person("anna"), &person("carla"), at).unwrap();
    assert_eq!(
        registered.clone().register(&person("anna"), &person("dirk"), at).unwrap_err().code,
        "wrong-state"
    );
    assert_eq!(registered.clone().close(0, &person("carla"), at).unwrap_err().code, "wrong-state");
    let stored = registered.store(&person("carla"), at).unwrap();
    assert_eq!(stored.clone().store(&person("carla"), at).unwrap_err().code, "wrong-state");
    assert_eq!(stored.clone().close(1, &person("carla"), at).unwrap_err().code, "open-copies");
    assert_eq!(stored.close(0, &person("carla"), at).unwrap().name(), "closed");
}

#[test]
fn a_held_record_is_not_destroyed_and_not_even_proposed() {
    let proposed = RecordState::Stored.propose_destruction(0, "term".into(), done("dirk")).unwrap();
    assert_eq!(proposed.clone().destroy(1, done("erik")).unwrap_err().code, "on-hold");
    assert_eq!(
        RecordState::Stored.propose_destruction(2, "term".into(), done("dirk")).unwrap_err().code,
        "on-hold"
    );
    assert_eq!(proposed.clone().destroy(0, done("dirk")).unwrap_err().code, "four-eyes");
    assert_eq!(proposed.destroy(0, done("erik")).unwrap().name(), "destroyed");
}

#[test]
fn a_copy_ends_once() {
    let end = CopyState::Attested { done: done("anna"), statement: "verwijderd uit de mail".into() };
    let ended = CopyState::Open.end(end.clone()).unwrap();
    assert_eq!(ended.end(end).unwrap_err().code, "wrong-state");
}
