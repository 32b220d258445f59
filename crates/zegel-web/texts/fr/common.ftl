# Ce qui figure sur chaque page.

common-skip = Aller au contenu
common-main-menu = Menu principal
common-menu = Menu
common-sign-off = Se déconnecter
common-my-access = Mon accès

common-menu-sift = Trier
common-menu-intake = Envois
common-menu-search = Rechercher
common-menu-dossiers = Dossiers
common-menu-releases = Communications
common-menu-ledger = Journal
common-menu-people = Personnes
common-menu-rights = Qui peut faire quoi

common-n-messages = { $n ->
    [one] { $n } message
   *[other] { $n } messages
}

common-month-1 = janvier
common-month-2 = février
common-month-3 = mars
common-month-4 = avril
common-month-5 = mai
common-month-6 = juin
common-month-7 = juillet
common-month-8 = août
common-month-9 = septembre
common-month-10 = octobre
common-month-11 = novembre
common-month-12 = décembre

common-weekday-1 = lundi
common-weekday-2 = mardi
common-weekday-3 = mercredi
common-weekday-4 = jeudi
common-weekday-5 = vendredi
common-weekday-6 = samedi
common-weekday-7 = dimanche

common-role-chat-owner = Titulaire de la conversation
common-role-supporter = Assistant
common-role-records-adviser = Conseiller en gestion documentaire
common-role-data-owner = Propriétaire des données
common-role-archivist = Archiviste
common-role-lawyer = Juriste publicité de l’administration
common-role-privacy-officer = Délégué à la protection des données
common-role-administrator = Administrateur
common-role-inspector = Inspecteur

common-act-accept = Apporter un envoi
common-act-see-states = Voir les états, les nombres et les dates
common-act-read = Lire les envois et les pièces
common-act-search = Rechercher dans le contenu
common-act-keep-dossier = Ouvrir ou fermer un dossier
common-act-register = Enregistrer
common-act-store = Convertir et conserver
common-act-end-copy = Mettre fin aux copies provisoires
common-act-close-capture = Clore une mise en sécurité
common-act-propose-release = Demander une communication
common-act-approve-release = Approuver une communication
common-act-hold = Suspendre et lever la suspension
common-act-propose-destruction = Proposer la destruction
common-act-approve-destruction = Approuver et exécuter la destruction
common-act-read-ledger = Lire le journal
common-act-count-scope = Compter l’étendue d’une violation
common-act-verify = Vérifier toutes les archives
common-act-keep-people = Ajouter des personnes et attribuer des rôles
common-act-see-rhythm = Voir le rythme des propriétaires
common-act-check-settings = Vérifier les réglages de ses propres applications
common-act-keep-notice = Rédiger le message aux interlocuteurs
common-act-keep-suggestions = Activer ou désactiver les suggestions
common-act-keep-draft = Garder son propre brouillon scellé
common-act-keep-keys = Gérer les clés
common-act-sign-on = Se connecter et gérer son propre accès
common-act-propose-roles = Demander d’autres rôles pour quelqu’un
common-act-approve-roles = Approuver les rôles demandés par un autre

common-session-near = Vous allez être déconnecté. Minutes restantes :
common-session-stay = Rester connecté
common-session-ended = Vous êtes déconnecté. Le contenu de cette page reste. Connectez-vous dans un nouvel onglet et continuez ici.
common-session-again = Se connecter dans un nouvel onglet
common-crumbs = Fil d’Ariane
common-act-report-breach = Signaler une violation de données
common-act-see-breaches = Lire le registre des violations de données
common-act-handle-breach = Traiter une violation de données
common-act-approve-breach = Décider d’une violation comme seconde personne
common-act-see-risks = Lire le registre des risques
common-act-keep-risks = Évaluer les risques et noter les mesures
common-act-keep-texts = Écrire les règles, protocoles et textes
common-act-read-texts = Lire les règles et protocoles
