//! A package opened with programs that nobody here wrote: any age, any tar.

use std::process::Command;

use crate::kit::{archive, chat, hand_in, plan, text};

#[test]
fn any_age_and_any_tar_open_a_package() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let handed = hand_in(&text(&chat(30)), &plan("keep search brug\nground private")).unwrap();
    std::fs::write(path("key.txt"), archive().to_secret_text().as_bytes()).unwrap();
    std::fs::write(path("choice.zegel"), &handed.sealed).unwrap();
    let Some(age) =
        ["rage", "age"].into_iter().find(|age| Command::new(age).arg("--version").output().is_ok())
    else {
        let may_skip = std::env::var_os("ZEGEL_REQUIRE_TOOLS").is_none();
        assert!(may_skip, "neither rage nor age is on this machine");
        println!("skipped: neither rage nor age is on this machine");
        return;
    };
    let mut opened = Command::new(age);
    opened.arg("-d").arg("-i").arg(path("key.txt")).arg("-o").arg(path("choice.tar"));
    assert!(opened.arg(path("choice.zegel")).status().unwrap().success());
    let untar =
        Command::new("tar").arg("-xvf").arg(path("choice.tar")).current_dir(folder.path()).output().unwrap();
    assert!(untar.status.success());
    assert_eq!(String::from_utf8(untar.stdout).unwrap(), "manifest.json\nproof.bin\nmessages.jsonl\n");
    let manifest: serde_json::Value =
        serde_json::from_slice(&std::fs::read(path("manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["commitment"]["n_kept"], 10);
    assert_eq!(std::fs::read_to_string(path("messages.jsonl")).unwrap().lines().count(), 10);
}
