//! The hourly look for alarms: what is unusual opens a signal at the desk, in the language of the archive.

use zegel_archive::alarms::{self, Finding};
use zegel_model::{Content, Role};

use crate::texts::TEXTS;
use crate::{App, Lang, Problem, format};

/// Looks, and opens a signal for each finding; returns how many.
///
/// # Errors
/// Faults of the archive.
pub async fn round(app: &App) -> Result<u64, Problem> {
    let (now, zone) = (app.now(), app.settings.zone.clone());
    let sessions = app.sessions.of_role(Role::Supporter, now);
    app.with_archive(move |archive| {
        if archive.alarm().is_some() {
            return Ok(0);
        }
        let lang = Lang::of_code(&archive.config().language).unwrap_or_default();
        let mut n = 0;
        for finding in alarms::look(archive, now, &sessions)? {
            let words = words(&finding, lang, |at| format::date_time(lang, at, &zone));
            alarms::open_signal(archive, &finding, words, now)?;
            n += 1;
        }
        Ok(n)
    })
    .await
}

/// Returns the title of a signal and what happened; nobody is named in it.
fn words(finding: &Finding, lang: Lang, moment: impl Fn(jiff::Timestamp) -> String) -> (Content, Content) {
    let code = finding.rule.code();
    let title = TEXTS.get(lang, &format!("risks-alarm-title-{code}"));
    let what = format!("risks-alarm-what-{code}");
    let what = TEXTS.say(lang, &what).with("n", finding.n).with("threshold", u64::from(finding.threshold));
    let what = what.with("from", moment(finding.from)).to_string();
    let nobody = TEXTS.get(lang, "risks-alarm-nobody");
    (Content::new(title), Content::new(format!("{what} {nobody}")))
}
