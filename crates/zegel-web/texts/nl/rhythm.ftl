# Het ritme: hoe lang geleden iemand veiligstelde, en herinneringen.

rhythm-title = Ritme van veiligstellen
rhythm-lead = Hier ziet u per eigenaar hoe lang geleden de laatste veiligstelling was. De inhoud van chats staat hier niet bij.
rhythm-n-owners = { $n ->
    [one] { $n } eigenaar
   *[other] { $n } eigenaren
}
rhythm-n-late = { $n ->
    [0] Niemand te laat
   *[other] { $n } te laat
}
rhythm-nobody = Er is nog geen eigenaar van een chat
rhythm-no-mail = Zegel verstuurt geen mail. De beheerder kan dat instellen in zegel.toml onder [mail].
rhythm-last = Laatste keer
rhythm-agreed = Afspraak
rhythm-reminder = Herinnering per mail
rhythm-none = Geen afspraak
rhythm-late = Te laat
rhythm-in-time = Op tijd
rhythm-never = Nog nooit
rhythm-since = { $n ->
    [0] Vandaag
    [one] { $n } dag geleden
   *[other] { $n } dagen geleden
}
rhythm-every = { $n ->
    [one] Elke dag, uiterlijk { $due }
   *[other] Elke { $n } dagen, uiterlijk { $due }
}
rhythm-reminder-sent = Verstuurd op { $at }
rhythm-reminder-refused = Geweigerd op { $at }: kijk of het adres klopt
rhythm-reminder-failed = Niet gelukt op { $at }; Zegel probeert het opnieuw
rhythm-reminder-uncertain = Niet zeker of de mail van { $at } aankwam
rhythm-checks = Nagelopen instellingen
rhythm-checks-help = Het aantal eigenaren per antwoord. Wie wat antwoordde, staat hier niet.
rhythm-setting = Instelling
rhythm-good = In orde
rhythm-change = Nog te veranderen
rhythm-unsure = Weet niet
rhythm-own = Uw laatste veiligstelling
rhythm-own-late = De afgesproken dag is voorbij. Open uw chat en kies wat u bewaart.
rhythm-own-check = Loop de instellingen van uw app na

rhythm-mail-subject = Herinnering: stel uw chatberichten veilig
rhythm-mail-hello = Beste { $name },
rhythm-mail-since = { $n ->
    [one] Het is { $n } dag geleden dat u voor het laatst chatberichten veiligstelde.
   *[other] Het is { $n } dagen geleden dat u voor het laatst chatberichten veiligstelde.
}
rhythm-mail-never = U heeft nog geen chatberichten veiliggesteld.
rhythm-mail-every = { $n ->
    [one] De afspraak is: elke dag.
   *[other] De afspraak is: elke { $n } dagen.
}
rhythm-mail-where = Dit doet u op uw eigen apparaat, in een paar minuten: { $url }
rhythm-mail-nothing = Was er niets zakelijks? Dan hoeft u niets te bewaren. Vraag uw adviseur informatiebeheer hoe u dat laat weten.
rhythm-mail-why = U krijgt deze mail omdat uw organisatie een ritme heeft afgesproken. In deze mail staat niets uit uw chats. Antwoorden komt niet aan.
rhythm-clock-subject = Datalek { $number }: herinnering aan de termijn
rhythm-clock-subject-late = Datalek { $number }: de termijn om te melden is voorbij
rhythm-clock-left = Voor datalek { $number } is er nog { $n } uur. Meld het bij de toezichthouder vóór { $until }, of leg vast waarom dat niet nodig is.
rhythm-clock-late = De termijn voor datalek { $number } liep tot { $until }. Meld het alsnog en leg vast waarom het later is.
rhythm-clock-where = Ga verder op { $url }
rhythm-clock-nothing = Over de inhoud van het datalek staat niets in deze mail.
