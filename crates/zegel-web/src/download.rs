//! Bytes on their way out: files of the archive and packages, piece by piece, while the archive goes on working.
//!
//! What somebody handed in is never run by a browser as ours: everything goes out as a file to keep, in a sandbox, with the type that
//! was decided by its content; only pictures of checked types may be shown.

use std::io::{self, Read, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use bytes::Bytes;
use hyper::body::Frame;
use tokio::sync::mpsc;
use zegel_archive::documents;
use zegel_archive::{SafePath, Sink};
use zip::ZipWriter;
use zip::write::{SimpleFileOptions, StreamWriter};

use crate::Problem;

/// How much is read at a time, in bytes.
const PIECE_BYTES: usize = 64 * 1024;
/// How many pieces wait for a slow client.
const PIECES: usize = 4;

/// Types that a browser may show inside a page; their content was checked when they were handed in.
const PICTURES: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// Returns true for pictures that a page may show.
pub fn is_picture(media_type: &str) -> bool {
    PICTURES.contains(&media_type)
}

/// Answers with the bytes of a reader, under a name of ours: the name that somebody gave a file may be personal.
///
/// # Errors
/// A fault when the name does not fit a header.
pub fn file(
    mut reader: impl Read + Send + 'static,
    name: &str,
    (media_type, size_bytes): (&str, Option<u64>),
    is_shown: bool,
) -> Result<Response, Problem> {
    let (out, body) = channel();
    tokio::task::spawn_blocking(move || {
        let mut out = out;
        // A client that went away ends the copying; there is nobody left to tell.
        if let Err(error) = io::copy(&mut reader, &mut out).and_then(|_| out.flush()) {
            out.fail(error);
        }
    });
    answer(body, name, (media_type, size_bytes), is_shown && is_picture(media_type))
}

/// Makes the answer around a body.
///
/// # Errors
/// A fault when the name or type does not fit a header.
pub fn answer(
    body: Body,
    name: &str,
    (media_type, size_bytes): (&str, Option<u64>),
    is_shown: bool,
) -> Result<Response, Problem> {
    let way = if is_shown { "inline" } else { "attachment" };
    let disposition = HeaderValue::try_from(format!("{way}; filename=\"{name}\""))
        .map_err(|_| Problem::fault("the name of a download does not fit a header"))?;
    let media_type =
        HeaderValue::try_from(media_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    headers.insert(header::CONTENT_TYPE, media_type);
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'"),
    );
    if let Some(size) = size_bytes {
        headers.insert(header::CONTENT_LENGTH, size.into());
    }
    Ok(response)
}

/// Answers with a PDF that is typeset away from the archive.
///
/// # Errors
/// Those of the process that sets type.
pub async fn pdf(
    typeset: impl FnOnce() -> Result<Vec<u8>, zegel_archive::Error> + Send + 'static,
    name: &str,
) -> Result<Response, Problem> {
    let set = tokio::task::spawn_blocking(typeset).await;
    let bytes = set.map_err(|error| Problem::fault(format!("could not typeset a document: {error}")))??;
    let size = Some(bytes.len() as u64);
    answer(Body::from(bytes), name, (documents::MEDIA_TYPE, size), false)
}

/// Makes a body and the writer that fills it; the writer waits while the client is slow.
pub fn channel() -> (Pieces, Body) {
    let (send, receive) = mpsc::channel(PIECES);
    (Pieces { send, piece: Vec::with_capacity(PIECE_BYTES) }, Body::new(Receiving(receive)))
}

/// Writes into a body, from a thread that may block.
pub struct Pieces {
    send: mpsc::Sender<io::Result<Bytes>>,
    piece: Vec<u8>,
}

impl Pieces {
    /// Breaks the body off, so that the client sees that it is not whole.
    pub fn fail(&mut self, error: io::Error) {
        // Nobody is left to tell when the client went away.
        drop(self.send.blocking_send(Err(error)));
    }

    fn send(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE_BYTES));
        self.send.blocking_send(Ok(piece.into())).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if PIECE_BYTES <= self.piece.len() {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.send()
    }
}

/// Writes a package as a zip file, in one pass: sizes stand after the content, so that nothing is gathered in memory.
///
/// # Errors
/// Those of `fill`, and of the client that went away.
pub fn zip<T>(
    out: &mut Pieces,
    fill: impl FnOnce(&mut dyn Sink) -> Result<T, Problem>,
) -> Result<T, Problem> {
    let mut sink = Zip(ZipWriter::new_stream(out));
    let made = fill(&mut sink)?;
    let failed = |error: io::Error| Problem::fault(format!("could not write a package: {error}"));
    let stream = sink.0.finish().map_err(|error| failed(error.into()))?;
    stream.into_inner().flush().map_err(failed)?;
    Ok(made)
}

struct Zip<'o>(ZipWriter<StreamWriter<&'o mut Pieces>>);

impl Sink for Zip<'_> {
    fn file(&mut self, path: &SafePath, content: &mut dyn Read) -> io::Result<u64> {
        // Without a time of its own every file gets the first day of the format, and the machine tells nothing of itself.
        let options = SimpleFileOptions::default().large_file(true);
        self.0.start_file(path.as_str(), options)?;
        io::copy(content, &mut self.0)
    }
}

struct Receiving(mpsc::Receiver<io::Result<Bytes>>);

impl hyper::body::Body for Receiving {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.0.poll_recv(cx).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
