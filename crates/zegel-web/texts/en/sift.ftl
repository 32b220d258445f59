### The sifting page: choosing and redacting on one's own device.

## The page and its steps

sift-page-title = Choose a file
sift-steps = Steps
sift-step-choose = Choose a file
sift-step-select = Select
sift-step-redact = Redact
sift-step-details = Fill in details
sift-step-send = Hand in
sift-step-short = Step { $at } of { $of }: { $name }
sift-loading = The page is being prepared.
sift-needs-script = This page reads your file on your own device. That needs JavaScript.
sift-cannot-start = This page cannot start. Reload it, or use a newer browser. Nothing was sent.
sift-no-context = You cannot sift now
    .do = The page got no answer from the archive. Sign in again and open this page once more.
sift-close = Close
sift-none = none
sift-bytes =
    { $n ->
        [one] { $n } byte
       *[other] { $n } bytes
     }

## Step 1: the file

sift-choose-lead = Choose the export of a conversation. You read and choose on your own device. Nothing goes to the archive before you press Hand in.
sift-drop-here = Drop the file here
sift-pick-file = Choose a file
sift-file-kinds = The zip or txt of WhatsApp, as the phone made it. At most 2 GB.
sift-cancel = Stop
sift-how = How to make an export
sift-how-1 = Open the conversation in WhatsApp.
sift-how-2 = Choose More, then Export chat.
sift-how-3 = Choose Include media.
sift-how-4 = Put the file on this device. Do not mail it.
sift-reading-0 = Reading the file: { $done } of { $total }
sift-reading-1 = Reading messages: { $done } of { $total }
sift-said-stopped = Stopped. Nothing was kept.
sift-unfinished =
    { $n ->
        [one] You have { $n } unfinished choice on this device. Choose the same file to go on. It disappears by itself on { $until }.
       *[other] You have { $n } unfinished choices on this device. Choose the same file to go on. The first one disappears by itself on { $until }.
     }
sift-forget = Throw away my choice on this device
sift-ask-forget = Your choice on this device will be erased. The file itself stays. You cannot take this back.
    .yes = Erase my choice
sift-said-forgotten = Your choice was erased.
sift-cannot-read = { $name } cannot be read
sift-fault-not-a-chat = This is not the export of a conversation. Make the export again on the phone and choose the file as the phone made it.
sift-fault-damaged = The file is damaged or was not copied as a whole. Put it on this device again.
sift-fault-encrypted = The zip has a password. Unpack it first.
sift-fault-unsafe = This zip is not safe: it does something that no phone does. Ask where it comes from.
sift-fault-limit-reached = This file is larger than this page can handle. Export the conversation without media.
sift-fault-file-too-large = This file is larger than 2 GB. Export the conversation without media.
sift-fault-file-changed = The file changed while it was being read. Choose it once more.
sift-fault-not-readable = The browser could not read the file. Check that it is still there and choose it once more.
sift-fault-module-stopped = Reading stopped unexpectedly. Reload the page and try once more.
sift-fault-unsupported-method = The zip was packed in a way that is not supported. Unpack it and pack it again.
sift-fault-other = Something went wrong (code { $code }).
sift-fault-cancelled = The work was stopped.
sift-fault-picture-damaged = A picture with boxes cannot be read. Take the boxes away, or do not choose the message.
sift-fault-region-outside-picture = A box lies outside the picture. Change the box.
sift-fault-export-changed = The file is no longer what it was. Choose it again.
sift-fault-seal = The key of the archive is not right. Tell your administrator; nothing was sent.

## A note of the substance

sift-note-when = Are the messages gone, but was something decided?
sift-note-write = Write a note
sift-note-title = Write a note
sift-note-lead = Write down what was agreed, with whom and when. The archive keeps with it that this is a note and not a message.
sift-note-subject = Subject
sift-note-subject-help = Not required. For example: award of the station square.
sift-note-text = What was agreed?
sift-note-text-help = Name the people, the day and the app. Leave out what is not needed.
sift-note-author = Your name
sift-note-saved = Saved on this device, until { $until }
sift-note-back = Back
sift-note-needs-text = First write down what was agreed
sift-note-needs-author = Fill in your name
sift-note-sentence = You hand in one note, which you wrote yourself.
sift-note-left = There is no message behind it. The archive says so.

## What is in the file

sift-report = What is in the file
sift-platform-android = WhatsApp on Android
sift-platform-ios = WhatsApp on iPhone
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
sift-period = { $from } to { $to }
sift-kept-words =
    { $n ->
        [one] You were working on this file: { $n } message chosen, saved on { $date } at { $time }. The choice disappears on { $until }.
       *[other] You were working on this file: { $n } messages chosen, saved on { $date } at { $time }. The choice disappears on { $until }.
     }
sift-resume = Go on with your choice
sift-fresh = Start again
sift-dates-question = Which day is { $date }?
sift-dates-help = The phone writes dates in digits only. The file does not tell which is the day and which is the month.
sift-dates-needed = First choose which day is meant
sift-regime = How do you choose?
sift-regime-empty = You start with nothing. You choose what is kept.
sift-regime-full = You start with everything. You take out what is private and say why.
sift-people-title = Who takes part
sift-people-help = Business or private helps you find later. It never chooses a message by itself, and it is not sent.
sift-me = Who are you in this conversation?
sift-me-none = Not stated
sift-people-name = Name
sift-people-source = Where the name comes from
sift-people-n = Messages
sift-people-mark = Kind of contact
sift-source-export = from your contacts
sift-source-push = chosen by that person
sift-source-number = number, not in your contacts
sift-source-owner = filled in by you
sift-mark-of = Kind of contact: { $name }
sift-mark-none = Not said
sift-mark-business = Business
sift-mark-private = Private
sift-zone = Time zone of the phone
sift-zone-help = The export does not say in which time zone the times are.
sift-zone-unknown = I do not know
sift-begin = Go on to select
sift-other-file = Choose another file
sift-losses = What this file does not show
sift-losses-help = The archive gets this list too.
sift-loss-times =
    { $n ->
        [one] once
       *[other] { $n } times
     }
sift-damaged = The file is damaged
    .why = What could be read is here. Nobody can say what was in the rest.

## Step 2: choosing

sift-to-month = Go to month
sift-key-chosen = selected
sift-key-all = all messages
sift-search-here = Search this conversation
sift-previous = Previous hit
sift-next = Next hit
sift-hits =
    { $n ->
        [0] No hits
        [one] { $n } message
       *[other] { $n } messages
     }
sift-hit-of = { $at } of { $n }
sift-show = Show
sift-filter-all = All messages
sift-filter-chosen = Only my selection
sift-filter-left = Only what I did not choose
sift-filter-files = Only attachments
sift-filter-business = Only business contacts
sift-filter-not-private = Without private contacts
sift-filter-from = Only from { $name }
sift-said-filter =
    { $n ->
        [one] You see { $n } message of { $of }. Choosing is about what you see only.
       *[other] You see { $n } messages of { $of }. Choosing is about what you see only.
     }
sift-said-only-shown =
    { $n ->
        [one] { $n } message changed: only what you see now.
       *[other] { $n } messages changed: only what you see now.
     }
sift-messages = Messages
sift-keys-short = Arrow keys go to the previous or next message. Space chooses. Escape goes back to search.
sift-choose-day =
    { $n ->
        [one] Choose the message of { $date }
       *[other] Choose all { $n } messages of { $date }
     }
sift-day-continued = { $date } (continued)
sift-day-count =
    { $of ->
        [one] { $n } message, { $chosen } selected
       *[other] { $n } messages, { $chosen } selected
     }
sift-you = (you)
sift-name-number = not in your contacts
sift-name-push = self-chosen name
sift-system-message = Notice of the app
sift-deleted-message = This message was deleted before the export was made.
sift-empty-message = Empty message
sift-edited = edited
sift-location = Place: { $place }
sift-whole-message = Show the whole message ({ $n } characters)
sift-attachment-unnamed = Attachment without a name
sift-attachment-absent = Not in the export
sift-attachment-about = { $kind }, { $size }
sift-kind-picture = Picture
sift-kind-sound = Sound
sift-kind-film = Video
sift-kind-pdf = PDF
sift-kind-file = File
sift-picture-alt = Picture { $name }
sift-play = Play
sift-cannot-play = This browser cannot play this. Save the file and open it on your device.
sift-open-pdf = Open in a new tab
sift-save-file = Save on this device
sift-panel-title = Your selection
sift-of-messages =
    { $n ->
        [one] of { $n } message
       *[other] of { $n } messages
     }
sift-n-chosen = { $n } selected
sift-dock-more = See your selection
sift-dock-less = Back to the messages
sift-not-saved = Nothing saved yet
sift-saved-at = Saved on this device at { $time }
sift-not-saving = This browser keeps nothing. Finish your choice in one go.
sift-undo = Undo the last choice
sift-stretches = Selected parts
sift-stretch =
    { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
     }{ $files ->
        [0] { "" }
        [one] , { $files } attachment
       *[other] , { $files } attachments
     }
sift-drop-stretch = Take { $stretch } out of the selection
sift-more-stretches =
    { $n ->
        [one] And { $n } more part.
       *[other] And { $n } more parts.
     }
sift-guide-empty = Choose messages that are needed to follow a decision. Leave private messages.
sift-guide-full = Everything is selected. Take out what is private. In step 4 you say why.
sift-to-redact = Go on to redact
sift-further = Go on
sift-later = Go on later
sift-later-words = Your choice is on this device, encrypted, and disappears after 14 days. Choose the same file later to go on. You can close this tab now.
    .yes = Understood
sift-keys = Keyboard shortcuts
sift-key-space = Space
sift-keys-move = previous or next message
sift-keys-choose = choose the message
sift-keys-range = choose a range
sift-keys-day = first or last of the day
sift-keys-out = back to search
sift-settings = Settings
sift-chunk = Show messages per
sift-ask-keep = You choose { $n } messages at once. You can undo this.
    .yes = Choose { $n } messages
sift-ask-drop = You take { $n } messages out of the selection at once. You can undo this.
    .yes = Take { $n } messages out
sift-said-kept = { $n } messages chosen
sift-said-dropped = { $n } messages taken out of the selection
sift-said-undone =
    { $n ->
        [one] Undone for { $n } message
       *[other] Undone for { $n } messages
     }
sift-nothing-chosen = You have not chosen a message yet
    .do = Choose at least one message. Of a conversation of which nothing is kept, you hand in nothing.

## Step 3: redacting

sift-chosen-messages = Chosen messages
sift-redact-lead = These are the messages that you chose. Redact what the archive must not see: a name, a number, a face.
sift-redact-this = Redact
sift-redact-picture = Black out areas
sift-picture-boxes =
    { $n ->
        [one] { $n } area blacked out, change
       *[other] { $n } areas blacked out, change
     }
sift-n-boxes =
    { $n ->
        [one] { $n } area
       *[other] { $n } areas
     }
sift-redactions = Redacted
sift-redact-none = Nothing yet. Redacting is not required.
sift-redact-guide = Until you hand in you still see the text. In the file that you hand in the characters and pixels are really gone.
sift-in-messages =
    { $n ->
        [one] in { $n } message
       *[other] in { $n } messages
     }
sift-undo-cut = Leave “{ $text }” after all
sift-pick-ground = Choose a ground
sift-needs-ground = Choose a ground: why may this not be kept?
sift-to-details = Go on to details
sift-back-select = Back to select
sift-cut-title = Redact text
sift-cut-text = Select what must go
sift-cut-help = With the mouse, or with Shift and the arrow keys.
sift-cut-nothing = Nothing selected yet
sift-cut-this = This goes: “{ $text }”
sift-cut-ground = Why may this not be kept?
sift-cut-everywhere = Redact this text everywhere in my selection
sift-cut-found =
    { $n ->
        [one] Found in { $n } message. Untick what must stay.
       *[other] Found in { $n } messages. Untick what must stay.
     }
sift-cut-needs-text = First select the text that must go
sift-cut-needs-place = Choose at least one message in the list
sift-cut-do = Redact
sift-picture-title = Black out areas of a picture
sift-picture-help = Draw an area with the mouse, or click two corners. With the keyboard: add an area. Arrow keys move it, Shift with arrow keys makes it larger or smaller, Delete removes it. You can also fill in numbers.
sift-picture-label =
    { $n ->
        [one] Picture with { $n } area
       *[other] Picture with { $n } areas
     }
sift-box = Area { $at }
sift-box-label = Area { $at }: { $width } by { $height }, at { $x }, { $y }
sift-box-x = From left
sift-box-y = From top
sift-box-width = Wide
sift-box-height = High
sift-box-add = Add an area
sift-box-remove = Remove area { $at }
sift-box-second-corner = Now click the second corner
sift-picture-strip = Take hidden data out of the picture, such as place and device
sift-picture-alt-label = Description for who cannot see the picture
sift-picture-alt-help = Not required. Is kept with the picture.
sift-picture-do = Save the areas

## Step 4: details

sift-not-kept = Why do you not keep the other messages?
sift-not-kept-words =
    { $n ->
        [one] This is about { $n } message. The archive gets the ground, not the message.
       *[other] This is about { $n } messages. The archive gets the ground, not the messages.
     }
sift-hide-title = Name of the conversation
sift-hide-title-words = The conversation is called “{ $title }”.
sift-hide-title-no = Send the name along
sift-hide-title-yes = Leave the name out: { $ground }
sift-one-thing-missing = One thing is still missing
sift-to-send = Go on to hand in
sift-back-redact = Back to redact

## Step 5: handing in

sift-making = The file is being made.
sift-making-1 = Weighing messages: { $done } of { $total }
sift-making-2 = Writing messages: { $done } of { $total }
sift-making-3 = Writing attachments: { $done } of { $total }
sift-cannot-make = The file cannot be made
sift-choice-safe = Your choice is still on this page. Nothing was sent.
sift-send-title = This is what you hand in
sift-send-sentence =
    You hand in { $kept } of { $of ->
        [one] { $ofn } message
       *[other] { $ofn } messages
     }, { $files ->
        [0] without attachments.
        [one] with { $files } attachment.
       *[other] with { $files } attachments.
     }
sift-send-left =
    { $n ->
        [one] The other message and its attachments stay on your device. Of it the archive gets only the count, the period and a check value.
       *[other] The other { $n } messages and their attachments stay on your device. Of these the archive gets only the count, the period and a check value.
     }
sift-send-left-none = These are all messages of the conversation.
sift-fact-title = Name of the conversation
sift-fact-title-none = is not sent
sift-fact-senders = Senders of what you hand in
sift-fact-redacted = Redacted
sift-fact-redacted-n =
    { $n ->
        [one] in { $n } message
       *[other] in { $n } messages
     }
sift-fact-files = Attachments
sift-fact-files-n =
    { $n ->
        [one] { $n } file, { $size }
       *[other] { $n } files, { $size }
     }
sift-fact-ground = Why the rest is not kept
sift-fact-archive = To
sift-fact-package = Sealed file
sift-fact-package-n = { $size }. Only the archive can open it.
sift-names-still-show = A redacted text still stands in the name of a sender
    .why = Names of senders are not redacted. This is about { $n } messages.
sift-send-files = See the attachments that go along
sift-send-proof = With your receipt and a new export you can show later that this is all that you chose.
sift-send = Hand in
sift-sending = Sending: { $done } of { $total }
sift-back-details = Back to details
sift-no-connection = There is no connection
    .safe = Nothing is lost: your choice and the sealed file are still on this page. Hand in again when the connection is back.
sift-signed-off = You were signed out
    .safe = Nothing is lost: your choice and the sealed file are still on this page. Sign in in a new tab, come back here and hand in again.
    .link = Sign in in a new tab
sift-not-taken = The archive did not take the file
    .code = Code: { $code }

## After handing in

sift-done = Handed in
sift-done-sentence =
    Handed in: { $kept } of { $of ->
        [one] { $ofn } message
       *[other] { $ofn } messages
     }, { $files ->
        [0] without attachments
        [one] with { $files } attachment
       *[other] with { $files } attachments
     }
sift-done-again = The archive had this file already. It is kept once.
sift-done-forgotten = Your choice was erased from this device.
sift-receipt = Your receipt
sift-receipt-why = Keep it yourself, where only you can reach it, and do not give it to the archive. It holds no text of messages. Without it nobody can show later what you chose.
sift-receipt-save = Save the receipt
sift-receipt-print = Print this page
sift-receipt-saved = The receipt was saved among your downloads
    .keep = Put it where only you can reach it.
sift-receipt-number = Number
sift-receipt-when = Handed in on
sift-receipt-owner = By
sift-receipt-kept = Kept
sift-receipt-kept-n = { $kept } of { $of } messages
sift-receipt-root = Check value of the whole export
sift-after = What happens now
sift-after-copies = Throw the export away: from the phone, your mail and Downloads.
sift-after-second = A colleague looks at it and puts it in the right dossier.
sift-done-link = See what you handed in

## Screenshots

sift-shots-when = Do you only have screenshots of the conversation?
sift-shots-write = Hand in screenshots
sift-shots-title = Screenshots
sift-shots-lead = Put the pictures in the right order and type what stands on them. Everything stays on your device until you hand it in. Redact what the archive may not see: those pixels are really gone then.
sift-shots-app = Which app is this?
sift-shots-app-none = Choose the app
sift-shots-app-whatsapp = WhatsApp
sift-shots-app-signal = Signal
sift-shots-app-messages = SMS or iMessage
sift-shots-app-telegram = Telegram
sift-shots-app-teams = Teams
sift-shots-app-other-app = Another app
sift-shots-people = Who is on them?
sift-shots-people-help = One name per line, as the records adviser must be able to find it.
sift-shots-pictures = The pictures
sift-shots-order = Put them in order with the buttons Up and Down, or with Alt and an arrow key.
sift-shots-add = Add pictures
sift-shots-nth = Screenshot { $at } of { $of }
sift-shots-alt = Screenshot { $at }; type what stands on it beside it
sift-shots-up = Up
sift-shots-down = Down
sift-shots-remove = Remove screenshot { $at }
sift-shots-moved = Now screenshot { $at } of { $of }
sift-shots-at = Date and time of the first message on it
sift-shots-text = What stands on it
sift-shots-text-help = Type who wrote what. This text makes the picture readable and findable for everybody.
sift-shots-recognise = Suggest a text
sift-shots-recognising = The picture is read on this device.
sift-shots-suggestion = Suggestion: check whether it is right
sift-shots-take = Put it in the field
sift-shots-leave = Do not use this
sift-shots-not-recognised = This picture could not be read. Type the text yourself.
sift-shots-nothing-recognised = No text was found. Type the text yourself.
sift-shots-not-a-picture = These are no pictures that can be handed in (JPEG, PNG, WebP or GIF, at most 64 MB)
sift-shots-too-many = At most { $n } pictures fit in one submission
sift-shots-saved = What you typed is saved on this device, until { $until }. The pictures are not: choose them again to go on.
sift-shots-needs-picture = Add a picture first.
sift-shots-needs-app = Choose which app this is.
sift-shots-needs-time = Fill in the date and time at screenshot { $at }.
sift-shots-needs-text = Type what stands on screenshot { $at }.
sift-shots-sentence =
    { $n ->
        [one] You hand in one screenshot, with the text that you typed.
       *[other] You hand in { $of } screenshots, with the text that you typed.
     }
sift-shots-left = What you redacted, and what the phone wrote into the files (place, device, time), does not go along.

## Sealed drafts

sift-elsewhere = Go on with another device
sift-draft-there = You have a sealed draft, saved on { $date } at { $time }.
sift-draft-until = It destroys itself on { $date }.
sift-draft-near = Mind: it destroys itself on { $date } already.
sift-draft-frozen = It was frozen by { $by } on { $date } and is not destroyed now.
sift-draft-open = Open the draft
sift-draft-more = More about this draft
sift-draft-saved = Saved at the archive, sealed, until { $date }
sift-draft-opened = The draft is open
    .do = Now choose the same file on this device. Your choice is ready then.
sift-draft-no-place = This browser cannot keep anything, for instance because this is a private window. Open the page in an ordinary window.
sift-draft-failed = That did not work. Your choice is still on this device.
sift-draft-wrong-key = The draft does not open with this passphrase. Mind capitals and spaces.
sift-seal-save = Go on with another device
sift-seal-save-what = Your choice, the names and what you redacted are sealed here and kept at the archive. The messages themselves do not go along. Only your passphrase opens the draft: if you forget it, nobody can help you.
sift-seal-open = Open the draft
sift-seal-open-what = Type the passphrase with which you saved the draft.
sift-seal-key = Passphrase
sift-seal-key-help = At least 15 characters. Four separate words are easy to remember.
sift-seal-again = Passphrase, once more
sift-seal-short = Choose a passphrase of at least { $n } characters
sift-seal-differs = The two passphrases are not the same
sift-seal-busy = One moment: this takes some seconds on purpose, so that guessing takes long.
sift-seal-do = Seal and save
sift-seal-do-open = Open

## On the owner's own machine (zegel sift --page)

sift-own-lead = You read and choose on your own device. Nothing goes to the archive. At the end there is a sealed file on this device, which you give to the archive yourself.
sift-own-open = Read this file
sift-own-end-when = This page works on this device only, as long as zegel sift is running.
sift-own-end = Done: stop zegel sift
sift-own-ended = zegel sift has stopped
sift-own-ended-close = You can close this tab.
sift-own-save = Save the sealed file
sift-own-where = The sealed file goes to { $out }, your receipt to { $receipt }.
sift-own-done = Give { $out } to the archive, for instance by mail: only the archive can open it. Keep { $receipt } yourself.
sift-own-done-sentence =
    Saved on this device: { $kept } of { $of ->
        [one] { $ofn } message
       *[other] { $ofn } messages
     }, { $files ->
        [0] without attachments
        [one] with { $files } attachment
       *[other] with { $files } attachments
     }
sift-own-not-saved = The file could not be saved
sift-own-stopped = zegel sift is no longer running
    .safe = Your choice is still on this page. Look in the window where you started zegel sift; start it again there and open the new link.

## What an export cannot hold

sift-loss-route-limits = This way of capturing never holds quoted messages, reactions, forwards, receipts or earlier versions.
sift-loss-no-time-zone = The export has no time zone; the times are those of the phone.
sift-loss-minute-precision = The times are known to the minute, not to the second.
sift-loss-date-order-ambiguous = The file does not tell which is the day and which is the month.
sift-loss-export-cap = The number of messages equals the cap of an export; the oldest are probably missing.
sift-loss-start-missing = The start of the conversation is probably missing.
sift-loss-media-omitted = Media that the phone left out.
sift-loss-attachment-missing = Files that are named but are not in the export.
sift-loss-attachment-unreferenced = Files in the export that no message names.
sift-loss-attachment-serial-gap = Gaps in the numbering of the media.
sift-loss-attachment-type-mismatch = Files whose content does not fit their name.
sift-loss-duplicate-name = Files with the same name.
sift-loss-unsafe-name = File names that were unsafe; they are kept as text.
sift-loss-disappearing-on = Disappearing messages were on; what expired before the export is gone.
sift-loss-chat-privacy-on = Advanced chat privacy was switched on; a next export will be refused.
sift-loss-deleted = Deleted messages: only the mark remains.
sift-loss-edited = Edited messages: the earlier text is missing.
sift-loss-waiting = Messages that the phone had not decrypted yet.
sift-loss-view-once = Messages that could be viewed once, or that look like them.
sift-loss-poll-voters = Polls without the names of the voters.
sift-loss-time-goes-back = Messages whose time lies more than a day before that of the one above.
sift-loss-repeated-hour = Times in the hour that occurs twice when summer time ends.
sift-loss-implausible-time = Times that cannot be right.
sift-loss-impossible-date = Lines that look like a header but have a date that does not exist; kept as text.
sift-loss-header-look-alike = Lines inside messages that look like a header, such as pasted conversations.
sift-loss-not-understood = Lines that belong to no message; kept as not understood.
sift-loss-invalid-bytes = Bytes that do not exist in this character set; replaced where shown, kept in the source.
sift-loss-other-encoding = The text had another character set than UTF-8.
sift-loss-control-characters = Control characters in texts; made visible as [U+…].
sift-loss-deceptive-characters = Names with characters that reverse the reading direction or are invisible.
sift-loss-limit-reached = Lines or messages above the limit; read in pieces.
sift-loss-damaged = The file was damaged; what could be read is here.
sift-loss-other-chats = The file held more conversations; only the named one was read.
sift-loss-screenshot-limits = A screenshot shows what was on the screen: nothing above or below it, no numbers, no edits, no exact times.
sift-loss-typed-text = The text beside the pictures was typed or checked by a person.

sift-filter-suggested = With a suggestion
sift-suggest = Suggestions
sift-suggest-what = Zegel points to what may be personal data. It stays your choice: a suggestion chooses nothing and redacts nothing. The archive sees only beside which kept messages a suggestion stood. Zegel looks for:
sift-suggest-more = How often a suggestion is right (new tab)
sift-suggest-line = Suggestion: possibly { $words }
sift-suggest-n = { $n ->
    [0] No message has a suggestion.
    [one] { $n } message has a suggestion.
   *[other] { $n } messages have a suggestion.
}
sift-suggest-bsn = a BSN
sift-suggest-iban = an account number
sift-suggest-phone = a telephone number
sift-suggest-mail = a mail address
sift-suggest-card = a card number
sift-suggest-postcode = a postcode
sift-suggest-special = a special category

sift-notice-found = The notice to chat partners stands in this chat:
sift-notice-none = The notice to chat partners was not found in this chat.
sift-notice-copy = Copy the text (new tab)
sift-notice-keep = Keep that message too
sift-notice-kept = That message is kept
