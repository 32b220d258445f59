# De instellingen van een app nalopen.

check-title = Instellingen van uw app
check-lead = Vier instellingen bepalen of u zakelijke berichten later nog kunt bewaren. Kies uw app en loop ze na. Het kost u een paar minuten.
check-app-whatsapp-android = WhatsApp op Android
check-app-whatsapp-iphone = WhatsApp op iPhone
check-app-signal = Signal
check-not-yet = Nog niet nagelopen
check-all-good = Alles in orde
check-n-open = { $n ->
    [one] { $n } punt open
   *[other] { $n } punten open
}
check-done-on = Nagelopen op { $date }
check-of = Instellingen van { $app }
check-of-lead = Pak uw telefoon erbij. Uw antwoorden worden met de datum bewaard. De adviseur ziet alleen aantallen. In het logboek staan ze onder een nummer, zonder uw naam.
check-picture = Tekening van een telefoon met het scherm “{ $screen }”. De regel “{ $line }” staat op “{ $value }”.
check-save = Leg de antwoorden vast
check-back = Terug zonder vastleggen
check-needed = Kies een antwoord.
check-some-open = Niet elke vraag heeft een antwoord. Wat u al koos, staat er nog.

check-disappearing = Verdwijnende berichten
    .why = Wat vanzelf verdwijnt, kunt u niet meer bewaren. Dat geldt voor iedereen in de chat.
    .whatsapp-android = Open de zakelijke chat, tik bovenaan op de naam en kies Verdwijnende berichten. Zet dit op Uit. Kijk ook bij Instellingen, Privacy, Standaardtimer.
    .whatsapp-iphone = Open de zakelijke chat, tik bovenaan op de naam en kies Verdwijnende berichten. Zet dit op Uit. Kijk ook bij Instellingen, Privacy, Standaardtimer.
    .signal = Open de zakelijke chat, tik bovenaan op de naam en kies Verdwijnende berichten. Zet dit op Uit. Kijk ook bij Instellingen, Privacy, Verdwijnende berichten.
    .screen = Info over chat
    .line = Verdwijnende berichten
    .value = Uit
    .good = Het staat uit
    .change = Het staat aan, ik verander het nog
    .unsure = Ik weet het niet
check-view-once = Foto's voor één keer
    .why = Een foto of video voor één keer staat in geen enkele export.
    .whatsapp-android = Kijk bij het sturen van een foto of het rondje met de 1 uit staat. Vraag uw collega's om zakelijke foto's gewoon te sturen.
    .whatsapp-iphone = Kijk bij het sturen van een foto of het rondje met de 1 uit staat. Vraag uw collega's om zakelijke foto's gewoon te sturen.
    .signal = Kijk bij het sturen van een foto of het teken met de 1 uit staat. Vraag uw collega's om zakelijke foto's gewoon te sturen.
    .screen = Foto sturen
    .line = Eén keer bekijken
    .value = Niet gekozen
    .good = Wij sturen zakelijke foto's gewoon
    .change = Wij gebruiken het nog
    .unsure = Ik weet het niet
check-export = Exporteren toegestaan
    .why = Als exporteren is geblokkeerd, kan niemand in de chat berichten veiligstellen.
    .whatsapp-android = Open de zakelijke chat, tik bovenaan op de naam en kies Geavanceerde chatprivacy. Zet dit uit.
    .whatsapp-iphone = Open de zakelijke chat, tik bovenaan op de naam en kies Geavanceerde chatprivacy. Zet dit uit.
    .signal = Signal heeft geen knop die dit blokkeert. Kijk bij Instellingen, Chats of u een chat kunt exporteren. Lukt dat niet, werk de app dan bij.
    .screen = Info over chat
    .line = Chatprivacy
    .value = Uit
    .good = Exporteren kan
    .change = Het is geblokkeerd, ik verander het nog
    .unsure = Ik weet het niet
check-backup = Reservekopie
    .why = Is uw telefoon weg, dan zijn zonder reservekopie ook de zakelijke berichten weg.
    .whatsapp-android = Ga naar Instellingen, Chats, Chatback-up. Kies wat uw organisatie voorschrijft en zet versleuteling aan.
    .whatsapp-iphone = Ga naar Instellingen, Chats, Reservekopie. Kies wat uw organisatie voorschrijft en zet versleuteling aan.
    .signal = Ga naar Instellingen, Reservekopieën (Android) of regel de overdracht naar een nieuw toestel vooraf (iPhone). Bewaar de herstelsleutel apart.
    .screen = Chats
    .line = Reservekopie
    .value = Versleuteld
    .good = Het is geregeld zoals is voorgeschreven
    .change = Het moet nog
    .unsure = Ik weet het niet
