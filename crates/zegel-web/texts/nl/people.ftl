# Mensen, rollen en codes.

people-title = Mensen
people-n = { $n ->
    [one] { $n } persoon
   *[other] { $n } mensen
}
people-one-administrator = Er is nog maar één beheerder. Voeg een tweede toe: alleen samen kunt u rollen veranderen.
people-changes = Rollen die op een tweede beheerder wachten
people-asked-by = Gevraagd door { $name }, { $at }
people-approve = Goedkeuren
people-refuse = Weigeren
people-waits = Wacht op een tweede beheerder
people-withdraw = Intrekken
people-name = Naam
people-short = Korte naam
people-short-help = Kleine letters, cijfers, punt of streepje. Bijvoorbeeld: anna. Hiermee meldt de persoon zich aan.
people-short-wrong = Deze korte naam kan niet. Begin met een letter en gebruik alleen kleine letters, cijfers, punten en streepjes.
people-short-taken = Deze korte naam is al van iemand anders.
people-name-wrong = Vul een naam in van hoogstens 120 tekens.
people-roles = Rollen
people-no-role = Geen rol
people-access = Toegang
people-can-sign-on = Kan aanmelden
people-cannot-sign-on = Nog geen toegang
people-add = Iemand toevoegen
people-add-help = U voegt de persoon toe. De rollen gelden pas als een tweede beheerder ze goedkeurt.
people-add-button = Toevoegen
people-code-given = De code
people-code-how = Geef deze code persoonlijk of telefonisch door, niet per mail. De persoon gaat naar Aanmelden, kiest “Maak uw toegang” en vult de korte naam { $short } en deze code in.
people-code-until = U ziet de code alleen nu. Hij werkt één keer, tot { $at }.
people-code-first = Met een code maakt deze persoon zelf een toegangssleutel of wachtzin.
people-code-again = Deze persoon kan zich aanmelden. Is de sleutel kwijt, geef dan een nieuwe code.
people-code-button = Code maken
people-self = Dit bent u. Uw eigen rollen verandert een andere beheerder. Uw sleutels vindt u bij
people-change-waits = Er wacht een voorstel voor andere rollen. Beslis daar eerst over:
people-roles-help = Een tweede beheerder moet dit goedkeuren. Een beheerder of ondersteuner krijgt nooit een rol die inhoud leest.
people-roles-button = Andere rollen voorstellen
people-subject = Kenmerk bij de aanmelding van uw organisatie
people-subject-help = De waarde die uw aanmelddienst voor deze persoon meegeeft.
people-subject-button = Koppelen
people-rights-title = Wie mag wat
people-rights-lead = Deze tabel is de regel zelf: Zegel vraagt haar bij elke handeling.
people-act = Handeling
people-yes = Mag
people-no = Mag niet
people-four-eyes = Niemand beslist alleen
people-four-eyes-register = Wie een chat aanleverde of er eigenaar van is, registreert hem niet.
people-four-eyes-release = Wie een uitgifte vraagt, keurt haar niet goed.
people-four-eyes-destroy = Wie vernietiging voorstelt, voert haar niet uit.
people-four-eyes-roles = Wie rollen voorstelt, keurt ze niet goed. Niemand verandert de eigen rollen.
people-four-eyes-blind = Een beheerder of ondersteuner heeft nooit ook een rol die inhoud leest.
people-revoke-title = Toegang intrekken
people-revoke-help = Voor een verloren apparaat of iemand die vertrekt. Alle sleutels werken meteen niet meer. De rollen blijven staan.
people-revoke-button = Alle toegang intrekken
