# Zoeken.

find-title = Zoeken in archiefstukken
find-words = Woorden
find-sender = Afzender
find-from = Vanaf
find-to = Tot en met
find-dossier = Dossier
find-year = Jaar
find-button = Zoek
find-help = Gebruik aanhalingstekens voor woorden achter elkaar, een * voor het begin van een woord, OR voor een van beide, en - voor wat er niet in mag staan.
find-n = { $n ->
    [one] { $n } bericht gevonden
   *[other] { $n } berichten gevonden
}
find-n-bound = Meer dan { $n } berichten gevonden
find-bound = De aantallen zijn geteld over de nieuwste { $n } berichten.
find-none = Geen berichten gevonden
find-none-help = Probeer minder woorden, een ander woord of een langere periode.
find-older = Oudere treffers
find-facets = Verfijn
find-logged = Elke zoekvraag staat in het logboek.
find-lost = Deze zoekvraag is niet meer bekend. Zoekwoorden staan om privacyredenen niet in het adres. Zoek opnieuw.
find-wrong-day = Een datum klopt niet.
find-wrong-dossier = Dit is geen naam van een dossier.
find-query-too-long = De vraag is te lang. Gebruik minder woorden.
find-query-too-many-terms = De vraag heeft te veel woorden.
find-query-only-excludes = Zeg ook wat er wel in moet staan.
find-prefix-too-short = Te veel woorden beginnen zo. Schrijf meer letters voor de *.
