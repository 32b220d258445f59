# Wat is ingediend.

intake-title = Indieningen
intake-title-own = Wat u hebt ingediend
intake-n = { $n ->
    [one] { $n } indiening
   *[other] { $n } indieningen
}
intake-filter = Toon alleen
intake-all = Alle
intake-empty = Er is niets ingediend
intake-empty-own = Kies een chat op uw eigen apparaat. Alleen wat u kiest, komt hier.
intake-empty-help = Zodra een eigenaar berichten indient, staan ze hier.
intake-start = Begin met schiften
intake-kept = { $kept } van { $all } berichten
intake-open = { $n ->
    [one] Nog { $n } tussentijdse kopie
   *[other] Nog { $n } tussentijdse kopieën
}
intake-older = Oudere tonen
intake-untitled = Indiening van { $at }
intake-of = van
intake-state-accepted = Wacht op registratie
intake-state-proposed = Wacht op akkoord
intake-state-returned = Teruggestuurd
intake-state-registered = Wacht op opslaan
intake-state-stored = Opgeslagen
intake-state-closed = Afgesloten
intake-state-withdrawn = Ingetrokken
intake-way = Waar is het nu?
intake-step-accepted = Ingediend
intake-step-returned = Teruggestuurd
intake-step-withdrawn = Ingetrokken
intake-step-proposed = Voorgesteld
intake-step-registered = Geregistreerd
intake-step-stored = Opgeslagen
intake-step-closed = Afgesloten
intake-step-waits = nog niet
intake-register = Registreren
intake-judge = Voorstel beoordelen
intake-send-back = Terugsturen
intake-own-work = U mag dit niet zelf registreren: het is uw eigen chat, of u hebt het zelf aangeleverd.
intake-own-work-who = Deze mensen kunnen het wel: { $who }.
intake-own-work-nobody = Nu kan niemand anders het. Vraag de beheerder om een tweede persoon.
intake-store = Opslaan in het dossier
intake-render = Maak de pdf opnieuw
intake-close = Afsluiten
intake-open-copies = Afsluiten kan pas als elke tussentijdse kopie is beëindigd. Hieronder staat welke nog open zijn.
intake-returned = Waarom is dit teruggestuurd?
intake-returned-help = Schift de chat opnieuw en dien daarna een nieuwe keuze in. Wat u eerder indiende, blijft verzegeld liggen tot u het intrekt.
intake-sift-again = Schift opnieuw
intake-withdraw-title = Deze indiening intrekken
intake-withdraw-help = De berichten van deze indiening worden dan vernietigd. Doe dit als de nieuwe indiening er is, of als er niets bewaard hoeft te worden.
intake-withdraw = Intrekken en vernietigen
intake-reopen = Toch registreren
intake-message = bericht { $n }
intake-messages = bericht { $first } tot en met { $last }
intake-gap = { $n ->
    [one] { $n } bericht niet gekozen
   *[other] { $n } berichten niet gekozen
}
intake-choice = Wat is gekozen?
intake-of-messages = { $all ->
    [one] van { $all } bericht
   *[other] van { $all } berichten
}
intake-read = Berichten lezen
intake-stretches = { $n ->
    [one] Waar ze staan: { $n } stuk
   *[other] Waar ze staan: { $n } stukken
}
intake-loss = Wat ontbreekt of is onzeker?
intake-loss-help = Een export is geen volledige kopie van een chat. Dit is vastgesteld:
intake-loss-none = Er zijn geen bijzonderheden vastgesteld.
intake-times = { $n } keer
intake-copies = Tussentijdse kopieën
intake-copies-help = Alles wat onderweg bestaat, staat hier tot het is vernietigd of tot iemand verklaart dat het weg is.
intake-facts = Gegevens
intake-period = Periode van de chat
intake-participants = Deelnemers
intake-regime = Wijze van kiezen
intake-select-in = Kiezen wat bewaard wordt
intake-select-out = Alles bewaren, behalve wat privé is
intake-ground = Waarom de rest niet
intake-files = Bijlagen
intake-commitment = Zegel over de hele export
intake-records = Archiefstukken
intake-record = Archiefstuk
intake-job-title = Opslaan
intake-job-storing = Zegel schrijft de archiefstukken en maakt ze vindbaar.
intake-job-typesetting = De archiefstukken zijn opgeslagen. Zegel maakt nu de pdf: { $made } van { $parts } delen klaar.
intake-job-done = Klaar. De archiefstukken zijn opgeslagen en te vinden.
intake-job-failed = Het opslaan stopte (code { $code }). Er is niets kwijt; de indiening is nog geregistreerd. Probeer het opnieuw.
intake-job-failed-pdf = De archiefstukken zijn opgeslagen en te vinden. Alleen de pdf lukte niet (code { $code }). Probeer dat deel opnieuw.
intake-job-leave = U mag deze pagina verlaten. Het werk gaat door.
intake-job-look = Kijk hoe ver het is
intake-done-registered = De indiening is geregistreerd. Sla haar nu op in het dossier.
intake-done-proposed = Uw voorstel is vastgelegd. Iemand anders moet het goedkeuren.
intake-done-returned = De indiening is teruggestuurd. De eigenaar ziet waarom.
intake-done-reopened = De indiening wacht weer op registratie.
intake-done-withdrawn = De indiening is ingetrokken en vernietigd.
intake-done-closed = De indiening is afgesloten.
intake-done-attested = Uw verklaring is vastgelegd.
intake-suggestions = Suggesties
intake-suggestions-n = { $n ->
    [0] Aan, bij geen enkel bewaard bericht
    [one] Bij { $n } bewaard bericht
   *[other] Bij { $n } bewaarde berichten
}
intake-notice = Bericht aan gesprekspartners
intake-notice-found = Gevonden op { $at }, bericht { $n }
intake-notice-version = { $language }, versie { $n }
intake-notice-none = Niet gevonden
intake-job-stopped = De pdf/a is niet af, omdat iemand het maken stopte. Het archiefstuk is wel opgeslagen. Maak de pdf/a later met de knop hieronder.
intake-job-stop = Stop het maken van de pdf/a
