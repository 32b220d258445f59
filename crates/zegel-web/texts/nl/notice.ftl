# Het bericht aan gesprekspartners.

notice-title = Bericht aan gesprekspartners
notice-lead = Wie met u chat, hoort te weten dat u zakelijke berichten bewaart. Dit is de tekst van uw organisatie daarvoor.
notice-how-1 = Kopieer de tekst en vul in wat tussen haken staat.
notice-how-2 = Stuur het bericht in uw zakelijke chat.
notice-how-3 = Bij het schiften vindt Zegel het bericht terug in uw export. Bewaart u het mee, dan staat bij de indiening dat het is gevonden, en wanneer.
notice-version = Versie { $n }
notice-since = sinds { $date }
notice-copy = Tekst om te kopiëren
notice-text = Tekst
notice-text-help = Wat tussen rechte haken staat, vult de eigenaar zelf in. Elke versie blijft bewaard, want een chat kan een oude bevatten.
notice-save = Leg deze versie vast
notice-done-saved = De nieuwe versie is vastgelegd.
notice-older = Oudere versies
