# Le registre des violations, les chiffres par année, les mesures de toutes, les fichiers.

register-title = Registre des violations
register-lead = Voici chaque violation, notifiée ou non : ce qui s’est passé, ses effets et ce qui a été fait. Rien ne peut en être supprimé.
register-years = Chiffres par année
register-year = Année
register-not-notified = Décidé de ne pas notifier
register-n-told = Personnes informées
register-people = Personnes concernées, au plus
register-all = Toutes les violations
register-facts = Faits
register-effects = Effets
register-report = Signalement
register-level = Risque
register-told = Personnes informées le { $day }
register-closed = Clôturée le { $day }
register-files = Fichiers
register-sheet = En feuille de calcul
register-pdf = En PDF/A
register-json = En JSON avec preuves
register-without = Sans données personnelles
register-without-help = Pour une demande d’accès aux documents. Les noms et tout ce que des personnes ont écrit sont retirés. Nombres, choix et moments restent.
register-verify = Vérifier sans Zegel
register-verify-help = Avec le fichier JSON, un tiers voit si quelque chose a été modifié, retiré ou ajouté. Donnez la clé par une autre voie.
register-key = CLÉ
register-file = registre-violations
register-file-without = registre-violations-sans-donnees-personnelles
register-tasks = Mesures de toutes les violations
register-tasks-link = { $n ->
    [one] { $n } mesure ouverte
   *[other] { $n } mesures ouvertes
}
register-n-tasks = { $n ->
    [one] { $n } mesure est à faire
   *[other] { $n } mesures sont à faire
}
register-no-tasks = Il ne reste rien à faire
register-no-tasks-help = Toutes les mesures sont prises. Ajoutez-en auprès d’une violation.
register-overdue = En retard, pour le { $day }
register-no-day = Aucun jour convenu
register-more = Plus de mesures
register-controller = Responsable
register-processor = Sous-traitant
register-column-number = Numéro
register-column-title = Nom
register-column-stage = État
register-column-side = Rôle
register-column-law = Loi
register-column-signal = Premier signal
register-column-reported = Signalé chez nous
register-column-occurred = Survenu
register-column-aware = Prise de connaissance
register-column-deadline = Échéance
register-column-summary = Ce qui s’est passé
register-column-nature = Type de violation
register-column-data = Types de données
register-column-people = Personnes concernées
register-column-effects = Effets
register-column-level = Risque
register-column-authority = Décision autorité
register-column-notified = Notifiée à l’autorité
register-column-authority-number = Numéro de l’autorité
register-column-told = Personnes informées
register-column-measures = Mesures : quoi, qui, échéance, faite
register-column-closed = Clôturée
