//! Forms with a file: their fields, and the file where one was chosen.

use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use zegel_archive::BreachFile;

use crate::Problem;

/// Reads a form with a file: the fields, and the file under this name where one was chosen.
///
/// # Errors
/// `too-large`; `bad-request` for what is no such form.
pub(crate) async fn read(
    mut form: Multipart,
    name: &str,
) -> Result<(Vec<(String, String)>, Option<BreachFile>), Problem> {
    let (mut fields, mut file) = (vec![], None);
    while let Some(piece) = form.next_field().await.map_err(broken)? {
        let key = piece.name().unwrap_or_default().to_owned();
        if key == name {
            let found = BreachFile {
                name: piece.file_name().unwrap_or_default().into(),
                bytes: piece.bytes().await.map_err(broken)?.to_vec(),
            };
            // A browser sends an empty part where nobody chose a file.
            file = Some(found).filter(|file| !(file.name.is_empty() && file.bytes.is_empty()));
        } else {
            fields.push((key, piece.text().await.map_err(broken)?));
        }
    }
    Ok((fields, file))
}

/// Says what is wrong with a form that cannot be read.
pub(crate) fn broken(error: MultipartError) -> Problem {
    Problem::new(error.status(), if error.status().as_u16() == 413 { "too-large" } else { "bad-request" })
}
