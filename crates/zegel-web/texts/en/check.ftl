# Checking the settings of an app.

check-title = Settings of your app
check-lead = Four settings decide whether you can still keep work messages later. Choose your app and go through them. It takes a few minutes.
check-app-whatsapp-android = WhatsApp on Android
check-app-whatsapp-iphone = WhatsApp on iPhone
check-app-signal = Signal
check-not-yet = Not checked yet
check-all-good = All fine
check-n-open = { $n ->
    [one] { $n } point open
   *[other] { $n } points open
}
check-done-on = Checked on { $date }
check-of = Settings of { $app }
check-of-lead = Take your phone. Your answers are kept with the date. The adviser sees counts only. In the ledger they stand under a number, without your name.
check-picture = Drawing of a phone with the screen “{ $screen }”. The line “{ $line }” is set to “{ $value }”.
check-save = Record the answers
check-back = Back without recording
check-needed = Choose an answer.
check-some-open = Not every question has an answer. What you chose is still there.

check-disappearing = Disappearing messages
    .why = What disappears by itself you cannot keep any more. That holds for everybody in the chat.
    .whatsapp-android = Open the work chat, tap the name at the top and choose Disappearing messages. Set it to Off. Look under Settings, Privacy, Default message timer as well.
    .whatsapp-iphone = Open the work chat, tap the name at the top and choose Disappearing messages. Set it to Off. Look under Settings, Privacy, Default message timer as well.
    .signal = Open the work chat, tap the name at the top and choose Disappearing messages. Set it to Off. Look under Settings, Privacy, Disappearing messages as well.
    .screen = Chat info
    .line = Disappearing messages
    .value = Off
    .good = It is off
    .change = It is on, I still have to change it
    .unsure = I do not know
check-view-once = View-once pictures
    .why = A picture or video that can be viewed once is in no export.
    .whatsapp-android = When you send a picture, see that the circle with the 1 is off. Ask your colleagues to send work pictures in the ordinary way.
    .whatsapp-iphone = When you send a picture, see that the circle with the 1 is off. Ask your colleagues to send work pictures in the ordinary way.
    .signal = When you send a picture, see that the sign with the 1 is off. Ask your colleagues to send work pictures in the ordinary way.
    .screen = Send picture
    .line = View once
    .value = Not chosen
    .good = We send work pictures in the ordinary way
    .change = We still use it
    .unsure = I do not know
check-export = Export allowed
    .why = Where export is blocked, nobody in the chat can capture messages.
    .whatsapp-android = Open the work chat, tap the name at the top and choose Advanced chat privacy. Switch it off.
    .whatsapp-iphone = Open the work chat, tap the name at the top and choose Advanced chat privacy. Switch it off.
    .signal = Signal has no switch that blocks this. Look under Settings, Chats whether you can export a chat. If not, update the app.
    .screen = Chat info
    .line = Chat privacy
    .value = Off
    .good = Export is possible
    .change = It is blocked, I still have to change it
    .unsure = I do not know
check-backup = Backup
    .why = When your phone is gone, without a backup the work messages are gone too.
    .whatsapp-android = Go to Settings, Chats, Chat backup. Choose what your organisation prescribes and switch encryption on.
    .whatsapp-iphone = Go to Settings, Chats, Chat backup. Choose what your organisation prescribes and switch encryption on.
    .signal = Go to Settings, Backups (Android), or arrange the transfer to a new phone beforehand (iPhone). Keep the recovery key apart.
    .screen = Chats
    .line = Backup
    .value = Encrypted
    .good = It is arranged as prescribed
    .change = It still has to be done
    .unsure = I do not know
