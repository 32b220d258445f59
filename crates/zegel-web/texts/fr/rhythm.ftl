# Le rythme : depuis quand une personne n’a plus sauvegardé, et les rappels.

rhythm-title = Rythme de sauvegarde
rhythm-lead = Voici, par propriétaire, depuis combien de temps date la dernière sauvegarde. Rien du contenu des conversations n’est affiché.
rhythm-n-owners = { $n ->
    [one] { $n } propriétaire
   *[other] { $n } propriétaires
}
rhythm-n-late = { $n ->
    [0] Personne en retard
   *[other] { $n } en retard
}
rhythm-nobody = Il n’y a pas encore de propriétaire de conversation
rhythm-no-mail = Zegel n’envoie pas de courriel. L’administrateur peut le régler dans zegel.toml sous [mail].
rhythm-last = Dernière fois
rhythm-agreed = Accord
rhythm-reminder = Rappel par courriel
rhythm-none = Aucun rythme convenu
rhythm-late = En retard
rhythm-in-time = À temps
rhythm-never = Jamais
rhythm-since = { $n ->
    [0] Aujourd’hui
    [one] Il y a { $n } jour
   *[other] Il y a { $n } jours
}
rhythm-every = { $n ->
    [one] Chaque jour, au plus tard le { $due }
   *[other] Tous les { $n } jours, au plus tard le { $due }
}
rhythm-reminder-sent = Envoyé le { $at }
rhythm-reminder-refused = Refusé le { $at } : vérifiez l’adresse
rhythm-reminder-failed = Échec le { $at } ; Zegel réessaie
rhythm-reminder-uncertain = Il n’est pas certain que le courriel du { $at } soit arrivé
rhythm-checks = Réglages vérifiés
rhythm-checks-help = Le nombre de propriétaires par réponse. Qui a répondu quoi n’est pas affiché.
rhythm-setting = Réglage
rhythm-good = En ordre
rhythm-change = Encore à changer
rhythm-unsure = Ne sait pas
rhythm-own = Votre dernière sauvegarde
rhythm-own-late = Le jour convenu est passé. Ouvrez votre conversation et choisissez ce que vous conservez.
rhythm-own-check = Vérifiez les réglages de votre application

rhythm-mail-subject = Rappel : sauvegardez vos messages
rhythm-mail-hello = Bonjour { $name },
rhythm-mail-since = { $n ->
    [one] Vous avez sauvegardé des messages pour la dernière fois il y a { $n } jour.
   *[other] Vous avez sauvegardé des messages pour la dernière fois il y a { $n } jours.
}
rhythm-mail-never = Vous n’avez pas encore sauvegardé de messages.
rhythm-mail-every = { $n ->
    [one] Il est convenu de le faire chaque jour.
   *[other] Il est convenu de le faire tous les { $n } jours.
}
rhythm-mail-where = Cela se fait sur votre propre appareil, en quelques minutes : { $url }
rhythm-mail-nothing = Il n’y avait rien de professionnel ? Alors vous ne devez rien conserver. Demandez à votre conseiller en archives comment le signaler.
rhythm-mail-why = Vous recevez ce courriel parce que votre organisation a convenu d’un rythme. Il ne contient rien de vos conversations. Les réponses n’arrivent pas.
rhythm-clock-subject = Violation { $number }  : rappel du délai
rhythm-clock-subject-late = Violation { $number } : le délai de notification est passé
rhythm-clock-left = Pour la violation { $number } il reste { $n } h. Notifiez-la à l’autorité avant le { $until }, ou notez pourquoi ce n’est pas nécessaire.
rhythm-clock-late = Le délai de la violation { $number } courait jusqu’au { $until }. Notifiez-la maintenant et notez pourquoi c’est tard.
rhythm-clock-where = Continuez sur { $url }
rhythm-clock-nothing = Ce courriel ne dit rien du contenu de la violation.
