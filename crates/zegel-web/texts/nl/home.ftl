# De eerste pagina na het aanmelden.

home-title = Wat ligt er voor u klaar?
home-empty = Er wacht niets op u
home-empty-help = Zodra er werk voor u is, staat het hier.
home-sift = Kies welke berichten u bewaart
home-sift-help = U opent een chat op uw eigen apparaat. Alleen wat u kiest, gaat naar het archief.
home-register = Registreer nieuwe indieningen
home-register-help = Bepaal in welk dossier de berichten horen en vul de gegevens aan.
home-store = Sla geregistreerde indieningen op
home-store-help = Zegel maakt de duurzame vorm en zet het archiefstuk in het dossier.
home-close = Sluit opgeslagen indieningen af
home-close-help = Dat kan als elke tussentijdse kopie is beëindigd.
home-roles = Beslis over rollen
home-roles-help = Een andere beheerder stelde ze voor. Zonder u gelden ze niet.
home-returned = Bekijk wat is teruggestuurd
home-returned-help = Bij elk bericht staat de reden.
home-approve = Beslis over gevoelige berichten
home-approve-help = Een collega stelde de registratie voor. Een tweede persoon keurt haar goed.
home-release = Beslis over uitgiften
home-release-help = Een collega vroeg om een pakket. Zonder een tweede persoon gaat het niet weg.
home-no-role = U heeft nog geen rol
home-draft = Kijk naar uw verzegelde concept
home-draft-help = Het vernietigt zichzelf binnen drie dagen, of het is bevroren.
home-rhythm = Ritme van veiligstellen
home-rhythm-help = Wie heeft lang niets veiliggesteld? En wie liep zijn instellingen na?
home-check = Loop de instellingen van uw app na
home-check-help = Vier vragen met een tekening. Zo weet u zeker dat uw berichten te bewaren zijn.
