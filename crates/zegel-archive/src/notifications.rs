//! Notifications to the authority (requirement B4; GDPR art. 33): filled in from the breach, kept as they were made, filed by
//! a person.
//!
//! Zegel submits nothing: the authorities take their own forms only. A notification is made here, read over and copied by a
//! person into the form of the authority; the number and the receipt that come back are recorded. Each stays as it was made,
//! so that two of them can be held against each other.

use jiff::tz::TimeZone;
use zegel_breach::{Around, Filed, FilledForm, Notification, NotificationKind, Purpose, Yardstick, fill};
use zegel_law::{Form, FormLanguage};
use zegel_model::{Act, BreachId, Content, Role};
use zegel_store::{PaperKind, StoreError};

use crate::breach_files::{self, BreachFile};
use crate::breaches::{self, Known, Seen, day_of_law, questions_of};
use crate::{Archive, Desk, Error};

/// A notification that somebody wants to make.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What it is for.
    pub kind: NotificationKind,
    /// The code of the form.
    pub form: String,
    /// In which language.
    pub language: FormLanguage,
    /// What changed, or why it is withdrawn.
    pub reason: Option<Content>,
}

/// A notification as it was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// What the breach says of it.
    pub notification: Notification,
    /// The form as it was filled in.
    pub filled: FilledForm,
}

/// Fills in a form from a breach without keeping it.
///
/// # Errors
/// `not-your-role`, `form-language`; a form or a rule that the law does not know; when there is no such breach.
pub fn preview(desk: &Desk<'_>, id: BreachId, wanted: &Wanted, zone: &TimeZone) -> Result<FilledForm, Error> {
    desk.authorise(Act::SeeBreaches)?;
    filled(desk, &breaches::newest(desk.archive, id)?, wanted, zone)
}

/// Makes a notification: the form as it is filled in now becomes a paper, and the breach knows of it. Returns its number.
///
/// # Errors
/// As [`preview`]; `closed`, `not-aware`, `notification-order`, `reasons-missing`, `too-many`; a newer version.
pub fn make(
    desk: &mut Desk<'_>,
    (id, seen): (BreachId, Seen),
    wanted: Wanted,
    zone: &TimeZone,
) -> Result<(Known, u32), Error> {
    desk.authorise(Act::HandleBreach)?;
    let known = breaches::newest(desk.archive, id)?;
    let filled = filled(desk, &known, &wanted, zone)?;
    let n = known.breach.notifications.len() + 1;
    let paper = desk.paper(PaperKind::Notification, &format!("{id}/{n}"), 1, &filled)?;
    let notification = Notification {
        n: 0,
        kind: wanted.kind,
        form: wanted.form,
        paper: paper.id,
        made: desk.done(),
        reason: wanted.reason,
        filed: None,
    };
    // What was filled in is of the version that was read, so it may not have changed in between.
    let seen = if seen == Seen::Newest { Seen::Version(known.version) } else { seen };
    let known =
        breaches::change_with(desk, Act::HandleBreach, (id, seen), vec![(paper, None)], |breach, _| {
            Ok(breach.notification(notification)?)
        })?;
    let n = known.breach.notifications.last().map_or(0, |made| made.n);
    Ok((known, n))
}

/// Returns a notification as it was made.
///
/// # Errors
/// `not-your-role`; when there is no such breach or notification.
pub fn get(desk: &Desk<'_>, id: BreachId, n: u32) -> Result<Made, Error> {
    let known = breaches::get(desk, id)?;
    let found = known.breach.notifications.into_iter().find(|notification| notification.n == n);
    let notification = found.ok_or_else(|| not_found(id, n))?;
    let paper = desk.archive.store.read(|view| view.paper(PaperKind::Notification, &format!("{id}/{n}")))?;
    let paper = paper.filter(|paper| paper.id == notification.paper).ok_or_else(|| not_found(id, n))?;
    Ok(Made { filled: paper.read()?, notification })
}

/// Records that a person filed a notification with the authority: when, under which number, and with which receipt.
///
/// # Errors
/// `not-your-role`, `file-size`, `closed`, `unknown-number`, `wrong-state`, `moment-future`, `text-length`; a newer version.
pub fn filed(
    desk: &mut Desk<'_>,
    (id, seen): (BreachId, Seen),
    n: u32,
    (at, number): (jiff::Timestamp, Content),
    receipt: Option<BreachFile>,
) -> Result<Known, Error> {
    desk.authorise(Act::HandleBreach)?;
    let file = receipt.map(|file| breach_files::paper(desk, &receipt_name(id, n), file)).transpose()?;
    let papers: Vec<_> = file.into_iter().map(|(paper, bytes)| (paper, Some(bytes))).collect();
    let receipt = papers.first().map(|(paper, _)| paper.id);
    let filed = Filed { at, number, receipt, recorded: desk.done() };
    breaches::change_with(
        desk,
        Act::HandleBreach,
        (id, seen),
        papers,
        |breach, _| Ok(breach.filed(n, filed)?),
    )
}

/// Returns the receipt of a notification.
///
/// # Errors
/// `not-your-role`; when there is none.
pub fn receipt(desk: &Desk<'_>, id: BreachId, n: u32) -> Result<BreachFile, Error> {
    desk.authorise(Act::SeeBreaches)?;
    let found = desk.archive.store.read(|view| breach_files::read(view, &receipt_name(id, n)))?;
    Ok(found.ok_or_else(|| not_found(id, n))?)
}

fn receipt_name(id: BreachId, n: u32) -> String {
    format!("{id}/notification/{n}")
}

/// Returns the forms that are offered for a breach: that of the authority of its place first.
///
/// # Errors
/// `not-your-role`; when there is no such breach.
pub fn forms<'a>(desk: &'a Desk<'_>, id: BreachId) -> Result<Vec<&'a Form>, Error> {
    desk.authorise(Act::SeeBreaches)?;
    let place = breaches::newest(desk.archive, id)?.breach.place;
    let on = desk.now.to_zoned(TimeZone::UTC).date();
    let mut forms: Vec<_> = desk.archive.law.forms(on).collect();
    forms.sort_by_key(|form| match form.place {
        Some(of) if of == place => 0,
        None => 1,
        Some(_) => 2,
    });
    Ok(forms)
}

fn filled(desk: &Desk<'_>, known: &Known, wanted: &Wanted, zone: &TimeZone) -> Result<FilledForm, Error> {
    let archive = &*desk.archive;
    let breach = &known.breach;
    let form = form_of(archive, &wanted.form, desk.now)?;
    if !form.languages.contains(&wanted.language) {
        let offered: Vec<_> = form.languages.iter().map(|language| language.tag()).collect();
        return Err(Error::refused(
            "form-language",
            format!("this form is not filled in in '{}'", wanted.language.tag()),
            format!("choose one of {}", offered.join(", ")),
        ));
    }
    let on = day_of_law(breach);
    let list = questions_of(archive, breach).ok_or_else(|| {
        Error::refused(
            "unknown-code",
            format!("there are no questions about a breach for {on}"),
            "correct the moment of awareness, or add a list to the law of the body",
        )
    })?;
    let around = around(desk, known, wanted.language, on)?;
    let purpose = Purpose {
        kind: wanted.kind,
        language: wanted.language,
        reason: wanted.reason.clone(),
        now: desk.now,
        zone,
    };
    Ok(fill(form, breach, (&around, list), &purpose))
}

/// Finds a form that is offered at a moment.
///
/// # Errors
/// When the law knows no such form.
pub fn form_of<'a>(archive: &'a Archive, code: &str, at: jiff::Timestamp) -> Result<&'a Form, Error> {
    let on = at.to_zoned(TimeZone::UTC).date();
    archive.law.form(code, on).map_err(|unknown| {
        Error::refused(unknown.code(), unknown.to_string(), "choose one of the forms that are offered")
    })
}

fn around(
    desk: &Desk<'_>,
    known: &Known,
    language: FormLanguage,
    on: jiff::civil::Date,
) -> Result<Around, Error> {
    let archive = &*desk.archive;
    let config = &archive.config;
    let privacy = &config.privacy;
    let contact = privacy.contact.as_ref().map(|contact| {
        let ways = [Some(contact.mail.clone()), contact.telephone.clone()];
        (contact.name.clone(), ways.into_iter().flatten().collect::<Vec<_>>().join(" · "))
    });
    Ok(Around {
        body_name: config.records_creator.clone(),
        address: privacy.address.clone(),
        trade_number: privacy.trade_number.clone(),
        sector: privacy.sector.clone(),
        officer_number: privacy.officer_number.clone(),
        contact,
        maker: desk.actor.name.clone(),
        maker_is_officer: desk.actor.roles.contains(&Role::PrivacyOfficer),
        level: level(archive, known, language, on)?,
        told_text: crate::telling::told_text(archive, (known.id, &known.breach), language)?,
    })
}

/// Returns the risk with its reasons: those of the assessment, then those of whoever decided.
fn level(
    archive: &Archive,
    known: &Known,
    language: FormLanguage,
    on: jiff::civil::Date,
) -> Result<Option<(zegel_breach::Level, String)>, Error> {
    let breach = &known.breach;
    if breach.answers.0.is_empty() {
        return Ok(None);
    }
    let yardstick = Yardstick::of(&archive.law, &breach.answers, on).map_err(|error| {
        Error::refused(
            "not-assessed",
            error.to_string(),
            "correct the moment of awareness or the law of the body",
        )
    })?;
    let assessment = yardstick.assess(&breach.answers);
    let pages = language.of_pages();
    let mut reasons: Vec<String> =
        assessment.reasons.iter().map(|reason| reason.text.get(pages).to_owned()).collect();
    let decided = breach.authority.as_ref().and_then(|decision| decision.in_force());
    reasons
        .extend(decided.map(|decided| decided.reasons.as_str().to_owned()).filter(|text| !text.is_empty()));
    Ok(Some((assessment.level, reasons.join(" "))))
}

fn not_found(id: BreachId, n: u32) -> StoreError {
    StoreError::NotFound { what: "notification", id: format!("{id}/{n}") }
}
