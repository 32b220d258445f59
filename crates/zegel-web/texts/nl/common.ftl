# Wat op elke pagina staat.

common-skip = Naar de inhoud
common-main-menu = Hoofdmenu
common-menu = Menu
common-sign-off = Afmelden
common-my-access = Mijn toegang

common-menu-sift = Schiften
common-menu-intake = Indieningen
common-menu-search = Zoeken
common-menu-dossiers = Dossiers
common-menu-releases = Uitgiften
common-menu-ledger = Logboek
common-menu-people = Mensen
common-menu-rights = Wie mag wat

common-n-messages = { $n ->
    [one] { $n } bericht
   *[other] { $n } berichten
}

common-month-1 = januari
common-month-2 = februari
common-month-3 = maart
common-month-4 = april
common-month-5 = mei
common-month-6 = juni
common-month-7 = juli
common-month-8 = augustus
common-month-9 = september
common-month-10 = oktober
common-month-11 = november
common-month-12 = december

common-weekday-1 = maandag
common-weekday-2 = dinsdag
common-weekday-3 = woensdag
common-weekday-4 = donderdag
common-weekday-5 = vrijdag
common-weekday-6 = zaterdag
common-weekday-7 = zondag

common-role-chat-owner = Eigenaar van de chat
common-role-supporter = Ondersteuner
common-role-records-adviser = Adviseur informatiebeheer
common-role-data-owner = Gegevenseigenaar
common-role-archivist = Archivaris
common-role-lawyer = Jurist openbaarheid
common-role-privacy-officer = Functionaris gegevensbescherming
common-role-administrator = Beheerder
common-role-inspector = Toezichthouder

common-act-accept = Een indiening aanleveren
common-act-see-states = Toestanden, aantallen en data zien
common-act-read = Indieningen en archiefstukken lezen
common-act-search = Zoeken in de inhoud
common-act-keep-dossier = Een dossier openen of sluiten
common-act-register = Registreren
common-act-store = Omzetten en opslaan
common-act-end-copy = Tussentijdse kopieën beëindigen
common-act-close-capture = Een veiligstelling afsluiten
common-act-propose-release = Een uitgifte vragen
common-act-approve-release = Een uitgifte goedkeuren
common-act-hold = Opschorten en de opschorting opheffen
common-act-propose-destruction = Vernietiging voorstellen
common-act-approve-destruction = Vernietiging goedkeuren en uitvoeren
common-act-read-ledger = Het logboek lezen
common-act-count-scope = De omvang van een datalek tellen
common-act-verify = Het hele archief controleren
common-act-keep-people = Mensen toevoegen en rollen geven
common-act-see-rhythm = Het ritme van eigenaren zien
common-act-check-settings = De instellingen van de eigen apps nalopen
common-act-keep-notice = Het bericht aan gesprekspartners schrijven
common-act-keep-suggestions = Suggesties aan- of uitzetten
common-act-keep-draft = Een eigen concept verzegeld bewaren
common-act-keep-keys = Sleutels beheren
common-act-sign-on = Aanmelden en eigen toegang beheren
common-act-propose-roles = Andere rollen vragen voor iemand
common-act-approve-roles = Rollen goedkeuren die een ander vroeg

common-session-near = U wordt bijna afgemeld. Minuten over:
common-session-stay = Aangemeld blijven
common-session-ended = U bent afgemeld. Wat op deze pagina staat, blijft staan. Meld u aan in een nieuw tabblad en ga hier verder.
common-session-again = Aanmelden in een nieuw tabblad
common-crumbs = Kruimelpad
common-act-report-breach = Een datalek melden
common-act-see-breaches = Het register van datalekken lezen
common-act-handle-breach = Een datalek behandelen
common-act-approve-breach = Als tweede persoon besluiten over een datalek
common-act-see-risks = Het risicoregister lezen
common-act-keep-risks = Risico’s beoordelen en maatregelen vastleggen
common-act-keep-texts = Spelregels, protocollen en teksten schrijven
common-act-read-texts = Spelregels en protocollen lezen
