# What was handed in.

intake-title = Submissions
intake-title-own = What you handed in
intake-n = { $n ->
    [one] { $n } submission
   *[other] { $n } submissions
}
intake-filter = Show only
intake-all = All
intake-empty = Nothing was handed in
intake-empty-own = Choose a chat on your own device. Only what you choose arrives here.
intake-empty-help = As soon as an owner hands in messages, they stand here.
intake-start = Start sifting
intake-kept = { $kept } of { $all } messages
intake-open = { $n ->
    [one] { $n } interim copy left
   *[other] { $n } interim copies left
}
intake-older = Show older ones
intake-untitled = Submission of { $at }
intake-of = of
intake-state-accepted = Waits for registration
intake-state-proposed = Waits for approval
intake-state-returned = Sent back
intake-state-registered = Waits for storing
intake-state-stored = Stored
intake-state-closed = Closed
intake-state-withdrawn = Withdrawn
intake-way = Where is it now?
intake-step-accepted = Handed in
intake-step-returned = Sent back
intake-step-withdrawn = Withdrawn
intake-step-proposed = Proposed
intake-step-registered = Registered
intake-step-stored = Stored
intake-step-closed = Closed
intake-step-waits = not yet
intake-register = Register
intake-judge = Judge the proposal
intake-send-back = Send back
intake-own-work = You may not register this yourself: it is your own chat, or you brought it in.
intake-own-work-who = These people can: { $who }.
intake-own-work-nobody = At the moment nobody else can. Ask the administrator for a second person.
intake-store = Store in the dossier
intake-render = Make the PDF again
intake-close = Close
intake-open-copies = Closing is possible once every interim copy has ended. Below you see which are still open.
intake-returned = Why was this sent back?
intake-returned-help = Sift the chat again and hand in a new choice. What you handed in before stays sealed until you withdraw it.
intake-sift-again = Sift again
intake-withdraw-title = Withdraw this submission
intake-withdraw-help = The messages of this submission are destroyed then. Do this once the new submission is there, or when nothing needs to be kept.
intake-withdraw = Withdraw and destroy
intake-reopen = Register after all
intake-message = message { $n }
intake-messages = messages { $first } to { $last }
intake-gap = { $n ->
    [one] { $n } message not chosen
   *[other] { $n } messages not chosen
}
intake-choice = What was chosen?
intake-of-messages = { $all ->
    [one] of { $all } message
   *[other] of { $all } messages
}
intake-read = Read the messages
intake-stretches = { $n ->
    [one] Where they are: { $n } stretch
   *[other] Where they are: { $n } stretches
}
intake-loss = What is missing or uncertain?
intake-loss-help = An export is no full copy of a chat. This was found:
intake-loss-none = Nothing particular was found.
intake-times = { $n } times
intake-copies = Interim copies
intake-copies-help = Everything that exists on the way stands here until it is destroyed, or until somebody declares that it is gone.
intake-facts = Facts
intake-period = Period of the chat
intake-participants = Participants
intake-regime = Way of choosing
intake-select-in = Choosing what is kept
intake-select-out = Keeping all but what is private
intake-ground = Why the rest was not
intake-files = Attachments
intake-commitment = Seal over the whole export
intake-records = Records
intake-record = Record
intake-job-title = Storing
intake-job-storing = Zegel writes the records and makes them findable.
intake-job-typesetting = The records are stored. Zegel is making the PDF now: { $made } of { $parts } parts done.
intake-job-done = Done. The records are stored and can be found.
intake-job-failed = Storing stopped (code { $code }). Nothing is lost; the submission is still registered. Try again.
intake-job-failed-pdf = The records are stored and can be found. Only the PDF failed (code { $code }). Try that part again.
intake-job-leave = You may leave this page. The work goes on.
intake-job-look = See how far it is
intake-done-registered = The submission is registered. Store it in the dossier now.
intake-done-proposed = Your proposal is recorded. Somebody else must approve it.
intake-done-returned = The submission was sent back. Its owner sees why.
intake-done-reopened = The submission waits for registration again.
intake-done-withdrawn = The submission was withdrawn and destroyed.
intake-done-closed = The submission is closed.
intake-done-attested = Your declaration is recorded.
intake-suggestions = Suggestions
intake-suggestions-n = { $n ->
    [0] On, beside no kept message
    [one] Beside { $n } kept message
   *[other] Beside { $n } kept messages
}
intake-notice = Notice to chat partners
intake-notice-found = Found on { $at }, message { $n }
intake-notice-version = { $language }, version { $n }
intake-notice-none = Not found
intake-job-stopped = The PDF/A is not complete, because somebody stopped the making. The record is stored all the same. Make the PDF/A later with the button below.
intake-job-stop = Stop making the PDF/A
