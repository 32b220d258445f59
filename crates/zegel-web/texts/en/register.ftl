# The register of breaches, figures by year, measures over all breaches, the files.

register-title = Register of breaches
register-lead = Here stands every breach, notified or not: what happened, what its effects are and what was done. Nothing can be removed from it.
register-years = Figures by year
register-year = Year
register-not-notified = Decided not to notify
register-n-told = People told
register-people = People concerned, at most
register-all = All breaches
register-facts = Facts
register-effects = Effects
register-report = Report
register-level = Risk
register-told = People told on { $day }
register-closed = Closed on { $day }
register-files = Files
register-sheet = As a spreadsheet
register-pdf = As PDF/A
register-json = As JSON with proofs
register-without = Without personal data
register-without-help = For a request under the law on open government. Names and all that people wrote are gone. Numbers, choices and moments stay.
register-verify = Check without Zegel
register-verify-help = With the JSON file an outsider sees whether anything was changed, removed or added. Give the key by another way.
register-key = KEY
register-file = breach-register
register-file-without = breach-register-without-personal-data
register-tasks = Measures of all breaches
register-tasks-link = { $n ->
    [one] { $n } open measure
   *[other] { $n } open measures
}
register-n-tasks = { $n ->
    [one] { $n } measure is to be done
   *[other] { $n } measures are to be done
}
register-no-tasks = Nothing is left to do
register-no-tasks-help = All measures are done. You add new ones at a breach.
register-overdue = Late, due by { $day }
register-no-day = No day agreed
register-more = More measures
register-controller = Controller
register-processor = Processor
register-column-number = Number
register-column-title = Name
register-column-stage = Stage
register-column-side = Side
register-column-law = Law
register-column-signal = First signal
register-column-reported = Reported to us
register-column-occurred = Happened
register-column-aware = Awareness
register-column-deadline = Deadline
register-column-summary = What happened
register-column-nature = Kind of breach
register-column-data = Kinds of data
register-column-people = People concerned
register-column-effects = Effects
register-column-level = Risk
register-column-authority = Decision about the authority
register-column-notified = Notified to the authority
register-column-authority-number = Number of the authority
register-column-told = People told
register-column-measures = Measures: what, who, by when, done
register-column-closed = Closed
