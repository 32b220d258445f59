# Tussentijdse kopieën.

copies-title = Tussentijdse kopieën
copies-lead = Elke kopie die onderweg ontstaat, heeft hier een regel: waar zij ligt, waarvoor, en hoe zij eindigde.
copies-n-open = { $n ->
    [one] { $n } kopie staat nog open
   *[other] { $n } kopieën staan nog open
}
copies-n-all = { $n ->
    [one] { $n } kopie in totaal
   *[other] { $n } kopieën in totaal
}
copies-filter = Toon
copies-filter-open = Nog open
copies-filter-all = Alle
copies-none = Er zijn geen kopieën
copies-open = Nog open
copies-ended = Beëindigd
copies-since = Sinds { $at }
copies-until = Moet weg zijn op { $at }
copies-capture = Naar de indiening
copies-kind-screenshot = Schermafdruk
copies-kind-export-zip = Export van de chat (zip)
copies-kind-export-text = Export van de chat (tekst)
copies-kind-attachment = Bijlage
copies-kind-package = Verzegelde indiening
copies-kind-accepted = Ontvangen berichten in het archief
copies-place-archive = in het archief
copies-place-owner = bij de eigenaar van de chat
copies-end-destroyed = Vernietigd op { $at }
copies-end-attested = Weg verklaard op { $at } { $who }
copies-attest = Verklaar dat deze kopie weg is
copies-statement = Hoe is de kopie weggehaald?
copies-statement-help = Bijvoorbeeld: verwijderd van mijn telefoon en uit de prullenbak.
copies-attest-button = Leg de verklaring vast
copies-done-attested = Uw verklaring is vastgelegd.
