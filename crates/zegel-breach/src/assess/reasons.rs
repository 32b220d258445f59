//! Why the outcome is what it is, in sentences.
//!
//! A reason is chosen by the same factors that were judged, one or two per judgement, and says whether it raised or lowered
//! the outcome. The sentences are ours, in Dutch, English and French; their codes are stable.

use serde::Serialize;
use zegel_law::Labels;

use super::Route;
use super::factors::{
    Alteration, Context, Deletion, Detail, Exposure, Factors, Harm, Identification, Outage, Protection,
    Recipients, Recovery, Special,
};
use super::judge::{Judged, Likelihood, judged};
use crate::{Level, TellingException};

/// What a reason did to the outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// It made the outcome heavier.
    Raises,
    /// It made the outcome lighter.
    Lowers,
    /// It is the outcome.
    Decides,
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The stable code.
    pub code: &'static str,
    /// What it did.
    pub effect: Effect,
    /// To which way of harm it belongs; `None` = to the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<Route>,
    /// The sentence.
    pub text: Labels,
}

use Effect::{Decides, Lowers, Raises};

/// A reason as it stands in the tables below: code, effect, Dutch, English, French.
type Line = (&'static str, Effect, &'static str, &'static str, &'static str);

fn reason((code, effect, nl, en, fr): Line, route: Option<Route>) -> Reason {
    Reason { code, effect, route, text: Labels { nl: nl.into(), en: en.into(), fr: fr.into() } }
}

/// Lists the reasons: the outcome first, then each way of harm.
pub(super) fn reasons(
    factors: &Factors,
    level: Level,
    by_unknown: bool,
    exception: Option<TellingException>,
) -> Vec<Reason> {
    let mut list = vec![reason(outcome(level), None)];
    if by_unknown {
        list.push(reason(UNKNOWN, None));
    }
    match exception {
        Some(TellingException::Unintelligible) => list.push(reason(EXCEPTION_A, None)),
        Some(_) => list.push(reason(EXCEPTION_B, None)),
        None => {}
    }
    let mut ways: Vec<_> = judged(factors).collect();
    ways.sort_by_key(|judged| std::cmp::Reverse(judged.level));
    for judged in ways {
        let lines = match judged.route {
            Route::Confidentiality => confidentiality(factors, judged),
            Route::Integrity => [vec![alteration(factors)], lacking(factors)].concat(),
            Route::Availability => [availability(factors), lacking(factors)].concat(),
        };
        list.extend(lines.into_iter().map(|line| reason(line, Some(judged.route))));
    }
    if Harm::Significant <= factors.stated {
        list.push(reason(STATED, None));
    }
    list
}

fn outcome(level: Level) -> Line {
    match level {
        Level::Unlikely => (
            "outcome-unlikely",
            Decides,
            "Een risico voor de mensen is niet waarschijnlijk.",
            "A risk to the people is unlikely.",
            "Un risque pour les personnes est peu probable.",
        ),
        Level::Risk => (
            "outcome-risk",
            Decides,
            "Er is een risico voor de mensen, maar geen hoog risico.",
            "There is a risk to the people, but no high risk.",
            "Il y a un risque pour les personnes, mais pas de risque élevé.",
        ),
        Level::High => (
            "outcome-high",
            Decides,
            "Er is waarschijnlijk een hoog risico voor de mensen.",
            "A high risk to the people is likely.",
            "Un risque élevé pour les personnes est probable.",
        ),
    }
}

const UNKNOWN: Line = (
    "unknown-counts",
    Raises,
    "Niet alles is bekend. Zolang dat zo is, kunt u niet zeggen dat een risico onwaarschijnlijk is.",
    "Not everything is known. As long as that is so, you cannot say that a risk is unlikely.",
    "Tout n'est pas connu. Tant que c'est le cas, vous ne pouvez pas dire qu'un risque est peu probable.",
);
const EXCEPTION_A: Line = (
    "exception-unintelligible",
    Lowers,
    "Zonder de versleuteling was het risico hoog. Daardoor hoeft u de mensen niet in te lichten (AVG art. 34 lid 3 onder a).",
    "Without the encryption the risk would be high. Because of it you need not tell the people (GDPR art. 34(3)(a)).",
    "Sans le chiffrement, le risque serait élevé. Grâce à lui, vous ne devez pas informer les personnes (RGPD art. 34, § 3, a).",
);
const EXCEPTION_B: Line = (
    "exception-later-measures",
    Lowers,
    "Zonder wat u daarna deed was het risico hoog. Daardoor hoeft u de mensen niet in te lichten (AVG art. 34 lid 3 onder b).",
    "Without what you did afterwards the risk would be high. Because of it you need not tell the people (GDPR art. 34(3)(b)).",
    "Sans vos mesures ultérieures, le risque serait élevé. Grâce à elles, vous ne devez pas informer les personnes (RGPD art. 34, § 3, b).",
);
const STATED: Line = (
    "stated-severity",
    Raises,
    "U verwacht zelf dat het voor iemand aanzienlijk of zeer ernstig kan zijn.",
    "You expect yourself that it can be significant or very serious for somebody.",
    "Vous estimez vous-même que cela peut être important ou très grave pour quelqu'un.",
);

fn confidentiality(factors: &Factors, judged: Judged) -> Vec<Line> {
    let mut lines = vec![];
    lines.extend(protection(factors));
    if factors.protection == Protection::Intact && factors.exposure != Exposure::Misused {
        return lines;
    }
    lines.push(exposure(factors));
    if factors.exposure == Exposure::RuledOut && !factors.is_malicious {
        return lines;
    }
    if factors.exposure != Exposure::RuledOut {
        lines.push(recipients(factors.recipients));
        lines.extend(deletion(factors));
    }
    if factors.is_of_many && Likelihood::Large <= judged.likelihood {
        lines.push(MANY_PEOPLE);
    }
    lines.extend(data(factors));
    lines
}

const MANY_PEOPLE: Line = (
    "many-people",
    Raises,
    "Het gaat om veel mensen. Dan wordt er eerder iemand getroffen.",
    "Many people are concerned. Then somebody is hit sooner.",
    "Beaucoup de personnes sont concernées. Quelqu'un sera donc touché plus vite.",
);

fn protection(factors: &Factors) -> Option<Line> {
    match factors.protection {
        Protection::Intact if factors.exposure == Exposure::Misused => Some((
            "protection-failed",
            Raises,
            "De gegevens zijn misbruikt, dus de bescherming heeft niet gewerkt.",
            "The data were misused, so the protection did not work.",
            "Les données ont été utilisées abusivement, la protection n'a donc pas fonctionné.",
        )),
        Protection::Intact => Some((
            "unintelligible",
            Lowers,
            "De gegevens zijn onleesbaar en de sleutel is veilig. Wie ze heeft, kan er niets mee.",
            "The data are unintelligible and the key is safe. Whoever has them can do nothing with them.",
            "Les données sont incompréhensibles et la clé est en sécurité. Celui qui les a ne peut rien en faire.",
        )),
        Protection::Partial => Some((
            "partly-unintelligible",
            Lowers,
            "Een deel van de gegevens is onleesbaar. Alleen het leesbare deel telt.",
            "A part of the data is unintelligible. Only the readable part counts.",
            "Une partie des données est incompréhensible. Seule la partie lisible compte.",
        )),
        Protection::Broken => Some((
            "protection-broken",
            Raises,
            "Er was bescherming, maar u kunt er niet op vertrouwen: de sleutel is niet zeker veilig, of zij is te omzeilen.",
            "There was protection, but you cannot rely on it: the key is not certainly safe, or it can be got round.",
            "Il y avait une protection, mais vous ne pouvez pas vous y fier : la clé n'est pas sûre, ou elle est contournable.",
        )),
        Protection::None => None,
    }
}

fn exposure(factors: &Factors) -> Line {
    match (factors.exposure, factors.is_malicious) {
        (Exposure::RuledOut, false) => (
            "access-ruled-out",
            Lowers,
            "Het is bewezen dat niemand de gegevens zag of meenam.",
            "It is proven that nobody saw or took the data.",
            "Il est prouvé que personne n'a vu ni pris les données.",
        ),
        (Exposure::RuledOut, true) => (
            "attacker-took-nothing",
            Lowers,
            "Er was iemand met kwade bedoelingen, maar het is bewezen dat die niets meenam. Een kleine kans blijft.",
            "There was somebody with bad intent, but it is proven that nothing was taken. A small chance remains.",
            "Quelqu'un avait de mauvaises intentions, mais il est prouvé que rien n'a été pris. Un faible risque demeure.",
        ),
        (Exposure::NoSign, false) => (
            "no-sign-of-access",
            Lowers,
            "Er is geen aanwijzing dat iemand de gegevens zag. Uitgesloten is het niet.",
            "There is no sign that anybody saw the data. It is not excluded.",
            "Rien n'indique que quelqu'un a vu les données. Ce n'est pas exclu.",
        ),
        (Exposure::NoSign, true) => (
            "attacker-near-data",
            Raises,
            "Iemand met kwade bedoelingen kon bij de gegevens. Dat er geen spoor is, bewijst niets.",
            "Somebody with bad intent could get at the data. That there is no trace proves nothing.",
            "Quelqu'un de mal intentionné pouvait atteindre les données. L'absence de trace ne prouve rien.",
        ),
        (Exposure::Likely | Exposure::Seen, true) => (
            "attacker-has-data",
            Raises,
            "Iemand met kwade bedoelingen heeft de gegevens, of waarschijnlijk wel.",
            "Somebody with bad intent has the data, or probably has.",
            "Quelqu'un de mal intentionné a les données, ou probablement.",
        ),
        (Exposure::Likely | Exposure::Seen, false) => (
            "data-seen",
            Raises,
            "De gegevens kwamen echt of waarschijnlijk in verkeerde handen.",
            "The data really or probably got into the wrong hands.",
            "Les données sont réellement ou probablement tombées entre de mauvaises mains.",
        ),
        (Exposure::Misused, _) => (
            "misused",
            Raises,
            "De gegevens zijn al misbruikt.",
            "The data were already misused.",
            "Les données ont déjà été utilisées abusivement.",
        ),
    }
}

fn recipients(recipients: Recipients) -> Line {
    match recipients {
        Recipients::OwnStaff => (
            "own-staff",
            Lowers,
            "Alleen eigen collega's zagen de gegevens.",
            "Only colleagues saw the data.",
            "Seuls des collègues ont vu les données.",
        ),
        Recipients::Trusted => (
            "trusted-recipient",
            Lowers,
            "De ontvanger is bekend en te vertrouwen.",
            "The recipient is known and can be trusted.",
            "Le destinataire est connu et de confiance.",
        ),
        Recipients::KnownFew => (
            "known-recipients",
            Lowers,
            "De ontvangers zijn bekend en met weinig, maar zij hebben geen zwijgplicht.",
            "The recipients are known and few, but they have no duty of secrecy.",
            "Les destinataires sont connus et peu nombreux, mais ne sont pas tenus au secret.",
        ),
        Recipients::KnownMany => (
            "many-recipients",
            Raises,
            "De gegevens kwamen bij een grote groep. U kunt niet nagaan wat ieder ermee doet.",
            "The data reached a large group. You cannot check what each of them does.",
            "Les données sont arrivées à un grand groupe. Vous ne pouvez pas vérifier ce que chacun en fait.",
        ),
        Recipients::Unknown => (
            "stranger",
            Raises,
            "Wie de gegevens heeft of kan hebben, is onbekend.",
            "It is unknown who has the data or may have them.",
            "On ignore qui a les données ou peut les avoir.",
        ),
        Recipients::Public => (
            "public",
            Raises,
            "Iedereen kan of kon bij de gegevens.",
            "Anybody can or could get at the data.",
            "Tout le monde peut ou pouvait accéder aux données.",
        ),
    }
}

fn deletion(factors: &Factors) -> Option<Line> {
    let is_addressable = factors.recipients <= Recipients::KnownMany;
    match factors.deletion {
        _ if !is_addressable => None,
        Deletion::Confirmed => Some((
            "deletion-confirmed",
            Lowers,
            "Alle ontvangers bevestigden dat de gegevens terug of gewist zijn.",
            "All recipients confirmed that the data are returned or deleted.",
            "Tous les destinataires ont confirmé que les données sont rendues ou effacées.",
        )),
        Deletion::Open => Some((
            "deletion-open",
            Raises,
            "Nog niet alle ontvangers bevestigden dat de gegevens terug of gewist zijn.",
            "Not all recipients have confirmed yet that the data are returned or deleted.",
            "Tous les destinataires n'ont pas encore confirmé que les données sont rendues ou effacées.",
        )),
        Deletion::Refused => Some((
            "deletion-refused",
            Raises,
            "Een ontvanger weigert de gegevens te wissen, of deelde ze verder.",
            "A recipient refuses to delete the data, or passed them on.",
            "Un destinataire refuse d'effacer les données, ou les a transmises.",
        )),
    }
}

fn data(factors: &Factors) -> Vec<Line> {
    if factors.is_public_already {
        return vec![(
            "already-public",
            Lowers,
            "Precies deze gegevens waren al openbaar.",
            "Exactly these data were already public.",
            "Ces données précises étaient déjà publiques.",
        )];
    }
    let insight = factors.readable.iter().map(|kind| kind.insight).max().unwrap_or(0);
    let misuse = factors.readable.iter().map(|kind| kind.misuse).max().unwrap_or(0);
    let mut lines = vec![kinds(insight, misuse)];
    lines.extend(if 1 < insight { detail(factors.detail) } else { None });
    lines.extend(identification(factors.identification));
    lines.extend(context(factors.context));
    lines.extend(special(factors.special));
    if factors.readable.iter().any(|kind| kind.revocable) && factors.is_stopped {
        lines.push((
            "replaced",
            Lowers,
            "Wachtwoorden en kaarten zijn vervangen voordat iemand ze gebruikte. Alleen de andere gegevens tellen nog.",
            "Passwords and cards were replaced before anybody used them. Only the other data still count.",
            "Les mots de passe et cartes ont été remplacés avant usage. Seules les autres données comptent encore.",
        ));
    }
    lines
}

fn kinds(insight: u8, misuse: u8) -> Line {
    match (insight, misuse) {
        (4, _) => (
            "sensitive-data",
            Raises,
            "Er zijn zeer gevoelige gegevens bij, zoals over gezondheid, hulp, geloof of straf.",
            "There are very sensitive data, such as on health, help, religion or crime.",
            "Il y a des données très sensibles, par exemple sur la santé, l'aide, la religion ou des infractions.",
        ),
        (_, 3..) => (
            "fraud-data",
            Raises,
            "Er zijn gegevens bij waarmee iemand kan frauderen of inloggen.",
            "There are data that serve fraud or signing on.",
            "Il y a des données qui permettent la fraude ou la connexion.",
        ),
        (3, _) => (
            "private-data",
            Raises,
            "Er zijn gegevens bij over geld, berichten of een oordeel over iemand.",
            "There are data on money, messages or a judgement of somebody.",
            "Il y a des données sur l'argent, des messages ou un jugement sur une personne.",
        ),
        (2.., _) | (_, 2) => (
            "telling-data",
            Raises,
            "De gegevens zeggen meer dan een naam en adres, of helpen bij misleiding.",
            "The data say more than a name and address, or help to deceive.",
            "Les données disent plus qu'un nom et une adresse, ou aident à tromper.",
        ),
        _ => (
            "ordinary-data",
            Lowers,
            "Het gaat om gewone gegevens: wie iemand is en hoe hij te bereiken is.",
            "These are ordinary data: who somebody is and how to reach them.",
            "Ce sont des données ordinaires : qui est la personne et comment la joindre.",
        ),
    }
}

fn detail(detail: Detail) -> Option<Line> {
    match detail {
        Detail::Little => Some((
            "little-detail",
            Lowers,
            "De gegevens zeggen weinig over iemand.",
            "The data say little about a person.",
            "Les données disent peu sur une personne.",
        )),
        Detail::Some => Some((
            "some-detail",
            Lowers,
            "De gegevens geven een paar feiten en geen beeld van iemands leven.",
            "The data give a few facts and no picture of somebody's life.",
            "Les données donnent quelques faits, sans image de la vie d'une personne.",
        )),
        Detail::Much => None,
        Detail::Full => Some((
            "full-detail",
            Raises,
            "De gegevens vertellen over een lange periode of een heel dossier.",
            "The data tell of a long period or a whole file.",
            "Les données portent sur une longue période ou un dossier entier.",
        )),
    }
}

fn identification(identification: Identification) -> Option<Line> {
    match identification {
        Identification::Hardly => Some((
            "hardly-identifiable",
            Lowers,
            "Om wie het gaat, is bijna niet te zien.",
            "It can hardly be seen who it is about.",
            "On ne voit presque pas de qui il s'agit.",
        )),
        Identification::WithEffort => Some((
            "identifiable-with-effort",
            Lowers,
            "Om wie het gaat, is alleen met moeite te zien.",
            "Who it is about can be seen only with effort.",
            "On ne voit de qui il s'agit qu'avec effort.",
        )),
        Identification::Easily | Identification::Direct => None,
    }
}

fn context(context: Context) -> Option<Line> {
    match context {
        Context::Plain => None,
        Context::Some => Some((
            "telling-context",
            Raises,
            "Dat iemand in dit bestand staat, zegt al iets over geld, werk of de sociale situatie.",
            "Being in this file already says something about money, work or social situation.",
            "Figurer dans ce fichier dit déjà quelque chose sur l'argent, le travail ou la situation sociale.",
        )),
        Context::Sensitive => Some((
            "sensitive-context",
            Raises,
            "Dat iemand in dit bestand staat, is op zichzelf al gevoelig.",
            "Being in this file is sensitive in itself.",
            "Figurer dans ce fichier est déjà sensible en soi.",
        )),
    }
}

fn special(special: Special) -> Option<Line> {
    match special {
        Special::Nobody => None,
        Special::Vulnerable => Some((
            "vulnerable-people",
            Raises,
            "Er zijn mensen bij voor wie het zwaarder kan uitpakken, zoals kinderen of zieken.",
            "There are people for whom it can turn out worse, such as children or the ill.",
            "Il y a des personnes pour qui cela peut être plus grave, comme des enfants ou des malades.",
        )),
        Special::InDanger => Some((
            "people-in-danger",
            Raises,
            "Er zijn mensen bij die gevaar kunnen lopen als iemand hen vindt of herkent.",
            "There are people who may be in danger when somebody finds or recognises them.",
            "Il y a des personnes qui peuvent être en danger si quelqu'un les trouve ou les reconnaît.",
        )),
    }
}

fn alteration(factors: &Factors) -> Line {
    match factors.alteration {
        Alteration::Corrected => (
            "corrected-in-time",
            Lowers,
            "De fout is hersteld voordat iemand de gegevens gebruikte.",
            "The fault was put right before anybody used the data.",
            "L'erreur a été corrigée avant que quelqu'un utilise les données.",
        ),
        Alteration::Unused => (
            "wrong-unused",
            Lowers,
            "Er is geen aanwijzing dat iemand de verkeerde gegevens gebruikte.",
            "There is no sign that anybody used the wrong data.",
            "Rien n'indique que quelqu'un a utilisé les données erronées.",
        ),
        Alteration::Reversible => (
            "wrong-used",
            Raises,
            "Verkeerde gegevens zijn gebruikt; dat is terug te draaien.",
            "Wrong data were used; that can be undone.",
            "Des données erronées ont été utilisées ; c'est réversible.",
        ),
        Alteration::Irreversible => (
            "wrong-used-for-good",
            Raises,
            "Verkeerde gegevens zijn gebruikt; dat is niet terug te draaien.",
            "Wrong data were used; that cannot be undone.",
            "Des données erronées ont été utilisées ; c'est irréversible.",
        ),
    }
}

fn availability(factors: &Factors) -> Vec<Line> {
    let mut lines = vec![match factors.outage {
        Outage::None => (
            "no-outage",
            Lowers,
            "De gegevens waren steeds te gebruiken, want er was een kopie.",
            "The data could be used all the time, for there was a copy.",
            "Les données sont restées utilisables, car il y avait une copie.",
        ),
        Outage::Minutes | Outage::Hours => (
            "short-outage",
            Lowers,
            "De gegevens waren hoogstens een dag niet te gebruiken.",
            "The data were out of reach for a day at most.",
            "Les données étaient inaccessibles un jour au plus.",
        ),
        Outage::Days | Outage::Weeks => (
            "long-outage",
            Raises,
            "De gegevens waren langer dan een dag niet te gebruiken.",
            "The data were out of reach for more than a day.",
            "Les données étaient inaccessibles plus d'un jour.",
        ),
        Outage::Permanent => (
            "gone-for-good",
            Raises,
            "De gegevens zijn voorgoed weg.",
            "The data are gone for good.",
            "Les données sont définitivement perdues.",
        ),
    }];
    match factors.recovery {
        Recovery::Complete => {}
        Recovery::Partly => lines.push((
            "partly-recovered",
            Raises,
            "De gegevens komen niet helemaal terug.",
            "The data do not come back completely.",
            "Les données ne sont pas entièrement récupérées.",
        )),
        Recovery::None => lines.push((
            "no-copy",
            Raises,
            "Er is geen bruikbare kopie.",
            "There is no usable copy.",
            "Il n'y a pas de copie utilisable.",
        )),
    }
    lines
}

/// What it means to the people that data are wrong or gone.
fn lacking(factors: &Factors) -> Vec<Line> {
    let mut lines = vec![];
    if factors.is_vital {
        lines.push((
            "vital-service",
            Raises,
            "Zorg, veiligheid of inkomen van mensen hangt van deze gegevens af.",
            "Care, safety or income of people depend on these data.",
            "Les soins, la sécurité ou le revenu de personnes dépendent de ces données.",
        ));
    }
    lines.push(match factors.disruption {
        Harm::Negligible => (
            "nobody-noticed",
            Lowers,
            "De mensen merken er niets van.",
            "The people notice nothing of it.",
            "Les personnes ne remarquent rien.",
        ),
        Harm::Limited => (
            "inconvenience",
            Lowers,
            "De mensen hebben er hoogstens ongemak van.",
            "It is an inconvenience to the people at most.",
            "C'est tout au plus un désagrément pour les personnes.",
        ),
        Harm::Moderate | Harm::Significant => (
            "real-trouble",
            Raises,
            "De mensen hebben er echt last van.",
            "It is a real trouble to the people.",
            "C'est un vrai problème pour les personnes.",
        ),
        Harm::VeryLarge => (
            "serious-trouble",
            Raises,
            "De gevolgen voor mensen zijn ernstig.",
            "The consequences for people are serious.",
            "Les conséquences pour les personnes sont graves.",
        ),
    });
    lines
}
