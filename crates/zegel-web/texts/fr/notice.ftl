# Le message aux interlocuteurs.

notice-title = Message aux interlocuteurs
notice-lead = Vos interlocuteurs doivent savoir que vous conservez les messages professionnels. Voici le texte de votre organisation.
notice-how-1 = Copiez le texte et remplissez ce qui est entre crochets.
notice-how-2 = Envoyez-le dans votre conversation professionnelle.
notice-how-3 = Pendant le tri, Zegel retrouve le message dans votre export. Si vous le conservez aussi, le dépôt indique qu’il a été trouvé, et quand.
notice-version = Version { $n }
notice-since = depuis le { $date }
notice-copy = Texte à copier
notice-text = Texte
notice-text-help = Le propriétaire remplit ce qui est entre crochets. Chaque version est gardée, car une conversation peut en contenir une ancienne.
notice-save = Enregistrer cette version
notice-done-saved = La nouvelle version est enregistrée.
notice-older = Versions plus anciennes
