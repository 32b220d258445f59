# Violations de données : signaler, le bureau, une violation et ce qui en est fait.

breaches-title = Violations de données
breaches-running = avec un délai en cours
breaches-errors = Quelque chose ne convient pas encore. Ce que vous avez rempli est toujours là.
breaches-by = { $who }, { $at }
breaches-handler = Traitée par : { $who }
breaches-no-handler = Personne ne la traite encore
breaches-outrun = { $who } a modifié cette violation le { $at }. Ce que vous avez rempli n’est pas enregistré.
breaches-outrun-help = Ce que vous avez rempli est encore ci-dessous. Regardez d’abord ce qui a changé. Envoyez ensuite de nouveau.
breaches-outrun-look = Voir les changements
breaches-read-only-closed = Cette violation est clôturée. Vous pouvez seulement la lire.
breaches-read-only-role = Vous pouvez lire ceci. Le délégué à la protection des données ou un juriste la traite.
breaches-day = Date
breaches-time = Heure
breaches-from = Nombre, ou au moins
breaches-to = Au plus (si vous ne savez pas exactement)
breaches-full-moment = { $day }, { $time }

breaches-day-1 = lun.
breaches-day-2 = mar.
breaches-day-3 = mer.
breaches-day-4 = jeu.
breaches-day-5 = ven.
breaches-day-6 = sam.
breaches-day-7 = dim.
breaches-month-1 = janv.
breaches-month-2 = févr.
breaches-month-3 = mars
breaches-month-4 = avr.
breaches-month-5 = mai
breaches-month-6 = juin
breaches-month-7 = juil.
breaches-month-8 = août
breaches-month-9 = sept.
breaches-month-10 = oct.
breaches-month-11 = nov.
breaches-month-12 = déc.

breaches-unit-days = { $n ->
    [one] jour
   *[other] jours
}
breaches-unit-hours = { $n ->
    [one] heure
   *[other] heures
}
breaches-unit-minutes = min
breaches-span-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
}
breaches-span-hours = { $n ->
    [one] { $n } heure
   *[other] { $n } heures
}
breaches-span-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
breaches-span-none = moins d’une minute
breaches-span-both = { $first } et { $second }

breaches-stage-signal = Nouveau signal
breaches-stage-investigating = En examen
breaches-stage-running = Délai en cours
breaches-stage-decided = Décidé
breaches-stage-closed = Clôturée
breaches-stage-no-breach = Pas une violation

breaches-tag-todo = À faire
breaches-tag-busy = En cours
breaches-tag-ready = Prêt
breaches-tag-waits = Attend un accord
breaches-tag-again = À revoir
breaches-tag-not-needed = Pas nécessaire
breaches-tag-late = En retard
breaches-tag-in-force = Décidé
breaches-tag-refused = Refusé

# Signaler.
breaches-report = Signaler une violation de données
breaches-report-lead = Racontez en deux minutes ce que vous avez vu. Vous ne devez pas savoir si c’est vraiment une violation. Nous l’examinons.
breaches-report-send = Signaler cette violation
breaches-report-another = Signaler une autre violation
breaches-report-what-is = Qu’est-ce qu’une violation de données ?
breaches-report-what-is-help = Des données de personnes sont arrivées chez quelqu’un qui ne peut pas les avoir. Ou elles ont disparu, ou changé.
breaches-report-example-1 = Un message est parti à la mauvaise personne.
breaches-report-example-2 = Un téléphone ou un ordinateur est perdu.
breaches-report-example-3 = Vous voyez des pièces que vous ne devriez pas voir.
breaches-report-doubt = Un doute ? Signalez. Trop tôt vaut mieux que trop tard.
breaches-report-what-missing = Écrivez ce qui s’est passé.
breaches-report-title-missing = Donnez un nom court à la violation.
breaches-report-processor-missing = Écrivez qui l’a signalée et comment le joindre.
breaches-field-wat = Que s’est-il passé ?
    .help = Avec vos mots : qu’avez-vous vu, quelles données, qui peut les avoir vues ? Laissez de côté les noms qui ne sont pas nécessaires.
breaches-field-gemerkt = Quand l’avez-vous remarqué ?
breaches-field-titel = Nom court
    .help = Quelques mots, pour la retrouver. Sans noms de personnes.
breaches-field-herkomst = Qui l’a découvert ?
breaches-herkomst-zelf = Moi ou un collègue
breaches-herkomst-verwerker = Un sous-traitant nous le signale (un fournisseur qui traite nos données)
breaches-field-verwerker = Quel sous-traitant, et comment le joindre ?
    .help = Nom, numéro de téléphone ou adresse électronique.
breaches-thanks = Merci, nous avons votre signalement
breaches-thanks-lead = Votre signalement porte le numéro { $number }. Le délégué à la protection des données le voit maintenant.
breaches-thanks-next = Que se passe-t-il maintenant ?
breaches-thanks-1 = Nous examinons si c’est une violation et nous l’arrêtons.
breaches-thanks-2 = Si c’en est une, nous décidons de la notifier ou non à l’autorité. Il y a peu de temps pour cela.
breaches-thanks-3 = Si des personnes courent un risque élevé, nous les informons.
breaches-thanks-you = Que pouvez-vous faire ?
breaches-thanks-you-help = Gardez ce que vous avez vu : courriel, écran ou appareil. Ne supprimez rien et ne cherchez pas plus loin vous-même. Si vous remarquez autre chose plus tard, signalez-le aussi.
breaches-thanks-open = Ouvrir cette violation
breaches-mine = Mes signalements
breaches-mine-lead = Tout ce que vous avez signalé, et où cela en est.
breaches-mine-empty = Vous n’avez encore rien signalé
breaches-mine-empty-help = Vous voyez quelque chose qui peut être une violation ? Signalez-le. Cela prend deux minutes.
breaches-mine-signal = Votre signalement est arrivé. Quelqu’un s’en charge bientôt.
breaches-mine-investigating = Quelqu’un examine ce qui s’est passé.
breaches-mine-running = C’est une violation. Nous décidons maintenant que faire.
breaches-mine-decided = Il est décidé ce que nous faisons. Nous le terminons.
breaches-mine-closed = Cette violation est traitée. Merci de l’avoir signalée.
breaches-mine-no-breach = Ce n’était pas une violation. C’est bien de l’avoir signalé.

# Le bureau.
breaches-n-open = { $n ->
    [one] { $n } ouverte
   *[other] { $n } ouvertes
}
breaches-n-all = { $n } dans le registre
breaches-n-shown = { $n ->
    [one] { $n } violation
   *[other] { $n } violations
}
breaches-empty = Aucune violation n’est encore signalée
breaches-empty-help = Chacun signale avec le lien en bas de chaque page. Ici vous voyez les signalements, avec le temps qui reste.
breaches-open = Ouvertes maintenant
breaches-open-none = Rien n’est ouvert.
breaches-waiting = Attend une seconde personne
breaches-waits = Attend un accord
breaches-waits-authority = Proposition de ne pas notifier l’autorité
breaches-waits-subjects = Proposition de ne pas informer les personnes
breaches-waits-closing = Proposition de clôturer : pas une violation
breaches-register = Registre
breaches-all = Tout
breaches-filter-year = Montrer une année ou un état
breaches-from-processors = Messages de sous-traitants
breaches-list-from-processor = Message d’un sous-traitant
breaches-open-rest = Et { $n } de plus : voir le registre ci-dessous.
breaches-fact-processor = Signalé par le sous-traitant
breaches-none-so = Aucune violation ne correspond.
breaches-list-left = Encore { $span }
breaches-list-late = { $span } de retard
breaches-list-reported = signalée chez nous le { $day }
breaches-list-notified = À l’autorité le { $day }
breaches-list-notified-late = À l’autorité en retard, le { $day }
breaches-list-not-notified = Non notifiée à l’autorité, avec motif
breaches-list-told = Personnes informées le { $day }
breaches-figures = Chiffres de { $year }
breaches-figures-reported = Signalées chez nous
breaches-figures-notified = À l’autorité à temps
breaches-figures-late = À l’autorité en retard
breaches-figures-table = En tableau
breaches-figures-month = Mois

# L’horloge.
breaches-clock-title = Délai de notification
breaches-clock-left = Temps restant
breaches-clock-over = Retard
breaches-clock-stands = L’horloge est arrêtée
breaches-clock-notify-before = Notifiez cette violation à l’autorité avant le
breaches-clock-passed = { $span } écoulées. Nuits, week-ends et jours fériés comptent.
breaches-clock-taken = { $span } après la prise de connaissance.
breaches-clock-notified = Notifiée à l’autorité le
    .word = À temps
breaches-clock-notified-late = Notifiée à l’autorité le
    .word = En retard
breaches-clock-not-notified = Deux personnes ont décidé de ne pas notifier ceci à l’autorité.
    .word = Non notifiée
breaches-clock-told-controller = Le responsable a été informé le
    .word = Fait
breaches-clock-tell-controller = Informez le responsable. Le contrat dit : avant le
breaches-clock-at-once = Tout de suite
breaches-clock-no-hours = Sans tarder
breaches-clock-near = Encore { "{h}" } heures pour notifier.
breaches-clock-sentence = Le délai a commencé le { $begin }. Notifier au plus tard le { $end }.
breaches-clock-none = Le délai ne court pas encore
breaches-clock-none-help = L’horloge démarre quand votre organisme sait avec une certitude raisonnable que des données personnelles sont touchées. Notez ce moment dès qu’il est là.
breaches-clock-start = Noter la prise de connaissance
breaches-clock-notes = Autres lectures du délai
breaches-clock-notes-help = Ces lectures sont contestées ou relèvent d’une autre loi. Ne vous y fiez pas. L’échéance à retenir est ci-dessus.
breaches-track-aware = connaissance
breaches-track-due = au plus tard
breaches-nis2-early = NIS2 : alerte précoce
breaches-nis2-notification = NIS2 : notification
breaches-delay-title = Le délai est passé. Pourquoi est-ce plus tard ?
breaches-delay-save = Noter le motif
breaches-field-reden = Motif du retard
    .help = L’autorité le demande. Écrivez honnêtement et brièvement pourquoi cela a duré. Notifiez ensuite au plus vite.

# Une violation.
breaches-take-up = Prendre cette violation en charge
breaches-take-up-title = Personne ne traite encore ceci
breaches-take-up-help = Si vous la prenez en charge, votre nom y figure et l’examen commence.
breaches-tasks = Que devez-vous faire ?
breaches-task-moments = Noter les moments
    .help = Quand est-ce arrivé, et quand en étiez-vous certain ? Cela démarre l’horloge.
breaches-task-facts = Noter les faits
    .help = Ce qui s’est passé, et avec quelles données de qui.
breaches-task-assess = Évaluer le risque
    .help = Voyez quel est le risque pour les personnes concernées.
breaches-task-authority = Décider : notifier l’autorité ou non
    .help = Si vous ne notifiez pas, vous notez pourquoi.
breaches-task-notify = Notifier l’autorité
    .help = Vous remplissez le formulaire de l’autorité et gardez son numéro ici.
breaches-task-people = Décider : informer les personnes concernées
    .help = Obligatoire en cas de risque élevé. Au plus vite.
breaches-task-tell = Informer les personnes concernées
    .help = En langage simple : ce qui s’est passé, ce que cela signifie et ce qu’elles peuvent faire.
breaches-task-controller = Informer le responsable
    .help = Vous êtes ici sous-traitant. Le responsable décide de la notification.
breaches-task-measures = Mesures
    .help = Ce que vous faites pour limiter le dommage et éviter que cela se répète.
breaches-task-close = Clôturer
    .help = Quand tout est fait. La violation reste dans le registre.
breaches-log = Journal
breaches-log-help = Les lignes du journal ne peuvent être ni modifiées ni supprimées.
breaches-note-add = Ajouter au journal
breaches-note-save = Ajouter au journal
breaches-note-missing = Écrivez d’abord une note.
breaches-field-notitie = Note
breaches-automatic = De soi-même, après le travail de { $who }
breaches-facts = Données clés
breaches-facts-change = Modifier
breaches-fact-unknown = Pas encore connu
breaches-fact-occurred = Arrivée
breaches-fact-aware = Le délai court depuis
breaches-fact-nature = Sorte de violation
breaches-fact-people = Personnes concernées
breaches-fact-data = Sortes de données
breaches-fact-authority = Autorité
breaches-fact-number = Numéro de la notification
breaches-fact-told = Informées
breaches-fact-told-words = { $n ->
    [one] { $n } personne, depuis le { $day }
   *[other] { $n } personnes, depuis le { $day }
}
breaches-fact-reporter = Signalée par
breaches-fact-controller = Responsable
breaches-between = de { $from } à { $to }
breaches-ongoing = cela dure encore
breaches-ongoing-since = depuis { $since }, cela dure encore
breaches-occurred-unknown = ne peut être établi
breaches-estimated = (estimation)
breaches-range = { $min } à { $max }
breaches-unsure = Vous ne savez pas encore tout ? Faites une première notification. Vous pourrez la compléter.
breaches-versions-link = Voir { $n ->
    [one] la version
   *[other] les { $n } versions
} de cette violation

breaches-event-reported = Signalée
breaches-event-taken-up = Prise en charge
breaches-event-described = Données modifiées
breaches-event-occurred = Noté quand c’est arrivé
breaches-event-moment-signal = Premier signal corrigé
breaches-event-moment-investigation = Début de l’examen noté
breaches-event-moment-aware = Prise de connaissance notée : c’est une violation
breaches-event-moment-processor-message = Message du sous-traitant noté
breaches-event-moment-told-controller = Responsable informé
breaches-event-answered = Faits notés
breaches-event-counted = Étendue comptée dans l’archive
breaches-event-authority-notify = Décidé : notifier l’autorité
breaches-event-authority-not-proposed = Proposé : ne pas notifier l’autorité
breaches-event-authority-approved = Accord : ne pas notifier l’autorité
breaches-event-authority-refused = Proposition sur l’autorité refusée
breaches-event-authority-reopened = Les faits sont plus graves : décider de nouveau sur l’autorité
breaches-event-subjects-communicate = Décidé : informer les personnes
breaches-event-subjects-not-required = Décidé : informer les personnes n’est pas nécessaire
breaches-event-subjects-not-proposed = Proposé : ne pas informer les personnes
breaches-event-subjects-exception-proposed = Proposé : une exception à l’information
breaches-event-subjects-approved = Accord sur les personnes concernées
breaches-event-subjects-refused = Proposition sur les personnes refusée
breaches-event-subjects-reopened = Les faits sont plus graves : décider de nouveau sur les personnes
breaches-event-ordered-to-tell = L’autorité a ordonné d’informer les personnes
breaches-event-condition-met = L’autorité a jugé l’information non nécessaire
breaches-event-delay-explained = Motif du retard noté
breaches-event-notification-initial = Première notification faite
breaches-event-notification-supplementary = Notification complémentaire faite
breaches-event-notification-complete = Notification complète faite
breaches-event-notification-withdrawal = Retrait fait
breaches-event-filed = Notifiée à l’autorité, numéro gardé
breaches-event-telling-mail = Messages électroniques préparés
breaches-event-telling-letters = Lettres préparées
breaches-event-telling-public = Avis public préparé
breaches-event-telling-other = Information par une autre voie préparée
breaches-event-told = Personnes informées
breaches-event-measure = Mesure ajoutée
breaches-event-measure-done = Mesure faite
breaches-event-note = Note
breaches-event-closed = Clôturée
breaches-event-no-breach-proposed = Proposé : ce n’est pas une violation
breaches-event-closing-approved = Accord : clôturée, pas une violation
breaches-event-closing-refused = Proposition de clôturer refusée
breaches-event-reopened = Rouverte
breaches-event-other = Modifiée

# Moments.
breaches-moments = Moments
breaches-moments-all = Tous les moments
breaches-moment-record = Noter
breaches-moment-correct = Corriger
breaches-moment-save = Noter ce moment
breaches-moment-before = { $n ->
    [one] Ce qui était écrit ici avant
   *[other] Ce qui était écrit ici avant ({ $n } fois)
}
breaches-moment-occurred = Quand c’est arrivé
    .help = Un moment, une période, ou cela dure encore. Si vous ne savez pas, dites-le.
breaches-moment-signal = Premier signal
    .help = Quand l’un de nous a remarqué quelque chose pour la première fois.
breaches-moment-investigation = Début de l’examen
    .help = Quand quelqu’un a commencé à examiner si c’est une violation.
breaches-moment-processor-message = Message du sous-traitant
    .help = Quand le message du sous-traitant nous est parvenu.
breaches-moment-aware = Prise de connaissance : l’horloge démarre
    .help = Quand votre organisme savait avec une certitude raisonnable que des données personnelles étaient touchées.
breaches-moment-told-controller = Responsable informé
    .help = Quand nous avons informé le responsable.
breaches-aware-title = Quand avez-vous connaissance ?
breaches-aware-1 = Vous avez connaissance quand vous savez avec une certitude raisonnable qu’il y a eu un incident de sécurité et que des données personnelles ont été touchées. Un bref examen préalable est permis, mais n’attendez pas de tout savoir.
breaches-aware-2 = Écrivez ce qui vous a rendu certain : qui a vu quoi, et quand. Si un sous-traitant le signale, vous avez connaissance quand son message vous parvient.
breaches-aware-missing = Écrivez ce qui vous a rendu raisonnablement certain.
breaches-field-wanneer = Quand était-ce ?
breaches-field-hoe = Comment le savez-vous ?
breaches-field-redenering = Qu’est-ce qui vous a rendu raisonnablement certain ?
    .help = Une ou deux phrases. Elles figureront dans la notification.
breaches-field-verloop = Que savez-vous du déroulement ?
breaches-verloop-moment = C’est arrivé à un moment
breaches-verloop-periode = Cela a duré un temps et c’est fini
breaches-verloop-duurt-voort = Cela dure encore
breaches-verloop-onbekend = Cela ne peut être établi
breaches-field-begin = Moment ou début
breaches-field-einde = Fin
breaches-field-geschat = C’est une estimation
breaches-moment-form = Remplissez une date et une heure, par exemple 20-11-2026 et 16:40.
breaches-moment-missing = Remplissez la date et l’heure.
breaches-moment-gap = Cette heure n’a pas existé : l’horloge est passée à l’heure d’été. Choisissez une heure avant ou après.
breaches-moment-fold = Cette heure a existé deux fois : l’horloge est passée à l’heure d’hiver. Choisissez laquelle.
breaches-moment-eerste = La première fois (heure d’été)
breaches-moment-tweede = La seconde fois (heure d’hiver)
breaches-occurred-choose = Choisissez ce que vous savez du déroulement.
breaches-day-form = Remplissez une date, par exemple 20-11-2026.

# Faits.
breaches-facts-title = Faits
breaches-facts-lead = Remplissez ce que vous savez. Laissez ouvert ce que vous ne savez pas encore. Vous pouvez revenir plus tard.
breaches-facts-sections = Parties
breaches-facts-progress = { $done } sur { $n }
breaches-facts-none = pas nécessaire
breaches-facts-save = Enregistrer et continuer
breaches-facts-next = Continuer vers : { $name }
breaches-facts-to-assess = Continuer vers l’évaluation
breaches-facts-waits = Cette partie dépend d’une question antérieure. Selon la réponse actuelle, rien n’est demandé ici :
breaches-facts-alone = Choisissez soit la réponse qui exclut toutes les autres, soit d’autres réponses.
breaches-facts-long = Écrivez { $n } signes au plus.
breaches-facts-number = Remplissez un nombre entier. Le second est plus grand que le premier.
breaches-facts-number-or-unknown = Remplissez un nombre ou dites que vous ne savez pas, pas les deux.
breaches-counted = Compté par l’archive (comptage { $n }). Si vous le modifiez, c’est votre propre réponse.

# Évaluer.
breaches-judge = Évaluer et décider
breaches-judge-second = Ne pas notifier, ne pas informer et chaque exception demandent une seconde personne. Si les faits s’aggravent, une telle décision se rouvre d’elle-même.
breaches-judge-processor = Vous êtes ici sous-traitant. Le responsable décide de notifier et d’informer.
breaches-outcome = Résultat des questions
breaches-outcome-human = C’est un avis. Une personne décide.
breaches-outcome-none = Il n’y a encore rien à évaluer
breaches-outcome-none-help = Notez d’abord les faits. Le risque et ses raisons apparaîtront ici.
breaches-outcome-provisional = Provisoire : quelque chose d’inconnu peut changer le résultat.
breaches-outcome-why = Pourquoi
breaches-outcome-unknown = Encore inconnu
breaches-outcome-could-change = peut changer le résultat
breaches-outcome-changes = Qu’est-ce qui changerait le résultat ?
breaches-outcome-notify = Notifier l’autorité.
breaches-outcome-not-notify = Notifier l’autorité n’est pas nécessaire.
breaches-outcome-tell = Informer les personnes concernées.
breaches-outcome-not-tell = Informer les personnes n’est pas nécessaire.
breaches-outcome-exception = Informer les personnes n’est pas nécessaire : une exception vaut.
breaches-level-unlikely = Risque improbable
breaches-level-risk = Risque
breaches-level-high = Risque élevé
breaches-effect-raises = aggrave
breaches-effect-lowers = allège
breaches-effect-decides = résultat
breaches-enisa = À titre de comparaison : ENISA
breaches-enisa-score = La méthode de l’ENISA (2013) donne { $score } : { $band }.
breaches-enisa-low = faible
breaches-enisa-medium = moyen
breaches-enisa-high = élevé
breaches-enisa-very-high = très élevé
breaches-enisa-help = Seulement un appui. Le nombre de personnes compte à peine dans cette méthode ; dans la loi, si.
breaches-authority-help = Il faut notifier, sauf si un risque pour les personnes est improbable.
breaches-subjects-help = Il faut informer en cas de risque élevé. Un avis public suffit si joindre chacun demande trop.
breaches-decide = Noter la décision
breaches-decide-again = Décider de nouveau
breaches-decide-choose = Choisissez d’abord ce que vous décidez.
breaches-decide-first-aware = Vous pourrez décider quand la prise de connaissance sera notée.
breaches-field-toezichthouder-keuze = Que décidez-vous ?
breaches-toezichthouder-keuze-melden = Notifier l’autorité
breaches-toezichthouder-keuze-niet-melden = Ne pas notifier (une seconde personne doit donner son accord)
breaches-field-toezichthouder-reden = Pourquoi ?
    .help = Toujours nécessaire si vous ne notifiez pas ou si vous vous écartez de l’avis. Au moins une phrase.
breaches-field-toezichthouder-opnieuw = Quand le revoyez-vous ?
    .help = Nécessaire seulement si vous ne notifiez pas.
breaches-field-betrokkenen-keuze = Que décidez-vous ?
breaches-betrokkenen-keuze-informeren = Informer les personnes concernées
breaches-betrokkenen-keuze-niet-nodig = Pas nécessaire : pas de risque élevé
breaches-betrokkenen-keuze-onleesbaar = Exception : les données sont illisibles pour qui les a reçues
breaches-betrokkenen-keuze-maatregelen = Exception : des mesures ultérieures ont écarté le risque élevé
breaches-betrokkenen-keuze-onevenredig = Exception : joindre chacun demande trop, il y aura un avis public
breaches-field-betrokkenen-reden = Pourquoi ?
    .help = Nécessaire pour une exception et si vous vous écartez de l’avis. Au moins une phrase.
breaches-field-betrokkenen-opnieuw = Quand le revoyez-vous ?
    .help = Nécessaire pour une exception, ou si vous n’informez pas contre l’avis.
breaches-choice-melden = Notifier l’autorité
breaches-choice-niet-melden = Ne pas notifier l’autorité
breaches-choice-informeren = Informer les personnes concernées
breaches-choice-niet-nodig = Informer les personnes n’est pas nécessaire
breaches-choice-onleesbaar = Exception : données illisibles
breaches-choice-maatregelen = Exception : mesures ultérieures
breaches-choice-onevenredig = Exception : avis public
breaches-choice-handled = Traitée
breaches-choice-no-breach = Ce n’est pas une violation
breaches-proposed-by = Proposé par { $who }, { $at }
breaches-decided-by = Décidé par { $who }, { $at }
breaches-approved-by = Accord de { $who }, { $at }
breaches-refused-by = Refusé par { $who }, { $at }
breaches-refused-why = Motif : { $why }
breaches-reopened-at = Les faits se sont aggravés le { $at }. Décidez de nouveau.
breaches-look-again-on = À revoir le { $day }
breaches-waits-own = Vous l’avez proposé vous-même. Cela attend quelqu’un d’autre : { $who }.
breaches-waits-for = Ceci attend une seconde personne : { $who }.
breaches-approve = Donner l’accord
breaches-approve-help = Le motif correspond-il aux faits ? Vous êtes la seconde personne.
breaches-refuse = Refuser cette proposition
breaches-take-back = Retirer cette proposition
breaches-refuse-why-missing = Écrivez pourquoi.
breaches-field-authority-weigering = Pourquoi pas ?
breaches-field-subjects-weigering = Pourquoi pas ?
breaches-field-closing-weigering = Pourquoi pas ?
breaches-order = Noter une décision de l’autorité
breaches-order-help = L’autorité peut ordonner d’informer les personnes. Un tel ordre prime la propre décision.
breaches-order-tell = L’autorité a ordonné d’informer les personnes
breaches-order-met = L’autorité a jugé que l’information n’est pas nécessaire
breaches-order-save = Noter
breaches-order-missing = Écrivez la référence et ce qui est décidé.
breaches-field-bevel = Qu’a décidé l’autorité ?
breaches-bevel-informeren = Les personnes doivent être informées
breaches-bevel-niet-nodig = L’information n’est pas nécessaire
breaches-field-bevel-op = Quand ?
breaches-field-bevel-kenmerk = Référence et contenu

# Données.
breaches-details = Données
breaches-details-save = Enregistrer les données
breaches-details-controller-missing = Écrivez qui est le responsable.
breaches-details-hours-wrong = Remplissez un nombre d’heures, ou laissez vide.
breaches-field-kant = Qu’est votre organisme ici ?
breaches-kant-controller = Responsable : nous décidons à quoi servent les données
breaches-kant-processor = Sous-traitant : nous traitons les données d’un autre
breaches-field-verantwoordelijke = Qui est le responsable ?
breaches-field-contracturen = En combien d’heures le contrat vous demande-t-il d’informer ?
    .help = Laissez vide si le contrat ne cite pas d’heures. Alors : sans tarder.
breaches-field-plaats = Dans quel pays notifiez-vous ?
breaches-place-nl = Pays-Bas
breaches-place-be = Belgique
breaches-field-regime = Quelle loi s’applique ?

# Mesures et clôture.
breaches-measures = Mesures
breaches-measures-none = Il n’y a pas encore de mesures.
breaches-measures-done = { $done } sur { $n } faites
breaches-measure-new = Ajouter une mesure
breaches-measure-add = Ajouter la mesure
breaches-measure-finish = C’est fait
breaches-measure-preventive = contre la répétition
breaches-measure-limiting = pour limiter le dommage
breaches-measure-due = au plus tard le { $day }
breaches-measure-done-on = Faite le { $day }
breaches-measure-missing = Écrivez ce qui est fait.
breaches-measure-owner-missing = Écrivez qui le fait.
breaches-field-maatregel = Que va-t-on faire ?
breaches-field-doel = Dans quel but ?
breaches-doel-beperken = Pour limiter le dommage
breaches-doel-voorkomen = Pour éviter la répétition
breaches-field-eigenaar = Qui le fait ?
breaches-field-uiterlijk = Au plus tard quand ?
    .help = Peut rester vide.
breaches-closing = Clôturer
breaches-closing-first = Ceci doit se faire d’abord
breaches-closing-handled = Traitée
breaches-closing-handled-help = Tout est fait. La violation reste dans le registre et peut seulement être lue.
breaches-closing-no-breach = Ce n’était pas une violation
breaches-closing-no-breach-help = Aucune donnée personnelle n’est touchée. Une seconde personne doit donner son accord. Le signalement reste dans le registre.
breaches-close-handled = Clôturer comme traitée
breaches-close-no-breach = Proposer de clôturer : pas une violation
breaches-reopen = Rouvrir cette violation
breaches-reopen-help = Quelque chose de nouveau est connu. Ce qui était là reste.
breaches-field-slotwoord = Mot de la fin
    .help = Peut rester vide. Par exemple ce que vous en avez appris.
breaches-field-geen-lek-reden = Pourquoi n’est-ce pas une violation ?
breaches-field-heropenen-reden = Pourquoi la rouvrez-vous ?
breaches-hindrance-aware = Notez quand vous avez eu connaissance.
breaches-hindrance-told-controller = Informez le responsable.
breaches-hindrance-authority = Décidez sur l’autorité.
breaches-hindrance-notified = Notifiez l’autorité et gardez son numéro.
breaches-hindrance-subjects = Décidez sur les personnes concernées.
breaches-hindrance-told = Informez les personnes concernées.
breaches-hindrance-public-notice = Publiez l’avis public.
breaches-hindrance-delay-reason = Notez pourquoi c’était en retard.
breaches-hindrance-measures = Terminez les mesures.
breaches-hindrance-other = Quelque chose est encore ouvert.
breaches-field-aanleiding = Qu’est-ce qui a changé, ou pourquoi retirez-vous ?
    .help = Peut rester vide pour une première notification.
breaches-field-ingediend = Quand avez-vous déposé la notification ?
breaches-field-meldingsnummer = Numéro donné par l’autorité
breaches-field-ontvangst = Accusé de réception
    .help = Un fichier de 16 Mo au plus. Peut manquer.
breaches-field-gelekt = Qu’est-ce qui a fuité ?
breaches-field-lek-rol = Quel rôle ?
breaches-field-lek-persoon = Quelle personne ?
breaches-field-lek-sessie = Numéro de la session
    .help = Il est au registre.
breaches-field-lek-middel = Numéro du moyen de connexion
    .help = Il est au registre.
breaches-field-lek-dossier = Quel dossier ?
    .help = Sa référence, comme W-2024-017.
breaches-field-lek-uitgifte = Numéro de la communication
    .help = Il est dans l’adresse de la page de la communication.
breaches-field-lek-object = Nom du fichier
    .help = Comme dans le dossier « objects » de l’archive.
breaches-field-lek-vanaf = À partir de quand ?
    .help = Peut rester vide : alors depuis le début.
breaches-field-lek-tot = Jusqu’à quand ?
    .help = Peut rester vide : alors jusqu’à maintenant.
breaches-task-scope = Compter l’étendue
    .help = S’agit-il de messages de cette archive ? Faites compter ce qui a fuité.
breaches-tag-optional = Si utile
breaches-controller-write = Écrivez le message
breaches-controller-more = Écrivez un complément
breaches-controller-help = Zegel n’envoie pas ce message. Relisez-le, envoyez-le vous-même selon le contrat, et notez quand.
breaches-controller-save = Noter qu’il est envoyé
breaches-controller-sent = Messages envoyés
breaches-controller-read = Lire le message
breaches-controller-not = Votre organisation est ici le responsable
breaches-controller-not-help = Êtes-vous sous-traitant ? Dites-le dans les données : pour qui et en combien d’heures.
breaches-controller-draft = { $body } vous signale une violation de données personnelles que nous traitons pour vous (RGPD, article 33, paragraphe 2).
breaches-controller-reference = Notre référence : { $number }
breaches-controller-aware = Connu chez nous depuis
breaches-controller-end = Ce qui n’est pas encore connu suivra au plus vite.
breaches-controller-to-missing = Indiquez à qui vous l’avez envoyé.
breaches-controller-text-missing = Indiquez ce que vous avez envoyé.
breaches-event-controller-told-more = Complément envoyé au responsable
breaches-field-aan = À qui ?
    .help = Le responsable, et par quelle voie.
breaches-field-bericht = Message
    .help = Rempli avec ce qui est connu. Adaptez-le.
breaches-field-verzonden = Quand l’avez-vous envoyé ?

# Versions.
breaches-versions = Versions
breaches-versions-lead = Chaque changement est une nouvelle version. Ce qui était écrit est gardé.
breaches-version = version { $n }
breaches-part-title = le nom
breaches-part-side = le côté : responsable ou sous-traitant
breaches-part-place = le pays ou la loi
breaches-part-handler = qui la traite
breaches-part-occurred = quand c’est arrivé
breaches-part-signal = le premier signal
breaches-part-investigation = le début de l’examen
breaches-part-aware = la prise de connaissance
breaches-part-processor-message = le message du sous-traitant
breaches-part-told-controller = quand le responsable a été informé
breaches-part-clock = le délai
breaches-part-counts = un comptage par l’archive
breaches-part-authority = la décision sur l’autorité
breaches-part-subjects = la décision sur les personnes concernées
breaches-part-order = la décision de l’autorité
breaches-part-delay = le motif du retard
breaches-part-notifications = les notifications à l’autorité
breaches-part-tellings = l’information des personnes
breaches-part-measures = les mesures
breaches-part-closing = la clôture
breaches-part-answer = la réponse à : { $question }

# Ce qui ne se peut pas.
breaches-error-closed = Cette violation a été clôturée entre-temps. Rouvrez-la d’abord, avec un motif.
breaches-error-text-length = Un texte est vide ou trop long.
breaches-error-moment-future = Ce moment est dans l’avenir. Donnez-en un qui est passé.
breaches-error-moment-order = La fin est avant le début. Échangez les deux.
breaches-error-reasons-missing = Écrivez pourquoi, en une phrase au moins.
breaches-error-look-again-missing = Choisissez le jour où vous le revoyez.
breaches-error-not-aware = Notez d’abord quand vous avez eu connaissance, et pourquoi.
breaches-error-ordered = L’autorité a ordonné d’informer les personnes. Cela prime.
breaches-error-four-eyes = Vous l’avez proposé vous-même. Demandez à une seconde personne.
breaches-error-facts-changed = Les faits sont plus graves que lors de la proposition. Refusez-la et faites-la proposer de nouveau.
breaches-error-wrong-state = Cela n’est plus possible. Regardez de nouveau la violation.
breaches-error-not-late = Le délai n’est pas passé. Aucun motif n’est nécessaire.
breaches-error-not-ready = Quelque chose est encore ouvert. Voyez ce qui vient d’abord.
breaches-error-too-many = Il y a trop de lignes ici. Faites une autre violation pour le reste.
breaches-error-no-authority = Cette loi n’a pas d’autorité dans ce pays. Choisissez une autre loi ou un autre pays.
breaches-error-unknown-code = Cette loi ne valait pas ce jour-là. Choisissez-en une autre.
breaches-error-notification-order = Ceci ne correspond pas à ce qui est déposé. Si rien n’est déposé, commencez par une première notification. Sinon, faites un complément.
breaches-error-form-language = Ce formulaire n’existe pas dans cette langue. Choisissez-en une autre.
breaches-error-unknown-number = Ce numéro n’existe pas. Regardez de nouveau la violation.
breaches-error-file-size = Le fichier est vide ou dépasse 16 Mo. Choisissez-en un autre.
breaches-error-window-wrong = La fin précède le début. Inversez les deux.
breaches-error-scope-empty = Dites d’abord ce qui a fuité.
breaches-error-no-such-proof = Ce comptage n’est pas au registre. Recommencez depuis le début.
breaches-error-wrong-side = Votre organisation est ici le responsable. Dites d’abord dans les données que vous êtes sous-traitant.

# Ce qui vient d’être fait.
breaches-done-taken-up = Vous traitez cette violation.
breaches-done-note = La note est dans le journal.
breaches-done-delay = Le motif est noté.
breaches-done-moment = Le moment est noté.
breaches-done-answered = Les réponses sont enregistrées.
breaches-done-decided = La décision est notée.
breaches-done-approved = Vous avez donné votre accord.
breaches-done-refused = La proposition ne passe pas.
breaches-done-ordered = La décision de l’autorité est notée.
breaches-done-described = Les données sont enregistrées.
breaches-done-measure = La mesure est ajoutée.
breaches-done-measure-done = La mesure est faite.
breaches-done-closed = La violation est clôturée.
breaches-done-no-breach = Votre proposition attend une seconde personne.
breaches-done-reopened = La violation est rouverte.
breaches-done-notification = La notification est faite. Déposez-la maintenant vous-même.
breaches-done-filed = Il est noté que la notification est déposée.
breaches-done-counted = L’archive a compté.
breaches-done-taken-over = Les nombres sont maintenant dans les faits.
breaches-done-controller = Il est noté que le responsable est informé.

# The register as a file
breaches-register-file = registre-des-violations
breaches-register-file-redacted = registre-des-violations-sans-donnees-personnelles

# A signal of an alarm
breaches-alarm = Une alarme a ouvert ce signal
breaches-alarm-help = L'archive a vu quelque chose d'inhabituel dans le journal. Il peut s'agir d'un travail ordinaire.
breaches-alarm-account = Il s'agit du compte de
breaches-alarm-count = Compter l'étendue et prendre en charge
breaches-alarm-counted = Le compte pouvait lire { $could } messages. { $was } ont été lus ou communiqués. La preuve est dans le journal, ligne { $entry }.
breaches-alarm-end = Pas une violation ? Clôturez le signal avec un motif.
