# Dossiers.

dossiers-title = Dossiers
dossiers-empty = There is no dossier yet
dossiers-empty-help = A record always belongs to a dossier. Open one first.
dossiers-records = { $n ->
    [one] { $n } record
   *[other] { $n } records
}
dossiers-closed = Closed
dossiers-next = Next
dossiers-open = Open a dossier
dossiers-id = Identifier
dossiers-id-help = For example the case number: letters, digits, point and hyphen.
dossiers-name = Title
dossiers-open-button = Open the dossier
dossiers-id-wrong = Use 1 to 80 letters, digits, points or hyphens for the identifier.
dossiers-title-missing = Give the dossier a title.
dossiers-exists = This dossier exists already.
dossiers-opened = Opened { $at }
dossiers-closed-at = Closed { $at }
dossiers-search = Search this dossier
dossiers-none = This dossier is empty
dossiers-none-help = Records arrive here when a submission is registered.
dossiers-release = Ask for a release of the dossier
dossiers-close = Close the dossier
dossiers-close-help = Nothing is added after that. Reading and searching stay possible.
dossiers-done-opened = The dossier is open.
dossiers-done-closed = The dossier is closed.
