# Vérifier les réglages d’une application.

check-title = Réglages de votre application
check-lead = Quatre réglages décident si vous pourrez encore conserver les messages professionnels. Choisissez votre application et vérifiez-les. Cela prend quelques minutes.
check-app-whatsapp-android = WhatsApp sur Android
check-app-whatsapp-iphone = WhatsApp sur iPhone
check-app-signal = Signal
check-not-yet = Pas encore vérifiés
check-all-good = Tout est en ordre
check-n-open = { $n ->
    [one] { $n } point ouvert
   *[other] { $n } points ouverts
}
check-done-on = Vérifiés le { $date }
check-of = Réglages de { $app }
check-of-lead = Prenez votre téléphone. Vos réponses sont gardées avec la date. Le conseiller ne voit que des nombres. Dans le journal, elles figurent sous un numéro, sans votre nom.
check-picture = Dessin d’un téléphone avec l’écran « { $screen } ». La ligne « { $line } » est réglée sur « { $value } ».
check-save = Enregistrer les réponses
check-back = Revenir sans enregistrer
check-needed = Choisissez une réponse.
check-some-open = Toutes les questions n’ont pas de réponse. Ce que vous avez choisi est encore là.

check-disappearing = Messages éphémères
    .why = Ce qui disparaît tout seul ne peut plus être conservé. Cela vaut pour tous les participants.
    .whatsapp-android = Ouvrez la conversation, touchez le nom en haut et choisissez Messages éphémères. Désactivez-les. Regardez aussi dans Paramètres, Confidentialité, Durée par défaut.
    .whatsapp-iphone = Ouvrez la conversation, touchez le nom en haut et choisissez Messages éphémères. Désactivez-les. Regardez aussi dans Réglages, Confidentialité, Durée par défaut.
    .signal = Ouvrez la conversation, touchez le nom en haut et choisissez Messages éphémères. Désactivez-les. Regardez aussi dans Paramètres, Confidentialité, Messages éphémères.
    .screen = Infos
    .line = Messages éphémères
    .value = Désactivé
    .good = C’est désactivé
    .change = C’est activé, je dois encore le changer
    .unsure = Je ne sais pas
check-view-once = Photos à vue unique
    .why = Une photo ou vidéo à vue unique n’est dans aucun export.
    .whatsapp-android = En envoyant une photo, vérifiez que le cercle avec le 1 est désactivé. Demandez à vos collègues d’envoyer les photos professionnelles normalement.
    .whatsapp-iphone = En envoyant une photo, vérifiez que le cercle avec le 1 est désactivé. Demandez à vos collègues d’envoyer les photos professionnelles normalement.
    .signal = En envoyant une photo, vérifiez que le signe avec le 1 est désactivé. Demandez à vos collègues d’envoyer les photos professionnelles normalement.
    .screen = Envoyer
    .line = Vue unique
    .value = Non choisi
    .good = Nous les envoyons normalement
    .change = Nous l’utilisons encore
    .unsure = Je ne sais pas
check-export = Export autorisé
    .why = Si l’export est bloqué, personne ne peut sauvegarder les messages de la conversation.
    .whatsapp-android = Ouvrez la conversation, touchez le nom en haut et choisissez Confidentialité avancée. Désactivez-la.
    .whatsapp-iphone = Ouvrez la conversation, touchez le nom en haut et choisissez Confidentialité avancée. Désactivez-la.
    .signal = Signal n’a pas de réglage qui bloque l’export. Regardez dans Paramètres, Conversations si vous pouvez exporter. Sinon, mettez l’application à jour.
    .screen = Infos
    .line = Confidentialité
    .value = Désactivé
    .good = L’export est possible
    .change = Il est bloqué, je dois encore le changer
    .unsure = Je ne sais pas
check-backup = Sauvegarde
    .why = Si votre téléphone disparaît, les messages professionnels disparaissent aussi sans sauvegarde.
    .whatsapp-android = Allez dans Paramètres, Discussions, Sauvegarde. Choisissez ce que prescrit votre organisation et activez le chiffrement.
    .whatsapp-iphone = Allez dans Réglages, Discussions, Sauvegarde. Choisissez ce que prescrit votre organisation et activez le chiffrement.
    .signal = Allez dans Paramètres, Sauvegardes (Android), ou préparez le transfert vers un nouvel appareil (iPhone). Gardez la clé de récupération à part.
    .screen = Discussions
    .line = Sauvegarde
    .value = Chiffrée
    .good = C’est réglé comme prescrit
    .change = C’est encore à faire
    .unsure = Je ne sais pas
