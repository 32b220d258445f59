# Betrokkenen informeren (AVG artikel 34): tekst, lijst, versturen, brieven, openbaar bericht.

tell-title = Betrokkenen informeren
tell-told = Geïnformeerd
tell-of = van { $n ->
    [one] { $n } mens
   *[other] { $n } mensen
}
tell-told-of = { $n } van { $all } geïnformeerd
tell-people = { $n ->
    [one] { $n } mens
   *[other] { $n } mensen
}
tell-phase-approved = Klaar om te versturen
tell-phase-running = De mails gaan nu weg
tell-phase-paused = Stilgezet
tell-phase-later = De mailserver neemt een deel later aan
tell-phase-over = Er hoeft geen mail meer weg
tell-next-at = Verder om { $at }
tell-approved-by = Goedgekeurd door { $by }
tell-leave = U kunt deze pagina verlaten. Het versturen gaat door.
tell-look = Bekijk hoe ver het is
tell-start = { $n ->
    [one] Verstuur { $n } mail
   *[other] Verstuur { $n } mails
}
tell-go-on = Ga verder met versturen
tell-pause = Zet stil
tell-no-mail = Er is geen mailserver ingesteld. De beheerder doet dat in zegel.toml. Brieven kunnen wel.

tell-state-sent = Per mail verstuurd
tell-state-posted = Per brief verstuurd
tell-state-told = Verteld door een medewerker
tell-state-sending = Gaat nu weg
tell-state-waiting = Wacht op versturen
tell-state-in-doubt = Niet zeker
tell-state-refused = Mail geweigerd
tell-state-bounced = Mail teruggekomen
tell-state-paper = Krijgt een brief
tell-state-given-up = Niet te bereiken
tell-state-unusable = Regel onbruikbaar

tell-decision = Besluit
tell-decision-look = Bekijk het besluit
tell-decision-ordered = De toezichthouder beval dit: { $reference }
tell-decision-open = Er is nog niet besloten
tell-decision-tell = Besloten: informeren
tell-decision-not-required = Besloten: niet nodig
tell-decision-public = Besloten: een openbaar bericht
tell-decision-exception = Besloten: een uitzondering geldt
tell-decide-first = U kunt de tekst en de lijst al klaarzetten. Versturen kan pas als besloten is om mensen te informeren, of als de toezichthouder dat beveelt.
tell-decide = Naar het besluit

tell-doubt = Van wie het niet zeker is
tell-doubt-help = Het versturen stopte precies hier. Misschien kwam deze mail aan, misschien niet. Kijk op de mailserver of vraag het na. Zegel stuurt niets vanzelf opnieuw.
tell-doubt-arrived = Is aangekomen
tell-doubt-again = Stuur opnieuw
tell-doubt-all-arrived = Alle mails hierboven zijn aangekomen
tell-doubt-all-again = Stuur alle mails hierboven opnieuw

tell-letters = Brieven op papier
tell-letters-help = { $n ->
    [one] Voor { $n } mens is er een brief: er is geen mailadres, of de mail kwam niet aan.
   *[other] Voor { $n } mensen is er een brief: er is geen mailadres, of de mail kwam niet aan.
}
tell-letters-pdf = Maak de brieven (PDF)
tell-letters-posted = Deze brieven zijn op de post

tell-unreached = { $n ->
    [one] { $n } mens is zo niet te bereiken
   *[other] { $n } mensen zijn zo niet te bereiken
}
tell-unreached-help = Van hen is er geen werkend mailadres en geen postadres. Probeer het anders: bel, of vraag een collega. Lukt het niet, leg dan vast wat u probeerde. Denk ook aan een openbaar bericht.
tell-unreached-button = Leg vast dat dit niet lukt
tell-field-waarom-niet = Wat hebt u geprobeerd?
    .help = Een of twee zinnen, zonder namen.
tell-why-refused = De mailserver weigerde (code { $status }), geen postadres
tell-why-bounced = De mail kwam terug (code { $status }), geen postadres
tell-why-not-taken = De mailserver nam de mail niet aan, geen postadres
tell-why-paper = Geen mailadres en geen postadres

tell-by-person = Gebeld of gesproken
tell-by-person-help = Vertelde u het iemand van de lijst zelf? Zoek die persoon en leg het vast. Er gaat dan geen mail of brief meer.
tell-field-zoek = Zoek in de lijst
    .help = Een deel van de naam, het mailadres of het postadres.
tell-seek = Zoek
tell-found-nobody = Niemand op de lijst past hierbij.
tell-found-more = Er passen er meer dan { $n }. Zoek preciezer.
tell-found-told = { $n ->
    [one] Nog { $n } mens past, maar die is al geïnformeerd of de mail gaat nu weg.
   *[other] Nog { $n } mensen passen, maar die zijn al geïnformeerd of de mail gaat nu weg.
}
tell-field-wie = Wie hebt u gesproken?
tell-field-manier = Hoe?
tell-field-verteld = Wanneer?
tell-way-telephone = Aan de telefoon
tell-way-in-person = In een gesprek
tell-by-telephone = Aan de telefoon verteld op { $at }
tell-by-in-person = In een gesprek verteld op { $at }
tell-who-missing = Kies wie u gesproken hebt.
tell-way-missing = Kies hoe u het vertelde.
tell-by-person-button = Leg vast
tell-not-told = Klopt niet

tell-bounces = Mail die terugkwam
tell-bounces-help = Komt een mail niet aan, dan krijgt de afzender een bericht van een mailserver. Bewaar die berichten uit uw mailprogramma (.eml of een hele map als mbox) en lever ze hier in. Wie zo’n bericht kreeg, komt op de lijst voor brieven.
tell-bounces-file = Bestand met teruggekomen mail
tell-bounces-button = Lees de berichten
tell-bounces-missing = Kies eerst een bestand.
tell-bounces-found = { $bounced } teruggekomen, { $arrived } toch aangekomen, { $known } al bekend of nog onderweg, { $other } over iets anders.

tell-finish = Afronden
tell-finish-help = { $n ->
    [one] Alles is gedaan: { $n } mens is geïnformeerd. Na het afronden staat dat in het register en in de melding.
   *[other] Alles is gedaan: { $n } mensen zijn geïnformeerd. Na het afronden staat dat in het register en in de melding.
}
tell-finish-button = Rond het informeren af
tell-finish-open = { $n ->
    [one] Er wacht nog { $n } mens. Afronden kan als er niemand meer wacht.
   *[other] Er wachten nog { $n } mensen. Afronden kan als er niemand meer wacht.
}

tell-texts = Tekst
tell-texts-help = Iedereen krijgt de algemene tekst in zijn eigen taal. Schrijf een aparte tekst als een groep iets anders moet weten.
tell-kind = Voor wie
tell-text-ready = Klaar
tell-text-busy = Niet af
tell-text-none = Nog geen tekst
tell-text-general = Algemeen
tell-wrote = Laatst gewijzigd door { $by }
tell-text-title = Tekst voor betrokkenen
tell-text-proposed = Dit is een voorstel, gemaakt uit wat over dit datalek is vastgelegd. Vul aan wat tussen [ ] staat en bewaar de tekst.
tell-text-save = Bewaar de tekst
tell-text-letter = Zo leest men het
tell-text-must = Wat er altijd in staat
tell-must-nature = Wat er gebeurd is
tell-must-contact = Bij wie men terechtkan
tell-must-consequences = Wat de gevolgen kunnen zijn
tell-must-measures = Wat er gedaan is, en wat men zelf kan doen
tell-must-law = AVG artikel 34, lid 2. Zegel verstuurt niets zolang een van deze vier ontbreekt.
tell-text-plain = Schrijf korte zinnen en gewone woorden. Begint een regel met een streepje, dan wordt het een opsomming.
tell-gaps = Deze tekst is nog niet af
tell-gap-missing = { $what }: schrijf hier iets
tell-gap-fill-in = { $what }: vul aan wat tussen [ ] staat
tell-gap-long = { $what }: maak dit korter
tell-gap-lines = { $what }: zet dit op één regel
tell-example-name = Piet Voorbeeld
tell-field-onderwerp = Onderwerp van de mail
tell-field-aanleiding = Aanleiding
tell-field-gebeurd = Wat is er gebeurd?
tell-field-gevolgen = Wat kan dit betekenen?
tell-field-gedaan = Wat hebben wij gedaan?
tell-field-zelf-doen = Wat kan men zelf doen?
tell-field-contact = Bij wie kan men terecht?

tell-list = Lijst
tell-list-words = { $n ->
    [one] { $n } mens
   *[other] { $n } mensen
}. { $doubles ->
    [0] Niemand stond er dubbel op.
    [one] { $doubles } regel was dubbel en telt niet mee.
   *[other] { $doubles } regels waren dubbel en tellen niet mee.
}
tell-list-brought = Ingelezen door { $by }
tell-group-ready = Tekst klaar
tell-group-missing = Tekst ontbreekt
tell-list-first = Lijst inlezen
tell-list-again = Een andere lijst inlezen
tell-list-help = Maak in een rekenprogramma een tabel met een regel voor elk mens en bewaar die als CSV UTF-8.
tell-list-form = Namen van de kolommen: naam, mail, adres, postcode, plaats, taal (nl, en, fr, de), soort. Een mailadres of een postadres is genoeg.
tell-list-file = Bestand met de lijst
tell-list-button = Lees de lijst in
tell-list-missing = Kies eerst een bestand.
tell-field-hoe = Wat doet u met deze lijst?
tell-hoe-vervangen = In de plaats van de vorige
tell-hoe-toevoegen = Erbij
tell-bad = { $n ->
    [one] { $n } regel is onbruikbaar
   *[other] { $n } regels zijn onbruikbaar
}
tell-bad-help = Verbeter ze in een nieuw bestand en lees dat erbij in. Haal ze hier daarna weg.
tell-bad-remove = Haal deze regels weg
tell-line = Regel { $n }:
tell-bad-no-address = Er is geen mailadres en geen postadres.
tell-bad-mail-form = Dit is geen mailadres.
tell-bad-language = Deze taal is er niet. Kies nl, en, fr of de.
tell-bad-kind = Deze soort is er niet.
tell-bad-field-long = Een veld is te lang. Misschien sluit een aanhalingsteken niet.
tell-bad-address-lines = Het postadres heeft te veel regels.

tell-approve = Akkoord van een tweede persoon
tell-approve-decision = Akkoord kan als besloten is om mensen te informeren.
tell-approve-texts = Akkoord kan als de tekst klaar is voor iedereen op de lijst.
tell-approve-help = U keurt deze tekst goed voor deze lijst. Daarna veranderen beide niet meer.
tell-approve-button = Keur tekst en lijst goed
tell-approve-other = Wie de tekst schreef of de lijst inlas, keurt niet goed.
tell-approve-who = Dit kunnen: { $who }.

tell-aside = Ernaast
tell-before = Eerder geïnformeerd
tell-earlier = { $n } van { $all }, afgerond op { $at }
tell-erase = Wis de namen en adressen
tell-erase-help = De namen en adressen zijn niet meer nodig. De aantallen blijven.
tell-never-leaves = De lijst blijft versleuteld in het archief. Namen en adressen staan niet in het logboek en niet in de melding.

# Openbaar bericht.
tell-notice-title = Openbaar bericht
tell-notice-short = Als ieder apart bereiken te veel vraagt, of ernaast.
tell-notice-open-page = Naar het openbaar bericht
tell-notice-lead = Vraagt ieder apart bereiken te veel moeite, dan mag een openbaar bericht in de plaats komen. Het moet mensen even goed bereiken. Bewaar hier wat er stond, waar en van wanneer tot wanneer.
tell-notice-decide = Een openbaar bericht kan als besloten is om mensen zo te informeren.
tell-notice-n = Openbaar bericht { $n }
tell-notice-open = Sinds { $at }: { $n ->
    [one] { $n } plaats
   *[other] { $n } plaatsen
}
tell-notice-closed = Afgerond op { $at }: { $n ->
    [one] { $n } plaats
   *[other] { $n } plaatsen
}
tell-notice-done-by = Afgerond door { $by }
tell-notice-text = Tekst ({ $language })
tell-notice-new = Nieuw openbaar bericht
tell-notice-no-text = Schrijf eerst de algemene tekst.
tell-notice-write = Schrijf of wijzig de algemene tekst
tell-notice-approve = Keur de tekst goed als openbaar bericht
tell-notice-finish = Afronden
tell-notice-finish-button = Rond het openbaar bericht af
tell-field-bereikt = Hoeveel mensen bereikte het, naar schatting?
    .help = Laat leeg als u het niet weet.
tell-place-none = Er is nog niet vastgelegd waar het stond.
tell-place-add = Leg vast waar het staat
tell-place-button = Leg deze plaats vast
tell-place-missing = Schrijf op waar het bericht staat.
tell-place-until = Van { $from } tot en met { $until }
tell-place-still = Vanaf { $from }, staat er nog
tell-place-proof = Bekijk het bewijs
tell-place-file = Bewijs (als u dat hebt)
tell-place-file-help = Een scan, een schermafdruk of een PDF, ten hoogste 16 MB.
tell-field-plaats = Waar staat het?
    .help = Bijvoorbeeld de naam van de krant of het adres van de webpagina.
tell-field-vanaf = Vanaf welke dag?
tell-field-tot-en-met = Tot en met welke dag?
    .help = Laat leeg als het er nog staat.

tell-done-list = De lijst is ingelezen.
tell-done-lines-removed = De onbruikbare regels zijn weg.
tell-done-approved = Goedgekeurd.
tell-done-started = Het versturen is begonnen.
tell-done-paused = Stilgezet. Een mail die al onderweg was, gaat nog weg.
tell-done-arrived = Vastgelegd als aangekomen.
tell-done-again = Gaat opnieuw weg.
tell-done-posted = Vastgelegd dat de brieven op de post zijn.
tell-done-told = Vastgelegd. Er gaat geen mail of brief meer naar deze persoon.
tell-done-not-told = Teruggenomen. Deze persoon staat weer waar die stond.
tell-done-given-up = Vastgelegd.
tell-done-finished = Afgerond.
tell-done-erased = De namen en adressen zijn gewist.
tell-done-text = De tekst is bewaard.
tell-done-place = De plaats is vastgelegd.

tell-error-wrong-state = Iemand was u voor: het staat intussen anders. Bekijk de pagina opnieuw.
tell-error-closed = Dit datalek is afgesloten. Heropen het eerst.
tell-error-not-aware = Leg eerst vast wanneer u ervan wist.
tell-error-telling-not-decided = Er is niet besloten om mensen zo te informeren.
tell-error-four-eyes = Wie de tekst schreef of de lijst inlas, keurt niet goed. Vraag een tweede persoon.
tell-error-text-gaps = De tekst is niet klaar voor iedereen op de lijst.
tell-error-list-empty = De lijst is leeg.
tell-error-list-size = Dit bestand is te groot. Splits het in lijsten van ten hoogste 8 MB.
tell-error-list-encoding = Dit bestand is niet te lezen. Bewaar de tabel als CSV UTF-8.
tell-error-list-header = In de eerste regel staan geen bekende namen van kolommen. Zet erin: naam, mail, adres, postcode, plaats, taal, soort.
tell-error-list-rows = De lijst heeft te veel regels: ten hoogste 50.000. Informeer in ronden.
tell-error-list-changed = De lijst is niet de lijst die is goedgekeurd. Laat het archief controleren.
tell-error-no-mail-server = Er is geen mailserver ingesteld.
tell-error-bounce-size = Dit bestand is te groot. Lever het in delen van ten hoogste 16 MB in.
tell-error-bounce-many = In dit bestand staan te veel mails. Lever het in delen in.
tell-error-bounce-none = In dit bestand staat geen mail.
tell-error-sought-short = Schrijf ten minste twee letters.
tell-error-moment-future = Dit moment ligt in de toekomst. Geef een moment dat voorbij is.
tell-error-told-early = Dit is voordat de tekst was goedgekeurd. Wat eerder verteld is, hoort bij de feiten van het datalek.
tell-error-reasons-missing = Schrijf in een zin wat u probeerde.
tell-error-not-ready = Er wacht nog iets. Kijk wat er hierboven open staat.
tell-error-text-length = Een tekst is te lang.
tell-error-moment-order = Het einde ligt voor het begin. Draai de dagen om.
tell-error-too-many = Er staan hier al heel veel plaatsen. Noem er meer in één regel.
tell-error-file-size = Dit bestand is leeg of groter dan 16 MB.
tell-error-unknown-kind = Deze soort is er niet.
