//! Signing on at a real OpenID provider: the npm package `oidc-provider`, on loopback, with `private_key_jwt` and PKCE.

#![expect(clippy::panic, reason = "helpers of tests: a panic is how a test fails")]

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::kit::{Browser, TestServer};

/// A provider that runs until it is dropped.
struct Provider {
    child: Child,
    issuer: String,
    /// Stays open: a provider that cannot say any more stops.
    _said: BufReader<ChildStdout>,
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns the folder with the package, installed from the npm registry when it is not there yet; `None` without node.
fn package() -> Option<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/web/provider");
    if !dir.join("node_modules/oidc-provider").exists() {
        let installed = Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"])
            .current_dir(&dir)
            .status();
        let is_there = installed.is_ok_and(|status| status.success());
        let must = std::env::var_os("ZEGEL_REQUIRE_TOOLS").is_some();
        assert!(is_there || !must, "node and npm are needed for the test with a real OpenID provider");
        if !is_there {
            return None;
        }
    }
    Some(dir)
}

fn start(dir: &Path, redirect: &str, public_key: &Path) -> Provider {
    let mut child = Command::new("node")
        .arg("provider.mjs")
        .args([redirect, public_key.to_str().unwrap()])
        .current_dir(dir)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let mut issuer = String::new();
    // Its own warnings come first.
    while !issuer.starts_with("http://localhost:") {
        issuer.clear();
        assert_ne!(said.read_line(&mut issuer).unwrap(), 0, "the provider says where it is");
    }
    let issuer = issuer.trim().to_owned();
    Provider { child, issuer, _said: said }
}

/// Follows the provider's pages as a browser would: signs in as `subject` and consents; returns the way back to us.
fn at_provider(start: &str, subject: &str, back: &str) -> String {
    let agent = ureq::Agent::new_with_config(
        ureq::Agent::config_builder().max_redirects(0).http_status_as_error(false).build(),
    );
    let mut cookies: Vec<(String, String)> = vec![];
    let mut next = (start.to_owned(), None::<String>);
    let origin = start.split('/').take(3).collect::<Vec<_>>().join("/");
    for _ in 0..12 {
        let jar =
            cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let mut answer = match &next.1 {
            None => agent.get(&next.0).header("cookie", &jar).call().unwrap(),
            Some(form) => agent
                .post(&next.0)
                .header("cookie", &jar)
                .header("content-type", "application/x-www-form-urlencoded")
                .send(form.as_str())
                .unwrap(),
        };
        for line in answer.headers().get_all("set-cookie") {
            let (name, value) = line.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            cookies.retain(|(known, _)| known != name);
            cookies.push((name.to_owned(), value.to_owned()));
        }
        let location = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        next = match location {
            Some(to) if to.starts_with(back) => return to,
            Some(to) if to.starts_with('/') => (format!("{origin}{to}"), None),
            Some(to) => (to, None),
            None => {
                let page = answer.body_mut().read_to_string().unwrap();
                let action = page.split("action=\"").nth(1).unwrap_or_else(|| panic!("no form: {page}"));
                let action = action.split('"').next().unwrap().to_owned();
                let form = match page.contains("value=\"login\"") {
                    true => format!("prompt=login&login={subject}&password=x"),
                    false => "prompt=consent".to_owned(),
                };
                (if action.starts_with('/') { format!("{origin}{action}") } else { action }, Some(form))
            }
        };
    }
    panic!("the provider did not send us back")
}

/// Makes an RSA key pair with openssl: the private one in PKCS#1, the public one in PEM.
fn keys(dir: &Path) -> Option<(PathBuf, PathBuf)> {
    let (private, public) = (dir.join("sign-on.pem"), dir.join("sign-on.pub.pem"));
    let made =
        Command::new("openssl").args(["genrsa", "-traditional", "-out"]).arg(&private).arg("2048").output();
    let shown = Command::new("openssl")
        .args(["rsa", "-pubout", "-in"])
        .arg(&private)
        .arg("-out")
        .arg(&public)
        .output();
    let is_made = made.is_ok_and(|one| one.status.success()) && shown.is_ok_and(|one| one.status.success());
    assert!(
        is_made || std::env::var_os("ZEGEL_REQUIRE_TOOLS").is_none(),
        "openssl is needed for the keys of this test"
    );
    is_made.then_some((private, public))
}

fn leave(browser: &mut Browser) -> String {
    let left = browser.get("/aanmelden/organisatie?terug=/rechten");
    assert_eq!(left.status, 303, "{}", left.text());
    left.header("location").unwrap().to_owned()
}

#[test]
fn who_is_bound_signs_on_at_the_provider_and_nobody_else() {
    let Some(dir) = package() else { return };
    let keys_dir = tempfile::tempdir().unwrap();
    let Some((private, public)) = keys(keys_dir.path()) else { return };
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let back = format!("http://localhost:{port}/aanmelden/organisatie/terug");
    let provider = start(&dir, &back, &public);
    let server = TestServer::with_provider(&provider.issuer, &private, port);

    let bound = server.browser_of("gerrit").post_form("/mensen/bram/organisatie", &[("subject", "b.visser")]);
    assert_eq!(bound.status, 303, "{}", bound.text());
    let mut browser = server.browser();
    assert!(browser.get("/aanmelden").text().contains("/aanmelden/organisatie"));
    let to = leave(&mut browser);
    for part in ["code_challenge_method=S256", "response_type=code", "nonce=", "state="] {
        assert!(to.contains(part), "{part} in {to}");
    }
    let returned = at_provider(&to, "b.visser", &back);
    let path = returned.strip_prefix(&format!("http://localhost:{port}")).unwrap();
    let elsewhere = server.browser().get(path);
    assert_eq!(elsewhere.status, 403, "another browser cannot use the answer");
    let home = browser.get(path);
    assert_eq!((home.status, home.header("location")), (303, Some("/rechten")), "{}", home.text());
    assert_eq!(browser.get("/api/v1/session").json()["person"], "bram");
    assert_eq!(browser.get(path).status, 403, "and it works once");

    let mut stranger = server.browser();
    let to = leave(&mut stranger);
    let returned = at_provider(&to, "onbekend", &back);
    let refused = stranger.get(returned.strip_prefix(&format!("http://localhost:{port}")).unwrap());
    assert_eq!(refused.status, 403, "whom nobody bound does not get in");
}
