//! The words around the law's own texts, and dates as a person reads them, in the languages of the law.

use jiff::Zoned;
use jiff::civil::Date;
use zegel_law::Language;

/// The words of one language.
pub struct Words {
    /// Between a name and what it is.
    pub colon: &'static str,
    pub aware: &'static str,
    pub authority: &'static str,
    pub rule: &'static str,
    pub hours: &'static str,
    pub plan_on_this: &'static str,
    pub not_longer: &'static str,
    pub rests_on_doubt: &'static str,
    pub holidays: &'static str,
    pub none: &'static str,
    pub doubtful: &'static str,
    pub unverified: &'static str,
    pub notified: &'static str,
    pub timely: &'static str,
    pub late: &'static str,
    pub early_warning: &'static str,
    pub notification: &'static str,
    pub final_report: &'static str,
    weekdays: [&'static str; 7],
    months: [&'static str; 12],
}

const NL: Words = Words {
    colon: ": ",
    aware: "Kennisneming",
    authority: "Meld bij",
    rule: "Regel",
    hours: "uur",
    plan_on_this: "plan hierop",
    not_longer: "niet later dan B",
    rests_on_doubt: "rust op een twijfelachtige feestdag",
    holidays: "Feestdagen die meetellen",
    none: "geen",
    doubtful: "twijfelachtig",
    unverified: "Niet bij de bron nagelezen, controleer dit zelf",
    notified: "Gemeld",
    timely: "Dat is op tijd.",
    late: "Dat is te laat: geef bij de melding de reden van de vertraging.",
    early_warning: "vroegtijdige waarschuwing",
    notification: "melding",
    final_report: "eindverslag een maand na die melding",
    weekdays: ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
    months: [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
};

const EN: Words = Words {
    colon: ": ",
    aware: "Awareness",
    authority: "Notify",
    rule: "Rule",
    hours: "hours",
    plan_on_this: "plan on this",
    not_longer: "no later than B",
    rests_on_doubt: "rests on a doubtful holiday",
    holidays: "Holidays that count",
    none: "none",
    doubtful: "doubtful",
    unverified: "Not read at its source, check this yourself",
    notified: "Notified",
    timely: "That is in time.",
    late: "That is late: give the reason for the delay with the notification.",
    early_warning: "early warning",
    notification: "notification",
    final_report: "final report a month after that notification",
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
};

const FR: Words = Words {
    colon: " : ",
    aware: "Prise de connaissance",
    authority: "Notifier à",
    rule: "Règle",
    hours: "heures",
    plan_on_this: "comptez sur ceci",
    not_longer: "pas plus tard que B",
    rests_on_doubt: "repose sur un jour férié douteux",
    holidays: "Jours fériés pris en compte",
    none: "aucun",
    doubtful: "douteux",
    unverified: "Non relu à la source, à vérifier vous-même",
    notified: "Notifié",
    timely: "C'est dans le délai.",
    late: "C'est hors délai : indiquez les motifs du retard dans la notification.",
    early_warning: "alerte précoce",
    notification: "notification",
    final_report: "rapport final un mois après cette notification",
    weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
};

impl Words {
    /// Returns the words of a language.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Nl => &NL,
            Language::En => &EN,
            Language::Fr => &FR,
        }
    }

    /// Writes a moment with its offset, which tells the two sides of a change of summer time apart.
    pub fn moment(&self, at: &Zoned) -> String {
        format!("{} {}", self.date(at.date()), at.strftime("%H:%M (UTC%:z)"))
    }

    /// Writes the end of a day.
    pub fn end_of(&self, day: Date) -> String {
        format!("{} 24:00", self.date(day))
    }

    /// Writes a date with its weekday.
    pub fn date(&self, date: Date) -> String {
        let weekday = named(&self.weekdays, date.weekday().to_monday_zero_offset());
        let month = named(&self.months, date.month() - 1);
        format!("{weekday} {} {month} {}", date.day(), date.year())
    }
}

/// A date has no other weekdays and months than these; an empty word would show a mistake here.
fn named(names: &[&'static str], at: i8) -> &'static str {
    usize::try_from(at).ok().and_then(|at| names.get(at)).copied().unwrap_or_default()
}
