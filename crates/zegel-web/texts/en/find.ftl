# Finding.

find-title = Search the records
find-words = Words
find-sender = Sender
find-from = From
find-to = Up to
find-dossier = Dossier
find-year = Year
find-button = Search
find-help = Use quotation marks for words in a row, * for the beginning of a word, OR for either, and - for what must not occur.
find-n = { $n ->
    [one] { $n } message found
   *[other] { $n } messages found
}
find-n-bound = More than { $n } messages found
find-bound = The counts are over the newest { $n } messages.
find-none = No messages found
find-none-help = Try fewer words, another word or a longer period.
find-older = Older hits
find-facets = Refine
find-logged = Every search stands in the ledger.
find-lost = This search is no longer known. For privacy, words do not stand in the address. Search again.
find-wrong-day = A date is wrong.
find-wrong-dossier = This is no name of a dossier.
find-query-too-long = The question is too long. Use fewer words.
find-query-too-many-terms = The question has too many words.
find-query-only-excludes = Say also what must occur.
find-prefix-too-short = Too many words begin like that. Write more letters before the *.
