# The notice to chat partners.

notice-title = Notice to chat partners
notice-lead = Whoever chats with you should know that you keep messages about work. This is the text of your organisation for it.
notice-how-1 = Copy the text and fill in what stands between brackets.
notice-how-2 = Send it in your chat about work.
notice-how-3 = While you sift, Zegel finds the notice back in your export. When you keep it too, the submission says that it was found, and when.
notice-version = Version { $n }
notice-since = since { $date }
notice-copy = Text to copy
notice-text = Text
notice-text-help = The owner fills in what stands between square brackets. Every version stays, because a chat may hold an old one.
notice-save = Record this version
notice-done-saved = The new version is recorded.
notice-older = Older versions
