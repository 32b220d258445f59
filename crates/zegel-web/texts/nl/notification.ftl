# Melden bij de toezichthouder: het ingevulde formulier, de gemaakte meldingen, wat er is ingediend.

notification-title = Melding bij de toezichthouder
notification-filled-in = Ingevuld
notification-of = van { $n }
notification-nothing-due = Alles wat nu moet, is ingevuld
notification-n-due = { $n ->
    [one] Nog { $n } antwoord is nu nodig
   *[other] Nog { $n } antwoorden zijn nu nodig
}
notification-yourself = Zegel verstuurt niets. U dient de melding zelf in bij de toezichthouder.
notification-to-make = Verder naar melding maken
notification-processor = Uw organisatie is hier verwerker. De verwerkingsverantwoordelijke beslist over melden. Het formulier staat hier alleen om in te zien.
notification-choose = Formulier kiezen
notification-choose-formulier = Formulier
notification-choose-taal = Taal
notification-choose-soort = Soort melding
notification-look = Laat zien
notification-language-nl = Nederlands
notification-language-en = Engels
notification-language-fr = Frans
notification-language-de = Duits
notification-kind-initial = Eerste melding
notification-kind-supplementary = Aanvulling
notification-kind-complete = Volledige melding
notification-kind-withdrawal = Intrekking
notification-unverified = Dit formulier is niet bij de toezichthouder zelf gelezen. Ziet u daar iets anders? Volg dan het formulier daar.
notification-n-skipped = { $n ->
    [one] { $n } vraag stelt het formulier in dit geval niet.
   *[other] { $n } vragen stelt het formulier in dit geval niet.
}
notification-n-recorded = Vastgelegd door mensen
notification-n-counted = Geteld door het archief
notification-n-missing = Ontbreekt
notification-mark-recorded = Vastgelegd
notification-mark-counted = Geteld
notification-mark-missing = Ontbreekt
notification-mark-due = Nu nodig
notification-mark-not-applicable = Niet gevraagd
notification-fill-facts = Vul dit in bij de feiten
notification-fill-moments = Leg dit vast bij de momenten
notification-fill-details = Vul dit in bij de gegevens
notification-fill-delay = Leg de reden van de vertraging vast
notification-fill-judge = Beoordeel het risico
notification-fill-decide = Beslis over de betrokkenen
notification-fill-tell = Dit volgt uit het informeren van de betrokkenen
notification-fill-measures = Vul dit in bij de maatregelen
notification-fill-number = Leg het nummer van de eerste melding vast
notification-fill-below = Schrijf dit hieronder, bij het maken
notification-fill-settings = Dit staat in de instellingen van het archief. De beheerder vult het daar in.
notification-fill-there = Zegel weet dit niet. Vul het in bij de toezichthouder zelf.
notification-make = Melding maken
notification-make-help = De melding blijft zoals zij nu is. Verandert er later iets, dan maakt u een nieuwe.
notification-make-initial = Maak de eerste melding
notification-make-supplementary = Maak de aanvulling
notification-make-complete = Maak de volledige melding
notification-make-withdrawal = Maak de intrekking
notification-made-ones = Gemaakte meldingen
notification-none = Er is nog geen melding gemaakt.
notification-made = gemaakt op { $at }
notification-made-by = Gemaakt door { $who }
notification-recorded-by = Vastgelegd door { $who }
notification-under = nummer { $number }
notification-filed = Ingediend
notification-not-filed = Nog niet ingediend
notification-no-interface = Zegel dient niets in
notification-to-authority = Naar de website van de toezichthouder
notification-name = Melding { $n }: { $kind }
notification-at-authority = Bij de toezichthouder
notification-file-it = Dien deze melding zelf in. Leg daarna het nummer vast.
notification-to-file = Vastleggen dat zij is ingediend
notification-file-title = Is de melding ingediend?
notification-file = Leg vast dat zij is ingediend
notification-number-missing = Vul het nummer in dat de toezichthouder gaf.
notification-receipt = Haal de ontvangstbevestiging op
notification-receipt-name = ontvangst
notification-file-name = melding
notification-reason = Wat er veranderde
notification-files = Bestanden
notification-pdf = Als PDF/A
notification-json = Als JSON, zoals zij bewaard is
notification-edpb = Als JSON in het sjabloon van de EDPB
notification-compare = Vergelijken met
notification-difference = Verschil met melding { $n }
notification-n-changed = { $n ->
    [one] { $n } antwoord verschilt
   *[other] { $n } antwoorden verschillen
}
notification-same = De antwoorden zijn gelijk.
notification-before = Eerst
notification-after = Daarna
notification-all = Alle meldingen van dit datalek
