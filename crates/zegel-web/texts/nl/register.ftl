# Het register van datalekken, de cijfers per jaar, de maatregelen over alle datalekken, de bestanden.

register-title = Register van datalekken
register-lead = Hier staat elk datalek, gemeld of niet: wat er gebeurde, wat de gevolgen zijn en wat eraan gedaan is. Niets kan eruit worden verwijderd.
register-years = Cijfers per jaar
register-year = Jaar
register-not-notified = Niet gemeld, besloten
register-n-told = Mensen geïnformeerd
register-people = Betrokkenen, hoogstens
register-all = Alle datalekken
register-facts = Feiten
register-effects = Gevolgen
register-report = Melding
register-level = Risico
register-told = Mensen geïnformeerd op { $day }
register-closed = Afgesloten op { $day }
register-files = Bestanden
register-sheet = Als rekenblad
register-pdf = Als PDF/A
register-json = Als JSON met bewijs
register-without = Zonder persoonsgegevens
register-without-help = Voor een Woo-verzoek. Namen en alles wat mensen schreven, zijn weg. Getallen, keuzes en momenten blijven.
register-verify = Nagaan zonder Zegel
register-verify-help = Een buitenstaander ziet met het JSON-bestand of er iets is gewijzigd, verwijderd of toegevoegd. De sleutel geeft u langs een andere weg.
register-key = SLEUTEL
register-file = register-datalekken
register-file-without = register-datalekken-zonder-persoonsgegevens
register-tasks = Maatregelen van alle datalekken
register-tasks-link = { $n ->
    [one] { $n } open maatregel
   *[other] { $n } open maatregelen
}
register-n-tasks = { $n ->
    [one] { $n } maatregel is nog te doen
   *[other] { $n } maatregelen zijn nog te doen
}
register-no-tasks = Er is niets meer te doen
register-no-tasks-help = Alle maatregelen zijn gedaan. Nieuwe voegt u toe bij een datalek.
register-overdue = Te laat, moest vóór { $day }
register-no-day = Geen dag afgesproken
register-more = Meer maatregelen
register-controller = Verwerkingsverantwoordelijke
register-processor = Verwerker
register-column-number = Nummer
register-column-title = Naam
register-column-stage = Stand
register-column-side = Kant
register-column-law = Wet
register-column-signal = Eerste signaal
register-column-reported = Gemeld bij ons
register-column-occurred = Gebeurd
register-column-aware = Kennisname
register-column-deadline = Uiterlijk melden
register-column-summary = Wat er gebeurde
register-column-nature = Soort datalek
register-column-data = Soort gegevens
register-column-people = Betrokkenen
register-column-effects = Gevolgen
register-column-level = Risico
register-column-authority = Besluit toezichthouder
register-column-notified = Gemeld bij de toezichthouder
register-column-authority-number = Nummer van de toezichthouder
register-column-told = Mensen geïnformeerd
register-column-measures = Maatregelen: wat, wie, uiterlijk, gedaan
register-column-closed = Afgesloten
