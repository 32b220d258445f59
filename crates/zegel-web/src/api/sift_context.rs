//! `/api/v1/sift-context`: what the sifting page must know of the archive, and nothing of what is in it.

use axum::Json;
use axum::extract::State;
use jiff::civil::Date;
use serde::Serialize;
use zegel_archive::notice;
use zegel_archive::suggestions::{self, Setting};
use zegel_law::{GroundUse, Language, Law, Way};

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
    /// Every version of the notice to chat partners, to be found back in the export.
    notices: Vec<Notice>,
    /// Only where `zegel sift --page` serves the page on the owner's own machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(ignore)]
    pub(crate) own: Option<OwnPlace>,
}

/// What the machine of the owner has ready for the page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OwnPlace {
    /// The export that was named on the command line.
    pub(crate) file: Option<OfferedFile>,
    /// Where the submission and the receipt will be written.
    pub(crate) out: String,
    pub(crate) receipt: String,
    /// It can suggest the text on a picture.
    pub(crate) recognises: bool,
}

/// An export that waits for the page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OfferedFile {
    pub(crate) name: String,
    pub(crate) size_bytes: u64,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Notice {
    /// Its language, e.g. `nl`.
    language: String,
    /// Its version, counted from 1.
    version: u32,
    /// The text, with what the owner fills in between square brackets.
    text: String,
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
            let setting = suggestions::in_force(desk)?;
            let notices = notice::versions(desk)?.into_iter().map(|version| Notice {
                language: version.notice.language,
                version: version.notice.version,
                text: version.notice.text,
            });
            let notices = notices.collect();
            let config = desk.archive.config();
            let mut context = SiftContext::new(&Sources {
                archive: &config.name,
                recipient: desk.archive.recipient(),
                owner: (desk.actor.id.as_str(), desk.actor.name.as_str()),
                law: desk.archive.law(),
                policy: (&config.policy.name, config.policy.date),
                today: desk.now.to_zoned(zone).date(),
                lang,
            });
            context.suggest(setting);
            context.notices = notices;
            Ok::<_, Problem>(context)
        })
        .await?;
    Ok(Json(context))
}

/// What a context is made of.
pub(crate) struct Sources<'s> {
    /// The name of the archive.
    pub(crate) archive: &'s str,
    /// Its public key.
    pub(crate) recipient: String,
    /// Short and full name of the owner.
    pub(crate) owner: (&'s str, &'s str),
    pub(crate) law: &'s Law,
    /// Name and day of the policy.
    pub(crate) policy: (&'s str, Date),
    pub(crate) today: Date,
    pub(crate) lang: Lang,
}

impl SiftContext {
    /// Collects the grounds and regimes that hold today.
    pub(crate) fn new(from: &Sources<'_>) -> Self {
        let language = match from.lang {
            Lang::Nl => Language::Nl,
            Lang::En => Language::En,
            Lang::Fr => Language::Fr,
        };
        let mut grounds: Vec<Ground> = vec![];
        for of in [GroundUse::NotKept, GroundUse::Redaction] {
            for rule in from.law.grounds_for(of, from.today) {
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
        let regimes = from.law.regimes(from.today).map(|rule| Regime {
            id: rule.code.clone(),
            label: rule.labels.get(language).to_owned(),
            start: match rule.way {
                Way::SelectIn => "empty",
                Way::SelectOut => "full",
            },
        });
        let (id, name) = from.owner;
        Self {
            archive: Archive { name: from.archive.to_owned(), recipient: from.recipient.clone() },
            owner: Owner { id: id.to_owned(), name: name.to_owned() },
            today: from.today,
            language: from.lang.code(),
            grounds,
            regimes: regimes.collect(),
            policy: from.policy.0.to_owned(),
            policy_date: from.policy.1,
            suggestions: None,
            notices: vec![],
            own: None,
        }
    }

    /// Says which detectors mark, where they were switched on.
    pub(crate) fn suggest(&mut self, setting: Setting) {
        self.suggestions = (!setting.is_off()).then(|| Suggestions {
            detectors: setting.detectors.iter().map(|detector| detector.code()).collect(),
            add_words: setting.add_words,
            leave_out_words: setting.leave_out_words,
        });
    }

    /// Leaves only the regimes that start this way: `empty` or `full`.
    pub(crate) fn only_regimes_that_start(&mut self, start: &str) {
        self.regimes.retain(|regime| regime.start == start);
    }
}
