# Data breaches: reporting, the desk, one breach and what is done about it.

breaches-title = Data breaches
breaches-running = with a running deadline
breaches-errors = Something does not fit yet. What you filled in is still there.
breaches-by = { $who }, { $at }
breaches-handler = Handled by: { $who }
breaches-no-handler = Nobody handles it yet
breaches-outrun = { $who } changed this breach on { $at }. What you filled in was not saved.
breaches-outrun-help = What you filled in is still below. Look at what changed first. Then send it again.
breaches-outrun-look = See the changes
breaches-read-only-closed = This breach is closed. You can only read it.
breaches-read-only-role = You can read this. The data protection officer or a lawyer handles it.
breaches-day = Date
breaches-time = Time
breaches-from = Number, or at least
breaches-to = At most (if you do not know exactly)
breaches-full-moment = { $day }, { $time }

breaches-day-1 = Mon
breaches-day-2 = Tue
breaches-day-3 = Wed
breaches-day-4 = Thu
breaches-day-5 = Fri
breaches-day-6 = Sat
breaches-day-7 = Sun
breaches-month-1 = Jan
breaches-month-2 = Feb
breaches-month-3 = Mar
breaches-month-4 = Apr
breaches-month-5 = May
breaches-month-6 = Jun
breaches-month-7 = Jul
breaches-month-8 = Aug
breaches-month-9 = Sep
breaches-month-10 = Oct
breaches-month-11 = Nov
breaches-month-12 = Dec

breaches-unit-days = { $n ->
    [one] day
   *[other] days
}
breaches-unit-hours = { $n ->
    [one] hour
   *[other] hours
}
breaches-unit-minutes = min
breaches-span-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
breaches-span-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
breaches-span-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
breaches-span-none = less than a minute
breaches-span-both = { $first } and { $second }

breaches-stage-signal = New signal
breaches-stage-investigating = Investigating
breaches-stage-running = Clock runs
breaches-stage-decided = Decided
breaches-stage-closed = Closed
breaches-stage-no-breach = No breach

breaches-tag-todo = To do
breaches-tag-busy = Busy
breaches-tag-ready = Ready
breaches-tag-waits = Waits for approval
breaches-tag-again = Look again
breaches-tag-not-needed = Not needed
breaches-tag-late = Late
breaches-tag-in-force = Decided
breaches-tag-refused = Refused

# Reporting.
breaches-report = Report a data breach
breaches-report-lead = Tell us in two minutes what you saw. You need not know whether it is a data breach. We find that out.
breaches-report-send = Report this data breach
breaches-report-another = Report another data breach
breaches-report-what-is = What is a data breach?
breaches-report-what-is-help = Data of people reached somebody who must not have them. Or they are gone, or changed.
breaches-report-example-1 = A message went to the wrong person.
breaches-report-example-2 = A telephone or laptop is lost.
breaches-report-example-3 = You see documents that you should not see.
breaches-report-doubt = In doubt? Report it. Too early is better than too late.
breaches-report-what-missing = Write what happened.
breaches-report-title-missing = Give the breach a short name.
breaches-report-processor-missing = Write who reported it and how we can reach them.
breaches-field-wat = What happened?
    .help = In your own words: what did you see, which data, who may have seen them? Leave out names that are not needed.
breaches-field-gemerkt = When did you notice it?
breaches-field-titel = Short name
    .help = A few words, so that we find it back. Without names of people.
breaches-field-herkomst = Who discovered it?
breaches-herkomst-zelf = I or a colleague
breaches-herkomst-verwerker = A processor tells us (a supplier that works with our data)
breaches-field-verwerker = Which processor, and how do we reach them?
    .help = Name, telephone number or mail address.
breaches-thanks = Thank you, we have your report
breaches-thanks-lead = Your report has number { $number }. The data protection officer sees it now.
breaches-thanks-next = What happens now?
breaches-thanks-1 = We find out whether it is a data breach and stop it.
breaches-thanks-2 = If it is one, we decide whether to notify the authority. There is little time for that.
breaches-thanks-3 = If people run a high risk, we tell them.
breaches-thanks-you = What can you do?
breaches-thanks-you-help = Keep what you saw: mail, screen or device. Delete nothing and do not search further yourself. If you notice more later, report that too.
breaches-thanks-open = Open this breach
breaches-mine = My reports
breaches-mine-lead = All that you reported yourself, and where it stands.
breaches-mine-empty = You reported nothing yet
breaches-mine-empty-help = Do you see something that may be a data breach? Report it. It takes two minutes.
breaches-mine-signal = Your report arrived. Somebody takes it up soon.
breaches-mine-investigating = Somebody is finding out what happened.
breaches-mine-running = It is a data breach. We are deciding what to do.
breaches-mine-decided = It was decided what we do. We are finishing it.
breaches-mine-closed = This breach was dealt with. Thank you for reporting it.
breaches-mine-no-breach = It turned out to be no data breach. It was good that you reported it.

# The desk.
breaches-n-open = { $n ->
    [one] { $n } open
   *[other] { $n } open
}
breaches-n-all = { $n } in the register
breaches-n-shown = { $n ->
    [one] { $n } breach
   *[other] { $n } breaches
}
breaches-empty = No data breach was reported yet
breaches-empty-help = Everybody reports with the link at the bottom of every page. Here you see the reports, with how much time is left.
breaches-open = Open now
breaches-open-none = Nothing is open.
breaches-waiting = Waits for a second person
breaches-waits = Waits for approval
breaches-waits-authority = Proposal not to notify the authority
breaches-waits-subjects = Proposal not to tell people
breaches-waits-closing = Proposal to close as no breach
breaches-register = Register
breaches-all = All
breaches-filter-year = Show a year or a stage
breaches-from-processors = Messages of processors
breaches-list-from-processor = Message of a processor
breaches-open-rest = And { $n } more: see the register below.
breaches-fact-processor = Told by processor
breaches-none-so = No breach fits this.
breaches-list-left = { $span } left
breaches-list-late = { $span } late
breaches-list-reported = reported to us on { $day }
breaches-list-notified = To the authority on { $day }
breaches-list-notified-late = Late to the authority, on { $day }
breaches-list-not-notified = Not notified to the authority, with a reason
breaches-list-told = People told on { $day }
breaches-figures = Figures of { $year }
breaches-figures-reported = Reported to us
breaches-figures-notified = To the authority in time
breaches-figures-late = To the authority late
breaches-figures-table = As a table
breaches-figures-month = Month

# The clock.
breaches-clock-title = Deadline for the notification
breaches-clock-left = Time left
breaches-clock-over = Late by
breaches-clock-stands = The clock stands still
breaches-clock-notify-before = Notify the authority of this breach before
breaches-clock-passed = { $span } passed. Nights, weekends and holidays count.
breaches-clock-taken = { $span } after awareness.
breaches-clock-notified = Notified to the authority on
    .word = In time
breaches-clock-notified-late = Notified to the authority on
    .word = Late
breaches-clock-not-notified = Two people decided that the authority is not notified of this.
    .word = Not notified
breaches-clock-told-controller = The controller was told on
    .word = Done
breaches-clock-tell-controller = Tell the controller. The contract says: before
breaches-clock-at-once = Now
breaches-clock-no-hours = Without delay
breaches-clock-near = { "{h}" } hours left to notify.
breaches-clock-sentence = The term began on { $begin }. Notify at the latest on { $end }.
breaches-clock-none = The clock does not run yet
breaches-clock-none-help = It starts when your organisation knows with reasonable certainty that personal data were affected. Record that moment as soon as it is there.
breaches-clock-start = Record the awareness
breaches-clock-notes = Other readings of the deadline
breaches-clock-notes-help = These readings are disputed or belong to another law. Do not rely on them. The deadline to plan on stands above.
breaches-track-aware = awareness
breaches-track-due = at the latest
breaches-nis2-early = NIS2: early warning
breaches-nis2-notification = NIS2: notification
breaches-delay-title = The deadline has passed. Why is it later?
breaches-delay-save = Record the reason
breaches-field-reden = Reason for the delay
    .help = The authority asks for it. Write honestly and briefly why it took longer. Then notify as soon as possible.

# One breach.
breaches-take-up = Take this breach up
breaches-take-up-title = Nobody handles this yet
breaches-take-up-help = When you take it up, your name stands with it and the investigation begins.
breaches-tasks = What must you do?
breaches-task-moments = Record the moments
    .help = When did it happen, and when did you know for certain? That starts the clock.
breaches-task-facts = Record the facts
    .help = What happened, and with which data of whom.
breaches-task-assess = Assess the risk
    .help = See how large the risk is for the people concerned.
breaches-task-authority = Decide: notify the authority or not
    .help = If you do not notify, you record why.
breaches-task-notify = Notify the authority
    .help = You fill in the form of the authority and keep its number here.
breaches-task-people = Decide: tell the people concerned
    .help = Required with a high risk. As soon as possible.
breaches-task-tell = Tell the people concerned
    .help = In plain language: what happened, what it means and what they can do.
breaches-task-controller = Tell the controller
    .help = You are the processor here. The controller decides about notifying.
breaches-task-measures = Measures
    .help = What you do to limit the harm and to keep it from happening again.
breaches-task-close = Close
    .help = When everything is done. The breach stays in the register.
breaches-log = Log
breaches-log-help = Lines in the log cannot be changed or deleted.
breaches-note-add = Add to the log
breaches-note-save = Add to the log
breaches-note-missing = Write a note first.
breaches-field-notitie = Note
breaches-automatic = By itself, after work of { $who }
breaches-facts = Key facts
breaches-facts-change = Change
breaches-fact-unknown = Not known yet
breaches-fact-occurred = Happened
breaches-fact-aware = Clock runs from
breaches-fact-nature = Kind of breach
breaches-fact-people = People concerned
breaches-fact-data = Kinds of data
breaches-fact-authority = Authority
breaches-fact-number = Number of the notification
breaches-fact-told = Told
breaches-fact-told-words = { $n ->
    [one] { $n } person, since { $day }
   *[other] { $n } people, since { $day }
}
breaches-fact-reporter = Reported by
breaches-fact-controller = Controller
breaches-between = from { $from } to { $to }
breaches-ongoing = it still goes on
breaches-ongoing-since = since { $since }, it still goes on
breaches-occurred-unknown = cannot be established
breaches-estimated = (estimated)
breaches-range = { $min } to { $max }
breaches-unsure = Do you not know everything yet? Make a first notification. You can supplement it later.
breaches-versions-link = See the { $n ->
    [one] version
   *[other] { $n } versions
} of this breach

breaches-event-reported = Reported
breaches-event-taken-up = Taken up
breaches-event-described = Details changed
breaches-event-occurred = Recorded when it happened
breaches-event-moment-signal = First signal corrected
breaches-event-moment-investigation = Begin of the investigation recorded
breaches-event-moment-aware = Awareness recorded: this is a data breach
breaches-event-moment-processor-message = Message of the processor recorded
breaches-event-moment-told-controller = Controller told
breaches-event-answered = Facts recorded
breaches-event-counted = Scope counted in the archive
breaches-event-authority-notify = Decided: notify the authority
breaches-event-authority-not-proposed = Proposed: do not notify the authority
breaches-event-authority-approved = Approved: do not notify the authority
breaches-event-authority-refused = Proposal about the authority refused
breaches-event-authority-reopened = The facts are worse: decide about the authority again
breaches-event-subjects-communicate = Decided: tell the people concerned
breaches-event-subjects-not-required = Decided: telling the people concerned is not needed
breaches-event-subjects-not-proposed = Proposed: do not tell the people concerned
breaches-event-subjects-exception-proposed = Proposed: an exception to telling
breaches-event-subjects-approved = Approved, about the people concerned
breaches-event-subjects-refused = Proposal about the people concerned refused
breaches-event-subjects-reopened = The facts are worse: decide about the people again
breaches-event-ordered-to-tell = The authority ordered that people are told
breaches-event-condition-met = The authority found that telling is not needed
breaches-event-delay-explained = Reason for the delay recorded
breaches-event-notification-initial = First notification made
breaches-event-notification-supplementary = Supplementary notification made
breaches-event-notification-complete = Complete notification made
breaches-event-notification-withdrawal = Withdrawal made
breaches-event-filed = Notified to the authority, number kept
breaches-event-telling-mail = Messages by mail prepared
breaches-event-telling-letters = Letters prepared
breaches-event-telling-public = Public notice prepared
breaches-event-telling-other = Telling in another way prepared
breaches-event-told = People told
breaches-event-measure = Measure added
breaches-event-measure-done = Measure done
breaches-event-note = Note
breaches-event-closed = Closed
breaches-event-no-breach-proposed = Proposed: this is no data breach
breaches-event-closing-approved = Approved: closed as no data breach
breaches-event-closing-refused = Proposal to close refused
breaches-event-reopened = Opened again
breaches-event-other = Changed

# Moments.
breaches-moments = Moments
breaches-moments-all = All moments
breaches-moment-record = Record
breaches-moment-correct = Correct
breaches-moment-save = Record this moment
breaches-moment-before = { $n ->
    [one] What stood here before
   *[other] What stood here before ({ $n } times)
}
breaches-moment-occurred = When it happened
    .help = One moment, a period, or it still goes on. If you do not know, say so.
breaches-moment-signal = First signal
    .help = When somebody of us first noticed something.
breaches-moment-investigation = Begin of the investigation
    .help = When somebody began to find out whether it is a breach.
breaches-moment-processor-message = Message of the processor
    .help = When the message of the processor reached us.
breaches-moment-aware = Awareness: the clock starts
    .help = When your organisation knew with reasonable certainty that personal data were affected.
breaches-moment-told-controller = Controller told
    .help = When we told the controller.
breaches-aware-title = When are you aware?
breaches-aware-1 = You are aware when you know with reasonable certainty that there was a security incident and that personal data were affected by it. A short investigation before is allowed, but do not wait until you know everything.
breaches-aware-2 = Write what made you certain: who saw what, and when. If a processor tells you, you are aware when the message reaches you.
breaches-aware-missing = Write what made you reasonably certain.
breaches-field-wanneer = When was that?
breaches-field-hoe = How do you know?
breaches-field-redenering = What made you reasonably certain?
    .help = One or two sentences. They stand in the notification later.
breaches-field-verloop = What do you know about its course?
breaches-verloop-moment = It happened at one moment
breaches-verloop-periode = It lasted some time and is over
breaches-verloop-duurt-voort = It still goes on
breaches-verloop-onbekend = That cannot be established
breaches-field-begin = Moment or begin
breaches-field-einde = End
breaches-field-geschat = This is an estimate
breaches-moment-form = Fill in a date and a time, for instance 20-11-2026 and 16:40.
breaches-moment-missing = Fill in the date and the time.
breaches-moment-gap = This time did not exist: the clock went forward to summer time. Choose a time before or after it.
breaches-moment-fold = This time was there twice: the clock went back to winter time. Choose which one you mean.
breaches-moment-eerste = The first time (summer time)
breaches-moment-tweede = The second time (winter time)
breaches-occurred-choose = Choose what you know about its course.
breaches-day-form = Fill in a date, for instance 20-11-2026.

# Facts.
breaches-facts-title = Facts
breaches-facts-lead = Fill in what you know. Leave open what you do not know yet. You can come back later.
breaches-facts-sections = Parts
breaches-facts-progress = { $done } of { $n }
breaches-facts-none = not needed
breaches-facts-save = Save and go on
breaches-facts-next = On to: { $name }
breaches-facts-to-assess = On to the assessment
breaches-facts-waits = This part depends on an earlier question. As that is answered now, nothing is asked here:
breaches-facts-alone = Choose either the answer that excludes all others, or other answers.
breaches-facts-long = Write at most { $n } characters.
breaches-facts-number = Fill in a whole number. The second number is larger than the first.
breaches-facts-number-or-unknown = Fill in a number or say that you do not know, not both.
breaches-counted = Counted by the archive (count { $n }). If you change this, it is your own answer.

# Assessing.
breaches-judge = Assess and decide
breaches-judge-second = Not notifying, not telling people and every exception need a second person. When the facts get worse, such a decision opens again by itself.
breaches-judge-processor = You are the processor here. The controller decides about notifying and telling.
breaches-outcome = Outcome of the questions
breaches-outcome-human = This is advice. A person decides.
breaches-outcome-none = There is nothing to assess yet
breaches-outcome-none-help = Record the facts first. Then it stands here how large the risk is, and why.
breaches-outcome-provisional = Provisional: something that is still unknown can change the outcome.
breaches-outcome-why = Why
breaches-outcome-unknown = Still unknown
breaches-outcome-could-change = can change the outcome
breaches-outcome-changes = What would change the outcome?
breaches-outcome-notify = Notify the authority.
breaches-outcome-not-notify = The authority need not be notified.
breaches-outcome-tell = Tell the people concerned.
breaches-outcome-not-tell = The people concerned need not be told.
breaches-outcome-exception = The people concerned need not be told: an exception holds.
breaches-level-unlikely = Risk unlikely
breaches-level-risk = Risk
breaches-level-high = High risk
breaches-effect-raises = heavier
breaches-effect-lowers = lighter
breaches-effect-decides = outcome
breaches-enisa = For comparison: ENISA
breaches-enisa-score = The method of ENISA (2013) gives { $score }: { $band }.
breaches-enisa-low = low
breaches-enisa-medium = medium
breaches-enisa-high = high
breaches-enisa-very-high = very high
breaches-enisa-help = A support only. Numbers of people hardly count in this method; in the law they do.
breaches-authority-help = You must notify, unless a risk for people is unlikely.
breaches-subjects-help = You must tell them with a high risk. A public notice will do where reaching each one asks too much.
breaches-decide = Record the decision
breaches-decide-again = Decide again
breaches-decide-choose = Choose what you decide first.
breaches-decide-first-aware = You can decide once the awareness is recorded.
breaches-field-toezichthouder-keuze = What do you decide?
breaches-toezichthouder-keuze-melden = Notify the authority
breaches-toezichthouder-keuze-niet-melden = Do not notify (a second person must approve)
breaches-field-toezichthouder-reden = Why?
    .help = Always needed when you do not notify or differ from the advice. At least a sentence.
breaches-field-toezichthouder-opnieuw = When do you look at it again?
    .help = Only needed when you do not notify.
breaches-field-betrokkenen-keuze = What do you decide?
breaches-betrokkenen-keuze-informeren = Tell the people concerned
breaches-betrokkenen-keuze-niet-nodig = Not needed: no high risk
breaches-betrokkenen-keuze-onleesbaar = Exception: the data are unintelligible to who got them
breaches-betrokkenen-keuze-maatregelen = Exception: later measures took the high risk away
breaches-betrokkenen-keuze-onevenredig = Exception: reaching each one asks too much, there will be a public notice
breaches-field-betrokkenen-reden = Why?
    .help = Needed with an exception and when you differ from the advice. At least a sentence.
breaches-field-betrokkenen-opnieuw = When do you look at it again?
    .help = Needed with an exception, or when you do not tell against the advice.
breaches-choice-melden = Notify the authority
breaches-choice-niet-melden = Do not notify the authority
breaches-choice-informeren = Tell the people concerned
breaches-choice-niet-nodig = Telling the people concerned is not needed
breaches-choice-onleesbaar = Exception: data unintelligible
breaches-choice-maatregelen = Exception: later measures
breaches-choice-onevenredig = Exception: public notice
breaches-choice-handled = Dealt with
breaches-choice-no-breach = This is no data breach
breaches-proposed-by = Proposed by { $who }, { $at }
breaches-decided-by = Decided by { $who }, { $at }
breaches-approved-by = Approved by { $who }, { $at }
breaches-refused-by = Refused by { $who }, { $at }
breaches-refused-why = Reason: { $why }
breaches-reopened-at = The facts got worse on { $at }. Decide again.
breaches-look-again-on = Look again on { $day }
breaches-waits-own = You proposed this yourself. It waits for somebody else. They can: { $who }.
breaches-waits-for = This waits for a second person. They can: { $who }.
breaches-approve = Approve
breaches-approve-help = Does the reason fit the facts? You are the second person.
breaches-refuse = Refuse this proposal
breaches-take-back = Take this proposal back
breaches-refuse-why-missing = Write why.
breaches-field-authority-weigering = Why not?
breaches-field-subjects-weigering = Why not?
breaches-field-closing-weigering = Why not?
breaches-order = Record a decision of the authority
breaches-order-help = The authority can order that people are told. Such an order comes before the own decision.
breaches-order-tell = The authority ordered that people are told
breaches-order-met = The authority found that telling is not needed
breaches-order-save = Record it
breaches-order-missing = Write the reference and what was decided.
breaches-field-bevel = What did the authority decide?
breaches-bevel-informeren = People must be told
breaches-bevel-niet-nodig = Telling is not needed
breaches-field-bevel-op = When?
breaches-field-bevel-kenmerk = Reference and content

# Details.
breaches-details = Details
breaches-details-save = Save the details
breaches-details-controller-missing = Write who the controller is.
breaches-details-hours-wrong = Fill in a number of hours, or leave it empty.
breaches-field-kant = What is your organisation here?
breaches-kant-controller = Controller: we decide what the data are for
breaches-kant-processor = Processor: we work with data of another
breaches-field-verantwoordelijke = Who is the controller?
breaches-field-contracturen = Within how many hours must you tell them by contract?
    .help = Leave it empty if the contract names no hours. Then: without delay.
breaches-field-plaats = In which country do you notify?
breaches-place-nl = Netherlands
breaches-place-be = Belgium
breaches-field-regime = Which law applies?

# Measures and closing.
breaches-measures = Measures
breaches-measures-none = There are no measures yet.
breaches-measures-done = { $done } of { $n } done
breaches-measure-new = Add a measure
breaches-measure-add = Add the measure
breaches-measure-finish = This is done
breaches-measure-preventive = against repetition
breaches-measure-limiting = to limit the harm
breaches-measure-due = by { $day }
breaches-measure-done-on = Done on { $day }
breaches-measure-missing = Write what is done.
breaches-measure-owner-missing = Write who does it.
breaches-field-maatregel = What will be done?
breaches-field-doel = What for?
breaches-doel-beperken = To limit the harm
breaches-doel-voorkomen = To keep it from happening again
breaches-field-eigenaar = Who does it?
breaches-field-uiterlijk = By when?
    .help = May stay empty.
breaches-closing = Close
breaches-closing-first = This must be done first
breaches-closing-handled = Dealt with
breaches-closing-handled-help = Everything is done. The breach stays in the register and can only be read.
breaches-closing-no-breach = It was no data breach
breaches-closing-no-breach-help = No personal data were affected. A second person must approve. The report stays in the register.
breaches-close-handled = Close as dealt with
breaches-close-no-breach = Propose to close as no breach
breaches-reopen = Open this breach again
breaches-reopen-help = Something new is known. What was there stays.
breaches-field-slotwoord = Closing words
    .help = May stay empty. For instance what you learned.
breaches-field-geen-lek-reden = Why is it no data breach?
breaches-field-heropenen-reden = Why do you open it again?
breaches-hindrance-aware = Record when you were aware.
breaches-hindrance-told-controller = Tell the controller.
breaches-hindrance-authority = Decide about the authority.
breaches-hindrance-notified = Notify the authority and keep its number.
breaches-hindrance-subjects = Decide about the people concerned.
breaches-hindrance-told = Tell the people concerned.
breaches-hindrance-public-notice = Publish the public notice.
breaches-hindrance-delay-reason = Record why it was late.
breaches-hindrance-measures = Finish the measures.
breaches-hindrance-other = Something is still open.
breaches-field-aanleiding = What changed, or why do you withdraw?
    .help = May stay empty with a first notification.
breaches-field-ingediend = When did you file the notification?
breaches-field-meldingsnummer = Number that the authority gave
breaches-field-ontvangst = Receipt
    .help = A file of at most 16 MB. May be left out.
breaches-field-gelekt = What leaked?
breaches-field-lek-rol = Which role?
breaches-field-lek-persoon = Which person?
breaches-field-lek-sessie = Number of the session
    .help = It stands in the ledger.
breaches-field-lek-middel = Number of the means to sign on
    .help = It stands in the ledger.
breaches-field-lek-dossier = Which dossier?
    .help = Its reference, such as W-2024-017.
breaches-field-lek-uitgifte = Number of the release
    .help = It stands in the address of the page of the release.
breaches-field-lek-object = Name of the file
    .help = As in the folder "objects" of the archive.
breaches-field-lek-vanaf = From when?
    .help = May stay empty: then from the beginning.
breaches-field-lek-tot = Until when?
    .help = May stay empty: then until now.
breaches-task-scope = Count the scope
    .help = Is it about messages of this archive? Have it counted what leaked.
breaches-tag-optional = Where it fits
breaches-controller-write = Write the message
breaches-controller-more = Write a supplement
breaches-controller-help = Zegel does not send this message. Read it over, send it yourself as the contract says, and record when that was.
breaches-controller-save = Record that it was sent
breaches-controller-sent = Messages that were sent
breaches-controller-read = Read the message
breaches-controller-not = Your organisation is the controller here
breaches-controller-not-help = Are you a processor? Then say so with the details: for whom, and within how many hours.
breaches-controller-draft = { $body } hereby tells you of a breach of personal data that we process for you (GDPR, article 33(2)).
breaches-controller-reference = Our reference: { $number }
breaches-controller-aware = Known to us since
breaches-controller-end = What is not known yet we add as soon as possible.
breaches-controller-to-missing = Write to whom you sent it.
breaches-controller-text-missing = Write what you sent.
breaches-event-controller-told-more = Supplement sent to the controller
breaches-field-aan = To whom?
    .help = The controller, and along which way.
breaches-field-bericht = Message
    .help = Filled in with what is known. Change it as needed.
breaches-field-verzonden = When did you send it?

# Versions.
breaches-versions = Versions
breaches-versions-lead = Every change is a new version. What stood there is kept.
breaches-version = version { $n }
breaches-part-title = the name
breaches-part-side = the side: controller or processor
breaches-part-place = the country or the law
breaches-part-handler = who handles it
breaches-part-occurred = when it happened
breaches-part-signal = the first signal
breaches-part-investigation = the begin of the investigation
breaches-part-aware = the awareness
breaches-part-processor-message = the message of the processor
breaches-part-told-controller = when the controller was told
breaches-part-clock = the deadline
breaches-part-counts = a count by the archive
breaches-part-authority = the decision about the authority
breaches-part-subjects = the decision about the people concerned
breaches-part-order = the decision of the authority
breaches-part-delay = the reason for the delay
breaches-part-notifications = the notifications to the authority
breaches-part-tellings = the telling of people
breaches-part-measures = the measures
breaches-part-closing = the closing
breaches-part-answer = the answer to: { $question }

# What cannot be done.
breaches-error-closed = This breach was closed meanwhile. Open it again first, with a reason.
breaches-error-text-length = A text is empty or too long.
breaches-error-moment-future = This moment lies in the future. Give one that has passed.
breaches-error-moment-order = The end lies before the begin. Turn the two round.
breaches-error-reasons-missing = Write why in at least a sentence.
breaches-error-look-again-missing = Choose the day on which you look at this again.
breaches-error-not-aware = Record first when you were aware, and why.
breaches-error-ordered = The authority ordered that people are told. That comes first.
breaches-error-four-eyes = You proposed this yourself. Ask a second person.
breaches-error-facts-changed = The facts are worse than at the proposal. Refuse it and have it proposed again.
breaches-error-wrong-state = This cannot be done any more. Look at the breach again.
breaches-error-not-late = The deadline has not passed. No reason is needed.
breaches-error-not-ready = Something is still open. See what comes first.
breaches-error-too-many = There are too many lines here. Make another breach for the rest.
breaches-error-no-authority = This law has no authority in that country. Choose another law or another country.
breaches-error-unknown-code = This law did not hold on that day. Choose another.
breaches-error-notification-order = This does not fit what was filed. If nothing was filed yet, begin with a first notification. Otherwise make a supplement.
breaches-error-form-language = This form is not there in that language. Choose another.
breaches-error-unknown-number = There is no such number. Look at the breach again.
breaches-error-file-size = The file is empty or larger than 16 MB. Choose another file.
breaches-error-window-wrong = The end lies before the begin. Turn the two round.
breaches-error-scope-empty = Say what leaked first.
breaches-error-no-such-proof = This count does not stand in the ledger. Count anew from the beginning.
breaches-error-wrong-side = Your organisation is the controller here. Say with the details first that you are a processor.

# What was just done.
breaches-done-taken-up = You handle this breach.
breaches-done-note = The note stands in the log.
breaches-done-delay = The reason was recorded.
breaches-done-moment = The moment was recorded.
breaches-done-answered = The answers were saved.
breaches-done-decided = The decision was recorded.
breaches-done-approved = You approved.
breaches-done-refused = The proposal does not go on.
breaches-done-ordered = The decision of the authority was recorded.
breaches-done-described = The details were saved.
breaches-done-measure = The measure was added.
breaches-done-measure-done = The measure is done.
breaches-done-closed = The breach is closed.
breaches-done-no-breach = Your proposal waits for a second person.
breaches-done-reopened = The breach is open again.
breaches-done-notification = The notification was made. Now file it yourself.
breaches-done-filed = It was recorded that the notification was filed.
breaches-done-counted = The archive has counted.
breaches-done-taken-over = The numbers stand with the facts now.
breaches-done-controller = It was recorded that the controller was told.

# The register as a file
breaches-register-file = register-of-breaches
breaches-register-file-redacted = register-of-breaches-without-personal-data

# A signal of an alarm
breaches-alarm = An alarm opened this signal
breaches-alarm-help = The archive saw something unusual in the ledger. It may be ordinary work.
breaches-alarm-account = It is about the account of
breaches-alarm-count = Count the scope and take it up
breaches-alarm-counted = The account could read { $could } messages. Of those, { $was } were read or released. The proof is in the ledger, line { $entry }.
breaches-alarm-end = No breach? Close the signal with a reason.
