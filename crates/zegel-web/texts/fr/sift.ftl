### La page de tri : choisir et caviarder sur son propre appareil.

## The page and its steps

sift-page-title = Choisir un fichier
sift-steps = Étapes
sift-step-choose = Choisir un fichier
sift-step-select = Sélectionner
sift-step-redact = Caviarder
sift-step-details = Compléter
sift-step-send = Remettre
sift-step-short = Étape { $at } sur { $of } : { $name }
sift-loading = La page se prépare.
sift-needs-script = Cette page lit votre fichier sur votre propre appareil. Cela nécessite JavaScript.
sift-cannot-start = Cette page ne peut pas démarrer. Rechargez-la, ou utilisez un navigateur plus récent. Rien n’a été envoyé.
sift-no-context = Le tri n’est pas possible maintenant
    .do = La page n’a pas reçu de réponse de l’archive. Reconnectez-vous et rouvrez cette page.
sift-close = Fermer
sift-none = aucun
sift-bytes =
    { $n ->
        [one] { $n } octet
       *[other] { $n } octets
     }

## Step 1: the file

sift-choose-lead = Choisissez l’export d’une conversation. Vous lisez et choisissez sur votre propre appareil. Rien ne part vers l’archive avant que vous n’appuyiez sur Remettre.
sift-drop-here = Déposez le fichier ici
sift-pick-file = Choisir un fichier
sift-file-kinds = Le zip ou txt de WhatsApp, tel que le téléphone l’a créé. 2 Go au maximum.
sift-cancel = Arrêter
sift-how = Comment créer un export
sift-how-1 = Ouvrez la conversation dans WhatsApp.
sift-how-2 = Choisissez Plus, puis Exporter la discussion.
sift-how-3 = Choisissez Joindre les médias.
sift-how-4 = Placez le fichier sur cet appareil. Ne l’envoyez pas par courriel.
sift-reading-0 = Lecture du fichier : { $done } sur { $total }
sift-reading-1 = Lecture des messages : { $done } sur { $total }
sift-said-stopped = Arrêté. Rien n’a été conservé.
sift-unfinished =
    { $n ->
        [one] Vous avez { $n } choix inachevé sur cet appareil. Choisissez le même fichier pour continuer. Il disparaît de lui-même le { $until }.
       *[other] Vous avez { $n } choix inachevés sur cet appareil. Choisissez le même fichier pour continuer. Le premier disparaît de lui-même le { $until }.
     }
sift-forget = Effacer mon choix sur cet appareil
sift-ask-forget = Votre choix sur cet appareil sera effacé. Le fichier lui-même reste. Vous ne pourrez pas revenir en arrière.
    .yes = Effacer mon choix
sift-said-forgotten = Votre choix a été effacé.
sift-cannot-read = { $name } ne peut pas être lu
sift-fault-not-a-chat = Ce n’est pas l’export d’une conversation. Refaites l’export sur le téléphone et choisissez le fichier tel quel.
sift-fault-damaged = Le fichier est endommagé ou n’a pas été copié en entier. Copiez-le de nouveau sur cet appareil.
sift-fault-encrypted = Le zip a un mot de passe. Décompressez-le d’abord.
sift-fault-unsafe = Ce zip n’est pas sûr : il fait ce qu’aucun téléphone ne fait. Demandez d’où il vient.
sift-fault-limit-reached = Ce fichier dépasse ce que cette page peut traiter. Exportez la conversation sans médias.
sift-fault-file-too-large = Ce fichier dépasse 2 Go. Exportez la conversation sans médias.
sift-fault-file-changed = Le fichier a changé pendant la lecture. Choisissez-le à nouveau.
sift-fault-not-readable = Le navigateur n’a pas pu lire le fichier. Vérifiez qu’il est toujours là et choisissez-le à nouveau.
sift-fault-module-stopped = La lecture s’est arrêtée de façon inattendue. Rechargez la page et réessayez.
sift-fault-unsupported-method = Le zip utilise une méthode non prise en charge. Décompressez-le et recompressez-le.
sift-fault-other = Une erreur s’est produite (code { $code }).
sift-fault-cancelled = Le travail a été arrêté.
sift-fault-picture-damaged = Une image avec des zones ne peut pas être lue. Retirez les zones ou ne choisissez pas le message.
sift-fault-region-outside-picture = Une zone se trouve hors de l’image. Modifiez la zone.
sift-fault-export-changed = Le fichier n’est plus le même. Choisissez-le à nouveau.
sift-fault-seal = La clé de l’archive est incorrecte. Prévenez votre administrateur ; rien n’a été envoyé.

## A note of the substance

sift-note-when = Les messages ont disparu, mais une décision a été prise ?
sift-note-write = Écrire une note
sift-note-title = Écrire une note
sift-note-lead = Notez ce qui a été convenu, avec qui et quand. L’archive indique qu’il s’agit d’une note et non d’un message.
sift-note-subject = Objet
sift-note-subject-help = Facultatif. Par exemple : attribution de la place de la gare.
sift-note-text = Qu’a-t-il été convenu ?
sift-note-text-help = Nommez les personnes, le jour et l’application. Omettez ce qui n’est pas nécessaire.
sift-note-author = Votre nom
sift-note-saved = Enregistré sur cet appareil, jusqu’au { $until }
sift-note-back = Retour
sift-note-needs-text = Notez d’abord ce qui a été convenu
sift-note-needs-author = Indiquez votre nom
sift-note-sentence = Vous remettez une note, que vous avez écrite vous-même.
sift-note-left = Aucun message ne l’appuie. L’archive l’indique.

## What is in the file

sift-report = Contenu du fichier
sift-platform-android = WhatsApp sur Android
sift-platform-ios = WhatsApp sur iPhone
sift-platform-other = Conversation
sift-n-participants =
    { $n ->
        [one] { $n } participant
       *[other] { $n } participants
     }
sift-n-messages =
    { $n ->
        [one] { $n } message
       *[other] { $n } messages
     }
sift-period = { $from } au { $to }
sift-kept-words =
    { $n ->
        [one] Vous travailliez sur ce fichier : { $n } message choisi, enregistré le { $date } à { $time }. Le choix disparaît le { $until }.
       *[other] Vous travailliez sur ce fichier : { $n } messages choisis, enregistrés le { $date } à { $time }. Le choix disparaît le { $until }.
     }
sift-resume = Reprendre votre choix
sift-fresh = Recommencer
sift-dates-question = Quel jour est le { $date } ?
sift-dates-help = Le téléphone écrit les dates en chiffres. Le fichier ne dit pas lequel est le jour et lequel est le mois.
sift-dates-needed = Indiquez d’abord de quel jour il s’agit
sift-regime = Comment choisissez-vous ?
sift-regime-empty = Vous partez de zéro. Vous choisissez ce qui est conservé.
sift-regime-full = Vous partez de tout. Vous retirez ce qui est privé et dites pourquoi.
sift-people-title = Participants
sift-people-help = Professionnel ou privé vous aide à chercher. Cela ne choisit jamais un message, et n’est pas envoyé.
sift-me = Qui êtes-vous dans cette conversation ?
sift-me-none = Non précisé
sift-people-name = Nom
sift-people-source = Origine du nom
sift-people-n = Messages
sift-people-mark = Type de contact
sift-source-export = de vos contacts
sift-source-push = choisi par cette personne
sift-source-number = numéro absent de vos contacts
sift-source-owner = saisi par vous
sift-mark-of = Type de contact : { $name }
sift-mark-none = Non précisé
sift-mark-business = Professionnel
sift-mark-private = Privé
sift-zone = Fuseau horaire du téléphone
sift-zone-help = L’export n’indique pas le fuseau horaire.
sift-zone-unknown = Je ne sais pas
sift-begin = Continuer vers la sélection
sift-other-file = Choisir un autre fichier
sift-losses = Ce que ce fichier ne montre pas
sift-losses-help = L’archive reçoit aussi cette liste.
sift-loss-times =
    { $n ->
        [one] { $n } fois
       *[other] { $n } fois
     }
sift-damaged = Le fichier est endommagé
    .why = Ce qui a pu être lu se trouve ici. Personne ne peut dire ce que contenait le reste.

## Step 2: choosing

sift-to-month = Aller au mois
sift-key-chosen = sélectionnés
sift-key-all = tous les messages
sift-search-here = Rechercher dans cette conversation
sift-previous = Résultat précédent
sift-next = Résultat suivant
sift-hits =
    { $n ->
        [0] Aucun résultat
        [one] { $n } message
       *[other] { $n } messages
     }
sift-hit-of = { $at } sur { $n }
sift-show = Afficher
sift-filter-all = Tous les messages
sift-filter-chosen = Ma sélection seulement
sift-filter-left = Ce que je n’ai pas choisi
sift-filter-files = Pièces jointes seulement
sift-filter-business = Contacts professionnels seulement
sift-filter-not-private = Sans les contacts privés
sift-filter-from = Seulement de { $name }
sift-said-filter =
    { $n ->
        [one] Vous voyez { $n } message sur { $of }. Le choix ne porte que sur ce que vous voyez.
       *[other] Vous voyez { $n } messages sur { $of }. Le choix ne porte que sur ce que vous voyez.
     }
sift-said-only-shown =
    { $n ->
        [one] { $n } message modifié : seulement ce que vous voyez.
       *[other] { $n } messages modifiés : seulement ce que vous voyez.
     }
sift-messages = Messages
sift-keys-short = Les flèches vont au message précédent ou suivant. Espace choisit. Échap revient à la recherche.
sift-choose-day =
    { $n ->
        [one] Choisir le message du { $date }
       *[other] Choisir les { $n } messages du { $date }
     }
sift-day-continued = { $date } (suite)
sift-day-count =
    { $of ->
        [one] { $n } message, { $chosen } sélectionné(s)
       *[other] { $n } messages, { $chosen } sélectionné(s)
     }
sift-you = (vous)
sift-name-number = absent de vos contacts
sift-name-push = nom choisi par la personne
sift-system-message = Message de l’application
sift-deleted-message = Ce message a été supprimé avant l’export.
sift-empty-message = Message vide
sift-edited = modifié
sift-location = Lieu : { $place }
sift-whole-message = Afficher le message entier ({ $n } caractères)
sift-attachment-unnamed = Pièce jointe sans nom
sift-attachment-absent = Absent de l’export
sift-attachment-about = { $kind }, { $size }
sift-kind-picture = Image
sift-kind-sound = Son
sift-kind-film = Vidéo
sift-kind-pdf = PDF
sift-kind-file = Fichier
sift-picture-alt = Image { $name }
sift-play = Lire
sift-cannot-play = Ce navigateur ne peut pas lire ce fichier. Enregistrez-le et ouvrez-le sur votre appareil.
sift-open-pdf = Ouvrir dans un nouvel onglet
sift-save-file = Enregistrer sur cet appareil
sift-panel-title = Votre sélection
sift-of-messages =
    { $n ->
        [one] sur { $n } message
       *[other] sur { $n } messages
     }
sift-n-chosen = { $n } sélectionné(s)
sift-dock-more = Voir votre sélection
sift-dock-less = Retour aux messages
sift-not-saved = Rien d’enregistré
sift-saved-at = Enregistré sur cet appareil à { $time }
sift-not-saving = Ce navigateur ne conserve rien. Terminez votre choix en une fois.
sift-undo = Annuler le dernier choix
sift-stretches = Parties sélectionnées
sift-stretch =
    { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
     }{ $files ->
        [0] { "" }
        [one] , { $files } pièce jointe
       *[other] , { $files } pièces jointes
     }
sift-drop-stretch = Retirer { $stretch } de la sélection
sift-more-stretches =
    { $n ->
        [one] Et { $n } autre partie.
       *[other] Et { $n } autres parties.
     }
sift-guide-empty = Choisissez les messages nécessaires pour suivre une décision. Laissez les messages privés.
sift-guide-full = Tout est sélectionné. Retirez ce qui est privé. À l’étape 4 vous dites pourquoi.
sift-to-redact = Continuer vers le caviardage
sift-further = Continuer
sift-later = Continuer plus tard
sift-later-words = Votre choix est sur cet appareil, chiffré, et disparaît après 14 jours. Choisissez plus tard le même fichier pour continuer. Vous pouvez fermer cet onglet.
    .yes = Compris
sift-keys = Raccourcis clavier
sift-key-space = Espace
sift-keys-move = message précédent ou suivant
sift-keys-choose = choisir le message
sift-keys-range = choisir une série
sift-keys-day = premier ou dernier du jour
sift-keys-out = retour à la recherche
sift-settings = Réglages
sift-chunk = Afficher les messages par
sift-ask-keep = Vous choisissez { $n } messages à la fois. Vous pouvez annuler.
    .yes = Choisir { $n } messages
sift-ask-drop = Vous retirez { $n } messages de la sélection. Vous pouvez annuler.
    .yes = Retirer { $n } messages
sift-said-kept = { $n } messages choisis
sift-said-dropped = { $n } messages retirés de la sélection
sift-said-undone =
    { $n ->
        [one] Annulé pour { $n } message
       *[other] Annulé pour { $n } messages
     }
sift-nothing-chosen = Vous n’avez encore choisi aucun message
    .do = Choisissez au moins un message. D’une conversation dont rien n’est conservé, vous ne remettez rien.

## Step 3: redacting

sift-chosen-messages = Messages choisis
sift-redact-lead = Voici les messages choisis. Caviardez ce que l’archive ne doit pas voir : un nom, un numéro, un visage.
sift-redact-this = Caviarder
sift-redact-picture = Masquer des zones
sift-picture-boxes =
    { $n ->
        [one] { $n } zone masquée, modifier
       *[other] { $n } zones masquées, modifier
     }
sift-n-boxes =
    { $n ->
        [one] { $n } zone
       *[other] { $n } zones
     }
sift-redactions = Caviardé
sift-redact-none = Rien encore. Le caviardage n’est pas obligatoire.
sift-redact-guide = Jusqu’à la remise, vous voyez encore le texte. Dans le fichier remis, les caractères et les pixels ont vraiment disparu.
sift-in-messages =
    { $n ->
        [one] dans { $n } message
       *[other] dans { $n } messages
     }
sift-undo-cut = Laisser « { $text } » finalement
sift-pick-ground = Choisissez un motif
sift-needs-ground = Choisissez un motif : pourquoi ceci ne peut-il être conservé ?
sift-to-details = Continuer vers les données
sift-back-select = Retour à la sélection
sift-cut-title = Caviarder du texte
sift-cut-text = Sélectionnez ce qui doit disparaître
sift-cut-help = Avec la souris, ou avec Maj et les flèches.
sift-cut-nothing = Rien de sélectionné
sift-cut-this = Disparaît : « { $text } »
sift-cut-ground = Pourquoi ceci ne peut-il être conservé ?
sift-cut-everywhere = Caviarder ce texte partout dans ma sélection
sift-cut-found =
    { $n ->
        [one] Trouvé dans { $n } message. Décochez ce qui doit rester.
       *[other] Trouvé dans { $n } messages. Décochez ce qui doit rester.
     }
sift-cut-needs-text = Sélectionnez d’abord le texte à caviarder
sift-cut-needs-place = Choisissez au moins un message dans la liste
sift-cut-do = Caviarder
sift-picture-title = Masquer des zones d’une image
sift-picture-help = Tracez une zone à la souris, ou cliquez sur deux coins. Au clavier : ajoutez une zone. Les flèches la déplacent, Maj et les flèches changent sa taille, Suppr la retire. Vous pouvez aussi saisir des nombres.
sift-picture-label =
    { $n ->
        [one] Image avec { $n } zone
       *[other] Image avec { $n } zones
     }
sift-box = Zone { $at }
sift-box-label = Zone { $at } : { $width } sur { $height }, à { $x }, { $y }
sift-box-x = De gauche
sift-box-y = Du haut
sift-box-width = Largeur
sift-box-height = Hauteur
sift-box-add = Ajouter une zone
sift-box-remove = Retirer la zone { $at }
sift-box-second-corner = Cliquez maintenant sur le second coin
sift-picture-strip = Retirer les données cachées, comme le lieu et l’appareil
sift-picture-alt-label = Description pour qui ne voit pas l’image
sift-picture-alt-help = Facultatif. Conservé avec l’image.
sift-picture-do = Enregistrer les zones

## Step 4: details

sift-not-kept = Pourquoi ne conservez-vous pas les autres messages ?
sift-not-kept-words =
    { $n ->
        [one] Ceci concerne { $n } message. L’archive reçoit le motif, pas le message.
       *[other] Ceci concerne { $n } messages. L’archive reçoit le motif, pas les messages.
     }
sift-hide-title = Nom de la conversation
sift-hide-title-words = La conversation s’appelle « { $title } ».
sift-hide-title-no = Envoyer le nom
sift-hide-title-yes = Omettre le nom : { $ground }
sift-one-thing-missing = Il manque encore une chose
sift-to-send = Continuer vers la remise
sift-back-redact = Retour au caviardage

## Step 5: handing in

sift-making = Le fichier se prépare.
sift-making-1 = Examen des messages : { $done } sur { $total }
sift-making-2 = Écriture des messages : { $done } sur { $total }
sift-making-3 = Écriture des pièces jointes : { $done } sur { $total }
sift-cannot-make = Le fichier ne peut pas être créé
sift-choice-safe = Votre choix est toujours sur cette page. Rien n’a été envoyé.
sift-send-title = Voici ce que vous remettez
sift-send-sentence =
    Vous remettez { $kept } sur { $of ->
        [one] { $ofn } message
       *[other] { $ofn } messages
     }, { $files ->
        [0] sans pièce jointe.
        [one] avec { $files } pièce jointe.
       *[other] avec { $files } pièces jointes.
     }
sift-send-left =
    { $n ->
        [one] L’autre message et ses pièces jointes restent sur votre appareil. L’archive n’en reçoit que le nombre, la période et une valeur de contrôle.
       *[other] Les { $n } autres messages et leurs pièces jointes restent sur votre appareil. L’archive n’en reçoit que le nombre, la période et une valeur de contrôle.
     }
sift-send-left-none = Ce sont tous les messages de la conversation.
sift-fact-title = Nom de la conversation
sift-fact-title-none = n’est pas envoyé
sift-fact-senders = Expéditeurs de ce que vous remettez
sift-fact-redacted = Caviardé
sift-fact-redacted-n =
    { $n ->
        [one] dans { $n } message
       *[other] dans { $n } messages
     }
sift-fact-files = Pièces jointes
sift-fact-files-n =
    { $n ->
        [one] { $n } fichier, { $size }
       *[other] { $n } fichiers, { $size }
     }
sift-fact-ground = Pourquoi le reste n’est pas conservé
sift-fact-archive = À
sift-fact-package = Fichier scellé
sift-fact-package-n = { $size }. Seule l’archive peut l’ouvrir.
sift-names-still-show = Un texte caviardé figure encore dans le nom d’un expéditeur
    .why = Les noms des expéditeurs ne sont pas caviardés. Cela concerne { $n } messages.
sift-send-files = Voir les pièces jointes envoyées
sift-send-proof = Avec votre reçu et un nouvel export, vous pourrez montrer plus tard que c’est tout ce que vous avez choisi.
sift-send = Remettre
sift-sending = Envoi : { $done } sur { $total }
sift-back-details = Retour aux données
sift-no-connection = Il n’y a pas de connexion
    .safe = Rien n’est perdu : votre choix et le fichier scellé sont toujours sur cette page. Remettez de nouveau quand la connexion est rétablie.
sift-signed-off = Vous avez été déconnecté
    .safe = Rien n’est perdu : votre choix et le fichier scellé sont toujours sur cette page. Connectez-vous dans un nouvel onglet, revenez ici et remettez de nouveau.
    .link = Se connecter dans un nouvel onglet
sift-not-taken = L’archive n’a pas accepté le fichier
    .code = Code : { $code }

## After handing in

sift-done = Remis
sift-done-sentence =
    Remis : { $kept } sur { $of ->
        [one] { $ofn } message
       *[other] { $ofn } messages
     }, { $files ->
        [0] sans pièce jointe
        [one] avec { $files } pièce jointe
       *[other] avec { $files } pièces jointes
     }
sift-done-again = L’archive avait déjà ce fichier. Il est conservé une seule fois.
sift-done-forgotten = Votre choix a été effacé de cet appareil.
sift-receipt = Votre reçu
sift-receipt-why = Conservez-le vous-même, là où vous seul y avez accès, et ne le donnez pas à l’archive. Il ne contient aucun texte de message. Sans lui, personne ne pourra montrer plus tard ce que vous avez choisi.
sift-receipt-save = Enregistrer le reçu
sift-receipt-print = Imprimer cette page
sift-receipt-saved = Le reçu est enregistré dans vos téléchargements
    .keep = Placez-le là où vous seul y avez accès.
sift-receipt-number = Numéro
sift-receipt-when = Remis le
sift-receipt-owner = Par
sift-receipt-kept = Conservé
sift-receipt-kept-n = { $kept } sur { $of } messages
sift-receipt-root = Valeur de contrôle de l’export entier
sift-after = La suite
sift-after-copies = Supprimez l’export : du téléphone, de votre courriel et des téléchargements.
sift-after-second = Un collègue l’examine et le place dans le bon dossier.
sift-done-link = Voir votre remise

## Screenshots

sift-shots-when = Vous n’avez que des captures d’écran de la conversation ?
sift-shots-write = Déposer des captures d’écran
sift-shots-title = Captures d’écran
sift-shots-lead = Mettez les images dans le bon ordre et retapez ce qu’elles montrent. Tout reste sur votre appareil jusqu’au dépôt. Caviardez ce que les archives ne peuvent pas voir : ces pixels disparaissent réellement.
sift-shots-app = De quelle application s’agit-il ?
sift-shots-app-none = Choisissez l’application
sift-shots-app-whatsapp = WhatsApp
sift-shots-app-signal = Signal
sift-shots-app-messages = SMS ou iMessage
sift-shots-app-telegram = Telegram
sift-shots-app-teams = Teams
sift-shots-app-other-app = Une autre application
sift-shots-people = Qui y figure ?
sift-shots-people-help = Un nom par ligne, tel que l’archiviste doit pouvoir le retrouver.
sift-shots-pictures = Les images
sift-shots-order = Ordonnez-les avec les boutons Monter et Descendre, ou avec Alt et une flèche.
sift-shots-add = Ajouter des images
sift-shots-nth = Capture { $at } sur { $of }
sift-shots-alt = Capture { $at } ; retapez à côté ce qu’elle montre
sift-shots-up = Monter
sift-shots-down = Descendre
sift-shots-remove = Retirer la capture { $at }
sift-shots-moved = Maintenant capture { $at } sur { $of }
sift-shots-at = Date et heure du premier message affiché
sift-shots-text = Ce qu’elle montre
sift-shots-text-help = Tapez qui a écrit quoi. Ce texte rend l’image lisible et trouvable pour tous.
sift-shots-recognise = Proposer un texte
sift-shots-recognising = L’image est lue sur cet appareil.
sift-shots-suggestion = Proposition : vérifiez qu’elle est juste
sift-shots-take = Mettre dans le champ
sift-shots-leave = Ne pas l’utiliser
sift-shots-not-recognised = Cette image n’a pas pu être lue. Retapez le texte vous-même.
sift-shots-nothing-recognised = Aucun texte trouvé. Retapez le texte vous-même.
sift-shots-not-a-picture = Ces fichiers ne sont pas des images déposables (JPEG, PNG, WebP ou GIF, 64 Mo au plus)
sift-shots-too-many = Un dépôt contient au plus { $n } images
sift-shots-saved = Votre texte est enregistré sur cet appareil jusqu’au { $until }. Pas les images : choisissez-les à nouveau pour continuer.
sift-shots-needs-picture = Ajoutez d’abord une image.
sift-shots-needs-app = Choisissez l’application.
sift-shots-needs-time = Indiquez la date et l’heure de la capture { $at }.
sift-shots-needs-text = Retapez ce que montre la capture { $at }.
sift-shots-sentence =
    { $n ->
        [one] Vous déposez une capture d’écran, avec le texte que vous avez tapé.
       *[other] Vous déposez { $of } captures d’écran, avec le texte que vous avez tapé.
     }
sift-shots-left = Ce que vous avez caviardé, et ce que le téléphone a écrit dans les fichiers (lieu, appareil, heure), n’est pas joint.

## Sealed drafts

sift-elsewhere = Continuer sur un autre appareil
sift-draft-there = Vous avez un brouillon scellé, enregistré le { $date } à { $time }.
sift-draft-until = Il se détruit le { $date }.
sift-draft-near = Attention : il se détruit déjà le { $date }.
sift-draft-frozen = Il a été gelé par { $by } le { $date } et n’est pas détruit pour l’instant.
sift-draft-open = Ouvrir le brouillon
sift-draft-more = En savoir plus sur ce brouillon
sift-draft-saved = Enregistré aux archives, scellé, jusqu’au { $date }
sift-draft-opened = Le brouillon est ouvert
    .do = Choisissez maintenant le même fichier sur cet appareil. Votre choix est alors prêt.
sift-draft-no-place = Ce navigateur ne peut rien conserver, par exemple parce que c’est une fenêtre privée. Ouvrez la page dans une fenêtre ordinaire.
sift-draft-failed = Cela n’a pas réussi. Votre choix est encore sur cet appareil.
sift-draft-wrong-key = Cette phrase de passe n’ouvre pas le brouillon. Attention aux majuscules et aux espaces.
sift-seal-save = Continuer sur un autre appareil
sift-seal-save-what = Votre choix, les noms et ce que vous avez caviardé sont scellés ici et gardés aux archives. Les messages eux-mêmes n’y vont pas. Seule votre phrase de passe ouvre le brouillon : si vous l’oubliez, personne ne peut vous aider.
sift-seal-open = Ouvrir le brouillon
sift-seal-open-what = Tapez la phrase de passe avec laquelle vous avez enregistré le brouillon.
sift-seal-key = Phrase de passe
sift-seal-key-help = Au moins 15 caractères. Quatre mots séparés se retiennent bien.
sift-seal-again = Phrase de passe, encore une fois
sift-seal-short = Choisissez une phrase de passe d’au moins { $n } caractères
sift-seal-differs = Les deux phrases de passe ne sont pas identiques
sift-seal-busy = Un instant : cela prend exprès quelques secondes, pour que deviner prenne longtemps.
sift-seal-do = Sceller et enregistrer
sift-seal-do-open = Ouvrir

## On the owner’s own machine (zegel sift --page)

sift-own-lead = Vous lisez et choisissez sur votre propre appareil. Rien ne va aux archives. À la fin, un fichier scellé se trouve sur cet appareil ; vous le remettez vous-même aux archives.
sift-own-open = Lire ce fichier
sift-own-end-when = Cette page ne fonctionne que sur cet appareil, tant que zegel sift tourne.
sift-own-end = Terminé : arrêter zegel sift
sift-own-ended = zegel sift est arrêté
sift-own-ended-close = Vous pouvez fermer cet onglet.
sift-own-save = Enregistrer le fichier scellé
sift-own-where = Le fichier scellé ira dans { $out }, votre reçu dans { $receipt }.
sift-own-done = Remettez { $out } aux archives, par exemple par e-mail : seules les archives peuvent l’ouvrir. Gardez { $receipt } vous-même.
sift-own-done-sentence =
    Enregistré sur cet appareil : { $kept } { $of ->
        [one] message sur { $ofn }
       *[other] messages sur { $ofn }
     }, { $files ->
        [0] sans pièce jointe
        [one] avec { $files } pièce jointe
       *[other] avec { $files } pièces jointes
     }
sift-own-not-saved = Le fichier n’a pas pu être enregistré
sift-own-stopped = zegel sift ne tourne plus
    .safe = Votre choix est encore sur cette page. Regardez la fenêtre où vous avez lancé zegel sift ; relancez-le et ouvrez le nouveau lien.

## What an export cannot hold

sift-loss-route-limits = Ce mode de saisie ne contient jamais de messages cités, réactions, transferts, accusés de lecture ni versions antérieures.
sift-loss-no-time-zone = L’export n’indique pas de fuseau horaire ; les heures sont celles du téléphone.
sift-loss-minute-precision = Les heures sont connues à la minute, non à la seconde.
sift-loss-date-order-ambiguous = Le fichier ne dit pas lequel est le jour et lequel est le mois.
sift-loss-export-cap = Le nombre de messages atteint le plafond d’un export ; les plus anciens manquent probablement.
sift-loss-start-missing = Le début de la conversation manque probablement.
sift-loss-media-omitted = Médias que le téléphone a omis.
sift-loss-attachment-missing = Fichiers nommés mais absents de l’export.
sift-loss-attachment-unreferenced = Fichiers de l’export qu’aucun message ne nomme.
sift-loss-attachment-serial-gap = Lacunes dans la numérotation des médias.
sift-loss-attachment-type-mismatch = Fichiers dont le contenu ne correspond pas au nom.
sift-loss-duplicate-name = Fichiers portant le même nom.
sift-loss-unsafe-name = Noms de fichiers dangereux ; conservés comme texte.
sift-loss-disappearing-on = Les messages éphémères étaient activés ; ce qui a expiré avant l’export est perdu.
sift-loss-chat-privacy-on = La confidentialité avancée a été activée ; un prochain export sera refusé.
sift-loss-deleted = Messages supprimés : seule la mention subsiste.
sift-loss-edited = Messages modifiés : le texte antérieur manque.
sift-loss-waiting = Messages que le téléphone n’avait pas encore déchiffrés.
sift-loss-view-once = Messages à vue unique, ou qui y ressemblent.
sift-loss-poll-voters = Sondages sans les noms des votants.
sift-loss-time-goes-back = Messages dont l’heure précède de plus d’un jour celle du précédent.
sift-loss-repeated-hour = Heures situées dans l’heure répétée à la fin de l’heure d’été.
sift-loss-implausible-time = Heures qui ne peuvent être exactes.
sift-loss-impossible-date = Lignes ressemblant à un en-tête mais à la date impossible ; conservées comme texte.
sift-loss-header-look-alike = Lignes de messages ressemblant à un en-tête, comme des conversations collées.
sift-loss-not-understood = Lignes n’appartenant à aucun message ; conservées comme non comprises.
sift-loss-invalid-bytes = Octets invalides dans ce jeu de caractères ; remplacés à l’affichage, conservés dans la source.
sift-loss-other-encoding = Le texte utilisait un autre jeu de caractères qu’UTF-8.
sift-loss-control-characters = Caractères de contrôle dans les textes ; rendus visibles sous la forme [U+…].
sift-loss-deceptive-characters = Noms contenant des caractères invisibles ou inversant le sens de lecture.
sift-loss-limit-reached = Lignes ou messages au-delà de la limite ; lus par morceaux.
sift-loss-damaged = Le fichier était endommagé ; ce qui était lisible figure ici.
sift-loss-other-chats = Le fichier contenait d’autres conversations ; seule celle nommée a été lue.
sift-loss-screenshot-limits = Une capture d’écran montre ce qui était à l’écran : rien au-dessus ni en dessous, ni numéros, ni modifications, ni heures exactes.
sift-loss-typed-text = Le texte à côté des images a été retapé ou vérifié par une personne.

sift-filter-suggested = Avec suggestion
sift-suggest = Suggestions
sift-suggest-what = Zegel signale ce qui est peut-être une donnée personnelle. Le choix reste le vôtre : une suggestion ne choisit rien et ne masque rien. L’archive voit seulement à côté de quels messages conservés se trouvait une suggestion. Zegel cherche :
sift-suggest-more = Combien de fois une suggestion est juste (nouvel onglet)
sift-suggest-line = Suggestion : peut-être { $words }
sift-suggest-n = { $n ->
    [0] Aucun message n’a de suggestion.
    [one] { $n } message a une suggestion.
   *[other] { $n } messages ont une suggestion.
}
sift-suggest-bsn = un BSN
sift-suggest-iban = un numéro de compte
sift-suggest-phone = un numéro de téléphone
sift-suggest-mail = une adresse e-mail
sift-suggest-card = un numéro de carte
sift-suggest-postcode = un code postal
sift-suggest-special = une donnée sensible

sift-notice-found = Le message aux interlocuteurs se trouve dans cette conversation :
sift-notice-none = Le message aux interlocuteurs n’a pas été trouvé dans cette conversation.
sift-notice-copy = Copier le texte (nouvel onglet)
sift-notice-keep = Conserver aussi ce message
sift-notice-kept = Ce message est conservé
