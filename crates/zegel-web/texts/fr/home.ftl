# La première page après la connexion.

home-title = Qu’est-ce qui vous attend ?
home-empty = Rien ne vous attend
home-empty-help = Dès qu’il y a du travail pour vous, vous le trouverez ici.
home-sift = Choisissez les messages à conserver
home-sift-help = Vous ouvrez une conversation sur votre propre appareil. Seul ce que vous choisissez va aux archives.
home-register = Enregistrez les nouveaux envois
home-register-help = Décidez à quel dossier appartiennent les messages et complétez les données.
home-store = Conservez les envois enregistrés
home-store-help = Zegel crée la forme durable et place la pièce dans le dossier.
home-close = Clôturez les envois conservés
home-close-help = C’est possible quand il n’existe plus de copie provisoire.
home-roles = Décidez des rôles
home-roles-help = Un autre administrateur les a proposés. Sans vous, ils ne valent pas.
home-returned = Regardez ce qui a été renvoyé
home-returned-help = La raison figure près de chaque message.
home-approve = Décidez des messages sensibles
home-approve-help = Un collègue a proposé l’enregistrement. Une seconde personne l’approuve.
home-release = Décidez des communications
home-release-help = Un collègue a demandé un paquet. Sans une seconde personne, il ne sort pas.
home-no-role = Vous n’avez pas encore de rôle
home-draft = Regardez votre brouillon scellé
home-draft-help = Il se détruit dans les trois jours, ou il a été gelé.
home-rhythm = Rythme de sauvegarde
home-rhythm-help = Qui n’a plus sauvegardé depuis longtemps ? Et qui a vérifié ses réglages ?
home-check = Vérifiez les réglages de votre application
home-check-help = Quatre questions avec un dessin. Ainsi vous êtes sûr que vos messages peuvent être conservés.
