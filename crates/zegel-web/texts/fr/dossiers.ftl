# Dossiers.

dossiers-title = Dossiers
dossiers-empty = Il n’y a pas encore de dossier
dossiers-empty-help = Une pièce appartient toujours à un dossier. Ouvrez-en un.
dossiers-records = { $n ->
    [one] { $n } pièce
   *[other] { $n } pièces
}
dossiers-closed = Clôturé
dossiers-next = Suivants
dossiers-open = Ouvrir un dossier
dossiers-id = Identifiant
dossiers-id-help = Par exemple le numéro d’affaire : lettres, chiffres, point et tiret.
dossiers-name = Titre
dossiers-open-button = Ouvrir le dossier
dossiers-id-wrong = Utilisez 1 à 80 lettres, chiffres, points ou tirets.
dossiers-title-missing = Donnez un titre au dossier.
dossiers-exists = Ce dossier existe déjà.
dossiers-opened = Ouvert le { $at }
dossiers-closed-at = Clôturé le { $at }
dossiers-search = Rechercher dans ce dossier
dossiers-none = Ce dossier est vide
dossiers-none-help = Les pièces arrivent ici lorsqu’une remise est enregistrée.
dossiers-release = Demander une communication du dossier
dossiers-close = Clôturer le dossier
dossiers-close-help = Rien n’y entre plus ensuite. Lire et rechercher restent possibles.
dossiers-done-opened = Le dossier est ouvert.
dossiers-done-closed = Le dossier est clôturé.
