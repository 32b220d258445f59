//! The socket: accepts connections, lets go of slow ones, and stops when told to, after what is under way.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt as _;

/// How long a client may take to send its headers, and may keep a connection without asking anything.
const HEADERS_WITHIN: Duration = Duration::from_secs(30);
/// How many connections are open at a time; the next one waits.
const MAX_CONNECTIONS: usize = 1_024;
/// How long requests that are under way may take once the server was told to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

/// Told to stop by whoever holds the other end.
pub type Stop = watch::Receiver<bool>;

/// Serves until `stop` says so, and then finishes what is under way.
pub async fn serve(listener: TcpListener, router: Router, mut stop: Stop) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            _ = stop.wait_for(|is_told| *is_told) => break,
        };
        let Some((stream, from, place)) = accepted else { continue };
        let router = router.clone();
        let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
            let mut request = request.map(axum::body::Body::new);
            request.extensions_mut().insert(ConnectInfo(from));
            router.clone().oneshot(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADERS_WITHIN)
            .serve_connection(TokioIo::new(stream), service);
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            // A connection that breaks is the ordinary end of a closed tab.
            let _ = watched.await;
            drop(place);
        });
    }
    drop(listener);
    // What is not done by then is broken off; the archive itself finishes or undoes it at the next start.
    let _ = tokio::time::timeout(LAST_REQUESTS, graceful.shutdown()).await;
}

type Accepted = (TcpStream, std::net::SocketAddr, tokio::sync::OwnedSemaphorePermit);

async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> Option<Accepted> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, from)) => {
            // Answers are small and complete: waiting to fill a packet only makes them late.
            let _ = stream.set_nodelay(true);
            Some((stream, from, place))
        }
        Err(error) => {
            tracing::warn!(%error, "could not accept a connection");
            // Out of file descriptors, mostly: some are closed in a moment.
            tokio::time::sleep(Duration::from_millis(100)).await;
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::time::Instant;

    use super::*;

    /// The clock stands still but for what everybody waits for, so half a minute passes at once.
    #[tokio::test(start_paused = true)]
    async fn who_sends_headers_too_slowly_is_let_go() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, told) = watch::channel(false);
        let router = Router::new().route("/", get(async || "here"));
        let server = tokio::spawn(serve(listener, router, told));
        let before = Instant::now();
        let mut slow = TcpStream::connect(address).await.unwrap();
        slow.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\nslow:").await.unwrap();
        let mut answer = String::new();
        slow.read_to_string(&mut answer).await.unwrap();
        assert!(!answer.contains("here"), "{answer}");
        assert!(HEADERS_WITHIN <= before.elapsed(), "not before its time");
        assert!(before.elapsed() < 2 * HEADERS_WITHIN, "and not long after it");

        let mut quick = TcpStream::connect(address).await.unwrap();
        quick.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").await.unwrap();
        answer.clear();
        quick.read_to_string(&mut answer).await.unwrap();
        assert!(answer.ends_with("here"), "others are served: {answer}");
        stop.send(true).unwrap();
        server.await.unwrap();
    }
}
