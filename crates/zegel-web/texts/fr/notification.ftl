# Notifier l’autorité : le formulaire rempli, les notifications faites, ce qui est déposé.

notification-title = Notification à l’autorité
notification-filled-in = Rempli
notification-of = sur { $n }
notification-nothing-due = Tout ce qu’il faut maintenant est rempli
notification-n-due = { $n ->
    [one] { $n } réponse est encore nécessaire maintenant
   *[other] { $n } réponses sont encore nécessaires maintenant
}
notification-yourself = Zegel n’envoie rien. Vous déposez vous-même la notification auprès de l’autorité.
notification-to-make = Continuer : faire la notification
notification-processor = Votre organisation est ici le sous-traitant. Le responsable décide de notifier. Le formulaire n’est ici qu’à consulter.
notification-choose = Choisir le formulaire
notification-choose-formulier = Formulaire
notification-choose-taal = Langue
notification-choose-soort = Type de notification
notification-look = Afficher
notification-language-nl = Néerlandais
notification-language-en = Anglais
notification-language-fr = Français
notification-language-de = Allemand
notification-kind-initial = Première notification
notification-kind-supplementary = Complément
notification-kind-complete = Notification complète
notification-kind-withdrawal = Retrait
notification-unverified = Ce formulaire n’a pas été lu auprès de l’autorité. Le sien diffère ? Suivez alors le sien.
notification-n-skipped = { $n ->
    [one] { $n } question n’est pas posée dans ce cas.
   *[other] { $n } questions ne sont pas posées dans ce cas.
}
notification-n-recorded = Noté par des personnes
notification-n-counted = Compté par l’archive
notification-n-missing = Manque
notification-mark-recorded = Noté
notification-mark-counted = Compté
notification-mark-missing = Manque
notification-mark-due = Nécessaire
notification-mark-not-applicable = Non demandé
notification-fill-facts = À remplir dans les faits
notification-fill-moments = À noter dans les moments
notification-fill-details = À remplir dans les données
notification-fill-delay = Notez le motif du retard
notification-fill-judge = Évaluez le risque
notification-fill-decide = Décidez pour les personnes concernées
notification-fill-tell = Cela découle de l’information des personnes
notification-fill-measures = À remplir dans les mesures
notification-fill-number = Notez le numéro de la première notification
notification-fill-below = À écrire plus bas, en faisant la notification
notification-fill-settings = Ceci est dans les réglages de l’archive. L’administrateur le remplit là.
notification-fill-there = Zegel ne le sait pas. Remplissez-le auprès de l’autorité.
notification-make = Faire la notification
notification-make-help = La notification reste telle quelle. Si quelque chose change, vous en faites une autre.
notification-make-initial = Faire la première notification
notification-make-supplementary = Faire le complément
notification-make-complete = Faire la notification complète
notification-make-withdrawal = Faire le retrait
notification-made-ones = Notifications faites
notification-none = Aucune notification n’est faite.
notification-made = faite le { $at }
notification-made-by = Faite par { $who }
notification-recorded-by = Noté par { $who }
notification-under = numéro { $number }
notification-filed = Déposée
notification-not-filed = Pas encore déposée
notification-no-interface = Zegel ne dépose rien
notification-to-authority = Vers le site de l’autorité
notification-name = Notification { $n } : { $kind }
notification-at-authority = Auprès de l’autorité
notification-file-it = Déposez vous-même cette notification. Notez ensuite son numéro.
notification-to-file = Noter qu’elle est déposée
notification-file-title = La notification est-elle déposée ?
notification-file = Noter qu’elle est déposée
notification-number-missing = Indiquez le numéro donné par l’autorité.
notification-receipt = Prendre l’accusé de réception
notification-receipt-name = accuse
notification-file-name = notification
notification-reason = Ce qui a changé
notification-files = Fichiers
notification-pdf = En PDF/A
notification-json = En JSON, telle que conservée
notification-edpb = En JSON dans le modèle de l’EDPB
notification-compare = Comparer avec
notification-difference = Différence avec la notification { $n }
notification-n-changed = { $n ->
    [one] { $n } réponse diffère
   *[other] { $n } réponses diffèrent
}
notification-same = Les réponses sont les mêmes.
notification-before = Avant
notification-after = Après
notification-all = Toutes les notifications de cette violation
