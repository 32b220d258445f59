//! `/api/v1/sift-context`: what the sifting page must know of the archive, and nothing of what is in it.

use axum::Json;
use axum::extract::State;
use jiff::civil::Date;
use serde::Serialize;
use zegel_archive::Desk;
use zegel_archive::suggestions::{self, Setting};
use zegel_law::{GroundUse, Language, Way};

use crate::{App, Lang, Problem, SignedOn};

/// What the sifting page must know.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SiftContext {
    archive: Archive,
    owner: Owner,
    /// The day, in the zone of the archive.
    #[schema(value_type = String, format = Date)]
    today: Date,
    language: &'static str,
    grounds: Vec<Ground>,
    regimes: Vec<Regime>,
    /// The policy of the body.
    policy: String,
    /// The day from which it holds.
    #[schema(value_type = String, format = Date)]
    policy_date: Date,
    /// Which detectors mark what may be personal data; absent where suggestions are off.
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestions: Option<Suggestions>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Suggestions {
    /// The codes of the detectors.
    detectors: Vec<&'static str>,
    /// Words that the body adds to the list of special categories.
    add_words: Vec<String>,
    /// Words of that list that the body leaves out.
    leave_out_words: Vec<String>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Archive {
    name: String,
    /// The public key to which a submission is sealed (`age1…`).
    recipient: String,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Owner {
    id: String,
    name: String,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Ground {
    id: String,
    label: String,
    /// `not-kept`, `redaction` or both.
    uses: Vec<&'static str>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Regime {
    id: String,
    label: String,
    /// `empty` (select-in) or `full` (select-out).
    start: &'static str,
}

/// Returns the context of whoever is signed on.
///
/// # Errors
/// Faults of the archive.
#[utoipa::path(get, path = "/sift-context", tag = "sift", operation_id = "sift-context",
    responses((status = 200, description = "the context", body = SiftContext)))]
pub async fn get(State(app): State<App>, who: SignedOn, lang: Lang) -> Result<Json<SiftContext>, Problem> {
    let zone = app.settings.zone.clone();
    let context = app
        .with_desk(&who.person.id, move |desk| {
            let today = desk.now.to_zoned(zone).date();
            let setting = suggestions::in_force(desk)?;
            Ok::<_, Problem>(context(desk, today, lang, setting))
        })
        .await?;
    Ok(Json(context))
}

fn context(desk: &Desk<'_>, today: Date, lang: Lang, setting: Setting) -> SiftContext {
    let (law, config) = (desk.archive.law(), desk.archive.config());
    let language = match lang {
        Lang::Nl => Language::Nl,
        Lang::En => Language::En,
        Lang::Fr => Language::Fr,
    };
    let mut grounds: Vec<Ground> = vec![];
    for of in [GroundUse::NotKept, GroundUse::Redaction] {
        for rule in law.grounds_for(of, today) {
            match grounds.iter_mut().find(|ground| ground.id == rule.code) {
                Some(ground) => ground.uses.push(of.name()),
                None => grounds.push(Ground {
                    id: rule.code.clone(),
                    label: rule.label(language).to_owned(),
                    uses: vec![of.name()],
                }),
            }
        }
    }
    let regimes = law.regimes(today).map(|rule| Regime {
        id: rule.code.clone(),
        label: rule.labels.get(language).to_owned(),
        start: match rule.way {
            Way::SelectIn => "empty",
            Way::SelectOut => "full",
        },
    });
    SiftContext {
        archive: Archive { name: config.name.clone(), recipient: desk.archive.recipient() },
        owner: Owner { id: desk.actor.id.to_string(), name: desk.actor.name.as_str().to_owned() },
        today,
        language: lang.code(),
        grounds,
        regimes: regimes.collect(),
        policy: config.policy.name.clone(),
        policy_date: config.policy.date,
        suggestions: (!setting.is_off()).then(|| Suggestions {
            detectors: setting.detectors.iter().map(|detector| detector.code()).collect(),
            add_words: setting.add_words,
            leave_out_words: setting.leave_out_words,
        }),
    }
}
