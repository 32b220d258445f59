//! Time stamps over HTTP: a real authority made with `openssl`, on loopback.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::body::{Body, text};

fn openssl(dir: &Path, arguments: &str) {
    let output =
        Command::new("openssl").args(arguments.split(' ')).current_dir(dir).output().expect("openssl starts");
    assert!(output.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Makes a root and a signer in `dir`.
fn authority(dir: &Path) {
    std::fs::create_dir_all(dir).unwrap();
    let files = [
        (
            "ca.ext",
            "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash\n",
        ),
        ("tsa.ext", "extendedKeyUsage=critical,timeStamping\nsubjectKeyIdentifier=hash\n"),
        (
            "tsa.cnf",
            "[tsa]\ndefault_tsa = t\n[t]\nserial = serial\ndefault_policy = 1.2.3.4.1\ndigests = sha256\nsigner_digest = sha256\n\
             ess_cert_id_alg = sha256\n",
        ),
        ("serial", "01\n"),
    ];
    for (name, content) in files {
        std::fs::write(dir.join(name), content).unwrap();
    }
    for name in ["root", "tsa"] {
        openssl(
            dir,
            &format!("req -new -newkey rsa:2048 -nodes -keyout {name}.key -out {name}.csr -subj /CN={name}"),
        );
    }
    openssl(dir, "x509 -req -in root.csr -signkey root.key -days 30 -sha256 -extfile ca.ext -out root.pem");
    openssl(
        dir,
        "x509 -req -in tsa.csr -CA root.pem -CAkey root.key -CAcreateserial -days 30 -sha256 -extfile tsa.ext -out tsa.pem",
    );
}

/// Answers so many requests and then ends.
fn serve(listener: TcpListener, dir: PathBuf, n_requests: usize) -> std::thread::JoinHandle<()> {
    std::thread::spawn(move || {
        for stream in listener.incoming().take(n_requests) {
            answer(stream.expect("a connection"), &dir);
        }
    })
}

fn answer(stream: TcpStream, dir: &Path) {
    let mut reader = BufReader::new(stream);
    let (mut length, mut line) = (0, String::new());
    loop {
        line.clear();
        reader.read_line(&mut line).unwrap();
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut query = vec![0; length];
    reader.read_exact(&mut query).unwrap();
    std::fs::write(dir.join("q.tsq"), query).unwrap();
    openssl(dir, "ts -reply -config tsa.cnf -queryfile q.tsq -signer tsa.pem -inkey tsa.key -out r.tsr");
    let reply = std::fs::read(dir.join("r.tsr")).unwrap();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        reply.len()
    );
    let mut stream = reader.into_inner();
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&reply)).unwrap();
}

#[test]
fn a_checkpoint_is_stamped_by_the_configured_authority_and_openssl_agrees() {
    let body = Body::new();
    body.zegel_as("dirk", &["timestamp"]).code(1).says("no-authority");
    let dir = body.path("tsa");
    authority(&dir);
    std::fs::copy(dir.join("root.pem"), body.archive().join("tsa.pem")).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let config = body.archive().join("zegel.toml");
    let with_tsa = format!(
        "{}\n[timestamp]\nurl = \"http://{}/\"\ntrust = \"tsa.pem\"\n",
        std::fs::read_to_string(&config).unwrap(),
        listener.local_addr().unwrap()
    );
    std::fs::write(&config, with_tsa).unwrap();
    let server = serve(listener, dir.clone(), 1);
    let ran = body.zegel_as("dirk", &["timestamp"]).ok();
    server.join().unwrap();
    let folder =
        ran.out.lines().find_map(|line| line.split(" are in ").nth(1)).expect("it says where").to_owned();
    let folder = Path::new(&folder);
    let (data, response) = (folder.join("checkpoint"), folder.join("response.tsr"));
    let verify = format!("ts -verify -data {} -in {} -CAfile root.pem", text(&data), text(&response));
    openssl(&dir, &verify);
    // Nobody answers any more: that is an error that says so, and nothing is lost.
    body.zegel_as("dirk", &["timestamp"]).code(70).says("could not reach the time-stamp authority");
    body.verifies();
}
