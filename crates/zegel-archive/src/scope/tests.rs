//! The drill: a municipality in which every message, right and reading is known, and every kind of question asked of it.
//!
//! The truth is added up here by hand, message by message and hour by hour, with nothing of the code that is tested.

pub(crate) mod kit;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use uuid::Uuid;
use zegel_model::{
    CaptureId, Person, RecordId, ReleaseForm, ReleaseId, ReleaseTerms, Role, Sensitive, SensitiveKind,
    SessionId,
};
use zegel_store::{ObjectOwner, ObjectRole, Query, Target};
use zegel_suggest::{Detector, Setting};

use self::kit::{Body, PEOPLE, Said, at, id, part};
use super::*;
use crate::credentials::{self, CredentialKind, NewCredential};
use crate::{Error, destroy, people, read, release, search, suggestions, tokens, transcript};

/// A piece of the truth.
struct True {
    id: HoldingId,
    owner: &'static str,
    dossier: Option<&'static str>,
    /// Hours: came, was stored, was destroyed.
    from: i64,
    stored: Option<i64>,
    gone: Option<i64>,
    said: Vec<Said>,
    n_special: u64,
    /// Messages with a citizen service number, where detectors looked.
    n_bsn: Option<u64>,
}

/// A reading of the truth.
struct Look {
    hour: i64,
    who: &'static str,
    session: Option<SessionId>,
    piece: usize,
    way: Way,
}

struct Drill {
    body: Body,
    pieces: Vec<True>,
    looks: Vec<Look>,
    sessions: Vec<(SessionId, &'static str, i64)>,
    /// Identifier, owner, made, end, sessions.
    credentials: Vec<(Uuid, &'static str, i64, i64, Vec<SessionId>)>,
    release: ReleaseId,
}

const A: [Said; 5] = [
    ("Anna de Boer", "De stukken liggen klaar", false),
    ("+31 6 11111111", "Akkoord van mijn kant", false),
    ("Kees", "Ik kom later", true),
    ("+32 470 22 22 22", "Goed", false),
    ("Anna de Boer", "Dan is het besloten", false),
];
const B: [Said; 6] = [
    ("Anna de Boer", "De kastanje gaat om", false),
    ("Kees", "Zonde", false),
    ("Bram Visser", "Staat in het dossier", true),
    ("+49 151 23456789", "Mijn arts zegt rust", false),
    ("Mieke", "Zij is ziek gemeld", false),
    ("Anna de Boer", "Beterschap", false),
];
const C: [Said; 4] = [
    ("Joris Maas", "Haar nummer is 111222333", false),
    ("Mieke", "Dank je", false),
    ("Mieke", "Ik regel het", false),
    ("+31611111111", "Prima", false),
];
const D: [Said; 3] =
    [("Joris Maas", "Nog niet geregistreerd", true), ("Kees", "Wacht maar", false), ("Mieke", "Ja", false)];

/// The hour at which the lawyer became an inspector, and the one at which a record was destroyed.
const MOVED: i64 = 300;
const DESTROYED: i64 = 400;

fn sign_on(body: &mut Body, who: &str, hours: i64) -> SessionId {
    let kept = credentials::of_person(&body.archive, &id(who)).unwrap();
    credentials::signed_on(&mut body.archive, &kept[0], "{}", at(hours)).unwrap().session
}

impl Drill {
    /// Plays everything up to the hour before the destruction.
    fn play() -> Self {
        let mut body = Body::new();
        let passphrase = NewCredential {
            kind: CredentialKind::Passphrase,
            label: String::new(),
            secret: "{}".into(),
            lookup: None,
        };
        credentials::add(&mut body.desk("bram", 9), passphrase).unwrap();
        let a = body.accept("anna", 10, &A);
        let r1 = body.keep(a, 12, vec![part("W-1", (1, 5), None)])[0];
        let b = body.accept("anna", 20, &B);
        let sensitive = Sensitive {
            kinds: vec![SensitiveKind::SpecialCategory],
            positions: vec![(5, 5)],
            exception: zegel_model::Ground { code: "avg-9-2-a".into(), label: "Toestemming".into() },
            proposed: None,
        };
        let parts = vec![part("W-1", (1, 3), None), part("W-2", (4, 6), Some(sensitive))];
        let [r2, r3] = body.keep(b, 22, parts)[..] else { unreachable!() };
        let setting = Setting { detectors: vec![Detector::Bsn], ..Setting::default() };
        suggestions::switch(&mut body.desk("carla", 30), setting).unwrap();
        let c = body.accept("joris", 40, &C);
        let r4 = body.keep(c, 42, vec![part("W-2", (1, 4), None)])[0];
        let d = body.accept("joris", 50, &D);
        let record = HoldingId::Record;
        let piece = |id, owner, (from, stored): (i64, i64), dossier, said: &[Said]| True {
            id,
            owner,
            dossier: Some(dossier),
            from,
            stored: Some(stored),
            gone: None,
            said: said.to_vec(),
            n_special: 0,
            n_bsn: None,
        };
        let pieces = vec![
            piece(record(r1), "anna", (10, 12), "W-1", &A),
            piece(record(r2), "anna", (20, 22), "W-1", &B[..3]),
            True { n_special: 1, ..piece(record(r3), "anna", (20, 22), "W-2", &B[3..]) },
            True { n_bsn: Some(1), ..piece(record(r4), "joris", (40, 42), "W-2", &C) },
            True { dossier: None, stored: None, ..piece(HoldingId::Capture(d), "joris", (50, 0), "", &D) },
        ];
        let release = ReleaseId(Uuid::nil());
        let mut drill = Self { body, pieces, looks: vec![], sessions: vec![], credentials: vec![], release };
        drill.read([r1, r2, r3, r4], d);
        drill
    }

    fn look(&mut self, hour: i64, who: &'static str, session: Option<SessionId>, (piece, way): (usize, Way)) {
        self.looks.push(Look { hour, who, session, piece, way });
    }

    /// Everybody who reads, finds and releases.
    fn read(&mut self, [r1, r2, r3, r4]: [RecordId; 4], d: CaptureId) {
        let body = &mut self.body;
        let first = sign_on(body, "bram", 13);
        let mut desk = body.desk("bram", 13);
        desk.session = Some(first);
        transcript::of_record(&mut desk, r1, 0, 2).unwrap();
        let second = sign_on(body, "bram", 25);
        let mut desk = body.desk("bram", 26);
        desk.session = Some(second);
        let query = Query { text: "kastanje".into(), ..Query::default() };
        assert_eq!(search::search(&mut desk, &query, None, 20).unwrap().found.len(), 1);
        read::messages(&mut body.desk("elif", 27), r3, |_| Ok(())).unwrap();
        read::messages(&mut body.desk("elif", 60), r4, |_| Ok(())).unwrap();
        transcript::of_capture(&mut body.desk("bram", 61), d, 0, 10).unwrap();
        // Opened at the very end of a day: the window that ends at midnight holds it.
        let out = body.path("bag");
        let terms = ReleaseTerms { purpose: "Woo".into(), recipient: "Commissie".into(), expires_at: None };
        let release =
            release::propose(&mut body.desk("bram", 70), &Target::Record(r2), ReleaseForm::Bagit, terms)
                .unwrap();
        release::approve(&mut body.desk("elif", 71), release, &out).unwrap();
        let token = tokens::make(&mut body.desk("carla", 99), "programma", 1).unwrap();
        let called = tokens::person_of(&mut body.archive, &token.text, at(100)).unwrap().unwrap();
        let mut desk = body.desk("carla", 100);
        desk.session = Some(called.session);
        read::messages(&mut desk, r1, |_| Ok(())).unwrap();
        let moved = Person { id: id("elif"), name: "Elif Kaya".into(), roles: vec![Role::Inspector] };
        people::change(&mut body.desk("beheer", MOVED), &moved).unwrap();
        read::messages(&mut body.desk("dirk", 350), r2, |_| Ok(())).unwrap();
        let passphrase = credentials::of_person(&body.archive, &id("bram")).unwrap()[0].id;
        self.release = release;
        self.sessions = vec![(first, "bram", 13), (second, "bram", 25)];
        self.credentials = vec![
            (passphrase, "bram", 9, i64::MAX, vec![first, second]),
            (called.session.0, "carla", 99, 99 + 24 + 12, vec![called.session]),
        ];
        self.look(13, "bram", Some(first), (0, Way::Read));
        self.look(26, "bram", Some(second), (1, Way::Search));
        self.look(27, "elif", None, (2, Way::Read));
        self.look(60, "elif", None, (3, Way::Read));
        self.look(61, "bram", None, (4, Way::Read));
        self.look(71, "elif", None, (1, Way::Release));
        self.look(100, "carla", Some(called.session), (0, Way::Read));
        self.look(350, "dirk", None, (1, Way::Read));
    }

    fn destroy(&mut self) {
        let HoldingId::Record(record) = self.pieces[3].id else { unreachable!() };
        destroy::propose(&mut self.body.desk("dirk", DESTROYED - 1), record, "termijn").unwrap();
        destroy::destroy(&mut self.body.desk("carla", DESTROYED), record).unwrap();
        self.pieces[3].gone = Some(DESTROYED);
    }

    fn count(&mut self, hours: i64, query: &ScopeQuery) -> Scope {
        count(&mut self.body.desk("fatima", hours), query).unwrap()
    }

    fn pseudonym(&self, who: &str) -> Pseudonym {
        self.body.archive.store.read(|view| view.person(&id(who))).unwrap().pseudonym
    }
}

/// The hours of a window: from, up to and not including.
type Hours = (i64, i64);

/// When somebody had a role, in hours.
fn held(who: &str, role: Role) -> Option<Hours> {
    match (who, role) {
        ("elif", Role::Lawyer) => Some((0, MOVED)),
        ("elif", Role::Inspector) => Some((MOVED, i64::MAX)),
        _ => PEOPLE.iter().any(|(short, _, one)| *short == who && *one == role).then_some((0, i64::MAX)),
    }
}

fn meet(a: Hours, b: Hours) -> Option<Hours> {
    let met = (a.0.max(b.0), a.1.min(b.1));
    (met.0 < met.1).then_some(met)
}

/// The true answer: what could be read, and what was, as places in the list of pieces.
#[derive(Default)]
struct Answer {
    could: BTreeSet<usize>,
    was: BTreeMap<usize, BTreeSet<Way>>,
}

impl Drill {
    fn existing(&self, hours: Hours) -> BTreeSet<usize> {
        let exists = |piece: &True| piece.from < hours.1 && piece.gone.is_none_or(|gone| hours.0 < gone);
        (0..self.pieces.len()).filter(|at| exists(&self.pieces[*at])).collect()
    }

    fn allowed(&self, who: &str, window: Hours) -> BTreeSet<usize> {
        let mut could = BTreeSet::new();
        for role in [Role::RecordsAdviser, Role::DataOwner, Role::Archivist, Role::Lawyer] {
            let hours = held(who, role).and_then(|held| meet(held, window));
            could.extend(hours.iter().flat_map(|hours| self.existing(*hours)));
        }
        let Some(known) = meet((0, i64::MAX), window) else { return could };
        could.extend(self.existing(known).into_iter().filter(|at| {
            let piece = &self.pieces[*at];
            piece.owner == who && piece.stored.is_none_or(|stored| known.0 < stored)
        }));
        could
    }

    fn looks(&self, hours: Hours, fits: impl Fn(&Look) -> bool) -> BTreeMap<usize, BTreeSet<Way>> {
        let mut was: BTreeMap<usize, BTreeSet<Way>> = BTreeMap::new();
        for look in self.looks.iter().filter(|look| hours.0 <= look.hour && look.hour < hours.1) {
            if fits(look) {
                was.entry(look.piece).or_default().insert(look.way);
            }
        }
        was
    }

    /// The pieces themselves leaked.
    fn leaked(&self, window: Hours, fits: impl Fn(&True) -> bool) -> Answer {
        let could: BTreeSet<usize> =
            self.existing(window).into_iter().filter(|at| fits(&self.pieces[*at])).collect();
        Answer { was: self.looks(window, |look| could.contains(&look.piece)), could }
    }

    /// Every question with its true answer in a window.
    fn questions(&self, window: Hours) -> Vec<(What, Answer)> {
        let mut all = vec![(What::Everything, self.leaked(window, |_| true))];
        for (who, _, _) in PEOPLE {
            let answer =
                Answer { could: self.allowed(who, window), was: self.looks(window, |look| look.who == who) };
            all.push((What::Person(self.pseudonym(who)), answer));
        }
        for role in Role::ALL {
            let mut answer = Answer::default();
            for (who, _, _) in PEOPLE {
                let Some(hours) = held(who, *role).and_then(|held| meet(held, window)) else { continue };
                if Act::Read.roles().contains(role) || *role == Role::ChatOwner {
                    answer.could.extend(self.allowed(who, hours));
                }
                for (piece, ways) in self.looks(hours, |look| look.who == who) {
                    answer.was.entry(piece).or_default().extend(ways);
                }
            }
            all.push((What::Role(*role), answer));
        }
        for (session, who, begun) in &self.sessions {
            let mut answer = Answer::default();
            if let Some(hours) = meet((*begun, *begun + 12), window) {
                answer.could = self.allowed(who, hours);
                answer.was = self.looks(hours, |look| look.session == Some(*session));
            }
            all.push((What::Session(*session), answer));
        }
        for (credential, who, made, end, sessions) in &self.credentials {
            let mut answer = Answer::default();
            if let Some(hours) = meet((*made, *end), window) {
                answer.could = self.allowed(who, hours);
                let fits = |look: &Look| look.session.is_some_and(|one| sessions.contains(&one));
                answer.was = self.looks(hours, fits);
            }
            all.push((What::Credential(*credential), answer));
        }
        for dossier in ["W-1", "W-2"] {
            let what = What::Dossier(dossier.parse().unwrap());
            all.push((what, self.leaked(window, |piece| piece.dossier == Some(dossier))));
        }
        // What left stays leaked, whenever it is asked; what of it was read is asked of the window.
        let could = BTreeSet::from([1]);
        let was = self.looks(window, |look| look.piece == 1);
        all.push((What::Release(self.release), Answer { could, was }));
        all
    }

    /// Compares one answer with the truth, number by number.
    fn check(&self, scope: &Scope, answer: &Answer, question: &str) {
        let counted = &scope.counted;
        let expected: BTreeSet<HoldingId> =
            answer.could.iter().chain(answer.was.keys()).map(|at| self.pieces[*at].id).collect();
        let found: BTreeSet<HoldingId> = counted.holdings.iter().map(|holding| holding.id).collect();
        assert_eq!(found, expected, "{question}");
        for holding in &counted.holdings {
            let at = self.pieces.iter().position(|piece| piece.id == holding.id).unwrap();
            assert_eq!(holding.could, answer.could.contains(&at), "{question}, piece {at}");
            let was = answer.was.get(&at).cloned().unwrap_or_default();
            assert_eq!(holding.was, was, "{question}, piece {at}");
            assert_eq!(holding.is_gone, self.pieces[at].gone.is_some(), "{question}, piece {at}");
        }
        let was: BTreeSet<usize> = answer.was.keys().copied().collect();
        self.check_figures(&counted.could, &answer.could, question);
        self.check_figures(&counted.was, &was, question);
        let gone = |set: &BTreeSet<usize>| -> (u64, u64) {
            let gone = set.iter().map(|at| &self.pieces[*at]).filter(|piece| piece.gone.is_some());
            gone.fold((0, 0), |(n, n_messages), piece| (n + 1, n_messages + piece.said.len() as u64))
        };
        let found = &counted.gone;
        assert_eq!((found.n_could, found.n_messages_could), gone(&answer.could), "{question}");
        assert_eq!((found.n_was, found.n_messages_was), gone(&was), "{question}");
    }

    fn check_figures(&self, found: &Figures, set: &BTreeSet<usize>, question: &str) {
        let there: Vec<&True> =
            set.iter().map(|at| &self.pieces[*at]).filter(|piece| piece.gone.is_none()).collect();
        let n = |count: fn(&True) -> u64| there.iter().map(|piece| count(piece)).sum::<u64>();
        let is_capture = |piece: &True| matches!(piece.id, HoldingId::Capture(_));
        assert_eq!(
            found.n_captures,
            there.iter().filter(|piece| is_capture(piece)).count() as u64,
            "{question}"
        );
        assert_eq!(
            found.n_records,
            there.iter().filter(|piece| !is_capture(piece)).count() as u64,
            "{question}"
        );
        assert_eq!(found.n_messages, n(|piece| piece.said.len() as u64), "{question}");
        let n_pictures = n(|piece| piece.said.iter().filter(|(_, _, has)| *has).count() as u64);
        assert_eq!(found.n_attachments, n_pictures, "{question}");
        assert_eq!(found.categories.marked.special, n(|piece| piece.n_special), "{question}");
        assert_eq!(
            found.categories.ordinary,
            n(|piece| piece.said.len() as u64 - piece.n_special),
            "{question}"
        );
        let n_bsn = n(|piece| piece.n_bsn.unwrap_or(0));
        assert_eq!(found.categories.suggested.get("bsn").copied().unwrap_or(0), n_bsn, "{question}");
        let unseen = n(|piece| if piece.n_bsn.is_none() { piece.said.len() as u64 } else { 0 });
        assert_eq!(found.categories.n_not_looked_through, unseen, "{question}");
        self.check_people(found, &there, question);
    }

    /// Numbers are written in two ways in the chats and are one person; owners count also where they did not write.
    fn check_people(&self, found: &Figures, there: &[&True], question: &str) {
        let name_of = |short: &str| PEOPLE.iter().find(|(one, _, _)| *one == short).unwrap().1.to_owned();
        let written = there.iter().flat_map(|piece| &piece.said).map(|(who, _, _)| who.replace(' ', ""));
        let owners = there.iter().map(|piece| name_of(piece.owner).replace(' ', ""));
        let names: BTreeSet<String> = written.chain(owners).collect();
        let staff: BTreeSet<String> = PEOPLE.iter().map(|(_, name, _)| name.replace(' ', "")).collect();
        assert_eq!(found.n_staff, names.intersection(&staff).count() as u64, "{question}");
        assert_eq!(found.n_external, names.difference(&staff).count() as u64, "{question}");
        let mut countries: BTreeMap<String, u64> = BTreeMap::new();
        for name in names.iter().filter(|name| name.starts_with('+')) {
            let country = match &name[..3] {
                "+31" => "NL",
                "+32" => "BE",
                _ => "DE",
            };
            *countries.entry(country.to_owned()).or_default() += 1;
        }
        assert_eq!(found.countries, countries, "{question}");
        let n_unknown = names.iter().filter(|name| !name.starts_with('+')).count() as u64;
        assert_eq!(found.n_country_unknown, n_unknown, "{question}");
    }

    /// Asks everything in every window between these hours, and compares.
    fn check_all(&mut self, hours: i64, ends: &[Option<i64>]) {
        for from in ends.iter().copied() {
            for to in ends.iter().copied().filter(|to| from.zip(*to).is_none_or(|(from, to)| from < to)) {
                let window = (from.unwrap_or(i64::MIN), to.unwrap_or(i64::MAX));
                for (what, answer) in self.questions(window) {
                    let question = format!("{what:?} from {from:?} to {to:?}");
                    let query = ScopeQuery { what: vec![what], from: from.map(at), to: to.map(at) };
                    let scope = self.count(hours, &query);
                    self.check(&scope, &answer, &question);
                }
            }
        }
    }
}

#[test]
fn every_question_in_every_window_is_answered_with_the_truth() {
    let mut drill = Drill::play();
    // Some on the hour of an act, some beside it, one at midnight (the archive began at nine).
    drill.check_all(380, &[None, Some(13), Some(39), Some(72), Some(300)]);
    drill.destroy();
    drill.check_all(500, &[None, Some(60), Some(400)]);
}

#[test]
fn several_parts_are_one_scope_in_which_nothing_counts_twice() {
    let mut drill = Drill::play();
    let (w1, sam) = (What::Dossier("W-1".parse().unwrap()), What::Person(drill.pseudonym("sam")));
    let alone = drill.count(380, &ScopeQuery::of(w1.clone()));
    let query =
        ScopeQuery { what: vec![sam, w1.clone(), What::Release(drill.release), w1], from: None, to: None };
    let together = drill.count(380, &query);
    assert_eq!(together.counted.could, alone.counted.could);
    assert_eq!(together.counted.query.what.len(), 3, "each part once");
}

#[test]
fn an_attachment_alone_is_one_attachment_and_no_message() {
    let mut drill = Drill::play();
    let HoldingId::Record(record) = drill.pieces[0].id else { unreachable!() };
    let owner = ObjectOwner::Record(record, "W-1".parse().unwrap());
    let objects = drill.body.archive.store.read(|view| view.objects_of(&owner)).unwrap();
    let of = |role| What::Object(objects.iter().find(|object| object.role == role).unwrap().id.0);
    let picture = drill.count(380, &ScopeQuery::of(of(ObjectRole::Attachment))).counted;
    assert_eq!((picture.could.n_attachments, picture.could.n_messages), (1, 0));
    assert_eq!(picture.encryption.n_objects, 1);
    let whole = drill.count(380, &ScopeQuery::of(of(ObjectRole::Canonical))).counted;
    assert_eq!((whole.could.n_attachments, whole.could.n_messages), (1, 5));
    assert_eq!(whole.encryption.reveals.folder, 0);
    assert_eq!(whole.encryption.reveals.folder_and_key, 18, "the key opens more than the object");
}

#[test]
fn counted_again_the_difference_has_its_reasons() {
    let mut drill = Drill::play();
    let first = drill.count(380, &ScopeQuery::of(What::Everything));
    let same = again(&mut drill.body.desk("fatima", 381), first.proof.entry).unwrap();
    assert!(same.difference.is_same && same.difference.changed.is_empty());
    assert_eq!(same.before, first.proof);

    drill.destroy();
    let HoldingId::Capture(d) = drill.pieces[4].id else { unreachable!() };
    let stored = drill.body.keep(d, 410, vec![part("W-1", (1, 3), None)])[0];
    read::messages(&mut drill.body.desk("dirk", 411), stored, |_| Ok(())).unwrap();
    let HoldingId::Record(r3) = drill.pieces[2].id else { unreachable!() };
    transcript::of_record(&mut drill.body.desk("bram", 412), r3, 0, 1).unwrap();
    let HoldingId::Record(r1) = drill.pieces[0].id else { unreachable!() };
    let query = Query { text: "besloten".into(), ..Query::default() };
    search::search(&mut drill.body.desk("dirk", 413), &query, None, 5).unwrap();

    let now = again(&mut drill.body.desk("fatima", 420), first.proof.entry).unwrap();
    let difference = &now.difference;
    assert!(!difference.is_same && difference.is_list_whole);
    assert_eq!(difference.added, [Changed { id: HoldingId::Record(stored), why: Reason::CameSince }]);
    assert_eq!(difference.removed, [Changed { id: HoldingId::Capture(d), why: Reason::BecameRecords }]);
    let changed = [
        Changed { id: HoldingId::Record(r1), why: Reason::ReadSince },
        Changed { id: drill.pieces[3].id, why: Reason::GoneSince },
    ];
    assert_eq!(difference.changed, changed);
    assert_eq!(difference.n_messages_could, Change { before: 18, now: 14 });
    assert_eq!(difference.n_messages_gone, Change { before: 0, now: 4 });
}

#[test]
fn the_proof_stands_in_the_ledger_at_the_place_it_names() {
    let mut drill = Drill::play();
    let scope = drill.count(380, &ScopeQuery::of(What::Dossier("W-2".parse().unwrap())));
    let store = &drill.body.archive.store;
    let entry = store.read(|view| view.ledger_entries(scope.proof.entry, 1)).unwrap().remove(0);
    assert_eq!((entry.leaf.act.as_str(), entry.leaf.seq), ("count-scope", scope.proof.size));
    assert_eq!(entry.leaf.subjects, [Subject::from(&"W-2".parse::<DossierId>().unwrap())]);
    let root = store.read(|view| view.ledger_root(scope.proof.size)).unwrap();
    assert_eq!(root.to_string(), scope.proof.root);
    let words: serde_json::Value = serde_json::from_str(&entry.detail.unwrap().text).unwrap();
    assert_eq!(words["sha256"], scope.proof.sha256);
    let digest = Sha256::digest(serde_json::to_vec(&scope.counted).unwrap());
    assert_eq!(hex::encode(digest), scope.proof.sha256, "anybody with the answer can make the digest");
    assert_eq!(store.verify(&mut |_| ()).unwrap(), []);
}

#[test]
fn a_breach_keeps_the_numbers_of_its_scopes_and_what_changed_between_them() {
    let mut drill = Drill::play();
    let mut desk = drill.body.desk("fatima", MOVED - 1);
    let said = ("Rechten te ruim".into(), "De rol van jurist had te veel rechten.".into());
    let (breach, _) =
        crate::breaches::report(&mut desk, said, zegel_breach::Origin::Person, at(MOVED - 1)).unwrap();
    let query = ScopeQuery::of(What::Everything);
    let (known, n) = count_for(&mut desk, breach, &query).unwrap();
    let first = OfBreach::of(&known.breach, n).unwrap();
    let whole = count(&mut desk, &query).unwrap();
    assert_eq!((n, &first.could, &first.was), (1, &whole.counted.could, &whole.counted.was));
    assert_eq!(first.proof.entry, known.breach.counts[0].entry);
    let (known, n) = count_again_for(&mut desk, breach, 1).unwrap();
    let since = OfBreach::of(&known.breach, n).unwrap().since.unwrap();
    assert_eq!((n, since.n, since.is_same), (2, 1, true));
    let refused = count_again_for(&mut desk, breach, 7).unwrap_err();
    assert!(matches!(refused, Error::Refused(refusal) if refusal.code == "unknown-number"));
    let alone = count_for(&mut drill.body.desk("bram", MOVED), breach, &query).unwrap_err();
    assert!(matches!(alone, Error::Refused(refusal) if refusal.code == "not-your-role"));
}

#[test]
fn nobody_is_named_in_what_is_kept_of_a_scope() {
    let mut drill = Drill::play();
    let everybody: Vec<What> = PEOPLE.iter().map(|(who, _, _)| What::Person(drill.pseudonym(who))).collect();
    let mut scopes = vec![drill.count(380, &ScopeQuery { what: everybody, from: None, to: None })];
    scopes.push(drill.count(380, &ScopeQuery::of(What::Everything)));
    let mut kept = String::new();
    for scope in &scopes {
        let entry = drill.body.archive.store.read(|view| view.ledger_entries(scope.proof.entry, 1)).unwrap();
        kept += &String::from_utf8(entry[0].leaf_bytes.clone()).unwrap();
        kept += &entry[0].detail.as_ref().unwrap().text;
        kept += &serde_json::to_string(scope).unwrap();
    }
    drill.body.archive.store.read(|view| view.facts()).unwrap().iter().for_each(|(_, facts)| {
        kept += &serde_json::to_string(facts).unwrap();
    });
    let kept = kept.to_lowercase();
    let mut words: Vec<String> =
        PEOPLE.iter().flat_map(|(short, name, _)| [(*short).to_owned(), (*name).to_owned()]).collect();
    for (who, what, _) in A.iter().chain(&B).chain(&C).chain(&D) {
        words.extend([(*who).to_owned(), who.replace([' ', '+'], ""), (*what).to_owned()]);
    }
    words.extend(["Plein", "Appgroep", "Commissie", "111222333", "kastanje"].map(str::to_owned));
    for word in words {
        assert!(!kept.contains(&format!("\"{}", word.to_lowercase())), "{word}");
        assert!(word.len() < 6 || !kept.contains(&word.to_lowercase()), "{word}");
    }
}

#[test]
fn only_the_privacy_officer_counts() {
    let mut drill = Drill::play();
    let first = drill.count(380, &ScopeQuery::of(What::Everything));
    for who in ["anna", "bram", "carla", "dirk", "elif", "inez", "sam", "beheer"] {
        let mut desk = drill.body.desk(who, 381);
        let refused = |result: Result<(), Error>| match result {
            Err(Error::Refused(refusal)) => refusal.code,
            _ => "allowed",
        };
        assert_eq!(refused(count(&mut desk, &ScopeQuery::of(What::Everything)).map(drop)), "not-your-role");
        assert_eq!(refused(again(&mut desk, first.proof.entry).map(drop)), "not-your-role");
        assert_eq!(refused(person(&desk, &id("anna")).map(drop)), "not-your-role");
    }
}

#[test]
fn what_cannot_be_counted_is_refused_with_what_to_do() {
    let mut drill = Drill::play();
    let mut desk = drill.body.desk("fatima", 380);
    let mut code = |query: &ScopeQuery| match count(&mut desk, query) {
        Err(Error::Refused(refusal)) => refusal.code,
        Err(Error::Store(zegel_store::StoreError::NotFound { what, .. })) => what,
        _ => "counted",
    };
    let nothing = ScopeQuery { what: vec![], from: None, to: None };
    assert_eq!(code(&nothing), "scope-empty");
    let backwards = ScopeQuery { from: Some(at(2)), to: Some(at(1)), ..ScopeQuery::of(What::Everything) };
    assert_eq!(code(&backwards), "window-wrong");
    let stranger = Uuid::from_u128(99);
    assert_eq!(code(&ScopeQuery::of(What::Person(Pseudonym(stranger)))), "unknown-person");
    assert_eq!(code(&ScopeQuery::of(What::Session(SessionId(stranger)))), "unknown-session");
    assert_eq!(code(&ScopeQuery::of(What::Credential(stranger))), "unknown-credential");
    assert_eq!(code(&ScopeQuery::of(What::Dossier("W-9".parse().unwrap()))), "dossier");
    assert_eq!(code(&ScopeQuery::of(What::Object(stranger))), "object");
    let none = again(&mut desk, 0);
    assert!(matches!(none, Err(Error::Refused(refusal)) if refusal.code == "no-such-proof"));
}

#[test]
fn facts_that_are_missing_are_made_from_the_records() {
    let mut drill = Drill::play();
    let before = drill.count(380, &ScopeQuery::of(What::Everything));
    let ids: Vec<RecordId> =
        drill.body.archive.store.read(|view| view.facts()).unwrap().iter().map(|one| one.0).collect();
    assert_eq!(ids.len(), 4);
    let entry = drill.body.desk("fatima", 381).entry(Act::CountScope, vec![], json!({}));
    drill
        .body
        .archive
        .store
        .write(|tx| {
            ids.iter().try_for_each(|id| tx.remove_facts(*id))?;
            Ok::<_, Error>(Audited::new((), entry))
        })
        .unwrap();
    let after = drill.count(382, &ScopeQuery::of(What::Everything));
    assert_eq!(after.counted.people, before.counted.people);
    assert_eq!(after.counted.could.categories.marked, before.counted.could.categories.marked);
    // Detectors are on by now, so what was stored before is looked through as well.
    assert_eq!(after.counted.could.categories.n_not_looked_through, D.len() as u64);
    assert_eq!(drill.body.archive.store.verify(&mut |_| ()).unwrap(), []);
}

#[test]
fn a_withdrawn_capture_was_there_and_is_told_so() {
    let mut drill = Drill::play();
    let HoldingId::Capture(d) = drill.pieces[4].id else { unreachable!() };
    let reasons = vec![zegel_model::ReturnReason { position: None, reason: "dubbel".into() }];
    crate::send_back::send_back(&mut drill.body.desk("carla", 390), d, reasons).unwrap();
    crate::send_back::withdraw(&mut drill.body.desk("joris", 391), d).unwrap();
    let query =
        |from, to| ScopeQuery { from: Some(at(from)), to: Some(at(to)), ..ScopeQuery::of(What::Everything) };
    let then = drill.count(392, &query(380, 385)).counted;
    assert_eq!((then.gone.n_could, then.could.n_captures), (1, 0));
    assert!(then.notes.contains(&Note::SomeIsGone));
    let later = drill.count(392, &query(391, 395)).counted;
    assert_eq!(later.gone.n_could, 0);
}

#[test]
fn a_span_has_its_days_and_its_moments() {
    let moment = |text: &str| text.parse::<Timestamp>().unwrap();
    let span = Span { from: moment("2026-03-02T00:00:00Z"), to: moment("2026-03-03T00:00:00Z") };
    let day = zegel_store::day_of(span.from);
    assert!(span.has_day(day) && !span.has_day(day + 1) && !span.has_day(day - 1));
    assert!(span.has(span.from) && !span.has(span.to));
    assert_eq!(span.meet(&Span { from: span.to, to: Timestamp::MAX }), None);
}
