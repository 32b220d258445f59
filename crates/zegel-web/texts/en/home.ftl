# The first page after signing on.

home-title = What is ready for you?
home-empty = Nothing waits for you
home-empty-help = As soon as there is work for you, you will find it here.
home-sift = Choose which messages you keep
home-sift-help = You open a chat on your own device. Only what you choose goes to the archive.
home-register = Register new submissions
home-register-help = Decide in which dossier the messages belong and complete the details.
home-store = Store registered submissions
home-store-help = Zegel makes the durable form and puts the record into the dossier.
home-close = Close stored submissions
home-close-help = That is possible once every interim copy has ended.
home-roles = Decide on roles
home-roles-help = Another administrator proposed them. Without you they do not hold.
home-returned = Look at what was sent back
home-returned-help = The reason stands with each message.
home-approve = Decide on sensitive messages
home-approve-help = A colleague proposed the registration. A second person approves it.
home-release = Decide on releases
home-release-help = A colleague asked for a package. Without a second person it does not leave.
home-no-role = You have no role yet
home-draft = Look at your sealed draft
home-draft-help = It destroys itself within three days, or it was frozen.
home-rhythm = Rhythm of capturing
home-rhythm-help = Who has not captured for long? And who checked their settings?
home-check = Check the settings of your app
home-check-help = Four questions with a drawing. So you are sure that your messages can be kept.
