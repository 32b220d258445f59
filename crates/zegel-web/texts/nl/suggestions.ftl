# Suggesties: wat misschien een persoonsgegeven is, en hoe vaak dat klopt.

suggestions-title = Suggesties
suggestions-off = Uit
suggestions-on = Aan
suggestions-version = Versie { $set }, woordenlijst { $list }
suggestions-lead = Bij het schiften kan Zegel aanwijzen wat misschien een persoonsgegeven is. Dat gebeurt op het apparaat van de eigenaar. Het is alleen een hint: Zegel kiest niets en laat niets weg. Per indiening staat vast bij welke bewaarde berichten een suggestie stond.
suggestions-detectors = Waar Zegel op let
suggestions-which = Zet aan waar Zegel op let. Zonder vinkjes staan suggesties uit.
suggestions-is-on = Aan
suggestions-is-off = Uit
suggestions-save = Leg de keuze vast
suggestions-words = Eigen woorden
suggestions-words-help = Eén woord per regel. Een * aan het eind betekent: met elk vervolg.
suggestions-add = Woorden erbij
suggestions-leave-out = Woorden van de lijst die u niet wilt

suggestions-bsn = BSN
    .what = Negen cijfers die de elfproef doorstaan.
suggestions-iban = Rekeningnummer
    .what = Een IBAN met de lengte van zijn land en een kloppend controlegetal.
suggestions-phone = Telefoonnummer
    .what = Nummers uit Nederland, België en Frankrijk, en internationale nummers met een plus.
suggestions-mail = E-mailadres
    .what = Een naam, een apenstaartje en een domein.
suggestions-card = Kaartnummer
    .what = Nummers van bankpassen en creditcards die de Luhn-toets doorstaan.
suggestions-postcode = Postcode
    .what = Nederlandse postcodes met letters. Belgische postcodes alleen als de tekst eromheen dat zegt.
suggestions-special = Bijzonder gegeven
    .what = Woorden over gezondheid, geloof, politiek, vakbond, afkomst, seksualiteit of strafrecht, in drie talen.

suggestions-figures = Hoe vaak het klopt
suggestions-figures-help = Zegel rekent dit uit terwijl u deze pagina opent. Achter elk percentage staat het gebied waarin de echte waarde met 95 % zekerheid ligt (Wilson). Een kleine steekproef geeft een breed gebied.
suggestions-sample-own = Op uw eigen steekproef
    .help = { $n ->
    [one] { $n } tekst
   *[other] { $n } teksten
} die uw organisatie zelf heeft beoordeeld.
suggestions-sample-generated = Op verzonnen berichten
    .help = { $n ->
    [one] { $n } verzonnen tekst
   *[other] { $n } verzonnen teksten
} waarvan vooraf vaststaat wat erin zit, met tikfouten en lastige gevallen.
suggestions-detector = Soort
suggestions-precision = Terecht aangewezen
suggestions-recall = Gevonden van wat er is
suggestions-nothing = niets om te meten
suggestions-interval = { $interval }, { $n } van { $of }

suggestions-own = Uw eigen steekproef
suggestions-own-help = Een bestand met op elke regel een tekst en wat erin zit (JSON Lines). Plaatsen tellen tekens vanaf 0. Zegel bewaart het verzegeld, opent het alleen om te meten en toont het nooit meer. Een nieuw bestand vervangt het oude.
suggestions-file = Bestand met de steekproef
suggestions-put = Breng de steekproef in
suggestions-remove = Verwijder de steekproef

suggestions-done-set = De keuze is vastgelegd. Zij geldt vanaf het volgende bestand dat iemand opent.
suggestions-done-sample = De steekproef is verzegeld bewaard.
suggestions-done-removed = De steekproef is verwijderd.
