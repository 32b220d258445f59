# Verzegelde concepten: werk dat op een ander apparaat verder gaat.

drafts-title = Verzegelde concepten
drafts-lead = Een concept is een keuze die nog niet af is. Alleen de eigenaar kan het openen, met een eigen wachtzin. Zegel, de beheerder en de ondersteuner kunnen dat niet.
drafts-count =
    { $n ->
        [0] Er is geen concept
        [one] { $n } concept
       *[other] { $n } concepten
     }
drafts-size = samen { $kb } kB
drafts-mine = Uw concept
drafts-none = U hebt geen concept. U maakt er een op de pagina waar u kiest, met de knop Verder op een ander apparaat.
drafts-saved = Opgeslagen
drafts-until = Vernietigt zichzelf op
drafts-go-on = Ga verder met kiezen
drafts-destroy = Vernietig het concept nu
drafts-near = Dit concept vernietigt zichzelf op { $date }
drafts-near-what = Maak uw keuze af en dien haar in, of sla het concept opnieuw op.
drafts-frozen = Bevroren door { $by } op { $date }
drafts-frozen-what = Zolang het bevroren is, wordt het niet vernietigd en kunt u het niet vervangen. U kunt het wel openen. Niemand anders kan het openen.
drafts-hold = Een concept bevriezen
drafts-hold-what = Een bevroren concept vernietigt zichzelf niet. De eigenaar ziet dat het bevroren is, door wie en waarom. De inhoud ziet u niet.
drafts-owner = Korte naam van de eigenaar
drafts-ground = Reden
drafts-ground-help = De eigenaar leest dit. Nodig bij bevriezen.
drafts-freeze = Bevries het concept
drafts-thaw = Hef het bevriezen op
