# The rhythm: how long ago somebody captured, and reminders.

rhythm-title = Rhythm of capturing
rhythm-lead = How long ago the last capture of each owner was. Nothing of a chat stands here.
rhythm-n-owners = { $n ->
    [one] { $n } owner
   *[other] { $n } owners
}
rhythm-n-late = { $n ->
    [0] Nobody late
   *[other] { $n } late
}
rhythm-nobody = There is no chat owner yet
rhythm-no-mail = Zegel sends no mail. The administrator can set that up in zegel.toml under [mail].
rhythm-last = Last time
rhythm-agreed = Agreed
rhythm-reminder = Reminder by mail
rhythm-none = Nothing agreed
rhythm-late = Late
rhythm-in-time = In time
rhythm-never = Never
rhythm-since = { $n ->
    [0] Today
    [one] { $n } day ago
   *[other] { $n } days ago
}
rhythm-every = { $n ->
    [one] Every day, by { $due }
   *[other] Every { $n } days, by { $due }
}
rhythm-reminder-sent = Sent on { $at }
rhythm-reminder-refused = Refused on { $at }: check the address
rhythm-reminder-failed = Failed on { $at }; Zegel tries again
rhythm-reminder-uncertain = Not certain that the mail of { $at } arrived
rhythm-checks = Settings that were checked
rhythm-checks-help = The number of owners per answer. Who answered what does not stand here.
rhythm-setting = Setting
rhythm-good = Fine
rhythm-change = Still to change
rhythm-unsure = Does not know
rhythm-own = Your last capture
rhythm-own-late = The agreed day has passed. Open your chat and choose what you keep.
rhythm-own-check = Check the settings of your app

rhythm-mail-subject = Reminder: capture your chat messages
rhythm-mail-hello = Dear { $name },
rhythm-mail-since = { $n ->
    [one] It is { $n } day since you last captured chat messages.
   *[other] It is { $n } days since you last captured chat messages.
}
rhythm-mail-never = You have not captured any chat messages yet.
rhythm-mail-every = { $n ->
    [one] It was agreed to do so every day.
   *[other] It was agreed to do so every { $n } days.
}
rhythm-mail-where = You do this on your own device, in a few minutes: { $url }
rhythm-mail-nothing = Was there nothing about work? Then you need keep nothing. Ask your records adviser how to let them know.
rhythm-mail-why = You get this mail because your organisation agreed on a rhythm. Nothing of your chats is in it. Answers do not arrive.
rhythm-clock-subject = Data breach { $number }: reminder of the term
rhythm-clock-subject-late = Data breach { $number }: the term to notify has passed
rhythm-clock-left = For data breach { $number } there are { $n } hours left. Notify the authority before { $until }, or record why that is not needed.
rhythm-clock-late = The term for data breach { $number } ran until { $until }. Notify it now and record why it is late.
rhythm-clock-where = Go on at { $url }
rhythm-clock-nothing = This mail holds nothing of what the breach is about.
