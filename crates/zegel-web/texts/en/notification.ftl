# Notifying the authority: the filled form, the notifications that were made, what was filed.

notification-title = Notification to the authority
notification-filled-in = Filled in
notification-of = of { $n }
notification-nothing-due = All that is needed now is filled in
notification-n-due = { $n ->
    [one] { $n } answer is still needed now
   *[other] { $n } answers are still needed now
}
notification-yourself = Zegel sends nothing. You file the notification with the authority yourself.
notification-to-make = On to making the notification
notification-processor = Your organisation is the processor here. The controller decides about notifying. The form stands here only to look at.
notification-choose = Choose the form
notification-choose-formulier = Form
notification-choose-taal = Language
notification-choose-soort = Kind of notification
notification-look = Show
notification-language-nl = Dutch
notification-language-en = English
notification-language-fr = French
notification-language-de = German
notification-kind-initial = First notification
notification-kind-supplementary = Supplement
notification-kind-complete = Complete notification
notification-kind-withdrawal = Withdrawal
notification-unverified = This form was not read at the authority itself. Does theirs differ? Then follow theirs.
notification-n-skipped = { $n ->
    [one] { $n } question is not asked in this case.
   *[other] { $n } questions are not asked in this case.
}
notification-n-recorded = Recorded by people
notification-n-counted = Counted by the archive
notification-n-missing = Missing
notification-mark-recorded = Recorded
notification-mark-counted = Counted
notification-mark-missing = Missing
notification-mark-due = Needed now
notification-mark-not-applicable = Not asked
notification-fill-facts = Fill this in with the facts
notification-fill-moments = Record this with the moments
notification-fill-details = Fill this in with the details
notification-fill-delay = Record the reason for the delay
notification-fill-judge = Assess the risk
notification-fill-decide = Decide about the people concerned
notification-fill-tell = This follows from telling the people concerned
notification-fill-measures = Fill this in with the measures
notification-fill-number = Record the number of the first notification
notification-fill-below = Write this below, when you make it
notification-fill-settings = This stands in the settings of the archive. The administrator fills it in there.
notification-fill-there = Zegel does not know this. Fill it in at the authority itself.
notification-make = Make the notification
notification-make-help = The notification stays as it is now. If something changes later, you make a new one.
notification-make-initial = Make the first notification
notification-make-supplementary = Make the supplement
notification-make-complete = Make the complete notification
notification-make-withdrawal = Make the withdrawal
notification-made-ones = Notifications that were made
notification-none = No notification was made yet.
notification-made = made on { $at }
notification-made-by = Made by { $who }
notification-recorded-by = Recorded by { $who }
notification-under = number { $number }
notification-filed = Filed
notification-not-filed = Not filed yet
notification-no-interface = Zegel files nothing
notification-to-authority = To the website of the authority
notification-name = Notification { $n }: { $kind }
notification-at-authority = At the authority
notification-file-it = File this notification yourself. Then record its number.
notification-to-file = Record that it was filed
notification-file-title = Was the notification filed?
notification-file = Record that it was filed
notification-number-missing = Fill in the number that the authority gave.
notification-receipt = Fetch the receipt
notification-receipt-name = receipt
notification-file-name = notification
notification-reason = What changed
notification-files = Files
notification-pdf = As PDF/A
notification-json = As JSON, as it is kept
notification-edpb = As JSON in the template of the EDPB
notification-compare = Compare with
notification-difference = Difference with notification { $n }
notification-n-changed = { $n ->
    [one] { $n } answer differs
   *[other] { $n } answers differ
}
notification-same = The answers are the same.
notification-before = Before
notification-after = After
notification-all = All notifications of this breach
