# Suggestions : ce qui est peut-être une donnée personnelle, et combien de fois c’est juste.

suggestions-title = Suggestions
suggestions-off = Désactivées
suggestions-on = Activées
suggestions-version = Version { $set }, liste de mots { $list }
suggestions-lead = Pendant le tri, Zegel peut signaler ce qui est peut-être une donnée personnelle. Cela se passe sur l’appareil du propriétaire. Ce n’est qu’un indice : Zegel ne choisit rien et ne masque rien. Chaque dépôt indique à côté de quels messages conservés se trouvait une suggestion.
suggestions-detectors = Ce que Zegel cherche
suggestions-which = Cochez ce que Zegel cherche. Sans coche, les suggestions sont désactivées.
suggestions-is-on = Activé
suggestions-is-off = Désactivé
suggestions-save = Enregistrer le choix
suggestions-words = Vos propres mots
suggestions-words-help = Un mot par ligne. Un * à la fin signifie : avec n’importe quelle suite.
suggestions-add = Mots à ajouter
suggestions-leave-out = Mots de la liste que vous ne voulez pas

suggestions-bsn = BSN
    .what = Neuf chiffres qui passent le test des onze (numéro de citoyen néerlandais).
suggestions-iban = Numéro de compte
    .what = Un IBAN avec la longueur de son pays et des chiffres de contrôle justes.
suggestions-phone = Numéro de téléphone
    .what = Numéros des Pays-Bas, de Belgique et de France, et numéros internationaux avec un plus.
suggestions-mail = Adresse e-mail
    .what = Un nom, une arobase et un domaine.
suggestions-card = Numéro de carte
    .what = Numéros de cartes bancaires qui passent le test de Luhn.
suggestions-postcode = Code postal
    .what = Codes postaux néerlandais avec leurs lettres. Les codes belges seulement si le texte autour le dit.
suggestions-special = Donnée sensible
    .what = Mots sur la santé, la religion, la politique, le syndicat, l’origine, la sexualité ou le droit pénal, en trois langues.

suggestions-figures = Combien de fois c’est juste
suggestions-figures-help = Zegel calcule ceci pendant que vous ouvrez la page. Derrière chaque pourcentage figure l’intervalle dans lequel se trouve la vraie valeur avec 95 % de certitude (Wilson). Un petit échantillon donne un large intervalle.
suggestions-sample-own = Sur votre propre échantillon
    .help = { $n ->
    [one] { $n } texte
   *[other] { $n } textes
} que votre organisation a étiquetés elle-même.
suggestions-sample-generated = Sur des messages inventés
    .help = { $n ->
    [one] { $n } texte inventé
   *[other] { $n } textes inventés
} dont on sait d’avance ce qu’ils contiennent, avec des fautes de frappe et des cas difficiles.
suggestions-detector = Type
suggestions-precision = Signalé à juste titre
suggestions-recall = Trouvé parmi ce qui existe
suggestions-nothing = rien à mesurer
suggestions-interval = { $interval }, { $n } sur { $of }

suggestions-own = Votre propre échantillon
suggestions-own-help = Un fichier avec sur chaque ligne un texte et ce qu’il contient (JSON Lines). Les places comptent les caractères à partir de 0. Zegel le garde scellé, ne l’ouvre que pour mesurer et ne le montre plus jamais. Un nouveau fichier remplace l’ancien.
suggestions-file = Fichier avec l’échantillon
suggestions-put = Déposer l’échantillon
suggestions-remove = Supprimer l’échantillon

suggestions-done-set = Le choix est enregistré. Il vaut à partir du prochain fichier ouvert.
suggestions-done-sample = L’échantillon est gardé, scellé.
suggestions-done-removed = L’échantillon a été supprimé.
