# Brouillons scellés : un travail qui continue sur un autre appareil.

drafts-title = Brouillons scellés
drafts-lead = Un brouillon est un choix inachevé. Seul son titulaire peut l’ouvrir, avec sa propre phrase de passe. Zegel, l’administrateur et l’assistant ne le peuvent pas.
drafts-count =
    { $n ->
        [0] Aucun brouillon
        [one] { $n } brouillon
       *[other] { $n } brouillons
     }
drafts-size = { $kb } ko au total
drafts-mine = Votre brouillon
drafts-none = Vous n’avez pas de brouillon. Vous en créez un sur la page où vous choisissez, avec le bouton Continuer sur un autre appareil.
drafts-saved = Enregistré
drafts-until = Se détruit le
drafts-go-on = Continuer à choisir
drafts-destroy = Détruire le brouillon maintenant
drafts-near = Ce brouillon se détruit le { $date }
drafts-near-what = Terminez votre choix et déposez-le, ou enregistrez à nouveau le brouillon.
drafts-frozen = Gelé par { $by } le { $date }
drafts-frozen-what = Tant qu’il est gelé, il n’est pas détruit et vous ne pouvez pas le remplacer. Vous pouvez l’ouvrir. Personne d’autre ne le peut.
drafts-hold = Geler un brouillon
drafts-hold-what = Un brouillon gelé ne se détruit pas. Son titulaire voit qu’il est gelé, par qui et pourquoi. Vous n’en voyez pas le contenu.
drafts-owner = Nom court du titulaire
drafts-ground = Motif
drafts-ground-help = Le titulaire le lit. Nécessaire pour geler.
drafts-freeze = Geler le brouillon
drafts-thaw = Lever le gel
