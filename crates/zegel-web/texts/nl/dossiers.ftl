# Dossiers.

dossiers-title = Dossiers
dossiers-empty = Er is nog geen dossier
dossiers-empty-help = Een archiefstuk hoort altijd in een dossier. Open er eerst een.
dossiers-records = { $n ->
    [one] { $n } archiefstuk
   *[other] { $n } archiefstukken
}
dossiers-closed = Gesloten
dossiers-next = Volgende
dossiers-open = Een dossier openen
dossiers-id = Kenmerk
dossiers-id-help = Bijvoorbeeld het zaaknummer: letters, cijfers, punt en streepje.
dossiers-name = Titel
dossiers-open-button = Open het dossier
dossiers-id-wrong = Gebruik voor het kenmerk 1 tot 80 letters, cijfers, punten of streepjes.
dossiers-title-missing = Geef het dossier een titel.
dossiers-exists = Dit dossier is er al.
dossiers-opened = Geopend { $at }
dossiers-closed-at = Gesloten { $at }
dossiers-search = Zoek in dit dossier
dossiers-none = Dit dossier is leeg
dossiers-none-help = Archiefstukken komen hier als een indiening is geregistreerd.
dossiers-release = Vraag een uitgifte van het dossier
dossiers-close = Sluit het dossier
dossiers-close-help = Daarna komt er niets meer bij. Lezen en zoeken blijven mogelijk.
dossiers-done-opened = Het dossier is geopend.
dossiers-done-closed = Het dossier is gesloten.
