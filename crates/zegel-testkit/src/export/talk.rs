//! What people say: short conversations with holes in them, at work and at home.
//!
//! A turn is (who, what); `who` counts the people of that conversation, 0 being the one who starts it.

/// One turn of a conversation.
pub(super) type Turn = (usize, &'static str);

/// Conversations about the square.
pub(super) const BUSINESS: &[&[Turn]] = &[
    &[
        (0, "Goedemorgen allemaal. Ligt {stuk} al bij de griffie?"),
        (1, "Gisteren om {tijd} aangeleverd, onder {zaak}."),
        (0, "Mooi. Dan agenderen we hem voor {dag}."),
        (2, "Let op: de bijlage over de {straat} ontbreekt nog!"),
        (1, "Klopt, die komt vandaag. Ik heb {firma} gebeld."),
    ],
    &[
        (0, "{firma} wil {bedrag} meerwerk voor de {ding}. Gaan we daarmee akkoord?"),
        (1, "Niet zonder onderbouwing.\nZe hebben in de offerte zelf geschreven dat dit erbij hoort."),
        (2, "Eens met {wie}. Eerst {stuk} afwachten."),
        (0, "Oké, ik laat ze weten dat wij dit besluit aanhouden tot {dag} {tijd}."),
        (1, "Akkoord."),
    ],
    &[
        (0, "Bewoners van de {straat} klagen over trillingen door het heien."),
        (1, "Hoeveel meldingen?"),
        (0, "{n} sinds {dag}, de meeste na {tijd}."),
        (
            2,
            "Ik vraag {firma} om de meetgegevens. Tot die tijd niet voor 8:00 beginnen, dat hebben we beloofd.",
        ),
    ],
    &[
        (0, "Kan iemand meelezen met {stuk}? Moet om {tijd} weg."),
        (1, "Doe ik"),
        (1, "Twee dingen:\n- op blz. {n} staat nog het oude bedrag\n- de {ding} staan er dubbel in"),
        (0, "Aangepast, dank je wel! {teken}"),
    ],
    &[
        (0, "De raad vraagt waarom de kap van de platanen niet eerder is gemeld."),
        (1, "Omdat {stuk} pas op {dag} binnen was. Dat staat ook in {zaak}."),
        (2, "Zo schrijven we het ook op. Geen woord meer."),
        (0, "Ik wil wel dat de wethouder dit vóór {tijd} weet."),
        (1, "Is gebeld. Ze stemt in met de kap onder voorwaarde van herplant: {n} bomen aan de {straat}."),
    ],
    &[
        (0, "Wat kost het als we de {ding} schrappen?"),
        (1, "We besparen ongeveer {bedrag}, maar dan vervalt de subsidie van de provincie."),
        (0, "Dan niet doen."),
    ],
    &[
        (
            0,
            "Hierbij de actiepunten van vanochtend:\n1. {wie} belt {firma}\n2. {stuk} naar het college ({dag})\n3. omleiding {straat} op de site\n\nGraag reactie voor {tijd}.",
        ),
        (1, "Helder"),
        (2, "Punt 2 lukt mij niet, ik ben er dan niet. Kan {wie} dat doen?"),
        (0, "Prima"),
    ],
    &[
        (0, "Pers aan de lijn: klopt het dat de opening wordt uitgesteld?"),
        (1, "Nog niets zeggen. Het besluit valt {dag}."),
        (0, "Ze schrijven het toch. Woordvoeringslijn: \"we zijn in gesprek met {firma}\"."),
        (2, "Goed. En verwijs naar https://www.waterveen.example/lindeplein"),
        (1, "👌"),
    ],
    &[
        (0, "Is {stuk} openbaar?"),
        (1, "Ja, op de persoonsgegevens na. Zie {zaak}."),
        (0, "Er ligt een Woo-verzoek over precies dit stuk, dus graag alles bewaren."),
    ],
    &[
        (0, "De winkeliers willen dat de {straat} op {dag} open blijft voor laden en lossen."),
        (1, "Tot {tijd} kan dat. Daarna staat de kraan er."),
        (3, "Dat is voor ons te kort, wij krijgen de vracht pas rond de middag"),
        (1, "Ik kijk of {firma} kan schuiven."),
        (3, "Fijn, dank alvast"),
    ],
    &[
        (0, "Bodemonderzoek {straat} is binnen: licht verontreinigd, klasse industrie."),
        (1, "Gevolgen voor de planning?"),
        (0, "{n} dagen, en {bedrag} extra stort."),
        (2, "Dan moet dat in {stuk}. Risicopot volstaat niet meer."),
        (1, "Graag vandaag nog een voorstel, ik wil hier {dag} over beslissen."),
    ],
    &[
        (0, "Wie is er bij de schouw om {tijd}?"),
        (1, "Ik"),
        (2, "Ik ook, 5 min later {teken}"),
        (0, "Verzamelen bij de {ding}."),
    ],
    &[
        (0, "Kabel geraakt bij de {straat}. Geen gewonden. Stroom uit bij {n} adressen."),
        (1, "Netbeheerder is onderweg. Verwacht herstel: {tijd}."),
        (0, "Bewonersbrief gaat nu de deur uit."),
        (2, "Wie heeft de klic-melding gedaan?"),
        (1, "{firma}, op {dag}. Staat in {zaak}."),
    ],
    &[
        (0, "We kiezen voor variant B: eenrichtingsverkeer in de {straat}."),
        (1, "Formeel besluit volgt in het college van {dag}?"),
        (0, "Ja. Tot dan is dit vertrouwelijk."),
    ],
    &[
        (0, "Factuur van {firma}: {bedrag}. Klopt met {stuk}?"),
        (1, "Nee, {n} uur te veel"),
        (0, "Stuur maar terug dan."),
    ],
    &[
        (0, "Mail van vanochtend gezien? Volgens mij klopt {stuk} niet."),
        (1, "Gezien. Paragraaf 3.2 herschrijf ik, de rest is goed."),
        (2, "En de tabel met {ding}?"),
        (1, "Die ook 😅"),
    ],
    &[
        (0, "De brandweer eist een doorgang van 4,5 m langs de {ding}."),
        (1, "Die hebben we: 4,62 op het smalste punt, zie {stuk}."),
        (0, "Top. Wil je dat in {zaak} zetten?"),
        (1, "Gedaan"),
    ],
    &[
        (0, "Inloopavond: {n} bezoekers, sfeer goed. Vooral vragen over parkeren en de {ding}."),
        (1, "Zijn er toezeggingen gedaan?"),
        (0, "Eén: vergunninghouders van de {straat} houden hun plek tijdens het werk."),
        (1, "Vastleggen alsjeblieft, dat moet in {stuk}."),
    ],
    &[(0, "Ter info: overleg van {dag} verplaatst naar {tijd}."), (1, "👍"), (2, "Ok")],
    &[(0, "Heeft iemand het nummer van {firma}?"), (1, "Ik stuur het zo"), (0, "Dank!")],
];

/// Conversations about everything else.
pub(super) const PRIVATE: &[&[Turn]] = &[
    &[
        (0, "Wie eet er mee vanavond?"),
        (1, "Ik niet, {kind} heeft zwemles"),
        (0, "Oké, ik bewaar wat {teken}"),
    ],
    &[
        (0, "{kind} is geslaagd!! 🎓"),
        (1, "Gefeliciteerd! Wat heerlijk"),
        (2, "🎉🎉"),
        (0, "We zijn zo trots. Tranen hier aan de keukentafel"),
    ],
    &[
        (0, "Iemand een oppas voor {weekend}?"),
        (1, "Ons buurmeisje kan misschien, vraag ik na"),
        (0, "Je bent een held"),
    ],
    &[
        (0, "Mijn moeder ligt in het ziekenhuis, ik ben er morgen niet."),
        (1, "Ach wat naar. Sterkte, neem alle tijd."),
        (2, "Denk aan je ❤️"),
    ],
    &[
        (0, "Gezien gisteren? Wat een wedstrijd"),
        (1, "Die laatste vijf minuten, onvoorstelbaar"),
        (0, "Ik heb geen stem meer over 😂"),
    ],
    &[
        (0, "De loodgieter komt pas {weekend}, dus weer een week koud douchen"),
        (1, "Je mag bij ons hoor"),
        (0, "Haha dank"),
    ],
    &[
        (0, "Fijne verjaardag {wie}! 🎂"),
        (1, "Dank je! Taart staat klaar bij de koffie"),
        (2, "Ik kom eraan"),
    ],
    &[(0, "Hoe was de vakantie?"), (1, "Regen. Maar goed gegeten {teken}"), (0, "Ook wat waard")],
    &[(0, "Ik loop {weekend} de halve marathon, wie komt juichen?"), (1, "Wij staan bij de brug met {kind}")],
    &[(0, "Kun jij {kind} om {tijd} van school halen?"), (1, "Ja hoor"), (0, "Redding. X")],
    &[(0, "Heb jij mijn oplader mee naar huis genomen?"), (1, "Oeps, ja. Morgen terug")],
    &[
        (0, "We gaan scheiden. Nog niet doorvertellen alsjeblieft."),
        (1, "Wat verdrietig. Bel me als je wilt."),
        (0, "Doe ik vanavond"),
    ],
    &[
        (0, "Recept van die soep?"),
        (1, "Ui, pompoen, gember, kokosmelk. {n} minuten zacht laten pruttelen"),
        (0, "Mmm"),
    ],
    &[(0, "Trein valt weer uit 🙄"), (1, "Ik sta op hetzelfde perron zeker"), (0, "Bij de kiosk!")],
    &[(0, "Welterusten x"), (1, "Slaap lekker")],
];

/// Captions under a picture of the work.
pub(super) const CAPTIONS: [&str; 8] = [
    "Zo ligt het er nu bij aan de {straat}",
    "Bord van de werksessie, graag overnemen in {stuk}",
    "Foto van {tijd}: de {ding} staan er",
    "Kijk eens naar de hoek rechtsonder, dat is niet volgens tekening",
    "Schade bij nummer {n}",
    "Versie met de opmerkingen van {wie}",
    "Variant B op het whiteboard: zie de pijlen",
    "Vanochtend opgeleverd {teken}",
];

/// Questions of a poll, each with its options.
pub(super) const POLLS: [(&str, [&str; 3]); 4] = [
    ("Wanneer doen we de schouw?", ["dinsdag 9:00", "woensdag 13:30", "donderdag 16:00"]),
    ("Welke tegel heeft de voorkeur?", ["gebakken klinker", "natuursteen", "beton, grijs"]),
    ("Wie komt er naar de inloopavond?", ["ik kom", "ik kom later", "ik kan niet"]),
    ("Lunch tijdens de werksessie?", ["broodjes", "soep: pompoen", "zelf meenemen"]),
];

/// What a person writes that only looks like a header or a mark of the app.
pub(super) const TRAPS: [&str; 6] = [
    "Uit het logboek:\n12-05-2025: kabel gevonden\n10:30 - kraan op locatie",
    "Let op: : dubbele punt gezien",
    "Er stond bij mij <Media weggelaten> maar ik had hem wel",
    "bouwhek.jpg (bestand bijgevoegd) zei mijn telefoon, maar er kwam niets",
    "regel een\n\nregel drie, met een lege ertussen\n",
    "Dit bericht is verwijderd stond er, wat had je geschreven?",
];
