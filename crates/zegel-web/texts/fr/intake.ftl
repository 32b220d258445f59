# Ce qui a été remis.

intake-title = Remises
intake-title-own = Ce que vous avez remis
intake-n = { $n ->
    [one] { $n } remise
   *[other] { $n } remises
}
intake-filter = Afficher seulement
intake-all = Toutes
intake-empty = Rien n’a été remis
intake-empty-own = Choisissez une discussion sur votre appareil. Seul ce que vous choisissez arrive ici.
intake-empty-help = Dès qu’un propriétaire remet des messages, ils figurent ici.
intake-start = Commencer le tri
intake-kept = { $kept } sur { $all } messages
intake-open = { $n ->
    [one] Encore { $n } copie intermédiaire
   *[other] Encore { $n } copies intermédiaires
}
intake-older = Afficher les plus anciennes
intake-untitled = Remise du { $at }
intake-of = de
intake-state-accepted = En attente d’enregistrement
intake-state-proposed = En attente d’accord
intake-state-returned = Renvoyée
intake-state-registered = En attente de conservation
intake-state-stored = Conservée
intake-state-closed = Clôturée
intake-state-withdrawn = Retirée
intake-way = Où en est-on ?
intake-step-accepted = Remise
intake-step-returned = Renvoyée
intake-step-withdrawn = Retirée
intake-step-proposed = Proposée
intake-step-registered = Enregistrée
intake-step-stored = Conservée
intake-step-closed = Clôturée
intake-step-waits = pas encore
intake-register = Enregistrer
intake-judge = Évaluer la proposition
intake-send-back = Renvoyer
intake-own-work = Vous ne pouvez pas l’enregistrer vous-même : c’est votre discussion, ou vous l’avez apportée.
intake-own-work-who = Ces personnes le peuvent : { $who }.
intake-own-work-nobody = Personne d’autre ne le peut pour l’instant. Demandez une seconde personne à l’administrateur.
intake-store = Conserver dans le dossier
intake-render = Refaire le PDF
intake-close = Clôturer
intake-open-copies = La clôture n’est possible que lorsque chaque copie intermédiaire a pris fin. Voyez ci-dessous celles qui restent.
intake-returned = Pourquoi ce renvoi ?
intake-returned-help = Triez à nouveau la discussion et remettez un nouveau choix. La remise précédente reste scellée jusqu’à votre retrait.
intake-sift-again = Trier à nouveau
intake-withdraw-title = Retirer cette remise
intake-withdraw-help = Les messages de cette remise sont alors détruits. Faites-le quand la nouvelle remise est là, ou si rien ne doit être conservé.
intake-withdraw = Retirer et détruire
intake-reopen = Enregistrer quand même
intake-message = message { $n }
intake-messages = messages { $first } à { $last }
intake-gap = { $n ->
    [one] { $n } message non choisi
   *[other] { $n } messages non choisis
}
intake-choice = Qu’est-ce qui a été choisi ?
intake-of-messages = { $all ->
    [one] sur { $all } message
   *[other] sur { $all } messages
}
intake-read = Lire les messages
intake-stretches = { $n ->
    [one] Où ils se trouvent : { $n } passage
   *[other] Où ils se trouvent : { $n } passages
}
intake-loss = Que manque-t-il, qu’est-ce qui est incertain ?
intake-loss-help = Un export n’est pas une copie complète d’une discussion. Voici ce qui a été constaté :
intake-loss-none = Aucune particularité constatée.
intake-times = { $n } fois
intake-copies = Copies intermédiaires
intake-copies-help = Tout ce qui existe en chemin figure ici jusqu’à sa destruction, ou jusqu’à ce que quelqu’un déclare qu’il n’existe plus.
intake-facts = Données
intake-period = Période de la discussion
intake-participants = Participants
intake-regime = Mode de choix
intake-select-in = Choisir ce qui est conservé
intake-select-out = Tout conserver, sauf le privé
intake-ground = Pourquoi pas le reste
intake-files = Pièces jointes
intake-commitment = Sceau sur tout l’export
intake-records = Pièces d’archives
intake-record = Pièce d’archives
intake-job-title = Conservation
intake-job-storing = Zegel écrit les pièces et les rend trouvables.
intake-job-typesetting = Les pièces sont conservées. Zegel fait le PDF : { $made } parties sur { $parts }.
intake-job-done = Terminé. Les pièces sont conservées et trouvables.
intake-job-failed = La conservation s’est arrêtée (code { $code }). Rien n’est perdu ; la remise reste enregistrée. Réessayez.
intake-job-failed-pdf = Les pièces sont conservées et trouvables. Seul le PDF a échoué (code { $code }). Réessayez cette partie.
intake-job-leave = Vous pouvez quitter cette page. Le travail continue.
intake-job-look = Voir où il en est
intake-done-registered = La remise est enregistrée. Conservez-la maintenant dans le dossier.
intake-done-proposed = Votre proposition est consignée. Une autre personne doit l’approuver.
intake-done-returned = La remise est renvoyée. Son propriétaire voit pourquoi.
intake-done-reopened = La remise attend de nouveau l’enregistrement.
intake-done-withdrawn = La remise est retirée et détruite.
intake-done-closed = La remise est clôturée.
intake-done-attested = Votre déclaration est consignée.
intake-suggestions = Suggestions
intake-suggestions-n = { $n ->
    [0] Activées, à côté d’aucun message conservé
    [one] À côté de { $n } message conservé
   *[other] À côté de { $n } messages conservés
}
intake-notice = Message aux interlocuteurs
intake-notice-found = Trouvé le { $at }, message { $n }
intake-notice-version = { $language }, version { $n }
intake-notice-none = Non trouvé
intake-job-stopped = Le PDF/A n’est pas terminé, car quelqu’un en a arrêté la production. La pièce est pourtant conservée. Produisez le PDF/A plus tard avec le bouton ci-dessous.
intake-job-stop = Arrêter la production du PDF/A
