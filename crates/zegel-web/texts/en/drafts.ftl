# Sealed drafts: work that goes on with on another device.

drafts-title = Sealed drafts
drafts-lead = A draft is a choice that is not finished. Only its owner can open it, with a passphrase of their own. Zegel, the administrator and the supporter cannot.
drafts-count =
    { $n ->
        [0] There is no draft
        [one] { $n } draft
       *[other] { $n } drafts
     }
drafts-size = { $kb } kB together
drafts-mine = Your draft
drafts-none = You have no draft. You make one on the page where you choose, with the button Go on with another device.
drafts-saved = Saved
drafts-until = Destroys itself on
drafts-go-on = Go on choosing
drafts-destroy = Destroy the draft now
drafts-near = This draft destroys itself on { $date }
drafts-near-what = Finish your choice and hand it in, or save the draft again.
drafts-frozen = Frozen by { $by } on { $date }
drafts-frozen-what = As long as it is frozen it is not destroyed and you cannot replace it. You can open it. Nobody else can open it.
drafts-hold = Freeze a draft
drafts-hold-what = A frozen draft does not destroy itself. Its owner sees that it is frozen, by whom and why. You do not see what is in it.
drafts-owner = Short name of the owner
drafts-ground = Reason
drafts-ground-help = The owner reads this. Needed to freeze.
drafts-freeze = Freeze the draft
drafts-thaw = Lift the freeze
