# Copies intermédiaires.

copies-title = Copies intermédiaires
copies-lead = Chaque copie créée en chemin a ici une ligne : où elle se trouve, à quoi elle sert et comment elle a pris fin.
copies-n-open = { $n ->
    [one] { $n } copie encore ouverte
   *[other] { $n } copies encore ouvertes
}
copies-n-all = { $n ->
    [one] { $n } copie au total
   *[other] { $n } copies au total
}
copies-filter = Afficher
copies-filter-open = Encore ouvertes
copies-filter-all = Toutes
copies-none = Il n’y a pas de copies
copies-open = Encore ouverte
copies-ended = Terminée
copies-since = Depuis le { $at }
copies-until = Doit avoir disparu le { $at }
copies-capture = Vers la remise
copies-kind-screenshot = Capture d’écran
copies-kind-export-zip = Export de la discussion (zip)
copies-kind-export-text = Export de la discussion (texte)
copies-kind-attachment = Pièce jointe
copies-kind-package = Remise scellée
copies-kind-accepted = Messages reçus dans l’archive
copies-place-archive = dans l’archive
copies-place-owner = chez le propriétaire
copies-end-destroyed = Détruite le { $at }
copies-end-attested = Déclarée disparue le { $at } { $who }
copies-attest = Déclarer que cette copie n’existe plus
copies-statement = Comment la copie a-t-elle été supprimée ?
copies-statement-help = Par exemple : supprimée de mon téléphone et de la corbeille.
copies-attest-button = Consigner la déclaration
copies-done-attested = Votre déclaration est consignée.
