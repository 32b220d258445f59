# Suggestions: what may be personal data, and how often that is right.

suggestions-title = Suggestions
suggestions-off = Off
suggestions-on = On
suggestions-version = Version { $set }, word list { $list }
suggestions-lead = While somebody sifts, Zegel can point to what may be personal data. This happens on the owner's device. It is only a hint: Zegel chooses nothing and redacts nothing. Each submission records beside which kept messages a suggestion stood.
suggestions-detectors = What Zegel looks for
suggestions-which = Tick what Zegel looks for. Without ticks suggestions are off.
suggestions-is-on = On
suggestions-is-off = Off
suggestions-save = Record the choice
suggestions-words = Your own words
suggestions-words-help = One word per line. A * at the end means: with any ending.
suggestions-add = Words to add
suggestions-leave-out = Words of the list that you do not want

suggestions-bsn = BSN
    .what = Nine digits that pass the eleven test (the Dutch citizen service number).
suggestions-iban = Account number
    .what = An IBAN with the length of its country and check digits that fit.
suggestions-phone = Telephone number
    .what = Numbers of the Netherlands, Belgium and France, and international numbers with a plus.
suggestions-mail = Mail address
    .what = A name, an at sign and a domain.
suggestions-card = Card number
    .what = Numbers of bank and credit cards that pass the Luhn test.
suggestions-postcode = Postcode
    .what = Dutch postcodes with their letters. Belgian ones only where the text around them says so.
suggestions-special = Special category
    .what = Words about health, religion, politics, unions, origin, sexuality or criminal law, in three languages.

suggestions-figures = How often it is right
suggestions-figures-help = Zegel computes this while you open the page. Behind each percentage stands the range in which the real value lies with 95% certainty (Wilson). A small sample gives a wide range.
suggestions-sample-own = On your own sample
    .help = { $n ->
    [one] { $n } text
   *[other] { $n } texts
} that your organisation labelled itself.
suggestions-sample-generated = On invented messages
    .help = { $n ->
    [one] { $n } invented text
   *[other] { $n } invented texts
} of which is known beforehand what is in them, with slips of the pen and hard cases.
suggestions-detector = Kind
suggestions-precision = Rightly pointed to
suggestions-recall = Found of what is there
suggestions-nothing = nothing to measure
suggestions-interval = { $interval }, { $n } of { $of }

suggestions-own = Your own sample
suggestions-own-help = A file with, on each line, a text and what is in it (JSON Lines). Places count characters from 0. Zegel keeps it sealed, opens it only to measure, and never shows it again. A new file replaces the old one.
suggestions-file = File with the sample
suggestions-put = Bring the sample in
suggestions-remove = Remove the sample

suggestions-done-set = The choice is recorded. It holds from the next file that somebody opens.
suggestions-done-sample = The sample is kept, sealed.
suggestions-done-removed = The sample was removed.
