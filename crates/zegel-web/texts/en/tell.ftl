# Telling the people concerned (GDPR article 34): text, list, sending, letters, public notice.

tell-title = Telling the people concerned
tell-told = Told
tell-of = of { $n ->
    [one] { $n } person
   *[other] { $n } people
}
tell-told-of = { $n } of { $all } told
tell-people = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
tell-phase-approved = Ready to send
tell-phase-running = The mails go out now
tell-phase-paused = Paused
tell-phase-later = The mail server takes a part of them later
tell-phase-over = No mail need go out any more
tell-next-at = Goes on at { $at }
tell-approved-by = Approved by { $by }
tell-leave = You can leave this page. The sending goes on.
tell-look = See how far it is
tell-start = { $n ->
    [one] Send { $n } mail
   *[other] Send { $n } mails
}
tell-go-on = Go on sending
tell-pause = Pause
tell-no-mail = No mail server is set up. The operator does that in zegel.toml. Letters are possible.

tell-state-sent = Sent by mail
tell-state-posted = Sent by letter
tell-state-told = Told by a colleague
tell-state-sending = Going out now
tell-state-waiting = Waiting to be sent
tell-state-in-doubt = Not certain
tell-state-refused = Mail refused
tell-state-bounced = Mail came back
tell-state-paper = Gets a letter
tell-state-given-up = Cannot be reached
tell-state-unusable = Line cannot be used

tell-decision = Decision
tell-decision-look = See the decision
tell-decision-ordered = The authority ordered this: { $reference }
tell-decision-open = Nothing is decided yet
tell-decision-tell = Decided: tell them
tell-decision-not-required = Decided: not necessary
tell-decision-public = Decided: a public notice
tell-decision-exception = Decided: an exception holds
tell-decide-first = You can prepare the text and the list already. Sending is possible once it is decided to tell people, or the authority orders it.
tell-decide = To the decision

tell-doubt = Of whom it is not certain
tell-doubt-help = The sending stopped exactly here. This mail may have arrived, or not. Look at the mail server or ask. Zegel sends nothing again by itself.
tell-doubt-arrived = It arrived
tell-doubt-again = Send again
tell-doubt-all-arrived = All mails above arrived
tell-doubt-all-again = Send all mails above again

tell-letters = Letters on paper
tell-letters-help = { $n ->
    [one] There is a letter for { $n } person: there is no mail address, or the mail did not arrive.
   *[other] There are letters for { $n } people: there is no mail address, or the mail did not arrive.
}
tell-letters-pdf = Make the letters (PDF)
tell-letters-posted = These letters were posted

tell-unreached = { $n ->
    [one] { $n } person cannot be reached so
   *[other] { $n } people cannot be reached so
}
tell-unreached-help = There is no mail address that works and no postal address. Try otherwise: call, or ask a colleague. If that fails, record what you tried. Think of a public notice too.
tell-unreached-button = Record that it cannot be done
tell-field-waarom-niet = What did you try?
    .help = A sentence or two, without names.
tell-why-refused = The mail server refused (code { $status }), no postal address
tell-why-bounced = The mail came back (code { $status }), no postal address
tell-why-not-taken = The mail server did not take the mail, no postal address
tell-why-paper = No mail address and no postal address

tell-by-person = Called or spoken to
tell-by-person-help = Did you tell somebody on the list yourself? Look them up and record it. No mail or letter follows then.
tell-field-zoek = Search the list
    .help = A part of the name, the mail address or the postal address.
tell-seek = Search
tell-found-nobody = Nobody on the list fits this.
tell-found-more = More than { $n } fit. Search more precisely.
tell-found-told = { $n ->
    [one] { $n } more person fits, but was told already or the mail is going out now.
   *[other] { $n } more people fit, but were told already or the mail is going out now.
}
tell-field-wie = Whom did you speak to?
tell-field-manier = How?
tell-field-verteld = When?
tell-way-telephone = On the telephone
tell-way-in-person = In person
tell-by-telephone = Told on the telephone on { $at }
tell-by-in-person = Told in person on { $at }
tell-who-missing = Choose whom you spoke to.
tell-way-missing = Choose how you told them.
tell-by-person-button = Record
tell-not-told = Not right

tell-bounces = Mail that came back
tell-bounces-help = When a mail does not arrive, the sender gets a report of a mail server. Save those reports from your mail program (.eml, or a whole folder as mbox) and bring them in here. Whoever has such a report goes on the list for letters.
tell-bounces-file = File with mail that came back
tell-bounces-button = Read the reports
tell-bounces-missing = Choose a file first.
tell-bounces-found = { $bounced } came back, { $arrived } arrived after all, { $known } known already or still on their way, { $other } about something else.

tell-finish = Finishing
tell-finish-help = { $n ->
    [one] All is done: { $n } person was told. After finishing it stands in the register and in the notification.
   *[other] All is done: { $n } people were told. After finishing it stands in the register and in the notification.
}
tell-finish-button = Finish telling people
tell-finish-open = { $n ->
    [one] { $n } person still waits. You can finish when nobody waits any more.
   *[other] { $n } people still wait. You can finish when nobody waits any more.
}

tell-texts = Text
tell-texts-help = Everybody gets the general text in their own language. Write a text apart where a group must know something else.
tell-kind = For whom
tell-text-ready = Ready
tell-text-busy = Not finished
tell-text-none = No text yet
tell-text-general = General
tell-wrote = Last changed by { $by }
tell-text-title = Text for the people concerned
tell-text-proposed = This is a proposal, made from what is recorded of this breach. Fill in what stands between [ ] and save the text.
tell-text-save = Save the text
tell-text-letter = How people read it
tell-text-must = What always stands in it
tell-must-nature = What happened
tell-must-contact = Whom people can turn to
tell-must-consequences = What the consequences can be
tell-must-measures = What was done, and what people can do themselves
tell-must-law = GDPR article 34(2). Zegel sends nothing while one of these four is missing.
tell-text-plain = Write short sentences and ordinary words. A line that begins with a dash becomes a list.
tell-gaps = This text is not finished
tell-gap-missing = { $what }: write something here
tell-gap-fill-in = { $what }: fill in what stands between [ ]
tell-gap-long = { $what }: make this shorter
tell-gap-lines = { $what }: put this on one line
tell-example-name = Pat Example
tell-field-onderwerp = Subject of the mail
tell-field-aanleiding = Reason
tell-field-gebeurd = What happened?
tell-field-gevolgen = What can this mean?
tell-field-gedaan = What did we do?
tell-field-zelf-doen = What can people do themselves?
tell-field-contact = Whom can people turn to?

tell-list = List
tell-list-words = { $n ->
    [one] { $n } person
   *[other] { $n } people
}. { $doubles ->
    [0] Nobody stood on it twice.
    [one] { $doubles } line was a double and does not count.
   *[other] { $doubles } lines were doubles and do not count.
}
tell-list-brought = Brought in by { $by }
tell-group-ready = Text ready
tell-group-missing = Text missing
tell-list-first = Bring in a list
tell-list-again = Bring in another list
tell-list-help = Make a table in a spreadsheet program with a line for each person, and save it as CSV UTF-8.
tell-list-form = Names of the columns: name, mail, address, postal code, place, language (nl, en, fr, de), kind. A mail address or a postal address is enough.
tell-list-file = File with the list
tell-list-button = Bring the list in
tell-list-missing = Choose a file first.
tell-field-hoe = What do you do with this list?
tell-hoe-vervangen = In the place of the one before
tell-hoe-toevoegen = Added to it
tell-bad = { $n ->
    [one] { $n } line cannot be used
   *[other] { $n } lines cannot be used
}
tell-bad-help = Mend them in a new file and bring that in as an addition. Remove them here afterwards.
tell-bad-remove = Remove these lines
tell-line = Line { $n }:
tell-bad-no-address = There is no mail address and no postal address.
tell-bad-mail-form = This is no mail address.
tell-bad-language = There is no such language. Choose nl, en, fr or de.
tell-bad-kind = There is no such kind.
tell-bad-field-long = A field is too long. Perhaps a quotation mark is not closed.
tell-bad-address-lines = The postal address has too many lines.

tell-approve = Approval by a second person
tell-approve-decision = Approval is possible once it is decided to tell people.
tell-approve-texts = Approval is possible once the text is ready for everybody on the list.
tell-approve-help = You approve this text for this list. Neither changes after that.
tell-approve-button = Approve text and list
tell-approve-other = Whoever wrote the text or brought the list in does not approve.
tell-approve-who = These can: { $who }.

tell-aside = Beside it
tell-before = Told before
tell-earlier = { $n } of { $all }, finished on { $at }
tell-erase = Erase the names and addresses
tell-erase-help = The names and addresses are not needed any more. The numbers stay.
tell-never-leaves = The list stays encrypted in the archive. Names and addresses stand in no log and in no notification.

# Public notice.
tell-notice-title = Public notice
tell-notice-short = Where reaching everybody apart asks too much, or beside it.
tell-notice-open-page = To the public notice
tell-notice-lead = Where reaching everybody apart asks too much effort, a public notice may take its place. It must reach people equally well. Keep here what it said, where, from when and until when.
tell-notice-decide = A public notice is possible once it is decided to tell people so.
tell-notice-n = Public notice { $n }
tell-notice-open = Since { $at }: { $n ->
    [one] { $n } place
   *[other] { $n } places
}
tell-notice-closed = Finished on { $at }: { $n ->
    [one] { $n } place
   *[other] { $n } places
}
tell-notice-done-by = Finished by { $by }
tell-notice-text = Text ({ $language })
tell-notice-new = New public notice
tell-notice-no-text = Write the general text first.
tell-notice-write = Write or change the general text
tell-notice-approve = Approve the text as a public notice
tell-notice-finish = Finishing
tell-notice-finish-button = Finish the public notice
tell-field-bereikt = How many people did it reach, roughly?
    .help = Leave empty if you do not know.
tell-place-none = It is not recorded yet where it stood.
tell-place-add = Record where it stands
tell-place-button = Record this place
tell-place-missing = Write where the notice stands.
tell-place-until = From { $from } up to and including { $until }
tell-place-still = From { $from }, still there
tell-place-proof = See the proof
tell-place-file = Proof (if you have it)
tell-place-file-help = A scan, a picture of the screen or a PDF, at most 16 MB.
tell-field-plaats = Where does it stand?
    .help = For instance the name of the newspaper or the address of the web page.
tell-field-vanaf = From which day?
tell-field-tot-en-met = Up to and including which day?
    .help = Leave empty if it is still there.

tell-done-list = The list was brought in.
tell-done-lines-removed = The lines that could not be used are gone.
tell-done-approved = Approved.
tell-done-started = The sending began.
tell-done-paused = Paused. A mail that was on its way already still goes out.
tell-done-arrived = Recorded as arrived.
tell-done-again = Goes out again.
tell-done-posted = Recorded that the letters were posted.
tell-done-told = Recorded. No mail or letter goes to this person any more.
tell-done-not-told = Taken back. This person stands where they stood.
tell-done-given-up = Recorded.
tell-done-finished = Finished.
tell-done-erased = The names and addresses were erased.
tell-done-text = The text was saved.
tell-done-place = The place was recorded.

tell-error-wrong-state = Somebody was before you: it stands elsewhere by now. Look at the page again.
tell-error-closed = This breach is closed. Open it again first.
tell-error-not-aware = Record first when you were aware of it.
tell-error-telling-not-decided = It is not decided to tell people so.
tell-error-four-eyes = Whoever wrote the text or brought the list in does not approve. Ask a second person.
tell-error-text-gaps = The text is not ready for everybody on the list.
tell-error-list-empty = The list is empty.
tell-error-list-size = This file is too large. Split it into lists of at most 8 MB.
tell-error-list-encoding = This file cannot be read. Save the table as CSV UTF-8.
tell-error-list-header = The first line has no known names of columns. Write there: name, mail, address, postal code, place, language, kind.
tell-error-list-rows = The list has too many lines: at most 50,000. Tell people in rounds.
tell-error-list-changed = The list is not the one that was approved. Have the archive verified.
tell-error-no-mail-server = No mail server is set up.
tell-error-bounce-size = This file is too large. Bring it in in pieces of at most 16 MB.
tell-error-bounce-many = There are too many mails in this file. Bring it in in pieces.
tell-error-bounce-none = There is no mail in this file.
tell-error-sought-short = Write at least two letters.
tell-error-moment-future = This moment lies in the future. Give a moment that has passed.
tell-error-told-early = This is before the text was approved. What was told earlier belongs in the facts of the breach.
tell-error-reasons-missing = Write in a sentence what you tried.
tell-error-not-ready = Something still waits. See what is open above.
tell-error-text-length = A text is too long.
tell-error-moment-order = The end lies before the begin. Turn the days round.
tell-error-too-many = There are very many places here already. Name several in one line.
tell-error-file-size = This file is empty or larger than 16 MB.
tell-error-unknown-kind = There is no such kind.
