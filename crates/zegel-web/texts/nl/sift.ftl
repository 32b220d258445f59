### De schiftpagina: kiezen en weglakken op het eigen apparaat.

## The page and its steps

sift-page-title = Bestand kiezen
sift-steps = Stappen
sift-step-choose = Bestand kiezen
sift-step-select = Selecteren
sift-step-redact = Weglakken
sift-step-details = Gegevens invullen
sift-step-send = Indienen
sift-step-short = Stap { $at } van { $of }: { $name }
sift-loading = De pagina wordt klaargezet.
sift-needs-script = Deze pagina leest uw bestand op uw eigen apparaat. Dat kan alleen als JavaScript aan staat.
sift-cannot-start = Deze pagina kan niet starten. Ververs de pagina, of gebruik een nieuwere browser. Er is niets verzonden.
sift-no-context = U kunt nu niet schiften
    .do = De pagina kreeg geen antwoord van het archief. Meld u opnieuw aan en open deze pagina nog een keer.
sift-close = Sluiten
sift-none = geen
sift-bytes =
    { $n ->
        [one] { $n } byte
       *[other] { $n } bytes
     }

## Step 1: the file

sift-choose-lead = Kies de export van een gesprek. U leest en kiest op uw eigen apparaat. Er gaat niets naar het archief voordat u op Indienen drukt.
sift-drop-here = Sleep het bestand hierheen
sift-pick-file = Kies een bestand
sift-file-kinds = De zip of txt van WhatsApp, zoals de telefoon hem maakte. Maximaal 2 GB.
sift-cancel = Stoppen
sift-how = Zo maakt u een export
sift-how-1 = Open het gesprek in WhatsApp.
sift-how-2 = Kies Meer en dan Chat exporteren.
sift-how-3 = Kies Met media.
sift-how-4 = Zet het bestand op dit apparaat. Stuur het niet per mail.
sift-reading-0 = Bestand lezen: { $done } van { $total }
sift-reading-1 = Berichten lezen: { $done } van { $total }
sift-said-stopped = Gestopt. Er is niets bewaard.
sift-unfinished =
    { $n ->
        [one] U heeft op dit apparaat { $n } keuze die niet af is. Kies hetzelfde bestand om verder te gaan. De keuze verdwijnt vanzelf op { $until }.
       *[other] U heeft op dit apparaat { $n } keuzes die niet af zijn. Kies hetzelfde bestand om verder te gaan. De eerste verdwijnt vanzelf op { $until }.
     }
sift-forget = Gooi mijn keuze op dit apparaat weg
sift-ask-forget = Uw keuze op dit apparaat wordt gewist. Het bestand zelf blijft staan. U kunt dit niet terugdraaien.
    .yes = Wis mijn keuze
sift-said-forgotten = Uw keuze is gewist.
sift-cannot-read = { $name } kan niet worden gelezen
sift-fault-not-a-chat = Dit is geen export van een gesprek. Maak de export opnieuw op de telefoon en kies het bestand zoals de telefoon het maakte.
sift-fault-damaged = Het bestand is beschadigd of niet helemaal overgezet. Zet het opnieuw op dit apparaat.
sift-fault-encrypted = De zip heeft een wachtwoord. Pak hem eerst uit.
sift-fault-unsafe = Deze zip is niet veilig: hij doet iets wat geen telefoon doet. Vraag waar hij vandaan komt.
sift-fault-limit-reached = Dit bestand is groter dan deze pagina aankan. Exporteer het gesprek zonder media.
sift-fault-file-too-large = Dit bestand is groter dan 2 GB. Exporteer het gesprek zonder media.
sift-fault-file-changed = Het bestand veranderde terwijl het werd gelezen. Kies het nog een keer.
sift-fault-not-readable = De browser kon het bestand niet lezen. Kijk of het er nog staat en kies het nog een keer.
sift-fault-module-stopped = Het lezen stopte onverwacht. Ververs de pagina en probeer het nog een keer.
sift-fault-unsupported-method = De zip is gemaakt op een manier die niet wordt ondersteund. Pak hem uit en pak hem opnieuw in.
sift-fault-other = Er ging iets mis (code { $code }).
sift-fault-cancelled = Het werk is gestopt.
sift-fault-picture-damaged = Een foto met vlakken kan niet worden gelezen. Haal de vlakken weg, of kies het bericht niet.
sift-fault-region-outside-picture = Een vlak ligt buiten de foto. Pas het vlak aan.
sift-fault-export-changed = Het bestand is niet meer wat het was. Kies het opnieuw.
sift-fault-seal = De sleutel van het archief klopt niet. Meld dit bij uw beheerder; er is niets verzonden.

## A note of the substance

sift-note-when = Zijn de berichten er niet meer, maar is er wel iets besloten?
sift-note-write = Schrijf een notitie
sift-note-title = Notitie schrijven
sift-note-lead = Schrijf op wat er is afgesproken, met wie en wanneer. Het archief bewaart erbij dat dit een notitie is en geen bericht.
sift-note-subject = Onderwerp
sift-note-subject-help = Niet verplicht. Bijvoorbeeld: gunning Stationsplein.
sift-note-text = Wat is er afgesproken?
sift-note-text-help = Noem de mensen, de dag en de app. Laat weg wat niet nodig is.
sift-note-author = Uw naam
sift-note-saved = Opgeslagen op dit apparaat, tot { $until }
sift-note-back = Terug
sift-note-needs-text = Schrijf eerst op wat er is afgesproken
sift-note-needs-author = Vul uw naam in
sift-note-sentence = U dient één notitie in, die u zelf schreef.
sift-note-left = Er staat geen bericht achter. Dat staat er in het archief bij.

## What is in the file

sift-report = Wat er in het bestand staat
sift-platform-android = WhatsApp op Android
sift-platform-ios = WhatsApp op iPhone
sift-platform-other = Gesprek
sift-n-participants =
    { $n ->
        [one] { $n } deelnemer
       *[other] { $n } deelnemers
     }
sift-n-messages =
    { $n ->
        [one] { $n } bericht
       *[other] { $n } berichten
     }
sift-period = { $from } tot { $to }
sift-kept-words =
    { $n ->
        [one] U was al bezig met dit bestand: { $n } bericht gekozen, opgeslagen op { $date } om { $time }. De keuze verdwijnt op { $until }.
       *[other] U was al bezig met dit bestand: { $n } berichten gekozen, opgeslagen op { $date } om { $time }. De keuze verdwijnt op { $until }.
     }
sift-resume = Ga verder met uw keuze
sift-fresh = Begin opnieuw
sift-dates-question = Welke dag is { $date }?
sift-dates-help = De telefoon schrijft datums met alleen cijfers. Uit het bestand blijkt niet wat de dag is en wat de maand.
sift-dates-needed = Kies eerst welke dag is bedoeld
sift-regime = Hoe kiest u?
sift-regime-empty = U begint met niets. U kiest wat bewaard wordt.
sift-regime-full = U begint met alles. U haalt eruit wat privé is en zegt waarom.
sift-people-title = Wie doen er mee
sift-people-help = Zakelijk of privé helpt u straks met zoeken. Het kiest nooit zelf een bericht, en het wordt niet verzonden.
sift-me = Wie bent u in dit gesprek?
sift-me-none = Niet opgegeven
sift-people-name = Naam
sift-people-source = Waar de naam vandaan komt
sift-people-n = Berichten
sift-people-mark = Soort contact
sift-source-export = uit uw contacten
sift-source-push = door die persoon zelf gekozen
sift-source-number = nummer, niet in uw contacten
sift-source-owner = door u ingevuld
sift-mark-of = Soort contact: { $name }
sift-mark-none = Niet gezegd
sift-mark-business = Zakelijk
sift-mark-private = Privé
sift-zone = Tijdzone van de telefoon
sift-zone-help = De export zegt niet in welke tijdzone de tijden zijn.
sift-zone-unknown = Weet ik niet
sift-begin = Verder naar selecteren
sift-other-file = Ander bestand kiezen
sift-losses = Wat dit bestand niet laat zien
sift-losses-help = Het archief krijgt deze lijst mee.
sift-loss-times =
    { $n ->
        [one] { $n } keer
       *[other] { $n } keer
     }
sift-damaged = Het bestand is beschadigd
    .why = Wat gelezen kon worden, staat hier. Niemand kan zeggen wat er in de rest stond.

## Step 2: choosing

sift-to-month = Ga naar maand
sift-key-chosen = geselecteerd
sift-key-all = alle berichten
sift-search-here = Zoek in dit gesprek
sift-previous = Vorige treffer
sift-next = Volgende treffer
sift-hits =
    { $n ->
        [0] Geen treffers
        [one] { $n } bericht
       *[other] { $n } berichten
     }
sift-hit-of = { $at } van { $n }
sift-show = Toon
sift-filter-all = Alle berichten
sift-filter-chosen = Alleen mijn selectie
sift-filter-left = Alleen wat ik niet koos
sift-filter-files = Alleen bijlagen
sift-filter-business = Alleen zakelijke contacten
sift-filter-not-private = Zonder privécontacten
sift-filter-from = Alleen van { $name }
sift-said-filter =
    { $n ->
        [one] U ziet { $n } bericht van { $of }. Kiezen gaat alleen over wat u ziet.
       *[other] U ziet { $n } berichten van { $of }. Kiezen gaat alleen over wat u ziet.
     }
sift-said-only-shown =
    { $n ->
        [one] { $n } bericht gewijzigd: alleen wat u nu ziet.
       *[other] { $n } berichten gewijzigd: alleen wat u nu ziet.
     }
sift-messages = Berichten
sift-keys-short = Pijltoetsen gaan naar het vorige of volgende bericht. Spatie kiest. Escape gaat terug naar zoeken.
sift-choose-day =
    { $n ->
        [one] Kies het bericht van { $date }
       *[other] Kies alle { $n } berichten van { $date }
     }
sift-day-continued = { $date } (vervolg)
sift-day-count =
    { $of ->
        [one] { $n } bericht, { $chosen } geselecteerd
       *[other] { $n } berichten, { $chosen } geselecteerd
     }
sift-you = (u)
sift-name-number = niet in uw contacten
sift-name-push = zelfgekozen naam
sift-system-message = Melding van de app
sift-deleted-message = Dit bericht is verwijderd voordat de export is gemaakt.
sift-empty-message = Leeg bericht
sift-edited = bewerkt
sift-location = Plaats: { $place }
sift-whole-message = Toon het hele bericht ({ $n } tekens)
sift-attachment-unnamed = Bijlage zonder naam
sift-attachment-absent = Niet in de export
sift-attachment-about = { $kind }, { $size }
sift-kind-picture = Foto
sift-kind-sound = Geluid
sift-kind-film = Video
sift-kind-pdf = Pdf
sift-kind-file = Bestand
sift-picture-alt = Foto { $name }
sift-play = Speel af
sift-cannot-play = Deze browser kan dit niet afspelen. Bewaar het bestand en open het op uw apparaat.
sift-open-pdf = Open in een nieuw tabblad
sift-save-file = Bewaar op dit apparaat
sift-panel-title = Uw selectie
sift-of-messages =
    { $n ->
        [one] van { $n } bericht
       *[other] van { $n } berichten
     }
sift-n-chosen = { $n } geselecteerd
sift-dock-more = Bekijk uw selectie
sift-dock-less = Terug naar de berichten
sift-not-saved = Nog niets opgeslagen
sift-saved-at = Opgeslagen op dit apparaat om { $time }
sift-not-saving = Deze browser bewaart niets. Maak uw keuze in één keer af.
sift-undo = Laatste keuze ongedaan maken
sift-stretches = Geselecteerde delen
sift-stretch =
    { $messages ->
        [one] { $messages } bericht
       *[other] { $messages } berichten
     }{ $files ->
        [0] { "" }
        [one] , { $files } bijlage
       *[other] , { $files } bijlagen
     }
sift-drop-stretch = Haal { $stretch } uit de selectie
sift-more-stretches =
    { $n ->
        [one] En nog { $n } deel.
       *[other] En nog { $n } delen.
     }
sift-guide-empty = Kies berichten die nodig zijn om een besluit te kunnen volgen. Privéberichten laat u staan.
sift-guide-full = Alles is geselecteerd. Haal eruit wat privé is. In stap 4 zegt u waarom.
sift-to-redact = Verder naar weglakken
sift-further = Verder
sift-later = Later verder
sift-later-words = Uw keuze staat op dit apparaat, versleuteld, en verdwijnt na 14 dagen. Kies later hetzelfde bestand om verder te gaan. U kunt dit tabblad nu sluiten.
    .yes = Begrepen
sift-keys = Sneltoetsen
sift-key-space = Spatie
sift-keys-move = vorig of volgend bericht
sift-keys-choose = bericht kiezen
sift-keys-range = reeks kiezen
sift-keys-day = eerste of laatste van de dag
sift-keys-out = terug naar zoeken
sift-settings = Instellingen
sift-chunk = Toon berichten per
sift-ask-keep = U kiest { $n } berichten tegelijk. U kunt dit ongedaan maken.
    .yes = Kies { $n } berichten
sift-ask-drop = U haalt { $n } berichten tegelijk uit de selectie. U kunt dit ongedaan maken.
    .yes = Haal { $n } berichten eruit
sift-said-kept = { $n } berichten gekozen
sift-said-dropped = { $n } berichten uit de selectie gehaald
sift-said-undone =
    { $n ->
        [one] Ongedaan gemaakt voor { $n } bericht
       *[other] Ongedaan gemaakt voor { $n } berichten
     }
sift-nothing-chosen = U heeft nog geen bericht gekozen
    .do = Kies ten minste één bericht. Van een gesprek waarvan niets bewaard wordt, dient u niets in.

## Step 3: redacting

sift-chosen-messages = Gekozen berichten
sift-redact-lead = Dit zijn de berichten die u koos. Lak weg wat het archief niet mag zien: een naam, een nummer, een gezicht.
sift-redact-this = Weglakken
sift-redact-picture = Vlakken weglakken
sift-picture-boxes =
    { $n ->
        [one] { $n } vlak weggelakt, wijzigen
       *[other] { $n } vlakken weggelakt, wijzigen
     }
sift-n-boxes =
    { $n ->
        [one] { $n } vlak
       *[other] { $n } vlakken
     }
sift-redactions = Weggelakt
sift-redact-none = Nog niets. Weglakken hoeft niet.
sift-redact-guide = Tot u indient ziet u de tekst nog. In het bestand dat u indient zijn de tekens en de beeldpunten echt weg.
sift-in-messages =
    { $n ->
        [one] in { $n } bericht
       *[other] in { $n } berichten
     }
sift-undo-cut = Laat “{ $text }” toch staan
sift-pick-ground = Kies een grond
sift-needs-ground = Kies een grond: waarom mag dit niet worden bewaard?
sift-to-details = Verder naar gegevens
sift-back-select = Terug naar selecteren
sift-cut-title = Tekst weglakken
sift-cut-text = Selecteer wat weg moet
sift-cut-help = Met de muis, of met Shift en de pijltoetsen.
sift-cut-nothing = Nog niets geselecteerd
sift-cut-this = Weg gaat: “{ $text }”
sift-cut-ground = Waarom mag dit niet worden bewaard?
sift-cut-everywhere = Lak deze tekst overal in mijn selectie weg
sift-cut-found =
    { $n ->
        [one] Gevonden in { $n } bericht. Haal weg wat moet blijven staan.
       *[other] Gevonden in { $n } berichten. Haal weg wat moet blijven staan.
     }
sift-cut-needs-text = Selecteer eerst de tekst die weg moet
sift-cut-needs-place = Kies ten minste één bericht in de lijst
sift-cut-do = Lak weg
sift-picture-title = Vlakken in een foto weglakken
sift-picture-help = Trek een vlak met de muis, of klik op twee hoeken. Met het toetsenbord: voeg een vlak toe. Pijltoetsen verplaatsen het, Shift met pijltoetsen maakt het groter of kleiner, Delete haalt het weg. U kunt ook getallen invullen.
sift-picture-label =
    { $n ->
        [one] Foto met { $n } vlak
       *[other] Foto met { $n } vlakken
     }
sift-box = Vlak { $at }
sift-box-label = Vlak { $at }: { $width } bij { $height }, op { $x }, { $y }
sift-box-x = Van links
sift-box-y = Van boven
sift-box-width = Breed
sift-box-height = Hoog
sift-box-add = Voeg een vlak toe
sift-box-remove = Haal vlak { $at } weg
sift-box-second-corner = Klik nu op de tweede hoek
sift-picture-strip = Haal verborgen gegevens uit de foto, zoals plaats en toestel
sift-picture-alt-label = Beschrijving voor wie de foto niet ziet
sift-picture-alt-help = Niet verplicht. Wordt bij de foto bewaard.
sift-picture-do = Bewaar de vlakken

## Step 4: details

sift-not-kept = Waarom bewaart u de andere berichten niet?
sift-not-kept-words =
    { $n ->
        [one] Dit gaat over { $n } bericht. Het archief krijgt de grond, niet het bericht.
       *[other] Dit gaat over { $n } berichten. Het archief krijgt de grond, niet de berichten.
     }
sift-hide-title = Naam van het gesprek
sift-hide-title-words = Het gesprek heet “{ $title }”.
sift-hide-title-no = Stuur de naam mee
sift-hide-title-yes = Laat de naam weg: { $ground }
sift-one-thing-missing = Er ontbreekt nog één ding
sift-to-send = Verder naar indienen
sift-back-redact = Terug naar weglakken

## Step 5: handing in

sift-making = Het bestand wordt gemaakt.
sift-making-1 = Berichten wegen: { $done } van { $total }
sift-making-2 = Berichten schrijven: { $done } van { $total }
sift-making-3 = Bijlagen schrijven: { $done } van { $total }
sift-cannot-make = Het bestand kan niet worden gemaakt
sift-choice-safe = Uw keuze staat nog op deze pagina. Er is niets verzonden.
sift-send-title = Dit dient u in
sift-send-sentence =
    U dient { $kept } van { $of ->
        [one] { $ofn } bericht
       *[other] { $ofn } berichten
     } in, { $files ->
        [0] zonder bijlagen.
        [one] met { $files } bijlage.
       *[other] met { $files } bijlagen.
     }
sift-send-left =
    { $n ->
        [one] Het andere bericht en zijn bijlagen blijven op uw apparaat. Het archief krijgt daarvan alleen het aantal, de periode en een controlegetal.
       *[other] De andere { $n } berichten en hun bijlagen blijven op uw apparaat. Het archief krijgt daarvan alleen het aantal, de periode en een controlegetal.
     }
sift-send-left-none = Dit zijn alle berichten van het gesprek.
sift-fact-title = Naam van het gesprek
sift-fact-title-none = gaat niet mee
sift-fact-senders = Afzenders van wat u indient
sift-fact-redacted = Weggelakt
sift-fact-redacted-n =
    { $n ->
        [one] in { $n } bericht
       *[other] in { $n } berichten
     }
sift-fact-files = Bijlagen
sift-fact-files-n =
    { $n ->
        [one] { $n } bestand, { $size }
       *[other] { $n } bestanden, { $size }
     }
sift-fact-ground = Waarom de rest niet wordt bewaard
sift-fact-archive = Naar
sift-fact-package = Verzegeld bestand
sift-fact-package-n = { $size }. Alleen het archief kan het openen.
sift-names-still-show = Een weggelakte tekst staat nog in de naam van een afzender
    .why = Namen van afzenders worden niet weggelakt. Dit gaat over { $n } berichten.
sift-send-files = Bekijk de bijlagen die meegaan
sift-send-proof = Met uw ontvangstbewijs en een nieuwe export kunt u later aantonen dat dit alles is wat u koos.
sift-send = Indienen
sift-sending = Verzenden: { $done } van { $total }
sift-back-details = Terug naar gegevens
sift-no-connection = Er is geen verbinding
    .safe = Er is niets kwijt: uw keuze en het verzegelde bestand staan nog op deze pagina. Dien opnieuw in als de verbinding er weer is.
sift-signed-off = U bent afgemeld
    .safe = Er is niets kwijt: uw keuze en het verzegelde bestand staan nog op deze pagina. Meld u aan in een nieuw tabblad, kom hier terug en dien opnieuw in.
    .link = Meld u aan in een nieuw tabblad
sift-not-taken = Het archief heeft het bestand niet aangenomen
    .code = Code: { $code }

## After handing in

sift-done = Ingediend
sift-done-sentence =
    Ingediend: { $kept } van { $of ->
        [one] { $ofn } bericht
       *[other] { $ofn } berichten
     }, { $files ->
        [0] zonder bijlagen
        [one] met { $files } bijlage
       *[other] met { $files } bijlagen
     }
sift-done-again = Het archief had dit bestand al. Het is één keer bewaard.
sift-done-forgotten = Uw keuze is van dit apparaat gewist.
sift-receipt = Uw ontvangstbewijs
sift-receipt-why = Bewaar het zelf, op een plek waar alleen u bij kunt, en geef het niet aan het archief. Er staat geen tekst van berichten in. Zonder dit bewijs kan later niemand aantonen wat u koos.
sift-receipt-save = Bewaar het ontvangstbewijs
sift-receipt-print = Druk deze pagina af
sift-receipt-saved = Het ontvangstbewijs is bewaard bij uw downloads
    .keep = Zet het op een plek waar alleen u bij kunt.
sift-receipt-number = Nummer
sift-receipt-when = Ingediend op
sift-receipt-owner = Door
sift-receipt-kept = Bewaard
sift-receipt-kept-n = { $kept } van { $of } berichten
sift-receipt-root = Controlegetal van de hele export
sift-after = Wat er nu gebeurt
sift-after-copies = Gooi de export weg: van de telefoon, uit uw mail en uit Downloads.
sift-after-second = Een collega kijkt ernaar en zet het in het juiste dossier.
sift-done-link = Bekijk uw indiening

## Screenshots

sift-shots-when = Hebt u alleen schermafdrukken van het gesprek?
sift-shots-write = Dien schermafdrukken in
sift-shots-title = Schermafdrukken
sift-shots-lead = Zet de afbeeldingen in de goede volgorde en typ over wat erop staat. Alles blijft op uw apparaat totdat u het indient. Lak weg wat het archief niet mag zien: die beeldpunten zijn dan echt weg.
sift-shots-app = Welke app is dit?
sift-shots-app-none = Kies de app
sift-shots-app-whatsapp = WhatsApp
sift-shots-app-signal = Signal
sift-shots-app-messages = Sms of iMessage
sift-shots-app-telegram = Telegram
sift-shots-app-teams = Teams
sift-shots-app-other-app = Een andere app
sift-shots-people = Wie staan erop?
sift-shots-people-help = Eén naam per regel, zoals de archiefmedewerker die moet kunnen vinden.
sift-shots-pictures = De afbeeldingen
sift-shots-order = Zet ze in volgorde met de knoppen Omhoog en Omlaag, of met Alt en een pijltoets.
sift-shots-add = Voeg afbeeldingen toe
sift-shots-nth = Schermafdruk { $at } van { $of }
sift-shots-alt = Schermafdruk { $at }; typ hiernaast over wat erop staat
sift-shots-up = Omhoog
sift-shots-down = Omlaag
sift-shots-remove = Haal schermafdruk { $at } weg
sift-shots-moved = Nu schermafdruk { $at } van { $of }
sift-shots-at = Datum en tijd van het eerste bericht erop
sift-shots-text = Wat erop staat
sift-shots-text-help = Typ over wie wat schreef. Deze tekst maakt de afbeelding leesbaar en vindbaar voor iedereen.
sift-shots-recognise = Stel een tekst voor
sift-shots-recognising = De afbeelding wordt op dit apparaat gelezen.
sift-shots-suggestion = Voorstel: kijk na of het klopt
sift-shots-take = Zet in het veld
sift-shots-leave = Gebruik dit niet
sift-shots-not-recognised = Deze afbeelding kon niet worden gelezen. Typ de tekst zelf over.
sift-shots-nothing-recognised = Er is geen tekst gevonden. Typ de tekst zelf over.
sift-shots-not-a-picture = Dit zijn geen afbeeldingen die kunnen worden ingediend (JPEG, PNG, WebP of GIF, hoogstens 64 MB)
sift-shots-too-many = Er kunnen hoogstens { $n } afbeeldingen in één indiening
sift-shots-saved = Wat u typte is opgeslagen op dit apparaat, tot { $until }. De afbeeldingen niet: kies ze opnieuw om verder te gaan.
sift-shots-needs-picture = Voeg eerst een afbeelding toe.
sift-shots-needs-app = Kies welke app dit is.
sift-shots-needs-time = Vul de datum en tijd in bij schermafdruk { $at }.
sift-shots-needs-text = Typ over wat er op schermafdruk { $at } staat.
sift-shots-sentence =
    { $n ->
        [one] U dient één schermafdruk in, met de tekst die u overtypte.
       *[other] U dient { $of } schermafdrukken in, met de tekst die u overtypte.
     }
sift-shots-left = Wat u weglakte en wat de telefoon in de bestanden schreef (plaats, toestel, tijd) gaat niet mee.

## Sealed drafts

sift-elsewhere = Verder op een ander apparaat
sift-draft-there = U hebt een verzegeld concept, opgeslagen op { $date } om { $time }.
sift-draft-until = Het vernietigt zichzelf op { $date }.
sift-draft-near = Let op: het vernietigt zichzelf al op { $date }.
sift-draft-frozen = Het is bevroren door { $by } op { $date } en wordt nu niet vernietigd.
sift-draft-open = Open het concept
sift-draft-more = Meer over dit concept
sift-draft-saved = Verzegeld opgeslagen bij het archief, tot { $date }
sift-draft-opened = Het concept is geopend
    .do = Kies nu op dit apparaat hetzelfde bestand. Uw keuze staat dan klaar.
sift-draft-no-place = Deze browser kan niets bewaren, bijvoorbeeld omdat het een privévenster is. Open de pagina in een gewoon venster.
sift-draft-failed = Dat is niet gelukt. Uw keuze staat nog op dit apparaat.
sift-draft-wrong-key = Met deze wachtzin gaat het concept niet open. Let op hoofdletters en spaties.
sift-seal-save = Verder op een ander apparaat
sift-seal-save-what = Uw keuze, de namen en wat u weglakte worden hier verzegeld en bij het archief bewaard. De berichten zelf gaan niet mee. Alleen met uw wachtzin gaat het concept open: vergeet u die, dan kan niemand u helpen.
sift-seal-open = Open het concept
sift-seal-open-what = Typ de wachtzin waarmee u het concept opsloeg.
sift-seal-key = Wachtzin
sift-seal-key-help = Minstens 15 tekens. Vier losse woorden zijn goed te onthouden.
sift-seal-again = Wachtzin, nog een keer
sift-seal-short = Kies een wachtzin van minstens { $n } tekens
sift-seal-differs = De twee wachtzinnen zijn niet gelijk
sift-seal-busy = Even geduld: dit duurt met opzet een paar tellen, zodat raden lang duurt.
sift-seal-do = Verzegel en sla op
sift-seal-do-open = Open

## On the owner's own machine (zegel sift --page)

sift-own-lead = U leest en kiest op uw eigen apparaat. Er gaat niets naar het archief. Aan het eind staat er een verzegeld bestand op dit apparaat, dat u zelf aan het archief geeft.
sift-own-open = Lees dit bestand
sift-own-end-when = Deze pagina werkt alleen op dit apparaat, zolang zegel sift aan staat.
sift-own-end = Klaar: zet zegel sift uit
sift-own-ended = zegel sift staat uit
sift-own-ended-close = U kunt dit tabblad sluiten.
sift-own-save = Sla het verzegelde bestand op
sift-own-where = Het verzegelde bestand komt in { $out }, uw ontvangstbewijs in { $receipt }.
sift-own-done = Geef { $out } aan het archief, bijvoorbeeld per mail: alleen het archief kan het openen. Houd { $receipt } zelf.
sift-own-done-sentence =
    Opgeslagen op dit apparaat: { $kept } van { $of ->
        [one] { $ofn } bericht
       *[other] { $ofn } berichten
     }, { $files ->
        [0] zonder bijlagen
        [one] met { $files } bijlage
       *[other] met { $files } bijlagen
     }
sift-own-not-saved = Het bestand kon niet worden opgeslagen
sift-own-stopped = zegel sift staat niet meer aan
    .safe = Uw keuze staat nog op deze pagina. Kijk in het venster waar u zegel sift startte; start het daar opnieuw en open de nieuwe link.

## What an export cannot hold

sift-loss-route-limits = Deze manier van vastleggen bevat nooit aangehaalde berichten, reacties, doorsturen, leesbevestigingen en eerdere versies.
sift-loss-no-time-zone = De tijdzone staat niet in de export; de tijden zijn die van de telefoon.
sift-loss-minute-precision = De tijden zijn tot op de minuut bekend, niet tot op de seconde.
sift-loss-date-order-ambiguous = Uit het bestand blijkt niet wat de dag is en wat de maand.
sift-loss-export-cap = Het aantal berichten is gelijk aan de bovengrens van een export; de oudste ontbreken waarschijnlijk.
sift-loss-start-missing = Het begin van het gesprek ontbreekt waarschijnlijk.
sift-loss-media-omitted = Media die de telefoon niet heeft meegegeven.
sift-loss-attachment-missing = Bestanden die genoemd worden maar niet in de export zitten.
sift-loss-attachment-unreferenced = Bestanden in de export die geen bericht noemt.
sift-loss-attachment-serial-gap = Gaten in de nummering van de media.
sift-loss-attachment-type-mismatch = Bestanden waarvan de inhoud niet past bij de naam.
sift-loss-duplicate-name = Bestanden met dezelfde naam.
sift-loss-unsafe-name = Bestandsnamen die onveilig waren; zij zijn als tekst bewaard.
sift-loss-disappearing-on = Verdwijnende berichten stonden aan; wat vóór de export verliep, is weg.
sift-loss-chat-privacy-on = Geavanceerde chatprivacy werd aangezet; een volgende export wordt geweigerd.
sift-loss-deleted = Verwijderde berichten: alleen de melding is er nog.
sift-loss-edited = Bewerkte berichten: de eerdere tekst ontbreekt.
sift-loss-waiting = Berichten die de telefoon nog niet had ontsleuteld.
sift-loss-view-once = Berichten die maar één keer te zien waren, of die daarop lijken.
sift-loss-poll-voters = Peilingen zonder de namen van wie stemde.
sift-loss-time-goes-back = Berichten waarvan de tijd meer dan een dag vóór die van het vorige ligt.
sift-loss-repeated-hour = Tijden in het uur dat bij het einde van de zomertijd twee keer voorkomt.
sift-loss-implausible-time = Tijden die niet kunnen kloppen.
sift-loss-impossible-date = Regels die op een kop lijken maar een datum hebben die niet bestaat; bewaard als tekst.
sift-loss-header-look-alike = Regels in berichten die op een kop lijken, zoals geplakte gesprekken.
sift-loss-not-understood = Regels die bij geen bericht horen; bewaard als niet begrepen.
sift-loss-invalid-bytes = Bytes die in deze tekenset niet bestaan; vervangen bij het tonen, bewaard in de bron.
sift-loss-other-encoding = De tekst had een andere tekenset dan UTF-8.
sift-loss-control-characters = Stuurtekens in teksten; zichtbaar gemaakt als [U+…].
sift-loss-deceptive-characters = Namen met tekens die de leesrichting omkeren of onzichtbaar zijn.
sift-loss-limit-reached = Regels of berichten boven de grens; in stukken gelezen.
sift-loss-damaged = Het bestand was beschadigd; wat leesbaar was, staat hier.
sift-loss-other-chats = Het bestand bevatte meer gesprekken; alleen het genoemde is gelezen.
sift-loss-screenshot-limits = Een schermafdruk toont wat op het scherm stond: niets daarboven of daaronder, geen nummers, geen bewerkingen, geen precieze tijden.
sift-loss-typed-text = De tekst naast de afbeeldingen is door een mens overgetypt of nagekeken.

sift-filter-suggested = Met suggestie
sift-suggest = Suggesties
sift-suggest-what = Zegel wijst aan wat misschien een persoonsgegeven is. Het blijft uw keuze: een suggestie kiest niets en laat niets weg. Het archief ziet alleen bij welke bewaarde berichten een suggestie stond. Zegel let op:
sift-suggest-more = Hoe vaak een suggestie klopt (nieuw tabblad)
sift-suggest-line = Suggestie: misschien { $words }
sift-suggest-n = { $n ->
    [0] Bij geen enkel bericht staat een suggestie.
    [one] Bij { $n } bericht staat een suggestie.
   *[other] Bij { $n } berichten staat een suggestie.
}
sift-suggest-bsn = een BSN
sift-suggest-iban = een rekeningnummer
sift-suggest-phone = een telefoonnummer
sift-suggest-mail = een e-mailadres
sift-suggest-card = een kaartnummer
sift-suggest-postcode = een postcode
sift-suggest-special = een bijzonder gegeven

sift-notice-found = Het bericht aan gesprekspartners staat in deze chat:
sift-notice-none = Het bericht aan gesprekspartners is in deze chat niet gevonden.
sift-notice-copy = Kopieer de tekst (nieuw tabblad)
sift-notice-keep = Bewaar dat bericht mee
sift-notice-kept = Dat bericht wordt bewaard
