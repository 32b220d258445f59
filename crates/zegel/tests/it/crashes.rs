//! `kill -9`, a failing disk and a full disk at every step of accept, register, store and destroy: afterwards the archive verifies and
//! the step can be repeated.

use std::path::Path;
use std::process::Command;

use crate::body::{Body, CHAT, text};

/// A step of the main job, with what must be there before.
struct Step {
    name: &'static str,
    person: &'static str,
}

const STEPS: [Step; 4] = [
    Step { name: "accept", person: "anna" },
    Step { name: "register", person: "carla" },
    Step { name: "store", person: "carla" },
    Step { name: "destroy", person: "carla" },
];

/// A municipality that is ready for the step, and the arguments of the step.
fn ready(step: &Step) -> (Body, Vec<String>) {
    let body = Body::new();
    let export = body.text_export("chat.txt", CHAT);
    body.sift(&export, "anna", &["--all", "--drop", "4", "--ground", "private"]).ok();
    let package = body.path("anna.zegel");
    let accept = vec!["accept".to_owned(), text(&package).to_owned()];
    if step.name == "accept" {
        return (body, accept);
    }
    let capture = body.zegel_as("anna", &["accept", text(&package)]).ok().id_after("Accepted capture ");
    let register =
        ["register", &capture, "--dossier", "W-1", "--title", "Besluit"].map(str::to_owned).to_vec();
    if step.name == "register" {
        return (body, register);
    }
    let record = body.registered(&capture);
    let store = ["store", &capture, "--rendition", "later"].map(str::to_owned).to_vec();
    if step.name == "store" {
        return (body, store);
    }
    body.zegel_as("carla", &["store", &capture, "--rendition", "later"]).ok();
    body.zegel_as("dirk", &["destroy", "propose", &record, "--ground", "term ended"]).ok();
    (body, ["destroy", "approve", &record].map(str::to_owned).to_vec())
}

fn copy(from: &Path, to: &Path) {
    assert!(Command::new("cp").arg("-a").arg(from).arg(to).status().expect("cp starts").success());
}

/// Runs the step with a fault, then looks at the archive and repeats the step.
fn survives(step: &Step, body: &Body, args: &[String], fault: &str) -> bool {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let hit = body
        .command(&args)
        .env("ZEGEL_AS", step.person)
        .env("ZEGEL_FAILPOINT", fault)
        .output()
        .expect("zegel starts");
    let was_hit = !hit.status.success();
    body.verifies();
    let again = body.zegel_as(step.person, &args);
    // The fault may have come after the commit: then the step is done, and says so when it is repeated.
    let is_done =
        again.code == 0 || again.err.contains("wrong-state") || again.err.contains("already-accepted");
    assert!(is_done, "{} after {fault}: {} {}", step.name, again.out, again.err);
    body.verifies();
    was_hit
}

/// Walks all failure points for a step; each time in a fresh copy of the same municipality.
fn walk(step: &Step, suffix: &str) {
    let (body, args) = ready(step);
    let saved = tempfile::tempdir().unwrap();
    copy(body.dir.path(), &saved.path().join("before"));
    let mut n_hit = 0;
    for point in zegel_store::fail::POINTS {
        if survives(step, &body, &args, &format!("{point}{suffix}")) {
            n_hit += 1;
        }
        std::fs::remove_dir_all(body.dir.path()).unwrap();
        copy(&saved.path().join("before"), body.dir.path());
    }
    assert!(n_hit >= 4, "the points lie on the way of {}: {n_hit}", step.name);
}

#[test]
fn accept_survives_being_killed_at_every_point() {
    walk(&STEPS[0], "");
}

#[test]
fn register_survives_being_killed_at_every_point() {
    walk(&STEPS[1], "");
}

#[test]
fn store_survives_being_killed_at_every_point() {
    walk(&STEPS[2], "");
}

#[test]
fn destroy_survives_being_killed_at_every_point() {
    walk(&STEPS[3], "");
}

#[test]
fn every_step_survives_a_failing_write_at_every_point() {
    for step in &STEPS {
        walk(step, ":error");
    }
}

#[test]
fn a_full_disk_is_an_error_and_loses_nothing() {
    // A small file system of its own is the only honest full disk; it takes the right to mount one.
    let mount = tempfile::tempdir().unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=24m", "zegel-full"])
        .arg(mount.path())
        .status();
    if !mounted.is_ok_and(|status| status.success()) {
        println!("skipped: a full disk needs the right to mount a file system");
        return;
    }
    let result = std::panic::catch_unwind(|| fill_and_free(mount.path()));
    let unmounted = Command::new("umount").arg(mount.path()).status().expect("umount starts");
    assert!(unmounted.success());
    result.unwrap();
}

fn fill_and_free(disk: &Path) {
    for step in &STEPS {
        let (body, args) = ready(step);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let archive = disk.join(step.name);
        copy(&body.archive(), &archive);
        let run = |person: &str, args: &[&str]| {
            body.command(args)
                .env("ZEGEL_ARCHIVE", &archive)
                .env("ZEGEL_AS", person)
                .output()
                .expect("zegel starts")
        };
        let ballast = disk.join("ballast");
        // Leaves less and less room: some of these steps die early, some late.
        for room_kib in [0_u64, 16, 64, 200, 500] {
            fill(disk, &ballast, room_kib);
            let hit = run(step.person, &args);
            std::fs::remove_file(&ballast).unwrap();
            let verified = run("beheer", &["verify"]);
            let said = String::from_utf8_lossy(&verified.stdout).into_owned();
            assert!(said.contains("No findings"), "{} with {room_kib} KiB left: {said}", step.name);
            if hit.status.success() {
                break;
            }
        }
        let again = run(step.person, &args);
        let said = String::from_utf8_lossy(&again.stderr).into_owned();
        assert!(
            again.status.success() || said.contains("wrong-state") || said.contains("already-accepted"),
            "{}: {said}",
            step.name
        );
        std::fs::remove_dir_all(&archive).unwrap();
    }
}

/// Fills the disk but for so much room.
fn fill(disk: &Path, ballast: &Path, room_kib: u64) {
    let free = Command::new("df").args(["--output=avail", "-k"]).arg(disk).output().expect("df starts");
    let free =
        String::from_utf8_lossy(&free.stdout).lines().nth(1).and_then(|line| line.trim().parse::<u64>().ok());
    let n_bytes = usize::try_from(free.expect("df prints a number").saturating_sub(room_kib) * 1024).unwrap();
    std::fs::write(ballast, vec![1; n_bytes]).expect("the ballast fits");
}

#[test]
fn a_second_process_is_told_to_wait() {
    let body = Body::new();
    let lock = std::fs::OpenOptions::new().write(true).open(body.archive().join("lock")).unwrap();
    lock.lock().unwrap();
    body.zegel_as("carla", &["dossier", "list"]).code(8).says("another process");
    drop(lock);
    body.zegel_as("carla", &["dossier", "list"]).ok();
}

#[test]
fn a_submission_to_another_archive_is_not_opened() {
    let (here, there) = (Body::new(), Body::new());
    let export = there.text_export("chat.txt", CHAT);
    there.sift(&export, "anna", &["--all"]).ok();
    let package = there.path("anna.zegel");
    here.zegel_as("anna", &["accept", text(&package)]).code(7).says("this key does not fit");
    here.verifies();
}

#[test]
fn the_same_submission_twice_is_refused_and_changes_nothing() {
    let body = Body::new();
    let export = body.text_export("chat.txt", CHAT);
    let capture = body.accepted(&export, "anna", &["--all"]);
    let package = body.path("anna.zegel");
    body.zegel_as("anna", &["accept", text(&package)]).code(1).says("already-accepted").says(&capture);
    body.verifies();
}

#[test]
fn an_older_archive_put_back_raises_an_alarm() {
    let body = Body::new();
    let saved = tempfile::tempdir().unwrap();
    copy(&body.archive().join("data"), &saved.path().join("data"));
    body.zegel_as("carla", &["dossier", "add", "W-9", "--title", "Later"]).ok();
    std::fs::remove_dir_all(body.archive().join("data")).unwrap();
    copy(&saved.path().join("data"), &body.archive().join("data"));
    body.zegel_as("carla", &["dossier", "list"]).ok().says("ALARM");
    body.zegel_as("carla", &["dossier", "add", "W-10", "--title", "x"]).code(1);
    body.zegel_as("beheer", &["verify"]).code(6);
}

#[test]
fn a_flipped_bit_anywhere_at_rest_is_named() {
    let body = Body::new();
    let export = body.text_export("chat.txt", CHAT);
    body.stored(&export, "anna", &["--all"]);
    let objects = body.archive().join("objects");
    let folder = std::fs::read_dir(&objects)
        .unwrap()
        .map(|e| e.unwrap().path())
        .find(|path| path.read_dir().unwrap().next().is_some());
    let object = folder.unwrap().read_dir().unwrap().next().unwrap().unwrap().path();
    let good = std::fs::read(&object).unwrap();
    for at in [0, 40, good.len() / 2, good.len() - 1] {
        let mut bad = good.clone();
        bad[at] ^= 4;
        std::fs::write(&object, &bad).unwrap();
        let name = object.file_name().unwrap().to_string_lossy().into_owned();
        body.zegel_as("beheer", &["verify"]).code(6).says(&name);
    }
    std::fs::write(&object, &good).unwrap();
    body.verifies();
    // A damaged page may keep the archive from opening; whoever gets in hears which one it is.
    let (data, latest) = (body.archive().join("data"), body.archive().join("checkpoints/latest"));
    let (good, checkpoint) =
        (std::fs::read(data.join("archive-1.db")).unwrap(), std::fs::read(&latest).unwrap());
    let put_back = |database: &[u8]| {
        for entry in std::fs::read_dir(&data).unwrap() {
            std::fs::remove_file(entry.unwrap().path()).unwrap();
        }
        std::fs::write(data.join("archive-1.db"), database).unwrap();
        std::fs::write(&latest, &checkpoint).unwrap();
    };
    const PAGE_BYTES: usize = 8_192;
    let n_pages = good.len() / PAGE_BYTES;
    let mut n_named = 0;
    for page in (1..n_pages).step_by(n_pages / 12) {
        let mut bad = good.clone();
        bad[page * PAGE_BYTES + 777] ^= 4;
        put_back(&bad);
        let said = body.zegel_as("beheer", &["verify"]);
        if said.code == 6 {
            said.says(&format!("page {}", page + 1));
            n_named += 1;
        }
    }
    assert!(3 < n_named, "{n_named}");
    put_back(&good);
    body.verifies();
}
