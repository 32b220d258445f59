# Rechercher.

find-title = Rechercher dans les pièces
find-words = Mots
find-sender = Expéditeur
find-from = À partir du
find-to = Jusqu’au
find-dossier = Dossier
find-year = Année
find-button = Rechercher
find-help = Guillemets pour des mots qui se suivent, * pour le début d’un mot, OR pour l’un ou l’autre, - pour exclure.
find-n = { $n ->
    [one] { $n } message trouvé
   *[other] { $n } messages trouvés
}
find-n-bound = Plus de { $n } messages trouvés
find-bound = Les nombres portent sur les { $n } messages les plus récents.
find-none = Aucun message trouvé
find-none-help = Essayez moins de mots, un autre mot ou une période plus longue.
find-older = Résultats plus anciens
find-facets = Affiner
find-logged = Chaque recherche figure au journal.
find-lost = Cette recherche n’est plus connue. Par confidentialité, les mots ne figurent pas dans l’adresse. Recommencez.
find-wrong-day = Une date est incorrecte.
find-wrong-dossier = Ceci n’est pas un nom de dossier.
find-query-too-long = La question est trop longue. Utilisez moins de mots.
find-query-too-many-terms = La question contient trop de mots.
find-query-only-excludes = Indiquez aussi ce qui doit figurer.
find-prefix-too-short = Trop de mots commencent ainsi. Écrivez plus de lettres avant *.
