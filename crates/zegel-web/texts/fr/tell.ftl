# Informer les personnes concernées (RGPD article 34) : texte, liste, envoi, lettres, avis public.

tell-title = Informer les personnes concernées
tell-told = Informées
tell-of = sur { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
}
tell-told-of = { $n } sur { $all } informées
tell-people = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
}
tell-phase-approved = Prêt à envoyer
tell-phase-running = Les mails partent maintenant
tell-phase-paused = En pause
tell-phase-later = Le serveur de mail en prend une partie plus tard
tell-phase-over = Plus aucun mail ne doit partir
tell-next-at = Suite à { $at }
tell-approved-by = Approuvé par { $by }
tell-leave = Vous pouvez quitter cette page. L’envoi continue.
tell-look = Voir où cela en est
tell-start = { $n ->
    [one] Envoyer { $n } mail
   *[other] Envoyer { $n } mails
}
tell-go-on = Continuer l’envoi
tell-pause = Mettre en pause
tell-no-mail = Aucun serveur de mail n’est configuré. L’exploitant le fait dans zegel.toml. Les lettres sont possibles.

tell-state-sent = Envoyé par mail
tell-state-posted = Envoyé par lettre
tell-state-told = Informé par un collègue
tell-state-sending = Part maintenant
tell-state-waiting = Attend l’envoi
tell-state-in-doubt = Pas certain
tell-state-refused = Mail refusé
tell-state-bounced = Mail revenu
tell-state-paper = Reçoit une lettre
tell-state-given-up = Ne peut être joint
tell-state-unusable = Ligne inutilisable

tell-decision = Décision
tell-decision-look = Voir la décision
tell-decision-ordered = L’autorité l’a ordonné : { $reference }
tell-decision-open = Rien n’est encore décidé
tell-decision-tell = Décidé : informer
tell-decision-not-required = Décidé : pas nécessaire
tell-decision-public = Décidé : un avis public
tell-decision-exception = Décidé : une exception s’applique
tell-decide-first = Vous pouvez déjà préparer le texte et la liste. L’envoi est possible une fois décidé d’informer, ou sur ordre de l’autorité.
tell-decide = Vers la décision

tell-doubt = Pour qui ce n’est pas certain
tell-doubt-help = L’envoi s’est arrêté exactement ici. Ce mail est peut-être arrivé, peut-être pas. Regardez le serveur de mail ou demandez. Zegel n’envoie rien une deuxième fois de lui-même.
tell-doubt-arrived = C’est arrivé
tell-doubt-again = Envoyer à nouveau
tell-doubt-all-arrived = Tous les mails ci-dessus sont arrivés
tell-doubt-all-again = Envoyer à nouveau tous les mails ci-dessus

tell-letters = Lettres sur papier
tell-letters-help = { $n ->
    [one] Il y a une lettre pour { $n } personne : il n’y a pas d’adresse mail, ou le mail n’est pas arrivé.
   *[other] Il y a des lettres pour { $n } personnes : il n’y a pas d’adresse mail, ou le mail n’est pas arrivé.
}
tell-letters-pdf = Faire les lettres (PDF)
tell-letters-posted = Ces lettres sont postées

tell-unreached = { $n ->
    [one] { $n } personne ne peut être jointe ainsi
   *[other] { $n } personnes ne peuvent être jointes ainsi
}
tell-unreached-help = Il n’y a ni adresse mail qui fonctionne ni adresse postale. Essayez autrement : téléphonez, ou demandez à un collègue. Si cela échoue, consignez ce que vous avez essayé. Pensez aussi à un avis public.
tell-unreached-button = Consigner que c’est impossible
tell-field-waarom-niet = Qu’avez-vous essayé ?
    .help = Une ou deux phrases, sans noms.
tell-why-refused = Le serveur de mail a refusé (code { $status }), pas d’adresse postale
tell-why-bounced = Le mail est revenu (code { $status }), pas d’adresse postale
tell-why-not-taken = Le serveur de mail n’a pas pris le mail, pas d’adresse postale
tell-why-paper = Ni adresse mail ni adresse postale

tell-by-person = Appelé ou rencontré
tell-by-person-help = L’avez-vous dit vous-même à quelqu’un de la liste ? Cherchez cette personne et consignez-le. Plus aucun mail ni lettre ne part alors.
tell-field-zoek = Chercher dans la liste
    .help = Une partie du nom, de l’adresse mail ou de l’adresse postale.
tell-seek = Chercher
tell-found-nobody = Personne sur la liste ne correspond.
tell-found-more = Plus de { $n } personnes correspondent. Cherchez plus précisément.
tell-found-told = { $n ->
    [one] { $n } autre personne correspond, mais elle est déjà informée ou le mail part en ce moment.
   *[other] { $n } autres personnes correspondent, mais elles sont déjà informées ou le mail part en ce moment.
}
tell-field-wie = À qui avez-vous parlé ?
tell-field-manier = Comment ?
tell-field-verteld = Quand ?
tell-way-telephone = Au téléphone
tell-way-in-person = De vive voix
tell-by-telephone = Dit au téléphone le { $at }
tell-by-in-person = Dit de vive voix le { $at }
tell-who-missing = Choisissez à qui vous avez parlé.
tell-way-missing = Choisissez comment vous l’avez dit.
tell-by-person-button = Consigner
tell-not-told = Pas exact

tell-bounces = Mails revenus
tell-bounces-help = Quand un mail n’arrive pas, l’expéditeur reçoit un rapport d’un serveur de mail. Enregistrez ces rapports depuis votre programme de mail (.eml, ou tout un dossier en mbox) et apportez-les ici. Qui a un tel rapport passe sur la liste des lettres.
tell-bounces-file = Fichier avec les mails revenus
tell-bounces-button = Lire les rapports
tell-bounces-missing = Choisissez d’abord un fichier.
tell-bounces-found = { $bounced } revenus, { $arrived } arrivés tout de même, { $known } déjà connus ou encore en route, { $other } sur autre chose.

tell-finish = Terminer
tell-finish-help = { $n ->
    [one] Tout est fait : { $n } personne est informée. Ensuite cela figure au registre et dans la notification.
   *[other] Tout est fait : { $n } personnes sont informées. Ensuite cela figure au registre et dans la notification.
}
tell-finish-button = Terminer l’information
tell-finish-open = { $n ->
    [one] { $n } personne attend encore. Vous pouvez terminer quand plus personne n’attend.
   *[other] { $n } personnes attendent encore. Vous pouvez terminer quand plus personne n’attend.
}

tell-texts = Texte
tell-texts-help = Chacun reçoit le texte général dans sa langue. Écrivez un texte à part si un groupe doit savoir autre chose.
tell-kind = Pour qui
tell-text-ready = Prêt
tell-text-busy = Pas fini
tell-text-none = Pas encore de texte
tell-text-general = Général
tell-wrote = Dernière modification par { $by }
tell-text-title = Texte pour les personnes concernées
tell-text-proposed = Ceci est une proposition, faite à partir de ce qui est consigné sur cette violation. Complétez ce qui est entre [ ] et enregistrez le texte.
tell-text-save = Enregistrer le texte
tell-text-letter = Ce que l’on lira
tell-text-must = Ce qui y figure toujours
tell-must-nature = Ce qui s’est passé
tell-must-contact = À qui s’adresser
tell-must-consequences = Quelles peuvent être les conséquences
tell-must-measures = Ce qui a été fait, et ce que l’on peut faire soi-même
tell-must-law = RGPD article 34, paragraphe 2. Zegel n’envoie rien tant qu’un de ces quatre éléments manque.
tell-text-plain = Écrivez des phrases courtes et des mots simples. Une ligne qui commence par un tiret devient une liste.
tell-gaps = Ce texte n’est pas fini
tell-gap-missing = { $what } : écrivez quelque chose ici
tell-gap-fill-in = { $what } : complétez ce qui est entre [ ]
tell-gap-long = { $what } : raccourcissez
tell-gap-lines = { $what } : mettez ceci sur une ligne
tell-example-name = Camille Exemple
tell-field-onderwerp = Objet du mail
tell-field-aanleiding = Raison
tell-field-gebeurd = Que s’est-il passé ?
tell-field-gevolgen = Quelles peuvent être les conséquences ?
tell-field-gedaan = Qu’avons-nous fait ?
tell-field-zelf-doen = Que peut-on faire soi-même ?
tell-field-contact = À qui peut-on s’adresser ?

tell-list = Liste
tell-list-words = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
}. { $doubles ->
    [0] Personne n’y figurait deux fois.
    [one] { $doubles } ligne était un doublon et ne compte pas.
   *[other] { $doubles } lignes étaient des doublons et ne comptent pas.
}
tell-list-brought = Apportée par { $by }
tell-group-ready = Texte prêt
tell-group-missing = Texte manquant
tell-list-first = Apporter une liste
tell-list-again = Apporter une autre liste
tell-list-help = Faites dans un tableur un tableau avec une ligne par personne et enregistrez-le en CSV UTF-8.
tell-list-form = Noms des colonnes : nom, mail, adresse, code postal, ville, langue (nl, en, fr, de), sorte. Une adresse mail ou une adresse postale suffit.
tell-list-file = Fichier avec la liste
tell-list-button = Apporter la liste
tell-list-missing = Choisissez d’abord un fichier.
tell-field-hoe = Que faites-vous de cette liste ?
tell-hoe-vervangen = À la place de la précédente
tell-hoe-toevoegen = En plus
tell-bad = { $n ->
    [one] { $n } ligne est inutilisable
   *[other] { $n } lignes sont inutilisables
}
tell-bad-help = Corrigez-les dans un nouveau fichier et apportez-le en plus. Retirez-les ensuite ici.
tell-bad-remove = Retirer ces lignes
tell-line = Ligne { $n } :
tell-bad-no-address = Il n’y a ni adresse mail ni adresse postale.
tell-bad-mail-form = Ceci n’est pas une adresse mail.
tell-bad-language = Cette langue n’existe pas ici. Choisissez nl, en, fr ou de.
tell-bad-kind = Cette sorte n’existe pas.
tell-bad-field-long = Un champ est trop long. Peut-être qu’un guillemet n’est pas fermé.
tell-bad-address-lines = L’adresse postale a trop de lignes.

tell-approve = Accord d’une deuxième personne
tell-approve-decision = L’accord est possible une fois décidé d’informer.
tell-approve-texts = L’accord est possible une fois le texte prêt pour toutes les personnes de la liste.
tell-approve-help = Vous approuvez ce texte pour cette liste. Ensuite, ni l’un ni l’autre ne change.
tell-approve-button = Approuver le texte et la liste
tell-approve-other = Qui a écrit le texte ou apporté la liste n’approuve pas.
tell-approve-who = Peuvent le faire : { $who }.

tell-aside = À côté
tell-before = Informées auparavant
tell-earlier = { $n } sur { $all }, terminé le { $at }
tell-erase = Effacer les noms et adresses
tell-erase-help = Les noms et adresses ne sont plus nécessaires. Les nombres restent.
tell-never-leaves = La liste reste chiffrée dans l’archive. Les noms et adresses ne figurent dans aucun journal ni aucune notification.

# Avis public.
tell-notice-title = Avis public
tell-notice-short = Si joindre chacun séparément demande trop, ou en plus.
tell-notice-open-page = Vers l’avis public
tell-notice-lead = Si joindre chacun séparément demande trop d’efforts, un avis public peut en tenir lieu. Il doit atteindre les personnes aussi bien. Gardez ici ce qu’il disait, où, de quand à quand.
tell-notice-decide = Un avis public est possible une fois décidé d’informer ainsi.
tell-notice-n = Avis public { $n }
tell-notice-open = Depuis { $at } : { $n ->
    [one] { $n } lieu
   *[other] { $n } lieux
}
tell-notice-closed = Terminé le { $at } : { $n ->
    [one] { $n } lieu
   *[other] { $n } lieux
}
tell-notice-done-by = Terminé par { $by }
tell-notice-text = Texte ({ $language })
tell-notice-new = Nouvel avis public
tell-notice-no-text = Écrivez d’abord le texte général.
tell-notice-write = Écrire ou modifier le texte général
tell-notice-approve = Approuver le texte comme avis public
tell-notice-finish = Terminer
tell-notice-finish-button = Terminer l’avis public
tell-field-bereikt = Combien de personnes a-t-il atteintes, environ ?
    .help = Laissez vide si vous ne savez pas.
tell-place-none = Il n’est pas encore consigné où il figurait.
tell-place-add = Consigner où il figure
tell-place-button = Consigner ce lieu
tell-place-missing = Écrivez où figure l’avis.
tell-place-until = Du { $from } au { $until } inclus
tell-place-still = Depuis le { $from }, y figure encore
tell-place-proof = Voir la preuve
tell-place-file = Preuve (si vous l’avez)
tell-place-file-help = Un scan, une capture d’écran ou un PDF, au plus 16 Mo.
tell-field-plaats = Où figure-t-il ?
    .help = Par exemple le nom du journal ou l’adresse de la page web.
tell-field-vanaf = À partir de quel jour ?
tell-field-tot-en-met = Jusqu’à quel jour inclus ?
    .help = Laissez vide s’il y figure encore.

tell-done-list = La liste est apportée.
tell-done-lines-removed = Les lignes inutilisables sont retirées.
tell-done-approved = Approuvé.
tell-done-started = L’envoi a commencé.
tell-done-paused = En pause. Un mail déjà en route part encore.
tell-done-arrived = Consigné comme arrivé.
tell-done-again = Repart.
tell-done-posted = Consigné que les lettres sont postées.
tell-done-told = Consigné. Plus aucun mail ni lettre ne part vers cette personne.
tell-done-not-told = Repris. Cette personne se trouve là où elle était.
tell-done-given-up = Consigné.
tell-done-finished = Terminé.
tell-done-erased = Les noms et adresses sont effacés.
tell-done-text = Le texte est enregistré.
tell-done-place = Le lieu est consigné.

tell-error-wrong-state = Quelqu’un était avant vous : la situation a changé. Regardez la page à nouveau.
tell-error-closed = Cette violation est close. Rouvrez-la d’abord.
tell-error-not-aware = Consignez d’abord quand vous en avez eu connaissance.
tell-error-telling-not-decided = Il n’est pas décidé d’informer ainsi.
tell-error-four-eyes = Qui a écrit le texte ou apporté la liste n’approuve pas. Demandez à une deuxième personne.
tell-error-text-gaps = Le texte n’est pas prêt pour toutes les personnes de la liste.
tell-error-list-empty = La liste est vide.
tell-error-list-size = Ce fichier est trop grand. Divisez-le en listes d’au plus 8 Mo.
tell-error-list-encoding = Ce fichier ne peut être lu. Enregistrez le tableau en CSV UTF-8.
tell-error-list-header = La première ligne n’a pas de noms de colonnes connus. Écrivez-y : nom, mail, adresse, code postal, ville, langue, sorte.
tell-error-list-rows = La liste a trop de lignes : au plus 50 000. Informez en plusieurs fois.
tell-error-list-changed = La liste n’est pas celle qui a été approuvée. Faites contrôler l’archive.
tell-error-no-mail-server = Aucun serveur de mail n’est configuré.
tell-error-bounce-size = Ce fichier est trop grand. Apportez-le en parties d’au plus 16 Mo.
tell-error-bounce-many = Il y a trop de mails dans ce fichier. Apportez-le en parties.
tell-error-bounce-none = Il n’y a pas de mail dans ce fichier.
tell-error-sought-short = Écrivez au moins deux lettres.
tell-error-moment-future = Ce moment est dans le futur. Donnez un moment passé.
tell-error-told-early = C’est avant l’approbation du texte. Ce qui a été dit plus tôt appartient aux faits de la violation.
tell-error-reasons-missing = Écrivez en une phrase ce que vous avez essayé.
tell-error-not-ready = Quelque chose attend encore. Voyez ce qui est ouvert ci-dessus.
tell-error-text-length = Un texte est trop long.
tell-error-moment-order = La fin précède le début. Inversez les jours.
tell-error-too-many = Il y a déjà beaucoup de lieux ici. Nommez-en plusieurs sur une ligne.
tell-error-file-size = Ce fichier est vide ou dépasse 16 Mo.
tell-error-unknown-kind = Cette sorte n’existe pas.
