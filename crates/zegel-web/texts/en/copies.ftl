# Interim copies.

copies-title = Interim copies
copies-lead = Every copy that is made on the way has a line here: where it lies, what for, and how it ended.
copies-n-open = { $n ->
    [one] { $n } copy is still open
   *[other] { $n } copies are still open
}
copies-n-all = { $n ->
    [one] { $n } copy in all
   *[other] { $n } copies in all
}
copies-filter = Show
copies-filter-open = Still open
copies-filter-all = All
copies-none = There are no copies
copies-open = Still open
copies-ended = Ended
copies-since = Since { $at }
copies-until = Must be gone by { $at }
copies-capture = To the submission
copies-kind-screenshot = Screenshot
copies-kind-export-zip = Export of the chat (zip)
copies-kind-export-text = Export of the chat (text)
copies-kind-attachment = Attachment
copies-kind-package = Sealed submission
copies-kind-accepted = Accepted messages in the archive
copies-place-archive = in the archive
copies-place-owner = with the chat owner
copies-end-destroyed = Destroyed on { $at }
copies-end-attested = Declared gone on { $at } { $who }
copies-attest = Declare that this copy is gone
copies-statement = How was the copy removed?
copies-statement-help = For example: deleted from my phone and from its bin.
copies-attest-button = Record the declaration
copies-done-attested = Your declaration is recorded.
