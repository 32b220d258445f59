# Personnes, rôles et codes.

people-title = Personnes
people-n = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
}
people-one-administrator = Il n’y a qu’un administrateur. Ajoutez-en un second : vous ne pouvez changer les rôles qu’ensemble.
people-changes = Rôles en attente d’un second administrateur
people-asked-by = Demandé par { $name }, { $at }
people-approve = Approuver
people-refuse = Refuser
people-waits = En attente d’un second administrateur
people-withdraw = Retirer
people-name = Nom
people-short = Nom court
people-short-help = Minuscules, chiffres, point ou tiret. Par exemple : anna. La personne se connecte avec ce nom.
people-short-wrong = Ce nom court n’est pas possible. Commencez par une lettre et n’utilisez que des minuscules, chiffres, points et tirets.
people-short-taken = Ce nom court appartient déjà à quelqu’un d’autre.
people-name-wrong = Remplissez un nom de 120 caractères au plus.
people-roles = Rôles
people-no-role = Aucun rôle
people-access = Accès
people-can-sign-on = Peut se connecter
people-cannot-sign-on = Pas encore d’accès
people-add = Ajouter quelqu’un
people-add-help = Vous ajoutez la personne. Les rôles valent dès qu’un second administrateur les a approuvés.
people-add-button = Ajouter
people-code-given = Le code
people-code-how = Donnez ce code en personne ou par téléphone, pas par courriel. La personne va à Se connecter, choisit « Créez votre accès » et remplit le nom court { $short } et ce code.
people-code-until = Vous ne voyez le code que maintenant. Il sert une fois, jusqu’au { $at }.
people-code-first = Avec un code, cette personne crée une clé d’accès ou une phrase de passe.
people-code-again = Cette personne peut se connecter. Si la clé est perdue, donnez un nouveau code.
people-code-button = Créer un code
people-self = C’est vous. Un autre administrateur modifie vos rôles. Vos clés se trouvent sous
people-change-waits = Une proposition d’autres rôles attend. Décidez-en d’abord :
people-roles-help = Un second administrateur doit l’approuver. Un administrateur ou un assistant ne reçoit jamais un rôle qui lit le contenu.
people-roles-button = Proposer d’autres rôles
people-subject = Identifiant auprès de la connexion de votre organisation
people-subject-help = La valeur que votre service de connexion donne pour cette personne.
people-subject-button = Lier
people-rights-title = Qui peut faire quoi
people-rights-lead = Ce tableau est la règle même : Zegel l’interroge à chaque acte.
people-act = Acte
people-yes = Peut
people-no = Ne peut pas
people-four-eyes = Personne ne décide seul
people-four-eyes-register = Celui qui a apporté une conversation, ou en est titulaire, ne l’enregistre pas.
people-four-eyes-release = Celui qui demande une communication ne l’approuve pas.
people-four-eyes-destroy = Celui qui propose la destruction ne l’exécute pas.
people-four-eyes-roles = Celui qui propose des rôles ne les approuve pas. Personne ne modifie ses propres rôles.
people-four-eyes-blind = Un administrateur ou un assistant n’a jamais aussi un rôle qui lit le contenu.
people-revoke-title = Retirer l’accès
people-revoke-help = Pour un appareil perdu ou une personne qui part. Toutes les clés cessent aussitôt de fonctionner. Les rôles restent.
people-revoke-button = Retirer tout accès
